"""Links to sign in by: each works once, and for a while."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from phones import PATIENCE, is_waiting, phone, until
from scenes import refused
from sign_in_scenes import (
    accounts,
    hash_of,
    link,
    password,
    redeem,
    registration,
    reset,
    shift,
    stored,
    together,
    token,
)
from support import Actor, Database


def test_a_link_signs_in_who_has_the_address(back_end: Actor, ann: Actor, email: str) -> None:
    assert redeem(back_end, link(back_end, email.upper())) == {"user_id": ann.id, "is_new": False}


def test_a_link_for_somebody_new_makes_their_account(
    world: Database, back_end: Actor, email: str
) -> None:
    it = link(back_end, email)
    assert accounts(world, email) == []
    made = redeem(back_end, it)
    assert made["is_new"] is True
    assert accounts(world, email) == [made["user_id"]]
    (me,) = Actor(world, "authenticated", made["user_id"]).call("get_me")
    assert me["email"] == email
    assert redeem(back_end, link(back_end, email)) == {"user_id": made["user_id"], "is_new": False}


def test_a_link_follows_the_address_and_not_the_account(
    back_end: Actor, ann: Actor, email: str
) -> None:
    """Whoever has the old address is not who has the account now."""
    it = link(back_end, email)
    back_end.execute("update auth.users set email = %s where id = %s", (f"new.{email}", ann.id))
    redeemed = redeem(back_end, it)
    assert redeemed["is_new"] is True
    assert redeemed["user_id"] != ann.id


@pytest.mark.usefixtures("ann")
def test_unknown_used_and_expired_are_one_answer(
    world: Database, back_end: Actor, email: str
) -> None:
    used, expired = link(back_end, email), link(back_end, email)
    redeem(back_end, used)
    shift(world, "magic_links", "expires_at", "-15 minutes", token_hash=expired)
    before = stored(world)
    answers = set()
    for it in (used, expired, token(), "no hash", None):
        with refused("PT404") as refusal:
            redeem(back_end, it)
        answers.add((refusal.message, refusal.detail, refusal.hint))
    assert stored(world) == before
    assert len(answers) == 1


@pytest.mark.usefixtures("ann")
def test_a_link_lives_a_quarter_of_an_hour_or_as_long_as_was_said(
    world: Database, back_end: Actor, email: str
) -> None:
    it = link(back_end, email)
    shift(world, "magic_links", "expires_at", "-14 minutes -50 seconds", token_hash=it)
    redeem(back_end, it)
    it = token()
    for lasts in (timedelta(days=7, seconds=1), timedelta(seconds=59), timedelta(-1), None):
        with refused("PT422") as refusal:
            back_end.call("issue_magic_link", p_email=email, p_token_hash=it, p_valid_for=lasts)
        assert refusal.detail.startswith("p_valid_for = ")
    back_end.call("issue_magic_link", p_email=email, p_token_hash=it, p_valid_for=timedelta(days=7))
    shift(world, "magic_links", "expires_at", "-6 days -23 hours", token_hash=it)
    redeem(back_end, it)


@pytest.mark.parametrize("address", ["ann", "ann@", "@b", "a b@c", "", None, "a" * 250 + "@b.cd"])
def test_what_is_no_address_gets_no_mail(back_end: Actor, address: str | None) -> None:
    for issue in (link, registration, reset):
        with refused("PT422") as refusal:
            issue(back_end, address)
        assert refusal.message == "This is no e-mail address"


def test_of_a_thousand_redemptions_one_is_good(world: Database, email: str) -> None:
    """Over 25 connections at once, 40 on each, one after the other."""
    it = link(world.service, email)

    def again_and_again(back_end: Actor) -> list[Any]:
        got = []
        for _ in range(40):
            try:
                got.append(redeem(back_end, it)["user_id"])
            except psycopg.Error as error:
                got.append(error.sqlstate)
        return got

    got = [answer for answers in together(world, 25, again_and_again) for answer in answers]
    assert len(got) == 1000
    assert got.count("PT404") == 999
    assert [answer for answer in got if answer != "PT404"] == accounts(world, email)


@pytest.mark.usefixtures("ann")
def test_of_many_resets_redeemed_at_once_one_sets_the_password(world: Database, email: str) -> None:
    """The same one, and others of the same account, which end with it."""
    tokens = [reset(world.service, email) for _ in range(4)]
    places = iter(range(24))

    def act(back_end: Actor) -> Any:
        place = next(places)
        back_end.call(
            "redeem_password_reset",
            p_token_hash=tokens[place % 4],
            p_password_hash=password(place),
        )
        return place

    got = together(world, 24, act)
    assert got.count("PT404") == 23
    (winner,) = (place for place in got if place != "PT404")
    assert hash_of(world.service, email) == password(winner)


def test_a_reset_waits_for_its_turn_before_it_takes_anything(
    world: Database, ann: Actor, email: str
) -> None:
    """Else two resets of one account could each hold what the other waits for."""
    it, other = reset(world.service, email), phone(world.service)
    pid = other.database.requests.info.backend_pid
    arguments = {"p_token_hash": it, "p_password_hash": password()}
    with ThreadPoolExecutor(1) as pool:
        with world.owner.transaction():
            world.owner.execute("select from users where id = %s for no key update", (ann.id,))
            begun = pool.submit(other.call, "redeem_password_reset", **arguments)
            with world.connect(autocommit=True) as watcher:
                until(lambda: is_waiting(watcher, pid))
            held = "select from sign_in.password_resets where token_hash = %s for update nowait"
            assert world.owner.execute(held, (it,)).rowcount == 1
        begun.result(timeout=PATIENCE)
    assert hash_of(world.service, email) == password()


def test_of_many_links_for_one_new_address_one_makes_the_account(
    world: Database, email: str
) -> None:
    links = iter([link(world.service, email) for _ in range(5)])
    got = together(world, 5, lambda it: redeem(it, next(links)))
    assert len(accounts(world, email)) == 1
    assert {answer["user_id"] for answer in got} == set(accounts(world, email))
    assert sorted(answer["is_new"] for answer in got) == [False] * 4 + [True]
