"""`find_similar_workouts` as a signed-in person, against a scan over the whole library.

20,000 workouts of ten sorts in 16 dimensions, each number 96 times, so that the angles stay what
they are: text has few dimensions of its own, too. Both sides ask for the ten nearest, of all or of
those with a tag that one workout in two has.
"""

import time

from .ground import Ground
from .measure import Result, in_turn

REACH = 0.2
# with a filter that half pass, what is promised is that the right ones are found
TAGGED_REACH = 1.0

GROWN = """
insert into public.external_workouts (title, tags, embedding)
select
  'Workout ' || n, to_jsonb(array_remove(array['all', case when n % 2 = 0 then 'half' end], null)),
  ('[' || repeat(l.numbers || ',', 95) || l.numbers || ']')::extensions.vector
from generate_series(1, 20000) as n
cross join lateral (
  select string_agg((random() - 0.5 + (n % 10 = d)::integer)::real::text, ',') as numbers
  from generate_series(0, 15) as d
) as l
"""
CLAIMS = """
select set_config('role', 'authenticated', true),
       set_config('request.jwt.claims', json_build_object('sub', gen_random_uuid())::text, true)
"""
OURS = "select id from public.find_similar_workouts(%(near)s, %(tags)s)"
AGAINST = """
select w.id from public.external_workouts as w
where %(tags)s::text[] is null or w.tags @> to_jsonb(%(tags)s::text[])
order by w.embedding operator(extensions.<=>) %(near)s::extensions.vector
limit 10
"""


def find_similar(ground: Ground, quick: bool) -> Result:
    """The ten nearest of 20,000."""
    return _measured("find_similar", ground, None, REACH, quick)


def find_similar_tagged(ground: Ground, quick: bool) -> Result:
    """The ten nearest of the 10,000 that have a tag."""
    return _measured("find_similar_tagged", ground, ["half"], TAGGED_REACH, quick)


def _measured(
    name: str, ground: Ground, tags: list[str] | None, reach: float, quick: bool
) -> Result:
    index = "external_workouts_embedding_idx"
    with ground.connect() as owner:
        owner.execute("set maintenance_work_mem = '256MB'")
        made = owner.execute("select pg_get_indexdef(%s::regclass)", (f"public.{index}",))
        (definition,) = made.fetchone() or ("",)
        owner.execute(f"drop index public.{index}")
        owner.execute(GROWN)
        owner.execute(str(definition).encode())
        owner.execute("vacuum analyze public.external_workouts")

    def side(query: str, *, exact: bool) -> float:
        with ground.connect() as connection, connection.transaction():
            connection.execute(CLAIMS)
            if exact:
                connection.execute("set local enable_indexscan = off")
            began = time.perf_counter()
            for question in range(questions):
                near = [0.5 if it % 16 == question else 0.1 * (it % 3) for it in range(1536)]
                connection.execute(query, {"near": near, "tags": tags}).fetchall()
            return (time.perf_counter() - began) / questions

    questions = 4 if quick else 16
    measured = in_turn(
        lambda _: side(OURS, exact=False),
        lambda _: side(AGAINST, exact=True),
        rounds=3 if quick else 7,
    )
    return Result(name, *measured, "s", reach)
