"""One form of the panel's record or of events: what is wrong with it, who signs, and the press that saves.

What was typed stands there until it is saved, also where somebody else saved first. A save writes its one file alone.

(contract: The panel's record; Events: `events.yaml`)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import streamlit as st

from metrics.access import policy
from metrics.access.policy import Visitor
from metrics.catalogue.documents import Which
from metrics.catalogue.problems import Refused
from metrics.entry import panel_lines, record
from metrics.entry.batch import NAME, Signature
from metrics.entry.doubts import Doubt, Tick, ticks
from metrics.entry.faults import Fault
from metrics.entry.panel_forms import Form
from metrics.entry.panel_lines import RecordProposal
from metrics.markup import entry_preview
from metrics.markup.elements import paragraph
from metrics.screen import change_review, page_frame, record_fields, sign_in
from metrics.screen.draft_keeping import RUN
from metrics.screen.once import Once
from metrics.screen.sign_and_save import tick_boxes
from metrics.screen.widgets import key, memory_key, start_afresh
from metrics.store import access_file, data_file, locked_file, transactions
from metrics.wording import panel as words


@dataclass(frozen=True)
class Recorder:
    """Who keeps record or events just now: the files as they are, when the page was run, the clock for the press."""

    path: Path
    loaded: data_file.Loaded
    visitor: Visitor
    now: datetime
    clock: Callable[[], datetime]


def open_record(clock: Callable[[], datetime], which: Which = "meetings") -> Recorder | None:
    """Whoever may write the record, or the events, as access.toml has it now; None for everybody else."""
    path, visitor, now = data_file.locate(), sign_in.visitor(), clock()
    if refusal(now, which):
        return None
    return Recorder(path, page_frame.load_cached(data_file.stamp(path)), visitor, now, clock)


def refusal(now: datetime, which: Which = "meetings") -> str:
    """Why this visitor may not write the record, or the events, just now; empty where they may."""
    settings = access_file.access_settings(data_file.locate())
    return policy.write_refusal(settings, sign_in.visitor(), now, _written(which))


def _written(which: Which) -> policy.Written:
    """Whose right it takes to add to a file: recorders keep the record, and editors alone all else."""
    return "record" if which == "meetings" else "figures"


@dataclass(frozen=True)
class Saved:
    """What was recorded, by name, with which form, when, by whom, and the versions of the record before and after."""

    form: str
    at: datetime
    about: tuple[str, ...]
    by: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """Challenge 4 is recorded."""
        return words.recorded_words(self.about)


@dataclass
class Sheet:
    """A form as it was opened: the version of the record then, and what the last press came to.

    ``turn`` is another one after each save, so that a late press of an old button does nothing.
    """

    form: Form
    turn: str
    version: str
    presses: int = 0
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    once: Once[Saved] = field(default_factory=Once)


_NAME = "who records"
"""Where the name is kept, for the session, of whoever records without a sign-in."""

_NAME_FIELD = "name of who records"
"""The key of the field in which that name is typed."""


def settle() -> bool:
    """Take over what the last press came to, at the beginning of a page; whether it was saved just now."""
    sheet: Sheet | None = st.session_state.get("record pressed")
    done, _ = sheet.once.outcome() if sheet is not None else (None, [])
    if sheet is None or done is None:
        return False
    st.session_state["record saved"], st.session_state[_NAME] = done, done.by
    start_afresh(_page(sheet.form))
    st.session_state.pop(_sheet_key(sheet.form), None)
    del st.session_state["record pressed"]
    _go_on(done)
    return True


def _go_on(saved: Saved) -> None:
    """Forms that are open beside it go on from this save, which is no change by somebody else."""
    for sheet in st.session_state.to_dict().values():
        if isinstance(sheet, Sheet) and sheet.version == saved.before:
            sheet.version = saved.after


TOLD_FOR = timedelta(minutes=1)
"""How long a page says that something was recorded, however often it is drawn meanwhile."""


def last_saved(now: datetime) -> Saved | None:
    """What was recorded just now; None where that is a while ago."""
    saved: Saved | None = st.session_state.get("record saved")
    return saved if saved is not None and now - saved.at < TOLD_FOR else None


def show(recorder: Recorder, form: Form, preview: Callable[[RecordProposal], str] | None = None) -> None:
    """The form with its button; above it what the last press found wrong.

    ``preview`` makes HTML of what the fields come to, which stands above the button as soon as it can be saved.
    """
    sheet = _sheet(recorder, form)
    _tell(sheet)
    wrong = {one.field: one.what for one in sheet.faults}
    st.html(entry_preview.run_of(RUN))
    with st.container(key="record-sheet"):
        record_fields.show(form, _page(form), wrong)
        if preview is not None and (proposal := _as_it_stands(recorder, form)) is not None:
            st.html(preview(proposal))
        tick_boxes(ticks(sheet.doubts), lambda tick: _tick_key(form, tick))
        _sign(recorder, form, sheet)
        if unsigned := wrong.get("by"):
            record_fields.show_wrong(_NAME_FIELD, unsigned)
        _, refused = sheet.once.outcome()
        if refused and not sheet.faults:
            st.html(entry_preview.refusal(refused))


def _as_it_stands(recorder: Recorder, form: Form) -> RecordProposal | None:
    """What the fields come to just now; None while something is missing or wrong, in the form or in the files."""
    typed = {one.name: st.session_state.get(key(one.name, page=_page(form))) for one in form.fields}
    try:
        proposal = _proposed(recorder.loaded, form, typed, Signature(NAME, recorder.now.date(), ""))
    except Refused:
        return None
    return None if proposal.faults else proposal


UNTIL_MENDED = "Nothing can be recorded until the file of the panel’s record is mended."
KEPT = "What you filled in is kept for as long as this page stays open in your browser:"


def show_put_away(form_id: str, why: str) -> None:
    """What stood in a form that can't be shown just now, and why it can't; nothing where nothing was filled in."""
    state, page = st.session_state, f"record {form_id}"
    sheet: Sheet | None = state.get(f"sheet of {page}")
    if sheet is None:
        return
    places = [(one, key(one.name, page=page)) for one in sheet.form.fields if one.kind in ("line", "words")]
    typed = [(one, str(state.get(place) or state.get(f"{place} kept") or "").strip()) for one, place in places]
    if told := [f"{one.words}: {words}" for one, words in typed if words not in ("", one.preset)]:
        st.html(entry_preview.refusal([why, KEPT, *told]))


def fold_key(form: Form) -> str:
    """The key of a fold around a form, which is closed again after a save."""
    return memory_key("fold", page=_page(form))


def _page(form: Form) -> str:
    """What the fields of a form are called by, so that each keeps what is typed into it."""
    return f"record {form.id}"


def _sheet_key(form: Form) -> str:
    return f"sheet of {_page(form)}"


def _tick_key(form: Form, tick: Tick) -> str:
    return memory_key("doubt", tick.key, page=_page(form))


def _sheet(recorder: Recorder, form: Form) -> Sheet:
    """The sheet of a form; a new one where it is opened."""
    fresh = Sheet(form, key(page=_page(form)), recorder.loaded.of(form.which).version)
    sheet: Sheet = st.session_state.setdefault(_sheet_key(form), fresh)
    sheet.form = form
    return sheet


def _tell(sheet: Sheet) -> None:
    """What the last press found wrong; it stands there until the next one."""
    if sheet.faults:
        page, within = _page(sheet.form), fold_key(sheet.form)
        places = {one.name: key(one.name, page=page) for one in sheet.form.fields} | {"by": _NAME_FIELD}
        links = [
            record_fields.link_to(places[one.field], within) if one.field in places else None for one in sheet.faults
        ]
        st.html(entry_preview.faults(sheet.faults, links, arrives=f"{sheet.turn} {sheet.presses}"))


def _sign(recorder: Recorder, form: Form, sheet: Sheet) -> None:
    """Who records: the sign-in, or a name that is asked for once a session; and the button."""
    name = policy.signer(recorder.visitor, str(st.session_state.get(_NAME) or ""))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not name:
            st.text_input("Your name", key=_NAME_FIELD, persist_state="session", width=300)
        st.button(
            form.button,
            type="primary",
            key=memory_key("save", page=_page(form)),
            on_click=_press,
            args=(sheet, recorder.clock),
        )
        if name:
            st.html(paragraph(f"Signed by {name}.", look="quiet"), width="content")
        if name and not recorder.visitor.email:
            st.button("Another name", key=memory_key("name", page=_page(form)), on_click=_forget_name, type="tertiary")


def _forget_name() -> None:
    for one in (_NAME, _NAME_FIELD):
        st.session_state.pop(one, None)


def _press(sheet: Sheet, clock: Callable[[], datetime]) -> None:
    """Save what stands in the fields, once, however often it is pressed."""
    form, page = sheet.form, _page(sheet.form)
    if sheet.turn != key(page=page):
        return
    typed = {one.name: st.session_state.get(key(one.name, page=page)) for one in form.fields}
    by = str(st.session_state.get(_NAME) or st.session_state.get(_NAME_FIELD) or "").strip()
    ticked = {tick.key for tick in ticks(sheet.doubts) if st.session_state.get(_tick_key(form, tick))}
    st.session_state["record pressed"] = sheet
    visitor = sign_in.visitor()
    sheet.once.press(lambda: _save(sheet, typed, by, ticked, visitor, clock()))


def _save(
    sheet: Sheet, typed: Mapping[str, object], by: str, ticked: set[str], visitor: Visitor, now: datetime
) -> Saved | list[str]:
    """Save it: what is on the disk, or why that was refused.

    Reads and writes nothing of the session's state, so that nothing stops it between the disk and ``Once``.
    """
    path = data_file.locate()
    sheet.faults, sheet.doubts, sheet.presses = (), (), sheet.presses + 1
    if refused := policy.write_refusal(access_file.access_settings(path), visitor, now, _written(sheet.form.which)):
        return [refused]
    loaded, which = data_file.load(path), sheet.form.which
    version = loaded.of(which).version
    if sheet.form.watches and version != sheet.version:
        told = change_review.changed_since(path, which, sheet.version, version)
        sheet.version = version
        return [*told, "What you filled in is kept. Look at it, and press the button again if it is still right."]
    signer = policy.signer(visitor, by)
    try:
        proposal = _proposed(loaded, sheet.form, typed, Signature(signer or NAME, now.date(), ""))
    except Refused as problems:
        return [f"Nothing can be recorded until this is mended: {problems.problems[0]}"]
    unsigned = policy.signature_refusal(visitor, by)
    sheet.faults = (*sheet.form.faults(proposal.faults), *([Fault("Your name", unsigned, "by")] if unsigned else []))
    sheet.doubts = proposal.doubts
    if sheet.faults:
        return [str(fault) for fault in sheet.faults]
    if left := sum(tick.key not in ticked for tick in ticks(proposal.doubts)):
        return [record.left_words(left)]
    assert proposal.amended is not None
    prepared = transactions.Prepared(version, proposal.amended, proposal.about, which)
    signature = locked_file.Signed(signer, proposal.reason, now)
    entry = record.attempt(lambda: transactions.save(path, prepared, signature, visitor))
    if isinstance(entry, record.Refusal):
        overtaken = "Somebody else saved at the same moment. What you filled in is kept: press the button again."
        return [overtaken if entry.lack == record.Lack.OVERTAKEN else entry.words]
    return Saved(sheet.form.id, now, proposal.about, by, version, entry.after)


def _proposed(
    loaded: data_file.Loaded, form: Form, typed: Mapping[str, object], signature: Signature
) -> RecordProposal:
    lines = form.lines(typed, signature.on)
    if form.which == "events":
        return panel_lines.propose(loaded.events_document(), lines, signature)
    return panel_lines.propose(loaded.record_document(), lines, signature, loaded.record.highest)
