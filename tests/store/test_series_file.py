"""The published series on the disk: saved, undone, lost by hand and broken, each without touching the data file."""

from pathlib import Path

import pytest

from metrics.analysis.reason_mark import Mark
from metrics.catalogue.amend import Addition, Change
from metrics.catalogue.problems import Refused
from metrics.store import data_file, locked_file, moving, transactions
from metrics.store.archive import NOTHING
from metrics.store.hand_edits import NotSaved
from tests.support.data_files import CONSOLE, add, begun, observed, periods, signed
from tests.support.make import comparator, figure

FILE = "published_series.yaml"


def bring_in(path: Path, *years: str, source: str = "dfe-1", by: str = "Bob") -> transactions.Entry:
    """Save published figures of England, as an import does."""
    loaded = observed(path)
    entry = {"title": "A release", "publisher": "Department for Education", "kind": "published"}
    new = {} if loaded.catalogue and source in loaded.catalogue.sources else {source: entry}
    rows = tuple(Addition("neet", "comparators", comparator(year, 30, source=source)) for year in years)
    prepared = data_file.prepare(loaded, Change(rows, sources=new), path.name, "published")
    return transactions.save(path, prepared, signed(by), CONSOLE)


def england(path: Path) -> list[str]:
    loaded = observed(path)
    assert (loaded.problems, loaded.published.missing) == ((), ()), loaded.problems
    assert loaded.catalogue is not None
    return [row.period.label for row in loaded.catalogue.indicators[0].comparators]


def series(path: Path) -> Path:
    return path.with_name(FILE)


def test_save_writes_the_named_file_alone_and_its_own_history(tmp_path):
    path = begun(tmp_path)
    before = path.read_bytes()
    assert bring_in(path, "2011", "2012").kind == "save"
    assert path.read_bytes() == before
    assert england(path) == ["2011", "2012"]
    assert [one.kind for one in data_file.history(path).entries] == ["first seen"]
    assert [one.kind for one in data_file.history(path, "published").entries] == ["first seen", "save"]
    kept = series(path).read_bytes()
    add(path)
    assert series(path).read_bytes() == kept
    assert len(data_file.history(path, "published").entries) == 2


def test_undo_takes_back_the_first_import_of_all_and_restore_brings_it_again(tmp_path):
    path = begun(tmp_path)
    saved = bring_in(path, "2011")
    version = saved.after
    assert saved.mark == Mark(("neet",), small=False, below=6)
    assert transactions.undo(path, signed(), CONSOLE, which="published").mark == saved.mark
    assert (england(path), series(path).read_bytes()) == ([], b"")
    transactions.restore(path, version, signed(), CONSOLE, which="published")
    assert england(path) == ["2011"]
    assert periods(path) == ["2013/14 Q1"]


def test_nothing_is_made_beside_a_data_file_that_has_no_published_series(tmp_path):
    path = begun(tmp_path)
    observed(path)
    data_file.sweep(path)
    assert observed(path).published.version == NOTHING
    assert observed(path).key == observed(path).version
    assert not series(path).exists()
    assert not series(path).with_suffix(".history").exists()


def test_link_that_leads_nowhere_is_told_and_the_councils_figures_are_shown(tmp_path):
    path = begun(tmp_path)
    series(path).symlink_to(tmp_path / "drive" / "published_series.yaml")
    loaded = data_file.load(path)
    assert [str(one) for one in loaded.problems] == [
        "published_series.yaml line 1: the file is a link to a file that isn't there; "
        "bring that back, or take the link away"
    ]
    assert loaded.catalogue is not None


def test_undo_of_nothing_says_so(tmp_path):
    path = begun(tmp_path)
    with pytest.raises(NotSaved, match="nothing to undo"):
        transactions.undo(path, signed(), CONSOLE, which="published")
    observed(path)
    assert data_file.history(path, "published").entries == ()


def test_stamp_and_key_change_with_either_file(tmp_path):
    path = begun(tmp_path)
    stamps, keys = [data_file.stamp(path)], [observed(path).key]
    for change in (lambda: bring_in(path, "2011"), lambda: add(path), lambda: bring_in(path, "2012")):
        change()
        stamps.append(data_file.stamp(path))
        keys.append(observed(path).key)
    assert len(set(stamps)) == len(set(keys)) == 4


@pytest.mark.parametrize("gone", ["a row", "the file"])
def test_rows_lost_by_hand_are_named_until_somebody_confirms(tmp_path, gone):
    path = begun(tmp_path)
    bring_in(path, "2011", "2012")
    if gone == "a row":
        lines = series(path).read_text().splitlines(keepends=True)
        series(path).write_text("".join(lines[:-1]))
        lost = (
            "Not in education, employment or training: the figure of England (looked-after children) for 2012 is gone"
        )
    else:
        series(path).unlink()
        lost = "Not in education, employment or training: 2 published figures are gone"
    loaded = observed(path)
    assert (loaded.missing, loaded.published.missing) == ((), (lost,))
    with pytest.raises(NotSaved, match="lost something by hand"):
        bring_in(path, "2013")
    assert transactions.confirm(path, signed(), CONSOLE, which="published").about == (lost,)
    assert observed(path).published.missing == ()


