"""Add a quarter: which period, the figures, what would be saved, and the signed save."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from metrics.markup.elements import page_link
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
from metrics.screen.form_places import BATCH, Place

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
    st.html(page_link("change", "Change an indicator, a target or who answers, or retire one"))
    st.header("Period and source", anchor="period")
    if not draft_keeping.is_filling_in(session):
        edit_session.open_at(session)
    beside_batch = st.container()
    with beside_batch:
        chosen = edit_session.choose_batch(session)
    st.header("Figures", anchor="figures")
    by_hand, file, paste = st.tabs(["Type them in", "From a file", "Paste from a spreadsheet"])
    with by_hand:
        form = figures_form.typed_form(session, chosen.displayed)
    form.places[BATCH] = Place(beside_batch, edit_session.BATCH_KEYS)
    with file:
        uploaded = return_file.from_file(session, chosen.displayed)
    with paste:
        copied = return_file.pasted(session, chosen.displayed)
    change_review.check_rows(session, chosen, form, [uploaded, copied])
    draft_keeping.end(session)
sign_and_save.show_refused("")
page_frame.footer(view)
