"""Files in the layout of Explore Education Statistics: what is read, in whatever order, and what is refused and why."""

from __future__ import annotations

import io
import os
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.ees_import import ees_file
from metrics.ees_import.ees_file import Cell, EesFile
from metrics.ees_import.profile import profile_file
from metrics.uploads.table import UnreadableTable

HEAD = "time_period,time_identifier,geographic_level,country_name,breakdown,child_count"
ROW = "2025,Reporting year,National,England,Total,12"


def opened(text: str | bytes, name: str = "file.csv") -> EesFile:
    return EesFile(io.BytesIO(text if isinstance(text, bytes) else text.encode()), name)


def refusal(text: str | bytes) -> str:
    with pytest.raises(UnreadableTable) as refused:
        list(opened(text).rows())
    return f"{refused.value.where}: {refused.value.what}".removeprefix(": ")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends_make_no_difference(mark: str, ends: str) -> None:
    file = opened(mark + ends.join([HEAD, ROW, ""]))
    assert file.columns == tuple(HEAD.split(","))
    assert [(one.number, list(one.cells)) for one in file.rows()] == [(2, ROW.split(","))]


def test_headings_are_read_in_any_case_and_with_spaces() -> None:
    assert opened(HEAD.upper().replace("_", " ")).columns == tuple(HEAD.split(","))


def test_commas_and_line_ends_stand_in_quoted_cells() -> None:
    file = opened(f'{HEAD}\n2025,Reporting year,National,"England, all",Total,"1,234"\n')
    (line,) = file.rows()
    assert (line.cells[3], ees_file.read_cell(line.cells[5])) == ("England, all", Cell(Decimal(1234)))


def test_a_line_that_tells_of_commas_is_no_row() -> None:
    file = opened(f"sep=,\n{HEAD}\n{ROW}\n")
    assert [(one.number, list(one.cells)) for one in file.rows()] == [(3, ROW.split(","))]


OTHER_FILES: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "the file is empty"),
    "blank lines": ("\n\n", "the file is empty"),
    "a workbook or a zip": (b"PK\x03\x04rest", "this is a zip file or a workbook; open it"),
    "UTF-16": (HEAD.encode("utf-16"), "this is UTF-16 text"),
    "compressed": (b"\x1f\x8b\x08rest", "this is a compressed file (.gz)"),
    "a web page": ("<!doctype html>\n<p>Not found</p>", "this is a web page"),
    "the description of columns": ("col_name,col_type,label\nx,Filter,X", "(.meta.csv)"),
    "semicolons": (HEAD.replace(",", ";"), "the values are separated by semicolons, and the layout has commas betw"),
    "tabs": (HEAD.replace(",", "\t"), "the values are separated by tabs, and"),
    "bars": (HEAD.replace(",", "|"), "the values are separated by vertical bars, and"),
    "quoted and semicolons": (
        '"' + HEAD.replace(",", '";"') + '"\n',
        "the values are separated by semicolons, and the layout has commas between them; download the file again and"
        " give it unopened, or save it as 'CSV UTF-8 (Comma delimited)'",
    ),
    "a line that tells of semicolons": (f"sep=;\n{HEAD.replace(',', ';')}", "the values are separated by semicolons"),
    "semicolons and no layout": ("year;area;value\n2025;England;1", "there is no column time_period"),
    "no time": (HEAD.replace("time_period", "year"), "there is no column time_period"),
    "no kind of time": (HEAD.replace("time_identifier", "kind"), "there is no column time_identifier"),
    "no level": (HEAD.replace("geographic_level", "area"), "there is no column geographic_level"),
    "a column twice": (f"{HEAD},breakdown", "the column breakdown stands twice"),
    "a column without a name": (f"{HEAD},", "column G has no heading"),
    "a short row": (f"{HEAD}\n{ROW}\n2025,Reporting year\n", "row 3: this row has 2 cells and the headings are 6"),
    "a long row": (f"{HEAD}\n{ROW},9\n", "row 2: this row has 7 cells"),
    "another encoding": (
        f"{HEAD}\n".encode() + b"2025,Reporting year,National,Caf\xe9,Total,1\n",
        "row 2: the text is",
    ),
    "a quotation mark left open": (f'{HEAD}\n2025,"Reporting year,National\n', "a quotation mark is not closed"),
    "one left open over many rows": (f'{HEAD}\n"' + f"{ROW}\n" * 5000, "a quotation mark is not closed"),
    "a quotation mark astray": (f'{HEAD}\n"2025"x,Reporting year,National,England,Total,1\n', "a quotation mark"),
    "one endless line": (b"a" * 300_000, "a row is longer than 100,000 characters"),
    "a table of a report": (",Table 3\nArea,2012,,2013\n", "there is no column time_period, which every file of the"),
    "a column twice at places": (
        f"{HEAD},breakdown",
        "twice, in E and in G; if it does in the file as downloaded, ask",
    ),
    "a table below blank lines": (",,\n\nArea,2012,2013\n", "there is no column time_period, which every file of the"),
    "Parquet": (b"PAR1\x15\x04\x15", "this is a Parquet file; give the data file itself, a CSV file"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "this is an old workbook of Excel (.xls); give the data file"),
    "a PDF": (b"%PDF-1.7\n", "this is a PDF; give the data file itself"),
    "JSON": ('{"time_period": 2025}', "this is data for programs (JSON) and no table"),
    "a program's bytes": (b"a\x00b,c\n", "this is no text; give the data file itself"),
    "two ends of lines": (f"{HEAD}\n{ROW}\r{ROW}\n", "a line ends in another way than the others"),
    "bytes": (bytes(range(128, 256)) * 9, "row 1: the text is not UTF-8"),
}


