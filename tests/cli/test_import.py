"""python -m metrics import, run as a person runs it: one command brings in next year's file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from metrics.catalogue import published_series
from metrics.ees_import import request
from metrics.ees_import.mapping import FILE
from metrics.store import data_file
from tests.support.make import ROOT, whole
from tests.support.published_files import ACCOMMODATION, FOLDER, STABILITY, both, office

FILES = [str(FOLDER / ACCOMMODATION), str(FOLDER / STABILITY)]
NEW = ["--source", "dfe-cla-2025", "--title", "Children looked after in England: 2025", "--published", "2025-11-20"]


def run(path: Path, command: str, *arguments: str, by: str = "Ann") -> tuple[int, str, str]:
    given = [command, *arguments, "--data", str(path), "--by", by, "--reason", "DfE release of November 2025"]
    words = {"capture_output": True, "text": True, "encoding": "utf-8"}
    done = subprocess.run([sys.executable, "-m", "metrics", *given], cwd=ROOT, check=False, **words)  # type: ignore[call-overload]
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def run_plain(path: Path, *arguments: str) -> tuple[int, str, str]:
    """A command that nobody signs."""
    command = [sys.executable, "-m", "metrics", *arguments, "--data", str(path)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return office(tmp_path, 'editing = "off"\n')


def test_both_files_come_in_by_one_command_and_go_out_by_undo(path: Path) -> None:
    before = both(path)
    code, out, err = run(path, "import", *FILES, *NEW, "--url", "https://example.org/release")
    assert code == 0
    assert all("not in this file" in line for line in err.splitlines()), "rows that other files of the release have"
    assert out.splitlines()[-1] == (
        "saved: 27 comparators, 9 published figures of the council and 1 new source (change 2, signed by Ann)"
    )
    after = data_file.read_catalogue(path)
    source = after.sources["dfe-cla-2025"]
    assert (source.publisher, str(source.published), source.kind) == (
        "Department for Education",
        "2025-11-20",
        "published",
    )
    assert source.url == "https://example.org/release"
    assert path.read_bytes() == before[0], "an import writes the published series alone"
    assert data_file.history(path).entries == ()
    (last,) = data_file.history(path, "published").entries[-1:]
    assert (last.kind, last.by, last.reason) == ("save", "Ann", "DfE release of November 2025")
    assert len(last.about) == 37
    assert not any("84" in one for one in last.about), "names, never values"
    assert run(path, "undo", "--file", "published")[0] == 0
    assert both(path) == before


def test_dry_run_shows_the_lines_and_saves_nothing(path: Path) -> None:
    before = both(path)
    code, out, _ = run(path, "import", FILES[1], *NEW, "--dry-run", "--statistic", "median", "--model", "2021")
    assert code == 0
    assert "statistic: median" in out
    assert "model: April 2021 model" in out
    assert out.splitlines()[-1].endswith("would be added; nothing was saved")
    assert both(path) == before


def test_a_second_import_of_the_same_release_adds_nothing(path: Path) -> None:
    run(path, "import", FILES[1], *NEW)
    before = both(path)
    code, out, err = run(path, "import", FILES[1], "--source", "dfe-cla-2025")
    assert code == 1
    assert out.count("the file says the same already") == 24
    assert "there is nothing to add" in err
    assert both(path) == before


def test_next_year_s_file_of_the_same_columns_comes_in_by_one_command(path: Path, tmp_path: Path) -> None:
    run(path, "import", FILES[1], *NEW)
    text = (FOLDER / STABILITY).read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    later = tmp_path / "next.csv"
    added = [one.replace("2025,", "2026,", 1) for one in lines if one.startswith("2025,")]
    later.write_text("".join([text, *added]), encoding="utf-8")
    again = [one.replace("2025", "2026") for one in NEW]
    code, out, err = run(path, "import", str(later), *again)
    assert (code, err) == (0, "")
    assert "saved: 6 comparators, 2 published figures of the council and 1 new source" in out
    after = data_file.read_catalogue(path).indicator("three-or-more-placements")
    assert after is not None
    assert after.own_series[-1].period.label == "2025/26 financial year"
    assert after.own_series[-1].source == "dfe-cla-2026"


def test_a_file_of_shares_is_saved_only_when_it_was_looked_at_again(path: Path, tmp_path: Path) -> None:
    before, shares = both(path), tmp_path / "shares.csv"
    rows = [one.rsplit(",", 2) for one in (FOLDER / STABILITY).read_text(encoding="utf-8").splitlines()]
    told = [
        ",".join([first, "x", last if last in ("children_percent", "c") else f"0.{last}"]) for first, _, last in rows
    ]
    shares.write_text("\n".join([",".join(rows[0]), *told[1:], ""]), encoding="utf-8")
    code, _, err = run(path, "import", str(shares), *NEW)
    assert (code, err.splitlines()[-1]) == (
        1,
        "nothing was saved; look again, and if all of this is right, add --checked",
    )
    assert "Same placement over two years, England, 2022/23 financial year: 0.68% is the first figure" in err
    assert both(path) == before
    code, out, _ = run(path, "import", str(shares), *NEW, "--checked")
    assert (code, "saved: " in out) == (0, True)


def test_what_is_not_found_is_told_beside_what_is_saved(path: Path, tmp_path: Path) -> None:
    lines = (FOLDER / STABILITY).read_text(encoding="utf-8").splitlines(keepends=True)
    without = tmp_path / STABILITY
    without.write_text("".join(one for one in lines if ",Medway," not in one or not one.startswith("2025")), "utf-8")
    code, out, err = run(path, "import", str(without), *NEW)
    assert code == 0
    assert err.splitlines() == [
        "Three or more placements: no row of Medway in 2024/25.",
        "Same placement over two years: no row of Medway in 2024/25.",
    ]
    assert "4 published figures of the council" in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "--source: name the release: an id such as dfe-cla-2025"),
        (["--source", "dfe-cla-2025"], "--title: 'dfe-cla-2025' is a new source; give the title"),
        (["--source", "dfe-cla-2025", "--title", "x"], "--published: '' is not a date"),
        (["--source", "dfe-cla-2025", "--title", "x", "--published", "soon"], "--published: 'soon' is not a date"),
        (["--source", "DfE 2025", "--title", "x"], "--source: 'DfE 2025' is not an id; write"),
        (["--source", "hub"], "--source: 'hub' is not a published source"),
        (["--source", "ofsted-2013", "--title", "Another"], "stands in the file as “Inspection of looked after"),
        ([*NEW, "--model", "2023"], "--model: '2023' is no model; write one of: '2021', '2025', 'none'"),
    ],
)
def test_what_is_missing_is_asked_for_in_a_sentence(path: Path, arguments: list[str], sentence: str) -> None:
    before = both(path)
    code, _, err = run(path, "import", FILES[1], *arguments)
    assert code == 1
    assert sentence in err
    assert both(path) == before


@pytest.mark.parametrize(("day", "after"), [("2013-08-23", False), ("2025-11-20", True)])
def test_figures_come_after_the_inspection_where_the_release_does(path: Path, day: str, after: bool) -> None:
    release = ["--source", "release", "--title", "A release", "--published", day]
    code, out, _ = run(path, "import", FILES[1], *release, "--dry-run", "--checked")
    assert code == 0
    lines = [line for line in out.splitlines() if "source: release" in line]
    assert len(lines) == 24
    assert {"published_after: true" in line for line in lines} == {after}


def test_a_release_that_stands_is_of_the_day_that_the_file_gives_it() -> None:
    assert request.publication_day("ofsted-2013", {}, whole()) == date(2013, 8, 23)
    assert request.publication_day("dfe-sfr36-2013", {}, whole()) is None
    assert request.publication_day("new", {"new": {"published": date(2025, 11, 20)}}, whole()) == date(2025, 11, 20)


FUTURE = ["--source", "next", "--title", "Next year's", "--published", "2031-11-17"]
ASKED = "the release “Next year's” is dated 17 November 2031, which is still to come; is the day right?"


@pytest.mark.parametrize(("day", "code"), [("2031-11-16", 1), ("2031-11-17", 0)])
def test_a_release_still_to_come_is_saved_only_when_it_was_looked_at_again(path: Path, day: str, code: int) -> None:
    done, _, err = run(path, "import", FILES[1], *FUTURE, "--today", day)
    assert (done, ASKED in err) == (code, bool(code))
    assert run(path, "import", FILES[1], *FUTURE, "--checked")[0] == (0 if code else 1)


def test_a_long_name_is_cited_whole(path: Path, tmp_path: Path) -> None:
    name = "la_children_who_were_looked_after_on_31_march_by_how_stable_their_placements_were_2018_to_2025.csv"
    (tmp_path / name).write_bytes((FOLDER / STABILITY).read_bytes())
    assert run(path, "import", str(tmp_path / name), *NEW)[0] == 0
    own = data_file.read_catalogue(path).indicator("three-or-more-placements")
    assert own is not None
    assert own.own_series[-1].at.startswith(f"{name}, cla_group CLA on 31 March, ")


def test_a_column_of_another_unit_is_saved_only_when_it_was_looked_at_again(path: Path) -> None:
    rows = path.with_name(FILE)
    kept = rows.read_text(encoding="utf-8").replace("indicator: three-or-more-placements", "indicator: re-offending")
    rows.write_text(kept, encoding="utf-8")
    code, _, err = run(path, "import", FILES[1], *NEW, "--dry-run")
    assert code == 1
    assert "the column children_percent holds percentages by its name, and the indicator is a number of children" in err
    assert run(path, "import", FILES[1], *NEW, "--dry-run", "--checked")[0] == 0


def test_title_alone_gives_the_source_its_id(path: Path) -> None:
    title = "Children looked after: 2025"
    code, _, _ = run(path, "import", FILES[1], "--title", title, "--published", "20 November 2025")
    assert code == 0
    assert "children-looked-after-2025" in data_file.read_catalogue(path).sources


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a,b\n1,2\n", "other.csv: there is no column time_period"),
        (
            b"time_period,time_identifier,geographic_level,pupils\n",
            "no mapping serves this file; choose its rows under “Choose rows for another indicator” on the page Import"
            " published figures, or write a mapping in data/published.yaml",
        ),
        (b"PK\x03\x04", "other.csv: this is a zip file or a workbook"),
        (None, "other.csv: there is no such file; check its name and folder"),
    ],
)
def test_another_file_is_refused_with_a_sentence(path: Path, tmp_path: Path, data: bytes | None, sentence: str) -> None:
    other = tmp_path / "other.csv"
    if data is not None:
        other.write_bytes(data)
    code, _, err = run(path, "import", str(other), *NEW)
    assert code == 1
    assert sentence in err


def test_one_bad_file_of_two_saves_nothing(path: Path, tmp_path: Path) -> None:
    before = both(path)
    (tmp_path / "bad.csv").write_bytes((FOLDER / STABILITY).read_bytes().replace(b",14\n", b",fourteen\n"))
    code, _, err = run(path, "import", FILES[0], str(tmp_path / "bad.csv"), *NEW)
    assert code == 1
    assert "column children_percent: 'fourteen' is neither a number nor one of the codes" in err
    assert both(path) == before


def test_a_broken_file_of_mappings_is_told_by_its_line(path: Path) -> None:
    path.with_name(FILE).write_text("mappings:\n  - indicator: neat\n", encoding="utf-8")
    code, _, err = run(path, "import", FILES[1], *NEW)
    assert code == 1
    assert "published.yaml line 2: mappings > neat > indicator: 'neat' is no indicator of the data file" in err


def test_a_folder_without_neighbours_says_how_to_go_on(path: Path) -> None:
    path.with_name("neighbours.yaml").unlink()
    code, _, err = run(path, "import", FILES[1], *NEW)
    assert (code, "neighbours.yaml holds no model of this council; add one, or ask for 'none'" in err) == (1, True)
    assert run(path, "import", FILES[1], *NEW, "--model", "none")[0] == 0


def test_a_file_far_larger_than_an_upload_comes_in(path: Path, tmp_path: Path) -> None:
    """All other authorities' rows stand between ours; the page takes 5 MB, the command line far more."""
    lines = (FOLDER / STABILITY).read_bytes().splitlines(keepends=True)
    other = (
        next(one for one in lines if b"Hartlepool" in one)
        .replace(b"Hartlepool", b"Elsewhere")
        .replace(b"E06000001", b"E99")
    )
    many = int(os.environ.get("PUBLISHED_ROWS", "40000"))
    with (tmp_path / STABILITY).open("wb") as large:
        large.writelines([lines[0], *[other] * many, *lines[1:]])
    assert (tmp_path / STABILITY).stat().st_size > 5_000_000
    begun = time.monotonic()
    code, out, err = run(path, "import", str(tmp_path / STABILITY), *NEW)
    assert (code, err) == (0, "")
    assert "18 comparators, 6 published figures of the council" in out
    print(f"{many:,} rows in {time.monotonic() - begun:.1f} s")


