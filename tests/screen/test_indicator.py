"""One indicator's page in a browser: sentence and chart on one screen, and what stands beneath them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from metrics.charts.palette import DARK, LIGHT
from tests.support.browsing import followed, opened, settled
from tests.support.page_look import look
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

FORMS = (
    "neet",  # two panels
    "five-good-gcses",  # one figure beside England, and a prediction
    "reviews-in-timescale",  # a duty
    "care-proceedings",  # figures without dates
    "placement-two-years",  # reported by others alone
    "overall-effectiveness",  # grades
    "staying-put",  # a count
)

LINES = """() => { const one = document.querySelector('.finding'), look = getComputedStyle(one);
  return Math.round(one.getBoundingClientRect().height / parseFloat(look.lineHeight)) }"""


SIZES = ((1440, 900), (1920, 1080))


def on_one_screen(page: Page, address: str) -> list[str]:
    """Which sentences are longer than two lines, and which charts end under the edge of a window of either size."""
    wrong = []
    opened(page, f"{address}/sources")
    for one in FORMS:
        followed(page, f"/indicator?id={one}")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            lines, chart = settled(page).evaluate(LINES), page.locator(".stVegaLiteChart").bounding_box()
            assert chart is not None, one
            bottom = chart["y"] + chart["height"]
            if lines > 2 or bottom > height:
                wrong.append(f"{one}: {lines} lines, the chart ends at {bottom:.0f} of {height}")
    return wrong


@pytest.mark.parametrize("data", ["server", "thirteen"])
def test_sentence_of_two_lines_and_the_whole_chart_stand_on_one_screen(
    request: pytest.FixtureRequest, new_page: Opener, data: str
) -> None:
    assert on_one_screen(new_page(), request.getfixturevalue(data)) == []


@pytest.mark.slow
def test_rows_fold_out_their_source_and_the_margin_of_error_is_asked_for_beneath_the_chart(
    thirteen: str, new_page: Opener, watch: Watch
) -> None:
    page = opened(new_page(1440, 900), f"{thirteen}/indicator?id=reviews-in-timescale")
    row = page.locator(".figures-table tbody tr").first
    row.locator("summary").click()
    expect(row.locator("details[open] p").first).to_be_visible()
    expect(row.locator("th")).to_have_text("July to September 2016")
    before = page.locator(".stVegaLiteChart svg.marks").inner_html()
    page.get_by_text("Show the margin of error").click()
    page.wait_for_function(
        "before => document.querySelector('.stVegaLiteChart svg.marks')?.innerHTML !== before", arg=before
    )
    for width in (768, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        settled(page)
        assert look(page).wide == []
    heights = page.evaluate(
        "() => [...document.querySelectorAll('.figures-table tbody tr')].slice(1)"
        ".map(one => one.getBoundingClientRect().height)"
    )
    assert max(heights) < 110, "no row of a phone is higher than its words"
    assert watch.faults == []


DRAWINGS = ".st-key-wide-chart", ".phone-chart", ".for-print"
READ = "svg[role], img:not([alt='']), canvas[role], [role~=img], [role^=graphics]"


def seen_drawings(page: Page) -> list[str]:
    """Which drawings of the chart are seen; each that is has pictures that a screen reader meets."""
    seen = [name for name in DRAWINGS if page.locator(name).is_visible()]
    return [name for name in seen if page.locator(name).locator(READ).first.is_visible()]


def test_chart_of_an_open_page_follows_the_system_from_light_to_dark(server: str, new_page: Opener) -> None:
    page = opened(new_page(1440, 900), f"{server}/indicator?id=neet")
    chart = page.locator("[data-testid=stVegaLiteChart] svg.marks")
    expect(chart.locator(f"[fill='{LIGHT.council}']").first).to_be_attached()
    page.emulate_media(color_scheme="dark")
    expect(chart.locator(f"[fill='{DARK.council}']").first).to_be_attached()
    expect(chart.locator(f"[fill='{LIGHT.council}']")).to_have_count(0)


def test_one_drawing_of_the_chart_is_seen_and_read_on_a_wide_page_a_phone_and_paper(
    server: str, new_page: Opener
) -> None:
    page = new_page(1440, 900)
    opened(page, f"{server}/indicator?id=neet")
    words = page.locator(".phone-chart img").first.get_attribute("alt") or ""
    assert seen_drawings(page) == [".st-key-wide-chart"]
    assert page.get_by_role("img", name=words, exact=True).count() == 0
    assert page.locator(".st-key-wide-chart .stVegaLiteChart").count() == 1
    page.emulate_media(media="print")
    assert seen_drawings(page) == [".for-print"]
    assert page.get_by_role("img", name=words, exact=True).count() == 1
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 844})
    assert seen_drawings(page) == [".phone-chart"]
    assert page.get_by_role("img", name=words, exact=True).count() == 1
    assert page.locator(".phone-chart").get_by_role("img").count() == 1
