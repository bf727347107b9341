"""The command events, and check of their file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from metrics.__main__ import main
from tests.support.data_files import begun

EVENTS = """events:
  - {date: "undated: later", words: Some day, source: report, at: page 2}
  - {date: May 2013, theme: education, words: Opened, source: report, at: page 1}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = begun(tmp_path)
    path.with_name("events.yaml").write_text(EVENTS, encoding="utf-8")
    return path


def test_events_are_printed_in_order_as_text_and_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["events", "--data", str(data)]) == 0
    assert capsys.readouterr().out == (
        "May 2013: Opened [Education] (Ofsted, page 1)\nlater; no date given: Some day (Ofsted, page 2)\n"
    )
    assert main(["events", "--data", str(data), "--theme", "whole", "--format", "json"]) == 0
    [one] = json.loads(capsys.readouterr().out)
    assert (one["words"], one["date"], one["start"], one["theme"]) == ("Some day", "undated: later", None, None)


def test_theme_that_there_is_not_is_refused_with_those_there_are(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["events", "--data", str(data), "--theme", "healt"]) == 1
    assert "'healt' is no theme; write one of: whole, education" in capsys.readouterr().err


def test_check_counts_the_events_and_tells_their_problems(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(data)]) == 0
    assert "2 dated events in events.yaml, every one cited" in capsys.readouterr().out
    data.with_name("events.yaml").write_text("events:\n  - {date: soon}\n", encoding="utf-8")
    assert main(["check", "--data", str(data)]) == 1
    assert "events.yaml line 2" in capsys.readouterr().err


def test_who_recorded_an_event_is_told_without_an_address(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed = EVENTS.replace("at: page 1}", 'at: page 1, by: "Jo Bloggs (jo@council.example)", on: 2013-05-02}')
    data.with_name("events.yaml").write_text(signed, encoding="utf-8")
    assert main(["events", "--data", str(data), "--format", "json"]) == 0
    printed = capsys.readouterr().out
    assert [one["by"] for one in json.loads(printed)] == ["Jo Bloggs", None]
    assert "@" not in printed
