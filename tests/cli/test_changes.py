"""What stands of an indicator, changed by a file on the command line: saved, named, undone, or refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from metrics import __main__ as command_line
from metrics.catalogue.load import parse
from metrics.store import data_file
from tests.support import make
from tests.support.make import hub, indicator, target

SIGNED = ("--by", "Ann Officer", "--reason", "as the panel agreed")
HEADINGS = "What,Indicator,Field to change,Which target,Period,New words,Reason,Source,Place in the source\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "figures.yaml"
    figures = [hub("2012/13 Q4", 30), hub("2013/14 Q1", 26)]
    text = make.text(indicator(*figures, owner="Head of schools", targets=[target(25)]))
    made.write_text(text, encoding="utf-8")
    return made


def add(path: Path, rows: str, *more: str) -> int:
    file = path.with_name("changes.csv")
    file.write_text(HEADINGS + rows, encoding="utf-8")
    return command_line.main(["add", str(file), "--data", str(path), *SIGNED, *more])


ROWS = """change,neet,Who answers for it,,,Head of service,,,
change,neet,End of a target,1,,31 March 2013,,,
change,neet,Tolerance of a target,1,,2,,hub,page 3
change,neet,New limits before,,2013/14 Q1,A new service.,,,
change,neet,Retired,,,2014-04-01,Counted elsewhere.,,
"""


def test_changes_are_saved_signed_named_and_undone(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_text(encoding="utf-8")
    assert add(path, ROWS, "--checked") == 0
    found = parse(path.read_text(encoding="utf-8")).indicators[0]
    assert found.owner == "Head of service"
    assert (found.targets[0].until, found.targets[0].tolerance is not None) == (date(2013, 3, 31), True)
    rebase = found.observations[1].rebase_before
    assert rebase is not None
    assert (rebase.by, rebase.reason) == ("Ann Officer", "A new service.")
    assert found.retired is not None
    (_, saved) = data_file.history(path, "indicators").entries
    assert saved.about == (
        "Not in education, employment or training: who answers for it",
        "Not in education, employment or training: the last day of the council target from 1 April 2011",
        "Not in education, employment or training: the tolerance of the council target from 1 April 2011",
        "Not in education, employment or training: new limits before April to June 2013",
        "Not in education, employment or training: its retirement",
    )
    assert "5 changed fields" in capsys.readouterr().out
    assert command_line.main(["undo", "--data", str(path), *SIGNED]) == 0
    assert path.read_text(encoding="utf-8") == before


def test_a_fault_is_told_at_its_row_and_cell_and_nothing_is_saved(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    assert add(path, ROWS + "change,neet,Colour,,,red,,,\n", "--checked") == 1
    told = capsys.readouterr().err
    assert "row 7, column C (Field to change): 'Colour' can't be changed here; write one of: Full name" in told
    assert path.read_bytes() == before


def test_what_turns_every_verdict_is_asked_about(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(path, "change,neet,Which way is better,,,higher is better,,,\n") == 1
    assert "this turns every verdict of 2 figures; is that meant?" in capsys.readouterr().err
