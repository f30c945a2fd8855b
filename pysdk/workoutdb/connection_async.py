"""Transactions on behalf of someone, over a connection, a pool or a conninfo of the caller's.

This module is written by hand; `connection.py`, its twin without `async`, is made from it by
tools/generate_client.py.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar
from uuid import UUID
from weakref import WeakSet

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row
from psycopg.types.string import StrDumperUnknown, TextLoader

from . import acting, chapters
from ._generated import AsyncFunctions, LiveSessionEvent
from .calls import Function
from .decode import from_json
from .errors import Misuse, SchemaMismatch, aborted, translated
from .waiting import pause_async

if TYPE_CHECKING:
    from psycopg_pool import AsyncConnectionPool

T = TypeVar("T")
_Connection: TypeAlias = "psycopg.AsyncConnection[Any]"
_Cursor: TypeAlias = "psycopg.AsyncCursor[tuple[str | None, ...]]"
_Lend: TypeAlias = "Callable[[], AbstractAsyncContextManager[_Connection]]"

# How many events are asked for at once, and how long to wait before another try to connect.
_PAGE = 500
_PAUSES = (0.0, 0.1, 0.5, 1.0, 2.0, 5.0)

_CHECK = b"select json_object_agg(name, sha256)::text from public.schema_chapters()"

# What was found to fit the package, for as long as it lives.
_checked: WeakSet[object] = WeakSet()


async def connect_async(
    target: str | _Connection | AsyncConnectionPool[Any], *, prepare_threshold: int | None = 5
) -> AsyncClient:
    """Make a client from a conninfo, a psycopg connection or a psycopg_pool pool.

        async with await connect_async(conninfo) as db, db.as_user(user_id) as me:
            workout = await me.start_workout()

    A conninfo opens one connection, which the client closes. What is lent is never closed and
    keeps its settings: an open transaction stays open, and gets a savepoint; without one, each
    block is a transaction of its own.

    Behind a transaction pooler (Supabase's port 6543, PgBouncer before 1.21) prepared statements
    break: pass `prepare_threshold=None`, or set it so on the connection or the pool you lend.
    """
    if isinstance(target, str):
        try:
            connection: _Connection = await psycopg.AsyncConnection.connect(
                target, autocommit=True, prepare_threshold=prepare_threshold
            )
        except psycopg.ProgrammingError:
            # libpq's own message would repeat the string, with the password in it
            raise Misuse(
                "The connection string can't be read.",
                hint="It looks like postgresql://user:password@host:5432/database.",
            ) from None
        return AsyncClient(connection, lambda: nullcontext(connection), owned=connection)
    if isinstance(target, psycopg.AsyncConnection):
        lent = target
        return AsyncClient(lent, lambda: nullcontext(lent))
    if _is_pool(target):
        return AsyncClient(target, target.connection, shared=True)
    raise TypeError(
        "connect_async() takes a conninfo, an AsyncConnection or an AsyncConnectionPool,"
        f" not {target!r}"
    )


class AsyncClient:
    """The way in: each of its blocks is one transaction, with the API functions as methods."""

    def __init__(
        self,
        source: object,
        lend: _Lend,
        *,
        shared: bool = False,
        owned: _Connection | None = None,
    ) -> None:
        self._source = source
        self._lend = lend
        self._shared = shared
        self._owned = owned
        self._open: AsyncTransaction | None = None

    def as_user(
        self, user_id: UUID | str, claims: Mapping[str, object] | None = None
    ) -> AbstractAsyncContextManager[AsyncTransaction]:
        """Act as a signed-in person, with further claims of their token if policies read some.

        The transaction begins with the first call, in the same round trip; it is committed at the
        block's end, and rolled back if an error leaves the block.
        """
        return self._block(acting.user(user_id, claims))

    def as_service(self) -> AbstractAsyncContextManager[AsyncTransaction]:
        """Act as the service role, which policies do not bind."""
        return self._block(acting.SERVICE)

    def as_anon(self) -> AbstractAsyncContextManager[AsyncTransaction]:
        """Act as somebody who has not signed in."""
        return self._block(acting.ANON)

    def transaction(self) -> AbstractAsyncContextManager[AsyncTransaction]:
        """Act as the connection's own role: for back ends that own the database."""
        return self._block(None)

    @asynccontextmanager
    async def _block(self, actor: acting.Actor | None) -> AsyncIterator[AsyncTransaction]:
        if self._open is not None:
            raise Misuse(
                f"A block as {self._open.actor_name} is open on this client's one connection.",
                hint="Leave it first, nest with its own methods, or give connect_async() a pool.",
            )
        async with self._lend() as connection:
            block = AsyncTransaction(connection, self._source, actor)
            self._open = None if self._shared else block
            try:
                async with block:
                    yield block
            finally:
                self._open = None

    async def live_events(
        self,
        session_id: UUID | str,
        *,
        user_id: UUID | str,
        after: int = 0,
        poll: float = 30.0,
    ) -> AsyncIterator[LiveSessionEvent]:
        """Yield what happens in a live session to a person who is in it, from the start or `after`.

            async for event in db.live_events(session_id, user_id=ann, after=41):
                print(event.seq, event.type, event.event_data["data"])

        Each event comes once and in order, for as long as one listens. It catches up, then waits
        for the database to knock (LISTEN), on a connection of its own; where that is lost, it makes
        another and goes on after the last event it gave. Every `poll` seconds it looks by itself,
        so it also works, with that delay, behind a pooler that passes no notifications on.

        Raises NotFound or Conflict once the person is not in the session any more.
        """
        async with self._lend() as known:
            conninfo = make_conninfo(known.info.dsn, password=known.info.password)
        channel = sql.Identifier(f"live_{UUID(str(session_id))}")
        seen, failures, was_there = after, 0, False
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    conninfo, autocommit=True, prepare_threshold=None
                ) as connection:
                    was_there = True
                    # before the first look, so that nothing falls in between
                    await connection.execute(sql.SQL("listen {}").format(channel))
                    listener = _listener(connection, self._source)
                    while True:
                        async with listener.as_user(user_id) as me:
                            page = await me.get_live_events(session_id, after=seen, limit=_PAGE)
                        failures = 0
                        for event in page:
                            seen = event.seq
                            yield event
                        # a page that is not full was all there is, and what came since knocks
                        if len(page) < _PAGE:
                            await _knock(connection, poll)
            except psycopg.OperationalError:
                # a server that never answered is none that was lost
                if not was_there:
                    raise
                await pause_async(_PAUSES[min(failures, len(_PAUSES) - 1)])
                failures += 1

    async def close(self) -> None:
        """Close the connection, if the client opened it."""
        if self._owned is not None:
            await self._owned.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class AsyncTransaction(AsyncFunctions):
    """One transaction on behalf of one actor, or a savepoint inside another."""

    def __init__(
        self,
        connection: _Connection,
        source: object,
        actor: acting.Actor | None,
        parent: AsyncTransaction | None = None,
    ) -> None:
        self._connection = connection
        self._source = source
        self._actor = actor
        self._parent = parent
        # The nested block that is open, and while it is, speaks in this one's place.
        self._nested: AsyncTransaction | None = None
        self._over = False
        # Set by the first statement:
        self._check: _Cursor | None = None
        self._refusal: SchemaMismatch | None = None
        self._psycopg: psycopg.AsyncTransaction | None = None
        self._former: _Cursor | None = None
        self._was_manual = False

    @property
    def actor_name(self) -> str:
        """Return in words on whose behalf it acts."""
        return self._actor.name if self._actor else "the connection's own role"

    def transaction(self) -> AbstractAsyncContextManager[AsyncTransaction]:
        """Nest a savepoint: an error that leaves it undoes it alone, and can be caught outside.

        Call the methods of what it yields: `with me.transaction() as attempt`, then
        `attempt.log_set(…)`. Until it ends, calls of the block around it are refused.
        """
        return AsyncTransaction(self._connection, self._source, self._actor, self)

    def as_user(
        self, user_id: UUID | str, claims: Mapping[str, object] | None = None
    ) -> AbstractAsyncContextManager[AsyncTransaction]:
        """Act as a person for a part of this transaction; only from the connection's own role."""
        return self._nest(acting.user(user_id, claims))

    def as_service(self) -> AbstractAsyncContextManager[AsyncTransaction]:
        """Act as the service role for a part of it; only from the connection's own role."""
        return self._nest(acting.SERVICE)

    def as_anon(self) -> AbstractAsyncContextManager[AsyncTransaction]:
        """Act as nobody in particular for a part of it; only from the connection's own role."""
        return self._nest(acting.ANON)

    async def connection(self) -> _Connection:
        """Return the psycopg connection, begun, for statements of your own in this transaction."""
        if self._begins():
            await self._first(None)
        return self._connection

    def _nest(self, actor: acting.Actor) -> AsyncTransaction:
        if self._actor not in (None, actor):
            raise Misuse(
                f"This block acts as {self.actor_name} and can't act as {actor.name}.",
                hint="Leave it first: one block, one actor.",
            )
        return AsyncTransaction(self._connection, self._source, actor, self)

    async def _call(self, function: Function[T], *arguments: object) -> T:
        call = function.statement(arguments)
        with translated():
            cursor = await (self._first(call) if self._begins() else self._execute(*call))
            rows = await cursor.fetchall()
        return function.result(rows)

    def _begins(self) -> bool:
        """Return whether the next statement has to begin the transaction."""
        if self._over:
            raise Misuse(
                f"The block as {self.actor_name} is over.",
                hint="Call its methods inside the with statement that made it.",
            )
        if self._nested is not None:
            raise Misuse(
                f"A nested block is open in the block as {self.actor_name}.",
                hint="Call the methods of what its with statement yields, or leave it first.",
            )
        return self._psycopg is None

    async def _first(self, call: tuple[bytes, list[str | None]] | None) -> _Cursor:
        """Begin, become the actor, check the schema and make the call, in one round trip."""
        if self._parent is not None and self._parent._psycopg is None:
            await self._parent._first(None)
        await self._stop_autobegin()
        cursor = self._cursor()
        try:
            async with self._connection.pipeline():
                await self._begin()
                if call is not None:
                    await cursor.execute(*call)
        except psycopg.Error as error:
            if mismatch := await self._mismatch(error):
                raise mismatch from error
            raise
        self._refusal = await self._mismatch(None)
        if self._refusal:
            raise self._refusal
        return cursor

    async def _stop_autobegin(self) -> None:
        """Keep psycopg from beginning by itself, which would cost a round trip of its own.

        The block puts it back at its end; inside a transaction the setting means nothing.
        """
        if self._status == TransactionStatus.IDLE and not self._connection.autocommit:
            await self._connection.set_autocommit(True)
            self._was_manual = True

    async def _begin(self) -> None:
        """Queue what comes before the first call."""
        nested = self._status != TransactionStatus.IDLE
        self._psycopg = psycopg.AsyncTransaction(self._connection)
        await self._psycopg.__aenter__()
        if self._actor is not None and (self._parent is None or self._parent._actor is None):
            if nested:
                self._former = await self._execute(acting.READ, [])
            await self._execute(acting.SET, list(self._actor.settings))
        if self._source not in _checked:
            self._check = await self._execute(_CHECK, [])

    async def _mismatch(self, error: psycopg.Error | None) -> SchemaMismatch | None:
        """Judge the schema by what the first round trip brought."""
        if self._check is None:
            return None
        if self._check.pgresult is None:
            # no such function, or no such role
            missing = error is not None and error.sqlstate in ("42883", "22023")
            return chapters.no_schema() if missing else None
        ((text,),) = await self._check.fetchall()
        self._check = None
        mismatch = chapters.mismatch(from_json(text)) if text else chapters.no_schema()
        if mismatch is None:
            _checked.add(self._source)
        return mismatch

    async def _execute(self, statement: bytes, parameters: list[str | None]) -> _Cursor:
        return await self._cursor().execute(statement, parameters)

    def _cursor(self) -> _Cursor:
        """Return a cursor that is untouched by the connection's factories and adapters."""
        cursor: _Cursor = psycopg.AsyncCursor(self._connection, row_factory=tuple_row)
        cursor.adapters.register_dumper(str, StrDumperUnknown)
        cursor.adapters.register_loader("text", TextLoader)
        return cursor

    @property
    def _status(self) -> TransactionStatus:
        return self._connection.info.transaction_status

    async def __aenter__(self) -> Self:
        if self._parent is not None:
            if self._parent._nested is not None:
                raise Misuse(
                    f"A nested block is open in the block as {self.actor_name} already.",
                    hint="Leave it first, or nest with the methods of what it yields.",
                )
            self._parent._nested = self
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        self._over = True
        if self._parent is not None:
            self._parent._nested = None
        try:
            with translated():
                if exc is None:
                    await self._keep()
                    return None
                if self._psycopg is None:
                    return None
                return await self._psycopg.__aexit__(exc_type, exc, traceback)
        finally:
            if self._was_manual and self._status == TransactionStatus.IDLE:
                await self._connection.set_autocommit(False)

    async def _keep(self) -> None:
        """Commit, or release the savepoint and be again who was before it."""
        if self._psycopg is None:
            return
        error = self._refusal or (aborted() if self._status == TransactionStatus.INERROR else None)
        if error is not None:
            await self._psycopg.__aexit__(type(error), error, None)
            raise error
        if self._former is None:
            await self._psycopg.__aexit__(None, None, None)
            return
        (former,) = await self._former.fetchall()
        async with self._connection.pipeline():
            await self._execute(acting.SET, list(former))
            await self._psycopg.__aexit__(None, None, None)


def _listener(connection: _Connection, source: object) -> AsyncClient:
    return AsyncClient(source, lambda: nullcontext(connection))


async def _knock(connection: _Connection, seconds: float) -> None:
    """Wait for a notification, or so long; those that came meanwhile count."""
    async for _ in connection.notifies(timeout=seconds, stop_after=1):
        pass


def _is_pool(target: object) -> bool:
    try:
        from psycopg_pool import AsyncConnectionPool
    except ImportError:  # the extra `pool` is not installed, so nobody has one to lend
        return False
    return isinstance(target, AsyncConnectionPool)
