"""Dated events on the disk: saved, undone, lost by hand and broken, each without touching the figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from metrics.access.policy import Visitor
from metrics.analysis.reason_mark import Mark
from metrics.catalogue.line_amend import NewLine
from metrics.entry import panel_lines
from metrics.entry.batch import Signature
from metrics.store import data_file, events_file, locked_file, transactions
from metrics.store.archive import NOTHING
from metrics.store.hand_edits import NotSaved
from tests.support.data_files import AT, CONSOLE, add, begun, observed, signed

FILE = "events.yaml"
RULES = (
    'editing = "sign-in"\nreading = "open"\neditors = ["ed@council.example"]\nrecorders = ["clerk@council.example"]\n'
)


def event(words: str = "A new home opened", **keys: object) -> NewLine:
    return NewLine("events", {"words": words, "date": "October 2013", "source": "report", "at": "page 1", **keys})


def prepared(path: Path, line: NewLine, by: str = "Ann") -> transactions.Prepared:
    loaded = observed(path)
    proposal = panel_lines.propose(loaded.events_document(), [line], Signature(by, date(2013, 10, 20), ""))
    assert proposal.faults == ()
    assert proposal.amended is not None
    return transactions.Prepared(loaded.of("events").version, proposal.amended, proposal.about, "events")


def keep(path: Path, words: str = "A new home opened", visitor: Visitor = CONSOLE) -> transactions.Entry:
    return transactions.save(path, prepared(path, event(words)), signed(), visitor)


def told(path: Path) -> list[str]:
    loaded = observed(path).events
    assert (loaded.problems, loaded.missing) == ((), ())
    return [one.words for one in loaded.in_order]


def others(path: Path) -> list[bytes]:
    folders = (path.with_name("indicators.history"), path.with_name("meetings.history"))
    return [
        path.read_bytes(),
        *(one.read_bytes() for each in folders for one in sorted(each.rglob("*")) if one.is_file()),
    ]


def test_save_writes_the_events_alone_signed_and_with_a_history_of_their_own(tmp_path: Path) -> None:
    path = begun(tmp_path)
    before, key = others(path), observed(path).key
    entry = keep(path)
    assert (entry.kind, entry.about) == ("save", ("the event of October 2013: A new home opened",))
    assert entry.mark == Mark((), small=False, below=6)
    assert others(path) == before
    assert observed(path).key == key, "figures are drawn anew only where figures changed"
    [one] = observed(path).events.in_order
    assert (one.by, one.on) == ("Ann", date(2013, 10, 20))
    assert [each.kind for each in data_file.history(path, "events").entries] == ["first seen", "save"]


def test_bytes_that_stand_are_untouched_and_undo_brings_them_back(tmp_path: Path) -> None:
    path = begun(tmp_path)
    written = b"# Ours.\r\nevents:\r\n  - {date: May 2013, words: First, source: report, at: x} # so\r\n"
    path.with_name(FILE).write_bytes(written)
    keep(path)
    assert path.with_name(FILE).read_bytes().startswith(written)
    assert told(path) == ["First", "A new home opened"]
    transactions.undo(path, signed(), CONSOLE, which="events")
    assert path.with_name(FILE).read_bytes() == written


def test_nothing_is_made_beside_a_data_file_without_events(tmp_path: Path) -> None:
    path = begun(tmp_path)
    assert observed(path).events == events_file.NO_EVENTS
    assert observed(path).of("events").version == NOTHING
    assert not path.with_name("events.history").exists()


def test_stamp_changes_with_the_events(tmp_path: Path) -> None:
    path = begun(tmp_path)
    before = data_file.stamp(path)
    keep(path)
    assert data_file.stamp(path) != before


def test_two_editors_at_once_overtake_each_other(tmp_path: Path) -> None:
    path = begun(tmp_path)
    waiting = prepared(path, event("Late"))
    keep(path)
    with pytest.raises(locked_file.Overtaken):
        transactions.save(path, waiting, signed(), CONSOLE)


def test_recorder_keeps_the_panels_record_and_may_not_add_an_event(tmp_path: Path) -> None:
    path = begun(tmp_path, access=RULES)
    for email, may in (("ed@council.example", True), ("clerk@council.example", False)):
        visitor = Visitor(email=email, name="Somebody", signed_in=AT)
        if may:
            assert keep(path, visitor=visitor).by.startswith("Somebody")
        else:
            with pytest.raises(locked_file.Denied):
                keep(path, "Another", visitor)


def test_event_lost_by_hand_is_named_until_somebody_confirms(tmp_path: Path) -> None:
    path = begun(tmp_path)
    keep(path, "First")
    keep(path, "Second")
    file = path.with_name(FILE)
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-1]))
    assert observed(path).events.missing == ("the event of October 2013: Second is gone",)
    with pytest.raises(NotSaved, match="Second is gone"):
        keep(path, "Third")
    transactions.confirm(path, signed(), CONSOLE, which="events")
    keep(path, "Third")
    assert told(path) == ["First", "Third"]


def test_broken_file_shows_the_last_good_events_and_stops_no_figure(tmp_path: Path) -> None:
    path = begun(tmp_path)
    keep(path)
    observed(path)
    path.with_name(FILE).write_text("events:\n  - {date: soon}\n")
    loaded = observed(path)
    assert (loaded.problems, loaded.stale) == ((), False)
    assert loaded.events.stale
    assert [one.words for one in loaded.events.in_order] == ["A new home opened"]
    assert loaded.events.problems[0].file == FILE
    add(path)


def test_source_that_an_event_cites_is_not_restored_away(tmp_path: Path) -> None:
    path = begun(tmp_path)
    before = observed(path).version
    text = path.read_text().replace("themes:", "  more: {title: Minutes, publisher: Us, kind: internal}\nthemes:")
    path.write_text(text)
    observed(path)
    transactions.save(path, prepared(path, event(source="more")), signed(), CONSOLE)
    with pytest.raises(NotSaved, match=r"would not go together: events\.yaml"):
        transactions.restore(path, before, signed(), CONSOLE)
