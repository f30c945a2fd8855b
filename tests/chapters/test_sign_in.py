"""Signing in on plain Postgres: a token works once and for a while, and tells no accounts."""

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from threading import Barrier
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from phones import PATIENCE, in_turn, is_waiting, phone, until
from psycopg import sql
from scenes import CHAPTERS, refused
from support import Actor, Database

TABLES = ["magic_links", "password_resets", "passwords", "sessions", "spent_refreshes"]
CHAPTER = next(path for path in CHAPTERS if path.stem == "0160_sign_in").read_text()
FUNCTIONS = re.findall(r"create function public\.(\w+)", CHAPTER)
SALT_AND_KEY = "$c2FsdHNhbHRzYWx0c2FsdA$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5"


def token() -> str:
    """What the database gets of a new token."""
    return sha256(token_urlsafe().encode()).hexdigest()


def password(costs: int = 1) -> str:
    """What the database gets of a password; another number, another password."""
    return f"$argon2id$v=19$m=8,t={costs},p=1{SALT_AND_KEY}"


@pytest.fixture
def back_end(world: Database) -> Actor:
    return world.service


def one(actor: Actor, function: str, **arguments: Any) -> Any:
    """The one value, or the row, that a function returns."""
    (row,) = actor.call(function, **arguments)
    return row[function] if list(row) == [function] else row


def link(back_end: Actor, email: str) -> str:
    it = token()
    back_end.call("issue_magic_link", p_email=email, p_token_hash=it)
    return it


def registration(back_end: Actor, email: str, costs: int = 1) -> str:
    it = token()
    back_end.call(
        "register_password", p_email=email, p_password_hash=password(costs), p_token_hash=it
    )
    return it


def reset(back_end: Actor, email: str) -> str:
    it = token()
    back_end.call("issue_password_reset", p_email=email, p_token_hash=it)
    return it


def redeem(back_end: Actor, it: str) -> Any:
    return one(back_end, "redeem_magic_link", p_token_hash=it)


def set_password(back_end: Actor, email: str, costs: int = 1) -> None:
    it = reset(back_end, email)
    back_end.call("redeem_password_reset", p_token_hash=it, p_password_hash=password(costs))


def session(back_end: Actor, person: Actor, **more: Any) -> tuple[str, str]:
    """A session opened: its access and its refresh token, as the database knows them."""
    access, refresh = token(), token()
    back_end.call(
        "open_session", p_user_id=person.id, p_access_hash=access, p_refresh_hash=refresh, **more
    )
    return access, refresh


def refreshed(back_end: Actor, refresh: str) -> tuple[Any, str, str]:
    """Who it was, and the two new tokens."""
    access, new = token(), token()
    user_id = one(
        back_end,
        "refresh_session",
        p_refresh_hash=refresh,
        p_new_access_hash=access,
        p_new_refresh_hash=new,
    )
    return user_id, access, new


def who(back_end: Actor, access: str) -> Any:
    """Whose session this is; None if it is over."""
    try:
        return one(back_end, "check_session", p_access_hash=access)
    except psycopg.Error as error:
        assert error.sqlstate == "PT404"  # noqa: PT017
        return None


def hash_of(back_end: Actor, email: str) -> Any:
    return one(back_end, "find_password", p_email=email)["password_hash"]


def accounts(world: Database, email: str) -> list[Any]:
    query = "select id from auth.users where lower(email) = lower(%s)"
    return [row["id"] for row in world.owner.execute(query, (email,))]


def shift(world: Database, table: str, column: str, by: str, **where: Any) -> None:
    """Moves an instant of a row, as if time had passed; the row is there."""
    (key, value) = next(iter(where.items()))
    query = sql.SQL("update sign_in.{} set {} = {} + %s::interval where {} = %s").format(
        sql.Identifier(table),
        sql.Identifier(column),
        sql.Identifier(column),
        sql.Identifier(key),
    )
    assert world.owner.execute(query, (by, value)).rowcount > 0


def stored(world: Database) -> dict[str, list[str]]:
    """Every row of the schema."""
    return {
        table: [
            row["it"]
            for row in world.owner.execute(
                sql.SQL("select to_jsonb(t)::text as it from sign_in.{} as t order by 1").format(
                    sql.Identifier(table)
                )
            )
        ]
        for table in TABLES
    }


def settle(world: Database, person: Actor, email: str) -> dict[str, str]:
    """Gives somebody a row in every table."""
    back_end = world.service
    set_password(back_end, email)
    _, refresh = session(back_end, person)
    _, access, _ = refreshed(back_end, refresh)
    return {"link": link(back_end, email), "reset": reset(back_end, email), "access": access}


def rows_of(world: Database, person: Actor, email: str) -> dict[str, int]:
    found = {}
    for table in TABLES:
        by_address = table in ("magic_links", "password_resets")
        query = sql.SQL("select count(*) as n from sign_in.{} where {} = %s").format(
            sql.Identifier(table), sql.Identifier("email" if by_address else "user_id")
        )
        row = world.owner.execute(query, (email if by_address else person.id,)).fetchone()
        assert row
        found[table] = row["n"]
    return found


