"""The page "Import published figures": the file, which rows serve which indicator, the release, and the neighbours."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import streamlit as st

from metrics.access import policy
from metrics.catalogue.field_types import Comparable
from metrics.catalogue.models import Indicator
from metrics.catalogue.problems import Refused
from metrics.ees_import import extract, mapping, reconcile, request
from metrics.ees_import.ees_file import EesFile, Reporting
from metrics.ees_import.extracted_figure import ImportOptions
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.mapping_choice import CountChoice, MappingChoice, chosen_mapping
from metrics.ees_import.profile import Profile, profile_file
from metrics.ees_import.request import SiblingFiles
from metrics.entry.proposal import Proposal
from metrics.markup import entry_preview
from metrics.markup.elements import label, paragraph, text
from metrics.screen import change_review, sign_and_save, widgets
from metrics.screen.edit_session import EditSession
from metrics.store import hand_edits, transactions
from metrics.uploads import file_types
from metrics.uploads.table import UnreadableTable, displayed_name

NEW = "A new release"
ROUNDED = {1: "not rounded", 5: "to 5", 10: "to 10", 100: "to 100"}


@dataclass(frozen=True)
class UploadedFile:
    """An uploaded file that can be read, and what it holds."""

    name: str
    data: bytes
    profile: Profile


def choose_file(session: EditSession) -> UploadedFile | None:
    """The file to bring in; what it holds, or why it can't be read."""
    upload = widgets.upload("A data file as downloaded: CSV, at most 5 MB", session.key("file"))
    if upload is None:
        return None
    name, data = displayed_name(upload.name), upload.data
    if len(data) > file_types.LARGEST:
        way = "bring it in on the command line: python -m metrics import FILE"
        st.html(entry_preview.refusal([f"{name} is larger than 5 MB; {way}."]))
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
        st.html(entry_preview.notice_line(text(f"Column {column} holds numbers, but {why}.")))
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


def choose_rows(
    session: EditSession, file: UploadedFile, siblings: SiblingFiles
) -> tuple[tuple[RowsOf, ...], tuple[RowsOf, ...]]:
    """Which of the rows that were chosen before serve this time, and newly chosen ones.

    Where none fits the file all are to serve, so that it is told what each lacks.
    """
    columns = file.profile.columns
    fit = [rows_of for rows_of in siblings.mappings if not rows_of.missing_columns(columns)]
    way = "Chosen once and kept; untick what this import is not to bring in:"
    st.html(paragraph(way if fit else "No rows of such a file are chosen yet."))
    served = tuple(rows_of for rows_of in fit if _serves(session, rows_of)) if fit else siblings.mappings
    for near in [rows_of for rows_of in siblings.mappings if fit and rows_of.nearly_fits(columns)]:
        st.html(entry_preview.notice_line(_lacks(session, near, columns)))
    with st.expander("Choose rows for another indicator", expanded=not fit, key=session.key("rows")):
        new = _chosen(session, file.profile)
        if new is not None and any(new.identity == kept.identity for kept in siblings.mappings):
            words = "These rows are chosen for this indicator already; they are listed above."
            st.html(paragraph(words, role="alert"))
            new = None
        other = mapping.conflicting_mapping(new, siblings.mappings) if new is not None else None
        if new is not None and other is not None:
            new = _renamed(session, new, other)
    return served, (new,) if new is not None else ()


def _renamed(session: EditSession, new: RowsOf, other: RowsOf) -> RowsOf | None:
    """New rows under the group of others of their indicator: only where the publisher gave those other names."""
    words = "The publisher only renamed its columns or rows: the same children are counted in the same way"
    if st.checkbox(words, key=session.key("rows", "renamed"), persist_state="session", wrap=True):
        return new.model_copy(update={"renamed": True})
    refusal = (
        f"“{other.group}” stands for other rows already: {_words(session, other)}. Tick above if only names changed. "
        "Other rows are another definition, never joined with the first: then write under “Of whom” whom the new "
        "rows count, in other words."
    )
    st.html(entry_preview.refusal([refusal]))
    return None


def _words(session: EditSession, rows_of: RowsOf) -> str:
    indicator = session.catalogue.indicator(rows_of.indicator)
    rows = ", ".join(f"{column} “{value}”" for column, value in rows_of.rows.items())
    return f"{indicator.title if indicator else rows_of.indicator} ({rows_of.group}): {rows}, column {rows_of.value}"


def _serves(session: EditSession, rows_of: RowsOf) -> bool:
    return st.checkbox(
        label(_words(session, rows_of)),
        True,
        key=session.key("serves", rows_of.identity, rows_of.since),
        persist_state="session",
        wrap=True,
    )


def _lacks(session: EditSession, rows_of: RowsOf, columns: Sequence[str]) -> str:
    indicator = session.catalogue.indicator(rows_of.indicator)
    title = indicator.title if indicator else rows_of.indicator
    lacking = rows_of.missing_columns(columns)[0]
    return text(f"{title} ({rows_of.group}): nothing is taken, since the file lacks the column {lacking}.")


