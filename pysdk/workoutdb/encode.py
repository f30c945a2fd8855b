"""Python values to the text Postgres reads, so that no adapter of a borrowed connection matters.

Every argument is sent as text and cast to its SQL type in the statement; numbers keep every digit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite
from uuid import UUID

#: The labels of each enum, by its SQL type.
LABELS: dict[str, tuple[str, ...]] = {}


def encode(value: object, sql_type: str) -> str | None:
    """Write a value as text that `cast(… as sql_type)` reads; None is null."""
    if value is None:
        return None
    if sql_type in ("json", "jsonb"):
        return to_json(value)
    if sql_type.endswith("[]"):
        return _array(value, sql_type.removesuffix("[]"))
    if sql_type == "uuid" and isinstance(value, str):
        _check_uuid(value)
    if isinstance(value, str) and (labels := LABELS.get(sql_type)) and value not in labels:
        raise ValueError(f"{value!r}: expected {', '.join(labels)}")
    if sql_type.startswith("timestamp"):
        _check_zone(value, aware=sql_type.endswith("with time zone"))
    return _scalar(value)


def to_json(value: object) -> str:
    """Write a value as JSON with exact numbers; mappings, sequences and results may nest.

    Whatever a method of the client returns can be sent on so: ids are text, days and instants ISO.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return to_json(value.value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Decimal):
        if not isfinite(value):
            raise ValueError(f"JSON has no {value}")
        return repr(value) if isinstance(value, float) else str(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_key(k)}:{to_json(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return "[" + ",".join(to_json(item) for item in value) + "]"
    if is_dataclass(value) and not isinstance(value, type):
        return to_json({field.name: getattr(value, field.name) for field in fields(value)})
    return json.dumps(_scalar(value))


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"JSON keys are text, not {type(key).__name__}: {key!r}")
    return json.dumps(key)


def _scalar(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case str():
            return _text(value)
        case float():
            return repr(value)
        case int() | Decimal() | UUID():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return f"{value.days} days {value.seconds} seconds {value.microseconds} microseconds"
        case _:
            raise TypeError(f"can't send a {type(value).__name__} to the database: {value!r}")


def _text(value: str) -> str:
    """What Postgres can store: any text without a NUL that is text at all."""
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError(f"{value[:100]!r}: expected a text without NUL and lone surrogates")
    return value


def _array(value: object, sql_type: str) -> str:
    if isinstance(value, str) or not isinstance(value, Sequence | set | frozenset):
        raise TypeError(f"a list is wanted, not {type(value).__name__}: {value!r}")
    return "{" + ",".join(_element(encode(item, sql_type)) for item in value) + "}"


def _element(text: str | None) -> str:
    if text is None:
        return "null"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _check_uuid(value: str) -> None:
    try:
        UUID(value)
    except ValueError:
        raise ValueError(f"{value!r}: expected a UUID") from None


def _check_zone(value: object, *, aware: bool) -> None:
    """Refuse what the server would have to guess a zone for, or drop one from."""
    if isinstance(value, str):
        return
    if not isinstance(value, datetime):
        raise TypeError(f"a datetime is wanted, not {type(value).__name__}: {value!r}")
    if (value.utcoffset() is not None) is not aware:
        wanted = "one with a time zone, as datetime.now(UTC)" if aware else "a local one, without"
        raise ValueError(f"{value!r} can't be used here; give {wanted}")
