"""The charts of the page Trends: small ones of published series, large ones of every indicator, and their downloads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st
from markupsafe import Markup

from metrics.analysis.reading import Reading
from metrics.catalogue import neighbours
from metrics.catalogue.events import Event
from metrics.catalogue.problems import Refused
from metrics.charts import render
from metrics.charts.event_marks import event_words
from metrics.charts.palette import DARK, LIGHT
from metrics.exports import tidy, xlsx
from metrics.markup import published_cards, trends_page
from metrics.markup.elements import label
from metrics.screen import cached, downloads, page_frame
from metrics.screen.page_frame import View
from metrics.store import data_file
from metrics.trends import published, view_state
from metrics.trends.cards import Cards, draw, lay_out
from metrics.trends.view_state import ViewState
from metrics.wording import alt_text, formatting
from metrics.wording.pictures import Caption

Events = tuple[Event, ...]


@st.cache_resource(max_entries=4, show_spinner=False)
def areas(version: str, _view: View) -> dict[str, str]:  # noqa: ARG001 - the version is the key
    """The areas of all comparators, by the word that hides them."""
    return view_state.areas(_view.catalogue)


@st.cache_resource(max_entries=4, show_spinner=False)
def brought(version: str, names: tuple[str, ...], _view: View) -> bool:  # noqa: ARG001 - the version is the key
    """Whether rows of single neighbours stand in the data, so that they can be asked for."""
    return published.neighbours_brought(_view.readings, names)


@st.cache_resource(max_entries=24, show_spinner="Drawing")
def _cards(version: str, today: date, state: ViewState, dark: bool, events: int, _view: View, _events: Events) -> Cards:  # noqa: ARG001
    palette = DARK if dark else LIGHT
    return lay_out(_view.catalogue, _view.readings, state, today=_view.today, events=_events, palette=palette)


@st.cache_resource(max_entries=24, show_spinner="Drawing")
def _published_html(version: str, today: date, state: ViewState, names: tuple[str, ...], _view: View) -> Markup:  # noqa: ARG001
    """The cards of a view of published series; in both colour schemes at once."""
    found = published.lay_out(_view.catalogue, _view.readings, state, today, names)
    return Markup().join(
        (
            published_cards.count(found, state),
            published_cards.each_neighbour(found),
            published_cards.cards(_view.catalogue, found, state),
        )
    )


def show_published(view: View, state: ViewState) -> None:
    """The small charts of the published series."""
    names = neighbour_names() if state.neighbours else ()
    page_frame.show(_published_html(view.version, view.today, state, names, view))


def neighbour_names() -> tuple[str, ...]:
    """The names of all authorities that are statistical neighbours by any model; none where the list can't be read."""
    written = data_file.read_sibling(data_file.locate(), neighbours.FILE)
    return _names_of(written) if written is not None else ()


@st.cache_resource(max_entries=4, show_spinner=False)
def _names_of(written: bytes) -> tuple[str, ...]:
    try:
        models = neighbours.parse(written)
    except Refused:  # the page Import published figures tells what is wrong with it
        return ()
    return tuple(sorted({authority.name for model in models for authority in model.authorities}))


def show_large(view: View, state: ViewState) -> None:
    """The large charts, each with its finding, table, source and downloads."""
    events = _events() if state.events else ()
    dark = st.context.theme.type == "dark"
    cards = _cards(view.version, view.today, state, dark, hash(repr(events)), view, events)
    page_frame.show(trends_page.no_such_screen(state.page, cards.pages))
    turned = f"screen {cards.page}" if st.session_state.get("trends last screen", cards.page) != cards.page else ""
    st.session_state["trends last screen"] = cards.page
    st.html(trends_page.count_of_charts(cards.selected, cards.page, cards.pages, state, turned, cards.candidates))
    theme = next((reading.theme.name for reading in view.readings if reading.theme.id == state.theme), "")
    st.html(trends_page.view_in_words(state, areas(view.version, view), theme))
    if state.chance:
        page_frame.show(trends_page.no_counts(cards.readings))
    terms: set[str] = set()
    columns = 1 if state.large or len(cards.readings) == 1 else 2
    with st.container(key="cards"):
        for start in range(0, len(cards.readings), columns):
            places = st.columns(columns, gap="large")
            for place, reading in zip(places, cards.readings[start : start + columns], strict=False):
                with place:
                    _card(view, reading, cards, state, terms)
    page_frame.show(trends_page.pages(state, cards.page, cards.pages))
    if state.events:
        st.html(trends_page.events(events))


def _card(view: View, reading: Reading, cards: Cards, state: ViewState, terms: set[str]) -> None:
    indicator_id = reading.indicator.id
    st.html(trends_page.title(reading, state, terms))
    if (spec := cards.specs.get(indicator_id)) is not None:
        with st.container(key=f"trend-chart-{indicator_id}"):
            key = f"trend {indicator_id}"
            st.vega_lite_chart(spec, theme=None, width="stretch", alt=alt_text.alt(reading), key=key)
            page_frame.show(trends_page.marked_events(reading, event_words(spec)))
        page_frame.show(cached.phone_chart(view.catalogue, reading, cards.drawings[indicator_id]))
    page_frame.show(trends_page.chart_source(view.catalogue, reading))
    with st.expander(
        label(f"Table and downloads: {reading.indicator.title}"), key=f"trends more {indicator_id}", on_change="rerun"
    ) as more:
        if more.open:
            page_frame.show(trends_page.table(view.catalogue, reading))
            _downloads(view, reading, cards, state)


def _downloads(view: View, reading: Reading, cards: Cards, state: ViewState) -> None:
    """The figures as CSV and XLSX, the picture as PNG and SVG, each with its size."""
    indicator_id = reading.indicator.id
    marked = repr(cards.drawings[indicator_id].events)
    caption = downloads.picture_caption(view, reading)
    files = _files(view.version, view.today, state, indicator_id, marked, caption, view, reading, cards)
    with st.container(horizontal=True):
        for form, (mime, data) in files.items():
            st.download_button(
                f"{form.upper()} ({formatting.size_of_file(len(data))})",
                data,
                file_name=f"{indicator_id}.{form}",
                mime=mime,
                on_click="ignore",
                key=f"trends {form} {indicator_id}",
            )


@st.cache_resource(max_entries=12, show_spinner="Writing the files")
def _files(
    version: str,  # noqa: ARG001 - the keys
    today: date,  # noqa: ARG001
    state: ViewState,  # noqa: ARG001
    indicator_id: str,
    marked: str,  # noqa: ARG001
    caption: Caption,
    _view: View,
    _reading: Reading,
    _cards: Cards,
) -> Mapping[str, tuple[str, bytes]]:
    reading = _reading
    catalogue = _view.catalogue.model_copy(update={"indicators": [reading.indicator]})
    table = tidy.figures(catalogue, readings=[reading])
    files = {
        "csv": ("text/csv", tidy.csv_bytes(table)),
        "xlsx": (xlsx.MIME, xlsx.xlsx_bytes(table, reading.indicator.title)),
    }
    if indicator_id in _cards.specs:
        chart = draw(_view.catalogue, reading, _cards.drawings[indicator_id], LIGHT)
        files["png"] = ("image/png", render.png(chart, caption))
        files["svg"] = ("image/svg+xml", render.svg(chart, caption).encode())
    return files


def _events() -> Events:
    """The dated events; what is wrong with their file is said, and nothing is drawn."""
    loaded = page_frame.load_cached(data_file.stamp(data_file.locate())).events
    if loaded.problems:
        st.html(trends_page.events_problems(loaded.problems))
        return ()
    return loaded.in_order
