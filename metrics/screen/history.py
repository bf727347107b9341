"""The page History: the journal of changes, and undo, restore, and confirming that a loss was meant.

Editors have that of every file, recorders that of the panel's record alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import get_args

import streamlit as st

from metrics.access import policy
from metrics.access.policy import Visitor
from metrics.catalogue import events, file_names, panel_record
from metrics.catalogue.diff import losses, series_losses
from metrics.catalogue.documents import Which
from metrics.catalogue.events import Events
from metrics.catalogue.file_names import FileNames
from metrics.catalogue.panel_diff import event_losses, record_losses
from metrics.catalogue.panel_record import PanelRecord
from metrics.catalogue.problems import Refused
from metrics.catalogue.published_series import FILE
from metrics.markup import entry_preview, history_page
from metrics.screen import page_frame, sign_in, what_changed
from metrics.screen.once import Once
from metrics.store import access_file, data_file, hand_edits, journal, locked_file, transactions
from metrics.store.events_file import NO_EVENTS
from metrics.store.names_file import NO_NAMES
from metrics.store.record_file import NO_RECORD
from metrics.store.series_file import NO_SERIES

UNDO, RESTORE = "Undo the last change", "Restore an earlier version"
CONFIRM = "Confirm that what is gone was meant to go"
BUTTONS = {UNDO: "Undo", RESTORE: "Restore", CONFIRM: "Confirm"}
"""The name of the button that does each."""
LOOK = "Look at what stands here now, and press again if it is still right."


Clock = Callable[[], datetime]


@dataclass
class WayBack:
    """One way back as it stood beside its button, in the history of one file, and what a press of that came to.

    ``asked`` names it and the version, the losses and the last change that were on screen, so that nobody
    takes back what they never saw.
    """

    asked: tuple[object, ...]
    way: Callable[[locked_file.Signed], object]
    label: str
    turn: int
    which: Which = "indicators"
    once: Once[str] = field(default_factory=Once)


def title(clock: Clock) -> str:
    """What the page is called: readers are told what changed, editors and recorders have the history."""
    return "History" if sign_in.may_record(access_file.access_settings(data_file.locate()), clock()) else "What changed"


def show_history(clock: Clock, view: page_frame.View) -> None:
    """Every change, newest first: of one file that the visitor may write, with its lines and the way back.

    For readers, and for recorders of the figures, what changed in them as everybody may see it.
    """
    _settle()
    path = data_file.locate()
    settings, visitor = access_file.access_settings(path), sign_in.visitor()
    loaded = page_frame.load_cached(data_file.stamp(path))
    if policy.write_refusal(settings, visitor, clock(), "record"):
        what_changed.show(path, loaded, view)
        if settings.editing == "sign-in" and not settings.problem:
            st.html(what_changed.way_in())
        return
    which = _choose_file(path, loaded, edits=not policy.write_refusal(settings, visitor, clock()))
    if which is None:
        what_changed.show(path, loaded, view)
        return
    history = data_file.history(path, which).settled(loaded.of(which).version)
    if _key("mend way", which) not in st.session_state:  # the page is opened anew
        st.session_state.pop("mended", None)
    if done := st.session_state.get("mended"):
        st.html(entry_preview.notice_line(done))
    _offer_ways(history, loaded, which, visitor, clock)
    page_frame.show(history_page.journal_problems(history.problems))
    page_frame.show(history_page.entries(history.entries, page=what_changed.page_asked(), which=which))


def _choose_file(path: Path, loaded: data_file.Loaded, *, edits: bool) -> Which | None:
    """Of which file the history is shown; None for what changed in the figures, as readers see it.

    Whoever keeps the record and no figures chooses between these two; an editor is asked once a file is there.
    """
    record = f"The panel’s record ({panel_record.FILE})"
    if not edits:
        names: dict[str, str] = {"meetings": record, "figures": "What changed in the figures"}
    else:
        names = {"indicators": f"The council’s figures ({path.name})"}
        if _begun(path, "published", loaded.published == NO_SERIES):
            names["published"] = f"Figures that others published ({FILE})"
        if _begun(path, "meetings", loaded.record == NO_RECORD):
            names["meetings"] = record
        if _begun(path, "events", loaded.events == NO_EVENTS):
            names["events"] = f"Dated events ({events.FILE})"
        if _begun(path, "names", loaded.names == NO_NAMES):
            names["names"] = f"Names that files use ({file_names.FILE})"
        if len(names) == 1:
            return "indicators"
    asked = st.query_params.get("file") or _to_mend(loaded)
    first = list(names).index(asked) if asked in names else 0
    chosen = st.radio(
        "History of", list(names), first, format_func=names.__getitem__, key="history file", on_change=_turn_to_newest
    )
    return next((which for which in get_args(Which) if which == chosen), None)


def _begun(path: Path, which: Which, nothing: bool) -> bool:
    """Whether one of the files beside the data file holds or held something."""
    return not nothing or bool(data_file.history(path, which).entries)


def _turn_to_newest() -> None:
    """Another file's history begins at its newest change; the address names it, for whoever follows or keeps it."""
    st.query_params.from_dict({"file": str(st.session_state["history file"])})


