"""What of an indicator that stands can be changed: each field by its name, and what people call it.

What a figure is (value, unit, period) is none of these: a figure is revised (contract: Corrections).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from metrics.catalogue.names import evened

Of = Literal["indicator", "target", "figure"]


@dataclass(frozen=True)
class Changeable:
    """A field of an indicator, of one of its targets or of one of its figures.

    ``words`` is its heading, ``named`` what it is called within a sentence, ``aliases`` other names of it in files.
    """

    name: str
    words: str
    named: str
    of: Of = "indicator"
    required: bool = False
    aliases: tuple[str, ...] = ()


CHANGEABLE: tuple[Changeable, ...] = (
    Changeable("name", "Full name", "the full name", required=True, aliases=("name", "title")),
    Changeable("short_name", "Short name", "the short name"),
    Changeable("theme", "Theme", "the theme", required=True),
    Changeable("definition", "Definition", "the definition", required=True, aliases=("description",)),
    Changeable("polarity", "Which way is better", "which way is better", required=True, aliases=("polarity",)),
    Changeable(
        "frequency", "How often it is reported", "how often it is reported", required=True, aliases=("frequency",)
    ),
    Changeable("owner", "Who answers for it", "who answers for it", aliases=("owner",)),
    Changeable("ask", "Question to ask", "the question to ask", aliases=("question", "ask")),
    Changeable("why_it_matters", "Why it matters", "why it matters"),
    Changeable("caution", "Caution", "the caution", aliases=("caveat",)),
    Changeable("expected_from", "Expected from", "from when it is due", aliases=("due from",)),
    Changeable("note", "Note", "the note"),
    Changeable("retired", "Retired", "its retirement", aliases=("retire", "retired on")),
    Changeable("until", "End of a target", "the last day", "target", aliases=("until", "end", "end of target")),
    Changeable("tolerance", "Tolerance of a target", "the tolerance", "target", aliases=("tolerance",)),
    Changeable(
        "rebase_before", "New limits before", "new limits before", "figure", aliases=("rebase", "rebase before")
    ),
    Changeable("break_before", "Break before", "a break before", "figure", aliases=("break",)),
)
"""In the order of the page "Change an indicator"."""

BY_NAME = {one.name: one for one in CHANGEABLE}

_BY_WORDS = {
    evened(words): one for one in CHANGEABLE for words in (one.words, one.name.replace("_", " "), *one.aliases)
}

TAKE_OUT = "take out"
"""Is written in place of new words where there are to be none; "take back" says the same of a retirement."""

_WAYS_OUT = frozenset(map(evened, (TAKE_OUT, "take it out", "take back", "take it back")))

NEW_THEME = "new theme:"
"""Stands before the name of a theme that is not there yet, so that a slip of the pen makes none."""


def takes_out(words: str) -> bool:
    """Whether words in place of new ones say that there are to be none."""
    return evened(words) in _WAYS_OUT


def changeable(words: str) -> Changeable | None:
    """The field that somebody names, by its heading, its key or another name of it."""
    return _BY_WORDS.get(evened(words.replace("_", " ")))
