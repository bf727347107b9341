"""Published figures: which rows come in as what, what stays out, and what is said of it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.analysis.reading import read
from metrics.catalogue.field_types import Statistic
from metrics.catalogue.load import parse
from metrics.catalogue.models import Comparator, OwnFigure
from metrics.catalogue.problems import Refused
from metrics.charts.chart_series import comparator_series
from metrics.charts.chart_series import own_series as published_series
from metrics.ees_import import reconcile
from metrics.wording import formatting
from tests.support import make
from tests.support.published_files import (
    ACCOMMODATION,
    COLUMNS,
    COUNTS,
    FOLDER,
    FOLDERS,
    LATER,
    MAPPING,
    SOURCE,
    STABILITY,
    TOWNS,
    entries,
    measure,
    measure_text,
    proposed,
    real,
    row,
    table,
    take,
    told,
)

TODAY = make.TODAY


def towns(*percents: str, year: str = "2025") -> list[dict[str, str]]:
    return [row(name, year, percent=percent) for name, percent in zip(TOWNS, percents, strict=False)]


def only(taken: Any) -> str:
    (fault,) = taken.faults
    return str(fault)


# The two real files


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_both_real_files_import_and_the_whole_ones_give_what_their_extracts_give(folder: Path) -> None:
    files = {name: real(name, folder) for name in (ACCOMMODATION, STABILITY)}
    years = len({line[:4] for line in (folder / STABILITY).read_text(encoding="utf-8-sig").splitlines()[1:]})
    found = proposed(make.DATA.read_text(encoding="utf-8"), *files.values())
    assert found.faults == ()
    assert found.amended is not None
    kinds = Counter(one.kind for one in found.change.additions)
    assert kinds == {"comparators": 3 * 3 * years, "own_series": 3 * years}
    assert years >= 3
    for name, kind in product(files, kinds):
        assert [one for one in entries(real(name), kind) if one not in entries(files[name], kind)] == []


def medway(name: str, measure: str) -> dict[str, dict[str, Any]]:
    found = [one.addition for one in real(name).figures if one.addition.kind == "own_series"]
    return {str(one.entry["period"])[:7]: dict(one.entry) for one in found if one.indicator == measure}


def counts(entry: dict[str, Any]) -> tuple[object, ...]:
    return tuple(entry.get(name) for name in ("value", "numerator", "denominator", "unknown"))


def test_medway_s_unknown_share_comes_with_its_outcome() -> None:
    found = medway(ACCOMMODATION, "suitable-accommodation")["2024/25"]
    assert counts(found) == (Decimal(84), 135, 160, 14)
    one = OwnFigure.model_validate({name: value for name, value in found.items() if value is not None})
    indicator = make.whole().indicator("suitable-accommodation")
    assert indicator is not None
    assert formatting.unknown_words(one, indicator) == "of 160, 14 (9%) not known; 92.5% of the 146 known"


def test_suppressed_cells_beside_141_of_151_stay_suppressed_and_nothing_is_left_over() -> None:
    found = medway(ACCOMMODATION, "suitable-accommodation")["2023/24"]
    assert counts(found) == (Decimal(93), 141, 151, None)
    assert found["note"] == "How many are not known: not shown, so that no child can be recognised."
    assert "10" not in str({name: value for name, value in found.items() if name not in ("at", "source")})


def test_small_published_counts_are_taken_as_published() -> None:
    assert counts(medway(ACCOMMODATION, "suitable-accommodation")["2022/23"]) == (Decimal(95), 138, 145, 1)
    assert counts(medway(STABILITY, "three-or-more-placements")["2024/25"]) == (Decimal(14), 70, 495, None)
    assert counts(medway(STABILITY, "placement-two-years")["2023/24"]) == (Decimal(61), 107, 175, None)


def test_real_comparators_are_england_the_region_and_the_neighbours() -> None:
    found = {
        (str(one.addition.entry["area"]), str(one.addition.entry["period"])[:7]): one.addition.entry
        for one in real(ACCOMMODATION).figures
        if one.addition.kind == "comparators"
    }
    england, region = found["England", "2024/25"], found["South East", "2024/25"]
    assert [england[name] for name in ("value", "numerator", "denominator", "unknown", "counts_rounded_to")] == [
        *(89, 33810, 38190, 2340, 10)
    ]
    assert [region[name] for name in ("value", "numerator", "denominator")] == [83, 4760, 5730]
    own = found["Statistical neighbours", "2024/25"]
    assert own["value"] == Decimal("89.8"), "88, 93, 83, 90, 85, 87, 96, 95, 93 and 88 by hand"
    assert (own["model"], own["statistic"]) == ("May 2025 model", "mean")
    assert own["note"] == "Worked out here: the mean of 10 of 10 authorities' figures as published."
    told = Comparator.model_validate({name: value for name, value in own.items() if value is not None})
    assert formatting.authorities_words(told) == "10 of 10 authorities"


def test_models_and_statistics_stand_beside_each_other_and_each_says_which_it_is() -> None:
    text = make.DATA.read_text(encoding="utf-8")
    first = proposed(text, real(STABILITY))
    assert first.amended is not None
    other = real(STABILITY, model="2021", statistic="median")
    second = proposed(first.amended.text, other, sources={})
    assert second.faults == ()
    assert second.amended is not None
    lines = {line for _, line in second.amended.lines_added}
    assert len(lines) == 6, "three years of two measures, and nothing else"
    assert all("model: April 2021 model, statistic: median" in line for line in lines)
    assert set(first.amended.text.splitlines()) <= set(second.amended.text.splitlines()), "what stood stands"
    indicator = second.amended.catalogue.indicator("three-or-more-placements")
    assert indicator is not None
    names = {series.name for series in comparator_series(read(second.amended.catalogue, indicator, TODAY), {})}
    assert "Statistical neighbours (mean, May 2025 model), looked-after children" in names
    assert "Statistical neighbours (median, April 2021 model), looked-after children" in names


def test_care_leavers_at_19_and_at_19_to_21_share_no_line() -> None:
    found = proposed(make.DATA.read_text(encoding="utf-8"), real(ACCOMMODATION))
    assert found.amended is not None
    after = found.amended.catalogue
    indicator = after.indicator("suitable-accommodation")
    assert indicator is not None
    reading = read(after, indicator, TODAY)
    for series in [*comparator_series(reading, after.sources), *published_series(reading, "Medway", after.sources)]:
        years = {mark.period.label[:4] for mark in series.marks}
        assert not ({"2011", "2012"} & years and {"2022", "2023", "2024"} & years), series.name
    assert indicator.group == "care leavers aged 19"
    assert {one.comparable for one in indicator.comparators if one.group.endswith("21")} == {"partly"}


def test_adjoining_years_of_two_definitions_are_never_joined() -> None:
    """Without another group they would be: the years follow each other."""
    own = [
        make.figure("2021/22 financial year", 90, group="care leavers aged 19"),
        make.figure("2022/23 financial year", 80, group="care leavers aged 19 to 21"),
        make.figure("2023/24 financial year", 81, group="care leavers aged 19 to 21"),
    ]
    found = measure(own_series=own, group="care leavers aged 19")
    series = published_series(read(found, found.indicators[0], TODAY), "Medway", found.sources)
    assert [[[mark.value for mark in run] for run in one.runs] for one in series] == [[[90.0]], [[80.0, 81.0]]]


def test_importing_twice_adds_nothing() -> None:
    first = proposed(make.DATA.read_text(encoding="utf-8"), real(ACCOMMODATION))
    assert first.amended is not None
    again = proposed(first.amended.text, real(ACCOMMODATION), sources={})
    assert again.empty
    assert len(again.unchanged) == 12
    assert again.unchanged[0].endswith("England, 2022/23 financial year: the file says the same already")


def test_shipped_data_holds_none_of_these_figures() -> None:
    assert not any("2024/25" in line for line in make.DATA.read_text(encoding="utf-8").splitlines())


# Rows and areas

BASE = [
    row("England", percent="60"),
    row("South East", percent="61"),
    row(percent="62"),
    *towns("1", "2", "3", "4", "5"),
]


@given(st.permutations(COLUMNS), st.permutations(BASE))
def test_order_of_columns_and_rows_makes_no_difference(columns: list[str], rows: list[dict[str, str]]) -> None:
    def shown(taken: Any) -> list[tuple[Any, ...]]:
        return [(one.addition.kind, sorted(one.addition.entry.items(), key=str)) for one in taken.figures]

    assert shown(take(table(rows, columns))) == shown(take(table(BASE)))


def test_national_rows_have_blank_areas_and_other_levels_are_left_alone() -> None:
    school = {**row(percent="9"), "geographic_level": "School"}
    other = {**row("England", percent="8"), "country_code": "W92000004", "country_name": "Wales"}
    found = take(table([school, other, *BASE]))
    assert told(found)[:2] == [
        ("England", "2024/25 financial year", Decimal(60)),
        ("South East", "2024/25 financial year", Decimal(61)),
    ]
    assert told(found, "own_series") == [("", "2024/25 financial year", Decimal(62))]


def test_region_is_the_council_s_own() -> None:
    north = {**row("South East", percent="1"), "region_name": "North East"}
    assert [one[0] for one in told(take(table([north, *BASE])))] == ["England", "South East", "Statistical neighbours"]


def test_without_codes_authorities_are_known_by_name() -> None:
    columns = [one for one in COLUMNS if one not in ("new_la_code", "country_code", "region_code")]
    assert len(told(take(table(BASE, columns)))) == 3


def test_a_file_of_england_alone_gives_england_alone() -> None:
    assert told(take(table(BASE[:1]))) == [("England", "2024/25 financial year", Decimal(60))]


def test_years_come_oldest_first_and_only_within_the_definition() -> None:
    rows = [row("England", year, percent="5") for year in ("2025", "2023", "2024", "2022")]
    found = take(table(rows), {**MAPPING, "since": "2022/23 financial year", "until": "2023/24 financial year"})
    assert [one[1][:7] for one in told(found)] == ["2022/23", "2023/24"]


def test_every_figure_says_where_it_stands() -> None:
    for one in entries(take(table(BASE))):
        assert one["source"] == "dfe-2025"
        assert one["at"] == "file.csv, breakdown Placed well, column child_percent"


JUDGED = make.indicator(make.figure("2013", 3), id="judged", theme="judgements", unit="grade", frequency="inspection")
"""By the report of 23 August 2013."""


def later(*years: str, judged: bool = True, **keys: Any) -> list[bool | None]:
    """Of each year's figures of England and of the council, whether they say that they came after the inspection."""
    measured = [make.indicator(frequency="financial year"), *([JUDGED] if judged else [])]
    rows = [row(area, year, percent="50") for year in years for area in ("England", "Medway")]
    taken = take(table(rows), known=make.catalogue(*measured, organisation=measure().organisation.model_dump()), **keys)
    return [one.get("published_after") for kind in ("comparators", "own_series") for one in entries(taken, kind)]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2013, 8, 22), [None, None]),
        (date(2013, 8, 23), [None, None]),
        (date(2013, 8, 24), [True, True]),
        (None, [None, True]),
    ],
)
def test_figures_say_that_they_came_after_the_inspection_only_where_that_is_known(
    day: date | None, said: list[bool | None]
) -> None:
    assert later("2013", "2014", day=day) == said * 2


