"""The table behind a chart: every number on it with codes, markers (GSS symbols) and source; what is only listed."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metrics.analysis.spc import Variation
from metrics.analysis.voices import Voices
from metrics.analysis.xmr import PER_MOVING_RANGE
from metrics.catalogue.field_types import Comparable
from metrics.catalogue.models import Catalogue, Comparator, Indicator, Observation, OwnFigure, Source
from metrics.catalogue.rates import comparable_between_areas
from metrics.exports.citations import with_replacements
from metrics.wording import findings, formatting, targets
from metrics.wording.citations import published_name, span_words
from metrics.wording.segments import exact_digits, gaps_words, span_of
from metrics.wording.uncertainty import CAUSES

COMPARABILITY: dict[Comparable, str] = {"yes": "", "partly": "only partly comparable", "no": "not comparable"}
COLUMNS = ("Marker", "Counts", "Not known", "Where")
"""What stands in a table after whose figure it is, its period and its value."""

Row = tuple[str, ...]
Published = Comparator | OwnFigure


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
    """Mean and limits of each stretch where they are drawn, to one digit more than its figures have."""
    where = f"Worked out: mean, and {float(PER_MOVING_RANGE):g} mean moving ranges either side"
    return [
        (name, span_of(stretch), exact_digits(bound, stretch), "", "", "", "; ".join(filter(None, (where, gaps))))
        for stretch in variation.every
        if (bounds := stretch.shown_limits)
        for gaps in (gaps_words(stretch),)
        for name, bound in (("Upper limit", bounds.upper), ("Mean", bounds.mean), ("Lower limit", bounds.lower))
    ]


def _figures(catalogue: Catalogue, indicator: Indicator) -> list[Row]:
    area, sources = catalogue.organisation.area, catalogue.sources
    rows = [_row(area, observation, indicator, sources) for observation in indicator.observations]
    for own, replaced in with_replacements(catalogue, indicator, indicator.own_series):
        name = published_name(own, indicator, area, sources[own.source])
        rows.append(_row(_whose(name, own, replaced), own, indicator, sources))
    for comparator, replaced in with_replacements(catalogue, indicator, indicator.comparators):
        if comparator.words is None:
            of_area = "" if comparable_between_areas(indicator) else ", a count of another area, not compared"
            name = _whose(findings.comparator_name(comparator, indicator) + of_area, comparator, replaced)
            rows.append(_row(name, comparator, indicator, sources))
    return rows + [
        (
            formatting.capital(targets.target_name(target)),
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


def _whose(name: str, figure: Published, replaced: str) -> str:
    """Whose figure it is, how far it compares, and which release has replaced it."""
    later = "published after the inspection" if figure.published_after else ""
    asides = "; ".join(words for words in (COMPARABILITY[figure.comparable], later, replaced) if words)
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
    return (
        whose,
        formatting.capital(formatting.reader_period(figure.period)),
        *cells,
        _place(sources[figure.source], figure.at),
    )


def _place(source: Source, at: str) -> str:
    """Publisher, release and place: enough to tell one release's figure from the next one's."""
    return f"{source.publisher}, {source.title}, {at}"


A_COUNT = "another area's count tells how large the area is, and isn't set beside the council's"
"""Why a number of children elsewhere is only listed (reporting: Two voices)."""


def listed_comparators(catalogue: Catalogue, indicator: Indicator) -> list[str]:
    """Comparators whose number may not be drawn, each with its reason; words stand with the source's other words."""
    lines, voices = [], Voices(indicator)
    for comparator, replaced in with_replacements(catalogue, indicator, indicator.comparators):
        if comparator.words is None and not voices.on_own_chart(comparator):
            description = "; ".join(
                words for words in (findings.comparator_words(comparator, indicator), replaced) if words
            )
            why = comparator.why or ("" if comparable_between_areas(indicator) else A_COUNT)
            sentences = [description, formatting.capital(why)]
            lines.append(" ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence))
    return lines
