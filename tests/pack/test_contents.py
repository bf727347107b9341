"""What is in a pack: which indicators, what was asked, what is new; and nothing that readers may not see."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.analysis.reading import Reading, read_all
from metrics.analysis.suppression import suppress
from metrics.catalogue import panel_record
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_record import NONE, PanelRecord
from metrics.pack.contents import Choice, DataVersion, NoSuchMeetingError, Pack, contents, last_before
from metrics.store import data_file
from metrics.wording.briefing import briefing
from tests.support.make import catalogue, figure, indicator, target
from tests.support.panel import (
    JANUARY,
    JULY,
    MAIN,
    OCTOBER,
    a_year,
    challenge,
    exception,
    line,
    meeting,
    record,
    record_text,
    response,
)

TODAY = date(2013, 12, 1)
EXCEPTIONS = Choice()
VERSION = DataVersion("6930c6df5daafda8+a4acc9b5e3b72221", date(2013, 11, 4))


@pytest.fixture(scope="module")
def shipped() -> tuple[Catalogue, list[Reading]]:
    loaded = data_file.load(data_file.locate()).catalogue
    assert loaded is not None
    suppressed = suppress(loaded)
    return suppressed, read_all(suppressed, TODAY)


def made(record: PanelRecord = NONE, choice: Choice = EXCEPTIONS, main: Catalogue = MAIN) -> Pack:
    return contents(main, read_all(main, TODAY), record, TODAY, choice, VERSION)


def test_everything_holds_each_figure_or_says_that_there_is_none(shipped):
    main, readings = shipped
    pack = contents(main, readings, NONE, TODAY, Choice(everything=True), VERSION)
    blocks = [block.reading.indicator.id for _, group in pack.groups for block in group]
    assert len(blocks) + len(pack.waiting) == len(main.indicators)
    assert set(blocks) == {one.indicator.id for one in readings if not one.awaiting}
    assert [name for name, _ in pack.groups] == list(dict.fromkeys(b.theme for b in pack.blocks))
    assert all(block.briefing == briefing(block.reading) for block in pack.blocks)


def test_exceptions_come_first_with_their_reasons_and_the_others_are_not_lost(shipped):
    main, readings = shipped
    pack = contents(main, readings, NONE, TODAY, Choice(), VERSION)
    assert pack.blocks[0].reading.indicator.id == "reviews-in-timescale"
    assert "a legal duty is missed" in pack.blocks[0].reasons
    assert all(block.reasons for block in pack.blocks)
    assert pack.left_out == "The other 27 indicators with a figure are on the dashboard, and in the pack of everything."
    assert pack.waiting == ()


def test_a_meeting_with_an_agenda_takes_it_in_its_order():
    agenda = record(
        meetings=[meeting(date(2013, 12, 10), place="Gun Wharf")],
        agendas=[line(meeting=date(2013, 12, 10), indicators=["reviews", "neet"])],
    )
    pack = made(agenda)
    assert [block.reading.indicator.id for block in pack.blocks] == ["reviews", "neet"]
    assert pack.meeting == "Corporate parenting panel, 10 December 2013, Gun Wharf"
    assert pack.about == "10 December 2013; Data as saved on 4 November 2013, version 6930c6df+a4acc9b5; Draft"
    assert made(agenda, Choice(final=True)).about.endswith("; Final")


def test_what_the_panel_chose_is_counted_whole_and_has_no_other_reason():
    main = catalogue(
        indicator(figure("2013/14 Q1", 26), targets=[target(20)]),
        indicator(id="homes", name="Homes"),
        indicator(figure("2013/14 Q1", 90), id="reviews", name="Reviews"),
    )
    day = date(2013, 12, 10)
    listed = line(meeting=day, indicators=["homes", "neet"])
    agenda = panel_record.parse(record_text(meetings=[meeting(day)], agendas=[listed]), main)
    pack = made(agenda, main=main)
    assert pack.chosen == "The meeting’s agenda: 2 indicators of 3"
    assert pack.left_out == "The other indicator with a figure is on the dashboard, and in the pack of everything."
    assert [block.reasons for block in pack.blocks] == [(), ()]
    assert made(main=main).blocks[0].reasons == ("a target is missed",)
    assert [block.reasons for block in made(agenda, Choice(everything=True), main).blocks] == [(), ()]


def test_it_opens_with_what_was_asked_last_time_and_what_is_older():
    held = record(
        meetings=[meeting(JULY), meeting(OCTOBER)],
        challenges=[challenge(1, meeting=JULY, due=OCTOBER), challenge(3, meeting=OCTOBER, asked="Who is it?")],
    )
    pack = made(held)
    assert [one.texts for one in pack.last_time] == [(("", "Who is it?"),)]
    assert [one.name for one in pack.older] == ["Challenge 1"]
    assert pack.older[0].overdue
    assert pack.challenges_counted == "2 challenges, 1 of them overdue."
    assert pack.last_time_heading == "Asked at the last meeting, 15 October 2013, and since"
    (neet, _) = made(held, Choice(everything=True)).blocks
    assert [one.name for one in neet.challenges] == ["Challenge 1", "Challenge 3"]


def test_what_is_not_for_publication_gets_into_no_pack():
    year = panel_record.parse(a_year(), MAIN)
    kept = record(exceptions=[exception(9, publish=False, cause="A secret cause")])
    for one in (year, kept):
        told = repr(made(one, Choice(everything=True)))
        assert "Private?" not in told
        assert "A secret cause" not in told


def test_a_withheld_answer_is_told_as_given():
    asked = record(
        meetings=[meeting(OCTOBER)], challenges=[challenge(1, meeting=OCTOBER)], responses=[response(publish=False)]
    )
    (one,) = made(asked).last_time
    assert [(step.marked, step.words) for step in one.followed] == [
        ("Answered, 15 October 2013 (not for publication)", "")
    ]


def test_a_meeting_that_is_not_there_is_refused_in_words():
    held = record(meetings=[meeting(JULY), meeting(JANUARY, cancelled="Snow")])
    with pytest.raises(
        NoSuchMeetingError, match=r"no meeting on 14 January 2014; the meetings are those of 15 July 2013"
    ):
        made(held, Choice(meeting=JANUARY))
    with pytest.raises(NoSuchMeetingError, match="no meeting is recorded"):
        made(NONE, Choice(meeting=JULY))


def test_news_is_told_since_the_last_meeting_that_was_held():
    held = record(meetings=[meeting(JULY), meeting(OCTOBER), meeting(JANUARY)])
    last = last_before(held, Choice(), TODAY)
    assert last is not None
    assert last.date == OCTOBER
    earlier = last_before(held, Choice(meeting=OCTOBER), TODAY)
    assert earlier is not None
    assert earlier.date == JULY
    assert made(NONE).since == ()
    assert made(held).since != ()


def test_one_indicator_and_none():
    one = catalogue(indicator(figure("2013/14 Q1", 26)))
    assert len(made(main=one, choice=Choice(everything=True)).blocks) == 1
    none = catalogue(indicator())
    pack = made(main=none, choice=Choice(everything=True))
    assert (pack.blocks, len(pack.waiting)) == ((), 1)
    assert pack.finding == "No indicator has a figure yet."
