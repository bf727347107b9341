"""Every number of an indicator in rows for readers, newest first, each with its source (contract: Source and place).

The council's own figures come first, then targets, other areas, what others publish of the council, and what is
worked out here. The table behind a chart of Trends is ``chart_tables``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from metrics.analysis.reading import Reading
from metrics.analysis.releases import Others
from metrics.analysis.spc import Variation
from metrics.analysis.xmr import PER_MOVING_RANGE
from metrics.catalogue.models import Catalogue, Comparator, Figure, Indicator, Observation, OwnFigure, Target
from metrics.catalogue.period import MONTHS, Period
from metrics.catalogue.rates import comparable_between_areas
from metrics.exports import citations
from metrics.exports.chart_tables import COMPARABILITY, unit_heading
from metrics.exports.citations import Citation, with_replacements
from metrics.wording import findings, formatting, targets
from metrics.wording.citations import span_words
from metrics.wording.segments import exact_words, gaps_words
from metrics.wording.uncertainty import CAUSES


@dataclass(frozen=True)
class FigureRow:
    """One number as a reader sees it; ``cited`` is None where it is worked out here, ``hidden`` of a small number."""

    period: str
    area: str
    number: str
    counts: str
    note: str
    cited: Citation | None
    hidden: bool = False


@dataclass(frozen=True)
class FigureGroup:
    """Rows of one kind under a heading; ``remark`` is true of all of them, ``whose`` heads the column ``area``."""

    kind: Literal["own", "targets", "others", "published", "limits"]
    name: str
    rows: tuple[FigureRow, ...]
    remark: str = ""
    whose: str = "Area"


def figure_groups(catalogue: Catalogue, reading: Reading) -> list[FigureGroup]:
    """Every number of an indicator in its group; groups without one are left out."""
    indicator, area = reading.indicator, catalogue.organisation.area
    groups = [
        FigureGroup("own", f"{area}’s figures", _own(catalogue, reading)),
        FigureGroup("targets", "Targets and duties", tuple(_targets(catalogue, indicator)), whose="Target or duty"),
        FigureGroup("others", "Other areas", tuple(_others(catalogue, indicator))),
        FigureGroup("published", f"What others publish about {area}", tuple(_published(catalogue, indicator))),
        FigureGroup(
            "limits", "Worked out from these figures", tuple(_limits(reading.variation, indicator)), LIMITS, "Value"
        ),
    ]
    return [group for group in groups if group.rows]


LIMITS = f"The mean, and {float(PER_MOVING_RANGE):g} mean moving ranges either side of it."
"""How limits are worked out (reporting: Variation (XmR))."""


def _own(catalogue: Catalogue, reading: Reading) -> tuple[FigureRow, ...]:
    """The council's own, in the file's order turned round; a figure since revised stands beneath its revision."""
    indicator = reading.indicator
    standing = {one.period: one for one in indicator.observations if one.status != "predicted"}
    rows = []
    for one in reversed(indicator.observations):
        cause = reading.variation.causes.get(one.period) if standing.get(one.period) is one else None
        notes = (_standing(one, standing), *_marks(one), CAUSES[cause] if cause else "")
        cited = citations.of_observation(catalogue, indicator, one)
        rows.append(_row(catalogue.organisation.area, one, indicator, notes, cited))
    return tuple(rows)


def _standing(one: Observation, standing: Mapping[Period, Observation]) -> str:
    """How settled it is: a prediction and whose, provisional, revised, or replaced by a revision."""
    if one.status == "predicted":
        return f"predicted by: {one.predicted_by}" if one.predicted_by else "prediction"
    if standing[one.period] is not one:
        return "since revised"
    return one.status if one.status in ("provisional", "revised") else ""


def _marks(one: Observation) -> list[str]:
    """What must be known at a glance; the whole of it stands with the source."""
    marks = [
        ("not comparable with earlier figures", bool(one.break_before)),
        ("date is our reading", "period" in one.inferred),
        ("our sum", "value" in one.inferred and one.value is not None),
        ("low reliability", one.marker == "u"),
    ]
    return [words for words, holds in marks if holds]


def _published(catalogue: Catalogue, indicator: Indicator) -> Iterable[FigureRow]:
    area = catalogue.organisation.area
    for own, replaced in _newest_first(with_replacements(catalogue, indicator, indicator.own_series)):
        whom = f"{area}, {own.group}" if own.group and own.group != indicator.group else area
        cited = citations.of_own_series(catalogue, indicator, own, replaced)
        yield _row(whom, own, indicator, _asides(own, replaced), cited)


def _others(catalogue: Catalogue, indicator: Indicator) -> Iterable[FigureRow]:
    """Other areas' numbers; what is said of them in words stands with the source's other words."""
    uncompared = "" if comparable_between_areas(indicator) else "a count of another area, not compared"
    for other, replaced in _newest_first(with_replacements(catalogue, indicator, indicator.comparators)):
        if other.words is None:
            name = findings.comparator_name(other, indicator)
            cited = citations.of_comparator(catalogue, indicator, other, replaced)
            yield _row(name, other, indicator, (*_asides(other, replaced), uncompared), cited)


def _newest_first(figures: Iterable[tuple[Others, str]]) -> list[tuple[Others, str]]:
    """By the end of the period, the newest first; undated ones last; the file's order otherwise."""
    return sorted(figures, key=lambda pair: pair[0].period.end or date.min, reverse=True)