def _to_mend(loaded: data_file.Loaded) -> Which | None:
    """The first file in which something is to be mended."""
    files: tuple[Which, ...] = get_args(Which)
    return next((which for which in files if loaded.of(which).problems or loaded.of(which).missing), None)


def _key(name: str, which: Which) -> str:
    """The key of a field, another one for each file."""
    return name if which == "indicators" else f"{name} {which}"


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


def _offer_ways(
    history: journal.History, loaded: data_file.Loaded, which: Which, visitor: Visitor, clock: Clock
) -> None:
    """What an editor may do; each is a change of its own, signed like any other."""
    file = loaded.of(which)
    last, versions = history.last, _versions(history, file)
    ways = _ways(last, versions, file)
    if not ways:
        return
    with st.expander("Undo or restore", expanded=bool(file.missing or file.problems), key="mend"):
        chosen = st.radio("What to do", ways, key=_key("mend way", which))
        label, version = history_page.option(last) if last is not None else "", ""
        with st.container():  # However much stands here, a name that is being typed below stays in its place.
            if chosen == RESTORE:
                version = str(
                    st.selectbox(
                        "Version",
                        list(versions),
                        format_func=versions.__getitem__,
                        key=_key("mend version", which),
                        width=700,
                    )
                )
                label = versions[version]
                page_frame.show(_effect(loaded, which, version))
            elif chosen == UNDO and last is not None:
                page_frame.show(_effect(loaded, which, last.before, label))
        asked = (chosen, version, file.version, file.missing, last.number if last is not None else 0)
        way = _way(chosen, version, file.version, which, visitor)
        _act(WayBack(asked, way, label, st.session_state.get("mend turn", 0), which), visitor, clock)


def _ways(last: journal.Entry | None, versions: Mapping[str, str], file: data_file.LoadedFile) -> list[str]:
    """What there is to do now, by name."""
    ways = [CONFIRM] if file.missing else []
    undoable = last is not None and last.kind in ("save", "undo", "restore") and last.after == file.version
    if undoable and not file.problems:
        ways.append(UNDO)
    return [*ways, RESTORE] if versions else ways


def _way(
    chosen: str, version: str, version_seen: str, which: Which, visitor: Visitor
) -> Callable[[locked_file.Signed], object]:
    """What is done once it is signed; ``version`` is the one to restore."""
    path = data_file.locate()
    if chosen == RESTORE:
        return lambda signed: transactions.restore(path, version, signed, visitor, version_seen, which)
    act = transactions.undo if chosen == UNDO else transactions.confirm
    return lambda signed: act(path, signed, visitor, version_seen, which)


def _versions(history: journal.History, file: data_file.LoadedFile) -> dict[str, str]:
    """The versions to choose from, newest first; over a broken file the last good one before all."""
    newest = {entry.after: history_page.option(entry) for entry in reversed(history.entries)}
    if not file.problems:
        newest.pop(file.version, None)
        return newest
    best = newest.pop(file.version, None)
    return ({file.version: f"The last good version: {best}"} if best else {}) | newest


