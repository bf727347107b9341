"""Rows become exactly the lines that were filled in, or every fault at its row and column in a form's words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.analysis.reading import read
from metrics.catalogue.documents import Document
from metrics.catalogue.load import parse
from metrics.catalogue.models import Indicator
from metrics.entry.batch import Batch
from metrics.entry.faults import Fault
from metrics.entry.form_messages import merge_repeated
from metrics.entry.proposal import propose
from metrics.entry.summary import changed_names, counted_change, end_lines, touched_indicators
from metrics.markup import indicator_page as indicator_page
from tests.support import make
from tests.support.make import TODAY, hub, indicator, predicted, revised
from tests.support.proposals import (
    SIGNED,
    Filled,
    added,
    an_indicator,
    comparator,
    entries,
    faults,
    figure,
    proposed,
    rows,
    source,
    target,
)

TEXT = make.text(
    indicator(
        hub("2012/13 Q4", 30),
        hub("2013/14 Q1", 26),
        short_name="NEET young people",
        targets=[make.target(25)],
        comparators=[make.comparator("2013/14 Q1", "16.3", source="hub")],
    ),
    indicator(id="awaiting", name="Initial health assessments", short_name="Health assessments", theme="health"),
    indicator(hub("2013/14 Q1", 31), id="caseload", name="Cases", unit="count", of="cases per worker", theme="context"),
    indicator(make.figure("31 March 2011", 3), id="grade", name="Judgement", unit="grade", frequency="inspection"),
    indicator(hub("2011/12 academic year", 9), id="gcse", name="Five good GCSEs", frequency="academic year"),
    indicator(make.figure("undated: earlier", 53), id="weeks", name="Care proceedings", unit="weeks"),
    indicator(hub("2013/14 Q1", 12, status="provisional"), id="early", name="Early help"),
    indicator(hub("2013/14 Q1", "4.5"), id="rate", name="Rate", unit="per 10,000"),
)


def indicator_after(id: str, *filled: Filled, **batch: object) -> Indicator:
    found = proposed(TEXT, *filled, **batch)  # type: ignore[arg-type]
    assert found.amended is not None, list(map(str, found.faults))
    made = found.amended.catalogue.indicator(id)
    assert made is not None
    return made


# ---- what is filled in, and nothing else ---------------------------------------------------------------


def test_only_what_was_filled_in_is_saved() -> None:
    assert added(TEXT, figure(value="24")) == ["{period: 2013/14 Q2, value: 24, source: hub, at: return}"]


def test_value_is_worked_out_of_both_counts_and_marked() -> None:
    (line,) = added(TEXT, figure(numerator="45", denominator="188"))
    assert line == (
        "{period: 2013/14 Q2, value: 23.9, numerator: 45, denominator: 188, inferred: [value], source: hub, at: return}"
    )


def test_value_beside_its_counts_is_the_returns_own_and_not_inferred() -> None:
    (line,) = added(TEXT, figure(value="23.94", numerator="45", denominator="188"))
    assert "inferred" not in line
    assert "value: 23.94" in line


def test_units_and_thousands_commas_are_taken_off() -> None:
    filled = figure(value="24%"), figure("caseload", value="1,234"), figure("weeks", value="45 weeks")
    assert [one["value"] for one in entries(proposed(TEXT, *filled))] == [24, 1234, 45]


def test_digits_stay_as_typed() -> None:
    (line,) = added(TEXT, figure(value="100.0"))
    assert "value: 100.0," in line


@pytest.mark.parametrize("status", ["", "final", "Final"])
def test_blank_and_final_status_are_the_same(status: str) -> None:
    cells = {"value": "24"} | ({"status": status} if status else {})
    assert "status" not in added(TEXT, figure(**cells))[0]


def test_code_comes_with_its_note() -> None:
    (line,) = added(TEXT, figure(code="[C]", note="fewer than six"))
    assert line == "{period: 2013/14 Q2, code: c, source: hub, at: return, note: fewer than six}"


def test_blank_cells_are_as_good_as_none() -> None:
    assert added(TEXT, figure(value="24", note="", status="", source="", period="")) == added(TEXT, figure(value="24"))


def test_nothing_filled_in_is_nothing_to_save() -> None:
    found = proposed(TEXT)
    assert found.empty
    assert found.amended is None
    assert found.faults == ()


def test_rows_own_source_place_period_and_status_go_before_the_batchs() -> None:
    own_cells = figure(value="24", source="report", at="page 9", period="2013/14 Q3", status="final")
    (line, other_line) = added(TEXT, own_cells, figure("caseload", value="30"), status="provisional")
    assert line == "{period: 2013/14 Q3, value: 24, source: report, at: page 9}"
    assert other_line == "{period: 2013/14 Q2, value: 30, status: provisional, source: hub, at: return}"


def test_source_may_be_named_by_its_title_in_any_case() -> None:
    assert "source: hub" in added(TEXT, figure(value="24", source="quarterly RETURN"), source="report")[0]


@pytest.mark.parametrize(
    "named",
    ["awaiting", "AWAITING", "Initial health assessments", "initial  HEALTH assessments", "Health Assessments"],
)
def test_indicator_is_found_by_id_name_and_short_name_in_any_case(named: str) -> None:
    (entry,) = proposed(TEXT, figure(named, value="50")).change.additions
    assert entry.indicator == "awaiting"


def test_id_as_written_goes_before_another_indicators_name() -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26)), indicator(id="other", name="Other", short_name="neet"))
    (entry,) = proposed(text, figure("neet", value="20")).change.additions
    assert entry.indicator == "neet"


def test_name_of_two_indicators_names_neither() -> None:
    text = make.text(indicator(id="one", name="Same"), indicator(id="two", name="Same"))
    (told,) = faults(text, figure("same", value="20"))
    assert (
        told
        == "row 2, indicator (Indicator): 'same' is the name of more than one indicator; write the id, 'one' or 'two'"
    )


@pytest.mark.parametrize(
    ("named", "way"),
    [
        ("neat", "did you mean 'neet'?"),
        ("Five god GCSEs", "did you mean 'Five good GCSEs'?"),
        ("zzzz", "write the id or the name that the template gives"),
    ],
)
def test_unknown_indicator_gets_the_nearest_and_never_a_list_of_all(named: str, way: str) -> None:
    assert faults(TEXT, figure(named, value="20")) == [
        f"row 2, indicator (Indicator): '{named}' is no indicator; {way}"
    ]


def test_row_without_an_indicator_is_told() -> None:
    assert faults(TEXT, ("figure", {"value": "3"})) == [
        "row 2, Indicator: no indicator is named; write its id or its name"
    ]


# ---- kinds of period -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "period"),
    [
        ("gcse", "2012/13 academic year"),
        ("neet", "2012/13 financial year"),
        ("neet", "June 2013"),
        ("grade", "30 June 2013"),
        ("neet", "2012"),
        ("neet", "year to 30 September 2013"),
        ("weeks", "undated: latest reported"),
    ],
)
def test_every_kind_of_period_goes_in_in_order(id: str, period: str) -> None:
    made = indicator_after(id, figure(id, value="2"), period=period)
    assert [one.value for one in made.observations if one.period.label == period] == [2]
    dated = [one.period.order for one in made.observations if one.period.dated]
    assert dated == sorted(dated)


def test_period_is_written_in_its_canonical_words() -> None:
    (line,) = added(TEXT, figure("gcse", value="9", period="year to 31  March 2013"))
    assert line.startswith("{period: 2012/13 financial year,")


def test_late_return_of_an_old_quarter_goes_to_its_place() -> None:
    made = indicator_after("neet", figure(value="31", period="2012/13 Q3"), figure(value="24"))
    assert [one.period.label for one in made.observations] == ["2012/13 Q3", "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"]


@pytest.mark.parametrize(
    ("period", "what"),
    [
        ("2013/14", "could be an academic or a financial year; write '2013/14 academic year'"),
        ("2013-14", "could be an academic or a financial year; write '2013/14 academic year'"),
        ("Q1", "is not a period; write it with its year, such as '2013/14 Q1'"),
        ("Q2 2013", "is not a period; write '2013/14 Q2' if July 2013 to September 2013 is meant"),
        ("H1 2013/14", "is not a period; write one of:"),
        ("31/02/2014", "is not a date in the calendar; write one of:"),
    ],
)
def test_doubtful_period_is_refused_at_its_cell(period: str, what: str) -> None:
    (told,) = faults(TEXT, figure(value="24", period=period))
    assert told.startswith(f"row 2, period (Period): '{period}' {what}")


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2013/14 q2", "2013/14 Q2"),
        ("2013-14 Q2", "2013/14 Q2"),
        ("Q2 13/14", "2013/14 Q2"),
        ("2013/14Q2", "2013/14 Q2"),
        ("Quarter 2 2013/14", "2013/14 Q2"),
        ("Jul-Sep 2013", "2013/14 Q2"),
        ("July to September 2013", "2013/14 Q2"),
        ("Q2", "2013/14 Q2"),
        ("Sep-13", "September 2013"),
        ("01/04/2014", "1 April 2014"),
        ("31.3.2014", "31 March 2014"),
    ],
)
def test_period_in_another_spelling_is_read_where_it_can_be_no_other(typed: str, period: str) -> None:
    (line,) = added(TEXT, figure(value="24", period=typed))
    assert line.startswith(f"{{period: {period}, value: 24,")


def test_row_without_a_period_is_told_once() -> None:
    assert faults(TEXT, figure(value="24"), period="") == [
        "row 2, Period: no period is named; write for example 2013/14 Q2"
    ]


# ---- revisions, repeats, predictions -------------------------------------------------------------------


def test_figure_for_a_period_that_has_one_is_a_signed_revision_below_the_old_line() -> None:
    found = proposed(TEXT, figure(value="27", period="2013/14 Q1"))
    assert found.revised == 1
    made = indicator_after("neet", figure(value="27", period="2013/14 Q1"))
    old, new = made.observations[-2:]
    assert (old.value, old.status) == (26, "final")
    assert (new.value, new.status) == (27, "revised")
    assert (new.by, str(new.on), new.reason) == ("Ann Officer", "2013-10-31", "return of October 2013")


def test_rows_own_reason_goes_before_the_batchs() -> None:
    made = indicator_after("neet", figure(value="27", period="2013/14 Q1", reason="three late returns"))
    assert made.observations[-1].reason == "three late returns"


def test_revision_of_a_revision_stands_below_it() -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26), revised("2013/14 Q1", 27, source="hub")))
    after = proposed(text, figure(value="28", period="2013/14 Q1")).amended
    assert after is not None
    assert [one.value for one in after.catalogue.indicators[0].observations] == [26, 27, 28]


@pytest.mark.parametrize(
    "cells", [{"value": "26"}, {"value": "26.0"}, {"value": "26%"}, {"value": "26", "at": "page 2"}]
)
def test_same_figure_again_adds_nothing_and_is_said(cells: dict[str, str]) -> None:
    found = proposed(TEXT, figure(period="2013/14 Q1", **cells))
    assert found.empty
    assert found.unchanged == ("NEET young people, 2013/14 Q1: the file says the same already",)


def test_same_value_with_a_new_commentary_is_something_new_and_no_revision() -> None:
    (line,) = added(TEXT, figure(value="26", period="2013/14 Q1", commentary="All are known."))
    assert "commentary: All are known." in line
    assert "status: revised" not in line


def test_code_after_a_value_is_a_revision_and_no_repeat() -> None:
    found = proposed(TEXT, figure(code="x", period="2013/14 Q1"))
    assert (found.revised, found.unchanged) == (1, ())


def test_provisional_figure_becomes_final_by_a_revision_of_the_same_value() -> None:
    found = proposed(TEXT, figure("early", value="12", status="final", period="2013/14 Q1"))
    assert found.revised == 1
    assert proposed(TEXT, figure("early", value="12", period="2013/14 Q1")).empty
    assert proposed(TEXT, figure("early", value="12", period="2013/14 Q1", status="provisional")).empty


def test_whole_file_sent_twice_adds_nothing_the_second_time() -> None:
    filled = (
        figure(numerator="45", denominator="188", commentary="Fewer."),
        figure(value="27", period="2013/14 Q1", reason="late returns"),
        figure("caseload", value="30", status="predicted", predicted_by="the hub"),
        figure("awaiting", code="x", note="no data"),
        comparator(value="17", period="2013/14 Q1"),
        target(value="20", kind="council target", since="1 April 2014", label="Target"),
    )
    first = proposed(TEXT, *filled).amended
    assert first is not None
    again = proposed(first.text, *filled)
    assert again.faults == ()
    assert again.empty
    assert len(again.unchanged) == len(filled)


def test_prediction_and_outcome_of_one_period_live_side_by_side() -> None:
    rows = figure(value="24"), figure(value="20", status="predicted", predicted_by="the virtual school")
    made = indicator_after("neet", *rows)
    assert [(one.value, one.status) for one in made.observations[-2:]] == [(24, "final"), (20, "predicted")]


def test_revision_of_a_period_that_the_same_batch_predicts() -> None:
    rows = (
        figure(value="20", period="2013/14 Q1", status="predicted", predicted_by="the hub"),
        figure(value="27", period="2013/14 Q1"),
    )
    made = indicator_after("neet", *rows)
    assert sorted((one.status, one.value) for one in made.observations if one.period.label == "2013/14 Q1") == [
        ("final", 26),
        ("predicted", 20),
        ("revised", 27),
    ]


def test_outcome_of_a_predicted_period_is_no_revision() -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26), predicted("2013/14 Q2", 20)))
    found = proposed(text, figure(value="24"))
    assert found.revised == 0
    assert "status" not in entries(found)[0] or entries(found)[0]["status"] is None


def test_prediction_takes_who_predicted_it_from_the_batch() -> None:
    (line,) = added(TEXT, figure(value="20"), status="predicted", predicted_by="the hub")
    assert "status: predicted, predicted_by: the hub" in line


# ---- comparators, targets, sources, new indicators --------------------------------------------------------


def test_comparator_takes_the_batchs_period_and_source() -> None:
    assert added(TEXT, comparator(value="17.2%"))[-1] == (
        "{area: South East, group: looked-after children, period: 2013/14 Q2, value: 17.2, source: hub, at: return}"
    )


def test_same_comparator_adds_nothing_and_words_beside_its_number_are_something_new() -> None:
    assert proposed(TEXT, comparator(area="England", value="16.3", period="2013/14 Q1")).empty
    (line,) = added(TEXT, comparator(area="England", words="well below", period="2013/14 Q1"))
    assert "words: well below" in line


def test_same_comparator_with_another_value_is_refused_with_a_way_out() -> None:
    (told,) = faults(TEXT, comparator(area="England", value="17", period="2013/14 Q1"))
    assert (
        told == "row 2, value (Value): the file has another one of this source; give the newer release its own source"
    )
    assert added(TEXT, comparator(area="England", value="17", period="2013/14 Q1", source="report"))


def test_target_is_dated_as_people_write_dates() -> None:
    (line,) = added(TEXT, target(value="20%", kind="Council target", since="1 April 2014", until="31/03/2015"))
    assert line == ("{value: 20, kind: council target, from: 2014-04-01, until: 2015-03-31, source: hub, at: return}")


def test_target_that_stands_and_is_sent_with_an_end_is_ended_and_gets_no_twin() -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26), targets=[make.target(25)]))
    found = proposed(text, target(value="25", kind="council target", since="1 April 2011", until="31 March 2014"))
    assert found.amended is not None, list(map(str, found.faults))
    (ended,) = found.amended.catalogue.indicators[0].targets
    assert (ended.value, ended.from_, ended.until) == (25, date(2011, 4, 1), date(2014, 3, 31))
    assert counted_change(found) == "1 end of a target"
    (name,) = changed_names(found.amended.catalogue, found.change)
    assert name.endswith(": the end of the council target from 1 April 2011 to 31 March 2014")
    (touched,) = touched_indicators(found.amended.catalogue, found.change)
    assert end_lines(found.change.ends, read(found.amended.catalogue, touched, TODAY)) == [
        "Council target from 1 April 2011 to 31 March 2014: 25%, which ends"
    ]


def test_target_that_ends_already_gets_no_other_end_and_no_twin() -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26), targets=[make.target(25, until=date(2014, 3, 31))]))
    (fault,) = faults(text, target(value="25", kind="council target", since="1 April 2011", until="31 March 2015"))
    assert "this target stands already and ends on 31 March 2014" in fault


def test_target_may_not_end_before_it_begins() -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26), targets=[make.target(25)]))
    (fault,) = faults(text, target(value="25", kind="council target", since="1 April 2011", until="31 March 2010"))
    assert "until" in fault.lower()


def test_newer_target_that_overlaps_counts_from_its_first_day() -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26), hub("2013/14 Q2", 23), targets=[make.target(25)]))
    found = proposed(text, target(value="22", kind="council target", since="1 August 2013")).amended
    assert found is not None
    reading = read(found.catalogue, found.catalogue.indicators[0], TODAY)
    assert reading.target is not None
    assert (reading.target.target.value, reading.target.met) == (22, False)
    assert [target.target.value for target in reading.targets] == [22, 25], "every firm target in force rates"
    kept = found.catalogue.indicators[0].targets[0]
    assert kept.value == 25, "the older target stays as it was"


def test_target_with_only_a_value_is_not_taken_for_the_one_that_has_it() -> None:
    assert faults(TEXT, target(value="25")) == [
        "row 2, From: a target with a value needs this; write the first day in force",
        "row 2, Kind of target: a target with a value needs this; write for example 'statutory limit'",
    ]


def test_new_source_is_used_by_id_and_by_title_in_the_same_batch() -> None:
    rows = figure(value="24", source="New return"), figure("caseload", value="30", source="new-return"), source()
    lines = added(TEXT, *rows)
    assert lines[0] == "new-return: {title: New return, publisher: Medway Council, kind: internal}"
    assert [line.endswith("source: new-return, at: return}") for line in lines[1:]] == [True, True]


def test_new_source_of_the_batch_is_added_with_what_it_is_named_for() -> None:
    fresh = {"october": {"title": "October return", "publisher": "Medway Council", "kind": "internal"}}
    first, second = added(TEXT, figure(value="24"), source="october", sources=fresh)
    assert first.startswith("october: {")
    assert "source: october" in second


def test_new_indicator_without_a_figure_says_why() -> None:
    made = indicator_after("health-checks", an_indicator(why_missing="It is new."))
    assert (made.observations, made.why_missing, made.source, made.at) == ([], "It is new.", "hub", "return")
    assert (made.theme, made.polarity, made.frequency) == ("health", "higher_is_better", "quarter")


def test_new_indicator_with_figures_takes_its_rows_in_any_order() -> None:
    made = indicator_after(
        "checks",
        figure("Health checks", value="50"),
        target("checks", value="60", kind="council target", since="1 April 2013"),
        figure("CHECKS", value="45", period="2012/13 Q4"),
        an_indicator(short_name="Checks"),
        comparator("health  checks", value="55"),
        figure("checks", value="48", status="predicted", predicted_by="the hub", period="2013/14 Q1"),
        figure("checks", value="47", period="2013/14 Q1"),
    )
    assert [one.value for one in made.observations] == [45, 48, 47, 50]
    assert (made.source, made.at, made.why_missing) == (None, None, None)
    assert (len(made.comparators), len(made.targets)) == (1, 1)


def test_new_indicators_have_the_next_numbers_where_the_file_has_numbers() -> None:
    two = an_indicator(why_missing="It is new."), an_indicator(name="Dental checks", why_missing="It is new.")
    numbered = make.text(indicator(hub("2013/14 Q1", 26), number=7))

    def numbers(text: str, **given: Callable[[], int]) -> list[int | None]:
        found = propose(Document.alone(text), rows(*two), Batch(None, "hub", "return"), SIGNED, **given).amended
        assert found is not None
        return [one.number for one in found.catalogue.indicators[-2:]]

    assert numbers(numbered) == [8, 9]
    assert numbers(numbered, ever_given=lambda: 11) == [12, 13]
    assert numbers(TEXT, ever_given=lambda: 11) == [None, None]


def test_indicator_sent_again_adds_nothing_and_its_figures_are_those_of_the_known_one() -> None:
    first = proposed(TEXT, an_indicator(), figure("health-checks", value="45", period="2013/14 Q1")).amended
    assert first is not None
    again = proposed(first.text, an_indicator(), figure("health-checks", value="45", period="2013/14 Q1"))
    assert (again.faults, again.empty) == ((), True)
    assert again.unchanged == (
        "Health checks: the file has this indicator already",
        "Health checks, 2013/14 Q1: the file says the same already",
    )
    rows = an_indicator(), figure("Health checks", value="46", period="2013/14 Q1"), figure("Health checks", value="50")
    later = proposed(first.text, *rows)
    assert [(one.indicator, one.entry["period"]) for one in later.change.additions] == [
        ("health-checks", "2013/14 Q1"),
        ("health-checks", "2013/14 Q2"),
    ]
    assert (later.revised, later.change.indicators) == (1, ())


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"definition": "Checks done late.", "theme": "Education"}, "theme and definition"),
        ({"caution": "Counted anew."}, "caution"),
        ({"owner": "Somebody", "polarity": "lower is better"}, "which way is better and owner"),
    ],
)
def test_indicator_sent_again_with_other_words_is_refused_by_name(cells: dict[str, str], words: str) -> None:
    first = proposed(TEXT, an_indicator(why_missing="new")).amended
    assert first is not None
    (fault,) = proposed(first.text, an_indicator(**cells)).faults
    way = f"to change its {words}, use the page Change an indicator or a row of changes; here, empty this row"
    assert fault.what == f"'health-checks' is an indicator already, with another {words}; {way}"


def test_comparator_is_worked_out_from_its_counts_as_a_figure_is() -> None:
    made = proposed(TEXT, comparator(numerator="13", denominator="40")).change
    entry = made.additions[0].entry
    assert (str(entry["value"]), entry["numerator"], entry["denominator"]) == ("32.5", 13, 40)
    (fault,) = proposed(TEXT, comparator(numerator="13")).faults
    assert (fault.field, fault.what) == (
        "denominator",
        "there is no figure here; write a value, both counts, or a code",
    )


def test_status_of_the_batch_is_that_of_comparators_from_its_source() -> None:
    rows = comparator(value="30"), comparator(value="31", area="Kent", source="report")
    made = proposed(TEXT, *rows, comparator(value="32", area="Essex", status="final"), status="provisional").change
    assert [one.entry.get("status") for one in made.additions] == ["provisional", None, "final"]
    assert proposed(TEXT, comparator(value="30"), status="predicted").change.additions[0].entry.get("status") is None


def test_reason_of_a_code_is_its_note() -> None:
    made = proposed(TEXT, figure("neet", code="x", reason="Not collected", note="New system")).change
    assert made.additions[0].entry["note"] == "New system; Not collected"
    (fault,) = proposed(TEXT, figure("neet", value="24", reason="Not collected")).faults
    assert fault.what == "a reason is for a revision, and this is none; write it as a note"


@pytest.mark.parametrize("cells", [{"name": "Health cheques", "id": "health-checks"}, {"unit": "days"}])
def test_other_indicator_may_not_take_the_id_of_a_known_one(cells: dict[str, str]) -> None:
    first = proposed(TEXT, an_indicator(why_missing="new")).amended
    assert first is not None
    (told,) = faults(first.text, an_indicator(**cells))
    assert told.endswith("'health-checks' is an indicator already; give the new one an id of its own")


def test_new_indicators_name_that_a_known_one_has_names_neither() -> None:
    told = faults(TEXT, an_indicator(id="other", name="Cases"), figure("cases", value="3"))
    ways = "write the id, 'caseload' or 'other'"
    assert told[-1] == f"row 3, indicator (Indicator): 'cases' is the name of more than one indicator; {ways}"


def test_first_figure_of_an_awaiting_indicator_leaves_its_lines_standing() -> None:
    before = make.text(indicator(id="awaiting"))
    found = proposed(before, figure("awaiting", value="50")).amended
    assert found is not None
    made = found.catalogue.indicators[0]
    assert made.why_missing == "The report gives no figure."
    assert [one.value for one in made.observations] == [50]
    reading = read(found.catalogue, made, TODAY)
    assert reading.latest is not None
    assert reading.latest.value == 50
    page = indicator_page.head(reading) + indicator_page.said(reading)
    assert "50%" in page
    assert made.why_missing not in page, "the page says the figure, and no longer that there is none"
    assert found.text.startswith(before[: before.index("observations")])


# ---- faults: all at once, in order, at their cells -------------------------------------------------------


def test_all_faults_are_told_at_once_in_row_order() -> None:
    told = faults(
        TEXT,
        figure(value="abc"),
        figure("nowhere", value="1"),
        figure("gcse", value="26%%"),
        an_indicator(theme="Zoo", why_missing="new"),
        figure("caseload", numerator="3"),
        figure(value="25"),
        figure("weeks", value="45", note="bell\x07"),
        source(source_kind="secret"),
    )
    rows = [int(re.findall(r"row (\d+)", one)[0]) for one in told]
    assert rows == [2, 3, 4, 5, 6, 7, 8, 9]


def test_faults_of_reading_and_of_rows_are_told_row_by_row_in_each_sheet() -> None:
    def fault(row: str, what: str) -> Fault:
        table, _, number = row.partition("row ")
        return Fault(row, what, "", row, table, int(number or 0))

    read_in = [fault("", "all of it"), fault("sheet A, row 10", "a"), fault("sheet B, row 2", "b")]
    proposal = [fault("sheet A, row 9", "c"), fault("sheet A, row 10", "d"), fault("sheet B, row 1", "e")]
    found = merge_repeated(read_in, [*proposal, fault("Cases", "f"), fault("Aged", "g"), fault("Cases", "h")])
    assert "".join(one.what for one in found) == "all of itcadebfhg"


def test_order_of_faults_goes_by_the_number_of_a_row_and_not_by_its_name() -> None:
    named = {"column K": 11, "Zeile zwei": 2, "row 12": 9}
    found = merge_repeated((), [Fault(row, "wrong", "", row, "sheet A, ", number) for row, number in named.items()])
    assert [one.row for one in found] == ["Zeile zwei", "row 12", "column K"]


def test_second_row_for_the_same_figure_is_refused_whatever_it_says() -> None:
    (told,) = faults(TEXT, figure(value="24"), figure("NEET young people", value="24", period="2013/14 Q2"))
    assert told == "row 3: this figure is given twice, first in row 2; keep one"


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        (figure(value="abc"), "row 2, value (Value): 'abc' is not a number; write a plain number such as 87.5"),
        (figure(value="101"), "row 2, value (Value): 101 is not between 0 and 100; write a percentage, such as 87.5"),
        (target(value="101", kind="council target", since="1 April 2014"), "row 2, value (Value): 101 is not between"),
        (figure(value="30,5"), "row 2, value (Value): '30,5' is not a number; write 30.5"),
        (figure(value="30,5%"), "row 2, value (Value): '30,5%' is not a number; write 30.5"),
        (
            figure(value="24", numerator="43", denominator="42"),
            "row 2, denominator (Denominator): 43 of 42 is no share; check both counts",
        ),
        (figure("weeks", value="45%"), "row 2, value (Value): '45%' is not a number"),
        (
            figure("grade", value="5", period="30 June 2013"),
            "row 2, value (Value): 5 is not a grade; write 1 (outstanding)",
        ),
        (
            figure(value="n/a"),
            "row 2, value (Value): 'n/a' is not a number; write the code x (not available); if it can't apply, write z",
        ),
        (figure(value="24", code="c"), "row 2, value (Value): has both value and code; write exactly one"),
        (figure(code="q"), "row 2, code (Code): 'q' is not a known code; write one of: 'c', 'x', 'z', 'low'"),
        (
            figure(code="c", numerator="3", denominator="42"),
            "row 2, code (Code): a code stands beside counts that give 7.1",
        ),
        (figure(numerator="9"), "row 2, Denominator: there is no figure here; write a value, both counts, or a code"),
        (figure(denominator="9"), "row 2, Numerator: there is no figure here"),
        (figure(note="late"), "row 2, Value: there is no figure here"),
        (figure(value="20", denominator="9"), "row 2: has a denominator but no numerator; write both"),
        (
            figure(numerator="0", denominator="0"),
            "row 2, denominator (Denominator): 0 is no denominator; leave both counts out",
        ),
        (
            figure(value="0", numerator="0", denominator="0"),
            "row 2, denominator (Denominator): 0 is no denominator; leave out both",
        ),
        (
            figure(numerator="43", denominator="42"),
            "row 2, denominator (Denominator): 43 of 42 is no share; check both counts",
        ),
        (figure(value="25", numerator="9", denominator="42"), "row 2, value (Value): 25 is not 9 of 42; write 21"),
        (figure(numerator="nine", denominator="42"), "row 2, numerator (Numerator): 'nine' is not a whole number"),
        (
            figure(value="50", numerator="9.5", denominator="19"),
            "row 2, numerator (Numerator): '9.5' is not a whole number",
        ),
        (figure("rate", numerator="3", denominator="9000"), "row 2, Value: there is no figure here; write its value"),
        (
            figure(value="24", status="Finall"),
            "row 2, status (Status): 'finall' is not a known status; did you mean 'final'?",
        ),
        (
            figure(value="24", status="revised"),
            "row 2, status (Status): 2013/14 Q2 has no figure yet that could be revised",
        ),
        (figure(value="24", reason="late"), "row 2, reason (Reason): a reason is for a revision, and this is none"),
        (figure(value="24", predicted_by="hub"), "row 2, predicted_by (Predicted by): this is no prediction"),
        (
            figure(value="20", status="predicted"),
            "row 2, Predicted by: is predicted, but not by whom; fill in Predicted",
        ),
        (figure(value="24", source="hob"), "row 2, source (Source): 'hob' is no source; did you mean 'hub'?"),
        (
            figure(value="24", source="zzz"),
            "row 2, source (Source): 'zzz' is no source; write the id or title of one, or add",
        ),
        (figure(value="24", note="a\x07b"), "row 2, note (Note): holds a character that can't be seen and is no text"),
        (
            figure(value="24", note="a\ud800b"),
            "row 2, note (Note): holds a character that can't be seen and is no text",
        ),
        (figure(value="24", note=" "), "row 2, note (Note): is empty; write something, or clear it"),
        (comparator(area="", value="3"), "row 2, Area: this is missing; fill in Area"),
        (comparator(group="", value="3"), "row 2, Group: this is missing; fill in Group"),
        (comparator(), "row 2, Value: has no value or words; write exactly one of value or words"),
        (comparator(value="3", words="low"), "row 2, value (Value): has both value and words; write exactly one"),
        (comparator(value="3", comparable="partly"), "row 2, Why not like for like: is marked 'partly' without a reas"),
        (comparator(value="3", statistic="mode"), "row 2, statistic (Mean or median): 'mode' is not a known statistic"),
        (target(words="soon", value="3"), "row 2, value (Value): write exactly one of value or words"),
        (
            target(value="3", kind="goal", since="1 April 2014"),
            "row 2, kind (Kind of target): 'goal' is not a known kind of target",
        ),
        (target(value="3", kind="council target", since="soon"), "row 2, from (From): 'soon' is not a date"),
        (an_indicator(unit=""), "row 2, Unit: this is missing; fill in Unit"),
        (
            an_indicator(unit="count", why_missing="new"),
            "row 2, Of: a count needs what is counted; fill in Of, for example",
        ),
        (
            an_indicator(),
            "row 2, Why there is no figure yet: fill in Why there is no figure yet, or give the indicator its",
        ),
        (
            an_indicator(theme="Zoo", why_missing="new"),
            "row 2, theme (Theme): 'Zoo' is no theme; write one of: 'Inspection judg",
        ),
        (
            an_indicator(frequency="annual", why_missing="new"),
            "row 2, frequency (Frequency): 'annual' is not a known frequency",
        ),
        (
            an_indicator(id="Not An Id", why_missing="new"),
            "row 2, id (Id): 'Not An Id' is not an id; write lower-case words",
        ),
        (an_indicator(id="neet"), "row 2, id (Id): 'neet' is an indicator already; give the new one an id of its own"),
        (an_indicator(name=""), "row 2, Name: a new indicator needs its name; fill in Name"),
        (an_indicator(name="日本"), "row 2, Id: a new indicator needs an id in Latin letters; fill in Id"),
        (source(id="hub"), "row 2, id (Id): 'hub' is a source already; use it, or give the new one an id of its own"),
        (source(id="Bad Id"), "row 2, id (Id): 'Bad Id' is not an id; write lower-case words joined by hyphens"),
        (source(title=""), "row 2, Title: a new source needs its title; fill in Title"),
        (source(publisher=""), "row 2, Publisher: this is missing; fill in Publisher"),
        (source(published="May"), "row 2, published (Published): 'May' is not a date; write year-month-day"),
        (source(source_kind="secret"), "row 2, source_kind (Kind of source): 'secret' is not a known kind of source"),
    ],
    ids=lambda one: one[:48] if isinstance(one, str) else "",
)
def test_fault_is_told_at_its_row_and_column_in_a_forms_words(filled: Filled, told: str) -> None:
    found = faults(TEXT, filled)
    assert any(one.startswith(told) for one in found), found
    for one in found:
        assert one.startswith("row 2"), "a fault has its row"
        assert_for_a_form(one)


def assert_for_a_form(told: str) -> None:
    """No library's own words, no indices, and nothing about keys and lines of the file."""
    assert "use the unit" not in told
    assert not re.search(r"Input should|pydantic|ctx|Traceback|Error\b|Decimal\(|NoneType|\bdict\b|\[\d+\]", told)
    assert not re.search(
        r"\w: \.\.\.|this key|take the line|the line|'\w+: \w+'|entry \d|observations|indicators|>", told
    )


