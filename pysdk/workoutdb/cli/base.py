"""What all commands share: the option --dsn, the way to the database, and errors as sentences."""

import contextlib
import errno
import os
import re
import shlex
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from rich.console import Console

import workoutdb
from workoutdb import embedded, migrations
from workoutdb.errors import WorkoutDBError
from workoutdb.migrations import sentence, sentences

console = Console(highlight=False, soft_wrap=True)
# beside the results, so that these can be piped
errors = Console(highlight=False, soft_wrap=True, stderr=True)

_DSN = "workoutdb.dsn"
Command = TypeVar("Command", bound=Callable[..., Any])


def database_option(without: str) -> Callable[[Command], Command]:
    """The option --dsn; `without` says what stands in for it."""

    def remember(ctx: click.Context, _: click.Parameter, value: str | None) -> str | None:
        ctx.meta[_DSN] = value
        return value

    return click.option(
        "--dsn", metavar="DSN", help=f"The database. Without it{without}.", callback=remember
    )


dsn_option = database_option(": WORKOUTDB_DSN, DATABASE_URL, or else the embedded one")


class Commands(click.Group):
    """A group whose commands fail with sentences, on one line, and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WorkoutDBError as error:
            hint = _with_dsn(error.hint, ctx.meta.get(_DSN))
            raise click.ClickException(sentences(error.message, error.detail, hint)) from error
        except psycopg.Error as error:
            raise click.ClickException(sentence(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read it has read enough: click ends it in silence
            if error.filename is None:
                _drop_output()
            what = f"{error.filename}: " if error.filename else "The output can't be written: "
            raise click.ClickException(f"{what}{error.strerror or error}") from error


def _with_dsn(hint: str | None, dsn: str | None) -> str | None:
    """The hint, with its command for the database that this one was for."""
    if not hint:
        return None
    return re.sub(r"(workoutdb migrate \w+) --dsn …", lambda it: it[1] + _option(dsn), hint)


def command(*words: str) -> str:
    """A command of ours as one types it, for the database that this one is for."""
    return shlex.join(["workoutdb", *words]) + _option(click.get_current_context().meta.get(_DSN))


def _option(dsn: str | None) -> str:
    return f" --dsn {_shown(dsn)}" if dsn else ""


def export_dsn(dsn: str) -> str:
    """The line that names the database to programs, without its password."""
    return f"export WORKOUTDB_DSN={_shown(dsn)}"


def _shown(dsn: str) -> str:
    """The option's value as it may be shown: one with a password is only hinted at."""
    secrets = {"password", "sslpassword"} & conninfo_to_dict(migrations.plain(dsn)).keys()
    return "…" if secrets else shlex.quote(dsn)


def _drop_output() -> None:
    """What is left for a full disk goes nowhere, lest Python tries again at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def locate(dsn: str | None) -> str:
    """The database to work on; on a terminal, with the way to look around in the embedded one."""
    return embedded.locate(dsn, remark if errors.is_terminal else embedded.quiet)


def connect(dsn: str) -> workoutdb.Client:
    """A client of the database; what hinders it is said as `migrate` says it."""
    with migrations.reaching():
        return workoutdb.connect(migrations.plain(dsn))


def nobody(email: str) -> click.ClickException:
    """The refusal of an address that nobody has."""
    return click.ClickException(
        f"Nobody has the e-mail address {email}. Check the spelling, or make the account "
        f"(on Supabase, the sign-up does): {command('user', 'add', email)}"
    )


def psql(dsn: str) -> str:
    """The line that opens psql on the database, without its password."""
    server = None
    with contextlib.suppress(embedded.EmbeddedError):
        server = embedded.find()
    if server is not None and server.dsn == dsn:
        return server.psql
    parts = conninfo_to_dict(migrations.plain(dsn))
    parts.pop("password", None)
    return shlex.join(["psql", make_conninfo("", **parts)])


def several(count: int, what: str) -> str:
    """`1 week`, `2 weeks`."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def say(line: str) -> None:
    """A line that is a result."""
    console.print(line, markup=False)


def remark(line: str) -> None:
    """A line beside the result, which may be piped: on standard error."""
    errors.print(line, markup=False)
