"""How much work a quarter is: the clicks and keys of one officer who types it, counted in a real browser."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from metrics.catalogue.load import parse
from tests.support import make, sample_quarter
from tests.support.browsing import opened, settled
from tests.support.office import Office, lines_shown, save_button, tick_doubts
from tests.support.watching import Opener

pytestmark = pytest.mark.browser

CLICKS, KEYS = 92, 1054
"""What such a quarter took before, typed by another hand: 25 figures, three of them from counts and one suppressed,
a revision, two commentaries, a comparator, a target and a new indicator."""

COUNTED = {"neet": ("45", "188"), "reviews-in-timescale": ("371", "398"), "pathway-plans-completed": ("150", "209")}
COMMENTED = {
    "health-assessments-completed": sample_quarter.COMMENTARY,
    "initial-health-assessments-in-time": sample_quarter.COMMENTARY_TOO,
}
FOUND = {
    "pep-completion": ("plans com", "84.6"),
    "pep-quality": ("plans of", "62"),
    "care-leavers-eet": ("or work", "53.9"),
    "pathway-plans-completed": ("way plans", ""),
    "pathway-plan-reviews": ("way plan r", ""),
    "initial-health-assessments-in-time": ("initial", "56.8"),
    "review-health-assessments-in-time": ("review h", "71.4"),
    "placement-two-years": ("same", "66.7"),
    "three-or-more-placements": ("three", "10.3"),
    "visits-in-time": ("statutory v", "83"),
    "waiting-for-permanence": ("waiting", "58"),
    "adoption-timescale": ("to place", "641"),
}
"""Indicators that are found by a part of their name, and what is typed as their value."""


@dataclass
class Hands:
    """An officer's two hands; each click and each key is counted."""

    page: Page
    clicks: int = 0
    keys: int = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.keys += times

    def take(self, words: str) -> None:
        """Take the first of a list that has these words."""
        self.type(words)
        expect(self.page.get_by_role("option").first).to_be_visible()
        self.page.wait_for_timeout(200)
        self.press("Enter")
        expect(self.page.get_by_role("option")).to_have_count(0)

    def tab_to(self, name: str) -> None:
        """Go on by the Tab key to the field of this name."""
        for _ in range(8):
            self.press("Tab")
            if self.page.evaluate(r"() => document.activeElement.getAttribute('aria-label') ?? ''").startswith(name):
                return
        raise AssertionError(f"'{name}' was not reached")


