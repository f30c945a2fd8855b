"""The API functions of the database as methods, with the types they take and return.

Made from the catalogue by tools/generate_client.py: change the SQL, and run it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, TypeAlias, TypeVar
from uuid import UUID

from .calls import DEFAULT, Function

T = TypeVar("T")

__all__ = [
    "Account",
    "AdherenceWeek",
    "BodyMeasurement",
    "BrokenRecord",
    "CalendarEntry",
    "CalendarItem",
    "ConfidenceLevel",
    "E1rmFormula",
    "Equipment",
    "Exercise",
    "ExerciseCategory",
    "ExerciseEntry",
    "Friend",
    "FriendshipStatus",
    "ImportConflict",
    "ImportJobStatus",
    "LastTime",
    "LoadKind",
    "LoggedSet",
    "MuscleCounting",
    "MuscleGroup",
    "MuscleVolume",
    "NewInvite",
    "PasswordEntry",
    "RecordEntry",
    "RecordType",
    "RedeemedLink",
    "ScheduleStatus",
    "SchemaChapters",
    "SessionStatus",
    "SetType",
    "SharedTemplate",
    "SubscriptionPlan",
    "SubscriptionStatus",
    "TemplateDetail",
    "TemplateVisibility",
    "UnitSystem",
    "WeightUnit",
    "WorkoutDetail",
    "WorkoutEntry",
    "WorkoutSession",
    "WorkoutSessionExercise",
    "WorkoutSet",
    "WorkoutSummary",
    "WorkoutTemplate",
    "WorkoutTemplateExercise",
]


class ConfidenceLevel(StrEnum):
    """How sure a machine was of what it read."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class E1rmFormula(StrEnum):
    """Whose equation estimates a one-repetition maximum."""

    EPLEY = "epley"
    BRZYCKI = "brzycki"
    LOMBARDI = "lombardi"
    OCONNER = "oconner"
    WATHAN = "wathan"


E1rmFormulaLike: TypeAlias = E1rmFormula | Literal[
    "epley", "brzycki", "lombardi", "oconner", "wathan"
]


class ExerciseCategory(StrEnum):
    """What an exercise is trained for."""

    STRENGTH = "strength"
    OLYMPIC = "olympic"
    PLYOMETRIC = "plyometric"
    CONDITIONING = "conditioning"
    MOBILITY = "mobility"


ExerciseCategoryLike: TypeAlias = ExerciseCategory | Literal[
    "strength", "olympic", "plyometric", "conditioning", "mobility"
]


class FriendshipStatus(StrEnum):
    """How things stand for the owner of the row: none (not, or not any more), requested (they
    asked), received (they were asked), accepted (friends), blocked (they want nothing of the
    other).
    """

    NONE = "none"
    REQUESTED = "requested"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    BLOCKED = "blocked"


FriendshipStatusLike: TypeAlias = FriendshipStatus | Literal[
    "none", "requested", "received", "accepted", "blocked"
]


class ImportConflict(StrEnum):
    """What to do with a workout that changed since it was imported: report it, or update it."""

    REPORT = "report"
    UPDATE = "update"


ImportConflictLike: TypeAlias = ImportConflict | Literal["report", "update"]


class ImportJobStatus(StrEnum):
    """Where an import stands."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


class LoadKind(StrEnum):
    """What is typed for a set of an exercise, and so what its load is."""

    WEIGHT_REPS = "weight_reps"
    BODYWEIGHT_REPS = "bodyweight_reps"
    ASSISTED_REPS = "assisted_reps"
    REPS = "reps"
    DURATION = "duration"
    WEIGHT_DURATION = "weight_duration"
    DISTANCE_DURATION = "distance_duration"
    WEIGHT_DISTANCE = "weight_distance"


LoadKindLike: TypeAlias = LoadKind | Literal[
    "weight_reps", "bodyweight_reps", "assisted_reps", "reps", "duration", "weight_duration",
    "distance_duration", "weight_distance"
]


class MuscleCounting(StrEnum):
    """How a set counts for a muscle that helps: fractional, a half (Pelland et al., Sports
    Medicine, 2025); total, as a whole one; direct, not at all. For a muscle it is for it counts
    as one.
    """

    FRACTIONAL = "fractional"
    TOTAL = "total"
    DIRECT = "direct"


MuscleCountingLike: TypeAlias = MuscleCounting | Literal["fractional", "total", "direct"]


class MuscleGroup(StrEnum):
    """Muscles: eleven coarse groups, and finer ones that each lie within one of them."""

    CHEST = "chest"
    BACK = "back"
    SHOULDERS = "shoulders"
    BICEPS = "biceps"
    TRICEPS = "triceps"
    FOREARMS = "forearms"
    LEGS = "legs"
    GLUTES = "glutes"
    CORE = "core"
    TRAPS = "traps"
    LATS = "lats"
    QUADS = "quads"
    HAMSTRINGS = "hamstrings"
    CALVES = "calves"
    ADDUCTORS = "adductors"
    ABDUCTORS = "abductors"
    HIP_FLEXORS = "hip_flexors"
    FRONT_DELTS = "front_delts"
    SIDE_DELTS = "side_delts"
    REAR_DELTS = "rear_delts"
    UPPER_BACK = "upper_back"
    LOWER_BACK = "lower_back"
    ABS = "abs"
    OBLIQUES = "obliques"


MuscleGroupLike: TypeAlias = MuscleGroup | Literal[
    "chest", "back", "shoulders", "biceps", "triceps", "forearms", "legs", "glutes", "core",
    "traps", "lats", "quads", "hamstrings", "calves", "adductors", "abductors", "hip_flexors",
    "front_delts", "side_delts", "rear_delts", "upper_back", "lower_back", "abs", "obliques"
]


class RecordType(StrEnum):
    """1rm: best e1RM, kg. set_volume: load times repetitions of one set, kg. total_volume: the
    same, summed over one exercise in one workout, kg. max_weight: heaviest load, kg. max_reps:
    most repetitions in a set. longest_duration: seconds. farthest_distance: metres.
    """

    ONE_RM = "1rm"
    SET_VOLUME = "set_volume"
    TOTAL_VOLUME = "total_volume"
    MAX_WEIGHT = "max_weight"
    MAX_REPS = "max_reps"
    LONGEST_DURATION = "longest_duration"
    FARTHEST_DISTANCE = "farthest_distance"


class ScheduleStatus(StrEnum):
    """What became of an entry of the calendar: completed once a workout is linked to it, else
    skipped if the person said so, else planned up to its day and missed after it, on the
    person's own date.
    """

    PLANNED = "planned"
    COMPLETED = "completed"
    MISSED = "missed"
    SKIPPED = "skipped"


class SessionStatus(StrEnum):
    """Where a workout stands. The sets of an abandoned one count for nothing."""

    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    ABANDONED = "abandoned"


class SetType(StrEnum):
    """Warm-ups count for nothing; a drop set goes on from the one before; a failure set ended where
    no repetition was left.
    """

    WARMUP = "warmup"
    WORKING = "working"
    DROP = "drop"
    FAILURE = "failure"


SetTypeLike: TypeAlias = SetType | Literal["warmup", "working", "drop", "failure"]


class SubscriptionPlan(StrEnum):
    """How often a subscription is billed."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    DAILY = "daily"


class SubscriptionStatus(StrEnum):
    """Where a subscription stands, in the words of the payment provider."""

    TRIALING = "trialing"
    ACTIVE = "active"
    CANCELED = "canceled"
    PAST_DUE = "past_due"
    INCOMPLETE = "incomplete"
    INCOMPLETE_EXPIRED = "incomplete_expired"


class TemplateVisibility(StrEnum):
    """Who may see a template beside its owner."""

    PRIVATE = "private"
    FRIENDS = "friends"


TemplateVisibilityLike: TypeAlias = TemplateVisibility | Literal["private", "friends"]


class UnitSystem(StrEnum):
    """What a person reads and types: metric (kg, km) or imperial (lb, mi)."""

    METRIC = "metric"
    IMPERIAL = "imperial"


UnitSystemLike: TypeAlias = UnitSystem | Literal["metric", "imperial"]


class WeightUnit(StrEnum):
    """The unit a weight was typed in; 1 lb is 0.45359237 kg exactly."""

    KG = "kg"
    LB = "lb"


WeightUnitLike: TypeAlias = WeightUnit | Literal["kg", "lb"]


@dataclass(frozen=True, slots=True)
class WorkoutSession:
    """Workouts, one row each: begun, finished or abandoned."""

    id: UUID
    """The workout."""
    user_id: UUID
    """Whose it is."""
    template_id: UUID | None
    """The template it was started from; null if none, or if that is gone."""
    name: str | None
    """What it is called."""
    status: SessionStatus
    """in_progress, completed or abandoned."""
    started_at: datetime
    """When it began."""
    completed_at: datetime | None
    """When it ended; null while it goes on, or if nobody knows."""
    timezone: str
    """The IANA zone it was done in."""
    local_date: date
    """The day it began on, in that zone."""
    notes: str | None
    """What the person wrote of it."""
    deleted_at: datetime | None
    """Since when it is deleted; null while it is not."""
    created_at: datetime
    """When the row was made."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class Friend:
    """Somebody one is friends with, was asked by, asked, or blocked, and since when. May be null:
    avatar_url.
    """

    user_id: UUID
    display_name: str
    avatar_url: str | None
    status: FriendshipStatus
    since: datetime


@dataclass(frozen=True, slots=True)
class WorkoutSessionExercise:
    """The blocks of a workout: one exercise each, in order; the same exercise may come twice."""

    id: UUID
    """The block."""
    user_id: UUID
    """Whose it is."""
    session_id: UUID
    """The workout it is part of."""
    exercise_id: UUID | None
    """The exercise; null if it is in no catalogue (any more)."""
    exercise_name: str
    """What the exercise was called then."""
    order_index: int
    """Its place in the workout, from 0."""
    superset_group: int | None
    """Blocks of a workout with the same number were done in turn."""
    target_sets: int | None
    """How many sets were meant to be done."""
    target_reps_min: int | None
    """The fewest repetitions meant."""
    target_reps_max: int | None
    """The most repetitions meant."""
    target_duration_seconds: int | None
    """How long a set was meant to last."""
    target_rpe: Decimal | None
    """How hard it was meant to be: RPE, 1 to 10 in halves."""
    target_rir: int | None
    """How hard it was meant to be: repetitions in reserve."""
    rest_time_seconds: int | None
    """The rest that was meant between sets, seconds."""
    notes: str | None
    """What the person wrote of it."""
    created_at: datetime
    """When the row was made."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """Exercises: the system's, which have no owner, and each person's own."""

    id: UUID
    """The exercise. System exercises have the same id in every database."""
    owner_id: UUID | None
    """Whose custom exercise; null for a system exercise."""
    slug: str | None
    """The stable short name of a system exercise; null for one's own."""
    name: str
    """What it is called."""
    category: ExerciseCategory
    """What it is trained for."""
    load_kind: LoadKind
    """What its numbers mean."""
    bodyweight_share: Decimal | None
    """The share of body weight that is lifted, 0 to 1; for load kinds that lift the body."""
    primary_muscle_groups: list[MuscleGroup]
    """The muscles it is for, with the coarse group of each."""
    secondary_muscle_groups: list[MuscleGroup]
    """The muscles that help, with the coarse group of each; none that is primary too."""
    default_weight: Decimal | None
    """A weight to start from, kg."""
    default_reps: int | None
    """Repetitions to start from."""
    default_rest_time_seconds: int | None
    """The usual rest between sets, seconds."""
    description: str | None
    """What it is, in a sentence."""
    instructions: str | None
    """How it is done."""
    image_url: str | None
    """A picture of it."""
    video_url: str | None
    """A film of it."""
    archived_at: datetime | None
    """Since when it is offered no more; what was logged stays."""
    merged_into: UUID | None
    """The exercise that took its place."""
    created_at: datetime
    """When it was added."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class WorkoutTemplate:
    """Workouts to be done again: a name and, in workout_template_exercises, what to do."""

    id: UUID
    """The template."""
    user_id: UUID
    """Whose it is."""
    name: str
    """What it is called."""
    description: str | None
    """What it is for; friends see it too, if they see the template."""
    visibility: TemplateVisibility
    """private, or friends: then friends may see and copy it."""
    is_archived: bool
    """True once it is out of use; friends see it no more."""
    deleted_at: datetime | None
    """Since when it is deleted; null while it is not."""
    created_at: datetime
    """When it was made."""
    updated_at: datetime
    """When it, or its list of exercises, last changed."""


@dataclass(frozen=True, slots=True)
class WorkoutTemplateExercise:
    """What a template asks for, one row an exercise, in order."""

    id: UUID
    """The row; the same exercise may stand twice."""
    user_id: UUID
    """Whose it is: the template's owner."""
    template_id: UUID
    """The template it belongs to."""
    exercise_id: UUID | None
    """The exercise; null if it is in no catalogue (any more)."""
    exercise_name: str
    """What it was called when it was put here."""
    order_index: int
    """Its place, from 0."""
    sets: int
    """How many sets to do."""
    reps_min: int | None
    """The fewest repetitions a set."""
    reps_max: int | None
    """The most repetitions a set."""
    target_duration_seconds: int | None
    """How long a set is to last, for exercises that are timed."""
    target_rpe: Decimal | None
    """How hard: rating of perceived exertion, 1 to 10 in halves."""
    target_rir: int | None
    """How hard: repetitions left in reserve."""
    rest_time_seconds: int | None
    """The rest between sets, seconds."""
    superset_group: int | None
    """Exercises with the same number are done in turn."""
    confidence_level: ConfidenceLevel
    """How sure a machine was, where one read it from a text."""
    notes: str | None
    """Whatever else there is to say of it, to oneself: friends never see it."""
    created_at: datetime
    """When it was added."""
    updated_at: datetime
    """When it last changed."""


