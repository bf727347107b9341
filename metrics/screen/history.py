"""The page History: the journal of changes, and for editors undo, restore, and confirming that a loss was meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import streamlit as st

from metrics.access import policy
from metrics.access.policy import Visitor
from metrics.analysis import suppression
from metrics.catalogue.diff import losses
from metrics.catalogue.ids import bounded
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Refused
from metrics.markup import entry_preview, history_page
from metrics.markup.elements import paragraph, text
from metrics.screen import page_frame, sign_in
from metrics.screen.once import Once
from metrics.store import access_file, data_file, hand_edits, journal, transactions

UNDO, RESTORE = "Undo the last change", "Restore an earlier version"
CONFIRM = "Confirm that what is gone was meant to go"
LOOK = "Look at what stands here now, and press again if it is still right."


Clock = Callable[[], datetime]


@dataclass
class WayBack:
    """One way back as it stood beside its button, and what a press of that came to.

    ``asked`` names it and the version, the losses and the last change that were on screen, so that nobody
    takes back what they never saw.
    """

    asked: tuple[object, ...]
    way: Callable[[transactions.Signed], object]
    label: str
    turn: int
    once: Once[str] = field(default_factory=Once)


def show_history(clock: Clock, suppressed: Catalogue) -> None:
    """Every change, newest first; editors see the lines and may undo, restore and confirm.

    ``suppressed`` is the catalogue as readers may see it.
    """
    _settle()
    path = data_file.locate()
    settings, visitor = access_file.access_settings(path), sign_in.visitor()
    may_edit = not policy.write_refusal(settings, visitor, clock())
    loaded = page_frame.load_cached(data_file.stamp(path))
    history = data_file.history(path).settled(loaded.version)
    if "mend way" not in st.session_state:  # the page is opened anew
        st.session_state.pop("mended", None)
    if done := st.session_state.get("mended"):
        st.html(entry_preview.notice_line(done))
    if may_edit:
        _offer_ways(history, loaded, visitor, clock)
    page_frame.show(history_page.journal_problems(history.problems))
    asked = st.query_params.get("page", "1")
    page = bounded(asked, 1, 9999) or 1
    hiding, below = suppression.suppressed_titles(suppressed), suppressed.organisation.suppress_below
    st.html(history_page.entries(history.entries, whole=may_edit, page=page, hiding=hiding, below=below))
    if not may_edit:
        st.html(paragraph("Whoever may edit also sees the lines of each change and may undo it.", look="quiet"))


def _settle() -> None:
    """Take over what the last press came to."""
    offer: WayBack | None = st.session_state.get("mend offer")
    if offer is None:
        return
    done, refused = offer.once.outcome()
    if done:
        st.session_state["mended"], st.session_state["mend turn"] = done, offer.turn + 1
    st.session_state["mend refused"] = refused
    offer.once.refused = []


def _offer_ways(history: journal.History, loaded: data_file.Loaded, visitor: Visitor, clock: Clock) -> None:
    """What an editor may do; each is a change of its own, signed like any other."""
    last, versions = history.last, _versions(history, loaded)
    ways = _ways(last, versions, loaded)
    if not ways:
        return
    with st.expander("Undo or restore", expanded=bool(loaded.missing or loaded.problems), key="mend"):
        chosen = st.radio("What to do", ways, key="mend way")
        label, version = history_page.option(last) if last is not None else "", ""
        with st.container():  # However much stands here, a name that is being typed below stays in its place.
            if chosen == RESTORE:
                version = str(
                    st.selectbox(
                        "Version", list(versions), format_func=versions.__getitem__, key="mend version", width=700
                    )
                )
                label = versions[version]
                page_frame.show(_effect(loaded, version))
            elif chosen == UNDO and last is not None:
                page_frame.show(_effect(loaded, last.before, label))
        asked = (chosen, version, loaded.version, loaded.missing, last.number if last is not None else 0)
        way = _way(chosen, version, loaded.version, visitor)
        _act(WayBack(asked, way, label, st.session_state.get("mend turn", 0)), visitor, clock)


def _ways(last: journal.Entry | None, versions: Mapping[str, str], loaded: data_file.Loaded) -> list[str]:
    """What there is to do now, by name."""
    ways = [CONFIRM] if loaded.missing else []
    undoable = last is not None and last.kind in ("save", "undo", "restore") and last.after == loaded.version
    if undoable and not loaded.problems:
        ways.append(UNDO)
    return [*ways, RESTORE] if versions else ways


def _way(chosen: str, version: str, version_seen: str, visitor: Visitor) -> Callable[[transactions.Signed], object]:
    """What is done once it is signed; ``version`` is the one to restore."""
    path = data_file.locate()
    if chosen == RESTORE:
        return lambda signed: transactions.restore(path, version, signed, visitor, version_seen)
    act = transactions.undo if chosen == UNDO else transactions.confirm
    return lambda signed: act(path, signed, visitor, version_seen)


def _versions(history: journal.History, loaded: data_file.Loaded) -> dict[str, str]:
    """The versions to choose from, newest first; over a broken file the last good one before all."""
    newest = {entry.after: history_page.option(entry) for entry in reversed(history.entries)}
    if not loaded.problems:
        newest.pop(loaded.version, None)
        return newest
    best = newest.pop(loaded.version, None)
    return ({loaded.version: f"The last good version: {best}"} if best else {}) | newest


def _effect(loaded: data_file.Loaded, version: str, change: str = "") -> str:
    """What going back to a version takes out and brings back, by name, before anybody presses."""
    earlier = _earlier_catalogue(str(data_file.locate()), version)
    if earlier is None or loaded.catalogue is None:
        return history_page.effect((), (), change)
    return history_page.effect(losses(loaded.catalogue, earlier), losses(earlier, loaded.catalogue), change)


@st.cache_resource(max_entries=8, show_spinner="Reading the earlier version")
def _earlier_catalogue(path: str, version: str) -> Catalogue | None:
    try:
        return parse(data_file.version_text(Path(path), version))
    except (hand_edits.NotSaved, Refused):
        return None


def _act(offer: WayBack, visitor: Visitor, clock: Clock) -> None:
    """Who and why, and the button; it is another one for each thing that is asked."""
    turn = offer.turn
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not visitor.email:
            st.text_input("Your name", key=f"mend by {turn}", width=300)
        st.text_input("Why", key=f"mend why {turn}", width=420)
        name = str(offer.asked[0]).partition(" ")[0]
        key = f"mend go {turn} {hash(offer.asked)}"
        st.button(name, type="primary", key=key, on_click=_press, args=(offer.asked, turn, clock))
    st.session_state["mend offer"] = offer
    if refused := st.session_state.pop("mend refused", None):
        st.html(entry_preview.refusal(refused))


def _press(asked: tuple[object, ...], turn: int, clock: Clock) -> None:
    """Do what stood beside the button, once, however often it is pressed."""
    offer: WayBack | None = st.session_state.get("mend offer")
    if offer is None or turn < offer.turn:
        return
    typed, why = (str(st.session_state.get(f"mend {name} {turn}") or "").strip() for name in ("by", "why"))
    now = (st.session_state.get("mend way"), st.session_state.get("mend version") or "")
    same = offer.asked == asked and now[0] == asked[0] and (now[0] != RESTORE or now[1] == asked[1])
    offer.once.press(lambda: _done(offer, typed, why, clock()) if same else [LOOK])


def _done(offer: WayBack, typed: str, why: str, now: datetime) -> str | list[str]:
    """Do it: that it is on the disk, in words, or why it was refused."""
    visitor = sign_in.visitor()
    refused = policy.signature_refusal(visitor, typed) or ("" if why else "Say why, for the history.")
    if refused:
        return [refused]
    try:
        offer.way(transactions.Signed(policy.signer(visitor, typed), why, now))
    except transactions.Overtaken as overtaken:
        return [f"Nothing was done, since the file changed meanwhile: {overtaken.changes}. {LOOK}"]
    except (transactions.Denied, hand_edits.NotSaved) as refusal:
        return [str(refusal)]
    chosen = str(offer.asked[0])
    return f"Done: {chosen[0].lower()}{chosen[1:]} ({text(offer.label)}). It is on the disk."
