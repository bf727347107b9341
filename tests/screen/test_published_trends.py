"""The published series on the page Trends, in a real browser: a member's journey, its addresses, its look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from metrics.analysis import states
from metrics.analysis.reading import read_all
from tests.support.accessibility import every_view, violations
from tests.support.browsing import opened, settled
from tests.support.make import TODAY, figure, indicator, text, whole
from tests.support.page_look import look
from tests.support.published_series import WITH_RELEASE, england, neighbours, row, series, years
from tests.support.servers import serving
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

MANY = {"numerator": 600, "denominator": 1000}
CODES = [row(f"{year}/{year - 1999} financial year", code="c") for year in (2016, 2017, 2018)]
DATA = text(
    series("worse", [*years(2019, 40, 45, 50, 55, 58), row("2024/25 financial year", 60, **MANY)],
           [*england(2019, 38, 39, 40, 40, 41, 40), *neighbours(2019, 45, 45, 44, 46, 45, 47)]),
    series("flat", years(2019, 92, 93, 94, 93, 95, 96), england(2019, 91, 92, 92, 93, 94, 94), theme="health",
           polarity="higher_is_better"),
    series("untested", [*CODES, *years(2019, 20, 21, 19, 22, 24, 25)], england(2019, 20, 20, 20, 21, 21, 22)),
    indicator(figure("2012/13 Q4", 30), figure("2013/14 Q1", 26), id="neet", name="Not in education or work"),
    sources=WITH_RELEASE,
)  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose data hold three published series and one indicator of the council's own."""
    path = tmp_path_factory.mktemp("published") / "indicators.yaml"
    path.write_text(DATA, encoding="utf-8")
    with serving(path) as address:
        yield address


def names(page: Page) -> list[str]:
    return page.locator(".small-card h3").all_inner_texts()


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, option: str) -> None:
    page.get_by_role("combobox", name="Which indicators", exact=True).click()
    page.keyboard.type(option)
    page.get_by_role("option", name=re.compile(f"{re.escape(option)}$")).first.click()
    settled(page)


