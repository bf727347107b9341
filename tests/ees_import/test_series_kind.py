"""A series goes on by the kind of period by which it stands: another kind is refused with what to write."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.ees_import.series_kind import begun_kinds
from tests.support import make
from tests.support.make import figure
from tests.support.published_files import MAPPING, an_indicator, only, row, table, take, told

GROUP = "looked-after children"
CHILDREN: dict[str, Any] = {"unit": "count", "of": "children"}
STANDS = [figure("31 March 2012", 443, group=GROUP), figure("31 March 2013", 407, group=GROUP)]
COUNT = {**MAPPING, "value": "child_count"}


def at(reporting_year: str, own: Any = STANDS, kind: str = "Reporting year", year: str = "2025") -> Any:
    rows = [{**row(year=year, count="495"), "time_identifier": kind}]
    known = an_indicator(**CHILDREN, own_series=own)
    return take(table(rows), {**COUNT, "reporting_year": reporting_year}, known=known)


def test_a_series_goes_on_at_the_day_at_which_it_stands() -> None:
    assert told(at("as at 31 March"), "own_series") == [("", "31 March 2025", 495)]


@pytest.mark.parametrize("other", ["financial year", "as at 30 September", "year to 30 September", "calendar year"])
def test_another_kind_is_refused_with_the_one_that_stands(other: str) -> None:
    assert only(at(other)).startswith(
        "file.csv: neet: the series (looked-after children) in the data file is written as 31 March 2013, and this"
        " mapping would begin it anew as "
    )
    assert only(at(other)).endswith(
        "; write 'reporting_year: as at 31 March' in the mapping (data/published.yaml), or choose it on the page"
    )


def test_a_day_can_be_told_of_a_year_that_the_file_names_by_its_kind() -> None:
    assert "write 'reporting_year: as at 31 March'" in only(at("calendar year", kind="Financial year", year="202425"))
    found = at("as at 31 March", kind="Financial year", year="202425")
    assert told(found, "own_series") == [("", "31 March 2025", 495)]


@pytest.mark.parametrize(
    ("kind", "year", "stands", "anew"),
    [
        (
            "Academic year",
            "202425",
            "2023/24 financial year",
            "academic years would begin it anew as 2024/25 academic y",
        ),
        ("Calendar year", "2025", "2023/24 financial year", "calendar years would begin it anew as 2025; "),
        (
            "Financial year",
            "202425",
            "2023/24 academic year",
            "financial years would begin it anew as 2024/25 financial",
        ),
        ("Financial year Q1", "202526", "2023/24 financial year", "quarters would begin it anew as 2025/26 Q1"),
        ("March", "2025", "2023/24 financial year", "months would begin it anew as March 2025"),
        (
            "Financial year",
            "202425",
            "year to 30 September 2024",
            "financial years would begin it anew as 2024/25 fina",
        ),
    ],
)
def test_years_of_another_kind_than_those_that_stand_are_refused_though_the_file_names_them(
    kind: str, year: str, stands: str, anew: str
) -> None:
    said = only(at("financial year", [figure(stands, 407, group=GROUP)], kind, year))
    assert said.startswith(
        f"file.csv: neet: the series (looked-after children) in the data file is written as {stands}"
    )
    assert f", and this file's {anew}" in said
    assert "; ask the publisher if that is a slip, or give the mapping (data/published.yaml) a group of its own" in said
    own = at("financial year", [figure(stands, 407, group="others")], kind, year)
    assert len(told(own, "own_series")) == 1


def test_years_of_the_kind_that_stands_go_on() -> None:
    found = at("financial year", [figure("2023/24 academic year", 407, group=GROUP)], "Academic year", "202425")
    assert told(found, "own_series") == [("", "2024/25 academic year", 495)]


def test_another_group_and_a_series_of_both_kinds_are_free() -> None:
    assert told(at("financial year", [figure("31 March 2013", 407, group="others")]), "own_series")
    both = [*STANDS, figure("2023/24 financial year", 480, group=GROUP)]
    assert told(at("financial year", both), "own_series")


def test_the_series_of_other_areas_goes_on_as_it_stands_too() -> None:
    england = make.comparator("year to 30 September 2012", 50, area="England", group=GROUP)
    known = an_indicator(comparators=[england])
    rows = table([row("England", percent="60")])
    assert "write 'reporting_year: year to 30 September'" in only(take(rows, known=known))
    found = take(rows, {**MAPPING, "reporting_year": "year to 30 September"}, known=known)
    assert told(found) == [("England", "year to 30 September 2025", 60)]


def test_the_kinds_that_stand_are_offered_newest_first() -> None:
    (indicator,) = an_indicator(**CHILDREN, own_series=[*STANDS, figure("year to 30 September 2014", 1)]).indicators
    assert begun_kinds(indicator) == ["year to 30 September", "as at 31 March"]
    (shipped,) = [one for one in make.whole().indicators if one.id == "looked-after-children"]
    assert begun_kinds(shipped) == ["as at 31 March"]
