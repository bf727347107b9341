"""One of the two data files as it is to be changed: its text, what it says itself, and what both say together.

The data file is what people read and edit; published series are what imports bring in (contract: Two data files).
A change is made to one of them, and whoever judges it sees both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from metrics.catalogue import amend, published_series, yaml_write
from metrics.catalogue.amend import Amended, Change
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from metrics.catalogue.published_series import PublishedSeries, SeriesOf

FigureFile = Literal["indicators", "published"]
"""Which of the two that hold figures: the data file itself, or the published series beside it."""

Which = Literal["indicators", "published", "meetings"]
"""Which of all files that are saved with a history of their own: those of figures, or the panel's record."""


@dataclass(frozen=True)
class Document:
    """A data file to be changed; ``main`` and ``published`` are what each of the two says itself."""

    file: str
    text: str
    main: Catalogue
    published: PublishedSeries = published_series.NONE
    which: FigureFile = "indicators"

    @classmethod
    def alone(cls, text: str, file: str = "indicators.yaml") -> Document:
        """A data file without published series beside it.

        Raises:
            Refused: it can't be read.
        """
        return cls(file, text, parse(text, file))

    @cached_property
    def catalogue(self) -> Catalogue:
        """Both files as one."""
        return published_series.joined(self.main, self.published)

    def amended(self, change: Change) -> Amended:
        """Add the change to the text; the catalogue that comes with it is that of both files.

        Raises:
            Refused, ByHand, TypeError: as ``amend.amended_text``.
        """
        if self.which == "indicators":
            result = amend.amended_text(self.text, change, self.file, amend.DATA_FILE, self.main)
            both = published_series.joined(result.said, self.published)
            return Amended(result.text, both, result.lines_added, result.lines_gone)
        return self._amended_series(change)

    def placements(self, change: Change) -> dict[tuple[int, str, int], int]:
        """Which addition (by number) will stand where in this file: number of the indicator, list, number in it.

        Raises:
            Refused: an addition names no indicator of the data file.
        """
        if self.which == "indicators":
            return amend.placements(self.main, change)
        held, new = self._held(change), self._new(change)
        numbers = {id(addition.entry): number for number, addition in enumerate(change.additions)}
        ids = {series.id for series in self.published.indicators}
        kept = [number for number, addition in enumerate(change.additions) if addition.indicator in ids]
        order = {place: kept[number] for place, number in amend.placements(self.published, held).items()}
        for count, entry in enumerate(new.values(), len(self.published.indicators)):
            for kind in ("comparators", "own_series"):
                rows = entry.get(kind, [])
                assert isinstance(rows, list)
                order |= {(count, kind, place): numbers[id(row)] for place, row in enumerate(rows)}
        return order

    def _held(self, change: Change) -> Change:
        """The part of a change that goes to indicators which have published rows already."""
        ids = {series.id for series in self.published.indicators}
        return replace(change, additions=tuple(one for one in change.additions if one.indicator in ids))

    def _new(self, change: Change) -> dict[str, dict[str, object]]:
        """Entries of indicators that have no published rows yet, in the order of the data file."""
        ids = {series.id for series in self.published.indicators}
        rows: dict[str, dict[str, object]] = {}
        for addition in change.additions:
            if addition.indicator not in ids:
                entry = rows.setdefault(addition.indicator, {"id": addition.indicator})
                listed = entry.setdefault(addition.kind, [])
                assert isinstance(listed, list)
                listed.append(addition.entry)
        rank = {indicator.id: number for number, indicator in enumerate(self.main.indicators)}
        return dict(sorted(rows.items(), key=lambda item: rank.get(item[0], len(rank))))

    def _amended_series(self, change: Change) -> Amended:
        """The same of published series, where an indicator's first rows make an entry."""
        if change.indicators or change.ends or change.edits:
            raise ValueError("published series hold sources, comparators and own series only")
        whole = replace(self._held(change), indicators=tuple(self._new(change).values()))
        form = amend.Form(self._parsed, SeriesOf)
        if published_series.is_blank(self.text):
            return self._begun(whole)
        result = amend.amended_text(self.text, whole, self.file, form, self.published)
        return Amended(result.text, published_series.joined(self.main, result.said), result.lines_added)

    def _parsed(self, text: str, file: str) -> PublishedSeries:
        return published_series.parse(text, self.main, file)

    def _begun(self, change: Change) -> Amended:
        """The first rows of all: the file is written from its beginning, below whatever notes stand there."""
        above = self.text or published_series.BEGINNING
        above += "" if above.endswith("\n") else "\n"
        lines = [*_block_of(change.sources), "indicators:" if change.indicators else "indicators: []"]
        for indicator in change.indicators:
            first, *others = yaml_write.block(yaml_write.plain_value(indicator, yaml_write.INDICATOR))
            lines += ["  - " + first, *("    " + line for line in others)]
        text = above + "".join(f"{line}\n" for line in lines)
        said = self._parsed(text, self.file)
        number = above.count("\n") + 1
        return Amended(text, published_series.joined(self.main, said), tuple(enumerate(lines, number)))


def _block_of(sources: Mapping[str, Mapping[str, object]]) -> list[str]:
    if not sources:
        return []
    plain = {one: yaml_write.plain_value(source, yaml_write.SOURCE) for one, source in sources.items()}
    return ["sources:", *(f"  {yaml_write.key_text(one)}: {yaml_write.flow(source)}" for one, source in plain.items())]
