"""What stands over and beside the forms of the panel's record."""

from __future__ import annotations

import re
from datetime import date

from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.markup import meeting_page, record_page
from metrics.markup.meeting_page import Shown
from tests.support.panel import (
    JANUARY,
    JULY,
    MAIN,
    OCTOBER,
    challenge,
    exception,
    line,
    meeting,
    record,
    response,
    update,
)
from tests.support.planted import Planted, alive

TODAY = date(2013, 10, 16)
EVERY = record(
    meetings=[meeting(JULY), meeting(OCTOBER, cancelled="Snow"), meeting(JANUARY)],
    agendas=[line(meeting=JANUARY, indicators=["neet"])],
    challenges=[challenge(number) for number in (1, 3, 4, 5)],
    responses=[response(3), response(4), response(4, "accepted"), response(5, "withdrawn")],
    exceptions=[exception(2), exception(6)],
    updates=[update(6, "closed")],
)


def ways(html: str) -> list[tuple[str, str]]:
    """The addresses of forms, and the whole name of each link."""
    links = re.findall(r'<a data-soft href="(meeting[^"]*)"[^>]*>(.*?)</a>', html)
    return [(to.replace("&amp;", "&"), " ".join(re.sub(r"<[^>]+>", "", name).split())) for to, name in links]


def test_each_challenge_and_exception_leads_to_what_may_follow_and_names_itself() -> None:
    readings = read_challenges(EVERY, TODAY)
    told = [[name for _, name in ways(" ".join(record_page.challenge_ways(one)))] for one in readings]
    assert told == [
        ["Record the answer challenge 1", "Withdraw challenge 1"],
        [
            "Correct the answer challenge 3",
            "Accept the answer challenge 3",
            "Reopen challenge 3",
            "Withdraw challenge 3",
        ],
        ["Reopen challenge 4", "Withdraw challenge 4"],
        [],
    ]
    first, closed = read_exceptions(EVERY, TODAY)
    assert ways(" ".join(record_page.exception_ways(first))) == [
        ("meeting?record=update&of=2", "Record an update exception 2"),
        ("meeting?record=closed&of=2", "Close exception 2"),
        ("meeting?record=withdrawn&of=2", "Withdraw exception 2"),
    ]
    assert record_page.exception_ways(closed) == []


def test_meeting_to_come_has_its_agenda_and_can_be_cancelled_and_a_past_one_its_agenda() -> None:
    past, cancelled, coming = EVERY.meetings
    assert ways(" ".join(record_page.meeting_ways(coming, TODAY))) == [
        ("meeting?record=agenda&of=2014-01-14", "Choose the agenda of 14 January 2014"),
        ("meeting?record=cancel&of=2014-01-14", "Cancel the meeting of 14 January 2014"),
    ]
    assert [to for to, _ in ways(" ".join(record_page.meeting_ways(past, TODAY)))] == [
        "meeting?record=agenda&of=2013-07-15"
    ]
    assert record_page.meeting_ways(cancelled, TODAY) == []


def test_every_way_asks_for_a_form_that_there_is_and_readers_have_none() -> None:
    kept, read = (meeting_page.page(Shown(EVERY, MAIN, TODAY, keeps=keeps)) for keeps in (True, False))
    asked = ways(record_page.bar("") + kept)
    kinds = {found[1] for to, _ in asked if (found := re.search(r"record=(\w+)", to))}
    assert kinds == set(record_page.KINDS)
    assert ways(read) == []


def test_form_that_is_open_is_marked_among_the_others() -> None:
    assert re.findall(r'aria-current="true">([^<]+)', record_page.bar("meeting")) == ["Plan a meeting"]


def test_what_stands_over_a_form_is_text() -> None:
    planted = Planted()
    over = record_page.heading(planted.text("heading"), [planted.text("question")], planted.text("form"))
    done = record_page.saved(planted.text("name"), record_page.place("challenge 4"), "1")
    assert alive(over) == alive(done) == alive(record_page.exception_link(planted.text("id"))) == []
    assert ways(done) == [("meeting#challenge-4", "See it in the record")]
