"""Templates between friends: shown, copied, and never more than that."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb
from scenes import PRESCRIBED, befriend, exercise, fingerprint, one, refused, rows
from support import Actor, Database

# the calendar app's own query, as it stands in its schema
SEED = """
with friends as (
  select invited_by as friend_id from users where id = %(me)s and invited_by is not null
  union all
  select id as friend_id from users where invited_by = %(me)s
)
select
  wt.id, wt.name, wt.description, wt.updated_at, u.display_name as owner_name,
  (select count(*) from workout_template_exercises wte where wte.template_id = wt.id)
    as exercise_count
from workout_templates wt
join users u on u.id = wt.user_id
where wt.user_id in (select friend_id from friends)
  and wt.visibility = 'friends'
  and wt.is_archived = false
order by wt.updated_at desc
"""
SECRET = "knee hurts since the divorce"


@pytest.fixture
def bob(world: Database, ann: Actor) -> Actor:
    """A friend of Ann's."""
    bob = world.person()
    befriend(ann, bob)
    return bob


def made(person: Actor, *exercises: Any, **arguments: Any) -> str:
    template = one(
        person,
        "create_template",
        **{"p_name": "Legs", "p_exercises": Jsonb(list(exercises)), "p_visibility": "friends"}
        | arguments,
    )
    return str(template["template"]["id"])


def shown(person: Actor, **arguments: Any) -> list[str]:
    return [it["id"] for it in rows(person, "shared_templates", **arguments)]


# Shown


def test_friends_see_what_is_shown_to_friends(ann: Actor, bob: Actor) -> None:
    ann.call("update_me", p_display_name="Ann")
    id = made(ann, {"exercise_name": "A"}, {"exercise_name": "B"}, p_description="heavy")
    made(ann, p_visibility="private")
    (seen,) = rows(bob, "shared_templates")
    seen.pop("updated_at")
    assert seen == {
        "id": id,
        "name": "Legs",
        "description": "heavy",
        "owner_id": str(ann.id),
        "owner_name": "Ann",
        "exercise_count": 2,
    }


def test_nobody_else_sees_it(world: Database, ann: Actor, bob: Actor) -> None:
    id = made(ann)
    friend_of_bob, asked = world.person(), world.person()
    befriend(bob, friend_of_bob)
    ann.call("request_friendship", p_user_id=asked.id)
    assert shown(bob) == [id]
    for stranger in (friend_of_bob, asked, ann):
        assert shown(stranger) == []
        with refused("PT404"):
            stranger.call("copy_template", p_id=id)


@pytest.mark.parametrize(
    "hide",
    [
        {"update_template": {"p_visibility": "private"}},
        {"archive_template": {}},
        {"delete_template": {}},
    ],
    ids=lambda it: next(iter(it)),
)
def test_what_is_hidden_is_seen_no_more(ann: Actor, bob: Actor, hide: dict[str, Any]) -> None:
    id = made(ann)
    assert shown(bob) == [id]
    for function, arguments in hide.items():
        ann.call(function, p_template_id=id, **arguments)
    assert shown(bob) == []
    with refused("PT404"):
        bob.call("copy_template", p_id=id)


@pytest.mark.parametrize("act", ["end_friendship", "block_person"])
@pytest.mark.parametrize("who", ["ann", "bob"])
def test_the_sight_ends_with_the_friendship_at_once(
    ann: Actor, bob: Actor, act: str, who: str
) -> None:
    """Both ways, and whatever was read before."""
    hers, his = made(ann), made(bob)
    assert (shown(bob), shown(ann)) == ([hers], [his])
    if who == "ann":
        ann.call(act, p_user_id=bob.id)
    else:
        bob.call(act, p_user_id=ann.id)
    assert (shown(bob), shown(ann)) == ([], [])
    for person, id in ((bob, hers), (ann, his)):
        with refused("PT404") as refusal:
            person.call("copy_template", p_id=id)
        assert refusal.detail == f"p_id = {id}"


def test_the_sight_ends_though_one_invited_the_other(
    world: Database, ann: Actor, bob: Actor
) -> None:
    id = made(ann)
    carl = world.person()
    carl.call("accept_invite", p_code=one(ann, "create_invite")["code"])
    assert shown(carl) == [id]
    carl.call("end_friendship", p_user_id=ann.id)
    assert shown(carl) == []
    assert shown(bob) == [id]


