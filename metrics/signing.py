"""Who and why, and the save of what was shown: for Add a quarter and for published figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from metrics import access, preview, signin, store, wording
from metrics.amend import Amended
from metrics.columns import Fault
from metrics.doubts import Doubt
from metrics.entering import Desk
from metrics.fields import filled_in, start_afresh
from metrics.indicator import Indicator
from metrics.markup import label
from metrics.period import Period
from metrics.proposal import Proposal


@dataclass(frozen=True)
class Work:
    """What a page brings to be checked and saved.

    ``told`` names it exactly; ``propose`` gives the proposal as signed by who and why; ``wrong``
    are faults of reading it; ``empty`` says what to do where nothing is filled in; ``first`` is
    done before the figures are saved, and gives a sentence where that was refused; ``period`` is
    the one that was chosen on the page.
    """

    told: tuple[object, ...]
    propose: Callable[[str, str], Proposal]
    wrong: tuple[Fault, ...] = ()
    empty: str = ""
    example: str = "Return for July to September 2013"
    first: Callable[[store.Signed], str] | None = None
    period: Period | None = None


@dataclass(frozen=True)
class Checked:
    """What the filled-in rows come to: the proposal, what looks wrong, and the page's pieces."""

    proposal: Proposal
    doubts: tuple[Doubt, ...]
    changes: str


@dataclass(frozen=True)
class Shown:
    """What stood on screen beside the button Save, by its digest, and all that was filled in then."""

    digest: str
    desk: Desk
    work: Work
    found: Checked
    filled_in: dict[str, object]


@dataclass(frozen=True)
class Saved:
    """What was saved, in words, by whom, and of which measures."""

    words: str
    by: str
    measures: tuple[Indicator, ...]


def show_saved(page: str, more: str) -> bool:
    """What this session saved last on a page, in place of its form, until ``more`` is asked for."""
    done: Saved | None = st.session_state.get(_done(page))
    if done is None:
        return False
    st.html(preview.saved(done.words, done.measures, done.by))
    st.button(more, key=f"more {page}", on_click=st.session_state.pop, args=(_done(page), None))
    return True


def _done(page: str) -> str:
    return f"saved {page}"


@st.cache_resource(max_entries=8, show_spinner=False)
def signed(digest: str, by: str, why: str, _work: Work) -> Proposal:  # noqa: ARG001 - the digest is a part of the key
    """The proposal with revisions signed; only they carry who and why in the file itself."""
    return _work.propose(by or preview.NAME, why or preview.WHY)


def typed(desk: Desk, name: str) -> str:
    """What stands in a field of the signature."""
    return str(st.session_state.get(desk.aside(name)) or "").strip()


def sign(desk: Desk, work: Work, found: Checked, digest: str) -> None:
    """Doubts to tick, who and why, and the button that saves what is shown and nothing else.

    The button is another one for each digest: one that was pressed beside an older preview saves nothing,
    even where the new preview reached the browser between the press and its answer.
    """
    st.html("<h2>Sign and save</h2>")
    with st.container():  # However many there are, a name that is being typed below stays in its place.
        for one in found.doubts:
            st.checkbox(label(f"I have looked again. {one.words}"), key=_doubt(desk, one))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if desk.visitor.email is None:
            st.text_input("Your name", key=desk.aside("by"), persist_state="session", width=300)
        st.text_input(
            "Why: what this is",
            key=desk.aside("why"),
            persist_state="session",
            placeholder=work.example,
            width=420,
        )
        st.button("Save", type="primary", key=desk.aside("save", digest), on_click=_press, args=(desk.page, digest))
    st.session_state[_beside(desk.page)] = Shown(digest, desk, work, found, filled_in())
    if refused := st.session_state.pop(_refused(desk.page), None):
        st.html(preview.refusal(refused))


def _beside(page: str) -> str:
    return f"beside Save {page}"


def _refused(page: str) -> str:
    return f"refused {page}"


def _doubt(desk: Desk, doubt: Doubt) -> str:
    return desk.aside("doubt", doubt.words)


def _press(page: str, digest: str) -> None:
    """Save what stood beside the button, before the page and its whole form are drawn again.

    What somebody else saved meanwhile is told by the page as it checks everything anew.
    """
    shown: Shown | None = st.session_state.get(_beside(page))
    if shown is None:
        return
    refused = _not_yet(shown, digest)
    if not refused:
        try:
            refused = _save(shown)
        except store.Overtaken:
            return
    if refused:
        st.session_state[_refused(page)] = refused


def _not_yet(shown: Shown, digest: str) -> list[str]:
    """Why this can't be saved yet; nothing where it can."""
    desk, found = shown.desk, []
    if shown.digest != digest or shown.filled_in != filled_in():
        found.append("Something changed since you checked it. Look at it above, and press Save again.")
    ticked = [bool(st.session_state.get(_doubt(desk, one))) for one in shown.found.doubts]
    if not all(ticked):
        left = len(ticked) - sum(ticked)
        found.append(f"Look again at {left} {wording.plural(left, 'thing')} above and tick what is right.")
    if unsigned := access.signature_refusal(signin.visitor(), typed(desk, "by")):
        found.append(unsigned)
    if not typed(desk, "why"):
        found.append("Say why: what this is, in a few words for the history.")
    return found


def _save(shown: Shown) -> list[str]:
    """Save it; why that was refused, or nothing where it is on the disk.

    Raises:
        store.Overtaken: the file is another one than what was shown.
    """
    desk, visitor = shown.desk, signin.visitor()
    by = access.signer(visitor, typed(desk, "by"))
    why = typed(desk, "why")
    proposal = signed(shown.digest, by, why, shown.work) if shown.found.proposal.revised else shown.found.proposal
    amended = proposal.amended
    if amended is None:
        return [str(one) for one in proposal.faults]
    signature = store.Signed(by, why, desk.clock())
    if shown.work.first is not None and (refused := shown.work.first(signature)):
        return [refused]
    try:
        _put(desk, proposal, amended, signature, visitor)
    except (store.Denied, store.NotSaved) as refusal:
        return [str(refusal)]
    measures = preview.touched(amended.catalogue, proposal.change)
    st.session_state[_done(desk.page)] = Saved(preview.counted(proposal), by, tuple(measures))
    start_afresh()
    return []


def _put(desk: Desk, proposal: Proposal, amended: Amended, signature: store.Signed, visitor: access.Visitor) -> None:
    names = preview.names(amended.catalogue, proposal.change)
    store.save(desk.path, store.Prepared(desk.loaded.version, amended, names), signature, visitor)
