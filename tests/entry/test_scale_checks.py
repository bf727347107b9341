"""Published figures of a wrong scale are asked about, once an indicator, and others are not."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.catalogue.load import parse
from metrics.entry.plausibility import doubts
from tests.support import make
from tests.support.make import comparator, figure
from tests.support.published_files import MAPPING, TOWNS, indicator_text, proposed, row, table, take

TITLE = "Not in education, employment or training"


def asked(known: str, *percents: str, year: str = "2025") -> list[str]:
    """What is asked of England's, the region's, the council's and the towns' figures, in a file beside ``known``."""
    areas = ("England", "South East", "Medway", *TOWNS)
    rows = [row(area, year, percent=one) for area, one in zip(areas, percents, strict=False)]
    before = parse(known)
    found = proposed(known, take(table(rows), {**MAPPING}, known=before))
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
    assert asked(known, "20", "70", "99") == []


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
