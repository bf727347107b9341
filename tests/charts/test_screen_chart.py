"""The chart for a projector: large words, in the shape of its place."""

from __future__ import annotations

import re

import pytest

from metrics.analysis.reading import read_all
from metrics.charts import render
from metrics.charts.chart_form import TALL, chart_for, screen_chart
from metrics.charts.options import Drawing
from metrics.charts.palette import LIGHT, SMALL
from tests.support.make import INSPECTED, whole

PLACE = 1346, 650
"""What a screen of 1920 by 1080 has for it."""

READINGS = {one.indicator.id: one for one in read_all(whole(), INSPECTED)}


def enlarged(name: str) -> tuple[float, float, float]:
    """How many times it is enlarged, and its width and height then."""
    chart = screen_chart(READINGS[name], palette=LIGHT)
    assert chart is not None
    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', render.still(chart, render.screen_width(chart)))
    assert found
    width, height = float(found[1]), float(found[2])
    times = min(PLACE[0] / width, PLACE[1] / height)
    return times, width * times, height * times


@pytest.mark.parametrize("name", ["neet", "reviews-in-timescale", "three-or-more-placements", "care-proceedings"])
def test_words_of_a_chart_have_twenty_pixels_on_a_large_screen_and_its_place_is_filled(name: str) -> None:
    times, width, height = enlarged(name)
    assert times * SMALL >= 20
    assert width > 0.99 * PLACE[0] or height > 0.99 * PLACE[1]


@pytest.mark.parametrize("name", ["three-or-more-placements", "staff-turnover", "neet"])
def test_panels_are_as_high_as_their_place_on_a_projector(name: str) -> None:
    _, _, height = enlarged(name)
    assert height > 0.95 * PLACE[1]


def test_tall_chart_is_drawn_with_three_lines_and_says_what_it_leaves_out() -> None:
    reading = READINGS["suitable-accommodation"]
    whole_chart = chart_for(reading, palette=LIGHT, drawing=Drawing(panels=True))
    fewer = screen_chart(reading, palette=LIGHT)
    assert whole_chart is not None
    assert fewer is not None
    assert whole_chart.height > TALL > fewer.height
    assert "95.9%" in render.still(fewer, render.screen_width(fewer)), "the latest figure, which has no date"
    assert "more on the indicator’s page" in render.still(fewer, render.screen_width(fewer))
