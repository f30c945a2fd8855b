"""Everything that a database's catalogue says, to compare two of them."""

import re
import subprocess

from clusters import PG_DUMP


def catalogue(dsn: str) -> dict[str, str]:
    """Each object's definition by its name: tables, functions, policies, grants, comments, all."""
    dump = subprocess.run(
        [PG_DUMP, "--schema-only", "--exclude-table=private._yoyo*", dsn],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    entries = re.split(r"^--\n-- (?=Name: )", dump, flags=re.MULTILINE)[1:]
    # in the order of names, for the dump's own follows the order in which things were made
    return dict(sorted(_entry(entry) for entry in entries))


def _entry(entry: str) -> tuple[str, str]:
    header, definition = entry.split("\n--\n", 1)
    # the last entry carries the end of the dump, with a key of its own each time
    definition = definition.split("--\n-- PostgreSQL database dump complete")[0]
    # a grant's place among others follows the order in which they were given
    lines = definition.strip().splitlines()
    return header, "\n".join(sorted(lines) if "Type: ACL" in header else lines)
