"""A reading as JSON: everything that the screen says of an indicator, so that any spreadsheet can check it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from metrics.analysis.confidence import Difference, interval
from metrics.analysis.reading import Reading
from metrics.analysis.releases import may_be_drawn
from metrics.analysis.spc import Stretch
from metrics.analysis.unknown_shares import known_share
from metrics.analysis.xmr import Limits, decimal
from metrics.catalogue.models import Comparator, Observation, OwnFigure, Source
from metrics.wording import findings, formatting, uncertainty

Published = Comparator | OwnFigure
NO_SOURCES: Mapping[str, Source] = MappingProxyType({})


def as_json(reading: Reading, sources: Mapping[str, Source] = NO_SOURCES) -> dict[str, Any]:
    """As printed (contract: The command line); numbers are in the indicator's unit, limits not clipped to it.

    ``figures`` are all outcomes that stand, oldest first; of ``comparators`` and ``own_series`` every
    release's are there, and ``used`` says which count. ``sources`` give titles and publishers.
    """
    change = reading.change
    return {
        "id": reading.indicator.id,
        "latest": _figure(reading, reading.latest),
        "previous": _figure(reading, reading.previous),
        "figures": [
            _figure_fields(reading, observation) | {"interval": _interval(reading, observation)}
            for observation in reading.outcomes
        ],
        "change": float(change.size) if change else None,
        "direction": change.direction if change else None,
        "verdict": change.verdict if change else None,
        "verdict_reason": findings.change_words(reading),
        "target": _target(reading),
        "comparators": [_comparator(reading, comparator, sources) for comparator in reading.indicator.comparators],
        "own_series": [_own_figure(reading, own_figure, sources) for own_figure in reading.indicator.own_series],
        "against": reading.against,
        "predictions": [
            {
                "value": _value(prediction.observation),
                "period": prediction.observation.period.label,
                "overdue": prediction.overdue,
            }
            for prediction in reading.predictions
        ],
        "unknown": _unknown(reading),
        "chance": _chance(reading),
        "variation": _variation(reading),
        "sentence": findings.finding(reading),
    }


def _figure(reading: Reading, figure: Observation | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    names = ("value", "code", "period", "status", "numerator", "denominator")
    fields = _figure_fields(reading, figure)
    return {name: fields[name] for name in names} | {"interval": _interval(reading, figure)}


def _interval(reading: Reading, figure: Observation) -> list[float] | None:
    bounds = interval(reading.indicator, figure)
    return None if bounds is None else list(bounds)


def _figure_fields(reading: Reading, figure: Observation | Published) -> dict[str, Any]:
    """What a figure says, of which period, from what counts, and of how many of them nothing is known."""
    share = known_share(figure, reading.indicator)
    return {
        "value": _value(figure),
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


def _value(figure: Observation | Published) -> float | None:
    return None if figure.value is None else float(figure.value)


def _target(reading: Reading) -> dict[str, Any] | None:
    target = reading.target
    if target is None:
        return None
    return {
        "value": None if target.target.value is None else float(target.target.value),
        "met": target.met,
        "gap": None if target.gap is None else float(target.gap),
        "label": findings.target_name(target.target),
        "words": findings.target_words(reading),
    }


def _comparator(reading: Reading, comparator: Comparator, sources: Mapping[str, Source]) -> dict[str, Any]:
    used = any(comparator is other for other in reading.comparators)
    return (
        {"area": comparator.area, "group": comparator.group}
        | _figure_fields(reading, comparator)
        | {
            "words": comparator.words,
            "model": comparator.model,
            "statistic": comparator.statistic,
            "authorities": formatting.authorities_words(comparator) or None,
            "drawn": used and may_be_drawn(reading.indicator, comparator),
        }
        | _published(comparator, sources, used)
    )


def _own_figure(reading: Reading, own_figure: OwnFigure, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The council's own figure as somebody else published it."""
    used = any(own_figure is other for other in reading.own_series)
    return (
        {"group": own_figure.group or reading.indicator.group}
        | _figure_fields(reading, own_figure)
        | _published(own_figure, sources, used)
    )


def _published(figure: Published, sources: Mapping[str, Source], used: bool) -> dict[str, Any]:
    source = sources.get(figure.source)
    return {
        "comparable": figure.comparable,
        "why": figure.why,
        "published_after": figure.published_after,
        "used": used,
        "source": figure.source,
        "source_title": source.title if source else None,
        "publisher": source.publisher if source else None,
        "at": figure.at,
        "note": figure.note,
    }


def _chance(reading: Reading) -> dict[str, Any]:
    """Newcombe's interval of the change and of the distance to the like-for-like comparator, in percentage points."""
    return {
        "since": _difference(reading.chance_since),
        "against": _difference(reading.chance_against),
        "words": uncertainty.small_numbers(reading),
    }


def _difference(difference: Difference | None) -> dict[str, Any] | None:
    return (
        {"interval": [difference.low, difference.high], "beyond_chance": difference.beyond_chance}
        if difference
        else None
    )


def _unknown(reading: Reading) -> dict[str, Any] | None:
    """Of whom nothing is known, and the rate among those known, in percent.

    Of the latest figure, or of the newest one published elsewhere where only that tells it, as the finding does.
    """
    for which, figure in (
        ("latest", reading.latest),
        ("published elsewhere", findings.conflicting_own_series(reading)),
    ):
        share = known_share(figure, reading.indicator) if figure else None
        if share is not None and figure is not None:
            return {
                "figure": which,
                "period": figure.period.label,
                "count": share.unknown,
                "of": share.counted,
                "rate_among_known": None if share.rate is None else float(share.rate),
                "words": formatting.unknown_words(figure, reading.indicator),
            }
    return None


def _variation(reading: Reading) -> dict[str, Any]:
    """Of the line that ends in the latest figure; ``special_causes``, ``periods`` and ``values`` go side by side."""
    variation = reading.variation
    figures = [observation for stretch in variation.stretches for observation in stretch.figures]
    return {
        "points": variation.points,
        "enough": variation.enough,
        **_bounds(variation.latest.limits),
        "special_causes": list(variation.special_causes),
        "periods": [observation.period.label for observation in figures],
        "values": [_value(observation) for observation in figures],
        "assurance": variation.assurance,
        "why": variation.why,
        "shifted": variation.shifted,
        "cause_since": variation.cause_since and variation.cause_since.label,
        "words": uncertainty.variation_text(reading),
        "segments": [_segment(stretch) for stretch in variation.every if stretch.figures],
    }


def _bounds(limits: Limits | None) -> dict[str, float | None]:
    names = ("mean", "lower", "upper")
    return {name: None if limits is None else float(decimal(getattr(limits, name))) for name in names}


def _segment(stretch: Stretch) -> dict[str, Any]:
    """The figures between two rebases or breaks, with limits and special causes of their own, side by side."""
    rebase = stretch.rebase
    return {
        "from": stretch.figures[0].period.label,
        "to": stretch.figures[-1].period.label,
        "points": len(stretch.figures),
        "periods": [observation.period.label for observation in stretch.figures],
        "values": [_value(observation) for observation in stretch.figures],
        "special_causes": list(stretch.special_causes),
        **_bounds(stretch.limits),
        "why": stretch.why,
        "moving_ranges": stretch.moving_ranges,
        "missing": [period.label for period in stretch.missing],
        "coded": [coded.period.label for coded in stretch.coded],
        "shifted": stretch.shifted,
        "rebase": rebase and {"reason": rebase.reason, "by": rebase.by, "on": rebase.on.isoformat()},
    }
