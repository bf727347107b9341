"""The dashboard: page set-up and navigation."""

import streamlit as st

from metrics import screen

st.set_page_config(page_title="Looked-after children in Medway", page_icon=screen.ICON, layout="wide")
page = st.navigation(
    [
        st.Page("pages/scorecard.py", title="Scorecard", default=True),
        st.Page("pages/indicator.py", title="One measure", url_path="indicator"),
        st.Page("pages/sources.py", title="Sources and method", url_path="sources"),
    ],
    position="top",
)
screen.frame()
page.run()
