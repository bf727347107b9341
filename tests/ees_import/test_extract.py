"""Published figures: which rows come in as what, what stays out, and what is said of it."""

from __future__ import annotations

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
from metrics.catalogue.models import Comparator, OwnFigure
from metrics.charts.chart_series import comparator_series
from metrics.charts.chart_series import own_series as published_series
from metrics.wording import formatting
from tests.support import make
from tests.support.published_files import (
    ACCOMMODATION,
    BASE,
    COLUMNS,
    COUNTS,
    FOLDERS,
    MAPPING,
    STABILITY,
    an_indicator,
    counts,
    entries,
    only,
    proposed,
    real,
    row,
    table,
    take,
    told,
    towns,
)

TODAY = make.TODAY


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


def medway(name: str, an_indicator: str) -> dict[str, dict[str, Any]]:
    found = [one.addition for one in real(name).figures if one.addition.kind == "own_series"]
    return {str(one.entry["period"])[:7]: dict(one.entry) for one in found if one.indicator == an_indicator}


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
    assert len(lines) == 6, "three years of two indicators, and nothing else"
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
    found = an_indicator(own_series=own, group="care leavers aged 19")
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
    taken = take(
        table(rows), known=make.catalogue(*measured, organisation=an_indicator().organisation.model_dump()), **keys
    )
    return [one.get("published_after") for kind in ("comparators", "own_series") for one in entries(taken, kind)]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2013, 8, 22), [None, None]),
        (date(2013, 8, 23), [None, None]),
        (date(2013, 8, 24), [True, True]),
        (None, [True, True]),
    ],
)
def test_figures_say_that_they_came_after_the_inspection_only_where_that_is_known(
    day: date | None, said: list[bool | None]
) -> None:
    assert later("2013", "2014", day=day) == said * 2


def test_a_release_without_a_day_came_after_the_newest_figure_in_it() -> None:
    assert later("2013") == [None, None]
    assert later("2012", "2013", "2014") == [True] * 6


def test_without_an_inspection_no_figure_is_said_to_come_after_it() -> None:
    assert later("2014", judged=False, day=date(2025, 11, 20)) == [None, None]


# Refusals name the column


def refused(rows: list[dict[str, str]], columns: Any = COLUMNS, **mapping: Any) -> str:
    return only(take(table(rows, columns), {**MAPPING, **mapping}))


def test_a_file_without_the_mapping_s_column_is_refused_by_its_name() -> None:
    told = refused(BASE, [one for one in COLUMNS if one != "breakdown"])
    assert told == (
        "file.csv: no mapping serves this file: the mapping of neet needs the column breakdown; choose its rows under"
        " “Choose rows for another indicator” on the page Import published figures, or write a mapping in"
        " data/published.yaml"
    )


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


def test_a_mapping_in_whose_place_another_serves_is_left_out_without_a_word() -> None:
    other = {**MAPPING, "rows": {"breakdown": "Elsewhere"}}
    found = take(table(BASE), MAPPING, other)
    assert found.faults == ()
    assert found.messages == ()
    assert len(found.figures) == 4


def test_a_file_without_needed_areas_is_refused() -> None:
    assert "no mapping serves this file" in refused([{**row(percent="5"), "new_la_code": "E99", "la_name": "Else"}])


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
    other = {**row(percent="1"), "new_la_code": ""}
    assert told(take(table([other, *AREAS])), "own_series") == [("", "2024/25 financial year", Decimal(83))]


def test_older_years_without_codes_come_in_too() -> None:
    old = [{**one, "time_period": "2020", "new_la_code": "", "region_code": ""} for one in AREAS]
    found = take(table([*AREAS, *old]))
    assert len(areas_of(found)) == 8
    assert found.messages == ()


def test_what_has_no_row_is_told_by_indicator_area_and_period() -> None:
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
