"""Events on one axis of time: where a dot stands, where a bar begins, and dots that lie too near."""

from __future__ import annotations

from datetime import date

from metrics.catalogue import events
from metrics.charts import event_lanes
from metrics.charts.event_lanes import Axis
from tests.support import make
from tests.support.make import indicator

YEAR = Axis(date(2013, 1, 1), date(2013, 12, 31))


def parsed(*dates: str) -> tuple[events.Event, ...]:
    lines = [f"  - {{{one}, words: event {number}, source: report, at: x}}\n" for number, one in enumerate(dates)]
    return events.parse("events:\n" + "".join(lines), make.catalogue(indicator()))


def dots(*dates: str) -> list[event_lanes.Dot]:
    return event_lanes.dots(parsed(*dates), YEAR, lambda event: event.words)


def test_dot_stands_at_the_end_of_its_period_and_nothing_without_a_date() -> None:
    first, last = dots("date: 1 January 2013", "date: December 2013", "date: 'undated: later'")
    assert (first.at, last.at) == (0, 1)
    assert (first.told, last.told) == (("event 0",), ("event 1",))


def test_what_lasted_is_a_bar_from_its_first_day_to_its_last_and_an_open_end_is_a_dot() -> None:
    bar, dot = dots("date: January 2013, until: December 2013", "date: May 2013, until: 'undated: autumn'")
    assert (bar.start, bar.at) == (0, 1)
    assert dot.start == dot.at


def test_dots_that_lie_too_near_are_one_that_counts_them() -> None:
    several, apart = dots("date: 1 May 2013", "date: 3 May 2013", "date: 3 June 2013")
    assert several.told == ("event 0", "event 1")
    assert apart.told == ("event 2",)


def test_axis_runs_from_the_first_quarter_to_the_last_and_names_its_years() -> None:
    axis = event_lanes.axis_of([date(2011, 8, 31), date(2014, 2, 23)])
    assert axis == Axis(date(2011, 7, 1), date(2014, 3, 31))
    assert [name for name, _ in axis.years] == ["2012", "2013", "2014"]
    assert event_lanes.axis_of([]) is None
    assert event_lanes.axis_of([date(2013, 11, 30)]) == Axis(date(2013, 10, 1), date(2013, 12, 31))


def test_years_of_a_long_time_are_named_where_there_is_room() -> None:
    years = Axis(date(2011, 7, 1), date(2052, 3, 31)).years
    assert [name for name, _ in years] == ["2015", "2020", "2025", "2030", "2035", "2040", "2045", "2050"]


def test_days_of_events_are_their_ends_and_where_they_lasted_both() -> None:
    listed = parsed("date: May 2013", "date: July 2013, until: August 2013", "date: 'undated: later'")
    assert set(event_lanes.days_of(listed)) == {date(2013, 5, 31), date(2013, 7, 1), date(2013, 8, 31)}
