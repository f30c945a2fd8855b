"""The calendar app's schema: whatever it has is here, under its name or by what stands for it.

Its statements are made as they stand in a schema of their own, and read back from the catalogue. So
nothing of it can be forgotten: what has no counterpart fails.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from support import Actor, Connection, Database

# what the tables below need of the features before them
BEFORE = """
create table users (id uuid primary key);
create table workout_templates (id uuid primary key);
create table workout_sessions (id uuid primary key);
create function update_updated_at_column() returns trigger language plpgsql
as 'begin new.updated_at := current_timestamp; return new; end';
"""
SEED = """
create table scheduled_workouts (
  id                   uuid primary key default gen_random_uuid(),
  user_id              uuid not null references users(id) on delete cascade,
  template_id          uuid references workout_templates(id) on delete set null,
  scheduled_date       date not null,
  title                varchar(100),
  notes                text,
  completed_session_id uuid references workout_sessions(id) on delete set null,
  created_at           timestamp default current_timestamp,
  updated_at           timestamp default current_timestamp
);
create index idx_scheduled_user_id        on scheduled_workouts(user_id);
create index idx_scheduled_date           on scheduled_workouts(scheduled_date);
create index idx_scheduled_template_id    on scheduled_workouts(template_id);
create index idx_scheduled_session_id     on scheduled_workouts(completed_session_id);
create index idx_scheduled_user_date      on scheduled_workouts(user_id, scheduled_date);

create table import_jobs (
  id         uuid primary key default gen_random_uuid(),
  user_id    uuid not null references users(id) on delete cascade,
  status     varchar(20) not null default 'pending'
               check (status in ('pending', 'processing', 'completed', 'failed')),
  summary    json,
  error      text,
  created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp
);
create index idx_import_jobs_user_id   on import_jobs(user_id);
create index idx_import_jobs_status    on import_jobs(status);
create index idx_import_jobs_created   on import_jobs(created_at desc);

alter table workout_templates
  add column visibility varchar(20) not null default 'private'
    check (visibility in ('private', 'friends'));
create index idx_templates_visibility on workout_templates(visibility);

create trigger update_scheduled_workouts_updated_at
  before update on scheduled_workouts
  for each row execute function update_updated_at_column();
create trigger update_import_jobs_updated_at
  before update on import_jobs
  for each row execute function update_updated_at_column();
"""

# A type of the seed, and what stands for it.
TYPES = {
    "uuid": "uuid",
    "date": "date",
    "text": "text",
    # an instant has a zone
    "timestamp without time zone": "timestamp with time zone",
    "json": "jsonb",
    # with a check of the length
    "character varying(100)": "text",
}
# Closed vocabularies are enums; also those of its Prisma schema, TemplateVisibility and
# ImportJobStatus.
ENUMS = {
    ("import_jobs", "status"): ["pending", "processing", "completed", "failed"],
    ("workout_templates", "visibility"): ["private", "friends"],
}
# The tables of its whole list of migrations, sign-in left out, and the columns that its queries,
# notes and diagrams name.
TABLES = {
    "users": "id display_name invited_by",
    "invites": "id",
    "exercises": "id name slug category primary_muscle_groups image_url",
    "workout_templates": "id user_id name description visibility is_archived updated_at",
    "workout_template_exercises": "id template_id",
    "workout_sessions": "id user_id name status started_at completed_at",
    "workout_session_exercises": "id session_id exercise_name order_index",
    "workout_sets": "session_exercise_id set_number is_warmup weight weight_unit reps rpe notes",
    "scheduled_workouts": "id user_id template_id scheduled_date title notes completed_session_id",
    "import_jobs": "id user_id status summary error",
}
# Its indexes elsewhere that it counts on, and those that answer the same questions.
ELSEWHERE = {
    "idx_users_invited_by": "idx_users_invited_by",
    "idx_sessions_started_at": "idx_workout_session_user_created",
}
COLUMNS = """
select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
  a.attnotnull as is_required, pg_get_expr(d.adbin, d.adrelid) as default
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef as d on d.adrelid = c.oid and d.adnum = a.attnum
where c.relnamespace = %s::regnamespace and c.relkind = 'r'
"""
INDEXES = """
select t.relname as table, i.relname as index,
  array(select pg_get_indexdef(i.oid, n, true) from generate_series(1, x.indnkeyatts) as n)
    as columns,
  x.indoption[x.indnkeyatts - 1] & 1 = 1 as is_descending
