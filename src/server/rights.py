"""Who may do what: one table from route to the right it needs, and the rights of each role.

A route that is not in the table needs a right that nobody has, so that a forgotten one is closed.
"""

from __future__ import annotations

from .problem import Problem

PUBLIC = "public"  # no session: signing in, health, the description
ACCOUNT = "account"  # one's own name, preferences, password
READ = "read"  # everything that is stored and everything that is computed from it
PRICES = "prices"  # drafts, publishing, approving
IMPORTS = "imports"  # bringing histories in and forgetting them
ROUTING = "routing"  # which book holds for whom
PEOPLE = "people"  # accounts and their roles
COMPANY = "company"  # what is decided for everybody
TEMPLATES = "templates"  # drafts of templates, publishing them

_EVERYBODY = (ACCOUNT, READ)
ROLES: dict[str, tuple[str, ...]] = {
    "administrator": (*_EVERYBODY, PRICES, IMPORTS, ROUTING, PEOPLE, COMPANY, TEMPLATES),
    "price_manager": (*_EVERYBODY, PRICES, IMPORTS, TEMPLATES),
    "viewer": _EVERYBODY,
}
ROLE_NAMES = {
    "administrator": ("管理员", "administrator"),
    "price_manager": ("价格经理", "price manager"),
    "viewer": ("查看者", "viewer"),
}

NEEDED: dict[tuple[str, str], str] = {
    ("POST", "/api/v1/setup"): PUBLIC,
    ("POST", "/api/v1/session"): PUBLIC,
    ("POST", "/api/v1/session/link"): PUBLIC,
    ("POST", "/api/v1/invitation"): PUBLIC,
    ("DELETE", "/api/v1/session"): ACCOUNT,
    ("GET", "/api/v1/me"): ACCOUNT,
    ("PATCH", "/api/v1/me/preferences"): ACCOUNT,
    ("POST", "/api/v1/me/password"): ACCOUNT,
    ("GET", "/api/v1/people"): PEOPLE,
    ("POST", "/api/v1/people"): PEOPLE,
    ("PATCH", "/api/v1/people/{id}"): PEOPLE,
    ("POST", "/api/v1/people/{id}/invitation"): PEOPLE,
    ("GET", "/api/v1/books"): READ,
    ("POST", "/api/v1/books"): PRICES,
    ("GET", "/api/v1/books/{book}/versions/{number}"): READ,
    ("GET", "/api/v1/books/{book}/draft"): READ,
    ("PUT", "/api/v1/books/{book}/draft"): PRICES,
    ("PATCH", "/api/v1/books/{book}/draft"): PRICES,
    ("DELETE", "/api/v1/books/{book}/draft"): PRICES,
    ("GET", "/api/v1/books/{book}/versions/{number}/tables"): READ,
    ("GET", "/api/v1/books/{book}/draft/tables"): READ,
    ("POST", "/api/v1/books/{book}/check"): PRICES,
    ("POST", "/api/v1/books/{book}/publish"): PRICES,
    ("POST", "/api/v1/books/{book}/presence"): PRICES,
    ("POST", "/api/v1/books/{book}/submissions"): PRICES,
    ("GET", "/api/v1/submissions"): READ,
    ("GET", "/api/v1/submissions/{id}"): READ,
    ("POST", "/api/v1/submissions/{id}/approve"): PRICES,
    ("POST", "/api/v1/submissions/{id}/reject"): PRICES,
    ("POST", "/api/v1/submissions/{id}/withdraw"): PRICES,
    ("GET", "/api/v1/templates"): READ,
    ("GET", "/api/v1/template-library/{template}"): READ,
    ("GET", "/api/v1/templates/{template}/versions/{number}"): READ,
    ("GET", "/api/v1/templates/{template}/versions/{number}/past-tickets"): READ,
    ("GET", "/api/v1/templates/{template}/draft"): READ,
    ("PUT", "/api/v1/templates/{template}/draft"): TEMPLATES,
    ("PATCH", "/api/v1/templates/{template}/draft"): TEMPLATES,
    ("DELETE", "/api/v1/templates/{template}/draft"): TEMPLATES,
    ("POST", "/api/v1/templates/{template}/publish"): TEMPLATES,
    ("POST", "/api/v1/templates/{template}/presence"): TEMPLATES,
    ("GET", "/api/v1/company"): READ,
    ("PUT", "/api/v1/company"): COMPANY,
    ("GET", "/api/v1/routing"): READ,
    ("PUT", "/api/v1/routing"): ROUTING,
    ("GET", "/api/v1/book-file"): READ,
    ("POST", "/api/v1/table-files"): READ,
    ("POST", "/api/v1/histories"): IMPORTS,
    ("GET", "/api/v1/histories"): READ,
    ("GET", "/api/v1/histories/{history}"): READ,
    ("DELETE", "/api/v1/histories/{history}"): IMPORTS,
    ("GET", "/api/v1/histories/{history}/parts/{place}"): READ,
    ("POST", "/api/v1/sheets"): IMPORTS,
    ("GET", "/api/v1/import-mappings"): READ,
    ("GET", "/api/v1/import-names"): IMPORTS,
    ("POST", "/api/v1/divisions/resolve"): IMPORTS,
    ("POST", "/api/v1/imports"): IMPORTS,
    ("PUT", "/api/v1/imports/{upload}/mapping"): IMPORTS,
    ("POST", "/api/v1/imports/{upload}/accept"): IMPORTS,
    ("DELETE", "/api/v1/imports/{upload}"): IMPORTS,
    ("POST", "/api/v1/settle"): READ,
    ("POST", "/api/v1/simulations"): READ,
    ("GET", "/api/v1/audit"): READ,
    ("GET", "/healthz"): PUBLIC,
    ("GET", "/readyz"): PUBLIC,
    ("GET", "/openapi.json"): PUBLIC,
}


def needed(method: str, path: str) -> str:
    """The right that a route needs; for an unknown route one that no role has."""
    return NEEDED.get((method, path), "")


def allows(role: str, right: str) -> bool:
    """Whether a role has a right. An unknown role has none."""
    return right in ROLES.get(role, ())


def refusal(role: str, right: str, administrators: list[str]) -> Problem:
    """What somebody without the right is told: the role that has it, and whom to ask."""
    # The last role of the table that has the right is the one that may least.
    fitting = [name for name in ROLES if right in ROLES[name]] or ["administrator"]
    values = {
        "needed": ROLE_NAMES[fitting[-1]],
        "role": ROLE_NAMES.get(role, (role, role)),
        "administrators": ("、".join(administrators), ", ".join(administrators)),
    }
    return Problem(403, "not_allowed", values=values, extra={"needed_role": fitting[-1]})