def test_the_newest_come_first_and_in_pages(world: Database) -> None:
    me, *people = (world.person() for _ in range(4))
    made_ids = []
    for person in people:
        befriend(me, person)
    for n in range(7):
        made_ids.append(made(people[n % 3], p_name=str(n)))
    one(people[0], "update_template", p_template_id=made_ids[0], p_description="changed")
    # two of the same moment
    world.owner.execute("alter table workout_templates disable trigger user")
    world.owner.execute(
        "update workout_templates set updated_at = '2026-01-01Z' where id = any (%s)",
        (made_ids[3:5],),
    )
    world.owner.execute("alter table workout_templates enable trigger user")
    everything = rows(me, "shared_templates")
    assert len(everything) == 7
    keys = [(it["updated_at"], it["id"]) for it in everything]
    assert keys == sorted(keys, reverse=True)
    paged: list[str] = []
    last: dict[str, Any] = {}
    while page := rows(me, "shared_templates", p_limit=2, **last):
        paged += [it["id"] for it in page]
        last = {"p_before": page[-1]["updated_at"], "p_before_id": page[-1]["id"]}
    assert paged == [it["id"] for it in everything]


@pytest.mark.parametrize(
    "query",
    [
        "update workout_template_exercises set sets = 4 where template_id = %(id)s",
        "delete from workout_template_exercises where template_id = %(id)s",
        "insert into workout_template_exercises (user_id, template_id, exercise_name, order_index)"
        " values (auth.uid(), %(id)s, 'B', 1)",
    ],
    ids=lambda query: query.split()[0],
)
def test_a_template_whose_list_is_changed_by_hand_is_the_newest(
    ann: Actor, bob: Actor, query: str
) -> None:
    older, newer = (made(ann, {"exercise_name": "A"}, {"exercise_name": "C"}) for _ in range(2))
    ann.execute(
        "delete from workout_template_exercises where template_id = %s and order_index = 1",
        (older,),
    )
    ann.call("update_template", p_template_id=newer, p_description="changed")
    assert shown(bob) == [newer, older]
    ann.execute(query, {"id": older})
    assert shown(bob) == [older, newer]


def test_it_is_what_the_calendar_apps_query_gives(world: Database) -> None:
    people = [world.person() for _ in range(5)]
    for invited, inviter in ((1, 0), (2, 0), (3, 1), (4, 1)):
        world.service.execute(
            "update users set invited_by = %s where id = %s",
            (people[inviter].id, people[invited].id),
        )
    for n, person in enumerate(people):
        for name in ("a", "b", "c"):
            made(person, *[{"exercise_name": "X"}] * n, p_name=f"{n}{name}")
        person.call("archive_template", p_template_id=made(person))
        made(person, p_visibility="private")
    found = 0
    for person in people:
        seed = world.owner.execute(SEED, {"me": person.id}).fetchall()
        ours = person.execute(
            "select id, name, description, updated_at, owner_name, exercise_count"
            " from shared_templates()"
        )
        assert ours == seed
        found += len(ours)
    assert found == 24


# Copied


def test_a_copy_is_ones_own_and_has_all_but_the_notes(ann: Actor, bob: Actor) -> None:
    system = one(ann, "search_exercises", p_query="barbell back squat", p_limit=1)["id"]
    id = made(
        ann,
        PRESCRIBED | {"notes": SECRET},
        {"exercise_id": system, "notes": SECRET},
        p_description="heavy",
    )
    copy = one(bob, "copy_template", p_id=id)
    assert copy["template"] | {"id": 0, "created_at": 0, "updated_at": 0} == {
        "id": 0,
        "user_id": str(bob.id),
        "name": "Legs",
        "description": "heavy",
        "visibility": "private",
        "is_archived": False,
        "deleted_at": None,
        "created_at": 0,
        "updated_at": 0,
    }
    first, second = copy["exercises"]
    assert {name: first[name] for name in PRESCRIBED} == PRESCRIBED
    assert second["exercise_id"] == system
    assert [row["notes"] for row in copy["exercises"]] == [None, None]
    assert one(bob, "get_template", p_template_id=copy["template"]["id"]) == copy


def test_nothing_that_friends_may_call_shows_a_note(ann: Actor, bob: Actor) -> None:
    id = made(ann, {"exercise_name": "A", "notes": SECRET})
    bob.call("copy_template", p_id=id)
    assert SECRET in str(one(ann, "export_account"))
    assert SECRET not in str(one(bob, "export_account"))
    assert SECRET not in str(rows(bob, "shared_templates"))


def test_the_tables_show_a_friend_nothing(ann: Actor, bob: Actor) -> None:
    id = made(ann, {"exercise_name": "A"})
    assert shown(bob) == [id]
    for query in (
        "select id from workout_templates",
        "select id from workout_template_exercises",
        "select id from users where id <> auth.uid()",
        "select id from exercises where owner_id is not null",
    ):
        assert bob.execute(query) == []
    with refused("42501"):
        bob.execute("select id from private.shared_templates")
    with refused("42501"):
        bob.execute("select user_id from private.friends")