def test_without_an_inspection_no_figure_is_said_to_come_after_it() -> None:
    assert later("2014", judged=False, day=date(2025, 11, 20)) == [None, None]


# Codes and counts


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


def full(value: str, count: str, total: str, unknown: str) -> Any:
    rows = [
        row(percent=value, count=count),
        row(breakdown="Total", percent="100", count=total),
        row(breakdown="No information", percent="c", count=unknown),
    ]
    return take(table(rows), {**MAPPING, **COUNTS})


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
    "measure": "neet",
    "value": "care_leaver_percent",
    "numerator": {"column": "care_leaver_count"},
    "denominator": {"column": "care_leaver_count", "rows": {"breakdown": "Suitability total"}},
    "unknown": {"column": "care_leaver_count", "rows": {"breakdown": "No information"}},
    "group": "care leavers aged 17 to 18",
    "reporting_year": "financial year",
    "counts_rounded_to": {"national": 10, "regional": 10},
}


# Neighbours


def average(*percents: str, statistic: Statistic = "mean") -> Any:
    return take(table([row("England", percent="50"), *towns(*percents)]), statistic=statistic)


@pytest.mark.parametrize(
    ("percents", "statistic", "value", "note"),
    [
        (("80", "90", "84", "85", "91"), "mean", "86", "the mean of 5 of 5 authorities' figures as published."),
        (("80", "90", "84", "85", "91"), "median", "85", "the median of 5 of 5 authorities' figures as published."),
        (("80", "90", "84", "85"), "median", "84.5", "the median of 4 of 5 .* Left out: Elton \\(no row\\)."),
        (("80", "c", "84", "85", "91"), "mean", "85", "the mean of 4 of 5 .* Left out: Barton \\(c\\)."),
        (("80", "c", "k", "85", "91"), "mean", "85.3", "3 of 5 .* Left out: Barton \\(c\\) and Carton \\(low\\)."),
        (("80.5", "u", "", "85.25", "91"), "mean", "85.58", "Left out: Barton \\(u\\) and Carton \\(blank\\)."),
        (("66.6666666667", "33.3333333333", "50", "41.2", "10"), "mean", "40.24", "5 of 5"),
        (("66.6666666667", "33.3333333333", "41.1111111111", "1", "2"), "median", "33.333", "5 of 5"),
        (("90", "90", "90"), "mean", "90", "3 of 5"),
        (("0", "0", "1"), "mean", "0.3", "Left out: Dalton \\(no row\\) and Elton \\(no row\\)."),
    ],
)
def test_neighbours_are_averaged_over_those_that_are_shown(
    percents: tuple[str, ...], statistic: Statistic, value: str, note: str
) -> None:
    one = entries(average(*percents, statistic=statistic))[-1]
    assert one["value"] == Decimal(value)
    assert str(one["value"]) == value, "one decimal more than most are published to, and no more"
    assert (one["area"], one["model"], one["statistic"]) == ("Statistical neighbours", "May 2025 model", statistic)
    assert re.search(note, one["note"])


