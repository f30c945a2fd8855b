"""The page of errors: all that a chapter raises is on it, and all that is on it can be provoked."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from phones import PATIENCE, holding, is_waiting, until
from plan_scenes import plan, session, sessions_of, slot, take
from psycopg.types.json import Jsonb
from rooms import room
from scenes import (
    CHAPTERS,
    MONDAY,
    befriend,
    document,
    errcodes,
    exercise,
    has_library,
    log,
    one,
    read_a_text,
    refused,
    start,
    trained,
)
from support import Actor, Database
from workoutdb import errors

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading."""
    section = PAGE.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split(" | ")] for line in lines]


CODES = {row[0]: row for row in table("Codes")}
MESSAGES = [(row[0], row[1]) for row in table("Messages")]


def raised() -> set[tuple[str, str]]:
    """Each code and message that a chapter raises."""
    text = "\n".join(path.read_text() for path in CHAPTERS)
    found = {
        ("PT422", message.replace("''", "'"))
        for message in re.findall(r"raise_faults\('((?:[^']|'')+)'", text)
    }
    for statement in re.findall(r"raise exception using(.*?);\n", text, re.DOTALL):
        code = re.search(r"errcode\s*=\s*'(\w{5})'", statement)
        message = re.search(r"message\s*=\s*(?:format\()?'((?:[^']|'')*)'", statement)
        assert code, statement
        if message:
            found.add((code[1], message[1].replace("''", "'").replace("%s", "…")))
    return found


def test_every_code_that_a_chapter_raises_is_on_the_page() -> None:
    assert len(errcodes()) > 4
    assert errcodes() - set(CODES) == set()


def test_the_page_has_every_message_and_no_other() -> None:
    assert sorted(MESSAGES) == sorted(raised())


def test_every_code_says_when_what_and_the_way_out() -> None:
    for row in CODES.values():
        assert len(row) == 6
        assert all(row), row


@pytest.mark.parametrize("code", CODES)
def test_the_page_names_the_exception_of_the_client(code: str) -> None:
    name = CODES[code][2]
    known = errors.error_class(code)
    if known is None:
        assert name == f"psycopg's `{type(psycopg.errors.lookup(code)()).__name__}"
    else:
        assert name == known.__name__


# Provoking each


def a_finished_workout(ann: Actor) -> str:
    return trained(ann, exercise(ann), (5, 100))


def log_to_a_full_block(ann: Actor) -> None:
    workout, lift = start(ann), exercise(ann)
    block = log(ann, workout, lift)["session_exercise_id"]
    ann.execute(
        "update workout_sets set set_number = 9999 where session_exercise_id = %s", (block,)
    )
    log(ann, workout, lift)


def use_the_allowance_up(ann: Actor) -> None:
    for _ in range(6):
        ann.call("consume_generation")


def merge_into_itself(ann: Actor) -> None:
    lift = exercise(ann)
    ann.call("merge_exercises", p_from_id=lift, p_into_id=lift)


def finish_an_abandoned_one(ann: Actor) -> None:
    workout = start(ann)
    ann.call("abandon_workout", p_session_id=workout)
    ann.call("finish_workout", p_session_id=workout)


def import_twice(ann: Actor) -> None:
    service = ann.database.service
    job = one(service, "begin_import", p_user_id=ann.id, p_source="hevy", p_dialect="hevy")
    for _ in range(2):
        service.call("run_import", p_job_id=job)


def undo_what_was_not_done(ann: Actor) -> None:
    service = ann.database.service
    job = one(service, "begin_import", p_user_id=ann.id, p_source="hevy", p_dialect="hevy")
    service.call("undo_import", p_job_id=job)


def take_an_address_twice(ann: Actor) -> None:
    for _ in range(2):
        ann.database.service.call("create_user", p_email="twice@example.org")


def name_two_alike(ann: Actor) -> None:
    for _ in range(2):
        exercise(ann, "Twice")


def write_at_another_level(ann: Actor) -> None:
    with ann.transaction() as connection:
        workout = connection.execute("select (start_workout()).workout as it")
        assert workout
    with ann.database.owner.transaction():
        ann.database.owner.execute("set transaction isolation level repeatable read")
        ann._become(ann.database.owner)
        ann.database.owner.execute("select record_body_measurement(80)")