def _chosen(session: EditSession, profile: Profile) -> RowsOf | None:
    """A new mapping as far as it is filled in; None while something is still to be chosen."""
    indicators = {
        indicator.id: f"{session.catalogue.theme(indicator.theme).name}: {indicator.title}"
        for indicator in session.catalogue.indicators
    }
    with st.container(horizontal=True):
        indicator_id = _pick(session, "indicator", "Indicator", indicators)
        rows = {
            column: chosen
            for column, values in profile.filters.items()
            if (chosen := _pick(session, f"is {column}", f"Rows whose {column} is", values))
        }
        value = _pick(session, "value", "Column of the figure", profile.figures)
    indicator = session.catalogue.indicator(indicator_id) if indicator_id else None
    if indicator is None or value is None or not rows:
        st.html(paragraph("Choose an indicator, its rows, and the column of its figure.", look="quiet"))
        return None
    counts, likeness, year = _counts(session, profile), _likeness(session, indicator), None
    if profile.reporting:
        year = _pick(session, "year", "The file’s reporting year is a", get_args(Reporting), first=True)
    new = chosen_mapping(MappingChoice(indicator, rows, value, counts, *likeness, year))
    if new is None:
        st.html(paragraph("Say why it is not like for like.", look="quiet"))
    return new


def _counts(session: EditSession, profile: Profile) -> CountChoice | None:
    """The column of counts, and where what they are out of stands: in another column, in other rows, or both."""
    others = {f"{column}: {value}": {column: value} for column, values in profile.filters.items() for value in values}
    with st.container(horizontal=True):
        column = _pick(session, "count", "Column of counts, where there is one", profile.figures)
        if column is None:
            return None
        whole = _pick(session, "whole", "Out of: the column", [name for name in profile.figures if name != column])
        total = _pick(session, "total", "Out of: the rows with", list(others))
        unknown = _pick(session, "unknown", "Not known: the rows with, where there are such", list(others))
        to = _pick(session, "rounded", "Counts of England and regions are rounded", ROUNDED, first=True)
    return CountChoice(column, whole, others.get(total or ""), others.get(unknown or ""), to or 1)


def _likeness(session: EditSession, indicator: Indicator) -> tuple[str, Comparable, str]:
    """Of whom the rows are, whether that is like for like, and why not."""
    with st.container(horizontal=True):
        group = st.text_input(
            "Of whom",
            indicator.group or "",
            key=session.key("group", indicator.id),
            help="The indicator’s own words only where it is like for like; another definition has another group.",
            width=380,
        )
        comparable = _pick(session, "comparable", "Is it like for like?", get_args(Comparable), first=True)
        why = "" if comparable == "yes" else st.text_input("Why not", key=session.key("why not"), width=480)
    return group, comparable or "yes", why


def _pick(
    session: EditSession, name: str, words: str, options: Sequence[Any] | Mapping[Any, str], *, first: bool = False
) -> Any | None:
    """What is chosen of some values, or of some with their words; the first from the start, or None."""
    labels: dict[Any, str] = (
        dict(options) if isinstance(options, Mapping) else {option: str(option) for option in options}
    )
    return st.selectbox(
        label(words),
        list(labels),
        0 if first else None,
        format_func=labels.__getitem__,
        key=session.key("rows", name),
        placeholder="choose",
        width=320,
    )


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
        day = st.text_input("Published on", key=session.key("day"), placeholder="20 November 2025", width=200)
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

    def proposed(by: str, why: str) -> Proposal:  # noqa: ARG001 - published figures carry no signature of their own
        stream = io.BytesIO(file.data)
        extracted = extract.extract_figures(stream, file.name, (*served, *new), session.catalogue, options)
        return reconcile.reconcile(session.catalogue, session.loaded.text, [extracted], new_sources, session.path.name)

    identity = (hashlib.sha256(file.data).hexdigest(), file.name, siblings.mapping_bytes, served, new, release, options)
    first = (lambda signed, visitor: _save_mappings(session, siblings, new, signed, visitor)) if new else None
    example = "DfE release of November 2025"
    change_review.review(
        session, sign_and_save.Submission(identity, proposed, empty=empty, example=example, first=first)
    )


def _save_mappings(
    session: EditSession,
    siblings: SiblingFiles,
    new: Sequence[RowsOf],
    signed: transactions.Signed,
    visitor: policy.Visitor,
) -> str:
    """Keep the chosen rows for next year; a sentence where that was refused."""
    signed_mappings = [mapping.sign_mapping(rows_of, signed.by, signed.at.date(), signed.reason) for rows_of in new]
    try:
        written = request.with_mappings(siblings, signed_mappings, session.catalogue)
        about = request.import_subjects(signed_mappings, session.catalogue)
        prepared = transactions.PreparedSibling(mapping.FILE, siblings.mapping_bytes, written, about)
        transactions.save_sibling(session.path, prepared, signed, visitor)
    except Refused as refused:
        problems = [str(problem) for problem in refused.problems] or [
            "add it by hand; nothing can be put into it safely"
        ]
        return f"The chosen rows can’t be kept in {mapping.FILE}: {'; '.join(problems)}."
    except (transactions.Denied, hand_edits.NotSaved) as refused:
        return str(refused)
    return ""
