"""What is due, from the list to a figure that is recorded as not received, as an officer does it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.accessibility import every_view, violations
from tests.support.browsing import followed, opened, settled
from tests.support.office import ALDER, BEECH, SMALL, Office, check, enter, save, sign
from tests.support.watching import Opener

pytestmark = pytest.mark.browser


def test_a_figure_that_is_missing_is_recorded_as_not_received_from_the_list(desk: Office, new_page: Opener) -> None:
    desk.holds(SMALL.replace("    observations:\n", "    owner: Head of service\n    observations:\n", 1))
    page = opened(new_page(), f"{desk.address}/due")
    expect(page.get_by_role("heading", name="Head of service: 1 of 1 missing")).to_be_visible()
    expect(page.locator("footer")).to_contain_text(re.compile(r"Next due: July to September 2013, .*: 0 of 2 in"))
    for view in every_view(page):
        assert violations(page) == [], view
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
    with page.expect_download() as given:
        page.get_by_role("button", name="Download the days for a calendar (ICS)").click()
    assert given.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    row = page.get_by_role("row", name=re.compile(ALDER))
    row.get_by_role("link", name=re.compile(f"^Enter it ?: {ALDER}, July to September 2013$")).click()
    settled(page)
    expect(page.get_by_role("textbox", name=f"Value: {ALDER}", exact=True)).to_be_focused()
    expect(page.get_by_role("checkbox", name=f"More for {ALDER}", exact=True)).to_be_checked()
    expect(page.get_by_role("checkbox", name=f"More for {BEECH}", exact=True)).not_to_be_checked()
    enter(page, f"Value: {BEECH}", "44")
    page.keyboard.press("Tab")
    settled(page)
    followed(followed(page, "due"), "add?period=2013/14+Q3&indicator=beech&not-received=1")
    expect(page.get_by_text("What you have filled in is for 2013/14 Q2, so the period stays that one.")).to_be_visible()
    expect(page.get_by_role("combobox", name="Period", exact=True)).to_have_value("2013/14 Q2")
    expect(page.get_by_role("textbox", name=f"Value: {BEECH}", exact=True)).to_have_value("44")
    expect(page.get_by_role("combobox", name=f"Code: {BEECH}", exact=True)).not_to_have_value(re.compile("available"))
    enter(page, f"Value: {BEECH}", "")
    page.keyboard.press("Tab")
    page.wait_for_timeout(1000)  # until the run that the emptied field begins has begun
    followed(settled(page), "due")
    page.get_by_role("row", name=re.compile(ALDER)).get_by_role("link", name="Say why it can’t be had").click()
    settled(page)
    code = page.get_by_role("combobox", name=f"Code: {ALDER}", exact=True)
    expect(code).to_have_value(re.compile("not available"))
    expect(page.get_by_role("textbox", name=f"Reason: {ALDER}", exact=True)).to_be_focused()
    page.keyboard.type("The clinic moved")
    page.keyboard.press("Tab")
    enter(page, "Place in the source", "page 2")
    check(page)
    sign(page)
    save(page)
    assert b"code: x" in desk.data
    page.goto(f"{desk.address}/due")
    settled(page)
    expect(page.get_by_role("heading", name="Head of service: nothing missing")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile(ALDER))).to_contain_text("Not received; The clinic moved")
    expect(page.locator(".rounds")).to_contain_text("0 of 2 in, 1 missing, 1 not received")
    elsewhere = opened(new_page(extra_http_headers={"X-Forwarded-For": "10.0.0.1"}), f"{desk.address}/due")
    expect(elsewhere.get_by_text("Officers of the performance hub add the figures")).to_be_visible()
    expect(elsewhere.locator(".owner")).to_have_count(0)
