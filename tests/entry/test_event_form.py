"""The form of an event: what is typed becomes a line, and what can't be is told at its field."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.catalogue import events
from metrics.catalogue.event_amend import EventsDocument
from metrics.entry import panel_forms, panel_lines
from metrics.entry.batch import Signature
from metrics.entry.panel_lines import RecordProposal
from tests.support import make
from tests.support.make import indicator

MAIN = make.catalogue(indicator())
TYPED = {"words": " A home opened ", "date": "Oct 2013", "theme": "", "source": "report", "at": "page 1"}
TODAY = date(2013, 10, 20)


def proposed(**typed: str) -> RecordProposal:
    form = panel_forms.event(MAIN)
    lines = form.lines(TYPED | typed, TODAY)
    found = panel_lines.propose(EventsDocument("", events.NONE, MAIN), lines, Signature("Ann", TODAY, ""))
    return RecordProposal(found.lines, tuple(form.faults(found.faults)), found.doubts, found.amended, found.about)


def test_what_is_typed_becomes_a_signed_line_in_the_words_of_the_contract() -> None:
    found = proposed(until="5 November 2013")
    assert found.faults == ()
    assert found.amended is not None
    assert found.amended.text.splitlines()[-1] == (
        "  - {date: October 2013, until: 5 November 2013, words: A home opened, source: report, at: page 1, "
        "by: Ann, on: 2013-10-20}"
    )
    assert found.reason == "recorded the event of October 2013: A home opened"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"words": ""}, ["What happened, in a few words: fill this in"]),
        ({"date": ""}, ["When: a day or a month: fill this in"]),
        ({"at": " "}, ["Place in the source: fill this in"]),
        ({"until": "May 2013"}, ["Until, where it lasted: 'May 2013' does not end after 'October 2013'"]),
        ({"date": "last week"}, ["When: a day or a month: 'last week' is not a period"]),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_field(typed: dict[str, str], told: list[str]) -> None:
    found = [str(fault) for fault in proposed(**typed).faults]
    assert len(found) == len(told)
    assert all(one.startswith(words) for one, words in zip(found, told, strict=True)), found


def test_small_number_of_people_is_asked_about_without_offering_to_keep_it_private() -> None:
    [doubt] = proposed(words="Three of the children moved").doubts
    assert "is a number of people below 6" in doubt.words
    assert "not for publication" not in doubt.words


def test_judgements_are_no_theme_to_choose_and_the_councils_own_source_is_offered_first() -> None:
    fields = {one.name: one for one in panel_forms.event(MAIN).fields}
    assert "judgements" not in fields["theme"].options
    assert fields["source"].preset == "hub"
    assert panel_forms.event(MAIN).which == "events"
