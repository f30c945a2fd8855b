"""The calendar app's schema, and what signs people in there.

It names three tables, `magic_links`, `password_resets` and `sessions`, in its second migration, and
gives no column of them; the app with the equipment has a `password_hash` beside each user. Here
they stand in a schema of their own, and live the lives that their names promise.
"""

from hashlib import sha256
from typing import Any

import pytest
import workoutdb
from argon2 import PasswordHasher
from psycopg import sql
from support import Database
from workoutdb.sign_in import SignIn

TABLES = ["magic_links", "password_resets", "sessions"]


@pytest.fixture
def sign_in(database: Database) -> SignIn:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return SignIn(workoutdb.connect(database.connect(autocommit=True)), hasher=cheap)


def rows(database: Database, table: str) -> list[Any]:
    """What the app's own queries would find, by the names it knows."""
    with database.owner.transaction():
        database.owner.execute("set local search_path = sign_in")
        query = sql.SQL("select * from {} order by created_at, id")
        return database.owner.execute(query.format(sql.Identifier(table))).fetchall()


@pytest.mark.parametrize("table", TABLES)
def test_each_table_has_an_id_its_instants_with_a_zone_and_an_end(
    database: Database, table: str
) -> None:
    found = database.owner.execute(
        "select column_name as name, data_type as type from information_schema.columns"
        " where table_schema = 'sign_in' and table_name = %s",
        (table,),
    ).fetchall()
    columns = {row["name"]: row["type"] for row in found}
    assert columns["id"] == "uuid"
    instants = {name: kind for name, kind in columns.items() if name.endswith("_at")}
    assert {"created_at", "expires_at"} <= set(instants)
    assert set(instants.values()) == {"timestamp with time zone"}


def test_a_magic_link_is_a_row_until_it_is_used(database: Database, sign_in: SignIn) -> None:
    token = sign_in.issue_link("Ada@example.org")
    (row,) = rows(database, "magic_links")
    assert row["email"] == "ada@example.org"
    assert row["token_hash"] == sha256(token.encode()).hexdigest()
    sign_in.redeem_link(token)
    assert rows(database, "magic_links") == []


def test_a_password_reset_is_a_row_until_it_is_used(database: Database, sign_in: SignIn) -> None:
    sign_in.redeem_link(sign_in.issue_link("ada@example.org"))
    token = sign_in.issue_reset("ada@example.org")
    (row,) = rows(database, "password_resets")
    assert row["email"] == "ada@example.org"
    assert row["token_hash"] == sha256(token.encode()).hexdigest()
    sign_in.redeem_reset(token, "correct horse")
    assert rows(database, "password_resets") == []


def test_a_session_is_a_row_until_it_is_ended(database: Database, sign_in: SignIn) -> None:
    session = sign_in.redeem_link(sign_in.issue_link("ada@example.org"))
    (row,) = rows(database, "sessions")
    assert row["user_id"] == session.user_id
    assert row["access_hash"] == sha256(session.access_token.encode()).hexdigest()
    renewed = sign_in.refresh(session.refresh_token)
    (again,) = rows(database, "sessions")
    assert again["id"] == row["id"]
    sign_in.revoke(renewed.refresh_token)
    assert rows(database, "sessions") == []


def test_the_account_takes_its_rows_along(database: Database, sign_in: SignIn) -> None:
    """As the seed has it: on delete cascade."""
    session = sign_in.redeem_link(sign_in.register("ada@example.org", "correct horse"))
    sign_in.issue_link("ada@example.org")
    sign_in.issue_reset("ada@example.org")
    assert all(rows(database, table) for table in TABLES)
    with workoutdb.connect(database.dsn) as db, db.as_user(session.user_id) as me:
        me.erase_account()
    assert not any(rows(database, table) for table in TABLES)


def test_a_users_password_hash_is_for_the_service_alone_and_fits(
    database: Database, sign_in: SignIn
) -> None:
    """`password_hash varchar(255)`: what no role of the API reads but the service's."""
    ada = sign_in.redeem_link(sign_in.register("ada@example.org", "correct horse")).user_id
    query = "select private.password_hash(%s)::varchar(255) as it"
    (row,) = database.service.execute(query, (ada,))
    assert PasswordHasher().verify(row["it"], "correct horse")
    with database.service.transaction() as connection:
        connection.execute("set local role authenticated")
        assert connection.execute(query, (ada,)).fetchone() == {"it": None}
