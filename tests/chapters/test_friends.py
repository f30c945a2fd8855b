"""Friends: asked, accepted, invited, ended, blocked. Whoever is a friend is so both ways."""

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from phones import PATIENCE, at_once, holding, is_waiting, phone, until
from scenes import befriend, fingerprint, one, refused, rows
from support import Actor, Database

# the calendar app's own query: whoever invited me, and whom I invited
SEED_FRIENDS = """
with friends as (
  select invited_by as friend_id from users where id = %(me)s and invited_by is not null
  union all
  select id as friend_id from users where invited_by = %(me)s
)
select friend_id from friends
"""


def friends(person: Actor, status: str = "accepted") -> set[str]:
    return {it["user_id"] for it in rows(person, "list_friends", p_status=status)}


def are_friends(ann: Actor, bob: Actor) -> bool:
    """As each of the two sees it, and as every policy asks it; they never differ."""
    seen = {
        answer
        for me, other in ((ann, bob), (bob, ann))
        for answer in (
            str(other.id) in friends(me),
            me.execute("select private.is_friend(%s) as it", (other.id,))[0]["it"],
            other.id in {it["my_friends"] for it in me.execute("select private.my_friends()")},
        )
    }
    assert len(seen) == 1
    return bool(seen.pop())


def bring_in(world: Database, bob: Actor, ann: Actor) -> None:
    """As an app that writes the column by itself."""
    world.service.execute("update users set invited_by = %s where id = %s", (ann.id, bob.id))


def rows_between(world: Database, ann: Actor, bob: Actor) -> set[tuple[UUID, str]]:
    return {
        (it["user_id"], it["status"])
        for it in world.owner.execute(
            "select user_id, status from friendships where user_id in (%(a)s, %(b)s)"
            " and friend_id in (%(a)s, %(b)s)",
            {"a": ann.id, "b": bob.id},
        )
    }


# Asking


def test_a_request_accepted_makes_two_friends(world: Database, ann: Actor, bob: Actor) -> None:
    asked = one(ann, "request_friendship", p_user_id=bob.id)
    assert (asked["user_id"], asked["status"]) == (str(bob.id), "requested")
    assert friends(bob, "received") == {str(ann.id)}
    assert not are_friends(ann, bob)
    accepted = one(bob, "accept_friendship", p_user_id=ann.id)
    assert (accepted["user_id"], accepted["status"]) == (str(ann.id), "accepted")
    assert are_friends(ann, bob)
    assert friends(ann, "requested") == friends(bob, "received") == set()
    assert rows_between(world, ann, bob) == {(ann.id, "accepted"), (bob.id, "accepted")}


def test_a_friend_has_a_name_and_a_picture(ann: Actor, bob: Actor) -> None:
    bob.call("update_me", p_display_name="Bob", p_avatar_url="https://a.b/c", p_full_name="B. X.")
    befriend(ann, bob)
    (friend,) = rows(ann, "list_friends")
    since = friend.pop("since")
    assert datetime.fromisoformat(since) <= datetime.now(UTC)
    assert friend == {
        "user_id": str(bob.id),
        "display_name": "Bob",
        "avatar_url": "https://a.b/c",
        "status": "accepted",
    }


def test_the_same_act_again_changes_nothing(world: Database, ann: Actor, bob: Actor) -> None:
    first = one(ann, "request_friendship", p_user_id=bob.id)
    assert one(ann, "request_friendship", p_user_id=bob.id) == first
    accepted = one(bob, "accept_friendship", p_user_id=ann.id)
    before = fingerprint(world)
    assert one(bob, "accept_friendship", p_user_id=ann.id) == accepted
    assert one(ann, "request_friendship", p_user_id=bob.id)["status"] == "accepted"
    assert fingerprint(world) == before


def test_who_asks_one_who_asked_is_their_friend(ann: Actor, bob: Actor) -> None:
    ann.call("request_friendship", p_user_id=bob.id)
    assert one(bob, "request_friendship", p_user_id=ann.id)["status"] == "accepted"
    assert are_friends(ann, bob)


