"""`workoutdb migrate`, also `python migrate.py`: the runner's functions as commands."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rich.progress import Progress
from rich.table import Table

from workoutdb import migrations
from workoutdb.chapters import chapters
from workoutdb.cli.base import Commands, console, dsn_option, locate, say
from workoutdb.migrations import Track


@click.group(cls=Commands)
def migrate() -> None:
    """Bring a database to the chapters of this package, and back."""


@migrate.command()
@click.option("--to", metavar="N", help="The last chapter to apply, such as 0030.")
@dsn_option
def up(dsn: str | None, to: str | None) -> None:
    """Apply the chapters that are not applied yet."""
    with _progress() as track:
        migrations.up(locate(dsn), to=to, say=say, track=track)


@migrate.command()
@click.option("--to", metavar="N", help="The last chapter to keep, such as 0030.")
@click.option("--all", "everything", is_flag=True, help="Take back every chapter.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@dsn_option
def down(dsn: str | None, to: str | None, everything: bool, yes: bool) -> None:
    """Take chapters back, with the data in them: those after N, or all.

    It asks first.
    """
    if (to is None) != everything:
        raise click.ClickException(
            "Say how far: --to N keeps the chapters up to N, --all takes back every one."
        )
    migrations.number(to, chapters())
    dsn = locate(dsn)
    what = f"every chapter after {to}" if to is not None else "every chapter"
    say(f"Taking back {what}, with the data in them, in {migrations.place(dsn)}.")
    if not yes:
        if not sys.stdin.isatty():
            raise click.ClickException(
                "There is no terminal to ask on, and data would be lost: say --yes if it may be."
            )
        click.confirm("Go on?", abort=True)
    with _progress() as track:
        migrations.down(dsn, to=to, say=say, track=track)


@migrate.command()
@dsn_option
def status(dsn: str | None) -> None:
    """Show how each chapter stands in the database."""
    table = Table("chapter", "state", "note", box=None, header_style="bold")
    for state in migrations.status(locate(dsn)):
        table.add_row(state.name, state.state, state.note)
    console.print(table)


@migrate.command()
@dsn_option
def verify(dsn: str | None) -> None:
    """Compare the database with the files; exit status 1 if they differ or chapters are pending."""
    dsn = locate(dsn)
    wrong = migrations.verify(dsn)
    for state in wrong:
        say(f"{state.name} is {state.state}. {state.note}")
    states = [state.state for state in migrations.status(dsn)]
    states = [state for state in states if state not in ("unknown", "left out")]
    applied = states.count("applied") + states.count("changed")
    say(f"{applied} of {len(states)} chapters applied.")
    if wrong or "pending" in states:
        raise click.exceptions.Exit(1)
    say("What is applied is what the files say.")


@migrate.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write the chapters into FOLDER as migrations for the Supabase CLI."""
    for path in migrations.export(folder, say=say):
        say(str(path))


@contextlib.contextmanager
def _progress() -> Iterator[Track]:
    """A progress bar on a terminal, under the lines that say() prints; nothing elsewhere."""
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        yield lambda chapters: progress.track(chapters, description="Migrating")
