"""An uploaded or pasted table becomes rows as filled in, or faults at their row and column; it never raises."""

from __future__ import annotations

import csv
import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from metrics.entry.faults import Fault
from metrics.entry.rows import COLUMNS, FIELDS
from metrics.uploads import column_matching, delimited, file_types, section_rows, table, upload_reader
from metrics.uploads.table import BLANK, UnreadableTable
from metrics.uploads.upload_reader import Upload

EXAMPLES = int(os.environ.get("SHEET_EXAMPLES", "150"))
"""Random files tried by each property; SHEET_EXAMPLES=5000 is the long run."""

HEAD = "Indicator,Period,Value,Numerator,Denominator,Code,Status,Commentary,Note\n"


def cells(found: Upload) -> list[dict[str, str]]:
    assert found.faults == ()
    return [dict(row.cells) for row in found.rows]


def told(found: Upload) -> list[str]:
    return [str(fault) for fault in found.faults]


def figures(text: str) -> Upload:
    return upload_reader.read(text.encode(), "figures.csv")


NEET = [{"indicator": "neet", "period": "2013/14 Q1", "value": "26"}]


@pytest.mark.parametrize(
    "data",
    [
        b"Indicator,Period,Value\nneet,2013/14 Q1,26\n",
        b"\xef\xbb\xbfIndicator;Period;Value\r\nneet;2013/14 Q1;26\r\n",
        b"Indicator\tPeriod\tValue\rneet\t2013/14 Q1\t26",
        b"sep=;\r\nIndicator;Period;Value\r\nneet;2013/14 Q1;26\r\n",
        b'"Indicator","Period","Value"\n"neet","2013/14 Q1","26"\n',
        b'Indicator, "Period", "Value" \nneet , "2013/14 Q1", "26"\n',
        "Indicator\tPeriod\tValue\r\nneet\t2013/14 Q1\t26\r\n".encode("utf-16"),
        b"\xfe\xff" + "Indicator\tPeriod\tValue\nneet\t2013/14 Q1\t26".encode("utf-16-be"),
        b"Indicator,Period,Value,,,,\n,,,,,,\nneet,2013/14 Q1,26,,,,\n,,,,,,\n",
        "Indicator,Period,Value\n\xa0neet\u200b,2013/14\u00a0Q1,\u200f 26\xa0\n".replace("14\u00a0Q", "14 Q").encode(),
    ],
)
def test_csv_of_every_dialect_gives_the_same_row(data: bytes) -> None:
    assert cells(upload_reader.read(data, "figures.csv")) == NEET


def test_table_copied_from_a_spreadsheet_is_read() -> None:
    found = upload_reader.read_pasted_rows(
        'Indicator\tValue\tCommentary\r\nneet\t26\t"Two lines:\nthe ""second"" one"\r\n'
    )
    assert cells(found) == [{"indicator": "neet", "value": "26", "commentary": 'Two lines:\nthe "second" one'}]


def test_quotation_marks_that_are_part_of_a_text_stay() -> None:
    found = figures('Indicator,Value,Note\nneet,26,"still low" says the report\ncla,5,5" and 6"\n')
    assert [row["note"] for row in cells(found)] == ['"still low" says the report', '5" and 6"']


def test_commas_in_texts_do_not_hide_the_semicolons_between_cells() -> None:
    found = figures("Indicator;Value;Note\nneet;26;one, two, three, four, five\n")
    assert cells(found) == [{"indicator": "neet", "value": "26", "note": "one, two, three, four, five"}]


