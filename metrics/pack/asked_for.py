"""What the inspection asked for, as a pack tells it: each with its state by the figures, and the gaps in measurement.

(contract: The pack; reporting: Recommendations)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.analysis.recommendations import GapReading, RecommendationReading, RecommendationReadings
from metrics.catalogue.models import Source
from metrics.wording import recommendations as words
from metrics.wording.formatting import capital


@dataclass(frozen=True)
class Asked:
    """One area for improvement in words; ``indicators`` are those that would show it, with each voice's latest."""

    number: int
    words: str
    said: str
    owners: str
    due: str
    indicators: tuple[tuple[str, str], ...]
    state: str
    moved: str


@dataclass(frozen=True)
class Lacking:
    """One gap in what is measured, in words."""

    words: str
    said: str
    lacks: str
    indicators: str
    state: str


@dataclass(frozen=True)
class AskedFor:
    """All of it; ``summary`` and ``coverage`` are the counts, ``due_note`` from when the times count."""

    summary: str
    due_note: str
    asked: tuple[Asked, ...]
    coverage: str
    gaps: tuple[Lacking, ...]


def asked_for(found: RecommendationReadings, sources: Mapping[str, Source]) -> AskedFor:
    """The recommendations and gaps in words; readings are with small numbers suppressed."""
    cited = dict.fromkeys(one.recommendation.source for one in found.recommendations)
    return AskedFor(
        summary=f"{words.summary(found)}." if found.recommendations else "",
        due_note=" ".join(words.due_note(sources[source]) for source in cited),
        asked=tuple(_asked(number, one, sources) for number, one in enumerate(found.recommendations, 1)),
        coverage=f"{words.coverage(found)}." if found.gaps else "",
        gaps=tuple(_lacking(one, sources) for one in found.gaps),
    )


def _asked(number: int, one: RecommendationReading, sources: Mapping[str, Source]) -> Asked:
    asked = one.recommendation
    return Asked(
        number=number,
        words=asked.words,
        said=words.said_words(asked, asked.quote, sources[asked.source]),
        owners=words.owner_words(one),
        due=words.due_words(one),
        indicators=tuple((each.indicator.title, words.voices_words(each)) for each in one.readings)
        + tuple((each.indicator.title, words.retired_note(each)) for each in one.retired),
        state=capital(words.state_words(one)),
        moved=words.moved_words(one.moved),
    )


def _lacking(one: GapReading, sources: Mapping[str, Source]) -> Lacking:
    return Lacking(
        words=one.gap.words,
        said=words.said_words(one.gap, one.gap.quote, sources[one.gap.source]),
        lacks=words.LACKS[one.gap.kind],
        indicators=words.proposed_words(one) or capital(words.STATES["no indicator"]),
        state=capital(words.gap_words(one)),
    )
