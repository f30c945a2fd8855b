"""Brings a database to the chapters in sql/ and back: `python migrate.py --help`."""

from workoutdb.cli.migrate import migrate
from workoutdb.migrations import down, export, status, up, verify

__all__ = ["down", "export", "status", "up", "verify"]

if __name__ == "__main__":
    migrate(prog_name="migrate.py")
