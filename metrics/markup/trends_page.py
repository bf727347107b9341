"""The HTML of the page Trends: how many charts, each one's title, table and source, events, the address of the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from markupsafe import Markup

from metrics.analysis.confidence import interval
from metrics.analysis.reading import Reading
from metrics.analysis.states import STATES
from metrics.catalogue.events import Event
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Problem
from metrics.exports import chart_tables, citations
from metrics.markup.elements import indicator_link, level_heading, page_link, paragraph, with_terms
from metrics.markup.page import copyable, figures_table, plain_table, problems
from metrics.markup.templating import piece
from metrics.trends import selection, view_state
from metrics.trends.selection import A_SCREEN
from metrics.trends.view_state import FINDINGS, PARTS, ViewState
from metrics.trends.word_search import near_words
from metrics.wording import findings, formatting, uncertainty


def address_notices(sentences: Sequence[str]) -> Markup:
    """What an address asked for that is gone, and what is shown instead."""
    return piece("cautions", sentences, role="status") if sentences else Markup()


def count_of_charts(
    readings: Sequence[Reading],
    page: int,
    pages: int,
    state: ViewState,
    turned: str = "",
    candidates: Sequence[Reading] = (),
) -> Markup:
    """How many indicators the choice holds and which of them are here; ``turned`` where another screen was asked for.

    ``candidates`` are the readings that the choice was made from, for where it holds none.
    """
    count = len(readings)
    if not count:
        onward = piece("go_on", [page_link("trends", "all published series")]) if state.by == "word" else Markup()
        return paragraph(_none(state, candidates), look="counts", role="status") + onward
    size = 1 if state.large else A_SCREEN
    first, last = size * (page - 1) + 1, min(size * page, count)
    here = f"; here {first}" + (f" to {last}" if last > first else "") if pages > 1 else ""
    words = f"{count} {formatting.plural(count, 'indicator')}{here}."
    return paragraph(words, look="counts", role="status", arrives=turned)


def view_in_words(state: ViewState, areas: Mapping[str, str], theme: str) -> Markup:
    """What is shown and what is not, in words: for whoever was sent the address, and for paper."""
    finding = FINDINGS[state.finding].lower()
    which = {
        "name": "indicators chosen by name",
        "word": f"what has “{state.word}” in its name, then in what is counted",
        "theme": f"theme {theme}",
        "finding": f"the council’s own figures, {finding}",
    }
    parts = [f"Shown: {which[state.by]}"]
    if state.by == "finding" and state.finding == "own":
        parts.append("what is more than chance first, then the largest change for its size")
    if state.first or state.last:
        span = f"from {state.first} " * bool(state.first) + f"to {state.last}" * bool(state.last)
        parts.append(f"periods that end {span.strip()}")
        parts.append("indicators are chosen and changes told by these years, limits and what is unusual by all figures")
    hidden = [{**areas, **PARTS}[name] for name in sorted(state.hidden)]
    parts += [f"hidden on the charts, not in the findings: {formatting.listed(hidden)}"] if hidden else []
    parts += ["each chart on its own scale"] if state.own_scale else []
    return paragraph(f"{'; '.join(parts)}.", look="quiet view-words")


def no_such_screen(asked: int, pages: int) -> Markup:
    """What an address fell back to that asks for a screen after the last."""
    if asked <= pages:
        return Markup()
    there = f"There are {pages} screens of charts" if pages > 1 else "There is one screen of charts"
    return address_notices([f"{there}, and no screen {asked}; this is the last."])


def no_counts(readings: Sequence[Reading]) -> Markup:
    """Why the light band was asked for and is nowhere."""
    if any(interval(reading.indicator, figure) for reading in readings for figure in reading.outcomes):
        return Markup()
    words = "None of the council’s own figures here comes with the counts that the light band needs."
    return paragraph(words, look="quiet")


def _none(state: ViewState, readings: Sequence[Reading]) -> str:
    if state.by == "word":
        near = [f"“{word}”" for word in near_words(readings, state.word)]
        ways = f"Words like it: {formatting.listed(near)}." if near else "Try a part of it, or choose from the list."
        return f"No indicator has “{state.word}” in its name, its id or what is counted. {ways}"
    if state.by == "finding":
        counted = [reading for reading in readings if reading.counted]
        asked = selection.state_of(state.finding) or STATES["worse"]
        judged = sum(map(asked.could_be, counted))
        can = {"missed": "are set against a target or duty", "behind": "can be compared with others"}
        can["few"] = "can be compared with an earlier figure or with others"
        can_be = can.get(state.finding, "can be compared with an earlier figure")
        return f"No indicator is in this state: {FINDINGS[state.finding].lower()}. {judged} of {len(counted)} {can_be}."
    return "No indicator here has a figure to draw. Choose others above."


def title(reading: Reading, state: ViewState, seen: set[str] | None = None) -> Markup:
    """A chart's title: the indicator, its finding in the chosen years, and what a reader must be careful about.

    ``seen`` holds the terms that the charts before it explain.
    """
    finding = findings.finding(reading) if reading.outcomes else _nothing(reading, state)
    shifted = uncertainty.shifted_words(reading) if reading.outcomes else ""
    careful = " ".join(words for words in (reading.indicator.caution, shifted) if words)
    return piece("card_title", indicator_link(reading.indicator), with_terms(finding, seen), careful)


def _nothing(reading: Reading, state: ViewState) -> str:
    if not (state.first or state.last):
        return findings.finding(reading)
    predictions = [
        formatting.capital(findings.prediction_words(reading, prediction)) for prediction in reading.predictions
    ]
    return " ".join(f"{sentence}." for sentence in ["No figure of the council’s own in these years", *predictions])


def marked_events(reading: Reading, words: Sequence[str]) -> Markup:
    """What the numbered marks of a chart stand for, in their order; nothing where none is marked."""
    return piece("marked_events", f"Events marked: {reading.indicator.title}", words) if words else Markup()


def chart_source(catalogue: Catalogue, reading: Reading) -> Markup:
    """The sources of everything on the chart, under it."""
    cited = citations.chart_sources(catalogue, reading)
    return paragraph(f"Source: {cited}.", look="quiet card-source") if cited else Markup()


def table(catalogue: Catalogue, reading: Reading) -> Markup:
    """Every number of the chart, with the key of its codes."""
    figures = chart_tables.table_behind_chart(catalogue, reading.indicator, reading.variation)
    name = f"Figures behind the chart: {reading.indicator.title}"
    return (
        Markup() if figures.empty else Markup('<div class="card-table">{}</div>').format(figures_table(figures, name))
    )


def pages(state: ViewState, page: int, count: int) -> Markup:
    """Links to the screens before and after."""
    if count < 2:
        return Markup()
    links: list[Markup] = []
    if page > 1:
        links.append(page_link(_to(state, page - 1), "← Previous screen"))
    links.append(Markup("<span>Screen {} of {}</span>").format(page, count))
    if page < count:
        links.append(page_link(_to(state, page + 1), "Next screen →"))
    return piece("beside", "Screens of charts", links)


def _to(state: ViewState, page: int) -> str:
    query = urlencode(view_state.address(replace(state, page=page)), safe=",")
    return f"trends?{query}" if query else "trends"


def events(recorded: Sequence[Event]) -> Markup:
    """The events as text, with their dates and sources; they are marks on the charts too where they have a date."""
    if not recorded:
        return paragraph("No events have been recorded yet.", look="quiet")
    rows = [(_when(event), event.words, event.at) for event in recorded]
    listed = plain_table("Events", ("When", "What happened", "Where it is said"), rows)
    return piece("fold", level_heading(f"Events ({len(recorded)})", 2), listed, "events", open=True)


def _when(event: Event) -> str:
    if not event.date.dated:
        return formatting.undated_words(event.date)
    return event.as_written or event.date.words


def address_line(line: str) -> Markup:
    """The address of this very view as a line to copy."""
    inside = level_heading("Address of this view", 2) + copyable(line)
    return Markup('<div class="minutes address">{}</div>').format(inside)


def events_problems(listed: Sequence[Problem]) -> Markup:
    """What is wrong with the file of events; the figures are not concerned."""
    told = paragraph("Mend these lines and reload the page; the figures are not concerned:")
    return problems("The events can’t be shown", told + piece("listing", listed, numbered=True, code=True))


BY_NAME = paragraph("Choose one or more indicators by name above.", look="counts", role="status")
"""Stands where nothing is chosen yet."""
