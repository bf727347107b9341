"""The data held to the report: each figure and quotation stands in the paragraph it is cited to, on any clone.

The report's text is not in the repository; its fingerprints are (tests/support/report). Where the text
stands beside the clone, they are made from it again and must be the same.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from metrics.catalogue.yaml_reader import read_data
from tests.support.make import DATA, ROOT
from tests.support.report import fingerprint
from tests.support.report.cited import OWN_WORDS, Cited, all_cited, reports
from tests.support.report.holding import Report, faults
from tests.support.report.places import COVER, RECORD

FOLDER = ROOT / "tests" / "support" / "report"
MADE_UP = FOLDER / "made-up.md"
TEXTS = {
    FOLDER / "made-up.json": MADE_UP,
    fingerprint.KEPT: ROOT.parent / "shared" / "report" / "medway-inspection-2013.md",
}
"""Fingerprints, and the text that they were made from, which may not be there."""

FILES = {
    path.name: path.read_text(encoding="utf-8")
    for path in (DATA, DATA.with_name("events.yaml"), DATA.with_name("recommendations.yaml"))
}
REPORT = Report(fingerprint.read())


def held(**texts: str) -> list[str]:
    """What does not stand where it is cited, in the shipped data with some files' texts replaced."""
    return faults(REPORT, *(read_data(text)[0] for text in (FILES | texts).values()))


SHIPPED, *OTHERS = (read_data(text)[0] for text in FILES.values())
ENTRIES = [one for data in (SHIPPED, *OTHERS) for one in all_cited(data, reports(SHIPPED))]


def changed(one: Cited, **keys: object) -> list[str]:
    """What does not stand of one entry of the shipped data, with some of its keys changed."""
    alone: dict[str, Any] = {"sources": SHIPPED["sources"], "unit": one.unit, one.kind: [{**one.entry, **keys}]}
    return faults(REPORT, alone)


def test_every_figure_and_quotation_stands_in_the_paragraph_it_is_cited_to() -> None:
    assert held() == []


def test_every_kind_of_entry_is_held() -> None:
    counts = Counter(one.kind for one in ENTRIES)
    assert set(counts) == {
        *("observations", "comparators", "targets", "said", "standard", "indicators", "other_numbers", "events"),
        *("recommendations", "gaps"),
    }
    assert sum(len(one.values) for one in ENTRIES) >= 48
    assert sum(len(one.phrases) for one in ENTRIES) > 200
    assert sum(bool(one.period) for one in ENTRIES) > 40


def test_every_number_of_the_report_s_paragraphs_is_in_the_data() -> None:
    """As a figure, or with the report's other numbers; days and years are no numbers of this kind."""
    missing = []
    for place, told in fingerprint.read().items():
        here = " ".join(str(one.entry) for one in ENTRIES if place in one.places)
        known = fingerprint.numbers(here) | fingerprint.percentages(here)
        wanted = {*told["percentages"], *told["numbers"]} - {"0", *map(str, range(2000, 2100))}
        missing += [f"{place}: {one}" for one in wanted - known if place not in (COVER, RECORD)]
    assert missing == []


# ---- nothing false passes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("value: 17.5,", "value: 17.6,", "the figure 17.6 does not stand in paragraph 35"),
        ("value: 26, as_written: at", "value: 30, as_written: at", "the figure 30 of the quotation 'at June 2013 was"),
        ("value: 32, source", "value: 45, quote: a, source", "'a' does not stand in paragraph 51"),
        ("numerator: 10, denominator: 111", "numerator: 11, denominator: 111", "the figure 11 does not stand in"),
        (", numerator: 10, denominator: 111, inferred", ", inferred", "the figure 9.0 does not stand in paragraph 39"),
        ("value: 17, source: ofsted", "value: 71, source: ofsted", "the figure 71 does not stand in paragraph 4"),
        ("at: paragraph 67, quote", "at: paragraph 68, quote", "the figure 87 does not stand in paragraph 68"),
        ("at: paragraph 67, quote", "at: paragraph 77, quote", "'paragraph 77' is no place of the report"),
        ("at: paragraph 67, quote", "at: page 67, quote", "'page 67' is no place of the report"),
        ("quote: low at 19%}", "quote: low at around 19%}", "'low at around 19%' does not stand in paragraph 31"),
        ("words: remains stable", "words: stable remains", "'stable remains' does not stand in paragraph 56"),
        ("words: remains stable", "words: stable", "'stable' does not stand in paragraph 56"),
        ("words: just above the", "words: just below the", "'just below the national rates' does not stand in"),
        ("words: the accepted timeframe", "words: the accepted timescale", "'the accepted timescale' does not stand"),
        ("words: within 28 days", "words: within 29 days", "the number 29 does not stand in paragraph 23"),
        ("words: 29 case files", "words: 30 case files", "'30 case files' does not stand in paragraph 2"),
        ("as_written: at June 2013", "as_written: at July 2013", "'at July 2013' does not stand in paragraph 42"),
        ("period: August 2011", "period: August 2010", "'August 2010' does not stand in paragraph 14"),
        ("at: paragraphs 10 and 33", "at: paragraphs 10 and 99", "'paragraphs 10 and 99' is no place of the report"),
        ("the 87% of paragraph 67", "the 78% of paragraph 67", "the figure 78% does not stand in paragraph 67"),
        ("the 87% of paragraph 67", "the 87% of paragraph 88", "'paragraph 88' is no place of the report"),
        ('"Wider school population"', '"Whole school population"', "'Whole school population' stands in none of the"),
    ],
)
def test_one_error_in_the_data_is_told_in_a_sentence(old: str, new: str, told: str) -> None:
    assert old in FILES[DATA.name]
    found = held(**{DATA.name: FILES[DATA.name].replace(old, new, 1)})
    assert found
    assert any(told in one for one in found), found


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("date: July 2012", "date: June 2012", "'June 2012' does not stand in paragraph 39"),
        ("sent to 111", "sent to 112", "the number 112 does not stand in paragraph 39"),
        ("at: paragraph 39", "at: paragraph 93", "'paragraph 93' is no place of the report"),
        ("(paragraph 11 says", "(paragraph 111 says", "'paragraph 111' is no place of the report"),
        ("as_written: within three", "as_written: within four", "'within four months' does not stand in paragraph 20"),
    ],
)
def test_one_error_in_the_events_is_told_in_a_sentence(old: str, new: str, told: str) -> None:
    assert old in FILES["events.yaml"]
    found = held(**{"events.yaml": FILES["events.yaml"].replace(old, new, 1)})
    assert any(told in one for one in found), found


