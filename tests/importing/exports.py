"""Small synthetic exports: headers as the apps write them, and rows made from what matters."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

import pytest
from workoutdb.exporting import COLUMNS
from workoutdb.importing import ImportRefused
from workoutdb.importing.reader import Export, open_export
from workoutdb.importing.staging import StagingRow

STRONG_B = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
    "Workout Notes,RPE"
)
STRONG_A = (
    "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes"
)
STRONG_C = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;"
    "Distance Unit;Seconds;Notes;Workout Notes"
)
STRONG_D = (
    '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";'
    '"Weight (kg)";"Reps";"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"'
)
STRONG_GERMAN = (
    "Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,"
    "Entfernung,Sekunden,Notizen,Workout-Notizen,RPE"
)
STRONG_FRENCH = (
    "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,"
    "Distance,Secondes,Notes,Notes d'entraînement,RPE"
)
HEVY = (
    '"title","start_time","end_time","description","exercise_title","superset_id",'
    '"exercise_notes","set_index","set_type","weight_kg","reps","distance_km",'
    '"duration_seconds","rpe"'
)
HEVY_LB = HEVY.replace("weight_kg", "weight_lbs").replace("distance_km", "distance_miles")

FITNOTES = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"
FITNOTES_BARE = FITNOTES.removesuffix(",Comment")
FITNOTES_KG = "Date,Exercise,Category,Weight (kg),Reps,Distance,Distance Unit,Time,Comment"
FITNOTES_IOS = (
    "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind"
)
STRONGLIFTS = (
    "Date (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (KG),Exercise,Sets×Reps,"  # noqa: RUF001
    "Sets×Time,Top Set (Reps×KG),e1RM (KG),Reps,Volume (KG),Workout Volume (KG),Duration (hours),"  # noqa: RUF001
    "Start Time (h:mm),End Time (h:mm),Notes,Set 1 (Reps),Set 1 (KG),Set 2 (Reps),Set 2 (KG),"
    "Set 3 (Reps), Set 3 (KG)"
)
FITBOD = (
    "Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,"
    "multiplier"
)
FITBOD_OLD = "Date,Exercise,Sets,Reps,Weight,isWarmup,Note"

OWN = ",".join(COLUMNS)

_OWN_ROW: Mapping[str, object] = dict.fromkeys(COLUMNS, "") | {
    "date": "2025-07-26",
    "session_name": "Push",
    "exercise_name": "Bench Press",
    "set_number": 1,
    "is_warmup": "false",
    "weight": 80,
    "weight_unit": "kg",
    "reps": 5,
    "workout_id": "0198a5c4-0000-7000-8000-000000000001",
    "started_at": "2025-07-26 05:06:00+00",
    "timezone": "Europe/Berlin",
    "status": "completed",
    "exercise_order": 0,
    "exercise_id": "0198a5c4-0000-7000-8000-00000000000e",
    "exercise": "Barbell Bench Press",
    "load_kind": "weight_reps",
    "set_type": "working",
    "performed_at": "2025-07-26 05:10:00+00",
}

_HEVY_ROW: Mapping[str, object] = {
    "title": "Push",
    "start_time": "26 Jul 2025, 07:06",
    "end_time": "26 Jul 2025, 08:11",
    "description": "",
    "exercise_title": "Bench Press (Barbell)",
    "superset_id": "",
    "exercise_notes": "",
    "set_index": 0,
    "set_type": "normal",
    "weight": 80,
    "reps": 5,
    "distance": "",
    "duration_seconds": "",
    "rpe": "",
}
_BARE = {"superset_id", "set_index", "weight", "reps", "distance", "duration_seconds", "rpe"}


def hevy(**cells: object) -> str:
    """One line of a Hevy export, with these cells and plausible others."""
    row = {**_HEVY_ROW, **cells}
    assert row.keys() == _HEVY_ROW.keys()
    return ",".join(
        str(cell) if name in _BARE else '"' + str(cell).replace('"', '""') + '"'
        for name, cell in row.items()
    )


def strong(
    order: object = 1,
    weight: object = 80,
    reps: object = 5,
    *,
    date: str = "2024-03-05 18:04:11",
    title: str = '"Push"',
    duration: str = "1h 8m",
    exercise: str = '"Bench Press (Barbell)"',
    distance: object = 0,
    seconds: object = 0,
    notes: str = "",
    workout_notes: str = "",
    rpe: object = "",
) -> str:
    """One line of a Strong export (dialect B), with these cells and plausible others."""
    cells = (
        *(date, title, duration, exercise, order, weight, reps, distance, seconds),
        *(notes, workout_notes, rpe),
    )
    return ",".join(map(str, cells))


def own(**cells: object) -> str:
    """One line of our own export, with these cells and plausible others."""
    row = {**_OWN_ROW, **cells}
    assert row.keys() == _OWN_ROW.keys()
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="").writerow(row.values())
    return line.getvalue()


def lifted(*sets: object, exercise: str = "Squat", done: str = "3×5", **cells: str) -> str:  # noqa: RUF001
    """One line of a StrongLifts export: repetitions and weight of up to three sets."""
    cell = {"day": "2026/08/11", "start": "10:56 PM", "end": "11:57 PM", "notes": "", **cells}
    head = (
        f'{cell["day"]},1,"Workout A","Stronglifts 5x5",83.5,"{exercise}",{done},,5x55,63.7,20,'
        f"1100,3330.0,0.0094444,{cell['start']},{cell['end']},{cell['notes']}"
    )
    return ",".join([head, *map(str, sets)])


def export(header: str, *lines: str, end: str = "\n") -> bytes:
    """A file of these lines."""
    return end.join((header, *lines, "")).encode()


def read(content: bytes, **options: Any) -> list[StagingRow]:
    """All rows of the file; that they account for each record is checked on the way."""
    return read_export(content, **options)[1]


def read_export(content: bytes, **options: Any) -> tuple[Export, list[StagingRow]]:
    """The opened file and all its rows."""
    with open_export(io.BytesIO(content), **options) as opened:
        rows = list(opened.rows())
        counts = opened.counts
    assert counts.rows == len(rows)
    assert counts.rows == counts.sets + counts.rests + counts.notes + counts.errors
    return opened, rows


def only(content: bytes, **options: Any) -> StagingRow:
    """The one row of the file."""
    (row,) = read(content, **options)
    return row


def refusal(content: bytes, **options: Any) -> ImportRefused:
    """Why the file is not read."""
    with pytest.raises(ImportRefused) as caught:
        read(content, **options)
    return caught.value
