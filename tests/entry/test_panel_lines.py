"""What a recorder fills in becomes proved lines, faults at their fields, or is asked about before it is saved."""

from datetime import date

import pytest

from metrics.catalogue import panel_record
from metrics.catalogue.panel_amend import NewLine, RecordDocument
from metrics.entry.batch import Signature
from metrics.entry.panel_lines import RecordProposal, propose
from tests.support.make import catalogue, hub, indicator
from tests.support.panel import OCTOBER, challenge, document, exception, filled, meeting, response, update

SIGNED = Signature("Clerk", OCTOBER, "")


def proposed(*lines: NewLine, highest: int = 0, **lists) -> RecordProposal:
    return propose(document(**lists), lines, SIGNED, highest)


def test_line_is_numbered_signed_and_dated_and_blank_fields_are_left_out():
    entry = {"asked": "Why?", "role": "DCS", "due": None, "indicator": "", "publish": True}
    done = proposed(NewLine("challenges", entry), challenges=[challenge(4)])
    assert done.amended is not None
    assert done.amended.lines_added == ((3, '  - {number: 5, asked: "Why?", role: DCS, by: Clerk, on: 2013-10-15}'),)
    assert (done.about, done.reason) == (("challenge 5",), "recorded challenge 5")


def test_numbers_go_on_after_the_highest_that_was_ever_given():
    done = proposed(filled("challenges", challenge()), filled("exceptions", exception()), highest=7)
    assert done.about == ("challenge 8", "exception 9")


def test_meeting_and_what_was_asked_at_it_are_recorded_in_one_go():
    done = proposed(filled("meetings", meeting()), filled("challenges", challenge(meeting=OCTOBER)))
    assert done.faults == ()
    assert done.about == ("the meeting of 15 October 2013", "challenge 1")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (NewLine("challenges", {"role": "DCS"}), ["What was asked: fill this in"]),
        (
            NewLine("challenges", {"asked": "Why?", "role": "DCS", "due": date(2013, 1, 1)}),
            ["By when: 1 January 2013 is before it was asked, on 15 October 2013; write a later day"],
        ),
        (
            NewLine("challenges", {"asked": "\u200b", "role": "DCS", "due": "2013-02-30"}),
            [
                "What was asked: fill this in",
                "By when: '2013-02-30' is not a date; write it such as 23 August 2013",
            ],
        ),
        (NewLine("responses", {"challenge": 1, "kind": "answer"}), ["In words: write the answer"]),
        (
            NewLine("responses", {"challenge": 1, "kind": "accepted"}),
            [
                "What happened: challenge 1 has no answer yet, so it can't be accepted; write what follows on it "
                "(answer or withdrawn), or ask again under a number of its own"
            ],
        ),
    ],
)
def test_what_the_contract_refuses_is_a_fault_at_its_field(line, told):
    done = proposed(line, challenges=[challenge(1)])
    assert done.amended is None
    assert [str(fault) for fault in done.faults] == told
    assert {fault.row for fault in done.faults} == {"1"}


SMALL = "; such numbers aren't published, so that nobody can be recognised. Say it without the number, mark it as "
SMALL += "not for publication, or confirm that nobody can be recognised"


def test_small_number_of_people_is_asked_about_with_its_words():
    done = proposed(filled("responses", response(words="Three of the children moved.")), challenges=[challenge(1)])
    assert done.amended is not None, "it can be saved once it is confirmed"
    assert [(doubt.indicator, doubt.words) for doubt in done.doubts] == [
        ("neet", f"In words: “Three of the children” is a number of people below 6{SMALL}")
    ]


def test_what_is_not_for_publication_may_hold_it():
    words = {"words": "Three of the children moved."}
    assert proposed(filled("responses", response(**words, publish=False)), challenges=[challenge(1)]).doubts == ()
    assert len(proposed(filled("updates", update(**words)), exceptions=[exception()]).doubts) == 1
    cause = exception(cause="2 carers left", action="See 1 child a week")
    assert len(proposed(filled("exceptions", cause)).doubts) == 2


def test_any_small_number_is_asked_about_where_the_indicator_hides_one():
    main = catalogue(indicator(hub("2013/14 Q1", 50, numerator=2, denominator=4)))
    whole = RecordDocument("", panel_record.NONE, main)
    done = propose(whole, [filled("challenges", challenge(asked="Why the two?"))], SIGNED, 0)
    (doubt,) = done.doubts
    words = (
        "What was asked: “two” may be a number of people below 6, and readers aren't shown a figure of this indicator"
    )
    assert doubt.words.startswith(words)
    assert proposed(filled("challenges", challenge(asked="Why the two?"))).doubts == ()
