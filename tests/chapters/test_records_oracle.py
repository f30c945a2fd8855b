"""Records against a brute-force scan, after whatever people can do to their log."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import oracle
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from psycopg.types.json import Jsonb
from scenes import MONDAY, exercise, pull_up, start
from support import Database

# few values, so that ties and steps down are common
REPS = st.sampled_from([0, 1, 3, 5, 5, 8, 12, 13])
WEIGHTS = st.sampled_from([None, *map(Decimal, ("0", "20", "60", "100", "100", "102.5", "220.46"))])
UNITS = st.sampled_from(["kg", "kg", "lb"])
TYPES = st.sampled_from(["working", "working", "working", "warmup", "drop", "failure"])
SECONDS = st.sampled_from([None, Decimal(30), Decimal("61.25")])
METRES = st.sampled_from([None, Decimal(400), Decimal("1609.344")])
DAYS = st.integers(0, 6)
MINUTES = st.integers(0, 5)
ZONES = st.sampled_from(["UTC", "Pacific/Auckland", "Pacific/Honolulu"])
KINDS = {
    "weight_reps": None,
    "bodyweight_reps": Decimal("0.69"),
    "assisted_reps": Decimal(1),
    "reps": None,
    "duration": None,
    "weight_duration": None,
    "distance_duration": None,
    "weight_distance": None,
}
NUMBERS = ["reps", "weight", "weight_unit", "set_type", "duration_seconds", "distance_m"]
PICK = st.integers(0, 10_000)
SETS = st.fixed_dictionaries(
    {
        "reps": REPS,
        "weight": WEIGHTS,
        "weight_unit": UNITS,
        "set_type": TYPES,
        "duration_seconds": SECONDS,
        "distance_m": METRES,
    }
)
WORKOUTS = st.fixed_dictionaries(
    {
        "pick": PICK,
        "day": DAYS,
        "zone": ZONES,
        "blocks": st.lists(st.lists(SETS, min_size=1, max_size=3), min_size=1, max_size=3),
        "timed": st.booleans(),
    }
)
BODIES = st.sampled_from([60, 80, 80, 100])


def moment(day: int, minute: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, minutes=minute)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """As JSON has it."""
    return {
        key: float(value) if isinstance(value, Decimal) else value
        for key, value in values.items()
        if value is not None
    }


class Histories(RuleBasedStateMachine):
    """One person's training life, in any order."""

    database: Database

    @initialize(
        weights=st.lists(st.tuples(st.integers(-1, 6), BODIES, UNITS), max_size=2),
        workouts=st.lists(WORKOUTS, min_size=3, max_size=5),
    )
    def a_person_with_four_lifts_and_a_history(self, weights: Any, workouts: Any) -> None:
        self.person = self.database.person()
        self.lifts = [
            exercise(self.person),
            pull_up(self.person),
            pull_up(self.person, "assisted_reps"),
            exercise(self.person, p_load_kind="distance_duration"),
        ]
        for weight in weights:
            self.weigh(*weight)
        for workout in workouts:
            self.write(**workout)
        start(self.person, moment(3))

    # looking up what there is

    def ids(self, table: str, which: str = "true") -> list[Any]:
        rows = self.database.owner.execute(
            f"select id from {table} where user_id = %s and {which} order by id", (self.person.id,)
        )
        return [row["id"] for row in rows]

    def some(self, table: str, pick: int, which: str = "true") -> Any:
        ids = self.ids(table, which)
        return ids[pick % len(ids)] if ids else None

    def a_set(self, pick: int, which: str = "true") -> Any:
        """One of a workout that is not deleted."""
        seen = (
            "session_exercise_id in (select b.id from workout_session_exercises as b"
            " join workout_sessions as w on w.id = b.session_id where w.deleted_at is null)"
        )
        return self.some("workout_sets", pick, f"{seen} and {which}")

    def lift(self, pick: int) -> str:
        return self.lifts[pick % len(self.lifts)]

    # putting sets in

    @rule(pick=PICK, a_set=SETS, day=DAYS, minute=MINUTES)
    def log_a_set(self, pick: int, a_set: dict[str, Any], day: int, minute: int) -> None:
        workout = self.some(
            "workout_sessions", pick, "status = 'in_progress' and deleted_at is null"
        )
        if workout is None:
            workout = start(self.person, moment(day))
        arguments = {f"p_{name}": value for name, value in a_set.items()}
        self.person.call(
            "log_set",
            p_session_id=workout,
            p_exercise_id=self.lift(pick),
            p_performed_at=moment(day, minute),
            **arguments,
        )

    @rule(workout=WORKOUTS)
    def log_a_whole_workout(self, workout: dict[str, Any]) -> None:
        self.write(**workout)

    def write(
        self, pick: int, day: int, zone: str, blocks: list[list[dict[str, Any]]], timed: bool
    ) -> None:
        when = {"performed_at": moment(day, pick % 3).isoformat()} if timed else {}
        document = {
            "started_at": moment(day).isoformat(),
            "timezone": zone,
            "exercises": [
                {"exercise_id": self.lift(pick + n), "sets": [plain(s) | when for s in sets]}
                for n, sets in enumerate(blocks)
            ],
        }
        self.person.call("log_workout", p_workout=Jsonb(document))

    @rule(pick=PICK, sets=st.lists(st.tuples(SETS, MINUTES), min_size=1, max_size=4), day=DAYS)
    def insert_rows_by_hand(
        self, pick: int, sets: list[tuple[dict[str, Any], int]], day: int
    ) -> None:
        """One statement, many rows, several blocks."""
        blocks = self.ids("workout_session_exercises")
        if not blocks:
            return
        rows = []
        for number, (a_set, minute) in enumerate(sets):
            block = blocks[(pick + number) % len(blocks)]
            performed_at = moment(day, minute)
            rows.append(
                [
                    self.person.id,
                    block,
                    100 + number,
                    performed_at,
                    *(a_set[name] for name in NUMBERS),
                ]
            )
        columns = ", ".join(
            ["user_id", "session_exercise_id", "set_number", "performed_at", *NUMBERS]
        )
        # numbered on from the last of each block
        values = ", ".join([f"({', '.join(['%s'] * len(rows[0]))})"] * len(rows))
        self.person.execute(
            f"""
            insert into workout_sets ({columns})
            select v.user_id::uuid, v.session_exercise_id::uuid,
              (select coalesce(max(s.set_number), 0) from workout_sets as s
               where s.user_id = v.user_id::uuid
                 and s.session_exercise_id = v.session_exercise_id::uuid)
              + row_number() over (partition by v.session_exercise_id order by v.set_number),
              v.performed_at::timestamptz, v.reps::smallint, v.weight::numeric,
              v.weight_unit::weight_unit_enum, v.set_type::set_type_enum,
              v.duration_seconds::numeric, v.distance_m::numeric
            from (values {values}) as v ({columns})
            """,
            [value for row in rows for value in row],
        )

    # changing them

    @rule(pick=PICK, a_set=SETS, day=DAYS, backdate=st.booleans())
    def edit_a_set(self, pick: int, a_set: dict[str, Any], day: int, backdate: bool) -> None:
        it = self.a_set(pick)
        if it is None:
            return
        arguments = {f"p_{name}": value for name, value in a_set.items() if value is not None}
        if backdate:
            arguments["p_performed_at"] = moment(day)
        self.person.call("edit_set", p_set_id=it, **arguments)

    @rule(pick=PICK, column=st.sampled_from(["reps", "weight"]))
    def forget_a_number(self, pick: int, column: str) -> None:
        it = self.a_set(pick)
        if it is not None:
            self.person.call("edit_set", p_set_id=it, p_clear=[column])

    @rule(factor=st.sampled_from([Decimal("0.5"), Decimal(1), Decimal("1.1")]), pick=PICK)
    def change_many_by_hand(self, factor: Decimal, pick: int) -> None:
        self.person.execute(
            "update workout_sets set weight = round(weight * %s, 2), reps = %s where weight < 500"
            " and abs(hashtext(id::text)) %% 3 = %s",
            (factor, pick % 9, pick % 3),
        )

    @rule(pick=PICK)
    def delete_a_set(self, pick: int) -> None:
        it = self.a_set(pick)
        if it is not None:
            self.person.call("delete_set", p_set_id=it)

    @rule(pick=PICK)
    def delete_the_holder_of_a_record(self, pick: int) -> None:
        held = "id in (select r.set_id from personal_records as r)"
        it = self.a_set(pick, held)
        if it is not None:
            self.person.call("delete_set", p_set_id=it)

    @rule(pick=PICK)
    def delete_many_by_hand(self, pick: int) -> None:
        self.person.execute(
            "delete from workout_sets where abs(hashtext(id::text)) %% 6 = %s", (pick % 6,)
        )

    # blocks

    @rule(pick=PICK)
    def delete_a_block_by_hand(self, pick: int) -> None:
        it = self.some("workout_session_exercises", pick)
        self.person.execute("delete from workout_session_exercises where id = %s", (it,))

    @rule(pick=PICK)
    def turn_the_blocks_around(self, pick: int) -> None:
        workout = self.some("workout_sessions", pick)
        self.person.execute(
            "update workout_session_exercises set order_index = order_index + 100000"
            " where session_id = %s",
            (workout,),
        )
        self.person.execute(
            """
            update workout_session_exercises as b set order_index = n.place - 1
            from (
              select o.id, row_number() over (order by o.order_index desc) as place
              from workout_session_exercises as o where o.session_id = %s) as n
            where b.id = n.id
            """,
            (workout,),
        )

    @rule(pick=PICK, other=PICK)
    def give_a_block_another_exercise(self, pick: int, other: int) -> None:
        it = self.some("workout_session_exercises", pick)
        self.person.execute(
            "update workout_session_exercises set exercise_id = %s where id = %s",
            (self.lift(other) if other % 5 else None, it),
        )

    @rule(pick=PICK, other=PICK)
    def move_a_block_to_another_workout(self, pick: int, other: int) -> None:
        """Nobody may but the owner of the database; the records follow all the same."""
        it = self.some("workout_session_exercises", pick)
        workout = self.some("workout_sessions", other)
        if it is not None:
            self.database.owner.execute(
                "update workout_session_exercises set session_id = %s, order_index ="
                " (select coalesce(max(o.order_index), 0) + 1 from workout_session_exercises as o"
                "  where o.user_id = %s and o.session_id = %s) where user_id = %s and id = %s",
                (workout, self.person.id, workout, self.person.id, it),
            )

    # workouts

    @rule(pick=PICK, day=DAYS, zone=st.none() | ZONES)
    def move_a_workout(self, pick: int, day: int, zone: str | None) -> None:
        it = self.some("workout_sessions", pick, "deleted_at is null and completed_at is null")
        if it is not None:
            self.person.call(
                "update_workout", p_session_id=it, p_started_at=moment(day), p_timezone=zone
            )

    @rule(pick=PICK)
    def delete_a_workout(self, pick: int) -> None:
        it = self.some("workout_sessions", pick, "deleted_at is null")
        if it is not None:
            self.person.call("delete_workout", p_session_id=it)

    @rule(pick=PICK)
    def restore_a_workout(self, pick: int) -> None:
        it = self.some("workout_sessions", pick, "deleted_at is not null")
        if it is not None:
            self.person.call("restore_workout", p_session_id=it)

    @rule(pick=PICK)
    def delete_a_workout_for_good(self, pick: int) -> None:
        it = self.some("workout_sessions", pick)
        self.person.execute("delete from workout_sessions where id = %s", (it,))

    @rule(pick=PICK)
    def abandon_or_resume_a_workout(self, pick: int) -> None:
        it = self.some("workout_sessions", pick, "deleted_at is null and status <> 'completed'")
        if it is not None:
            status = self.database.owner.execute(
                "select status from workout_sessions where id = %s", (it,)
            ).fetchone()
            assert status
            going = status["status"] == "in_progress"
            act = "abandon_workout" if going else "resume_workout"
            self.person.call(act, p_session_id=it)

    # the body

    @rule(day=st.integers(-1, 6), weight=BODIES, unit=UNITS)
    def step_on_the_scales(self, day: int, weight: int, unit: str) -> None:
        self.weigh(day, weight, unit)

    def weigh(self, day: int, weight: int, unit: str) -> None:
        self.person.call(
            "record_body_measurement",
            p_weight=Decimal(weight),
            p_weight_unit=unit,
            p_measured_on=moment(day).date(),
        )

    @rule(pick=PICK, days=st.integers(10, 20))
    def move_a_measurement(self, pick: int, days: int) -> None:
        it = self.some("body_measurements", pick)
        taken = self.ids("body_measurements", f"measured_on = '{MONDAY.date()}'::date - {days}")
        if it is not None and not taken:
            self.person.execute(
                "update body_measurements set measured_on = %s where id = %s",
                (MONDAY.date() - timedelta(days=days), it),
            )

    @rule(pick=PICK)
    def strike_a_measurement_out(self, pick: int) -> None:
        it = self.some("body_measurements", pick)
        self.person.execute("delete from body_measurements where id = %s", (it,))

    # exercises

    @rule(pick=PICK, kind=st.sampled_from(sorted(KINDS)))
    def make_the_numbers_mean_something_else(self, pick: int, kind: str) -> None:
        self.person.call(
            "update_exercise",
            p_exercise_id=self.lift(pick),
            p_load_kind=kind,
            p_bodyweight_share=KINDS[kind],
        )

    @precondition(lambda self: len(self.lifts) > 1)
    @rule(pick=PICK)
    def merge_two_lifts(self, pick: int) -> None:
        gone = self.lifts.pop(pick % len(self.lifts))
        self.person.call("merge_exercises", p_from_id=gone, p_into_id=self.lift(pick))

    @rule(kind=st.sampled_from(sorted(KINDS)))
    def take_up_a_new_lift(self, kind: str) -> None:
        self.lifts.append(exercise(self.person, p_load_kind=kind, p_bodyweight_share=KINDS[kind]))

    @invariant()
    def records_are_what_a_scan_gives(self) -> None:
        if hasattr(self, "person"):  # not before it has begun
            oracle.check(self.database.owner, self.person)


def test_records_are_what_a_scan_gives_whatever_was_done(world: Database) -> None:
    Histories.database = world
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=80,
            stateful_step_count=25,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
