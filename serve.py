"""The server: draws every picture before the first visitor comes, runs dashboard.py, and builds the large charts.

Start it with: streamlit run serve.py
"""

import contextlib
import threading
from collections.abc import AsyncIterator
from datetime import date

import streamlit as st

from metrics.screen import cached


@contextlib.asynccontextmanager
async def warm(_: object) -> AsyncIterator[None]:
    """Fill the caches; a broken data file only leaves them empty."""
    cached.warm(date.today())
    cached.keep_warm()
    threading.Thread(target=cached.warm_charts, args=(date.today(),), daemon=True).start()
    yield


app = st.App("dashboard.py", lifespan=warm)
