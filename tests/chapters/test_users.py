"""People: their account, their allowance, and their leaving."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from plan_scenes import plan, session, take
from psycopg import sql
from psycopg.types.json import Jsonb
from rooms import live_evening
from scenes import exercise, fingerprint, log, one, profile, read_a_text, refused, rows, start
from support import Actor, Database


def sign_up(world: Database, **said: Any) -> Actor:
    """An account made as the sign-up makes it."""
    id = uuid4()
    world.owner.execute(
        "insert into auth.users (id, email, raw_user_meta_data) values (%s, %s, %s)",
        (id, f"{id}@example.org", Jsonb(said)),
    )
    return Actor(world, "authenticated", id)


# Joining


def test_a_new_account_is_a_person_with_a_profile(world: Database) -> None:
    ann = sign_up(world, full_name="Ann Example", avatar_url="https://a.b/c", timezone="Asia/Tokyo")
    me = one(ann, "get_me")
    assert me["user_id"] == str(ann.id)
    assert (me["display_name"], me["full_name"]) == ("Ann Example", "Ann Example")
    assert (me["timezone"], me["unit_system"]) == ("Asia/Tokyo", "metric")
    assert me["email"] == f"{ann.id}@example.org"
    assert me["avatar_url"] == "https://a.b/c"


def test_a_new_person_has_a_trial_of_14_days_and_5_generations_a_day(ann: Actor) -> None:
    mine = profile(ann)
    assert mine["subscription_status"] == "trialing"
    assert mine["trial_end_date"] - mine["trial_start_date"] == timedelta(days=14)
    assert mine["generations_per_day"] == mine["generations_remaining"] == 5


@pytest.mark.parametrize("said", [{}, {"display_name": "  "}, {"full_name": ""}])
def test_friends_never_see_the_address_as_a_name(world: Database, said: dict[str, str]) -> None:
    assert one(sign_up(world, **said), "get_me")["display_name"] == "Athlete"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "CEST", "UTC+3", "", 5, None])
def test_an_odd_zone_keeps_nobody_from_signing_up(world: Database, zone: Any) -> None:
    assert one(sign_up(world, timezone=zone), "get_me")["timezone"] == "UTC"


def test_a_name_of_any_length_keeps_nobody_from_signing_up(world: Database) -> None:
    ann = sign_up(world, full_name="A" * 5000, avatar_url="b" * 9000)
    assert len(one(ann, "get_me")["display_name"]) == 100


def test_the_email_follows_the_account(world: Database, ann: Actor) -> None:
    world.owner.execute("update auth.users set email = 'new@example.org' where id = %s", (ann.id,))
    assert one(ann, "get_me")["email"] == "new@example.org"


def test_the_back_end_makes_a_person_and_finds_them_by_address(world: Database) -> None:
    id = one(
        world.service,
        "create_user",
        p_email="Carl@example.org",
        p_display_name="Carl",
        p_timezone="Europe/Paris",
        p_unit_system="imperial",
    )
    assert one(world.service, "find_user", p_email="cARL@example.org") == id
    me = one(Actor(world, "authenticated", id), "get_me")
    assert (me["display_name"], me["timezone"]) == ("Carl", "Europe/Paris")
    assert me["unit_system"] == "imperial"


def test_an_address_is_taken_once(world: Database) -> None:
    world.service.call("create_user", p_email="dora@example.org")
    with refused("PT409") as refusal:
        world.service.call("create_user", p_email="DORA@example.org")
    assert refusal.detail == "p_email = DORA@example.org"
    assert "find_user" in refusal.hint


@pytest.mark.parametrize("address", ["", "ann", "ann@", "@b", "a b@c", "a@b@c", None])
def test_what_is_no_address_is_refused(world: Database, address: str | None) -> None:
    with refused("PT422") as refusal:
        world.service.call("create_user", p_email=address)
    assert refusal.detail.startswith("p_email")


def test_an_unknown_address_is_not_found(world: Database) -> None:
    with refused("PT404") as refusal:
        world.service.call("find_user", p_email="nobody@example.org")
    assert refusal.detail == "p_email = nobody@example.org"


# What one says of oneself


def test_what_is_not_given_stays(ann: Actor) -> None:
    ann.call("update_me", p_display_name="Ann", p_timezone="Europe/Paris", p_full_name="Ann E.")
    me = one(ann, "update_me", p_unit_system="imperial")
    assert (me["display_name"], me["full_name"]) == ("Ann", "Ann E.")
    assert (me["timezone"], me["unit_system"]) == ("Europe/Paris", "imperial")


@pytest.mark.parametrize(
    "zone",
    [
        "Mars/Olympus",
        "UTC+3",
        "EST5EDT4",
        "CEST",
        "",
        "Europe",
        "Europe/Paris-5",
        "Foo/Bar+3",
        "+02",
    ],
)
def test_an_unknown_zone_is_refused(ann: Actor, zone: str) -> None:
    """Also what only Postgres takes for one, and reads the other way round."""
    with refused("PT422") as refusal:
        ann.call("update_me", p_timezone=zone)
    assert refusal.detail == f"p_timezone = {zone}"
    assert "Europe/Paris" in refusal.hint


@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/Paris", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "Asia/Kolkata"]
)
def test_an_iana_zone_is_taken(ann: Actor, zone: str) -> None:
    assert one(ann, "update_me", p_timezone=zone)["timezone"] == zone


def test_an_unknown_zone_does_not_get_in_by_hand_either(ann: Actor) -> None:
    with refused("23514"):
        ann.execute("update users set timezone = 'Mars/Olympus'")


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_a_display_name_has_1_to_100_characters(ann: Actor, name: str) -> None:
    with refused("PT422") as refusal:
        ann.call("update_me", p_display_name=name)
    assert refusal.detail.startswith('p_display_name = "')
    assert refusal.detail.endswith("expected a text of 1 to 100 characters")


# The allowance


def test_a_day_has_its_generations_and_no_more(ann: Actor) -> None:
    assert [one(ann, "consume_generation") for _ in range(5)] == [4, 3, 2, 1, 0]
    with refused("PT402") as refusal:
        ann.call("consume_generation")
    assert "generations_remaining = 0" in refusal.detail
    assert profile(ann)["generations_today"] == 5


def test_fifty_at_once_get_the_five_there_are(world: Database, ann: Actor) -> None:
    barrier = threading.Barrier(50)

    def take(_: int) -> str | int:
        with world.connect(autocommit=True) as connection:
            barrier.wait(60)
            try:
                with connection.transaction():
                    ann._become(connection)
                    row = connection.execute("select consume_generation() as rest").fetchone()
                    assert row
                    return int(row["rest"])
            except psycopg.Error as error:
                return str(error.sqlstate)

    with ThreadPoolExecutor(50) as pool:
        got = list(pool.map(take, range(50)))
    assert sorted(map(str, got)) == ["0", "1", "2", "3", "4", *["PT402"] * 45]


def test_the_allowance_is_renewed_on_the_persons_next_day(world: Database, ann: Actor) -> None:
    for _ in range(5):
        ann.call("consume_generation")
    world.owner.execute(
        "update profiles set last_generation_date = last_generation_date - 1 where id = %s",
        (ann.id,),
    )
    assert one(ann, "get_me")["generations_remaining"] == 5
    assert one(ann, "consume_generation") == 4
    assert profile(ann)["generations_today"] == 1


def test_the_day_is_the_persons_own(world: Database, ann: Actor) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        ann = world.person(timezone=zone)
        ann.call("consume_generation")
        today = world.owner.execute("select (now() at time zone %s)::date as it", (zone,))
        assert profile(ann)["last_generation_date"] == next(iter(today))["it"]


def test_travelling_to_and_fro_does_not_renew_the_allowance(world: Database) -> None:
    """East is a day further than west, always."""
    ann = world.person(timezone="Pacific/Kiritimati")
    given = 0
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] * 4:
        ann.call("update_me", p_timezone=zone)
        for _ in range(3):
            try:
                ann.call("consume_generation")
                given += 1
            except psycopg.Error as error:
                assert error.sqlstate == "PT402"  # noqa: PT017
    assert given == 5


@pytest.mark.parametrize("status", ["canceled", "past_due", "incomplete", "trialing"])
def test_without_trial_or_subscription_there_are_no_generations(
    world: Database, ann: Actor, status: str
) -> None:
    world.owner.execute(
        "update profiles set subscription_status = %s, trial_end_date = now() - interval '1 s'"
        " where id = %s",
        (status, ann.id),
    )
    with refused("PT402") as refusal:
        ann.call("consume_generation")
    assert f"subscription_status = {status}" in refusal.detail


def test_a_subscription_outlives_the_trial(world: Database, ann: Actor) -> None:
    world.owner.execute(
        "update profiles set subscription_status = 'active', trial_end_date = now() where id = %s",
        (ann.id,),
    )
    assert one(ann, "consume_generation") == 4


# Leaving


def owned(world: Database) -> list[tuple[str, str, str]]:
    """Every table with rows that belong to a person, with the column that says whose."""
    tables = world.owner.execute(
        """
        select n.nspname as schema, c.relname as name, a.attname as owner
        from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        join pg_attribute as a on a.attrelid = c.oid and not a.attisdropped
        where n.nspname in ('public', 'private') and c.relkind in ('r', 'p')
          and (a.attname in ('user_id', 'owner_id', 'host_id', 'from_user_id')
               or c.relname in ('users', 'profiles') and a.attname = 'id')
        order by 1, 2
        """
    ).fetchall()
    return [(it["schema"], it["name"], it["owner"]) for it in tables]


def live_a_life(world: Database, person: Actor) -> None:
    """Leaves a row of this person in every table there is."""
    barbell = world.owner.execute("select id from equipment where name = 'Barbell'").fetchone()
    assert barbell
    lift = exercise(person, p_equipment_ids=[barbell["id"]])
    person.call("merge_exercises", p_from_id=exercise(person), p_into_id=lift)
    person.call("set_my_equipment", p_equipment_ids=[barbell["id"]])
    person.call("record_body_measurement", p_weight=Decimal(80))
    template = one(
        person, "create_template", p_name="Legs", p_exercises=Jsonb([{"exercise_id": lift}])
    )
    log(person, start(person, p_template_id=template["template"]["id"]), lift, 5, 100)
    person.call("request_friendship", p_user_id=world.person().id)
    person.call("create_invite")
    person.call("schedule_workout", p_scheduled_date=date(2026, 3, 2))
    take(person, plan(session({"exercise_id": lift, "sets": 3, "reps": "5"})))
    live_evening(world, person)
    job = one(world.service, "begin_import", p_user_id=person.id, p_source="hevy", p_dialect="hevy")
    world.service.execute(
        "insert into private.import_rows (job_id, user_id, line, kind, run,"
        " started_local, block, set_number, exercise_name, set_type, reps, weight)"
        " values (%s, %s, 2, 'set', 1, '2026-01-01 10:00', 0, 1, 'Squat', 'working', 5, 100)",
        (job, person.id),
    )
    world.service.call("run_import", p_job_id=job)
    # an exercise of its own, and a workout that changes
    for weight in (100, 110):
        job = one(
            world.service,
            "begin_import",
            p_user_id=person.id,
            p_source="hevy",
            p_dialect="hevy",
            p_on_conflict="update",
        )
        world.service.execute(
            "insert into private.import_rows (job_id, user_id, line, kind, run,"
            " started_local, block, set_number, exercise_name, set_type, reps, weight)"
            " values (%s, %s, 2, 'set', 1, '2026-01-01 10:00', 0, 1, 'Stones', 'working', 5, %s)",
            (job, person.id, weight),
        )
        world.service.call("run_import", p_job_id=job)
    read_a_text(person)
    client = one(person, "create_entity", p_entity=Jsonb({"name": "Kim", "squat_1rm": 100}))
    client_id = client["entity"]["id"]
    workouts = [{"title": "Day 1", "scheduled_date": "2026-03-02T18:00:00Z"}]
    program = Jsonb({"name": "Strength", "workouts": workouts})
    person.call("create_program", p_entity_id=client_id, p_program=program)
    person.call("add_recommendation", p_entity_id=client_id, p_recommendation_type="deload")
    person.call("link_athlete", p_entity_id=client_id, p_email="kim@example.org")
    subscription = {
        "id": f"sub_{person.id}",
        "customer": f"cus_{person.id}",
        "status": "active",
        "metadata": {"user_id": str(person.id)},
    }
    event = {
        "id": f"evt_{person.id}",
        "type": "customer.subscription.created",
        "created": 1767225600,
        "data": {"object": subscription},
    }
    world.service.call("apply_subscription_event", p_event=Jsonb(event))


def counts(world: Database, person: Actor) -> dict[str, int]:
    found = {}
    for schema, name, owner in owned(world):
        query = sql.SQL("select count(*) as it from {} where {} = %s").format(
            sql.Identifier(schema, name), sql.Identifier(owner)
        )
        row = world.owner.execute(query, (person.id,)).fetchone()
        assert row
        found[f"{schema}.{name}"] = row["it"]
    return found


def test_erasing_leaves_nothing_and_touches_nobody_else(world: Database) -> None:
    ann, bob = world.person(), world.person()
    bobs = None
    for person in (bob, ann):
        live_a_life(world, person)
        assert 0 not in counts(world, person).values(), counts(world, person)
        bobs = bobs or one(bob, "export_account")
    others = {
        name: [row for row in kept if str(ann.id) not in row]
        for name, kept in fingerprint(world).items()
    }
    own_equipment = set(fingerprint(world)["exercise_equipment"])

    ann.call("erase_account")

    assert set(counts(world, ann).values()) == {0}
    assert world.owner.execute("select from auth.users where id = %s", (ann.id,)).rowcount == 0
    left = fingerprint(world)
    gone = own_equipment - set(left.pop("exercise_equipment"))
    assert len(gone) == 1
    others.pop("exercise_equipment")
    assert left == others
    assert one(bob, "export_account") == bobs


def test_the_erased_are_told_so(ann: Actor) -> None:
    ann.call("erase_account")
    with refused("PT404"):
        ann.call("get_me")
    assert not any(one(ann, "export_account").values())


def test_one_erases_oneself_alone(world: Database, ann: Actor) -> None:
    with refused("42501"):
        Actor(world, "authenticated").call("erase_account")
    with refused("42501"):
        world.anon.call("erase_account")
    assert one(ann, "get_me")


def test_nobody_is_deleted_by_hand(world: Database, ann: Actor) -> None:
    """Deleting a person would take their log along."""
    with refused("PT409") as refusal:
        world.owner.execute("delete from users where id = %s", (ann.id,))
    assert "erase_account" in refusal.hint
    with refused("23503"):
        world.service.execute("delete from auth.users where id = %s", (ann.id,))
    with refused("42501"):
        ann.execute("delete from users")


def test_saying_that_one_erases_oneself_does_not_open_the_guard(ann: Actor) -> None:
    with refused("42501"), ann.transaction() as connection:
        connection.execute("select set_config('workoutdb.erasing', %s, true)", (str(ann.id),))
        connection.execute("delete from users where id = %s", (ann.id,))


def test_the_export_has_every_table(world: Database, ann: Actor) -> None:
    live_a_life(world, ann)
    exported = one(ann, "export_account")
    tables = {name for schema, name, _ in owned(world) if schema == "public"}
    assert tables - set(exported) == set()
    assert [name for name in tables if not exported[name]] == []
    assert [it["id"] for it in exported["users"]] == [str(ann.id)]


def test_the_export_has_every_row_whole_and_nobody_elses(world: Database) -> None:
    ann, bob = world.person(), world.person()
    live_a_life(world, ann)
    live_a_life(world, bob)
    exported = one(ann, "export_account")
    assert str(bob.id) not in str(exported)
    for schema, name, owner in owned(world):
        if schema != "public":
            continue
        query = sql.SQL("select to_jsonb(t) as it from {} as t where {} = %s").format(
            sql.Identifier(schema, name), sql.Identifier(owner)
        )
        stored = [row["it"] for row in world.owner.execute(query, (ann.id,))]
        assert sorted(map(str, exported[name])) == sorted(map(str, stored)), name


def test_the_export_has_what_ones_own_exercises_need(world: Database, ann: Actor) -> None:
    live_a_life(world, ann)
    own = {it["id"] for it in one(ann, "export_account")["exercises"]}
    needs = one(ann, "export_account")["exercise_equipment"]
    assert {it["exercise_id"] for it in needs} <= own
    assert len(needs) == 1


def test_the_version_check_is_anybodys(world: Database) -> None:
    chapters = rows(world.anon, "schema_chapters")
    assert chapters[0]["name"] == "0010_foundation"
    assert all(len(it["sha256"]) == 64 for it in chapters)


def test_time_ordered_ids_are_version_7(world: Database) -> None:
    query = "select private.new_id() as id, clock_timestamp() as at"
    first, second = (world.owner.execute(query).fetchone() for _ in range(2))
    assert first
    assert second
    assert first["id"].version == 7
    assert first["id"].variant == "specified in RFC 4122"
    made = datetime.fromtimestamp((first["id"].int >> 80) / 1000, tz=first["at"].tzinfo)
    assert abs(made - first["at"]) < timedelta(seconds=1)
    assert first["id"].int >> 80 <= second["id"].int >> 80
