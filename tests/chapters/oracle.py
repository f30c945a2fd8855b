"""What the records ought to be: a scan over the raw rows, written without the database's own views.

Only tables are read, and of their columns only what people typed. Everything that follows from it,
kilograms, loads, estimates, sums, and which of two equal values was first, is worked out here.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from support import Actor, Connection

LIFTS_THE_BODY = {"bodyweight_reps", "assisted_reps"}
WITH_VOLUME = {"weight_reps", *LIFTS_THE_BODY}
WITH_REPS = {"reps", *WITH_VOLUME}
POUND = Fraction("0.45359237")

Record = tuple[UUID, str, Decimal, Decimal | None, UUID, datetime]


def thousandths(number: Fraction) -> Decimal:
    """Rounded to three places, halves away from zero, as numeric columns are."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal("0.001"), ROUND_HALF_UP)


def kilograms(weight: Decimal | None, unit: str) -> Decimal | None:
    if weight is None:
        return None
    return thousandths(Fraction(weight) * (POUND if unit == "lb" else 1))


def epley(load: Decimal, reps: int) -> Decimal | None:
    """The default estimate, for what it is valid for."""
    if not 1 <= reps <= 12:
        return None
    if reps == 1:
        return load
    return thousandths(Fraction(load) * (1 + Fraction(reps, 30)))


@dataclass
class Log:
    """One person's raw rows."""

    sessions: dict[UUID, dict[str, Any]]
    blocks: dict[UUID, dict[str, Any]]
    sets: list[dict[str, Any]]
    exercises: dict[UUID, dict[str, Any]]
    weights: list[tuple[date, Decimal]]

    def body_weight(self, day: date) -> Decimal | None:
        """The newest measurement at or before a day."""
        before = [weight for on, weight in self.weights if on <= day]
        return before[-1] if before else None

    def load(self, it: dict[str, Any], kind: dict[str, Any], day: date) -> Decimal | None:
        """What was lifted, by load kind."""
        typed = kilograms(it["weight"], it["weight_unit"])
        if kind["load_kind"] in LIFTS_THE_BODY:
            body = self.body_weight(day)
            if body is None:
                return None
            share = thousandths(Fraction(kind["bodyweight_share"]) * Fraction(body))
            if kind["load_kind"] == "assisted_reps":
                return max(share - (typed or 0), Decimal(0))
            return share + (typed or 0)
        if kind["load_kind"] in ("weight_reps", "weight_duration", "weight_distance"):
            return typed
        return None


def read(owner: Connection, person: Actor) -> Log:
    def table(name: str, which: str = "user_id = %s") -> list[dict[str, Any]]:
        query = f"select * from public.{name} where {which}"
        return owner.execute(query, (person.id,) if "%s" in which else None).fetchall()

    blocks = {row["id"]: row for row in table("workout_session_exercises")}
    named = list({row["exercise_id"] for row in blocks.values()})
    exercises = owner.execute("select * from public.exercises where id = any (%s)", (named,))
    return Log(
        sessions={row["id"]: row for row in table("workout_sessions")},
        blocks=blocks,
        sets=table("workout_sets"),
        exercises={row["id"]: row for row in exercises},
        weights=sorted(
            (row["measured_on"], kilograms(row["weight"], row["weight_unit"]) or Decimal(0))
            for row in table("body_measurements")
        ),
    )


def expected(owner: Connection, person: Actor) -> set[Record]:
    """The records of a person, counted from nothing."""
    log = read(owner, person)
    # what could be a record: (value, when and where it was done, the set)
    could: dict[tuple[UUID, str], list[tuple[Decimal, Any, dict[str, Any]]]] = defaultdict(list)
    sums: dict[tuple[UUID, UUID], list[tuple[Any, Decimal, dict[str, Any]]]] = defaultdict(list)

    for it in log.sets:
        block = log.blocks[it["session_exercise_id"]]
        session = log.sessions[block["session_id"]]
        kind = log.exercises.get(block["exercise_id"])
        if (
            it["set_type"] == "warmup"
            or session["deleted_at"] is not None
            or session["status"] == "abandoned"
            or kind is None
        ):
            continue
        day = session["started_at"].astimezone(ZoneInfo(session["timezone"])).date()
        order = (it["performed_at"], session["id"].int, block["order_index"], it["set_number"])
        load, reps = log.load(it, kind, day), it["reps"]
        name = kind["load_kind"]
        values: dict[str, Any] = {}
        if name in WITH_REPS and reps is not None:
            values["max_reps"] = Decimal(reps)
        if load is not None and name in WITH_VOLUME and reps is not None:
            values["set_volume"] = load * reps
            if reps > 0:
                values["max_weight"] = load
            if name != "assisted_reps":
                values["1rm"] = epley(load, reps)
            if load * reps > 0:
                sums[kind["id"], session["id"]].append((order, load * reps, it))
        if name in ("weight_duration", "weight_distance"):
            values["max_weight"] = load
        if name in ("duration", "weight_duration", "distance_duration"):
            values["longest_duration"] = it["duration_seconds"]
        if name in ("distance_duration", "weight_distance"):
            values["farthest_distance"] = it["distance_m"]
        for record_type, value in values.items():
            if value is not None and value > 0:
                could[kind["id"], record_type].append((value, order, it))

    for (lift, session_id), parts in sums.items():
        # the set that made the sum is the last of it
        within = [((order[0], *order[2:]), order, it) for order, _, it in parts]
        _, order, last = max(within, key=lambda part: part[0])
        assert order[1] == session_id.int
        could[lift, "total_volume"].append((sum((v for _, v, _ in parts), Decimal(0)), order, last))

    best = set()
    for (lift, record_type), values_of in could.items():
        value, order, it = min(values_of, key=lambda candidate: (-candidate[0], candidate[1]))
        beaten = max((other[0] for other in values_of if other[1] < order), default=None)
        best.add((lift, record_type, value, beaten, it["id"], it["performed_at"]))
    return best


def kept(owner: Connection, person: Actor) -> set[Record]:
    """The records as the database keeps them."""
    return {
        (
            row["exercise_id"],
            row["record_type"],
            row["value"],
            row["previous_value"],
            row["set_id"],
            row["achieved_at"],
        )
        for row in owner.execute(
            "select * from public.personal_records where user_id = %s", (person.id,)
        )
    }


def check(owner: Connection, person: Actor) -> None:
    """Records are what a scan over the sets that stand now gives."""
    ours, theirs = expected(owner, person), kept(owner, person)
    assert theirs == ours, f"kept but wrong: {theirs - ours}; missing: {ours - theirs}"


def gaps(owner: Connection, person: Actor) -> list[Any]:
    """Blocks whose sets are not numbered 1, 2, 3, …"""
    return owner.execute(
        """
        select session_exercise_id, array_agg(set_number order by set_number) as numbers
        from public.workout_sets where user_id = %s
        group by 1
        having min(set_number) <> 1 or max(set_number) <> count(*)
        """,
        (person.id,),
    ).fetchall()
