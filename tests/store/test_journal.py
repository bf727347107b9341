"""The journal: written so that it can be read again, and read however damaged it is."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from metrics.analysis.reason_mark import Mark
from metrics.store import data_file, hand_edits, journal, transactions
from metrics.store.journal import Entry, changed_lines, entry_line, outcome_line, parse, sound_length
from tests.support.data_files import AT, CONSOLE, add, begun, observed, signed, written
from tests.support.data_files import journal as file

SAVE = Entry(1, "save", AT, "Ann", "return", "a" * 16, "b" * 16, ((7, "  - {value: 24}"),))
NEXT = replace(SAVE, number=2, before="b" * 16, after="c" * 16)


def whole(*entries: Entry) -> bytes:
    return b"".join(entry_line(one) + outcome_line("done", one.number) for one in entries)


# ---- written and read --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entry",
    [
        SAVE,
        replace(SAVE, kind="undo", undoes=4, gone=((3, "gone"),), lines=()),
        replace(SAVE, reason='Zoë said: "24"\nand\u2028more', by="O'Neil {done: 1}"),
        replace(SAVE, kind="first seen", by="", reason="", before=""),
        replace(SAVE, kind="mapping", before="b" * 16, beside="c" * 16),
        replace(SAVE, mark=Mark(("neet", "caseload"), small=True, below=6)),
    ],
)
def test_entry_is_read_as_it_was_written(entry):
    assert parse(whole(entry)).entries == (entry,)
    assert whole(entry).count(b"\n") == 2


@pytest.mark.parametrize(
    "mark",
    [
        "yes",
        [],
        {"small": False},
        {"touches": "neet", "small": False, "below": 6},
        {"touches": ["neet"], "small": "no", "below": 6},
        {"touches": ["neet"], "small": False, "below": None},
    ],
)
def test_mark_that_is_not_whole_is_none_and_its_entry_stays(mark: object):
    line = json.loads(entry_line(SAVE)) | {"mark": mark}
    assert parse(json.dumps(line).encode() + b"\n" + outcome_line("done", 1)).entries == (SAVE,)


def test_time_is_written_in_universal_time():
    summer = replace(SAVE, at=datetime(2013, 6, 1, 10, tzinfo=timezone(timedelta(hours=1))))
    assert json.loads(entry_line(summer))["at"] == "2013-06-01T09:00:00+00:00"
    assert parse(whole(summer)).entries[0].at == datetime(2013, 6, 1, 9, tzinfo=UTC)


def test_half_a_character_does_not_stop_a_save():
    assert parse(whole(replace(SAVE, reason="bad \udce9 byte"))).entries[0].reason == "bad ? byte"


def test_entry_counts_once_it_is_done():
    assert parse(entry_line(SAVE)).entries == ()
    assert parse(entry_line(SAVE)).pending == (SAVE,)
    assert parse(entry_line(SAVE) + outcome_line("void", 1)) == journal.History(next=2)
    assert parse(whole(SAVE)).pending == ()


def test_entry_without_outcome_counts_where_the_file_is_what_it_made():
    history = parse(whole(SAVE) + entry_line(NEXT))
    assert history.settled("b" * 16).entries == (SAVE,)
    assert history.settled("c" * 16).entries == (SAVE, NEXT)
    assert history.settled("c" * 16).settled("c" * 16).entries == (SAVE, NEXT)


def test_change_of_another_file_counts_where_a_file_beside_is_what_it_made():
    other = replace(NEXT, kind="mapping", before="b" * 16, after="b" * 16, beside="d" * 16)
    history = parse(whole(SAVE) + entry_line(other))
    assert history.settled("b" * 16).entries == (SAVE,)
    assert history.settled("b" * 16, {"e" * 16}).entries == (SAVE,)
    assert history.settled("b" * 16, {"e" * 16, "d" * 16}).entries == (SAVE, other)
    assert history.settled("c" * 16, {"d" * 16}).entries == (SAVE,), "the data file is another one since"


def test_number_is_never_given_twice():
    assert parse(b"").next == 1
    assert parse(entry_line(SAVE) + outcome_line("void", 1)).next == 2
    assert parse(b"damaged\n" + outcome_line("done", 8)).next == 9


def test_changes_since_a_version():
    history = parse(whole(SAVE, NEXT))
    assert history.since("b" * 16) == (NEXT,)
    assert history.since("c" * 16) == ()
    assert history.since("unknown") == ()


# ---- damage ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cut", range(1, len(entry_line(NEXT)) - 1, 7))
def test_torn_last_line_is_no_problem_and_is_cut_off(cut):
    torn = whole(SAVE) + entry_line(NEXT)[:cut]
    history = parse(torn)
    assert (history.entries, history.problems, history.pending) == ((SAVE,), (), ())
    assert sound_length(torn) == (len(whole(SAVE)), b"")


def test_torn_first_line_leaves_nothing():
    assert sound_length(b'{"num') == (0, b"")
    assert parse(b'{"num') == journal.History()


def test_last_line_that_only_lacks_its_end_is_kept():
    """An editor may have taken the line end away."""
    stripped = whole(SAVE)[:-1]
    assert parse(stripped).entries == (SAVE,)
    assert sound_length(stripped) == (len(stripped), b"\n")


@pytest.mark.parametrize(
    "damage",
    [b"rubbish", b"\xff\xfe\x00", b"[]", b"{}", b"7", b'{"number": 2}', b'{"done": "x"}', b"[" * 5000]
    + [
        entry_line(NEXT).replace(*one).strip()
        for one in [(b'"save"', b'"sold"'), (b"[[7", b"[[[7]"), (b"2013-", b"13-")]
    ],
)
def test_damaged_line_in_the_middle_is_named_and_the_rest_goes_on(damage):
    last = replace(NEXT, number=3)
    history = parse(whole(SAVE) + damage + b"\n" + whole(last))
    assert history.entries == (SAVE, last)
    (problem,) = history.problems
    assert problem.startswith("journal.jsonl line 3 can't be read")


def test_second_entry_of_one_number_is_named():
    history = parse(whole(SAVE) + entry_line(replace(NEXT, number=1)))
    assert history.entries == (SAVE,)
    assert "line 3" in history.problems[0]


def test_blank_lines_are_nothing():
    assert parse(b"\n" + whole(SAVE) + b"\n\n").problems == ()


def test_history_of_a_damaged_journal_is_shown_and_saving_goes_on(tmp_path):
    path = begun(tmp_path)
    add(path, "2013/14 Q2")
    add(path, "2013/14 Q3")
    lines = file(path).read_bytes().split(b"\n")
    file(path).write_bytes(b"\n".join([*lines[:2], b"%%%", *lines[3:]]))
    add(path, "2013/14 Q4")
    history = data_file.history(path)
    assert [one.kind for one in history.entries] == ["first seen", "save", "save"]
    assert "journal.jsonl line 3" in history.problems[0]


def test_lost_journal_is_told_and_stays_told(tmp_path):
    path = begun(tmp_path)
    add(path)
    file(path).unlink()
    assert "the journal of changes is gone" in data_file.history(path).problems[0]
    observed(path)
    (entry,) = data_file.history(path).entries
    assert entry.kind == "first seen"
    assert "the journal of changes is gone" in entry.reason


def test_lost_version_is_told(tmp_path):
    path = begun(tmp_path)
    first = observed(path).version
    add(path)
    (file(path).parent / "versions" / f"{first}.yaml").unlink()
    (problem,) = data_file.history(path).problems
    assert f"the version {first} of change 1 is not kept" in problem


def test_history_that_can_not_be_read_is_told(tmp_path):
    path = begun(tmp_path)
    file(path).unlink()
    file(path).mkdir()
    history = data_file.history(path)
    assert history.entries == ()
    assert "can't be read" in history.problems[0]
    assert observed(path).catalogue is not None
    with pytest.raises(hand_edits.NotSaved):
        add(path)


# ---- what a change did -------------------------------------------------------------------------------


def test_lines_of_a_change_are_those_added_and_those_gone():
    assert changed_lines("a\nb\nc\n", "a\nnew\nc\n") == (((2, "new"),), ((2, "b"),))


def test_second_of_two_equal_lines_is_new():
    assert changed_lines("a\n", "a\na\n") == (((2, "a"),), ())


def test_moves_blank_lines_and_line_ends_are_no_change():
    assert changed_lines("a\nb\n", "b\r\n\r\na") == ((), ())


def test_history_is_oldest_first_and_tells_who_when_why_and_the_lines(tmp_path):
    path = begun(tmp_path)
    add(path, "2013/14 Q2", by="Ann")
    transactions.undo(path, signed("Bob", "typed in the wrong year"), CONSOLE)
    first, save, undo = data_file.history(path).entries
    assert (first.kind, first.by, first.before) == ("first seen", "", "")
    assert (save.by, save.at, save.reason) == ("Ann", AT, "return of October 2013")
    assert [text.strip() for _, text in save.lines] == [
        "- {period: 2013/14 Q2, value: 24, source: report, at: paragraph 1}"
    ]
    assert path.read_text(encoding="utf-8").count("\n") == save.lines[0][0] - 1
    assert (undo.kind, undo.by, undo.undoes, undo.gone) == ("undo", "Bob", 2, save.lines)


def test_change_by_hand_carries_the_time_of_the_file(tmp_path):
    path = tmp_path / "indicators.yaml"
    path.write_text(written("2013/14 Q1"), encoding="utf-8")
    os.utime(path, (AT.timestamp(), AT.timestamp()))
    observed(path)
    assert data_file.history(path).entries[0].at == AT


def test_two_data_files_of_one_folder_have_their_own_histories(tmp_path):
    path = begun(tmp_path)
    other = path.with_name("trial.yaml")
    other.write_bytes(Path(path).read_bytes())
    add(path)
    observed(other)
    assert len(data_file.history(other).entries) == 1
    assert len(data_file.history(path).entries) == 2
