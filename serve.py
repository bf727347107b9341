"""The server: draws every picture before the first visitor comes, runs dashboard.py, and builds the large charts.

Start it with: streamlit run serve.py
"""

import contextlib
import os
import threading
from collections.abc import AsyncIterator
from datetime import date

import streamlit as st

from metrics.screen import cached

AHEAD = "CHARTS_AHEAD"
"""The environment variable that leaves each large chart to the first page that shows it, where it says "no"."""


@contextlib.asynccontextmanager
async def warm(_: object) -> AsyncIterator[None]:
    """Fill the caches; a broken data file only leaves them empty."""
    cached.warm(date.today())
    cached.keep_warm()
    if os.environ.get(AHEAD) != "no":
        threading.Thread(target=cached.warm_charts, args=(date.today(),), name=AHEAD, daemon=True).start()
    yield


app = st.App("dashboard.py", lifespan=warm)
