from pathlib import Path

import pytest
from book import Book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A copy of the chapters that the test may change."""
    return Book(tmp_path / "sql")
