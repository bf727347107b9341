"""The page Meeting: the panel's record, as far as this visitor may see it, and its forms for whoever keeps it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from metrics.analysis import agenda
from metrics.analysis.challenges import meeting_before
from metrics.analysis.since_last import FigureNews
from metrics.catalogue.panel_record import NONE
from metrics.markup import meeting_page, recommendations_page
from metrics.markup.elements import paragraph
from metrics.screen import meeting_news, pack_downloads, page_frame, record_desk, record_form, sign_in
from metrics.screen.recommendations import recommended
from metrics.store import access_file, data_file, past_versions, record_file
from metrics.wording import pack as pack_words

WAY_IN = "Whoever keeps this record signs in to add to it."


def show_meeting(view: page_frame.View, clock: Callable[[], datetime]) -> None:
    """What is wrong with the record's file, and all that can be read of it; ``clock`` tells aware times.

    Whoever keeps the record has its forms above it, and everybody else a way to sign in below where there is one.
    """
    record_desk.settle()
    path, visitor, now = data_file.locate(), sign_in.visitor(), clock()
    files = page_frame.load_cached(data_file.stamp(path))
    loaded = files.record
    recorder = record_form.open_record(clock)
    keeps = recorder is not None
    page_frame.show(meeting_page.record_problems(loaded.problems, loaded.missing, whole=keeps))
    if loaded.problems or not keeps:
        record_desk.show_put_away(record_form.refusal(now) or record_form.UNTIL_MENDED)
    if not loaded.problems or loaded.record != NONE:  # else it can't be read, not: nothing was recorded
        _show_record(view, files, recorder, now)
    settings = access_file.access_settings(path)
    if settings.editing == "sign-in" and not sign_in.problem():
        if not visitor.signed_in:
            st.html(paragraph(WAY_IN, look="quiet"))
        sign_in.sign_in_box(settings, visitor, now)


def _show_record(
    view: page_frame.View, files: data_file.Loaded, recorder: record_form.Recorder | None, now: datetime
) -> None:
    """What can be read of the record, its forms, and the papers for a meeting."""
    path, loaded, keeps = data_file.locate(), files.record, recorder is not None
    record = record_file.seen_by(path, loaded, sign_in.visitor(), now)
    last = meeting_before(record, view.today)
    news = news_since(str(path), view.version, last.date, view.today, view) if last else None
    offers = agenda.offered(view.catalogue, view.readings, view.today, news.changed if news else ())
    told = functools.partial(_told_since, view, str(path))
    since = meeting_news.since(view, record, told)
    asked_for = meeting_news.asked_for(view, record) if keeps else Markup()
    if recorder is not None and not loaded.problems:
        record_desk.show(recorder, view, offers)
    asked = recommended(view)
    still = recommendations_page.faulty() if asked.faulty else Markup()
    if asked.found is not None:
        still = recommendations_page.not_moving(asked.found, view.today)
    shown = meeting_page.Shown(record, view.catalogue, view.today, offers, since, asked_for, keeps, not_moving=still)
    st.html(meeting_page.page(shown))
    if files.every_problem or asked.faulty:
        st.html(paragraph(pack_words.NOT_WHILE_FAULTY, look="quiet"))
    else:
        pack_downloads.offer(view, record, told, asked.found)


def _told_since(view: page_frame.View, path: str, day: date) -> FigureNews | None:
    return news_since(path, view.version, day, view.today, view)


@st.cache_resource(max_entries=4, show_spinner="Reading what is new")
def news_since(path: str, version: str, last: date, today: date, _view: page_frame.View) -> FigureNews | None:  # noqa: ARG001
    """What is new of the figures since the day of the last meeting; the version and the day are keys."""
    return past_versions.news_since(Path(path), last, _view.catalogue, _view.readings)
