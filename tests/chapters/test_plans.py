"""Plans: taken in whole, moved and copied."""

from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

import pytest
from phones import in_turn
from plan_scenes import (
    begun_plan,
    faults,
    plan,
    plan_of_weeks,
    rows_of,
    session,
    sessions_of,
    slot,
    take,
    tree,
)
from scenes import exercise, one, refused
from support import Actor, Database

# as the planning service writes it
DOCUMENT = {
    "split_type": "push_pull_legs",
    "week_start": "2026-03-02",
    "goal_type": "hypertrophy",
    "experience_level": "intermediate",
    "sessions": [
        {
            "day_name": "Push-H",
            "date": "2026-03-02",
            "day_of_week": 1,
            "focus_area": "chest,triceps",
            "slots": [
                {
                    "exercise_id": "barbell-bench-press",
                    "name": "Bench",
                    "muscle_group": "chest",
                    "sets": 4,
                    "reps": "6-8",
                    "equipment": "barbell",
                    "tier": "main",
                    "order_in_session": 1,
                },
                {
                    "exercise_id": None,
                    "name": "Cable thing of mine",
                    "muscle_group": "triceps",
                    "sets": 3,
                    "reps": "AMRAP",
                    "equipment": "cable",
                    "tier": "accessory",
                    "order_in_session": 2,
                },
            ],
        },
        {
            "day_name": "Legs",
            "date": "2026-03-05",
            "day_of_week": 4,
            "focus_area": "quads",
            "slots": [],
        },
    ],
}
WHOLE = {
    "name": "Plank of mine",
    "muscle_group": "core",
    "sets": 2,
    "reps": "30-45s",
    "rir": 1,
    "equipment": "mat",
    "tier": "finisher",
    "target": "bracing",
    "secondary_muscles": ["glutes"],
    "tips": ["breathe", "don't sag"],
    "instructions": "Hold.",
    "weight": 12.5,
    "difficulty": 4,
    "notes": "last",
    "display_order": 3,
    "order_in_session": 7,
}


# Taking one in


def test_the_planning_services_document_is_taken_as_it_is(ann: Actor) -> None:
    id = take(ann, DOCUMENT)
    found = tree(ann, id)
    assert found["plan"] | {"created_at": 0, "updated_at": 0} == {
        "id": id,
        "user_id": str(ann.id),
        "split_type": "push_pull_legs",
        "week_start": "2026-03-02",
        "goal_type": "hypertrophy",
        "experience_level": "intermediate",
        "status": "active",
        "notes": None,
        "created_at": 0,
        "updated_at": 0,
    }
    (week,) = found["weeks"]
    assert (week["week"]["week_number"], week["week"]["week_start"]) == (1, "2026-03-02")
    for got, said in zip(week["sessions"], DOCUMENT["sessions"], strict=True):
        assert got["session"]["day_label"] == said["day_name"]
        assert got["session"]["session_date"] == said["date"]
        assert got["session"]["day_of_week"] == said["day_of_week"]
        assert got["session"]["focus_area"] == said["focus_area"]
        assert got["session"]["completed"] is False
        for row, wanted in zip(got["exercises"], said["slots"], strict=True):
            assert row["exercise"]["exercise_name"] == wanted["name"]
            for key in ("muscle_group", "sets", "reps", "equipment", "tier", "order_in_session"):
                assert row["exercise"][key] == wanted[key]
    (bench,) = ann.execute("select id from exercises where slug = 'barbell-bench-press'")
    assert rows_of(ann, id)[0]["exercise_id"] == str(bench["id"])


def test_every_field_of_a_slot_is_kept(ann: Actor) -> None:
    (row,) = rows_of(ann, take(ann, plan(session(WHOLE))))
    assert row["exercise_name"] == WHOLE["name"]
    for key in WHOLE.keys() - {"name"}:
        assert row[key] == WHOLE[key], key


