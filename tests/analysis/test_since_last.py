"""What is new since a meeting: read off two catalogues and the panel's record."""

from datetime import date

from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.analysis.reading import read_all
from metrics.analysis.since_last import figure_news, record_news
from tests.support.make import catalogue, figure, indicator, predicted, revised, target
from tests.support.panel import JULY, OCTOBER, challenge, exception, record, response, update
from tests.support.published_series import WITH_RELEASE, series, years

BEFORE, AFTER = date(2013, 7, 20), date(2013, 10, 20)
FIRST, SECOND = figure("2013/14 Q1", 26), figure("2013/14 Q2", 8)


def news(before, after, published_known=True, **top):
    then, now = catalogue(*before, **top), catalogue(*after, **top)
    return figure_news(read_all(then, BEFORE), read_all(now, AFTER), published_known)


def test_nothing_new_where_nothing_changed():
    same = [indicator(FIRST, targets=[target(10)])]
    assert news(same, same).nothing


def test_new_figure_revision_and_new_indicator_are_told_apart():
    told = news(
        [indicator(FIRST), indicator(FIRST, id="b", name="B")],
        [
            indicator(FIRST, SECOND),
            indicator(FIRST, revised("2013/14 Q1", 27), id="b", name="B"),
            indicator(FIRST, id="c", name="C"),
        ],
    )
    assert [(one.reading.indicator.id, one.figure.period.label) for one in told.figures] == [
        ("neet", "2013/14 Q2"),
        ("c", "2013/14 Q1"),
    ]
    assert [(str(one.before.value), str(one.after.value)) for one in told.revisions] == [("26", "27")]
    assert told.changed == {"neet", "b", "c"}


def test_what_began_and_what_ceased_to_miss_is_told_by_the_readings():
    below, above = {"targets": [target(10)]}, {"targets": [target(10)], "id": "b", "name": "B"}
    told = news(
        [indicator(FIRST, **below), indicator(figure("2013/14 Q1", 8), **above)],
        [indicator(FIRST, SECOND, **below), indicator(figure("2013/14 Q1", 8), figure("2013/14 Q2", 26), **above)],
    )
    assert [one.indicator.id for one in told.ceased_to_miss] == ["neet"]
    assert [one.indicator.id for one in told.began_to_miss] == ["b"]


def test_target_that_ended_is_not_said_to_be_met():
    ended = [target(10, until=date(2013, 7, 1))]
    told = news([indicator(FIRST, targets=[target(10)])], [indicator(FIRST, SECOND, targets=ended)])
    assert told.ceased_to_miss == ()


def test_prediction_is_now_due_where_its_period_ended_between():
    guess = [indicator(FIRST, predicted("2013/14 Q2", 20))]
    assert [one.prediction.observation.period.label for one in news(guess, guess).predictions] == ["2013/14 Q2"]
    met = [indicator(FIRST, predicted("2013/14 Q2", 20), SECOND)]
    assert news(guess, met).predictions == ()
    old = [indicator(predicted("2012/13 Q4", 20), FIRST)]
    assert news(old, old).predictions == ()


def test_newly_published_figure_is_told_where_what_was_published_is_known():
    one, two = series("grades", years(2011, 10)), series("grades", years(2011, 10, 12))
    told = news([one], [two], sources=WITH_RELEASE)
    assert [figure.figure.period.label for figure in told.published] == ["2012/13 financial year"]
    assert not told.nothing
    unknown = news([one], [two], published_known=False, sources=WITH_RELEASE)
    assert (unknown.published, unknown.published_known) == ((), False)


def test_record_tells_what_was_asked_answered_reported_and_closed_after_the_day():
    read = record(
        challenges=[challenge(1, JULY), challenge(2, OCTOBER), challenge(3, OCTOBER)],
        responses=[response(1, day=OCTOBER), response(3, "withdrawn")],
        exceptions=[exception(4, JULY), exception(5, OCTOBER)],
        updates=[update(4, "closed")],
    )
    told = record_news(read_challenges(read, AFTER), read_exceptions(read, AFTER), JULY)
    assert [one.challenge.number for one in told.asked] == [2]
    assert [one.challenge.number for one in told.answered] == [1]
    assert [one.report.number for one in told.reported] == [5]
    assert [one.report.number for one in told.closed] == [4]
    assert record_news(read_challenges(read, AFTER), read_exceptions(read, AFTER), OCTOBER).nothing
