"""The roster and the recommendations: whom to look at, and what to do about them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from coaching_scenes import Trio, entity, invited, linked, program
from psycopg.types.json import Jsonb
from scenes import instant, log, one, records, refused, rows, start
from support import Actor, Database

# Recommendations


def test_a_recommendation_keeps_who_made_it_and_what_became_of_it(coach: Actor) -> None:
    client = entity(coach)
    made = program(coach, client)
    id = uuid4()
    for _ in range(2):
        kept = one(
            coach,
            "add_recommendation",
            p_entity_id=client,
            p_program_id=made["program"]["id"],
            p_recommendation_type="exercise_swap",
            p_recommendation_data=Jsonb({"from": "Squat", "to": "Leg Press"}),
            p_made_by="claude",
            p_id=id,
        )
    assert (kept["made_by"], kept["status"]) == ("claude", "open")
    assert kept["recommendation_data"] == {"from": "Squat", "to": "Leg Press"}
    once = one(coach, "answer_recommendation", p_recommendation_id=id)
    assert once["status"] == "accepted"
    assert one(coach, "answer_recommendation", p_recommendation_id=id) == once
    dismissed = one(coach, "answer_recommendation", p_recommendation_id=id, p_accept=False)
    assert dismissed["status"] == "dismissed"
    listed = {"p_entity_id": client}
    assert rows(coach, "list_recommendations", **listed, p_status="open") == []
    assert rows(coach, "list_recommendations", **listed) == [dismissed]


def test_a_recommendation_is_about_a_program_of_the_client(coach: Actor) -> None:
    made = program(coach, entity(coach))
    with refused("PT422") as refusal:
        coach.call(
            "add_recommendation",
            p_entity_id=entity(coach, "Lee"),
            p_recommendation_type="deload",
            p_program_id=made["program"]["id"],
        )
    assert refusal.detail.startswith("p_program_id")


def test_the_id_of_a_recommendation_is_one_clients(world: Database, coach: Actor) -> None:
    given = {"p_recommendation_type": "deload", "p_id": uuid4()}
    coach.call("add_recommendation", p_entity_id=entity(coach), **given)
    for somebody in (coach, world.person()):
        with refused("PT409"):
            somebody.call("add_recommendation", p_entity_id=entity(somebody), **given)


# The roster


def test_the_roster_says_what_the_log_and_the_programs_say(world: Database, coach: Actor) -> None:
    athlete = world.person()
    client = linked(coach, athlete, name="Kim", squat_1rm=100, injury_history=["knee"])
    squat = rows(athlete, "search_exercises", p_query="barbell back squat", p_limit=1)[0]["id"]
    now = datetime.now(UTC)
    for days, weight in ((40, 100), (20, 110), (3, 120)):
        began = now - timedelta(days=days)
        workout = start(athlete, began)
        log(athlete, workout, squat, 5, weight, p_performed_at=began)
        athlete.call("finish_workout", p_session_id=workout)
    made = program(coach, client, days=4)
    for it, days in zip(made["workouts"], (-30, -20, -10, -5), strict=False):
        coach.call(
            "reschedule_program_workout",
            p_workout_id=it["id"],
            p_scheduled_date=now + timedelta(days=days),
        )
    coach.call(
        "complete_program_workout",
        p_workout_id=made["workouts"][1]["id"],
        p_completed_at=now - timedelta(days=20),
    )
    entry = one(coach, "coach_roster")
    assert (entry["name"], entry["type"], entry["link_status"]) == ("Kim", "CLIENT", "active")
    assert entry["athlete_id"] == str(athlete.id)
    assert entry["days_since_last_session"] == 3
    assert (entry["sessions_4w"], entry["due_4w"], entry["completed_4w"]) == (2, 3, 1)
    assert entry["adherence_4w"] == Decimal("0.333")
    since = now - timedelta(days=28)
    held = rows(athlete, "get_records")
    recent = [it for it in held if instant(it["achieved_at"]) >= since]
    assert 0 < entry["records_4w"] == len(recent) < len(held)
    # the coach's number as typed, and beside it what the log says
    assert entry["squat_1rm"] == 100
    assert entry["squat_e1rm_kg"] == records(athlete, squat)["1rm"] == 140
    assert entry["flags"] == ["low_adherence", "unplanned", "injured"]


def test_the_roster_lists_whom_to_look_at(coach: Actor) -> None:
    entity(coach, "adam")
    entity(coach, "Bea", type="CLASS")
    busy = program(coach, entity(coach, "Cid"), days=1)
    coach.call(
        "complete_program_workout",
        p_workout_id=busy["workouts"][0]["id"],
        p_completed_at=datetime.now(UTC) - timedelta(days=14),
    )
    planned = program(coach, entity(coach, "Dan"), days=1)
    coach.call(
        "reschedule_program_workout",
        p_workout_id=planned["workouts"][0]["id"],
        p_scheduled_date=datetime.now(UTC) + timedelta(days=1),
    )
    assert [(it["name"], it["flags"]) for it in rows(coach, "coach_roster")] == [
        ("adam", ["not_linked", "never_trained", "unplanned"]),
        ("Bea", ["never_trained", "unplanned"]),
        ("Cid", ["not_linked", "inactive", "unplanned"]),
        ("Dan", ["not_linked", "never_trained"]),
    ]


def test_the_roster_counts_the_athletes_own_calendar_too(world: Database, coach: Actor) -> None:
    athlete = world.person()
    linked(coach, athlete)
    today = athlete.execute(
        "select (now() at time zone timezone)::date as it from users where id = %s", (athlete.id,)
    )[0]["it"]
    entries = {
        days: one(
            athlete,
            "schedule_workout",
            p_scheduled_date=today + timedelta(days=days),
            p_title="Run",
        )["id"]
        for days in (-40, -9, -8, -7, 0, 3, 4)
    }
    athlete.call("start_scheduled_workout", p_id=entries[-9])
    for days in (-8, 3):
        athlete.call("skip_workout", p_id=entries[days])
    entry = one(coach, "coach_roster")
    # what is skipped or missed was due, what is still ahead was not
    assert (entry["due_4w"], entry["completed_4w"]) == (3, 1)
    assert entry["adherence_4w"] == Decimal("0.333")
    assert entry["flags"] == ["low_adherence"]
    for days in (0, 4):
        athlete.call("skip_workout", p_id=entries[days])
    entry = one(coach, "coach_roster")
    assert (entry["due_4w"], entry["completed_4w"]) == (4, 1)
    assert entry["flags"] == ["low_adherence", "unplanned"]


def test_an_example_is_no_plan_and_nobody_trains_tomorrow(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    tomorrow = datetime.now(UTC) + timedelta(hours=20)
    start(trio.athlete, tomorrow)
    example = {"title": "A", "is_reference": True, "scheduled_date": tomorrow.isoformat()}
    program(trio.coach, client, workouts=[example])
    (entry,) = rows(trio.coach, "coach_roster")
    assert entry["days_since_last_session"] == 0
    assert "unplanned" in entry["flags"]


def test_an_invited_athletes_log_is_not_in_the_roster(trio: Trio) -> None:
    invited(trio.coach, entity(trio.coach), trio.athlete)
    entry = one(trio.coach, "coach_roster")
    assert (entry["link_status"], entry["athlete_id"]) == ("invited", None)
    assert (entry["last_session_at"], entry["records_4w"]) == (None, 0)
