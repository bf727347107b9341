"""The dashboard as its users meet it: a real server, a real browser, every page, light and dark, wide and narrow."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from metrics.catalogue.models import Indicator
from metrics.store import data_file, last_good
from tests.support import make
from tests.support.accessibility import EVERY_VIEW, IN_SCHEME, violations, wide_and_narrow
from tests.support.browsing import followed, opened, settled
from tests.support.office import ALDER, SMALL, Office, clear
from tests.support.page_look import look
from tests.support.servers import ROOT, serving
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/?show=behind",
    "/indicator?id=five-good-gcses",
    "/indicator?id=care-proceedings",
    "/indicator?id=reviews-in-timescale",
    "/indicator?id=initial-health-assessments-in-time",
    "/indicator?id=overall-effectiveness",
    "/trends",
    "/timeline",
    "/meeting",
    "/recommendations",
    "/sources",
    "/history",
)


ALL = [("thirteen", "light"), ("server", "dark"), ("thirteen", "dark"), ("server", "light")]


@pytest.mark.parametrize(("data", "scheme"), ALL if EVERY_VIEW else ALL[:2])
def test_axe_finds_nothing_and_every_text_and_mark_can_be_seen(
    request: pytest.FixtureRequest, new_page: Opener, watch: Watch, data: str, scheme: str
) -> None:
    address, page = request.getfixturevalue(data), new_page(scheme=scheme)
    wrong, texts, marks, titles, before = [], 0, 0, set(), "/"
    for place in PAGES:
        path = place.split("?")[0]
        if path == before != "/":
            followed(page, place)  # a page of the same kind, as its own links bring it
        else:
            opened(page, address + place)
        before = path
        titles.add(page.title())
        for view in wide_and_narrow(page):
            seen = look(settled(page))
            texts, marks = texts + seen.texts, marks + seen.marks
            for fault in (*violations(page), *seen.pale, *seen.overlaps, *seen.cut, *seen.wide):
                wrong.append(f"{place} ({view}): {fault}")
    assert wrong == []
    assert len(titles) == len(PAGES) - 1, "only the filtered scorecard shares its browser title"
    assert texts > 1000, "the pages were really looked at"
    assert marks > 20, "the charts were really looked at"
    assert watch.elsewhere == [], "a page asked another computer for something"
    assert watch.faults == []


def test_axe_and_look_report_what_is_put_wrong_on_a_page(server: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{server}/indicator?id=five-good-gcses")
    page.evaluate(
        "document.querySelector('footer').append(Object.assign(new Image(), {src: 'data:image/gif;base64,R0'}))"
    )
    assert any("image-alt" in one for one in violations(page))
    page.evaluate(
        """() => {
          const footer = document.querySelector('footer');
          footer.insertAdjacentHTML('beforeend', '<p style="color:#999; width:3000px">pale words</p>');
          const label = document.querySelector('svg.marks text'), twin = label.cloneNode(true);
          twin.textContent = 'another label';
          label.after(twin);
          for (const mark of document.querySelectorAll('svg.marks .mark-symbol path'))
            mark.setAttribute('style', 'fill:#ddd;stroke:#ddd');
        }"""
    )
    seen = look(page)
    assert any("pale words" in fault for fault in seen.pale)
    assert any("mark-symbol" in fault for fault in seen.pale)
    assert any("another label" in fault for fault in seen.overlaps)
    assert seen.wide != []


PICTURES = """() => {
  for (const img of document.querySelectorAll('.scorecard img, .ask-first img')) {
    const host = document.createElement('div');
    host.className = 'opened-picture';
    host.attachShadow({ mode: 'open' }).innerHTML = new TextDecoder().decode(
      Uint8Array.from(atob(img.src.split(',')[1]), (letter) => letter.charCodeAt(0)));
    img.replaceWith(host);
  }
}"""


PHONE = 640
WIDTHS = {"light": (1440, 768, 320), "dark": (1440,)}


def widths_of(scheme: str, place: int, first_of_its_kind: bool) -> tuple[int, ...]:
    """The widths at which a chart is looked at: all for each kind, and for the others one, in turn."""
    every = WIDTHS[scheme]
    return every if first_of_its_kind or EVERY_VIEW else (every[place % len(every)],)


@pytest.mark.parametrize("scheme", WIDTHS)
def test_every_chart_can_be_seen_and_its_labels_stand_clear(
    server: str, new_page: Opener, watch: Watch, scheme: str
) -> None:
    """In light each kind at three widths and every other chart at one; in dark, where colours differ, each kind."""
    catalogue = data_file.read_catalogue(ROOT / data_file.DEFAULT)
    drawn = [
        one
        for one in catalogue.indicators
        if one.observations or one.own_series or any(other.value is not None for other in one.comparators)
    ]
    kinds = list({kind_of_chart(one): one for one in drawn}.values())
    if scheme == "dark":
        drawn = kinds
    wrong, charts, wide = [], 0, 0
    page = opened(new_page(scheme=scheme), f"{server}/sources")
    for place, one in enumerate(drawn):
        followed(page, f"/indicator?id={one.id}")
        for width in widths_of(scheme, place, one in kinds):
            wide += width > PHONE
            page.set_viewport_size({"width": width, "height": 900})
            seen = look(settled(page))
            charts += seen.charts
            wrong += [f"{one.id} at {width}: {fault}" for fault in (*seen.pale, *seen.overlaps, *seen.cut, *seen.wide)]
    assert wrong == []
    assert charts >= wide >= len(kinds), "a phone has a still picture"
    assert watch.elsewhere == []
    assert watch.faults == []


def kind_of_chart(one: Indicator) -> tuple[object, ...]:
    """What decides which marks a chart has."""
    numbers = any(other.value is not None for other in one.comparators)
    return one.unit, min(len(one.observations), 3), bool(one.own_series), numbers, bool(one.targets)


def test_scorecard_is_dark_prints_on_seven_light_pages_and_its_pictures_can_be_seen_in_both_schemes(
    server: str, new_page: Opener
) -> None:
    page = opened(new_page(scheme="dark"), server)
    paper = page.evaluate("() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert max(map(int, re.findall(r"\d+", paper)[:3])) < 60, paper
    assert page.evaluate("() => getComputedStyle(document.querySelector('.scorecard img')).colorScheme") == "dark"
    assert 1 <= sheets(page) <= 7
    page.emulate_media(media="print")
    assert sheet(page) == []
    assert page.evaluate(SMALLEST) >= 8
    assert look(page).pale == []
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1920, "height": 1080})
    pictures = page.locator(".scorecard img, .ask-first img").count()
    page.evaluate(PICTURES)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_function(IN_SCHEME, arg=scheme)
        seen = look(page, ".opened-picture")
        assert pictures == seen.charts > 20
        assert seen.pale == []
        assert seen.overlaps == []


def sheets(page: Page) -> int:
    """How many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", print_background=True)))


