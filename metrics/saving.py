"""What would be saved, what to look at again, and the signed save: for Add a quarter and for published figures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from metrics import access, doubts, preview, screen, sheet, store, wording
from metrics.amend import Amended
from metrics.columns import Fault, Row
from metrics.doubts import Doubt
from metrics.draft import Signature
from metrics.entering import Chosen, Desk
from metrics.faults import told_once
from metrics.indicator import Indicator
from metrics.markup import label
from metrics.period import Period
from metrics.proposal import Proposal, propose
from metrics.reading import read


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
class Saved:
    """What was saved, in words, by whom, and of which measures."""

    words: str
    by: str
    measures: tuple[Indicator, ...]


def show_saved(page: str = "") -> None:
    """What this session saved last on a page, until something new is checked."""
    done: Saved | None = st.session_state.get(f"saved {page}")
    if done is not None:
        st.html(preview.saved(done.words, done.measures, done.by))


def check(desk: Desk, chosen: Chosen, rows: Sequence[Row], sheets: Iterable[sheet.Sheet]) -> None:
    """The button that checks the rows of a quarter, and below it all that would be saved, or all that is wrong."""
    read_in = list(sheets)
    given = [*rows, *(row for one in read_in for row in one.rows)]
    wrong = tuple(fault for one in read_in for fault in one.faults)

    def proposed(by: str, why: str) -> Proposal:
        signature = Signature(by, desk.now.date(), why)
        return propose(desk.catalogue, desk.loaded.text, given, chosen.batch, signature, desk.path.name)

    empty = "" if given or wrong else "Nothing is filled in yet. Type a figure above, or give a file."
    if chosen.wrong:
        empty = f"{chosen.wrong} Mend the period above, and check again."
    review(desk, Work((chosen.batch, given), proposed, wrong, empty, period=chosen.batch.period))


def review(desk: Desk, work: Work) -> None:
    """The button that checks, and below it all that would be saved, or all that is wrong."""
    pressed = st.button("Check what will be saved", type="primary", key=desk.key("check"))
    if pressed:
        st.session_state[desk.key("checked")] = True
        st.session_state.pop(f"saved {desk.page}", None)
    if not st.session_state.get(desk.key("checked")):
        return
    if work.empty:
        st.html(preview.refusal([work.empty]))
        return
    press = desk.now.isoformat() if pressed else ""
    digest = _digest(desk, *work.told)
    found = _checked(digest, desk, work)
    _overtaken(desk)
    if work.wrong or found.proposal.faults or found.proposal.amended is None:
        _show_faults(desk, found, work.wrong, press)
        return
    st.html(preview.heading(f"{wording.capital(preview.counted(found.proposal))} will be added", arrives=press))
    screen.show(preview.unchanged(found.proposal.unchanged))
    st.html(found.changes)
    proposal = found.proposal
    if proposal.revised:
        by = access.signer(desk.visitor, _typed(desk, "by"))
        proposal = _signed(digest, by, _typed(desk, "why"), work)
    if proposal.amended is not None:
        st.html(preview.lines(proposal.amended.lines_added, desk.path.name))
        _sign(desk, work, found, proposal.amended, digest)


def _show_faults(desk: Desk, found: Checked, wrong: tuple[Fault, ...], press: str) -> None:
    faults = told_once(wrong, found.proposal.faults)
    if not faults:
        screen.show(preview.unchanged(found.proposal.unchanged))
        st.html(preview.refusal(["The file says all of this already; there is nothing to add."]))
        return
    st.html(preview.faults(faults, arrives=press))
    st.download_button(
        "Download this list (CSV)",
        lambda: sheet.faults_csv(faults),
        file_name="to-mend.csv",
        mime="text/csv",
        on_click="ignore",
        key=desk.key("faults"),
    )


def _digest(desk: Desk, *told: object) -> str:
    """A name for exactly this: the file as it is, what was filled in, and the day."""
    return hashlib.sha256(repr((desk.loaded.version, desk.now.date(), *told)).encode("utf-8", "replace")).hexdigest()


def _typed(desk: Desk, name: str) -> str:
    return str(st.session_state.get(desk.key(name)) or "").strip()


@st.cache_resource(max_entries=8, show_spinner="Checking")
def _checked(digest: str, _desk: Desk, _work: Work) -> Checked:  # noqa: ARG001 - the digest is the cache's key
    proposal = _work.propose(preview.NAME, preview.WHY)
    if proposal.amended is None:
        return Checked(proposal, (), "")
    after, today = proposal.amended.catalogue, _desk.now.date()
    measures = preview.touched(after, proposal.change)
    readings = [read(after, one, today) for one in measures]
    before = {
        one.id: read(_desk.catalogue, known, today)
        for one in measures
        if (known := _desk.catalogue.indicator(one.id)) is not None
    }
    pictures = {one.indicator.id: screen.chart_image(after, one) for one in readings}
    found = doubts.doubts(_desk.catalogue, after, proposal.change.additions, today, _work.period, proposal.rows)
    return Checked(proposal, tuple(found), preview.changes(before, readings, pictures, proposal.change))


@st.cache_resource(max_entries=8, show_spinner=False)
def _signed(digest: str, by: str, why: str, _work: Work) -> Proposal:  # noqa: ARG001 - the digest is a part of the key
    """The proposal with revisions signed; only they carry who and why in the file itself."""
    return _work.propose(by or preview.NAME, why or preview.WHY)


def _overtaken(desk: Desk) -> None:
    """Say what somebody else saved since this was last checked; what was typed is kept and checked anew."""
    seen = st.session_state.setdefault(desk.key("version"), desk.loaded.version)
    if seen != desk.loaded.version:
        st.session_state[desk.key("version")] = desk.loaded.version
        st.session_state[desk.key("told")] = _since(desk, seen)
    if told := st.session_state.get(desk.key("told")):
        st.html(preview.refusal(told))


def _since(desk: Desk, version: str) -> list[str]:
    entries = store.history(desk.path).settled(desk.loaded.version).since(version)
    told = [f"{one.by or 'Somebody, by hand'}: {one.reason or 'no reason given'}" for one in entries]
    return [
        "The file was changed while you were at work, and nothing of yours has been saved yet.",
        *(f"Changed by {one}" for one in told),
        "What you filled in is kept. It is checked below against the file as it is now; look at it and save again.",
    ]


def _sign(desk: Desk, work: Work, found: Checked, amended: Amended, digest: str) -> None:
    """Doubts to tick, who and why, and the button that saves what was shown and nothing else.

    The button is another one for each digest: one that was pressed beside an older preview saves nothing,
    even where the new preview reached the browser between the press and its answer.
    """
    shown = st.session_state.get(desk.key("shown"), digest)
    changed = shown != digest and bool(st.session_state.get(desk.key("save", shown)))
    st.session_state[desk.key("shown")] = digest
    st.html("<h2>Sign and save</h2>")
    ticked = [
        st.checkbox(label(f"I have looked again. {one.words}"), key=desk.key("doubt", one.words))
        for one in found.doubts
    ]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if desk.visitor.email is None:
            st.text_input("Your name", key=desk.key("by"), persist_state="session", width=300)
        st.text_input(
            "Why: what this is",
            key=desk.key("why"),
            persist_state="session",
            placeholder=work.example,
            width=420,
        )
        pressed = st.button("Save", type="primary", key=desk.key("save", digest))
    if not pressed and not changed:
        return
    if refused := _not_yet(desk, ticked, changed=changed):
        st.html(preview.refusal(refused))
    else:
        _save(desk, work, found.proposal, amended)


def _not_yet(desk: Desk, ticked: Sequence[bool], *, changed: bool) -> list[str]:
    """Why this can't be saved yet; nothing where it can."""
    found = []
    if changed:
        found.append("Something changed since you checked it. Look at it above, and press Save again.")
    if not all(ticked):
        left = len(ticked) - sum(ticked)
        found.append(f"Look again at {left} {wording.plural(left, 'thing')} above and tick what is right.")
    if unsigned := access.signature_refusal(desk.visitor, _typed(desk, "by")):
        found.append(unsigned)
    if not _typed(desk, "why"):
        found.append("Say why: what this is, in a few words for the history.")
    return found


def _save(desk: Desk, work: Work, proposal: Proposal, amended: Amended) -> None:
    by = access.signer(desk.visitor, _typed(desk, "by"))
    signed = store.Signed(by, _typed(desk, "why"), desk.now)
    if work.first is not None and (refused := work.first(signed)):
        st.html(preview.refusal([refused]))
        return
    names = preview.names(amended.catalogue, proposal.change)
    try:
        store.save(desk.path, store.Prepared(desk.loaded.version, amended, names), signed, desk.visitor)
    except (store.Denied, store.NotSaved) as refused:
        st.html(preview.refusal([str(refused)]))
        return
    except store.Overtaken:
        st.rerun()
    measures = preview.touched(amended.catalogue, proposal.change)
    st.session_state[f"saved {desk.page}"] = Saved(preview.counted(proposal), by, tuple(measures))
    st.session_state["quarter"] = st.session_state.get("quarter", 0) + 1
    st.rerun()
