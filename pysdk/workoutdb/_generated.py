"""The API functions of the database as methods, with the types they take and return.

Made from the catalogue by tools/generate_client.py: change the SQL, and run it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, TypeAlias, TypeVar
from uuid import UUID

from .calls import DEFAULT, Function
from .encode import LABELS

T = TypeVar("T")

__all__ = [
    "Account",
    "AdherenceWeek",
    "AiRecommendation",
    "AthleteLink",
    "AthleteLinkStatus",
    "BodyMeasurement",
    "BrokenRecord",
    "CalendarEntry",
    "CalendarItem",
    "ClaimedImport",
    "CoachLink",
    "ConfidenceLevel",
    "E1rmFormula",
    "Emote",
    "Entity",
    "EntityDetail",
    "EntityMetric",
    "EntityType",
    "Equipment",
    "Exercise",
    "ExerciseCategory",
    "ExerciseEntry",
    "Friend",
    "FriendPresence",
    "FriendshipStatus",
    "ImportConflict",
    "ImportJobStatus",
    "ImportLine",
    "LastTime",
    "LibraryWorkout",
    "LiveEventType",
    "LiveInvitationDetail",
    "LiveInvitationStatus",
    "LiveMode",
    "LiveParticipantSummary",
    "LiveSession",
    "LiveSessionDetail",
    "LiveSessionEvent",
    "LiveSessionInvitation",
    "LiveSessionMessage",
    "LiveSessionParticipant",
    "LiveSessionReaction",
    "LiveSessionSet",
    "LiveSessionStatus",
    "LiveSessionSummary",
    "LiveSetType",
    "LiveStatus",
    "LiveTidying",
    "LoadKind",
    "LoggedSet",
    "ModularTrainingExercise",
    "ModularTrainingPlan",
    "ModularTrainingSession",
    "ModularTrainingWeek",
    "MuscleCounting",
    "MuscleGroup",
    "MuscleVolume",
    "NewInvite",
    "ParsedWorkout",
    "PasswordEntry",
    "PlanDetail",
    "PlanExerciseDetail",
    "PlanProgress",
    "PlanScope",
    "PlanSessionDetail",
    "PlanStatus",
    "PlanWeekDetail",
    "Program",
    "ProgramDetail",
    "ProgramProgress",
    "ProgramWorkout",
    "QuickReaction",
    "RecommendationStatus",
    "RecordEntry",
    "RecordType",
    "RedeemedLink",
    "RosterEntry",
    "RosterFlag",
    "ScheduleStatus",
    "SchemaChapters",
    "SessionStatus",
    "SetType",
    "SharedTemplate",
    "SubscriptionPlan",
    "SubscriptionStatus",
    "TemplateDetail",
    "TemplateVisibility",
    "UndoneImport",
    "UnitSystem",
    "WeightUnit",
    "WorkoutDetail",
    "WorkoutEntry",
    "WorkoutPresence",
    "WorkoutSchedule",
    "WorkoutSession",
    "WorkoutSessionExercise",
    "WorkoutSet",
    "WorkoutSummary",
    "WorkoutTemplate",
    "WorkoutTemplateExercise",
]


class AthleteLinkStatus(StrEnum):
    """Where it stands between a coach and an athlete. While it is active the coach may read the
    log.
    """

    INVITED = "invited"
    ACTIVE = "active"
    DECLINED = "declined"
    ENDED = "ended"


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


class Emote(StrEnum):
    """What can be said without words."""

    LIKE = "like"
    FIRE = "fire"
    SKULL = "skull"
    CROWN = "crown"
    BOLT = "bolt"
    CLAP = "clap"


EmoteLike: TypeAlias = Emote | Literal["like", "fire", "skull", "crown", "bolt", "clap"]


class EntityType(StrEnum):
    """Whom a coach trains: one person, or a group."""

    CLIENT = "CLIENT"
    CLASS = "CLASS"


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
    """What to do with a workout that changed in its file since it was imported: report it; update
    it unless it was edited here; or overwrite it all the same.
    """

    REPORT = "report"
    UPDATE = "update"
    OVERWRITE = "overwrite"


ImportConflictLike: TypeAlias = ImportConflict | Literal["report", "update", "overwrite"]


class ImportJobStatus(StrEnum):
    """Where an import stands."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


class LiveEventType(StrEnum):
    """What can happen in a live session; docs/live.md says what each event carries."""

    SESSION_CREATED = "session_created"
    SESSION_STARTED = "session_started"
    SESSION_ENDED = "session_ended"
    USER_JOINED = "user_joined"
    USER_LEFT = "user_left"
    SET_COMPLETED = "set_completed"
    EXERCISE_CHANGED = "exercise_changed"
    REACTION = "reaction"
    STATUS_UPDATE = "status_update"
    READY_STATUS_CHANGED = "ready_status_changed"
    MESSAGE = "message"
    USER_INVITED = "user_invited"
    INVITATION_ANSWERED = "invitation_answered"
    LEADER_CHANGED = "leader_changed"
    SET_EDITED = "set_edited"
    SET_DELETED = "set_deleted"


class LiveInvitationStatus(StrEnum):
    """Where an invitation stands. Expired ones, by time or because they were withdrawn, let nobody
    in.
    """

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


class LiveMode(StrEnum):
    """shared: each does what they like. guided: the leader moves all from exercise to exercise."""

    SHARED = "shared"
    GUIDED = "guided"


LiveModeLike: TypeAlias = LiveMode | Literal["shared", "guided"]


class LiveSessionStatus(StrEnum):
    """Where a live session stands: pending until it is started, then active, then ended for good.
    """

    PENDING = "pending"
    ACTIVE = "active"
    ENDED = "ended"


class LiveSetType(StrEnum):
    """Warm-up or not: all that the room is told of a set's type."""

    WARMUP = "warmup"
    WORKING = "working"


class LiveStatus(StrEnum):
    """What a person is doing just now."""

    IDLE = "idle"
    RESTING = "resting"
    WORKING_OUT = "working_out"
    FINISHED = "finished"


LiveStatusLike: TypeAlias = LiveStatus | Literal["idle", "resting", "working_out", "finished"]


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


class PlanScope(StrEnum):
    """What a row of a plan's progress adds up: the plan, a week, a muscle in a week, or an exercise
    in a week.
    """

    PLAN = "plan"
    WEEK = "week"
    MUSCLE = "muscle"
    EXERCISE = "exercise"


class PlanStatus(StrEnum):
    """Where a plan stands: being followed, done, or put away."""

    ACTIVE = "active"
    COMPLETED = "completed"
    ARCHIVED = "archived"


PlanStatusLike: TypeAlias = PlanStatus | Literal["active", "completed", "archived"]


class RecommendationStatus(StrEnum):
    """What became of a recommendation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


RecommendationStatusLike: TypeAlias = RecommendationStatus | Literal[
    "open", "accepted", "dismissed"
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


class RosterFlag(StrEnum):
    """What a coach should look at. not_linked: no athlete has accepted. never_trained: nothing done
    yet. inactive: nothing for 14 days. low_adherence: less than half of what was due in four
    weeks. unplanned: nothing scheduled from now on. injured: there is an injury history.
    """

    NOT_LINKED = "not_linked"
    NEVER_TRAINED = "never_trained"
    INACTIVE = "inactive"
    LOW_ADHERENCE = "low_adherence"
    UNPLANNED = "unplanned"
    INJURED = "injured"


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


LABELS.update(
    {
        "public.athlete_link_status_enum": tuple(AthleteLinkStatus),
        "public.confidence_level_enum": tuple(ConfidenceLevel),
        "public.e1rm_formula_enum": tuple(E1rmFormula),
        "public.emote_enum": tuple(Emote),
        "public.entity_type": tuple(EntityType),
        "public.exercise_category_enum": tuple(ExerciseCategory),
        "public.friendship_status_enum": tuple(FriendshipStatus),
        "public.import_conflict_enum": tuple(ImportConflict),
        "public.import_job_status_enum": tuple(ImportJobStatus),
        "public.live_event_type_enum": tuple(LiveEventType),
        "public.live_invitation_status_enum": tuple(LiveInvitationStatus),
        "public.live_mode_enum": tuple(LiveMode),
        "public.live_session_status_enum": tuple(LiveSessionStatus),
        "public.live_set_type_enum": tuple(LiveSetType),
        "public.live_status_enum": tuple(LiveStatus),
        "public.load_kind_enum": tuple(LoadKind),
        "public.muscle_counting_enum": tuple(MuscleCounting),
        "public.muscle_group_enum": tuple(MuscleGroup),
        "public.plan_scope_enum": tuple(PlanScope),
        "public.plan_status_enum": tuple(PlanStatus),
        "public.recommendation_status_enum": tuple(RecommendationStatus),
        "public.record_type_enum": tuple(RecordType),
        "public.roster_flag_enum": tuple(RosterFlag),
        "public.schedule_status_enum": tuple(ScheduleStatus),
        "public.session_status_enum": tuple(SessionStatus),
        "public.set_type_enum": tuple(SetType),
        "public.subscription_plan_enum": tuple(SubscriptionPlan),
        "public.subscription_status_enum": tuple(SubscriptionStatus),
        "public.template_visibility_enum": tuple(TemplateVisibility),
        "public.unit_system_enum": tuple(UnitSystem),
        "public.weight_unit_enum": tuple(WeightUnit),
    }
)


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
class AiRecommendation:
    """What was recommended for a client or class: to swap an exercise, to take a lighter week, to
    go harder.
    """

    id: UUID
    """The recommendation."""
    user_id: UUID
    """The coach."""
    program_id: UUID | None
    """The program it is about; null if about none."""
    entity_id: UUID
    """For whom it is."""
    recommendation_type: str
    """What is recommended: exercise_swap, deload, intensity, …"""
    recommendation_data: Any
    """The particulars."""
    made_by: str
    """Who or what made it: a model, a rule, a person."""
    status: RecommendationStatus
    """open, accepted or dismissed."""
    answered_at: datetime | None
    """When it was accepted or dismissed."""
    generated_at: datetime
    """When it was made."""


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
    target_weight_kg: Decimal | None
    """The weight that was meant to be used, kg."""
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
class CoachLink:
    """A coach who may read one's log, wants to, or once could. May be null: answered_at, ended_at.
    """

    link_id: UUID
    coach_id: UUID
    coach_name: str
    status: AthleteLinkStatus
    invited_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None


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
    merged_at: datetime | None
    """When that did; its blocks in the log moved then."""
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
class LiveSession:
    """Rooms to train in together, one row each. participant_count, total_sets_completed and
    last_event_seq are the database's own.
    """

    id: UUID
    """The live session."""
    host_id: UUID | None
    """Who opened it; null once they erased their account."""
    host_name: str | None
    """What the host was called then; null once they erased their account."""
    mode: LiveMode
    """shared or guided."""
    status: LiveSessionStatus
    """pending, active or ended."""
    name: str | None
    """What it is called."""
    theme: str | None
    """How an app is to show it."""
    is_public: bool
    """Whether anyone who is signed in may find it and come in."""
    created_at: datetime
    """When it was opened."""
    started_at: datetime | None
    """When it was started; null before."""
    ended_at: datetime | None
    """When it ended; null before."""
    current_exercise_id: UUID | None
    """Guided: the exercise all are at."""
    planned_exercises: Any
    """What is to be done, in order: a list of {exerciseId, targetSets, targetRepsMin?,
    targetRepsMax?}.
    """
    participant_count: int
    """How many are in."""
    total_sets_completed: int
    """How many sets were done in it and stand, by whoever was in."""
    last_event_seq: int
    """The number of its newest event."""


@dataclass(frozen=True, slots=True)
class ClaimedImport:
    """An import that a worker has to do now, and which try it is. May be null: nothing."""

    job_id: UUID
    user_id: UUID
    source: str
    attempt: int


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A client or class at a glance. What is done is workouts of programs and, of a linked athlete,
    the log. In the last four weeks: sessions in the log, workouts due, of programs and of a
    linked athlete's own calendar, and those of them done, their share (0 to 1), records set. 1rm
    as the coach has it, e1rm as the athlete's records say, kg. May be null: link_status,
    athlete_id, last_session_at, days_since_last_session, adherence_4w, bench_1rm, squat_1rm,
    deadlift_1rm, bench_e1rm_kg, squat_e1rm_kg, deadlift_e1rm_kg.
    """

    entity_id: UUID
    name: str
    type: EntityType
    link_status: AthleteLinkStatus | None
    athlete_id: UUID | None
    last_session_at: datetime | None
    days_since_last_session: int | None
    sessions_4w: int
    due_4w: int
    completed_4w: int
    adherence_4w: Decimal | None
    records_4w: int
    bench_1rm: Decimal | None
    squat_1rm: Decimal | None
    deadlift_1rm: Decimal | None
    bench_e1rm_kg: Decimal | None
    squat_e1rm_kg: Decimal | None
    deadlift_e1rm_kg: Decimal | None
    flags: list[RosterFlag]


@dataclass(frozen=True, slots=True)
class ModularTrainingSession:
    """The sessions of a plan: what is to be done on a day. Its exercises are in
    modular_training_exercise.
    """

    id: UUID
    """The session."""
    user_id: UUID
    """Whose it is."""
    week_id: UUID
    """The week it belongs to."""
    workout_session_id: UUID | None
    """The workout in which it is, or was, done; null before that, or if that is gone."""
    day_label: str
    """What it is called, such as Push-H."""
    session_date: date
    """The day it is meant for."""
    day_of_week: int
    """That day's weekday: 1 is Monday, 7 Sunday. It follows the date."""
    focus_area: str
    """The muscles it is for, with commas between them."""
    session_number: int
    """Which session of the day it is."""
    overall_difficulty: int | None
    """How hard it was, 1 to 10; null before it is done."""
    duration_minutes: int | None
    """How long it took, minutes; null before it is done."""
    completed: bool
    """Whether it is done."""
    created_at: datetime
    """When it was made."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class ProgramWorkout:
    """The workouts of a program."""

    id: UUID
    """The workout."""
    user_id: UUID
    """The coach."""
    program_id: UUID
    """The program it is part of."""
    entity_id: UUID
    """For whom it is: the program's client or class."""
    external_workout_id: int | None
    """The workout of the library it was taken from."""
    order_index: int
    """Its place in the program, from 0."""
    title: str
    """What it is called."""
    body: str | None
    """What to do, as text."""
    workout_type: str | None
    """What kind of workout it is."""
    difficulty: str | None
    """How hard it is, in the coach's words."""
    tags: Any
    """A list of tags."""
    scheduled_date: datetime | None
    """When it is to be done; the same as in workout_schedule."""
    completed: bool
    """Whether it is done."""
    completed_at: datetime | None
    """When it was done; null while it is not."""
    notes: str | None
    """What there is to say of it."""
    is_reference: bool
    """True for an example that the program was made from; it is never scheduled with the others."""
    created_at: datetime
    """When it was made."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class ModularTrainingPlan:
    """Training plans: one row a goal or phase, with its weeks in modular_training_week."""

    id: UUID
    """The plan."""
    user_id: UUID
    """Whose it is."""
    split_type: str
    """How the training is divided, such as push_pull_legs."""
    week_start: date
    """The day its first week begins."""
    goal_type: str
    """What it is for, such as strength."""
    experience_level: str
    """For whom it was written, such as beginner."""
    status: PlanStatus
    """active, completed or archived."""
    notes: str | None
    """Whatever else there is to say of it."""
    created_at: datetime
    """When it was made."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class ModularTrainingWeek:
    """The weeks of a plan; its sessions are in modular_training_session."""

    id: UUID
    """The week."""
    user_id: UUID
    """Whose it is."""
    plan_id: UUID
    """The plan it belongs to."""
    week_number: int
    """Its place in the plan, from 1."""
    week_start: date
    """The day it begins."""
    notes: str | None
    """Whatever there is to say of it, such as: deload."""
    created_at: datetime
    """When it was made."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class ModularTrainingExercise:
    """The exercises of a planned session, in order, with what is meant to be done of each."""

    id: UUID
    """The row; the same exercise may come twice."""
    user_id: UUID
    """Whose it is."""
    session_id: UUID
    """The planned session it belongs to."""
    session_exercise_id: UUID | None
    """The block of the workout in which it is, or was, done; null before that, or if that is gone.
    """
    exercise_id: UUID | None
    """The exercise; null if it is in no catalogue (any more)."""
    exercise_name: str
    """What the plan calls it."""
    muscle_group: str | None
    """The muscle it is for, in the plan's words."""
    sets: int
    """How many sets to do."""
    reps: str
    """The repetitions of a set: 5, 8-12 or AMRAP (as many as possible); or its seconds: 30s,
    30-45s.
    """
    rir: int | None
    """How hard: repetitions left in reserve."""
    equipment: str | None
    """What it is done with, in the plan's words."""
    tier: str | None
    """How much it matters, such as main or accessory."""
    target: str | None
    """What it is meant to bring about."""
    secondary_muscles: Any
    """The muscles that help: a list of texts."""
    tips: Any
    """What to mind: a list of texts."""
    instructions: str | None
    """How it is done."""
    weight: Decimal | None
    """The load to use, kg."""
    actual_reps: Any
    """What an older service noted of the repetitions done; the sets themselves are in training_set.
    """
    difficulty: int | None
    """How hard it is, 1 to 10."""
    notes: str | None
    """Whatever else there is to say of it."""
    display_order: int
    """Its place on the screen, where that is another than its place in the session."""
    order_in_session: int
    """Its place in the session, from 1."""
    created_at: datetime
    """When it was made."""


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
class PlanExerciseDetail:
    """An exercise of a plan with the sets that were done for it, in order. May be null: nothing."""

    exercise: ModularTrainingExercise
    sets: list[WorkoutSet]


@dataclass(frozen=True, slots=True)
class PlanSessionDetail:
    """A session of a plan with its exercises in order. May be null: nothing."""

    session: ModularTrainingSession
    exercises: list[PlanExerciseDetail]


@dataclass(frozen=True, slots=True)
class PlanWeekDetail:
    """A week of a plan with its sessions in order. May be null: nothing."""

    week: ModularTrainingWeek
    sessions: list[PlanSessionDetail]