def test_a_request_declined_may_be_asked_again(ann: Actor, bob: Actor) -> None:
    ann.call("request_friendship", p_user_id=bob.id)
    bob.call("decline_friendship", p_user_id=ann.id)
    assert not are_friends(ann, bob)
    assert friends(ann, "requested") == friends(bob, "received") == set()
    befriend(ann, bob)
    assert are_friends(ann, bob)


def test_a_request_taken_back_is_gone(ann: Actor, bob: Actor) -> None:
    ann.call("request_friendship", p_user_id=bob.id)
    ann.call("end_friendship", p_user_id=bob.id)
    assert friends(ann, "requested") == friends(bob, "received") == set()
    with refused("PT404"):
        bob.call("accept_friendship", p_user_id=ann.id)


ACTS = [
    "request_friendship",
    "accept_friendship",
    "decline_friendship",
    "end_friendship",
    "block_person",
    "unblock_person",
]


@pytest.mark.parametrize("function", ACTS)
def test_nobody_is_their_own_friend(world: Database, ann: Actor, function: str) -> None:
    before = fingerprint(world)
    with refused("PT422") as refusal:
        ann.call(function, p_user_id=ann.id)
    assert refusal.detail == f"p_user_id = {ann.id}: expected somebody else"
    assert fingerprint(world) == before


@pytest.mark.parametrize("function", ACTS)
@pytest.mark.parametrize("who", [uuid4(), None])
def test_who_is_not_there_is_not_found(
    world: Database, ann: Actor, function: str, who: Any
) -> None:
    before = fingerprint(world)
    with refused("PT404") as refusal:
        ann.call(function, p_user_id=who)
    assert refusal.detail == f"p_user_id = {who or 'null'}"
    assert fingerprint(world) == before


@pytest.mark.parametrize("function", ["accept", "decline", "end"])
def test_what_was_never_asked_is_not_answered(
    world: Database, ann: Actor, bob: Actor, function: str
) -> None:
    before = fingerprint(world)
    with refused("PT404") as refusal:
        ann.call(f"{function}_friendship", p_user_id=bob.id)
    assert refusal.detail == f"p_user_id = {bob.id}"
    assert fingerprint(world) == before


def test_nobody_accepts_their_own_request(ann: Actor, bob: Actor) -> None:
    ann.call("request_friendship", p_user_id=bob.id)
    with refused("PT404"):
        ann.call("accept_friendship", p_user_id=bob.id)
    assert not are_friends(ann, bob)


def test_nobody_writes_a_friendship_by_hand(ann: Actor, bob: Actor) -> None:
    befriend(ann, bob)
    for query in (
        "insert into friendships (user_id, friend_id, status) values (%s, %s, 'accepted')",
        "update friendships set status = 'accepted' where user_id = %s and friend_id = %s",
        "delete from friendships where user_id = %s and friend_id = %s",
    ):
        for actor in (ann, ann.database.service):
            with refused("42501"):
                actor.execute(query, (ann.id, bob.id))


@pytest.mark.parametrize(
    "call",
    [
        "private.set_friendship(%(ann)s, %(bob)s, 'accepted', 'accepted')",
        "private.hold_friendship(%(ann)s, %(bob)s)",
    ],
)
def test_the_helpers_that_write_are_not_for_people(ann: Actor, bob: Actor, call: str) -> None:
    with refused("42501"):
        ann.execute(f"select {call}", {"ann": ann.id, "bob": bob.id})


# Invited


def test_one_who_invited_the_other_is_a_friend(world: Database, ann: Actor, bob: Actor) -> None:
    bring_in(world, bob, ann)
    assert are_friends(ann, bob)
    assert rows_between(world, ann, bob) == set()


def test_a_friend_by_invite_who_is_asked_again_is_one_as_long_as_before(
    world: Database, ann: Actor, bob: Actor
) -> None:
    bring_in(world, bob, ann)
    before = [rows(it, "list_friends") for it in (ann, bob)]
    ann.call("request_friendship", p_user_id=bob.id)
    assert [rows(it, "list_friends") for it in (ann, bob)] == before


