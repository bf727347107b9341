"""Which voice another area's figure stands by, and what of it an indicator's own chart draws."""

from __future__ import annotations

from typing import Any

from metrics.analysis.voices import Voices
from metrics.catalogue.models import Comparator, Indicator
from metrics.exports.chart_tables import listed_comparators
from metrics.exports.reading_json import as_json
from tests.support.make import catalogue, comparator, figure, indicator, reading

LEAVERS: dict[str, Any] = {"group": "care leavers", "comparable": "partly", "why": "other group"}
TWO = [figure(f"{year} financial year", 40, **LEAVERS) for year in ("2018/19", "2019/20")]
BOTH = {
    "own_series": TWO,
    "comparators": [
        comparator("2012/13 Q4", 31),
        comparator("2019/20 financial year", 38, **LEAVERS),
        comparator("2019/20 financial year", 20, group="all young people", comparable="partly", why="everybody"),
    ],
}


def made(*observations: dict[str, Any], **keys: Any) -> Indicator:
    return catalogue(indicator(*observations, **keys)).indicators[0]


def by(one: Indicator) -> list[tuple[bool, bool]]:
    voices = Voices(one)
    return [(voices.beside_council(each), voices.beside_published(each)) for each in one.comparators]


def test_another_area_stands_by_the_voice_whose_group_it_shares_or_by_none():
    assert by(made(figure("2012/13 Q4", 30), **BOTH)) == [(True, False), (False, True), (False, False)]


def test_nothing_stands_by_a_council_that_has_no_figure():
    assert by(made(**BOTH)) == [(False, False), (False, True), (False, False)]


def test_bare_counts_of_other_areas_stand_by_nobody():
    assert by(made(figure("2012/13 Q4", 30), **BOTH, unit="count", of="children")) == [(False, False)] * 3


def test_prediction_is_a_figure_of_the_council_s_and_its_kind_of_period_makes_nothing_alike():
    one = made(figure("2018/19 financial year", 30, status="predicted", predicted_by="the school"), own_series=TWO)
    assert Voices(one).council_speaks
    assert Voices(one).kinds == set()


def test_of_two_models_that_cover_a_period_the_later_line_s_is_drawn():
    mean = {"area": "Statistical neighbours", "statistic": "mean", **LEAVERS}
    one = made(
        own_series=TWO,
        comparators=[
            comparator("2018/19 financial year", 35, model="2021 model", **mean),
            comparator("2019/20 financial year", 36, model="2021 model", **mean),
            comparator("2019/20 financial year", 37, model="2025 model", **mean),
        ],
    )
    drawn: list[Comparator] = Voices(one).drawn(one.comparators)
    assert [float(each.value or 0) for each in drawn] == [35, 37]


def test_list_of_what_is_not_drawn_and_the_json_go_by_the_chart():
    cat = catalogue(indicator(figure("2012/13 Q4", 30), **BOTH))
    (listed,) = listed_comparators(cat, cat.indicators[0])
    assert listed.startswith("England, all young people: 20%")
    told = as_json(reading(figure("2012/13 Q4", 30), **BOTH), cat.sources)
    assert [each["drawn"] for each in told["comparators"]] == [True, True, False]
