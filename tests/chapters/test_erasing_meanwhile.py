"""Somebody erases their account while they sign in, or while an invite of theirs is accepted.

Whoever comes second waits, and is done or finds nobody; neither is ended as a deadlock.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import Any

import psycopg
import pytest
from phones import PATIENCE, holding, is_waiting, phone, until
from scenes import one
from sign_in_scenes import link, password, set_password, token
from support import Actor, Connection, Database


@pytest.fixture
def watcher(world: Database) -> Iterator[Connection]:
    with world.connect(autocommit=True) as it:
        yield it


def pid_of(it: Actor) -> int:
    return it.database.requests.info.backend_pid


def is_gone(world: Database, ann: Actor) -> bool:
    query = "select from auth.users where id = %s union all select from users where id = %s"
    return world.owner.execute(query, (ann.id, ann.id)).fetchall() == []


def outcome(act: Callable[[], Any]) -> str:
    try:
        act()
    except psycopg.Error as error:
        return str(error.sqlstate)
    return "done"


def test_an_import_that_is_open_is_waited_for(
    world: Database, watcher: Connection, ann: Actor
) -> None:
    anns = phone(ann)
    with world.connect() as importer, ThreadPoolExecutor(1) as pool:
        world.service._become(importer)
        query = "select begin_import(%s, 'hevy', 'hevy') as job"
        job = (importer.execute(query, (ann.id,)).fetchone() or {})["job"]
        erased = pool.submit(outcome, lambda: anns.call("erase_account"))
        until(lambda: is_waiting(watcher, pid_of(anns)))
        importer.execute("select run_import(%s)", (job,))
        importer.commit()
        assert erased.result(PATIENCE) == "done"
    assert is_gone(world, ann)


def test_an_import_for_whoever_is_going_finds_nobody(
    world: Database, watcher: Connection, ann: Actor
) -> None:
    back_end = phone(world.service)
    begin = partial(
        back_end.call, "begin_import", p_user_id=ann.id, p_source="hevy", p_dialect="hevy"
    )
    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as it:
            it.call("erase_account")
            begun = pool.submit(outcome, begin)
            until(lambda: is_waiting(watcher, pid_of(back_end)))
        assert begun.result(PATIENCE) == "PT404"


def test_who_accepts_an_invite_and_goes_on_is_not_in_the_way(
    world: Database, watcher: Connection, ann: Actor, bob: Actor
) -> None:
    """Ann has begun, and waits; Bob accepts, and then does more with her while he writes."""
    code = one(ann, "create_invite")["code"]
    anns, bobs, writes = phone(ann), phone(bob), Event()
    others = world.connect(autocommit=True)

    def accept_and_go_on() -> tuple[str, str]:
        accepted = outcome(lambda: bobs.call("accept_invite", p_code=code))
        with holding(bob) as it:
            it.call("create_invite")
            writes.set()
            until(lambda: erased.done() or is_waiting(others, pid_of(anns)))
            return accepted, outcome(lambda: it.call("request_friendship", p_user_id=ann.id))

    with ThreadPoolExecutor(2) as pool:
        with world.owner.transaction():
            world.owner.execute("select from users where id = %s for key share", (ann.id,))
            erased = pool.submit(outcome, lambda: anns.call("erase_account"))
            until(lambda: is_waiting(watcher, pid_of(anns)))
            begun = pool.submit(accept_and_go_on)
            until(lambda: writes.is_set() or is_waiting(watcher, pid_of(bobs)))
        assert begun.result(timeout=PATIENCE) == ("PT404", "PT404")
        assert erased.result(timeout=PATIENCE) == "done"
    assert is_gone(world, ann)


def test_a_session_is_opened_before_its_person_is_erased(
    world: Database, watcher: Connection, ann: Actor, email: str
) -> None:
    """Its token is that of another one, which somebody is just opening and takes back."""
    access, first, back_end, anns = token(), phone(world.service), phone(world.service), phone(ann)
    set_password(world.service, email)

    def open_session(it: Actor, person: Actor, **more: Any) -> None:
        it.call(
            "open_session",
            p_user_id=person.id,
            p_access_hash=access,
            p_refresh_hash=token(),
            **more,
        )

    with ThreadPoolExecutor(2) as pool:
        with first.database.requests.transaction(force_rollback=True):
            open_session(first, world.person())
            opened = pool.submit(
                outcome, lambda: open_session(back_end, ann, p_password_hash=password())
            )
            until(lambda: is_waiting(watcher, pid_of(back_end)))
            erased = pool.submit(outcome, lambda: anns.call("erase_account"))
            until(lambda: is_waiting(watcher, pid_of(anns)))
        assert opened.result(timeout=PATIENCE) == erased.result(timeout=PATIENCE) == "done"
    assert is_gone(world, ann)


def test_a_link_that_is_being_redeemed_opens_its_session_before_its_person_is_erased(
    world: Database, watcher: Connection, ann: Actor, email: str
) -> None:
    it, anns = link(world.service, email), phone(ann)
    with ThreadPoolExecutor(1) as pool:
        with holding(world.service) as back_end:
            back_end.call("redeem_magic_link", p_token_hash=it)
            erased = pool.submit(outcome, lambda: anns.call("erase_account"))
            until(lambda: is_waiting(watcher, pid_of(anns)))
            back_end.call(
                "open_session", p_user_id=ann.id, p_access_hash=token(), p_refresh_hash=token()
            )
        assert erased.result(timeout=PATIENCE) == "done"
    assert is_gone(world, ann)


def test_a_link_is_spent_while_its_person_is_erased(
    world: Database, watcher: Connection, ann: Actor, email: str
) -> None:
    it, back_end = link(world.service, email), phone(world.service)
    with ThreadPoolExecutor(1) as pool:
        with holding(ann) as anns:
            anns.call("erase_account")
            redeemed = pool.submit(
                outcome, lambda: back_end.call("redeem_magic_link", p_token_hash=it)
            )
            until(lambda: is_waiting(watcher, pid_of(back_end)))
        assert redeemed.result(timeout=PATIENCE) == "PT404"
    assert is_gone(world, ann)
