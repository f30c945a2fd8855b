"""The import of 100,000 and of a million sets, against COPY of the same rows into the twin.

Ours begins with a file in Hevy's format, for a person who has nothing yet, and ends with the sets
in their log, their records kept and the account committed. COPY begins with the finished rows.
"""

import time
from datetime import date, timedelta
from pathlib import Path

import workoutdb
from workoutdb.sample import DAYS, lines

from .client import run
from .ground import COLUMNS, Ground
from .measure import BrokenBenchmark, Result, in_turn

REACH = 4.0
MEMORY_REACH = 150.0

COPY_OUT = f"copy (select {COLUMNS} from public.workout_sets where user_id = %s) to stdout"
COPY_IN = f"copy twin.workout_sets ({COLUMNS}) from stdin"


def import_100k(ground: Ground, quick: bool) -> Result:
    """Decades of training in one file."""
    return _measured("import_100k", ground, 100_000, rounds=1 if quick else 5)


def import_1m(ground: Ground, quick: bool) -> Result:
    """Centuries of it: whatever grows faster than the file would show here."""
    return _measured("import_1m", ground, 1_000_000, rounds=1 if quick else 2)


def new_person(ground: Ground, number: int) -> str:
    """Somebody with nothing in their log; their id."""
    with workoutdb.connect(ground.dsn) as db, db.as_service() as service:
        return str(service.create_user(f"lifter-{number}@example.org"))


def _measured(name: str, ground: Ground, sets: int, rounds: int) -> Result:
    file = ground.folder / "hevy.csv"
    rows = ground.folder / "rows.copy"
    write_export(file, sets)
    people: dict[int, str] = {}
    memory: list[float] = []

    def ours(number: int) -> float:
        people[number] = new_person(ground, number)
        done = run("import", ground.dsn, file, people[number])
        if done.sets != sets:
            raise BrokenBenchmark(f"{done.sets} sets came in, not {sets}")
        memory.append(done.megabytes)
        return done.seconds

    def against(number: int) -> float:
        with ground.connect() as owner, owner.cursor() as cursor:
            with cursor.copy(COPY_OUT, (people[number],)) as copy, rows.open("wb") as out:
                for block in copy:
                    out.write(block)
            began = time.perf_counter()
            with cursor.copy(COPY_IN) as copy, rows.open("rb") as data:
                while block := data.read(1 << 20):
                    copy.write(block)
            return time.perf_counter() - began

    measured = in_turn(ours, against, rounds)
    return Result(name, *measured, "s", REACH, memory=max(memory), memory_reach=MEMORY_REACH)


def write_export(path: Path, sets: int) -> None:
    """Years of the sample one after another, back in time, until there are enough sets.

    From the first year that a file may have on, they are other people's years at other hours.
    """
    left = sets
    with path.open("w", encoding="utf-8", newline="") as out:
        turn = 0
        while left:
            today = date(2025, 1, 1)
            while left and today.year > 1972:
                header, *more = lines(today)
                if turn == 0 and left == sets:
                    out.write(f"{header}\n")
                rows = "".join(f"{line}\n" for line in more[:left])
                out.write(_moved(rows, turn) if turn else rows)
                left -= min(left, len(more))
                today -= timedelta(days=DAYS + 1)
            turn += 1


def _moved(rows: str, turn: int) -> str:
    """The same workouts under another name, which makes them other ones."""
    return "\n".join(
        f'"{turn}. {line[1:]}' if line.startswith('"') else line for line in rows.split("\n")
    )
