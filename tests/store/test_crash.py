"""Saved means saved: killed processes, full and failing disks, and the order in which things reach the disk.

The long run: KILLS=500 REQUIRE_STRACE=1 python -m pytest tests/store/test_crash.py
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.store import data_file, locked_file, moving
from tests.store.test_record_file import ask, asked
from tests.store.test_series_file import bring_in, england, imported
from tests.support.data_files import CONSOLE, add, begun, journal, observed, periods, signed, unfinished
from tests.support.servers import ROOT

KILLS = int(os.environ.get("KILLS") or 25)
"""With one writer; with four at once, a fifth."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="needs fork, kill -9 and file-size limits"),
]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


# ---- kill -9 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("writers", "kills"), [(1, KILLS), (4, max(8, KILLS // 5))])
def test_killed_writers_lose_no_acknowledged_figure_and_show_nobody_half_a_file(writers, kills):
    done = run("tests.support.kill_writers", "--kills", kills, "--writers", writers)
    assert done.returncode == 0, done.stderr
    counts = {name: int(number) for name, number in re.findall(r"([a-z -]+) (\d+)", done.stdout.partition(": ")[2])}
    counts = {name.strip(): number for name, number in counts.items()}
    assert counts["kills"] >= kills
    assert counts["figures acknowledged"] > 0
    assert counts["reads"] > 0


def test_the_trial_of_killed_writers_notices_a_lost_figure(tmp_path):
    """Else it would prove nothing."""
    program = """
import sys
from tests.support import kill_writers
from collections import Counter
from pathlib import Path
path = Path(sys.argv[1]) / "indicators.yaml"
trial = kill_writers.Trial(path, 1, Counter())
try:
    trial.acknowledged.append("never saved")
    trial.kill()
finally:
    kill_writers.stop([*trial.writers, trial.reader])
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "acknowledged figures are lost: ['never saved']" in done.stderr


def killed_after(path: Path, ops: str, save: str = "add(path, '2013/14 Q2')") -> None:
    """A process that saves and is killed at one operation: the code in ``ops`` sets the trap."""
    program = f"""
