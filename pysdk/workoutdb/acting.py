"""On whose behalf statements run: role and claims, set for one transaction, as PostgREST does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from .encode import to_json
from .errors import InvalidInput

# The settings before `request.jwt.claims`: where one is set, Supabase's auth.uid() prefers it, so
# they are emptied, lest one that stands in a session speaks for someone else.
_SETTINGS = (
    "role",
    "request.jwt.claims",
    "request.jwt.claim",
    "request.jwt.claim.sub",
    "request.jwt.claim.role",
)

_set = ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS)
_read = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in _SETTINGS)

SET = f"select {_set}".encode()
READ = f"select {_read}".encode()


@dataclass(frozen=True, slots=True)
class Actor:
    """A role and its claims."""

    name: str
    role: str
    claims: str

    @property
    def settings(self) -> tuple[str, ...]:
        """Return the parameters of SET."""
        return (self.role, self.claims, "", "", "")


def user(user_id: UUID | str, claims: Mapping[str, object] | None = None) -> Actor:
    """Return a signed-in person; the id and the role stand above the claims given."""
    try:
        sub = user_id if isinstance(user_id, UUID) else UUID(user_id)
    except (ValueError, TypeError, AttributeError):
        raise InvalidInput(
            f"{user_id!r} is no person's id",
            hint="The id is a UUID; find_user() gives it for an e-mail address.",
        ) from None
    document = {**(claims or {}), "sub": sub, "role": "authenticated"}
    return Actor(f"user {sub}", "authenticated", to_json(document))


SERVICE = Actor("the service", "service_role", '{"role":"service_role"}')
ANON = Actor("anon", "anon", '{"role":"anon"}')
