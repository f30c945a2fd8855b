"""Random plan documents: each is kept as it says, or told its fault, and then nothing is left."""

import copy
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_scenes import faults, plan, plan_of_weeks, rows_of, session, slot, take, tree
from scenes import fingerprint, refused
from support import Actor, Database

Document = dict[str, Any]

# Documents

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)
EXERCISES: list[tuple[str, str | None]] = [
    ("exercise_id", "barbell-bench-press"),
    ("exercise_id", "CGBP"),
    ("name", "barbell BACK squat"),
    ("name", "Nothing that there is"),
]
REPS = (
    st.integers(0, 9999)
    | st.integers(0, 9999).map(str)
    | st.lists(st.integers(0, 9999), min_size=2, max_size=2).map(
        lambda two: f"{min(two)}-{max(two)}"
    )
    | st.integers(1, 99_999).map(lambda seconds: f"{seconds}s")
    | st.sampled_from(["AMRAP", "amrap", "30-45 sec"])
)


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Document]:
    """Each field, or null, or nothing."""
    return st.fixed_dictionaries(
        {}, optional={key: st.none() | value for key, value in fields.items()}
    )


@st.composite
def slots(draw: st.DrawFn) -> list[Document]:
    """The exercises of a session; their places are given or follow from the list."""
    made = []
    for _ in range(draw(st.integers(0, 4))):
        key, value = draw(st.sampled_from(EXERCISES))
        made.append(
            {key: value, "sets": draw(st.integers(1, 99)), "reps": draw(REPS)}
            | draw(
                optional(
                    muscle_group=TEXTS,
                    rir=st.integers(0, 20),
                    equipment=TEXTS,
                    tier=TEXTS,
                    target=TEXTS,
                    secondary_muscles=st.lists(TEXTS, max_size=3),
                    tips=st.lists(TEXTS, max_size=3),
                    instructions=TEXTS,
                    weight=st.integers(0, 9_999_999).map(lambda grams: grams / 1000),
                    difficulty=st.integers(1, 10),
                    notes=TEXTS,
                    display_order=st.integers(0, 9999),
                )
            )
        )
    if draw(st.booleans()):
        for place, one in zip(draw(st.permutations(range(1, len(made) + 1))), made, strict=True):
            one["order_in_session"] = place
    return made


@st.composite
def sessions(draw: st.DrawFn, week_start: date) -> list[Document]:
    made = []
    for offset in draw(st.lists(st.integers(0, 6), max_size=3)):
        day = week_start + timedelta(days=offset)
        said: Document = {"date": str(day), "day_of_week": day.isoweekday()}
        for silent in draw(st.sampled_from([[], ["date"], ["day_of_week"]])):
            del said[silent]
        made.append(
            {"day_name": draw(TEXTS), "focus_area": draw(TEXTS), **said}
            | draw(st.sampled_from([{}, {"slots": draw(slots())}]))
            | draw(optional(session_number=st.integers(1, 99)))
        )
    return made


