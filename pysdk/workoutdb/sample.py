"""Two years of somebody's training, made up, as Hevy would export them.

The same day gives the same file, byte for byte. It has what real exports have: warm-ups, drop and
failure sets, supersets, and one group of a single exercise; weights with float noise; body weight
as an empty cell; notes with emoji and with line feeds of both kinds; two workouts on one day, one
that ends as it starts, an exercise that comes twice, an index with a gap, and a name of one's own.
"""

from __future__ import annotations

import math
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

HEADER = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,"
    "set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe"
)
DAYS = 730
FILE_NAME = "hevy-sample.csv"
OWN_EXERCISE = "Garage Sled Push"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_POUND = 0.45359237


@dataclass(frozen=True)
class _Lift:
    """An exercise, how strong one starts and ends in it (e1RM, kg), and the smallest plate."""

    name: str
    start: float
    end: float
    step: float = 2.5
    #: A stack in pounds, which the app turned to kilograms.
    pounds: bool = False


@dataclass
class _Set:
    type: str = "normal"
    weight: float | None = None
    reps: int | None = None
    distance: float | None = None
    seconds: int | None = None
    rpe: float | None = None


@dataclass
class _Block:
    exercise: str
    sets: list[_Set]
    superset: int | None = None
    notes: str = ""
    #: One set was deleted in the app, and its index stays free.
    gap: bool = False


@dataclass
class _Workout:
    title: str
    start: datetime
    end: datetime
    blocks: list[_Block] = field(default_factory=list)
    description: str = ""


BENCH = _Lift("Bench Press (Barbell)", 74, 103)
SQUAT = _Lift("Squat (Barbell)", 96, 144)
DEADLIFT = _Lift("Deadlift (Barbell)", 118, 182)
PRESS = _Lift("Overhead Press (Barbell)", 46, 66)
ROW = _Lift("Bent Over Row (Barbell)", 66, 94)
INCLINE = _Lift("Incline Bench Press (Dumbbell)", 26, 38, 2)
LATERAL = _Lift("Lateral Raise (Dumbbell)", 9, 15, 1)
PUSHDOWN = _Lift("Triceps Pushdown", 30, 46)
LEG_PRESS = _Lift("Leg Press (Machine)", 170, 270, 10)
LEG_CURL = _Lift("Lying Leg Curl (Machine)", 45, 66, 5)
CALF = _Lift("Standing Calf Raise (Machine)", 90, 150, 5)
PULLDOWN = _Lift("Lat Pulldown (Cable)", 132, 185, 5, pounds=True)
CABLE_ROW = _Lift("Seated Cable Row - V Grip (Cable)", 58, 86)
FACE_PULL = _Lift("Face Pull", 26, 40)
CURL = _Lift("Bicep Curl (Dumbbell)", 15, 22, 1)
HAMMER = _Lift("Hammer Curl (Dumbbell)", 16, 24, 1)
ROMANIAN = _Lift("Romanian Deadlift (Barbell)", 90, 136)
SPLIT_SQUAT = _Lift("Bulgarian Split Squat", 22, 40, 2)

_REMARKS = (
    "Slept badly.\nStill hit everything 😴",
    "Felt strong today 💪",
    "Gym was packed, swapped the order",
    r"Knee a bit stiff\nwarmed up longer",
    "New belt 🎉",
    "Short on time ⏱️",
    "After a long day at work.\n\nGlad I went 🙌",
)
_HINTS = (
    "elbows tucked",
    "pause on the chest",
    r"slow down\nexplode up",
    "left side first",
    "grip gave out 😅",
    "Seat 4,\nback pad 2",
)


