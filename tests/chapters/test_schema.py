"""Rules that hold everywhere, read from the catalogue: whatever is new is held to them too."""

import re
from typing import Any

import pytest
from scenes import CHAPTERS
from support import Database

# What is excused from a rule, with the reason.
NOT_SEEN: dict[str, str] = {}
ANON_MAY_READ = {"private.chapters": "schema_chapters() reads it for the client's version check"}
BY_TOKEN = {
    "sign_in.sessions_access_key": "a token says whose it is",
    "sign_in.sessions_refresh_key": "a token says whose it is",
}
CROSSES_PEOPLE = {
    "athlete_links_athlete_id_fkey": "a coach and an athlete are two people",
    "friendships_friend_id_fkey": "a friend is somebody else",
    "invites_accepted_by_fkey": "whoever accepts is somebody else",
    "users_invited_by_fkey": "an inviter is somebody else",
    **dict.fromkeys(
        [
            "live_sessions_host_id_fkey",
            "live_session_reactions_from_user_id_fkey",
            "live_session_reactions_to_user_id_fkey",
            "live_session_reactions_set_fkey",
            "live_session_invitations_host_id_fkey",
            "live_session_invitations_recipient_id_fkey",
            "quick_reactions_from_user_id_fkey",
            "quick_reactions_to_user_id_fkey",
            "quick_reactions_set_fkey",
        ],
        "live tables hang on session_id, and are between people",
    ),
}
# tables that are neither the catalogue's nor one person's
BETWEEN_PEOPLE = [
    "live_sessions",
    "live_session_reactions",
    "live_session_invitations",
    "quick_reactions",
]

OURS = """
with ours as (
  select p.*, n.nspname as schema
  from pg_proc as p
  join pg_namespace as n on n.oid = p.pronamespace
  where n.nspname in ('public', 'private', 'analytics', 'compat', 'sign_in')
    and not exists (
      select from pg_depend as d
      where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
)
"""
TABLES = """
with tables as (
  select c.*, n.nspname as schema,
    exists (
      select from pg_attribute as a
      where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped) as is_owned
  from pg_class as c
  join pg_namespace as n on n.oid = c.relnamespace
  where n.nspname in ('public', 'private', 'analytics', 'compat', 'sign_in')
    and c.relkind in ('r', 'p', 'v')
    -- the runner's own
    and c.relname !~ 'yoyo'
)
"""
KEYS = """
, keys as (
  select k.oid, k.conname, k.conrelid, k.confrelid, k.confdeltype, k.conkey, t.relname, t.is_owned,
    array(
      select a.attname::text from unnest(k.conkey) with ordinality as u (number, place)
      join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = u.number
      order by u.place) as columns,
    coalesce(p.is_owned, false) as to_owned
  from pg_constraint as k
  join tables as t on t.oid = k.conrelid
  left join tables as p on p.oid = k.confrelid
  where k.contype = 'f' and k.conparentid = 0
)
"""


def found(database: Database, query: str, *params: Any) -> list[str]:
    """The first column of what a query finds."""
    rows = database.owner.execute(query, params or None).fetchall()
    return sorted(str(next(iter(row.values()))) for row in rows)


def test_there_is_something_to_look_at(world: Database) -> None:
    assert len(found(world, TABLES + "select relname from tables where schema = 'public'")) > 12
    assert len(found(world, OURS + "select proname from ours where schema = 'public'")) > 40
    assert len(found(world, TABLES + KEYS + "select conname from keys")) > 12


SILENT = {
    "table or view": TABLES
    + "select relname from tables where obj_description(oid, 'pg_class') is null",
    "column": TABLES
    + """
        select t.relname || '.' || a.attname
        from tables as t join pg_attribute as a on a.attrelid = t.oid
        where t.schema in ('public', 'analytics', 'sign_in') and a.attnum > 0 and not a.attisdropped
          and col_description(t.oid, a.attnum) is null
        """,
    "function": OURS
    + "select oid::regprocedure from ours where obj_description(oid, 'pg_proc') is null",
    "type": """
        select t.oid::regtype from pg_type as t left join pg_class as c on c.oid = t.typrelid
        where t.typnamespace::regnamespace::text in ('public', 'private', 'sign_in')
          and (t.typtype in ('e', 'd') or c.relkind = 'c')
          and obj_description(t.oid, 'pg_type') is null
          and not exists (select from pg_depend as d where d.objid = t.oid and d.deptype = 'e')
        """,
    "index": TABLES
    + """
        select i.indexrelid::regclass from tables as t join pg_index as i on i.indrelid = t.oid
        where not exists (select from pg_constraint as k where k.conindid = i.indexrelid)
          and obj_description(i.indexrelid, 'pg_class') is null
        """,
}


