"""The page "Import published figures": the file, which rows serve which indicator, the release, and the neighbours."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from metrics.access import policy
from metrics.catalogue.problems import Refused
from metrics.ees_import import extract, mapping, reconcile, request
from metrics.ees_import.ees_file import EesFile
from metrics.ees_import.extracted_figure import ImportOptions
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.profile import Profile, profile_file
from metrics.ees_import.request import SiblingFiles
from metrics.entry import record
from metrics.entry.proposal import Proposal
from metrics.markup import entry_preview
from metrics.markup.elements import paragraph
from metrics.screen import change_review, sign_and_save, widgets
from metrics.screen.edit_session import EditSession
from metrics.store import locked_file, transactions
from metrics.uploads import file_types
from metrics.uploads.table import UnreadableTable, displayed_name

NEW = "A new release"
COMMAND = "python -m metrics import FILE --by NAME --reason WORDS"
LARGER = f"A larger file comes in on the command line: {COMMAND}"


@dataclass(frozen=True)
class UploadedFile:
    """An uploaded file that can be read, and what it holds."""

    name: str
    data: bytes
    profile: Profile


def choose_file(session: EditSession) -> UploadedFile | None:
    """The file to bring in; what it holds, or why it can't be read."""
    upload = widgets.upload("A data file as downloaded: CSV, at most 5 MB", session.key("file"))
    st.html(paragraph(f"{LARGER}.", look="quiet"))
    if upload is None:
        return None
    name, data = displayed_name(upload.name), upload.data
    if len(data) > file_types.LARGEST:
        st.html(entry_preview.refusal([f"{name} is larger than 5 MB. {LARGER}."]))
        return None
    profile = _profile(data, name)
    if isinstance(profile, str):
        st.html(entry_preview.refusal([profile]))
        return None
    filters = ", ".join(f"{column} ({len(values)} values)" for column, values in profile.filters.items()) or "none"
    held = (
        f"{profile.rows:,} rows, {profile.times[0]} to {profile.times[-1]}. "
        f"Filters: {filters}. Figures: {', '.join(profile.figures) or 'none'}."
        if profile.times
        else "The file has headings and no rows."
    )
    st.html(paragraph(held, role="status"))
    for column, (cell, row) in profile.unparsed.items():
        why = f"“{cell[:40]}” in row {row} is neither a number nor a code, and is refused where this is the figure"
        st.html(entry_preview.notice_line(f"Column {column} holds numbers, but {why}."))
    return UploadedFile(name, data, profile)


@st.cache_resource(max_entries=4, show_spinner="Reading the file")
def _profile(data: bytes, name: str) -> Profile | str:
    try:
        return profile_file(EesFile(io.BytesIO(data), name))
    except UnreadableTable as unreadable:
        return f"{unreadable.fault_in(name)}."


def open_siblings(session: EditSession) -> SiblingFiles | None:
    """Mappings and neighbours; where their files have problems, these in place of the page."""
    try:
        return request.read_siblings(session.path, session.catalogue)
    except Refused as refused:
        st.html(entry_preview.refusal([f"{problem}." for problem in refused.problems]))
        return None


def choose_release(session: EditSession) -> request.ReleaseRequest:
    """The release that the file is of: one that stands in the data file, or a new one."""
    titles = {
        source_id: source.title
        for source_id, source in session.catalogue.sources.items()
        if source.publisher == request.PUBLISHER
    }
    with st.container(horizontal=True):
        source_id = st.selectbox(
            "Release",
            [NEW, *titles],
            format_func=lambda option: titles.get(option, option),
            key=session.key("release"),
            width=480,
        )
        if source_id != NEW:
            return request.ReleaseRequest(str(source_id))
        title = st.text_input("Its title", key=session.key("title"), width=480)
        example = f"20 November 2025, or {request.UNKNOWN}"
        day = st.text_input("Published on", key=session.key("day"), placeholder=example, width=240)
        url = st.text_input("Its address, if you like", key=session.key("url"), width=380)
    return request.ReleaseRequest("", title.strip(), day.strip(), url.strip())


def choose_neighbours(session: EditSession, siblings: SiblingFiles) -> tuple[str, str]:
    """Which statistical neighbours, newest first, and whether their mean or their median."""
    names = {model.id: model.name for model in reversed(siblings.models)} | {request.NONE: "No neighbours"}
    with st.container(horizontal=True):
        model = st.selectbox(
            "Statistical neighbours", list(names), format_func=names.__getitem__, key=session.key("model"), width=260
        )
        statistic = st.selectbox("Their", ["mean", "median"], key=session.key("statistic"), width=160)
    return str(model), str(statistic)


def review(
    session: EditSession,
    file: UploadedFile,
    siblings: SiblingFiles,
    rows: tuple[tuple[RowsOf, ...], tuple[RowsOf, ...]],
    release: request.ReleaseRequest,
) -> None:
    """Neighbours, then what the file adds by the rows that serve, looked at and saved as a quarter is."""
    served, new = rows
    model_id, statistic = choose_neighbours(session, siblings)
    source, empty, model = "", "", None
    new_sources: dict[str, dict[str, object]] = {}
    try:
        source, new_sources = request.release_source(release, session.catalogue)
        model = request.neighbours_model(siblings.models, model_id, session.catalogue.organisation.area_code)
    except request.Incomplete as incomplete:
        empty = f"{incomplete.what[:1].upper()}{incomplete.what[1:]}."
    day = request.publication_day(source, new_sources, session.catalogue)
    if not (served or new):
        empty = "Choose rows that serve an indicator."
    options = ImportOptions(source, model, "median" if statistic == "median" else "mean", day)

    def proposed() -> Proposal:
        stream = io.BytesIO(file.data)
        extracted = extract.extract_figures(stream, file.name, (*served, *new), session.catalogue, options)
        return reconcile.reconcile(
            session.document(),
            [extracted],
            new_sources,
            session.now.date(),
        )

    identity = (hashlib.sha256(file.data).hexdigest(), file.name, siblings.mapping_bytes, served, new, release, options)
    first = (lambda signed, visitor: _save_mappings(session, siblings, new, signed, visitor)) if new else None
    example = "DfE release of November 2025"
    work = record.Submission(session.path, session.loaded, proposed, first=first, which=session.which)
    change_review.review(session, sign_and_save.Submission(identity, work, empty, example))


def _save_mappings(
    session: EditSession,
    siblings: SiblingFiles,
    new: Sequence[RowsOf],
    signed: locked_file.Signed,
    visitor: policy.Visitor,
) -> str:
    """Keep the chosen rows for next year; a sentence where that was refused."""
    signed_mappings = [mapping.sign_mapping(rows_of, signed.by, signed.at.date(), signed.reason) for rows_of in new]
    try:
        written = request.with_mappings(siblings, signed_mappings, session.catalogue)
        about = request.import_subjects(signed_mappings, session.catalogue)
        serves = tuple(rows_of.indicator for rows_of in signed_mappings)
        prepared = transactions.PreparedSibling(mapping.FILE, siblings.mapping_bytes, written, about, serves)
    except Refused as refused:
        problems = [str(problem) for problem in refused.problems] or [
            "add it by hand; nothing can be put into it safely"
        ]
        return f"The chosen rows can’t be kept in {mapping.FILE}: {'; '.join(problems)}."
    kept = record.attempt(lambda: transactions.save_sibling(session.path, prepared, signed, visitor))
    return kept.words if isinstance(kept, record.Refusal) else ""
