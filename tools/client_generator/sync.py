"""The blocking twin of an asynchronous module, by replacing words."""

from __future__ import annotations

import re

_HEAD = '''"""The blocking twin of `connection_async.py`, made from it by tools/generate_client.py.

Change that, and run the tool.
"""
'''

# In this order.
_WORDS = [
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


def from_async(source: str) -> str:
    """Return the module without what is asynchronous."""
    body = source.split('"""\n', 1)[1]
    for pattern, replacement in _WORDS:
        body = re.sub(pattern, replacement, body)
    return _HEAD + re.sub(r"(?m)^(from \S+ import )(.+)$", _sorted_names, body)


def _sorted_names(line: re.Match[str]) -> str:
    """Put an import's names in order again: constants, classes, functions."""
    names = sorted(line[2].split(", "), key=lambda n: (not n.isupper(), n[0].islower(), n))
    return line[1] + ", ".join(names)
