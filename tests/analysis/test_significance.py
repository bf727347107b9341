"""How sure a verdict is: tested, too few to tell or not tested, of the change and of the comparison."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.analysis.confidence import newcombe
from metrics.analysis.reading import Reading
from metrics.analysis.significance import Verdict, says
from tests.support.make import Entry, comparator, counted, figure, hub, reading
from tests.support.quarterly import STEADY, quarters

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"
HIGHER = {"polarity": "higher_is_better"}
FEW = "too few to tell"


def sure(verdict: Verdict | None) -> tuple[str | None, str | None] | None:
    """On which side, and how sure."""
    return None if verdict is None else (verdict.side, verdict.strength)


def reach(verdict: Verdict | None) -> list[tuple[float, float]]:
    """The interval among all and, where there is one, among the known, to a tenth of a percentage point."""
    assert verdict is not None
    return [(round(one.low, 1), round(one.high, 1)) for one in (verdict.interval, verdict.known) if one is not None]


# The change since the figure before, without limits


def test_change_without_counts_is_not_tested() -> None:
    one = reading(figure(Q4, 30), figure(Q1, 26))
    assert sure(one.verdict) == ("better", "not tested")
    assert one.verdict is not None
    assert (one.verdict.said, one.verdict.interval, one.verdict.by_limits) == ("better", None, False)


@pytest.mark.parametrize(
    "lines",
    [
        [figure(Q4, 30), counted(Q1, 9, 42)],
        [counted(Q4, 12, 40), figure(Q1, 21)],
    ],
)
def test_change_with_counts_of_one_figure_alone_is_not_tested(lines: list[Entry]) -> None:
    assert sure(reading(*lines).verdict) == ("better", "not tested")


def test_change_whose_interval_holds_zero_is_too_few_to_tell() -> None:
    """29 of 42 (69%) and then 21 of 42 (50%): 19 points down, and from -37.8 to +1.9 by Newcombe."""
    one = reading(counted(Q4, 29, 42), counted(Q1, 21, 42), **HIGHER)
    assert sure(one.verdict) == ("worse", FEW)
    assert reach(one.verdict) == [(-37.8, 1.9)]
    assert one.verdict is not None
    assert one.verdict.said is None
    assert not says(one.verdict, "worse")
    assert not says(one.verdict, "better")


@pytest.mark.parametrize(("polarity", "side"), [("lower_is_better", "better"), ("higher_is_better", "worse")])
def test_change_whose_interval_leaves_out_zero_is_tested_on_the_side_of_its_values(polarity: str, side: str) -> None:
    one = reading(counted(Q4, 20, 40), counted(Q1, 9, 42), polarity=polarity)
    assert sure(one.verdict) == (side, "tested")
    assert one.verdict is not None
    assert one.verdict.interval == newcombe(9, 42, 20, 40)
    assert one.verdict.said == side
    assert says(one.verdict, side, "tested")
    assert not says(one.verdict, side, "not tested")


def test_change_must_be_beyond_chance_among_the_known_too() -> None:
    """71 of 151, of whom 5 are unknown, and 56 of 160, of whom 14: zero is left out among all, not among the known."""
    one = reading(counted(Q4, 71, 151, unknown=5), counted(Q1, 56, 160, unknown=14))
    assert sure(one.verdict) == ("better", FEW)
    assert reach(one.verdict) == [(-22.6, -1.1), (-21.3, 1.1)]
    alike = reading(counted(Q4, 71, 151), counted(Q1, 56, 160))
    assert sure(alike.verdict) == ("better", "tested")
    assert reach(alike.verdict) == [(-22.6, -1.1)]


def test_known_must_differ_on_the_same_side_as_all() -> None:
    """10 of 200 and then 20 of 100, of whom 150 and none are unknown: up among all, level among the known."""
    one = reading(counted(Q4, 10, 200, unknown=150), counted(Q1, 20, 100))
    assert reach(one.verdict)[0][0] > 0
    assert sure(one.verdict) == ("worse", FEW)
    turned = reading(counted(Q4, 40, 400, unknown=340), counted(Q1, 30, 100))
    assert (reach(turned.verdict)[0][0] > 0, reach(turned.verdict)[1][1] < 0) == (True, True)
    assert sure(turned.verdict) == ("worse", FEW)


def test_figure_of_whom_nobody_is_known_is_never_tested() -> None:
    """None of 60, all of them unknown: among the known there is nothing to test, so that it tells nothing."""
    one = reading(counted(Q4, 30, 60), counted(Q1, 0, 60, unknown=60))
    assert one.verdict is not None
    assert one.verdict.strength != "tested"
    other = reading(counted(Q1, 0, 60, unknown=60), comparators=[comparator(Q1, 30)])
    assert other.comparison is not None
    assert other.comparison.strength != "tested"


def test_rounded_counts_test_a_change_only_where_both_extremes_agree() -> None:
    """Zero is left out of 30 of 60 and 30 of 100 as they stand, and held where the 30 may be 35 of 95."""
    rounded = counted(Q4, 30, 100, counts_rounded_to=10)
    assert sure(reading(counted(Q4, 30, 100), counted(Q1, 30, 60)).verdict) == ("worse", "tested")
    assert sure(reading(rounded, counted(Q1, 30, 60)).verdict) == ("worse", FEW)
    assert sure(reading(rounded, counted(Q1, 50, 60)).verdict) == ("worse", "tested")


@pytest.mark.parametrize(
    ("one", "side"),
    [
        (reading(counted(Q4, 20, 40), counted(Q1, 9, 42), polarity="neutral"), None),
        (reading(figure(Q4, 30), figure(Q1, 26), polarity="neutral"), None),
        (reading(figure("August 2011", 3), figure("July 2013", 4), unit="grade"), "worse"),
        (reading(figure(Q4, 26), figure(Q1, 26)), "same"),
        (reading(counted(Q4, 9, 42), counted(Q1, 9, 42)), "same"),
        (
            reading(figure(Q4, "26.4", numerator=29, denominator=110), figure(Q1, 26, numerator=26, denominator=100)),
            "same",
        ),
    ],
)
def test_grade_equal_values_and_no_better_way_have_nothing_to_weigh(one: Reading, side: str | None) -> None:
    assert sure(one.verdict) == (side, None)
    assert one.verdict is not None
    assert one.verdict.interval is None


def test_figures_that_count_the_same_days_are_not_tested() -> None:
    overlapping = reading(counted("year to 30 June 2012", 30, 40), counted("year to 30 September 2012", 9, 42))
    assert sure(overlapping.verdict) == ("better", "not tested")
    apart = reading(counted("year to 30 June 2012", 30, 40), counted("year to 30 June 2013", 9, 42))
    assert sure(apart.verdict) == ("better", "tested")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [counted(Q1, 9, 42)],
        [counted(Q4, 30, 40), counted(Q1, 9, 42, break_before="new definition")],
        [counted("2012/13 financial year", 30, 40), counted(Q1, 9, 42)],
        [counted(Q4, 12, 40), figure(Q1, code="c")],
        [figure(Q4, code="c"), counted(Q1, 9, 42)],
    ],
)
def test_without_a_comparable_earlier_figure_there_is_no_verdict(lines: list[Entry]) -> None:
    assert reading(*lines).verdict is None


def test_change_in_another_unit_is_not_tested_by_counts() -> None:
    one = reading(
        figure(Q4, 30, numerator=12, denominator=40), figure(Q1, 21, numerator=9, denominator=42), unit="weeks"
    )
    assert sure(one.verdict) == ("better", "not tested")


def test_lent_counts_test_the_change_too() -> None:
    own = [counted(period, n, d, source="law") for period, n, d in ((Q4, 20, 40), (Q1, 9, 42))]
    one = reading(figure(Q4, 50), figure(Q1, 21), own_series=own)
    assert sure(one.verdict) == ("better", "tested")
    assert one.verdict is not None
    assert one.verdict.interval == newcombe(9, 42, 20, 40)
    assert sure(reading(figure(Q4, 50), figure(Q1, 21), own_series=own[1:]).verdict) == ("better", "not tested")


# The comparison


def beside(line: Entry, other: Entry, **keys: Any) -> Reading:
    return reading(line, comparators=[other], **keys)


def rounded_england(value: object = "10.4", numerator: int = 8500, denominator: int = 81770) -> Entry:
    return comparator(Q1, value, numerator=numerator, denominator=denominator, counts_rounded_to=10)


def test_comparison_with_rounded_counts_is_tested_where_both_extremes_agree() -> None:
    """70 of 495 beside England's 8,500 of 81,770, each to the nearest 10: +3.7 points, from 0.9 to 7.1."""
    one = beside(counted(Q1, 70, 495), rounded_england())
    assert sure(one.comparison) == ("worse", "tested")
    assert reach(one.comparison) == [(0.9, 7.1)]
    few = beside(counted(Q1, 30, 60), rounded_england(30, 30, 100))
    assert sure(few.comparison) == ("worse", FEW)
    exact = beside(counted(Q1, 30, 60), comparator(Q1, 30, numerator=30, denominator=100))
    assert sure(exact.comparison) == ("worse", "tested")


