"""The tolerance of a target, beside a new target in a row: read, refused in a sentence, or told as standing already."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.catalogue.documents import Document
from metrics.catalogue.period import parse as period
from metrics.entry.batch import Batch
from metrics.entry.proposal import Proposal, propose
from metrics.entry.tolerances import read_tolerance
from tests.support import make
from tests.support.make import hub, indicator, target
from tests.support.proposals import SIGNED, rows

STANDING = target(20, since=date(2014, 4, 1), tolerance={"value": 2, "source": "hub", "at": "plan"})
TEXT = make.text(
    indicator(hub("2013/14 Q1", 26), short_name="NEET", targets=[STANDING]),
    indicator(hub("2013/14 Q1", 31), id="level", name="Level", polarity="neutral"),
)
NEW = {"indicator": "NEET", "value": "15", "kind": "council target", "from": "1 April 2015"}


def proposed(**cells: str) -> Proposal:
    batch = Batch(period("2013/14 Q2"), "hub", "plan of 2015, page 3")
    return propose(Document.alone(TEXT), rows(("target", {**NEW, **cells})), batch, SIGNED)


@pytest.mark.parametrize(
    ("text", "unit", "width"),
    [
        ("2", "percent", "2"),
        ("±2.5", "percent", "2.5"),
        ("+/- 2 percentage points", "percent", "2"),
        ("within 3%", "percent", "3"),
        ("2 pp", "percent", "2"),
        ("1.5 weeks", "weeks", "1.5"),
    ],
)
def test_a_width_is_read_as_people_write_it(text: str, unit: str, width: str) -> None:
    assert read_tolerance(text, unit, "") == Decimal(width)


@pytest.mark.parametrize("text", ["0", "-1", "a little", "2 pp"])
def test_what_is_no_width_is_told(text: str) -> None:
    assert read_tolerance(text, "weeks", "") == f"'{text}' is no width of a band; write a number above zero such as 2"


def test_a_new_target_has_its_tolerance_by_its_own_source() -> None:
    found = proposed(tolerance="2.5", source="hub", at="plan, page 4")
    assert found.faults == ()
    assert found.amended is not None
    made = found.amended.catalogue.indicators[0].targets[-1]
    assert made.tolerance is not None
    assert (made.value, made.tolerance.value) == (Decimal(15), Decimal("2.5"))
    assert (made.tolerance.source, made.tolerance.at) == ("hub", "plan, page 4")


def test_a_target_that_stands_keeps_its_own_tolerance() -> None:
    standing = {"value": "20", "from": "1 April 2014"}
    assert proposed(**standing, tolerance="2").unchanged
    for until in ("", "31 March 2015"):
        (fault,) = proposed(**standing, tolerance="3", until=until).faults[:1]
        assert fault.field == "tolerance"
        assert "its tolerance is changed on the page Change an indicator" in fault.what


def test_an_unknown_source_is_told_once() -> None:
    found = proposed(tolerance="2", source="nobody's plan")
    assert [fault.field for fault in found.faults] == ["source"]


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ({"tolerance": "much"}, "'much' is no width of a band"),
        ({"tolerance": "2", "value": "", "words": "as few as can be"}, "this target has no number"),
        ({"tolerance": "2", "indicator": "Level"}, "of which neither way is better"),
    ],
)
def test_a_tolerance_that_can_not_be_is_told_at_its_cell(cells: dict[str, str], what: str) -> None:
    found = proposed(**cells)
    assert [fault.what for fault in found.faults if fault.field == "tolerance" and what in fault.what]
    assert found.amended is None