@pytest.mark.parametrize("case", OTHER_FILES)
def test_another_file_is_refused_with_a_sentence(case: str) -> None:
    text, sentence = OTHER_FILES[case]
    told = refusal(text)
    assert sentence in told
    assert "Traceback" not in told
    assert "codec" not in told


@pytest.mark.parametrize("length", [0, 90_000])
def test_lines_that_end_with_a_carriage_return_alone_are_read(length: int) -> None:
    quoted = ROW.replace("Total", f'"To\rtal{"x" * length}"')
    file = opened("\r".join([HEAD, ROW, quoted, quoted, ROW]))
    assert [line.cells[-1] for line in file.rows()] == [ROW.split(",")[-1]] * 4
    assert file.columns == tuple(HEAD.split(","))


def test_a_heading_is_told_as_the_file_writes_it() -> None:
    file = opened(HEAD.replace("breakdown", "CLA_Group"))
    assert (file.columns[4], file.heading("cla_group"), file.heading("other")) == ("cla_group", "CLA_Group", "other")


def test_missing_column_is_named_with_the_nearest() -> None:
    with pytest.raises(UnreadableTable, match=r"there is no column child_counts; did you mean 'child_count'\?"):
        opened(HEAD).place("child_counts")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("84", Cell(Decimal(84))),
        (" 84 ", Cell(Decimal(84))),
        ("0", Cell(Decimal(0))),
        ("-1.5", Cell(Decimal("-1.5"))),
        ("1,234", Cell(Decimal(1234))),
        ("38,190.5", Cell(Decimal("38190.5"))),
        (".5", Cell(Decimal("0.5"))),
        ("1e+05", Cell(Decimal(100000))),
        ("94.90", Cell(Decimal("94.90"))),
        ("132.29999999999998", Cell(Decimal("132.3"))),
        ("c", Cell(code="c")),
        ("C", Cell(code="c")),
        ("k", Cell(code="low")),
        ("low", Cell(code="low")),
        ("~", Cell(code="low")),
        ("x", Cell(code="x")),
        (":", Cell(code="x")),
        ("z", Cell(code="z")),
        ("u", Cell(code="x", marker="u")),
        ("", Cell(code="x", blank=True)),
        ("  ", Cell(code="x", blank=True)),
    ],
)
def test_cell_is_a_number_or_a_code(text: str, meant: Cell) -> None:
    assert ees_file.read_cell(text) == meant


