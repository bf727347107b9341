"""Change an indicator: what it is called and counts, who answers, its targets, breaks, and whether it is retired."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from metrics.screen import change_form, change_review, draft_keeping, edit_session, page_frame, sign_and_save

clock = partial(datetime.now, UTC)  # for this run of the page and for the press of Save
page_frame.title("Change an indicator", "Change an indicator")
saved = sign_and_save.show_saved(change_form.PAGE, "Change another indicator")
session = edit_session.open_session(clock, change_form.PAGE)
if session is None:
    draft_keeping.without_form(change_form.PAGE, clock())
if session is not None and saved:
    draft_keeping.drop(session)
view = page_frame.open_data(clock().date(), told=True)
if session is not None and not saved:
    draft_keeping.begin(session)
    indicator = change_form.choose_indicator(session)
    if indicator is None:
        st.html(change_form.WHAT_FOR)
    else:
        form = change_form.changed_rows(session, indicator)
        st.header("Check and save", anchor="check")
        change_review.check_changes(session, form)
    draft_keeping.end(session)
sign_and_save.show_refused(change_form.PAGE)
page_frame.footer(view)
