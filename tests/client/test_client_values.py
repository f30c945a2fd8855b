"""Values keep every digit, zone and null on their way to the database and back."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import workoutdb
from support import Database
from workoutdb import SetType, calls
from workoutdb.calls import DEFAULT
from workoutdb.encode import to_json

Echo = Callable[[Any, str, Any], Any]


@pytest.fixture
def echo(database: Database) -> Echo:
    """Send a value as an SQL type and read it back as a Python type."""
    database.owner.execute(
        "create function public.echo(p_value anyelement) returns anyelement language sql"
        " as 'select p_value'"
    )
    client = workoutdb.connect(database.connect(autocommit=True))

    def send(value: Any, sql_type: str, returns: Any) -> Any:
        function = calls.Function[Any](
            "public.echo", returns=returns, many=False, parameters=(("p_value", sql_type),)
        )
        with client.transaction() as owner:
            return owner._call(function, value)

    return send


@pytest.mark.parametrize(
    ("value", "sql_type"),
    [
        (Decimal("100.500"), "numeric"),
        (Decimal("0.1234567890123456789012345678901234567890"), "numeric"),
        (Decimal(10**30), "numeric"),
        (Decimal("1E-10"), "numeric"),
        (Decimal("-0.005"), "numeric(8,3)"),
        (2**62, "bigint"),
        (-5, "smallint"),
        (0.1, "double precision"),
        (True, "boolean"),
        ('a "quoted" \\ {brace}, 100 % ünï\n', "text"),
        ("", "text"),
        (UUID(int=7), "uuid"),
        (date(2026, 2, 28), "date"),
        (time(23, 59, 59, 999999), "time"),
        (datetime(2026, 7, 1, 12, 30, 15, 123456), "timestamp without time zone"),
        (timedelta(minutes=7, seconds=30), "interval"),
        (timedelta(days=40, hours=25, microseconds=1), "interval"),
        (timedelta(days=1, seconds=-1), "interval"),
        (-timedelta(hours=1, microseconds=1), "interval"),
        (timedelta(0), "interval"),
        (SetType.DROP, "public.set_type_enum"),
    ],
)
def test_a_value_comes_back_as_it_went(echo: Echo, value: Any, sql_type: str) -> None:
    got = echo(value, sql_type, type(value))
    assert got == value
    assert type(got) is type(value)


def test_digits_after_the_point_are_kept_as_typed(echo: Echo) -> None:
    assert str(echo(Decimal("100.500"), "numeric", Decimal)) == "100.500"


def test_a_float_is_the_number_one_reads(echo: Echo) -> None:
    assert echo(61.2, "numeric", Decimal) == Decimal("61.2")
    assert echo(8, "numeric", Decimal) == Decimal(8)


@pytest.mark.parametrize("odd", [Decimal("NaN"), float("nan")])
def test_not_a_number_arrives_as_such(echo: Echo, odd: Any) -> None:
    assert echo(odd, "numeric", Decimal).is_nan()


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Paris")),
        datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=ZoneInfo("Asia/Kathmandu")),
    ],
)
def test_an_instant_is_the_same_in_every_zone(echo: Echo, instant: datetime) -> None:
    got = echo(instant, "timestamp with time zone", datetime)
    assert got.tzinfo is not None
    assert got.astimezone(UTC) == instant.astimezone(UTC)


@pytest.mark.parametrize("span", ["1 month", "2 years 3 days"])
def test_an_interval_without_a_fixed_length_is_not_read(echo: Echo, span: str) -> None:
    with pytest.raises(ValueError, match="can't read the interval"):
        echo(span, "interval", timedelta)


def test_an_instant_needs_a_zone_and_a_local_time_has_none(echo: Echo) -> None:
    with pytest.raises(workoutdb.InvalidInput, match="with a time zone"):
        echo(datetime(2026, 1, 1), "timestamp with time zone", datetime)
    with pytest.raises(workoutdb.InvalidInput, match="a local one"):
        echo(datetime(2026, 1, 1, tzinfo=UTC), "timestamp without time zone", datetime)
    with pytest.raises(TypeError, match="a datetime is wanted"):
        echo(date(2026, 1, 1), "timestamp with time zone", datetime)


def test_lists_keep_order_quotes_and_nulls(echo: Echo) -> None:
    texts = ["a", 'b "c"', "", None, "null", "{x,y}", "back\\slash"]
    assert echo(texts, "text[]", list[str]) == texts
    assert echo([], "text[]", list[str]) == []
    assert echo((SetType.DROP, "warmup"), "public.set_type_enum[]", list[SetType]) == [
        SetType.DROP,
        SetType.WARMUP,
    ]
    with pytest.raises(TypeError, match="a list is wanted"):
        echo("abc", "text[]", list[str])


def test_none_is_null(echo: Echo) -> None:
    forms = {"text": str | None, "uuid": UUID | None, "uuid[]": list[UUID] | None, "jsonb": Any}
    for sql_type, form in forms.items():
        assert echo(None, sql_type, form) is None


def test_a_document_keeps_its_numbers_exact(echo: Echo) -> None:
    document = {
        "weight": Decimal("102.50"),
        "float": 0.1,
        "big": 2**70,
        "none": None,
        "flag": True,
        "nested": [{"id": UUID(int=1), "type": SetType.DROP, "when": date(2026, 1, 1)}, []],
        "text": 'quotes " and \u2028',
    }
    got = echo(document, "jsonb", Any)
    assert got == document | {
        "float": Decimal("0.1"),
        "nested": [
            {"id": str(UUID(int=1)), "type": "drop", "when": "2026-01-01"},
            [],
        ],
    }
    assert str(got["weight"]) == "102.50"
    assert echo({"all": None}, "jsonb", Any) == {"all": None}


def test_a_result_can_be_part_of_a_document() -> None:
    @dataclass(frozen=True, slots=True)
    class Result:
        weight: Decimal
        done: bool

    assert to_json([Result(Decimal("1.50"), True)]) == '[{"weight":1.50,"done":true}]'


def test_what_the_client_returns_goes_on_as_json(database: Database) -> None:
    ann = database.person()
    with workoutdb.connect(database.connect(autocommit=True)).as_user(ann.id) as me:
        squat = me.search_exercises(query="barbell back squat")[0]
        workout = me.start_workout().workout
        done = me.log_set(workout.id, exercise_id=squat.id, reps=5, weight=Decimal("102.5"))
        told = json.loads(workoutdb.to_json([done]), parse_float=Decimal)[0]
    assert UUID(told["id"]) == done.id
    assert str(told["weight"]) == str(done.weight) == "102.500"
    assert datetime.fromisoformat(told["performed_at"]) == done.performed_at
    assert [record["record_type"] for record in told["records"]] == list(
        map(str, (record.record_type for record in done.records))
    )


@pytest.mark.parametrize("value", [float("nan"), Decimal("Infinity")])
def test_json_has_no_infinity(value: Any) -> None:
    with pytest.raises(ValueError, match="JSON has no"):
        to_json({"weight": value})


def test_what_cannot_be_sent_is_named() -> None:
    with pytest.raises(TypeError, match="can't send a object"):
        to_json([object()])
    with pytest.raises(TypeError, match="JSON keys are text, not int"):
        to_json({1: 2})


def test_a_span_of_time_keeps_its_microseconds(database: Database) -> None:
    database.owner.execute(
        "create function public.microseconds(p_span interval) returns numeric language sql"
        " as 'select extract(epoch from p_span) * 1000000'"
    )
    function = calls.Function[Decimal](
        "public.microseconds", Decimal, many=False, parameters=(("p_span", "interval"),)
    )
    with workoutdb.connect(database.connect()).transaction() as owner:
        for span in (timedelta(microseconds=-1), timedelta(days=40, hours=25, microseconds=1)):
            assert owner._call(function, span) == span / timedelta(microseconds=1)


def test_an_argument_left_out_leaves_the_default_to_the_database(database: Database) -> None:
    ann = database.person()
    with workoutdb.connect(database.connect(autocommit=True)).as_user(ann.id) as me:
        me.update_me(full_name="Ann Example")
        template = me.create_template("Push", description=DEFAULT)
    assert template.template is not None
    assert template.template.visibility is workoutdb.TemplateVisibility.PRIVATE


def test_columns_are_read_by_name(database: Database) -> None:
    @dataclass(frozen=True)
    class Pair:
        second: int
        first: str
        from_: int

    database.owner.execute(
        'create function public.pair() returns table (first text, "from" int, second int)'
        " language sql as $$ values ('a', 1, 2), ('b', 3, 4) $$"
    )
    function = calls.Function[list[Pair]]("public.pair", list[Pair], True, ())
    with workoutdb.connect(database.connect()).transaction() as owner:
        assert owner._call(function) == [Pair(2, "a", 1), Pair(4, "b", 3)]


def test_a_row_that_is_not_there_is_none_or_an_error(database: Database) -> None:
    @dataclass(frozen=True)
    class Pair:
        a: int
        b: int

    database.owner.execute(
        """
        create type public.pair as (a int, b int);
        create function public.no_pair() returns public.pair language sql
          as 'select null::public.pair';
        """
    )
    optional = calls.Function[Any]("public.no_pair", Pair | None, False, ())
    promised = calls.Function[Any]("public.no_pair", Pair, False, ())
    with workoutdb.connect(database.connect()).transaction() as owner:
        assert owner._call(optional) is None
        with pytest.raises(workoutdb.WorkoutDBError, match="no_pair returned nothing"):
            owner._call(promised)