def test_two_new_indicators_of_one_name_are_told() -> None:
    assert faults(TEXT, an_indicator(why_missing="new"), an_indicator(why_missing="new")) == [
        "row 3, Id: 'health-checks' is an indicator already; give the new one an id of its own"
    ]


def test_id_of_a_source_may_be_an_indicators_too() -> None:
    found = proposed(TEXT, an_indicator(id="hub", why_missing="new"), source(id="neet"))
    assert found.faults == ()
    assert found.amended is not None


def test_new_indicator_whose_figure_is_at_fault_is_not_told_to_lack_one() -> None:
    assert faults(TEXT, an_indicator(), figure("Health checks", note="late")) == [
        "row 3, Value: there is no figure here; write a value, both counts, or a code"
    ]


def test_faults_inside_a_new_indicator_are_told_at_the_rows_of_its_figures() -> None:
    told = faults(
        TEXT,
        figure("Health checks", value="x1"),
        an_indicator(),
        figure("Health checks", value="45", period="2012/13 Q4"),
        figure("Health checks", value="145", period="2013/14 Q1"),
    )
    assert [one.split(":")[0] for one in told] == ["row 2, value (Value)", "row 5, value (Value)"]


def test_what_all_rows_lack_is_told_once() -> None:
    rows = figure(value="24"), figure("caseload", value="30"), comparator(value="17")
    assert faults(TEXT, *rows, source="", at="") == [
        "row 2, Source and 2 more: name the source, here or once for all",
        "row 2, Place in the source and 2 more: say where in the source, such as “return of October 2013”, "
        "here or once for all",
    ]


