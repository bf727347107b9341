"""Small numbers: everything the server sends to a reader's browser, and every download, is read for what is hidden."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import opened, settled
from tests.support.office import Office, check, enter, mend, more, save, sign
from tests.support.watching import Opener
from tests.support.websocket import Heard

pytestmark = pytest.mark.browser

ELSEWHERE = {"X-Forwarded-For": "10.0.0.1"}
"""With it a visitor comes through a proxy, and is a reader."""

DATA = """\
organisation: {name: Medway Council, area: Medway, contact: the performance hub, suppress_below: 6}
sources:
  hub: {title: Quarterly return, publisher: Medway Council, kind: internal}
  report: {title: Inspection report, publisher: Ofsted, published: 2013-08-23, kind: published}
themes:
  - {id: education, name: Education}
  - {id: health, name: Health}
indicators:
  - id: alder
    name: Alder on time
    group: looked-after children
    theme: education
    unit: percent
    polarity: lower_is_better
    frequency: quarter
    definition: Of whom, and when.
    comparators:
      - {area: England, group: looked-after children, period: 2013/14 Q1, value: 17.31, source: report, at: paragraph 2}
      - {area: Kent, group: looked-after children, period: 2013/14 Q1, value: 0.0463, numerator: 5, denominator: 10799, comparable: partly, why: falcon, note: osprey, source: hub, at: page 9}
    observations:
      - {period: 2012/13 Q4, value: 21.43, source: hub, at: page 1, commentary: robin}
      - {period: 2013/14 Q1, value: 0.0371, numerator: 4, denominator: 10781, source: hub, at: page 1, note: kestrel, commentary: linnet, quote: "0.0371 heron"}
      - {period: 2013/14 Q1, value: 0.0278, numerator: 3, denominator: 10793, status: revised, by: the hub, on: 2013-09-01, reason: merlin, source: hub, at: page 1}
  - id: beech
    name: Beech counted
    theme: health
    unit: count
    of: children
    polarity: lower_is_better
    frequency: quarter
    definition: Of whom, and when.
    said:
      - {words: plover, about: level, direction: worse, source: hub, at: page 4}
    observations:
      - {period: 2012/13 Q4, value: 871, source: hub, at: page 1}
      - {period: 2013/14 Q1, value: 5, source: hub, at: page 1, note: curlew, break_before: dunlin counted otherwise}
