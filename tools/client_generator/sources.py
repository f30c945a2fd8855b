"""The text of `_generated.py`: enums, dataclasses, and a method for each function."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from keyword import iskeyword

from .catalogue import Catalogue, Composite, Function, Parameter, Type

_WIDTH = 100

_HEAD = '''"""The API functions of the database as methods, with the types they take and return.

Made from the catalogue by tools/generate_client.py: change the SQL, and run it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
{datetime}
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, TypeAlias, TypeVar
from uuid import UUID

from .calls import DEFAULT, Function
from .encode import LABELS

T = TypeVar("T")'''

# SQL type: what comes back, what can be given.
_BASE: dict[str, tuple[str, str]] = {
    "bool": ("bool", "bool"),
    "int2": ("int", "int"),
    "int4": ("int", "int"),
    "int8": ("int", "int"),
    "float4": ("float", "float"),
    "float8": ("float", "float"),
    "numeric": ("Decimal", "Decimal | float"),
    "text": ("str", "str"),
    "varchar": ("str", "str"),
    "uuid": ("UUID", "UUID | str"),
    "date": ("date", "date"),
    "time": ("time", "time"),
    "timestamp": ("datetime", "datetime"),
    "timestamptz": ("datetime", "datetime"),
    "interval": ("timedelta", "timedelta"),
    "json": ("Any", "Any"),
    "jsonb": ("Any", "Any"),
}


def module(catalogue: Catalogue) -> str:
    """Return the whole module."""
    functions = catalogue.functions
    taken = {_scalar(p.type).name for f in functions for p in f.parameters}
    composites = _composites(functions)
    names = sorted([*map(_enum_name, catalogue.enums), *map(_class_name, composites)])
    parts = [
        "\n\n__all__ = [\n" + "".join(f'    "{name}",\n' for name in names) + "]\n",
        *(_enum(enum, as_parameter=enum.name in taken) for enum in catalogue.enums),
        "\nLABELS.update(\n    {\n"
        + "".join(f'        "{e.sql}": tuple({_enum_name(e)}),\n' for e in catalogue.enums)
        + "    }\n)\n",
        *map(_dataclass, composites),
        "\n" + "\n".join(map(_descriptor, functions)) + "\n",
        _class("", functions),
        _class("Async", functions),
    ]
    text = "\n".join(parts)
    used = set(re.findall(r"(?:: |-> |\[)(date|datetime|time|timedelta)\b", text))
    return _HEAD.replace("{datetime}", f"from datetime import {', '.join(sorted(used))}") + text


# Names

# A name can't begin with a digit: `1rm` is ONE_RM.
_DIGITS = ("ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE")


def _camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _enum_name(enum: Type) -> str:
    return _camel(enum.name.removesuffix("_enum"))


def _member(label: str) -> str:
    name = re.sub(r"\W", "_", label).upper()
    return f"{_DIGITS[int(name[0])]}_{name[1:]}" if name[0].isdigit() else name


def _class_name(composite: Composite) -> str:
    """Name a row: a table's after one of its things, else as the type or function is called."""
    return _camel(_singular(composite.name) if composite.is_table else composite.name)


def _singular(name: str) -> str:
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("aliases", "alias"), ("ss", "ss")):
        if name.endswith(ending):
            return name.removesuffix(ending) + instead
    return name.removesuffix("s")


def _identifier(name: str) -> str:
    return name + "_" if iskeyword(name) else name


def _argument_name(parameter: Parameter) -> str:
    return _identifier(parameter.name.removeprefix("p_"))


# Types


def _scalar(kind: Type) -> Type:
    return _scalar(kind.element) if kind.element else kind


def _result_form(kind: Type | Composite) -> str:
    if isinstance(kind, Composite):
        return _class_name(kind)
    if kind.composite:
        return _class_name(kind.composite)
    if kind.element:
        return f"list[{_result_form(kind.element)}]"
    return _enum_name(kind) if kind.kind == "enum" else _base(kind, 0)


def _argument_form(kind: Type) -> str:
    if kind.element:
        return f"Sequence[{_argument_form(kind.element)}]"
    return _enum_name(kind) + "Like" if kind.kind == "enum" else _base(kind, 1)


def _base(kind: Type, way: int) -> str:
    form = _BASE.get(kind.name, (None, None))[way]
    if form is None:
        verb = ("read", "send")[way]
        raise SystemExit(f"the client can't {verb} {kind.sql}: teach it to sources.py")
    return form


def _or_none(form: str, nullable: bool) -> str:
    return f"{form} | None" if nullable and form != "Any" else form


def _returns(function: Function) -> str:
    if isinstance(function.returns, Type) and function.returns.kind == "void":
        return "None"
    form = _result_form(function.returns)
    return f"list[{form}]" if function.many else _or_none(form, function.nullable)


# Text


def _docstring(text: str, indent: str) -> str:
    text = text.replace("\\", "\\\\").replace('"""', "'''")
    lines = [line for paragraph in _paragraphs(text) for line in _fill(paragraph, indent)]
    if len(lines) == 1 and len(indent + lines[0]) <= _WIDTH - 6 and not lines[0].endswith('"'):
        return f'{indent}"""{lines[0]}"""\n'
    body = "\n".join(indent + line if line else "" for line in lines).lstrip()
    return f'{indent}"""{body}\n{indent}"""\n'


