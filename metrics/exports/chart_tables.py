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
from metrics.wording.uncertainty import CAUSES, exact_digits, span_of

LIKENESS: dict[Comparable, str] = {"yes": "", "partly": "only partly comparable", "no": "not comparable"}
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
    standing = {one.period: one for one in indicator.observations if one.status != "predicted"}
    found = [
        formatting.capital(CAUSES[variation.causes[one.period]])
        if one.period in variation.causes and standing.get(one.period) is one
        else ""
        for one in indicator.observations
    ]
    return found + [""] * (rows - len(found))


def _limits(variation: Variation) -> list[Row]:
    """Mean and limits of each stretch, to three digits more than its figures have."""
    where = f"Worked out: mean, and {float(PER_MOVING_RANGE):g} mean moving ranges either side"
    return [
        (name, span_of(one), exact_digits(bound, one), "", "", "", where)
        for one in variation.every
        if one.limits
        for name, bound in (
            ("Upper limit", one.limits.upper),
            ("Mean", one.limits.mean),
            ("Lower limit", one.limits.lower),
        )
    ]


def _figures(catalogue: Catalogue, indicator: Indicator) -> list[Row]:
    area, sources = catalogue.organisation.area, catalogue.sources
    rows = [_row(area, one, indicator, sources) for one in indicator.observations]
    for own, replaced in _replaced(catalogue, indicator, indicator.own_series):
        name = f"{area}, as published by {sources[own.source].publisher}"
        rows.append(_row(_whose(name, own, replaced), own, indicator, sources))
    for one, replaced in _replaced(catalogue, indicator, indicator.comparators):
        if one.words is None:
            name = _whose(findings.comparator_name(one, indicator), one, replaced)
            rows.append(_row(name, one, indicator, sources))
    return rows + [
        (
            formatting.capital(findings.target_name(one)),
            findings.span_words(one.from_, one.until),
            formatting.number(one.value),
            "",
            "",
            "",
            _place(sources[one.source], one.at),
        )
        for one in indicator.targets
        if one.value is not None
    ]


def _replaced(catalogue: Catalogue, indicator: Indicator, figures: Sequence[Others]) -> Iterator[tuple[Others, str]]:
    """Each figure, and which release's is used in its place; no words where it is used itself."""
    for one, used in zip(figures, replacements(figures, indicator, catalogue), strict=True):
        yield one, findings.replaced_words(one, used, catalogue.sources[used.source]) if used else ""


def _whose(name: str, figure: Published, replaced: str) -> str:
    """Whose figure it is, how far it compares, and which release has replaced it."""
    asides = "; ".join(words for words in (LIKENESS[figure.comparable], replaced) if words)
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
    cells = findings.cell(figure), findings.marker(figure), counts, unknown
    return whose, figure.period.words, *cells, _place(sources[figure.source], figure.at)


def _place(source: Source, at: str) -> str:
    """Publisher, release and place: enough to tell one release's figure from the next one's."""
    return f"{source.publisher}, {source.title}, {at}"


def citations(catalogue: Catalogue, indicator: Indicator) -> list[Citation]:
    """The source of every number and phrase of an indicator, in the order of the file."""
    found = [_observation(catalogue, indicator, one) for one in indicator.observations]
    area = catalogue.organisation.area
    for own, replaced in _replaced(catalogue, indicator, indicator.own_series):
        figure = findings.own_series_words(own, indicator, area, catalogue.sources[own.source])
        notes = _notes(replaced, formatting.unknown_words(own, indicator), own.why, own.note)
        found.append(Citation(own.period.words, figure, _cited(catalogue, own), own.quote, notes))
    for one, replaced in _replaced(catalogue, indicator, indicator.comparators):
        figure = findings.comparator_words(one, indicator)
        notes = _notes(replaced, formatting.unknown_words(one, indicator), one.why, one.note)
        found.append(Citation(one.period.words, figure, _cited(catalogue, one), one.quote, notes))
    for target in indicator.targets:
        value = "" if target.value is None else formatting.value_words(target.value, indicator)
        figure = f"{formatting.capital(findings.target_name(target))}: {value or f'“{target.words}”'}"
        ours = "the value is our reading of the duty" if "value" in target.inferred else None
        when = findings.span_words(target.from_, target.until)
        found.append(Citation(when, figure, _cited(catalogue, target), None, _notes(ours, target.note)))
        if target.tolerance is not None:
            band = f"Tolerance: {formatting.size_words(target.tolerance.value, indicator)}"
            found.append(Citation(when, band, _cited(catalogue, target.tolerance), None, ()))
    return found


def _observation(catalogue: Catalogue, indicator: Indicator, one: Observation) -> Citation:
    counts = f" ({formatting.counts_words(one)})" if formatting.counts_words(one) else ""
    status = f", {one.status}" if one.status not in ("final", "approximate") else ""
    by = f" by: {one.predicted_by}" if one.predicted_by else ""
    figure = f"{formatting.capital(formatting.figure_words(one, indicator))}{counts}{status}{by}"
    revised = (
        f"revised on {day_words(one.on)} by {one.by}: {one.reason}" if one.status == "revised" and one.on else None
    )
    said = one.commentary and f"commentary: {one.commentary}"
    unknown = formatting.unknown_words(one, indicator)
    notes = _notes(findings.period_note(one), unknown, one.break_before, revised, one.note, said)
    return Citation(one.period.words, figure, _cited(catalogue, one), one.quote, notes)


def _notes(*notes: str | None) -> tuple[str, ...]:
    return tuple(formatting.capital(note) for note in notes if note)


def _cited(catalogue: Catalogue, entry: Entry) -> str:
    return findings.citation(catalogue.sources[entry.source], entry.at)  # type: ignore[attr-defined]  # Cited entries only


def latest_citation(catalogue: Catalogue, reading: Reading) -> str:
    """The source of the latest figure, in one line; empty where there is none."""
    return _cited(catalogue, reading.latest) if reading.latest else ""


def chart_sources(catalogue: Catalogue, reading: Reading) -> str:
    """The source of the latest figure with its place, then publisher and title of whatever else the chart draws on."""
    indicator, latest = reading.indicator, reading.latest
    drawn_ones = [one.source for one in (*indicator.observations, *indicator.own_series)]
    drawn_ones += [one.source for one in indicator.comparators if one.value is not None]
    drawn_ones += [one.source for one in indicator.targets if one.value is not None]
    ids = [id for id in dict.fromkeys(drawn_ones) if latest is None or id != latest.source]
    others = [f"{catalogue.sources[id].publisher}, {catalogue.sources[id].title}" for id in ids]
    return "; ".join([*([_cited(catalogue, latest)] if latest else []), *others])


def listed_comparators(catalogue: Catalogue, indicator: Indicator) -> list[str]:
    """Comparators that are only listed: words, and numbers that may not be drawn, each with its reason."""
    lines = []
    for one, replaced in _replaced(catalogue, indicator, indicator.comparators):
        if not may_be_drawn(indicator, one):
            told = "; ".join(words for words in (findings.comparator_words(one, indicator), replaced) if words)
            sentences = [told, formatting.capital(one.why or "")]
            lines.append(" ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence))
    return lines


def finding_sources(catalogue: Catalogue, reading: Reading) -> list[str]:
    """The source of the latest figure and, where the finding compares, of the comparator."""
    found = [latest_citation(catalogue, reading)] if reading.latest else []
    if reading.against is not None and reading.headline is not None:
        found.append(f"{formatting.area_words(reading.headline)}: {_cited(catalogue, reading.headline)}")
    return found
