"""The calendar: planned, moved, done, missed; on the person's own days, and true to the log."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest
from dateutil.rrule import WEEKLY, rrule
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from phones import PATIENCE, holding, in_turn, is_waiting, phone, until
from psycopg.types.json import Jsonb
from scenes import MONDAY, exercise, fingerprint, log, one, refused, rows, start, trained
from support import Actor, Database

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


# The person's own day

ZONES = [
    "UTC",
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Asia/Kolkata",
    "Europe/Paris",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "Pacific/Honolulu",
    "Pacific/Pago_Pago",
]


def status_at(world: Database, day: date, zone: str, at: datetime) -> str:
    row = world.owner.execute(
        "select private.schedule_status(%s, null, null, %s, %s)::text as it", (day, zone, at)
    ).fetchone()
    assert row
    return str(row["it"])


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("Pacific/Auckland", "2026-03-02 23:30"),
        ("Pacific/Honolulu", "2026-03-02 01:30"),
        ("Pacific/Kiritimati", "2026-03-02 00:00"),
        ("Pacific/Pago_Pago", "2026-03-02 23:59"),
        # clocks go forward, and back
        ("Europe/Paris", "2026-03-29 23:30"),
        ("Europe/Paris", "2026-03-29 00:30"),
        ("Europe/Paris", "2026-10-25 23:30"),
        ("Europe/Paris", "2026-10-25 00:30"),
        ("America/New_York", "2026-03-08 23:30"),
        ("America/New_York", "2026-11-01 00:30"),
        ("Pacific/Auckland", "2026-09-27 23:30"),
        ("Pacific/Auckland", "2026-04-05 00:30"),
        # at midnight itself: the day begins at 01:00, and 23:00 to 24:00 comes twice
        ("America/Santiago", "2026-09-06 01:00"),
        ("America/Santiago", "2026-04-04 23:30"),
        # half an hour
        ("Australia/Lord_Howe", "2026-04-05 01:45"),
    ],
)
def test_a_day_lasts_from_its_midnight_to_the_next(world: Database, zone: str, local: str) -> None:
    for fold in (0, 1):
        at = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone), fold=fold)
        today = date.fromisoformat(local[:10])
        assert status_at(world, today, zone, at) == "planned"
        assert status_at(world, today - ONE_DAY, zone, at) == "missed"
        assert status_at(world, today + ONE_DAY, zone, at) == "planned"


@settings(
    max_examples=200,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    zone=st.sampled_from(ZONES),
    at=st.datetimes(datetime(2001, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    distance=st.integers(-2, 2),
)
def test_the_day_is_the_persons_own_at_any_instant(
    world: Database, zone: str, at: datetime, distance: int
) -> None:
    day = at.date() + distance * ONE_DAY
    is_over = day < at.astimezone(ZoneInfo(zone)).date()
    assert status_at(world, day, zone, at) == ("missed" if is_over else "planned")


def test_every_reader_says_the_same_on_both_sides_of_the_date_line(world: Database) -> None:
    """East is a day further than west, always."""
    now = datetime.now(UTC)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        ann = world.person(timezone=zone)
        today = now.astimezone(ZoneInfo(zone)).date()
        for day in (today - ONE_DAY, today, today + ONE_DAY):
            entry = plan(ann, day)
            expected = "missed" if day < today else "planned"
            seen = {
                entry["status"],
                status(ann, entry),
                one(ann, "reschedule_workout", p_id=entry["id"], p_scheduled_date=day)["status"],
            }
            assert seen == {expected}, (zone, day)
        weeks = rows(ann, "get_adherence", p_from=today - ONE_DAY, p_to=today + ONE_DAY)
        assert sum(week["missed"] for week in weeks) == 1
        assert sum(week["ahead"] for week in weeks) == 2


def test_who_crosses_the_date_line_gets_the_day_again(world: Database) -> None:
    ann = world.person(timezone="Pacific/Kiritimati")
    entry = plan(ann, datetime.now(ZoneInfo("Pacific/Pago_Pago")).date())
    assert entry["status"] == "missed"
    ann.call("update_me", p_timezone="Pacific/Pago_Pago")
    assert status(ann, entry) == "planned"


# Starting


def test_a_workout_started_from_an_entry_is_a_copy_of_its_template(ann: Actor) -> None:
    lift = exercise(ann)
    legs = template(ann, "Legs", {"exercise_id": lift, "sets": 4, "reps_max": 8, "notes": "slow"})
    entry = plan(ann, p_template_id=legs)
    begun = one(ann, "start_scheduled_workout", p_id=entry["id"])
    assert begun["workout"]["name"] == "Legs"
    assert begun["workout"]["template_id"] == legs
    assert begun["workout"]["status"] == "in_progress"
    (block,) = begun["exercises"]
    assert (block["exercise_id"], block["target_sets"], block["target_reps_max"]) == (lift, 4, 8)
    shown = entries(ann)[entry["id"]]
    assert (shown["status"], shown["session_id"]) == ("completed", begun["workout"]["id"])


def test_a_workout_is_called_as_its_entry(ann: Actor) -> None:
    entry = plan(ann, p_template_id=template(ann), p_title="Heavy legs")
    begun = one(
        ann,
        "start_scheduled_workout",
        p_id=entry["id"],
        p_started_at=MONDAY,
        p_timezone="Asia/Tokyo",
    )
    assert begun["workout"]["name"] == "Heavy legs"
    assert begun["workout"]["local_date"] == "2026-03-03"


def test_an_entry_without_a_template_starts_an_empty_workout(ann: Actor) -> None:
    gone = template(ann, "Legs", {"exercise_name": "A"})
    for entry in (plan(ann), plan(ann, p_template_id=gone)):
        if entry["template_id"]:
            ann.call("delete_template", p_template_id=gone)
        begun = one(ann, "start_scheduled_workout", p_id=entry["id"])
        assert begun["exercises"] == []
        assert begun["workout"]["name"] is None


def test_a_second_tap_gets_the_same_workout(ann: Actor) -> None:
    entry = plan(ann)
    first: list[str] = []

    def tap(it: Actor) -> None:
        query = "select ((start_scheduled_workout(%s)).workout).id as it"
        first.append(str(it.execute(query, (entry["id"],))[0]["it"]))

    in_turn(ann, tap, tap)
    assert len(first) == 2
    assert len(set(first)) == 1
    assert len(ann.execute("select id from workout_sessions")) == 1


def test_a_thousand_taps_make_one_workout(ann: Actor) -> None:
    """Over 8 connections at once, 125 on each, one after the other."""
    entry = plan(ann, p_template_id=template(ann, "Legs", {"exercise_name": "A"}))

    tap = "select ((start_scheduled_workout(%s)).workout).id as it"

    def keep_tapping(_: int) -> set[str]:
        it = phone(ann)
        begun = {str(it.execute(tap, (entry["id"],))[0]["it"]) for _ in range(125)}
        it.database.requests.close()
        return begun

    query = (
        "select id, (select count(*) from workout_session_exercises) as it from workout_sessions"
    )
    with ThreadPoolExecutor(8) as pool:
        answers = set().union(*pool.map(keep_tapping, range(8)))
    (workout,) = ann.execute(query)
    assert answers == {str(workout["id"])}
    assert workout["it"] == 1


def test_starting_what_was_skipped_takes_that_back(ann: Actor) -> None:
    entry = plan(ann)
    ann.call("skip_workout", p_id=entry["id"])
    begun = one(ann, "start_scheduled_workout", p_id=entry["id"])
    assert status(ann, entry) == "completed"
    ann.call("delete_workout", p_session_id=begun["workout"]["id"])
    assert status(ann, entry) == "planned"


def test_an_unknown_zone_starts_nothing(world: Database, ann: Actor) -> None:
    entry = plan(ann)
    before = fingerprint(world)
    with refused("PT422"):
        ann.call("start_scheduled_workout", p_id=entry["id"], p_timezone="Mars/Olympus")
    assert fingerprint(world) == before


# Linking


def test_a_workout_done_already_is_linked(world: Database, ann: Actor) -> None:
    entry, workout = plan(ann, DAY), trained(ann, exercise(ann), (5, 100))
    linked = one(ann, "link_scheduled_workout", p_id=entry["id"], p_session_id=workout)
    assert (linked["status"], linked["completed_session_id"]) == ("completed", workout)
    before = fingerprint(world)
    assert one(ann, "link_scheduled_workout", p_id=entry["id"], p_session_id=workout) == linked
    assert fingerprint(world) == before


def test_a_workout_completes_at_most_one_entry(world: Database, ann: Actor) -> None:
    first, second = plan(ann), plan(ann)
    workout, other = start(ann), start(ann)
    ann.call("link_scheduled_workout", p_id=first["id"], p_session_id=workout)
    before = fingerprint(world)
    for entry, session in ((second, workout), (first, other)):
        with refused("PT409"):
            ann.call("link_scheduled_workout", p_id=entry["id"], p_session_id=session)
    with refused("23505"):
        ann.execute(
            "update scheduled_workouts set completed_session_id = %s where id = %s",
            (workout, second["id"]),
        )
    assert fingerprint(world) == before


def test_two_entries_that_take_one_workout_at_once(ann: Actor) -> None:
    first, second, workout = plan(ann), plan(ann), start(ann)

    def link(entry: Any) -> Any:
        return lambda it: it.call("link_scheduled_workout", p_id=entry["id"], p_session_id=workout)

    with refused("PT409") as refusal:
        in_turn(ann, link(first), link(second))
    assert refusal.message == "This workout completes another entry"
    assert [status(ann, it) for it in (first, second)] == ["completed", "planned"]


def test_a_link_is_taken_away(ann: Actor) -> None:
    entry = plan(ann)
    workout = one(ann, "start_scheduled_workout", p_id=entry["id"])["workout"]["id"]
    unlinked = one(ann, "link_scheduled_workout", p_id=entry["id"])
    assert (unlinked["status"], unlinked["completed_session_id"]) == ("planned", None)
    assert one(ann, "get_workout", p_session_id=workout)
    other = plan(ann)
    ann.call("link_scheduled_workout", p_id=other["id"], p_session_id=workout)
    skipped = one(ann, "skip_workout", p_id=entry["id"])
    assert one(ann, "link_scheduled_workout", p_id=entry["id"]) == skipped


def test_what_is_not_there_completes_nothing(world: Database, ann: Actor) -> None:
    entry, bob = plan(ann), world.person()
    gone, abandoned = start(ann), start(ann)
    ann.call("delete_workout", p_session_id=gone)
    ann.call("abandon_workout", p_session_id=abandoned)
    his = start(bob)
    before = fingerprint(world)
    for session, code in (
        (uuid4(), "PT404"),
        (gone, "PT404"),
        (his, "PT404"),
        (abandoned, "PT409"),
    ):
        with refused(code) as refusal:
            ann.call("link_scheduled_workout", p_id=entry["id"], p_session_id=session)
        assert refusal.detail == f"p_session_id = {session}"
        by_hand = (
            "update scheduled_workouts set completed_session_id = %(it)s where user_id = %(me)s",
            "insert into scheduled_workouts (user_id, scheduled_date, completed_session_id)"
            " values (%(me)s, current_date, %(it)s)",
        )
        for who in (ann, world.service):
            for query in by_hand:
                with refused(code):
                    who.execute(f"{query}", {"it": session, "me": ann.id})
    assert fingerprint(world) == before


def test_an_entry_made_for_a_workout_waits_for_whoever_deletes_it(ann: Actor) -> None:
    workout = start(ann)
    query = (
        "insert into scheduled_workouts (user_id, scheduled_date, completed_session_id)"
        " values (auth.uid(), current_date, %s)"
    )
    with refused("PT404"):
        in_turn(
            ann,
            lambda it: it.call("delete_workout", p_session_id=workout),
            lambda it: it.execute(query, (workout,)),
        )


@pytest.mark.parametrize(
    ("away", "back"),
    [("delete_workout", "restore_workout"), ("abandon_workout", "resume_workout")],
)
def test_a_link_taken_away_while_its_workout_is_away_stays_so(
    ann: Actor, away: str, back: str
) -> None:
    entry = plan(ann)
    workout = one(ann, "start_scheduled_workout", p_id=entry["id"])["workout"]["id"]
    ann.call(away, p_session_id=workout)
    assert one(ann, "link_scheduled_workout", p_id=entry["id"])["status"] == "planned"
    ann.call(back, p_session_id=workout)
    assert status(ann, entry) == "planned"


# What the calendar app's schema says in its own words
SEED_LINK = """
update scheduled_workouts
set completed_session_id = %(session)s, updated_at = current_timestamp
where id = %(entry)s and user_id = %(me)s and completed_session_id is null
"""


def test_linking_does_what_the_calendar_apps_statement_does(world: Database) -> None:
    """On an entry that is open, done, skipped, or somebody else's."""
    for prepare in ("open", "done", "skipped", "foreign"):
        outcomes = []
        for way in ("ours", "seed"):
            ann = world.person()
            owner = world.person() if prepare == "foreign" else ann
            entry, workout = plan(owner), start(ann)
            if prepare == "done":
                ann.call("start_scheduled_workout", p_id=entry["id"])
            if prepare == "skipped":
                ann.call("skip_workout", p_id=entry["id"])
            if way == "ours":
                try:
                    ann.call("link_scheduled_workout", p_id=entry["id"], p_session_id=workout)
                except psycopg.Error as error:
                    assert error.sqlstate in ("PT404", "PT409")  # noqa: PT017
            else:
                ann.execute(SEED_LINK, {"session": workout, "entry": entry["id"], "me": ann.id})
            linked = entries(owner)[entry["id"]]
            outcomes.append((linked["status"], linked["session_id"] == workout))
        assert outcomes[0] == outcomes[1], prepare
        assert outcomes[0][1] == (prepare in ("open", "skipped"))


