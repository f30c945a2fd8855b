"""The blocks of the README and the docs run, and print what the pages say."""

import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from support import Database
from workoutdb import embedded

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]


# what docs/importing.md calls strong.csv
STRONG = """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE
2025-01-06 18:00:00,Push,1h 2m,Bench Press (Barbell),1,135,5,0,0,
2025-01-06 18:00:00,Push,1h 2m,Bench Press (Barbell),2,185,5,0,0,8
2025-01-06 18:00:00,Push,1h 2m,Overhead Press (Barbell),1,95,8,0,0,
"""


class Block(NamedTuple):
    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    found = re.findall(r"^```(\w+)\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)
    return [Block(*block) for block in found]


def promises(page: Path, language: str) -> list[tuple[str, str]]:
    """Each block of a language, with the output that follows it (or none)."""
    return [
        (block.text, after.text if after.language == "text" else "")
        for block, after in pairwise([*blocks(page), Block("", "")])
        if block.language == language
    ]


def squeeze(text: str) -> list[str]:
    """The lines that say something, without the blanks that only align them."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
    return [line for line in lines if line and not re.fullmatch(r"\(\d+ rows?\)", line)]


@pytest.mark.parametrize("page", [p for p in PAGES if promises(p, "sql")], ids=lambda p: p.name)
def test_the_sql_prints_what_the_page_says(page: Path, database: Database) -> None:
    programs = embedded.binaries()
    psql = programs[max(programs)] / "psql"
    marker = "--- next block ---"
    script = f"\n\\echo '{marker}'\n".join(sql for sql, _ in promises(page, "sql"))
    done = subprocess.run(
        [psql, "--no-psqlrc", "--quiet", "-v", "VERBOSITY=default", database.dsn],
        input="\\set SHOW_CONTEXT never\n" + script,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = squeeze(re.sub(r"^psql:[^:]*:\d+: ", "", done.stderr, flags=re.MULTILINE))
    for printed, (_, said) in zip(done.stdout.split(marker), promises(page, "sql"), strict=True):
        if said.startswith("ERROR:"):
            wanted = squeeze(said)
            assert errors[: len(wanted)] == wanted
            errors = errors[len(wanted) :]
        else:
            assert squeeze(printed) == squeeze(said)
    assert errors == []


@pytest.mark.parametrize("page", [p for p in PAGES if promises(p, "python")], ids=lambda p: p.name)
def test_the_python_prints_what_the_page_says(
    page: Path, database: Database, tmp_path: Path
) -> None:
    database.person("ann@example.org")
    (tmp_path / "strong.csv").write_text(STRONG)
    for code, said in promises(page, "python"):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            env=os.environ | {"WORKOUTDB_DSN": database.dsn},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        assert done.stdout == said


def test_the_demo_prints_what_the_readme_says(database: Database, tmp_path: Path) -> None:
    (command, said) = promises(ROOT / "README.md", "sh")[0]
    demo = shlex.split(command.split("&&")[1])
    done = subprocess.run(
        [sys.executable, "-m", "workoutdb", *demo[1:], "--dsn", database.dsn],
        env=os.environ | {"WORKOUTDB_HOME": str(tmp_path), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=True,
    )

    def labels(text: str) -> list[str]:
        # dates and weights are those of the day the sample was made, and the tables as wide
        lines = [re.sub("─+", "─", re.sub(r"[\d.,:]+", "0", line)) for line in squeeze(text)]
        return [re.sub(r"\b0 \w{3} 0\b", "date", line) for line in lines]

    printed = labels(done.stdout)
    for line in labels(said):
        assert line in printed


def test_the_readme_has_its_two_commands() -> None:
    commands = [command.strip() for command, _ in promises(ROOT / "README.md", "sh")]
    assert commands == [
        'pip install -e ".[embedded]" && workoutdb demo',
        'pip install -e ".[test]" && pytest',
    ]


def test_every_page_makes_people_of_its_own() -> None:
    pages = [*PAGES, *(ROOT / "examples").glob("*.py")]
    made = [
        address.lower()
        for page in pages
        for address in set(
            re.findall(
                r"""(?:create_user|register|find_or_create)\((?:db, )?['"]([^'"]+@[^'"]+)""",
                page.read_text(),
            )
        )
    ]
    assert len(made) >= len(pages) / 2
    assert sorted(made) == sorted(set(made))


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} points at {target}"
