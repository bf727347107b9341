"""Downloads: all figures, or one indicator's, as CSV; its chart as PNG and SVG, with its alternative text."""

from __future__ import annotations

import functools

import streamlit as st

from metrics.analysis.reading import Reading
from metrics.charts import render
from metrics.charts.options import OWN
from metrics.charts.palette import LIGHT
from metrics.exports import chart_tables, citations, tidy
from metrics.markup import downloads
from metrics.screen import page_frame
from metrics.screen.cached import chart_spec, draw_chart
from metrics.screen.page_frame import View
from metrics.wording import pictures
from metrics.wording.pictures import Caption


def offer_downloads(view: View, reading: Reading) -> None:
    """The indicator's data as CSV, and its chart as PNG and SVG with finding and source on it."""
    indicator_id = reading.indicator.id
    if chart_tables.table_behind_chart(view.catalogue, reading.indicator).empty:
        return
    caption = picture_caption(view, reading)

    def picture(form: str) -> bytes:
        chart = draw_chart(view.catalogue, reading, LIGHT, OWN)
        return render.png(chart, caption) if form == "png" else render.svg(chart, caption).encode()

    with st.container(horizontal=True):
        st.download_button(
            "Download the figures (CSV)",
            lambda: tidy.csv_bytes(tidy.figures(view.catalogue, {indicator_id}, [reading])),
            file_name=f"{indicator_id}.csv",
            mime="text/csv",
            on_click="ignore",
        )
        if chart_spec(view.version, view.today, indicator_id, False, False, view, reading) is not None:
            for form, mime in (("png", "image/png"), ("svg", "image/svg+xml")):
                st.download_button(
                    f"Download the picture ({form.upper()})",
                    functools.partial(picture, form),
                    file_name=f"{indicator_id}.{form}",
                    mime=mime,
                    on_click="ignore",
                )
            page_frame.show(downloads.alt_text(caption.description))


def picture_caption(view: View, reading: Reading) -> Caption:
    """The words on a picture of one indicator; its address is that of the indicator's page."""
    here = (st.context.url or "").split("?")[0]
    address = f"{here.rpartition('/')[0]}/indicator?id={reading.indicator.id}" if here else ""
    cited = citations.chart_sources(view.catalogue, reading)
    whose = f"{view.catalogue.organisation.name}, dashboard of {page_frame.SUBJECT}"
    return pictures.caption(reading, cited, whose, address, view.today)


def offer_all_data(view: View) -> None:
    """The whole tidy table as one CSV file."""
    st.download_button(
        "Download all figures (CSV)",
        lambda: tidy.csv_bytes(tidy.figures(view.catalogue, readings=view.readings)),
        file_name="looked-after-children-figures.csv",
        mime="text/csv",
        on_click="ignore",
    )
