"""Errors are told apart by SQLSTATE and carry what the database says of them."""

from datetime import datetime
from uuid import uuid4

import psycopg
import pytest
import workoutdb
from psycopg_pool import ConnectionPool
from support import Database
from workoutdb import calls
from workoutdb.encode import LABELS

CLASSES = {
    "PT402": workoutdb.AllowanceUsedUp,
    "PT404": workoutdb.NotFound,
    "PT409": workoutdb.Conflict,
    "PT422": workoutdb.InvalidInput,
    "42501": workoutdb.NotAllowed,
    "23505": workoutdb.Conflict,
    "23503": workoutdb.Conflict,
    "23P01": workoutdb.Conflict,
    "23514": workoutdb.InvalidInput,
    "23502": workoutdb.InvalidInput,
    "22P02": workoutdb.InvalidInput,
    "22003": workoutdb.InvalidInput,
}


def fail_with(database: Database, code: str) -> None:
    database.owner.execute(
        """
        create function public.fail(p_code text) returns void language plpgsql as $$
        begin
          raise exception using errcode = p_code, message = 'Sets must be between 1 and 99',
            detail = 'sessions[2].slots[0].sets = 0', hint = 'Give 1 to 99.', constraint = 'sets';
        end $$
        """
    )
    function = calls.Function[None]("public.fail", None, False, (("p_code", "text"),))
    with workoutdb.connect(database.connect()).transaction() as owner:
        owner._call(function, code)


@pytest.mark.parametrize("code", CLASSES)
def test_each_code_is_an_exception(database: Database, code: str) -> None:
    with pytest.raises(CLASSES[code]) as caught:
        fail_with(database, code)
    error = caught.value
    assert isinstance(error, workoutdb.WorkoutDBError)
    assert type(error) is CLASSES[code]
    assert error.code == code
    assert error.message == "Sets must be between 1 and 99"
    assert error.detail == "sessions[2].slots[0].sets = 0"
    assert error.hint == "Give 1 to 99."
    assert error.constraint == "sets"
    assert str(error) == f"{error.message}\n{error.detail}\n{error.hint}"
    assert isinstance(error.__cause__, psycopg.Error)
    assert error.__cause__.sqlstate == code


@pytest.mark.parametrize(
    ("code", "theirs"),
    [
        ("40P01", psycopg.errors.DeadlockDetected),
        ("57014", psycopg.errors.QueryCanceled),
        ("P0001", psycopg.errors.RaiseException),
    ],
)
def test_what_is_not_about_the_request_stays_psycopgs(
    database: Database, code: str, theirs: type[psycopg.Error]
) -> None:
    with pytest.raises(theirs):
        fail_with(database, code)


def test_a_value_its_type_cannot_hold_is_invalid_input(database: Database) -> None:
    ann = database.person()
    client = workoutdb.connect(database.connect())
    with pytest.raises(workoutdb.InvalidInput, match="color"), client.as_user(ann.id) as me:
        me.search_exercises(load_kind="color")  # type: ignore[arg-type]


def test_a_call_after_a_caught_error_says_what_went_wrong(database: Database) -> None:
    ann = database.person()
    client = workoutdb.connect(database.connect(autocommit=True))
    said: list[str] = []

    def go_on() -> None:
        with client.as_user(ann.id) as me:
            with pytest.raises(workoutdb.NotFound):
                me.get_workout(uuid4())
            with pytest.raises(workoutdb.TransactionAborted, match="caught inside") as at_once:
                me.get_me()
            said.append(str(at_once.value))

    with pytest.raises(workoutdb.TransactionAborted) as at_the_end:
        go_on()
    assert said == [str(at_the_end.value)]


def test_what_cannot_be_sent_says_what_can(database: Database) -> None:
    ann = database.person()
    client = workoutdb.connect(database.connect(autocommit=True))
    with client.as_user(ann.id) as me:
        workout = me.start_workout().workout
        for attempt, detail in (
            (lambda: me.log_set(workout.id, reps=5, weight_unit="lbs"), "'lbs': expected kg, lb"),  # type: ignore[arg-type]
            (lambda: me.get_workout("Monday"), "p_session_id: 'Monday': expected a UUID"),
            (lambda: me.log_workout({"notes": float("nan")}), "p_workout: JSON has no nan"),
            (lambda: me.start_workout(started_at=datetime(2026, 1, 1)), "with a time zone"),
            (lambda: me.start_workout(name="a\0b"), "p_name: 'a\\x00b': expected a text"),
            (lambda: me.log_workout({"name": "\ud800"}), "without NUL and lone surrogates"),
        ):
            with pytest.raises(workoutdb.InvalidInput) as said:
                attempt()
            assert detail in (said.value.detail or "")
        # nothing was sent, so the block goes on
        assert me.get_workout(workout.id).workout == workout


def test_the_client_knows_the_labels_of_each_enum(database: Database) -> None:
    labels = database.owner.execute(
        "select 'public.' || t.typname as name, array_agg(e.enumlabel::text order by"
        " e.enumsortorder) as labels from pg_type as t join pg_enum as e on e.enumtypid = t.oid"
        " where t.typnamespace = 'public'::regnamespace group by 1"
    ).fetchall()
    assert {name: tuple(map(str, known)) for name, known in LABELS.items()} == {
        row["name"]: tuple(row["labels"]) for row in labels
    }


def test_a_lost_connection_is_psycopgs_and_leaves_the_client_usable(database: Database) -> None:
    ann = database.person()

    def lose(client: workoutdb.Client) -> None:
        with client.as_user(ann.id) as me:
            pid = me.connection().info.backend_pid
            database.owner.execute("select pg_terminate_backend(%s)", [pid])
            me.get_me()

    with ConnectionPool(database.dsn, min_size=1, max_size=1) as pool:
        client = workoutdb.connect(pool)
        with pytest.raises(psycopg.OperationalError):
            lose(client)
        with client.as_user(ann.id) as me:
            assert me.get_me().user_id == ann.id
