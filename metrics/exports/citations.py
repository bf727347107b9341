"""Citations: the source of each figure, of a chart, and of a finding, with the place in it, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.analysis.reading import Reading
from metrics.analysis.releases import Others, replacements
from metrics.catalogue.models import (
    Catalogue,
    Comparator,
    Entry,
    Indicator,
    Observation,
    OwnFigure,
    Source,
    Target,
    Tolerance,
)
from metrics.catalogue.period import Period, day_words
from metrics.wording import findings, formatting, targets
from metrics.wording.citations import citation, own_series_words, period_note, replaced_words, span_words


@dataclass(frozen=True)
class Citation:
    """One figure with its source: what a reader opens to see where a number comes from."""

    what: str
    figure: str
    source: str
    quote: str | None
    notes: tuple[str, ...]
    place: str = ""
    """The publisher's short name and the place, to be told in a line of a table."""
    address: str | None = None
    """Where the source stands on the web."""


def citations(catalogue: Catalogue, indicator: Indicator) -> list[Citation]:
    """The source of every number and phrase of an indicator, in the order of the file."""
    every = [of_observation(catalogue, indicator, observation) for observation in indicator.observations]
    for own, replaced in with_replacements(catalogue, indicator, indicator.own_series):
        every.append(of_own_series(catalogue, indicator, own, replaced))
    for comparator, replaced in with_replacements(catalogue, indicator, indicator.comparators):
        every.append(of_comparator(catalogue, indicator, comparator, replaced))
    for target in indicator.targets:
        every.append(of_target(catalogue, indicator, target))
        if target.tolerance is not None:
            every.append(of_tolerance(catalogue, indicator, target, target.tolerance))
    return every


def of_own_series(catalogue: Catalogue, indicator: Indicator, own: OwnFigure, replaced: str) -> Citation:
    """The council's own figure as somebody else published it; ``replaced`` tells which release has replaced it."""
    source = catalogue.sources[own.source]
    figure = own_series_words(own, indicator, catalogue.organisation.area, source)
    notes = _notes(replaced, formatting.unknown_words(own, indicator), own.why, own.note)
    return Citation(_when(own.period), figure, citation(source, own.at), own.quote, notes, *_found(source, own.at))


def of_comparator(catalogue: Catalogue, indicator: Indicator, other: Comparator, replaced: str) -> Citation:
    """Another area's figure, or somebody's words on it."""
    source = catalogue.sources[other.source]
    figure = findings.comparator_words(other, indicator)
    notes = _notes(replaced, formatting.unknown_words(other, indicator), other.why, other.note)
    return Citation(
        _when(other.period), figure, citation(source, other.at), other.quote, notes, *_found(source, other.at)
    )


def of_target(catalogue: Catalogue, indicator: Indicator, target: Target) -> Citation:
    """A target or duty, in a number or in words."""
    source = catalogue.sources[target.source]
    value = "" if target.value is None else formatting.value_words(target.value, indicator)
    figure = f"{formatting.capital(targets.target_name(target))}: {value or f'“{target.words}”'}"
    ours = "the value is our reading of the duty" if "value" in target.inferred else None
    when = span_words(target.from_, target.until)
    return Citation(
        when, figure, citation(source, target.at), None, _notes(ours, target.note), *_found(source, target.at)
    )


def of_tolerance(catalogue: Catalogue, indicator: Indicator, target: Target, tolerance: Tolerance) -> Citation:
    """How far from a target still counts as close to it."""
    source = catalogue.sources[tolerance.source]
    band = f"Tolerance: {formatting.size_words(tolerance.value, indicator)}"
    when = span_words(target.from_, target.until)
    return Citation(when, band, citation(source, tolerance.at), None, (), *_found(source, tolerance.at))


def with_replacements(
    catalogue: Catalogue, indicator: Indicator, figures: Sequence[Others]
) -> Iterator[tuple[Others, str]]:
    """Each figure, and which release's is used in its place; no words where it is used itself."""
    for figure, used in zip(figures, replacements(figures, indicator, catalogue), strict=True):
        yield figure, replaced_words(figure, used, catalogue.sources[used.source]) if used else ""


