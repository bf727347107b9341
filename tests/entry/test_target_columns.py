"""Targets in a column beside figures become targets of their own, dated by the periods of those figures."""

from __future__ import annotations

from metrics.catalogue.period import parse
from metrics.entry.rows import Row
from metrics.entry.target_columns import TargetsRead, read_targets
from tests.support.make import catalogue, indicator
from tests.support.make import target as stands

Q2 = parse("2013/14 Q2")


def row(period: str, target: str, name: str = "neet") -> Row:
    where = f"row {period}"
    cells = {"indicator": name, "value": "26"} | ({"period": period} if period else {})
    return Row("figure", cells, where, {"target": f"{where}, column T"}, {"target": target})


def read(*rows: Row, targets: tuple[dict[str, object], ...] = ()) -> TargetsRead:
    return read_targets(rows, catalogue(indicator(targets=list(targets))), Q2)


def told(found: TargetsRead) -> list[tuple[str, str, str]]:
    return [(one.cells["value"], one.cells["from"], one.cells["until"]) for one in found.rows]


def test_equal_targets_of_periods_that_follow_each_other_are_one() -> None:
    found = read(row("2013/14 Q1", "95%"), row("2013/14 Q2", "95"), row("2013/14 Q3", "96"), row("2014/15 Q1", "96"))
    assert told(found) == [
        ("95", "2013-04-01", "2013-09-30"),
        ("96", "2013-10-01", "2013-12-31"),
        ("96", "2014-04-01", "2014-06-30"),
    ]
    assert [one.kind for one in found.rows] == ["target"] * 3
    assert len(found.asked) == 1
    assert "are read as 3 council targets, in force for the periods of those figures" in found.asked[0]
    assert "95% from 1 April 2013 to 30 September 2013" in found.asked[0]


def test_months_are_joined_too_and_a_row_without_a_period_is_of_the_chosen_one() -> None:
    assert told(read(row("July 2013", "95"), row("August 2013", "95"), row("September 2013", "95"))) == [
        ("95", "2013-07-01", "2013-09-30")
    ]
    assert told(read(row("", "95"))) == [("95", "2013-07-01", "2013-09-30")]


def test_target_that_stands_with_this_value_on_the_period_s_last_day_adds_nothing() -> None:
    found = read(row("2013/14 Q1", "95"), row("2013/14 Q2", "95"), targets=(stands(95),))
    assert (found.rows, found.asked) == ((), ())
    assert len(found.unchanged) == 1
    assert "target of 95%: it stands already" in found.unchanged[0]
    assert told(read(row("2013/14 Q1", "96"), targets=(stands(95),)))


def test_cell_that_is_no_plain_number_is_told_by_its_place_and_never_guessed() -> None:
    found = read(row("2013/14 Q1", "≥ 95%"), row("2013/14 Q2", "Monitor"))
    assert found.rows == ()
    assert found.asked == (
        "row 2013/14 Q1, column T (Target): “≥ 95%” is no plain number, and is not read as a target",
        "row 2013/14 Q2, column T (Target): “Monitor” is no plain number, and is not read as a target",
    )


def test_figure_of_an_unknown_name_has_no_target() -> None:
    assert read(row("2013/14 Q1", "95", "LAC")) == TargetsRead()