# Deleted, abandoned, brought back


@pytest.mark.parametrize(("day", "reverted"), [(DAY, "missed"), (FUTURE, "planned")])
@pytest.mark.parametrize(
    ("away", "back"),
    [
        ("delete_workout", "restore_workout"),
        ("abandon_workout", "resume_workout"),
    ],
)
def test_a_workout_that_goes_takes_its_link_and_brings_it_back(
    ann: Actor, day: date, reverted: str, away: str, back: str
) -> None:
    entry = plan(ann, day)
    workout = one(ann, "start_scheduled_workout", p_id=entry["id"])["workout"]["id"]
    for _ in range(2):
        ann.call(away, p_session_id=workout)
        assert status(ann, entry) == reverted
        (kept,) = ann.execute("select completed_session_id from scheduled_workouts")
        assert kept["completed_session_id"] is None
        ann.call(back, p_session_id=workout)
        shown = entries(ann)[entry["id"]]
        assert (shown["status"], shown["session_id"]) == ("completed", workout)


def test_a_workout_abandoned_and_deleted_is_back_when_it_is_both(ann: Actor) -> None:
    entry = plan(ann)
    workout = one(ann, "start_scheduled_workout", p_id=entry["id"])["workout"]["id"]
    ann.call("abandon_workout", p_session_id=workout)
    ann.call("delete_workout", p_session_id=workout)
    ann.call("restore_workout", p_session_id=workout)
    assert status(ann, entry) == "planned"
    ann.call("resume_workout", p_session_id=workout)
    assert status(ann, entry) == "completed"


