"""Two sides in turn, round by round, and their medians: a busy minute slows both alike."""

import statistics
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import Any

Side = Callable[[int], float]


class BrokenBenchmark(Exception):
    """It did not run to its end; the message says what was said."""


@dataclass(frozen=True)
class Result:
    """A benchmark's figures, as rates ("/s", more is better) or times ("s", less is)."""

    name: str
    ours: float
    against: float
    unit: str
    reach: float
    _: KW_ONLY
    #: The most memory that the client had, MB, and how much it may have.
    memory: float | None = None
    memory_reach: float | None = None
    #: What else was measured along the way.
    beside: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.against

    @property
    def ok(self) -> bool:
        """Whether the ratio is within reach: at least that for rates, at most for times."""
        fits = (self.memory or 0) <= (self.memory_reach or float("inf"))
        return fits and (self.ratio <= self.reach if self.unit == "s" else self.ratio >= self.reach)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "ours": round(self.ours, 3),
            "against": round(self.against, 3),
            "ratio": round(self.ratio, 3),
            "reach": self.reach,
            "ok": self.ok,
            **({} if self.memory is None else {"client_mb": round(self.memory, 1)}),
            **({"beside": self.beside} if self.beside else {}),
        }


def in_turn(ours: Side, against: Side, rounds: int) -> tuple[float, float]:
    """The median of each side over so many rounds, after one that warms up.

    A side is told the number of its round, and the warming up is number 0.
    """
    ours(0), against(0)
    figures = [(ours(number), against(number)) for number in range(1, rounds + 1)]
    return statistics.median(f[0] for f in figures), statistics.median(f[1] for f in figures)
