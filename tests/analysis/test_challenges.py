"""Challenges and exceptions as they stand on a day: state, age, what is overdue, what a meeting opens with."""

from datetime import date, timedelta

from metrics.analysis.challenges import (
    agenda_of,
    asked_last_time,
    meeting_before,
    next_meeting,
    open_challenges,
    open_exceptions,
    read_challenges,
    read_exceptions,
)
from tests.support.panel import JANUARY, JULY, OCTOBER, challenge, exception, line, meeting, record, response, update

NOVEMBER = date(2013, 11, 15)
MEETINGS = [meeting(JULY), meeting(OCTOBER), meeting(JANUARY)]


def states(*responses, today=NOVEMBER):
    read = record(challenges=[challenge(1, JULY, due=OCTOBER)], **({"responses": list(responses)} if responses else {}))
    (one,) = read_challenges(read, today)
    return one.state, one.overdue


def test_state_is_that_of_the_last_line_and_only_who_waits_is_overdue():
    assert states() == ("open", 31)
    assert states(today=OCTOBER) == ("open", 0)
    assert states(response()) == ("answered", 0)
    assert states(response(), response(kind="accepted")) == ("accepted", 0)
    assert states(response(), response(kind="reopened")) == ("reopened", 31)
    assert states(response(), response(kind="reopened", due=NOVEMBER)) == ("reopened", 0)
    assert states(response(), response(kind="reopened"), response(words="At last")) == ("answered", 0)
    assert states(response(kind="withdrawn")) == ("withdrawn", 0)


def test_age_counts_days_and_meetings_since_it_was_asked():
    read = record(meetings=[*MEETINGS, meeting(date(2013, 9, 1)), meeting(date(2013, 9, 1), cancelled="Snow")])
    read = read.model_copy(update={"challenges": record(challenges=[challenge(1, JULY)]).challenges})
    (one,) = read_challenges(read, NOVEMBER)
    assert (one.age, one.meetings) == ((NOVEMBER - JULY).days, 1)
    (early,) = read_challenges(read, JULY - timedelta(days=3))
    assert (early.age, early.meetings) == (0, 0)


def test_last_answer_is_the_one_that_counts():
    responses = [response(words="First"), response(words="Second"), response(kind="accepted")]
    (one,) = read_challenges(record(challenges=[challenge(day=JULY)], responses=responses), NOVEMBER)
    assert one.answer is not None
    assert one.answer.words == "Second"


def test_exception_is_carried_until_it_is_closed_with_the_days_of_its_last_update():
    report = exception(due=OCTOBER, expected_back="2013/14 Q2", day=JULY)
    later = update(due=JANUARY, expected_back="2013/14 Q4")
    (first,) = read_exceptions(record(exceptions=[report]), NOVEMBER)
    assert (first.state, first.overdue, first.back_passed) == ("open", 31, True)
    (moved,) = read_exceptions(record(exceptions=[report], updates=[later]), NOVEMBER)
    assert (moved.state, moved.due, moved.overdue, moved.back_passed) == ("open", JANUARY, 0, False)
    (closed,) = read_exceptions(record(exceptions=[report], updates=[later, update(kind="closed")]), date(2020, 1, 1))
    assert (closed.state, closed.overdue, closed.back_passed) == ("closed", 0, False)
    (on_the_day,) = read_exceptions(record(exceptions=[exception(expected_back="15 November 2013")]), NOVEMBER)
    assert not on_the_day.back_passed


def test_open_ones_of_an_indicator_come_overdue_and_oldest_first():
    read = record(
        challenges=[
            challenge(1, OCTOBER),
            challenge(2, JULY),
            challenge(3, JULY, due=OCTOBER),
            challenge(4, indicator="reviews"),
            challenge(5, indicator=None),
            challenge(6),
        ],
        responses=[response(6), response(6, "accepted"), response(2)],
        exceptions=[exception(7), exception(8, indicator="reviews"), exception(9, due=OCTOBER)],
        updates=[update(8, "closed")],
    )
    challenges, exceptions = read_challenges(read, NOVEMBER), read_exceptions(read, NOVEMBER)
    assert [one.challenge.number for one in open_challenges(challenges, "neet")] == [3, 2, 1]
    assert [one.challenge.number for one in open_challenges(challenges)] == [3, 2, 1, 4, 5]
    assert [one.report.number for one in open_exceptions(exceptions)] == [9, 7]
    assert open_exceptions(exceptions, "reviews") == []


def test_meeting_opens_with_what_was_asked_last_time_and_what_is_older_and_not_settled():
    read = record(
        meetings=MEETINGS,
        challenges=[
            challenge(1, meeting=JULY),
            challenge(2, meeting=JULY),
            challenge(3, meeting=OCTOBER),
            challenge(4, NOVEMBER),
            challenge(5, meeting=OCTOBER),
            challenge(6, meeting=JANUARY),
        ],
        responses=[response(1), response(1, "accepted"), response(3, day=NOVEMBER), response(5, "withdrawn")],
    )
    opening = asked_last_time(read, JANUARY, JANUARY)
    assert opening.meeting is not None
    assert opening.meeting.date == OCTOBER
    assert [one.challenge.number for one in opening.asked] == [3, 4]
    assert [one.challenge.number for one in opening.older] == [2]
    assert asked_last_time(read, JULY, JULY).meeting is None


def test_a_meeting_after_the_next_one_looks_back_to_what_was_held():
    read = record(
        meetings=MEETINGS,
        challenges=[challenge(1, meeting=JULY), challenge(2, meeting=OCTOBER)],
        responses=[response(2), response(2, "accepted")],
    )
    opening = asked_last_time(read, date(2014, 3, 10), NOVEMBER)
    assert opening == asked_last_time(read, JANUARY, NOVEMBER)
    assert opening.meeting is not None
    assert (opening.meeting.date, [one.challenge.number for one in opening.asked]) == (OCTOBER, [2])


def test_before_the_first_meeting_all_that_was_asked_stands_together():
    read = record(
        meetings=[meeting(JANUARY)],
        challenges=[challenge(1), challenge(2)],
        responses=[response(1), response(1, "accepted")],
    )
    opening = asked_last_time(read, JANUARY, NOVEMBER)
    assert (opening.meeting, [one.challenge.number for one in opening.asked], opening.older) == (None, [1, 2], ())


def test_last_line_of_a_meeting_and_of_its_agenda_counts():
    read = record(
        meetings=[*MEETINGS, meeting(OCTOBER, cancelled="Snow"), meeting(JANUARY, place="Gun Wharf")],
        agendas=[line(meeting=JULY, indicators=["neet"]), line(meeting=JULY, indicators=["reviews", "neet"])],
    )
    before, coming = meeting_before(read, JANUARY), next_meeting(read, OCTOBER)
    assert before is not None
    assert coming is not None
    assert (before.date, coming.date, coming.place) == (JULY, JANUARY, "Gun Wharf")
    assert (agenda_of(read, JULY), agenda_of(read, JANUARY)) == (("reviews", "neet"), ())
    assert next_meeting(read, date(2014, 2, 1)) is None
