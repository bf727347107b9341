"""Sources and method: where everything comes from, and the rules in plain words."""

from datetime import date

import streamlit as st

from metrics.markup import method_page
from metrics.screen import screen, showing

screen.title("Sources and method", "Sources and method")
view = screen.open_data(date.today())
st.header("Where the figures come from", anchor="sources")
screen.show(method_page.source_list(view.catalogue))
showing.offer_all_data(view)
st.header("Numbers of the report that are not measures", anchor="other-numbers")
screen.show(method_page.other_numbers(view.catalogue))
st.header("How much may be said", anchor="method")
screen.show(method_page.how_much() + method_page.method())
st.header("What conflicts or is unclear in the report", anchor="cautions")
screen.show(method_page.cautions(view.catalogue))
st.header("Symbols in tables", anchor="symbols")
screen.show(method_page.symbols())
st.header("Data dictionary", anchor="dictionary")
screen.show(method_page.dictionary())
st.header("Accessibility statement", anchor="accessibility")
screen.show(method_page.accessibility(view.catalogue))
screen.footer(view)
