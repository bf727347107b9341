"""A press of a button that happens once, however often it is pressed: its lock, and what it came to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Done = TypeVar("Done")


@dataclass
class Once(Generic[Done]):
    """One press: what is done, or why it was refused and may be tried again.

    Streamlit may stop a run wherever that reads or writes the session's state, and begins the next one beside
    it. So what a press came to is kept here and not in that state, and whoever wants to know it waits.
    """

    done: Done | None = None
    refused: list[str] = field(default_factory=list)
    _busy: threading.Lock = field(default_factory=threading.Lock)

    def press(self, act: Callable[[], Done | list[str]]) -> None:
        """Do it unless it is done. ``act`` gives what is done, or why it is not."""
        with self._busy:
            if self.done is not None:
                return
            outcome = act()
            if isinstance(outcome, list):
                self.refused = outcome
            else:
                self.done, self.refused = outcome, []

    def outcome(self) -> tuple[Done | None, list[str]]:
        """What is done, or why it was refused, after a press that is still going on has come to its end."""
        with self._busy:
            return self.done, self.refused
