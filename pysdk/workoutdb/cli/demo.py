"""`workoutdb demo`: from nothing to one's own training on the screen, in one command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import click
from rich.progress import Progress
from rich.text import Text

import workoutdb
from workoutdb import embedded, migrations, sample
from workoutdb.cli import report
from workoutdb.cli.base import (
    connect,
    console,
    database_option,
    export_dsn,
    psql,
    say,
    several,
)
from workoutdb.cli.chart import Chart, Line
from workoutdb.cli.importing import reading, tell, timezone_option, unit_option
from workoutdb.importing import Account, import_file
from workoutdb.importing.dialects import WeightUnit
from workoutdb.importing.reader import open_export

# Whoever tries it with a file of their own finds no stranger's training in it.
LIFTER, YOU = ("lifter@example.com", "Demo lifter"), ("you@example.com", "You")
WEEKS = 8
#: How many exercises the tables and the chart show.
BESTS, LINES = 8, 4
#: Days of which the chart shows the best only: a light week is no step back.
SMOOTH = 14

# What most people ask about first, if it was trained; then what was trained most.
_MAIN_LIFTS = """
select e.id, e.name
from public.workout_session_exercises as b
join public.exercises as e on e.id = b.exercise_id
join public.personal_records as r on r.exercise_id = e.id and r.record_type = '1rm'
group by e.id, e.name, e.slug
order by
  e.slug in ('barbell-back-squat', 'barbell-bench-press', 'barbell-deadlift',
             'barbell-overhead-press') desc,
  count(distinct b.session_id) desc