@st.composite
def documents(draw: st.DrawFn) -> Document:
    start = draw(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
    document: Document = {
        "split_type": draw(TEXTS),
        "week_start": str(start),
        **draw(optional(goal_type=TEXTS, experience_level=TEXTS, notes=TEXTS)),
    }
    if draw(st.booleans()):
        return document | {"sessions": draw(sessions(start))}
    weeks = []
    for index in range(draw(st.integers(1, 3))):
        begins = start + timedelta(weeks=index)
        week = {"sessions": draw(sessions(begins))}
        week |= draw(
            optional(notes=TEXTS, week_number=st.just(index + 1), week_start=st.just(str(begins)))
        )
        weeks.append(week)
    return document | {"weeks": weeks}


# What a document says, told without the database

SLOT = [
    "muscle_group",
    "rir",
    "equipment",
    "tier",
    "target",
    "secondary_muscles",
    "tips",
    "instructions",
    "weight",
    "difficulty",
    "notes",
]
NAMES = {
    "barbell-bench-press": "Barbell Bench Press",
    "CGBP": "Close-Grip Barbell Bench Press",
}


def said(document: Document) -> Document:
    """What get_plan() must give for a valid document."""
    start = date.fromisoformat(document["week_start"])
    return {
        "plan": {
            "split_type": document["split_type"],
            "week_start": str(start),
            "goal_type": document.get("goal_type") or "general_fitness",
            "experience_level": document.get("experience_level") or "intermediate",
            "notes": document.get("notes"),
        },
        "weeks": [
            {
                "week_number": index + 1,
                "week_start": str(start + timedelta(weeks=index)),
                "notes": week.get("notes"),
                "sessions": sorted(
                    (
                        said_of_session(it, start + timedelta(weeks=index))
                        for it in week["sessions"]
                    ),
                    key=str,
                ),
            }
            for index, week in enumerate(document.get("weeks") or [document | {"notes": None}])
        ],
    }


def said_of_session(it: Document, week_start: date) -> Document:
    (day,) = (
        day
        for day in (week_start + timedelta(days=n) for n in range(7))
        if it.get("date", str(day)) == str(day)
        and it.get("day_of_week", day.isoweekday()) == day.isoweekday()
    )
    return {
        "day_label": it["day_name"],
        "session_date": str(day),
        "day_of_week": day.isoweekday(),
        "focus_area": it["focus_area"],
        "session_number": it.get("session_number") or 1,
        "exercises": [
            {
                "exercise_name": NAMES.get(one.get("exercise_id", ""), one.get("name")),
                "is_known": "exercise_id" in one or one["name"] == "barbell BACK squat",
                "sets": one["sets"],
                "reps": str(one["reps"]),
                "display_order": one.get("display_order") or 0,
                "order_in_session": one.get("order_in_session", place),
            }
            | {key: one.get(key) for key in SLOT}
            for place, one in sorted(
                enumerate(it.get("slots", []), 1),
                key=lambda placed: placed[1].get("order_in_session", placed[0]),
            )
        ],
    }


def kept(person: Actor, id: str) -> Document:
    """What get_plan() gives, in the words of said()."""
    found = tree(person, id)
    return {
        "plan": {key: found["plan"][key] for key in said(plan())["plan"]},
        "weeks": [
            {
                **{key: week["week"][key] for key in ("week_number", "week_start", "notes")},
                "sessions": sorted(
                    (
                        {
                            **{
                                key: it["session"][key]
                                for key in (
                                    "day_label",
                                    "session_date",
                                    "day_of_week",
                                    "focus_area",
                                    "session_number",
                                )
                            },
                            "exercises": [
                                {
                                    "exercise_name": row["exercise_name"],
                                    "is_known": row["exercise_id"] is not None,
                                    "sets": row["sets"],
                                    "reps": row["reps"],
                                    "display_order": row["display_order"],
                                    "order_in_session": row["order_in_session"],
                                }
                                | {key: row[key] for key in SLOT}
                                | {
                                    "weight": None
                                    if row["weight"] is None
                                    else float(row["weight"])
                                }
                                for row in (each["exercise"] for each in it["exercises"])
                            ],
                        }
                        for it in week["sessions"]
                    ),
                    key=str,
                ),
            }
            for week in found["weeks"]
        ],
    }


@settings(max_examples=60, deadline=None)
@given(document=documents())
def test_a_valid_document_is_kept_as_it_says(world: Database, document: Document) -> None:
    ann = world.person()
    assert kept(ann, take(ann, document)) == said(document)


# One fault put in

Fault = tuple[str, Callable[[Document], None]]


def objects(document: Document) -> list[tuple[str, str, Document]]:
    """Every object of a document: its kind, its path, itself."""
    found: list[tuple[str, str, Document]] = [("plan", "", document)]
    holders = [("", document)]
    if "weeks" in document:
        holders = [(f"weeks[{n}].", week) for n, week in enumerate(document["weeks"])]
        found += [("week", path, week) for path, week in holders]
    for path, holder in holders:
        for n, it in enumerate(holder["sessions"]):
            found.append(("session", f"{path}sessions[{n}].", it))
            found += [
                ("slot", f"{path}sessions[{n}].slots[{m}].", one)
                for m, one in enumerate(it.get("slots", []))
            ]
    return found


WRONG: dict[str, dict[str, list[Any]]] = {
    "plan": {
        "id": ["one", 5],
        "split_type": [None, "", "x" * 101, 5],
        "week_start": [None, "2026-02-30", "03/02/2026", "monday", 20260302, "1899-12-31"],
        "goal_type": ["", 5],
        "experience_level": ["", ["all"]],
        "notes": ["x" * 10_001],
        "weeks_start": ["2026-03-02"],
    },
    "week": {
        "week_number": [0, 521, 1.5, "1"],
        "week_start": ["1999-01-01", 5],
        "notes": [5],
        "sessions": [{}, "none"],
        "week": [1],
    },
    "session": {
        "day_name": [None, "", "x" * 256, 5],
        "date": ["1999-01-01", "2026-13-01", 5, ""],
        "day_of_week": [0, 8, 1.5, "1"],
        "focus_area": [None, ["chest"], "x" * 1001],
        "session_number": [0, 100, "2"],
        "slots": [{}, "none"],
        "day": ["Monday"],
    },
    "slot": {
        "exercise_id": ["no-such-slug", str(uuid4()), 5, ""],
        "name": ["", 5, "x" * 256],
        "sets": [None, 0, 100, 2.5, "3", True, 1e99],
        "reps": [None, "lots", "", "12-8", "5,6", "0s", "5-", -5, 2.5, ["5"], "10 each", "45-30s"],
        "rir": [-1, 21, "2"],
        "muscle_group": [5, "x" * 256],
        "equipment": [["barbell"]],
        "tier": [1],
        "target": ["x" * 1001],
        "secondary_muscles": ["glutes", [5], [["a"]], ["x"] * 51],
        "tips": ["breathe", [None], {"a": "b"}],
        "instructions": ["x" * 10_001],
        "weight": [-1, 10_000, "60", 61.2345, 0.0001],
        "difficulty": [0, 11],
        "notes": [{}],
        "display_order": [-1, 10_000],
        "order_in_session": [0, "1"],
        "repetitions": [5],
    },
}


@settings(max_examples=120, deadline=None)
@given(data=st.data(), document=documents())
def test_one_fault_is_told_by_its_path_and_nothing_is_left(
    world: Database, data: st.DataObject, document: Document
) -> None:
    ann = world.person()
    faulty = copy.deepcopy(document)
    kind, path, holder = data.draw(st.sampled_from(objects(faulty)))
    key = data.draw(st.sampled_from(sorted(WRONG[kind])))
    holder[key] = data.draw(st.sampled_from(WRONG[kind][key]))
    if key == "week_start" and kind == "plan":
        # without it no week has a beginning; there is nothing else to find fault with
        assert [it for it in faults(ann, faulty) if not it.startswith("week_start")] == []
    else:
        found = faults(ann, faulty)
        assert [it for it in found if not it.startswith(f"{path}{key}")] == []
    for table in ("plan", "week", "session", "exercise"):
        assert ann.execute(f"select id from modular_training_{table}") == [], table


# Faults of their own


@pytest.mark.parametrize("document", [None, 5, "plan", [], True])
def test_a_document_is_an_object(world: Database, document: Any) -> None:
    before = fingerprint(world)
    with refused("PT422") as refusal:
        take(world.person(), document)
    assert refusal.detail.startswith("p_plan_json")
    assert {**fingerprint(world), "users": 0, "profiles": 0} == {
        **before,
        "users": 0,
        "profiles": 0,
    }


FOUND: list[tuple[Document, list[str]]] = [
    (
        {},
        ["sessions is missing, and so is weeks", "split_type is missing", "week_start is missing"],
    ),
    (
        plan() | {"weeks": [{"sessions": []}]},
        ["weeks stands beside sessions: expected one of the two"],
    ),
    (plan_of_weeks(), ["weeks = []: expected a list of 1 to 104"]),
    (
        # rounded, it would be the second week's number
        plan_of_weeks({"week_number": 1.5, "sessions": []}, {"sessions": []}),
        ["weeks[0].week_number = 1.5: expected a whole number from 1 to 520"],
    ),
    (
        plan(session(day=7)),
        ['sessions[0].date = "2026-03-09": expected a day from 2026-03-02 to 2026-03-08'],
    ),
    (
        plan(session(day_of_week=3)),
        ["sessions[0].day_of_week = 3: expected 1, the weekday of 2026-03-02"],
    ),
    (
        plan(session(date=None, day_of_week=None)),
        ["sessions[0].date is missing, and so is day_of_week"],
    ),
    (
        plan(session(day_of_week=8)),
        ["sessions[0].day_of_week = 8: expected a whole number from 1 to 7"],
    ),
    (
        plan(session(slot(), slot(order_in_session=1))),
        [
            "sessions[0].slots[1].order_in_session = 1:"
            " expected a place that no other slot of the session has"
        ],
    ),
    (
        plan(session({"sets": 3, "reps": "5"})),
        ["sessions[0].slots[0].name is missing, and so is exercise_id"],
    ),
    (
        plan(session(slot(reps="a few"))),
        [
            'sessions[0].slots[0].reps = "a few":'
            " expected repetitions such as 5, 8-12 or AMRAP, or seconds such as 30s"
        ],
    ),
    (
        plan_of_weeks({"week_number": 2, "sessions": []}, {"sessions": []}),
        ["weeks[1].week_number = 2: expected a number that no other week has"],
    ),
    (
        plan_of_weeks({"sessions": []}, {"week_start": "2026-03-16", "sessions": []}),
        ['weeks[1].week_start = "2026-03-16": expected 2026-03-09, where week 2 begins'],
    ),
    (
        plan_of_weeks({"sessions": [5]}, "rest"),  # type: ignore[arg-type]
        ["weeks[0].sessions[0] = 5: expected an object", 'weeks[1] = "rest": expected an object'],
    ),
    (
        plan({"day_name": "Legs", "focus_area": "legs", "day_of_week": 1}, week_start="2199-12-31"),
        ["sessions[0].day_of_week = 1: expected a day by 2199-12-31, not 2200-01-06"],
    ),
    (
        plan_of_weeks({"week_number": 520}, week_start="2199-12-01"),
        ["weeks[0].week_number = 520: expected a week that begins by 2199-12-31"],
    ),
    (
        plan(session(5)),  # type: ignore[arg-type]
        ["sessions[0].slots[0] = 5: expected an object"],
    ),
]


@pytest.mark.parametrize(("document", "wanted"), FOUND, ids=lambda it: str(it)[:40])
def test_what_does_not_fit_together_is_told(
    world: Database, document: Document, wanted: list[str]
) -> None:
    assert faults(world.person(), document) == wanted


def test_every_fault_is_told_at_once_and_of_very_many_the_first(world: Database) -> None:
    ann = world.person()
    document = plan(*[session(*[slot(sets=0, reps="x")] * 5, focus_area=None)] * 3, split_type="")
    with refused("PT422") as refusal:
        take(ann, document)
    lines = refusal.detail.splitlines()
    assert len(lines) == 20
    assert "34" in refusal.hint
    assert lines[0].startswith("split_type")
    assert lines[1].startswith("sessions[0].focus_area")
    assert {line.split(" ")[0] for line in lines[2:12]} == {
        f"sessions[0].slots[{n}].{key}" for n in range(5) for key in ("sets", "reps")
    }


def test_a_whole_number_may_have_a_point(world: Database) -> None:
    """As some writers of JSON give it."""
    ann = world.person()
    day = session(slot(sets=3.0), slot(order_in_session=3.0), date=None, day_of_week=3.0)
    (got,) = kept(ann, take(ann, plan(day)))["weeks"][0]["sessions"]
    assert (got["session_date"], got["day_of_week"]) == ("2026-03-04", 3)
    assert [it["order_in_session"] for it in got["exercises"]] == [1, 3]
    (got,) = kept(ann, take(ann, plan(session(slot(reps=5.0)))))["weeks"][0]["sessions"]
    assert got["exercises"][0]["reps"] == "5"
    assert faults(ann, plan(session(slot(), slot(order_in_session=1.0)))) == [
        "sessions[0].slots[1].order_in_session = 1:"
        " expected a place that no other slot of the session has"
    ]
    assert faults(ann, plan(session(day_of_week=2.0))) == [
        "sessions[0].day_of_week = 2.0: expected 1, the weekday of 2026-03-02"
    ]


def test_a_load_is_kept_to_the_gram(world: Database) -> None:
    ann = world.person()
    kept = rows_of(ann, take(ann, plan(session(slot(weight=61.234)))))[0]["weight"]
    assert kept == Decimal("61.234")
    assert faults(ann, plan(session(slot(weight=61.2345)))) == [
        "sessions[0].slots[0].weight = 61.2345:"
        " expected a number from 0 to 9999.999 with no more than three decimals"
    ]


def test_what_is_quoted_of_a_document_is_short(world: Database) -> None:
    (fault,) = faults(world.person(), plan(session(slot(**{"k" * 5000: 1}))))
    assert fault.startswith("sessions[0].slots[0].kkkk")
    assert len(fault) < 500


COUNTING = """
create table public.counted (name text);
grant insert on public.counted to authenticated;
create function public.count_statement() returns trigger language plpgsql as $$
  begin insert into public.counted values (tg_table_name); return null; end $$;
"""


def test_a_document_takes_as_many_statements_whatever_its_size(database: Database) -> None:
    tables = [f"modular_training_{name}" for name in ("plan", "week", "session", "exercise")]
    database.owner.execute(COUNTING)
    for table in tables:
        database.owner.execute(
            f"create trigger counting after insert on {table}"
            " for each statement execute function public.count_statement()"
        )
    days = [session(*[slot()] * 8, day=day) for day in range(5)]
    small = plan(session(slot()))
    large = plan_of_weeks(
        *[{"sessions": []}] * 11, {"sessions": [it | {"date": None} for it in days]}
    )
    for document in (small, large):
        take(database.person(), document)
        counted = database.owner.execute("delete from public.counted returning name").fetchall()
        assert sorted(row["name"] for row in counted) == sorted(tables)
