"""The panel's record is read through one door: what may stand there, and each problem with its place and way out."""

from datetime import date

import pytest

from metrics.analysis.suppression import problem_for_readers
from metrics.catalogue import panel_record
from metrics.catalogue.panel_diff import record_losses
from metrics.catalogue.problems import Refused
from tests.support.make import ROOT, catalogue, figure, indicator
from tests.support.panel import (
    JULY,
    MAIN,
    OCTOBER,
    challenge,
    exception,
    line,
    meeting,
    record,
    record_text,
    response,
    update,
)


def problems(text: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        panel_record.parse(text, MAIN)
    return [str(problem) for problem in refused.value.problems]


def problem(**lists) -> str:
    (told,) = problems(record_text(**lists))
    return told


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n"])
def test_blank_file_is_an_empty_record(text):
    assert panel_record.parse(text, MAIN) == panel_record.NONE


def test_a_panels_half_year_is_read():
    read = record(
        meetings=[meeting(JULY), meeting(OCTOBER, place="Gun Wharf")],
        agendas=[line(meeting=OCTOBER, indicators=["reviews", "neet"])],
        challenges=[challenge(1, meeting=JULY, due=OCTOBER), challenge(2, indicator=None, publish=False)],
        responses=[response(1), response(1, "reopened"), response(1), response(1, "accepted")],
        exceptions=[exception(3, expected_back="2013/14 Q4")],
        updates=[update(3, given=JULY), update(3, "closed")],
    )
    assert (read.last_number, read.challenges[0].asked_on, read.updates[0].day) == (3, JULY, JULY)
    assert [one.publish for one in read.challenges] == [True, False]


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        (
            {"challenges": [challenge(1), challenge(1)]},
            "line 3: challenges > number 1 > number: number 1 is given already; write 2",
        ),
        (
            {"challenges": [challenge(1)], "exceptions": [exception(1)]},
            "line 4: exceptions > number 1 > number: number 1 is given already; write 2",
        ),
        (
            {"challenges": [challenge(0)]},
            "line 2: challenges > number 0 > number: numbers begin with 1; write 1",
        ),
        (
            {"challenges": [challenge(indicator="neets")]},
            "line 2: challenges > number 1 > indicator: 'neets' is no indicator of the data file; did you mean 'neet'?",
        ),
        (
            {"meetings": [meeting()], "agendas": [line(meeting=OCTOBER, indicators=["x-rays"])]},
            "line 4: agendas > 2013-10-15 > indicators > entry 1: 'x-rays' is no indicator of the data file; "
            "write one of: 'neet', 'reviews'",
        ),
        (
            {"meetings": [meeting()], "agendas": [line(meeting=OCTOBER, indicators=["neet", "neet"])]},
            "line 4: agendas > 2013-10-15 > indicators > entry 2: 'neet' is on this agenda twice; take one out",
        ),
        (
            {"meetings": [meeting()], "challenges": [challenge(meeting=JULY)]},
            "line 4: challenges > number 1 > meeting: there is no meeting of 2013-07-15 in the list of meetings; "
            "add it there, or write one of: 2013-10-15",
        ),
        (
            {"meetings": [meeting(), meeting(cancelled="Snow")], "challenges": [challenge(meeting=OCTOBER)]},
            "line 5: challenges > number 1 > meeting: the meeting of 2013-10-15 is cancelled; there is none yet",
        ),
        (
            {"challenges": [challenge(due=JULY)]},
            "line 2: challenges > number 1 > due: 2013-07-15 is before it was asked, on 2013-10-15; write a later day",
        ),
        (
            {"meetings": [meeting(date(213, 10, 15))]},
            "line 2: meetings > 0213-10-15 > date: 0213-10-15 is more than 50 years before it was recorded, on "
            "2013-07-01; write the year that was meant",
        ),
        (
            {"meetings": [meeting(date(2103, 10, 15))]},
            "line 2: meetings > 2103-10-15 > date: 2103-10-15 is more than 5 years after it was recorded, on "
            "2013-07-01; write the year that was meant",
        ),
        (
            {"exceptions": [exception(due=date(2031, 12, 1))]},
            "line 2: exceptions > number 2 > due: 2031-12-01 is more than 5 years after it was recorded, on "
            "2013-10-15; write the year that was meant",
        ),
        (
            {"responses": [response(7)]},
            "line 2: responses > challenge 7 > challenge: there is no challenge 7; there are no challenges yet",
        ),
        (
            {"challenges": [challenge()], "responses": [response(kind="accepted")]},
            "line 4: responses > challenge 1 > kind: challenge 1 has no answer yet, so it can't be accepted; write "
            "what follows on it (answer or withdrawn), or ask again under a number of its own",
        ),
        (
            {"challenges": [challenge()], "responses": [response(words=None)]},
            "line 4: responses > challenge 1 > words: this key is missing; write the answer",
        ),
        (
            {"challenges": [challenge()], "responses": [response(day=JULY)]},
            "line 4: responses > challenge 1 > on: 2013-07-15 is before it was asked, on 2013-10-15; write a later day",
        ),
        (
            {"challenges": [challenge()], "responses": [response(), response(kind="reopened", due=JULY)]},
            "line 5: responses > challenge 1 > due: 2013-07-15 is before 2013-10-15, when this was said; "
            "write a later day",
        ),
        (
            {"challenges": [challenge()], "responses": [response(due=date(2014, 1, 1))]},
            "line 4: responses > challenge 1 > due: nothing falls due after 'answer'; take it out",
        ),
        (
            {"exceptions": [exception()], "updates": [update(kind="closed"), update(kind="closed")]},
            "line 5: updates > exception 2 > kind: exception 2 is closed already, so it can't be closed; write what "
            "follows on it (nothing can), or record a new exception",
        ),
        (
            {"exceptions": [exception()], "updates": [update(given=date(2013, 10, 16))]},
            "line 4: updates > exception 2 > given: 2013-10-16 is after it was recorded, on 2013-10-15; "
            "write the day it was given",
        ),
        (
            {"exceptions": [exception(expected_back="undated: soon")]},
            "line 2: exceptions > number 2 > expected_back: 'undated: soon' is no date; "
            "write a day or a period such as 2013/14 Q4, or take the line out",
        ),
        (
            {"challenges": [challenge(publish="no")]},
            "line 2: challenges > number 1 > publish: 'no' is not true or false; write false, or take the key out",
        ),
    ],
)
def test_broken_rule_is_told_with_its_line_and_what_to_write(lists, told):
    assert problem(**lists) == f"meetings.yaml {told}"


