"""`workoutdb stop` and `workoutdb reset`: the embedded server's end."""

import click

from workoutdb import embedded, sample
from workoutdb.cli.base import say


@click.command()
def stop() -> None:
    """Stop the embedded PostgreSQL. The data stays."""
    if embedded.stop():
        say(f"Stopped the embedded PostgreSQL in {embedded.home()}.")
    else:
        say("The embedded PostgreSQL is not running.")


@click.command()
@click.option("--yes", is_flag=True, help="Don't ask.")
def reset(yes: bool) -> None:
    """Delete the embedded database with all that is in it."""
    if not yes:
        click.confirm(f"Delete the database in {embedded.home()} and all its data?", abort=True)
    deleted = embedded.reset()
    # the next demo makes its sample as of its own day
    (embedded.home() / sample.FILE_NAME).unlink(missing_ok=True)
    if deleted:
        say(f"Deleted the database in {embedded.home()}.")
    else:
        say("There is no embedded database.")