@pytest.mark.parametrize("percents", [("80", "90", "c", "c", "c"), ("80",), ("c", "c", "c", "c", "c")])
def test_fewer_than_three_are_no_average(percents: tuple[str, ...]) -> None:
    found = average(*percents)
    assert [one[0] for one in told(found)] == ["England"]
    (few,) = [one for one in found.messages if "too few for a mean" in one]
    assert few.startswith("Not in education, employment or training: only")
    assert "neighbours (May 2025 model) have a figure in 2024/25, too few" in few


def test_no_neighbours_are_taken_where_none_are_asked_for() -> None:
    found = take(table(BASE), model=None)
    assert [one[0] for one in told(found)] == ["England", "South East"]


def test_a_neighbour_that_is_no_number_is_a_fault_at_its_row() -> None:
    assert only(average("80", "many", "84", "85")) == (
        "file.csv, row 4: column child_percent: 'many' is neither a number nor one of the codes "
        "c, k, low, u, x, z, ':' and '~'"
    )


# Refusals name the column


def refused(rows: list[dict[str, str]], columns: Any = COLUMNS, **mapping: Any) -> str:
    return only(take(table(rows, columns), {**MAPPING, **mapping}))


def test_a_file_without_the_mapping_s_column_is_refused_by_its_name() -> None:
    told = refused(BASE, [one for one in COLUMNS if one != "breakdown"])
    assert told == "file.csv: no mapping serves this file: the mapping of neet needs the column breakdown"


