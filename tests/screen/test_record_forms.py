"""A recorder keeps the panel's record on the pages, by keyboard, and comes to no figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from metrics.catalogue.panel_record import PanelRecord
from metrics.catalogue.period import day_words
from tests.store.test_record_file import ask
from tests.support.accessibility import violations, wide_and_narrow
from tests.support.browsing import opened, settled
from tests.support.data_files import observed
from tests.support.office import ALDER, SMALL, clear
from tests.support.page_look import look
from tests.support.servers import serving
from tests.support.sign_in_service import provider, secrets_for, sign_in
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

RULES = 'editing = "sign-in"\neditors = ["hub@council.example"]\nrecorders = ["deputy@council.example"]\n'
CLERK = "Sam Smith (deputy@council.example)"


@dataclass(frozen=True)
class Desk:
    """A running dashboard, where people sign in, and its data file."""

    address: str
    file: Path

    @property
    def record(self) -> PanelRecord:
        return observed(self.file).record.record


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    file = clear(tmp_path, SMALL)
    file.with_name("access.toml").write_text(RULES, encoding="utf-8")
    with provider() as service, serving(file, secrets=secrets_for(service)) as address:
        yield Desk(address, file)


def follow(page: Page, name: str) -> Page:
    """Follow a link by keyboard, and wait until what it leads to has the focus."""
    page.get_by_role("link", name=name).first.press("Enter")
    expect(page.locator("[data-arrives]:focus")).to_be_visible()
    return settled(page)


def told(page: Page, words: str) -> Page:
    """The page once it says this, with the focus there."""
    expect(page.locator("[data-arrives]", has_text=words)).to_be_focused()
    return settled(page)


def wrong(page: Page) -> list[str]:
    """What axe, or our own look, finds wrong on the page, wide and narrow."""
    found = []
    for view in wide_and_narrow(page):
        seen = look(settled(page))
        found += [
            f"{view}: {fault}" for fault in (*violations(page), *seen.pale, *seen.overlaps, *seen.cut, *seen.wide)
        ]
    page.set_viewport_size({"width": 1440, "height": 900})
    return found


def test_a_recorder_keeps_the_record_by_keyboard_and_writes_no_figure(
    desk: Desk, new_page: Opener, watch: Watch
) -> None:
    page, before = sign_in(new_page(), desk.address, "deputy", "/meeting"), desk.file.read_bytes()
    settled(page)
    menu = page.locator("[data-testid=stTopNavLinkContainer], [data-testid=stSidebarNavLink]").all_inner_texts()
    assert "History" in menu
    assert {"Add a quarter", "Import figures"} & set(menu) == set()
    expect(page.get_by_text(f"Signed in as {CLERK}.")).to_be_visible()

    # a meeting, which takes a second try, and its agenda
    today = datetime.now(UTC).date()
    day = today + timedelta(days=10)
    follow(page, "Plan a meeting")
    date = page.get_by_role("textbox", name="Date", exact=True)
    date.fill("soon")
    date.press("Enter")
    told(page, "1 thing to mend")
    expect(page.locator(".wrong")).to_have_text(re.compile("'soon' is not a date"))
    assert wrong(page) == []
    date.fill(day_words(day))
    date.press("Enter")
    told(page, f"The meeting of {day_words(day)} is recorded.")
    assert [(one.date, one.title, one.by) for one in desk.record.meetings] == [
        (day, "Corporate parenting panel", CLERK)
    ]
    follow(page, "Choose the agenda")
    box = page.get_by_role("combobox", name="Indicators", exact=True)
    for name in ("Alder", "Beech"):
        box.fill(name)
        page.get_by_role("option").first.wait_for()
        page.wait_for_timeout(300)  # the list is narrowed to what was typed
        box.press("Enter")
    box.press("Escape")
    expect(page.get_by_text(f"1. {ALDER}")).to_be_visible()
    settled(page).get_by_role("button", name="Move down").press("Enter")
    expect(page.get_by_text(f"2. {ALDER}")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=f"{ALDER} is now 2 of 2.")).to_be_visible()
    expect(page.get_by_role("radio", name=f"2. {ALDER}")).to_be_checked()
    assert wrong(page) == []
    settled(page).get_by_role("button", name="Save the agenda").press("Enter")
    told(page, f"The agenda of {day_words(day)} is recorded.")
    assert desk.record.agendas[0].indicators == ["beech", "alder"]

    # a question beside the chart, asked about since it holds a small number
    opened(page, f"{desk.address}/indicator?id=alder")
    page.locator("summary", has_text="Record a question about this").press("Enter")
    asked = page.get_by_role("textbox", name="What was asked", exact=True)
    asked.fill("Why were three of the children late?")
    role = page.get_by_role("textbox", name="Who answers, by role", exact=True)
    role.fill("Head of the virtual school")
    role.press("Enter")
    doubt = page.get_by_role("checkbox", name=re.compile("I have looked again"))
    expect(doubt).to_be_visible()
    assert wrong(page) == []
    assert desk.record.challenges == []
    settled(page)
    asked.fill("Why were they late?")
    asked.press("Enter")
    told(page, "Challenge 1 is recorded.")
    (question,) = desk.record.challenges
    assert (question.indicator, question.asked, question.due) == ("alder", "Why were they late?", day)
    assert (str(question.period), question.publish, question.meeting) == ("2013/14 Q1", True, None)

    # answered, while somebody else saves, and accepted
    page.get_by_role("link", name="See it in the record").press("Enter")
    expect(page.locator("#challenge-1")).to_be_focused()
    follow(page, "Record the answer challenge 1")
    ask(desk.file, "Another?", indicator="alder")
    words = page.get_by_role("textbox", name="The answer", exact=True)
    words.fill("Staff left.")
    words.press("Tab")
    settled(page)
    page.get_by_role("button", name="Record the answer").press("Enter")
    expect(page.get_by_text("The file was changed while you were at work")).to_be_visible()
    expect(words).to_have_value("Staff left.")
    settled(page).get_by_role("button", name="Record the answer").press("Enter")
    told(page, "An answer to challenge 1 is recorded.")
    page.locator("summary", has_text="Answered, for the panel").press("Enter")
    follow(page, "Accept the answer challenge 1")
    page.get_by_role("textbox", name="Accepted on", exact=True).press("Enter")
    told(page, "The acceptance of challenge 1 is recorded.")
    assert [(one.kind, one.words) for one in desk.record.responses] == [("answer", "Staff left."), ("accepted", None)]

    # its history and undo, of the record alone
    opened(page, f"{desk.address}/history")
    assert page.get_by_role("radio", name=re.compile("figures")).count() == 1, "as readers see them"
    assert wrong(page) == []
    page.locator("label", has_text="What changed in the figures").click()
    expect(page.get_by_text("The record of changes to the council’s figures begins here")).to_be_visible()
    assert page.get_by_text("Undo or restore").count() == 0
    page.locator("label", has_text="The panel’s record").click()
    settled(page).locator("summary", has_text="Undo or restore").press("Enter")
    why = page.get_by_role("textbox", name="Why", exact=True)
    why.fill("Too early")
    why.press("Tab")
    settled(page)
    expect(page.get_by_text("The acceptance of challenge 1").first).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).press("Enter")
    expect(page.get_by_text("Done: undo the last change")).to_be_visible()
    assert [one.kind for one in desk.record.responses] == ["answer"]
    assert desk.file.read_bytes() == before
    assert [one for one in watch.faults if desk.address in one] == []