def test_a_day_that_nobody_knows_is_said_to_be_unknown(path: Path) -> None:
    named = ["--source", "dfe-cla-2025", "--title", "Children looked after in England: 2025"]
    code, _, err = run(path, "import", FILES[1], *named)
    assert (code, "write the day of the release, 2025-11-20, or unknown" in err) == (1, True)
    assert run(path, "import", FILES[1], *named, "--published", "Unknown")[0] == 0
    source = data_file.read_catalogue(path).sources["dfe-cla-2025"]
    assert (source.published, source.note) == (
        None,
        "The files of this release do not say on which day it was published.",
    )
    again = run(path, "import", FILES[1], "--source", "dfe-cla-2025", "--published", "unknown")[2]
    assert again.endswith("the data file says all of this already\n")


def test_check_and_history_name_the_published_series(path: Path) -> None:
    run(path, "import", FILES[1], *NEW)
    code, out, _ = run_plain(path, "check")
    assert (code, " and 24 published figures in published_series.yaml, every one cited" in out) == (0, True)
    assert " of published_series.yaml)" in run_plain(path, "history")[1]
    assert "no change" in run_plain(path, "history", "--file", "indicators")[1]
    series = path.with_name(published_series.FILE)
    lines = series.read_text(encoding="utf-8").splitlines(keepends=True)
    series.write_text("".join(lines[:-1]), encoding="utf-8")
    code, _, err = run_plain(path, "check")
    assert code == 1
    assert err.splitlines()[0].startswith("published_series.yaml: ")
    assert "(confirm --file published)" in err
    assert run(path, "confirm", "--file", "published")[0] == 0
    assert run_plain(path, "check")[0] == 0


