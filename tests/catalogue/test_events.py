"""Dated events: the shipped file, its loader's problems with their lines, and which belong to an indicator."""

import re
from collections import Counter

import pytest

from metrics.catalogue import events
from metrics.catalogue.problems import Refused
from tests.support.make import DATA, ROOT, parse

CATALOGUE = parse(DATA.read_bytes())
SHIPPED = (ROOT / "data" / "events.yaml").read_bytes()

READ = (
    *("9, 13, 61", "11", "11, 63", "13, 61", "14", "14", "14", "15", "15", "15", "18", "18", "18", "20", "20", "23"),
    *("39", "40", "42", "50", "54", "55", "60", "61", "62", "62", "63", "65", "68", "69", "69", "cover", "cover"),
)
"""The paragraphs of each dated event of the report, read out of it by hand."""


def refused(written: str) -> list[str]:
    with pytest.raises(Refused) as found:
        events.parse(written, CATALOGUE)
    return [str(one) for one in found.value.problems]


def test_shipped_events_are_sound_cited_and_in_order() -> None:
    found = events.parse(SHIPPED, CATALOGUE)
    dated = [one.date.order for one in found if one.date.dated]
    assert len(found) >= 30
    assert dated == sorted(dated)
    assert all(one.date.dated for one in found[: len(dated)]), "undated ones come last"
    assert {one.source for one in found} == {"ofsted-2013"}


def test_every_event_that_was_read_out_of_the_report_is_there() -> None:
    cited = Counter(", ".join(re.findall(r"\d+|cover", one.at)) for one in events.parse(SHIPPED, CATALOGUE))
    assert Counter(READ) - cited == Counter(["42", "55"]), "two are figures, and stand in indicators.yaml"


def test_every_problem_has_its_line_and_a_way_out() -> None:
    assert refused(
        "events:\n"
        "  - {date: 2013/14, words: A, theme: educatio, source: ofsted-2013, at: paragraph 1}\n"
        "  - {date: May 2013, words: B, source: ofsted, at: paragraph 2, colour: red}\n"
        "  - {date: May 2013, words: C}\n"
    ) == [
        "events.yaml line 2: events > A > date: '2013/14' could be an academic or a financial year; "
        "write '2013/14 academic year' or '2013/14 financial year'",
        "events.yaml line 2: events > A > theme: 'educatio' is no theme of the data file; did you mean 'education'?",
        "events.yaml line 3: events > B > colour: unknown key 'colour'; "
        "write one of: 'source', 'at', 'date', 'until', 'words', 'theme', 'as_written', 'by', 'on'",
        "events.yaml line 3: events > B > source: 'ofsted' is no source of the data file; did you mean 'ofsted-2013'?",
        "events.yaml line 4: events > C > at: this key is missing; add 'at: ...'",
        "events.yaml line 4: events > C > source: this key is missing; add 'source: ...'",
    ]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("- a\n", "events.yaml line 1: the file does not begin with a line 'key: value'; it needs events"),
        ("events: {a: b}\n", "events.yaml line 1: events: a group of keys is not a list"),
        ("events:\n  - &a {date: May 2013}\n", "events.yaml line 2: '&a' is an anchor or alias"),
    ],
)
def test_file_that_is_no_list_of_events_is_refused(written: str, told: str) -> None:
    assert refused(written)[0].startswith(told)


def test_events_of_a_theme_are_its_own_and_those_of_all() -> None:
    found = events.parse(
        "events:\n"
        "  - {date: May 2013, words: of all, source: ofsted-2013, at: x}\n"
        "  - {date: May 2013, words: of health, theme: health, source: ofsted-2013, at: x}\n"
        "  - {date: 'undated: later', words: of education, theme: education, source: ofsted-2013, at: x}\n",
        CATALOGUE,
    )
    assert [one.words for one in events.of_theme(found, "health")] == ["of all", "of health"]
    assert [one.words for one in events.of_theme(found, "education")] == ["of all", "of education"]
    assert events.of_theme(found, None) == found


@pytest.mark.parametrize("written", ["", "\n", "# nothing yet\n"])
def test_blank_file_has_no_events(written: str) -> None:
    assert events.parse(written, CATALOGUE) == ()


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("May 2013", "July 2013", ""),
        ("October 2011", "undated: autumn 2012", ""),
        ("3 May 2013", "May 2013", ""),
        ("May 2013", "May 2013", "'May 2013' does not end after 'May 2013', which is the date"),
        ("May 2013", "3 May 2013", "'3 May 2013' does not end after 'May 2013', which is the date"),
        ("undated: spring", "May 2013", "'May 2013' ends what has no date to begin with"),
    ],
)
def test_event_that_lasted_ends_after_it_began(first: str, last: str, told: str) -> None:
    written = f"events:\n  - {{date: '{first}', until: '{last}', words: A, source: ofsted-2013, at: x}}\n"
    if told:
        assert refused(written)[0].startswith(f"events.yaml line 2: events > A > until: {told}")
    else:
        assert [str(one.until) for one in events.parse(written, CATALOGUE)] == [last]


def test_file_by_itself_is_read_whatever_themes_and_sources_there_are() -> None:
    written = "events:\n  - {date: May 2013, words: A, theme: gone, source: lost, at: x}\n"
    assert [one.theme for one in events.parse_alone(written).events] == ["gone"]
    assert len(refused(written)) == 2
