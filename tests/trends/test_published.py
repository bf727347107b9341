"""Which published series the page Trends shows, in what order, and on which years."""

from __future__ import annotations

from typing import Any

from metrics.analysis import states
from metrics.analysis.reading import read_all
from metrics.catalogue.models import Catalogue
from metrics.trends.published import PublishedView, lay_out, neighbours_brought
from metrics.trends.view_state import ViewState
from tests.support.make import TODAY, figure, indicator
from tests.support.published_series import england, neighbours, published_catalogue, row, series, years

TESTED = {"numerator": 600, "denominator": 1000}
FEW = {"numerator": 6, "denominator": 10}

MADE = published_catalogue(
    series("few", years(2024, 60, **FEW), england(2024, 40)),
    series("untested", years(2024, 60), [*england(2024, 10), *neighbours(2024, 70)]),
    series("tested", years(2024, 60, **TESTED), [*england(2024, 40), *neighbours(2024, 50)], theme="health"),
    series("better", years(2024, 60, **TESTED), england(2024, 80)),
    series("facts", years(2024, 60, **TESTED), england(2024, 40), theme="context"),
    indicator(figure("2013/14 Q1", 5), id="council", name="Only the council's own"),
    series("old", years(2012, 60, **TESTED), england(2012, 40)),
    series("suppressed", [row("2024/25 financial year", code="c")]),
)


def view(made: Catalogue = MADE, **asked: Any) -> PublishedView:
    return lay_out(made, read_all(made, TODAY), ViewState(**asked), TODAY)


def ids(found: PublishedView) -> list[str]:
    return [card.reading.indicator.id for group in found.groups for card in group.cards]


def test_first_view_holds_every_published_series_by_theme_the_newest_first() -> None:
    found = view()
    assert [(group.heading, [card.reading.indicator.id for card in group.cards]) for group in found.groups] == [
        ("Education", ["few", "untested", "better", "old"]),
        ("Health", ["tested"]),
        ("Service facts", ["facts"]),
    ]


def test_worse_than_england_is_what_is_tested_worse_as_the_home_page_counts_it() -> None:
    found = view(finding="published-worse")
    counted = states.tested_beside_england(read_all(MADE, TODAY), "worse")
    assert sorted(ids(found)) == sorted(reading.indicator.id for reading in counted) == ["old", "tested"]
    assert found.compared == 5


def test_all_that_is_worse_has_what_is_tested_first_and_what_is_too_few_to_tell_last() -> None:
    assert ids(view(finding="published-worse-all")) == ["tested", "old", "untested", "few"]


def test_worse_than_the_neighbours_goes_by_their_mean() -> None:
    assert ids(view(finding="published-behind")) == ["tested"]
    assert view(finding="published-behind").compared == 2


def test_years_cut_the_series_before_they_are_compared() -> None:
    assert ids(view(finding="published-worse", last=2013)) == ["old"]
    assert ids(view(first=2020)) == ["few", "untested", "better", "tested", "facts"]
    assert view(last=2000).series == 0


def test_most_changed_is_told_over_the_years_shown_the_newest_first() -> None:
    made = published_catalogue(
        series("old-and-large", years(2010, 10, 90)),
        series("doubled-then-back", years(2021, 10, 20, 11)),
        series("tripled", years(2021, 10, 20, 30)),
        series("same", years(2021, 10, 20, 10)),
    )
    assert ids(view(made, finding="published-changed")) == ["tripled", "doubled-then-back", "old-and-large"]
    assert ids(view(made, finding="published-changed", first=2023)) == ["tripled", "same", "doubled-then-back"]


def test_charts_under_one_heading_share_their_years_and_a_single_figure_takes_none_of_them() -> None:
    made = published_catalogue(
        series("long", years(2014, 10, 11, 12)),
        series("short", years(2015, 10, 12)),
        series("single", years(2009, 10)),
    )
    by_id = {card.reading.indicator.id: card.chart for card in view(made).groups[0].cards}
    assert by_id["long"].lines[0].spots[1].x == by_id["short"].lines[0].spots[0].x
    assert [spot.x for spot in by_id["single"].lines[0].spots] == [100]


def test_each_neighbour_can_be_asked_for_only_where_their_rows_were_brought() -> None:
    brought = published_catalogue(series("one", years(2024, 60), years(2024, 50, area="Kent")))
    assert neighbours_brought(read_all(brought, TODAY), ("Kent", "Swindon"))
    assert not neighbours_brought(read_all(MADE, TODAY), ("Kent", "Swindon"))
    shown = lay_out(brought, read_all(brought, TODAY), ViewState(neighbours=True), TODAY, ("Kent",))
    assert shown.groups[0].cards[0].chart.areas == ("Medway", "Kent")
