"""States that indicators are counted and filtered by: who is in one, who could be, and how many of those are tested."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.analysis.reading import Reading, read
from metrics.analysis.states import STATES
from metrics.analysis.suppression import suppress
from tests.support.make import TODAY, Entry, catalogue, comparator, counted, figure, hub, indicator, reading, target
from tests.support.quarterly import STEADY, quarters

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"
EARLIER, LATEST = hub(Q4, 30), hub(Q1, 26)


def states(of: Reading) -> list[str]:
    return [name for name, state in STATES.items() if state.found(of)]


def open_to(of: Reading) -> list[str]:
    """The states that it could be in at all."""
    return [name for name, state in STATES.items() if state.could_be(of)]


CHANGED = ["better", "worse", "few"]


@pytest.mark.parametrize(
    ("keys", "found", "could_be"),
    [
        ({}, ["worse"], CHANGED),
        ({"polarity": "lower_is_better"}, ["better"], CHANGED),
        ({"polarity": "neutral"}, [], CHANGED),
        ({"targets": [target(27)]}, ["worse", "missed"], ["better", "worse", "missed", "few"]),
        ({"targets": [target(26)]}, ["worse"], ["better", "worse", "missed", "few"]),
        ({"targets": [target(27), target(25)]}, ["worse", "missed"], ["better", "worse", "missed", "few"]),
        ({"targets": [target(27, kind="proposed limit")]}, ["worse"], CHANGED),
        ({"comparators": [comparator(Q1, 27)]}, ["worse", "behind"], ["better", "worse", "behind", "few"]),
        ({"comparators": [comparator(Q1, 25)]}, ["worse"], ["better", "worse", "behind", "few"]),
        ({"comparators": [comparator(Q4, 27)]}, ["worse"], CHANGED),
    ],
)
def test_indicator_is_in_a_state_only_where_it_could_be_told(
    keys: dict[str, object], found: list[str], could_be: list[str]
) -> None:
    judged = reading(EARLIER, LATEST, **{"polarity": "higher_is_better"} | keys)
    assert states(judged) == found
    assert open_to(judged) == could_be


@pytest.mark.parametrize("lines", [[], [LATEST]])
def test_of_one_figure_or_none_nothing_can_be_told(lines: list[Entry]) -> None:
    judged = reading(*lines)
    assert (states(judged), open_to(judged)) == ([], [])


@pytest.mark.parametrize(
    ("of", "found"),
    [
        (reading(counted(Q4, 29, 42), counted(Q1, 21, 42)), ["few"]),  # moved the right way
        (reading(counted(Q4, 21, 42), counted(Q1, 29, 42)), ["few"]),  # and the wrong way
        (reading(counted(Q1, 9, 42), comparators=[comparator(Q1, "16.3")]), ["few"]),
        (reading(counted(Q1, 5, 42), comparators=[comparator(Q1, "16.3")]), ["few"]),
        (reading(*quarters(STEADY)), ["few"]),
        (reading(counted(Q4, 9, 42), counted(Q1, 9, 42)), []),  # the same is not too few to tell
        # one verdict may be too few to tell where the other is tested
        (reading(counted(Q4, 40, 42), counted(Q1, 9, 42), comparators=[comparator(Q1, "16.3")]), ["better", "few"]),
    ],
)
def test_too_few_to_tell_is_a_state_of_its_own_and_in_no_other(of: Reading, found: list[str]) -> None:
    assert states(of) == found


def test_limits_and_not_the_last_step_say_who_improves_or_gets_worse() -> None:
    assert states(reading(*quarters([*STEADY, 90, 85]))) == ["worse"]
    assert states(reading(*quarters([*STEADY, 10, 12]))) == ["better"]


def test_target_missed_by_a_suppressed_figure_is_among_the_missed() -> None:
    line = hub(Q1, 99, numerator=203, denominator=205)
    duty = target(100, kind="statutory duty")
    shown = suppress(catalogue(indicator(line, polarity="higher_is_better", targets=[duty])))
    assert states(read(shown, shown.indicators[0], TODAY)) == ["missed"]


def test_duty_that_is_missed_counts_beside_a_council_target_that_is_met() -> None:
    wanted = [target(100, kind="statutory duty"), target(95)]
    assert states(reading(counted(Q1, 197, 205), polarity="higher_is_better", targets=wanted)) == ["missed"]


UNTESTED, TESTED, FEW = ([figure(Q4, 20), figure(Q1, 26)], [counted(Q4, 9, 42), counted(Q1, 20, 40)], [LATEST])


@pytest.mark.parametrize(
    ("lines", "tested"), [([], 0), ([UNTESTED], 0), ([UNTESTED, TESTED, FEW], 1), ([TESTED, TESTED], 2)]
)
def test_state_counts_how_many_in_it_are_tested(lines: list[list[Entry]], tested: int) -> None:
    assert STATES["worse"].tested([reading(*one) for one in lines]) == tested


def test_each_state_is_tested_by_its_own_verdict() -> None:
    """Tested worse than England, and moved the wrong way without a test."""
    keys: dict[str, Any] = {"comparators": [comparator(Q1, "10.4")]}
    of = [reading(figure(Q4, 10), counted(Q1, 70, 495), **keys)]
    assert states(of[0]) == ["worse", "behind"]
    assert (STATES["worse"].tested(of), STATES["behind"].tested(of)) == (0, 1)
    assert STATES["better"].tested(of) == 0
    assert (STATES["missed"].tested(of), STATES["few"].tested(of)) == (None, None)


def test_states_have_names_that_claim_no_more_than_is_told() -> None:
    assert {name: state.label for name, state in STATES.items()} == {
        "better": "Improving or moved the right way",
        "worse": "Getting worse or moved the wrong way",
        "missed": "Target or duty missed",
        "behind": "Worse than comparator",
        "few": "Too few to tell",
    }
