"""Which type of chart a reading's figures allow."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.analysis.reading import Reading
from metrics.charts import render
from metrics.charts.chart_form import chart_for
from metrics.charts.palette import LIGHT
from tests.support.make import comparator, figure, reading

GRADED: dict[str, Any] = {"unit": "grade", "frequency": "inspection"}
UNDATED = figure("undated: earlier", 53), figure("undated: later", 46)
QUARTERS = figure("2012/13 Q4", 30), figure("2013/14 Q1", 26)
OTHERS = [comparator("2012/13 Q4", 20), comparator("2013/14 Q1", 21)]


def form(of: Reading) -> str:
    chart = chart_for(of, palette=LIGHT)
    if chart is None:
        return "none"
    kinds = {layer["encoding"].get("x", {}).get("type") for layer in render.spec(chart)["layer"]}
    return "over time" if "temporal" in kinds else "change" if "ordinal" in kinds else "bars"


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (reading(*QUARTERS), "over time"),
        (reading(QUARTERS[1]), "bars"),
        (reading(QUARTERS[1], comparators=OTHERS), "over time"),
        (reading(QUARTERS[1], comparators=OTHERS[:1]), "bars"),
        (reading(*UNDATED), "change"),
        (reading(*QUARTERS, *UNDATED), "change"),
        (reading(*QUARTERS, UNDATED[1]), "bars"),
        (reading(UNDATED[1], comparators=OTHERS), "bars"),
        (reading(figure("2013", 3), **GRADED), "over time"),
        (reading(figure("2013/14 Q1", code="c")), "none"),
    ],
)
def test_figures_choose_their_chart(of, expected):
    assert form(of) == expected