def field(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def title(id: str) -> str:
    found = make.whole().indicator(id)
    assert found is not None
    return found.title


def figure(hands: Hands, id: str, value: str) -> None:
    """One figure, with the focus in its value."""
    expect(field(hands.page, f"Value: {title(id)}")).to_be_focused()
    if id in COUNTED:
        for counted in COUNTED[id]:
            hands.press("Tab")
            hands.type(counted)
    else:
        hands.type(value)
    if id in COMMENTED:
        comment(hands, id)


def comment(hands: Hands, id: str) -> None:
    hands.tab_to(f"More for {title(id)}")
    hands.press("Space")
    commentary = field(hands.page, f"Commentary: {title(id)}")
    expect(commentary).to_be_visible()
    hands.click(commentary)
    hands.type(COMMENTED[id])


def suppress(hands: Hands, id: str) -> None:
    """The code c and its reason, in place of a value."""
    hands.tab_to(f"More for {title(id)}")
    hands.press("Space")
    code = hands.page.get_by_role("combobox", name=f"Code: {title(id)}", exact=True)
    hands.click(code)
    hands.take("c:")
    hands.tab_to(f"Status: {title(id)}")
    hands.tab_to(f"Reason: {title(id)}")
    hands.type("3 of 89 young people")


def the_block(hands: Hands, heading: str, first: str) -> None:
    """A block opened, with the focus in its first field."""
    fold = hands.page.locator("[data-testid=stExpander]", has=hands.page.get_by_text(heading, exact=True))
    hands.click(fold.locator("summary"))
    hands.page.wait_for_timeout(1000)  # the fold comes to rest; a list in it would close meanwhile
    hands.tab_to(first)


def beside(hands: Hands) -> None:
    """A revision, a comparator, a target and a new indicator."""
    the_block(hands, "A revision, or a figure for another period", "Indicator")
    hands.take("neet")
    for name in ("period", "value", "reason"):
        hands.tab_to(name.capitalize())
        hands.type(sample_quarter.REVISION[name])
    the_block(hands, "Comparators: what others’ figures are", "Indicator")
    hands.take("reviews on")
    hands.tab_to("Area")
    hands.type(sample_quarter.COMPARATOR["area"])
    hands.tab_to("Group")
    hands.take("looked-")
    hands.tab_to("Value")
    hands.type(sample_quarter.COMPARATOR["value"])
    the_block(hands, "A new target, dated", "Indicator")
    hands.take("reviews on")
    hands.tab_to("Value")
    hands.type("97")
    hands.tab_to("Kind")
    hands.take("council")
    hands.tab_to("From")
    hands.type("1 April 2014")
    the_block(hands, "A new indicator, with its definition", "Name")
    hands.type("Advocates offered")
    for name, words in (("Theme", "health"), ("Unit", "percent"), ("Which way", "higher"), ("Frequency", "quarter")):
        hands.tab_to(name)
        hands.take(words)
    hands.tab_to("Definition")
    hands.type("Children offered an advocate within a week.")
    hands.tab_to("Value")
    hands.type("41")


def test_a_quarter_takes_half_the_clicks_and_seven_tenths_of_the_keys_that_it_took(
    running: Office, new_page: Opener
) -> None:
    desk = running.holds(make.DATA.read_text(encoding="utf-8"))
    page = opened(new_page(), f"{desk.address}/add")
    hands = Hands(page)
    hands.click(field(page, "Place in the source (required)"))
    hands.type(sample_quarter.AT)
    due = [one.id for theme in make.whole().themes for one in make.whole().indicators if one.theme == theme.id]
    due = [id for id in due if id in sample_quarter.LISTED]
    for number, id in enumerate(due):
        if number == 0 or due[number - 1] in COMMENTED:
            hands.click(field(page, f"Value: {title(id)}"))
        else:
            hands.press("Enter")
        figure(hands, id, sample_quarter.FIGURES[id].get("value", "18.3"))
    for id, (words, value) in FOUND.items():
        hands.click(page.get_by_role("combobox", name="Find any other indicator by name", exact=True))
        hands.take(words)
        if id == sample_quarter.SUPPRESSED:
            expect(field(page, f"Value: {title(id)}")).to_be_focused()
            suppress(hands, id)
        else:
            figure(hands, id, value)
    expect(page.locator(".filled [role=status]")).to_have_text("24 of 25 filled in")
    beside(hands)
    hands.click(page.get_by_role("button", name="Check what will be saved"))
    expect(page.get_by_role("heading", name=re.compile("will be added"))).to_be_visible()
    ticks = tick_doubts(settled(page))
    hands.click(field(page, "Your name"))
    hands.type(sample_quarter.NAME)
    hands.press("Tab")
    hands.type(sample_quarter.WHY)
    hands.press("Tab")
    expect(page.locator(".lines pre")).to_contain_text(f"by: {sample_quarter.NAME}, ")
    settled(page)
    assert len(lines_shown(page)) > 28
    hands.click(save_button(page))
    expect(page.get_by_role("heading", name="Saved", exact=True)).to_be_visible()
    print(f"{hands.clicks} clicks and {hands.keys} keys, and {ticks} looked at again")
    assert parse(desk.data).indicator("advocates-offered") is not None
    assert hands.clicks <= CLICKS / 2
    assert hands.keys <= 0.7 * KEYS
