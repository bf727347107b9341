"""The pack as a workbook: laid out as the Analysis Function asks, numbers as numbers, codes in their own column."""

from __future__ import annotations

import io
import zipfile

import pytest

from metrics.catalogue import panel_record
from metrics.pack.workbook import LONGEST
from tests.support.make import catalogue, counted, figure, hub, indicator, target, whole
from tests.support.packs import Made, made, sheet
from tests.support.panel import JULY, MAIN, OCTOBER, a_year, challenge, exception, meeting, record, response

SHEETS = [
    *("Cover", "Contents", "Notes", "Summary", "Judgements", "Exceptions", "Challenges", "Since the last meeting"),
    *("Indicators", "Findings", "Without a figure", "Figures"),
]


@pytest.fixture(scope="module")
def shipped() -> Made:
    return made(whole())


def test_cover_contents_and_notes_come_first_and_each_sheet_has_one_marked_table_without_gaps(shipped: Made) -> None:
    book = shipped.book
    assert book.sheetnames == SHEETS
    marked = [page.title for page in book if page.tables]
    assert marked == [name for name in SHEETS if name not in ("Cover", "Exceptions", "Challenges", SHEETS[7])]
    for page in book:
        assert not page.merged_cells.ranges
        assert page["A1"].value, "every sheet begins with its title"
        for table in page.tables.values():
            below = list(page[table.ref])
            headings = [cell.value for cell in below[0]]
            assert None not in headings
            assert len(set(headings)) == len(headings)
            assert [row for row in below if all(cell.value is None for cell in row)] == [], page.title
            assert page.max_row == below[-1][0].row, "nothing stands below the table"
            assert table.autoFilter is None


def test_rows_are_as_high_as_their_words_and_sheets_print_on_landscape_paper(shipped: Made) -> None:
    """Some programs do not make a row higher by themselves, so that its lines would lie on each other."""
    page = shipped.book["Indicators"]
    cautions = [
        cell for row in page.iter_rows() for cell in row if isinstance(cell.value, str) and len(cell.value) > 200
    ]
    assert cautions
    for cell in cautions:
        lines = len(cell.value) / page.column_dimensions[cell.column_letter].width
        assert page.row_dimensions[cell.row].height >= min(13 * lines, 400), cell.coordinate
    for each in shipped.book:
        assert (each.page_setup.orientation, each.page_setup.paperSize) == ("landscape", 9)
        assert each.sheet_properties.pageSetUpPr.fitToPage


def test_contents_lead_to_every_sheet_and_say_how_many_rows_it_has(shipped: Made) -> None:
    book = shipped.book
    listed = sheet(book, "Contents")
    assert [one["Sheet"] for one in listed] == SHEETS[2:]
    places = [link.location for row in book["Contents"].iter_rows() for cell in row if (link := cell.hyperlink)]
    assert places == [f"'{name}'!A1" for name in SHEETS[2:]]
    assert {one["Sheet"]: one["Rows"] for one in listed} == {name: len(sheet(book, name)) for name in SHEETS[2:]}


def test_cover_says_what_it_is_of_when_and_which_data(shipped: Made) -> None:
    said = [row[0].value for row in shipped.book["Cover"].iter_rows()]
    for words in (shipped.pack.title, "Draft", shipped.pack.chosen, shipped.pack.finding, shipped.pack.data):
        assert words in said
    assert "Made on 1 December 2013" in said


def test_numbers_are_numbers_with_the_digits_that_were_published_and_codes_stand_apart() -> None:
    one = made(
        catalogue(
            indicator(hub("2012/13 Q4", "15.0"), hub("2013/14 Q1", 3, numerator=3, denominator=100)),
            indicator(figure("2013/14 Q1", 1234), id="many", name="Many", unit="count", of="visits"),
            organisation={**MAIN.organisation.model_dump(exclude_none=True), "suppress_below": 6},
        )
    )
    book = one.book
    first, second, third = sheet(book, "Figures")
    assert (first["Figure"], first["Code"], second["Figure"], second["Code"]) == (15, None, None, "[c]")
    assert (second["Counted"], third["Figure"], third["Unit"]) == (None, 1234, "Number of visits")
    shown = {cell.value: cell.number_format for row in book["Figures"].iter_rows() for cell in row}
    assert (shown[15], shown[1234]) == ("#,##0.0", "#,##0")
    (hidden, _) = sheet(book, "Indicators")
    assert (hidden["Latest figure"], hidden["Code"]) == (None, "[c]")
    assert "[c]" in [row["Word, code or mark"] for row in sheet(book, "Notes")]


def test_an_indicator_has_verdict_strength_target_and_comparator_in_columns() -> None:
    figures = (counted("2012/13 Q4", 50, 200), counted("2013/14 Q1", 120, 200))
    (row,) = sheet(made(catalogue(indicator(*figures, targets=[target(20)]))).book, "Indicators")
    assert (row["Change"], row["How sure"], row["Period"]) == ("Worse", "Tested", "April to June 2013")
    assert str(row["Target or duty"]).startswith("Council target: ")
    assert row["Latest figure"] == 60


def test_exceptions_and_challenges_have_a_row_each_with_what_followed() -> None:
    kept = record(
        meetings=[meeting(JULY), meeting(OCTOBER)],
        challenges=[challenge(1, meeting=OCTOBER, due=OCTOBER)],
        responses=[response(1, words="Each has a mentor.")],
        exceptions=[exception(2, cause="Snow")],
    )
    book = made(MAIN, kept).book
    (asked,) = sheet(book, "Challenges")
    assert asked["What was asked"] == "Why is it so?"
    assert asked["What followed"] == "Answered, 15 October 2013: Each has a mentor."
    (off,) = sheet(book, "Exceptions")
    assert (off["Cause"], off["Action"], off["Responsible"], off["Due"]) == (
        "Snow",
        "Recruit",
        "Head",
        "1 December 2013",
    )
    assert sheet(book, "Since the last meeting")


def test_properties_name_the_pack_its_council_and_language_and_the_same_pack_has_the_same_bytes(shipped: Made) -> None:
    made_once = shipped.xlsx
    assert shipped.xlsx == made_once
    parts = zipfile.ZipFile(io.BytesIO(made_once))
    core, more = parts.read("docProps/core.xml").decode(), parts.read("docProps/custom.xml").decode()
    assert f"<dc:title>{shipped.pack.title}: {shipped.pack.meeting}</dc:title>" in core
    assert "<dc:creator>Medway Council</dc:creator>" in core
    assert "en-GB" in more


def test_a_text_that_no_cell_could_hold_is_cut_and_says_so() -> None:
    kept = record(meetings=[meeting(JULY)], challenges=[challenge(1, asked="w" * 40_000, meeting=JULY)])
    (asked,) = sheet(made(MAIN, kept).book, "Challenges")
    assert asked["What was asked"] == "w" * LONGEST + " … (cut)"


def test_a_whole_year_s_record_stands_in_its_sheets() -> None:
    book = made(MAIN, panel_record.parse(a_year(), MAIN)).book
    assert [row["Exception"] for row in sheet(book, "Exceptions")] == ["Exception 2"]
    assert {row["Challenge"] for row in sheet(book, "Challenges")} >= {"Challenge 1", "Challenge 3"}
