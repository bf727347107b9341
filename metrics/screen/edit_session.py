"""An edit session, from permission to batch: who is at work, and which period and source all figures are of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import get_args

import streamlit as st

from metrics.access import permissions, policy
from metrics.analysis import reporting_periods
from metrics.catalogue.documents import Document, FigureFile
from metrics.catalogue.field_types import Code, Status
from metrics.catalogue.ids import slug
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import Period, PeriodError, parse
from metrics.entry import cell_values
from metrics.entry.batch import Batch
from metrics.markup import entry_preview
from metrics.markup.elements import paragraph
from metrics.markup.page import file_problems
from metrics.screen import page_frame, sign_in
from metrics.screen.form_places import focus_on
from metrics.screen.widgets import LIVE, File, filled_in, key, memory_key
from metrics.store import access_file, data_file
from metrics.wording import due

NEW_SOURCE = "A new source"

NOT_AVAILABLE: Code = "x"
"""The code of a figure that can't be had (contract: Value or code)."""

BATCH_KEYS = {
    "period": "batch period",
    "source": "batch source",
    "at": "batch at",
    "status": "batch status",
    "predicted_by": "batch by",
}
"""The keys of what is set once for all rows, by field."""


@dataclass(frozen=True)
class EditSession:
    """What an editor works on: the file as it is now with its true values, who is at work, and on which page.

    ``now`` is when the page was run; ``clock`` tells the time when Save is pressed, long after that.
    """

    path: Path
    loaded: data_file.Loaded
    catalogue: Catalogue
    settings: permissions.Settings
    visitor: policy.Visitor
    now: datetime
    clock: Callable[[], datetime]
    page: str = ""
    which: FigureFile = "indicators"

    def document(self) -> Document:
        """The file that this page adds to."""
        return self.loaded.document(self.path.name, self.which)

    def key(self, *parts: object) -> str:
        """The key of a field of this page."""
        return key(*parts, page=self.page)

    def aside(self, *parts: object) -> str:
        """The key of what fills nothing in."""
        return memory_key(*parts, page=self.page)


def open_session(clock: Callable[[], datetime], page: str = "", which: FigureFile = "indicators") -> EditSession | None:
    """The session of whoever may edit; anybody else is told why not and how it is opened, and gets None.

    Problems of the data file are told here, too, so that ``page_frame.open_data`` needs to tell them no more. ``which``
    is the file that the page adds to.
    """
    page_frame.through_dashboard()
    now = clock()
    path = data_file.locate()
    settings, visitor = access_file.access_settings(path), sign_in.visitor()
    sign_in.sign_in_box(settings, visitor, now)
    why = sign_in.explanation(settings, visitor, now)
    page_frame.show(why)
    loaded = page_frame.load_cached(data_file.stamp(path))
    if loaded.problems:
        st.html(file_problems(loaded.problems, stale=loaded.stale, whole=not why, form=True))
    if why or loaded.catalogue is None or loaded.problems:
        return None
    return EditSession(path, loaded, loaded.catalogue, settings, visitor, now, clock, page, which)


def open_at(session: EditSession) -> None:
    """Open the form as its address asks once (add?period=2013/14 Q2&indicator=neet): that period, More of that one.

    With ``not-received`` the code x is chosen there and the reason is asked for, unless something stands in its
    fields. What is filled in already keeps its period, and the page says so: it would be saved under another one.
    """
    asked, indicator_id = st.query_params.get("period", ""), st.query_params.get("indicator", "")
    try:
        period = parse(asked) if asked else None
    except PeriodError:
        period = None
    begun = st.session_state.get("batch period")
    typed = any(isinstance(value, str | File) for name, value in filled_in().items() if not name.startswith("batch "))
    other_period = period is not None and bool(begun) and begun != period.label and typed
    if period is not None and other_period:
        st.html(paragraph(due.KEPT_PERIOD.format(begun=begun, asked=period.label), role="status"))
    elif period is not None:
        st.session_state["batch period"] = period.label
    if session.catalogue.indicator(indicator_id) is not None:
        st.session_state[session.key(indicator_id, "more")] = True
        not_received = "not-received" in st.query_params and not other_period
        focus_on(session.key(indicator_id, "reason" if _take_none(session, indicator_id, not_received) else "value"))
    if asked or indicator_id:
        st.query_params.clear()


