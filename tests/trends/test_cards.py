"""The cards of a view: which indicators, cut to which years, with which events and colours, and the spec of each."""

from __future__ import annotations

import json
from typing import Any

from metrics.analysis.reading import read_all
from metrics.catalogue.events import Event
from metrics.charts.palette import DARK, LIGHT, Palette
from metrics.trends.cards import Cards, lay_out
from metrics.trends.selection import A_SCREEN
from metrics.trends.view_state import ViewState
from tests.support.make import TODAY, catalogue, figure, indicator

MADE = catalogue(
    *(
        indicator(
            figure("2011/12 Q4", 60 - n), figure("2012/13 Q4", 40), figure("2013/14 Q1", 20 + n), id=name, name=name
        )
        for n, name in enumerate(("first", "second", "third", "fourth", "fifth", "sixth", "seventh"))
    ),
    indicator(id="nothing", name="nothing", why_missing="Nobody counts it.", source="report", at="paragraph 2"),
)
HAPPENED = Event(date="May 2013", words="A new chair", source="report", at="1")  # type: ignore[arg-type]


def cards(palette: Palette = LIGHT, **asked: Any) -> Cards:
    return lay_out(
        MADE,
        read_all(MADE, TODAY),
        ViewState(**{"finding": "own", **asked}),
        today=TODAY,
        events=(HAPPENED,),
        palette=palette,
    )


def ids(found: Cards) -> list[str]:
    return [reading.indicator.id for reading in found.readings]


def test_a_screen_holds_a_spec_of_each_of_its_indicators_and_the_next_one_the_rest():
    first, second = cards(), cards(page=2)
    assert (first.page, first.pages, second.page) == (1, 2, 2)
    assert ids(first) == list(first.specs) == list(first.drawings)
    assert ids(first) + ids(second) == [reading.indicator.id for reading in first.selected]
    assert len(ids(first)) == A_SCREEN


def test_indicator_without_figures_has_a_card_and_no_spec():
    found = cards(indicators=("nothing", "first"))
    assert (ids(found), list(found.specs)) == (["nothing", "first"], ["first"])


def test_years_cut_the_figures_before_they_choose():
    found = cards(last=2012, finding="own")
    assert (found.selected, len(found.candidates)) == ([], 8)
    assert [len(reading.outcomes) for reading in cards(last=2012, finding="all").readings] == [1] * A_SCREEN


def test_events_are_marked_only_where_the_view_asks_for_them():
    assert "A new chair" in json.dumps(cards(events=True).specs["first"])
    assert "A new chair" not in json.dumps(cards().specs["first"])


def test_specs_are_in_the_colours_of_the_scheme():
    assert DARK.council in json.dumps(cards(DARK).specs)
    assert LIGHT.council not in json.dumps(cards(DARK).specs)
