"""Saving, undoing, restoring, confirming: nothing lost, nobody overwritten, nobody let in who may not."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies

from metrics.access.policy import Visitor
from metrics.catalogue.amend import Amended, Change
from metrics.catalogue.problems import Refused
from metrics.store import access_file, archive, data_file, hand_edits, locked_file, transactions
from metrics.store.atomic_files import locked
from tests.support.accounts import needs_accounts, only_to_read, ordinary_account
from tests.support.data_files import (
    AT,
    CONSOLE,
    HEAD,
    HERE,
    OPEN,
    add,
    begun,
    journal,
    observed,
    periods,
    prepared,
    signed,
    unfinished,
    written,
)
from tests.support.servers import ROOT

GONE = "Not in education, employment or training: the figure for 2013/14 Q1 is gone"
CHANGED = "Not in education, employment or training: the figure for 2013/14 Q1 was changed"
SIGN_IN = 'editing = "sign-in"\neditors = ["ann@council.example"]\n'


def kinds(path: Path) -> list[str]:
    return [one.kind for one in data_file.history(path).entries]


def prepared_unread(path: Path, period: str) -> transactions.Prepared:
    """A change built on the file by somebody whose reading took nothing into the history."""
    copy = path.with_name("copy.yaml")
    copy.write_bytes(path.read_bytes())
    return prepared(copy, period)


def edited(path: Path, old: str, new: str) -> None:
    """A change by hand."""
    before = path.read_bytes()
    after = before.replace(old.encode(), new.encode())
    assert after != before
    path.write_bytes(after)


# ---- save ---------------------------------------------------------------------------------------------


def test_saved_figure_is_in_the_file_and_every_other_byte_is_as_it_was(tmp_path):
    path = begun(tmp_path)
    before = path.read_bytes()
    entry = add(path, "2013/14 Q2", 24)
    assert path.read_bytes() == before + b"      - {period: 2013/14 Q2, value: 24, source: report, at: paragraph 1}\n"
    assert entry == data_file.history(path).entries[-1]
    assert (entry.before, entry.after) == (archive.version(before), observed(path).version)


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_line_ends_and_byte_order_mark_stay_through_save_undo_and_restore(tmp_path, ends, mark):
    path = tmp_path / "indicators.yaml"
    first = (mark + written("2013/14 Q1").replace("\n", ends)).encode()
    path.write_bytes(first)
    add(path)
    second = path.read_bytes()
    assert second.startswith(first)
    assert second.count(b"\n") == second.count(ends.encode())
    transactions.undo(path, signed(), CONSOLE)
    assert path.read_bytes() == first
    transactions.restore(path, archive.version(second), signed(), CONSOLE)
    assert path.read_bytes() == second
    assert data_file.version_text(path, archive.version(first)) == first.decode()


@pytest.mark.parametrize(("mode", "of_folders"), [(0o640, 0o750), (0o664, 0o775), (0o600, 0o700)])
def test_mode_of_the_file_is_kept_and_whatever_holds_figures_has_it_too(tmp_path, mode, of_folders):
    path = tmp_path / "indicators.yaml"
    path.write_text(written("2013/14 Q1"), encoding="utf-8")
    path.chmod(mode)
    add(path)
    made = [path, journal(path), journal(path).with_name("lock"), *journal(path).parent.glob("versions/*")]
    assert {one.stat().st_mode & 0o777 for one in made} == {mode}
    assert len(made) == 5
    folders = (journal(path).parent, journal(path).with_name("versions"))
    assert {one.stat().st_mode & 0o777 for one in folders} == {of_folders}


def test_link_stays_a_link_and_shares_lock_and_history_with_the_file(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "shown").mkdir()
    path = begun(tmp_path / "real")
    link = tmp_path / "shown" / "figures.yaml"
    link.symlink_to(Path("..") / "real" / "indicators.yaml")
    add(link, "2013/14 Q2")
    assert link.is_symlink()
    assert periods(path) == ["2013/14 Q1", "2013/14 Q2"]
    assert kinds(link) == kinds(path) == ["first seen", "save"]
    assert not (tmp_path / "shown" / "figures.history").exists()


def test_lock_is_never_deleted_and_nothing_lies_about(tmp_path):
    path = begun(tmp_path)
    lock = journal(path).with_name("lock")
    number = lock.stat().st_ino
    add(path)
    transactions.undo(path, signed(), CONSOLE)
    data_file.sweep(path)
    assert lock.stat().st_ino == number
    assert unfinished(path) == []
    assert sorted(one.name for one in lock.parent.iterdir()) == ["journal.jsonl", "lock", "versions"]


def test_stamp_changes_with_a_save_and_with_a_confirmation(tmp_path):
    path = begun(tmp_path, "2013/14 Q1", "2013/14 Q2")
    stamps = [data_file.stamp(path)]
    add(path, "2013/14 Q3")
    stamps.append(data_file.stamp(path))
    path.write_text(written("2013/14 Q1"), encoding="utf-8")
    stamps.append(data_file.stamp(path))
    transactions.confirm(path, signed(), CONSOLE)
    stamps.append(data_file.stamp(path))
    assert len(set(stamps)) == 4


@pytest.mark.parametrize("text", ["", HEAD, "not the file at all", written("2013/14 Q2", "2013/14 Q3")])
def test_text_that_does_more_than_insert_is_refused(tmp_path, text):
    """Whoever calls save: it proves again that nothing is taken away."""
    path = begun(tmp_path)
    built = prepared(path, "2013/14 Q2")
    forged = replace(built, amended=Amended(text, built.amended.catalogue, ()))
    with pytest.raises(hand_edits.NotSaved, match="no change of the file"):
        transactions.save(path, forged, signed(), CONSOLE)
    assert periods(path) == ["2013/14 Q1"]


@given(data=strategies.data(), old=strategies.text("ab\n", max_size=30))
def test_additions_are_told_by_lines_as_they_are_by_characters(data, old):
    draw, new = data.draw, old
    for _ in range(data.draw(strategies.integers(0, 4))):
        at = draw(strategies.integers(0, len(new)))
        new = new[:at] + draw(strategies.text("ab\n", max_size=6)) + new[at:]
    if draw(strategies.booleans()):
        new = draw(strategies.text("ab\n", max_size=40))
    lines = list(enumerate(new.splitlines(), 1))
    added = tuple(draw(strategies.lists(strategies.sampled_from(lines)))) if lines else ()
    rest = iter(new)
    assert transactions.only_inserts(old, new, added) == all(one in rest for one in old)


def test_a_change_within_one_line_of_many_is_still_no_addition():
    lines = [f"  - {{period: {number}, value: 1}}\n" for number in range(1000)]
    old, added = "".join(lines), ((501, "  - {period: x, value: 2}"),)
    new = "".join([*lines[:500], added[0][1] + "\n", *lines[500:]])
    assert transactions.only_inserts(old, new, added)
    for told in (added, (), ((7, lines[6].rstrip()), *added)):
        assert transactions.only_inserts(old, new.replace("{period: 7,", "{period: 7, at: [page 1],"), told)
        assert not transactions.only_inserts(old, new.replace("period: 700, value: 1", "period: 700, value: 2"), told)
        assert not transactions.only_inserts(old, new.replace(lines[999], ""), told)


def test_nothing_added_is_not_saved(tmp_path):
    path = begun(tmp_path)
    nothing = data_file.prepare(observed(path), Change(), path.name)
    with pytest.raises(hand_edits.NotSaved, match="no change of the file"):
        transactions.save(path, nothing, signed(), CONSOLE)


def test_broken_file_can_not_be_built_on(tmp_path):
    path = begun(tmp_path)
    edited(path, "percent", "per cent")
    with pytest.raises(Refused, match="'per cent' is not a known unit"):
        prepared(path, "2013/14 Q2")


# ---- who ----------------------------------------------------------------------------------------------


def test_nobody_may_write_without_access_toml(tmp_path):
    path = begun(tmp_path)
    before = path.read_bytes()
    built = prepared(path, "2013/14 Q2")
    with pytest.raises(locked_file.Denied, match="Editing is off"):
        transactions.save(path, built, signed(), HERE)
    for change in (transactions.undo, transactions.confirm):
        with pytest.raises(locked_file.Denied, match="Editing is off"):
            change(path, signed(), HERE)
    with pytest.raises(locked_file.Denied, match="Editing is off"):
        transactions.restore(path, archive.version(before), signed(), HERE)
    assert path.read_bytes() == before
    assert kinds(path) == ["first seen"]


def test_editing_on_this_computer_is_asked_for_at_every_save(tmp_path):
    path = begun(tmp_path, access=OPEN)
    transactions.save(path, prepared(path, "2013/14 Q2"), signed(), HERE)
    built = prepared(path, "2013/14 Q3")
    path.with_name("access.toml").unlink()
    with pytest.raises(locked_file.Denied):
        transactions.save(path, built, signed(), HERE)
    assert periods(path) == ["2013/14 Q1", "2013/14 Q2"]


def test_a_removed_editor_is_refused_at_the_next_save(tmp_path):
    path = begun(tmp_path, access=SIGN_IN)
    ann = Visitor(host="figures.council.example", email="ann@council.example", name="Ann", signed_in=AT)
    transactions.save(path, prepared(path, "2013/14 Q2"), signed(), ann)
    path.with_name("access.toml").write_text(SIGN_IN.replace("ann@", "bob@"), encoding="utf-8")
    with pytest.raises(locked_file.Denied, match="not among the editors"):
        transactions.save(path, prepared(path, "2013/14 Q3"), signed(), ann)
    assert periods(path) == ["2013/14 Q1", "2013/14 Q2"]


def test_old_sign_in_is_refused_by_the_time_of_the_save(tmp_path):
    path = begun(tmp_path, access=SIGN_IN)
    ann = Visitor(email="ann@council.example", signed_in=AT - timedelta(hours=13))
    with pytest.raises(locked_file.Denied, match="older than 12 hours"):
        transactions.save(path, prepared(path, "2013/14 Q2"), signed(), ann)


@pytest.mark.parametrize("bytes", [b"editing = ", b'editing = "this computer"\n# \xe9', b'editing = "always"'])
def test_access_toml_that_can_not_be_read_lets_nobody_write(tmp_path, bytes):
    path = begun(tmp_path)
    path.with_name("access.toml").write_bytes(bytes)
    assert access_file.access_settings(path).problem
    with pytest.raises(locked_file.Denied):
        transactions.save(path, prepared(path, "2013/14 Q2"), signed(), HERE)


def test_folder_in_place_of_access_toml_lets_nobody_write(tmp_path):
    path = begun(tmp_path)
    path.with_name("access.toml").mkdir()
    with pytest.raises(locked_file.Denied, match="can't be read"):
        transactions.save(path, prepared(path, "2013/14 Q2"), signed(), HERE)


def test_signature_is_the_sign_ins_whatever_was_typed(tmp_path):
    path = begun(tmp_path, access=SIGN_IN)
    ann = Visitor(email="ann@council.example", name="Ann Lee", signed_in=AT)
    entry = transactions.save(path, prepared(path, "2013/14 Q2"), signed("Somebody Else"), ann)
    assert entry.by == "Ann Lee (ann@council.example)"


@pytest.mark.parametrize(
    ("by", "reason", "sentence"),
    [(" ", "return", "Type your name"), ("eve@council.example", "return", "sign-in"), ("Ann", " \n", "Say why")],
)
def test_change_without_name_or_reason_is_not_saved(tmp_path, by, reason, sentence):
    path = begun(tmp_path, access=OPEN)
    with pytest.raises(hand_edits.NotSaved, match=sentence):
        transactions.save(path, prepared(path, "2013/14 Q2"), signed(by, reason), HERE)
    assert periods(path) == ["2013/14 Q1"]


# ---- two at once --------------------------------------------------------------------------------------


def test_second_to_save_is_told_what_came_between_and_overwrites_nothing(tmp_path):
    path = begun(tmp_path)
    mine, others = prepared(path, "2013/14 Q2", 24), prepared(path, "2013/14 Q2", 23)
    first = transactions.save(path, others, signed("Bob", "return of Q2"), CONSOLE)
    with pytest.raises(locked_file.Overtaken) as overtaken:
        transactions.save(path, mine, signed(), CONSOLE)
    assert overtaken.value.entries == (first,)
    assert not overtaken.value.by_hand
    assert "change 2, save by Bob (return of Q2)" in str(overtaken.value)
    assert path.read_text(encoding="utf-8") == others.amended.text


def test_save_over_a_hand_edit_is_told_so(tmp_path):
    path = begun(tmp_path)
    built = prepared(path, "2013/14 Q2")
    edited(path, "What is counted", "Who is counted")
    with pytest.raises(locked_file.Overtaken, match="changed by hand") as overtaken:
        transactions.save(path, built, signed(), CONSOLE)
    assert overtaken.value.by_hand


def test_save_over_another_and_a_hand_edit_names_both(tmp_path):
    path = begun(tmp_path)
    built = prepared(path, "2013/14 Q2")
    add(path, "2013/14 Q3", by="Bob")
    edited(path, "What is counted", "Who is counted")
    with pytest.raises(locked_file.Overtaken, match=r"Bob .*; the file was changed by hand"):
        transactions.save(path, built, signed(), CONSOLE)


def test_save_into_a_file_that_went_is_told_so(tmp_path):
    path = begun(tmp_path)
    built = prepared(path, "2013/14 Q2")
    path.unlink()
    with pytest.raises(hand_edits.NotSaved, match=r"the file is gone. Restore an earlier version"):
        transactions.save(path, built, signed(), CONSOLE)
    assert not path.exists()


@pytest.mark.parametrize("change", [transactions.undo, transactions.confirm])
def test_nobody_undoes_or_confirms_what_they_have_not_seen(tmp_path, change):
    path = begun(tmp_path)
    add(path, "2013/14 Q2")
    seen = observed(path).version
    add(path, "2013/14 Q3", by="Bob")
    with pytest.raises(locked_file.Overtaken, match="Bob"):
        change(path, signed(), CONSOLE, seen_version=seen)
    with pytest.raises(locked_file.Overtaken, match="Bob"):
        transactions.restore(path, data_file.history(path).entries[0].after, signed(), CONSOLE, seen_version=seen)
    assert periods(path) == ["2013/14 Q1", "2013/14 Q2", "2013/14 Q3"]


def test_two_processes_on_one_file_lose_nothing(tmp_path):
    path = begun(tmp_path)
    program = (
        "import sys; from pathlib import Path; from tests.support.kill_writers import added\n"
        "for number in range(15): added(Path(sys.argv[1]), f'{sys.argv[2]} {number}')"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(path), name], cwd=ROOT, stderr=subprocess.PIPE)
        for name in ("one", "two")
    ]
    assert [process.communicate()[1] for process in running] == [b"", b""]
    there = periods(path)[1:]
    assert sorted(there) == sorted(f"undated: {name} {number}" for name in ("one", "two") for number in range(15))
    history = data_file.history(path)
    assert [one.number for one in history.entries] == list(range(1, 32))
    assert all(
        later.before == earlier.after for earlier, later in zip(history.entries, history.entries[1:], strict=False)
    )


def test_threads_of_one_process_shut_each_other_out(tmp_path):
    path = begun(tmp_path)
    faults: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(6):
                while True:
                    try:
                        add(path, f"undated: {name} {number}")
                        break
                    except locked_file.Overtaken:
                        continue
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(periods(path)) == 1 + 18


def test_who_waits_too_long_is_told_and_a_reader_never_waits(tmp_path, monkeypatch):
    path = begun(tmp_path)
    built = prepared(path, "2013/14 Q2")
    monkeypatch.setattr(locked_file, "WAIT", 0.05)
    with locked(journal(path).with_name("lock"), 0, None):
        with pytest.raises(hand_edits.NotSaved, match="somebody else is saving"):
            transactions.save(path, built, signed(), CONSOLE)
        edited(path, "What is counted", "Who is counted")
        assert periods(path) == ["2013/14 Q1"]
        data_file.sweep(path)
        assert kinds(path) == ["first seen"]
    transactions.save(path, prepared_unread(path, "2013/14 Q2"), signed(), CONSOLE)
    assert kinds(path) == ["first seen", "by hand", "save"]


# ---- what a hand edit lost ----------------------------------------------------------------------------


def test_hand_edit_of_words_names_the_indicator_and_the_field_in_the_history(tmp_path):
    path = begun(tmp_path)
    edited(path, "What is counted", "Who is counted")
    edited(path, "at: paragraph 1", "at: paragraph 1, note: Counted twice")
    observed(path)
    entry = data_file.history(path).entries[-1]
    title = "Not in education, employment or training"
    assert entry.about == (f"{title}: the definition", f"{title}: the note of the figure for 2013/14 Q1")
    assert (len(entry.lines), len(entry.gone)) == (2, 2)


def test_hand_edit_that_adds_is_taken_into_the_history(tmp_path):
    path = begun(tmp_path)
    path.write_text(written("2013/14 Q1", "2013/14 Q2"), encoding="utf-8")
    assert periods(path) == ["2013/14 Q1", "2013/14 Q2"]
    entry = data_file.history(path).entries[-1]
    assert (entry.kind, entry.by) == ("by hand", "")
    assert [text.strip()[:22] for _, text in entry.lines] == ["- {period: 2013/14 Q2,"]
    path.write_text(written("2013/14 Q1"), encoding="utf-8")
    assert observed(path).missing == (GONE.replace("Q1", "Q2"),)


def test_truncated_file_that_still_reads_is_noticed_by_name_until_somebody_confirms(tmp_path):
    path = begun(tmp_path, "2013/14 Q1", "2013/14 Q2")
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("26", "26.5"), encoding="utf-8")
    transactions.confirm(path, signed(reason="half a point was missing"), CONSOLE)
    path.write_text(whole, encoding="utf-8")
    for _ in range(2):
        assert observed(path).missing == (CHANGED,)
    assert kinds(path) == ["first seen", "confirmed"]
    entry = transactions.confirm(path, signed("Bob", "was right before"), CONSOLE)
    assert (entry.kind, entry.by, len(entry.lines), len(entry.gone)) == ("confirmed", "Bob", 1, 1)
    assert observed(path).missing == ()


@pytest.mark.parametrize("size", range(len(HEAD) + 60, len(written("2013/14 Q1", "2013/14 Q2", "2013/14 Q3"))))
def test_no_cut_through_the_figures_goes_unnoticed(tmp_path, size):
    """Wherever the file is cut off, it is refused or what is missing is named."""
    path = begun(tmp_path, "2013/14 Q1", "2013/14 Q2", "2013/14 Q3")
    known = path.read_text(encoding="utf-8")
    path.write_text(known[:size], encoding="utf-8")
    loaded = observed(path)
    assert loaded.problems or loaded.missing or known[:size].strip() == known.strip()


def test_lost_figure_stops_saving_until_somebody_confirms(tmp_path):
    path = begun(tmp_path, "2013/14 Q1", "2013/14 Q2")
    edited(path, "      - {period: 2013/14 Q1, value: 26, source: report, at: paragraph 1}\n", "")
    built = prepared(path, "2013/14 Q3")
    with pytest.raises(hand_edits.NotSaved, match=r"Q1 is gone.*[Cc]onfirm.*restore"):
        transactions.save(path, built, signed(), CONSOLE)
    confirmed = transactions.confirm(path, signed(), CONSOLE)
    assert confirmed.about == ("Not in education, employment or training: the figure for 2013/14 Q1 is gone",)
    transactions.save(path, built, signed(), CONSOLE)
    assert periods(path) == ["2013/14 Q2", "2013/14 Q3"]


def test_lost_figure_comes_back_by_restoring(tmp_path):
    path = begun(tmp_path, "2013/14 Q1", "2013/14 Q2")
    whole, known = path.read_bytes(), observed(path).version
    path.write_text(written("2013/14 Q1"), encoding="utf-8")
    lost = path.read_bytes()
    assert observed(path).missing == (GONE.replace("Q1", "Q2"),)
    transactions.restore(path, known, signed(), CONSOLE)
    assert path.read_bytes() == whole
    assert observed(path).missing == ()
    assert data_file.version_text(path, archive.version(lost)).encode() == lost


def test_lost_figure_stays_named_over_further_edits(tmp_path):
    path = begun(tmp_path, "2013/14 Q1", "2013/14 Q2")
    path.write_text(written("2013/14 Q1"), encoding="utf-8")
    observed(path)
    edited(path, "What is counted", "Who is counted")
    assert observed(path).missing == (GONE.replace("Q1", "Q2"),)


def test_confirmation_that_the_disk_refused_is_none(tmp_path, monkeypatch):
    """Its line was written and not flushed; it must not count later."""
    path = begun(tmp_path, "2013/14 Q1", "2013/14 Q2")
    path.write_text(written("2013/14 Q1"), encoding="utf-8")
    flush = os.fsync

    def failing(handle: int) -> None:
        if os.fstat(handle).st_ino == journal(path).stat().st_ino:
            raise OSError(errno.EIO, "the disk fails")
        flush(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing)
        with pytest.raises(hand_edits.NotSaved, match="the disk or the network drive failed"):
            transactions.confirm(path, signed(), CONSOLE)
    assert observed(path).missing == (GONE.replace("Q1", "Q2"),)


def test_nothing_missing_is_nothing_to_confirm(tmp_path):
    path = begun(tmp_path)
    with pytest.raises(hand_edits.NotSaved, match="nothing to confirm"):
        transactions.confirm(path, signed(), CONSOLE)


@pytest.mark.parametrize("damage", ["unlink", "change"])
def test_when_the_known_version_is_not_kept_nobody_can_tell_and_that_is_said(tmp_path, damage):
    path = begun(tmp_path, "2013/14 Q1", "2013/14 Q2")
    kept = journal(path).with_name("versions") / f"{observed(path).version}.yaml"
    kept.unlink() if damage == "unlink" else kept.write_text(written("2013/14 Q1"), encoding="utf-8")
    path.write_text(written("2013/14 Q1"), encoding="utf-8")
    assert "nobody can tell whether figures are missing" in observed(path).missing[0]
    transactions.confirm(path, signed(), CONSOLE)
    assert observed(path).missing == ()


def test_broken_file_is_not_taken_in(tmp_path):
    path = begun(tmp_path)
    edited(path, "percent", "per cent")
    assert observed(path).missing == ()
    assert kinds(path) == ["first seen"]


# ---- another file of the folder ------------------------------------------------------------------------


def test_another_file_is_replaced_under_the_same_lock_whatever_its_name(tmp_path):
    path = begun(tmp_path)
    (tmp_path / "broken.yaml").mkdir()
    for before, content in ((None, b"rows: 1\n"), (b"rows: 1\n", b"rows: 2\n")):
        made = transactions.PreparedSibling("rows.yaml", before, content, ("neet: rows",), ("neet",))
        entry = transactions.save_sibling(path, made, signed(), CONSOLE)
        assert (tmp_path / "rows.yaml").read_bytes() == content
        assert (entry.kind, entry.beside, entry.before) == ("mapping", archive.version(content), entry.after)
    assert unfinished(path) == []
    with pytest.raises(hand_edits.NotSaved, match=r"since rows\.yaml changed meanwhile"):
        transactions.save_sibling(path, made, signed(), CONSOLE)


def test_draft_of_another_file_is_swept_and_one_of_another_data_file_is_not(tmp_path):
    path = begun(tmp_path)
    for name in (".beside.indicators.yaml.x.saving", ".rows.yaml.x.saving", ".beside.trial.yaml.x.saving"):
        path.with_name(name).touch()
    data_file.sweep(path)
    assert unfinished(path) == [".beside.trial.yaml.x.saving", ".rows.yaml.x.saving"]


# ---- undo ---------------------------------------------------------------------------------------------


def test_last_save_is_undone_and_that_undone_again(tmp_path):
    path = begun(tmp_path)
    add(path)
    saved = path.read_bytes()
    assert transactions.undo(path, signed(), CONSOLE).undoes == 2
    assert periods(path) == ["2013/14 Q1"]
    assert transactions.undo(path, signed(), CONSOLE).undoes == 3
    assert path.read_bytes() == saved
    assert kinds(path) == ["first seen", "save", "undo", "undo"]


def test_first_sight_can_not_be_undone(tmp_path):
    path = begun(tmp_path)
    with pytest.raises(hand_edits.NotSaved, match=r"'first seen', which can't be undone. Restore"):
        transactions.undo(path, signed(), CONSOLE)


@pytest.mark.parametrize("read", [True, False])
def test_change_by_hand_can_not_be_undone(tmp_path, read):
    path = begun(tmp_path)
    add(path)
    edited(path, "What is counted", "Who is counted")
    if read:
        observed(path)
    with pytest.raises(hand_edits.NotSaved, match=r"by hand.*Restore an earlier version"):
        transactions.undo(path, signed(), CONSOLE)
    assert "Who is counted" in path.read_text(encoding="utf-8")


def test_file_never_seen_has_nothing_to_undo(tmp_path):
    path = tmp_path / "indicators.yaml"
    path.write_text(written("2013/14 Q1"), encoding="utf-8")
    with pytest.raises(hand_edits.NotSaved, match="Nothing was saved here yet, so there is nothing to undo"):
        transactions.undo(path, signed(), CONSOLE)


# ---- restore ------------------------------------------------------------------------------------------


def test_any_earlier_version_is_restored_and_restoring_is_undone(tmp_path):
    path = begun(tmp_path)
    texts = [path.read_bytes()]
    for quarter in ("2013/14 Q2", "2013/14 Q3"):
        add(path, quarter)
        texts.append(path.read_bytes())
    for text in (texts[0], texts[2], texts[1]):
        transactions.restore(path, archive.version(text), signed(), CONSOLE)
        assert path.read_bytes() == text
    transactions.undo(path, signed(), CONSOLE)
    assert path.read_bytes() == texts[2]


def test_broken_and_deleted_files_are_restored(tmp_path):
    path = begun(tmp_path)
    good, known = path.read_bytes(), observed(path).version
    path.write_bytes(b"broken: [")
    with pytest.raises(hand_edits.NotSaved, match="can't be read as it stands"):
        transactions.confirm(path, signed(), CONSOLE)
    entry = transactions.restore(path, known, signed(), CONSOLE, seen_version=known)
    assert path.read_bytes() == good
    assert data_file.version_text(path, entry.before) == "broken: ["
    path.chmod(0o640)
    path.unlink()
    assert transactions.restore(path, known, signed(), CONSOLE).before == ""
    assert path.read_bytes() == good
    with pytest.raises(hand_edits.NotSaved, match="can't be undone"):
        transactions.undo(path, signed(), CONSOLE)


def test_version_that_breaks_todays_rules_is_not_restored(tmp_path):
    path = begun(tmp_path)
    path.write_bytes(b"broken: [")
    broken = transactions.restore(path, data_file.history(path).entries[0].after, signed(), CONSOLE).before
    with pytest.raises(hand_edits.NotSaved, match=r"today's rules: indicators.yaml line 1"):
        transactions.restore(path, broken, signed(), CONSOLE)


@pytest.mark.parametrize("name", ["0123456789abcdef", "", "../../access", "..", "x" * 16])
def test_version_that_is_not_kept_is_not_restored(tmp_path, name):
    path = begun(tmp_path, access=OPEN)
    with pytest.raises(hand_edits.NotSaved, match="is not kept"):
        transactions.restore(path, name, signed(), CONSOLE)
    with pytest.raises(hand_edits.NotSaved, match="is not kept"):
        data_file.version_text(path, name)


def test_version_that_stands_is_not_restored(tmp_path):
    path = begun(tmp_path)
    with pytest.raises(hand_edits.NotSaved, match="nothing to restore"):
        transactions.restore(path, observed(path).version, signed(), CONSOLE)


# ---- where writing is not allowed ---------------------------------------------------------------------


def test_file_in_place_of_the_history_leaves_reading_and_refuses_saving(tmp_path):
    path = tmp_path / "indicators.yaml"
    path.write_text(written("2013/14 Q1", "2013/14 Q2"), encoding="utf-8")
    path.with_name("indicators.history").touch()
    assert periods(path) == ["2013/14 Q1", "2013/14 Q2"]
    assert data_file.stamp(path) == data_file.stamp(path)
    data_file.sweep(path)
    with pytest.raises(hand_edits.NotSaved):
        add(path, "2013/14 Q3")
    path.write_text(written("2013/14 Q1"), encoding="utf-8")
    assert periods(path) == ["2013/14 Q1"], "and as the README says, nobody can name what vanished"


@needs_accounts
def test_account_that_may_only_read_reads_and_is_told_why_it_can_not_save():
    with ordinary_account() as folder:
        path = begun(folder, "2013/14 Q1", "2013/14 Q2")
        path.write_text(written("2013/14 Q1"), encoding="utf-8")
        only_to_read(folder)
        (told,) = observed(path).missing
        assert told.endswith("Q2 is gone")
        assert kinds(path) == ["first seen"]
        data_file.sweep(path)
        with pytest.raises(hand_edits.NotSaved, match=r"may not write to indicators\.yaml"):
            add(path, "2013/14 Q3")