@dataclass(frozen=True, slots=True)
class TemplateDetail:
    """A template with its exercises in order. May be null: nothing."""

    template: WorkoutTemplate
    exercises: list[WorkoutTemplateExercise]


@dataclass(frozen=True, slots=True)
class NewInvite:
    """An invite as it is made: the only time its code is seen. May be null: nothing."""

    id: UUID
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record as it was broken: value in unit, and the value that stood before, unknown where
    there was none. May be null: previous_value.
    """

    exercise_id: UUID
    exercise_name: str
    record_type: RecordType
    value: Decimal
    unit: str
    previous_value: Decimal | None
    set_id: UUID
    achieved_at: datetime
    local_date: date


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """A set as it stands in the log, with the records it holds. May be null: exercise_id, reps,
    weight, weight_kg, rpe, rir, duration_seconds, distance_m, rest_time_seconds, notes.
    """

    id: UUID
    session_id: UUID
    session_exercise_id: UUID
    exercise_id: UUID | None
    set_number: int
    set_type: SetType
    reps: int | None
    weight: Decimal | None
    weight_unit: WeightUnit
    weight_kg: Decimal | None
    rpe: Decimal | None
    rir: int | None
    duration_seconds: Decimal | None
    distance_m: Decimal | None
    rest_time_seconds: int | None
    notes: str | None
    performed_at: datetime
    records: list[BrokenRecord]


@dataclass(frozen=True, slots=True)
class ExerciseEntry:
    """One exercise in one workout, without warm-ups: sets, repetitions, heaviest load and best e1RM
    in kg, volume load in kg, seconds, metres. May be null: max_load_kg, e1rm_kg,
    duration_seconds, distance_m.
    """

    session_id: UUID
    local_date: date
    started_at: datetime
    set_count: int
    rep_count: int
    max_load_kg: Decimal | None
    e1rm_kg: Decimal | None
    volume_kg: Decimal
    duration_seconds: Decimal | None
    distance_m: Decimal | None


@dataclass(frozen=True, slots=True)
class PasswordEntry:
    """What a password is compared with. May be null: nothing."""

    user_id: UUID
    password_hash: str


@dataclass(frozen=True, slots=True)
class WorkoutEntry:
    """A workout in numbers: seconds from start to end, exercises, sets and repetitions without
    warm-ups, volume load in kg. May be null: template_id, name, completed_at, duration_seconds.
    """

    session_id: UUID
    template_id: UUID | None
    name: str | None
    status: SessionStatus
    started_at: datetime
    completed_at: datetime | None
    local_date: date
    duration_seconds: int | None
    exercise_count: int
    set_count: int
    rep_count: int
    volume_kg: Decimal


@dataclass(frozen=True, slots=True)
class WorkoutSummary:
    """A workout in numbers, with the records broken in it. May be null: nothing."""

    workout: WorkoutEntry
    records: list[BrokenRecord]


@dataclass(frozen=True, slots=True)
class AdherenceWeek:
    """A week from Monday: planned is done, missed, skipped and ahead together; moved are those of
    them that were first meant for another day; streak_weeks is the streak as of that week. May
    be null: nothing.
    """

    week_start: date
    planned: int
    done: int
    moved: int
    missed: int
    skipped: int
    ahead: int
    streak_weeks: int


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """Something on a day: an entry (entry_id), a workout done (started_at), or both in one. Seconds
    from start to end, blocks, and the volume load of the working sets in kg. May be null: title,
    entry_id, session_id, series_id, template_id, notes, started_at, completed_at,
    duration_seconds, exercise_count, volume_kg.
    """

    local_date: date
    status: ScheduleStatus
    title: str | None
    entry_id: UUID | None
    session_id: UUID | None
    series_id: UUID | None
    template_id: UUID | None
    notes: str | None
    started_at: datetime | None
    completed_at: datetime | None
    duration_seconds: int | None
    exercise_count: int | None
    volume_kg: Decimal | None


@dataclass(frozen=True, slots=True)
class Account:
    """A person and their profile, as they see it themself. May be null: full_name, email,
    avatar_url, trial_end_date.
    """

    user_id: UUID
    display_name: str
    full_name: str | None
    email: str | None
    avatar_url: str | None
    unit_system: UnitSystem
    timezone: str
    subscription_status: SubscriptionStatus
    trial_end_date: datetime | None
    generations_remaining: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MuscleVolume:
    """What a muscle did in a week: sets, and the repetitions and volume load (kg) of the exercises
    that are for it. May be null: nothing.
    """

    week_start: date
    muscle: MuscleGroup
    coarse_group: MuscleGroup
    set_count: Decimal
    rep_count: int
    volume_kg: Decimal


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """A record as it stands: value in unit, and the set that did it. May be null: nothing."""

    exercise_id: UUID
    exercise_name: str
    record_type: RecordType
    value: Decimal
    unit: str
    set_id: UUID
    achieved_at: datetime
    local_date: date


@dataclass(frozen=True, slots=True)
class WorkoutSet:
    """Performed sets, the one log: whatever was planned, live or imported ends here."""

    id: UUID
    """The set."""
    user_id: UUID
    """Whose it is."""
    session_exercise_id: UUID
    """The block it is part of."""
    set_number: int
    """Its place in the block, from 1."""
    set_type: SetType
    """warmup, working, drop or failure."""
    is_warmup: bool
    """Whether it is a warm-up, which counts for no record and no volume."""
    reps: int | None
    """Repetitions done; 0 is a failed attempt."""
    weight: Decimal | None
    """The weight as typed, in weight_unit: lifted, added to the body or taken off it, by the
    exercise's load kind.
    """
    weight_unit: WeightUnit
    """The unit it was typed in."""
    weight_kg: Decimal | None
    """The weight in kilograms; 1 lb is 0.45359237 kg exactly."""
    rpe: Decimal | None
    """Rating of perceived exertion, 1 to 10 in halves."""
    rir: int | None
    """Repetitions left in reserve."""
    duration_seconds: Decimal | None
    """How long it lasted, seconds."""
    distance_m: Decimal | None
    """How far it went, metres."""
    rest_time_seconds: int | None
    """The rest taken after it, seconds."""
    notes: str | None
    """What the person wrote of it."""
    performed_at: datetime
    """When it was done."""
    created_at: datetime
    """When the row was made."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class WorkoutDetail:
    """A workout with its blocks in order and their sets in order. May be null: nothing."""

    workout: WorkoutSession
    exercises: list[WorkoutSessionExercise]
    sets: list[WorkoutSet]


@dataclass(frozen=True, slots=True)
class LastTime:
    """The last workout an exercise was done in, with its sets in order. May be null: name."""

    session_id: UUID
    name: str | None
    started_at: datetime
    local_date: date
    sets: list[WorkoutSet]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An entry of the calendar: its title, or else its template's name, and what became of it. May
    be null: series_id, template_id, title, notes, completed_session_id.
    """

    id: UUID
    series_id: UUID | None
    template_id: UUID | None
    scheduled_date: date
    original_date: date
    status: ScheduleStatus
    title: str | None
    notes: str | None
    completed_session_id: UUID | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class BodyMeasurement:
    """What a person weighed on a day. The load of a pull-up is counted from it."""

    id: UUID
    """The measurement."""
    user_id: UUID
    """Whose it is."""
    measured_on: date
    """The person's own day."""
    weight: Decimal
    """Body weight as typed, in weight_unit."""
    weight_unit: WeightUnit
    """The unit it was typed in."""
    weight_kg: Decimal
    """Body weight in kilograms."""
    body_fat_percent: Decimal | None
    """Body fat, percent of weight."""
    notes: str | None
    """What the person wrote of it."""
    created_at: datetime
    """When the row was made."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class RedeemedLink:
    """Who redeemed a link, and whether they got their account by it. May be null: nothing."""

    user_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class SchemaChapters:
    """A row of schema_chapters()."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Equipment:
    """What an exercise may need: a barbell, a bench, nothing but the body."""

    id: UUID
    """The piece of equipment."""
    name: str
    """Its name, in the singular."""
    description: str | None
    """What it is, in a sentence."""
    created_at: datetime
    """When it was added."""


@dataclass(frozen=True, slots=True)
class SharedTemplate:
    """A template that a friend shows, and how many exercises it has. May be null: description."""

    id: UUID
    name: str
    description: str | None
    updated_at: datetime
    owner_id: UUID
    owner_name: str
    exercise_count: int