SMALLEST = """() => Math.min(...[...document.querySelectorAll('.stHtml *')]
  .filter((one) => one.checkVisibility() && [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize) * one.currentCSSZoom * 0.75))"""
"""The smallest text of a page as it is printed, in points."""


def sheet(page: Page) -> list[str]:
    """What of the printed sheet is not white, from its edge to the page's own box."""
    found = page.evaluate(
        "() => ['html', 'body', '#root', '[data-testid=stApp]'].map((name) => {"
        " const look = getComputedStyle(document.querySelector(name));"
        " return [name, look.backgroundColor, look.colorScheme] })"
    )
    white = ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    return [f"{name}: {paper}, {scheme}" for name, paper, scheme in found if paper not in white or "dark" in scheme]


def test_one_indicator_prints_so_that_everything_can_be_read(server: str, new_page: Opener) -> None:
    page = opened(new_page(scheme="dark"), f"{server}/indicator?id=five-good-gcses")
    page.emulate_media(media="print")
    expect(page.locator(".for-print img")).to_be_visible()
    assert look(page).pale == []
    assert sheet(page) == []
    assert page.locator(".sources blockquote").first.evaluate("one => one.checkVisibility()"), "quotations are printed"
    assert page.evaluate(SMALLEST) >= 8
    opened(page, f"{server}/indicator?id=neet")
    assert sheets(page) <= 4, "long groups of others' figures stay folded"


def test_links_are_followed_softly_and_back_returns_to_the_filter(server: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{server}/?show=behind")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="Five good GCSEs").last.click()
    expect(page.locator("h1")).to_contain_text("Five good GCSEs")
    settled(page)
    assert page.url.endswith("/indicator?id=five-good-gcses")
    page.get_by_role("link", name=re.compile("Next:")).click()
    expect(page.locator("h1")).not_to_contain_text("GCSEs")
    assert page.url.endswith("/indicator?id=english-and-maths-grade-4")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Five good GCSEs")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("How well")
    settled(page)
    assert page.url.endswith("/?show=behind")
    expect(page.locator(".filters [aria-current]")).to_contain_text("worse than England")
    page.go_forward()
    expect(page.locator("h1")).to_contain_text("Five good GCSEs")
    assert page.evaluate("window.sameDocument"), "the document was never loaded anew"


def test_link_opens_in_another_tab_as_any_link_does(server: str, new_page: Opener) -> None:
    page = opened(new_page(), server)
    with page.context.expect_page() as other:
        page.locator(".ask-first a").first.click(modifiers=["ControlOrMeta"])
    settled(other.value)
    assert "/indicator?id=" in other.value.url
    expect(page.locator("h1")).to_contain_text("How well")


def test_everything_is_reached_by_keyboard_with_a_visible_focus(server: str, new_page: Opener) -> None:
    page = opened(new_page(), server)
    reached, unseen = [], []
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            "() => { const one = document.activeElement, look = getComputedStyle(one);"
            " return [one.innerText?.trim().slice(0, 40) || one.tagName,"
            " look.outlineStyle !== 'none' ? parseFloat(look.outlineWidth) : 0, look.boxShadow] }"
        )
        reached.append(focus[0])
        if focus[1] < 2 and focus[2] == "none":
            unseen.append(focus[0])
    assert unseen == []
    order = [reached.index(name) for name in ("Scorecard", "Sources", "Overall effectiveness", "Reviews held on time")]
    assert order == sorted(order)
    page.locator(".ask-first a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/indicator?id=*")
    settled(page)
    summary = page.locator(".sources td summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sources details[open] blockquote").first).to_be_visible()


