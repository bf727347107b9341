"""Layers that stand on rows, and the chart as a dict: as Altair itself would write it, with the rows in their place."""

from __future__ import annotations

import altair as alt

from metrics.charts import vega
from metrics.charts.palette import LIGHT

ROWS = [{"x": 1, "value": 2.0}, {"x": 2, "value": 4.0}]
LAST = ROWS[1:]


def chart() -> alt.LayerChart:
    x, y = alt.X("x:Q"), alt.Y("value:Q")
    line, point = vega.based(ROWS).mark_line(), vega.based(LAST).mark_point()
    return vega.finished([line.encode(x=x, y=y), point.encode(x=x, y=y)], LIGHT, (300, 300))


def test_dict_of_a_chart_is_altair_s_own_with_the_rows_in_each_layer():
    with alt.data_transformers.enable(consolidate_datasets=False):
        assert vega.inlined(chart()) == chart().to_dict()


def test_chart_can_be_written_twice():
    drawn = chart()
    assert vega.inlined(drawn) == vega.inlined(drawn)
    assert [layer["data"]["values"] for layer in vega.inlined(drawn)["layer"]] == [ROWS, LAST]
