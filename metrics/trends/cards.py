"""The charts of the page Trends as data: for one view the indicators of one screen, how each is drawn, and its spec."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.analysis.reading import Reading
from metrics.catalogue.events import Event, of_theme
from metrics.catalogue.models import Catalogue
from metrics.charts import render
from metrics.charts.chart_form import chart_for
from metrics.charts.options import Drawing
from metrics.charts.palette import Palette
from metrics.trends import selection
from metrics.trends.view_state import ViewState


@dataclass(frozen=True)
class Cards:
    """Everything that one view shows.

    ``selected``: all that it asks for, on whichever screen; ``candidates``: what it chose from, kept
    only where it found nothing. ``readings``: those of this screen, cut to the years of the view.
    ``drawings`` and ``specs`` are by the indicator's id; what can't be drawn has no spec.
    """

    selected: Sequence[Reading]
    candidates: Sequence[Reading]
    readings: Sequence[Reading]
    page: int
    pages: int
    drawings: Mapping[str, Drawing]
    specs: Mapping[str, dict[str, Any]]


def lay_out(
    catalogue: Catalogue,
    readings: Sequence[Reading],
    state: ViewState,
    *,
    today: date,
    events: tuple[Event, ...],
    palette: Palette,
) -> Cards:
    """The cards of a view; with years they are cut before the choice, since their figures decide it."""
    spanned = state.first is not None or state.last is not None
    candidates = [selection.narrow(catalogue, reading, state, today) if spanned else reading for reading in readings]
    selected = selection.select(candidates, state)
    here, page, pages = selection.page_of(selected, state)
    if not spanned:
        here = [selection.narrow(catalogue, reading, state, today) for reading in here]
    by_id = {reading.indicator.id: reading for reading in here}
    marked = {name: of_theme(events, reading.theme.id) for name, reading in by_id.items()} if state.events else {}
    drawings = selection.drawings(here, state, marked)
    charts = {name: draw(catalogue, reading, drawings[name], palette) for name, reading in by_id.items()}
    specs = {name: render.sent(render.spec(chart)) for name, chart in charts.items() if chart is not None}
    return Cards(selected, [] if selected else candidates, here, page, pages, drawings, specs)


def draw(catalogue: Catalogue, reading: Reading, drawing: Drawing, palette: Palette) -> Any:
    """The chart of one card; None where there is nothing to draw."""
    area, sources = catalogue.organisation.area, catalogue.sources
    return chart_for(reading, palette=palette, area=area, sources=sources, drawing=drawing)
