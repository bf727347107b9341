"""The floor: a Streamlit page of twelve charts whose specs are built once. The scorecard is measured against it."""

import streamlit as st
from specs import lean, specs

st.set_page_config(page_title="Twelve charts", page_icon="📊", layout="wide")
st.title("Twelve charts")
for number, spec in enumerate(specs(lean()), start=1):
    st.vega_lite_chart(spec, theme=None, width="stretch", alt=f"Indicator {number} over time", key=f"chart {number}")
