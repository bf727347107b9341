"""One section of a table below its headings: which rows it comes to, and the faults of their cells."""

from __future__ import annotations

from metrics.entry.rows import Row
from metrics.uploads import upload_reader
from metrics.uploads.column_matching import match_fields
from metrics.uploads.section_rows import Section, clean, read_rows
from metrics.uploads.table import Table

HEAD = ("Indicator", "Value", "Colour")


def read(*rows: tuple[str, ...], name: str = "", head: tuple[str, ...] = HEAD) -> Section:
    table = Table(name, [*enumerate((head, *rows), 1)], {(2, 2): "this cell shows #REF!; type the number"})
    section = Section(table, match_fields(head), "sheet A, ")
    read_rows(section)
    return section


def test_rows_that_somebody_filled_in_are_read_and_marked_cells_are_faults() -> None:
    section = read(("neet", "26"), ("left alone", ""), HEAD, ("neet", "", "red"))
    assert section.rows == [
        Row("figure", {"indicator": "neet", "value": "26"}, "sheet A, row 2", section.rows[0].places)
    ]
    assert section.rows[0].place("value") == "sheet A, row 2, column B (Value)"
    assert [str(fault) for fault in section.faults] == [
        "sheet A, row 2, column B (Value): this cell shows #REF!; type the number"
    ]


def test_a_sheet_s_name_says_what_its_rows_are() -> None:
    assert [row.kind for row in read(("neet", "26"), name="Comparators").rows] == ["comparator"]


def test_the_quote_that_guards_a_formula_is_no_part_of_a_cell() -> None:
    assert [clean(cell) for cell in (" 26\xa0", "'=1+1", "'tis so", "")] == ["26", "=1+1", "'tis so", ""]


def test_owner_and_direction_beside_figures_are_told_and_not_refused() -> None:
    text = "Indicator,Owner,Direction,Value\nneet,Head of service,up,26\n"
    found = upload_reader.read(text.encode(), "figures.csv")
    assert [dict(row.cells) for row in found.rows] == [{"indicator": "neet", "value": "26"}]
    assert found.faults == ()
    assert found.left_out == tuple(
        f"“{heading}” ({place}) says what the indicator is and nothing of its figure: "
        "1 cell filled in under it will not be saved"
        for heading, place in (("Owner", "column B"), ("Direction", "column C"))
    )
