"""The page Scorecard: its first screen, the filters that the address chooses, and the tables."""

from __future__ import annotations

import streamlit as st

from metrics.markup import scorecard
from metrics.screen import page_frame
from metrics.screen.cached import scorecard_html
from metrics.screen.page_frame import View


def show_scorecard(view: View) -> None:
    """Judgements, counts and what to look at first; then the filters and the tables."""
    show = st.query_params.get("show", "")
    page_frame.show_age(view)
    head, filters, rows = scorecard_html(view.version, view.today, show if show in scorecard.FILTERS else "", view)
    st.html(head)
    st.html(filters)
    st.html(rows)