def test_zero_suppressed_and_rounded_to_zero_are_three_things() -> None:
    assert len({str(ees_file.read_cell(one)) for one in ("0", "c", "k")}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "84%",
        "1,23",
        "12,34,567",
        "£5",
        "1.2.3",
        "n/a",
        "NULL",
        "*",
        "..",
        "-",
        "<5",
        "1e99",
        "９",
        "1e-30",
        "5 "[:1] + "x",
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert ees_file.read_cell(text) is None


@pytest.mark.parametrize(
    ("time", "kind", "reporting", "label"),
    [
        ("2025", "Reporting year", "financial year", "2024/25 financial year"),
        ("2025", "Reporting year", "academic year", "2024/25 academic year"),
        ("2025", "Reporting year", "calendar year", "2025"),
        ("202425", "Reporting year", "financial year", "2024/25 financial year"),
        ("202425", "Financial year", None, "2024/25 financial year"),
        ("202425", "financial  Year", None, "2024/25 financial year"),
        ("201819", "Academic year", None, "2018/19 academic year"),
        ("199900", "Academic year", None, "1999/00 academic year"),
        ("2024", "Calendar year", None, "2024"),
        ("202425", "Financial year Q1", None, "2024/25 Q1"),
        ("202425", "Financial year Q4", None, "2024/25 Q4"),
        ("2013", "June", None, "June 2013"),
        ("2025", "Reporting year", "as at 31 March", "31 March 2025"),
        ("2024", "Reporting year", "as at 30 September", "30 September 2024"),
        ("2024", "Reporting year", "as at 30 June", "30 June 2024"),
        ("202425", "Reporting year", "as at 31 March", "31 March 2025"),
        ("202425", "Reporting year", "as at 30 September", "30 September 2024"),
        ("2024", "Reporting year", "year to 30 September", "year to 30 September 2024"),
        ("202425", "Reporting year", "year to 30 June", "year to 30 June 2025"),
        ("2025", "Reporting year", "year to 31 March", "2024/25 financial year"),
        ("2025", "Reporting year", "year to 31 August", "2024/25 academic year"),
        ("2025", "Reporting year", "year to 31 December", "2025"),
        ("2024", "Reporting year", "year to 28 February", "year to 29 February 2024"),
        ("202425", "Financial year", "as at 31 March", "31 March 2025"),
        ("202425", "Academic year", "as at 30 September", "30 September 2024"),
        ("202425", "Financial year", "year to 30 September", "2024/25 financial year"),
    ],
)
def test_period_is_what_time_and_its_kind_name(time: str, kind: str, reporting: str | None, label: str) -> None:
    assert ees_file.read_period(time, kind, reporting, "row 2").label == label


@pytest.mark.parametrize(
    ("time", "kind", "reporting", "sentence"),
    [
        ("2024-25", "Financial year", None, "column time_period: '2024-25' is not how the layout writes a year"),
        ("2024/25", "Financial year", None, "column time_period: '2024/25' is not how"),
        ("2025 (prov)", "Reporting year", "financial year", "column time_period: '2025 (prov)' is not how"),
        ("202426", "Academic year", None, "column time_period: '202426' does not name two years in a row"),
        ("2025", "Academic year", None, "column time_period: '2025' is no academic year"),
        ("202425", "Calendar year", None, "column time_period: '202425' is no calendar year"),
        ("202425", "Reporting year", "calendar year", "column time_period: '202425' is no calendar year"),
        ("2025", "Reporting year", None, "the mapping does not say which; add 'reporting_year: financial year'"),
        ("202425", "Reporting year", "as at 30 June", "'202425' is no year with one day 'as at 30 June'; the mapping"),
        ("202425", "Reporting year", "year to 31 December", "column time_period: '202425' is no year with one day"),
        ("2025", "Reporting year", None, "as at 31 March, year to 30 September and the like"),
        ("202425", "Autumn term", None, "column time_identifier: 'Autumn term' is no kind of period here"),
        ("202425", "Financial year Q5", None, "column time_identifier: 'Financial year Q5' is no kind"),
        ("2025", "Week 12", None, "column time_identifier: 'Week 12' is no kind"),
        ("", "Reporting year", "financial year", "column time_period: '' is not how"),
        ("202425", "January", None, "column time_period: '202425' is no year of a month; the layout writes it in four"),
    ],
)
def test_period_that_can_t_be_is_refused_by_its_column(
    time: str, kind: str, reporting: str | None, sentence: str
) -> None:
    with pytest.raises(UnreadableTable) as refused:
        ees_file.read_period(time, kind, reporting, "row 7")
    assert sentence in refused.value.what
    assert refused.value.where == "row 7"


def test_survey_tells_filters_from_figures() -> None:
    rows = [
        "2024,Reporting year,National,England,Total,c,Male,5,",
        "2025,Reporting year,National,England,Part,12,Female,k,",
    ]
    found = profile_file(opened("\n".join([f"{HEAD},sex,rate,empty", *rows])))
    assert found.filters == {"breakdown": ("Total", "Part"), "sex": ("Male", "Female")}
    assert found.figures == ("child_count", "rate")
    assert (found.rows, found.times, found.reporting) == (2, ("2024", "2025"), True)


def surveyed(*cells: str) -> tuple[list[str], list[str], dict[str, tuple[str, int]]]:
    """Whether a column ``extra`` of these cells is offered as a filter and as a figure, and what is odd in it."""
    rows = [f"{ROW},{one}" for one in cells]
    found = profile_file(opened("\n".join([f"{HEAD},extra", *rows])))
    return (
        [one for one in found.filters if one == "extra"],
        [one for one in found.figures if one == "extra"],
        found.unparsed,
    )


def test_few_whole_numbers_that_come_again_and_again_are_offered_as_a_filter_too() -> None:
    assert surveyed(*["16", "17"] * 5) == (["extra"], ["extra"], {})
    assert surveyed("16", "17", "16", "17") == ([], ["extra"], {})
    assert surveyed(*["16.5", "17"] * 5) == ([], ["extra"], {})
    assert surveyed(*["16"] * 10) == ([], ["extra"], {})
    assert surveyed(*[str(one) for one in range(41)] * 5) == ([], ["extra"], {})


def test_a_word_among_numbers_is_told_by_its_row_and_hides_no_column() -> None:
    assert surveyed("85", "n/a", "c", "none") == (["extra"], ["extra"], {"extra": ("n/a", 3)})
    many = [str(one) for one in range(50)]
    assert surveyed(*many, "n/a") == ([], ["extra"], {"extra": ("n/a", 52)})
    assert surveyed("All", "c", "x") == (["extra"], [], {})


@given(st.permutations(HEAD.split(",")))
def test_columns_may_stand_in_any_order(order: list[str]) -> None:
    cells = dict(zip(HEAD.split(","), ROW.split(","), strict=True))
    file = opened(",".join(order) + "\n" + ",".join(cells[one] for one in order))
    (line,) = file.rows()
    assert {column: line.cells[file.place(column)] for column in order} == cells


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableTable):
        list(opened(data).rows())


class Endless(io.RawIOBase):
    """A file of many rows that is nowhere whole."""

    def __init__(self, rows: int) -> None:
        self.left: Iterator[bytes] = iter([f"{HEAD}\n".encode()])
        self.rows = rows

    def readline(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - no line is longer than is asked for
        head = next(self.left, None)
        if head is not None:
            return head
        self.rows -= 1
        return f"{ROW}\n".encode() if self.rows >= 0 else b""


def test_a_long_file_is_never_held_whole() -> None:
    rows = int(os.environ.get("PUBLISHED_ROWS", "50000"))
    tracemalloc.start()
    held = profile_file(EesFile(Endless(rows), "long.csv"))  # type: ignore[arg-type]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held.rows == rows
    assert most < 2_000_000


def test_more_rows_than_any_file_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ees_file, "ROWS", 3)
    assert refusal("\n".join([HEAD, *[ROW] * 4])).startswith("the file has more than 3 rows")
