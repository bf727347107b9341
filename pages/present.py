"""One indicator a screen, for the projector of a meeting."""

from datetime import date

import streamlit as st

from metrics.screen import page_frame, present

st.set_page_config(page_title=f"One indicator a screen - {page_frame.SUBJECT}")
present.show_screens(page_frame.open_data(date.today()))
