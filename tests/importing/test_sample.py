"""The demo's sample: two years in which every quirk of Hevy's exports occurs."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from exports import HEVY
from workoutdb.importing.reader import open_export
from workoutdb.importing.staging import StagingRow
from workoutdb.sample import OWN_EXERCISE, lines, sample_file

TODAY = date(2026, 7, 15)
Workout = tuple[str | None, str | None]


@pytest.fixture(scope="module")
def content() -> str:
    return "".join(f"{line}\n" for line in lines(TODAY))


@pytest.fixture(scope="module")
def rows(content: str) -> list[StagingRow]:
    with open_export(io.BytesIO(content.encode())) as opened:
        return list(opened.rows())


@pytest.fixture(scope="module")
def workouts(rows: list[StagingRow]) -> dict[Workout, list[StagingRow]]:
    found: dict[Workout, list[StagingRow]] = {}
    for row in rows:
        found.setdefault((row.started_local, row.workout_title), []).append(row)
    return found


def test_it_is_the_same_every_time(content: str) -> None:
    assert content == "".join(f"{line}\n" for line in lines(TODAY))


def test_it_has_hevys_header(content: str) -> None:
    assert content.splitlines()[0] == HEVY


def test_every_line_is_a_set(rows: list[StagingRow]) -> None:
    assert {row.kind for row in rows} == {"set"}


def test_it_is_two_years_up_to_the_day(workouts: dict[Workout, list[StagingRow]]) -> None:
    days = [(start or "")[:10] for start, _ in workouts]
    assert len(workouts) >= 250
    assert "2024-07-15" <= min(days) <= "2024-07-25"
    assert "2026-07-08" <= max(days) <= "2026-07-14"


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2027, 3, 9), date(2028, 2, 29)])
def test_any_day_will_do(day: date) -> None:
    made = list(lines(day))
    assert len({tuple(line.split(",")[:3]) for line in made if line.startswith('"')}) >= 250


def test_it_is_under_the_size_that_becomes_a_job(content: str) -> None:
    assert len(content.encode()) < 1_000_000


def test_newest_first(workouts: dict[Workout, list[StagingRow]]) -> None:
    starts = [start or "" for start, _ in workouts]
    assert starts == sorted(starts, reverse=True)


def test_each_type_of_set_occurs(rows: list[StagingRow]) -> None:
    types = Counter(row.set_type for row in rows)
    assert types.keys() == {"working", "warmup", "drop", "failure"}


def test_effort_is_rated_in_halves(rows: list[StagingRow]) -> None:
    rated = {float(row.rpe) for row in rows if row.rpe}
    assert {8.5, 9.5} <= rated
    assert rated <= {n / 2 for n in range(12, 21)}


def test_supersets_of_two_and_of_one_occur(workouts: dict[Workout, list[StagingRow]]) -> None:
    sizes = {
        len({row.exercise_name for row in sets if row.superset})
        for sets in workouts.values()
        if any(row.superset for row in sets)
    }
    assert sizes == {1, 2}


def test_notes_have_emoji_and_both_kinds_of_line_feed(content: str) -> None:
    assert "😴" in content
    assert "\\n" in content
    assert "badly.\nStill" in content


def test_body_weight_is_an_empty_cell(rows: list[StagingRow]) -> None:
    assert {row.weight for row in rows if row.exercise_name == "Pull Up"} == {None}


def test_runs_have_distance_and_time_and_planks_time(rows: list[StagingRow]) -> None:
    runs = [row for row in rows if row.exercise_name == "Running"]
    assert runs
    assert all(row.distance_m and row.duration_seconds and not row.reps for row in runs)
    assert any(row.exercise_name == "Plank" and row.duration_seconds for row in rows)


def test_weights_have_float_noise(content: str, rows: list[StagingRow]) -> None:
    assert "99999999" in content
    assert all(len((row.weight or "").partition(".")[2]) <= 3 for row in rows)


def test_two_workouts_on_one_day_occur(workouts: dict[Workout, list[StagingRow]]) -> None:
    days = Counter((start or "")[:10] for start, _ in workouts)
    assert max(days.values()) == 2


def test_one_workout_ends_as_it_starts(workouts: dict[Workout, list[StagingRow]]) -> None:
    sudden = [sets for sets in workouts.values() if sets[0].ended_local == sets[0].started_local]
    assert len(sudden) == 1


def test_an_exercise_comes_twice_in_a_workout(workouts: dict[Workout, list[StagingRow]]) -> None:
    assert any(
        len({row.block for row in sets}) > len({row.exercise_name for row in sets})
        for sets in workouts.values()
    )


def test_an_index_has_a_gap(rows: list[StagingRow]) -> None:
    assert any(
        (b.set_index or 0) - (a.set_index or 0) == 2
        for a, b in pairwise(rows)
        if a.block == b.block
    )


def test_one_exercise_is_the_lifters_own(rows: list[StagingRow]) -> None:
    assert OWN_EXERCISE in {row.exercise_name for row in rows}


def test_the_main_lifts_grow(rows: list[StagingRow]) -> None:
    for lift in ("Squat (Barbell)", "Bench Press (Barbell)", "Deadlift (Barbell)"):
        best = [float(row.weight) for row in rows if row.exercise_name == lift and row.weight]
        half = len(best) // 2
        assert max(best[:half]) > max(best[half:])


def test_the_file_is_made_once_and_stays(tmp_path: Path) -> None:
    first = sample_file(tmp_path / "new", TODAY)
    before = first.read_bytes()
    assert sample_file(tmp_path / "new", date(2026, 8, 1)) == first
    assert first.read_bytes() == before
    assert [path.name for path in first.parent.iterdir()] == [first.name]
