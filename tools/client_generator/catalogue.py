"""What the database says of its API: functions, what they take and return, enums.

What may be null is read so. Of a table: what its constraints allow. Of a composite type, and of the
rows of `returns table`, where the catalogue does not know: what the comment on the type or the
function lists in a sentence "May be null: a, b." (or "nothing"); without it, all but lists and rows
in the row. Of what a function returns, be it a value or a row: whether its comment has the word
null.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

API_ROLES = ["anon", "authenticated", "service_role"]


@dataclass(frozen=True)
class Type:
    """A type, resolved through domains."""

    sql: str  # as a cast writes it
    name: str
    kind: str  # base, enum, array, composite, void
    element: Type | None = None
    composite: Composite | None = None
    comment: str | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a composite or of `returns table`."""

    name: str
    type: Type
    nullable: bool
    comment: str | None


@dataclass(frozen=True)
class Composite:
    """A table's row, a composite type, or what `returns table` lists."""

    name: str
    is_table: bool
    comment: str | None
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function; `default` is SQL, None where it has to be given."""

    name: str
    type: Type
    default: str | None


@dataclass(frozen=True)
class Function:
    """A function of the API."""

    name: str
    comment: str
    parameters: tuple[Parameter, ...]
    returns: Type | Composite
    many: bool
    nullable: bool


@dataclass(frozen=True)
class Catalogue:
    """All of it, in the order of names."""

    functions: tuple[Function, ...]
    enums: tuple[Type, ...]


_FUNCTIONS = """
select
  p.proname as name,
  coalesce(obj_description(p.oid, 'pg_proc'), '') as comment,
  p.proretset as many,
  p.prorettype as returns,
  a.names, a.types, a.modes, a.defaults
from pg_proc as p
cross join lateral (
  select
    array_agg(coalesce(p.proargnames[n], '') order by n) as names,
    array_agg(coalesce(p.proallargtypes[n], p.proargtypes[n - 1]) order by n) as types,
    array_agg(coalesce(p.proargmodes[n], 'i')::text order by n) as modes,
    array_agg(pg_get_function_arg_default(p.oid, n) order by n) as defaults
  from generate_series(1, coalesce(cardinality(p.proallargtypes), p.pronargs)) as n
) as a
where p.pronamespace = 'public'::regnamespace
  and p.prokind = 'f'
  and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
  and not exists (
    select from pg_depend as d
    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
  )
  and exists (
    select from pg_roles as r
    where r.rolname = any (%(roles)s) and has_function_privilege(r.oid, p.oid, 'execute')
  )
order by p.proname collate "C"
"""

_TYPES = """
select
  t.oid, t.typname as name, format_type(t.oid, null) as sql, t.typtype::text as kind,
  t.typcategory::text as category, t.typelem as element, t.typbasetype as base,
  t.typrelid as relation, coalesce(c.relkind in ('r', 'p'), false) as is_table,
  coalesce(obj_description(t.oid, 'pg_type'), obj_description(c.oid, 'pg_class')) as comment,
  array(select e.enumlabel::text from pg_enum as e
        where e.enumtypid = t.oid order by e.enumsortorder) as labels,
  t.typnamespace = 'public'::regnamespace as public
from pg_type as t
left join pg_class as c on c.oid = t.typrelid
order by t.typname collate "C"
"""

_COLUMNS = """
select a.attname as name, a.atttypid as type, not a.attnotnull as nullable,
  col_description(a.attrelid, a.attnum) as comment