def test_member_finds_what_is_worse_than_england_opens_it_and_sends_the_address(small: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{small}/trends")
    assert page.locator(".small-charts h2").all_inner_texts() == ["Education", "Health"]
    assert names(page) == ["Worse", "Untested", "Flat"]
    assert asked(page) == {}
    choose(page, "Worse than England, tested")
    page.wait_for_url("**/trends?find=published-worse")
    expect(page.locator(".counts")).to_contain_text("1 of 3 that can be set beside England is worse, tested")
    assert names(page) == ["Worse"]
    expect(page.locator(".small-card")).to_contain_text("worse than England’s 40%, more than chance")
    line = page.locator(".address pre").inner_text()
    page.locator(".small-card h3 a").click()
    expect(page.locator("h1")).to_contain_text("Worse")
    page.go_back()
    expect(page.locator(".small-card h3")).to_have_text("Worse")
    elsewhere = opened(new_page(), line)
    assert names(elsewhere) == ["Worse"]
    expect(elsewhere.get_by_text("Worse than England, tested").first).to_be_visible()


def test_member_s_journey_on_the_shipped_data(server: str, new_page: Opener) -> None:
    found = states.tested_beside_england(read_all(whole(), TODAY), "worse")
    assert found, "the shipped series have what is tested worse than England's"
    page = opened(new_page(), f"{server}/trends")
    assert page.locator(".small-card").count() > 20
    choose(page, "Worse than England, tested")
    expect(page.locator(".counts")).to_contain_text(f"{len(found)} of ")
    assert sorted(names(page)) == sorted(one.indicator.title for one in found)
    for card in page.locator(".small-card").all():
        expect(card).to_contain_text("more than chance")
    address = page.locator(".address pre").inner_text()
    page.locator(".address").get_by_role("button", name="Copy").click()
    expect(page.locator(".address")).to_contain_text("Copied.")
    first = next(one.indicator for one in found if one.indicator.title == names(page)[0])
    page.locator(".small-card h3 a").first.click()
    expect(page.locator("h1")).to_have_text(first.title)
    assert first.why_it_matters
    expect(page.get_by_text(first.why_it_matters)).to_be_visible()
    elsewhere = opened(new_page(), address)
    assert sorted(names(elsewhere)) == sorted(one.indicator.title for one in found)


def test_a_word_finds_an_indicator_and_the_list_brings_back_what_was_before(small: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{small}/trends")
    field = page.get_by_role("textbox", name="Or find by a word")
    field.fill("neet")
    field.press("Enter")
    page.wait_for_url("**/trends?q=neet")
    settled(page)
    assert page.locator(".card h2").all_inner_texts() == ["Not in education or work"]
    choose(page, "Worse than England, all")
    page.wait_for_url("**/trends?find=published-worse-all")
    assert names(page) == ["Worse", "Untested"]
    expect(field).to_have_value("")
    page.go_back()
    expect(page.locator(".card h2")).to_have_text("Not in education or work")
    expect(field).to_have_value("neet")


def test_a_word_that_stands_nowhere_says_how_to_go_on(small: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{small}/trends?q=educatoin")
    expect(page.locator(".counts")).to_contain_text("Words like it: “education”")
    page.get_by_role("link", name="all published series").click()
    expect(page.locator(".small-card").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Or find by a word")).to_have_value("")


def test_scale_and_years_are_in_the_address_and_go_with_it(small: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{small}/trends")
    card = page.locator(".small-card", has_text="Flat")
    expect(card).to_contain_text("Scale starts at 80%")
    page.get_by_text("Years and scale").click()
    expect(page.get_by_text("Every scale from zero")).to_be_visible()
    settled(page)
    assert page.get_by_text("Each neighbour as a dot").count() == 0, "their rows were not brought"
    page.locator("label").filter(has_text="Every scale from zero").click()
    page.wait_for_url("**/trends?find=published&axis=zero")
    settled(page)
    expect(card).not_to_contain_text("Scale starts")
    shown = opened(page, f"{small}/trends?find=published&axis=zero&from=2023")
    assert shown.locator(".small-card").first.locator("i.council").count() == 3


def test_council_s_own_figures_are_chosen_and_keep_what_they_hide_until_one_goes_back(
    small: str, new_page: Opener
) -> None:
    page = opened(new_page(), f"{small}/trends?find=own&hide=england")
    assert page.locator(".card h2").all_inner_texts() == ["Not in education or work"]
    choose(page, "Published every year, by theme")
    page.wait_for_url(re.compile("trends$"))
    assert names(page) == ["Worse", "Untested", "Flat"]
    page.go_back()
    expect(page.locator(".card h2")).to_have_text("Not in education or work")
    assert asked(page) == {"find": ["own"], "hide": ["england"]}


def test_cards_stand_in_columns_of_equal_heights(small: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{small}/trends?find=published-changed")
    for width, columns in ((1920, 3), (1440, 2), (390, 1), (320, 1)):
        page.set_viewport_size({"width": width, "height": 900})
        boxes = [card.bounding_box() for card in settled(page).locator(".small-card").all()]
        plots = [plot.bounding_box() for plot in page.locator(".small-plot").all()]
        row_of = [(round(box["y"]), round(box["height"])) for box in boxes if box][:columns]
        assert len({round(box["x"]) for box in boxes if box}) == columns, width
        assert len(set(row_of)) == 1, width
        assert len({round(plot["y"]) for plot in plots[:columns] if plot}) == 1, width


def test_published_series_can_be_seen_and_used_by_everybody(small: str, new_page: Opener, watch: Watch) -> None:
    page, wrong = new_page(), []
    for query in ("", "?find=published-worse-all", "?find=published-worse&to=2020", "?q=xyzzy"):
        opened(page, f"{small}/trends{query}")
        if not query:
            page.locator(".small-card summary").first.click()
        for view in every_view(page):
            seen = look(settled(page))
            wrong += [f"{query} ({view}): {fault}" for fault in violations(page)]
            wrong += [f"{query} ({view}): {fault}" for fault in (*seen.pale, *seen.cut, *seen.wide)]
            wrong += [f"{query} ({view}): {fault}" for fault in page.evaluate(OVERLAPS)]
    assert wrong == []
    assert watch.elsewhere == []
    assert watch.faults == []


OVERLAPS = """() => {
  const found = [];
  for (const plot of document.querySelectorAll('.small-plot')) {
    const words = [...plot.querySelectorAll('span, b')].filter(one => one.checkVisibility() && one.innerText)
      .map(one => [one.innerText, one.getBoundingClientRect()]);
    words.forEach(([a, one], i) => words.slice(i + 1).forEach(([b, other]) => {
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (wide > 1 && high > 3) found.push(`“${a}” and “${b}”`);
    }));
  }
  return found;
}"""
"""Words of a small chart that lie on each other."""


def test_names_of_all_lines_are_printed(small: str, new_page: Opener) -> None:
    page = opened(new_page(), f"{small}/trends?find=published-worse")
    page.emulate_media(media="print")
    shown = [name for name in page.locator(".small-plot .names span").all() if name.is_visible()]
    assert sorted(name.inner_text().split()[0] for name in shown) == ["England", "Medway", "Neighbours"]
