"""A page that watches itself: what it asked for, and what it complained of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

EXPECTED = re.compile(
    r"404 .*/(indicator|sources|trends|timeline|meeting|recommendations|present|add|change|due|import|history)"
    r"/_stcore/(health|host-config)"
)
"""Streamlit looks for its server below a deep link first; both answers are expected and harmless."""


@dataclass
class Watch:
    """What a page asked for and complained of while it was open."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Complaints, without those that Streamlit makes of every deep link."""
        return [complaint for complaint in self.complaints if not EXPECTED.search(complaint)]

    @property
    def elsewhere(self) -> list[str]:
        """Requests that left this computer."""
        inside = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:http://127.0.0.1:", "about:")
        return [one for one in self.requests if not one.startswith(inside)]

    def on(self, page: Page) -> Page:
        page.context.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on(
            "console",
            lambda said: (
                self.complaints.append(f"{said.text} ({said.location.get('url', '')})")
                if said.type == "error"
                else None
            ),
        )
        return page


Opener = Callable[..., Page]
