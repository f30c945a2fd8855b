"""The calendar app's export, its own cursor beside ours: the same line by line, for any days."""

import io
import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import workoutdb
from psycopg.types.json import Jsonb
from support import Actor, Database
from workoutdb.exporting import export_log

# as it stands in its schema
DECLARE = """
declare export_cursor cursor for
select
  ws.started_at::date                          as date,
  ws.name                                      as session_name,
  wse.exercise_name,
  wset.set_number,
  wset.is_warmup,
  wset.weight,
  wset.weight_unit,
  wset.reps,
  wset.rpe,
  wset.notes,
  extract(epoch from (ws.completed_at - ws.started_at)) / 60 as session_duration_min
from workout_sessions ws
join workout_session_exercises wse on wse.session_id = ws.id
join workout_sets wset on wset.session_exercise_id = wse.id
where ws.user_id = {me}
  and ws.status = 'completed'
  and ({first} is null or ws.started_at::date >= {first})
  and ({last}   is null or ws.started_at::date <= {last})
order by ws.started_at asc, wse.order_index asc, wset.set_number asc
"""
BEGAN = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = 60


def trained(person: Actor, chance: random.Random) -> None:
    """Two months, some of it going on or given up; at any hour, so that days have edges."""
    for day in range(DAYS):
        start = BEGAN + timedelta(days=day, minutes=chance.randrange(24 * 60 - 1))
        exercises = [
            {
                "exercise_name": chance.choice(["Barbell Bench Press", 'Mine, "heavy"', "Pull-Up"]),
                "sets": [
                    {
                        "reps": chance.randrange(1, 20),
                        "weight": chance.choice([None, 20, 102.5]),
                        "weight_unit": chance.choice(["kg", "lb"]),
                        "rpe": chance.choice([None, 8, 8.5]),
                        "set_type": chance.choice(["warmup", "working", "drop"]),
                        "notes": chance.choice([None, "slow,\nand deep"]),
                    }
                    for _ in range(chance.randrange(1, 12))
                ],
            }
            for _ in range(chance.randrange(1, 5))
        ]
        document = {
            "id": str(uuid4()),
            "name": f"Day {day}",
            "started_at": str(start),
            "completed_at": str(start + timedelta(seconds=chance.randrange(60, 7200))),
            "exercises": exercises,
        }
        person.call("log_workout", p_workout=Jsonb(document))
        if day % 5 == 0:
            person.call("resume_workout", p_session_id=document["id"])
        if day % 10 == 0:
            person.call("abandon_workout", p_session_id=document["id"])


def theirs(database: Database, person: Actor, first: date | None, last: date | None) -> Any:
    """What the app reads, 500 at a time, from a server in UTC as it had."""
    given = {
        name: f"'{value}'::{kind}" if value else f"null::{kind}"
        for name, value, kind in (
            ("me", person.id, "uuid"),
            ("first", first, "date"),
            ("last", last, "date"),
        )
    }

    def fetched() -> Iterator[Any]:
        with database.owner.transaction():
            database.owner.execute("set local timezone = 'UTC'")
            database.owner.execute(DECLARE.format(**given))
            while lines := database.owner.execute("fetch 500 from export_cursor").fetchall():
                yield from lines

    return list(fetched())


def ours(database: Database, person: Actor, first: date | None, last: date | None) -> Any:
    file = io.StringIO()
    with workoutdb.connect(database.dsn) as client:
        export_log(client, file, user_id=person.id, first=first, last=last, format="json")
    return json.loads(file.getvalue(), parse_float=Decimal)


def test_a_file_has_the_lines_of_its_cursor(database: Database) -> None:
    """And beside them those of workouts that are not completed, which it leaves out."""
    chance = random.Random(4)
    ann, bob = database.person(), database.person()
    for person in (ann, bob):
        trained(person, chance)
    lengths, others = [], 0
    for first, last in [(None, None), (None, 20), (20, None), (7, 7)] + [
        sorted(chance.sample(range(-5, DAYS + 5), 2)) for _ in range(4)
    ]:
        ends = [None if it is None else BEGAN.date() + timedelta(days=it) for it in (first, last)]
        seed = theirs(database, ann, *ends)
        lines = ours(database, ann, *ends)
        completed = [it for it in lines if it["status"] == "completed"]
        for mine, line in zip(completed, seed, strict=True):
            expected = line | {
                "date": str(line["date"]),
                # minutes of whole seconds, to the hundredth
                "session_duration_min": round(line["session_duration_min"], 2),
            }
            assert {name: mine[name] for name in line} == expected
        lengths.append(len(seed))
        others += len(lines) - len(completed)
    assert lengths[0] > 500
    assert lengths[0] == max(lengths) > min(lengths)
    assert others
