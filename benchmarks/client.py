"""One act of the client in a process of its own, which tells its time and its peak of memory."""

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import workoutdb
from workoutdb.exporting import export_log
from workoutdb.importing import import_file

from .measure import BrokenBenchmark


@dataclass(frozen=True)
class Run:
    """What an act took, and how many sets it moved."""

    seconds: float
    megabytes: float
    sets: int


def run(act: str, dsn: str, file: Path, person: str) -> Run:
    """`import` a file into somebody's log, or `export` the log to it."""
    command = [sys.executable, "-m", "benchmarks.client", act, dsn, str(file), person]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise BrokenBenchmark(f"{act} failed: {done.stderr}")
    return Run(**json.loads(done.stdout))


def main(act: str, dsn: str, file: str, person: str) -> None:
    with workoutdb.connect(dsn) as db:
        began = time.perf_counter()
        if act == "import":
            sets = import_file(db, file, user_id=person)["sets"]
        else:
            with Path(file).open("w", encoding="utf-8", newline="") as out:
                sets = export_log(db, out, user_id=person)
        seconds = time.perf_counter() - began
    # Linux counts in kilobytes
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "sets": sets}))


if __name__ == "__main__":
    main(*sys.argv[1:])
