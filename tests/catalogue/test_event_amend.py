"""Adding an event: a line below those that stand, whatever the style of the file, and not another character changed."""

from __future__ import annotations

import pytest

from metrics.catalogue import events
from metrics.catalogue.event_amend import EventsDocument
from metrics.catalogue.line_amend import NewLine
from metrics.catalogue.problems import Refused
from tests.support import make
from tests.support.make import indicator

MAIN = make.catalogue(indicator())
LINE = {"at": "item 4", "words": "A panel: set up", "date": "October 2013", "source": "report", "theme": "health"}
ADDED = '{date: October 2013, words: "A panel: set up", theme: health, source: report, at: item 4}'


def amended(text: str, line: dict[str, str] = LINE) -> str:
    document = EventsDocument(text, events.parse_file(text, MAIN), MAIN)
    return document.amended([NewLine("events", line)]).text


STANDING = "# Ours.\nevents:  # all\n  - {date: May 2013, words: A, source: report, at: x}  # first\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (STANDING, f"{STANDING}  - {ADDED}\n"),
        (STANDING.replace("\n", "\r\n"), f"{STANDING}  - {ADDED}\n".replace("\n", "\r\n")),
        ("", f"{events.BEGINNING}events:\n  - {ADDED}\n"),
        ("# Notes.\n", f"# Notes.\nevents:\n  - {ADDED}\n"),
        ("events: []\n", f"events: [\n  {ADDED},\n  ]\n"),
    ],
)
def test_line_is_put_in_and_all_else_stands(text: str, after: str) -> None:
    assert amended(text) == after


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("date", "last week", "'last week' is not a period"),
        ("source", "minutes", "'minutes' is no source of the data file"),
        ("until", "May 2013", "'May 2013' does not end after 'October 2013'"),
    ],
)
def test_what_breaks_the_contract_is_refused(key: str, value: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        amended(STANDING, LINE | {key: value})