class _Lifter:
    """Somebody who trains by a plan, more or less; all chance comes from one seed."""

    def __init__(self, first: date, days: int) -> None:
        # Only random(): its sequence is the same in every version of Python.
        self._chance = random.Random(20).random
        self._first = first
        self._days = days
        self._form = 1.0
        self._deload = False

    def plan(self) -> Iterator[_Workout]:
        """All workouts, oldest first."""
        sessions = {0: self._push, 1: self._legs, 3: self._pull, 5: self._heavy}
        away = 0.0
        for day in range(self._days):
            today = self._first + timedelta(days=day)
            week = day // 7
            self._deload = week % 8 == 4
            if self._on_holiday(today) or (week == 61 and today.weekday() < 6):
                away += 1
                continue
            # A break costs a little, which comes back soon.
            self._form = 1 - min(away, 14) * 0.004
            away *= 0.8
            session = sessions.get(today.weekday())
            if session is not None and not self._maybe(0.16):
                hour = 7 if today.weekday() in (5, 6) else 18
                yield self._workout(session, today, hour)
            if (today.weekday() == 6 and self._maybe(0.55)) or self._maybe(0.01):
                yield self._run(today)
            if day == 400:
                yield self._forgotten(today)

    @staticmethod
    def _on_holiday(day: date) -> bool:
        return (day.month, day.day) >= (12, 23) or (day.month == 8 and 4 <= day.day <= 16)

    def _maybe(self, probability: float) -> bool:
        return self._chance() < probability

    def _between(self, low: int, high: int) -> int:
        return low + int(self._chance() * (high - low + 1))

    def _one_of(self, choices: tuple[str, ...]) -> str:
        return choices[int(self._chance() * len(choices))]

    def _workout(
        self, session: Callable[[], tuple[str, list[_Block]]], day: date, hour: int
    ) -> _Workout:
        start = datetime.combine(day, time(hour, self._between(0, 59)))
        self._progress = (1 - math.exp(-2 * (day - self._first).days / self._days)) / (
            1 - math.exp(-2)
        )
        title, blocks = session()
        workout = _Workout(title, start, start + timedelta(minutes=self._between(48, 86)), blocks)
        if self._maybe(0.1):
            workout.description = self._one_of(_REMARKS)
        if self._deload:
            workout.title += " (deload)"
        return workout

    def _push(self) -> tuple[str, list[_Block]]:
        blocks = [
            self._barbell(BENCH, 5),
            self._straight(INCLINE, 3, 10),
            *self._superset(0, self._straight(LATERAL, 3, 15), self._finish(PUSHDOWN, 12)),
        ]
        if self._maybe(0.25):
            blocks.append(self._straight(BENCH, 2, 10))
        if self._maybe(0.6):
            blocks.append(_Block("Plank", [_Set(seconds=self._between(12, 26) * 5) for _ in "12"]))
        return "Push 💪", blocks

    def _legs(self) -> tuple[str, list[_Block]]:
        blocks = [
            self._barbell(SQUAT, 5),
            self._straight(LEG_PRESS, 3, 12),
            *self._superset(0, self._straight(LEG_CURL, 3, 12), self._straight(CALF, 3, 15)),
        ]
        if self._maybe(0.4):
            raises = [_Set(reps=self._between(8, 14)) for _ in range(3)]
            blocks.append(_Block("Hanging Leg Raise", raises))
        return "Leg day 🦵", blocks

    def _pull(self) -> tuple[str, list[_Block]]:
        best = 6 + 7 * self._progress
        ups = [_Set(reps=max(3, round(best - n + self._chance()))) for n in range(3)]
        return "Pull", [
            _Block("Pull Up", ups),
            self._barbell(ROW, 8),
            self._straight(PULLDOWN if self._maybe(0.5) else CABLE_ROW, 3, 10),
            *self._superset(0, self._straight(FACE_PULL, 3, 15), self._straight(HAMMER, 3, 12)),
            self._finish(CURL, 10),
        ]

    def _heavy(self) -> tuple[str, list[_Block]]:
        blocks = [self._barbell(DEADLIFT, 3), self._barbell(PRESS, 6)]
        blocks.append(self._straight(ROMANIAN if self._maybe(0.5) else SPLIT_SQUAT, 3, 8))
        if self._maybe(0.3):
            sled = 60 + 10 * int(6 * self._progress)
            blocks.append(_Block(OWN_EXERCISE, [_Set(weight=sled, distance=0.02) for _ in "1234"]))
        return "Heavy Saturday", blocks

    def _run(self, day: date) -> _Workout:
        start = datetime.combine(day, time(19 if day.weekday() >= 5 else 6, self._between(0, 50)))
        distance = self._between(400, 1150) / 100
        seconds = int(distance * self._between(318, 372))
        runs = [_Block("Running", [_Set(distance=distance, seconds=seconds)])]
        return _Workout("Run 🏃", start, start + timedelta(seconds=seconds + 60), runs)

    def _forgotten(self, day: date) -> _Workout:
        start = datetime.combine(day, time(21, 30))
        return _Workout("Plank challenge", start, start, [_Block("Plank", [_Set(seconds=180)])])

    def _strength(self, lift: _Lift) -> float:
        today = 0.98 + 0.04 * self._chance()
        return (lift.start + (lift.end - lift.start) * self._progress) * self._form * today

    def _load(self, lift: _Lift, share: float) -> float:
        weight = round(self._strength(lift) * share / lift.step) * lift.step
        return weight * _POUND if lift.pounds else weight

    def _effort(self, reps: int, left: float, fresh: bool) -> tuple[int, float | None]:
        """What became of the repetitions planned, and how hard it was, if that was noted."""
        slip = 0 if fresh else self._between(0, 1)
        rpe = 10 - left + (0.5 if self._maybe(0.4) else 0)
        return max(1, reps - slip), min(rpe, 10) if self._maybe(0.6) else None

    def _barbell(self, lift: _Lift, reps: int) -> _Block:
        """Warm-ups, then a main lift in sets across."""
        left = 3.0 if self._deload else float(self._between(1, 2))
        share = (0.88 if self._deload else 1) / (1 + (reps + left) / 30)
        weight = self._load(lift, share)
        block = _Block(lift.name, [])
        for part, count in ((0.4, 8), (0.6, 5), (0.8, 3))[: self._between(2, 3)]:
            warm = max(20.0, round(weight * part / 2.5) * 2.5)
            block.sets.append(_Set("warmup", warm, count))
        for n in range(2 if self._deload else 3):
            done, rpe = self._effort(reps, left, n == 0)
            block.sets.append(_Set("normal", weight, done, rpe=rpe))
        if not self._deload and self._maybe(0.08):
            done = reps + self._between(0, 2)
            block.sets.append(_Set("failure", weight, done, rpe=10))
        return self._noted(block)

    def _straight(self, lift: _Lift, sets: int, reps: int) -> _Block:
        share = (0.85 if self._deload else 1) / (1 + (reps + 2) / 30)
        weight = self._load(lift, share)
        block = _Block(lift.name, [])
        for n in range(sets - self._deload):
            done, rpe = self._effort(reps, 2, n == 0)
            block.sets.append(_Set("normal", weight, done, rpe=rpe))
        block.gap = self._maybe(0.02)
        return self._noted(block)

    def _finish(self, lift: _Lift, reps: int) -> _Block:
        """Straight sets, and as often as not a drop set or one to failure after the last."""
        block = self._straight(lift, 3, reps)
        last = block.sets[-1].weight or lift.step
        if self._maybe(0.3):
            lighter = max(lift.step, round(last * 0.7 / lift.step) * lift.step)
            block.sets.append(_Set("dropset", lighter, reps + self._between(0, 3)))
        elif self._maybe(0.3):
            block.sets[-1].type, block.sets[-1].rpe = "failure", 10
        return block

    def _superset(self, group: int, *blocks: _Block) -> list[_Block]:
        for block in blocks:
            block.superset = group
        # Now and then the second machine is taken, and the group keeps one exercise.
        return list(blocks[:1] if self._maybe(0.03) else blocks)

    def _noted(self, block: _Block) -> _Block:
        if self._maybe(0.04):
            block.notes = self._one_of(_HINTS)
        if self._maybe(0.02):
            for done in block.sets:
                # What an app keeps that computes in binary: 74.99999999999999 for 75.
                done.weight = done.weight and done.weight - math.ulp(done.weight)
        return block