def test_what_is_not_said_has_its_default(ann: Actor) -> None:
    document = plan(session(slot(), slot("Row"), day=2))
    del document["goal_type"], document["experience_level"]
    del document["sessions"][0]["day_of_week"]
    id = take(ann, document)
    found = tree(ann, id)
    assert found["plan"]["goal_type"] == "general_fitness"
    assert found["plan"]["experience_level"] == "intermediate"
    (got,) = sessions_of(ann, id)
    assert (got["session"]["day_of_week"], got["session"]["session_number"]) == (3, 1)
    first, second = rows_of(ann, id)
    assert (first["order_in_session"], first["display_order"]) == (1, 0)
    assert (second["order_in_session"], second["display_order"]) == (2, 0)
    assert first["tips"] is None


def test_a_date_is_told_by_its_weekday(ann: Actor) -> None:
    """Also in a week that begins on a Thursday."""
    days = [
        {"day_name": "A", "focus_area": "x", "day_of_week": number, "date": None}
        for number in range(1, 8)
    ]
    id = take(ann, plan(*days, week_start="2026-03-05"))
    dates = {
        it["session"]["day_of_week"]: it["session"]["session_date"] for it in sessions_of(ann, id)
    }
    for number, day in dates.items():
        assert date.fromisoformat(day).isoweekday() == number
    assert sorted(dates.values()) == [str(date(2026, 3, 5) + timedelta(days=n)) for n in range(7)]


def test_a_plan_has_its_weeks_one_after_another(ann: Actor) -> None:
    weeks = [
        {"sessions": [session(slot(), day=1)], "notes": "easy"},
        {"week_number": 2, "week_start": "2026-03-09", "sessions": [session(slot(), day=8)]},
        {"week_number": 4, "sessions": []},
    ]
    found = tree(ann, take(ann, plan_of_weeks(*weeks)))
    assert [
        (it["week"]["week_number"], it["week"]["week_start"], it["week"]["notes"])
        for it in found["weeks"]
    ] == [(1, "2026-03-02", "easy"), (2, "2026-03-09", None), (4, "2026-03-23", None)]
    assert [len(it["sessions"]) for it in found["weeks"]] == [1, 1, 0]


def test_an_exercise_is_meant_by_id_slug_alias_or_name(ann: Actor) -> None:
    lift = exercise(ann, "My own press")
    bench = ann.execute("select id from exercises where slug = 'barbell-bench-press'")[0]["id"]
    id = take(
        ann,
        plan(
            session(
                {"exercise_id": lift, "sets": 1, "reps": 5},
                {"exercise_id": str(bench).upper(), "name": "Bench", "sets": 1, "reps": "5"},
                {"exercise_id": "barbell-bench-press", "sets": 1, "reps": "5"},
                {"exercise_id": "bb bench press", "sets": 1, "reps": "5"},
                slot("my OWN press"),
                slot("Nothing that there is"),
            )
        ),
    )
    assert [(row["exercise_id"], row["exercise_name"]) for row in rows_of(ann, id)] == [
        (lift, "My own press"),
        (str(bench), "Bench"),
        (str(bench), "Barbell Bench Press"),
        (str(bench), "Barbell Bench Press"),
        (lift, "my OWN press"),
        (None, "Nothing that there is"),
    ]
    assert tree(ann, id)["unknown_exercises"] == ["Nothing that there is"]


def test_an_exercise_that_was_merged_is_the_one_that_took_its_place(ann: Actor) -> None:
    old, new = exercise(ann), exercise(ann)
    before = take(ann, plan(session({"exercise_id": old, "sets": 1, "reps": "5"})))
    ann.call("merge_exercises", p_from_id=old, p_into_id=new)
    after = take(ann, plan(session({"exercise_id": old, "sets": 1, "reps": "5"})))
    assert rows_of(ann, before)[0]["exercise_id"] == rows_of(ann, after)[0]["exercise_id"] == new


def test_a_plan_sent_twice_is_there_once(ann: Actor) -> None:
    id = str(uuid4())
    assert take(ann, plan(session(slot()), id=id)) == id
    first = tree(ann, id)
    assert take(ann, plan(id=id)) == id
    assert tree(ann, id) == first
    assert len(ann.execute("select id from modular_training_plan")) == 1


