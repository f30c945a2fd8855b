"""What people in the calendar's tests do over and over: plan a day, and look what became of it."""

from datetime import date, timedelta
from typing import Any

from psycopg.types.json import Jsonb
from scenes import MONDAY, one, rows
from support import Actor

DAY = MONDAY.date()
ONE_DAY = timedelta(days=1)
FUTURE = date(2150, 1, 5)


def plan(person: Actor, day: date = FUTURE, **arguments: Any) -> Any:
    return one(person, "schedule_workout", p_scheduled_date=day, **arguments)


def series(person: Actor, *weekdays: int, start: date = FUTURE, **arguments: Any) -> list[Any]:
    if not arguments.keys() & {"p_until", "p_count"}:
        arguments["p_count"] = 6
    return rows(person, "schedule_recurring", p_weekdays=[*weekdays], p_from=start, **arguments)


def template(person: Actor, name: str = "Legs", *exercises: Any) -> str:
    made = one(person, "create_template", p_name=name, p_exercises=Jsonb(list(exercises)))
    return str(made["template"]["id"])


def calendar(person: Actor, start: date = DAY, end: date | None = None) -> list[Any]:
    return rows(person, "get_calendar", p_from=start, p_to=end or start)


def entries(person: Actor) -> dict[str, Any]:
    """Every entry as get_calendar shows it."""
    found = calendar(person, date(1900, 1, 1), date(2199, 12, 31))
    return {item["entry_id"]: item for item in found if item["entry_id"]}


def status(person: Actor, entry: Any) -> str:
    return str(entries(person)[entry["id"]]["status"])


def days(found: list[Any]) -> list[date]:
    return [date.fromisoformat(it["scheduled_date"]) for it in found]
