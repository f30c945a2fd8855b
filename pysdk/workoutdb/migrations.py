"""Brings a database to this package's chapters and back: up, down, status, verify, export.

yoyo keeps the books (its tables lie in schema `private`) and splits the files into statements.
Three things are ours. A chapter, its row in `private.chapters` with the hash of its content, and
yoyo's mark are one transaction, so that nothing is ever half-applied, or applied and unmarked. One
session-level advisory lock guards the whole run and dies with it, where yoyo's lock is a row that a
killed run leaves behind. And before anything is applied, what the database says it holds is
compared with the files.
"""

import contextlib
import re
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.migrations import Migration, read_sql_migration

from workoutdb import embedded
from workoutdb.chapters import Chapter, chapters
from workoutdb.chapters import folder as packaged_folder
from workoutdb.embedded import Say, quiet
from workoutdb.errors import WorkoutDBError

OLDEST_POSTGRES = 15
# any number does, as long as every run uses the same: "workoutdb" in ASCII, cut to 63 bits
LOCK = int.from_bytes(b"workoutd")
_ACCOUNT_TRIGGER = re.compile(
    r"^create (or replace )?trigger (?P<name>\w+)\s[^;]*?\son auth\.users\s[^;]*;", re.MULTILINE
)
# why a chapter for plain Postgres is not applied
_NOT_HERE = "it is for plain PostgreSQL; Supabase has its own in this place"
RUNNER_TABLES = ("_yoyo_migration", "_yoyo_log", "_yoyo_version")

Track = Callable[[Sequence[Chapter]], Iterable[Chapter]]


class MigrationError(WorkoutDBError):
    """The run stopped; the message says why and what to do. Whatever was under way left nothing."""


@dataclass(frozen=True)
class State:
    """How a chapter stands in a database: applied, changed, pending, unknown, or, where it can't be
    applied, waiting (for an extension) or left out (for good).
    """

    name: str
    state: str
    note: str = ""


def released(folder: Path | None = None) -> dict[str, str]:
    """The hashes of the released chapters, which are frozen, by name."""
    listing = (folder or packaged_folder()) / "RELEASED.sha256"
    lines = listing.read_text("utf-8").splitlines() if listing.exists() else []
    return {
        Path(line.split()[1]).stem: line.split()[0]
        for line in lines
        if line.strip() and not line.startswith("#")
    }


def up(
    dsn: str | None = None,
    *,
    to: int | str | None = None,
    folder: Path | None = None,
    say: Say = quiet,
    track: Track = lambda chapters: chapters,
) -> list[str]:
    """Applies what is not applied, up to and including chapter `to`, and returns the names.

    `say` takes each line a person should read; `track` wraps the chapters, for a progress bar.
    """
    book = chapters(folder)
    last = number(to, book)
    with _run(dsn, say) as database:
        database.prepare(book, say)
        recorded = database.recorded()
        _refuse_newer(recorded, book)
        _refuse_changed(recorded, book, released(folder))
        pending = [c for c in book if c.name not in recorded and (last is None or c.number <= last)]
        for chapter in pending:
            if obstacle := database.obstacle(chapter):
                say(f"{chapter.name}  left out: {obstacle.note}")
        todo = [c for c in pending if not database.obstacle(c)]
        for chapter in track(todo):
            started = time.perf_counter()
            database.apply(chapter)
            say(f"{chapter.name}  applied in {time.perf_counter() - started:.2f} s")
        if not todo:
            say("Nothing to apply.")
        return [chapter.name for chapter in todo]


