"""Long series in a real browser: limits, special causes, a rebase, a break, a gap and a hidden figure."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from metrics.analysis.reading import read
from metrics.catalogue.load import parse
from metrics.wording.formatting import capital, reader_period
from metrics.wording.uncertainty import CAUSES
from tests.support.accessibility import violations
from tests.support.browsing import followed, opened, settled
from tests.support.page_look import look
from tests.support.servers import ROOT, serving
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

LONG = ROOT / "tests" / "data" / "long_series.yaml"
INDICATORS = [one.id for one in parse(LONG.read_bytes()).indicators]


WORDS_OF_ROWS = {
    "Looked-after children not in education, employment or training": "Seven in a row down (better)",
    "Children waiting for a placement": "Consistently misses",
    "Reviews held in time": "The level has shifted",
}
"""What the scorecard says of variation, by the indicator's title."""


@pytest.fixture(scope="module", name="long")
def _long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard that shows the long series."""
    path = tmp_path_factory.mktemp("long") / "indicators.yaml"
    shutil.copyfile(LONG, path)
    with serving(Path(path)) as address:
        yield address


@pytest.mark.parametrize(("scheme", "widths"), [("light", (1440, 320)), ("dark", (768, 320))])
def test_every_long_chart_can_be_seen_and_its_labels_stand_clear(
    long: str, new_page: Opener, watch: Watch, scheme: str, widths: tuple[int, ...]
) -> None:
    page, wrong, charts = new_page(scheme=scheme), [], 0
    opened(page, f"{long}/sources")
    for id in INDICATORS:
        followed(page, f"/indicator?id={id}")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            seen = look(settled(page))
            charts += seen.charts or page.locator(".phone-chart").count()
            wrong += [f"{id} at {width}: {fault}" for fault in (*seen.pale, *seen.overlaps, *seen.cut, *seen.wide)]
    assert wrong == []
    assert charts == len(INDICATORS) * len(widths)
    assert watch.elsewhere == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1440, "dark")])
def test_scorecard_and_indicator_say_variation_with_shapes_and_words(
    long: str, new_page: Opener, width: int, scheme: str
) -> None:
    page = opened(new_page(width, 900, scheme), long)
    for name, words in WORDS_OF_ROWS.items():
        row = page.locator("tr", has=page.get_by_role("link", name=name, exact=True)).first
        assert words in row.inner_text()
        if "shifted" not in words:
            sign = row.locator(".sign").first.bounding_box()
            assert sign is not None
            assert min(sign["width"], sign["height"]) > 8
    for address in (long, f"{long}/indicator?id=forty-quarters"):
        opened(page, address)
        assert violations(page) == []
        assert look(page).pale == []
        assert look(page).wide == []
    assert "A new usual range starts in October to December 2010" in (page.locator(".varied").text_content() or "")
    assert not re.search(r"(?<![\d.])7\.5%?(?![\d.])", page.locator("[data-testid=stMain]").inner_text())


def test_table_behind_a_chart_names_the_special_cause_of_each_figure_that_has_one(long: str, new_page: Opener) -> None:
    page = opened(new_page(1440, 900, "light"), f"{long}/trends?m=nine-quarters")
    page.get_by_text("Table and downloads").click()
    table = page.locator("table.plain-table", has=page.get_by_role("columnheader", name="Whose"))
    table.wait_for()
    heads = table.locator("thead th").all_inner_texts()
    column = heads.index("Variation")
    rows = [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]
    told = {row[1].replace("\N{NO-BREAK SPACE}", " "): row[column] for row in rows if row[column]}
    made = parse(LONG.read_bytes()).indicator("nine-quarters")
    assert made is not None
    causes = read(parse(LONG.read_bytes()), made, date.today()).variation.causes
    assert told == {reader_period(period): capital(CAUSES[cause]) for period, cause in causes.items()}
    assert told
    opened(page, f"{long}/indicator?id=nine-quarters")
    noted = page.locator(".figures-table").first.locator("tbody tr").all()
    cells = {row.locator("th").inner_text(): row.locator(".note").inner_text() for row in noted}
    for period, cause in causes.items():
        assert CAUSES[cause] in cells[reader_period(period)].lower()


def test_buttons_of_a_chart_are_named_by_its_alternative_text(long: str, new_page: Opener) -> None:
    page = opened(new_page(1440, 900, "light"), f"{long}/indicator?id=drifting-quarters")
    buttons = page.locator("button[aria-label*='Reviews held in time: ']")
    for gone in ("Show data", "Copy Vega-Lite spec", "Download as PNG"):
        hidden = page.locator(f"button[aria-label^='{gone}']").evaluate("one => getComputedStyle(one).display")
        assert hidden == "none", "the page's own table and downloads name and cite every figure"
    names = [
        name for one in buttons.all() if not (name := one.get_attribute("aria-label") or "").startswith("Show data")
    ]
    assert len(names) == 3
    (told,) = {name.partition(": ")[2] for name in names}
    assert re.match(r"Reviews held in time: [\d.]+% in \w+ to \w+ \d{4}, (up|down) [^;()]+\.", told), (
        "no verdict of a step"
    )
