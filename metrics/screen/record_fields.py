"""The fields of a form of the panel's record as widgets, each as it was left, with what is wrong beneath it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from metrics.entry import panel_forms
from metrics.entry.panel_forms import Field, Form
from metrics.markup import entry_preview
from metrics.markup.elements import label, paragraph
from metrics.markup.entry_preview import FieldLink
from metrics.screen.form_places import field_class
from metrics.screen.widgets import key, memory_key, text_area
from metrics.wording import panel as words

WIDE = 760
"""Pixels of a field that stands in a row of its own."""


def show(form: Form, page: str, wrong: Mapping[str, str]) -> None:
    """The fields in rows; ``page`` names them all, ``wrong`` says by a field's name what is wrong with it."""
    for row in _rows(form):
        with st.container(horizontal=True):
            for one in row:
                _field(page, one, wrong.get(one.name, ""))


def _width(one: Field) -> int:
    narrow = {"day": 250, "period": 300, "choice": 380, "role": 380, "title": 380, "place": 300, "at": 370}
    return narrow.get(one.name, narrow.get(one.kind, WIDE))


def _rows(form: Form) -> list[list[Field]]:
    """The fields in rows: narrow ones beside each other, where there is room."""
    rows: list[list[Field]] = []
    for one in form.fields:
        if rows and WIDE not in (_width(one), _width(rows[-1][0])):
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def _field(page: str, one: Field, wrong: str) -> None:
    """The widget of a field, as it was left, and beneath it what is wrong with it."""
    place = key(one.name, page=page)
    with st.container(width=_width(one)):
        if one.kind == "tick":
            st.checkbox(one.words, key=place, persist_state="session")
        elif one.kind == "choice":
            first = list(one.options).index(one.preset) if one.preset in one.options else 0
            st.selectbox(
                label(one.words),
                list(one.options),
                first,
                format_func=lambda value: one.options.get(value, value),
                key=place,
                persist_state="session",
            )
        elif one.kind == "order":
            _ordered(one, place, memory_key("which", page=page))
        elif one.kind == "words":
            text_area(label(one.words), place, None, 80)
        else:
            # no value is set in the session's state: that of a server started again would undo what stands in the page
            st.text_input(label(one.words), one.preset, key=place, persist_state="session", placeholder=one.example)
        if wrong:
            show_wrong(place, wrong)


def link_to(place: str, within: str = "") -> FieldLink:
    """The way to the field with this key, and to the sentence beside it; ``within`` is the key of what may hide it."""
    name = field_class(place)
    return FieldLink(f"wrong-{name}", name, field_class(within) if within else "")


def show_wrong(place: str, wrong: str) -> None:
    """What is wrong with the field of this key, beneath it; the page marks it as invalid."""
    st.html(entry_preview.wrong_field(link_to(place), "", wrong, marked=True))


def _ordered(one: Field, place: str, which: str) -> None:
    """Several of a list, and the order in which they are taken."""
    if place not in st.session_state:
        st.session_state[place] = list(one.first)
    chosen: list[str] = st.multiselect(
        label(one.words),
        list(one.options),
        format_func=lambda value: one.options.get(value, value),
        key=place,
        persist_state="session",
        placeholder="Type a part of a name",
    )
    if left := [name for name in one.offered if name not in chosen]:
        st.button(words.add_words(len(left)), key=f"{which} offered", on_click=_add, args=(place, left))
    if len(chosen) < 2:
        return
    moved, moves = st.session_state.get(f"{which} moved", ("", 0))
    taken = st.radio(
        "In this order; choose one to move it",
        chosen,
        chosen.index(moved) if moved in chosen else 0,
        format_func=lambda value: f"{chosen.index(value) + 1}. {label(one.options.get(value, value))}",
        key=f"{which} chosen {moves}",  # another one after each move, whose numbers are new
    )
    with st.container(horizontal=True):
        for name, by in (("Move up", -1), ("Move down", 1)):
            st.button(name, key=f"{which} {by}", on_click=_move, args=(place, which, taken, by))
    if moved in chosen:
        told = words.moved_words(one.options.get(moved, moved), chosen.index(moved) + 1, len(chosen))
        st.html(paragraph(told, look="quiet", role="status"))


def _add(place: str, more: list[str]) -> None:
    st.session_state[place] = [*st.session_state[place], *more]


def _move(place: str, which: str, taken: str, by: int) -> None:
    """Move one, which stays chosen, so that it can be moved on."""
    _, moves = st.session_state.get(f"{which} moved", ("", 0))
    st.session_state[f"{which} moved"] = (taken, moves + 1)
    st.session_state[place] = panel_forms.moved(st.session_state[place], taken, by)
