"""The chapters this package carries, so that runner and client agree on what a database must have.

A chapter is a numbered SQL file, known by its name and the hash of its content.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from .errors import SchemaMismatch


@dataclass(frozen=True, slots=True)
class Chapter:
    """One numbered file of the book."""

    name: str
    sha256: str
    path: Path
    #: What it says must be there for it, kind to name: `-- requires extension: vector`, or
    #: `-- requires platform: plain` for what a hosted Supabase project has of its own.
    requires: Mapping[str, str]

    @property
    def number(self) -> int:
        """Return its place in the book."""
        return int(self.name.split("_")[0])

    @property
    def extension(self) -> str | None:
        """Return the extension it can't do without."""
        return self.requires.get("extension")

    @property
    def for_plain_postgres(self) -> bool:
        """Whether Supabase has something of its own in its place."""
        return self.requires.get("platform") == "plain"

    @property
    def rollback(self) -> Path:
        """Return the file that takes it back."""
        return self.path.with_suffix(".rollback.sql")


def folder() -> Path:
    """Return the folder of the chapters: in the wheel beside this file, in a clone at its root."""
    package = Path(__file__).resolve().parent
    packaged = package / "sql"
    return packaged if packaged.is_dir() else package.parents[1] / "sql"


def chapters(path: Path | None = None) -> list[Chapter]:
    """Read the chapters of a folder in their order."""
    files = sorted((path or folder()).glob("[0-9]*.sql"))
    return [_read(file) for file in files if not file.name.endswith(".rollback.sql")]


@cache
def packaged() -> tuple[Chapter, ...]:
    """Return the package's own chapters, read once a process."""
    return tuple(chapters())


def mismatch(found: Mapping[str, str]) -> SchemaMismatch | None:
    """Compare a database's chapters (name to hash) with the package's; None when they agree."""
    expected = {chapter.name: chapter for chapter in packaged()}
    if newer := sorted(found.keys() - expected.keys()):
        return SchemaMismatch(
            f"The database has chapters that this package does not know: {', '.join(newer)}.",
            hint="Upgrade the package: pip install --upgrade workoutdb",
        )
    missing = [name for name, c in expected.items() if name not in found and not c.requires]
    if missing:
        return SchemaMismatch(
            f"The database lacks chapters of this package: {', '.join(missing)}.",
            hint="Run: workoutdb migrate up --dsn …",
        )
    if changed := [name for name, hashed in found.items() if expected[name].sha256 != hashed]:
        return SchemaMismatch(
            f"The database has other versions of these chapters: {', '.join(sorted(changed))}.",
            hint="Run: workoutdb migrate verify --dsn …",
        )
    return None


def no_schema() -> SchemaMismatch:
    """Return the error for a database without any chapter."""
    return SchemaMismatch(
        "The database has no workoutdb schema.", hint="Run: workoutdb migrate up --dsn …"
    )


def _read(path: Path) -> Chapter:
    content = path.read_bytes()
    requires = re.findall(r"^-- requires (\w+): (\S+)$", content.decode(), re.MULTILINE)
    return Chapter(path.stem, sha256(content).hexdigest(), path, dict(requires))
