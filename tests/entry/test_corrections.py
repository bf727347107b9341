"""Corrections of what stands: words in their place without a revision, and what was just saved amended in place."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.catalogue.documents import Document
from metrics.catalogue.period import parse as parse_period
from metrics.catalogue.yaml_edit import Edit
from metrics.entry import plausibility, summary
from metrics.entry.batch import Batch
from metrics.entry.proposal import Proposal, propose
from tests.support import make
from tests.support.make import hub, indicator, predicted
from tests.support.proposals import SIGNED, faults, figure, proposed, rows

TODAY = date(2013, 10, 31)
TITLE = "Not in education, employment or training"
Q2 = ("indicators", 0, "observations", 1)
TEXT = make.text(
    indicator(
        hub("2013/14 Q1", 26),
        hub("2013/14 Q2", 24, commentary="Two left school."),
        predicted("2013/14 Q3", 23),
    )
)


def values(found: Proposal) -> list[tuple[str, str | None, str | None]]:
    """Each figure of the first indicator after the change: value or code, commentary and note."""
    assert found.amended is not None, list(map(str, found.faults))
    return [(str(one.value or one.code), one.commentary, one.note) for one in _figures(found)]


def _figures(found: Proposal):  # type: ignore[no-untyped-def]
    assert found.amended is not None
    return found.amended.catalogue.indicators[0].observations


NEW = figure(commentary="Three left school.")


@pytest.mark.parametrize("row", [NEW, figure(value="24", commentary="Three left school.")])
def test_commentary_is_corrected_where_it_stands_and_revises_nothing(row: object) -> None:
    found = proposed(TEXT, row)  # type: ignore[arg-type]
    assert found.change.additions == ()
    assert values(found)[1] == ("24", "Three left school.", None)
    assert [one.status for one in _figures(found)] == ["final", "final", "predicted"]
    assert summary.counted_change(found) == "1 corrected commentary"
    assert summary.outlook(found.change) == "saved"
    assert found.amended is not None
    assert summary.changed_names(found.amended.catalogue, found.change) == (
        f"{TITLE}: the commentary for 2013/14 Q2, corrected",
    )
    assert [one.id for one in summary.touched_indicators(found.amended.catalogue, found.change)] == ["neet"]


def test_replaced_words_are_asked_about_and_shown_old_and_new() -> None:
    found = proposed(TEXT, NEW)
    assert [one.words for one in found.doubts] == [
        f"{TITLE}, 2013/14 Q2: this replaces the commentary “Two left school.”; is that meant?"
    ]
    assert found.amended is not None
    assert summary.correction_lines(found.corrections, found.amended.catalogue.indicators[0]) == [
        "Commentary for 2013/14 Q2, corrected: “Two left school.” becomes “Three left school.”"
    ]
    assert plausibility.doubts(Document.alone(TEXT).main, found.amended.catalogue, (), TODAY) == []


def test_words_where_there_were_none_are_put_in_without_a_question() -> None:
    found = proposed(TEXT, figure(value="26", commentary="All known.", note="Counted twice."), period="2013/14 Q1")
    assert values(found)[0] == ("26", "All known.", "Counted twice.")
    assert found.doubts == ()
    assert summary.counted_change(found) == "1 corrected commentary and 1 corrected note"
    assert found.corrections[0].lines[0] == "Commentary for 2013/14 Q1: “All known.”, where there was none"


@pytest.mark.parametrize(
    "row", [figure(commentary=" Two left school. "), figure(value="24"), figure(value="24", note=" ")]
)
def test_same_words_or_none_change_nothing(row: object) -> None:
    found = proposed(TEXT, row)  # type: ignore[arg-type]
    assert (found.empty, found.faults) == (True, ())
    assert found.unchanged == (f"{TITLE}, 2013/14 Q2: the file says the same already",)


def test_words_of_a_prediction_are_those_of_the_prediction() -> None:
    found = proposed(TEXT, figure(commentary="A guess."), period="2013/14 Q3", status="predicted")
    assert found.change.edits == (Edit((*Q2[:3], 2, "commentary"), "A guess.", found.change.edits[0].told),)


def test_words_alone_for_a_period_without_a_figure_are_no_figure() -> None:
    assert faults(TEXT, figure(commentary="Early."), period="2012/13 Q4") == [
        "row 2, Value: there is no figure here; write a value, both counts, or a code"
    ]


def test_other_number_with_other_words_is_a_revision_as_ever() -> None:
    found = proposed(TEXT, figure(value="25", commentary="Three left school."))
    assert found.change.edits == ()
    assert [str(one.value) for one in _figures(found)][1:3] == ["24", "25"]
    assert found.revised == 1


def test_provisional_figure_that_is_final_now_is_a_revision_though_its_words_differ() -> None:
    text = make.text(indicator(hub("2013/14 Q2", 24, status="provisional", commentary="Early.")))
    found = proposed(text, figure(value="24", commentary="Late."), status="final")
    assert found.revised == 1


def test_reason_of_a_revision_is_corrected_and_that_of_another_figure_is_not() -> None:
    revised = proposed(TEXT, figure(value="25")).amended
    assert revised is not None
    found = proposed(revised.text, figure(value="25", reason="Two were counted twice."))
    assert [edit.loc for edit in found.change.edits] == [(*Q2[:3], 2, "reason")]
    assert proposed(TEXT, figure(value="24", reason="Why not.")).empty


def test_two_rows_for_the_words_of_one_figure_are_one_too_many() -> None:
    assert faults(TEXT, NEW, figure(commentary="Four.")) == [
        "row 3: this figure is given twice, first in row 2; keep one"
    ]


def test_what_the_contract_refuses_of_words_is_a_fault_of_their_row() -> None:
    (fault,) = faults(TEXT, figure("neet", value="9", period="2014/15 Q1"), figure(commentary="Half \ud800 a sign."))
    assert fault.startswith("row 3, commentary (Commentary): ")


def test_words_are_corrected_beside_a_figure_that_is_added() -> None:
    found = proposed(TEXT, NEW, figure(value="22", period="2013/14 Q3"))
    assert values(found)[1:3] == [("24", "Three left school.", None), ("23", None, None)]
    assert summary.counted_change(found) == "1 figure and 1 corrected commentary"


# Amended within the hour.


def amended(*filled: object, minutes: int = 12, text: str = TEXT, **batch: object) -> Proposal:
    lately = {("neet", "2013/14 Q2", False): minutes}
    chosen = Batch(parse_period("2013/14 Q2"), "hub", "return", **batch)  # type: ignore[arg-type]
    document = Document.alone(text, "figures.yaml")
    return propose(document, rows(*filled), chosen, SIGNED, saved_lately=lambda: lately)  # type: ignore[arg-type]


def test_figure_that_the_signer_just_saved_is_amended_in_its_place() -> None:
    found = amended(figure(value="26.5"))
    assert values(found)[1] == ("26.5", "Two left school.", None)
    assert (found.revised, len(_figures(found))) == (0, 3)
    assert found.corrections[0].lines == ("Figure for 2013/14 Q2, amended 12 minutes after it was saved: 24% to 26.5%",)
    assert summary.counted_change(found) == "1 amended figure"
    assert found.amended is not None
    (name,) = summary.changed_names(found.amended.catalogue, found.change)
    assert name == f"{TITLE}: the figure for 2013/14 Q2, amended within the hour after it was saved", "no value is told"


def test_first_minute_is_told_in_words() -> None:
    (line,) = amended(figure(value="26"), minutes=0).corrections[0].lines
    assert line == "Figure for 2013/14 Q2, amended less than a minute after it was saved: 24% to 26%"


def test_amended_figure_takes_its_counts_and_code_with_it() -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26), hub("2013/14 Q2", 24, numerator=48, denominator=200)))
    one = _figures(amended(figure(value="25"), text=text))[1]
    assert (one.value, one.numerator, one.denominator) == (25, None, None)
    one = _figures(amended(figure(numerator="52", denominator="200"), text=text))[1]
    assert (one.value, one.numerator, one.denominator, one.inferred) == (26, 52, 200, ["value"])
    found = amended(figure(code="c"), text=text)
    assert (_figures(found)[1].value, _figures(found)[1].code) == (None, "c")
    assert (
        found.corrections[0]
        .lines[0]
        .startswith("Figure for 2013/14 Q2, amended 12 minutes after it was saved: 24% (48 of 200) to ")
    )


def test_amended_figure_is_doubted_as_a_new_one_is() -> None:
    found = amended(figure(value="0.24"))
    assert found.amended is not None
    doubts = plausibility.doubts(Document.alone(TEXT).main, found.amended.catalogue, (), TODAY)
    assert any("24" in one.words and one.indicator == "neet" for one in doubts)


def test_figure_of_another_period_or_of_nobody_lately_is_a_revision() -> None:
    assert proposed(TEXT, figure(value="26")).revised == 1
    assert amended(figure(value="27", period="2013/14 Q1")).revised == 1


def test_final_figure_after_a_provisional_one_is_a_revision_within_the_hour_too() -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26), hub("2013/14 Q2", 24, status="provisional")))
    assert amended(figure(value="25"), text=text, status="final").revised == 1
    found = amended(figure(value="25"), text=text, status="provisional")
    assert [one.status for one in _figures(found)] == ["final", "provisional"]


def test_edited_field_without_words_of_its_own_is_named_by_its_key() -> None:
    catalogue = Document.alone(TEXT).main
    edits = (
        Edit(("indicators", 0, "why_it_matters"), "Words."),
        Edit(("indicators", 0, "owner"), "Head", "who answers for it"),
        Edit(("themes", 0, "name"), "Schools"),
    )
    names = [f"{TITLE}: the why it matters", f"{TITLE}: who answers for it", "themes: the name"]
    assert summary.edited_names(catalogue, edits) == names


@pytest.mark.parametrize("value", ["26.5", "24"])
def test_figure_that_is_amended_to_a_provisional_one_is_not_told_as_final(value: str) -> None:
    found = amended(figure(value=value, status="provisional"))
    assert [str(one.value) for one in _figures(found)][1] == value
    assert _figures(found)[1].status == "provisional"
    assert found.amends
    assert found.corrections[0].lines[1] == "It is provisional now, where it was final"
    assert amended(figure(value="26.5"), status="approximate").corrections[0].edits[-1].value == "approximate"


def test_status_of_a_figure_that_was_saved_long_ago_is_left_as_it_was() -> None:
    found = proposed(TEXT, figure(value="24", status="provisional"))
    assert (found.corrections, len(found.unchanged)) == ((), 1)


@pytest.mark.parametrize(("by", "stands"), [("Bob Bell", "Bob Bell"), ("", "the virtual school")])
def test_amended_prediction_is_told_as_that_of_whoever_made_it(by: str, stands: str) -> None:
    foreseen = figure(value="22", status="predicted", **({"predicted_by": by} if by else {}))
    batch = Batch(parse_period("2013/14 Q3"), "hub", "return")
    lately = {("neet", "2013/14 Q3", True): 5}
    found = propose(Document.alone(TEXT), rows(foreseen), batch, SIGNED, saved_lately=lambda: lately)
    last = _figures(found)[2]
    assert (str(last.value), last.status, last.predicted_by) == ("22", "predicted", stands)
