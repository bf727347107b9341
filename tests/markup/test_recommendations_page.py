"""The page Recommendations."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from metrics.catalogue.panel_record import NONE, PanelRecord
from metrics.catalogue.problems import Problem
from metrics.markup import recommendations_page
from metrics.markup.recommendations_page import Shown
from metrics.wording.recommendations import coverage_report, report
from tests.support import make, panel, recommended
from tests.support.html_check import Checked, words
from tests.support.make import counted, figure, indicator
from tests.support.recommended import asked, gap

TODAY = date(2013, 12, 20)
Q4, Q1 = "2012/13 Q4", "2013/14 Q1"
MADE = make.catalogue(
    indicator(counted(Q4, 20, 200), counted(Q1, 80, 200), owner="Head of the virtual school"),
    indicator(id="awaited", name="Plans <on> time"),
    indicator(figure(Q1, 9), id="alone", name="Alone"),
)


def page(*listed: make.Entry, enters: bool = False, record: PanelRecord = NONE, **lists: list) -> str:
    found = recommended.read(MADE, *listed, today=TODAY, **lists)
    return str(recommendations_page.page(Shown(found, MADE, TODAY, record, enters)))


def test_a_row_says_what_who_by_when_how_we_will_know_state_and_what_moved() -> None:
    html = page(asked("neet", "awaited", quote="improve the plans"), asked("awaited", id="b", within="immediately"))
    assert "2 areas for improvement: 1 with figures moving the wrong way, 1 no figure yet." in html
    assert "the report does not say from when its times count" in html
    first, second = html.split('<tr role="row" id="asked-')[1:]
    assert first.startswith('b"'), "in the report's groups, whatever the order of the file"
    assert "2. Improve the plans" in first
    read = words(second)
    for told in (
        *("1. Improve the plans", "“improve the plans” (Ofsted, paragraph 20)"),
        *("Head of the virtual school", "23 November 2013", "Medway, April to June 2013: 40.0% (80 of 200)"),
        *("Figures moving the wrong way", "Plans <on> time", "no figure yet"),
        "April to June 2013: Not in education, employment or training, up 30 percentage points",
    ):
        assert told in read
    assert 'class="tag worse tested"' in second
    assert "No owner is named" in first


def test_the_rule_stands_on_the_page_worst_first() -> None:
    html = page(asked("neet"))
    rule = html[html.index("How a state is found") : html.index("</details>")]
    places = [
        rule.index(words) for words in ("Figures moving the wrong way", "the right way", "Awaits", "No indicator")
    ]
    assert places == sorted(places)
    assert "No state says done: a figure can’t." in rule


def test_open_challenges_and_exceptions_lead_to_the_record() -> None:
    record = panel.record(challenges=[panel.challenge(1)], exceptions=[panel.exception(2)])
    html = page(asked("neet"), asked("alone", id="b"), record=record)
    mine, other = html.split('<tr role="row" id="asked-')[1:]
    assert 'href="meeting#challenge-1"' in mine
    assert 'href="meeting#exception-2"' in mine
    assert "overdue" in mine
    assert "meeting#" not in other


def test_a_gap_has_its_paragraph_its_indicator_its_state_and_for_officers_the_way_to_measure_it() -> None:
    gaps = [gap("awaited"), gap("alone", id="b", kind="words only", quote="too many"), gap(id="c")]
    html = page(gaps=gaps)
    assert "3 gaps: 1 closed by a first figure, 2 open." in html
    assert "add?" not in html
    assert "Told only in words" in html
    officers = page(gaps=gaps, enters=True)
    (address,) = re.findall(r'href="(add\?[^"]+)"', officers)
    assert unescape(address) == "add?period=2013%2F14+Q2&indicator=awaited"
    assert '>Start measuring<span class="unseen">: Plans &lt;on&gt; time</span>' in officers


def test_the_shipped_file_is_well_formed_and_has_every_row() -> None:
    found = recommended.shipped(TODAY)
    html = recommendations_page.page(Shown(found, make.whole(), TODAY, enters=True))
    assert html.count('id="asked-') == 15
    assert html.count("<tr role") == 15 + 38 + 4, "with a row of headings for each table"
    assert Checked(html).faults == []


def test_a_broken_file_is_told_in_words_and_an_absent_one_too() -> None:
    told = recommendations_page.file_problems([Problem(2, "a > b", "'<i>' is no word", "recommendations.yaml")])
    assert "recommendations.yaml line 2: a &gt; b: &#39;&lt;i&gt;&#39; is no word" in told
    assert "the figures are not concerned" in told
    assert "there is none yet" in recommendations_page.nothing()


def test_what_does_not_move_leads_to_its_row() -> None:
    found = recommended.read(MADE, asked("awaited"), asked("neet", id="b"), today=TODAY)
    html = recommendations_page.not_moving(found, TODAY)
    assert 'href="recommendations#asked-plans"' in html
    assert "asked-b" not in html
    assert recommendations_page.not_moving(recommended.read(MADE, asked("neet"), today=TODAY), TODAY) == ""


def test_a_retired_indicator_is_named_as_that_and_offers_no_first_figure() -> None:
    retired = {"on": date(2013, 11, 1), "reason": "Counted elsewhere."}
    made = make.catalogue(indicator(figure(Q1, 9), id="old", name="Old", retired=retired))
    found = recommended.read(made, asked("old"), today=TODAY, gaps=[gap("old")])
    html = str(recommendations_page.page(Shown(found, made, TODAY, NONE, True)))
    assert words(html).count("Old retired on 1 November 2013, not counted") == 2
    assert "No indicator" in html
    assert "Start measuring" not in html
    assert "- Old: retired on 1 November 2013, not counted" in report(found, TODAY)
    assert "Proposed: Old (retired on 1 November 2013, not counted)" in coverage_report(found)
