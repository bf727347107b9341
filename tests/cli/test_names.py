"""add --match and --leave-out, and the command names: matched once, listed, taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from metrics.__main__ import main
from metrics.store import data_file
from tests.support.data_files import begun
from tests.support.workbooks import workbook

SIGNED = ("--by", "Ann", "--reason", "Return of October 2013", "--today", "2013-10-20")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return begun(tmp_path)


def scorecard(path: Path, *rows: tuple[str, object]) -> str:
    file = path.with_name("scorecard.xlsx")
    file.write_bytes(workbook(("Measure", "Actual"), *rows, sheet="Scorecard"))
    return str(file)


def add(path: Path, *rows: tuple[str, object], more: tuple[str, ...] = ()) -> int:
    once = ("--period", "2013/14 Q2", "--source", "report", "--at", "page 2")
    return main(["add", scorecard(path, *rows), "--data", str(path), *once, *SIGNED, *more])


def values(path: Path) -> list[tuple[str, str]]:
    loaded = data_file.load(path)
    assert loaded.catalogue is not None
    return [(one.period.label, str(one.value)) for one in loaded.catalogue.indicators[0].observations]


def test_name_is_matched_once_and_read_by_itself_the_next_time(path, capsys):
    assert add(path, ("Young people without work", 24)) == 1
    assert "'Young people without work' is no indicator" in capsys.readouterr().err
    assert add(path, ("Young people without work", 24), more=("--match", "Young people without work=neet")) == 0
    assert "as chosen now; this is remembered" in capsys.readouterr().out
    assert values(path) == [("2013/14 Q1", "26"), ("2013/14 Q2", "24")]
    assert add(path, ("young-people without work", 24), more=("--dry-run",)) == 1
    assert "as matched by Ann on 20 October 2013 (Return of October 2013)" in capsys.readouterr().out


def test_names_are_listed_and_taken_back_and_that_is_undone(path, capsys):
    assert main(["names", "--data", str(path)]) == 0
    assert capsys.readouterr().out == "no name of a file has been matched yet\n"
    add(path, ("Without work", 24), more=("--match", "Without work=neet"))
    capsys.readouterr()
    assert main(["names", "--data", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "name": "Without work",
            "indicator": "neet",
            "by": "Ann",
            "on": "2013-10-20",
            "reason": "Return of October 2013",
            "not_used": None,
        }
    ]
    assert main(["names", "--data", str(path), "--take-back", "without WORK", *SIGNED]) == 0
    assert capsys.readouterr().out.startswith("taken back: Without work (change 3, signed by Ann)")
    assert main(["names", "--data", str(path), "--take-back", "without WORK", *SIGNED]) == 1
    assert main(["undo", "--data", str(path), "--file", "names", *SIGNED[:4]]) == 0
    capsys.readouterr()
    main(["names", "--data", str(path)])
    assert capsys.readouterr().out == "Without work = neet  (Ann, 2013-10-20: Return of October 2013)\n"


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (("--match", "Without work"), "'Without work' names no indicator; write it as 'NEET %=neet'"),
        (("--match", "Without work=neat"), "'neat' is no indicator; did you mean 'neet'?"),
        (("--match", "Elsewhere=neet"), "no row of this file names 'Elsewhere'"),
        (("--leave-out", "NEET %"), "'NEET %' is a name of 'neet' itself"),
    ],
)
def test_option_that_fits_nothing_is_refused_and_nothing_is_saved(path, capsys, option, told):
    before = path.read_bytes()
    assert add(path, ("Without work", 24), more=option) == 1
    assert told in capsys.readouterr().err
    assert path.read_bytes() == before
    assert not path.with_name("file_names.yaml").exists()


def test_match_of_a_name_that_is_the_indicator_s_own_is_taken_and_not_remembered(path):
    assert add(path, ("NEET %", 24), more=("--match", "NEET %=neet")) == 0
    assert not path.with_name("file_names.yaml").exists()


def test_rows_left_out_are_asked_about_and_nothing_is_remembered_of_them(path, capsys):
    rows = [("neet", 24), ("Foster carers", 90)]
    assert add(path, *rows, more=("--leave-out", "Foster carers")) == 1
    assert "“Foster carers”, in sheet Scorecard, row 3, is left out as chosen" in capsys.readouterr().err
    assert add(path, *rows, more=("--leave-out", "Foster carers", "--checked")) == 0
    assert values(path)[-1] == ("2013/14 Q2", "24")
    assert not path.with_name("file_names.yaml").exists()


def test_dry_run_remembers_nothing(path):
    assert add(path, ("Without work", 24), more=("--match", "Without work=neet", "--dry-run")) == 0
    assert not path.with_name("file_names.yaml").exists()


def test_differences_are_printed_old_and_new_with_the_counts_of_the_groups(path, capsys):
    file = path.with_name("both.csv")
    file.write_text("Indicator,Period,Value\nneet,2013/14 Q1,25\nneet,2013/14 Q2,24\n", encoding="utf-8")
    once = ("--source", "report", "--at", "page 2", "--checked")
    assert main(["add", str(file), "--data", str(path), *once, *SIGNED]) == 0
    out = capsys.readouterr().out
    assert "Not in education, employment or training, 2013/14 Q1: 26% -> 25%" in out
    assert "1 new, 1 different, 0 equal" in out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            ("--match", "Without\x07work=neet"),
            "the name “Withoutwork” in the file holds a character that can't be seen",
        ),
        (("--match", "Without\x07work=neet", "--by", "A\x07nn", "--reason", "w\x1b[31m"), "holds a character"),
    ],
)
def test_name_or_reason_that_is_no_text_is_refused_in_a_sentence(path, capsys, given, told):
    before = path.read_bytes()
    file = path.with_name("scorecard.csv")
    file.write_text("Indicator,Value\nWithout\x07work,24\n", encoding="utf-8")
    once = ("--period", "2013/14 Q2", "--source", "report", "--at", "page 2", "--checked")
    assert main(["add", str(file), "--data", str(path), *once, *SIGNED, *given]) == 1
    assert told in capsys.readouterr().err
    assert path.read_bytes() == before
    assert not path.with_name("file_names.yaml").exists()


def test_reason_for_taking_back_that_is_no_text_is_refused_in_a_sentence(path, capsys):
    add(path, ("Without work", 24), more=("--match", "Without work=neet"))
    taken = ("names", "--data", str(path), "--take-back", "Without work", "--by", "Ann", "--reason", "w\x1b[31m")
    assert main([*taken]) == 1
    assert "the reason holds a character that can't be seen" in capsys.readouterr().err


def test_cell_can_not_command_the_terminal(path, capsys):
    file = path.with_name("scorecard.csv")
    file.write_text("Indicator,Value\nWithout\x1b[31m\x9bwork,24\n", encoding="utf-8")
    once = ("--period", "2013/14 Q2", "--source", "report", "--at", "page 2", "--checked")
    assert main(["add", str(file), "--data", str(path), *once, *SIGNED]) == 1
    told = capsys.readouterr().err
    assert "'Without\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}work' is no indicator" in told
