"""Passwords: registered, read by the back end alone, and reset."""

from typing import Any

import pytest
from phones import in_turn
from scenes import refused
from sign_in_scenes import (
    accounts,
    hash_of,
    link,
    one,
    password,
    redeem,
    registration,
    reset,
    session,
    set_password,
    shift,
    stored,
    token,
    who,
)
from support import Actor, Database


def test_who_registers_has_a_password_once_the_link_is_redeemed(
    world: Database, back_end: Actor, email: str
) -> None:
    it = registration(back_end, email, 3)
    assert accounts(world, email) == []
    assert hash_of(back_end, email) is None
    made = redeem(back_end, it)
    assert made["is_new"] is True
    assert one(back_end, "find_password", p_email=email.upper()) == {
        "user_id": made["user_id"],
        "password_hash": password(3),
    }


def test_registering_does_not_touch_an_account_that_is_there(
    back_end: Actor, ann: Actor, email: str
) -> None:
    """Else whoever registers a stranger's address would choose the stranger's password."""
    assert redeem(back_end, registration(back_end, email, 2)) == {
        "user_id": ann.id,
        "is_new": False,
    }
    assert hash_of(back_end, email) is None
    set_password(back_end, email, 3)
    redeem(back_end, registration(back_end, email, 2))
    assert hash_of(back_end, email) == password(3)


def test_the_first_to_redeem_has_registered(back_end: Actor, email: str) -> None:
    first, second = registration(back_end, email, 1), registration(back_end, email, 2)
    assert redeem(back_end, second)["is_new"] is True
    assert redeem(back_end, first)["is_new"] is False
    assert hash_of(back_end, email) == password(2)


@pytest.mark.usefixtures("ann")
def test_no_password_and_no_account_are_one_answer(back_end: Actor, email: str) -> None:
    nothing = {"user_id": None, "password_hash": None}
    assert one(back_end, "find_password", p_email=email) == nothing
    assert one(back_end, "find_password", p_email=f"nobody.{email}") == nothing
    assert one(back_end, "find_password", p_email=None) == nothing


def test_a_hash_is_read_by_the_service_alone(
    world: Database, back_end: Actor, ann: Actor, email: str
) -> None:
    """Where an older service has it among its users; find_password() is by address."""
    set_password(back_end, email, 6)
    query = "select private.password_hash(%s) as it"
    assert back_end.execute(query, (ann.id,)) == [{"it": password(6)}]
    assert back_end.execute(query, (world.person().id,)) == [{"it": None}]
    assert ann.execute(query, (ann.id,)) == [{"it": None}]
    for role in ("anon", "analyst"):
        with refused("42501"):
            Actor(world, role).execute(query, (ann.id,))
    for actor in (ann, world.anon):
        with refused("42501"):
            actor.execute("select private.read_password_hash(%s)", (ann.id,))


def test_a_reset_sets_the_password_and_ends_what_was_before(
    world: Database, back_end: Actor, ann: Actor, email: str
) -> None:
    set_password(back_end, email, 1)
    other = world.person(f"other.{email}")
    hers = [session(back_end, ann)[0] for _ in range(3)]
    theirs, _ = session(back_end, other)
    mailed = link(back_end, email)
    first, second = reset(back_end, email), reset(back_end, email)
    others_reset = reset(back_end, f"other.{email}")

    user_id = one(
        back_end, "redeem_password_reset", p_token_hash=second, p_password_hash=password(2)
    )

    assert user_id == ann.id
    assert hash_of(back_end, email) == password(2)
    assert [who(back_end, access) for access in hers] == [None] * 3
    assert who(back_end, theirs) == other.id
    for spent in (first, second):
        with refused("PT404"):
            back_end.call("redeem_password_reset", p_token_hash=spent, p_password_hash=password(3))
    with refused("PT404"):
        redeem(back_end, mailed)
    back_end.call("redeem_password_reset", p_token_hash=others_reset, p_password_hash=password(4))
    assert hash_of(back_end, email) == password(2)


def test_a_reset_ends_a_session_that_a_link_opens_meanwhile(
    back_end: Actor, ann: Actor, email: str
) -> None:
    it, opened = link(back_end, email), []

    def sign_in(thief: Actor) -> None:
        assert redeem(thief, it)["user_id"] == ann.id
        opened.append(session(thief, ann)[0])

    in_turn(back_end, sign_in, lambda owner: set_password(owner, email))
    assert [who(back_end, access) for access in opened] == [None]


def test_a_hash_is_made_anew_unless_the_password_was_changed(
    back_end: Actor, ann: Actor, email: str
) -> None:
    def swap(old: int, new: int) -> Any:
        return one(
            back_end,
            "rehash_password",
            p_user_id=ann.id,
            p_password_hash=password(old),
            p_new_password_hash=password(new),
        )

    assert swap(1, 2) is False
    set_password(back_end, email, 1)
    access, _ = session(back_end, ann)
    assert swap(1, 2) is True
    assert hash_of(back_end, email) == password(2)
    assert who(back_end, access) == ann.id
    assert swap(1, 3) is False
    assert hash_of(back_end, email) == password(2)


@pytest.mark.usefixtures("ann")
def test_a_reset_gives_a_password_to_who_has_none(back_end: Actor, email: str) -> None:
    set_password(back_end, email, 5)
    assert hash_of(back_end, email) == password(5)


def test_a_reset_that_is_no_good_changes_nothing(
    world: Database, back_end: Actor, ann: Actor, email: str
) -> None:
    access, _ = session(back_end, ann)
    expired = reset(back_end, email)
    shift(world, "password_resets", "expires_at", "-1 hour", token_hash=expired)
    nobodys = reset(back_end, f"nobody.{email}")
    a_link = link(back_end, email)
    before = stored(world)
    answers = set()
    for it in (expired, nobodys, a_link, token(), "no hash"):
        with refused("PT404") as refusal:
            back_end.call("redeem_password_reset", p_token_hash=it, p_password_hash=password())
        answers.add((refusal.message, refusal.detail, refusal.hint))
    assert len(answers) == 1
    assert stored(world) == before
    assert accounts(world, f"nobody.{email}") == []
    assert who(back_end, access) == ann.id


@pytest.mark.usefixtures("ann")
def test_a_reset_outlives_a_password_that_could_not_be_set(back_end: Actor, email: str) -> None:
    it = reset(back_end, email)
    for bad, code in (("correct horse", "23514"), (None, "23502")):
        with refused(code):
            back_end.call("redeem_password_reset", p_token_hash=it, p_password_hash=bad)
    back_end.call("redeem_password_reset", p_token_hash=it, p_password_hash=password())
