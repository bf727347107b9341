"""The signature, who and why, and the save of what was on screen: for Add a quarter and for published figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.access import policy
from metrics.analysis import agenda
from metrics.analysis.challenges import read_exceptions
from metrics.analysis.reading import Reading
from metrics.catalogue.documents import Which
from metrics.catalogue.models import Indicator
from metrics.catalogue.panel_record import PanelRecord
from metrics.catalogue.period import Period
from metrics.entry import summary
from metrics.entry.batch import NAME, WHY
from metrics.entry.faults import Fault
from metrics.entry.plausibility import Doubt
from metrics.entry.proposal import Proposal
from metrics.markup import entry_preview, exceptions_asked
from metrics.markup.elements import label, level_heading
from metrics.screen import sign_in
from metrics.screen.edit_session import EditSession
from metrics.screen.once import Once
from metrics.screen.widgets import LIVE, filled_in, has_changed, start_afresh
from metrics.store import hand_edits, locked_file, transactions
from metrics.wording import formatting


@dataclass(frozen=True)
class Submission:
    """What a page brings to be checked and saved.

    ``identity`` names it exactly; ``propose`` gives the proposal as signed by who and why; ``faults``
    are those of reading it; ``empty`` says what to do where nothing is filled in; ``first`` is
    done before the figures are saved, and gives a sentence where that was refused; ``period`` is
    the one that was chosen on the page; ``left_out`` says what of a file is not read, and ``read`` is how its cells
    and headings were read, as HTML.
    """

    identity: tuple[object, ...]
    propose: Callable[[str, str], Proposal]
    faults: tuple[Fault, ...] = ()
    empty: str = ""
    example: str = ""
    first: Callable[[locked_file.Signed, policy.Visitor], str] | None = None
    period: Period | None = None
    left_out: tuple[str, ...] = ()
    read: str = ""


@dataclass(frozen=True)
class Checked:
    """What the filled-in rows come to: the proposal, what looks wrong, and the page's pieces."""

    proposal: Proposal
    doubts: tuple[Doubt, ...]
    changes: str


@dataclass(frozen=True)
class Saved:
    """What was saved, in words, by whom, of which indicators, and in which file."""

    words: str
    by: str
    indicators: tuple[Indicator, ...]
    which: Which = "indicators"


@dataclass
class OnScreen:
    """What stood beside the button Save, by its digest, with all that was filled in, and what a press came to."""

    digest: str
    session: EditSession
    submission: Submission
    checked: Checked
    filled_in: dict[str, object]
    once: Once[Saved] = field(default_factory=Once)


@dataclass(frozen=True)
class SavedMessage:
    """What this session saved last, and the place beneath its message where more may be told of it."""

    saved: Saved
    beneath: DeltaGenerator


def show_saved(page: str, more: str) -> SavedMessage | None:
    """What this session saved last on a page, in place of its form, until ``more`` is asked for."""
    _settle(page)
    last: Saved | None = st.session_state.get(_saved_key(page))
    if last is None:
        return None
    st.html(entry_preview.saved(last.words, last.indicators, last.by, last.which))
    beneath = st.container()
    st.button(more, key=f"more {page}", on_click=st.session_state.pop, args=(_saved_key(page), None))
    return SavedMessage(last, beneath)


def ask_for_exceptions(message: SavedMessage, readings: Sequence[Reading], record: PanelRecord, today: date) -> None:
    """Beneath the message, the indicators that were saved, are off now and lack an exception: asked for, not forced."""
    ids = {indicator.id for indicator in message.saved.indicators}
    saved = [reading for reading in readings if reading.indicator.id in ids]
    lacking = agenda.without_exception(saved, read_exceptions(record, today))
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


@st.cache_resource(max_entries=8, show_spinner=False)
def sign_revisions(digest: str, by: str, why: str, _submission: Submission) -> Proposal:  # noqa: ARG001 - the digest is a part of the key
    """The proposal with revisions signed; only they carry who and why in the file itself."""
    return _submission.propose(by or NAME, why or WHY)


