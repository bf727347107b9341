"""The page One indicator: which indicator, its chart, the table behind it, and the text for the minutes."""

from __future__ import annotations

import streamlit as st

from metrics.analysis import confidence
from metrics.analysis.reading import Reading
from metrics.exports import chart_tables, citations
from metrics.markup import indicator_page, page, scorecard
from metrics.screen import page_frame
from metrics.screen.cached import chart_spec, still_charts
from metrics.screen.page_frame import View
from metrics.wording import alt_text, findings


def choose_indicator(view: View) -> Reading:
    """The indicator that the address names; otherwise the first to look at, and a sentence that says so."""
    ids = [reading.indicator.id for reading in view.readings]
    asked = st.query_params.get("id", "")
    current = asked if asked in ids else scorecard.first_indicator(view.readings)
    if asked and asked not in ids:
        st.html(indicator_page.no_such_indicator(asked))
    names = {reading.indicator.id: f"{reading.theme.name}: {reading.indicator.title}" for reading in view.readings}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Choose an indicator",
            ids,
            ids.index(current),
            format_func=names.__getitem__,
            key=f"indicator {current}",
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
    counted = any(confidence.interval(reading.indicator, outcome) for outcome in reading.outcomes)
    limited = any(stretch.shown_limits for stretch in reading.variation.every)
    with st.container(horizontal=True, key="chart-choices"):
        usual = limited and st.checkbox("Show the usual range", key=f"range {indicator_id}")
        reach = counted and st.checkbox("Show the margin of error", key=f"chance {indicator_id}")
    spec = chart_spec(view.version, view.today, indicator_id, dark, bool(reach), view, reading, bool(usual))
    if spec is not None:
        key = f"chart {indicator_id} {dark} {reach} {usual}"
        with st.container(key="wide-chart"):
            st.vega_lite_chart(spec, theme=None, width="stretch", alt=alt_text.alt(reading), key=key)
        page_frame.show(still_charts(view.catalogue, reading))


def show_table(view: View, reading: Reading) -> None:
    """The table behind the chart, with the key of its codes and markers above it."""
    indicator = reading.indicator
    table = chart_tables.table_behind_chart(view.catalogue, indicator, reading.variation)
    if not table.empty:
        st.html(page.figures_table(table, f"Figures behind the chart: {indicator.name}"))


def show_minutes(view: View, reading: Reading) -> None:
    """A text to copy into minutes: indicator, finding, source, address."""
    address = f"{(st.context.url or '').split('?')[0]}?id={reading.indicator.id}"
    cited = "; ".join(citations.finding_sources(view.catalogue, reading))
    page_frame.show(indicator_page.minutes(findings.minutes(reading, cited, address, view.today)))
