"""The catalogue that everyone has: whole, true to itself, and known by the names of other apps."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from phones import PATIENCE, holding, until
from psycopg.types.json import Jsonb
from scenes import MONDAY, exercise, holders, log, one, start, trained
from support import Actor, Database
from workoutdb import migrations

APPS = ("strong", "hevy", "fitnotes")

# Written down from the apps' own lists, apart from the chapter: what each calls the lifts that
# most people's years of training are under.
LIFTS = [
    ("Bench Press (Barbell)", "strong hevy", "Barbell Bench Press"),
    ("Flat Barbell Bench Press", "fitnotes", "Barbell Bench Press"),
    ("Bench Press (Dumbbell)", "strong hevy", "Dumbbell Bench Press"),
    ("Flat Dumbbell Bench Press", "fitnotes", "Dumbbell Bench Press"),
    ("Bench Press (Smith Machine)", "strong hevy", "Smith Machine Bench Press"),
    ("Incline Bench Press (Barbell)", "strong hevy", "Incline Barbell Bench Press"),
    ("Incline Barbell Bench Press", "fitnotes", "Incline Barbell Bench Press"),
    ("Incline Bench Press (Dumbbell)", "strong hevy", "Incline Dumbbell Bench Press"),
    ("Incline Dumbbell Bench Press", "fitnotes", "Incline Dumbbell Bench Press"),
    ("Bench Press - Close Grip (Barbell)", "strong hevy", "Close-Grip Barbell Bench Press"),
    ("Close Grip Barbell Bench Press", "fitnotes", "Close-Grip Barbell Bench Press"),
    ("Chest Press (Machine)", "strong hevy", "Machine Chest Press"),
    ("Chest Fly (Dumbbell)", "strong hevy", "Dumbbell Chest Fly"),
    ("Flat Dumbbell Fly", "fitnotes", "Dumbbell Chest Fly"),
    ("Cable Crossover", "strong fitnotes", "Cable Crossover"),
    ("Cable Fly Crossovers", "hevy", "Cable Crossover"),
    ("Pec Deck (Machine)", "strong", "Pec Deck"),
    ("Butterfly (Pec Deck)", "hevy", "Pec Deck"),
    ("Push Up", "strong hevy", "Push-Up"),
    ("Push Up (Weighted)", "hevy", "Push-Up"),
    ("Chest Dip", "strong hevy", "Chest Dip"),
    ("Chest Dip (Weighted)", "hevy", "Chest Dip"),
    ("Triceps Dip (Assisted)", "strong hevy", "Assisted Triceps Dip"),
    ("Parallel Bar Triceps Dip", "fitnotes", "Triceps Dip"),
    ("Overhead Press (Barbell)", "strong hevy", "Barbell Overhead Press"),
    ("Overhead Press", "fitnotes", "Barbell Overhead Press"),
    ("Seated Overhead Press (Dumbbell)", "strong hevy", "Seated Dumbbell Overhead Press"),
    ("Seated Dumbbell Press", "fitnotes", "Seated Dumbbell Overhead Press"),
    ("Shoulder Press (Dumbbell)", "hevy", "Dumbbell Shoulder Press"),
    ("Arnold Press (Dumbbell)", "strong hevy", "Arnold Press"),
    ("Arnold Dumbbell Press", "fitnotes", "Arnold Press"),
    ("Lateral Raise (Dumbbell)", "strong hevy", "Dumbbell Lateral Raise"),
    ("Lateral Dumbbell Raise", "fitnotes", "Dumbbell Lateral Raise"),
    ("Lateral Raise (Cable)", "strong hevy", "Cable Lateral Raise"),
    ("Front Raise (Dumbbell)", "strong hevy", "Dumbbell Front Raise"),
    ("Face Pull (Cable)", "strong", "Face Pull"),
    ("Face Pull", "hevy", "Face Pull"),
    ("Cable Face Pull", "fitnotes", "Face Pull"),
    ("Reverse Fly (Machine)", "strong", "Machine Reverse Fly"),
    ("Rear Delt Reverse Fly (Machine)", "hevy", "Machine Reverse Fly"),
    ("Rear Delt Machine Fly", "fitnotes", "Machine Reverse Fly"),
    ("Pull Up", "strong hevy fitnotes", "Pull-Up"),
    ("Pull Up (Weighted)", "hevy", "Pull-Up"),
    ("Pull Up (Assisted)", "strong hevy", "Assisted Pull-Up"),
    ("Chin Up", "strong hevy fitnotes", "Chin-Up"),
    ("Chin Up (Assisted)", "strong hevy", "Assisted Chin-Up"),
    ("Neutral Chin Up", "fitnotes", "Neutral-Grip Pull-Up"),
    ("Lat Pulldown (Cable)", "strong hevy", "Lat Pulldown"),
    ("Lat Pulldown", "fitnotes", "Lat Pulldown"),
    ("Lat Pulldown (Machine)", "strong hevy", "Machine Lat Pulldown"),
    ("Bent Over Row (Barbell)", "strong hevy", "Barbell Bent-Over Row"),
    ("Barbell Row", "fitnotes", "Barbell Bent-Over Row"),
    ("Bent Over One Arm Row (Dumbbell)", "strong", "One-Arm Dumbbell Row"),
    ("Dumbbell Row", "hevy fitnotes", "One-Arm Dumbbell Row"),
    ("Seated Row (Cable)", "strong", "Seated Cable Row"),
    ("Seated Cable Row - V Grip (Cable)", "hevy", "Seated Cable Row"),
    ("Seated Cable Row", "fitnotes", "Seated Cable Row"),
    ("Seated Row (Machine)", "strong hevy", "Machine Row"),
    ("T Bar Row", "strong hevy", "T-Bar Row"),
    ("T-Bar Row", "fitnotes", "T-Bar Row"),
    ("Shrug (Barbell)", "strong hevy", "Barbell Shrug"),
    ("Deadlift (Barbell)", "strong hevy", "Barbell Deadlift"),
    ("Deadlift", "fitnotes", "Barbell Deadlift"),
    ("Sumo Deadlift (Barbell)", "strong", "Sumo Deadlift"),
    ("Sumo Deadlift", "hevy fitnotes", "Sumo Deadlift"),
    ("Trap Bar Deadlift", "strong", "Trap Bar Deadlift"),
    ("Deadlift (Trap bar)", "hevy", "Trap Bar Deadlift"),
    ("Romanian Deadlift (Barbell)", "strong hevy", "Barbell Romanian Deadlift"),
    ("Romanian Deadlift", "fitnotes", "Barbell Romanian Deadlift"),
    ("Stiff-Legged Deadlift", "fitnotes", "Barbell Stiff-Leg Deadlift"),
    ("Squat (Barbell)", "strong hevy", "Barbell Back Squat"),
    ("Barbell Squat", "fitnotes", "Barbell Back Squat"),
    ("Front Squat (Barbell)", "strong", "Barbell Front Squat"),
    ("Front Squat", "hevy", "Barbell Front Squat"),
    ("Barbell Front Squat", "fitnotes", "Barbell Front Squat"),
    ("Squat (Smith Machine)", "strong hevy", "Smith Machine Squat"),
    ("Goblet Squat", "hevy", "Goblet Squat"),
    ("Goblet Squat (Kettlebell)", "strong", "Kettlebell Goblet Squat"),
    ("Hack Squat", "hevy", "Barbell Hack Squat"),
    ("Hack Squat (Machine)", "hevy", "Machine Hack Squat"),
    ("Leg Press", "strong fitnotes", "Leg Press"),
    ("Leg Press (Machine)", "hevy", "Leg Press"),
    ("Leg Extension (Machine)", "strong hevy", "Leg Extension"),
    ("Leg Extension Machine", "fitnotes", "Leg Extension"),
    ("Lying Leg Curl (Machine)", "strong hevy", "Lying Leg Curl"),
    ("Lying Leg Curl Machine", "fitnotes", "Lying Leg Curl"),
    ("Seated Leg Curl (Machine)", "strong hevy", "Seated Leg Curl"),
    ("Hip Thrust (Barbell)", "strong hevy", "Barbell Hip Thrust"),
    ("Bulgarian Split Squat", "strong hevy", "Bulgarian Split Squat"),
    ("Lunge (Dumbbell)", "strong hevy", "Dumbbell Lunge"),
    ("Hip Abductor (Machine)", "strong", "Machine Hip Abduction"),
    ("Hip Abduction (Machine)", "hevy", "Machine Hip Abduction"),
    ("Standing Calf Raise (Machine)", "strong hevy", "Machine Standing Calf Raise"),
    ("Standing Calf Raise Machine", "fitnotes", "Machine Standing Calf Raise"),
    ("Seated Calf Raise", "hevy", "Seated Calf Raise"),
    ("Bicep Curl (Barbell)", "strong hevy", "Barbell Curl"),
    ("Barbell Curl", "fitnotes", "Barbell Curl"),
    ("Bicep Curl (Dumbbell)", "strong hevy", "Dumbbell Curl"),
    ("Dumbbell Curl", "fitnotes", "Dumbbell Curl"),
    ("EZ Bar Biceps Curl", "hevy", "EZ-Bar Curl"),
    ("EZ-Bar Curl", "fitnotes", "EZ-Bar Curl"),
    ("Hammer Curl (Dumbbell)", "strong hevy", "Dumbbell Hammer Curl"),
    ("Dumbbell Hammer Curl", "fitnotes", "Dumbbell Hammer Curl"),
    ("Preacher Curl (Machine)", "strong hevy", "Machine Preacher Curl"),
    ("Triceps Pushdown (Cable - Straight Bar)", "strong", "Triceps Pushdown"),
    ("Triceps Pushdown", "hevy", "Triceps Pushdown"),
    ("Triceps Rope Pushdown", "hevy", "Rope Triceps Pushdown"),
    ("Rope Push Down", "fitnotes", "Rope Triceps Pushdown"),
    ("Skullcrusher (Barbell)", "strong hevy", "Barbell Skullcrusher"),
    ("EZ-Bar Skullcrusher", "fitnotes", "EZ-Bar Skullcrusher"),
    ("Cable Crunch", "strong hevy fitnotes", "Cable Crunch"),
    ("Hanging Leg Raise", "strong hevy fitnotes", "Hanging Leg Raise"),
    ("Knee Raise (Captain's Chair)", "strong", "Parallel Bar Knee Raise"),
    ("Ab-Wheel Rollout", "fitnotes", "Ab Wheel Rollout"),
    ("Plank", "strong hevy fitnotes", "Plank"),
    ("Power Clean", "strong hevy", "Power Clean"),
    ("Clean and Jerk (Barbell)", "strong", "Clean and Jerk"),
    ("Snatch", "hevy", "Snatch"),
    ("Kettlebell Swing", "strong hevy", "Kettlebell Swing"),
    ("Farmers Walk", "hevy", "Farmer's Walk"),
    ("Running", "strong hevy", "Running"),
    ("Running (Treadmill)", "strong fitnotes", "Treadmill Running"),
    ("Rowing (Machine)", "strong", "Rowing Machine"),
    ("Rowing Machine", "hevy fitnotes", "Rowing Machine"),
    ("Elliptical Machine", "strong", "Elliptical Trainer"),
    # Hevy in other languages
    ("Barfiks", "hevy", "Pull-Up"),
    ("Dominada", "hevy", "Pull-Up"),
    ("Bankdrücken (Langhantel)", "hevy", "Barbell Bench Press"),
    ("Peso Muerto (Barra)", "hevy", "Barbell Deadlift"),
    ("Supino Inclinado (Barra)", "hevy", "Incline Barbell Bench Press"),
    ("Agachamento (Barra)", "hevy", "Barbell Back Squat"),
    # whoever says it
    ("RDL", "strong hevy fitnotes", "Barbell Romanian Deadlift"),
    ("OHP", "strong hevy fitnotes", "Barbell Overhead Press"),
    ("DB Bench", "strong hevy fitnotes", "Dumbbell Bench Press"),
]

# What each app calls more than one thing, or what several lifts are called: no guess is made.
AMBIGUOUS = [
    ("strong", "Triceps Extension"),
    ("strong", "Chest Fly"),
    ("hevy", "Triceps Pressdown"),
    ("fitnotes", "Hack Squat"),
    ("hevy", "Leg Curl"),
    ("strong", "Dips"),
    ("hevy", "Row"),
]


def snapshot(database: Database) -> dict[str, list[Any]]:
    """All that the seed put in, but for the time it did."""
    tables = ("equipment", "exercises", "exercise_aliases", "exercise_equipment")
    return {
        table: database.owner.execute(f"""
            select to_jsonb(t) - 'created_at' - 'updated_at' as row
            from public.{table} as t
            order by 1
            """).fetchall()
        for table in tables
    }


def without_the_seed(database: Database) -> None:
    before = max(c.number for c in migrations.chapters() if c.number < 150)
    migrations.down(database.dsn, to=before)


def found(database: Database, name: str, app: str) -> str | None:
    row = database.owner.execute(
        "select name from public.exercises where id = private.find_exercise(null, %s, %s)",
        (name, app),
    ).fetchone()
    return row and row["name"]


def test_there_are_exercises_for_every_gym(database: Database) -> None:
    rows = database.owner.execute("select name from public.exercises").fetchall()
    assert len(rows) >= 150


def test_every_exercise_says_what_it_is_and_what_it_needs(database: Database) -> None:
    lacking = database.owner.execute("""
        select e.slug
        from public.exercises as e
        where e.owner_id is not null
           or e.description is null
           or e.description !~ '^[A-Z0-9].*\\.$'
           or e.primary_muscle_groups = '{}'
           or not exists (select from public.exercise_equipment as n where n.exercise_id = e.id)
        """).fetchall()
    assert lacking == []


def test_every_piece_of_equipment_is_described_and_used(database: Database) -> None:
    lacking = database.owner.execute("""
        select e.name
        from public.equipment as e
        where e.description is null
           or not exists (select from public.exercise_equipment as n where n.equipment_id = e.id)
        """).fetchall()
    assert lacking == []


def test_the_body_alone_is_a_piece_of_equipment(database: Database) -> None:
    rows = database.owner.execute("""
        select count(*) as exercises, bool_or(e.name = 'Push-Up') as push_up
        from public.exercises as e
        join public.exercise_equipment as n on n.exercise_id = e.id
        join public.equipment as q on q.id = n.equipment_id
        where q.name = 'Bodyweight'
        """).fetchone()
    assert rows is not None
    assert rows["exercises"] > 20
    assert rows["push_up"]


@pytest.mark.parametrize(
    ("type", "uses"),
    [
        ("muscle_group_enum", "unnest(e.primary_muscle_groups)"),
        ("load_kind_enum", "unnest(array[e.load_kind])"),
        ("exercise_category_enum", "unnest(array[e.category])"),
    ],
)
def test_every_label_is_used(database: Database, type: str, uses: str) -> None:
    unused = database.owner.execute(f"""
        select l.label from unnest(enum_range(null::public.{type})) as l (label)
        except
        select u.label from public.exercises as e cross join {uses} as u (label)
        """).fetchall()
    assert unused == []


def test_a_share_is_there_where_the_body_is_lifted_and_nowhere_else(database: Database) -> None:
    wrong = database.owner.execute("""
        select slug from public.exercises
        where (bodyweight_share is not null) <> (load_kind in ('bodyweight_reps', 'assisted_reps'))
        """).fetchall()
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "share"), [("Push-Up", "0.690"), ("Pull-Up", "1.000"), ("Chest Dip", "1.000")]
)
def test_the_measured_shares(database: Database, name: str, share: str) -> None:
    rows = database.owner.execute(
        "select bodyweight_share::text as share from public.exercises where name = %s", (name,)
    ).fetchall()
    assert rows == [{"share": share}]


def test_help_changes_the_kind_and_not_the_share(database: Database) -> None:
    rows = database.owner.execute("""
        select
          a.name,
          a.bodyweight_share = e.bodyweight_share and e.load_kind = 'bodyweight_reps' as same
        from public.exercises as a
        left join public.exercises as e on 'Assisted ' || e.name = a.name
        where a.load_kind = 'assisted_reps'
        """).fetchall()
    assert len(rows) >= 4
    assert all(row["same"] for row in rows), rows


def test_no_two_names_differ_in_case_or_hyphens_only(database: Database) -> None:
    names = [r["name"] for r in database.owner.execute("select name from public.exercises")]
    bare = [re.sub(r"[^a-z0-9]", "", name.lower()) for name in names]
    assert sorted(n for n in names if bare.count(re.sub(r"[^a-z0-9]", "", n.lower())) > 1) == []


def test_an_id_comes_from_the_slug(database: Database) -> None:
    strays = database.owner.execute(
        "select slug from public.exercises where id <> private.seed_id('exercise', slug)"
    ).fetchall()
    assert strays == []


def test_every_alias_means_its_exercise_and_no_other(database: Database) -> None:
    # an `any` alias must hold in a file of each app: no exercise's name or app's alias may hide it
    wrong = database.owner.execute(
        """
        select a.source, a.alias, app.name as in_a_file_of, meant.name as meant, got.name as got
        from public.exercise_aliases as a
        join unnest(%s::text[]) as app (name) on a.source in (app.name, 'any')
        join public.exercises as meant on meant.id = a.exercise_id
        left join public.exercises as got on got.id = private.find_exercise(null, a.alias, app.name)
        where got.id is distinct from meant.id
        """,
        (list(APPS),),
    ).fetchall()
    assert wrong == []


def test_an_alias_adds_something_to_the_name(database: Database) -> None:
    idle = database.owner.execute("""
        select a.alias from public.exercise_aliases as a
        join public.exercises as e on e.id = a.exercise_id
        where lower(a.alias) = lower(e.name)
        """).fetchall()
    assert idle == []


def test_each_app_is_known_in_its_own_words(database: Database) -> None:
    wrong = [
        (app, name, lift, got)
        for name, apps, lift in LIFTS
        for app in apps.split()
        if (got := found(database, name, app)) != lift
    ]
    assert wrong == []


def test_case_and_blanks_around_a_name_do_not_matter(database: Database) -> None:
    assert found(database, "  bench press (BARBELL) ", "strong") == "Barbell Bench Press"


@pytest.mark.parametrize(("app", "name"), AMBIGUOUS)
def test_an_ambiguous_name_means_nothing(database: Database, app: str, name: str) -> None:
    assert found(database, name, app) is None


def test_one_name_may_mean_different_lifts_to_two_apps(database: Database) -> None:
    assert found(database, "Hack Squat", "strong") == "Machine Hack Squat"
    assert found(database, "Hack Squat", "hevy") == "Barbell Hack Squat"


def test_taken_back_and_applied_again_it_is_the_same(database: Database) -> None:
    before = snapshot(database)
    without_the_seed(database)
    assert all(rows == [] for rows in snapshot(database).values())
    migrations.up(database.dsn)
    assert snapshot(database) == before


# what somebody's rows point at, in the one chapter and in the other
LOGGED = ["Pull-Up", "Barbell Deadlift"]
BEGUN = ["Chest Dip", "Leg Extension"]
PLANNED = ["Barbell Bench Press", "Leg Press"]
REDIRECTED = ["Chin-Up", "Goblet Squat"]
CALLED = ["Push-Up", "Plank"]
ARCHIVED = ["Barbell Curl", "Sit-Up"]
HELD = LOGGED + BEGUN + PLANNED + REDIRECTED + CALLED + ARCHIVED


@pytest.fixture
def ann(database: Database) -> Actor:
    """Somebody with a log, a template, merges and equipment, all of them on the seed."""
    ann, owner = database.person(), database.owner
    exercises, equipment = ids(database, "exercises"), ids(database, "equipment")
    one(ann, "record_body_measurement", p_weight=80, p_measured_on=MONDAY.date())
    for lift in LOGGED:
        trained(ann, exercises[lift], (8, 20), (5, 30))
        trained(ann, exercises[lift], (9, 20), day=2)
    workout = start(ann)
    for lift in BEGUN:
        log(ann, workout, exercises[lift], p_set_type="warmup")
    planned = [{"exercise_id": exercises[lift]} for lift in PLANNED]
    one(ann, "create_template", p_name="Plan", p_exercises=Jsonb(planned))
    for lift in REDIRECTED + CALLED:
        mine = exercise(ann, f"My {lift}")
        ann.call("merge_exercises", p_from_id=mine, p_into_id=exercises[lift])
    # one way alone for each
    owner.execute(
        "delete from public.exercise_aliases where alias = any (%s) and owner_id is not null",
        ([f"My {lift}" for lift in REDIRECTED],),
    )
    owner.execute(
        "update public.exercises set merged_into = null where merged_into = any (%s::uuid[])",
        ([exercises[lift] for lift in CALLED],),
    )
    owner.execute(
        "update public.exercises set archived_at = now() where name = any (%s)", (ARCHIVED,)
    )
    exercise(ann, "Towel Pull-Up", p_equipment_ids=[equipment["Pull-Up Bar"]])
    ann.call("set_my_equipment", p_equipment_ids=[equipment["Rings"], equipment["Log"]])
    ann.call("set_my_equipment", p_equipment_ids=[equipment["Rings"]])
    return ann


def ids(database: Database, table: str) -> dict[str, str]:
    rows = database.owner.execute(f"select name, id from public.{table}").fetchall()
    return {row["name"]: str(row["id"]) for row in rows}


def belongings(database: Database) -> dict[str, list[Any]]:
    """All rows that are people's, whole."""
    own = "select id from public.exercises where owner_id is not null"
    conditions = {
        "workout_sessions": "true",
        "workout_session_exercises": "true",
        "workout_sets": "true",
        "personal_records": "true",
        "workout_templates": "true",
        "workout_template_exercises": "true",
        "user_equipment": "true",
        "exercises": "owner_id is not null",
        "exercise_aliases": "owner_id is not null",
        "exercise_equipment": f"exercise_id in ({own})",
    }
    return {
        table: database.owner.execute(
            f"select to_jsonb(t) as row from public.{table} as t where {condition} order by 1"
        ).fetchall()
        for table, condition in conditions.items()
    }