@pytest.mark.parametrize(
    ("numerator", "expected", "interval"),
    [
        (70, ("worse", "tested"), (0.9, 7.1)),
        (66, ("worse", "tested"), (0.2, 6.2)),
        (60, ("worse", FEW), (-0.9, 4.9)),
        (30, ("better", "tested"), (-6.1, -1.9)),
    ],
)
def test_rate_without_counts_is_taken_as_fixed(
    numerator: int, expected: tuple[str, str], interval: tuple[float, float]
) -> None:
    """Wilson's interval of the council's own must leave England's 10.4% out."""
    one = beside(counted(Q1, numerator, 495), comparator(Q1, "10.4"))
    assert sure(one.comparison) == expected
    assert reach(one.comparison) == [interval]


def test_comparison_must_be_beyond_chance_among_the_known_too() -> None:
    """56 of 160 (35%) lies below 43%; 56 of the 146 who are known (38.4%) may not."""
    assert sure(beside(counted(Q1, 56, 160), comparator(Q1, 43)).comparison) == ("better", "tested")
    one = beside(counted(Q1, 56, 160, unknown=14), comparator(Q1, 43))
    assert sure(one.comparison) == ("better", FEW)
    assert len(reach(one.comparison)) == 2


def test_comparison_without_counts_of_the_council_is_not_tested() -> None:
    assert sure(beside(figure(Q1, 26), comparator(Q1, 20)).comparison) == ("worse", "not tested")
    assert sure(beside(figure(Q1, "14.1"), rounded_england()).comparison) == ("worse", "not tested")
    assert sure(beside(figure(Q1, 26), comparator(Q1, 20), unit="weeks").comparison) == ("worse", "not tested")


