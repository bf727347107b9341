"""The plot area: how large it is, and where values and marks lie in it."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.catalogue.events import Event
from metrics.charts.axes import TimeAxis, WordAxis
from metrics.charts.event_marks import event_layers
from metrics.charts.geometry import Axis
from metrics.charts.palette import LIGHT
from metrics.charts.plot_area import PlotArea, plot_area
from tests.support.make import figure, reading

WORDS = WordAxis([outcome.period for outcome in reading(figure("undated: earlier", 53)).outcomes])


def area(unit: str = "percent", title: str = "", above: int = 0) -> PlotArea:
    return plot_area(WORDS, Axis(0, 100, (0, 50, 100), title, unit), LIGHT, above=above)


@pytest.mark.parametrize(
    ("plot", "height"), [(area(), 350), (area(above=100), 406), (area(above=200), 506), (area(title="Weeks"), 350)]
)
def test_area_grows_once_its_labels_leave_too_little_of_it(plot, height):
    assert plot.height == height


def test_values_lie_between_top_and_foot():
    assert [area().down(value, 300) for value in (0, 25, 100)] == [300, 225, 0]


def test_labels_above_a_narrow_plot_take_from_its_height_and_a_column_from_its_width():
    (narrow, short), (wide, tall) = area(above=200).sizes
    assert tall - short == 350 - 306
    assert wide < 560 - 260
    assert narrow < 288


def test_events_stand_on_an_axis_of_days_only():
    happened = [Event(date="May 2013", words="A new chair", source="report", at="1")]  # type: ignore[arg-type]
    days = TimeAxis(date(2013, 1, 1), date(2013, 12, 31), [])
    axis = Axis(0, 100, (0, 50, 100), "", "percent")
    assert len(event_layers(happened, plot_area(days, axis, LIGHT, above=0))) == 3
    assert event_layers(happened, area()) == []
