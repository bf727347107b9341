"""A reading as JSON: everything that the screen says of an indicator, so that any spreadsheet can check it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from metrics.analysis.confidence import wilson
from metrics.analysis.reading import Reading
from metrics.analysis.significance import Verdict
from metrics.analysis.spc import Stretch
from metrics.analysis.targets import TargetReading
from metrics.analysis.unknown_shares import known_share
from metrics.analysis.voices import Voices
from metrics.analysis.xmr import Limits, decimal
from metrics.catalogue.models import Comparator, Observation, OwnFigure, Source
from metrics.exports import published_json
from metrics.exports.published_json import figure_fields, figure_value
from metrics.wording import findings, formatting, small_numbers, targets, uncertainty, verdicts

Published = Comparator | OwnFigure
NO_SOURCES: Mapping[str, Source] = MappingProxyType({})


def as_json(reading: Reading, sources: Mapping[str, Source] = NO_SOURCES) -> dict[str, Any]:
    """As printed (contract: The command line); numbers are in the indicator's unit, limits not clipped to it.

    ``figures`` are all outcomes that stand, oldest first; of ``comparators`` and ``own_series`` every
    release's are there, and ``used`` says which count. ``sources`` give titles and publishers.
    """
    change, verdict, comparison = reading.change, reading.verdict, reading.comparison
    drawn = set(map(id, Voices(reading.indicator).drawn(reading.comparators)))
    return {
        "id": reading.indicator.id,
        "number": reading.indicator.number,
        "retired": _retired(reading),
        "latest": _figure(reading, reading.latest),
        "previous": _figure(reading, reading.previous),
        "figures": [
            figure_fields(reading.indicator, observation) | {"interval": _interval(reading, observation)}
            for observation in reading.outcomes
        ],
        "change": float(change.size) if change else None,
        "direction": change.direction if change else None,
        "verdict": verdict.said if verdict else None,
        "strength": verdict.strength if verdict else None,
        "since": verdict.since.label if verdict and verdict.since else None,
        "verdict_reason": findings.verdict_words(reading),
        "year_before": _year_before(reading),
        "target": _target(reading, reading.target),
        "targets": [_target(reading, target) for target in reading.targets],
        "comparators": [
            _comparator(reading, comparator, sources, drawn=id(comparator) in drawn)
            for comparator in reading.indicator.comparators
        ],
        "own_series": [_own_figure(reading, own_figure, sources) for own_figure in reading.indicator.own_series],
        "against": comparison.said if comparison else None,
        "against_strength": comparison.strength if comparison else None,
        "against_people": comparison.people if comparison else None,
        "against_words": findings.against_words(reading),
        "counts": _counts(reading),
        "published": published_json.published(reading),
        "predictions": [
            {
                "value": figure_value(prediction.observation),
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


def _retired(reading: Reading) -> dict[str, str] | None:
    """Since when and why it is no longer reported; None where it is."""
    retired = reading.indicator.retired
    return {"on": retired.on.isoformat(), "reason": retired.reason} if retired else None


def _figure(reading: Reading, figure: Observation | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    names = ("value", "code", "period", "status", "numerator", "denominator")
    fields = figure_fields(reading.indicator, figure)
    return {name: fields[name] for name in names} | {"interval": _interval(reading, figure)}


def _interval(reading: Reading, figure: Observation) -> list[float] | None:
    counts = reading.counts_of(figure)
    bounds = wilson(counts.numerator, counts.denominator) if counts is not None and counts.exact else None
    return None if bounds is None else list(bounds)


def _counts(reading: Reading) -> dict[str, Any] | None:
    """The counts that the latest figure is tested by, and whose they are where they are lent."""
    counts = reading.counts
    if counts is None:
        return None
    return {
        "numerator": counts.numerator,
        "denominator": counts.denominator,
        "unknown": counts.unknown,
        "rounded_to": counts.rounded_to,
        "lent_by": counts.lender.source if counts.lender else None,
    }


def _year_before(reading: Reading) -> dict[str, Any] | None:
    """The change since the same quarter or month a year before, or why there is none."""
    year = reading.year_before
    if year is None:
        return None
    change, verdict = year.change, year.verdict
    return {
        "period": year.earlier.period.label if year.earlier else None,
        "value": figure_value(year.earlier) if year.earlier else None,
        "change": float(change.size) if change else None,
        "direction": change.direction if change else None,
        "verdict": verdict.said if verdict else None,
        "strength": verdict.strength if verdict else None,
        "missing": year.missing,
        "words": verdicts.year_before_words(reading),
    }


def _target(reading: Reading, target: TargetReading | None) -> dict[str, Any] | None:
    if target is None:
        return None
    return {
        "value": None if target.target.value is None else float(target.target.value),
        "met": target.met,
        "gap": None if target.gap is None else float(target.gap),
        "kind": target.target.kind,
        "label": targets.target_name(target.target),
        "unrated": target.unrated or None,
        "people": target.people,
        "words": targets.target_words(reading, target),
    }


def _comparator(
    reading: Reading, comparator: Comparator, sources: Mapping[str, Source], *, drawn: bool
) -> dict[str, Any]:
    used = any(comparator is other for other in reading.comparators)
    return (
        {"area": comparator.area, "group": comparator.group}
        | figure_fields(reading.indicator, comparator)
        | {
            "words": comparator.words,
            "model": comparator.model,
            "statistic": comparator.statistic,
            "authorities": formatting.authorities_words(comparator) or None,
            "drawn": drawn,
        }
        | _published(comparator, sources, used)
    )


def _own_figure(reading: Reading, own_figure: OwnFigure, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The council's own figure as somebody else published it."""
    used = any(own_figure is other for other in reading.own_series)
    return (
        {"group": own_figure.group or reading.indicator.group}
        | figure_fields(reading.indicator, own_figure)
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
        "since": None if reading.variation.enough else _difference(reading.step),
        "against": _difference(reading.comparison),
        "words": small_numbers.small_numbers(reading),
    }


def _difference(verdict: Verdict | None) -> dict[str, Any] | None:
    """``known`` is the interval among those whose status is known, null where that is everybody."""
    if verdict is None or verdict.interval is None:
        return None
    known = verdict.known
    return {
        "interval": [verdict.interval.low, verdict.interval.high],
        "known": known and [known.low, known.high],
        "beyond_chance": verdict.strength == "tested",
    }


def _unknown(reading: Reading) -> dict[str, Any] | None:
    """Of whom nothing is known, and the rate among those known, in percent.

    Of the latest figure, or of the newest one published elsewhere where only that tells it, as the finding does.
    """
    for which, figure in (
        ("latest", reading.latest),
        ("published elsewhere", told.latest if (told := findings.told_as_published(reading)) else None),
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
        "values": [figure_value(observation) for observation in figures],
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
        "values": [figure_value(observation) for observation in stretch.figures],
        "special_causes": list(stretch.special_causes),
        **_bounds(stretch.limits),
        "why": stretch.why,
        "moving_ranges": stretch.moving_ranges,
        "missing": [period.label for period in stretch.missing],
        "coded": [coded.period.label for coded in stretch.coded],
        "shifted": stretch.shifted,
        "rebase": rebase and {"reason": rebase.reason, "by": rebase.by, "on": rebase.on.isoformat()},
    }
