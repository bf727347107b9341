"""Reconcile a release (vintage) with the figures that stand already -> one proved change, or every fault.

What the newest release in the file says already adds nothing. A release that says otherwise
becomes a second figure with its own source, and its note names that one: what stands is
never rewritten. One release can't say two things: that is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from metrics.analysis.releases import newest_release
from metrics.catalogue.amend import Addition, Change
from metrics.catalogue.documents import Document
from metrics.catalogue.models import Catalogue, Comparator, OwnFigure
from metrics.catalogue.problems import Problem
from metrics.catalogue.series_identity import series_of
from metrics.ees_import.extract import Extract
from metrics.ees_import.extracted_figure import ExtractedFigure
from metrics.ees_import.release_checks import release_doubts
from metrics.entry.faults import Fault
from metrics.entry.proposal import Proposal, prove

COMPARED = ("value", "code", "numerator", "denominator", "unknown")
"""What makes two figures say the same, as far as both say it; and whether they are provisional."""


def reconcile(
    document: Document,
    extracts: Iterable[Extract],
    sources: Mapping[str, Mapping[str, object]],
    today: date = date.max,
) -> Proposal:
    """What the files add to a data file; ``sources`` are new ones by id.

    A release after ``today`` is asked about.
    """
    files, catalogue = list(extracts), document.catalogue
    days = {source_id: source.published for source_id, source in catalogue.sources.items()} | {
        source_id: day if isinstance(day := source.get("published"), date) else None
        for source_id, source in sources.items()
    }
    comparison = _Comparison(catalogue, days)
    for extract in files:
        for figure in extract.figures:
            comparison.compare(figure)
    messages = tuple(message for extract in files for message in extract.messages)
    faults = tuple(fault for extract in files for fault in extract.faults) + tuple(comparison.faults)
    change = Change(tuple(figure.addition for figure in comparison.new), (), dict(sources) if comparison.new else {})
    new = {figure.addition.indicator for figure in comparison.new}
    doubts = tuple(
        doubt
        for extract in files
        for doubt in extract.doubts
        if doubt.indicator in new or (new and not doubt.indicator)
    )
    proposal = Proposal(change, (), faults, tuple(comparison.same), notices=messages, doubts=doubts)
    if faults or not comparison.new:
        return proposal
    proved = prove(
        proposal,
        document,
        lambda problems: _problem_faults(problems, document.placements(change), comparison.new),
    )
    if proved.amended is None:
        return proved
    releases = release_doubts(proved.amended.catalogue, change.additions, today)
    return replace(proved, doubts=(*releases, *doubts))


def _problem_faults(
    problems: Iterable[Problem], order: Mapping[tuple[int, str, int], int], new: Sequence[ExtractedFigure]
) -> list[Fault]:
    """What the contract refuses, each once, at the row that it came from."""
    return list(dict.fromkeys(_problem_fault(problem, order, new) for problem in problems))


def _problem_fault(
    problem: Problem, order: Mapping[tuple[int, str, int], int], new: Sequence[ExtractedFigure]
) -> Fault:
    loc = problem.loc
    if len(loc) > 3 and loc[0] == "indicators" and isinstance(loc[1], int) and isinstance(loc[3], int):
        number = order.get((loc[1], str(loc[2]), loc[3]))
        if number is not None:
            return Fault(new[number].where, problem.what)
    return Fault(problem.where, problem.what)


@dataclass
class _Comparison:
    """Each figure against those of its place: new, the same, or a contradiction."""

    catalogue: Catalogue
    days: Mapping[str, date | None]
    new: list[ExtractedFigure] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _given: dict[tuple[object, ...], ExtractedFigure] = field(default_factory=dict)

    def compare(self, figure: ExtractedFigure) -> None:
        entry, addition = dict(figure.addition.entry), figure.addition
        key = (addition.indicator, addition.kind, *_identity(entry))
        if (earlier := self._given.get(key)) is not None:
            if not _same_figure(entry, earlier.addition.entry):
                self._fault(figure, f"{_name(addition)} is given twice with other numbers, first in {earlier.where}")
            return
        self._given[key] = figure
        standing = self._standing(addition)
        own = next((recorded for recorded in standing if recorded.source == entry["source"]), None)
        last = newest_release(standing, self.catalogue.sources) if standing else None
        title = _title(self.catalogue, addition)
        if own is not None and not _same_figure(entry, _entry(own)):
            was, now = _said(_entry(own), entry), _said(entry, _entry(own))
            what = f"{title} stands in the file as {was} with the source '{own.source}', and this says {now}"
            self._fault(figure, f"{what}; a new release is a source of its own: name it (--source)")
        elif own is not None or (last is not None and _same_figure(entry, _entry(last))):
            self.same.append(f"{title}: the file says the same already")
        else:
            if last is not None:
                entry["note"] = " ".join(
                    str(note) for note in (entry.get("note"), self._release_note(entry, last)) if note
                )
            self.new.append(ExtractedFigure(Addition(addition.indicator, addition.kind, entry), figure.where))

    def _release_note(self, entry: Mapping[str, Any], last: Comparator | OwnFigure) -> str:
        """What the newest release in the file said otherwise; earlier or later only as far as both days are known."""
        day, other = self.days.get(entry["source"]), self.days.get(last.source)
        which = "Another"
        if day is not None and other is not None and day != other:
            which = "An earlier" if other < day else "A later"
        before = _entry(last)
        same = "the same " if _number(before) == _number(entry) else ""
        return f"{which} release ({last.source}) gave {same}{_said(before, entry)}."

    def _fault(self, figure: ExtractedFigure, what: str) -> None:
        self.faults.append(Fault(figure.where, what))

    def _standing(self, addition: Addition) -> list[Comparator | OwnFigure]:
        """The numbers that stand for the same thing and period, from whichever source."""
        indicator = self.catalogue.indicator(addition.indicator)
        if indicator is None:
            return []
        alike: Sequence[Comparator | OwnFigure]
        alike = indicator.own_series if addition.kind == "own_series" else indicator.comparators
        wanted = _identity(addition.entry)
        return [
            figure for figure in alike if getattr(figure, "words", None) is None and _identity(_entry(figure)) == wanted
        ]


def _identity(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """What a figure is of (contract: Comparators); of neighbours also model and statistic."""
    return tuple(map(str, (*series_of(entry), entry.get("period"))))


def _entry(figure: Comparator | OwnFigure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in type(figure).model_fields}


def _same_figure(entry: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two figures say the same; a count that only one of them gives is no contradiction."""
    pairs = [(name, entry.get(name), other.get(name)) for name in COMPARED]
    return _provisional(entry) == _provisional(other) and all(
        value == another or (name not in ("value", "code") and None in (value, another))
        for name, value, another in pairs
    )