def test_two_phones_that_send_one_plan_make_one(ann: Actor) -> None:
    document = plan(session(slot()), id=str(uuid4()))
    second = in_turn(ann, lambda it: take(it, document), lambda it: take(it, document))
    assert second == document["id"]
    assert len(rows_of(ann, second)) == 1


def test_an_apps_word_means_what_all_apps_mean_by_it(world: Database, ann: Actor) -> None:
    one_lift, other = (
        world.owner.execute("select id from exercises where slug = %s", (slug,)).fetchone()
        for slug in ("barbell-bench-press", "barbell-back-squat")
    )
    assert one_lift
    assert other
    agreed, disputed = f"Agreed {uuid4()}", f"Disputed {uuid4()}"
    for alias, source, lift in (
        (agreed, "strong", one_lift),
        (agreed, "hevy", one_lift),
        (disputed, "strong", one_lift),
        (disputed, "hevy", other),
    ):
        world.owner.execute(
            "insert into exercise_aliases (exercise_id, source, alias) values (%s, %s, %s)",
            (lift["id"], source, alias),
        )
    id = take(ann, plan(session(slot(agreed.upper()), slot(disputed))))
    assert [row["exercise_id"] for row in rows_of(ann, id)] == [str(one_lift["id"]), None]
    assert faults(
        ann, plan(session({"exercise_id": disputed, "sets": 1, "reps": "5"}, session_number=1))
    ) == [
        f'sessions[0].slots[0].exercise_id = "{disputed}":'
        " expected the id, the slug or an alias of an exercise"
    ]


def test_a_strangers_word_is_nobody_elses(world: Database, ann: Actor) -> None:
    lift = exercise(ann)
    world.owner.execute(
        "insert into exercise_aliases (exercise_id, owner_id, source, alias)"
        " values (%s, %s, 'hevy', 'Word of hers')",
        (lift, ann.id),
    )
    document = plan(session(slot("word of hers")))
    assert rows_of(ann, take(ann, document))[0]["exercise_id"] == lift
    bob = world.person()
    assert rows_of(bob, take(bob, document))[0]["exercise_id"] is None


def test_one_plans_for_oneself_alone(world: Database, ann: Actor) -> None:
    bob = world.person()
    with refused("42501") as refusal:
        take(bob, plan(), p_user_id=ann.id)
    assert refusal.detail == f"p_user_id = {ann.id}"
    with refused("42501"):
        take(Actor(world, "authenticated"), plan(), p_user_id=ann.id)
    with refused("42501"):
        take(world.anon, plan(), p_user_id=ann.id)
    document = plan(session(slot()), id=str(uuid4()))
    take(ann, document)
    with refused("23505"):
        take(bob, document)
    assert bob.execute("select id from modular_training_plan") == []


def test_the_back_end_plans_for_anybody(world: Database, ann: Actor) -> None:
    mine = exercise(ann, "Known to me")
    id = take(world.service, plan(session(slot("known to me"))), p_user_id=ann.id)
    assert rows_of(ann, id)[0]["exercise_id"] == mine
    with refused("PT404"):
        take(world.service, plan(), p_user_id=uuid4())


def test_a_strangers_exercise_is_nowhere(world: Database, ann: Actor) -> None:
    hers = exercise(ann, "Hers alone")
    bob = world.person()
    with refused("PT422") as refusal:
        take(bob, plan(session({"exercise_id": hers, "sets": 1, "reps": "5"})))
    assert refusal.detail.startswith("sessions[0].slots[0].exercise_id")
    assert rows_of(bob, take(bob, plan(session(slot("Hers alone")))))[0]["exercise_id"] is None


@pytest.mark.parametrize(
    "reps", ["5", "8-12", "8 \u2013 12", "AMRAP", "amrap", "30s", "30-45 sec", "0"]
)
def test_repetitions_are_written_as_people_write_them(ann: Actor, reps: str) -> None:
    assert rows_of(ann, take(ann, plan(session(slot(reps=reps)))))[0]["reps"] == reps


