"""Add a quarter: which period, the figures, what would be saved, and the signed save."""

from datetime import UTC, datetime

import streamlit as st

from metrics.screen import entering, form, returns, saving, screen, signing


def clock() -> datetime:
    """The time now, for this run of the page and for the press of Save."""
    return datetime.now(UTC)


screen.title("Add a quarter", "Add a quarter")
saved = signing.show_saved("", "Add more figures")
view = screen.open_data(clock().date())
desk = entering.open_desk(clock)
if desk is not None and not saved:
    st.header("Period and source", anchor="period")
    chosen = entering.choose_batch(desk)
    st.header("Figures", anchor="figures")
    by_hand, file, paste = st.tabs(["Type them in", "From a file", "Paste from a spreadsheet"])
    with by_hand:
        rows = form.typed(desk, chosen.shown)
    with file:
        uploaded = returns.from_file(desk, chosen.shown)
    with paste:
        copied = returns.pasted()
    saving.check(desk, chosen, rows, [uploaded, copied])
signing.show_refused("")
screen.footer(view)