def test_friends_are_those_that_the_calendar_apps_query_finds(world: Database) -> None:
    people = [world.person() for _ in range(6)]
    for one_of_them, inviter in ((1, 0), (2, 0), (3, 1), (4, 3)):
        bring_in(world, people[one_of_them], people[inviter])
    found = 0
    for person in people:
        seed = world.owner.execute(SEED_FRIENDS, {"me": person.id}).fetchall()
        assert friends(person) == {str(it["friend_id"]) for it in seed}
        found += len(seed)
    assert found == 8


def test_an_ended_friendship_stays_ended_though_one_invited_the_other(
    world: Database, ann: Actor, bob: Actor
) -> None:
    for act, who, other in (
        ("end_friendship", ann, bob),
        ("end_friendship", bob, ann),
        ("block_person", ann, bob),
    ):
        bring_in(world, bob, ann)
        if not are_friends(ann, bob):
            befriend(ann, bob)
        who.call(act, p_user_id=other.id)
        assert not are_friends(ann, bob)
    invited = world.owner.execute("select invited_by from users where id = %s", (bob.id,))
    assert next(iter(invited))["invited_by"] == ann.id


# Ending and blocking


def test_either_ends_a_friendship_for_both(ann: Actor, bob: Actor) -> None:
    for one_of_them, other in ((ann, bob), (bob, ann)):
        befriend(ann, bob)
        one_of_them.call("end_friendship", p_user_id=other.id)
        assert not are_friends(ann, bob)
        with refused("PT404"):
            other.call("end_friendship", p_user_id=one_of_them.id)


def test_a_block_ends_a_friendship_and_keeps_requests_away(ann: Actor, bob: Actor) -> None:
    befriend(ann, bob)
    ann.call("block_person", p_user_id=bob.id)
    assert not are_friends(ann, bob)
    assert friends(ann, "blocked") == {str(bob.id)}
    assert one(bob, "request_friendship", p_user_id=ann.id)["status"] == "requested"
    assert friends(ann, "received") == set()
    with refused("PT404"):
        ann.call("accept_friendship", p_user_id=bob.id)


def test_the_blocked_see_nothing_of_it(world: Database) -> None:
    """All that Bob can read is the same, whether Ann ended it or blocked him."""

    def told(act: str) -> Any:
        ann, bob = world.person(), world.person()
        befriend(ann, bob)
        ann.call(act, p_user_id=bob.id)
        answers = []
        for function in (
            "end_friendship",
            "accept_friendship",
            "decline_friendship",
            "request_friendship",
        ):
            try:
                answers.append(one(bob, function, p_user_id=ann.id)["status"])
            except psycopg.Error as error:
                answers.append((error.sqlstate, error.diag.message_primary))
        mine = bob.execute("select status from friendships")
        return answers, mine, {s: len(friends(bob, s)) for s in ("accepted", "requested")}

    assert told("block_person") == told("end_friendship")


def test_a_stranger_who_is_blocked_sees_nothing_of_it(
    world: Database, ann: Actor, bob: Actor
) -> None:
    ann.call("block_person", p_user_id=bob.id)
    assert rows_between(world, ann, bob) == {(ann.id, "blocked"), (bob.id, "none")}
    assert bob.execute("select friend_id from friendships") == []
    assert str(ann.id) not in str(one(bob, "export_account"))
    assert [it["friend_id"] for it in one(ann, "export_account")["friendships"]] == [str(bob.id)]


def test_a_request_to_who_blocks_comes_through_once_the_block_is_lifted(
    ann: Actor, bob: Actor
) -> None:
    ann.call("block_person", p_user_id=bob.id)
    bob.call("request_friendship", p_user_id=ann.id)
    with refused("PT409") as refusal:
        ann.call("request_friendship", p_user_id=bob.id)
    assert "unblock_person" in refusal.hint
    ann.call("unblock_person", p_user_id=bob.id)
    assert friends(ann, "received") == {str(bob.id)}
    ann.call("accept_friendship", p_user_id=bob.id)
    assert are_friends(ann, bob)