@pytest.mark.parametrize("kind", SILENT)
def test_every_object_says_what_it_is(world: Database, kind: str) -> None:
    assert found(world, SILENT[kind]) == [], f"no comment on this {kind}"


# Row-level security


def test_every_public_table_has_row_level_security(world: Database) -> None:
    query = """
    select relname from tables
    where schema = 'public' and relkind in ('r', 'p') and not relrowsecurity
    """
    assert found(world, TABLES + query) == []


def test_every_public_table_has_a_policy_or_a_reason(world: Database) -> None:
    query = """
    select relname from tables
    where schema = 'public' and relkind in ('r', 'p')
      and not exists (select from pg_policy as p where p.polrelid = tables.oid)
    """
    assert found(world, TABLES + query) == sorted(NOT_SEEN)


def test_no_policy_asks_for_the_user_row_by_row(world: Database) -> None:
    query = """
    select tablename || '.' || policyname from pg_policies
    where regexp_replace(concat_ws(' ', qual, with_check), '\\( SELECT auth\\.\\w+\\(\\)[^)]*\\)',
                         '', 'gi') ~ 'auth\\.\\w+\\('
    """
    assert found(world, query) == []


def test_no_policy_is_for_everyone(world: Database) -> None:
    """A policy names its roles; one for PUBLIC would speak to anon too."""
    query = """
    select tablename || '.' || policyname from pg_policies
    where schemaname in ('public', 'private') and roles && '{public,anon}'
    """
    assert found(world, query) == []


def test_one_policy_answers_for_a_command(world: Database) -> None:
    """Two permissive ones would both be asked for each row."""
    query = """
    select tablename || ' ' || cmd from pg_policies
    where schemaname = 'public' and permissive = 'PERMISSIVE'
    group by tablename, cmd having count(*) > 1
    """
    assert found(world, query) == []


def test_what_is_written_under_a_policy_is_checked(world: Database) -> None:
    query = """
    select tablename || '.' || policyname from pg_policies
    where schemaname = 'public' and cmd in ('INSERT', 'UPDATE', 'ALL') and with_check is null
    """
    assert found(world, query) == []


def test_no_view_sees_more_than_its_reader(world: Database) -> None:
    query = """
    select oid::regclass from tables
    where relkind = 'v' and coalesce(reloptions @> '{security_invoker=true}', false) is false
    """
    assert found(world, TABLES + query) == []


def test_every_name_of_an_older_service_says_when_it_may_go(world: Database) -> None:
    query = """
    select oid::regclass from pg_class
    where relkind = 'v'
      and (relnamespace = 'compat'::regnamespace or oid = 'training_set'::regclass)
      and obj_description(oid, 'pg_class') !~ 'May go when '
    """
    assert found(world, query) == []


# Functions


def test_every_function_has_its_search_path_set(world: Database) -> None:
    query = """
    select oid::regprocedure from ours
    where prokind in ('f', 'p')
      and not coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false)
    """
    assert found(world, OURS + query) == []


def test_no_public_function_is_security_definer(world: Database) -> None:
    query = "select oid::regprocedure from ours where schema <> 'private' and prosecdef"
    assert found(world, OURS + query) == []


def test_no_public_function_is_overloaded(world: Database) -> None:
    query = "select proname from ours where schema = 'public' group by 1 having count(*) > 1"
    assert found(world, OURS + query) == []


