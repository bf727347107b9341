"""The home page's first screen: the finding, judgements, tiles that filter, cards with a chart and a question.

Pure functions of readings and pictures, as ``scorecard`` below it is; the screen caches what they return.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from metrics.analysis.reading import Reading, by_gravity, look_first
from metrics.markup.elements import big_figure, indicator_link, marks_of, verdict_tag
from metrics.markup.scorecard import FILTERS
from metrics.markup.templating import render
from metrics.wording import findings, formatting, tiles
from metrics.wording.cards import card_tag
from metrics.wording.citations import period_note
from metrics.wording.headline import headline
from metrics.wording.movements import movements
from metrics.wording.questions import question
from metrics.wording.waiting import NOTHING, Waiting

CARDS = 8
"""Cards in all; the last two are left out where three stand in a row."""

FEWER = 6
MOVED = 5


def first_screen(
    readings: Sequence[Reading],
    pictures: Mapping[str, Markup],
    show: str = "",
    *,
    fresh: str = "",
    published: Markup | None = None,
    asked: str = "",
    waits: Waiting = NOTHING,
) -> Markup:
    """All above the tables. ``pictures`` are the cards' charts by indicator, ``published`` the other voice's line.

    ``asked`` is where what the inspection asked for stands, and leads to its page.

    ``waits`` is what waits in the panel's record, as this visitor may see it.
    """
    show = show if show in FILTERS else ""
    counted = [reading for reading in readings if reading.counted]
    judged = _judged(readings)
    chosen = carded(readings, show)
    moved, more = movements(readings, MOVED) if not show else ([], 0)
    return render(
        "home.html",
        shown=show,
        fresh=fresh,
        waits=[(f"meeting#{where}" if where else "meeting", words) for words, where in waits.lines],
        headline=headline(readings),
        judged=_judged_heading(judged),
        judgements=[_judgement(one, judged[0]) for one in judged],
        published=published,
        asked=asked,
        tiles={key: tiles.tile(key, counted) for key in tiles.TILES} if counted else {},
        heading=_heading(counted, show),
        more=_more(len(chosen)),
        cards=[_card(one, pictures.get(one.indicator.id, Markup()), show, waits) for one in chosen[:CARDS]],
        moved=[
            {"link": indicator_link(one.reading.indicator), "figures": one.figures, "words": one.words} for one in moved
        ],
        moved_more=more,
    )


def carded(readings: Sequence[Reading], show: str = "") -> list[Reading]:
    """The indicators that have a card where ``show`` is chosen; without a choice, those to look at first."""
    if not show:
        return look_first(readings)
    return by_gravity([one for one in readings if one.counted and FILTERS[show].found(one)], readings)


# ---- the judgements ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Judgement:
    link: Markup
    grade: int
    words: str
    asides: Sequence[str]


def _judged(readings: Sequence[Reading]) -> list[Reading]:
    reported = [one for one in readings if one.theme.role == "judgements" and not one.retired]
    return [one for one in reported if one.latest and one.latest.value is not None]


def _judged_heading(judged: Sequence[Reading]) -> str:
    """Who judged and when: of the first, beside which the others' days are said where they differ."""
    if not judged or judged[0].latest is None:
        return ""
    return f"{judged[0].publisher}, {formatting.reader_period(judged[0].latest.period)}"


def _judgement(reading: Reading, first: Reading) -> _Judgement:
    latest = reading.latest
    assert latest is not None
    assert latest.value is not None
    assert first.latest is not None
    day = "" if latest.period == first.latest.period else formatting.reader_period(latest.period)
    return _Judgement(
        link=indicator_link(reading.indicator),
        grade=int(latest.value),
        words=formatting.capital(formatting.value_words(latest.value, reading.indicator)),
        asides=[words for words in (day, _grade_before(reading)) if words],
    )


def _grade_before(reading: Reading) -> str:
    """The earlier grade, shown where there is room; it stands on the judgement's own page too."""
    earlier = [outcome for outcome in reading.outcomes[:-1] if outcome.value is not None]
    if not earlier or earlier[-1].value is None:
        return ""
    grade = formatting.value_words(earlier[-1].value, reading.indicator)
    frame = ", earlier framework" if reading.missing == "break" else ""
    return f"({grade} in {formatting.reader_period(earlier[-1].period)}{frame})"


# ---- the cards ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Card:
    link: Markup
    figure: Markup
    tag: Markup
    marks: Sequence[str]
    when: str
    hint: str
    waits: Markup
    picture: Markup
    question: str
    owner: str | None


def _heading(counted: Sequence[Reading], show: str) -> str:
    if not show:
        return "Ask about these first"
    if show in tiles.TILES:
        return tiles.chosen_words(show, counted)
    count = sum(map(FILTERS[show].found, counted))
    return f"{count} {formatting.plural(count, 'indicator')}: {FILTERS[show].label.lower()}"


def _more(count: int) -> dict[int, str]:
    """How many have no card here: none is lost, since the tables below hold them all."""
    return {number: f"and {count - number} more below" for number in (FEWER, CARDS) if count > number}


def _card(reading: Reading, picture: Markup, show: str, waits: Waiting) -> _Card:
    latest, indicator = reading.latest, reading.indicator
    assert latest is not None  # only indicators with a figure are counted
    why = findings.reason_words(reading, reading.reasons[0]) if reading.reasons and not show else ""
    return _Card(
        link=indicator_link(indicator),
        figure=big_figure(latest, indicator),
        tag=verdict_tag(card_tag(reading, show), why),
        marks=marks_of(latest),
        when=formatting.capital(formatting.reader_period(latest.period)),
        hint=formatting.capital(period_note(latest) or ""),
        waits=verdict_tag(waits.tag(indicator.id)),
        picture=picture,
        question=question(reading),
        owner=indicator.owner,
    )