import os, signal, sys
from pathlib import Path
from tests.support.data_files import add
from tests.store.test_record_file import ask
path = Path(sys.argv[1])
kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
{ops}
{save}
"""
    done = subprocess.run([sys.executable, "-c", program, str(path)], cwd=ROOT, check=False)
    assert done.returncode == -9


BEFORE_REPLACE = """
real = os.replace
os.replace = lambda a, b: kill() if str(b).endswith("indicators.yaml") else real(a, b)
"""
AFTER_REPLACE = """
real = os.replace
os.replace = lambda a, b: (real(a, b), str(b).endswith("indicators.yaml") and kill())
"""
HALF_A_LINE = """
real = os.write
os.write = lambda f, b: (real(f, b[:40]), kill()) if bytes(b[:9]) == b'{"number"' else real(f, b)
"""


def test_save_killed_before_the_replacement_never_happened(tmp_path):
    path = begun(tmp_path)
    killed_after(path, BEFORE_REPLACE)
    assert unfinished(path) != []
    assert periods(path) == ["2013/14 Q1"]
    assert [one.kind for one in data_file.history(path).entries] == ["first seen"]
    assert b'{"void": 2}' in journal(path).read_bytes()
    assert add(path, "2013/14 Q2").number == 3


def test_save_killed_after_the_replacement_did_happen(tmp_path):
    path = begun(tmp_path)
    killed_after(path, AFTER_REPLACE)
    assert periods(path) == ["2013/14 Q1", "2013/14 Q2"]
    assert [one.by for one in data_file.history(path).entries] == ["", "Ann"]
    assert data_file.history(path).pending == ()
    assert journal(path).read_bytes().endswith(b'{"done": 2}\n')


@pytest.mark.parametrize(("when", "there"), [(BEFORE_REPLACE, 1), (AFTER_REPLACE, 2)])
def test_killed_save_of_the_panels_record_leaves_old_or_new_and_the_figures(tmp_path, when, there):
    path = begun(tmp_path)
    ask(path, "First?")
    figures = path.read_bytes()
    killed_after(path, when.replace("indicators.yaml", "meetings.yaml"), "ask(path, 'Second?')")
    assert len(asked(path)) == there
    assert path.read_bytes() == figures
    ask(path, "Third?")
    assert asked(path)[-1] == (there + 1, "Third?")
    assert unfinished(path.with_name("meetings.yaml")) == []


def test_line_torn_by_a_kill_is_cut_off_by_the_next_save(tmp_path):
    path = begun(tmp_path)
    killed_after(path, HALF_A_LINE)
    assert not journal(path).read_bytes().endswith(b"\n")
    assert data_file.history(path).problems == ()
    assert add(path, "2013/14 Q2").number == 2
    assert data_file.history(path).problems == ()
    assert [one.kind for one in data_file.history(path).entries] == ["first seen", "save"]


def test_leftovers_of_a_killed_save_are_swept_and_nothing_else(tmp_path):
    path = begun(tmp_path)
    for name in (".other.yaml.x.saving", "notes.saving", ".indicators.yaml.swp"):
        path.with_name(name).touch()
    killed_after(path, BEFORE_REPLACE)
    assert len(unfinished(path)) == 3
    data_file.sweep(path)
    assert unfinished(path) == [".other.yaml.x.saving", "notes.saving"]
    assert path.with_name(".indicators.yaml.swp").exists()
    assert periods(path) == ["2013/14 Q1"]


def test_dashboard_sweeps_them_however_it_was_started(tmp_path, monkeypatch):
    path = begun(tmp_path)
    killed_after(path, BEFORE_REPLACE)
    assert unfinished(path)
    monkeypatch.setenv("INDICATORS_FILE", str(path))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120).run()
    assert not app.exception
    assert unfinished(path) == []


def test_sweep_of_a_file_without_history_makes_nothing(tmp_path):
    data_file.sweep(tmp_path / "indicators.yaml")
    assert list(tmp_path.iterdir()) == []


# ---- a full disk --------------------------------------------------------------------------------------


def held_to_its_word(path: Path, done: subprocess.CompletedProcess[str]) -> list[str]:
    """The acknowledged figures of a disk that filled up; they are those of the file, and nothing lies about."""
    assert done.returncode == 0, done.stderr
    *acknowledged, sentence = done.stdout.splitlines()
    there = periods(path)[1:]
    # The very last line of the journal may be what had no room; then the sentence says so.
    unsure = there[-1:] if sentence == locked_file.UNSURE else []
    assert there == acknowledged + unsure
    assert unsure or "the disk is full" in sentence
    assert unfinished(path) == []
    assert data_file.history(path).problems == ()
    return acknowledged


@pytest.mark.parametrize("room", [900, 1500, 2500, 6000])
def test_file_size_limit_refuses_the_save_and_keeps_the_old_file(tmp_path, room):
    """The data file, a kept version or the journal meets the limit first."""
    path = begun(tmp_path)
    most = path.stat().st_size + room
    held_to_its_word(path, run("tests.support.one_save", path, "more", most))
    add(path, "undated: with room again")
    assert periods(path)[-1] == "undated: with room again"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 kB, of which a quarter is taken."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if mount is None or os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root, where the system lets it")
    try:
        (folder / "ballast").write_bytes(bytes(64_000))
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_full_disk_refuses_the_save_and_keeps_the_old_file(small_disk):
    path = begun(small_disk)
    assert len(held_to_its_word(path, run("tests.support.one_save", path, "more", 0))) > 5
    (small_disk / "ballast").unlink()
    add(path, "undated: with room again")
    assert periods(path)[-1] == "undated: with room again"


# ---- a failing disk -----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["EIO", "ENOSPC"])
@pytest.mark.parametrize("how", ["before", "after"])
@pytest.mark.parametrize("long", ["once", "on"])
def test_whatever_fails_of_a_save_leaves_old_or_new_and_nothing_between(tmp_path, way, how, long):
    folder = tmp_path / "data"
    folder.mkdir()
    path = begun(folder)
    path.chmod(0o640)
    add(path)
    done = run("tests.support.failing_disk", folder, way, how, long)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 40, "so many operations a save has at least"


# ---- the order ----------------------------------------------------------------------------------------

TRACED = "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,flock"
HOW_TO_TRACE = "the order of writes is held by strace: install it, and run where a process may be traced"


@pytest.fixture
def trace(tmp_path: Path) -> list[str]:
    """What the system was asked for during one save, in order."""
    (tmp_path / "data").mkdir()
    path, listed = begun(tmp_path / "data"), tmp_path / "trace"
    strace = shutil.which("strace")
    command = [strace or "", "-f", "-y", "-s", "80", "-e", f"trace={TRACED}", "-o", str(listed)]
    program = [sys.executable, "-m", "tests.support.one_save", str(path), "2013/14 Q2"]
    done = strace and subprocess.run([*command, *program], cwd=ROOT, capture_output=True, text=True, check=False)
    if not done or done.returncode:
        if os.environ.get("REQUIRE_STRACE"):
            pytest.fail(HOW_TO_TRACE + (f": {done.stderr}" if done else ""), pytrace=False)
        pytest.skip(HOW_TO_TRACE)
    return [line.partition(" ")[2].strip() for line in listed.read_text(errors="replace").splitlines()]


DRAFT = r"/data/\.indicators\.yaml\.\w+\.saving"
KEPT = r"/versions/\.[0-9a-f]{16}\.yaml\.\w+\.saving"
ORDER = (
    r"flock\(\d+</[^>]*/indicators\.history/lock>, LOCK_EX",
    rf"write\(\d+<[^>]*{KEPT}>",
    rf"fsync\(\d+<[^>]*{KEPT}>\) += 0",
    rf"rename\w*\(.*{KEPT}\".*/versions/[0-9a-f]{{16}}\.yaml\"",
    r"fsync\(\d+<[^>]*/indicators\.history/versions>\) += 0",
    rf"write\(\d+<[^>]*{DRAFT}>",
    rf"fsync\(\d+<[^>]*{DRAFT}>\) += 0",
    r"write\(\d+<[^>]*/journal\.jsonl>, \"\{\\\"number\\\": 2",
    r"fsync\(\d+<[^>]*/journal\.jsonl>\) += 0",
    rf"rename\w*\(.*{DRAFT}\".*/data/indicators\.yaml\"",
    r"fsync\(\d+<[^>]*/data>\) += 0",
    r"write\(\d+<[^>]*/journal\.jsonl>, \"\{\\\"done\\\": 2\}",
    r"fsync\(\d+<[^>]*/journal\.jsonl>\) += 0",
    r"write\(1<[^>]*>, \"Saved",
)


def test_write_flush_replace_flush_folder_journal_and_only_then_saved(trace):
    calls = iter(enumerate(trace))
    for wanted in ORDER:
        assert any(re.match(wanted, call) for _, call in calls), f"not in this order: {wanted}\n" + "\n".join(trace)


def test_nothing_is_written_to_the_data_file_itself(trace):
    opened = [one for one in trace if re.match(r'openat\(.*/data/indicators\.yaml"', one)]
    assert opened
    assert all("O_RDONLY" in one for one in opened)
    assert not [one for one in trace if re.match(r"p?write\w*\(\d+<[^>]*/data/indicators\.yaml>", one)]


# ---- the second file ----------------------------------------------------------------------------------

BRING_IN = """
import os, signal, sys
from pathlib import Path
from tests.store.test_record_file import ask, asked
from tests.store.test_series_file import bring_in
kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
{ops}
bring_in(Path(sys.argv[1]), "2012")
"""
MOVE = """
import os, signal, sys
from pathlib import Path
from metrics.store import moving
from tests.support.data_files import CONSOLE, signed
kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
{ops}
moving.move(Path(sys.argv[1]), (), signed(), CONSOLE)
"""


def killed(program: str, path: Path, ops: str) -> None:
    done = subprocess.run([sys.executable, "-c", program.format(ops=ops), str(path)], cwd=ROOT, check=False)
    assert done.returncode == -9


@pytest.mark.parametrize(("ops", "there"), [(BEFORE_REPLACE, ["2011"]), (AFTER_REPLACE, ["2011", "2012"])])
def test_import_that_is_killed_leaves_old_or_new_and_the_data_file_as_it_was(tmp_path, ops, there):
    path = begun(tmp_path)
    bring_in(path, "2011")
    before = path.read_bytes()
    killed(BRING_IN, path, ops.replace("indicators.yaml", "published_series.yaml"))
    assert path.read_bytes() == before
    assert england(path) == there
    assert data_file.history(path, "published").pending == ()
    data_file.sweep(path)
    assert unfinished(path) == []
    bring_in(path, "2013")
    assert england(path) == [*there, "2013"]


def test_move_killed_between_the_two_files_keeps_every_figure_on_screen_and_is_finished_by_another(tmp_path):
    path = imported(tmp_path)
    before = observed(path).catalogue
    killed(MOVE, path, BEFORE_REPLACE)
    loaded = observed(path)
    assert {problem.file for problem in loaded.problems} == {"published_series.yaml"}
    assert any("move-published" in str(problem) for problem in loaded.problems)
    assert loaded.catalogue == before
    moving.move(path, (), signed(), CONSOLE)
    loaded = observed(path)
    assert (loaded.problems, loaded.missing, loaded.published.missing) == ((), (), ())
    assert loaded.catalogue == before
    assert "dfe-1" not in path.read_text()
