"""What somebody fills in -> lines of the panel's record or dated events, proved, with what is asked before a save.

Numbers, the signature and the day are given here. There is no validator: what ``panel_record.parse`` refuses
becomes a fault at the field that it came from, as ``proposal`` does for figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from metrics.analysis import numbers_in_words, suppression
from metrics.catalogue.amend import AmendedText, ByHand
from metrics.catalogue.events import Events
from metrics.catalogue.line_amend import LineDocument, NewLine
from metrics.catalogue.models import Entry
from metrics.catalogue.panel_diff import line_name
from metrics.catalogue.panel_record import PanelRecord, Recorded
from metrics.catalogue.period import day_words
from metrics.catalogue.problem_codes import ProblemCode
from metrics.catalogue.problems import Problem, Refused
from metrics.entry.batch import Signature
from metrics.entry.doubts import Doubt, DoubtKind, small_in_words
from metrics.entry.faults import Fault
from metrics.wording.formatting import listed

LABELS = {
    "kind": "What happened",
    "date": "Date",
    "title": "What is meeting",
    "place": "Place",
    "cancelled": "Why it does not take place",
    "meeting": "Meeting",
    "indicators": "Indicators",
    "indicator": "Indicator",
    "period": "Period",
    "asked": "What was asked",
    "role": "Who answers, by role",
    "due": "By when",
    "words": "In words",
    "given": "On which day",
    "cause": "Cause",
    "action": "Action",
    "expected_back": "Expected back on target",
    "publish": "Not for publication",
    "until": "Until",
    "as_written": "The date as the source writes it",
    "theme": "Theme",
    "source": "Source",
    "at": "Place in the source",
}
"""What a field is called where it is filled in."""

_TEXTS = ("title", "place", "cancelled", "asked", "role", "words", "cause", "action")


@dataclass(frozen=True)
class RecordProposal:
    """What the lines come to. With faults there is no ``amended``.

    ``about`` names them for the history that everyone may read, and ``doubts`` must be confirmed before saving.
    """

    lines: tuple[NewLine, ...]
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    amended: AmendedText[PanelRecord] | AmendedText[Events] | None = None
    about: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Why the file changes, for the journal: a line says itself what it is."""
        return f"recorded {listed(self.about)}"


def propose(
    document: LineDocument[Any], filled_in: Sequence[NewLine], signature: Signature, highest: int = 0
) -> RecordProposal:
    """The lines that are added, numbered after ``highest``, the highest number that was ever given, and signed."""
    lines = tuple(_finished(filled_in, signature, max(highest, document.last_number)))
    try:
        amended = document.amended(lines)
    except Refused as refused:
        return RecordProposal(lines, tuple(_faults(document, lines, refused.problems)))
    except ByHand as by_hand:
        text = "; ".join(f"line {line}: {added}" for line, added in by_hand.lines)
        what = f"the file is written in a way that nothing can be put into safely; add by hand, in or below {text}"
        return RecordProposal(lines, (Fault(document.file, what),))
    added = [_added(amended.said, lines, place) for place in range(len(lines))]
    about = tuple(line_name(line) for line in added)
    return RecordProposal(lines, (), tuple(_doubts(document, amended.said, added)), amended, about)


def _finished(filled_in: Sequence[NewLine], signature: Signature, highest: int) -> Iterator[NewLine]:
    """The lines with what the program gives; blank fields are left out, as is what is published anyway."""
    for one in filled_in:
        line = {key: value for key, value in one.line.items() if value not in (None, "") and key != "number"}
        if line.get("publish") is True:
            del line["publish"]
        if one.name in ("challenges", "exceptions"):
            highest += 1
            line["number"] = Decimal(highest)
        yield NewLine(one.name, {**line, "by": signature.by, "on": signature.on})


def _places(document: LineDocument[Any], lines: Sequence[NewLine]) -> list[tuple[str, int]]:
    """Where each line stands in the file: after those of its list."""
    counts = {name: len(getattr(document.record, name)) for name in document.form.lines}
    places = []
    for one in lines:
        places.append((one.name, counts[one.name]))
        counts[one.name] += 1
    return places


def _faults(document: LineDocument[Any], lines: Sequence[NewLine], problems: Sequence[Problem]) -> Iterator[Fault]:
    places = _places(document, lines)
    for problem in problems:
        if problem.loc[:2] not in places:
            yield Fault(f"{document.file}, {problem.where}", problem.what)
            continue
        field = str(problem.loc[2]) if len(problem.loc) > 2 else ""
        what = _in_a_form(problem)
        row = str(places.index((problem.loc[0], problem.loc[1])) + 1)  # type: ignore[arg-type]  # it is one of them
        yield Fault(LABELS.get(field, field), what, field, row)


_WORDS: dict[ProblemCode, str] = {
    ProblemCode.MISSING: "fill this in",
    ProblemCode.EMPTY: "fill this in",
    ProblemCode.WORDS_MISSING: "{way}",
    ProblemCode.NOT_A_DATE: "{written} is not a date; write it such as 23 August 2013",
}
"""Rules whose sentences speak of keys and lines, in the words of a form."""


def _in_a_form(problem: Problem) -> str:
    """A problem of the contract in the words of a form; days in its sentence as a form shows them."""
    if problem.code in _WORDS:
        return _WORDS[problem.code].format_map(problem.values)
    return re.sub(r"\b\d{4}-\d\d-\d\d\b(?!')", _in_words, problem.what)


def _in_words(written: re.Match[str]) -> str:
    try:
        return day_words(date.fromisoformat(written[0]))
    except ValueError:
        return written[0]


def _added(said: Entry, lines: Sequence[NewLine], place: int) -> Entry:
    behind = sum(1 for one in lines[place:] if one.name == lines[place].name)
    line = getattr(said, lines[place].name)[-behind]
    assert isinstance(line, Entry)
    return line


def _doubts(document: LineDocument[Any], said: Entry, lines: Sequence[Entry]) -> Iterator[Doubt]:
    """Small numbers of people in words that are for publication; what is not published is not asked about."""
    below = document.main.organisation.suppress_below
    hiding = suppression.hidden_periods(suppression.suppress(document.main))
    for line in lines:
        if not getattr(line, "publish", True):
            continue
        indicator = _indicator_of(said, line)
        for field in _TEXTS:
            for found in numbers_in_words.small_numbers(getattr(line, field, None) or "", below, indicator in hiding):
                about = (indicator,) if indicator else ()
                words = small_in_words(LABELS[field], found, below, private=hasattr(line, "publish"))
                yield Doubt(DoubtKind.SMALL_IN_WORDS, words, about, facts=(field, found.phrase))


def _indicator_of(said: Entry, line: Entry) -> str:
    """Id of the indicator that a line is about; empty where it is about none, as an event is."""
    if not isinstance(said, PanelRecord):
        return ""
    listed_lines: Mapping[str, Sequence[Recorded]] = {"challenge": said.challenges, "exception": said.exceptions}
    for key, first in listed_lines.items():
        if (number := getattr(line, key, None)) is not None:
            line = next(one for one in first if getattr(one, "number", None) == number)
    return getattr(line, "indicator", None) or ""