def _effect(loaded: data_file.Loaded, which: Which, version: str, change: str = "") -> str:
    """What going back to a version takes out and brings back, by name, before anybody presses."""
    if loaded.main is None:
        return history_page.effect((), (), change)
    path, now = str(data_file.locate()), loaded.published.series
    if which == "published":
        before = what_changed.earlier_series(path, version)
        if before is None:
            return history_page.effect((), (), change)
        titles = {indicator.id: indicator.title for indicator in loaded.main.indicators}
        gone, back = series_losses(now, before, titles), series_losses(before, now, titles)
        return history_page.effect(gone, back, change)
    if which == "meetings":
        record = _earlier_record(path, version)
        if record is None:
            return history_page.effect((), (), change)
        standing = loaded.record.record
        return history_page.effect(record_losses(standing, record), record_losses(record, standing), change)
    if which == "events":
        told, stand = _earlier_events(path, version), loaded.events.events
        if told is None:
            return history_page.effect((), (), change)
        return history_page.effect(event_losses(stand, told), event_losses(told, stand), change)
    if which == "names":
        earlier_names = _earlier_names(path, version)
        if earlier_names is None:
            return history_page.effect((), (), change)
        now_names = loaded.names.names
        gone, back = (
            file_names.name_losses(now_names, earlier_names),
            file_names.name_losses(earlier_names, now_names),
        )
        return history_page.effect(gone, back, change)
    earlier = what_changed.earlier_catalogue(path, version)
    if earlier is None:
        return history_page.effect((), (), change)
    return history_page.effect(losses(loaded.main, earlier), losses(earlier, loaded.main), change)


@st.cache_resource(max_entries=8, show_spinner="Reading the earlier version")
def _earlier_record(path: str, version: str) -> PanelRecord | None:
    """The panel's record of a kept version; None where it can't be read."""
    try:
        return panel_record.parse_alone(data_file.version_text(Path(path), version, "meetings"))
    except (hand_edits.NotSaved, Refused):
        return None


@st.cache_resource(max_entries=8, show_spinner="Reading the earlier version")
def _earlier_events(path: str, version: str) -> Events | None:
    """The dated events of a kept version; None where it can't be read."""
    try:
        return events.parse_alone(data_file.version_text(Path(path), version, "events"))
    except (hand_edits.NotSaved, Refused):
        return None


@st.cache_resource(max_entries=8, show_spinner="Reading the earlier version")
def _earlier_names(path: str, version: str) -> FileNames | None:
    """Names of a kept version; None where it can't be read."""
    try:
        return file_names.parse(data_file.version_text(Path(path), version, "names"))
    except (hand_edits.NotSaved, Refused):
        return None


def _act(offer: WayBack, visitor: Visitor, clock: Clock) -> None:
    """Who and why, and the button; it is another one for each thing that is asked."""
    turn = offer.turn
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not visitor.email:
            st.text_input("Your name", key=f"mend by {turn}", width=300)
        st.text_input("Why", key=f"mend why {turn}", width=420)
        name = BUTTONS[str(offer.asked[0])]
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
    version = st.session_state.get(_key("mend version", offer.which))
    now = (st.session_state.get(_key("mend way", offer.which)), version or "")
    same = offer.asked == asked and now[0] == asked[0] and (now[0] != RESTORE or now[1] == asked[1])
    offer.once.press(lambda: _done(offer, typed, why, clock()) if same else [LOOK])


def _done(offer: WayBack, typed: str, why: str, now: datetime) -> str | list[str]:
    """Do it: that it is on the disk, in words, or why it was refused."""
    visitor = sign_in.visitor()
    refused = policy.signature_refusal(visitor, typed) or ("" if why else "Say why, for the history.")
    if refused:
        return [refused]
    try:
        offer.way(locked_file.Signed(policy.signer(visitor, typed), why, now))
    except locked_file.Overtaken as overtaken:
        return [f"Nothing was done, since the file changed meanwhile: {overtaken.changes}. {LOOK}"]
    except (locked_file.Denied, hand_edits.NotSaved) as refusal:
        return [str(refusal)]
    chosen = str(offer.asked[0])
    return f"Done: {chosen[0].lower()}{chosen[1:]} ({offer.label}). It is on the disk."
