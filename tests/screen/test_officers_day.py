"""An officer's real day in a browser: twelve years of history, a quarter, a correction, a retirement, and what is due.

The workbook is a council's scorecard, 25 indicators by 48 quarters with years above them, as LibreOffice saved it.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from metrics.catalogue.models import Catalogue
from metrics.store import data_file
from tests.support.accessibility import violations
from tests.support.browsing import opened, settled
from tests.support.office import (
    Office,
    check,
    choose,
    clear,
    enter,
    find_indicators,
    mend,
    more,
    save,
    sign,
)
from tests.support.page_look import look
from tests.support.servers import ROOT, serving
from tests.support.watching import Opener, Watch

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOOK = ROOT / "tests" / "data" / "workbooks" / "twelve_years.xlsx"
NEET, REVIEWS, HEALTH = (
    "Not in education, employment or training",
    "Reviews held on time",
    "Health assessments completed",
)
PASTE = "Copy the rows in the spreadsheet, headings included, and paste them here"
PASTED = f"Indicator\tValue\n{REVIEWS}\t88.6\n{HEALTH}\t89.5\n"
COMMENTARY, CORRECTED = "Fewer left school.", "Fewer left school, and three began work."
HERE_AGAIN = re.compile(r"What you filled in on .* is here again \(\d+ fields\)")
WHY_RETIRED = "counted in the education return"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A dashboard with a copy of the data that is shipped, which this computer may edit."""
    folder = tmp_path_factory.mktemp("day")
    file = clear(folder, (ROOT / "data" / "indicators.yaml").read_text(encoding="utf-8"))
    for one in sorted((ROOT / "data").iterdir()):
        if one.is_file() and not (folder / one.name).exists():
            shutil.copy(one, folder)
    with serving(file) as address:
        yield Office(address, file)


def catalogue(desk: Office) -> Catalogue:
    found = data_file.load(desk.file).catalogue
    assert found is not None
    return found


def figures(desk: Office, indicator: str) -> dict[str, str]:
    """An indicator's figures by their periods; of a revised one the latest."""
    found = catalogue(desk).indicator(indicator)
    assert found is not None
    return {one.period.label: str(one.value) for one in found.observations}


def kept(page: Page, desk: Office, *words: str) -> None:
    """Wait until a draft holds these words, as they are taken in less than a second after the last key."""
    folder = desk.file.parent / "indicators.drafts"
    for _ in range(200):
        texts = [json.loads(one.read_text(encoding="utf-8"))["fields"].values() for one in folder.glob("*.json")]
        if any(set(words) <= {one for one in text if isinstance(one, str)} for text in texts):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{words} are in no draft: {texts}")


def wrong(page: Page) -> list[str]:
    """What axe, or our own look, finds wrong with the page as it is."""
    seen = look(settled(page))
    return [*violations(page), *seen.pale, *seen.overlaps, *seen.cut, *seen.wide]


def test_an_officers_day(desk: Office, new_page: Opener, watch: Watch) -> None:
    page = new_page(width=1366, height=768)
    twelve_years_come_in_by_one_save(page, desk)
    a_quarter_is_typed_and_pasted_with_a_reload_in_the_middle(page, desk)
    a_commentary_is_corrected_as_a_commentary(page, desk)
    before = desk.data
    an_indicator_is_retired_with_a_reload_in_the_middle(page, desk)
    what_is_due_lists_what_is_missing_without_the_retired_one(page, desk)
    the_retirement_is_undone(page, desk, before)
    assert watch.faults == []
    assert watch.elsewhere == []


def twelve_years_come_in_by_one_save(page: Page, desk: Office) -> None:
    """The table of periods is confirmed, the preview has three groups, and doubts are ticked heading by heading."""
    opened(page, f"{desk.address}/add")
    enter(page, "Place in the source", "scorecard 2001/02 to 2012/13")
    page.get_by_role("tab", name="From a file").click()
    page.locator("input[type=file]").set_input_files(BOOK)
    expect(page.get_by_text("1200 filled-in rows read.")).to_be_visible(timeout=60_000)
    page.locator("summary", has_text="Which of the 48 headings is which period").click()
    periods = page.get_by_role("table", name="Which column is which period").first
    expect(periods).to_contain_text("2001/02 Q1")
    expect(periods).to_contain_text("2012/13 Q4")
    check(settled(page), "1198 new")
    expect(page.get_by_text("1 different from what stands: old and new")).to_be_visible()
    expect(page.get_by_role("table", name="Different from what stands")).to_contain_text("87.4%")
    assert wrong(page) == []
    assert 1 <= sign(page, why="Twelve years of the scorecard") <= 12
    save(page)
    assert len(figures(desk, "pep-completion")) == 48
    assert figures(desk, "reviews-in-timescale")["2012/13 Q4"] == "87.4"