def test_a_value_that_no_row_has_is_refused_with_the_nearest() -> None:
    rows = [{**one, "breakdown": "Placed wel"} for one in BASE]
    assert "column breakdown: no row says 'Placed well'; did you mean 'Placed wel'?" in refused(rows)


def test_values_that_never_stand_together_are_told() -> None:
    male = {**row("England", percent="1"), "sex": "Male"}
    rows = [male, {**male, "breakdown": "Elsewhere", "sex": "All"}]
    taken = take(table(rows, (*COLUMNS, "sex")), {**MAPPING, "rows": {"breakdown": "Placed well", "sex": "All"}})
    assert "has breakdown 'Placed well' and sex 'All' at once" in only(taken)


def test_a_denominator_s_row_that_is_missing_is_a_fault_and_not_left_out() -> None:
    told = refused([row("England", percent="50", count="4")], **{**COUNTS, "unknown": None})
    assert told.startswith("file.csv: neet, denominator: column breakdown: no row says 'Total'")


def test_a_new_filter_that_tells_rows_apart_is_named() -> None:
    rows = [{**row("England", percent=percent), "sex": sex} for percent, sex in (("50", "Total"), ("40", "Female"))]
    told = refused(rows, (*COLUMNS, "sex"))
    assert (
        "row 3: column sex tells rows apart that the mapping takes for one, 'Total' in row 2 and 'Female' here" in told
    )