def test_what_is_wrong_for_all_rows_is_told_once() -> None:
    rows = figure(value="24"), figure("caseload", value="30")
    assert faults(TEXT, *rows, source="hob", status="Finall") == [
        "row 2, Status and 1 more: 'finall' is not a known status; did you mean 'final'?",
        "row 2, Source and 1 more: 'hob' is no source; did you mean 'hub'?",
    ]


def test_source_that_the_file_has_already_is_no_fault_and_is_told() -> None:
    known = parse(TEXT.encode()).sources["hub"]
    again = {"title": known.title.upper(), "publisher": known.publisher, "kind": known.kind}
    found = proposed(TEXT, figure(value="24"), source="hub", sources={"hub": again})
    assert found.faults == ()
    assert found.unchanged == (f"{known.title}: the file has this source already",)
    assert found.amended is not None
    twice = source(title="Fresh", publisher="P"), source(title="Fresh", publisher="P")
    assert proposed(TEXT, *twice, figure(value="24")).faults == ()


@pytest.mark.parametrize(
    ("fresh", "told"),
    [
        (
            {"hub": {"title": "x", "publisher": "y", "kind": "internal"}},
            "The new source, Id: 'hub' is a source already",
        ),
        (
            {"new-source": {"publisher": "y", "kind": "internal"}},
            "The new source, Title: this is missing; fill in Title",
        ),
    ],
)
def test_new_source_of_the_batch_has_its_faults_told(fresh: dict[str, dict[str, object]], told: str) -> None:
    (found,) = faults(TEXT, figure(value="24"), source=next(iter(fresh)), sources=fresh)
    assert found.startswith(told)


