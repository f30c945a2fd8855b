"""The API functions of the database as methods, with the types they take and return.

Made from the catalogue by tools/generate_client.py: change the SQL, and run it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, TypeAlias, TypeVar
from uuid import UUID

from .calls import DEFAULT, Function

T = TypeVar("T")

__all__ = [
    "Account",
    "ConfidenceLevel",
    "Equipment",
    "Exercise",
    "ExerciseCategory",
    "LoadKind",
    "MuscleGroup",
    "SchemaChapters",
    "SessionStatus",
    "SetType",
    "SubscriptionPlan",
    "SubscriptionStatus",
    "TemplateDetail",
    "TemplateVisibility",
    "UnitSystem",
    "WeightUnit",
    "WorkoutTemplate",
    "WorkoutTemplateExercise",
]


class ConfidenceLevel(StrEnum):
    """How sure a machine was of what it read."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


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
    """What it is for."""
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
    """Whatever else there is to say of it."""
    created_at: datetime
    """When it was added."""
    updated_at: datetime
    """When it last changed."""


@dataclass(frozen=True, slots=True)
class TemplateDetail:
    """A template with its exercises in order."""

    template: WorkoutTemplate | None
    exercises: list[WorkoutTemplateExercise] | None


@dataclass(frozen=True, slots=True)
class Account:
    """A person and their profile, as they see it themself."""

    user_id: UUID | None
    display_name: str | None
    full_name: str | None
    email: str | None
    avatar_url: str | None
    unit_system: UnitSystem | None
    timezone: str | None
    subscription_status: SubscriptionStatus | None
    trial_end_date: datetime | None
    generations_remaining: int | None
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class SchemaChapters:
    """A row of schema_chapters()."""

    name: str | None
    sha256: str | None


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
_consume_generation: Function[int] = Function(
    "public.consume_generation",
    returns=int,
    many=False,
    parameters=(),
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
_delete_template: Function[None] = Function(
    "public.delete_template",
    returns=None,
    many=False,
    parameters=(
        ("p_template_id", "uuid"),
    ),
)
_erase_account: Function[None] = Function(
    "public.erase_account",
    returns=None,
    many=False,
    parameters=(),
)
_export_account: Function[Any] = Function(
    "public.export_account",
    returns=Any,
    many=False,
    parameters=(),
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
_get_me: Function[Account] = Function(
    "public.get_me",
    returns=Account,
    many=False,
    parameters=(),
)
_get_template: Function[TemplateDetail] = Function(
    "public.get_template",
    returns=TemplateDetail,
    many=False,
    parameters=(
        ("p_template_id", "uuid"),
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
_reorder_template: Function[TemplateDetail] = Function(
    "public.reorder_template",
    returns=TemplateDetail,
    many=False,
    parameters=(
        ("p_template_id", "uuid"),
        ("p_exercise_row_ids", "uuid[]"),
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


class Functions(ABC):
    """One method for each API function of the database."""

    @abstractmethod
    def _call(self, function: Function[T], *arguments: object) -> T: ...

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

    def consume_generation(self) -> int:
        """Takes one from today's allowance of generated programs and returns how many are left. The
        day is the person's own. Raises PT402 when none is left, or the trial is over and no
        subscription is active.
        """
        return self._call(_consume_generation)

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
        Raises PT409 if one has an exercise of this name, PT422 for a bad name or a share that
        does not fit the load kind.

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

    def delete_template(self, template_id: UUID | str) -> None:
        """Deletes a template; workouts done from it stay as they are. Raises PT404 if it is not
        one's own.
        """
        return self._call(_delete_template, template_id)

    def erase_account(self) -> None:
        """Erases the person who asks: the account, the log, the records, everything, in one
        transaction. There is no way back; export_account() first. Raises 42501 if nobody is
        signed in.
        """
        return self._call(_erase_account)

    def export_account(self) -> Any:
        """Everything the database holds of the person who asks, one key a table, as JSON. Raises
        42501 if nobody is signed in.
        """
        return self._call(_export_account)

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

    def get_me(self) -> Account:
        """The person who asks, with their profile and what is left of today's allowance. Raises
        42501 if nobody is signed in, PT404 if the account was erased.
        """
        return self._call(_get_me)

    def get_template(self, template_id: UUID | str) -> TemplateDetail:
        """A template of one's own with its exercises in order. Raises PT404 if it is not there."""
        return self._call(_get_template, template_id)

    def merge_exercises(self, from_id: UUID | str, into_id: UUID | str) -> Exercise:
        """Folds an exercise of one's own into another and returns that: the log, the records,
        templates and aliases follow, the old name goes on to mean the new exercise, and the
        redirect is kept. Raises PT404 for an exercise that is not there, PT409 for one into
        itself, into an archived one, or merged elsewhere before.
        """
        return self._call(_merge_exercises, from_id, into_id)

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

    def schema_chapters(self) -> list[SchemaChapters]:
        """The chapters applied to this database with the SHA-256 of each file, in order. A client
        uses it to see that the schema is the one it was made for.
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
        one load kind. At most 200.

        Defaults: limit = 50.
        """
        return self._call(_search_exercises, query, muscle, equipment, load_kind, limit)

    def set_my_equipment(self, equipment_ids: Sequence[UUID | str]) -> list[Equipment]:
        """Says what one has to train with, the whole list, and returns it. Raises PT404 for an
        unknown piece.
        """
        return self._call(_set_my_equipment, equipment_ids)

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
        the records of the exercise are counted anew. Raises PT404 if it is not one's own, 23514
        for a share that does not fit the load kind.
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
        now on. Raises PT422 for an unknown zone or a name of no or over 100 characters.
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


class AsyncFunctions(ABC):
    """One method for each API function of the database."""

    @abstractmethod
    async def _call(self, function: Function[T], *arguments: object) -> T: ...

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

    async def consume_generation(self) -> int:
        """Takes one from today's allowance of generated programs and returns how many are left. The
        day is the person's own. Raises PT402 when none is left, or the trial is over and no
        subscription is active.
        """
        return await self._call(_consume_generation)

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
        Raises PT409 if one has an exercise of this name, PT422 for a bad name or a share that
        does not fit the load kind.

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

    async def delete_template(self, template_id: UUID | str) -> None:
        """Deletes a template; workouts done from it stay as they are. Raises PT404 if it is not
        one's own.
        """
        return await self._call(_delete_template, template_id)

    async def erase_account(self) -> None:
        """Erases the person who asks: the account, the log, the records, everything, in one
        transaction. There is no way back; export_account() first. Raises 42501 if nobody is
        signed in.
        """
        return await self._call(_erase_account)

    async def export_account(self) -> Any:
        """Everything the database holds of the person who asks, one key a table, as JSON. Raises
        42501 if nobody is signed in.
        """
        return await self._call(_export_account)

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

    async def get_me(self) -> Account:
        """The person who asks, with their profile and what is left of today's allowance. Raises
        42501 if nobody is signed in, PT404 if the account was erased.
        """
        return await self._call(_get_me)

    async def get_template(self, template_id: UUID | str) -> TemplateDetail:
        """A template of one's own with its exercises in order. Raises PT404 if it is not there."""
        return await self._call(_get_template, template_id)

    async def merge_exercises(self, from_id: UUID | str, into_id: UUID | str) -> Exercise:
        """Folds an exercise of one's own into another and returns that: the log, the records,
        templates and aliases follow, the old name goes on to mean the new exercise, and the
        redirect is kept. Raises PT404 for an exercise that is not there, PT409 for one into
        itself, into an archived one, or merged elsewhere before.
        """
        return await self._call(_merge_exercises, from_id, into_id)

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

    async def schema_chapters(self) -> list[SchemaChapters]:
        """The chapters applied to this database with the SHA-256 of each file, in order. A client
        uses it to see that the schema is the one it was made for.
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
        one load kind. At most 200.

        Defaults: limit = 50.
        """
        return await self._call(_search_exercises, query, muscle, equipment, load_kind, limit)

    async def set_my_equipment(self, equipment_ids: Sequence[UUID | str]) -> list[Equipment]:
        """Says what one has to train with, the whole list, and returns it. Raises PT404 for an
        unknown piece.
        """
        return await self._call(_set_my_equipment, equipment_ids)

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
        the records of the exercise are counted anew. Raises PT404 if it is not one's own, 23514
        for a share that does not fit the load kind.
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
        now on. Raises PT422 for an unknown zone or a name of no or over 100 characters.
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