def test_row_added_by_hand_is_recorded(tmp_path):
    path = begun(tmp_path)
    bring_in(path, "2011")
    text = series(path).read_text()
    series(path).write_text(text + text.splitlines(keepends=True)[-1].replace("2011", "2012"))
    assert england(path) == ["2011", "2012"]
    last = data_file.history(path, "published").entries[-1]
    assert (last.kind, len(last.lines)) == ("by hand", 1)


def test_broken_file_keeps_its_last_good_version_on_screen(tmp_path):
    path = begun(tmp_path)
    bring_in(path, "2011")
    england(path)
    series(path).write_text(series(path).read_text().replace("value: 30", "value: '30%'"))
    loaded = observed(path)
    assert [problem.file for problem in loaded.problems] == [FILE]
    assert (loaded.stale, loaded.left_out) == (True, False)
    assert loaded.catalogue is not None
    assert len(loaded.catalogue.indicators[0].comparators) == 1
    with pytest.raises(Refused):
        data_file.read(path)


def test_broken_file_without_a_good_version_leaves_the_data_file_on_screen(tmp_path):
    path = begun(tmp_path)
    series(path).write_text("indicators:\n  - id: neets\n")
    loaded = observed(path)
    assert str(loaded.problems[0]).startswith(f"{FILE} line 2: neets > id: 'neets' is no indicator of the data file")
    assert loaded.left_out
    assert loaded.catalogue is not None
    assert [one.period.label for one in loaded.catalogue.indicators[0].observations] == ["2013/14 Q1"]


def test_broken_data_file_keeps_both_on_screen(tmp_path):
    path = begun(tmp_path)
    bring_in(path, "2011")
    england(path)
    path.write_text(path.read_text().replace("value: 26", "value: '26%'"))
    loaded = observed(path)
    assert [problem.file for problem in loaded.problems] == [path.name]
    assert loaded.catalogue is not None
    assert len(loaded.catalogue.indicators[0].comparators) == 1


def test_restore_that_the_other_file_does_not_go_together_with_is_refused(tmp_path):
    path = begun(tmp_path)
    first = observed(path).version
    source = {"title": "A later report", "publisher": "Ofsted", "kind": "published"}
    prepared = data_file.prepare(observed(path), Change(sources={"later": source}), path.name)
    transactions.save(path, prepared, signed(), CONSOLE)
    bring_in(path, "2011", source="later")
    with pytest.raises(NotSaved, match=r"would not go together: published_series.yaml line .*'later' is not in"):
        transactions.restore(path, first, signed(), CONSOLE)
    assert england(path) == ["2011"]


def test_source_that_both_files_define_at_once_is_refused_under_the_lock(tmp_path):
    path = begun(tmp_path)
    source = {"title": "A release", "publisher": "Department for Education", "kind": "published"}
    change = Change(
        (Addition("neet", "observations", figure("2013/14 Q2", 24, source="dfe-1")),), sources={"dfe-1": source}
    )
    prepared = data_file.prepare(observed(path), change, path.name)
    bring_in(path, "2011")
    with pytest.raises(NotSaved, match="'dfe-1' is a source of the data file too"):
        transactions.save(path, prepared, signed(), CONSOLE)
    assert periods(path) == ["2013/14 Q1"]


def test_two_imports_at_once_overtake_each_other(tmp_path):
    path = begun(tmp_path)
    bring_in(path, "2011")
    row = Addition("neet", "comparators", comparator("2012", 31, source="dfe-1"))
    prepared = data_file.prepare(observed(path), Change((row,)), path.name, "published")
    bring_in(path, "2013")
    with pytest.raises(locked_file.Overtaken, match="by Bob"):
        transactions.save(path, prepared, signed(), CONSOLE)


def test_new_file_may_be_read_by_whoever_may_read_the_data_file(tmp_path):
    path = begun(tmp_path)
    path.chmod(0o640)
    bring_in(path, "2011")
    assert series(path).stat().st_mode & 0o777 == 0o640


def imported(tmp_path: Path) -> Path:
    """A data file into which an import of former times put a source and a row."""
    path = begun(tmp_path)
    text = path.read_text()
    source = "  dfe-1: {title: A release, publisher: Department for Education, kind: published}\n"
    row = '      - {area: England, group: all, period: 2012, value: 33, source: dfe-1, at: "a.csv, column share"}\n'
    text = text.replace("themes:\n", f"{source}themes:\n").replace(
        "    observations:", f"    comparators:\n{row}    observations:"
    )
    path.write_text(text)
    observed(path)
    return path


def test_move_is_signed_in_both_histories_and_loses_nothing(tmp_path):
    path = imported(tmp_path)
    before = observed(path).catalogue
    entry, done = moving.move(path, (), signed("Ann"), CONSOLE)
    assert (entry.by, done.rows, done.sources) == ("Ann", 1, ("dfe-1",))
    loaded = observed(path)
    assert (loaded.problems, loaded.missing, loaded.published.missing) == ((), (), ())
    assert loaded.catalogue == before
    assert "dfe-1" not in path.read_text()
    assert [data_file.history(path, which).entries[-1].by for which in ("indicators", "published")] == ["Ann", "Ann"]
    marks = [data_file.history(path, which).entries[-1].mark for which in ("indicators", "published")]
    assert marks == [Mark(("neet",), small=False, below=6)] * 2
    with pytest.raises(NotSaved, match="nothing to move"):
        moving.move(path, (), signed("Ann"), CONSOLE)
