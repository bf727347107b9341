"""A column's unit against the indicator's: what is asked before figures are saved, and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from metrics.ees_import.unit_checks import held
from tests.support.published_files import (
    BASE,
    COLUMNS,
    MAPPING,
    an_indicator,
    indicator_text,
    proposed,
    row,
    table,
    take,
)

TITLE = "Not in education, employment or training"


@pytest.mark.parametrize(
    ("column", "what"),
    [
        *(("children_percent", "percentages"), ("percentage", "percentages"), ("pt_pupils_pa_10_exact", "percentages")),
        *(("vacancy_rate_fte", "rates"), ("rate_per_10000", "rates"), ("no_further_action_percent", "percentages")),
        *(
            ("children_count", "numbers"),
            ("number", "numbers"),
            ("t_perm_excl", "numbers"),
            ("population_estimate", "numbers"),
        ),
        *(
            ("avg_att8", "averages"),
            ("sdq_average_score", "averages"),
            ("average_days", "averages"),
            ("days", "durations"),
        ),
        *(("caseload_fte", None), ("inpost_fte", None), ("cases", None)),
    ],
)
def test_a_column_s_name_tells_what_it_holds(column: str, what: str | None) -> None:
    assert held(column) == what


def asked(column: str, value: str = "4", rows: str = "Placed well", **keys: Any) -> list[str]:
    data = table([{**row("Medway", breakdown=rows), column: value}], (*COLUMNS, column))
    found = take(data, {**MAPPING, "rows": {"breakdown": rows}, "value": column}, known=an_indicator(**keys))
    assert found.faults == ()
    return [doubt.words for doubt in found.doubts]


CHILDREN = {"unit": "count", "of": "children"}
CASES = {"unit": "count", "of": "cases per worker"}


@pytest.mark.parametrize(
    ("column", "keys", "sentence"),
    [
        (
            "children_percent",
            CHILDREN,
            "the column children_percent holds percentages by its name, and the indicator is a number of children",
        ),
        ("pt_pupils", CHILDREN, "holds percentages by its name, and the indicator is a number of children"),
        ("rate_per_10000", CHILDREN, "holds rates by its name"),
        ("children_count", {}, "the column children_count holds numbers by its name, and the indicator is in percent"),
        ("avg_score", {}, "holds averages by its name, and the indicator is in percent"),
        (
            "children_percent",
            {"unit": "per 10,000"},
            "holds percentages by its name, and the indicator is in per 10,000",
        ),
        ("number", {"unit": "weeks"}, "holds numbers by its name, and the indicator is in weeks"),
        ("number", CASES, "holds numbers by its name, and the indicator is a number of cases per worker"),
    ],
)
def test_a_column_of_another_unit_is_asked_about(column: str, keys: dict[str, Any], sentence: str) -> None:
    (doubt,) = asked(column, **keys)
    assert sentence in doubt
    assert doubt.startswith(f"{TITLE}: ")
    assert doubt.endswith("; is it the right column?")


@pytest.mark.parametrize(
    ("column", "keys"),
    [
        *(("children_percent", {}), ("vacancy_rate_fte", {}), ("children_count", CHILDREN), ("number", CHILDREN)),
        *(("rate_per_10000", {"unit": "per 10,000"}), ("caseload_fte", CASES), ("average_weeks", {"unit": "weeks"})),
        ("anything", {}),
    ],
)
def test_a_column_of_the_indicator_s_unit_or_of_none_is_not(column: str, keys: dict[str, Any]) -> None:
    assert asked(column, **keys) == []


def test_parts_of_a_child_and_rows_of_an_average_are_asked_about() -> None:
    assert asked("children_count", "14.2", **CHILDREN) == [
        f"{TITLE}: 14.2 is no whole number of children; is it the right column?"
    ]
    assert asked("inpost_fte", "150.1", unit="count", of="workers (full-time equivalents)") == []
    assert asked("children_count", "14", "SDQ average score", **CHILDREN) == [
        f"{TITLE}: its rows are 'SDQ average score', and the indicator is a number of children; are they the right"
        " rows?"
    ]


def test_it_is_asked_where_something_new_comes_in_and_not_again() -> None:
    text = indicator_text(**CHILDREN)
    data = [{**one, "child_count": "9"} for one in BASE]
    mapping = {**MAPPING, "value": "child_percent"}
    known = an_indicator(**CHILDREN)
    first = proposed(text, take(table(data), mapping, known=known))
    assert [doubt.indicator for doubt in first.doubts] == ["neet"]
    assert first.amended is not None
    assert proposed(first.amended.text, take(table(data), mapping, known=known), sources={}).doubts == ()
