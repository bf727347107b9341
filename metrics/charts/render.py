"""A chart rendered: as a dict (spec), as what Streamlit is sent, and as a picture (SVG, PNG) that stands alone."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import altair as alt
import pyarrow as pa
import vl_convert

from metrics.charts import event_marks, framed, small_picture, vega
from metrics.charts.palette import LIGHT, Palette
from metrics.wording.pictures import Caption


def spec(chart: alt.LayerChart) -> dict[str, Any]:
    """The chart as a Vega-Lite dict with its data in place, for st.vega_lite_chart(theme=None)."""
    return vega.inlined(chart)


MANY = 24
"""A layer with more rows than this is sent as Arrow."""


def sent(chart_spec: dict[str, Any], more_than: int = MANY) -> dict[str, Any]:
    """A chart as Streamlit passes it on quickest: rows of large layers beside it as Arrow, all else in place.

    Streamlit writes and reads all that stands in the chart at every run of a page, and passes Arrow on as it is.
    Rows that come beside a chart are not parsed, and so days are numbers there.
    """
    datasets: dict[str, bytes] = {}
    layers = _beside(chart_spec["layer"], datasets, more_than)
    return chart_spec | {"layer": layers} | ({"datasets": datasets} if datasets else {})


def _beside(layers: Sequence[dict[str, Any]], datasets: dict[str, bytes], more_than: int) -> list[dict[str, Any]]:
    """The layers, and those of their panels, without the rows that go into ``datasets``."""
    kept = []
    for layer in layers:
        if "layer" in layer:
            kept.append(layer | {"layer": _beside(layer["layer"], datasets, more_than)})
            continue
        rows = layer.get("data", {}).get("values", ())
        if len(rows) > more_than and _even(rows):
            name = f"rows {len(datasets)}"
            dated = layer.get("encoding", {}).get("x", {}).get("type") == "temporal"
            datasets[name] = _arrow(rows, dated=dated)
            kept.append(layer | {"data": {"name": name}})
        else:
            kept.append(layer)
    return kept


def _even(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all rows hold the same columns, each of texts or of numbers."""
    kinds = {name: str if isinstance(value, str) else (int, float) for name, value in rows[0].items()}
    return all(
        row.keys() == kinds.keys() and all(isinstance(row[name], kind) for name, kind in kinds.items()) for row in rows
    )


def _arrow(rows: Sequence[Mapping[str, Any]], *, dated: bool) -> bytes:
    """Even rows as an Arrow stream; days in milliseconds since 1970."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    if dated:
        columns["x"] = [1000.0 * calendar.timegm(date.fromisoformat(day).timetuple()) for day in columns["x"]]
    kinds = {name: pa.string() if isinstance(column[0], str) else pa.float64() for name, column in columns.items()}
    table = pa.table({name: pa.array(column, kinds[name]) for name, column in columns.items()})
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)
    return bytes(stream.getvalue())


def svg(chart: alt.LayerChart, caption: Caption | None = None, *, palette: Palette = LIGHT, width: int = 900) -> str:
    """The chart as an SVG picture of so many pixels; with a caption it stands alone, and names the events on it."""
    chart_spec = spec(chart) | {"width": width, "background": palette.page, "padding": 0 if caption else 20}
    drawn: str = vl_convert.vegalite_to_svg(chart_spec)
    return framed.framed(drawn, _with_events(caption, chart_spec), palette) if caption else drawn


def _with_events(caption: Caption, chart_spec: Mapping[str, Any]) -> Caption:
    events = "; ".join(f"({number}) {words}" for number, words in enumerate(event_marks.event_words(chart_spec), 1))
    return replace(caption, below=(f"Events marked: {events}", *caption.below)) if events else caption


PHONE, PAPER = 320, 700
"""Widths of still charts: a phone's, and a sheet's between its margins, where its words have 10 points."""


SCREEN = (420, 680, 930)
"""Widths of still charts for a projector: the least of bars, and the least and the greatest of others.

Panels have the greatest, at which their heads stand in one line."""


def screen_width(chart: alt.LayerChart, shape: float = 1.95) -> int:
    """The width at which a chart nearly fills a place that is ``shape`` times as wide as high, its words enlarged."""
    bars, least, most = SCREEN
    if any(isinstance(layer, alt.LayerChart) for layer in chart.layer):
        return most
    height = int(chart.height)
    wanted = round(shape * (height + 42))
    return min(max(wanted, least), most) if height >= 300 else max(bars, min(wanted, most))


def still(chart: alt.LayerChart, width: int) -> str:
    """A chart as a still SVG of this width, which follows light and dark by itself; without title and source."""
    fixed = {"width": width, "padding": {"left": 0, "right": 2, "top": 2, "bottom": 2}}
    return small_picture.schemed(vl_convert.vegalite_to_svg(spec(chart) | fixed))


def png(
    chart: alt.LayerChart, caption: Caption, *, scale: float = 2, palette: Palette = LIGHT, width: int = 900
) -> bytes:
    """The same as a PNG picture, whose words programs can read as well."""
    picture: bytes = vl_convert.svg_to_png(svg(chart, caption, palette=palette, width=width), scale=scale)
    return framed.with_words(picture, caption)
