"""Adds an account to the data directory of a server that is stopped.

add_author.py DATA NAME PASSWORD

The product has no screen for further accounts yet; two authors are what the conflict test needs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from server import auth  # noqa: E402
from server.store import Store  # noqa: E402


def main(data: str, name: str, password: str) -> None:
    store = Store(Path(data))
    accounts = auth.Auth(store)
    salt = os.urandom(16)
    with store.write() as connection:
        accounts.add_user(connection, auth.check_name(name), salt, auth.derive_key(password, salt))
    store.close()


main(*sys.argv[1:])