# Out of reach


def test_these_are_all_the_tables(world: Database) -> None:
    found = world.owner.execute(
        "select relname from pg_class"
        " where relnamespace = 'sign_in'::regnamespace and relkind = 'r' order by 1"
    )
    assert [row["relname"] for row in found] == TABLES


@pytest.mark.parametrize("role", ["anon", "authenticated", "service_role", "analyst"])
def test_no_role_of_the_api_reaches_a_table(
    world: Database, ann: Actor, email: str, role: str
) -> None:
    settle(world, ann, email)
    before = stored(world)
    assert 0 not in rows_of(world, ann, email).values()
    actor = Actor(world, role, ann.id)
    for table in TABLES:
        name = sql.Identifier("sign_in", table)
        for command in ("select from {}", "delete from {}", "insert into {} default values"):
            with refused("42501"):
                actor.execute(sql.SQL(command).format(name))
    assert stored(world) == before


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("role", ["anon", "authenticated", "analyst"])
def test_the_functions_are_the_back_ends_alone(
    world: Database, ann: Actor, email: str, role: str, function: str
) -> None:
    settle(world, ann, email)
    before = stored(world)
    actor = Actor(world, role, ann.id)
    for schema in ("public", "private"):
        found = world.owner.execute(
            "select pronargs as n from pg_proc where pronamespace = %s::regnamespace"
            " and proname = %s",
            (schema, function),
        ).fetchone()
        # register_password() shares the work of issue_magic_link()
        assert (found is None) == ((schema, function) == ("private", "register_password"))
        if found:
            call = sql.SQL("select {}({})").format(
                sql.Identifier(schema, function), sql.SQL(", ").join([sql.NULL] * found["n"])
            )
            with refused("42501"):
                actor.execute(call)
    assert stored(world) == before


def test_each_function_is_granted_to_the_back_end_or_to_nobody(world: Database) -> None:
    """Of a door and what stands behind it, both are shut."""
    made = re.findall(r"create function (\w+\.\w+)", CHAPTER)
    granted = {
        name: {
            row["role"]
            for row in world.owner.execute(
                "select r as role from unnest(%s::text[]) as r"
                " where has_function_privilege(r, %s::regproc, 'execute')",
                (["anon", "authenticated", "service_role", "analyst"], name),
            )
        }
        for name in made
    }
    helpers = {"expiry", "addressee", "check_redeemed", "forget_mails"}
    assert granted == {
        name: set() if name.split(".")[1] in helpers else {"service_role"} for name in granted
    }
    assert len(granted) == 2 * len(FUNCTIONS) + len(helpers)


def test_neither_a_token_nor_a_password_is_taken_for_a_hash(back_end: Actor, email: str) -> None:
    for secret in (token_urlsafe(), token().upper(), "", f"{token()} "):
        with refused("23514"):
            back_end.call("issue_magic_link", p_email=email, p_token_hash=secret)
        with refused("23514"):
            back_end.call("issue_password_reset", p_email=email, p_token_hash=secret)
    for secret in ("correct horse", "$2b$12$" + "a" * 53, "$argon2id$v=19", password() + "a" * 255):
        with refused("23514"):
            back_end.call(
                "register_password", p_email=email, p_password_hash=secret, p_token_hash=token()
            )


# Links


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


# The same for an account and for none


DONE = """
select relname || ' looked into' as name, seq_scan + coalesce(idx_scan, 0) as times
from pg_stat_xact_user_tables
union all
select relname || ' written', n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables
union all
select funcname || ' called', calls from pg_stat_xact_user_functions
"""


def work(world: Database, function: str, **arguments: Any) -> Counter[str]:
    """What a call does: how often it calls each function, looks into each table and writes it."""
    query = sql.SQL("select public.{}({})").format(
        sql.Identifier(function),
        sql.SQL(", ").join(
            sql.SQL("{} => {}").format(sql.Identifier(name), sql.Literal(value))
            for name, value in arguments.items()
        ),
    )
    with world.connect(autocommit=True) as connection:

        def done() -> Counter[str]:
            return Counter({row["name"]: row["times"] for row in connection.execute(DONE)})

        # the first time plans are made; the second is the work alone
        for _ in range(2):
            with connection.transaction(force_rollback=True):
                connection.execute("set local track_functions = 'all'")
                # a planner that thinks a table empty may look into it in another way
                connection.execute("set local enable_seqscan = off")
                before = done()
                world.service._become(connection)
                connection.execute(query)
                connection.execute("reset role")
                after = done()
    return after - before


