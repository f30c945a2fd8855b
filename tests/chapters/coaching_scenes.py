"""What coaches in these tests do over and over: take on a client, be let in, write a program."""

from datetime import date
from typing import Any

from psycopg.types.json import Jsonb
from scenes import exercise, one, pull_up, rows, trained
from support import Actor, Database

# whatever says something of somebody's log, and how it is asked
READERS: dict[str, dict[str, Any]] = {
    "exercise_history": {"p_exercise_id": "lift"},
    "get_adherence": {"p_from": "2026-01-01", "p_to": "2026-03-31"},
    "get_calendar": {"p_from": "2026-01-01", "p_to": "2026-12-31"},
    "get_muscle_volume": {"p_from": "2026-01-01", "p_to": "2026-12-31"},
    "get_record_history": {"p_exercise_id": "lift"},
    "get_records": {},
    "get_workout": {"p_session_id": "workout"},
    "get_workout_summary": {"p_session_id": "workout"},
    "last_time": {"p_exercise_id": "lift"},
    "workout_history": {},
}


def entity(coach: Actor, name: str = "Kim", **fields: Any) -> str:
    """A new client; its id."""
    made = one(coach, "create_entity", p_entity=Jsonb({"name": name} | fields))
    return str(made["entity"]["id"])


def address(person: Actor) -> str:
    return f"{person.id}@example.org"


def invited(coach: Actor, client: str, athlete: Actor) -> str:
    """An invitation; its id."""
    link = one(coach, "link_athlete", p_entity_id=client, p_email=address(athlete))
    return str(link["id"])


def linked(coach: Actor, athlete: Actor, **fields: Any) -> str:
    """A client who is this athlete, who has accepted; the client's id."""
    client = entity(coach, **fields)
    athlete.call("answer_coach", p_link_id=invited(coach, client, athlete))
    return client


def link_of(coach: Actor, client: str) -> Any:
    return one(coach, "get_entity", p_entity_id=client)["link"]


def program(coach: Actor, client: str, days: int = 3, **fields: Any) -> Any:
    """A program with so many workouts, and an example that it was made from."""
    document = {
        "name": "Strength",
        "duration_weeks": 4,
        "program_overview": {"phases": ["base", "peak"]},
        "periodization": {"model": "linear"},
        "workouts": [
            *({"title": f"Day {n}", "body": "5x5", "tags": ["lower"]} for n in range(days)),
            {"title": "Murph", "is_reference": True},
        ],
    } | fields
    return one(coach, "create_program", p_entity_id=client, p_program=Jsonb(document))


class Trio:
    """A coach, an athlete with a log, and somebody else."""

    def __init__(self, world: Database) -> None:
        self.coach, self.athlete, self.stranger = (world.person() for _ in range(3))
        self.athlete.call("record_body_measurement", p_weight=80, p_measured_on=date(2026, 1, 1))
        lift = exercise(self.athlete, p_primary_muscle_groups=["quads"])
        self.ids = {"lift": lift, "workout": trained(self.athlete, lift, (5, 100), (5, 105))}
        trained(self.athlete, pull_up(self.athlete), (8, 10), day=2)
        legs = one(self.athlete, "create_template", p_name="Legs")["template"]["id"]
        for day in (date(2026, 2, 2), date(2026, 2, 3)):
            self.athlete.call("schedule_workout", p_scheduled_date=day, p_template_id=legs)

    def read(self, actor: Actor, function: str) -> list[Any]:
        given = {name: self.ids.get(it, it) for name, it in READERS[function].items()}
        return rows(actor, function, **given, p_user_id=self.athlete.id)