def test_style_that_nothing_can_be_put_into_is_told_with_what_to_add_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """No style is known that is refused, so a wrong place is made up to see the proof at work."""
    block = (
        "organisation: {name: Medway, area: Medway, contact: hub}\n"
        "sources:\n  hub: {title: Return, publisher: Medway, kind: internal}\n"
        "themes: [{id: health, name: Health}]\nindicators:\n  - id: neet\n    name: One\n    theme: health\n"
        "    unit: percent\n    polarity: neutral\n    frequency: quarter\n    definition: Words.\n"
        "    observations:\n      - {period: 2013/14 Q1, value: 26, source: hub, at: return}\n"
    )
    monkeypatch.setattr("metrics.catalogue.yaml_insert._line_end", lambda _, at: at - 1)
    told = faults(block, figure(value="24"))
    assert told[0].startswith("figures.yaml: the file is written in a way that nothing can be put into safely")
    assert "{period: 2013/14 Q2, value: 24, source: hub, at: return}" in told[0]


# ---- texts come back exactly -----------------------------------------------------------------------------

HOSTILE = [
    'it\'s "quoted"',
    "{braces} [brackets]",
    "a: b",
    "# no comment",
    "a # b",
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("x")',
    "+1",
    "-1",
    "@now",
    "- dash",
    "? key",
    "& anchor *alias !tag",
    "first line\nsecond line\r\nthird",
    "tab\there",
    "\u202eright to left\u202c",
    "\u200fשלום",
    "👩‍👧 emoji",
    "no\u00a0break",
    "| block",
    "> folded",
    "%percent",
    "back\\slash",
    "yes",
    "null",
    "~",
    "2013-08-23",
    "12",
    "1e3",
    "...",
    "---",
    "':'",
    "''",
    "\\n",
    "ends with colon:",
    ":begins",
    "\u2028line separator",
    "\ufeffmark",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_comes_back_exactly(typed: str) -> None:
    made = indicator_after("neet", figure(value="24", note=typed, commentary=typed))
    assert (made.observations[-1].note, made.observations[-1].commentary) == (typed.strip(), typed.strip())
    made = indicator_after("health-checks", an_indicator(definition=typed, why_missing=typed, caution=typed))
    assert (made.definition, made.why_missing, made.caution) == (typed.strip(),) * 3


SEEN = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60) | st.text(
    "abc :#{}[]\"'\\\n\t-?&*!|>%@`,=+~", min_size=1, max_size=30
)
NUMBERS = st.decimals(min_value=0, max_value=100, places=2) | st.decimals(min_value=0, max_value=100, places=0)


