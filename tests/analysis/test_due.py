"""What is due: the rule of what is expected, what is in or missing and since when, and where Next due stays."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.analysis.due import (
    by_owner,
    calendar_rounds,
    current_rounds,
    next_round,
    round_of,
    rounds_to_choose,
)
from metrics.analysis.reporting_periods import indicators_due, next_period, offered_periods
from metrics.catalogue.period import parse
from tests.support import make
from tests.support.make import Entry, figure, hub, indicator, predicted

TODAY = date(2013, 11, 20)
Q4, Q1, Q2, Q3 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2", "2013/14 Q3"
APRIL = date(2013, 4, 1)


def states(*indicators: Entry, period: str = Q2, today: date = TODAY) -> dict[str, tuple[str, str]]:
    made = round_of(make.catalogue(*indicators), parse(period), today)
    return {one.indicator.id: (one.state, one.since.label) for one in made.figures}


def test_figures_are_in_missing_since_their_last_or_not_received() -> None:
    found = states(
        indicator(hub(Q1, 26), hub(Q2, 25), id="in"),
        indicator(hub(Q1, 26), hub(Q2, code="c"), id="suppressed"),
        indicator(hub(Q1, 26), hub(Q2, code="x", note="the system was down"), id="told"),
        indicator(hub(Q1, 26), predicted(Q2, 20), id="late"),
        indicator(hub("2012/13 Q3", 26), id="later"),
        indicator(hub(Q1, 26), hub(Q3, 25), id="passed"),
        today=date(2014, 1, 31),
    )
    assert found == {
        "in": ("in", Q2),
        "suppressed": ("in", Q2),
        "told": ("not received", Q2),
        "late": ("missing", Q2),
        "later": ("missing", Q4),
        "passed": ("passed over", Q2),
    }


def test_reason_why_a_figure_was_not_received_is_kept() -> None:
    made = make.catalogue(indicator(hub(Q1, 26), hub(Q2, code="x", note="the system was down")))
    (one,) = round_of(made, parse(Q2), TODAY).of("not received")
    assert one.reason == "the system was down"


def test_nothing_is_due_of_judgements_facts_inspections_published_series_and_what_never_had_a_figure() -> None:
    published = {"period": Q1, "value": 9, "source": "report", "at": "1", "group": "all"}
    found = states(
        indicator(hub(Q1, 26), id="due"),
        indicator(hub(Q1, 26), id="judged", theme="judgements"),
        indicator(hub(Q1, 26), id="fact", theme="context"),
        indicator(hub("July 2013", 2), id="inspected", frequency="inspection"),
        indicator(id="published", own_series=[published]),
        indicator(predicted(Q1, 20), id="predicted"),
        indicator(id="never"),
        indicator(id="expected", expected_from=APRIL),
        indicator(id="not-yet", expected_from=date(2014, 1, 1)),
        indicator(hub("2012/13 financial year", 2), id="yearly", frequency="financial year"),
    )
    assert found == {"due": ("missing", Q2), "expected": ("missing", Q1)}


def test_an_indicator_that_began_later_was_not_due_before() -> None:
    late = indicator(hub(Q2, 20), id="late")
    assert states(indicator(hub(Q1, 26)), late, period=Q1) == {"neet": ("in", Q1)}


@pytest.mark.parametrize(("source", "since"), [("report", Q2), ("law", Q1)], ids=["published in Q2", "without a day"])
def test_undated_figure_leaves_the_periods_missing_since_its_source_was_published(source: str, since: str) -> None:
    made = states(indicator(hub(Q1, 26)), indicator(figure("undated: lately", 3, source=source), id="undated"))
    assert made["undated"] == ("missing", since)


def test_history_that_is_saved_later_makes_no_undated_figure_missing_of_its_years() -> None:
    history = indicator(hub("2001/02 Q1", 30), hub(Q4, 26), hub(Q1, 25), hub(Q2, 24))
    made = make.catalogue(history, indicator(figure("undated: lately", 3), id="undated"))
    assert next_period(made, TODAY).label == Q2


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ([hub(Q4, 30)], Q1),
        ([hub(Q4, 30), hub(Q1, 20)], Q2),
        ([hub(Q4, 30), hub(Q1, code="x"), hub(Q2, 20)], Q3),
        ([hub(Q4, 30), hub(Q2, 20)], Q3),
    ],
    ids=["an older one is missing", "the newest is missing", "not received is no gap", "passed over is no gap"],
)
def test_next_due_does_not_move_on_while_a_figure_is_missing(second: list[Entry], expected: str) -> None:
    first = indicator(hub(Q4, 30), hub(Q1, 26), hub(Q2, 24))
    made = make.catalogue(first, indicator(*second, id="second"))
    assert next_period(made, TODAY).label == expected
    found = next_round(made, TODAY)
    assert found is not None
    assert found.period.label == expected
    offered = [one.label for one in offered_periods(made, TODAY)]
    assert offered[0] == expected
    assert {Q3, "2013/14 Q4"} <= set(offered), "what was begun, and what follows it, can still be chosen"


@pytest.mark.parametrize(("role", "expected"), [("education", Q2), ("context", Q3)])
def test_a_fact_that_lacks_its_figure_holds_nothing_up(role: str, expected: str) -> None:
    first = indicator(hub(Q1, 26), hub(Q2, 24))
    made = make.catalogue(first, indicator(hub(Q1, 30), id="second", theme=role))
    assert next_period(made, TODAY).label == expected


def test_an_expected_indicator_holds_up_the_quarter_and_stands_in_the_form() -> None:
    made = make.catalogue(indicator(hub(Q1, 26), hub(Q2, 24)), indicator(id="new", expected_from=date(2013, 7, 1)))
    assert next_period(made, TODAY).label == Q2
    assert [one.id for one in indicators_due(made, parse(Q2))] == ["new"]
    assert [one.id for one in indicators_due(made, parse(Q1))] == []


def test_each_frequency_has_its_round_and_its_own_day() -> None:
    made = make.catalogue(
        indicator(hub("August 2013", 1), id="monthly", frequency="month"),
        indicator(hub(Q1, 26), id="quarterly"),
        indicator(hub("2011/12 academic year", 9), id="yearly", frequency="academic year"),
        organisation={**make.ORGANISATION, "due_days": 45},
    )
    assert [(one.period.label, one.day) for one in current_rounds(made, TODAY)] == [
        (Q2, date(2013, 11, 14)),
        ("September 2013", date(2013, 11, 14)),
        ("2012/13 academic year", date(2013, 10, 15)),
    ]
    chosen = [one.period.label for one in rounds_to_choose(made, TODAY)]
    assert chosen[:2] == [Q2, Q1]
    assert "2012/13 academic year" in chosen


def test_calendar_looks_a_year_ahead() -> None:
    made = make.catalogue(indicator(hub(Q1, 26)))
    labels = [one.period.label for one in calendar_rounds(made, TODAY)]
    assert labels == [Q2, Q3, "2013/14 Q4", "2014/15 Q1", "2014/15 Q2"]


def test_figures_are_grouped_under_who_answers_missing_ones_first_and_nobody_last() -> None:
    made = make.catalogue(
        indicator(hub(Q1, 26), id="a"),
        indicator(hub(Q1, 26), hub(Q2, 20), id="b", owner="Nurse"),
        indicator(hub(Q1, 26), id="c", owner="Nurse"),
        indicator(hub(Q1, 26), id="d", owner="Head"),
    )
    rounds = [round_of(made, parse(Q2), TODAY)]
    listed = {name: [one.indicator.id for one in figures] for name, figures in by_owner(rounds).items()}
    assert listed == {"Head": ["d"], "Nurse": ["c", "b"], "": ["a"]}
    assert list(listed) == ["Head", "Nurse", ""]
    assert list(by_owner(rounds, "Nurse")) == ["Nurse"]
    assert list(by_owner(rounds, "")) == [""]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [([figure(Q1, 26)], (Q2, date(2013, 10, 30))), ([figure("undated: latest", 26)], None), ([], None)],
)
def test_quarter_comes_next_where_a_quarterly_indicator_has_a_dated_figure(
    lines: list[Entry], expected: tuple[str, date] | None
) -> None:
    yearly = indicator(figure("2012/13 financial year", 26), id="yearly", frequency="financial year")
    found = next_round(make.catalogue(indicator(*lines), yearly), make.INSPECTED)
    assert (found and (found.period.label, found.day)) == expected


def test_the_reports_own_figures_await_the_quarter_after_it() -> None:
    found = next_round(make.inspected(), date(2013, 11, 20))
    assert found is not None
    assert found.period.label == Q2
    assert {one.state for one in found.figures} == {"missing"}
    assert not [one for one in found.figures if not one.indicator.observations]
