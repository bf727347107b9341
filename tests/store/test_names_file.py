"""Names that files use, on the disk: saved, undone, lost by hand and broken, each without touching the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.access.policy import Visitor
from metrics.store import data_file, locked_file, names_file, transactions
from metrics.store.hand_edits import NotSaved
from metrics.store.journal import Entry
from tests.catalogue.test_file_names import line
from tests.support.data_files import CONSOLE, add, begun, observed, periods, signed

FILE = "file_names.yaml"


def match(path: Path, name: str = "LAC number", indicator: str | None = "neet", visitor: Visitor = CONSOLE) -> Entry:
    return names_file.add(path, observed(path).names, [line(name, indicator)], signed(), visitor)


def matched(path: Path) -> list[str]:
    loaded = observed(path).names
    assert (loaded.problems, loaded.missing) == ((), ())
    return [one.name for one in loaded.names.standing().values()]


def test_match_is_saved_by_itself_with_a_history_of_its_own_and_can_be_undone_and_restored(tmp_path):
    path = begun(tmp_path)
    before = path.read_bytes()
    saved = match(path)
    assert (saved.kind, saved.by, saved.reason) == ("save", "Ann", "return of October 2013")
    assert saved.about == ("the name “LAC number” read as 'neet'",)
    assert matched(path) == ["LAC number"]
    assert path.read_bytes() == before
    assert [one.kind for one in data_file.history(path).entries] == ["first seen"]
    transactions.undo(path, signed(), CONSOLE, which="names")
    assert matched(path) == []
    transactions.restore(path, saved.after, signed(), CONSOLE, which="names")
    assert matched(path) == ["LAC number"]
    match(path, "lac number", None)
    assert matched(path) == []
    add(path)
    assert periods(path) == ["2013/14 Q1", "2013/14 Q2"]


def test_who_may_not_write_figures_matches_no_name(tmp_path):
    path = begun(tmp_path)
    with pytest.raises(locked_file.Denied):
        match(path, visitor=Visitor(host="council.example"))
    assert not path.with_name(FILE).exists()


def test_second_of_two_officers_is_told_who_was_faster(tmp_path):
    path = begun(tmp_path)
    seen = observed(path).names
    match(path)
    with pytest.raises(locked_file.Overtaken, match="by Ann"):
        names_file.add(path, seen, [line("LAC number", "care")], signed(), CONSOLE)


def test_broken_file_is_told_its_last_good_version_holds_and_figures_are_saved_all_the_same(tmp_path):
    path = begun(tmp_path)
    match(path)
    observed(path)
    path.with_name(FILE).write_text("names:\n  - {name: LAC\n", encoding="utf-8")
    loaded = observed(path)
    assert loaded.problems == ()
    assert loaded.names.stale
    assert [one.name for one in loaded.names.names.names] == ["LAC number"]
    assert loaded.names.problems[0].file == FILE
    with pytest.raises(NotSaved, match="can't be read as it stands"):
        match(path, "NEET %")
    add(path)
    assert periods(path) == ["2013/14 Q1", "2013/14 Q2"]


def test_match_that_vanished_by_hand_is_named_and_confirmed(tmp_path):
    path = begun(tmp_path)
    match(path)
    observed(path)
    path.with_name(FILE).write_text("names: []\n", encoding="utf-8")
    assert observed(path).names.missing == ("the match of the name “LAC number” is gone or was changed",)
    with pytest.raises(NotSaved, match="lost something by hand"):
        match(path, "NEET %")
    transactions.confirm(path, signed(), CONSOLE, which="names")
    assert matched(path) == []


def test_indicator_of_a_match_may_be_renamed_or_removed_from_the_data_file(tmp_path):
    path = begun(tmp_path)
    match(path, "Gone", "no-longer-there")
    assert matched(path) == ["Gone"]
    add(path)
    assert periods(path) == ["2013/14 Q1", "2013/14 Q2"]
