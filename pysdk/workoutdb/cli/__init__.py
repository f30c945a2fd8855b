"""The command `workoutdb`; the modules beside this one hold its commands, read when one is run."""

from importlib import import_module

import click

from workoutdb import __version__
from workoutdb.cli.base import Commands

MODULES = {
    "demo": "demo",
    "export": "exporting",
    "import": "importing",
    "imports": "jobs",
    "migrate": "migrate",
    "reimport": "jobs",
    "reset": "server",
    "stop": "server",
    "undo": "jobs",
    "user": "user",
    "worker": "working",
}


class Lazy(Commands):
    """So that `workoutdb stop` doesn't wait for what `workoutdb demo` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(MODULES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in MODULES:
            return None
        module = import_module(f"{__name__}.{MODULES[name]}")
        return next(
            value
            for value in vars(module).values()
            if isinstance(value, click.Command) and value.name == name
        )


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="workoutdb")
def main() -> None:
    """A training log in PostgreSQL: bring it up, import what you have, ask it questions."""
