"""Citations: the source of each figure, of a chart, and of a finding, with the place in it, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.analysis.reading import Reading
from metrics.analysis.releases import Others, replacements
from metrics.catalogue.models import Catalogue, Entry, Indicator, Observation
from metrics.catalogue.period import day_words
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


def citations(catalogue: Catalogue, indicator: Indicator) -> list[Citation]:
    """The source of every number and phrase of an indicator, in the order of the file."""
    every = [_observation_citation(catalogue, indicator, observation) for observation in indicator.observations]
    area = catalogue.organisation.area
    for own, replaced in with_replacements(catalogue, indicator, indicator.own_series):
        figure = own_series_words(own, indicator, area, catalogue.sources[own.source])
        notes = _notes(replaced, formatting.unknown_words(own, indicator), own.why, own.note)
        every.append(Citation(own.period.words, figure, _citation(catalogue, own), own.quote, notes))
    for comparator, replaced in with_replacements(catalogue, indicator, indicator.comparators):
        figure = findings.comparator_words(comparator, indicator)
        notes = _notes(replaced, formatting.unknown_words(comparator, indicator), comparator.why, comparator.note)
        every.append(
            Citation(comparator.period.words, figure, _citation(catalogue, comparator), comparator.quote, notes)
        )
    for target in indicator.targets:
        value = "" if target.value is None else formatting.value_words(target.value, indicator)
        figure = f"{formatting.capital(targets.target_name(target))}: {value or f'“{target.words}”'}"
        ours = "the value is our reading of the duty" if "value" in target.inferred else None
        when = span_words(target.from_, target.until)
        every.append(Citation(when, figure, _citation(catalogue, target), None, _notes(ours, target.note)))
        if target.tolerance is not None:
            band = f"Tolerance: {formatting.size_words(target.tolerance.value, indicator)}"
            every.append(Citation(when, band, _citation(catalogue, target.tolerance), None, ()))
    return every


def with_replacements(
    catalogue: Catalogue, indicator: Indicator, figures: Sequence[Others]
) -> Iterator[tuple[Others, str]]:
    """Each figure, and which release's is used in its place; no words where it is used itself."""
    for figure, used in zip(figures, replacements(figures, indicator, catalogue), strict=True):
        yield figure, replaced_words(figure, used, catalogue.sources[used.source]) if used else ""


def _observation_citation(catalogue: Catalogue, indicator: Indicator, observation: Observation) -> Citation:
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
    return Citation(observation.period.words, figure, _citation(catalogue, observation), observation.quote, notes)


def _notes(*notes: str | None) -> tuple[str, ...]:
    return tuple(formatting.capital(note) for note in notes if note)


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
