"""What a percentage counts, in words: one and many."""

from __future__ import annotations

import pytest

from metrics.wording.nouns import NOUNS, counted_noun, one_of
from tests.support.make import figure, reading, real


@pytest.mark.parametrize(
    ("name", "group", "of", "many", "one"),
    [
        ("In work", "looked-after children", None, "children", "child"),
        ("Care leavers in work", "care leavers", None, "care leavers", "care leaver"),
        ("Young people over 16 in work", "looked-after children", None, "young people", "young person"),
        ("Looked-after children’s reviews held on time", "looked-after children", None, "reviews", "review"),
        ("Reviews held on time", "care leavers", None, "reviews", "review"),  # not the people whom they are of
        ("In full-time education", "young people aged 16", None, "young people", "young person"),
        ("Looked-after children in education at 16", "young people", None, "young people", "young person"),
        ("Children told how to complain", "children and care leavers", None, "children and care leavers",
         "child or care leaver"),
        ("Told in time", "looked-after children", "letters", "letters", "letter"),
        ("Told in time", "looked-after children", "young people", "young people", "young person"),
        ("Told in time", "pupils", None, "", ""),
        ("Told in time", None, None, "", ""),
    ],
)  # fmt: skip
def test_noun_is_of_the_name_or_the_group(name: str, group: str | None, of: str | None, many: str, one: str) -> None:
    indicator = reading(figure("2013/14 Q1", 26), name=name, group=group, of=of).indicator
    assert (counted_noun(indicator), one_of(indicator)) == (many, one)


def test_no_noun_is_its_own_singular() -> None:
    assert all(one != many for many, one in NOUNS.items())


@pytest.mark.parametrize("id", ["full-time-education-at-16", "unemployed-at-16"])
def test_those_of_16_in_the_report_are_young_people(id: str) -> None:
    assert one_of(real(id).indicator) == "young person"
