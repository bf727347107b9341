"""Which fields of a form say that they have to be filled in: those that the contract asks of each kind of entry."""

from __future__ import annotations

import pytest

from metrics.entry.required_fields import ALWAYS, WITH_A_VALUE, required_fields
from metrics.entry.rows import FIELDS, KINDS, Kind


@pytest.mark.parametrize(
    ("kind", "always"),
    [
        ("figure", {"indicator"}),
        ("comparator", {"indicator", "area", "group"}),
        ("target", {"indicator"}),
        ("indicator", {"name", "theme", "unit", "polarity", "frequency", "definition"}),
        ("source", {"title", "publisher", "source_kind"}),
    ],
)
def test_fields_without_which_an_entry_is_refused_are_required(kind: Kind, always: set[str]) -> None:
    assert {name for name, how in required_fields(kind).items() if how == ALWAYS} == always


def test_a_target_needs_its_kind_and_first_day_once_it_has_a_value() -> None:
    assert {name for name, how in required_fields("target").items() if how == WITH_A_VALUE} == {"kind", "from"}


def test_every_required_field_is_one_that_a_row_of_its_kind_may_hold() -> None:
    for kind in KINDS:
        assert all(kind in FIELDS[name].kinds for name in required_fields(kind) if name != "source_kind")
