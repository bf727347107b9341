"""The home page's first screen: the finding, judgements, tiles that filter, cards with a chart and a question.

Pure functions of readings and pictures, as ``scorecard`` below it is; the screen caches what they return.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from metrics.analysis.reading import Reading, by_gravity, look_first
from metrics.markup.elements import (
    big_figure,
    indicator_link,
    marks_of,
    notice,
    soft_link,
    text,
    verdict_tag,
)
from metrics.markup.scorecard import FILTERS
from metrics.wording import findings, formatting, tiles
from metrics.wording.cards import card_tag
from metrics.wording.citations import period_note
from metrics.wording.headline import headline
from metrics.wording.movements import Movement, movements
from metrics.wording.questions import question

CARDS = 8
"""Cards in all; the last two are left out where three stand in a row."""

FEWER = 6
MOVED = 5


def first_screen(
    readings: Sequence[Reading], pictures: Mapping[str, str], show: str = "", *, fresh: str = "", published: str = ""
) -> str:
    """All above the tables. ``pictures`` are the cards' charts by indicator, ``published`` the other voice's line."""
    show = show if show in FILTERS else ""
    lead = f'<p class="lead">{text(fresh)}</p>' if fresh else ""
    return (
        f'<div class="home" data-shown="{show}">{lead}<p class="headline">{text(headline(readings))}</p>'
        f"{_judgements(readings)}{published}{_tiles(readings, show)}{_cards(readings, pictures, show)}"
        f"{_moved(readings) if not show else ''}</div>"
    )


def carded(readings: Sequence[Reading], show: str = "") -> list[Reading]:
    """The indicators that have a card where ``show`` is chosen; without a choice, those to look at first."""
    if not show:
        return look_first(readings)
    return by_gravity([one for one in readings if one.counted and FILTERS[show].found(one)], readings)


# ---- the judgements ----------------------------------------------------------------------------------


def _judgements(readings: Sequence[Reading]) -> str:
    judged = [one for one in readings if one.theme.role == "judgements" and one.latest and one.latest.value is not None]
    if not judged or judged[0].latest is None:
        return ""
    heading = f"{judged[0].publisher}, {formatting.reader_period(judged[0].latest.period)}"
    items = "".join(_judgement(one, judged[0]) for one in judged)
    return (
        f'<section class="judgements" aria-labelledby="judgements"><h2 id="judgements">{text(heading)}</h2>'
        f"<ul>{items}</ul></section>"
    )


def _judgement(reading: Reading, first: Reading) -> str:
    latest = reading.latest
    if latest is None or latest.value is None or first.latest is None:
        return ""
    day = "" if latest.period == first.latest.period else f" {formatting.reader_period(latest.period)}"
    grade = formatting.capital(formatting.value_words(latest.value, reading.indicator))
    aside = "".join(f' <span class="quiet">{text(words)}</span>' for words in (day, _grade_before(reading)) if words)
    return f'<li class="grade{int(latest.value)}">{indicator_link(reading.indicator)} <b>{text(grade)}</b>{aside}</li>'


def _grade_before(reading: Reading) -> str:
    """The earlier grade, shown where there is room; it stands on the judgement's own page too."""
    earlier = [outcome for outcome in reading.outcomes[:-1] if outcome.value is not None]
    if not earlier or earlier[-1].value is None:
        return ""
    grade = formatting.value_words(earlier[-1].value, reading.indicator)
    frame = ", earlier framework" if reading.missing == "break" else ""
    return f"({grade} in {formatting.reader_period(earlier[-1].period)}{frame})"


# ---- the tiles, which are the filters ----------------------------------------------------------------


def _tiles(readings: Sequence[Reading], show: str) -> str:
    counted = [reading for reading in readings if reading.counted]
    items = "".join(_tile(key, counted, show) for key in tiles.TILES) if counted else ""
    return f'<nav class="filters" aria-label="Which indicators"><ul>{items}</ul></nav>' if items else ""


def _tile(key: str, counted: Sequence[Reading], show: str) -> str:
    tile = tiles.tile(key, counted)
    inside = (
        f'<b class="count">{tile.count}</b><span class="what">{text(tile.words)} '
        f'<span class="worth">{text(tile.worth)}</span></span>'
    )
    return f"<li>{soft_link(f'./?show={key}', Markup(inside), keeps=key, chosen=key == show)}</li>"


# ---- the cards ---------------------------------------------------------------------------------------


def _cards(readings: Sequence[Reading], pictures: Mapping[str, str], show: str) -> str:
    chosen = carded(readings, show)
    if not chosen and not show:
        return ""
    items = "".join(_card(one, pictures.get(one.indicator.id, ""), show) for one in chosen[:CARDS])
    return (
        f'<section class="ask-first" aria-labelledby="ask-first"><div class="heading">'
        f'<h2 id="ask-first" tabindex="-1">{text(_heading(readings, show))}</h2>{_more(len(chosen))}{_back(show)}</div>'
        + (f"<ol>{items}</ol>" if items else "<p>None: no indicator is in this state.</p>")
        + "</section>"
    )


def _heading(readings: Sequence[Reading], show: str) -> str:
    if not show:
        return "Ask about these first"
    counted = [reading for reading in readings if reading.counted]
    if show in tiles.TILES:
        return tiles.chosen_words(show, counted)
    count = sum(map(FILTERS[show].found, counted))
    return f"{count} {formatting.plural(count, 'indicator')}: {FILTERS[show].label.lower()}"


def _more(count: int) -> str:
    """How many have no card here: none is lost, since the tables below hold them all."""
    words = {number: f"and {count - number} more below" for number in (FEWER, CARDS) if count > number}
    return "".join(f'<p class="after{number}">{text(said)}</p>' for number, said in words.items())


def _back(show: str) -> str:
    return f'<p class="back">{soft_link("./", "Show all", keeps="")}</p>' if show else ""


def _card(reading: Reading, picture: str, show: str) -> str:
    latest, indicator = reading.latest, reading.indicator
    assert latest is not None  # only indicators with a figure are counted
    hint = period_note(latest)
    title = f' title="{text(formatting.capital(hint))}"' if hint else ""
    when = text(formatting.capital(formatting.reader_period(latest.period)))
    marks = "".join(notice(word) for word in marks_of(latest))
    why = findings.reason_words(reading, reading.reasons[0]) if reading.reasons and not show else ""
    answers = f' <span class="answers">Answers: {text(indicator.owner)}</span>' if indicator.owner else ""
    tag = verdict_tag(card_tag(reading, show), why)
    return (
        f"<li><h3>{indicator_link(indicator)}</h3>"
        f'<div class="figure"><div>{big_figure(latest, indicator)}</div>'
        f'<div>{tag}{marks}<span class="quiet when"{title}>{when}</span></div></div>'
        f'{picture}<p class="ask"><b>Ask:</b> {text(question(reading))}{answers}</p></li>'
    )


# ---- what moved --------------------------------------------------------------------------------------


def _moved(readings: Sequence[Reading]) -> str:
    found, more = movements(readings, MOVED)
    if not found:
        return ""
    rest = f"<p>and {more} more, each with its row below</p>" if more else ""
    items = "".join(_movement(one) for one in found)
    heading = f'<div class="heading"><h2 id="moved">What moved</h2>{rest}</div>'
    return f'<section class="moved" aria-labelledby="moved">{heading}<ul>{items}</ul></section>'


def _movement(one: Movement) -> str:
    return (
        f"<li>{indicator_link(one.reading.indicator)} "
        f'<b>{text(one.figures)}</b> <span class="quiet">{text(one.words)}</span></li>'
    )