def test_a_new_filter_is_told_even_where_the_figures_agree() -> None:
    rows = [{**row("England", percent="50"), "sex": sex} for sex in ("Total", "Female")]
    assert "column sex tells rows apart" in refused(rows, (*COLUMNS, "sex"))


def test_one_figure_given_twice_is_told_and_one_row_given_twice_is_not() -> None:
    rows = [row("England", percent="50"), row("England", percent="51")]
    assert "column child_percent: one figure is given twice, '50' in row 2 and '51' here" in refused(rows)
    assert told(take(table([rows[0], rows[0]]))) == [("England", "2024/25 financial year", Decimal(50))]


def test_a_period_that_can_t_be_is_told_by_its_column_and_row() -> None:
    told = refused([row("England", "2024-25", percent="50")])
    assert told == (
        "file.csv, row 2: column time_period: '2024-25' is not how the layout writes a year; it writes 2025 or 202425"
    )


def test_a_count_that_is_none_is_told() -> None:
    (fault,) = full("84", "135.5", "160", "14").faults
    assert "column child_count: 135.5 is no count; a count is a whole number" in str(fault)


def test_a_mapping_that_another_serves_is_left_out_by_name() -> None:
    other = {**MAPPING, "rows": {"breakdown": "Elsewhere"}}
    found = take(table(BASE), MAPPING, other)
    assert found.faults == ()
    assert found.messages == (
        "neet: not in this file (column breakdown: no row says 'Elsewhere'; write 'Placed well')",
    )


def test_a_file_without_needed_areas_is_refused() -> None:
    assert "no mapping serves this file" in refused([{**row(percent="5"), "new_la_code": "E99", "la_name": "Else"}])


# Beside what stands already


def stand(text: str, *rows: dict[str, str], source: str = "dfe-2025", sources: Any = None, **keys: Any) -> Any:
    known = parse(text)
    return proposed(text, take(table(list(rows)), known=known, source=source, **keys), sources=sources)


def saved(*rows: dict[str, str]) -> str:
    found = stand(measure_text(), *rows)
    assert found.faults == (), found.faults
    assert found.amended is not None
    return str(found.amended.text)


