"""The page Import published figures in a real browser: a file in, rows chosen, looked at, signed, saved, undone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from metrics.catalogue import published_series
from metrics.catalogue.amend import Addition, Change
from metrics.ees_import.mapping import FILE
from metrics.store import data_file, transactions
from tests.support.accessibility import violations, wide_and_narrow
from tests.support.browsing import opened, settled, to_officers_page
from tests.support.data_files import CONSOLE, observed, signed
from tests.support.make import ROOT, figure
from tests.support.office import emptied, mend
from tests.support.page_look import look
from tests.support.published_files import ACCOMMODATION, FOLDER, STABILITY, both, office
from tests.support.servers import serving
from tests.support.watching import Opener, Watch

pytestmark = pytest.mark.browser

ADDED = "9 comparators, 3 published figures of the council and 1 new source will be added"
TITLE = "Children looked after in England: 2025"
LONG_NAME = "la_children_who_were_missing_or_away_from_placement_without_authorisation_2018_2025.csv"
"""As long as the Department's longest, with nothing to break a line at; it is cited whole."""


@dataclass(frozen=True)
class Running:
    address: str
    path: Path

    def renewed(self) -> Running:
        """As it was shipped, without what an earlier test saved."""
        office(emptied(self.path.parent))
        return self


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    path = office(tmp_path_factory.mktemp("office"))
    with serving(path) as address:
        yield Running(address, path)


def give(page: Page, name: str, data: bytes | None = None) -> None:
    data = (FOLDER / name).read_bytes() if data is None else data
    expect(page.get_by_role("heading", name="Import published figures", level=1)).to_be_visible()
    page.locator("input[type=file]").wait_for(state="attached")
    settled(page)
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    page.get_by_text(re.compile(r"\d rows, 20|has headings and no rows|problem|: ")).first.wait_for()
    settled(page)


def fill(page: Page, name: str, words: str) -> None:
    page.get_by_label(name, exact=True).fill(words)
    page.keyboard.press("Tab")
    settled(page)


def choose(page: Page, name: str, option: str) -> None:
    page.get_by_role("combobox", name=name, exact=True).fill(option)
    page.get_by_role("option", name=option, exact=True).first.click()
    settled(page)


def choose_rows(
    page: Page, rows: str = "With 3 or more placements during the year", column: str = "children_percent"
) -> None:
    """Rows of the stability file for three or more placements, and the column of the figure."""
    choose(page, "Indicator", "Placements and permanence: Three or more placements")
    choose(page, "Rows whose cla_group is", "CLA on 31 March")
    choose(page, "Rows whose placement_stability is", rows)
    choose(page, "Column of the figure", column)


def name_release(page: Page) -> None:
    fill(page, "Its title", TITLE)
    fill(page, "Published on", "20 November 2025")


def check(page: Page) -> None:
    page.get_by_role("button", name="Check what will be saved").click()
    settled(page)


def save(page: Page) -> None:
    fill(page, "Your name", "Jo Bloggs")
    fill(page, "Why: what this is", "DfE release of November 2025")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".saved").wait_for()
    settled(page)


