"""The link between a coach and an athlete: asked for by the one, given and ended by the other."""

from coaching_scenes import Trio, address, entity, invited, link_of, linked
from psycopg.types.json import Jsonb
from scenes import one, refused, rows


def test_the_athlete_sees_who_looks(trio: Trio) -> None:
    trio.coach.call("update_me", p_display_name="Coach Carter")
    link = invited(trio.coach, entity(trio.coach), trio.athlete)
    asking = one(trio.athlete, "my_coaches")
    assert (asking["coach_name"], asking["status"]) == ("Coach Carter", "invited")
    assert (asking["coach_id"], asking["link_id"]) == (str(trio.coach.id), link)
    assert one(trio.athlete, "answer_coach", p_link_id=link)["status"] == "active"
    other = invited(trio.stranger, entity(trio.stranger), trio.athlete)
    assert [it["status"] for it in rows(trio.athlete, "my_coaches")] == ["active", "invited"]
    trio.athlete.call("end_athlete_link", p_link_id=link)
    trio.athlete.call("answer_coach", p_link_id=other, p_accept=False)
    assert [it["status"] for it in rows(trio.athlete, "my_coaches")] == ["ended", "declined"]
    assert rows(trio.coach, "my_coaches") == []


def test_the_invitation_is_the_addressees_alone(trio: Trio) -> None:
    link = invited(trio.coach, entity(trio.coach), trio.athlete)
    for somebody in (trio.stranger, trio.coach):
        assert rows(somebody, "my_coaches") == []
        with refused("PT404"):
            somebody.call("answer_coach", p_link_id=link)
    with refused("PT404"):
        trio.stranger.call("end_athlete_link", p_link_id=link)


def test_an_invitation_does_not_say_whether_anybody_has_the_address(trio: Trio) -> None:
    there, not_there = (
        one(trio.coach, "link_athlete", p_entity_id=entity(trio.coach), p_email=email)
        for email in (address(trio.athlete), "nobody@example.org")
    )
    known = {name for name, value in there.items() if value is not None}
    assert known == {name for name, value in not_there.items() if value is not None}
    assert there["athlete_id"] is None


def test_the_address_may_be_written_in_any_case(trio: Trio) -> None:
    client = entity(trio.coach)
    trio.coach.call("link_athlete", p_entity_id=client, p_email=address(trio.athlete).upper())
    assert one(trio.athlete, "my_coaches")["status"] == "invited"


def test_what_a_phone_sends_twice_changes_nothing(trio: Trio) -> None:
    client = entity(trio.coach)
    link = invited(trio.coach, client, trio.athlete)
    assert invited(trio.coach, client, trio.athlete) == link
    trio.athlete.call("answer_coach", p_link_id=link)
    once = link_of(trio.coach, client)
    trio.athlete.call("answer_coach", p_link_id=link)
    assert link_of(trio.coach, client) == once
    trio.coach.call("end_athlete_link", p_link_id=link)
    trio.coach.call("end_athlete_link", p_link_id=link)
    assert link_of(trio.coach, client) is None


def test_who_was_ended_or_declined_can_be_invited_again(trio: Trio) -> None:
    client = entity(trio.coach)
    for accept in (False, True):
        link = invited(trio.coach, client, trio.athlete)
        trio.athlete.call("answer_coach", p_link_id=link, p_accept=accept)
    trio.athlete.call("end_athlete_link", p_link_id=link)
    with refused("PT409"):
        trio.athlete.call("answer_coach", p_link_id=link)
    again = invited(trio.coach, client, trio.athlete)
    trio.athlete.call("answer_coach", p_link_id=again)
    assert trio.read(trio.coach, "get_records")


def test_a_client_is_one_athlete_and_an_athlete_one_client(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    with refused("PT409"):
        trio.coach.call("link_athlete", p_entity_id=client, p_email=address(trio.stranger))
    with refused("PT409"):
        linked(trio.coach, trio.athlete)
    with refused("PT409"):
        trio.coach.call(
            "link_athlete", p_entity_id=entity(trio.coach, type="CLASS"), p_email="a@b.c"
        )


def test_nobody_lets_themself_in(trio: Trio) -> None:
    """By hand nothing is written of who may look."""
    client = entity(trio.coach)
    with refused("42501"):
        trio.coach.execute(
            "insert into athlete_links (user_id, entity_id, email) values (%s, %s, 'garbage')",
            (trio.coach.id, client),
        )
    trio.coach.call("link_athlete", p_entity_id=client, p_email="a@b.c")
    for values in ("status = 'active'", "athlete_id = user_id", "email = 'b@c.d'"):
        with refused("42501"):
            trio.coach.execute(f"update athlete_links set {values}")
    with refused("42501"):
        trio.coach.execute(
            "insert into athlete_links (user_id, entity_id, email, athlete_id, status)"
            " values (%s, %s, 'a@b.c', %s, 'active')",
            (trio.coach.id, client, trio.athlete.id),
        )


def test_the_athlete_keeps_the_trace_of_who_looked(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    with refused("42501"):
        trio.coach.execute("delete from entities where id = %s", (client,))
    trio.coach.call("delete_entity", p_entity_id=client)
    assert one(trio.athlete, "my_coaches")["coach_id"] == str(trio.coach.id)


def test_who_is_linked_does_not_become_a_class(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    with refused("PT409"):
        trio.coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"type": "CLASS"}))
    with refused("PT409"):
        trio.coach.execute("update entities set type = 'CLASS' where id = %s", (client,))
    trio.coach.call("end_athlete_link", p_link_id=link_of(trio.coach, client)["id"])
    trio.coach.call("update_entity", p_entity_id=client, p_changes=Jsonb({"type": "CLASS"}))


def test_an_invitation_of_a_deleted_client_is_not_accepted(trio: Trio) -> None:
    """Deleting ends it; should one be left, it lets nobody in."""
    client = entity(trio.coach)
    trio.coach.call("delete_entity", p_entity_id=client)
    left = trio.coach.database.owner.execute(
        "insert into athlete_links (user_id, entity_id, email) values (%s, %s, %s) returning id",
        (trio.coach.id, client, address(trio.athlete)),
    ).fetchone()
    assert left
    with refused("PT404"):
        trio.athlete.call("answer_coach", p_link_id=left["id"])


def test_a_deleted_clients_link_ends_and_stays_ended(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    trio.coach.call("delete_entity", p_entity_id=client)
    assert one(trio.athlete, "my_coaches")["status"] == "ended"
    trio.coach.call("restore_entity", p_entity_id=client)
    with refused("PT404"):
        trio.read(trio.coach, "get_records")


def test_an_erased_athlete_leaves_the_client_and_no_link(trio: Trio) -> None:
    client = linked(trio.coach, trio.athlete)
    trio.athlete.call("erase_account")
    assert link_of(trio.coach, client) is None
    assert one(trio.coach, "coach_roster")["link_status"] is None


def test_an_erased_coach_looks_no_more(trio: Trio) -> None:
    linked(trio.coach, trio.athlete)
    trio.coach.call("erase_account")
    assert rows(trio.athlete, "my_coaches") == []
    assert trio.read(trio.athlete, "get_records")