def send_an_id_to_another_workout(ann: Actor) -> None:
    lift = exercise(ann)
    it = log(ann, start(ann), lift)
    log(ann, start(ann), lift, p_id=it["id"])


def redeem_twice(ann: Actor) -> None:
    code = one(ann, "create_invite")["code"]
    for _ in range(2):
        ann.database.person().call("accept_invite", p_code=code)


def redeem_late(ann: Actor) -> None:
    invite = one(ann, "create_invite")
    ann.database.owner.execute(
        "update invites set expires_at = now() where id = %s", [invite["id"]]
    )
    ann.database.person().call("accept_invite", p_code=invite["code"])


def ask_somebody_blocked(ann: Actor) -> None:
    bob = ann.database.person()
    ann.call("block_person", p_user_id=bob.id)
    ann.call("request_friendship", p_user_id=bob.id)


def entry(ann: Actor) -> Any:
    return one(ann, "schedule_workout", p_scheduled_date=MONDAY.date())["id"]


def move_what_is_done(ann: Actor) -> None:
    done = entry(ann)
    ann.call("start_scheduled_workout", p_id=done)
    ann.call("reschedule_workout", p_id=done, p_scheduled_date=MONDAY.date())


def link_an_abandoned_workout(ann: Actor) -> None:
    workout = start(ann)
    ann.call("abandon_workout", p_session_id=workout)
    ann.call("link_scheduled_workout", p_id=entry(ann), p_session_id=workout)


def link_twice(ann: Actor) -> None:
    workout = start(ann)
    for _ in range(2):
        ann.call("link_scheduled_workout", p_id=entry(ann), p_session_id=workout)


def mistake_a_block(ann: Actor) -> None:
    it = log(ann, workout := start(ann), exercise(ann))
    ann.call(
        "log_set",
        p_session_id=workout,
        p_exercise_id=exercise(ann),
        p_session_exercise_id=it["session_exercise_id"],
        p_reps=5,
    )


def mail_again_and_again(ann: Actor) -> None:
    for number in range(6):
        ann.database.service.call(
            "issue_magic_link", p_email="often@example.org", p_token_hash=f"{number:064x}"
        )


def planned(ann: Actor) -> str:
    return take(ann, plan(session(slot())))


def in_a_room(
    act: Callable[[Actor, str], Any], *, ends: bool = False, **arguments: Any
) -> Callable[[Actor], Any]:
    """Something done in a live session of one's own, which may be over."""

    def run(ann: Actor) -> None:
        session = room(ann, **arguments)
        if ends:
            ann.call("end_live_session", p_session_id=session)
        act(ann, session)

    return run


def lift_too_early(ann: Actor) -> None:
    session = one(ann, "create_live_session")["id"]
    ann.call("log_live_set", p_session_id=session, p_exercise_id=exercise(ann), p_reps=5)


def talk_from_outside(ann: Actor) -> None:
    session = room(ann.database.person(), p_is_public=True)
    ann.call("send_live_message", p_session_id=session, p_message="Hello")


def lead_as_a_guest(ann: Actor) -> None:
    ann.call("end_live_session", p_session_id=room(ann.database.person(), ann))


def delete_as_a_guest(ann: Actor) -> None:
    ann.call("delete_live_session", p_session_id=room(ann.database.person(), ann))


def send_out_the_host(ann: Actor) -> None:
    bob = ann.database.person()
    session = room(bob, ann)
    bob.call("transfer_live_leadership", p_session_id=session, p_user_id=ann.id)
    ann.call("remove_from_live_session", p_session_id=session, p_user_id=bob.id)


def ask_in_who_is_in(ann: Actor) -> None:
    bob = ann.database.person()
    ann.call("invite_to_live_session", p_session_id=room(ann, bob), p_user_id=bob.id)


def answer_twice(ann: Actor) -> None:
    bob = ann.database.person()
    invitation = one(bob, "invite_to_live_session", p_session_id=room(bob), p_user_id=ann.id)
    for accept in (False, True):
        ann.call("respond_to_live_invitation", p_invitation_id=invitation["id"], p_accept=accept)


def cheer_somebody_elses_set(ann: Actor) -> None:
    bob = ann.database.person()
    befriend(bob, ann)
    ann.call("send_quick_reaction", p_to_user_id=bob.id, p_emote="like", p_set_id=uuid4())


