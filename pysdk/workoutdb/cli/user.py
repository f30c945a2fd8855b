"""`workoutdb user add`: an account, where no sign-up makes one."""

from __future__ import annotations

import click

from workoutdb.cli.base import Commands, connect, dsn_option, locate, say


@click.group(cls=Commands)
def user() -> None:
    """Accounts."""


@user.command()
@click.argument("email")
@click.option("--name", metavar="NAME", help="What the person is called.")
@click.option(
    "--timezone",
    metavar="ZONE",
    help="Where the person trains, such as Europe/Berlin. Default: UTC.",
)
@click.option(
    "--units", type=click.Choice(["metric", "imperial"]), default="metric", help="Default: metric."
)
@dsn_option
def add(email: str, name: str | None, timezone: str | None, units: str, dsn: str | None) -> None:
    """Make an account for EMAIL, and print its id.

    On Supabase the sign-up makes accounts.
    """
    with connect(locate(dsn)) as client, client.as_service() as service:
        person = service.create_user(
            email,
            display_name=name,
            timezone=timezone or "UTC",
            unit_system="imperial" if units == "imperial" else "metric",
        )
    say(str(person))
