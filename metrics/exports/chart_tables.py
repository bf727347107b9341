"""The tables that people read: what stands behind a chart, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from metrics.analysis.reading import Reading
from metrics.analysis.releases import Others, may_be_drawn, replacements
from metrics.analysis.spc import PER_MOVING_RANGE, Variation
from metrics.catalogue.models import (
    Catalogue,
    Comparable,
    Comparator,
    Entry,
    Indicator,
    Observation,
    OwnFigure,
    Source,
)
from metrics.catalogue.period import day_words
from metrics.wording import findings, formatting
from metrics.wording.citations import citation, own_series_words, period_note, replaced_words, span_words
from metrics.wording.uncertainty import CAUSES, exact_digits, span_of

COMPARABILITY: dict[Comparable, str] = {"yes": "", "partly": "only partly comparable", "no": "not comparable"}
COLUMNS = ("Marker", "Counts", "Not known", "Where")
"""What stands in a table after whose figure it is, its period and its value."""

Row = tuple[str, ...]
Published = Comparator | OwnFigure


@dataclass(frozen=True)
class Citation:
    """One figure with its source: what a reader opens to see where a number comes from."""

    what: str
    figure: str
    source: str
    quote: str | None
    notes: tuple[str, ...]


def table_behind_chart(catalogue: Catalogue, indicator: Indicator, variation: Variation | None = None) -> pd.DataFrame:
    """Every number on the indicator's chart, with codes and markers (GSS symbols), as text.

    With ``variation`` the means and limits have rows too, worked out and not clipped,
    and where there are special causes a column names them. Where a source has no information
    on some, a column says on how many, and the rate among those known. A figure that another
    release replaced says so.
    """
    table = pd.DataFrame(
        _figures(catalogue, indicator) + (_limits(variation) if variation else []),
        columns=["Whose", "Period", unit_heading(indicator), *COLUMNS],
    )
    if not table["Not known"].any():
        table = table.drop(columns="Not known")
    if variation and variation.causes:
        table.insert(len(table.columns) - 1, "Variation", _causes(indicator, variation, len(table)))
    return table


def _causes(indicator: Indicator, variation: Variation, rows: int) -> list[str]:
    """The special cause of each figure that stands; predictions and figures since revised have none."""
    standing = {
        observation.period: observation for observation in indicator.observations if observation.status != "predicted"
    }
    causes = [
        formatting.capital(CAUSES[variation.causes[observation.period]])
        if observation.period in variation.causes and standing.get(observation.period) is observation
        else ""
        for observation in indicator.observations
    ]
    return causes + [""] * (rows - len(causes))


def _limits(variation: Variation) -> list[Row]:
    """Mean and limits of each stretch, to three digits more than its figures have."""
    where = f"Worked out: mean, and {float(PER_MOVING_RANGE):g} mean moving ranges either side"
    return [
        (name, span_of(stretch), exact_digits(bound, stretch), "", "", "", where)
        for stretch in variation.every
        if stretch.limits
        for name, bound in (
            ("Upper limit", stretch.limits.upper),
            ("Mean", stretch.limits.mean),
            ("Lower limit", stretch.limits.lower),
        )
    ]


def _figures(catalogue: Catalogue, indicator: Indicator) -> list[Row]:
    area, sources = catalogue.organisation.area, catalogue.sources
    rows = [_row(area, observation, indicator, sources) for observation in indicator.observations]
    for own, replaced in _replaced(catalogue, indicator, indicator.own_series):
        name = f"{area}, as published by {sources[own.source].publisher}"
        rows.append(_row(_whose(name, own, replaced), own, indicator, sources))
    for comparator, replaced in _replaced(catalogue, indicator, indicator.comparators):
        if comparator.words is None:
            name = _whose(findings.comparator_name(comparator, indicator), comparator, replaced)
            rows.append(_row(name, comparator, indicator, sources))
    return rows + [
        (
            formatting.capital(findings.target_name(target)),
            span_words(target.from_, target.until),
            formatting.number(target.value),
            "",
            "",
            "",
            _place(sources[target.source], target.at),
        )
        for target in indicator.targets
        if target.value is not None
    ]


def _replaced(catalogue: Catalogue, indicator: Indicator, figures: Sequence[Others]) -> Iterator[tuple[Others, str]]:
    """Each figure, and which release's is used in its place; no words where it is used itself."""
    for figure, used in zip(figures, replacements(figures, indicator, catalogue), strict=True):
        yield figure, replaced_words(figure, used, catalogue.sources[used.source]) if used else ""


