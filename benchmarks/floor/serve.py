"""Starts the floor as serve.py starts the dashboard: everything is built before the first visitor comes."""

import contextlib
from collections.abc import AsyncIterator

import streamlit as st
from specs import lean, specs


@contextlib.asynccontextmanager
async def warm(_: object) -> AsyncIterator[None]:
    """Build the specs at start-up."""
    specs(lean())
    yield


app = st.App("app.py", lifespan=warm)