def test_compare_tells_what_a_newer_release_has_and_changes_nothing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    newer = office(tmp_path / "release", 'editing = "off"\n')
    assert run(newer, "import", FILES[1], *NEW)[0] == 0
    before = both(path)
    code, out, err = run_plain(path, "compare", str(newer.parent))
    assert (code, err, both(path)) == (0, "", before)
    assert out.startswith("New sources (1)\n  dfe-cla-2025: Children looked after in England: 2025\n")
    assert "Three or more placements: 9 figures of others" in out
    assert "Nothing was changed." in out
    code, out, _ = run_plain(newer, "compare", str(path.parent))
    assert (code, "has all that stands in" in out) == (0, True)


def test_rows_of_former_imports_move_by_one_command(path: Path) -> None:
    row = '      - {group: all, period: 2014, value: 1, source: dfe-old, at: "a.csv, column number"}\n'
    text = path.read_text(encoding="utf-8")
    source = "  dfe-old: {title: Old, publisher: Department for Education, kind: published}\n"
    text = text.replace("\nsources:\n", f"\nsources:\n{source}").replace(
        "    own_series:\n", f"    own_series:\n{row}", 1
    )
    path.write_text(text, encoding="utf-8")
    assert run_plain(path, "check")[0] == 0
    assert run(path, "move-published", "dfe-odd")[2] == "'dfe-odd' is no source of indicators.yaml; write its id\n"
    code, out, err = run(path, "move-published")
    assert (code, err) == (0, "")
    assert out.startswith("1 published figure and 1 source moved to published_series.yaml\n")
    assert " and 1 published figure in published_series.yaml" in run_plain(path, "check")[1]
    assert run(path, "move-published")[0] == 1