@pytest.mark.usefixtures("ann")
def test_taken_back_and_applied_again_every_link_is_as_before(database: Database) -> None:
    seed, theirs = snapshot(database), belongings(database)
    assert all(theirs.values())
    assert {row["row"]["record_type"] for row in theirs["personal_records"]} >= {"1rm", "max_reps"}
    held = "select * from public.exercises where owner_id is null and name = any (%s) order by id"
    kept = database.owner.execute(held, (HELD,)).fetchall()

    without_the_seed(database)
    assert belongings(database) == theirs
    migrations.up(database.dsn)

    assert belongings(database) == theirs
    assert snapshot(database) == seed
    assert database.owner.execute(held, (HELD,)).fetchall() == kept
    assert found(database, "Dominada", "hevy") == "Pull-Up"


@pytest.mark.usefixtures("ann")
def test_taking_the_seed_back_leaves_only_what_somebody_points_at(database: Database) -> None:
    without_the_seed(database)
    left = database.owner.execute("select name from public.exercises where owner_id is null")
    assert {row["name"] for row in left} == set(HELD)
    assert ids(database, "equipment").keys() == {"Rings", "Log", "Pull-Up Bar"}
    aliases = database.owner.execute("select alias from public.exercise_aliases")
    assert {row["alias"] for row in aliases} == {f"My {lift}" for lift in CALLED}


