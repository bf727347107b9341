"""Data files with published series, for the page Trends: what a department publishes of the council and of others."""

from __future__ import annotations

from typing import Any

from metrics.catalogue.models import Catalogue
from tests.support.make import SOURCES, Entry, catalogue, figure, indicator

RELEASE: Entry = {"title": "Children looked after: 2025", "publisher": "Department for Education", "kind": "published"}
WITH_RELEASE = {**SOURCES, "dfe": RELEASE}
AGED = "care leavers aged 19 to 21"
MODEL = {"area": "Statistical neighbours", "model": "May 2025 model", "statistic": "mean"}


def row(period: str, value: object = None, **keys: Any) -> Entry:
    """One figure of the release, of care leavers; another area's with ``area``."""
    return figure(period, value, **{"source": "dfe", "group": AGED, **keys})


def years(first: int, *values: object, **keys: Any) -> list[Entry]:
    """Rows of financial years that follow on each other, the first beginning in ``first``."""
    return [
        row(f"{first + n}/{(first + n + 1) % 100:02d} financial year", value, **keys) for n, value in enumerate(values)
    ]


def england(first: int, *values: object, **keys: Any) -> list[Entry]:
    return years(first, *values, area="England", **keys)


def neighbours(first: int, *values: object, **keys: Any) -> list[Entry]:
    return years(first, *values, **{**MODEL, **keys})


def series(id: str, own: list[Entry], others: list[Entry] | None = None, **keys: Any) -> Entry:
    """An indicator that only a department publishes."""
    named = {"id": id, "name": id.replace("-", " ").capitalize(), "frequency": "financial year"}
    return indicator(**{**named, "own_series": own, "comparators": others or [], **keys})


def published_catalogue(*indicators: Entry) -> Catalogue:
    return catalogue(*indicators, sources=WITH_RELEASE)
