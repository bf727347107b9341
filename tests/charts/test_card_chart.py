"""The chart of a card: which form it takes, what it names, and that its words fit and stand apart."""

from __future__ import annotations

import json
import os
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
import vl_convert

from metrics.analysis.reading import Reading
from metrics.charts import card_chart, card_marks, vega
from metrics.charts.palette import DARK, LIGHT
from tests.charts.test_render import CASES, GOLDEN, QUARTERS
from tests.support.make import comparator, figure, predicted, reading, real, target
from tests.support.svg_boxes import boxes

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"

LINE = reading(
    *(figure(quarter, value) for quarter, value in zip(QUARTERS[28:35], (70, 74, 71, 72, 77, 79, 78), strict=True)),
    targets=[target(90, kind="statutory duty"), target(80)],
    polarity="higher_is_better",
    comparators=[comparator(QUARTERS[34], 81), comparator(QUARTERS[33], 80)],
)

FORMS: dict[str, Reading] = {
    "card-dot": real("five-good-gcses"),
    "card-duty": real("reviews-in-timescale"),
    "card-two": real("care-proceedings"),
    "card-line": LINE,
}


def drawn(one: Reading) -> dict[str, Any]:
    card = card_chart.card_chart(one)
    assert card is not None
    return vega.inlined(card.chart)


def kinds(one: Reading) -> list[str]:
    return [layer["mark"]["type"] for layer in drawn(one)["layer"]]


def told(one: Reading) -> tuple[str, ...]:
    card = card_chart.card_chart(one)
    assert card is not None
    return card.labels


@pytest.mark.parametrize("form", FORMS)
def test_specification_of_a_card_is_the_golden_one(form):
    path = GOLDEN / f"{form}.json"
    found = drawn(FORMS[form])
    if os.environ.get("GOLDEN") == "write":
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(json.dumps(found))


def test_one_figure_is_a_dot_beside_the_named_comparator_duty_and_prediction():
    assert told(real("five-good-gcses")) == ("Medway 9%", "England 14.6%", "predicted 17%")
    assert told(real("reviews-in-timescale")) == ("Medway 87.5%", "Duty 100%")
    assert "line" not in kinds(real("five-good-gcses"))


def test_two_figures_are_a_hollow_and_a_filled_dot_and_no_line():
    one = reading(figure(Q4, 30), figure(Q1, 26))
    assert told(one) == ("was 30%", "Medway 26%")
    assert "line" not in kinds(one)
    fills = [layer["mark"]["fill"] for layer in drawn(one)["layer"] if layer["mark"]["type"] == "point"]
    assert fills == [LIGHT.page, LIGHT.council]


def test_a_figure_before_a_break_is_no_second_dot():
    assert told(reading(figure(Q4, 30), figure(Q1, 26, break_before="counted anew"))) == ("Medway 26%",)


def test_three_figures_are_a_line_whose_end_is_named_beside_comparator_and_targets():
    assert told(LINE) == ("Medway 78%", "England 81%", "Duty 90%", "Target 80%")
    assert "line" in kinds(LINE)


def test_a_missing_quarter_is_a_gap_and_a_hidden_latest_is_not_drawn():
    gap = reading(
        figure(Q4, 30), figure(Q1, 26), figure(Q2, code="c"), figure("2013/14 Q3", 24), figure("2013/14 Q4", 22)
    )
    (line,) = [layer for layer in drawn(gap)["layer"] if layer["mark"]["type"] == "line"]
    assert sorted({row["run"] for row in line["data"]["values"]}) == [0, 1]
    hidden = reading(figure(QUARTERS[29], 31), figure(Q4, 30), figure(Q1, 26), figure(Q2, code="c"))
    assert told(hidden) == ("was 26%",), "an older number never passes for the latest"


def test_prediction_is_joined_to_nothing():
    one = reading(figure("2010/11 academic year", 9), figure("2011/12 academic year", 12),
                  figure("2012/13 academic year", 13), predicted("2013/14 academic year", 22),
                  frequency="academic year")  # fmt: skip
    (line,) = [layer for layer in drawn(one)["layer"] if layer["mark"]["type"] == "line"]
    assert len(line["data"]["values"]) == 3
    assert told(one)[-1] == "predicted 22%"


def test_a_fitted_axis_says_where_it_begins():
    card = card_chart.card_chart(LINE)
    assert card is not None
    assert card.axis == "from 70% to 90%"
    assert "70%" in (card_chart.card_svg(LINE) or ("",))[0]


def test_comparator_of_another_period_or_not_like_for_like_is_no_mark_on_a_scale():
    other = reading(figure(Q1, 26), comparators=[comparator("2011/12 financial year", 20)])
    partly = reading(figure(Q1, 26), comparators=[comparator(Q1, 20, comparable="partly", why="another count")])
    assert told(other) == told(partly) == ("Medway 26%",)


def test_grades_and_indicators_without_a_number_have_no_card_chart():
    assert card_chart.card_svg(real("overall-effectiveness")) is None
    assert card_chart.card_svg(reading(figure(Q1, code="c"))) is None
    assert card_chart.card_svg(real("pep-completion")) is None


@pytest.mark.parametrize("name", [*CASES, *FORMS])
def test_labels_of_a_card_fit_and_stand_apart_and_are_large_enough_on_the_narrowest_card(name):
    found = card_chart.card_svg({**CASES, **FORMS}[name])
    if found is None:
        return
    svg = found[0]
    ElementTree.fromstring(svg)
    placed = list(boxes(svg))
    for text, box in placed:
        assert box[0] >= -1, text
        assert box[2] <= card_marks.WIDTH + 1, text
    for (text, one), (other, two) in combinations(placed, 2):
        apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        assert apart, f"{text} and {other}"
    assert card_marks.TEXT * 288 / card_marks.WIDTH >= 12


def test_card_is_drawn_without_a_warning_in_both_palettes(capfd):
    for one in FORMS.values():
        for palette in (LIGHT, DARK):
            card = card_chart.card_chart(one, palette)
            assert card is not None
            card.chart.to_dict()
            vl_convert.vegalite_to_svg(vega.inlined(card.chart), show_warnings=True)
    assert capfd.readouterr().err == ""
