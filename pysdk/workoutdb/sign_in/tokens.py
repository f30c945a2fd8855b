"""Tokens: made here, held by a person or a mail; the database gets their hashes alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID


def new_token() -> str:
    """Return 256 random bits, in characters that a link may have."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Return what the database knows a token by."""
    # what is no text is no token either, and as unknown as any
    return sha256(token.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in, with the two tokens that they keep; neither can be had again."""

    user_id: UUID
    #: For requests, during 15 minutes: `SignIn.check` says whose they are.
    access_token: str = field(default_factory=new_token, repr=False)
    #: For `SignIn.refresh`, once.
    refresh_token: str = field(default_factory=new_token, repr=False)
    #: Whether they got their account just now, so that a name and a time zone may be asked for.
    is_new: bool = False
