"""Fixtures: one shared server for tests that leave it as it was, fresh ones for the others."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Callable, Iterator

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from harness import LIBRARY, Client, Server  # noqa: E402


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo server with the fake engine, used by many tests."""
    data = tmp_path_factory.mktemp("shared") / "data"
    with Server(data, "--demo", "--demo-tickets", "100000", "--engine-deadline", "3") as server:
        yield server


@pytest.fixture(scope="session")
def admin(shared: Server) -> Client:
    """The shared server's administrator."""
    return shared.signed_in()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers on a data directory of this test; all are ended afterwards."""
    started: list[Server] = []

    def start(*flags: str, **options: object) -> Server:
        server = Server(tmp_path / "data", *flags, **options)  # type: ignore[arg-type]
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.__exit__()


@pytest.fixture(scope="session")
def real_engine() -> Path:
    """The built library. Its absence is a failure unless FENMING_FAKE_ENGINE=1 says otherwise."""
    if os.environ.get("FENMING_FAKE_ENGINE") == "1":
        pytest.skip("FENMING_FAKE_ENGINE=1: the built engine is left out on request")
    assert LIBRARY.exists(), "build/native/libfenming.so is missing: run make build"
    return LIBRARY
