"""Import published figures: a file of the Department for Education, its rows, its release, and the signed save."""

from datetime import UTC, datetime

import streamlit as st

from metrics.screen import entering, importing, screen, signing


def clock() -> datetime:
    """The time now, for this run of the page and for the press of Save."""
    return datetime.now(UTC)


screen.title("Import published figures", "Import published figures")
saved = signing.show_saved("import", "Import another file")
view = screen.open_data(clock().date())
desk = entering.open_desk(clock, "import")
kept = importing.open_beside(desk) if desk is not None and not saved else None
if desk is not None and kept is not None:
    st.header("The file", anchor="file")
    given = importing.choose_file(desk)
    if given is not None:
        st.header("Which rows serve which measure", anchor="rows")
        rows = importing.choose_rows(desk, given, kept)
        st.header("The release and the neighbours", anchor="release")
        release = importing.choose_release(desk)
        importing.review(desk, given, kept, rows, release)
signing.show_refused("import")
screen.footer(view)