def test_one_release_can_t_say_two_things() -> None:
    text = saved(row("England", percent="50"))
    (fault,) = stand(text, row("England", percent="51"), sources={}).faults
    assert str(fault) == (
        "file.csv, row 2: Not in education, employment or training, England, 2024/25 financial year stands in the file "
        "as 50 with the source 'dfe-2025', and this says 51; a new release is a source of its own: name it (--source)"
    )


def test_a_later_release_that_says_otherwise_stands_beside_the_first_and_says_so() -> None:
    text = saved(row("England", percent="50"), row(percent="7"))
    found = stand(text, row("England", percent="51"), row(percent="c"), source="dfe-2026", sources=LATER)
    assert found.amended is not None
    (one,) = found.amended.catalogue.indicators
    assert [(str(c.value), c.source, c.note) for c in one.comparators] == [
        ("50", "dfe-2025", None),
        ("51", "dfe-2026", "An earlier release (dfe-2025) gave 50."),
    ]
    assert [(o.value, o.code, o.source) for o in one.own_series] == [(7, None, "dfe-2025"), (None, "c", "dfe-2026")]
    (drawn,) = [
        one for one in comparator_series(read(found.amended.catalogue, one, TODAY), {}) if "England" in one.name
    ]
    assert [mark.value for mark in drawn.marks] == [51.0], "of two vintages the newest is drawn"


def test_note_says_earlier_or_later_only_where_the_days_of_both_releases_say_so() -> None:
    newer, undated = LATER["dfe-2026"], {**SOURCE["dfe-2025"], "published": None}
    first = stand(measure_text(), row("England", percent="51"), source="dfe-2026", sources=LATER)
    older = stand(first.amended.text, row("England", percent="50"), sources=SOURCE)
    (_, one) = older.amended.catalogue.indicators[0].comparators
    assert one.note == "A later release (dfe-2026) gave 51."
    other = stand(first.amended.text, row("England", percent="50"), sources={"dfe-2025": undated})
    (_, one) = other.amended.catalogue.indicators[0].comparators
    assert one.note == "Another release (dfe-2026) gave 51."
    third = {"dfe-2027": {**newer, "title": "Children looked after: 2027", "published": date(2027, 11, 18)}}
    last = stand(older.amended.text, row("England", percent="52"), source="dfe-2027", sources=third)
    assert last.amended.catalogue.indicators[0].comparators[-1].note == "An earlier release (dfe-2026) gave 51."


def test_a_release_that_goes_back_to_a_superseded_figure_is_added() -> None:
    text = saved(row("England", percent="50"))
    second = stand(text, row("England", percent="51"), source="dfe-2026", sources=LATER).amended.text
    third = {"dfe-2027": {**LATER["dfe-2026"], "published": date(2027, 11, 18)}}
    back = stand(second, row("England", percent="50"), source="dfe-2027", sources=third)
    assert [one.entry["note"] for one in back.change.additions] == ["An earlier release (dfe-2026) gave 51."]
    again = stand(second, row("England", percent="50"), source="dfe-2025", sources={})
    assert again.empty
    assert again.faults == ()


def test_a_later_release_that_says_the_same_adds_nothing_and_no_source() -> None:
    text = saved(row("England", percent="50"))
    found = stand(text, row("England", percent="50"), source="dfe-2026", sources=LATER)
    assert found.empty
    assert found.unchanged[-1].endswith("the file says the same already")


def test_a_later_release_adds_only_its_new_year() -> None:
    text = saved(row("England", percent="50"))
    found = stand(
        text, row("England", percent="50"), row("England", "2026", percent="52"), source="dfe-2026", sources=LATER
    )
    assert [one.entry["period"] for one in found.change.additions] == ["2025/26 financial year"]


def test_the_same_file_given_twice_counts_once_and_another_version_of_it_is_refused() -> None:
    text = measure_text()
    one, other = (take(table([row("England", percent=percent)])) for percent in ("50", "51"))
    assert len(proposed(text, one, one).change.additions) == 1
    (fault,) = proposed(text, one, other).faults
    assert "England, 2024/25 financial year is given twice with other numbers, first in file.csv, row 2" in str(fault)


