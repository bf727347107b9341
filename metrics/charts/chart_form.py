"""The chart type that a reading's figures allow: over time, as a change, as bars, or none.

Charts are pure: a reading in, an Altair chart out. Text from the data file goes
in as data and never into an expression.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import altair as alt

from metrics.analysis.reading import Reading
from metrics.analysis.voices import Voices
from metrics.catalogue.models import Source
from metrics.charts import bar_chart, panel_chart, panels, time_chart
from metrics.charts.chart_series import comparator_series, own_series
from metrics.charts.options import OWN, PLAIN, Drawing
from metrics.charts.palette import Palette

AREA = "The council"


def phone_charts(
    reading: Reading,
    *,
    palette: Palette,
    area: str = AREA,
    sources: Mapping[str, Source] | None = None,
    drawing: Drawing = OWN,
) -> list[alt.LayerChart]:
    """A chart as a phone has room for it: each panel by itself, on axes of its own.

    Where the large chart's scale of values is fitted, all share it; else each begins at zero.
    """
    drawing = replace(drawing, panels=True, few=True, phone=True, days=None)
    if not Voices(reading.indicator).published_over_time:
        chart = chart_for(reading, palette=palette, area=area, sources=sources, drawing=drawing)
        return [] if chart is None else [chart]
    charts: list[alt.LayerChart | None] = []
    shown = panels.panels_of(reading, area, sources or {}, causes=drawing.causes, joined=drawing.own)
    for panel in shown:
        if panel.council and not any(figure.period.dated for figure in reading.outcomes):
            alone = reading.indicator.model_copy(update={"own_series": [], "comparators": []})
            within = replace(reading, indicator=alone)
            charts.append(chart_for(within, palette=palette, area=area, sources=sources, drawing=drawing))
            continue
        within = reading if panel.council else replace(reading, outcomes=())
        charts.append(panel_chart.panel_chart(within, [panel], palette=palette, area=area, drawing=drawing, of=shown))
    return [chart for chart in charts if chart is not None]


def screen_chart(
    reading: Reading, *, palette: Palette, area: str = AREA, sources: Mapping[str, Source] | None = None
) -> alt.LayerChart | None:
    """The indicator's own chart for a projector, where it is enlarged: three lines at most where more make it tall.

    Panels that are lower than their place are made higher.
    """

    def drawn(drawing: Drawing) -> alt.LayerChart | None:
        return chart_for(reading, palette=palette, area=area, sources=sources, drawing=drawing)

    drawing, chart = OWN, drawn(OWN)
    if chart is not None and chart.height > TALL:
        fewer = drawn(few := replace(OWN, few=True))
        drawing, chart = (few, fewer) if fewer is not None and fewer.height < chart.height else (drawing, chart)
    count = 0 if chart is None else sum(isinstance(layer, alt.LayerChart) for layer in chart.layer)
    spare = (FULL - int(chart.height)) // count if chart is not None and count else 0
    return drawn(replace(drawing, taller=spare)) if spare > 0 else chart


TALL = 420
"""Pixels of a chart's plot above which its words would be too small on a projector."""
FULL = 400
"""The height of panels that fill their place on a projector, beneath which the days are named."""


def chart_for(
    reading: Reading,
    *,
    palette: Palette,
    area: str = AREA,
    sources: Mapping[str, Source] | None = None,
    drawing: Drawing = PLAIN,
) -> alt.LayerChart | None:
    """The form that the figures allow; None where there is nothing to draw."""
    by_id = sources or {}
    own = [
        *reading.outcomes,
        *(prediction.observation for prediction in reading.predictions if prediction.observation.period.dated),
    ]
    if drawing.panels and Voices(reading.indicator).published_over_time:
        shown = panels.panels_of(reading, area, by_id, causes=drawing.causes, joined=drawing.own)
        return panel_chart.panel_chart(reading, shown, palette=palette, area=area, drawing=drawing)
    periods = [figure.period for figure in own if figure.value is not None]
    dated, undated = {period for period in periods if period.dated}, [period for period in periods if not period.dated]
    ends_undated = reading.latest is not None and not reading.latest.period.dated
    others = [*comparator_series(reading, by_id), *own_series(reading, area, by_id)]
    if not (dated or undated or others):
        return None
    if ends_undated and len(undated) > 1:
        return time_chart.change(reading, palette=palette, area=area, sources=by_id, drawing=drawing)
    over_time = len(dated) > 1 or (not undated and any(len(series.marks) > 1 for series in others))
    graded = reading.indicator.unit == "grade" and bool(dated)
    form = time_chart.trend if (over_time or graded) and not ends_undated else bar_chart.strip
    return form(reading, others, palette=palette, area=area, sources=by_id, drawing=drawing)
