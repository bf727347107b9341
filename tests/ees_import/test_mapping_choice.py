"""What was chosen on the page, piece by piece, and the mapping that it comes to."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.ees_import.mapping import Count, Rounding, RowsOf
from metrics.ees_import.mapping_choice import CountChoice, MappingChoice, chosen_mapping
from tests.support.published_files import an_indicator

ROWS = {"breakdown": "Placed well"}
TOTAL, NOT_KNOWN = {"breakdown": "Total"}, {"breakdown": "No information"}
NEET = an_indicator(group="care leavers").indicators[0]


def chosen(counts: CountChoice | None = None, **typed: Any) -> RowsOf | None:
    return chosen_mapping(MappingChoice(NEET, ROWS, "child_percent", counts, **typed))


def test_rows_and_a_column_are_enough_and_the_group_is_the_indicator_s() -> None:
    assert chosen() == RowsOf(indicator="neet", rows=ROWS, value="child_percent", group="care leavers")
    assert chosen(group="  children in care ") == RowsOf(
        indicator="neet", rows=ROWS, value="child_percent", group="children in care"
    )


def test_a_indicator_without_a_group_says_that_none_is_stated() -> None:
    choice = MappingChoice(an_indicator(group=None).indicators[0], ROWS, "child_percent")
    found = chosen_mapping(choice)
    assert found is not None
    assert found.group == "not stated"


@pytest.mark.parametrize("why", ["", "  "])
def test_what_is_not_like_for_like_waits_for_its_reason(why: str) -> None:
    assert chosen(comparable="partly", why=why) is None
    found = chosen(comparable="partly", why=" other ages ", reporting_year="financial year")
    assert found is not None
    assert (found.comparable, found.why, found.reporting_year) == ("partly", "other ages", "financial year")


@pytest.mark.parametrize(
    ("counts", "denominator", "unknown"),
    [
        (CountChoice("child_count"), None, None),
        (CountChoice("child_count", unknown_rows=NOT_KNOWN), None, None),
        (CountChoice("child_count", "children"), Count(column="children"), None),
        (CountChoice("child_count", out_of_rows=TOTAL), Count(column="child_count", rows=TOTAL), None),
        (CountChoice("child_count", "children", TOTAL), Count(column="children", rows=TOTAL), None),
        (
            CountChoice("child_count", None, TOTAL, NOT_KNOWN),
            Count(column="child_count", rows=TOTAL),
            Count(column="child_count", rows=NOT_KNOWN),
        ),
    ],
)
def test_counts_are_taken_once_it_is_chosen_what_they_are_out_of(
    counts: CountChoice, denominator: Count | None, unknown: Count | None
) -> None:
    found = chosen(counts)
    assert found is not None
    assert found.numerator == (Count(column="child_count") if denominator else None)
    assert (found.denominator, found.unknown) == (denominator, unknown)


def test_counts_of_england_and_regions_may_be_rounded_and_the_council_s_are_not() -> None:
    found = chosen(CountChoice("child_count", "children", rounded_to=10))
    assert found is not None
    assert found.counts_rounded_to == Rounding(national=10, regional=10, local=1)
