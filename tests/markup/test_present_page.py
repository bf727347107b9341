"""One indicator a screen: the words are the briefing's, none is lost, and what is private is on no wall."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from markupsafe import Markup

from metrics.analysis import agenda
from metrics.analysis.panel_readers import for_readers
from metrics.analysis.reading import Reading, read_all
from metrics.analysis.suppression import suppress
from metrics.catalogue.panel_record import NONE
from metrics.markup.present_page import NOTHING, Drawn, Presented, page
from metrics.store import data_file
from metrics.wording.briefing import briefing
from tests.support.make import catalogue, figure, indicator
from tests.support.panel import JANUARY, JULY, MAIN, OCTOBER, challenge, exception, meeting, record, response

TODAY = date(2013, 12, 15)
CHART = Drawn(Markup("<img alt=large>"), Markup("<img alt=small>"))


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    loaded = data_file.load(data_file.locate()).catalogue
    assert loaded is not None
    return read_all(suppress(loaded), TODAY)


def told(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def screens(html: str) -> list[str]:
    """The words of each screen."""
    return [told(part) for part in re.findall(r"<section.*?</section>", html, re.DOTALL)]


def shown(readings: list[Reading], made=NONE, **keys) -> str:
    charts = {one.indicator.id: CHART for one in readings}
    return page(Presented(made, TODAY, readings, charts, **keys))


def test_every_screen_has_all_words_of_its_briefing(readings: list[Reading]) -> None:
    written = screens(shown(readings))[1:-1]
    assert len(written) == len(readings)
    for reading, words in zip(readings, written, strict=True):
        one = briefing(reading)
        parts = [one.name, one.headline, one.sure, one.caution, one.commentary, one.ask]
        parts += [part for told_part in one.parts for part in (told_part.label, told_part.words)]
        for part in parts:
            assert " ".join(part.replace("\xa0", " ").split()) in words.replace("\xa0", " "), reading.indicator.id
        assert f"Who answers: {one.answers or 'no role is named'}." in words


def test_screens_are_counted_and_only_the_one_in_the_address_is_seen() -> None:
    html = shown(read_all(MAIN, TODAY), at="2", data="Data as read on 15 December 2013, version ab12cd")
    assert re.findall(r'data-screen="(\w+)" data-place="([^"]+)"', html) == [
        ("start", "Start"),
        ("1", "1 of 2"),
        ("2", "2 of 2"),
        ("end", "End"),
    ]
    assert re.findall(r'data-screen="(\w+)"[^>]*data-on', html) == ["2"]
    assert 'role="status" data-place-now>2 of 2<' in html
    assert "version ab12cd" in html[html.index("<footer") :]
    assert 'data-screen="start" data-place="Start" aria-label="Indicators for the panel" data-on' in shown([], at="9")


def test_first_screen_opens_with_what_was_asked_last_time_and_the_last_one_with_what_was_asked_today() -> None:
    made = record(
        meetings=[meeting(JULY), meeting(OCTOBER), meeting(JANUARY, place="Gun Wharf")],
        challenges=[
            challenge(1, asked="Old and open?", meeting=JULY),
            challenge(2, asked="Old and settled?", meeting=JULY),
            challenge(4, asked="Of last time?", meeting=OCTOBER, due=date(2013, 12, 1)),
            challenge(5, asked="Of today?", day=date(2014, 1, 14), meeting=JANUARY),
        ],
        responses=[response(2), response(2, "accepted")],
        exceptions=[exception(3)],
    )
    html = shown(read_all(MAIN, TODAY), made, meeting=made.meetings[2], news=["12 new figures."])
    start, neet, reviews, end = screens(html)
    assert start.startswith("Corporate parenting panel 14 January 2014, Gun Wharf")
    assert "Of last time? Head of the virtual school: asked 61 days ago; no answer, due 14 days ago" in start
    assert start.index("Of last time?") < start.index("Old and open?")
    assert "2 indicators Not in education, employment or training Reviews" in start
    assert "New since the last meeting 12 new figures." in start
    assert "Old and settled?" not in html
    assert "Exception 3 Staff left. Action: Recruit. Head: open for 61 days" in neet
    assert "Challenge 4 Of last time? Asked 61 days ago" in neet
    assert "Challenge" not in reviews
    assert end.startswith("Asked at this meeting, and still open"), "it is not held today"
    assert end.index("Of today?") < end.index("Asked before") < end.index("Of last time?")


def test_what_is_asked_is_of_today_where_the_meeting_is() -> None:
    made = record(meetings=[meeting(TODAY), meeting(OCTOBER)])
    (held, past) = made.meetings
    ends = [screens(shown([], made, meeting=one))[-1] for one in (held, past, None)]
    assert ["Asked today No challenge of today is recorded yet." in end for end in ends] == [True, False, True]
    assert "Asked at this meeting No challenge of this meeting is recorded yet." in ends[1]


def test_what_is_not_for_publication_stands_on_no_screen() -> None:
    made = record(
        challenges=[challenge(1, asked="Private?", publish=False), challenge(2, asked="Public?")],
        responses=[response(2, words="Staff fell ill.", publish=False)],
        exceptions=[exception(3, cause="A secret", publish=False)],
    )
    html = shown(read_all(MAIN, TODAY), for_readers(made))
    assert "Public?" in html
    assert [words for words in ("Private?", "Staff fell ill.", "A secret") if words in html] == []


def test_forms_of_an_empty_choice_of_one_indicator_and_of_two_hundred() -> None:
    assert "No indicator is on the agenda, and none is offered." in screens(shown([]))[0]
    assert len(screens(shown([]))) == 2
    late = date(2015, 1, 1)
    (offer, *_) = agenda.offered(MAIN, read_all(MAIN, late), late)
    start = screens(shown([offer.reading], offers=[offer]))[0]
    assert "1 indicator Not in education, employment or training no figure for two quarters or more" in start
    many = catalogue(
        *(indicator(figure("2013/14 Q1", 26), id=f"n{number}", name=f"N {number}") for number in range(200))
    )
    assert screens(shown(read_all(many, TODAY)))[200].startswith("N 199 26% in April to June 2013.")


def test_chart_that_is_not_drawn_yet_and_one_that_cannot_be_are_told_apart() -> None:
    neet, reviews = read_all(MAIN, TODAY)
    html = page(Presented(NONE, TODAY, [neet, reviews], {"neet": NOTHING}))
    assert "No figure can be drawn of this indicator." in screens(html)[1]
    assert "The chart is being drawn." in screens(html)[2]
