"""Programs: written whole, laid out on days, ticked off, copied."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from coaching_scenes import entity, program
from phones import at_once, phone
from psycopg.types.json import Jsonb
from scenes import MONDAY, fingerprint, instant, one, refused, rows
from support import Actor, Database


def progress(coach: Actor, made: Any) -> Any:
    return one(coach, "program_progress", p_program_id=made["program"]["id"])


def agree(world: Database, person: Actor) -> list[Any]:
    """The dates of a coach's workouts, after making sure that both places have the same."""
    disagreeing = world.owner.execute(
        """
        select w.id, w.scheduled_date, s.scheduled_date
        from program_workouts as w
        full join workout_schedule as s on s.user_id = w.user_id and s.workout_id = w.id
        where coalesce(w.user_id, s.user_id) = %s
          and w.scheduled_date is distinct from s.scheduled_date
        """,
        (person.id,),
    ).fetchall()
    assert disagreeing == []
    found = person.execute(
        "select scheduled_date as it from program_workouts where scheduled_date is not null"
        " order by 1"
    )
    return [row["it"] for row in found]


def test_a_program_comes_back_as_it_was_given(coach: Actor) -> None:
    client = entity(coach)
    document = {
        "id": str(uuid4()),
        "name": "Strength",
        "description": "Twelve weeks",
        "duration_weeks": 12,
        "focus_area": "legs",
        "goal": "squat 140",
        "difficulty": "hard",
        "training_methodology": "linear",
        "reference_input": "a text",
        "session_details": {"minutes": 60},
        "program_overview": {"text": "…"},
        "workout_format": {"sections": ["warm-up"]},
        "gym_details": {"rack": True},
        "generated_program": {"raw": [1, 2]},
        "calendar_data": {"weeks": 12},
        "periodization": [{"phase": "base"}],
    }
    workout = {
        "id": str(uuid4()),
        "title": "Day 1",
        "body": "5x5",
        "workout_type": "strength",
        "difficulty": "hard",
        "tags": ["lower", "heavy"],
        "scheduled_date": "2026-03-02T18:00:00+00:00",
        "notes": "slow",
        "is_reference": False,
    }
    made = one(
        coach,
        "create_program",
        p_entity_id=client,
        p_program=Jsonb(document | {"workouts": [workout]}),
    )
    assert {name: made["program"][name] for name in document} == document
    (kept,) = made["workouts"]
    kept["scheduled_date"] = instant(kept["scheduled_date"]).astimezone(UTC).isoformat()
    assert {name: kept[name] for name in workout} == workout
    (entry,) = made["schedule"]
    assert entry["workout_id"] == workout["id"]
    assert instant(entry["scheduled_date"]) == instant(workout["scheduled_date"])
    again = one(coach, "create_program", p_entity_id=client, p_program=Jsonb(document))
    assert again["workouts"][0]["id"] == workout["id"]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("name", {"name": ""}),
        ("name", {"name": None}),
        ("duration_weeks", {"duration_weeks": 0}),
        ("goals", {"goals": "typo"}),
        ("workouts", {"workouts": {}}),
        ("workouts[0].title", {"workouts": [{}]}),
        ("workouts[1].body", {"workouts": [{"title": "a"}, {"title": "b", "body": 5}]}),
        ("workouts[0].tags[1]", {"workouts": [{"title": "a", "tags": ["b", 5]}]}),
        ("workouts[0].is_reference", {"workouts": [{"title": "a", "is_reference": "yes"}]}),
        ("workouts[0].scheduled_date", {"workouts": [{"title": "a", "scheduled_date": "Monday"}]}),
        ("workouts[0].completed", {"workouts": [{"title": "a", "completed": True}]}),
        ("workouts[0]", {"workouts": ["a"]}),
    ],
)
def test_a_fault_of_a_program_is_named_and_nothing_is_written(
    coach: Actor, path: str, change: dict[str, Any]
) -> None:
    client = entity(coach)
    before = fingerprint(coach.database)
    with refused("PT422") as refusal:
        program(coach, client, **change)
    assert refusal.detail.split(" ")[0] == path
    assert fingerprint(coach.database) == before


def test_all_faults_of_a_program_are_told_at_once(coach: Actor) -> None:
    with refused("PT422") as refusal:
        program(coach, entity(coach), name="", workouts=[{"title": ""}, {"titel": "b"}])
    assert len(refusal.detail.splitlines()) == 4


