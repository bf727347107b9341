"""Change an indicator: what it is called and counts, who answers, its targets, breaks, and whether it is retired."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from metrics.screen import change_form, change_review, edit_session, page_frame, sign_and_save

clock = partial(datetime.now, UTC)  # for this run of the page and for the press of Save
page_frame.title("Change an indicator", "Change an indicator")
saved = sign_and_save.show_saved(change_form.PAGE, "Change another indicator")
view = page_frame.open_data(clock().date())
session = edit_session.open_session(clock, change_form.PAGE)
if session is not None and not saved:
    indicator = change_form.choose_indicator(session)
    if indicator is not None:
        form = change_form.changed_rows(session, indicator)
        st.header("Check and save", anchor="check")
        change_review.check_changes(session, form)
sign_and_save.show_refused(change_form.PAGE)
page_frame.footer(view)
