"""Files of recommendations for tests: entries with defaults, as YAML text, and as the figures show them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from metrics.analysis.reading import read_all
from metrics.analysis.recommendations import RecommendationReadings, read_recommendations
from metrics.analysis.suppression import suppress
from metrics.catalogue import recommendations
from metrics.catalogue.models import Catalogue
from tests.support.make import DATA, TODAY, Entry, whole

SHIPPED = DATA.with_name(recommendations.FILE)


def asked(*indicators: str, **keys: Any) -> Entry:
    """One area for improvement, due within three months of the report of 23 August 2013."""
    given = {
        "id": "plans",
        "words": "Improve the plans",
        "within": "three months",
        "source": "report",
        "at": "paragraph 20",
    }
    return {**given, "indicators": list(indicators), **keys}


def gap(*indicators: str, **keys: Any) -> Entry:
    """Something that isn't measured."""
    given = {"id": "plans", "words": "Plans on time", "kind": "no figure", "source": "report", "at": "paragraph 44"}
    return {**given, "indicators": list(indicators), **keys}


def text(*listed: Entry, gaps: list[Entry] | None = None) -> str:
    """The YAML text of a file, an entry a line."""
    lists = {"recommendations": listed, "gaps": gaps or ()}
    return "".join(
        f"{name}:\n" + "".join(f"  - {json.dumps(one, ensure_ascii=False)}\n" for one in entries)
        for name, entries in lists.items()
        if entries or name == "recommendations"
    ).replace("recommendations:\ngaps", "recommendations: []\ngaps")


def read(
    made: Catalogue, *listed: Entry, gaps: list[Entry] | None = None, today: date = TODAY
) -> RecommendationReadings:
    """Such a file as these figures show it, with small numbers suppressed."""
    shown = suppress(made)
    said = recommendations.parse(text(*listed, gaps=gaps), shown)
    return read_recommendations(said, shown, read_all(shown, today))


def shipped(today: date = TODAY, made: Catalogue | None = None) -> RecommendationReadings:
    """The repository's own file as its figures show it, or other figures of the same indicators."""
    shown = suppress(made or whole())
    said = recommendations.parse(SHIPPED.read_bytes(), shown)
    return read_recommendations(said, shown, read_all(shown, today))
