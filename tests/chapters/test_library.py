"""The library: written in bulk, found by meaning and by words, read under two older names."""

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg.types.json import Jsonb
from scenes import fingerprint, has_library, one, refused, rows
from support import Actor, Database

DIMENSIONS = 1536


@pytest.fixture(autouse=True)
def _where_there_is_a_library(world: Database) -> None:
    if not has_library(world):
        pytest.skip("the server has no pgvector")


@pytest.fixture
def empty_library(world: Database) -> Iterator[None]:
    """Nothing in it but what the test puts there."""
    world.owner.execute("truncate external_workouts restart identity cascade")
    yield
    world.owner.execute("truncate external_workouts restart identity cascade")


def towards(*weights: float) -> list[float]:
    """An embedding: a few numbers, and nothing after them."""
    return [float(weight) for weight in weights] + [0.0] * (DIMENSIONS - len(weights))


def fill(world: Database, *workouts: dict[str, Any]) -> list[int]:
    return rows(world.service, "upsert_external_workouts", p_workouts=Jsonb(list(workouts)))


def titles(actor: Actor, function: str, **arguments: Any) -> list[str]:
    return [it["title"] for it in rows(actor, function, **arguments)]


# Writing


@pytest.mark.usefixtures("empty_library")
def test_a_workout_is_kept_whole_and_replaced_whole(world: Database, ann: Actor) -> None:
    whole = {
        "id": 7,
        "title": "Fran",
        "body": "21-15-9",
        "tags": ["benchmark"],
        "difficulty": "hard",
        "embedding": towards(1, 0.5),
        "embedding_model": "model-1",
    }
    assert fill(world, whole) == [7]
    (kept,) = ann.execute(
        "select *, embedding::real[] as numbers, embedding_model from external_workouts"
    )
    assert kept["numbers"] == whole.pop("embedding")
    assert {name: kept[name] for name in whole} == whole
    assert fill(world, {"id": 7, "title": "Fran, lighter"}) == [7]
    (kept,) = ann.execute("select body, tags, difficulty, embedding from external_workouts")
    assert kept == {"body": "", "tags": [], "difficulty": None, "embedding": None}


@pytest.mark.usefixtures("empty_library")
def test_ids_that_are_brought_are_not_given_out_again(world: Database) -> None:
    assert fill(world, {"title": "A"}, {"id": 41, "title": "B"}) == [42, 41]
    assert fill(world, {"title": "C"}) == [43]
    world.service.execute("insert into external_workouts (id, title) values (50, 'D')")
    assert fill(world, {"title": "E"}, {"id": 3, "title": "F"}, {"title": "G"}) == [51, 3, 52]


@pytest.mark.usefixtures("empty_library")
def test_the_first_id_that_is_brought_is_not_given_out_either(world: Database) -> None:
    assert fill(world, {"id": 1, "title": "A"}) == [1]
    assert fill(world, {"title": "B"}) == [2]
    assert titles(world.service, "search_workouts", p_query=None) == ["A", "B"]


@pytest.mark.usefixtures("empty_library")
def test_a_batch_may_bring_some_ids_and_leave_out_others(world: Database) -> None:
    assert fill(world, {"title": "A"}, {"id": 1, "title": "B"}) == [2, 1]
    batch = ({"title": "C", "id": None}, {"id": 3, "title": "D"}, {"title": "E", "id": None})
    assert fill(world, *batch) == [4, 3, 5]
    assert titles(world.service, "search_workouts", p_query=None) == ["B", "A", "D", "C", "E"]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("title", {"title": ""}),
        ("tags", {"tags": ["a", 5]}),
        ("tags", {"tags": "a"}),
        ("embedding", {"embedding": [1, 2]}),
        ("embedding", {"embedding": [0] * DIMENSIONS}),
        ("embedding", {"embedding": ["1"] * DIMENSIONS}),
        ("embedding", {"embedding": [1e300] * DIMENSIONS}),
        ("embedding", {"embedding": [None] * DIMENSIONS}),
        ("vector", {"vector": []}),
        ("id", {"id": 0}),
    ],
)
def test_a_fault_of_a_workout_is_named_and_nothing_is_written(
    world: Database, path: str, change: dict[str, Any]
) -> None:
    before = fingerprint(world)
    with refused("PT422") as refusal:
        fill(world, {"title": "A"}, {"title": "B"} | change)
    assert refusal.detail.startswith(f"p_workouts[1].{path}")
    assert fingerprint(world) == before


