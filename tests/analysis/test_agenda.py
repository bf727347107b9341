"""The agenda offered: which indicators, by which of the readings' own reasons."""

from datetime import date

from metrics.analysis.agenda import offered, without_exception
from metrics.analysis.challenges import read_exceptions
from metrics.analysis.reading import read_all
from tests.support.make import TODAY, catalogue, comparator, counted, figure, indicator, predicted, target
from tests.support.panel import exception, record, update

DUTY = target(10, kind="statutory duty")


def reasons(*indicators, today=TODAY, changed=()):
    made = catalogue(*indicators)
    return {one.reading.indicator.id: one.reasons for one in offered(made, read_all(made, today), today, changed)}


def one(id, *figures, **keys):
    return indicator(*figures, **{"id": id, "name": id.replace("-", " "), **keys})


def test_each_reason_is_named():
    latest = counted("2013/14 Q1", 60, 200)
    assert reasons(
        one("dutiful", latest, targets=[DUTY]),
        one("off-target", latest, targets=[target(10)]),
        one("behind", latest, comparators=[comparator("2013/14 Q1", 10, numerator=1000, denominator=10000)]),
        one("changed", latest),
        one("quiet", latest),
        one("guessed", figure("2012/13 Q4", 10), predicted("2013/14 Q1", 9), figure("2013/14 Q2", 8)),
        changed={"changed"},
    ) == {
        "dutiful": ("duty",),
        "behind": ("behind",),
        "off-target": ("target",),
        "changed": ("changed",),
        "guessed": ("prediction due",),
    }


def test_no_figure_for_two_quarters_is_told_once_both_are_due():
    stale = one("stale", figure("2012/13 Q3", 10))
    assert reasons(stale, today=date(2013, 7, 30)) == {}
    assert reasons(stale, today=date(2013, 7, 31)) == {"stale": ("no figure",)}
    coded = one("coded", figure("2012/13 Q3", 10), figure("2012/13 Q4", code="x"), figure("2013/14 Q1", code="x"))
    assert reasons(coded) == {"coded": ("no figure",)}
    assert reasons(one("hidden", figure("2012/13 Q3", 10), figure("2013/14 Q1", code="c"))) == {}


def test_judgements_and_context_are_not_offered_for_being_missed():
    assert reasons(one("judged", figure("2013/14 Q1", 30), theme="judgements", targets=[DUTY])) == {}


def test_exception_is_asked_for_where_the_latest_figure_is_off_track_and_none_is_carried():
    made = catalogue(
        indicator(counted("2013/14 Q1", 60, 200), targets=[DUTY]), one("reviews", figure("2013/14 Q1", 90))
    )
    readings = read_all(made, TODAY)

    def asked(**lists):
        exceptions = read_exceptions(record(**lists), TODAY)
        return [(reading.indicator.id, why) for reading, why in without_exception(readings, exceptions)]

    assert asked() == [("neet", ("duty",))]
    assert asked(exceptions=[exception()]) == []
    assert asked(exceptions=[exception()], updates=[update(kind="closed")]) == []
    assert asked(exceptions=[exception()], updates=[update(kind="withdrawn")]) == [("neet", ("duty",))]
    assert asked(exceptions=[exception(period="2012/13 Q4")]) == [], "it is carried"
    assert asked(exceptions=[exception(period="2012/13 Q4")], updates=[update(kind="closed")]) == [("neet", ("duty",))]
