"""A reading as JSON: everything that the screen says of a measure, so that any spreadsheet can check it."""

from __future__ import annotations

from typing import Any

from metrics import remarks, wording
from metrics.chance import Difference, interval
from metrics.indicator import Comparator, Observation
from metrics.reading import Reading, drawn
from metrics.unknowns import known
from metrics.variation import Limits, Stretch, decimal


def as_json(reading: Reading) -> dict[str, Any]:
    """In the shape of the contract's command line; numbers are in the indicator's unit, limits not clipped to it."""
    change = reading.change
    return {
        "id": reading.indicator.id,
        "latest": _figure(reading, reading.latest),
        "previous": _figure(reading, reading.previous),
        "change": float(change.size) if change else None,
        "direction": change.direction if change else None,
        "verdict": change.verdict if change else None,
        "verdict_reason": wording.change_words(reading),
        "target": _target(reading),
        "comparators": [_comparator(reading, one) for one in reading.indicator.comparators],
        "against": reading.against,
        "predictions": [
            {"value": _value(one.observation), "period": one.observation.period.label, "overdue": one.overdue}
            for one in reading.predictions
        ],
        "unknown": _unknown(reading),
        "chance": _chance(reading),
        "variation": _variation(reading),
        "sentence": wording.finding(reading),
    }


def _figure(reading: Reading, figure: Observation | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    bounds = interval(reading.indicator, figure)
    return {
        "value": _value(figure),
        "code": figure.code,
        "period": figure.period.label,
        "status": figure.status,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "interval": None if bounds is None else list(bounds),
    }


def _value(figure: Observation | Comparator) -> float | None:
    return None if figure.value is None else float(figure.value)


def _target(reading: Reading) -> dict[str, Any] | None:
    target = reading.target
    if target is None:
        return None
    return {
        "value": None if target.target.value is None else float(target.target.value),
        "met": target.met,
        "gap": None if target.gap is None else float(target.gap),
        "label": wording.target_name(target.target),
        "words": wording.target_words(reading),
    }


def _comparator(reading: Reading, one: Comparator) -> dict[str, Any]:
    return {
        "area": one.area,
        "group": one.group,
        "period": one.period.label,
        "value": _value(one),
        "words": one.words,
        "drawn": one in reading.comparators and drawn(reading.indicator, one),
    }


def _chance(reading: Reading) -> dict[str, Any]:
    """Newcombe's interval of the change and of the distance to the like-for-like comparator, in percentage points."""
    return {
        "since": _difference(reading.chance_since),
        "against": _difference(reading.chance_against),
        "words": remarks.small_numbers(reading),
    }


def _difference(found: Difference | None) -> dict[str, Any] | None:
    return {"interval": [found.low, found.high], "beyond_chance": found.beyond_chance} if found else None


def _unknown(reading: Reading) -> dict[str, Any] | None:
    """Of whom nothing is known in the latest figure, and the rate among those known, in percent."""
    found = known(reading.latest, reading.indicator) if reading.latest else None
    if found is None or reading.latest is None:
        return None
    return {
        "count": found.unknown,
        "of": found.counted,
        "rate_among_known": None if found.rate is None else float(found.rate),
        "words": wording.unknown_words(reading.latest, reading.indicator),
    }


def _variation(reading: Reading) -> dict[str, Any]:
    """Of the line that ends in the latest figure; ``special_causes``, ``periods`` and ``values`` go side by side."""
    variation = reading.variation
    figures = [one for stretch in variation.stretches for one in stretch.figures]
    return {
        "points": variation.points,
        "enough": variation.enough,
        **_bounds(variation.latest.limits),
        "special_causes": list(variation.special_causes),
        "periods": [one.period.label for one in figures],
        "values": [_value(one) for one in figures],
        "assurance": variation.assurance,
        "why": variation.why,
        "words": remarks.variation_text(reading),
        "segments": [_segment(one) for one in variation.every if one.figures],
    }


def _bounds(limits: Limits | None) -> dict[str, float | None]:
    names = ("mean", "lower", "upper")
    return {name: None if limits is None else float(decimal(getattr(limits, name))) for name in names}


def _segment(stretch: Stretch) -> dict[str, Any]:
    """The figures between two rebases or breaks, with limits of their own."""
    rebase = stretch.rebase
    return {
        "from": stretch.figures[0].period.label,
        "to": stretch.figures[-1].period.label,
        "points": len(stretch.figures),
        **_bounds(stretch.limits),
        "why": stretch.why,
        "at": stretch.at and stretch.at.label,
        "rebase": rebase and {"reason": rebase.reason, "by": rebase.by, "on": rebase.on.isoformat()},
    }