def test_an_id_comes_once_in_a_batch(world: Database) -> None:
    with refused("PT422"):
        fill(world, {"id": 5, "title": "A"}, {"id": 5, "title": "B"})


def test_only_the_back_end_writes(world: Database, ann: Actor) -> None:
    with refused("42501"):
        ann.call("upsert_external_workouts", p_workouts=Jsonb([{"title": "A"}]))
    for query in (
        "insert into external_workouts (title) values ('A')",
        "insert into compat.external_workouts (title) values ('A')",
        "delete from compat.external_workouts_new",
    ):
        with refused("42501"):
            ann.execute(query)
    for table in ("public.external_workouts", "compat.external_workouts"):
        with refused("42501"):
            world.anon.execute(f"select id from {table}")


def test_a_program_keeps_its_workout_when_the_library_loses_it(world: Database, ann: Actor) -> None:
    (id,) = fill(world, {"title": "Fran"})
    client = one(ann, "create_entity", p_entity=Jsonb({"name": "Kim"}))["entity"]["id"]
    workouts = [{"title": "Fran", "external_workout_id": id}]
    document = Jsonb({"name": "P", "workouts": workouts})
    made = one(ann, "create_program", p_entity_id=client, p_program=document)
    assert made["workouts"][0]["external_workout_id"] == id
    world.service.execute("delete from external_workouts where id = %s", (id,))
    (kept,) = one(ann, "get_program", p_program_id=made["program"]["id"])["workouts"]
    assert (kept["title"], kept["external_workout_id"]) == ("Fran", None)
    with refused("PT422") as refusal:
        ann.call("create_program", p_entity_id=client, p_program=document)
    assert refusal.detail.startswith(f"workouts[0].external_workout_id = {id}")


# Finding by words


@pytest.mark.usefixtures("empty_library")
def test_words_are_found_in_any_form_the_title_first(world: Database, ann: Actor) -> None:
    fill(
        world,
        {"title": "A mile", "body": "Then lunges, and box jumps."},
        {"title": "Lunging", "body": "400 m", "tags": ["legs"], "difficulty": "easy"},
        {"title": "Rowing", "body": "2 km", "tags": ["legs", "back"]},
    )
    search = "search_workouts"
    assert titles(ann, search, p_query="lunge") == ["Lunging", "A mile"]
    assert titles(ann, search, p_query="lunge -box") == ["Lunging"]
    assert titles(ann, search, p_query='"box jump" or rowing') == ["Rowing", "A mile"]
    assert titles(ann, search, p_query="lunge", p_tags=["legs"]) == ["Lunging"]
    assert titles(ann, search, p_query=None, p_tags=["back", "legs"]) == ["Rowing"]
    assert titles(ann, search, p_query=None, p_difficulty="easy") == ["Lunging"]
    assert titles(ann, search, p_query="the") == []
    assert titles(ann, search, p_query="lunge", p_limit=0) == []


# Finding by meaning


@pytest.mark.usefixtures("empty_library")
def test_the_nearest_come_first_and_say_how_near_they_are(world: Database, ann: Actor) -> None:
    fill(
        world,
        {"title": "same", "embedding": towards(2, 2)},
        {"title": "near", "embedding": towards(2, 1)},
        {"title": "far", "embedding": towards(0, 1)},
        {"title": "opposite", "embedding": towards(-1, -1)},
        {"title": "unknown"},
    )
    found = rows(ann, "find_similar_workouts", p_embedding=towards(1, 1))
    assert [it["title"] for it in found] == ["same", "near", "far", "opposite"]
    scores = [round(float(it["score"]), 3) for it in found]
    assert scores == [1, 0.949, 0.707, -1]


@pytest.mark.usefixtures("empty_library")
def test_two_models_are_never_compared(world: Database, ann: Actor) -> None:
    one_model = {"embedding": towards(1), "embedding_model": "one"}
    fill(world, {"title": "A"} | one_model, {"title": "B"} | one_model)
    find = {"p_embedding": towards(1)}
    assert titles(ann, "find_similar_workouts", **find) == ["A", "B"]
    fill(world, {"title": "C", "embedding": towards(1), "embedding_model": "two"})
    with refused("PT422") as refusal:
        ann.call("find_similar_workouts", **find)
    assert "p_model" in refusal.hint
    assert titles(ann, "find_similar_workouts", **find, p_model="one") == ["A", "B"]
    assert titles(ann, "find_similar_workouts", **find, p_model="two") == ["C"]
    assert titles(ann, "find_similar_workouts", **find, p_model="three") == []


