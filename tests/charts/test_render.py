"""What is drawn and what is not, where labels stand, and the specifications as they are handed over.

The golden specifications are written anew by: GOLDEN=write python -m pytest tests/charts/test_render.py
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from metrics.analysis.confidence import wilson
from metrics.analysis.reading import Reading, read_all
from metrics.analysis.suppression import suppress as published_only
from metrics.catalogue.events import Event
from metrics.catalogue.load import parse
from metrics.charts import chart_series, render, sparkline, special_causes, symbols, vega
from metrics.charts.axes import TimeAxis
from metrics.charts.chart_form import chart_for
from metrics.charts.geometry import labels_apart, named_ticks, value_axis
from metrics.charts.options import OWN, Drawing
from metrics.charts.palette import DARK, DASH, LIGHT, PROPOSED_DASH, Palette
from metrics.charts.plot_area import PlotArea
from metrics.wording.pictures import Caption
from metrics.wording.uncertainty import CAUSES
from tests.support.make import ROOT, comparator, figure, hub, inspected, predicted, read, reading, real, target, whole
from tests.support.svg_boxes import boxes as _boxes

GOLDEN = ROOT / "tests" / "data" / "golden"
WIDTHS = (288, 480, 640, 900, 1600)
QUARTERS = [f"{year}/{(year + 1) % 100:02d} Q{number}" for year in range(2005, 2025) for number in (1, 2, 3, 4)]


def published(period: str, value: object, **keys: Any) -> dict[str, Any]:
    return figure(period, value, group="looked-after children", **keys)


LONG = read_all(published_only(parse((ROOT / "tests" / "data" / "long_series.yaml").read_bytes())), date(2014, 5, 23))
"""Long series with limits, special causes, a rebase, a break, a gap and a suppressed figure."""

LIMITS = Drawing(limits=True)
BANDS = Drawing(limits=True, intervals=True)

CASES: dict[str, Reading] = {
    "predicted beside comparators": real("five-good-gcses"),
    "two quarters": real("neet"),
    "undated pair with a proposed limit": real("care-proceedings"),
    "undated beside dated": real("suitable-accommodation"),
    "single figure": real("full-time-education-at-16"),
    "single figure with a duty": real("reviews-in-timescale"),
    "others' figures only": real("three-or-more-placements"),
    "judgements of two frameworks": real("overall-effectiveness"),
    "one judgement": real("capacity-to-improve"),
    "count": real("looked-after-children"),
    "gap, break, code and provisional": reading(
        figure("2012/13 Q1", 70),
        figure("2012/13 Q2", 74),
        figure("2012/13 Q3", code="c"),
        figure("2012/13 Q4", 71),
        figure("2013/14 Q2", 77),
        figure("2013/14 Q3", 82, break_before="new definition: counts from the day a child enters care"),
        figure("2013/14 Q4", 85, status="provisional"),
    ),
    "two kinds of period": reading(
        figure("2010/11 financial year", 60),
        figure("2011/12 financial year", 66),
        figure("2012/13 Q1", 70),
        figure("2012/13 Q2", 74),
    ),
    "limit proposed, then in force": reading(
        figure("undated: earlier", 53),
        figure("undated: latest reported", 46),
        *(figure(quarter, 44 - 3 * i) for i, quarter in enumerate(QUARTERS[32:38])),
        unit="weeks",
        targets=[
            target(
                26, kind="proposed limit", label="26 weeks proposed", since=date(2013, 7, 1), until=date(2014, 4, 21)
            ),
            target(26, kind="statutory limit", label="26-week limit", since=date(2014, 4, 22)),
        ],
    ),
    "eighty quarters": reading(
        *(figure(quarter, 60 + (i * 7) % 31) for i, quarter in enumerate(QUARTERS)),
        targets=[target(90)],
        comparators=[comparator(f"{y}/{(y + 1) % 100:02d} financial year", y - 1930) for y in range(2005, 2024)],
    ),
    "marks under each other": reading(
        *(
            figure(quarter, value)
            for quarter, value in zip(QUARTERS[28:36], (78, 81.5, 83, 80, 79, 84, 86, 85), strict=True)
        ),
        comparators=[
            comparator("2012/13 financial year", 80.4),
            comparator(
                "2012/13 financial year", 80.1, area="statistical neighbours", model="2013 list", statistic="mean"
            ),
            comparator("2012/13 financial year", 79.8, area="South East"),
            comparator(
                "2012/13 financial year",
                80.0,
                area="South East",
                group="care leavers",
                comparable="partly",
                why="other group",
            ),
        ],
    ),
    "prediction missed": reading(
        figure("2011/12 academic year", 9),
        predicted("2012/13 academic year", 17),
        figure("2012/13 academic year", 12),
        predicted("2013/14 academic year", 22),
        frequency="academic year",
    ),
    "zeros": reading(
        figure("2011/12 financial year", 0), figure("2012/13 financial year", 0), unit="count", of="exclusions"
    ),
    "twelve quarters and one unusual": reading(
        *(figure(quarter, 48 + 8 * (i % 2)) for i, quarter in enumerate(QUARTERS[20:32])), figure(QUARTERS[32], 80)
    ),
    "small rates": reading(figure("2011/12 financial year", "0.30"), figure("2012/13 financial year", "0.26")),
    "thousands": reading(
        figure("2010/11 financial year", 65000),
        figure("2011/12 financial year", 65250),
        unit="count",
        of="children",
        own_series=[published("2010/11 financial year", 64500), published("2011/12 financial year", 64800)],
    ),
    "below zero": reading(
        figure("2011/12 financial year", -3), figure("2012/13 financial year", 4), unit="percentage points"
    ),
    "years to a date": reading(figure("year to 30 June 2012", 12), figure("year to 30 June 2013", 14)),
    **{one.indicator.id.replace("-", " "): one for one in LONG},
}


def spec(one: Reading, palette: Palette = LIGHT, drawing: Drawing = LIMITS) -> dict[str, Any]:
    chart = chart_for(one, palette=palette, area="Medway", sources=inspected().sources, drawing=drawing)
    assert chart is not None
    return render.spec(chart)


def own_chart(one: Reading, palette: Palette = LIGHT) -> dict[str, Any]:
    """The indicator's own chart, as its page asks for it; the layers of its panels one after the other."""
    chart = chart_for(one, palette=palette, area="Medway", sources=whole().sources, drawing=OWN)
    assert chart is not None
    drawn = vega.inlined(chart)
    return drawn | {"layer": list(vega.flat_layers(drawn))}


