"""The small charts of published series as HTML: a card each with finding, chart, source and figures, under headings."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from metrics.catalogue.models import Catalogue, Figure
from metrics.charts.palette import DARK, LIGHT, Palette
from metrics.charts.small_chart import HEIGHT, Line, Note, SmallChart, Spot
from metrics.markup.elements import indicator_link, page_link, paragraph, with_terms
from metrics.markup.templating import piece, render
from metrics.trends.published import Against, Group, PublishedCard, PublishedView, against
from metrics.trends.view_state import FINDINGS, ViewState
from metrics.wording import published_card
from metrics.wording.formatting import cell, counts_words, plural, reader_period

DASH = {"neighbours": "5 4"}
STROKE = {"council": 2.75, "England": 1.5, "neighbours": 1.5}


@dataclass(frozen=True)
class _Card:
    """What a card holds; a period or code stands beside how it is placed, a dot beside whose it is."""

    title: str
    link: Markup
    whom: str
    finding: Markup
    chart: SmallChart
    alt: str
    drawing: str
    dots: Sequence[tuple[str, Spot]]
    codes: Sequence[tuple[Note, bool]]
    periods: Sequence[tuple[Note, str]]
    source: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def cards(catalogue: Catalogue, view: PublishedView, state: ViewState) -> Markup:
    """Every card of a view under its headings."""
    terms: set[str] = set()
    return render("published_cards.html", groups=[_group(catalogue, group, state, terms) for group in view.groups])


def _group(catalogue: Catalogue, group: Group, state: ViewState, terms: set[str]) -> dict[str, object]:
    return {
        "heading": group.heading or FINDINGS[state.finding],
        "address": f"trends?theme={quote(group.theme)}" if group.theme else "",
        "cards": [_card(catalogue, card, terms) for card in group.cards],
    }


def _card(catalogue: Catalogue, card: PublishedCard, terms: set[str]) -> _Card:
    indicator, chart, rated = card.reading.indicator, card.chart, card.reading.theme.role == "indicators"
    return _Card(
        title=indicator.title,
        link=indicator_link(indicator),
        whom=published_card.whom_words(card.published),
        finding=with_terms(published_card.finding(card.published, card.beside, card.over, rated=rated), terms),
        chart=chart,
        alt=published_card.alt(card.published, chart.areas, card.beside, chart.starts_at),
        drawing=base64.b64encode(_lines(chart).encode()).decode(),
        dots=[(line.who, spot) for line in chart.lines for spot in _dotted(line)],
        codes=list(_codes(chart.codes)),
        periods=[(note, _place(note, chart.periods)) for note in chart.periods],
        source=published_card.source_words(catalogue.sources[card.published.latest.source]),
        heads=("Period", *chart.areas),
        rows=[(reader_period(period), *map(_number, figures)) for period, figures in chart.table],
    )


def _codes(notes: Sequence[Note]) -> Iterator[tuple[Note, bool]]:
    """Codes in their gaps; on a phone of several that stand close together the first alone, and all in the table."""
    shown = -100.0
    for note in notes:
        tight = note.at - shown < 28
        shown = shown if tight else note.at
        yield note, tight


def _place(note: Note, notes: Sequence[Note]) -> str:
    """Under its figure, near an end of the plot within it; a first too near the last yields on a phone."""
    side = "start" if note.at < 15 else "end" if note.at > 85 else "middle"
    return f"{side} tight" if len(notes) > 1 and 28 < note.at < notes[-1].at else side


def _dotted(line: Line) -> list[Spot]:
    """The council's and single neighbours' figures, and any that no line joins."""
    single = {run[0] for run in line.runs if len(run) == 1}
    return [spot for spot in line.spots if line.who in ("council", "neighbour") or spot in single]


def _lines(chart: SmallChart) -> Markup:
    """The lines and the two gridlines as an SVG that is stretched to its place."""
    paths = [
        (line.who, "M" + "L".join(f"{spot.x:g} {spot.y:g}" for spot in run))
        for line in chart.lines
        for run in line.runs
        if len(run) > 1
    ]
    colours = {"light": _colours(LIGHT), "dark": _colours(DARK)}
    return render("small_lines.svg", chart=chart, height=HEIGHT, widths=STROKE, dashes=DASH, paths=paths, **colours)


def _colours(palette: Palette) -> dict[str, str]:
    return {
        "grid": palette.grid,
        "council": palette.published,
        "England": palette.comparator,
        "neighbours": palette.comparator,
    }


def _number(figure: Figure | None) -> str:
    if figure is None:
        return ""
    counts = counts_words(figure)
    return f"{cell(figure)} ({counts})" if counts else cell(figure)


def count(view: PublishedView, state: ViewState) -> Markup:
    """How many series are shown, of how many that could be; of none, what was looked for and how to go on."""
    return paragraph(_count_words(view, state), look="counts", role="status") + _way_on(view, state)


def _count_words(view: PublishedView, state: ViewState) -> str:
    shown = view.count
    if not view.series:
        years = " in these years" if state.first or state.last else ""
        return f"No department has published figures about the council{years} that are in the data."
    if state.finding == "published":
        have = "has" if shown == 1 else "have"
        return f"{shown} {plural(shown, 'indicator')} {have} figures that a government department publishes."
    if state.finding == "published-changed":
        return (
            f"{shown} of {view.compared} that can be compared with an earlier year, the newest and most changed first."
        )
    who: dict[Against, str] = {"England": "England", "neighbours": "the statistical neighbours"}
    sure = "" if state.finding.endswith("-all") else ", tested: by more than chance"
    last = " What is tested stands first." if state.finding.endswith("-all") and shown else ""
    begin = f"{shown or 'None'} of {view.compared} that can be set beside {who[against(state)]}"
    return f"{begin} {'is' if shown < 2 else 'are'} worse{sure}.{last}"


def _way_on(view: PublishedView, state: ViewState) -> Markup:
    if view.count:
        return Markup()
    links = [] if state.finding == "published" else [page_link("trends", "All published series")]
    if not state.finding.endswith("-all") and state.finding.startswith(("published-worse", "published-behind")):
        links.insert(0, page_link(f"trends?find={state.finding}-all", "What is worse, tested or not"))
    links.append(page_link("trends?find=own", "The council’s own figures"))
    return piece("go_on", links)


def each_neighbour(view: PublishedView) -> Markup:
    """What the quiet dots are, where they are drawn."""
    drawn = any(line.who == "neighbour" for group in view.groups for card in group.cards for line in card.chart.lines)
    words = "Each small grey dot is one statistical neighbour, in no order; the table under a chart names them."
    return paragraph(words, look="quiet") if drawn else Markup()