def test_a_release_comes_in_signed_and_can_be_undone(running: Running, new_page: Opener, watch: Watch) -> None:
    desk = running.renewed()
    before = both(desk.path)
    page = opened(new_page(), f"{desk.address}/import")
    give(page, ACCOMMODATION)
    served = page.get_by_role("checkbox", name=re.compile("care leavers aged 19 to 21"))
    expect(served.filter(visible=True)).to_have_count(6)
    check(page)
    expect(page.get_by_role("alert")).to_contain_text("Name the release")
    name_release(page)
    choose(page, "Their", "median")
    expect(page.get_by_text(ADDED)).to_be_visible()
    expect(page.locator(".preview")).to_contain_text("median")
    page.locator(".preview summary").filter(has_text="comparators").first.click()
    folded = page.locator(".preview details table").first
    expect(folded).to_be_visible()
    for words in ("Statistical neighbours", "care leavers aged 19 to 21", "median", "May 2025"):
        expect(folded).to_contain_text(words)
    assert both(desk.path) == before
    save(page)
    expect(page.locator(".saved")).to_contain_text("signed by Jo Bloggs")
    assert desk.path.read_bytes() == before[0], "an import writes the published series alone"
    assert [one.kind for one in data_file.history(desk.path).entries] == ["first seen"]
    (last,) = data_file.history(desk.path, "published").entries[-1:]
    assert (last.kind, last.by, last.reason) == ("save", "Jo Bloggs", "DfE release of November 2025")
    after = data_file.read_catalogue(desk.path)
    assert after.sources["children-looked-after-in-england-2025"].title == TITLE
    page = opened(page, f"{desk.address}/indicator?id=suitable-accommodation")
    known = "of 160, 14 (9%) not known; 92.5% of the 146 known"
    told = page.locator(".published-reading")
    expect(told).to_contain_text("; only partly the same indicator")
    expect(told.get_by_text(known.capitalize())).to_be_visible()
    for group in page.locator("details.group > summary").all():
        group.click()
    expect(page.get_by_role("cell", name=known.capitalize()).first).to_be_visible()
    page = opened(page, f"{desk.address}/history")
    page.get_by_text("Figures that others published").click()
    settled(page)
    mend(page, "Undo the last change", "Too early")
    assert both(desk.path) == before
    assert watch.elsewhere == []
    assert watch.faults == []


def test_rows_are_chosen_once_and_next_time_are_there(running: Running, new_page: Opener) -> None:
    desk = running.renewed()
    (desk.path.parent / FILE).unlink()
    page = opened(new_page(), f"{desk.address}/add")
    fill(page, "Value: Reviews held on time", "93.5")
    to_officers_page(page, "Import figures")
    give(page, STABILITY)
    expect(page.get_by_text("No rows of such a file are chosen yet")).to_be_visible()
    choose_rows(page)
    choose(page, "Column of counts, where there is one", "children_count")
    choose(page, "Out of: the rows with", "placement_stability: Total children")
    choose(page, "Counts of England and regions are rounded", "to 10")
    name_release(page)
    check(page)
    expect(page.get_by_text(ADDED)).to_be_visible()
    save(page)
    kept = (desk.path.parent / FILE).read_text(encoding="utf-8")
    assert "indicator: three-or-more-placements" in kept
    assert "by: Jo Bloggs" in kept
    own = data_file.read_catalogue(desk.path).indicator("three-or-more-placements")
    assert own is not None
    assert (own.own_series[-1].numerator, own.own_series[-1].denominator) == (70, 495)
    assert [one.kind for one in data_file.history(desk.path).entries[-1:]] == ["mapping"]
    assert [one.kind for one in data_file.history(desk.path, "published").entries[-1:]] == ["save"]
    to_officers_page(page, "Add a quarter")
    typed = page.get_by_label("Value: Reviews held on time", exact=True)
    expect(typed).to_have_value("93.5", timeout=20_000)
    to_officers_page(page, "Import figures")
    page.get_by_role("button", name="Import another file").click()
    give(page, STABILITY)
    expect(page.get_by_text("Chosen once and kept")).to_be_visible()
    choose(page, "Release", TITLE)
    expect(page.get_by_role("checkbox", name=re.compile("^Three or more placements"))).to_be_checked()


def test_rows_of_before_can_be_left_out_of_an_import(running: Running, new_page: Opener) -> None:
    desk = running.renewed()
    page = opened(new_page(), f"{desk.address}/import")
    give(page, STABILITY)
    name_release(page)
    check(page)
    expect(page.locator(".preview")).to_contain_text("Three or more placements")
    expect(page.locator(".preview")).to_contain_text("Same placement over two years")
    page.get_by_text(re.compile("^Three or more placements .looked-after")).click()
    settled(page)
    expect(page.locator(".preview")).not_to_contain_text("Three or more placements")
    expect(page.locator(".preview")).to_contain_text("Same placement over two years")
    to_officers_page(page, "Add a quarter")
    to_officers_page(page, "Import figures")
    expect(page.get_by_role("checkbox", name=re.compile("^Three or more placements"))).not_to_be_checked()
    page.get_by_text(re.compile("^Same placement over two years .*column")).click()
    settled(page)
    expect(page.get_by_role("alert")).to_contain_text("Choose rows that serve an indicator")


