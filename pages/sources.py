"""Sources and method: where everything comes from, and the rules in plain words."""

from datetime import date

import streamlit as st

from metrics import screen, sources

screen.title("Sources and method", "Sources and method")
view = screen.open_data(date.today())
st.header("Where the figures come from", anchor="sources")
st.html(sources.source_list(view.catalogue))
screen.offer_all_data(view)
st.header("Numbers of the report that are not measures", anchor="other-numbers")
st.html(sources.other_numbers(view.catalogue))
st.header("How much may be said", anchor="method")
st.html(sources.how_much() + sources.method())
st.header("What conflicts or is unclear in the report", anchor="cautions")
st.html(sources.cautions(view.catalogue))
st.header("Symbols in tables", anchor="symbols")
st.html(sources.symbols())
st.header("Data dictionary", anchor="dictionary")
st.html(sources.dictionary())
st.header("Accessibility statement", anchor="accessibility")
st.html(sources.accessibility(view.catalogue))
screen.footer(view)
