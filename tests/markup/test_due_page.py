"""The page What is due."""

from __future__ import annotations

from datetime import date
from html import unescape

from metrics.analysis.due import round_of
from metrics.catalogue.period import parse
from metrics.markup import due_page
from tests.support import make
from tests.support.make import hub, indicator

TODAY = date(2013, 11, 20)
Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"


def test_each_owner_has_what_is_missing_with_the_way_to_enter_it_what_is_in_and_a_mail() -> None:
    made = make.catalogue(
        indicator(hub(Q4, 26), id="late", name="Late", owner="Nurse"),
        indicator(hub(Q4, 26), hub(Q2, 25), id="in", name="Ready", owner="Nurse"),
        indicator(hub(Q1, 26), hub(Q2, code="x", note="it <moved>"), id="told", name="Told"),
    )
    html = due_page.page(made, [round_of(made, parse(Q2), TODAY)], TODAY)
    assert "<b>July to September 2013</b>: 1 of 3 in, 1 missing, 1 not received" in html
    nurse, nobody = html.split("<section")[1:]
    assert "Nurse: 1 of 2 missing" in nurse
    assert "Missing; none since April to June 2013 (due 30 July 2013)" in nurse
    assert 'href="add?period=2013%2F14+Q2&amp;indicator=late"' in nurse
    assert "<summary>In: 1</summary>" in nurse
    assert "Subject: Figures for July to September 2013: 1 missing" in unescape(nurse)
    assert "No owner is named: nothing missing" in nobody
    assert "Not received; it &lt;moved&gt;" in nobody
    assert "add?" not in nobody
    one = due_page.page(made, [round_of(made, parse(Q2), TODAY)], TODAY, "Nurse")
    assert "No owner" not in one


def test_where_nothing_is_due_the_page_says_so() -> None:
    assert "Nothing is due." in due_page.page(make.catalogue(indicator()), [], TODAY)
