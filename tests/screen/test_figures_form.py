"""An officer's whole quarter in a real browser: typed, as a file, pasted; what is on screen is what is on the disk."""

from __future__ import annotations

import csv
import io
import random
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from metrics.catalogue.load import parse
from metrics.entry.rows import FIELDS
from tests.support import make, sample_quarter, workbooks
from tests.support.browsing import opened, settled
from tests.support.office import (
    Office,
    block,
    check,
    choose,
    enter,
    find_indicators,
    lines_shown,
    mend,
    more,
    save,
    sign,
)
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

DATA = make.DATA.read_text(encoding="utf-8")


@pytest.fixture
def desk(running: Office) -> Office:
    return running.holds(DATA)


def title(id: str) -> str:
    found = make.whole().indicator(id)
    assert found is not None
    return found.title


def type_in_the_quarter(page: Page) -> None:
    """The whole quarter as it is typed into the form."""
    enter(page, "Place in the source", sample_quarter.AT)
    find_indicators(page, [title(id) for id in sample_quarter.FIGURES if id not in sample_quarter.LISTED])
    for id, cells in sample_quarter.FIGURES.items():
        for name, heading in (("value", "Value"), ("numerator", "Numerator"), ("denominator", "Denominator")):
            if name in cells:
                enter(page, f"{heading}: {title(id)}", cells[name])
        if "commentary" in cells:
            more(page, title(id))
            enter(page, f"Commentary: {title(id)}", cells["commentary"])
    revision = block(page, "A revision, or a figure for another period")
    choose(revision, "Indicator", title("neet"))
    for heading, name in (("Period", "period"), ("Value", "value"), ("Reason", "reason")):
        enter(revision, heading, sample_quarter.REVISION[name])
    comparator = block(page, "Comparators: what others’ figures are")
    choose(comparator, "Indicator", title("reviews-in-timescale"))
    choose(comparator, "Group", sample_quarter.COMPARATOR["group"])
    for heading, name in (("Area", "area"), ("Value", "value")):
        enter(comparator, heading, sample_quarter.COMPARATOR[name])
    target = block(page, "A new target, dated")
    choose(target, "Indicator", title("reviews-in-timescale"))
    choose(target, "Kind of target", sample_quarter.TARGET["kind"])
    for heading, name in (("Value", "value"), ("Label", "label"), ("From", "from")):
        enter(target, heading, sample_quarter.TARGET[name])


def without(text: str, lines: list[tuple[int, str]]) -> str:
    """The text without these lines; an empty list that was opened for its first figure is closed again."""
    shown = set(lines)
    kept = [line for number, line in enumerate(text.split("\n"), 1) if (number, line) not in shown]
    return re.sub(r"observations: \[\n +\]", "observations: []", "\n".join(kept))


def test_whole_quarter_goes_in_by_form_and_out_and_in_again(desk: Office, new_page: Opener, watch: Watch) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    type_in_the_quarter(page)
    check(page, sample_quarter.ADDED)
    assert sign(page, sample_quarter.NAME, sample_quarter.WHY) >= 2
    lines = lines_shown(page)
    save(page)
    after = desk.data
    assert len(lines) == 29, "one each, and the heading of the first comparators"
    assert without(after.decode(), lines) == DATA, "the file is what it was, and the lines that were shown"
    assert parse(after) == sample_quarter.expected()
    assert sample_quarter.as_typed(after) == sample_quarter.FIGURES
    told = page.locator(".saved")
    expect(told).to_contain_text("25 figures, 1 revision, 1 comparator and 1 target, signed by Jo Bloggs.")
    expect(told.get_by_role("link")).to_have_count(26)
    asked = page.locator(".exceptions-asked li", has_text=f"{title('reviews-in-timescale')}: a legal duty is missed")
    expect(asked.get_by_role("link", name="Report an exception")).to_have_attribute("href", re.compile("of=reviews"))
    told.get_by_role("link", name=title("neet"), exact=True).click()
    expect(page.locator("h1")).to_contain_text("education, employment or training")
    main = settled(page).locator("[data-testid=stMain]")
    for words in ("23.9%", sample_quarter.COMMENTARY, "25.1%", "three late returns"):
        expect(main).to_contain_text(words)
    opened(page, f"{desk.address}/indicator?id=reviews-in-timescale")
    for words in ("93.2%", "South East", "91.7%", "97%", "Target 2014/15"):
        expect(main).to_contain_text(words)
    opened(page, f"{desk.address}/indicator?id={sample_quarter.SUPPRESSED}")
    expect(main).to_contain_text("not shown, so that no child can be recognised")
    expect(main).not_to_contain_text("3.4")
    opened(page, f"{desk.address}/history")
    newest = page.locator(".history > li").first
    for words in (
        "Saved by Jo Bloggs",
        sample_quarter.WHY,
        "28 changes",
        f"{title('neet')}: the revision for 2013/14 Q1",
    ):
        expect(newest).to_contain_text(words)
    mend(page, "Undo the last change", "The wrong return")
    assert desk.data == DATA.encode()
    expect(page.locator(".history > li").first).to_contain_text("The wrong return")
    mend(page, "Restore an earlier version", "It was the right one")
    assert desk.data == after
    expect(page.locator(".history > li")).to_have_count(4)
    assert watch.elsewhere == []
    assert watch.faults == []