def test_repetitions_by_hand_are_no_less_checked(ann: Actor) -> None:
    begun_plan(ann)
    for wrong in ("lots", "", "5,6", "-5", "5-", "0s"):
        with refused("23514"):
            ann.execute("update modular_training_exercise set reps = %s", (wrong,))


def test_documents_of_every_size_are_taken(ann: Actor) -> None:
    weeks = [
        {"sessions": [session(*[slot()] * 8, day=7 * n + d) for d in range(5)]} for n in range(12)
    ]
    id = take(ann, plan_of_weeks(*weeks))
    assert len(rows_of(ann, id)) == 480


# The life of a plan


def statuses(person: Actor) -> Counter[tuple[str, str]]:
    found = person.execute("select goal_type, status::text from modular_training_plan")
    return Counter((row["goal_type"], row["status"]) for row in found)


def test_one_plan_a_goal_is_active_if_one_wants_it_so(ann: Actor) -> None:
    first = take(ann, plan())
    take(ann, plan())
    take(ann, plan(goal_type="endurance"))
    assert statuses(ann) == {("strength", "active"): 2, ("endurance", "active"): 1}
    third = take(ann, plan(), p_only_active=True)
    assert statuses(ann) == {
        ("strength", "active"): 1,
        ("strength", "archived"): 2,
        ("endurance", "active"): 1,
    }
    back = one(ann, "set_plan_status", p_plan_id=first, p_status="active", p_only_active=True)
    assert back["status"] == "active"
    assert tree(ann, third)["plan"]["status"] == "archived"
    done = one(ann, "set_plan_status", p_plan_id=first, p_status="completed", p_only_active=True)
    assert done["status"] == "completed"
    assert statuses(ann)["endurance", "active"] == 1


# Moving and copying


def days(person: Actor, id: str) -> list[tuple[str, str]]:
    return [
        (week["week"]["week_start"], it["session"]["session_date"])
        for week in tree(person, id)["weeks"]
        for it in week["sessions"]
    ]


def two_weeks(ann: Actor) -> str:
    return take(
        ann,
        plan_of_weeks(
            {"sessions": [session(slot(), day=0)]}, {"sessions": [session(slot(), day=9)]}
        ),
    )


def test_a_plan_is_moved_whole(ann: Actor) -> None:
    id = two_weeks(ann)
    ann.call("shift_plan", p_plan_id=id, p_days=3)
    assert days(ann, id) == [("2026-03-05", "2026-03-05"), ("2026-03-12", "2026-03-14")]
    assert tree(ann, id)["plan"]["week_start"] == "2026-03-05"
    assert [it["session"]["day_of_week"] for it in sessions_of(ann, id)] == [4, 6]
    moved = one(ann, "shift_plan", p_plan_id=id, p_days=-10)
    assert moved["plan"]["week_start"] == "2026-02-23"
    assert days(ann, id) == [("2026-02-23", "2026-02-23"), ("2026-03-02", "2026-03-04")]


def test_a_plan_is_moved_from_a_week_on(ann: Actor) -> None:
    id = two_weeks(ann)
    ann.call("shift_plan", p_plan_id=id, p_days=7, p_from_week=2)
    assert days(ann, id) == [("2026-03-02", "2026-03-02"), ("2026-03-16", "2026-03-18")]
    assert tree(ann, id)["plan"]["week_start"] == "2026-03-02"
    with refused("PT422") as refusal:
        ann.call("shift_plan", p_plan_id=id, p_days=-8, p_from_week=2)
    assert refusal.detail == "p_days = -8: expected -7 or more, for week 1 begins on 2026-03-02"
    ann.call("shift_plan", p_plan_id=id, p_days=-7, p_from_week=2)


@pytest.mark.parametrize("week", [2, 520])
def test_a_plan_is_moved_from_a_week_it_has(ann: Actor, week: int) -> None:
    id = take(ann, plan(session(slot())))
    with refused("PT422") as refusal:
        ann.call("shift_plan", p_plan_id=id, p_days=1, p_from_week=week)
    assert refusal.detail == (
        f"p_from_week = {week}: expected a week of the plan, which ends with week 1"
    )