limit %s
"""
_QUERIES = """
set role authenticated;
set request.jwt.claims = '{{"sub": "{person}"}}';
select exercise_name, record_type, value, unit, local_date from get_records();
select * from workout_history(p_limit => 10);
select week_start, muscle, set_count from get_muscle_volume(current_date - 28, current_date)
where muscle = coarse_group;
""".strip()
_LAST_DAY = "select max(local_date) as day from public.workout_sessions"

# Of what has no e1RM: what the record is called, and how it is written.
_OTHER_RECORDS: Mapping[str, tuple[str, Callable[[Decimal], str]]] = {
    "max_reps": ("most repetitions", lambda reps: f"{reps:.0f}"),
    "longest_duration": ("longest", lambda seconds: _clock(int(seconds))),
    "farthest_distance": ("farthest", lambda metres: _distance(metres)),
}


@click.command()
@click.argument("file", required=False)
@unit_option
@timezone_option
@database_option(" the embedded one, whatever the environment names")
def demo(file: str | None, unit: WeightUnit | None, timezone: str | None, dsn: str | None) -> None:
    """Bring a database up, import FILE into it, and show what is in it.

    FILE is an export of a training app, and goes to you@example.com; without one, two years of
    training are made up, and go to lifter@example.com. Running it again adds nothing.
    """
    report.forgive_encodings()
    source = Path(file) if file else _sample()
    # before a server is started for what can't be read
    with open_export(source, unit=unit, timezone=timezone) as export:
        lifted_in = export.unit
    dsn = dsn or embedded.start().dsn
    say(f"Into {migrations.place(dsn)}.")
    _migrate(dsn)
    with connect(dsn) as client:
        email, name = YOU if file else LIFTER
        person = _account(client, email, name, timezone, lifted_in)
        say(f"Importing {source} for {email}.\n")
        with reading(source) as progress:
            account = import_file(
                client,
                source,
                user_id=person,
                unit=unit,
                timezone=timezone,
                progress=progress,
            )
        _show_account(account)
        say("")
        with client.as_user(person) as me:
            _show_training(me, report.Unit(account["unit"] or "kg"))
    _show_next_steps(dsn, person)


def _sample() -> Path:
    try:
        return sample.sample_file(embedded.home(), date.today())
    except OSError as error:
        raise click.ClickException(
            f"The sample can't be written to {embedded.home()}: {error.strerror}. "
            "WORKOUTDB_HOME moves it."
        ) from error


def _migrate(dsn: str) -> None:
    """Bring the schema up, with a bar on a terminal and one line in the end."""
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        applied = migrations.up(
            dsn, track=lambda chapters: progress.track(chapters, description="Migrating")
        )
    version = (
        f"{several(len(applied), 'chapter')} applied" if applied else "the schema is up to date"
    )
    say(f"The database is ready: {version}.")


def _account(
    client: workoutdb.Client, email: str, name: str, timezone: str | None, unit: WeightUnit | None
) -> UUID:
    with client.as_service() as service:
        try:
            with service.transaction() as attempt:
                return attempt.find_user(email)
        except workoutdb.NotFound:
            pass
        try:
            with service.transaction() as attempt:
                return attempt.create_user(
                    email,
                    display_name=name,
                    timezone=timezone or "UTC",
                    unit_system="imperial" if unit == "lb" else "metric",
                )
        except workoutdb.Conflict:
            # another demo was quicker
            return service.find_user(email)


def _show_account(account: Account) -> None:
    tell(account)
    workouts = account["workouts"]
    if account["rows"] and not workouts["created"] and not workouts["updated"]:
        say(f"Nothing new: {several(workouts['unchanged'], 'workout')} in the log already.")


def _show_training(me: workoutdb.Transaction, unit: report.Unit) -> None:
    connection = me.connection()
    last = connection.execute(_LAST_DAY).fetchone()
    if not last or not last[0]:
        say("There is no training in the log yet.")
        return
    lifts = connection.execute(_MAIN_LIFTS, (BESTS,)).fetchall()
    _show_records(me, [name for _, name in lifts], unit)
    _show_muscles(me, last[0], unit)
    trends = [Line(name, _trend(me, id, unit)) for id, name in lifts[:LINES]]
    if trends:
        say("")
        console.print(Text(f"Estimated one-repetition maximum, {unit.name}", style="bold"))
        console.print(Chart(trends))


def _show_records(me: workoutdb.Transaction, lifts: Sequence[str], unit: report.Unit) -> None:
    found: dict[str, dict[str, workoutdb.RecordEntry]] = {}
    for record in me.get_records():
        if record.exercise_name and record.record_type:
            found.setdefault(record.exercise_name, {})[record.record_type.value] = record

    def value(lift: str, kind: str) -> Decimal | None:
        record = found[lift].get(kind)
        return record.value if record else None

    bests = [
        report.Best(
            lift,
            e1rm=value(lift, "1rm"),
            heaviest=value(lift, "max_weight"),
            reps=value(lift, "max_reps"),
            volume=value(lift, "set_volume"),
            e1rm_on=found[lift]["1rm"].local_date,
        )
        for lift in lifts
        if "1rm" in found.get(lift, {})
    ]
    others = [
        (lift, what, text(best))
        for lift, records in found.items()
        for kind, (what, text) in _OTHER_RECORDS.items()
        if not records.keys() & {"1rm", "max_weight"} and (best := value(lift, kind)) is not None
    ]
    console.print(report.records(bests, unit, narrow=console.width < 70))
    if others:
        say("")
        console.print(report.other_records(others[:BESTS]))


def _show_muscles(me: workoutdb.Transaction, last: date, unit: report.Unit) -> None:
    monday = last - timedelta(days=last.weekday())
    # a narrow terminal has room for fewer
    shown = max(1, min(WEEKS, (console.width - 22) // 7))
    weeks = [monday - timedelta(weeks=n) for n in reversed(range(shown))]
    sets: dict[str, dict[date, Decimal]] = {}
    volume: dict[str, Decimal] = {}
    for row in me.get_muscle_volume(weeks[0], last):
        if row.muscle and row.muscle == row.coarse_group and row.week_start:
            name = row.muscle.value
            sets.setdefault(name, {})[row.week_start] = row.set_count or Decimal(0)
            volume[name] = volume.get(name, Decimal(0)) + (row.volume_kg or 0)
    say("")
    console.print(report.muscles(weeks, sets, volume, unit))


def _trend(
    me: workoutdb.Transaction, exercise_id: UUID, unit: report.Unit
) -> list[tuple[date, float]]:
    """The best e1RM of each fortnight, oldest first."""
    best: dict[int, tuple[date, float]] = {}
    for entry in me.exercise_history(exercise_id, limit=1000):
        if entry.e1rm_kg is not None and entry.local_date is not None:
            period = entry.local_date.toordinal() // SMOOTH
            point = (entry.local_date, float(unit.of(entry.e1rm_kg)))
            best[period] = max(point, best.get(period, point), key=lambda p: p[1])
    return sorted(best.values())


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _distance(metres: Decimal) -> str:
    return f"{metres / 1000:.2f} km" if metres >= 1000 else f"{metres:.0f} m"


def _show_next_steps(dsn: str, person: UUID) -> None:
    say("")
    console.print(Text("Ask it yourself", style="bold"))
    say(psql(dsn))
    say(export_dsn(dsn))
    console.print(Text(_QUERIES.format(person=person), style="dim"))
