"""Published figures of a wrong scale are asked about, once an indicator, and others are not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from metrics.catalogue.load import parse
from metrics.entry.plausibility import doubts
from tests.support import make
from tests.support.make import comparator, figure
from tests.support.published_files import COUNTS, MAPPING, TOWNS, indicator_text, proposed, row, table, take

GROUP = "looked-after children"
REPORT = "Inspection report"
TITLE = "Not in education, employment or training"


def asked(known: str, *percents: str, year: str = "2025") -> list[str]:
    """What is asked of England's, the region's, the council's and the towns' figures, in a file beside ``known``."""
    areas = ("England", "South East", "Medway", *TOWNS)
    return questions(known, [row(area, year, percent=one) for area, one in zip(areas, percents, strict=False)])


def questions(known: str, rows: Sequence[dict[str, str]], mapping: dict[str, Any] = MAPPING) -> list[str]:
    """What is asked of the figures of a file of ``rows`` beside ``known``."""
    before = parse(known)
    found = proposed(known, take(table(rows), mapping, known=before))
    assert found.amended is not None, found.faults
    added = found.change.additions
    return [one.words for one in doubts(before, found.amended.catalogue, added, date(2026, 1, 1))]


def test_a_file_of_shares_is_asked_about_once_an_indicator() -> None:
    (one,) = asked(indicator_text(), "0.85", "0.84", "0.83", "0.8", "0.8", "0.8", "0.8", "0.8")
    assert (
        one
        == f"{TITLE}, England, 2024/25 financial year: 0.85% is the first figure; was 85% meant? (and 3 more like it)"
    )


@pytest.mark.parametrize("percents", [("85", "84", "83"), ("1", "0", "1.5"), ("c", "x", "85")])
def test_percentages_are_not_asked_about(percents: tuple[str, ...]) -> None:
    assert asked(indicator_text(), *percents) == []


ENGLAND = comparator("2023/24 financial year", 85, group="looked-after children")
OWN = figure("2023/24 financial year", 80, group="looked-after children")


def test_a_change_of_about_a_hundred_times_is_asked_about() -> None:
    known = indicator_text(comparators=[ENGLAND], own_series=[OWN])
    (one,) = asked(known, "0.86", "70", "0.81")
    assert one == (
        f"{TITLE}, England, 2024/25 financial year: 0.86%, and 85% in the 2023/24 financial year: "
        "about a hundred times; are both of one scale? (and 1 more like it)"
    )
    assert asked(known, "82", "70", "84") == []


# Jumps


def at(year: int, value: float, **more: Any) -> dict[str, Any]:
    return {**more, "period": f"{year - 1}/{year % 100} financial year", "value": value, "group": GROUP}


def series(values: Sequence[float], last: int, **more: Any) -> list[dict[str, Any]]:
    years = range(last - len(values) + 1, last + 1)
    return [figure(**at(year, value), **more) for year, value in zip(years, values, strict=True)]


def england(values: Sequence[float], last: int, **more: Any) -> list[dict[str, Any]]:
    return [{**one, "area": "England"} for one in series(values, last, **more)]


def test_a_figure_without_counts_that_jumps_from_the_year_before_is_asked_about_once_a_series() -> None:
    known = indicator_text(own_series=series([13, 14, 13, 14], 2024), comparators=england([10, 10, 10, 10], 2024))
    assert asked(known, "1", "10", "41") == [
        f"{TITLE}, England, 2024/25 financial year: 1%, and 10% in the 2023/24 financial year; are both right?",
        f"{TITLE}, Medway, 2024/25 financial year: 41%, and 14% in the 2023/24 financial year; are both right?",
    ]
    assert asked(known, "9", "10", "17") == []


def of_years(area: str, *percents: str) -> list[dict[str, str]]:
    """Rows of an area from 2020/21 on."""
    return [row(area, str(year), percent=value) for year, value in enumerate(percents, 2021)]


def test_years_that_jump_within_a_new_file_are_asked_about() -> None:
    assert questions(indicator_text(), of_years("Medway", "14", "13", "41", "14", "15")) == [
        f"{TITLE}, Medway, 2022/23 financial year: 41%, and 13% in the 2021/22 financial year; are both right?"
    ]


def test_a_release_that_is_ten_points_higher_in_all_years_is_one_question() -> None:
    known = indicator_text(comparators=england([52, 53, 52, 54], 2024))
    rows = of_years("England", "62", "63", "62", "64", "63")
    (one,) = questions(known, rows)
    assert one == (
        f"{TITLE}, England, 2020/21 financial year: 62%, and 52% in the release “{REPORT}”; are both right?"
        " (and 3 more like it)"
    )
    assert questions(known, [{**one, "child_percent": str(int(one["child_percent"]) - 8)} for one in rows]) == []


def test_an_older_year_that_is_far_from_the_first_that_stands_is_asked_about() -> None:
    (one,) = asked(indicator_text(comparators=england([85], 2024)), "60", year="2023")
    assert one.endswith("England, 2022/23 financial year: 60%, and 85% in the 2023/24 financial year; are both right?")


def test_figures_with_their_counts_are_proved_by_them_and_not_asked_about() -> None:
    known = indicator_text(own_series=series([93], 2024))
    counted = [
        row("Medway", percent="64", count="64"),
        row("Medway", breakdown="Total", percent="100", count="100"),
    ]
    assert questions(known, counted, {**MAPPING, **COUNTS, "unknown": None}) == []


def test_counts_that_move_by_less_than_a_tenth_are_usual() -> None:
    text = indicator_text(unit="count", of="children", own_series=series([65000], 2024))
    for value, times in (("61000", 0), ("43000", 1)):
        rows = [row("Medway", count=value)]
        assert len(questions(text, rows, {**MAPPING, "value": "child_count"})) == times


def test_an_older_year_is_set_beside_the_later_one_that_stands() -> None:
    known = indicator_text(comparators=[ENGLAND])
    assert ["about a hundred times" in one for one in asked(known, "0.86", year="2020")] == [True]


def test_what_stood_before_is_asked_about_no_more() -> None:
    wrong = comparator("2022/23 financial year", 0.9, group="looked-after children")
    assert asked(indicator_text(comparators=[wrong, ENGLAND]), "86") == []


@pytest.mark.parametrize(("counts", "times"), [({"numerator": 1, "denominator": 200}, 0), ({}, 1)])
def test_a_share_is_asked_about_unless_its_counts_prove_it(counts: dict[str, int], times: int) -> None:
    small = {**ENGLAND, "value": 0.5, **counts}
    before, after = parse(make.text()), parse(make.text(make.indicator(id="fresh", comparators=[small])))
    assert len(doubts(before, after, [], date(2026, 1, 1))) == times