def of_observation(catalogue: Catalogue, indicator: Indicator, observation: Observation) -> Citation:
    """One of the council's own figures, with who predicted or revised it and what was written about it."""
    counts = f" ({formatting.counts_words(observation)})" if formatting.counts_words(observation) else ""
    status = f", {observation.status}" if observation.status not in ("final", "approximate") else ""
    by = f" by: {observation.predicted_by}" if observation.predicted_by else ""
    figure = f"{formatting.capital(formatting.figure_words(observation, indicator))}{counts}{status}{by}"
    revised = (
        f"revised on {day_words(observation.on)} by {observation.by}: {observation.reason}"
        if observation.status == "revised" and observation.on
        else None
    )
    commentary = observation.commentary and f"commentary: {observation.commentary}"
    unknown = formatting.unknown_words(observation, indicator)
    notes = _notes(period_note(observation), unknown, observation.break_before, revised, observation.note, commentary)
    source, at = catalogue.sources[observation.source], observation.at
    return Citation(
        _when(observation.period), figure, citation(source, at), observation.quote, notes, *_found(source, at)
    )


def _when(period: Period) -> str:
    return formatting.capital(formatting.reader_period(period))


def _notes(*notes: str | None) -> tuple[str, ...]:
    return tuple(formatting.capital(note) for note in notes if note)


IN_A_CELL = 40
"""So many letters of a place stand in a cell of a table; a longer one is told in full with the source alone."""


def _found(source: Source, at: str) -> tuple[str, str | None]:
    """The place in few words, and the source's address on the web."""
    publisher = formatting.publisher_words(source.publisher)
    if len(at) <= IN_A_CELL:
        return f"{publisher}, {at}", source.url
    return f"{publisher}, {day_words(source.published)}" if source.published else publisher, source.url


def _citation(catalogue: Catalogue, entry: Entry) -> str:
    return citation(catalogue.sources[entry.source], entry.at)  # type: ignore[attr-defined]  # Cited entries only


def latest_citation(catalogue: Catalogue, reading: Reading) -> str:
    """The source of the latest figure, in one line; empty where there is none."""
    return _citation(catalogue, reading.latest) if reading.latest else ""


def chart_sources(catalogue: Catalogue, reading: Reading) -> str:
    """The source of the latest figure with its place, then publisher and title of whatever else the chart draws on."""
    indicator, latest = reading.indicator, reading.latest
    source_ids = [figure.source for figure in (*indicator.observations, *indicator.own_series)]
    source_ids += [comparator.source for comparator in indicator.comparators if comparator.value is not None]
    source_ids += [target.source for target in indicator.targets if target.value is not None]
    other_ids = [source_id for source_id in dict.fromkeys(source_ids) if latest is None or source_id != latest.source]
    others = [
        f"{catalogue.sources[source_id].publisher}, {catalogue.sources[source_id].title}" for source_id in other_ids
    ]
    return "; ".join([*([_citation(catalogue, latest)] if latest else []), *others])


def finding_sources(catalogue: Catalogue, reading: Reading) -> list[str]:
    """The sources of the latest figure and of what the finding tells beside it: comparator, lent counts, published."""
    sources = [latest_citation(catalogue, reading)] if reading.latest else []
    if reading.comparison is not None and reading.headline is not None:
        sources.append(f"{formatting.area_words(reading.headline)}: {_citation(catalogue, reading.headline)}")
    for which, counts in (("latest", reading.counts), ("earlier", reading.counts_of(reading.previous))):
        if counts is not None and counts.lender is not None:
            sources.append(f"counts of the {which} figure: {_citation(catalogue, counts.lender)}")
    told = findings.told_as_published(reading)
    return sources + ([f"published figure: {_citation(catalogue, told.latest)}"] if told else [])