_abandon_workout: Function[WorkoutSession] = Function(
    "public.abandon_workout",
    returns=WorkoutSession,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
    ),
)
_accept_friendship: Function[Friend] = Function(
    "public.accept_friendship",
    returns=Friend,
    many=False,
    parameters=(
        ("p_user_id", "uuid"),
    ),
)
_accept_invite: Function[Friend] = Function(
    "public.accept_invite",
    returns=Friend,
    many=False,
    parameters=(
        ("p_code", "text"),
    ),
)
_add_workout_exercise: Function[WorkoutSessionExercise] = Function(
    "public.add_workout_exercise",
    returns=WorkoutSessionExercise,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_exercise_id", "uuid"),
        ("p_superset_group", "smallint"),
        ("p_notes", "text"),
        ("p_id", "uuid"),
    ),
)
_archive_exercise: Function[Exercise] = Function(
    "public.archive_exercise",
    returns=Exercise,
    many=False,
    parameters=(
        ("p_exercise_id", "uuid"),
    ),
)
_archive_template: Function[WorkoutTemplate] = Function(
    "public.archive_template",
    returns=WorkoutTemplate,
    many=False,
    parameters=(
        ("p_template_id", "uuid"),
        ("p_archived", "boolean"),
    ),
)
_begin_import: Function[UUID] = Function(
    "public.begin_import",
    returns=UUID,
    many=False,
    parameters=(
        ("p_user_id", "uuid"),
        ("p_source", "text"),
        ("p_dialect", "text"),
        ("p_file_name", "text"),
        ("p_unit", "public.weight_unit_enum"),
        ("p_timezone", "text"),
        ("p_on_conflict", "public.import_conflict_enum"),
    ),
)
_block_person: Function[None] = Function(
    "public.block_person",
    returns=None,
    many=False,
    parameters=(
        ("p_user_id", "uuid"),
    ),
)
_cancel_invite: Function[None] = Function(
    "public.cancel_invite",
    returns=None,
    many=False,
    parameters=(
        ("p_invite_id", "uuid"),
    ),
)
_cancel_scheduled_workout: Function[int] = Function(
    "public.cancel_scheduled_workout",
    returns=int,
    many=False,
    parameters=(
        ("p_id", "uuid"),
        ("p_following", "boolean"),
    ),
)
_check_session: Function[UUID] = Function(
    "public.check_session",
    returns=UUID,
    many=False,
    parameters=(
        ("p_access_hash", "text"),
    ),
)
_consume_generation: Function[int] = Function(
    "public.consume_generation",
    returns=int,
    many=False,
    parameters=(),
)
_copy_template: Function[TemplateDetail] = Function(
    "public.copy_template",
    returns=TemplateDetail,
    many=False,
    parameters=(
        ("p_id", "uuid"),
        ("p_copy_id", "uuid"),
    ),
)
_create_exercise: Function[Exercise] = Function(
    "public.create_exercise",
    returns=Exercise,
    many=False,
    parameters=(
        ("p_name", "text"),
        ("p_load_kind", "public.load_kind_enum"),
        ("p_primary_muscle_groups", "public.muscle_group_enum[]"),
        ("p_secondary_muscle_groups", "public.muscle_group_enum[]"),
        ("p_category", "public.exercise_category_enum"),
        ("p_bodyweight_share", "numeric"),
        ("p_equipment_ids", "uuid[]"),
        ("p_description", "text"),
        ("p_instructions", "text"),
        ("p_id", "uuid"),
    ),
)
_create_invite: Function[NewInvite] = Function(
    "public.create_invite",
    returns=NewInvite,
    many=False,
    parameters=(
        ("p_expires_at", "timestamp with time zone"),
    ),
)
_create_template: Function[TemplateDetail] = Function(
    "public.create_template",
    returns=TemplateDetail,
    many=False,
    parameters=(
        ("p_name", "text"),
        ("p_exercises", "jsonb"),
        ("p_description", "text"),
        ("p_visibility", "public.template_visibility_enum"),
        ("p_id", "uuid"),
    ),
)
_create_user: Function[UUID] = Function(
    "public.create_user",
    returns=UUID,
    many=False,
    parameters=(
        ("p_email", "text"),
        ("p_display_name", "text"),
        ("p_timezone", "text"),
        ("p_unit_system", "public.unit_system_enum"),
    ),
)
_decline_friendship: Function[None] = Function(
    "public.decline_friendship",
    returns=None,
    many=False,
    parameters=(
        ("p_user_id", "uuid"),
    ),
)
_delete_set: Function[None] = Function(
    "public.delete_set",
    returns=None,
    many=False,
    parameters=(
        ("p_set_id", "uuid"),
    ),
)
_delete_template: Function[None] = Function(
    "public.delete_template",
    returns=None,
    many=False,
    parameters=(
        ("p_template_id", "uuid"),
    ),
)
_delete_workout: Function[None] = Function(
    "public.delete_workout",
    returns=None,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
    ),
)
_e1rm: Function[Decimal | None] = Function(
    "public.e1rm",
    returns=Decimal | None,
    many=False,
    parameters=(
        ("p_load_kg", "numeric"),
        ("p_reps", "integer"),
        ("p_formula", "public.e1rm_formula_enum"),
    ),
)
_edit_set: Function[LoggedSet] = Function(
    "public.edit_set",
    returns=LoggedSet,
    many=False,
    parameters=(
        ("p_set_id", "uuid"),
        ("p_reps", "integer"),
        ("p_weight", "numeric"),
        ("p_weight_unit", "public.weight_unit_enum"),
        ("p_rpe", "numeric"),
        ("p_rir", "integer"),
        ("p_set_type", "public.set_type_enum"),
        ("p_duration_seconds", "numeric"),
        ("p_distance_m", "numeric"),
        ("p_rest_time_seconds", "integer"),
        ("p_notes", "text"),
        ("p_performed_at", "timestamp with time zone"),
        ("p_clear", "text[]"),
    ),
)
_end_friendship: Function[None] = Function(
    "public.end_friendship",
    returns=None,
    many=False,
    parameters=(
        ("p_user_id", "uuid"),
    ),
)
_erase_account: Function[None] = Function(
    "public.erase_account",
    returns=None,
    many=False,
    parameters=(),
)
_exercise_history: Function[list[ExerciseEntry]] = Function(
    "public.exercise_history",
    returns=list[ExerciseEntry],
    many=True,
    parameters=(
        ("p_exercise_id", "uuid"),
        ("p_limit", "integer"),
        ("p_from", "date"),
        ("p_to", "date"),
        ("p_before", "timestamp with time zone"),
        ("p_before_id", "uuid"),
    ),
)
_export_account: Function[Any] = Function(
    "public.export_account",
    returns=Any,
    many=False,
    parameters=(),
)
_find_password: Function[PasswordEntry | None] = Function(
    "public.find_password",
    returns=PasswordEntry | None,
    many=False,
    parameters=(
        ("p_email", "text"),
    ),
)
_find_substitutes: Function[list[Exercise]] = Function(
    "public.find_substitutes",
    returns=list[Exercise],
    many=True,
    parameters=(
        ("p_exercise_id", "uuid"),
        ("p_limit", "integer"),
    ),
)
_find_user: Function[UUID] = Function(
    "public.find_user",
    returns=UUID,
    many=False,
    parameters=(
        ("p_email", "text"),
    ),
)
_finish_workout: Function[WorkoutSummary] = Function(
    "public.finish_workout",
    returns=WorkoutSummary,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_completed_at", "timestamp with time zone"),
        ("p_notes", "text"),
    ),
)
_get_adherence: Function[list[AdherenceWeek]] = Function(
    "public.get_adherence",
    returns=list[AdherenceWeek],
    many=True,
    parameters=(
        ("p_from", "date"),
        ("p_to", "date"),
    ),
)
_get_calendar: Function[list[CalendarItem]] = Function(
    "public.get_calendar",
    returns=list[CalendarItem],
    many=True,
    parameters=(
        ("p_from", "date"),
        ("p_to", "date"),
    ),
)
_get_me: Function[Account] = Function(
    "public.get_me",
    returns=Account,
    many=False,
    parameters=(),
)
_get_muscle_volume: Function[list[MuscleVolume]] = Function(
    "public.get_muscle_volume",
    returns=list[MuscleVolume],
    many=True,
    parameters=(
        ("p_from", "date"),
        ("p_to", "date"),
        ("p_counting", "public.muscle_counting_enum"),
    ),
)
_get_record_history: Function[list[BrokenRecord]] = Function(
    "public.get_record_history",
    returns=list[BrokenRecord],
    many=True,
    parameters=(
        ("p_exercise_id", "uuid"),
    ),
)
_get_records: Function[list[RecordEntry]] = Function(
    "public.get_records",
    returns=list[RecordEntry],
    many=True,
    parameters=(
        ("p_exercise_id", "uuid"),
    ),
)
_get_template: Function[TemplateDetail] = Function(
    "public.get_template",
    returns=TemplateDetail,
    many=False,
    parameters=(
        ("p_template_id", "uuid"),
    ),
)
_get_workout: Function[WorkoutDetail] = Function(
    "public.get_workout",
    returns=WorkoutDetail,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
    ),
)
_get_workout_summary: Function[WorkoutSummary] = Function(
    "public.get_workout_summary",
    returns=WorkoutSummary,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
    ),
)
_issue_magic_link: Function[None] = Function(
    "public.issue_magic_link",
    returns=None,
    many=False,
    parameters=(
        ("p_email", "text"),
        ("p_token_hash", "text"),
        ("p_valid_for", "interval"),
    ),
)
_issue_password_reset: Function[None] = Function(
    "public.issue_password_reset",
    returns=None,
    many=False,
    parameters=(
        ("p_email", "text"),
        ("p_token_hash", "text"),
        ("p_valid_for", "interval"),
    ),
)
_last_time: Function[LastTime | None] = Function(
    "public.last_time",
    returns=LastTime | None,
    many=False,
    parameters=(
        ("p_exercise_id", "uuid"),
        ("p_before", "timestamp with time zone"),
    ),
)
_link_scheduled_workout: Function[CalendarEntry] = Function(
    "public.link_scheduled_workout",
    returns=CalendarEntry,
    many=False,
    parameters=(
        ("p_id", "uuid"),
        ("p_session_id", "uuid"),
    ),
)
_list_friends: Function[list[Friend]] = Function(
    "public.list_friends",
    returns=list[Friend],
    many=True,
    parameters=(
        ("p_status", "public.friendship_status_enum"),
    ),
)
_log_set: Function[LoggedSet] = Function(
    "public.log_set",
    returns=LoggedSet,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_exercise_id", "uuid"),
        ("p_reps", "integer"),
        ("p_weight", "numeric"),
        ("p_weight_unit", "public.weight_unit_enum"),
        ("p_rpe", "numeric"),
        ("p_rir", "integer"),
        ("p_set_type", "public.set_type_enum"),
        ("p_duration_seconds", "numeric"),
        ("p_distance_m", "numeric"),
        ("p_rest_time_seconds", "integer"),
        ("p_notes", "text"),
        ("p_performed_at", "timestamp with time zone"),
        ("p_session_exercise_id", "uuid"),
        ("p_id", "uuid"),
    ),
)
_log_workout: Function[WorkoutSummary] = Function(
    "public.log_workout",
    returns=WorkoutSummary,
    many=False,
    parameters=(
        ("p_workout", "jsonb"),
    ),
)
_merge_exercises: Function[Exercise] = Function(
    "public.merge_exercises",
    returns=Exercise,
    many=False,
    parameters=(
        ("p_from_id", "uuid"),
        ("p_into_id", "uuid"),
    ),
)
_open_session: Function[None] = Function(
    "public.open_session",
    returns=None,
    many=False,
    parameters=(
        ("p_user_id", "uuid"),
        ("p_access_hash", "text"),
        ("p_refresh_hash", "text"),
        ("p_password_hash", "text"),
        ("p_valid_for", "interval"),
    ),
)
_purge_import_rows: Function[int] = Function(
    "public.purge_import_rows",
    returns=int,
    many=False,
    parameters=(
        ("p_older_than", "interval"),
    ),
)
_purge_sign_in: Function[int] = Function(
    "public.purge_sign_in",
    returns=int,
    many=False,
    parameters=(),
)
_record_body_measurement: Function[BodyMeasurement] = Function(
    "public.record_body_measurement",
    returns=BodyMeasurement,
    many=False,
    parameters=(
        ("p_weight", "numeric"),
        ("p_weight_unit", "public.weight_unit_enum"),
        ("p_measured_on", "date"),
        ("p_body_fat_percent", "numeric"),
        ("p_notes", "text"),
    ),
)
_redeem_magic_link: Function[RedeemedLink] = Function(
    "public.redeem_magic_link",
    returns=RedeemedLink,
    many=False,
    parameters=(
        ("p_token_hash", "text"),
    ),
)
_redeem_password_reset: Function[UUID] = Function(
    "public.redeem_password_reset",
    returns=UUID,
    many=False,
    parameters=(
        ("p_token_hash", "text"),
        ("p_password_hash", "text"),
    ),
)
_refresh_session: Function[UUID | None] = Function(
    "public.refresh_session",
    returns=UUID | None,
    many=False,
    parameters=(
        ("p_refresh_hash", "text"),
        ("p_new_access_hash", "text"),
        ("p_new_refresh_hash", "text"),
    ),
)
_register_password: Function[None] = Function(
    "public.register_password",
    returns=None,
    many=False,
    parameters=(
        ("p_email", "text"),
        ("p_password_hash", "text"),
        ("p_token_hash", "text"),
        ("p_valid_for", "interval"),
    ),
)
_reorder_template: Function[TemplateDetail] = Function(
    "public.reorder_template",
    returns=TemplateDetail,
    many=False,
    parameters=(
        ("p_template_id", "uuid"),
        ("p_exercise_row_ids", "uuid[]"),
    ),
)
_request_friendship: Function[Friend] = Function(
    "public.request_friendship",
    returns=Friend,
    many=False,
    parameters=(
        ("p_user_id", "uuid"),
    ),
)
_reschedule_workout: Function[list[CalendarEntry]] = Function(
    "public.reschedule_workout",
    returns=list[CalendarEntry],
    many=True,
    parameters=(
        ("p_id", "uuid"),
        ("p_scheduled_date", "date"),
        ("p_following", "boolean"),
    ),
)
_restore_workout: Function[WorkoutDetail] = Function(
    "public.restore_workout",
    returns=WorkoutDetail,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
    ),
)
_resume_workout: Function[WorkoutSession] = Function(
    "public.resume_workout",
    returns=WorkoutSession,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
    ),
)
_revoke_session: Function[None] = Function(
    "public.revoke_session",
    returns=None,
    many=False,
    parameters=(
        ("p_token_hash", "text"),
    ),
)
_run_import: Function[Any] = Function(
    "public.run_import",
    returns=Any,
    many=False,
    parameters=(
        ("p_job_id", "uuid"),
    ),
)
_schedule_recurring: Function[list[CalendarEntry]] = Function(
    "public.schedule_recurring",
    returns=list[CalendarEntry],
    many=True,
    parameters=(
        ("p_weekdays", "integer[]"),
        ("p_from", "date"),
        ("p_until", "date"),
        ("p_count", "integer"),
        ("p_every_weeks", "integer"),
        ("p_template_id", "uuid"),
        ("p_title", "text"),
        ("p_notes", "text"),
        ("p_series_id", "uuid"),
    ),
)
_schedule_workout: Function[CalendarEntry] = Function(
    "public.schedule_workout",
    returns=CalendarEntry,
    many=False,
    parameters=(
        ("p_scheduled_date", "date"),
        ("p_template_id", "uuid"),
        ("p_title", "text"),
        ("p_notes", "text"),
        ("p_id", "uuid"),
    ),
)
_schema_chapters: Function[list[SchemaChapters]] = Function(
    "public.schema_chapters",
    returns=list[SchemaChapters],
    many=True,
    parameters=(),
)
_search_exercises: Function[list[Exercise]] = Function(
    "public.search_exercises",
    returns=list[Exercise],
    many=True,
    parameters=(
        ("p_query", "text"),
        ("p_muscle", "public.muscle_group_enum"),
        ("p_equipment", "text"),
        ("p_load_kind", "public.load_kind_enum"),
        ("p_limit", "integer"),
    ),
)
_set_my_equipment: Function[list[Equipment]] = Function(
    "public.set_my_equipment",
    returns=list[Equipment],
    many=True,
    parameters=(
        ("p_equipment_ids", "uuid[]"),
    ),
)
_shared_templates: Function[list[SharedTemplate]] = Function(
    "public.shared_templates",
    returns=list[SharedTemplate],
    many=True,
    parameters=(
        ("p_limit", "integer"),
        ("p_before", "timestamp with time zone"),
        ("p_before_id", "uuid"),
    ),
)
_skip_workout: Function[list[CalendarEntry]] = Function(
    "public.skip_workout",
    returns=list[CalendarEntry],
    many=True,
    parameters=(
        ("p_id", "uuid"),
        ("p_following", "boolean"),
    ),
)
_start_scheduled_workout: Function[WorkoutDetail] = Function(
    "public.start_scheduled_workout",
    returns=WorkoutDetail,
    many=False,
    parameters=(
        ("p_id", "uuid"),
        ("p_started_at", "timestamp with time zone"),
        ("p_timezone", "text"),
    ),
)
_start_workout: Function[WorkoutDetail] = Function(
    "public.start_workout",
    returns=WorkoutDetail,
    many=False,
    parameters=(
        ("p_template_id", "uuid"),
        ("p_name", "text"),
        ("p_started_at", "timestamp with time zone"),
        ("p_timezone", "text"),
        ("p_notes", "text"),
        ("p_id", "uuid"),
    ),
)
_unblock_person: Function[None] = Function(
    "public.unblock_person",
    returns=None,
    many=False,
    parameters=(
        ("p_user_id", "uuid"),
    ),
)
_update_exercise: Function[Exercise] = Function(
    "public.update_exercise",
    returns=Exercise,
    many=False,
    parameters=(
        ("p_exercise_id", "uuid"),
        ("p_name", "text"),
        ("p_primary_muscle_groups", "public.muscle_group_enum[]"),
        ("p_secondary_muscle_groups", "public.muscle_group_enum[]"),
        ("p_category", "public.exercise_category_enum"),
        ("p_load_kind", "public.load_kind_enum"),
        ("p_bodyweight_share", "numeric"),
        ("p_description", "text"),
        ("p_instructions", "text"),
    ),
)
_update_me: Function[Account] = Function(
    "public.update_me",
    returns=Account,
    many=False,
    parameters=(
        ("p_display_name", "text"),
        ("p_unit_system", "public.unit_system_enum"),
        ("p_timezone", "text"),
        ("p_full_name", "text"),
        ("p_avatar_url", "text"),
    ),
)
_update_template: Function[TemplateDetail] = Function(
    "public.update_template",
    returns=TemplateDetail,
    many=False,
    parameters=(
        ("p_template_id", "uuid"),
        ("p_name", "text"),
        ("p_exercises", "jsonb"),
        ("p_description", "text"),
        ("p_visibility", "public.template_visibility_enum"),
    ),
)
_update_workout: Function[WorkoutDetail] = Function(
    "public.update_workout",
    returns=WorkoutDetail,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_name", "text"),
        ("p_started_at", "timestamp with time zone"),
        ("p_completed_at", "timestamp with time zone"),
        ("p_timezone", "text"),
        ("p_notes", "text"),
    ),
)
_workout_history: Function[list[WorkoutEntry]] = Function(
    "public.workout_history",
    returns=list[WorkoutEntry],
    many=True,
    parameters=(
        ("p_limit", "integer"),
        ("p_before", "timestamp with time zone"),
        ("p_before_id", "uuid"),
    ),
)


