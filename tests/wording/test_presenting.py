"""The words of the screens beside the briefings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.analysis.presented import Selection
from metrics.analysis.reading import read_all
from metrics.analysis.since_last import RecordNews, figure_news
from metrics.wording import news as wording_news
from metrics.wording import panel, presenting
from metrics.wording.briefing import briefing
from tests.support.make import catalogue, figure, indicator
from tests.support.panel import OCTOBER, challenge, exception, meeting, record

TODAY = date(2013, 12, 15)
NOTHING = RecordNews((), (), (), ())


def test_what_is_new_is_counted_and_nothing_new_is_said() -> None:
    before = read_all(catalogue(indicator(figure("2012/13 Q4", 30)), indicator(id="new", name="New")), TODAY)
    after = read_all(
        catalogue(
            indicator(figure("2012/13 Q4", 31), figure("2013/14 Q1", 26)),
            indicator(figure("2013/14 Q1", 3), id="new", name="New"),
        ),
        TODAY,
    )
    news = figure_news(before, after)
    assert presenting.news_counts(news, NOTHING) == ["2 new figures.", "1 figure revised."]
    missing = replace(news, figures=(), revisions=(), began_to_miss=tuple(after), ceased_to_miss=tuple(after[:1]))
    assert presenting.news_counts(missing, NOTHING) == [
        "2 indicators now miss a target or duty.",
        "1 indicator no longer misses a target or duty.",
    ]
    assert presenting.news_counts(figure_news(after, after), NOTHING) == [panel.NOTHING_NEW]
    assert presenting.news_counts(None, NOTHING) == [panel.NOT_KEPT]
    assert presenting.news_counts(figure_news(after, after, published_known=False), NOTHING) == [
        wording_news.PUBLISHED_NOT_KEPT
    ], "nothing is called unchanged that nobody can tell"


def test_whoever_presents_is_told_what_the_address_could_not_find() -> None:
    (coming,) = record(meetings=[meeting(OCTOBER)]).meetings
    assert presenting.notes(Selection(()), coming, "2013-10-15") == []
    assert presenting.notes(Selection((), unknown=("gone", "lost"), no_agenda=True), coming, "2013-10-16") == [
        "The record has no meeting on 2013-10-16; this is the next one.",
        "No agenda is recorded for this meeting: these are the indicators that are offered for it.",
        "There is no indicator gone and lost, so it has no screen.",
    ]
    assert presenting.notes(Selection(()), None, "soon") == [presenting.NO_MEETING]


def test_the_panel_s_record_stands_before_what_limits_the_finding_and_nothing_is_told_twice() -> None:
    """What comes last may have no room on the screen."""
    values = [30, 31, 29, 30, 31, 30, 29, 31, 30, 29, 31, 30, 60]
    periods = [f"{2010 + n // 4}/{11 + n // 4} Q{n % 4 + 1}" for n in range(len(values))]
    figures = [figure(period, value, commentary="Staff left.") for period, value in zip(periods, values, strict=True)]
    (reading,) = read_all(catalogue(indicator(*figures)), TODAY)
    kept = record(challenges=[challenge(1)], exceptions=[exception(2)])
    read = read_challenges(kept, TODAY), read_exceptions(kept, TODAY)
    told = briefing(reading)
    labels = [part.label for part in presenting.beside_the_chart(told, *read, TODAY)]
    at = [labels.index(label) for label in ("Exception 2", "Challenge 1", "Commentary", "How sure")]
    assert at == sorted(at)
    assert not any(part.label == "To note" and told.sure.startswith(part.words) for part in told.parts)
    assert len(labels) == len(set(labels))
