"""What a newer release of the data has that a council's own file lacks, in plain words; nothing is changed by it.

A council keeps its figures in a file of its own, so that an upgrade never touches them. This tells what the
release would add: indicators, sources, figures, targets, events, and words of a definition that differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.catalogue.diff import lacking
from metrics.catalogue.events import Event
from metrics.catalogue.models import Catalogue, Comparator, Indicator, OwnFigure

DEFINED_BY = (
    *("name", "short_name", "group", "theme", "unit", "of", "polarity", "frequency", "definition", "caution"),
    "standard",
)
"""The keys that say what an indicator is."""

Section = tuple[str, list[str]]
"""A heading and its sentences."""


def differences(
    own: Catalogue, newer: Catalogue, own_events: Sequence[Event] = (), newer_events: Sequence[Event] = ()
) -> list[Section]:
    """What ``newer`` has that ``own`` lacks or words otherwise, by kind; headings without a sentence are left out."""
    pairs = [(known, one) for one in newer.indicators if (known := own.indicator(one.id)) is not None]
    sections: list[Section] = [
        ("New indicators", [f"{one.id}: {one.name}" for one in newer.indicators if own.indicator(one.id) is None]),
        ("New sources", [f"{key}: {source.title}" for key, source in newer.sources.items() if key not in own.sources]),
        ("Definitions that differ", [one for known, new in pairs for one in _definition(known, new)]),
        ("New figures that others published", [one for known, new in pairs for one in _series(known, new)]),
        ("New figures and targets", [one for known, new in pairs for one in _figures(known, new)]),
        ("New events", [f"{event.date.words}: {event.words}" for event in newer_events if event not in own_events]),
    ]
    return [(heading, sentences) for heading, sentences in sections if sentences]


def _definition(own: Indicator, newer: Indicator) -> Iterator[str]:
    for key in DEFINED_BY:
        here, there = getattr(own, key), getattr(newer, key)
        if here != there:
            yield f"{own.title}, {key}: here {_quoted(here)}, in the release {_quoted(there)}"


def _quoted(value: object) -> str:
    if value is None:
        return "nothing"
    return f"“{getattr(value, 'words', value)}”"


def _series(own: Indicator, newer: Indicator) -> Iterator[str]:
    """How many rows are new, and of which periods; each would be too many to read."""
    groups: list[tuple[str, Sequence[Comparator | OwnFigure]]] = [
        ("of others", lacking(own.comparators, newer.comparators)),
        ("of the council", lacking(own.own_series, newer.own_series)),
    ]
    for whose, rows in groups:
        if rows:
            dated = sorted((row.period for row in rows if row.period.dated), key=lambda period: period.order)
            span = f", {dated[0].words} to {dated[-1].words}" if dated and dated[0] != dated[-1] else ""
            span = span or (f", {dated[0].words}" if dated else "")
            sources = ", ".join(dict.fromkeys(row.source for row in rows))
            yield f"{own.title}: {len(rows)} {'figure' if len(rows) == 1 else 'figures'} {whose}{span} ({sources})"


def _figures(own: Indicator, newer: Indicator) -> Iterator[str]:
    for figure in lacking(own.observations, newer.observations):
        yield f"{own.title}: the figure for {figure.period.label} ({figure.source})"
    for target in lacking(own.targets, newer.targets):
        since = f" from {target.from_.day} {target.from_:%B %Y}" if target.from_ else ""
        yield f"{own.title}: the {target.kind or 'target in words'}{since} ({target.source})"
