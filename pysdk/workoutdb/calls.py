"""A call of an API function as data: the statement that makes it and how its rows are read."""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from types import NoneType
from typing import Any, Final, Generic, TypeVar, get_args

from .decode import decoder, from_json
from .encode import encode
from .errors import InvalidInput, WorkoutDBError

T = TypeVar("T")


class _Default:
    """The type of DEFAULT."""

    def __repr__(self) -> str:
        return "DEFAULT"


#: Stands for an argument that is left out, so that the function's own default holds.
DEFAULT: Final[Any] = _Default()


@dataclass(frozen=True)
class Function(Generic[T]):
    """An SQL function as the catalogue has it."""

    name: str
    #: What a call gives: `T`, `T | None`, `list[T]`; None for nothing.
    returns: Any
    #: Whether it returns rows as they come, rather than one.
    many: bool
    #: Parameter and SQL type, in the function's order.
    parameters: tuple[tuple[str, str], ...]

    def statement(self, arguments: tuple[object, ...]) -> tuple[bytes, list[str | None]]:
        """Return the SELECT that calls it by named arguments, and its parameters."""
        given = [
            (name, sql_type, argument)
            for (name, sql_type), argument in zip(self.parameters, arguments, strict=True)
            if argument is not DEFAULT
        ]
        named = ", ".join(f"{name} => %s::{sql_type}" for name, sql_type, _ in given)
        row = "null" if self.returns is None else "to_json(_row)"
        statement = f"select {row}::text from {self.name}({named}) as _row"
        return statement.encode(), [_encoded(*argument) for argument in given]

    def result(self, rows: list[tuple[str | None, ...]]) -> T:
        """Read the rows of the statement."""
        if self.returns is None:
            return None  # type: ignore[return-value]  # T is None here
        values = [None if text is None else from_json(text) for (text,) in rows]
        if self.many:
            item = decoder(get_args(self.returns)[0])
            return [item(value) for value in values]  # type: ignore[return-value]
        (value,) = values
        if value is not None and self._is_row and all(v is None for v in value.values()):
            value = None  # a function that returns a row and found none gives one of nulls
        if value is None and self.returns is not Any and NoneType not in get_args(self.returns):
            raise WorkoutDBError(f"{self.name} returned nothing, against its contract")
        result: T = decoder(self.returns)(value)
        return result

    @property
    def _is_row(self) -> bool:
        return any(is_dataclass(form) for form in (self.returns, *get_args(self.returns)))


def _encoded(name: str, sql_type: str, value: object) -> str | None:
    try:
        return encode(value, sql_type)
    except ValueError as error:
        raise InvalidInput(
            "A value can't be sent",
            detail=f"{name}: {error}",
            hint="Mend the value named above, or leave it out.",
        ) from error
