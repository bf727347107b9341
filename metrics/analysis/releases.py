"""Releases of others: which comparators may be drawn, and which release counts where several give one figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from metrics.catalogue.models import Catalogue, Comparator, Indicator, OwnFigure, Source
from metrics.catalogue.rates import comparable_between_areas
from metrics.catalogue.series_identity import series_of

Others = TypeVar("Others", bound=Comparator | OwnFigure)


def may_be_drawn(indicator: Indicator, comparator: Comparator) -> bool:
    """Whether a comparator's number may stand on the chart (contract: Comparators).

    A dated number stands at its period; beside undated figures it needs a pairing. Another
    area's count never stands beside the council's (reporting: Two voices).
    """
    if not comparable_between_areas(indicator):
        return False
    if comparator.value is None or comparator.comparable == "no" or not comparator.period.dated:
        return False
    dated = any(observation.period.dated for observation in indicator.observations)
    return comparator.beside is not None or dated or not indicator.observations


def inspection_day(catalogue: Catalogue) -> date | None:
    """The day of the inspection's report: the newest published source that indicators of frequency inspection cite."""
    judged = [indicator for indicator in catalogue.indicators if indicator.frequency == "inspection"]
    cited = [catalogue.sources[observation.source] for indicator in judged for observation in indicator.observations]
    days = [source.published for source in cited if source.kind == "published" and source.published]
    return max(days, default=None)


def counting_figures(figures: Sequence[Others], indicator: Indicator, catalogue: Catalogue) -> tuple[Others, ...]:
    """Of several releases' figures of one thing and period the one that counts, at the place of the first.

    For a period that ended before the inspection's report that is one in force
    then, where there is one (contract: Comparators); of these, and for any other
    period, it is the newest. Words are no figure: all stay.
    """
    return tuple(_counted(figures, indicator, catalogue).values())


def replacements(figures: Sequence[Others], indicator: Indicator, catalogue: Catalogue) -> list[Others | None]:
    """Beside each figure the other release's that counts in its place; None where it counts itself."""
    counted = _counted(figures, indicator, catalogue)
    counting = [counted[_identity(figure, indicator, number)] for number, figure in enumerate(figures)]
    return [None if used is figure else used for figure, used in zip(figures, counting, strict=True)]


def _counted(figures: Sequence[Others], indicator: Indicator, catalogue: Catalogue) -> dict[tuple[object, ...], Others]:
    releases: dict[tuple[object, ...], list[Others]] = {}
    for number, figure in enumerate(figures):
        releases.setdefault(_identity(figure, indicator, number), []).append(figure)
    day = inspection_day(catalogue) if len(releases) < len(figures) else None
    return {key: newest_release(_in_force(alike, day), catalogue.sources) for key, alike in releases.items()}


def _identity(figure: Comparator | OwnFigure, indicator: Indicator, number: int) -> tuple[object, ...]:
    """What a figure is of, and when; words are no figure and stand alone, at their ``number``."""
    if isinstance(figure, OwnFigure):
        return figure.period, figure.group or indicator.group
    if figure.words is not None:
        return (number,)
    return figure.period, *series_of(figure)


def _in_force(releases: list[Others], day: date | None) -> list[Others]:
    end = releases[0].period.end
    past = day is not None and end is not None and end < day
    return [figure for figure in releases if past and not figure.published_after] or releases


def newest_release(releases: Sequence[Others], sources: Mapping[str, Source]) -> Others:
    """The one published last; a source without a day is as new as any, and of equals the later line counts."""
    days = [sources[figure.source].published for figure in releases]
    last = max((day for day in days if day is not None), default=None)
    return [figure for figure, day in zip(releases, days, strict=True) if day in (None, last)][-1]
