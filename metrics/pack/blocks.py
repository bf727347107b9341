"""The parts of a pack: an indicator's block with all that is told of it, those without a figure, the judgements.

(contract: The pack)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.analysis.challenges import ChallengeReading, ExceptionReading, open_challenges, open_exceptions
from metrics.analysis.reading import Reading
from metrics.catalogue.models import Catalogue
from metrics.exports.citations import finding_sources
from metrics.exports.figure_rows import FigureGroup, figure_groups
from metrics.wording import alt_text, formatting, panel_entries, published
from metrics.wording.briefing import Briefing, briefing
from metrics.wording.cards import card_tag
from metrics.wording.panel_entries import Told


@dataclass(frozen=True)
class Judgement:
    """An inspector's judgement: what of, its words, whose and when."""

    name: str
    words: str
    when: str


@dataclass(frozen=True)
class Block:
    """One indicator. ``cited`` is "Indicator 12", or empty; ``reasons`` are why it was offered, if it wasn't chosen.

    ``tag`` is the one verdict of its card, ``latest`` the latest figure and ``when`` its period: the council's own,
    else the one that a department publishes.
    ``challenges`` and ``exceptions`` are the open ones of this indicator; ``sources`` those of its finding.
    """

    number: int | None
    cited: str
    reading: Reading
    theme: str
    briefing: Briefing
    latest: str
    when: str
    tag: str
    reasons: tuple[str, ...]
    groups: tuple[FigureGroup, ...]
    challenges: tuple[Told, ...]
    exceptions: tuple[Told, ...]
    sources: tuple[str, ...]
    alt: str


@dataclass(frozen=True)
class Waiting:
    """An indicator of which nobody has a figure, and why not, where that is known."""

    number: int | None
    cited: str
    name: str
    theme: str
    why: str


def block_of(
    catalogue: Catalogue,
    reading: Reading,
    today: date,
    reasons: tuple[str, ...],
    asked: Sequence[ChallengeReading],
    reported: Sequence[ExceptionReading],
) -> Block:
    """An indicator as the pack tells of it; ``catalogue`` and ``reading`` are with small numbers suppressed."""
    indicator, latest = reading.indicator, reading.latest
    newest = latest or (reading.published.latest if reading.published else None)
    tag = card_tag(reading) if reading.counted else None
    return Block(
        number=indicator.number,
        cited=formatting.numbered(indicator),
        reading=reading,
        theme=reading.theme.name,
        briefing=briefing(reading),
        latest=formatting.capital(formatting.figure_words(newest, indicator)) if newest else "",
        when=formatting.capital(formatting.reader_period(newest.period)) if newest else "",
        tag=tag.words if tag else published.ALONE if reading.only_published else "",
        reasons=reasons,
        groups=tuple(figure_groups(catalogue, reading)),
        challenges=tuple(panel_entries.challenge_told(one, today) for one in open_challenges(asked, indicator.id)),
        exceptions=tuple(panel_entries.exception_told(one, today) for one in open_exceptions(reported, indicator.id)),
        sources=tuple(finding_sources(catalogue, reading)),
        alt=alt_text.alt(reading),
    )


def judgements(readings: Sequence[Reading]) -> tuple[Judgement, ...]:
    """Every judgement that stands, as the home page has them."""
    found = []
    for one in readings:
        if one.retired or one.theme.role != "judgements":
            continue
        if one.latest is not None and one.latest.value is not None:
            grade = formatting.capital(formatting.value_words(one.latest.value, one.indicator))
            when = f"{one.publisher}, {formatting.reader_period(one.latest.period)}"
            found.append(Judgement(one.indicator.title, grade, when))
    return tuple(found)


def name_of(reading: Reading) -> str:
    """How it is called where a challenge or an exception is about it: Indicator 12, Stability."""
    return ", ".join(part for part in (formatting.numbered(reading.indicator), reading.indicator.title) if part)


def waiting_of(reading: Reading) -> Waiting:
    """An indicator that nobody has a figure of."""
    why = formatting.unfolded(reading.indicator.why_missing)
    return Waiting(
        reading.indicator.number,
        formatting.numbered(reading.indicator),
        reading.indicator.title,
        reading.theme.name,
        why,
    )
