"""The small charts of published series as HTML: a card each with finding, chart, source and figures, under headings."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from urllib.parse import quote

from metrics.catalogue.models import Catalogue, Figure
from metrics.charts.palette import DARK, LIGHT
from metrics.charts.small_chart import HEIGHT, Line, Note, SmallChart
from metrics.markup.elements import indicator_link, page_link, text
from metrics.markup.page import plain_table
from metrics.trends.published import Against, Group, PublishedCard, PublishedView, against
from metrics.trends.view_state import FINDINGS, ViewState
from metrics.wording import published_card
from metrics.wording.formatting import cell, counts_words, plural, reader_period

DASH = {"neighbours": "5 4"}
STROKE = {"council": 2.75, "England": 1.5, "neighbours": 1.5}


def cards(catalogue: Catalogue, view: PublishedView, state: ViewState) -> str:
    """Every card of a view under its headings."""
    return "".join(_group(catalogue, group, state) for group in view.groups)


def _group(catalogue: Catalogue, group: Group, state: ViewState) -> str:
    link = page_link(f"trends?theme={quote(group.theme)}", "all of this theme") if group.theme else ""
    heading = text(group.heading or FINDINGS[state.finding])
    inside = "".join(_card(catalogue, card) for card in group.cards)
    return (
        f'<section class="small-charts"><div class="heading"><h2>{heading}</h2><p>{link}</p></div>'
        f'<div class="small-cards">{inside}</div></section>'
    )


def _card(catalogue: Catalogue, card: PublishedCard) -> str:
    indicator, rated = card.reading.indicator, card.reading.theme.role == "indicators"
    found = published_card.finding(card.published, card.beside, card.over, rated=rated)
    counted = published_card.whom_words(card.published)
    whom = f'<p class="quiet">{text(counted)}</p>' if counted else ""
    return (
        f'<article class="small-card"><header><h3>{indicator_link(indicator)}</h3>{whom}</header>'
        f"<p>{text(found)}</p>{_plot(card)}{_source(catalogue, card)}{_table(card)}</article>"
    )


def _plot(card: PublishedCard) -> str:
    """The lines as one picture that stretches, and over it dots and words that don't."""
    chart = card.chart
    alt = published_card.alt(card.published, chart.areas, card.beside, chart.starts_at)
    values = "".join(f'<span style="top:{note.at - 9:g}px">{text(note.words)}</span>' for note in chart.values)
    inside = (
        f'<img src="data:image/svg+xml;base64,{base64.b64encode(_lines(chart).encode()).decode()}" alt="">'
        + "".join(_dots(line) for line in chart.lines)
        + _codes(chart.codes)
    )
    labels = "".join(
        f'<span class="{label.who}" style="top:{label.top:g}px">{text(label.words)}</span>' for label in chart.labels
    )
    return (
        f'<div class="small-plot" role="img" aria-label="{text(alt)}"><div class="values">{values}</div>'
        f'<div class="lines">{inside}{_periods(chart.periods)}</div>'
        f'<div class="names">{labels}</div></div>'
    )


def _codes(notes: Sequence[Note]) -> str:
    """Codes in their gaps; on a phone of several that stand close together the first alone, and all in the table."""
    shown, tight = -100.0, []
    for note in notes:
        tight.append(note.at - shown < 28)
        shown = shown if tight[-1] else note.at
    return "".join(
        f'<b{" class=tight" * close} style="left:{note.at:g}%">{text(note.words)}</b>'
        for note, close in zip(notes, tight, strict=True)
    )


def _periods(notes: Sequence[Note]) -> str:
    """Periods under their figures, near an end of the plot within it; a first too near the last yields on a phone."""
    return "".join(
        f'<span class="period {_side(note)}{" tight" if len(notes) > 1 and 28 < note.at < notes[-1].at else ""}" '
        f'style="left:{note.at:g}%">{text(note.words)}</span>'
        for note in notes
    )


def _side(note: Note) -> str:
    return "start" if note.at < 15 else "end" if note.at > 85 else "middle"