@pytest.mark.usefixtures("ann")
@pytest.mark.parametrize(
    ("function", "more"),
    [
        ("issue_magic_link", {"p_token_hash": token()}),
        ("register_password", {"p_token_hash": token(), "p_password_hash": password(2)}),
        ("issue_password_reset", {"p_token_hash": token()}),
        ("find_password", {}),
    ],
)
def test_an_account_makes_no_difference_to_the_work(
    world: Database, back_end: Actor, email: str, function: str, more: dict[str, str]
) -> None:
    set_password(back_end, email)
    with_account = work(world, function, p_email=email, **more)
    without = work(world, function, p_email=f"nobody.{email}", **more)
    assert with_account[f"{function} called"] > 0
    assert any(with_account[f"{table} looked into"] for table in TABLES)
    assert without == with_account


@pytest.mark.usefixtures("ann")
def test_an_account_makes_no_difference_to_the_answer(back_end: Actor, email: str) -> None:
    for address in (email, f"nobody.{email}"):
        for function, more in (
            ("issue_magic_link", {}),
            ("register_password", {"p_password_hash": password()}),
            ("issue_password_reset", {}),
        ):
            answer = back_end.call(function, p_email=address, p_token_hash=token(), **more)
            assert answer == [{function: ""}]


@pytest.mark.usefixtures("ann")
def test_a_sixth_mail_within_a_quarter_of_an_hour_is_too_many(
    world: Database, back_end: Actor, email: str
) -> None:
    """Of whatever kind, and with an account or without."""
    for address in (email, f"nobody.{email}"):
        sent = [issue(back_end, address) for issue in (link, registration, reset, link, link)]
        for issue in (link, registration, reset):
            with refused("PT429") as refusal:
                issue(back_end, address.upper())
            assert refusal.detail == f"p_email = {address}: expected at most 5 in 15 minutes"
        shift(world, "magic_links", "created_at", "-15 minutes", token_hash=sent[0])
        link(back_end, address)
        with refused("PT429"):
            link(back_end, address)
    link(back_end, f"other.{email}")


def test_mails_that_no_longer_work_are_not_counted(
    world: Database, back_end: Actor, email: str
) -> None:
    """However short they were good for: who is refused has one to use."""
    for issue, table in ((link, "magic_links"), (reset, "password_resets")):
        sent = [issue(back_end, email) for _ in range(5)]
        with refused("PT429"):
            link(back_end, email)
        for it in sent:
            shift(world, table, "expires_at", "-1 hour", token_hash=it)
    link(back_end, email)


def together(world: Database, sessions: int, act: Callable[[Actor], Any]) -> list[Any]:
    """What each of so many connections gets, all from the same moment: a value or a code."""
    barrier = Barrier(sessions)

    def run(it: Actor) -> Any:
        barrier.wait(PATIENCE)
        try:
            return act(it)
        except psycopg.Error as error:
            return error.sqlstate

    phones = [phone(world.service) for _ in range(sessions)]
    with ThreadPoolExecutor(sessions) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, it) for it in phones]]


def test_of_twenty_mails_at_once_five_go(world: Database, email: str) -> None:
    got = together(world, 20, lambda it: link(it, email))
    assert got.count("PT429") == 15
    assert len(set(got)) == 6


# Redeemed once


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


# Passwords


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


# Sessions


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


# Nothing stays


def test_the_purge_takes_what_has_expired_and_nothing_else(
    world: Database, back_end: Actor, ann: Actor, email: str
) -> None:
    back_end.call("purge_sign_in")
    kept = settle(world, ann, email)
    before = stored(world)
    expired = {
        "magic_links": ("token_hash", link(back_end, email)),
        "password_resets": ("token_hash", reset(back_end, email)),
    }
    _, refresh = session(back_end, ann)
    expired["sessions"] = ("access_hash", refreshed(back_end, refresh)[1])
    for table, (column, it) in expired.items():
        shift(world, table, "expires_at", "-1 year", **{column: it})
    assert rows_of(world, ann, email)["spent_refreshes"] == 2

    assert one(back_end, "purge_sign_in") == 3

    assert stored(world) == before
    assert who(back_end, kept["access"]) == ann.id
    shift(world, "spent_refreshes", "expires_at", "-1 year", user_id=ann.id)
    assert one(back_end, "purge_sign_in") == 0
    assert rows_of(world, ann, email) == dict.fromkeys(TABLES, 1) | {"spent_refreshes": 0}


def test_an_erased_account_leaves_nothing(
    world: Database, back_end: Actor, ann: Actor, email: str
) -> None:
    bob = world.person(f"bob.{email}")
    settle(world, bob, f"bob.{email}")
    mailed = settle(world, ann, email)
    assert 0 not in rows_of(world, ann, email).values()
    ann.call("erase_account")
    assert set(rows_of(world, ann, email).values()) == {0}
    assert who(back_end, mailed["access"]) is None
    with refused("PT404"):
        redeem(back_end, mailed["link"])
    assert 0 not in rows_of(world, bob, f"bob.{email}").values()
