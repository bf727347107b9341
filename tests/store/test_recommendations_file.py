"""The recommendations on the disk: absent, blank, broken and sound; never in the way of the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.catalogue.problems import Refused
from metrics.store import data_file, recommendations_file
from tests.support import make, recommended
from tests.support.make import figure, indicator
from tests.support.recommended import asked

MAIN = make.catalogue(indicator(figure("2013/14 Q1", 26)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "indicators.yaml"
    made.write_text(make.text(indicator(figure("2013/14 Q1", 26))), encoding="utf-8")
    return made


def beside(path: Path) -> Path:
    return path.with_name("recommendations.yaml")


def test_absent_or_with_notes_only_there_are_none(path: Path) -> None:
    assert recommendations_file.load(path, MAIN) == recommendations_file.LoadedRecommendations()
    beside(path).write_text("# to be filled\n\n", encoding="utf-8")
    assert recommendations_file.load(path, MAIN) == recommendations_file.LoadedRecommendations()


def test_a_sound_file_is_read(path: Path) -> None:
    beside(path).write_text(recommended.text(asked("neet")), encoding="utf-8")
    loaded = recommendations_file.load(path, MAIN)
    assert loaded.problems == ()
    assert loaded.said is not None
    assert [one.id for one in loaded.said.recommendations] == ["plans"]


@pytest.mark.parametrize("content", [b"recommendations: {", b"\xff\xfe", recommended.text(asked("neets")).encode()])
def test_a_broken_file_has_problems_and_the_figures_have_none(path: Path, content: bytes) -> None:
    beside(path).write_bytes(content)
    loaded = recommendations_file.load(path, MAIN)
    assert loaded.said is None
    assert [one.file for one in loaded.problems] == ["recommendations.yaml"]
    assert data_file.load(path).every_problem == ()


def test_a_file_that_can_not_be_read_is_refused_in_words(path: Path) -> None:
    beside(path).mkdir()
    with pytest.raises(Refused, match="can't be read"):
        recommendations_file.read_file(path)
