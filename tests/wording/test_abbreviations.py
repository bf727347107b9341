"""Abbreviations that an indicator's id holds, for lists in which somebody types them."""

import pytest

from metrics.wording.abbreviations import abbreviation, listed_name
from tests.support.make import catalogue, indicator


@pytest.mark.parametrize(
    ("indicator_id", "name", "short"),
    [
        ("neet", "Not in education, employment or training", "NEET"),
        ("care-leavers-eet", "Care leavers in education, employment or training", "EET"),
        ("pep-completion", "Personal education plans completed", "PEP"),
        ("re-offending", "Looked-after children re-offending", ""),
        ("five-good-gcses", "Five good GCSEs", ""),
        ("ten", "Too early", ""),
        ("to", "Two others", ""),
    ],
)
def test_first_letters_of_the_name_in_the_id_are_its_abbreviation(indicator_id: str, name: str, short: str) -> None:
    (made,) = catalogue(indicator(id=indicator_id, name=name)).indicators
    assert abbreviation(made) == short
    assert listed_name(made) == (f"{name} ({short})" if short else name)


def test_an_abbreviation_that_the_name_has_is_not_told_twice() -> None:
    (made,) = catalogue(indicator(id="neet", name="Not in education, employment or training (NEET)")).indicators
    assert listed_name(made) == "Not in education, employment or training (NEET)"
