"""Copies of the chapters, for tests that change them."""

import hashlib
import shutil
from pathlib import Path

from workoutdb import chapters, migrations

CHAPTERS = migrations.chapters()
FIRST, LAST = CHAPTERS[0], CHAPTERS[-1]
# one in the middle, with tables before and after it
MIDDLE = next(c for c in CHAPTERS if c.name.startswith("0030"))


class Book:
    """A folder of chapters like the package's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(chapters.folder(), folder)

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.sql"

    def add(self, name: str, text: str, rollback: str = "") -> None:
        """A chapter more."""
        self.path(name).write_text(text)
        self.path(name).with_suffix(".rollback.sql").write_text(rollback)

    def edit(self, name: str, more: str) -> None:
        """A chapter with something more at its end."""
        with self.path(name).open("a") as file:
            file.write(more)

    def release(self, *names: str) -> None:
        """Freezes chapters as they are."""
        (self.folder / "RELEASED.sha256").write_text(
            "".join(
                f"{hashlib.sha256(self.path(name).read_bytes()).hexdigest()}  {name}.sql\n"
                for name in names
            )
        )