def test_a_lifted_block_does_not_bring_the_friendship_back(ann: Actor, bob: Actor) -> None:
    befriend(ann, bob)
    ann.call("block_person", p_user_id=bob.id)
    ann.call("unblock_person", p_user_id=bob.id)
    assert not are_friends(ann, bob)
    with refused("PT404"):
        ann.call("unblock_person", p_user_id=bob.id)


def test_two_who_block_each_other_both_have_to_lift_it(ann: Actor, bob: Actor) -> None:
    ann.call("block_person", p_user_id=bob.id)
    bob.call("block_person", p_user_id=ann.id)
    ann.call("unblock_person", p_user_id=bob.id)
    assert friends(bob, "blocked") == {str(ann.id)}
    ann.call("request_friendship", p_user_id=bob.id)
    assert friends(bob, "received") == set()


def test_a_person_who_is_erased_is_nobodys_friend(world: Database, ann: Actor, bob: Actor) -> None:
    befriend(ann, bob)
    code = one(bob, "create_invite")["code"]
    carl = world.person()
    carl.call("accept_invite", p_code=code)
    carl.call("erase_account")
    assert friends(bob) == {str(ann.id)}
    with refused("PT409"):
        ann.call("accept_invite", p_code=code)
    bob.call("erase_account")
    assert friends(ann) == set()
    assert one(ann, "export_account")["friendships"] == []


STATES = {
    ("none", "none"),
    ("requested", "received"),
    ("accepted", "accepted"),
    ("blocked", "none"),
    ("blocked", "requested"),
    ("blocked", "blocked"),
}


@pytest.mark.parametrize("seed", range(5))
def test_whatever_two_people_do_their_rows_agree(world: Database, seed: int) -> None:
    """A random history: nobody is friend to one who isn't theirs, and a block holds."""
    chance = random.Random(seed)
    ann, bob = world.person(), world.person()
    done = 0
    for _ in range(100):
        one_of_them, other = chance.sample([ann, bob], 2)
        act = chance.choice([*ACTS, "invite"])
        try:
            if act == "invite":
                code = one(other, "create_invite")["code"]
                one_of_them.call("accept_invite", p_code=code)
            else:
                one_of_them.call(act, p_user_id=other.id)
            done += 1
        except psycopg.Error as error:
            assert error.sqlstate in ("PT404", "PT409")  # noqa: PT017
        between = sorted(status for _, status in rows_between(world, ann, bob))
        assert tuple(between) in {tuple(sorted(state)) for state in STATES} | {()}
        assert are_friends(ann, bob) == (between == ["accepted", "accepted"])
    assert done > 20


# Invites


def test_an_invite_accepted_makes_friends_and_says_who_brought_one_in(
    ann: Actor, bob: Actor
) -> None:
    invite = one(ann, "create_invite")
    friend = one(bob, "accept_invite", p_code=invite["code"])
    assert (friend["user_id"], friend["status"]) == (str(ann.id), "accepted")
    assert are_friends(ann, bob)
    assert bob.execute("select invited_by from users")[0]["invited_by"] == ann.id
    (kept,) = ann.execute("select accepted_by, accepted_at from invites")
    assert kept["accepted_by"] == bob.id
    assert kept["accepted_at"] is not None


def test_a_code_is_kept_as_its_hash_alone(world: Database, ann: Actor) -> None:
    code = one(ann, "create_invite")["code"]
    (kept,) = ann.execute("select code_sha256 from invites")
    assert kept["code_sha256"] == hashlib.sha256(code.encode()).digest()
    assert code not in str(fingerprint(world))
    assert len({one(ann, "create_invite")["code"] for _ in range(50)}) == 50