def test_rows_and_cells_are_placed_as_the_spreadsheet_numbers_them() -> None:
    found = figures('Quarterly return\n\nIndicator,Value,Note\nneet,26,"two\nlines"\n\ncla,5,x\n')
    assert [row.where for row in found.rows] == ["row 4", "row 6"]
    assert found.rows[1].places == {
        "indicator": "row 6, column A",
        "value": "row 6, column B",
        "note": "row 6, column C",
    }


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("VALUE (%)", "value"),
        ("  value:", "value"),
        ("New figures", "value"),
        ("Denominater", "denominator"),
        ("out-of", "denominator"),
        ("last_period", "last_period"),
        ("Why not like-for-like?", "why"),
        ("\u200fStatus\u200e", "status"),
        ("Comentary", "commentary"),
        ("Shoe size", None),
        ("Num denom", None),
    ],
)
def test_heading_is_matched_forgivingly_and_the_match_is_shown(heading: str, field: str | None) -> None:
    found = figures(f"Indicator,{heading},Period\nneet,,\n")
    assert (found.matches[1].header, found.matches[1].place) == (heading.strip(BLANK), "column B")
    assert found.matches[1].field == field


def test_every_heading_and_other_word_of_a_column_means_that_column_and_no_other() -> None:
    for one in COLUMNS:
        for word in (one.field, one.heading, *one.aliases):
            alone = "indicator" if one.field == "ref" else one.field
            assert column_matching.match_fields([word]) == [alone], word


def test_misspelt_heading_gives_way_to_the_right_one() -> None:
    found = figures("Indicator,Values,Valeu\nneet,26,3\n")
    assert [match.field for match in found.matches] == ["indicator", "value", None]
    assert cells(found) == [{"indicator": "neet", "value": "26"}]


def test_two_columns_for_one_field_are_refused() -> None:
    found = figures("Indicator,Value,Period,Result\nneet,26,2013/14 Q1,\n")
    assert told(found) == ["row 1, column D (Value): columns B and D both mean Value; keep one"]


def test_table_without_an_indicator_says_which_heading_it_needs() -> None:
    found = figures("Period,Value\n2013/14 Q1,26\n")
    assert told(found) == [
        "row 1, column A: no heading says which indicator; add a column 'Indicator' (or 'Id' for new ones)"
    ]


def test_table_without_headings_says_which_it_looked_for() -> None:
    found = figures("neet,2013/14 Q1,26\n")
    assert told(found) == [
        "figures.csv: no row of headings was found; among the first 15 rows, one must hold 'Indicator' (or 'Id'), "
        "'Period' and 'Value', as in the template"
    ]


def test_rows_that_nobody_filled_in_are_left_out_and_a_comment_without_a_value_is_not() -> None:
    found = figures(
        "Indicator,Name,Theme,Unit,Last figure,Period,Value,Source,At,Commentary\n"
        "neet,Not in education,Education,percent,26%,2013/14 Q2,,hub,return,\n"
        "cla,,,,,2013/14 Q2,,,,Counted late\n"
        "iro,,,,,2013/14 Q2,0,,,\n"
    )
    assert cells(found) == [
        {"indicator": "cla", "period": "2013/14 Q2", "commentary": "Counted late"},
        {"indicator": "iro", "period": "2013/14 Q2", "value": "0"},
    ]


def test_columns_for_reference_are_matched_and_not_read_back() -> None:
    found = figures("Indicator,Last period,Last figure,Value\nneet,2012/13 Q4,30%,26\n")
    assert [match.field for match in found.matches] == ["indicator", "last_period", "last_value", "value"]
    assert cells(found) == [{"indicator": "neet", "value": "26"}]


def test_every_kind_of_row_stands_in_one_table() -> None:
    found = figures(
        "What,Indicator,Id,Name,Value,Area,From,Title,Theme\n"
        ",neet,,,26,,,,\n"
        "Comparators,neet,,,10,England,,,\n"
        "new target,neet,,,20,,2014-04-01,,\n"
        "New Indicator,,iro,Officers,,,,,Health\n"
        "sources,,hub,,,,,Return,\n"
    )
    assert [row.kind for row in found.rows] == ["figure", "comparator", "target", "indicator", "source"]
    assert cells(found)[1:] == [
        {"indicator": "neet", "value": "10", "area": "England"},
        {"indicator": "neet", "value": "20", "from": "2014-04-01"},
        {"id": "iro", "name": "Officers", "theme": "Health"},
        {"id": "hub", "title": "Return"},
    ]


