"""Breaks: between which figures, and half way between them in time."""

from __future__ import annotations

from datetime import date

from metrics.charts.reference_lines import break_days
from tests.support.make import figure, reading


def test_break_stands_half_way_between_the_last_figure_before_it_and_the_first_after():
    outcomes = reading(
        figure("2012/13 Q1", 70), figure("2012/13 Q2", 74), figure("2012/13 Q4", 71, break_before="a new definition")
    ).outcomes
    assert break_days(outcomes) == [date(2012, 12, 30)]


def test_undated_figures_have_no_day_between_them():
    assert break_days(reading(figure("undated: earlier", 53), figure("undated: later", 46)).outcomes) == []
