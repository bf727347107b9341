"""Two people enter figures at the same time: nobody is overwritten, and nobody types anything twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from metrics.catalogue.amend import Addition, Change
from metrics.store import data_file, locked_file, transactions
from tests.support.browsing import opened, settled
from tests.support.data_files import CONSOLE, observed
from tests.support.make import figure
from tests.support.office import (
    ALDER,
    BEECH,
    SMALL,
    Office,
    block,
    check,
    choose,
    enter,
    lines_shown,
    save,
    save_button,
    sign,
    tick_doubts,
    to_mend,
)
from tests.support.servers import serving
from tests.support.watching import Opener

pytestmark = pytest.mark.browser

TOLD = "The file was changed while you were at work, and nothing of yours has been saved yet."


@pytest.fixture(scope="module")
def next_door(running: Office) -> Iterator[Office]:
    """Another server process that shows the same data file."""
    with serving(running.file) as address:
        yield Office(address, running.file)


def fill_in(page: Page, desk: Office, indicator: str, value: str, name: str) -> Page:
    """One figure typed in, checked and signed, up to the button that saves."""
    opened(page, f"{desk.address}/add")
    away = page.get_by_role("button", name="Start empty")  # whoever sat at this computer before left a draft
    if away.is_visible():
        away.click()
        expect(page.get_by_text("The form is empty again.")).to_be_visible()
        settled(page)
    enter(page, "Place in the source", f"return, as {name} has it")
    enter(page, f"Value: {indicator}", value)
    check(page)
    sign(page, name, f"The figure of {indicator}")
    return page


def overtaken(page: Page) -> None:
    """Press Save, which is answered by what somebody else saved meanwhile."""
    save_button(page).click()
    expect(page.get_by_text(TOLD)).to_be_visible(timeout=20_000)
    settled(page)


def typed(page: Page, field: str) -> str:
    return page.get_by_role("textbox", name=field, exact=True).input_value()


@pytest.mark.parametrize("where", ["one server", "two servers"])
def test_second_to_save_is_told_what_changed_keeps_what_was_typed_and_saves_on_the_new_version(
    desk: Office, next_door: Office, new_page: Opener, where: str
) -> None:
    first = fill_in(new_page(), desk, ALDER, "61.5", "Ann Ames")
    second = fill_in(new_page(), desk if where == "one server" else next_door, BEECH, "43.5", "Bob Bell")
    save(first)
    after_first = desk.data
    overtaken(second)
    assert desk.data == after_first
    expect(second.get_by_text(f"Changed by Ann Ames: The figure of {ALDER}")).to_be_visible()
    kept = ("Place in the source (required)", f"Value: {BEECH}", "Your name", "Why: what this is")
    assert [typed(second, field) for field in kept] == [
        "return, as Bob Bell has it",
        "43.5",
        "Bob Bell",
        f"The figure of {BEECH}",
    ]
    ((number, line),) = lines_shown(second)
    assert "value: 43.5" in line
    save(second)
    lines = desk.data.decode().split("\n")
    assert lines[number - 1] == line, "the preview was of the new version"
    assert [one for one in lines if "61.5" in one or "43.5" in one] == [
        '      - {period: 2013/14 Q2, value: 61.5, source: hub, at: "return, as Ann Ames has it"}',
        line,
    ]
    assert desk.data.decode().replace(line + "\n", "").encode() == after_first


def test_what_was_saved_since_the_first_figure_was_typed_is_told_at_the_first_check(
    desk: Office, new_page: Opener
) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "return")
    enter(page, f"Value: {BEECH}", "43.5")
    page.keyboard.press("Tab")
    settled(page)
    saved(desk, "alder", "61.5", "Ann Ames")
    check(page)
    expect(page.get_by_text(TOLD)).to_be_visible()
    expect(page.get_by_text("Changed by Ann Ames: The return")).to_be_visible()


def test_figure_that_somebody_else_saved_meanwhile_is_revised_and_not_overwritten(
    desk: Office, new_page: Opener
) -> None:
    first = fill_in(new_page(), desk, ALDER, "61.5", "Ann Ames")
    second = fill_in(new_page(), desk, ALDER, "62.5", "Bob Bell")
    save(first)
    overtaken(second)
    assert typed(second, f"Value: {ALDER}") == "62.5"
    expect(second.get_by_role("heading", name="1 revision will be added")).to_be_visible()
    expect(second.get_by_text("Revises the figure for 2013/14 Q2, which was 61.5%, to 62.5")).to_be_visible()
    sign(second, "Bob Bell", "The later count")
    save(second)
    first_line, second_line = [one for one in desk.data.decode().split("\n") if "2013/14 Q2" in one and "6" in one]
    assert "value: 61.5" in first_line
    assert "value: 62.5" in second_line
    assert "status: revised, reason: The later count, by: Bob Bell" in second_line


QUARTERS = [f"{year}/{year - 1999} Q{quarter}" for year in (2010, 2011, 2012) for quarter in (1, 2, 3, 4)]


def revised_returns(page: Page, desk: Office, more: str = "0.5") -> Page:
    """A file that revises twelve quarters of two indicators, and has one figure that is unusual, checked."""
    text = SMALL
    for indicator, value in ((ALDER, 40), (BEECH, 20)):
        rows = (
            f"      - {{period: {period}, value: {value + place}, source: hub, at: page 1}}\n"
            for place, period in enumerate(QUARTERS[:-1])
        )
        head, tail = text.split(f"    name: {indicator}\n")
        text = f"{head}    name: {indicator}\n" + tail.replace("observations:\n", "observations:\n" + "".join(rows), 1)
    desk.holds(text)
    lines = [
        f"{indicator},{period},{float(value + place) + float(more)}"
        for indicator, value in ((ALDER, 40), (BEECH, 20))
        for place, period in enumerate(QUARTERS[:-1])
    ]
    file = "\n".join(["Indicator,Period,Value", *lines, f"{ALDER},2013/14 Q2,98.5"])
    opened(page, f"{desk.address}/add")
    enter(page, "Place in the source", "return")
    page.get_by_role("tab", name="From a file").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "q2.csv", "mimeType": "text/csv", "buffer": file.encode()}
    )
    expect(page.get_by_text("q2.csv").first).to_be_visible(timeout=30_000)
    return check(settled(page))


def test_many_doubts_are_confirmed_group_by_group_and_none_is_left_out(desk: Office, new_page: Opener) -> None:
    page = revised_returns(new_page(), desk)
    boxes = page.get_by_role("checkbox", name=re.compile("I have looked again"))
    group = page.get_by_role("checkbox", name="I have looked again at these 22: Revisions")
    expect(group).not_to_be_checked()
    expect(page.get_by_role("heading", name="Revisions (22)", level=3)).to_be_visible()
    fold = page.locator("details", has=page.get_by_text("Each of the 22", exact=True))
    expect(fold.get_by_role("listitem").first).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.get_by_role("listitem")).to_have_count(22)
    expect(fold.get_by_role("listitem").first).to_contain_text(f"{ALDER}, 2010/11 Q1: this revises 40%")
    count = boxes.count()
    assert count <= 8
    enter(page, "Your name", "Jo Bloggs")
    enter(page, "Why: what this is", "Returns counted anew")
    page.keyboard.press("Tab")
    settled(page)
    before = desk.data
    for place in range(count):
        if boxes.nth(place).get_attribute("aria-label") != "I have looked again at these 22: Revisions":
            boxes.nth(place).press("Space")
            settled(page)
    expect(group).not_to_be_checked()
    save_button(page).click()
    expect(page.get_by_text("Look again at 1 thing above and tick what is right.")).to_be_visible(timeout=30_000)
    assert desk.data == before
    group.press("Space")
    expect(group).to_be_checked()
    settled(page)
    save(page)
    assert desk.data.decode().count("status: revised") == 22


def test_what_was_typed_outlives_a_look_at_another_period(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, f"Value: {ALDER}", "61.5")
    for period in ("2013/14 academic year", "2013/14 Q2"):
        box = page.get_by_role("combobox", name="Period", exact=True)
        box.click()
        box.fill(period)
        box.press("Enter")
        settled(page)
        expect(page.get_by_role("textbox", name=f"Value: {ALDER}", exact=True)).to_have_value("61.5")


# ---- on the page History -----------------------------------------------------------------------------

CONFIRM, UNDO, RESTORE = "Confirm that what is gone", "Undo the last change", "Restore an earlier version"


def saved(desk: Office, indicator: str, value: str, by: str) -> None:
    """A figure saved by somebody elsewhere."""
    loaded = observed(desk.file)
    addition = Addition(indicator, "observations", figure("2013/14 Q2", Decimal(value), source="hub", at="return"))
    prepared = data_file.prepare(loaded, Change((addition,)), desk.file.name)
    transactions.save(desk.file, prepared, locked_file.Signed(by, "The return", datetime.now(UTC)), CONSOLE)


def kinds(desk: Office) -> list[tuple[str, str]]:
    return [(one.kind, one.by) for one in data_file.history(desk.file).entries]


@pytest.mark.parametrize("way", [UNDO, RESTORE])
def test_nobody_takes_back_what_was_saved_after_they_looked(desk: Office, new_page: Opener, way: str) -> None:
    saved(desk, "alder", "61.5", "Ann Ames")
    page = opened(new_page(), f"{desk.address}/history")
    button = to_mend(page, way, "A slip of mine", "Ann Ames")
    saved(desk, "beech", "43.5", "Bob Bell")
    before, known = desk.data, kinds(desk)
    button.click()
    changed = "Nothing was done, since the file changed meanwhile"
    expect(page.get_by_role("alert")).to_contain_text(changed, timeout=20_000)
    expect(page.get_by_role("alert")).to_contain_text("by Bob Bell (The return)")
    assert desk.data == before
    assert kinds(desk) == known
    settled(page)
    button.click()
    expect(page.get_by_text(f"Done: {way[0].lower()}{way[1:]}")).to_be_visible(timeout=20_000)
    assert kinds(desk)[-1] == (way.partition(" ")[0].lower(), "Ann Ames")


def test_only_losses_that_were_shown_are_confirmed(desk: Office, new_page: Opener) -> None:
    saved(desk, "alder", "61.5", "Ann Ames")
    lines = desk.data.decode().split("\n")
    shorter = [one for one in lines if "61.5" not in one]
    desk.file.write_text("\n".join(shorter), encoding="utf-8")
    page = opened(new_page(), f"{desk.address}/history")
    button = to_mend(page, CONFIRM, "It was of another county", "Ann Ames")
    desk.file.write_text("\n".join(one for one in shorter if "value: 44," not in one), encoding="utf-8")
    button.click()
    expect(page.get_by_text("Nothing was done, since the file changed meanwhile")).to_be_visible(timeout=20_000)
    assert "confirmed" not in [kind for kind, _ in kinds(desk)]
    settled(page)
    assert observed(desk.file).missing
    button.click()
    expect(page.get_by_text(f"Done: {CONFIRM[0].lower()}{CONFIRM[1:]}")).to_be_visible(timeout=20_000)
    assert observed(desk.file).missing == ()


@pytest.mark.parametrize("milliseconds", [0, 30, 100, 200])
def test_a_change_is_undone_once_however_often_it_is_pressed_and_the_page_says_so(
    desk: Office, new_page: Opener, milliseconds: int
) -> None:
    saved(desk, "alder", "61.5", "Ann Ames")
    page = opened(new_page(), f"{desk.address}/history")
    button = to_mend(page, UNDO, "A slip of mine", "Ann Ames")
    button.evaluate(
        "(one, after) => { one.click(); setTimeout(() => one.isConnected && one.click(), after) }", milliseconds
    )
    expect(page.get_by_text("Done: undo the last change")).to_be_visible(timeout=20_000)
    page.wait_for_timeout(milliseconds + 300)
    settled(page)
    expect(page.get_by_text("Done: undo the last change")).to_be_visible()
    assert page.get_by_role("alert").count() == 0
    assert [kind for kind, _ in kinds(desk)][-2:] == ["save", "undo"]
    assert b"61.5" not in desk.data


def test_a_broken_file_offers_its_last_good_version_and_no_undo(desk: Office, new_page: Opener) -> None:
    saved(desk, "alder", "61.5", "Ann Ames")
    whole = desk.data
    desk.file.write_bytes(whole.replace(b"value: 61.5", b"value: 61.5%"))
    page = opened(new_page(), f"{desk.address}/history")
    expect(page.get_by_text("What to do", exact=True)).to_be_visible()
    assert page.locator("label", has_text=UNDO).count() == 0
    to_mend(page, RESTORE, "A sign of per cent", "Ann Ames").click()
    expect(page.get_by_text("Done: restore an earlier version")).to_be_visible(timeout=20_000)
    assert desk.data == whole


def test_figure_that_the_same_person_just_saved_is_amended_and_its_history_tells_so(
    desk: Office, new_page: Opener
) -> None:
    saved(desk, "alder", "61.5", "Ann Ames")
    before = desk.data
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "return")
    revision = block(page, "A revision, or a figure for another period")
    choose(revision, "Indicator", ALDER)
    enter(revision, "Period", "2013/14 Q2")
    enter(revision, "Value", "62.5")
    check(page)
    expect(page.get_by_role("heading", name="1 revision will be added")).to_be_visible()
    enter(page, "Your name", "Ann Ames")
    enter(page, "Why: what this is", "A slip of the key")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="1 amended figure will be saved")).to_be_visible()
    settled(page)
    tick_doubts(page)
    told = "after it was saved: 61.5% to 62.5%"
    expect(page.get_by_text(told)).to_be_visible()
    save(page)
    assert desk.data == before.replace(b"value: 61.5", b"value: 62.5")
    opened(page, f"{desk.address}/history")
    named = "after it was saved"
    expect(page.get_by_text(named).first).to_be_visible()