def test_counts_that_do_not_give_the_percentage_are_refused_at_their_row() -> None:
    (fault,) = proposed(measure_text(), full("50", "135", "160", "14")).faults
    assert str(fault) == "file.csv, row 2: 50 is not 135 of 160; write 84, or mend the counts"


def test_a_percentage_beyond_a_hundred_is_refused_at_its_row() -> None:
    (fault,) = proposed(measure_text(), take(table([row(percent="101")]))).faults
    assert str(fault).startswith("file.csv, row 2: 101 is not between 0 and 100")


def test_words_of_a_report_are_no_figure_to_agree_with() -> None:
    words = {"area": "England", "group": "looked-after children", "period": "2024/25 financial year"}
    words |= {"words": "below", "source": "report", "at": "paragraph 1"}
    found = stand(measure_text(comparators=[words]), row("England", percent="50"))
    assert [str(one.value) for one in found.amended.catalogue.indicators[0].comparators] == ["None", "50"]


def test_comparators_of_another_model_or_statistic_are_no_repetition() -> None:
    one = make.comparator("2012/13 financial year", 50, model="May 2025 model", statistic="mean")
    others = [{**one, "statistic": "median"}, {**one, "model": "April 2021 model"}]
    assert measure(comparators=[one, *others])
    with pytest.raises(Refused, match="same area, group, period, source, model and statistic"):
        measure(comparators=[one, *others, one])


def test_own_series_given_twice_by_one_source_is_refused() -> None:
    one = make.figure("2012/13 financial year", 50, group="looked-after children")
    assert measure(own_series=[one, {**one, "source": "law"}, {**one, "group": "care leavers"}])
    with pytest.raises(Refused, match="stands here twice"):
        measure(own_series=[one, one])


def test_nothing_is_proposed_where_one_file_has_a_fault() -> None:
    good, bad = take(table(BASE)), take(table([row("England", percent="many")]))
    found = reconcile.reconcile(measure(), measure_text(), [good, bad], SOURCE, "indicators.yaml")
    assert found.amended is None
    assert len(found.faults) == 1


# What is not found is told


AREAS = [row("England", percent="85"), row("South East", percent="84"), row(percent="83"), *towns(*["80"] * 5)]
ALL = ["England", "South East", "Statistical neighbours", ""]
TITLE = "Not in education, employment or training"


def areas_of(taken: Any) -> list[str]:
    return [one[0] for kind in ("comparators", "own_series") for one in told(taken, kind)]


def but(old: str, **cells: str) -> list[dict[str, str]]:
    """The rows of all areas, with cells of one level changed."""
    return [{**one, **(cells if one["geographic_level"] == old else {})} for one in AREAS]


@pytest.mark.parametrize(
    "rows",
    [
        AREAS,
        but("Local authority", new_la_code=""),
        [{**one, "la_name": one.get("la_name", "").upper() + " "} for one in but("Local authority", new_la_code=" ")],
        [{**one, "new_la_code": one.get("new_la_code", "").lower()} for one in AREAS],
        but("National", country_name="ENGLAND", country_code=""),
        but("National", country_name="", country_code="e92000001 "),
        but("Regional", region_name="SOUTH EAST"),
        but("Regional", region_name="", region_code="E12000008"),
        but("Local authority", region_name="", region_code="E12000008"),
    ],
)
def test_areas_are_known_by_code_or_by_name_in_each_row(rows: list[dict[str, str]]) -> None:
    found = take(table(rows))
    assert areas_of(found) == ALL
    assert found.messages == ()


def test_without_a_code_in_the_data_file_the_council_is_known_by_name() -> None:
    known = make.catalogue(make.indicator(), organisation={"name": "Medway Council", "area": "Medway", "contact": "x"})
    assert areas_of(take(table(AREAS), known=known)) == ALL


