"""Twelve layered Vega-Lite specs, made once: a line with points, a target and the latest value in words."""

import os
from typing import Any

import streamlit as st

CHARTS = 12
QUARTERS = 12
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
LEAN = "FLOOR_LEAN"
"""Set in the environment, each layer holds its own data; else the data stand as named datasets, as Altair writes them.

Streamlit turns named datasets into Arrow at every run and leaves data within a layer alone, which is faster.
"""


@st.cache_resource(show_spinner=False)
def specs(lean: bool) -> list[dict[str, Any]]:
    """Every chart of the page, as the dict that Streamlit is given on each run."""
    return [_spec(number, lean) for number in range(1, CHARTS + 1)]


def lean() -> bool:
    return LEAN in os.environ


def _spec(number: int, lean: bool) -> dict[str, Any]:
    quarters = [
        {"quarter": f"{2010 + i // 4}/{11 + i // 4} Q{i % 4 + 1}", "value": 40 + (7 * i * number) % 23}
        for i in range(QUARTERS)
    ]
    rows = {"all": quarters, "target": [{"value": 50 + number}], "latest": quarters[-1:]}
    across = {"field": "quarter", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "labelOverlap": True}}
    up = {"field": "value", "type": "quantitative", "title": "Per cent", "scale": {"domain": [0, 100]}}
    place = {"x": across, "y": up}
    blue, red = "#12436D", "#801650"

    def layer(data: str, mark: dict[str, Any], encoding: dict[str, Any]) -> dict[str, Any]:
        return {"data": {"values": rows[data]} if lean else {"name": data}, "mark": mark, "encoding": encoding}

    tooltip = {"tooltip": [{"field": "quarter", "title": "Quarter"}, {"field": "value", "title": "Per cent"}]}
    layers = [
        layer("all", {"type": "line", "color": blue}, place),
        layer("all", {"type": "point", "filled": True, "size": 50, "color": blue}, place | tooltip),
        layer("target", {"type": "rule", "strokeDash": [5, 3], "color": red}, {"y": up}),
        layer("latest", {"type": "text", "dy": -12, "fontWeight": "bold"}, place | {"text": {"field": "value"}}),
    ]
    return {"$schema": SCHEMA, "height": 160, "layer": layers} | ({} if lean else {"datasets": rows})
