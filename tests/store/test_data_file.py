"""The disk: stamps, what can't be read, and the last good version."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from metrics.catalogue.amend import Addition, Change
from metrics.catalogue.problems import Refused
from metrics.store import atomic_files, data_file, last_good, transactions
from tests.support.accounts import needs_accounts, only_to_read, ordinary_account
from tests.support.data_files import CONSOLE, observed, signed
from tests.support.make import ROOT, figure, indicator, text

GOOD = text(indicator(figure("2013/14 Q1", 26)))
NEWER = text(indicator(figure("2013/14 Q1", 24)))
BROKEN = GOOD.replace("percent", "per cent")
LISTED = [".indicators.last-good.yaml", "indicators.history", "indicators.yaml"]


def good(folder: Path) -> Path:
    made = folder / "indicators.yaml"
    made.write_text(GOOD, encoding="utf-8")
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return good(tmp_path)


def value(loaded: data_file.Loaded) -> int | None:
    return None if loaded.catalogue is None else int(loaded.catalogue.indicators[0].observations[0].value or 0)


def problems(loaded: data_file.Loaded) -> str:
    return "\n".join(map(str, loaded.problems))


# ---- which file --------------------------------------------------------------------------------------


def test_given_file_goes_before_the_environments_and_that_before_the_default(monkeypatch):
    monkeypatch.delenv("INDICATORS_FILE", raising=False)
    assert data_file.locate() == Path("data/indicators.yaml")
    monkeypatch.setenv("INDICATORS_FILE", "elsewhere.yaml")
    assert data_file.locate() == Path("elsewhere.yaml")
    assert data_file.locate("given.yaml") == Path("given.yaml")
    monkeypatch.setenv("INDICATORS_FILE", "")
    assert data_file.locate() == Path("data/indicators.yaml")


# ---- stamps ------------------------------------------------------------------------------------------


def test_stamp_stays_while_the_file_does(path):
    assert data_file.stamp(path) == data_file.stamp(path)


def test_stamp_changes_when_a_file_of_the_same_size_and_time_takes_its_place(path):
    before, seen = data_file.stamp(path), path.stat()
    other = path.with_name("other.yaml")
    other.write_text(NEWER, encoding="utf-8")
    os.utime(other, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    os.replace(other, path)
    after = data_file.stamp(path)
    assert (after.size, after.mtime_ns) == (before.size, before.mtime_ns)
    assert after != before


def test_stamp_changes_when_the_file_is_written_in_place(path):
    before = data_file.stamp(path)
    path.write_text(NEWER, encoding="utf-8")
    os.utime(path, ns=(before.mtime_ns + 1, before.mtime_ns + 1))
    assert data_file.stamp(path) != before


def test_stamp_notices_a_file_that_goes_and_comes_back(path):
    before = data_file.stamp(path)
    path.unlink()
    gone = data_file.stamp(path)
    path.write_text(GOOD, encoding="utf-8")
    assert len({before, gone, data_file.stamp(path)}) >= 2
    assert gone not in (before, data_file.stamp(path))


# ---- reading -----------------------------------------------------------------------------------------


def test_good_file_is_loaded_whole(path):
    loaded = observed(path)
    assert (value(loaded), loaded.problems, loaded.stale) == (26, (), False)


def test_version_follows_the_bytes(path):
    first = observed(path).version
    path.write_text(NEWER, encoding="utf-8")
    second = observed(path).version
    path.write_text(GOOD, encoding="utf-8")
    assert observed(path).version == first != second


def test_a_version_is_parsed_once_whatever_the_journal_says_meanwhile(path):
    before = data_file.stamp(path)
    first = observed(path)
    assert data_file.stamp(path) != before, "the journal, which knows the file now, is another"
    assert observed(path).catalogue is first.catalogue
    path.write_text(NEWER, encoding="utf-8")
    newer = observed(path)
    assert value(newer) == 24
    transactions.confirm(path, signed(), CONSOLE)
    again = observed(path)
    assert again.catalogue is newer.catalogue
    assert (newer.missing != (), again.missing) == (True, ()), "what is missing is asked anew"
    path.write_text(GOOD, encoding="utf-8")
    assert value(observed(path)) == 26


def on_disk(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize("content", [GOOD, NEWER, BROKEN, GOOD + "# a comment\n", None])
@pytest.mark.parametrize("seen", [False, True])
def test_reading_alone_changes_nothing_on_the_disk(path, content, seen):
    if seen:
        observed(path)
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    before = on_disk(path.parent)
    data_file.load(path)
    assert on_disk(path.parent) == before


def test_reading_alone_names_what_is_missing(path):
    observed(path)
    path.write_text(NEWER, encoding="utf-8")
    loaded = data_file.load(path)
    assert [name.rpartition(" ")[2] for name in loaded.missing] == ["changed"]
    assert not loaded.to_record
    assert data_file.load(path).missing == loaded.missing


def test_what_is_noted_is_what_was_read_and_not_what_came_since(path):
    loaded = data_file.load(path)
    assert loaded.to_record
    path.write_text(NEWER, encoding="utf-8")
    data_file.observe(path, loaded)
    assert data_file.history(path).entries == ()
    data_file.observe(path, data_file.load(path))
    (entry,) = data_file.history(path).entries
    assert (entry.kind, entry.after) == ("first seen", data_file.load(path).version)
    assert not data_file.load(path).to_record


def test_missing_file_says_what_to_do(tmp_path):
    loaded = observed(tmp_path / "indicators.yaml")
    assert loaded.catalogue is None
    assert "there is no such file" in problems(loaded)
    assert "--data or INDICATORS_FILE" in problems(loaded)


def test_missing_folder_is_a_missing_file(tmp_path):
    assert "there is no such file" in problems(observed(tmp_path / "gone" / "indicators.yaml"))


def test_folder_in_place_of_the_file_can_not_be_read(tmp_path):
    assert "can't be read" in problems(observed(tmp_path))


@needs_accounts
def test_unreadable_file_says_that_it_can_not_be_read():
    with ordinary_account() as folder:
        path = good(folder)
        path.chmod(0)
        assert "can't be read" in problems(observed(path))
        path.chmod(0o400)
        assert value(observed(path)) == 26


def test_too_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "indicators.yaml"
    with path.open("wb") as file:
        file.truncate(atomic_files.LARGEST + 1)
    with pytest.raises(Refused) as refused:
        data_file.read_bytes(path)
    assert "larger than 50 MB" in str(refused.value)
    assert "larger than 50 MB" in problems(observed(path))


# ---- the last good version ---------------------------------------------------------------------------


def test_broken_file_shows_the_last_good_version_beside_its_problems(path):
    good = observed(path)
    path.write_text(BROKEN, encoding="utf-8")
    loaded = observed(path)
    assert (value(loaded), loaded.stale, loaded.version) == (26, True, good.version)
    assert "'per cent' is not a known unit" in problems(loaded)


def test_mended_file_is_shown_again(path):
    observed(path)
    path.write_text(BROKEN, encoding="utf-8")
    observed(path)
    path.write_text(NEWER, encoding="utf-8")
    loaded = observed(path)
    assert (value(loaded), loaded.stale, loaded.problems) == (24, False, ())


def test_last_good_version_is_the_newest_good_one(path):
    observed(path)
    path.write_text(NEWER, encoding="utf-8")
    observed(path)
    path.write_text(BROKEN, encoding="utf-8")
    assert value(observed(path)) == 24


def test_last_good_version_is_one_that_was_saved_and_not_yet_shown(path):
    before = observed(path).version
    change = Change((Addition("neet", "observations", figure("2013/14 Q2", "24", source="report", at="page 2")),))
    transactions.save(path, data_file.prepare(observed(path), change, path.name), signed(), CONSOLE)
    path.write_text(BROKEN, encoding="utf-8")
    loaded = observed(path)
    assert loaded.stale
    assert loaded.version not in ("", before)
    assert loaded.catalogue is not None
    assert str(loaded.catalogue.indicators[0].observations[-1].value) == "24"


def test_deleted_file_shows_the_last_good_version(path):
    observed(path)
    path.unlink()
    loaded = observed(path)
    assert (value(loaded), loaded.stale) == (26, True)
    assert "there is no such file" in problems(loaded)


def test_last_good_version_outlives_a_restart(path):
    program = (
        "import sys; from pathlib import Path;"
        "from tests.support.data_files import observed;"
        "loaded = observed(Path(sys.argv[1]));"
        "print(loaded.stale, loaded.catalogue.indicators[0].observations[0].value, len(loaded.problems))"
    )

    def started() -> str:
        done = subprocess.run(
            [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    assert started() == "False 26 0"
    path.write_text(BROKEN, encoding="utf-8")
    assert started() == "True 26 1"


def test_broken_copy_is_never_shown(path):
    observed(path)
    last_good.copy_path(path).write_text(BROKEN, encoding="utf-8")
    path.write_text(BROKEN, encoding="utf-8")
    loaded = observed(path)
    assert (loaded.catalogue, loaded.stale) == (None, False)
    assert loaded.problems


def test_broken_copy_is_replaced_by_the_next_good_version(path):
    last_good.copy_path(path).write_text(BROKEN, encoding="utf-8")
    observed(path)
    assert last_good.copy_path(path).read_text(encoding="utf-8") == GOOD


def test_broken_file_without_a_copy_shows_its_problems_alone(path):
    path.write_text(BROKEN, encoding="utf-8")
    loaded = observed(path)
    assert (loaded.catalogue, loaded.stale) == (None, False)
    assert "'per cent'" in problems(loaded)
    assert not last_good.copy_path(path).exists()


def test_broken_version_never_becomes_the_copy(path):
    observed(path)
    path.write_text(BROKEN, encoding="utf-8")
    observed(path)
    assert last_good.copy_path(path).read_text(encoding="utf-8") == GOOD


def test_copy_stands_hidden_beside_the_file_and_leaves_nothing_else(path):
    observed(path)
    observed(path)
    assert sorted(one.name for one in path.parent.iterdir()) == LISTED
    assert last_good.copy_path(path).read_bytes() == path.read_bytes()


def test_copy_is_kept_out_of_the_repository():
    assert "*.last-good.yaml" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_two_data_files_of_one_folder_keep_their_own_copies(path):
    other = path.with_name("trial.yaml")
    other.write_text(NEWER, encoding="utf-8")
    observed(path)
    observed(other)
    path.write_text(BROKEN, encoding="utf-8")
    other.write_text(BROKEN, encoding="utf-8")
    assert (value(observed(path)), value(observed(other))) == (26, 24)


def test_folder_that_can_not_be_written_to_costs_only_the_copy(path):
    """A folder stands where the copy belongs, which stops any account, root too."""
    last_good.copy_path(path).mkdir()
    loaded = observed(path)
    assert (value(loaded), loaded.problems, loaded.stale) == (26, (), False)
    assert sorted(one.name for one in path.parent.iterdir()) == LISTED


@needs_accounts
def test_read_only_folder_costs_only_the_copy():
    with ordinary_account() as folder:
        path = good(folder)
        only_to_read(folder)
        assert value(observed(path)) == 26
        assert not last_good.copy_path(path).exists()
