"""Ids: what is one, what a name becomes, and whole numbers of an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue import ids


@pytest.mark.parametrize("written", ["neet", "five-good-gcses", "2013", "a1-b2"])
def test_lower_case_words_joined_by_hyphens_are_an_id(written: str) -> None:
    assert ids.is_id(written)


@pytest.mark.parametrize("written", ["", "NEET", "a_b", "a--b", "-a", "a-", "a b", "é", "neet\n"])
def test_anything_else_is_no_id(written: str) -> None:
    assert not ids.is_id(written)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Children’s homes (in use)", "childrens-homes-in-use"),
        ("  5 A*-C  ", "5-a-c"),
        ("2013/14 Q2", "2013-14-q2"),
        ("学校", ""),
    ],
)
def test_slug_of_a_name(name: str, slug: str) -> None:
    assert ids.slug(name) == slug


@given(st.text())
def test_slug_is_an_id_or_nothing_and_stays_itself(name: str) -> None:
    slug = ids.slug(name)
    assert slug == "" or ids.is_id(slug)
    assert ids.slug(slug) == slug


def test_names_are_looked_up_without_regard_to_case_and_blanks() -> None:
    assert ids.bare("  Ofsted\n 2013 ") == ids.bare("OFSTED 2013")


@pytest.mark.parametrize(
    ("written", "number"),
    [("1", 1), ("999", 999), ("007", 7), ("0", None), ("1000", None), ("9" * 5000, None), ("-1", None), ("²", None)],
)
def test_number_of_an_address_is_within_its_bounds_or_none(written: str, number: int | None) -> None:
    assert ids.bounded(written, 1, 999) == number
