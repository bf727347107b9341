"""What would be saved and what is wrong with it: for Add a quarter and for published figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import streamlit as st

from metrics.access import policy
from metrics.analysis.reading import read
from metrics.catalogue.period import Period
from metrics.entry import plausibility
from metrics.entry.change_builder import Signature
from metrics.entry.form_messages import merge_repeated
from metrics.entry.proposal import Proposal, propose
from metrics.entry.rows import Fault, Row
from metrics.markup import entry_preview
from metrics.screen import indicator, page_frame, sign_and_save
from metrics.screen.edit_session import BatchChoice, EditSession
from metrics.screen.sign_and_save import Checked, Submission, typed_signature
from metrics.store import data_file
from metrics.uploads import upload_reader
from metrics.wording import findings, formatting


def check_rows(
    desk: EditSession, chosen: BatchChoice, rows: Sequence[Row], sheets: Iterable[upload_reader.Upload]
) -> None:
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
    left_out = tuple(words for one in read_in for words in one.left_out)
    told, period = (chosen.batch, given, left_out), chosen.batch.period
    review(desk, Submission(told, proposed, wrong, empty, _example(period), period=period, left_out=left_out))


def _example(period: Period | None) -> str:
    """Why somebody would save this, for example."""
    months = findings.months_of(period) if period else ""
    return f"Return for {months}" if months else "Annual return"


def review(desk: EditSession, work: Submission) -> None:
    """The button that checks, and below it all that would be saved, or all that is wrong."""
    pressed = st.button("Check what will be saved", type="primary", key=desk.aside("check"))
    if pressed:
        st.session_state[desk.aside("checked")] = True
    if not work.empty:  # from the first thing that is filled in
        st.session_state.setdefault(desk.aside("version"), desk.loaded.version)
    if not st.session_state.get(desk.aside("checked")):
        return
    if work.empty:
        st.html(entry_preview.refusal([work.empty]))
        return
    press = desk.now.isoformat() if pressed else ""
    digest = _digest(desk, *work.told)
    found = _checked(digest, desk, work)
    with st.container():
        _overtaken(desk)
        if work.wrong or found.proposal.faults or found.proposal.amended is None:
            _show_faults(desk, found, work.wrong, press)
            return
        _show_changes(desk, work, found, digest, press)
    sign_and_save.sign(desk, work, found, digest)


def _show_changes(desk: EditSession, work: Submission, found: Checked, digest: str, press: str) -> None:
    """Each measure before and after, and the very lines as they will be signed."""
    proposal = found.proposal
    st.html(
        entry_preview.heading(
            f"{formatting.capital(entry_preview.counted_change(proposal))} will be added", arrives=press
        )
    )
    page_frame.show(entry_preview.coverage_notice(proposal.notices))
    page_frame.show(entry_preview.unchanged(proposal.unchanged))
    st.html(found.changes)
    if proposal.revised:
        by = policy.signer(desk.visitor, typed_signature(desk, "by"))
        proposal = sign_and_save.sign_revisions(digest, by, typed_signature(desk, "why"), work)
    if proposal.amended is not None:
        st.html(entry_preview.added_lines(proposal.amended.lines_added, desk.path.name))


def _show_faults(desk: EditSession, found: Checked, wrong: tuple[Fault, ...], press: str) -> None:
    faults = merge_repeated(wrong, found.proposal.faults)
    if not faults:
        page_frame.show(entry_preview.coverage_notice(found.proposal.notices))
        page_frame.show(entry_preview.unchanged(found.proposal.unchanged))
        nothing = found.proposal.notices and not found.proposal.unchanged
        why = "Nothing was found to add." if nothing else "The file says all of this already; there is nothing to add."
        st.html(entry_preview.refusal([why]))
        return
    st.html(entry_preview.faults(faults, arrives=press))
    st.download_button(
        "Download this list (CSV)",
        lambda: upload_reader.faults_csv(faults),
        file_name="to-mend.csv",
        mime="text/csv",
        on_click="ignore",
        key=desk.aside("faults"),
    )


def _digest(desk: EditSession, *told: object) -> str:
    """A name for exactly this: the file as it is, what was filled in, and the day."""
    return hashlib.sha256(repr((desk.loaded.version, desk.now.date(), *told)).encode("utf-8", "replace")).hexdigest()


@st.cache_resource(max_entries=8, show_spinner="Checking")
def _checked(digest: str, _desk: EditSession, _work: Submission) -> Checked:  # noqa: ARG001 - the digest is the cache's key
    proposal = _work.propose(entry_preview.NAME, entry_preview.WHY)
    if proposal.amended is None:
        return Checked(proposal, (), "")
    after, today = proposal.amended.catalogue, _desk.now.date()
    measures = entry_preview.touched_indicators(after, proposal.change)
    readings = [read(after, one, today) for one in measures]
    before = {
        one.id: read(_desk.catalogue, known, today)
        for one in measures
        if (known := _desk.catalogue.indicator(one.id)) is not None
    }
    pictures = {one.indicator.id: indicator.chart_image(after, one) for one in readings}
    added, period = proposal.change.additions, _work.period
    found = plausibility.doubts(_desk.catalogue, after, added, today, period, proposal.rows, _work.left_out)
    return Checked(proposal, tuple(found), entry_preview.changes(before, readings, pictures, proposal.change))


def _overtaken(desk: EditSession) -> None:
    """Say what somebody else saved since this was begun or last checked; what was typed is kept and checked anew."""
    seen = st.session_state[desk.aside("version")]
    if seen != desk.loaded.version:
        st.session_state[desk.aside("version")] = desk.loaded.version
        st.session_state[desk.aside("told")] = _since(desk, seen)
    if told := st.session_state.get(desk.aside("told")):
        st.html(entry_preview.refusal(told))


def _since(desk: EditSession, version: str) -> list[str]:
    entries = data_file.history(desk.path).settled(desk.loaded.version).since(version)
    told = [f"{one.by or 'Somebody, by hand'}: {one.reason or 'no reason given'}" for one in entries]
    return [
        "The file was changed while you were at work, and nothing of yours has been saved yet.",
        *(f"Changed by {one}" for one in told),
        "What you filled in is kept. It is checked below against the file as it is now; look at it and save again.",
    ]
