"""A release's file and its mappings -> comparators of England, region and neighbours, and the council's own series.

Codes stay codes, counts come only where the file prints them, and nothing is ever worked
out from what is left beside a suppressed cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.period import Period
from metrics.catalogue.rates import comparable_between_areas
from metrics.catalogue.regions import ENGLAND
from metrics.ees_import import areas, ees_file, row_selection, series_kind, serving, unit_checks, unnamed_filters
from metrics.ees_import.area_series import area_series
from metrics.ees_import.areas import COUNCIL, Where
from metrics.ees_import.coverage import area_with_article, periods_in_words
from metrics.ees_import.ees_file import EesFile, Level
from metrics.ees_import.extracted_figure import ExtractedFigure, Extraction, ImportOptions
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.neighbour_average import neighbour_averages
from metrics.ees_import.row_selection import When
from metrics.entry.doubts import Doubt, DoubtKind
from metrics.entry.faults import Fault
from metrics.uploads.table import UnreadableTable
from metrics.wording import formatting

MOST_FAULTS = 50
"""Faults of a file that are listed at once; with more, it is another file than the mapping's."""


@dataclass(frozen=True)
class Extract:
    """What a file comes to: its figures, what of it was left out and why, what is wrong, and what is to be asked."""

    figures: tuple[ExtractedFigure, ...] = ()
    messages: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def extract_figures(
    stream: BinaryIO, name: str, mappings: Sequence[RowsOf], catalogue: Catalogue, options: ImportOptions
) -> Extract:
    """Every figure that the mappings find in a file, for the areas that are needed; ``name`` is only displayed."""
    try:
        file = EesFile(stream, name)
        fit = serving.with_all_columns(file, mappings)
        if not fit:
            return Extract(faults=(Fault(name, serving.lacking(file, mappings).refusal()),))
        selection = row_selection.select(file, fit, areas.known_areas(catalogue.organisation, options.model))
    except UnreadableTable as unreadable:
        return Extract(faults=(unreadable.fault_in(name),))
    served = serving.serving(selection, mappings, catalogue)
    if not served.serves:
        return Extract(faults=(Fault(name, served.refusal()),))
    notices = [*served.notices, *selection.areas.notices()]
    return _extract(Extraction(selection, catalogue, options, notices), served.serves)


def _extract(extraction: Extraction, mappings: Sequence[RowsOf]) -> Extract:
    selection = extraction.selection
    figures: list[ExtractedFigure] = []
    for mapping in mappings:
        several = sum(other.indicator == mapping.indicator for other in mappings) > 1
        before, indicator = len(extraction.faults), _indicator(extraction, mapping)
        taken = list(_mapping_figures(extraction, mapping, several))
        if len(extraction.faults) > before or _narrows(extraction, mapping):
            continue
        reporting = any(kind.casefold() == "reporting year" for _, kind in selection.times(mapping.filters))
        if other := series_kind.other_kind(mapping, indicator, taken, reporting=reporting):
            extraction.faults.append(Fault(selection.file.name, other))
        values = [value for one in taken if isinstance(value := one.addition.entry.get("value"), Decimal)]
        doubts = unit_checks.unit_doubts(mapping, indicator, values)
        rows = row_selection.rows_of(selection, mapping.filters)
        units = unit_checks.written_unit_doubts(mapping, indicator, selection.file, rows)
        extraction.doubts += [
            Doubt(DoubtKind.COLUMN, words, (indicator.id,), (), (selection.file.name, words))
            for words in (*doubts, *units)
        ]
        figures += taken
    _tell_of_levels(extraction, mappings)
    messages = tuple(dict.fromkeys((*extraction.messages, *extraction.gaps.messages())))
    return Extract(
        tuple(figures), messages, tuple(extraction.faults[:MOST_FAULTS]), tuple(dict.fromkeys(extraction.doubts))
    )


def _narrows(extraction: Extraction, mapping: RowsOf) -> bool:
    """Whether a column that a mapping does not name makes its rows a part of the group; each such column is a fault."""
    file = extraction.selection.file.name
    found = unnamed_filters.narrowing(extraction.selection, mapping)
    extraction.messages += found.remarks
    extraction.doubts += [Doubt(DoubtKind.PART, f"{file}: {words}", facts=(file, words)) for words in found.questions]
    extraction.faults += [Fault(file, words) for words in found.refusals]
    return bool(found.refusals)


