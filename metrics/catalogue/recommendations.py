"""What an inspection asked for and what it found unmeasured: recommendations.yaml beside the data file.

It holds no figures and no states, which follow from the readings (reporting: Recommendations), and the figures never
need it (contract: Recommendations). Sources and indicators are those of the data file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from metrics.catalogue import validation
from metrics.catalogue.field_types import Id, Quote, Text, nearest_name, one_of
from metrics.catalogue.load import read_file
from metrics.catalogue.models import Catalogue, Cited, Entry
from metrics.catalogue.period import add_months
from metrics.catalogue.validation import Finding

FILE = "recommendations.yaml"

Within = Literal["immediately", "three months", "six months"]
"""How a report groups what it asks for."""
MONTHS: dict[Within, int] = {"immediately": 0, "three months": 3, "six months": 6}
"""The groups in their order, and how many months each has."""

_DIGITS = {"3 months": "three months", "6 months": "six months"}

GapKind = Literal["no figure", "no target", "words only"]
"""What a report finds lacking: it isn't measured, has no target, or is told only in words."""


class Recommendation(Cited):
    """One area for improvement: what was asked, by when, and which indicators would show it."""

    id: Id = Field(description="Lower-case words joined by hyphens; never changes, since links and minutes use it.")
    words: Text = Field(description="What was asked, in short words of ours.")
    within: Annotated[Within, one_of("time", Within, _DIGITS)] = Field(
        description="The group of the report: immediately, three months, six months."
    )
    quote: Quote | None = Field(None, description="The report's own words, twelve at most.")
    indicators: list[Id] = Field(description="Ids of the indicators that would show it; [] for none yet.")

    def due(self, published: date) -> date:
        """The day it falls due where the time counts from publication, which the report does not say."""
        return add_months(published, MONTHS[self.within])


class Gap(Cited):
    """Something that a report says isn't measured, has no target or is told only in words."""

    id: Id = Field(description="Lower-case words joined by hyphens; never changes.")
    words: Text = Field(description="What is lacking, in short words of ours.")
    kind: Annotated[GapKind, one_of("kind of gap", GapKind)] = Field(
        description="no figure; no target; words only: the report tells it, and gives no number."
    )
    quote: Quote | None = Field(None, description="The report's own words, twelve at most.")
    indicators: list[Id] = Field(description="Ids of the indicators proposed for it; [] for none yet.")


class Recommendations(Entry):
    """The whole file."""

    recommendations: list[Recommendation] = Field(description="The areas for improvement, in the report's order.")
    gaps: list[Gap] = Field(default_factory=list, description="What isn't measured, in the report's order.")


def parse(text: str | bytes, catalogue: Catalogue, file: str = FILE) -> Recommendations:
    """The whole file beside the data files, which say ``catalogue``.

    Raises:
        Refused: with every problem at once, in file order (contract: Refused, Recommendations).
    """
    return read_file(text, file, Recommendations, lambda data: _broken_rules(data, catalogue))


def _broken_rules(data: dict[str, Any], catalogue: Catalogue) -> Iterator[Finding]:
    ids = {indicator.id for indicator in catalogue.indicators}
    for name in ("recommendations", "gaps"):
        yield from validation.repeated_ids(data, name)
        for number, entry in validation.entries(data, name):
            findings = [*_source(entry, catalogue, dated=name == "recommendations"), *_indicators(entry, ids)]
            yield from validation.prefixed((name, number), iter(findings))


def _source(entry: Mapping[str, Any], catalogue: Catalogue, *, dated: bool) -> Iterator[Finding]:
    """A source that the data file hasn't, or from whose publication nothing can be counted."""
    written = entry.get("source")
    if not isinstance(written, str):
        return
    source = catalogue.sources.get(written)
    if source is None:
        yield ("source",), f"'{written}' is no source of the data file; {nearest_name(written, catalogue.sources)}"
    elif dated and source.published is None:
        what = f"the source '{written}' has no day from which the time could count; give it 'published: 2013-08-23'"
        yield ("source",), f"{what} in the data file"


def _indicators(entry: Mapping[str, Any], ids: set[str]) -> Iterator[Finding]:
    """Indicators that the data file hasn't, or that are named twice."""
    written = entry.get("indicators")
    seen: set[str] = set()
    for place, one in enumerate(written if isinstance(written, list) else []):
        if not isinstance(one, str):
            continue
        if one not in ids:
            way = nearest_name(one, sorted(ids))
            yield ("indicators", place), f"'{one}' is no indicator of the data file; {way}"
        elif one in seen:
            yield ("indicators", place), f"'{one}' is named twice; take one of the two out"
        seen.add(one)