def test_what_stayed_takes_the_chapters_content_again(database: Database, ann: Actor) -> None:
    pull_up = ids(database, "exercises")["Pull-Up"]
    seed, records = snapshot(database), holders(ann, pull_up)
    without_the_seed(database)
    database.owner.execute("""
        update public.exercises
        set name = 'Old ' || slug, description = 'Old.', category = 'mobility', load_kind = 'reps',
            bodyweight_share = null, default_reps = 1, default_rest_time_seconds = 1,
            primary_muscle_groups = '{abs}', secondary_muscle_groups = '{quads}'
        where owner_id is null
        """)
    database.owner.execute(
        "update public.equipment set name = 'Old ' || name, description = 'Old.'"
    )
    assert holders(ann, pull_up) != records
    migrations.up(database.dsn)
    assert snapshot(database) == seed
    assert holders(ann, pull_up) == records


def test_what_the_back_end_merged_stays_merged(database: Database) -> None:
    database.owner.execute("""
        update public.exercises as e
        set archived_at = now(), merged_into = i.id
        from public.exercises as i
        where e.slug = 'barbell-hack-squat' and i.slug = 'machine-hack-squat'
        """)
    seed = snapshot(database)
    assert found(database, "Hack Squat", "hevy") == "Machine Hack Squat"
    without_the_seed(database)
    migrations.up(database.dsn)
    assert snapshot(database) == seed