def _number(entry: Mapping[str, Any]) -> object:
    return entry.get("code") or entry.get("value")


def _said(entry: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """What a figure says: its value or code, and of its counts and its status what another says otherwise."""
    part, whole, unknown = (entry.get(name) for name in ("numerator", "denominator", "unknown"))
    both = [name for name in COMPARED if None not in (entry.get(name), other.get(name))]
    differ = {name for name in both if entry[name] != other[name]}
    more: list[str] = []
    if {"numerator", "denominator"} & differ:
        more.append(f"{part} of {whole}" if None not in (part, whole) else f"of {whole}" if part is None else f"{part}")
    if "unknown" in differ:
        more.append(f"{unknown} not known")
    if _provisional(entry) != _provisional(other):
        more.append("provisional" if _provisional(entry) else "no longer provisional")
    return f"{_number(entry)} ({', '.join(more)})" if more else f"{_number(entry)}"


def _provisional(entry: Mapping[str, Any]) -> bool:
    return entry.get("status") == "provisional"


def _name(addition: Addition) -> str:
    entry = addition.entry
    area = entry.get("area") or "the council"
    which = ", ".join(str(entry[key]) for key in ("statistic", "model") if entry.get(key))
    return f"{area}{f' ({which})' if which else ''}, {entry['period']}"


def _title(catalogue: Catalogue, addition: Addition) -> str:
    indicator = catalogue.indicator(addition.indicator)
    return f"{indicator.title if indicator else addition.indicator}, {_name(addition)}"
