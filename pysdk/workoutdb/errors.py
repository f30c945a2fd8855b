"""What can go wrong, as exceptions a program can act on: one class a meaning, chosen by SQLSTATE.

The database says what happened in its code, and where and what to do in DETAIL and HINT; all of it
is carried over. What is not about the request (a lost server, a deadlock, a timeout) stays
psycopg's own exception.
"""

# named after what happened, as a reader of `except` would say it

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import psycopg


class WorkoutDBError(Exception):
    """Base of all errors of this package."""

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        detail: str | None = None,
        hint: str | None = None,
        constraint: str | None = None,
    ) -> None:
        super().__init__(message)
        #: The SQLSTATE, or None for what the client found by itself.
        self.code = code
        self.message = message
        #: The path to the fault, as `sessions[2].slots[0].sets = 0`.
        self.detail = detail
        #: The way out.
        self.hint = hint
        #: The constraint that refused the row, where one did.
        self.constraint = constraint

    def __str__(self) -> str:
        return "\n".join(part for part in (self.message, self.detail, self.hint) if part)


class NotFound(WorkoutDBError):
    """It does not exist, or is not yours to see (PT404)."""


class Conflict(WorkoutDBError):
    """It conflicts with what is (PT409, and what a unique or foreign key refuses)."""


class InvalidInput(WorkoutDBError):
    """The input is wrong; `detail` is the path to it (PT422, checks, values of no such type)."""


class AllowanceUsedUp(WorkoutDBError):
    """The allowance is used up (PT402)."""


class TooOften(WorkoutDBError):
    """It was asked for too often; later it may be again (PT429)."""


class NotAllowed(WorkoutDBError):
    """The role or a policy does not allow it (42501)."""


class TransactionAborted(WorkoutDBError):
    """An earlier error ended the transaction, and nothing of it was kept (25P02)."""


class SchemaMismatch(WorkoutDBError):
    """The database's chapters are not those of this package; the message says what to run."""


class Misuse(WorkoutDBError):
    """The client was used in a way that cannot work; a fault of the program, not of its data."""


_BY_CODE: dict[str, type[WorkoutDBError]] = {
    "PT402": AllowanceUsedUp,
    "PT404": NotFound,
    "PT409": Conflict,
    "PT422": InvalidInput,
    "PT429": TooOften,
    "42501": NotAllowed,
    "25P02": TransactionAborted,
    "23505": Conflict,  # unique_violation
    "23503": Conflict,  # foreign_key_violation
    "23P01": Conflict,  # exclusion_violation
    "23514": InvalidInput,  # check_violation
    "23502": InvalidInput,  # not_null_violation
}


def error_class(code: str | None) -> type[WorkoutDBError] | None:
    """Return the class for an SQLSTATE; None when psycopg's own exception says it as well."""
    if code is not None and code.startswith("22"):  # a value its type can't hold
        return InvalidInput
    return _BY_CODE.get(code or "")


def aborted() -> TransactionAborted:
    """Return the error for a block that goes on after an error that was caught in it."""
    return TransactionAborted(
        "An error was caught inside the block, so nothing of the block was kept.",
        code="25P02",
        hint="Let it leave the block, or make the call in a nested transaction().",
    )


@contextmanager
def translated() -> Iterator[None]:
    """Turn psycopg's errors inside the block into ours, where there is one."""
    try:
        yield
    except psycopg.Error as error:
        raise_translated(error)


def raise_translated(error: psycopg.Error) -> NoReturn:
    """Raise our exception `from` psycopg's, or psycopg's own."""
    known = error_class(error.sqlstate)
    if known is None:
        raise error
    if known is TransactionAborted:
        raise aborted() from error
    diagnosis = error.diag
    raise known(
        diagnosis.message_primary or str(error),
        code=error.sqlstate,
        detail=diagnosis.message_detail,
        hint=diagnosis.message_hint,
        constraint=diagnosis.constraint_name,
    ) from error
