"""Which mappings serve a file, and which of the others are told: those that the file should serve, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import make
from tests.support.published_files import (
    BASE,
    COLUMNS,
    COUNTS,
    MAPPING,
    an_indicator,
    counts,
    entries,
    only,
    row,
    table,
    take,
    told,
)

PLACED = [row(percent="84", count="135"), row(breakdown="Total", percent="100", count="160")]
RENAMED = [{**one, "breakdown": one["breakdown"].replace("Total", "All placed")} for one in PLACED]
BOTH: dict[str, Any] = {**MAPPING, **COUNTS, "unknown": None}
OTHER: dict[str, Any] = {
    **BOTH,
    "renamed": True,
    "denominator": {"column": "child_count", "rows": {"breakdown": "All placed"}},
}
"""The rows of ``BOTH`` in a release that gives its total another name."""


@pytest.mark.parametrize("rows", [PLACED, RENAMED])
@pytest.mark.parametrize(
    "mappings", [(BOTH, OTHER), (OTHER, BOTH), ({**BOTH, "until": "2021/22 financial year"}, OTHER)]
)
def test_two_releases_that_name_a_count_s_row_differently_are_each_served(rows: Any, mappings: Any) -> None:
    until = "until" in mappings[0]
    if until and rows is PLACED:
        rows = [{**one, "time_period": "2022"} for one in rows]
    found = take(table(rows), *mappings)
    (own,) = entries(found, "own_series")
    assert counts(own) == (84, 135, 160, None)
    assert not any("All placed" in message or "'Total'" in message for message in found.messages)


def test_without_another_mapping_a_missing_count_is_a_fault() -> None:
    assert only(take(table(RENAMED), BOTH)).startswith("file.csv: neet, denominator: column breakdown: no row says 'To")


NEAR = {**MAPPING, "rows": {"breakdown": "Placed fairly wel"}, "group": "others"}
FAR = {**MAPPING, "rows": {"breakdown": "Held a driving licence"}, "group": "others"}


def test_rows_that_may_have_been_renamed_are_told_and_others_are_not() -> None:
    rows = [*BASE, row(breakdown="Placed fairly well", percent="1")]
    near = (
        "neet: not in this file (column breakdown: no row says 'Placed fairly wel'; did you mean 'Placed fairly well'?)"
    )
    assert take(table(rows), MAPPING, NEAR).messages == (near,)
    assert take(table(rows), MAPPING, FAR).messages == ()


def test_rows_that_came_from_a_file_of_this_name_before_are_told() -> None:
    stood = make.figure(
        "2023/24 financial year", 5, group="others", at="file.csv, breakdown Held, column child_percent"
    )
    found = take(table(BASE), MAPPING, FAR, known=an_indicator(own_series=[stood]))
    assert found.messages == (
        "neet: not in this file (column breakdown: no row says 'Held a driving licence'; write 'Placed well')",
    )


@pytest.mark.parametrize("name", ["file_2024.csv", "File (1).csv", "file-2023-24.csv"])
def test_the_file_of_another_year_is_one_of_this_name(name: str) -> None:
    stood = make.figure("2023/24 financial year", 5, group="others", at=f"{name}, breakdown Held, column child_percent")
    found = take(table(BASE), MAPPING, FAR, known=an_indicator(own_series=[stood]))
    assert [message[:26] for message in found.messages] == ["neet: not in this file (co"]


STAYS = {**MAPPING, "rows": {"cla_group": "CLA on 31 March", "breakdown": "Placed well"}}
OTHERS = {**STAYS, "rows": {"cla_group": "CLA for 2 years", "breakdown": "Stayed"}, "group": "others"}


@pytest.mark.parametrize(
    ("group", "breakdown", "says"),
    [
        ("All in care that day", "Placed well", "cla_group: no row says 'CLA on 31 March'"),
        ("CLA on 31 March", "Was found a home", "breakdown: no row says 'Placed well'"),
        ("All in care that day", "Was found a home", "cla_group: no row says 'CLA on 31 March'"),
    ],
)
def test_rows_that_are_gone_from_the_file_that_they_were_chosen_in_are_told(
    group: str, breakdown: str, says: str
) -> None:
    rows = [{**one, "cla_group": group, "breakdown": breakdown} for one in BASE]
    rows += [{**one, "cla_group": "CLA for 2 years", "breakdown": "Stayed"} for one in BASE]
    found = take(table(rows, (*COLUMNS, "cla_group")), STAYS, OTHERS)
    assert found.faults == ()
    assert len(found.figures) == 4
    (message,) = found.messages
    assert message.startswith(f"neet: not in this file (column {says}; ")


def at_home(file: str, **keys: Any) -> Any:
    """A catalogue whose second indicator has a figure of the group "others" that came in from ``file``."""
    return pair(own_series=[make.figure("2023/24 financial year", 5, group="others", at=file, **keys)])


@pytest.mark.parametrize(("file", "told"), [("stability_2024.csv", False), ("file_2024.csv", True)])
def test_rows_that_always_came_from_a_file_of_another_name_are_not_missing_here(file: str, told: bool) -> None:
    rows = [{**one, "cla_group": "CLA on 31 March"} for one in BASE]
    stays = {**OTHERS, "indicator": "others", "rows": {"cla_group": "CLA on 31 March", "breakdown": "Held a licence"}}
    place = f"{file}, cla_group CLA on 31 March, breakdown Held a licence, column child_percent"
    found = take(table(rows, (*COLUMNS, "cla_group")), STAYS, stays, known=at_home(place))
    assert bool(found.messages) is told


def test_a_file_of_the_same_columns_is_not_the_one_for_another_indicator() -> None:
    rows = [{**one, "cla_group": "CLA on 31 March"} for one in BASE]
    elsewhere = {**OTHERS, "indicator": "others"}
    assert take(table(rows, (*COLUMNS, "cla_group")), STAYS, elsewhere, known=pair()).messages == ()


def test_a_digit_within_a_name_is_no_year() -> None:
    elsewhere = {**MAPPING, "indicator": "others", "rows": {"breakdown": "Held"}, "group": "others"}
    known = at_home("ks4_la.csv, breakdown Held, column child_percent")
    assert take(table(BASE), MAPPING, elsewhere, known=known, name="ks2_la.csv").messages == ()
    assert take(table(BASE), MAPPING, elsewhere, known=known, name="ks4_la_2026.csv").messages != ()


def test_a_count_whose_rows_are_there_tells_that_the_figure_s_are_gone() -> None:
    counted = {**FAR, "numerator": {"column": "child_count"}}
    counted["denominator"] = {"column": "child_count", "rows": {"breakdown": "Suitability total"}}
    rows = [*BASE, row(breakdown="Suitability total", percent="100")]
    assert "no row says 'Held a driving licence'" in "".join(take(table(rows), MAPPING, counted).messages)
    counted["denominator"] = {"column": "child_count", "rows": {"breakdown": "Total"}}
    assert take(table([*BASE, row(breakdown="Total", percent="100")]), MAPPING, counted).messages == ()


def test_an_earlier_definition_whose_rows_are_gone_is_not_told() -> None:
    rows = [{**one, "cla_group": "CLA for 2 years", "breakdown": "Stayed"} for one in BASE]
    earlier = {**STAYS, "until": "2021/22 financial year"}
    assert take(table(rows, (*COLUMNS, "cla_group")), earlier, OTHERS).messages == ()


def test_of_several_mappings_of_one_definition_one_is_told() -> None:
    stood = make.figure(
        "2023/24 financial year", 5, group="others", at="file.csv, breakdown Held, column child_percent"
    )
    other = {**FAR, "rows": {"breakdown": "Held a licence to drive"}, "renamed": True}
    gone = {**FAR, "rows": {"kind": "Held"}, "renamed": True}
    found = take(table(BASE), MAPPING, gone, FAR, other, known=an_indicator(own_series=[stood]))
    assert found.messages == (
        "neet: not in this file (column breakdown: no row says 'Held a driving licence'; write 'Placed well')",
    )


def pair(**second: Any) -> Any:
    """A catalogue of two indicators."""
    organisation = an_indicator().organisation.model_dump()
    other = make.indicator(id="others", name="Others", frequency="financial year", **second)
    return make.catalogue(make.indicator(frequency="financial year"), other, organisation=organisation)


def test_a_mapping_that_shares_a_filter_alone_is_not_told() -> None:
    elsewhere = {**MAPPING, "indicator": "others", "value": "pt_met_standard"}
    assert take(table(BASE), MAPPING, elsewhere, known=pair()).messages == ()
    total = {**elsewhere, "numerator": {"column": "met_standard"}, "denominator": {"column": "child_count"}}
    assert take(table(BASE), MAPPING, total, known=pair()).messages == ()


def test_a_mapping_whose_count_is_there_and_whose_figure_is_gone_is_told() -> None:
    gone = {**MAPPING, **COUNTS, "indicator": "others", "value": "child_share"}
    found = take(table(BASE), MAPPING, gone, known=pair())
    assert found.messages == ("the mapping of others needs the column child_share, which file.csv lacks",)


def test_a_refusal_names_at_most_three_mappings_and_what_to_do() -> None:
    many = [{**MAPPING, "rows": {"breakdown": f"Kind {number}"}, "group": str(number)} for number in range(9)]
    told_so = only(take(table(BASE), *many))
    assert told_so.count("not in this file") == 3
    assert told_so.endswith(
        "; choose its rows under “Choose rows for another indicator” on the page Import published figures, or write a"
        " mapping in data/published.yaml"
    )


# Capitals, and files without filters


@pytest.mark.parametrize(
    "mapping",
    [
        {**MAPPING, "rows": {"Breakdown": "placed WELL"}, "value": "Child_Percent"},
        {**MAPPING, "rows": {" BREAKDOWN ": "Placed well"}, "value": "CHILD percent"},
    ],
)
def test_names_match_in_any_capitals_and_are_cited_as_the_file_writes_them(mapping: dict[str, Any]) -> None:
    columns = table(BASE).replace(b"breakdown", b"BreakDown").replace(b"child_percent", b"CHILD_percent")
    found = take(columns, mapping)
    assert told(found) == told(take(table(BASE)))
    assert entries(found)[0]["at"] == "file.csv, BreakDown Placed well, column CHILD_percent"


def test_counts_match_in_any_capitals() -> None:
    upper = {
        **MAPPING,
        "numerator": {"column": "CHILD_count"},
        "denominator": {"column": "Child_Count", "rows": {"BREAKDOWN": "total"}},
    }
    (own,) = entries(take(table(PLACED), upper), "own_series")
    assert counts(own) == (84, 135, 160, None)


def test_a_file_without_filters_comes_in_by_no_row() -> None:
    columns = [column for column in COLUMNS if column != "breakdown"]
    found = take(table(BASE, columns), {**MAPPING, "rows": {}})
    assert told(found) == told(take(table(BASE)))
    assert entries(found)[0]["at"] == "file.csv, column child_percent"


def test_no_row_is_refused_where_the_file_has_a_filter() -> None:
    rows = [row("England", percent="60"), row("England", breakdown="Elsewhere", percent="40")]
    assert "column breakdown tells rows apart" in only(take(table(rows), {**MAPPING, "rows": {}}))
    assert "the column breakdown says 'Placed well' in every row, and the mapping does not name it" in only(
        take(table(BASE), {**MAPPING, "rows": {}})
    )


# Counts of other areas


def test_of_a_bare_count_only_the_council_s_own_figures_come_in_and_it_is_told_once() -> None:
    children = an_indicator(unit="count", of="children")
    counted = {**MAPPING, "value": "child_count"}
    rows = [{**one, "child_count": one["child_percent"]} for one in BASE]
    found = take(table(rows), counted, known=children)
    assert told(found) == []
    assert told(found, "own_series") == [("", "2024/25 financial year", 62)]
    assert found.messages == (
        "Not in education, employment or training: only the figures of Medway are taken, since counts of other areas"
        " can't be set beside its own",
    )


def test_a_count_for_each_of_something_comes_in_for_all_areas() -> None:
    cases = an_indicator(unit="count", of="cases per worker")
    found = take(table(BASE), {**MAPPING, "value": "child_percent"}, known=cases)
    assert [one[0] for one in told(found)] == ["England", "South East", "Statistical neighbours"]
    assert found.messages == ()
