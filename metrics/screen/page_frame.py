"""What every page shares: the look, the cache of the data as readers may see it (after suppression), age, footer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from metrics.analysis import suppression
from metrics.analysis.due import next_round
from metrics.analysis.reading import Reading, read_all
from metrics.analysis.reporting_periods import last_updated, next_due
from metrics.catalogue.models import Catalogue
from metrics.markup import page
from metrics.markup.elements import css_variables, printed_colours
from metrics.screen import sign_in
from metrics.store import data_file, past_versions
from metrics.store.journal import Kind
from metrics.wording import due, formatting, retirement

CSS = Path(__file__).with_name("page.css")

ICON = "📊"

SUBJECT = "looked-after children in Medway"
"""What the dashboard is of, for the browser's title, which is set before the data file is read."""

SCRIPT = Path(__file__).with_name("page_script.html")
"""Follows our own links without loading everything anew: it sets the address, and Streamlit's own
handler of Back and Forward runs the page. Without it the links are ordinary links. And it copies the
text for the minutes; without it the text can be selected (Streamlit's own code block would load 1.6 MB).
It copies the page's address and prints; it tells a screen reader what a link, filter or choice brought, and
puts the focus there where it was lost; it goes to what a button brought (``entry_preview.arriving``). On Enter it
presses the button of a form of the record. It takes in a commentary while it is typed. It names the menu of narrow
screens, closes it, and takes away what Streamlit's own names and roles contradict."""


@dataclass(frozen=True)
class View:
    """One version of the data as readers may see it, with its readings in file order."""

    catalogue: Catalogue
    readings: list[Reading]
    version: str
    today: date

    def reading(self, indicator_id: str) -> Reading | None:
        return next((reading for reading in self.readings if reading.indicator.id == indicator_id), None)


READING = "Reading the figures"
"""Stands on a page after half a second (Streamlit's own delay), so that a quick reading never flashes."""


@st.cache_resource(max_entries=4, show_spinner=False)
def sweep_once(path: str) -> bool:
    """Once a process, what a killed save left is removed, however the dashboard was started."""
    data_file.sweep(Path(path))
    return True


BY_STAMP: dict[str | type[Any], Callable[[Any], Any]] = {data_file.Stamp: repr}
"""How a cache tells stamps apart: by their words, since Streamlit is slow to look through what they hold."""


@st.cache_resource(max_entries=4, show_spinner=READING, hash_funcs=BY_STAMP)
def load_cached(stamp: data_file.Stamp) -> data_file.Loaded:
    """The data file as it was at this stamp, with its true values: for whoever may edit, and for ``view_of``."""
    path = Path(stamp.path)
    loaded = data_file.load(path)
    data_file.observe(path, loaded)
    return loaded


@st.cache_resource(max_entries=4, show_spinner=READING)
def view_of(version: str, today: date, _catalogue: Catalogue) -> View:
    suppressed = suppression.suppress(_catalogue)
    return View(suppressed, read_all(suppressed, today), version, today)


def frame() -> None:
    """What every page needs before its own content: the look, and links that don't reload."""
    st.html(_colours())
    st.html(CSS)
    st.html(SCRIPT, unsafe_allow_javascript=True)


@lru_cache(maxsize=1)
def _colours() -> str:
    return f"<style>{css_variables()}{printed_colours()}</style>"


def through_dashboard() -> None:
    """Start again through dashboard.py where Streamlit ran a page's file alone.

    It does so for the very first visitors who come by deep links, because a folder
    called pages/ stands there and st.navigation has not been met yet; they have not
    passed the gate, either.
    """
    if not sign_in.passed():
        PagesManager.uses_pages_directory = False
        st.rerun()


def show(markup: str) -> None:
    """Place a block of HTML; an empty one takes no room."""
    if markup:
        st.html(markup)


def open_data(today: date, *, told: bool = False) -> View:
    """The data to show. Problems of a broken file stand above the last good data, or alone.

    ``told``: the page has told them itself.
    """
    through_dashboard()
    sweep_once(str(data_file.locate()))
    loaded = load_cached(data_file.stamp(data_file.locate()))
    if loaded.problems and not told:
        show_problems(loaded)
    if missing := loaded.missing + loaded.published.missing:
        show(page.losses_notice(missing))
    if loaded.catalogue is None:
        st.stop()
    return view_of(loaded.key, today, loaded.catalogue)


def show_problems(loaded: data_file.Loaded) -> None:
    """Every problem of the data file, in words, above whatever data can still be shown."""
    st.html(page.file_problems(loaded.problems, stale=loaded.stale, left_out=loaded.left_out))


def area() -> str:
    """Whose children the figures are of, for a page's heading; the council while the file can't be read."""
    through_dashboard()
    catalogue = load_cached(data_file.stamp(data_file.locate())).catalogue
    return catalogue.organisation.area if catalogue is not None else "the council"


def title(words: str, browser: str, *, printed: bool = False, beside: str = "") -> None:
    """The page's heading with its buttons, and the browser's title for it; ``printed`` where it is made for paper.

    ``beside`` stands quietly next to the heading.
    """
    st.set_page_config(page_title=f"{browser} - {SUBJECT}")
    st.html(_title(words, printed, beside))


@lru_cache(maxsize=256)
def _title(words: str, printed: bool, beside: str) -> str:
    return page.title(words, printed=printed, beside=beside)


def footer(view: View, reading: Reading | None = None) -> None:
    """Source, limits, last updated, next due, contact, a link to the data; on paper also when and where it was read.

    The next figure due is the indicator's own; on other pages the quarter that the page Add a quarter offers first,
    with how many of its figures are in.
    """
    show(_footer(view.version, view.today, last_saved(), reading.indicator.id if reading else "", view, reading))


@st.cache_resource(max_entries=512, show_spinner=False)
def _footer(
    version: str,  # noqa: ARG001 - the keys
    today: date,
    saved: date | None,
    indicator_id: str,  # noqa: ARG001
    _view: View,
    _reading: Reading | None,
) -> str:
    words = _next_due(_view, _reading)
    indicator = _reading.indicator if _reading is not None else None
    return page.footer(_view.catalogue, last_updated(_view.catalogue, saved), words, today, indicator)


def last_saved() -> date | None:
    """The day of the last signed save."""
    return _last(data_file.stamp(data_file.locate()), past_versions.SAVES)


def last_change() -> date | None:
    """The day on which the figures were last saved, or found to be edited by hand."""
    return _last(data_file.stamp(data_file.locate()), past_versions.CHANGES)


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs=BY_STAMP)
def _last(stamp: data_file.Stamp, kinds: tuple[Kind, ...]) -> date | None:
    return past_versions.last_change(Path(stamp.path), kinds)


def _next_due(view: View, reading: Reading | None = None) -> str:
    if reading is not None:
        if reading.retired:
            return retirement.NONE_DUE
        return formatting.due_words(next_due(view.catalogue, reading.indicator, reading.latest), view.today)
    return due.next_words(next_round(view.catalogue, view.today), view.today)
