"""A briefing loses nothing of the finding, and says nothing of its own."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.analysis.reading import Reading, read_all
from metrics.analysis.suppression import suppress
from metrics.store import data_file
from metrics.wording import findings
from metrics.wording.briefing import Part, briefing


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    catalogue = data_file.load(data_file.locate()).catalogue
    assert catalogue is not None
    return read_all(suppress(catalogue), date(2013, 12, 1))


def test_every_clause_and_sentence_of_every_finding_is_told(readings: list[Reading]):
    for reading in readings:
        told = briefing(reading)
        words = " ".join([told.headline, *(part.words for part in told.parts)]).lower()
        for clause in [*findings.own_clauses(reading), *findings.own_sentences(reading)]:
            assert clause.lower() in words, reading.indicator.id
        assert findings.published_finding(reading).lower().rstrip(".") in words


def test_parts_stand_under_what_they_are_about(readings: list[Reading]):
    reviews = next(one for one in readings if one.indicator.id == "reviews-in-timescale")
    told = briefing(reviews)
    assert told.headline == "87.5% in January to March 2013."
    assert (
        Part("Legal duty", "12.5 percentage points short of the legal duty of 100%: every review on time", "target")
        in told.parts
    )
    assert told.answers == "Principal independent reviewing officer"
    assert told.ask.endswith("?")


def test_headline_is_what_a_department_publishes_where_the_council_reports_nothing(readings: list[Reading]):
    placements = next(one for one in readings if one.indicator.id == "three-or-more-placements")
    told = briefing(placements)
    assert told.headline == "DfE, year to March 2025: 14% (70 of 495)."
    assert told.parts[0] == Part("The council", "The council reports no figure")
