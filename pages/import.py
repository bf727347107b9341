"""Import published figures: a file of the Department for Education, its rows, its release, and the signed save."""

from datetime import UTC, datetime

import streamlit as st

from metrics import entering, importing, saving, screen

now = datetime.now(UTC)
screen.title("Import published figures", "Import published figures")
view = screen.open_data(now.date())
desk = entering.open_desk(now, "import")
kept = importing.open_beside(desk) if desk is not None else None
if desk is not None and kept is not None:
    saving.show_saved("import")
    st.header("The file", anchor="file")
    given = importing.choose_file(desk)
    if given is not None:
        st.header("Which rows serve which measure", anchor="rows")
        new = importing.choose_rows(desk, given, kept)
        st.header("The release and the neighbours", anchor="release")
        release = importing.choose_release(desk)
        importing.review(desk, given, kept, new, release)
screen.footer(view)
