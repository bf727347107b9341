"""What was typed on the page Add a quarter outlives a reload, a closed tab, a new server and a broken file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from metrics.store.drafts import LARGEST_FILE
from tests.support import workbooks
from tests.support.browsing import opened, settled
from tests.support.office import (
    ALDER,
    BEECH,
    SMALL,
    Office,
    block,
    check,
    choose,
    clear,
    enter,
    find_indicators,
    more,
    named,
    save,
    save_button,
    sign,
    tick_doubts,
)
from tests.support.servers import serving
from tests.support.watching import Opener

pytestmark = pytest.mark.browser

COMMENTARY = "Three late returns."
TARGET = "A new target, dated"
COMPARATORS = "Comparators: what others’ figures are"
PASTE = "Copy the rows in the spreadsheet, headings included, and paste them here"
EVIL = "<img src=x onerror='window.evil = true'>"
HERE_AGAIN = re.compile(r"What you filled in on .* is here again \(\d+ fields?\)")


def drafts(desk: Office) -> list[Path]:
    return sorted((desk.file.parent / "indicators.drafts").glob("*.json"))


def fields(desk: Office) -> dict[str, object]:
    """What the one draft holds; nothing where there is none."""
    found = [one for one in drafts(desk) if ".aside." not in one.name]
    return json.loads(found[0].read_text(encoding="utf-8"))["fields"] if found else {}


def kept(page: Page, desk: Office, words: str) -> None:
    """Wait until a draft holds these words."""
    for _ in range(100):
        if words in fields(desk).values():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{words!r} is in no draft: {fields(desk)}")


def fill_in(page: Page, desk: Office) -> Page:
    """Figures, a commentary that is put away, and a target in a second block."""
    enter(page, "Place in the source", "page 2")
    enter(page, f"Value: {ALDER}", "61.5")
    enter(page, f"Numerator: {BEECH}", "20")
    enter(page, f"Denominator: {BEECH}", "40")
    more(page, ALDER)
    enter(page, f"Commentary: {ALDER}", COMMENTARY)
    page.get_by_role("checkbox", name=f"More for {ALDER}", exact=True).press("Space")
    expect(page.get_by_text("with commentary")).to_be_visible()
    target = block(page, TARGET)
    target.get_by_role("button", name="Add another").click()
    expect(target.get_by_role("textbox", name="Value", exact=True)).to_have_count(2)
    target.get_by_role("textbox", name="Label", exact=True).nth(1).fill("Target 2014/15")
    page.keyboard.press("Tab")
    kept(page, desk, "Target 2014/15")
    return settled(page)


def expect_all(page: Page) -> None:
    """Everything that ``fill_in`` typed stands in the form."""
    for field, typed in (
        ("Place in the source", "page 2"),
        (f"Value: {ALDER}", "61.5"),
        (f"Numerator: {BEECH}", "20"),
        (f"Denominator: {BEECH}", "40"),
    ):
        expect(page.get_by_role("textbox", name=named(field)).first).to_have_value(typed)  # a target has some, too
    expect(page.get_by_text("with commentary")).to_be_visible()
    labels = page.locator("[data-testid=stExpander]", has_text=TARGET).locator("[aria-label=Label]")
    expect(labels).to_have_count(2)
    expect(labels.nth(1)).to_have_value("Target 2014/15")
    more(page, ALDER)
    expect(page.get_by_role("textbox", name=f"Commentary: {ALDER}", exact=True)).to_have_value(COMMENTARY)
    page.get_by_role("checkbox", name=f"More for {ALDER}", exact=True).press("Space")
    expect(page.get_by_text("with commentary")).to_be_visible()


def test_everything_comes_back_after_a_reload_and_in_another_tab(desk: Office, new_page: Opener) -> None:
    page = fill_in(opened(new_page(), f"{desk.address}/add"), desk)
    assert drafts(desk)[0].stat().st_mode & 0o777 == 0o600
    page.reload()
    told = page.get_by_role("status").filter(has_text=HERE_AGAIN)
    expect(told).to_have_count(1)
    expect(told).to_contain_text("(6 fields)")
    expect_all(settled(page))
    page.close()
    again = opened(new_page(), f"{desk.address}/add")
    expect_all(again)


RESTARTED = "The server was started again meanwhile. Nothing was saved."


@contextmanager
def server_started_again(page: Page, desk: Office, address: str) -> Iterator[None]:
    """Another server at the same address, to which the open page has come back."""
    with serving(desk.file, port=int(address.rpartition(":")[2])):
        page.wait_for_selector("[data-test-connection-state=CONNECTED]", timeout=60_000)
        yield


def test_the_first_field_typed_at_a_new_server_brings_everything_back(tmp_path: Path, new_page: Opener) -> None:
    desk = Office("", clear(tmp_path, SMALL))
    before, page = desk.data, new_page()
    with serving(desk.file) as address:
        fill_in(opened(page, f"{address}/add"), desk)
        check(page, "to mend")
    with server_started_again(page, desk, address):
        page.get_by_role("textbox", name=f"Value: {BEECH}", exact=True).fill("50")
        kept(page, desk, "50")
        told = page.get_by_text(RESTARTED)
        expect(told).to_have_count(2)  # above the form, and below it, beside the button
        expect_all(settled(page))
        expect(page.get_by_role("textbox", name=f"Value: {BEECH}", exact=True)).to_have_value("50")
        assert desk.data == before


def test_save_pressed_on_a_page_of_an_earlier_server_is_told_and_works_after_a_new_check(
    tmp_path: Path, new_page: Opener
) -> None:
    desk = Office("", clear(tmp_path, SMALL))
    before, page = desk.data, new_page()
    with serving(desk.file) as address:
        opened(page, f"{address}/add")
        enter(page, "Place in the source", "page 2")
        enter(page, f"Value: {ALDER}", "61.5")
        check(page)
        sign(page)
        kept(page, desk, "Jo Bloggs")
    with server_started_again(page, desk, address):
        save_button(page).click()
        told = page.get_by_text(RESTARTED)
        expect(told).to_have_count(2)
        expect(save_button(page)).to_have_count(0)
        expect(told.last).to_be_in_viewport()
        assert desk.data == before
        check(settled(page))
        expect(told).to_have_count(1)
        expect(page.get_by_role("textbox", name="Your name", exact=True)).to_have_value("Jo Bloggs")
        for doubt in page.get_by_role("checkbox", name=re.compile("I have looked again")).all():
            expect(doubt).not_to_be_checked()
        tick_doubts(page)
        save(page)
        assert b"61.5" in desk.data
        assert drafts(desk) == []


def test_a_commentary_and_a_figure_are_kept_while_they_are_typed(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    more(page, ALDER)
    area = page.get_by_role("textbox", name=f"Commentary: {ALDER}", exact=True)
    area.press_sequentially("Three late", delay=30)
    kept(page, desk, "Three late")
    settled(page)
    expect(area).to_be_focused()
    area.press_sequentially(" returns.", delay=30)
    expect(area).to_have_value(COMMENTARY)
    kept(page, desk, COMMENTARY)
    area.press("Home")
    area.press_sequentially("At ", delay=30)
    kept(page, desk, f"At {COMMENTARY}")
    settled(page)
    assert area.evaluate("one => one.selectionStart") == 3, "the caret stays where it was"
    line = page.get_by_role("textbox", name=f"Value: {ALDER}", exact=True)
    line.press_sequentially("61", delay=30)
    kept(page, desk, "61")
    line.press_sequentially(".5", delay=30)
    expect(line).to_have_value("61.5")
    expect(line).to_be_focused()
    kept(page, desk, "61.5")


def test_a_draft_outlives_a_broken_file_which_is_told_once(desk: Office, new_page: Opener) -> None:
    page = fill_in(opened(new_page(), f"{desk.address}/add"), desk)
    desk.file.write_text(SMALL.replace("unit: percent", "unit: parsecs"), encoding="utf-8")
    enter(page, f"Value: {BEECH}", "51")
    page.keyboard.press("Tab")
    expect(page.locator(".problems")).to_have_count(1)
    expect(page.locator(".problems")).to_contain_text("Nothing can be added until they are mended.")
    expect(page.get_by_text("Below are the figures")).to_have_count(0)
    after = page.get_by_text("What you filled in is kept as a draft. It is here again once the file is mended")
    expect(after).to_be_visible()
    kept(page, desk, "51")
    page.reload()
    expect(after).to_be_visible()
    desk.file.write_text(SMALL, encoding="utf-8")
    page.reload()
    expect(page.get_by_role("textbox", name=f"Value: {BEECH}", exact=True)).to_have_value("51")
    expect_all(settled(page))


def test_starting_empty_can_be_taken_back_and_a_save_leaves_no_draft(desk: Office, new_page: Opener) -> None:
    page = fill_in(opened(new_page(), f"{desk.address}/add"), desk)
    opened(page, f"{desk.address}/add")
    page.get_by_role("button", name="Start empty").click()
    expect(page.get_by_text("The form is empty again.")).to_be_visible()
    for field in ("Place in the source", f"Value: {ALDER}"):
        expect(page.get_by_role("textbox", name=named(field))).to_have_value("")
    assert fields(desk) == {}
    settled(page).get_by_role("button", name="Take back what was put away").click()
    expect(page.get_by_text(HERE_AGAIN)).to_be_visible()
    expect_all(settled(page))
    settled(page).get_by_role("button", name="Start empty").click()
    expect(page.get_by_text("The form is empty again.")).to_be_visible()
    enter(settled(page), "Place in the source", "page 3")
    enter(page, f"Value: {ALDER}", "62.5")
    check(page)
    sign(page)
    save(page)
    assert fields(desk) == {}
    opened(page, f"{desk.address}/add")
    expect(page.get_by_text(HERE_AGAIN)).to_have_count(0)


def test_a_draft_that_cannot_be_kept_is_told(desk: Office, new_page: Opener) -> None:
    (desk.file.parent / "indicators.drafts").write_text("in the way", encoding="utf-8")
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, f"Value: {ALDER}", "61.5")
    page.keyboard.press("Tab")
    expect(page.get_by_text("What you fill in can’t be kept as a draft")).to_be_visible()
    expect(page.get_by_role("textbox", name=f"Value: {ALDER}", exact=True)).to_have_value("61.5")


def test_two_windows_of_one_person_put_away_what_they_did_not_see(desk: Office, new_page: Opener) -> None:
    first, second = (opened(new_page(), f"{desk.address}/add") for _ in range(2))
    enter(first, f"Value: {ALDER}", "61.5")
    first.keyboard.press("Tab")
    kept(first, desk, "61.5")
    enter(second, f"Value: {BEECH}", "43.5")
    second.keyboard.press("Tab")
    kept(second, desk, "43.5")
    expect(second.get_by_text("Another window of yours filled in this form meanwhile")).to_be_visible()
    settled(second).get_by_role("button", name="Take back what was put away").click()
    expect(second.get_by_role("textbox", name=f"Value: {ALDER}", exact=True)).to_have_value("61.5")
    expect(second.get_by_role("textbox", name=f"Value: {BEECH}", exact=True)).to_have_value("43.5")


def test_what_was_saved_meanwhile_is_told_beside_the_draft(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, f"Value: {BEECH}", "43.5")
    page.keyboard.press("Tab")
    kept(page, desk, "43.5")
    desk.file.write_text(SMALL.replace("value: 58", "value: 59"), encoding="utf-8")
    page.reload()
    expect(page.get_by_role("status").filter(has_text=HERE_AGAIN)).to_contain_text("The file was changed since then:")


def test_a_file_and_pasted_rows_come_back_and_a_large_file_is_named(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "page 2")
    page.get_by_role("tab", name="From a file").click()
    rows = f"Indicator,Value\n{ALDER},61.5\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "return.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    expect(page.get_by_text("1 filled-in row read.")).to_be_visible()
    page.get_by_role("tab", name="Paste from a spreadsheet").click()
    pasted = f"Indicator\tValue\n{BEECH}\t43.5"
    page.get_by_role("textbox", name=PASTE).fill(pasted)
    kept(page, desk, pasted)
    opened(page, f"{desk.address}/add")
    page.get_by_role("tab", name="Paste from a spreadsheet").click()
    expect(page.get_by_role("textbox", name=PASTE)).to_have_value(pasted)
    page.get_by_role("tab", name="From a file").click()
    expect(page.get_by_text("return.csv is still here from before.")).to_be_visible()
    check(page, "2 figures will be added")
    large = {"name": "large.csv", "mimeType": "text/csv", "buffer": (rows + "\n" * LARGEST_FILE).encode()}
    page.get_by_role("button", name="Take it out").click()
    page.locator("input[type=file]").set_input_files(large)
    (draft,) = drafts(desk)
    for _ in range(100):
        if "large.csv" in draft.read_text(encoding="utf-8"):
            break
        page.wait_for_timeout(100)
    opened(page, f"{desk.address}/add")
    expect(page.get_by_text("Too large to be kept, so choose it again: large.csv.")).to_be_visible()


STRANGE = {
    "batch source": "gone",
    "batch period": "2013/14 Q3",
    "form added": ["gone", "cedar"],
    "form figure 1 indicator": "gone",
    "form figure 1 status": "of no kind",
    "form figure count": True,
    "form target count": "many",
    "form alder value": 61.5,
    "form alder more": "yes",
    "form beech value": "43.5",
    "form beech note": EVIL,
    "came through the gate": False,
    "signed by": 5,
}


def seams_file() -> bytes:
    """A scorecard with a name that ends as the key of a field of another kind does, and a target beside its figure."""
    return workbooks.workbook(("Measure", "Actual", "Target"), ("Alder count", 61, 70), sheet="Scorecard")


def test_a_draft_brings_back_choices_of_a_file_added_lines_and_blocks_which_it_opens(
    desk: Office, new_page: Opener
) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    find_indicators(page, ["Cedar awaited"])
    page.get_by_role("textbox", name="Value: Cedar awaited", exact=True).fill("12")
    kept(page, desk, "12")
    fold = block(page, COMPARATORS)
    group = fold.get_by_role("combobox", name=named("Group"))
    group.fill("a group of our own")
    group.press("Enter")
    settled(page).get_by_role("tab", name="From a file").click()
    given = {"name": "scorecard.xlsx", "mimeType": "text/plain", "buffer": seams_file()}
    page.locator("input[type=file]").set_input_files(given)
    choose(page, "Read “Alder count” as", "Alder on")
    targets = page.get_by_role("checkbox", name="Read the targets beside the figures as council targets")
    settled(page)
    targets.press("Space")
    expect(targets).not_to_be_checked()
    settled(page)
    kept(page, desk, "a group of our own")
    page.reload()
    expect(page.get_by_text(HERE_AGAIN)).to_be_visible()
    expect(page.get_by_role("textbox", name="Value: Cedar awaited", exact=True)).to_have_value("12")
    assert group.input_value() == "a group of our own"
    expect(fold.get_by_role("button", name="Add another")).to_be_visible()
    folds = page.locator("[data-testid=stExpander] details")
    assert folds.filter(has_text=TARGET).get_attribute("open") is None, "nothing is filled in there"
    page.get_by_role("tab", name="From a file").click()
    expect(page.get_by_role("combobox", name="Read “Alder count” as")).to_have_value(re.compile(ALDER))
    expect(targets).not_to_be_checked()


NEW_NAME, NEW_WORDS, WHY = "Alder seen in time", "Of whom, by age.", "counted in the education return"


def change_fields(page: Page, desk: Office) -> None:
    """A name, a definition and an emptied question of one indicator; the retirement of another."""
    enter(page, "Full name", NEW_NAME)
    area = page.get_by_role("textbox", name="Definition", exact=True)
    area.fill(NEW_WORDS)
    kept(page, desk, NEW_WORDS)
    page.get_by_role("textbox", name="Question to ask", exact=True).fill("")
    settled(page)
    choose(page, "Which indicator", BEECH)
    settled(page)
    enter(page, "Why it is retired", WHY)
    kept(page, desk, WHY)


def expect_changes(page: Page) -> None:
    expect(page.get_by_role("textbox", name="Full name", exact=True)).to_have_value(NEW_NAME)
    expect(page.get_by_role("textbox", name="Definition", exact=True)).to_have_value(NEW_WORDS)
    expect(page.get_by_role("textbox", name="Question to ask", exact=True)).to_have_value("")


def test_changed_fields_of_indicators_outlive_a_reload_another_tab_and_a_new_server(
    tmp_path: Path, new_page: Opener
) -> None:
    desk = Office("", clear(tmp_path, SMALL.replace("    definition:", "    ask: Why?\n    definition:", 1)))
    page = new_page()
    with serving(desk.file) as address:
        opened(page, f"{address}/change?id=alder")
        assert drafts(desk) == []
        change_fields(page, desk)
        assert len(fields(desk)) == 4, "what is changed alone"
        page.reload()
        told = page.get_by_role("status").filter(has_text=HERE_AGAIN)
        expect(told).to_contain_text("(4 fields). It is of Alder on time and Beech seen.")
        expect(page.get_by_role("textbox", name="Why it is retired", exact=True)).to_have_value(WHY)
        page.close()
        page = opened(new_page(), f"{address}/change")
        expect_changes(page)
        check(settled(page), "will be saved")
        expect(page.locator(".preview")).to_contain_text(NEW_NAME)
    with server_started_again(page, desk, address):
        page.get_by_role("textbox", name="Who answers for it", exact=True).fill("Head of service")
        kept(page, desk, "Head of service")
        expect(page.get_by_text(RESTARTED)).to_have_count(2)
        expect(page.get_by_role("textbox", name="Who answers for it", exact=True)).to_have_value("Head of service")
        expect_changes(settled(page))
        check(page, "will be saved")
        sign(page, why="As the return calls it")
        save(page)
        written = desk.data.decode()
        assert f"name: {NEW_NAME}" in written
        assert "owner: Head of service" in written
        assert "ask:" not in written
        assert drafts(desk) == []


@pytest.mark.parametrize("without", [(), ("form alder value",)], ids=["no draft", "a draft"])
def test_a_draft_of_what_is_gone_or_never_was_breaks_no_page(
    desk: Office, new_page: Opener, without: tuple[str, ...]
) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, f"Value: {ALDER}", "61.5")
    page.keyboard.press("Tab")
    kept(page, desk, "61.5")
    (draft,) = drafts(desk)
    held = json.loads(draft.read_text(encoding="utf-8"))
    held["fields"] = {name: value for name, value in STRANGE.items() if name not in without}
    draft.write_text(json.dumps(held), encoding="utf-8")
    opened(page, f"{desk.address}/add")
    expect(page.get_by_role("textbox", name=f"Value: {ALDER}", exact=True)).to_have_value("")
    if without:
        expect(page.get_by_role("textbox", name=f"Value: {BEECH}", exact=True)).to_have_value("43.5")
        expect(page.get_by_role("combobox", name="Source", exact=True)).to_have_value("Quarterly return")
        check(page, "to mend|will be added")
    else:
        expect(page.get_by_text("A draft of yours can’t be read any more.")).to_be_visible()
        assert [".damaged." in one.name for one in drafts(desk)] == [True]
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.evaluate("() => window.evil") is None


def test_form_of_the_record_keeps_what_was_typed_and_says_that_the_server_was_started_again(
    tmp_path: Path, new_page: Opener
) -> None:
    desk = Office("", clear(tmp_path, SMALL))
    page = new_page()
    with serving(desk.file) as address:
        opened(page, f"{address}/meeting?record=question")
        enter(page, "What was asked", "Why so few?")
        page.keyboard.press("Tab")
        settled(page)
    with server_started_again(page, desk, address):
        button = page.get_by_role("button", name="Record the question")
        button.click()
        told = page.locator(".pasted")
        expect(told).to_contain_text("started again meanwhile. Look whether everything that you typed still stands")
        settled(page)
        button.click()
        expect(page.locator(".problems")).to_contain_text("Who answers, by role: fill this in")
        expect(page.locator(".problems")).not_to_contain_text("What was asked")
        expect(page.get_by_role("textbox", name="What was asked")).to_have_value("Why so few?")
