"""A training log for Postgres, called from Python.

    import workoutdb

    with workoutdb.connect("postgresql://…") as db, db.as_user(user_id) as me:
        workout = me.start_workout()

`connect` and `connect_async` take a conninfo, a psycopg connection or a psycopg_pool pool. Each
block is one transaction, with a method for every API function of the database.
"""

from . import _generated
from ._generated import *  # noqa: F403  # the enums and result classes, by _generated.__all__
from .calls import DEFAULT
from .connection import Client, Transaction, connect
from .connection_async import AsyncClient, AsyncTransaction, connect_async
from .encode import to_json
from .errors import (
    AllowanceUsedUp,
    Conflict,
    InvalidInput,
    Misuse,
    NotAllowed,
    NotFound,
    SchemaMismatch,
    TooOften,
    TransactionAborted,
    WorkoutDBError,
)

__version__ = "0.1.0"

__all__ = [
    "DEFAULT",
    "AllowanceUsedUp",
    "AsyncClient",
    "AsyncTransaction",
    "Client",
    "Conflict",
    "InvalidInput",
    "Misuse",
    "NotAllowed",
    "NotFound",
    "SchemaMismatch",
    "TooOften",
    "Transaction",
    "TransactionAborted",
    "WorkoutDBError",
    "__version__",
    "connect",
    "connect_async",
    "to_json",
]
__all__ += _generated.__all__
