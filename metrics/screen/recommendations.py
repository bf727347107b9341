"""The page Recommendations, and the recommendations as other pages show them; cached for each version of both files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st
from markupsafe import Markup

from metrics.analysis.recommendations import RecommendationReadings, read_recommendations
from metrics.catalogue.panel_record import PanelRecord
from metrics.catalogue.problems import Refused
from metrics.markup import recommendations_page
from metrics.screen import panel_seen, sign_in
from metrics.screen.page_frame import View
from metrics.store import access_file, data_file, recommendations_file
from metrics.wording import recommendations as words


def show_recommendations(view: View, now: datetime) -> None:
    """The page for everybody, with the way to a first figure for whoever may enter one; ``now`` is aware.

    What is wrong with the file is said in its place, and never concerns the figures.
    """
    try:
        content = recommendations_file.read_file(data_file.locate())
        found = _readings(content, view.version, view.today, view)
    except Refused as refused:
        st.html(recommendations_page.file_problems(refused.problems))
        return
    if found is None:
        st.html(recommendations_page.nothing())
        return
    seen = panel_seen.seen(now).record
    enters = sign_in.may_edit(access_file.access_settings(data_file.locate()), now)
    st.html(_page(content, view.version, view.today, repr(seen), enters, found, view, seen))


@dataclass(frozen=True)
class Recommended:
    """The file as these figures show it, None where there is none; ``faulty``: it has problems, as its page tells."""

    found: RecommendationReadings | None = None
    faulty: bool = False


def recommended(view: View) -> Recommended:
    """What other pages show of the file."""
    try:
        content = recommendations_file.read_file(data_file.locate())
        return Recommended(_readings(content, view.version, view.today, view))
    except Refused:
        return Recommended(faulty=True)


def in_short(view: View) -> str:
    """The home page's line; empty where there is no file or it can't be read, which its own page tells."""
    try:
        return _in_short(recommendations_file.read_file(data_file.locate()), view.version, view.today, view)
    except Refused:
        return ""


@st.cache_resource(max_entries=4, show_spinner=False)
def _in_short(content: bytes, version: str, today: date, _view: View) -> str:
    found = _readings(content, version, today, _view)
    return words.in_short(found, _view.catalogue.sources) if found is not None else ""


@st.cache_resource(max_entries=4, show_spinner=False)
def _readings(content: bytes, version: str, today: date, _view: View) -> RecommendationReadings | None:  # noqa: ARG001
    said = recommendations_file.parsed(content, _view.catalogue)
    return None if said is None else read_recommendations(said, _view.catalogue, _view.readings)


@st.cache_resource(max_entries=8, show_spinner=False)
def _page(
    content: bytes,  # noqa: ARG001 - the keys
    version: str,  # noqa: ARG001
    today: date,
    record: str,  # noqa: ARG001
    enters: bool,
    _found: RecommendationReadings,
    _view: View,
    _seen: PanelRecord,
) -> Markup:
    shown = recommendations_page.Shown(_found, _view.catalogue, today, _seen, enters)
    return recommendations_page.page(shown)