def test_what_counts_are_out_of_may_stand_in_a_column_of_its_own(running: Running, new_page: Opener) -> None:
    desk = running.renewed()
    (desk.path.parent / FILE).unlink()
    lines = (FOLDER / STABILITY).read_text(encoding="utf-8").splitlines()
    children = next(one for one in lines if ",Medway," in one and "CLA on 31 March,With 3 or more" in one)
    lines = [f"{lines[0]},children_total", *(f"{one},500" for one in lines[1:] if one == children)]
    page = opened(new_page(), f"{desk.address}/import")
    give(page, STABILITY, "\n".join([*lines, ""]).encode())
    choose(page, "Indicator", "Placements and permanence: Three or more placements")
    choose(page, "Rows whose placement_stability is", "With 3 or more placements during the year")
    choose(page, "Column of the figure", "children_percent")
    choose(page, "Column of counts, where there is one", "children_count")
    choose(page, "Out of: the column", "children_total")
    expect(
        page.get_by_text("Named in the rows too, since every row says it: cla_group “CLA on 31 March”.")
    ).to_be_visible()
    name_release(page)
    check(page)
    save(page)
    own = data_file.read_catalogue(desk.path).indicator("three-or-more-placements")
    assert own is not None
    assert own.own_series[-1].denominator == 500
    kept = (desk.path.parent / FILE).read_text(encoding="utf-8")
    assert "denominator: {column: children_total}" in kept
    assert "cla_group: CLA on 31 March" in kept, "the one value of a filter is named from the start"


def test_a_group_that_other_rows_have_is_told_before_saving(running: Running, new_page: Opener) -> None:
    desk = running.renewed()
    page = opened(new_page(), f"{desk.address}/import")
    give(page, STABILITY)
    page.get_by_text("Choose rows for another indicator").click()
    settled(page)
    choose_rows(page, rows="Total children")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("“looked-after children” stands for other rows already: Three or more placements")
    fill(page, "Of whom", "all looked-after children")
    expect(told).to_have_count(0)


