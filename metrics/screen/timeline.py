"""The page Timeline: events, judgements over time and findings in words; for editors the form that adds an event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import streamlit as st
from markupsafe import Markup

from metrics.catalogue.events import Event, Events
from metrics.catalogue.recommendations import Gap
from metrics.entry import panel_forms
from metrics.entry.panel_lines import RecordProposal
from metrics.markup import record_page, timeline_page
from metrics.markup.timeline_page import Shown
from metrics.screen import page_frame, recommendations, record_form, sign_in
from metrics.screen.page_frame import View
from metrics.screen.record_form import Recorder
from metrics.store import access_file, data_file

UNTIL_MENDED = "No event can be added until their file is mended."


def show_timeline(view: View, clock: Callable[[], datetime]) -> None:
    """The whole page; ``clock`` tells aware times."""
    if record_form.settle():
        st.query_params.clear()
    editor = record_form.open_record(clock, "events")
    loaded = page_frame.load_cached(data_file.stamp(data_file.locate())).events
    if loaded.problems:
        st.html(timeline_page.events_problems(loaded.problems, stale=loaded.stale))
    page_frame.show(timeline_page.lost(loaded.missing))
    if loaded.problems or editor is None:
        why = record_form.refusal(clock(), "events") or UNTIL_MENDED
        record_form.show_put_away(panel_forms.EVENT, why)
    else:
        _add(editor, view)
    shown = timeline_page.asked_for(view.catalogue, st.query_params.to_dict())
    found = recommendations.recommended(view).found
    gaps = tuple(one.gap for one in found.gaps) if found is not None else ()
    keys = (view.version, loaded.version, repr(gaps), view.today)
    page_frame.show(_page(*keys, shown, editor is not None, view, loaded.in_order, gaps))
    _sign_in(clock())


@st.cache_resource(max_entries=64, show_spinner=False)
def _page(
    version: str,  # noqa: ARG001 - the keys
    events_version: str,  # noqa: ARG001
    gaps: str,  # noqa: ARG001
    today: date,  # noqa: ARG001
    shown: Shown,
    editor: bool,
    _view: View,
    _events: tuple[Event, ...],
    _gaps: tuple[Gap, ...],
) -> Markup:
    """Everything that is read; the versions of both files, the gaps' words and the day are keys."""
    parts = (
        timeline_page.events_part(_view.catalogue, _view.readings, _events, shown),
        timeline_page.judgements_part(_view.readings, editor=editor),
        timeline_page.findings_part(_view.catalogue, _view.readings, shown, _gaps),
    )
    return Markup().join(parts)


def _add(editor: Recorder, view: View) -> None:
    """The link to the form, or the form where the address asks for it; above it what was just added."""
    saved = record_form.last_saved(editor.now)
    if saved is not None and saved.form == panel_forms.EVENT:
        st.html(record_page.saved(saved.words, "", saved.after))
    adding = "add" in st.query_params
    st.html(timeline_page.ways(adding=adding))
    if adding:
        st.html(timeline_page.form_heading(panel_forms.EVENT))
        record_form.show(editor, panel_forms.event(view.catalogue), lambda proposal: _preview(view, proposal))


def _preview(view: View, proposal: RecordProposal) -> Markup:
    """The event as it will stand in the list."""
    said = proposal.amended.said if proposal.amended is not None else None
    return timeline_page.preview(said.events[-1], view.catalogue) if isinstance(said, Events) else Markup()


def _sign_in(now: datetime) -> None:
    """The way in for editors, where there is a sign-in."""
    settings, visitor = access_file.access_settings(data_file.locate()), sign_in.visitor()
    if settings.editing == "sign-in" and not sign_in.problem():
        sign_in.sign_in_box(settings, visitor, now)