def test_a_workout_deleted_for_good_leaves_the_entry(ann: Actor) -> None:
    entry = plan(ann)
    for first in (True, False):
        workout = one(ann, "start_scheduled_workout", p_id=entry["id"])["workout"]["id"]
        if first:
            ann.call("delete_workout", p_session_id=workout)
        ann.execute("delete from workout_sessions where id = %s", (workout,))
        assert status(ann, entry) == "planned"


def test_an_entry_begun_anew_stays_with_the_new_workout(ann: Actor) -> None:
    entry = plan(ann)
    old = one(ann, "start_scheduled_workout", p_id=entry["id"])["workout"]["id"]
    ann.call("delete_workout", p_session_id=old)
    new = one(ann, "start_scheduled_workout", p_id=entry["id"])["workout"]["id"]
    assert new != old
    ann.call("restore_workout", p_session_id=old)
    assert entries(ann)[entry["id"]]["session_id"] == new
    ann.call("delete_workout", p_session_id=new)
    assert status(ann, entry) == "planned"


def test_an_entry_skipped_meanwhile_stays_skipped(ann: Actor) -> None:
    entry = plan(ann)
    workout = one(ann, "start_scheduled_workout", p_id=entry["id"])["workout"]["id"]
    ann.call("delete_workout", p_session_id=workout)
    ann.call("skip_workout", p_id=entry["id"])
    ann.call("restore_workout", p_session_id=workout)
    assert status(ann, entry) == "skipped"


