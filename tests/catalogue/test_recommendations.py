"""Recommendations: the shipped file, its loader's problems with their lines, and the days that are counted."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from metrics.catalogue import recommendations
from metrics.catalogue.problems import Refused
from metrics.catalogue.recommendations import parse
from tests.support import make, recommended
from tests.support.make import INSPECTED, ROOT, indicator
from tests.support.recommended import asked, gap

MAIN = make.catalogue(indicator(), indicator(id="reviews", name="Reviews"))


def refused(written: str) -> list[str]:
    with pytest.raises(Refused) as found:
        parse(written, MAIN)
    assert {one.file for one in found.value.problems} == {recommendations.FILE}
    return [f"{one.line}: {one.where}: {one.what}" if one.where else one.what for one in found.value.problems]


def test_the_shipped_file_holds_the_fifteen_areas_in_the_report_s_groups_and_every_gap() -> None:
    said = parse(recommended.SHIPPED.read_bytes(), make.whole())
    assert [one.within for one in said.recommendations] == (
        ["immediately"] * 4 + ["three months"] * 8 + ["six months"] * 3
    )
    assert len(said.gaps) == 38
    days = sorted({one.due(INSPECTED) for one in said.recommendations})
    assert days == [date(2013, 8, 23), date(2013, 11, 23), date(2014, 2, 23)]
    assert all(one.indicators for one in said.recommendations), "each is shown by an indicator"
    assert [one.id for one in said.gaps if not one.indicators] == ["strategy-targets", "support-after-adoption"]


def test_every_gap_that_was_read_out_of_the_report_has_its_row() -> None:
    listed = ROOT.parent / "shared" / "data" / "unmeasured.csv"
    if not listed.exists():
        pytest.skip("the list that was read out of the report is not beside this clone")
    with listed.open(encoding="utf-8", newline="") as file:
        wanted = [row["para"].replace(", ", " and ") for row in csv.DictReader(file)]
    said = parse(recommended.SHIPPED.read_bytes(), make.whole())
    assert [one.at.partition(" ")[2] for one in said.gaps] == wanted


def test_every_problem_has_its_line_and_a_way_out() -> None:
    assert refused(
        "recommendations:\n"
        "  - {id: a, words: A, within: soon, indicators: [neets, reviews, reviews], source: report, at: 1}\n"
        "  - {id: a, words: B, within: immediately, source: law, at: p 1, state: done}\n"
        "gaps:\n"
        "  - {id: c, words: C, kind: none, indicators: [neet], source: reprot, at: paragraph 1}\n"
    ) == [
        "2: recommendations > a > at: '1' is not words; write text, in quotes if it is a number or a date",
        "2: recommendations > a > indicators > entry 1: 'neets' is no indicator of the data file; did you mean 'neet'?",
        "2: recommendations > a > indicators > entry 3: 'reviews' is named twice; take one of the two out",
        "2: recommendations > a > within: 'soon' is not a known time; "
        "write one of: 'immediately', 'three months', 'six months'",
        "3: recommendations > a > id: 'a' stands twice among the recommendations; give each its own id",
        "3: recommendations > a > indicators: this key is missing; add 'indicators: ...'",
        "3: recommendations > a > source: the source 'law' has no day from which the time "
        "could count; give it 'published: 2013-08-23' in the data file",
        "3: recommendations > a > state: unknown key 'state'; write one of: 'source', 'at', "
        "'id', 'words', 'within', 'quote', 'indicators'",
        "5: gaps > c > kind: 'none' is not a known kind of gap; write one of: 'no figure', 'no target', 'words only'",
        "5: gaps > c > source: 'reprot' is no source of the data file; did you mean 'report'?",
    ]


def test_a_state_can_not_be_typed() -> None:
    (problem,) = refused(recommended.text(asked("neet", state="done")))
    assert "unknown key 'state'" in problem


def test_a_source_without_a_day_of_publication_gives_no_day_to_count_from() -> None:
    (problem,) = refused(recommended.text(asked("neet", source="law")))
    assert "has no day from which the time could count; give it 'published: 2013-08-23' in the data file" in problem
    assert parse(recommended.text(asked("neet"), gaps=[gap(source="law")]), MAIN).gaps[0].source == "law"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "the file is empty; it needs recommendations"),
        ("- a\n", "the file does not begin with a line 'key: value'; it needs recommendations"),
        ("recommendations: {a: b}\n", "a group of keys is not a list"),
        ("recommendations:\n  - &a {id: b}\n", "'&a' is an anchor or alias"),
    ],
)
def test_a_file_that_is_no_list_of_them_is_refused(written: str, told: str) -> None:
    assert told in refused(written)[0]


def test_months_may_be_written_in_digits() -> None:
    (one,) = parse(recommended.text(asked(within="3 months")), MAIN).recommendations
    assert one.within == "three months"


def test_every_kind_of_time_has_its_months() -> None:
    made = [parse(recommended.text(asked(within=one)), MAIN).recommendations[0] for one in recommendations.MONTHS]
    assert [one.due(date(2013, 8, 31)) for one in made] == [date(2013, 8, 31), date(2013, 11, 30), date(2014, 2, 28)]
