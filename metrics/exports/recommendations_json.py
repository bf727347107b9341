"""Recommendations and gaps as JSON, with their states as the screen says them (contract: The command line)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from metrics.analysis.challenges import ChallengeReading, ExceptionReading
from metrics.analysis.reading import Reading
from metrics.analysis.recommendations import GAP_STATES, GapReading, RecommendationReading, RecommendationReadings
from metrics.wording import recommendations as words


def recommendations_json(
    found: RecommendationReadings,
    challenges: Sequence[ChallengeReading],
    exceptions: Sequence[ExceptionReading],
    today: date,
) -> list[dict[str, object]]:
    """A list of them in the file's order; ``state`` is as on screen, ``rule`` the line of the rule that held.

    ``challenges`` and ``exceptions`` are those that the reader may see.
    """
    return [_recommendation(one, challenges, exceptions, today) for one in found.recommendations]


def _recommendation(
    one: RecommendationReading,
    challenges: Sequence[ChallengeReading],
    exceptions: Sequence[ExceptionReading],
    today: date,
) -> dict[str, object]:
    asked, moved = one.recommendation, one.moved
    return {
        "id": asked.id,
        "words": asked.words,
        "quote": asked.quote,
        "source": asked.source,
        "at": asked.at,
        "within": asked.within,
        "due": one.due.isoformat(),
        "due_counted_from": "publication",
        "indicators": list(asked.indicators),
        "owners": list(one.owners),
        "state": words.state_words(one),
        "rule": one.state,
        "tested_worse": _ids(one.worse),
        "tested_better": _ids(one.better),
        "with_figure": _ids(one.own),
        "only_published": _ids(one.published),
        "retired": _ids(one.retired),
        "last_moved": moved
        and {
            "indicator": moved.reading.indicator.id,
            "period": moved.period.label,
            "published": moved.published,
            "words": words.moved_words(moved),
        },
        "not_moving": one.still(today),
        "readings": [_reading(each) for each in one.readings],
        "open": [each.name for each in words.open_of((*one.readings, *one.retired), challenges, exceptions)],
    }


def coverage_json(found: RecommendationReadings) -> dict[str, object]:
    """How many gaps there are in each state, and each with its indicators."""
    counts = {"gaps": len(found.gaps)} | {str(state): len(found.gaps_of(state)) for state in GAP_STATES}
    return {
        "counts": counts,
        "gaps": [_gap(one) for one in found.gaps],
    }


def _gap(one: GapReading) -> dict[str, object]:
    gap = one.gap
    return {
        "id": gap.id,
        "words": gap.words,
        "kind": gap.kind,
        "quote": gap.quote,
        "source": gap.source,
        "at": gap.at,
        "indicators": list(gap.indicators),
        "with_figure": _ids(one.own),
        "only_published": _ids(one.published),
        "retired": _ids(one.retired),
        "state": one.state,
        "state_words": words.gap_words(one),
    }


def _reading(reading: Reading) -> dict[str, object]:
    """Each voice's latest figure in words, and the verdict with its strength; the command reading has all of it."""
    told = [
        {"words": voice.words, "verdict": voice.tag.words if voice.tag else None} for voice in words.voices(reading)
    ]
    return {"indicator": reading.indicator.id, "voices": told}


def _ids(readings: Sequence[Reading]) -> list[str]:
    return [one.indicator.id for one in readings]
