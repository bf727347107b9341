"""The indicator's own chart in panels: who stands in which, what is joined, and what the lines are called."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import vl_convert

from metrics.analysis.reading import Reading, read
from metrics.charts import render, vega
from metrics.charts.chart_form import chart_for
from metrics.charts.options import OWN, Drawing
from metrics.charts.palette import DARK, LIGHT, Palette
from metrics.charts.panels import Panel, panels_of
from tests.charts.test_render import _boxes
from tests.support.make import SOURCES, catalogue, comparator, figure, hub, indicator, predicted, target

LEAVERS = "care leavers aged 19 to 21"
YEARS = [f"{year}/{year - 1999} financial year" for year in range(2018, 2025)]
DFE = {"title": "Children looked after in England", "publisher": "Department for Education", "kind": "published"}
MEAN = {"area": "statistical neighbours", "statistic": "mean"}


def reading(*observations: dict[str, Any], **keys: Any) -> Reading:
    made = catalogue(indicator(*observations, **keys), sources={**SOURCES, "dfe": DFE})
    return read(made, made.indicators[0], date(2026, 1, 10))


def published(period: str, value: object = None, **keys: Any) -> dict[str, Any]:
    given = {"source": "dfe", "group": LEAVERS, "comparable": "partly", "why": "other group"}
    return figure(period, value, **{**given, **keys})


def axis(of: Reading, **drawing: Any) -> str:
    chart = chart_for(of, palette=LIGHT, drawing=replace(OWN, **drawing))
    assert chart is not None
    return str(vl_convert.vegalite_to_svg(render.spec(chart) | {"width": 900}))


@pytest.mark.parametrize(
    ("values", "fitted", "starts_at_zero"),
    [
        ([59, 70, 65], False, False),
        ([30, 26], False, True),
        ([30, 26], True, True),
        ([30, 26, 10], False, True),
        ([30, 26, 10], True, False),
    ],
)
def test_only_a_line_of_three_figures_may_begin_above_zero(values: list[int], fitted: bool, starts_at_zero: bool):
    figures = [figure(f"2013/14 Q{number}", value) for number, value in enumerate(values, 1)]
    assert ("start at 0" not in axis(reading(*figures), fitted=fitted)) == starts_at_zero


def test_a_fitted_axis_holds_the_target_and_its_words():
    figures = [figure(f"2013/14 Q{number}", value) for number, value in enumerate([88, 90, 89], 1)]
    drawn = axis(reading(*figures, targets=[target(100)]))
    assert "start at 0" in drawn
    assert ">100%<" in drawn


def other(period: str, value: object, **keys: Any) -> dict[str, Any]:
    given = {"source": "dfe", "group": LEAVERS, "comparable": "partly", "why": "other group"}
    return comparator(period, value, **{**given, **keys})


MADE = catalogue(indicator(), sources={**SOURCES, "dfe": DFE}).sources


def series(**keys: Any) -> dict[str, Any]:
    """What is published of Medway, and of three other areas beside it."""
    return {
        "own_series": [published(period, 50 - 2 * i) for i, period in enumerate(YEARS)],
        "comparators": [
            *(other(period, 39) for period in YEARS),
            *(other(period, 35, area="South East") for period in YEARS),
            *(other(period, 37 + i, model="April 2021 model", **MEAN) for i, period in enumerate(YEARS[:5])),
            *(other(period, 41 + i, model="May 2025 model", **MEAN) for i, period in enumerate(YEARS[3:])),
        ],
        **keys,
    }


APART = reading(figure("2012/13 Q4", 30), figure("2013/14 Q1", 26), **series())
UNDATED = reading(
    figure("undated: earlier", 30), figure("undated: latest reported", 26), **series(targets=[target(20)])
)
ALIKE = reading(
    figure("2011/12 financial year", 30),
    figure("2012/13 financial year", 26),
    own_series=[
        published(period, 24 + i, group="looked-after children", comparable="yes", why=None)
        for i, period in enumerate(YEARS)
    ],
)
ALONE = reading(**series())
SEVERAL = reading(
    figure("2012/13 Q4", 30),
    **series(
        own_series=[published("2011/12 financial year", "57.5", group="care leavers aged 19"), *series()["own_series"]]
    ),
)
CODED = reading(
    figure("2012/13 Q4", 30),
    own_series=[published(YEARS[0], 40), published(YEARS[1], code="c"), published(YEARS[2], 38)],
)
BUSY = reading(
    *(hub(f"{year}/{year - 1999} Q{n}", 60 + (year * n) % 31) for year in range(2012, 2020) for n in (1, 2, 3, 4)),
    predicted("2020/21 Q1", 70),
    **series(targets=[target(90)]),
)
CASES = {
    "apart": APART,
    "undated": UNDATED,
    "alike": ALIKE,
    "alone": ALONE,
    "several": SEVERAL,
    "coded": CODED,
    "busy": BUSY,
}


@pytest.fixture(params=CASES, name="case")
def _case(request: pytest.FixtureRequest) -> Reading:
    return CASES[request.param]


def split(one: Reading) -> list[Panel]:
    return panels_of(one, "Medway", MADE)


def drawn(one: Reading, palette: Palette = LIGHT) -> dict[str, Any]:
    chart = chart_for(one, palette=palette, area="Medway", sources=MADE, drawing=OWN)
    assert chart is not None
    return vega.inlined(chart)


def words(part: dict[str, Any]) -> str:
    rows = [row for layer in vega.flat_layers(part) for row in layer["data"]["values"]]
    return " | ".join(str(row["label"]).replace("\n", " ") for row in rows if "label" in row)


def lines(part: dict[str, Any]) -> list[dict[str, Any]]:
    every = [layer for layer in vega.flat_layers(part) if layer["mark"]["type"] == "line"]
    return [layer for layer in every if "run" in layer["data"]["values"][0]]


def test_what_is_not_like_for_like_has_a_panel_of_its_own_headed_by_whom_it_counts():
    heads = [panel.head for panel in split(APART)]
    assert heads == ["Looked-after children, as reported by Ofsted", "Care leavers aged 19 to 21, published by DfE"]


def test_what_is_like_for_like_shares_a_panel_and_is_never_joined():
    (panel,) = split(ALIKE)
    assert panel.head == "Looked-after children, as reported by Ofsted, and published by DfE"
    assert [(one.name, len(one.marks)) for one in panel.series] == [("Medway", 2), ("Medway (DfE)", 7)]


def test_figures_of_another_kind_of_period_are_apart_though_the_group_is_the_same():
    same = [published(period, 40, group="looked-after children", comparable="yes", why=None) for period in YEARS]
    assert len(split(reading(figure("2012/13 Q4", 30), own_series=same))) == 2


def test_published_series_alone_has_one_panel_and_no_words_of_a_missing_figure():
    assert [panel.head for panel in split(ALONE)] == ["Care leavers aged 19 to 21, published by DfE"]
    assert "no figure yet" not in words(drawn(ALONE))


def test_other_areas_stand_only_beside_the_voice_whose_group_they_share():
    one = reading(
        figure("2011/12 financial year", 30),
        own_series=series()["own_series"],
        comparators=[comparator("2011/12 financial year", 33), *series()["comparators"]],
    )
    council, theirs = split(one)
    assert [(each.name, len(each.marks)) for each in council.series] == [("Medway", 1), ("England", 1)]
    assert [each.name for each in theirs.series] == ["Medway (DfE)", "England", "South East", "Statistical neighbours"]
    assert len(theirs.series[1].marks) == 7


def test_bare_counts_of_other_areas_are_drawn_nowhere():
    counted = reading(figure("2012/13 Q4", 30), **series(unit="count", of="children"))
    names = [each.name for panel in split(counted) for each in panel.series]
    assert names == ["Medway", "Medway (DfE)"]


def test_other_areas_are_quiet_and_differ_in_shape_and_dash():
    theirs = split(APART)[1].series[1:]
    assert {each.role for each in theirs} == {"quiet"}
    assert len({each.shape for each in theirs}) == len({each.dash for each in theirs}) == 3


def test_two_models_of_neighbours_are_not_joined_and_both_are_named():
    neighbours = split(APART)[1].series[-1]
    assert [len(run) for run in neighbours.runs] == [3, 4]
    label = "Statistical neighbours 44%, mean, April 2021 model, then May 2025 model"
    assert label in words(drawn(APART))


def test_each_definition_is_a_line_of_its_own_that_says_whom_it_counts():
    theirs = [each for each in split(SEVERAL)[1].series if each.role == "published"]
    assert [(each.which, len(each.marks), each.hollow) for each in theirs] == [
        (LEAVERS, 7, False),
        ("care leavers aged 19", 1, True),
    ]
    assert "Medway (DfE) 57.5%, year to March 2012, care leavers aged 19" in words(drawn(SEVERAL))


def test_latest_published_value_and_its_period_stand_at_the_line_s_end():
    assert "Medway (DfE) 38%" in words(drawn(APART))
    assert "year to March 2025" in words(drawn(APART))


def test_undated_figures_stand_apart_from_time_unjoined_each_with_its_words():
    council, theirs = drawn(UNDATED)["layer"]
    assert "no date" in words(council)
    assert "no date" not in words(theirs)
    assert "30%, earlier; 26%, latest reported" in words(council)
    dots = [
        row["x"]
        for layer in vega.flat_layers(council)
        for row in layer["data"]["values"]
        if row.get("series") == "Medway, no date given"
    ]
    assert len(dots) == 2
    assert max(dots) < "2019-03-31"
    assert lines(council) == []


def test_targets_stand_in_the_council_s_panel_alone():
    council, theirs = drawn(BUSY)["layer"]
    assert "Council target" in words(council) or "target" in words(council).lower()
    assert "target" not in words(theirs).lower()


def test_code_of_a_published_figure_stands_in_its_gap_and_is_explained():
    _, theirs = drawn(CODED)["layer"]
    assert "[c] not shown, so that no child" in words(theirs)
    assert lines(theirs) == []


def test_panels_share_their_days_and_their_values():
    scales = [
        (layer["encoding"]["x"]["scale"]["domain"], layer["encoding"]["y"]["scale"]["domain"])
        for panel in drawn(APART)["layer"]
        for layer in panel["layer"]
        if {"x", "y"} <= set(layer.get("encoding", {}))
    ]
    assert all(scale == scales[0] for scale in scales)


@pytest.mark.parametrize(("width", "most"), [(1000, 470), (358, 970), (288, 970)])
def test_height_follows_the_width_and_leaves_each_panel_its_plot(width, most):
    picture = vl_convert.vegalite_to_svg({**drawn(SEVERAL), "width": width})
    found = re.search(r'height="(\d+)"', picture)
    assert found
    assert 330 < int(found[1]) <= most
    least = 135 if width > 560 else 150
    grid, feet = (
        sorted(float(y) for y in re.findall(rf'translate\(0,([\d.]+)\)"[^>]*stroke="{colour}"', picture))
        for colour in (LIGHT.grid, LIGHT.track)
    )
    assert len(feet) == 2
    assert feet[0] - min(grid) >= least
    assert feet[1] - min(y for y in grid if y > feet[0]) >= least


@pytest.mark.parametrize("width", [288, 358, 640, 1340])
def test_no_words_of_panels_overlap_or_leave_the_picture(case, width):
    boxes = list(_boxes(vl_convert.vegalite_to_svg({**drawn(case), "width": width})))
    for number, (text, box) in enumerate(boxes):
        assert box[0] >= -3, text
        assert box[2] <= width + 3, text
        for after, two in boxes[number + 1 :]:
            clear = box[2] <= two[0] or two[2] <= box[0] or box[3] <= two[1] or two[3] <= box[1]
            assert clear, f"'{text}' overlaps '{after}'"


def test_every_panelled_specification_converts_without_a_warning(case, capfd):
    for palette in (LIGHT, DARK):
        vl_convert.vegalite_to_vega(drawn(case, palette))
    assert "WARN" not in capfd.readouterr().err


def test_every_figure_of_a_panel_says_what_it_is_and_every_other_mark_is_silent(case):
    for layer in vega.flat_layers(drawn(case)):
        described = "description" in layer.get("encoding", {})
        assert described or layer["mark"].get("aria") is False, layer["mark"]


def test_rows_of_panels_go_beside_the_chart_as_those_of_any_other(case):
    before = drawn(case)
    sent = render.sent(before, more_than=0)
    names = [layer["data"].get("name") for layer in vega.flat_layers(sent)]
    given = [name for name in names if name]
    assert set(given) == set(sent["datasets"])
    assert len(given) == len(set(given)) > 2


def test_a_single_published_figure_opens_no_panel():
    one = reading(figure("2012/13 Q4", 30), own_series=[published("2011/12 financial year", 57)])
    assert "layer" not in drawn(one)["layer"][0]


def test_trends_has_the_same_panels_and_joins_no_two_figures_there() -> None:
    def runs(drawing: Drawing) -> list[int]:
        chart = chart_for(APART, palette=LIGHT, area="Medway", sources=MADE, drawing=drawing)
        assert chart is not None
        council, _ = vega.inlined(chart)["layer"]
        return [len(layer["data"]["values"]) for layer in lines(council)]

    assert runs(OWN) == [2]
    assert runs(Drawing(panels=True)) == []
