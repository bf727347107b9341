"""The page History: the journal of changes, and for editors undo, restore, and confirming that a loss was meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import streamlit as st

from metrics.access import policy
from metrics.access.policy import Visitor
from metrics.catalogue.diff import losses, series_losses
from metrics.catalogue.documents import Which
from metrics.catalogue.published_series import FILE
from metrics.markup import entry_preview, history_page
from metrics.screen import page_frame, sign_in, what_changed
from metrics.screen.once import Once
from metrics.store import access_file, data_file, hand_edits, journal, locked_file, transactions
from metrics.store.series_file import NO_SERIES

UNDO, RESTORE = "Undo the last change", "Restore an earlier version"
CONFIRM = "Confirm that what is gone was meant to go"
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
    """What the page is called: readers are told what changed, editors have the history."""
    return "History" if sign_in.may_edit(access_file.access_settings(data_file.locate()), clock()) else "What changed"


def show_history(clock: Clock, view: page_frame.View) -> None:
    """Every change, newest first: for editors of one file, with its lines and the way back; for readers of both."""
    _settle()
    path = data_file.locate()
    settings, visitor = access_file.access_settings(path), sign_in.visitor()
    loaded = page_frame.load_cached(data_file.stamp(path))
    if policy.write_refusal(settings, visitor, clock()):
        what_changed.show(path, loaded, view)
        if settings.editing == "sign-in" and not settings.problem:
            st.html(what_changed.way_in())
        return
    which = _choose_file(path, loaded)
    history = data_file.history(path, which).settled(loaded.of(which).version)
    if _key("mend way", which) not in st.session_state:  # the page is opened anew
        st.session_state.pop("mended", None)
    if done := st.session_state.get("mended"):
        st.html(entry_preview.notice_line(done))
    _offer_ways(history, loaded, which, visitor, clock)
    page_frame.show(history_page.journal_problems(history.problems))
    page_frame.show(history_page.entries(history.entries, page=what_changed.page_asked(), which=which))


def _choose_file(path: Path, loaded: data_file.Loaded) -> Which:
    """Of which of the two files the history is shown; asked once published figures were brought in."""
    if loaded.published == NO_SERIES and not data_file.history(path, "published").entries:
        return "indicators"
    names: dict[Which, str] = {
        "indicators": f"The council’s figures ({path.name})",
        "published": f"Figures that others published ({FILE})",
    }
    first = 1 if st.query_params.get("file") == "published" or _only_published(loaded) else 0
    chosen = st.radio(
        "History of", list(names), first, format_func=names.__getitem__, key="history file", on_change=_turn_to_newest
    )
    return "published" if chosen == "published" else "indicators"


def _turn_to_newest() -> None:
    """Another file's history begins at its newest change; the address names it, for whoever follows or keeps it."""
    st.query_params.from_dict({"file": str(st.session_state["history file"])})


def _only_published(loaded: data_file.Loaded) -> bool:
    """Whether something is to be mended in the published series, and nothing in the data file."""
    own, other = loaded.of("indicators"), loaded.of("published")
    return bool(other.problems or other.missing) and not (own.problems or own.missing)


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
    earlier = what_changed.earlier_catalogue(path, version)
    if earlier is None:
        return history_page.effect((), (), change)
    return history_page.effect(losses(loaded.main, earlier), losses(earlier, loaded.main), change)


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
