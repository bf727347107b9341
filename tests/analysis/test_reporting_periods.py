"""Which period comes next, which are offered, and which indicators are due."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.analysis.reporting_periods import (
    indicators_due,
    indicators_not_due,
    last_outcome_before,
    last_updated,
    next_due,
    next_period,
    offered_periods,
    outcome_of_period,
    skipped_periods,
)
from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.period import Period, parse
from tests.support import make
from tests.support.make import Entry, figure, hub, indicator, predicted, revised

TODAY = date(2013, 10, 31)
Q4, Q1, Q2, Q3 = (parse(one) for one in ("2012/13 Q4", "2013/14 Q1", "2013/14 Q2", "2013/14 Q3"))


def an_indicator(*observations: Entry, **keys: object) -> Indicator:
    return make.catalogue(indicator(*observations, **keys)).indicators[0]


def ids(found: list[Indicator]) -> list[str]:
    return [one.id for one in found]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([hub("2012/13 Q4", 30), hub("2013/14 Q1", 26)], "2013/14 Q2"),
        ([hub("2012/13 Q4", 30)], "2013/14 Q1"),
        ([hub("2013/14 Q1", 26), hub("2013/14 Q3", 20), hub("2023/24 Q1", 20)], "2013/14 Q2"),
        ([hub("2023/24 Q1", 20)], "2013/14 Q2"),
        ([hub("2013/14 Q1", 26), predicted("2013/14 Q3", 20)], "2013/14 Q2"),
        ([hub("2013/14 Q1", 26), figure("31 December 2013", 20)], "2013/14 Q2"),
        ([hub("undated: earlier", 53)], "2013/14 Q2"),
        ([], "2013/14 Q2"),
    ],
    ids=[
        "after the newest",
        "over the year's end",
        "not over yet",
        "none is over",
        "predictions aside",
        "own kind only",
        "undated",
        "none",
    ],
)
def test_next_quarter_is_the_first_that_no_outcome_covers(figures: list[Entry], expected: str) -> None:
    assert next_period(make.catalogue(indicator(*figures)), TODAY).label == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([hub("2013/14 Q1", 26)], [hub("2012/13 Q4", 30)], "2013/14 Q1"),
        ([hub("2013/14 Q1", code="x")], [hub("undated: earlier", 53)], "2013/14 Q1"),
        ([hub("2013/14 Q1", 26)], [hub("2012/13 Q4", 30), predicted("2013/14 Q1", 20)], "2013/14 Q1"),
        ([hub("2013/14 Q1", 26)], [hub("2012/13 Q4", 30), hub("2013/14 Q1", code="x")], "2013/14 Q2"),
        ([figure("2013/14 Q1", 26)], [hub("2012/13 Q4", 30)], "2013/14 Q2"),
        ([hub("2013/14 Q1", 26)], [], "2013/14 Q2"),
    ],
    ids=["part saved", "one undated", "only predicted", "complete", "out of the report", "awaiting"],
)
def test_quarter_that_is_saved_in_part_stays_the_one_offered(
    first: list[Entry], second: list[Entry], expected: str
) -> None:
    known = make.catalogue(indicator(*first), indicator(*second, id="second"))
    assert next_period(known, TODAY).label == expected
    assert offered_periods(known, TODAY)[0].label == expected


def test_quarter_after_the_report_is_offered_for_the_reports_own_figures() -> None:
    assert next_period(make.inspected(), TODAY).label == "2013/14 Q2"
    assert next_period(make.whole(), TODAY).label == "2013/14 Q2"


def test_next_period_of_another_frequency_looks_only_at_its_indicators() -> None:
    known = make.catalogue(
        indicator(hub("2013/14 Q1", 26)),
        indicator(hub("2011/12 academic year", 9), id="gcse", frequency="academic year"),
        indicator(id="monthly", frequency="month"),
    )
    assert next_period(known, TODAY, "academic year").label == "2012/13 academic year"
    assert next_period(known, TODAY, "month").label == "September 2013"
    assert next_period(known, TODAY, "financial year").label == "2012/13 financial year"


def test_a_figure_that_is_years_ahead_moves_the_offered_quarter_of_nobody() -> None:
    known = make.catalogue(indicator(hub("2013/14 Q1", 26)), indicator(hub("2023/24 Q1", 26), id="slip"))
    assert offered_periods(known, TODAY)[0].label == "2013/14 Q2"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2013/14 Q2", None),
        ("2013/14 Q3", ("2013/14 Q2", "2013/14 Q2")),
        ("2014/15 Q1", ("2013/14 Q2", "2013/14 Q4")),
        ("2012/13 Q4", None),
        ("June 2014", None),
        ("30 June 2014", None),
        ("undated: latest", None),
    ],
)
def test_skipped_are_the_periods_between_the_newest_before_and_this_one(
    period: str, expected: tuple[str, str] | None
) -> None:
    known = [parse(one) for one in ("2013/14 Q1", "2012/13 Q4", "2015/16 Q1", "30 June 2013", "undated: earlier")]
    found = skipped_periods(known, parse(period))
    assert (found and (found[0].label, found[1].label)) == expected


def test_offered_begins_with_the_quarter_due_and_repeats_nothing() -> None:
    known = make.catalogue(
        indicator(hub("2013/14 Q1", 26)),
        indicator(hub("2011/12 academic year", 9), id="gcse", frequency="academic year"),
        indicator(figure("31 March 2013", 3), id="grade", unit="grade", frequency="inspection"),
    )
    labels = [one.label for one in offered_periods(known, TODAY)]
    years = ["2012/13 academic year", "2011/12 academic year", "2013/14 academic year"]
    past = ["2013/14 Q1", "2012/13 Q4", "2012/13 Q3", "2012/13 Q2", "2012/13 Q1", "2011/12 Q4"]
    assert labels == ["2013/14 Q2", *years, "2013/14 Q3", "2013/14 Q4", *past]
    assert not any("31 March" in one for one in labels), "an inspection comes when it comes"


def whole() -> Catalogue:
    return make.catalogue(
        indicator(hub("2013/14 Q1", 26), id="a", theme="health"),
        indicator(hub("2013/14 Q1", 26), hub("2013/14 Q2", 24), id="b"),
        indicator(hub("2013/14 Q1", 26), predicted("2013/14 Q2", 20), id="c"),
        indicator(id="d", theme="health"),
        indicator(hub("2011/12 academic year", 9), id="e", frequency="academic year"),
        indicator(hub("undated: earlier", 53), id="f"),
    )


def test_due_are_indicators_of_the_frequency_with_a_figure_and_none_for_the_period_by_theme() -> None:
    assert ids(indicators_due(whole(), Q2)) == ["c", "f", "a"], "education stands before health in the file's themes"


def test_others_are_all_the_rest_those_that_await_their_first_figure_too() -> None:
    assert ids(indicators_not_due(whole(), Q2)) == ["b", "e", "d"]
    assert sorted(ids(indicators_due(whole(), Q2)) + ids(indicators_not_due(whole(), Q2))) == list("abcdef")


def test_annual_period_has_its_own_indicators_due() -> None:
    assert ids(indicators_due(whole(), parse("2012/13 academic year"))) == ["e"]


@pytest.mark.parametrize("label", ["31 March 2013", "undated: latest", "year to 30 September 2013"])
def test_period_without_a_frequency_has_nothing_due(label: str) -> None:
    assert indicators_due(whole(), parse(label)) == []
    assert len(indicators_not_due(whole(), parse(label))) == 6


def test_standing_is_the_last_outcome_of_the_period() -> None:
    known = an_indicator(hub("2013/14 Q1", 26), revised("2013/14 Q1", 27), predicted("2013/14 Q1", 20))
    found = outcome_of_period(known, Q1)
    assert found is not None
    assert (found.value, found.status) == (27, "revised")
    assert outcome_of_period(known, Q2) is None


def test_prediction_stands_for_nothing() -> None:
    assert outcome_of_period(an_indicator(predicted("2013/14 Q2", 20)), Q2) is None


@pytest.mark.parametrize(
    ("period", "value"),
    [(Q3, 24), (Q2, 26), (Q1, 30), (parse("undated: now"), 24)],
    ids=["later", "itself not", "middle", "undated"],
)
def test_last_figure_is_the_one_before_the_period(period: Period, value: int) -> None:
    known = an_indicator(
        hub("2012/13 Q4", 30), hub("2013/14 Q1", 26), hub("2013/14 Q2", 24), predicted("2013/14 Q3", 9)
    )
    found = last_outcome_before(known, period)
    assert found is not None
    assert found.value == value


def test_last_figure_is_the_revised_one() -> None:
    found = last_outcome_before(an_indicator(hub("2013/14 Q1", 26), revised("2013/14 Q1", 27)), Q2)
    assert found is not None
    assert found.value == 27


def test_indicator_without_an_outcome_has_no_last_figure() -> None:
    assert last_outcome_before(an_indicator(predicted("2013/14 Q1", 20)), Q2) is None
    assert last_outcome_before(an_indicator(hub("2013/14 Q2", 20)), Q2) is None


def due(frequency: str, *observations: Entry, days: int = 30) -> tuple[str, date] | None:
    organisation = {"name": "Medway Council", "area": "Medway", "contact": "the hub", "due_days": days}
    made = make.catalogue(indicator(*observations, frequency=frequency), organisation=organisation)
    found = next_due(made, made.indicators[0], next(iter(made.indicators[0].observations), None))
    return None if found is None else (found[0].label, found[1])


@pytest.mark.parametrize(
    ("frequency", "latest", "following", "day"),
    [
        ("quarter", "2013/14 Q1", "2013/14 Q2", date(2013, 10, 30)),
        ("quarter", "2012/13 Q4", "2013/14 Q1", date(2013, 7, 30)),
        ("quarter", "2012/13 financial year", "2013/14 Q1", date(2013, 7, 30)),
        ("quarter", "19 July 2013", "2013/14 Q2", date(2013, 10, 30)),
        ("quarter", "30 June 2013", "2013/14 Q2", date(2013, 10, 30)),
        ("month", "June 2013", "July 2013", date(2013, 8, 30)),
        ("financial year", "2012/13 financial year", "2013/14 financial year", date(2014, 4, 30)),
        ("academic year", "2011/12 academic year", "2012/13 academic year", date(2013, 9, 30)),
        ("calendar year", "30 September 2011", "2012", date(2013, 1, 30)),
        ("calendar year", "2012", "2013", date(2014, 1, 30)),
    ],
)
def test_next_figure_is_due_some_days_after_the_next_period_ends(
    frequency: str, latest: str, following: str, day: date
) -> None:
    assert due(frequency, figure(latest, 26)) == (following, day)


def test_due_days_are_the_organisations_own() -> None:
    assert due("quarter", figure("2013/14 Q1", 26), days=45) == ("2013/14 Q2", date(2013, 11, 14))


def test_nothing_is_due_after_an_inspection_an_undated_figure_or_none() -> None:
    assert due("inspection", figure("July 2013", 26)) is None
    assert due("quarter", figure("undated: latest", 26)) is None
    assert due("quarter") is None


def test_last_updated_is_the_newest_publication_or_revision_of_the_councils_own_figures() -> None:
    assert last_updated(make.catalogue(indicator(figure("2013/14 Q1", 26)))) == date(2013, 8, 23)
    assert last_updated(make.catalogue(indicator(figure("2013/14 Q1", 26), revised("2013/14 Q1", 27)))) == date(
        2013, 9, 1
    )
    assert last_updated(make.catalogue(indicator(figure("2013/14 Q1", 26, source="law")))) is None
    assert last_updated(make.catalogue(indicator())) is None


def test_last_updated_is_the_last_signed_save_where_that_is_newer() -> None:
    published = make.catalogue(indicator(figure("2013/14 Q1", 26)))
    assert last_updated(published, date(2013, 9, 2)) == date(2013, 9, 2)
    assert last_updated(published, date(2013, 8, 1)) == date(2013, 8, 23)
    assert last_updated(make.catalogue(indicator()), date(2013, 9, 2)) == date(2013, 9, 2)
