"""Since the last meeting: links, what is folded, other meetings, and the text to paste."""

from datetime import date

from metrics.analysis.reading import read_all
from metrics.markup.exceptions_asked import section as asked_for
from metrics.markup.since_last import Since, section
from metrics.wording.news import Group, Line
from tests.support.html_check import Checked
from tests.support.make import figure, reading
from tests.support.panel import JULY, MAIN, OCTOBER, meeting, record

DAY = date(2013, 12, 15)
READING = read_all(MAIN, DAY)[0]
MEETINGS = record(meetings=[meeting(JULY), meeting(OCTOBER)]).meetings


def test_lines_lead_to_their_indicators_and_more_than_nine_are_folded() -> None:
    lines = [Line(f"{number}% in 2013", READING, "new", "and 1 earlier figure") for number in range(11)]
    found = [Group("New figures", tuple(lines))]
    html = section(Since(MEETINGS[1], found, found), DAY, "https://here/meeting")
    assert Checked(html).faults == []
    assert "Since the last meeting, 15 October 2013" in html
    assert ">Not in education, employment or training</a>: 0% in 2013, and 1 earlier figure</li>" in html
    assert "<summary>And 2 more</summary>" in html
    assert "- Not in education, employment or training: 10% in 2013, new, and 1 earlier figure." in html, (
        "in the message"
    )


def test_challenges_are_links_and_another_meeting_can_be_asked_for() -> None:
    group = Group("Challenges and exceptions", (Line("1 challenge asked"),), ("challenge 4",))
    html = section(Since(MEETINGS[0], [group], [group], [MEETINGS[1]], last=False, wrong="<i>yesterday"), DAY, "")
    assert Checked(html).faults == []
    assert '1 challenge asked. <a href="#challenge-4">Challenge 4</a>.' in html
    assert 'href="meeting?since=2013-10-15#since">15 October 2013</a>' in html
    assert "No meeting was held on “&lt;i&gt;yesterday”" in html
    assert "Nothing new since that meeting." in section(Since(MEETINGS[0], [], [], last=False), DAY, "")


def test_exception_is_asked_for_with_why_and_the_way_to_report_it() -> None:
    one = reading(figure("2013/14 Q1", 26), name="N <b>")
    html = asked_for([(one, ("duty", "getting worse"))])
    assert Checked(html).faults == []
    assert "a legal duty is missed; getting worse." in html
    assert 'href="meeting?record=exception&amp;of=neet">Report an exception</a>' in html
    assert asked_for([]) == ""
