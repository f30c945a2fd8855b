"""What leaves comes back as the same log: export, then import into an empty account or database."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
import workoutdb
from bringing import bring_file
from exports import HEVY, export, hevy, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.types.json import Jsonb
from support import Actor, Database, Server
from workoutdb.errors import NotFound
from workoutdb.exporting import BATCH, COLUMNS, export_log
from workoutdb.importing import Account, import_file

LOG = """
select w.id, w.name, w.status, w.started_at, w.completed_at, w.timezone, w.local_date, w.notes,
  b.order_index, b.exercise_name, e.name as exercise, e.load_kind, e.bodyweight_share,
  b.superset_group, nullif(b.notes, '') as block_notes,
  s.set_number, s.set_type, s.reps, s.weight, s.weight_unit, s.weight_kg, s.rpe, s.rir,
  s.duration_seconds, s.distance_m, s.rest_time_seconds, nullif(s.notes, '') as notes,
  s.performed_at
from public.workout_sessions as w
join public.workout_session_exercises as b on b.session_id = w.id
left join public.exercises as e on e.id = b.exercise_id
left join public.workout_sets as s on s.session_exercise_id = b.id
where w.deleted_at is null
order by w.started_at, w.id, b.order_index, s.set_number
"""
RECORDS = """
select e.name, r.record_type, r.value, r.unit, r.achieved_at, b.order_index, s.set_number
from public.personal_records as r
join public.exercises as e on e.id = r.exercise_id
join public.workout_sets as s on s.id = r.set_id
join public.workout_session_exercises as b on b.id = s.session_exercise_id
order by e.name, r.record_type
"""


def exported(database: Database, person: Actor, **options: Any) -> str:
    file = io.StringIO(newline="")
    with workoutdb.connect(database.dsn) as client:
        rows = export_log(client, file, user_id=person.id, **options)
    text = file.getvalue()
    if options.get("format", "csv") == "csv":
        assert rows == len(list(csv.reader(io.StringIO(text, newline="")))) - 1
    return text


def bring(database: Database, person: Actor, text: str, **options: Any) -> Account:
    return bring_file(database, person, text.encode(), **options)


def log(person: Actor) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in person.execute(LOG)]


def records(person: Actor) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in person.execute(RECORDS)]


def without_ids(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [row[1:] for row in rows]


@pytest.fixture(scope="module")
def two(server: Server) -> Iterator[tuple[Database, Database]]:
    """Two databases: one to leave, one to arrive in."""
    made = []
    with psycopg.connect(server.dsn, autocommit=True) as admin:
        for name in ("here", "there"):
            name = f"{name}_{admin.info.backend_pid}"
            admin.execute(
                sql.SQL("create database {} template {}").format(
                    sql.Identifier(name), sql.Identifier(server.template_dbname)
                )
            )
            made.append(name)
        here, there = (Database(make_conninfo(server.dsn, dbname=name)) for name in made)
        yield here, there
        here.close()
        there.close()
        for name in made:
            admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


prose = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
names = st.sampled_from(
    [
        "Pull Up",
        "Back Squat",
        "Bench Press (Barbell)",
        "Ring Thing",
        "Sled, 5 m",
        "Planche",
        # one's own under names that mean something else to everyone
        "Barbell Bench Press",
        "Bench Press (Dumbbell)",
        "Nowhere",
    ]
)
decimals = st.decimals(0, 500, places=3).map(float)
sets_done = st.fixed_dictionaries(
    {"reps": st.integers(0, 40)},
    optional={
        "set_type": st.sampled_from(["warmup", "working", "drop", "failure"]),
        "weight": decimals,
        "weight_unit": st.sampled_from(["kg", "lb"]),
        "rpe": st.integers(2, 20).map(lambda n: n / 2),
        "rir": st.integers(0, 20),
        "duration_seconds": st.integers(0, 4_000),
        "distance_m": decimals,
        "rest_time_seconds": st.integers(0, 600),
        "notes": prose,
    },
)
blocks = st.fixed_dictionaries(
    {"exercise_name": names, "sets": st.lists(sets_done, min_size=1, max_size=4)},
    optional={"superset_group": st.integers(0, 5), "notes": prose},
)
workouts = st.fixed_dictionaries(
    {
        # hours that clocks skip or repeat among them
        "started_at": st.datetimes(datetime(2025, 3, 28), datetime(2025, 4, 2)).map(
            lambda t: t.isoformat() + "Z"
        ),
        "timezone": st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"]),
        "exercises": st.lists(blocks, min_size=1, max_size=4),
    },
    optional={"name": prose.filter(bool), "notes": prose, "minutes": st.integers(0, 300)},
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(workouts, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(-3, 3), st.integers(40, 120)), max_size=3),
)
def test_what_leaves_comes_back_set_by_set_with_the_same_records(
    two: tuple[Database, Database], documents: list[dict[str, Any]], bodies: list[tuple[int, int]]
) -> None:
    here, there = two
    ann, empty = here.person(), there.person(timezone="Asia/Tokyo")
    ann.call(
        "create_exercise",
        p_name="Ring Thing",
        p_load_kind="bodyweight_reps",
        p_bodyweight_share=Decimal("0.9"),
    )
    ann.call("create_exercise", p_name="Planche", p_load_kind="duration")
    ann.call("create_exercise", p_name="Barbell Bench Press", p_load_kind="reps")
    ann.call("create_exercise", p_name="Bench Press (Dumbbell)", p_load_kind="weight_duration")
    for day, weight in bodies:
        ann.call(
            "record_body_measurement",
            p_weight=weight,
            p_measured_on=datetime(2025, 3, 30).date() + timedelta(days=day),
        )
    for document in documents:
        minutes = document.pop("minutes", None)
        if minutes is not None:
            start = datetime.fromisoformat(document["started_at"])
            document["completed_at"] = (start + timedelta(minutes=minutes)).isoformat()
        ann.call("log_workout", p_workout=Jsonb(document))
    left = exported(here, ann)
    account = bring(there, empty, left)
    assert account["errors"] == []
    assert account["workouts"]["created"] == len(documents)
    assert log(empty) == log(ann)
    assert records(empty) == records(ann)
    # and again, from there to here and to itself
    assert [exported(there, empty).count("\n"), account["rows"]] == [
        left.count("\n"),
        account["sets"],
    ]
    for database, person in ((there, empty), (here, ann)):
        again = bring(database, person, left)
        assert again["workouts"] == {
            "created": 0,
            "updated": 0,
            "unchanged": len(documents),
            "conflicts": 0,
        }
    assert bring(here, ann, exported(there, empty))["workouts"]["unchanged"] == len(documents)
    assert log(empty) == log(ann)


def trained(database: Database) -> Actor:
    """Somebody with two workouts from elsewhere and one begun here."""
    ann = database.person("ann@example.org", timezone="Europe/Berlin")
    lines = [
        hevy(start_time="24 Jul 2025, 07:00", end_time="24 Jul 2025, 08:00", weight=70),
        hevy(weight=80, exercise_notes='said "go",\nand went'),
        hevy(set_index=1, weight=82.5, rpe=8.5),
        hevy(exercise_title="Stones", superset_id=3, weight=100),
    ]
    with workoutdb.connect(database.dsn) as client:
        import_file(client, io.BytesIO(export(HEVY, *lines)), user_id=ann.id)
    begun = ann.execute("select (start_workout(p_name => 'Now')).workout")[0]["workout"]
    assert begun
    workout = ann.execute("select id from public.workout_sessions where name = 'Now'")[0]["id"]
    lift = ann.execute("select id from public.exercises where slug = 'pull-up'")[0]["id"]
    ann.call("add_workout_exercise", p_session_id=workout, p_exercise_id=lift)
    return ann


def test_the_calendar_apps_columns_come_first(database: Database) -> None:
    ann = trained(database)
    header, *rows = csv.reader(io.StringIO(exported(database, ann), newline=""))
    assert tuple(header) == COLUMNS
    assert header[:11] == [
        *("date", "session_name", "exercise_name", "set_number", "is_warmup", "weight"),
        *("weight_unit", "reps", "rpe", "notes", "session_duration_min"),
    ]
    assert rows[2][:11] == [
        *("2025-07-26", "Push", "Bench Press (Barbell)", "2", "false", "82.5", "kg", "5", "8.5"),
        *("", "65"),
    ]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)


def test_a_block_without_sets_and_a_workout_in_progress_come_along(database: Database) -> None:
    ann, other = trained(database), database.person()
    account = bring(database, other, exported(database, ann))
    assert (account["rows"], account["sets"], account["notes"]) == (5, 4, 1)
    assert without_ids(log(other)) == without_ids(log(ann))
    # somebody else has the ids, so it got new ones
    assert not {row[0] for row in log(other)} & {row[0] for row in log(ann)}
    assert records(other) == records(ann)
    assert account["exercises_created"] == ["Stones"]


def test_days_are_the_persons_own_and_both_included(database: Database) -> None:
    ann = trained(database)
    day = datetime(2025, 7, 24).date()
    only = exported(database, ann, first=day, last=day)
    assert [row[0] for row in csv.reader(io.StringIO(only))] == ["date", "2025-07-24"]
    later = exported(database, ann, first=day + timedelta(days=1))
    assert "2025-07-24" not in later


def test_what_was_changed_here_since_is_a_conflict_until_it_is_overwritten(
    database: Database,
) -> None:
    ann = trained(database)
    before, log_before = exported(database, ann), log(ann)
    ann.execute("update public.workout_sets set weight = 999 where weight = 82.5")
    edited = log(ann)
    for choice in ("report", "update"):
        account = bring(database, ann, before, on_conflict=choice)
        assert account["workouts"] == {"created": 0, "updated": 0, "unchanged": 2, "conflicts": 1}
        assert account["conflicts"][0]["edited_here"]
        assert log(ann) == edited
    account = bring(database, ann, before, on_conflict="overwrite")
    assert account["workouts"]["updated"] == 1
    assert log(ann) == log_before
    database.service.call("undo_import", p_job_id=account["job_id"])
    assert log(ann) == edited


def test_a_file_that_a_spreadsheet_has_saved_says_the_same(database: Database) -> None:
    ann = trained(database)
    header, *rows = csv.reader(io.StringIO(exported(database, ann)))
    weight, start = header.index("weight"), header.index("started_at")
    for row in rows:
        row[weight] = f"{float(row[weight]):.2f}" if row[weight] else ""
        row[start] = row[start].replace("+00", "Z")
    saved = io.StringIO(newline="")
    turned = [line[::-1] for line in (header, *rows)]
    csv.writer(saved, delimiter=";", quoting=csv.QUOTE_ALL).writerows(turned)
    for _ in range(2):
        workouts = bring(database, ann, saved.getvalue())["workouts"]
        assert workouts["unchanged"] == sum(workouts.values()) > 0
    rows[0][header.index("notes")] = "heavier than it was"
    turned = [line[::-1] for line in (header, *rows)]
    saved = io.StringIO(newline="")
    csv.writer(saved, delimiter=";").writerows(turned)
    assert bring(database, ann, saved.getvalue())["workouts"]["conflicts"] == 1


def test_a_body_weight_entered_late_is_no_change_of_a_workout(database: Database) -> None:
    ann = trained(database)
    before = exported(database, ann)
    ann.call("record_body_measurement", p_weight=80, p_measured_on=datetime(2025, 1, 1).date())
    assert exported(database, ann) != before
    assert bring(database, ann, before)["workouts"]["conflicts"] == 0


def test_of_a_deleted_workout_nothing_leaves_and_its_file_is_a_conflict(database: Database) -> None:
    ann = trained(database)
    before, log_before = exported(database, ann), log(ann)
    ann.call("delete_workout", p_session_id=log_before[-1][0])
    assert exported(database, ann).count("\n") == before.count("\n") - 1
    assert bring(database, ann, before)["workouts"]["conflicts"] == 1
    assert bring(database, ann, before, on_conflict="overwrite")["workouts"]["updated"] == 1
    assert log(ann) == log_before


def test_cells_that_are_wrong_are_errors_of_their_line(database: Database) -> None:
    ann = trained(database)
    header, *rows = csv.reader(io.StringIO(exported(database, ann), newline=""))
    at = header.index
    wrong: list[tuple[str, str]] = [
        ("workout_id", "7"),
        ("workout_id", ""),
        ("started_at", "2025-07-26 07:06:00"),
        ("started_at", "yesterday"),
        ("started_at", "1066-10-14 09:00:00+00"),
        ("timezone", "Mars/Olympus"),
        ("status", "done"),
        ("exercise_order", "-1"),
        ("exercise_id", "bench"),
        ("exercise_name", ""),
        ("load_kind", ""),
        ("bodyweight_share", "0.5"),
        ("superset_group", "x"),
        ("set_number", "0"),
        ("set_type", "hard"),
        ("weight", "NaN"),
        ("weight_unit", ""),
        ("reps", "5.5"),
        ("rpe", "11"),
        ("rir", "21"),
        ("rest_time_seconds", "86401"),
        ("performed_at", "now"),
        ("body_weight", "80"),
        ("body_weight_on", "2025-02-30"),
        ("notes", "x" * 10_001),
        ("notes", "a\0b"),
    ]
    for column, value in wrong:
        row = list(rows[2])
        row[at(column)] = value
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([header, rows[1], row])
        good, bad = read(text.getvalue().encode())
        assert (good.kind, bad.kind) == ("set", "error"), column
        assert bad.error_reason
        assert bad.error_column, column


def test_workouts_out_of_order_are_errors_and_nothing_is_doubled(database: Database) -> None:
    ann = trained(database)
    header, *rows = exported(database, ann).splitlines(keepends=True)
    first, push, *rest = "".join(rows).split("2025-07-26,")
    torn = header + "2025-07-26," + push + first + "".join("2025-07-26," + row for row in rest)
    staged = read(torn.encode())
    assert [row.kind for row in staged].count("error") == len(rest)
    twice = header + "".join(rows) + "".join(rows)
    kinds = [row.kind for row in read(twice.encode())]
    assert kinds[: len(kinds) // 2].count("error") == 0
    assert set(kinds[len(kinds) // 2 :]) == {"error"}


def test_json_has_the_same_columns(database: Database) -> None:
    ann = trained(database)
    rows = json.loads(exported(database, ann, format="json"))
    assert [tuple(row) for row in rows] == [COLUMNS] * 5
    table = list(csv.DictReader(io.StringIO(exported(database, ann), newline="")))
    for row, cells in zip(rows, table, strict=True):
        assert str(row["weight"] or "") == cells["weight"]
        assert (row["exercise_notes"] or "") == cells["exercise_notes"]
    assert json.loads(exported(database, database.person(), format="json")) == []


def test_openweight_is_a_list_of_workout_logs(database: Database) -> None:
    ann = trained(database)
    first, push = json.loads(exported(database, ann, format="openweight"))
    assert first["exercises"][0]["sets"] == [
        {"reps": 5, "weight": 70, "unit": "kg", "type": "working"}
    ]
    assert push["name"] == "Push"
    assert push["date"] == "2025-07-26T07:06:00+02:00"
    assert push["durationSeconds"] == 65 * 60
    bench, stones = push["exercises"]
    assert (bench["order"], bench["exercise"]) == (1, {"name": "Bench Press (Barbell)"})
    assert bench["notes"] == 'said "go",\nand went'
    assert [one["rpe"] for one in bench["sets"] if "rpe" in one] == [8.5]
    assert stones["supersetId"] == 1
    # nothing was done of what was only begun, and openweight has no such thing
    assert json.loads(exported(database, database.person(), format="openweight")) == []


def test_a_log_longer_than_a_batch_is_whole(database: Database) -> None:
    ann, seen = database.person(), []
    count = 2 * BATCH + 7
    content = export(
        HEVY, *(hevy(set_index=n % 100, title=f"Day {n // 100}") for n in range(count))
    )
    with workoutdb.connect(database.dsn) as client:
        import_file(client, io.BytesIO(content), user_id=ann.id)
    text = exported(database, ann, progress=lambda *told: seen.append(told))
    assert text.count("\n") == count + 1
    assert seen == [(0, count), (BATCH, count), (2 * BATCH, count), (count, count)]
    for format in ("json", "openweight"):
        json.loads(exported(database, ann, format=format))


def test_nobody_elses_log_leaves(database: Database) -> None:
    trained(database)
    assert exported(database, database.person()) == ",".join(COLUMNS) + "\n"
    with workoutdb.connect(database.dsn) as client, pytest.raises(NotFound):
        export_log(client, io.StringIO(), email="nobody@example.org")


def test_ones_own_exercise_stays_apart_from_the_systems_of_its_name(database: Database) -> None:
    ann, other = database.person(), database.person()
    (known,) = ann.execute(
        "select id from public.exercises where owner_id is null and name = 'Barbell Bench Press'"
    )
    own = ann.call("create_exercise", p_name="Barbell Bench Press", p_load_kind="reps")
    begun = ann.execute("select ((start_workout()).workout).id")[0]["id"]
    for exercise in (known["id"], own[0]["id"]):
        ann.call("add_workout_exercise", p_session_id=begun, p_exercise_id=exercise)
    ann.execute("update public.exercises set archived_at = now() where id = %s", (own[0]["id"],))
    third = ann.call("create_exercise", p_name="Barbell Bench Press", p_load_kind="duration")
    ann.call("add_workout_exercise", p_session_id=begun, p_exercise_id=third[0]["id"])
    account = bring(database, other, exported(database, ann))
    assert account["exercises_created"] == ["Barbell Bench Press"] * 2
    kinds = [
        row["load_kind"]
        for row in other.execute(
            "select e.load_kind from public.workout_session_exercises as b"
            " join public.exercises as e on e.id = b.exercise_id order by b.order_index"
        )
    ]
    assert kinds == ["weight_reps", "reps", "duration"]
    # and again it is known
    again = bring(database, other, exported(database, ann), on_conflict="overwrite")
    assert again["exercises_created"] == []
