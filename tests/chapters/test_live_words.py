"""What a room is told: messages, reactions, where one is, and the form of each event."""

from typing import Any
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb
from rooms import happened, lift, room, the
from scenes import one, refused
from support import Actor, Database

pytestmark = pytest.mark.usefixtures("counts_are_right")


# Saying something


def test_a_message_is_for_all_and_sent_once(ann: Actor, bob: Actor) -> None:
    session, id = room(ann, bob), str(uuid4())
    sent = one(bob, "send_live_message", p_session_id=session, p_message="Go!", p_id=id)
    assert one(bob, "send_live_message", p_session_id=session, p_message="Go!", p_id=id) == sent
    type, data = happened(bob, session)[-1]
    assert (type, data) == ("message", {"message": "Go!", "messageId": id})
    assert [type for type, _ in happened(ann, session)].count("message") == 1
    for text in ("", "a" * 2001, None):
        with refused("PT422"):
            bob.call("send_live_message", p_session_id=session, p_message=text)


def test_a_message_of_any_size_is_announced_by_a_knock(world: Database, ann: Actor) -> None:
    session = room(ann)
    with world.connect(autocommit=True) as listener:
        listener.execute(f'listen "live_{session}"')
        ann.call("send_live_message", p_session_id=session, p_message="\N{GRINNING FACE}" * 2000)
        (knock,) = listener.notifies(timeout=20, stop_after=1)
    seq = the(ann, session)["last_event_seq"]
    assert knock.payload == f'{{"session_id" : "{session}", "seq" : {seq}, "type" : "message"}}'


def test_a_reaction_is_to_a_set_or_to_a_person(
    ann: Actor, bob: Actor, cleo: Actor, press: str
) -> None:
    session, id = room(ann, bob), str(uuid4())
    done = lift(ann, session, press)
    it = {"p_session_id": session, "p_emote": "crown", "p_id": id}
    sent = one(bob, "react_to_set", **it, p_set_id=done["id"])
    assert (sent["to_user_id"], sent["target_set_id"]) == (str(ann.id), done["id"])
    assert one(bob, "react_to_set", **it, p_set_id=done["id"]) == sent
    assert happened(ann, session)[-1] == (
        "reaction",
        {"targetUserId": str(ann.id), "emote": "crown", "targetSetId": done["id"]},
    )
    bob.call("react_to_set", p_session_id=session, p_emote="like", p_to_user_id=ann.id)
    assert happened(ann, session)[-1][1] == {"targetUserId": str(ann.id), "emote": "like"}
    for wrong_one, code in (
        ({"p_set_id": uuid4()}, "PT404"),
        ({"p_to_user_id": cleo.id}, "PT404"),
        ({}, "PT422"),
        ({"p_set_id": done["id"], "p_to_user_id": bob.id}, "PT422"),
    ):
        with refused(code):
            bob.call("react_to_set", p_session_id=session, p_emote="like", **wrong_one)


def test_one_says_where_one_is(ann: Actor, bob: Actor, press: str) -> None:
    session = room(ann, bob)
    status = {"p_session_id": session, "p_status": "working_out"}
    place = one(bob, "update_live_status", **status, p_current_exercise_id=press)
    assert (place["status"], place["current_exercise_id"]) == ("working_out", press)
    assert happened(ann, session)[-1] == (
        "status_update",
        {"status": "working_out", "currentExerciseId": press},
    )
    seen = the(ann, session)["last_event_seq"]
    bob.call("update_live_status", **status)
    assert the(ann, session)["last_event_seq"] == seen
    with refused("PT404"):
        bob.call("update_live_status", **status, p_current_exercise_id=uuid4())


# Event data

FORMS: list[tuple[str, Any, bool]] = [
    ("session_created", {}, True),
    ("session_created", {"anything": [1]}, True),
    ("session_created", [], False),
    ("user_joined", {"displayName": "A"}, True),
    ("user_joined", {"displayName": "A", "avatarUrl": "x"}, True),
    ("user_joined", {}, False),
    ("user_left", {"displayName": 1}, False),
    ("user_left", {"displayName": "A", "email": "a@b"}, False),
    ("set_deleted", {"setId": "x"}, True),
    ("set_deleted", {}, False),
    ("exercise_changed", {"exerciseId": "x", "exerciseName": "X"}, True),
    ("exercise_changed", {"exerciseId": "x", "exerciseName": "X", "targetSets": "3"}, False),
    ("reaction", {"targetUserId": "x", "emote": "fire"}, True),
    ("reaction", {"targetUserId": "x", "emote": "heart"}, False),
    ("status_update", {"status": "idle"}, True),
    ("status_update", {"status": "asleep"}, False),
    ("ready_status_changed", {"isReady": True}, True),
    ("ready_status_changed", {"isReady": "yes"}, False),
    ("message", {"message": "hi"}, True),
    ("message", {"text": "hi"}, False),
    ("invitation_answered", {"status": "accepted"}, True),
    ("invitation_answered", {"status": "pending"}, False),
    ("user_invited", {"targetUserId": "x"}, True),
    ("leader_changed", {"targetUserId": "x"}, False),
    (
        "set_completed",
        {
            "setId": "s",
            "exerciseId": "e",
            "exerciseName": "E",
            "setType": "working",
            "weightKg": 100,
            "reps": 5,
        },
        True,
    ),
    ("set_completed", {"setId": "s", "exerciseId": "e", "exerciseName": "E"}, False),
    (
        "set_edited",
        {
            "setId": "s",
            "exerciseId": "e",
            "exerciseName": "E",
            "setType": "drop",
            "weightKg": 100,
            "reps": 5,
        },
        False,
    ),
]


@pytest.mark.parametrize(("type", "data", "fits"), FORMS)
def test_an_event_has_the_form_of_its_type(
    world: Database, ann: Actor, type: str, data: Any, fits: bool
) -> None:
    session = room(ann)
    query = (
        "insert into live_session_events (session_id, seq, type, event_data)"
        " values (%s, 99, %s, %s)"
    )
    with world.owner.transaction(force_rollback=True):
        it = (session, type, Jsonb({"type": type, "data": data}))
        if fits:
            world.owner.execute(query, it)
        else:
            with refused("23514"):
                world.owner.execute(query, it)


def test_an_event_says_its_own_type_and_nothing_beside(world: Database, ann: Actor) -> None:
    session = room(ann)
    query = (
        "insert into live_session_events (session_id, seq, type, event_data)"
        " values (%s, 99, 'message', %s)"
    )
    data = {"message": "x"}
    for document in (
        {"data": data},
        {"type": "reaction", "data": data},
        {"type": "message", "data": data, "more": 1},
        {"type": "message"},
        data,
        [],
        None,
    ):
        with refused("23514"):
            world.owner.execute(query, (session, Jsonb(document)))


def test_every_type_of_event_is_tried() -> None:
    tried = {type for type, _, _ in FORMS}
    assert len(tried) + 2 == 16  # but session_started and session_ended, which are as created