def _dots(line: Line) -> str:
    """The council's and single neighbours' figures, and any that no line joins."""
    single = {run[0] for run in line.runs if len(run) == 1}
    seen = [spot for spot in line.spots if line.who in ("council", "neighbour") or spot in single]
    return "".join(
        f'<i class="{line.who}" style="left:{spot.x:g}%;top:{spot.y:g}px" title="{text(spot.words)}"></i>'
        for spot in seen
    )


def _lines(chart: SmallChart) -> str:
    """The lines and the two gridlines as an SVG that is stretched to its place, its strokes as they are."""
    grid = "".join(f'<path class="grid" d="M0 {note.at:g}H100"/>' for note in chart.values)
    paths = "".join(
        f'<path class="{line.who}" d="M{"L".join(f"{spot.x:g} {spot.y:g}" for spot in run)}"/>'
        for line in chart.lines
        for run in line.runs
        if len(run) > 1
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 {HEIGHT}" preserveAspectRatio="none">'
        f"<style>{_STYLE}</style>{grid}{paths}</svg>"
    )


def _colours(palette: object) -> str:
    tints = {"grid": "grid", "council": "published", "England": "comparator", "neighbours": "comparator"}
    return "".join(f".{name}{{stroke:{getattr(palette, tint)}}}" for name, tint in tints.items())


_STYLE = (
    "path{fill:none;vector-effect:non-scaling-stroke;stroke-width:1;stroke-linejoin:round}"
    + "".join(f".{who}{{stroke-width:{width}}}" for who, width in STROKE.items())
    + "".join(f".{who}{{stroke-dasharray:{dash}}}" for who, dash in DASH.items())
    + f"{_colours(LIGHT)}@media(prefers-color-scheme:dark){{{_colours(DARK)}}}"
)


def _source(catalogue: Catalogue, card: PublishedCard) -> str:
    source = published_card.source_words(catalogue.sources[card.published.latest.source])
    scale = f"<b>Scale starts at {text(card.chart.starts_at)}.</b> " if card.chart.starts_at else ""
    model = f" Neighbours: {text(card.chart.neighbours)}." if card.chart.neighbours else ""
    return f'<p class="quiet">{scale}{text(source)}.{model}</p>'


def _table(card: PublishedCard) -> str:
    """Every number that is drawn; the council's with its counts."""
    chart, indicator = card.chart, card.reading.indicator
    rows = [
        (text(reader_period(period)), *(text(_number(figure)) for figure in figures)) for period, figures in chart.table
    ]
    name = f"Figures of the chart: {indicator.title}"
    table = plain_table(name, ("Period", *chart.areas), rows)
    return (
        f'<details><summary>Figures<span class="unseen"> of {text(indicator.title)}</span></summary>{table}</details>'
    )


def _number(figure: Figure | None) -> str:
    if figure is None:
        return ""
    counts = counts_words(figure)
    return f"{cell(figure)} ({counts})" if counts else cell(figure)


def count(view: PublishedView, state: ViewState) -> str:
    """How many series are shown, of how many that could be; of none, what was looked for and how to go on."""
    return f'<p class="counts" role="status">{text(_count_words(view, state))}</p>' + _way_on(view, state)


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


def _way_on(view: PublishedView, state: ViewState) -> str:
    if view.count:
        return ""
    links = [] if state.finding == "published" else [page_link("trends", "All published series")]
    if not state.finding.endswith("-all") and state.finding.startswith(("published-worse", "published-behind")):
        links.insert(0, page_link(f"trends?find={state.finding}-all", "What is worse, tested or not"))
    links.append(page_link("trends?find=own", "The council’s own figures"))
    return f'<p class="quiet">Go on with: {"; ".join(links)}.</p>'


def each_neighbour(view: PublishedView) -> str:
    """What the quiet dots are, where they are drawn."""
    drawn = any(line.who == "neighbour" for group in view.groups for card in group.cards for line in card.chart.lines)
    words = "Each small grey dot is one statistical neighbour, in no order; the table under a chart names them."
    return f'<p class="quiet">{words}</p>' if drawn else ""
