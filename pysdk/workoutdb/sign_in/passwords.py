"""Passwords, which the database never sees: made into argon2id hashes and compared with them."""

from __future__ import annotations

import secrets
import unicodedata

from ..errors import InvalidInput

try:
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError
except ImportError as error:
    raise ImportError(
        'workoutdb.sign_in needs argon2-cffi: pip install "workoutdb[sign-in]"'
    ) from error

SHORTEST, LONGEST = 8, 1000


def is_text(value: str) -> bool:
    """Return whether it can be sent to the database: no half of a character, and no NUL."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in value


class Passwords:
    """Makes hashes and compares with them, at the price in time and memory that the hasher has."""

    def __init__(self, hasher: PasswordHasher | None) -> None:
        self._hasher = hasher or PasswordHasher()
        # compared with where there is no hash, so that nobody can tell by the time it takes
        self._nobodys = self._hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """Return a new hash of a password that may be set."""
        password = unicodedata.normalize("NFKC", password)
        if not is_text(password):
            raise InvalidInput(
                "A password is text",
                code="PT422",
                detail="password: a character that is none, or NUL",
                hint="Ask for another one.",
            )
        if not SHORTEST <= len(password) <= LONGEST:
            raise InvalidInput(
                f"A password has {SHORTEST} to {LONGEST} characters",
                code="PT422",
                detail=f"password: {len(password)} characters",
                hint="Ask for another one.",
            )
        return self._hasher.hash(password)

    def fits(self, password: str, hashed: str | None) -> bool:
        """Return whether it is the password of this hash; none fits no hash."""
        typed = unicodedata.normalize("NFKC", password).encode(errors="surrogatepass")
        try:
            self._hasher.verify(hashed or self._nobodys, typed)
        except VerifyMismatchError:
            return False
        return hashed is not None

    def rehash(self, password: str, hashed: str) -> str | None:
        """Return a new hash of the password that fits this one, if it has other costs than now."""
        if not self._hasher.check_needs_rehash(hashed):
            return None
        return self._hasher.hash(unicodedata.normalize("NFKC", password))
