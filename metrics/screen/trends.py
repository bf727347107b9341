"""The page Trends: what to show, the charts, and the address that brings the same view back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from metrics.analysis.reading import Reading
from metrics.catalogue.events import FILE, Event, of_theme, parse
from metrics.catalogue.load import Refused
from metrics.charts import render, style
from metrics.exports import chart_tables, tidy, xlsx
from metrics.markup import trends_page
from metrics.markup.elements import label
from metrics.screen import page_frame
from metrics.screen.page_frame import View
from metrics.store import data_file
from metrics.trends import selection, view_state
from metrics.trends.view_state import FINDINGS, PARTS, ViewState
from metrics.wording import findings

Events = tuple[Event, ...]
BY_NAME = "Chosen by name"
YEAR = "A period counts for the year in which it ends: 2012/13 counts for 2013."
ALL = 0
"""Stands for every year among the years to choose from."""


def choose(view: View) -> ViewState:
    """The choice that the widgets show; an address that somebody opened goes before them."""
    state = st.session_state
    asked = {name: value for name, value in st.query_params.items() if name in view_state.NAMES}
    fresh = "trends group" not in state
    if fresh or (asked != state.get("trends asked") and not _touched(view)):
        found, told = view_state.read_address(asked, view.catalogue)
        _seed(view, found)
        state["trends told"], state["trends page"], state["trends made"] = told, found.page, _without_page(found)
    page_frame.show(trends_page.address_notices(state.get("trends told", ())))
    made = _widgets(view)
    if _without_page(made) != state["trends made"]:
        state["trends page"], state["trends told"] = 1, ()
    state["trends made"], state["trends seen"] = _without_page(made), _shown_widgets(view)
    made = replace(made, page=state["trends page"])
    wanted = view_state.address(made)
    if wanted != asked:
        st.query_params.from_dict(wanted)
    state["trends asked"] = wanted
    return made


@st.cache_resource(max_entries=4, show_spinner=False)
def _areas(version: str, _view: View) -> dict[str, str]:  # noqa: ARG001 - the version is the key
    return view_state.areas(_view.catalogue)


@st.cache_resource(max_entries=4, show_spinner=False)
def _years(version: str, _view: View) -> tuple[int, int]:  # noqa: ARG001 - the version is the key
    return selection.years(_view.readings) or (2000, 2000)


def _shown_widgets(view: View) -> dict[str, Any]:
    """What every widget holds."""
    names = ("group", "measures", "as", "from", "to", "scale", "axis", "events", "chance")
    parts = (f"show {name}" for name in (*_areas(view.version, view), *PARTS))
    return {name: st.session_state.get(f"trends {name}") for name in (*names, *parts)}


def _touched(view: View) -> bool:
    """Whether a widget was changed since the last run.

    Somebody who clicks faster than the page answers still sends the address of before: then the widgets
    are right and not the address. Back, Forward and an opened address change no widget.
    """
    return _shown_widgets(view) != st.session_state.get("trends seen")


def _without_page(made: ViewState) -> ViewState:
    return replace(made, page=1)


def _groups(view: View) -> dict[str, str]:
    """Every way to choose measures: findings, themes, and by name."""
    themes = {one.theme.id: one.theme.name for one in view.readings}
    found = {f"find {name}": words for name, words in FINDINGS.items()}
    return found | {f"theme {id}": f"Theme: {name}" for id, name in themes.items()} | {"name": BY_NAME}


def _seed(view: View, found: ViewState) -> None:
    """Set every widget to what an address asks for, before it is drawn."""
    state = st.session_state
    state["trends group"] = {"name": "name", "theme": f"theme {found.theme}", "finding": f"find {found.finding}"}[
        found.by
    ]
    state["trends measures"] = list(found.measures)
    state["trends as"] = "One large chart" if found.large else "Small charts"
    state["trends from"], state["trends to"] = found.first or ALL, found.last or ALL
    for name in (*_areas(view.version, view), *PARTS):
        state[f"trends show {name}"] = name not in found.hidden
    state["trends scale"] = "Own scale" if found.own_scale else "Shared scale"
    state["trends axis"] = "Fit to the figures" if found.fitted else "Start at zero"
    state["trends events"], state["trends chance"] = found.events, found.chance


def _widgets(view: View) -> ViewState:
    groups = _groups(view)
    names = {one.indicator.id: f"{one.theme.name}: {one.indicator.title}" for one in view.readings}
    with st.container(horizontal=True, vertical_alignment="bottom", key="trends choose"):
        group = st.selectbox(
            "Which measures", list(groups), format_func=groups.__getitem__, key="trends group", width=330
        )
        form = st.segmented_control("As", ["Small charts", "One large chart"], required=True, key="trends as")
    measures: list[str] = []
    if group == "name":
        measures = st.multiselect(
            "Measures",
            list(names),
            format_func=names.__getitem__,
            key="trends measures",
            placeholder="Type a part of a name",
        )
    kind, _, word = str(group).partition(" ")
    made = ViewState(
        measures=tuple(measures),
        theme=word if kind == "theme" else "",
        finding=next((one for one in FINDINGS if one == word), "changed") if kind == "find" else "changed",
        large=form == "One large chart",
    )
    return _drawn(view, made)


def _drawn(view: View, made: ViewState) -> ViewState:
    """Years, what is drawn, and scales."""
    known = _years(view.version, view)
    span = [ALL, *range(known[0], known[1] + 1)]
    span += [year for name in ("trends from", "trends to") if (year := st.session_state.get(name, ALL)) not in span]

    def named(one: int) -> str:
        return "all" if one == ALL else str(one)

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
        made,
        first=None if backwards or first == ALL else first,
        last=None if backwards or last == ALL else last,
        hidden=frozenset(hidden),
        own_scale=scale == "Own scale",
        fitted=axis == "Fit to the figures",
        events=bool(events),
        chance=bool(chance),
    )


@st.cache_resource(max_entries=24, show_spinner="Drawing")
def _cards(version: str, today: date, made: ViewState, dark: bool, events: int, _view: View, _events: Events) -> Cards:  # noqa: ARG001
    return Cards(made, dark, _view, _events)


class Cards:
    """Everything that one choice shows, built once per data version, day, theme and choice."""

    def __init__(self, made: ViewState, dark: bool, view: View, events: Events) -> None:
        spanned = made.first is not None or made.last is not None
        asked = [selection.narrow(view.catalogue, one, made, view.today) if spanned else one for one in view.readings]
        self.all = selection.select(asked, made)
        self.asked = [] if self.all else asked
        here, self.page, self.pages = selection.page_of(self.all, made)
        self.readings = here if spanned else [selection.narrow(view.catalogue, one, made, view.today) for one in here]
        shown_events = (
            {one.indicator.id: of_theme(events, one.theme.id) for one in self.readings} if made.events else {}
        )
        self.drawings = selection.drawings(self.readings, made, shown_events)
        palette = style.DARK if dark else style.LIGHT
        drawn = {one.indicator.id: self.chart(view, one, palette) for one in self.readings}
        self.specs = {id: render.sent(render.spec(chart)) for id, chart in drawn.items() if chart is not None}

    def chart(self, view: View, reading: Reading, palette: style.Palette) -> Any:
        return render.chart_for(
            reading,
            palette=palette,
            area=view.catalogue.organisation.area,
            sources=view.catalogue.sources,
            drawing=self.drawings[reading.indicator.id],
        )


def show(view: View, made: ViewState) -> None:
    """The charts of the choice, each with its finding, table, source and downloads; then the address."""
    if st.session_state["trends group"] == "name" and not made.measures:
        st.html(trends_page.BY_NAME)
        return
    events = _events(view) if made.events else ()
    dark = st.context.theme.type == "dark"
    cards = _cards(view.version, view.today, made, dark, hash(repr(events)), view, events)
    page_frame.show(trends_page.no_such_screen(made.page, cards.pages))
    turned = f"screen {cards.page}" if st.session_state.get("trends last screen", cards.page) != cards.page else ""
    st.session_state["trends last screen"] = cards.page
    st.html(trends_page.count_of_charts(cards.all, cards.page, cards.pages, made, turned, cards.asked))
    theme = next((one.theme.name for one in view.readings if one.theme.id == made.theme), "")
    st.html(trends_page.view_in_words(made, _areas(view.version, view), theme))
    if made.chance:
        page_frame.show(trends_page.no_counts(cards.readings))
    columns = 1 if made.large or len(cards.readings) == 1 else 2
    with st.container(key="cards"):
        for start in range(0, len(cards.readings), columns):
            places = st.columns(columns, gap="large")
            for place, reading in zip(places, cards.readings[start : start + columns], strict=False):
                with place:
                    _card(view, reading, cards, made)
    page_frame.show(trends_page.pages(made, cards.page, cards.pages))
    if made.events:
        st.html(trends_page.events(events))
    address = f"{(st.context.url or '').split('?')[0]}?{urlencode(view_state.address(made), safe=',')}".rstrip("?")
    st.html(trends_page.address_line(address))


def _card(view: View, reading: Reading, cards: Cards, made: ViewState) -> None:
    id = reading.indicator.id
    st.html(trends_page.title(reading, made))
    if (spec := cards.specs.get(id)) is not None:
        st.vega_lite_chart(spec, theme=None, width="stretch", alt=findings.alt(reading), key=f"trend {id}")
    page_frame.show(trends_page.chart_source(view.catalogue, reading))
    with st.expander(
        label(f"Table and downloads: {reading.indicator.title}"), key=f"trends more {id}", on_change="rerun"
    ) as more:
        if more.open:
            page_frame.show(trends_page.table(view.catalogue, reading))
            _downloads(view, reading, cards, made)


def _downloads(view: View, reading: Reading, cards: Cards, made: ViewState) -> None:
    """The figures as CSV and XLSX, the picture as PNG and SVG, each with its size."""
    id = reading.indicator.id
    marked = repr(cards.drawings[id].events)
    files = _files(view.version, view.today, made, id, marked, view, reading, cards)
    with st.container(horizontal=True):
        for form, (mime, data) in files.items():
            st.download_button(
                f"{form.upper()} ({findings.size_of_file(len(data))})",
                data,
                file_name=f"{id}.{form}",
                mime=mime,
                on_click="ignore",
                key=f"trends {form} {id}",
            )


@st.cache_resource(max_entries=12, show_spinner="Writing the files")
def _files(
    version: str,  # noqa: ARG001 - the keys
    today: date,  # noqa: ARG001
    made: ViewState,  # noqa: ARG001
    id: str,
    marked: str,  # noqa: ARG001
    _view: View,
    _reading: Reading,
    _cards: Cards,
) -> Mapping[str, tuple[str, bytes]]:
    reading = _reading
    catalogue = _view.catalogue.model_copy(update={"indicators": [reading.indicator]})
    table = tidy.figures(catalogue)
    found = {
        "csv": ("text/csv", tidy.csv_bytes(table)),
        "xlsx": (xlsx.MIME, xlsx.xlsx_bytes(table, reading.indicator.title)),
    }
    chart = _cards.chart(_view, reading, style.LIGHT) if id in _cards.specs else None
    if chart is not None:
        finding, cited = findings.picture_title(reading), chart_tables.chart_sources(_view.catalogue, reading)
        found["png"] = ("image/png", render.png(chart, title=finding, source=cited))
        found["svg"] = ("image/svg+xml", render.svg(chart, title=finding, source=cited).encode())
    return found


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