def typed_signature(session: EditSession, name: str) -> str:
    """What stands in a field of the signature."""
    return str(st.session_state.get(session.aside(name)) or "").strip()


def sign(session: EditSession, submission: Submission, checked: Checked, digest: str) -> None:
    """Doubts to tick, who and why, and the button that saves what is shown and nothing else.

    The button is another one for each digest: one that was pressed beside an older preview saves nothing,
    even where the new preview reached the browser between the press and its answer.
    """
    st.html(level_heading("Sign and save", 2))
    doubt_boxes(checked.doubts, lambda doubt: _doubt_key(session, doubt))
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


def doubt_boxes(doubts: Sequence[Doubt], key_of: Callable[[Doubt], str]) -> None:
    """A tick for each thing that is to be looked at again before it is saved."""
    with st.container():  # However many there are, a name that is being typed below stays in its place.
        for doubt in doubts:
            st.checkbox(label(f"I have looked again. {doubt.words}"), key=key_of(doubt))


def left_words(left: int) -> str:
    """How many of these ticks are missing."""
    return f"Look again at {left} {formatting.plural(left, 'thing')} above and tick what is right."


def _doubt_key(session: EditSession, doubt: Doubt) -> str:
    return session.aside("doubt", doubt.words)


def _press(page: str, digest: str) -> None:
    """Save what stood beside the button, before the page and its whole form are drawn again.

    What others saved meanwhile is told by the page as it checks everything anew.
    """
    on_screen: OnScreen | None = st.session_state.get(_on_screen_key(page))
    if on_screen is None:
        return
    by, why = typed_signature(on_screen.session, "by"), typed_signature(on_screen.session, "why")
    refused = _not_yet(on_screen, digest, by, why)
    on_screen.once.press(lambda: refused or _save(on_screen, by, why))


def _not_yet(on_screen: OnScreen, digest: str, by: str, why: str) -> list[str]:
    """Why this can't be saved yet; nothing where it can."""
    session, messages = on_screen.session, list[str]()
    if (
        on_screen.digest != digest
        or has_changed(on_screen.filled_in, session.page)
        or session.clock().date() != session.now.date()
    ):
        return ["Something changed since you checked it. Look at it above, and press Save again."]
    ticked = [bool(st.session_state.get(_doubt_key(session, doubt))) for doubt in on_screen.checked.doubts]
    if not all(ticked):
        left = len(ticked) - sum(ticked)
        messages.append(left_words(left))
    if unsigned := policy.signature_refusal(sign_in.visitor(), by):
        messages.append(unsigned)
    if not why:
        messages.append("Say why: what this is, in a few words for the history.")
    return messages


def _save(on_screen: OnScreen, by: str, why: str) -> Saved | list[str]:
    """Save it: what is on the disk, or why that was refused; no reason where it must be looked at again.

    Reads and writes nothing of the session's state, so that nothing stops it between the disk and ``Once``.
    """
    session, visitor = on_screen.session, sign_in.visitor()
    signer = policy.signer(visitor, by)
    proposal = (
        on_screen.submission.propose(signer, why) if on_screen.checked.proposal.revised else on_screen.checked.proposal
    )
    amended = proposal.amended
    if amended is None:
        return [str(fault) for fault in proposal.faults]
    signature = locked_file.Signed(signer, why, session.clock())
    if on_screen.submission.first is not None and (refused := on_screen.submission.first(signature, visitor)):
        return [refused]
    names = summary.changed_names(amended.catalogue, proposal.change)
    try:
        before = session.loaded.of(session.which).version
        prepared = transactions.Prepared(before, amended, names, session.which)
        transactions.save(session.path, prepared, signature, visitor)
    except (locked_file.Denied, hand_edits.NotSaved) as refusal:
        return [str(refusal)]
    except locked_file.Overtaken:
        return []
    indicators = summary.touched_indicators(amended.catalogue, proposal.change)
    return Saved(summary.counted_change(proposal), signer, tuple(indicators), session.which)
