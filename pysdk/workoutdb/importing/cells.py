"""From a cell's text to a value: numbers, units, durations. What it can't be is a BadCellError.

Values stay text, cleaned, because that is what goes to the database: `numeric` is exact, floats
are not. The bounds are those of the tables, so that a row which passes here is taken there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Generic, TypeVar

from .dialect import DistanceUnit, WeightUnit

K = TypeVar("K")
V = TypeVar("V")

KILOGRAMS_A_POUND = Decimal("0.45359237")
METRES: dict[DistanceUnit, Decimal] = {
    "m": Decimal(1),
    "km": Decimal(1000),
    "mi": Decimal("1609.344"),
    "ft": Decimal("0.3048"),
    "yd": Decimal("0.9144"),
    "cm": Decimal("0.01"),
    "in": Decimal("0.0254"),
}
WEIGHT_UNITS: dict[str, WeightUnit] = {"kg": "kg", "kgs": "kg", "lb": "lb", "lbs": "lb"}
DISTANCE_UNITS: dict[str, DistanceUnit] = {
    "m": "m",
    "meters": "m",
    "metres": "m",
    "km": "km",
    "kms": "km",
    "mi": "mi",
    "mile": "mi",
    "miles": "mi",
    "ft": "ft",
    "yd": "yd",
    "cm": "cm",
    "in": "in",
}

_CONTEXT = Context(prec=50, rounding=ROUND_HALF_UP)
_THOUSANDTH = Decimal("0.001")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
# a spreadsheet may have saved the file where the comma is the decimal point
_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):([0-5]\d)", re.ASCII)
_DURATION = re.compile(
    r"(?:(\d{1,4})\s*h)?\s*(?:(\d{1,5})\s*m(?:in)?)?\s*(?:(\d{1,6})\s*s(?:ec)?)?", re.ASCII
)


class BadCellError(ValueError):
    """The cell can't hold what its column says; the message is the reason."""


class Memo(dict[K, V], Generic[K, V]):
    """Remembers what a text became: the same few hundred numbers fill a file of any length."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        if len(self) >= 10_000:
            self.clear()
        value = self[key] = self._make(key)
        return value


def decimal(text: str) -> Decimal:
    """The number that is written there: `62.5`, or `62,5`."""
    text = text.strip()
    if _COMMA.fullmatch(text):
        if _THOUSANDS.fullmatch(text):
            raise BadCellError("may mean thousands or decimals: write it with a decimal point")
        text = text.replace(",", ".")
    if len(text) > 400 or not _NUMBER.fullmatch(text):
        raise BadCellError("is not a number")
    return Decimal(text)


def number(text: str, limit: int) -> Decimal:
    """A number from 0 to under the limit, to three decimals: `74.99999999999999` is 75."""
    value = decimal(text)
    if value < 0:
        raise BadCellError("is negative")
    if value < limit:
        value = value.quantize(_THOUSANDTH, context=_CONTEXT)
    if value >= limit:
        raise BadCellError(f"is too large: it has to be under {limit:,}")
    return value


def plain(value: Decimal) -> str:
    """The number without an exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def whole(text: str, limit: int) -> int:
    """A whole number under the limit; `5.0` is one."""
    value = number(text, limit)
    if value != value.to_integral_value():
        raise BadCellError("is not a whole number")
    return int(value)


def weight(text: str) -> Decimal:
    """A weight as typed, under 10,000 of its unit."""
    return number(text, 10_000)


def pounds_again(text: str) -> Decimal | None:
    """The pounds that an app kept as kilograms, if they were a whole number of quarters."""
    pounds = _CONTEXT.divide(decimal(text), KILOGRAMS_A_POUND)
    quarters = _CONTEXT.quantize(_CONTEXT.multiply(pounds, Decimal(4)), Decimal(1))
    rounded = quarters / 4
    return rounded if rounded and abs(pounds - rounded) <= Decimal("0.000001") else None


def is_converted(text: str, is_pounds: bool, other: str) -> bool:
    """Whether a weight is a multiple of a quarter, and the other, which is none, is the same.

    Of a weight that an app writes in both units, that is the one which was typed. `is_pounds` says
    that the first is in pounds, and the other in kilograms.
    """
    try:
        typed, computed = weight(text), weight(other)
    except BadCellError:
        return False
    if typed * 4 % 1 or not computed * 4 % 1:
        return False
    pounds, kilograms = (typed, computed) if is_pounds else (computed, typed)
    return abs(pounds * KILOGRAMS_A_POUND - kilograms) <= Decimal("0.01")


def metres(text: str, unit: DistanceUnit) -> Decimal:
    """A distance in metres, under 10,000 km."""
    value = number(text, 10_000_000)
    value = _CONTEXT.multiply(value, METRES[unit]).quantize(_THOUSANDTH, context=_CONTEXT)
    if value >= 10_000_000:
        raise BadCellError("is too far: it has to be under 10,000 km")
    return value


def seconds(text: str) -> Decimal:
    """A time in seconds, or written `1:02:03`; at most a million seconds."""
    clock = _CLOCK.fullmatch(text.strip())
    if clock:
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        if clock[1] and minutes > 59:
            raise BadCellError("is no time: there are 60 minutes in an hour")
        text = str(hours * 3600 + minutes * 60 + rest)
    value = number(text, 1_000_001)
    if value > 1_000_000:
        raise BadCellError("is too long: it has to be 1,000,000 seconds at most")
    return value


def rpe(text: str) -> Decimal | None:
    """A rating of perceived exertion, 1 to 10 in halves; a zero is none."""
    value = number(text, 1_000)
    if value == 0:
        return None
    if not 1 <= value <= 10:
        raise BadCellError("is no RPE: these go from 1 to 10")
    if value * 2 % 1:
        raise BadCellError("is no RPE: these go in halves")
    return value


def duration(text: str) -> int | None:
    """A workout's length in seconds: `1h 8m`, `35min`, `20s`, `4080`. None if it is no length."""
    text = text.strip().lower()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text) if len(text) < 8 else None
    found = _DURATION.fullmatch(text)
    if not found:
        return None
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest


def weight_unit(text: str) -> WeightUnit | None:
    """The unit of a weight, or none if the cell is blank."""
    return _unit(text, WEIGHT_UNITS)


def distance_unit(text: str) -> DistanceUnit | None:
    """The unit of a distance, or none if the cell is blank."""
    return _unit(text, DISTANCE_UNITS)


U = TypeVar("U")


def _unit(text: str, units: dict[str, U]) -> U | None:
    # `mi.` and its like are abbreviated
    text = text.strip().lower().removesuffix(".")
    if not text:
        return None
    if text not in units:
        raise BadCellError(f"is no unit known here: {', '.join(units)}")
    return units[text]
