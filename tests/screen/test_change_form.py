"""Change an indicator in a real browser: retire it and take it back, end a target, rename it; what readers then see."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from metrics.catalogue.load import parse
from tests.support.accessibility import every_view, violations
from tests.support.browsing import opened, settled, to_officers_page
from tests.support.office import ALDER, BEECH, SMALL, Office, check, choose, enter, mend, save, sign
from tests.support.page_look import look
from tests.support.watching import Opener

pytestmark = pytest.mark.browser

GOAL = "    targets:\n      - {value: 50, kind: council target, from: 2012-04-01, source: hub, at: plan}\n"
WITH_TARGET = SMALL.replace("    observations:\n", GOAL + "    observations:\n", 1)
SAID = "Retired on 1 April 2014: counted in the education return."


def form(page: Page, office: Office, indicator: str) -> Page:
    return opened(page, f"{office.address}/change?id={indicator}")


def leave(page: Page) -> Page:
    """Leave the field that was typed into, so that it counts."""
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    return settled(page)


def faults_of(page: Page) -> list[str]:
    seen = look(settled(page))
    return [*violations(page), *seen.pale, *seen.overlaps, *seen.cut, *seen.wide]


def checked(page: Page) -> Page:
    return check(page, "will be saved")


def test_an_indicator_is_retired_marked_everywhere_and_taken_back(desk: Office, new_page: Opener) -> None:
    before = desk.data.decode()
    page = form(new_page(), desk, "beech")
    enter(page, "Retired on", "1 April 2014")
    enter(page, "Why it is retired", "counted in the education return")
    checked(leave(page))
    expect(page.get_by_text("It is due no more, leaves every count")).to_be_visible()
    sign(page, why="The panel agreed")
    save(page)
    expect(page.locator(".saved")).to_contain_text("1 changed field, signed by Jo Bloggs")
    line = "    retired: {reason: counted in the education return, on: 2014-04-01}\n"
    assert desk.data.decode().replace(line, "", 1) == before
    opened(page, desk.address)
    page.get_by_text("Retired indicators (1)").click()
    expect(page.locator("details.retired")).to_contain_text(SAID)
    expect(page.locator(".scorecard tbody").get_by_text(BEECH)).to_have_count(0)
    opened(page, f"{desk.address}/indicator?id=beech")
    expect(page.locator(".indicator-head")).to_contain_text(SAID)
    expect(page.locator("footer")).to_contain_text("none, since this indicator is retired")
    opened(page, f"{desk.address}/due")
    expect(page.get_by_text(ALDER).first).to_be_visible()
    expect(page.get_by_text(BEECH)).to_have_count(0)
    form(page, desk, "beech")
    page.get_by_role("checkbox", name="Take it back: it is reported again").press("Space")
    checked(settled(page))
    sign(page, why="Asked for again")
    save(page)
    assert desk.data.decode() == before
    desk.file.write_text(SMALL.replace("unit: percent", "unit: parsecs"), encoding="utf-8")
    form(page, desk, "beech")
    expect(page.locator(".problems")).to_have_count(1)
    expect(page.locator(".problems")).to_contain_text("Nothing can be added until they are mended.")


def test_a_target_gets_an_end_and_a_tolerance_which_is_drawn_as_a_band(desk: Office, new_page: Opener) -> None:
    desk.holds(WITH_TARGET)
    page = form(new_page(), desk, "alder")
    name = "Council target of 50%, from 1 April 2012"
    enter(page, f"Last day: {name}", "31 March 2014")
    enter(page, f"Tolerance: {name}", "4")
    leave(page)
    enter(page, f"Place in that source: {name}", "page 3")
    checked(leave(page))
    sign(page, why="The new plan")
    save(page)
    end = "from: 2012-04-01, until: 2014-03-31, tolerance: {value: 4, source: hub, at: page 3}, source: hub, at: plan}"
    assert desk.data.decode() == WITH_TARGET.replace("from: 2012-04-01, source: hub, at: plan}", end)
    opened(page, f"{desk.address}/indicator?id=alder")
    expect(page.get_by_test_id("stVegaLiteChart")).to_contain_text("band: 4 percentage points")


def test_a_new_name_and_owner_are_shown_beside_the_old_and_undone_by_history(desk: Office, new_page: Opener) -> None:
    before = desk.data
    page = form(new_page(), desk, "alder")
    enter(page, "Full name", "Alder seen in time")
    enter(page, "Who answers for it", "Head of service")
    checked(leave(page))
    told = page.locator(".preview")
    expect(told).to_contain_text("Alder on time")
    expect(told).to_contain_text("Alder seen in time")
    expect(told).to_contain_text("Its id, its number and its address stay")
    expect(page.locator(".lines pre").first).to_contain_text("name: Alder on time")
    expect(page.locator(".lines pre").last).to_contain_text("name: Alder seen in time")
    sign(page, why="As the return calls it")
    save(page)
    opened(page, f"{desk.address}/history")
    expect(page.locator(".history").first).to_contain_text("Alder seen in time: the full name")
    mend(page, "Undo", "A slip")
    assert desk.data == before


def test_a_break_and_a_new_theme_are_saved_and_what_was_typed_outlives_another_page(
    desk: Office, new_page: Opener
) -> None:
    page = form(new_page(), desk, "beech")
    choose(page, "Theme", "A new theme")
    enter(page, "Name of the new theme", "Leaving care")
    leave(page)
    choose(page, "What begins", "Break before")
    enter(page, "Why", "Counted by age now")
    enter(leave(page), "Definition", "Of whom, by age.")
    leave(page)
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.get_by_role("heading", name="History", exact=True)).to_be_visible()
    to_officers_page(settled(page), "Change an indicator")
    expect(page.get_by_role("textbox", name="Definition", exact=True)).to_have_value("Of whom, by age.")
    checked(settled(page))
    expect(page.locator(".preview")).to_contain_text("It stands under Leaving care, no longer under Education")
    sign(page, why="Counted by age")
    save(page)
    written = desk.data.decode()
    assert "  - {id: leaving-care, name: Leaving care}\n" in written
    assert "{period: 2013/14 Q1, value: 44, break_before: Counted by age now, source: hub, at: page 1}" in written
    assert "    theme: leaving-care\n" in written
    assert parse(written).indicators[1].definition == "Of whom, by age."


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_saved(desk: Office, new_page: Opener) -> None:
    before = desk.data
    page = form(new_page(), desk, "alder")
    enter(page, "Full name", BEECH)
    enter(page, "Expected from", "soon")
    check(leave(page), "2 things to mend")
    expect(page.locator(".problems")).to_contain_text("'Beech seen' is the name of the indicator 'beech'")
    expect(page.locator(".problems")).to_contain_text("'soon' is no day; write one such as 1 April 2014")
    day = page.get_by_role("textbox", name="Expected from", exact=True)
    expect(day).to_have_attribute("aria-invalid", "true")
    told = page.locator(f"#{day.get_attribute('aria-describedby')}")
    expect(told).to_have_text("Expected from: 'soon' is no day; write one such as 1 April 2014")
    page.locator(".problems").get_by_role("link", name="Expected from").press("Enter")
    expect(day).to_be_focused()
    page.get_by_role("textbox", name="Definition", exact=True).press("Shift+Tab")
    page.keyboard.press("Tab")
    focus = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
    assert page.evaluate(f"document.activeElement.tagName === 'TEXTAREA' && {focus}") >= 2, "its focus can be seen"
    assert desk.data == before


def test_nothing_changed_is_nothing_to_save_and_other_saves_are_shown(desk: Office, new_page: Opener) -> None:
    page = form(new_page(), desk, "alder")
    check(page, "Nothing is changed yet")
    enter(page, "Who answers for it", "Head of service")
    leave(page)
    desk.file.write_text(SMALL.replace("name: Alder on time", "name: Alder by hand"), encoding="utf-8")
    enter(page, "Question to ask", "Why so few?")
    checked(leave(page))
    expect(page.get_by_role("textbox", name="Full name", exact=True)).to_have_value("Alder by hand")
    expect(page.get_by_role("heading", name="2 changed fields will be saved")).to_be_visible()


def test_the_page_is_for_editors_and_is_reached_from_the_indicators_page(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/indicator?id=beech")
    page.get_by_role("link", name="Change this indicator").click()
    expect(page.get_by_role("textbox", name="Full name", exact=True)).to_have_value(BEECH)
    choose(settled(page), "Which indicator", ALDER)
    expect(page.get_by_role("textbox", name="Full name", exact=True)).to_have_value(ALDER)
    reader = opened(new_page(extra_http_headers={"X-Forwarded-For": "10.0.0.1"}), f"{desk.address}/change?id=beech")
    expect(reader.get_by_role("textbox", name="Full name", exact=True)).to_have_count(0)
    opened(reader, f"{desk.address}/indicator?id=beech")
    expect(reader.get_by_role("link", name=re.compile("Change"))).to_have_count(0)


def test_axe_finds_nothing_and_all_can_be_seen(desk: Office, new_page: Opener) -> None:
    desk.holds(WITH_TARGET)
    page = form(new_page(), desk, "alder")
    enter(page, "Who answers for it", "Head of service")
    checked(leave(page))
    wrong = [f"{view}: {fault}" for view in every_view(page) for fault in faults_of(page)]
    assert wrong == []
