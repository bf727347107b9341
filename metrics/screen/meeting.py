"""The page Meeting: the panel's record, as far as this visitor may see it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from metrics.access import policy
from metrics.analysis import agenda
from metrics.analysis.challenges import meeting_before
from metrics.analysis.since_last import FigureNews
from metrics.catalogue.panel_record import NONE
from metrics.markup import meeting_page
from metrics.screen import meeting_news, pack_downloads, page_frame, sign_in
from metrics.store import access_file, data_file, past_versions, record_file


def show_meeting(view: page_frame.View, now: datetime) -> None:
    """What is wrong with the record's file, and all that can be read of it; ``now`` is aware."""
    path, visitor = data_file.locate(), sign_in.visitor()
    loaded = page_frame.load_cached(data_file.stamp(path)).record
    keeps = not policy.write_refusal(access_file.access_settings(path), visitor, now, "record")
    page_frame.show(meeting_page.record_problems(loaded.problems, loaded.missing, whole=keeps))
    if loaded.problems and loaded.record == NONE:
        return  # it can't be read, which is not to say that nothing was recorded
    record = record_file.seen_by(path, loaded, visitor, now)
    last = meeting_before(record, view.today)
    news = _news(str(path), view.version, last.date, view.today, view) if last else None
    offers = agenda.offered(view.catalogue, view.readings, view.today, news.changed if news else ())
    since = meeting_news.since(view, record, lambda day: _news(str(path), view.version, day, view.today, view))
    asked_for = meeting_news.asked_for(view, record) if keeps else Markup()
    shown = meeting_page.Shown(record, view.catalogue, view.today, offers, since, asked_for, keeps)
    st.html(meeting_page.page(shown))
    pack_downloads.offer(view, record, lambda day: _news(str(path), view.version, day, view.today, view))


@st.cache_resource(max_entries=4, show_spinner="Reading what is new")
def _news(path: str, version: str, last: date, today: date, _view: page_frame.View) -> FigureNews | None:  # noqa: ARG001
    """What is new of the figures since the day of the last meeting; the version and the day are keys."""
    return past_versions.news_since(Path(path), last, _view.catalogue, _view.readings)
