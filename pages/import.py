"""Import published figures: a file of the Department for Education, its rows, its release, and the signed save."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from metrics.screen import edit_session, import_published, page_frame, published_rows, sign_and_save

clock = partial(datetime.now, UTC)  # for this run of the page and for the press of Save
page_frame.title("Import published figures", "Import published figures")
saved = sign_and_save.show_saved("import", "Import another file")
session = edit_session.open_session(clock, "import", "published")
view = page_frame.open_data(clock().date(), told=True)
siblings = import_published.open_siblings(session) if session is not None and not saved else None
if session is not None and siblings is not None:
    st.header("The file", anchor="file")
    file = import_published.choose_file(session)
    if file is not None:
        st.header("Which rows serve which indicator", anchor="rows")
        rows = published_rows.choose_rows(session, file.profile, siblings)
        st.header("The release and the neighbours", anchor="release")
        release = import_published.choose_release(session)
        import_published.review(session, file, siblings, rows, release)
sign_and_save.show_refused("import")
page_frame.footer(view)