def test_every_parameter_begins_with_p(world: Database) -> None:
    query = """
    select ours.oid::regprocedure || ' ' || coalesce(a.name, '?')
    from ours cross join lateral (
      select proargnames[i] as name, coalesce(proargmodes[i], 'i') as mode
      from generate_series(1, cardinality(coalesce(proallargtypes, proargtypes::oid[]))) as i) as a
    where schema = 'public' and a.mode in ('i', 'b', 'v') and coalesce(a.name, '') !~ '^p_'
    """
    assert found(world, OURS + query) == []


def test_no_function_that_only_reads_writes(world: Database) -> None:
    query = """
    select oid::regprocedure from ours
    where provolatile <> 'v'
      and prosrc ~* '(insert into|delete from|update (public|private|auth)\\.|for (no key )?update)'
    """
    assert found(world, OURS + query) == []


def test_no_immutable_function_reads_a_table_or_the_clock(world: Database) -> None:
    query = """
    select oid::regprocedure from ours
    where provolatile = 'i'
      and prosrc ~* '((from|join) (public|private|auth)\\.[a-z_]+ |now\\(\\)|current_)'
    """
    assert found(world, OURS + query) == []


def test_functions_over_owned_tables_are_in_plpgsql(world: Database) -> None:
    owned = found(world, TABLES + "select relname from tables where is_owned and relkind = 'r'")
    query = (
        OURS
        + """
    select ours.oid::regprocedure from ours join pg_language as l on l.oid = prolang
    where l.lanname = 'sql' and prosrc ~ ('public\\.(' || %s || ')\\M')
    """
    )
    assert found(world, query, "|".join(owned)) == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_states_the_volatility_of_each_function(chapter: Any) -> None:
    headers = re.findall(
        r"create (?:or replace )?function (.*?)\bas \$", chapter.read_text(), re.DOTALL | re.I
    )
    silent = [
        header.split("(")[0]
        for header in headers
        if not re.search(r"\b(immutable|stable|volatile)\b", header)
        and "returns trigger" not in header
    ]
    assert silent == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_swallows_no_error_and_names_its_columns(chapter: Any) -> None:
    code = re.sub(r"--.*", "", chapter.read_text())
    assert not re.search(r"when others", code, re.I)
    assert not re.search(r"select \*", code, re.I)


# Privileges


def test_anon_may_call_nothing_but_the_version_check(world: Database) -> None:
    query = "select proname from ours where has_function_privilege('anon', oid, 'execute')"
    assert found(world, OURS + query) == ["schema_chapters"]


def test_anon_may_touch_no_table(world: Database) -> None:
    query = """
    select schema || '.' || relname from tables
    where has_table_privilege('anon', oid, 'select, insert, update, delete, truncate, references')
       or has_any_column_privilege('anon', oid, 'select, insert, update, references')
    """
    assert found(world, TABLES + query) == sorted(ANON_MAY_READ)


def test_the_public_may_do_nothing(world: Database) -> None:
    """Whatever is granted to PUBLIC is granted to roles that nobody thought of."""
    functions = """
    select oid::regprocedure from ours
    where proacl is null or exists (select from aclexplode(proacl) as a where a.grantee = 0)
    """
    tables = """
    select oid::regclass from tables
    where exists (select from aclexplode(relacl) as a where a.grantee = 0)
    """
    schemas = """
    select nspname || ' ' || a.privilege_type
    from pg_namespace cross join lateral aclexplode(nspacl) as a
    where nspname in ('private', 'analytics', 'compat', 'auth', 'sign_in') and a.grantee = 0
       or nspname = 'public' and a.grantee = 0 and a.privilege_type = 'CREATE'
    """
    assert found(world, OURS + functions) == []
    assert found(world, TABLES + tables) == []
    assert found(world, schemas) == []


def test_no_person_may_truncate_or_hang_triggers(world: Database) -> None:
    query = """
    select oid::regclass || ' ' || r.role
    from tables cross join (values ('anon'), ('authenticated')) as r (role)
    where has_table_privilege(r.role, oid, 'truncate, trigger, references')
    """
    assert found(world, TABLES + query) == []


# Ownership


