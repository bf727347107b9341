"""A change in groups, in words: what is new, and what is different from what stands, old and new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from metrics.catalogue.amend import Change, Kind
from metrics.catalogue.models import Catalogue, Indicator, Observation
from metrics.entry import summary
from metrics.wording import formatting


@dataclass(frozen=True)
class New:
    """Something new of an indicator: what it is, its figure, and what comes with it, such as counts."""

    indicator: str
    what: str
    figure: str
    beside: str


@dataclass(frozen=True)
class Different:
    """Something that will no longer be as it stands: of what, as it stands, as it would be, and what comes with it."""

    indicator: str
    what: str
    before: str
    after: str
    beside: str

    def __str__(self) -> str:
        return f"{self.indicator}, {self.what}: {self.before} -> {self.after}"


@dataclass(frozen=True)
class Groups:
    """What a change makes new and different, in the order of its rows."""

    new: Sequence[New]
    different: Sequence[Different]


def grouped(before: Catalogue, after: Catalogue, change: Change) -> Groups:
    """What a change makes new and what it makes different, in the order of its rows."""
    indicators = {indicator.id: indicator for indicator in after.indicators}
    new: list[New] = []
    different: list[Different] = []
    for indicator_id, kind, entry in _entries(change):
        indicator, earlier = indicators[indicator_id], before.indicator(indicator_id)
        value = summary.entry_value_words(entry, indicator)
        was = _standing(earlier, entry) if earlier is not None and kind == "observations" else None
        if was is not None:
            stands = formatting.figure_words(was, indicator)
            when = summary.period_of(entry).words
            different.append(Different(indicator.title, when, stands, value, _beside(entry)))
        else:
            new.append(New(indicator.title, _what(kind, entry), value, _beside(entry)))
    for end in change.ends:
        target = summary.ended_target(after, end)
        title = indicators[end.indicator].title
        different.append(Different(title, formatting.capital(target), "no end", "ends", ""))
    return Groups(new, different)


def _entries(change: Change) -> list[tuple[str, str, Mapping[str, object]]]:
    """Everything that is added, that of new indicators too: its indicator, its list, and its keys."""
    found: list[tuple[str, str, Mapping[str, object]]] = [
        (addition.indicator, addition.kind, addition.entry) for addition in change.additions
    ]
    for indicator in change.indicators:
        for kind in get_args(Kind):
            listed = indicator.get(kind)
            found += [(str(indicator["id"]), kind, entry) for entry in (listed if isinstance(listed, list) else [])]
    return found


def _standing(indicator: Indicator, entry: Mapping[str, object]) -> Observation | None:
    """The last figure of the entry's period that stands; of a prediction the last prediction."""
    period, predicted = summary.period_of(entry), entry.get("status") == "predicted"
    found = [one for one in indicator.observations if one.period == period and (one.status == "predicted") == predicted]
    return found[-1] if found else None


def _what(kind: str, entry: Mapping[str, object]) -> str:
    if kind == "targets":
        return formatting.capital(summary.target_words(entry))
    when = summary.period_of(entry).words
    if kind == "comparators":
        whom = summary.of_whom(entry)
        return f"{entry.get('area')}{f' ({whom})' if whom else ''}, {when}"
    if kind == "own_series":
        return f"Published for the council, {when}"
    return f"Predicted for {when}" if entry.get("status") == "predicted" else when


def _beside(entry: Mapping[str, object]) -> str:
    """What else a figure says: its counts and its commentary."""
    parts = []
    if entry.get("numerator") is not None and entry.get("denominator") is not None:
        parts.append(f"{entry['numerator']:,} of {entry['denominator']:,}")
    parts += [str(entry[name]) for name in ("commentary", "note") if entry.get(name)]
    return "; ".join(parts)
