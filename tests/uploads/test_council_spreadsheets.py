"""Scorecards as councils keep them: each kind ends in the figures that a person reads in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook

from metrics.catalogue.documents import Document
from metrics.catalogue.period import parse
from metrics.entry.batch import Batch, Signature
from metrics.entry.matched_names import read_names
from metrics.entry.proposal import Proposal, propose
from metrics.entry.target_columns import read_targets
from metrics.uploads import upload_reader
from metrics.uploads.upload_reader import Upload
from tests.support import make
from tests.support.make import indicator
from tests.support.workbooks import saved
from tests.uploads.test_wide import book

Q2 = parse("2013/14 Q2")
NEET, REVIEWS, CARE = "Not in work", "Reviews held on time", "Looked-after children"
TEXT = make.text(
    indicator(id="neet", name=NEET, why_missing="Not yet.", source="hub", at="p"),
    indicator(id="reviews", name=REVIEWS, polarity="higher_is_better", why_missing="Not yet.", source="hub", at="p"),
    indicator(id="care", name=CARE, unit="count", of="children", why_missing="Not yet.", source="hub", at="p"),
)
DOCUMENT = Document.alone(TEXT)
Rows = Sequence[Sequence[object]]


def as_csv(rows: Rows) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return written.getvalue().encode()


def read(data: bytes, name: str = "scorecard.csv") -> Upload:
    """The file as the page and the command read it, for 2013/14 Q2."""
    given = upload_reader.read(data, name)
    named = given.with_names(read_names(given.rows, DOCUMENT.catalogue, {}, {})).for_period(Q2, "Medway")
    return named.with_targets(read_targets(named.rows, DOCUMENT.catalogue, Q2))


def proposed(upload: Upload) -> Proposal:
    assert upload.faults == (), list(map(str, upload.faults))
    made = propose(DOCUMENT, upload.rows, Batch(Q2, "hub", "page 2"), Signature("Ann", date(2013, 10, 20), "Return"))
    assert made.faults == (), list(map(str, made.faults))
    return made


def figures(upload: Upload) -> list[tuple[str, str, str]]:
    added = proposed(upload).change.additions
    return sorted(
        (one.indicator, str(one.entry["period"]), str(one.entry.get("value") or one.entry.get("code")))
        for one in added
        if one.kind == "observations"
    )


def targets(upload: Upload) -> list[tuple[str, str, str, str]]:
    added = [one for one in proposed(upload).change.additions if one.kind == "targets"]
    return [(one.indicator, *(str(one.entry[key]) for key in ("value", "from", "until"))) for one in added]


TWO = [("neet", "2013/14 Q1", "24"), ("neet", "2013/14 Q2", "25")]

QUARTERS = {
    "year behind": ("Q1 13/14", "Q2 13/14"),
    "long year": ("Q1 2013/14", "Q2 2013-14"),
    "quarter behind": ("2013-14 Qtr 1", "2013-14 Qtr 2"),
    "quarter before": ("Qtr 1 2013-14", "Qtr. 2 2013/2014"),
    "in words": ("First quarter 2013/14", "Quarter 2 2013/14"),
    "financial year": ("FY13/14 Q1", "FY13/14 Q2"),
    "no year": ("Q1", "Q2"),
    "months of it": ("Apr-Jun 2013", "Jul - Sept 2013"),
    "months in brackets": ("Q1 (Apr-Jun) 2013/14", "Q2 (Jul-Sep) 2013/14"),
    "its last month": ("Jun-13", "Sep-13"),
    "its last day": ("30/06/2013", "30 September 2013"),
    "actual": ("Q1 13/14 Actual", "Q2 13/14 Actual"),
}


@pytest.mark.parametrize("heads", QUARTERS.values(), ids=QUARTERS)
@pytest.mark.parametrize("first", ["Indicator", "Performance measure", "PI"])
def test_quarters_as_columns_however_they_are_written(heads: tuple[str, str], first: str) -> None:
    upload = read(as_csv([(first, *heads), (NEET, 24, 25)]))
    assert figures(upload) == TWO
    assert len([words for words in upload.left_out if "name periods, and are read so" in words]) == 1


def test_thirteen_months_go_over_the_end_of_a_year() -> None:
    months = [f"{name}-13" for name in ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")]
    months += [f"{name}-14" for name in ("Jan", "Feb", "Mar", "Apr")]
    found = figures(read(as_csv([("KPI", *months), (NEET, *range(20, 33))])))
    assert len(found) == 13
    assert {("neet", "April 2013", "20"), ("neet", "April 2014", "32")} <= set(found)


def test_years_stand_merged_above_their_quarters() -> None:
    rows = [("Indicator", "2012/13", None, None, None, "2013/14", None), (None, "Q1", "Q2", "Q3", "Q4", "Q1", "Q2")]
    upload = read(book([*rows, (NEET, 20, 21, 22, 23, 24, 25)], merged=("B1:E1", "F1:G1")), "scorecard.xlsx")
    assert figures(upload) == [
        *(("neet", f"2012/13 Q{number}", str(19 + number)) for number in range(1, 5)),
        *TWO,
    ]


def test_quarters_go_down_the_side() -> None:
    rows = [("Quarter", NEET, REVIEWS), ("Q1 2013/14", 24, 84), ("Q2 2013/14", 25, 85)]
    assert figures(read(as_csv(rows))) == [*TWO, ("reviews", "2013/14 Q1", "84"), ("reviews", "2013/14 Q2", "85")]


def test_each_quarter_has_a_sheet() -> None:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, value in (("2013-14 Q1", 24), ("2013-14 Q2", 25)):
        sheet = made.create_sheet(name)
        sheet.append(("Indicator", "Actual"))
        sheet.append((NEET, value))
    assert figures(read(saved(made), "scorecard.xlsx")) == TWO


def test_numbers_are_read_as_cells_show_them() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (("Indicator", "Q1 2013/14", "Q2 2013/14"), (REVIEWS, 0.895, 179 / 200.3), (CARE, 1388, "1,402")):
        sheet.append(row)
    for place, shown in (("B2", "0.0%"), ("C2", "0%"), ("B3", "#,##0")):
        sheet[place].number_format = shown
    assert figures(read(saved(made), "scorecard.xlsx")) == [
        ("care", "2013/14 Q1", "1388"),
        ("care", "2013/14 Q2", "1402"),
        ("reviews", "2013/14 Q1", "89.5"),
        ("reviews", "2013/14 Q2", "89"),
    ]


def test_signs_in_place_of_a_number_are_codes_or_refused_with_the_code_to_write() -> None:
    upload = read(as_csv([("Indicator", "Q1 2013/14", "Q2 2013/14"), (REVIEWS, "<5", "90"), (NEET, "24", "25")]))
    assert ("reviews", "2013/14 Q1", "c") in figures(upload)
    for sign in ("n/a", "-"):
        other = read(as_csv([("Indicator", "Q1 2013/14", "Q2 2013/14"), (REVIEWS, sign, "90")]))
        made = propose(DOCUMENT, other.rows, Batch(Q2, "hub", "p"), Signature("Ann", date(2013, 10, 20), "Return"))
        assert f"'{sign}' is not a number; write the code x (not available)" in str(made.faults[0])


def test_what_stands_round_the_table_is_told_and_never_a_figure() -> None:
    rows = [
        ("Medway Council: corporate parenting scorecard 2013/14",),
        (),
        ("Ref", "Indicator", None, "Q1", "RAG", "Q2", "RAG", "DoT", "YTD", "Comment 2"),
        (None, "Education"),
        ("LAC1", NEET, None, 24, "G", 25, "A", "↓", 24.5, "Late"),
        (),
        (None, "Note: figures are provisional"),
        (None, "* Excludes asylum seekers"),
        (None, "Source: the social care system"),
    ]
    upload = read(as_csv(rows))
    assert figures(upload) == TWO
    told = "\n".join(upload.left_out)
    for column, heading, example in (("E", "RAG", "G"), ("G", "RAG", "A"), ("H", "DoT", "↓"), ("I", "YTD", "24.5")):
        what = f"“{heading}” (column {column}) is no heading that is known: 1 cell filled in under it will not be saved"
        assert f"{what} (such as “{example}”)" in told
    assert "“Comment 2” (column J)" in told
    for note in ("Note: figures are provisional", "* Excludes asylum seekers", "Source: the social care system"):
        assert f"“{note}”" in told


def test_total_row_is_refused_as_a_name_and_can_be_left_out() -> None:
    given = upload_reader.read(
        as_csv([("Indicator", "Q1 2013/14", "Q2 2013/14"), (NEET, 24, 25), ("Total", 9, 9)]), "s.csv"
    )
    found = read_names(given.rows, DOCUMENT.catalogue, {}, {})
    assert [one.name for one in found.unknown] == ["Total"]
    left = given.with_names(read_names(given.rows, DOCUMENT.catalogue, {}, {"total": ""})).for_period(Q2)
    assert figures(left) == TWO
    assert any("“Total”, in" in words and "2 rows will not be saved" in words for words in left.left_out)


# ---- targets ------------------------------------------------------------------------------------------------


def test_pairs_of_actual_and_target_give_a_target_for_the_quarters_that_it_stands_beside() -> None:
    heads = [("Indicator", "Q1 13/14", None, "Q2 13/14", None), (None, "Actual", "Target", "Actual", "Target")]
    rows = [*heads, (REVIEWS, 88, 95, 89, 95), (NEET, 24, 20, 25, 18)]
    upload = read(book(rows, merged=("B1:C1", "D1:E1")), "scorecard.xlsx")
    assert ("reviews", "2013/14 Q2", "89") in figures(upload)
    assert targets(upload) == [
        ("reviews", "95", "2013-04-01", "2013-09-30"),
        ("neet", "20", "2013-04-01", "2013-06-30"),
        ("neet", "18", "2013-07-01", "2013-09-30"),
    ]
    assert len([words for words in upload.left_out if "are read as 3 council targets" in words]) == 1


def test_one_target_column_is_of_the_quarters_beside_it() -> None:
    upload = read(as_csv([("Indicator", "Target", "2013/14 Q1", "2013/14 Q2"), (REVIEWS, "95%", 88, 89)]))
    assert targets(upload) == [("reviews", "95", "2013-04-01", "2013-09-30")]
    one = read(as_csv([("Performance Indicator", "Q2 13/14 Actual", "Target"), (REVIEWS, 89, 95)]))
    assert targets(one) == [("reviews", "95", "2013-07-01", "2013-09-30")]


def test_target_without_figures_beside_it_is_told_as_not_read() -> None:
    heads = ("Indicator", "Q1 13/14", "Q1 13/14 Target", "Q2 13/14", "Q2 13/14 Target", "Q3 13/14 Target")
    upload = read(as_csv([heads, (REVIEWS, 88, 95, None, 95, 96)]))
    assert targets(upload) == [("reviews", "95", "2013-04-01", "2013-06-30")]
    told = "\n".join(upload.left_out)
    assert "“Q2 13/14 Target” (column E): 1 target stands beside no figure and is not read" in told
    assert "“Q3 13/14 Target” (column F) is a target of a period without figures here" in told


def test_targets_can_be_left_out_and_that_is_told() -> None:
    given = upload_reader.read(as_csv([("Indicator", "Target", "Q2 2013/14"), (REVIEWS, 95, 89)]), "s.csv").for_period(
        Q2
    )
    found = read_targets(given.rows, DOCUMENT.catalogue, Q2)
    assert replace(given, targets=False).with_targets(found).left_out[-1] == (
        "1 target beside figures is left out as chosen"
    )
    assert len(given.with_targets(found).rows) == 2


def test_comment_beside_the_only_quarter_is_its_commentary() -> None:
    upload = read(as_csv([("Indicator", "Q2 2013/14", "Comments"), (NEET, 25, "Fewer than before")]))
    assert [one.entry["commentary"] for one in proposed(upload).change.additions] == ["Fewer than before"]
    several = read(as_csv([("Indicator", "Q1 2013/14", "Q2 2013/14", "Comments"), (NEET, 24, 25, "Fewer")]))
    assert any("“Comments” (column D) names no period and stands beside several" in words for words in several.left_out)
