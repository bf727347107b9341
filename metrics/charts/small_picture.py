"""Pieces of small pictures of a fixed size: rules, texts, dots at pixels; one SVG that is light and dark at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt
import vl_convert

from metrics.charts import vega
from metrics.charts.palette import DARK, IMAGE_FONT, LIGHT

Row = dict[str, Any]
"""A mark at its pixels."""

Align = Literal["left", "center", "right"]


def px() -> alt.X:
    """A place across, in pixels."""
    return alt.X("x:Q", scale=None, axis=None)


def py() -> alt.Y:
    """A place down, in pixels."""
    return alt.Y("y:Q", scale=None, axis=None)


def rules(rows: Sequence[Row], tint: str, thick: float, dash: Sequence[float] = (1, 0)) -> alt.Chart:
    """Level lines from ``x`` to ``x2``."""
    mark = vega.based(rows).mark_rule(aria=False, color=tint, strokeWidth=thick, strokeDash=list(dash))
    layer: alt.Chart = mark.encode(x=px(), x2=alt.X2("x2:Q"), y=py())
    return layer


def upright(rows: Sequence[Row], tint: str, thick: float, dash: Sequence[float] = (1, 0)) -> alt.Chart:
    """Upright lines from ``y`` to ``y2``."""
    mark = vega.based(rows).mark_rule(aria=False, color=tint, strokeWidth=thick, strokeDash=list(dash))
    layer: alt.Chart = mark.encode(x=px(), y=py(), y2=alt.Y2("y2:Q"))
    return layer


def labels(rows: Sequence[Row], tint: str, align: Align, size: float = 12, bold: bool = False) -> alt.Chart:
    """Labels, each half above its place and half below."""
    weight: dict[str, Any] = {"fontWeight": "bold"} if bold else {}
    mark = vega.based(rows).mark_text(
        aria=False, color=tint, fontSize=size, align=align, baseline="middle", font=IMAGE_FONT, **weight
    )
    layer: alt.Chart = mark.encode(x=px(), y=py(), text=alt.Text("label:N"))
    return layer


def dots(
    rows: Sequence[Row], tint: str, fill: str, size: float = 50, shape: str = "circle", thick: float = 2
) -> alt.Chart:
    """Marks of one shape; ``size`` is their area."""
    mark = vega.based(rows).mark_point(
        aria=False, opacity=1, shape=shape, size=size, stroke=tint, fill=fill, strokeWidth=thick
    )
    layer: alt.Chart = mark.encode(x=px(), y=py())
    return layer


def line(rows: Sequence[Row], tint: str, thick: float, dash: Sequence[float] = (1, 0)) -> alt.Chart:
    """Lines through the rows, one for each ``run``."""
    round_ends = len(dash) == 2 and 0 < dash[0] < 2
    mark = vega.based(rows).mark_line(
        aria=False,
        color=tint,
        strokeWidth=thick,
        strokeDash=list(dash),
        strokeCap="round" if round_ends else "butt",
    )
    layer: alt.Chart = mark.encode(x=px(), y=py(), detail=alt.Detail("run:N"), order=alt.Order("x:Q"))
    return layer


def finished(layers: Sequence[alt.Chart], width: int, height: int) -> alt.LayerChart:
    """The picture at its fixed size, without axes and without a ground."""
    look = alt.Config(background="transparent", view={"stroke": None}, font=IMAGE_FONT)
    fixed = alt.AutoSizeParams(type="none")
    chart = alt.LayerChart(width=width, height=height, padding=0, autosize=fixed, config=look)
    chart.layer = list(layers)  # Given to Altair at once, each would be copied several times.
    return chart


def _twins() -> str:
    """The dark palette's colours for the light one's, in a style block inside the picture."""
    pairs = {light: getattr(DARK, name) for name, light in vars(LIGHT).items()}
    rules = "".join(f'[stroke="{a}" i]{{stroke:{b}}}[fill="{a}" i]{{fill:{b}}}' for a, b in pairs.items())
    return f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"


def both_schemes(chart: alt.LayerChart) -> str:
    """The picture, drawn in the light palette, as one SVG that follows light and dark by itself."""
    return schemed(vl_convert.vegalite_to_svg(vega.inlined(chart)))


def schemed(svg: str) -> str:
    """An SVG drawn in the light palette, with its dark twin inside."""
    return re.sub(r"(<svg[^>]*>)", lambda tag: tag[1] + _twins(), svg, count=1)