def _whose(name: str, figure: Published, replaced: str) -> str:
    """Whose figure it is, how far it compares, and which release has replaced it."""
    asides = "; ".join(words for words in (COMPARABILITY[figure.comparable], replaced) if words)
    return f"{name} ({asides})" if asides else name


def unit_heading(indicator: Indicator) -> str:
    """The heading over the values: the unit, or what is counted."""
    if indicator.unit == "count":
        return f"Number of {indicator.of}"
    return {"percent": "Percent", "grade": "Grade (1 best, 4 worst)"}.get(
        indicator.unit, formatting.capital(indicator.unit)
    )


def _row(whose: str, figure: Observation | Published, indicator: Indicator, sources: Mapping[str, Source]) -> Row:
    """One figure; of a mean or median of neighbours the counts are of authorities."""
    counts = formatting.counts_words(figure) or formatting.authorities_words(figure)
    unknown = formatting.capital(formatting.unknown_words(figure, indicator))
    cells = formatting.cell(figure), formatting.marker(figure), counts, unknown
    return whose, figure.period.words, *cells, _place(sources[figure.source], figure.at)


def _place(source: Source, at: str) -> str:
    """Publisher, release and place: enough to tell one release's figure from the next one's."""
    return f"{source.publisher}, {source.title}, {at}"


def citations(catalogue: Catalogue, indicator: Indicator) -> list[Citation]:
    """The source of every number and phrase of an indicator, in the order of the file."""
    every = [_observation_citation(catalogue, indicator, observation) for observation in indicator.observations]
    area = catalogue.organisation.area
    for own, replaced in _replaced(catalogue, indicator, indicator.own_series):
        figure = own_series_words(own, indicator, area, catalogue.sources[own.source])
        notes = _notes(replaced, formatting.unknown_words(own, indicator), own.why, own.note)
        every.append(Citation(own.period.words, figure, _citation(catalogue, own), own.quote, notes))
    for comparator, replaced in _replaced(catalogue, indicator, indicator.comparators):
        figure = findings.comparator_words(comparator, indicator)
        notes = _notes(replaced, formatting.unknown_words(comparator, indicator), comparator.why, comparator.note)
        every.append(
            Citation(comparator.period.words, figure, _citation(catalogue, comparator), comparator.quote, notes)
        )
    for target in indicator.targets:
        value = "" if target.value is None else formatting.value_words(target.value, indicator)
        figure = f"{formatting.capital(findings.target_name(target))}: {value or f'“{target.words}”'}"
        ours = "the value is our reading of the duty" if "value" in target.inferred else None
        when = span_words(target.from_, target.until)
        every.append(Citation(when, figure, _citation(catalogue, target), None, _notes(ours, target.note)))
        if target.tolerance is not None:
            band = f"Tolerance: {formatting.size_words(target.tolerance.value, indicator)}"
            every.append(Citation(when, band, _citation(catalogue, target.tolerance), None, ()))
    return every


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


def listed_comparators(catalogue: Catalogue, indicator: Indicator) -> list[str]:
    """Comparators that are only listed: words, and numbers that may not be drawn, each with its reason."""
    lines = []
    for comparator, replaced in _replaced(catalogue, indicator, indicator.comparators):
        if not may_be_drawn(indicator, comparator):
            description = "; ".join(
                words for words in (findings.comparator_words(comparator, indicator), replaced) if words
            )
            sentences = [description, formatting.capital(comparator.why or "")]
            lines.append(" ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence))
    return lines


def finding_sources(catalogue: Catalogue, reading: Reading) -> list[str]:
    """The source of the latest figure and, where the finding compares, of the comparator."""
    sources = [latest_citation(catalogue, reading)] if reading.latest else []
    if reading.against is not None and reading.headline is not None:
        sources.append(f"{formatting.area_words(reading.headline)}: {_citation(catalogue, reading.headline)}")
    return sources