@settings(max_examples=150, deadline=None)
@given(note=SEEN, commentary=SEEN, at=SEEN, area=SEEN, value=NUMBERS)
def test_whatever_is_typed_comes_back_exactly_or_is_refused(
    note: str, commentary: str, at: str, area: str, value: Decimal
) -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26)))
    typed = {"note": note, "commentary": commentary, "at": at}
    rows = figure(value=f"{value:f}", **typed), comparator(area=area, value="3")
    found = proposed(text, *rows)
    if found.amended is None:
        assert all(re.search("can't be seen|is empty", one.what) for one in found.faults), list(map(str, found.faults))
        return
    assert parse(found.amended.text) == found.amended.catalogue
    made = found.amended.catalogue.indicators[0]
    figure_made = made.observations[-1]
    assert (figure_made.note, figure_made.commentary, figure_made.at) == (note.strip(), commentary.strip(), at.strip())
    assert str(figure_made.value) == f"{value:f}"
    assert made.comparators[0].area == area.strip()


def test_second_prediction_for_a_period_is_refused() -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26), predicted("2013/14 Q2", 20)))
    (told,) = faults(text, figure(value="19", status="predicted", predicted_by="the hub"))
    assert told == "row 2, Period: '2013/14 Q2' has a prediction already; keep one prediction a period"


