"""The page History: what was changed, and for editors undo, restore, and confirming that a loss was meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from metrics import access, disclosure, past, preview, screen, signin, store
from metrics.access import Visitor
from metrics.choice import bounded
from metrics.indicator import Catalogue
from metrics.markup import text

UNDO, RESTORE = "Undo the last change", "Restore an earlier version"
REFUSALS = (store.Denied, store.NotSaved, store.Overtaken)


def show_history(now: datetime, shown: Catalogue) -> None:
    """Every change, newest first; editors see the lines and may undo, restore and confirm.

    ``shown`` is the catalogue as readers may see it.
    """
    path = store.data_file()
    settings, visitor = store.access_settings(path), signin.visitor()
    may = not access.write_refusal(settings, visitor, now)
    found = screen.loaded(store.stamp(path))
    history = store.history(path).settled(found.version)
    if done := st.session_state.pop("mended", ""):
        st.html(preview.notice(done))
    if may:
        _mend(history, found, visitor, now)
    screen.show(past.problems(history.problems))
    asked = st.query_params.get("page", "1")
    page = bounded(asked, 1, 9999) or 1
    st.html(past.entries(history.entries, whole=may, page=page, hiding=disclosure.hiding(shown)))
    if not may:
        st.html('<p class="quiet">Whoever may edit also sees the lines of each change and may undo it.</p>')


def _mend(history: store.History, found: store.Loaded, visitor: Visitor, now: datetime) -> None:
    """What an editor may do; each is a change of its own, signed like any other."""
    path, seen = store.data_file(), found.version
    ways: dict[str, Callable[[store.Signed], object]] = {}
    last = history.last
    if found.missing:
        ways["Confirm that what is gone was meant to go"] = lambda signed: store.confirm(path, signed, visitor, seen)
    if last is not None and last.kind in ("save", "undo", "restore") and last.after == found.version:
        ways[UNDO] = lambda signed: store.undo(path, signed, visitor, seen)
    versions = {one.after: past.option(one) for one in history.entries if one.after != found.version}
    if versions:
        ways[RESTORE] = lambda signed: store.restore(path, str(st.session_state["mend version"]), signed, visitor, seen)
    if not ways:
        return
    with st.expander("Undo or restore", expanded=bool(found.missing), key="mend"):
        chosen = st.radio("What to do", list(ways), key="mend way")
        if chosen == UNDO and last is not None:
            st.html(f"<p>{text(past.option(last))}</p>")
        if chosen == RESTORE:
            st.selectbox(
                "Version", list(reversed(versions)), format_func=versions.__getitem__, key="mend version", width=700
            )
        _act(chosen, ways[chosen], visitor, now)


def _act(chosen: str, way: Callable[[store.Signed], object], visitor: Visitor, now: datetime) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = "" if visitor.email else st.text_input("Your name", key="mend by", width=300)
        why = st.text_input("Why", key="mend why", width=420)
        pressed = st.button("Do this", type="primary", key="mend go")
    if not pressed:
        return
    refused = access.signature_refusal(visitor, typed) or ("" if why.strip() else "Say why, for the history.")
    if refused:
        st.html(preview.refusal([refused]))
        return
    try:
        way(store.Signed(access.signer(visitor, typed), why.strip(), now))
    except REFUSALS as no:
        st.html(preview.refusal([str(no)]))
        return
    st.session_state["mended"] = f"Done: {chosen[0].lower()}{chosen[1:]}. It is on the disk."
    for name in ("mend by", "mend why"):
        st.session_state.pop(name, None)
    st.rerun()
