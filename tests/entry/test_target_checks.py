"""What is unusual in a new target, what stands beside it, and what the end of one undoes is asked about once."""

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


def asked(
    value: str,
    kind: str,
    since: str,
    *standing: dict[str, Any],
    until: str = "",
    words: str = "",
    **keys: Any,
) -> list[str]:
    text = make.text(indicator(hub("2013/14 Q1", 26), targets=list(standing), **{**HIGHER, **keys}))
    before = parse(text)
    found = proposed(text, target(value=value, kind=kind, since=since, until=until, words=words))
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


def test_target_whose_twin_is_in_words_is_asked_about() -> None:
    old = make.target(95, label="Target 2013/14")
    (question,) = asked("", "council target", "1 October 2013", old, words="all but five in a hundred")
    assert question == (
        "Reviews: the new council target of “all but five in a hundred” begins while the one of 95% (Target 2013/14) "
        "still holds, and both will be said of each figure; to end that one, send it once more with its last day in "
        "the column Until"
    )


@pytest.mark.parametrize(
    ("value", "question"),
    [
        ("0.8", "the new council target of 0.8% is below 1; was 80% meant?"),
        ("2.5", "the new council target of 2.5% is far from the latest figure, 26%; is its decimal point in place?"),
        ("80", None),
    ],
)
def test_size_of_a_new_target_is_held_against_the_latest_figure(value: str, question: str | None) -> None:
    assert asked(value, "council target", "1 October 2013") == ([f"Reviews: {question}"] if question else [])


@pytest.mark.parametrize(("since", "until"), [("1 April 1917", ""), ("1 October 2013", "31 March 2071")])
def test_target_of_a_year_that_is_hardly_meant_is_asked_about(since: str, until: str) -> None:
    (question,) = asked("95", "council target", since, until=until)
    assert question.endswith(f"has the day {until or since}; is the year right?")


def test_target_that_rates_figures_of_the_past_is_asked_about() -> None:
    assert asked("95", "council target", "1 April 2012") == [
        "Reviews: the new council target of 95% rates 1 figure that stands already, from 2013/14 Q1 on; is that meant?"
    ]
    assert asked("95", "council target", "1 April 2013") == []


def test_target_of_an_indicator_of_which_neither_way_is_better_is_asked_about() -> None:
    assert asked("30", "council target", "1 October 2013", polarity="neutral") == [
        "Reviews: the new council target of 30% will rate no figure, since neither way is better here; is it a target?"
    ]


def test_end_of_a_duty_and_of_what_rates_figures_is_asked_about() -> None:
    duty = {**DUTY, "from": date(2011, 4, 1)}
    ended = "31 March 2013"
    assert asked("100", "statutory duty", "1 April 2011", duty, until=ended) == [
        "Reviews: 100% (duty: every review on time) is asked by the law, and this ends it on 31 March 2013, and no "
        "longer rates 1 figure, from 2013/14 Q1 on; did the law change?"
    ]
    own = make.target(95, label="Target", since=date(2011, 4, 1))
    assert asked("95", "council target", "1 April 2011", own, until=ended) == [
        "Reviews: 95% (Target) ends on 31 March 2013 and no longer rates 1 figure, from 2013/14 Q1 on; is that meant?"
    ]
    later = "31 March 2014"
    assert asked("95", "council target", "1 April 2011", own, until=later) == []
    assert "did the law change" in asked("100", "statutory duty", "1 April 2011", duty, until=later)[0]
