"""The planning service's schema: all that it names, what stands for it, and a small service."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb
from seed_service import columns, commands_with_policy, indexes, only, service_of
from support import Actor, Database

UUID, TEXT, WHEN, INT, DAY = "uuid", "text", "timestamp with time zone", "integer", "date"
SET = {
    "id": UUID,
    "exercise_row_id": UUID,
    "set_no": "smallint",
    "reps_done": "smallint",
    # real there
    "weight_kg": "numeric",
    # smallint there; 8.5 exists
    "rpe": "numeric(3,1)",
    "recorded_at": WHEN,
}
# What it names; where ours is of another type, that one and why.
# It names no type of its own, and no trigger.
TABLES: dict[str, dict[str, str]] = {
    "modular_training_plan": {
        "id": UUID,
        "user_id": UUID,
        "split_type": TEXT,
        "week_start": DAY,
        "goal_type": TEXT,
        "experience_level": TEXT,
        # text there; a closed vocabulary
        "status": "plan_status_enum",
        "notes": TEXT,
        "created_at": WHEN,
        "updated_at": WHEN,
    },
    "modular_training_week": {
        "id": UUID,
        "plan_id": UUID,
        "week_number": INT,
        "week_start": DAY,
        "notes": TEXT,
        "created_at": WHEN,
        "updated_at": WHEN,
    },
    "modular_training_session": {
        "id": UUID,
        "week_id": UUID,
        "day_label": TEXT,
        "session_date": DAY,
        "day_of_week": INT,
        "focus_area": TEXT,
        "session_number": INT,
        "overall_difficulty": INT,
        "duration_minutes": INT,
        "completed": "boolean",
        "created_at": WHEN,
        "updated_at": WHEN,
    },
    "modular_training_exercise": {
        "id": UUID,
        "session_id": UUID,
        "exercise_name": TEXT,
        "muscle_group": TEXT,
        "sets": INT,
        "reps": TEXT,
        "rir": INT,
        "equipment": TEXT,
        "tier": TEXT,
        "target": TEXT,
        "secondary_muscles": "jsonb",
        "tips": "jsonb",
        "instructions": TEXT,
        # real there; 61.2 exists
        "weight": "numeric(8,3)",
        "actual_reps": "jsonb",
        "difficulty": INT,
        "notes": TEXT,
        "created_at": WHEN,
        "display_order": INT,
        # text there; exrcwiki's is one too
        "exercise_id": UUID,
        "order_in_session": INT,
    },
    "exrcwiki": {"exercise_id": UUID},
    "workout_sessions": {
        "id": UUID,
        "user_id": UUID,
        "status": TEXT,
        "focus_area": TEXT,
        "day_of_week": INT,
        "created_at": DAY,
        "updated_at": WHEN,
    },
    # one view under both of its names
    "training_set": SET,
    "modular_training_set": SET,
}
DEFAULTS = {
    ("modular_training_plan", "goal_type"): "general_fitness",
    ("modular_training_plan", "experience_level"): "intermediate",
    ("modular_training_plan", "status"): "active",
    ("modular_training_session", "session_number"): "1",
    ("modular_training_session", "completed"): "false",
    ("modular_training_exercise", "display_order"): "0",
    ("modular_training_exercise", "order_in_session"): "1",
}
# its index, and the table and the index that answer its question
INDEXES = {
    # it is on a view there, which Postgres does not have
    "workout_sessions_user_status_idx": (
        "modular_training_session",
        "workout_sessions_user_status_idx",
    ),
    "idx_set_exercise": ("modular_training_exercise", "idx_set_exercise"),
    # a person's sets by time go by their workouts
    "idx_set_recorded": ("workout_sessions", "idx_workout_session_user_created"),
    # the heaviest is a record
    "idx_set_weight": ("personal_records", "personal_records_type_key"),
}
EVERY = {"SELECT", "INSERT", "UPDATE", "DELETE"}
# "Owner-Read" and "Owner-Write" on each of these, and the tables where ours guard the same
POLICIES = {
    "modular_training_plan": "modular_training_plan",
    "modular_training_week": "modular_training_week",
    "modular_training_session": "modular_training_session",
    "modular_training_exercise": "modular_training_exercise",
    "training_set": "workout_sets",
}


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_stands_under_its_name(database: Database, table: str) -> None:
    ours = columns(database.owner, table)
    assert {name: ours.get(name) for name in TABLES[table]} == TABLES[table]


@pytest.mark.parametrize(("table", "column"), DEFAULTS)
def test_every_default_is_the_same(database: Database, table: str, column: str) -> None:
    row = database.owner.execute(
        "select column_default as it from information_schema.columns"
        " where table_schema = 'public' and table_name = %s and column_name = %s",
        (table, column),
    ).fetchone()
    assert row
    assert row["it"].split("::")[0].strip("'") == DEFAULTS[table, column]


@pytest.mark.parametrize("index", INDEXES)
def test_every_index_has_one_that_answers_its_question(database: Database, index: str) -> None:
    table, name = INDEXES[index]
    assert indexes(database.owner).get(name) == table


@pytest.mark.parametrize("table", POLICIES)
def test_every_table_is_its_owners_to_read_and_to_write(database: Database, table: str) -> None:
    assert commands_with_policy(database.owner, POLICIES[table]) == EVERY


def test_its_function_takes_and_gives_what_it_did(database: Database) -> None:
    row = database.owner.execute(
        "select pg_get_function_result(oid) as gives, pronargs - pronargdefaults as must,"
        " proargnames[1:2] as names from pg_proc where proname = 'insert_full_plan'"
    ).fetchone()
    assert row == {"gives": "uuid", "must": 2, "names": ["p_user_id", "p_plan_json"]}


def test_deleting_goes_down_the_plan_and_stops_before_the_log(database: Database) -> None:
    """There, the sets done go too; here, what was done stays."""
    rows = database.owner.execute(
        """
        select conrelid::regclass::text as child, confdeltype::text as how from pg_constraint
        where contype = 'f' and conrelid::regclass::text like 'modular_training%'
        """
    ).fetchall()
    assert {(row["child"], row["how"]) for row in rows} == {
        ("modular_training_plan", "c"),  # with the account alone
        ("modular_training_week", "c"),
        ("modular_training_session", "c"),
        ("modular_training_session", "n"),
        ("modular_training_exercise", "c"),
        ("modular_training_exercise", "n"),
    }


# A small service of it

PLAN = {
    "split_type": "upper_lower",
    "week_start": "2025-06-02",
    "goal_type": "strength",
    "experience_level": "intermediate",
    "sessions": [
        {
            "day_name": "Upper",
            "date": "2025-06-02",
            "day_of_week": 1,
            "focus_area": "chest,back",
            "slots": [
                {
                    "exercise_id": "barbell-bench-press",
                    "name": "Barbell Bench Press",
                    "muscle_group": "chest",
                    "sets": 4,
                    "reps": "6-8",
                    "equipment": "barbell",
                    "tier": "A",
                    "order_in_session": 1,
                }
            ],
        },
        {
            "day_name": "Lower",
            "date": "2025-06-04",
            "day_of_week": 3,
            "focus_area": "quads",
            "slots": [],
        },
    ],
}


@pytest.fixture
def ann(database: Database) -> Actor:
    return service_of(database.person())


@pytest.fixture
def bob(database: Database) -> Actor:
    return service_of(database.person())


def insert_plan(service: Actor) -> Any:
    """As its own loop does it, statement by statement."""
    plan = only(
        service.execute(
            "insert into modular_training_plan"
            " (user_id, split_type, week_start, goal_type, experience_level, status)"
            " values (%s, 'ppl', '2025-06-02', 'strength', 'beginner', 'active') returning id",
            (service.id,),
        )
    )["id"]
    week = only(
        service.execute(
            "insert into modular_training_week (plan_id, week_number, week_start)"
            " values (%s, 1, '2025-06-02') returning id",
            (plan,),
        )
    )["id"]
    session = only(
        service.execute(
            "insert into modular_training_session"
            " (week_id, day_label, session_date, day_of_week, focus_area)"
            " values (%s, 'Push', '2025-06-03', 2, 'chest') returning id, completed",
            (week,),
        )
    )
    assert session["completed"] is False
    lift = only(
        service.execute(
            "select exercise_id from exrcwiki where exercise_name = 'Barbell Bench Press'"
        )
    )["exercise_id"]
    return only(
        service.execute(
            "insert into modular_training_exercise (session_id, exercise_id, exercise_name,"
            " muscle_group, sets, reps, equipment, tier, order_in_session)"
            " values (%s, %s, 'Bench', 'chest', 3, '8-10', 'barbell', 'A', 1) returning *",
            (session["id"], lift),
        )
    )


def test_a_plan_is_taken_in_and_trained(database: Database, ann: Actor, bob: Actor) -> None:
    """Plan, sets, corrections, completion: the log agrees, and nobody else sees any of it."""
    plan = only(ann.execute("select insert_full_plan(%s, %s) as id", (ann.id, Jsonb(PLAN))))["id"]
    row = only(
        ann.execute(
            """
            select e.*, x.exercise_name as known_as
            from modular_training_exercise e
            join modular_training_session s on s.id = e.session_id
            join modular_training_week w on w.id = s.week_id
            join exrcwiki x on x.exercise_id = e.exercise_id
            where w.plan_id = %s
            """,
            (plan,),
        )
    )
    assert row["known_as"] == "Barbell Bench Press"

    days = ann.execute(
        "select * from workout_sessions where user_id = %s and status = 'active'"
        " order by created_at",
        (ann.id,),
    )
    assert [(day["created_at"], day["focus_area"], day["day_of_week"]) for day in days] == [
        (date(2025, 6, 2), "chest,back", 1),
        (date(2025, 6, 4), "quads", 3),
    ]

    for number, (name, weight) in enumerate(
        [("training_set", Decimal("61.2")), ("modular_training_set", 80)], 1
    ):
        made = only(
            ann.execute(
                f"insert into {name} (exercise_row_id, set_no, reps_done, weight_kg, rpe)"
                " values (%s, %s, 6, %s, 8) returning *",
                (row["id"], number, weight),
            )
        )
        assert (made["set_no"], made["weight_kg"], made["rpe"]) == (number, weight, 8)
    assert records(ann)["max_weight"] == 80
    ann.execute("update modular_training_set set weight_kg = 70, rpe = 8.5 where set_no = 2")
    assert records(ann)["max_weight"] == 70
    ann.execute("delete from modular_training_set where set_no = 2")
    assert records(ann)["max_weight"] == Decimal("61.2")
    ann.execute(
        "update modular_training_exercise set actual_reps = %s where id = %s",
        (Jsonb([6]), row["id"]),
    )

    log = database.owner.execute(
        """
        select w.name, w.status::text, b.exercise_name, b.target_sets, b.target_reps_max,
               s.set_number, s.reps, s.weight_kg, s.rpe
        from public.workout_sessions as w
        join public.workout_session_exercises as b on b.session_id = w.id
        join public.workout_sets as s on s.session_exercise_id = b.id
        where w.user_id = %s
        """,
        (ann.id,),
    ).fetchall()
    assert log == [
        {
            "name": "Upper",
            "status": "in_progress",
            "exercise_name": "Barbell Bench Press",
            "target_sets": 4,
            "target_reps_max": 8,
            "set_number": 1,
            "reps": 6,
            "weight_kg": Decimal("61.2"),
            "rpe": Decimal(8),
        }
    ]

    ann.execute(
        "update workout_sessions set status = 'completed', updated_at = now() where id = %s",
        (days[0]["id"],),
    )
    done = ann.execute("select id from modular_training_session where completed")
    assert done == [{"id": days[0]["id"]}]
    ended = only(
        ann.execute(
            "select status::text, completed_at > started_at as later from public.workout_sessions"
        )
    )
    assert ended == {"status": "completed", "later": True}
    moved = only(
        ann.execute(
            "update workout_sessions set created_at = '2025-06-05' where id = %s"
            " returning day_of_week, status",
            (days[1]["id"],),
        )
    )
    assert moved == {"day_of_week": 4, "status": "active"}
    with pytest.raises(psycopg.Error, match="active or completed"):
        ann.execute("update workout_sessions set status = 'skipped'")

    for table in TABLES.keys() - {"exrcwiki"}:
        assert ann.execute(f"select * from {table}"), table
        assert bob.execute(f"select * from {table}") == [], table
        assert bob.execute(f"delete from {table} returning id") == [], table
    assert bob.execute("update training_set set reps_done = 1 returning id") == []
    assert bob.execute("update workout_sessions set status = 'completed' returning id") == []
    with pytest.raises(psycopg.Error, match="in a plan of yours"):
        bob.execute(
            "insert into training_set (exercise_row_id, set_no, reps_done, weight_kg)"
            " values (%s, 1, 5, 50)",
            (row["id"],),
        )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        bob.execute("select insert_full_plan(%s, %s)", (ann.id, Jsonb(PLAN)))

    ann.execute("delete from workout_sessions where id = %s", (days[1]["id"],))
    ann.execute("update modular_training_plan set status = 'archived', updated_at = now()")
    assert only(ann.execute("select status::text from modular_training_plan")) == {
        "status": "archived"
    }
    ann.execute("delete from modular_training_plan where id = %s", (plan,))
    assert ann.execute("select * from training_set") == []
    assert records(ann)["max_weight"] == Decimal("61.2")


def records(service: Actor) -> dict[str, Decimal]:
    return {
        row["record_type"]: row["value"]
        for row in service.execute("select record_type, value from public.personal_records")
    }


@pytest.mark.parametrize(
    "how",
    [
        "update workout_sessions set status = 'completed'",
        "update modular_training_session set completed = true",
    ],
)
def test_a_session_completed_by_hand_ends_its_workout(ann: Actor, how: str) -> None:
    """Under either of its names; not another one, nor one that has ended before."""
    row = insert_plan(ann)
    write = (
        "insert into training_set (exercise_row_id, set_no, reps_done, weight_kg)"
        " values (%s, 1, 8, 60)"
    )
    ann.execute(write, (row["id"],))
    other = only(ann.execute("select to_jsonb(public.start_workout()) as it"))["it"]["workout"]
    ann.execute(how)
    ends = {
        str(it["id"]): it["completed_at"]
        for it in ann.execute("select id, completed_at from public.workout_sessions")
    }
    assert ends.pop(other["id"]) is None
    assert None not in ends.values()
    ann.execute("update modular_training_session set completed = false")
    ann.execute(how)
    assert (
        ends.items()
        <= {
            str(it["id"]): it["completed_at"]
            for it in ann.execute("select id, completed_at from public.workout_sessions")
        }.items()
    )


def test_a_session_given_up_is_completed_without_it(ann: Actor) -> None:
    row = insert_plan(ann)
    ann.execute(
        "insert into training_set (exercise_row_id, set_no, reps_done, weight_kg)"
        " values (%s, 1, 8, 60)",
        (row["id"],),
    )
    workout = only(ann.execute("select id from public.workout_sessions"))["id"]
    ann.execute("select public.abandon_workout(%s)", (workout,))
    assert ann.execute("select * from training_set") == []
    ann.execute("update workout_sessions set status = 'completed'")
    assert only(ann.execute("select status::text from public.workout_sessions")) == {
        "status": "abandoned"
    }


def test_its_rows_are_told_when_they_were_made(ann: Actor) -> None:
    """As a dump of its own database names every column; updated_at is ours from then on."""
    row = insert_plan(ann)
    made = only(
        ann.execute(
            "insert into modular_training_plan (user_id, split_type, week_start, created_at,"
            " updated_at) values (%s, 'ppl', '2025-06-02', '2025-06-01', '2025-06-01')"
            " returning id, created_at",
            (ann.id,),
        )
    )
    assert made["created_at"].year == 2025
    week = only(
        ann.execute(
            "insert into modular_training_week (plan_id, week_number, week_start, created_at,"
            " updated_at) values (%s, 1, '2025-06-02', '2025-06-01', '2025-06-01') returning id",
            (made["id"],),
        )
    )
    moved = only(
        ann.execute(
            "update modular_training_session set week_id = %s, updated_at = '2025-06-01'"
            " where id = %s returning updated_at",
            (week["id"], row["session_id"]),
        )
    )
    assert moved["updated_at"].year > 2025


def test_a_plan_goes_in_statement_by_statement_too(ann: Actor, bob: Actor) -> None:
    row = insert_plan(ann)
    assert (row["user_id"], row["display_order"]) == (ann.id, 0)
    ann.execute(
        "insert into training_set (exercise_row_id, set_no, reps_done, weight_kg)"
        " values (%s, 1, 8, 60)",
        (row["id"],),
    )
    assert records(ann)["max_reps"] == 8
    theirs = (
        "insert into modular_training_week (plan_id, week_number, week_start) values (%s, 2, now())"
    )
    plan = only(ann.execute("select id from modular_training_plan"))["id"]
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        bob.execute(theirs, (plan,))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        bob.execute(
            "insert into modular_training_plan (user_id, split_type, week_start)"
            " values (%s, 'ppl', '2025-06-02')",
            (ann.id,),
        )


def test_its_own_function_and_ours_write_the_same(ann: Actor) -> None:
    """Its loop, over the tables as they stand here, beside ours."""
    ann.database.requests.execute(
        """
        create function pg_temp.its_own(p_user_id uuid, p_plan_json jsonb) returns uuid
        language plpgsql as $$
        declare
          v_plan_id uuid; v_week_id uuid; v_session_id uuid;
          v_week_start date := (p_plan_json->>'week_start')::date;
          v_session jsonb; v_slot jsonb;
        begin
          insert into modular_training_plan(user_id, split_type, week_start, goal_type,
            experience_level, status)
          values (p_user_id, p_plan_json->>'split_type', v_week_start, p_plan_json->>'goal_type',
            p_plan_json->>'experience_level', 'active') returning id into v_plan_id;
          insert into modular_training_week(plan_id, week_number, week_start)
          values (v_plan_id, 1, v_week_start) returning id into v_week_id;
          for v_session in select * from jsonb_array_elements(p_plan_json->'sessions') loop
            insert into modular_training_session(week_id, day_label, session_date, day_of_week,
              focus_area)
            values (v_week_id, v_session->>'day_name', (v_session->>'date')::date,
              (v_session->>'day_of_week')::int, v_session->>'focus_area')
            returning id into v_session_id;
            for v_slot in select * from jsonb_array_elements(v_session->'slots') loop
              insert into modular_training_exercise(session_id, exercise_id, exercise_name,
                muscle_group, sets, reps, equipment, tier, order_in_session)
              values (v_session_id, (v_slot->>'exercise_id')::uuid, v_slot->>'name',
                v_slot->>'muscle_group', (v_slot->>'sets')::int, v_slot->>'reps',
                v_slot->>'equipment', v_slot->>'tier', (v_slot->>'order_in_session')::int);
            end loop;
          end loop;
          return v_plan_id;
        end $$
        """
    )
    document = json.loads(json.dumps(PLAN))
    bench = only(ann.execute("select exercise_id from exrcwiki where slug = 'barbell-bench-press'"))
    document["sessions"][0]["slots"][0]["exercise_id"] = str(bench["exercise_id"])
    written = []
    for function in ("pg_temp.its_own", "insert_full_plan"):
        plan = only(ann.execute(f"select {function}(%s, %s) as id", (ann.id, Jsonb(document))))[
            "id"
        ]
        rows = ann.execute(
            """
            select to_jsonb(p) - '{id,created_at,updated_at}'::text[] as plan,
                   to_jsonb(w) - '{id,plan_id,created_at,updated_at}'::text[] as week,
                   to_jsonb(s) - '{id,week_id,created_at,updated_at}'::text[] as session,
                   to_jsonb(e) - '{id,session_id,created_at}'::text[] as exercise
            from modular_training_plan p
            join modular_training_week w on w.plan_id = p.id
            join modular_training_session s on s.week_id = w.id
            left join modular_training_exercise e on e.session_id = s.id
            where p.id = %s order by s.session_date
            """,
            (plan,),
        )
        written.append(rows)
    assert written[0] == written[1]
    assert len(written[0]) == 2


def test_the_catalogue_takes_an_exercise_of_ones_own(ann: Actor, bob: Actor) -> None:
    made = only(
        ann.execute(
            "insert into exrcwiki (exercise_name, primary_muscle_groups) values ('Mine', '{quads}')"
            " returning exercise_id, muscle_group, equipment"
        )
    )
    assert (made["muscle_group"], made["equipment"]) == ("legs", None)
    bench = only(ann.execute("select * from exrcwiki where slug = 'barbell-bench-press'"))
    assert (bench["muscle_group"], bench["equipment"]) == ("chest", "Barbell, Bench, Rack")
    ann.execute("update exrcwiki set instructions = 'Press.' where exercise_name = 'Mine'")
    assert bob.execute("select * from exrcwiki where exercise_name = 'Mine'") == []
    ann.execute("select archive_exercise(%s)", (made["exercise_id"],))
    assert ann.execute("select * from exrcwiki where exercise_name = 'Mine'") == []