@dataclass(frozen=True, slots=True)
class PlanDetail:
    """A plan with its weeks in order, and the names in it that no exercise of the catalogue has.
    May be null: nothing.
    """

    plan: ModularTrainingPlan
    weeks: list[PlanWeekDetail]
    unknown_exercises: list[str]


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
class Entity:
    """The clients and classes of a coach."""

    id: UUID
    """The client or class."""
    user_id: UUID
    """The coach."""
    name: str
    """What the coach calls them."""
    type: EntityType
    """CLIENT, one person, or CLASS, a group."""
    description: Any
    """Whatever the coach's app keeps of them."""
    bench_1rm: Decimal | None
    """One-repetition maximum of the bench press, kg, as the coach has it."""
    deadlift_1rm: Decimal | None
    """One-repetition maximum of the deadlift, kg, as the coach has it."""
    squat_1rm: Decimal | None
    """One-repetition maximum of the squat, kg, as the coach has it."""
    mile_time: timedelta | None
    """How long a mile takes them."""
    gender: str | None
    """Their gender, in their words."""
    age: int | None
    """Their age in years, when it was typed."""
    height_cm: int | None
    """Their height, cm."""
    weight_kg: Decimal | None
    """Their body weight, kg."""
    years_of_experience: Decimal | None
    """For how many years they have trained."""
    workout_experience_type: str | None
    """What kind of training they know."""
    recovery_score: int | None
    """How recovered they are, 0 to 100."""
    preferred_training_days: Any
    """The days they like to train on."""
    injury_history: Any
    """What they hurt, and when."""
    deleted_at: datetime | None
    """Since when they are deleted; null while they are not."""
    created_at: datetime
    """When the row was made."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class AthleteLink:
    """Which client is which athlete: invited by the coach, accepted by the athlete, ended by
    either. While one is active the coach may read the athlete's log.
    """

    id: UUID
    """The link."""
    user_id: UUID
    """The coach."""
    entity_id: UUID
    """The client."""
    email: str
    """The address that was invited."""
    athlete_id: UUID | None
    """Who answered; null before that."""
    status: AthleteLinkStatus
    """invited, active, declined or ended."""
    invited_at: datetime
    """When the coach invited."""
    answered_at: datetime | None
    """When the athlete accepted or declined."""
    ended_at: datetime | None
    """When one of the two ended it."""


@dataclass(frozen=True, slots=True)
class EntityMetric:
    """The history of a client's numbers: what was measured on a day. The newest of each stands in
    entities.
    """

    id: UUID
    """The row."""
    user_id: UUID
    """The coach."""
    entity_id: UUID
    """The client or class."""
    measured_on: date
    """The day, in the coach's zone."""
    bench_1rm: Decimal | None
    """One-repetition maximum of the bench press, kg."""
    deadlift_1rm: Decimal | None
    """One-repetition maximum of the deadlift, kg."""
    squat_1rm: Decimal | None
    """One-repetition maximum of the squat, kg."""
    mile_time: timedelta | None
    """How long a mile took."""
    weight_kg: Decimal | None
    """Body weight, kg."""
    recovery_score: int | None
    """How recovered they were, 0 to 100."""
    created_at: datetime
    """When the row was made."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class EntityDetail:
    """A client or class, with its link to an athlete, if one is open, and its history of numbers,
    newest first. May be null: link.
    """

    entity: Entity
    link: AthleteLink | None
    metrics: list[EntityMetric]


@dataclass(frozen=True, slots=True)
class NewInvite:
    """An invite as it is made: the only time its code is seen. May be null: nothing."""

    id: UUID
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Program:
    """Training programs for a client or class, made by hand or by a generator."""

    id: UUID
    """The program."""
    user_id: UUID
    """The coach."""
    entity_id: UUID
    """For whom it is."""
    name: str
    """What it is called."""
    description: str | None
    """What it is for."""
    duration_weeks: int | None
    """How long it takes, weeks."""
    focus_area: str | None
    """What it dwells on."""
    goal: str | None
    """What it is to reach."""
    difficulty: str | None
    """How hard it is, in the coach's words."""
    training_methodology: str | None
    """By which method."""
    reference_input: str | None
    """What was given to the generator as an example."""
    session_details: Any
    """What a session is like: its length, its parts."""
    program_overview: Any
    """The overview that the generator wrote."""
    workout_format: Any
    """How its workouts are laid out."""
    gym_details: Any
    """What there is to train with."""
    generated_program: Any
    """What the generator made, as it came."""
    calendar_data: Any
    """What the calendar was made from."""
    periodization: Any
    """Its phases."""
    created_at: datetime
    """When it was made."""
    updated_at: datetime
    """When the row last changed."""


@dataclass(frozen=True, slots=True)
class WorkoutSchedule:
    """When the workouts of programs are to be done: an entry for each that has a date."""

    id: UUID
    """The entry."""
    user_id: UUID
    """The coach."""
    program_id: UUID
    """The program."""
    entity_id: UUID
    """The client or class."""
    workout_id: UUID
    """The workout of the program; another one may take its place."""
    scheduled_date: datetime
    """When it is to be done; the same as program_workouts.scheduled_date."""
    notes: str | None
    """What there is to say of this date."""
    created_at: datetime
    """When the entry was made."""
    updated_at: datetime
    """When the entry last changed."""


@dataclass(frozen=True, slots=True)
class ProgramDetail:
    """A program with its workouts in order, and their dates in order. May be null: nothing."""

    program: Program
    workouts: list[ProgramWorkout]
    schedule: list[WorkoutSchedule]


@dataclass(frozen=True, slots=True)
class LiveSessionSet:
    """Sets as the room sees them: each is a set of its lifter's log, and follows it. Written by
    log_live_set() and triggers alone.
    """

    id: UUID
    """The set, here and in workout_sets."""
    session_id: UUID
    """The live session it was done in."""
    user_id: UUID
    """Who did it."""
    exercise_id: UUID | None
    """The exercise; null if it is in no catalogue (any more)."""
    exercise_name: str
    """What the exercise was called then."""
    set_type: LiveSetType
    """warmup or working; drop sets and sets to failure are working sets."""
    weight_kg: Decimal
    """The weight as typed, in kilograms; 0 where none was."""
    reps: int
    """Repetitions; 0 where none were counted."""
    duration_seconds: Decimal | None
    """How long it lasted, seconds; null where nobody timed it."""
    distance_m: Decimal | None
    """How far it went, metres; null where nobody measured it."""
    timestamp_ms: int
    """When it was done, milliseconds since 1970."""
    e1rm_kg: Decimal | None
    """Estimated one-repetition maximum, kg; null for warm-ups, above 12 repetitions, and where
    e1rm() has none.
    """
    is_pr: bool
    """Whether it held a record (of one set, not of the workout's volume) when its numbers were last
    counted: when it was logged, edited, or weighed anew. A record that another set gives back or
    takes later does not change it.
    """
    intensity_score: Decimal | None
    """How hard it was, 0 to 1000, by intensity_score(), against the best there was when its numbers
    were last counted; null where that has none.
    """
    volume_kg: Decimal
    """Load times repetitions, kg; 0 for warm-ups and without a load."""
    is_withdrawn: bool
    """Whether its workout is deleted or abandoned: then it counts for nothing, and only its lifter
    sees it.
    """
    created_at: datetime
    """When the row was made."""


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
class LiveParticipantSummary:
    """What one person did in a live session: sets, volume in kg and records, without what does not
    stand, and how many exercises. Of whoever has left, only the numbers are known. May be null:
    display_name, avatar_url, status, joined_at, last_active_at, is_leader, workout_id.
    """

    session_id: UUID
    user_id: UUID
    display_name: str | None
    avatar_url: str | None
    status: LiveStatus | None
    joined_at: datetime | None
    last_active_at: datetime | None
    is_leader: bool | None
    sets_completed: int
    total_volume_kg: Decimal
    pr_count: int
    exercises_completed: int
    workout_id: UUID | None


@dataclass(frozen=True, slots=True)
class LiveSessionSummary:
    """A live session in numbers: volume in kg, milliseconds from start to end or to now, and those
    who are in, the most volume first. May be null: host_id, host_name, name, theme, started_at,
    ended_at, duration_ms.
    """

    session_id: UUID
    host_id: UUID | None
    host_name: str | None
    mode: LiveMode
    status: LiveSessionStatus
    name: str | None
    theme: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    participant_count: int
    total_sets_completed: int
    total_volume_kg: Decimal
    pr_count: int
    duration_ms: int | None
    participants: list[LiveParticipantSummary]


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
class LibraryWorkout:
    """A workout of the library and how well it fits: by meaning, the cosine of the angle between
    the two, 1 for the same; by text, its rank. May be null: difficulty.
    """

    id: int
    title: str
    body: str
    tags: Any
    difficulty: str | None
    embedding_model: str
    score: float


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
class FriendPresence:
    """A friend, and what they are doing. May be null: avatar_url, live_session_id,
    current_exercise_id, current_exercise_name, last_set_completed_at.
    """

    user_id: UUID
    display_name: str
    avatar_url: str | None
    is_in_live_session: bool
    live_session_id: UUID | None
    current_exercise_id: UUID | None
    current_exercise_name: str | None
    workout_started_at: datetime
    last_set_completed_at: datetime | None
    status: LiveStatus
    last_updated_at: datetime


@dataclass(frozen=True, slots=True)
class LiveSessionEvent:
    """What happened in a live session, numbered from 1 in the order of commit, without gaps but
    where a person erased their account. Written by triggers alone.
    """

    id: UUID
    """The event."""
    session_id: UUID
    """The live session."""
    user_id: UUID | None
    """Whose doing it was; null where nobody's: the session was tidied up, or an account erased."""
    seq: int
    """Its number in the session."""
    type: LiveEventType
    """What happened."""
    event_data: Any
    """{"type": …, "data": …}; docs/live.md has the form of each type."""
    created_at: datetime
    """When it happened."""


@dataclass(frozen=True, slots=True)
class LiveSessionParticipant:
    """Who is in a live session. Who leaves it has no row any more; what they did in it stays."""

    id: UUID
    """The row."""
    session_id: UUID
    """The live session."""
    user_id: UUID
    """Who is in it."""
    display_name: str
    """What they were called when they came in."""
    avatar_url: str | None
    """Their picture then."""
    status: LiveStatus
    """What they are doing: idle, resting, working_out or finished."""
    joined_at: datetime
    """When they came in."""
    last_active_at: datetime
    """When they last did something."""
    current_exercise_id: UUID | None
    """The exercise they are at."""
    sets_completed: int
    """How many sets of theirs stand in this live session."""
    is_leader: bool
    """Whether they lead; one does, while the session is not over."""
    ready_for_next: bool
    """Guided: whether they are ready for the next exercise."""
    total_volume_kg: Decimal
    """Load times repetitions of those sets, kg, without warm-ups."""
    pr_count: int
    """How many of those sets are records."""
    workout_id: UUID | None
    """The workout in their log that these sets go to; null before the first."""


@dataclass(frozen=True, slots=True)
class LiveSessionReaction:
    """What people said to each other in a live session without words."""

    id: UUID
    """The reaction."""
    session_id: UUID
    """The live session."""
    from_user_id: UUID
    """Who sent it."""
    to_user_id: UUID
    """Whom it is for."""
    emote: Emote
    """What it says."""
    target_set_id: UUID | None
    """The set it is about; null if it is about none, or the set is gone."""
    created_at: datetime
    """When it was sent."""


@dataclass(frozen=True, slots=True)
class LiveSessionMessage:
    """What people wrote to each other in a live session."""

    id: UUID
    """The message."""
    session_id: UUID
    """The live session."""
    user_id: UUID
    """Who wrote it."""
    message: str
    """What they wrote, at most 2,000 characters."""
    created_at: datetime
    """When it was sent."""