class Functions(ABC):
    """One method for each API function of the database."""

    @abstractmethod
    def _call(self, function: Function[T], *arguments: object) -> T: ...

    def abandon_workout(self, session_id: UUID | str) -> WorkoutSession:
        """Gives up a workout in progress: it stays, but its sets count for nothing. Raises PT404 if
        it is not one's own, PT409 if it is finished.
        """
        return self._call(_abandon_workout, session_id)

    def accept_friendship(self, user_id: UUID | str) -> Friend:
        """Says yes to somebody who asked, and returns the friend. Raises PT404 if they did not ask.
        """
        return self._call(_accept_friendship, user_id)

    def accept_invite(self, code: str) -> Friend:
        """Accepts an invite by its code and returns the friend who sent it; if nobody else invited
        one before, users.invited_by says so from now on. The same person again gets the same
        friend. Raises PT404 for an unknown code, PT409 for one that is used or has expired,
        PT422 for one's own.
        """
        return self._call(_accept_invite, code)

    def add_workout_exercise(
        self,
        session_id: UUID | str,
        exercise_id: UUID | str,
        *,
        superset_group: int | None = DEFAULT,
        notes: str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> WorkoutSessionExercise:
        """Adds a block for an exercise at the end of a workout and returns it; log_set() goes to
        the newest block of its exercise. Raises PT404 for an unknown workout or exercise, PT409
        if the workout is over.
        """
        return self._call(_add_workout_exercise, session_id, exercise_id, superset_group, notes, id)

    def archive_exercise(self, exercise_id: UUID | str) -> Exercise:
        """Takes an exercise of one's own out of search and lists; what was logged with it stays.
        Raises PT404 if it is not one's own.
        """
        return self._call(_archive_exercise, exercise_id)

    def archive_template(
        self,
        template_id: UUID | str,
        *,
        archived: bool = DEFAULT,
    ) -> WorkoutTemplate:
        """Puts a template out of use, or with false back into it. Raises PT404 if it is not one's
        own.

        Defaults: archived = true.
        """
        return self._call(_archive_template, template_id, archived)

    def begin_import(
        self,
        user_id: UUID | str,
        source: str,
        dialect: str,
        *,
        file_name: str | None = DEFAULT,
        unit: WeightUnitLike | None = DEFAULT,
        timezone: str | None = DEFAULT,
        on_conflict: ImportConflictLike = DEFAULT,
    ) -> UUID:
        """Opens an import into a person's log and returns its id; local times are in timezone, else
        in the person's zone. Then come the rows, by COPY into private.import_rows, and
        run_import(). For the back end. Raises PT404 for an unknown person, PT422 for an unknown
        zone.

        Defaults: on_conflict = 'report'.
        """
        return self._call(
            _begin_import,
            user_id,
            source,
            dialect,
            file_name,
            unit,
            timezone,
            on_conflict,
        )

    def block_person(self, user_id: UUID | str) -> None:
        """Ends whatever is between two people, and keeps requests of the other from reaching one;
        they are not told. Raises PT422 for oneself, PT404 if there is no such person.
        """
        return self._call(_block_person, user_id)

    def cancel_invite(self, invite_id: UUID | str) -> None:
        """Takes back an invite that nobody has accepted. Raises PT404 if it is not one's own, or
        accepted.
        """
        return self._call(_cancel_invite, invite_id)

    def cancel_scheduled_workout(self, id: UUID | str, *, following: bool = DEFAULT) -> int:
        """Takes an entry off the calendar; with following also those of its series from its day on
        that are not done, which ends the series. Returns how many went. Raises PT404 if it is
        not one's own, PT409 if it is done.

        Defaults: following = false.
        """
        return self._call(_cancel_scheduled_workout, id, following)

    def check_session(self, access_hash: str) -> UUID:
        """Who is signed in by this token, given as its SHA-256. For the back end, on plain
        Postgres, which then acts as them. Raises PT404 if the token is unknown or expired, or
        the session was ended.
        """
        return self._call(_check_session, access_hash)

    def consume_generation(self) -> int:
        """Takes one from today's allowance of generated programs and returns how many are left. The
        day is the person's own. Raises PT402 when none is left, or the trial is over and no
        subscription is active.
        """
        return self._call(_consume_generation)

    def copy_template(
        self,
        id: UUID | str,
        *,
        copy_id: UUID | str | None = DEFAULT,
    ) -> TemplateDetail:
        """Makes a private template of one's own of one that a friend shows, and returns it: all but
        the notes. The friend's own exercises become one's own too, unless their name already
        means one. The copy goes its own way from then on. The same copy_id again returns what is
        there. Raises PT404 if no friend shows it.
        """
        return self._call(_copy_template, id, copy_id)

    def create_exercise(
        self,
        name: str,
        *,
        load_kind: LoadKindLike = DEFAULT,
        primary_muscle_groups: Sequence[MuscleGroupLike] = DEFAULT,
        secondary_muscle_groups: Sequence[MuscleGroupLike] = DEFAULT,
        category: ExerciseCategoryLike = DEFAULT,
        bodyweight_share: Decimal | float | None = DEFAULT,
        equipment_ids: Sequence[UUID | str] = DEFAULT,
        description: str | None = DEFAULT,
        instructions: str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> Exercise:
        """Makes an exercise of one's own and returns it. The same id again returns what is there.
        Raises PT404 for unknown equipment, PT409 if one has an exercise of this name, PT422 for
        a bad name or a share that does not fit the load kind.

        Defaults: load_kind = 'weight_reps', primary_muscle_groups = '{}',
        secondary_muscle_groups = '{}', category = 'strength', equipment_ids = '{}'.
        """
        return self._call(
            _create_exercise,
            name,
            load_kind,
            primary_muscle_groups,
            secondary_muscle_groups,
            category,
            bodyweight_share,
            equipment_ids,
            description,
            instructions,
            id,
        )

    def create_invite(self, *, expires_at: datetime | None = DEFAULT) -> NewInvite:
        """Makes an invite for one person, good for 14 days unless told otherwise, and returns its
        code. The database keeps its SHA-256 alone, so the code is never seen again. Raises PT422
        for an expiry in the past or more than a year ahead.
        """
        return self._call(_create_invite, expires_at)

    def create_template(
        self,
        name: str,
        *,
        exercises: Any = DEFAULT,
        description: str | None = DEFAULT,
        visibility: TemplateVisibilityLike = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> TemplateDetail:
        """Makes a template and returns it. exercises is a list of objects: exercise_id or
        exercise_name, and optionally sets, reps_min, reps_max, target_duration_seconds,
        target_rpe, target_rir, rest_time_seconds, superset_group, confidence_level, notes. The
        same id again returns what is there. Raises PT422 with every fault's path; then nothing
        is written.

        Defaults: exercises = '[]', visibility = 'private'.
        """
        return self._call(_create_template, name, exercises, description, visibility, id)

    def create_user(
        self,
        email: str,
        *,
        display_name: str | None = DEFAULT,
        timezone: str = DEFAULT,
        unit_system: UnitSystemLike = DEFAULT,
    ) -> UUID:
        """Makes an account on plain Postgres and returns the person's id; on Supabase its own
        sign-up does that. For the back end. Raises PT409 if the address is taken, PT422 for a
        bad address or zone.

        Defaults: timezone = 'UTC', unit_system = 'metric'.
        """
        return self._call(_create_user, email, display_name, timezone, unit_system)

    def decline_friendship(self, user_id: UUID | str) -> None:
        """Says no to somebody who asked; they may ask again. Raises PT404 if they did not ask."""
        return self._call(_decline_friendship, user_id)

    def delete_set(self, set_id: UUID | str) -> None:
        """Deletes a set; those after it move up, and a record it held goes back to where it
        belongs. Raises PT404 if it is not one's own.
        """
        return self._call(_delete_set, set_id)

    def delete_template(self, template_id: UUID | str) -> None:
        """Deletes a template; workouts done from it stay as they are. Raises PT404 if it is not
        one's own.
        """
        return self._call(_delete_template, template_id)

    def delete_workout(self, session_id: UUID | str) -> None:
        """Deletes a workout: it is seen no more, and its records go back to where they belong.
        restore_workout() undoes it. Raises PT404 if it is not one's own.
        """
        return self._call(_delete_workout, session_id)

    def e1rm(
        self,
        load_kg: Decimal | float,
        reps: int,
        *,
        formula: E1rmFormulaLike = DEFAULT,
    ) -> Decimal | None:
        """The estimated one-repetition maximum, kg, from a load in kg and the repetitions done with
        it; null above 12 repetitions (Brzycki: from 10), where no equation holds. Epley,
        Poundage Chart, 1985 (the default); Brzycki, JOPERD 64(1):88-90, 1993; Lombardi,
        Beginning Weight Training, 1989; O'Conner, Simmons and O'Shea, Weight Training Today,
        1989; Wathan, in Baechle (ed.), Essentials of Strength Training, 1994.

        Defaults: formula = 'epley'.
        """
        return self._call(_e1rm, load_kg, reps, formula)

    def edit_set(
        self,
        set_id: UUID | str,
        *,
        reps: int | None = DEFAULT,
        weight: Decimal | float | None = DEFAULT,
        weight_unit: WeightUnitLike | None = DEFAULT,
        rpe: Decimal | float | None = DEFAULT,
        rir: int | None = DEFAULT,
        set_type: SetTypeLike | None = DEFAULT,
        duration_seconds: Decimal | float | None = DEFAULT,
        distance_m: Decimal | float | None = DEFAULT,
        rest_time_seconds: int | None = DEFAULT,
        notes: str | None = DEFAULT,
        performed_at: datetime | None = DEFAULT,
        clear: Sequence[str] = DEFAULT,
    ) -> LoggedSet:
        """Corrects a set, whether its workout is over or not, and returns it with the records it
        holds now; what is not given stays, and clear names what is to be unknown again. Raises
        PT404 if it is not one's own, PT422 for values no set can have.

        Defaults: clear = '{}'.
        """
        return self._call(
            _edit_set,
            set_id,
            reps,
            weight,
            weight_unit,
            rpe,
            rir,
            set_type,
            duration_seconds,
            distance_m,
            rest_time_seconds,
            notes,
            performed_at,
            clear,
        )

    def end_friendship(self, user_id: UUID | str) -> None:
        """Ends a friendship, also one that an invite made, or takes a request back. From now on
        neither sees what the other shows to friends. Raises PT404 if there is none.
        """
        return self._call(_end_friendship, user_id)

    def erase_account(self) -> None:
        """Erases the person who asks: the account, the log, the records, everything, in one
        transaction. There is no way back; export_account() comes first. Raises 42501 if nobody
        is signed in.
        """
        return self._call(_erase_account)

    def exercise_history(
        self,
        exercise_id: UUID | str,
        *,
        limit: int = DEFAULT,
        from_: date | None = DEFAULT,
        to: date | None = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
    ) -> list[ExerciseEntry]:
        """What one did of an exercise, workout by workout, newest first, without warm-ups, at most
        1000; between two local dates if given. For the next page give started_at and session_id
        of the last row.

        Defaults: limit = 50.
        """
        return self._call(_exercise_history, exercise_id, limit, from_, to, before, before_id)

    def export_account(self) -> Any:
        """Everything the database holds of the person who asks, one key a table, as JSON. Raises
        42501 if nobody is signed in.
        """
        return self._call(_export_account)

    def find_password(self, email: str) -> PasswordEntry | None:
        """Whose password, and its argon2id hash, for the back end to compare with what was typed;
        null if the address has no account or the account no password. Whoever gets null compares
        with a hash of their own making, so that nobody can tell by the time it takes. For the
        back end, on plain Postgres.
        """
        return self._call(_find_password, email)

    def find_substitutes(self, exercise_id: UUID | str, *, limit: int = DEFAULT) -> list[Exercise]:
        """Exercises for the same primary muscles that need nothing one does not have (see
        set_my_equipment), closest first. Raises PT404 for an unknown exercise.

        Defaults: limit = 10.
        """
        return self._call(_find_substitutes, exercise_id, limit)

    def find_user(self, email: str) -> UUID:
        """The id of the person with this e-mail address. For the back end. Raises PT404 if there is
        none.
        """
        return self._call(_find_user, email)

    def finish_workout(
        self,
        session_id: UUID | str,
        *,
        completed_at: datetime | None = DEFAULT,
        notes: str | None = DEFAULT,
    ) -> WorkoutSummary:
        """Ends a workout, now unless told otherwise, and returns it in numbers with the records
        broken in it; again, it changes nothing. Raises PT404 if it is not one's own, PT409 if it
        was abandoned, PT422 for an end before the start.
        """
        return self._call(_finish_workout, session_id, completed_at, notes)

    def get_adherence(self, from_: date, to: date) -> list[AdherenceWeek]:
        """How one kept to one's calendar, week by week (from Monday), for the weeks that hold from_
        to to, whole: what was planned, and of it what was done, missed, skipped and is still
        ahead; and what was moved. streak_weeks counts the weeks in a row, up to that one, in
        which something planned was done and nothing missed; weeks with nothing to do, or all of
        it skipped or ahead, are passed over. Raises PT422 for a range that ends before it
        starts, or has no end.
        """
        return self._call(_get_adherence, from_, to)

    def get_calendar(self, from_: date, to: date) -> list[CalendarItem]:
        """The entries and the finished workouts of one's own days from from_ to to, both included,
        by day, one row a thing: an entry and the workout done for it on its day are one; done on
        another day, each is on its own, and session_id of the entry says which workout. The
        numbers are the workout's: seconds, blocks, and volume load of the working sets in kg;
        over more than 93 days blocks and volume are left out. Raises PT422 for a range that ends
        before it starts, or has no end.
        """
        return self._call(_get_calendar, from_, to)

    def get_me(self) -> Account:
        """The person who asks, with their profile and what is left of today's allowance. Raises
        42501 if nobody is signed in, PT404 if the account was erased.
        """
        return self._call(_get_me)

    def get_muscle_volume(
        self,
        from_: date,
        to: date,
        *,
        counting: MuscleCountingLike = DEFAULT,
    ) -> list[MuscleVolume]:
        """What each muscle did, week by week (from Monday), between two local dates, both included;
        a fine muscle and its coarse group each have a row, so add up one or the other. Raises
        PT422 for a range that ends before it starts, or has no end.

        Defaults: counting = 'fractional'.
        """
        return self._call(_get_muscle_volume, from_, to, counting)

    def get_record_history(self, exercise_id: UUID | str) -> list[BrokenRecord]:
        """Every record one ever set in an exercise, oldest first, with the value it beat."""
        return self._call(_get_record_history, exercise_id)

    def get_records(self, *, exercise_id: UUID | str | None = DEFAULT) -> list[RecordEntry]:
        """One's records as they stand, of one exercise or of all."""
        return self._call(_get_records, exercise_id)

    def get_template(self, template_id: UUID | str) -> TemplateDetail:
        """A template of one's own with its exercises in order. Raises PT404 if it is not there."""
        return self._call(_get_template, template_id)

    def get_workout(self, session_id: UUID | str) -> WorkoutDetail:
        """A workout of one's own: its blocks in order, and their sets in order. Raises PT404 if it
        is not there.
        """
        return self._call(_get_workout, session_id)

    def get_workout_summary(self, session_id: UUID | str) -> WorkoutSummary:
        """A workout of one's own in numbers, with the records that were broken in it. Raises PT404
        if it is not there.
        """
        return self._call(_get_workout_summary, session_id)

    def issue_magic_link(
        self,
        email: str,
        token_hash: str,
        *,
        valid_for: timedelta = DEFAULT,
    ) -> None:
        """Remembers a link that the back end mails, by the SHA-256 of its token in lower-case
        hexadecimal. It does the same whether the address has an account or not. For the back
        end, on plain Postgres. Raises PT422 for a bad address, or a validity outside 1 minute to
        7 days, PT429 after five mails within 15 minutes.

        Defaults: valid_for = '00:15:00'.
        """
        return self._call(_issue_magic_link, email, token_hash, valid_for)

    def issue_password_reset(
        self,
        email: str,
        token_hash: str,
        *,
        valid_for: timedelta = DEFAULT,
    ) -> None:
        """Remembers a reset that the back end mails, by the SHA-256 of its token in lower-case
        hexadecimal. It does the same whether the address has an account or not. For the back
        end, on plain Postgres. Raises PT422 for a bad address, or a validity outside 1 minute to
        1 day, PT429 after five mails within 15 minutes.

        Defaults: valid_for = '01:00:00'.
        """
        return self._call(_issue_password_reset, email, token_hash, valid_for)

    def last_time(
        self,
        exercise_id: UUID | str,
        *,
        before: datetime | None = DEFAULT,
    ) -> LastTime | None:
        """The last finished workout one did an exercise in, before a moment if given, with its sets
        of that exercise in order; null if there is none.
        """
        return self._call(_last_time, exercise_id, before)

    def link_scheduled_workout(
        self,
        id: UUID | str,
        *,
        session_id: UUID | str | None = DEFAULT,
    ) -> CalendarEntry:
        """Says that a workout of one's own, done already or going on, completes an entry, and
        returns the entry; without session_id it takes the link away. The same again changes
        nothing. Raises PT404 if either is not one's own, PT409 if the entry is done by another
        workout, or the workout completes another entry or was abandoned.
        """
        return self._call(_link_scheduled_workout, id, session_id)

    def list_friends(self, *, status: FriendshipStatusLike = DEFAULT) -> list[Friend]:
        """One's friends by name; or with status requested those one asked, with received those who
        ask, with blocked those one blocked.

        Defaults: status = 'accepted'.
        """
        return self._call(_list_friends, status)

    def log_set(
        self,
        session_id: UUID | str,
        *,
        exercise_id: UUID | str | None = DEFAULT,
        reps: int | None = DEFAULT,
        weight: Decimal | float | None = DEFAULT,
        weight_unit: WeightUnitLike | None = DEFAULT,
        rpe: Decimal | float | None = DEFAULT,
        rir: int | None = DEFAULT,
        set_type: SetTypeLike = DEFAULT,
        duration_seconds: Decimal | float | None = DEFAULT,
        distance_m: Decimal | float | None = DEFAULT,
        rest_time_seconds: int | None = DEFAULT,
        notes: str | None = DEFAULT,
        performed_at: datetime | None = DEFAULT,
        session_exercise_id: UUID | str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> LoggedSet:
        """Logs a set, numbered next in its block, and returns it with the records it broke. The
        block is session_exercise_id, or the newest one of exercise_id, made if need be. The
        weight is in weight_unit, else in the person's unit. The same id again changes nothing
        and returns the same set. Raises PT404 for an unknown workout, block or exercise, PT409
        if the workout is over, PT422 for values no set can have.

        Defaults: set_type = 'working'.
        """
        return self._call(
            _log_set,
            session_id,
            exercise_id,
            reps,
            weight,
            weight_unit,
            rpe,
            rir,
            set_type,
            duration_seconds,
            distance_m,
            rest_time_seconds,
            notes,
            performed_at,
            session_exercise_id,
            id,
        )

    def log_workout(self, workout: Any) -> WorkoutSummary:
        """Logs a whole finished workout and returns it in numbers with the records broken in it.
        The document has started_at, exercises, and optionally id, name, completed_at, timezone,
        notes, template_id; an exercise has exercise_id or exercise_name, sets, and optionally
        superset_group, notes; a set has any of set_type, reps, weight, weight_unit, rpe, rir,
        duration_seconds, distance_m, rest_time_seconds, notes, performed_at. The same id again
        returns what is there. Raises PT422 with every fault's path, PT404 for an unknown
        template; then nothing is written.
        """
        return self._call(_log_workout, workout)

    def merge_exercises(self, from_id: UUID | str, into_id: UUID | str) -> Exercise:
        """Folds an exercise of one's own into another and returns that: the log, the records,
        templates and aliases follow, the old name goes on to mean the new exercise, and the
        redirect is kept. Raises PT404 for an exercise that is not there, PT409 for one into
        itself, into an archived one, or merged elsewhere before.
        """
        return self._call(_merge_exercises, from_id, into_id)

    def open_session(
        self,
        user_id: UUID | str,
        access_hash: str,
        refresh_hash: str,
        *,
        password_hash: str | None = DEFAULT,
        valid_for: timedelta = DEFAULT,
    ) -> None:
        """Signs a person in, under the SHA-256 of two tokens in lower-case hexadecimal: one for
        requests, good for 15 minutes, and one that refreshes the session, which ends when that
        was not done for valid_for. Whoever compared a password gives the hash it was compared
        with, so that one changed meanwhile signs nobody in. For the back end, on plain Postgres.
        Raises PT404 if the password was changed, PT422 for a validity outside 1 minute to 1
        year, 23503 if there is no such person.

        Defaults: valid_for = '30 days'.
        """
        return self._call(
            _open_session,
            user_id,
            access_hash,
            refresh_hash,
            password_hash,
            valid_for,
        )

    def purge_import_rows(self, *, older_than: timedelta = DEFAULT) -> int:
        """Forgets the raw rows of imports that nothing has happened to for that long, and returns
        how many; the account and what came in stay. For the back end, by cron.

        Defaults: older_than = '30 days'.
        """
        return self._call(_purge_import_rows, older_than)

    def purge_sign_in(self) -> int:
        """Forgets the links, resets and sessions that have expired, and returns how many. For the
        back end, on plain Postgres, by cron.
        """
        return self._call(_purge_sign_in)

    def record_body_measurement(
        self,
        weight: Decimal | float,
        *,
        weight_unit: WeightUnitLike | None = DEFAULT,
        measured_on: date | None = DEFAULT,
        body_fat_percent: Decimal | float | None = DEFAULT,
        notes: str | None = DEFAULT,
    ) -> BodyMeasurement:
        """Keeps what one weighs on a day, today in one's own zone unless told otherwise; a second
        one of a day takes the place of the first. The weight is in weight_unit, else in the
        person's unit. Records of exercises that lift the body are counted anew. Raises PT422 for
        a weight that no body has.
        """
        return self._call(
            _record_body_measurement,
            weight,
            weight_unit,
            measured_on,
            body_fat_percent,
            notes,
        )

    def redeem_magic_link(self, token_hash: str) -> RedeemedLink:
        """Uses a link up and returns who has its address; somebody new gets an account now, with
        the password they registered, if they did. For the back end, on plain Postgres, which
        then opens a session. Raises PT404 if the token is unknown, used or expired.
        """
        return self._call(_redeem_magic_link, token_hash)

    def redeem_password_reset(self, token_hash: str, password_hash: str) -> UUID:
        """Uses a reset up, sets the password to the one with this argon2id hash, ends all the
        person's sessions and all links and resets that were mailed to them, and returns who it
        is. For the back end, on plain Postgres. Raises PT404 if the token is unknown, used or
        expired, or its address has no account.
        """
        return self._call(_redeem_password_reset, token_hash, password_hash)

    def refresh_session(
        self,
        refresh_hash: str,
        new_access_hash: str,
        new_refresh_hash: str,
    ) -> UUID | None:
        """Puts two new tokens in the place of a session's, each given as its SHA-256, and returns
        who is signed in; the session goes on for as long again as it was opened for. Returns
        null if the token is unknown or expired, or its session was ended; also if it was used
        before: then somebody else has it too, and the session ends. That end has to be
        committed, which is why this raises nothing. For the back end, on plain Postgres.
        """
        return self._call(_refresh_session, refresh_hash, new_access_hash, new_refresh_hash)

    def register_password(
        self,
        email: str,
        password_hash: str,
        token_hash: str,
        *,
        valid_for: timedelta = DEFAULT,
    ) -> None:
        """Remembers a password, as its argon2id hash, until redeem_magic_link() is called for the
        token that the back end mails: then somebody new gets their account with it. It does the
        same whether the address has an account or not; one that is there keeps its own password.
        For the back end, on plain Postgres. Raises PT422 for a bad address, or a validity
        outside 1 minute to 7 days, PT429 after five mails within 15 minutes.

        Defaults: valid_for = '1 day'.
        """
        return self._call(_register_password, email, password_hash, token_hash, valid_for)

    def reorder_template(
        self,
        template_id: UUID | str,
        exercise_row_ids: Sequence[UUID | str],
    ) -> TemplateDetail:
        """Puts the exercises of a template in a new order, given whole as the ids of their rows,
        and returns it. Raises PT404 if it is not one's own, PT422 if a row is missing, foreign
        or there twice.
        """
        return self._call(_reorder_template, template_id, exercise_row_ids)

    def request_friendship(self, user_id: UUID | str) -> Friend:
        """Asks somebody to be one's friend, and returns how it stands: requested, or accepted if
        they asked too or are a friend already. Raises PT422 for oneself, PT404 if there is no
        such person, PT409 if one has blocked them.
        """
        return self._call(_request_friendship, user_id)

    def reschedule_workout(
        self,
        id: UUID | str,
        scheduled_date: date,
        *,
        following: bool = DEFAULT,
    ) -> list[CalendarEntry]:
        """Moves an entry to another day and returns it; with following also those of its series
        from its day on that are not done, by as many days. If it was skipped, it is planned
        again. Raises PT404 if it is not one's own, PT409 if it is done, PT422 for a day before
        1900 or after 2199.

        Defaults: following = false.
        """
        return self._call(_reschedule_workout, id, scheduled_date, following)

    def restore_workout(self, session_id: UUID | str) -> WorkoutDetail:
        """Brings back a deleted workout, with the records it holds, and returns it. Raises PT404 if
        it is not one's own.
        """
        return self._call(_restore_workout, session_id)

    def resume_workout(self, session_id: UUID | str) -> WorkoutSession:
        """Takes up a finished or abandoned workout again, so that sets can be logged to it. Raises
        PT404 if it is not one's own.
        """
        return self._call(_resume_workout, session_id)

    def revoke_session(self, token_hash: str) -> None:
        """Signs out: ends the session that has this token, of the two whichever, given as its
        SHA-256. A session that is over stays so. For the back end, on plain Postgres.
        """
        return self._call(_revoke_session, token_hash)

    def run_import(self, job_id: UUID | str) -> Any:
        """Brings the rows of an import into the log and returns the account: rows = sets + rests +
        notes + the number of errors; workouts created, updated, unchanged and in conflict;
        exercises made, and what they may be called here. For the back end, in one transaction
        with begin_import(). Raises PT404 for an unknown import, PT409 for one that is done.
        """
        return self._call(_run_import, job_id)

    def schedule_recurring(
        self,
        weekdays: Sequence[int],
        from_: date,
        *,
        until: date | None = DEFAULT,
        count: int | None = DEFAULT,
        every_weeks: int = DEFAULT,
        template_id: UUID | str | None = DEFAULT,
        title: str | None = DEFAULT,
        notes: str | None = DEFAULT,
        series_id: UUID | str | None = DEFAULT,
    ) -> list[CalendarEntry]:
        """Puts a workout on each of weekdays (1 is Monday, 7 Sunday) of every every_weeks-th week
        from from_ on, until until or count times, at most 1000, and returns the entries by day.
        They share a series. The same series_id again returns what is there. Raises PT404 for an
        unknown template, PT422 for days that are none, both or neither of until and count, or a
        schedule without a day.

        Defaults: every_weeks = 1.
        """
        return self._call(
            _schedule_recurring,
            weekdays,
            from_,
            until,
            count,
            every_weeks,
            template_id,
            title,
            notes,
            series_id,
        )

    def schedule_workout(
        self,
        scheduled_date: date,
        *,
        template_id: UUID | str | None = DEFAULT,
        title: str | None = DEFAULT,
        notes: str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> CalendarEntry:
        """Puts a workout on a day of one's calendar and returns the entry: from a template, with a
        title, or just a note. The same id again returns what is there. Raises PT404 for an
        unknown template, PT422 for a day before 1900 or after 2199, or a text too long.
        """
        return self._call(_schedule_workout, scheduled_date, template_id, title, notes, id)

    def schema_chapters(self) -> list[SchemaChapters]:
        """The chapters applied to this database with the SHA-256 of each file, in order. A client
        uses it to see that the schema is the one it was made for. May be null: nothing.
        """
        return self._call(_schema_chapters)

    def search_exercises(
        self,
        *,
        query: str | None = DEFAULT,
        muscle: MuscleGroupLike | None = DEFAULT,
        equipment: str | None = DEFAULT,
        load_kind: LoadKindLike | None = DEFAULT,
        limit: int = DEFAULT,
    ) -> list[Exercise]:
        """Exercises whose name or alias holds every word of the query, best fit first, one's own
        before the system's; optionally for one primary muscle, one piece of equipment by name,
        one load kind. At most 200. Raises PT422 for a query of over 200 characters.

        Defaults: limit = 50.
        """
        return self._call(_search_exercises, query, muscle, equipment, load_kind, limit)

    def set_my_equipment(self, equipment_ids: Sequence[UUID | str]) -> list[Equipment]:
        """Says what one has to train with, the whole list, and returns it. Raises PT404 for an
        unknown piece.
        """
        return self._call(_set_my_equipment, equipment_ids)

    def shared_templates(
        self,
        *,
        limit: int = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
    ) -> list[SharedTemplate]:
        """What one's friends show of their templates, newest first, at most 200; copy_template()
        makes one of them one's own. For the next page give updated_at and id of the last row.

        Defaults: limit = 20.
        """
        return self._call(_shared_templates, limit, before, before_id)

    def skip_workout(self, id: UUID | str, *, following: bool = DEFAULT) -> list[CalendarEntry]:
        """Says that one skips an entry, which so is not missed, and returns it; with following also
        those of its series from its day on that are not done. Starting, linking or moving it
        takes that back. Raises PT404 if it is not one's own, PT409 if it is done.

        Defaults: following = false.
        """
        return self._call(_skip_workout, id, following)

    def start_scheduled_workout(
        self,
        id: UUID | str,
        *,
        started_at: datetime | None = DEFAULT,
        timezone: str | None = DEFAULT,
    ) -> WorkoutDetail:
        """Begins the workout of an entry, with a copy of what its template asks for, links the two
        and returns the workout; if it was begun already, that one. Starts now, in the person's
        zone, unless told otherwise. Raises PT404 if the entry is not one's own, PT422 for an
        unknown zone.
        """
        return self._call(_start_scheduled_workout, id, started_at, timezone)

    def start_workout(
        self,
        *,
        template_id: UUID | str | None = DEFAULT,
        name: str | None = DEFAULT,
        started_at: datetime | None = DEFAULT,
        timezone: str | None = DEFAULT,
        notes: str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> WorkoutDetail:
        """Begins a workout and returns it; from a template it takes a copy of what that asks for.
        Starts now, in the person's zone, unless told otherwise. The same id again returns what
        is there. Raises PT404 for an unknown template, PT422 for an unknown zone.
        """
        return self._call(_start_workout, template_id, name, started_at, timezone, notes, id)

    def unblock_person(self, user_id: UUID | str) -> None:
        """Lifts a block; a request that came meanwhile is there then, the friendship is not. Raises
        PT404 if one did not block them.
        """
        return self._call(_unblock_person, user_id)

    def update_exercise(
        self,
        exercise_id: UUID | str,
        *,
        name: str | None = DEFAULT,
        primary_muscle_groups: Sequence[MuscleGroupLike] | None = DEFAULT,
        secondary_muscle_groups: Sequence[MuscleGroupLike] | None = DEFAULT,
        category: ExerciseCategoryLike | None = DEFAULT,
        load_kind: LoadKindLike | None = DEFAULT,
        bodyweight_share: Decimal | float | None = DEFAULT,
        description: str | None = DEFAULT,
        instructions: str | None = DEFAULT,
    ) -> Exercise:
        """Changes what is given of an exercise of one's own and returns it; with a new load kind
        the records of the exercise are counted anew. Raises PT404 if it is not one's own, PT409
        for the name of another one, PT422 for a bad name, 23514 for a share that does not fit
        the load kind.
        """
        return self._call(
            _update_exercise,
            exercise_id,
            name,
            primary_muscle_groups,
            secondary_muscle_groups,
            category,
            load_kind,
            bodyweight_share,
            description,
            instructions,
        )

    def update_me(
        self,
        *,
        display_name: str | None = DEFAULT,
        unit_system: UnitSystemLike | None = DEFAULT,
        timezone: str | None = DEFAULT,
        full_name: str | None = DEFAULT,
        avatar_url: str | None = DEFAULT,
    ) -> Account:
        """Changes what is given and keeps the rest. A new time zone holds for workouts started from
        now on. Raises PT422 for an unknown zone, or a name that is empty or too long.
        """
        return self._call(_update_me, display_name, unit_system, timezone, full_name, avatar_url)

    def update_template(
        self,
        template_id: UUID | str,
        *,
        name: str | None = DEFAULT,
        exercises: Any = DEFAULT,
        description: str | None = DEFAULT,
        visibility: TemplateVisibilityLike | None = DEFAULT,
    ) -> TemplateDetail:
        """Changes what is given of a template, keeps the rest, and returns it; exercises takes the
        place of the whole list and reads as in create_template. Raises PT404 if it is not one's
        own, PT422 with every fault's path.
        """
        return self._call(_update_template, template_id, name, exercises, description, visibility)

    def update_workout(
        self,
        session_id: UUID | str,
        *,
        name: str | None = DEFAULT,
        started_at: datetime | None = DEFAULT,
        completed_at: datetime | None = DEFAULT,
        timezone: str | None = DEFAULT,
        notes: str | None = DEFAULT,
    ) -> WorkoutDetail:
        """Changes what is given of a workout and returns it; a new start moves its sets along.
        Raises PT404 if it is not one's own, PT422 for an unknown zone or an end before the
        start.
        """
        return self._call(
            _update_workout,
            session_id,
            name,
            started_at,
            completed_at,
            timezone,
            notes,
        )

    def workout_history(
        self,
        *,
        limit: int = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
    ) -> list[WorkoutEntry]:
        """One's workouts in numbers, newest first, at most 200. For the next page give started_at
        and session_id of the last row.

        Defaults: limit = 20.
        """
        return self._call(_workout_history, limit, before, before_id)


class AsyncFunctions(ABC):
    """One method for each API function of the database."""

    @abstractmethod
    async def _call(self, function: Function[T], *arguments: object) -> T: ...

    async def abandon_workout(self, session_id: UUID | str) -> WorkoutSession:
        """Gives up a workout in progress: it stays, but its sets count for nothing. Raises PT404 if
        it is not one's own, PT409 if it is finished.
        """
        return await self._call(_abandon_workout, session_id)

    async def accept_friendship(self, user_id: UUID | str) -> Friend:
        """Says yes to somebody who asked, and returns the friend. Raises PT404 if they did not ask.
        """
        return await self._call(_accept_friendship, user_id)

    async def accept_invite(self, code: str) -> Friend:
        """Accepts an invite by its code and returns the friend who sent it; if nobody else invited
        one before, users.invited_by says so from now on. The same person again gets the same
        friend. Raises PT404 for an unknown code, PT409 for one that is used or has expired,
        PT422 for one's own.
        """
        return await self._call(_accept_invite, code)

    async def add_workout_exercise(
        self,
        session_id: UUID | str,
        exercise_id: UUID | str,
        *,
        superset_group: int | None = DEFAULT,
        notes: str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> WorkoutSessionExercise:
        """Adds a block for an exercise at the end of a workout and returns it; log_set() goes to
        the newest block of its exercise. Raises PT404 for an unknown workout or exercise, PT409
        if the workout is over.
        """
        return await self._call(
            _add_workout_exercise,
            session_id,
            exercise_id,
            superset_group,
            notes,
            id,
        )

    async def archive_exercise(self, exercise_id: UUID | str) -> Exercise:
        """Takes an exercise of one's own out of search and lists; what was logged with it stays.
        Raises PT404 if it is not one's own.
        """
        return await self._call(_archive_exercise, exercise_id)

    async def archive_template(
        self,
        template_id: UUID | str,
        *,
        archived: bool = DEFAULT,
    ) -> WorkoutTemplate:
        """Puts a template out of use, or with false back into it. Raises PT404 if it is not one's
        own.

        Defaults: archived = true.
        """
        return await self._call(_archive_template, template_id, archived)

    async def begin_import(
        self,
        user_id: UUID | str,
        source: str,
        dialect: str,
        *,
        file_name: str | None = DEFAULT,
        unit: WeightUnitLike | None = DEFAULT,
        timezone: str | None = DEFAULT,
        on_conflict: ImportConflictLike = DEFAULT,
    ) -> UUID:
        """Opens an import into a person's log and returns its id; local times are in timezone, else
        in the person's zone. Then come the rows, by COPY into private.import_rows, and
        run_import(). For the back end. Raises PT404 for an unknown person, PT422 for an unknown
        zone.

        Defaults: on_conflict = 'report'.
        """
        return await self._call(
            _begin_import,
            user_id,
            source,
            dialect,
            file_name,
            unit,
            timezone,
            on_conflict,
        )

    async def block_person(self, user_id: UUID | str) -> None:
        """Ends whatever is between two people, and keeps requests of the other from reaching one;
        they are not told. Raises PT422 for oneself, PT404 if there is no such person.
        """
        return await self._call(_block_person, user_id)

    async def cancel_invite(self, invite_id: UUID | str) -> None:
        """Takes back an invite that nobody has accepted. Raises PT404 if it is not one's own, or
        accepted.
        """
        return await self._call(_cancel_invite, invite_id)

    async def cancel_scheduled_workout(self, id: UUID | str, *, following: bool = DEFAULT) -> int:
        """Takes an entry off the calendar; with following also those of its series from its day on
        that are not done, which ends the series. Returns how many went. Raises PT404 if it is
        not one's own, PT409 if it is done.

        Defaults: following = false.
        """
        return await self._call(_cancel_scheduled_workout, id, following)

    async def check_session(self, access_hash: str) -> UUID:
        """Who is signed in by this token, given as its SHA-256. For the back end, on plain
        Postgres, which then acts as them. Raises PT404 if the token is unknown or expired, or
        the session was ended.
        """
        return await self._call(_check_session, access_hash)

    async def consume_generation(self) -> int:
        """Takes one from today's allowance of generated programs and returns how many are left. The
        day is the person's own. Raises PT402 when none is left, or the trial is over and no
        subscription is active.
        """
        return await self._call(_consume_generation)

    async def copy_template(
        self,
        id: UUID | str,
        *,
        copy_id: UUID | str | None = DEFAULT,
    ) -> TemplateDetail:
        """Makes a private template of one's own of one that a friend shows, and returns it: all but
        the notes. The friend's own exercises become one's own too, unless their name already
        means one. The copy goes its own way from then on. The same copy_id again returns what is
        there. Raises PT404 if no friend shows it.
        """
        return await self._call(_copy_template, id, copy_id)

    async def create_exercise(
        self,
        name: str,
        *,
        load_kind: LoadKindLike = DEFAULT,
        primary_muscle_groups: Sequence[MuscleGroupLike] = DEFAULT,
        secondary_muscle_groups: Sequence[MuscleGroupLike] = DEFAULT,
        category: ExerciseCategoryLike = DEFAULT,
        bodyweight_share: Decimal | float | None = DEFAULT,
        equipment_ids: Sequence[UUID | str] = DEFAULT,
        description: str | None = DEFAULT,
        instructions: str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> Exercise:
        """Makes an exercise of one's own and returns it. The same id again returns what is there.
        Raises PT404 for unknown equipment, PT409 if one has an exercise of this name, PT422 for
        a bad name or a share that does not fit the load kind.

        Defaults: load_kind = 'weight_reps', primary_muscle_groups = '{}',
        secondary_muscle_groups = '{}', category = 'strength', equipment_ids = '{}'.
        """
        return await self._call(
            _create_exercise,
            name,
            load_kind,
            primary_muscle_groups,
            secondary_muscle_groups,
            category,
            bodyweight_share,
            equipment_ids,
            description,
            instructions,
            id,
        )

    async def create_invite(self, *, expires_at: datetime | None = DEFAULT) -> NewInvite:
        """Makes an invite for one person, good for 14 days unless told otherwise, and returns its
        code. The database keeps its SHA-256 alone, so the code is never seen again. Raises PT422
        for an expiry in the past or more than a year ahead.
        """
        return await self._call(_create_invite, expires_at)

    async def create_template(
        self,
        name: str,
        *,
        exercises: Any = DEFAULT,
        description: str | None = DEFAULT,
        visibility: TemplateVisibilityLike = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> TemplateDetail:
        """Makes a template and returns it. exercises is a list of objects: exercise_id or
        exercise_name, and optionally sets, reps_min, reps_max, target_duration_seconds,
        target_rpe, target_rir, rest_time_seconds, superset_group, confidence_level, notes. The
        same id again returns what is there. Raises PT422 with every fault's path; then nothing
        is written.

        Defaults: exercises = '[]', visibility = 'private'.
        """
        return await self._call(_create_template, name, exercises, description, visibility, id)

    async def create_user(
        self,
        email: str,
        *,
        display_name: str | None = DEFAULT,
        timezone: str = DEFAULT,
        unit_system: UnitSystemLike = DEFAULT,
    ) -> UUID:
        """Makes an account on plain Postgres and returns the person's id; on Supabase its own
        sign-up does that. For the back end. Raises PT409 if the address is taken, PT422 for a
        bad address or zone.

        Defaults: timezone = 'UTC', unit_system = 'metric'.
        """
        return await self._call(_create_user, email, display_name, timezone, unit_system)

    async def decline_friendship(self, user_id: UUID | str) -> None:
        """Says no to somebody who asked; they may ask again. Raises PT404 if they did not ask."""
        return await self._call(_decline_friendship, user_id)

    async def delete_set(self, set_id: UUID | str) -> None:
        """Deletes a set; those after it move up, and a record it held goes back to where it
        belongs. Raises PT404 if it is not one's own.
        """
        return await self._call(_delete_set, set_id)

    async def delete_template(self, template_id: UUID | str) -> None:
        """Deletes a template; workouts done from it stay as they are. Raises PT404 if it is not
        one's own.
        """
        return await self._call(_delete_template, template_id)

    async def delete_workout(self, session_id: UUID | str) -> None:
        """Deletes a workout: it is seen no more, and its records go back to where they belong.
        restore_workout() undoes it. Raises PT404 if it is not one's own.
        """
        return await self._call(_delete_workout, session_id)

    async def e1rm(
        self,
        load_kg: Decimal | float,
        reps: int,
        *,
        formula: E1rmFormulaLike = DEFAULT,
    ) -> Decimal | None:
        """The estimated one-repetition maximum, kg, from a load in kg and the repetitions done with
        it; null above 12 repetitions (Brzycki: from 10), where no equation holds. Epley,
        Poundage Chart, 1985 (the default); Brzycki, JOPERD 64(1):88-90, 1993; Lombardi,
        Beginning Weight Training, 1989; O'Conner, Simmons and O'Shea, Weight Training Today,
        1989; Wathan, in Baechle (ed.), Essentials of Strength Training, 1994.

        Defaults: formula = 'epley'.
        """
        return await self._call(_e1rm, load_kg, reps, formula)

    async def edit_set(
        self,
        set_id: UUID | str,
        *,
        reps: int | None = DEFAULT,
        weight: Decimal | float | None = DEFAULT,
        weight_unit: WeightUnitLike | None = DEFAULT,
        rpe: Decimal | float | None = DEFAULT,
        rir: int | None = DEFAULT,
        set_type: SetTypeLike | None = DEFAULT,
        duration_seconds: Decimal | float | None = DEFAULT,
        distance_m: Decimal | float | None = DEFAULT,
        rest_time_seconds: int | None = DEFAULT,
        notes: str | None = DEFAULT,
        performed_at: datetime | None = DEFAULT,
        clear: Sequence[str] = DEFAULT,
    ) -> LoggedSet:
        """Corrects a set, whether its workout is over or not, and returns it with the records it
        holds now; what is not given stays, and clear names what is to be unknown again. Raises
        PT404 if it is not one's own, PT422 for values no set can have.

        Defaults: clear = '{}'.
        """
        return await self._call(
            _edit_set,
            set_id,
            reps,
            weight,
            weight_unit,
            rpe,
            rir,
            set_type,
            duration_seconds,
            distance_m,
            rest_time_seconds,
            notes,
            performed_at,
            clear,
        )

    async def end_friendship(self, user_id: UUID | str) -> None:
        """Ends a friendship, also one that an invite made, or takes a request back. From now on
        neither sees what the other shows to friends. Raises PT404 if there is none.
        """
        return await self._call(_end_friendship, user_id)

    async def erase_account(self) -> None:
        """Erases the person who asks: the account, the log, the records, everything, in one
        transaction. There is no way back; export_account() comes first. Raises 42501 if nobody
        is signed in.
        """
        return await self._call(_erase_account)

    async def exercise_history(
        self,
        exercise_id: UUID | str,
        *,
        limit: int = DEFAULT,
        from_: date | None = DEFAULT,
        to: date | None = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
    ) -> list[ExerciseEntry]:
        """What one did of an exercise, workout by workout, newest first, without warm-ups, at most
        1000; between two local dates if given. For the next page give started_at and session_id
        of the last row.

        Defaults: limit = 50.
        """
        return await self._call(_exercise_history, exercise_id, limit, from_, to, before, before_id)

    async def export_account(self) -> Any:
        """Everything the database holds of the person who asks, one key a table, as JSON. Raises
        42501 if nobody is signed in.
        """
        return await self._call(_export_account)

    async def find_password(self, email: str) -> PasswordEntry | None:
        """Whose password, and its argon2id hash, for the back end to compare with what was typed;
        null if the address has no account or the account no password. Whoever gets null compares
        with a hash of their own making, so that nobody can tell by the time it takes. For the
        back end, on plain Postgres.
        """
        return await self._call(_find_password, email)

    async def find_substitutes(
        self,
        exercise_id: UUID | str,
        *,
        limit: int = DEFAULT,
    ) -> list[Exercise]:
        """Exercises for the same primary muscles that need nothing one does not have (see
        set_my_equipment), closest first. Raises PT404 for an unknown exercise.

        Defaults: limit = 10.
        """
        return await self._call(_find_substitutes, exercise_id, limit)

    async def find_user(self, email: str) -> UUID:
        """The id of the person with this e-mail address. For the back end. Raises PT404 if there is
        none.
        """
        return await self._call(_find_user, email)

    async def finish_workout(
        self,
        session_id: UUID | str,
        *,
        completed_at: datetime | None = DEFAULT,
        notes: str | None = DEFAULT,
    ) -> WorkoutSummary:
        """Ends a workout, now unless told otherwise, and returns it in numbers with the records
        broken in it; again, it changes nothing. Raises PT404 if it is not one's own, PT409 if it
        was abandoned, PT422 for an end before the start.
        """
        return await self._call(_finish_workout, session_id, completed_at, notes)

    async def get_adherence(self, from_: date, to: date) -> list[AdherenceWeek]:
        """How one kept to one's calendar, week by week (from Monday), for the weeks that hold from_
        to to, whole: what was planned, and of it what was done, missed, skipped and is still
        ahead; and what was moved. streak_weeks counts the weeks in a row, up to that one, in
        which something planned was done and nothing missed; weeks with nothing to do, or all of
        it skipped or ahead, are passed over. Raises PT422 for a range that ends before it
        starts, or has no end.
        """
        return await self._call(_get_adherence, from_, to)

    async def get_calendar(self, from_: date, to: date) -> list[CalendarItem]:
        """The entries and the finished workouts of one's own days from from_ to to, both included,
        by day, one row a thing: an entry and the workout done for it on its day are one; done on
        another day, each is on its own, and session_id of the entry says which workout. The
        numbers are the workout's: seconds, blocks, and volume load of the working sets in kg;
        over more than 93 days blocks and volume are left out. Raises PT422 for a range that ends
        before it starts, or has no end.
        """
        return await self._call(_get_calendar, from_, to)

    async def get_me(self) -> Account:
        """The person who asks, with their profile and what is left of today's allowance. Raises
        42501 if nobody is signed in, PT404 if the account was erased.
        """
        return await self._call(_get_me)

    async def get_muscle_volume(
        self,
        from_: date,
        to: date,
        *,
        counting: MuscleCountingLike = DEFAULT,
    ) -> list[MuscleVolume]:
        """What each muscle did, week by week (from Monday), between two local dates, both included;
        a fine muscle and its coarse group each have a row, so add up one or the other. Raises
        PT422 for a range that ends before it starts, or has no end.

        Defaults: counting = 'fractional'.
        """
        return await self._call(_get_muscle_volume, from_, to, counting)

    async def get_record_history(self, exercise_id: UUID | str) -> list[BrokenRecord]:
        """Every record one ever set in an exercise, oldest first, with the value it beat."""
        return await self._call(_get_record_history, exercise_id)

    async def get_records(self, *, exercise_id: UUID | str | None = DEFAULT) -> list[RecordEntry]:
        """One's records as they stand, of one exercise or of all."""
        return await self._call(_get_records, exercise_id)

    async def get_template(self, template_id: UUID | str) -> TemplateDetail:
        """A template of one's own with its exercises in order. Raises PT404 if it is not there."""
        return await self._call(_get_template, template_id)

    async def get_workout(self, session_id: UUID | str) -> WorkoutDetail:
        """A workout of one's own: its blocks in order, and their sets in order. Raises PT404 if it
        is not there.
        """
        return await self._call(_get_workout, session_id)

    async def get_workout_summary(self, session_id: UUID | str) -> WorkoutSummary:
        """A workout of one's own in numbers, with the records that were broken in it. Raises PT404
        if it is not there.
        """
        return await self._call(_get_workout_summary, session_id)

    async def issue_magic_link(
        self,
        email: str,
        token_hash: str,
        *,
        valid_for: timedelta = DEFAULT,
    ) -> None:
        """Remembers a link that the back end mails, by the SHA-256 of its token in lower-case
        hexadecimal. It does the same whether the address has an account or not. For the back
        end, on plain Postgres. Raises PT422 for a bad address, or a validity outside 1 minute to
        7 days, PT429 after five mails within 15 minutes.

        Defaults: valid_for = '00:15:00'.
        """
        return await self._call(_issue_magic_link, email, token_hash, valid_for)

    async def issue_password_reset(
        self,
        email: str,
        token_hash: str,
        *,
        valid_for: timedelta = DEFAULT,
    ) -> None:
        """Remembers a reset that the back end mails, by the SHA-256 of its token in lower-case
        hexadecimal. It does the same whether the address has an account or not. For the back
        end, on plain Postgres. Raises PT422 for a bad address, or a validity outside 1 minute to
        1 day, PT429 after five mails within 15 minutes.

        Defaults: valid_for = '01:00:00'.
        """
        return await self._call(_issue_password_reset, email, token_hash, valid_for)

    async def last_time(
        self,
        exercise_id: UUID | str,
        *,
        before: datetime | None = DEFAULT,
    ) -> LastTime | None:
        """The last finished workout one did an exercise in, before a moment if given, with its sets
        of that exercise in order; null if there is none.
        """
        return await self._call(_last_time, exercise_id, before)

    async def link_scheduled_workout(
        self,
        id: UUID | str,
        *,
        session_id: UUID | str | None = DEFAULT,
    ) -> CalendarEntry:
        """Says that a workout of one's own, done already or going on, completes an entry, and
        returns the entry; without session_id it takes the link away. The same again changes
        nothing. Raises PT404 if either is not one's own, PT409 if the entry is done by another
        workout, or the workout completes another entry or was abandoned.
        """
        return await self._call(_link_scheduled_workout, id, session_id)

    async def list_friends(self, *, status: FriendshipStatusLike = DEFAULT) -> list[Friend]:
        """One's friends by name; or with status requested those one asked, with received those who
        ask, with blocked those one blocked.

        Defaults: status = 'accepted'.
        """
        return await self._call(_list_friends, status)

    async def log_set(
        self,
        session_id: UUID | str,
        *,
        exercise_id: UUID | str | None = DEFAULT,
        reps: int | None = DEFAULT,
        weight: Decimal | float | None = DEFAULT,
        weight_unit: WeightUnitLike | None = DEFAULT,
        rpe: Decimal | float | None = DEFAULT,
        rir: int | None = DEFAULT,
        set_type: SetTypeLike = DEFAULT,
        duration_seconds: Decimal | float | None = DEFAULT,
        distance_m: Decimal | float | None = DEFAULT,
        rest_time_seconds: int | None = DEFAULT,
        notes: str | None = DEFAULT,
        performed_at: datetime | None = DEFAULT,
        session_exercise_id: UUID | str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> LoggedSet:
        """Logs a set, numbered next in its block, and returns it with the records it broke. The
        block is session_exercise_id, or the newest one of exercise_id, made if need be. The
        weight is in weight_unit, else in the person's unit. The same id again changes nothing
        and returns the same set. Raises PT404 for an unknown workout, block or exercise, PT409
        if the workout is over, PT422 for values no set can have.

        Defaults: set_type = 'working'.
        """
        return await self._call(
            _log_set,
            session_id,
            exercise_id,
            reps,
            weight,
            weight_unit,
            rpe,
            rir,
            set_type,
            duration_seconds,
            distance_m,
            rest_time_seconds,
            notes,
            performed_at,
            session_exercise_id,
            id,
        )

    async def log_workout(self, workout: Any) -> WorkoutSummary:
        """Logs a whole finished workout and returns it in numbers with the records broken in it.
        The document has started_at, exercises, and optionally id, name, completed_at, timezone,
        notes, template_id; an exercise has exercise_id or exercise_name, sets, and optionally
        superset_group, notes; a set has any of set_type, reps, weight, weight_unit, rpe, rir,
        duration_seconds, distance_m, rest_time_seconds, notes, performed_at. The same id again
        returns what is there. Raises PT422 with every fault's path, PT404 for an unknown
        template; then nothing is written.
        """
        return await self._call(_log_workout, workout)

    async def merge_exercises(self, from_id: UUID | str, into_id: UUID | str) -> Exercise:
        """Folds an exercise of one's own into another and returns that: the log, the records,
        templates and aliases follow, the old name goes on to mean the new exercise, and the
        redirect is kept. Raises PT404 for an exercise that is not there, PT409 for one into
        itself, into an archived one, or merged elsewhere before.
        """
        return await self._call(_merge_exercises, from_id, into_id)

    async def open_session(
        self,
        user_id: UUID | str,
        access_hash: str,
        refresh_hash: str,
        *,
        password_hash: str | None = DEFAULT,
        valid_for: timedelta = DEFAULT,
    ) -> None:
        """Signs a person in, under the SHA-256 of two tokens in lower-case hexadecimal: one for
        requests, good for 15 minutes, and one that refreshes the session, which ends when that
        was not done for valid_for. Whoever compared a password gives the hash it was compared
        with, so that one changed meanwhile signs nobody in. For the back end, on plain Postgres.
        Raises PT404 if the password was changed, PT422 for a validity outside 1 minute to 1
        year, 23503 if there is no such person.

        Defaults: valid_for = '30 days'.
        """
        return await self._call(
            _open_session,
            user_id,
            access_hash,
            refresh_hash,
            password_hash,
            valid_for,
        )

    async def purge_import_rows(self, *, older_than: timedelta = DEFAULT) -> int:
        """Forgets the raw rows of imports that nothing has happened to for that long, and returns
        how many; the account and what came in stay. For the back end, by cron.

        Defaults: older_than = '30 days'.
        """
        return await self._call(_purge_import_rows, older_than)

    async def purge_sign_in(self) -> int:
        """Forgets the links, resets and sessions that have expired, and returns how many. For the
        back end, on plain Postgres, by cron.
        """
        return await self._call(_purge_sign_in)

    async def record_body_measurement(
        self,
        weight: Decimal | float,
        *,
        weight_unit: WeightUnitLike | None = DEFAULT,
        measured_on: date | None = DEFAULT,
        body_fat_percent: Decimal | float | None = DEFAULT,
        notes: str | None = DEFAULT,
    ) -> BodyMeasurement:
        """Keeps what one weighs on a day, today in one's own zone unless told otherwise; a second
        one of a day takes the place of the first. The weight is in weight_unit, else in the
        person's unit. Records of exercises that lift the body are counted anew. Raises PT422 for
        a weight that no body has.
        """
        return await self._call(
            _record_body_measurement,
            weight,
            weight_unit,
            measured_on,
            body_fat_percent,
            notes,
        )

    async def redeem_magic_link(self, token_hash: str) -> RedeemedLink:
        """Uses a link up and returns who has its address; somebody new gets an account now, with
        the password they registered, if they did. For the back end, on plain Postgres, which
        then opens a session. Raises PT404 if the token is unknown, used or expired.
        """
        return await self._call(_redeem_magic_link, token_hash)

    async def redeem_password_reset(self, token_hash: str, password_hash: str) -> UUID:
        """Uses a reset up, sets the password to the one with this argon2id hash, ends all the
        person's sessions and all links and resets that were mailed to them, and returns who it
        is. For the back end, on plain Postgres. Raises PT404 if the token is unknown, used or
        expired, or its address has no account.
        """
        return await self._call(_redeem_password_reset, token_hash, password_hash)

    async def refresh_session(
        self,
        refresh_hash: str,
        new_access_hash: str,
        new_refresh_hash: str,
    ) -> UUID | None:
        """Puts two new tokens in the place of a session's, each given as its SHA-256, and returns
        who is signed in; the session goes on for as long again as it was opened for. Returns
        null if the token is unknown or expired, or its session was ended; also if it was used
        before: then somebody else has it too, and the session ends. That end has to be
        committed, which is why this raises nothing. For the back end, on plain Postgres.
        """
        return await self._call(_refresh_session, refresh_hash, new_access_hash, new_refresh_hash)

    async def register_password(
        self,
        email: str,
        password_hash: str,
        token_hash: str,
        *,
        valid_for: timedelta = DEFAULT,
    ) -> None:
        """Remembers a password, as its argon2id hash, until redeem_magic_link() is called for the
        token that the back end mails: then somebody new gets their account with it. It does the
        same whether the address has an account or not; one that is there keeps its own password.
        For the back end, on plain Postgres. Raises PT422 for a bad address, or a validity
        outside 1 minute to 7 days, PT429 after five mails within 15 minutes.

        Defaults: valid_for = '1 day'.
        """
        return await self._call(_register_password, email, password_hash, token_hash, valid_for)

    async def reorder_template(
        self,
        template_id: UUID | str,
        exercise_row_ids: Sequence[UUID | str],
    ) -> TemplateDetail:
        """Puts the exercises of a template in a new order, given whole as the ids of their rows,
        and returns it. Raises PT404 if it is not one's own, PT422 if a row is missing, foreign
        or there twice.
        """
        return await self._call(_reorder_template, template_id, exercise_row_ids)

    async def request_friendship(self, user_id: UUID | str) -> Friend:
        """Asks somebody to be one's friend, and returns how it stands: requested, or accepted if
        they asked too or are a friend already. Raises PT422 for oneself, PT404 if there is no
        such person, PT409 if one has blocked them.
        """
        return await self._call(_request_friendship, user_id)

    async def reschedule_workout(
        self,
        id: UUID | str,
        scheduled_date: date,
        *,
        following: bool = DEFAULT,
    ) -> list[CalendarEntry]:
        """Moves an entry to another day and returns it; with following also those of its series
        from its day on that are not done, by as many days. If it was skipped, it is planned
        again. Raises PT404 if it is not one's own, PT409 if it is done, PT422 for a day before
        1900 or after 2199.

        Defaults: following = false.
        """
        return await self._call(_reschedule_workout, id, scheduled_date, following)

    async def restore_workout(self, session_id: UUID | str) -> WorkoutDetail:
        """Brings back a deleted workout, with the records it holds, and returns it. Raises PT404 if
        it is not one's own.
        """
        return await self._call(_restore_workout, session_id)

    async def resume_workout(self, session_id: UUID | str) -> WorkoutSession:
        """Takes up a finished or abandoned workout again, so that sets can be logged to it. Raises
        PT404 if it is not one's own.
        """
        return await self._call(_resume_workout, session_id)

    async def revoke_session(self, token_hash: str) -> None:
        """Signs out: ends the session that has this token, of the two whichever, given as its
        SHA-256. A session that is over stays so. For the back end, on plain Postgres.
        """
        return await self._call(_revoke_session, token_hash)

    async def run_import(self, job_id: UUID | str) -> Any:
        """Brings the rows of an import into the log and returns the account: rows = sets + rests +
        notes + the number of errors; workouts created, updated, unchanged and in conflict;
        exercises made, and what they may be called here. For the back end, in one transaction
        with begin_import(). Raises PT404 for an unknown import, PT409 for one that is done.
        """
        return await self._call(_run_import, job_id)

    async def schedule_recurring(
        self,
        weekdays: Sequence[int],
        from_: date,
        *,
        until: date | None = DEFAULT,
        count: int | None = DEFAULT,
        every_weeks: int = DEFAULT,
        template_id: UUID | str | None = DEFAULT,
        title: str | None = DEFAULT,
        notes: str | None = DEFAULT,
        series_id: UUID | str | None = DEFAULT,
    ) -> list[CalendarEntry]:
        """Puts a workout on each of weekdays (1 is Monday, 7 Sunday) of every every_weeks-th week
        from from_ on, until until or count times, at most 1000, and returns the entries by day.
        They share a series. The same series_id again returns what is there. Raises PT404 for an
        unknown template, PT422 for days that are none, both or neither of until and count, or a
        schedule without a day.

        Defaults: every_weeks = 1.
        """
        return await self._call(
            _schedule_recurring,
            weekdays,
            from_,
            until,
            count,
            every_weeks,
            template_id,
            title,
            notes,
            series_id,
        )

    async def schedule_workout(
        self,
        scheduled_date: date,
        *,
        template_id: UUID | str | None = DEFAULT,
        title: str | None = DEFAULT,
        notes: str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> CalendarEntry:
        """Puts a workout on a day of one's calendar and returns the entry: from a template, with a
        title, or just a note. The same id again returns what is there. Raises PT404 for an
        unknown template, PT422 for a day before 1900 or after 2199, or a text too long.
        """
        return await self._call(_schedule_workout, scheduled_date, template_id, title, notes, id)

    async def schema_chapters(self) -> list[SchemaChapters]:
        """The chapters applied to this database with the SHA-256 of each file, in order. A client
        uses it to see that the schema is the one it was made for. May be null: nothing.
        """
        return await self._call(_schema_chapters)

    async def search_exercises(
        self,
        *,
        query: str | None = DEFAULT,
        muscle: MuscleGroupLike | None = DEFAULT,
        equipment: str | None = DEFAULT,
        load_kind: LoadKindLike | None = DEFAULT,
        limit: int = DEFAULT,
    ) -> list[Exercise]:
        """Exercises whose name or alias holds every word of the query, best fit first, one's own
        before the system's; optionally for one primary muscle, one piece of equipment by name,
        one load kind. At most 200. Raises PT422 for a query of over 200 characters.

        Defaults: limit = 50.
        """
        return await self._call(_search_exercises, query, muscle, equipment, load_kind, limit)

    async def set_my_equipment(self, equipment_ids: Sequence[UUID | str]) -> list[Equipment]:
        """Says what one has to train with, the whole list, and returns it. Raises PT404 for an
        unknown piece.
        """
        return await self._call(_set_my_equipment, equipment_ids)

    async def shared_templates(
        self,
        *,
        limit: int = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
    ) -> list[SharedTemplate]:
        """What one's friends show of their templates, newest first, at most 200; copy_template()
        makes one of them one's own. For the next page give updated_at and id of the last row.

        Defaults: limit = 20.
        """
        return await self._call(_shared_templates, limit, before, before_id)

    async def skip_workout(
        self,
        id: UUID | str,
        *,
        following: bool = DEFAULT,
    ) -> list[CalendarEntry]:
        """Says that one skips an entry, which so is not missed, and returns it; with following also
        those of its series from its day on that are not done. Starting, linking or moving it
        takes that back. Raises PT404 if it is not one's own, PT409 if it is done.

        Defaults: following = false.
        """
        return await self._call(_skip_workout, id, following)

    async def start_scheduled_workout(
        self,
        id: UUID | str,
        *,
        started_at: datetime | None = DEFAULT,
        timezone: str | None = DEFAULT,
    ) -> WorkoutDetail:
        """Begins the workout of an entry, with a copy of what its template asks for, links the two
        and returns the workout; if it was begun already, that one. Starts now, in the person's
        zone, unless told otherwise. Raises PT404 if the entry is not one's own, PT422 for an
        unknown zone.
        """
        return await self._call(_start_scheduled_workout, id, started_at, timezone)

    async def start_workout(
        self,
        *,
        template_id: UUID | str | None = DEFAULT,
        name: str | None = DEFAULT,
        started_at: datetime | None = DEFAULT,
        timezone: str | None = DEFAULT,
        notes: str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> WorkoutDetail:
        """Begins a workout and returns it; from a template it takes a copy of what that asks for.
        Starts now, in the person's zone, unless told otherwise. The same id again returns what
        is there. Raises PT404 for an unknown template, PT422 for an unknown zone.
        """
        return await self._call(_start_workout, template_id, name, started_at, timezone, notes, id)

    async def unblock_person(self, user_id: UUID | str) -> None:
        """Lifts a block; a request that came meanwhile is there then, the friendship is not. Raises
        PT404 if one did not block them.
        """
        return await self._call(_unblock_person, user_id)

    async def update_exercise(
        self,
        exercise_id: UUID | str,
        *,
        name: str | None = DEFAULT,
        primary_muscle_groups: Sequence[MuscleGroupLike] | None = DEFAULT,
        secondary_muscle_groups: Sequence[MuscleGroupLike] | None = DEFAULT,
        category: ExerciseCategoryLike | None = DEFAULT,
        load_kind: LoadKindLike | None = DEFAULT,
        bodyweight_share: Decimal | float | None = DEFAULT,
        description: str | None = DEFAULT,
        instructions: str | None = DEFAULT,
    ) -> Exercise:
        """Changes what is given of an exercise of one's own and returns it; with a new load kind
        the records of the exercise are counted anew. Raises PT404 if it is not one's own, PT409
        for the name of another one, PT422 for a bad name, 23514 for a share that does not fit
        the load kind.
        """
        return await self._call(
            _update_exercise,
            exercise_id,
            name,
            primary_muscle_groups,
            secondary_muscle_groups,
            category,
            load_kind,
            bodyweight_share,
            description,
            instructions,
        )

    async def update_me(
        self,
        *,
        display_name: str | None = DEFAULT,
        unit_system: UnitSystemLike | None = DEFAULT,
        timezone: str | None = DEFAULT,
        full_name: str | None = DEFAULT,
        avatar_url: str | None = DEFAULT,
    ) -> Account:
        """Changes what is given and keeps the rest. A new time zone holds for workouts started from
        now on. Raises PT422 for an unknown zone, or a name that is empty or too long.
        """
        return await self._call(
            _update_me,
            display_name,
            unit_system,
            timezone,
            full_name,
            avatar_url,
        )

    async def update_template(
        self,
        template_id: UUID | str,
        *,
        name: str | None = DEFAULT,
        exercises: Any = DEFAULT,
        description: str | None = DEFAULT,
        visibility: TemplateVisibilityLike | None = DEFAULT,
    ) -> TemplateDetail:
        """Changes what is given of a template, keeps the rest, and returns it; exercises takes the
        place of the whole list and reads as in create_template. Raises PT404 if it is not one's
        own, PT422 with every fault's path.
        """
        return await self._call(
            _update_template,
            template_id,
            name,
            exercises,
            description,
            visibility,
        )

    async def update_workout(
        self,
        session_id: UUID | str,
        *,
        name: str | None = DEFAULT,
        started_at: datetime | None = DEFAULT,
        completed_at: datetime | None = DEFAULT,
        timezone: str | None = DEFAULT,
        notes: str | None = DEFAULT,
    ) -> WorkoutDetail:
        """Changes what is given of a workout and returns it; a new start moves its sets along.
        Raises PT404 if it is not one's own, PT422 for an unknown zone or an end before the
        start.
        """
        return await self._call(
            _update_workout,
            session_id,
            name,
            started_at,
            completed_at,
            timezone,
            notes,
        )

    async def workout_history(
        self,
        *,
        limit: int = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
    ) -> list[WorkoutEntry]:
        """One's workouts in numbers, newest first, at most 200. For the next page give started_at
        and session_id of the last row.

        Defaults: limit = 20.
        """
        return await self._call(_workout_history, limit, before, before_id)
