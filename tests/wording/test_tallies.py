"""Counts of verdicts in words: each says what it is worth, and what is too few to tell counts as neither."""

from __future__ import annotations

import pytest

from metrics.analysis.reading import Reading, read_all
from metrics.analysis.states import STATES
from metrics.wording import tallies
from tests.support.make import (
    INSPECTED,
    TODAY,
    Entry,
    catalogue,
    comparator,
    counted,
    figure,
    indicator,
    inspected,
    predicted,
    target,
)

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"

UNTESTED_BETTER, UNTESTED_WORSE = [figure(Q4, 30), figure(Q1, 26)], [figure(Q4, 30), figure(Q1, 36)]
TESTED_BETTER, TESTED_WORSE = [counted(Q4, 20, 40), counted(Q1, 9, 42)], [counted(Q4, 9, 42), counted(Q1, 20, 40)]
FEW, LEVEL, ALONE = [counted(Q4, 29, 42), counted(Q1, 21, 42)], [figure(Q4, 26), figure(Q1, 26)], [figure(Q1, 26)]


def readings(*several: list[Entry], **keys: object) -> list[Reading]:
    return read_all(catalogue(*(indicator(*lines, id=f"m{n}", **keys) for n, lines in enumerate(several))), TODAY)


@pytest.mark.parametrize(
    ("several", "tally"),
    [
        ([UNTESTED_BETTER], ["1 moved the right way, not tested", "0 moved the wrong way"]),
        ([UNTESTED_BETTER] * 3, ["3 moved the right way, none tested", "0 moved the wrong way"]),
        ([TESTED_BETTER], ["1 better, more than chance", "0 moved the wrong way"]),
        ([TESTED_BETTER] * 2, ["2 better, more than chance", "0 moved the wrong way"]),
        (
            [TESTED_WORSE, UNTESTED_WORSE, UNTESTED_WORSE],
            ["0 moved the right way", "1 worse, more than chance, 2 moved the wrong way, not tested"],
        ),
        ([FEW, FEW], ["0 moved the right way", "0 moved the wrong way", "2 too few to tell"]),
        (
            [FEW, LEVEL, ALONE, ALONE, UNTESTED_WORSE],
            [
                "0 moved the right way",
                "1 moved the wrong way, not tested",
                "1 too few to tell",
                "1 unchanged",
                "2 with no comparable earlier figure",
            ],
        ),
    ],
)
def test_changes_are_counted_by_how_sure_they_are(several: list[list[Entry]], tally: list[str]) -> None:
    found = readings(*several)
    assert tallies.change_tally(found) == tally
    assert tallies.theme_tally(found) == "; ".join(part for part in tally if not part.startswith("0 "))


@pytest.mark.parametrize(
    ("several", "worth"),
    [
        ([], ""),
        ([FEW], ""),
        ([UNTESTED_WORSE], "not tested"),
        ([UNTESTED_WORSE] * 2, "none tested"),
        ([TESTED_WORSE], "tested"),
        ([TESTED_WORSE] * 2, "all tested"),
        ([TESTED_WORSE, UNTESTED_WORSE], "1 tested"),
    ],
)
def test_count_of_a_state_says_how_many_are_tested(several: list[list[Entry]], worth: str) -> None:
    found = readings(*several) if several else []
    assert tallies.tested_words(STATES["worse"], found) == worth
    assert tallies.tested_words(STATES["few"], found) == ""


def test_counts_say_how_many_moved_are_rated_and_lie_on_the_wrong_side() -> None:
    found = read_all(
        catalogue(
            indicator(*UNTESTED_BETTER, id="better", targets=[target(10)]),
            indicator(*UNTESTED_WORSE, id="worse", comparators=[comparator(Q1, 20)]),
            indicator(figure(Q4, 30), figure(Q1, 30), id="same", targets=[target(90)]),
            indicator(figure(Q1, 30), id="lonely"),
            indicator(id="awaiting"),
            indicator(predicted(Q2, 20), id="foreseen"),
            indicator(figure("July 2013", 4), id="judged", unit="grade", theme="judgements"),
            indicator(*UNTESTED_WORSE, id="fact", theme="context"),
        ),
        TODAY,
    )
    assert tallies.counts_sentence(found) == (
        "1 moved the right way, not tested; 1 moved the wrong way, not tested; 1 unchanged; "
        "1 with no comparable earlier figure; "
        "1 of 2 misses a target or duty; "
        "of 1 that can be compared with England’s figure, 1 is worse (not tested); "
        "2 more have no figure yet."
    )


