"""The tidy table, and the CSV that a spreadsheet opens."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from metrics.analysis.reading import read_all
from metrics.exports import tidy
from tests.support.make import ROOT, catalogue, comparator, figure, hub, indicator, predicted, revised, target, whole

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"


def rows(*indicators: dict) -> list[dict]:
    return json.loads(tidy.figures(catalogue(*indicators)).to_json(orient="records"))


def cells(table: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(tidy.csv_bytes(table).decode("utf-8-sig"), newline="")))


def raw(first: object, **more: object) -> str:
    """The line of a one-row CSV, as it stands in the file."""
    table = pd.DataFrame([{"text": first, **more}])
    return tidy.csv_bytes(table).decode("utf-8-sig").split("\r\n")[1]


# ---- columns and rows --------------------------------------------------------------------------------


CONTRACT = (
    *("indicator", "name", "theme", "unit", "polarity", "series", "area", "group", "period", "period_kind"),
    *("period_start", "period_end", "value", "code", "status", "numerator", "denominator", "source", "at", "note"),
)
PAGES = (ROOT / "docs" / "contract.md", ROOT.parent / "shared" / "contract.md")
"""Where the contract may be written out."""


def test_columns_are_those_of_the_contract_and_after_them_what_else_a_download_tells():
    more = "comparable, model, statistic, marker, unknown, counts_rounded_to, publisher, source_title, release_used"
    more += ", published_after, commentary, caution, owner, verdict, strength, indicator_number"
    assert list(tidy.figures(catalogue(indicator(figure(Q1, 26))))) == [*CONTRACT, *more.split(", ")]


def test_contract_names_the_columns_wherever_it_is_written_out():
    assert tidy.COLUMNS == CONTRACT
    for page in filter(Path.exists, PAGES):
        found = re.search(r"one row a figure: (.*?) \|", page.read_text(encoding="utf-8"))
        assert found is not None, page.name
        assert tuple(re.sub(r"\s*\([^)]*\)", "", found[1]).split(", ")) == CONTRACT


def test_one_row_a_figure_in_the_order_of_the_file():
    made = rows(
        indicator(
            figure(Q4, 30),
            figure(Q1, 26),
            revised(Q1, 27),
            predicted("2013/14 Q2", 20),
            own_series=[figure(Q4, 31, group="care leavers")],
            comparators=[comparator(Q4, "36.2"), comparator(Q4, words="below"), comparator(Q1, code="c")],
            targets=[target(10), target(words="the accepted level")],
        )
    )
    assert [(row["series"], row["period"], row["value"]) for row in made] == [
        ("own", Q4, 30),
        ("own", Q1, 26),
        ("own", Q1, 27),
        ("own", "2013/14 Q2", 20),
        ("own_series", Q4, 31),
        ("comparator", Q4, 36.2),
        ("comparator", Q1, None),
        ("target", "council target", 10),
    ]


def test_rows_of_the_whole_file_add_up():
    table = tidy.figures(whole())
    expected = sum(
        len(one.observations)
        + len(one.own_series)
        + sum(comparator.words is None for comparator in one.comparators)
        + sum(target.value is not None for target in one.targets)
        for one in whole().indicators
    )
    assert len(table) == expected
    assert (table["series"] == "own").sum() == sum(len(one.observations) for one in whole().indicators)
    assert table["source"].isin(whole().sources).all()
    assert table["at"].str.len().gt(0).all()


def test_row_carries_period_status_counts_and_source():
    (row,) = rows(
        indicator(figure(Q1, "21.4", numerator=9, denominator=42, status="provisional", note="Early.", at="Table 3"))
    )
    assert row == {
        "indicator": "neet",
        "name": "Not in education, employment or training",
        "theme": "education",
        "unit": "percent",
        "polarity": "lower_is_better",
        "series": "own",
        "area": "Medway",
        "group": "looked-after children",
        "period": Q1,
        "period_kind": "quarter",
        "period_start": "2013-04-01",
        "period_end": "2013-06-30",
        "value": 21.4,
        "code": None,
        "status": "provisional",
        "numerator": 9,
        "denominator": 42,
        "source": "report",
        "at": "Table 3",
        "note": "Early.",
        "comparable": None,
        "model": None,
        "statistic": None,
        "marker": None,
        "unknown": None,
        "counts_rounded_to": 1,
        "publisher": "Ofsted",
        "source_title": "Inspection report",
        "release_used": None,
        "published_after": None,
        "commentary": None,
        "caution": None,
        "owner": None,
        "verdict": None,
        "strength": None,
        "indicator_number": None,
    }


def test_row_of_the_latest_figure_tells_its_verdict_strength_and_who_answers():
    made = catalogue(
        indicator(
            figure(Q4, "69.0", numerator=29, denominator=42),
            figure(Q1, "50.0", numerator=21, denominator=42),
            owner="Head of service",
        )
    )
    for readings, told in ((read_all(made, date(2013, 8, 1)), "too few to tell"), ((), None)):
        last = tidy.figures(made, readings=readings).iloc[-1]
        assert (last["owner"], last["strength"] if told else None) == ("Head of service", told)
    tested = catalogue(indicator(figure(Q4, 30), figure(Q1, 26)))
    table = tidy.figures(tested, readings=read_all(tested, date(2013, 8, 1)))[["verdict", "strength"]]
    assert table.iloc[0].isna().all()
    assert [*table.iloc[1]] == ["better", "not tested"]


def test_download_carries_commentary_caution_and_what_came_after_the_inspection():
    (own, after) = rows(
        indicator(
            hub(Q4, 30, commentary="Two were on leave."),
            caution="A small group.",
            comparators=[comparator(Q4, 36, published_after=True)],
        )
    )
    assert (own["commentary"], own["caution"], own["published_after"]) == ("Two were on leave.", "A small group.", None)
    assert (after["commentary"], after["caution"], after["published_after"]) == (None, "A small group.", True)


def test_published_rows_say_how_far_they_compare_of_which_neighbours_and_of_how_many_nothing_is_known():
    neighbours = {"area": "Statistical neighbours"}
    counts = {"numerator": 140, "denominator": 160, "unknown": 10, "counts_rounded_to": 10}
    own, england, mean, median = rows(
        indicator(
            own_series=[figure(Q1, 88, comparable="partly", why="at 19", **counts)],
            comparators=[
                comparator(Q1, 36, comparable="no", why="at 19", marker="u"),
                comparator(Q1, "9.3", model="April 2021 model", statistic="mean", **neighbours),
                comparator(Q1, "10.1", model="May 2025 model", statistic="median", **neighbours),
            ],
        )
    )
    assert [own[key] for key in ("comparable", "unknown", "counts_rounded_to")] == ["partly", 10, 10]
    assert [england[key] for key in ("comparable", "marker", "counts_rounded_to")] == ["no", "u", None]
    assert [(row["model"], row["statistic"]) for row in (england, mean, median)] == [
        (None, None),
        ("April 2021 model", "mean"),
        ("May 2025 model", "median"),
    ]


def test_figure_that_a_later_release_replaced_names_the_release_that_is_used():
    made = rows(
        indicator(
            figure(Q1, 26),
            comparators=[comparator(Q1, 85), comparator(Q1, 86, source="law")],
            own_series=[figure(Q1, 83, source="law"), figure(Q4, 83)],
            targets=[target(10)],
        )
    )
    assert [(row["series"], row["source"], row["source_title"], row["release_used"]) for row in made] == [
        ("own", "report", "Inspection report", None),
        ("own_series", "law", "The regulations", "law"),
        ("own_series", "report", "Inspection report", "report"),
        ("comparator", "report", "Inspection report", "law"),
        ("comparator", "law", "The regulations", "law"),
        ("target", "law", "The regulations", None),
    ]


def test_undated_figure_has_its_words_and_no_days():
    (row,) = rows(indicator(figure("undated: latest reported", 46)))
    assert [row[key] for key in ("period", "period_kind", "period_start", "period_end")] == [
        "undated: latest reported",
        "undated",
        None,
        None,
    ]


def test_chosen_indicators_only():
    made = catalogue(indicator(figure(Q1, 26)), indicator(figure(Q1, 9), id="other"))
    assert set(tidy.figures(made, {"other"})["indicator"]) == {"other"}
    assert tidy.figures(made, set()).empty


def test_file_without_figures_gives_an_empty_table_with_all_columns():
    table = tidy.figures(catalogue(indicator()))
    assert (len(table), tuple(table)) == (0, (*tidy.COLUMNS, *tidy.DOWNLOAD_COLUMNS))
    assert cells(table) == [[*tidy.COLUMNS, *tidy.DOWNLOAD_COLUMNS]]


# ---- what a spreadsheet makes of it ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＋1", "－5", "＠A1", "  =1+1"],
)
def test_text_that_a_spreadsheet_could_run_is_guarded(text):
    (_, (cell,)) = cells(pd.DataFrame([{"text": text}]))
    assert cell.startswith("'")


def test_texts_of_the_data_file_are_guarded_in_every_column():
    evil = "=HYPERLINK(1)"
    made = catalogue(
        indicator(
            figure(f"undated: {evil}", 1, at=evil, note=evil),
            name=evil,
            group=evil,
            comparators=[comparator(Q1, 2, area=evil, group=evil, at=evil)],
            targets=[target(3, label=evil, at=evil, note=evil)],
        )
    )
    found = [cell for row in cells(tidy.figures(made)) for cell in row if evil in cell]
    assert len(found) >= 12
    assert not [cell for cell in found if cell.startswith("=")]


def test_numbers_stay_numbers_and_texts_stand_in_quotes():
    assert raw("-5") == '"\'-5"'
    assert raw("a", value=-5.5, count=42) == '"a",-5.5,42'
    negative = indicator(figure(Q1, "-4.5"), unit="percentage points")
    header, row = cells(tidy.figures(catalogue(negative)))
    assert dict(zip(header, row, strict=True))["value"] == "-4.5"


def test_missing_cells_are_empty_and_counts_are_whole_numbers():
    table = tidy.figures(catalogue(indicator(figure(Q4, code="x"), figure(Q1, "21.4", numerator=9, denominator=42))))
    header, coded, counted = cells(table)
    first, second = (dict(zip(header, row, strict=True)) for row in (coded, counted))
    assert [first[key] for key in ("value", "code", "numerator", "denominator", "note")] == ["", "x", "", "", ""]
    assert [second[key] for key in ("value", "numerator", "denominator")] == ["21.4", "9", "42"]


def test_csv_begins_with_a_byte_order_mark_and_ends_lines_as_windows_does():
    written = tidy.csv_bytes(tidy.figures(catalogue(indicator(figure(Q1, 26, note="−5 °")))))
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.endswith(b"\r\n")
    assert written.count(b"\n") == written.count(b"\r\n") == 2
    assert "−5 °" in written.decode("utf-8")


def test_text_with_commas_quotes_and_breaks_comes_back_whole():
    words = 'one, "two"\nthree'
    (_, (cell,)) = cells(pd.DataFrame([{"text": words}]))
    assert cell == words


def test_table_is_not_changed_by_writing_it():
    table = pd.DataFrame([{"text": "=1+1"}])
    tidy.csv_bytes(table)
    assert table["text"][0] == "=1+1"
