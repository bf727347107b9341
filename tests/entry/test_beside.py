"""What a file says beside its rows is held against their indicators: another is refused, a doubt is asked about."""

from __future__ import annotations

import pytest

from metrics.catalogue.documents import Document
from metrics.catalogue.period import parse as parse_period
from metrics.entry.batch import Batch
from metrics.entry.proposal import Proposal, propose
from metrics.uploads import upload_reader
from tests.support.make import hub, indicator, text
from tests.support.proposals import SIGNED

CHECKS = {"short_name": "Health checks", "theme": "health"}
TEXT = text(
    indicator(hub("2012/13 Q4", 30), hub("2013/14 Q1", 26), id="neet", name="Young people not in work", theme="health"),
    indicator(hub("2013/14 Q1", 87), id="checks", name="Health assessments completed", **CHECKS),
    indicator(hub("2013/14 Q1", 45), id="court", name="Length of care proceedings", unit="weeks"),
    indicator(hub("2013/14 Q1", 388), id="children", name="Children in care", unit="count", of="children"),
)


def read(*lines: str) -> Proposal:
    rows = upload_reader.read("\n".join(lines).encode(), "figures.csv").rows
    batch = Batch(parse_period("2013/14 Q2"), "hub", "return")
    return propose(Document.alone(TEXT, "figures.yaml"), rows, batch, SIGNED)


def refused(*lines: str) -> list[str]:
    return list(map(str, read(*lines).faults))


def asked(*lines: str) -> list[str]:
    found = read(*lines)
    assert found.amended is not None, list(map(str, found.faults))
    return [doubt.words for doubt in found.doubts]


def test_row_with_the_name_of_another_indicator_is_refused() -> None:
    assert refused("Indicator,Name,Value", "neet,Health assessments completed,16.2") == [
        "row 2, column B (Name): 'Health assessments completed' is another indicator, 'checks'; the row is of 'neet' "
        "(Young people not in work); make both name one"
    ]
    assert len(refused("Indicator,Id,Value", "neet,checks,16.2")) == 1
    assert len(refused("Indicator,Short name,Value", "neet,health-checks,16.2")) == 1
    assert len(refused("Indicator,Name,Value", "court,Length of care proceedings (days),40")) == 1


@pytest.mark.parametrize("unit", ["days", "Days", "%", "months", "count (children)"])
def test_row_with_another_unit_than_its_indicators_is_refused(unit: str) -> None:
    (words,) = refused("Indicator,Unit,Value", f"court,{unit},40")
    assert words == (f"row 2, column B (Unit): '{unit}' is another unit than weeks, in which 'court' is; mend it")


@pytest.mark.parametrize(
    ("indicator_id", "name", "unit"),
    [
        ("checks", "HEALTH ASSESSMENTS - COMPLETED (%)", "%"),
        ("checks", "Health checks", "Percentage"),
        ("checks", "Health assesments completed", "per cent"),
        ("court", "Length of care proceedings (weeks)", "wks"),
        ("children", "Children in care", "count (children)"),
        ("children", "Number of children in care", "children"),
        ("children", "children", "No. of children"),
    ],
)
def test_name_and_unit_may_be_written_otherwise(indicator_id: str, name: str, unit: str) -> None:
    assert asked("Indicator,Name,Unit,Value", f"{indicator_id},{name},{unit},40") == []


def test_one_question_is_asked_of_all_rows_whose_theme_or_last_figure_is_another() -> None:
    head = "Indicator,Theme,Last period,Last figure,Value"
    assert asked(head, "neet,Health,2013/14 Q1,26%,25", "checks,Health,2013/14 Q1,87%,88") == []
    (words,) = asked(head, "neet,Health,2013/14 Q1,87%,25", "checks,Education,2013/14 Q1,26%,88")
    assert words == (
        "2 rows say something else of their indicators than the data file does (row 2, Young people not in work: "
        "Last figure “87%”; row 3, Health checks: Theme “Education” and Last figure “26%”); is each figure beside its "
        "own indicator, or was a column sorted or pasted by itself?"
    )
    assert "Last period “2011/12 Q1”" in asked(head, "neet,Health,2011/12 Q1,26%,25")[0]


def test_unknown_name_or_unit_is_asked_about_with_the_indicators_own() -> None:
    (words,) = asked("Indicator,Name,Value", "neet,Our own words,25")
    assert "row 2, Young people not in work: Name “Our own words”" in words
    assert asked("Indicator,Last figure,Value", "neet,30.0%,25") == []
