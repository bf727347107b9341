"""The page Trends in a real browser: a member's journey, its address, its downloads, its look."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from benchmarks.catalogues import written
from tests.support.accessibility import EVERY_VIEW, violations, wide_and_narrow
from tests.support.browsing import opened, settled
from tests.support.page_look import look
from tests.support.servers import serving
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

HIDDEN = "england,london,south-east,unitary-authorities"
EVENTS = """events:
  - {date: 1 May 2009, words: A new director started, source: hub, at: minutes}
  - {date: June 2012, words: A new home opened, theme: theme-1, source: hub, at: minutes}
  - {date: 'undated: later', words: A plan was promised, source: hub, at: minutes}
"""


@pytest.fixture(scope="module")
def decade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose data hold fourteen indicators with ten years of quarters and five comparators each."""
    folder = tmp_path_factory.mktemp("decade")
    (folder / "indicators.yaml").write_text(written(14, 40), encoding="utf-8")
    (folder / "events.yaml").write_text(EVENTS, encoding="utf-8")
    with serving(folder / "indicators.yaml") as address:
        yield address


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list of choices by its label: type a part and take what is offered, with its theme or without."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.keyboard.type(option)
    page.get_by_role("option", name=re.compile(f"{re.escape(option)}( · .+)?$")).first.click()
    settled(page)


def more(page: Page) -> None:
    page.get_by_text("Years, comparators, scale and events").click()
    expect(page.get_by_role("combobox", name="From the year")).to_be_visible()
    page.wait_for_timeout(800)  # until it has slid open: a list that opens meanwhile closes again


def tick(page: Page, label: str) -> None:
    page.locator("label").filter(has_text=label).click()
    settled(page)


def titles(page: Page) -> list[str]:
    return page.locator(".card h2").all_inner_texts()


def drawn(page: Page) -> str:
    """The words on the first chart."""
    return page.locator("svg.marks").first.text_content() or ""


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_member_finds_the_worst_looks_back_compares_and_sends_the_address(decade: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{decade}/trends?find=own")
    choose(page, "Which indicators", "Getting worse or moved the wrong way")
    page.wait_for_url("**/trends?find=worse")
    settled(page)
    expect(page.locator(".address pre")).to_contain_text("find=worse")
    worst = titles(page)
    assert 1 <= len(worst) <= 6
    expect(page.locator(".card-finding").first).to_contain_text("getting worse")
    more(page)
    choose(page, "From the year", "2012")
    page.wait_for_url(re.compile("from=2012"))
    for area in ("England", "London", "South East", "Unitary authorities"):
        tick(page, area)
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("hide") == [HIDDEN])
    expect(page.locator(".address pre")).to_contain_text(HIDDEN)
    settled(page)
    labels = drawn(page)
    assert "Statistical neighbours" in labels
    assert "England" not in labels
    assert "2006/07" not in labels.split("No limits")[0], "the years of a note on limits are no label of an axis"
    line = page.locator(".address pre").inner_text()
    assert parse_qs(urlsplit(line).query) == asked(page)
    elsewhere = opened(page, line)
    assert titles(elsewhere) == worst
    assert drawn(elsewhere) == labels
    more(elsewhere)
    expect(elsewhere.get_by_role("checkbox", name="England")).not_to_be_checked()
    expect(elsewhere.get_by_role("checkbox", name="Statistical neighbours")).to_be_checked()