def test_a_workout_linked_elsewhere_while_it_was_away_stays_there(ann: Actor) -> None:
    """By the back end, at the moment it was deleted: else what is deleted can't be linked."""
    first, second = plan(ann), plan(ann)
    workout = one(ann, "start_scheduled_workout", p_id=first["id"])["workout"]["id"]
    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as it:
            it.call("delete_workout", p_session_id=workout)
            back_end = phone(ann.database.service)
            linking = pool.submit(
                back_end.execute,
                "update scheduled_workouts set completed_session_id = %s where id = %s",
                (workout, second["id"]),
            )
            pid = back_end.database.requests.info.backend_pid
            until(lambda: linking.done() or is_waiting(ann.database.owner, pid))
        linking.result(timeout=PATIENCE)
    for _ in range(2):
        ann.call("restore_workout", p_session_id=workout)
        assert [status(ann, it) for it in (first, second)] == ["planned", "completed"]
        ann.call("delete_workout", p_session_id=workout)
        assert [status(ann, it) for it in (first, second)] == ["planned", "planned"]


def test_an_entry_moved_meanwhile_is_done_again(ann: Actor) -> None:
    entry = plan(ann)
    workout = one(ann, "start_scheduled_workout", p_id=entry["id"])["workout"]["id"]
    ann.call("delete_workout", p_session_id=workout)
    ann.call("reschedule_workout", p_id=entry["id"], p_scheduled_date=DAY)
    ann.call("restore_workout", p_session_id=workout)
    assert status(ann, entry) == "completed"


