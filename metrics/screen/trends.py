"""The page Trends: its widgets, the charts, and the address (URL) that brings the same view back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from metrics.analysis.reading import Reading
from metrics.catalogue.events import FILE, Event, parse
from metrics.catalogue.problems import Refused
from metrics.charts import render
from metrics.charts.palette import DARK, LIGHT
from metrics.exports import citations, tidy, xlsx
from metrics.markup import trends_page
from metrics.markup.elements import label
from metrics.screen import page_frame
from metrics.screen.page_frame import View
from metrics.store import data_file
from metrics.trends import selection, view_state
from metrics.trends.cards import Cards, draw, lay_out
from metrics.trends.view_state import FINDINGS, PARTS, ViewState
from metrics.wording import alt_text, formatting

Events = tuple[Event, ...]
BY_NAME = "Chosen by name"
YEAR = "A period counts for the year in which it ends: 2012/13 counts for 2013."
ALL = 0
"""Stands for every year among the years to choose from."""


def choose(view: View) -> ViewState:
    """The view state that the widgets show; an address that somebody opened goes before them."""
    session = st.session_state
    address = {name: value for name, value in st.query_params.items() if name in view_state.NAMES}
    first_run = "trends group" not in session
    if first_run or (address != session.get("trends asked") and not _touched(view)):
        state, notices = view_state.read_address(address, view.catalogue)
        _seed(view, state)
        session["trends told"], session["trends page"], session["trends made"] = (
            notices,
            state.page,
            _without_page(state),
        )
    page_frame.show(trends_page.address_notices(session.get("trends told", ())))
    state = _widgets(view)
    if _without_page(state) != session["trends made"]:
        session["trends page"], session["trends told"] = 1, ()
    session["trends made"], session["trends seen"] = _without_page(state), _widget_values(view)
    state = replace(state, page=session["trends page"])
    wanted = view_state.address(state)
    if wanted != address:
        st.query_params.from_dict(wanted)
    session["trends asked"] = wanted
    return state


@st.cache_resource(max_entries=4, show_spinner=False)
def _areas(version: str, _view: View) -> dict[str, str]:  # noqa: ARG001 - the version is the key
    return view_state.areas(_view.catalogue)


@st.cache_resource(max_entries=4, show_spinner=False)
def _years(version: str, _view: View) -> tuple[int, int]:  # noqa: ARG001 - the version is the key
    return selection.years(_view.readings) or (2000, 2000)


def _widget_values(view: View) -> dict[str, Any]:
    """What every widget holds."""
    names = ("group", "indicators", "as", "from", "to", "scale", "axis", "events", "chance")
    parts = (f"show {name}" for name in (*_areas(view.version, view), *PARTS))
    return {name: st.session_state.get(f"trends {name}") for name in (*names, *parts)}


def _touched(view: View) -> bool:
    """Whether a widget was changed since the last run.

    Somebody who clicks faster than the page answers still sends the address of before: then the widgets
    are right and not the address. Back, Forward and an opened address change no widget.
    """
    return _widget_values(view) != st.session_state.get("trends seen")


def _without_page(state: ViewState) -> ViewState:
    return replace(state, page=1)


def _groups(view: View) -> dict[str, str]:
    """Every way to choose indicators: findings, themes, and by name."""
    themes = {reading.theme.id: reading.theme.name for reading in view.readings}
    ways = {f"find {name}": words for name, words in FINDINGS.items()}
    return ways | {f"theme {theme_id}": f"Theme: {name}" for theme_id, name in themes.items()} | {"name": BY_NAME}


def _seed(view: View, state: ViewState) -> None:
    """Set every widget to what an address asks for, before it is drawn."""
    session = st.session_state
    session["trends group"] = {"name": "name", "theme": f"theme {state.theme}", "finding": f"find {state.finding}"}[
        state.by
    ]
    session["trends indicators"] = list(state.indicators)
    session["trends as"] = "One large chart" if state.large else "Small charts"
    session["trends from"], session["trends to"] = state.first or ALL, state.last or ALL
    for name in (*_areas(view.version, view), *PARTS):
        session[f"trends show {name}"] = name not in state.hidden
    session["trends scale"] = "Own scale" if state.own_scale else "Shared scale"
    session["trends axis"] = "Fit to the figures" if state.fitted else "Start at zero"
    session["trends events"], session["trends chance"] = state.events, state.chance


def _widgets(view: View) -> ViewState:
    groups = _groups(view)
    names = {reading.indicator.id: f"{reading.theme.name}: {reading.indicator.title}" for reading in view.readings}
    with st.container(horizontal=True, vertical_alignment="bottom", key="trends choose"):
        group = st.selectbox(
            "Which indicators", list(groups), format_func=groups.__getitem__, key="trends group", width=330
        )
        form = st.segmented_control("As", ["Small charts", "One large chart"], required=True, key="trends as")
    indicators: list[str] = []
    if group == "name":
        indicators = st.multiselect(
            "Indicators",
            list(names),
            format_func=names.__getitem__,
            key="trends indicators",
            placeholder="Type a part of a name",
        )
    kind, _, word = str(group).partition(" ")
    state = ViewState(
        indicators=tuple(indicators),
        theme=word if kind == "theme" else "",
        finding=next((finding for finding in FINDINGS if finding == word), "changed") if kind == "find" else "changed",
        large=form == "One large chart",
    )
    return _drawn(view, state)


def _drawn(view: View, state: ViewState) -> ViewState:
    """Years, what is drawn, and scales."""
    bounds = _years(view.version, view)
    span = [ALL, *range(bounds[0], bounds[1] + 1)]
    span += [year for name in ("trends from", "trends to") if (year := st.session_state.get(name, ALL)) not in span]

    def named(year: int) -> str:
        return "all" if year == ALL else str(year)

    with st.expander("Years, comparators, scale and events", key="trends more"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first = st.selectbox("From the year", span, format_func=named, key="trends from", width=160, help=YEAR)
            last = st.selectbox("To the year", span, format_func=named, key="trends to", width=160, help=YEAR)
            scale = st.segmented_control(
                "Where units are shared", ["Shared scale", "Own scale"], required=True, key="trends scale"
            )
            axis = st.segmented_control(
                "The axis", ["Start at zero", "Fit to the figures"], required=True, key="trends axis"
            )
        with st.container(horizontal=True):
            hidden = {
                name
                for name, words in {**_areas(view.version, view), **PARTS}.items()
                if not st.checkbox(label(words), key=f"trends show {name}", wrap=True)
            }
        with st.container(horizontal=True):
            events = st.checkbox("Events as dated marks", key="trends events", wrap=True)
            chance = st.checkbox("How far chance reaches, as a light band", key="trends chance", wrap=True)
    backwards = ALL not in (first, last) and last < first
    if backwards:
        page_frame.show(
            trends_page.address_notices([f"The years {first} to {last} run backwards; all years are shown."])
        )
    return replace(
        state,
        first=None if backwards or first == ALL else first,
        last=None if backwards or last == ALL else last,
        hidden=frozenset(hidden),
        own_scale=scale == "Own scale",
        fitted=axis == "Fit to the figures",
        events=bool(events),
        chance=bool(chance),
    )


@st.cache_resource(max_entries=24, show_spinner="Drawing")
def _cards(version: str, today: date, state: ViewState, dark: bool, events: int, _view: View, _events: Events) -> Cards:  # noqa: ARG001
    palette = DARK if dark else LIGHT
    return lay_out(_view.catalogue, _view.readings, state, today=_view.today, events=_events, palette=palette)


def show(view: View, state: ViewState) -> None:
    """The charts of the choice, each with its finding, table, source and downloads; then the address."""
    if st.session_state["trends group"] == "name" and not state.indicators:
        st.html(trends_page.BY_NAME)
        return
    events = _events(view) if state.events else ()
    dark = st.context.theme.type == "dark"
    cards = _cards(view.version, view.today, state, dark, hash(repr(events)), view, events)
    page_frame.show(trends_page.no_such_screen(state.page, cards.pages))
    turned = f"screen {cards.page}" if st.session_state.get("trends last screen", cards.page) != cards.page else ""
    st.session_state["trends last screen"] = cards.page
    st.html(trends_page.count_of_charts(cards.selected, cards.page, cards.pages, state, turned, cards.candidates))
    theme = next((reading.theme.name for reading in view.readings if reading.theme.id == state.theme), "")
    st.html(trends_page.view_in_words(state, _areas(view.version, view), theme))
    if state.chance:
        page_frame.show(trends_page.no_counts(cards.readings))
    columns = 1 if state.large or len(cards.readings) == 1 else 2
    with st.container(key="cards"):
        for start in range(0, len(cards.readings), columns):
            places = st.columns(columns, gap="large")
            for place, reading in zip(places, cards.readings[start : start + columns], strict=False):
                with place:
                    _card(view, reading, cards, state)
    page_frame.show(trends_page.pages(state, cards.page, cards.pages))
    if state.events:
        st.html(trends_page.events(events))
    address = f"{(st.context.url or '').split('?')[0]}?{urlencode(view_state.address(state), safe=',')}".rstrip("?")
    st.html(trends_page.address_line(address))


def _card(view: View, reading: Reading, cards: Cards, state: ViewState) -> None:
    indicator_id = reading.indicator.id
    st.html(trends_page.title(reading, state))
    if (spec := cards.specs.get(indicator_id)) is not None:
        st.vega_lite_chart(spec, theme=None, width="stretch", alt=alt_text.alt(reading), key=f"trend {indicator_id}")
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
    files = _files(view.version, view.today, state, indicator_id, marked, view, reading, cards)
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
    _view: View,
    _reading: Reading,
    _cards: Cards,
) -> Mapping[str, tuple[str, bytes]]:
    reading = _reading
    catalogue = _view.catalogue.model_copy(update={"indicators": [reading.indicator]})
    table = tidy.figures(catalogue)
    files = {
        "csv": ("text/csv", tidy.csv_bytes(table)),
        "xlsx": (xlsx.MIME, xlsx.xlsx_bytes(table, reading.indicator.title)),
    }
    if indicator_id in _cards.specs:
        chart = draw(_view.catalogue, reading, _cards.drawings[indicator_id], LIGHT)
        finding, cited = alt_text.picture_title(reading), citations.chart_sources(_view.catalogue, reading)
        files["png"] = ("image/png", render.png(chart, title=finding, source=cited))
        files["svg"] = ("image/svg+xml", render.svg(chart, title=finding, source=cited).encode())
    return files


def _events(view: View) -> Events:
    """The events of data/events.yaml; what is wrong with that file is said, and nothing is drawn."""
    written = data_file.read_sibling(data_file.locate(), FILE)
    try:
        return _parsed(written, view.version, view) if written is not None else ()
    except Refused as refused:
        st.html(trends_page.events_problems(refused.problems))
        return ()


@st.cache_resource(max_entries=4, show_spinner=False)
def _parsed(written: bytes, version: str, _view: View) -> Events:  # noqa: ARG001 - sources and themes are the version's
    return parse(written, _view.catalogue)
