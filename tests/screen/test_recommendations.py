"""What the inspection asked for, as a panel member reads it and as an officer closes a gap."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from metrics.catalogue import recommendations
from tests.support import recommended
from tests.support.accessibility import every_view, violations
from tests.support.browsing import followed, opened, settled
from tests.support.office import SMALL, Office, check, enter, save, sign
from tests.support.page_look import look
from tests.support.recommended import asked, gap
from tests.support.watching import Opener

pytestmark = pytest.mark.browser

CEDAR = "Cedar awaited"
FILE = recommended.text(
    asked("alder", "cedar", quote="improve the plans"),
    asked("cedar", id="cedars", words="Count the cedars", within="immediately"),
    gaps=[gap("cedar", words="Cedars on time"), gap("beech", "cedar", id="both", words="Both trees")],
)


def holding(desk: Office, text: str = FILE) -> Path:
    file = desk.file.with_name(recommendations.FILE)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_first_figure_closes_its_gap_and_changes_the_state(desk: Office, new_page: Opener) -> None:
    holding(desk)
    page = opened(new_page(), f"{desk.address}/recommendations")
    expect(page.locator("#coverage-count")).to_have_text(
        "2 gaps: none closed by a first figure, 1 closed in part, 1 open."
    )
    row = page.get_by_role("row", name=re.compile("Count the cedars"))
    expect(row).to_contain_text("Awaits its first figure")
    page.get_by_role("row", name=re.compile("Cedars on time")).get_by_role(
        "link", name=re.compile("Start measuring")
    ).click()
    expect(page.locator("h1")).to_contain_text("Add")
    settled(page)
    enter(page, f"Value: {CEDAR}", "72")
    enter(page, "Place in the source", "page 2")
    check(page)
    sign(page)
    save(page)
    opened(page, f"{desk.address}/recommendations")
    expect(page.locator("#coverage-count")).to_have_text("2 gaps: 2 closed by a first figure.")
    expect(row).to_contain_text("1 of 1 has figures, none tested")
    expect(page.get_by_role("link", name=re.compile("Start measuring"))).to_have_count(0)


def test_readers_see_all_of_it_and_no_way_to_enter_figures(desk: Office, new_page: Opener) -> None:
    holding(desk)
    page = opened(new_page(extra_http_headers={"X-Forwarded-For": "10.0.0.1"}), f"{desk.address}/recommendations")
    expect(page.get_by_role("table", name="Within three months")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Start measuring"))).to_have_count(0)
    page.get_by_role("link", name=re.compile("^2 gaps")).press("Enter")
    expect(page.get_by_role("heading", name="What isn’t measured yet")).to_be_in_viewport()


def test_a_broken_file_is_told_on_its_page_alone_and_no_figure_goes(desk: Office, new_page: Opener) -> None:
    file = holding(desk, FILE.replace('"alder"', '"elder"'))
    page = opened(new_page(), f"{desk.address}/recommendations")
    expect(page.locator(".problems")).to_contain_text("'elder' is no indicator of the data file; did you mean 'alder'?")
    for view in every_view(page):
        assert violations(page) == [], view
    opened(page, desk.address)
    expect(page.locator(".problems")).to_have_count(0)
    expect(page.locator(".scorecard").first).to_contain_text("Alder on time")
    opened(page, f"{desk.address}/meeting")
    expect(page.get_by_text("The papers for a meeting can’t be made while a file has a problem")).to_be_visible()
    expect(
        page.get_by_role("link", name="The page Recommendations tells what is wrong with their file")
    ).to_be_visible()
    file.unlink()
    opened(page, f"{desk.address}/recommendations")
    expect(
        page.get_by_text("is kept in recommendations.yaml beside the data file, and there is none yet")
    ).to_be_visible()


def test_the_meeting_is_told_what_does_not_move_and_leads_to_its_row(desk: Office, new_page: Opener) -> None:
    holding(desk)
    page = opened(new_page(), f"{desk.address}/meeting")
    expect(page.get_by_role("heading", name="Recommendations not moving")).to_be_visible()
    page.get_by_role("link", name="Count the cedars").click()
    expect(page.locator("h1")).to_contain_text("What the inspection asked for")
    settled(page)
    expect(page.locator("#asked-cedars")).to_be_in_viewport()


def test_it_is_well_made_in_every_view_and_prints_whole(desk: Office, new_page: Opener) -> None:
    desk.holds(SMALL)
    holding(desk)
    page = opened(new_page(), f"{desk.address}/recommendations")
    for view in every_view(page):
        assert violations(page) == [], view
        seen = look(settled(page))
        assert [*seen.pale, *seen.overlaps, *seen.cut, *seen.wide] == [], view
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name=re.compile("Start measuring")).first).to_be_hidden()
    assert look(page).pale == []
    followed(page, "/meeting")
