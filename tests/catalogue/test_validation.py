"""Rules between fields and entries: ratios at the digits written, and the order of figures."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from metrics.catalogue.validation import broken_rules


def said(*observations: dict[str, Any], unit: str = "percent", **more: Any) -> list[tuple[tuple[Any, ...], str]]:
    """What the rules say of one indicator's observations: places within the indicator, and sentences."""
    figures = [{"source": "report", "at": "paragraph 1", **observation} for observation in observations]
    indicator = {"id": "neet", "theme": "education", "unit": unit, "observations": figures, **more}
    data = {"sources": {"report": {}}, "themes": [{"id": "education"}], "indicators": [indicator]}
    found = list(broken_rules(data))
    assert all(loc[:2] == ("indicators", 0) for loc, _ in found)
    return [(loc[2:], str(what)) for loc, what in found]


def ratio(value: str, numerator: int, denominator: int, rounded_to: int | None = None) -> list[str]:
    """What the rules say of one percentage and its counts."""
    counts: dict[str, Any] = {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}
    if rounded_to is not None:
        counts["counts_rounded_to"] = Decimal(rounded_to)
    found = said({"period": "2013", "value": Decimal(value), **counts})
    assert all(loc[:2] == ("observations", 0) for loc, _ in found)
    return [what for _, what in found]


def at_digits(numerator: int, denominator: int, digits: int) -> Decimal:
    """A percentage of two counts, half rounded up, by whole numbers only."""
    units, rest = divmod(numerator * 100 * 10**digits, denominator)
    return Decimal(units + (2 * rest >= denominator)).scaleb(-digits)


def figure(period: str, value: str = "26", **more: Any) -> dict[str, Any]:
    return {"period": period, "value": Decimal(value), **more}


def prediction(period: str, value: str = "26") -> dict[str, Any]:
    return figure(period, value, status="predicted", predicted_by="the council")


def revision(period: str, value: str = "26") -> dict[str, Any]:
    return figure(period, value, status="revised", by="the hub", on="2013-09-01", reason="late returns")


COUNTS = st.integers(1, 100_000).flatmap(lambda most: st.tuples(st.integers(0, most), st.just(most)))


@settings(deadline=None)
@given(COUNTS, st.integers(0, 4))
def test_value_computed_from_exact_counts_is_accepted_at_any_digits(counts, digits):
    assert ratio(f"{at_digits(*counts, digits):f}", *counts) == []


@settings(deadline=None)
@given(COUNTS, st.integers(0, 4), st.sampled_from([-1, 1]))
def test_value_off_by_one_in_its_last_digit_is_refused_when_counts_are_exact(counts, digits, by):
    right = at_digits(*counts, digits)
    wrong = right + Decimal(by).scaleb(-digits)
    assume(0 <= wrong <= 100)
    assert ratio(f"{wrong:f}", *counts) == [
        f"{wrong:f} is not {counts[0]} of {counts[1]}; write {right:f}, or mend the counts"
    ]


@settings(deadline=None)
@given(COUNTS, st.integers(0, 2), st.sampled_from([2, 5, 10]))
def test_value_of_counts_that_were_rounded_afterwards_is_accepted(counts, digits, to):
    value = at_digits(*counts, digits)
    rounded = [int((Decimal(count) / to).quantize(Decimal(1), ROUND_HALF_UP)) * to for count in counts]
    assume(rounded[1] > 0)
    assert ratio(f"{value:f}", *rounded, to) == []


