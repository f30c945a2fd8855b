"""Plans as a planning service writes them, and what people in these tests do with them."""

from datetime import date, timedelta
from typing import Any

from psycopg.types.json import Jsonb
from scenes import exercise, one, refused
from support import Actor

WEEK_START = date(2026, 3, 2)


def slot(name: str = "Back Squat", **more: Any) -> dict[str, Any]:
    """An exercise of a session, by its name."""
    return {"name": name, "sets": 3, "reps": "5"} | more


def session(*slots: dict[str, Any], day: int = 0, **more: Any) -> dict[str, Any]:
    """A session so many days after the plan's first."""
    return {
        "day_name": "Legs",
        "date": str(WEEK_START + timedelta(days=day)),
        "day_of_week": day % 7 + 1,
        "focus_area": "quads,glutes",
        "slots": list(slots),
    } | more


def plan(*sessions: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A plan of one week."""
    return {
        "split_type": "full_body",
        "week_start": str(WEEK_START),
        "goal_type": "strength",
        "experience_level": "beginner",
        "sessions": list(sessions),
    } | more


def plan_of_weeks(*weeks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A plan of several weeks."""
    document = plan(**more)
    del document["sessions"]
    return document | {"weeks": list(weeks)}


def take(person: Actor, document: dict[str, Any], **arguments: Any) -> str:
    """A plan taken in; its id."""
    id: str = one(
        person,
        "insert_full_plan",
        **{"p_user_id": person.id, "p_plan_json": Jsonb(document)} | arguments,
    )
    return id


def faults(person: Actor, document: dict[str, Any]) -> list[str]:
    """What a plan that is not taken in is said to be wrong in."""
    with refused("PT422") as refusal:
        take(person, document)
    assert refusal.message == "The plan has faults"
    assert "Nothing was written" in refusal.hint
    return refusal.detail.splitlines()


def tree(person: Actor, id: str) -> Any:
    return one(person, "get_plan", p_plan_id=id)


def sessions_of(person: Actor, id: str) -> list[Any]:
    """The sessions of a plan in order, each with its exercises."""
    return [it for week in tree(person, id)["weeks"] for it in week["sessions"]]


def rows_of(person: Actor, id: str) -> list[Any]:
    """The exercises of a plan in order."""
    return [it["exercise"] for session in sessions_of(person, id) for it in session["exercises"]]


def begun_plan(ann: Actor, **more: Any) -> tuple[str, str, Any]:
    """A plan of one session with one lift, its session's id, and the lift."""
    lift = exercise(ann)
    id = take(
        ann, plan(session({"exercise_id": lift, "sets": 3, "reps": "5", "weight": 100} | more))
    )
    return id, sessions_of(ann, id)[0]["session"]["id"], lift
