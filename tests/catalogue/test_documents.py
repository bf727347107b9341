"""Documents: a change to one of the two data files, and the catalogue of both that comes of it."""

import pytest

from metrics.catalogue.amend import Addition, Change
from metrics.catalogue.documents import Document
from metrics.catalogue.load import parse
from metrics.catalogue.problems import Refused
from metrics.catalogue.published_series import NONE
from metrics.catalogue.published_series import parse as parse_series
from tests.support.make import comparator, figure, indicator, text

TEXT = text(indicator(figure("2013/14 Q1", 26)), indicator(figure("2013/14 Q1", 5), id="visits", name="Visits in time"))
MAIN = parse(TEXT)
NEW = {"dfe-1": {"title": "A release", "publisher": "Department for Education", "kind": "published"}}


def rows(*periods: str, of: str = "neet") -> tuple[Addition, ...]:
    return tuple(Addition(of, "comparators", comparator(one, 30, source="dfe-1")) for one in periods)


def series(text: str = "") -> Document:
    return Document("published_series.yaml", text, MAIN, parse_series(text, MAIN) if text else NONE, "published")


def begun() -> str:
    return series().amended(Change(rows("2011", "2012"), sources=NEW)).text


def test_first_rows_begin_the_file_and_every_line_of_them_is_told():
    result = series().amended(Change(rows("2011"), sources=NEW))
    lines = result.text.splitlines()
    assert lines[1:5] == [
        "sources:",
        "  dfe-1: {title: A release, publisher: Department for Education, kind: published}",
        "indicators:",
        "  - id: neet",
    ]
    assert result.lines_added == tuple(enumerate(lines[1:], 2))
    assert [row.period.label for row in result.catalogue.indicators[0].comparators] == ["2011"]


def test_later_rows_go_below_those_of_their_indicator_and_a_new_one_gets_an_entry():
    before = begun()
    result = series(before).amended(Change((*rows("2013"), *rows("2012", of="visits"))))
    assert [text for _, text in result.lines_added if "id:" in text] == ["  - id: visits"]
    neet, visits = result.catalogue.indicators
    assert [row.period.label for row in neet.comparators] == ["2011", "2012", "2013"]
    assert [row.period.label for row in visits.comparators] == ["2012"]
    kept = iter(result.text.splitlines())
    assert all(line in kept for line in before.splitlines()), "nothing that stands is touched"


def test_first_source_of_a_file_without_any_gets_its_list():
    held = "indicators:\n  - id: neet\n    comparators:\n"
    held += "      - {area: England, group: a, period: 2011, value: 30, source: report, at: Table 1}\n"
    result = series(held).amended(Change(rows("2012"), sources=NEW))
    assert result.text.startswith("sources:\n  dfe-1: {")
    assert len(result.catalogue.indicators[0].comparators) == 2


def test_change_of_the_data_file_keeps_what_others_published():
    document = Document("indicators.yaml", TEXT, MAIN, series(begun()).published)
    result = document.amended(Change((Addition("neet", "observations", figure("2013/14 Q2", 25)),)))
    assert "dfe-1" not in result.text
    assert [row.period.label for row in result.catalogue.indicators[0].comparators] == ["2011", "2012"]
    assert len(result.catalogue.indicators[0].observations) == 2


def test_placements_find_the_row_that_is_refused():
    document = series(begun())
    bad = Addition("visits", "comparators", comparator("2012", 130, source="dfe-1"))
    change = Change((*rows("2013"), bad))
    with pytest.raises(Refused) as refused:
        document.amended(change)
    (problem,) = refused.value.problems
    number, kind, place, _ = problem.loc[1:]
    assert document.placements(change)[number, kind, place] == 1


def test_what_only_the_data_file_may_hold_is_no_change_of_published_series():
    with pytest.raises(ValueError, match="sources, comparators and own series only"):
        series().amended(Change(indicators=(indicator(),)))
