"""The published reading in words: publisher, date, whom it counts, both changes, other areas; the home page's line."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.analysis.reading import Reading, read, read_all
from metrics.wording import findings, published, tallies
from tests.support.make import SOURCES, TODAY, Entry, catalogue, comparator, counted, figure, indicator

GROUP = "care leavers aged 19 to 21"
Y19, Y24, Y25 = "2018/19 financial year", "2023/24 financial year", "2024/25 financial year"
NEIGHBOURS = {"area": "Statistical neighbours", "model": "May 2025 model", "statistic": "mean"}
DFE = {"title": "Children looked after", "publisher": "Department for Education", "kind": "published"}
TAKEN = {"source": "dfe", "group": GROUP}


def read_with(own_series: list[Entry], *observations: Entry, **keys: Any) -> Reading:
    made = catalogue(indicator(*observations, own_series=own_series, **keys), sources=SOURCES | {"dfe": DFE})
    return read(made, made.indicators[0], TODAY)


def full(**keys: Any) -> Reading:
    """A series with both changes and all three areas."""
    series = [counted(Y19, 80, 160), counted(Y24, 75, 160), counted(Y25, 56, 160, unknown=14)]
    others = [
        comparator(Y25, 40),
        comparator(Y25, "35.0", area="South East"),
        comparator(Y25, 50, note="the mean of 9 of 10 authorities' figures", **NEIGHBOURS),
    ]
    return read_with([{**one, **TAKEN} for one in series], comparators=[{**one, **TAKEN} for one in others], **keys)


def test_finding_names_publisher_date_and_whom_it_counts_then_the_change_and_england():
    assert published.finding(full()) == (
        "DfE, year to March 2025: 35.0% (56 of 160) of care leavers aged 19 to 21; "
        "of 160, 14 (9%) not known; 38.4% of the 146 known; "
        "down 11.9 percentage points since the year before (too few to tell); below England’s 40% (too few to tell)"
    )


def test_facts_hold_both_changes_and_every_area_each_with_its_strength():
    told = [(fact.name, fact.words, fact.tag.words if fact.tag else None) for fact in published.facts(full())]
    assert told == [
        ("Year to March 2025", "35.0% (56 of 160) of care leavers aged 19 to 21", None),
        ("Not known", "Of 160, 14 (9%) not known; 38.4% of the 146 known", None),
        ("Since the year before", "Down 11.9 percentage points from 46.9%", "too few to tell"),
        ("Since the year to March 2019", "Down 15 percentage points from 50.0%", "better, more than chance"),
        ("England", "40%; Medway is below", "too few to tell"),
        ("South East", "35.0%; Medway is level", None),
        (
            "Statistical neighbours (mean, May 2025 model)",
            "50% (from 9 of 10 authorities); Medway is below",
            "better, more than chance",
        ),
    ]
    assert published.heading(full()) == "What DfE publishes about Medway"


@pytest.mark.parametrize(
    ("before", "now", "ending"),
    [
        (counted(Y24, 60, 100), counted(Y25, 20, 100), "(better, more than chance)"),
        (counted(Y24, 20, 100), counted(Y25, 60, 100), "(worse, more than chance)"),
        (counted(Y24, 20, 100), counted(Y25, 21, 100), "(too few to tell)"),
        (figure(Y24, 20), figure(Y25, 60), "(moved the wrong way, not tested)"),
        (figure(Y24, 20), figure(Y25, 20), "no change as published since the year before"),
    ],
    ids=["better", "worse", "few", "untested", "same"],
)
def test_each_strength_of_a_change_is_said(before: Entry, now: Entry, ending: str):
    assert published.line(read_with([before, now])).endswith(ending)


def test_change_over_more_than_a_year_names_the_earlier_period():
    assert "since the year to March 2019" in published.line(read_with([figure(Y19, 20), figure(Y25, 21)]))


def test_group_is_named_only_where_it_is_another_and_a_share_is_of_it_only_with_counts():
    own = read_with([figure(Y25, 20, group="looked-after children")])
    assert published.line(own) == "Ofsted, year to March 2025: 20%"
    posts = read_with([figure(Y25, 20, group="children and family social workers")])
    assert published.line(posts) == "Ofsted, year to March 2025: 20%, children and family social workers"


def test_figure_that_is_another_indicator_says_so_with_its_reason():
    one = read_with([figure(Y25, 20, comparable="no", why="counts cautions", group=GROUP)])
    assert published.finding(one).endswith("20%, care leavers aged 19 to 21, not the same indicator")
    assert published.facts(one)[0].words.endswith("not the same indicator: counts cautions")


def test_code_is_told_with_the_last_number_behind_it():
    one = read_with([figure(Y24, 20), figure(Y25, code="c")], comparators=[comparator(Y25, 30)])
    assert published.line(one) == (
        "Ofsted, year to March 2025: not shown, so that no child can be recognised; "
        "before that 20% in the year to March 2024"
    )
    assert [fact.words for fact in published.facts(one)] == [
        "Not shown, so that no child can be recognised",
        "No number is shown for the newest period; before that 20% in the year to March 2024",
        "30%",
    ]


def test_service_fact_gets_no_verdict():
    assert "too few" not in published.line(full(theme="context"))
    assert [fact.tag for fact in published.facts(full(theme="context"))] == [None] * 7
    assert published.line(full(theme="context")).endswith("below England’s 40%")


def test_nothing_published_is_no_words():
    one = read_with([], figure("2013/14 Q1", 26))
    assert (published.line(one), published.finding(one), published.heading(one)) == ("", "", "")
    assert published.facts(one) == []


# ---- in the finding and the counts ---------------------------------------------------------------------


def test_finding_tells_each_voice_in_sentences_of_its_own():
    one = read_with([figure(Y25, 35, **TAKEN)], figure("2013/14 Q1", 26))
    assert findings.own_finding(one) == "26% in April to June 2013."
    assert findings.finding(one) == (
        "26% in April to June 2013. DfE, year to March 2025: 35%, care leavers aged 19 to 21."
    )


def test_finding_of_what_only_a_department_publishes_says_that_the_council_reports_none():
    one = read_with([figure(Y25, 35, **TAKEN)])
    assert findings.finding(one).startswith("The council reports no figure. DfE, year to March 2025: 35%")


@pytest.mark.parametrize(
    ("mine", "told"), [(figure(Y25, 35), ""), (figure(Y24, 35, comparable="no", why="another age"), "")]
)
def test_figure_of_the_same_period_or_of_another_thing_stays_out_of_the_finding(mine: Entry, told: str):
    assert findings.published_finding(read_with([mine], figure(Y25, 35))) == told


WORSE = "Published by DfE: Medway is worse than England, by more than chance,"


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        ([], ""),
        (
            [30],
            f"{WORSE} on 1 of 1 indicator, and better on none",
        ),
        (
            [30, 70, 51, 70],
            f"{WORSE} on 1 of 4 indicators, and better on 2",
        ),
        (
            [51, 50],
            f"{WORSE} on none of 2 indicators, and better on none",
        ),
    ],
)
def test_home_page_says_where_it_is_tested_worse_or_better_than_england(theirs: list[int], words: str):
    mine = {**counted(Y25, 100, 200), **TAKEN}
    several = [
        indicator(id=f"one-{number}", own_series=[mine], comparators=[{**comparator(Y25, value), **TAKEN}])
        for number, value in enumerate(theirs)
    ]
    lonely = indicator(id="lonely", own_series=[mine])
    found = read_all(catalogue(*several, lonely, sources=SOURCES | {"dfe": DFE}), TODAY)
    assert published.beside_england(found) == words


def test_what_is_only_published_is_counted_apart_from_what_awaits_its_first_figure():
    found = read_all(
        catalogue(indicator(id="only", own_series=[figure(Y25, 35)]), indicator(id="none"), indicator(id="nothing")),
        TODAY,
    )
    assert tallies.counts_sentence(found).endswith(
        "1 more is published every year and not reported by the council; 2 have no figure yet."
    )
