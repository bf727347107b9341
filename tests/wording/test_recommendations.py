"""What was asked, in words: states, counts, both voices by name, what moved last; and never that anything is done."""

from __future__ import annotations

import re
from datetime import date

import pytest

from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.analysis.reading import read_all
from metrics.catalogue.models import Catalogue
from metrics.wording import recommendations as words
from tests.support import make, panel, recommended
from tests.support.make import Entry, counted, figure, hub, indicator, target
from tests.support.recommended import asked, gap

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"
YEARS = ("2010/11 financial year", "2011/12 financial year")
BETTER = (counted(Q4, 80, 200), counted(Q1, 20, 200))
WORSE = (counted(Q4, 20, 200), counted(Q1, 80, 200))


def published(*counts: int) -> list[Entry]:
    given = {"comparable": "partly", "why": "Other ages.", "group": "looked-after children"}
    return [counted(year, count, 200, **given) for year, count in zip(YEARS, counts, strict=False)]


def catalogue() -> Catalogue:
    return make.catalogue(
        indicator(*WORSE, id="worse", name="Worse"),
        indicator(*BETTER, id="better", name="Better", owner="Head of service"),
        indicator(figure(Q4, 40), figure(Q1, 38), id="untested", name="Untested"),
        indicator(id="awaited", name="Awaited"),
        indicator(id="published", name="Published", own_series=published(20, 22)),
    )


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        (("worse", "better"), "figures moving the wrong way"),
        (("better",), "figures moving the right way"),
        (("untested", "awaited"), "1 of 2 has figures, none tested"),
        (("untested", "better", "awaited"), "2 of 3 have figures, 1 tested better"),
        (("published", "untested"), "2 of 2 have figures (1 only published), none tested"),
        (("awaited",), "awaits its first figure"),
        ((), "no indicator"),
    ],
)
def test_a_state_is_told_by_the_rule(ids: tuple[str, ...], told: str) -> None:
    (one,) = recommended.read(catalogue(), asked(*ids)).recommendations
    assert words.state_words(one) == told


def test_the_line_above_counts_every_area_once_worst_first() -> None:
    sets = (("worse",), ("better",), ("untested",), ("better", "awaited"), ("awaited",), ())
    found = recommended.read(catalogue(), *(asked(*ids, id=f"a{place}") for place, ids in enumerate(sets)))
    assert words.summary(found) == (
        "6 areas for improvement: 1 with figures moving the wrong way, 1 with figures moving the right way, "
        "1 with some figures tested better, 1 with figures but none tested, 1 with no figure yet, 1 with no indicator"
    )
    assert sum(map(int, re.findall(r"[:,] (\d+) ", words.summary(found)))) == 6


@pytest.mark.parametrize(
    ("sets", "told"),
    [
        ((("worse",), ("better",), ("awaited",)), "Ofsted: 3 areas for improvement, 1 tested worse"),
        ((("better", "awaited"), ("awaited",), ()), "Ofsted: 3 areas for improvement, 2 with no figure yet"),
        ((("better",),), "Ofsted: 1 area for improvement, each with a figure"),
    ],
)
def test_the_home_pages_line_tells_who_asked_and_the_worst_alone(sets: tuple[tuple[str, ...], ...], told: str) -> None:
    found = recommended.read(catalogue(), *(asked(*ids, id=f"a{place}") for place, ids in enumerate(sets)))
    assert words.in_short(found, catalogue().sources) == told


def test_each_voice_is_named_with_its_figure_and_strength() -> None:
    made = make.catalogue(indicator(*BETTER, id="both", name="Both", own_series=published(20, 90)), indicator())
    both, awaited = read_all(made, make.TODAY)
    own, other = words.voices(both)
    assert words.told(own) == (
        "Medway, April to June 2013: 10.0% (20 of 200) (better than the quarter before, more than chance)"
    )
    assert other.words.startswith("Ofsted, year to March 2012: 45.0% (90 of 200), only partly the same indicator")
    assert other.tag is not None
    assert other.tag.look == "worse tested"
    assert words.voices(awaited) == ()
    assert words.voices_words(awaited) == "no figure yet"


def test_a_figure_without_a_verdict_says_why() -> None:
    (alone,) = read_all(make.catalogue(indicator(figure(Q1, 9))), make.TODAY)
    assert words.voices_words(alone) == "Medway, April to June 2013: 9%; no earlier figure"


