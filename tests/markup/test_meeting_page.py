"""The page Meeting: what stands first, what is folded, and what is not for everybody."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from metrics.analysis import agenda
from metrics.analysis.panel_readers import for_readers
from metrics.analysis.reading import read_all
from metrics.catalogue.panel_record import FILE, NONE, PanelRecord
from metrics.catalogue.problems import Problem
from metrics.markup.meeting_page import Shown, of_indicator, page, record_problems
from tests.support.html_check import Checked
from tests.support.panel import (
    JANUARY,
    JULY,
    MAIN,
    OCTOBER,
    challenge,
    exception,
    line,
    meeting,
    record,
    response,
    update,
)

TODAY = date(2013, 12, 15)


def told(made: PanelRecord) -> str:
    """The page's words, as they are read, with those that are folded."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page(Shown(made, MAIN, TODAY)))).split())


def in_order(words: str, *parts: str) -> bool:
    """Whether each part stands behind the one before it."""
    return re.search(".*?".join(map(re.escape, parts)), words) is not None


def test_next_meeting_stands_first_then_what_is_owed_with_overdue_ones_at_the_top() -> None:
    words = told(
        record(
            meetings=[meeting(JULY), meeting(OCTOBER), meeting(JANUARY, place="Gun Wharf")],
            agendas=[line(meeting=JANUARY, indicators=["reviews", "neet"])],
            challenges=[
                challenge(1, asked="First?", meeting=JULY),
                challenge(2, asked="Late?", meeting=OCTOBER, due=date(2013, 12, 1)),
                challenge(4, asked="Answered?", meeting=JULY),
                challenge(5, asked="Accepted?", meeting=JULY),
            ],
            responses=[response(4), response(5), response(5, "accepted")],
            exceptions=[exception(3), exception(6, cause="Snow")],
            updates=[update(6, "closed")],
        )
    )
    assert in_order(
        words,
        *("Corporate parenting panel, 14 January 2014, Gun Wharf", "Reviews", "Not in education"),
        *("2 challenges, 1 of them overdue.", "Late?", "due 14 days ago", "First?"),
        *("Answered, for the panel to accept or reopen (1)", "Answered?", "Accepted or withdrawn (1)", "Accepted?"),
        *("Exceptions that are open", "Cause: Staff left", "Action: Recruit", "Responsible: Head."),
        *("Closed or withdrawn (1)", "Cause: Snow", "Closed, 15 October 2013. Posts are filled."),
        *("Other meetings", "15 October 2013", "15 July 2013"),
    )
    assert "Recorded by Clerk on 15 October 2013" in words


def test_cancelled_meeting_says_why_and_one_without_agenda_says_so() -> None:
    words = told(record(meetings=[meeting(JULY), meeting(OCTOBER, cancelled="Too few could come")]))
    assert "15 October 2013, cancelled Cancelled: Too few could come" in words
    assert "15 July 2013 No agenda is recorded." in words
    assert "No meeting is planned in the record." in words
    assert "No challenge waits for an answer." in words
    assert "None is open." in words


def test_what_is_not_for_publication_is_marked_for_its_keepers_and_unseen_by_readers() -> None:
    made = record(
        challenges=[challenge(1, asked="Private?", publish=False), challenge(2, asked="Public?")],
        responses=[response(2, words="Staff fell ill.", publish=False)],
    )
    whole, read = told(made), told(for_readers(made))
    assert "not for publication Private?" in whole
    assert "Staff fell ill. not for publication" in whole
    assert "Public?" in read
    assert "Private?" not in read
    assert "Answered, 15 October 2013. not for publication Recorded by" in read


def test_general_question_and_one_on_an_indicator_that_has_gone_are_named() -> None:
    made = record(challenges=[challenge(1, indicator=None), challenge(2, period="2013/14 Q1")])
    gone = MAIN.model_copy(update={"indicators": []})
    html = page(Shown(made, gone, TODAY))
    assert "Challenge 1, in general" in html
    assert "Challenge 2: neet, April to June 2013" in html
    assert 'id="challenge-2"' in html


def test_empty_record_says_what_will_stand_here_and_how_it_begins() -> None:
    words = told(NONE)
    assert words.startswith("No meeting has been recorded yet.")
    assert "Next meeting" not in words
    assert "meetings.yaml" not in words, "a reader needs no name of a file"
    assert "meetings.yaml" in page(Shown(NONE, MAIN, TODAY, keeps=True))


def test_readers_are_not_told_the_words_of_a_line_that_breaks_a_rule() -> None:
    wrong = Problem(3, "challenges > challenge 1 > due", "'a secret' is no day", FILE, unpublished=True)
    whole, read = (record_problems([wrong], ["challenge 2 was changed"], whole=keeps) for keeps in (True, False))
    assert "a secret" in whole
    assert "a secret" not in read
    assert "line 3" in read
    assert "Challenge 2 was changed" in read
    assert record_problems([], [], whole=False) == ""


def test_what_is_offered_leaves_out_the_agenda() -> None:
    late = date(2015, 1, 1)
    made = record(meetings=[meeting(date(2015, 2, 1))], agendas=[line(meeting=date(2015, 2, 1), indicators=["neet"])])
    offers = agenda.offered(MAIN, read_all(MAIN, late), late)
    assert [one.reading.indicator.id for one in offers] == ["neet", "reviews"]
    html = page(Shown(made, MAIN, late, offers))
    part = html[html.index('id="offered"') :]
    assert "Reviews</a>: no figure for two quarters or more" in part
    assert "Not in education" not in part
    assert "no figure for two quarters or more" in page(Shown(NONE, MAIN, late, offers)), (
        "also before the first meeting"
    )


def test_an_indicators_page_holds_what_was_asked_of_it_and_its_exceptions_without_its_name() -> None:
    made = record(
        meetings=[meeting(JULY)],
        challenges=[challenge(1, meeting=JULY), challenge(3, indicator="reviews"), challenge(5, asked="Settled?")],
        responses=[response(5), response(5, "accepted")],
        exceptions=[exception(2, expected_back="2013/14 Q4"), exception(4, publish=False, cause="Private")],
    )
    html = of_indicator(Shown(for_readers(made), MAIN, TODAY), "neet")
    assert Checked(html).faults == []
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    assert in_order(
        words,
        *("What the panel asked", "Challenge 1 Why is it so?", "Head of the virtual school"),
        *("Accepted or withdrawn (1)", "Challenge 5", "Settled?"),
        *("Exceptions", "Exception 2, April to June 2013", "Cause: Staff left", "expected back on target"),
    )
    for absent in ("Challenge 3", "Private", "Not in education", "in general"):
        assert absent not in words
    assert of_indicator(Shown(for_readers(made), MAIN, TODAY), "none") == ""