@pytest.mark.parametrize(
    ("value", "numerator", "denominator"),
    [
        ("13", 1, 8),
        ("12.5", 1, 8),
        ("12.50", 1, 8),
        ("0.5", 1, 200),
        ("1", 1, 200),
        ("66.7", 2, 3),
        ("14.6", 708, 4853),
        ("0", 0, 7),
        ("100", 7, 7),
    ],
)
def test_ratio_is_rounded_half_up_at_the_digits_written(value, numerator, denominator):
    assert ratio(value, numerator, denominator) == []


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "right"),
    [
        ("12", 1, 8, "13"),
        ("12.4", 1, 8, "12.5"),
        ("0", 1, 200, "1"),
        ("66.6", 2, 3, "66.7"),
        ("14.5", 708, 4853, "14.6"),
        ("15.0", 708, 4853, "14.6"),
        ("99", 7, 7, "100"),
    ],
)
def test_ratio_rounded_otherwise_is_refused_and_the_right_value_named(value, numerator, denominator, right):
    assert ratio(value, numerator, denominator) == [
        f"{value} is not {numerator} of {denominator}; write {right}, or mend the counts"
    ]


@pytest.mark.parametrize(
    ("value", "accepted"), [("42", False), ("43", True), ("50", True), ("58", True), ("59", False)]
)
def test_counts_rounded_to_ten_may_each_lie_five_to_either_side(value, accepted):
    # 45 of 105 is 42.9 and 55 of 95 is 57.9: the furthest that 50 of 100 can come from
    assert ratio(value, 50, 100, 10) == (
        [] if accepted else [f"{value} is not 50 of 100; write 50, or mend the counts"]
    )


def test_counts_are_exact_unless_the_source_rounds_them():
    assert ratio("43", 50, 100, 1) == ratio("43", 50, 100)
    assert ratio("43", 50, 100) == ["43 is not 50 of 100; write 50, or mend the counts"]
    assert ratio("43", 50, 100, 10) == []


def test_share_above_the_whole_is_refused():
    assert ratio("100", 8, 7) == ["8 of 7 is no share; write the larger count as the denominator"]


def test_share_of_nothing_is_refused_and_not_divided():
    assert ratio("0", 0, 0) == ["0 is no denominator; take the counts out, or write 'code: z' in place of the value"]


@pytest.mark.parametrize(
    ("given_count", "says"),
    [
        ("numerator", "has a numerator but no denominator; write both"),
        ("denominator", "has a denominator but no numerator; write both"),
    ],
)
def test_one_count_without_the_other_is_refused(given_count, says):
    assert said(figure("2013", "26", **{given_count: Decimal(26)})) == [(("observations", 0), says)]


def test_ratio_is_checked_on_comparators_and_own_series_too():
    wrong = {"value": Decimal(26), "numerator": Decimal(1), "denominator": Decimal(2), "source": "report", "at": "p"}
    comparator = {"area": "England", "group": "all", "period": "2013", **wrong}
    found = said(figure("2013"), comparators=[comparator], own_series=[{"period": "2013", **wrong}])
    says = "26 is not 1 of 2; write 50, or mend the counts"
    assert found == [(("own_series", 0, "value"), says), (("comparators", 0, "value"), says)]


def test_ratio_of_another_unit_is_not_taken_for_a_percentage():
    assert said(figure("2013", "40", numerator=Decimal(4), denominator=Decimal(1000)), unit="per 10,000") == []


@pytest.mark.parametrize(
    ("unit", "value", "accepted"),
    [
        ("percent", "0", True),
        ("percent", "100", True),
        ("percent", "100.1", False),
        ("percent", "-0.1", False),
        ("percentage points", "-3", True),
        ("percentage points", "120", True),
        ("weeks", "0", True),
        ("weeks", "-1", False),
        ("days", "-1", False),
        ("per 10,000", "-1", False),
        ("grade", "1", True),
        ("grade", "2", True),
        ("grade", "3", True),
        ("grade", "4", True),
        ("grade", "0", False),
        ("grade", "5", False),
        ("grade", "2.5", False),
    ],
)
def test_value_must_lie_in_the_range_of_its_unit(unit, value, accepted):
    places = [loc for loc, _ in said(figure("2013", value), unit=unit)]
    assert places == ([] if accepted else [("observations", 0, "value")])


def test_count_below_zero_is_refused_and_count_needs_what_is_counted():
    assert [loc for loc, _ in said(figure("2013", "-1"), unit="count", of="children")] == [("observations", 0, "value")]
    assert said(figure("2013", "1"), unit="count") == [
        (("unit",), "a count needs what is counted; add for example 'of: children'")
    ]