def test_a_column_that_was_renamed_goes_on_in_the_same_group_once_that_is_said(
    running: Running, new_page: Opener
) -> None:
    desk = running.renewed()
    page = opened(new_page(), f"{desk.address}/import")
    give(page, STABILITY, (FOLDER / STABILITY).read_bytes().replace(b"children_percent", b"children_share", 1))
    choose_rows(page, column="children_share")
    expect(page.get_by_role("alert")).to_contain_text("Tick above if only names changed")
    page.get_by_text("The publisher only renamed its columns or rows").click()
    settled(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    name_release(page)
    check(page)
    save(page)
    assert "renamed: true" in (desk.path.parent / FILE).read_text(encoding="utf-8")
    own = data_file.read_catalogue(desk.path).indicator("three-or-more-placements")
    assert own is not None
    assert {one.group for one in own.own_series} <= {"looked-after children", None}


def test_a_word_among_the_figures_is_told_and_the_column_can_be_chosen(running: Running, new_page: Opener) -> None:
    desk = running.renewed()
    (desk.path.parent / FILE).unlink()
    page = opened(new_page(), f"{desk.address}/import")
    give(page, STABILITY, (FOLDER / STABILITY).read_bytes().replace(b",70,14\n", b",70,n/a\n"))
    expect(page.get_by_text("Column children_percent holds numbers, but “n/a” in row")).to_be_visible()
    choose(page, "Column of the figure", "children_percent")


def test_what_is_not_found_is_told_openly_before_saving(running: Running, new_page: Opener) -> None:
    desk = running.renewed()
    rows = desk.path.with_name(FILE)
    kept = rows.read_text(encoding="utf-8")
    rows.write_text(kept.replace("value: children_percent", "value: share", 1), "utf-8")
    lines = (FOLDER / STABILITY).read_text(encoding="utf-8").splitlines(keepends=True)
    page = opened(new_page(), f"{desk.address}/import")
    give(page, STABILITY, "".join(one for one in lines if ",Medway," not in one).encode())
    lacks = "Three or more placements (looked-after children): nothing is taken, since the file lacks the column share."
    expect(page.get_by_text(lacks)).to_be_visible()
    name_release(page)
    check(page)
    for words in ("no row of Medway in 2022/23, 2023/24 and 2024/25", "No row says in which region Medway lies"):
        expect(page.get_by_text(words)).to_be_visible()


def test_undo_is_offered_though_rows_were_chosen_after_the_save(running: Running, new_page: Opener) -> None:
    desk = running.renewed()
    before = desk.path.read_bytes()
    change = Change((Addition("neet", "own_series", figure("2030", 1, source="ofsted-2013")),))
    transactions.save(desk.path, data_file.prepare(observed(desk.path), change, desk.path.name), signed(), CONSOLE)
    rows = desk.path.with_name(FILE).read_bytes()
    prepared = transactions.PreparedSibling(FILE, rows, rows + b"# for next year\n", ("neet: rows",), ("neet",))
    transactions.save_sibling(desk.path, prepared, signed(), CONSOLE)
    page = opened(new_page(), f"{desk.address}/history")
    expect(page.locator(".history > li").first).to_contain_text("Rows of a published file chosen")
    mend(page, "Undo the last change", "The wrong release")
    assert desk.path.read_bytes() == before


def test_history_of_the_published_series_shows_an_import_and_undoes_it(running: Running, new_page: Opener) -> None:
    desk = running.renewed()
    shutil.copy(ROOT / "data" / published_series.FILE, desk.path.parent)
    change = Change((Addition("neet", "own_series", figure("2030", 1, source="ofsted-2013")),))
    transactions.save(desk.path, data_file.prepare(observed(desk.path), change, desk.path.name), signed(), CONSOLE)
    before = both(desk.path)
    page = opened(new_page(), f"{desk.address}/import")
    give(page, STABILITY, (FOLDER / STABILITY).read_bytes().replace(b"\n2025,", b"\n2026,"))
    fill(page, "Its title", "Children looked after in England: 2026")
    fill(page, "Published on", "19 November 2026")
    check(page)
    save(page)
    assert both(desk.path)[0] == before[0]
    page.locator(".saved").get_by_role("link", name="History").click()
    first = page.locator(".history > li").first
    expect(first).to_contain_text("Saved by Jo Bloggs")
    expect(first).to_contain_text("DfE release of November 2025")
    expect(first).to_contain_text("Three or more placements")
    expect(page.get_by_role("radio", name=re.compile("^Figures that others published"))).to_be_checked()
    page.get_by_text("The council’s figures (indicators.yaml)").click()
    expect(first).to_contain_text("Saved by Ann")
    settled(page)
    page.get_by_text("Figures that others published").click()
    expect(first).to_contain_text("Saved by Jo Bloggs")
    mend(settled(page), "Undo the last change", "The wrong year")
    assert both(desk.path) == before
    expect(first).to_contain_text("Undone by Jo Bloggs")
    assert [one.kind for one in data_file.history(desk.path, "published").entries] == ["first seen", "save", "undo"]
    assert [one.kind for one in data_file.history(desk.path).entries] == ["first seen", "save"]


def test_a_file_that_is_none_is_refused_in_words_and_a_cell_that_can_t_be_at_its_row(
    running: Running, new_page: Opener
) -> None:
    desk = running.renewed()
    page = opened(new_page(), f"{desk.address}/import")
    page.locator("input[type=file]").set_input_files(
        {"name": "figures.csv", "mimeType": "text/csv", "buffer": b"year,area,value\n2025,Medway,5\n"}
    )
    expect(page.get_by_role("alert")).to_contain_text("figures.csv: there is no column time_period")
    opened(page, f"{desk.address}/import")
    give(page, STABILITY, (FOLDER / STABILITY).read_bytes().replace(b",70,14\n", b",70,<b>14</b>\n"))
    name_release(page)
    check(page)
    expect(page.get_by_role("alert")).to_contain_text(
        "column children_percent: '<b>14</b>' is neither a number nor one of"
    )
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)


