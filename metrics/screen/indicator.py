"""The pages Scorecard and One measure: sparklines and charts, kept in a cache for each version of the data."""

from __future__ import annotations

import base64
import functools
from datetime import date
from typing import Any

import streamlit as st

from metrics.analysis import confidence
from metrics.analysis.reading import Reading
from metrics.catalogue.models import Catalogue
from metrics.charts import render, sparkline
from metrics.charts.chart_form import chart_for
from metrics.charts.options import PLAIN, Drawing
from metrics.charts.palette import DARK, LIGHT, Palette
from metrics.exports import chart_tables, tidy
from metrics.markup import indicator_page, scorecard
from metrics.markup.elements import text
from metrics.screen import page_frame
from metrics.screen.page_frame import View
from metrics.store import data_file
from metrics.wording import findings


@st.cache_resource(max_entries=4, show_spinner=False)
def _pictures(version: str, _view: View) -> dict[str, str]:  # noqa: ARG001 - the version is the cache's key
    images = {reading.indicator.id: image(reading) for reading in _view.readings if reading.counted}
    return {indicator_id: image for indicator_id, image in images.items() if image}


def image(reading: Reading) -> str:
    """A measure's small picture as HTML, with its words; nothing where there is nothing to draw."""
    drawing = sparkline.picture_svg(reading)
    if drawing is None:
        return ""
    data = base64.b64encode(drawing.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{text(findings.picture_alt(reading))}">'


def chart_image(catalogue: Catalogue, reading: Reading) -> str:
    """A measure's picture, or its large chart made small where it has none; nothing where nothing can be drawn."""
    if small := image(reading):
        return small
    sources = catalogue.sources
    chart = chart_for(reading, palette=LIGHT, area=catalogue.organisation.area, sources=sources)
    if chart is None:
        return ""
    data = base64.b64encode(render.svg(chart, width=640).encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{text(findings.picture_alt(reading))}">'


@st.cache_resource(max_entries=16, show_spinner="Drawing")
def _scorecard(version: str, today: date, show: str, _view: View) -> tuple[str, str, str]:  # noqa: ARG001 - keys
    pictures = _pictures(version, _view)
    readings = _view.readings
    return (
        scorecard.first_screen(readings),
        scorecard.filters(readings, show),
        scorecard.theme_tables(readings, pictures, show),
    )


@st.cache_resource(max_entries=512, show_spinner=False)
def _spec(
    version: str,  # noqa: ARG001 - the keys
    today: date,  # noqa: ARG001
    indicator_id: str,  # noqa: ARG001
    dark: bool,
    reach: bool,
    _view: View,
    _reading: Reading,
) -> dict[str, Any] | None:
    chart = _chart(_view, _reading, DARK if dark else LIGHT, Drawing(intervals=reach))
    return None if chart is None else render.sent(render.spec(chart))


def _chart(view: View, reading: Reading, palette: Palette, drawing: Drawing = PLAIN) -> Any:
    area, sources = view.catalogue.organisation.area, view.catalogue.sources
    return chart_for(reading, palette=palette, area=area, sources=sources, drawing=drawing)


def warm(today: date) -> None:
    """Read the data and draw every picture, so that the first visitor waits for nothing."""
    page_frame.sweep_once(str(data_file.locate()))
    _warm(data_file.stamp(data_file.locate()), today)


@st.cache_resource(max_entries=1, show_spinner=False)
def _warm(stamp: data_file.Stamp, today: date) -> None:
    """Cached, so that nothing within looks for a page to say there that it is read or drawn: there is none yet."""
    loaded = page_frame.load_cached(stamp)
    if loaded.catalogue is not None:
        view = page_frame.view_of(loaded.version, today, loaded.catalogue)
        for filtered in scorecard.FILTERS:
            _scorecard(view.version, today, filtered, view)


def warm_charts(today: date) -> None:
    """Build the large charts too; this may go on while the first visitors read the scorecard."""
    _warm_charts(data_file.stamp(data_file.locate()), today)


@st.cache_resource(max_entries=1, show_spinner=False)
def _warm_charts(stamp: data_file.Stamp, today: date) -> None:
    """Cached as ``_warm`` is, for the same reason."""
    loaded = page_frame.load_cached(stamp)
    if loaded.catalogue is not None:
        view = page_frame.view_of(loaded.version, today, loaded.catalogue)
        for dark in (False, True):
            for reading in view.readings:
                _spec(view.version, today, reading.indicator.id, dark, False, view, reading)


def show_scorecard(view: View) -> None:
    """Judgements, counts and what to look at first; then the filters and the tables."""
    show = st.query_params.get("show", "")
    page_frame.show_age(view)
    head, filters, rows = _scorecard(view.version, view.today, show if show in scorecard.FILTERS else "", view)
    st.html(head)
    st.html(filters)
    st.html(rows)


def choose_measure(view: View) -> Reading:
    """The measure that the address names; otherwise the first to look at, and a sentence that says so."""
    ids = [reading.indicator.id for reading in view.readings]
    asked = st.query_params.get("id", "")
    current = asked if asked in ids else scorecard.first_measure(view.readings)
    if asked and asked not in ids:
        st.html(f'<p class="caution">There is no measure “{text(asked)}”. This is another one; choose below.</p>')
    names = {reading.indicator.id: f"{reading.theme.name}: {reading.indicator.title}" for reading in view.readings}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Choose a measure",
            ids,
            ids.index(current),
            format_func=names.__getitem__,
            key=f"measure {current}",
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
    """The large chart of one measure, with a short alternative text; how far chance reaches when asked for."""
    indicator_id, dark = reading.indicator.id, st.context.theme.type == "dark"
    counted = any(confidence.interval(reading.indicator, outcome) for outcome in reading.outcomes)
    reach = counted and st.checkbox(
        "Show how far chance alone reaches, as a light band", key=f"chance {indicator_id}", wrap=True
    )
    spec = _spec(view.version, view.today, indicator_id, dark, bool(reach), view, reading)
    if spec is not None:
        st.vega_lite_chart(
            spec, theme=None, width="stretch", alt=findings.alt(reading), key=f"chart {indicator_id} {dark} {reach}"
        )


def show_table(view: View, reading: Reading) -> None:
    """The table behind the chart, with the key of its codes and markers above it."""
    indicator = reading.indicator
    table = chart_tables.table_behind_chart(view.catalogue, indicator, reading.variation)
    if not table.empty:
        st.html(
            indicator_page.table_key(table) + indicator_page.table(table, f"Figures behind the chart: {indicator.name}")
        )


def show_minutes(view: View, reading: Reading) -> None:
    """A text to copy into minutes: measure, finding, source, address."""
    address = f"{(st.context.url or '').split('?')[0]}?id={reading.indicator.id}"
    cited = "; ".join(chart_tables.finding_sources(view.catalogue, reading))
    page_frame.show(indicator_page.minutes(findings.minutes(reading, cited, address)))


def offer_downloads(view: View, reading: Reading) -> None:
    """The measure's data as CSV, and its chart as PNG and SVG with finding and source on it."""
    indicator_id = reading.indicator.id
    if chart_tables.table_behind_chart(view.catalogue, reading.indicator).empty:
        return
    cited = chart_tables.chart_sources(view.catalogue, reading)

    def picture(form: str) -> bytes:
        chart = _chart(view, reading, LIGHT)
        finding = findings.picture_title(reading)
        if form == "png":
            return render.png(chart, title=finding, source=cited)
        return render.svg(chart, title=finding, source=cited).encode()

    with st.container(horizontal=True):
        st.download_button(
            "Download the figures (CSV)",
            lambda: tidy.csv_bytes(tidy.figures(view.catalogue, {indicator_id})),
            file_name=f"{indicator_id}.csv",
            mime="text/csv",
            on_click="ignore",
        )
        if _spec(view.version, view.today, indicator_id, False, False, view, reading) is not None:
            for form, mime in (("png", "image/png"), ("svg", "image/svg+xml")):
                st.download_button(
                    f"Download the picture ({form.upper()})",
                    functools.partial(picture, form),
                    file_name=f"{indicator_id}.{form}",
                    mime=mime,
                    on_click="ignore",
                )


def offer_all_data(view: View) -> None:
    """The whole tidy table as one CSV file."""
    st.download_button(
        "Download all figures (CSV)",
        lambda: tidy.csv_bytes(tidy.figures(view.catalogue)),
        file_name="looked-after-children-figures.csv",
        mime="text/csv",
        on_click="ignore",
    )
