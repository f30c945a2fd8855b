"""Taking an import back, reading it again, and what a person corrected in between."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any
from uuid import uuid4

import pytest
import workoutdb
from bringing import bring_file, weights
from exports import HEVY, STRONG_B, STRONG_D, export, hevy, strong
from psycopg.types.json import Jsonb
from support import Actor, Database
from workoutdb.errors import NotFound
from workoutdb.exporting import export_log
from workoutdb.importing import Account, ImportRefused, import_again

DAY_ONE = [hevy(set_index=n, weight=80 + n) for n in range(3)]
DAY_TWO = [
    hevy(start_time="27 Jul 2025, 07:06", end_time="27 Jul 2025, 08:00", weight=100),
    hevy(
        start_time="27 Jul 2025, 07:06",
        end_time="27 Jul 2025, 08:00",
        exercise_title="Stones",
        weight=120,
    ),
]


def bring(database: Database, person: Actor, *lines: str, **options: Any) -> Account:
    header = options.pop("header", HEVY)
    return bring_file(database, person, export(header, *lines), **options)


def again(database: Database, account: Account, **options: Any) -> Account:
    with workoutdb.connect(database.dsn) as client:
        return import_again(client, account["job_id"], **options)


def undo(database: Database, account: Account, **options: Any) -> dict[str, Any]:
    (undone,) = database.service.call("undo_import", p_job_id=account["job_id"], **options)
    return undone


def everything(person: Actor) -> dict[str, Any]:
    """The log and all that hangs on it, as `export_account` tells it, without jobs and times."""
    told = person.execute("select export_account() as it")[0]["it"]
    kept = {name: told[name] for name in told if name not in ("import_jobs", "users", "profiles")}
    noise = ("created_at", "updated_at", "written_at")
    return {
        name: sorted(
            json.dumps({key: row[key] for key in row if key not in noise}, sort_keys=True)
            for row in rows
            if name != "personal_records" or row.pop("id")
        )
        for name, rows in kept.items()
    }


def test_undoing_takes_away_what_an_import_brought_and_nothing_else(database: Database) -> None:
    ann = database.person()
    bring(database, ann, *DAY_ONE)
    before = everything(ann)
    longer = bring(database, ann, *DAY_TWO, *DAY_ONE)
    assert everything(ann) != before
    undone = undo(database, longer)
    assert (undone["workouts_removed"], undone["workouts_restored"]) == (1, 0)
    assert (undone["workouts_kept"], undone["exercises_removed"]) == ([], ["Stones"])
    assert everything(ann) == before


def test_records_return_to_what_they_were(database: Database) -> None:
    ann = database.person()
    bring(database, ann, *DAY_ONE)
    best = ann.call("get_records")
    longer = bring(database, ann, *DAY_TWO, *DAY_ONE)
    assert ann.call("get_records") != best
    undo(database, longer)
    assert ann.call("get_records") == best


def test_undoing_the_first_import_leaves_nothing(database: Database) -> None:
    ann = database.person()
    before = everything(ann)
    first = bring(database, ann, *DAY_TWO, *DAY_ONE)
    assert undo(database, first)["workouts_removed"] == 2
    assert everything(ann) == before
    # and the file may come again
    assert bring(database, ann, *DAY_TWO, *DAY_ONE)["workouts"]["created"] == 2


def test_undoing_twice_undoes_once(database: Database) -> None:
    ann = database.person()
    first = bring(database, ann, *DAY_ONE)
    undo(database, first)
    undone = undo(database, first)
    assert (undone["workouts_removed"], undone["exercises_removed"]) == (0, [])


def test_a_workout_that_was_updated_is_what_it_was_before(database: Database) -> None:
    ann = database.person()
    first = bring(database, ann, *DAY_ONE)
    before = everything(ann)
    changed = [*DAY_ONE[:2], hevy(set_index=2, weight=150, exercise_notes="new")]
    second = bring(database, ann, *changed, on_conflict="update")
    assert second["workouts"]["updated"] == 1
    assert weights(ann) == [80, 81, 150]
    assert undo(database, second)["workouts_restored"] == 1
    assert everything(ann) == before
    # it is the first one's again, and not edited
    assert bring(database, ann, *DAY_ONE)["workouts"]["unchanged"] == 1
    assert undo(database, first)["workouts_removed"] == 1


def test_what_a_later_import_updated_is_that_ones_to_undo(database: Database) -> None:
    ann = database.person()
    first = bring(database, ann, *DAY_ONE)
    second = bring(database, ann, hevy(weight=150), on_conflict="update")
    assert undo(database, first)["workouts_removed"] == 0
    assert weights(ann) == [150]
    undone = undo(database, second)
    # going back to what is undone itself would be no way back
    assert (undone["workouts_removed"], undone["workouts_restored"]) == (1, 0)
    assert weights(ann) == []


EDITS = {
    "a set": "update public.workout_sets set weight = 81.5 where weight = 81",
    "a set deleted": "delete from public.workout_sets where weight = 82",
    "a set added": "insert into public.workout_sets (user_id, session_exercise_id, set_number)"
    " select user_id, id, 9 from public.workout_session_exercises limit 1",
    "a block's notes": "update public.workout_session_exercises set notes = 'wide'",
    "its name": "update public.workout_sessions set name = 'Pull'",
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_was_edited_since_stays_and_is_named_unless_forced(
    database: Database, edit: str
) -> None:
    ann = database.person()
    account = bring(database, ann, *DAY_ONE)
    (workout,) = ann.execute("select id from public.workout_sessions")
    ann.execute(EDITS[edit])
    edited = everything(ann)
    changed = [hevy(set_index=n, weight=90 + n) for n in range(3)]
    for choice in ("report", "update"):
        told = bring(database, ann, *changed, on_conflict=choice)
        assert [one["edited_here"] for one in told["conflicts"]] == [True]
        assert everything(ann) == edited
    assert undo(database, account)["workouts_kept"] == [workout["id"]]
    assert everything(ann) == edited
    assert undo(database, account, p_force=True)["workouts_removed"] == 1
    assert weights(ann) == []


def test_overwriting_takes_the_files_version_and_can_be_undone_too(database: Database) -> None:
    ann = database.person()
    first = bring(database, ann, *DAY_ONE)
    ann.execute(EDITS["a set"])
    edited = everything(ann)
    told = bring(database, ann, hevy(weight=200), on_conflict="overwrite")
    assert (told["workouts"]["updated"], weights(ann)) == (1, [200])
    undo(database, told)
    assert everything(ann) == edited
    # still known as edited
    assert len(undo(database, first)["workouts_kept"]) == 1


def test_a_workout_that_was_deleted_here_goes_with_its_import(database: Database) -> None:
    ann = database.person()
    account = bring(database, ann, *DAY_ONE)
    (workout,) = ann.execute("select id from public.workout_sessions")
    ann.call("delete_workout", p_session_id=workout["id"])
    assert bring(database, ann, *DAY_ONE)["workouts"]["unchanged"] == 1
    assert undo(database, account)["workouts_removed"] == 1


def test_merging_is_no_edit_and_is_remembered_by_the_next_import(database: Database) -> None:
    ann = database.person()
    account = bring(database, ann, *DAY_TWO)
    (own,) = ann.execute("select id from public.exercises where name = 'Stones'")
    (known,) = ann.execute("select id from public.exercises where slug = 'barbell-back-squat'")
    ann.call("merge_exercises", p_from_id=own["id"], p_into_id=known["id"])
    told = bring(
        database,
        ann,
        hevy(start_time="28 Jul 2025, 07:00", end_time="", exercise_title=" stones "),
        *DAY_TWO,
    )
    assert (told["exercises_created"], told["workouts"]["unchanged"]) == ([], 1)
    named = "select exercise_id from public.workout_session_exercises where exercise_name ilike %s"
    assert {row["exercise_id"] for row in ann.execute(named, ("stones",))} == {known["id"]}
    # what is done with the merged one later is no edit either
    ann.call("archive_exercise", p_exercise_id=own["id"])
    ann.call("update_exercise", p_exercise_id=own["id"], p_description="heavy")
    undone = undo(database, account)
    assert (undone["workouts_removed"], undone["workouts_kept"]) == (1, [])
    # the redirect stays, for the person chose it
    assert undone["exercises_removed"] == []


def test_what_was_corrected_before_a_merge_stays_corrected(database: Database) -> None:
    ann = database.person()
    account = bring(database, ann, *DAY_TWO)
    (own,) = ann.execute("select id from public.exercises where name = 'Stones'")
    (known,) = ann.execute("select id from public.exercises where slug = 'barbell-back-squat'")
    ann.execute(
        "update public.workout_session_exercises set notes = 'my own words' where exercise_id = %s",
        (own["id"],),
    )
    ann.call("merge_exercises", p_from_id=own["id"], p_into_id=known["id"])
    assert undo(database, account)["workouts_removed"] == 0
    notes = ann.execute("select notes from public.workout_session_exercises")
    assert {"notes": "my own words"} in notes


def test_an_exercise_that_something_else_uses_stays(database: Database) -> None:
    ann = database.person()
    account = bring(database, ann, *DAY_TWO)
    ann.call("create_template", p_name="Mine", p_exercises=Jsonb([{"exercise_name": "Stones"}]))
    assert undo(database, account)["exercises_removed"] == []
    assert len(ann.execute("select id from public.exercises where name = 'Stones'")) == 1


def test_undoing_touches_nobody_else(database: Database) -> None:
    ann, bob = database.person(), database.person()
    for person in (ann, bob):
        account = bring(database, person, *DAY_ONE)
    before = everything(ann)
    undo(database, account)
    assert everything(ann) == before


# Android's body weight in the weight column


def android(exercise: str, weight: object, day: str = "2025-03-05", order: object = 1) -> str:
    cells = ("1", f"{day} 18:04:11", "Pull", 3600, exercise, order, weight, 8, *[""] * 5)
    return ";".join(f'"{cell}"' for cell in cells)


def test_androids_body_weight_becomes_a_measurement_and_what_is_above_it_was_added(
    database: Database,
) -> None:
    ann = database.person()
    account = bring(
        database,
        ann,
        android("Pull Up", "75.75"),
        android("Pull Up", "95.75", order=2),
        android("Push Up", "75.75"),
        android("Bench Press (Barbell)", "60"),
        android("Pull Up (Assisted)", "30"),
        header=STRONG_D,
    )
    assert (account["body_weights"], account["exercises_created"]) == (1, [])
    (body,) = ann.execute(
        "select measured_on::text, weight::float, weight_unit from body_measurements"
    )
    assert body == {"measured_on": "2025-03-05", "weight": 75.75, "weight_unit": "kg"}
    assert weights(ann) == [None, 20.0, None, 60.0, 30.0]
    heaviest = {
        row["exercise_name"]: float(row["value"])
        for row in ann.call("get_records")
        if row["record_type"] == "max_weight"
    }
    # all of the body, and 0.69 of it
    assert (heaviest["Pull-Up"], heaviest["Push-Up"]) == (95.75, 52.268)
    lines = [android("Pull Up", "75.75"), android("Pull Up", "95.75", order=2)]
    assert bring(database, ann, *lines, header=STRONG_D)["workouts"]["conflicts"] == 1


def test_a_body_weight_typed_in_pounds_is_kept_in_pounds(database: Database) -> None:
    ann = database.person()
    # 165 lb, and 25 lb on top
    lines = [android("Pull Up", "74.84274105"), android("Pull Up", "86.1825503", order=2)]
    account = bring(database, ann, *lines, header=STRONG_D)
    assert account["units"]["pounds_again"] == 2
    (body,) = ann.execute("select weight::float, weight_unit from public.body_measurements")
    assert body == {"weight": 165.0, "weight_unit": "lb"}
    assert weights(ann) == [None, 25.0]


def test_ones_own_measurement_stands_and_undoing_takes_away_only_the_imports(
    database: Database,
) -> None:
    ann = database.person()
    ann.call("record_body_measurement", p_weight=74, p_measured_on="2025-03-05")
    before = everything(ann)
    account = bring(
        database,
        ann,
        android("Pull Up", "75.75"),
        android("Pull Up", "76", day="2025-03-07"),
        header=STRONG_D,
    )
    assert account["body_weights"] == 1
    rows = ann.execute("select weight::float from public.body_measurements order by measured_on")
    assert [row["weight"] for row in rows] == [74.0, 76.0]
    assert undo(database, account)["body_weights_removed"] == 1
    assert everything(ann) == before


def test_elsewhere_a_weight_on_a_pull_up_was_added(database: Database) -> None:
    ann = database.person()
    line = strong(1, 22, 5, exercise='"Pull Up"')
    assert bring(database, ann, line, header=STRONG_B, unit="kg")["body_weights"] == 0
    assert weights(ann) == [22.0]


# Reading again


def test_the_kept_lines_read_again_give_the_same(database: Database) -> None:
    ann = database.person()
    lines = [
        hevy(description="two\nlines", exercise_notes='a "quote"'),
        "",
        hevy(set_index=1, weight="heavy"),
        hevy(set_index=2),
        hevy(set_index=3, exercise_notes="x" * 200_000),
        hevy(set_index=4, exercise_title="a\0b"),
    ]
    first = bring(database, ann, *lines)
    before = everything(ann)
    second = again(database, first)
    assert second["workouts"]["unchanged"] == 1
    assert second["job_id"] != first["job_id"]
    for told in ("errors", "rows", "sets"):
        assert second[told] == first[told]  # type: ignore[literal-required]
    assert len(first["errors"]) == 3
    assert everything(ann) == before
    assert again(database, second)["errors"] == first["errors"]


def test_another_unit_is_taken_over_but_for_what_was_edited(database: Database) -> None:
    ann = database.person()
    lines = [strong(weight=185), strong(weight=225, date="2024-03-07 18:00:00")]
    first = bring(database, ann, *lines, header=STRONG_B, unit="kg")
    ann.execute("update public.workout_sets set reps = 6 where weight = 225")
    second = again(database, first, unit="lb")
    assert (second["unit"], second["units"]["weight_from"]) == ("lb", "asked")
    assert second["workouts"] == {"created": 0, "updated": 1, "unchanged": 0, "conflicts": 1}
    units = ann.execute("select weight_unit from public.workout_sets order by weight")
    assert [row["weight_unit"] for row in units] == ["lb", "kg"]
    assert again(database, first, unit="lb", on_conflict="overwrite")["workouts"]["updated"] == 1


def test_a_file_of_which_nothing_could_be_read_says_so_again(database: Database) -> None:
    ann = database.person()
    first = bring(database, ann, hevy(exercise_title="a\0b"))
    second = again(database, first)
    assert (second["rows"], second["errors"]) == (1, first["errors"])


def test_lines_that_were_purged_cant_be_read_again(database: Database) -> None:
    ann = database.person()
    account = bring(database, ann, *DAY_ONE)
    database.owner.execute("delete from private.import_rows")
    with pytest.raises(ImportRefused) as caught:
        again(database, account)
    assert caught.value.reason == "purged"
    with workoutdb.connect(database.dsn) as client, pytest.raises(NotFound):
        import_again(client, uuid4())
    # what it brought can still be taken back
    assert undo(database, account)["workouts_removed"] == 1


def test_the_commands_read_again_and_take_back(database: Database) -> None:
    def workoutdb_(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "workoutdb", *arguments, "--dsn", database.dsn]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    ann = database.person()
    job = bring(database, ann, *DAY_TWO)["job_id"]
    assert "1 unchanged" in workoutdb_("reimport", job).stdout
    assert json.loads(workoutdb_("reimport", job, "--json").stdout)["sets"] == 2
    ann.execute("update public.workout_sessions set name = 'Mine'")
    told = workoutdb_("undo", job).stdout
    assert "0 removed, 0 as they were before, 1 kept" in told
    undone = json.loads(workoutdb_("undo", job, "--force", "--json").stdout)
    assert (undone["workouts_removed"], undone["exercises_removed"]) == (1, ["Stones"])
    for command in ("reimport", "undo"):
        refused = workoutdb_(command, str(uuid4()))
        assert refused.returncode == 1
        assert refused.stderr.startswith("Error: No such import")


# Undoing in any order


@pytest.mark.parametrize(
    "order", [(1, 2, 0), (2, 1, 0), (1, 0, 2), (0, 1, 2), (0, 2, 1), (2, 0, 1)]
)
def test_whatever_the_order_what_no_undone_import_brought_stays(
    database: Database, order: tuple[int, ...]
) -> None:
    ann = database.person()
    versions = (80, 90, 100)
    chain = [bring(database, ann, hevy(weight=w), on_conflict="update") for w in versions]
    undone: set[int] = set()
    for which in order:
        undo(database, chain[which])
        undone.add(which)
        left = [weight for n, weight in enumerate(versions) if n not in undone]
        assert weights(ann) == left[-1:]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_workout_logged_by_hand_outlives_the_imports_that_overwrote_it(
    database: Database, order: tuple[int, ...]
) -> None:
    ann = database.person()
    ann.call(
        "log_workout",
        p_workout=Jsonb(
            {
                "started_at": "2025-07-26T05:06:00Z",
                "exercises": [{"exercise_name": "Back Squat", "sets": [{"reps": 5, "weight": 80}]}],
            }
        ),
    )
    ann.execute(
        "update workout_session_exercises set target_sets = 3, target_reps_min = 4,"
        " target_reps_max = 6, target_duration_seconds = 30, target_weight_kg = 82.5,"
        " target_rpe = 8.5, target_rir = 1, rest_time_seconds = 90"
    )
    before = everything(ann)
    file = io.StringIO(newline="")
    with workoutdb.connect(database.dsn) as client:
        export_log(client, file, user_id=ann.id)
    header, line = file.getvalue().splitlines()
    changed = [line.replace(",80,kg,", f",{weight},kg,") for weight in (90, 100)]
    chain = [bring(database, ann, one, header=header, on_conflict="overwrite") for one in changed]
    assert weights(ann) == [100]
    for which in order:
        undo(database, chain[which])
        assert weights(ann) != []
    assert everything(ann) == before


def test_what_was_edited_before_it_was_overwritten_comes_back(database: Database) -> None:
    ann = database.person()
    first = bring(database, ann, *DAY_ONE)
    ann.execute(EDITS["a set"])
    edited = everything(ann)
    second = bring(database, ann, hevy(weight=200), on_conflict="overwrite")
    undo(database, first)
    assert undo(database, second)["workouts_restored"] == 1
    assert everything(ann) == edited


def test_an_exercise_that_a_later_import_used_goes_with_that_one(database: Database) -> None:
    ann = database.person()
    first = bring(database, ann, hevy(exercise_title="Stones"))
    day = {"start_time": "28 Jul 2025, 07:00", "end_time": ""}
    second = bring(
        database, ann, hevy(exercise_title="Stones"), hevy(exercise_title="Stones", **day)
    )
    assert undo(database, first)["exercises_removed"] == []
    assert undo(database, second)["exercises_removed"] == ["Stones"]
    assert ann.execute("select id from public.exercises where owner_id is not null") == []


def test_a_body_weight_stays_while_an_imported_set_hangs_on_it(database: Database) -> None:
    ann = database.person()
    morning = android("Pull Up", "75.75")
    evening = android("Pull Up", "95.75").replace("18:04:11", "20:00:00")
    first = bring(database, ann, morning, header=STRONG_D)
    second = bring(database, ann, morning, evening, header=STRONG_D)
    assert undo(database, first)["body_weights_removed"] == 0
    assert len(ann.execute("select id from public.body_measurements")) == 1
    assert undo(database, second)["body_weights_removed"] == 1
    assert ann.execute("select id from public.body_measurements") == []