from pg_attribute as a
where a.attrelid = %(relation)s and a.attnum > 0 and not a.attisdropped
order by a.attnum
"""


def read(dsn: str) -> Catalogue:
    """Read the API of a migrated database."""
    with psycopg.connect(dsn, row_factory=dict_row) as connection:
        connection.execute("set local search_path = pg_catalog")
        return _Reader(connection).catalogue()


def nullable_columns(comment: str | None, columns: dict[str, Type]) -> set[str]:
    """Return which columns may be null, by the comment's sentence or without one."""
    found = re.search(r"\bMay be null: ([^.;]+)", comment or "")
    if not found:
        return {name for name, kind in columns.items() if kind.kind in ("base", "enum")}
    listed = {name.strip(" `") for name in re.split(r",|\band\b", found[1])} - {"", "nothing"}
    if unknown := listed - set(columns):
        raise SystemExit(f"'May be null' names columns that are not there: {sorted(unknown)}")
    return listed


class _Reader:
    def __init__(self, connection: psycopg.Connection[dict[str, Any]]) -> None:
        self._connection = connection
        self._rows = {row["oid"]: row for row in connection.execute(_TYPES)}
        self._types: dict[int, Type] = {}

    def catalogue(self) -> Catalogue:
        rows = self._connection.execute(_FUNCTIONS, {"roles": API_ROLES}).fetchall()
        names = [row["name"] for row in rows]
        if overloaded := sorted({name for name in names if names.count(name) > 1}):
            raise SystemExit(f"overloaded functions can't be called by name: {overloaded}")
        enums = [oid for oid, row in self._rows.items() if row["public"] and row["kind"] == "e"]
        return Catalogue(
            functions=tuple(self._function(row) for row in rows),
            enums=tuple(self._type(oid) for oid in enums),
        )

    def _function(self, row: dict[str, Any]) -> Function:
        arguments = list(
            zip(
                row["names"] or [],
                row["types"] or [],
                row["modes"] or [],
                row["defaults"] or [],
                strict=True,
            )
        )
        parameters = tuple(
            Parameter(name, self._type(oid), default)
            for name, oid, mode, default in arguments
            if mode in "ib"
        )
        out = [(name, oid) for name, oid, mode, _ in arguments if mode in "obt"]
        return Function(
            name=row["name"],
            comment=row["comment"],
            parameters=parameters,
            returns=self._returns(row, out),
            many=row["many"],
            nullable=re.search(r"\bnull\b", row["comment"]) is not None,
        )

    def _returns(self, row: dict[str, Any], out: list[tuple[str, int]]) -> Type | Composite:
        if len(out) < 2:
            return self._type(row["returns"])
        types = {name: self._type(oid) for name, oid in out}
        nullable = nullable_columns(row["comment"], types)
        columns = (Column(name, kind, name in nullable, None) for name, kind in types.items())
        return Composite(row["name"], False, None, tuple(columns))

    def _type(self, oid: int) -> Type:
        if oid not in self._types:
            self._types[oid] = self._resolve(self._rows[oid])
        return self._types[oid]

    def _resolve(self, row: dict[str, Any]) -> Type:
        name, sql = row["name"], row["sql"]
        if row["kind"] == "d":
            base = self._type(row["base"])
            return Type(sql, base.name, base.kind, base.element, base.composite, base.comment)
        if row["kind"] == "e":
            return Type(sql, name, "enum", comment=row["comment"], labels=tuple(row["labels"]))
        if row["kind"] == "c":
            return Type(sql, name, "composite", composite=self._composite(row))
        if row["category"] == "A":
            return Type(sql, name, "array", element=self._type(row["element"]))
        return Type(sql, name, "void" if name == "void" else "base")

    def _composite(self, row: dict[str, Any]) -> Composite:
        columns = self._connection.execute(_COLUMNS, {"relation": row["relation"]}).fetchall()
        types = {column["name"]: self._type(column["type"]) for column in columns}
        if not row["is_table"]:
            nullable = nullable_columns(row["comment"], types)
            columns = [{**column, "nullable": column["name"] in nullable} for column in columns]
        return Composite(
            name=row["name"],
            is_table=row["is_table"],
            comment=row["comment"],
            columns=tuple(
                Column(c["name"], types[c["name"]], c["nullable"], c["comment"]) for c in columns
            ),
        )
