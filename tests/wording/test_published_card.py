"""The words of a small chart: a finding with its strength, the change over the years shown, its alt text."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.analysis.reading import read_all
from metrics.trends.published import PublishedCard, lay_out
from metrics.trends.view_state import ViewState
from metrics.wording import published_card
from tests.support.make import TODAY, Entry
from tests.support.published_series import england, neighbours, published_catalogue, row, series, years


def card(own: list[Entry], others: list[Entry] | None = None, **keys: Any) -> PublishedCard:
    made = published_catalogue(series("one", own, others, **keys))
    return lay_out(made, read_all(made, TODAY), ViewState(), TODAY).groups[0].cards[0]


def found(own: list[Entry], others: list[Entry] | None = None, *, rated: bool = True, **keys: Any) -> str:
    made = card(own, others, **keys)
    return published_card.finding(made.published, made.beside, made.over, rated=rated)


MANY = {"numerator": 600, "denominator": 1000}


@pytest.mark.parametrize(
    ("counts", "other", "told"),
    [
        ({}, "14.2", "worse than England’s 14.2%, not tested"),
        (MANY, 40, "worse than England’s 40%, more than chance"),
        (MANY, 80, "better than England’s 80%, more than chance"),
        ({"numerator": 6, "denominator": 10}, 40, "above England’s 40%, too few to tell"),
        ({}, 60, "level with England’s 60%"),
    ],
)
def test_finding_tells_how_sure_it_is(counts: Entry, other: object, told: str) -> None:
    assert found(years(2024, 60, **counts), england(2024, other)).endswith(f" in the year to March 2025; {told}.")


def test_finding_has_its_counts() -> None:
    assert found(years(2024, 60, **MANY)) == "60% (600 of 1,000) in the year to March 2025."


def test_finding_is_beside_the_neighbours_where_england_is_not_published() -> None:
    assert "worse than the neighbours’ 50%, not tested" in found(years(2024, 60), neighbours(2024, 50))


def test_change_is_told_since_the_first_year_shown_with_its_strength() -> None:
    assert found(years(2022, 20, 25, 35)).endswith(
        ". Up 15 percentage points since the year to March 2023: moved the wrong way, not tested."
    )
    assert found(years(2023, 20, 20)).endswith("No change as published since the year to March 2024.")


def test_service_facts_are_above_or_below_and_moved_no_way() -> None:
    told = found([*years(2023, 50, 60)], england(2024, 40), rated=False)
    assert (
        told
        == "60% in the year to March 2025; above England’s 40%. Up 10 percentage points since the year to March 2024."
    )


def test_a_code_is_told_in_words_with_the_number_before_it() -> None:
    told = found([*years(2022, 20, 25), row("2024/25 financial year", code="c")])
    assert told == (
        "Not shown, so that no child can be recognised in the year to March 2025; "
        "before that 25% in the year to March 2024."
    )


def test_alt_text_tells_what_is_drawn_first_and_latest_figure_and_the_scale() -> None:
    made = card(years(2022, 92, 93, 96), england(2022, 94, 94, 94))
    told = published_card.alt(made.published, made.chart.areas, made.beside, made.chart.starts_at)
    assert told == (
        "One: Chart of 3 figures with England; first 92% in the year to March 2023; "
        "latest 96% in the year to March 2025, above England’s 94%; the scale starts at 80%."
    )
