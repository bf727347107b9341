"""Small numbers of people in running text: "three of the children", "2 care leavers" (contract: The panel's record).

What is found is asked about before it is saved; nothing is refused, since only a person can tell what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from metrics.analysis.small_numbers import PEOPLE, THINGS
from metrics.catalogue.period import MONTHS

WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_OTHER = {"single": 1, "sole": 1, "couple": 2, "pair": 2, "both": 2, "twins": 2, "triplets": 3}
_THEMSELVES = ("twins", "triplets")
"""Numbers that are words for people, too."""

_VALUES = {word: value for value, word in enumerate(WORDS)} | _OTHER

_TOKEN = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d+(?:,\d{3})*(?:\.\d+)?%?|[.,;:!?()]")
_STOPS = (".", ";", "!", "?")
_MONTHS = [month.lower() for month in MONTHS]
_NOT_COUNTED = {
    *("per", "percent", "percentage", "point", "points", "st", "nd", "rd", "th", "am", "pm", "to", "another", "day"),
    *("year", "years", "month", "months", "quarter", "quarters", "week", "day", "hour", "hours", "minutes"),
    *("meeting", "meetings", "times", "home", "placement", "placements", "plans", "visits", "council", "councils"),
    *("review", "area", "areas", "team", "teams", "reason", "reasons", "action", "actions", "step", "steps"),
    *THINGS,
    *_MONTHS,
}
"""What may follow a number that counts no people: times, shares, and things."""

_NOT_AFTER = {"aged", "age", "q", "quarter", "stage", "grade", "paragraph", "page", "indicator", "no", "each", "which"}
_NOT_AFTER |= {"challenge", "exception", "number", "section", "table", "this", "that", "every", "band", "tier", "year"}
"""What may stand before a number that counts no people: ages, and names of things."""

_AHEAD, _BEHIND = 5, 3
"""So many words a number may stand before the word for people, and so many behind it."""


@dataclass(frozen=True)
class SmallNumber:
    """A number as it is written, the word for people beside it, and the words between them."""

    number: str
    people: str
    phrase: str


def small_numbers(text: str, below: int, people_meant: bool = False) -> tuple[SmallNumber, ...]:
    """The numbers below ``below`` and not zero that stand beside words for people, in the order of the text.

    ``people_meant``: the text is about an indicator of which a small number is hidden, so that a number needs
    no word for people beside it.
    """
    matches = list(_TOKEN.finditer(text))
    tokens = [match[0] for match in matches]
    found = []
    for place, token in enumerate(tokens):
        value = _value(token)
        if value is None or not 0 < value < below or _counts_no_people(tokens, place):
            continue
        beside = _people_beside(tokens, place)
        if beside is not None:
            first, last = sorted((place, beside))
            phrase = " ".join(text[matches[first].start() : matches[last].end()].split())
            found.append(SmallNumber(token, tokens[beside].lower(), phrase))
        elif people_meant:
            found.append(SmallNumber(token, "", token))
    return tuple(dict.fromkeys(found))


def _value(token: str) -> int | None:
    """A whole number that a token stands for; None for all else, shares and decimals too."""
    if token[0].isdigit():
        return int(token.replace(",", "")) if "%" not in token and "." not in token else None
    return _VALUES.get(token.lower())


def _counts_no_people(tokens: list[str], place: int) -> bool:
    after = tokens[place + 1].lower() if place + 1 < len(tokens) else ""
    before = tokens[place - 1].lower() if place else ""
    if tokens[place].lower() in _OTHER:  # "a couple of weeks"
        after = next((word.lower() for word in tokens[place + 1 : place + 3] if word.lower() != "of"), "")
    return after in _NOT_COUNTED or before in _NOT_AFTER or before in _MONTHS


def _people_beside(tokens: list[str], place: int) -> int | None:
    """The place of the nearest word for people: ahead in the sentence, or close behind the word."""
    if tokens[place].lower() in _THEMSELVES:
        return place
    ahead = _until_stop(range(place + 1, min(place + 1 + _AHEAD, len(tokens))), tokens)
    behind = _until_stop(range(place - 1, max(place - 1 - _BEHIND, -1), -1), tokens)
    for other in (*ahead, *behind):
        if PEOPLE.fullmatch(tokens[other].lower()):
            return other
    return None


def _until_stop(places: range, tokens: list[str]) -> Iterator[int]:
    for place in places:
        if tokens[place] in _STOPS:
            return
        yield place