def test_a_finished_workout_taken_up_again_still_completes_its_entry(ann: Actor) -> None:
    entry = plan(ann)
    workout = one(ann, "start_scheduled_workout", p_id=entry["id"])["workout"]["id"]
    for function in ("finish_workout", "resume_workout", "finish_workout"):
        ann.call(function, p_session_id=workout)
        assert status(ann, entry) == "completed"


def test_a_template_deleted_leaves_the_entry_untitled(ann: Actor) -> None:
    soft, hard = template(ann, "Soft"), template(ann, "Hard")
    gone = [plan(ann, p_template_id=id) for id in (soft, hard)]
    named = plan(ann, p_template_id=soft, p_title="Mine")
    ann.call("delete_template", p_template_id=soft)
    ann.execute("delete from workout_templates where id = %s", (hard,))
    for entry in gone:
        shown = entries(ann)[entry["id"]]
        assert (shown["title"], shown["template_id"], shown["status"]) == (None, None, "planned")
    assert entries(ann)[named["id"]]["title"] == "Mine"


# Looking at it

# the calendar app's own queries, as they stand in its schema
SEED_SESSIONS = """
select ws.id, ws.name, ws.started_at::date as date, ws.started_at, ws.completed_at,
  extract(epoch from (ws.completed_at - ws.started_at)) / 60 as duration_minutes,
  count(distinct wse.id) as exercise_count,
  sum(wset.weight * wset.reps) filter (where not wset.is_warmup) as total_volume
from workout_sessions ws
left join workout_session_exercises wse on wse.session_id = ws.id
left join workout_sets wset on wset.session_exercise_id = wse.id
where ws.user_id = %(me)s and ws.status = 'completed'
  and ws.started_at::date between %(from)s and %(to)s
group by ws.id, ws.name, ws.started_at, ws.completed_at
"""
SEED_ENTRIES = """
select sw.*, wt.name as template_name
from scheduled_workouts sw
left join workout_templates wt on wt.id = sw.template_id
where sw.user_id = %(me)s and sw.scheduled_date between %(from)s and %(to)s
order by sw.scheduled_date asc
"""