@pytest.mark.parametrize(
    "other",
    [
        comparator(Q4, "14.6", numerator=708, denominator=4853),
        comparator(Q1, "14.6", numerator=708, denominator=4853, comparable="partly", why="another count"),
        comparator(Q1, "14.6", numerator=708, denominator=4853, group="care leavers"),
        comparator(Q1, code="c"),
    ],
)
def test_what_is_not_like_for_like_is_not_compared(other: Entry) -> None:
    assert beside(counted(Q1, 9, 42), other).comparison is None


def test_less_than_one_person_away_is_too_few_to_tell_whatever_the_interval_says() -> None:
    """One of 20 beside 0.8%: nought and a sixth of a person would be level, and Wilson's interval begins at 0.9%."""
    one = beside(counted(Q1, 1, 20), comparator(Q1, "0.8"))
    assert one.comparison is not None
    assert one.comparison.interval is not None
    assert one.comparison.interval.beyond_chance
    assert (sure(one.comparison), one.comparison.less_than_one) == (("worse", FEW), True)
    further = beside(counted(Q1, 2, 20), comparator(Q1, "0.8")).comparison
    assert (sure(further), further and further.less_than_one) == (("worse", "tested"), False)


def test_exactly_one_person_away_is_not_less_than_one() -> None:
    one = beside(counted(Q1, 9, 40), comparator(Q1, 20)).comparison  # 20% of 40 is 8
    assert one is not None
    assert (one.people, one.less_than_one) == (-1, False)