def test_counts_of_the_report_claim_nothing_that_is_not_tested() -> None:
    told = tallies.counts_sentence(read_all(inspected(), INSPECTED))
    assert told == (
        "5 moved the right way, none tested; 0 moved the wrong way; 15 with no comparable earlier figure; "
        "1 of 1 misses a target or duty; "
        "of 3 that can be compared with England’s figure, 1 is worse (not tested) and 2 lie on its wrong side, "
        "too few to tell (less than one young person away, 3 young people away); "
        "2 more are published every year and not reported by the council; 60 have no figure yet."
    )


@pytest.mark.parametrize(
    ("missing", "meeting", "words"),
    [
        (0, 1, "none of 1 miss a target or duty"),
        (1, 0, "1 of 1 misses a target or duty"),
        (0, 2, "none of 2 miss a target or duty"),
        (1, 1, "1 of 2 misses a target or duty"),
        (2, 0, "2 of 2 miss a target or duty"),
        (0, 3, "none of 3 miss a target or duty"),
        (2, 1, "2 of 3 miss a target or duty"),
        (3, 0, "3 of 3 miss a target or duty"),
    ],
)
def test_counts_against_targets_are_said_as_people_say_them(missing: int, meeting: int, words: str) -> None:
    wanted = [*[10] * missing, *[90] * meeting]
    known = [indicator(figure(Q1, 26), id=f"m{n}", targets=[target(one)]) for n, one in enumerate(wanted)]
    assert tallies.counts_sentence(read_all(catalogue(*known), TODAY)).endswith(f"; {words}.")


def test_indicator_that_misses_a_duty_and_meets_a_council_target_misses() -> None:
    both = [target(100, kind="statutory duty"), target(95)]
    one = indicator(counted(Q1, 197, 205), polarity="higher_is_better", targets=both)
    assert "1 of 1 misses a target or duty" in tallies.counts_sentence(read_all(catalogue(one), TODAY))


ENGLAND, SOUTH_EAST = comparator(Q1, 20), comparator(Q1, 20, area="South East")
ALIKE = [figure(Q1, 26)]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([(ALIKE, comparator(Q4, 20))], []),
        ([(ALIKE, comparator(Q1, 30))], ["none is on the wrong side of a like-for-like comparator"]),
        ([(ALIKE, comparator(Q1, 26))], ["none is on the wrong side of a like-for-like comparator"]),
        ([(ALIKE, ENGLAND)], ["of 1 that can be compared with England’s figure, 1 is worse (not tested)"]),
        ([(ALIKE, ENGLAND)] * 2, ["of 2 that can be compared with England’s figure, 2 are worse (not tested)"]),
        (
            [(ALIKE, ENGLAND), (ALIKE, SOUTH_EAST)],
            ["of 2 that can be compared with their comparators’ figure, 2 are worse (not tested)"],
        ),
        (
            [
                ([counted(Q1, 70, 495)], comparator(Q1, "10.4")),
                (ALIKE, ENGLAND),
                ([counted(Q1, 9, 42)], comparator(Q1, "16.3")),
                ([counted(Q1, 29, 42)], comparator(Q1, "68.5")),
            ],
            [
                "of 4 that can be compared with England’s figure, 1 is worse (more than chance), "
                "1 is worse (not tested) and 2 lie on its wrong side, too few to tell "
                "(3 children away, less than one child away)"
            ],
        ),
        (
            [([counted(Q1, 700, 4950, counts_rounded_to=10)], comparator(Q1, "13.9"))],
            ["of 1 that can be compared with England’s figure, 1 lies on its wrong side, too few to tell"],
        ),
    ],
)
def test_those_on_the_wrong_side_are_counted_by_how_sure_that_is(
    lines: list[tuple[list[Entry], Entry]], words: list[str]
) -> None:
    made = catalogue(*(indicator(*figures, id=f"m{n}", comparators=[o]) for n, (figures, o) in enumerate(lines)))
    assert tallies.behind_clause(read_all(made, TODAY)) == words
