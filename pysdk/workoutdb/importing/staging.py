"""What a reading hands on: rows for the staging table, and the count of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class StagingRow(NamedTuple):
    """One row of staging: a record of the file or, of those that hold several sets, one of them.

    `run` counts the stretches of records of one workout, `block` those of one exercise in it, and
    `part` the rows of one record. A rest with an `error_reason` is of no set.
    """

    line: int
    kind: str
    run: int | None = None
    workout_title: str | None = None
    started_local: str | None = None
    ended_local: str | None = None
    workout_notes: str | None = None
    block: int | None = None
    exercise_name: str | None = None
    superset: str | None = None
    exercise_notes: str | None = None
    set_index: int | None = None
    set_type: str | None = None
    weight: str | None = None
    weight_unit: str | None = None
    reps: int | None = None
    distance_m: str | None = None
    duration_seconds: str | None = None
    rpe: str | None = None
    notes: str | None = None
    error_column: str | None = None
    error_value: str | None = None
    error_reason: str | None = None
    raw: str | None = None
    workout_ordinal: int | None = None
    part: int = 1
    # only our own export says these
    workout_id: str | None = None
    started_at: str | None = None
    completed_at: str | None = None
    timezone: str | None = None
    status: str | None = None
    order_index: int | None = None
    exercise_id: str | None = None
    typed_name: str | None = None
    load_kind: str | None = None
    bodyweight_share: str | None = None
    rir: int | None = None
    rest_seconds: int | None = None
    performed_at: str | None = None
    # and some other apps' files these
    body_weight: str | None = None
    body_weight_unit: str | None = None
    body_weight_on: str | None = None


@dataclass
class Counts:
    """What a reading has met so far; rows are always the other four together."""

    rows: int = 0
    sets: int = 0
    rests: int = 0
    notes: int = 0
    errors: int = 0

    def add(self, kind: str) -> None:
        """Count one more row."""
        self.rows += 1
        if kind == "set":
            self.sets += 1
        elif kind == "rest":
            self.rests += 1
        elif kind == "note":
            self.notes += 1
        else:
            self.errors += 1
