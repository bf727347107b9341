"""Verdicts in words: better or worse and how sure that is, never more than the test allows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from metrics.analysis.reading import Reading, read_all
from metrics.wording import findings, targets, verdicts
from metrics.wording.formatting import reader_period
from metrics.wording.verdicts import Tag
from tests.support.make import INSPECTED, Entry, comparator, counted, figure, inspected, reading, real, target
from tests.support.quarterly import STEADY, quarters

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"
HIGHER = {"polarity": "higher_is_better"}
RISEN, FALLEN = [*STEADY, 90, 85], [*STEADY, 10, 12]
"""Beyond a limit at the latest figure, though its last step goes the other way."""


def twice(earlier: str, later: str, numerators: tuple[int, int] = (20, 9)) -> Reading:
    """20 of 40 and then 9 of 42, which is more than chance."""
    return reading(counted(earlier, numerators[0], 40), counted(later, numerators[1], 42))


# Of change


@pytest.mark.parametrize(
    ("one", "tag"),
    [
        (reading(figure(Q4, 30), figure(Q1, 26)), Tag("moved the right way, not tested", "better untested")),
        (reading(figure(Q4, 26), figure(Q1, 30)), Tag("moved the wrong way, not tested", "worse untested")),
        (twice(Q4, Q1), Tag("better than the quarter before, more than chance", "better tested")),
        (twice(Q4, Q1, (5, 30)), Tag("worse than the quarter before, more than chance", "worse tested")),
        (reading(counted(Q4, 29, 42), counted(Q1, 21, 42)), Tag("too few to tell", "few")),
        (reading(*quarters(RISEN)), Tag("getting worse", "worse tested")),
        (reading(*quarters(FALLEN)), Tag("improving", "better tested")),
        (reading(*quarters(STEADY)), Tag("too few to tell", "few")),
        (reading(figure("August 2011", 3), figure("July 2013", 4), unit="grade"), Tag("worse", "worse untested")),
        (reading(figure(Q4, 26), figure(Q1, 26)), None),
        (reading(figure(Q4, 30), figure(Q1, 26), polarity="neutral"), None),
        (reading(figure(Q1, 26)), None),
    ],
)
def test_tag_of_change_says_how_sure_it_is_in_word_and_shape(one: Reading, tag: Tag | None) -> None:
    found = verdicts.change_tag(one)
    if tag is not None and one.verdict is not None and one.verdict.since is not None:
        tag = Tag(f"{tag.words} since {reader_period(one.verdict.since)}", tag.look)
    assert found == tag


@pytest.mark.parametrize(
    ("earlier", "later", "before"),
    [
        (Q4, Q1, "the quarter before"),
        ("May 2013", "June 2013", "the month before"),
        ("2010/11 financial year", "2011/12 financial year", "the year before"),
        ("2010/11 academic year", "2011/12 academic year", "the year before"),
        ("2011", "2012", "the year before"),
        ("year to 30 June 2012", "year to 30 June 2013", "the year before"),
        ("30 June 2012", "30 June 2013", "the figure before"),
        ("undated: earlier", "undated: latest", "the figure before"),
    ],
)
def test_tested_change_names_the_time_that_it_is_set_against(earlier: str, later: str, before: str) -> None:
    assert verdicts.step_ending(twice(earlier, later)) == f" (better than {before}, more than chance)"


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2012/13 Q2", Q1),
        ("June 2012", "June 2013"),
        ("2007/08 financial year", "2011/12 financial year"),
        ("year to 30 June 2011", "year to 30 June 2013"),
    ],
)
def test_figure_before_a_gap_is_not_called_the_quarter_or_the_year_before(earlier: str, later: str) -> None:
    told = verdicts.step_ending(twice(earlier, later))
    assert "more than chance" in told
    assert not re.search(r"the (month|quarter|year) before", told)


def test_improving_and_getting_worse_are_said_of_a_special_cause_alone() -> None:
    running = re.compile("improving|getting worse")
    assert running.search(verdicts.running_words(reading(*quarters(RISEN))))
    for one in (
        twice(Q4, Q1),
        reading(figure(Q4, 30), figure(Q1, 26)),
        reading(*quarters(STEADY)),
        reading(figure("August 2011", 3), figure("July 2013", 4), unit="grade"),
    ):
        assert not running.search(findings.finding(one))
        assert verdicts.running_words(one) in ("", "too few to tell")


def test_beside_limits_the_step_is_told_without_better_or_worse() -> None:
    """10% and then 12%, where less is better: up, and the line as a whole improves."""
    one = reading(*quarters(FALLEN))
    assert verdicts.step_ending(one) == ""
    assert findings.change_words(one) == "up 2 percentage points since April to June 2013"
    assert findings.verdict_words(one).startswith("up 2 percentage points since April to June 2013; improving")
    few = reading(*quarters(STEADY))
    assert findings.verdict_words(few) == "up 2 percentage points since October to December 2012; too few to tell"
    assert findings.finding(few).startswith(
        "51% in January to March 2013, up 2 percentage points from 49% in October to December 2012; "
        "within its usual range, too few to tell."
    )


def test_too_few_to_tell_is_never_called_no_change_and_never_better() -> None:
    one = reading(counted(Q4, 29, 42), counted(Q1, 21, 42))
    assert findings.finding(one) == (
        "50.0% in April to June 2013, down 19 percentage points from 69.0% in January to March 2013 (too few to tell)."
    )
    assert findings.change_words(one) == "down 19 percentage points since January to March 2013 (too few to tell)"


# Of comparison


def beside(line: Entry, other: Entry, **keys: Any) -> Reading:
    return reading(line, comparators=[other], **keys)


@pytest.mark.parametrize(
    ("one", "tag", "told"),
    [
        (
            beside(figure(Q1, 26), comparator(Q1, 20)),
            Tag("worse than England, not tested", "worse untested"),
            "above England’s 20% (worse, not tested)",
        ),
        (
            beside(figure(Q1, 26), comparator(Q1, 20), **HIGHER),
            Tag("better than England, not tested", "better untested"),
            "above England’s 20% (better, not tested)",
        ),
        (
            beside(counted(Q1, 70, 495), comparator(Q1, "10.4")),
            Tag("worse than England, more than chance", "worse tested"),
            "above England’s 10.4% (worse, more than chance: 19 fewer children would put Medway below England)",
        ),
        (
            beside(counted(Q1, 29, 42), comparator(Q1, "70.8"), **HIGHER),
            Tag("too few to tell", "few"),
            "below England’s 70.8% (too few to tell: one more child would put Medway above England)",
        ),
        (
            beside(counted(Q1, 10, 40), comparator(Q1, 20)),
            Tag("too few to tell", "few"),
            "above England’s 20% (too few to tell: 2 fewer children would put Medway level with England)",
        ),
        (
            beside(counted(Q1, 9, 42), comparator(Q1, "21.4")),
            None,
            "level with England’s 21.4%, as published",
        ),
        (beside(figure(Q1, 26), comparator(Q1, 20), polarity="neutral"), None, "above England’s 20%"),
        (beside(figure(Q1, 26), comparator(Q4, 20)), None, ""),
    ],
)
def test_comparison_is_said_with_its_strength_and_in_people(one: Reading, tag: Tag | None, told: str) -> None:
    assert verdicts.comparison_tag(one) == tag
    assert findings.against_words(one) == told


@pytest.mark.parametrize(
    ("numerator", "denominator", "other", "told"),
    [
        (29, 42, "70.8", "less than one child away"),  # 29.7 would be level
        (9, 42, "18.5", "2 children away"),  # 7.8
        (9, 42, "16.3", "3 children away"),  # 6.8
        (6, 42, "21.4", "3 children away"),
    ],
)
def test_too_few_to_tell_says_how_far_away_in_people(numerator: int, denominator: int, other: str, told: str) -> None:
    assert verdicts.nearest_words(beside(counted(Q1, numerator, denominator), comparator(Q1, other))) == told


def test_nothing_is_said_in_people_without_exact_counts() -> None:
    for one in (
        beside(figure(Q1, 26), comparator(Q1, 20)),
        beside(counted(Q1, 700, 4950, counts_rounded_to=10), comparator(Q1, "10.4")),
        beside(counted(Q1, 70, 500, counts_rounded_to=10), comparator(Q1, "13.9")),
        reading(counted(Q1, 9, 42)),
    ):
        assert (verdicts.distance_in_people(one), verdicts.nearest_words(one)) == ("", "")


def test_report_sets_its_young_people_beside_england_in_people() -> None:
    told = [findings.against_words(real(id)) for id in ("full-time-education-at-16", "unemployed-at-16")]
    assert told == [
        "below England’s 70.8% (too few to tell: one more young person would put Medway above England)",
        "above England’s 16.3% (too few to tell: 3 fewer young people would put Medway below England)",
    ]
    assert [verdicts.nearest_words(real(id)) for id in ("full-time-education-at-16", "unemployed-at-16")] == [
        "less than one young person away",
        "3 young people away",
    ]


# Since a year before


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            [figure("2012/13 Q1", 40), figure(Q4, 30), figure(Q1, 26)],
            "A year before: 40% in April to June 2012; down 14 percentage points since then (moved "
            "the right way, not tested)",
        ),
        (
            [counted("2012/13 Q1", 20, 40), counted(Q4, 12, 40), counted(Q1, 9, 42)],
            "A year before: 50.0% in April to June 2012; down 28.6 percentage points since then "
            "(better than a year before, more than chance)",
        ),
        (
            [counted("2012/13 Q1", 12, 40), counted(Q1, 9, 42)],
            "A year before: 30.0% in April to June 2012; down 8.6 percentage points since then (too few to tell)",
        ),
        (
            [figure("2012/13 Q1", 26), figure(Q4, 30), figure(Q1, 26)],
            "A year before: 26% in April to June 2012, no change as published",
        ),
        (
            [figure(Q4, 30), figure(Q1, 26)],
            "How it changed over the year is not known: there is no figure of the same time a year before",
        ),
        (
            [figure("2012/13 Q1", code="x"), figure(Q4, 30), figure(Q1, 26)],
            "How it changed over the year is not known: the figure of a year before has no number",
        ),
        (
            [figure("2012/13 Q1", 40), figure(Q4, 30, break_before="new definition"), figure(Q1, 26)],
            "How it changed over the year is not known: the definition changed since then",
        ),
        ([figure("2011/12 financial year", 40), figure("2012/13 financial year", 26)], ""),
        ([], ""),
    ],
)
def test_change_since_a_year_before_is_said_in_the_same_form_or_with_its_reason(lines: list[Entry], told: str) -> None:
    assert verdicts.year_before_words(reading(*lines)) == told


def test_beside_limits_the_change_since_a_year_before_has_no_better_or_worse() -> None:
    one = reading(*quarters(RISEN))
    assert (
        verdicts.year_before_words(one)
        == "A year before: 52% in July to September 2012; up 33 percentage points since then"
    )


def test_grade_of_a_year_before_goes_neither_up_nor_down() -> None:
    told = verdicts.year_before_words(reading(figure("July 2012", 3), figure("July 2013", 4), unit="grade"))
    assert "adequate in July 2012" in told
    assert "None" not in told
    assert not re.search(r"\bup\b|\bdown\b|\d\b since", told)


def test_no_verdict_of_the_report_is_tested() -> None:
    """None of its changes has counts on both sides, and none of its distances is more than chance."""
    for one in read_all(inspected(), INSPECTED):
        for tag in (verdicts.change_tag(one), verdicts.comparison_tag(one)):
            assert tag is None or tag.look in ("better untested", "worse untested", "few"), one.indicator.id


@pytest.mark.parametrize(("value", "words"), [("14.6", "level with"), (15, "level with"), (20, "above"), (9, "below")])
def test_neutral_figure_is_set_beside_its_comparator_by_its_precision(value: object, words: str) -> None:
    one = reading(figure(Q1, value), polarity="neutral", comparators=[comparator(Q1, "14.6")])
    assert findings.against_words(one).startswith(f"{words} England’s 14.6%")


def test_grades_are_set_beside_each_other_in_words() -> None:
    one = reading(figure(Q1, 3), unit="grade", targets=[target(2)], comparators=[comparator(Q1, 2)])
    assert findings.against_words(one) == "beside England’s good (worse)"
    assert targets.targets_words(one) == ["misses the council target of good"]


def test_series_that_never_varies_is_neither_better_nor_too_few_to_tell() -> None:
    one = reading(*quarters([100] * 12))
    assert one.verdict is not None
    assert (one.verdict.said, one.verdict.strength, verdicts.change_tag(one)) == ("same", None, None)
