"""The page Meeting: the panel's record, as far as this visitor may see it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from metrics.access import policy
from metrics.catalogue.panel_record import NONE
from metrics.markup import meeting_page
from metrics.screen import page_frame, sign_in
from metrics.store import access_file, data_file, record_file


def show_meeting(view: page_frame.View, now: datetime) -> None:
    """What is wrong with the record's file, and all that can be read of it; ``now`` is aware."""
    path, visitor = data_file.locate(), sign_in.visitor()
    loaded = page_frame.load_cached(data_file.stamp(path)).record
    keeps = not policy.write_refusal(access_file.access_settings(path), visitor, now, "record")
    page_frame.show(meeting_page.record_problems(loaded.problems, loaded.missing, whole=keeps))
    if loaded.problems and loaded.record == NONE:
        return  # it can't be read, which is not to say that nothing was recorded
    record = record_file.seen_by(path, loaded, visitor, now)
    st.html(meeting_page.page(meeting_page.Shown(record, view.catalogue, view.today)))