def lived(ann: Actor, chance: random.Random) -> None:
    """Some weeks of planning and training, with what goes wrong."""
    lift, other = exercise(ann), exercise(ann)
    legs = template(ann, "Legs", {"exercise_id": lift})
    for n in range(25):
        began = MONDAY + timedelta(days=chance.randrange(40), hours=chance.randrange(-17, 6))
        day = began.date() + chance.choice([0, 0, 0, 1, -2]) * ONE_DAY
        entry = plan(
            ann,
            day,
            p_template_id=chance.choice([legs, None]),
            p_title=chance.choice(["Mine", None]),
        )
        done = chance.choice(["entry", "entry", "workout", "nothing", "skip", "abandon"])
        if done == "skip":
            ann.call("skip_workout", p_id=entry["id"])
        if done == "entry":
            begun = one(ann, "start_scheduled_workout", p_id=entry["id"], p_started_at=began)
            workout = begun["workout"]["id"]
        elif done in ("workout", "abandon"):
            workout = start(ann, began, p_name=f"Workout {n}")
        else:
            continue
        for _ in range(chance.randrange(4)):
            log(
                ann,
                workout,
                chance.choice([lift, other]),
                chance.randrange(1, 10),
                chance.randrange(200),
                p_set_type=chance.choice(["warmup", "working", "drop"]),
            )
        if done == "abandon":
            ann.call("abandon_workout", p_session_id=workout)
        elif chance.random() < 0.9:
            ended = began + timedelta(minutes=chance.randrange(1, 120))
            ann.call("finish_workout", p_session_id=workout, p_completed_at=ended)


def asked(world: Database, query: str, ann: Actor, start: date, end: date) -> list[Any]:
    """What a query of the app finds, for a server in UTC as it had."""
    with world.owner.transaction():
        world.owner.execute("set local timezone = 'UTC'")
        return world.owner.execute(query, {"me": ann.id, "from": start, "to": end}).fetchall()


@pytest.mark.parametrize("seed", range(4))
def test_the_calendar_is_what_the_calendar_apps_queries_give(world: Database, seed: int) -> None:
    chance = random.Random(seed)
    ann = world.person()
    lived(ann, chance)
    lived(world.person(), chance)
    compared = 0
    for _ in range(8):
        start = DAY + chance.randrange(-5, 45) * ONE_DAY
        end = start + chance.randrange(45) * ONE_DAY
        ours = ann.execute("select * from get_calendar(%s, %s)", (start, end))

        sessions = {
            it["id"]: (
                it["name"],
                it["date"],
                it["started_at"],
                it["completed_at"],
                it["duration_minutes"] * 60,
                it["exercise_count"],
                it["total_volume"] or 0,
            )
            for it in asked(world, SEED_SESSIONS, ann, start, end)
        }
        assert {
            it["session_id"]: (
                sessions[it["session_id"]][0] if it["entry_id"] else it["title"],
                it["local_date"],
                it["started_at"],
                it["completed_at"],
                it["duration_seconds"],
                it["exercise_count"],
                it["volume_kg"],
            )
            for it in ours
            if it["started_at"]
        } == sessions

        planned = {
            it["id"]: (
                it["scheduled_date"],
                it["title"] or it["template_name"],
                it["template_id"],
                it["notes"],
                it["completed_session_id"],
            )
            for it in asked(world, SEED_ENTRIES, ann, start, end)
        }
        assert {
            it["entry_id"]: (
                it["local_date"],
                it["title"],
                it["template_id"],
                it["notes"],
                it["session_id"],
            )
            for it in ours
            if it["entry_id"]
        } == planned
        # one row a thing: done on its day, the two are one
        both = [it for it in ours if it["entry_id"] and it["started_at"]]
        assert len(ours) == len(sessions) + len(planned) - len(both)
        on_its_day = [
            it for it in planned.values() if it[4] in sessions and sessions[it[4]][1] == it[0]
        ]
        assert len(both) == len(on_its_day)
        assert [it["local_date"] for it in ours] == sorted(it["local_date"] for it in ours)
        compared += len(ours)
    assert compared > 50


