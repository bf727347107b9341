"""The page for the projector: which indicators the address asks for, frozen to one version of the data.

What it shows is what every reader may see, whoever is signed in: a wall has readers of its own (contract: The panel's
record).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import streamlit as st

from metrics.analysis import agenda, presented
from metrics.analysis.challenges import (
    looked_back_to,
    meetings_held,
    next_meeting,
    read_challenges,
    read_exceptions,
)
from metrics.analysis.panel_readers import for_readers
from metrics.analysis.since_last import FigureNews, RecordNews, record_news
from metrics.catalogue.panel_record import Meeting, PanelRecord
from metrics.markup import present_page
from metrics.screen import cached, meeting, page_frame
from metrics.screen.page_frame import View
from metrics.store import data_file
from metrics.store.data_file import Loaded
from metrics.wording import presenting
from metrics.wording.freshness import data_words

CSS = Path(__file__).with_name("present.css")
SCRIPT = Path(__file__).with_name("present_script.html")
"""Steps from screen to screen by keys and buttons, blanks the screen, and fits words to the room that they have."""

FROZEN = "presented"
"""The key of what this session presents, for as long as it stays on the page."""


FIRST = 12
"""So many charts are drawn before the screens are shown; the others follow behind them."""


@dataclass(frozen=True)
class Frozen:
    """The figures that are presented, and the day on which they were saved."""

    view: View
    saved: date | None


def leave(page: str) -> None:
    """Forget what was frozen on every page but this, so that the next meeting opens with the newest."""
    if page != "present":
        st.session_state.pop(FROZEN, None)


def show_screens(newest: View) -> None:
    """Every screen in one page. The figures are those that stood when the visitor came; the record is read anew."""
    came = FROZEN not in st.session_state
    if came:
        st.session_state[FROZEN] = Frozen(newest, page_frame.last_change())
    frozen: Frozen = st.session_state[FROZEN]
    shown = _presented(frozen, page_frame.load_cached(data_file.stamp(data_file.locate())))
    st.html(CSS)
    st.html(SCRIPT, unsafe_allow_javascript=True)
    if not came:  # an empty place would show the page behind the screens for a moment
        st.html(_drawn(frozen, shown, len(shown.readings)))
        return
    place = st.empty()
    with st.spinner("Drawing the charts"):
        for count in sorted({min(FIRST, len(shown.readings)), len(shown.readings)}):
            place.html(_drawn(frozen, shown, count))


def _drawn(frozen: Frozen, shown: present_page.Presented, count: int) -> str:
    """The screens with the charts of the first ``count`` indicators."""
    charts = {one.indicator.id: cached.projected(frozen.view.catalogue, one) for one in shown.readings[:count]}
    return present_page.page(replace(shown, charts=charts))


def _presented(frozen: Frozen, loaded: Loaded) -> present_page.Presented:
    view, query, record = frozen.view, st.query_params, for_readers(loaded.record.record)
    ids = [one for one in query.get("ids", "").split(",") if one]
    alone = bool(ids or query.get("list"))
    asked_for = "" if alone else query.get("meeting", "")
    coming = None if alone else _meeting(record, asked_for, view.today)
    last = looked_back_to(record, coming.date if coming else view.today, view.today)
    news = _news(view, last)
    offers = agenda.offered(view.catalogue, view.readings, view.today, news.changed if news else ())
    chosen = presented.select(record, view.readings, offers, coming, ids)
    return present_page.Presented(
        record=record,
        today=view.today,
        readings=chosen.readings,
        charts={},
        meeting=coming,
        offers=chosen.offers,
        news=presenting.news_counts(news, _recorded(record, last, view.today)) if last else (),
        data=data_words(view.version, frozen.saved, view.today),
        notes=[*_faults(loaded), *presenting.notes(chosen, coming, asked_for)],
        council=view.catalogue.organisation.name,
        at=query.get("show", ""),
    )


def _meeting(record: PanelRecord, asked_for: str, today: date) -> Meeting | None:
    """The meeting that the address names by its day; else the next one."""
    named = next((one for one in meetings_held(record) if str(one.date) == asked_for), None)
    return named or next_meeting(record, today)


def _news(view: View, last: Meeting | None) -> FigureNews | None:
    if last is None:
        return None
    return meeting.news_since(str(data_file.locate()), view.version, last.date, view.today, view)


def _recorded(record: PanelRecord, last: Meeting, today: date) -> RecordNews:
    return record_news(read_challenges(record, today), read_exceptions(record, today), last.date)


def _faults(loaded: Loaded) -> list[str]:
    """What is wrong with the files, in a sentence each: the lines stand on other pages."""
    faults = [presenting.STALE_FIGURES] if loaded.problems else []
    lost = (*loaded.missing, *loaded.published.missing, *loaded.record.missing)
    faults += [presenting.LOST] if lost else []
    return faults + ([presenting.STALE_RECORD] if loaded.record.problems else [])