def test_a_program_of_a_thousand_workouts_is_a_few_statements(
    world: Database, coach: Actor
) -> None:
    """Whatever its size, so none is written row by row."""
    client = entity(coach)

    def inserts(count: int) -> int:
        calls = []
        with world.connect(autocommit=True) as connection, connection.transaction():
            coach._become(connection)
            document = {
                "name": "P",
                "workouts": [
                    {"title": str(n), "scheduled_date": "2026-03-02T18:00:00Z"}
                    for n in range(count)
                ],
            }
            connection.execute("set local role postgres")
            connection.execute("create temp table fired (n integer) on commit drop")
            connection.execute("grant all on fired to public")
            connection.execute(
                "create function pg_temp.count() returns trigger language plpgsql as"
                " 'begin insert into pg_temp.fired values (1); return null; end'"
            )
            for table in ("program_workouts", "workout_schedule"):
                connection.execute(
                    f"create trigger zz after insert on {table}"
                    " for each statement execute function pg_temp.count()"
                )
            coach._become(connection)
            connection.execute("select create_program(%s, %s)", (client, Jsonb(document)))
            row = connection.execute("select count(*) as it from pg_temp.fired").fetchone()
            assert row
            calls.append(row["it"])
            raise_back(connection)
        return int(calls[0])

    def raise_back(connection: Any) -> None:
        connection.execute("set local role postgres")
        for table in ("program_workouts", "workout_schedule"):
            connection.execute(f"drop trigger zz on {table}")
        connection.execute("drop function pg_temp.count()")

    assert inserts(1000) == inserts(1) == 2


def test_the_workouts_of_a_program_stay_in_order(coach: Actor) -> None:
    made = program(coach, entity(coach), days=12)
    assert [it["title"] for it in made["workouts"]] == [*(f"Day {n}" for n in range(12)), "Murph"]


def test_a_program_is_laid_out_on_weekdays_in_the_coachs_zone(world: Database) -> None:
    coach = world.person(timezone="America/New_York")
    made = program(coach, entity(coach), days=5)
    # a Wednesday: the first days are Wednesday and Friday, then Monday
    laid = one(
        coach,
        "schedule_program",
        p_program_id=made["program"]["id"],
        p_start=date(2026, 3, 4),
        p_weekdays=[5, 1, 3],
        p_time="18:30",
    )
    zoned = coach.execute(
        "select (scheduled_date at time zone 'America/New_York')::text as it"
        " from program_workouts where scheduled_date is not null order by order_index"
    )
    assert [row["it"] for row in zoned] == [
        "2026-03-04 18:30:00",
        "2026-03-06 18:30:00",
        "2026-03-09 18:30:00",
        "2026-03-11 18:30:00",
        "2026-03-13 18:30:00",
    ]
    assert len(laid["schedule"]) == 5
    assert laid["workouts"][5]["scheduled_date"] is None, "an example has no date"
    assert len(agree(world, coach)) == 5


def test_what_is_done_keeps_its_date_when_the_rest_is_laid_out_anew(
    world: Database, coach: Actor
) -> None:
    made = program(coach, entity(coach))
    arguments = {"p_program_id": made["program"]["id"], "p_weekdays": [1, 2, 3, 4, 5, 6, 7]}
    one(coach, "schedule_program", p_start=date(2026, 3, 2), **arguments)
    coach.call("complete_program_workout", p_workout_id=made["workouts"][0]["id"])
    laid = one(coach, "schedule_program", p_start=date(2026, 4, 6), **arguments)
    dates = [it["scheduled_date"][:10] for it in laid["workouts"][:3]]
    assert dates == ["2026-03-02", "2026-04-06", "2026-04-07"]
    agree(world, coach)


@pytest.mark.parametrize(
    "change",
    [{"p_start": None}, {"p_weekdays": []}, {"p_weekdays": [0]}, {"p_weekdays": None}],
)
def test_a_layout_without_days_is_refused(coach: Actor, change: dict[str, Any]) -> None:
    made = program(coach, entity(coach))
    arguments = {"p_start": date(2026, 3, 2), "p_weekdays": [1]} | change
    with refused("PT422") as refusal:
        coach.call("schedule_program", p_program_id=made["program"]["id"], **arguments)
    assert refusal.detail.startswith(next(iter(change)))


