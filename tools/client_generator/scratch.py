"""A migrated database for the generator alone, gone when it is done."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workoutdb import embedded, migrations


@contextmanager
def migrated_database() -> Iterator[str]:
    """Start a server of its own in a temporary folder, migrate it, and yield its conninfo."""
    with tempfile.TemporaryDirectory(prefix="workoutdb-client-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server runs as a user of its own when we are root
        server = embedded.start(folder, {"fsync": "off"})
        try:
            migrations.up(server.dsn)
            yield server.dsn
        finally:
            embedded.stop(folder)
