"""What every page shares, in a browser: a phone's menu, copying the link, printing, what is told and focused."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import opened, settled, to_officers_page
from tests.support.office import Office
from tests.support.page_look import look
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

POINT = 96 / 72
"""Pixels of CSS in a point of paper."""


def test_menu_of_a_phone_has_its_name_closes_by_itself_and_leads_to_the_heading(
    server: str, new_page: Opener, watch: Watch
) -> None:
    page = opened(new_page(390, 844, has_touch=True), server)
    menu = page.get_by_role("button", name="Menu", exact=True)
    sidebar = page.locator("[data-testid=stSidebar]")
    menu.tap()
    expect(page.get_by_role("button", name="Close the menu")).to_be_visible()
    expect(sidebar.get_by_role("link", name="Scorecard")).to_be_focused()
    expect(page.get_by_role("button", name="Copy this link")).to_be_hidden()
    small = page.evaluate(
        "() => [...document.querySelectorAll('[data-testid=stSidebarNavLink], .tools button, .filters a,"
        " [data-testid=stExpandSidebarButton]')].filter(one => one.checkVisibility())"
        ".filter(one => one.getBoundingClientRect().height < 44).map(one => one.innerText)"
    )
    assert small == []
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(sidebar).to_have_attribute("data-collapsed", "true")
    menu.tap()
    sidebar.get_by_role("link", name="Sources").tap()
    expect(page.locator("h1")).to_have_text("Sources and method")
    expect(page.locator("h1")).to_be_focused()
    expect(sidebar).to_have_attribute("data-collapsed", "true")
    expect(page.locator("body > [role=status]")).to_have_text("Sources and method")
    assert watch.faults == []


READERS_PAGES = (
    "Scorecard",
    "Indicators",
    "Trends",
    "Recommendations",
    "Meeting",
    "Timeline",
    "Sources",
    "What changed",
)


@pytest.mark.parametrize("width", [720, 768])
def test_navigation_is_whole_on_a_tablet_and_a_menu_at_twice_the_size(
    server: str, new_page: Opener, width: int
) -> None:
    page = opened(new_page(width, 450), server)
    if width < 768:
        page.get_by_role("button", name="Menu", exact=True).click()
    for name in READERS_PAGES:
        link = page.get_by_role("link", name=name, exact=True).first
        if width < 768:
            link.scroll_into_view_if_needed()
        expect(link).to_be_in_viewport(ratio=1)
    assert look(page).wide == []


def test_officers_pages_stand_under_one_button_beside_all_that_readers_have(
    desk: Office, new_page: Opener, watch: Watch
) -> None:
    page = opened(new_page(768, 800), desk.address)
    officers = page.get_by_role("button", name="For officers", exact=True)
    for width in (768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        for name in (*READERS_PAGES[:-1], "History"):
            expect(page.get_by_role("link", name=name, exact=True).first).to_be_in_viewport(ratio=1)
        expect(officers).to_be_in_viewport(ratio=1)
    officers.press("Enter")
    expect(page.get_by_role("menuitem")).to_have_text(
        ["Add a quarter", "What is due", "Change an indicator", "Import figures"]
    )
    page.keyboard.press("Escape")
    expect(officers).to_be_focused()
    to_officers_page(page, "Change an indicator")
    expect(page.get_by_text("Nothing is saved before you have seen the old and the new words")).to_be_visible()
    settled(page).set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Menu", exact=True).click()
    page.locator("[data-testid=stSidebar]").get_by_role("link", name="What is due", exact=True).click()
    expect(page.locator("h1")).to_have_text("What is due")
    assert watch.faults == []


def test_link_of_each_page_is_copied_with_its_view(server: str, new_page: Opener) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for address in ("/?show=behind", "/indicator?id=neet", "/trends", "/sources", "/history"):
        opened(page, server + address)
        page.get_by_role("button", name="Copy this link").click()
        expect(page.locator(".tools [role=status]")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == page.url
        assert address in page.url


def test_focus_goes_to_the_heading_where_the_link_that_was_followed_is_gone(server: str, new_page: Opener) -> None:
    page = opened(new_page(), server)
    page.locator(".ask-first a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/indicator?id=*")
    expect(page.locator("h1")).to_be_focused()
    settled(page)
    expect(page.locator("body > [role=status]")).to_have_text(page.locator("h1").inner_text())


def test_result_of_a_choice_on_trends_is_told(server: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{server}/trends")
    page.get_by_label("Or find by a word").fill("neet")
    page.keyboard.press("Enter")
    expect(page.locator("body > [role=status]")).to_contain_text("indicator")
    expect(page.get_by_label("Or find by a word")).to_be_focused()


CONTROLS = "button, select, input, nav:not(.filters), [role=combobox], [data-testid=stHeader], [data-testid=stSidebar]"
PRINTED_TEXT = """() => [...document.querySelectorAll('.ask-first img, .scorecard img, .for-print img')]
  .filter((one) => one.checkVisibility())
  .map((one) => {
    const drawn = new TextDecoder().decode(Uint8Array.from(atob(one.src.split(',')[1]), (sign) => sign.charCodeAt(0)));
    const sizes = [...drawn.matchAll(/font-size[=:]"?([\\d.]+)/g)].map((found) => Number(found[1]));
    return Math.min(...sizes) * one.getBoundingClientRect().width / one.naturalWidth;
  })"""
"""The smallest text of each picture, in pixels of the sheet."""


def on_paper(page: Page) -> Page:
    """The page as it is laid out on A4 with our margins (pixels of CSS)."""
    page.set_viewport_size({"width": 711, "height": 1000})
    page.emulate_media(media="print")
    return page


def test_home_prints_without_controls_with_charts_that_can_be_read_and_says_when_and_where(
    server: str, new_page: Opener
) -> None:
    page = on_paper(opened(new_page(), f"{server}/?show=behind"))
    opened(page, server)
    assert page.locator(CONTROLS).evaluate_all("all => all.filter(one => one.checkVisibility()).length") == 0
    sizes = page.evaluate(PRINTED_TEXT)
    assert len(sizes) > 20
    assert min(sizes) >= 8 * POINT
    expect(page.locator("footer .on-paper")).to_contain_text("Read on ")
    expect(page.locator("footer .on-paper")).to_contain_text(f"at {server}/")
    kept = page.evaluate(
        "() => ['.heading', '.ask-first li', '.scorecard tr'].map((one) => {"
        " const look = getComputedStyle(document.querySelector(one)); return [look.breakAfter, look.breakInside] })"
    )
    assert kept[0][0] == "avoid"
    assert [inside for _, inside in kept[1:]] == ["avoid", "avoid"]


def test_one_indicator_prints_its_chart_as_a_picture_as_wide_as_the_paper(server: str, new_page: Opener) -> None:
    page = on_paper(opened(new_page(), f"{server}/indicator?id=five-good-gcses"))
    sizes = page.evaluate(PRINTED_TEXT)
    assert len(sizes) == 1
    assert min(sizes) >= 8 * POINT
    assert page.locator(".for-print img").bounding_box()["width"] <= 711  # type: ignore[index]
    assert not page.locator("svg.marks").evaluate("one => one.checkVisibility()"), "the chart of the screen stays there"
    assert page.locator(CONTROLS).evaluate_all("all => all.filter(one => one.checkVisibility()).length") == 0
    expect(page.locator("footer .on-paper")).to_contain_text(f"at {server}/indicator?id=five-good-gcses")