from pg_index as x
join pg_class as i on i.oid = x.indexrelid
join pg_class as t on t.oid = x.indrelid
where t.relnamespace = %s::regnamespace and not x.indisprimary
"""
KEYS = """
select c.relname as table, p.relname as parent, k.confdeltype as on_delete,
  (select a.attname from pg_attribute as a
   where a.attrelid = c.oid and a.attnum = k.conkey[cardinality(k.conkey)]) as column,
  coalesce(k.confdelsetcols, k.conkey) = array[k.conkey[cardinality(k.conkey)]] as takes_the_link
from pg_constraint as k
join pg_class as c on c.oid = k.conrelid
join pg_class as p on p.oid = k.confrelid
where k.contype = 'f' and c.relnamespace = %s::regnamespace
"""


@pytest.fixture
def seeded(database: Database) -> Iterator[Connection]:
    """A connection to a database that has the seed's tables too, in a schema `seed`."""
    with database.owner.transaction(force_rollback=True):
        database.owner.execute("create schema seed")
        database.owner.execute("set local search_path = seed")
        database.owner.execute(BEFORE + SEED)
        yield database.owner


def read(connection: Connection, query: str, schema: str) -> list[Any]:
    return connection.execute(query, (schema,)).fetchall()


def test_every_column_is_there_and_holds_what_it_held(seeded: Connection) -> None:
    ours = {(it["table"], it["column"]): it for it in read(seeded, COLUMNS, "public")}
    theirs = read(seeded, COLUMNS, "seed")
    assert len(theirs) == 9 + 7 + 2 + 2
    for column in theirs:
        key = (column["table"], column["column"])
        here = ours[key]
        if key in ENUMS:
            labels = seeded.execute(f"select enum_range(null::{here['type']})::text[] as it")
            assert next(iter(labels))["it"] == ENUMS[key], key
        else:
            assert here["type"] == TYPES[column["type"]], key
        # what is required there may be left out nowhere, and what may be unknown may stay so
        assert here["is_required"] >= column["is_required"], key
        if here["is_required"] and not column["is_required"]:
            assert here["default"], key
        assert bool(here["default"]) >= bool(column["default"]), key


def test_a_title_has_at_most_a_hundred_characters(database: Database) -> None:
    ann = database.person()
    query = "insert into scheduled_workouts (user_id, scheduled_date, title) values (%s, now(), %s)"
    ann.execute(query, (ann.id, "x" * 100))
    with pytest.raises(Exception, match="title"):
        ann.execute(query, (ann.id, "x" * 101))


def test_every_check_is_the_labels_of_an_enum(seeded: Connection) -> None:
    checks = seeded.execute(
        "select pg_get_constraintdef(oid) as it from pg_constraint"
        " where contype = 'c' and connamespace = 'seed'::regnamespace"
    ).fetchall()
    assert len(checks) == len(ENUMS)
    for labels in ENUMS.values():
        assert any(all(f"'{label}'" in it["it"] for label in labels) for it in checks)


def test_every_index_answers_its_question_for_one_owner(seeded: Connection) -> None:
    ours = {it["index"]: it for it in read(seeded, INDEXES, "public")}
    theirs = read(seeded, INDEXES, "seed")
    assert len(theirs) == 5 + 3 + 1
    for index in theirs:
        here = ours[index["index"]]
        assert here["table"] == index["table"]
        assert here["columns"] in (index["columns"], ["user_id", *index["columns"]])
        assert here["is_descending"] == index["is_descending"]
    assert set(ELSEWHERE.values()) <= set(ours)


def test_every_foreign_key_lets_go_as_it_did(seeded: Connection) -> None:
    ours = {(it["table"], it["column"]): it for it in read(seeded, KEYS, "public")}
    theirs = read(seeded, KEYS, "seed")
    assert len(theirs) == 3 + 1
    for key in theirs:
        here = ours[key["table"], key["column"]]
        assert (here["parent"], here["on_delete"]) == (key["parent"], key["on_delete"])
        # the owner stays
        assert here["takes_the_link"]


def test_every_trigger_is_there(seeded: Connection) -> None:
    query = """
    select c.relname as table from pg_trigger as t
    join pg_class as c on c.oid = t.tgrelid
    join pg_proc as p on p.oid = t.tgfoid
    where not t.tgisinternal and p.proname = %s and c.relnamespace = %s::regnamespace
    """
    theirs = seeded.execute(query, ("update_updated_at_column", "seed")).fetchall()
    ours = seeded.execute(query, ("touch_updated_at", "public")).fetchall()
    assert len(theirs) == 2
    assert {it["table"] for it in theirs} <= {it["table"] for it in ours}


