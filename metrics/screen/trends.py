"""The page Trends: its widgets, the charts, and the address (URL) that brings the same view back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from metrics.markup import trends_page
from metrics.markup.elements import label
from metrics.screen import page_frame, trends_charts
from metrics.screen.page_frame import View
from metrics.trends import selection, view_state
from metrics.trends.view_state import FINDINGS, PARTS, PUBLISHED, Finding, ViewState
from metrics.wording.formatting import name_in_list

BY_NAME = "Chosen by name"
SMALL, LARGE = "Small charts", "One large chart"
SHARED, OWN = "Shared scale", "Own scale"
ZERO, FITTED = "Start at zero", "Fit to the figures"
OURS = "The council’s own: "
YEAR = "A period counts for the year in which it ends: 2012/13 counts for 2013."
ALL = 0
"""Stands for every year among the years to choose from."""


def choose(view: View) -> ViewState:
    """The view state that the widgets show; an address that somebody opened goes before them."""
    session = st.session_state
    address = {name: value for name, value in st.query_params.items() if name in view_state.NAMES}
    first_run = "trends group" not in session
    _rest(view)
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
def _years(version: str, _view: View) -> tuple[int, int]:  # noqa: ARG001 - the version is the key
    return selection.years(_view.readings) or (2000, 2000)


def _widget_values(view: View) -> dict[str, Any]:
    """What every widget holds."""
    names = ("group", "word", "indicators", "from", "to", *_drawing(view))
    return {name: st.session_state.get(f"trends {name}") for name in names}


def _drawing(view: View) -> dict[str, Any]:
    """The widgets that say how charts are drawn, and what each holds at first."""
    parts = {f"show {name}": True for name in (*trends_charts.areas(view.version, view), *PARTS)}
    small = {"neighbours": False, "zero": False}
    return small | {"as": SMALL, "scale": SHARED, "axis": ZERO, "events": False, "chance": False} | parts


def _rest(view: View) -> None:
    """What widgets hold at first that were not on screen, since Streamlit forgets them."""
    for name, value in _drawing(view).items():
        st.session_state.setdefault(f"trends {name}", value)


def _forget(view: View, *, small: bool) -> None:
    """Have the widgets of the small charts, or all of the large ones, hold what they hold at first."""
    for name, value in _drawing(view).items():
        if (name in ("neighbours", "zero")) == small:
            st.session_state[f"trends {name}"] = value


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
    ways = {f"find {name}": words if name in PUBLISHED else f"{OURS}{words}" for name, words in FINDINGS.items()}
    return ways | {f"theme {theme_id}": f"Theme: {name}" for theme_id, name in themes.items()} | {"name": BY_NAME}


def _seed(view: View, state: ViewState) -> None:
    """Set every widget to what an address asks for, before it is drawn."""
    session = st.session_state
    group = {"name": "name", "theme": f"theme {state.theme}"}.get(state.by, f"find {state.finding}")
    session["trends group"], session["trends word"] = group, state.word
    session["trends indicators"] = list(state.indicators)
    session["trends as"] = LARGE if state.large else SMALL
    session["trends from"], session["trends to"] = state.first or ALL, state.last or ALL
    for name in (*trends_charts.areas(view.version, view), *PARTS):
        session[f"trends show {name}"] = name not in state.hidden
    session["trends scale"] = OWN if state.own_scale else SHARED
    session["trends axis"] = FITTED if state.fitted else ZERO
    session["trends events"], session["trends chance"] = state.events, state.chance
    session["trends neighbours"], session["trends zero"] = state.neighbours, state.from_zero


def _forget_word() -> None:
    """A choice from the list goes before a word that was looked for earlier."""
    st.session_state["trends word"] = ""


def _widgets(view: View) -> ViewState:
    groups = _groups(view)
    names = {reading.indicator.id: name_in_list(reading.indicator, reading.theme.name) for reading in view.readings}
    with st.container(horizontal=True, vertical_alignment="bottom", key="trends choose"):
        group = st.selectbox(
            "Which indicators",
            list(groups),
            format_func=groups.__getitem__,
            key="trends group",
            width=390,
            on_change=_forget_word,
        )
        word = view_state.asked_word(
            st.text_input("Or find by a word", key="trends word", width=220, placeholder="such as neet", max_chars=60)
        )
        small = not word and str(group).removeprefix("find ") in PUBLISHED
        form = SMALL if small else st.segmented_control("As", [SMALL, LARGE], required=True, key="trends as")
    indicators: list[str] = []
    if group == "name" and not word:
        indicators = st.multiselect(
            "Indicators",
            list(names),
            format_func=names.__getitem__,
            key="trends indicators",
            placeholder="Type a part of a name; two stand side by side",
        )
    kind, _, chosen = str(group).partition(" ")
    finding: Finding = next((name for name in FINDINGS if name == chosen and kind == "find"), "own")
    state = ViewState(
        indicators=tuple(indicators),
        word=word,
        theme=chosen if kind == "theme" and not word else "",
        finding=view_state.DEFAULT.finding if word or kind == "theme" or indicators else finding,
        large=form == LARGE,
    )
    return _years_and_dots(view, state) if small else _drawn(view, state)


def _span(view: View) -> tuple[int | None, int | None]:
    """The years to show, from two lists; backwards ones are said and left out."""
    bounds = _years(view.version, view)
    span = [ALL, *range(bounds[0], bounds[1] + 1)]
    span += [year for name in ("trends from", "trends to") if (year := st.session_state.get(name, ALL)) not in span]

    def named(year: int) -> str:
        return "all" if year == ALL else str(year)

    first = st.selectbox("From the year", span, format_func=named, key="trends from", width=160, help=YEAR)
    last = st.selectbox("To the year", span, format_func=named, key="trends to", width=160, help=YEAR)
    if ALL not in (first, last) and last < first:
        st.session_state["trends backwards"] = f"The years {first} to {last} run backwards; all years are shown."
        return None, None
    st.session_state["trends backwards"] = ""
    return None if first == ALL else first, None if last == ALL else last


def _backwards() -> None:
    if said := st.session_state.get("trends backwards"):
        page_frame.show(trends_page.address_notices([said]))


def _years_and_dots(view: View, state: ViewState) -> ViewState:
    """What may be chosen of small charts: years, where scales start, each neighbour where their rows were brought."""
    _forget(view, small=False)
    brought = trends_charts.brought(view.version, trends_charts.neighbour_names(), view)
    panel = st.expander("Years and scale", key="trends more")
    with panel, st.container(horizontal=True, vertical_alignment="bottom"):
        first, last = _span(view)
        zero = st.checkbox("Every scale from zero", key="trends zero")
        dots = st.checkbox("Each neighbour as a dot", key="trends neighbours") if brought else False
    _backwards()
    return replace(state, first=first, last=last, from_zero=bool(zero), neighbours=bool(dots))


def _drawn(view: View, state: ViewState) -> ViewState:
    """Years, what is drawn, and scales."""
    _forget(view, small=True)
    with st.expander("Years, comparators, scale and events", key="trends more"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first, last = _span(view)
            scale = st.segmented_control("Where units are shared", [SHARED, OWN], required=True, key="trends scale")
            axis = st.segmented_control("The axis", [ZERO, FITTED], required=True, key="trends axis")
        with st.container(horizontal=True):
            hidden = {
                name
                for name, words in {**trends_charts.areas(view.version, view), **PARTS}.items()
                if not st.checkbox(label(words), key=f"trends show {name}", wrap=True)
            }
        with st.container(horizontal=True):
            events = st.checkbox("Events as dated marks", key="trends events", wrap=True)
            chance = st.checkbox("How far chance reaches, as a light band", key="trends chance", wrap=True)
    _backwards()
    return replace(
        state,
        first=first,
        last=last,
        hidden=frozenset(hidden),
        own_scale=scale == OWN,
        fitted=axis == FITTED,
        events=bool(events),
        chance=bool(chance),
    )


def show(view: View, state: ViewState) -> None:
    """The charts of the choice; then the address."""
    if state.published:
        trends_charts.show_published(view, state)
    elif st.session_state["trends group"] == "name" and not (state.indicators or state.word):
        st.html(trends_page.BY_NAME)
        return
    else:
        trends_charts.show_large(view, state)
    address = f"{(st.context.url or '').split('?')[0]}?{urlencode(view_state.address(state), safe=',')}".rstrip("?")
    st.html(trends_page.address_line(address))
