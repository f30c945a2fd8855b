"""An entry of the calendar and its workout: started, linked, taken away, brought back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from calendar_scenes import DAY, FUTURE, entries, plan, status, template
from phones import PATIENCE, holding, in_turn, is_waiting, phone, until
from scenes import MONDAY, exercise, fingerprint, one, refused, start, trained
from support import Actor, Database

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


@pytest.mark.parametrize(
    ("away", "code"), [("delete_workout", "PT404"), ("abandon_workout", "PT409")]
)
@pytest.mark.parametrize(
    "statement",
    [
        "update scheduled_workouts set completed_session_id = %s where user_id = %s",
        "insert into scheduled_workouts (completed_session_id, user_id, scheduled_date)"
        " values (%s, %s, current_date)",
    ],
)
def test_what_is_just_going_completes_nothing_for_the_back_end(
    world: Database, ann: Actor, statement: str, away: str, code: str
) -> None:
    plan(ann)
    workout = start(ann)
    back_end = phone(world.service)
    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as it:
            it.call(away, p_session_id=workout)
            linking = pool.submit(back_end.execute, statement, (workout, ann.id))
            pid = back_end.database.requests.info.backend_pid
            until(lambda: linking.done() or is_waiting(world.owner, pid))
        before = fingerprint(world)
        with refused(code):
            linking.result(timeout=PATIENCE)
    assert fingerprint(world) == before


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