def lines(today: date) -> Iterator[str]:
    """The lines of the export as of a day, newest workout first."""
    first = today - timedelta(days=DAYS)
    yield ",".join(f'"{name}"' for name in HEADER.split(","))
    workouts = sorted(_Lifter(first, DAYS).plan(), key=lambda workout: workout.start)
    for workout in reversed(workouts):
        for block in workout.blocks:
            for index, done in enumerate(block.sets):
                yield _line(workout, block, index, done)


def _line(workout: _Workout, block: _Block, index: int, done: _Set) -> str:
    return ",".join(
        (
            _quoted(workout.title),
            _quoted(_moment(workout.start)),
            _quoted(_moment(workout.end)),
            _quoted(workout.description),
            _quoted(block.exercise),
            _bare(block.superset),
            _quoted(block.notes),
            str(index + (block.gap and index > 0)),
            _quoted(done.type),
            _bare(done.weight),
            _bare(done.reps),
            _bare(done.distance),
            _bare(done.seconds),
            _bare(done.rpe),
        )
    )


def _moment(at: datetime) -> str:
    # Not by strftime, which would use the locale's month names.
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _bare(number: float | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else repr(number)


def sample_file(folder: Path, today: date) -> Path:
    """The sample in this folder, made as of this day if it isn't there yet.

    Once made it stays, so that whoever imports it on another day finds nothing new in it.
    """
    path = folder / FILE_NAME
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=FILE_NAME, text=False)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.writelines(f"{line}\n" for line in lines(today))
        # Whole or not at all.
        Path(name).replace(path)
    return path
