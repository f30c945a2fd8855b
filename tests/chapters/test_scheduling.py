"""Planning days ahead: one by one or week by week, moved, skipped, cancelled."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from calendar_scenes import DAY, FUTURE, ONE_DAY, calendar, days, entries, plan, series, template
from dateutil.rrule import WEEKLY, rrule
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenes import fingerprint, one, refused, rows
from support import Actor, Database

# Planning


def test_an_entry_is_what_was_asked_for(ann: Actor) -> None:
    legs = template(ann)
    entry = plan(ann, p_template_id=legs, p_title="Heavy legs", p_notes="belt")
    assert {name: entry[name] for name in entry if not name.endswith("_at")} == {
        "id": entry["id"],
        "series_id": None,
        "template_id": legs,
        "scheduled_date": str(FUTURE),
        "original_date": str(FUTURE),
        "status": "planned",
        "title": "Heavy legs",
        "notes": "belt",
        "completed_session_id": None,
    }
    (item,) = calendar(ann, FUTURE)
    assert {name: item[name] for name in item if item[name] is not None} == {
        "local_date": str(FUTURE),
        "status": "planned",
        "title": "Heavy legs",
        "entry_id": entry["id"],
        "template_id": legs,
        "notes": "belt",
    }


def test_a_title_falls_back_to_the_templates_name(ann: Actor) -> None:
    entry = plan(ann, p_template_id=template(ann, "Push"))
    assert entry["title"] == entries(ann)[entry["id"]]["title"] == "Push"


def test_a_day_may_hold_notes_alone_and_more_than_one(ann: Actor) -> None:
    plan(ann, p_notes="rest")
    plan(ann)
    assert [item["title"] for item in calendar(ann, FUTURE)] == [None, None]


def test_an_entry_sent_twice_is_there_once(world: Database, ann: Actor) -> None:
    id = str(uuid4())
    first = plan(ann, p_id=id)
    assert first["id"] == id
    before = fingerprint(world)
    assert plan(ann, DAY, p_id=id, p_title="Other") == first
    assert fingerprint(world) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("p_scheduled_date", "1899-12-31"),
        ("p_scheduled_date", "2200-01-01"),
        ("p_scheduled_date", "infinity"),
        ("p_scheduled_date", "-infinity"),
        ("p_scheduled_date", None),
        ("p_title", ""),
        ("p_title", "x" * 101),
        ("p_notes", "x" * 10_001),
    ],
)
def test_an_entry_with_a_fault_is_not_made(
    world: Database, ann: Actor, name: str, value: Any
) -> None:
    before = fingerprint(world)
    with refused("PT422") as refusal:
        ann.call("schedule_workout", **{"p_scheduled_date": FUTURE, name: value})
    assert refusal.detail.startswith(name)
    assert fingerprint(world) == before


def test_an_unknown_template_is_not_planned(world: Database, ann: Actor) -> None:
    gone = template(ann)
    ann.call("delete_template", p_template_id=gone)
    before = fingerprint(world)
    for unknown in (uuid4(), gone):
        with refused("PT404") as refusal:
            plan(ann, p_template_id=unknown)
        assert refusal.detail == f"p_template_id = {unknown}"
        with refused("PT404"):
            series(ann, 1, p_template_id=unknown)
    assert fingerprint(world) == before


# Recurring

WEEKDAYS = st.lists(st.integers(1, 7), min_size=1, max_size=9)
STARTS = st.dates(date(1950, 1, 1), date(2150, 1, 1))


@settings(
    max_examples=150,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    weekdays=WEEKDAYS,
    first=STARTS,
    every=st.integers(1, 52),
    end=st.one_of(st.integers(1, 60), st.timedeltas(timedelta(0), timedelta(days=500))),
)
def test_a_series_falls_on_the_days_that_rrule_gives(
    ann: Actor, weekdays: list[int], first: date, every: int, end: int | timedelta
) -> None:
    midnight = datetime.combine(first, datetime.min.time())
    rule: dict[str, Any] = {"count": end} if isinstance(end, int) else {"until": midnight + end}
    expected = [
        it.date()
        for it in rrule(
            WEEKLY, midnight, every, byweekday=[day - 1 for day in weekdays], wkst=0, **rule
        )
    ]
    ours = {"p_count": end} if isinstance(end, int) else {"p_until": first + end}
    if not expected:
        with refused("PT422") as refusal:
            series(ann, *weekdays, start=first, p_every_weeks=every, **ours)
        assert refusal.detail.startswith("p_until")
        return
    made = series(ann, *weekdays, start=first, p_every_weeks=every, **ours)
    assert days(made) == expected
    assert len({it["series_id"] for it in made}) == 1


def test_every_entry_of_a_series_is_as_asked_for(ann: Actor) -> None:
    legs = template(ann)
    for entry in series(ann, 1, 4, p_template_id=legs, p_title="A", p_notes="b"):
        assert (entry["template_id"], entry["title"], entry["notes"]) == (legs, "A", "b")
        assert entry["original_date"] == entry["scheduled_date"]
        assert entry["status"] == "planned"


def test_a_series_sent_twice_is_there_once(world: Database, ann: Actor) -> None:
    id = str(uuid4())
    first = series(ann, 1, p_series_id=id)
    assert {it["series_id"] for it in first} == {id}
    before = fingerprint(world)
    assert series(ann, 2, p_series_id=id) == first
    assert fingerprint(world) == before


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"p_weekdays": []}, "p_weekdays"),
        ({"p_weekdays": [0]}, "p_weekdays"),
        ({"p_weekdays": [1, 8]}, "p_weekdays"),
        ({"p_weekdays": None}, "p_weekdays"),
        ({"p_weekdays": [1, None]}, "p_weekdays"),
        ({"p_from": None}, "p_from"),
        ({"p_from": "infinity"}, "p_from"),
        ({"p_count": 0}, "p_count"),
        ({"p_count": 1001}, "p_count"),
        ({"p_count": None}, "p_until"),
        ({"p_until": FUTURE}, "p_until"),
        ({"p_count": None, "p_until": FUTURE - ONE_DAY}, "p_until"),
        ({"p_count": None, "p_until": "infinity"}, "p_until"),
        ({"p_count": None, "p_until": FUTURE + timedelta(days=1001), "p_weekdays": range(1, 8)},
         "p_until"),
        ({"p_count": None, "p_until": FUTURE, "p_weekdays": [FUTURE.isoweekday() % 7 + 1]},
         "p_until"),
        ({"p_count": 1000, "p_every_weeks": 52}, "p_count"),
        ({"p_every_weeks": 0}, "p_every_weeks"),
        ({"p_every_weeks": 53}, "p_every_weeks"),
        ({"p_every_weeks": None}, "p_every_weeks"),
        ({"p_title": "x" * 101}, "p_title"),
    ],
)  # fmt: skip
def test_a_schedule_with_a_fault_is_not_made(
    world: Database, ann: Actor, wrong: dict[str, Any], path: str
) -> None:
    asked = {"p_weekdays": [1], "p_from": FUTURE, "p_count": 3} | wrong
    if isinstance(asked["p_weekdays"], range):
        asked["p_weekdays"] = [*asked["p_weekdays"]]
    before = fingerprint(world)
    with refused("PT422") as refusal:
        ann.call("schedule_recurring", **asked)
    assert [line.split(" ")[0].rstrip(":") for line in refusal.detail.splitlines()] == [path]
    assert fingerprint(world) == before


def test_a_series_may_have_a_thousand_entries(ann: Actor) -> None:
    until = FUTURE + timedelta(days=999)
    assert len(series(ann, *range(1, 8), p_until=until)) == 1000


# Moving, skipping, cancelling


def test_an_entry_moves_and_keeps_the_day_it_was_meant_for(ann: Actor) -> None:
    entry = plan(ann)
    for day in (FUTURE + ONE_DAY, FUTURE + 5 * ONE_DAY, FUTURE):
        (moved,) = rows(ann, "reschedule_workout", p_id=entry["id"], p_scheduled_date=day)
        assert (moved["scheduled_date"], moved["original_date"]) == (str(day), str(FUTURE))
    (moved,) = rows(ann, "reschedule_workout", p_id=entry["id"], p_scheduled_date=DAY)
    assert moved["status"] == "missed"


def test_one_of_a_series_moves_by_itself(ann: Actor) -> None:
    made = series(ann, 1)
    ann.call("reschedule_workout", p_id=made[2]["id"], p_scheduled_date=FUTURE)
    assert [days([entry]) for entry in made[:2] + made[3:]] == [
        [date.fromisoformat(entries(ann)[it["id"]]["local_date"])] for it in made[:2] + made[3:]
    ]


def followed(ann: Actor) -> tuple[list[Any], list[Any]]:
    """A series of six, the fourth done, the fifth skipped; and another one in its days."""
    made, other = series(ann, 1), series(ann, 1)
    ann.call("start_scheduled_workout", p_id=made[3]["id"])
    ann.call("skip_workout", p_id=made[4]["id"])
    return made, other


def test_the_following_move_along_and_what_is_done_stays(ann: Actor) -> None:
    made, other = followed(ann)
    expected = days(made)
    to = expected[2] + 2 * ONE_DAY
    moved = rows(
        ann, "reschedule_workout", p_id=made[2]["id"], p_scheduled_date=to, p_following=True
    )
    assert [it["id"] for it in moved] == [made[n]["id"] for n in (2, 4, 5)]
    # planned anew: none of them was moved from another day
    assert [it["original_date"] for it in moved] == [it["scheduled_date"] for it in moved]
    for n in (2, 4, 5):
        expected[n] += 2 * ONE_DAY
    now = entries(ann)
    assert [date.fromisoformat(now[it["id"]]["local_date"]) for it in made] == expected
    assert [now[it["id"]]["status"] for it in made] == [
        *["planned"] * 3,
        "completed",
        "skipped",
        "planned",
    ]
    assert [now[it["id"]]["local_date"] for it in other] == [it["scheduled_date"] for it in other]


def test_the_following_are_skipped_together(ann: Actor) -> None:
    made, other = followed(ann)
    skipped = rows(ann, "skip_workout", p_id=made[2]["id"], p_following=True)
    assert [it["id"] for it in skipped] == [made[n]["id"] for n in (2, 4, 5)]
    now = entries(ann)
    assert [now[it["id"]]["status"] for it in made] == [
        "planned",
        "planned",
        "skipped",
        "completed",
        "skipped",
        "skipped",
    ]
    assert {now[it["id"]]["status"] for it in other} == {"planned"}


def test_a_series_ends_from_a_day_on(ann: Actor) -> None:
    made, other = followed(ann)
    assert one(ann, "cancel_scheduled_workout", p_id=made[2]["id"], p_following=True) == 3
    assert set(entries(ann)) == {made[n]["id"] for n in (0, 1, 3)} | {it["id"] for it in other}


def test_a_single_entry_has_no_following(ann: Actor) -> None:
    entry, other = plan(ann), plan(ann)
    assert len(rows(ann, "skip_workout", p_id=entry["id"], p_following=True)) == 1
    assert one(ann, "cancel_scheduled_workout", p_id=entry["id"], p_following=True) == 1
    assert set(entries(ann)) == {other["id"]}


def test_a_series_does_not_move_out_of_our_time(world: Database, ann: Actor) -> None:
    made = series(ann, 1, start=date(2199, 11, 4), p_count=8)
    before = fingerprint(world)
    for day in (date(2199, 12, 31), date(2200, 1, 1)):
        with refused("PT422") as refusal:
            ann.call(
                "reschedule_workout", p_id=made[0]["id"], p_scheduled_date=day, p_following=True
            )
        assert refusal.detail.startswith("p_scheduled_date")
    assert fingerprint(world) == before


def test_a_series_was_not_meant_for_a_day_out_of_our_time(world: Database, ann: Actor) -> None:
    first, *_ = series(ann, 1, start=date(1900, 1, 1), p_count=2)
    ann.call("reschedule_workout", p_id=first["id"], p_scheduled_date=FUTURE)
    before = fingerprint(world)
    with refused("PT422") as refusal:
        ann.call("reschedule_workout", p_id=first["id"], p_scheduled_date=DAY, p_following=True)
    assert refusal.detail.startswith(f"p_scheduled_date = {DAY}")
    for day in ("infinity", "-infinity", "5874897-12-31", "1899-12-31"):
        with refused("23514"):
            ann.execute("update scheduled_workouts set original_date = %s::date", (day,))
    assert fingerprint(world) == before


@pytest.mark.parametrize("day", [None, "infinity", "1899-12-31"])
def test_an_entry_moves_to_a_day(world: Database, ann: Actor, day: Any) -> None:
    entry = plan(ann)
    before = fingerprint(world)
    with refused("PT422") as refusal:
        ann.call("reschedule_workout", p_id=entry["id"], p_scheduled_date=day)
    assert refusal.detail.startswith("p_scheduled_date")
    assert fingerprint(world) == before


def test_a_skipped_entry_is_not_missed_until_it_is_moved(ann: Actor) -> None:
    entry = plan(ann, DAY)
    assert entry["status"] == "missed"
    assert one(ann, "skip_workout", p_id=entry["id"])["status"] == "skipped"
    assert one(ann, "skip_workout", p_id=entry["id"])["status"] == "skipped"
    moved = one(ann, "reschedule_workout", p_id=entry["id"], p_scheduled_date=DAY)
    assert moved["status"] == "missed"


@pytest.mark.parametrize("function", ["reschedule", "skip", "cancel_scheduled"])
def test_what_is_done_is_not_planned_otherwise(world: Database, ann: Actor, function: str) -> None:
    entry = plan(ann)
    ann.call("start_scheduled_workout", p_id=entry["id"])
    arguments = {"p_scheduled_date": FUTURE + ONE_DAY} if function == "reschedule" else {}
    before = fingerprint(world)
    with refused("PT409") as refusal:
        ann.call(f"{function}_workout", p_id=entry["id"], **arguments)
    assert "link_scheduled_workout" in refusal.hint
    assert fingerprint(world) == before
    ann.call("link_scheduled_workout", p_id=entry["id"])
    ann.call(f"{function}_workout", p_id=entry["id"], **arguments)


def test_what_is_cancelled_is_not_found(ann: Actor) -> None:
    entry = plan(ann)
    ann.call("cancel_scheduled_workout", p_id=entry["id"])
    for function in (
        "skip_workout",
        "cancel_scheduled_workout",
        "start_scheduled_workout",
        "link_scheduled_workout",
    ):
        with refused("PT404") as refusal:
            ann.call(function, p_id=entry["id"])
        assert refusal.detail == f"p_id = {entry['id']}"