def test_an_invite_is_good_for_14_days_unless_told_otherwise(ann: Actor) -> None:
    default = datetime.fromisoformat(one(ann, "create_invite")["expires_at"])
    assert timedelta(days=13) < default - datetime.now(UTC) < timedelta(days=15)
    said = datetime.now(UTC) + timedelta(hours=1)
    made = one(ann, "create_invite", p_expires_at=said)
    assert datetime.fromisoformat(made["expires_at"]) == said


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_an_invite_does_not_expire_before_now_or_in_ages(
    world: Database, ann: Actor, days: int
) -> None:
    before = fingerprint(world)
    with refused("PT422") as refusal:
        ann.call("create_invite", p_expires_at=datetime.now(UTC) + timedelta(days=days))
    assert refusal.detail.startswith("p_expires_at")
    assert fingerprint(world) == before


@pytest.mark.parametrize("how", [str, str.upper, "  {}\n".format])
def test_a_code_may_be_typed_in_any_case(ann: Actor, bob: Actor, how: Any) -> None:
    bob.call("accept_invite", p_code=how(one(ann, "create_invite")["code"]))
    assert are_friends(ann, bob)


@pytest.mark.parametrize("code", ["", "no such code", None, "0" * 32])
def test_an_unknown_code_is_not_found(world: Database, bob: Actor, code: str | None) -> None:
    before = fingerprint(world)
    with refused("PT404"):
        bob.call("accept_invite", p_code=code)
    assert fingerprint(world) == before


def test_a_code_is_for_one_person(world: Database, ann: Actor, bob: Actor) -> None:
    code = one(ann, "create_invite")["code"]
    first = one(bob, "accept_invite", p_code=code)
    before = fingerprint(world)
    assert one(bob, "accept_invite", p_code=code) == first
    with refused("PT409") as refusal:
        world.person().call("accept_invite", p_code=code)
    assert refusal.message == "This invite is used"
    bob.call("end_friendship", p_user_id=ann.id)
    with refused("PT409"):
        bob.call("accept_invite", p_code=code)
    assert not are_friends(ann, bob)
    assert before["invites"] == fingerprint(world)["invites"]


def test_an_expired_code_is_refused(world: Database, ann: Actor, bob: Actor) -> None:
    invite = one(ann, "create_invite")
    world.owner.execute("update invites set expires_at = now() where id = %s", (invite["id"],))
    before = fingerprint(world)
    with refused("PT409") as refusal:
        bob.call("accept_invite", p_code=invite["code"])
    assert refusal.message == "This invite has expired"
    assert fingerprint(world) == before


def test_ones_own_invite_is_for_somebody_else(world: Database, ann: Actor) -> None:
    code = one(ann, "create_invite")["code"]
    before = fingerprint(world)
    with refused("PT422") as refusal:
        ann.call("accept_invite", p_code=code)
    assert refusal.detail.startswith("p_code ")
    assert fingerprint(world) == before


def test_a_cancelled_invite_is_unknown(ann: Actor, bob: Actor) -> None:
    invite = one(ann, "create_invite")
    ann.call("cancel_invite", p_invite_id=invite["id"])
    with refused("PT404"):
        bob.call("accept_invite", p_code=invite["code"])
    with refused("PT404"):
        ann.call("cancel_invite", p_invite_id=invite["id"])


def test_an_accepted_invite_is_not_cancelled(ann: Actor, bob: Actor) -> None:
    invite = one(ann, "create_invite")
    one(ann, "create_invite")
    bob.call("accept_invite", p_code=invite["code"])
    with refused("PT404"):
        ann.call("cancel_invite", p_invite_id=invite["id"])
    assert len(ann.execute("delete from invites returning id")) == 1
    assert [str(it["id"]) for it in ann.execute("select id from invites")] == [invite["id"]]


def test_a_code_of_one_who_blocked_is_as_unknown_as_any(
    world: Database, ann: Actor, bob: Actor
) -> None:
    code = one(ann, "create_invite")["code"]
    ann.call("block_person", p_user_id=bob.id)
    with refused("PT404") as blocked:
        bob.call("accept_invite", p_code=code)
    with refused("PT404") as unknown:
        bob.call("accept_invite", p_code="0" * 32)
    assert (blocked.message, blocked.detail) == (unknown.message, unknown.detail)
    world.person().call("accept_invite", p_code=code)


