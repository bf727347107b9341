"""The page One indicator: which indicator, its chart, what stands beneath it, and the text for the minutes."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from metrics.analysis import confidence
from metrics.analysis.reading import Reading
from metrics.exports import citations
from metrics.markup import indicator_page, meeting_page, scorecard
from metrics.screen import downloads, page_frame, panel_seen
from metrics.screen.cached import chart_spec, still_charts
from metrics.screen.page_frame import View
from metrics.wording import alt_text, findings, formatting


def choose_indicator(view: View) -> Reading:
    """The indicator that the address names; otherwise the first to look at, and a sentence that says so."""
    ids = [reading.indicator.id for reading in view.readings]
    asked = st.query_params.get("id", "")
    current = asked if asked in ids else scorecard.first_indicator(view.readings)
    if asked and asked not in ids:
        st.html(indicator_page.no_such_indicator(asked))
    names = {one.indicator.id: formatting.name_in_list(one.indicator, one.theme.name) for one in view.readings}
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.selectbox(
            "Choose an indicator",
            ids,
            ids.index(current),
            format_func=names.__getitem__,
            key=f"indicator {current}",
            label_visibility="collapsed",
            width=420,
        )
        reading = view.reading(chosen)
        assert reading is not None
        st.html(indicator_page.previous_and_next(view.readings, reading))
    if chosen != current:
        st.query_params["id"] = chosen
        st.rerun()
    return reading


def show_chart(view: View, reading: Reading) -> None:
    """The large chart of one indicator with its alternative text; usual range and margin of error when asked for.

    A phone and a sheet of paper have still pictures in its place.
    """
    indicator_id, dark = reading.indicator.id, st.context.theme.type == "dark"
    usual, reach = (bool(st.session_state.get(_choice(name, reading))) for name in ("range", "chance"))
    spec = chart_spec(view.version, view.today, indicator_id, dark, reach, view, reading, usual)
    if spec is not None:
        key = f"chart {indicator_id} {dark} {reach} {usual}"
        with st.container(key="wide-chart"):
            st.vega_lite_chart(spec, theme=None, width="stretch", alt=alt_text.alt(reading), key=key)
        page_frame.show(still_charts(view.catalogue, reading))


def _choice(what: str, reading: Reading) -> str:
    return f"{what} {reading.indicator.id}"


def show_tools(view: View, reading: Reading) -> None:
    """One row beneath the chart: what else it may show, and the downloads."""
    counted = any(confidence.interval(reading.indicator, outcome) for outcome in reading.outcomes)
    limited = any(stretch.shown_limits for stretch in reading.variation.every)
    with st.container(horizontal=True, vertical_alignment="center", key="tools"):
        if limited:
            st.checkbox("Show the usual range", key=_choice("range", reading), width="content")
        if counted:
            st.checkbox("Show the margin of error", key=_choice("chance", reading), width="content")
        downloads.offer_downloads(view, reading)


def show_record(view: View, reading: Reading, now: datetime) -> None:
    """What the panel asked about it, and exceptions of it, as this visitor may see them; ``now`` is aware."""
    seen = panel_seen.seen(now)
    shown = meeting_page.Shown(seen.record, view.catalogue, view.today, keeps=seen.keeps)
    page_frame.show(meeting_page.of_indicator(shown, reading.indicator.id))


def show_minutes(view: View, reading: Reading) -> None:
    """A text to copy into minutes: indicator, finding, source, address."""
    address = f"{(st.context.url or '').split('?')[0]}?id={reading.indicator.id}"
    cited = "; ".join(citations.finding_sources(view.catalogue, reading))
    page_frame.show(indicator_page.minutes(findings.minutes(reading, cited, address, view.today)))
