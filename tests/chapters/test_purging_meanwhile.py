"""The purge of the sign-in goes by whoever is just signing in, and waits for nobody."""

from hashlib import sha256
from secrets import token_hex
from typing import Any

from phones import holding, phone
from support import Database

PASSWORD = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5"


def token() -> str:
    return sha256(token_hex().encode()).hexdigest()


def test_a_purge_leaves_to_a_reset_what_it_takes_away_itself(database: Database) -> None:
    service, ann, bob = database.service, database.person(), database.person()

    def issue(person: Any, function: str) -> str:
        it = token()
        service.call(function, p_email=f"{person.id}@example.org", p_token_hash=it)
        return it

    for person in (ann, bob):
        issue(person, "issue_magic_link")
        issue(person, "issue_password_reset")
        service.call(
            "open_session", p_user_id=person.id, p_access_hash=token(), p_refresh_hash=token()
        )
    for table in ("magic_links", "password_resets", "sessions"):
        database.owner.execute(f"update sign_in.{table} set expires_at = now()")
    reset = issue(ann, "issue_password_reset")
    with holding(service) as back_end:
        back_end.call("redeem_password_reset", p_token_hash=reset, p_password_hash=PASSWORD)
        (purged,) = phone(service).call("purge_sign_in")
    assert purged["purge_sign_in"] == 3
    (purged,) = service.call("purge_sign_in")
    assert purged["purge_sign_in"] == 0
