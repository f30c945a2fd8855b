"""What all commands share: the option --dsn, and errors as one sentence with exit status 1."""

from typing import Any

import click
import psycopg
from rich.console import Console

from workoutdb.errors import WorkoutDBError
from workoutdb.migrations import sentence

console = Console(highlight=False, soft_wrap=True)
# beside the results, so that these can be piped
errors = Console(highlight=False, soft_wrap=True, stderr=True)

dsn_option = click.option(
    "--dsn",
    metavar="DSN",
    help="The database. Without it: WORKOUTDB_DSN, DATABASE_URL, or else the embedded one.",
)


class Commands(click.Group):
    """A group whose commands fail with one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WorkoutDBError as error:
            raise click.ClickException(" ".join(str(error).splitlines())) from error
        except psycopg.Error as error:
            raise click.ClickException(sentence(error)) from error


def say(line: str) -> None:
    """A line that is a result."""
    console.print(line, markup=False)


def remark(line: str) -> None:
    """A line beside the result, which may be piped: on standard error."""
    errors.print(line, markup=False)
