"""Signing in on plain Postgres: out of reach, telling no accounts, and gone when it is over."""

import re
from collections import Counter
from secrets import token_urlsafe
from typing import Any

import pytest
from phones import holding, phone
from psycopg import sql
from scenes import CHAPTERS, refused
from sign_in_scenes import (
    TABLES,
    link,
    one,
    password,
    redeem,
    refreshed,
    registration,
    reset,
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

CHAPTER = next(path for path in CHAPTERS if path.stem == "0160_sign_in").read_text()
FUNCTIONS = re.findall(r"create function public\.(\w+)", CHAPTER)


def settle(world: Database, person: Actor, email: str) -> dict[str, str]:
    """Gives somebody a row in every table."""
    back_end = world.service
    set_password(back_end, email)
    _, refresh = session(back_end, person)
    _, access, _ = refreshed(back_end, refresh)
    return {"link": link(back_end, email), "reset": reset(back_end, email), "access": access}


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
    helpers = {"expiry", "addressee", "check_redeemed", "forget_mails_before_erasing"}
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
                # else a plan is made each time, and may look at the end of an index for it
                connection.execute("set local plan_cache_mode = force_generic_plan")
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


def test_of_twenty_mails_at_once_five_go(world: Database, email: str) -> None:
    got = together(world, 20, lambda it: link(it, email))
    assert got.count("PT429") == 15
    assert len(set(got)) == 6


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


def test_the_purge_leaves_to_a_reset_what_it_takes_away_itself(
    database: Database, email: str
) -> None:
    """Else each could wait for the other: they take things in orders of their own."""
    back_end, other = database.service, f"other-{email}"
    for person, address in ((database.person(email), email), (database.person(other), other)):
        link(back_end, address)
        reset(back_end, address)
        session(back_end, person)
    for table in ("magic_links", "password_resets", "sessions"):
        database.owner.execute(f"update sign_in.{table} set expires_at = now()")
    it = reset(back_end, email)
    with holding(back_end) as first:
        first.call("redeem_password_reset", p_token_hash=it, p_password_hash=password())
        assert one(phone(back_end), "purge_sign_in") == 3
    assert one(back_end, "purge_sign_in") == 0


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