def test_a_row_of_the_council_s_code_goes_before_one_of_its_name_alone() -> None:
    other = {**row(percent="1"), "new_la_code": "E10000001"}
    assert told(take(table([other, *AREAS])), "own_series") == [("", "2024/25 financial year", Decimal(83))]


def test_older_years_without_codes_come_in_too() -> None:
    old = [{**one, "time_period": "2020", "new_la_code": "", "region_code": ""} for one in AREAS]
    found = take(table([*AREAS, *old]))
    assert len(areas_of(found)) == 8
    assert found.messages == ()


def test_what_has_no_row_is_told_by_measure_area_and_period() -> None:
    years = [{**one, "time_period": year} for year in ("2021", "2022", "2023") for one in AREAS]

    def gone(*out: tuple[str, str]) -> tuple[str, ...]:
        def name(one: dict[str, str]) -> str:
            return one.get("la_name") or one.get("region_name") or "England"

        return take(table([one for one in years if (name(one), one["time_period"]) not in out])).messages

    assert gone() == ()
    assert gone(("South East", "2021"), ("South East", "2022")) == (
        f"{TITLE}: no row of the South East in 2020/21 and 2021/22",
    )
    assert gone(("England", "2023"), ("Medway", "2023")) == (f"{TITLE}: no row of England or of Medway in 2022/23",)


def test_many_periods_are_told_as_a_number_with_the_first_and_the_last() -> None:
    years = [row(year=str(year), percent="50") for year in range(2015, 2020)]
    found = take(table([*years, *AREAS]))
    assert f"{TITLE}: no row of England or of the South East in 5 periods, 2014/15 to 2018/19" in found.messages
    assert any("have a figure in 5 periods, 2014/15 to 2018/19, too few for a mean" in one for one in found.messages)


def test_a_council_whose_rows_name_no_region_is_told() -> None:
    found = take(table(but("Local authority", region_name="")))
    assert found.messages == ("No row says in which region Medway lies, so no region's figures are taken",)


def test_a_mapping_whose_figure_s_column_is_gone_is_told_though_another_serves() -> None:
    other = {**MAPPING, "value": "child_rate", "group": "others"}
    elsewhere = {**MAPPING, "rows": {"sex": "Male"}, "group": "boys"}
    found = take(table(AREAS), MAPPING, other, elsewhere)
    assert areas_of(found) == ALL
    assert found.messages == ("the mapping of neet needs the column child_rate, which file.csv lacks",)


def test_rows_of_another_definition_s_years_alone_are_told() -> None:
    found = take(table(AREAS), {**MAPPING, "until": "2020/21 financial year"})
    assert found.messages == (f"{TITLE}: nothing is taken, since its rows are of 2024/25, another definition's",)


def test_levels_in_other_words_are_refused_by_their_column() -> None:
    short = {"National": "NAT", "Regional": "REG", "Local authority": "LA"}
    told = refused([{**one, "geographic_level": short[one["geographic_level"]]} for one in AREAS])
    assert "column geographic_level: no row says National, Regional or Local authority" in told
    assert "the file says 'NAT', 'REG' and 'LA'" in told


def test_ages_that_the_mapping_does_not_name_are_named_in_its_place() -> None:
    rows = [
        {**one, "age": age, "child_count": str(number * 7 + int(age))}
        for number, one in enumerate(AREAS)
        for age in ("16", "17")
    ]
    mapping = {**MAPPING, "levels": ["National"]}
    told = only(take(table(rows, (*COLUMNS, "age")), mapping, model=None))
    assert (
        "column age tells rows apart that the mapping takes for one, '16' in row 2 and '17' here; name one in" in told
    )
    changed = [{**one, "child_percent": str(int(one["child_percent"]) - (one["age"] == "17"))} for one in rows]
    assert "column age tells rows apart" in only(take(table(changed, (*COLUMNS, "age")), mapping, model=None))
