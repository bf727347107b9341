"""One measure: its finding, its chart, what it is, and the source of every figure."""

from datetime import date

import streamlit as st

from metrics import measure, screen

view = screen.open_data(date.today())
reading = screen.choose_measure(view)
screen.title(reading.indicator.name, reading.indicator.title)
st.html(measure.finding(reading))
screen.show_chart(view, reading)
screen.show_minutes(view, reading)
st.html(measure.comparisons(view.catalogue, reading.indicator))
st.html(measure.about(view.catalogue, reading))
screen.show_table(view, reading.indicator)
screen.offer_downloads(view, reading)
st.html(measure.sources(view.catalogue, reading.indicator))
st.html(measure.neighbours(view.readings, reading))
screen.footer(view)
