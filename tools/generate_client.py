"""Writes the parts of the client that can be derived, so that they can't drift.

- `pysdk/workoutdb/_generated.py` from the catalogue of a migrated database: one method for each
  function of schema public that an API role may call, the enums, and what the functions return.
- `pysdk/workoutdb/connection.py` from `connection_async.py`, and `sign_in/acts.py` from
  `acts_async.py`, by leaving out what is asynchronous.

    python tools/generate_client.py [--dsn DSN] [--check]

Without `--dsn` a scratch database is made and migrated. `--check` writes nothing, shows what
differs, and ends with status 1 if something does.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from client_generator import catalogue, sources, sync

# written once, asynchronous
TWINS = ("connection", "sign_in/acts")
PACKAGE = Path(__file__).resolve().parents[1] / "pysdk" / "workoutdb"


def generate(dsn: str) -> dict[Path, str]:
    """Return the generated files with what they should contain."""
    return {
        PACKAGE / "_generated.py": sources.module(catalogue.read(dsn)),
        **{PACKAGE / f"{name}.py": sync.from_async(PACKAGE / f"{name}_async.py") for name in TWINS},
    }


def differences(files: dict[Path, str]) -> str:
    """Return a diff between the files as they are and as they should be; empty if none."""
    return "".join(
        line
        for path, wanted in files.items()
        for line in difflib.unified_diff(
            path.read_text().splitlines(keepends=True) if path.exists() else [],
            wanted.splitlines(keepends=True),
            f"{path.name} as it is",
            f"{path.name} as it should be",
        )
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Generate the client from the database.")
    parser.add_argument("--dsn", help="a migrated database; otherwise a scratch one is made")
    parser.add_argument("--check", action="store_true", help="write nothing, fail if it differs")
    options = parser.parse_args()
    if options.dsn:
        files = generate(options.dsn)
    else:
        # only now, so that a client which does not import can still be made with --dsn
        from client_generator.scratch import migrated_database

        with migrated_database() as dsn:
            files = generate(dsn)
    if options.check:
        if diff := differences(files):
            print(diff)
            print("The client differs from the database. Run: python tools/generate_client.py")
            return 1
        return 0
    for path, text in files.items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