def down(
    dsn: str | None = None,
    *,
    to: int | str | None = None,
    folder: Path | None = None,
    say: Say = quiet,
    track: Track = lambda chapters: chapters,
) -> list[str]:
    """Takes back every chapter after `to`, or all, with the data in them; returns the names."""
    book = chapters(folder)
    last = number(to, book) or 0
    with _run(dsn, say) as database:
        database.prepare(book, say)
        recorded = database.recorded()
        _refuse_newer(recorded, book)
        todo = [c for c in reversed(book) if c.name in recorded and c.number > last]
        for chapter in todo:
            if not chapter.rollback.exists():
                raise MigrationError(
                    f"{chapter.name} can't be taken back: it has no {chapter.rollback.name}. "
                    f"Nothing was done; go down to {chapter.number:04d} at most."
                )
        for chapter in track(todo):
            started = time.perf_counter()
            database.take_back(chapter)
            say(f"{chapter.name}  taken back in {time.perf_counter() - started:.2f} s")
        if not todo:
            say("Nothing to take back.")
        if not database.recorded():
            database.forget()
        return [chapter.name for chapter in todo]


def place(dsn: str | None = None) -> str:
    """The database in words: its name and its server, as the connection itself has them."""
    with _run(dsn, quiet) as database:
        info = database.connection.info
        where = "" if info.host.startswith("/") else f":{info.port}"
        return f'database "{info.dbname}" on {info.host}{where}'


def status(dsn: str | None = None, *, folder: Path | None = None, say: Say = quiet) -> list[State]:
    """How each chapter stands in the database. Changes nothing in it."""
    with _run(dsn, say) as database:
        return _states(database, chapters(folder), released(folder))


def verify(dsn: str | None = None, *, folder: Path | None = None, say: Say = quiet) -> list[State]:
    """What stands in the database otherwise than in the files: changed, unknown, or missing.

    Missing is a trigger on auth.users: a restore without schema auth loses those. Chapters that are
    only pending are not here, but in `status`. Changes nothing in the database.
    """
    book = chapters(folder)
    with _run(dsn, say) as database:
        states = _states(database, book, released(folder))
        applied = {state.name for state in states if state.state == "applied"}
        missing = database.missing_triggers(c for c in book if c.name in applied)
    return [state for state in states if state.state in ("changed", "unknown")] + missing


def _states(
    database: "_Database", book: Sequence[Chapter], frozen: Mapping[str, str]
) -> list[State]:
    recorded = database.recorded()
    states = []
    for chapter in book:
        if chapter.name not in recorded:
            states.append(database.obstacle(chapter) or State(chapter.name, "pending"))
        elif recorded[chapter.name] != chapter.sha256:
            states.append(State(chapter.name, "changed", _way_out(chapter, book, frozen)))
        else:
            states.append(State(chapter.name, "applied"))
    known = {chapter.name for chapter in book}
    states += [
        State(name, "unknown", "It comes from a newer workoutdb.")
        for name in sorted(recorded.keys() - known)
    ]
    return states


def export(target: Path, *, folder: Path | None = None, say: Say = quiet) -> list[Path]:
    """Writes the chapters as files for the Supabase CLI, the same ones each time; returns them.

    Those for plain Postgres alone are left out. What an earlier export left there under a name of
    ours, and is no chapter any more, goes.
    """
    target.mkdir(parents=True, exist_ok=True)
    files = {}
    for chapter in chapters(folder):
        if chapter.for_plain_postgres:
            say(f"{chapter.name}  left out: {_NOT_HERE}")
            continue
        # the CLI goes by the text order of fourteen digits, a timestamp in form
        name = f"20260101{chapter.number:06d}_workoutdb_{chapter.name}.sql"
        files[target / name] = chapter.path.read_text("utf-8").rstrip("\n") + (
            "\n\n-- The record of this chapter, as the runner makes it.\n"
            "insert into private.chapters (name, sha256)\n"
            f"values ('{chapter.name}', '{chapter.sha256}')\n"
            "on conflict (name) do update set sha256 = excluded.sha256, applied_at = now();\n"
        )
    for path in target.iterdir():
        if re.fullmatch(r"\d{14}_workoutdb_\d{4}_\w+\.sql", path.name) and path not in files:
            path.unlink()
    for path, text in files.items():
        path.write_text(text, "utf-8", newline="\n")
    return list(files)


