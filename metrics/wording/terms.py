"""Terms that a reader may not know, found in a sentence, each with the address of its line in the page's glossary."""

from __future__ import annotations

import re
from dataclasses import dataclass

TERMS = ("statistical neighbours", "usual range", "provisional", "too few to tell")
"""As the sentences of this package write them; the page Sources and method explains each under this name."""

_TERM = re.compile(rf"\b({'|'.join(TERMS)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; ``address`` leads to what it means, and is empty of plain words."""

    words: str
    address: str = ""


def parted(sentence: str, seen: set[str] | None = None) -> list[Part]:
    """The sentence in pieces, where each term stands alone at its first mention. Put together they are the sentence.

    ``seen`` holds the terms of the sentences before it in a block, and takes those of this one.
    """
    parts, end, seen = [], 0, set() if seen is None else seen
    for match in _TERM.finditer(sentence):
        term = match[1].lower()
        if term in seen:
            continue
        seen.add(term)
        parts += [Part(sentence[end : match.start()]), Part(match[1], f"sources#term-{term.replace(' ', '-')}")]
        end = match.end()
    return [part for part in [*parts, Part(sentence[end:])] if part.words]
