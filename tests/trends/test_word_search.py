"""Finding indicators by any word of a name."""

import pytest

from metrics.analysis.reading import read_all
from metrics.trends import selection
from metrics.trends.view_state import ViewState
from metrics.trends.word_search import near_words
from tests.support.make import TODAY, catalogue, figure, indicator, whole

MADE = catalogue(
    indicator(figure("2013/14 Q1", 1), id="told", name="Something else", definition="Those who are NEET."),
    indicator(figure("2013/14 Q1", 1), id="neetness", name="Begins like it"),
    indicator(figure("2013/14 Q1", 1), id="neet", name="Not in education", short_name="Out of work"),
    indicator(figure("2013/14 Q1", 1), id="unneeted", name="A part of it"),
)
READINGS = read_all(MADE, TODAY)


def found(word: str) -> list[str]:
    return [reading.indicator.id for reading in selection.select(READINGS, ViewState(word=word))]


def test_whole_words_stand_before_beginnings_before_parts_before_what_is_counted() -> None:
    assert found("neet") == found("NEET") == ["neet", "neetness", "unneeted", "told"]


@pytest.mark.parametrize("word", ["education", "Educ", "out of work", "work  out", "not education"])
def test_any_words_of_a_name_find_it_in_any_order(word: str) -> None:
    assert found(word) == ["neet"]


@pytest.mark.parametrize("word", ["xyzzy", "…", "neet xyzzy"])
def test_what_stands_nowhere_finds_nothing(word: str) -> None:
    assert found(word) == []


@pytest.mark.parametrize("word", ["12", "indicator 12", "Indicator  12"])
def test_number_finds_its_indicator_before_names_that_hold_it(word: str) -> None:
    others = (indicator(figure("2013/14 Q1", 1), id=f"of-{n}", name=f"Indicator 12 of {n}", number=n) for n in (1, 2))
    made = catalogue(*others, indicator(figure("2013/14 Q1", 1), number=12))
    assert selection.select(read_all(made, TODAY), ViewState(word=word))[0].indicator.id == "neet"


def test_words_written_like_it_are_offered() -> None:
    assert "education" in near_words(READINGS, "eductaion")
    assert near_words(READINGS, "…") == []


def test_neet_finds_neet_first_in_the_report() -> None:
    readings = read_all(whole(), TODAY)
    assert selection.select(readings, ViewState(word="neet"))[0].indicator.id == "neet"