def test_the_two_places_of_a_date_never_disagree(world: Database, coach: Actor) -> None:
    made = program(coach, entity(coach))
    first, second, third, _ = (it["id"] for it in made["workouts"])
    days = [MONDAY + timedelta(days=n) for n in range(6)]
    call = "reschedule_program_workout"
    coach.call(call, p_workout_id=first, p_scheduled_date=days[0], p_notes="early")
    assert agree(world, coach) == [days[0]]
    coach.execute(
        "update program_workouts set scheduled_date = %s where id = %s", (days[1], second)
    )
    coach.execute(
        "insert into workout_schedule (program_id, entity_id, workout_id, scheduled_date)"
        " select program_id, entity_id, id, %s from program_workouts where id = %s",
        (days[2], third),
    )
    assert agree(world, coach) == days[:3]
    coach.execute(
        "update workout_schedule set scheduled_date = %s where workout_id = %s", (days[3], first)
    )
    assert agree(world, coach) == days[1:4]
    # an entry passes from one workout to another
    coach.execute("delete from workout_schedule where workout_id = %s", (third,))
    coach.execute(
        "update workout_schedule set workout_id = %s where workout_id = %s", (third, second)
    )
    assert agree(world, coach) == [days[1], days[3]]
    coach.execute("update program_workouts set scheduled_date = scheduled_date + interval '1 day'")
    assert agree(world, coach) == [days[2], days[4]]
    coach.call(call, p_workout_id=first)
    assert agree(world, coach) == [days[2]]
    coach.execute("delete from program_workouts where id = %s", (third,))
    assert agree(world, coach) == []


def test_a_workout_ticked_off_has_the_moment(coach: Actor) -> None:
    made = program(coach, entity(coach))
    workout = made["workouts"][0]["id"]
    call = "complete_program_workout"
    done = one(coach, call, p_workout_id=workout, p_notes="hard", p_completed_at=MONDAY)
    assert (done["completed"], instant(done["completed_at"])) == (True, MONDAY)
    again = one(coach, call, p_workout_id=workout, p_notes="harder")
    assert again == done
    undone = one(coach, call, p_workout_id=workout, p_completed=False)
    assert (undone["completed"], undone["completed_at"]) == (False, None)


@pytest.mark.parametrize(
    ("values", "completed"),
    [
        ("completed = true", True),
        ("completed_at = now()", True),
        ("completed = false", False),
        ("completed_at = null", False),
        ("completed = true, completed_at = now()", True),
    ],
)
def test_an_app_that_sets_one_of_the_two_means_both(
    coach: Actor, values: str, completed: bool
) -> None:
    program(coach, entity(coach))
    for before in ("completed = true", "completed = false"):
        coach.execute(f"update program_workouts set {before}")
        coach.execute(f"update program_workouts set {values}")
        found = coach.execute(
            "select distinct completed, completed_at is not null as at_ from program_workouts"
        )
        assert found == [{"completed": completed, "at_": completed}]


def test_a_queue_of_completions_can_be_sent_again(coach: Actor) -> None:
    made = program(coach, entity(coach))
    ids = [it["id"] for it in made["workouts"][:3]]
    queue = [
        {"workout_id": ids[0], "completed_at": "2026-03-02T18:00:00Z", "notes": "fine"},
        {"workout_id": ids[1], "completed_at": "2026-03-04T18:00:00Z"},
        {"workout_id": ids[0].upper(), "completed_at": "2026-03-05T18:00:00Z", "notes": "twice"},
    ]
    done = rows(coach, "complete_program_workouts", p_completions=Jsonb(queue))
    assert [it["id"] for it in done] == ids[:2]
    assert [it["notes"] for it in done] == ["fine", None]
    assert instant(done[0]["completed_at"]) == MONDAY
    queue.append({"workout_id": ids[2], "completed_at": "2026-03-06T18:00:00Z"})
    again = rows(coach, "complete_program_workouts", p_completions=Jsonb(queue))
    assert again[:2] == done
    assert len(again) == 3


def test_a_queue_with_a_fault_ticks_nothing_off(coach: Actor) -> None:
    made = program(coach, entity(coach))
    mine = made["workouts"][0]["id"]
    other = coach.database.person()
    theirs = program(other, entity(other))["workouts"][0]["id"]
    with refused("PT422") as refusal:
        coach.call(
            "complete_program_workouts",
            p_completions=Jsonb(
                [{"workout_id": mine}, {"workout_id": theirs}, {"workout_id": 5}, {}]
            ),
        )
    paths = [line.split(" ")[0] for line in refusal.detail.splitlines()]
    assert paths == [f"p_completions[{n}].workout_id" for n in (1, 2, 3)]
    assert progress(coach, made)["completed_count"] == 0


def test_two_phones_that_tick_off_at_once_both_succeed(coach: Actor) -> None:
    made = program(coach, entity(coach), days=20)
    queue = Jsonb([{"workout_id": it["id"]} for it in made["workouts"]])
    at_once(*[lambda: phone(coach).call("complete_program_workouts", p_completions=queue)] * 4)
    assert progress(coach, made)["completed_count"] == 20


