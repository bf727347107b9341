"""Bad files and hostile texts on the page Add a quarter: each gets its sentence, and nothing of it is run or saved."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

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
    enter,
    more,
    save,
    sign,
)
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

ROWS = f"Indicator,Period,Value\n{ALDER},2013/14 Q2,60\n"
BAD = {
    "a renamed table": ("q2.xlsx", ROWS.encode(), "the name says workbook and the file is plain text"),
    "a zip bomb": (
        "q2.xlsx",
        workbooks.exchanged(workbooks.SHEET, b" " * 60_000_000),
        "this workbook unpacks to more than 50 MB",
    ),
    "no UTF-8": ("q2.csv", ROWS.encode().replace(b"Q2,60", b"Q2,\x8960"), "row 2: the text is not UTF-8"),
    "no table": ("../../x.csv", b"<!doctype html><p>Log in</p>", "this is a web page and no table"),
    "no headings": ("../../x.csv", b"1,2,3\n4,5,6\n", "no row of headings was found"),
    "more than 5 MB": ("q2.csv", ROWS.encode() + b"\n" * 6_000_000, "5.0MB or smaller"),
}
OUTSIDE = "192.0.2.1"
"""An address that is nobody's (RFC 5737)."""

MARKED = (
    f'<img src="http://{OUTSIDE}/a.png" onerror="alert(1)"> <script>alert(2)</script> ![i](http://{OUTSIDE}/b.png) '
    f"[link](http://{OUTSIDE}/) **bold** _thin_ :red[hot] :material/home: $x^2$ `code` &amp; ~~gone~~"
)
SHORT = f"<b>A</b> *new* ![i](http://{OUTSIDE}/c.png) :smile: $y$ `one`"


def kept(desk: Office) -> list[str]:
    """Every file in and beside the folder of the data, but drafts: what is typed is kept as one."""
    folder = desk.file.parents[1]
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if "drafts" not in str(one))


def test_each_bad_file_gets_its_sentence_and_nothing_is_saved(desk: Office, new_page: Opener, watch: Watch) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "page 2")
    page.get_by_role("tab", name="From a file").click()
    before = kept(desk)
    for number, (name, data, told) in enumerate(BAD.values()):
        page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
        expect(page.get_by_text(told).first).to_be_visible(timeout=30_000)
        settled(page)
        if not number:
            check(page, "1 thing to mend")
            expect(page.locator(".problems")).to_contain_text(told)
        assert page.get_by_role("button", name="Save", exact=True).count() == 0
        assert "Traceback" not in page.content()
        assert "../" not in page.locator("[data-testid=stMain]").inner_text().replace("../../x.csv", "")
    assert desk.data == SMALL.encode()
    assert kept(desk) == before
    assert watch.elsewhere == []


PUT = """async ([url, token, bytes]) => {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(bytes)]), "q2.csv");
  return (await fetch(url, {method: "PUT", headers: {"x-xsrftoken": token}, body: form})).status;
}"""


def _server(address: str) -> Path:
    """What /proc tells of the server at this address."""
    port = f"--server.port={address.rpartition(':')[2]}".encode()
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if port in (one / "cmdline").read_bytes():
                return one
    raise LookupError(address)


def _memory(address: str) -> int:
    """How much memory the server at this address holds, in megabytes."""
    return int((_server(address) / "status").read_text().split("VmRSS:")[1].split()[0]) // 1024


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads a process's memory in /proc")
def test_an_upload_of_fifty_megabytes_is_refused_by_the_server_which_keeps_none_of_it(
    desk: Office, new_page: Opener
) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    page.get_by_role("tab", name="From a file").click()
    with page.expect_request(lambda one: "upload_file" in one.url) as sent:
        page.locator("input[type=file]").set_input_files(
            {"name": "q2.csv", "mimeType": "text/csv", "buffer": ROWS.encode()}
        )
    expect(page.get_by_text("1 filled-in row read")).to_be_visible()
    settled(page)
    url, token = sent.value.url, sent.value.headers["x-xsrftoken"]
    assert page.evaluate(PUT, [url, token, 1_000]) == 204, "a small one is taken at the same place"
    before = _memory(desk.address)
    assert [page.evaluate(PUT, [url, token, 50_000_000]) for _ in range(3)] == [413] * 3
    assert _memory(desk.address) < before + 25


LONG = [(ALDER, "2013/14 Q2")] * 4_500
"""Rows that nobody filled in, so that a workbook takes a while to read."""


def _reader(server: Path) -> int | None:
    """The process by which a server reads a workbook."""
    for thread in (server / "task").iterdir():
        with suppress(OSError):
            for child in (thread / "children").read_text().split():
                if b"metrics.uploads.xlsx_sandbox" in Path("/proc", child, "cmdline").read_bytes():
                    return int(child)
    return None


@contextmanager
def short_of_memory(address: str) -> Iterator[None]:
    """The server's reading of a workbook is ended, as a system does that is short of memory."""
    over, server = threading.Event(), _server(address)

    def end() -> None:
        while not over.wait(0.005):
            if (found := _reader(server)) is not None:
                with suppress(ProcessLookupError):
                    os.kill(found, signal.SIGKILL)

    watching = threading.Thread(target=end)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the reading process in /proc")
