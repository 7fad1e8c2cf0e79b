"""Routes of one's own account: set-up, invitation, signing in and out, preferences, password."""

from __future__ import annotations

import re
from typing import Any

from . import rights, strict_json
from .auth import ABSOLUTE_SECONDS
from .problem import invalid
from .web import Context, Reply, Rule

_PREFERENCES = {
    "language": ("zh-CN", "en"),
    "theme": ("system", "light", "dark"),
    "gain_colour": ("red", "green"),
    "amounts": ("full", "wan"),  # large sums in full, or in ten thousands of yuan
}
# What was given other keys; which actions and keys there are, only the program knows.
_KEYS = re.compile(r"([a-z_]{1,40}=[A-Za-z0-9+]{1,40};?){0,60}")


def _with_cookie(context: Context, token: str, status: int = 200) -> Reply:
    services = context.services
    cookie = (
        f"{services.cookie}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={ABSOLUTE_SECONDS}"
    )
    if services.settings.secure:
        cookie += "; Secure"
    user = services.auth.session(token)
    document = {"name": user.name} if user else {}
    return Reply(status, document, headers={"Set-Cookie": cookie})


def set_up(context: Context) -> Reply:
    """The first administrator, by the link that the terminal printed."""
    body = context.json()
    token = context.services.auth.set_up(
        body.get("token"), body.get("name"), body.get("password"), context.address
    )
    return _with_cookie(context, token, 201)


def sign_in(context: Context) -> Reply:
    """A session for name and password. Problems 401, 429."""
    body = context.json()
    token = context.services.auth.sign_in(body.get("name"), body.get("password"), context.address)
    return _with_cookie(context, token)


def sign_in_by_link(context: Context) -> Reply:
    """A session for a one-time link. Problems 422, 429."""
    token = context.services.auth.sign_in_by_link(context.json().get("token"), context.address)
    return _with_cookie(context, token)


def accept_invitation(context: Context) -> Reply:
    """An invited person sets his password and is signed in. Problems 422, 429."""
    body = context.json()
    token = context.services.auth.accept_invitation(
        body.get("token"), body.get("password"), context.address
    )
    return _with_cookie(context, token)


def sign_out(context: Context) -> Reply:
    """Ends the session and its cookie."""
    context.services.auth.sign_out(context.session_token, context.user)
    services = context.services
    cookie = f"{services.cookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
    if services.settings.secure:
        cookie += "; Secure"
    return Reply(204, headers={"Set-Cookie": cookie, "Clear-Site-Data": '"cache"'})


def change_password(context: Context) -> Reply:
    """A new password and a new session; the others end."""
    body = context.json()
    token = context.services.auth.change_password(
        context.user, body.get("current"), body.get("password"), context.address
    )
    return _with_cookie(context, token)


def _me(context: Context, preferences: dict[str, Any]) -> dict[str, Any]:
    user = context.user
    return {
        "name": user.name,
        "role": user.role,
        "rights": list(rights.ROLES.get(user.role, ())),
        "has_password": user.has_password,
        "demo": context.services.settings.demo,
        "preferences": {
            "language": preferences.get("language"),
            "theme": preferences.get("theme", "system"),
            "gain_colour": preferences.get("gain_colour", "red"),
            "amounts": preferences.get("amounts", "full"),
            "keys": preferences.get("keys", ""),
        },
    }


def me(context: Context) -> Reply:
    """Who is signed in."""
    return Reply(document=_me(context, context.user.preferences))


def set_preferences(context: Context) -> Reply:
    """Merges the given preferences into the stored ones."""
    body = context.json()
    for name, value in body.items():
        if name == "keys":
            if not isinstance(value, str) or not _KEYS.fullmatch(value):
                raise invalid(name, "形如 tidy=Ctrl+J;connect=X", "like tidy=Ctrl+J;connect=X")
            continue
        allowed = _PREFERENCES.get(name)
        if allowed is None:
            raise invalid(name, "已知的设置", "a known preference")
        if value not in allowed:
            listed = ", ".join(allowed)
            raise invalid(name, f"其中之一：{listed}", f"one of {listed}")
    with context.store.write() as connection:
        row = connection.execute(
            "SELECT preferences FROM users WHERE id = ?", (context.user.id,)
        ).fetchone()
        merged = {**strict_json.parse(row[0].encode("utf-8")), **body}
        connection.execute(
            "UPDATE users SET preferences = ? WHERE id = ?",
            (strict_json.dump(merged).decode("utf-8"), context.user.id),
        )
    return Reply(document=_me(context, merged))


RULES = (
    Rule("POST", "/api/v1/setup", set_up, pool="sign-in", repeatable=False),
    Rule("POST", "/api/v1/session", sign_in, pool="sign-in", repeatable=False),
    Rule("POST", "/api/v1/session/link", sign_in_by_link, pool="sign-in", repeatable=False),
    Rule("POST", "/api/v1/invitation", accept_invitation, pool="sign-in", repeatable=False),
    Rule("DELETE", "/api/v1/session", sign_out),
    Rule("GET", "/api/v1/me", me),
    Rule("PATCH", "/api/v1/me/preferences", set_preferences),
    Rule("POST", "/api/v1/me/password", change_password, pool="sign-in", repeatable=False),
)
