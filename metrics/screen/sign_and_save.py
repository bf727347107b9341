"""The signature, who and why, and the save of what was on screen: for Add a quarter and for published figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.access import policy
from metrics.analysis import agenda
from metrics.analysis.challenges import read_exceptions
from metrics.analysis.reading import Reading
from metrics.catalogue.panel_record import PanelRecord
from metrics.entry import record
from metrics.entry.doubts import Tick
from metrics.markup import entry_preview, exceptions_asked
from metrics.markup.elements import label, level_heading
from metrics.screen import page_frame, sign_in
from metrics.screen.edit_session import EditSession
from metrics.screen.form_places import Place
from metrics.screen.once import Once
from metrics.screen.widgets import LIVE, filled_in, has_changed, start_afresh


@dataclass(frozen=True)
class Submission:
    """What a page brings to be checked and saved.

    ``identity`` names it exactly; ``work`` is what is to be recorded; ``empty`` says what to do where nothing is
    filled in; ``example`` is a reason for the field "Why", and ``read`` is how a file's cells and headings were read,
    as HTML. ``places`` say where the fields of the form's rows stand.
    """

    identity: tuple[object, ...]
    work: record.Submission
    empty: str = ""
    example: str = ""
    read: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """What the filled-in rows come to, and the changes that the page shows of them, as HTML."""

    work: record.Checked
    changes: str


@dataclass
class OnScreen:
    """What stood beside the button Save, by its digest, with all that was filled in, and what a press came to."""

    digest: str
    session: EditSession
    submission: Submission
    checked: Checked
    filled_in: dict[str, object]
    once: Once[record.Saved] = field(default_factory=Once)


@dataclass(frozen=True)
class SavedMessage:
    """What this session saved last, and the place beneath its message where more may be told of it."""

    saved: record.Saved
    beneath: DeltaGenerator


def show_saved(page: str, more: str) -> SavedMessage | None:
    """What this session saved last on a page, in place of its form, until ``more`` is asked for."""
    _settle(page)
    last: record.Saved | None = st.session_state.get(_saved_key(page))
    if last is None:
        return None
    st.html(entry_preview.saved(last.words, last.indicators, last.by, last.which))
    beneath = st.container()
    st.button(more, key=f"more {page}", on_click=st.session_state.pop, args=(_saved_key(page), None))
    return SavedMessage(last, beneath)


def ask_for_exceptions(message: SavedMessage, readings: Sequence[Reading], panel: PanelRecord, today: date) -> None:
    """Beneath the message, the indicators that were saved, are off now and lack an exception: asked for, not forced."""
    ids = {indicator.id for indicator in message.saved.indicators}
    saved = [reading for reading in readings if reading.indicator.id in ids]
    lacking = agenda.without_exception(saved, read_exceptions(panel, today))
    if told := exceptions_asked.section(lacking):
        message.beneath.html(told)


def _settle(page: str) -> None:
    """Take over what the last press of Save came to."""
    on_screen: OnScreen | None = st.session_state.get(_on_screen_key(page))
    if on_screen is None:
        return
    saved, refused = on_screen.once.outcome()
    if saved is not None:
        start_afresh(page)
        st.session_state[_saved_key(page)] = saved
        del st.session_state[_on_screen_key(page)]
    st.session_state[_refused_key(page)] = refused
    on_screen.once.refused = []


def show_refused(page: str) -> None:
    """Why the last press of Save saved nothing; once, wherever the page comes to an end."""
    if refused := st.session_state.pop(_refused_key(page), None):
        st.html(entry_preview.refusal(refused))


def _saved_key(page: str) -> str:
    return f"saved {page}"


def _on_screen_key(page: str) -> str:
    return f"beside Save {page}"


def _refused_key(page: str) -> str:
    return f"refused {page}"


def typed_signature(session: EditSession, name: str) -> str:
    """What stands in a field of the signature."""
    return str(st.session_state.get(session.aside(name)) or "").strip()


def sign(session: EditSession, submission: Submission, checked: Checked, digest: str) -> None:
    """Doubts to tick, who and why, and the button that saves what is shown and nothing else.

    The button is another one for each digest: one that was pressed beside an older preview saves nothing,
    even where the new preview reached the browser between the press and its answer.
    """
    st.html(level_heading("Sign and save", 2))
    tick_boxes(checked.work.ticks, lambda tick: _tick_key(session, tick))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if session.visitor.email is None:
            st.text_input("Your name", key=session.aside("by"), persist_state="session", live=LIVE, width=300)
        st.text_input(
            "Why: what this is",
            key=session.aside("why"),
            persist_state="session",
            placeholder=submission.example,
            live=LIVE,
            width=420,
        )
        st.button(
            "Save", type="primary", key=session.aside("save", digest), on_click=_press, args=(session.page, digest)
        )
    st.session_state[_on_screen_key(session.page)] = OnScreen(
        digest, session, submission, checked, filled_in(session.page)
    )
    show_refused(session.page)


def tick_boxes(ticks: Sequence[Tick], key_of: Callable[[Tick], str]) -> None:
    """A tick for each thing that is to be looked at again before it is saved, and one for many of a kind."""
    with st.container():  # However many there are, a name that is being typed below stays in its place.
        for tick in ticks:
            page_frame.show(entry_preview.doubts(tick))
            st.checkbox(label(tick.words), key=key_of(tick))


def _tick_key(session: EditSession, tick: Tick) -> str:
    return session.aside("doubt", tick.key)


def _press(page: str, digest: str) -> None:
    """Save what stood beside the button, before the page and its whole form are drawn again.

    What others saved meanwhile is told by the page as it checks everything anew.
    """
    on_screen: OnScreen | None = st.session_state.get(_on_screen_key(page))
    if on_screen is None:
        return
    session, visitor = on_screen.session, sign_in.visitor()
    by, why = typed_signature(session, "by"), typed_signature(session, "why")
    checked = on_screen.checked.work
    ticked = {tick.key for tick in checked.ticks if st.session_state.get(_tick_key(session, tick))}
    changed = (
        on_screen.digest != digest
        or has_changed(on_screen.filled_in, page)
        or session.clock().date() != session.now.date()
    )
    lacking = record.not_yet(checked, ticked, visitor, by, why, changed=changed)
    on_screen.once.press(lambda: _words(lacking) if lacking else _save(on_screen, by, why, visitor))


def _save(on_screen: OnScreen, by: str, why: str, visitor: policy.Visitor) -> record.Saved | list[str]:
    """Save it: what is on the disk, or why that was refused; no reason where it must be looked at again.

    Reads and writes nothing of the session's state, so that nothing stops it between the disk and ``Once``.
    """
    now = on_screen.session.clock()
    saved = record.save(on_screen.submission.work, on_screen.checked.work, visitor, by, why, now)
    return saved if isinstance(saved, record.Saved) else _words(saved)


def _words(refusals: Iterable[record.Refusal]) -> list[str]:
    """Why nothing was saved; what others saved meanwhile is told by the page as it checks everything anew."""
    return [refusal.words for refusal in refusals if refusal.lack != record.Lack.OVERTAKEN]
