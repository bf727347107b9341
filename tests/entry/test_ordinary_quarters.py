"""An ordinary quarter asks five questions at most, and every kind of error that is planted in one is still found."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.support import ordinary_quarters
from tests.support.ordinary_quarters import PERIODS, Quarter, enter, quarters, replayed

SEED = 11
EARLY, LATE = 3, 12
"""The fourth quarter and the thirteenth."""


@pytest.mark.parametrize("seed", [SEED, 2, 7])
def test_none_of_thirteen_ordinary_quarters_asks_more_than_five_questions(seed: int) -> None:
    _, asked = replayed(seed)
    assert len(asked) == 13
    assert max(map(len, asked)) <= 5, asked
    assert sum(map(len, asked)) <= 30


@cache
def before(place: int) -> str:
    return replayed(SEED, place)[0]


@cache
def clean(place: int) -> frozenset[str]:
    return frozenset(enter(before(place), quarters(SEED)[place], PERIODS[place]).doubts)


def found(place: int, quarter: Quarter, period: str | None = None) -> list[str]:
    """What is refused or asked of a quarter, beyond what is asked of it as it is."""
    entered = enter(before(place), quarter, period or PERIODS[place])
    return [*map(str, entered.proposal.faults), *(one for one in entered.doubts if one not in clean(place))]


# ---- the errors: each changes one ordinary quarter; the last quarter stands beside it -----------------------------


def value(indicator: str, typed: str) -> Callable[[Quarter, Quarter], None]:
    return lambda quarter, _: quarter[indicator].update(value=typed)


def scaled(indicator: str, times: float, digits: int = 1) -> Callable[[Quarter, Quarter], None]:
    def change(quarter: Quarter, _: Quarter) -> None:
        quarter[indicator]["value"] = f"{float(quarter[indicator]['value']) * times:.{digits}f}"

    return change


def counts(numerator: int, denominator: int) -> Callable[[Quarter, Quarter], None]:
    return lambda quarter, _: quarter["neet"].update(numerator=str(numerator), denominator=str(denominator))


def swapped_counts(quarter: Quarter, _: Quarter) -> None:
    cells = quarter["neet"]
    cells["numerator"], cells["denominator"] = cells["denominator"], cells["numerator"]


def swapped_columns(quarter: Quarter, _: Quarter) -> None:
    quarter["reviews-in-timescale"] = {"value": "205", "numerator": "184", "denominator": "90"}


def all_shares(quarter: Quarter, _: Quarter) -> None:
    for indicator in ("health-assessments-completed", "vacancies", "agency-workers", "youth-service-participation"):
        quarter[indicator]["value"] = f"{float(quarter[indicator]['value']) / 100:.3f}"


def copied(quarter: Quarter, last: Quarter) -> None:
    for indicator in list(quarter)[15:40]:
        if indicator in last:
            quarter[indicator] = dict(last[indicator])


def shifted(quarter: Quarter, _: Quarter) -> None:
    rows = [indicator for indicator, cells in quarter.items() if "value" in cells][-15:]
    values = [quarter[indicator]["value"] for indicator in rows]
    for indicator, typed in zip(rows[:-1], values[1:], strict=True):
        quarter[indicator]["value"] = typed


def swapped_rows(quarter: Quarter, _: Quarter) -> None:
    one, other = quarter["care-proceedings"], quarter["foster-carers"]
    one["value"], other["value"] = other["value"], one["value"]


def of_next_row(quarter: Quarter, _: Quarter) -> None:
    quarter["looked-after-children"]["value"] = quarter["care-leavers"]["value"]


def same_counts(quarter: Quarter, _: Quarter) -> None:
    quarter["health-assessments-completed"] = dict(quarter["reviews-in-timescale"])


def in_place_of_a_code(quarter: Quarter, _: Quarter) -> None:
    quarter["vacancies"] = {"code": "c", "value": "17.5", "reason": "few posts"}


KINDS: dict[str, tuple[Callable[[Quarter, Quarter], None], str]] = {
    "two digits swapped, 87 and 78": (value("health-assessments-completed", "78"), "Health assessments completed"),
    "two digits swapped in a count": (value("looked-after-children", "943"), "Looked-after children"),
    "ten times": (scaled("external-providers", 10, 0), "External placement providers"),
    "a tenth": (scaled("health-assessments-completed", 0.1, 2), "Health assessments completed"),
    "a hundredth": (scaled("adoption-timescale", 0.01, 2), "Time from adoption plan to placement"),
    "one share": (value("vacancies", "0.175"), "was 17.5% meant?"),
    "a column of shares": (all_shares, "4 percentages are below 1"),
    "the last quarter's rows again": (copied, "are they new, or were the old ones copied?"),
    "rows shifted by one": (shifted, "did the rows shift by one?"),
    "numerator and denominator swapped": (swapped_counts, "is no share; check both counts"),
    "value and denominator swapped": (swapped_columns, "row 3, value"),
    "two rows swapped": (swapped_rows, "Length of care proceedings"),
    "the figure of the next row": (of_next_row, "Looked-after children"),
    "the counts of another indicator": (same_counts, "is that right, or is one the other's?"),
    "a year's sum": (scaled("external-providers", 4, 0), "External placement providers"),
    "a year's sum of few": (scaled("informal-resolutions", 4, 0), "Complaints resolved informally"),
    "a number of children for a percentage": (value("health-assessments-completed", "178"), "not between 0 and 100"),
    "a small number of children for a percentage": (value("youth-service-participation", "41"), "Youth service"),
    "no decimal point": (value("health-assessments-completed", "875"), "not between 0 and 100"),
    "no decimal point in a low percentage": (value("three-or-more-placements", "98"), "Three or more placements"),
    "no decimal point in an average": (scaled("changes-of-social-worker", 10, 0), "Changes of social worker"),
    "a minus": (value("health-assessments-completed", "-87.5"), "not between 0 and 100"),
    "the share of the others": (value("health-assessments-completed", "12.5"), "Health assessments completed"),
    "months for weeks": (scaled("care-proceedings", 12 / 52, 1), "Length of care proceedings"),
    "days for weeks": (scaled("care-proceedings", 7, 0), "Length of care proceedings"),
    "zero for none": (value("informal-resolutions", "0"), "is it a true zero, or is there no figure?"),
    "zero for no percentage": (value("agency-workers", "0"), "is it a true zero, or is there no figure?"),
    "half of the children": (counts(22, 104), "the denominator fell from 209 to 104"),
    "twice the children": (counts(90, 418), "the denominator rose from 209 to 418"),
    "a digit lost": (value("looked-after-children", "43"), "Looked-after children"),
    "a part of a person": (value("foster-carers", "121.5"), "no whole number"),
    "a code and a value": (in_place_of_a_code, "has both value and code"),
    "a small number": (value("care-leavers", "5"), "readers won't be shown this figure"),
}


@pytest.mark.parametrize("place", [EARLY, LATE], ids=["fourth quarter", "thirteenth quarter"])
@pytest.mark.parametrize("kind", KINDS)
def test_planted_error_is_asked_about_or_refused(kind: str, place: int) -> None:
    plant, expected = KINDS[kind]
    quarter, last = quarters(SEED)[place], quarters(SEED)[place - 1]
    plant(quarter, last)
    said = found(place, quarter)
    assert any(expected in one for one in said), said
    assert len(said) <= 5, said


def test_quarter_of_another_year_is_asked_about_as_one() -> None:
    late = found(LATE, quarters(SEED)[LATE], "2026/27 Q2")
    assert len([one for one in late if "still to come; is the period right?" in one]) == 1, late
    assert len(late) <= 5, late
    early = found(LATE, quarters(SEED)[LATE], "2012/13 Q2")
    assert [one for one in early if "is before every one that has a figure" in one]
    assert len(early) <= 3, early
    again = found(LATE, quarters(SEED)[LATE], PERIODS[LATE - 4])
    assert sum("this revises" in one for one in again) >= 40


def test_same_seed_gives_the_same_quarters() -> None:
    assert ordinary_quarters.quarters(SEED) == quarters(SEED)
    assert [len(quarter) for quarter in quarters(SEED)] == [45] * 6 + [44] + [45] * 6
