"""The words of the meeting's pack that stand nowhere on the screen: cover, headings, what was chosen, its key.

(contract: The pack)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from metrics.catalogue.period import day_words
from metrics.wording.formatting import CODES, MARKERS, capital, plural

SUMMARY = "Summary"
LAST_TIME = "What the panel asked"
EXCEPTIONS = "Exceptions and actions"
SINCE = "Since the last meeting"
INDICATORS = "Indicators"
WAITING = "Indicators without a figure"
ASKED_FOR = "What the inspection asked for"
NO_ASKED_FOR = "No recommendations are kept beside the figures."
NO_GAP = "No gap in what is measured is recorded."
GAPS = "What isn’t measured yet"
KEY = "What the words and marks mean"
CONTENTS = "Contents"
COPY_COMMITTEE_TEXT = "Copy for the committee report"
KEY_POINTS = "Key points"
DUE = "Due"
SOURCES = "Sources"

NOT_WHILE_FAULTY = (
    "The papers for a meeting can’t be made while a file has a problem: something could be missing from them, and "
    "nobody would see it on paper."
)
NO_MEETING = "For no meeting in particular"
NO_LAST_TIME = "Nothing was asked at an earlier meeting."
NO_EXCEPTION = "No exception is open."
NO_LAST_MEETING = "There was no earlier meeting."
NO_BLOCK = "No indicator has a reason to be looked at first."
FIGURES_ARE = "Figures have as many digits as were published; 26 in percent is 26%."
FIGURES_AND_CHART = "Every figure, each with its source, is in the pack’s workbook and on the dashboard."
OLDER = "Older, and not settled"

PAPER: dict[str, Any] = {
    "page": "page",
    "of": "of",
    "contents": CONTENTS,
    "summary": SUMMARY,
    "judgements": "Inspection judgements",
    "judged": ("Judgement", "Grade", "By whom and when"),
    "listed_head": ("No.", "Indicator", "Latest", "Period", "In short", "Page"),
    "last_time": LAST_TIME,
    "no_last_time": NO_LAST_TIME,
    "older": OLDER,
    "exceptions": EXCEPTIONS,
    "no_exception": NO_EXCEPTION,
    "since": SINCE,
    "no_last_meeting": NO_LAST_MEETING,
    "asked_for": ASKED_FOR,
    "asked_head": ("No.", "What was asked", "By when", "State", "Last moved"),
    "gaps": GAPS,
    "gaps_head": ("What is lacking", "In the report", "State"),
    "indicators": INDICATORS,
    "no_block": NO_BLOCK,
    "all_figures": FIGURES_AND_CHART,
    "waiting": WAITING,
    "waiting_head": ("No.", "Indicator", "Why"),
    "key": KEY,
    "sources": SOURCES,
    "ask": "Ask",
    "answers": "Who answers",
}
"""Headings and lines that stand on paper, by their place in its template."""

CAUTION = "Caution"
COMMENTARY = "Commentary"
WHY_IT_MATTERS = "Why it matters"
PERIOD, COUNTS, NOTE, SOURCE = "Period", "Counts", "Note", "Source"


def cover_facts(chosen: str, data: str, standing: str, made_on: str, address: str) -> list[tuple[str, str]]:
    """The lines of the cover: what was chosen, which figures, whether they may change, when and from where."""
    lines = [("In this pack", chosen), ("Figures", data), (standing, _STANDING[standing]), ("Made on", made_on)]
    return [*lines, ("On screen", address)] if address else lines


def reasons_words(reasons: Sequence[str]) -> str:
    """Why an indicator is in the pack; empty where it was chosen by hand."""
    return f"Why it is here: {'; '.join(reasons)}." if reasons else ""


def ended(words: str) -> str:
    """Words that somebody typed, as a sentence with its stop."""
    return words if not words or words.endswith((".", "?", "!", "…")) else f"{words}."


def contact_words(contact: str) -> str:
    """Whom to ask about a figure."""
    return f"Questions about a figure: {contact}."


DRAFT, FINAL = "Draft", "Final"
_STANDING = {DRAFT: "words and figures may still change before the meeting", FINAL: "as it goes to the meeting"}


def standing(*, final: bool) -> str:
    """Whether the pack may still change."""
    return FINAL if final else DRAFT


def chosen_words(chosen: int, known: int, why: str) -> str:
    """What was chosen of all indicators: ``why`` is agenda, exceptions or everything."""
    count = f"{chosen} {plural(chosen, 'indicator')}"
    if why == "everything":
        return f"Everything: {count} with a figure, the judgements and the service facts"
    if why == "agenda":
        return f"The meeting’s agenda: {count} of {known}"
    return f"Exceptions first: {count} of {known}, those with a reason to look at them"


def left_out_words(left: int) -> str:
    """That the others are not lost; empty where there are none."""
    if not left:
        return ""
    others = "The other indicator" if left == 1 else f"The other {left} indicators"
    return f"{others} with a figure {'is' if left == 1 else 'are'} on the dashboard, and in the pack of everything."


def asked_heading(day: date | None) -> str:
    """What was asked last time, and when that was."""
    return f"Asked at the last meeting, {day_words(day)}, and since" if day else "Asked so far"


def more_rows_words(left: int) -> str:
    """How many figures a table of the pack leaves to its workbook."""
    return f"{left} earlier {plural(left, 'figure')} in the pack’s workbook." if left else ""


def key_lines(suppress_below: int) -> list[tuple[str, str]]:
    """The words and marks of the pack, each with what it means."""
    hidden = f": a count of people below {suppress_below}, and whatever would give it away" if suppress_below else ""
    return [
        ("Tested", "better or worse by more than chance alone explains"),
        ("Not tested", "there are no counts and no usual range to tell by"),
        ("Too few to tell", "tested, and chance alone may explain the difference"),
        ("Usual range", "between which values nearly all figures of an indicator lie by chance alone"),
        ("Statistical neighbours", "the ten authorities most like this one, by a model of one date"),
        (capital(CODES["c"].split(",")[0]), CODES["c"].split(", ", 1)[1] + hidden),
        *((capital(MARKERS[letter].split(":")[0]), words) for letter, words in _MARKED.items()),
    ]


_MARKED = {"p": "published and still open to change", "r": "changed after it was given, with its reason"}
