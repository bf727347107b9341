"""What the contract refuses in the words of a form, by the code of its rule and never by its sentence."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.catalogue.field_types import refuse
from metrics.catalogue.load import parse
from metrics.catalogue.problem_codes import ProblemCode
from metrics.catalogue.problems import Problem, Refused
from metrics.entry import form_messages, panel_lines
from metrics.entry.form_messages import form_message
from metrics.entry.rows import Row
from tests.support import make
from tests.support.make import figure, indicator

ROW = Row("figure", {}, "row 2")


def problems(**entry: Any) -> dict[ProblemCode, Problem]:
    """What the contract refuses of one figure of a percentage."""
    with pytest.raises(Refused) as refused:
        parse(make.text(indicator({**figure("2013/14 Q1", 26), **entry})))
    return {problem.code: problem for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("entry", "code", "values"),
    [
        ({"value": 120}, ProblemCode.NOT_PERCENT, {"value": "120"}),
        ({"numerator": 5, "denominator": 0}, ProblemCode.ZERO_DENOMINATOR, {}),
        ({"numerator": 5, "denominator": 4}, ProblemCode.NO_SHARE, {"numerator": "5", "denominator": "4"}),
        ({"code": "c"}, ProblemCode.NOT_ONE_VALUE, {}),
        ({"note": " "}, ProblemCode.EMPTY, {}),
        ({"status": "predicted"}, ProblemCode.WITHOUT_PREDICTOR, {}),
        (
            {"status": "revised", "by": "Ann", "reason": "why", "on": "soon"},
            ProblemCode.NOT_A_DATE,
            {"written": "'soon'"},
        ),
        ({"value": "x"}, ProblemCode.OTHER, {}),
    ],
)
def test_problem_carries_the_code_of_its_rule_and_the_values_in_its_sentence(
    entry: dict[str, Any], code: ProblemCode, values: dict[str, str]
) -> None:
    assert problems(**entry)[code].values == values


def test_key_that_is_missing_has_its_code() -> None:
    without = {key: value for key, value in figure("2013/14 Q1", 26).items() if key != "at"}
    with pytest.raises(Refused) as refused:
        parse(make.text(indicator(without)))
    assert [problem.code for problem in refused.value.problems] == [ProblemCode.MISSING]


@pytest.mark.parametrize("code", form_messages._IN_A_FORM)
def test_form_goes_by_the_code_whatever_the_sentence_says(code: ProblemCode) -> None:
    values = dict.fromkeys(("way", "comparable", "value", "numerator", "denominator"), "{x}")
    one, other = (
        form_message(ROW, "note", Problem(1, "", what, code=code, values=values)) for what in ("one", "other")
    )
    assert one.field == other.field
    assert (one.what == other.what) == (code != ProblemCode.NOT_ONE_VALUE)
    assert "{heading}" not in one.what


def test_sentence_without_a_code_is_told_as_it_stands_however_much_it_is_like_another() -> None:
    what = "this key is missing; add 'at: {heading}'"
    assert form_message(ROW, "at", Problem(1, "", what)).what == what


@pytest.mark.parametrize("code", [ProblemCode.MISSING, ProblemCode.WORDS_MISSING, ProblemCode.NOT_A_DATE])
def test_form_of_the_record_goes_by_the_code(code: ProblemCode) -> None:
    given = {"way": "write the answer", "written": "'soon'"}
    told = panel_lines._in_a_form(Problem(1, "", "any words", code=code, values=given))
    assert told in ("fill this in", "write the answer", "'soon' is not a date; write it such as 23 August 2013")


def test_refusal_of_a_field_has_its_code_in_its_context() -> None:
    error = refuse("is empty; write something", ProblemCode.EMPTY, written="''")
    assert error.context == {
        "message": "is empty; write something",
        "code": ProblemCode.EMPTY,
        "values": {"written": "''"},
    }
