"""What was typed on the page Add a quarter outlives a reload, a closed tab, a new server and a broken file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import opened, settled
from tests.support.office import ALDER, BEECH, SMALL, Office, block, check, clear, enter, more, save, sign, tick_doubts
from tests.support.servers import serving
from tests.support.watching import Opener

pytestmark = pytest.mark.browser

COMMENTARY = "Three late returns."
TARGET = "A new target, dated"
HERE_AGAIN = re.compile(r"What you filled in on .* is here again \(\d+ fields\)")


def drafts(desk: Office) -> list[Path]:
    return sorted((desk.file.parent / "indicators.drafts").glob("*.json"))


def fields(desk: Office) -> dict[str, object]:
    """What the one draft holds; nothing where there is none."""
    found = [one for one in drafts(desk) if ".aside." not in one.name]
    return json.loads(found[0].read_text(encoding="utf-8"))["fields"] if found else {}


def kept(page: Page, desk: Office, words: str) -> None:
    """Wait until a draft holds these words."""
    for _ in range(100):
        if words in fields(desk).values():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{words!r} is in no draft: {fields(desk)}")


def fill_in(page: Page, desk: Office) -> Page:
    """Figures, a commentary that is put away, and a target in a second block."""
    enter(page, "Place in the source", "page 2")
    enter(page, f"Value: {ALDER}", "61.5")
    enter(page, f"Numerator: {BEECH}", "20")
    enter(page, f"Denominator: {BEECH}", "40")
    more(page, ALDER)
    enter(page, f"Commentary: {ALDER}", COMMENTARY)
    page.get_by_role("checkbox", name=f"More for {ALDER}", exact=True).press("Space")
    expect(page.get_by_text("with commentary")).to_be_visible()
    target = block(page, TARGET)
    target.get_by_role("button", name="Add another").click()
    expect(target.get_by_role("textbox", name="Value", exact=True)).to_have_count(2)
    target.get_by_role("textbox", name="Label", exact=True).nth(1).fill("Target 2014/15")
    page.keyboard.press("Tab")
    kept(page, desk, "Target 2014/15")
    return settled(page)


def expect_all(page: Page) -> None:
    """Everything that ``fill_in`` typed stands in the form."""
    for field, typed in (
        ("Place in the source", "page 2"),
        (f"Value: {ALDER}", "61.5"),
        (f"Numerator: {BEECH}", "20"),
        (f"Denominator: {BEECH}", "40"),
    ):
        expect(page.get_by_role("textbox", name=field, exact=True)).to_have_value(typed)
    expect(page.get_by_text("with commentary")).to_be_visible()
    labels = page.locator("[data-testid=stExpander]", has_text=TARGET).locator("[aria-label=Label]")
    expect(labels).to_have_count(2)
    expect(labels.nth(1)).to_have_value("Target 2014/15")
    more(page, ALDER)
    expect(page.get_by_role("textbox", name=f"Commentary: {ALDER}", exact=True)).to_have_value(COMMENTARY)
    page.get_by_role("checkbox", name=f"More for {ALDER}", exact=True).press("Space")
    expect(page.get_by_text("with commentary")).to_be_visible()


def test_everything_comes_back_after_a_reload_and_in_another_tab(desk: Office, new_page: Opener) -> None:
    page = fill_in(opened(new_page(), f"{desk.address}/add"), desk)
    assert drafts(desk)[0].stat().st_mode & 0o777 == 0o600
    page.reload()
    told = page.get_by_role("status").filter(has_text=HERE_AGAIN)
    expect(told).to_have_count(1)
    expect(told).to_contain_text("(6 fields)")
    expect_all(settled(page))
    page.close()
    again = opened(new_page(), f"{desk.address}/add")
    expect_all(again)
