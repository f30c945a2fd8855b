"""The import of 100,000 sets, against COPY of the same rows into the twin.

Ours begins with a file in Hevy's format, for a person who has nothing yet, and ends with the sets
in their log, their records kept and the account committed. COPY begins with the finished rows.
"""

import time
from datetime import date, timedelta
from pathlib import Path

import workoutdb
from workoutdb.importing import import_file
from workoutdb.sample import DAYS, lines

from .ground import COLUMNS, Ground
from .measure import BrokenBenchmark, Result, in_turn

REACH = 4.0
SETS = 100_000

COPY_OUT = f"copy (select {COLUMNS} from public.workout_sets where user_id = %s) to stdout"
COPY_IN = f"copy twin.workout_sets ({COLUMNS}) from stdin"


def import_100k(ground: Ground, quick: bool) -> Result:
    """Decades of training in one file."""
    file = ground.folder / "hevy.csv"
    _write_export(file)
    people = {}

    def ours(number: int) -> float:
        with workoutdb.connect(ground.dsn) as db:
            with db.as_service() as service:
                people[number] = service.create_user(f"lifter-{number}@example.org")
            began = time.perf_counter()
            account = import_file(db, file, user_id=people[number])
            taken = time.perf_counter() - began
        if account["sets"] != SETS:
            raise BrokenBenchmark(f"{account['sets']} sets came in, not {SETS}")
        return taken

    def against(number: int) -> float:
        with ground.connect() as owner, owner.cursor() as cursor:
            with cursor.copy(COPY_OUT, (people[number],)) as copy:
                rows = [bytes(block) for block in copy]
            data = b"".join(rows)
            began = time.perf_counter()
            with cursor.copy(COPY_IN) as copy:
                copy.write(data)
            return time.perf_counter() - began

    measured = in_turn(ours, against, rounds=1 if quick else 5)
    return Result("import_100k", *measured, "s", REACH)


def _write_export(path: Path) -> None:
    """Years of the sample one after another, back in time, until there are enough sets."""
    today = date(2025, 1, 1)
    header = ""
    rows: list[str] = []
    while len(rows) < SETS:
        header, *more = lines(today)
        rows += more
        today -= timedelta(days=DAYS + 1)
    path.write_text("\n".join([header, *rows[:SETS], ""]), encoding="utf-8", newline="")
