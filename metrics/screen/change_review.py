"""The check before a save: what would change, its faults and warnings; for Add a quarter and for published figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import streamlit as st

from metrics.access import policy
from metrics.analysis.reading import read
from metrics.catalogue.documents import Which
from metrics.catalogue.period import Period
from metrics.entry import field_words, grouping, matched_names, record, summary, target_columns
from metrics.entry.batch import NAME, WHY, Batch, Signature
from metrics.entry.proposal import Proposal, propose, signed_lines
from metrics.exports.faults_csv import faults_csv
from metrics.markup import change_groups, entry_preview
from metrics.screen import page_frame, sign_and_save
from metrics.screen.cached import chart_image
from metrics.screen.edit_session import BatchChoice, EditSession
from metrics.screen.form_places import Form, show_beside
from metrics.screen.sign_and_save import Checked, Submission, typed_signature
from metrics.store import data_file, numbers, recent_saves
from metrics.uploads import upload_reader
from metrics.wording import formatting


def check_rows(session: EditSession, chosen: BatchChoice, form: Form, uploads: Iterable[upload_reader.Upload]) -> None:
    """The button that checks the rows of a quarter, and below it all that would be saved, or all that is wrong."""
    rows, catalogue, area = form.rows, session.catalogue, session.catalogue.organisation.area
    files = [upload.for_period(chosen.batch.period, area) for upload in uploads]
    files = [
        file.with_targets(target_columns.read_targets(file.rows, catalogue, chosen.batch.period)) for file in files
    ]
    all_rows = [*rows, *(row for file in files for row in file.rows)]
    faults = tuple(fault for file in files for fault in file.faults)

    signer = policy.signer(session.visitor, typed_signature(session, "by"))
    lately = recent_saves.saved_lately(session.path, signer, session.now) if all_rows else {}

    def proposed() -> Proposal:
        signature = Signature(NAME, session.now.date(), WHY)
        given = partial(numbers.ever_given, session.path, "indicators")
        return propose(session.document(), all_rows, chosen.batch, signature, given, lambda: lately)

    empty = "" if all_rows or faults else "Nothing is filled in yet. Type a figure above, or give a file."
    if chosen.problem:
        empty = f"{chosen.problem} Mend the period above, and check again."
    left_out = tuple(words for file in files for words in file.left_out)
    new_names = [match for file in files for match in file.new_names]
    identity = (chosen.batch, all_rows, left_out, new_names, faults, signer if lately else "", sorted(lately.items()))
    period = chosen.batch.period
    cells = [sentence for file in files for sentence in file.read_as]
    read_as = entry_preview.periods_read([one for file in files for one in file.periods])
    read_as += entry_preview.read_values(cells)
    remember = matched_names.remember(session.path, session.loaded.names, new_names, session.now.date())
    work = record.Submission(
        session.path, session.loaded, proposed, faults, period, left_out, remember, session.which, signer
    )
    review(session, Submission(identity, work, empty, _example(period), read_as, form.places))


def check_changes(session: EditSession, form: Form) -> None:
    """The same of changed fields of an indicator."""
    rows = form.rows

    def proposed() -> Proposal:
        return propose(session.document(), rows, Batch(), Signature(NAME, session.now.date(), WHY))

    empty = "" if rows else "Nothing is changed yet. Change a field above."
    work = record.Submission(session.path, session.loaded, proposed, which=session.which)
    example = "New head of service since April"
    review(session, Submission(tuple(rows), work, empty, example, places=form.places))


def _example(period: Period | None) -> str:
    """Why somebody would save this, for example."""
    months = formatting.months_of(period) if period else ""
    return f"Return for {months}" if months else "Annual return"


def review(session: EditSession, submission: Submission) -> None:
    """The button that checks, and below it all that would be saved, or all that is wrong."""
    pressed = st.button("Check what will be saved", type="primary", key=session.aside("check"))
    if pressed:
        st.session_state[session.aside("checked")] = True
    if not submission.empty:  # from the first thing that is filled in
        st.session_state.setdefault(session.aside("version"), session.loaded.of(session.which).version)
    if not st.session_state.get(session.aside("checked")):
        return
    if submission.empty:
        st.html(entry_preview.refusal([submission.empty]))
        return
    press = session.now.isoformat() if pressed else ""
    digest = _digest(session, *submission.identity)
    checked = _checked(digest, session, submission)
    with st.container():
        _overtaken(session)
        if not checked.work.may_be_saved:
            _show_faults(session, checked.work, submission, press)
            return
        _show_changes(session, submission, checked, press)
    sign_and_save.sign(session, submission, checked, digest)


def _show_changes(session: EditSession, submission: Submission, checked: Checked, press: str) -> None:
    """Each indicator before and after, and the very lines as they will be signed."""
    proposal = checked.work.proposal
    st.html(
        entry_preview.heading(
            f"{formatting.capital(summary.counted_change(proposal))} will be {summary.outlook(proposal.change)}",
            arrives=press,
        )
    )
    page_frame.show(entry_preview.coverage_notice(proposal.notices))
    page_frame.show(submission.read)
    page_frame.show(entry_preview.read_codes(proposal.read_codes))
    page_frame.show(entry_preview.read_values(proposal.read_values))
    page_frame.show(entry_preview.unchanged(proposal.unchanged))
    st.html(checked.changes)
    by = policy.signer(session.visitor, typed_signature(session, "by"))
    lines = signed_lines(proposal, by, typed_signature(session, "why"))
    gone = proposal.amended.lines_gone if proposal.amended is not None else ()
    st.html(entry_preview.added_lines(lines, session.document().file, gone))


def _show_faults(session: EditSession, checked: record.Checked, submission: Submission, press: str) -> None:
    faults = checked.faults
    if not faults:
        page_frame.show(entry_preview.coverage_notice(checked.proposal.notices))
        page_frame.show(entry_preview.unchanged(checked.proposal.unchanged))
        nothing = checked.proposal.notices and not checked.proposal.unchanged
        why = "Nothing was found to add." if nothing else "The file says all of this already; there is nothing to add."
        st.html(entry_preview.refusal([why]))
        return
    st.html(entry_preview.faults(faults, show_beside(submission.places, faults), arrives=press))
    st.download_button(
        "Download this list (CSV)",
        lambda: faults_csv((fault.where, fault.what) for fault in faults),
        file_name="to-mend.csv",
        mime="text/csv",
        on_click="ignore",
        key=session.aside("faults"),
    )


def _digest(session: EditSession, *identity: object) -> str:
    """A name for exactly this: the file as it is, what was filled in, and the day."""
    return hashlib.sha256(
        repr((session.loaded.key, session.now.date(), *identity)).encode("utf-8", "replace")
    ).hexdigest()


@st.cache_resource(max_entries=8, show_spinner="Checking")
def _checked(digest: str, _session: EditSession, _submission: Submission) -> Checked:  # noqa: ARG001 - the digest is the cache's key
    today = _session.now.date()
    work = record.check(_submission.work, today)
    if work.proposal.amended is None:
        return Checked(work, "")
    after, change = work.proposal.amended.catalogue, work.proposal.change
    indicators = summary.touched_indicators(after, change)
    readings = [read(after, indicator, today) for indicator in indicators]
    before = {
        indicator.id: read(_session.catalogue, earlier, today)
        for indicator in indicators
        if (earlier := _session.catalogue.indicator(indicator.id)) is not None
    }
    few = len(readings) <= entry_preview.MOST_PICTURED
    pictures = {reading.indicator.id: chart_image(after, reading) for reading in readings} if few else {}
    groups = change_groups.groups(grouping.grouped(_session.catalogue, after, change))
    fields = field_words.changed_fields(_session.catalogue, after, work.proposal.fields)
    changed = entry_preview.changes(before, readings, pictures, change, work.proposal.corrections, fields)
    return Checked(work, groups + changed)


def _overtaken(session: EditSession) -> None:
    """Say what somebody else saved since this was begun or last checked; what was typed is kept and checked anew."""
    version_seen, version = st.session_state[session.aside("version")], session.loaded.of(session.which).version
    if version_seen != version:
        st.session_state[session.aside("version")] = version
        st.session_state[session.aside("told")] = _since(session, version_seen)
    if sentences := st.session_state.get(session.aside("told")):
        st.html(entry_preview.refusal(sentences))


def _since(session: EditSession, version: str) -> list[str]:
    return [
        *changed_since(session.path, session.which, version, session.loaded.of(session.which).version),
        "What you filled in is kept. It is checked below against the file as it is now; look at it and save again.",
    ]


def changed_since(path: Path, which: Which, seen: str, now: str) -> list[str]:
    """That a file was changed while somebody was at work, and by whom: from the version ``seen`` to that of ``now``."""
    return [
        "The file was changed while you were at work, and nothing of yours has been saved yet.",
        *changes_since(path, which, seen, now),
    ]


def changes_since(path: Path, which: Which, seen: str, now: str) -> list[str]:
    """Who changed a file since the version ``seen``, and why."""
    entries = data_file.history(path, which).settled(now).since(seen)
    return [f"Changed by {entry.by or 'Somebody, by hand'}: {entry.reason or 'no reason given'}" for entry in entries]