@pytest.mark.usefixtures("empty_library")
def test_an_empty_library_finds_nothing(ann: Actor) -> None:
    assert titles(ann, "find_similar_workouts", p_embedding=towards(1)) == []
    assert titles(ann, "search_workouts", p_query="lunge") == []


@pytest.mark.parametrize(
    "embedding",
    [
        None,
        [],
        [1.0],
        [1.0] * (DIMENSIONS + 1),
        [0.0] * DIMENSIONS,
        [float("nan")] * DIMENSIONS,
        [float("inf")] * DIMENSIONS,
        [1e300] * DIMENSIONS,
        [None, *[1.0] * (DIMENSIONS - 1)],
        [[1.0] * (DIMENSIONS // 2), [2.0] * (DIMENSIONS // 2)],
    ],
    ids=["null", "none", "one", "too many", "zeros", "nan", "infinite", "huge", "a null", "two"],
)
def test_what_is_no_embedding_is_refused(ann: Actor, embedding: Any) -> None:
    with refused("PT422") as refusal:
        ann.call("find_similar_workouts", p_embedding=embedding)
    assert refusal.detail.startswith("p_embedding")


# Older services


@pytest.mark.usefixtures("empty_library")
def test_the_two_halves_are_the_one_embedding(world: Database, ann: Actor) -> None:
    half = DIMENSIONS // 2
    numbers = [float(n % 7 + 1) for n in range(DIMENSIONS)]
    world.service.execute(
        "insert into compat.external_workouts"
        " (title, body, embedding_part1, embedding_part2, tags, difficulty)"
        " values ('Fran', '21-15-9', %s::real[]::extensions.vector,"
        " %s::real[]::extensions.vector, '[\"a\"]', 'hard')",
        (numbers[:half], numbers[half:]),
    )
    whole = "select id, embedding::real[] as it from {}"
    (stored,) = ann.execute(whole.format("public.external_workouts"))
    (new,) = ann.execute(whole.format("compat.external_workouts_new"))
    assert stored["it"] == new["it"] == numbers
    (halves,) = ann.execute(
        "select embedding_part1::real[] as one, embedding_part2::real[] as two, title, tags"
        " from compat.external_workouts"
    )
    assert (halves["one"], halves["two"]) == (numbers[:half], numbers[half:])
    assert (halves["title"], halves["tags"]) == ("Fran", ["a"])

    # one half changes, the other stays; what is found changes with it
    world.service.execute(
        "update compat.external_workouts"
        " set embedding_part1 = array_fill(9, '{768}')::real[]::extensions.vector"
    )
    (stored,) = ann.execute(whole.format("public.external_workouts"))
    assert stored["it"] == [9.0] * half + numbers[half:]
    found = rows(ann, "find_similar_workouts", p_embedding=stored["it"])
    assert float(found[0]["score"]) == pytest.approx(1)
    world.service.execute("delete from compat.external_workouts where id = %s", (stored["id"],))
    assert ann.execute(whole.format("public.external_workouts")) == []


@pytest.mark.usefixtures("empty_library")
def test_the_newer_name_reads_and_writes_too(world: Database, ann: Actor) -> None:
    world.service.execute(
        "insert into compat.external_workouts_new (title, embedding)"
        " values ('Fran', array_fill(1, '{1536}')::real[]::extensions.vector)"
    )
    assert titles(ann, "find_similar_workouts", p_embedding=towards(1)) == ["Fran"]
    world.service.execute("update compat.external_workouts_new set title = 'Grace'")
    assert titles(ann, "search_workouts", p_query="grace") == ["Grace"]
    world.service.execute("delete from compat.external_workouts_new")
    assert ann.execute("select id from external_workouts") == []


@pytest.mark.usefixtures("empty_library")
@pytest.mark.parametrize(
    ("view", "change"),
    [
        ("external_workouts", "embedding_part1 = array_fill(9, '{768}')"),
        ("external_workouts_new", "embedding = array_fill(9, '{1536}')"),
    ],
)
def test_numbers_of_no_named_model_are_not_taken_for_the_old_one_s(
    world: Database, view: str, change: str
) -> None:
    fill(world, {"title": "A", "embedding": towards(1), "embedding_model": "one"})
    model = "select title, embedding_model as it from external_workouts"
    world.service.execute(f"update compat.{view} set title = 'B'")
    assert world.service.execute(model) == [{"title": "B", "it": "one"}]
    world.service.execute(f"update compat.{view} set {change}::real[]::extensions.vector")
    assert world.service.execute(model) == [{"title": "B", "it": "unspecified"}]


def test_half_an_embedding_is_refused(world: Database) -> None:
    with refused("PT422") as refusal:
        world.service.execute(
            "insert into compat.external_workouts (title, embedding_part2)"
            " values ('A', array_fill(1, '{768}')::real[]::extensions.vector)"
        )
    assert refusal.detail == "embedding_part1 = null"


# Recall

# ten sorts of workouts in a space of 16 dimensions, each number 96 times: the angles stay the same
GROWN = """
insert into external_workouts (title, tags, difficulty, embedding)
select
  'Workout ' || n,
  to_jsonb(array_remove(array[
    case when n % 2 = 0 then 'half' end, case when n % 10 = 0 then 'tenth' end,
    case when n % 200 = 0 then 'rare' end, case when n % 10 = 3 then 'of one sort' end,
    case when n % 10 > 4 then 'elsewhere' end], null)),
  (array['easy', 'medium', 'hard'])[1 + n % 3],
  ('[' || repeat(l.numbers || ',', 95) || l.numbers || ']')::extensions.vector
from generate_series(1, 20000) as n
cross join lateral (
  select string_agg((random() - 0.5 + (n % 10 = d)::integer)::real::text, ',') as numbers
  from generate_series(0, 15) as d
) as l
"""
EXACT = """
select w.id
from external_workouts as w
where (%(tags)s::text[] is null or w.tags @> to_jsonb(%(tags)s::text[]))
  and (%(difficulty)s::text is null or w.difficulty = %(difficulty)s)
order by w.embedding operator(extensions.<=>) %(embedding)s::real[]::extensions.vector
limit 10
"""


def grow(world: Database) -> None:
    """A library of 20,000, by the way of the table: it need not be checked."""
    index = "external_workouts_embedding_idx"
    with world.owner.transaction():
        world.owner.execute("set local maintenance_work_mem = '256MB'")
        world.owner.execute("select setseed(0.42)")
        made = world.owner.execute(
            "select pg_get_indexdef(%s::regclass) as it", (f"public.{index}",)
        ).fetchone()
        assert made
        # an index over what is there is made faster than one that grows with it
        world.owner.execute(f"drop index {index}")
        world.owner.execute(GROWN)
        world.owner.execute(made["it"])
    world.owner.execute("vacuum analyze external_workouts")


FILTERS: list[tuple[list[str] | None, str | None]] = [
    (None, None),
    (None, "hard"),
    (["half"], None),
    (["tenth"], None),
    (["rare"], None),
    (["of one sort"], None),
    # half of them have it, but none of the sorts that are asked for
    (["elsewhere"], None),
    (["half", "tenth"], "easy"),
    (["rare"], "easy"),
    (["no such"], None),
]


@pytest.mark.usefixtures("empty_library")
def test_the_ten_nearest_of_20000_are_found_whatever_the_filter(
    world: Database, ann: Actor
) -> None:
    """At least 95 in 100 of what a scan over all of them finds, with each."""
    grow(world)
    for tags, difficulty in FILTERS:
        wanted = got = 0
        for query in range(5):
            near = [0.5 if it % 16 == query else 0.1 * (it % 3) for it in range(DIMENSIONS)]
            with world.owner.transaction():
                world.owner.execute("set local enable_indexscan = off")
                exact = world.owner.execute(
                    EXACT, {"tags": tags, "difficulty": difficulty, "embedding": near}
                ).fetchall()
            found = rows(
                ann,
                "find_similar_workouts",
                p_embedding=near,
                p_tags=tags,
                p_difficulty=difficulty,
            )
            scores = [it["score"] for it in found]
            assert scores == sorted(scores, reverse=True)
            assert len(found) == len(exact)
            wanted += len(exact)
            got += len({it["id"] for it in found} & {it["id"] for it in exact})
        assert wanted == (0 if tags == ["no such"] else 50)
        assert got >= 0.95 * wanted, (tags, difficulty)