def test_workbook_refused_for_want_of_memory_is_read_when_it_is_asked_for_again(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    page.get_by_role("tab", name="From a file").click()
    data = workbooks.workbook(
        ("Indicator", "Period", "Value"), (ALDER, "2013/14 Q2", 60), (BEECH, "2013/14 Q2", 44), *LONG
    )
    given = {"name": "q2.xlsx", "mimeType": "text/plain", "buffer": data}
    refused = page.get_by_text("takes too much memory or time to read")
    with short_of_memory(desk.address):
        page.locator("input[type=file]").set_input_files(given)
        expect(refused).to_be_visible(timeout=30_000)
    enter(page, "Place in the source", "page 2")
    page.keyboard.press("Tab")
    settled(page)
    expect(refused).to_be_visible()
    page.get_by_role("button", name="Read the file again").click()
    expect(page.get_by_text("2 filled-in rows read.")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Read the file again")).to_have_count(0)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the reading process in /proc")
def test_file_given_again_after_a_refusal_for_want_of_memory_is_read(desk: Office, new_page: Opener) -> None:
    data = workbooks.workbook(("Indicator", "Period", "Value"), (ALDER, "2013/14 Q2", 61), *LONG)
    given = {"name": "q2.xlsx", "mimeType": "text/plain", "buffer": data}
    page = opened(new_page(), f"{desk.address}/add")
    page.get_by_role("tab", name="From a file").click()
    with short_of_memory(desk.address):
        page.locator("input[type=file]").set_input_files(given)
        expect(page.get_by_text("takes too much memory or time to read")).to_be_visible(timeout=30_000)
    other = opened(new_page(), f"{desk.address}/add")
    other.get_by_role("tab", name="From a file").click()
    other.locator("input[type=file]").set_input_files(given)
    expect(other.get_by_text("1 filled-in row read.")).to_be_visible(timeout=30_000)


def literally(page: Page, words: str) -> None:
    """The words stand on the page as they were typed, and made nothing of it."""
    expect(page.get_by_text(words).first).to_be_attached()
    assert page.locator(f"[src*='{OUTSIDE}'], [href*='{OUTSIDE}'], .katex").count() == 0


def test_markup_in_names_and_texts_is_shown_and_never_run(desk: Office, new_page: Opener, watch: Watch) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", MARKED)
    enter(page, f"Value: {ALDER}", "71.5")
    more(page, ALDER)
    for field in ("Commentary", "Note"):
        enter(page, f"{field}: {ALDER}", MARKED)
    fresh = block(page, "A new indicator, with its definition")
    for field, typed in (("Name", MARKED), ("Short name", SHORT), ("Id", "fresh"), ("Definition", MARKED)):
        enter(fresh, field, typed)
    for field, typed in (("Theme", "Education"), ("Unit", "percent"), ("Frequency", "quarter")):
        choose(fresh, field, typed)
    choose(fresh, "Which way is better", "higher is better")
    enter(fresh, "Value", "12.5")
    check(page)
    literally(page, MARKED)
    sign(page, name=f"<i>Jo</i> {SHORT}", why=MARKED)
    save(page)
    literally(page, SHORT)
    for path in ("indicator?id=alder", "indicator?id=fresh", "history", ""):
        opened(page, f"{desk.address}/{path}")
        literally(page, MARKED if path else SHORT)
    opened(page, f"{desk.address}/add")
    choose(page, "Period", "2013/14 Q3")
    settled(page)
    literally(page, SHORT)
    expect(page.get_by_role("textbox", name=f"Value: {BEECH}", exact=True)).to_be_visible()
    labelled = page.locator(".st-key-typed input[type=text]").last.evaluate("one => one.labels[0].innerText")
    assert labelled.replace("\N{WORD JOINER}", "") == f"Denominator: {SHORT}"
    assert watch.elsewhere == []
    assert watch.faults == []


def test_a_file_of_another_quarter_its_hidden_row_and_its_codes_are_told_before_they_are_taken(
    desk: Office, new_page: Opener
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Q1 2013-14"
    for row in (("Indicator", "Value"), (ALDER, "<5"), (BEECH, 43.5)):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "page 2")
    page.keyboard.press("Tab")
    page.get_by_role("tab", name="From a file").click()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    data = workbooks.saved(book)
    page.locator("input[type=file]").set_input_files({"name": "return.xlsx", "mimeType": kind, "buffer": data})
    expect(page.get_by_text("2 filled-in rows read.")).to_be_visible()
    check(page, "2 figures will be added")
    for told in (
        "“Q1 2013-14” (the name of the sheet) names another period than 2013/14 Q2, for which 2 rows would be taken",
        "Row 3 of the sheet “Q1 2013-14” is hidden in the workbook and comes in all the same",
    ):
        expect(page.get_by_role("checkbox", name=told)).not_to_be_checked()
    expect(page.get_by_text("“<5” is read as the code c (suppressed)")).to_be_visible()


def test_a_code_in_the_field_of_a_value_is_read_or_asked_about(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "page 2")
    enter(page, f"Value: {ALDER}", "*")
    enter(page, f"Value: {BEECH}", "[c]")
    page.keyboard.press("Tab")
    check(page, "1 thing to mend")
    expect(page.locator(".problems")).to_contain_text("write the code c (suppressed) or x (not available)")
    enter(page, f"Value: {ALDER}", "x")
    page.keyboard.press("Tab")
    check(page, "2 figures will be added")
    expect(page.get_by_text(f"{BEECH}, Value: “[c]” is read as the code c (suppressed).")).to_be_visible()
