"""A quarterly return on the page "Add a quarter": the template to fill in, its upload, and rows that are pasted."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics.analysis import reporting_periods
from metrics.catalogue.ids import slug
from metrics.catalogue.period import Period
from metrics.markup import entry_preview
from metrics.markup.elements import paragraph
from metrics.screen import name_choices, page_frame
from metrics.screen.edit_session import EditSession
from metrics.screen.widgets import File, key, memory_key, standing_key, text_area, upload
from metrics.uploads import template, upload_reader
from metrics.wording import formatting


def from_file(session: EditSession, period: Period) -> upload_reader.Upload:
    """The template to download, and the filled-in file: what it holds, and how its headings were read."""
    ids = [indicator.id for indicator in reporting_periods.indicators_due(session.catalogue, period)]
    name = f"quarter-{slug(period.label)}"
    with st.container(horizontal=True):
        st.download_button(
            "Download the template (XLSX)",
            lambda: template.xlsx_bytes(session.catalogue, period, ids),
            file_name=f"{name}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
        )
        st.download_button(
            "Download the template (CSV)",
            lambda: template.csv_bytes(session.catalogue, period, ids),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
        )
    file = upload("The filled-in file: XLSX, XLS, ODS or CSV, at most 5 MB", key("file"))
    contents = upload_reader.Upload() if file is None else _report(session, _read(file), period, "file")
    name_choices.show_remembered(session)
    return contents


def pasted(session: EditSession, period: Period) -> upload_reader.Upload:
    """Rows copied from a spreadsheet, headings included, for the period that is chosen."""
    words = "Copy the rows in the spreadsheet, headings included, and paste them here"
    rows = text_area(words, key("paste"), None, 160)
    if not rows.strip():
        return upload_reader.Upload()
    return _report(session, upload_reader.read_pasted_rows(rows), period, "paste")


def _report(session: EditSession, contents: upload_reader.Upload, period: Period, place: str) -> upload_reader.Upload:
    page_frame.show(entry_preview.matched_headings(contents.matches))
    page_frame.show(entry_preview.periods_read(contents.for_period(period).periods))
    count = len(contents.rows)
    refused = f" {contents.faults[0]}." if contents.faults and not count else ""
    st.html(paragraph(f"{count} filled-in {formatting.plural(count, 'row')} read.{refused}", role="status"))
    contents = name_choices.with_choices(session, contents, place)
    if contents.has_targets:
        key_of = session.key(place, "targets")
        words = "Read the targets beside the figures as council targets"
        st.session_state[standing_key(key_of)] = True
        return replace(contents, targets=st.checkbox(words, True, key=key_of, persist_state="session"))
    return contents


def _read(file: File) -> upload_reader.Upload:
    """The file as read once; a refusal for time or memory holds for this upload only, until it is asked for again.

    Without that it would be read anew, and waited for, with every field that is typed.
    """
    refusal = memory_key("refused", file.id)
    contents: upload_reader.Upload = st.session_state.get(refusal) or _read_once(file.data, file.name)
    if contents.temporary:
        _read_once.clear(file.data, file.name)
        st.session_state[refusal] = contents
        st.button("Read the file again", key=memory_key("again"), on_click=st.session_state.pop, args=(refusal, None))
    return contents


@st.cache_resource(max_entries=4, show_spinner="Reading the file")
def _read_once(data: bytes, name: str) -> upload_reader.Upload:
    return upload_reader.read(data, name)
