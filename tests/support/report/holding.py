"""Every figure and quotation that the data cites to the report, held to the fingerprint of its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.support.report.cited import Cited, Entry, Said, all_cited, all_said, reports
from tests.support.report.fingerprint import Fingerprints, grades, hashed, number, numbers, percentages, runs, words
from tests.support.report.places import COVER


@dataclass(frozen=True)
class Numbers:
    """The numbers of a paragraph or of a phrase, by kind."""

    percentages: Sequence[str]
    numbers: Sequence[str]
    grades: Sequence[str]

    @classmethod
    def of(cls, text: str) -> Numbers:
        return cls([*percentages(text)], [*numbers(text)], [*grades(text)])

    def hold(self, value: object, unit: str) -> bool:
        """Whether a value in this unit stands there; "none of them" is 0 percent too."""
        wanted = number(value)
        if unit == "grade":
            return wanted in self.grades
        if unit == "percent":
            return wanted in self.percentages or (wanted == "0" and "0" in self.numbers)
        return wanted in self.numbers or (unit == "percentage points" and wanted in self.percentages)


class Report:
    """What the fingerprints tell of the report."""

    def __init__(self, fingerprints: Fingerprints) -> None:
        self.numbers = {
            place: Numbers(one["percentages"], one["numbers"], one["grades"]) for place, one in fingerprints.items()
        }
        self._runs = {place: frozenset(one["runs"].split()) for place, one in fingerprints.items()}

    def says(self, place: str, phrase: str) -> bool:
        """Whether a phrase stands in a place: all its runs of three words do, or its one run of two.

        A single word never does, since none is kept: quote it with the word beside it. Where
        words are left out (...) or are ours [in brackets], each part of two words or more is held.
        """
        parts = [words(part) for part in re.split(r"\.\.\.|\[[^]]*\]", phrase)]
        held = [part for part in parts if len([word for word in part if word != "."]) > 1]
        return bool(held) and all(self._has(place, run) for part in held for run in runs(part, min(len(part), 3)))

    def _has(self, place: str, run: str) -> bool:
        return hashed(run, place) in self._runs[place]


def faults(report: Report, data: Entry, *others: Entry) -> list[str]:
    """A sentence for whatever does not stand where it is cited.

    ``data`` is the data file, which says how it calls the report; ``others`` cite it by that name.
    """
    files, sources = (data, *others), reports(data)
    entries = [fault for file in files for one in all_cited(file, sources) for fault in _of_entry(report, one)]
    return [*entries, *(fault for file in files for one in all_said(file, sources) for fault in _of_text(report, one))]


def _of_entry(report: Report, one: Cited) -> list[str]:
    """The faults of one entry; where it cites several places, one of them must hold all that it says."""
    at = one.entry.get("at")
    if not one.places or not all(place in report.numbers for place in one.places):
        return [f"{one.where}: '{at}' is no place of the report"]
    missing = [[*_of_figure(report, one, place), *_of_words(report, one, place)] for place in one.places]
    return [f"{one.where}: {told} does not stand in {at}" for told in min(missing, key=len)]


def _of_figure(report: Report, one: Cited, place: str) -> Iterator[str]:
    """The value and the counts that do not stand in a place, or not in the figure's own quotation."""
    for value, unit in one.values:
        if not report.numbers[place].hold(value, unit):
            yield f"the figure {value}"
        quote = one.entry.get("quote")
        if quote and not Numbers.of(quote).hold(value, unit):
            yield f"the figure {value} of the quotation '{quote}'"


def _of_words(report: Report, one: Cited, place: str) -> Iterator[str]:
    """Quotations that do not stand in a place, and numbers in words of ours; the cover says when inspectors came."""
    for phrase in one.phrases:
        if not report.says(place, phrase):
            yield f"'{phrase}'"
    days = (place, COVER) if one.kind == "observations" else (place,)
    if one.period and not any(report.says(where, one.period) for where in days):
        yield f"'{one.period}'"
    for value in one.numbers:
        if not any(report.numbers[place].hold(value, unit) for unit in ("count", "percent")):
            yield f"the number {value}"


def _of_text(report: Report, one: Said) -> Iterator[str]:
    """The paragraphs, quotations and percentages of a text of ours that are not the report's."""
    unknown = [place for place in one.named if place not in report.numbers]
    if unknown:
        yield f"{one.where}: 'paragraph {unknown[0]}' is no place of the report"
        return
    places = one.places.union(one.named) & report.numbers.keys()
    for quotation in one.quotations if places else ():
        if not any(report.says(place, quotation) for place in places):
            yield f"{one.where}: '{quotation}' stands in none of the paragraphs that are cited"
    for value, place in one.percentages:
        if not report.numbers[place].hold(value, "percent"):
            yield f"{one.where}: the figure {value}% does not stand in paragraph {place}"
