"""An unknown name of a file is matched on the page Add a quarter, remembered with the save, used, and taken back."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from metrics.access.policy import Visitor
from metrics.store import data_file, locked_file, names_file
from tests.catalogue.test_file_names import line
from tests.support import workbooks
from tests.support.browsing import opened, settled
from tests.support.office import SMALL, Office, check, choose, enter, save, sign
from tests.support.watching import Opener

pytestmark = pytest.mark.browser

FILE = workbooks.workbook(("Measure", "Actual"), ("Seen by Alder <b>", 61), ("Foster carers", 90), sheet="Scorecard")


def give(page: Page, data: bytes = FILE) -> None:
    page.get_by_role("tab", name="From a file").click()
    given = {"name": "scorecard.xlsx", "mimeType": "text/plain", "buffer": data}
    page.locator("input[type=file]").set_input_files(given)
    expect(page.get_by_text("filled-in rows read.")).to_be_visible(timeout=30_000)
    settled(page)


def test_name_is_chosen_beside_its_fault_remembered_used_and_taken_back(desk: Office, new_page: Opener) -> None:
    desk.holds(SMALL)
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "page 2")
    give(page)
    expect(page.get_by_text("'Seen by Alder <b>' is no indicator").first).to_be_visible()
    check(page, "2 things to mend")
    choose(page, "Read “Seen by Alder <b>” as", "Alder")
    expect(page.get_by_text("1 thing to mend")).to_be_visible(timeout=30_000)
    settled(page)
    choose(page, "Read “Foster carers” as", "Leave its rows out")
    settled(page)
    expect(page.get_by_text(re.compile("is read as Alder on time, as chosen now"))).to_be_visible(timeout=30_000)
    assert not desk.file.with_name("file_names.yaml").exists(), "nothing is remembered before it is saved"
    assert sign(page) >= 1, "rows that are left out are asked about"
    save(page)
    kept = desk.file.with_name("file_names.yaml").read_text(encoding="utf-8")
    assert "name: Seen by Alder <b>, indicator: alder, by: Jo Bloggs" in kept
    assert "Foster" not in kept
    assert b"value: 61" in desk.data

    page = opened(new_page(), f"{desk.address}/add")
    choose(page, "Period", "2013/14 Q3")
    enter(page, "Place in the source", "page 3")
    give(page, workbooks.workbook(("Measure", "Actual"), ("Seen by Alder <B>.", 62), ("Beech seen", 45)))
    check(page)
    expect(page.get_by_text(re.compile("is read as Alder on time, as matched by Jo Bloggs on"))).to_be_visible()

    page.get_by_text("Names that files use (1)").click()
    expect(page.get_by_role("table", name="Names that files use")).to_contain_text("Seen by Alder <b>")
    choose(page, "Name to take back", "Seen")
    enter(page, "Your name, for taking back", "Pat Hub")
    enter(page, "Why it is taken back", "It was Beech")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("button", name="Take the name back").click()
    expect(page.get_by_text("is taken back. It is on the disk")).to_be_visible(timeout=30_000)
    assert "taken_back: true, by: Pat Hub" in desk.file.with_name("file_names.yaml").read_text(encoding="utf-8")
    expect(page.get_by_text("is no indicator").first).to_be_visible(timeout=30_000)


def test_history_tells_matches_and_takes_the_last_one_back(desk: Office, new_page: Opener) -> None:
    desk.holds(SMALL)
    loaded = data_file.load(desk.file)
    data_file.observe(desk.file, loaded)
    signed = locked_file.Signed("Jo Bloggs", "The return", datetime(2013, 10, 20, tzinfo=UTC))
    names_file.add(desk.file, loaded.names, [line("Seen by <b>Alder</b>", "alder")], signed, Visitor(console=True))
    page = opened(new_page(), f"{desk.address}/history?file=names")
    expect(page.get_by_text("The name “Seen by <b>Alder</b>” read as 'alder'")).to_be_visible()
    page.get_by_text("Undo or restore").click()
    expect(page.get_by_text("the match of the name “Seen by <b>Alder</b>”").first).to_be_visible()
    enter(page, "Your name", "Pat Hub")
    enter(page, "Why", "It was Beech")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("It is on the disk")).to_be_visible(timeout=30_000)
    assert data_file.load(desk.file).names.names.standing() == {}
