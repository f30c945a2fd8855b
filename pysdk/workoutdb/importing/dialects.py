"""The dialects: what each training app's export looks like, declared and nothing more.

A dialect says which headers its file has and what each one means. The reader does the rest, so a
new dialect is a few lines here and a fixture in the tests. It is recognised by what its columns
mean, not by their order: the one that needs most of what the file has wins, and columns that
nobody knows are left alone (every record is kept as it stood, so nothing is lost).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

WeightUnit = Literal["kg", "lb"]
DistanceUnit = Literal["m", "km", "mi"]

#: What a column can mean. `order` is a set's number, or a letter that says its kind (Strong);
#: `index` only counts; `seconds` is the set's time, `duration` the workout's.
Field = Literal[
    "start",
    "end",
    "duration",
    "title",
    "workout_notes",
    "exercise",
    "exercise_notes",
    "superset",
    "order",
    "index",
    "type",
    "warmup",
    "weight",
    "weight_unit",
    "reps",
    "distance",
    "distance_unit",
    "seconds",
    "rpe",
    "notes",
    "workout_number",
    "category",
    "multiplier",
]

#: What a row can be: the four types of a set, or a rest taken, or a note.
RowType = Literal["working", "warmup", "drop", "failure", "rest", "note"]


@dataclass(frozen=True, slots=True)
class Column:
    """What one header means, and the unit its name carries."""

    field: Field
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Months:
    """The month names of one language, short and long; a trailing point and case don't matter."""

    language: str
    names: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One form of one app's export."""

    id: str
    #: The app, under which its exercise names are looked up.
    source: str
    #: What to call it to a person.
    label: str
    columns: Mapping[str, Column]
    #: The fields without which a file is not of this dialect.
    needs: frozenset[Field]
    #: What a set's type or order column may say besides a number.
    types: Mapping[str, RowType] = field(default_factory=lambda: MappingProxyType({}))
    #: A zero stands for "nothing entered": the app never leaves a number blank.
    zero_is_missing: bool = False
    #: Dates spell the month in the app's language, so the file is asked which one that is.
    named_months: bool = False
    #: The app kept pounds as kilograms; what was a round number of pounds goes back to pounds.
    pounds_as_kg: bool = False
    #: Names with a comma in them are not quoted.
    unquoted_names: bool = False

    def known(self, headers: Iterable[str]) -> dict[int, Column]:
        """The columns of a header that this dialect understands, by position; the first counts."""
        columns = {fold(header): column for header, column in self.columns.items()}
        found: dict[int, Column] = {}
        seen: set[Column] = set()
        for position, header in enumerate(headers):
            column = columns.get(fold(header))
            if column is not None and column not in seen:
                seen.add(column)
                found[position] = column
        return found

    def fits(self, headers: Iterable[str]) -> bool:
        """Whether a file with these headers can be of this dialect."""
        return self.needs <= {column.field for column in self.known(headers).values()}


def fold(text: str) -> str:
    """A header or a type as it is compared: no case, no stray space, one form of each letter."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u2019", "'").casefold().split())


def fold_month(text: str) -> str:
    """A month's name as it is compared. Turkish İ folds to i plus a dot, which is dropped."""
    folded = unicodedata.normalize("NFC", text.casefold()).replace("\u0307", "")
    return folded.strip().rstrip(".")


def _columns(**headers: str) -> Mapping[str, Column]:
    """Columns by field: `weight="Weight"`, several as `a|b`, a unit as `Weight (kg)=kg`."""
    columns: dict[str, Column] = {}
    for name, alternatives in headers.items():
        for alternative in alternatives.split("|"):
            header, _, unit = alternative.partition("=")
            columns[header] = Column(name, unit or None)  # type: ignore[arg-type]
    return MappingProxyType(columns)


def _months(language: str, names: str) -> Months:
    """Twelve months from January, the forms of each with a `/` between them."""
    table: dict[str, int] = {}
    for month, forms in enumerate(names.split(), start=1):
        for form in forms.split("/"):
            table[fold_month(form)] = month
    return Months(language, MappingProxyType(table))


