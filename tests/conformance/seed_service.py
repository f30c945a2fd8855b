"""An older service: somebody's requests on a connection that finds the names of its own schema."""

from types import SimpleNamespace
from typing import Any, cast

from support import Actor, Connection, Database, Row


def service_of(person: Actor) -> Actor:
    """The same person, through a service that sets its search path and nothing else."""
    requests = person.database.connect(autocommit=True, options="-c search_path=compat,public")
    return Actor(cast(Database, SimpleNamespace(requests=requests)), person.role, person.id)


def only(rows: list[Row]) -> Row:
    (row,) = rows
    return row


def columns(connection: Connection, relation: str) -> dict[str, str]:
    """The columns of what a name means to such a service, with their types."""
    connection.execute("set search_path = compat, public")
    rows = connection.execute(
        """
        select attname, format_type(atttypid, atttypmod) as type from pg_attribute
        where attrelid = %s::regclass and attnum > 0 and not attisdropped
        """,
        (relation,),
    ).fetchall()
    return {row["attname"]: row["type"] for row in rows}


def labels(connection: Connection, enum: str) -> list[str]:
    rows: list[Any] = connection.execute(
        "select enumlabel from pg_enum where enumtypid = %s::regtype order by enumsortorder",
        (f"public.{enum}",),
    ).fetchall()
    return [row["enumlabel"] for row in rows]


def indexes(connection: Connection) -> dict[str, str]:
    """Every index of ours by its name, with the table it is on."""
    rows = connection.execute(
        "select indexname, tablename from pg_indexes where schemaname = 'public'"
    ).fetchall()
    return {row["indexname"]: row["tablename"] for row in rows}


def commands_with_policy(connection: Connection, table: str) -> set[str]:
    """For which commands a table has a policy; none if row-level security is off."""
    rows = connection.execute(
        """
        select p.cmd from pg_policies as p
        join pg_class as c on c.oid = ('public.' || p.tablename)::regclass and c.relrowsecurity
        where p.schemaname = 'public' and p.tablename = %s
        """,
        (table,),
    ).fetchall()
    return {row["cmd"] for row in rows}