class _Database(PostgresqlPsycopgBackend):  # type: ignore[misc]
    """yoyo's backend: any connection string, tables in `private`, and one transaction a chapter."""

    schema = "private"

    def connect(self, dsn: str) -> psycopg.Connection[Any]:
        connection = psycopg.connect(dsn, autocommit=True, application_name="workoutdb migrate")
        # Supabase ends a statement after two minutes; a chapter over a large log may take longer
        connection.execute("set statement_timeout = 0")
        # a killed run's session would go on, and hold the lock, until its statement ends; not every
        # server can look after its clients
        with contextlib.suppress(psycopg.errors.InvalidParameterValue):
            connection.execute("set client_connection_check_interval = '1s'")
        return connection

    def list_tables(self, **_: Any) -> list[str]:
        return [
            row[0]
            for row in self.connection.execute(
                "select relname from pg_class where relnamespace = 'private'::regnamespace"
            )
        ]

    def lock(self, timeout: float = 0) -> contextlib.AbstractContextManager[None]:  # noqa: ARG002
        """yoyo would lock by a row; ours is the advisory lock that prepare() took."""
        return contextlib.nullcontext()

    def get_log_data(self, migration: Any = None, operation: str = "apply") -> Mapping[str, Any]:
        """As yoyo's, but without asking DNS for our name or passwd for the user's."""
        info = self.connection.info
        row = self.connection.execute(
            "select gen_random_uuid()::text, now() at time zone 'utc'"
        ).fetchone()
        return {
            "id": row[0],
            "migration_id": migration and migration.id,
            "migration_hash": migration and migration.hash,
            "username": info.user,
            "hostname": socket.gethostname(),
            "created_at_utc": row[1],
            "operation": operation,
        }

    def scalar(self, query: str, *values: Any) -> Any:
        row = self.connection.execute(query, values).fetchone()
        return row and row[0]

    def prepare(self, book: Sequence[Chapter], say: Say) -> None:
        """Takes the lock, makes the runner's tables, and marks what came in by another way."""
        if not self.scalar("select pg_try_advisory_lock(%s)", LOCK):
            say("Another run is at work on this database; waiting for it.")
            self.connection.execute("select pg_advisory_lock(%s)", (LOCK,))
        for place, allowed in (
            ("this database", "has_database_privilege(current_database(), 'create')"),
            ("schema public", "has_schema_privilege('public', 'create')"),
        ):
            if not self.scalar(f"select {allowed}"):
                raise MigrationError(
                    f'The role "{self.connection.info.user}" may not create anything in {place}. '
                    "Migrate as the owner of the database."
                )
        # asked first, because on a hosted server the schema may be there and not ours to make
        if self.scalar("select to_regnamespace('private')") is None:
            self.connection.execute("create schema private")
        self.ensure_internal_schema_updated()
        recorded = self.recorded()
        marked = set(self.get_applied_migration_hashes())
        adopted = [
            migration
            for migration in (_yoyo(c) for c in book if c.name in recorded)
            if migration.hash not in marked
        ]
        with self.connection.transaction():
            for migration in adopted:
                self.mark_one(migration)
        if adopted:
            say(f"Chapters found applied by other means: {len(adopted)}.")

    def recorded(self) -> dict[str, str]:
        """The hash of each chapter that stands in the database, by name."""
        if self.scalar("select to_regclass('private.chapters')") is None:
            return {}
        return dict(self.connection.execute("select name, sha256 from private.chapters").fetchall())

    def missing_triggers(self, applied: Iterable[Chapter]) -> list[State]:
        """The chapters' triggers on auth.users that are not there, each with what makes it again.

        The table is not ours on Supabase, and dumps of our schemas leave it out.
        """
        there = {
            row[0]
            for row in self.connection.execute(
                "select tgname from pg_trigger where tgrelid = to_regclass('auth.users')"
            )
        }
        return [
            State(
                f"Trigger {made['name']} on auth.users",
                "missing",
                "A restore without schema auth loses it; as the owner of auth.users, run: "
                + " ".join(made[0].split()),
            )
            for chapter in applied
            for made in _ACCOUNT_TRIGGER.finditer(chapter.path.read_text("utf-8"))
            if made["name"] not in there
        ]

    def obstacle(self, chapter: Chapter) -> State | None:
        """How a chapter stands that can't be applied here; None if it can."""
        if chapter.for_plain_postgres and not self.is_plain():
            return State(chapter.name, "left out", _NOT_HERE)
        if not self.offers(chapter.extension):
            return State(chapter.name, "waiting", _waiting(chapter))
        return None

    def is_plain(self) -> bool:
        """Whether accounts are in our stand-in for Supabase's schema auth, or will be."""
        return bool(
            self.scalar(
                "select to_regclass('auth.users') is null or obj_description("
                "to_regnamespace('auth'), 'pg_namespace') like 'workoutdb stand-in%%'"
            )
        )

    def offers(self, extension: str | None) -> bool:
        """Whether the server has this extension to install."""
        return extension is None or bool(
            self.scalar("select true from pg_available_extensions where name = %s", extension)
        )

    def apply(self, chapter: Chapter) -> None:
        """The chapter, its hash and yoyo's mark, in one transaction."""
        with self.connection.transaction():
            self._execute(chapter.path)
            self.connection.execute(
                "insert into private.chapters (name, sha256) values (%s, %s)",
                (chapter.name, chapter.sha256),
            )
            self.mark_one(_yoyo(chapter))
            # PostgREST, if it listens, learns of the new functions
            self.connection.execute("notify pgrst, 'reload schema'")

    def take_back(self, chapter: Chapter) -> None:
        """The chapter's rollback, and its row and mark gone, in one transaction."""
        with self.connection.transaction():
            self._execute(chapter.rollback)
            if self.scalar("select to_regclass('private.chapters')") is not None:
                self.connection.execute(
                    "delete from private.chapters where name = %s", (chapter.name,)
                )
            self.unmark_one(_yoyo(chapter))
            self.connection.execute("notify pgrst, 'reload schema'")

    def forget(self) -> None:
        """Removes the runner's tables, and the schema if nothing else is in it."""
        with self.connection.transaction():
            for table in RUNNER_TABLES:
                self.connection.execute(f'drop table if exists private."{table}"')
            with (
                contextlib.suppress(psycopg.errors.DependentObjectsStillExist),
                self.connection.transaction(),
            ):
                self.connection.execute("drop schema private restrict")

    def _execute(self, path: Path) -> None:
        """Runs the statements of a file; a failure names file, line, SQLSTATE and message."""
        text = path.read_text("utf-8")
        end = 0
        for statement in read_sql_migration(str(path))[2]:
            begin = max(text.find(statement, end), end)
            end = begin + len(statement)
            try:
                self.connection.execute(statement)
            except psycopg.DatabaseError as error:
                if self.connection.closed:
                    raise
                comments = re.match(r"(\s*--.*\n)*\s*", statement)
                opening = comments.end() + 1 if comments else 1
                at = begin + int(error.diag.statement_position or opening) - 1
                line = text.count("\n", 0, at) + 1
                raise MigrationError(
                    f"{path.name}, line {line}: {sentence(error)} Nothing of it was applied."
                ) from error


