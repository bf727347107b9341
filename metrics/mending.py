"""The page History: what was changed, and for editors undo, restore, and confirming that a loss was meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import streamlit as st

from metrics import access, disclosure, past, preview, screen, signin, store
from metrics.access import Visitor
from metrics.catalogue import Refused, parse
from metrics.choice import bounded
from metrics.indicator import Catalogue
from metrics.losses import losses
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
    hiding, below = disclosure.hiding(shown), shown.organisation.suppress_below
    st.html(past.entries(history.entries, whole=may, page=page, hiding=hiding, below=below))
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
    versions = _versions(history, found)
    if versions:
        ways[RESTORE] = lambda signed: store.restore(path, str(st.session_state["mend version"]), signed, visitor, seen)
    if not ways:
        return
    with st.expander("Undo or restore", expanded=bool(found.missing or found.problems), key="mend"):
        chosen = st.radio("What to do", list(ways), key="mend way")
        told = past.option(last) if last is not None else ""
        with st.container():  # However much stands here, a name that is being typed below stays in its place.
            if chosen == RESTORE:
                version = st.selectbox(
                    "Version", list(versions), format_func=versions.__getitem__, key="mend version", width=700
                )
                told = versions[version]
                st.html(_effect(path, found, str(version)))
            elif chosen == UNDO and last is not None:
                st.html(f"<p>{text(told)}</p>{_effect(path, found, last.before)}")
        _act(chosen, told, ways[chosen], visitor, now)


def _versions(history: store.History, found: store.Loaded) -> dict[str, str]:
    """The versions to choose from, newest first; over a broken file the last good one before all."""
    newest = {one.after: past.option(one) for one in reversed(history.entries)}
    if not found.problems:
        newest.pop(found.version, None)
        return newest
    best = newest.pop(found.version, None)
    return ({found.version: f"The last good version: {best}"} if best else {}) | newest


def _effect(path: Path, found: store.Loaded, version: str) -> str:
    """What going back to a version takes out and brings back, by name, before anybody presses."""
    kept = _kept(str(path), version)
    if kept is None or found.catalogue is None:
        return ""
    return past.effect(losses(found.catalogue, kept), losses(kept, found.catalogue))


@st.cache_resource(max_entries=8, show_spinner="Reading the earlier version")
def _kept(path: str, version: str) -> Catalogue | None:
    try:
        return parse(store.version_text(Path(path), version))
    except (store.NotSaved, Refused):
        return None


def _act(chosen: str, told: str, way: Callable[[store.Signed], object], visitor: Visitor, now: datetime) -> None:
    turn = st.session_state.get("mend turn", 0)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = "" if visitor.email else st.text_input("Your name", key=f"mend by {turn}", width=300)
        why = st.text_input("Why", key=f"mend why {turn}", width=420)
        pressed = st.button(chosen.partition(" ")[0], type="primary", key=f"mend go {turn}")
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
    st.session_state["mended"] = f"Done: {chosen[0].lower()}{chosen[1:]} ({text(told)}). It is on the disk."
    st.session_state["mend turn"] = turn + 1
    st.rerun()
