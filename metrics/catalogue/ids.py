"""Ids: their pattern, a slug from a name, a name as it is looked up, a bounded whole number of an address (URL)."""

from __future__ import annotations

import re

PATTERN = "[a-z0-9]+(-[a-z0-9]+)*"
"""An id: lower-case words joined by hyphens (contract: Required)."""

_BETWEEN_WORDS = re.compile("[^a-z0-9]+")


def is_id(written: str) -> bool:
    return re.fullmatch(PATTERN, written) is not None


def hyphened(words: str) -> str:
    """Text with hyphens for all that an id can't hold; empty where nothing is left."""
    return _BETWEEN_WORDS.sub("-", words.lower()).strip("-")


def slug(name: str) -> str:
    """An id from a name: lower-case words joined by hyphens, without apostrophes; empty where nothing is left."""
    return hyphened(name.replace("'", "").replace("’", ""))


def bare(name: str) -> str:
    """A name as it is looked up: in lower case, with single blanks."""
    return " ".join(name.lower().split())


def bounded(written: str, least: int, most: int) -> int | None:
    """A whole number between two others, however many digits somebody typed; None where it is none."""
    plain = written.isascii() and written.isdecimal() and len(written) <= len(str(most))
    return int(written) if plain and least <= int(written) <= most else None
