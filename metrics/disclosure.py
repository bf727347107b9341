"""Small numbers: what may be shown.

The file holds true values; ``published`` gives the catalogue that everyone but
an editor entering data may see. A suppressed figure becomes the code ``c`` and
loses whatever would reveal it (contract: Suppression).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from metrics.indicator import Catalogue, Figure, Indicator

F = TypeVar("F", bound=Figure)

THINGS = ("centres", "homes", "providers", "exclusions", "cases", "weeks", "days", "reviews", "replies")
"""Counts of these are not counts of people."""


def published(catalogue: Catalogue) -> Catalogue:
    """The catalogue with every small number of an internal source suppressed.

    Figures of published sources stay as their publisher gave them.
    """
    internal = {id for id, source in catalogue.sources.items() if source.kind == "internal"}
    below = catalogue.organisation.suppress_below
    indicators = [_indicator(one, internal, below) for one in catalogue.indicators]
    return catalogue.model_copy(update={"indicators": indicators})


def _indicator(indicator: Indicator, internal: set[str], below: int) -> Indicator:
    lists = {
        name: [_figure(one, indicator, internal, below) for one in getattr(indicator, name)]
        for name in ("observations", "own_series", "comparators")
    }
    observations = lists["observations"]
    hidden = {one.period for one in observations if one.code == "c" and one.source in internal}
    lists["observations"] = [
        suppressed(one) if one.period in hidden and one.source in internal else one for one in observations
    ]
    return indicator.model_copy(update=lists)


def _figure(figure: F, indicator: Indicator, internal: set[str], below: int) -> F:
    return suppressed(figure) if figure.source in internal and small(figure, indicator, below) else figure


def small(figure: Figure, indicator: Indicator, below: int) -> bool:
    """Whether a count of people, or its complement, is below ``below`` and not zero."""
    if figure.value is None:
        return False
    if indicator.unit == "count":
        people = not any(word in THINGS for word in (indicator.of or "").split())
        return people and 0 < figure.value < below
    numerator, denominator = figure.numerator, figure.denominator
    if denominator is None:
        return False
    if numerator is None:
        if indicator.unit != "percent":
            return False
        numerator = round(figure.value * Decimal(denominator) / 100)
    return any(0 < count < below for count in (numerator, denominator - numerator))


def suppressed(figure: F) -> F:
    """The figure as code c, without its counts and without texts that could repeat them."""
    gone = {"value": None, "code": "c", "numerator": None, "denominator": None, "quote": None, "note": None}
    if hasattr(figure, "commentary"):
        gone["commentary"] = None
    return figure.model_copy(update=gone)
