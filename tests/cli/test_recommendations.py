"""recommendations, coverage, and what check and meetings say of their file, on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from metrics.__main__ import main
from metrics.catalogue import published_series
from tests.support import make, panel, recommended
from tests.support.make import DATA, hub, indicator
from tests.support.recommended import asked, gap


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "indicators.yaml"
    made.write_text(make.text(indicator(hub("2013/14 Q1", 26)), indicator(id="b", name="Plans")), encoding="utf-8")
    return made


def write(path: Path, text: str) -> None:
    path.with_name("recommendations.yaml").write_text(text, encoding="utf-8")


def run(path: Path, command: str, *options: str) -> int:
    return main([command, "--data", str(path), *(("--today", "2014-03-01") if command != "check" else ()), *options])


def test_the_shipped_files_give_fifteen_with_their_days_indicators_and_states(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (DATA.name, published_series.FILE, recommended.SHIPPED.name):
        shutil.copy(DATA.with_name(name), tmp_path / name)
    assert run(tmp_path / DATA.name, "recommendations", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found) == 15
    for one in found:
        assert {"id", "words", "at", "due", "indicators", "state"} < one.keys()
        assert one["at"] == "paragraph 20"
        assert [each["indicator"] for each in one["readings"]] == one["indicators"]
    assert [one["due"] for one in found] == ["2013-08-23"] * 4 + ["2013-11-23"] * 8 + ["2014-02-23"] * 3
    assert found[0]["state"] == "awaits its first figure"
    assert run(tmp_path / DATA.name, "coverage", "--format", "json") == 0
    coverage = json.loads(capsys.readouterr().out)
    assert coverage["counts"] == {"gaps": 38, "closed": 0, "partly": 0, "published only": 6, "open": 32}
    assert len(coverage["gaps"]) == 38


def test_both_are_told_in_words(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(path, recommended.text(asked("neet", "b"), gaps=[gap("b")]))
    assert run(path, "recommendations") == 0
    told = capsys.readouterr().out
    assert told.startswith(
        "1 area for improvement: 1 with figures but none tested.\n"
        "1. Improve the plans: 1 of 2 has figures, none tested\n"
    )
    assert "   By 23 November 2013 (past); No owner is named; last moved: No figure has moved yet\n" in told
    assert "     Medway, April to June 2013: 26%; no earlier figure\n" in told
    assert run(path, "coverage") == 0
    assert capsys.readouterr().out == (
        "1 gap: none closed by a first figure, 1 open.\n"
        "- Plans on time (paragraph 44): not measured yet. Proposed: Plans\n"
    )


def test_a_figure_that_is_added_changes_state_and_coverage(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(path, recommended.text(asked("b"), gaps=[gap("b")]))
    rows = path.with_name("rows.csv")
    rows.write_text("indicator,period,value\nb,2013/14 Q3,61\n", encoding="utf-8")
    signed = ("--by", "Jo", "--reason", "The return", "--source", "hub", "--at", "page 1")
    assert run(path, "add", str(rows), *signed) == 0, capsys.readouterr().err
    capsys.readouterr()
    assert run(path, "recommendations", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)[0]["state"] == "1 of 1 has figures, none tested"
    assert run(path, "coverage", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["counts"]["closed"] == 1


def test_check_says_nothing_of_a_sound_file_and_refuses_a_broken_one_with_its_line(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(path, recommended.text(asked("neet"), gaps=[gap(), gap(id="other")]))
    assert run(path, "check") == 0
    assert "recommendation" not in capsys.readouterr().out
    write(path, recommended.text(asked("neets")))
    for command in ("check", "recommendations", "coverage", "meetings"):
        assert run(path, command) == 1
        assert capsys.readouterr().err == (
            "recommendations.yaml line 2: recommendations > plans > indicators > entry 1: 'neets' is no indicator of "
            "the data file; did you mean 'neet'?\n"
        )
    assert run(path, "reading", "--format", "json") == 0, "the figures are not concerned"


def test_without_a_file_nothing_else_changes(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path, "check") == 0
    assert "recommendation" not in capsys.readouterr().out
    assert run(path, "meetings") == 0
    assert "not moving" not in capsys.readouterr().out
    assert run(path, "recommendations") == 1
    assert capsys.readouterr().err == (
        "recommendations.yaml line 1: there is no such file beside the data file, or nothing stands in it\n"
    )


def test_meetings_names_what_does_not_move(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(path, recommended.text(asked("b")))
    assert run(path, "meetings") == 0
    assert "Recommendations not moving:\n  Improve the plans: awaits its first figure" in capsys.readouterr().out
    assert run(path, "meetings", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["recommendations_not_moving"] == ["plans"]


def test_what_is_not_for_publication_is_not_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(path, recommended.text(asked("neet")))
    lines = [panel.challenge(1), panel.challenge(2, publish=False)]
    path.with_name("meetings.yaml").write_text(panel.record_text(challenges=lines), encoding="utf-8")
    assert run(path, "recommendations", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)[0]["open"] == ["Challenge 1"]
