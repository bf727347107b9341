"""What is wrong with a form, at its field: the sentence, the mark, the way there from the list, and required fields."""

from __future__ import annotations

import re

import pytest
import streamlit as st
from playwright.sync_api import Locator, Page, expect

from metrics.entry.faults import Fault
from metrics.screen.form_places import BATCH, Place, field_class, show_beside
from tests.support.accessibility import violations
from tests.support.browsing import opened, settled
from tests.support.office import ALDER, BEECH, Office, block, check, choose, enter, more
from tests.support.watching import Opener

browser = pytest.mark.browser


def test_a_field_is_known_by_the_class_that_streamlit_makes_of_its_key() -> None:
    assert field_class("quarter 0 pep-completion value") == "st-key-quarter-0-pep-completion-value"


def test_a_fault_leads_to_the_field_that_mends_it_and_one_of_a_file_to_none() -> None:
    batch = Place(st.container(), {"period": "batch period", "at": "batch at"})
    line = Place(st.container(), {"value": "quarter 0 neet value"}, "quarter 0 neet more", frozenset({"value"}))
    own = Place(st.container(), {"at": "quarter 0 target 1 at"}, "quarter 0 target open", frozenset({"at"}))
    faults = [
        Fault("NEET, Value", "x", "value", "NEET"),
        Fault("NEET, Place in the source", "x", "at", "NEET"),
        Fault("Target 1, Place in the source", "x", "at", "Target 1"),
        Fault("row 5, Value", "x", "value", "row 5"),
        Fault("return.xlsx", "x"),
    ]
    links = show_beside({BATCH: batch, "NEET": line, "Target 1": own}, faults)
    assert [link and link.field for link in links] == [
        "st-key-quarter-0-neet-value",
        "st-key-batch-at",
        "st-key-quarter-0-target-1-at",
        None,
        None,
    ]


def box(where: Page | Locator, name: str) -> Locator:
    return where.get_by_role("textbox", name=name, exact=True)


def told(page: Page, field: Locator) -> str:
    """The sentence that describes a field as invalid."""
    expect(field).to_have_attribute("aria-invalid", "true")
    named = (field.get_attribute("aria-describedby") or "").split()
    return " ".join(page.locator(f"#{one}").inner_text() for one in named)


@browser
def test_each_fault_stands_beside_its_field_and_the_list_leads_there(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, f"Value: {ALDER}", "many")
    check(page, "things? to mend")
    listed = page.locator(".problems")
    expect(listed).to_be_focused()
    assert violations(page) == []
    place, value = box(page, "Place in the source (required)"), box(page, f"Value: {ALDER}")
    assert "say where in the source" in told(page, place)
    assert told(page, value).startswith("Value: 'many' is not a number")
    listed.get_by_role("link", name=f"{ALDER}, Value", exact=True).click()
    expect(value).to_be_focused()
    listed.get_by_role("link", name=re.compile("Place in the source")).click()
    expect(place).to_be_focused()
    page.keyboard.type("page 2")
    page.keyboard.press("Tab")
    expect(place).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("p.wrong")).to_have_count(1)
    value.fill("61")
    page.keyboard.press("Tab")
    expect(page.locator("p.wrong")).to_have_count(0)
    expect(value).not_to_have_attribute("aria-describedby", re.compile("wrong"))
    expect(page.get_by_role("heading", name="1 figure will be added")).to_be_visible()


@browser
def test_the_way_to_a_fault_opens_what_hides_its_field(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "page 2")
    enter(page, f"Value: {ALDER}", "61")
    more(page, ALDER)
    enter(page, f"Reason: {ALDER}", "a late return")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("checkbox", name=f"More for {ALDER}", exact=True).press("Space")
    expect(box(page, f"Reason: {ALDER}")).to_have_count(0)
    comparator = block(page, "Comparators: what others’ figures are")
    for name in ("Indicator (required)", "Group (required)"):
        expect(comparator.get_by_role("combobox", name=name, exact=True)).to_be_visible()
    choose(comparator, "Indicator", BEECH)
    enter(comparator, "Value", "50")
    page.keyboard.press("Tab")
    settled(page)
    comparator.locator("summary").click()
    expect(box(comparator, "Value")).to_be_hidden()
    check(page, "things? to mend")
    listed = page.locator(".problems")
    page.get_by_role("tab", name="From a file").click()
    listed.get_by_role("link", name=f"{ALDER}, Reason", exact=True).click()
    expect(box(page, f"Reason: {ALDER}")).to_be_focused()
    listed.get_by_role("link", name="Comparator 1, Area", exact=True).click()
    expect(box(comparator, "Area (required)")).to_be_focused()
    assert told(page, box(comparator, "Area (required)")).startswith("Area: this is missing")


@browser
def test_one_more_block_gets_the_focus(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    target = block(page, "A new target, dated")
    target.get_by_role("button", name="Add another").click()
    boxes = target.get_by_role("combobox", name="Indicator (required)", exact=True)
    expect(boxes).to_have_count(2)
    expect(boxes.nth(1)).to_be_focused()
    second, another = boxes.nth(1).bounding_box(), target.get_by_role("button", name="Add another").bounding_box()
    assert second is not None
    assert another is not None
    assert 0 < another["y"] - second["y"] < 500


@browser
@pytest.mark.parametrize(("width", "height"), [(700, 520), (640, 450)])
def test_what_has_the_focus_is_not_hidden_under_the_headings_that_stay(
    desk: Office, new_page: Opener, width: int, height: int
) -> None:
    """(WCAG 2.2, 2.4.11) backwards through a form that is longer than the screen."""
    page = new_page()
    page.set_viewport_size({"width": width, "height": height})
    opened(page, f"{desk.address}/add")
    stays = "getComputedStyle(document.querySelector('.st-key-heads').parentElement).position"
    assert page.evaluate(stays) == ("sticky" if height > 480 else "static")
    page.get_by_role("button", name="Check what will be saved").focus()
    hidden, reached = [], set()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        name, seen = page.evaluate(SEEN)
        reached.add(name)
        hidden += [] if seen else [name]
    assert hidden == []
    assert {f"Value: {ALDER}", f"More for {ALDER}"} <= reached


SEEN = """() => {
  const one = document.activeElement, { left, top, width, height } = one.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  const name = one.getAttribute('aria-label') ?? one.innerText;
  return [name, !!there && !there.closest('header, .st-key-heads') || there.contains(one) || one.contains(there)];
}"""
"""The name of what has the focus, and whether its middle is seen: not under the bar or the headings of the form."""