def test_who_brought_one_in_is_whoever_was_first(world: Database, ann: Actor, bob: Actor) -> None:
    carl = world.person()
    bob.call("accept_invite", p_code=one(ann, "create_invite")["code"])
    bob.call("accept_invite", p_code=one(carl, "create_invite")["code"])
    ann.call("accept_invite", p_code=one(bob, "create_invite")["code"])
    assert friends(bob) == {str(ann.id), str(carl.id)}
    assert bob.execute("select invited_by from users")[0]["invited_by"] == ann.id
    assert ann.execute("select invited_by from users")[0]["invited_by"] is None


def test_nobody_sees_whom_others_invited(ann: Actor, bob: Actor) -> None:
    one(ann, "create_invite")
    assert bob.execute("select id from invites") == []
    with refused("42501"):
        ann.execute(
            "insert into invites (user_id, code_sha256, expires_at) values (%s, %s, now())",
            (ann.id, b"0" * 32),
        )


# At once


def test_two_who_ask_each_other_at_once_are_friends(world: Database) -> None:
    for _ in range(10):
        ann, bob = world.person(), world.person()
        at_once(
            lambda ann=ann, bob=bob: phone(ann).call("request_friendship", p_user_id=bob.id),
            lambda ann=ann, bob=bob: phone(bob).call("request_friendship", p_user_id=ann.id),
        )
        assert are_friends(ann, bob)


@pytest.mark.parametrize("act", ["end_friendship", "block_person"])
def test_a_yes_that_comes_second_is_too_late(ann: Actor, bob: Actor, act: str) -> None:
    ann.call("request_friendship", p_user_id=bob.id)
    bobs = phone(bob)
    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as it:
            held = it.database.requests
            # Ann is in the middle of it: she holds both rows, and has not written yet
            held.execute("reset role")
            held.execute(
                "select 1 from friendships where %s in (user_id, friend_id) for no key update",
                (ann.id,),
            )
            yes = pool.submit(bobs.call, "accept_friendship", p_user_id=ann.id)
            pid = bobs.database.requests.info.backend_pid
            until(lambda: is_waiting(ann.database.owner, pid))
            it.call(act, p_user_id=bob.id)
        with refused("PT404"):
            yes.result(timeout=PATIENCE)
    assert not are_friends(ann, bob)


# One of them erases their account


def test_an_invite_is_accepted_or_gone_while_its_maker_erases(
    world: Database, ann: Actor, bob: Actor
) -> None:
    """Both are on their way to the invite, which somebody holds."""
    code = one(ann, "create_invite")["code"]
    with ThreadPoolExecutor(2) as pool:
        with world.connect(autocommit=True) as watcher, world.owner.transaction():
            world.owner.execute("select from invites where user_id = %s for update", (ann.id,))
            begun = []
            for person, function, arguments in (
                (bob, "accept_invite", {"p_code": code}),
                (ann, "erase_account", {}),
            ):
                it = phone(person)
                pid = it.database.requests.info.backend_pid
                begun.append(pool.submit(it.call, function, **arguments))
                until(lambda pid=pid: is_waiting(watcher, pid))
        accepted, erased = (it.result(timeout=PATIENCE) for it in begun)
    assert accepted[0]["user_id"] == ann.id
    assert erased == [{"erase_account": ""}]
    assert friends(bob) == set()
    assert bob.execute("select invited_by from users")[0]["invited_by"] is None


