"""Each doubt is raised exactly where it should be, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from metrics.catalogue.load import parse
from metrics.catalogue.period import parse as parse_period
from metrics.entry.plausibility import doubts
from metrics.wording import formatting
from tests.support import make
from tests.support.make import Entry, hub, indicator, predicted, revised
from tests.support.make import figure as published
from tests.support.proposals import Filled, an_indicator, figure, proposed

Q3, Q4, Q1, Q2 = "2012/13 Q3", "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"
TODAY = date(2014, 8, 31)
STEADY = [hub("2012/13 Q2", 28), hub(Q3, 29), hub(Q4, 30), hub(Q1, 28)]
"""Changes of one, one and two percentage points."""


def told(known: list[Entry], *filled: Filled, **keys: object) -> list[str]:
    """What is doubted of rows added to one indicator with these figures, but for their being revisions."""
    return [one for one in raised(known, *filled, **keys) if not one.startswith("this revises")]


def raised(known: list[Entry], *filled: Filled, **keys: object) -> list[str]:
    """All that is doubted of rows added to one indicator, without its name and period."""
    text = make.text(indicator(*known, **keys))
    found = proposed(text, *filled)
    assert found.amended is not None, list(map(str, found.faults))
    every = doubts(parse(text), found.amended.catalogue, found.change.additions, TODAY)
    return [one.words.split(": ", 1)[1] for one in every]


def test_figure_like_those_before_is_not_doubted() -> None:
    assert told(STEADY, figure(value="27")) == []


# ---- an unusual change ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "doubted"), [("36", True), ("20", True), ("34", False), ("22", False)])
def test_unusual_change_is_doubted_in_both_directions(value: str, doubted: bool) -> None:
    found = told(STEADY, figure(value=value))
    assert ["is unusual" in one for one in found] == [True] * doubted


def test_change_is_told_with_both_figures_its_size_and_what_is_usual() -> None:
    assert told(STEADY, figure(value="36")) == [
        "28% to 36% is a change of 8 percentage points, where more than 6.4 is unusual; are both right?"
    ]


@pytest.mark.parametrize(("value", "doubted"), [("36", False), ("40", True)])
def test_without_an_earlier_change_the_unit_says_what_is_usual(value: str, doubted: bool) -> None:
    assert ["more than 8.4 is unusual" in one for one in told([hub(Q1, 28)], figure(value=value))] == [True] * doubted


def test_figure_that_comes_back_from_an_unusual_one_is_not_doubted_again() -> None:
    known = [*STEADY, hub(Q2, 50)]
    assert told(known, figure(value="29", period="2013/14 Q3")) == []
    assert told(known, figure(value="49", period="2013/14 Q3")) == []
    assert len(told(known, figure(value="39", period="2013/14 Q3"))) == 1


def test_revision_is_held_against_the_figures_before_its_period_and_the_one_that_it_replaces() -> None:
    known = [hub(Q4, 30), hub(Q1, 46)]
    assert told(known, figure(value="45", period=Q1)) == []
    (words,) = told(known, figure(value="15", period=Q1))
    assert words.startswith("30% to 15% is a change of 15 percentage points")


def test_revised_figure_is_the_one_that_counts_as_last() -> None:
    known = [*STEADY[:-1], hub(Q1, 48), revised(Q1, 29, source="hub")]
    assert told(known, figure(value="28")) == []


def test_late_return_is_held_only_against_earlier_figures() -> None:
    known = [hub("2012/13 Q1", 28), hub("2012/13 Q2", 29), hub(Q1, 80)]
    assert told(known, figure(value="31", period=Q3)) == []
    (words,) = told(known, figure(value="80", period=Q3))
    assert words.startswith("29% to 80%")


def test_period_before_all_that_have_a_figure_is_doubted() -> None:
    early = "its period is before every one that has a figure; is the period right?"
    assert told(STEADY, figure(value="28", period="2011/12 Q4")) == [early]
    assert told(STEADY, figure(value="28", period="2012/13 financial year"), frequency="financial year") == []
    rows = figure(value="28", period="2011/12 Q3"), figure(value="29", period="2011/12 Q4")
    text = make.text(indicator(*STEADY))
    found = proposed(text, *rows)
    assert found.amended is not None
    every = doubts(parse(text), found.amended.catalogue, found.change.additions, TODAY)
    title = "Not in education, employment or training"
    assert [one.words for one in every] == [f"2 figures of {title}, 2011/12 Q3 to 2011/12 Q4: {early}"]


def test_two_new_quarters_are_each_held_against_the_one_before() -> None:
    found = told(STEADY, figure(value="27"), figure(value="20", period="2013/14 Q3"))
    assert len(found) == 1
    assert found[0].startswith("27% to 20%")


# ---- across a break, another kind of period, a code, undated --------------------------------------------


def test_change_across_a_break_is_no_change() -> None:
    known = [hub("2012/13 Q2", 10), hub(Q3, 11), hub(Q4, 50, break_before="a new definition"), hub(Q1, 51)]
    assert told(known, figure(value="52")) == []
    (words,) = told(known, figure(value="62"))
    assert words.startswith("51% to 62%"), "the step over the break is not among the changes"
    assert told(known[:-1], figure(value="99", period=Q4)) == [], "the revised figure stands behind the break"


def test_figures_of_another_kind_of_period_are_no_yardstick() -> None:
    known = [
        hub("31 March 2012", 5),
        hub("2011/12 financial year", 6),
        hub("31 March 2013", 7),
        hub("2012/13 financial year", 70),
    ]
    assert told(known, figure(value="28"), frequency="quarter") == []
    assert told(known, figure(value="9", period="31 March 2014")) == []


def test_code_is_not_doubted_and_no_figure_is_held_against_one() -> None:
    assert told(STEADY, figure(code="x")) == []
    assert told([*STEADY[:-1], hub(Q1, code="x")], figure(value="40")) == []
    assert told([*STEADY[:-1], hub(Q1, code="x")], figure(value="90")) == [
        "you wrote 90%; the last figure was 30% in 2012/13 Q4; are both right?"
    ]
    assert told([*STEADY[:-1], hub(Q1, code="x"), hub(Q2, 30)], figure(value="30", period="2013/14 Q3")) != []


def test_undated_figures_are_compared_only_within_one_place_of_one_source() -> None:
    known = [hub("undated: earlier", 53)]
    cells = {"value": "53", "period": "undated: latest"}
    assert told(known, figure(at="paragraph 1", **cells)) != []
    assert told(known, figure(at="paragraph 2", **cells)) == []
    assert told(known, figure(at="paragraph 1", source="report", **cells)) == []


# ---- equal to the last -----------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["28", "28.0"])
def test_value_equal_to_the_last_is_doubted(value: str) -> None:
    (words,) = told(STEADY, figure(value=value))
    assert words.endswith("is the very figure of 2013/14 Q1; is it new, or was the old one copied?")


def test_value_equal_to_an_earlier_one_is_not_doubted() -> None:
    assert told(STEADY, figure(value="29")) == []


# ---- the denominator -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("numerator", "denominator", "doubted"), [("14", "50", True), ("14", "51", False)])
def test_denominator_that_halved_is_doubted(numerator: str, denominator: str, doubted: bool) -> None:
    known = [*STEADY[:-1], hub(Q1, 28, numerator=28, denominator=100)]
    found = told(known, figure(numerator=numerator, denominator=denominator))
    assert [one for one in found if "denominator" in one] == [
        f"the denominator fell from 100 to {denominator}; is it of the same group?"
    ] * doubted


def test_figure_without_counts_has_no_denominator_to_doubt() -> None:
    assert told([*STEADY[:-1], hub(Q1, 28, numerator=28, denominator=100)], figure(value="27")) == []


@pytest.mark.parametrize("known", [hub(Q1, 28), hub(Q1, 0, numerator=0, denominator=100)])
def test_denominator_is_compared_only_where_both_are_known(known: Entry) -> None:
    found = told([known], figure(numerator="28", denominator="98"))
    assert not any("denominator" in one for one in found)


# ---- the decimal point -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "doubted"), [("2.8", True), ("5.6", True), ("5.7", False), ("26", False)])
def test_decimal_point_that_slipped_is_doubted(value: str, doubted: bool) -> None:
    found = [one for one in told([hub(Q1, 28)], figure(value=value)) if "unusual" not in one]
    assert found == [f"28% to {value}%: is the decimal point in its place?"] * doubted


def test_slip_below_one_is_doubted() -> None:
    assert told([hub(Q1, "0.5")], figure(value="5")) == ["0.5% to 5%: is the decimal point in its place?"]


def test_slip_upwards_is_doubted_and_zero_is_none() -> None:
    assert told([hub(Q1, 9)], figure(value="90")) == ["9% to 90%: is the decimal point in its place?"]
    assert told([hub(Q1, 0)], figure(value="4")) == []


def test_share_of_two_counts_and_a_small_count_slip_by_no_decimal_point() -> None:
    known = [hub(Q1, "1.2", numerator=6, denominator=500)]
    assert told(known, figure(numerator="31", denominator="500")) == [
        "1.2% to 6.2% is a change of 5 percentage points, where more than 2.8 is unusual; are both right?"
    ]
    (words,) = told([hub(Q1, 1)], figure(value="6"), unit="count", of="homes")
    assert words.startswith("1 home to 6 homes is a change of 5, where more than 3.3 is unusual")
    (words,) = told([hub(Q1, 2)], figure(value="10"), unit="count", of="homes")
    assert "decimal point" in words


def test_figure_that_comes_back_to_its_level_slipped_by_no_decimal_point() -> None:
    known = [*STEADY, hub(Q2, 3)]
    assert told(known, figure(value="29", period="2013/14 Q3")) == []


@pytest.mark.parametrize(
    ("known", "cells", "doubted"),
    [
        ([hub(Q1, 9)], {"value": "0"}, True),
        ([hub(Q4, 0), hub(Q1, 9)], {"value": "0"}, False),
        ([hub(Q1, 9)], {"numerator": "0", "denominator": "90"}, False),
        ([], {"value": "0"}, False),
    ],
)
def test_first_zero_of_a_series_may_be_a_blank(known: list[Entry], cells: dict[str, str], doubted: bool) -> None:
    found = [one for one in told(known, figure(**cells)) if "zero" in one]
    assert found == ["9% to 0%; is it a true zero, or is there no figure?"] * doubted


def test_other_sign_than_ever_before_is_doubted() -> None:
    known = [hub(Q4, -3), hub(Q1, -4)]
    assert told(known, figure(value="3"), unit="percentage points") == [
        "−4 percentage points to 3 percentage points: the sign is another than ever before; is it right?"
    ]
    assert told([hub(Q4, 1), *known[1:]], figure(value="3"), unit="percentage points") == []


@pytest.mark.parametrize(("value", "doubted"), [("23", True), ("33", False), ("24", False)])
def test_two_digits_that_may_be_the_wrong_way_round_are_doubted(value: str, doubted: bool) -> None:
    known = [hub("2012/13 Q2", 31), hub(Q3, 32), hub(Q4, 31), hub(Q1, 29)]
    assert told(known, figure(value=value)) == ["29% to 23%; was 32% meant?"] * doubted


def test_grade_is_not_doubted_for_its_size() -> None:
    assert told([hub(Q1, 1)], figure(value="4"), unit="grade") == []


def test_slip_is_told_once_where_the_change_is_doubted_already() -> None:
    assert len(told(STEADY, figure(value="2.8"))) == 1


@pytest.mark.parametrize(
    ("known", "cells", "last"),
    [
        ([hub("19 July 2013", 400)], {"value": "4000"}, "400 at 19 July 2013"),
        ([hub("19 July 2013", 400)], {"value": "4"}, "400 at 19 July 2013"),
        ([hub("undated: earlier", 400)], {"value": "4000"}, "400 (earlier; no date given)"),
        ([hub(Q1, 400), hub(Q2, code="x")], {"value": "4000", "period": "2013/14 Q3"}, "400 in 2013/14 Q1"),
        ([hub(Q1, 400, break_before="new")], {"value": "4000", "period": Q1}, "400 in 2013/14 Q1"),
        ([hub(Q1, 400)], {"value": "4000", "period": Q4}, "400 in 2013/14 Q1"),
    ],
    ids=["another kind", "downwards", "undated", "behind a code", "a revision at a break", "a late return"],
)
def test_slip_is_doubted_beside_the_last_figure_of_any_kind(
    known: list[Entry], cells: dict[str, str], last: str
) -> None:
    now = formatting.number(Decimal(cells["value"]))
    expected = f"you wrote {now}; the last figure was {last}; is the decimal point in its place?"
    assert expected in told(known, figure(**cells), unit="count", of="children")


def test_figure_of_another_kind_that_is_near_enough_is_not_doubted_for_its_size() -> None:
    assert told([hub("19 July 2013", 400)], figure(value="1999"), unit="count", of="children") == []
    assert told([hub("19 July 2013", 400)], figure(code="x"), unit="count", of="children") == []


# ---- parts of people -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "value", "doubted"),
    [
        ("children's homes", "1.5", True),
        ("young people", "30.2", True),
        ("carers", "7.0", False),
        ("providers", "7", False),
        ("cases per worker", "16.5", False),
        ("average days of absence", "9.5", False),
        ("social workers (FTE)", "9.5", False),
    ],
)
def test_part_of_a_person_or_thing_is_doubted(of: str, value: str, doubted: bool) -> None:
    found = told([], figure(value=value), unit="count", of=of)
    assert [one for one in found if "whole" in one] == [f"{value} is no whole number of {of}; is it right?"] * doubted


# ---- revisions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "period", "was"),
    [
        ([hub(Q4, 30), hub(Q1, 36)], Q1, "36% of 2013/14 Q1"),
        ([hub(Q1, 48), revised(Q1, 29, source="hub")], Q1, "29% of 2013/14 Q1"),
        ([hub(Q1, code="x")], Q1, "“not available” of 2013/14 Q1"),
        ([hub("2012/13 financial year", 30)], "2012/13 financial year", "30% of the 2012/13 financial year"),
    ],
)
def test_every_revision_is_a_thing_to_tick(known: list[Entry], period: str, was: str) -> None:
    expected = f"this revises {was}, which stays in the file; is that meant?"
    assert expected in raised(known, figure(value="33", period=period))


def test_new_figure_and_prediction_revise_nothing() -> None:
    rows = figure(value="27"), figure(value="26", period=Q1, status="predicted", predicted_by="the hub")
    assert raised(STEADY, *rows) == []


# ---- another period in the file than on the page ---------------------------------------------------------------

TWO = make.text(
    indicator(hub(Q1, 28)),
    indicator(hub(Q1, 9), id="other", name="Other"),
    indicator(hub("2011/12 academic year", 9), id="gcse", name="GCSEs", frequency="academic year"),
)


def of_all(*filled: Filled, chosen: str = "2013/14 Q3", typed: bool = False) -> list[str]:
    """What is asked once for all rows."""
    found = proposed(TWO, *filled, period=chosen)
    assert found.amended is not None, list(map(str, found.faults))
    rows = [replace(one, places={}) for one in found.rows] if typed else found.rows
    every = doubts(parse(TWO), found.amended.catalogue, found.change.additions, TODAY, parse_period(chosen), rows)
    return [one.words for one in every if not one.indicator]


def test_file_of_another_quarter_than_the_page_is_asked_about_once() -> None:
    rows = figure(value="27", period=Q2), figure("other", value="8", period=Q2)
    assert of_all(*rows) == ["the file says 2013/14 Q2 for 2 figures, the page 2013/14 Q3; which is meant?"]
    assert of_all(*rows, chosen=Q2) == []


def test_each_other_quarter_of_a_file_is_counted() -> None:
    rows = figure(value="27", period=Q2), figure("other", value="8", period=Q4), figure("other", value="8", period=Q2)
    assert of_all(*rows) == [
        "the file says 2012/13 Q4 for 1 figure and 2013/14 Q2 for 2 figures, the page 2013/14 Q3; which is meant?"
    ]


@pytest.mark.parametrize(
    "filled",
    [
        figure(value="27"),
        figure("gcse", value="12", period="2012/13 academic year"),
        figure(value="20", period="2014/15 Q1", status="predicted", predicted_by="the hub"),
        ("comparator", {"indicator": "neet", "area": "England", "group": "all", "value": "9", "period": Q1}),
    ],
    ids=["no period of its own", "another kind", "prediction", "comparator"],
)
def test_rows_that_must_name_another_period_are_not_asked_about(filled: Filled) -> None:
    assert of_all(filled) == []


def test_another_period_that_was_typed_on_the_page_is_meant() -> None:
    assert of_all(figure(value="27", period=Q2), typed=True) == []


# ---- what readers won't be shown ---------------------------------------------------------------------------


def hidden(known: list[Entry], *filled: Filled, **keys: object) -> bool:
    return any("readers won't be shown" in one for one in told(known, *filled, **keys))


@pytest.mark.parametrize(
    ("cells", "keys", "expected"),
    [
        ({"numerator": "3", "denominator": "89"}, {}, True),
        ({"numerator": "86", "denominator": "89"}, {}, True),
        ({"numerator": "0", "denominator": "89"}, {}, False),
        ({"numerator": "6", "denominator": "89"}, {}, False),
        ({"value": "3.4"}, {}, False),
        ({"value": "5"}, {"unit": "count", "of": "children"}, True),
        ({"value": "6"}, {"unit": "count", "of": "children"}, False),
        ({"value": "5"}, {"unit": "count", "of": "cases per worker"}, False),
        ({"numerator": "3", "denominator": "89", "source": "report"}, {}, False),
        ({"code": "c"}, {"unit": "count", "of": "children"}, False),
    ],
)
def test_figure_small_enough_to_be_suppressed_is_told(
    cells: dict[str, str], keys: dict[str, str], expected: bool
) -> None:
    assert hidden([], figure(**cells), **keys) is expected


def test_small_first_figure_of_a_new_indicator_is_told() -> None:
    rows = an_indicator(unit="count", of="children"), figure("health-checks", value="3")
    assert hidden(STEADY, *rows)
    rows = an_indicator(unit="count", of="children"), figure("health-checks", value="30")
    assert not hidden(STEADY, *rows)


def test_revision_to_a_small_number_is_told() -> None:
    assert hidden([hub(Q1, 9)], figure(value="4", period=Q1), unit="count", of="children")


def test_small_late_return_is_told_though_later_figures_are_shown() -> None:
    assert hidden([hub(Q1, 9)], figure(value="4", period=Q4), unit="count", of="children")
    assert not hidden([hub(Q1, 4)], figure(value="9", period=Q4), unit="count", of="children")


# ---- predictions, and other rows ---------------------------------------------------------------------------


def test_predictions_are_not_doubted_but_a_suppressed_one_is_told() -> None:
    assert told(STEADY, figure(value="90", status="predicted", predicted_by="the hub")) == []
    known = [*STEADY, predicted(Q2, 90)]
    assert told(known, figure(value="27")) == [], "and are no yardstick"
    small = figure(numerator="3", denominator="89", status="predicted", predicted_by="the hub")
    assert hidden(STEADY, small)


def test_prediction_beside_an_outcome_leaves_the_outcome_doubted() -> None:
    rows = figure(value="90"), figure(value="20", status="predicted", predicted_by="the hub")
    (words,) = told(STEADY, *rows)
    assert words.startswith("28% to 90%")


def test_comparators_and_targets_are_not_doubted() -> None:
    rows: list[Filled] = [
        ("comparator", {"indicator": "neet", "area": "England", "group": "all", "value": "99"}),
        ("comparator", {"indicator": "neet", "area": "England", "group": "all", "value": "99", "period": "2012/13 Q4"}),
        ("target", {"indicator": "neet", "value": "99", "kind": "council target", "from": "1 April 2014"}),
    ]
    assert told(STEADY, *rows) == []


def test_comparator_that_readers_are_not_shown_is_told() -> None:
    row = {"indicator": "neet", "area": "Kent", "group": "all", "numerator": "3", "denominator": "40"}
    few = "so few are counted that readers won't be shown this figure, so that no child can be recognised"
    assert told(STEADY, ("comparator", row)) == [few]
    assert told(STEADY, ("comparator", {**row, "source": "report"})) == []
    assert told(STEADY, ("comparator", {**row, "numerator": "13"})) == []


# ---- the kind of period ------------------------------------------------------------------------------------


@pytest.mark.parametrize("period", ["2012/13 financial year", "June 2013", "30 June 2013", "year to 30 June 2013"])
def test_period_that_is_not_the_indicators_is_doubted(period: str) -> None:
    assert told(STEADY, figure(value="27", period=period)) == [
        "this indicator is reported by the quarter; is the period right?"
    ]


@pytest.mark.parametrize(
    ("known", "cells", "keys"),
    [
        ([hub("31 March 2012", 5)], {"value": "6", "period": "31 March 2013"}, {}),
        ([], {"value": "6"}, {}),
        ([], {"value": "6", "period": "undated: latest"}, {}),
        ([published("31 March 2011", 3)], {"value": "2", "period": "30 June 2013"}, {"frequency": "inspection"}),
        ([], {"value": "2", "period": "30 June 2013"}, {"frequency": "inspection"}),
    ],
    ids=["had before", "own frequency", "undated", "inspection", "first inspection"],
)
def test_period_like_others_or_of_the_indicators_frequency_is_not(
    known: list[Entry], cells: dict[str, str], keys: dict[str, str]
) -> None:
    assert told(known, figure(**cells), **keys) == []


# ---- a period that isn't over, or leaves others out --------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "last"),
    [("2023/24 Q1", "30 June 2023"), ("2014/15 Q2", "30 September 2014"), ("1 September 2014", "1 September 2014")],
)
def test_period_that_is_still_to_end_is_doubted(period: str, last: str) -> None:
    known = [*STEADY, hub("31 March 2014", 28)]
    expected = f"it ends on {last}, which is still to come; is the period right?"
    assert [one for one in told(known, figure(value="27", period=period)) if "to come" in one] == [expected]


def test_period_that_ends_today_and_one_without_a_day_are_over() -> None:
    assert told([hub("31 August 2013", 5)], figure(value="6", period="31 August 2014")) == []
    assert told([], figure(value="6", period="undated: latest")) == []


@pytest.mark.parametrize(
    ("period", "left_out"), [("2013/14 Q3", "2013/14 Q2"), ("2014/15 Q1", "2013/14 Q2 to 2013/14 Q4")]
)
def test_period_that_leaves_out_those_due_is_doubted(period: str, left_out: str) -> None:
    assert told(STEADY, figure(value="27", period=period)) == [
        f"no figure for {left_out} stands before it; is the period right?"
    ]


def test_periods_that_come_in_one_go_leave_nothing_out() -> None:
    assert told(STEADY, figure(value="27"), figure(value="28", period="2013/14 Q3")) == []


def test_code_is_a_figure_that_was_due() -> None:
    assert told([*STEADY, hub(Q2, code="x")], figure(value="27", period="2013/14 Q3")) == []


def test_revision_behind_a_gap_and_late_return_are_not_doubted_for_it() -> None:
    known = [hub("2012/13 Q2", 28), hub(Q4, 30), hub(Q1, 28)]
    assert told(known, figure(value="29", period=Q4)) == []
    assert told(known, figure(value="29", period=Q3)) == []


def test_prediction_may_be_of_any_period_to_come() -> None:
    assert told(STEADY, figure(value="27", period="2023/24 Q1", status="predicted", predicted_by="the hub")) == []


def test_doubts_name_the_indicator_and_the_period_in_the_order_of_the_rows() -> None:
    text = make.text(indicator(hub(Q1, 28), short_name="NEET"), indicator(hub(Q1, 9), id="other", name="Other"))
    found = proposed(text, figure("other", value="90"), figure(value="50"))
    assert found.amended is not None
    every = doubts(parse(text), found.amended.catalogue, found.change.additions, TODAY)
    assert [(one.indicator, one.words.split(": ")[0]) for one in every] == [
        ("other", "Other, 2013/14 Q2"),
        ("neet", "NEET, 2013/14 Q2"),
    ]


@pytest.mark.parametrize(
    ("filled", "known", "doubted"),
    [
        ({"value": "0.18"}, [], True),
        ({"value": "1"}, [], False),
        ({"value": "0"}, [], False),
        ({"numerator": "3", "denominator": "600"}, [], False),
        ({"value": "0.18"}, [hub(Q1, "0.2")], False),
    ],
)
def test_a_first_percentage_below_one_may_be_a_share(filled: dict[str, str], known: list[Entry], doubted: bool) -> None:
    found = [one for one in told(known, figure(**filled)) if "first figure" in one]
    assert found == ["you wrote 0.18%, the first figure; was 18% meant?"] * doubted


def test_what_a_file_leaves_out_comes_first_and_must_be_looked_at() -> None:
    text = make.text(indicator(*STEADY))
    found = proposed(text, figure(value="36"))
    assert found.amended is not None
    added = found.change.additions
    every = doubts(parse(text), found.amended.catalogue, added, TODAY, left_out=["“Q2 result” (column C) is left out"])
    assert every[0].words == "“Q2 result” (column C) is left out; is that meant?"
    assert len(every) == 2


# ---- a retired indicator ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "doubted"), [("2013/14 Q2", True), ("2013/14 Q3", True), ("2013/14 Q1", False), (Q4, False)]
)
def test_new_figure_of_a_time_in_which_the_indicator_is_retired_is_asked_about(period: str, doubted: bool) -> None:
    retired = {"on": date(2013, 7, 1), "reason": "Counted elsewhere."}
    known = [hub(Q3, 29), hub(Q4, 30)]
    found = told(known, figure(value="29.5", period=period), retired=retired)
    asked = "it is no longer reported (Retired on 1 July 2013: Counted elsewhere); is a figure meant?"
    assert (asked in found) == doubted
