"""Streamlit's own conversation with a browser: what it sends is read, and what a browser said can be said again."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from playwright.sync_api import BrowserContext, Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


@dataclass
class Heard:
    """Every message that came over a socket, and every one that went."""

    came: list[bytes] = field(default_factory=list)
    went: list[bytes] = field(default_factory=list)

    def on(self, page: Page) -> Page:
        def listen(socket: object) -> None:
            socket.on("framereceived", lambda data: self.came.append(data))  # type: ignore[attr-defined]
            socket.on("framesent", lambda data: self.went.append(data))  # type: ignore[attr-defined]

        page.on("websocket", listen)
        return page

    @property
    def messages(self) -> list[ForwardMsg]:
        return [ForwardMsg.FromString(one) for one in self.came]

    @property
    def elements(self) -> int:
        """How many pieces of a page came."""
        return sum(one.HasField("delta") for one in self.messages)

    def holds(self, wanted: str) -> bool:
        """Whether a word or a number came, written out or as the eight bytes of a column of numbers."""
        forms = [wanted.encode()]
        if wanted.replace(".", "", 1).isdigit():
            forms.append(struct.pack("<d", Decimal(wanted)))
        return any(form in one for one in self.came for form in forms)


HOLD = """() => {
  const send = WebSocket.prototype.send;
  window.held = [];
  WebSocket.prototype.send = function (data) {
    if (!window.holding) return send.call(this, data);
    window.held.push(Array.from(new Uint8Array(data.buffer ?? data)));
  };
}"""
"""Lets a test keep back what a page says: window.holding = true."""


def holding(page: Page) -> Page:
    page.add_init_script(f"({HOLD})()")
    return page


def keep_back(page: Page) -> None:
    """From now on the page only believes that it speaks."""
    page.evaluate("() => { window.holding = true; }")


def kept_back(page: Page) -> list[bytes]:
    """What the page would have said."""
    page.wait_for_function("() => window.held.length > 0")
    return [bytes(one) for one in page.evaluate("() => window.held")]


def cookies_of(context: BrowserContext, server: str) -> dict[str, str]:
    return {one["name"]: one["value"] for one in context.cookies(server)}


def joined(server: str, cookies: dict[str, str], **headers: str) -> ClientConnection:
    """A socket as a browser with these cookies opens it, made by hand."""
    sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), **headers}
    return connect(
        server.replace("http:", "ws:") + "/_stcore/stream",
        origin=server,  # type: ignore[arg-type]
        subprotocols=["streamlit", cookies.get("_streamlit_xsrf", "none")],  # type: ignore[list-item]
        additional_headers=sent,
        max_size=None,
    )


def said_again(server: str, cookies: dict[str, str], words: Iterable[bytes], **headers: str) -> Heard:
    """What comes back when these messages are sent one by one, each after the last one's run has ended."""
    heard = Heard()
    runs = [one for one in words if BackMsg.FromString(one).WhichOneof("type") == "rerun_script"]
    with joined(server, cookies, **headers) as socket:
        for one in runs:
            socket.send(one)
            _until_the_run_ends(socket, heard, pause=1 if one is runs[-1] else 0.1)
    return heard


def opened_by_hand(
    server: str, page: str, query: str = "", cookies: dict[str, str] | None = None, **headers: str
) -> Heard:
    """What the server sends to a program that opens this page without a browser."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    return said_again(server, cookies or {}, [message.SerializeToString()], **headers)


def _until_the_run_ends(socket: ClientConnection, heard: Heard, pause: float) -> None:
    """Listen until the script has finished and nothing more came for a pause (seconds); reruns are heard out too."""
    ended = False
    while True:
        try:
            came = socket.recv(timeout=pause if ended else 60)
        except TimeoutError:
            if ended:
                return
            raise
        assert isinstance(came, bytes)
        heard.came.append(came)
        kind = ForwardMsg.FromString(came)
        ended = kind.HasField("script_finished") or (ended and kind.WhichOneof("type") != "new_session")
