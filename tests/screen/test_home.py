"""The first screen in a browser: what fits at which size, and what a tile changes, says and keeps."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import box, opened, settled
from tests.support.page_look import look
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

SIZES = {(1440, 765): 3, (1440, 900): 6, (1920, 1080): 8}
"""How many cards stand whole on the first screen of each size, where there are so many."""

COLUMNS = {1920: 4, 1440: 3, 1280: 3, 1024: 2, 768: 2, 390: 1, 320: 1}
"""How many cards stand in a row of a window of this width."""

CARDS = """() => [...document.querySelectorAll('.ask-first li')].filter(one => one.checkVisibility())
  .map(one => { const box = one.getBoundingClientRect(); return [Math.round(box.top), Math.round(box.height)] })"""
NARROWEST = """() => Math.min(...[...document.querySelectorAll('.ask-first img')]
  .filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().width))"""
SPILT = """() => [...document.querySelectorAll('.judgements li')].filter(one => [...one.children]
  .some(part => part.getBoundingClientRect().right > one.getBoundingClientRect().right)).map(one => one.innerText)"""
"""Judgements whose words stand out of their box."""

BOTTOMS = """() => [...document.querySelectorAll('.ask-first li')]
  .filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().bottom)"""


def first_screen_holds(page: Page, height: int, cards: int) -> None:
    for part in ("h1", ".lead", ".headline", ".judgements", ".filters"):
        assert page.locator(part).count() == 1, part
        bottom = page.locator(part).bounding_box()
        assert bottom is not None
        assert bottom["y"] + bottom["height"] <= height, part
    bottoms = page.evaluate(BOTTOMS)
    assert all(bottom <= height for bottom in bottoms[:cards])
    assert len(bottoms) >= min(cards, 3)


@pytest.mark.parametrize("data", ["server", "thirteen"])
def test_first_screen_holds_its_cards(request: pytest.FixtureRequest, new_page: Opener, data: str) -> None:
    page = opened(new_page(), request.getfixturevalue(data))
    for (width, height), cards in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        first_screen_holds(settled(page), height, cards)
    assert page.evaluate("() => document.querySelector('.moved').getBoundingClientRect().bottom") <= height
    assert page.locator(".judgements li").count() == 5
    assert page.locator(".filters li").count() == 5
    asked, published = box(page, ".asked-for"), box(page, ".beside-england")
    assert asked["y"] < published["y"] + published["height"], "beside the published figures"
    told = {
        "server": [],
        "thirteen": ["The panel: 1 challenge waits for an answer, overdue; 1 exception is open, overdue"],
    }
    assert page.locator(".waits").all_inner_texts() == told[data]
    if told[data]:
        assert box(page, ".waits")["y"] == pytest.approx(box(page, ".lead")["y"], abs=2), "beside the freshness"


def test_cards_stand_in_rows_of_one_height_and_nothing_is_cut(server: str, new_page: Opener) -> None:
    page = opened(new_page(), server)
    for width, columns in COLUMNS.items():
        page.set_viewport_size({"width": width, "height": 900})
        rows: dict[int, list[int]] = {}
        for top, height in settled(page).evaluate(CARDS):
            rows.setdefault(top, []).append(height)
        assert len(next(iter(rows.values()))) == columns
        assert all(len(set(heights)) == 1 for heights in rows.values())
        assert sum(map(len, rows.values())) == (8 if width == 1920 else 6)
        seen = look(page)
        assert (seen.cut, seen.wide, seen.overlaps) == ([], [], [])
        assert page.evaluate(SPILT) == []
        assert page.evaluate(NARROWEST) / 360 * 15 >= 12, "the words of a chart are too small"


def test_a_tile_changes_the_cards_says_so_and_keeps_place_and_focus(
    server: str, new_page: Opener, watch: Watch
) -> None:
    page = opened(new_page(1440, 600), server)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 120)")
    page.locator(".filters a").filter(has_text="worse than England").click()
    heading = page.locator("#ask-first")
    expect(heading).to_have_text("1 indicator worse than England")
    settled(page)
    expect(heading).to_be_focused()
    expect(page.locator("body > [role=status]")).to_have_text("1 indicator worse than England")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 120
    assert page.url.endswith("/?show=behind")
    expect(page.locator(".filters [aria-current]")).to_contain_text("worse than England")
    assert page.locator(".ask-first li").count() == 1
    assert page.locator(".scorecard tbody tr").count() == 1
    page.get_by_role("link", name="Show all").click()
    expect(heading).to_have_text("Ask about these first")
    settled(page)
    expect(heading).to_be_focused()
    assert page.locator(".filters [aria-current]").count() == 0
    assert watch.faults == []


def test_back_returns_to_the_tile_that_was_followed_and_a_theme_link_brings_its_table_into_view(
    server: str, new_page: Opener
) -> None:
    page = opened(new_page(), server)
    page.locator(".filters a").filter(has_text="moved the right way").click()
    expect(page.locator("#ask-first")).to_have_text("5 indicators moved the right way")
    settled(page)
    page.go_back()
    expect(page.locator("#ask-first")).to_have_text("Ask about these first")
    settled(page)
    expect(page.locator(".filters a").filter(has_text="moved the right way")).to_be_focused()

    page.get_by_role("navigation", name="Themes").get_by_role("link", name="Health").click()
    page.wait_for_function(
        "() => { const top = document.querySelector('#theme-health').getBoundingClientRect().top;"
        " return top >= 0 && top < innerHeight }"
    )