def _asides(figure: Comparator | OwnFigure, replaced: str) -> tuple[str, ...]:
    """How far it compares, how settled it is, and whether another release is used; its source tells which."""
    settled = figure.status if figure.status in ("provisional", "revised") else ""
    unsure = "low reliability" if figure.marker == "u" else ""
    later = "published after the inspection" if figure.published_after else ""
    return COMPARABILITY[figure.comparable], settled, unsure, later, "another release is used" if replaced else ""


def _targets(catalogue: Catalogue, indicator: Indicator) -> Iterable[FigureRow]:
    for target in reversed(indicator.targets):
        if target.value is not None:
            cited = citations.of_target(catalogue, indicator, target)
            ours = "our reading of the duty" if "value" in target.inferred else ""
            yield _target_row(target, formatting.value_words(target.value, indicator), ours, cited)
        if target.tolerance is not None:
            band = f"within {formatting.size_words(target.tolerance.value, indicator)}"
            cited = citations.of_tolerance(catalogue, indicator, target, target.tolerance)
            yield _target_row(target, band, "still counts as close to it", cited)


def _target_row(target: Target, number: str, note: str, cited: Citation) -> FigureRow:
    name = formatting.capital(targets.target_name(target))
    since = formatting.capital(span_words(target.from_, target.until))
    return FigureRow(since, name, number, "", formatting.capital(note), cited)


def _limits(variation: Variation, indicator: Indicator) -> Iterable[FigureRow]:
    """Mean and limits of each stretch where they are drawn, to one digit more than its figures have."""
    for stretch in reversed(variation.every):
        if (bounds := stretch.shown_limits) is None:
            continue
        span = formatting.capital(months_from_to(stretch.figures[0].period, stretch.figures[-1].period))
        for name, bound in (("Upper limit", bounds.upper), ("Mean", bounds.mean), ("Lower limit", bounds.lower)):
            number, gaps = exact_words(bound, indicator, stretch), formatting.capital(gaps_words(stretch))
            yield FigureRow(span, name, number, "", gaps, None)


def months_from_to(first: Period, last: Period) -> str:
    """From the first month of one period to the last of another: April 2013 to September 2016."""
    if first.start is None or last.end is None:
        return f"{formatting.reader_period(first)} to {formatting.reader_period(last)}"
    ends = (f"{MONTHS[day.month - 1]} {day.year}" for day in (first.start, last.end))
    return " to ".join(ends)


def _row(
    area: str, figure: Observation | Comparator | OwnFigure, indicator: Indicator, notes: Iterable[str], cited: Citation
) -> FigureRow:
    """One figure with its unit; of a mean or median of neighbours the counts are of authorities."""
    counts = formatting.counts_words(figure) or formatting.authorities_words(figure)
    told = [formatting.unknown_words(figure, indicator), *notes]
    period = formatting.capital(formatting.reader_period(figure.period))
    note = formatting.capital("; ".join(filter(None, told)))
    return FigureRow(period, area, number_words(figure, indicator), counts, note, cited, figure.code == "c")


def number_words(figure: Figure, indicator: Indicator) -> str:
    """A figure in a cell, as published: 26%, about 21%, 46 weeks, 36; of a code the first words of what it means."""
    if figure.value is None:
        return formatting.capital(formatting.CODES[figure.code or "x"].split(",")[0])
    about = "About " if figure.status == "approximate" else ""
    value = formatting.short_value(figure.value, indicator)
    return about + (value if about else formatting.capital(value))


def number_heading(indicator: Indicator) -> str:
    """The heading over the numbers; it names what they count where the cells don't."""
    bare = indicator.unit in ("count", "per 10,000", "percentage points")
    return unit_heading(indicator) if bare else "Figure"


def hidden_words(groups: Sequence[FigureGroup]) -> str:
    """What is to be known of figures that are not shown; empty where all are."""
    hidden = any(row.hidden for group in groups for row in group.rows)
    return f"{formatting.capital(formatting.CODES['c'])}." if hidden else ""