def test_addresses_of_years_and_of_what_is_gone_are_told_in_words(decade: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{decade}/trends?m=gone,indicator-3&hide=atlantis&from=MM")
    said = page.locator(".caution[role=status]").inner_text()
    assert "There is no indicator “gone” any more; the others are shown." in said
    assert "“atlantis”" in said
    assert "“MM” is no year" in said
    assert titles(page) == ["Indicator 3"]
    opened(page, f"{decade}/trends?page=99")
    expect(page.get_by_text("There are 3 screens of charts, and no screen 99; this is the last.")).to_be_visible()
    expect(page.get_by_text("Screen 3 of 3")).to_be_visible()
    opened(page, f"{decade}/trends?find=worse&from=2010&to=2012")
    told = page.locator(".card-finding").all_inner_texts()
    assert told
    assert [one for one in told if "; getting worse" not in one] == [], "found and told of the chosen years"


TICKS = "svg.marks g[aria-label^='Y-axis'], svg.marks .role-axis"


def test_six_charts_a_screen_back_takes_back_a_step_or_a_choice_and_a_name_is_asked_for(
    decade: str, new_page: Opener
) -> None:
    page = opened(new_page(), f"{decade}/trends?find=own")
    first = titles(page)
    assert len(first) == 6
    tops = {re.sub("[↑↓].*", "", text) for text in page.locator(TICKS).all_text_contents() if "%" in text}
    assert len(tops) == 1, "six charts of percentages stand on one scale"
    page.get_by_role("link", name="Next screen").click()
    page.wait_for_url("**/trends?find=own&page=2")
    expect(page.locator(".counts")).to_contain_text("here 7 to 12")
    page.wait_for_function("document.activeElement.classList.contains('counts')")
    settled(page)
    assert not set(titles(page)) & set(first)
    page.go_back()
    page.wait_for_function("first => document.querySelector('.card h2').innerText === first", arg=first[0])
    settled(page)
    assert titles(page) == first
    choose(page, "Which indicators", "Theme: Health")
    page.wait_for_url("**/trends?theme=theme-1")
    page.go_back()
    expect(page.locator(".counts")).to_contain_text("14 indicators")
    assert asked(page) == {"find": ["own"]}
    choose(settled(page), "Which indicators", "Chosen by name")
    expect(page.locator(".counts")).to_have_text("Choose one or more indicators by name above.")
    choose(settled(page), "Indicators", "Indicator 7")
    expect(page.locator(".card h2")).to_have_text("Indicator 7")
    own = opened(page, f"{decade}/trends?scale=own")
    assert len({text for text in own.locator(TICKS).all_text_contents() if "%" in text}) > 1


def test_back_from_an_indicator_brings_the_very_view_and_the_navigation_everything(
    decade: str, new_page: Opener
) -> None:
    page = opened(new_page(), f"{decade}/trends?find=worse&hide=england")
    before = titles(page)
    page.locator(".card h2 a").first.click()
    expect(page.locator("h1")).to_contain_text("Indicator ")
    page.go_back()
    expect(page.locator(".address pre")).to_contain_text("find=worse&hide=england")
    settled(page)
    assert titles(page) == before
    expect(page.locator(".view-words")).to_contain_text("hidden on the charts, not in the findings: England")
    page.get_by_role("link", name="Scorecard", exact=True).click()
    expect(page.locator("h1")).to_contain_text("How well")
    page.get_by_role("link", name="Trends", exact=True).click()
    expect(page.locator(".counts")).to_contain_text("No department has published figures")
    page.get_by_role("link", name="The council’s own figures").click()
    expect(page.locator(".counts")).to_contain_text("14 indicators")
    settled(page)
    more(page)
    for area in ("England", "London", "Targets"):
        expect(page.get_by_role("checkbox", name=area)).to_be_checked()
    assert asked(page) == {"find": ["own"]}


def test_only_figures_have_tooltips_and_they_tell_people_s_words(decade: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{decade}/trends?as=large")
    place = page.locator(".stVegaLiteChart svg").first.bounding_box()
    assert place is not None
    shown = set()
    for across in (120, 300, 480):
        for down in range(20, int(place["height"]) - 20, 12):
            page.mouse.move(place["x"] + across, place["y"] + down)
            tip = page.locator("#vg-tooltip-element.visible")
            shown |= {tuple(tip.locator("td.key").all_inner_texts())} if tip.count() else set()
    assert shown == {("Series", "Period", "Value", "Status", "Source")}


def test_events_are_marks_with_words_and_a_list(decade: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{decade}/trends?theme=theme-1&events=on")
    marks = page.locator("svg.marks").first.locator("[aria-label*='A new director started']")
    expect(marks).to_have_count(1)
    marks.hover(force=True)
    expect(page.locator("#vg-tooltip-element")).to_contain_text("A new director started")
    expect(page.locator(".marked-events").first.locator("li").filter(has_text="A new director started")).to_have_count(
        1
    )
    listed = page.locator(".events").inner_text()
    for words in ("1 May 2009", "A new home opened", "later; no date given"):
        assert words in listed
    plain = opened(page, f"{decade}/trends?theme=theme-1")
    assert plain.locator("svg.marks [aria-label*='A new director started']").count() == 0


def test_axis_says_when_it_does_not_begin_at_zero_and_every_download_is_what_it_says(
    decade: str, new_page: Opener, tmp_path: Path
) -> None:
    fitted = f"{decade}/trends?m=indicator-3&axis=fit&hide=statistical-neighbours,limits,target,{HIDDEN}"
    page = opened(new_page(), fitted)
    assert "doesn't start at 0" in drawn(page)
    opened(page, f"{decade}/trends?m=indicator-3")
    assert "doesn't start at 0" not in drawn(page)
    page.get_by_text("Table and downloads").click()
    expect(page.locator(".card-table table")).to_contain_text("January to March 2016")
    found = {}
    for form in ("CSV", "XLSX", "PNG", "SVG"):
        button = page.get_by_role("button", name=re.compile(rf"^{form} \("))
        with page.expect_download() as coming:
            button.click()
        path = tmp_path / coming.value.suggested_filename
        coming.value.save_as(path)
        found[form] = path.read_bytes()
        size = re.search(r"\((\d+) kB\)", button.inner_text())
        assert size is not None
        assert abs(int(size[1]) * 1000 - len(found[form])) <= 500
    assert found["CSV"].startswith(b"\xef\xbb\xbf")
    assert found["PNG"].startswith(b"\x89PNG")
    assert found["SVG"].startswith(b"<svg")
    rows = list(load_workbook(io.BytesIO(found["XLSX"])).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 1 + 40 * 6 + 1, "a heading, six series of forty quarters, and a target"
    assert len(rows) == len(found["CSV"].decode("utf-8-sig").strip().split("\r\n"))


SEEN = (
    "?theme=theme-1&events=on&axis=fit",
    "?m=gone,indicator-3&as=large&chance=on",
    "?find=missed&to=2009",
    "?find=own",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_trends_can_be_seen_and_used_by_everybody(decade: str, new_page: Opener, watch: Watch, scheme: str) -> None:
    page = new_page(scheme=scheme)
    wrong, charts, queries = [], 0, SEEN if EVERY_VIEW else SEEN[scheme == "dark" :: 2]
    for query in queries:
        opened(page, f"{decade}/trends{query}")
        if "events" in query:
            more(page)
            page.get_by_text("Table and downloads").first.click()
            expect(page.locator(".card-table")).to_be_visible()
            settled(page)
        for view in wide_and_narrow(page):
            seen = look(settled(page))
            charts += seen.charts
            wrong += [f"{query} ({view}): {fault}" for fault in violations(page)]
            wrong += [f"{query} ({view}): {fault}" for fault in (*seen.pale, *seen.overlaps, *seen.cut, *seen.wide)]
    assert wrong == []
    assert charts >= 2 * len(queries)
    assert watch.elsewhere == []
    assert watch.faults == []


def test_trends_of_the_report_itself_can_be_seen(server: str, new_page: Opener, watch: Watch) -> None:
    page, wrong = new_page(), []
    for query in ("?find=own", "?theme=legal&events=on", "?theme=education&axis=fit&scale=own", "?find=behind"):
        opened(page, f"{server}/trends{query}")
        seen = look(page)
        wrong += [
            f"{query}: {fault}" for fault in (*violations(page), *seen.pale, *seen.overlaps, *seen.cut, *seen.wide)
        ]
    assert wrong == []
    assert watch.elsewhere == []


def reach(page: Page, words: str) -> None:
    """Go on with the Tab key until a control whose own words begin with these has the focus."""
    passed = []
    for _ in range(40):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUSED))
        if passed[-1].startswith(words):
            return
    raise AssertionError(f"the Tab key doesn't reach “{words}”, only {passed}")


FOCUSED = """() => {
  const one = document.activeElement, icon = one.querySelector('[data-testid=stIconMaterial]')?.innerText || '';
  const words = one.getAttribute('aria-label') || one.innerText || one.labels?.[0]?.innerText || '';
  return words.trim().replace(icon, '').trim().slice(0, 60);
}"""
"""How what the control with the focus is called begins, without its icon, which is written as a word."""


def test_everything_is_done_by_keyboard_alone(decade: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{decade}/trends?find=own")
    reach(page, "Which indicators")
    page.keyboard.type("Theme: Health")
    page.keyboard.press("Enter")
    page.wait_for_url("**/trends?theme=theme-1")
    settled(page)
    reach(page, "Small charts")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.wait_for_url("**/trends?theme=theme-1&as=large")
    settled(page)
    assert len(titles(page)) == 1
    reach(page, "Years, comparators, scale and events")
    page.keyboard.press("Enter")
    reach(page, "Events as dated marks")
    page.keyboard.press("Space")
    expect(page.locator(".events")).to_contain_text("A new home opened")
    reach(page, "Table and downloads")
    page.keyboard.press("Enter")
    expect(page.locator(".card-table table")).to_be_visible()
    expect(page.get_by_role("button", name="CSV (")).to_be_visible()
    reach(page, "CSV (")
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename.endswith(".csv")


def test_everything_is_done_by_touch_on_a_phone(decade: str, new_page: Opener) -> None:
    page = opened(new_page(390, 844, has_touch=True, is_mobile=True), f"{decade}/trends?find=own")
    page.get_by_role("combobox", name="Which indicators").tap()
    page.get_by_role("option", name="Theme: Health").tap()
    page.wait_for_url("**/trends?theme=theme-1")
    settled(page)
    page.get_by_text("Years, comparators, scale and events").tap()
    page.locator("label").filter(has_text="Events as dated marks").tap()
    expect(page.locator(".events")).to_contain_text("A new home opened")
    expect(page.locator(".phone-chart img").first).to_be_visible()
    assert page.locator(".stVegaLiteChart").filter(visible=True).count() == 0
    page.get_by_text("Table and downloads").first.tap()
    expect(page.locator(".card-table table")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("button", name="CSV (").tap()
    assert coming.value.suggested_filename.endswith(".csv")
    assert look(page).wide == []
