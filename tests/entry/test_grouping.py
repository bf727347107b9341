"""A change in groups: what is new, and what is different from what stands, old beside new."""

from __future__ import annotations

from metrics.catalogue.load import parse
from metrics.entry.grouping import Different, Groups, New, grouped
from metrics.markup import change_groups
from tests.support import make
from tests.support.escaping import HOSTILE, assert_escaped, shown
from tests.support.make import hub, indicator
from tests.support.proposals import Filled, figure, proposed

TEXT = make.text(indicator(hub("2012/13 Q4", 30), hub("2013/14 Q1", 26), short_name="NEET"))


def found(*filled: Filled) -> Groups:
    made = proposed(TEXT, *filled)
    assert made.amended is not None, list(map(str, made.faults))
    return grouped(parse(TEXT), made.amended.catalogue, made.change)


def test_figure_of_a_period_that_has_one_is_different_and_any_other_new() -> None:
    groups = found(figure(value="24", period="2013/14 Q2"), figure(value="25", period="2013/14 Q1", reason="Late"))
    assert groups.new == [New("NEET", "2013/14 Q2", "24%", "")]
    assert groups.different == [Different("NEET", "2013/14 Q1", "26%", "25%", "")]
    assert str(groups.different[0]) == "NEET, 2013/14 Q1: 26% -> 25%"


def test_groups_have_their_counts_and_old_stands_before_new() -> None:
    groups = found(figure(value="24", period="2013/14 Q2"), figure(value="25", period="2013/14 Q1", reason="Late"))
    html = change_groups.groups(groups)
    assert "1 different from what stands: old and new" in shown(html)
    assert "NEET Of 2013/14 Q1 Stands now 26% Would be 25%" in shown(html)
    assert "1 new" in shown(html)
    assert html.count("<details open>") == 1
    assert "<details open>" not in change_groups.groups(Groups([], groups.different * 13))
    assert change_groups.groups(Groups([], [])) == ""
    assert_escaped(change_groups.groups(Groups([New(*[HOSTILE] * 4)], [Different(*[HOSTILE] * 5)])))
