"""add, undo, history, restore, confirm and template on the command line, run as a person runs them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from metrics import __main__ as command_line
from metrics.analysis import reporting_periods
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import parse as period
from metrics.uploads import template
from tests.support import make, workbooks
from tests.support.make import ROOT, Entry, comparator, hub, indicator

SIGNED = ("--by", "Ann Officer", "--reason", "return of October 2013")
BATCH = ("--period", "2013/14 Q2", "--source", "hub", "--at", "return of October 2013")
COMMENTARY = 'Three "late" returns: all <known> now; =1+1 #2'

COUNT = 24
"""Indicators in percent that are due, beside the one of children."""


def several() -> list[Entry]:
    """Twenty-four percentages and a count of children, each with two quarters."""
    known = [
        indicator(
            hub("2012/13 Q4", 30 + number),
            hub("2013/14 Q1", 25 + number),
            id=f"indicator-{number}",
            name=f"Indicator number {number}",
            comparators=[comparator("2013/14 Q1", 16, area="South East", source="hub")] if number == 1 else [],
        )
        for number in range(COUNT)
    ]
    children = indicator(
        hub("2012/13 Q4", 30), hub("2013/14 Q1", 28), id="children", name="Children", unit="count", of="children"
    )
    return [*known, children]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "data" / "figures.yaml"
    made.parent.mkdir()
    made.write_text(make.text(*several()), encoding="utf-8")
    return made


def run(*arguments: str | Path, code: int = 0) -> tuple[str, str]:
    """Standard output and standard error of a command that ends with ``code``."""
    clean = {key: value for key, value in os.environ.items() if key != "INDICATORS_FILE"}
    done = subprocess.run(
        [sys.executable, "-m", "metrics", *map(str, arguments)], cwd=ROOT, env=clean, capture_output=True, check=False
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert done.returncode == code, (out, err)
    assert "Traceback" not in err
    return out, err


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, str]]:
    """As ``run``, in this process, which is quicker."""

    def called(*arguments: str | Path, code: int = 0) -> tuple[str, str]:
        capfd.readouterr()
        ended = command_line.main([*map(str, arguments)])
        out, err = capfd.readouterr()
        assert ended == code, (out, err)
        return out, err

    return called


Call = Callable[..., tuple[str, str]]


def on_disk(path: Path) -> dict[str, bytes]:
    """Every file of the data folder, hidden ones and the history too."""
    return {str(one): one.read_bytes() for one in sorted(path.parent.rglob("*")) if one.is_file()}


def figures(path: Path) -> Catalogue:
    return parse(path.read_bytes(), path.name)


def value(path: Path, id: str) -> object:
    made = figures(path).indicator(id)
    assert made is not None
    return made.observations[-1].value


def filled(path: Path, *rows: Mapping[str, str], name: str = "return.csv") -> Path:
    """A CSV with the columns that the rows need."""
    made = path.parent.parent / name
    heads = list(dict.fromkeys(head for row in rows for head in row))
    with made.open("w", encoding="utf-8-sig", newline="") as file:
        written = csv.DictWriter(file, heads)
        written.writeheader()
        written.writerows(rows)
    return made


def one_figure(path: Path, value: str = "29", **more: str) -> Path:
    return filled(path, {"Indicator": "indicator-1", "Value": value, **more})


# ---- a whole quarter, as CSV and as a workbook -------------------------------------------------------------


def quarter() -> list[dict[str, str]]:
    """25 figures, one of them suppressed for readers and two with commentaries; a revision, a comparator, a target."""
    rows = [
        {"What": "figure", "Indicator": f"indicator-{number}", "Value": str(24 + number)} for number in range(COUNT)
    ]
    rows[0] = {"What": "figure", "Indicator": "Indicator number 0", "Numerator": "45", "Denominator": "188"}
    rows[1]["Commentary"] = COMMENTARY
    rows[2]["Commentary"] = "Two lines\nof words"
    rows.append({"What": "figure", "Indicator": "children", "Value": "4"})
    revised = {"Period": "2013/14 Q1", "Value": "29", "Reason": "late returns"}
    rows.append({"What": "figure", "Indicator": "indicator-3", **revised})
    benchmark = {"Area": "South East", "Group": "looked-after children", "Value": "17.5"}
    rows.append({"What": "comparator", "Indicator": "indicator-1", **benchmark})
    aim = {"Value": "20%", "Kind of target": "Council target", "From": "1 April 2014", "Label": "Target 2014/15"}
    rows.append({"What": "target", "Indicator": "indicator-1", **aim})
    return rows


def as_csv(path: Path) -> Path:
    return filled(path, *quarter())


def as_workbook(path: Path) -> Path:
    """The template of the period, filled in by a spreadsheet program and saved as a workbook."""
    known, chosen = figures(path), period("2013/14 Q2")
    ids = [one.id for one in reporting_periods.indicators_due(known, chosen)]
    book = load_workbook(io.BytesIO(template.xlsx_bytes(known, chosen, ids)))
    sheets = {"figure": "Figures", "comparator": "Comparators", "target": "Targets"}
    for row in quarter():
        fill(book[sheets[row["What"]]], {head: text for head, text in row.items() if head != "What"})
    made = path.parent.parent / "return.xlsx"
    book.save(made)
    return made


def fill(page: Worksheet, row: Mapping[str, str]) -> None:
    """Fill in the indicator's prefilled row, or a new one below; numbers as numbers."""
    columns = {str(cell.value): cell.column for cell in page[1]}
    id = row["Indicator"].replace("Indicator number ", "indicator-")
    known = {page.cell(number, columns["Indicator"]).value: number for number in range(2, page.max_row + 1)}
    place = page.max_row + 1 if "Period" in row or id not in known else known[id]
    for head, text in ({"Indicator": id} | {head: text for head, text in row.items() if head != "Indicator"}).items():
        page.cell(place, columns[head], float(text) if text.replace(".", "").isdigit() else text)