def test_new_indicator_with_a_figure_may_say_why_it_had_none() -> None:
    made = indicator_after("health-checks", an_indicator(why_missing="It is new."), figure("health-checks", value="50"))
    assert (made.why_missing, made.source, made.at, len(made.observations)) == ("It is new.", "hub", "return", 1)


def test_bad_period_of_a_new_indicators_figure_is_told_at_its_row() -> None:
    (told,) = faults(TEXT, an_indicator(), figure("health-checks", value="50", period="2013/14"))
    assert told.startswith("row 3, period (Period): '2013/14' could be an academic or a financial year")


def test_one_row_without_a_source_is_told_as_one() -> None:
    assert faults(TEXT, figure(value="24"), source="") == ["row 2, Source: name the source, here or once for all"]


def test_comparator_without_a_figure_is_no_repeat_of_the_one_that_has_it() -> None:
    told = faults(TEXT, comparator(area="England", period="2013/14 Q1"))
    assert told[0].startswith("row 2, Value: has no value or words")


def test_reason_on_a_prediction_is_refused_though_the_period_has_an_outcome() -> None:
    cells = {"period": "2013/14 Q1", "status": "predicted", "predicted_by": "the hub", "reason": "late"}
    (told,) = faults(TEXT, figure(value="20", **cells))
    assert told.startswith("row 2, reason (Reason): a reason is for a revision")


def test_indicator_may_stand_in_the_column_for_ids() -> None:
    (entry,) = proposed(TEXT, ("figure", {"id": "neet", "value": "24"})).change.additions
    assert entry.indicator == "neet"


def test_indicator_with_a_faulty_figure_and_no_source_is_told_once() -> None:
    told = faults(TEXT, an_indicator(), figure("health-checks", note="late"), source="")
    assert told == [
        "row 3, Value: there is no figure here; write a value, both counts, or a code",
        "row 3, Source: name the source, here or once for all",
    ]


@pytest.mark.parametrize("text", ["#REF!", " #n/a ", "#DIV/0!"])
def test_what_a_failed_formula_shows_is_nobodys_words(text: str) -> None:
    found = proposed(TEXT, figure(value="25", commentary=text))
    assert [(fault.field, "where a formula fails" in fault.what) for fault in found.faults] == [("commentary", True)]
    assert found.amended is None
