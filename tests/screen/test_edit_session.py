"""Add a quarter and History for everybody: by keyboard, in light and dark, wide and narrow, and where focus goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import every_view, violations
from tests.support.browsing import opened, settled
from tests.support.office import (
    ALDER,
    BEECH,
    Office,
    block,
    check,
    choose,
    enter,
    find_indicators,
    more,
    save,
    save_button,
    sign,
)
from tests.support.page_look import look
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

ELSEWHERE = {"X-Forwarded-For": "10.0.0.1"}
"""With it a visitor comes through a proxy, and is a reader."""


# By keyboard

NAMED = """() => {
  const one = document.activeElement, named = one.getAttribute('aria-labelledby')?.split(' ') ?? [];
  const labels = [...(one.labels ?? [])].map((label) => label.innerText);
  return one.getAttribute('aria-label') || labels[0]
    || named.map((id) => document.getElementById(id)?.innerText ?? '').join(' ').trim() || one.innerText || one.tagName;
}"""
SEEN = """() => {
  for (let one = document.activeElement, steps = 0; one && steps < 3; one = one.parentElement, steps += 1) {
    const look = getComputedStyle(one), box = one.getBoundingClientRect();
    const outlined = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
    if ((outlined || look.boxShadow !== 'none') && box.width >= 12 && box.height >= 12 && look.opacity !== '0')
      return true;
  }
  return false;
}"""
"""Whether the place of the focus is drawn, on the element or on what stands for one that is hidden."""


def tab(page: Page, to: str, unseen: list[str] | None = None) -> list[str]:
    """Press Tab until this is reached; what was passed, and into ``unseen`` what showed no focus."""
    passed: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        passed.append(str(page.evaluate(NAMED)).strip())
        if unseen is not None and not page.evaluate(SEEN):
            unseen.append(passed[-1])
        if passed[-1] == to:
            return passed
    raise AssertionError(f"'{to}' was not reached; passed: {passed}")


def test_keyboard_goes_down_the_list_with_a_visible_focus(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    page.get_by_role("combobox", name="Period", exact=True).focus()
    unseen: list[str] = []
    passed = tab(page, "Check what will be saved", unseen)
    lines = [
        f"{field} {name}" for name in (ALDER, BEECH) for field in ("Value:", "Numerator:", "Denominator:", "More for")
    ]
    first = passed.index(lines[0])
    assert passed[first : first + len(lines)] == lines
    head = [passed.index(name) for name in ("Source", "Place in the source (required)", "Status", "Type them in")]
    assert head == sorted(head)
    assert head[-1] < first
    assert unseen == []


def test_a_figure_is_entered_checked_and_saved_by_keyboard_alone(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    for field, typed in (("Place in the source (required)", "page 2"), (f"Value: {ALDER}", "71.5")):
        tab(page, field)
        page.keyboard.type(typed)
    tab(page, "Check what will be saved")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 figure will be added")).to_be_focused(timeout=20_000)
    settled(page)
    unseen: list[str] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if str(page.evaluate(NAMED)).startswith("I have looked again"):
            break
    assert page.evaluate(SEEN)
    page.keyboard.press("Space")
    settled(page)
    for field, typed in (("Your name", "Jo Bloggs"), ("Why: what this is", "The return")):
        tab(page, field, unseen)
        page.keyboard.type(typed)
    tab(page, "Save", unseen)
    page.keyboard.press("Enter")
    expect(page.locator(".saved")).to_be_focused(timeout=20_000)
    assert unseen == []
    assert b"value: 71.5" in desk.data


# Where the result is


def at_the_result(page: Page, selector: str) -> None:
    """The result has the focus, and stands below the bar at the top of what is seen."""
    found = page.locator(selector)
    expect(found).to_be_focused(timeout=20_000)
    settled(page)
    place = found.bounding_box()
    assert place is not None
    assert 40 <= place["y"] <= 450


def test_focus_and_view_go_to_what_a_press_brought_and_fields_are_empty_once_it_is_saved(
    desk: Office, new_page: Opener
) -> None:
    page = opened(new_page(height=600), f"{desk.address}/add")
    enter(page, f"Value: {ALDER}", "many")
    check(page, "things? to mend")
    at_the_result(page, ".problems[data-arrives]")
    enter(page, "Place in the source", "page 2")
    enter(page, f"Value: {ALDER}", "71.5")
    check(page)
    at_the_result(page, "h2[data-arrives]")
    enter(page, f"Value: {ALDER}", "72.5")
    check(page)
    at_the_result(page, "h2[data-arrives]")
    sign(page)
    before = desk.data
    save_button(page).dblclick()
    expect(page.get_by_role("heading", name="Saved", exact=True)).to_be_visible(timeout=20_000)
    at_the_result(page, ".saved")
    assert len(desk.data.split(b"\n")) == len(before.split(b"\n")) + 1, "pressed twice it is saved once"
    typed = page.locator("[data-testid=stTabs] :is(input[type=text], textarea)")
    assert typed.count() == 0, "what was saved stands alone, so that it can't be missed"
    page.get_by_role("button", name="Add more figures").click()
    expect(page.get_by_role("textbox", name=f"Value: {BEECH}", exact=True)).to_be_visible()
    assert settled(page).locator(".saved").count() == 0
    assert typed.count() > 6
    assert [one.input_value() for one in typed.all() if one.input_value()] == []
    assert save_button(page).count() == 0
    opened(page, f"{desk.address}/history")
    expect(page.locator(".history > li", has_text="Saved by Jo Bloggs")).to_have_count(1)
    expect(page.locator(".history > li")).to_have_count(2)


# What anybody can see


def faults_of(page: Page) -> list[str]:
    seen = look(settled(page))
    return [*violations(page), *seen.pale, *seen.overlaps, *seen.cut, *seen.wide]


def states(page: Page, desk: Office) -> Iterator[str]:
    """Every state of the two pages for an editor, one after the other."""
    opened(page, f"{desk.address}/add")
    yield "nothing filled in"
    enter(page, f"Value: {ALDER}", "many")
    enter(page, f"Value: {BEECH}", "101")
    check(page, "things to mend")
    yield "with faults"
    enter(page, "Place in the source", "page 2")
    enter(page, f"Value: {ALDER}", "71.5")
    enter(page, f"Value: {BEECH}", "44")
    more(page, BEECH)
    enter(page, f"Commentary: {BEECH}", "A word that is far too long for a narrow screen: " + "w" * 90)
    find_indicators(page, ["Cedar awaited"])
    enter(page, "Numerator: Cedar awaited", "3")
    enter(page, "Denominator: Cedar awaited", "41")
    for heading in ("A new target, dated", "A new indicator, with its definition"):
        block(page, heading)
    target = page.locator("[data-testid=stExpander]", has=page.get_by_text("A new target, dated", exact=True))
    choose(target, "Indicator", ALDER)
    choose(target, "Kind of target", "council target")
    for heading, typed in (("Value", "90"), ("From", "1 April 2014")):
        enter(target, heading, typed)
    check(page)
    expect(page.get_by_role("checkbox", name=re.compile("I have looked again"))).not_to_have_count(0)
    yield "with a preview and doubts"
    save_button(page).click()
    expect(page.get_by_text("Type your name: every change is signed.")).to_be_visible()
    yield "with a refusal"
    sign(page)
    save(page)
    yield "saved"
    page.get_by_role("button", name="Add more figures").click()
    page.get_by_role("tab", name="From a file").click()
    csv = f"Indicator;Period;Value;Weather\n{ALDER};2013/14 Q3;80;fair\n{BEECH};2013/14 Q3;ninety;foul\n"
    page.locator("input[type=file]").set_input_files({"name": "q3.csv", "mimeType": "text/csv", "buffer": csv.encode()})
    expect(page.get_by_text("2 filled-in rows read.")).to_be_visible(timeout=20_000)
    yield "from a file"
    page.get_by_role("tab", name="Paste from a spreadsheet").click()
    yield "about to paste"
    opened(page, f"{desk.address}/history")
    page.locator("summary", has_text="Undo or restore").click()
    page.locator("label", has_text="Restore an earlier version").click()
    expect(page.get_by_role("combobox", name="Version")).to_be_visible()
    for one in page.locator(".history summary").all():
        one.click()
    yield "the history, with an earlier version to restore"


def test_axe_finds_nothing_and_everything_can_be_seen_while_a_quarter_is_entered(
    desk: Office, new_page: Opener, watch: Watch
) -> None:
    page = new_page()
    wrong = []
    for state in states(page, desk):
        for view in every_view(page):
            wrong += [f"{state} ({view}): {fault}" for fault in faults_of(page)]
    reader = new_page(extra_http_headers=ELSEWHERE)
    for path in ("add", "history"):
        opened(reader, f"{desk.address}/{path}")
        for view in every_view(reader):
            wrong += [f"{path} for a reader ({view}): {fault}" for fault in faults_of(reader)]
    assert wrong == []
    assert watch.elsewhere == [], "a page asked another computer for something"
    assert watch.faults == []
