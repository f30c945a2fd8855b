"""From a start's text to local time, and which of several readings of a file's dates is right.

Exports have no zone and, some of them, no fixed form: the month is a name in the app's language,
or day and month stand in either order. Workouts stand in order, though, so a wrong reading shows:
it leaves dates unread, or puts neighbours out of order. The right reading is the one that does so
least, over the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from .cells import BadCellError
from .months import MONTHS, Months, fold_month

FIRST_YEAR, LAST_YEAR = 1970, 2100
#: No date is longer than this, in any language.
MAX_TEXT = 60

# Any white space before AM, the narrow no-break space that iOS writes included.
_TIME = (
    r"(?:,?\s*[T\s]\s*(?:(?:um|at|às|à|alle|las)\s+)?"
    r"(?:(?P<early>Ö[ÖS])\s*)?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.][0-9]{1,9})?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?"
    r"\s*(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
# Turkish has its half of the day before the hour.
_TURKISH = {"öö": "am", "ös": "pm"}
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})" + _TIME, re.IGNORECASE
)
# Some put the weekday before, and some write the first of a month as 1er or 1º.
_DAY_NAMED = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?"
    r"(?P<day>[0-9]{1,2})(?:\.|er|º|°|st|nd|rd|th)?\s+(?:de\s+)?(?P<name>[^\W\d_]+\.?)\s+(?:de\s+)?(?P<year>[0-9]{4})"
    + _TIME,
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    r"(?:[^\W\d_]+\.?,\s+)?"
    r"(?P<name>[^\W\d_]+\.?)\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{4})" + _TIME,
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<mark>[-/.])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2}\b)"
    + _TIME,
    re.IGNORECASE,
)
_FORMS = (_YEAR_FIRST, _DAY_NAMED, _NAMED_DAY, _NUMERIC)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a file's dates: in which language, and whether the month comes first."""

    months: Months
    month_first: bool = False
    #: Where the training was, for dates that are instants.
    zone: tzinfo | None = None

    def read(self, text: str) -> datetime:
        """The local time that the text says."""
        text = text.strip()
        if not text:
            raise BadCellError("is missing")
        found = _match(text)
        if found is None:
            raise BadCellError("is not a date")
        part = found.groupdict()
        month = self._month(part)
        if month is None:
            raise BadCellError(f"names no month in {self.months.language}")
        # spreadsheets leave the century out, and no app is older than this one
        year = int(part["year"]) + (2000 if len(part["year"]) == 2 else 0)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise BadCellError(f"is outside the years {FIRST_YEAR} to {LAST_YEAR}")
        try:
            local = datetime(
                year,
                month,
                self._day(part),
                _hour(part["hour"], part["half"] or _TURKISH.get((part["early"] or "").casefold())),
                int(part["minute"] or 0),
                int(part["second"] or 0),
            )
            ahead = _offset(part["offset"])
        except ValueError:
            raise BadCellError("is no such day or time") from None
        return local if ahead is None else self._local(local, ahead)

    def _local(self, written: datetime, ahead: timezone) -> datetime:
        """An instant in local time. Midnight in UTC is a day without a time, and stays that day."""
        if self.zone is None:
            raise BadCellError("is in UTC: pass --timezone to say where that was")
        if ahead == UTC and written.time() == time():
            return written
        return written.replace(tzinfo=ahead).astimezone(self.zone).replace(tzinfo=None)

    def _swapped(self, part: dict[str, str]) -> bool:
        # Between points the day comes first everywhere; elsewhere it is the reading's choice.
        return self.month_first and part["mark"] != "."

    def _month(self, part: dict[str, str]) -> int | None:
        if "name" in part:
            return self.months.names.get(fold_month(part["name"]))
        if "one" in part:
            return int(part["one"] if self._swapped(part) else part["two"])
        return int(part["month"])

    def _day(self, part: dict[str, str]) -> int:
        if "one" in part:
            return int(part["two"] if self._swapped(part) else part["one"])
        return int(part["day"])


#: Every reading there is, the likeliest first: of equals, the first is taken.
READINGS = tuple(Reading(months, month_first) for month_first in (False, True) for months in MONTHS)


def is_date(text: str) -> bool:
    """Whether the text has the form of a date, whatever its language."""
    return _match(text) is not None


def is_instant(text: str) -> bool:
    """Whether the text is a date that says its offset from UTC."""
    found = _match(text)
    return found is not None and found["offset"] is not None


def _offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in "Zz":
        return UTC
    ahead = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-ahead if text[0] == "-" else ahead)


def _match(text: str) -> re.Match[str] | None:
    text = text.strip()
    if len(text) > MAX_TEXT:
        return None
    return next((found for form in _FORMS if (found := form.fullmatch(text))), None)


def _hour(hour: str | None, half: str | None) -> int:
    clock = int(hour or 0)
    if half is None:
        return clock
    if not 1 <= clock <= 12:
        raise ValueError("no such hour")
    return clock % 12 + (12 if half[0] in "pP" else 0)


def _vocabulary(text: str) -> str | None:
    """What of a date's text the choice of a reading hangs on."""
    found = _match(text)
    if found is None:
        return None
    part = found.groupdict()
    if "name" in part:
        return fold_month(part["name"])
    return "day or month" if part.get("mark") in ("-", "/") else None


def candidates(starts: Iterable[str]) -> list[Reading]:
    """The readings that leave the fewest of these unread and that differ on any of them.

    A single one needs no proof. `starts` may be long: only its words are kept.
    """
    words = {word for start in starts if (word := _vocabulary(start))}
    numeric = "day or month" in words
    words.discard("day or month")
    best: dict[tuple[object, ...], Reading] = {}
    fewest = len(words) + 1
    for reading in READINGS:
        meaning = tuple(reading.months.names.get(word) for word in sorted(words))
        unread = meaning.count(None)
        if unread < fewest:
            fewest, best = unread, {}
        if unread == fewest:
            best.setdefault((*meaning, numeric and reading.month_first), reading)
    return list(best.values())


def proven(readings: Sequence[Reading], starts: Iterable[str]) -> Reading:
    """The reading with the fewest dates unread, and then the fewest out of order."""
    if len(readings) == 1:
        return readings[0]
    trials = [_Trial(reading) for reading in readings]
    for start in starts:
        for trial in trials:
            trial.see(start)
    return min(trials, key=lambda trial: (trial.unread, min(trial.rises, trial.falls))).reading


class _Trial:
    """How one reading does on a file; whether files go up or down, they mostly do only one."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.unread = self.rises = self.falls = 0
        self._last: datetime | None = None

    def see(self, start: str) -> None:
        try:
            time = self.reading.read(start)
        except BadCellError:
            self.unread += 1
            return
        if self._last is not None and time != self._last:
            if time > self._last:
                self.rises += 1
            else:
                self.falls += 1
        self._last = time
