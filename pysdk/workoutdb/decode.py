"""JSON from the database to Python values, by the types that the generated classes declare.

Results come as one JSON text a row, so no row factory or loader of a borrowed connection matters;
fractions are read as Decimal and keep every digit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from keyword import iskeyword
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

Decoder = Callable[[Any], Any]


def from_json(text: str) -> Any:
    """Read JSON without losing a digit."""
    return json.loads(text, parse_float=Decimal)


@cache
def decoder(form: Any) -> Decoder:
    """Return the function that makes a value of the given type from parsed JSON."""
    known = _SCALARS.get(form)
    if known is not None:
        return _unless_null(known)
    if get_origin(form) in (Union, UnionType):
        (inner,) = (argument for argument in get_args(form) if argument is not NoneType)
        return _unless_null(decoder(inner))
    if get_origin(form) is list:
        return _list(decoder(get_args(form)[0]))
    if is_dataclass(form):
        return _unless_null(_dataclass(form))
    if isinstance(form, type) and issubclass(form, Enum):
        return _unless_null(form)
    raise TypeError(f"no decoder for {form!r}")


def _same(value: Any) -> Any:
    return value


_INTERVAL = re.compile(r"(?:([+-]?\d+) days? ?)?(?:([+-]?)(\d+):(\d+):([\d.]+))?")


def _timedelta(text: str) -> timedelta:
    """Read an interval in Postgres's own style; months and years have no fixed length."""
    found = _INTERVAL.fullmatch(text)
    if not found:
        raise ValueError(f"can't read the interval {text!r}: intervalstyle must be postgres")
    days, sign, hours, minutes, seconds = found.groups()
    clock = timedelta(hours=int(hours or 0), minutes=int(minutes or 0), seconds=float(seconds or 0))
    return timedelta(days=int(days or 0)) + (-clock if sign == "-" else clock)


_SCALARS: dict[Any, Decoder] = {
    Any: _same,
    str: _same,
    int: _same,
    bool: _same,
    float: float,
    Decimal: Decimal,
    UUID: UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
    timedelta: _timedelta,
}


def _unless_null(decode: Decoder) -> Decoder:
    if decode is _same:
        return decode
    return lambda value: None if value is None else decode(value)


def _list(item: Decoder) -> Decoder:
    # an aggregate over nothing is null, and means a list of nothing
    return lambda values: [item(value) for value in values or ()]


def _dataclass(form: Any) -> Decoder:
    hints = get_type_hints(form)
    plan = [(_column(field.name), decoder(hints[field.name])) for field in fields(form)]
    return lambda row: form(*[decode(row[column]) for column, decode in plan])


def _column(name: str) -> str:
    """Return the column behind a field: `from_` stands for `from`, which Python keeps."""
    return name[:-1] if name.endswith("_") and iskeyword(name[:-1]) else name
