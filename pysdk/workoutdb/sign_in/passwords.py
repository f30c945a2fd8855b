"""Passwords, which the database never sees: made into argon2id hashes and compared with them."""

from __future__ import annotations

import secrets

from ..errors import InvalidInput

try:
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError
except ImportError as error:
    raise ImportError(
        'workoutdb.sign_in needs argon2-cffi: pip install "workoutdb[sign-in]"'
    ) from error

SHORTEST, LONGEST = 8, 1000


class Passwords:
    """Makes hashes and compares with them, at the price in time and memory that the hasher has."""

    def __init__(self, hasher: PasswordHasher | None) -> None:
        self._hasher = hasher or PasswordHasher()
        # compared with where there is no hash, so that nobody can tell by the time it takes
        self._nobodys = self._hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """Return a new hash of a password that may be set."""
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
        try:
            self._hasher.verify(hashed or self._nobodys, password)
        except VerifyMismatchError:
            return False
        return hashed is not None
