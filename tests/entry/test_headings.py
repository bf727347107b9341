"""What a heading of numbers says in brackets is asked about, but for what its rows are anyway."""

from __future__ import annotations

import pytest

from metrics.catalogue.documents import Document
from metrics.catalogue.period import parse as parse_period
from metrics.entry.batch import Batch
from metrics.entry.proposal import propose
from metrics.uploads import upload_reader
from tests.support.make import hub, indicator, text
from tests.support.proposals import SIGNED

TEXT = text(
    indicator(hub("2013/14 Q1", 26), id="neet"),
    indicator(hub("2013/14 Q1", 45), id="court", unit="weeks"),
    indicator(hub("2013/14 Q1", 388), id="children", unit="count", of="children"),
)


def asked(heading: str, *lines: str, status: str = "") -> list[str]:
    data = "\n".join([f'Indicator,"{heading}"', *(lines or ["neet,25"])]).encode()
    batch = Batch(parse_period("2013/14 Q2"), "hub", "return", status)
    rows = upload_reader.read(data, "figures.csv").for_period(batch.period, "Medway").rows
    found = propose(Document.alone(TEXT, "figures.yaml"), rows, batch, SIGNED)
    assert found.amended is not None, list(map(str, found.faults))
    return [doubt.words for doubt in found.doubts]


@pytest.mark.parametrize(
    "words",
    [
        *("target", "England", "Kent", "predicted", "forecast", "cumulative", "12 months", "days", "rank", "RAG"),
        *("provisional", "draft", "000s", "last quarter", "prev Q", "number", "Q2 2013/14 target", "median"),
    ],
)
@pytest.mark.parametrize("brackets", ["()", "[]"])
def test_words_in_brackets_that_may_say_other_figures_are_asked_about(words: str, brackets: str) -> None:
    heading = f"Value {brackets[0]}{words}{brackets[1]}"
    assert asked(heading) == [
        f"The heading “{heading}” says “{words}”, and the number below it in row 2 would be taken as the council's own "
        "actual figure in the unit of the indicator; is that right?"
    ]


@pytest.mark.parametrize(
    "heading",
    [
        *("Value", "Value (%)", "Value (per cent)", "Value (actual)", "Value [Medway]", "Value (Q2 2013/14)"),
        *("Value (% or number)", "(Value)", "Value (Q2 actual)", "Value (number / %)", "Actual (if known)"),
    ],
)
def test_unit_period_own_area_and_actual_are_not(heading: str) -> None:
    assert asked(heading) == []


def test_unit_in_a_heading_is_held_against_each_row() -> None:
    (words,) = asked("Value (%)", "neet,25", "court,40", "children,390")
    assert words == (
        "The heading “Value (%)” says “%”, and the number below it in 2 rows would be taken as the council's own "
        "actual figures in the unit of the indicators; are those right?"
    )
    assert asked("Value (children)", "children,390") == []


def test_heading_may_say_the_status_that_its_rows_have() -> None:
    assert asked("Value (provisional)", status="provisional") == []