def layers(drawn: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [layer for layer in drawn["layer"] if layer["mark"]["type"] == kind]


def rows(drawn: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [row for layer in layers(drawn, kind) for row in layer["data"]["values"]]


def points(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures drawn: every mark that says what it is."""
    return [row for row in rows(drawn, "point") if "description" in row]


def joined(drawn: dict[str, Any]) -> list[list[tuple[str, float]]]:
    """Every line that joins figures, as its points."""
    found: dict[tuple[int, int], list[tuple[str, float]]] = {}
    for number, layer in enumerate(layers(drawn, "line")):
        for row in layer["data"]["values"]:
            if "run" in row:
                found.setdefault((number, row["run"]), []).append((row["x"], row["value"]))
    return list(found.values())


def words(drawn: dict[str, Any]) -> str:
    return " | ".join(str(row.get("label", "")).replace("\n", " ") for row in rows(drawn, "text"))


@pytest.fixture(params=CASES, name="case")
def _case(request: pytest.FixtureRequest) -> Reading:
    return CASES[request.param]


# What may be drawn


def test_words_only_comparator_is_never_drawn():
    only_words = comparator("2012/13 Q4", words="well below the national average", relation="below")
    one = reading(figure("2012/13 Q4", 30), figure("2013/14 Q1", 26), comparators=[only_words])
    assert "England" not in json.dumps(spec(one))
    assert "England" not in (sparkline.picture_svg(one) or "")


def test_comparator_that_is_not_comparable_is_never_drawn():
    other = comparator("2012/13 Q4", "36.2", comparable="no", why="care leavers aged 19")
    one = reading(figure("2012/13 Q4", 30), figure("2013/14 Q1", 26), comparators=[other])
    assert "36.2" not in json.dumps(spec(one))
    assert "England" not in (sparkline.picture_svg(one) or "")


def test_partly_comparable_comparator_is_lighter_and_says_so():
    other = comparator("2013/14 Q1", 20, comparable="partly", why="another month")
    drawn = spec(reading(figure("2012/13 Q4", 30), figure("2013/14 Q1", 26), comparators=[other]))
    assert "partly comparable" in words(drawn)
    assert LIGHT.partly in json.dumps(drawn)


def test_comparator_published_after_the_inspection_says_so():
    other = comparator("2013/14 Q1", 20, published_after=True)
    drawn = spec(reading(figure("2012/13 Q4", 30), figure("2013/14 Q1", 26), comparators=[other]))
    assert "published later" in words(drawn)


def test_newest_release_of_a_figure_is_the_one_that_is_drawn():
    vintages = [("report", 20), ("law", 21)]
    one = reading(
        figure("2012/13 Q4", 30),
        figure("2013/14 Q1", 26),
        comparators=[comparator("2013/14 Q1", value, source=source) for source, value in vintages],
        own_series=[published("2013/14 Q1", value + 4, source=source) for source, value in vintages],
    )
    found = [*chart_series.comparator_series(one, {}), *chart_series.own_series(one, "Medway", {})]
    assert [[mark.value for mark in series.marks] for series in found] == [[21], [25]]
    assert one.headline is not None
    assert one.headline.value == 21


def test_own_figures_of_others_that_are_only_partly_the_same_indicator_are_not_joined_with_the_rest():
    partly = {"comparable": "partly", "why": "counted otherwise until 2011"}
    own = [
        published("2009/10 financial year", 60, **partly),
        published("2010/11 financial year", 61, **partly),
        published("2011/12 financial year", 40),
        published("2012/13 financial year", 42),
    ]
    one = reading(figure("2013/14 Q1", 26), own_series=own)
    found = chart_series.own_series(one, "Medway", {})
    assert [[[mark.value for mark in run] for run in series.runs] for series in found] == [[[60, 61]], [[40, 42]]]
    assert [series.hollow for series in found] == [True, False]
    assert ["partly the same indicator" in series.marks[-1].remark for series in found] == [True, False]
    assert [("2010-03-31", 60.0), ("2011-03-31", 61.0)] in (lines := joined(spec(one)))
    assert not [line for line in lines if ("2011-03-31", 61.0) in line and ("2012-03-31", 40.0) in line]


def test_comparator_stands_at_its_own_period_and_is_stretched_over_no_other():
    drawn = spec(
        reading(figure("2012/13 Q4", 30), figure("2013/14 Q1", 26), comparators=[comparator("2012/13 Q4", 20)])
    )
    assert [row["x"] for row in points(drawn) if row["series"].startswith("England")] == ["2013-03-31"]
    assert not [line for line in joined(drawn) if ("2013-03-31", 20.0) in line]


def test_dated_comparator_stands_beside_the_undated_figure_that_it_is_paired_with():
    drawn = spec(CASES["undated pair with a proposed limit"])
    assert [row["x"] for row in points(drawn) if row["series"].startswith("England")] == ["latest\nreported"]


def test_two_groups_of_one_area_differ_in_shape():
    one = reading(
        figure("2012/13 Q4", 30),
        figure("2013/14 Q1", 26),
        comparators=[comparator("2012/13 Q4", 20), comparator("2012/13 Q4", 50, group="all children")],
    )
    looks = {(series.shape, series.hollow) for series in chart_series.comparator_series(one, {})}
    assert looks == {("diamond", False), ("diamond", True)}


def test_prediction_is_joined_to_nothing_and_is_small_hollow_and_in_regular_weight():
    drawn = own_chart(CASES["prediction missed"])
    assert joined(drawn) == [[("2012-08-31", 9.0), ("2013-08-31", 12.0)]]
    assert {row["fill"] for row in points(drawn) if row["status"] == "predicted"} == {LIGHT.page}
    size = {layer["data"]["values"][0]["status"]: layer["mark"]["size"] for layer in layers(drawn, "point")[:2]}
    assert size["predicted"] < size["final"]
    weights = {row["shown"]: row["weight"] for row in rows(drawn, "text") if "weight" in row}
    assert weights["17%\npredicted"] == "normal"
    assert weights["9%"] == "bold"


def test_two_figures_are_joined_on_the_indicator_s_own_chart_alone_and_by_a_thin_line():
    pair = CASES["two quarters"]
    assert joined(spec(pair)) == []
    drawn = own_chart(pair)
    assert len(joined(drawn)) == 1
    (line,) = [layer for layer in layers(drawn, "line") if "run" in layer["data"]["values"][0]]
    assert line["mark"]["strokeWidth"] < 2
    assert layers(vega.inlined(sparkline.picture(pair)), "line") == []  # type: ignore[arg-type]


def test_prediction_of_the_gcse_picture_is_small_hollow_and_joined_to_nothing():
    drawn = vega.inlined(sparkline.picture(real("five-good-gcses")))  # type: ignore[arg-type]
    assert list(layers(drawn, "line")) == []
    outcome, foreseen = (layer["mark"] for layer in layers(drawn, "point"))
    assert (outcome["fill"], foreseen["fill"], foreseen["stroke"]) == (LIGHT.council, LIGHT.page, LIGHT.quiet)
    assert foreseen["size"] < outcome["size"]


def test_two_figures_of_a_picture_are_two_dots_and_three_are_a_line():
    two = [figure("2012/13 Q4", 30), figure("2013/14 Q1", 26)]
    drawn = vega.inlined(sparkline.picture(reading(*two)))  # type: ignore[arg-type]
    assert list(layers(drawn, "line")) == []
    assert len(list(rows(drawn, "point"))) == 2
    three = vega.inlined(sparkline.picture(reading(*two, figure("2013/14 Q2", 25))))  # type: ignore[arg-type]
    assert len(list(layers(three, "line"))) == 1


def test_pictures_share_one_axis_of_time_so_that_a_quarter_stands_under_its_like():
    late = reading(*(figure(quarter, 50) for quarter in QUARTERS[30:33]))
    hidden = reading(*(figure(quarter, 50) for quarter in QUARTERS[20:31]), figure(QUARTERS[31], code="c"))
    span = sparkline.time_span([late, hidden])
    assert span is not None
    ends = {}
    for name, one in (("late", late), ("hidden", hidden)):
        drawn = vega.inlined(sparkline.picture(one, span=span))  # type: ignore[arg-type]
        ends[name] = [row["x"] for row in rows(drawn, "line")]
    assert ends["hidden"][-1] == ends["late"][0], "the last quarter that is shown isn't drawn at the right edge"
    assert "not shown" in (sparkline.picture_svg(hidden, span) or "")


def test_picture_numbers_the_latest_figure():
    assert "26%" in (sparkline.picture_svg(real("neet")) or "")
    assert "69%" in (sparkline.picture_svg(real("full-time-education-at-16")) or "")


def test_gcse_picture_has_england_over_the_year_that_england_s_figure_covers():
    drawn = vega.inlined(sparkline.picture(real("five-good-gcses")))  # type: ignore[arg-type]
    dots = [row["x"] for row in rows(drawn, "point")]
    (mark,) = [layer for layer in layers(drawn, "rule") if layer["mark"]["color"] == LIGHT.comparator]
    (row,) = mark["data"]["values"]
    assert row["x"] < min(dots) < row["x2"] < max(dots)


def test_missing_quarter_code_and_break_each_end_the_line():
    drawn = spec(CASES["gap, break, code and provisional"])
    assert joined(drawn) == [[("2012-06-30", 70.0), ("2012-09-30", 74.0)], [("2013-12-31", 82.0), ("2014-03-31", 85.0)]]
    assert words(drawn).count("[c]") == 2
    assert "not shown, so that no child" in words(drawn)
    assert "new definition: counts from" in words(drawn)


def test_two_kinds_of_period_are_never_joined():
    drawn = own_chart(CASES["two kinds of period"])
    ends = [[x for x, _ in line] for line in joined(drawn)]
    assert ends == [["2012-06-30", "2012-09-30"], ["2011-03-31", "2012-03-31"]]
    assert "Medway, quarters" in words(drawn)
    assert "Medway, financial years" in words(drawn)


def test_years_to_a_date_overlap_and_are_dots_only():
    assert joined(spec(CASES["years to a date"])) == []


def test_undated_figures_of_two_places_are_not_joined():
    one = reading(figure("undated: earlier", 53), figure("undated: later", 46, at="paragraph 2"))
    assert joined(spec(one)) == []


def test_undated_figures_stand_on_an_axis_of_words_that_says_so():
    drawn = spec(CASES["undated pair with a proposed limit"])
    axis = next(layer["encoding"]["x"] for layer in drawn["layer"] if "x" in layer.get("encoding", {}))
    assert axis["type"] == "ordinal"
    assert axis["axis"]["title"].startswith("No dates given")
    assert joined(drawn) == []


def test_dated_figures_are_on_a_time_axis_once_the_latest_has_a_date():
    drawn = spec(CASES["limit proposed, then in force"])
    assert {row["x"] for row in points(drawn)} == {
        "2013-06-30", "2013-09-30", "2013-12-31", "2014-03-31", "2014-06-30", "2014-09-30"
    }  # fmt: skip


def test_target_is_drawn_only_over_its_days_and_a_proposal_has_another_dash():
    drawn = spec(CASES["limit proposed, then in force"])
    proposed, firm = [layer for layer in layers(drawn, "line") if layer["mark"].get("color") == LIGHT.target]
    assert [row["x"] for row in proposed["data"]["values"]] == ["2013-07-01", "2014-04-21"]
    assert [row["x"] for row in firm["data"]["values"]] == ["2014-04-22", "2014-09-30"]
    assert (proposed["mark"]["strokeDash"], firm["mark"]["strokeDash"]) == (PROPOSED_DASH, DASH)


def test_target_of_other_days_is_not_drawn():
    over = target(10, since=date(2001, 4, 1), until=date(2002, 3, 31))
    drawn = spec(reading(figure("2012/13 Q4", 30), figure("2013/14 Q1", 26), targets=[over]))
    assert LIGHT.target not in json.dumps(drawn["layer"])


def test_the_council_s_figures_as_others_published_them_are_apart():
    drawn = own_chart(CASES["thousands"])
    own, theirs = [layer for layer in layers(drawn, "line") if "run" in layer["data"]["values"][0]]
    assert own["mark"]["color"] != theirs["mark"]["color"]
    assert {row["shape"] for row in points(drawn)} == {"circle", "cross"}
    assert "Medway, as others published" in words(spec(CASES["thousands"]))
    assert "Medway, as DfE published" in words(spec(real("suitable-accommodation")))


def test_unsettled_figure_is_ringed_and_said():
    drawn = spec(CASES["gap, break, code and provisional"])
    assert "Medway 85%" in words(drawn)
    assert "January to March 2014, provisional" in words(drawn)
    assert "Ring | " in words(drawn)
    assert "provisional, may change" in words(drawn)
    assert "about 21%" in words(spec(real("unemployed-at-16"))) + json.dumps(spec(real("unemployed-at-16")))


def test_indicator_without_a_figure_says_so_beside_the_others():
    drawn = spec(CASES["others' figures only"])
    assert "Medway | " in words(drawn)
    assert "no figure yet" in words(drawn)


def test_nothing_at_all_is_no_chart():
    assert chart_for(real("pep-completion"), palette=LIGHT) is None
    assert sparkline.picture_svg(real("pep-completion")) is None


def test_words_do_better_than_a_picture_of_one_count_or_a_judgement():
    assert sparkline.picture(real("staying-put")) is None
    assert sparkline.picture(real("overall-effectiveness")) is None


def test_long_series_has_dots_only_where_they_are_needed():
    drawn = spec(CASES["eighty quarters"])
    assert [row["x"] for row in points(drawn) if row["series"] == "Medway" and row["opacity"]] == ["2025-03-31"]
    assert len([row for row in points(drawn) if row["series"] == "Medway"]) == 80


# Variation and chance


def means(drawn: dict[str, Any]) -> list[list[tuple[str, float]]]:
    """The mean of each stretch, as its points."""
    found: dict[str, list[tuple[str, float]]] = {}
    for layer in layers(drawn, "line"):
        if layer["mark"].get("color") == LIGHT.quiet:
            for row in layer["data"]["values"]:
                found.setdefault(row["run"], []).append((row["x"], row["value"]))
    return list(found.values())


def usual_ranges(drawn: dict[str, Any]) -> list[tuple[str, float, float]]:
    """Where the band of the usual range stands: day, lower and upper end."""
    bands = [layer for layer in layers(drawn, "area") if "mean" in layer["data"]["values"][0]]
    return [(row["x"], row["value"], row["high"]) for layer in bands for row in layer["data"]["values"]]


def test_mean_and_limits_are_drawn_over_the_figures_that_they_come_from():
    one, drawn = CASES["forty quarters"], spec(CASES["forty quarters"])
    assert [(len(part.figures), part.shifted) for part in one.variation.every if part.limits] == [
        (14, False),
        (14, True),
    ]
    segments = [part for part in one.variation.every if part.shown_limits]
    ends = [(part.figures[0].period.end, part.figures[-1].period.end) for part in segments]
    found = means(drawn)
    assert [(a[0], b[0]) for a, b in found] == [(a.isoformat(), b.isoformat()) for a, b in ends]
    assert [a[1] for a, _ in found] == pytest.approx([float(part.limits.mean) for part in segments])
    assert all(a[1] == b[1] for a, b in found)
    assert [day for day, _, _ in usual_ranges(drawn)] == [day.isoformat() for pair in ends for day in pair]
    assert means(spec(one, drawing=Drawing())) == usual_ranges(spec(one, drawing=Drawing())) == [], "only on request"


def test_fewer_than_twelve_figures_have_no_limits():
    for name in ("nine quarters", "two quarters", "predicted beside comparators"):
        drawn = spec(CASES[name])
        assert usual_ranges(drawn) == []
        assert "Usual range" not in words(drawn)


def test_limits_go_on_over_a_missing_quarter():
    drawn = spec(CASES["gap inside"])
    (mean,) = means(drawn)
    assert [day for day, _ in mean] == ["2009-06-30", "2012-09-30"]
    assert "to 79.4%" in words(drawn)


def test_level_that_has_shifted_has_neither_limits_nor_marks_that_rest_on_them():
    drawn = spec(CASES["drifting quarters"])
    assert CASES["drifting quarters"].variation.shifted
    assert usual_ranges(drawn) == means(drawn) == []
    told = words(drawn) + json.dumps(points(drawn))
    assert not any(name in told for name in ("Usual range", "mean", "shift of", "unusually"))
    assert "to 94.0%" in words(spec(CASES["forty quarters"]))


def test_limits_are_drawn_and_said_within_what_the_unit_can_hold():
    drawn = spec(CASES["near zero"])
    assert min(low for _, low, _ in usual_ranges(drawn)) == 0
    assert "Usual range 0% to " in words(drawn)


def test_label_of_the_usual_range_stands_at_its_mean():
    drawn = spec(CASES["twelve months"])
    assert "Usual range 21.5 to 40.8" in words(drawn)
    assert "mean 31.2" in words(drawn)
    sides = {row["label"]: row["side"] for row in rows(drawn, "text") if "side" in row}
    assert sides["Usual range 21.5 to 40.8"] < sides["At most 10"]


def test_rebase_has_a_rule_of_its_own_and_its_reason_among_the_labels():
    drawn = spec(CASES["forty quarters"])
    dashed = [one for one in layers(drawn, "rule") if one["mark"].get("strokeDash") == [5, 4]]
    assert [row["x"] for one in dashed for row in one["data"]["values"]] == ["2010-11-15"]
    assert "New range from October to December 2010" in words(drawn)
    assert "a second visiting team began; Head of service, 1 November 2010" in words(drawn)


def test_special_causes_have_a_shape_a_disc_words_and_a_place_in_the_key():
    one, drawn = CASES["twelve quarters and one unusual"], spec(CASES["twelve quarters and one unusual"])
    (unusual,) = [row for row in points(drawn) if "unusually high" in row["description"]]
    assert (unusual["x"], unusual["status"], unusual["opacity"]) == ("2013-06-30", "final, unusually high", 1)
    assert unusual["wide"] == special_causes.mark_area(special_causes.LARGE)
    shapes = [row for row in rows(drawn, "point") if row.get("shape") == symbols.path("unusually high")]
    assert [row["x"] for row in shapes] == ["2013-06-30"]
    assert "More than chance | " in words(drawn)
    assert "unusually high" in words(drawn)
    assert one.variation.causes
    assert len([row for row in points(spec(one, drawing=Drawing())) if "unusually" in row["description"]]) == 1


def test_special_causes_of_several_kinds_share_one_shape_and_the_key_names_them_all():
    values = [50, 52] * 6 + [80, 52, 50, 20]
    one = reading(*(figure(quarter, value) for quarter, value in zip(QUARTERS[20:], values, strict=False)))
    drawn = spec(one)
    shapes = {row["shape"] for layer in layers(drawn, "point") for row in layer["data"]["values"] if "narrow" in row}
    kinds = set(one.variation.causes.values())
    assert len(kinds) > 1
    assert shapes == {"circle", symbols.ANY}
    told = words(drawn)
    assert all(CAUSES[cause] in told for cause in kinds)
    assert told.count("More than chance") == 1


@pytest.mark.parametrize("width", [0, 1])
@pytest.mark.parametrize("name", ["forty quarters", "drifting quarters", "nine quarters", "near zero"])
def test_discs_of_special_causes_do_not_cover_each_other(name, width):
    case = next(one for one in LONG if one.indicator.id.replace("-", " ") == name)
    (series,) = chart_series.council_series(case, "Medway", {}, dated=True)
    place = TimeAxis(series.marks[0].period.end, series.marks[-1].period.end, [series])
    axis = value_axis(case.indicator, [mark.value for mark in series.marks])
    plot = PlotArea(place, axis, LIGHT, 50, 200, 42, 500)
    size = plot.sizes[width]
    found = special_causes.radii(series, plot, size)
    assert set(found) == {mark for mark in series.marks if mark.cause}
    drawn = [(plot.spot(mark, *size), radius) for mark, radius in found.items() if radius > special_causes.NONE]
    assert bool(drawn) == bool(found)
    for (one, radius), (other, _) in combinations(drawn, 2):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) >= 2 * radius - 1.01


def test_hidden_limits_take_their_marks_and_words_with_them():
    drawn = spec(CASES["forty quarters"], drawing=Drawing(limits=False, causes=False))
    assert usual_ranges(drawn) == []
    told = words(drawn) + json.dumps(points(drawn))
    assert not any(name in told for name in (*CAUSES.values(), "New range", "Usual range"))


def test_every_shape_of_ours_is_another_and_stays_in_its_square():
    assert len({symbols.path(name) for name in symbols.SHAPES}) == len(symbols.SHAPES) == 12
    for corners in symbols.SHAPES.values():
        assert all(abs(part) <= symbols.REACH for corner in corners for part in corner)


def test_light_band_reaches_as_far_as_chance_alone_and_only_when_asked_for():
    assert layers(spec(CASES["nine quarters"], drawing=Drawing()), "area") == []
    drawn = spec(CASES["nine quarters"], drawing=BANDS)
    band = layers(drawn, "area")[-1]
    assert band["mark"]["fill"] == LIGHT.grid
    last = band["data"]["values"][-1]
    assert (last["value"], last["high"]) == pytest.approx(wilson(9, 42), abs=1e-3)
    assert "margin of error" in words(drawn)


def test_band_of_a_single_figure_is_said_in_the_words_of_the_page():
    drawn = spec(CASES["one figure"], drawing=BANDS)
    assert "chance alone 11% to 36%" in words(drawn)
    assert "chance" not in words(spec(CASES["one figure"]))


def test_figure_without_counts_breaks_the_band():
    counts = {"numerator": 9, "denominator": 42}
    values = ["21.4"] * 5
    one = reading(
        *(
            figure(quarter, value, **({} if place == 2 else counts))
            for place, (quarter, value) in enumerate(zip(QUARTERS[30:35], values, strict=True))
        )
    )
    (band,) = layers(spec(one, drawing=BANDS), "area")
    assert [row["run"] for row in band["data"]["values"]] == [0, 0, 1, 1]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["nine quarters", "one figure", "forty quarters"])
def test_no_words_overlap_with_bands_drawn(name, width):
    drawn = spec(CASES[name], drawing=BANDS)
    boxes = list(_boxes(vl_convert.vegalite_to_svg({**drawn, "width": width})))
    for (text, one), (other, two) in combinations(boxes, 2):
        apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        assert apart, f"'{text}' overlaps '{other}'"


# Axes


@pytest.mark.parametrize("name", [name for name in CASES if CASES[name].indicator.unit != "grade"])
def test_every_axis_of_values_holds_zero_and_all_values(name):
    one = CASES[name]
    figures = [float(figure.value) for figure in one.outcomes if figure.value is not None]
    axis = value_axis(one.indicator, figures)
    assert axis.low <= 0 <= axis.high
    assert all(axis.low <= value <= axis.high for value in figures)
    assert 2 <= len(axis.ticks) <= 7


@given(st.lists(st.decimals(0, 100, places=4).map(float), min_size=1))
def test_axis_of_percentages_never_passes_a_hundred(values):
    axis = value_axis(real("neet").indicator, values)
    assert axis.low == 0
    assert max(values) <= axis.high <= 100


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([21, 30], "Percentage points; the axis doesn't start at 0"),
        ([-30, -21], "Percentage points; the axis doesn't reach 0"),
        ([-30, 0], "Percentage points"),
        ([-3, 21], "Percentage points"),
    ],
)
def test_fitted_axis_says_where_zero_is_not_on_it(values, title):
    points = reading(figure("2013/14 Q1", 21), unit="percentage points", polarity="neutral").indicator
    assert value_axis(points, values, fitted=True).title == title
    assert value_axis(points, values).title == "Percentage points"


@pytest.mark.parametrize(
    ("polarity", "way"),
    [("higher_is_better", "\u2191 higher is better"), ("lower_is_better", "\u2193 lower is better"), ("neutral", "")],
)
def test_axis_says_which_way_is_good_and_nothing_where_neither_is(polarity, way):
    one = reading(figure("2013/14 Q1", 21), polarity=polarity).indicator
    assert value_axis(one, [21]).title == way.capitalize()


def test_outstanding_is_at_the_top_and_grades_are_words():
    drawn = spec(CASES["judgements of two frameworks"])
    encoding = next(
        layer["encoding"]["y"] for layer in drawn["layer"] if "axis" in layer.get("encoding", {}).get("y", {})
    )
    low, high = encoding["scale"]["domain"]
    assert low > high
    assert all(word in encoding["axis"]["labelExpr"] for word in ("outstanding", "good", "adequate", "inadequate"))


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(20, 90)), max_size=90, unique_by=lambda one: one[0]))
def test_names_under_an_axis_never_touch_and_are_at_most_six(ticks):
    ticks = sorted(ticks, reverse=True)
    places, widths = [place for place, _ in ticks], [width for _, width in ticks]
    named = named_ticks(places, widths)
    assert len(named) <= 6
    assert not ticks or named[0] == 0
    for one, other in combinations(named, 2):
        assert places[one] - places[other] >= (widths[one] + widths[other]) / 2 - 1e-9


# Labels


@given(st.lists(st.floats(-50, 400), max_size=12))
def test_labels_are_at_least_16_pixels_apart_and_keep_their_order(wanted):
    tops = labels_apart(wanted)
    placed = sorted(zip(wanted, tops, strict=True))
    for (_, above), (_, below) in pairwise(placed):
        assert below - above >= 16 - 1e-6


@given(st.lists(st.tuples(st.floats(-50, 400), st.integers(16, 80)), max_size=8))
def test_labels_of_any_height_stay_inside_as_long_as_they_fit(labels):
    wanted, heights = [wish for wish, _ in labels], [height for _, height in labels]
    tops = labels_apart(wanted, heights, high=700)
    assert all(top >= -1e-6 for top in tops)
    assert all(top + height <= 700 + 1e-6 for top, height in zip(tops, heights, strict=True))


def test_labels_with_room_stand_where_they_wish():
    assert labels_apart([100, 40, 300]) == [100, 40, 300]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_words_overlap_or_leave_the_picture(case, width):
    boxes = list(_boxes(vl_convert.vegalite_to_svg({**spec(case), "width": width})))
    for text, box in boxes:
        assert box[0] >= -3, text
        assert box[2] <= width + 3, text
    for (text, one), (other, two) in combinations(boxes, 2):
        apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        assert apart, f"'{text}' overlaps '{other}'"


# Specifications


def test_every_specification_is_valid_and_converts_without_a_warning(case, capfd):
    for palette in (LIGHT, DARK):
        chart = chart_for(case, palette=palette, area="Medway")
        assert chart is not None
        chart.to_dict()
        vl_convert.vegalite_to_svg(render.spec(chart), show_warnings=True)
        small = sparkline.picture(case, palette=palette)
        if small is not None:
            small.to_dict()
            vl_convert.vegalite_to_svg(vega.inlined(small), show_warnings=True)
    assert capfd.readouterr().err == ""


def test_words_of_the_file_stand_in_no_expression():
    trap = "x'] + datum + ['\\n\" --> ${width}"
    one = reading(
        figure(f"undated: {trap}", 53),
        figure("undated: later", 46),
        unit="count",
        of=trap,
        targets=[target(26, label=trap)],
        comparators=[comparator("2012/13 Q4", 40, area=trap, beside="undated: later")],
    )
    drawn = spec(one)
    assert trap.split()[0] not in " ".join(_expressions(drawn))
    assert trap.split()[0] in json.dumps(drawn).replace("\\\\", "\\")
    vl_convert.vegalite_to_svg(drawn)


def _expressions(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("expr", "labelExpr", "filter", "calculate"):
                yield str(value)
            yield from _expressions(value)
    elif isinstance(part, list):
        for one in part:
            yield from _expressions(one)


def test_every_figure_says_what_it_is_and_every_other_mark_is_silent(case):
    for layer in spec(case)["layer"]:
        described = "description" in layer.get("encoding", {})
        assert described or layer["mark"].get("aria") is False, layer["mark"]
        for row in layer["data"]["values"]:
            assert not described or row.get("description", row.get("said"))


FORMS: dict[str, Reading] = {
    "trend": reading(
        figure("2011/12 academic year", 9),
        predicted("2012/13 academic year", 17),
        frequency="academic year",
        targets=[target(20, label="council target")],
        comparators=[
            comparator("2011/12 academic year", "14.6"),
            comparator("2012/13 academic year", "15.3", published_after=True),
            comparator("2011/12 academic year", "58.8", group="all pupils", comparable="partly", why="other pupils"),
        ],
    ),
    "change": reading(
        figure("undated: earlier", 53),
        figure("undated: latest reported", 46),
        unit="weeks",
        targets=[target(26, kind="proposed limit", since=date(2013, 7, 1))],
        comparators=[comparator("2012/13 Q3", "45.1", beside="undated: latest reported")],
    ),
    "limits": reading(
        *(figure(quarter, 48 + 8 * (i % 2)) for i, quarter in enumerate(QUARTERS[20:32])),
        figure(QUARTERS[32], 80),
        targets=[target(60)],
    ),
    "strip": reading(
        figure("30 September 2011", 21, status="approximate"),
        targets=[target(10)],
        comparators=[comparator("30 September 2011", "16.3")],
        own_series=[published("30 September 2011", "21.4")],
    ),
}


@pytest.mark.parametrize("form", [*FORMS, "picture"])
def test_specification_is_the_golden_one(form):
    one = FORMS.get(form, FORMS["trend"])
    drawn = spec(one) if form in FORMS else vega.inlined(sparkline.picture(one))  # type: ignore[arg-type]
    path = GOLDEN / f"{form}.json"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(json.dumps(drawn, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(json.dumps(drawn))


# Pictures


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_charts_use_no_colour_outside_the_palette(case, palette):
    used = set(re.findall(r"#[0-9a-fA-F]{6}", json.dumps(spec(case, palette))))
    assert used <= set(vars(palette).values())


def test_picture_carries_its_dark_twin_and_is_hidden_from_the_reader_of_its_alt_text():
    svg = sparkline.picture_svg(real("five-good-gcses"))
    assert svg is not None
    assert "prefers-color-scheme:dark" in svg
    for name, light in vars(LIGHT).items():
        assert f'[fill="{light}" i]{{fill:{getattr(DARK, name)}}}' in svg
    body = svg.split("</style>")[1]
    assert set(re.findall(r'(?:fill|stroke)="(#\w+)"', body)) <= set(vars(LIGHT).values())
    ElementTree.fromstring(svg)


def test_labels_of_pictures_fit_and_stand_apart(case):
    svg = sparkline.picture_svg(case)
    boxes = list(_boxes(svg)) if svg else []
    for text, box in boxes:
        assert box[0] >= -1, text
        assert box[2] <= sparkline.WIDTH + 1, text
    for (_, one), (_, two) in combinations(boxes, 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


def test_downloaded_pictures_name_the_events_that_they_mark_and_no_others():
    happened = tuple(
        Event(date=when, words=words, source="ofsted-2013", at="paragraph 42")  # type: ignore[arg-type]
        for when, words in (("May 2013", "A new chair"), ("May 1999", "Long ago"))
    )
    chart = chart_for(real("neet"), palette=LIGHT, area="Medway", drawing=Drawing(events=happened))
    assert chart is not None
    svg = render.svg(chart, Caption("26%", (), ("Source: Ofsted, paragraph 42",)))
    assert "Events marked: (1) May 2013: A new chair<" in svg
    assert "Long ago" not in svg


def test_a_chart_with_events_and_special_causes_leaves_rings_to_the_table():
    figures = [*(hub(f"{year}/{year - 1999} Q{n}", 60 + 5 * (year - 2012) + n) for year in (2012, 2013, 2014)
                 for n in (1, 2, 3, 4)), hub("2015/16 Q1", 80, status="provisional")]  # fmt: skip
    happened = (Event(date="1 March 2014", words="A plan", source="ofsted-2013", at="1"),)  # type: ignore[arg-type]
    told = {events: str(spec(reading(*figures), drawing=Drawing(events=events))) for events in ((), happened)}
    assert "provisional, may change" in told[()]
    assert "provisional, may change" not in told[happened]
    assert "provisional figures: see the table" in told[happened]


def test_events_too_near_to_be_told_apart_share_a_mark_that_names_them_all():
    days = [f"{day} July 2013" for day in range(1, 29, 6)] + ["1 March 2014"]
    happened = tuple(
        Event(date=day, words=f"Event {number}", source="ofsted-2013", at="1")  # type: ignore[arg-type]
        for number, day in enumerate(days)
    )
    for quarters, marked, told_of in ((QUARTERS[32:34], 5, 5), (QUARTERS[4:40], 2, 6)):
        one = reading(*(figure(quarter, 50 + number % 3) for number, quarter in enumerate(quarters)))
        drawn = spec(one, drawing=Drawing(events=happened))
        rows = {row["x"]: row["told"] for layer in drawn["layer"] for row in layer["data"]["values"] if "told" in row}
        assert len(rows) == marked
        told = "; ".join(rows.values())
        assert all(f"{day}: Event {number}" in told for number, day in enumerate(days[:told_of]))


def test_the_same_reading_gives_the_same_specification():
    one = CASES["eighty quarters"]
    assert spec(one) == spec(one)


def test_every_indicator_of_the_report_can_be_drawn():
    for indicator in inspected().indicators:
        one = read(inspected(), indicator, date(2013, 8, 23))
        chart = chart_for(one, palette=LIGHT, area="Medway", sources=inspected().sources)
        assert chart is not None or not [figure for figure in one.outcomes if figure.value is not None], indicator.id


# ---- on the way to the browser -------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_rows_that_go_beside_a_chart_are_the_very_rows_of_its_layers(name):
    drawn = spec(CASES[name], drawing=BANDS)
    sent = render.sent(drawn, more_than=0)
    assert len(sent["layer"]) == len(drawn["layer"])
    beside = 0
    for layer, uncut in zip(sent["layer"], drawn["layer"], strict=True):
        rows = uncut["data"]["values"]
        if "name" not in layer["data"]:
            assert layer == uncut, "uneven rows stay in their place"
            continue
        beside += 1
        found = pa.ipc.open_stream(sent["datasets"][layer["data"]["name"]]).read_all().to_pylist()
        if uncut.get("encoding", {}).get("x", {}).get("type") == "temporal":
            for row in found:
                row["x"] = datetime.fromtimestamp(row["x"] / 1000, UTC).date().isoformat()
        assert found == rows
    assert beside > 2


def test_a_strip_of_many_figures_can_be_sent():
    areas = [f"Council {number}" for number in range(30)]
    extra = {"Council 3": {"model": "2013 list", "statistic": "mean"}}
    many = [comparator("2013/14 financial year", 50, area=area, **extra.get(area, {})) for area in areas]
    own = figure("2009/10 financial year", 40), figure("undated: latest reported", 46)
    drawn = spec(reading(*own, comparators=many))
    assert max(len(layer["data"]["values"]) for layer in drawn["layer"]) > render.MANY
    assert len(render.sent(drawn)["layer"]) == len(drawn["layer"])


def test_a_strip_holds_of_others_the_newest_and_those_of_the_council_s_own_periods_and_says_how_many_it_leaves():
    years = [f"{year}/{year - 1999:02d} financial year" for year in range(2005, 2014)]
    own = figure("2009/10 financial year", 40), figure("undated: latest reported", 46)
    drawn = spec(reading(*own, comparators=[comparator(year, 50 + i) for i, year in enumerate(years)]))
    points = [row for layer in drawn["layer"] for row in layer["data"]["values"] if "shown" in row]
    shown = [(row["period"], row["shown"]) for row in points if row["series"].startswith("England")]
    assert list(dict.fromkeys(shown)) == [("2013/14 financial year", "58%"), ("2009/10 financial year", "54%")]
    texts = " ".join(row["label"] for layer in drawn["layer"] for row in layer["data"]["values"] if "label" in row)
    assert "7 earlier figures not drawn" in " ".join(texts.split())
    few = spec(reading(*own, comparators=[comparator("2009/10 financial year", 54), comparator(years[-1], 58)]))
    assert "not drawn" not in str(few)


def test_lines_of_one_name_and_two_kinds_of_period_are_never_joined():
    kinds = ("financial year", "academic year")
    both = [comparator(f"{y}/{y - 1999:02d} {kind}", 40 + 30 * n) for n, kind in enumerate(kinds) for y in (2011, 2012)]
    own = [figure(quarter, 50) for quarter in QUARTERS[28:34]]
    drawn = spec(reading(*own, comparators=both))
    runs: dict[tuple[int, str], set[float]] = {}
    for number, layer in enumerate(drawn["layer"]):
        for row in layer["data"]["values"] if "detail" in layer.get("encoding", {}) else []:
            if "run" in row:
                runs.setdefault((number, row["run"]), set()).add(row["value"])
    assert all(len(values) == 1 for run, values in runs.items() if values & {40.0, 70.0})
    assert sum(bool(values & {40.0, 70.0}) for values in runs.values()) == 2
