"""What the data cites to the report: each entry that names it as its source, and what our own words say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.report.places import COVER, RECORD

Entry = Mapping[str, Any]

OWN_WORDS = ("standard", "ask", "events", "recommendations", "gaps")
"""Lists whose ``words`` are ours; everywhere else ``words`` are the source's."""

TEXTS = ("definition", "caution", "note", "why_missing", "why_it_matters", "why", "what")
"""Fields in which we say something of an indicator or a figure, and may quote the report."""

_PARAGRAPHS = re.compile(r"[Pp]aragraphs? (\d+(?:(?:, | and )\d+)*)")


@dataclass(frozen=True)
class Cited:
    """An entry of the data: where it stands, in which list, and the unit of its value."""

    where: str
    kind: str
    entry: Entry
    unit: str

    @property
    def places(self) -> list[str]:
        """The places of the report that it cites; none where ``at`` names no such place."""
        at = str(self.entry.get("at"))
        if at in (COVER, RECORD):
            return [at]
        named = _PARAGRAPHS.fullmatch(at)
        return re.findall(r"\d+", named[1]) if named else []

    @property
    def values(self) -> list[tuple[object, str]]:
        """The value and the counts behind it, each with its unit; of a value that we worked out, the counts alone."""
        counts = [(self.entry[one], "count") for one in ("numerator", "denominator", "unknown") if one in self.entry]
        ours = "value" in self.entry.get("inferred", ()) and counts
        return counts if ours or "value" not in self.entry else [(self.entry["value"], self.unit), *counts]

    @property
    def phrases(self) -> list[str]:
        """What it quotes of the report, word for word."""
        words = () if self.kind in OWN_WORDS else ("words",)
        return [str(self.entry[name]) for name in (*words, "quote") if name in self.entry]

    @property
    def numbers(self) -> list[str]:
        """The numbers in words of ours, which are the report's all the same."""
        words = str(self.entry.get("words", "")) if self.kind in OWN_WORDS else ""
        return re.findall(r"\d[\d,.]*\d|\d", _PARAGRAPHS.sub(" ", words))

    @property
    def period(self) -> str:
        """The report's phrase for a figure's period or an event's day; nothing where the reading is marked as ours."""
        if "as_written" in self.entry:
            return str(self.entry["as_written"])
        when = str(self.entry.get("period", "") if self.kind == "observations" else self.entry.get("date", ""))
        ours = when.startswith("undated:") or "period" in self.entry.get("inferred", ())
        return "" if ours else re.sub(r" (academic|financial) year$", "", when)


@dataclass(frozen=True)
class Said:
    """What our own words say of the report: they may quote it and name its paragraphs."""

    where: str
    text: str
    places: frozenset[str]
    """The places that the entry cites, and those below it."""

    @property
    def named(self) -> list[str]:
        """The paragraphs that the text names."""
        return [number for found in _PARAGRAPHS.findall(self.text) for number in re.findall(r"\d+", found)]

    @property
    def quotations(self) -> list[str]:
        return re.findall(r'"([^"]+)"', self.text)

    @property
    def percentages(self) -> list[tuple[str, str]]:
        """Percentages that the text ascribes to a paragraph, each with the paragraph: the 87% of paragraph 67."""
        return re.findall(r"(\d[\d.,]*)% (?:of|in) paragraph (\d+)", self.text)


def reports(data: Entry) -> set[str]:
    """The ids by which the data calls the report: what Ofsted published in 2013."""
    return {
        id
        for id, one in data["sources"].items()
        if one.get("publisher") == "Ofsted" and str(one.get("published")).startswith("2013")
    }


def all_cited(data: Entry, sources: set[str]) -> list[Cited]:
    """Every entry, however deep it stands, that names one of the sources."""
    return [one for one in _below(data, Cited("", "", {}, "")) if one.entry.get("source") in sources]


def all_said(data: Entry, sources: set[str]) -> Iterator[Said]:
    """Every text of ours in an entry that cites one of the sources, or has a part that does."""
    for one in _below(data, Cited("", "", {}, "")):
        for name in (*TEXTS, "words") if one.kind in OWN_WORDS else TEXTS:
            if name in one.entry:
                below = all_cited(one.entry, sources)
                places = frozenset(place for part in below for place in part.places)
                yield Said(f"{one.where} > {name}", str(one.entry[name]), places)


def _below(part: Any, above: Cited) -> Iterator[Cited]:
    if isinstance(part, list):
        for one in part:
            yield from _below(one, above)
    elif isinstance(part, Mapping):
        where = " > ".join(filter(None, (above.where, above.kind, _name(part))))
        here = Cited(where, above.kind, part, str(part.get("unit", above.unit)))
        yield here
        for key, one in part.items():
            yield from _below(one, Cited(where, str(key), {}, here.unit))


def _name(entry: Entry) -> str:
    names = ("id", "period", "date", "label", "words")
    return next((str(entry[name]) for name in names if name in entry), "")