def test_downloads_arrive_and_are_what_they_say(server: str, new_page: Opener, tmp_path: Path) -> None:
    page = opened(new_page(), f"{server}/indicator?id=five-good-gcses")
    starts: dict[str, Callable[[bytes], bool]] = {
        "Download the figures (CSV)": lambda found: found.startswith(b"\xef\xbb\xbf") and b"14.6" in found,
        "Download the picture (PNG)": lambda found: found.startswith(b"\x89PNG"),
        "Download the picture (SVG)": lambda found: found.startswith(b"<svg") and b"paragraph 31" in found,
    }
    for name, right in starts.items():
        with page.expect_download() as coming:
            page.get_by_role("button", name=name).click()
        path = tmp_path / coming.value.suggested_filename
        coming.value.save_as(path)
        assert path.name.startswith("five-good-gcses.")
        assert right(path.read_bytes()), name


def test_minutes_hold_finding_source_and_address_which_another_choice_changes(server: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{server}/indicator?id=neet")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Copy for the minutes").click()
    page.locator(".minutes").get_by_role("button", name="Copy").click()
    expect(page.locator(".minutes [role=status]")).to_have_text("Copied.")
    text = page.evaluate("navigator.clipboard.readText()")
    for part in (
        "26% in April to June 2013, down 4 percentage points",
        "Ofsted",
        "paragraph 42",
        f"{server}/indicator?id=neet",
    ):
        assert part in text
    page.get_by_role("combobox").click()
    page.keyboard.type("Length of care")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("care proceedings")
    page.wait_for_url("**/indicator?id=care-proceedings")


def test_very_first_visitor_may_come_by_a_deep_link_while_the_charts_are_drawn(
    new_page: Opener, tmp_path: Path
) -> None:
    with serving(clear(tmp_path, SMALL), {"CHARTS_AHEAD": "yes"}) as fresh:
        page = opened(new_page(), f"{fresh}/indicator?id=alder")
        expect(page.locator("h1")).to_contain_text(ALDER)
        expect(page.get_by_role("link", name="Sources", exact=True).first).to_be_visible()


def test_broken_file_shows_its_problems_in_words_and_the_last_good_data_if_there_is_any(
    running: Office, new_page: Opener, broken_file: Path
) -> None:
    figures = [make.figure("2012/13 Q4", 26), make.figure("2013/14 Q1", 30)]
    desk, broken = running.holds(make.text(make.indicator(*figures))), broken_file.read_bytes()
    page = opened(new_page(), desk.address)
    assert page.locator(".problems").count() == 0
    desk.file.write_bytes(broken)
    for one in (page, new_page(scheme="dark")):
        opened(one, desk.address)
        expect(one.locator(".problems")).to_contain_text("line 9")
        expect(one.locator(".ask-first li").first).to_be_visible()
        for _ in wide_and_narrow(one):
            assert violations(one) == []
            assert look(one).wide == []
        assert "Traceback" not in one.content()
    running.holds(broken.decode("utf-8"))
    page.goto(desk.address)
    expect(page.locator(".problems")).to_contain_text("line 3")
    expect(page.locator(".ask-first li")).to_have_count(0)
    assert page.locator(".judgements").count() == 0
    assert violations(page) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_page_says_that_it_reads_the_figures_for_as_long_as_that_takes(running: Office, new_page: Opener) -> None:
    figures = [make.figure("2012/13 Q4", 30), make.figure("2013/14 Q1", 27)]
    desk = running.holds(make.text(make.indicator(*figures[:1])))
    page = opened(new_page(), desk.address)
    kept = last_good.copy_path(desk.file)
    kept.unlink()
    os.mkfifo(kept)  # whoever reads it waits until somebody has written
    desk.file.write_text(make.text(make.indicator(*figures)), encoding="utf-8")
    page.goto(desk.address, wait_until="commit")
    expect(page.get_by_text("Reading the figures")).to_be_visible()
    kept.write_bytes(b"")
    settled(page)
    expect(page.get_by_text("Reading the figures")).to_have_count(0)
    expect(page.get_by_text("27%").first).to_be_visible()