@dataclass(frozen=True, slots=True)
class LiveSessionDetail:
    """All that a screen shows of a live session: who is in, by when they came; the newest 500 sets,
    100 reactions and 100 messages, in order. session.last_event_seq is the newest event that is
    in it. May be null: nothing.
    """

    session: LiveSession
    participants: list[LiveSessionParticipant]
    sets: list[LiveSessionSet]
    reactions: list[LiveSessionReaction]
    messages: list[LiveSessionMessage]


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
class WorkoutDetail:
    """A workout with its blocks in order and their sets in order. May be null: nothing."""

    workout: WorkoutSession
    exercises: list[WorkoutSessionExercise]
    sets: list[WorkoutSet]


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A record of an imported file as it stood there, by the line it begins on. May be null: raw.
    """

    line: int
    raw: str | None


@dataclass(frozen=True, slots=True)
class ParsedWorkout:
    """A text become a template: its exercises in order, each with how sure the machine was; names
    that became exercises of one's own; and for each of these the exercise called most like it
    (name, suggestion, exercise_id, similarity). May be null: template.
    """

    import_log_id: UUID
    template: WorkoutTemplate | None
    exercises: list[WorkoutTemplateExercise]
    exercises_created: list[str]
    suggestions: Any


@dataclass(frozen=True, slots=True)
class LiveSessionInvitation:
    """Who was asked into a live session, one row a person; asked again, the row is pending again.
    """

    id: UUID
    """The invitation."""
    session_id: UUID
    """The live session."""
    host_id: UUID
    """Who asked, or who sent them out."""
    recipient_id: UUID
    """Who was asked."""
    status: LiveInvitationStatus
    """pending, accepted, declined or expired."""
    created_at: datetime
    """When they were first asked."""
    expires_at: datetime
    """Until when a pending one can be answered."""
    removed_at: datetime | None
    """Since when they are sent out, even of a public session; null unless they are. To be asked
    again ends it.
    """


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
class ProgramProgress:
    """How far a program is, without reference workouts: how many workouts it has, have a date, are
    done, were missed (their day is over); the share that is done, 0 to 1; what comes next. May
    be null: completed_share, last_completed_at, next_workout_id, next_scheduled_date.
    """

    program_id: UUID
    entity_id: UUID
    name: str
    workout_count: int
    scheduled_count: int
    completed_count: int
    missed_count: int
    completed_share: Decimal | None
    last_completed_at: datetime | None
    next_workout_id: UUID | None
    next_scheduled_date: datetime | None


@dataclass(frozen=True, slots=True)
class LiveInvitationDetail:
    """An invitation, with the live session that it is to. May be null: nothing."""

    invitation: LiveSessionInvitation
    session: LiveSession


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """Planned against done: sessions; sets without warm-ups; repetitions, planned as a range, which
    AMRAP and seconds are not in; volume load in kg, planned at the fewest repetitions where the
    plan names a load; and adherence, the share of the planned sets that was done, 0 to 1,
    counting no more sets of an exercise than were planned. Sessions are counted for the plan and
    the weeks. May be null: week_number, muscle_group, exercise_id, exercise_name,
    planned_sessions, done_sessions, adherence.
    """

    scope: PlanScope
    week_number: int | None
    muscle_group: str | None
    exercise_id: UUID | None
    exercise_name: str | None
    planned_sessions: int | None
    done_sessions: int | None
    planned_sets: int
    done_sets: int
    planned_reps_min: int
    planned_reps_max: int
    done_reps: int
    planned_volume_kg: Decimal
    done_volume_kg: Decimal
    adherence: Decimal | None


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
class QuickReaction:
    """What friends said to each other without words, outside of live sessions."""

    id: UUID
    """The reaction."""
    from_user_id: UUID
    """Who sent it."""
    to_user_id: UUID
    """Whom it is for."""
    emote: Emote
    """What it says."""
    set_id: UUID | None
    """The set of theirs it is about; null if it is about none, or the set is gone."""
    created_at: datetime
    """When it was sent."""


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


@dataclass(frozen=True, slots=True)
class LiveTidying:
    """What tidy_live_sessions() did, in rows. sessions_tidied are the live sessions with something
    to do that it took: 500 is the most, and says that there may be more. May be null: nothing.
    """

    sessions_tidied: int
    invitations_expired: int
    people_idle: int
    people_finished: int
    sessions_ended: int


@dataclass(frozen=True, slots=True)
class UndoneImport:
    """What undoing an import did: workouts taken away, workouts given back as they were before it,
    those that stay because they were edited since, exercises of one's own and body weights taken
    away. May be null: nothing.
    """

    job_id: UUID
    workouts_removed: int
    workouts_restored: int
    workouts_kept: list[UUID]
    exercises_removed: list[str]
    body_weights_removed: int


@dataclass(frozen=True, slots=True)
class WorkoutPresence:
    """Who trains just now, and at what; for friends to see."""

    id: UUID
    """The row."""
    user_id: UUID
    """Whose presence it is."""
    is_in_live_session: bool
    """Whether they train in a live session."""
    live_session_id: UUID | None
    """That live session; null outside of one."""
    current_exercise_id: UUID | None
    """The exercise they are at; null if they did not say."""
    current_exercise_name: str | None
    """What it is called."""
    workout_started_at: datetime
    """When they began."""
    last_set_completed_at: datetime | None
    """When they last finished a set; null before the first."""
    status: LiveStatus
    """What they are doing: idle, resting, working_out or finished."""
    last_updated_at: datetime
    """When the row last changed."""


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
_add_recommendation: Function[AiRecommendation] = Function(
    "public.add_recommendation",
    returns=AiRecommendation,
    many=False,
    parameters=(
        ("p_entity_id", "uuid"),
        ("p_recommendation_type", "text"),
        ("p_recommendation_data", "jsonb"),
        ("p_made_by", "text"),
        ("p_program_id", "uuid"),
        ("p_id", "uuid"),
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
_answer_coach: Function[list[CoachLink]] = Function(
    "public.answer_coach",
    returns=list[CoachLink],
    many=True,
    parameters=(
        ("p_link_id", "uuid"),
        ("p_accept", "boolean"),
    ),
)
_answer_recommendation: Function[AiRecommendation] = Function(
    "public.answer_recommendation",
    returns=AiRecommendation,
    many=False,
    parameters=(
        ("p_recommendation_id", "uuid"),
        ("p_accept", "boolean"),
    ),
)
_apply_subscription_event: Function[bool] = Function(
    "public.apply_subscription_event",
    returns=bool,
    many=False,
    parameters=(
        ("p_event", "jsonb"),
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
_assign_plan: Function[UUID] = Function(
    "public.assign_plan",
    returns=UUID,
    many=False,
    parameters=(
        ("p_plan_id", "uuid"),
        ("p_entity_id", "uuid"),
        ("p_week_start", "date"),
        ("p_id", "uuid"),
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
        ("p_reading", "jsonb"),
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
_change_live_exercise: Function[LiveSession] = Function(
    "public.change_live_exercise",
    returns=LiveSession,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_exercise_id", "uuid"),
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
_claim_import: Function[ClaimedImport | None] = Function(
    "public.claim_import",
    returns=ClaimedImport | None,
    many=False,
    parameters=(
        ("p_worker", "text"),
        ("p_stale_after", "interval"),
        ("p_job_id", "uuid"),
    ),
)
_coach_roster: Function[list[RosterEntry]] = Function(
    "public.coach_roster",
    returns=list[RosterEntry],
    many=True,
    parameters=(),
)
_complete_plan_session: Function[ModularTrainingSession] = Function(
    "public.complete_plan_session",
    returns=ModularTrainingSession,
    many=False,
    parameters=(
        ("p_plan_session_id", "uuid"),
        ("p_overall_difficulty", "integer"),
        ("p_duration_minutes", "integer"),
    ),
)
_complete_program_workout: Function[ProgramWorkout] = Function(
    "public.complete_program_workout",
    returns=ProgramWorkout,
    many=False,
    parameters=(
        ("p_workout_id", "uuid"),
        ("p_notes", "text"),
        ("p_completed_at", "timestamp with time zone"),
        ("p_completed", "boolean"),
    ),
)
_complete_program_workouts: Function[list[ProgramWorkout]] = Function(
    "public.complete_program_workouts",
    returns=list[ProgramWorkout],
    many=True,
    parameters=(
        ("p_completions", "jsonb"),
    ),
)
_consume_generation: Function[int] = Function(
    "public.consume_generation",
    returns=int,
    many=False,
    parameters=(),
)
_copy_plan: Function[PlanDetail] = Function(
    "public.copy_plan",
    returns=PlanDetail,
    many=False,
    parameters=(
        ("p_plan_id", "uuid"),
        ("p_week_start", "date"),
        ("p_id", "uuid"),
    ),
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
_create_entity: Function[EntityDetail] = Function(
    "public.create_entity",
    returns=EntityDetail,
    many=False,
    parameters=(
        ("p_entity", "jsonb"),
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
_create_live_session: Function[LiveSession] = Function(
    "public.create_live_session",
    returns=LiveSession,
    many=False,
    parameters=(
        ("p_mode", "public.live_mode_enum"),
        ("p_name", "text"),
        ("p_theme", "text"),
        ("p_planned_exercises", "jsonb"),
        ("p_is_public", "boolean"),
        ("p_id", "uuid"),
    ),
)
_create_program: Function[ProgramDetail] = Function(
    "public.create_program",
    returns=ProgramDetail,
    many=False,
    parameters=(
        ("p_entity_id", "uuid"),
        ("p_program", "jsonb"),
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
_delete_entity: Function[None] = Function(
    "public.delete_entity",
    returns=None,
    many=False,
    parameters=(
        ("p_entity_id", "uuid"),
    ),
)
_delete_live_session: Function[None] = Function(
    "public.delete_live_session",
    returns=None,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
    ),
)
_delete_live_set: Function[None] = Function(
    "public.delete_live_set",
    returns=None,
    many=False,
    parameters=(
        ("p_set_id", "uuid"),
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
_discover_live_sessions: Function[list[LiveSession]] = Function(
    "public.discover_live_sessions",
    returns=list[LiveSession],
    many=True,
    parameters=(
        ("p_limit", "integer"),
        ("p_before", "timestamp with time zone"),
        ("p_before_id", "uuid"),
    ),
)
_duplicate_program: Function[ProgramDetail] = Function(
    "public.duplicate_program",
    returns=ProgramDetail,
    many=False,
    parameters=(
        ("p_program_id", "uuid"),
        ("p_entity_id", "uuid"),
        ("p_id", "uuid"),
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
_edit_live_set: Function[LiveSessionSet] = Function(
    "public.edit_live_set",
    returns=LiveSessionSet,
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
_end_athlete_link: Function[None] = Function(
    "public.end_athlete_link",
    returns=None,
    many=False,
    parameters=(
        ("p_link_id", "uuid"),
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
_end_live_session: Function[LiveSessionSummary] = Function(
    "public.end_live_session",
    returns=LiveSessionSummary,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
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
        ("p_user_id", "uuid"),
    ),
)
_export_account: Function[Any] = Function(
    "public.export_account",
    returns=Any,
    many=False,
    parameters=(),
)
_fail_import: Function[bool] = Function(
    "public.fail_import",
    returns=bool,
    many=False,
    parameters=(
        ("p_job_id", "uuid"),
        ("p_worker", "text"),
        ("p_error", "text"),
    ),
)
_find_password: Function[PasswordEntry | None] = Function(
    "public.find_password",
    returns=PasswordEntry | None,
    many=False,
    parameters=(
        ("p_email", "text"),
    ),
)
_find_similar_workouts: Function[list[LibraryWorkout]] = Function(
    "public.find_similar_workouts",
    returns=list[LibraryWorkout],
    many=True,
    parameters=(
        ("p_embedding", "double precision[]"),
        ("p_tags", "text[]"),
        ("p_difficulty", "text"),
        ("p_limit", "integer"),
        ("p_model", "text"),
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
        ("p_user_id", "uuid"),
    ),
)
_get_calendar: Function[list[CalendarItem]] = Function(
    "public.get_calendar",
    returns=list[CalendarItem],
    many=True,
    parameters=(
        ("p_from", "date"),
        ("p_to", "date"),
        ("p_user_id", "uuid"),
    ),
)
_get_entity: Function[EntityDetail] = Function(
    "public.get_entity",
    returns=EntityDetail,
    many=False,
    parameters=(
        ("p_entity_id", "uuid"),
    ),
)
_get_friends_presence: Function[list[FriendPresence]] = Function(
    "public.get_friends_presence",
    returns=list[FriendPresence],
    many=True,
    parameters=(),
)
_get_live_events: Function[list[LiveSessionEvent]] = Function(
    "public.get_live_events",
    returns=list[LiveSessionEvent],
    many=True,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_after", "bigint"),
        ("p_limit", "integer"),
    ),
)
_get_live_session: Function[LiveSessionDetail] = Function(
    "public.get_live_session",
    returns=LiveSessionDetail,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
    ),
)
_get_live_session_summary: Function[LiveSessionSummary] = Function(
    "public.get_live_session_summary",
    returns=LiveSessionSummary,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
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
        ("p_user_id", "uuid"),
    ),
)
_get_participant_summary: Function[LiveParticipantSummary] = Function(
    "public.get_participant_summary",
    returns=LiveParticipantSummary,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_user_id", "uuid"),
    ),
)
_get_plan: Function[PlanDetail] = Function(
    "public.get_plan",
    returns=PlanDetail,
    many=False,
    parameters=(
        ("p_plan_id", "uuid"),
    ),
)
_get_plan_week: Function[PlanWeekDetail] = Function(
    "public.get_plan_week",
    returns=PlanWeekDetail,
    many=False,
    parameters=(
        ("p_plan_id", "uuid"),
        ("p_week_number", "integer"),
    ),
)
_get_program: Function[ProgramDetail] = Function(
    "public.get_program",
    returns=ProgramDetail,
    many=False,
    parameters=(
        ("p_program_id", "uuid"),
    ),
)
_get_record_history: Function[list[BrokenRecord]] = Function(
    "public.get_record_history",
    returns=list[BrokenRecord],
    many=True,
    parameters=(
        ("p_exercise_id", "uuid"),
        ("p_user_id", "uuid"),
    ),
)
_get_records: Function[list[RecordEntry]] = Function(
    "public.get_records",
    returns=list[RecordEntry],
    many=True,
    parameters=(
        ("p_exercise_id", "uuid"),
        ("p_user_id", "uuid"),
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
        ("p_user_id", "uuid"),
    ),
)
_get_workout_summary: Function[WorkoutSummary] = Function(
    "public.get_workout_summary",
    returns=WorkoutSummary,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_user_id", "uuid"),
    ),
)
_heartbeat_import: Function[bool] = Function(
    "public.heartbeat_import",
    returns=bool,
    many=False,
    parameters=(
        ("p_job_id", "uuid"),
        ("p_worker", "text"),
        ("p_progress", "integer"),
    ),
)
_import_lines: Function[list[ImportLine]] = Function(
    "public.import_lines",
    returns=list[ImportLine],
    many=True,
    parameters=(
        ("p_job_id", "uuid"),
        ("p_after_line", "integer"),
        ("p_limit", "integer"),
    ),
)
_import_parsed_workout: Function[ParsedWorkout] = Function(
    "public.import_parsed_workout",
    returns=ParsedWorkout,
    many=False,
    parameters=(
        ("p_raw_text", "text"),
        ("p_parsed", "jsonb"),
        ("p_id", "uuid"),
    ),
)
_insert_full_plan: Function[UUID] = Function(
    "public.insert_full_plan",
    returns=UUID,
    many=False,
    parameters=(
        ("p_user_id", "uuid"),
        ("p_plan_json", "jsonb"),
        ("p_only_active", "boolean"),
    ),
)
_intensity_score: Function[Decimal | None] = Function(
    "public.intensity_score",
    returns=Decimal | None,
    many=False,
    parameters=(
        ("p_load_kg", "numeric"),
        ("p_reps", "integer"),
        ("p_best_e1rm_kg", "numeric"),
        ("p_rir", "numeric"),
    ),
)
_invite_to_live_session: Function[LiveSessionInvitation] = Function(
    "public.invite_to_live_session",
    returns=LiveSessionInvitation,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_user_id", "uuid"),
        ("p_expires_at", "timestamp with time zone"),
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
_join_live_session: Function[LiveSessionDetail] = Function(
    "public.join_live_session",
    returns=LiveSessionDetail,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
    ),
)
_last_time: Function[LastTime | None] = Function(
    "public.last_time",
    returns=LastTime | None,
    many=False,
    parameters=(
        ("p_exercise_id", "uuid"),
        ("p_before", "timestamp with time zone"),
        ("p_user_id", "uuid"),
    ),
)
_leave_live_session: Function[LiveParticipantSummary] = Function(
    "public.leave_live_session",
    returns=LiveParticipantSummary,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
    ),
)
_link_athlete: Function[AthleteLink] = Function(
    "public.link_athlete",
    returns=AthleteLink,
    many=False,
    parameters=(
        ("p_entity_id", "uuid"),
        ("p_email", "text"),
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
_list_programs: Function[list[ProgramProgress]] = Function(
    "public.list_programs",
    returns=list[ProgramProgress],
    many=True,
    parameters=(
        ("p_entity_id", "uuid"),
    ),
)
_list_recommendations: Function[list[AiRecommendation]] = Function(
    "public.list_recommendations",
    returns=list[AiRecommendation],
    many=True,
    parameters=(
        ("p_entity_id", "uuid"),
        ("p_status", "public.recommendation_status_enum"),
    ),
)
_log_live_set: Function[LiveSessionSet] = Function(
    "public.log_live_set",
    returns=LiveSessionSet,
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
        ("p_id", "uuid"),
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
_my_coaches: Function[list[CoachLink]] = Function(
    "public.my_coaches",
    returns=list[CoachLink],
    many=True,
    parameters=(),
)
_my_live_invitations: Function[list[LiveInvitationDetail]] = Function(
    "public.my_live_invitations",
    returns=list[LiveInvitationDetail],
    many=True,
    parameters=(),
)
_my_live_sessions: Function[list[LiveSession]] = Function(
    "public.my_live_sessions",
    returns=list[LiveSession],
    many=True,
    parameters=(
        ("p_limit", "integer"),
        ("p_before", "timestamp with time zone"),
        ("p_before_id", "uuid"),
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
_plan_progress: Function[list[PlanProgress]] = Function(
    "public.plan_progress",
    returns=list[PlanProgress],
    many=True,
    parameters=(
        ("p_plan_id", "uuid"),
    ),
)
_program_progress: Function[ProgramProgress] = Function(
    "public.program_progress",
    returns=ProgramProgress,
    many=False,
    parameters=(
        ("p_program_id", "uuid"),
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
_react_to_set: Function[LiveSessionReaction] = Function(
    "public.react_to_set",
    returns=LiveSessionReaction,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_emote", "public.emote_enum"),
        ("p_set_id", "uuid"),
        ("p_to_user_id", "uuid"),
        ("p_id", "uuid"),
    ),
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
_record_entity_metrics: Function[EntityDetail] = Function(
    "public.record_entity_metrics",
    returns=EntityDetail,
    many=False,
    parameters=(
        ("p_entity_id", "uuid"),
        ("p_metrics", "jsonb"),
        ("p_measured_on", "date"),
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
_rehash_password: Function[bool] = Function(
    "public.rehash_password",
    returns=bool,
    many=False,
    parameters=(
        ("p_user_id", "uuid"),
        ("p_password_hash", "text"),
        ("p_new_password_hash", "text"),
    ),
)
_remove_from_live_session: Function[None] = Function(
    "public.remove_from_live_session",
    returns=None,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_user_id", "uuid"),
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
_reschedule_program_workout: Function[ProgramWorkout] = Function(
    "public.reschedule_program_workout",
    returns=ProgramWorkout,
    many=False,
    parameters=(
        ("p_workout_id", "uuid"),
        ("p_scheduled_date", "timestamp with time zone"),
        ("p_notes", "text"),
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
_respond_to_live_invitation: Function[LiveSessionInvitation] = Function(
    "public.respond_to_live_invitation",
    returns=LiveSessionInvitation,
    many=False,
    parameters=(
        ("p_invitation_id", "uuid"),
        ("p_accept", "boolean"),
    ),
)
_restore_entity: Function[EntityDetail] = Function(
    "public.restore_entity",
    returns=EntityDetail,
    many=False,
    parameters=(
        ("p_entity_id", "uuid"),
    ),
)
_restore_log: Function[Any] = Function(
    "public.restore_log",
    returns=Any,
    many=False,
    parameters=(
        ("p_job_id", "uuid"),
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
_schedule_program: Function[ProgramDetail] = Function(
    "public.schedule_program",
    returns=ProgramDetail,
    many=False,
    parameters=(
        ("p_program_id", "uuid"),
        ("p_start", "date"),
        ("p_weekdays", "smallint[]"),
        ("p_time", "time without time zone"),
        ("p_timezone", "text"),
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
_search_workouts: Function[list[LibraryWorkout]] = Function(
    "public.search_workouts",
    returns=list[LibraryWorkout],
    many=True,
    parameters=(
        ("p_query", "text"),
        ("p_tags", "text[]"),
        ("p_difficulty", "text"),
        ("p_limit", "integer"),
    ),
)
_send_live_message: Function[LiveSessionMessage] = Function(
    "public.send_live_message",
    returns=LiveSessionMessage,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_message", "text"),
        ("p_id", "uuid"),
    ),
)
_send_quick_reaction: Function[QuickReaction] = Function(
    "public.send_quick_reaction",
    returns=QuickReaction,
    many=False,
    parameters=(
        ("p_to_user_id", "uuid"),
        ("p_emote", "public.emote_enum"),
        ("p_set_id", "uuid"),
        ("p_id", "uuid"),
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
_set_plan_status: Function[ModularTrainingPlan] = Function(
    "public.set_plan_status",
    returns=ModularTrainingPlan,
    many=False,
    parameters=(
        ("p_plan_id", "uuid"),
        ("p_status", "public.plan_status_enum"),
        ("p_only_active", "boolean"),
    ),
)
_set_ready_for_next: Function[LiveSessionParticipant] = Function(
    "public.set_ready_for_next",
    returns=LiveSessionParticipant,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_is_ready", "boolean"),
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
_shift_plan: Function[PlanDetail] = Function(
    "public.shift_plan",
    returns=PlanDetail,
    many=False,
    parameters=(
        ("p_plan_id", "uuid"),
        ("p_days", "integer"),
        ("p_from_week", "integer"),
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
_start_live_session: Function[LiveSession] = Function(
    "public.start_live_session",
    returns=LiveSession,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
    ),
)
_start_plan_session: Function[WorkoutDetail] = Function(
    "public.start_plan_session",
    returns=WorkoutDetail,
    many=False,
    parameters=(
        ("p_plan_session_id", "uuid"),
        ("p_started_at", "timestamp with time zone"),
        ("p_timezone", "text"),
        ("p_id", "uuid"),
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
_tidy_live_sessions: Function[LiveTidying] = Function(
    "public.tidy_live_sessions",
    returns=LiveTidying,
    many=False,
    parameters=(
        ("p_idle_after", "interval"),
        ("p_finished_after", "interval"),
        ("p_pending_after", "interval"),
    ),
)
_transfer_live_leadership: Function[LiveSessionParticipant] = Function(
    "public.transfer_live_leadership",
    returns=LiveSessionParticipant,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_user_id", "uuid"),
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
_undo_import: Function[UndoneImport] = Function(
    "public.undo_import",
    returns=UndoneImport,
    many=False,
    parameters=(
        ("p_job_id", "uuid"),
        ("p_force", "boolean"),
    ),
)
_update_entity: Function[EntityDetail | None] = Function(
    "public.update_entity",
    returns=EntityDetail | None,
    many=False,
    parameters=(
        ("p_entity_id", "uuid"),
        ("p_changes", "jsonb"),
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
_update_live_session: Function[LiveSession] = Function(
    "public.update_live_session",
    returns=LiveSession,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_name", "text"),
        ("p_theme", "text"),
        ("p_is_public", "boolean"),
        ("p_planned_exercises", "jsonb"),
    ),
)
_update_live_status: Function[LiveSessionParticipant] = Function(
    "public.update_live_status",
    returns=LiveSessionParticipant,
    many=False,
    parameters=(
        ("p_session_id", "uuid"),
        ("p_status", "public.live_status_enum"),
        ("p_current_exercise_id", "uuid"),
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
_update_workout_presence: Function[WorkoutPresence] = Function(
    "public.update_workout_presence",
    returns=WorkoutPresence,
    many=False,
    parameters=(
        ("p_status", "public.live_status_enum"),
        ("p_current_exercise_id", "uuid"),
        ("p_workout_started_at", "timestamp with time zone"),
        ("p_last_set_completed_at", "timestamp with time zone"),
    ),
)
_upsert_external_workouts: Function[list[int]] = Function(
    "public.upsert_external_workouts",
    returns=list[int],
    many=True,
    parameters=(
        ("p_workouts", "jsonb"),
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
        ("p_user_id", "uuid"),
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

    def add_recommendation(
        self,
        entity_id: UUID | str,
        recommendation_type: str,
        *,
        recommendation_data: Any = DEFAULT,
        made_by: str = DEFAULT,
        program_id: UUID | str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> AiRecommendation:
        """Keeps a recommendation for a client or class, about a program or none, with who or what
        made it, and returns it: exercise_swap, deload, intensity, or whatever else it is called.
        The same id again returns what is there. Raises PT404 for an unknown client, PT409 for a
        id that is taken, PT422 for a type that is empty or a program of another client.

        Defaults: recommendation_data = '{}', made_by = 'unknown'.
        """
        return self._call(
            _add_recommendation,
            entity_id,
            recommendation_type,
            recommendation_data,
            made_by,
            program_id,
            id,
        )

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

    def answer_coach(self, link_id: UUID | str, *, accept: bool = DEFAULT) -> list[CoachLink]:
        """Lets a coach who asks read one's log from now on, or with false declines, and returns
        one's coaches as my_coaches() does. end_athlete_link() takes it back. Raises PT404 for an
        invitation to somebody else, PT409 for one that is answered or ended.

        Defaults: accept = true.
        """
        return self._call(_answer_coach, link_id, accept)

    def answer_recommendation(
        self,
        recommendation_id: UUID | str,
        *,
        accept: bool = DEFAULT,
    ) -> AiRecommendation:
        """Accepts a recommendation, or with false dismisses it, and returns it; the same answer
        again changes nothing. Raises PT404 if it is not one's own.

        Defaults: accept = true.
        """
        return self._call(_answer_recommendation, recommendation_id, accept)

    def apply_subscription_event(self, event: Any) -> bool:
        """Applies an event of the payment provider to the profile of its customer, as Stripe's
        webhook sends it, and returns whether anything was to be done: a delivery that comes
        again, an event older than one that was applied, one of a subscription that another has
        replaced, and events about anything but subscriptions change nothing. The customer is
        known by profiles.stripe_customer_id, and before that by the subscription's
        metadata.user_id. For the back end. Raises PT404 for an unknown customer, PT409 for a
        subscription of another one, PT422 with every fault's path.
        """
        return self._call(_apply_subscription_event, event)

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

    def assign_plan(
        self,
        plan_id: UUID | str,
        entity_id: UUID | str,
        week_start: date,
        *,
        id: UUID | str | None = DEFAULT,
    ) -> UUID:
        """Gives a plan of one's own to the athlete whom a client is linked with, as copy_plan()
        copies it, and returns the id of the copy. That is the athlete's from then on: they see
        it, change it, and delete it, the coach does not. An exercise that the coach made of
        their own is in it by its name alone. The same id again returns the same. Raises PT404 if
        the plan or the client is not one's own, PT409 if the client has no active link, PT422
        for a day out of range.
        """
        return self._call(_assign_plan, plan_id, entity_id, week_start, id)

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
        reading: Any = DEFAULT,
    ) -> UUID:
        """Opens an import into a person's log and returns its id; local times are in timezone, else
        in the person's zone; reading says how the file was read (weight_unit_from,
        distance_unit, pounds_again, body_in_weight, body_told, header). Then come the rows, by
        COPY into private.import_rows in the same transaction, each that is no error with its
        run, its block and its set_number, and run_import() in it, or later by a worker. For the
        back end. Raises PT404 for an unknown person, PT422 for an unknown zone, or a source,
        dialect or reading that can't be one.

        Defaults: on_conflict = 'report', reading = '{}'.
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
            reading,
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

    def change_live_exercise(self, session_id: UUID | str, exercise_id: UUID | str) -> LiveSession:
        """Moves all in a guided live session to an exercise of the catalogue, and returns the
        session; nobody is ready for the next one any more. For the host or the leader. Raises
        PT404 for an unknown session or exercise, PT409 if it is not active, not guided, or one
        is not in it, 42501 for anyone else in it.
        """
        return self._call(_change_live_exercise, session_id, exercise_id)

    def check_session(self, access_hash: str) -> UUID:
        """Who is signed in by this token, given as its SHA-256. For the back end, on plain
        Postgres, which then acts as them. Raises PT404 if the token is unknown or expired, or
        the session was ended.
        """
        return self._call(_check_session, access_hash)

    def claim_import(
        self,
        worker: str,
        *,
        stale_after: timedelta = DEFAULT,
        job_id: UUID | str | None = DEFAULT,
    ) -> ClaimedImport | None:
        """Takes the oldest import that waits, or whose worker gave no sign of life for stale_after,
        or the one that is asked for; null if there is none. Commit it before the work begins.
        The sixth worker's turn does not come: the import has failed. For the back end. Raises
        PT422 for a worker without a name, or a span below zero.

        Defaults: stale_after = '00:01:00'.
        """
        return self._call(_claim_import, worker, stale_after, job_id)

    def coach_roster(self) -> list[RosterEntry]:
        """All one's clients and classes at a glance, by name: what they did last, how much of what
        was due in four weeks, how many of the records they hold were set in them, and what to
        look at.
        """
        return self._call(_coach_roster)

    def complete_plan_session(
        self,
        plan_session_id: UUID | str,
        *,
        overall_difficulty: int | None = DEFAULT,
        duration_minutes: int | None = DEFAULT,
    ) -> ModularTrainingSession:
        """Says that a planned session is done, how hard it was (1 to 10) and how many minutes it
        took, and returns it. A workout of it that goes on is finished; without duration_minutes
        its length is taken. Again, it changes only what is given. Raises PT404 if it is not
        one's own, PT422 for values out of range.
        """
        return self._call(
            _complete_plan_session,
            plan_session_id,
            overall_difficulty,
            duration_minutes,
        )

    def complete_program_workout(
        self,
        workout_id: UUID | str,
        *,
        notes: str | None = DEFAULT,
        completed_at: datetime | None = DEFAULT,
        completed: bool = DEFAULT,
    ) -> ProgramWorkout:
        """Ticks off a workout of a program, now unless told otherwise, with notes, and returns it;
        again, it changes nothing. With completed false it is to be done again. Raises PT404 if
        it is not one's own, PT422 for notes that are too long or a moment more than a day ahead.

        Defaults: completed = true.
        """
        return self._call(_complete_program_workout, workout_id, notes, completed_at, completed)

    def complete_program_workouts(self, completions: Any) -> list[ProgramWorkout]:
        """Ticks off what was done offline, a list of up to 1000 objects with workout_id and
        optionally completed_at, notes, and returns those workouts; what is done already stays as
        it is, so a queue can be sent again. Raises PT422 with every fault's path, unknown
        workouts too; then nothing is written.
        """
        return self._call(_complete_program_workouts, completions)

    def consume_generation(self) -> int:
        """Takes one from today's allowance of generated programs and returns how many are left. The
        day is the person's own. Raises PT402 when none is left, or the trial is over and no
        subscription is active.
        """
        return self._call(_consume_generation)

    def copy_plan(
        self,
        plan_id: UUID | str,
        week_start: date,
        *,
        id: UUID | str | None = DEFAULT,
    ) -> PlanDetail:
        """Makes a new active plan from one of one's own, past or present, that begins on another
        day, and returns it; nothing of it is done yet. The same id again returns what is there.
        Raises PT404 if it is not one's own, PT422 for a day out of range.
        """
        return self._call(_copy_plan, plan_id, week_start, id)

    def copy_template(
        self,
        id: UUID | str,
        *,
        copy_id: UUID | str | None = DEFAULT,
    ) -> TemplateDetail:
        """Makes a private template of one's own of one that a friend shows, and returns it: all but
        the notes. The friend's own exercises become one's own too, unless their name already
        means one. Their descriptions and instructions come along. The copy goes its own way from
        then on. The same copy_id again returns what is there. Raises PT404 if no friend shows
        it, or if the copy of copy_id was deleted.
        """
        return self._call(_copy_template, id, copy_id)

    def create_entity(self, entity: Any) -> EntityDetail:
        """Makes a client or class and returns it. The document has name, and optionally id, type
        (CLIENT or CLASS), description, bench_1rm, deadlift_1rm, squat_1rm (kg), mile_time
        (00:07:30), gender, age, height_cm, weight_kg, years_of_experience,
        workout_experience_type, recovery_score (0 to 100), preferred_training_days,
        injury_history. The same id again returns what is there. Raises PT409 for an id that is
        taken, PT422 with every fault's path.
        """
        return self._call(_create_entity, entity)

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

    def create_live_session(
        self,
        *,
        mode: LiveModeLike = DEFAULT,
        name: str | None = DEFAULT,
        theme: str | None = DEFAULT,
        planned_exercises: Any = DEFAULT,
        is_public: bool = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> LiveSession:
        """Opens a live session and returns it; whoever opens it is its host, is in it, and leads.
        planned_exercises is a list of {exerciseId, targetSets, targetRepsMin?, targetRepsMax?}
        of exercises of the catalogue. A public one can be found and joined by anyone who is
        signed in. The same id again returns what is there. Raises PT422 with the path of each
        fault.

        Defaults: mode = 'shared', planned_exercises = '[]', is_public = false.
        """
        return self._call(_create_live_session, mode, name, theme, planned_exercises, is_public, id)

    def create_program(self, entity_id: UUID | str, program: Any) -> ProgramDetail:
        """Keeps a program for a client or class, with its workouts and their dates, as a generator
        or a coach made it, and returns it. The document has name, and optionally id,
        description, duration_weeks, focus_area, goal, difficulty, training_methodology,
        reference_input, session_details, program_overview, workout_format, gym_details,
        generated_program, calendar_data, periodization, workouts; a workout has title, and
        optionally id, external_workout_id (of the library), body, workout_type, difficulty, tags
        (a list of texts), scheduled_date, notes, is_reference (an example, never scheduled with
        the others). The same id again returns what is there. Raises PT404 for an unknown client,
        PT409 for an id that is taken, PT422 with every fault's path; then nothing is written.
        """
        return self._call(_create_program, entity_id, program)

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

    def delete_entity(self, entity_id: UUID | str) -> None:
        """Deletes a client or class, with its programs, and ends its link to an athlete;
        restore_entity() brings back all but the link. Raises PT404 if it is not one's own.
        """
        return self._call(_delete_entity, entity_id)

    def delete_live_session(self, session_id: UUID | str) -> None:
        """Deletes a live session one hosts, over or not, with all that was said in it; everyone's
        log stays as it is. Raises PT404 if it is not one's own to know, PT409 if one has not
        joined it, 42501 for anyone else in it.
        """
        return self._call(_delete_live_session, session_id)

    def delete_live_set(self, set_id: UUID | str) -> None:
        """Deletes a live set of one's own, from the log and for the room. Raises PT404 if it is not
        one's own.
        """
        return self._call(_delete_live_set, set_id)

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

    def discover_live_sessions(
        self,
        *,
        limit: int = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
    ) -> list[LiveSession]:
        """Public live sessions that are not over, newest first, at most 200; for the next page give
        created_at and id of the last row. Whoever finds one may join it.

        Defaults: limit = 50.
        """
        return self._call(_discover_live_sessions, limit, before, before_id)

    def duplicate_program(
        self,
        program_id: UUID | str,
        entity_id: UUID | str,
        *,
        id: UUID | str | None = DEFAULT,
    ) -> ProgramDetail:
        """Copies a program to another client or class, or to the same, and returns the copy:
        nothing in it is done or has a date, and the notes of what was done stay behind. The same
        id again returns what is there. Raises PT404 for a program or client that is not one's
        own, PT409 for a id that is taken.
        """
        return self._call(_duplicate_program, program_id, entity_id, id)

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

    def edit_live_set(
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
    ) -> LiveSessionSet:
        """Corrects a live set of one's own, in the log and for the room, whether the session is
        over or not, and returns it; what is not given stays. Raises PT404 if it is not one's
        own, PT422 for values no set can have.
        """
        return self._call(
            _edit_live_set,
            set_id,
            reps,
            weight,
            weight_unit,
            rpe,
            rir,
            set_type,
            duration_seconds,
            distance_m,
        )

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
        holds now; what is not given stays, and what is to be unknown again is named: clear =>
        '{rpe}'. Raises PT404 if it is not one's own, PT422 for values no set can have.

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

    def end_athlete_link(self, link_id: UUID | str) -> None:
        """Ends a link between coach and athlete, or an invitation of one's own; either may, and
        from then on nothing of the log is seen. Again, it changes nothing. Raises PT404 if one
        is neither of the two.
        """
        return self._call(_end_athlete_link, link_id)

    def end_friendship(self, user_id: UUID | str) -> None:
        """Ends a friendship, also one that an invite made, or takes a request back. From now on
        neither sees what the other shows to friends. Raises PT404 if there is none.
        """
        return self._call(_end_friendship, user_id)

    def end_live_session(self, session_id: UUID | str) -> LiveSessionSummary:
        """Ends a live session for all and returns it in numbers; again, it changes nothing.
        Everyone's log stays as it is, and their workouts in progress are theirs to finish. For
        the host or the leader. Raises PT404 if it is not one's own to know, PT409 if one is not
        in it, 42501 for anyone else in it.
        """
        return self._call(_end_live_session, session_id)

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
        user_id: UUID | str | None = DEFAULT,
    ) -> list[ExerciseEntry]:
        """What one, or the athlete user_id, did of an exercise, workout by workout, newest first,
        without warm-ups, at most 1000; between two local dates if given. For the next page give
        started_at and session_id of the last row. Raises PT404 if that log is not open to one.

        Defaults: limit = 50.
        """
        return self._call(
            _exercise_history,
            exercise_id,
            limit,
            from_,
            to,
            before,
            before_id,
            user_id,
        )

    def export_account(self) -> Any:
        """Everything the database holds of the person who asks, one key a table, as JSON; but for
        the lines of imported files, which may be too many for one document, are the person's own
        file, and are soon purged: import_lines() gives these. Raises 42501 if nobody is signed
        in.
        """
        return self._call(_export_account)

    def fail_import(self, job_id: UUID | str, worker: str, error: str) -> bool:
        """Gives up on an import and keeps the reason. False if it is not the worker's any more. For
        the back end. Raises PT422 without a reason.
        """
        return self._call(_fail_import, job_id, worker, error)

    def find_password(self, email: str) -> PasswordEntry | None:
        """Whose password, and its argon2id hash, for the back end to compare with what was typed;
        null if the address has no account or the account no password. Whoever gets null compares
        with a hash of their own making, so that nobody can tell by the time it takes. For the
        back end, on plain Postgres.
        """
        return self._call(_find_password, email)

    def find_similar_workouts(
        self,
        embedding: Sequence[float],
        *,
        tags: Sequence[str] | None = DEFAULT,
        difficulty: str | None = DEFAULT,
        limit: int = DEFAULT,
        model: str | None = DEFAULT,
    ) -> list[LibraryWorkout]:
        """The workouts of the library nearest in meaning to an embedding, nearest first, at most
        100; if given, only those with all of tags and of this difficulty. model says which model
        made the embedding, and only its own are compared; it may be left out while the library
        knows one alone. Raises PT422 for an embedding that is not 1536 numbers, or a library of
        several models.

        Defaults: limit = 10.
        """
        return self._call(_find_similar_workouts, embedding, tags, difficulty, limit, model)

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

    def get_adherence(
        self,
        from_: date,
        to: date,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> list[AdherenceWeek]:
        """How one, or the athlete user_id, kept to their calendar, week by week (from Monday), for
        the weeks that hold from_ to to, whole: what was planned, and of it what was done,
        missed, skipped and is still ahead; and what was moved. streak_weeks counts the weeks in
        a row, up to that one, in which something planned was done and nothing missed; weeks with
        nothing to do, or all of it skipped or ahead, are passed over. Raises PT422 for a range
        that ends before it starts, or has no end, PT404 if that log is not open to one.
        """
        return self._call(_get_adherence, from_, to, user_id)

    def get_calendar(
        self,
        from_: date,
        to: date,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> list[CalendarItem]:
        """The entries and the finished workouts of one's own days, or of those of the athlete
        user_id, from from_ to to, both included, by day, one row a thing: an entry and the
        workout done for it on its day are one; done on another day, each is on its own, and
        session_id of the entry says which workout. The numbers are the workout's: seconds,
        blocks, and volume load of the working sets in kg; over more than 93 days blocks and
        volume are left out. Raises PT422 for a range that ends before it starts, or has no end,
        PT404 if that log is not open to one.
        """
        return self._call(_get_calendar, from_, to, user_id)

    def get_entity(self, entity_id: UUID | str) -> EntityDetail:
        """A client or class of one's own, with its link to an athlete and its history of numbers.
        Raises PT404 if it is not there.
        """
        return self._call(_get_entity, entity_id)

    def get_friends_presence(self) -> list[FriendPresence]:
        """What one's friends are doing, whoever did something last first; friends who never trained
        here are not in it.
        """
        return self._call(_get_friends_presence)

    def get_live_events(
        self,
        session_id: UUID | str,
        *,
        after: int = DEFAULT,
        limit: int = DEFAULT,
    ) -> list[LiveSessionEvent]:
        """What happened in a live session one is in after the event after, in order, at most 1,000
        events: who has seen n asks for what comes after n. Raises PT404 if it is not one's own
        to know, PT409 if one has not joined it.

        Defaults: after = 0, limit = 500.
        """
        return self._call(_get_live_events, session_id, after, limit)

    def get_live_session(self, session_id: UUID | str) -> LiveSessionDetail:
        """All that a screen shows of a live session one is in, in one call; get_live_events() goes
        on after session.last_event_seq. Raises PT404 if it is not one's own to know, PT409 if
        one has not joined it.
        """
        return self._call(_get_live_session, session_id)

    def get_live_session_summary(self, session_id: UUID | str) -> LiveSessionSummary:
        """A live session one is in, in numbers: total volume in kg, records, duration in ms, and
        what each who is in did. Raises PT404 if it is not one's own to know, PT409 if one has
        not joined it.
        """
        return self._call(_get_live_session_summary, session_id)

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
        user_id: UUID | str | None = DEFAULT,
    ) -> list[MuscleVolume]:
        """What each muscle of one's own, or of the athlete user_id, did, week by week (from
        Monday), between two local dates, both included; a fine muscle and its coarse group each
        have a row, so add up one or the other. Raises PT422 for a range that ends before it
        starts, or has no end, PT404 if that log is not open to one.

        Defaults: counting = 'fractional'.
        """
        return self._call(_get_muscle_volume, from_, to, counting, user_id)

    def get_participant_summary(
        self,
        session_id: UUID | str,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> LiveParticipantSummary:
        """What one person did in a live session, oneself unless told otherwise, in sets, kg and
        records. Raises PT404 if the session is not one's own to know or the person did nothing
        there, PT409 if one has not joined it.
        """
        return self._call(_get_participant_summary, session_id, user_id)

    def get_plan(self, plan_id: UUID | str) -> PlanDetail:
        """A plan of one's own as a tree: its weeks, their sessions, their exercises, the sets done
        for each, all in order; and the names in it that no exercise has. Raises PT404 if it is
        not there.
        """
        return self._call(_get_plan, plan_id)

    def get_plan_week(self, plan_id: UUID | str, week_number: int) -> PlanWeekDetail:
        """One week of a plan of one's own, as in get_plan(). Raises PT404 if the plan or the week
        is not there.
        """
        return self._call(_get_plan_week, plan_id, week_number)

    def get_program(self, program_id: UUID | str) -> ProgramDetail:
        """A program of one's own with its workouts and their dates, both in order. Raises PT404 if
        it is not there.
        """
        return self._call(_get_program, program_id)

    def get_record_history(
        self,
        exercise_id: UUID | str,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> list[BrokenRecord]:
        """Every record one, or the athlete user_id, ever set in an exercise, oldest first, with the
        value it beat. Raises PT404 if that log is not open to one.
        """
        return self._call(_get_record_history, exercise_id, user_id)

    def get_records(
        self,
        *,
        exercise_id: UUID | str | None = DEFAULT,
        user_id: UUID | str | None = DEFAULT,
    ) -> list[RecordEntry]:
        """One's records, or those of the athlete user_id, as they stand, of one exercise or of all.
        Raises PT404 if that log is not open to one.
        """
        return self._call(_get_records, exercise_id, user_id)

    def get_template(self, template_id: UUID | str) -> TemplateDetail:
        """A template of one's own with its exercises in order. Raises PT404 if it is not there."""
        return self._call(_get_template, template_id)

    def get_workout(
        self,
        session_id: UUID | str,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> WorkoutDetail:
        """A workout of one's own, or of the athlete user_id: its blocks in order, and their sets in
        order. Raises PT404 if it is not there.
        """
        return self._call(_get_workout, session_id, user_id)

    def get_workout_summary(
        self,
        session_id: UUID | str,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> WorkoutSummary:
        """A workout of one's own, or of the athlete user_id, in numbers, with the records that were
        broken in it. Raises PT404 if it is not there.
        """
        return self._call(_get_workout_summary, session_id, user_id)

    def heartbeat_import(
        self,
        job_id: UUID | str,
        worker: str,
        *,
        progress: int | None = DEFAULT,
    ) -> bool:
        """Gives a sign of life for an import, and says how far it is, percent. False if it is not
        the worker's any more: then let go of it. For the back end.
        """
        return self._call(_heartbeat_import, job_id, worker, progress)

    def import_lines(
        self,
        job_id: UUID | str,
        *,
        after_line: int = DEFAULT,
        limit: int = DEFAULT,
    ) -> list[ImportLine]:
        """The records of a file of one's own as they stood there, after a line, at most 1,000 at a
        time; none once they are purged. Raises 42501 if nobody is signed in.

        Defaults: after_line = 0, limit = 1000.
        """
        return self._call(_import_lines, job_id, after_line, limit)

    def import_parsed_workout(
        self,
        raw_text: str,
        parsed: Any,
        *,
        id: UUID | str | None = DEFAULT,
    ) -> ParsedWorkout:
        """Makes a template of what a machine read in a text, keeps text and reading in
        workout_import_log, and returns the template. parsed has exercises, and optionally name
        (else the text's first line), description; an exercise has exercise_name or exercise_id,
        and optionally sets, reps or reps_min and reps_max, target_duration_seconds, target_rpe,
        target_rir, rest_time_seconds, superset_group, notes, and how sure the machine was:
        confidence from 0 to 1 (high from 0.8, medium from 0.5, else low) or confidence_level. An
        unknown name becomes an exercise of one's own. The same id again returns what is there,
        without a template if that is gone. Raises PT422 with every fault's path; then nothing is
        written.
        """
        return self._call(_import_parsed_workout, raw_text, parsed, id)

    def insert_full_plan(
        self,
        user_id: UUID | str,
        plan_json: Any,
        *,
        only_active: bool = DEFAULT,
    ) -> UUID:
        """Takes in a whole plan for the person who asks (the back end: for anybody), makes it
        active and returns its id. The document has split_type, week_start, and sessions or
        weeks, and optionally id, goal_type, experience_level, notes; a week has sessions, and
        optionally week_number, week_start, notes; a session has day_name, focus_area, date or
        day_of_week (1 is Monday), and optionally session_number, slots; a slot has exercise_id
        (a UUID, a slug or an alias) or name, sets, reps (5, 8-12, AMRAP, 30s), and optionally
        muscle_group, rir, equipment, tier, target, secondary_muscles, tips, instructions, weight
        (kg, to the gram), difficulty, notes, display_order, order_in_session. A name that is in
        no catalogue stays a name, and get_plan() lists it. With only_active the person's other
        active plans for the same goal are archived. The same id again changes nothing and
        returns the same. Raises PT422 with every fault's path, 42501 for somebody else's
        user_id; then nothing is written.

        Defaults: only_active = false.
        """
        return self._call(_insert_full_plan, user_id, plan_json, only_active)

    def intensity_score(
        self,
        load_kg: Decimal | float,
        reps: int,
        *,
        best_e1rm_kg: Decimal | float | None = DEFAULT,
        rir: Decimal | float | None = DEFAULT,
    ) -> Decimal | None:
        """How hard a set was for its lifter, 0 to 1000: the share of their strength that it showed.
        What it showed is its e1RM (Epley, 1985). Their strength is the greatest of that, the
        best e1RM they have, and what they could have done that day: Epley's with the repetitions
        in reserve added (Zourdos et al., JSCR 30(1):267-275, 2016; Helms et al., Strength Cond J
        38(4):42-49, 2016). More load or repetitions never lower it, a higher best or more in
        reserve (up to 20) never raise it. Load and best in kg; null above 12 repetitions and
        without a load.
        """
        return self._call(_intensity_score, load_kg, reps, best_e1rm_kg, rir)

    def invite_to_live_session(
        self,
        session_id: UUID | str,
        user_id: UUID | str,
        *,
        expires_at: datetime | None = DEFAULT,
    ) -> LiveSessionInvitation:
        """Asks somebody into a live session, for a day unless told otherwise, and returns the
        invitation; whoever declined, was too late or was sent out can be asked again, and to ask
        twice changes nothing. For the host or the leader. Raises PT404 if the session is not
        one's own to know or there is no such person, PT409 if it is over, one is not in it or
        they are, PT422 for a time that is past or beyond 30 days, 42501 for anyone else in it.
        """
        return self._call(_invite_to_live_session, session_id, user_id, expires_at)

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

    def join_live_session(self, session_id: UUID | str) -> LiveSessionDetail:
        """Comes into a live session that one is invited to, hosts, or found in public, and returns
        all of it; again, it changes nothing. Raises PT404 if it is not one's own to know, PT409
        if it is over.
        """
        return self._call(_join_live_session, session_id)

    def last_time(
        self,
        exercise_id: UUID | str,
        *,
        before: datetime | None = DEFAULT,
        user_id: UUID | str | None = DEFAULT,
    ) -> LastTime | None:
        """The last finished workout one, or the athlete user_id, did an exercise in, before a
        moment if given, with its sets of that exercise in order; null if there is none. Raises
        PT404 if that log is not open to one.
        """
        return self._call(_last_time, exercise_id, before, user_id)

    def leave_live_session(self, session_id: UUID | str) -> LiveParticipantSummary:
        """Leaves a live session and returns what one did in it. If one led, who has been there
        longest leads on; when nobody is left, it ends. One may come back as one came. Raises
        PT404 if it is not one's own to know, PT409 if it is over or one is not in it.
        """
        return self._call(_leave_live_session, session_id)

    def link_athlete(self, entity_id: UUID | str, email: str) -> AthleteLink:
        """Invites the athlete who has this e-mail address to be a client of one's own, and returns
        the invitation; once they accept, one may read their log. It says nothing of whether
        anybody has the address. The same address again returns what is there. Raises PT404 for
        an unknown client, PT409 for a class, or if another address is invited or linked, PT422
        for a bad address.
        """
        return self._call(_link_athlete, entity_id, email)

    def link_scheduled_workout(
        self,
        id: UUID | str,
        *,
        session_id: UUID | str | None = DEFAULT,
    ) -> CalendarEntry:
        """Says that a workout of one's own, done already or going on, completes an entry, and
        returns the entry; without session_id it takes the link away, also that of a workout that
        is deleted or abandoned. The same again changes nothing. Raises PT404 if either is not
        one's own, PT409 if the entry is done by another workout, or the workout completes
        another entry or was abandoned.
        """
        return self._call(_link_scheduled_workout, id, session_id)

    def list_friends(self, *, status: FriendshipStatusLike = DEFAULT) -> list[Friend]:
        """One's friends by name; or with status requested those one asked, with received those who
        ask, with blocked those one blocked.

        Defaults: status = 'accepted'.
        """
        return self._call(_list_friends, status)

    def list_programs(self, *, entity_id: UUID | str | None = DEFAULT) -> list[ProgramProgress]:
        """One's programs, of one client or class or of all, newest first, each with how far it is.
        Raises PT404 for an unknown client.
        """
        return self._call(_list_programs, entity_id)

    def list_recommendations(
        self,
        entity_id: UUID | str,
        *,
        status: RecommendationStatusLike | None = DEFAULT,
    ) -> list[AiRecommendation]:
        """What was recommended for a client or class, newest first, of one status or of all. Raises
        PT404 for an unknown client.
        """
        return self._call(_list_recommendations, entity_id, status)

    def log_live_set(
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
        id: UUID | str | None = DEFAULT,
    ) -> LiveSessionSet:
        """Logs a set to one's own workout, which the first set makes, and shows it to the live
        session; returns it as the room sees it. Without exercise_id it is of the exercise that a
        guided session is at. The weight is in weight_unit, else in the person's unit. The same
        id again changes nothing and returns the same set. Raises PT404 for an unknown session or
        exercise, PT409 if the session is not active or one is not in it, PT422 for values no set
        can have.

        Defaults: set_type = 'working'.
        """
        return self._call(
            _log_live_set,
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
            id,
        )

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
        weight is in weight_unit, else in the person's unit. It was done at performed_at, else
        now, which is the same for all of a transaction. The same id again changes nothing and
        returns the set as it is. Raises PT404 for an unknown workout, block or exercise, PT409
        if the workout is over or the block has 9999 sets, PT422 for values no set can have.

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

    def my_coaches(self) -> list[CoachLink]:
        """Who may read one's log, first of all; then who asks to, by one's e-mail address, and who
        once could. answer_coach() and end_athlete_link() take the link_id.
        """
        return self._call(_my_coaches)

    def my_live_invitations(self) -> list[LiveInvitationDetail]:
        """The invitations to live sessions that one can answer, newest first: join_live_session()
        comes in, respond_to_live_invitation() says yes or no.
        """
        return self._call(_my_live_invitations)

    def my_live_sessions(
        self,
        *,
        limit: int = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
    ) -> list[LiveSession]:
        """The live sessions that one hosts, is in, or was in at their end, newest first, at most
        200; for the next page give created_at and id of the last row.

        Defaults: limit = 50.
        """
        return self._call(_my_live_sessions, limit, before, before_id)

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
        requests, good for 15 minutes or as long as the session, and one that refreshes the
        session, which ends when that was not done for valid_for. Whoever compared a password
        gives the hash it was compared with, so that one changed meanwhile signs nobody in. For
        the back end, on plain Postgres. Raises PT404 if the password was changed, PT422 for a
        validity outside 1 minute to 1 year, 23503 if there is no such person.

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

    def plan_progress(self, plan_id: UUID | str) -> list[PlanProgress]:
        """Planned against done in a plan of one's own: a row for the plan, for each week, for each
        muscle of a week and for each exercise of it, in this order; a week off has zeros, and no
        adherence. A muscle is the plan's word, or the catalogue's where the plan has none. What
        counts as done are the sets of the log that were done for the plan. Raises PT404 if the
        plan is not there.
        """
        return self._call(_plan_progress, plan_id)

    def program_progress(self, program_id: UUID | str) -> ProgramProgress:
        """How far a program of one's own is, and what comes next. Raises PT404 if it is not there.
        """
        return self._call(_program_progress, program_id)

    def purge_import_rows(self, *, older_than: timedelta = DEFAULT) -> int:
        """Forgets the raw rows of imports that were completed or failed that long ago, and returns
        how many; the account and what came in stay, and can still be undone. For the back end,
        by cron. Raises PT422 for a span below zero, or none.

        Defaults: older_than = '30 days'.
        """
        return self._call(_purge_import_rows, older_than)

    def purge_sign_in(self) -> int:
        """Forgets the links, resets and sessions that have expired, and returns how many. For the
        back end, on plain Postgres, by cron.
        """
        return self._call(_purge_sign_in)

    def react_to_set(
        self,
        session_id: UUID | str,
        emote: EmoteLike,
        *,
        set_id: UUID | str | None = DEFAULT,
        to_user_id: UUID | str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> LiveSessionReaction:
        """Cheers a set of a live session one is in, or with to_user_id alone a participant, and
        returns the reaction. The same id again changes nothing. Raises PT404 for an unknown
        session, set or participant, PT409 if it is over or one is not in it, PT422 without an
        emote or anyone to react to.
        """
        return self._call(_react_to_set, session_id, emote, set_id, to_user_id, id)

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

    def record_entity_metrics(
        self,
        entity_id: UUID | str,
        metrics: Any,
        *,
        measured_on: date | None = DEFAULT,
    ) -> EntityDetail:
        """Keeps numbers of a client as they were on a day, today unless told otherwise, and returns
        the client: any of bench_1rm, deadlift_1rm, squat_1rm, weight_kg (kg), mile_time
        (00:07:30), recovery_score (0 to 100). The newest of each that is given is the client's
        current one. Raises PT404 if it is not one's own, PT422 with every fault's path.
        """
        return self._call(_record_entity_metrics, entity_id, metrics, measured_on)

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

    def rehash_password(
        self,
        user_id: UUID | str,
        password_hash: str,
        new_password_hash: str,
    ) -> bool:
        """Puts another argon2id hash of the same password in the place of one, after it was
        compared, and returns whether it did: one that was changed meanwhile stays. So the hashes
        follow what one is to cost. For the back end, on plain Postgres.
        """
        return self._call(_rehash_password, user_id, password_hash, new_password_hash)

    def remove_from_live_session(self, session_id: UUID | str, user_id: UUID | str) -> None:
        """Sends somebody out of a live session, or takes their invitation back; they see nothing of
        it from then on, and come back only if asked again. For the host or the leader. Raises
        PT404 if the session is not one's own to know or the person is neither in it nor asked,
        PT409 if it is over or one is not in it, 42501 for anyone else in it, and where the host
        is to be sent out. Sets of theirs follow their log still, and their edits are not told to
        the room.
        """
        return self._call(_remove_from_live_session, session_id, user_id)

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

    def reschedule_program_workout(
        self,
        workout_id: UUID | str,
        *,
        scheduled_date: datetime | None = DEFAULT,
        notes: str | None = DEFAULT,
    ) -> ProgramWorkout:
        """Moves a workout of a program to another date, or without one takes it off the schedule,
        and returns it; notes are kept with the date. Raises PT404 if it is not one's own, PT422
        for a date that nobody trains on or notes that are too long.
        """
        return self._call(_reschedule_program_workout, workout_id, scheduled_date, notes)

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

    def respond_to_live_invitation(
        self,
        invitation_id: UUID | str,
        accept: bool,
    ) -> LiveSessionInvitation:
        """Accepts an invitation or declines it, and returns it; the same answer again changes
        nothing. Who accepted comes in by join_live_session(), which also accepts. Raises PT404
        if it is not one's own, PT409 if it was answered otherwise, withdrawn, or is too old.
        """
        return self._call(_respond_to_live_invitation, invitation_id, accept)

    def restore_entity(self, entity_id: UUID | str) -> EntityDetail:
        """Brings back a deleted client or class and returns it. Raises PT404 if it is not one's
        own.
        """
        return self._call(_restore_entity, entity_id)

    def restore_log(self, job_id: UUID | str) -> Any:
        """Brings our own export back into a log, as run_import() does with others', and returns the
        same account: workouts with their ids (where nobody has them), instants, zones and order,
        exercises with what their numbers mean, and the body weights that records hang on. A
        workout that is in the log already adds nothing; one that differs there is a conflict,
        and is overwritten where asked. For the back end. Raises PT404 for an unknown import,
        PT409 for one that is done.
        """
        return self._call(_restore_log, job_id)

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
        exercises made, and what they may be called here; units and how they are known. For the
        back end, in the transaction of begin_import() or by a worker. Raises PT404 for an
        unknown import, PT409 for one that is done.
        """
        return self._call(_run_import, job_id)

    def schedule_program(
        self,
        program_id: UUID | str,
        start: date,
        weekdays: Sequence[int],
        *,
        time: time = DEFAULT,
        timezone: str | None = DEFAULT,
    ) -> ProgramDetail:
        """Gives the workouts of a program that are not done their dates, in their order, from a day
        on, on these weekdays (1 is Monday, 7 Sunday), at a time of day in timezone, else in the
        coach's zone; and returns it. Reference workouts get none. Raises PT404 if it is not
        one's own, PT422 without a start or a weekday.

        Defaults: time = '09:00:00'.
        """
        return self._call(_schedule_program, program_id, start, weekdays, time, timezone)

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
        title, a note, or none of them. The same id again returns what is there. Raises PT404 for
        an unknown template, PT422 for a day before 1900 or after 2199, or a text too long.
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

    def search_workouts(
        self,
        query: str,
        *,
        tags: Sequence[str] | None = DEFAULT,
        difficulty: str | None = DEFAULT,
        limit: int = DEFAULT,
    ) -> list[LibraryWorkout]:
        """The workouts of the library that speak of the query, best first, at most 100: words in
        any form, "a phrase", or, -without; if given, only those with all of tags and of this
        difficulty. Without a query, all that pass the filters. Raises PT422 for a query of over
        200 characters.

        Defaults: limit = 20.
        """
        return self._call(_search_workouts, query, tags, difficulty, limit)

    def send_live_message(
        self,
        session_id: UUID | str,
        message: str,
        *,
        id: UUID | str | None = DEFAULT,
    ) -> LiveSessionMessage:
        """Writes to all in a live session, at most 2,000 characters, and returns the message. The
        same id again changes nothing. Raises PT404 if it is not one's own to know, PT409 if it
        is over or one is not in it, PT422 for an empty or longer message.
        """
        return self._call(_send_live_message, session_id, message, id)

    def send_quick_reaction(
        self,
        to_user_id: UUID | str,
        emote: EmoteLike,
        *,
        set_id: UUID | str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> QuickReaction:
        """Cheers a friend, or with set_id a set of theirs, and returns the reaction. The same id
        again changes nothing. Raises PT404 if they are no friend or the set is not theirs, PT422
        without an emote.
        """
        return self._call(_send_quick_reaction, to_user_id, emote, set_id, id)

    def set_my_equipment(self, equipment_ids: Sequence[UUID | str]) -> list[Equipment]:
        """Says what one has to train with, the whole list, and returns it. Raises PT404 for an
        unknown piece.
        """
        return self._call(_set_my_equipment, equipment_ids)

    def set_plan_status(
        self,
        plan_id: UUID | str,
        status: PlanStatusLike,
        *,
        only_active: bool = DEFAULT,
    ) -> ModularTrainingPlan:
        """Makes a plan of one's own active, completed or archived, and returns it. With only_active
        one that becomes active archives one's other active plans for the same goal. Raises PT404
        if it is not one's own.

        Defaults: only_active = false.
        """
        return self._call(_set_plan_status, plan_id, status, only_active)

    def set_ready_for_next(
        self,
        session_id: UUID | str,
        *,
        is_ready: bool = DEFAULT,
    ) -> LiveSessionParticipant:
        """Tells the leader of a guided live session that one is ready for the next exercise, or not
        yet, and returns one's place in it. Raises PT404 if it is not one's own to know, PT409 if
        it is not active, not guided, or one is not in it.

        Defaults: is_ready = true.
        """
        return self._call(_set_ready_for_next, session_id, is_ready)

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

    def shift_plan(self, plan_id: UUID | str, days: int, *, from_week: int = DEFAULT) -> PlanDetail:
        """Moves a plan of one's own by so many days, forwards or (negative) back, from a week on if
        told, and returns it; workouts done for it stay on the day they were done. By 0 days it
        stays as it is. Raises PT404 if it is not one's own, PT422 for a week behind its last
        one, if weeks would overlap, or for days that are not from 1900 to 2199.

        Defaults: from_week = 1.
        """
        return self._call(_shift_plan, plan_id, days, from_week)

    def skip_workout(self, id: UUID | str, *, following: bool = DEFAULT) -> list[CalendarEntry]:
        """Says that one skips an entry, which so is not missed, and returns it; with following also
        those of its series from its day on that are not done. Starting, linking or moving it
        takes that back. Raises PT404 if it is not one's own, PT409 if it is done.

        Defaults: following = false.
        """
        return self._call(_skip_workout, id, following)

    def start_live_session(self, session_id: UUID | str) -> LiveSession:
        """Starts a live session and returns it; again, it changes nothing. For the host or the
        leader. Raises PT404 if it is not one's own to know, PT409 if it is over or one is not in
        it, 42501 for anyone else in it.
        """
        return self._call(_start_live_session, session_id)

    def start_plan_session(
        self,
        plan_session_id: UUID | str,
        *,
        started_at: datetime | None = DEFAULT,
        timezone: str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> WorkoutDetail:
        """Begins the workout of a planned session and returns it: a block for each exercise, with
        the sets, the repetitions, the load and the effort meant. Starts now, in the person's
        zone, unless told otherwise; id is the workout's, and the same id again returns what is
        there. Again without it, it returns the same workout, unless that was abandoned or
        deleted. Raises PT404 if the session is not one's own, PT422 for an unknown zone.
        """
        return self._call(_start_plan_session, plan_session_id, started_at, timezone, id)

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
        unknown zone, or an instant at which nobody trains.
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

    def tidy_live_sessions(
        self,
        *,
        idle_after: timedelta = DEFAULT,
        finished_after: timedelta = DEFAULT,
        pending_after: timedelta = DEFAULT,
    ) -> LiveTidying:
        """Tidies up after those who vanished, and returns what it did: invitations expire; in
        active sessions people are idle, and later finished, when nothing was heard of them for
        so long, and a leader who is finished is followed by another; active sessions where all
        are finished end, and so do those that nobody started for so long. For the back end, by
        cron, every few minutes; what it does are events like any others. A call takes 500
        sessions at most: where sessions_tidied is 500, call it again. What somebody is busy with
        comes next time.

        Defaults: idle_after = '00:15:00', finished_after = '02:00:00', pending_after = '1 day'.
        """
        return self._call(_tidy_live_sessions, idle_after, finished_after, pending_after)

    def transfer_live_leadership(
        self,
        session_id: UUID | str,
        user_id: UUID | str,
    ) -> LiveSessionParticipant:
        """Makes another participant the leader, and returns them; the host stays the host. For the
        host or the leader. Raises PT404 if the session is not one's own to know or the person is
        not in it, PT409 if it is over or one is not in it, 42501 for anyone else in it.
        """
        return self._call(_transfer_live_leadership, session_id, user_id)

    def unblock_person(self, user_id: UUID | str) -> None:
        """Lifts a block; a request that came meanwhile is there then, the friendship is not. Raises
        PT404 if one did not block them.
        """
        return self._call(_unblock_person, user_id)

    def undo_import(self, job_id: UUID | str, *, force: bool = DEFAULT) -> UndoneImport:
        """Takes back what an import brought, and returns what that was: its workouts; the exercises
        and body weights it made, unless they were edited or something else uses them; workouts
        that it changed are again what they were, or what they were before other imports that are
        undone. What those had made and something used goes too, once nothing does. Workouts
        edited here since stay and are named, unless force. Records return to what they were, and
        the same file can come again. A second time undoes what is left. For the back end. Raises
        PT404 for an unknown import, PT409 for one that was not completed.

        Defaults: force = false.
        """
        return self._call(_undo_import, job_id, force)

    def update_entity(self, entity_id: UUID | str, changes: Any) -> EntityDetail | None:
        """Changes what the document names of a client or class and returns it: the fields of
        create_entity() but id; a JSON null makes one unknown again. A number that changes goes
        into the history with today's date. Raises PT404 if it is not one's own, PT422 with every
        fault's path.
        """
        return self._call(_update_entity, entity_id, changes)

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

    def update_live_session(
        self,
        session_id: UUID | str,
        *,
        name: str | None = DEFAULT,
        theme: str | None = DEFAULT,
        is_public: bool | None = DEFAULT,
        planned_exercises: Any = DEFAULT,
    ) -> LiveSession:
        """Changes what a live session is called, looks like and is to do, and whether anyone may
        find it, and returns it; what is not given stays. For the host or the leader. Raises
        PT404 if it is not one's own to know, PT409 if it is over or one is not in it, PT422 as
        create_live_session(), 42501 for anyone else in it.
        """
        return self._call(
            _update_live_session,
            session_id,
            name,
            theme,
            is_public,
            planned_exercises,
        )

    def update_live_status(
        self,
        session_id: UUID | str,
        status: LiveStatusLike,
        *,
        current_exercise_id: UUID | str | None = DEFAULT,
    ) -> LiveSessionParticipant:
        """Tells the live session what one is doing, and at which exercise if that is given, and
        returns one's place in it. An app calls it now and then, so that one is not taken for
        gone. Raises PT404 for an unknown session or exercise, PT409 if it is over or one is not
        in it.
        """
        return self._call(_update_live_status, session_id, status, current_exercise_id)

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

    def update_workout_presence(
        self,
        status: LiveStatusLike,
        *,
        current_exercise_id: UUID | str | None = DEFAULT,
        workout_started_at: datetime | None = DEFAULT,
        last_set_completed_at: datetime | None = DEFAULT,
    ) -> WorkoutPresence:
        """Tells one's friends what one is doing, and returns it; what is not given stays. In a live
        session it follows by itself. Raises PT404 for an unknown exercise, PT422 for an instant
        that nobody trains at.
        """
        return self._call(
            _update_workout_presence,
            status,
            current_exercise_id,
            workout_started_at,
            last_set_completed_at,
        )

    def upsert_external_workouts(self, workouts: Any) -> list[int]:
        """Writes up to 500 workouts to the library and returns their ids in order: new ones, or, by
        an id that is there, another version in the place of the whole old one. A workout has
        title, and optionally id, body, tags (a list of texts), difficulty, embedding (1536
        numbers), embedding_model. For the back end. Raises PT422 with every fault's path; then
        nothing is written.
        """
        return self._call(_upsert_external_workouts, workouts)

    def workout_history(
        self,
        *,
        limit: int = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
        user_id: UUID | str | None = DEFAULT,
    ) -> list[WorkoutEntry]:
        """One's workouts, or those of the athlete user_id, in numbers, newest first, at most 200.
        For the next page give started_at and session_id of the last row. Raises PT404 if that
        log is not open to one.

        Defaults: limit = 20.
        """
        return self._call(_workout_history, limit, before, before_id, user_id)


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

    async def add_recommendation(
        self,
        entity_id: UUID | str,
        recommendation_type: str,
        *,
        recommendation_data: Any = DEFAULT,
        made_by: str = DEFAULT,
        program_id: UUID | str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> AiRecommendation:
        """Keeps a recommendation for a client or class, about a program or none, with who or what
        made it, and returns it: exercise_swap, deload, intensity, or whatever else it is called.
        The same id again returns what is there. Raises PT404 for an unknown client, PT409 for a
        id that is taken, PT422 for a type that is empty or a program of another client.

        Defaults: recommendation_data = '{}', made_by = 'unknown'.
        """
        return await self._call(
            _add_recommendation,
            entity_id,
            recommendation_type,
            recommendation_data,
            made_by,
            program_id,
            id,
        )

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

    async def answer_coach(self, link_id: UUID | str, *, accept: bool = DEFAULT) -> list[CoachLink]:
        """Lets a coach who asks read one's log from now on, or with false declines, and returns
        one's coaches as my_coaches() does. end_athlete_link() takes it back. Raises PT404 for an
        invitation to somebody else, PT409 for one that is answered or ended.

        Defaults: accept = true.
        """
        return await self._call(_answer_coach, link_id, accept)

    async def answer_recommendation(
        self,
        recommendation_id: UUID | str,
        *,
        accept: bool = DEFAULT,
    ) -> AiRecommendation:
        """Accepts a recommendation, or with false dismisses it, and returns it; the same answer
        again changes nothing. Raises PT404 if it is not one's own.

        Defaults: accept = true.
        """
        return await self._call(_answer_recommendation, recommendation_id, accept)

    async def apply_subscription_event(self, event: Any) -> bool:
        """Applies an event of the payment provider to the profile of its customer, as Stripe's
        webhook sends it, and returns whether anything was to be done: a delivery that comes
        again, an event older than one that was applied, one of a subscription that another has
        replaced, and events about anything but subscriptions change nothing. The customer is
        known by profiles.stripe_customer_id, and before that by the subscription's
        metadata.user_id. For the back end. Raises PT404 for an unknown customer, PT409 for a
        subscription of another one, PT422 with every fault's path.
        """
        return await self._call(_apply_subscription_event, event)

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

    async def assign_plan(
        self,
        plan_id: UUID | str,
        entity_id: UUID | str,
        week_start: date,
        *,
        id: UUID | str | None = DEFAULT,
    ) -> UUID:
        """Gives a plan of one's own to the athlete whom a client is linked with, as copy_plan()
        copies it, and returns the id of the copy. That is the athlete's from then on: they see
        it, change it, and delete it, the coach does not. An exercise that the coach made of
        their own is in it by its name alone. The same id again returns the same. Raises PT404 if
        the plan or the client is not one's own, PT409 if the client has no active link, PT422
        for a day out of range.
        """
        return await self._call(_assign_plan, plan_id, entity_id, week_start, id)

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
        reading: Any = DEFAULT,
    ) -> UUID:
        """Opens an import into a person's log and returns its id; local times are in timezone, else
        in the person's zone; reading says how the file was read (weight_unit_from,
        distance_unit, pounds_again, body_in_weight, body_told, header). Then come the rows, by
        COPY into private.import_rows in the same transaction, each that is no error with its
        run, its block and its set_number, and run_import() in it, or later by a worker. For the
        back end. Raises PT404 for an unknown person, PT422 for an unknown zone, or a source,
        dialect or reading that can't be one.

        Defaults: on_conflict = 'report', reading = '{}'.
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
            reading,
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

    async def change_live_exercise(
        self,
        session_id: UUID | str,
        exercise_id: UUID | str,
    ) -> LiveSession:
        """Moves all in a guided live session to an exercise of the catalogue, and returns the
        session; nobody is ready for the next one any more. For the host or the leader. Raises
        PT404 for an unknown session or exercise, PT409 if it is not active, not guided, or one
        is not in it, 42501 for anyone else in it.
        """
        return await self._call(_change_live_exercise, session_id, exercise_id)

    async def check_session(self, access_hash: str) -> UUID:
        """Who is signed in by this token, given as its SHA-256. For the back end, on plain
        Postgres, which then acts as them. Raises PT404 if the token is unknown or expired, or
        the session was ended.
        """
        return await self._call(_check_session, access_hash)

    async def claim_import(
        self,
        worker: str,
        *,
        stale_after: timedelta = DEFAULT,
        job_id: UUID | str | None = DEFAULT,
    ) -> ClaimedImport | None:
        """Takes the oldest import that waits, or whose worker gave no sign of life for stale_after,
        or the one that is asked for; null if there is none. Commit it before the work begins.
        The sixth worker's turn does not come: the import has failed. For the back end. Raises
        PT422 for a worker without a name, or a span below zero.

        Defaults: stale_after = '00:01:00'.
        """
        return await self._call(_claim_import, worker, stale_after, job_id)

    async def coach_roster(self) -> list[RosterEntry]:
        """All one's clients and classes at a glance, by name: what they did last, how much of what
        was due in four weeks, how many of the records they hold were set in them, and what to
        look at.
        """
        return await self._call(_coach_roster)

    async def complete_plan_session(
        self,
        plan_session_id: UUID | str,
        *,
        overall_difficulty: int | None = DEFAULT,
        duration_minutes: int | None = DEFAULT,
    ) -> ModularTrainingSession:
        """Says that a planned session is done, how hard it was (1 to 10) and how many minutes it
        took, and returns it. A workout of it that goes on is finished; without duration_minutes
        its length is taken. Again, it changes only what is given. Raises PT404 if it is not
        one's own, PT422 for values out of range.
        """
        return await self._call(
            _complete_plan_session,
            plan_session_id,
            overall_difficulty,
            duration_minutes,
        )

    async def complete_program_workout(
        self,
        workout_id: UUID | str,
        *,
        notes: str | None = DEFAULT,
        completed_at: datetime | None = DEFAULT,
        completed: bool = DEFAULT,
    ) -> ProgramWorkout:
        """Ticks off a workout of a program, now unless told otherwise, with notes, and returns it;
        again, it changes nothing. With completed false it is to be done again. Raises PT404 if
        it is not one's own, PT422 for notes that are too long or a moment more than a day ahead.

        Defaults: completed = true.
        """
        return await self._call(
            _complete_program_workout,
            workout_id,
            notes,
            completed_at,
            completed,
        )

    async def complete_program_workouts(self, completions: Any) -> list[ProgramWorkout]:
        """Ticks off what was done offline, a list of up to 1000 objects with workout_id and
        optionally completed_at, notes, and returns those workouts; what is done already stays as
        it is, so a queue can be sent again. Raises PT422 with every fault's path, unknown
        workouts too; then nothing is written.
        """
        return await self._call(_complete_program_workouts, completions)

    async def consume_generation(self) -> int:
        """Takes one from today's allowance of generated programs and returns how many are left. The
        day is the person's own. Raises PT402 when none is left, or the trial is over and no
        subscription is active.
        """
        return await self._call(_consume_generation)

    async def copy_plan(
        self,
        plan_id: UUID | str,
        week_start: date,
        *,
        id: UUID | str | None = DEFAULT,
    ) -> PlanDetail:
        """Makes a new active plan from one of one's own, past or present, that begins on another
        day, and returns it; nothing of it is done yet. The same id again returns what is there.
        Raises PT404 if it is not one's own, PT422 for a day out of range.
        """
        return await self._call(_copy_plan, plan_id, week_start, id)

    async def copy_template(
        self,
        id: UUID | str,
        *,
        copy_id: UUID | str | None = DEFAULT,
    ) -> TemplateDetail:
        """Makes a private template of one's own of one that a friend shows, and returns it: all but
        the notes. The friend's own exercises become one's own too, unless their name already
        means one. Their descriptions and instructions come along. The copy goes its own way from
        then on. The same copy_id again returns what is there. Raises PT404 if no friend shows
        it, or if the copy of copy_id was deleted.
        """
        return await self._call(_copy_template, id, copy_id)

    async def create_entity(self, entity: Any) -> EntityDetail:
        """Makes a client or class and returns it. The document has name, and optionally id, type
        (CLIENT or CLASS), description, bench_1rm, deadlift_1rm, squat_1rm (kg), mile_time
        (00:07:30), gender, age, height_cm, weight_kg, years_of_experience,
        workout_experience_type, recovery_score (0 to 100), preferred_training_days,
        injury_history. The same id again returns what is there. Raises PT409 for an id that is
        taken, PT422 with every fault's path.
        """
        return await self._call(_create_entity, entity)

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

    async def create_live_session(
        self,
        *,
        mode: LiveModeLike = DEFAULT,
        name: str | None = DEFAULT,
        theme: str | None = DEFAULT,
        planned_exercises: Any = DEFAULT,
        is_public: bool = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> LiveSession:
        """Opens a live session and returns it; whoever opens it is its host, is in it, and leads.
        planned_exercises is a list of {exerciseId, targetSets, targetRepsMin?, targetRepsMax?}
        of exercises of the catalogue. A public one can be found and joined by anyone who is
        signed in. The same id again returns what is there. Raises PT422 with the path of each
        fault.

        Defaults: mode = 'shared', planned_exercises = '[]', is_public = false.
        """
        return await self._call(
            _create_live_session,
            mode,
            name,
            theme,
            planned_exercises,
            is_public,
            id,
        )

    async def create_program(self, entity_id: UUID | str, program: Any) -> ProgramDetail:
        """Keeps a program for a client or class, with its workouts and their dates, as a generator
        or a coach made it, and returns it. The document has name, and optionally id,
        description, duration_weeks, focus_area, goal, difficulty, training_methodology,
        reference_input, session_details, program_overview, workout_format, gym_details,
        generated_program, calendar_data, periodization, workouts; a workout has title, and
        optionally id, external_workout_id (of the library), body, workout_type, difficulty, tags
        (a list of texts), scheduled_date, notes, is_reference (an example, never scheduled with
        the others). The same id again returns what is there. Raises PT404 for an unknown client,
        PT409 for an id that is taken, PT422 with every fault's path; then nothing is written.
        """
        return await self._call(_create_program, entity_id, program)

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

    async def delete_entity(self, entity_id: UUID | str) -> None:
        """Deletes a client or class, with its programs, and ends its link to an athlete;
        restore_entity() brings back all but the link. Raises PT404 if it is not one's own.
        """
        return await self._call(_delete_entity, entity_id)

    async def delete_live_session(self, session_id: UUID | str) -> None:
        """Deletes a live session one hosts, over or not, with all that was said in it; everyone's
        log stays as it is. Raises PT404 if it is not one's own to know, PT409 if one has not
        joined it, 42501 for anyone else in it.
        """
        return await self._call(_delete_live_session, session_id)

    async def delete_live_set(self, set_id: UUID | str) -> None:
        """Deletes a live set of one's own, from the log and for the room. Raises PT404 if it is not
        one's own.
        """
        return await self._call(_delete_live_set, set_id)

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

    async def discover_live_sessions(
        self,
        *,
        limit: int = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
    ) -> list[LiveSession]:
        """Public live sessions that are not over, newest first, at most 200; for the next page give
        created_at and id of the last row. Whoever finds one may join it.

        Defaults: limit = 50.
        """
        return await self._call(_discover_live_sessions, limit, before, before_id)

    async def duplicate_program(
        self,
        program_id: UUID | str,
        entity_id: UUID | str,
        *,
        id: UUID | str | None = DEFAULT,
    ) -> ProgramDetail:
        """Copies a program to another client or class, or to the same, and returns the copy:
        nothing in it is done or has a date, and the notes of what was done stay behind. The same
        id again returns what is there. Raises PT404 for a program or client that is not one's
        own, PT409 for a id that is taken.
        """
        return await self._call(_duplicate_program, program_id, entity_id, id)

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

    async def edit_live_set(
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
    ) -> LiveSessionSet:
        """Corrects a live set of one's own, in the log and for the room, whether the session is
        over or not, and returns it; what is not given stays. Raises PT404 if it is not one's
        own, PT422 for values no set can have.
        """
        return await self._call(
            _edit_live_set,
            set_id,
            reps,
            weight,
            weight_unit,
            rpe,
            rir,
            set_type,
            duration_seconds,
            distance_m,
        )

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
        holds now; what is not given stays, and what is to be unknown again is named: clear =>
        '{rpe}'. Raises PT404 if it is not one's own, PT422 for values no set can have.

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

    async def end_athlete_link(self, link_id: UUID | str) -> None:
        """Ends a link between coach and athlete, or an invitation of one's own; either may, and
        from then on nothing of the log is seen. Again, it changes nothing. Raises PT404 if one
        is neither of the two.
        """
        return await self._call(_end_athlete_link, link_id)

    async def end_friendship(self, user_id: UUID | str) -> None:
        """Ends a friendship, also one that an invite made, or takes a request back. From now on
        neither sees what the other shows to friends. Raises PT404 if there is none.
        """
        return await self._call(_end_friendship, user_id)

    async def end_live_session(self, session_id: UUID | str) -> LiveSessionSummary:
        """Ends a live session for all and returns it in numbers; again, it changes nothing.
        Everyone's log stays as it is, and their workouts in progress are theirs to finish. For
        the host or the leader. Raises PT404 if it is not one's own to know, PT409 if one is not
        in it, 42501 for anyone else in it.
        """
        return await self._call(_end_live_session, session_id)

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
        user_id: UUID | str | None = DEFAULT,
    ) -> list[ExerciseEntry]:
        """What one, or the athlete user_id, did of an exercise, workout by workout, newest first,
        without warm-ups, at most 1000; between two local dates if given. For the next page give
        started_at and session_id of the last row. Raises PT404 if that log is not open to one.

        Defaults: limit = 50.
        """
        return await self._call(
            _exercise_history,
            exercise_id,
            limit,
            from_,
            to,
            before,
            before_id,
            user_id,
        )

    async def export_account(self) -> Any:
        """Everything the database holds of the person who asks, one key a table, as JSON; but for
        the lines of imported files, which may be too many for one document, are the person's own
        file, and are soon purged: import_lines() gives these. Raises 42501 if nobody is signed
        in.
        """
        return await self._call(_export_account)

    async def fail_import(self, job_id: UUID | str, worker: str, error: str) -> bool:
        """Gives up on an import and keeps the reason. False if it is not the worker's any more. For
        the back end. Raises PT422 without a reason.
        """
        return await self._call(_fail_import, job_id, worker, error)

    async def find_password(self, email: str) -> PasswordEntry | None:
        """Whose password, and its argon2id hash, for the back end to compare with what was typed;
        null if the address has no account or the account no password. Whoever gets null compares
        with a hash of their own making, so that nobody can tell by the time it takes. For the
        back end, on plain Postgres.
        """
        return await self._call(_find_password, email)

    async def find_similar_workouts(
        self,
        embedding: Sequence[float],
        *,
        tags: Sequence[str] | None = DEFAULT,
        difficulty: str | None = DEFAULT,
        limit: int = DEFAULT,
        model: str | None = DEFAULT,
    ) -> list[LibraryWorkout]:
        """The workouts of the library nearest in meaning to an embedding, nearest first, at most
        100; if given, only those with all of tags and of this difficulty. model says which model
        made the embedding, and only its own are compared; it may be left out while the library
        knows one alone. Raises PT422 for an embedding that is not 1536 numbers, or a library of
        several models.

        Defaults: limit = 10.
        """
        return await self._call(_find_similar_workouts, embedding, tags, difficulty, limit, model)

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

    async def get_adherence(
        self,
        from_: date,
        to: date,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> list[AdherenceWeek]:
        """How one, or the athlete user_id, kept to their calendar, week by week (from Monday), for
        the weeks that hold from_ to to, whole: what was planned, and of it what was done,
        missed, skipped and is still ahead; and what was moved. streak_weeks counts the weeks in
        a row, up to that one, in which something planned was done and nothing missed; weeks with
        nothing to do, or all of it skipped or ahead, are passed over. Raises PT422 for a range
        that ends before it starts, or has no end, PT404 if that log is not open to one.
        """
        return await self._call(_get_adherence, from_, to, user_id)

    async def get_calendar(
        self,
        from_: date,
        to: date,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> list[CalendarItem]:
        """The entries and the finished workouts of one's own days, or of those of the athlete
        user_id, from from_ to to, both included, by day, one row a thing: an entry and the
        workout done for it on its day are one; done on another day, each is on its own, and
        session_id of the entry says which workout. The numbers are the workout's: seconds,
        blocks, and volume load of the working sets in kg; over more than 93 days blocks and
        volume are left out. Raises PT422 for a range that ends before it starts, or has no end,
        PT404 if that log is not open to one.
        """
        return await self._call(_get_calendar, from_, to, user_id)

    async def get_entity(self, entity_id: UUID | str) -> EntityDetail:
        """A client or class of one's own, with its link to an athlete and its history of numbers.
        Raises PT404 if it is not there.
        """
        return await self._call(_get_entity, entity_id)

    async def get_friends_presence(self) -> list[FriendPresence]:
        """What one's friends are doing, whoever did something last first; friends who never trained
        here are not in it.
        """
        return await self._call(_get_friends_presence)

    async def get_live_events(
        self,
        session_id: UUID | str,
        *,
        after: int = DEFAULT,
        limit: int = DEFAULT,
    ) -> list[LiveSessionEvent]:
        """What happened in a live session one is in after the event after, in order, at most 1,000
        events: who has seen n asks for what comes after n. Raises PT404 if it is not one's own
        to know, PT409 if one has not joined it.

        Defaults: after = 0, limit = 500.
        """
        return await self._call(_get_live_events, session_id, after, limit)

    async def get_live_session(self, session_id: UUID | str) -> LiveSessionDetail:
        """All that a screen shows of a live session one is in, in one call; get_live_events() goes
        on after session.last_event_seq. Raises PT404 if it is not one's own to know, PT409 if
        one has not joined it.
        """
        return await self._call(_get_live_session, session_id)

    async def get_live_session_summary(self, session_id: UUID | str) -> LiveSessionSummary:
        """A live session one is in, in numbers: total volume in kg, records, duration in ms, and
        what each who is in did. Raises PT404 if it is not one's own to know, PT409 if one has
        not joined it.
        """
        return await self._call(_get_live_session_summary, session_id)

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
        user_id: UUID | str | None = DEFAULT,
    ) -> list[MuscleVolume]:
        """What each muscle of one's own, or of the athlete user_id, did, week by week (from
        Monday), between two local dates, both included; a fine muscle and its coarse group each
        have a row, so add up one or the other. Raises PT422 for a range that ends before it
        starts, or has no end, PT404 if that log is not open to one.

        Defaults: counting = 'fractional'.
        """
        return await self._call(_get_muscle_volume, from_, to, counting, user_id)

    async def get_participant_summary(
        self,
        session_id: UUID | str,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> LiveParticipantSummary:
        """What one person did in a live session, oneself unless told otherwise, in sets, kg and
        records. Raises PT404 if the session is not one's own to know or the person did nothing
        there, PT409 if one has not joined it.
        """
        return await self._call(_get_participant_summary, session_id, user_id)

    async def get_plan(self, plan_id: UUID | str) -> PlanDetail:
        """A plan of one's own as a tree: its weeks, their sessions, their exercises, the sets done
        for each, all in order; and the names in it that no exercise has. Raises PT404 if it is
        not there.
        """
        return await self._call(_get_plan, plan_id)

    async def get_plan_week(self, plan_id: UUID | str, week_number: int) -> PlanWeekDetail:
        """One week of a plan of one's own, as in get_plan(). Raises PT404 if the plan or the week
        is not there.
        """
        return await self._call(_get_plan_week, plan_id, week_number)

    async def get_program(self, program_id: UUID | str) -> ProgramDetail:
        """A program of one's own with its workouts and their dates, both in order. Raises PT404 if
        it is not there.
        """
        return await self._call(_get_program, program_id)

    async def get_record_history(
        self,
        exercise_id: UUID | str,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> list[BrokenRecord]:
        """Every record one, or the athlete user_id, ever set in an exercise, oldest first, with the
        value it beat. Raises PT404 if that log is not open to one.
        """
        return await self._call(_get_record_history, exercise_id, user_id)

    async def get_records(
        self,
        *,
        exercise_id: UUID | str | None = DEFAULT,
        user_id: UUID | str | None = DEFAULT,
    ) -> list[RecordEntry]:
        """One's records, or those of the athlete user_id, as they stand, of one exercise or of all.
        Raises PT404 if that log is not open to one.
        """
        return await self._call(_get_records, exercise_id, user_id)

    async def get_template(self, template_id: UUID | str) -> TemplateDetail:
        """A template of one's own with its exercises in order. Raises PT404 if it is not there."""
        return await self._call(_get_template, template_id)

    async def get_workout(
        self,
        session_id: UUID | str,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> WorkoutDetail:
        """A workout of one's own, or of the athlete user_id: its blocks in order, and their sets in
        order. Raises PT404 if it is not there.
        """
        return await self._call(_get_workout, session_id, user_id)

    async def get_workout_summary(
        self,
        session_id: UUID | str,
        *,
        user_id: UUID | str | None = DEFAULT,
    ) -> WorkoutSummary:
        """A workout of one's own, or of the athlete user_id, in numbers, with the records that were
        broken in it. Raises PT404 if it is not there.
        """
        return await self._call(_get_workout_summary, session_id, user_id)

    async def heartbeat_import(
        self,
        job_id: UUID | str,
        worker: str,
        *,
        progress: int | None = DEFAULT,
    ) -> bool:
        """Gives a sign of life for an import, and says how far it is, percent. False if it is not
        the worker's any more: then let go of it. For the back end.
        """
        return await self._call(_heartbeat_import, job_id, worker, progress)

    async def import_lines(
        self,
        job_id: UUID | str,
        *,
        after_line: int = DEFAULT,
        limit: int = DEFAULT,
    ) -> list[ImportLine]:
        """The records of a file of one's own as they stood there, after a line, at most 1,000 at a
        time; none once they are purged. Raises 42501 if nobody is signed in.

        Defaults: after_line = 0, limit = 1000.
        """
        return await self._call(_import_lines, job_id, after_line, limit)

    async def import_parsed_workout(
        self,
        raw_text: str,
        parsed: Any,
        *,
        id: UUID | str | None = DEFAULT,
    ) -> ParsedWorkout:
        """Makes a template of what a machine read in a text, keeps text and reading in
        workout_import_log, and returns the template. parsed has exercises, and optionally name
        (else the text's first line), description; an exercise has exercise_name or exercise_id,
        and optionally sets, reps or reps_min and reps_max, target_duration_seconds, target_rpe,
        target_rir, rest_time_seconds, superset_group, notes, and how sure the machine was:
        confidence from 0 to 1 (high from 0.8, medium from 0.5, else low) or confidence_level. An
        unknown name becomes an exercise of one's own. The same id again returns what is there,
        without a template if that is gone. Raises PT422 with every fault's path; then nothing is
        written.
        """
        return await self._call(_import_parsed_workout, raw_text, parsed, id)

    async def insert_full_plan(
        self,
        user_id: UUID | str,
        plan_json: Any,
        *,
        only_active: bool = DEFAULT,
    ) -> UUID:
        """Takes in a whole plan for the person who asks (the back end: for anybody), makes it
        active and returns its id. The document has split_type, week_start, and sessions or
        weeks, and optionally id, goal_type, experience_level, notes; a week has sessions, and
        optionally week_number, week_start, notes; a session has day_name, focus_area, date or
        day_of_week (1 is Monday), and optionally session_number, slots; a slot has exercise_id
        (a UUID, a slug or an alias) or name, sets, reps (5, 8-12, AMRAP, 30s), and optionally
        muscle_group, rir, equipment, tier, target, secondary_muscles, tips, instructions, weight
        (kg, to the gram), difficulty, notes, display_order, order_in_session. A name that is in
        no catalogue stays a name, and get_plan() lists it. With only_active the person's other
        active plans for the same goal are archived. The same id again changes nothing and
        returns the same. Raises PT422 with every fault's path, 42501 for somebody else's
        user_id; then nothing is written.

        Defaults: only_active = false.
        """
        return await self._call(_insert_full_plan, user_id, plan_json, only_active)

    async def intensity_score(
        self,
        load_kg: Decimal | float,
        reps: int,
        *,
        best_e1rm_kg: Decimal | float | None = DEFAULT,
        rir: Decimal | float | None = DEFAULT,
    ) -> Decimal | None:
        """How hard a set was for its lifter, 0 to 1000: the share of their strength that it showed.
        What it showed is its e1RM (Epley, 1985). Their strength is the greatest of that, the
        best e1RM they have, and what they could have done that day: Epley's with the repetitions
        in reserve added (Zourdos et al., JSCR 30(1):267-275, 2016; Helms et al., Strength Cond J
        38(4):42-49, 2016). More load or repetitions never lower it, a higher best or more in
        reserve (up to 20) never raise it. Load and best in kg; null above 12 repetitions and
        without a load.
        """
        return await self._call(_intensity_score, load_kg, reps, best_e1rm_kg, rir)

    async def invite_to_live_session(
        self,
        session_id: UUID | str,
        user_id: UUID | str,
        *,
        expires_at: datetime | None = DEFAULT,
    ) -> LiveSessionInvitation:
        """Asks somebody into a live session, for a day unless told otherwise, and returns the
        invitation; whoever declined, was too late or was sent out can be asked again, and to ask
        twice changes nothing. For the host or the leader. Raises PT404 if the session is not
        one's own to know or there is no such person, PT409 if it is over, one is not in it or
        they are, PT422 for a time that is past or beyond 30 days, 42501 for anyone else in it.
        """
        return await self._call(_invite_to_live_session, session_id, user_id, expires_at)

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

    async def join_live_session(self, session_id: UUID | str) -> LiveSessionDetail:
        """Comes into a live session that one is invited to, hosts, or found in public, and returns
        all of it; again, it changes nothing. Raises PT404 if it is not one's own to know, PT409
        if it is over.
        """
        return await self._call(_join_live_session, session_id)

    async def last_time(
        self,
        exercise_id: UUID | str,
        *,
        before: datetime | None = DEFAULT,
        user_id: UUID | str | None = DEFAULT,
    ) -> LastTime | None:
        """The last finished workout one, or the athlete user_id, did an exercise in, before a
        moment if given, with its sets of that exercise in order; null if there is none. Raises
        PT404 if that log is not open to one.
        """
        return await self._call(_last_time, exercise_id, before, user_id)

    async def leave_live_session(self, session_id: UUID | str) -> LiveParticipantSummary:
        """Leaves a live session and returns what one did in it. If one led, who has been there
        longest leads on; when nobody is left, it ends. One may come back as one came. Raises
        PT404 if it is not one's own to know, PT409 if it is over or one is not in it.
        """
        return await self._call(_leave_live_session, session_id)

    async def link_athlete(self, entity_id: UUID | str, email: str) -> AthleteLink:
        """Invites the athlete who has this e-mail address to be a client of one's own, and returns
        the invitation; once they accept, one may read their log. It says nothing of whether
        anybody has the address. The same address again returns what is there. Raises PT404 for
        an unknown client, PT409 for a class, or if another address is invited or linked, PT422
        for a bad address.
        """
        return await self._call(_link_athlete, entity_id, email)

    async def link_scheduled_workout(
        self,
        id: UUID | str,
        *,
        session_id: UUID | str | None = DEFAULT,
    ) -> CalendarEntry:
        """Says that a workout of one's own, done already or going on, completes an entry, and
        returns the entry; without session_id it takes the link away, also that of a workout that
        is deleted or abandoned. The same again changes nothing. Raises PT404 if either is not
        one's own, PT409 if the entry is done by another workout, or the workout completes
        another entry or was abandoned.
        """
        return await self._call(_link_scheduled_workout, id, session_id)

    async def list_friends(self, *, status: FriendshipStatusLike = DEFAULT) -> list[Friend]:
        """One's friends by name; or with status requested those one asked, with received those who
        ask, with blocked those one blocked.

        Defaults: status = 'accepted'.
        """
        return await self._call(_list_friends, status)

    async def list_programs(
        self,
        *,
        entity_id: UUID | str | None = DEFAULT,
    ) -> list[ProgramProgress]:
        """One's programs, of one client or class or of all, newest first, each with how far it is.
        Raises PT404 for an unknown client.
        """
        return await self._call(_list_programs, entity_id)

    async def list_recommendations(
        self,
        entity_id: UUID | str,
        *,
        status: RecommendationStatusLike | None = DEFAULT,
    ) -> list[AiRecommendation]:
        """What was recommended for a client or class, newest first, of one status or of all. Raises
        PT404 for an unknown client.
        """
        return await self._call(_list_recommendations, entity_id, status)

    async def log_live_set(
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
        id: UUID | str | None = DEFAULT,
    ) -> LiveSessionSet:
        """Logs a set to one's own workout, which the first set makes, and shows it to the live
        session; returns it as the room sees it. Without exercise_id it is of the exercise that a
        guided session is at. The weight is in weight_unit, else in the person's unit. The same
        id again changes nothing and returns the same set. Raises PT404 for an unknown session or
        exercise, PT409 if the session is not active or one is not in it, PT422 for values no set
        can have.

        Defaults: set_type = 'working'.
        """
        return await self._call(
            _log_live_set,
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
            id,
        )

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
        weight is in weight_unit, else in the person's unit. It was done at performed_at, else
        now, which is the same for all of a transaction. The same id again changes nothing and
        returns the set as it is. Raises PT404 for an unknown workout, block or exercise, PT409
        if the workout is over or the block has 9999 sets, PT422 for values no set can have.

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

    async def my_coaches(self) -> list[CoachLink]:
        """Who may read one's log, first of all; then who asks to, by one's e-mail address, and who
        once could. answer_coach() and end_athlete_link() take the link_id.
        """
        return await self._call(_my_coaches)

    async def my_live_invitations(self) -> list[LiveInvitationDetail]:
        """The invitations to live sessions that one can answer, newest first: join_live_session()
        comes in, respond_to_live_invitation() says yes or no.
        """
        return await self._call(_my_live_invitations)

    async def my_live_sessions(
        self,
        *,
        limit: int = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
    ) -> list[LiveSession]:
        """The live sessions that one hosts, is in, or was in at their end, newest first, at most
        200; for the next page give created_at and id of the last row.

        Defaults: limit = 50.
        """
        return await self._call(_my_live_sessions, limit, before, before_id)

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
        requests, good for 15 minutes or as long as the session, and one that refreshes the
        session, which ends when that was not done for valid_for. Whoever compared a password
        gives the hash it was compared with, so that one changed meanwhile signs nobody in. For
        the back end, on plain Postgres. Raises PT404 if the password was changed, PT422 for a
        validity outside 1 minute to 1 year, 23503 if there is no such person.

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

    async def plan_progress(self, plan_id: UUID | str) -> list[PlanProgress]:
        """Planned against done in a plan of one's own: a row for the plan, for each week, for each
        muscle of a week and for each exercise of it, in this order; a week off has zeros, and no
        adherence. A muscle is the plan's word, or the catalogue's where the plan has none. What
        counts as done are the sets of the log that were done for the plan. Raises PT404 if the
        plan is not there.
        """
        return await self._call(_plan_progress, plan_id)

    async def program_progress(self, program_id: UUID | str) -> ProgramProgress:
        """How far a program of one's own is, and what comes next. Raises PT404 if it is not there.
        """
        return await self._call(_program_progress, program_id)

    async def purge_import_rows(self, *, older_than: timedelta = DEFAULT) -> int:
        """Forgets the raw rows of imports that were completed or failed that long ago, and returns
        how many; the account and what came in stay, and can still be undone. For the back end,
        by cron. Raises PT422 for a span below zero, or none.

        Defaults: older_than = '30 days'.
        """
        return await self._call(_purge_import_rows, older_than)

    async def purge_sign_in(self) -> int:
        """Forgets the links, resets and sessions that have expired, and returns how many. For the
        back end, on plain Postgres, by cron.
        """
        return await self._call(_purge_sign_in)

    async def react_to_set(
        self,
        session_id: UUID | str,
        emote: EmoteLike,
        *,
        set_id: UUID | str | None = DEFAULT,
        to_user_id: UUID | str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> LiveSessionReaction:
        """Cheers a set of a live session one is in, or with to_user_id alone a participant, and
        returns the reaction. The same id again changes nothing. Raises PT404 for an unknown
        session, set or participant, PT409 if it is over or one is not in it, PT422 without an
        emote or anyone to react to.
        """
        return await self._call(_react_to_set, session_id, emote, set_id, to_user_id, id)

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

    async def record_entity_metrics(
        self,
        entity_id: UUID | str,
        metrics: Any,
        *,
        measured_on: date | None = DEFAULT,
    ) -> EntityDetail:
        """Keeps numbers of a client as they were on a day, today unless told otherwise, and returns
        the client: any of bench_1rm, deadlift_1rm, squat_1rm, weight_kg (kg), mile_time
        (00:07:30), recovery_score (0 to 100). The newest of each that is given is the client's
        current one. Raises PT404 if it is not one's own, PT422 with every fault's path.
        """
        return await self._call(_record_entity_metrics, entity_id, metrics, measured_on)

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

    async def rehash_password(
        self,
        user_id: UUID | str,
        password_hash: str,
        new_password_hash: str,
    ) -> bool:
        """Puts another argon2id hash of the same password in the place of one, after it was
        compared, and returns whether it did: one that was changed meanwhile stays. So the hashes
        follow what one is to cost. For the back end, on plain Postgres.
        """
        return await self._call(_rehash_password, user_id, password_hash, new_password_hash)

    async def remove_from_live_session(self, session_id: UUID | str, user_id: UUID | str) -> None:
        """Sends somebody out of a live session, or takes their invitation back; they see nothing of
        it from then on, and come back only if asked again. For the host or the leader. Raises
        PT404 if the session is not one's own to know or the person is neither in it nor asked,
        PT409 if it is over or one is not in it, 42501 for anyone else in it, and where the host
        is to be sent out. Sets of theirs follow their log still, and their edits are not told to
        the room.
        """
        return await self._call(_remove_from_live_session, session_id, user_id)

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

    async def reschedule_program_workout(
        self,
        workout_id: UUID | str,
        *,
        scheduled_date: datetime | None = DEFAULT,
        notes: str | None = DEFAULT,
    ) -> ProgramWorkout:
        """Moves a workout of a program to another date, or without one takes it off the schedule,
        and returns it; notes are kept with the date. Raises PT404 if it is not one's own, PT422
        for a date that nobody trains on or notes that are too long.
        """
        return await self._call(_reschedule_program_workout, workout_id, scheduled_date, notes)

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

    async def respond_to_live_invitation(
        self,
        invitation_id: UUID | str,
        accept: bool,
    ) -> LiveSessionInvitation:
        """Accepts an invitation or declines it, and returns it; the same answer again changes
        nothing. Who accepted comes in by join_live_session(), which also accepts. Raises PT404
        if it is not one's own, PT409 if it was answered otherwise, withdrawn, or is too old.
        """
        return await self._call(_respond_to_live_invitation, invitation_id, accept)

    async def restore_entity(self, entity_id: UUID | str) -> EntityDetail:
        """Brings back a deleted client or class and returns it. Raises PT404 if it is not one's
        own.
        """
        return await self._call(_restore_entity, entity_id)

    async def restore_log(self, job_id: UUID | str) -> Any:
        """Brings our own export back into a log, as run_import() does with others', and returns the
        same account: workouts with their ids (where nobody has them), instants, zones and order,
        exercises with what their numbers mean, and the body weights that records hang on. A
        workout that is in the log already adds nothing; one that differs there is a conflict,
        and is overwritten where asked. For the back end. Raises PT404 for an unknown import,
        PT409 for one that is done.
        """
        return await self._call(_restore_log, job_id)

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
        exercises made, and what they may be called here; units and how they are known. For the
        back end, in the transaction of begin_import() or by a worker. Raises PT404 for an
        unknown import, PT409 for one that is done.
        """
        return await self._call(_run_import, job_id)

    async def schedule_program(
        self,
        program_id: UUID | str,
        start: date,
        weekdays: Sequence[int],
        *,
        time: time = DEFAULT,
        timezone: str | None = DEFAULT,
    ) -> ProgramDetail:
        """Gives the workouts of a program that are not done their dates, in their order, from a day
        on, on these weekdays (1 is Monday, 7 Sunday), at a time of day in timezone, else in the
        coach's zone; and returns it. Reference workouts get none. Raises PT404 if it is not
        one's own, PT422 without a start or a weekday.

        Defaults: time = '09:00:00'.
        """
        return await self._call(_schedule_program, program_id, start, weekdays, time, timezone)

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
        title, a note, or none of them. The same id again returns what is there. Raises PT404 for
        an unknown template, PT422 for a day before 1900 or after 2199, or a text too long.
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

    async def search_workouts(
        self,
        query: str,
        *,
        tags: Sequence[str] | None = DEFAULT,
        difficulty: str | None = DEFAULT,
        limit: int = DEFAULT,
    ) -> list[LibraryWorkout]:
        """The workouts of the library that speak of the query, best first, at most 100: words in
        any form, "a phrase", or, -without; if given, only those with all of tags and of this
        difficulty. Without a query, all that pass the filters. Raises PT422 for a query of over
        200 characters.

        Defaults: limit = 20.
        """
        return await self._call(_search_workouts, query, tags, difficulty, limit)

    async def send_live_message(
        self,
        session_id: UUID | str,
        message: str,
        *,
        id: UUID | str | None = DEFAULT,
    ) -> LiveSessionMessage:
        """Writes to all in a live session, at most 2,000 characters, and returns the message. The
        same id again changes nothing. Raises PT404 if it is not one's own to know, PT409 if it
        is over or one is not in it, PT422 for an empty or longer message.
        """
        return await self._call(_send_live_message, session_id, message, id)

    async def send_quick_reaction(
        self,
        to_user_id: UUID | str,
        emote: EmoteLike,
        *,
        set_id: UUID | str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> QuickReaction:
        """Cheers a friend, or with set_id a set of theirs, and returns the reaction. The same id
        again changes nothing. Raises PT404 if they are no friend or the set is not theirs, PT422
        without an emote.
        """
        return await self._call(_send_quick_reaction, to_user_id, emote, set_id, id)

    async def set_my_equipment(self, equipment_ids: Sequence[UUID | str]) -> list[Equipment]:
        """Says what one has to train with, the whole list, and returns it. Raises PT404 for an
        unknown piece.
        """
        return await self._call(_set_my_equipment, equipment_ids)

    async def set_plan_status(
        self,
        plan_id: UUID | str,
        status: PlanStatusLike,
        *,
        only_active: bool = DEFAULT,
    ) -> ModularTrainingPlan:
        """Makes a plan of one's own active, completed or archived, and returns it. With only_active
        one that becomes active archives one's other active plans for the same goal. Raises PT404
        if it is not one's own.

        Defaults: only_active = false.
        """
        return await self._call(_set_plan_status, plan_id, status, only_active)

    async def set_ready_for_next(
        self,
        session_id: UUID | str,
        *,
        is_ready: bool = DEFAULT,
    ) -> LiveSessionParticipant:
        """Tells the leader of a guided live session that one is ready for the next exercise, or not
        yet, and returns one's place in it. Raises PT404 if it is not one's own to know, PT409 if
        it is not active, not guided, or one is not in it.

        Defaults: is_ready = true.
        """
        return await self._call(_set_ready_for_next, session_id, is_ready)

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

    async def shift_plan(
        self,
        plan_id: UUID | str,
        days: int,
        *,
        from_week: int = DEFAULT,
    ) -> PlanDetail:
        """Moves a plan of one's own by so many days, forwards or (negative) back, from a week on if
        told, and returns it; workouts done for it stay on the day they were done. By 0 days it
        stays as it is. Raises PT404 if it is not one's own, PT422 for a week behind its last
        one, if weeks would overlap, or for days that are not from 1900 to 2199.

        Defaults: from_week = 1.
        """
        return await self._call(_shift_plan, plan_id, days, from_week)

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

    async def start_live_session(self, session_id: UUID | str) -> LiveSession:
        """Starts a live session and returns it; again, it changes nothing. For the host or the
        leader. Raises PT404 if it is not one's own to know, PT409 if it is over or one is not in
        it, 42501 for anyone else in it.
        """
        return await self._call(_start_live_session, session_id)

    async def start_plan_session(
        self,
        plan_session_id: UUID | str,
        *,
        started_at: datetime | None = DEFAULT,
        timezone: str | None = DEFAULT,
        id: UUID | str | None = DEFAULT,
    ) -> WorkoutDetail:
        """Begins the workout of a planned session and returns it: a block for each exercise, with
        the sets, the repetitions, the load and the effort meant. Starts now, in the person's
        zone, unless told otherwise; id is the workout's, and the same id again returns what is
        there. Again without it, it returns the same workout, unless that was abandoned or
        deleted. Raises PT404 if the session is not one's own, PT422 for an unknown zone.
        """
        return await self._call(_start_plan_session, plan_session_id, started_at, timezone, id)

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
        unknown zone, or an instant at which nobody trains.
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

    async def tidy_live_sessions(
        self,
        *,
        idle_after: timedelta = DEFAULT,
        finished_after: timedelta = DEFAULT,
        pending_after: timedelta = DEFAULT,
    ) -> LiveTidying:
        """Tidies up after those who vanished, and returns what it did: invitations expire; in
        active sessions people are idle, and later finished, when nothing was heard of them for
        so long, and a leader who is finished is followed by another; active sessions where all
        are finished end, and so do those that nobody started for so long. For the back end, by
        cron, every few minutes; what it does are events like any others. A call takes 500
        sessions at most: where sessions_tidied is 500, call it again. What somebody is busy with
        comes next time.

        Defaults: idle_after = '00:15:00', finished_after = '02:00:00', pending_after = '1 day'.
        """
        return await self._call(_tidy_live_sessions, idle_after, finished_after, pending_after)

    async def transfer_live_leadership(
        self,
        session_id: UUID | str,
        user_id: UUID | str,
    ) -> LiveSessionParticipant:
        """Makes another participant the leader, and returns them; the host stays the host. For the
        host or the leader. Raises PT404 if the session is not one's own to know or the person is
        not in it, PT409 if it is over or one is not in it, 42501 for anyone else in it.
        """
        return await self._call(_transfer_live_leadership, session_id, user_id)

    async def unblock_person(self, user_id: UUID | str) -> None:
        """Lifts a block; a request that came meanwhile is there then, the friendship is not. Raises
        PT404 if one did not block them.
        """
        return await self._call(_unblock_person, user_id)

    async def undo_import(self, job_id: UUID | str, *, force: bool = DEFAULT) -> UndoneImport:
        """Takes back what an import brought, and returns what that was: its workouts; the exercises
        and body weights it made, unless they were edited or something else uses them; workouts
        that it changed are again what they were, or what they were before other imports that are
        undone. What those had made and something used goes too, once nothing does. Workouts
        edited here since stay and are named, unless force. Records return to what they were, and
        the same file can come again. A second time undoes what is left. For the back end. Raises
        PT404 for an unknown import, PT409 for one that was not completed.

        Defaults: force = false.
        """
        return await self._call(_undo_import, job_id, force)

    async def update_entity(self, entity_id: UUID | str, changes: Any) -> EntityDetail | None:
        """Changes what the document names of a client or class and returns it: the fields of
        create_entity() but id; a JSON null makes one unknown again. A number that changes goes
        into the history with today's date. Raises PT404 if it is not one's own, PT422 with every
        fault's path.
        """
        return await self._call(_update_entity, entity_id, changes)

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

    async def update_live_session(
        self,
        session_id: UUID | str,
        *,
        name: str | None = DEFAULT,
        theme: str | None = DEFAULT,
        is_public: bool | None = DEFAULT,
        planned_exercises: Any = DEFAULT,
    ) -> LiveSession:
        """Changes what a live session is called, looks like and is to do, and whether anyone may
        find it, and returns it; what is not given stays. For the host or the leader. Raises
        PT404 if it is not one's own to know, PT409 if it is over or one is not in it, PT422 as
        create_live_session(), 42501 for anyone else in it.
        """
        return await self._call(
            _update_live_session,
            session_id,
            name,
            theme,
            is_public,
            planned_exercises,
        )

    async def update_live_status(
        self,
        session_id: UUID | str,
        status: LiveStatusLike,
        *,
        current_exercise_id: UUID | str | None = DEFAULT,
    ) -> LiveSessionParticipant:
        """Tells the live session what one is doing, and at which exercise if that is given, and
        returns one's place in it. An app calls it now and then, so that one is not taken for
        gone. Raises PT404 for an unknown session or exercise, PT409 if it is over or one is not
        in it.
        """
        return await self._call(_update_live_status, session_id, status, current_exercise_id)

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

    async def update_workout_presence(
        self,
        status: LiveStatusLike,
        *,
        current_exercise_id: UUID | str | None = DEFAULT,
        workout_started_at: datetime | None = DEFAULT,
        last_set_completed_at: datetime | None = DEFAULT,
    ) -> WorkoutPresence:
        """Tells one's friends what one is doing, and returns it; what is not given stays. In a live
        session it follows by itself. Raises PT404 for an unknown exercise, PT422 for an instant
        that nobody trains at.
        """
        return await self._call(
            _update_workout_presence,
            status,
            current_exercise_id,
            workout_started_at,
            last_set_completed_at,
        )

    async def upsert_external_workouts(self, workouts: Any) -> list[int]:
        """Writes up to 500 workouts to the library and returns their ids in order: new ones, or, by
        an id that is there, another version in the place of the whole old one. A workout has
        title, and optionally id, body, tags (a list of texts), difficulty, embedding (1536
        numbers), embedding_model. For the back end. Raises PT422 with every fault's path; then
        nothing is written.
        """
        return await self._call(_upsert_external_workouts, workouts)

    async def workout_history(
        self,
        *,
        limit: int = DEFAULT,
        before: datetime | None = DEFAULT,
        before_id: UUID | str | None = DEFAULT,
        user_id: UUID | str | None = DEFAULT,
    ) -> list[WorkoutEntry]:
        """One's workouts, or those of the athlete user_id, in numbers, newest first, at most 200.
        For the next page give started_at and session_id of the last row. Raises PT404 if that
        log is not open to one.

        Defaults: limit = 20.
        """
        return await self._call(_workout_history, limit, before, before_id, user_id)
