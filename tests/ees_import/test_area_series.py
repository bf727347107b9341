"""Series of one area: codes, counts of all that is counted, and counts that would tell a suppressed number."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.support import make
from tests.support.published_files import (
    ACCOMMODATION,
    COLUMNS,
    COUNTS,
    FOLDER,
    FOLDERS,
    MAPPING,
    counts,
    entries,
    full,
    row,
    table,
    take,
)


@pytest.mark.parametrize(
    ("written", "code", "marker"),
    [("c", "c", None), ("k", "low", None), ("low", "low", None), ("x", "x", None), ("z", "z", None), ("u", "x", "u")],
)
def test_codes_stay_codes(written: str, code: str, marker: str | None) -> None:
    rows = [row(percent=written, count=written), row(breakdown="Total", count="70")]
    found = take(table(rows), {**MAPPING, **COUNTS, "unknown": None})
    (one,) = entries(found, "own_series")
    assert (one["value"], one["code"], one["marker"]) == (None, code, marker)
    assert not {"numerator", "denominator", "unknown"} & set(one)


def test_zero_is_a_number_and_a_blank_says_that_it_is_one() -> None:
    found = entries(take(table([row(percent="0"), row(year="2024", percent="")])), "own_series")
    assert [(one["value"], one["code"], one["note"]) for one in found] == [
        (None, "x", "The cell is blank in the file."),
        (Decimal(0), None, None),
    ]


def test_counts_come_from_other_rows_of_the_same_area_and_year() -> None:
    (one,) = entries(full("84", "135", "160", "14"), "own_series")
    assert counts(one) == (Decimal(84), 135, 160, 14)


@pytest.mark.parametrize(("count", "total"), [("c", "151"), ("141", "c"), ("c", "c"), ("141", ""), ("x", "151")])
def test_counts_that_are_not_both_published_are_both_left_out(count: str, total: str) -> None:
    (one,) = entries(full("93", count, total, "5"), "own_series")
    assert counts(one) == (Decimal(93), None, None, None)


def test_suppressed_unknown_is_said_and_not_worked_out() -> None:
    (one,) = entries(take(table(parts("141", "c", "c", "151")), {**MAPPING, **COUNTS}), "own_series")
    assert counts(one) == (Decimal(93), 141, 151, None)
    assert one["note"].startswith("How many are not known: not shown")


def test_rounding_of_counts_is_by_level() -> None:
    rows = [row(area, percent="50", count="20") for area in ("England", "South East", "Medway")]
    rows += [{**one, "breakdown": "Total", "child_count": "40"} for one in rows]
    mapping = {**MAPPING, **COUNTS, "unknown": None, "counts_rounded_to": {"national": 10, "regional": 5}}
    found = take(table(rows), mapping)
    assert [one["counts_rounded_to"] for one in entries(found)] == [10, 5]
    assert entries(found, "own_series")[0]["counts_rounded_to"] is None


def parts(*counts: str, names: tuple[str, ...] = ("Placed well", "Unsuitable", "No information", "Total")) -> Any:
    rows = [row(breakdown=name, count=count) for name, count in zip(names, counts, strict=True)]
    percent = str(round(100 * int(counts[0]) / int(counts[-1])))
    return [{**one, "child_percent": percent} if one["breakdown"] == "Placed well" else one for one in rows]


def kept(rows: Any, **mapping: Any) -> tuple[tuple[object, ...], str | None]:
    (one,) = entries(take(table(rows), {**MAPPING, **COUNTS, **mapping}), "own_series")
    return counts(one)[1:], one["note"]


LEFT_OUT = "How many are not known is left out: a number that the publisher does not show could be worked out."


@pytest.mark.parametrize("hidden", ["c", "k", "low"])
def test_an_unknown_that_would_reveal_a_suppressed_number_is_left_out(hidden: str) -> None:
    """151 less 141 and 8 is 2, and 98.6% of the 143 known says so too."""
    assert kept(parts("141", hidden, "8", "151")) == ((141, 151, None), LEFT_OUT)


def test_nothing_is_said_of_an_unknown_that_would_not_stand_there_anyway() -> None:
    rows = [row(percent="1", count="low"), *parts("141", "2", "8", "151")[1:]]
    assert kept(rows) == ((None, None, None), None)


def test_counts_whose_rest_is_the_suppressed_number_are_left_out() -> None:
    names = ("Placed well", "Unsuitable", "Total")
    said = LEFT_OUT.replace("How many are not known is", "The counts are")
    assert kept(parts("141", "c", "151", names=names), unknown=None) == ((None, None, None), said)


def test_counts_stay_where_nothing_or_more_than_one_is_suppressed() -> None:
    assert kept(parts("141", "2", "8", "151")) == ((141, 151, 8), None)
    names = ("Placed well", "Unsuitable", "Elsewhere", "No information", "Total")
    assert kept(parts("141", "c", "c", "8", "160", names=names)) == ((141, 160, 8), None)
    boys = [{**one, "sex": "Male"} for one in parts("20", "c", "2", "25")]
    all_of_them = [{**one, "sex": "Total"} for one in parts("141", "2", "8", "151")]
    taken = take(table([*all_of_them, *boys], (*COLUMNS, "sex")), {**MAPPING, **COUNTS, **NAMED})
    assert counts(entries(taken, "own_series")[0])[1:] == (141, 151, 8)


NAMED = {"rows": {"breakdown": "Placed well", "sex": "Total"}}


def test_a_real_row_whose_suppressed_number_is_the_rest_tells_no_unknown() -> None:
    """North East, 2022, 17 to 18 years: 590 less 550 and 40."""
    head = (FOLDER / ACCOMMODATION).read_text(encoding="utf-8-sig").splitlines()[0]
    place = "2022,Reporting year,{},E92000001,England,E12000001,North East,{},17 to 18 years,Accommodation considered"
    region, council = place.format("Regional", ",,"), place.format("Local authority", "805,Hartlepool,E06000001")
    lines = [f"{region} suitable,550,94", f"{region} unsuitable,c,c", f"{council} suitable,25,89"]
    lines += [f"{council} unsuitable,0,0"]
    for one, unknown, total in ((region, "40,6", "590,100"), (council, "3,11", "28,100")):
        lines += [one.replace("Accommodation considered", "No information") + f",{unknown}"]
        lines += [one.replace("Accommodation considered", "Suitability total") + f",{total}"]
    for whole in FOLDERS[1:]:
        assert set(lines) <= set((whole / ACCOMMODATION).read_text(encoding="utf-8-sig").splitlines())
    mapping = {**REAL, "rows": {"care_leaver_age": "17 to 18 years", "breakdown": "Accommodation considered suitable"}}
    org = {"name": "x", "area": "Hartlepool", "area_code": "E06000001", "contact": "x"}
    known = make.catalogue(make.indicator(), organisation=org)
    taken = take("\n".join([head, *lines, ""]).encode(), mapping, known=known, model=None)
    (one,), (own,) = entries(taken), entries(taken, "own_series")
    assert (one["area"], *counts(one), one["note"]) == ("North East", Decimal(94), 550, 590, None, LEFT_OUT)
    assert counts(own) == (Decimal(89), 25, 28, 3)


REAL: dict[str, Any] = {
    "indicator": "neet",
    "value": "care_leaver_percent",
    "numerator": {"column": "care_leaver_count"},
    "denominator": {"column": "care_leaver_count", "rows": {"breakdown": "Suitability total"}},
    "unknown": {"column": "care_leaver_count", "rows": {"breakdown": "No information"}},
    "group": "care leavers aged 17 to 18",
    "reporting_year": "financial year",
    "counts_rounded_to": {"national": 10, "regional": 10},
}


def test_a_count_that_is_none_is_told() -> None:
    (fault,) = full("84", "135.5", "160", "14").faults
    assert "column child_count: 135.5 is no count; a count is a whole number" in str(fault)