#: English first: where two languages read a file equally well, the first one is taken.
MONTHS = (
    _months(
        "English",
        "Jan/January Feb/February Mar/March Apr/April May Jun/June Jul/July Aug/August"
        " Sep/Sept/September Oct/October Nov/November Dec/December",
    ),
    _months(
        "German",
        "Jan/Jän/Januar Feb/Februar März/Mär/Mrz Apr/April Mai Juni/Jun Juli/Jul Aug/August"
        " Sept/Sep/September Okt/Oktober Nov/November Dez/Dezember",
    ),
    _months(
        "French",
        "janv/jan/janvier févr/fév/février mars avr/avril mai juin juil/juillet août"
        " sept/sep/septembre oct/octobre nov/novembre déc/décembre",
    ),
    _months(
        "Spanish",
        "ene/enero feb/febrero mar/marzo abr/abril may/mayo jun/junio jul/julio ago/agosto"
        " sep/sept/septiembre oct/octubre nov/noviembre dic/diciembre",
    ),
    _months(
        "Italian",
        "gen/gennaio feb/febbraio mar/marzo apr/aprile mag/maggio giu/giugno lug/luglio"
        " ago/agosto set/sett/settembre ott/ottobre nov/novembre dic/dicembre",
    ),
    _months(
        "Portuguese",
        "jan/janeiro fev/fevereiro mar/março abr/abril mai/maio jun/junho jul/julho ago/agosto"
        " set/setembro out/outubro nov/novembro dez/dezembro",
    ),
    _months(
        "Turkish",
        "Oca/Ocak Şub/Şubat Mar/Mart Nis/Nisan May/Mayıs Haz/Haziran Tem/Temmuz Ağu/Ağustos"  # noqa: RUF001
        " Eyl/Eylül Eki/Ekim Kas/Kasım Ara/Aralık",  # noqa: RUF001
    ),
    _months(
        "Dutch",
        "jan/januari feb/februari mrt/maart apr/april mei jun/juni jul/juli aug/augustus"
        " sep/sept/september okt/oktober nov/november dec/december",
    ),
)

#: Strong's English headers, all its dialects together: they differ in which of them they have.
_STRONG = _columns(
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

_STRONG_GERMAN = _columns(
    start="Datum",
    title="Workout-Name",
    duration="Dauer",
    exercise="Name der Übung",
    order="Reihenfolge festlegen",
    weight="Gewicht",
    reps="Wiederh.",
    distance="Entfernung",
    seconds="Sekunden",
    rpe="RPE",
    exercise_notes="Notizen",
    workout_notes="Workout-Notizen",
)

_STRONG_FRENCH = _columns(
    start="Date",
    title="Nom de l'entraînement",
    duration="Durée",
    exercise="Nom de l'exercice",
    order="Ordre de la série",
    weight="Poids",
    reps="Réps",
    distance="Distance",
    seconds="Secondes",
    rpe="RPE",
    exercise_notes="Notes",
    workout_notes="Notes d'entraînement",
)

_STRONG_TYPES: Mapping[str, RowType] = MappingProxyType(
    {
        "w": "warmup",
        "d": "drop",
        "f": "failure",
        "warm_up": "warmup",
        "drop_set": "drop",
        "failure": "failure",
        "rest timer": "rest",
        "note": "note",
    }
)

_STRONG_NEEDS: frozenset[Field] = frozenset({"start", "title", "exercise", "order", "weight"})
_STRONG_NOTES: tuple[Field, Field] = ("exercise_notes", "workout_notes")

_HEVY_TYPES: Mapping[str, RowType] = MappingProxyType(
    {
        "": "working",
        "normal": "working",
        "warmup": "warmup",
        "dropset": "drop",
        "failure": "failure",
    }
)


def _strong(
    suffix: str,
    label: str,
    *needs: Field,
    columns: Mapping[str, Column] = _STRONG,
    zero_is_missing: bool = True,
    pounds_as_kg: bool = False,
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
    ),
    _strong("de", "iOS, German", "duration", "reps", columns=_STRONG_GERMAN),
    _strong("fr", "iOS, French", "duration", "reps", columns=_STRONG_FRENCH),
    Dialect(
        id="hevy",
        source="hevy",
        label="Hevy",
        columns=_columns(
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
        types=_HEVY_TYPES,
        named_months=True,
    ),
)

#: Every dialect by its id.
BY_ID: Mapping[str, Dialect] = MappingProxyType({dialect.id: dialect for dialect in DIALECTS})


def recognise(headers: Iterable[str]) -> Dialect | None:
    """The dialect that needs most of what these headers offer, or none."""
    headers = list(headers)
    fitting = [dialect for dialect in DIALECTS if dialect.fits(headers)]
    return max(fitting, key=lambda dialect: len(dialect.needs), default=None)
