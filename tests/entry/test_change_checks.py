"""What is asked of a changed field before it is saved, and that an ordinary change asks nothing."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.entry.change_checks import change_doubts
from tests.support import make
from tests.support.make import Entry, hub, indicator, target

TODAY = date(2014, 5, 1)
FIGURES = [hub("2013/14 Q3", 26), hub("2013/14 Q4", 24)]
BEFORE: Entry = {"short_name": "NEET", "targets": [target(20)], "definition": "Counted so."}


def asked(figures: list[Entry] = FIGURES, **changed: object) -> list[str]:
    before, after = (make.catalogue(indicator(*given, **keys)) for given, keys in _both(figures, changed))
    return [doubt.words for doubt in change_doubts(before, after, TODAY)]


def _both(figures: list[Entry], changed: Entry) -> list[tuple[list[Entry], Entry]]:
    return [(FIGURES, BEFORE), (figures, BEFORE | changed)]


def with_tolerance(width: object) -> list[Entry]:
    return [target(20, tolerance={"value": width, "source": "hub", "at": "plan"})]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"polarity": "higher_is_better"}, "this turns every verdict of 2 figures"),
        ({"frequency": "month"}, "it is reported by the month now, and its 2 figures so far by the quarter"),
        ({"definition": "Counted otherwise."}, "its line goes on as before"),
        ({"ask": "Why are 12 still waiting?"}, "holds a number, which goes out of date"),
        ({"retired": {"on": date(2014, 6, 1), "reason": "So."}}, "though 1 June 2014 is still to come"),
        ({"retired": {"on": date(2014, 1, 1), "reason": "So."}}, "has figures for days after 1 January 2014"),
        ({"targets": with_tolerance(20)}, "a tolerance of 20 percentage points is wide"),
    ],
)
def test_one_question_of_what_may_be_a_slip(changed: Entry, words: str) -> None:
    (found,) = asked(**changed)
    assert found.startswith("NEET: ")
    assert words in found


@pytest.mark.parametrize(
    "changed",
    [
        {"owner": "Head of service"},
        {"name": "Another name"},
        {"ask": "Why so few?"},
        {"retired": {"on": date(2014, 4, 1), "reason": "So."}},
        {"targets": with_tolerance(2)},
        {},
    ],
    ids=str,
)
def test_what_is_ordinary_is_not_asked_about(changed: Entry) -> None:
    assert asked(**changed) == []


def test_a_definition_with_a_break_of_its_own_is_not_asked_about() -> None:
    broken = [FIGURES[0], FIGURES[1] | {"break_before": "Counted otherwise."}]
    assert asked(broken, definition="Counted otherwise.") == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"note": "Two of the children moved away."}, "note"),
        ({"caution": "It counts 3 young people only."}, "caution"),
        ({"why_it_matters": "Two children told us so."}, "why it matters"),
        ({"retired": {"on": date(2014, 4, 1), "reason": "Only two children are left."}}, "retired"),
    ],
    ids=str,
)
def test_small_number_of_people_in_words_that_readers_are_shown_is_asked_about(changed: Entry, field: str) -> None:
    (found,) = asked(**changed)
    assert found.startswith(f"NEET, {field}")
    assert "is a number of people below 6" in found


def test_small_number_in_the_reason_of_a_break_is_asked_about_and_one_that_stood_is_not() -> None:
    (found,) = asked([FIGURES[0], hub("2013/14 Q4", 24, break_before="Two children are counted anew.")])
    assert "“Two children”" in found
    standing = BEFORE | {"note": "Two of the children moved away."}
    before, after = (make.catalogue(indicator(*FIGURES, **standing, owner=one)) for one in ("A", "B"))
    assert list(change_doubts(before, after, TODAY)) == []


def test_number_alone_is_asked_about_where_a_figure_is_hidden() -> None:
    before, after = (make.catalogue(indicator(*given, **keys)) for given, keys in _both(FIGURES, {"note": "It was 3."}))
    assert list(change_doubts(before, after, TODAY)) == []
    (found,) = change_doubts(before, after, TODAY, {"neet"})
    assert "“3” may be a number of people below 6" in found.words
