"""Filter columns that a mapping doesn't name: totals pass, a part of the group is refused, versions give a status."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.ees_import.unnamed_filters import is_total, names_itself
from tests.support.published_files import BASE, COLUMNS, MAPPING, entries, only, row, table, take, told, towns


def with_column(name: str, *values: str) -> bytes:
    """``BASE`` with one column more, whose values come in turn."""
    rows = [{**one, name: values[number % len(values)]} for number, one in enumerate(BASE)]
    return table(rows, (*COLUMNS, name))


@pytest.mark.parametrize(
    "value",
    [
        *(
            "Total",
            "All",
            "TOTAL",
            "All children",
            "Both",
            "Both sexes",
            "Persons",
            "People",
            "All ages",
            "Total pupils",
        ),
        *(
            "Boys and girls",
            "Male and female",
            "All looked after children",
            "All (total)",
            "Overall",
            "All ethnic groups",
        ),
    ],
)
def test_what_means_nobody_is_left_out_passes_silently(value: str) -> None:
    assert is_total(value)
    found = take(with_column("sex", value))
    assert told(found) == told(take(table(BASE)))
    assert found.messages == ()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("sex", "Female"), ("gender", "Boys"), ("ethnicity", "White British"), ("ethnic_group", "All Asian groups")),
        *(
            ("age", "16"),
            ("age_group", "10 to 15 years"),
            ("year_group", "11"),
            ("characteristic", "All other reasons"),
        ),
        *(("placement_type", "Foster care"), ("referral_source", "Police"), ("SEN_provision", "All SEN support")),
        ("population", "All children aged 5"),
    ],
)
def test_a_part_of_the_group_is_refused_with_its_value_and_named_rows_are_taken(column: str, value: str) -> None:
    data = with_column(column, value)
    assert only(take(data)) == (
        f"file.csv: neet: the column {column} says '{value}' in every row, and the mapping does not name it, so the"
        " figures would be of a part of the group; give the file of all, or name it in the mapping's rows"
        f" ({column}: {value}) and say in its group whom they count"
    )
    assert take(data).figures == ()
    named = {**MAPPING, "rows": {**MAPPING["rows"], column: value}}
    assert len(take(data, named).figures) == 4


def test_a_part_of_the_group_in_some_rows_alone_is_refused_too() -> None:
    assert "the column sex says 'Total' and 'Female' in its rows" in only(take(with_column("sex", "Total", "Female")))


@pytest.mark.parametrize("value", ["", "z", "x", ":", "Not applicable"])
def test_a_column_that_says_nothing_passes(value: str) -> None:
    assert take(with_column("sex", value)).faults == ()


def test_a_kind_of_authority_and_figures_pass() -> None:
    kinds = ["England", "Region", *["Unitary"] * 2, *["Metropolitan"] * 4]
    more = {"other_rate": "7", "t_sen": "9", "pt_fsm": "*", "avg_age": "16"}
    rows = [{**one, "la_type": kind, **more} for one, kind in zip(BASE, kinds, strict=True)]
    found = take(table(rows, (*COLUMNS, "la_type", *more)))
    assert (len(found.figures), found.messages) == (4, ())


def test_words_that_differ_in_every_row_are_told_and_no_group() -> None:
    years = [{**row("England", year, percent="5"), "cohort": f"born in {int(year) - 16}"} for year in ("2024", "2025")]
    found = take(table(years, (*COLUMNS, "cohort")))
    assert len(found.figures) == 2
    assert "The column cohort, which no mapping names, says 'born in 2008' and 'born in 2009'" in found.messages
    sexes = [{**one, "sex": sex} for one, sex in zip(years, ("Male", "Female"), strict=True)]
    assert "the column sex says 'Male' and 'Female' in its rows" in only(take(table(sexes, (*COLUMNS, "sex"))))


def test_a_remark_of_the_table_is_told_once() -> None:
    other = {**MAPPING, "rows": {"breakdown": "Total"}, "group": "others"}
    rows = [*BASE, row(breakdown="Total", percent="100")]
    data = table([{**one, "data_source": "SSDA903"} for one in rows], (*COLUMNS, "data_source"))
    messages = take(data, MAPPING, other).messages
    assert [one for one in messages if "data_source" in one] == [
        "The column data_source, which no mapping names, says 'SSDA903'"
    ]


@pytest.mark.parametrize(
    ("column", "values", "named"),
    [
        ("cla_group", ["CLA on 31 March"], True),
        ("cla_group", ["CLA on 31 March", "Total"], False),
        ("phase", ["Total"], False),
        ("sex", ["Female"], False),
        ("version", ["Revised"], False),
        ("source", ["SSDA903"], False),
    ],
)
def test_new_rows_name_the_one_value_of_a_filter_unless_it_is_a_group_of_people(
    column: str, values: list[str], named: bool
) -> None:
    assert names_itself(column, values) is named


# How settled figures are


def versions(*values: str, column: str = "version") -> list[str]:
    """The status of each figure of England, the region, the neighbours and the council."""
    found = take(with_column(column, *values))
    both: list[dict[str, Any]] = [*entries(found), *entries(found, "own_series")]
    return [one.get("status") or "final" for one in both]


@pytest.mark.parametrize("column", ["version", "status", "Data status", "release_status"])
@pytest.mark.parametrize("value", ["Provisional", "provisional", "Provisional (unamended)", "p"])
def test_provisional_figures_say_so(column: str, value: str) -> None:
    assert versions(value, column=column) == ["provisional"] * 4


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(
            ("version", "Unvalidated"),
            ("data_status", "Draft"),
            ("release_type", "Provisional"),
            ("data_type", "Draft"),
        ),
        *(("quality", "Provisional"), ("obs_status", "P"), ("flag", "[p]"), ("flags", "[r][p]"), ("data_flag", "p")),
        *(("provisional", "Yes"), ("provisional", "1"), ("is_provisional", "1"), ("is_provisional", "TRUE")),
        *(("is_prov", "1"), ("status_code", "P"), ("release", "Provisional")),
        *(("is_final", "0"), ("final", "No"), ("validated", "N"), ("provisional_flag", "y"), ("wave", "Provisional")),
        *(("status", "Revised provisional"), ("footnote", "All figures are provisional"), ("notes", "Draft")),
    ],
)
def test_what_is_not_settled_is_provisional_by_whatever_name(column: str, value: str) -> None:
    assert versions(value, column=column) == ["provisional"] * 4


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("is_provisional", "0"), ("provisional", "No"), ("is_final", "1"), ("flag", "[r]"), ("obs_status", "A")),
        *(("release_type", "Official statistics"), ("data_type", "Final"), ("status", "No longer provisional")),
        *(("is_revised", "0"), ("quality", "Good"), ("wave", "Final"), ("is_estimated", "0")),
    ],
)
def test_what_is_settled_comes_in_silently_by_whatever_name(column: str, value: str) -> None:
    found = take(with_column(column, value))
    assert (versions(value, column=column), found.messages, found.doubts) == (["final"] * 4, (), ())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("data_status", "Estimated"), ("flag", "[e]"), ("obs_status", "F"), ("quality", "Low reliability")),
        *(("is_estimated", "1"), ("version", "Forecast"), ("data_quality", "Incomplete")),
    ],
)
def test_figures_that_are_estimated_or_unreliable_are_asked_about_once(column: str, value: str) -> None:
    other = {**MAPPING, "rows": {"breakdown": "Total"}, "group": "others"}
    rows = [{**one, column: value} for one in [*BASE, row(breakdown="Total", percent="100")]]
    found = take(table(rows, (*COLUMNS, column)), MAPPING, other)
    assert asked(found) == [
        f"file.csv: The column {column}, which no mapping names, says '{value}'; are these the figures that are wanted"
        " all the same?"
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [("data_type", "Percentage"), ("release_type", "Ad hoc"), ("version", "v2"), ("obs_status", "O"), ("version", "2")],
)
def test_what_else_such_a_column_says_is_told_and_called_no_part_of_the_group(column: str, value: str) -> None:
    found = take(with_column(column, value))
    assert found.messages == (f"The column {column}, which no mapping names, says '{value}'",)
    assert (len(found.figures), found.doubts) == (4, ())


def test_a_part_of_the_group_is_refused_in_such_a_column_too() -> None:
    assert "would be of a part of the group" in only(take(with_column("data_type", "Girls only")))


# Codes in place of words, notes and units


def asked(found: Any) -> list[str]:
    assert found.faults == ()
    return [doubt.words for doubt in found.doubts]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("sex", "2"), ("sex_code", "1"), ("gender", "1"), ("ethnicity", "3"), ("ethnic_group_code", "3")),
        *(("is_female", "1"), ("is_female", "0"), ("is_uasc", "Yes"), ("has_sen", "1"), ("girls_only", "1")),
        *(("months_looked_after", "12"), ("years_in_care", "2"), ("age", "16"), ("is_total", "0")),
    ],
)
def test_a_number_that_stands_for_a_part_of_the_group_is_refused(column: str, value: str) -> None:
    assert only(take(with_column(column, value))).startswith(
        f"file.csv: neet: the column {column} says '{value}' in every row, and the mapping does not name it, so the"
        " figures would be of a part of the group"
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [("is_total", "1"), ("is_latest", "1"), ("is_headline", "TRUE"), ("release_year", "2025"), ("row_id", "7")],
)
def test_numbers_of_the_table_pass_silently(column: str, value: str) -> None:
    found = take(with_column(column, value))
    assert (len(found.figures), found.messages, found.doubts) == (4, (), ())


def test_one_number_in_every_area_is_no_figure_and_is_asked_about() -> None:
    for column, value in (("threshold", "12"), ("key_stage", "4"), ("month", "6"), ("part_year", "1"), ("girls", "1")):
        (question,) = asked(take(with_column(column, value)))
        assert question.startswith(f"file.csv: The column {column}, which no mapping names, says '{value}'; ")
    assert asked(take(with_column("others", "12", "13"))) == []


@pytest.mark.parametrize(
    "column", ["notes", "description", "title", "footnote", "Footnote 1", "comments", "table_title"]
)
@pytest.mark.parametrize("value", ["Girls only", "Excludes asylum seekers"])
def test_a_note_on_the_figures_is_asked_about(column: str, value: str) -> None:
    (question,) = asked(take(with_column(column, value)))
    assert question.startswith(f"file.csv: The column {column}, which no mapping names, says '{value}'; ")


def test_a_note_that_says_nothing_is_not_asked_about() -> None:
    assert asked(take(with_column("notes", "", "x", "1"))) == []


@pytest.mark.parametrize("unit", ["per 1,000", "Number", "per 10,000", "£"])
def test_another_unit_beside_the_figures_is_asked_about(unit: str) -> None:
    (question,) = asked(take(with_column("unit", f'"{unit}"')))
    assert question == (
        f"Not in education, employment or training: the column unit says '{unit}', and the indicator is in percent; is"
        " it the right column?"
    )


@pytest.mark.parametrize("unit", ["%", "Percent", "per cent", "Percentage", "Percentage of children", ""])
def test_the_indicator_s_own_unit_passes(unit: str) -> None:
    assert asked(take(with_column("Unit of measure", unit))) == []


# Settled figures


@pytest.mark.parametrize("value", ["Final", "Revised", "Amended", "final"])
def test_settled_figures_need_no_word(value: str) -> None:
    assert versions(value) == ["final"] * 4


def test_each_figure_has_the_status_of_its_own_row() -> None:
    rows = [
        {**row("England", "2024", percent="50"), "version": "Final"},
        {**row("England", "2025", percent="51"), "version": "Provisional"},
        *({**one, "version": "Provisional" if one["la_name"] == "Alton" else "Final"} for one in towns("1", "2", "3")),
    ]
    found = entries(take(table(rows, (*COLUMNS, "version"))))
    assert [(one["area"], one["period"][:7], one.get("status")) for one in found] == [
        ("England", "2023/24", None),
        ("England", "2024/25", "provisional"),
        ("Statistical neighbours", "2024/25", "provisional"),
    ]


def test_an_unknown_version_is_refused_as_any_other_column() -> None:
    assert "the column version says 'Pupils on roll' in every row" in only(
        take(with_column("version", "Pupils on roll"))
    )
