"""HTML as a browser reads it, to see that whatever was typed is shown and is no markup."""

from __future__ import annotations

from html.parser import HTMLParser

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>&amp;'
INLINE = ("a", "b", "span")


class Tags(HTMLParser):
    """The tags and attributes of a piece of HTML, and its text as a browser shows it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(str(html))  # HTML that is marked as such would escape what it is joined with
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        self.words += "" if tag in INLINE else " "

    def handle_data(self, data: str) -> None:
        self.words += data


def shown(html: str) -> str:
    """The words on screen, on one line."""
    return " ".join(Tags(html).words.split())


def assert_escaped(html: str, typed: str = HOSTILE) -> None:
    """What was typed is shown as it was typed, and none of it is markup."""
    read_back = Tags(html)
    assert not {"script", "img"} & read_back.tags
    assert not any(name.startswith("on") for name in read_back.attributes)
    assert "".join(typed.split()) in "".join(read_back.words.split())
