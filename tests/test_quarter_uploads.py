"""Bad files and hostile texts on the page Add a quarter: each gets its sentence, and nothing of it is run or saved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import workbooks
from tests.browsing import opened, settled
from tests.conftest import Opener, Watch
from tests.officer import ALDER, BEECH, KNOWN, SMALL, Office, block, check, choose, enter, more, office, save, sign

pytestmark = pytest.mark.browser

ROWS = f"Measure,Period,Value\n{ALDER},2013/14 Q2,60\n"
BAD = {
    "a renamed table": ("q2.xlsx", ROWS.encode(), "the name says workbook and the file is plain text"),
    "a zip bomb": (
        "q2.xlsx",
        workbooks.exchanged(workbooks.SHEET, b" " * 60_000_000),
        "this workbook unpacks to more than 50 MB",
    ),
    "no UTF-8": ("q2.csv", ROWS.replace("Q2,60", "Q2,\xa360").encode("latin-1"), "row 2: the text is not UTF-8"),
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


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office"), SMALL) as found:
        yield found


@pytest.fixture
def desk(running: Office) -> Office:
    return running.holds(SMALL)


def kept(desk: Office) -> list[str]:
    """Every file in and beside the folder of the data."""
    return sorted(str(one.relative_to(desk.file.parents[1])) for one in desk.file.parents[1].rglob("*"))


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
    fresh = block(page, "A new measure, with its definition")
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
    literally(page, SHORT)
    expect(page.get_by_role("textbox", name=f"Value: {BEECH}", exact=True)).to_be_visible()
    labelled = page.locator(".st-key-typed input[type=text]").last.evaluate("one => one.labels[0].innerText")
    assert labelled.replace("\N{WORD JOINER}", "") == f"Denominator: {SHORT}"
    assert watch.elsewhere == []
    assert [one for one in watch.complaints if not KNOWN.search(one)] == []
