"""A block acts as one person, in one transaction, and leaves nothing of them behind."""

from uuid import uuid4

import psycopg
import pytest
import workoutdb
from support import Actor, Database
from workoutdb import Client, Misuse, Transaction

WHO = "select current_user, coalesce(current_setting('request.jwt.claims', true), '')"


@pytest.fixture
def db(database: Database) -> Client:
    return workoutdb.connect(database.connect(autocommit=True))


@pytest.fixture
def ann(database: Database) -> Actor:
    return database.person("ann@example.org")


def name_of(person: Actor) -> str:
    (row,) = person.execute("select display_name from public.users where id = auth.uid()")
    return str(row["display_name"])


def test_a_person_sees_themself(db: Client, ann: Actor) -> None:
    with db.as_user(ann.id) as me:
        assert me.get_me().user_id == ann.id


def test_the_id_may_be_text_but_must_be_an_id(db: Client, ann: Actor) -> None:
    with db.as_user(str(ann.id)) as me:
        assert me.get_me().user_id == ann.id
    with pytest.raises(workoutdb.InvalidInput, match=r"no person's id\n.*find_user"):
        db.as_user("ann@example.org")


def test_what_a_block_did_is_kept_at_its_end(db: Client, ann: Actor) -> None:
    with db.as_user(ann.id) as me:
        me.update_me(display_name="Ann")
        assert name_of(ann) != "Ann"
    assert name_of(ann) == "Ann"


def test_an_error_that_leaves_the_block_undoes_it(db: Client, ann: Actor) -> None:
    def fail_after_a_call() -> None:
        with db.as_user(ann.id) as me:
            me.update_me(display_name="Ann")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_a_call()
    assert name_of(ann) != "Ann"


def test_an_error_caught_inside_is_not_passed_over_in_silence(db: Client, ann: Actor) -> None:
    def catch_inside() -> None:
        with db.as_user(ann.id) as me:
            me.update_me(display_name="Ann")
            with pytest.raises(workoutdb.InvalidInput):
                me.update_me(timezone="Mars/Olympus")
            with pytest.raises(workoutdb.TransactionAborted):
                me.get_me()

    with pytest.raises(workoutdb.TransactionAborted, match=r"nested transaction\(\)"):
        catch_inside()
    assert name_of(ann) != "Ann"


def test_a_nested_transaction_can_fail_alone(db: Client, ann: Actor) -> None:
    def attempt(me: Transaction) -> None:
        with me.transaction() as nested:
            nested.update_me(display_name="Bob")
            nested.update_me(timezone="Mars/Olympus")

    with db.as_user(ann.id) as me:
        me.update_me(display_name="Ann")
        with pytest.raises(workoutdb.InvalidInput):
            attempt(me)
        assert me.get_me().display_name == "Ann"
    assert name_of(ann) == "Ann"


def test_a_nested_transaction_may_come_first(db: Client, ann: Actor) -> None:
    with db.as_user(ann.id) as me, me.transaction() as nested:
        assert nested.get_me().user_id == ann.id


def test_the_outer_block_is_silent_while_a_nested_one_is_open(db: Client, ann: Actor) -> None:
    with db.as_user(ann.id) as me:
        with me.transaction() as nested:
            with pytest.raises(Misuse, match="A nested block is open"):
                me.get_me()
            with pytest.raises(Misuse, match="A nested block is open"):
                me.connection()
            with pytest.raises(Misuse, match="already"), me.transaction():
                pass
            nested.update_me(display_name="Ann")
        assert me.get_me().display_name == "Ann"
    assert name_of(ann) == "Ann"


def test_psycopgs_rollback_leaves_quietly(db: Client, ann: Actor) -> None:
    with db.as_user(ann.id) as me:
        me.update_me(display_name="Ann")
        raise psycopg.Rollback
    assert name_of(ann) != "Ann"


