"""The report's text -> the words of each place in it that can be cited: cover, paragraphs, record of findings."""

from __future__ import annotations

import re

COVER = "cover"
RECORD = "record of main findings"

Line = tuple[tuple[str, ...], str]
"""A line of the text with the headings right above it."""


def places(text: str) -> dict[str, list[str]]:
    """Of each place its pieces: every heading, and what stands below them, run together.

    A heading belongs to the paragraph below it, and a line without a number to the
    paragraph above it, since a paragraph goes on after a page break or as a list.
    The report is read in a copy that was made from its pages, and a few paragraphs
    lost their number on the way: such a one is the last line before the next number.

    Raises:
        ValueError: the text has no paragraphs, or one is missing.
    """
    found: dict[str, list[Line]] = {COVER: []}
    place = COVER
    headings: tuple[str, ...] = ()
    for line in filter(None, (one.lstrip("- ").strip() for one in text.splitlines())):
        if line.startswith("#"):
            headings = (*headings, line.strip("#* "))
            place = RECORD if headings[-1].lower() == RECORD else place
            continue
        number, words = _numbered(line, len(found))
        if number == len(found) + 1:
            found[str(number - 1)] = [_lost(found[place], number - 1)]
        place = str(number or place)
        found.setdefault(place, []).append((headings, words))
        headings = ()
    if len(found) < 3:
        raise ValueError("the text has no numbered paragraphs; is it the report?")
    return {place: _pieces(lines) for place, lines in found.items()}


def _numbered(line: str, awaited: int) -> tuple[int | None, str]:
    """The number of the paragraph that the line begins, if it is the awaited one or the one after it; its words."""
    begun = re.match(r"(\d{1,2})\. +(?=\S)", line)
    number = int(begun[1]) if begun else 0
    if begun is None or number < awaited:
        return None, line
    if number > awaited + 1:
        raise ValueError(f"paragraph {number} follows {awaited - 1}: those between them are missing")
    return number, line[begun.end() :]


def _lost(above: list[Line], number: int) -> Line:
    """The last line above, taken out: the paragraph that lost its number."""
    if len(above) < 2:
        raise ValueError(f"paragraph {number} is missing")
    return above.pop()


def _pieces(lines: list[Line]) -> list[str]:
    return [*(heading for headings, _ in lines for heading in headings), " ".join(words for _, words in lines)]