def _yoyo(chapter: Chapter) -> Any:
    """What yoyo calls a migration."""
    return Migration(chapter.name, str(chapter.path), str(chapter.path.parent))


@contextlib.contextmanager
def _run(dsn: str | None, say: Say) -> Iterator[_Database]:
    """A connection for one run. Whatever goes wrong on it becomes one sentence."""
    dsn = plain(embedded.locate(dsn, say))
    with reaching():
        database = _Database(dsn, RUNNER_TABLES[0])
    with database:
        version = database.connection.info.server_version // 10000
        if version < OLDEST_POSTGRES:
            raise MigrationError(
                f"This is PostgreSQL {version}; workoutdb needs {OLDEST_POSTGRES} or newer."
            )
        try:
            yield database
        except psycopg.Error as error:
            if database.connection.closed:
                raise MigrationError(
                    "The connection broke. Chapters that were reported applied stand; nothing "
                    "remains of the one under way. Run it again."
                ) from error
            raise MigrationError(sentence(error)) from error


def plain(dsn: str) -> str:
    """The connection string as libpq reads it: SQLAlchemy's form is in many a DATABASE_URL."""
    return re.sub(r"^postgres(ql)?\+\w+://", "postgresql://", dsn)


@contextlib.contextmanager
def reaching() -> Iterator[None]:
    """Whatever goes wrong on the way to a server becomes one sentence."""
    try:
        yield
    except psycopg.ProgrammingError:
        # libpq's own message would repeat the string, with the password in it
        raise MigrationError(
            "The connection string can't be read. "
            "It looks like postgresql://user:password@host:5432/database."
        ) from None
    except psycopg.OperationalError as error:
        raise MigrationError(
            f"Can't connect: {_first_line(error)}. "
            "The database is the one of --dsn, WORKOUTDB_DSN or DATABASE_URL, in this order; "
            "without any of them, the embedded one, which is started."
        ) from error


