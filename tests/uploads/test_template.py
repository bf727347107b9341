"""The template holds what an officer needs beside each cell, and comes back as exactly what was filled in."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Mapping
from functools import cache

import pytest
from openpyxl import Workbook, load_workbook

from metrics.analysis.reporting_periods import indicators_due
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import Period, parse
from metrics.entry.rows import EVERY, FIELDS, PARTS
from metrics.uploads import column_matching, template, upload_reader
from metrics.uploads.template_rows import rows
from metrics.uploads.upload_reader import Upload
from tests.support import make, workbooks
from tests.support.make import comparator, hub, indicator, predicted

Filled = Mapping[str, str]

Q1, Q2 = parse("2013/14 Q1"), parse("2013/14 Q2")


@cache
def catalogue() -> Catalogue:
    return make.catalogue(
        indicator(
            hub("2012/13 Q4", 30),
            hub("2013/14 Q1", 26),
            predicted("2013/14 Q2", 20),
            comparators=[
                comparator("2012/13 Q4", 11),
                comparator("2013/14 Q1", 10),
                comparator("2012/13 Q4", 9, area="South East", source="hub"),
                comparator("2009/10 Q4", 8, area="Kent"),
                comparator("2012/13 financial year", 7, area="Sussex"),
                comparator("2013/14 Q1", None, area="London", words="below London"),
            ],
        ),
        indicator(id="cla", name="=Looked after", unit="count", of="children", theme="health"),
        indicator(hub("2011/12 academic year", 9), id="gcse", name="Five good", frequency="academic year"),
    )


def figures(period: Period = Q2, due: tuple[str, ...] = ()) -> list[Filled]:
    return list(rows(catalogue(), period, due, "figure"))


def test_due_indicators_come_first_and_others_of_the_same_frequency_follow() -> None:
    assert [row["indicator"] for row in figures()] == ["neet", "cla"]
    assert [row["indicator"] for row in figures(due=("gcse", "cla", "gone"))] == ["gcse", "cla", "neet"]
    assert [row["indicator"] for row in figures(parse("2012/13 academic year"))] == ["gcse"]


def test_row_shows_name_theme_unit_and_the_last_figure_that_is_no_prediction() -> None:
    neet, cla = figures()
    assert neet == {
        "what": "figure",
        "indicator": "neet",
        "name": "Not in education, employment or training",
        "theme": "Education",
        "unit": "percent",
        "period": "2013/14 Q2",
        "last_period": "2013/14 Q1",
        "last_value": "26%",
    }
    assert (cla["unit"], "last_value" in cla) == ("count (children)", False)


def test_comparators_known_lately_for_such_periods_are_asked_for_again() -> None:
    asked = list(rows(catalogue(), Q2, (), "comparator"))
    assert [(row["area"], row["period"], row["last_period"], row["last_value"]) for row in asked] == [
        ("England", "2013/14 Q2", "2013/14 Q1", "10%"),
        ("South East", "2013/14 Q2", "2012/13 Q4", "9%"),
    ]
    assert list(rows(catalogue(), parse("undated: now"), ("neet",), "comparator")) == []


def test_columns_are_those_that_are_read_and_each_belongs_to_its_kind_of_row_or_is_for_reference() -> None:
    assert {name for part in PARTS for name in part.columns} <= set(FIELDS)
    assert set(FIELDS) - set(EVERY) == {"ref", "target"}, "every column of a row stands in the template"
    for part in PARTS:
        assert column_matching.row_kind(part.sheet) == part.kind
        strange = {name for name in part.columns if part.kind not in FIELDS[name].kinds and not FIELDS[name].reference}
        assert strange <= {"name", "theme", "unit"}


def test_csv_guards_text_that_a_spreadsheet_would_take_for_a_formula() -> None:
    written = template.csv_bytes(catalogue(), Q2, ())
    assert written.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert [row["Name"] for row in table if row["Indicator"] == "cla"] == ["'=Looked after"]


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def test_workbook_holds_no_formula_link_or_macro() -> None:
    data = template.xlsx_bytes(catalogue(), Q2, ())
    book = opened(data)
    held = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in held} == {"s"}
    (name,) = (cell for cell in held if cell.value == "=Looked after")
    assert name.quotePrefix
    assert not [part for part in workbooks.parts(data) if "external" in part.lower() or "vba" in part.lower()]


def test_workbook_has_a_sheet_for_each_kind_of_row_with_headings_that_stay_in_sight() -> None:
    book = opened(template.xlsx_bytes(catalogue(), Q2, ()))
    assert book.sheetnames == [
        "Figures",
        "Comparators",
        "Targets",
        "New indicators",
        "Changes",
        "Sources",
        "Help",
        "Lists",
    ]
    for page in book:
        assert page.freeze_panes == "A2"
        assert all(cell.font.bold for cell in page[1])


def test_workbook_offers_the_words_that_a_column_may_hold() -> None:
    book = opened(template.xlsx_bytes(catalogue(), Q2, ()))
    offered = {}
    for part in PARTS:
        for validation in book[part.sheet].data_validations.dataValidation:
            name = part.columns[next(iter(validation.sqref.ranges)).min_col - 1]
            place = validation.formula1.replace("$", "").partition("!")[2]
            offered[part.sheet, name] = [cell.value for (cell,) in book["Lists"][place]]
    assert offered["Figures", "code"] == ["c", "x", "z", "low"]
    assert offered["Figures", "status"] == ["final", "provisional", "revised", "approximate", "predicted"]
    assert offered["Figures", "source"] == ["report", "law", "hub"]
    assert offered["Targets", "indicator"] == ["neet", "cla", "gcse"]
    assert offered["Targets", "kind"][0] == "statutory limit"
    assert offered["New indicators", "theme"] == ["Inspection judgements", "Education", "Health", "Service facts"]
    assert offered["New indicators", "unit"][0] == "percent"
    assert offered["New indicators", "polarity"] == ["higher_is_better", "lower_is_better", "neutral"]
    assert ("Figures", "theme") not in offered
    assert offered["Changes", "changes"][:2] == ["Full name", "Short name"]


def test_help_names_the_period_and_every_code() -> None:
    page = opened(template.xlsx_bytes(catalogue(), Q2, ()))["Help"]
    words = " ".join(str(cell.value) for (cell,) in page.iter_rows())
    assert "2013/14 Q2" in words
    assert "{" not in words
    for code in ("c: not shown", "x: not available", "z: not applicable", "low: rounds to zero"):
        assert f"Code {code}" in words


def test_csv_says_beside_its_heading_which_codes_there_are() -> None:
    (head, *_) = csv.reader(io.StringIO(template.csv_bytes(catalogue(), Q2, ()).decode("utf-8-sig"), newline=""))
    assert "Code (c, x, z, low)" in head
    assert column_matching.match_fields(["Code (c, x, z, low)"]) == ["code"]


SOUTH_EAST = {"indicator": "neet", "area": "South East", "group": "looked-after children", "period": "2013/14 Q2"}
FILLED: list[tuple[str, Filled]] = [
    ("figure", {"indicator": "neet", "period": "2013/14 Q2", "value": "24", "commentary": "=Fewer, \nit says “24”"}),
    ("comparator", SOUTH_EAST | {"value": "8.5"}),
    ("target", {"indicator": "cla", "value": "20", "kind": "council target", "from": "2014-04-01"}),
    ("indicator", {"id": "iro", "name": "Officers", "theme": "Health", "unit": "weeks", "definition": "-Each"}),
    ("change", {"indicator": "gcse", "changes": "Retired", "new": "1 April 2014", "reason": "=Counted elsewhere"}),
    ("source", {"id": "dfe", "title": "@Statistics", "publisher": "DfE", "source_kind": "published"}),
]
"""One row of each kind; the first two stand in the template already, without their values."""

Change = Callable[[list[str]], list[str]]


def shuffled(names: list[str]) -> list[str]:
    return random.Random(3).sample(names, len(names))


def unchanged(names: list[str]) -> list[str]:
    return names


def shouted(text: str) -> str:
    return f" {text.upper()}: "


def by_csv(order: Change, heading: Callable[[str], str]) -> Upload:
    """The CSV template, filled in, with its columns in another order and under other headings."""
    written = template.csv_bytes(catalogue(), Q2, ("neet",)).decode("utf-8-sig")
    reader = csv.DictReader(io.StringIO(written, newline=""))
    table = list(reader)
    names = order(list(reader.fieldnames or ()))
    for kind, cells in FILLED:
        asked = {"What": kind, "Indicator": cells.get("indicator", ""), "Area": cells.get("area", "")}
        row = next((row for row in table if asked.items() <= row.items()), {"What": kind})
        table += [] if row in table else [row]
        row.update({FIELDS[name].heading: text for name, text in cells.items()})
    typed = io.StringIO(newline="")
    lines = csv.writer(typed, delimiter=";")
    lines.writerows([[heading(name) for name in names], *([row.get(name, "") for name in names] for row in table)])
    return upload_reader.read(typed.getvalue().encode("utf-8-sig"), "figures.csv")


def by_workbook(order: Change, heading: Callable[[str], str]) -> Upload:
    """The workbook, filled in cell by cell, with its columns in another order and under other headings."""
    book = opened(template.xlsx_bytes(catalogue(), Q2, ("neet",)))
    for part, (_, cells) in zip(PARTS, FILLED, strict=True):
        page = book[part.sheet]
        lines = [{name: cell.value for name, cell in zip(part.columns, row, strict=True)} for row in page.iter_rows()]
        table = lines[1:] or [{}]
        asked = {name: cells[name] for name in ("indicator", "area") if name in cells and name in table[0]}
        row = next(row for row in table if asked.items() <= row.items())
        row.update(cells)
        names = order(list(part.columns))
        page.delete_rows(1, page.max_row)
        for number, line in enumerate([{name: heading(FIELDS[name].heading) for name in names}, *table], 1):
            for column, name in enumerate(names, 1):
                if line.get(name) is not None:
                    cell = page.cell(number, column, line[name])
                    cell.data_type = "s"
    return upload_reader.read(workbooks.saved(book), "figures.xlsx")


@pytest.mark.parametrize("filled_in", [by_csv, by_workbook])
@pytest.mark.parametrize("order", [unchanged, shuffled])
@pytest.mark.parametrize("heading", [str, shouted])
def test_template_comes_back_as_exactly_what_was_filled_in(
    filled_in: Callable[[Change, Callable[[str], str]], Upload], order: Change, heading: Callable[[str], str]
) -> None:
    found = filled_in(order, heading)
    assert found.faults == ()
    assert [(row.kind, dict(sorted(row.cells.items()))) for row in found.rows] == [
        (kind, dict(sorted(cells.items()))) for kind, cells in FILLED
    ]
    assert all(match.field for match in found.matches)


@pytest.mark.parametrize("written", [template.csv_bytes, template.xlsx_bytes])
def test_template_of_the_whole_data_file_is_read_without_a_fault_but_that_it_is_empty(
    written: Callable[[Catalogue, Period, list[str]], bytes],
) -> None:
    data = written(make.whole(), Q2, [one.id for one in indicators_due(make.whole(), Q2)])
    assert [str(fault) for fault in upload_reader.read(data, "").faults] == [
        "the file: no row is filled in; write at least one value beside its indicator"
    ]
