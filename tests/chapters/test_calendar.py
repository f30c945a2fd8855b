"""The calendar read: on the person's own days, true to the log, and counted."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from calendar_scenes import DAY, FUTURE, ONE_DAY, calendar, days, plan, series, status, template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenes import MONDAY, exercise, log, one, refused, rows, start, trained
from support import Actor, Database

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


def test_the_weeks_of_a_whole_life_are_counted_at_once(world: Database, ann: Actor) -> None:
    """In one pass: not all weeks anew for each."""
    world.owner.execute(
        "insert into scheduled_workouts (user_id, scheduled_date, original_date)"
        " select %s, d, d from generate_series(date '1900-01-01', '2199-12-30', '7 days') as d",
        (ann.id,),
    )
    with ann.transaction() as it:
        it.execute("set local statement_timeout = '5s'")
        weeks = it.execute("select * from get_adherence('1900-01-01', '2199-12-31')").fetchall()
    assert len(weeks) == (date(2199, 12, 30) - date(1900, 1, 1)).days // 7 + 1
    assert all(week["planned"] == week["missed"] + week["ahead"] == 1 for week in weeks)
