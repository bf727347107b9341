"""Published figures beside those that stand already -> one proved change, or every fault.

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
from metrics.catalogue.amend import Addition, ByHand, Change, amended, placements
from metrics.catalogue.load import Problem, Refused
from metrics.catalogue.models import Catalogue, Comparator, OwnFigure
from metrics.ees_import.extract import Extract, ExtractedFigure
from metrics.entry.proposal import Proposal
from metrics.entry.rows import Fault

TOLD = ("value", "code", "numerator", "denominator", "unknown")
"""What makes two figures say the same."""


def reconcile(
    catalogue: Catalogue,
    text: str,
    taken: Iterable[Extract],
    sources: Mapping[str, Mapping[str, object]],
    file: str,
) -> Proposal:
    """What the files add to ``text``, whose catalogue is ``catalogue``; ``sources`` are new ones by id."""
    files = list(taken)
    days = {id: source.published for id, source in catalogue.sources.items()} | {
        id: one if isinstance(one := source.get("published"), date) else None for id, source in sources.items()
    }
    weighing = _Weighing(catalogue, days)
    for one in files:
        for figure in one.figures:
            weighing.weigh(figure)
    told = tuple(line for one in files for line in one.told)
    faults = tuple(fault for one in files for fault in one.faults) + tuple(weighing.faults)
    change = Change(tuple(one.addition for one in weighing.new), (), dict(sources) if weighing.new else {})
    found = Proposal(change, (), faults, tuple(weighing.same), notices=told)
    return found if faults or not weighing.new else _proved(catalogue, text, found, weighing.new, file)


def _proved(catalogue: Catalogue, text: str, found: Proposal, new: Sequence[ExtractedFigure], file: str) -> Proposal:
    try:
        result = amended(text, found.change, file, catalogue)
    except Refused as refused:
        order = placements(catalogue, found.change)
        faults = tuple(dict.fromkeys(_told(one, order, new) for one in refused.problems))
        return replace(found, faults=faults)
    except ByHand as by_hand:
        lines = "; ".join(f"line {line}: {added}" for line, added in by_hand.lines)
        what = f"the file is written in a way that nothing can be put into safely; add by hand, in or below {lines}"
        return replace(found, faults=(Fault(file, what),))
    return replace(found, amended=result)


def _told(problem: Problem, order: Mapping[tuple[int, str, int], int], new: Sequence[ExtractedFigure]) -> Fault:
    loc = problem.loc
    if len(loc) > 3 and loc[0] == "indicators" and isinstance(loc[1], int) and isinstance(loc[3], int):
        number = order.get((loc[1], str(loc[2]), loc[3]))
        if number is not None:
            return Fault(new[number].where, problem.what)
    return Fault(problem.where, problem.what)


@dataclass
class _Weighing:
    """Each figure against those of its place: new, the same, or a contradiction."""

    catalogue: Catalogue
    days: Mapping[str, date | None]
    new: list[ExtractedFigure] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _given: dict[tuple[object, ...], ExtractedFigure] = field(default_factory=dict)

    def weigh(self, figure: ExtractedFigure) -> None:
        entry, addition = dict(figure.addition.entry), figure.addition
        key = (addition.indicator, addition.kind, *_identity(entry))
        if (earlier := self._given.get(key)) is not None:
            if not _says(entry, earlier.addition.entry):
                self._fault(figure, f"{_name(addition)} is given twice with other numbers, first in {earlier.where}")
            return
        self._given[key] = figure
        standing = self._standing(addition)
        own = next((one for one in standing if one.source == entry["source"]), None)
        last = newest_release(standing, self.catalogue.sources) if standing else None
        title = _title(self.catalogue, addition)
        if own is not None and not _says(entry, _plain(own)):
            was = own.code or own.value
            now = entry.get("code") or entry.get("value")
            what = f"{title} stands in the file as {was} with the source '{own.source}', and this says {now}"
            self._fault(figure, f"{what}; a new release is a source of its own: name it (--source)")
        elif own is not None or (last is not None and _says(entry, _plain(last))):
            self.same.append(f"{title}: the file says the same already")
        else:
            if last is not None:
                entry["note"] = " ".join(str(one) for one in (entry.get("note"), self._other(entry, last)) if one)
            self.new.append(ExtractedFigure(Addition(addition.indicator, addition.kind, entry), figure.where))

    def _other(self, entry: Mapping[str, Any], last: Comparator | OwnFigure) -> str:
        """What the newest release in the file said otherwise; earlier or later only as far as both days are known."""
        day, other = self.days.get(entry["source"]), self.days.get(last.source)
        which = "Another"
        if day is not None and other is not None and day != other:
            which = "An earlier" if other < day else "A later"
        return f"{which} release ({last.source}) gave {last.code or last.value}."

    def _fault(self, figure: ExtractedFigure, what: str) -> None:
        self.faults.append(Fault(figure.where, what))

    def _standing(self, addition: Addition) -> list[Comparator | OwnFigure]:
        """The numbers that stand for the same thing and period, from whichever source."""
        known = self.catalogue.indicator(addition.indicator)
        if known is None:
            return []
        alike: Sequence[Comparator | OwnFigure]
        alike = known.own_series if addition.kind == "own_series" else known.comparators
        wanted = _identity(addition.entry)
        return [one for one in alike if getattr(one, "words", None) is None and _identity(_plain(one)) == wanted]


def _identity(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """What a figure is of (contract: Comparators); of neighbours also model and statistic."""
    return tuple(str(entry.get(name)) for name in ("area", "group", "period", "model", "statistic"))


def _plain(figure: Comparator | OwnFigure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in type(figure).model_fields}


def _says(entry: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two figures say the same; a count that only one of them gives is no contradiction."""
    pairs = [(name, entry.get(name), other.get(name)) for name in TOLD]
    return all(
        one == another or (name not in ("value", "code") and None in (one, another)) for name, one, another in pairs
    )


def _name(addition: Addition) -> str:
    entry = addition.entry
    area = entry.get("area") or "the council"
    which = ", ".join(str(entry[one]) for one in ("statistic", "model") if entry.get(one))
    return f"{area}{f' ({which})' if which else ''}, {entry['period']}"


def _title(catalogue: Catalogue, addition: Addition) -> str:
    known = catalogue.indicator(addition.indicator)
    return f"{known.title if known else addition.indicator}, {_name(addition)}"