@pytest.mark.parametrize("act", ["request_friendship", "end_friendship", "block_person"])
def test_one_acts_on_whoever_invited_them_while_that_one_erases(
    world: Database, ann: Actor, bob: Actor, act: str
) -> None:
    """Bob is writing already when Ann, who invited him, begins; then he does something to her."""
    bring_in(world, bob, ann)
    anns = phone(ann)
    pid = anns.database.requests.info.backend_pid
    with ThreadPoolExecutor(1) as pool:
        with holding(bob) as it:
            it.call("create_invite")
            erasing = pool.submit(anns.call, "erase_account")
            until(lambda: is_waiting(world.owner, pid))
            it.call(act, p_user_id=ann.id)
        erasing.result(timeout=PATIENCE)
    assert rows_between(world, ann, bob) == set()
    assert friends(bob, "blocked") == set()


@pytest.mark.parametrize("act", ["request_friendship", "block_person"])
def test_who_has_just_been_erased_is_not_found(
    world: Database, ann: Actor, bob: Actor, act: str
) -> None:
    bobs = phone(bob)
    pid = bobs.database.requests.info.backend_pid
    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as it:
            it.call("erase_account")
            asking = pool.submit(bobs.call, act, p_user_id=ann.id)
            until(lambda: is_waiting(world.owner, pid))
        with refused("PT404") as refusal:
            asking.result(timeout=PATIENCE)
    assert refusal.message == "No such person"


def test_in_rounds_of_two_nobody_hinders_who_erases_their_account(world: Database) -> None:
    """Whatever the other does meanwhile is done or finds nobody, and nothing is left of it."""
    for turn in range(40):
        ann, bob = world.person(), world.person()
        code = one(ann, "create_invite")["code"]
        if turn % 5 > 1:
            bring_in(world, bob, ann)
        if turn % 5 == 1:
            befriend(ann, bob)
            one(ann, "accept_invite", p_code=one(bob, "create_invite")["code"])
            one(bob, "accept_invite", p_code=code)
        function, arguments = [
            ("accept_invite", {"p_code": code}),
            ("erase_account", {}),
            ("request_friendship", {"p_user_id": ann.id}),
            ("end_friendship", {"p_user_id": ann.id}),
            ("block_person", {"p_user_id": ann.id}),
        ][turn % 5]
        anns, bobs = phone(ann), phone(bob)

        def meanwhile(
            it: Actor = bobs, function: str = function, arguments: Any = arguments
        ) -> None:
            try:
                it.call(function, **arguments)
            except psycopg.Error as error:
                assert error.sqlstate == "PT404", error  # noqa: PT017

        at_once(lambda it=anns: it.call("erase_account"), meanwhile)
        for it in (anns, bobs):
            it.database.requests.close()
        assert rows_between(world, ann, bob) == set()
        left = world.owner.execute("select id from users where id = %s", (ann.id,))
        assert left.fetchall() == []


def test_of_a_thousand_redemptions_one_is_good(world: Database, ann: Actor) -> None:
    """Over 8 connections at once, 125 on each, one after the other."""
    code = one(ann, "create_invite")["code"]
    people = [world.person() for _ in range(50)]

    def redeem(mine: list[Actor]) -> list[str]:
        it = phone(mine[0])
        codes = []
        for turn in range(1000 // 8):
            somebody = mine[turn % len(mine)]
            it.id, it.claims = somebody.id, somebody.claims
            try:
                it.call("accept_invite", p_code=code)
                codes.append(str(somebody.id))
            except psycopg.Error as error:
                codes.append(str(error.sqlstate))
        it.database.requests.close()
        return codes

    with ThreadPoolExecutor(8) as pool:
        answers = [it for done in pool.map(redeem, [people[n::8] for n in range(8)]) for it in done]
    assert len(answers) == 1000
    (accepted,) = world.owner.execute(
        "select accepted_by from invites where user_id = %s", (ann.id,)
    ).fetchall()
    # the one who got it may ask again, and is the only one to hear yes
    assert set(answers) == {str(accepted["accepted_by"]), "PT409"}
    assert friends(ann) == {str(accepted["accepted_by"])}
    brought_in = world.owner.execute("select id from users where invited_by = %s", (ann.id,))
    assert [it["id"] for it in brought_in] == [accepted["accepted_by"]]
