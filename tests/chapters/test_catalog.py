"""The catalogue: one's own exercises, their names, and what becomes of them."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb
from scenes import (
    document,
    exercise,
    log,
    one,
    pull_up,
    records,
    refused,
    rows,
    sets_of,
    start,
    trained,
)
from support import Actor, Database


def system(world: Database, name: str) -> str:
    row = world.owner.execute(
        "select id::text from exercises where owner_id is null and name = %s", (name,)
    ).fetchone()
    assert row, name
    return str(row["id"])


def meaning(world: Database, person: Actor, name: str, source: str = "any") -> str | None:
    row = world.owner.execute(
        "select private.find_exercise(%s, %s, %s)::text as it", (person.id, name, source)
    ).fetchone()
    assert row
    return row["it"]


def equipment(world: Database, *names: str) -> list[Any]:
    query = "select id from equipment where name = any (%s) order by name"
    return [row["id"] for row in world.owner.execute(query, (list(names),))]


# One's own exercises


def test_an_exercise_of_ones_own_is_found_by_its_words(ann: Actor) -> None:
    id = exercise(ann, "Zercher carry up the hill")
    assert [it["id"] for it in rows(ann, "search_exercises", p_query="hill ZERCHER")] == [id]


def test_the_coarse_group_of_each_muscle_is_listed_too(ann: Actor) -> None:
    made = one(
        ann,
        "create_exercise",
        p_name="Split squat",
        p_primary_muscle_groups="{quads}",
        p_secondary_muscle_groups="{quads,rear_delts,glutes}",
    )
    assert made["primary_muscle_groups"] == ["legs", "quads"]
    assert made["secondary_muscle_groups"] == ["shoulders", "glutes", "rear_delts"]


def test_a_name_is_used_once_while_it_is_on_offer(ann: Actor, world: Database) -> None:
    first = exercise(ann, "My press")
    with refused("PT409") as refusal:
        exercise(ann, " my PRESS ")
    assert refusal.detail == "p_name =  my PRESS "
    exercise(world.person(), "My press")
    ann.call("archive_exercise", p_exercise_id=first)
    assert exercise(ann, "My press") != first


@pytest.mark.parametrize("name", ["", "   ", None, "x" * 256])
def test_an_exercise_has_a_name(ann: Actor, name: str | None) -> None:
    with refused("PT422") as refusal:
        ann.call("create_exercise", p_name=name)
    assert refusal.detail.startswith("p_name")


@pytest.mark.parametrize(
    ("kind", "share"),
    [
        ("bodyweight_reps", None),
        ("assisted_reps", None),
        ("weight_reps", 1),
        ("duration", 1),
        ("bodyweight_reps", 0),
        ("bodyweight_reps", Decimal("1.001")),
        ("bodyweight_reps", Decimal("NaN")),
        ("assisted_reps", -1),
    ],
)
def test_a_share_of_the_body_is_for_what_lifts_it(
    ann: Actor, kind: str, share: Decimal | None
) -> None:
    with refused("PT422") as refusal:
        exercise(ann, p_load_kind=kind, p_bodyweight_share=share)
    assert f"p_load_kind = {kind}" in refusal.detail


def test_an_exercise_sent_twice_is_there_once(ann: Actor) -> None:
    id = str(uuid4())
    first = one(ann, "create_exercise", p_name="Sent", p_id=id)
    assert one(ann, "create_exercise", p_name="Sent", p_id=id) == first


def test_what_is_not_given_of_an_exercise_stays(ann: Actor) -> None:
    id = exercise(ann, "Old name", p_description="As it was", p_primary_muscle_groups="{lats}")
    changed = one(ann, "update_exercise", p_exercise_id=id, p_name="New name")
    assert (changed["name"], changed["description"]) == ("New name", "As it was")
    assert changed["primary_muscle_groups"] == ["lats"]


def test_a_new_load_kind_has_its_own_share_or_none(ann: Actor) -> None:
    id = pull_up(ann)
    changed = one(ann, "update_exercise", p_exercise_id=id, p_load_kind="weight_reps")
    assert changed["bodyweight_share"] is None
    with refused("23514"):
        ann.call("update_exercise", p_exercise_id=id, p_load_kind="bodyweight_reps")


def test_system_exercises_are_not_changed_by_people(world: Database, ann: Actor) -> None:
    squat = system(world, "Barbell Back Squat")
    for function in ("update_exercise", "archive_exercise"):
        with refused("PT404") as refusal:
            ann.call(function, p_exercise_id=squat)
        assert refusal.detail == f"p_exercise_id = {squat}"
    assert ann.execute("update exercises set name = 'Mine' where id = %s", (squat,)) == []
    assert system(world, "Barbell Back Squat") == squat


def test_an_archived_exercise_is_offered_no_more_and_its_log_stays(ann: Actor) -> None:
    id = exercise(ann, "Gone for good")
    workout = trained(ann, id, (5, 100))
    first = one(ann, "archive_exercise", p_exercise_id=id)
    assert one(ann, "archive_exercise", p_exercise_id=id)["archived_at"] == first["archived_at"]
    assert rows(ann, "search_exercises", p_query="gone for good") == []
    assert records(ann, id)["max_weight"] == 100
    assert one(ann, "get_workout", p_session_id=workout)["exercises"][0]["exercise_id"] == id


def test_an_exercise_taken_out_of_the_catalogue_keeps_its_sets(world: Database, ann: Actor) -> None:
    id = exercise(ann, "Cut out")
    workout = trained(ann, id, (5, 100))
    world.owner.execute("delete from exercises where id = %s", (id,))
    detail = one(ann, "get_workout", p_session_id=workout)
    assert detail["exercises"][0]["exercise_id"] is None
    assert detail["exercises"][0]["exercise_name"] == "Cut out"
    assert len(detail["sets"]) == 1


# Searching


def test_the_best_fit_comes_first(ann: Actor) -> None:
    found = rows(ann, "search_exercises", p_query="deadlift")
    assert found[0]["name"] == "Barbell Deadlift"  # which other apps call just so
    own = exercise(ann, "Deadlift")
    assert rows(ann, "search_exercises", p_query="deadlift")[0]["id"] == own
    assert len(rows(ann, "search_exercises", p_query="deadlift", p_limit=2)) == 2
    assert len(rows(ann, "search_exercises", p_limit=100_000)) <= 200


def test_an_exercise_is_found_by_another_apps_name(ann: Actor) -> None:
    found = rows(ann, "search_exercises", p_query="Bench Press (Barbell)")
    assert found[0]["name"] == "Barbell Bench Press"


def test_search_keeps_to_what_is_asked_for(ann: Actor) -> None:
    for muscle in ("quads", "legs"):
        found = rows(ann, "search_exercises", p_muscle=muscle, p_limit=200)
        assert found
        assert all(muscle in it["primary_muscle_groups"] for it in found)
    found = rows(ann, "search_exercises", p_load_kind="assisted_reps")
    assert found
    assert {it["load_kind"] for it in found} == {"assisted_reps"}
    assert rows(ann, "search_exercises", p_equipment="kettlebell")
    assert rows(ann, "search_exercises", p_equipment="anvil") == []


def test_a_persons_own_exercises_are_theirs_to_see(world: Database, ann: Actor) -> None:
    exercise(ann, "Secret lift")
    assert rows(world.person(), "search_exercises", p_query="secret lift") == []


# Names


def test_ones_own_word_comes_before_everyones(world: Database, ann: Actor) -> None:
    squat = system(world, "Barbell Back Squat")
    assert meaning(world, ann, "barbell back SQUAT ") == squat
    own = exercise(ann, "Barbell Back Squat")
    assert meaning(world, ann, "Barbell Back Squat") == own
    assert meaning(world, world.person(), "Barbell Back Squat") == squat


def test_a_similar_name_is_never_taken(world: Database, ann: Actor) -> None:
    assert meaning(world, ann, "Barbell Back Squats") is None
    assert meaning(world, ann, "") is None


# Merging


def test_after_a_merge_everything_is_the_others(world: Database, ann: Actor) -> None:
    old, new = exercise(ann, "Bench as I said"), exercise(ann)
    trained(ann, new, (5, 100))
    workout = trained(ann, old, (5, 120), day=1)
    template = one(
        ann, "create_template", p_name="Push", p_exercises=Jsonb([{"exercise_id": old}])
    )["template"]["id"]

    assert one(ann, "merge_exercises", p_from_id=old, p_into_id=new)["id"] == new

    assert records(ann, old) == {}
    assert records(ann, new)["max_weight"] == 120
    assert len(rows(ann, "exercise_history", p_exercise_id=new)) == 2
    assert rows(ann, "exercise_history", p_exercise_id=old) == []
    block = one(ann, "get_workout", p_session_id=workout)["exercises"][0]
    assert (block["exercise_id"], block["exercise_name"]) == (new, "Bench as I said")
    listed = one(ann, "get_template", p_template_id=template)["exercises"][0]
    assert listed["exercise_id"] == new
    assert meaning(world, ann, "bench as I SAID") == new
    gone = ann.execute("select * from exercises where id = %s", (old,))[0]
    assert str(gone["merged_into"]) == new
    assert gone["archived_at"]


def test_a_merge_goes_into_the_systems_exercise(world: Database, ann: Actor) -> None:
    squat = system(world, "Barbell Back Squat")
    old = exercise(ann, "Squatting")
    trained(ann, old, (5, 120))
    ann.call("merge_exercises", p_from_id=old, p_into_id=squat)
    assert records(ann, squat)["max_weight"] == 120
    assert meaning(world, ann, "Squatting") == squat
    assert meaning(world, world.person(), "Squatting") is None


def test_what_a_stranger_merged_means_nothing_to_others(world: Database, ann: Actor) -> None:
    squat = system(world, "Barbell Back Squat")
    hers = exercise(ann, "Squatting in secret")
    ann.call("merge_exercises", p_from_id=hers, p_into_id=squat)
    bob = world.person()
    mine, his = start(ann), start(bob)
    log(ann, mine, squat)
    log(bob, his, squat)
    assert log(ann, mine, hers)["set_number"] == 2
    with refused("PT404"):
        log(bob, his, hers)
    assert len(sets_of(bob, his)) == 1


def test_a_merge_of_a_merge_goes_all_the_way(world: Database, ann: Actor) -> None:
    first, second, third = (exercise(ann, f"Row {n}") for n in range(3))
    trained(ann, first, (5, 100))
    ann.call("merge_exercises", p_from_id=first, p_into_id=second)
    ann.call("merge_exercises", p_from_id=second, p_into_id=third)
    redirects = ann.execute("select id, merged_into from exercises where merged_into is not null")
    assert {str(row["merged_into"]) for row in redirects} == {third}
    assert records(ann, third)["max_weight"] == 100
    assert meaning(world, ann, "Row 0") == meaning(world, ann, "Row 1") == third


def test_a_merge_sent_twice_changes_nothing(ann: Actor) -> None:
    old, new = exercise(ann), exercise(ann)
    first = one(ann, "merge_exercises", p_from_id=old, p_into_id=new)
    assert one(ann, "merge_exercises", p_from_id=old, p_into_id=new) == first


def test_what_can_not_be_merged_is_refused(ann: Actor) -> None:
    old, new, other = exercise(ann), exercise(ann), exercise(ann)
    with refused("PT409"):
        ann.call("merge_exercises", p_from_id=old, p_into_id=old)
    ann.call("archive_exercise", p_exercise_id=other)
    with refused("PT409") as refusal:
        ann.call("merge_exercises", p_from_id=old, p_into_id=other)
    assert "(archived)" in refusal.detail
    ann.call("merge_exercises", p_from_id=old, p_into_id=new)
    with refused("PT409") as refusal:
        ann.call("merge_exercises", p_from_id=old, p_into_id=exercise(ann))
    assert "(merged already)" in refusal.detail


def test_the_redirect_is_followed_by_whoever_still_has_the_old_id(ann: Actor) -> None:
    """A phone that was offline goes on logging to it."""
    old, new, workout = exercise(ann), exercise(ann), start(ann)
    ann.call("merge_exercises", p_from_id=old, p_into_id=new)
    first, second = (log(ann, workout, it, 5, 100) for it in (old, old))
    assert first["exercise_id"] == second["exercise_id"] == new
    assert first["session_exercise_id"] == second["session_exercise_id"]
    made = [{"exercise_id": old, "sets": [{"reps": 5, "weight": 110}]}]
    ann.call("log_workout", p_workout=document(exercises=made))
    template = one(ann, "create_template", p_name="T", p_exercises=Jsonb([{"exercise_id": old}]))
    assert template["exercises"][0]["exercise_id"] == new
    assert records(ann, new)["max_weight"] == 110
    assert records(ann, old) == {}


# Equipment and substitutes


def test_ones_equipment_is_the_whole_list(world: Database, ann: Actor) -> None:
    barbell, bench, rack = equipment(world, "Barbell", "Bench", "Rack")

    def mine(*ids: Any) -> list[str]:
        return [it["name"] for it in rows(ann, "set_my_equipment", p_equipment_ids=list(ids))]

    assert mine(barbell, bench, barbell) == ["Barbell", "Bench"]
    assert mine(rack) == ["Rack"]
    assert mine(barbell, rack) == ["Barbell", "Rack"]
    assert rows(ann, "set_my_equipment", p_equipment_ids="{}") == []


def test_unknown_equipment_is_not_found(ann: Actor) -> None:
    unknown = uuid4()
    with refused("PT404") as refusal:
        ann.call("set_my_equipment", p_equipment_ids=[unknown])
    assert str(unknown) in refusal.detail
    with refused("PT404"):
        exercise(ann, p_equipment_ids=[unknown])


def test_a_substitute_trains_the_same_and_needs_nothing_one_lacks(
    world: Database, ann: Actor
) -> None:
    squat = system(world, "Barbell Back Squat")
    (kettlebell,) = equipment(world, "Kettlebell")
    wanted = set(
        ann.execute(
            "select primary_muscle_groups::text[] as it from exercises where id = %s", (squat,)
        )[0]["it"]
    )
    for owned in ([], [kettlebell]):
        ann.call("set_my_equipment", p_equipment_ids=owned)
        found = rows(ann, "find_substitutes", p_exercise_id=squat, p_limit=200)
        assert found
        assert squat not in [it["id"] for it in found]
        assert all(wanted <= set(it["primary_muscle_groups"]) for it in found)
    needs = ann.execute(
        "select distinct q.name from exercise_equipment join equipment as q on q.id = equipment_id"
        " where exercise_id = any (%s::uuid[])",
        ([it["id"] for it in found],),
    )
    assert {row["name"] for row in needs} <= {"Kettlebell", "Bodyweight"}


def test_what_is_archived_is_no_substitute(ann: Actor) -> None:
    muscles = "{obliques,calves,forearms}"
    first, second = (exercise(ann, p_primary_muscle_groups=muscles) for _ in range(2))
    found = rows(ann, "find_substitutes", p_exercise_id=first)
    assert [it["id"] for it in found] == [second]
    ann.call("archive_exercise", p_exercise_id=second)
    assert rows(ann, "find_substitutes", p_exercise_id=first) == []


def test_an_unknown_exercise_has_no_substitutes(ann: Actor) -> None:
    with refused("PT404"):
        ann.call("find_substitutes", p_exercise_id=uuid4())