def client(ann: Actor, **fields: Any) -> str:
    made = one(ann, "create_entity", p_entity=Jsonb({"name": "Kim"} | fields))
    return str(made["entity"]["id"])


def schedule_on_no_day(ann: Actor) -> None:
    made = one(ann, "create_program", p_entity_id=client(ann), p_program=Jsonb({"name": "P"}))
    ann.call(
        "schedule_program",
        p_program_id=made["program"]["id"],
        p_start=date(2026, 3, 2),
        p_weekdays=[],
    )


def answer_after_the_end(ann: Actor) -> None:
    bob = ann.database.person("kim@example.org")
    link = one(ann, "link_athlete", p_entity_id=client(ann), p_email="kim@example.org")["id"]
    bob.call("answer_coach", p_link_id=link)
    ann.call("end_athlete_link", p_link_id=link)
    bob.call("answer_coach", p_link_id=link)


def library(ann: Actor) -> Actor:
    """The back end, where there is a library."""
    if not has_library(ann.database):
        pytest.skip("the server has no pgvector")
    return ann.database.service


def ask_across_models(ann: Actor) -> None:
    embedded = {"title": "A", "embedding": [1] * 1536}
    workouts = [embedded | {"embedding_model": model} for model in ("one", "two")]
    library(ann).call("upsert_external_workouts", p_workouts=Jsonb(workouts))
    ann.call("find_similar_workouts", p_embedding=[1.0] * 1536)


def give_one_id_to_two_clients(ann: Actor) -> None:
    document = Jsonb({"id": str(uuid4()), "name": "P"})
    for kim in (client(ann), client(ann)):
        ann.call("create_program", p_entity_id=kim, p_program=document)


def make_a_class_of_who_is_invited(ann: Actor) -> None:
    kim = client(ann)
    ann.call("link_athlete", p_entity_id=kim, p_email="a@b.c")
    ann.call("update_entity", p_entity_id=kim, p_changes=Jsonb({"type": "CLASS"}))


def name_a_subscription_of_another(ann: Actor) -> None:
    for person in (ann.database.person(), ann):
        subscription = {
            "id": f"sub_{ann.id}",
            "customer": f"cus_{person.id}",
            "status": "active",
            "metadata": {"user_id": str(person.id)},
        }
        event = {
            "id": f"evt_{person.id}",
            "type": "customer.subscription.updated",
            "created": 1767225600,
            "data": {"object": subscription},
        }
        ann.database.service.call("apply_subscription_event", p_event=Jsonb(event))