def test_end_of_an_event_that_lasted_stands_in_the_reports_own_phrase() -> None:
    lasted = [one for one in read_data(FILES["events.yaml"])[0]["events"] if "until" in one]
    assert len(lasted) == 2
    for one in lasted:
        words = str(one["until"]).removeprefix("undated: ").split()
        assert all(word[:3].casefold() in one["as_written"].casefold() for word in words), one


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "quote: an appropriate CAMH",
            "quote: a suitable CAMH",
            "'a suitable CAMH service is available' does not stand",
        ),
        ("quote: has widened", "quote: has narrowed", "'has narrowed' does not stand in paragraph 32"),
        ("within 28 days", "within 29 days", "the number 29 does not stand in paragraph 23"),
        ("at: paragraph 16}", "at: paragraph 17}", "does not stand in paragraph 17"),
        ("at: paragraphs 9 and 27", "at: paragraphs 9 and 97", "'paragraphs 9 and 97' is no place of the report"),
    ],
)
def test_one_error_in_the_recommendations_is_told_in_a_sentence(old: str, new: str, told: str) -> None:
    assert old in FILES["recommendations.yaml"]
    found = held(**{"recommendations.yaml": FILES["recommendations.yaml"].replace(old, new, 1)})
    assert any(told in one for one in found), found


def test_each_area_for_improvement_is_quoted_and_every_gap_of_the_report_has_its_place() -> None:
    asked, gaps = ([one for one in ENTRIES if one.kind == kind] for kind in ("recommendations", "gaps"))
    assert [len(asked), len(gaps)] == [15, 38]
    assert all(one.places == ["20"] and one.phrases for one in asked)
    assert Counter(one.entry["within"] for one in asked) == {"immediately": 4, "three months": 8, "six months": 3}
    assert {place for one in gaps for place in one.places} > {"23", "66", "70"}


def test_any_figure_that_is_changed_is_caught() -> None:
    figures = [(one, key) for one in ENTRIES for key in ("value", "numerator", "denominator") if key in one.entry]
    assert len(figures) >= 48
    for one, key in figures:
        if key != "value" or "value" not in one.entry.get("inferred", ()):
            assert changed(one, **{key: one.entry[key] + Decimal("0.01")}), f"{one.where}: {key}"


def quotations() -> Iterator[tuple[Cited, str, str]]:
    for one in ENTRIES:
        for key in ("words", "quote", "as_written"):
            if key in one.entry and (key != "words" or one.kind not in OWN_WORDS):
                yield one, key, str(one.entry[key])


def test_any_word_of_any_quotation_that_is_wrong_is_caught() -> None:
    assert len([*quotations()]) > 240
    for one, key, phrase in quotations():
        words = phrase.split()
        for at in range(len(words)):
            wrong = " ".join([*words[:at], "lamplighters", *words[at + 1 :]])
            assert phrase.count("...") or changed(one, **{key: wrong}), f"{one.where}: {wrong}"


@pytest.mark.parametrize("step", [-1, 1])
def test_any_figure_or_quotation_that_is_moved_to_the_paragraph_beside_it_is_caught(step: int) -> None:
    moved = [one for one in ENTRIES if one.places[0].isdigit() and (one.values or one.phrases)]
    assert len(moved) > 200
    for one in moved:
        assert changed(one, at=f"paragraph {int(one.places[0]) + step}"), one.where


# ---- the fingerprints --------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [kept for kept, text in TEXTS.items() if text.exists()], ids=lambda path: path.stem)
def test_fingerprints_are_those_of_the_text(kept: Path) -> None:
    made = fingerprint.written(fingerprint.made(TEXTS[kept].read_text(encoding="utf-8")))
    assert kept.read_text(encoding="utf-8") == made
