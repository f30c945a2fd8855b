"""`workoutdb worker`: does the imports that wait."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

import click

from workoutdb import migrations
from workoutdb.cli.base import dsn_option, locate, say
from workoutdb.importing import Worker


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what waits now, and end.")
@click.option("--name", metavar="NAME", help="What it is called. Without it: host and process.")
@click.option(
    "--heartbeat",
    type=click.FloatRange(min=0.01),
    default=5.0,
    metavar="SECONDS",
    help="How often it gives a sign of life.",
)
@click.option(
    "--stale",
    type=click.FloatRange(min=0),
    default=60.0,
    metavar="SECONDS",
    help="How long another worker may give none before its import is taken over.",
)
@dsn_option
def worker(once: bool, name: str | None, heartbeat: float, stale: float, dsn: str | None) -> None:
    """Do the imports that wait, one at a time.

    Any number of workers may run. One that is told to stop (SIGTERM, Ctrl-C) ends the import at
    hand first; of one that is killed, another takes it over.
    """
    it = Worker(migrations.plain(locate(dsn)), name=name, heartbeat=heartbeat, stale=stale, say=say)
    with contextlib.ExitStack() as stack:
        with migrations.reaching():
            stack.enter_context(it)
        stack.enter_context(_stopping(it))
        if not once:
            say(f"Worker {it.name} waits for imports.")
        if not it.work(once=once) and once:
            say("No import waits.")


@contextlib.contextmanager
def _stopping(it: Worker) -> Iterator[None]:
    """A polite signal ends the worker after the import at hand."""
    former = {
        one: signal.signal(one, lambda *_: it.stop()) for one in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for one, handler in former.items():
            signal.signal(one, handler)