def test_faults_of_single_fields_are_told_in_our_words():
    assert problems("challenges:\n  - {number: 1, asked: , rol: DCS, by: Ann, on: today}\n") == [
        "meetings.yaml line 2: challenges > number 1 > asked: is blank; write text",
        "meetings.yaml line 2: challenges > number 1 > on: 'today' is not a date; "
        "write year-month-day, such as 2013-08-23",
        "meetings.yaml line 2: challenges > number 1 > rol: unknown key 'rol'; did you mean 'role'?",
        "meetings.yaml line 2: challenges > number 1 > role: this key is missing; add 'role: ...'",
    ]


@pytest.mark.parametrize("text", ["challenges:\n  - 3\n", "responses: [{challenge: [], kind: []}]\n", "agendas: 3\n"])
def test_lines_of_any_other_shape_are_problems_and_no_crash(text):
    assert problems(text)


def test_mistake_is_withdrawn_and_its_meeting_may_then_be_cancelled():
    read = record(
        meetings=[meeting(), meeting(cancelled="Recorded by mistake")],
        challenges=[challenge(meeting=OCTOBER)],
        responses=[response(kind="withdrawn")],
    )
    assert read.responses[0].kind == "withdrawn"


def test_example_of_the_contract_is_read():
    page = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    text = page.partition("## The panel's record")[2].partition("```yaml\n")[2].partition("```")[0]
    main = catalogue(*(indicator(figure("2013/14 Q1", 26), id=id, name=id) for id in ("neet", "care-proceedings")))
    read = panel_record.parse(text, main)
    assert all(getattr(read, name) for name in panel_record.LINES)


def test_record_alone_is_read_whatever_indicators_there_are():
    text = record_text(challenges=[challenge(indicator="gone")])
    assert panel_record.parse_alone(text).challenges[0].indicator == "gone"


def test_readers_are_not_told_what_a_private_line_says_by_its_problem():
    text = "responses:\n  - {words: 'Private > words', kind: answer, by: Ann, on: 'Private day', publish: false}\n"
    with pytest.raises(Refused) as refused:
        panel_record.parse(text, MAIN)
    told = [str(problem_for_readers(problem)) for problem in refused.value.problems]
    assert set(told) == {
        "meetings.yaml line 2: responses: this line breaks a rule; 'python -m metrics check' says which"
    }


def test_what_is_lost_by_hand_is_named_and_its_words_are_not():
    before = record(meetings=[meeting()], challenges=[challenge()], responses=[response()], exceptions=[exception()])
    after = record(meetings=[meeting()], challenges=[challenge(asked="Who?")])
    assert tuple(map(str, record_losses(before, after))) == (
        "challenge 1 was changed",
        "an answer to challenge 1 is gone",
        "exception 2 is gone",
    )
    assert record_losses(after, after) == ()
