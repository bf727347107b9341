"""The page Meeting for whoever keeps the record: one form at a time, as the address names it, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from metrics.analysis import agenda
from metrics.analysis.agenda import Offer
from metrics.analysis.challenges import (
    ChallengeReading,
    agenda_of,
    meetings_held,
    read_challenges,
    read_exceptions,
)
from metrics.analysis.reading import Reading
from metrics.catalogue.panel_record import Meeting, PanelRecord
from metrics.entry import panel_forms
from metrics.entry.panel_forms import Form
from metrics.markup import entry_preview, record_page
from metrics.screen import record_form
from metrics.screen.page_frame import View
from metrics.screen.record_form import Recorder
from metrics.wording import panel as words
from metrics.wording.panel_entries import exception_told

GONE = "That can’t be recorded as the record stands now. Choose from what is offered here."
"""Where the address asks for what can't follow: an old link, or somebody was faster."""


def settle() -> None:
    """After a save its form is closed: the address names none."""
    if record_form.settle():
        st.query_params.clear()


def show(recorder: Recorder, view: View, offers: Sequence[Offer]) -> None:
    """What can be recorded, what was just recorded, or the form that the address asks for."""
    kind, of = st.query_params.get("record", ""), st.query_params.get("of", "")
    st.html(record_page.bar(kind))
    if kind not in record_page.KINDS:
        if saved := record_form.last_saved(recorder.now):
            st.html(record_page.saved(saved.words, "", saved.after))
        return
    if kind == "exception" and not of:
        st.html(record_page.heading("Report an exception", [], "exception"))
        _choose_indicator(recorder, view)
        return
    asked = _asked(kind, of, recorder.loaded.record.record, view, offers)
    if asked is None:
        st.html(entry_preview.refusal([GONE]))
        show_put_away("It can’t be recorded as the record stands now.")
        return
    form, beneath = asked
    st.html(record_page.heading(form.heading, beneath, f"form {form.id}"))
    record_form.show(recorder, form)


def show_put_away(why: str) -> None:
    """What stood in the form that the address asks for, where it can't be shown just now, and why it can't."""
    record_form.show_put_away(f"{st.query_params.get('record', '')} {st.query_params.get('of', '')}".strip(), why)


def _asked(
    kind: str, of: str, record: PanelRecord, view: View, offers: Sequence[Offer]
) -> tuple[Form, list[str]] | None:
    """The form that is asked for and what it is about; None where that can't be recorded as things stand."""
    if kind == "question":
        return panel_forms.question(record, view.today), []
    if kind == "meeting":
        return panel_forms.meeting(record), []
    if kind == "exception":
        reading = view.reading(of)
        return None if reading is None else (_exception(record, reading, view.today), [])
    if kind in ("agenda", "cancel"):
        meeting = next((one for one in meetings_held(record) if one.date.isoformat() == of), None)
        if meeting is None:
            return None
        if kind == "cancel":
            return panel_forms.cancelled(record, meeting), [words.meeting_words(meeting)]
        return _agenda(record, meeting, view, offers), [words.meeting_words(meeting)]
    for challenge in read_challenges(record, view.today):
        if str(challenge.challenge.number) == of and kind in challenge.next:
            return panel_forms.response(record, challenge, kind, view.today), _challenge(challenge)
    for report in read_exceptions(record, view.today):
        if str(report.report.number) == of and kind in report.next:
            told = [f"{label}: {said}" for label, said in exception_told(report, view.today).texts]
            return panel_forms.update(report, kind, view.today), told
    return None


def _challenge(reading: ChallengeReading) -> list[str]:
    """What was asked, and the answer that there is."""
    answer = [f"The answer: {words.answer_words(reading)}"] if reading.answer else []
    return [f"{reading.challenge.asked} ({reading.challenge.role})", *answer]


def _agenda(record: PanelRecord, meeting: Meeting, view: View, offers: Sequence[Offer]) -> Form:
    """The agenda of a meeting, those that are offered first."""
    offered = [one.reading.indicator for one in offers]
    rest = [one for one in view.catalogue.indicators if one not in offered]
    titles = {one.id: one.title for one in (*offered, *rest)}
    return panel_forms.agenda(
        meeting, titles, agenda_of(record, meeting.date), [one.id for one in offered[: record_page.FEW]]
    )


def _exception(record: PanelRecord, reading: Reading, today: date) -> Form:
    periods = [one.period for one in reading.outcomes]
    return panel_forms.exception(record, reading.indicator, periods, today)


def _choose_indicator(recorder: Recorder, view: View) -> None:
    """Of which indicator; those that are off and have no exception come first."""
    off = [
        one
        for one, _ in agenda.without_exception(
            view.readings, read_exceptions(recorder.loaded.record.record, view.today)
        )
    ]
    rest = [one for one in view.readings if one.outcomes and one.theme.role == "indicators" and one not in off]
    titles = {one.indicator.id: one.indicator.title for one in (*off, *rest)}
    chosen = st.selectbox(
        "Indicator",
        list(titles),
        None,
        format_func=titles.__getitem__,
        key="record exception of",
        placeholder="Those that miss a duty or target, or are getting worse, come first",
        width=760,
    )
    if chosen:
        st.query_params["of"] = chosen
        st.rerun()
