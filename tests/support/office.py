"""What an officer does on the pages Add a quarter and History, as hands do it in a real browser."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.support.browsing import settled
from tests.support.servers import serving

HERE = 'editing = "this computer"\n'

ALDER, BEECH = "Alder on time", "Beech seen"
SMALL = (
    """\
# The figures of a small council, as a hand writes them.
organisation: {name: Medway Council, area: Medway, contact: the performance hub, suppress_below: 6}
sources:
  hub: {title: Quarterly return, publisher: Medway Council, kind: internal}
  report: {title: Inspection report, publisher: Ofsted, published: 2013-08-23, kind: published}
themes:
  - {id: education, name: Education}
indicators:
"""
    + "".join(
        f"""\
  - id: {name.split()[0].lower()}
    name: {name}
    group: looked-after children
    theme: education
    unit: percent
    polarity: higher_is_better
    frequency: quarter
    definition: Of whom, and when.
    observations:
      - {{period: 2012/13 Q4, value: {start}, source: hub, at: page 1}}
      - {{period: 2013/14 Q1, value: {start + 3}, source: hub, at: page 1}}
"""
        for name, start in ((ALDER, 55), (BEECH, 41))
    )
    + """\
  - id: cedar
    name: Cedar awaited
    theme: education
    unit: percent
    polarity: higher_is_better
    frequency: quarter
    definition: Of whom, and when.
    why_missing: Nobody counted it.
    source: report
    at: paragraph 1
    observations: []
"""
)
"""Two indicators with figures up to 2013/14 Q1, and one that awaits its first."""


@dataclass(frozen=True)
class Office:
    """A running dashboard that this computer may edit, and the data file that it shows."""

    address: str
    file: Path

    @property
    def data(self) -> bytes:
        return self.file.read_bytes()

    def holds(self, text: str) -> Office:
        """The office with this data, no history, and nothing else in its folder."""
        clear(self.file.parent, text)
        return self


def emptied(folder: Path) -> Path:
    """The folder without anything in it, though a server that still runs a page may write meanwhile."""
    for _ in range(100):
        for one in folder.iterdir():
            shutil.rmtree(one, ignore_errors=True) if one.is_dir() else one.unlink(missing_ok=True)
        time.sleep(0.05)
        if not any(folder.iterdir()):
            return folder
    raise OSError(f"{folder} is being written to all the time")


def clear(folder: Path, text: str) -> Path:
    """The data file with this text in an empty folder that this computer may edit."""
    emptied(folder)
    (folder / "access.toml").write_text(HERE, encoding="utf-8")
    (folder / "indicators.yaml").write_bytes(text.encode("utf-8"))
    return folder / "indicators.yaml"


@contextmanager
def office(folder: Path, text: str) -> Iterator[Office]:
    file = clear(folder, text)
    with serving(file) as address:
        yield Office(address, file)


def named(field: str) -> re.Pattern[str]:
    """The name of a field, whether or not its label says that it has to be filled in."""
    return re.compile(rf"^{re.escape(field)}( \(required( with a value)?\))?$")


def enter(where: Page | Locator, field: str, typed: str) -> None:
    """Type into a field; it counts once the field is left."""
    where.get_by_role("textbox", name=named(field)).fill(typed)


def choose(where: Page | Locator, field: str, typed: str) -> None:
    """Find an entry of a list by typing a part of it, and take it; a list that closed at once is opened again."""
    box = where.get_by_role("combobox", name=named(field))
    options = box.page.get_by_role("option")
    for _ in range(4):
        box.click()
        box.fill(typed)
        box.page.wait_for_timeout(1000)
        if options.count():
            break
        box.press("Tab")  # as long as a fold still opens, a list in it may close
    options.first.wait_for()
    box.page.wait_for_timeout(300)  # the list is narrowed to what was typed
    box.press("Enter")


def find_indicators(page: Page, titles: Sequence[str]) -> None:
    """Bring indicators that aren't listed into the form, one by one."""
    for title in titles:
        choose(page, "Find any other indicator by name", title)
        expect(page.get_by_role("textbox", name=f"Value: {title}", exact=True)).to_be_focused()


def more(page: Page, title: str) -> None:
    """Show the fields on demand of an indicator."""
    page.get_by_role("checkbox", name=f"More for {title}", exact=True).press("Space")
    expect(page.get_by_role("textbox", name=f"Commentary: {title}", exact=True)).to_be_visible()


def block(page: Page, heading: str) -> Locator:
    """The fields that open under a heading, such as those of a new target."""
    found = settled(page).locator("[data-testid=stExpander]", has=page.get_by_text(heading, exact=True))
    found.locator("summary").click()
    expect(found.get_by_role("button", name="Add another")).to_be_visible()
    page.wait_for_timeout(600)  # it comes to rest
    return found


def check(page: Page, comes: str = "will be added") -> Page:
    """Press the button that checks, and wait for a text that the check brings."""
    page.get_by_role("button", name="Check what will be saved").click()
    expect(page.get_by_text(re.compile(comes)).first).to_be_visible(timeout=30_000)
    return settled(page)


def tick_doubts(page: Page) -> int:
    """Tick everything that is to be looked at again; how much it was."""
    doubts = page.get_by_role("checkbox", name=re.compile("I have looked again"))
    for number in range(doubts.count()):
        doubt = doubts.nth(number)
        if not doubt.is_checked():
            doubt.press("Space")
        expect(doubt).to_be_checked()
        settled(page)
    return doubts.count()


def sign(page: Page, name: str = "Jo Bloggs", why: str = "The return") -> int:
    """Tick all doubts and sign; how many doubts there were."""
    ticked = tick_doubts(page)
    enter(page, "Your name", name)
    enter(page, "Why: what this is", why)
    page.keyboard.press("Tab")
    lines = page.locator(".lines pre").last
    if "status: revised" in (lines.text_content() or ""):
        expect(lines).to_contain_text(f"by: {name}, ")
    settled(page)
    return ticked


def save_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Save", exact=True)


def save(page: Page) -> Page:
    """Press Save, and wait until the page says that it is done."""
    save_button(page).click()
    expect(page.get_by_role("heading", name="Saved", exact=True)).to_be_visible(timeout=30_000)
    return settled(page)


def lines_shown(page: Page) -> list[tuple[int, str]]:
    """The lines that the preview says will be added, with their numbers."""
    shown = page.locator(".lines pre").last.text_content() or ""
    return [(int(line[:5]), line[7:]) for line in shown.split("\n")]


def to_mend(page: Page, way: str, why: str, name: str = "Jo Bloggs") -> Locator:
    """Undo, restore or confirm chosen and signed on the page History; the button that does it."""
    if not page.get_by_text("What to do", exact=True).is_visible():
        page.locator("summary", has_text="Undo or restore").click()
    page.locator("label", has_text=re.compile(f"^{way}")).click()
    settled(page)
    enter(page, "Your name", name)
    enter(page, "Why", why)
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)  # the run that leaving a field begins may not have begun yet
    settled(page)
    return page.get_by_role("button", name=re.compile("^(Undo|Restore|Confirm)$"))


def mend(page: Page, way: str, why: str, name: str = "Jo Bloggs") -> Page:
    """Undo, restore or confirm on the page History, and wait until it says that it is done."""
    to_mend(page, way, why, name).click()
    expect(page.get_by_text(f"Done: {way[0].lower()}{way[1:]}")).to_be_visible(timeout=20_000)
    return settled(page)