def _take_none(session: EditSession, indicator_id: str, not_received: bool) -> bool:
    """Choose "not available" in place of a figure where that is asked; whether it is chosen."""
    code, *figure = (session.key(indicator_id, name) for name in ("code", "value", "numerator", "denominator"))
    if not_received and not any(st.session_state.get(name) for name in (code, *figure)):
        st.session_state[code] = NOT_AVAILABLE
    return not_received and st.session_state.get(code) == NOT_AVAILABLE


@dataclass(frozen=True)
class BatchChoice:
    """What is set once for all figures.

    While the period is none, ``problem`` says so and nothing may be checked; ``displayed`` is the
    last one that was, so that the form stays as it is.
    """

    batch: Batch
    displayed: Period
    problem: str = ""


def choose_batch(session: EditSession) -> BatchChoice:
    """Period, source, place and status, once for all figures."""
    labels = [period.label for period in reporting_periods.offered_periods(session.catalogue, session.now.date())]
    source_ids = list(session.catalogue.sources)
    first = next((n for n, name in enumerate(source_ids) if session.catalogue.sources[name].kind == "internal"), 0)
    with st.container(horizontal=True, key="batch"):
        label = st.selectbox(
            "Period",
            labels,
            key="batch period",
            persist_state="session",
            accept_new_options=True,
            width=220,
            help="The next one due is offered. Another can be typed: 2013/14 Q2, 2013/14 academic year, 31 March 2014.",
        )
        source = st.selectbox(
            "Source",
            [*source_ids, NEW_SOURCE],
            first,
            format_func=lambda name: session.catalogue.sources[name].title if name in source_ids else name,
            key="batch source",
            persist_state="session",
            width=380,
        )
        at = st.text_input(
            "Place in the source (required)",
            key="batch at",
            persist_state="session",
            placeholder="page, table or return",
            live=LIVE,
            width=260,
        )
        statuses = [name for name in get_args(Status) if name != "revised"]
        status = st.selectbox("Status", statuses, key="batch status", persist_state="session", width=170)
        by = ""
        if status == "predicted":
            label = "Predicted by (required)"
            by = st.text_input(label, key="batch by", persist_state="session", width=220, live=LIVE)
    period, problem = _period(label)
    displayed = period or parse(st.session_state.get("batch shown", labels[0]))
    st.session_state["batch shown"] = displayed.label
    if problem:
        reassurance = (
            f"Nothing can be checked until the period is mended. What you filled in for {displayed.words} is kept."
        )
        st.html(entry_preview.refusal([problem, reassurance]))
    new_sources = _new_source() if source == NEW_SOURCE else {}
    source_id = next(iter(new_sources), "") if new_sources else str(source)
    return BatchChoice(Batch(period, source_id, at.strip(), status, by.strip(), new_sources), displayed, problem)


def _period(label: str | None) -> tuple[Period | None, str]:
    """The period, or why what was typed is none."""
    try:
        return (parse(label), "") if label else (None, "Choose a period.")
    except PeriodError as error:
        return None, f"{error}."


def _new_source() -> dict[str, dict[str, object]]:
    with st.container(horizontal=True):
        title = st.text_input(
            "Title of the new source (required)", key="batch source title", persist_state="session", width=380
        )
        publisher = st.text_input(
            "Its publisher (required)", key="batch source publisher", persist_state="session", width=260
        )
        kinds = ["internal", "published"]
        kind = st.selectbox("Kind of source", kinds, key="batch source kind", persist_state="session", width=170)
        published = st.text_input(
            "Published on", key="batch source day", persist_state="session", placeholder="23 August 2013", width=200
        )
    if not title.strip():
        return {"new-source": {"publisher": publisher or None, "kind": kind}}
    entry: dict[str, object] = {"title": title.strip(), "publisher": publisher.strip() or None, "kind": kind}
    return {slug(title): entry | ({"published": cell_values.day(published.strip())} if published.strip() else {})}
