"""The chart of a card on the first screen: a dot or two on a scale, or a line whose end is labelled.

One figure is a dot, two are two dots and no line, three and more are a line (reporting: How much
may be said). Comparator, target and prediction are named where they stand. Its size is fixed and it is
scaled to the card: at 288 px, the narrowest, its words are still 12 px high.
"""

from __future__ import annotations

from metrics.analysis.reading import Reading
from metrics.charts import small_picture as small
from metrics.charts.card_line import line_chart
from metrics.charts.card_marks import CardChart
from metrics.charts.card_scale import scale_chart
from metrics.charts.chart_series import Series, council_series
from metrics.charts.palette import LIGHT, Palette

LINE_FROM = 3
"""A line is drawn from so many figures on."""


def card_chart(reading: Reading, palette: Palette = LIGHT) -> CardChart | None:
    """The chart of the latest figure and those before it; None where no figure is a number, or it is a grade."""
    if reading.indicator.unit == "grade" or not any(outcome.value is not None for outcome in reading.outcomes):
        return None
    series = _line_series(reading)
    return scale_chart(reading, palette) if series is None else line_chart(reading, series, palette)


def card_svg(reading: Reading) -> tuple[str, CardChart] | None:
    """The chart as one SVG that follows light and dark by itself, and what it shows."""
    card = card_chart(reading)
    return None if card is None else (small.both_schemes(card.chart), card)


def _line_series(reading: Reading) -> Series | None:
    """The dated figures of the latest's kind where there are enough for a line."""
    if reading.latest is None or not reading.latest.period.dated:
        return None
    own = council_series(reading, reading.area, {}, dated=True, causes=False)
    same = [one for one in own if one.marks[0].period.kind == reading.latest.period.kind]
    return same[0] if same and len(same[0].marks) >= LINE_FROM else None
