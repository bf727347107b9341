"""From one meeting of the panel to the next in a browser: a recorder keeps its record by keyboard, comes to no figure.

The agenda, the projector, a question beside the chart, the pack, and at the next meeting what was asked, its answer and
its acceptance; beside it what readers see, who haven't signed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import page as page_validation
import pytest
from playwright.sync_api import Page, expect

from metrics.catalogue.panel_record import PanelRecord
from metrics.catalogue.period import day_words
from tests.store.test_record_file import keep
from tests.support import pdf_text
from tests.support.accessibility import violations, wide_and_narrow
from tests.support.browsing import opened, settled
from tests.support.data_files import observed
from tests.support.later import VARIABLE, dashboard_in
from tests.support.office import ALDER, BEECH, SMALL, choose, clear
from tests.support.page_look import look
from tests.support.panel import challenge, exception, filled, line, meeting
from tests.support.servers import ROOT, serving
from tests.support.sign_in_service import provider, secrets_for, sign_in
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

BETWEEN = 28
"""Days between the two meetings; a sign-in may be older than that, since the service's clock isn't put forward."""

RULES = 'editing = "sign-in"\nhours = 720\neditors = ["hub@council.example"]\nrecorders = ["deputy@council.example"]\n'
CLERK = "Sam Smith (deputy@council.example)"
AGENDA = "The meeting’s agenda: 1 indicator of 2"
QUESTION, PRIVATE = "Why were they late?", "What of the one child?"


@dataclass(frozen=True)
class Desk:
    """A running dashboard, where people sign in, with a clock to be put forward; and its data file."""

    address: str
    file: Path
    clock: Path
    today: date

    @property
    def record(self) -> PanelRecord:
        return observed(self.file).record.record

    @property
    def next(self) -> date:
        return self.today + timedelta(days=BETWEEN)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """On the day of a meeting that isn't recorded yet, with the next one planned."""
    clock, today, data = tmp_path / "days", datetime.now(UTC).date(), tmp_path / "data"
    clock.write_text("0", encoding="utf-8")
    data.mkdir()
    file = clear(data, SMALL)
    file.with_name("access.toml").write_text(RULES, encoding="utf-8")
    later = today + timedelta(days=BETWEEN)
    lines = (("meetings", meeting(later)), ("agendas", line(meeting=later, indicators=["alder"])))
    keep(file, *(filled(name, said) for name, said in lines), on=today)
    code, settings = dashboard_in(tmp_path / "code"), {VARIABLE: str(clock), "PYTHONPATH": str(ROOT)}
    with provider() as service, serving(file, settings, secrets_for(service), code) as address:
        yield Desk(address, file, clock, today)


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