def _indicator(extraction: Extraction, mapping: RowsOf) -> Indicator:
    indicator = extraction.catalogue.indicator(mapping.indicator)
    assert indicator is not None  # the loader of mappings refuses others
    return indicator


def _tell_of_levels(extraction: Extraction, mappings: Sequence[RowsOf]) -> None:
    """Say which levels are not taken: counts of other areas, and a region that no row names."""
    council = extraction.catalogue.organisation.area
    bare = [mapping for mapping in mappings if not comparable_between_areas(_indicator(extraction, mapping))]
    if bare:
        titles = formatting.listed(list(dict.fromkeys(_indicator(extraction, mapping).title for mapping in bare)))
        told = f"{titles}: only the figures of {council} are taken"
        extraction.messages.append(f"{told}, since counts of other areas can't be set beside its own")
    others = [mapping for mapping in mappings if mapping not in bare]
    if not extraction.selection.areas.region and any("Regional" in mapping.levels for mapping in others):
        extraction.messages.append(f"No row says in which region {council} lies, so no region's figures are taken")


def _mapping_figures(extraction: Extraction, mapping: RowsOf, several: bool) -> Iterator[ExtractedFigure]:
    """The figures of one mapping: England's, the region's, the neighbours' and the council's, each oldest first.

    ``several``: other mappings serve the same indicator, so its group is said, too. Of a bare count only the
    council's are taken (reporting: Two voices).
    """
    selection = extraction.selection
    for name, (_, filters) in mapping.parts.items():
        if not selection.times(filters):
            what = f"{mapping.indicator}, {name}: {selection.missing(filters)}"
            extraction.faults.append(Fault(selection.file.name, what))
            return
    indicator = _indicator(extraction, mapping)
    title = f"{indicator.title} ({mapping.group})" if several else indicator.title
    periods = _periods(extraction, mapping, title)
    rates = comparable_between_areas(indicator)
    for level, (area, name) in _areas(extraction).items():
        if level not in mapping.levels or (level != "Local authority" and not rates):
            continue
        if level == "Local authority" and extraction.options.model is not None and rates:
            yield from neighbour_averages(extraction, extraction.options.model, mapping, title, periods)
        if area:
            _note_gaps(extraction, mapping, periods, (level, area), title, name)
            yield from area_series(extraction, mapping, indicator, periods, (level, area))


def _areas(extraction: Extraction) -> dict[Level, tuple[str, str]]:
    """The area of each level, and its name in a sentence; of the region nothing where no row names it."""
    region = extraction.selection.areas.region
    return {
        "National": (ENGLAND, ENGLAND),
        "Regional": (region, area_with_article(region)),
        "Local authority": (COUNCIL, extraction.catalogue.organisation.area),
    }


def _note_gaps(
    extraction: Extraction, mapping: RowsOf, periods: Mapping[When, Period], where: Where, title: str, name: str
) -> None:
    """Note the periods that have no row of an area."""
    rows = extraction.selection.rows
    covered = {period for when, period in periods.items() if rows(mapping.filters, where, when)}
    extraction.gaps.add_missing(title, name, (period for period in periods.values() if period not in covered))


def _periods(extraction: Extraction, mapping: RowsOf, title: str) -> dict[When, Period]:
    """The periods of a mapping's rows, oldest first, as far as they are of this definition."""
    periods: dict[When, Period] = {}
    for (_, when), rows in extraction.selection.by_pattern[row_selection.pattern(mapping.filters)].items():
        if when not in periods:
            try:
                periods[when] = ees_file.read_period(*when, mapping.reporting_year, f"row {rows[0].number}")
            except UnreadableTable as unreadable:
                extraction.refuse(unreadable)
                return {}
    ordered = sorted(periods.items(), key=lambda item: item[1].order)
    ends = [day for day in (extraction.newest, *(period.end for _, period in ordered)) if day is not None]
    extraction.newest = max(ends, default=None)
    within = {when: period for when, period in ordered if _within(mapping, period)}
    if not within:
        years = periods_in_words(list(dict.fromkeys(period for _, period in ordered)))
        extraction.messages.append(f"{title}: nothing is taken, since its rows are of {years}, another definition's")
    return within


def _within(mapping: RowsOf, period: Period) -> bool:
    """Whether a period is of the mapping's own definition."""
    since, until = mapping.since, mapping.until
    return (since is None or since.order <= period.order) and (until is None or period.order <= until.order)
