"""Findings that are adverse: what is found, and what could not be told at all."""

from __future__ import annotations

import pytest

from metrics.analysis.verdicts import ADVERSE
from tests.support.make import Entry, comparator, hub, reading, target

EARLIER, LATEST = hub("2012/13 Q4", 30), hub("2013/14 Q1", 26)


@pytest.mark.parametrize(
    ("keys", "found", "could_be"),
    [
        ({}, ["worse"], ["worse"]),
        ({"polarity": "lower_is_better"}, [], ["worse"]),
        ({"polarity": "neutral"}, [], ["worse"]),
        ({"targets": [target(27)]}, ["worse", "missed"], ["worse", "missed"]),
        ({"targets": [target(26)]}, ["worse"], ["worse", "missed"]),
        ({"targets": [target(27, kind="proposed limit")]}, ["worse"], ["worse"]),
        ({"comparators": [comparator("2013/14 Q1", 27)]}, ["worse", "behind"], ["worse", "behind"]),
        ({"comparators": [comparator("2013/14 Q1", 25)]}, ["worse"], ["worse", "behind"]),
        ({"comparators": [comparator("2012/13 Q4", 27)]}, ["worse"], ["worse"]),
    ],
)
def test_finding_is_adverse_only_where_it_could_be_told(
    keys: dict[str, object], found: list[str], could_be: list[str]
) -> None:
    judged = reading(EARLIER, LATEST, **{"polarity": "higher_is_better"} | keys)
    assert [name for name, finding in ADVERSE.items() if finding.found(judged)] == found
    assert [name for name, finding in ADVERSE.items() if finding.could_be(judged)] == could_be


@pytest.mark.parametrize("lines", [[], [LATEST]])
def test_of_one_figure_or_none_nothing_can_be_told(lines: list[Entry]) -> None:
    judged = reading(*lines)
    assert not any(finding.could_be(judged) or finding.found(judged) for finding in ADVERSE.values())


def test_reasons_to_look_first_are_the_adverse_findings_gravest_first() -> None:
    keys = {"polarity": "higher_is_better", "targets": [target(27)], "comparators": [comparator("2013/14 Q1", 27)]}
    assert reading(EARLIER, LATEST, **keys).reasons == ("target", "comparator", "change")
