"""Whoever has a mailbox whose name looks like somebody's gets no mail that is good for theirs."""

from typing import Any

import pytest
from scenes import fingerprint, refused
from sign_in_scenes import password, token
from support import Database

ASKED: dict[str, dict[str, Any]] = {
    "create_user": {},
    "issue_magic_link": {"p_token_hash": token()},
    "register_password": {"p_token_hash": token(), "p_password_hash": password()},
    "issue_password_reset": {"p_token_hash": token()},
}


@pytest.mark.parametrize("function", ASKED)
@pytest.mark.parametrize(
    ("name", "looks_like"),
    [("mi\N{KELVIN SIGN}e", "mike"), ("m\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}ke", "mike"),
     ("\N{ANGSTROM SIGN}ke", "åke"), ("\N{OHM SIGN}", "ω")],
)  # fmt: skip
def test_a_letter_that_is_another_ones_in_lower_case_is_in_no_address(
    database: Database, function: str, name: str, looks_like: str
) -> None:
    database.person(f"{looks_like}@example.org")
    (same,) = database.owner.execute("select lower(%s) as it", (name,)).fetchall()
    assert same["it"] == looks_like
    before = fingerprint(database)
    with refused("PT422") as refusal:
        database.service.call(function, p_email=f"{name}@example.org", **ASKED[function])
    assert refusal.message == "This is no e-mail address"
    assert fingerprint(database) == before


@pytest.mark.parametrize("name", ["Mike", "Åke", "ÄRGER", "ΣΟΦΙΑ", "straße", "Яна"])
def test_capitals_are_in_addresses_of_any_script(database: Database, name: str) -> None:
    (made,) = database.service.call("create_user", p_email=f"{name}@example.org")
    (found,) = database.service.call("find_user", p_email=f"{name.lower()}@example.org")
    assert made["create_user"] == found["find_user"]