@pytest.mark.parametrize("made", [as_csv, as_workbook])
def test_whole_quarter_goes_in_by_file(path: Path, made: Callable[[Path], Path]) -> None:
    before = path.read_text(encoding="utf-8")
    file = made(path)
    out, err = run("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    assert "children" in err.lower(), "the small number is to be looked at"
    assert path.read_text(encoding="utf-8") == before
    out, err = run("add", file, "--data", path, *BATCH, *SIGNED, "--checked")
    told = out.splitlines()[-1]
    assert told == "saved: 25 figures, 1 revision, 1 comparator and 1 target (change 2, signed by Ann Officer)"
    assert err == ""

    known = figures(path)
    latest = {one.id: one.observations[-1] for one in known.indicators}
    assert {one.period.label for one in latest.values()} == {"2013/14 Q2"}
    assert (str(latest["indicator-0"].value), latest["indicator-0"].inferred) == ("23.9", ["value"])
    assert [latest[f"indicator-{number}"].commentary for number in (1, 2)] == [COMMENTARY, "Two lines\nof words"]
    assert latest["children"].value == 4
    revision = next(one for one in known.indicators[3].observations if one.status == "revised")
    assert (revision.value, revision.reason, revision.by) == (29, "late returns", "Ann Officer")
    assert [str(one.value) for one in known.indicators[1].comparators] == ["16", "17.5"]
    assert [(str(one.value), one.label) for one in known.indicators[1].targets] == [("20", "Target 2014/15")]

    out, err = run("check", "--data", path)
    assert out == f"{COUNT + 1} indicators, {2 * (COUNT + 1) + 26} figures, every one cited{os.linesep}"
    (reading,) = json.loads(run("reading", "children", "--data", path)[0])
    assert (reading["latest"]["value"], reading["latest"]["code"]) == (None, "c")


def test_same_file_again_adds_nothing_and_says_so(path: Path, call: Call) -> None:
    file = as_csv(path)
    call("add", file, "--data", path, *BATCH, *SIGNED, "--checked")
    before = on_disk(path)
    out, err = call("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    assert len(out.splitlines()) == 28
    assert all(line.endswith("the file says the same already") for line in out.splitlines())
    assert err.startswith("there is nothing to add")
    assert on_disk(path) == before


# ---- corrections -------------------------------------------------------------------------------------------


def test_figure_that_was_just_saved_is_amended_and_another_person_revises_it(path: Path, call: Call) -> None:
    call("add", one_figure(path, "27"), "--data", path, *BATCH, *SIGNED)
    out, _ = call("add", one_figure(path, "28"), "--data", path, *BATCH, *SIGNED)
    told, was, now, saved = out.splitlines()
    assert (
        told == "Indicator number 1: Figure for 2013/14 Q2, amended less than a minute after it was saved: 27% to 28%"
    )
    assert (was.startswith("figures.yaml line 4 as it was: "), now.startswith("figures.yaml line 4: ")) == (True, True)
    assert saved.startswith("saved: 1 amended figure")
    made = figures(path).indicator("indicator-1")
    assert made is not None
    assert [(str(one.value), one.status) for one in made.observations[-2:]] == [("26", "final"), ("28", "final")]
    by_another = [*BATCH, "--by", "Bob", "--reason", "a later count", "--checked"]
    call("add", one_figure(path, "29"), "--data", path, *by_another)
    made = figures(path).indicator("indicator-1")
    assert made is not None
    assert [(str(one.value), one.status) for one in made.observations[-2:]] == [("28", "final"), ("29", "revised")]


def test_commentary_alone_corrects_that_of_the_figure(path: Path, call: Call) -> None:
    row = {"Indicator": "indicator-1", "Value": "27", "Commentary": "Early words."}
    call("add", filled(path, row), "--data", path, *BATCH, *SIGNED)
    file = filled(path, {"Indicator": "indicator-1", "Commentary": "Late words."})
    _, err = call("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    assert "2013/14 Q2: this replaces the commentary “Early words.”; is that meant?" in err
    out, _ = call("add", file, "--data", path, *BATCH, *SIGNED, "--checked")
    told = "Indicator number 1: Commentary for 2013/14 Q2, corrected: “Early words.” becomes “Late words.”"
    assert out.splitlines()[0] == told
    made = figures(path).indicator("indicator-1")
    assert made is not None
    assert (made.observations[-1].commentary, made.observations[-1].status) == ("Late words.", "final")


# ---- dry run, doubts, faults -------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [(), ("--checked",)])
def test_dry_run_prints_the_lines_and_changes_nothing_on_the_disk(path: Path, more: tuple[str, ...]) -> None:
    file = one_figure(path, "27")
    before = on_disk(path)
    out, err = run("add", file, "--data", path, *BATCH, *SIGNED, "--dry-run", *more)
    line, told = out.splitlines()
    assert line.startswith("figures.yaml line 4: ")
    assert "{period: 2013/14 Q2, value: 27, source: hub, at: return of October 2013}" in line
    assert told == "1 figure would be added; nothing was saved"
    assert err == ""
    assert on_disk(path) == before, "no copy, no lock, no history"


def test_scorecard_with_quarters_as_columns_is_asked_about_once_and_goes_in(path: Path, call: Call) -> None:
    row = {"Ref": "L1", "Measure": "Indicator number 1", "Q2 13/14 Actual": "27", "Q3 13/14 Actual": "28 (p)"}
    file = filled(path, row)
    out, err = call("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    assert "row 2, column D (Value): “28 (p)” is read as 28, provisional" in out
    columns, doubt, way = err.splitlines()[:2], err.splitlines()[2], err.splitlines()[-1]
    assert columns == [
        "column C: 'Q2 13/14 Actual' is Value of 2013/14 Q2, 1 filled in",
        "column D: 'Q3 13/14 Actual' is Value of 2013/14 Q3, 1 filled in",
    ]
    assert doubt == (
        "The headings of return.csv name periods, and are read so: “Q2 13/14 Actual” (column C) as Value of 2013/14 Q2 "
        "and “Q3 13/14 Actual” (column D) as Value of 2013/14 Q3; is that meant?"
    )
    assert way == "nothing was saved; look again, and if all of this is right, add --checked"
    assert "the page" not in err
    call("add", file, "--data", path, *BATCH, *SIGNED, "--checked")
    assert value(path, "indicator-1") == 28


def test_doubt_stops_the_command_line_until_it_was_looked_at(path: Path, call: Call) -> None:
    file = one_figure(path, "99")
    before = on_disk(path)
    _, err = call("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    doubt, way = err.splitlines()
    assert doubt.startswith("Indicator number 1, 2013/14 Q2: 26% to 99% is a change of 73 percentage points")
    assert way == "nothing was saved; look again, and if all of this is right, add --checked"
    assert on_disk(path) == before
    call("add", file, "--data", path, *BATCH, *SIGNED, "--checked")
    assert value(path, "indicator-1") == 99


def test_many_doubts_are_told_heading_by_heading(path: Path, call: Call) -> None:
    rows = [
        *(
            {"Indicator": f"indicator-{number}", "Period": "2013/14 Q1", "Value": f"{26 + number}"}
            for number in range(9)
        ),
        {"Indicator": "indicator-9", "Value": "99"},
    ]
    file = filled(path, *rows)
    before = on_disk(path)
    _, err = call("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    *told, way = err.splitlines()
    period, unusual, heading, *revisions = told
    assert period.startswith("the file says 2013/14 Q1 for 9 figures")
    assert unusual.startswith("Indicator number 9, 2013/14 Q2: ")
    assert heading == "Revisions (9):"
    assert len(revisions) == 9
    assert all(line.startswith("  Indicator number ") for line in revisions)
    assert way == "nothing was saved; look again, and if all of this is right, add --checked"
    assert on_disk(path) == before


def test_cells_under_a_heading_that_is_not_known_stop_the_command_line_until_they_were_looked_at(
    path: Path, call: Call
) -> None:
    file = filled(path, {"Indicator": "indicator-1", "Value": "27", "Q2 result": "28"})
    before = on_disk(path)
    _, err = call("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    assert "“Q2 result” (column C) is no heading that is known: 1 cell filled in under it will not be saved" in err
    assert err.count("Q2 result") == 1
    assert on_disk(path) == before
    call("add", file, "--data", path, *BATCH, *SIGNED, "--checked")
    assert value(path, "indicator-1") == 27


def test_file_of_another_quarter_stops_the_command_line_until_it_was_looked_at(path: Path, call: Call) -> None:
    file = path.parent.parent / "return.csv"
    file.write_text("LAC scorecard Quarter 1 2013/14\n\nIndicator,Value\nindicator-1,27\n", encoding="utf-8")
    before = on_disk(path)
    _, err = call("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    assert err.splitlines() == [
        "“LAC scorecard Quarter 1 2013/14” (row 1) names another period than 2013/14 Q2, for which 1 row would be "
        "taken; is that meant?",
        "nothing was saved; look again, and if all of this is right, add --checked",
    ]
    assert on_disk(path) == before
    call("add", file, "--data", path, *BATCH, *SIGNED, "--checked")
    assert value(path, "indicator-1") == 27


def test_hidden_row_stops_the_command_line_until_it_was_looked_at(path: Path, call: Call) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (("Indicator", "Value"), ("indicator-1", 27), ("indicator-2", 28)):
        page.append(row)
    page.row_dimensions[3].hidden = True
    file = path.parent.parent / "return.xlsx"
    file.write_bytes(workbooks.saved(book))
    before = on_disk(path)
    _, err = call("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    assert err.startswith("Row 3 of the sheet “Sheet” is hidden in the workbook and comes in all the same")
    assert on_disk(path) == before
    call("add", file, "--data", path, *BATCH, *SIGNED, "--checked")
    assert value(path, "indicator-2") == 28


def test_words_in_place_of_a_number_are_saved_as_their_code_and_told(path: Path, call: Call) -> None:
    file = filled(path, {"Indicator": "indicator-1", "Value": "<5"}, {"Indicator": "indicator-2", "Value": "[z]"})
    out, _ = call("add", file, "--data", path, *BATCH, *SIGNED)
    assert out.splitlines()[:2] == [
        "row 2, column B (Value): “<5” is read as the code c (suppressed)",
        "row 3, column B (Value): “[z]” is read as the code z (not applicable)",
    ]
    latest = {one.id: one.observations[-1] for one in figures(path).indicators}
    assert [(latest[id].value, latest[id].code) for id in ("indicator-1", "indicator-2")] == [(None, "c"), (None, "z")]


def test_all_faults_are_on_standard_error_by_row_and_column_and_nothing_is_saved(path: Path) -> None:
    file = filled(
        path,
        {"Indicator": "indicator-1", "Value": "abc"},
        {"Indicator": "indicator-99", "Value": "3"},
        {"Indicator": "indicator-2", "Value": "101"},
    )
    before = on_disk(path)
    out, err = run("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    assert out == ""
    assert [line.split(": ")[0] for line in err.splitlines()] == [
        "row 2, column B (Value)",
        "row 3, column A (Indicator)",
        "row 4, column B (Value)",
    ]
    assert on_disk(path) == before


def test_cell_that_cannot_be_read_is_told_once_and_the_rest_of_its_row_too(path: Path, call: Call) -> None:
    file = path.parent.parent / "q2.xlsx"
    book = Workbook()
    for row in (("Indicator", "Value", "Reason"), ("indicator-1", "=B9/2", "late"), ("indicator-2", 27, "late")):
        book.worksheets[0].append(row)
    file.write_bytes(workbooks.saved(book))
    _, err = call("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    told = [line.split(": ")[0] for line in err.splitlines()]
    assert told == [
        f"sheet Sheet, row {place}" for place in ("2, column B (Value)", "2, column C (Reason)", "3, column C (Reason)")
    ]


def test_file_without_a_filled_in_row_is_refused(path: Path, call: Call) -> None:
    out, err = call("template", "2013/14 Q2", "--data", path)
    file = path.parent.parent / "empty.csv"
    file.write_text(out, encoding="utf-8")
    out, err = call("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    assert "no row is filled in" in err


def test_heading_that_is_not_read_is_told(path: Path, call: Call) -> None:
    _, err = call("add", one_figure(path, "27", Remarkable=""), "--data", path, *BATCH, *SIGNED)
    assert err.splitlines() == ["column C: 'Remarkable' is not read"]


def test_file_that_is_not_there_is_named(path: Path, call: Call) -> None:
    gone = path.parent / "gone.csv"
    assert call("add", gone, "--data", path, *BATCH, *SIGNED, code=1) == (
        "",
        f"{gone}: there is no such file; check its name and folder\n",
    )
    _, err = call("add", path.parent, "--data", path, *BATCH, *SIGNED, code=1)
    assert err == f"{path.parent}: the file can't be read; is it a folder, or another's?\n"


def test_data_file_that_is_not_there_or_broken_is_told(path: Path, call: Call) -> None:
    file = one_figure(path)
    _, err = call("add", file, "--data", path.with_name("gone.yaml"), *BATCH, *SIGNED, code=1)
    assert err.startswith("gone.yaml line 1: there is no such file; put it there")
    path.write_text(path.read_text(encoding="utf-8").replace("percent", "percents", 1), encoding="utf-8")
    _, err = call("add", file, "--data", path, *BATCH, *SIGNED, code=1)
    assert "did you mean 'percent'?" in err


@pytest.mark.parametrize("words", ["2013/14", "Q2", "soon"])
def test_period_that_is_none_is_told_with_its_option(path: Path, call: Call, words: str) -> None:
    batch = ("--period", words, "--source", "hub", "--at", "return")
    _, err = call("add", one_figure(path), "--data", path, *batch, *SIGNED, code=1)
    assert err.startswith(f"--period: '{words}' ")
    assert len(err.splitlines()) == 1


def test_period_of_the_row_goes_before_the_one_chosen(path: Path, call: Call) -> None:
    given = one_figure(path, "31", Period="2012/13 Q3")
    _, err = call("add", given, "--data", path, *BATCH, *SIGNED, code=1)
    assert "which is meant?" in err
    out, _ = call("add", given, "--data", path, *BATCH, *SIGNED, "--checked")
    assert "{period: 2012/13 Q3, value: 31," in out
    assert figures(path).indicators[1].observations[0].period.label == "2012/13 Q3"


def test_missing_source_and_place_are_told_once(path: Path, call: Call) -> None:
    rows = [{"Indicator": f"indicator-{number}", "Value": "27"} for number in range(5)]
    _, err = call("add", filled(path, *rows), "--data", path, "--period", "2013/14 Q2", *SIGNED, code=1)
    assert len(err.splitlines()) == 2
    assert "and 4 more: name the source" in err


def test_status_is_set_once_for_all_rows(path: Path, call: Call) -> None:
    call("add", one_figure(path, "27"), "--data", path, *BATCH, *SIGNED, "--status", "Provisional")
    assert figures(path).indicators[1].observations[-1].status == "provisional"


# ---- the signature -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "reason", "told"),
    [
        (" ", "why", "--by: Type your name"),
        ("Ann", "  ", "--reason: say why"),
        ("A" * 201, "why", "--by: Type a"),
    ],
)
@pytest.mark.parametrize("command", ["add", "undo", "restore", "confirm"])
def test_change_without_a_signature_is_refused_first(
    path: Path, call: Call, command: str, by: str, reason: str, told: str
) -> None:
    extra = {"add": [str(one_figure(path, "27")), *BATCH], "restore": ["abc"]}.get(command, [])
    before = on_disk(path)
    _, err = call(command, *extra, "--data", path, "--by", by, "--reason", reason, code=1)
    assert err.startswith(told)
    assert len(err.splitlines()) == 1
    assert on_disk(path) == before


@pytest.mark.parametrize("command", [["add", "f.csv"], ["undo"], ["restore", "x"], ["confirm"]])
def test_signature_is_no_option(path: Path, command: list[str]) -> None:
    _, err = run(*command, "--data", path, code=1)
    assert err.startswith("--by: Type your name: every change is signed.")


# ---- history, undo, restore ----------------------------------------------------------------------------------


def test_history_tells_who_when_why_and_the_lines_newest_first(path: Path, call: Call) -> None:
    assert call("history", "--data", path) == ("no change has been journalled yet\n", "")
    call("add", one_figure(path, "27"), "--data", path, *BATCH, *SIGNED)
    call("undo", "--data", path, "--by", "Bob", "--reason", "too early")
    out, err = call("history", "--data", path)
    heads = [line for line in out.splitlines() if not line.startswith("  ")]
    assert ["undo, Bob: too early" in heads[0], "save, Ann Officer: return of October 2013" in heads[1]] == [True, True]
    assert "first seen" in heads[2]
    assert err == ""
    assert any(line.startswith("  + ") and "value: 27" in line for line in out.splitlines())
    assert any(line.startswith("  - ") and "value: 27" in line for line in out.splitlines()), "what was taken out, too"


def test_history_as_json_stands_on_standard_output_alone(path: Path) -> None:
    run("add", one_figure(path, "27"), "--data", path, *BATCH, *SIGNED)
    out, err = run("history", "--format", "json", "--data", path)
    newest, oldest = json.loads(out)
    assert err == ""
    assert set(newest) >= {
        "number",
        "kind",
        "at",
        "by",
        "reason",
        "before",
        "after",
        "lines",
        "gone",
        "about",
        "undoes",
    }
    assert (newest["kind"], newest["by"], newest["reason"]) == ("save", *SIGNED[1::2])
    assert (newest["about"], newest["undoes"]) == (["Indicator number 1: the figure for 2013/14 Q2"], None)
    assert newest["before"] == oldest["after"]
    assert "value: 27" in newest["lines"][0]["text"]


def test_damaged_journal_is_told_on_standard_error_beside_the_rest(path: Path, call: Call) -> None:
    call("add", one_figure(path, "27"), "--data", path, *BATCH, *SIGNED)
    (journal,) = path.parent.rglob("journal.jsonl")
    journal.write_bytes(b"rubbish\n" + journal.read_bytes())
    out, err = call("history", "--format", "json", "--data", path)
    assert len(json.loads(out)) == 2
    assert "can't be read" in err


def test_target_is_ended_by_sending_it_again_and_undo_opens_it_again(path: Path, tmp_path: Path, call: Call) -> None:
    held = make.target(20, label="Target 2013/14")
    path.write_text(make.text(indicator(hub("2013/14 Q1", 26), targets=[held])), encoding="utf-8")
    before, rows = path.read_bytes(), tmp_path / "end.csv"
    rows.write_text(
        "What,Indicator,Value,Kind of target,From,Until\ntarget,neet,20,council target,2011-04-01,2013-12-31\n",
        encoding="utf-8",
    )
    out, _ = call("add", rows, "--data", path, "--source", "hub", "--at", "plan", *SIGNED)
    assert out.splitlines()[-1] == "saved: 1 end of a target (change 2, signed by Ann Officer)"
    (target,) = parse(path.read_bytes()).indicators[0].targets
    assert str(target.until) == "2013-12-31"
    call("undo", "--data", path, *SIGNED)
    assert path.read_bytes() == before


def test_undo_takes_the_last_save_back_byte_for_byte(path: Path, call: Call) -> None:
    before = path.read_bytes()
    call("add", one_figure(path, "27"), "--data", path, *BATCH, *SIGNED)
    assert path.read_bytes() != before
    out, _ = call("undo", "--data", path, *SIGNED)
    assert out == "undone (change 3, signed by Ann Officer)\n"
    assert path.read_bytes() == before


def test_undo_without_a_change_is_refused(path: Path, call: Call) -> None:
    _, err = call("undo", "--data", path, *SIGNED, code=1)
    assert "there is nothing to undo" in err


def test_restore_brings_any_version_back(path: Path, call: Call) -> None:
    before = path.read_bytes()
    call("add", one_figure(path, "27"), "--data", path, *BATCH, *SIGNED)
    call("add", filled(path, {"Indicator": "indicator-2", "Value": "28"}), "--data", path, *BATCH, *SIGNED)
    versions = [one["after"] for one in json.loads(call("history", "--format", "json", "--data", path)[0])]
    out, _ = call("restore", versions[-1], "--data", path, *SIGNED)
    assert out == f"restored: version {versions[-1]} (change 4, signed by Ann Officer)\n"
    assert path.read_bytes() == before
    _, err = call("restore", versions[-1], "--data", path, *SIGNED, code=1)
    assert "holds that version already" in err
    _, err = call("restore", "nonsense", "--data", path, *SIGNED, code=1)
    assert "is not kept" in err


# ---- figures that vanished -----------------------------------------------------------------------------------


def test_vanished_figure_is_told_by_check_until_it_is_confirmed(path: Path, call: Call) -> None:
    call("add", one_figure(path, "27"), "--data", path, *BATCH, *SIGNED)
    text = path.read_text(encoding="utf-8")
    gone = text.replace(", {period: 2013/14 Q2, value: 27, source: hub, at: return of October 2013}", "")
    assert gone != text
    path.write_text(gone, encoding="utf-8")

    out, err = run("check", "--data", path, code=1)
    assert out.startswith("25 indicators, 50 figures")
    named, way = err.splitlines()
    assert named == "figures.yaml: Indicator number 1: the figure for 2013/14 Q2 is gone"
    assert "27" not in err, "its value is not told"
    assert "restore" in way
    assert "confirm" in way

    _, err = call("add", one_figure(path, "26.5"), "--data", path, *BATCH, *SIGNED, code=1)
    assert "the file lost something by hand: Indicator number 1: the figure for 2013/14 Q2 is gone" in err

    out, _ = run("confirm", "--data", path, *SIGNED)
    assert out.startswith("confirmed (change 3")
    assert run("check", "--data", path)[1] == ""
    _, err = call("confirm", "--data", path, *SIGNED, code=1)
    assert "nothing to confirm" in err


# ---- the template --------------------------------------------------------------------------------------------


def test_template_is_csv_for_the_period_asked_for(path: Path) -> None:
    before = on_disk(path)
    out, err = run("template", "2013/14 Q2", "--data", path)
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    assert err == ""
    assert [row["Indicator"] for row in rows if row["What"] == "figure"] == [one["id"] for one in several()]
    assert {row["Period"] for row in rows if row["What"] == "figure"} == {"2013/14 Q2"}
    assert rows[1]["Last figure"] == "26%"
    assert on_disk(path) == before


def test_template_offers_the_next_period_due(path: Path, call: Call) -> None:
    assert call("template", "--data", path) == call("template", "2013/14 Q2", "--data", path)
    call("add", one_figure(path, "27"), "--data", path, *BATCH, *SIGNED)
    assert call("template", "--data", path) == call("template", "2013/14 Q2", "--data", path), "the rest is still due"
    call("add", as_csv(path), "--data", path, *BATCH, *SIGNED, "--checked")
    assert "2013/14 Q3" in call("template", "--data", path)[0]


def test_template_of_no_period_is_refused(path: Path, call: Call) -> None:
    _, err = call("template", "2013/14", "--data", path, code=1)
    assert err.startswith("'2013/14' could be an academic or a financial year")
    _, err = call("template", "--data", path.with_name("gone.yaml"), code=1)
    assert "there is no such file" in err


def test_filled_in_template_goes_in(path: Path, call: Call) -> None:
    out, _ = call("template", "2013/14 Q2", "--data", path)
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    number = rows[0].index("Value")
    rows[2][number] = "27"
    file = path.parent.parent / "filled.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as written:
        csv.writer(written).writerows(rows)
    out, err = call("add", file, "--data", path, "--source", "hub", "--at", "return", *SIGNED)
    assert out.splitlines()[-1].startswith("saved: 1 figure (")
    assert err == ""
    assert value(path, rows[2][rows[0].index("Indicator")]) == 27
