"""HTML read back by tests: whether its tags balance, and its words as a reader sees them."""

import re
from html import unescape
from html.parser import HTMLParser

EMPTY = {"img", "br", "hr", "input", "meta", "link"}


class Checked(HTMLParser):
    """Follows the tags of a piece of HTML and remembers what does not balance."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(str(html))  # Markup would escape what is read from it
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if len({name for name, _ in attrs}) < len(attrs):
            self.faults.append(f"<{tag}> has one attribute twice")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def words(html: str) -> str:
    """The text of a piece of HTML, as a reader sees it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", str(html))).replace("\N{NO-BREAK SPACE}", " ").split())