def test_the_seed_goes_when_whoever_is_writing_has_written(database: Database) -> None:
    ann = database.person()
    lift, workout = ids(database, "exercises")["Barbell Deadlift"], start(ann)
    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as phone:
            log(phone, workout, lift, 8)
            taken_back = pool.submit(without_the_seed, database)
            until(lambda: taken_back.done() or somebody_waits(database))
        taken_back.result(PATIENCE)
    blocks = ann.execute("select exercise_id from public.workout_session_exercises")
    assert [str(row["exercise_id"]) for row in blocks] == [lift]


def somebody_waits(database: Database) -> bool:
    waiting = database.owner.execute("""
        select pid from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
        """).fetchall()
    return waiting != []


@pytest.mark.parametrize(("number", "tables"), [(150, "exercises equipment"), (151, "exercises")])
def test_whatever_may_point_at_the_seed_is_thought_of_before_it_goes(
    database: Database, number: int, tables: str
) -> None:
    [rollback] = [c.rollback.read_text() for c in migrations.chapters() if c.number == number]
    pointing = database.owner.execute(
        "select distinct confrelid::regclass::text as seed, conrelid::regclass::text as name"
        " from pg_constraint where confrelid::regclass::text = any (%s)",
        (tables.split(),),
    ).fetchall()
    assert {row["seed"] for row in pointing} == set(tables.split())
    names = {row["name"] for row in pointing}
    assert {name for name in names if f" from public.{name} as " not in rollback} == set()