def _paragraphs(text: str) -> Iterator[str]:
    for index, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if index:
            yield ""
        yield " ".join(paragraph.split())


def _fill(paragraph: str, indent: str) -> list[str]:
    width = _WIDTH - 3 - len(indent)
    return textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False) or [""]


def _labels(labels: Iterable[str], head: str) -> str:
    """Return `head[...]` with the labels as literals, broken where the line is full."""
    literals = [f'"{label}"' for label in labels]
    line = f"{head}[{', '.join(literals)}]"
    if len(line) <= _WIDTH:
        return line
    filled = textwrap.wrap(", ".join(literals), _WIDTH - 4, break_on_hyphens=False)
    return f"{head}[\n" + "".join(f"    {part}\n" for part in filled) + "]"


# Definitions


def _enum(enum: Type, *, as_parameter: bool) -> str:
    text = f"\nclass {_enum_name(enum)}(StrEnum):\n"
    text += _docstring(enum.comment or f"The type public.{enum.name}.", "    ") + "\n"
    for label in enum.labels:
        text += f'    {_member(label)} = "{label}"\n'
    if as_parameter:
        name = _enum_name(enum)
        text += "\n\n" + _labels(enum.labels, f"{name}Like: TypeAlias = {name} | Literal") + "\n"
    return text


def _composites(functions: Iterable[Function]) -> list[Composite]:
    """Return what the functions return, each after what it consists of."""
    found: dict[str, Composite] = {}

    def visit(kind: Type | Composite) -> None:
        if isinstance(kind, Type):
            inner = _scalar(kind).composite
            if inner:
                visit(inner)
            return
        for column in kind.columns:
            visit(column.type)
        name = _class_name(kind)
        if found.setdefault(name, kind) != kind:
            raise SystemExit(f"two things would be called {name} in Python")

    for function in functions:
        visit(function.returns)
    return list(found.values())


def _dataclass(composite: Composite) -> str:
    name = _class_name(composite)
    text = f"\n@dataclass(frozen=True, slots=True)\nclass {name}:\n"
    text += _docstring(composite.comment or f"A row of {composite.name}().", "    ") + "\n"
    for column in composite.columns:
        form = _or_none(_result_form(column.type), column.nullable)
        text += f"    {_identifier(column.name)}: {form}\n"
        if column.comment:
            text += _docstring(column.comment, "    ")
    return text


def _descriptor(function: Function) -> str:
    form = _returns(function)
    head = f"_{function.name}: Function[{form}] = Function(\n"
    inner = f'    "public.{function.name}",\n    returns={form},\n    many={function.many},\n'
    if not function.parameters:
        return head + inner + "    parameters=(),\n)"
    parameters = "".join(f'        ("{p.name}", "{p.type.sql}"),\n' for p in function.parameters)
    return head + inner + f"    parameters=(\n{parameters}    ),\n)"


def _class(flavour: str, functions: Iterable[Function]) -> str:
    keyword = "async def" if flavour else "def"
    text = f"\nclass {flavour}Functions(ABC):\n"
    text += '    """One method for each API function of the database."""\n\n'
    text += f"    @abstractmethod\n    {keyword} _call(self, function: Function[T], "
    text += "*arguments: object) -> T: ...\n"
    return text + "".join("\n" + _method(function, flavour) for function in functions)


def _method(function: Function, flavour: str) -> str:
    keyword, call = ("async def", "await self") if flavour else ("def", "self")
    required = [p for p in function.parameters if p.default is None]
    optional = [p for p in function.parameters if p.default is not None]
    signature = ["self", *(f"{_argument_name(p)}: {_argument_form(p.type)}" for p in required)]
    if optional:
        signature.append("*")
        signature += [
            f"{_argument_name(p)}: {_or_none(_argument_form(p.type), _is_null(p))} = DEFAULT"
            for p in optional
        ]
    text = _bracketed(f"    {keyword} {function.name}", signature, f" -> {_returns(function)}:")
    text += _docstring(_contract(function, optional), " " * 8)
    arguments = [f"_{function.name}", *map(_argument_name, function.parameters)]
    return text + _bracketed(f"        return {call}._call", arguments, "")


def _bracketed(head: str, items: list[str], tail: str) -> str:
    """Return `head(items)tail` on one line, or an item a line."""
    line = f"{head}({', '.join(items)}){tail}"
    if len(line) <= _WIDTH:
        return line + "\n"
    indent = " " * (len(head) - len(head.lstrip()))
    inner = "".join(f"{indent}    {item}{',' if item else ''}\n" for item in items)
    return f"{head}(\n{inner}{indent}){tail}\n"


def _is_null(parameter: Parameter) -> bool:
    return _default(parameter) == "null"


def _default(parameter: Parameter) -> str:
    """Return the default as one would write it, without the casts the catalogue adds."""
    return re.sub(r"::[\w\". ]+(\[\])?", "", parameter.default or "").replace("NULL", "null")


def _contract(function: Function, optional: list[Parameter]) -> str:
    """Return the comment in Python's names, and what holds for arguments left out."""
    text = function.comment or f"Call public.{function.name}."
    for parameter in function.parameters:
        text = re.sub(rf"\b{re.escape(parameter.name)}\b", _argument_name(parameter), text)
    given = [p for p in optional if not _is_null(p)]
    if given:
        defaults = ", ".join(f"{_argument_name(p)} = {_default(p)}" for p in given)
        text += f"\n\nDefaults: {defaults}."
    return text
