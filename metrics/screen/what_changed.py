"""What changed, for readers: every change of both data files with its values, from the versions that are kept."""

from __future__ import annotations

import heapq
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from metrics.catalogue import published_series
from metrics.catalogue.documents import Which
from metrics.catalogue.ids import bounded
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Refused
from metrics.markup import history_page
from metrics.markup.elements import page_link, paragraph
from metrics.markup.history_page import FOR_READERS, Told
from metrics.screen import page_frame
from metrics.store import data_file, hand_edits
from metrics.store.archive import NOTHING
from metrics.store.journal import Entry
from metrics.wording.changes import Changed, changes

FILES: tuple[Which, ...] = ("indicators", "published")


def show(path: Path, loaded: data_file.Loaded, view: page_frame.View) -> None:
    """One page of what changed, newest first."""
    recorded: list[list[tuple[Which, Entry]]] = []
    unread: list[str] = []
    for which in FILES:
        history = data_file.history(path, which).settled(loaded.of(which).version)
        unread += history.problems
        recorded.append([(which, entry) for entry in reversed(history.entries) if not _begins_empty(entry)])
    page_frame.show(history_page.journal_problems(unread, whole=False))
    newest = list(heapq.merge(*recorded, key=lambda one: one[1].at, reverse=True))
    page = page_asked()
    here = newest[FOR_READERS * (page - 1) : FOR_READERS * page]
    on_page = [_told(path, loaded, which, entry, view) for which, entry in here]
    page_frame.show(history_page.what_changed(on_page, page=page, count=len(newest), today=view.catalogue))


def page_asked() -> int:
    """Which page of the changes the address names; the first unless it names one."""
    return bounded(st.query_params.get("page", "1"), 1, 9999) or 1


def way_in() -> Markup:
    """Where officers go from here."""
    told = Markup("Officers can {} to add figures, see every detail and undo.")
    return paragraph(told.format(page_link("add", "sign in")), look="quiet")


def _begins_empty(entry: Entry) -> bool:
    """Whether this only says that there were no published series yet."""
    return entry.kind == "first seen" and entry.after == NOTHING


def _told(path: Path, loaded: data_file.Loaded, which: Which, entry: Entry, view: page_frame.View) -> Told:
    if entry.kind == "first seen":
        state = _state(path, loaded, which, entry.after)
        return Told(entry, (), None if state is None else _count(state, which), which)
    if entry.before == entry.after:
        return Told(entry)
    return Told(entry, _changed(str(path), which, entry.before, entry.after, view.version, loaded, view))


def _count(state: Catalogue, which: Which) -> int:
    if which == "indicators":
        return sum(len(one.observations) for one in state.indicators)
    return sum(len(one.comparators) + len(one.own_series) for one in state.indicators)


@st.cache_resource(max_entries=128, show_spinner="Reading what changed")
def _changed(
    path: str,
    which: Which,
    before: str,
    after: str,
    version: str,  # noqa: ARG001 - the keys
    _loaded: data_file.Loaded,
    _view: page_frame.View,
) -> list[Changed] | None:
    """What differs between two kept versions, as readers may see it today; None where one can't be read."""
    old, new = (_state(Path(path), _loaded, which, one) for one in (before, after))
    return None if old is None or new is None else changes(old, new, _view.catalogue)


def _state(path: Path, loaded: data_file.Loaded, which: Which, version: str) -> Catalogue | None:
    """A kept version as a catalogue; published series stand in the indicators of today, without their other rows."""
    if which == "indicators":
        return earlier_catalogue(str(path), version)
    series = earlier_series(str(path), version)
    return None if series is None or loaded.main is None else published_series.joined(loaded.main, series)


@st.cache_resource(max_entries=24, show_spinner="Reading the earlier version")
def earlier_series(path: str, version: str) -> published_series.PublishedSeries | None:
    """The published series of a kept version; None where it can't be read."""
    try:
        return published_series.parse_alone(data_file.version_text(Path(path), version, "published"))
    except (hand_edits.NotSaved, Refused):
        return None


@st.cache_resource(max_entries=24, show_spinner="Reading the earlier version")
def earlier_catalogue(path: str, version: str) -> Catalogue | None:
    """The data file of a kept version; None where it can't be read."""
    try:
        return parse(data_file.version_text(Path(path), version))
    except (hand_edits.NotSaved, Refused):
        return None
