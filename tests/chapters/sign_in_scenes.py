"""What a back end does over and over in the tests of signing in, with hashes for tokens."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from secrets import token_urlsafe
from threading import Barrier
from typing import Any

import psycopg
from phones import PATIENCE, phone
from psycopg import sql
from support import Actor, Database

TABLES = ["magic_links", "password_resets", "passwords", "sessions", "spent_refreshes"]
SALT_AND_KEY = "$c2FsdHNhbHRzYWx0c2FsdA$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5"


def token() -> str:
    """What the database gets of a new token."""
    return sha256(token_urlsafe().encode()).hexdigest()


def password(costs: int = 1) -> str:
    """What the database gets of a password; another number, another password."""
    return f"$argon2id$v=19$m=8,t={costs},p=1{SALT_AND_KEY}"


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
