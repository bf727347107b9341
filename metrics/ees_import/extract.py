"""A release's file and its mappings -> comparators of England, region and neighbours, and the council's own series.

Codes stay codes, counts come only where the file prints them, and nothing is ever worked
out from what is left beside a suppressed cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import Period
from metrics.ees_import import areas, ees_file, row_selection
from metrics.ees_import.area_series import area_series
from metrics.ees_import.areas import COUNCIL, ENGLAND, Where
from metrics.ees_import.coverage import area_with_article, periods_in_words
from metrics.ees_import.ees_file import EesFile, Level
from metrics.ees_import.extracted_figure import ExtractedFigure, Extraction, ImportOptions
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.neighbour_average import neighbour_averages
from metrics.ees_import.row_selection import When
from metrics.entry.faults import Fault
from metrics.uploads.table import UnreadableTable

MOST_FAULTS = 50
"""Faults of a file that are listed at once; with more, it is another file than the mapping's."""


@dataclass(frozen=True)
class Extract:
    """What a file comes to: its figures, what of it was left out and why, and what is wrong."""

    figures: tuple[ExtractedFigure, ...] = ()
    messages: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def extract_figures(
    stream: BinaryIO, name: str, mappings: Sequence[RowsOf], catalogue: Catalogue, options: ImportOptions
) -> Extract:
    """Every figure that the mappings find in a file, for the areas that are needed; ``name`` is only displayed."""
    try:
        file = EesFile(stream, name)
        fit, lacks = row_selection.rows_serving(file, mappings)
        if not fit:
            return _serving_none(name, "; ".join(what for _, what in lacks) or "there is no mapping yet")
        selection = row_selection.select(file, fit, areas.known_areas(catalogue.organisation, options.model))
    except UnreadableTable as unreadable:
        return Extract(faults=(unreadable.fault_in(name),))
    messages = [f"{what}, which {name} lacks" for mapping, what in lacks if mapping.nearly_fits(file.columns)]
    return _extract(Extraction(selection, catalogue, options, messages), fit)


def _serving_none(name: str, what: str) -> Extract:
    return Extract(faults=(Fault(name, f"no mapping serves this file: {what}"),))


def _extract(extraction: Extraction, mappings: Sequence[RowsOf]) -> Extract:
    selection = extraction.selection
    figures: list[ExtractedFigure] = []
    unserved: list[str] = []
    for mapping in mappings:
        if selection.times(mapping.rows):
            several = sum(other.indicator == mapping.indicator for other in mappings) > 1
            figures += _mapping_figures(extraction, mapping, several)
        else:
            unserved.append(f"{mapping.indicator}: not in this file ({selection.missing(mapping.rows)})")
    if len(unserved) == len(mappings):
        return _serving_none(selection.file.name, "; ".join(dict.fromkeys(unserved)))
    if not selection.areas.region and any("Regional" in mapping.levels for mapping in mappings):
        council = extraction.catalogue.organisation.area
        extraction.messages.append(f"No row says in which region {council} lies, so no region's figures are taken")
    messages = (*extraction.messages, *unserved, *extraction.gaps.messages())
    return Extract(tuple(figures), messages, tuple(extraction.faults[:MOST_FAULTS]))


def _mapping_figures(extraction: Extraction, mapping: RowsOf, several: bool) -> Iterator[ExtractedFigure]:
    """The figures of one mapping: England's, the region's, the neighbours' and the council's, each oldest first.

    ``several``: other mappings serve the same indicator, so its group is said, too.
    """
    selection = extraction.selection
    for name, (_, filters) in mapping.parts.items():
        if not selection.times(filters):
            what = f"{mapping.indicator}, {name}: {selection.missing(filters)}"
            extraction.faults.append(Fault(selection.file.name, what))
            return
    indicator = extraction.catalogue.indicator(mapping.indicator)
    assert indicator is not None  # the loader of mappings refuses others
    title = f"{indicator.title} ({mapping.group})" if several else indicator.title
    periods = _periods(extraction, mapping, title)
    for level, (area, name) in _areas(extraction).items():
        if level not in mapping.levels:
            continue
        if level == "Local authority" and extraction.options.model is not None:
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
    covered = {period for when, period in periods.items() if rows(mapping.rows, where, when)}
    extraction.gaps.add_missing(title, name, (period for period in periods.values() if period not in covered))


def _periods(extraction: Extraction, mapping: RowsOf, title: str) -> dict[When, Period]:
    """The periods of a mapping's rows, oldest first, as far as they are of this definition."""
    periods: dict[When, Period] = {}
    for (_, when), rows in extraction.selection.by_pattern[row_selection.pattern(mapping.rows)].items():
        if when not in periods:
            try:
                periods[when] = ees_file.read_period(*when, mapping.reporting_year, f"row {rows[0].number}")
            except UnreadableTable as unreadable:
                extraction.refuse(unreadable)
                return {}
    ordered = sorted(periods.items(), key=lambda item: item[1].order)
    within = {when: period for when, period in ordered if _within(mapping, period)}
    if not within:
        years = periods_in_words(list(dict.fromkeys(period for _, period in ordered)))
        extraction.messages.append(f"{title}: nothing is taken, since its rows are of {years}, another definition's")
    return within


def _within(mapping: RowsOf, period: Period) -> bool:
    """Whether a period is of the mapping's own definition."""
    since, until = mapping.since, mapping.until
    return (since is None or since.order <= period.order) and (until is None or period.order <= until.order)
