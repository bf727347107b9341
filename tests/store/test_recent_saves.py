"""What somebody saved within the hour: known from the journal, forgotten where anything came between."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from metrics.catalogue.amend import Change
from metrics.catalogue.yaml_edit import Edit
from metrics.store import data_file, hand_edits, transactions
from metrics.store.journal import Entry
from metrics.store.recent_saves import saved_lately
from tests.support.data_files import AT, CONSOLE, add, begun, journal, observed, signed

LATER = AT + timedelta(minutes=12)
FIGURE = ("indicators", 0, "observations", 1)
SAVED = {("neet", "2013/14 Q2", False): 12}


def prepared(path: Path, value: int = 25, only_by: str = "") -> transactions.Prepared:
    """The second figure edited in its place."""
    change = Change(edits=(Edit((*FIGURE, "value"), value, "the figure, amended"),))
    done = data_file.prepare(observed(path), change, path.name)
    return transactions.Prepared(done.before, done.amended, ("NEET: the figure, amended",), only_by=only_by)


def amend(path: Path, by: str = "Ann", minutes: int = 5) -> Entry:
    return transactions.save(path, prepared(path), signed(by, at=AT + timedelta(minutes=minutes)), CONSOLE)


def test_figure_is_known_to_who_saved_it_for_an_hour(tmp_path: Path) -> None:
    path = begun(tmp_path)
    add(path, "2013/14 Q2", 24)
    assert saved_lately(path, "Ann", LATER) == SAVED, "and not the one that stood before"
    assert saved_lately(path, "Ann", AT + timedelta(minutes=59, seconds=59)) != {}
    assert saved_lately(path, "Ann", AT + timedelta(hours=1)) == {}
    assert saved_lately(path, "Ann", AT - timedelta(minutes=1)) == {}, "a clock that was set back"
    assert saved_lately(path, "Bob", LATER) == saved_lately(path, "", LATER) == {}


def test_history_that_began_within_the_hour_tells_of_what_was_saved_since(tmp_path: Path) -> None:
    path = begun(tmp_path)
    os.utime(path, (AT.timestamp(), AT.timestamp()))
    journal(path).unlink()
    shutil.rmtree(journal(path).parent)
    observed(path)
    add(path, "2013/14 Q2", 24)
    assert [one.at for one in data_file.history(path).entries] == [AT, AT]
    assert saved_lately(path, "Ann", LATER) == SAVED


def test_amended_figure_is_known_from_when_it_was_first_saved(tmp_path: Path) -> None:
    path = begun(tmp_path)
    add(path, "2013/14 Q2", 24)
    amend(path)
    assert saved_lately(path, "Ann", LATER) == SAVED


def test_figure_that_another_changed_or_that_was_undone_is_known_no_more(tmp_path: Path) -> None:
    path = begun(tmp_path)
    add(path, "2013/14 Q2", 24)
    amend(path, by="Bob")
    assert saved_lately(path, "Ann", LATER) == {}
    transactions.undo(path, signed("Cat", at=AT + timedelta(minutes=6)), CONSOLE)
    transactions.undo(path, signed("Cat", at=AT + timedelta(minutes=7)), CONSOLE)
    assert saved_lately(path, "Ann", LATER) == {}


def test_figure_of_a_file_that_was_changed_by_hand_is_known_no_more(tmp_path: Path) -> None:
    path = begun(tmp_path)
    add(path, "2013/14 Q2", 24)
    path.write_bytes(path.read_bytes() + b"# by hand\n")
    assert saved_lately(path, "Ann", LATER) == {}


@pytest.mark.parametrize("damage", ["journal", "versions"])
def test_history_that_cannot_be_read_tells_of_nothing(tmp_path: Path, damage: str) -> None:
    path = begun(tmp_path)
    add(path, "2013/14 Q2", 24)
    if damage == "journal":
        journal(path).unlink()
    else:
        for version in (journal(path).parent / "versions").iterdir():
            version.unlink()
    assert saved_lately(path, "Ann", LATER) == {}


# ---- what is saved of it -------------------------------------------------------------------------------


def test_edited_line_stands_in_the_journal_before_and_after_and_undo_brings_the_bytes_back(tmp_path: Path) -> None:
    path = begun(tmp_path)
    add(path, "2013/14 Q2", 24)
    before = path.read_bytes()
    entry = amend(path)
    assert path.read_bytes() == before.replace(b"2013/14 Q2, value: 24", b"2013/14 Q2, value: 25")
    row = "      - {period: 2013/14 Q2, value: %s, source: report, at: paragraph 1}"
    assert [line for _, line in entry.gone] == [row % 24]
    assert [line for _, line in entry.lines] == [row % 25]
    assert entry.about == ("NEET: the figure, amended",), "the names that all may read hold no value"
    assert entry == data_file.history(path).entries[-1]
    assert observed(path).missing == ()
    assert transactions.undo(path, signed(at=LATER), CONSOLE).undoes == entry.number
    assert path.read_bytes() == before


def test_lines_that_were_changed_beside_an_edit_are_not_saved(tmp_path: Path) -> None:
    path = begun(tmp_path)
    add(path, "2013/14 Q2", 24)
    good = prepared(path)
    text = good.amended.text.replace("value: 26", "value: 27")
    bad = transactions.Prepared(good.before, type(good.amended)(text, *_rest(good)))
    with pytest.raises(hand_edits.NotSaved, match="no change of the file as it stands"):
        transactions.save(path, bad, signed(), CONSOLE)


def _rest(one: transactions.Prepared) -> tuple[object, ...]:
    amended = one.amended
    return amended.catalogue, amended.lines_added, amended.lines_gone  # type: ignore[union-attr]


def test_another_person_cannot_sign_an_amendment(tmp_path: Path) -> None:
    path = begun(tmp_path)
    add(path, "2013/14 Q2", 24)
    before = path.read_bytes()
    with pytest.raises(hand_edits.NotSaved, match="amends a figure that Ann saved within the hour"):
        transactions.save(path, prepared(path, only_by="Ann"), signed("Bob"), CONSOLE)
    assert path.read_bytes() == before
    transactions.save(path, prepared(path, only_by="Ann"), signed("Ann"), CONSOLE)