"""  # noqa: E501 - one figure is one line
SHOWN = ("21.43", "17.31", "871", "robin")
"""What everybody may see."""

HIDDEN = (
    *("0.0371", "10781", "kestrel", "linnet", "heron", "0.0278", "10793", "merlin"),
    *("0.0463", "10799", "falcon", "osprey", "plover", "curlew", "dunlin"),
)
"""What the file holds and only an editor may see."""

ENTERED = ("0.0183", "10949", "bittern", "wagtail")
"""Value, denominator, commentary and note of the small number that the test enters."""

REASON = "Siskin of 0.0183"
"""Why the small number was entered; only an editor may read it."""

PLACES = (
    "",
    "?show=behind",
    "indicator?id=alder",
    "indicator?id=beech",
    "trends?m=alder,beech&events=on",
    "sources",
    "history",
    "add",
    "import",
)


@pytest.fixture
def desk(running: Office) -> Office:
    return running.holds(DATA)


PACKED = re.compile(rb"[A-Za-z0-9+/]{80,}={0,2}")


def unpacked(sent: bytes) -> bytes:
    """The bytes, and what is packed in them: as base64, as pictures are, or as a zip, as workbooks are."""
    if sent.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(sent)) as packed:
            sent = b"\n".join(packed.read(one) for one in packed.namelist())
    return sent + b"".join(base64.b64decode(one[: len(one) // 4 * 4]) for one in PACKED.findall(sent))


class Ear:
    """Hears all that a page is sent: the conversation, the answers to requests, and what it downloads."""

    def __init__(self, page: Page) -> None:
        self.heard = Heard()
        self.fetched: list[bytes] = []
        self.downloads: dict[str, dict[str, bytes]] = {}
        self.page = self.heard.on(page)
        page.on("response", self._answer)

    def _answer(self, answer: object) -> None:
        if "/static/" not in answer.url and answer.ok:  # type: ignore[attr-defined]
            self.fetched.append(answer.body())  # type: ignore[attr-defined]

    def went_through(self, desk: Office) -> Ear:
        """Every page opened, and everything downloaded that is offered there."""
        for place in PLACES:
            opened(self.page, f"{desk.address}/{place}")
            for one in self.page.locator("summary").all():
                one.click()
            settled(self.page)
            for button in self.page.locator("[data-testid=stDownloadButton] button").all():
                with self.page.expect_download() as coming:
                    button.click()
                data = Path(coming.value.path()).read_bytes()
                self.downloads.setdefault(place, {})[coming.value.suggested_filename] = data
                self.fetched.append(data)
            settled(self.page)
        return self

    def found(self, *wanted: str) -> list[str]:
        """Which of these came, with the spaces that stand in a quarter on screen."""
        all_sent = Heard(came=[unpacked(one) for one in (*self.heard.came, *self.fetched)])
        return [
            one for one in wanted if all_sent.holds(one) or all_sent.holds(one.replace(" Q", "\N{NO-BREAK SPACE}Q"))
        ]


def entered(page: Page, desk: Office) -> Page:
    """A small number entered and checked by an editor, up to the button that saves."""
    opened(page, f"{desk.address}/add")
    enter(page, "Place in the source", "page 7")
    for field, typed in (("Value", ENTERED[0]), ("Numerator", "2"), ("Denominator", ENTERED[1])):
        enter(page, f"{field}: Alder on time", typed)
    more(page, "Alder on time")
    for field, typed in (("Commentary", ENTERED[2]), ("Note", ENTERED[3])):
        enter(page, f"{field}: Alder on time", typed)
    check(page)
    expect(page.get_by_role("checkbox", name=re.compile("so few are counted"))).to_be_visible()
    sign(page, why=REASON)
    return page


def test_no_small_number_reaches_a_reader_by_any_page_or_download(desk: Office, new_page: Opener) -> None:
    editor = Ear(new_page())
    save(entered(editor.page, desk))
    assert editor.found(*ENTERED) == list(ENTERED), "the same ear hears them where an editor enters them"
    opened(editor.page, f"{desk.address}/history")
    expect(editor.page.locator("h1")).to_have_text("History")
    expect(editor.page.locator(".history > li").first).to_contain_text("Lines added (1)")
    expect(editor.page.get_by_role("button", name="For officers", exact=True)).to_have_count(1)
    assert editor.found(REASON) == [REASON]
    assert "0.0183" in desk.data.decode()
    reader = Ear(new_page(extra_http_headers=ELSEWHERE)).went_through(desk)
    assert reader.found(*SHOWN) == list(SHOWN)
    assert reader.found(*HIDDEN, *ENTERED, "Siskin") == []
    withheld = "The reason is not shown, since it could tell a small number."
    assert reader.found(withheld) == [withheld]
    assert reader.found("Saved by", "July to September 2013") == ["Saved by", "July to September 2013"]
    opened(reader.page, f"{desk.address}/history")
    change = reader.page.locator(".history > li").first
    hidden = "not shown, so that no child can be recognised"
    expect(reader.page.locator("h1")).to_have_text("What changed")
    for officers_own in ("Add a quarter", "Import published figures", "History"):
        expect(reader.page.get_by_role("link", name=officers_own, exact=True)).to_have_count(0)
    expect(reader.page.get_by_text("For officers")).to_have_count(0)
    for inner in ("Version", "Lines added", "indicators.yaml"):
        expect(reader.page.get_by_text(inner)).to_have_count(0)
    told = " ".join(change.locator("tbody").inner_text().split())
    assert told == f"Alder on time July to September 2013 {hidden}, April to June 2013 {hidden}"
    change.get_by_role("link", name="Alder on time").click()
    expect(reader.page.locator("h1")).to_have_text("Alder on time")
    assert reader.heard.elements > 60
    files = {place.partition("?")[0]: set(found) for place, found in reader.downloads.items()}
    assert files["trends"] == {f"{id}.{form}" for id in ("alder", "beech") for form in ("csv", "xlsx", "png", "svg")}
    assert files["indicator"] == {f"beech.{form}" for form in ("csv", "png", "svg")}
    assert files["sources"]
    for form in ("csv", "xlsx", "svg"):
        heard = Heard(came=[unpacked(reader.downloads[PLACES[4]][f"alder.{form}"])])
        assert heard.holds("21.43"), f"what may be shown is heard in {form}"
    assert len([one for one in reader.fetched if one.startswith((b"\x89PNG", b"<svg", b"\xef\xbb\xbf"))]) >= 6


def test_a_bad_line_with_a_small_number_shows_a_reader_its_place_and_nothing_of_it(
    desk: Office, new_page: Opener
) -> None:
    opened(new_page(), desk.address)
    broken = DATA.replace("value: 0.0278", "value: 0.0278x").replace("value: 5,", "value: 5, merlin: curlew,")
    desk.file.write_text(broken, encoding="utf-8")
    reader = Ear(new_page(extra_http_headers=ELSEWHERE)).went_through(desk)
    assert reader.found(*HIDDEN) == []
    assert reader.found("line 23", *SHOWN) == ["line 23", *SHOWN]
    editor = Ear(new_page())
    opened(editor.page, f"{desk.address}/add")
    assert editor.found("0.0278x") == ["0.0278x"]


CHANGES: dict[str, tuple[Callable[[str], str], str]] = {
    "a line is gone": (
        lambda text: "".join(line for line in text.splitlines(keepends=True) if "merlin" not in line),
        "Alder on time: the figure for 2013/14 Q1 is gone",
    ),
    "a value is changed": (
        lambda text: text.replace("0.0278, numerator: 3", "0.0371, numerator: 4"),
        "Alder on time: the figure for 2013/14 Q1 was changed",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_figure_lost_by_hand_is_named_to_everybody_until_an_editor_restores_or_confirms(
    desk: Office, new_page: Opener, change: str
) -> None:
    by_hand, told = CHANGES[change]
    reader = Ear(new_page(extra_http_headers=ELSEWHERE))
    opened(reader.page, desk.address)
    expect(reader.page.get_by_text(told)).to_have_count(0)
    desk.file.write_text(by_hand(DATA), encoding="utf-8")
    reader.went_through(desk)
    assert reader.found(told) == [told]
    assert reader.found(*HIDDEN) == []
    editor = opened(new_page(), f"{desk.address}/history")
    expect(editor.get_by_text(told).first).to_be_visible()
    mend(editor, "Restore an earlier version", "It was a slip")
    assert desk.data == DATA.encode()
    expect(opened(reader.page, desk.address).get_by_text(told)).to_have_count(0)
    desk.file.write_text(by_hand(DATA), encoding="utf-8")
    expect(opened(reader.page, desk.address).get_by_text(told)).to_be_visible()
    opened(editor, f"{desk.address}/history")
    mend(editor, "Confirm that what is gone was meant to go", "It was wrong")
    assert desk.data == by_hand(DATA).encode()
    expect(opened(reader.page, desk.address).get_by_text(told)).to_have_count(0)
    opened(reader.page, f"{desk.address}/history")
    assert reader.found(*HIDDEN, "It was a slip", "It was wrong") == []
    assert reader.found("The reason is not shown") == ["The reason is not shown"]
