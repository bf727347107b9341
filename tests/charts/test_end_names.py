"""A phone's chart: names at its line ends, the key below the plot, axes that agree with the large chart's."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
import vl_convert

from metrics.analysis.reading import Reading
from metrics.catalogue.events import Event
from metrics.charts import render, vega
from metrics.charts.chart_form import phone_charts
from metrics.charts.options import Drawing
from metrics.charts.palette import LIGHT
from tests.charts.test_panels import CASES, MADE, YEARS, other, published, reading
from tests.support.make import figure, target
from tests.support.svg_boxes import boxes

CLOSE = reading(
    figure("2012/13 financial year", 90),
    own_series=[published(period, 93 + i % 3) for i, period in enumerate(YEARS)],
)
RISING = reading(*(figure(f"{year}/{year - 1999} Q{n}", 60 + 4 * (year - 2012) + n) for year in (2012, 2013, 2014)
                   for n in (1, 2, 3, 4)))  # fmt: skip
LONG_NAMES = reading(
    *(figure(f"2013/14 Q{n}", 70 + n) for n in (1, 2, 3)),
    targets=[target(95, kind="statutory duty")],
)


def pictures(one: Reading) -> list[str]:
    made = phone_charts(one, palette=LIGHT, area="Medway", sources=MADE)
    return [str(vl_convert.vegalite_to_svg(vega.inlined(chart) | {"width": render.PHONE})) for chart in made]


def at_ends(picture: str) -> list[str]:
    """The words of the names, which are smaller than all others."""
    return re.findall(r'<text[^>]*font-size="13px"[^>]*>(.*?)</text>', picture)


@pytest.mark.parametrize("name", CASES)
def test_no_word_of_a_phone_touches_another_or_leaves_the_picture(name: str) -> None:
    for picture in pictures(CASES[name]):
        placed = list(boxes(picture))
        for words, box in placed:
            assert -3 <= box[0] <= box[2] <= render.PHONE + 3, words
        for (words, one), (more, two) in combinations(placed, 2):
            apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
            assert apart, f"'{words}' overlaps '{more}'"


def test_lines_are_named_with_their_values_and_the_key_stands_below_the_plot() -> None:
    _, picture = pictures(CASES["apart"])
    names = " ".join(at_ends(picture))
    assert re.search(r"Medway.*38", names)
    assert re.search(r"England.*39", names)
    places = dict(boxes(picture))
    axis = max(box[3] for words, box in places.items() if re.fullmatch(r"\d{4}/\d\d", words))
    assert places["2 more in the table"][1] > axis
    assert next(box for words, box in places.items() if words.startswith("Medway (DfE)"))[1] > axis


def test_a_plot_is_260_pixels_high_at_least() -> None:
    for name, one in CASES.items():
        for picture in pictures(one):
            lines = [float(down) for down in re.findall(r'<line transform="translate\(0,([\d.]+)\)" x2="\d', picture)]
            assert max(lines) - min(lines) >= 260, name


def test_a_duty_is_named_at_the_end_of_its_line() -> None:
    (picture,) = pictures(LONG_NAMES)
    assert re.search(r"Duty.*95%", " ".join(at_ends(picture)))


def test_the_panels_of_one_chart_begin_at_zero_together() -> None:
    def fitted(one: Reading) -> list[bool]:
        return ["start at 0" in " ".join(words for words, _ in boxes(picture)) for picture in pictures(one)]

    assert fitted(CLOSE) == [True, True]
    assert fitted(CASES["apart"]) == [False, False]


def test_of_several_special_figures_in_a_row_the_last_alone_is_marked_at_its_full_size() -> None:
    (chart,) = phone_charts(RISING, palette=LIGHT, area="Medway", sources=MADE)
    rows = [row for layer in vega.flat_layers(render.spec(chart)) for row in layer["data"]["values"]]
    sizes = {row["narrow"] for row in rows if "narrow" in row and "stroke" in row and row["thick"] == 1}
    assert sizes == {324.0}
    told = [row["label"] for row in rows if "marked at" in str(row.get("label", ""))]
    assert len(told) == 1


def test_a_comparator_that_ends_before_has_its_name_beside_its_last_figure() -> None:
    one = reading(own_series=[published(period, 50) for period in YEARS],
                  comparators=[other(YEARS[0], 30), other(YEARS[1], 31)])  # fmt: skip
    (picture,) = pictures(one)
    places: dict[str, Any] = dict(boxes(picture))
    assert places["England"][0] < 200 < places["Medway"][0]


def test_a_phone_numbers_its_events_and_says_in_its_key_how_many_more_share_a_mark() -> None:
    happened = tuple(
        Event(date=day, words=words, source="report", at="1")  # type: ignore[arg-type]
        for day, words in (("3 July 2013", "A new home"), ("4 July 2013", "A visit"), ("1 March 2014", "A plan"))
    )
    one = reading(*(figure(f"2013/14 Q{n}", 70 + n) for n in (1, 2, 3, 4)))
    (chart,) = phone_charts(one, palette=LIGHT, area="Medway", drawing=Drawing(events=happened))
    picture = " ".join(words for words, _ in boxes(vl_convert.vegalite_to_svg(vega.inlined(chart) | {"width": 320})))
    assert "(1) 3 July 2013: A new home; 1 more in the" in picture
    assert "(2) 1 March 2014: A plan" in picture
