"""Logs a workout set by set and says which records it broke.

    python examples/log_a_workout.py [DSN]

Without a DSN it uses the database that `workoutdb demo` made.
"""

import sys
from decimal import Decimal
from uuid import UUID

import workoutdb
from workoutdb import Client, LoggedSet, NotFound, Transaction, WorkoutSummary, embedded


def find_or_create(db: Client, email: str) -> UUID:
    """Return the person with this address; on Supabase, its own sign-up makes them."""
    try:
        with db.as_service() as service:
            return service.find_user(email)
    except NotFound:
        with db.as_service() as service:
            return service.create_user(email, display_name="Ada")


def bench(me: Transaction, workout_id: UUID) -> list[LoggedSet]:
    """Log a warm-up and three working sets of the bench press."""
    press = me.search_exercises(query="bench press barbell", limit=1)[0]
    warm_up = me.log_set(
        workout_id, exercise_id=press.id, reps=8, weight=40, weight_unit="kg", set_type="warmup"
    )
    return [
        warm_up,
        *(
            me.log_set(workout_id, exercise_id=press.id, reps=reps, weight=weight, rpe=rpe)
            for reps, weight, rpe in (
                (8, Decimal("72.5"), 7),
                (6, Decimal("77.5"), 8),
                (5, Decimal("80"), 8.5),
            )
        ),
    ]


def log_a_workout(db: Client, user_id: UUID) -> WorkoutSummary:
    """Start a workout, log it, finish it: one transaction, all or nothing."""
    with db.as_user(user_id) as me:
        workout = me.start_workout(name="Push").workout
        for performed in bench(me, workout.id):
            broken = ", ".join(f"{r.record_type} {r.value:.1f} {r.unit}" for r in performed.records)
            print(f"{performed.reps} x {performed.weight:.1f} {performed.weight_unit}  {broken}")
        return me.finish_workout(workout.id)


def main() -> None:
    dsn = embedded.locate(sys.argv[1] if len(sys.argv) > 1 else None, say=print)
    with workoutdb.connect(dsn) as db:
        summary = log_a_workout(db, find_or_create(db, "ada@log.example"))
    print(f"{summary.workout.set_count} sets, {summary.workout.volume_kg:.0f} kg")


if __name__ == "__main__":
    main()
