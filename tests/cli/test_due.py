"""due on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.__main__ import main
from tests.support import make
from tests.support.make import hub, indicator

Q1, Q2 = "2013/14 Q1", "2013/14 Q2"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "indicators.yaml"
    told = hub(Q2, 66.7, numerator=2, denominator=3, note="three of the children")
    text = make.text(
        indicator(hub(Q1, 26), id="late", name="Late", owner="Nurse"),
        indicator(hub(Q1, 26), told, id="in", name="Ready"),
    )
    made.write_text(text, encoding="utf-8")
    return made


def run(path: Path, *options: str) -> int:
    return main(["due", "--data", str(path), "--today", "2013-11-20", *options])


def test_it_is_told_in_words_as_csv_and_as_a_calendar(path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(path) == 0
    told = capsysbinary.readouterr().out.decode()
    assert told.startswith("July to September 2013, due by 30 October 2013 (overdue): 1 of 2 in, 1 missing\n")
    assert "Nurse: 1 of 1 missing\n  July to September 2013\n  - Late: missing\n" in told
    assert run(path, "--format", "csv") == 0
    rows = capsysbinary.readouterr().out.decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert run(path, "--format", "ics") == 0
    calendar = capsysbinary.readouterr().out
    assert calendar.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"DTSTART;VALUE=DATE:20131030" in calendar
    assert not any(held in told for held in ("66", "three")), "no value and no small number"


def test_a_period_and_an_owner_can_be_chosen(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path, "2013/14 Q1", "--owner", "Nurse") == 0
    told = capsys.readouterr().out
    assert told.startswith("April to June 2013, due by 30 July 2013 (overdue): all 2 in\n")
    assert "Nurse: nothing missing" in told
    assert "No owner" not in told


def test_an_unknown_period_or_owner_is_refused_with_what_to_write(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(path, "last week") == 1
    assert "write one of" in capsys.readouterr().err
    for words in ("31 March 2013", "undated: lately", "year to 30 September 2013"):
        assert run(path, words) == 1
        assert capsys.readouterr().err.endswith("due for a month, a quarter or a year, such as '2013/14 Q2'\n")
    assert run(path, "2030/31 Q1") == 0
    assert "0 of 2 in, 2 to come" in capsys.readouterr().out
    assert run(path, "--owner", "Nobody") == 1
    assert capsys.readouterr().err == "'Nobody' answers for nothing that is due; those with figures due are: Nurse\n"
