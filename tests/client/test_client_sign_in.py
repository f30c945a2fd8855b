"""Signing in from Python: secrets stay here, and what is no good is refused in one way."""

import asyncio
import inspect
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import workoutdb
from argon2 import PasswordHasher, Type, extract_parameters
from support import Database
from workoutdb import InvalidInput, NotFound, TooOften
from workoutdb.sign_in import AsyncSignIn, Session, SignIn

EMAIL = "ada@example.org"
PASSWORD = "correct horse battery staple"


class Cheap(PasswordHasher):
    """Costs nothing, and keeps count of what is compared with."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.compared: list[str | bytes] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Any:
        self.compared.append(hash)
        return super().verify(hash, password)


@pytest.fixture
def hasher() -> Cheap:
    return Cheap()


@pytest.fixture
def sign_in(database: Database, hasher: Cheap) -> SignIn:
    return SignIn(workoutdb.connect(database.connect(autocommit=True)), hasher=hasher)


@pytest.fixture
def ada(sign_in: SignIn) -> Session:
    """Somebody who registered."""
    return sign_in.redeem_link(sign_in.register(EMAIL, PASSWORD))


def stored(database: Database) -> str:
    """Every row of the schema."""
    tables = database.owner.execute(
        "select relname from pg_class where relnamespace = 'sign_in'::regnamespace"
        " and relkind = 'r'"
    ).fetchall()
    assert len(tables) == 5
    return "\n".join(
        str(row)
        for table in tables
        for row in database.owner.execute(f"select * from sign_in.{table['relname']}")
    )


def test_from_registering_to_acting_and_out(database: Database, sign_in: SignIn) -> None:
    session = sign_in.redeem_link(sign_in.register(EMAIL, PASSWORD))
    assert session.is_new
    again = sign_in.with_password(EMAIL.upper(), PASSWORD)
    assert again.user_id == session.user_id
    assert not again.is_new
    with (
        workoutdb.connect(database.dsn) as db,
        db.as_user(sign_in.check(again.access_token)) as me,
    ):
        assert me.get_me().email == EMAIL

    new = sign_in.refresh(again.refresh_token)
    assert sign_in.check(new.access_token) == session.user_id
    sign_in.revoke(new.access_token)
    with pytest.raises(NotFound):
        sign_in.check(new.access_token)
    assert sign_in.check(session.access_token) == session.user_id


def test_the_same_without_blocking(database: Database, hasher: Cheap) -> None:
    async def run() -> None:
        async with await workoutdb.connect_async(database.dsn) as db:
            sign_in = AsyncSignIn(db, hasher=hasher)
            session = await sign_in.redeem_link(await sign_in.register(EMAIL, PASSWORD))
            session = await sign_in.with_password(EMAIL, PASSWORD)
            async with db.as_user(await sign_in.check(session.access_token)) as me:
                assert (await me.get_me()).email == EMAIL
            session = await sign_in.refresh(session.refresh_token)
            await sign_in.revoke(session.refresh_token)
            with pytest.raises(NotFound):
                await sign_in.check(session.access_token)
            session = await sign_in.redeem_link(await sign_in.issue_link(EMAIL))
            other = await sign_in.redeem_reset(await sign_in.issue_reset(EMAIL), "another one")
            with pytest.raises(NotFound):
                await sign_in.check(session.access_token)
            with pytest.raises(NotFound):
                await sign_in.with_password(EMAIL, PASSWORD)
            assert await sign_in.check(other.access_token) == session.user_id

    asyncio.run(run())


def test_a_hash_is_made_beside_the_event_loop(database: Database) -> None:
    """It costs a tenth of a second, and others are being served."""

    class Slow(Cheap):
        ran_in_the_loop: bool | None = None

        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            try:
                self.ran_in_the_loop = asyncio.get_running_loop() is not None
            except RuntimeError:
                self.ran_in_the_loop = False
            return super().hash(password, salt=salt)

    async def run() -> Slow:
        async with await workoutdb.connect_async(database.dsn) as db:
            sign_in = AsyncSignIn(db, hasher=(slow := Slow()))
            assert slow.ran_in_the_loop
            await sign_in.register(EMAIL, PASSWORD)
            return slow

    assert asyncio.run(run()).ran_in_the_loop is False


def test_both_have_the_same_acts() -> None:
    acts = {name for name in dir(SignIn) if not name.startswith("_")}
    assert acts == {name for name in dir(AsyncSignIn) if not name.startswith("_")}
    assert len(acts) == 9
    for name in acts:
        blocking, asynchronous = getattr(SignIn, name), getattr(AsyncSignIn, name)
        assert inspect.signature(blocking) == inspect.signature(asynchronous)
        assert blocking.__doc__ == asynchronous.__doc__


def test_the_database_gets_neither_tokens_nor_passwords(
    database: Database, sign_in: SignIn, ada: Session
) -> None:
    secrets = [PASSWORD, ada.access_token, ada.refresh_token]
    secrets += [sign_in.issue_link(EMAIL), sign_in.issue_reset(EMAIL)]
    renewed = sign_in.refresh(ada.refresh_token)
    secrets += [renewed.access_token, renewed.refresh_token]
    rows = stored(database)
    assert str(ada.user_id) in rows
    assert [secret for secret in secrets if secret in rows] == []
    assert len(set(secrets)) == len(secrets)
    assert min(len(secret) for secret in secrets[1:]) >= 43  # 256 bits


def test_a_session_does_not_print_its_tokens(ada: Session) -> None:
    assert str(ada.user_id) in repr(ada)
    assert ada.access_token not in repr(ada)
    assert ada.refresh_token not in repr(ada)


@pytest.mark.usefixtures("ada")
def test_an_account_makes_no_difference_to_a_password_that_is_wrong(
    sign_in: SignIn, hasher: Cheap
) -> None:
    """Neither to what is said, nor to what is done: one hash, at the same price."""
    sign_in.redeem_link(sign_in.issue_link("link@example.org"))
    refusals = set()
    hasher.compared.clear()
    for address in (EMAIL, "nobody@example.org", "link@example.org", "no address"):
        with pytest.raises(NotFound) as refusal:
            sign_in.with_password(address, "wrong")
        it = refusal.value
        refusals.add((str(it), it.code, it.detail, it.hint))
    assert len(refusals) == 1
    assert len(hasher.compared) == 4
    first, *others = (extract_parameters(str(it)) for it in hasher.compared)
    assert others == [first] * 3


def test_the_hash_that_stands_for_nobodys_is_no_ones_password(sign_in: SignIn) -> None:
    with pytest.raises(NotFound):
        sign_in.with_password("nobody@example.org", "")


@pytest.mark.usefixtures("ada")
def test_a_hash_of_other_costs_is_made_anew_when_its_person_signs_in(database: Database) -> None:
    dearer = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    sign_in = SignIn(workoutdb.connect(database.connect(autocommit=True)), hasher=dearer)
    query = "select password_hash as it from sign_in.passwords"

    def kept() -> str:
        (row,) = database.owner.execute(query).fetchall()
        return str(row["it"])

    old = kept()
    refuse(lambda: sign_in.with_password(EMAIL, "wrong password"))
    assert kept() == old
    sign_in.with_password(EMAIL, PASSWORD)
    assert (new := kept()) != old
    assert extract_parameters(new) == extract_parameters(dearer.hash(""))
    sign_in.with_password(EMAIL, PASSWORD)
    assert kept() == new


def test_a_password_is_the_same_however_it_is_spelled(sign_in: SignIn) -> None:
    composed, decomposed = "caf\u00e9 \ufb01re horse", "cafe\u0301 fire horse"
    for chosen, typed in ((composed, decomposed), (decomposed, composed)):
        sign_in.redeem_link(sign_in.issue_link(EMAIL))
        sign_in.redeem_reset(sign_in.issue_reset(EMAIL), chosen)
        assert sign_in.with_password(EMAIL, typed)


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("none", ["\ud800", "\0"])
def test_what_is_no_text_is_refused_like_any_other(sign_in: SignIn, none: str) -> None:
    wrong = refuse(lambda: sign_in.with_password(EMAIL, "wrong password"))
    for email, password in ((EMAIL, none), (EMAIL, PASSWORD + none), (none + EMAIL, PASSWORD)):
        assert refuse(lambda e=email, p=password: sign_in.with_password(e, p)) == wrong
    spent = refuse(lambda: sign_in.redeem_link("no"))
    for act in (
        sign_in.redeem_link,
        lambda token: sign_in.redeem_reset(token, PASSWORD),
    ):
        assert refuse(lambda act=act: act(none)) == spent
    over = refuse(lambda: sign_in.check("no"))
    assert refuse(lambda: sign_in.check(none)) == over
    refuse(lambda: sign_in.refresh(none))
    sign_in.revoke(none)
    for act in (
        lambda: sign_in.issue_link(none + EMAIL),
        lambda: sign_in.issue_reset(none + EMAIL),
        lambda: sign_in.register(none + EMAIL, PASSWORD),
        lambda: sign_in.register(EMAIL, PASSWORD + none),
    ):
        with pytest.raises(InvalidInput) as refusal:
            act()
        assert refusal.value.code == "PT422"


@pytest.mark.usefixtures("ada")
def test_a_password_that_is_reset_while_it_is_compared_signs_nobody_in(
    database: Database, sign_in: SignIn
) -> None:
    class Late(Cheap):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:
            sign_in.redeem_reset(sign_in.issue_reset(EMAIL), "another password")
            return super().verify(hash, password)

    late = SignIn(workoutdb.connect(database.connect(autocommit=True)), hasher=Late())
    with pytest.raises(NotFound, match="No account has this address and this password"):
        late.with_password(EMAIL, PASSWORD)


def refuse(act: Callable[[], Any]) -> str:
    with pytest.raises(NotFound) as refusal:
        act()
    assert refusal.value.code == "PT404"
    return str(refusal.value)


def test_what_was_used_is_refused_like_what_never_was(sign_in: SignIn) -> None:
    link, session = sign_in.issue_link(EMAIL), None
    session = sign_in.redeem_link(link)
    assert refuse(lambda: sign_in.redeem_link(link)) == refuse(lambda: sign_in.redeem_link("no"))
    reset = sign_in.issue_reset(EMAIL)
    sign_in.redeem_reset(reset, PASSWORD)
    used = refuse(lambda: sign_in.redeem_reset(reset, PASSWORD))
    assert used == refuse(lambda: sign_in.redeem_reset("no", PASSWORD))
    over = refuse(lambda: sign_in.check(session.access_token))
    assert over == refuse(lambda: sign_in.check("no"))


def test_the_end_of_a_session_that_was_stolen_is_kept(sign_in: SignIn, ada: Session) -> None:
    """The refusal is raised only once it is."""
    thief = sign_in.refresh(ada.refresh_token)
    assert sign_in.check(thief.access_token) == ada.user_id
    over = refuse(lambda: sign_in.refresh(ada.refresh_token))
    assert over.startswith("This session is over")
    refuse(lambda: sign_in.check(thief.access_token))
    refuse(lambda: sign_in.refresh(thief.refresh_token))


@pytest.mark.parametrize("password", ["", "1234567", "a" * 1001])
def test_a_password_that_is_too_short_or_too_long_is_refused(
    database: Database, sign_in: SignIn, password: str
) -> None:
    reset = sign_in.issue_reset(EMAIL)
    before = stored(database)
    with pytest.raises(InvalidInput, match="8 to 1000 characters") as refusal:
        sign_in.register(EMAIL, password)
    assert refusal.value.detail == f"password: {len(password)} characters"
    with pytest.raises(InvalidInput):
        sign_in.redeem_reset(reset, password)
    assert stored(database) == before


def test_too_many_mails_are_refused(sign_in: SignIn) -> None:
    for _ in range(5):
        sign_in.issue_link(EMAIL)
    with pytest.raises(TooOften) as refusal:
        sign_in.issue_reset(EMAIL)
    assert refusal.value.code == "PT429"


def test_how_long_things_last_may_be_said(database: Database, hasher: Cheap) -> None:
    sign_in = SignIn(
        workoutdb.connect(database.connect(autocommit=True)),
        session_lasts=timedelta(days=3),
        hasher=hasher,
    )
    sign_in.redeem_link(sign_in.issue_link(EMAIL))
    sign_in.issue_link(EMAIL, valid_for=timedelta(hours=2))
    sign_in.issue_reset(EMAIL, valid_for=timedelta(hours=3))
    query = "select expires_at - created_at as it from sign_in."
    for table, lasts in {
        "sessions": timedelta(days=3),
        "magic_links": timedelta(hours=2),
        "password_resets": timedelta(hours=3),
    }.items():
        assert database.owner.execute(query + table).fetchall() == [{"it": lasts}]  # type: ignore


def test_by_itself_it_hashes_with_argon2id_at_its_library_s_price(database: Database) -> None:
    sign_in = SignIn(workoutdb.connect(database.connect(autocommit=True)))
    sign_in.redeem_link(sign_in.register(EMAIL, PASSWORD))
    assert sign_in.with_password(EMAIL, PASSWORD)
    row = database.owner.execute("select password_hash as it from sign_in.passwords").fetchone()
    assert row
    parameters = extract_parameters(row["it"])
    assert parameters.type == Type.ID
    assert parameters == extract_parameters(PasswordHasher().hash(""))


def test_without_argon2_it_says_what_to_install_and_the_rest_works() -> None:
    code = """
import sys
sys.modules["argon2"] = None  # as if it were not installed
import workoutdb
try:
    import workoutdb.sign_in
except ImportError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == 'workoutdb.sign_in needs argon2-cffi: pip install "workoutdb[sign-in]"\n'
