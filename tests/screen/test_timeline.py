"""The page Timeline in a browser: read by theme and order, and an event that an editor adds, undoes and is refused."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.accessibility import every_view, violations
from tests.support.browsing import opened, settled
from tests.support.office import SMALL, Office, choose
from tests.support.page_look import look
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

OURS = (
    "# Ours.\nevents:\n"
    "  - {date: May 2013, words: A home opened, theme: education, source: report, at: page 1} # first\n"
    "  - {date: August 2013, words: Inspectors reported, source: report, at: cover}\n"
)


def test_events_are_read_by_theme_and_order_with_addresses_that_say_so(
    server: str, new_page: Opener, watch: Watch
) -> None:
    page = opened(new_page(), f"{server}/")
    page.get_by_role("link", name="Timeline", exact=True).click()
    heading = page.locator("h2#events")
    expect(heading).to_have_text("31 events")
    page.get_by_role("navigation", name="Theme").get_by_role("link", name="Workforce (5)").click()
    expect(heading).to_have_text("5 of 31 events")
    expect(page.get_by_role("link", name="Workforce (5)")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Oldest first").click()
    expect(page).to_have_url(re.compile(r"timeline\?theme=workforce&order=oldest$"))
    expect(page.locator(".months h3").first).to_have_text("February 2013")
    expect(heading).to_be_focused()
    page.go_back()
    expect(page.locator(".months h3").first).to_have_text("August 2013")
    expect(page.get_by_role("link", name="Oldest first")).to_be_focused()
    page.go_forward()
    expect(page.locator(".lane-name")).to_have_text(["Inspection judgements", "Workforce"])
    expect(page.get_by_role("row", name=re.compile("Capacity to improve"))).to_contain_text("not given")
    page.emulate_media(forced_colors="active")
    dots = page.locator(".lane > span").evaluate_all("found => found.map(one => getComputedStyle(one).backgroundColor)")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dots, "the picture has marks"
    assert paper not in dots, "marks can be told from the page in forced colours"
    page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".lanes")).to_be_hidden()
    expect(page.get_by_role("link", name="Add an event")).to_have_count(0)
    assert watch.elsewhere == []
    assert watch.faults == []


def test_home_page_leads_from_the_judgements_to_those_over_time(server: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{server}/")
    page.locator(".judgements h2 a").click()
    expect(page.get_by_role("heading", name="Judgements over time")).to_be_in_viewport()


def test_editor_adds_an_event_by_a_form_with_a_preview_and_undoes_it(desk: Office, new_page: Opener) -> None:
    file = desk.holds(SMALL).file.with_name("events.yaml")
    file.write_text(OURS, encoding="utf-8")
    figures = desk.data
    page = opened(new_page(), f"{desk.address}/timeline")
    page.get_by_role("link", name="Add an event").click()
    button = page.get_by_role("button", name="Add the event")
    expect(button).to_be_visible()
    button.click()
    expect(page.locator(".problems, [role=alert]").first).to_contain_text("fill this in")
    what = page.get_by_role("textbox", name="What happened, in a few words")
    expect(what).to_have_attribute("aria-invalid", "true")
    assert page.locator(f"#{what.get_attribute('aria-describedby')}").inner_text() == "fill this in"
    page.locator(".problems").get_by_role("link", name="What happened, in a few words").press("Enter")
    expect(what).to_be_focused()
    page.get_by_role("textbox", name="What happened, in a few words").fill("A mentor for each")
    page.get_by_role("textbox", name="When: a day or a month").fill("15/10/2013")
    choose(page, "Theme", "Education")
    page.get_by_role("textbox", name="Place in the source").fill("item 4")
    page.keyboard.press("Tab")
    expect(page.locator(".timeline-preview")).to_contain_text("15 October 2013 A mentor for each Education")
    settled(page)
    for view in every_view(page):
        assert violations(page) == [], view
        seen = look(settled(page))
        assert (*seen.pale, *seen.overlaps, *seen.cut, *seen.wide) == (), view
    page.get_by_role("textbox", name="Your name").fill("Ann Editor")
    page.keyboard.press("Tab")
    settled(page)
    button.click()
    expect(page.get_by_text("The event of 15 October 2013: A mentor for each is recorded.")).to_be_visible()
    expect(button).to_have_count(0)
    expect(page.locator(".months li li").filter(has_text="A mentor for each")).to_be_visible()
    assert file.read_text(encoding="utf-8").startswith(OURS)
    assert "by: Ann Editor" in file.read_text(encoding="utf-8")
    assert desk.data == figures
    page.get_by_role("link", name="History and undo").click()
    expect(page.get_by_role("radio", name="Dated events (events.yaml)")).to_be_checked()
    page.get_by_text("Undo or restore", exact=True).click()
    page.get_by_role("textbox", name="Your name").fill("Ann Editor")
    page.get_by_role("textbox", name="Why").fill("A slip")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text(re.compile("Done: undo"))).to_be_visible()
    assert file.read_text(encoding="utf-8") == OURS


def test_broken_file_of_events_is_told_and_the_last_good_events_stand(desk: Office, new_page: Opener) -> None:
    file = desk.holds(SMALL).file.with_name("events.yaml")
    file.write_text(OURS, encoding="utf-8")
    page = opened(new_page(), f"{desk.address}/timeline")
    expect(page.locator("h2#events")).to_have_text("2 events")
    file.write_text(OURS + "  - {date: soon}\n", encoding="utf-8")
    opened(page, f"{desk.address}/timeline")
    expect(page.get_by_role("alert")).to_contain_text("events.yaml line 5")
    expect(page.locator("h2#events")).to_have_text("2 events")
    expect(page.get_by_role("link", name="Add an event")).to_have_count(0)