def test_a_friends_own_exercise_becomes_ones_own(world: Database, ann: Actor, bob: Actor) -> None:
    barbell = world.owner.execute("select id from equipment where name = 'Barbell'").fetchone()
    assert barbell
    lift = exercise(
        ann,
        "Zercher thing",
        p_load_kind="bodyweight_reps",
        p_bodyweight_share=Decimal("0.5"),
        p_primary_muscle_groups=["quads"],
        p_equipment_ids=[barbell["id"]],
        p_instructions="up and down",
    )
    id = made(ann, {"exercise_id": lift}, {"exercise_id": lift, "sets": 1})
    copy = one(bob, "copy_template", p_id=id)
    ids = {row["exercise_id"] for row in copy["exercises"]}
    assert len(ids) == 1
    assert lift not in ids
    columns = (
        "name, category, load_kind, bodyweight_share, primary_muscle_groups,"
        " secondary_muscle_groups, instructions, array(select equipment_id"
        " from exercise_equipment where exercise_id = exercises.id) as equipment"
    )
    query = f"select {columns} from exercises where owner_id = %s"
    assert bob.execute(query, (bob.id,)) == ann.execute(query, (ann.id,))
    # and stays, whatever happens to the friend's
    ann.call("erase_account")
    assert one(bob, "get_template", p_template_id=copy["template"]["id"]) == copy
    assert ids == {str(bob.execute("select id from exercises where owner_id is not null")[0]["id"])}


def test_a_name_that_means_an_exercise_already_means_it_in_the_copy(ann: Actor, bob: Actor) -> None:
    mine = exercise(bob, "ZERCHER thing")
    merged = exercise(bob, "Sled thing")
    bob.call("merge_exercises", p_from_id=merged, p_into_id=mine)
    id = made(
        ann,
        {"exercise_id": exercise(ann, "Zercher Thing")},
        {"exercise_id": exercise(ann, "Sled thing")},
    )
    before = bob.execute("select id from exercises")
    copy = one(bob, "copy_template", p_id=id)
    assert {row["exercise_id"] for row in copy["exercises"]} == {mine}
    assert [row["exercise_name"] for row in copy["exercises"]] == ["Zercher Thing", "Sled thing"]
    assert bob.execute("select id from exercises") == before


def test_an_exercise_that_is_no_more_is_a_name(ann: Actor, bob: Actor) -> None:
    id = made(ann, {"exercise_name": "Something unheard of"})
    (row,) = one(bob, "copy_template", p_id=id)["exercises"]
    assert (row["exercise_id"], row["exercise_name"]) == (None, "Something unheard of")


def test_a_copy_goes_its_own_way(ann: Actor, bob: Actor) -> None:
    id = made(ann, {"exercise_name": "A"})
    copy = one(bob, "copy_template", p_id=id)
    ann.call("update_template", p_template_id=id, p_name="Arms", p_exercises=Jsonb([]))
    assert one(bob, "get_template", p_template_id=copy["template"]["id"]) == copy
    bob.call("delete_template", p_template_id=copy["template"]["id"])
    assert one(ann, "get_template", p_template_id=id)["template"]["name"] == "Arms"


def test_a_copy_sent_twice_is_there_once(world: Database, ann: Actor, bob: Actor) -> None:
    id, copy_id = made(ann, {"exercise_id": exercise(ann)}), uuid4()
    first = one(bob, "copy_template", p_id=id, p_copy_id=copy_id)
    assert first["template"]["id"] == str(copy_id)
    before = fingerprint(world)
    assert one(bob, "copy_template", p_id=id, p_copy_id=copy_id) == first
    assert fingerprint(world) == before
    ann.call("end_friendship", p_user_id=bob.id)
    assert one(bob, "copy_template", p_id=id, p_copy_id=copy_id) == first
    bob.call("delete_template", p_template_id=copy_id)
    with refused("PT404"):
        bob.call("copy_template", p_id=id, p_copy_id=copy_id)


@pytest.mark.parametrize("id", [uuid4(), None])
def test_a_template_that_nobody_shows_is_not_copied(
    world: Database, ann: Actor, bob: Actor, id: Any
) -> None:
    made(ann)
    before = fingerprint(world)
    with refused("PT404") as refusal:
        bob.call("copy_template", p_id=id)
    assert refusal.detail == f"p_id = {id or 'null'}"
    assert fingerprint(world) == before
