"""Indicators by any word of a name, or by their number: "neet" finds NEET first, as "indicator 16" does."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence

from metrics.analysis.reading import Reading
from metrics.catalogue.models import Indicator


def by_word(readings: Sequence[Reading], asked: str) -> list[Reading]:
    """Those that have every word asked for: the one of that number first, then in their id or names, as whole words
    before parts; then in what is counted."""
    places = {reading.indicator.id: _place_of(reading.indicator, asked) for reading in readings}
    found = [reading for reading in readings if places[reading.indicator.id] is not None]
    return sorted(found, key=lambda reading: places[reading.indicator.id] or 0)


def _place_of(indicator: Indicator, asked: str) -> int | None:
    """-1 for its number, 0 where all words stand in the id or a name, 1 as beginnings of words, 2 as parts, 3 in the
    definition too."""
    names = f"{indicator.id} {indicator.name} {indicator.short_name or ''}"
    words, named = words_of(asked), words_of(names)
    if not words:
        return None
    if words in ([str(indicator.number)], ["indicator", str(indicator.number)]):
        return -1
    rules: list[Callable[[str], bool]] = [
        lambda word: word in named,
        lambda word: any(name.startswith(word) for name in named),
        lambda word: any(word in name for name in named),
        lambda word: any(word in name for name in (*named, *words_of(f"{indicator.definition} {indicator.group}"))),
    ]
    return next((place for place, rule in enumerate(rules) if all(map(rule, words))), None)


def words_of(text: str) -> list[str]:
    """The words of a text, as they are compared: small letters, no marks."""
    return re.findall(r"\w+", text.casefold())


def near_words(readings: Sequence[Reading], asked: str) -> list[str]:
    """Words of names that are written like those asked for, at most five."""
    names = [f"{reading.indicator.id} {reading.indicator.name}" for reading in readings]
    known = dict.fromkeys(word for name in names for word in words_of(name) if len(word) > 2)
    near = [near for word in words_of(asked) for near in difflib.get_close_matches(word, known, 3, 0.6)]
    return list(dict.fromkeys(near))[:5]
