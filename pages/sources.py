"""Sources and method: where everything comes from, and the rules in plain words."""

from datetime import date

import streamlit as st

from metrics.markup import method_page
from metrics.screen import downloads, page_frame

page_frame.title("Sources and method", "Sources and method")
view = page_frame.open_data(date.today())
st.header("Where the figures come from", anchor="sources")
page_frame.show(method_page.source_list(view.catalogue))
downloads.offer_all_data(view)
st.header("Numbers of the report that are not indicators", anchor="other-numbers")
page_frame.show(method_page.other_numbers(view.catalogue))
st.header("How much may be said", anchor="method")
page_frame.show(f"{method_page.how_much()}{method_page.method()}")
st.header("What conflicts or is unclear in the report", anchor="cautions")
page_frame.show(method_page.cautions(view.catalogue))
st.header("Symbols in tables", anchor="symbols")
page_frame.show(method_page.symbols())
st.header("Data dictionary", anchor="dictionary")
page_frame.show(method_page.dictionary())
st.header("Accessibility statement", anchor="accessibility")
page_frame.show(method_page.accessibility(view.catalogue))
page_frame.footer(view)