def test_a_foreign_key_stays_within_one_owner(world: Database) -> None:
    """It is composite with user_id, or points at the catalogue or at the person."""
    query = """
    select conname from keys
    where to_owned and not (is_owned and columns[1] = 'user_id' and cardinality(columns) > 1)
       or confrelid = 'public.users'::regclass and columns not in ('{user_id}', '{id}')
    """
    assert found(world, TABLES + KEYS + query) == sorted(CROSSES_PEOPLE)


def test_the_catalogue_never_points_at_people(world: Database) -> None:
    query = """
    select conname from keys
    where not is_owned and relname not in ('users', 'profiles') and relname <> all (%s)
      and (to_owned or confrelid in ('public.users'::regclass, 'auth.users'::regclass))
    """
    assert found(world, TABLES + KEYS + query, BETWEEN_PEOPLE) == []


def test_whatever_a_person_owns_goes_with_them(world: Database) -> None:
    query = """
    select relname from tables
    where is_owned and relkind in ('r', 'p') and schema = 'public'
      and not exists (
        select from keys as k
        where k.conrelid = tables.oid and k.confdeltype = 'c' and 'user_id' = any (k.columns)
          and (k.to_owned or k.confrelid = 'public.users'::regclass))
    """
    assert found(world, TABLES + KEYS + query) == []


def test_what_is_unique_is_unique_to_a_person(world: Database) -> None:
    query = """
    select i.indexrelid::regclass
    from tables join pg_index as i on i.indrelid = tables.oid
    join pg_attribute as a on a.attrelid = tables.oid and a.attnum = i.indkey[0]
    where is_owned and i.indisunique and not i.indisprimary and a.attname <> 'user_id'
      -- what is live hangs on its session in the same way
      and not (relname like 'live_session_%%' and a.attname = 'session_id')
    """
    assert found(world, TABLES + query) == sorted(BY_TOKEN)


def test_no_unique_constraint_is_deferrable(world: Database) -> None:
    query = """
    select conname from pg_constraint join tables as t on t.oid = conrelid
    where contype in ('u', 'p', 'x') and condeferrable
    """
    assert found(world, TABLES + query) == []


def test_every_foreign_key_has_an_index(world: Database) -> None:
    query = """
    select conname from keys
    where not exists (
      select from pg_index as i
      where i.indrelid = keys.conrelid and i.indisvalid
        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$')
        and (i.indkey::smallint[])[0:cardinality(keys.conkey) - 1] @> keys.conkey)
    """
    assert found(world, TABLES + KEYS + query) == []


def test_a_table_with_updated_at_keeps_it(world: Database) -> None:
    query = """
    select relname from tables
    join pg_attribute as a on a.attrelid = tables.oid and a.attname = 'updated_at'
    where relkind = 'r' and schema = 'public' and not exists (
      select from pg_trigger as t
      where t.tgrelid = tables.oid and t.tgfoid = 'private.touch_updated_at'::regproc)
    """
    assert found(world, TABLES + query) == []


# plpgsql_check


def test_plpgsql_check_has_nothing_to_say(world: Database) -> None:
    """Needs the extension: run against a server that has it with WORKOUTDB_TEST_DSN."""
    if not found(world, "select 1 from pg_available_extensions where name = 'plpgsql_check'"):
        pytest.skip("the server has no plpgsql_check")
    query = (
        OURS
        + """
    select format('%s%s: %s', ours.oid::regprocedure,
                  case when t.oid is not null then ' on ' || t.tgrelid::regclass end, c.line)
    from ours
    join pg_language as l on l.oid = prolang and l.lanname = 'plpgsql'
    left join pg_trigger as t on t.tgfoid = ours.oid and not t.tgisinternal
    cross join lateral plpgsql_check.plpgsql_check_function(
      ours.oid::regprocedure, coalesce(t.tgrelid, 0),
      oldtable => t.tgoldtable, newtable => t.tgnewtable,
      other_warnings => true, extra_warnings => true, performance_warnings => true,
      security_warnings => true, compatibility_warnings => true) as c (line)
    """
    )
    world.owner.execute("create schema plpgsql_check")
    try:
        world.owner.execute("create extension plpgsql_check schema plpgsql_check")
        faults = found(world, query)
        assert faults == [], "\n".join(faults)
    finally:
        world.owner.execute("drop schema plpgsql_check cascade")
