"""Who the client speaks for."""

import pytest
from support import Actor, Database


@pytest.fixture
def ann(database: Database) -> Actor:
    return database.person()