SHEETS = {"figure": "Figures", "comparator": "Comparators", "target": "Targets"}


def filled_in_workbook(data: bytes) -> bytes:
    """The template with the quarter written into its cells, numbers as numbers, and rows below where it has none."""
    book = load_workbook(io.BytesIO(data))
    for row in sample_quarter.rows():
        page = book[SHEETS[row.kind]]
        columns = {cell.value: cell.column for cell in page[1]}
        names = [page.cell(number, columns["Indicator"]).value for number in range(1, page.max_row + 1)]
        known = row.kind == "figure" and "period" not in row.cells
        number = names.index(row.cells["indicator"]) + 1 if known else page.max_row + 1
        for name, text in row.cells.items():
            page.cell(number, columns[FIELDS[name].heading]).value = float(text) if name in NUMBERS else text
    return workbooks.saved(book)


NUMBERS = ("value", "numerator", "denominator")


def filled_in_table(data: bytes, delimiter: str = ";") -> str:
    """The CSV template with the quarter written into it, its columns shuffled, as a semicolon dialect writes it."""
    table = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    by_indicator = {line["Indicator"]: line for line in table if line["What"] == "figure"}
    for row in sample_quarter.rows():
        line = by_indicator[row.cells["indicator"]] if row.kind == "figure" and "period" not in row.cells else {}
        line |= {"What": row.kind, **{FIELDS[name].heading: text for name, text in row.cells.items()}}
        if line not in table:
            table.append(line)
    headings = list(table[0])
    random.Random(3).shuffle(headings)
    written = io.StringIO(newline="")
    lines = csv.DictWriter(written, headings, delimiter=delimiter)
    lines.writeheader()
    lines.writerows(table)
    return written.getvalue()


def downloaded(page: Page, button: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    return Path(coming.value.path()).read_bytes()


def upload(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})


def saved_as_expected(desk: Office, page: Page) -> None:
    """From rows that were read to the file on the disk, which then holds what the form would have put there."""
    expect(page.get_by_text("28 filled-in rows read.")).to_be_visible(timeout=30_000)
    matched = page.locator("details", has_text=re.compile("How the .* headings were read"))
    matched.locator("summary").click()
    for heading, read_as in (("Last figure", "(for reference only)"), ("Commentary", "Commentary")):
        expect(matched.locator("tr", has_text=heading).first).to_contain_text(read_as)
    enter(page, "Place in the source", sample_quarter.AT)
    check(page, sample_quarter.ADDED)
    sign(page, sample_quarter.NAME, sample_quarter.WHY)
    lines = lines_shown(page)
    save(page)
    assert without(desk.data.decode(), lines) == DATA
    assert parse(desk.data) == sample_quarter.expected()
    assert sample_quarter.as_typed(desk.data) == sample_quarter.FIGURES


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_whole_quarter_goes_in_by_the_filled_in_template(desk: Office, new_page: Opener, form: str) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    page.get_by_role("tab", name="From a file").click()
    template = downloaded(page, f"Download the template ({form.upper()})")
    filled = filled_in_workbook(template) if form == "xlsx" else filled_in_table(template).encode("utf-8-sig")
    upload(page, f"quarter.{form}", filled)
    saved_as_expected(desk, page)


