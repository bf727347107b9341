"""The sentences of the panel's meetings."""

from datetime import date

import pytest

from metrics.analysis.agenda import offered
from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.analysis.panel_readers import for_readers
from metrics.analysis.reading import read_all
from metrics.analysis.since_last import FigureNews, figure_news, record_news
from metrics.wording import panel
from tests.support.make import catalogue, figure, indicator, predicted, revised, target
from tests.support.panel import JULY, OCTOBER, challenge, exception, meeting, record, response, update

DAY = date(2013, 10, 27)
NOTHING = FigureNews((), (), (), (), (), ())


@pytest.mark.parametrize(
    ("keys", "responses", "words"),
    [
        ({"due": date(2013, 10, 15)}, [], "asked 43 days ago; no answer, due 12 days ago"),
        ({"due": DAY}, [], "asked 43 days ago; no answer, due today"),
        ({"due": date(2013, 11, 1)}, [], "asked 43 days ago; no answer, due by 1 November 2013"),
        ({}, [], "asked 43 days ago; no answer, no day set"),
        ({}, [response()], "asked 43 days ago; answered 12 days ago, for the panel to accept or reopen"),
        ({}, [response(), response(kind="accepted", day=DAY)], "asked 43 days ago; accepted today"),
        (
            {"due": date(2013, 10, 26)},
            [response(), response(kind="reopened")],
            "asked 43 days ago; reopened, no new answer, due yesterday",
        ),
    ],
)
def test_challenge_is_told_with_its_age_and_what_is_due(keys, responses, words):
    lists = {"responses": responses} if responses else {}
    read = record(challenges=[challenge(1, date(2013, 9, 14), **keys)], **lists)
    assert panel.challenge_state(read_challenges(read, DAY)[0], DAY) == words


def test_meetings_since_are_counted():
    read = record(meetings=[meeting(JULY), meeting(OCTOBER)], challenges=[challenge(meeting=JULY)])
    assert panel.challenge_state(read_challenges(read, DAY)[0], DAY).startswith("asked 104 days ago, 1 meeting since;")
    assert panel.meeting_words(read.meetings[1]) == "Corporate parenting panel, 15 October 2013"


def test_exception_is_told_with_its_action_and_when_it_is_expected_back():
    report = exception(2, JULY, due=OCTOBER, expected_back="2013/14 Q2")

    def words(**lists) -> str:
        return panel.exception_state(read_exceptions(record(exceptions=[report], **lists), DAY)[0], DAY)

    assert words() == (
        "open for 104 days, action due 12 days ago; it was expected back on target in July to September 2013"
    )
    assert words(updates=[update(due=date(2013, 12, 1), expected_back="2013/14 Q3")]) == (
        "open for 104 days, action due by 1 December 2013; expected back on target in October to December 2013"
    )
    assert words(updates=[update(kind="closed")]) == "closed 12 days ago"


def test_withheld_answer_is_said_to_be_withheld():
    read = for_readers(record(challenges=[challenge()], responses=[response(publish=False)]))
    assert panel.answer_words(read_challenges(read, DAY)[0]) == "The answer is not for publication."


def test_reasons_of_the_agenda_are_said_in_words():
    made = catalogue(indicator(figure("2013/14 Q1", 26), predicted("2013/14 Q2", 20), targets=[target(10)]))
    (offer,) = offered(made, read_all(made, DAY), DAY, {"neet"})
    assert [panel.reason_words(reason, offer.reading) for reason in offer.reasons] == [
        "a target is missed",
        "changed since the last meeting",
        "a predicted result is overdue",
    ]


def test_news_are_said_in_sentences_and_their_absence_calmly():
    before = catalogue(indicator(figure("2013/14 Q1", 9), targets=[target(10)]))
    after = catalogue(
        indicator(figure("2013/14 Q1", 9), revised("2013/14 Q1", 8), figure("2013/14 Q2", 26), targets=[target(10)])
    )
    news = figure_news(read_all(before, JULY), read_all(after, DAY))
    read = record(challenges=[challenge(1)], exceptions=[exception(2)])
    told = record_news(read_challenges(read, DAY), read_exceptions(read, DAY), JULY)
    assert panel.since_last_words(news, told) == [
        "Not in education, employment or training: now misses its target.",
        "1 challenge asked and 1 exception reported.",
        "Not in education, employment or training: 26% in July to September 2013, new.",
        "Not in education, employment or training: 8% in April to June 2013, revised; it was 9%.",
    ]
    quiet = record_news((), (), JULY)
    assert panel.since_last_words(NOTHING, quiet) == ["Nothing new since the last meeting."]
    assert panel.since_last_words(None, quiet) == [panel.NOT_KEPT]
