"""Catalogues for tests: YAML text with defaults, read through the one door, ``metrics.catalogue.load.parse``."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from metrics.analysis.reading import Reading, read
from metrics.catalogue import published_series
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data" / "indicators.yaml"

TODAY = date(2013, 9, 30)
"""The day that tests read on, unless they say another."""

INSPECTED = date(2013, 8, 23)
"""The day the report was published."""

Entry = dict[str, Any]

ORGANISATION: Entry = {"name": "Medway Council", "area": "Medway", "contact": "the performance hub"}
SOURCES: dict[str, Entry] = {
    "report": {"title": "Inspection report", "publisher": "Ofsted", "kind": "published", "published": INSPECTED},
    "law": {"title": "The regulations", "publisher": "legislation.gov.uk", "kind": "published"},
    "hub": {"title": "Quarterly return", "publisher": "Medway Council", "kind": "internal"},
}
THEMES: list[Entry] = [
    {"id": "judgements", "name": "Inspection judgements", "role": "judgements"},
    {"id": "education", "name": "Education"},
    {"id": "health", "name": "Health"},
    {"id": "context", "name": "Service facts", "role": "context"},
]


def figure(period: str, value: object = None, **keys: Any) -> Entry:
    """One figure of the report; a number in quotation marks keeps its digits: figure("2013", "15.0")."""
    given = {} if value is None else {"value": Decimal(str(value))}
    return {"period": period, **given, "source": "report", "at": "paragraph 1", **keys}


def counted(period: str, numerator: int, denominator: int, **keys: Any) -> Entry:
    """A percentage to one decimal with its counts."""
    return figure(period, round(100 * numerator / denominator, 1), numerator=numerator, denominator=denominator, **keys)


def hub(period: str, value: object = None, **keys: Any) -> Entry:
    """One figure of the council's own return, which may have to be suppressed."""
    return figure(period, value, **{"source": "hub", **keys})


def predicted(period: str, value: object, **keys: Any) -> Entry:
    return figure(period, value, status="predicted", predicted_by="the virtual school", **keys)


def revised(period: str, value: object, **keys: Any) -> Entry:
    signed = {"by": "the hub", "on": date(2013, 9, 1), "reason": "late returns"}
    return figure(period, value, **{"status": "revised", **signed, **keys})


def target(value: object = None, *, since: date | None = date(2011, 4, 1), **keys: Any) -> Entry:
    """A target in force from ``since``; in words where there is no value."""
    given = {"kind": "council target", "from": since, "value": Decimal(str(value))} if value is not None else {}
    return {**given, "source": "law", "at": "regulation 1", **keys}


def comparator(period: str, value: object = None, **keys: Any) -> Entry:
    """England's figure, of the same group as the indicator unless ``group`` says otherwise."""
    return figure(period, value, **{"area": "England", "group": "looked-after children", **keys})


def said(words: str = "still low", direction: str = "worse", **keys: Any) -> Entry:
    return {
        "words": words,
        "about": "level",
        "direction": direction,
        "source": "report",
        "at": "paragraph 1",
        **keys,
    }


def indicator(*observations: Entry, **keys: Any) -> Entry:
    """A quarterly percentage where less is better, unless ``keys`` say otherwise."""
    missing = {"why_missing": "The report gives no figure.", "source": "report", "at": "paragraph 1"}
    return {
        "id": "neet",
        "name": "Not in education, employment or training",
        "group": "looked-after children",
        "theme": "education",
        "unit": "percent",
        "polarity": "lower_is_better",
        "frequency": "quarter",
        "definition": "What is counted, of whom, and when.",
        **({} if observations else missing),
        **keys,
        "observations": list(observations),
    }


def text(*indicators: Entry, **top: Any) -> str:
    """The YAML text of a whole data file; ``organisation``, ``sources`` and ``themes`` may be given."""
    whole = {"organisation": ORGANISATION, "sources": SOURCES, "themes": THEMES, **top, "indicators": list(indicators)}
    return "".join(f"{key}: {_flow(value)}\n" for key, value in whole.items())


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items() if one is not None) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else f"{value}"


def catalogue(*indicators: Entry, **top: Any) -> Catalogue:
    return parse(text(*indicators, **top))


def reading(*observations: Entry, today: date = TODAY, **keys: Any) -> Reading:
    """What may be said of one indicator with these figures."""
    made = catalogue(indicator(*observations, **keys))
    return read(made, made.indicators[0], today)


@cache
def whole() -> Catalogue:
    """The repository's own data, as it is now: the data file and the published series beside it."""
    series = DATA.with_name(published_series.FILE).read_bytes()
    return published_series.joined(first_file(), published_series.parse(series, first_file()))


@cache
def first_file() -> Catalogue:
    """The repository's own data file alone."""
    return parse(DATA.read_bytes(), DATA.name)


@cache
def inspected() -> Catalogue:
    """The repository's own data without what the council entered since: the report and its comparators."""
    internal = {id for id, source in first_file().sources.items() if source.kind == "internal"}
    indicators = [
        one.model_copy(
            update={"observations": [figure for figure in one.observations if figure.source not in internal]}
        )
        for one in first_file().indicators
    ]
    return first_file().model_copy(update={"indicators": indicators})


def real(id: str, today: date = INSPECTED) -> Reading:
    """What may be said of one indicator of the report on the day it was published."""
    found = inspected().indicator(id)
    assert found is not None, f"the data file has no indicator '{id}'"
    return read(inspected(), found, today)