def test_every_table_that_it_names_has_the_columns_that_it_names(seeded: Connection) -> None:
    ours = {(it["table"], it["column"]) for it in read(seeded, COLUMNS, "public")}
    assert {(table, column) for table in TABLES for column in TABLES[table].split()} <= ours


STATUS = """
select s.id, e.status::text as ours,
  case
    when s.completed_session_id is not null then 'completed'
    when s.scheduled_date >= current_date then 'planned'
    when s.scheduled_date < current_date then 'missed'
  end as theirs
from scheduled_workouts as s join private.calendar_entries as e on e.id = s.id
"""


def test_the_status_is_the_one_of_its_table(database: Database) -> None:
    """Where the person's day is the server's, and nothing was skipped, which it did not know."""
    ann = database.person()
    today = datetime.now(UTC).date()
    for distance in range(-3, 4):
        day = today + timedelta(days=distance)
        ann.call("schedule_workout", p_scheduled_date=day)
        (done,) = ann.call("schedule_workout", p_scheduled_date=day)
        ann.call("start_scheduled_workout", p_id=done["id"])
    database.owner.execute("set timezone = 'UTC'")
    found = database.owner.execute(STATUS).fetchall()
    assert [it["ours"] for it in found] == [it["theirs"] for it in found]
    assert {it["ours"] for it in found} == {"planned", "completed", "missed"}


EXPORT = """
select ws.started_at::date as date, ws.name as session_name, wse.exercise_name, wset.set_number,
  wset.is_warmup, wset.weight, wset.weight_unit::text, wset.reps, wset.rpe, wset.notes,
  extract(epoch from (ws.completed_at - ws.started_at)) / 60 as session_duration_min
from workout_sessions ws
join workout_session_exercises wse on wse.session_id = ws.id
join workout_sets wset on wset.session_exercise_id = wse.id
where ws.user_id = %s and ws.status = 'completed'
order by ws.started_at asc, wse.order_index asc, wset.set_number asc
"""


def trained(person: Actor, day: int) -> None:
    began = datetime(2026, 3, 2 + day, 18, tzinfo=UTC)
    lifts = person.call("search_exercises", p_query="barbell", p_limit=3)
    (workout,) = person.execute(
        "select ((start_workout(p_name => %s, p_started_at => %s)).workout).id",
        (f"Day {day}", began),
    )
    for number in range(6):
        person.call(
            "log_set",
            p_session_id=workout["id"],
            p_exercise_id=lifts[number % 3]["id"],
            p_reps=number,
            p_weight=Decimal(20 * number),
            p_weight_unit="lb" if number == 3 else "kg",
            p_set_type="warmup" if number < 2 else "working",
            p_rpe=Decimal("8.5"),
            p_notes=f"note {number}",
        )
    if day != 2:
        person.call(
            "finish_workout",
            p_session_id=workout["id"],
            p_completed_at=began + timedelta(minutes=45),
        )


def test_the_export_has_every_line_of_its_export(database: Database) -> None:
    """Of an account, whole, with what it does not have: workouts in progress, kilograms, ids."""
    ann, bob = database.person(), database.person()
    for person in (ann, bob):
        for day in (1, 0, 2):
            trained(person, day)
    (row,) = ann.call("export_account")
    account = row["export_account"]
    blocks = {it["id"]: it for it in account["workout_session_exercises"]}
    workouts = {it["id"]: it for it in account["workout_sessions"]}
    ours = []
    for it in account["workout_sets"]:
        block = blocks[it["session_exercise_id"]]
        workout = workouts[block["session_id"]]
        if workout["status"] != "completed":
            continue
        started = datetime.fromisoformat(workout["started_at"])
        lasted = datetime.fromisoformat(workout["completed_at"]) - started
        line = {
            "date": started.astimezone(UTC).date(),
            "session_name": workout["name"],
            "exercise_name": block["exercise_name"],
            "session_duration_min": lasted / timedelta(minutes=1),
        } | {
            name: it[name]
            for name in ["set_number", "is_warmup", "weight", "weight_unit", "reps", "rpe", "notes"]
        }
        ours.append(((started, block["order_index"], it["set_number"]), line))
    with database.owner.transaction():
        database.owner.execute("set local timezone = 'UTC'")
        theirs = database.owner.execute(EXPORT, (ann.id,)).fetchall()
    assert len(theirs) == 12
    assert [line for _, line in sorted(ours, key=lambda it: it[0])] == theirs
