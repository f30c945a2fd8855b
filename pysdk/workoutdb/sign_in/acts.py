"""The blocking twin of `acts_async.py`, made from it by tools/generate_client.py.

Change that, and run the tool.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from ..calls import DEFAULT
from ..connection import Client, Transaction
from ..errors import InvalidInput, NotFound
from .passwords import Passwords, is_text
from .tokens import Session, hashed, new_token

if TYPE_CHECKING:
    from argon2 import PasswordHasher


def address(email: str) -> str:
    """Return what is to be mailed to, if the database can read it: it says what else it lacks."""
    if not is_text(email):
        raise InvalidInput(
            "This is no e-mail address",
            code="PT422",
            detail="email: a character that is none, or NUL",
            hint="It has a name, an @ and a host, and at most 254 characters.",
        )
    return email


class SignIn:
    """Signs people in. What is not good, for whatever reason, raises NotFound and says no more."""

    def __init__(
        self,
        client: Client,
        *,
        session_lasts: timedelta = DEFAULT,
        hasher: PasswordHasher | None = None,
    ) -> None:
        """Work over a client that may act as the service role; make one for a whole back end.

        A session ends when it was not refreshed for `session_lasts`, by default 30 days. The hasher
        is argon2-cffi's own unless one with other costs is given.
        """
        self._client = client
        self._session_lasts = session_lasts
        self._passwords = Passwords(hasher)

    def issue_link(self, email: str, *, valid_for: timedelta = DEFAULT) -> str:
        """Return the token of a link to mail to this address: who holds it is who has the address.

        It is the same whether the address has an account or not. By default valid for 15 minutes.
        Raises TooOften after five mails within 15 minutes.
        """
        token = new_token()
        with self._client.as_service() as back_end:
            back_end.issue_magic_link(address(email), hashed(token), valid_for=valid_for)
        return token

    def register(self, email: str, password: str, *, valid_for: timedelta = DEFAULT) -> str:
        """Return the token of a link to mail; who redeems it, if new, gets an account and password.

        It is the same whether the address has an account or not; one that is there keeps its own
        password. By default valid for a day. Raises TooOften after five mails within 15 minutes.
        """
        token = new_token()
        password_hash = self._passwords.hash(password)
        with self._client.as_service() as back_end:
            back_end.register_password(
                address(email), password_hash, hashed(token), valid_for=valid_for
            )
        return token

    def redeem_link(self, token: str) -> Session:
        """Sign in by a link that was mailed. Raises NotFound if it was used or has expired."""
        with self._client.as_service() as back_end:
            redeemed = back_end.redeem_magic_link(hashed(token))
            return self._open(back_end, Session(redeemed.user_id, is_new=redeemed.is_new))

    def with_password(self, email: str, password: str) -> Session:
        """Sign in by a password. Raises NotFound if the two do not go together.

        Wrong ones are not counted: limit how often an address, and a visitor, may try. A hash that
        has other costs than the hasher is made anew.
        """
        with self._client.as_service() as back_end:
            entry = back_end.find_password(email if is_text(email) else "")
        # not in a transaction, for it takes its time on purpose
        password_hash = entry.password_hash if entry else None
        fits = self._passwords.fits(password, password_hash)
        if entry is None or not fits:
            raise NotFound(
                "No account has this address and this password",
                code="PT404",
                hint="Try again, or ask for a reset.",
            )
        with self._client.as_service() as back_end:
            session = self._open(back_end, Session(entry.user_id), entry.password_hash)
        anew = self._passwords.rehash(password, entry.password_hash)
        if anew is not None:
            with self._client.as_service() as back_end:
                back_end.rehash_password(entry.user_id, entry.password_hash, anew)
        return session

    def issue_reset(self, email: str, *, valid_for: timedelta = DEFAULT) -> str:
        """Return the token of a reset to mail to this address: who holds it may set a password.

        It is the same whether the address has an account or not. By default valid for an hour.
        Raises TooOften after five mails within 15 minutes.
        """
        token = new_token()
        with self._client.as_service() as back_end:
            back_end.issue_password_reset(address(email), hashed(token), valid_for=valid_for)
        return token

    def redeem_reset(self, token: str, password: str) -> Session:
        """Set a new password by a reset that was mailed, end every session, and sign in.

        Raises NotFound if it was used or has expired, or if its address has no account.
        """
        password_hash = self._passwords.hash(password)
        with self._client.as_service() as back_end:
            user_id = back_end.redeem_password_reset(hashed(token), password_hash)
            return self._open(back_end, Session(user_id))

    def check(self, access_token: str) -> UUID:
        """Return who is signed in by this token, to act as them. Raises NotFound if nobody is."""
        with self._client.as_service() as back_end:
            return back_end.check_session(hashed(access_token))

    def refresh(self, refresh_token: str) -> Session:
        """Return the session with two new tokens in the place of its own.

        A refresh token is good for one time. If it comes again, somebody else has it too, and the
        session ends for both: let one place refresh it, and one after the other. Raises NotFound if
        it is over.
        """
        access, refresh = new_token(), new_token()
        with self._client.as_service() as back_end:
            user_id = back_end.refresh_session(
                hashed(refresh_token), hashed(access), hashed(refresh)
            )
        if user_id is None:
            raise NotFound("This session is over", code="PT404", hint="Sign in again.")
        return Session(user_id, access, refresh)

    def revoke(self, token: str) -> None:
        """Sign out: end the session that has this token, of its two whichever."""
        with self._client.as_service() as back_end:
            back_end.revoke_session(hashed(token))

    def _open(
        self, back_end: Transaction, session: Session, password_hash: str = DEFAULT
    ) -> Session:
        back_end.open_session(
            session.user_id,
            hashed(session.access_token),
            hashed(session.refresh_token),
            password_hash=password_hash,
            valid_for=self._session_lasts,
        )
        return session