def test_from_one_meeting_to_the_next_the_record_is_kept_shown_and_printed(
    desk: Desk, new_page: Opener, watch: Watch, tmp_path: Path
) -> None:
    page, before = sign_in(new_page(), desk.address, "deputy", "/meeting"), desk.file.read_bytes()
    settled(page)
    menu = page.locator("[data-testid=stTopNavLinkContainer], [data-testid=stSidebarNavLink]").all_inner_texts()
    assert "History" in menu
    assert {"Add a quarter", "Import figures"} & set(menu) == set()
    expect(page.get_by_text(f"Signed in as {CLERK}.")).to_be_visible()
    a_meeting_is_planned_and_its_agenda_chosen(page, desk)
    the_agenda_is_led_by_keyboard(page)
    a_question_is_recorded_beside_the_chart(page, desk)
    desk.clock.write_text(str(BETWEEN // 2), encoding="utf-8")
    the_pack_of_the_next_meeting_holds_what_readers_may_see(page, desk, tmp_path)
    desk.clock.write_text(str(BETWEEN), encoding="utf-8")
    reader = new_page()
    the_next_meeting_opens_with_what_was_asked(page, reader, desk)
    the_answer_is_recorded_and_accepted(page, desk)
    opened(reader, desk.address)
    expect(reader.get_by_text("1 exception is open")).to_be_visible()
    expect(reader.get_by_text("for an answer")).to_have_count(0)
    the_last_change_is_undone(page, desk)
    assert desk.file.read_bytes() == before
    assert [one for one in watch.faults if desk.address in one] == []


def a_meeting_is_planned_and_its_agenda_chosen(page: Page, desk: Desk) -> None:
    """A meeting, which takes a second try, and its agenda."""
    follow(page, "Plan a meeting")
    day = page.get_by_role("textbox", name="Date", exact=True)
    day.fill("soon")
    day.press("Enter")
    told(page, "1 thing to mend")
    expect(page.locator(".wrong")).to_have_text(re.compile("'soon' is not a date"))
    assert wrong(page) == []
    day.fill(day_words(desk.today))
    day.press("Enter")
    told(page, f"The meeting of {day_words(desk.today)} is recorded.")
    planned = desk.record.meetings[-1]
    assert (planned.date, planned.title, planned.by) == (desk.today, "Corporate parenting panel", CLERK)
    follow(page, f"Choose the agenda of {day_words(desk.today)}")
    for name in ("Alder", "Beech"):
        choose(page, "Indicators", name)
    page.keyboard.press("Escape")
    expect(page.get_by_text(f"1. {ALDER}")).to_be_visible()
    settled(page).get_by_role("button", name="Move down").press("Enter")
    expect(page.get_by_text(f"2. {ALDER}")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=f"{ALDER} is now 2 of 2.")).to_be_visible()
    expect(page.get_by_role("radio", name=f"2. {ALDER}")).to_be_checked()
    assert wrong(page) == []
    settled(page).get_by_role("button", name="Save the agenda").press("Enter")
    told(page, f"The agenda of {day_words(desk.today)} is recorded.")
    assert desk.record.agendas[-1].indicators == ["beech", "alder"]


def the_agenda_is_led_by_keyboard(page: Page) -> None:
    """The projector shows the agenda in its order, and Escape leads back."""
    page.get_by_role("link", name="Show one indicator a screen").first.press("Enter")
    expect(page.locator("[data-place-now]")).to_have_text("Start")
    settled(page)
    shown = page.locator(".present section[data-on]")
    for place, words in (("1 of 2", BEECH), ("2 of 2", ALDER), ("End", "No challenge of today is recorded yet.")):
        page.keyboard.press("PageDown")
        expect(page.locator("[data-place-now]")).to_have_text(place)
        expect(shown).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="The panel’s meetings")).to_be_visible()


def a_question_is_recorded_beside_the_chart(page: Page, desk: Desk) -> None:
    """Asked about, since it holds a small number; while others record what is private, and an exception."""
    opened(page, f"{desk.address}/indicator?id=alder")
    page.locator("summary", has_text="Record a question about this").press("Enter")
    asked = page.get_by_role("textbox", name="What was asked", exact=True)
    asked.fill("Why were three of the children late?")
    role = page.get_by_role("textbox", name="Who answers, by role", exact=True)
    role.fill("Head of the virtual school")
    due = page.get_by_role("textbox", name="By when", exact=True)
    expect(due).to_have_value(day_words(desk.next))
    due.fill(day_words(desk.today + timedelta(days=10)))
    due.press("Enter")
    expect(page.get_by_role("checkbox", name=re.compile("I have looked again"))).to_be_visible()
    assert wrong(page) == []
    assert desk.record.challenges == []
    settled(page)
    asked.fill(QUESTION)
    asked.press("Enter")
    told(page, "Challenge 1 is recorded.")
    (question,) = desk.record.challenges
    assert (question.indicator, question.asked, question.due) == ("alder", QUESTION, desk.today + timedelta(days=10))
    assert (str(question.period), question.publish, question.meeting) == ("2013/14 Q1", True, desk.today)
    page.get_by_role("link", name="See it in the record").press("Enter")
    expect(page.locator("#challenge-1")).to_be_focused()
    keep(desk.file, filled("challenges", challenge(asked=PRIVATE, indicator="alder", publish=False)), on=desk.today)
    keep(desk.file, filled("exceptions", exception(indicator="beech", due=desk.next)), on=desk.today)


