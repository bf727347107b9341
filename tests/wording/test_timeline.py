"""Events in words: when, as their source writes it, and no day that nobody gave."""

from __future__ import annotations

import pytest

from metrics.catalogue import events
from metrics.wording import timeline as words
from tests.support import make
from tests.support.make import indicator

MAIN = make.catalogue(indicator())


def event(keys: str) -> events.Event:
    return events.parse(f"events:\n  - {{{keys}, words: It began, source: report, at: page 1}}\n", MAIN)[0]


@pytest.mark.parametrize(
    ("keys", "when", "written"),
    [
        ("date: 8 July 2013", "8 July 2013", ""),
        ("date: July 2013, as_written: July 2013", "July 2013", ""),
        ("date: 19 July 2013, as_written: 15-19 July", "19 July 2013", "the source writes “15-19 July”"),
        ("date: December 2012, until: February 2013", "December 2012 to February 2013", ""),
        ("date: October 2011, until: 'undated: autumn 2012'", "October 2011 to autumn 2012", ""),
        ("date: 'undated: autumn 2013'", "autumn 2013; no date given", ""),
        ("date: 2013/14 Q1", "April to June 2013", ""),
    ],
)
def test_when_is_said_as_it_is_given(keys: str, when: str, written: str) -> None:
    assert words.when_words(event(keys)) == when
    assert words.as_written(event(keys)) == written


def test_report_has_a_line_an_event_with_theme_and_place() -> None:
    listed = [event("date: May 2013, theme: health"), event("date: 'undated: later', as_written: in time")]
    health = MAIN.theme("health").name
    publisher = MAIN.sources["report"].publisher
    assert words.report(MAIN, listed) == (
        f"May 2013: It began [{health}] ({publisher}, page 1)\n"
        f"later; no date given: It began ({publisher}, page 1; the source writes “in time”)\n"
    )
    assert words.report(MAIN, []) == "No event has been recorded yet.\n"
