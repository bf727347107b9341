"""A change in words: counted in a sentence, and by names that never hold a value."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest

from metrics.catalogue.amend import Addition, Change
from metrics.catalogue.load import parse
from metrics.entry import summary
from metrics.entry.proposal import Proposal
from tests.support import make
from tests.support.make import hub, indicator
from tests.support.proposals import Filled, an_indicator, comparator, figure, proposed, source, target

TEXT = make.text(
    indicator(hub("2012/13 Q4", 30), hub("2013/14 Q1", 26), short_name="NEET"),
    indicator(hub("2013/14 Q1", 31), id="caseload", name="Cases", unit="count", of="cases per worker"),
    indicator(id="awaiting", name="Awaiting"),
)


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        ([figure(value="24")], "1 figure"),
        ([figure(value="24"), figure("caseload", value="30")], "2 figures"),
        ([figure(value="27", period="2013/14 Q1")], "1 revision"),
        ([figure(value="24"), figure("caseload", value="30", period="2013/14 Q1")], "1 figure and 1 revision"),
        (
            [comparator(value="17"), target(value="20", kind="council target", since="1 April 2014"), source()],
            "1 comparator, 1 target and 1 new source",
        ),
        ([an_indicator(why_missing="new")], "1 new indicator"),
        (
            [
                an_indicator(),
                figure("health-checks", value="50"),
                comparator("health-checks", value="55"),
                target("health-checks", value="60", kind="council target", since="1 April 2013"),
            ],
            "1 figure, 1 comparator, 1 target and 1 new indicator",
        ),
    ],
)
def test_what_will_be_added_is_counted_in_a_sentence(filled: list[Filled], words: str) -> None:
    assert summary.counted_change(proposed(TEXT, *filled)) == words


def test_counting_knows_lists_written_by_hand_into_a_new_indicator() -> None:
    entry = {"id": "x", "observations": [{"period": "2013/14 Q1", "value": Decimal(1)}], "targets": None}
    change = Change((Addition("neet", "targets", {}),), (entry,))
    assert summary.counted_change(Proposal(change, (), (), ())) == "1 figure, 1 target and 1 new indicator"


def test_last_figure_stands_for_reference() -> None:
    one = parse(TEXT).indicators[0]
    assert summary.last_words(one, one.observations[-1]) == "26% in 2013/14 Q1"
    assert summary.last_words(one, None) == "no figure yet"


def test_touched_indicators_come_in_file_order() -> None:
    found = proposed(TEXT, an_indicator(why_missing="new"), figure("caseload", value="30"), figure(value="24"))
    assert found.amended is not None
    touched = summary.touched_indicators(found.amended.catalogue, found.change)
    assert [one.id for one in touched] == ["neet", "caseload", "health-checks"]


# ---- names for the history, which everyone may read ---------------------------------------------------------------

SECRET = "731"
"""A number that stands nowhere else."""


def names(*filled: Filled) -> Iterable[str]:
    found = proposed(TEXT, *filled)
    assert found.amended is not None, list(map(str, found.faults))
    return summary.changed_names(found.amended.catalogue, found.change)


@pytest.mark.parametrize(
    ("filled", "name"),
    [
        ([figure("caseload", value=SECRET)], "Cases: the figure for 2013/14 Q2"),
        ([figure("caseload", value=SECRET, period="2013/14 Q1")], "Cases: the revision for 2013/14 Q1"),
        (
            [figure("caseload", value=SECRET, status="predicted", predicted_by=SECRET)],
            "Cases: the prediction for 2013/14 Q2",
        ),
        (
            [figure(numerator=SECRET, denominator=f"{SECRET}0", note=SECRET, commentary=SECRET)],
            "NEET: the figure for 2013/14 Q2",
        ),
        (
            [figure("caseload", value="30", period="2013/14 Q1", reason=f"{SECRET} more came in")],
            "Cases: the revision for 2013/14 Q1",
        ),
        ([comparator("caseload", value=SECRET, note=SECRET)], "Cases: the figure of South East for 2013/14 Q2"),
        ([comparator(words=f"{SECRET} or so")], "NEET: the figure of South East for 2013/14 Q2"),
        (
            [target("caseload", value=SECRET, kind="council target", since="1 April 2014", label=SECRET)],
            "Cases: the council target from 1 April 2014",
        ),
        ([target(words=f"below {SECRET}")], "NEET: the target in words"),
        ([source(note=SECRET)], "the new source “New return”"),
        (
            [an_indicator(unit="count", of="children", caution=SECRET), figure("health-checks", value=SECRET)],
            "Health checks: the new indicator",
        ),
    ],
)
def test_names_tell_what_was_added_and_never_a_value(filled: list[Filled], name: str) -> None:
    told = list(names(*filled))
    assert told == [name]
    assert SECRET not in name