def the_pack_of_the_next_meeting_holds_what_readers_may_see(page: Page, desk: Desk, folder: Path) -> None:
    """Chosen, made and downloaded, with the text for the committee report, by one who sees more than readers do."""
    opened(page, f"{desk.address}/meeting")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(page.get_by_text(PRIVATE)).to_be_visible()
    settled(page).get_by_text("The papers for a meeting").click()
    page.locator("label", has_text=re.compile("^Final$")).click()
    fold = page.locator(".minutes").last
    expect(fold).to_contain_text("Final. Data")
    settled(page).get_by_role("button", name="Make the PDF").click()
    download = page.get_by_role("button", name="Download the pack (PDF")
    expect(download).to_be_visible(timeout=90_000)
    with page.expect_download() as coming:
        download.click()
    coming.value.save_as(folder / "pack.pdf")
    content = (folder / "pack.pdf").read_bytes()
    assert coming.value.suggested_filename.endswith("-final.pdf")
    assert page_validation.is_pdf_compliant_bytes(content, profile="ua1")
    said = pdf_text.text(pdf_text.opened(content), artifacts=True)
    for words in ("; Final", f"On screen: {desk.address}", day_words(desk.next), AGENDA, QUESTION):
        assert pdf_text.bare(words) in said
    assert pdf_text.bare(PRIVATE) not in said

    page.get_by_text("Copy for the committee report").click()
    fold.get_by_role("button", name="Copy").click()
    expect(fold.locator("[role=status]")).to_have_text("Copied.")
    text = page.evaluate("navigator.clipboard.readText()")
    for part in ("Key points\n• ", "Exceptions and actions\n• Exception 3, ", "Challenge 1, ", "• Sources: "):
        assert part in text
    assert PRIVATE not in text
    assert wrong(page) == []

    page.get_by_text("Everything", exact=True).click()
    expect(page.get_by_role("button", name="Make the PDF")).to_be_visible()
    for kind in ("workbook (XLSX)", "figures (CSV)"):
        with page.expect_download() as coming:
            settled(page).get_by_role("button", name=f"Download the {kind}").click()
        assert coming.value.path().stat().st_size > 200
        assert PRIVATE.encode() not in coming.value.path().read_bytes()


def the_next_meeting_opens_with_what_was_asked(page: Page, reader: Page, desk: Desk) -> None:
    """Aged, on the page and on the projector, whoever leads it; readers see the public lines alone, on every page."""
    for one, count in ((page, "2 challenges, 1 of them overdue."), (reader, "1 challenge, 1 of them overdue.")):
        opened(one, f"{desk.address}/meeting")
        entry = one.locator("#challenge-1")
        expect(entry).to_contain_text(f"Asked {BETWEEN} days ago, 1 meeting since; no answer, due 18 days ago")
        expect(one.get_by_text(count)).to_be_visible()
    expect(reader.get_by_text(PRIVATE)).to_have_count(0)
    expect(reader.get_by_role("link", name="Record a question")).to_have_count(0)
    page.get_by_role("link", name="Show one indicator a screen").first.press("Enter")
    expect(page.locator("[data-place-now]")).to_have_text("Start")
    start = page.locator(".present section[data-on]")
    expect(start).to_contain_text(day_words(desk.next))
    expect(start).to_contain_text(re.compile(f"Asked last time, and still open.*{re.escape(QUESTION)}", re.DOTALL))
    expect(start).to_contain_text("18 days")
    expect(start).not_to_contain_text(PRIVATE)
    opened(reader, desk.address)
    expect(reader.get_by_text("1 challenge waits for an answer, overdue")).to_be_visible()


def the_answer_is_recorded_and_accepted(page: Page, desk: Desk) -> None:
    """While somebody else saves, which loses nothing that was typed."""
    settled(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="The panel’s meetings")).to_be_visible()
    follow(settled(page), "Record the answer challenge 1")
    keep(desk.file, filled("challenges", challenge(asked="Another?", indicator="beech", publish=False)), on=desk.next)
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
    assert [(one.kind, one.words, one.on) for one in desk.record.responses] == [
        ("answer", "Staff left.", desk.next),
        ("accepted", None, desk.next),
    ]


def the_last_change_is_undone(page: Page, desk: Desk) -> None:
    """The record's history and undo, of the record alone."""
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
