"""Plans that a coach gives: the athlete's own from then on, and given once."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from coaching_scenes import Trio, entity, invited, link_of, linked
from phones import at_once, in_turn, phone
from plan_scenes import plan, rows_of, session, sessions_of, slot, take, tree
from scenes import exercise, fingerprint, one, refused
from support import Actor, Database


class Given:
    """A linked athlete, and a plan of the coach's with an exercise of each of the two kinds."""

    def __init__(self, trio: Trio) -> None:
        self.coach, self.athlete, self.stranger = trio.coach, trio.athlete, trio.stranger
        self.client = linked(trio.coach, trio.athlete)
        self.own = exercise(trio.coach)
        self.id = take(
            trio.coach,
            plan(
                session(slot(), slot(exercise_id=self.own, name="My own", rir=2), day=1),
                notes="Slowly",
            ),
        )

    def to(self, coach: Actor, **other: Any) -> str:
        given = {"p_plan_id": self.id, "p_entity_id": self.client, "p_week_start": "2026-05-04"}
        id: str = one(coach, "assign_plan", **given | other)
        return id


@pytest.fixture
def given(trio: Trio) -> Given:
    return Given(trio)


def plans_of(world: Database, whose: Actor) -> list[str]:
    found = world.owner.execute(
        "select id::text as it from modular_training_plan where user_id = %s", (whose.id,)
    )
    return [row["it"] for row in found]


def test_a_plan_that_is_given_is_the_athletes(world: Database, given: Given) -> None:
    id = given.to(given.coach)
    kept = tree(given.athlete, id)["plan"]
    assert (kept["user_id"], kept["week_start"]) == (str(given.athlete.id), "2026-05-04")
    assert (kept["status"], kept["notes"]) == ("active", "Slowly")
    (theirs,), (mine,) = sessions_of(given.athlete, id), sessions_of(given.coach, given.id)
    assert theirs["session"]["session_date"] == "2026-05-05"
    assert theirs["session"]["focus_area"] == mine["session"]["focus_area"]
    for copied, meant in zip(
        rows_of(given.athlete, id), rows_of(given.coach, given.id), strict=True
    ):
        for key in ("exercise_name", "sets", "reps", "rir", "order_in_session"):
            assert copied[key] == meant[key], key
    # it is done like any other
    begun = one(given.athlete, "start_plan_session", p_plan_session_id=theirs["session"]["id"])
    assert [it["exercise_name"] for it in begun["exercises"]] == [
        "Back Squat",
        "My own",
    ]
    # and the coach has no hand in it any more
    for function in ("get_plan", "plan_progress"):
        for other in (given.coach, given.stranger):
            with refused("PT404"):
                other.call(function, p_plan_id=id)
    given.coach.execute("update modular_training_plan set notes = 'Fast'")
    given.coach.execute("delete from modular_training_plan")
    assert tree(given.athlete, id)["plan"]["notes"] == "Slowly"
    assert plans_of(world, given.coach) == []


def test_what_the_coach_made_of_their_own_is_given_by_name(given: Given) -> None:
    first, second = rows_of(given.athlete, given.to(given.coach))
    meant = rows_of(given.coach, given.id)
    assert first["exercise_id"] == meant[0]["exercise_id"] is not None
    assert meant[1]["exercise_id"] == given.own
    assert (second["exercise_id"], second["exercise_name"]) == (None, "My own")


def test_an_exercise_of_the_athletes_is_not_put_into_a_plan_of_the_coachs(trio: Trio) -> None:
    linked(trio.coach, trio.athlete)
    id = take(trio.coach, plan(session(slot())))
    with refused("42501"):
        trio.coach.execute(
            "update modular_training_exercise set exercise_id = %s", (trio.ids["lift"],)
        )
    assert rows_of(trio.coach, id)[0]["exercise_id"] != trio.ids["lift"]


def test_the_same_plan_is_given_once(world: Database, given: Given) -> None:
    id = str(uuid4())
    assert given.to(given.coach, p_id=id) == id
    before = fingerprint(world)
    assert given.to(given.coach, p_id=id, p_week_start="2026-06-01") == id
    assert fingerprint(world) == before
    assert plans_of(world, given.athlete) == [id]
    with refused("23505"):
        given.to(given.coach, p_id=given.id)


def test_a_plan_is_not_given_to_whoever_did_not_accept(world: Database, given: Given) -> None:
    waiting, group = entity(given.coach), entity(given.coach, type="CLASS")
    invited(given.coach, waiting, given.stranger)
    id = given.to(given.coach)
    given.athlete.call("end_athlete_link", p_link_id=link_of(given.coach, given.client)["id"])
    before = fingerprint(world)
    for client in (waiting, group, given.client):
        with refused("PT409") as refusal:
            given.to(given.coach, p_entity_id=client)
        assert refusal.detail == f"p_entity_id = {client}"
    assert fingerprint(world) == before
    # what was given stays given
    assert tree(given.athlete, id)


def test_one_gives_ones_own_plan_to_ones_own_client(world: Database, given: Given) -> None:
    theirs = take(given.athlete, plan(session(slot())))
    before = fingerprint(world)
    for somebody, other in [
        (given.stranger, {}),
        (given.athlete, {}),
        (given.stranger, {"p_entity_id": entity(given.stranger), "p_plan_id": given.id}),
        (given.coach, {"p_plan_id": theirs}),
        (given.coach, {"p_plan_id": str(uuid4())}),
        (given.coach, {"p_entity_id": str(uuid4())}),
    ]:
        with refused("PT404"):
            given.to(somebody, **other)
    with refused("PT422") as refusal:
        given.to(given.coach, p_week_start="2200-01-01")
    assert refusal.detail.startswith("p_week_start")
    assert {**fingerprint(world), "entities": 0} == {**before, "entities": 0}


def test_a_link_that_ends_while_a_plan_is_given_ends_before_or_after(
    world: Database, given: Given
) -> None:
    link = link_of(given.coach, given.client)["id"]

    def give(it: Actor) -> Any:
        with pytest.raises(psycopg.Error) as refusal:
            given.to(it)
        return refusal.value.sqlstate

    ended = in_turn(given.coach, lambda it: it.call("end_athlete_link", p_link_id=link), give)
    assert ended == "PT409"
    assert plans_of(world, given.athlete) == []


def test_two_coaches_who_are_each_others_athletes_give_at_once(world: Database) -> None:
    """Both take the two logs in the same order, so neither waits for the other for ever."""
    ann, bob = world.person(), world.person()
    clients = {ann: linked(ann, bob), bob: linked(bob, ann)}
    plans = {it: take(it, plan(session(slot()))) for it in clients}

    def give(coach: Actor) -> Any:
        it = phone(coach)
        return lambda: [
            it.call(
                "assign_plan",
                p_plan_id=plans[coach],
                p_entity_id=clients[coach],
                p_week_start="2026-05-04",
            )
            for _ in range(20)
        ]

    at_once(give(ann), give(bob))
    assert len(plans_of(world, ann)) == len(plans_of(world, bob)) == 21
