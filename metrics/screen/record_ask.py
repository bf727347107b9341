"""Beside an indicator's chart, for whoever keeps the panel's record: a question, in one fold and a few seconds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from metrics.analysis.reading import Reading
from metrics.entry import panel_forms
from metrics.markup import record_page
from metrics.screen import record_form
from metrics.screen.page_frame import View


def show(clock: Callable[[], datetime], view: View, reading: Reading) -> None:
    """The fold that records a question about this indicator and its latest figure; nothing for everybody else."""
    record_form.settle()
    recorder = record_form.open_record(clock)
    if recorder is None or recorder.loaded.record.problems:
        why = record_form.UNTIL_MENDED if recorder else record_form.refusal(clock())
        record_form.show_put_away(panel_forms.question_id(reading.indicator), why)
        return
    period = reading.latest.period if reading.latest is not None else None
    form = panel_forms.question(recorder.loaded.record.record, view.today, reading.indicator, period)
    saved = record_form.last_saved(recorder.now)
    if saved is not None and saved.form == form.id:
        st.html(record_page.saved(saved.words, record_page.place(saved.about[0]), saved.after))
    with st.expander(form.heading, key=record_form.fold_key(form)):
        record_form.show(recorder, form)
        st.html(record_page.exception_link(reading.indicator.id))