@pytest.mark.parametrize(
    ("value", "quote", "accepted"),
    [
        ("26", "at June 2013 was 26%", True),
        ("16", "at June 2013 was 26%", False),
        ("2.6", "reduced from 14 to 2.6 in 2012/13", True),
        ("65000", "approximately 65,000 children and young people", True),
        ("56000", "approximately 65,000 children and young people", False),
        ("16", "an improvement since 2012/13 and June 2013", True),
        ("6", "six of the 10 pupils aged 16-25", True),
        ("4", "the judgement is inadequate", True),
    ],
)
def test_figure_stands_in_its_own_quotation(value, quote, accepted):
    found = [what for _, what in said(figure("2013/14 Q1", value, quote=quote), unit="count", of="children")]
    assert any("does not stand in its quotation" in what for what in found) is not accepted


def test_figure_worked_out_from_quoted_counts_stands_in_its_quotation():
    counts = figure("2013/14 Q1", "9.0", numerator=Decimal(10), denominator=Decimal(111), quote="10 responses from 111")
    assert said(counts) == []


def test_figures_in_order_are_accepted():
    assert said(*(figure(period) for period in ("2012/13 Q4", "2013/14 Q1", "2013/14 Q2"))) == []


def test_figures_that_end_on_one_day_stand_shortest_first():
    shortest_first = ["31 March 2013", "2012/13 Q4", "2012/13 financial year"]
    assert said(*map(figure, shortest_first)) == []
    assert said(*map(figure, ["2012/13 financial year", "31 March 2013"])) == [
        (
            ("observations", 1, "period"),
            "'31 March 2013' stands after '2012/13 financial year'; move the line up, oldest first",
        )
    ]


def test_every_figure_out_of_order_is_named_against_the_latest_before_it():
    found = said(*map(figure, ["2012/13 Q4", "2013/14 Q2", "2013/14 Q1", "2012/13 Q3", "2013/14 Q3"]))
    assert found == [
        (("observations", 2, "period"), "'2013/14 Q1' stands after '2013/14 Q2'; move the line up, oldest first"),
        (("observations", 3, "period"), "'2012/13 Q3' stands after '2013/14 Q2'; move the line up, oldest first"),
    ]


def test_undated_figures_stand_where_the_file_puts_them():
    assert said(*map(figure, ["undated: first", "2012/13 Q4", "undated: between", "2013/14 Q1", "undated: last"])) == []


def test_undated_figure_between_does_not_hide_a_wrong_order():
    found = said(*map(figure, ["2013/14 Q1", "undated: between", "2012/13 Q4"]))
    assert [loc for loc, _ in found] == [("observations", 2, "period")]


def test_undated_figures_of_the_same_words_are_one_period():
    found = said(*map(figure, ["undated: earlier", "undated: earlier"]))
    assert [loc for loc, _ in found] == [("observations", 1, "period")]


def test_second_outcome_of_a_period_is_refused():
    assert said(figure("2013", "26"), figure("2013", "27")) == [
        (
            ("observations", 1, "period"),
            "'2013' has a figure already; write the newer one below with 'status: revised', by, on and reason",
        )
    ]


def test_second_outcome_is_found_under_another_name_of_the_same_days():
    found = said(figure("2012/13 financial year"), figure("year to 31 March 2013"))
    assert [loc for loc, _ in found] == [("observations", 1, "period")]


def test_a_code_is_an_outcome_too():
    found = said({"period": "2013", "code": "c"}, figure("2013"))
    assert [loc for loc, _ in found] == [("observations", 1, "period")]


def test_prediction_and_outcome_of_one_period_are_accepted_in_either_order():
    assert said(prediction("2013"), figure("2013")) == []
    assert said(figure("2013"), prediction("2013")) == []


def test_second_prediction_of_a_period_is_refused():
    assert said(prediction("2013", "26"), prediction("2013", "27")) == [
        (("observations", 1, "period"), "'2013' has a prediction already; keep one prediction a period")
    ]