def test_indicator_may_stand_under_id_or_name_and_a_new_id_under_indicator() -> None:
    found = figures("What,Id,Name,Value,Definition\n,neet,Not in education,26,\n,,Not in education,3,\n")
    assert [row["indicator"] for row in cells(found)] == ["neet", "Not in education"]
    assert found.rows[1].places["indicator"] == "row 3, column C"
    new = figures("What,Indicator,Name,Definition\nindicator,iro,Officers,Each\n")
    assert cells(new) == [{"id": "iro", "name": "Officers", "definition": "Each"}]


def test_unknown_kind_of_row_is_told() -> None:
    found = figures("What,Indicator,Value\nphoto,neet,26\n")
    assert told(found) == [
        "row 2, column A (What): 'photo' is no kind of row; "
        "write figure, comparator, target, indicator, source or change"
    ]
    assert found.rows == ()


def test_cell_that_its_kind_of_row_can_not_have_is_told() -> None:
    found = figures("What,Indicator,Value,Commentary\ncomparator,neet,26,rose\n")
    assert found.faults == (
        Fault(
            "row 2, column D (Commentary)",
            "a comparator has no Commentary; empty this cell, or say in the column What what the row is",
            "commentary",
            "row 2",
        ),
    )


def test_cell_without_a_heading_is_told_and_not_lost() -> None:
    found = figures("Indicator,Value\nneet,1,234\n")
    assert told(found) == [
        "row 2, column C: '234' has no heading above it; give the column a heading, or empty the cell; "
        "in a CSV, put quotes round a cell with the separator"
    ]


def test_headings_that_come_again_are_skipped() -> None:
    found = figures("Indicator,Value\nneet,26\nEducation\nIndicator,Value\ncla,5\n")
    assert [row["indicator"] for row in cells(found)] == ["neet", "cla"]


def test_tables_below_each_other_are_all_read_each_by_its_own_headings() -> None:
    found = figures(
        "Indicator,Value\nneet,26\ncla,5\n\nWhat,Indicator,Area,Value,Shoe size\ncomparator,neet,England,10,\n"
        "comparator,cla,Kent,60,9\n"
    )
    assert [(row.where, row.kind, dict(row.cells)) for row in found.rows] == [
        ("row 2", "figure", {"indicator": "neet", "value": "26"}),
        ("row 3", "figure", {"indicator": "cla", "value": "5"}),
        ("row 6", "comparator", {"indicator": "neet", "value": "10", "area": "England"}),
        ("row 7", "comparator", {"indicator": "cla", "value": "60", "area": "Kent"}),
    ]
    assert [(one.header, one.place) for one in found.matches][:3] == [
        ("Indicator", "column A"),
        ("Value", "column B"),
        ("What", "row 5, column A"),
    ]
    assert found.left_out == (
        "“Shoe size” (row 5, column E) is no heading that is known: 1 cell filled in under it will not be saved "
        "(such as “9”)",
    )


def test_rows_above_the_headings_are_told_where_more_than_a_title_stands_in_them() -> None:
    found = figures("Quarterly return\npep,2013/14 Q2,62\n\nIndicator,Period,Value\nneet,2013/14 Q2,26\n")
    assert [row["indicator"] for row in cells(found)] == ["neet"]
    assert found.left_out == ("Row 2 (“pep”, “2013/14 Q2”, “62”) stands above the headings and is not read",)


def test_words_that_are_headings_elsewhere_make_no_row_of_headings() -> None:
    found = figures("Indicator,Value,Note,Commentary,Status\nneet,26,Source,Target,final\ncla,5,,,\n")
    assert [row["indicator"] for row in cells(found)] == ["neet", "cla"]


