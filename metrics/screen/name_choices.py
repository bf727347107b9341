"""Names in a file that are no indicator's, on the page "Add a quarter": chosen once, remembered, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from metrics.access import policy
from metrics.catalogue.file_names import NameLine, name_key
from metrics.entry import matched_names
from metrics.entry.matched_names import LEFT_OUT, UnknownName
from metrics.markup import entry_preview, file_names
from metrics.markup.elements import label, level_heading
from metrics.screen import page_frame, sign_in
from metrics.screen.edit_session import EditSession
from metrics.screen.once import Once
from metrics.store import hand_edits, locked_file, names_file
from metrics.uploads.upload_reader import Upload
from metrics.wording.abbreviations import listed_name

NEAR = 5
"""Indicators that stand above "leave its rows out" in the list to choose from."""

MOST = 40
"""Names that are asked about at once; with more, the file is another one than a scorecard."""

LEAVE = "Leave its rows out"


def with_choices(session: EditSession, upload: Upload, place: str) -> Upload:
    """The file with its unknown names read as what is chosen beside each, or as what was remembered.

    ``place`` tells a file's fields from those of a pasted table.
    """
    if not upload.rows:
        return upload
    loaded, catalogue = session.loaded.names, session.catalogue
    remembered = loaded.names.standing()
    unknown: dict[str, UnknownName] = {}
    for one in matched_names.read_names(upload.rows, catalogue, remembered, {}).unknown:
        unknown.setdefault(name_key(one.name), one)
    chosen: dict[str, str] = {}
    if unknown:
        count = len(unknown)
        st.html(level_heading("Names in it that are no indicator’s", 3))
        page_frame.show(file_names.how_to_choose(min(count, MOST), count))
        for name, one in list(unknown.items())[:MOST]:
            if (choice := _choose(session, one, session.key(place, "name", name))) is not None:
                chosen[name] = choice
    if loaded.problems:
        page_frame.show(file_names.unreadable(loaded.problems[0]))
    return upload.with_names(matched_names.read_names(upload.rows, catalogue, remembered, chosen))


def _choose(session: EditSession, unknown: UnknownName, key: str) -> str | None:
    """The id that is chosen for a name, ``LEFT_OUT``, or None; what is near stands first and nothing is chosen."""
    nearest = matched_names.nearest_first(unknown.name, session.catalogue)
    options = [*(one.id for one in nearest[:NEAR]), LEFT_OUT, *(one.id for one in nearest[NEAR:])]
    words = {one.id: listed_name(one) for one in nearest} | {LEFT_OUT: LEAVE}
    st.html(file_names.why_unknown(unknown))
    chosen: str | None = st.selectbox(
        label(f"Read “{unknown.name}” as"),
        options,
        None,
        format_func=words.__getitem__,
        key=key,
        persist_state="session",
        placeholder="Choose an indicator",
        width=520,
    )
    return chosen


@dataclass
class TakingBack:
    """The matches as they stood beside the button, and what a press of it came to."""

    session: EditSession
    lines: Sequence[NameLine]
    turn: int
    once: Once[str] = field(default_factory=Once)


def show_remembered(session: EditSession) -> None:
    """Names that files use, who matched them, when and why; each can be taken back."""
    _settle(session)
    lines = list(session.loaded.names.names.standing().values())
    told = st.session_state.get(_state(session, "told"))
    if not lines and not told:
        return
    with st.expander(f"Names that files use ({len(lines)})", key=_state(session, "fold"), expanded=bool(told)):
        if told:
            st.html(entry_preview.notice_line(told))
        if not lines:
            return
        page_frame.show(file_names.remembered(lines, session.catalogue))
        turn = st.session_state.get(_state(session, "turn"), 0)
        st.selectbox(
            "Name to take back",
            range(len(lines)),
            None,
            format_func=lambda number: lines[number].name,
            key=_state(session, "line", turn),
            placeholder="Choose a name",
            width=520,
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if session.visitor.email is None:
                st.text_input("Your name, for taking back", key=_state(session, "by", turn), width=300)
            st.text_input("Why it is taken back", key=_state(session, "why", turn), width=420)
            st.button("Take the name back", key=_state(session, "go", turn), on_click=_press, args=(session, turn))
        st.session_state[_state(session, "offer")] = TakingBack(session, lines, turn)
        if refused := st.session_state.pop(_state(session, "refused"), None):
            st.html(entry_preview.refusal(refused))


def _state(session: EditSession, *parts: object) -> str:
    return session.aside("names", *parts)


def _settle(session: EditSession) -> None:
    """Take over what the last press came to."""
    offer: TakingBack | None = st.session_state.get(_state(session, "offer"))
    if offer is None:
        return
    done, refused = offer.once.outcome()
    if done:
        st.session_state[_state(session, "told")] = done
        st.session_state[_state(session, "turn")] = offer.turn + 1
    st.session_state[_state(session, "refused")] = refused
    offer.once.refused = []


def _press(session: EditSession, turn: int) -> None:
    """Take back the name that is chosen, once, however often it is pressed."""
    offer: TakingBack | None = st.session_state.get(_state(session, "offer"))
    if offer is None or offer.turn != turn:
        return
    number = st.session_state.get(_state(session, "line", turn))
    by, why = (str(st.session_state.get(_state(session, one, turn)) or "").strip() for one in ("by", "why"))
    offer.once.press(lambda: _take_back(offer, number, by, why))


def _take_back(offer: TakingBack, number: int | None, by: str, why: str) -> str | list[str]:
    session, visitor = offer.session, sign_in.visitor()
    if number is None:
        return ["Choose the name to take back."]
    refused = policy.signature_refusal(visitor, by) or ("" if why else "Say why, for the history.")
    if refused:
        return [refused]
    signed = locked_file.Signed(policy.signer(visitor, by), why, session.clock())
    try:
        line = matched_names.taken_back(offer.lines[number], signed.by, signed.at.date(), why)
        names_file.add(session.path, session.loaded.names, [line], signed, visitor)
    except (locked_file.Denied, locked_file.Overtaken, hand_edits.NotSaved) as refusal:
        return [str(refusal)]
    return f"“{line.name}” is taken back. It is on the disk, and History can undo it."