PROVOKED: dict[tuple[str, str], Callable[[Actor], Any]] = {
    ("PT404", "No such customer"): lambda ann: ann.database.service.call(
        "apply_subscription_event",
        p_event=Jsonb(
            {
                "id": "evt",
                "type": "customer.subscription.updated",
                "created": 1767225600,
                "data": {"object": {"id": "sub", "customer": "nobody", "status": "active"}},
            }
        ),
    ),
    ("PT404", "No such athlete of yours"): lambda ann: ann.call("get_records", p_user_id=uuid4()),
    ("PT404", "No such client or class of yours"): lambda ann: ann.call(
        "get_entity", p_entity_id=uuid4()
    ),
    ("PT404", "No such invitation"): lambda ann: ann.call("answer_coach", p_link_id=uuid4()),
    ("PT404", "No such link of yours"): lambda ann: ann.call("end_athlete_link", p_link_id=uuid4()),
    ("PT404", "No such program of yours"): lambda ann: ann.call(
        "get_program", p_program_id=uuid4()
    ),
    ("PT404", "No such workout of a program of yours"): lambda ann: ann.call(
        "complete_program_workout", p_workout_id=uuid4()
    ),
    ("PT404", "No such recommendation of yours"): lambda ann: ann.call(
        "answer_recommendation", p_recommendation_id=uuid4()
    ),
    ("PT409", "This client is no linked athlete"): lambda ann: ann.call(
        "assign_plan",
        p_plan_id=planned(ann),
        p_entity_id=client(ann),
        p_week_start=MONDAY.date(),
    ),
    ("PT409", "This client can't be linked so"): lambda ann: ann.call(
        "link_athlete", p_entity_id=client(ann, type="CLASS"), p_email="a@b.c"
    ),
    ("PT409", "This id is taken"): give_one_id_to_two_clients,
    ("PT409", "A linked client stays a client"): make_a_class_of_who_is_invited,
    ("PT409", "This subscription is another person's"): name_a_subscription_of_another,
    ("PT409", "This invitation can't be answered"): answer_after_the_end,
    ("PT422", "The event has faults"): lambda ann: ann.database.service.call(
        "apply_subscription_event", p_event=Jsonb({"id": "evt"})
    ),
    ("PT422", "The client has faults"): lambda ann: client(ann, name=""),
    ("PT422", "The program has faults"): lambda ann: ann.call(
        "create_program", p_entity_id=client(ann), p_program=Jsonb({})
    ),
    ("PT422", "The program can't be scheduled so"): schedule_on_no_day,
    ("PT422", "The completions have faults"): lambda ann: ann.call(
        "complete_program_workouts", p_completions=Jsonb([{}])
    ),
    ("PT422", "The recommendation has faults"): lambda ann: ann.call(
        "add_recommendation", p_entity_id=client(ann), p_recommendation_type=""
    ),
    ("PT422", "The library can't be asked so"): lambda ann: library(ann).call(
        "search_workouts", p_query=None, p_difficulty="a" * 101
    ),
    ("PT422", "This is no embedding"): lambda ann: library(ann).call(
        "find_similar_workouts", p_embedding=[1.0]
    ),
    ("PT422", "The library has embeddings of several models"): ask_across_models,
    ("PT422", "The workouts have faults"): lambda ann: library(ann).call(
        "upsert_external_workouts", p_workouts=Jsonb([{}])
    ),
    ("PT422", "An embedding has two halves"): lambda ann: library(ann).execute(
        "insert into compat.external_workouts (title, embedding_part1)"
        " values ('A', array_fill(1, '{768}')::real[]::extensions.vector)"
    ),
    ("PT402", "No generations left"): use_the_allowance_up,
    ("PT404", "No such person"): lambda ann: Actor(ann.database, "authenticated", uuid4()).call(
        "get_me"
    ),
    ("PT404", "Nobody has this e-mail address"): lambda ann: ann.database.service.call(
        "find_user", p_email="nobody@example.org"
    ),
    ("PT404", "No such request"): lambda ann: ann.call(
        "accept_friendship", p_user_id=ann.database.person().id
    ),
    ("PT404", "No such friend"): lambda ann: ann.call(
        "end_friendship", p_user_id=ann.database.person().id
    ),
    ("PT404", "Nobody you blocked"): lambda ann: ann.call(
        "unblock_person", p_user_id=ann.database.person().id
    ),
    ("PT404", "No such open invite of yours"): lambda ann: ann.call(
        "cancel_invite", p_invite_id=uuid4()
    ),
    ("PT404", "No such invite"): lambda ann: ann.call("accept_invite", p_code="none"),
    ("PT404", "No such exercise of yours"): lambda ann: ann.call(
        "archive_exercise", p_exercise_id=uuid4()
    ),
    ("PT404", "No such exercise"): lambda ann: log(ann, start(ann), str(uuid4())),
    ("PT404", "No such equipment"): lambda ann: ann.call(
        "set_my_equipment", p_equipment_ids=[uuid4()]
    ),
    ("PT404", "No such template of yours"): lambda ann: ann.call(
        "get_template", p_template_id=uuid4()
    ),
    ("PT404", "No such template of a friend"): lambda ann: ann.call("copy_template", p_id=uuid4()),
    ("PT404", "No such entry in your calendar"): lambda ann: ann.call("skip_workout", p_id=uuid4()),
    ("PT404", "No such workout of yours"): lambda ann: ann.call(
        "get_workout", p_session_id=uuid4()
    ),
    ("PT404", "No such block in this workout"): lambda ann: ann.call(
        "log_set", p_session_id=start(ann), p_session_exercise_id=uuid4(), p_reps=5
    ),
    ("PT404", "No such set of yours"): lambda ann: ann.call("edit_set", p_set_id=uuid4()),
    ("PT404", "No such import"): lambda ann: ann.database.service.call(
        "run_import", p_job_id=uuid4()
    ),
    ("PT404", "This link is spent"): lambda ann: ann.database.service.call(
        "redeem_magic_link", p_token_hash="never was"
    ),
    ("PT404", "This session is over"): lambda ann: ann.database.service.call(
        "check_session", p_access_hash="never was"
    ),
    ("PT404", "No account has this address and this password"): lambda ann: (
        ann.database.service.call(
            "open_session",
            p_user_id=ann.id,
            p_access_hash="a" * 64,
            p_refresh_hash="b" * 64,
            p_password_hash="not hers",
        )
    ),
    ("PT409", "A person is not deleted by hand"): lambda ann: ann.database.owner.execute(
        "delete from users where id = %s", (ann.id,)
    ),
    ("PT409", "You have blocked this person"): ask_somebody_blocked,
    ("PT409", "This invite is used"): redeem_twice,
    ("PT409", "This invite has expired"): redeem_late,
    ("PT409", "There is an account with this address already"): take_an_address_twice,
    ("PT409", "You have an exercise of this name"): name_two_alike,
    ("PT409", "These two can't be merged"): merge_into_itself,
    ("PT409", "This workout is over"): lambda ann: log(ann, a_finished_workout(ann), exercise(ann)),
    ("PT409", "This block is full"): log_to_a_full_block,
    ("PT409", "This workout was abandoned"): finish_an_abandoned_one,
    ("PT409", "This workout is …"): lambda ann: ann.call(
        "abandon_workout", p_session_id=a_finished_workout(ann)
    ),
    ("PT409", "This entry is done"): move_what_is_done,
    ("PT409", "An abandoned workout completes nothing"): link_an_abandoned_workout,
    ("PT409", "This workout completes another entry"): link_twice,
    ("PT409", "This id is a set of another workout"): send_an_id_to_another_workout,
    ("PT409", "This import is done"): import_twice,
    ("PT409", "This import brought nothing"): undo_what_was_not_done,
    ("PT422", "Unknown time zone"): lambda ann: ann.call("update_me", p_timezone="Mars/Olympus"),
    ("PT422", "A person can't be called so"): lambda ann: ann.call("update_me", p_display_name=""),
    ("PT422", "This is no e-mail address"): lambda ann: ann.database.service.call(
        "create_user", p_email="ann"
    ),
    ("PT422", "This is oneself"): lambda ann: ann.call("request_friendship", p_user_id=ann.id),
    ("PT422", "An invite can't expire then"): lambda ann: ann.call(
        "create_invite", p_expires_at=MONDAY
    ),
    ("PT422", "The exercise has faults"): lambda ann: ann.call("create_exercise", p_name=" "),
    (
        "PT422",
        "A load kind that lifts the body has a share of body weight, and no other has",
    ): lambda ann: exercise(ann, p_load_kind="bodyweight_reps"),
    ("PT422", "The template has faults"): lambda ann: ann.call(
        "create_template", p_name="T", p_exercises=Jsonb([{}])
    ),
    (
        "PT422",
        "The new order must hold each exercise of the template once",
    ): lambda ann: ann.call(
        "reorder_template",
        p_template_id=one(ann, "create_template", p_name="T")["template"]["id"],
        p_exercise_row_ids=[uuid4()],
    ),
    ("PT422", "A set can't be like this"): lambda ann: log(ann, start(ann), exercise(ann), -5),
    ("PT422", "A set needs repetitions, a duration or a distance"): lambda ann: log(
        ann, start(ann), exercise(ann), None
    ),
    ("PT422", "A set needs an exercise"): lambda ann: ann.call(
        "log_set", p_session_id=start(ann), p_reps=5
    ),
    ("PT422", "Only what may be unknown can be cleared"): lambda ann: ann.call(
        "edit_set", p_set_id=uuid4(), p_clear=["set_number"]
    ),
    ("PT422", "A workout can't end before it starts"): lambda ann: ann.call(
        "finish_workout", p_session_id=start(ann), p_completed_at=MONDAY - timedelta(days=1)
    ),
    ("PT422", "The workout has faults"): lambda ann: ann.call(
        "log_workout", p_workout=document(exercises=[])
    ),
    ("PT422", "A range needs two ends, the first one first"): lambda ann: ann.call(
        "get_muscle_volume", p_from=date(2026, 1, 2), p_to=date(2026, 1, 1)
    ),
    ("PT422", "The entry has faults"): lambda ann: ann.call(
        "schedule_workout", p_scheduled_date="infinity"
    ),
    ("PT422", "The schedule has faults"): lambda ann: ann.call(
        "schedule_recurring", p_weekdays=[8], p_from=MONDAY.date(), p_count=1
    ),
    ("PT422", "The block has faults"): lambda ann: ann.call(
        "add_workout_exercise",
        p_session_id=start(ann),
        p_exercise_id=exercise(ann),
        p_superset_group=-1,
    ),
    ("PT422", "The query is too long"): lambda ann: ann.call("search_exercises", p_query="a" * 201),
    ("PT422", "This block is for another exercise"): mistake_a_block,
    ("PT422", "Nobody trains then"): lambda ann: ann.call("start_workout", p_started_at="infinity"),
    ("PT422", "A body can't be like this"): lambda ann: ann.call(
        "record_body_measurement", p_weight=Decimal(0)
    ),
    ("PT422", "Nothing is valid so long"): lambda ann: ann.database.service.call(
        "issue_magic_link", p_email="a@b.c", p_token_hash="a" * 64, p_valid_for=timedelta(0)
    ),
    ("PT429", "Too many mails to this address"): mail_again_and_again,
    ("PT404", "No such plan of yours"): lambda ann: ann.call("get_plan", p_plan_id=uuid4()),
    ("PT404", "No such week in this plan"): lambda ann: ann.call(
        "get_plan_week", p_plan_id=planned(ann), p_week_number=2
    ),
    ("PT404", "No such planned session of yours"): lambda ann: ann.call(
        "complete_plan_session", p_plan_session_id=uuid4()
    ),
    ("PT404", "No such exercise in a plan of yours"): lambda ann: ann.execute(
        "insert into training_set (exercise_row_id) values (%s)", (uuid4(),)
    ),
    ("PT422", "The import has faults"): lambda ann: ann.database.service.call(
        "begin_import", p_user_id=ann.id, p_source="Strong 5", p_dialect="strong_b"
    ),
    ("PT422", "The claim has faults"): lambda ann: ann.database.service.call(
        "claim_import", p_worker=None
    ),
    ("PT422", "An import fails for a reason"): lambda ann: ann.database.service.call(
        "fail_import", p_job_id=uuid4(), p_worker="one", p_error=None
    ),
    ("PT422", "Nothing can be purged so"): lambda ann: ann.database.service.call(
        "purge_import_rows", p_older_than=timedelta(days=-1)
    ),
    ("PT422", "The plan has faults"): lambda ann: take(ann, {}),
    ("PT422", "The session can't be completed so"): lambda ann: ann.call(
        "complete_plan_session", p_plan_session_id=uuid4(), p_overall_difficulty=11
    ),
    ("PT422", "The plan can't be shifted so"): lambda ann: ann.call(
        "shift_plan", p_plan_id=planned(ann), p_days=None
    ),
    ("PT422", "The plan can't begin then"): lambda ann: ann.call(
        "copy_plan", p_plan_id=planned(ann), p_week_start=None
    ),
    ("PT422", "A planned session is active or completed"): lambda ann: ann.execute(
        "update compat.workout_sessions set status = 'skipped' where id = %s returning id",
        (sessions_of(ann, planned(ann))[0]["session"]["id"],),
    ),
    ("PT422", "A user has an e-mail address"): lambda ann: ann.database.service.execute(
        'insert into compat."user" (email) values (null)'
    ),
    ("42501", "One writes only what is one's own"): lambda ann: take(
        ann.database.person(), plan(), p_user_id=ann.id
    ),
    ("PT422", "What was read from the text has faults"): lambda ann: read_a_text(
        ann, {"exercise_name": "Back Squat", "confidence": 2}
    ),
    ("PT404", "No such live session"): lambda ann: ann.call(
        "get_live_session", p_session_id=uuid4()
    ),
    ("PT404", "No such live set of yours"): lambda ann: ann.call(
        "delete_live_set", p_set_id=uuid4()
    ),
    ("PT404", "No such set in this live session"): in_a_room(
        lambda ann, it: ann.call("react_to_set", p_session_id=it, p_emote="like", p_set_id=uuid4())
    ),
    ("PT404", "Nobody of this id is in this live session"): in_a_room(
        lambda ann, it: ann.call("get_participant_summary", p_session_id=it, p_user_id=uuid4())
    ),
    ("PT404", "No such invitation of yours"): lambda ann: ann.call(
        "respond_to_live_invitation", p_invitation_id=uuid4(), p_accept=True
    ),
    ("PT404", "No such set of theirs"): cheer_somebody_elses_set,
    ("42501", "Only the host may do this"): delete_as_a_guest,
    ("42501", "The host is not sent out"): send_out_the_host,
    ("PT409", "You are not in this live session"): talk_from_outside,
    ("PT409", "This live session is over"): in_a_room(
        lambda ann, it: ann.call("start_live_session", p_session_id=it), ends=True
    ),
    ("PT409", "This live session has not started"): lift_too_early,
    ("PT409", "This live session is not guided"): in_a_room(
        lambda ann, it: ann.call("set_ready_for_next", p_session_id=it)
    ),
    ("PT409", "This person is in the live session already"): ask_in_who_is_in,
    ("PT409", "This invitation can't be answered any more"): answer_twice,
    ("PT422", "The live session has faults"): lambda ann: ann.call(
        "create_live_session", p_name=""
    ),
    ("PT422", "An invitation is for a time to come"): in_a_room(
        lambda ann, it: ann.call(
            "invite_to_live_session", p_session_id=it, p_user_id=uuid4(), p_expires_at=MONDAY
        )
    ),
    ("PT422", "A reaction says something to somebody"): in_a_room(
        lambda ann, it: ann.call("react_to_set", p_session_id=it, p_emote="like")
    ),
    ("PT422", "The message has faults"): in_a_room(
        lambda ann, it: ann.call("send_live_message", p_session_id=it, p_message="")
    ),
    ("PT422", "The reaction has faults"): lambda ann: ann.call(
        "send_quick_reaction", p_to_user_id=ann.id, p_emote=None
    ),
    ("42501", "Only the host or the leader may do this"): lead_as_a_guest,
    ("42501", "Nobody is signed in"): lambda ann: Actor(ann.database, "authenticated").call(
        "get_me"
    ),
    ("0A000", "The training log is written at READ COMMITTED"): write_at_another_level,
}


