"""Sessions: opened, refreshed, found out when stolen, ended."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from phones import in_turn
from scenes import refused
from sign_in_scenes import (
    password,
    refreshed,
    rows_of,
    session,
    set_password,
    shift,
    stored,
    together,
    token,
    who,
)
from support import Actor, Database


def test_a_session_says_who_is_signed_in(world: Database, back_end: Actor, ann: Actor) -> None:
    bob = world.person()
    hers, his = session(back_end, ann), session(back_end, bob)
    assert who(back_end, hers[0]) == ann.id
    assert who(back_end, his[0]) == bob.id
    # the other token is for refreshing alone
    assert who(back_end, hers[1]) is None


def test_requests_carry_a_token_for_a_quarter_of_an_hour(
    world: Database, back_end: Actor, ann: Actor
) -> None:
    access, refresh = session(back_end, ann)
    shift(world, "sessions", "access_expires_at", "-14 minutes -50 seconds", access_hash=access)
    assert who(back_end, access) == ann.id
    shift(world, "sessions", "access_expires_at", "-10 seconds", access_hash=access)
    assert who(back_end, access) is None
    assert refreshed(back_end, refresh)[0] == ann.id


def test_a_request_does_not_outlive_its_session(
    world: Database, back_end: Actor, ann: Actor
) -> None:
    access, refresh = session(back_end, ann, p_valid_for=timedelta(minutes=2))
    for _ in range(2):
        (row,) = world.owner.execute(
            "select access_expires_at = expires_at as it from sign_in.sessions"
            " where access_hash = %s",
            (access,),
        ).fetchall()
        assert row["it"]
        user_id, access, refresh = refreshed(back_end, refresh)
        assert user_id == ann.id
    shift(world, "sessions", "access_expires_at", "-2 minutes", access_hash=access)
    assert who(back_end, access) is None


def test_a_session_is_for_a_person_who_is_there(back_end: Actor) -> None:
    with refused("23503"):
        session(back_end, Actor(back_end.database, "authenticated", uuid4()))
    with refused("23502"):
        session(back_end, Actor(back_end.database, "authenticated"))


def test_a_session_lasts_a_minute_to_a_year(back_end: Actor, ann: Actor) -> None:
    for lasts in (timedelta(days=366), timedelta(seconds=59), timedelta(-1), None):
        with refused("PT422"):
            session(back_end, ann, p_valid_for=lasts)


def test_a_password_that_was_changed_meanwhile_signs_nobody_in(
    back_end: Actor, ann: Actor, email: str
) -> None:
    set_password(back_end, email, 1)
    access, _ = session(back_end, ann, p_password_hash=password(1))
    assert who(back_end, access) == ann.id
    set_password(back_end, email, 2)
    with refused("PT404"):
        session(back_end, ann, p_password_hash=password(1))
    session(back_end, ann, p_password_hash=password(2))


def test_a_session_waits_for_a_reset_that_is_under_way_and_is_refused(
    back_end: Actor, ann: Actor, email: str
) -> None:
    set_password(back_end, email, 1)
    with refused("PT404"):
        in_turn(
            back_end,
            lambda it: set_password(it, email, 2),
            lambda it: session(it, ann, p_password_hash=password(1)),
        )


def test_a_reset_waits_for_a_session_that_is_being_opened_and_ends_it(
    back_end: Actor, ann: Actor, email: str
) -> None:
    set_password(back_end, email, 1)
    opened: list[str] = []
    in_turn(
        back_end,
        lambda it: opened.append(session(it, ann, p_password_hash=password(1))[0]),
        lambda it: set_password(it, email, 2),
    )
    assert [who(back_end, access) for access in opened] == [None]


def test_a_reset_ends_a_session_that_is_being_refreshed(
    back_end: Actor, ann: Actor, email: str
) -> None:
    _, refresh = session(back_end, ann)
    new: list[Any] = []
    in_turn(
        back_end,
        lambda it: new.append(refreshed(it, refresh)),
        lambda it: set_password(it, email, 2),
    )
    ((user_id, access, refresh),) = new
    assert user_id == ann.id
    assert who(back_end, access) is None
    assert refreshed(back_end, refresh)[0] is None


def test_refreshing_puts_two_new_tokens_in_the_place_of_the_old(
    world: Database, back_end: Actor, ann: Actor
) -> None:
    access, refresh = session(back_end, ann, p_valid_for=timedelta(days=2))
    shift(world, "sessions", "expires_at", "-1 day", access_hash=access)
    user_id, new_access, _ = refreshed(back_end, refresh)
    assert user_id == ann.id
    assert who(back_end, access) is None
    assert who(back_end, new_access) == ann.id
    row = world.owner.execute(
        "select expires_at - refreshed_at as lasts, access_expires_at - refreshed_at as carried"
        " from sign_in.sessions where access_hash = %s",
        (new_access,),
    ).fetchone()
    assert row == {"lasts": timedelta(days=2), "carried": timedelta(minutes=15)}


def test_a_refresh_token_that_comes_again_ends_the_session_for_both(
    back_end: Actor, ann: Actor
) -> None:
    elsewhere, _ = session(back_end, ann)
    _, stolen = session(back_end, ann)
    _, _, second = refreshed(back_end, stolen)
    _, access, third = refreshed(back_end, second)
    assert who(back_end, access) == ann.id

    assert refreshed(back_end, stolen)[0] is None

    assert who(back_end, access) is None
    assert refreshed(back_end, third)[0] is None
    assert who(back_end, elsewhere) == ann.id


def test_a_thief_who_refreshes_often_is_found_out_by_whom_they_stole_from(
    back_end: Actor, ann: Actor
) -> None:
    _, stolen = session(back_end, ann)
    _, access, refresh = refreshed(back_end, stolen)
    for _ in range(20):
        _, access, refresh = refreshed(back_end, refresh)
    assert who(back_end, access) == ann.id
    assert refreshed(back_end, stolen)[0] is None
    assert who(back_end, access) is None


def test_of_many_refreshes_with_one_token_one_is_good_and_the_session_ends(
    world: Database, back_end: Actor, ann: Actor
) -> None:
    """Two who hold one token can't be told apart, however close they come."""
    _, refresh = session(back_end, ann)
    got = together(world, 25, lambda it: refreshed(it, refresh))
    (good,) = (answer for answer in got if answer[0] is not None)
    assert good[0] == ann.id
    assert who(back_end, good[1]) is None
    assert rows_of(world, ann, "")["sessions"] == 0


def test_an_expired_session_is_not_refreshed(world: Database, back_end: Actor, ann: Actor) -> None:
    access, refresh = session(back_end, ann)
    shift(world, "sessions", "expires_at", "-30 days", access_hash=access)
    before = stored(world)
    assert refreshed(back_end, refresh)[0] is None
    assert stored(world) == before


def test_a_token_that_never_was_refreshes_and_ends_nothing(
    world: Database, back_end: Actor, ann: Actor
) -> None:
    access, _ = session(back_end, ann)
    before = stored(world)
    for it in (token(), access, "no hash", None):
        assert refreshed(back_end, it)[0] is None
    assert stored(world) == before


@pytest.mark.parametrize("which", [0, 1])
def test_signing_out_ends_the_one_session(back_end: Actor, ann: Actor, which: int) -> None:
    tokens, elsewhere = session(back_end, ann), session(back_end, ann)
    _, access, refresh = refreshed(back_end, tokens[1])
    for _ in range(2):
        back_end.call("revoke_session", p_token_hash=(access, refresh)[which])
        assert who(back_end, access) is None
    assert refreshed(back_end, refresh)[0] is None
    assert refreshed(back_end, tokens[1])[0] is None
    assert who(back_end, elsewhere[0]) == ann.id