def a_quarter_is_typed_and_pasted_with_a_reload_in_the_middle(page: Page, desk: Office) -> None:
    """All is back after the reload, with the sentence; then the rest is pasted and all is saved together."""
    opened(page, f"{desk.address}/add")
    choose(page, "Period", "2013/14 Q2")
    settled(page)
    enter(page, "Place in the source", "return for Q2")
    enter(page, f"Value: {NEET}", "25.4")
    more(page, NEET)
    enter(page, f"Commentary: {NEET}", COMMENTARY)
    settled(page).get_by_role("tab", name="Paste from a spreadsheet").click()
    enter(page, PASTE, PASTED)
    expect(page.get_by_text("2 filled-in rows read.")).to_be_visible()
    kept(page, desk, "return for Q2", "25.4", COMMENTARY, PASTED)
    settled(page).reload()
    expect(page.get_by_text(HERE_AGAIN)).to_be_visible(timeout=60_000)
    expect(settled(page).get_by_role("textbox", name=f"Value: {NEET}", exact=True)).to_have_value("25.4")
    expect(page.get_by_role("textbox", name=f"Commentary: {NEET}", exact=True)).to_have_value(COMMENTARY)
    expect(page.get_by_role("combobox", name="Period", exact=True)).to_have_value("2013/14 Q2")
    page.get_by_role("tab", name="Paste from a spreadsheet").click()
    expect(page.get_by_role("textbox", name=PASTE)).to_have_value(PASTED)
    check(page)
    sign(page, why="Return for July to September 2013")
    save(page)
    assert figures(desk, "neet")["2013/14 Q2"] == "25.4"
    assert figures(desk, "health-assessments-completed")["2013/14 Q2"] == "89.5"


def a_commentary_is_corrected_as_a_commentary(page: Page, desk: Office) -> None:
    """No figure is revised by it, and History tells it as what it is."""
    opened(page, f"{desk.address}/add")
    choose(page, "Period", "2013/14 Q2")
    settled(page)
    if page.get_by_role("checkbox", name=f"More for {NEET}", exact=True).count() == 0:
        find_indicators(page, [NEET])
    more(page, NEET)
    enter(page, f"Commentary: {NEET}", CORRECTED)
    enter(page, "Place in the source", "return for Q2")
    page.keyboard.press("Tab")
    check(settled(page), "will be saved|will be changed|will be corrected")
    sign(page, why="Three of them were found")
    save(page)
    assert CORRECTED in desk.data.decode()
    assert f"{COMMENTARY}\n" not in desk.data.decode()
    assert desk.data.count(b"value: 25.4") == 1
    opened(page, f"{desk.address}/history")
    expect(page.locator(".history").first).to_contain_text(re.compile("commentary", re.IGNORECASE))


def an_indicator_is_retired_with_a_reload_in_the_middle(page: Page, desk: Office) -> None:
    opened(page, f"{desk.address}/change?id=neet")
    enter(page, "Retired on", "1 July 2013")
    enter(page, "Why it is retired", WHY_RETIRED)
    kept(page, desk, "1 July 2013", WHY_RETIRED)
    settled(page).reload()
    expect(page.get_by_text("(2 fields). It is of")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("textbox", name="Why it is retired", exact=True)).to_have_value(WHY_RETIRED)
    check(settled(page), "will be saved")
    sign(page, why="The panel agreed")
    save(page)
    found = catalogue(desk).indicator("neet")
    assert found is not None
    assert found.retired is not None


def what_is_due_lists_what_is_missing_without_the_retired_one(page: Page, desk: Office) -> None:
    opened(page, f"{desk.address}/due")
    expect(page.locator(".rounds")).to_contain_text("April to June 2013")
    page.locator("details:not([open]) > summary").evaluate_all("folds => folds.forEach(one => one.click())")
    expect(page.locator("a[href='indicator?id=care-leavers-eet']").first).to_be_visible()
    expect(page.locator("a[href='indicator?id=neet']")).to_have_count(0)
    assert wrong(page) == []


def the_retirement_is_undone(page: Page, desk: Office, before: bytes) -> None:
    """The file is byte for byte what it was, and the indicator is due again."""
    opened(page, f"{desk.address}/history")
    mend(page, "Undo", "Too early")
    assert desk.data == before
    opened(page, f"{desk.address}/due")
    expect(page.locator("a[href='indicator?id=neet']")).not_to_have_count(0)