def test_whole_quarter_goes_in_by_pasting_from_a_spreadsheet(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    page.get_by_role("tab", name="From a file").click()
    template = downloaded(page, "Download the template (CSV)")
    page.get_by_role("tab", name="Paste from a spreadsheet").click()
    field = page.get_by_role("textbox", name=re.compile("Copy the rows in the spreadsheet"))
    field.fill(filled_in_table(template, "\t"))
    field.press("Tab")
    saved_as_expected(desk, page)


def value(page: Page, id: str) -> Locator:
    return page.get_by_role("textbox", name=f"Value: {title(id)}", exact=True)


def first_values(page: Page, count: int) -> list[str]:
    fields = page.locator(".st-key-typed").get_by_role("textbox", name=re.compile("^Value: "))
    expect(fields.nth(count - 1)).to_be_visible()
    return [fields.nth(number).get_attribute("aria-label") or "" for number in range(count)]


def test_enter_and_arrows_go_from_value_to_value_and_nothing_that_was_typed_is_lost(
    desk: Office, new_page: Opener
) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    names = first_values(page, 4)
    page.get_by_role("textbox", name=names[0], exact=True).click()
    for number, key in enumerate(("Enter", "ArrowDown", "Enter")):
        page.keyboard.type(str(31 + number))
        page.keyboard.press(key)
    last = page.get_by_role("textbox", name=names[3], exact=True)
    expect(last).to_be_focused()
    expect(page.locator(".filled [role=status]")).to_have_text("3 of 13 filled in")
    expect(last).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("textbox", name=names[2], exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name=names[2], exact=True)).not_to_be_focused()
    for number in range(3):
        expect(page.get_by_role("textbox", name=names[number], exact=True)).to_have_value(str(31 + number))
    page.locator(".filled a").click()
    expect(last).to_be_focused()


def test_headings_and_the_count_stay_in_sight_and_eight_lines_fit_on_a_laptop(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(width=1366, height=768), f"{desk.address}/add")
    heads = page.locator(".st-key-heads")
    seen = page.locator(".st-key-typed [class*=st-key-line-] [data-testid=stColumn]:nth-child(2) input")
    page.evaluate("document.querySelector('.st-key-typed').scrollIntoView()")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollBy(0, 120)")
    settled(page)
    bar = heads.bounding_box()
    assert bar is not None
    assert 55 <= bar["y"] <= 75, "beneath the bar at the top"
    boxes = [box for box in (one.bounding_box() for one in seen.all()) if box is not None]
    within = [box for box in boxes if box["y"] >= bar["y"] + bar["height"] and box["y"] + box["height"] <= 768]
    assert len(within) >= 8
    headings = page.locator(".st-key-typed h3").all_inner_texts()
    assert len(headings) == len(set(headings))


def test_an_indicator_is_found_by_a_word_of_its_full_name_and_can_be_taken_out_again(
    desk: Office, new_page: Opener
) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    before = len(page.get_by_role("textbox", name=re.compile("^Value: ")).all())
    box = page.get_by_role("combobox", name="Find any other indicator by name", exact=True)
    box.click()
    box.fill("completed personal")
    expect(page.get_by_role("option")).to_have_count(1)
    box.press("Enter")
    expect(value(page, "pep-completion")).to_be_focused()
    expect(page.get_by_role("textbox", name=re.compile("^Value: "))).to_have_count(before + 1)
    headings = page.locator(".st-key-typed h3").all_inner_texts()
    assert len(headings) == len(set(headings))
    out = page.get_by_role("button", name=f"Take out {title('pep-completion')}", exact=True)
    page.keyboard.type("84")
    page.keyboard.press("Tab")
    expect(out).to_have_count(0)
    value(page, "pep-completion").fill("")
    page.keyboard.press("Tab")
    out.click()
    expect(value(page, "pep-completion")).to_have_count(0)
    box.click()
    box.fill("plutonium")
    expect(page.get_by_role("option", name=re.compile("No results"))).to_have_count(1)


PASTED = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(paste);
}"""


def test_a_pasted_column_fills_the_values_below_and_one_without_room_fills_none(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    names = first_values(page, 3)
    first = page.get_by_role("textbox", name=names[0], exact=True)
    first.click()
    page.evaluate(PASTED, "\n".join(["1"] * 14))
    expect(page.locator(".pasted")).to_contain_text("Nothing was pasted: 1 of its 14 rows would find no field here.")
    expect(first).to_have_value("")
    page.evaluate(PASTED, "41\r\n\r\n43.5\r\n")
    for name, text in zip(names, ("41", "", "43.5"), strict=True):
        expect(page.get_by_role("textbox", name=name, exact=True)).to_have_value(text)
    expect(page.locator(".filled [role=status]")).to_have_text("2 of 13 filled in")
