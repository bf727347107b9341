"""A new target that a duty goes beyond, or that begins while one of its kind still holds, is asked about once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from metrics.catalogue.load import parse
from metrics.entry.plausibility import doubts
from tests.support import make
from tests.support.make import TODAY, hub, indicator
from tests.support.proposals import proposed, target

DUTY = make.target(100, kind="statutory duty", label="duty: every review on time")
HIGHER = {"polarity": "higher_is_better", "short_name": "Reviews"}


def asked(value: str, kind: str, since: str, *standing: dict[str, Any], until: str = "", **keys: Any) -> list[str]:
    text = make.text(indicator(hub("2013/14 Q1", 26), targets=list(standing), **{**HIGHER, **keys}))
    before = parse(text)
    found = proposed(text, target(value=value, kind=kind, since=since, until=until))
    assert found.amended is not None, list(map(str, found.faults))
    return [doubt.words for doubt in doubts(before, found.amended.catalogue, found.change.additions, TODAY)]


def test_council_target_below_a_duty_is_asked_about_and_the_duty_named() -> None:
    assert asked("95", "council target", "1 October 2013", DUTY) == [
        "Reviews: the new council target of 95% asks for less than the law: 100% (duty: every review on time); "
        "both will be said, the duty first; is that meant?"
    ]


@pytest.mark.parametrize(
    ("value", "duty"),
    [("100", DUTY), ("95", make.target(90, kind="statutory duty")), ("95", {**DUTY, "until": date(2013, 9, 30)})],
)
def test_target_that_asks_for_all_that_the_law_does_is_not(value: str, duty: dict[str, Any]) -> None:
    assert asked(value, "council target", "1 October 2013", duty) == []


def test_limit_of_a_single_case_is_no_duty_that_a_target_could_fall_short_of() -> None:
    limit = make.target(26, kind="statutory limit")
    assert asked("30", "council target", "1 October 2013", limit, unit="weeks", polarity="lower_is_better") == []


def test_target_beside_an_open_one_of_its_kind_is_asked_about_with_the_way_to_end_that() -> None:
    old = make.target(95, label="Target 2013/14")
    (question,) = asked("97", "council target", "1 April 2014", old)
    assert question == (
        "Reviews: the new council target of 97% begins while the one of 95% (Target 2013/14) still holds, and both "
        "will rate each figure; to end that one, send it once more with its last day in the column Until"
    )
    assert asked("97", "council target", "1 April 2014", {**old, "until": date(2014, 3, 31)}) == []
    assert asked("97", "national target", "1 April 2014", old) == []
