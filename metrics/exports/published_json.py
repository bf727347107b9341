"""The published reading as JSON, and the fields of a figure that every part of a reading's JSON has."""

from __future__ import annotations

from typing import Any

from metrics.analysis.published import Beside, Step
from metrics.analysis.reading import Reading
from metrics.analysis.significance import Verdict
from metrics.analysis.unknown_shares import known_share
from metrics.catalogue.models import Comparator, Indicator, Observation, OwnFigure
from metrics.wording import published as wording


def published(reading: Reading) -> dict[str, Any] | None:
    """The second voice's reading (contract: The command line); null where nothing dated is published.

    ``change`` and what follows it are of the last step, ``since_first`` is of the whole series;
    ``beside`` is England, the region and the neighbours, of the latest's source, group and period.
    """
    told = reading.published
    if told is None:
        return None
    latest, indicator = told.latest, reading.indicator
    return {
        "publisher": told.publisher,
        "source": latest.source,
        "group": told.group,
        "comparable": latest.comparable,
        "why": latest.why,
        "only_published": reading.only_published,
        "latest": figure_fields(indicator, latest),
        "previous": figure_fields(indicator, told.previous) if told.previous else None,
        "figures": [figure_fields(indicator, figure) for figure in told.figures],
        **_step(told.step),
        "since_first": _since(told.since_first),
        "beside": [_beside(indicator, beside) for beside in told.beside],
        "words": wording.finding(reading),
    }


def _step(step: Step | None) -> dict[str, Any]:
    return {
        "change": float(step.change.size) if step else None,
        "direction": step.change.direction if step else None,
        **_verdict(step.verdict if step else None),
    }


def _verdict(verdict: Verdict | None) -> dict[str, Any]:
    return {"verdict": verdict.said if verdict else None, "strength": verdict.strength if verdict else None}


def _since(step: Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {"period": step.earlier.period.label, "value": figure_value(step.earlier)} | _step(step)


def _beside(indicator: Indicator, beside: Beside) -> dict[str, Any]:
    other, verdict = beside.comparator, beside.verdict
    named = {"area": other.area, "kind": beside.kind, "model": other.model, "statistic": other.statistic}
    direction = {"direction": verdict.direction if verdict else None}
    return named | figure_fields(indicator, other) | direction | _verdict(verdict)


def figure_fields(indicator: Indicator, figure: Observation | Comparator | OwnFigure) -> dict[str, Any]:
    """What a figure says, of which period, from what counts, and of how many of them nothing is known."""
    share = known_share(figure, indicator)
    return {
        "value": figure_value(figure),
        "code": figure.code,
        "period": figure.period.label,
        "status": figure.status,
        "marker": figure.marker,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "counts_rounded_to": figure.counts_rounded_to,
        "unknown": figure.unknown,
        "rate_among_known": None if share is None or share.rate is None else float(share.rate),
    }


def figure_value(figure: Observation | Comparator | OwnFigure) -> float | None:
    """In the indicator's unit; null for a code."""
    return None if figure.value is None else float(figure.value)