def test_a_suppressed_number_stays_suppressed() -> None:
    made = make.catalogue(indicator(hub(Q4, 5, numerator=5, denominator=100), hub(Q1, 3, numerator=3, denominator=100)))
    (one,) = recommended.read(made, asked("neet")).recommendations
    told = words.report(recommended.read(made, asked("neet")), make.TODAY)
    assert one.moved is None
    assert "not shown, so that no child can be recognised" in told
    assert not re.search(r"\b[35]%|\b[35] of", told)


def test_what_moved_last_names_indicator_period_and_whose_figure_it_is() -> None:
    found = recommended.read(catalogue(), asked("untested"), asked("published", id="b"), asked("awaited", id="c"))
    assert [words.moved_words(one.moved) for one in found.recommendations] == [
        "April to June 2013: Untested, down 2 percentage points",
        "Year to March 2012: Published, up 1 percentage point (Ofsted)",
        "No figure has moved yet",
    ]


def test_owners_are_named_and_their_lack_is_said() -> None:
    found = recommended.read(catalogue(), asked("better", "worse"), asked("worse", id="b"))
    assert [words.owner_words(one) for one in found.recommendations] == ["Head of service", "No owner is named"]


def test_the_day_says_from_when_it_is_counted() -> None:
    made = catalogue()
    assert words.due_note(made.sources["report"]) == (
        "Each day counts from the publication of the report on 23 August 2013; the report does not say from when its "
        "times count."
    )
    (one,) = recommended.read(made, asked("better")).recommendations
    assert words.due_words(one) == "23 November 2013"


@pytest.mark.parametrize(
    ("ids", "kind", "told"),
    [
        (("better",), "no figure", "closed: it has its first figure"),
        (("better", "worse"), "no figure", "closed: all 2 have their first figure"),
        (("better", "awaited"), "no figure", "1 of 2 has a first figure"),
        (("better",), "no target", "has a figure, and no target yet"),
        (("published",), "words only", "only Ofsted publishes it; the council has no figure of its own"),
        (("published", "awaited"), "words only", "only Ofsted publishes 1 of 2; the council has no figure of its own"),
        (("awaited",), "no figure", "not measured yet"),
        ((), "no target", "no indicator"),
    ],
)
def test_a_gap_is_told(ids: tuple[str, ...], kind: str, told: str) -> None:
    (one,) = recommended.read(catalogue(), gaps=[gap(*ids, kind=kind)]).gaps
    assert words.gap_words(one) == told


def test_gaps_are_counted() -> None:
    made = make.catalogue(indicator(figure(Q1, 9), id="a", targets=[target(5)]), indicator(id="b", name="B"))
    entries = [gap("a"), gap("a", id="t", kind="no target"), gap("a", "b", id="p"), gap("b", id="o")]
    assert words.coverage(recommended.read(made, gaps=entries)) == (
        "4 gaps: 2 closed by a first figure, 1 closed in part, 1 open"
    )
    assert words.coverage(recommended.read(made, gaps=entries[3:])) == "1 gap: none closed by a first figure, 1 open"


def test_open_challenges_and_exceptions_of_its_indicators_are_named_overdue_ones_first() -> None:
    made = make.catalogue(indicator(figure(Q1, 26)), indicator(id="other", name="Other"))
    record = panel.record(
        challenges=[panel.challenge(1), panel.challenge(3, indicator=None)],
        exceptions=[panel.exception(2)],
    )
    today = date(2013, 12, 20)
    both = read_challenges(record, today), read_exceptions(record, today)
    neet, other = read_all(made, today)
    assert words.open_of([neet], *both) == (words.Open("Exception 2", True), words.Open("Challenge 1", False))
    assert words.open_of([other], *both) == ()


def test_nothing_is_called_done_whatever_the_figures() -> None:
    for found in (recommended.shipped(), recommended.shipped(date(2026, 11, 27))):
        states = [words.state_words(one) for one in found.recommendations]
        told = " ".join([words.summary(found), *states])
        assert not re.search(r"\b(done|met|complete|achieved|implemented)\b", told)


def test_why_a_meeting_may_ask() -> None:
    found = recommended.read(catalogue(), asked("untested"), asked("awaited", id="b"))
    assert [words.still_words(one) for one in found.recommendations] == [
        "Improve the plans: 1 of 1 has figures, none tested; due 23 November 2013, last moved April to June 2013",
        "Improve the plans: awaits its first figure; due 23 November 2013, no figure has moved yet",
    ]