POSTS = """\
time_period,time_identifier,geographic_level,country_name,la_name,new_la_code,vacancy_rate_fte
2024,Reporting year,National,England,,,14.2
2024,Reporting year,Local authority,England,Medway,E06000035,26.5
"""
"""A file without a column that selects rows."""


def test_a_file_without_filters_comes_in_by_the_year_to_its_own_day(running: Running, new_page: Opener) -> None:
    desk = running.renewed()
    (desk.path.parent / FILE).unlink()
    page = opened(new_page(), f"{desk.address}/import")
    expect(
        page.get_by_text("A larger file comes in on the command line: python -m metrics import FILE")
    ).to_be_visible()
    give(page, "csww.csv", POSTS.encode())
    expect(page.get_by_text("Filters: none")).to_be_visible()
    expect(page.get_by_text("Choose an indicator and the column of its figure.")).to_be_visible()
    choose(page, "Indicator", "Workforce: Vacant posts")
    choose(page, "Column of the figure", "vacancy_rate_fte")
    choose(page, "The file’s reporting year is a", "year to 30 September")
    name_release(page)
    check(page)
    expect(page.get_by_text("1 comparator, 1 published figure of the council and 1 new source")).to_be_visible()
    save(page)
    own = data_file.read_catalogue(desk.path).indicator("vacancies")
    assert own is not None
    assert [(one.period.label, one.value) for one in own.own_series] == [("year to 30 September 2024", Decimal("26.5"))]
    kept = (desk.path.parent / FILE).read_text(encoding="utf-8")
    assert "rows: {}" in kept
    assert "reporting_year: year to 30 September" in kept


def test_a_series_that_stands_at_a_day_is_offered_that_day_first(running: Running, new_page: Opener) -> None:
    desk = running.renewed()
    (desk.path.parent / FILE).unlink()
    page = opened(new_page(), f"{desk.address}/import")
    give(page, "posts.csv", POSTS.replace("vacancy_rate_fte", "children_count").replace("26.5", "495").encode())
    choose(page, "Indicator", "Service facts: Looked-after children")
    choose(page, "Column of the figure", "children_count")
    expect(page.get_by_role("combobox", name="The file’s reporting year is a")).to_have_value("as at 31 March")
    name_release(page)
    check(page)
    expect(page.get_by_text("1 published figure of the council and 1 new source will be added")).to_be_visible()
    expect(page.get_by_text("counts of other areas can't be set beside its own")).to_be_visible()
    expect(page.locator(".preview")).to_contain_text("31 March 2024")


def test_a_reader_sees_no_upload(running: Running, new_page: Opener) -> None:
    desk = running.renewed()
    page = new_page(extra_http_headers={"X-Forwarded-For": "10.0.0.1"})
    opened(page, f"{desk.address}/import")
    expect(page.locator("input[type=file]")).to_have_count(0)


def seen_of(page: Page) -> list[str]:
    """What axe, or our own look, finds wrong on the page."""
    seen = look(settled(page))
    return [*violations(page), *seen.pale, *seen.overlaps, *seen.cut, *seen.wide]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_and_imported_chart_can_be_seen(running: Running, new_page: Opener, watch: Watch, scheme: str) -> None:
    """In light both widths, in dark, where colours differ, the wide one."""
    desk, views = running.renewed(), wide_and_narrow if scheme == "light" else lambda _: ("wide",)
    page = opened(new_page(scheme=scheme), f"{desk.address}/import")
    give(page, LONG_NAME, (FOLDER / STABILITY).read_bytes())
    page.get_by_text("Choose rows for another indicator").click()
    settled(page)
    name_release(page)
    check(page)
    wrong = [f"{view}: {fault}" for view in views(page) for fault in seen_of(page)]
    save(page)
    for id in ("three-or-more-placements", "placement-two-years"):
        opened(page, f"{desk.address}/indicator?id={id}")
        wrong += [f"{id} ({view}): {fault}" for view in views(page) for fault in seen_of(page)]
    assert wrong == []
    assert watch.elsewhere == []
