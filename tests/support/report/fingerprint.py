"""What is kept of the report in place of its text, so that every clone can hold the data to it.

Whoever has the report makes the file again with

    python -m tests.support.report.fingerprint REPORT.md > tests/support/report/fingerprints.json

REPORT.md is the text of Ofsted's "Inspection of looked after children services: Medway
Council" of 23 August 2013, its paragraphs numbered. For each place that can be cited,
the file holds the numbers there, by kind, and a hash of each run of three words and of
each run of two. A quotation stands in a place if all its runs of three words do; one of
two words, if its one run of two does. A single word is not kept: that it stands
somewhere in a paragraph proves little, and a list of hashed words would give them away.

What the hashes hide: nothing can be read or searched, no order is kept, and a run's
hash is another one in every paragraph. What they can't hide: whatever tells if a phrase
stands in a paragraph tells it to somebody, too, who guesses one word after the other.
Each guess therefore costs five hundred hashes. More is not needed, since the report is
published for anybody to read; its text is only not ours to hand on.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypedDict

from tests.support.report.places import places

KEPT = Path(__file__).with_name("fingerprints.json")
GUESS = 500
"""Hashes that one guess costs: about a tenth of a millisecond."""

_COUNTED = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
COUNTED = {word: count for count, word in enumerate(_COUNTED)} | {"no": 0, "none": 0}
GRADES = {"outstanding": 1, "good": 2, "adequate": 3, "inadequate": 4}
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)(%?)")
_YEARS = re.compile(r"\b(?:19|20)\d\d[/-]\d\d\b")


class Place(TypedDict):
    """One place of the report: its numbers and the hashes of its runs of words, each sorted."""

    percentages: list[str]
    numbers: list[str]
    grades: list[str]
    runs: str


Fingerprints = dict[str, Place]


def words(text: str) -> list[str]:
    """Words in small letters, numbers with their % sign, and the full stops between sentences; nothing else counts."""
    return re.findall(r"[a-z0-9]+(?:\.\d+)*%?|\.", text.lower())


def runs(of: Sequence[str], length: int) -> Iterator[str]:
    for start in range(len(of) - length + 1):
        yield " ".join(of[start : start + length])


@cache
def hashed(run: str, place: str) -> str:
    """Eight hexadecimal digits: a wrong run passes for one of a long paragraph's once in some six million times."""
    return hashlib.pbkdf2_hmac("sha256", run.encode(), place.encode(), GUESS, dklen=4).hex()


def number(written: object) -> str:
    """One way to write a number: 9.0 is 9, 65,000 is 65000."""
    return f"{Decimal(str(written).replace(',', '')).normalize():f}"


def percentages(text: str) -> set[str]:
    return {number(one) for one, sign in _NUMBER.findall(text) if sign}


def numbers(text: str) -> set[str]:
    """Numbers in digits or in words that are neither percentages nor the name of a year such as 2011/12."""
    written = {number(one) for one, sign in _NUMBER.findall(_YEARS.sub(" ", text)) if not sign}
    return written | {str(COUNTED[one]) for one in words(text) if one in COUNTED}


def grades(text: str) -> set[str]:
    """Ofsted's grades, by their words."""
    return {str(GRADES[one]) for one in words(text) if one in GRADES}


def fingerprint(place: str, pieces: Sequence[str]) -> Place:
    text = "\n".join(pieces)
    kept = {run for one in pieces for length in (2, 3) for run in runs(words(one), length)}
    return Place(
        percentages=sorted(percentages(text), key=Decimal),
        numbers=sorted(numbers(text), key=Decimal),
        grades=sorted(grades(text)),
        runs=" ".join(sorted({hashed(run, place) for run in kept})),
    )


def made(report: str) -> Fingerprints:
    """The fingerprint of each place of the report.

    Raises:
        ValueError: the text is not divided into numbered paragraphs.
    """
    return {place: fingerprint(place, pieces) for place, pieces in places(report).items()}


def written(fingerprints: Fingerprints) -> str:
    """JSON with one line for each place."""
    lines = (f"{json.dumps(place)}: {json.dumps(one)}" for place, one in fingerprints.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def read(path: Path = KEPT) -> Fingerprints:
    """The fingerprints that are kept in a file."""
    found: Fingerprints = json.loads(path.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    sys.stdout.write(written(made(Path(sys.argv[1]).read_text(encoding="utf-8"))))
