"""The dialects: what each training app's export looks like, declared and nothing more.

The reader does the rest, so a new dialect is a few lines here and a fixture in the tests. It is
recognised by what its columns mean, not by their order: the one that understands most of what the
file has wins, then the one that needs most of it. Columns that nobody knows are left alone (every
record is kept as it stood, so nothing is lost).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations
from types import MappingProxyType

from .dialect import Column, Dialect, DistanceUnit, Field, WeightUnit, columns, types

__all__ = ["BY_ID", "DIALECTS", "DistanceUnit", "WeightUnit", "recognise"]

#: Strong's English headers, all its dialects together: they differ in which of them they have.
_STRONG = columns(
    start="Date",
    title="Workout Name",
    duration="Duration|Duration (sec)|Workout Duration",
    exercise="Exercise Name",
    order="Set Order",
    weight="Weight|Weight (kg)=kg|Weight (lbs)=lb|Weight (lb)=lb|kg=kg|lbs=lb|lb=lb",
    weight_unit="Weight Unit",
    reps="Reps",
    distance="Distance|Distance (meters)=m|km=km|mi=mi|miles=mi",
    distance_unit="Distance Unit",
    seconds="Seconds",
    rpe="RPE",
    exercise_notes="Notes",
    workout_notes="Workout Notes",
    workout_number="Workout #",
)

#: Its headers in other languages, in dialect B's order. A language is one line here, and a line in
#: `_STRONG_TYPES` where it translates what a row is.
_STRONG_LANGUAGES: Mapping[str, tuple[str, str]] = {
    "de": (
        "German",
        "Datum|Workout-Name|Dauer|Name der Übung|Reihenfolge festlegen|Gewicht|Wiederh.|Entfernung"
        "|Sekunden|Notizen|Workout-Notizen|RPE",
    ),
    "fr": (
        "French",
        "Date|Nom de l'entraînement|Durée|Nom de l'exercice|Ordre de la série|Poids|Réps|Distance"
        "|Secondes|Notes|Notes d'entraînement|RPE",
    ),
}
_STRONG_ORDER: tuple[Field, ...] = (
    *("start", "title", "duration", "exercise", "order", "weight", "reps", "distance", "seconds"),
    *("exercise_notes", "workout_notes", "rpe"),
)
_STRONG_TYPES = types(
    warmup="w|warm_up|warm up",
    drop="d|drop_set|drop set",
    failure="f|failure",
    rest="rest timer|rest_timer|ruhezeit|ruhe-timer|pausentimer|minuteur de repos|temps de repos",
    note="note|notiz|remarque",
)
_STRONG_NEEDS: frozenset[Field] = frozenset({"start", "title", "exercise", "order", "weight"})
_STRONG_NOTES: tuple[Field, Field] = ("exercise_notes", "workout_notes")


def _strong(
    suffix: str,
    label: str,
    *needs: Field,
    columns: Mapping[str, Column] = _STRONG,
    zero_is_missing: bool = True,
    pounds_as_kg: bool = False,
    body_in_weight: bool = False,
) -> Dialect:
    return Dialect(
        id=f"strong_{suffix}",
        source="strong",
        label=f"Strong ({label})",
        columns=columns,
        needs=_STRONG_NEEDS | frozenset(needs),
        types=_STRONG_TYPES,
        zero_is_missing=zero_is_missing,
        pounds_as_kg=pounds_as_kg,
        body_in_weight=body_in_weight,
    )


def _strong_in(suffix: str, language: str, headers: str) -> Dialect:
    localised = dict(zip(_STRONG_ORDER, headers.split("|"), strict=True))
    return _strong(suffix, f"iOS, {language}", "duration", "reps", columns=columns(**localised))


_FITNOTES = columns(
    start="Date",
    exercise="Exercise",
    category="Category",
    weight="Weight|Weight (kg)=kg|Weight (kgs)=kg|Weight (lbs)=lb|Weight (lb)=lb",
    weight_unit="Weight Unit",
    reps="Reps",
    distance="Distance",
    distance_unit="Distance Unit",
    seconds="Time",
    notes="Comment|Notes",
    kind="Kind",
)


#: What FitNotes 2 says of a set: which of weight, repetitions, distance and time are counted, which
#: its other columns say as well.
_COUNTED = "|".join("".join(letters) for n in range(5) for letters in permutations("wrdt", n))


def _fitnotes(suffix: str, label: str, *needs: Field, unquoted_names: bool = True) -> Dialect:
    return Dialect(
        id=f"fitnotes{suffix}",
        source="fitnotes",
        label=f"FitNotes ({label})",
        columns=_FITNOTES,
        needs=frozenset({"start", "exercise", "category", "weight", "reps", *needs}),
        types=types(
            working=f"{_COUNTED}|normal|working",
            warmup="warmup|warm-up|warm up",
            drop="drop|drop set|dropset",
            failure="failure",
        ),
        zero_is_missing=True,
        unquoted_names=unquoted_names,
    )


#: Always kilograms, and pounds as their kilograms.
_FITBOD = columns(
    start="Date",
    exercise="Exercise",
    sets="Sets",
    reps="Reps",
    weight="Weight=kg|Weight(kg)=kg|Weight(lbs)=lb|Weight(lb)=lb",
    seconds="Duration(s)",
    distance="Distance(m)=m|Distance(km)=km|Distance(mi)=mi",
    type="isWarmup",
    notes="Note",
    remark="Incline|Resistance",
    factor="multiplier",
)


def _fitbod(suffix: str, label: str, *needs: Field) -> Dialect:
    return Dialect(
        id=f"fitbod{suffix}",
        source="fitbod",
        label=f"Fitbod ({label})",
        columns=_FITBOD,
        needs=frozenset({"start", "exercise", "weight", "reps", "type", *needs}),
        types=types(working="false||0", warmup="true|1"),
        zero_is_missing=True,
        pounds_as_kg=True,
    )


DIALECTS = (
    _strong("a", "2015 to 2019", "reps"),
    _strong("a_rpe", "2019", "reps", "rpe"),
    _strong("b_short", "iOS, 2026", "duration", "reps", "rpe"),
    _strong("b", "iOS, 2020 to 2025", "duration", "reps", "rpe", *_STRONG_NOTES),
    _strong(
        "c",
        "Android, 2019 to 2021",
        *("weight_unit", "reps", "rpe", "distance_unit", *_STRONG_NOTES),
        zero_is_missing=False,
    ),
    _strong(
        "c_duration",
        "Android, 2023",
        *("weight_unit", "reps", "rpe", "distance_unit", "duration", *_STRONG_NOTES),
        zero_is_missing=False,
    ),
    _strong(
        "d",
        "Android, numbered workouts",
        *("workout_number", "duration", "reps", "rpe", *_STRONG_NOTES),
        zero_is_missing=False,
        pounds_as_kg=True,
        body_in_weight=True,
    ),
    *(_strong_in(suffix, *told) for suffix, told in _STRONG_LANGUAGES.items()),
    Dialect(
        id="hevy",
        source="hevy",
        label="Hevy",
        columns=columns(
            title="title",
            start="start_time",
            end="end_time",
            workout_notes="description",
            exercise="exercise_title",
            superset="superset_id",
            exercise_notes="exercise_notes",
            index="set_index",
            type="set_type",
            weight="weight_kg=kg|weight_lbs=lb",
            reps="reps",
            distance="distance_km=km|distance_miles=mi",
            seconds="duration_seconds",
            rpe="rpe",
        ),
        needs=frozenset({"title", "start", "exercise", "index", "weight", "reps"}),
        types=types(working="normal|", warmup="warmup", drop="dropset", failure="failure"),
        named_months=True,
    ),
    _fitnotes("", "Android", "weight_unit"),
    _fitnotes("_old", "Android, older"),
    _fitnotes("_ios", "iOS, FitNotes 2", "kind", unquoted_names=False),
    Dialect(
        id="stronglifts",
        source="stronglifts",
        label="StrongLifts",
        columns=columns(
            start="Date (yyyy/mm/dd)|Date",
            clock="Start Time (h:mm)",
            end_clock="End Time (h:mm)",
            title="Workout Name",
            workout_number="Workout|Workout #",
            exercise="Exercise",
            outcomes="Sets×Reps|SetsxReps",  # noqa: RUF001
            body_weight="Body Weight (KG)=kg|Body Weight (LB)=lb|Body Weight (LBS)=lb",
            exercise_notes="Notes|Note",
            reps="Set {n} (Reps)",
            weight="Set {n} (KG)=kg|Set {n} (LB)=lb|Set {n} (LBS)=lb",
        ),
        needs=frozenset({"start", "exercise", "weight", "reps"}),
        zero_is_missing=True,
    ),
    _fitbod("", "without sets"),
    _fitbod("_old", "with sets", "sets"),
    Dialect(
        id="workoutdb",
        source="workoutdb",
        label="workoutdb",
        columns=columns(
            title="session_name",
            exercise="exercise_name",
            index="set_number",
            weight="weight",
            weight_unit="weight_unit",
            reps="reps",
            rpe="rpe",
            notes="notes",
            workout_id="workout_id",
            start="started_at",
            completed_at="completed_at",
            zone="timezone",
            status="status",
            workout_notes="workout_notes",
            place="exercise_order",
            catalogue_id="exercise_id",
            catalogue_name="exercise",
            load_kind="load_kind",
            share="bodyweight_share",
            superset="superset_group",
            exercise_notes="exercise_notes",
            type="set_type",
            rir="rir",
            seconds="duration_seconds",
            distance="distance_m",
            rest="rest_time_seconds",
            performed_at="performed_at",
            body_weight="body_weight",
            body_weight_unit="body_weight_unit",
            body_weight_on="body_weight_on",
        ),
        needs=frozenset({"workout_id", "start", "zone", "place", "exercise", "index", "type"}),
        own=True,
    ),
)

#: Every dialect by its id.
BY_ID: Mapping[str, Dialect] = MappingProxyType({dialect.id: dialect for dialect in DIALECTS})


def recognise(headers: Iterable[str], among: Iterable[Dialect] = DIALECTS) -> list[Dialect]:
    """The dialect that these headers fit best; several if they fit as well, none if none does."""
    headers = list(headers)
    fitting = {
        dialect.id: dialect.score(headers) for dialect in among if not dialect.lacks(headers)
    }
    best = max(fitting.values(), default=None)
    return [BY_ID[id] for id, score in fitting.items() if score == best]
