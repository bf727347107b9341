"""Add a quarter: which period, the figures, what would be saved, and the signed save."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from metrics.screen import (
    change_review,
    draft_keeping,
    edit_session,
    figures_form,
    page_frame,
    panel_seen,
    return_file,
    sign_and_save,
)

clock = partial(datetime.now, UTC)  # for this run of the page and for the press of Save
page_frame.title("Add a quarter", "Add a quarter")
saved = sign_and_save.show_saved("", "Add more figures")
session = edit_session.open_session(clock)
if session is None:
    draft_keeping.without_form("", clock())
view = page_frame.open_data(clock().date(), told=True)
if saved:
    sign_and_save.ask_for_exceptions(saved, view.readings, panel_seen.seen(clock()).record, view.today)
if session is not None and saved:
    draft_keeping.drop(session)
if session is not None and not saved:
    draft_keeping.begin(session)
    st.header("Period and source", anchor="period")
    if not draft_keeping.is_filling_in(session):
        edit_session.open_at(session)
    chosen = edit_session.choose_batch(session)
    st.header("Figures", anchor="figures")
    by_hand, file, paste = st.tabs(["Type them in", "From a file", "Paste from a spreadsheet"])
    with by_hand:
        rows = figures_form.typed_rows(session, chosen.displayed)
    with file:
        uploaded = return_file.from_file(session, chosen.displayed)
    with paste:
        copied = return_file.pasted(chosen.displayed)
    change_review.check_rows(session, chosen, rows, [uploaded, copied])
    draft_keeping.end(session)
sign_and_save.show_refused("")
page_frame.footer(view)
