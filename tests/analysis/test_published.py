"""The published reading: one definition read by itself, both changes, other areas of the same publication."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics.analysis import states
from metrics.analysis.published import PublishedReading
from metrics.analysis.reading import Reading, read, read_all
from metrics.analysis.significance import Verdict
from metrics.analysis.suppression import suppress
from tests.support.make import (
    SOURCES,
    TODAY,
    Entry,
    catalogue,
    comparator,
    counted,
    figure,
    hub,
    indicator,
    predicted,
    reading,
)

GROUP = "care leavers aged 19 to 21"
Y21, Y22, Y23, Y24, Y25 = (f"20{year - 1}/{year} financial year" for year in range(21, 26))
NEIGHBOURS = {"area": "Statistical neighbours", "model": "May 2025 model", "statistic": "mean"}
RELEASES = SOURCES | {
    "dfe": {"title": "Children looked after", "publisher": "Department for Education", "kind": "published"},
    "older": {
        "title": "Children looked after: 2024",
        "publisher": "Department for Education",
        "kind": "published",
        "published": date(2024, 11, 14),
    },
}


def own(period: str, value: object = None, **keys: Any) -> Entry:
    return figure(period, value, **{"source": "dfe", "group": GROUP, **keys})


def own_counted(period: str, numerator: int, denominator: int, **keys: Any) -> Entry:
    return counted(period, numerator, denominator, **{"source": "dfe", "group": GROUP, **keys})


def other(period: str, value: object = None, **keys: Any) -> Entry:
    return comparator(period, value, **{"source": "dfe", "group": GROUP, **keys})


def read_with(own_series: list[Entry], *observations: Entry, **keys: Any) -> Reading:
    made = catalogue(indicator(*observations, own_series=own_series, **keys), sources=RELEASES)
    return read(made, made.indicators[0], TODAY)


def published(own_series: list[Entry], *observations: Entry, **keys: Any) -> PublishedReading:
    found = read_with(own_series, *observations, **keys).published
    assert found is not None
    return found


def told(verdict: Verdict | None) -> tuple[str | None, str | None]:
    assert verdict is not None
    return verdict.said, verdict.strength


# ---- which figures are read ----------------------------------------------------------------------------


def test_series_is_the_newest_figures_definition_and_kind_of_period_oldest_first():
    found = published(
        [
            own(Y25, 35),
            own(Y23, 38),
            own(Y24, 41, group="care leavers aged 17 and 18"),
            own("31 March 2024", 40),
            own("undated: latest", 50),
        ]
    )
    assert [figure.value for figure in found.figures] == [38, 35]
    assert (found.group, found.publisher) == (GROUP, "Department for Education")


def test_of_two_definitions_of_the_newest_period_the_nearer_one_is_read():
    far, near = own(Y25, 50, comparable="no", why="another age"), own(Y25, 35, group="looked-after children")
    assert published([far, near]).latest.value == 35
    assert published([near, far]).latest.value == 35


def test_group_that_is_left_out_is_the_indicators_own():
    found = published([own(Y24, 40, group=None), own(Y25, 35, group="looked-after children")])
    assert [figure.value for figure in found.figures] == [40, 35]


def test_figure_that_a_newer_release_replaced_takes_no_part():
    found = published([own(Y24, 44, source="older"), own(Y24, 47), own(Y25, 35)])
    assert [figure.value for figure in found.figures] == [47, 35]


def test_nothing_dated_is_no_reading():
    assert read_with([own("undated: latest", 50)]).published is None
    assert reading(figure("2013/14 Q1", 26)).published is None


# ---- both changes ---------------------------------------------------------------------------------------


def test_last_step_and_the_whole_way_each_have_their_strength():
    found = published([own_counted(Y22, 80, 160), own_counted(Y24, 70, 160), own_counted(Y25, 56, 160)])
    assert found.change is not None
    assert (found.change.size, found.change.direction) == (Decimal("-8.8"), "down")
    assert told(found.verdict) == (None, "too few to tell")
    assert found.since_first is not None
    assert (found.since_first.earlier.period.label, found.since_first.change.size) == (Y22, Decimal("-15.0"))
    assert told(found.since_first.verdict) == ("better", "tested")


def test_change_without_counts_is_not_tested():
    assert told(published([own(Y24, 30), own(Y25, 26)]).verdict) == ("better", "not tested")


def test_two_figures_have_one_change():
    found = published([own(Y24, 30), own(Y25, 26)])
    assert found.step is not None
    assert found.since_first is None


def test_one_figure_has_no_change():
    found = published([own(Y25, 26)])
    assert (found.previous, found.step, found.since_first) == (None, None, None)


def test_code_as_latest_stays_the_latest_and_has_no_change_or_comparison():
    found = published([own(Y24, 30), own(Y25, code="c")], comparators=[other(Y25, 20)])
    assert found.latest.code == "c"
    assert (found.step, found.since_first) == (None, None)
    assert found.england is not None
    assert found.england.verdict is None
    assert [figure.value for figure in found.numbers] == [30]


def test_code_before_the_latest_leaves_the_change_since_the_first_number():
    found = published([own(Y23, 30), own(Y24, code="c"), own(Y25, 26)])
    assert found.step is None
    assert found.since_first is not None
    assert found.since_first.earlier.value == 30


def test_years_that_share_days_are_not_tested_against_each_other():
    rolling = [
        own_counted(f"year to {day} 2025", count, 400) for day, count in (("30 June", 200), ("30 September", 40))
    ]
    assert told(published(rolling).verdict) == ("better", "not tested")


def test_yearly_series_gets_no_limits_however_long_it_is():
    years = [own(f"{year} academic year".replace(" ", f"/{(year + 1) % 100:02} ", 1), 30) for year in range(2008, 2025)]
    whole = read_with([*years, own("2025/26 academic year", 90)], figure("2013/14 Q1", 26))
    assert whole.published is not None
    assert told(whole.published.verdict) == ("worse", "not tested")
    assert not whole.variation.enough


def test_rounded_counts_decide_only_where_both_extremes_agree():
    exact = published([own_counted(Y25, 70, 495)], comparators=[other(Y25, "10.5", numerator=52, denominator=495)])
    rounded = {"numerator": 50, "denominator": 500, "counts_rounded_to": 10}
    near = published([own_counted(Y25, 70, 495)], comparators=[other(Y25, "10", **rounded)])
    vast = {"numerator": 8500, "denominator": 81770, "counts_rounded_to": 10}
    far = published([own_counted(Y25, 70, 495)], comparators=[other(Y25, "10.4", **vast)])
    assert [told(one.england.verdict)[1] for one in (exact, near, far) if one.england] == [
        "too few to tell",
        "too few to tell",
        "tested",
    ]


def test_unknown_ones_that_may_turn_the_answer_leave_it_too_few_to_tell():
    sure = published([own_counted(Y25, 100, 200)], comparators=[other(Y25, 60)])
    unsure = published([own_counted(Y25, 100, 200, unknown=40)], comparators=[other(Y25, 60)])
    assert [told(one.england.verdict)[1] for one in (sure, unsure) if one.england] == ["tested", "too few to tell"]


# ---- beside other areas ---------------------------------------------------------------------------------


def test_england_region_and_neighbours_stand_in_this_order_and_single_authorities_not_at_all():
    areas = [{"area": "Kent"}, NEIGHBOURS, {"area": "South East"}, {"area": "England"}]
    found = published([own(Y25, 35)], comparators=[other(Y25, 20, **area) for area in areas])
    assert [(beside.kind, beside.comparator.area) for beside in found.beside] == [
        ("country", "England"),
        ("region", "South East"),
        ("neighbours", "Statistical neighbours"),
    ]


@pytest.mark.parametrize(
    "difference",
    [{"source": "older"}, {"group": "looked-after children"}, {"period": Y24}, {"value": None, "words": "below"}],
    ids=["another source", "another group", "another period", "words"],
)
def test_only_the_same_source_definition_and_period_stands_beside_the_latest(difference: Entry):
    assert published([own(Y25, 35)], comparators=[{**other(Y25, 40), **difference}]).beside == ()
    assert len(published([own(Y25, 35)], comparators=[other(Y25, 40)]).beside) == 1


@pytest.mark.parametrize("comparable", ["yes", "partly", "no"])
def test_what_the_report_counts_does_not_matter_to_a_comparison_within_one_publication(comparable: str):
    aside = {"comparable": comparable, "why": None if comparable == "yes" else "another age"}
    found = published([own(Y25, 35, **aside)], figure("2013/14 Q1", 26), comparators=[other(Y25, 40, **aside)])
    assert found.england is not None
    assert told(found.england.verdict) == ("better", "not tested")


def test_councils_own_figure_is_never_set_beside_the_published_ones():
    one = read_with([own(Y24, 40)], figure(Y25, 26), comparators=[other(Y24, 30)])
    assert (one.change, one.comparison) == (None, None)
    assert one.published is not None
    assert one.published.latest.value == 40
    assert one.published.step is None


def test_counts_of_children_stand_beside_no_other_areas():
    found = published([own(Y25, 8)], unit="count", of="children", comparators=[other(Y25, 4000)])
    assert found.beside == ()


def test_published_figure_is_shown_as_its_publisher_gave_it_however_small():
    small = hub("2013/14 Q1", 2, numerator=1, denominator=50)
    shown = suppress(catalogue(indicator(small, own_series=[own_counted(Y25, 3, 40)]), sources=RELEASES))
    one = read(shown, shown.indicators[0], TODAY)
    assert one.latest is not None
    assert one.latest.code == "c"
    assert one.published is not None
    assert (one.published.latest.value, one.published.latest.numerator) == (Decimal("7.5"), 3)


# ---- what is counted ------------------------------------------------------------------------------------


def test_what_only_a_department_publishes_does_not_await_its_first_figure():
    only = read_with([own(Y25, 35)])
    assert (only.only_published, only.awaiting, only.counted) == (True, False, False)
    foreseen = read_with([own(Y25, 35)], predicted("2013/14 Q2", 20))
    assert (foreseen.only_published, foreseen.awaiting) == (True, False)
    reported = read_with([own(Y25, 35)], figure("2013/14 Q1", 26))
    assert (reported.only_published, reported.awaiting) == (False, False)
    codes = read_with([own(Y25, code="x")])
    assert (codes.only_published, codes.awaiting) == (False, True)


def test_only_what_is_tested_counts_as_better_or_worse_than_england():
    def one(id: str, mine: Entry, theirs: object, **keys: Any) -> Entry:
        return indicator(id=id, own_series=[mine], comparators=[other(Y25, theirs)], **keys)

    sure = own_counted(Y25, 100, 200)
    found = read_all(
        catalogue(
            one("worse", sure, 30),
            one("better", sure, 70),
            one("few", sure, 51),
            one("untested", own(Y25, 50), 30),
            one("neutral", sure, 30, polarity="neutral"),
            one("fact", sure, 30, theme="context"),
            indicator(id="alone", own_series=[sure]),
            sources=RELEASES,
        ),
        TODAY,
    )
    assert [reading.indicator.id for reading in states.tested_beside_england(found, "worse")] == ["worse"]
    assert [reading.indicator.id for reading in states.tested_beside_england(found, "better")] == ["better"]
