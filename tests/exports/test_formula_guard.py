"""The guard against formulas: what a spreadsheet could run begins with a quote, and nothing else does."""

from __future__ import annotations

import pytest

from metrics.exports.formula_guard import guard_formula


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＋1", "－5", "＠A1", "  =1+1"],
)
def test_text_that_a_spreadsheet_could_run_is_guarded(text: str) -> None:
    assert guard_formula(text) == "'" + text


@pytest.mark.parametrize("value", ["26", "paragraph 42", "9 of 42", "a - b", "'quoted'", "", "–5", "£5", -5, None])
def test_anything_else_is_left_as_it_is(value: object) -> None:
    assert guard_formula(value) == value