@pytest.mark.parametrize("wrong", [None, 3661, -3661])
def test_a_plan_is_moved_by_days(ann: Actor, wrong: int | None) -> None:
    id = two_weeks(ann)
    with refused("PT422") as refusal:
        ann.call("shift_plan", p_plan_id=id, p_days=wrong)
    assert refusal.detail.startswith("p_days")


def test_a_plan_is_neither_moved_nor_copied_out_of_our_time(ann: Actor) -> None:
    id = take(ann, plan(session(slot())))
    ann.execute("update modular_training_session set session_date = '2199-12-31'")
    for call in (
        lambda: ann.call("shift_plan", p_plan_id=id, p_days=7),
        lambda: ann.call("copy_plan", p_plan_id=id, p_week_start=date(2026, 5, 4)),
    ):
        with refused("PT422") as refusal:
            call()
        assert "expected days from 1900-01-01 to 2199-12-31" in refusal.detail
    assert tree(ann, id)["plan"]["week_start"] == "2026-03-02"


def test_a_copy_is_the_same_plan_to_be_done(ann: Actor) -> None:
    lift = exercise(ann)
    id = take(
        ann,
        plan(
            session(WHOLE, {"exercise_id": lift, "sets": 3, "reps": "5"}, day=1, session_number=2),
            notes="good",
        ),
    )
    planned = sessions_of(ann, id)[0]["session"]["id"]
    ann.call("start_plan_session", p_plan_session_id=planned)
    ann.call("complete_plan_session", p_plan_session_id=planned, p_overall_difficulty=9)
    ann.call("set_plan_status", p_plan_id=id, p_status="archived")
    new = str(uuid4())
    copied = one(ann, "copy_plan", p_plan_id=id, p_week_start=date(2026, 5, 7), p_id=new)
    assert one(ann, "copy_plan", p_plan_id=id, p_week_start=date(2026, 5, 7), p_id=new) == copied
    assert copied["plan"] | {"id": 0, "created_at": 0, "updated_at": 0} == {
        **tree(ann, id)["plan"],
        "id": 0,
        "week_start": "2026-05-07",
        "status": "active",
        "created_at": 0,
        "updated_at": 0,
    }
    own = {"id", "week_id", "session_id", "created_at", "updated_at"}
    done = {"completed", "overall_difficulty", "duration_minutes", "workout_session_id"}
    moved = {"session_date", "day_of_week"}
    ((before,), (after,)) = sessions_of(ann, id), sessions_of(ann, new)
    for key in before["session"].keys() - own - done - moved:
        assert after["session"][key] == before["session"][key], key
    assert after["session"]["session_date"] == "2026-05-08"
    assert after["session"]["day_of_week"] == 5
    assert [after["session"][key] for key in sorted(done)] == [False, None, None, None]
    for old, fresh in zip(rows_of(ann, id), rows_of(ann, new), strict=True):
        for key in old.keys() - own - {"session_exercise_id"}:
            assert fresh[key] == old[key], key
        assert fresh["session_exercise_id"] is None
        assert fresh["id"] != old["id"]


@pytest.mark.parametrize("start", [None, date(1899, 1, 1), date(2199, 12, 31)])
def test_a_copy_begins_in_our_time(ann: Actor, start: date | None) -> None:
    with refused("PT422") as refusal:
        ann.call("copy_plan", p_plan_id=two_weeks(ann), p_week_start=start)
    assert refusal.detail.startswith("p_week_start")


def test_a_session_put_on_another_day_has_that_days_weekday(ann: Actor) -> None:
    id, _, _ = begun_plan(ann)
    ann.execute("update modular_training_session set session_date = '2026-03-07'")
    assert sessions_of(ann, id)[0]["session"]["day_of_week"] == 6
    with refused("23514"):
        ann.execute("update modular_training_session set day_of_week = 2")
