"""Palette, fonts, strokes, and the one Altair configuration, for light and dark.

The palette is the Analysis Function's (shared with afcharts), with twins of the
same hue for a dark page. Text has at least 4.5:1 against the page and marks at
least 3:1 (WCAG 2.2, 1.4.3 and 1.4.11); tests/test_charts.py does the sums.
Red and green never stand against each other.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from altair.utils import schemapi

schemapi.disable_debug_mode()
"""Altair would check each piece of a chart as it is made, for half of the time it takes; the tests have it do so."""

FONT = "Source Sans, Arial, Liberation Sans, sans-serif"
"""The page's own font, then what a downloaded picture can count on."""

TEXT = 15
SMALL = 14
LINE = 3
THIN = 1.75
DOT = 120
DASH: list[float] = [7, 4]
LIMIT_DASH: list[float] = [4, 3]
PROPOSED_DASH: list[float] = [3, 4]
DOTTED: list[float] = [1.5, 4.5]
"""Sizes in pixels; dots are areas. Readable from the back of a committee room."""


@dataclass(frozen=True)
class Palette:
    """The colours of one theme; every one but ``grid`` is fit for text and marks on ``page``."""

    page: str
    ink: str
    quiet: str
    council: str
    target: str
    comparator: str
    partly: str
    published: str
    track: str
    grid: str


LIGHT = Palette(
    page="#ffffff",
    ink="#0b0c0c",
    quiet="#484d50",
    council="#12436d",
    target="#801650",
    comparator="#3d3d3d",
    partly="#6b6f73",
    published="#1a7068",
    track="#8a9196",
    grid="#e4e7e9",
)

DARK = Palette(
    page="#0e1117",
    ink="#fafafa",
    quiet="#c0c4ca",
    council="#8ec1ee",
    target="#f4a3c8",
    comparator="#d0d3d6",
    partly="#9aa0a6",
    published="#4fc9bd",
    track="#7d848c",
    grid="#2a2f37",
)


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of two #rrggbb colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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


_NUMBERS = itertools.count()


class NamedRows(str):
    """Rows of data on their way through Altair, which takes them for a name and so neither copies nor checks them.

    Copying and checking every value of every layer is what makes long series slow; ``inlined`` puts the rows back.
    """

    rows: list[dict[str, Any]]

    def __new__(cls, rows: Sequence[Mapping[str, Any]]) -> NamedRows:
        named = super().__new__(cls, f"rows {next(_NUMBERS)}")
        named.rows = [dict(row) for row in rows]
        return named


def based(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """A layer that stands on these rows."""
    return alt.Chart(alt.InlineData(values=NamedRows(rows)))


def finished(layers: Sequence[alt.Chart], palette: Palette, height: int) -> alt.LayerChart:
    """A large chart at the page's width and this height, in this palette."""
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    chart = alt.LayerChart(width="container", height=height, autosize=fit, config=alt.Config(**config(palette)))
    chart.layer = list(layers)  # Given to Altair at once, each would be copied twice, all that is in it included.
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


def _written(layer: Any) -> dict[str, Any]:
    data, layer.data = layer.data, alt.Undefined
    layer_spec: dict[str, Any] = layer.to_dict(validate=False, context={"top_level": False})
    layer.data = data
    values = data.values
    return layer_spec | {"data": {"values": values.rows if isinstance(values, NamedRows) else values}}