def test_prediction_must_name_who_predicted():
    found = said(figure("2013", status="predicted"))
    assert [loc for loc, _ in found] == [("observations", 0)]
    assert found[0][1].startswith("is predicted, but not by whom; add 'predicted_by: ...'")


def test_revisions_below_their_figure_are_accepted():
    assert said(figure("2012"), figure("2013", "26"), revision("2013", "27"), revision("2013", "28")) == []


def test_revision_below_a_later_period_is_out_of_order():
    found = said(figure("2012"), figure("2013"), revision("2012"))
    assert found == [
        (("observations", 2, "period"), "'2012' stands after '2013'; move the line up, oldest first"),
    ]


@pytest.mark.parametrize("left_out", ["by", "on", "reason"])
def test_revision_must_say_by_whom_when_and_why(left_out):
    revised = revision("2013", "27")
    del revised[left_out]
    assert said(figure("2013"), revised) == [
        (("observations", 1), f"is revised without {left_out}; add by (who), on (date) and reason")
    ]


@pytest.mark.parametrize("status", ["provisional", "final", "approximate"])
def test_second_outcome_with_another_status_is_still_a_second_outcome(status):
    found = said(figure("2013"), figure("2013", "27", status=status))
    assert [loc for loc, _ in found] == [("observations", 1, "period")]


def test_comparator_is_known_by_area_group_period_and_source():
    one = {"area": "England", "group": "all", "period": "year to 31 March 2013", "value": Decimal(30)}
    one |= {"source": "report", "at": "p"}
    other = {**one, "period": "2012/13 financial year"}
    assert (
        said(figure("2013"), comparators=[one, {**one, "area": "South East"}, {**one, "group": "care leavers"}]) == []
    )
    assert said(figure("2013"), comparators=[one, {**one, "period": "2013"}]) == []
    assert said(figure("2013"), comparators=[one, other]) == [
        (("comparators", 1), "stands here twice (same area, group, period and source); take one out")
    ]


def test_comparator_may_stand_beside_a_period_of_the_indicator_only():
    one = {"area": "England", "group": "all", "period": "2013", "value": Decimal(30), "source": "report", "at": "p"}
    observed = figure("undated: latest reported")
    assert said(observed, comparators=[{**one, "beside": "undated: latest reported"}]) == []
    assert said(observed, comparators=[{**one, "beside": "2013/14 Q1"}]) == [
        (
            ("comparators", 0, "beside"),
            "'2013/14 Q1' is no period of this indicator's figures; write one that is",
        )
    ]


@pytest.mark.parametrize("data", [{}, {"indicators": None}, {"indicators": "none", "sources": [], "themes": {}}])
def test_rules_pass_over_what_is_not_there(data):
    assert list(broken_rules(data)) == []


SCRAPS = st.recursive(
    st.none() | st.booleans() | st.just(Decimal(3)) | st.sampled_from(["2013", "", "report", "percent"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["value", "id", "at"]), inner, max_size=2)
    ),
    max_leaves=4,
)
KEYS = [
    "period",
    "value",
    "code",
    "status",
    "source",
    "area",
    "group",
    "words",
    "numerator",
    "denominator",
    "comparable",
]
ENTRIES = st.lists(
    st.dictionaries(st.sampled_from([*KEYS, "beside", "from", "until", "kind"]), SCRAPS, max_size=6), max_size=3
)


@settings(deadline=None)
@given(ENTRIES, ENTRIES, ENTRIES, SCRAPS)
def test_rules_tolerate_anything_and_say_it_in_sentences(observations, comparators, targets, scrap):
    indicator = {"unit": scrap, "theme": scrap, "id": scrap, "source": scrap, "standard": scrap}
    indicator |= {"observations": observations, "comparators": comparators, "targets": targets, "said": scrap}
    data = {"sources": {"report": {}}, "themes": [{"id": scrap}], "indicators": [indicator, indicator]}
    for what in (str(one) for _, one in broken_rules(data)):
        assert "; " in what or what.startswith("write ")
