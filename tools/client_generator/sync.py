"""The blocking twin of an asynchronous module, by replacing words."""

from __future__ import annotations

import re
from pathlib import Path

_HEAD = '''"""The blocking twin of `{name}`, made from it by tools/generate_client.py.

Change that, and run the tool.
"""
'''

# In this order.
_WORDS = [
    # work for the processor, off the event loop
    (r"\bawait asyncio\.to_thread\(([\w.]+), ", r"\1("),
    (r"(?m)^import asyncio\n\n?", ""),
    (r"\bawait \((.+) if (.+) else (.+)\)", r"(\1 if \2 else \3)"),
    (r"\bawait ", ""),
    (r"\basync (with|def|for)\b", r"\1"),
    (r"\b__a(enter|exit)__\b", r"__\1__"),
    (r"\basynccontextmanager\b", "contextmanager"),
    (r"\bAbstractAsyncContextManager\b", "AbstractContextManager"),
    (r"\ban? Async(\w)", r"a \1"),
    (r"\bAsync(?=[A-Z])", ""),
    (r"(\w+)_async\b", r"\1"),
]


def from_async(path: Path) -> str:
    """Return the module at the path without what is asynchronous."""
    body = path.read_text().split('"""\n', 1)[1]
    for pattern, replacement in _WORDS:
        body = re.sub(pattern, replacement, body)
    body = re.sub(r"(?m)^(from \S+ import )(.+)$", _sorted_names, body)
    return _HEAD.format(name=path.name) + body


def _sorted_names(line: re.Match[str]) -> str:
    """Put an import's names in order again: constants, classes, functions."""
    names = sorted(line[2].split(", "), key=lambda n: (not n.isupper(), n[0].islower(), n))
    return line[1] + ", ".join(names)