def test_a_workout_done_on_its_day_is_one_row(ann: Actor) -> None:
    lift = exercise(ann)
    entry = plan(ann, DAY, p_template_id=template(ann, "Legs", {"exercise_id": lift}))
    begun = one(ann, "start_scheduled_workout", p_id=entry["id"], p_started_at=MONDAY)
    workout = begun["workout"]["id"]
    log(ann, workout, lift, 10, 20, p_set_type="warmup")
    log(ann, workout, lift, 5, 100)
    log(ann, workout, lift, 5, 100, p_weight_unit="lb")
    ann.call("finish_workout", p_session_id=workout, p_completed_at=MONDAY + timedelta(minutes=50))
    (item,) = calendar(ann)
    assert (item["entry_id"], item["session_id"]) == (entry["id"], workout)
    assert (item["status"], item["title"]) == ("completed", "Legs")
    assert (item["duration_seconds"], item["exercise_count"]) == (3000, 1)
    # kilograms, without the warm-up
    assert item["volume_kg"] == 500 + 5 * Decimal("45.359")


def test_a_workout_done_on_another_day_is_on_both(ann: Actor) -> None:
    workout = trained(ann, exercise(ann), (5, 100), day=1)
    entry = plan(ann, DAY)
    ann.call("link_scheduled_workout", p_id=entry["id"], p_session_id=workout)
    planned, done = calendar(ann, DAY, DAY + ONE_DAY)
    assert (planned["entry_id"], planned["session_id"]) == (entry["id"], workout)
    assert (planned["status"], planned["started_at"], planned["volume_kg"]) == (
        "completed",
        None,
        None,
    )
    assert (done["entry_id"], done["session_id"], done["volume_kg"]) == (None, workout, 500)
    assert calendar(ann, DAY) == [planned]


def test_the_day_of_a_workout_is_where_it_was_done(world: Database) -> None:
    ann = world.person(timezone="Pacific/Auckland")
    # Monday 18:00 in UTC is Tuesday there
    entry = plan(ann, DAY + ONE_DAY)
    begun = one(ann, "start_scheduled_workout", p_id=entry["id"], p_started_at=MONDAY)
    ann.call("finish_workout", p_session_id=begun["workout"]["id"])
    assert calendar(ann, DAY) == []
    (item,) = calendar(ann, DAY + ONE_DAY)
    assert (item["entry_id"], item["session_id"]) == (entry["id"], begun["workout"]["id"])


def test_what_does_not_count_is_not_in_the_calendar(ann: Actor) -> None:
    lift = exercise(ann)
    start(ann)
    ann.call("abandon_workout", p_session_id=start(ann))
    ann.call("delete_workout", p_session_id=trained(ann, lift, (5, 100)))
    assert calendar(ann) == []


def test_a_long_range_gives_what_is_quick_to_read(ann: Actor) -> None:
    trained(ann, exercise(ann), (5, 100))
    (quarter,) = calendar(ann, DAY, DAY + 92 * ONE_DAY)
    (year,) = calendar(ann, DAY, DAY + 364 * ONE_DAY)
    assert (quarter["exercise_count"], quarter["volume_kg"]) == (1, 500)
    assert year == quarter | {"exercise_count": None, "volume_kg": None}


@pytest.mark.parametrize("function", ["get_calendar", "get_adherence"])
@pytest.mark.parametrize(
    ("start", "end"),
    [(DAY, DAY - ONE_DAY), (None, DAY), (DAY, None), ("-infinity", DAY), (DAY, "infinity")],
)
def test_a_range_has_two_ends_in_order(ann: Actor, function: str, start: Any, end: Any) -> None:
    with refused("PT422") as refusal:
        ann.call(function, p_from=start, p_to=end)
    assert refusal.detail.startswith("p_from")


