"""Who has a book or a template open now, and where. Kept in memory: true for seconds."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

# A window says where it is every ten seconds while it is used; three missed ones mean it is gone.
GONE_SECONDS = 35
MOST_WINDOWS = 1000


@dataclass(frozen=True)
class Here:
    """One window: whose it is, where in the document, and when it last said so."""

    user: int
    name: str
    place: str
    since: int
    at: int


class Presence:
    """The windows of all documents. Safe to call from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._windows: dict[tuple[str, str], Here] = {}

    def say(
        self, document: str, window: str, user: int, name: str, place: str, now: int
    ) -> list[dict[str, Any]]:
        """Notes where a window is and returns the document's other windows.

        `now` in seconds since 1970; an empty `place` means that the window leaves.
        """
        with self._lock:
            self._forget(now)
            key = (document, window)
            before = self._windows.pop(key, None)
            if place and len(self._windows) < MOST_WINDOWS:
                stays = before is not None and before.place == place
                since = before.since if before is not None and stays else now
                self._windows[key] = Here(user, name, place, since, now)
            return [
                {
                    "name": here.name,
                    "own": here.user == user,
                    "place": here.place,
                    "since": here.since,
                }
                for (other, other_window), here in sorted(self._windows.items())
                if other == document and other_window != window
            ]

    def _forget(self, now: int) -> None:
        gone = [key for key, here in self._windows.items() if now - here.at > GONE_SECONDS]
        for key in gone:
            del self._windows[key]