def test_sheets_that_are_hidden_or_have_no_headings_are_told_and_the_template_s_own_are_not() -> None:
    book = Workbook()
    book.worksheets[0].title = "Figures"
    rows = {
        "Figures": [["Indicator", "Value"], ["neet", 26]],
        "Sums": [["total", 71]],
        "Last year": [["Indicator", "Value"]],
        "Help": [["Each row"]],
        "Lists": [["code"]],
    }
    for name, lines in rows.items():
        one = book[name] if name in book.sheetnames else book.create_sheet(name)
        for line in lines:
            one.append(line)
    book["Last year"].sheet_state = book["Lists"].sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    found = upload_reader.read(written.getvalue(), "return.xlsx")
    assert cells(found) == [{"indicator": "neet", "value": "26"}]
    assert found.left_out == (
        "The sheet “Last year” is hidden and is not read",
        "The sheet “Sums” has no row of headings and is not read",
    )


def test_a_cell_beyond_the_headings_is_told_where_nothing_else_stands_in_its_row() -> None:
    assert told(figures("Indicator,Value\nneet,26\n,,234\n"))[0].startswith("row 3, column C: '234' has no heading")


def test_rows_of_a_pasted_table_are_told_from_those_of_a_file() -> None:
    assert [row.where for row in upload_reader.read_pasted_rows("Indicator\tValue\nneet\t26\n").rows] == [
        "pasted row 2"
    ]


def test_all_faults_are_told_at_once_in_order() -> None:
    found = figures("What,Indicator,Value,Commentary,Value\ncomparator,neet,26,rose,\nfoo,a,1,,\n,b,2,,,9\n")
    assert [fault.where for fault in found.faults] == [
        "row 1, column E (Value)",
        "row 2, column D (Commentary)",
        "row 3, column A (What)",
        "row 4, column F",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "-5"])
def test_formulas_are_text_and_their_guarding_quote_is_taken_off(text: str) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([["Indicator", "Value", "Note"], ["neet", text, "'" + text]])
    assert cells(figures(written.getvalue())) == [{"indicator": "neet", "value": text, "note": text}]


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "**bold** [x](https://example.com)", "../../x"])
def test_markup_is_kept_as_typed(text: str) -> None:
    assert cells(figures(f"Indicator,Value,Note\nneet,26,{text}\n"))[0]["note"] == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2013-06-30", "30 June 2013"),
        ("2013-06", "June 2013"),
        ("2011-12", "2011-12"),
        ("2013-13", "2013-13"),
        ("2013-02-31", "2013-02-31"),
        ("2013/14 Q1", "2013/14 Q1"),
    ],
)
def test_period_that_a_spreadsheet_made_a_date_is_read_in_words(written: str, read: str) -> None:
    assert cells(figures(f"Indicator,Value,Period\nneet,26,{written}\n"))[0]["period"] == read


def test_template_that_nobody_filled_in_says_so() -> None:
    assert told(figures("Indicator,Period,Value\nneet,2013/14 Q2,\n")) == [
        "figures.csv: no row is filled in; write at least one value beside its indicator"
    ]
    assert told(figures("Indicator,Period,Value\n")) == told(figures("Indicator,Period,Value\nneet,2013/14 Q2,\n"))


def test_no_more_than_the_allowed_rows_are_held() -> None:
    rows = "".join(f"m{number},{number}\n" for number in range(table.ROWS - 1))
    assert len(figures("Indicator,Value\n" + rows).rows) == table.ROWS - 1
    assert told(figures("Indicator,Value\n" + rows + "one,1\n")) == [
        "figures.csv: more than 5,000 rows have something in them; keep the rows of one quarter"
    ]


def test_no_more_than_the_allowed_columns_are_held() -> None:
    wide = "Indicator,Value" + "," * 78
    assert told(figures(f"{wide}\nneet,1{',' * 78}\n")) == []
    assert told(figures(f"{wide}\nneet,1{',' * 79}x\n")) == [
        "figures.csv, row 2: something stands beyond the 80 columns that are read; keep the columns of the template"
    ]


def test_faults_are_told_up_to_a_thousand() -> None:
    found = figures("Indicator,Value\n" + f"neet,1{',x' * 70}\n" * 4_000)
    assert len(found.faults) == section_rows.MOST_FAULTS
    assert found.faults[-1].where == "row 16, column V"


WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
ROWS = st.lists(st.lists(WORDS, min_size=4, max_size=4), max_size=6)


@settings(max_examples=EXAMPLES, deadline=None)
@given(ROWS, st.sampled_from(delimited.DELIMITERS), st.sampled_from(("\n", "\r\n", "\r")))
def test_cells_come_back_from_any_dialect(rows: list[list[str]], delimiter: str, end: str) -> None:
    written = io.StringIO(newline="")
    lines = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    lines.writerows([["Indicator", "Period", "Value", "Note"], *rows])
    blank = [[cell if cell.strip(BLANK) else "" for cell in row] for row in rows]
    expected = [row for row in blank if any(row)]
    found = delimited.parse_table(written.getvalue(), column_matching.count_headings).rows[1:]
    assert [[*cells, *[""] * (4 - len(cells))] for _, cells in found] == expected


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=5), st.integers(0, 5))
def test_no_filled_in_cell_is_lost(rows: list[list[str]], again: int) -> None:
    """Every cell of a figure's columns stands in a row, under its own field; other headings may come ``again``."""
    written = io.StringIO(newline="")
    table = [["Indicator", "Value", "Note", "Status"], *([*row, "final"] for row in rows)]
    if 0 < again < len(table):
        table.insert(again, ["Indicator", "Value", "Note", "Status", "Commentary", "Numerator"])
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(table)
    found = upload_reader.read(written.getvalue().encode(), "figures.csv")
    seen = {
        (row.where, name): text
        for row, name in ((row, name) for row in found.rows for name in row.cells)
        for text in [row.cells[name]]
    }
    numbers = [number for number in range(2, len(table) + 1) if number != again + 1 or len(table) == len(rows) + 1]
    for number, (an_indicator, value, note) in zip(numbers, rows, strict=True):
        for name, text in (("value", value), ("note", note)):
            if section_rows.clean(text):
                assert seen[f"row {number}", name] == section_rows.clean(text)
        assert (f"row {number}", "value") in seen or not section_rows.clean(value), an_indicator


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.one_of(st.binary(max_size=300), WORDS.map(str.encode)), st.text(max_size=20))
def test_reading_never_raises_for_any_bytes(data: bytes, name: str) -> None:
    for begun in (data, b"Indicator,Value\n" + data, b"\xff\xfe" + data, b"\xd0\xcf\x11\xe0" + data):
        found = upload_reader.read(begun, name)
        assert found.rows or found.faults
        assert all(fault.where and fault.what for fault in found.faults)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text(max_size=200), st.sampled_from(("", "Indicator\tValue\n", "What,Id,Title,Value\n")))
def test_pasting_never_raises_for_any_text(text: str, begin: str) -> None:
    found = upload_reader.read_pasted_rows(begin + text)
    assert found.rows or found.faults


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.sampled_from([one.heading for one in COLUMNS]), min_size=2, max_size=12), st.data())
def test_any_grid_under_any_headings_gives_rows_of_their_kind(heads: list[str], data: st.DataObject) -> None:
    cell = st.one_of(WORDS, st.sampled_from(["figure", "target", "source", "26", "neet"]))
    grid = data.draw(st.lists(st.lists(cell, max_size=14), max_size=5))
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([heads, *grid])
    found = upload_reader.read(written.getvalue().encode(), "figures.csv")
    for row in found.rows:
        assert all(row.kind in FIELDS[name].kinds for name in row.cells)
        assert set(row.places) == {*row.cells, *row.beside}


def test_pasted_text_above_the_limit_is_refused() -> None:
    assert told(upload_reader.read_pasted_rows("Indicator\tValue\n" + "x" * file_types.LARGEST)) == [
        "the pasted table: this is more than 5 million characters; paste the rows of one quarter"
    ]


def test_refusal_names_the_way_out() -> None:
    with pytest.raises(UnreadableTable, match="add the missing one, or take it out"):
        delimited.parse_table('Indicator,Value\nneet,"26\n', column_matching.count_headings)
