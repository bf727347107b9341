"""What readers are told otherwise once an indicator is changed, in sentences; nothing where they are told the same."""

from __future__ import annotations

from datetime import date

from metrics.analysis.reading import Reading, read
from metrics.wording.effects import STAYS, effects
from tests.support import make
from tests.support.make import TODAY, Entry, comparator, counted, hub, indicator, target

FIGURES = [counted("2012/13 Q4", 30, 100), counted("2013/14 Q1", 60, 100)]
PLAIN: Entry = {"short_name": "NEET", "targets": [target(59)], "comparators": [comparator("2013/14 Q1", 40)]}


def reading(**keys: object) -> Reading:
    made = make.catalogue(indicator(*FIGURES, **(PLAIN | keys)))
    return read(made, made.indicators[0], TODAY)


def told(**changed: object) -> list[str]:
    return effects(reading(), reading(**changed))


def test_nothing_is_told_where_readers_are_told_the_same() -> None:
    assert told() == []
    assert told(owner="Head of service", note="A note.") == []


def test_the_other_way_turns_verdict_comparison_and_target() -> None:
    found = told(polarity="higher_is_better")
    assert any(one.startswith("Its verdict changes from “worse") and "to “better" in one for one in found), found
    assert any(one.startswith("Its comparison changes from “worse") for one in found), found
    assert any(one.startswith("Of the council target it says “met") for one in found), found
    assert "It leaves “Ask about these first”" in found


def test_a_tolerance_says_that_it_is_close_now() -> None:
    (found,) = told(targets=[target(59, tolerance={"value": 2, "source": "hub", "at": "plan"})])
    assert "within the tolerance" in found
    assert found.startswith("Of the council target it says “missed")


def test_the_end_of_a_target_takes_its_rating() -> None:
    found = told(targets=[target(59, until=date(2012, 3, 31))])
    assert any(one.startswith("Of the council target it says") for one in found), found


def test_names_themes_and_retirement() -> None:
    assert told(name="Another name") == [STAYS]
    assert told(theme="health") == ["It stands under Health, no longer under Education"]
    gone = reading(retired={"on": date(2013, 9, 1), "reason": "So."})
    assert effects(reading(), gone)[0].startswith("It is due no more, leaves every count")
    assert effects(gone, reading())[0].startswith("It is reported again")


def test_figures_that_are_new_are_no_part_of_it() -> None:
    made = make.catalogue(indicator(hub("2012/13 Q4", 30)))
    assert effects(read(made, made.indicators[0], TODAY), read(made, made.indicators[0], TODAY)) == []