def test_further_claims_are_the_tokens_but_not_who_it_is(db: Client, ann: Actor) -> None:
    with db.as_user(ann.id, {"aal": "aal2", "sub": str(uuid4()), "role": "service_role"}) as me:
        row = me.connection().execute("select auth.jwt() as it").fetchone()
        assert row == {"it": {"aal": "aal2", "sub": str(ann.id), "role": "authenticated"}}


def test_a_session_that_speaks_for_someone_else_is_not_heard(database: Database) -> None:
    ann, bob = database.person(), database.person()
    connection = database.connect(autocommit=True)
    connection.execute("select set_config('request.jwt.claim.sub', %s, false)", [str(bob.id)])
    with workoutdb.connect(connection).as_user(ann.id) as me:
        legacy = "select current_setting('request.jwt.claim.sub') as legacy, auth.uid() as uid"
        assert me.connection().execute(legacy).fetchone() == {"legacy": "", "uid": ann.id}


def test_service_and_anon_are_roles_of_their_own(db: Client, ann: Actor) -> None:
    with db.as_service() as service:
        assert service.find_user("ann@example.org") == ann.id
    with pytest.raises(workoutdb.NotAllowed), db.as_anon() as nobody:
        nobody.find_user("ann@example.org")


def test_a_transaction_is_the_connections_own_role(db: Client) -> None:
    with db.transaction() as owner:
        row = owner.connection().execute("select current_user = session_user as own").fetchone()
        assert row == {"own": True}


def test_an_owners_transaction_may_act_as_people_in_turn(database: Database) -> None:
    ann, bob = database.person(), database.person()
    connection = database.connect(autocommit=True)
    with workoutdb.connect(connection).transaction() as owner:
        before = owner.connection().execute(WHO).fetchone()
        for person in (ann, bob):
            with owner.as_user(person.id) as me:
                me.update_me(display_name="Changed")
            assert connection.execute(WHO).fetchone() == before
    assert name_of(ann) == name_of(bob) == "Changed"


def test_one_block_is_one_actor(db: Client, ann: Actor) -> None:
    with db.as_user(ann.id) as me:
        with pytest.raises(Misuse, match=f"acts as user {ann.id} and can't act as user"):
            me.as_user(uuid4())
        with pytest.raises(Misuse, match="can't act as the service"):
            me.as_service()
        with me.as_user(ann.id) as again:
            assert again.get_me().user_id == ann.id


def test_a_client_of_one_connection_has_one_block_at_a_time(db: Client, ann: Actor) -> None:
    with db.as_user(ann.id):
        with pytest.raises(Misuse, match="pool"), db.as_user(uuid4()):
            pass
        with pytest.raises(Misuse, match="pool"), db.transaction():
            pass
    with db.as_user(ann.id) as me:
        assert me.get_me().user_id == ann.id


def test_a_block_ends_with_its_with_statement(db: Client, ann: Actor) -> None:
    with db.as_user(ann.id) as me:
        with me.transaction() as nested:
            pass
        with pytest.raises(Misuse, match="over"):
            nested.get_me()
    with pytest.raises(Misuse, match="over"):
        me.get_me()
    with pytest.raises(Misuse, match="over"):
        me.connection()


def test_a_block_without_a_call_says_nothing_to_the_database(database: Database) -> None:
    connection = database.connect(autocommit=True)
    client = workoutdb.connect(connection)
    connection.close()
    with client.as_user(uuid4()):
        pass


def test_a_conninfo_is_one_connection_that_the_client_closes(
    database: Database, ann: Actor
) -> None:
    with workoutdb.connect(database.dsn) as client, client.as_user(ann.id) as me:
        connection = me.connection()
        assert me.get_me().user_id == ann.id
    assert connection.closed


def test_an_unreadable_conninfo_is_not_repeated() -> None:
    with pytest.raises(Misuse, match="can't be read") as caught:
        workoutdb.connect("postgresql://me:secret@[host/db")
    assert "secret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_what_is_no_connection_is_refused_by_its_name() -> None:
    with pytest.raises(TypeError, match="takes a conninfo, a Connection or a ConnectionPool"):
        workoutdb.connect(42)  # type: ignore[arg-type]