@pytest.mark.parametrize(
    ("numerator", "denominator", "other", "polarity", "people"),
    [
        (29, 42, "70.8", "higher_is_better", 1),  # 29.7 would be level
        (29, 42, "70.8", "lower_is_better", 1),
        (9, 42, "16.3", "lower_is_better", -3),  # 6.8
        (9, 40, "20", "lower_is_better", -1),  # exactly 8
        (7, 40, "20", "lower_is_better", 1),
        (70, 495, "10.4", "lower_is_better", -19),  # 51.48
    ],
)
def test_distance_is_counted_in_people_to_the_other_side(
    numerator: int, denominator: int, other: str, polarity: str, people: int
) -> None:
    one = beside(counted(Q1, numerator, denominator), comparator(Q1, other), polarity=polarity)
    assert one.comparison is not None
    assert one.comparison.people == people


def test_people_are_not_counted_from_rounded_counts() -> None:
    one = beside(counted(Q1, 700, 4950, counts_rounded_to=10), comparator(Q1, "10.4")).comparison
    assert one is not None
    assert (one.strength, one.people, one.less_than_one) == ("tested", None, False)


def test_level_or_without_a_better_way_nothing_is_weighed() -> None:
    assert sure(beside(counted(Q1, 9, 42), comparator(Q1, "21.4")).comparison) == ("same", None)
    assert sure(beside(counted(Q1, 70, 495), comparator(Q1, "10.4"), polarity="neutral").comparison) == (None, None)
    grade = beside(figure("July 2013", 4), comparator("July 2013", 3), unit="grade")
    assert sure(grade.comparison) == ("worse", None)


@pytest.mark.parametrize(
    ("lender", "expected"),
    [
        ({}, FEW),
        ({"comparable": "partly", "why": "another count"}, "not tested"),
        ({"group": "care leavers"}, "not tested"),
        ({"period": Q4}, "not tested"),
        ({"value": "23.8", "numerator": 10}, "not tested"),
    ],
)
def test_only_an_equal_published_figure_lends_its_counts(lender: dict[str, Any], expected: str) -> None:
    """The report's "21%" is the Department's 9 of 42, 21.4%."""
    own = figure(**{"period": Q1, "value": "21.4", "source": "law", "numerator": 9, "denominator": 42} | lender)
    one = beside(figure(Q1, 21), comparator(Q1, "16.3"), own_series=[own])
    assert sure(one.comparison) == ("worse", expected)


# With limits