def sentence(error: psycopg.Error) -> str:
    """What the server said, in one line, with its code where it has one."""
    said = error.diag.message_primary or _first_line(error)
    code = f" ({error.sqlstate})" if error.sqlstate else ""
    parts = [f"{said.rstrip('.')}{code}", error.diag.message_detail, error.diag.message_hint]
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        parts.append("Migrate as the owner of the database; roles are made by a superuser")
    return f"{sentences(*parts).rstrip('.')}."


def sentences(*parts: str | None) -> str:
    """Message, detail and hint on one line; the last part as it is, for it may be a command."""
    *told, last = (" ".join(part.split()) for part in parts if part)
    return " ".join(
        [part if part.endswith((".", "!", "?")) else f"{part}." for part in told] + [last]
    )


def _first_line(error: psycopg.Error) -> str:
    return str(error).strip().splitlines()[0].removeprefix("connection failed: ")


def number(to: int | str | None, book: Sequence[Chapter]) -> int | None:
    """Return the number of the chapter a caller means by 30, '0030' or '0030_catalog'."""
    if to is None:
        return None
    for chapter in book:
        if str(to) == chapter.name or (str(to).isdecimal() and int(to) == chapter.number):
            return chapter.number
    known = ", ".join(f"{chapter.number:04d}" for chapter in book)
    raise MigrationError(f"There is no chapter {to}. There are {known}.")


def _refuse_newer(recorded: Iterable[str], book: Sequence[Chapter]) -> None:
    unknown = sorted(set(recorded) - {chapter.name for chapter in book})
    if unknown:
        raise MigrationError(
            f"The database is newer than this workoutdb: it holds {', '.join(unknown)}. "
            "Upgrade the package: pip install --upgrade workoutdb"
        )


def _refuse_changed(
    recorded: Mapping[str, str], book: Sequence[Chapter], frozen: Mapping[str, str]
) -> None:
    changed = [c for c in book if recorded.get(c.name, c.sha256) != c.sha256]
    if changed:
        raise MigrationError(
            f"{changed[0].name} was changed after it was applied. "
            + _way_out(changed[0], book, frozen)
        )


def _way_out(chapter: Chapter, book: Sequence[Chapter], frozen: Mapping[str, str]) -> str:
    """What to do about a chapter that was changed after it was applied."""
    if frozen.get(chapter.name, chapter.sha256) != chapter.sha256:
        return (
            f"It is released, and so frozen: restore the file (git checkout -- sql/"
            f"{chapter.path.name}) and put the change into a new chapter."
        )
    before = [c for c in book if c.number < chapter.number]
    back = f"down --to {before[-1].number:04d}" if before else "down --all"
    return (
        f"Run `{back}` and then `up`, which loses the data in it and in later chapters; "
        "or `workoutdb reset`, if this is the embedded database."
    )


def _waiting(chapter: Chapter) -> str:
    return (
        f"this server has no extension {chapter.extension}; "
        "install it and run `up` again to get the chapter"
    )
