"""Problems: one line each, in file order; pydantic's errors in our own sentences."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from metrics.catalogue.models import Theme
from metrics.catalogue.problems import Loc, Problem, Refused, in_our_words, known_fields


def test_refused_says_every_problem_on_a_line_of_its_own() -> None:
    problems = [Problem(3, "neet > unit", "is blank"), Problem(9, "", "a tab stands here", "events.yaml")]
    assert str(Refused(problems)) == (
        "indicators.yaml line 3: neet > unit: is blank\nevents.yaml line 9: a tab stands here"
    )


@pytest.mark.parametrize(
    ("written", "loc", "sentence"),
    [
        ({"id": "care"}, ("name",), "this key is missing; add 'name: ...'"),
        ({"id": "care", "name": "Care", "nmae": "x"}, ("nmae",), "unknown key 'nmae'; did you mean 'name'?"),
        ({"id": "care", "name": 7}, ("name",), "'7' is not words; write text, in quotes if it is a number or a date"),
    ],
)
def test_error_of_validation_is_told_as_what_to_write(written: object, loc: Loc, sentence: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Theme.model_validate(written)
    ((found, what),) = [in_our_words(error, Theme) for error in raised.value.errors()]
    assert (found, str(what)) == (loc, sentence)


def test_known_fields_go_by_the_names_of_the_file() -> None:
    assert known_fields(Theme) == {"id": True, "name": True, "role": False}