def test_nobody_else_sees_it(world: Database, ann: Actor) -> None:
    plan(ann, DAY)
    trained(ann, exercise(ann), (5, 100))
    bob = world.person()
    assert len(calendar(ann)) == 2
    assert calendar(bob) == []
    assert not any(it["planned"] for it in rows(bob, "get_adherence", p_from=DAY, p_to=DAY))


# Adherence


def monday(day: date) -> date:
    return day - day.weekday() * ONE_DAY


def counted(ann: Actor, start: date, end: date) -> list[Any]:
    """What get_adherence should give, counted by hand."""
    made = [
        (monday(it["scheduled_date"]), it["scheduled_date"] != it["original_date"], it["status"])
        for it in ann.execute(
            "select scheduled_date, original_date, status::text from private.calendar_entries"
        )
    ]
    week = min([monday(start), *(it[0] for it in made)])
    streak, found = 0, []
    while week <= end:
        here = [it for it in made if it[0] == week]
        became = [it[2] for it in here]
        if "missed" in became:
            streak = 0
        elif "completed" in became:
            streak += 1
        if week >= monday(start):
            found.append(
                {
                    "week_start": str(week),
                    "planned": len(here),
                    "done": became.count("completed"),
                    "moved": sum(it[1] for it in here),
                    "missed": became.count("missed"),
                    "skipped": became.count("skipped"),
                    "ahead": became.count("planned"),
                    "streak_weeks": streak,
                }
            )
        week += 7 * ONE_DAY
    return found


@pytest.mark.parametrize("seed", range(6))
def test_adherence_equals_a_count_by_hand(world: Database, seed: int) -> None:
    chance = random.Random(seed)
    ann = world.person(timezone=chance.choice(ZONES))
    today = datetime.now(ZoneInfo("UTC")).date()
    for _ in range(30):
        day = today + chance.randrange(-80, 15) * ONE_DAY
        entry = plan(ann, day)
        became = chance.choice(["done"] * 6 + ["skipped", "moved", "left"])
        if became == "moved":
            ann.call("reschedule_workout", p_id=entry["id"], p_scheduled_date=day - 3 * ONE_DAY)
        if became == "skipped":
            ann.call("skip_workout", p_id=entry["id"])
        if became in ("done", "moved") or day < today - 20 * ONE_DAY:
            ann.call("start_scheduled_workout", p_id=entry["id"])
    for _ in range(5):
        start = today + chance.randrange(-90, 20) * ONE_DAY
        end = start + chance.randrange(60) * ONE_DAY
        ours = rows(ann, "get_adherence", p_from=start, p_to=end)
        assert ours == counted(ann, start, end)
    assert any(it["streak_weeks"] for it in counted(ann, today - 90 * ONE_DAY, today))


def streak(ann: Actor, day: date) -> int:
    (week,) = rows(ann, "get_adherence", p_from=day, p_to=day)
    assert week["planned"] == week["done"] + week["missed"] + week["skipped"] + week["ahead"]
    return int(week["streak_weeks"])


def test_a_streak_passes_over_empty_weeks_and_ends_with_what_is_missed(ann: Actor) -> None:
    made = series(ann, 1, start=DAY, p_count=6, p_every_weeks=2)
    for entry in made[:4]:
        ann.call("start_scheduled_workout", p_id=entry["id"])
    ann.call("skip_workout", p_id=made[4]["id"])
    on = days(made)
    assert [streak(ann, day) for day in on] == [1, 2, 3, 4, 4, 0]
    assert streak(ann, on[1] + 7 * ONE_DAY) == 2
    assert streak(ann, DAY - 7 * ONE_DAY) == 0
    # half a week is not a week kept
    plan(ann, on[1] + 6 * ONE_DAY)
    assert [streak(ann, day) for day in on] == [1, 0, 1, 2, 2, 0]
    # what is ahead takes nothing away
    plan(ann, FUTURE)
    assert streak(ann, FUTURE) == 0
    ann.call("start_scheduled_workout", p_id=made[5]["id"])
    assert streak(ann, FUTURE) == 3
