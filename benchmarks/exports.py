"""The export of 100,000 sets as CSV, against COPY TO of the same columns in the same order."""

import time

from workoutdb.exporting import COLUMNS

from .client import run
from .ground import Ground
from .imports import new_person, write_export
from .measure import BrokenBenchmark, Result, in_turn

REACH = 0.5
MEMORY_REACH = 150.0
SETS = 100_000

COPY_OUT = f"""
copy (
  select {", ".join(COLUMNS)} from private.exported_sets
  where user_id = %s order by started_at, workout_id, exercise_order, set_number
) to stdout (format csv, header)
"""


def export(ground: Ground, quick: bool) -> Result:
    """Sets a second, from the database to a file."""
    file = ground.folder / "log.csv"
    write_export(file, SETS)
    person = new_person(ground, 0)
    run("import", ground.dsn, file, person)
    with ground.connect() as owner:
        owner.execute("vacuum analyze")
    memory: list[float] = []

    def ours(_: int) -> float:
        done = run("export", ground.dsn, file, person)
        if done.sets != SETS:
            raise BrokenBenchmark(f"{done.sets} sets went out, not {SETS}")
        memory.append(done.megabytes)
        return SETS / done.seconds

    def against(_: int) -> float:
        with ground.connect() as owner, owner.cursor() as cursor, file.open("wb") as out:
            began = time.perf_counter()
            with cursor.copy(COPY_OUT, (person,)) as copy:
                for block in copy:
                    out.write(block)
            return SETS / (time.perf_counter() - began)

    measured = in_turn(ours, against, rounds=3 if quick else 7)
    return Result("export", *measured, "/s", REACH, memory=max(memory), memory_reach=MEMORY_REACH)
