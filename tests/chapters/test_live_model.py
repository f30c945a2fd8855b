"""Live sessions against a plain model, whatever anyone does in any order, may they or not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import uuid4

import psycopg
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from rooms import bench, lift, wrong
from scenes import one
from support import Database

PEOPLE = 4
WHO = st.integers(0, PEOPLE - 1)
WHERE = st.integers(0, 1)
PICK = st.integers(0, 1000)


class No(Exception):
    """A refusal that the model foresees."""


@dataclass
class Person:
    is_leader: bool = False
    is_ready: bool = False
    status: str = "idle"


@dataclass
class Lifted:
    who: int
    kilograms: int
    reps: int
    is_warmup: bool
    workout: str
    is_there: bool = True


@dataclass
class Room:
    """What a live session is, without a database."""

    host: int
    mode: str
    is_public: bool
    status: str = "pending"
    people: dict[int, Person] = field(default_factory=dict)
    invited: dict[int, str] = field(default_factory=dict)
    sent_out: set[int] = field(default_factory=set)
    sets: dict[str, Lifted] = field(default_factory=dict)
    exercise: str | None = None
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people[self.host] = Person(is_leader=True)
        self.told += ["session_created", "user_joined"]

    def may_join(self, who: int) -> bool:
        if who == self.host:
            return True
        return who not in self.sent_out and (
            (self.is_public and self.status != "ended")
            or self.invited.get(who) in ("pending", "accepted")
        )

    def inside(self, who: int) -> Person:
        if who not in self.people:
            raise No("PT409" if self.may_join(who) else "PT404")
        return self.people[who]

    def hold(self, who: int, *, active: bool = False, leads: bool = False) -> Person:
        person = self.inside(who)
        if self.status == "ended" or (active and self.status == "pending"):
            raise No("PT409")
        if leads and who != self.host and not person.is_leader:
            raise No("42501")
        return person

    def guided(self) -> None:
        if self.mode != "guided":
            raise No("PT409")

    def join(self, who: int) -> None:
        if who in self.people:
            return
        if not self.may_join(who):
            raise No("PT404")
        if self.status == "ended":
            raise No("PT409")
        if self.invited.get(who) == "pending":
            self.invited[who] = "accepted"
            self.told.append("invitation_answered")
        self.people[who] = Person()
        self.told.append("user_joined")

    def leave(self, who: int) -> None:
        self.hold(who)
        self.out(who)

    def out(self, who: int) -> None:
        gone = self.people.pop(who)
        self.told.append("user_left")
        if not self.people:
            self.over()
        elif gone.is_leader:
            staying = [it for it in self.people.values() if it.status != "finished"]
            next(iter(staying or self.people.values())).is_leader = True
            self.told.append("leader_changed")

    def over(self) -> None:
        self.status = "ended"
        self.told.append("session_ended")
        for person in self.people.values():
            person.status, person.is_ready = "finished", False
        for who, answer in self.invited.items():
            self.invited[who] = "expired" if answer == "pending" else answer

    def remove(self, who: int, whom: int) -> None:
        self.hold(who, leads=True)
        if who == whom or (whom not in self.people and whom not in self.invited):
            raise No("PT404")
        if self.invited.get(whom) != "expired":
            self.told.append("invitation_answered")
        self.invited[whom] = "expired"
        self.sent_out.add(whom)
        if whom in self.people:
            self.out(whom)

    def invite(self, who: int, whom: int) -> None:
        self.hold(who, leads=True)
        if whom in self.people:
            raise No("PT409")
        if whom in self.sent_out or self.invited.get(whom) not in ("pending", "accepted"):
            self.invited[whom] = "pending"
            self.sent_out.discard(whom)
            self.told.append("user_invited")

    def answer(self, who: int, accepts: bool) -> None:
        answer = "accepted" if accepts else "declined"
        if who not in self.invited:
            raise No("PT404")
        if self.invited[who] == answer:
            return
        if self.invited[who] != "pending":
            raise No("PT409")
        self.invited[who] = answer
        self.told.append("invitation_answered")

    def begin(self, who: int) -> None:
        self.hold(who, leads=True)
        if self.status == "pending":
            self.status = "active"
            self.told.append("session_started")

    def end(self, who: int) -> None:
        self.inside(who)
        if self.status != "ended":
            self.hold(who, leads=True)
            self.over()

    def hand_over(self, who: int, whom: int) -> None:
        self.hold(who, leads=True)
        if whom not in self.people:
            raise No("PT404")
        if not self.people[whom].is_leader:
            for person in self.people.values():
                person.is_leader = False
            self.people[whom].is_leader = True
            self.told.append("leader_changed")

    def move(self, who: int, exercise: str) -> None:
        self.hold(who, active=True, leads=True)
        self.guided()
        if self.exercise != exercise:
            self.exercise = exercise
            for person in self.people.values():
                person.is_ready = False
            self.told.append("exercise_changed")

    def ready(self, who: int, is_ready: bool) -> None:
        person = self.hold(who, active=True)
        self.guided()
        if person.is_ready != is_ready:
            person.is_ready = is_ready
            self.told.append("ready_status_changed")

    def say_status(self, who: int, status: str) -> None:
        person = self.hold(who)
        if person.status != status:
            person.status = status
            self.told.append("status_update")

    def talk(self, who: int) -> None:
        self.hold(who)
        self.told.append("message")

    def cheer(self, who: int, whom: int) -> None:
        self.hold(who)
        if whom not in self.people:
            raise No("PT404")
        self.told.append("reaction")

    def may_lift(self, who: int) -> None:
        self.hold(who, active=True)

    def lifted(self, id: str, it: Lifted) -> None:
        self.sets[id] = it
        self.told.append("set_completed")
        person = self.people[it.who]
        if person.status in ("idle", "finished"):
            person.status = "resting"

    def edit(self, who: int, id: str, kilograms: int) -> None:
        it = self.own(who, id)
        if it.kilograms != kilograms:
            it.kilograms = kilograms
            if it.is_there:
                self.told.append("set_edited")

    def delete(self, who: int, id: str) -> None:
        if self.own(who, id).is_there:
            self.told.append("set_deleted")
        del self.sets[id]

    def own(self, who: int, id: str) -> Lifted:
        if id not in self.sets or self.sets[id].who != who:
            raise No("PT404")
        return self.sets[id]

    def turn(self, workout: str, *, is_there: bool) -> None:
        for it in self.sets.values():
            if it.workout == workout and it.is_there != is_there:
                it.is_there = is_there
                self.told.append("set_completed" if is_there else "set_deleted")


class Evenings(RuleBasedStateMachine):
    """Four people and two rooms."""

    database: Database
    lifts: tuple[str, str]

    @initialize(modes=st.tuples(*[st.sampled_from(["shared", "guided"])] * 2))
    def two_rooms(self, modes: tuple[str, str]) -> None:
        self.people = [self.database.person() for _ in range(PEOPLE)]
        self.rooms = [Room(0, modes[0], is_public=False), Room(1, modes[1], is_public=True)]
        self.ids = [
            one(
                self.people[it.host],
                "create_live_session",
                p_mode=it.mode,
                p_is_public=it.is_public,
            )["id"]
            for it in self.rooms
        ]

    def both(self, model: Callable[[], None], database: Callable[[], Any]) -> Any:
        """Does it here and there, and compares what one is told."""
        foreseen = told = None
        made = None
        try:
            model()
        except No as no:
            foreseen = str(no)
        try:
            made = database()
        except psycopg.Error as error:
            told = error.sqlstate
        assert told == foreseen
        return made

    def act(self, who: int, where: int, model: Callable[[Room], None], name: str, **more: Any):
        return self.both(
            lambda: model(self.rooms[where]),
            lambda: self.people[who].call(name, p_session_id=self.ids[where], **more),
        )

    # in and out

    @rule(who=WHO, where=WHERE)
    def join(self, who: int, where: int) -> None:
        self.act(who, where, lambda it: it.join(who), "join_live_session")

    @rule(who=WHO, where=WHERE)
    def leave(self, who: int, where: int) -> None:
        self.act(who, where, lambda it: it.leave(who), "leave_live_session")

    @rule(who=WHO, whom=WHO, where=WHERE)
    def invite(self, who: int, whom: int, where: int) -> None:
        asked = self.people[whom].id
        self.act(
            who, where, lambda it: it.invite(who, whom), "invite_to_live_session", p_user_id=asked
        )

    @rule(where=WHERE, guests=st.sets(WHO, min_size=1))
    def let_in(self, where: int, guests: set[int]) -> None:
        """As the host does it at the beginning, so that there is somebody to do something."""
        host = self.rooms[where].host
        self.join(host, where)
        for guest in guests - {host}:
            self.invite(host, guest, where)
            self.join(guest, where)
        self.start(host, where)

    @rule(who=WHO, where=WHERE, accepts=st.booleans())
    def answer(self, who: int, where: int, accepts: bool) -> None:
        row = self.database.owner.execute(
            "select id from live_session_invitations where session_id = %s and recipient_id = %s",
            (self.ids[where], self.people[who].id),
        ).fetchone()
        self.both(
            lambda: self.rooms[where].answer(who, accepts),
            lambda: self.people[who].call(
                "respond_to_live_invitation",
                p_invitation_id=row["id"] if row else uuid4(),
                p_accept=accepts,
            ),
        )

    @rule(who=WHO, whom=WHO, where=WHERE)
    def remove(self, who: int, whom: int, where: int) -> None:
        gone = self.people[whom].id
        self.act(
            who, where, lambda it: it.remove(who, whom), "remove_from_live_session", p_user_id=gone
        )

    # leading

    @rule(who=WHO, where=WHERE)
    def start(self, who: int, where: int) -> None:
        self.act(who, where, lambda it: it.begin(who), "start_live_session")

    @rule(who=WHO, where=WHERE, sure=st.sampled_from([False, False, False, True]))
    def end(self, who: int, where: int, sure: bool) -> None:
        if sure:
            self.act(who, where, lambda it: it.end(who), "end_live_session")

    @rule(who=WHO, whom=WHO, where=WHERE)
    def hand_over(self, who: int, whom: int, where: int) -> None:
        to = self.people[whom].id
        self.act(
            who, where, lambda it: it.hand_over(who, whom), "transfer_live_leadership", p_user_id=to
        )

    @rule(who=WHO, where=WHERE, which=st.integers(0, 1))
    def move(self, who: int, where: int, which: int) -> None:
        to = self.lifts[which]
        self.act(who, where, lambda it: it.move(who, to), "change_live_exercise", p_exercise_id=to)

    # saying something

    @rule(who=WHO, where=WHERE, is_ready=st.booleans())
    def ready(self, who: int, where: int, is_ready: bool) -> None:
        self.act(
            who,
            where,
            lambda it: it.ready(who, is_ready),
            "set_ready_for_next",
            p_is_ready=is_ready,
        )

    @rule(
        who=WHO, where=WHERE, status=st.sampled_from(["idle", "resting", "working_out", "finished"])
    )
    def say_status(self, who: int, where: int, status: str) -> None:
        self.act(
            who, where, lambda it: it.say_status(who, status), "update_live_status", p_status=status
        )

    @rule(who=WHO, where=WHERE)
    def talk(self, who: int, where: int) -> None:
        self.act(who, where, lambda it: it.talk(who), "send_live_message", p_message="Hi")

    @rule(who=WHO, whom=WHO, where=WHERE)
    def cheer(self, who: int, whom: int, where: int) -> None:
        to = self.people[whom].id
        self.act(
            who,
            where,
            lambda it: it.cheer(who, whom),
            "react_to_set",
            p_emote="like",
            p_to_user_id=to,
        )

    # lifting

    @rule(
        who=WHO,
        where=WHERE,
        kilograms=st.sampled_from([60, 80, 100]),
        reps=st.integers(0, 13),
        kind=st.sampled_from(["working", "warmup", "drop"]),
    )
    def log(self, who: int, where: int, kilograms: int, reps: int, kind: str) -> None:
        person, session, room = self.people[who], self.ids[where], self.rooms[where]
        made = self.both(
            lambda: room.may_lift(who),
            lambda: lift(person, session, self.lifts[0], reps, kilograms, p_set_type=kind),
        )
        if made:
            workout = self.one("workout_id", "live_session_participants", session, person.id)
            it = Lifted(who, kilograms, reps, kind == "warmup", workout)
            room.lifted(made["id"], it)

    def one(self, column: str, table: str, session: str, user: Any) -> Any:
        row = self.database.owner.execute(
            f"select {column} from {table} where session_id = %s and user_id = %s", (session, user)
        ).fetchone()
        assert row
        return row[column]

    def a_set(self, where: int, pick: int) -> str:
        ids = sorted(self.rooms[where].sets)
        return ids[pick % len(ids)] if ids else str(uuid4())

    @rule(
        who=WHO,
        where=WHERE,
        pick=PICK,
        kilograms=st.sampled_from([60, 80, 120]),
        live=st.booleans(),
    )
    def edit(self, who: int, where: int, pick: int, kilograms: int, live: bool) -> None:
        id = self.a_set(where, pick)
        self.both(
            lambda: self.rooms[where].edit(who, id, kilograms),
            lambda: self.people[who].call(
                "edit_live_set" if live else "edit_set", p_set_id=id, p_weight=Decimal(kilograms)
            ),
        )

    @rule(who=WHO, where=WHERE, pick=PICK, live=st.booleans())
    def delete(self, who: int, where: int, pick: int, live: bool) -> None:
        id = self.a_set(where, pick)
        self.both(
            lambda: self.rooms[where].delete(who, id),
            lambda: self.people[who].call("delete_live_set" if live else "delete_set", p_set_id=id),
        )

    @rule(where=WHERE, pick=PICK)
    def give_up_a_workout_or_take_it_up_again(self, where: int, pick: int) -> None:
        room, id = self.rooms[where], self.a_set(where, pick)
        if id not in room.sets:
            return
        it = room.sets[id]
        act = "abandon_workout" if it.is_there else "resume_workout"
        self.people[it.who].call(act, p_session_id=it.workout)
        room.turn(it.workout, is_there=not it.is_there)

    # comparing

    @invariant()
    def it_is_as_the_model_says(self) -> None:
        if not hasattr(self, "rooms"):  # not before it has begun
            return
        owner = self.database.owner
        assert wrong(owner) == []
        for id, room in zip(self.ids, self.rooms, strict=True):
            session = owner.execute("select * from live_sessions where id = %s", (id,)).fetchone()
            assert session
            there = [it for it in room.sets.values() if it.is_there]
            assert session["status"] == room.status
            assert session["participant_count"] == len(room.people)
            assert session["total_sets_completed"] == len(there)
            assert str(session["current_exercise_id"] or "") == (room.exercise or "")
            rows = owner.execute(
                "select * from live_session_participants where session_id = %s", (id,)
            ).fetchall()
            assert {
                row["user_id"]: (
                    row["is_leader"],
                    row["ready_for_next"],
                    row["status"],
                    row["sets_completed"],
                    row["total_volume_kg"],
                )
                for row in rows
            } == {
                self.people[who].id: (
                    it.is_leader,
                    it.is_ready,
                    it.status,
                    sum(done.who == who for done in there),
                    sum(
                        done.kilograms * done.reps
                        for done in there
                        if done.who == who and not done.is_warmup
                    ),
                )
                for who, it in room.people.items()
            }
            events = owner.execute(
                "select seq, type from live_session_events where session_id = %s order by seq",
                (id,),
            ).fetchall()
            assert [it["type"] for it in events] == room.told
            assert [it["seq"] for it in events] == list(range(1, len(room.told) + 1))

    @invariant()
    def one_sees_what_is_ones_own_to_see(self) -> None:
        if not hasattr(self, "rooms"):
            return
        for who, person in enumerate(self.people):
            for id, room in zip(self.ids, self.rooms, strict=True):
                seen = person.execute("select 1 from live_sessions where id = %s", (id,))
                assert bool(seen) is (who in room.people or room.may_join(who))
                foreign = person.execute(
                    "select 1 from live_session_participants where session_id = %s", (id,)
                )
                assert len(foreign) == (len(room.people) if who in room.people else 0)
                sets = person.execute(
                    "select id from live_session_sets where session_id = %s", (id,)
                )
                assert {str(it["id"]) for it in sets} == {
                    key
                    for key, it in room.sets.items()
                    if it.who == who or (it.is_there and who in room.people)
                }


def test_live_sessions_are_what_a_plain_model_says(world: Database) -> None:
    Evenings.database = world
    Evenings.lifts = (bench(world), bench(world, "Barbell Back Squat"))
    run_state_machine_as_test(
        Evenings,
        settings=settings(
            max_examples=30,
            stateful_step_count=40,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
