"""What is new since a meeting, in groups: one line an indicator, releases by name, and a text to paste."""

from datetime import date

from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.analysis.reading import read_all
from metrics.analysis.since_last import FigureNews, RecordNews, figure_news, record_news
from metrics.wording import news
from tests.support.make import Entry, catalogue, figure, indicator, predicted
from tests.support.panel import JULY, OCTOBER, challenge, exception, meeting, record, response, update

DAY = date(2013, 10, 27)
QUIET = RecordNews((), (), (), ())
NEET = "Not in education, employment or training"


def between(before: Entry, after: Entry) -> tuple[FigureNews, list[news.Group]]:
    """What is new on ``DAY`` where ``before`` stood in July, and its groups."""
    made = catalogue(after)
    found = figure_news(read_all(catalogue(before), JULY), read_all(made, DAY))
    return found, news.groups(found, QUIET, made.sources)


def test_figures_of_an_indicator_are_one_line_with_the_newest() -> None:
    figures = [figure("2012/13 Q4", 30), figure("2013/14 Q1", 26), figure("2013/14 Q2", 25)]
    _, (group,) = between(indicator(figures[0]), indicator(*figures))
    assert (group.heading, group.sentences) == (
        "New figures",
        [f"{NEET}: 25% in July to September 2013, new, and 1 earlier figure."],
    )


def test_release_is_named_before_its_figures() -> None:
    own = {"group": "looked-after children", "source": "report"}
    before = indicator(figure("2013/14 Q1", 26), own_series=[figure("2011", 31, **own)])
    after = indicator(figure("2013/14 Q1", 26), own_series=[figure("2011", 31, **own), figure("2012", 33, **own)])
    _, (group,) = between(before, after)
    assert group.heading == "Newly published by Ofsted: Inspection report, 23 August 2013"
    assert group.sentences == [
        "Newly published by Ofsted: Inspection report, 23 August 2013: 1 indicator.",
        f"{NEET}: 33% in 2012, newly published by Ofsted.",
    ]


def test_prediction_that_is_due_is_told_once_its_period_is_over() -> None:
    foreseen = indicator(figure("2013/14 Q1", 26), predicted("2013/14 Q2", 20))
    _, (group,) = between(foreseen, foreseen)
    assert group.sentences == [f"{NEET}: the prediction for July to September 2013 is now due."]


def test_what_was_asked_and_closed_is_counted_and_named_by_number() -> None:
    read = record(
        challenges=[challenge(1), challenge(4, JULY)],
        responses=[response(4)],
        exceptions=[exception(2, JULY)],
        updates=[update(2, "closed")],
    )
    told = record_news(read_challenges(read, DAY), read_exceptions(read, DAY), JULY)
    (group,) = news.groups(FigureNews((), (), (), (), (), ()), told, {})
    assert group.sentences == ["1 challenge asked, 1 challenge answered and 1 exception closed."]
    assert group.records == ("challenge 1", "challenge 4", "exception 2")


def test_message_says_since_when_and_all_that_is_new_or_calmly_that_nothing_is() -> None:
    _, found = between(
        indicator(figure("2013/14 Q1", 26)), indicator(figure("2013/14 Q1", 26), figure("2013/14 Q2", 25))
    )
    july, october = record(meetings=[meeting(JULY), meeting(OCTOBER)]).meetings
    assert news.message(july, DAY, found, "https://here/meeting", last=False).splitlines() == [
        "New since the meeting of 15 July 2013, as on 27 October 2013",
        "",
        "New figures",
        f"- {NEET}: 25% in July to September 2013, new.",
        "",
        "https://here/meeting",
    ]
    quiet = news.message(october, DAY, [], "https://here/meeting", last=True)
    assert "\n\nNothing new since the last meeting.\n\nhttps://here/meeting" in quiet
    assert "Nothing new since that meeting." in news.message(july, DAY, [], "", last=False)