def test_progress_counts_what_is_done_missed_and_next(coach: Actor) -> None:
    made = program(coach, entity(coach), days=5)
    ids = [it["id"] for it in made["workouts"]]
    now = datetime.now(UTC)
    for id, days in zip(ids, (-9, -5, 0, 3), strict=False):
        coach.call(
            "reschedule_program_workout",
            p_workout_id=id,
            p_scheduled_date=now.replace(hour=12) + timedelta(days=days),
        )
    coach.call("complete_program_workout", p_workout_id=ids[0])
    found = progress(coach, made)
    counts = [found[f"{it}_count"] for it in ("workout", "scheduled", "completed", "missed")]
    assert counts == [5, 4, 1, 1]
    assert found["completed_share"] == Decimal("0.200")
    assert found["next_workout_id"] == ids[2], "today is not over"
    assert one(coach, "list_programs") == found


def test_a_copy_is_for_another_client_and_nothing_in_it_is_done(
    world: Database, coach: Actor
) -> None:
    first, second = entity(coach), entity(coach, "Lee")
    made = program(coach, first)
    arguments = {"p_program_id": made["program"]["id"], "p_start": date(2026, 3, 2)}
    coach.call("schedule_program", p_weekdays=[1], **arguments)
    coach.call("complete_program_workout", p_workout_id=made["workouts"][0]["id"])
    id = uuid4()
    for _ in range(2):
        copy = one(
            coach,
            "duplicate_program",
            p_program_id=made["program"]["id"],
            p_entity_id=second,
            p_id=id,
        )
    assert copy["program"]["entity_id"] == second
    same = ["title", "body", "tags", "order_index", "is_reference"]
    assert [[it[name] for name in same] for it in copy["workouts"]] == [
        [it[name] for name in same] for it in made["workouts"]
    ]
    assert copy["schedule"] == []
    assert {it["completed"] for it in copy["workouts"]} == {False}
    assert len(rows(coach, "list_programs", p_entity_id=second)) == 1
    agree(world, coach)


def test_a_copy_tells_nothing_of_who_did_the_first(coach: Actor) -> None:
    made = program(coach, entity(coach), workouts=[{"title": "A", "notes": "slow"}] * 2)
    done = made["workouts"][0]["id"]
    coach.call("complete_program_workout", p_workout_id=done, p_notes="her knee hurt")
    lee = entity(coach, "Lee")
    given = {"p_program_id": made["program"]["id"], "p_entity_id": lee}
    copy = one(coach, "duplicate_program", **given)
    assert [it["notes"] for it in copy["workouts"]] == [None, "slow"]


def test_an_id_is_one_program_s_and_one_workout_s(world: Database, coach: Actor) -> None:
    kim, lou = entity(coach), entity(coach, "Lou")
    id, workout = str(uuid4()), str(uuid4())
    made = program(coach, kim, id=id, workouts=[{"id": workout, "title": "A"}])
    assert program(coach, kim, id=id) == made
    with refused("PT409"):
        program(coach, lou, id=id)
    with refused("PT409"):
        coach.call("duplicate_program", p_program_id=id, p_entity_id=lou, p_id=id)
    other = world.person()
    with refused("PT409") as refusal:
        program(other, entity(other), workouts=[{"id": workout, "title": "A"}])
    assert refusal.detail.startswith("id = ")
    with refused("PT422"):
        program(coach, lou, workouts=[{"id": str(uuid4()), "title": "A"}] * 2)


def test_a_layout_ends_in_our_time(coach: Actor) -> None:
    made = program(coach, entity(coach), days=700)
    with refused("PT422") as refusal:
        coach.call(
            "schedule_program",
            p_program_id=made["program"]["id"],
            p_start=date(2189, 1, 1),
            p_weekdays=[1],
        )
    assert refusal.detail.startswith("p_start = 2189-01-01")


def test_nothing_is_done_in_days_to_come_or_by_a_deleted_client(coach: Actor) -> None:
    client = entity(coach)
    workout = program(coach, client)["workouts"][0]["id"]
    later = datetime.now(UTC) + timedelta(days=2)
    with refused("PT422"):
        coach.call("complete_program_workout", p_workout_id=workout, p_completed_at=later)
    queue = Jsonb([{"workout_id": workout, "completed_at": later.isoformat()}])
    with refused("PT422"):
        coach.call("complete_program_workouts", p_completions=queue)
    coach.call("delete_entity", p_entity_id=client)
    with refused("PT422"):
        coach.call("complete_program_workouts", p_completions=Jsonb([{"workout_id": workout}]))


def test_a_workout_stays_with_the_client_of_its_program(coach: Actor) -> None:
    made = program(coach, entity(coach))
    other = entity(coach, "Lee")
    for query in (
        "insert into program_workouts (program_id, entity_id, title) values (%s, %s, 'A')",
        "insert into ai_recommendations (program_id, entity_id, recommendation_type)"
        " values (%s, %s, 'deload')",
    ):
        with refused("23503"):
            coach.execute(query, (made["program"]["id"], other))
