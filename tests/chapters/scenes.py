"""What people in these tests do over and over: make an exercise, train, look at their records."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb
from support import Actor, Database

CHAPTERS = [
    path
    for path in sorted((Path(__file__).parents[2] / "sql").glob("[0-9]*.sql"))
    if not path.name.endswith(".rollback.sql")
]
NAMES = count(1)
MONDAY = datetime.fromisoformat("2026-03-02T18:00:00+00:00")

# an exercise of a template with all that it can say but notes
PRESCRIBED = {
    "exercise_name": "Overhead press of mine",
    "sets": 4,
    "reps_min": 6,
    "reps_max": 8,
    "target_duration_seconds": 40,
    "target_rpe": 8.5,
    "target_rir": 2,
    "rest_time_seconds": 120,
    "superset_group": 1,
    "confidence_level": "low",
}


def rows(actor: Actor, function: str, **arguments: Any) -> list[Any]:
    """What a function returns, nested as a client over JSON sees it."""
    query = sql.SQL("select to_jsonb(f) as it from public.{}({}) as f").format(
        sql.Identifier(function),
        sql.SQL(", ").join(
            sql.SQL("{} => {}").format(sql.Identifier(name), sql.Placeholder(name))
            for name in arguments
        ),
    )
    return [row["it"] for row in actor.execute(query, arguments)]


def one(actor: Actor, function: str, **arguments: Any) -> Any:
    """The one thing that a function returns."""
    (row,) = rows(actor, function, **arguments)
    return row


def profile(person: Actor) -> dict[str, Any]:
    return person.execute("select * from profiles")[0]


def instant(text: str) -> datetime:
    """An instant as JSON has it."""
    return datetime.fromisoformat(text)


def befriend(ann: Actor, bob: Actor) -> None:
    ann.call("request_friendship", p_user_id=bob.id)
    bob.call("accept_friendship", p_user_id=ann.id)


def exercise(actor: Actor, name: str | None = None, **arguments: Any) -> str:
    """A new exercise of one's own; its id."""
    made = one(actor, "create_exercise", p_name=name or f"Lift {next(NAMES)}", **arguments)
    return made["id"]


def pull_up(actor: Actor, kind: str = "bodyweight_reps", share: str = "1") -> str:
    """A new exercise that lifts the body; its id."""
    return exercise(actor, p_load_kind=kind, p_bodyweight_share=Decimal(share))


def start(actor: Actor, started_at: datetime = MONDAY, **arguments: Any) -> str:
    """A workout begun; its id."""
    begun = one(actor, "start_workout", p_started_at=started_at, **arguments)
    return begun["workout"]["id"]


def log(
    actor: Actor, workout: str, lift: str, reps: int | None = 5, weight: Any = None, **more: Any
) -> Any:
    """A set logged; the set as it came back, with the records it broke."""
    if weight is not None:
        weight = Decimal(str(weight))
    return one(
        actor,
        "log_set",
        p_session_id=workout,
        p_exercise_id=lift,
        p_reps=reps,
        p_weight=weight,
        **more,
    )


def trained(actor: Actor, lift: str, *sets: tuple[int, Any], day: int = 0) -> str:
    """A finished workout of one exercise, so many days after the first Monday; its id."""
    began = MONDAY + timedelta(days=day)
    workout = start(actor, began)
    for number, (reps, weight) in enumerate(sets, 1):
        log(actor, workout, lift, reps, weight, p_performed_at=began + timedelta(minutes=number))
    actor.call("finish_workout", p_session_id=workout, p_completed_at=began + timedelta(hours=1))
    return workout


def document(**changes: Any) -> Jsonb:
    """A small workout as log_workout takes it."""
    return Jsonb(
        {
            "started_at": "2026-03-02T18:00:00Z",
            "exercises": [{"exercise_name": "Back Squat", "sets": [{"reps": 5, "weight": 100}]}],
        }
        | changes
    )


def records(actor: Actor, lift: str) -> dict[str, Decimal]:
    """The records of an exercise, by kind."""
    return {
        record["record_type"]: record["value"]
        for record in rows(actor, "get_records", p_exercise_id=lift)
    }


def holders(actor: Actor, lift: str) -> dict[str, str]:
    """Which set holds each record of an exercise."""
    return {
        record["record_type"]: record["set_id"]
        for record in rows(actor, "get_records", p_exercise_id=lift)
    }


def sets_of(actor: Actor, workout: str) -> list[Any]:
    """The sets of a workout in order."""
    return one(actor, "get_workout", p_session_id=workout)["sets"]


def read_a_text(actor: Actor, *exercises: dict[str, Any], **more: Any) -> Any:
    """What a machine made of a text, brought in; the template as it came back."""
    parsed = {"exercises": list(exercises) or [{"exercise_name": "Back Squat", "reps": 5}]}
    return one(
        actor,
        "import_parsed_workout",
        p_raw_text="Squat, five reps",
        p_parsed=Jsonb(parsed),
        **more,
    )


class Refusal:
    """An error as a program sees it."""

    code: str
    message: str
    detail: str
    hint: str


class refused:  # noqa: N801 -- reads as pytest.raises does
    """Expects a call to be refused with a code, and keeps what the error says."""

    def __init__(self, code: str) -> None:
        self.expected = code
        self.raises = pytest.raises(psycopg.Error)

    def __enter__(self) -> Refusal:
        self.info = self.raises.__enter__()
        self.refusal = Refusal()
        return self.refusal

    def __exit__(self, *exception: Any) -> bool:
        if not self.raises.__exit__(*exception):
            return False
        diagnosis = self.info.value.diag
        self.refusal.code = str(diagnosis.sqlstate)
        self.refusal.message = diagnosis.message_primary or ""
        self.refusal.detail = diagnosis.message_detail or ""
        self.refusal.hint = diagnosis.message_hint or ""
        assert self.refusal.code == self.expected, str(self.info.value)
        if self.refusal.code.startswith("PT"):
            assert self.refusal.detail, f"{self.info.value} has no detail"
            assert self.refusal.hint, f"{self.info.value} has no way out"
        return True


def fingerprint(database: Database) -> dict[str, list[str]]:
    """Every row of every public table, to see that nothing changed."""
    tables = database.owner.execute(
        """
        select c.relname as name from pg_class as c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        """
    ).fetchall()
    return {
        table["name"]: [
            row["it"]
            for row in database.owner.execute(
                sql.SQL("select to_jsonb(t)::text as it from public.{} as t order by 1").format(
                    sql.Identifier(table["name"])
                )
            )
        ]
        for table in tables
    }


def has_library(database: Database) -> bool:
    """Whether the server has pgvector, and so the chapter that needs it."""
    query = "select to_regclass('public.external_workouts') is not null as it"
    return bool(database.owner.execute(query).fetchall()[0]["it"])


def errcodes() -> set[str]:
    """Every code that a chapter raises by itself."""
    text = "\n".join(path.read_text() for path in CHAPTERS)
    return set(re.findall(r"errcode\s*=\s*'(\w{5})'", text))
