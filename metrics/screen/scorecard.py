"""The home page: its first screen, which the address may narrow, and the tables."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from metrics.markup import scorecard
from metrics.screen import panel_seen, recommendations
from metrics.screen.cached import home_html
from metrics.screen.page_frame import View


def show_scorecard(view: View, now: datetime) -> None:
    """The finding, judgements, tiles and cards; then the tables. ``now`` is aware."""
    show, seen = st.query_params.get("show", ""), panel_seen.seen(now)
    waits = panel_seen.what_waits(seen.record, view.today, faulty=seen.faulty)
    asked = recommendations.in_short(view)
    for part in home_html(view.version, view.today, show if show in scorecard.FILTERS else "", view, waits, asked):
        st.html(part)
