"""The example does what it says."""

import subprocess
import sys
from pathlib import Path

from support import Database

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "log_a_workout.py"


def test_the_example_logs_a_workout_and_names_the_records(database: Database) -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLE), database.dsn], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "5 x 80.0 kg  1rm 93.3 kg" in done.stdout
    (row,) = database.owner.execute("select count(*) as n from public.workout_sets").fetchall()
    assert row == {"n": 4}
