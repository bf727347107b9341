"""What each source says of an indicator in words: its own view, comparisons and targets without a number, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.catalogue.models import Catalogue, Indicator, Source
from metrics.exports import citations
from metrics.exports.citations import with_replacements
from metrics.wording import findings, formatting, targets
from metrics.wording.citations import said_heading


@dataclass(frozen=True)
class Phrase:
    """A source's phrase: of whom or what it is where that is not the indicator itself, its place, and our notes."""

    about: str
    words: str
    place: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceWords:
    """All that one source says of an indicator in words."""

    heading: str
    title: str
    address: str | None
    phrases: tuple[Phrase, ...]


def source_words(catalogue: Catalogue, indicator: Indicator) -> list[SourceWords]:
    """The phrases of each source under its name and date, in the order of the file."""
    by_source: dict[str, list[Phrase]] = {}
    for source_id, phrase in _phrases(catalogue, indicator):
        by_source.setdefault(source_id, []).append(phrase)
    return [_of(catalogue.sources[source_id], phrases) for source_id, phrases in by_source.items()]


def _of(source: Source, phrases: list[Phrase]) -> SourceWords:
    return SourceWords(said_heading(source), source.title, source.url, tuple(phrases))


def _phrases(catalogue: Catalogue, indicator: Indicator) -> Iterator[tuple[str, Phrase]]:
    for said in indicator.said:
        yield said.source, Phrase("", said.words, said.at)
    for other, replaced in with_replacements(catalogue, indicator, indicator.comparators):
        if other.words is not None:
            notes = citations.of_comparator(catalogue, indicator, other, replaced).notes
            about = f"Beside {findings.comparator_name(other, indicator)}"
            yield other.source, Phrase(about, other.words, other.at, notes)
    for target in indicator.targets:
        if target.words is not None:
            notes = citations.of_target(catalogue, indicator, target).notes
            name = formatting.capital(targets.target_name(target))
            yield target.source, Phrase(name, target.words, target.at, notes)
