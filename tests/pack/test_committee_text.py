"""The text for the committee report: what a director pastes, in order, as plain text."""

from __future__ import annotations

import re
from datetime import date

from metrics.catalogue.panel_record import NONE
from tests.support.make import catalogue, figure, indicator, target, whole
from tests.support.packs import made
from tests.support.panel import JULY, MAIN, OCTOBER, challenge, exception, meeting, record, response


def test_key_points_then_exceptions_challenges_what_is_new_and_each_indicator() -> None:
    kept = record(
        meetings=[meeting(JULY), meeting(OCTOBER)],
        challenges=[challenge(1, meeting=OCTOBER, asked="Why so many")],
        responses=[response(1, words="Staff left")],
        exceptions=[exception(2, cause="Snow", action="Clear it")],
    )
    text = made(MAIN, kept).text
    heads = [line for line in text.split("\n") if line and not line.startswith("•")]
    assert heads[0] == "How well Medway looks after its children"
    order = [
        heads.index(one) for one in ("Key points", "Exceptions and actions", "Since the last meeting", "Indicators")
    ]
    assert order == sorted(order)
    assert re.search(
        r"• Exception 2, .*Cause: Snow\. Action: Clear it\. Responsible: Head\. Due: 1 December 2013\. ", text
    )
    assert re.search(
        r"• Challenge 1, .*\. Why so many\. Who answers: Head of the virtual school\. .* Staff left\.", text
    )


def test_an_indicator_is_told_with_target_question_owner_and_source() -> None:
    one = indicator(
        figure("2012/13 Q4", 30), figure("2013/14 Q1", 26, commentary="Two left"),
        targets=[target(20)], ask="Who are they?", owner="Head of the virtual school", caution="Few children.",
    )  # fmt: skip
    text = made(catalogue(one)).text
    for line in (
        "• 26% in April to June 2013, down 4 percentage points",
        "• Caution: Few children.",
        "• Commentary: Two left.",
        "• Ask: Who are they?",
        "• Who answers: Head of the virtual school.",
        "• Sources: Ofsted, Inspection report, 23 August 2013, paragraph 1",
    ):
        assert line in text
    assert re.search(r"• Council target: .*20%", text)


def test_where_nothing_is_recorded_that_is_said() -> None:
    text = made(MAIN, NONE).text
    assert "Exceptions and actions\n• No exception is open." in text
    assert "• Nothing was asked at an earlier meeting." in text
    assert "Since the last meeting" not in text


def test_what_was_typed_in_several_lines_is_one_bullet() -> None:
    place, role = "Gun\nWharf", "Head\nof school"
    kept = record(
        meetings=[meeting(OCTOBER, place=place), meeting(date(2014, 1, 14), place=place)],
        challenges=[challenge(1, meeting=OCTOBER, asked="Why\nso many?", role=role)],
        exceptions=[exception(2, role=role)],
    )
    text = made(MAIN, kept).text
    assert "14 January 2014, Gun Wharf\n" in text
    assert "Why so many? Who answers: Head of school. " in text
    assert "Responsible: Head of school. " in text
    asks = made(catalogue(indicator(figure("2013/14 Q1", 26), ask="Who\nare they?", owner=role))).text
    assert "• Ask: Who are they?\n• Who answers: Head of school.\n" in asks


def test_no_line_is_empty_or_ends_twice() -> None:
    text = made(whole()).text
    assert not re.search(r"^•\s*$|\.\.$|: \.$|  ", text, re.MULTILINE)
    assert text.endswith("\n")
    assert "\n\n\n" not in text
