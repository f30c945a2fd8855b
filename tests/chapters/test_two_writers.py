"""Two phones at once: whatever the order, records stay right and sets stay numbered."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from queue import Queue
from typing import Any
from uuid import uuid4

import oracle
import psycopg
import pytest
from phones import PATIENCE, at_once, holding, in_turn, is_waiting, phone, until
from scenes import (
    MONDAY,
    document,
    exercise,
    holders,
    log,
    one,
    pull_up,
    records,
    refused,
    sets_of,
    start,
    trained,
)
from support import Actor

ROUNDS = 12


def check(person: Actor) -> None:
    oracle.check(person.database.owner, person)
    assert oracle.gaps(person.database.owner, person) == []


def test_two_phones_in_one_workout_take_turns(ann: Actor) -> None:
    lift, workout = exercise(ann), start(ann)
    numbers: list[int] = []

    def logs(it: Actor, weight: int) -> Callable[[], None]:
        def run() -> None:
            for step in range(ROUNDS):
                numbers.append(log(it, workout, lift, 5, weight + step % 4)["set_number"])

        return run

    at_once(logs(phone(ann), 100), logs(phone(ann), 101))
    assert sorted(numbers) == list(range(1, 2 * ROUNDS + 1))
    assert len({it["session_exercise_id"] for it in sets_of(ann, workout)}) == 1
    check(ann)


def test_the_second_phone_waits_and_takes_the_next_number(ann: Actor) -> None:
    lift, workout = exercise(ann), start(ann)
    second = in_turn(
        ann,
        lambda it: log(it, workout, lift, 5, 100),
        lambda it: log(it, workout, lift, 5, 90),
    )
    assert second["set_number"] == 2
    assert second["records"] == [
        broken for broken in second["records"] if broken["record_type"] == "total_volume"
    ]
    check(ann)


def test_two_workouts_of_one_exercise_share_their_records(ann: Actor) -> None:
    lift = exercise(ann)
    workouts = [start(ann), start(ann)]

    def logs(it: Actor, workout: str, weight: int) -> Callable[[], None]:
        def run() -> None:
            for step in range(ROUNDS):
                log(it, workout, lift, 5, weight + 3 * (step % 5))

        return run

    at_once(
        logs(phone(ann), workouts[0], 100),
        logs(phone(ann), workouts[1], 101),
    )
    check(ann)


def test_a_set_is_logged_while_the_holder_of_the_record_is_deleted(ann: Actor) -> None:
    lift, workout = exercise(ann), start(ann)
    other = start(ann)
    for weight in range(100, 100 + ROUNDS):
        log(ann, other, lift, 5, weight)
    deleter = phone(ann)

    def delete_the_best() -> None:
        for _ in range(ROUNDS):
            held = holders(deleter, lift).get("max_weight")
            if held:
                deleter.call("delete_set", p_set_id=held)

    adder = phone(ann)

    def add() -> None:
        for step in range(ROUNDS):
            log(adder, workout, lift, 5, 95 + step)

    at_once(delete_the_best, add)
    check(ann)


def test_a_set_logged_while_the_best_one_is_being_deleted_becomes_the_record(ann: Actor) -> None:
    lift, workout = exercise(ann), start(ann)
    best = log(ann, workout, lift, 5, 120)
    new = in_turn(
        ann,
        lambda it: it.call("delete_set", p_set_id=best["id"]),
        lambda it: log(it, workout, lift, 5, 100),
    )
    assert records(ann, lift)["max_weight"] == 100
    assert {broken["record_type"] for broken in new["records"]} >= {"max_weight", "1rm"}
    check(ann)


def test_no_set_gets_into_a_workout_that_is_being_finished(ann: Actor) -> None:
    lift, workout = exercise(ann), start(ann)
    log(ann, workout, lift, 5, 100)
    with refused("PT409"):
        in_turn(
            ann,
            lambda it: it.call("finish_workout", p_session_id=workout),
            lambda it: log(it, workout, lift, 5, 110),
        )
    assert len(sets_of(ann, workout)) == 1
    check(ann)


def test_no_set_gets_into_a_workout_that_is_being_deleted(ann: Actor) -> None:
    lift, workout = exercise(ann), start(ann)
    log(ann, workout, lift, 5, 100)
    with refused("PT404"):
        in_turn(
            ann,
            lambda it: it.call("delete_workout", p_session_id=workout),
            lambda it: log(it, workout, lift, 5, 110),
        )
    assert records(ann, lift) == {}
    check(ann)


def test_logging_and_finishing_at_once_never_locks_up(ann: Actor) -> None:
    lift, workout = exercise(ann), start(ann)
    logger, finisher = phone(ann), phone(ann)

    def logs() -> None:
        for step in range(ROUNDS):
            try:
                log(logger, workout, lift, 5, 100 + step)
            except psycopg.Error as error:
                assert error.sqlstate == "PT409"  # noqa: PT017

    def finishes() -> None:
        for _ in range(ROUNDS // 2):
            finisher.call("finish_workout", p_session_id=workout)
            finisher.call("resume_workout", p_session_id=workout)

    at_once(logs, finishes)
    check(ann)


def test_two_edits_of_one_set_both_hold(ann: Actor) -> None:
    lift, workout = exercise(ann), start(ann)
    it = log(ann, workout, lift, 5, 100)
    in_turn(
        ann,
        lambda first: first.call("edit_set", p_set_id=it["id"], p_weight=Decimal(120)),
        lambda second: second.call("edit_set", p_set_id=it["id"], p_reps=8),
    )
    (left,) = sets_of(ann, workout)
    assert (left["weight"], left["reps"]) == (120, 8)
    check(ann)


def test_edits_of_many_sets_at_once_never_lock_up(ann: Actor) -> None:
    lift, workout = exercise(ann), start(ann)
    ids = [log(ann, workout, lift, 5, 100 + n)["id"] for n in range(4)]

    def edits(it: Actor, order: int) -> Callable[[], None]:
        def run() -> None:
            for step in range(ROUNDS):
                which = ids[::order][step % 4]
                it.call("edit_set", p_set_id=which, p_weight=Decimal(90 + 7 * (step % 5)))

        return run

    at_once(edits(phone(ann), 1), edits(phone(ann), -1))
    check(ann)


def test_rows_written_by_hand_at_once_keep_the_records(ann: Actor) -> None:
    lift = exercise(ann)
    blocks = [log(ann, start(ann), lift, 1, 1)["session_exercise_id"] for _ in range(2)]

    def inserts(it: Actor, block: str, weight: int) -> Callable[[], None]:
        def run() -> None:
            for step in range(ROUNDS):
                it.execute(
                    "insert into workout_sets"
                    " (user_id, session_exercise_id, set_number, reps, weight)"
                    " select %s, %s, %s + n, 5, %s + n from generate_series(1, 3) as n",
                    (ann.id, block, 1 + 3 * step, weight + 2 * (step % 4)),
                )

        return run

    at_once(
        inserts(phone(ann), blocks[0], 100),
        inserts(phone(ann), blocks[1], 101),
    )
    check(ann)


def test_a_workout_moved_twice_at_once_keeps_its_sets_within(ann: Actor) -> None:
    """The second counts from where the first put it."""
    lift = exercise(ann)
    workout = trained(ann, lift, (5, 100), (5, 110))
    in_turn(
        ann,
        lambda it: it.call(
            "update_workout", p_session_id=workout, p_started_at=MONDAY - timedelta(hours=1)
        ),
        lambda it: it.call(
            "update_workout", p_session_id=workout, p_started_at=MONDAY - timedelta(hours=3)
        ),
    )
    began = ann.execute(
        "select w.started_at, min(s.performed_at) as first from workout_sessions as w"
        " join workout_session_exercises as b on b.session_id = w.id"
        " join workout_sets as s on s.session_exercise_id = b.id where w.id = %s group by 1",
        (workout,),
    )[0]
    assert began["started_at"] == MONDAY - timedelta(hours=3)
    assert began["first"] == began["started_at"] + timedelta(minutes=1)
    check(ann)


def test_a_body_weight_is_entered_while_a_set_is_logged(ann: Actor) -> None:
    lift, workout = pull_up(ann), start(ann)
    in_turn(
        ann,
        lambda it: log(it, workout, lift, 5, 20),
        lambda it: it.call(
            "record_body_measurement", p_weight=Decimal(80), p_measured_on=MONDAY.date()
        ),
    )
    assert records(ann, lift)["max_weight"] == 100
    check(ann)


@pytest.mark.parametrize("set_comes_first", [True, False])
def test_the_numbers_change_their_meaning_while_a_set_is_logged(
    ann: Actor, set_comes_first: bool
) -> None:
    lift, workout = exercise(ann), start(ann)
    log(ann, workout, lift, 5, 100)

    def logs(it: Actor) -> Any:
        return log(it, workout, lift, 8, 110)

    def changes(it: Actor) -> Any:
        return it.call("update_exercise", p_exercise_id=lift, p_load_kind="reps")

    in_turn(ann, *((logs, changes) if set_comes_first else (changes, logs)))
    assert records(ann, lift) == {"max_reps": 8}
    check(ann)


def test_merging_and_logging_at_once_never_lock_up(ann: Actor) -> None:
    """The merge waits for its turn before it takes the exercise."""
    old, new, workout = exercise(ann), exercise(ann), start(ann)
    trained(ann, old, (5, 90))

    def merge(it: Actor) -> None:
        it.call("merge_exercises", p_from_id=old, p_into_id=new)

    sessions: Queue[int] = Queue()

    def later() -> None:
        other = phone(ann)
        sessions.put(other.database.requests.info.backend_pid)
        merge(other)

    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as it:
            log(it, workout, new, 5, 100)
            merging = pool.submit(later)
            pid = sessions.get(timeout=PATIENCE)
            until(lambda: merging.done() or is_waiting(ann.database.owner, pid))
            log(it, workout, old, 5, 110)
        merging.result(timeout=PATIENCE)
    assert records(ann, new)["max_weight"] == 110
    check(ann)


def test_a_set_sent_to_an_exercise_that_is_being_merged_lands_in_the_other(ann: Actor) -> None:
    old, new, workout = exercise(ann), exercise(ann), start(ann)
    log(ann, workout, new, 5, 100)
    in_turn(
        ann,
        lambda it: it.call("merge_exercises", p_from_id=old, p_into_id=new),
        lambda it: log(it, workout, old, 5, 120),
    )
    assert records(ann, new)["max_weight"] == 120
    assert records(ann, old) == {}
    check(ann)


# What a phone sends again before the first answer came


def test_one_set_sent_twice_at_once_is_one_set(ann: Actor) -> None:
    lift, workout, id = exercise(ann), start(ann), str(uuid4())
    again = in_turn(
        ann,
        lambda it: log(it, workout, lift, 5, 100, p_id=id),
        lambda it: log(it, workout, lift, 5, 100, p_id=id),
    )
    assert again["id"] == id
    assert len(sets_of(ann, workout)) == 1


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("start_workout", {}),
        ("create_template", {"p_name": "Legs"}),
        ("create_exercise", {"p_name": "Sent twice"}),
    ],
)
def test_one_thing_sent_twice_at_once_is_one_thing(
    ann: Actor, function: str, arguments: dict[str, Any]
) -> None:
    id = uuid4()
    first: list[Any] = []
    again = in_turn(
        ann,
        lambda it: first.append(one(it, function, p_id=id, **arguments)),
        lambda it: one(it, function, p_id=id, **arguments),
    )
    assert again == first[0]


def test_one_workout_sent_twice_at_once_is_one_workout(ann: Actor) -> None:
    whole = document(id=str(uuid4()))
    again = in_turn(
        ann,
        lambda it: it.call("log_workout", p_workout=whole),
        lambda it: one(it, "log_workout", p_workout=whole),
    )
    assert again["workout"]["set_count"] == 1
    assert len(ann.call("workout_history")) == 1


# Isolation


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_the_log_is_written_at_read_committed_only(ann: Actor, level: str) -> None:
    """An older snapshot could not see the set that it has to be compared with."""
    lift, workout = exercise(ann), start(ann)
    it = log(ann, workout, lift, 5, 100)
    id, block = it["id"], it["session_exercise_id"]
    writes: list[tuple[str, Any]] = [
        ("select log_set(%s, %s, 5)", (workout, lift)),
        ("select edit_set(%s, 6)", (id,)),
        ("select delete_set(%s)", (id,)),
        ("select finish_workout(%s)", (workout,)),
        ("select delete_workout(%s)", (workout,)),
        ("select log_workout(%s)", (document(),)),
        ("select record_body_measurement(80)", ()),
        ("update workout_sets set reps = 9", ()),
        ("delete from workout_sets", ()),
        (
            "insert into workout_sets (user_id, session_exercise_id, set_number, reps)"
            " values (%s, %s, 2, 5)",
            (ann.id, block),
        ),
    ]
    for query, params in writes:
        with refused("0A000") as refusal, ann.database.owner.transaction():
            ann.database.owner.execute(f"set transaction isolation level {level}")
            ann._become(ann.database.owner)
            ann.database.owner.execute(query, params)
        assert refusal.hint
    check(ann)


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_the_log_is_read_at_any_level(ann: Actor, level: str) -> None:
    workout = trained(ann, exercise(ann), (5, 100))
    with ann.database.owner.transaction():
        ann.database.owner.execute(f"set transaction isolation level {level}")
        ann._become(ann.database.owner)
        for query in ("get_workout(%(it)s)", "workout_history()", "get_workout_summary(%(it)s)"):
            ann.database.owner.execute(f"select {query}", {"it": workout})
