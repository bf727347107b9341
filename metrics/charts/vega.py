"""Vega-Lite through Altair: one configuration, layers that stand on rows, and finished charts as dicts (specs)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
from altair.utils import schemapi

from metrics.charts.axes import WIDE
from metrics.charts.palette import FONT, SMALL, TEXT, Palette

schemapi.disable_debug_mode()
"""Altair would check each piece of a chart as it is made, for half of the time it takes; the tests have it do so."""


def config(palette: Palette) -> dict[str, Any]:
    """The Vega-Lite configuration of every large chart: no theme of the host's is wanted beside it."""
    return {
        "background": "transparent",
        "font": FONT,
        "padding": {"left": 2, "right": 4, "top": 4, "bottom": 4},
        "view": {"stroke": None},
        "mark": {"tooltip": None},
        "axis": {
            "grid": False,
            "domainColor": palette.track,
            "tickColor": palette.track,
            "labelColor": palette.quiet,
            "labelFont": FONT,
            "labelFontSize": SMALL,
            "labelPadding": 6,
            "labelFlush": False,
            "labelAngle": 0,
            "titleColor": palette.quiet,
            "titleFont": FONT,
            "titleFontSize": SMALL,
            "titleFontWeight": "normal",
        },
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": palette.ink,
            "font": FONT,
            "fontSize": 20,
            "fontWeight": "bold",
            "offset": 16,
            "subtitleColor": palette.quiet,
            "subtitleFont": FONT,
            "subtitleFontSize": SMALL,
            "subtitlePadding": 6,
        },
        "text": {"font": FONT, "fontSize": TEXT, "color": palette.ink},
        "legend": {"disable": True},
    }


def based(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """A layer that stands on these rows; they are handed on and never changed."""
    return alt.Chart(alt.InlineData(values=list(rows)))


def finished(layers: Sequence[alt.Chart], palette: Palette, heights: tuple[int, int]) -> alt.LayerChart:
    """A large chart at the page's width, in this palette; its height follows its width.

    ``heights``: on a narrow page, and on one with a column. Vega takes a parameter of that name for the height.
    """
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    chart = alt.LayerChart(width="container", height=heights[1], autosize=fit, config=alt.Config(**config(palette)))
    if heights[0] != heights[1]:
        expression = f"{WIDE} ? {heights[1]} : {heights[0]}"
        chart.params = [alt.VariableParameter(name="height", expr=expression)]
    chart.layer = list(layers)  # Given to Altair at once, each would be copied twice, all that is in it included.
    return chart


def panelled(panels: Sequence[Sequence[alt.Chart]], palette: Palette, heights: tuple[int, int]) -> alt.LayerChart:
    """Panels of one chart, each with its own value axis and all on the same days; ``heights`` as in ``finished``."""
    chart = finished([], palette, heights)
    chart.resolve = alt.Resolve(scale=alt.ScaleResolveMap(y="independent"))
    for layers in panels:
        panel = alt.LayerChart()
        panel.layer = list(layers)
        chart.layer.append(panel)
    return chart


def tooltip() -> list[alt.Tooltip]:
    """What a pointed-at mark tells, under people's words."""
    fields = {"series": "Series", "period": "Period", "shown": "Value", "status": "Status", "source": "Source"}
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in fields.items()]


def inlined(chart: alt.LayerChart) -> dict[str, Any]:
    """The chart as a dict, each layer's data in its place; not validated again, which is the slow part.

    Layers are written one by one and without their data, since Altair copies the ones and looks through the other.
    """
    layers, chart.layer = chart.layer, []
    chart_spec = chart.to_dict(validate=False)
    chart.layer = layers
    chart_spec["layer"] = [_written(layer) for layer in layers]
    return chart_spec


def flat_layers(chart_spec: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every layer of a chart's dict that has rows of its own, those of panels in their order."""
    for layer in chart_spec["layer"]:
        if "layer" in layer:
            yield from flat_layers(layer)
        else:
            yield layer


def _written(layer: Any) -> dict[str, Any]:
    if isinstance(layer, alt.LayerChart):
        return {"layer": [_written(one) for one in layer.layer]}
    data, layer.data = layer.data, alt.Undefined
    layer_spec: dict[str, Any] = layer.to_dict(validate=False, context={"top_level": False})
    layer.data = data
    return layer_spec | {"data": {"values": data.values}}
