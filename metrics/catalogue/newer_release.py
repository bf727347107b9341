"""What a newer release of the data has that a council's own file lacks, in plain words; nothing is changed by it.

A council keeps its figures in a file of its own, so that an upgrade never touches them. This tells what the
release would add: indicators, sources, figures, targets, events, recommendations, and words that differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.catalogue.diff import lacking
from metrics.catalogue.events import Event
from metrics.catalogue.models import Catalogue, Comparator, Indicator, OwnFigure
from metrics.catalogue.recommendations import Gap, Recommendation, Recommendations

DEFINED_BY = (
    *("name", "short_name", "group", "theme", "unit", "of", "polarity", "frequency", "definition", "caution"),
    "standard",
)
"""The keys that say what an indicator is."""

Section = tuple[str, list[str]]
"""A heading and its sentences."""


def differences(
    own: Catalogue,
    newer: Catalogue,
    events: tuple[Sequence[Event], Sequence[Event]] = ((), ()),
    recommendations: tuple[Recommendations | None, Recommendations | None] = (None, None),
) -> list[Section]:
    """What ``newer`` has that ``own`` lacks or words otherwise, by kind; headings without a sentence are left out.

    ``events`` and ``recommendations`` are of the council's own files and of the release's, in this order.
    """
    pairs = [(known, one) for one in newer.indicators if (known := own.indicator(one.id)) is not None]
    sections: list[Section] = [
        ("New indicators", [f"{one.id}: {one.name}" for one in newer.indicators if own.indicator(one.id) is None]),
        ("New sources", [f"{key}: {source.title}" for key, source in newer.sources.items() if key not in own.sources]),
        ("Definitions that differ", [one for known, new in pairs for one in _definition(known, new)]),
        ("New figures that others published", [one for known, new in pairs for one in _series(known, new)]),
        ("New figures and targets", [one for known, new in pairs for one in _figures(known, new)]),
        ("New events", [f"{event.date.words}: {event.words}" for event in events[1] if event not in events[0]]),
        *_recommended(*recommendations),
    ]
    return [(heading, sentences) for heading, sentences in sections if sentences]


def _recommended(own: Recommendations | None, newer: Recommendations | None) -> Iterator[Section]:
    """Recommendations and gaps in measurement that are new, or are written otherwise."""
    here, there = own or Recommendations(recommendations=[]), newer or Recommendations(recommendations=[])
    for what, mine, theirs in (
        ("recommendations", here.recommendations, there.recommendations),
        ("gaps in measurement", here.gaps, there.gaps),
    ):
        known = {one.id: one for one in mine}
        yield f"New {what}", [f"{one.id}: {one.words}" for one in theirs if one.id not in known]
        changed = [(known[one.id], one) for one in theirs if known.get(one.id, one) != one]
        yield (
            f"{what.capitalize()} that differ",
            [f"{one.id}: {', '.join(_other_keys(was, one))}" for was, one in changed],
        )


def _other_keys(own: Recommendation | Gap, newer: Recommendation | Gap) -> Iterator[str]:
    """The keys that differ, each with both values; indicators as a list of ids."""
    for key in type(newer).model_fields:
        here, there = getattr(own, key), getattr(newer, key)
        if here != there:
            ways = ["[" + ", ".join(one) + "]" if isinstance(one, list) else _quoted(one) for one in (here, there)]
            yield f"{key} here {ways[0]}, in the release {ways[1]}"


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