@pytest.mark.parametrize(("code", "message"), MESSAGES)
def test_what_is_on_the_page_happens(world: Database, code: str, message: str) -> None:
    with refused(code) as refusal:
        PROVOKED[code, message](world.person())
    assert refusal.message.startswith(message.rstrip("…"))
    assert refusal.hint


def deadlock(ann: Actor) -> None:
    """Two jobs of the back end that write two people's logs, each the other way round."""
    database, bob = ann.database, ann.database.person()
    query = "select id from users where id = %s for no key update"
    back_end = database.service
    with ThreadPoolExecutor(1) as pool, holding(back_end) as one_job, holding(back_end) as other:
        one_job.execute(query, (ann.id,))
        other.execute(query, (bob.id,))
        connection = one_job.database.requests
        # not in a savepoint: whoever loses has to let go of all it holds
        waiting = pool.submit(connection.execute, query, (bob.id,))
        until(lambda: is_waiting(database.owner, connection.info.backend_pid))
        other.database.requests.execute(query, (ann.id,))
        waiting.result(timeout=PATIENCE)


def weigh_too_much(ann: Actor) -> None:
    ann.call("record_body_measurement", p_weight=80)
    ann.execute("update body_measurements set body_fat_percent = 99999")


def forget_the_status(ann: Actor) -> None:
    start(ann)
    ann.execute("update workout_sessions set status = null")


BY_POSTGRES: dict[str, Callable[[Actor], Any]] = {
    "23502": forget_the_status,
    "23503": lambda ann: ann.execute(
        "insert into user_equipment (user_id, equipment_id) values (%s, %s)", (ann.id, uuid4())
    ),
    "23505": lambda ann: ann.database.person().call("start_workout", p_id=start(ann)),
    "23514": lambda ann: ann.call(
        "update_exercise", p_exercise_id=exercise(ann), p_bodyweight_share=Decimal("0.5")
    ),
    "22P02": lambda ann: ann.call("get_workout", p_session_id="the last one"),
    "22003": weigh_too_much,
    "40P01": deadlock,
}


def test_every_code_is_provoked() -> None:
    assert sorted(CODES) == sorted({code for code, _ in PROVOKED} | set(BY_POSTGRES))
    assert sorted(PROVOKED) == sorted(MESSAGES)


@pytest.mark.parametrize("code", BY_POSTGRES)
def test_what_postgres_says_happens(world: Database, code: str) -> None:
    with refused(code):
        BY_POSTGRES[code](world.person())
