"""Signing people in on plain Postgres: links by mail, passwords, sessions.

    from workoutdb.sign_in import SignIn

    sign_in = SignIn(db)
    token = sign_in.issue_link("ada@example.com")  # to be mailed
    session = sign_in.redeem_link(token)
    with db.as_user(sign_in.check(session.access_token)) as me:
        me.get_me()

`SignIn` works over a client of `workoutdb.connect`, `AsyncSignIn` over one of `connect_async`. On
Supabase, its own sign-in does all this.
"""

from .acts import SignIn
from .acts_async import AsyncSignIn
from .tokens import Session

__all__ = ["AsyncSignIn", "Session", "SignIn"]
