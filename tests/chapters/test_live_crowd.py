"""A room of fifty: all at once, over connections of their own, under the policies of everyone."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from typing import Any

from phones import at_once, phone
from rooms import bench, lift, numbers, room, wrong
from scenes import one
from support import Actor, Database
from workoutdb import connect_async

PEOPLE = 50
# these go out and come back, which ends their listening
RESTLESS = 5
ROUNDS = 10
PATIENCE = 60


async def listen(dsn: str, person: Actor, session: str) -> list[int]:
    """The numbers of what somebody hears of a session, to its end."""
    heard = []
    async with await connect_async(dsn) as db:
        async for event in db.live_events(session, user_id=str(person.id)):
            heard.append(event.seq)
            if event.type == "session_ended":
                break
    return heard


def all_listen(dsn: str, people: list[Actor], session: str) -> list[list[int]]:
    async def together() -> list[list[int]]:
        listening = [listen(dsn, person, session) for person in people]
        return await asyncio.wait_for(asyncio.gather(*listening), PATIENCE)

    return asyncio.run(together())


def evening(person: Actor, session: str, press: str, seed: int) -> Callable[[], None]:
    """What one person does; each act is a transaction of its own."""

    def run() -> None:
        chance = Random(seed)
        mine = [
            lift(person, session, press, chance.randint(1, 12), chance.randint(40, 140))["id"]
            for _ in range(2)
        ]
        person.call("send_live_message", p_session_id=session, p_message="Done")
        person.call("edit_live_set", p_set_id=mine[0], p_reps=chance.randint(1, 12))
        person.call("react_to_set", p_session_id=session, p_emote="fire", p_set_id=mine[1])
        person.call("update_live_status", p_session_id=session, p_status="working_out")
        if chance.random() < 0.5:
            person.call("delete_live_set", p_set_id=mine[1])

    return run


def restless(person: Actor, session: str, press: str) -> Callable[[], None]:
    def run() -> None:
        for _ in range(2):
            lift(person, session, press, 5, 60)
            person.call("leave_live_session", p_session_id=session)
            person.call("join_live_session", p_session_id=session)

    return run


def caretaker(world: Database) -> Callable[[], None]:
    """Tidies up all the while, as cron does; nobody has been away for long, so nothing is due."""
    service = phone(world.service)

    def run() -> None:
        for _ in range(5):
            service.call("tidy_live_sessions")

    return run


def test_a_room_of_fifty_is_counted_right_and_heard_by_all(world: Database) -> None:
    press = bench(world)
    people = [phone(world.person()) for _ in range(PEOPLE)]
    quiet = people[RESTLESS:]
    host = quiet[0]
    originals: list[Any] = []
    for number in range(ROUNDS):
        session = room(Actor(world, "authenticated", host.id), p_is_public=True)
        at_once(
            *[partial(person.call, "join_live_session", p_session_id=session) for person in people]
        )
        acts = [restless(it, session, press) for it in people[:RESTLESS]]
        acts += [
            evening(it, session, press, PEOPLE * number + place) for place, it in enumerate(quiet)
        ]
        acts.append(caretaker(world))
        with ThreadPoolExecutor(1) as ear:
            listening = ear.submit(all_listen, world.dsn, quiet, session)
            at_once(*acts)
            host.call("end_live_session", p_session_id=session)
            heard = listening.result(PATIENCE)

        last = one(host, "get_live_session", p_session_id=session)["session"]["last_event_seq"]
        assert numbers(world.owner, session) == list(range(1, last + 1))
        assert [it for it in heard if it != list(range(1, last + 1))] == []
        assert wrong(world.owner) == []
        originals.append(last)
    assert min(originals) > PEOPLE * 5


def test_people_erase_their_accounts_while_others_train(world: Database) -> None:
    """They are in two rooms, which each of them leaves and each of the others writes to."""
    press = bench(world)
    staying = [phone(world.person()) for _ in range(4)]
    going = [phone(world.person()) for _ in range(6)]
    rooms = [room(Actor(world, "authenticated", going[0].id), p_is_public=True) for _ in range(2)]
    for person in staying + going:
        for session in rooms:
            person.call("join_live_session", p_session_id=session)
            lift(person, session, press)

    def train(person: Actor, first: int) -> Callable[[], None]:
        def run() -> None:
            for turn in range(6):
                session = rooms[(first + turn) % 2]
                done = lift(person, session, press)
                person.call(
                    "react_to_set", p_session_id=session, p_emote="like", p_set_id=done["id"]
                )
                person.call("edit_live_set", p_set_id=done["id"], p_reps=3 + turn)

        return run

    at_once(
        *[partial(it.call, "erase_account") for it in going],
        *[train(it, place) for place, it in enumerate(staying)],
        caretaker(world),
    )
    assert wrong(world.owner) == []
    for session in rooms:
        detail = one(staying[0], "get_live_session", p_session_id=session)
        assert detail["session"]["participant_count"] == len(staying)
        assert detail["session"]["host_id"] is None