def in_hundreds(values: list[int], of: int) -> dict[str, Entry]:
    """Counts of every quarter's percentage, as ``quarters`` takes them."""
    return {f"at_{place}": {"numerator": value * of // 100, "denominator": of} for place, value in enumerate(values)}


def test_special_cause_of_the_latest_figure_is_tested_though_its_counts_are_too_few() -> None:
    """Seven in a row up, each by two of a hundred children: Newcombe's interval of the last step holds zero."""
    values = [*STEADY[:8], 40, 42, 44, 46, 48, 50, 52]
    one = reading(*quarters(values, **in_hundreds(values, 100)))
    assert sure(one.step) == ("worse", FEW)
    assert sure(one.verdict) == ("worse", "tested")
    assert one.verdict is not None
    assert (one.verdict.by_limits, one.verdict.interval) == (True, None)
    assert sure(reading(*quarters(values), **HIGHER).verdict) == ("better", "tested")


def test_special_cause_decides_against_the_last_step() -> None:
    """Beyond the upper limit still, though lower than the quarter before."""
    one = reading(*quarters([*STEADY, 90, 85]))
    assert one.change is not None
    assert one.change.side == "better"
    assert one.variation.latest_cause is not None
    assert sure(one.verdict) == ("worse", "tested")


def test_with_limits_and_no_special_cause_it_is_too_few_to_tell_whatever_the_counts_say() -> None:
    """49% and then 51% of 10,000: more than chance by Newcombe, and common cause by the limits."""
    one = reading(*quarters(STEADY, **in_hundreds(list(STEADY), 10_000)))
    assert one.variation.enough
    assert sure(one.step) == ("worse", "tested")
    assert sure(one.verdict) == (None, FEW)
    assert one.verdict is not None
    assert one.verdict.by_limits
    short = reading(*quarters(STEADY[1:], **in_hundreds(list(STEADY[1:]), 10_000)))
    assert sure(short.verdict) == ("worse", "tested"), "eleven figures have no limits, so counts decide"


def test_with_limits_and_no_counts_it_is_not_called_untested() -> None:
    assert sure(reading(*quarters(STEADY)).verdict) == (None, FEW)


def test_with_limits_a_neutral_indicator_has_no_verdict() -> None:
    assert reading(*quarters([*STEADY, 90]), polarity="neutral").verdict is None
    assert reading(*quarters(STEADY), polarity="neutral").verdict is None


@pytest.mark.parametrize("values", [[*STEADY, "c"], [*STEADY, 90, "c"]])
def test_suppressed_latest_figure_has_no_verdict(values: list[Any]) -> None:
    one = reading(*quarters(values))
    assert (one.verdict, one.step, one.comparison, one.year_before) == (None, None, None, None)


def test_yearly_figures_never_get_limits_and_are_tested_by_their_counts() -> None:
    years = [f"{year}/{(year + 1) % 100:02} financial year" for year in range(1995, 2013)]
    one = reading(*(counted(year, 9 if year == years[-1] else 20, 42) for year in years), frequency="financial year")
    assert len(one.outcomes) == 18
    assert not one.variation.enough
    assert sure(one.verdict) == ("better", "tested")
    assert one.verdict is not None
    assert not one.verdict.by_limits


# The change since a year before


def test_second_change_is_since_the_same_quarter_a_year_before() -> None:
    one = reading(counted("2012/13 Q1", 20, 40), counted(Q4, 12, 40), counted(Q1, 9, 42)).year_before
    assert one is not None
    assert one.earlier is not None
    assert (one.earlier.period.label, one.missing) == ("2012/13 Q1", None)
    assert one.change is not None
    assert (float(one.change.size), one.change.direction) == (-28.6, "down")
    assert sure(one.verdict) == ("better", "tested")
    assert one.verdict is not None
    assert one.verdict.interval == newcombe(9, 42, 20, 40)


def test_second_change_is_of_the_same_month_and_not_of_another_kind() -> None:
    lines = [figure("June 2012", 30), figure("2012/13 Q1", 44), figure("May 2013", 28), figure("June 2013", 26)]
    one = reading(*lines, frequency="month").year_before
    assert one is not None
    assert one.change is not None
    assert one.change.size == -4
    assert sure(one.verdict) == ("better", "not tested")


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        ([figure(Q4, 30)], "no figure"),
        ([figure("2012/13 Q2", 30), figure(Q4, 30)], "no figure"),
        ([figure("2012/13 Q1", code="x"), figure(Q4, 30)], "code"),
        ([figure("2012/13 Q1", 30), figure(Q4, 30, break_before="new definition")], "break"),
    ],
)
def test_second_change_that_can_not_be_told_has_its_reason(lines: list[Entry], missing: str) -> None:
    one = reading(*lines, figure(Q1, 26)).year_before
    assert one is not None
    assert (one.change, one.verdict, one.missing) == (None, None, missing)


def test_break_at_the_latest_figure_itself_ends_the_second_change_and_one_before_both_does_not() -> None:
    at_latest = reading(figure("2012/13 Q1", 30), figure(Q1, 26, break_before="new definition")).year_before
    assert at_latest is not None
    assert at_latest.missing == "break"
    before = reading(
        figure("2011/12 Q4", 33), figure("2012/13 Q1", 30, break_before="new definition"), figure(Q1, 26)
    ).year_before
    assert before is not None
    assert before.missing is None


@pytest.mark.parametrize(
    "period", ["2013/14 financial year", "31 March 2013", "undated: lately", "year to 30 June 2013"]
)
def test_other_kinds_of_period_have_no_second_change(period: str) -> None:
    assert reading(figure(period, 26)).year_before is None


def test_suppressed_figure_of_a_year_before_is_a_code() -> None:
    one = reading(hub("2012/13 Q1", code="c"), hub(Q1, 26)).year_before
    assert one is not None
    assert one.missing == "code"
