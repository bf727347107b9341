"""Every change is marked when it is made: by save, undo, restore, confirmation, hand, import and move."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.analysis.reason_mark import Mark
from metrics.catalogue.amend import Addition, Change
from metrics.store import data_file, transactions
from metrics.store.journal import Entry
from tests.support.data_files import CONSOLE, add, begun, observed, signed
from tests.support.make import figure

INTERNAL = "  hub: {title: Quarterly return, publisher: Medway Council, kind: internal}\nthemes:\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A data file with a source of the council's own."""
    path = begun(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("themes:\n", INTERNAL), encoding="utf-8")
    observed(path)
    return path


def last(path: Path) -> Entry:
    return data_file.history(path).entries[-1]


def brought(path: Path, **counts: int) -> Entry:
    change = Change((Addition("neet", "observations", figure("2013/14 Q2", 30, source="hub", at="page 1", **counts)),))
    prepared = data_file.prepare(observed(path), change, path.name)
    return transactions.save(path, prepared, signed(), CONSOLE)


def test_save_is_marked_by_what_it_brought(path: Path) -> None:
    assert add(path).mark == last(path).mark == Mark(("neet",), small=False, below=6)


def test_small_number_marks_the_save_its_undo_and_its_restoration(path: Path) -> None:
    small = Mark(("neet",), small=True, below=6)
    saved = brought(path, numerator=3, denominator=10)
    assert saved.mark == small
    assert transactions.undo(path, signed(), CONSOLE).mark == small
    assert transactions.restore(path, saved.after, signed(), CONSOLE).mark == small
    transactions.undo(path, signed(), CONSOLE)
    assert brought(path, numerator=30, denominator=100).mark == Mark(("neet",), small=False, below=6)


def test_change_by_hand_and_the_confirmation_of_a_loss_are_marked(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert last(path).mark == Mark((), small=False, below=6), "a source alone touches no indicator"
    add(path)
    path.write_text(written, encoding="utf-8")
    assert transactions.confirm(path, signed(), CONSOLE).mark == Mark(("neet",), small=False, below=6)
    path.write_text(written.replace("What is counted", "Who is counted"), encoding="utf-8")
    observed(path)
    assert (last(path).kind, last(path).mark) == ("by hand", Mark(("neet",), small=False, below=6))


def test_first_version_and_a_change_of_a_file_that_can_not_be_read_have_no_mark(path: Path) -> None:
    first, *_ = data_file.history(path).entries
    assert first.mark is None
    good = last(path).after
    path.write_text("broken", encoding="utf-8")
    assert transactions.restore(path, good, signed(), CONSOLE).mark is None
