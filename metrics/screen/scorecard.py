"""The home page: its first screen, which the address may narrow, and the tables."""

from __future__ import annotations

import streamlit as st

from metrics.markup import scorecard
from metrics.screen.cached import home_html
from metrics.screen.page_frame import View


def show_scorecard(view: View) -> None:
    """The finding, judgements, tiles and cards; then the tables."""
    show = st.query_params.get("show", "")
    for part in home_html(view.version, view.today, show if show in scorecard.FILTERS else "", view):
        st.html(part)
