"""Names as people write them: evened out to be looked up, and the one that was meant where a letter slipped.

A name is never taken for another: only what says the same is found, and only what is near to
one name alone is offered (contract: Names).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

_APOSTROPHES = re.compile("['’‘ʼ′`´]")
_THOUSANDS = re.compile(r"(?<=\d)[,\s](?=\d{3}\b)")
_SIGNS = "+<>≤≥£€$%"
"""Signs that say something; all others only part words."""
_BETWEEN_WORDS = re.compile(rf"[^\w{re.escape(_SIGNS)}]+|_+")

_SMALL_WORDS = frozenset(re.findall(r"\w+", "a an and at by for from has have in is of on or that the their to with"))
_NEGATIONS = frozenset(("no", "non", "not", "never", "nor", "without", "excluding", "except"))
_TURNING = ("un", "in", "im", "dis", "non", "ir", "ex", "re", "de", "mis", "over", "under", "out", "pre", "post")
"""Syllables that turn a word round, put before it or in place of one another: inadequate, exclusion for inclusion."""

_OPPOSITES = frozenset((frozenset(("eet", "neet")),))
_SAYS_LITTLE = frozenset(re.findall(r"\w+", "looked after child young people person council service health"))
"""Words, in the singular, without which a name still says what it counts; any other one that is missing may turn it."""

_UNITS: Mapping[str, str] = {
    "percent": r"%|%\s?age|per\s?cent|percentage|pct",
    "percentage points": r"percentage points?|%\s?points?|ppts?|pp",
    "per 10,000": r"(?:rate )?(?:per|/)\s?10[, ]?000",
    "weeks": r"(?:in )?(?:weeks?|wks?)",
    "days": r"(?:in )?days?",
    "months": r"(?:in )?(?:months?|mths?)",
    "years": r"(?:in )?(?:years?|yrs?)",
    "grade": r"grade",
    "count": r"numbers?|num\.?|nr\.?|no\.|no(?= of\b)|(?<=\()no(?=\))|count|#",
}
"""How a unit of the contract is written beside a name, and two that it does not know."""


@lru_cache(4096)
def words(name: str) -> tuple[str, ...]:
    """The words of a name: in lower case, without apostrophes; blanks, dashes, brackets and full stops part them."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", name)).casefold().replace("&", " and ")
    seen = "".join(character for character in plain if unicodedata.category(character) != "Cf")
    return tuple(_BETWEEN_WORDS.sub(" ", _THOUSANDS.sub("", seen)).split())


def evened(name: str) -> str:
    """A name with nothing left of how it is punctuated, spaced and in capitals; digits stay apart from digits."""
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words(name)))


def without_unit(name: str) -> tuple[str, str] | None:
    """A name without the unit written before or behind it, and that unit; None where it names none."""
    text = " ".join(unicodedata.normalize("NFKC", name).split()).rstrip(" .:;*")
    for unit, written in _UNITS.items():
        for pattern in (
            rf"(.+?)[\s,;:–-]*[(\[]\s*(?:{written})\s*[)\]]",
            rf"(.+?)[\s,;:–-]+(?:{written})",
            r"(.+?)%" if unit == "percent" else "(?!)",
            rf"[(\[]?(?:{written})[)\]]?(?:\s+of)?(?:\s+the)?[\s:–-]+(.+)",
        ):
            if (match := re.fullmatch(pattern, text, re.IGNORECASE)) and words(match[1]):
                return match[1], unit
    return None


def unit_of(text: str) -> str | None:
    """The unit of the contract, or one of its kind, that a text is: "%" is percent; None where it is none."""
    bare = " ".join(unicodedata.normalize("NFKC", text).split()).strip(" :;()[]")
    found = (unit for unit, written in _UNITS.items() if re.fullmatch(written, bare, re.IGNORECASE))
    return next(found, None)


def near(written: str, names: Iterable[str]) -> str | None:
    """The one name that was meant, where a letter or two slipped or one word of many is missing.

    None where no name is so near, or two are.
    """
    return near_one(written, ((name, name) for name in names))


def near_one(written: str, names: Iterable[tuple[str, str]]) -> str | None:
    """As ``near``, of pairs of a name and what it names: two names of one thing are no tie, and the first is given."""
    found: list[tuple[int, str, str]] = []
    given = words(written)
    for name, thing in names:
        distance = _distance(given, words(name))
        if distance is not None:
            found.append((distance, name, thing))
    if not found:
        return None
    least = min(distance for distance, _, _ in found)
    best = [(name, thing) for distance, name, thing in found if distance == least]
    return best[0][0] if len({thing for _, thing in best}) == 1 else None


def _distance(written: tuple[str, ...], name: tuple[str, ...]) -> int | None:
    """How far a name is from what was written: slipped letters, or 3 for a missing word; None where it is not near.

    Digits never slip: what is written with other ones is another name. A word too many isn't near
    either, since it may narrow down who is counted.
    """
    (mine, digits), (its, its_digits) = _content(written), _content(name)
    if digits and digits != its_digits:
        return None
    if "".join(written) == "".join(name):
        return 0
    letters = _slipped_letters(written, name)
    if letters is not None:
        return letters
    if not digits:
        its = tuple(word for word in its if word not in its_digits)
    if mine and sorted(mine) == sorted(its):
        return 2
    if not 3 <= len(mine) < len(its):
        return None
    gap = {word for word in its if word not in mine}
    one_missing = len(gap) == 1 and tuple(word for word in its if word not in gap) == mine
    return 3 if one_missing and gap <= _SAYS_LITTLE else None


@lru_cache(4096)
def _content(name: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that say what is meant, in the singular, and those of them that hold digits."""
    stems = tuple(_singular(word) for word in name if word not in _SMALL_WORDS)
    return stems, tuple(word for word in stems if any(map(str.isdigit, word)))


def _slipped_letters(written: tuple[str, ...], name: tuple[str, ...]) -> int | None:
    """The letters that slipped, where each word is its counterpart but for a letter, or two in a long one."""
    if len(written) != len(name):
        return None
    total = 0
    for mine, its in zip(written, name, strict=True):
        if mine == its:
            continue
        if {mine, its} & _NEGATIONS or _opposite(mine, its) or min(len(mine), len(its)) < 3:
            return None
        slipped = _edits(mine, its)
        if slipped > (2 if min(len(mine), len(its)) >= 8 else 1):
            return None
        total += slipped
    return total if total <= 2 else None


def _opposite(one: str, other: str) -> bool:
    """Whether one word is the other turned round by a syllable before it: adequate, inadequate; internal, external."""
    if frozenset((one, other)) in _OPPOSITES:
        return True
    stems = [{word[len(start) :] for start in ("", *_TURNING) if word.startswith(start)} for word in (one, other)]
    return any(len(stem) >= 3 for stem in stems[0] & stems[1])


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(4096)
def _edits(one: str, other: str) -> int:
    """How many letters are missing, too many, other or swapped with the next (optimal string alignment)."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, its in enumerate(other, 1):
            least = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                least = min(least, before[column - 2] + 1)
            now.append(least)
        before, last = last, now
    return last[-1]
