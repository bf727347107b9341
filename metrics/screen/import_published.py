"""The page "Import published figures": the file, which rows serve which measure, the release, and the neighbours."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import streamlit as st

from metrics.access import policy
from metrics.catalogue.load import Refused
from metrics.catalogue.models import Comparable, Indicator
from metrics.ees_import import extract, mapping, reconcile, request
from metrics.ees_import.ees_file import EesFile, Reporting
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.profile import Profile, profile_file
from metrics.ees_import.request import SiblingFiles
from metrics.entry.proposal import Proposal
from metrics.entry.rows import Fault
from metrics.markup import entry_preview
from metrics.markup.elements import label, text
from metrics.screen import change_review, sign_and_save, widgets
from metrics.screen.edit_session import EditSession
from metrics.store import hand_edits, transactions
from metrics.uploads import file_types
from metrics.uploads.delimited import UnreadableTable

NEW = "A new release"
ROUNDED = {1: "not rounded", 5: "to 5", 10: "to 10", 100: "to 100"}


@dataclass(frozen=True)
class UploadedFile:
    """An uploaded file that can be read, and what it holds."""

    name: str
    data: bytes
    holds: Profile


def choose_file(desk: EditSession) -> UploadedFile | None:
    """The file to bring in; what it holds, or why it can't be read."""
    found = widgets.upload("A data file as downloaded: CSV, at most 5 MB", desk.key("file"))
    if found is None:
        return None
    name, data = file_types.displayed_name(found.name), found.data
    if len(data) > file_types.LARGEST:
        way = "bring it in on the command line: python -m metrics import FILE"
        st.html(entry_preview.refusal([f"{name} is larger than 5 MB; {way}."]))
        return None
    holds = _survey(data, name)
    if isinstance(holds, str):
        st.html(entry_preview.refusal([holds]))
        return None
    filters = ", ".join(f"{column} ({len(values)} values)" for column, values in holds.filters.items()) or "none"
    st.html(
        f'<p role="status">{holds.rows:,} rows, {text(holds.times[0])} to {text(holds.times[-1])}. '
        f"Filters: {text(filters)}. Figures: {text(', '.join(holds.figures) or 'none')}.</p>"
        if holds.times
        else '<p role="status">The file has headings and no rows.</p>'
    )
    for column, (cell, row) in holds.unparsed.items():
        why = f"“{cell[:40]}” in row {row} is neither a number nor a code, and is refused where this is the figure"
        st.html(entry_preview.notice_line(text(f"Column {column} holds numbers, but {why}.")))
    return UploadedFile(name, data, holds)


@st.cache_resource(max_entries=4, show_spinner="Reading the file")
def _survey(data: bytes, name: str) -> Profile | str:
    try:
        return profile_file(EesFile(io.BytesIO(data), name))
    except UnreadableTable as no:
        return f"{f'{name}, {no.where}' if no.where else name}: {no.what}."


def open_siblings(desk: EditSession) -> SiblingFiles | None:
    """Mappings and neighbours; where their files have problems, these in place of the page."""
    try:
        return request.read_siblings(desk.path, desk.catalogue)
    except Refused as refused:
        st.html(entry_preview.refusal([f"{one}." for one in refused.problems]))
        return None


def choose_rows(
    desk: EditSession, given: UploadedFile, kept: SiblingFiles
) -> tuple[tuple[RowsOf, ...], tuple[RowsOf, ...]]:
    """Which of the rows that were chosen before serve this time, and newly chosen ones.

    Where none fits the file all are to serve, so that it is told what each lacks.
    """
    columns = given.holds.columns
    fit = [one for one in kept.mappings if not one.missing_columns(columns)]
    way = "Chosen once and kept; untick what this import is not to bring in:"
    st.html(f"<p>{way if fit else 'No rows of such a file are chosen yet.'}</p>")
    served = tuple(one for one in fit if _serves(desk, one)) if fit else kept.mappings
    for near in [one for one in kept.mappings if fit and one.nearly_fits(columns)]:
        st.html(entry_preview.notice_line(_lacks(desk, near, columns)))
    with st.expander("Choose rows for another measure", expanded=not fit, key=desk.key("rows")):
        new = _chosen(desk, given.holds)
        if new is not None and _which(new) in map(_which, kept.mappings):
            st.html('<p role="alert">These rows are chosen for this measure already; they are listed above.</p>')
            new = None
        other = mapping.conflicting_mapping(new, kept.mappings) if new is not None else None
        if new is not None and other is not None:
            new = _renamed(desk, new, other)
    return served, (new,) if new is not None else ()


def _which(one: RowsOf) -> str:
    return repr((one.measure, sorted(one.rows.items()), one.value))


def _renamed(desk: EditSession, new: RowsOf, other: RowsOf) -> RowsOf | None:
    """New rows under the group of others of their measure: only where the publisher gave those other names."""
    words = "The publisher only renamed its columns or rows: the same children are counted in the same way"
    if st.checkbox(words, key=desk.key("rows", "renamed"), persist_state="session", wrap=True):
        return new.model_copy(update={"renamed": True})
    told = (
        f"“{other.group}” stands for other rows already: {_words(desk, other)}. Tick above if only names changed. "
        "Other rows are another definition, never joined with the first: then write under “Of whom” whom the new "
        "rows count, in other words."
    )
    st.html(entry_preview.refusal([told]))
    return None


def _words(desk: EditSession, one: RowsOf) -> str:
    known = desk.catalogue.indicator(one.measure)
    rows = ", ".join(f"{column} “{value}”" for column, value in one.rows.items())
    return f"{known.title if known else one.measure} ({one.group}): {rows}, column {one.value}"


def _serves(desk: EditSession, one: RowsOf) -> bool:
    return st.checkbox(
        label(_words(desk, one)),
        True,
        key=desk.key("serves", _which(one), one.since),
        persist_state="session",
        wrap=True,
    )


def _lacks(desk: EditSession, one: RowsOf, columns: Sequence[str]) -> str:
    known = desk.catalogue.indicator(one.measure)
    title = known.title if known else one.measure
    return text(
        f"{title} ({one.group}): nothing is taken, since the file lacks the column {one.missing_columns(columns)[0]}."
    )


def _chosen(desk: EditSession, holds: Profile) -> RowsOf | None:
    """A new mapping as far as it is filled in; None while something is still to be chosen."""
    measures = {one.id: f"{desk.catalogue.theme(one.theme).name}: {one.title}" for one in desk.catalogue.indicators}
    with st.container(horizontal=True):
        measure = _pick(desk, "measure", "Measure", measures)
        rows = {
            column: chosen
            for column, values in holds.filters.items()
            if (chosen := _pick(desk, f"is {column}", f"Rows whose {column} is", values))
        }
        value = _pick(desk, "value", "Column of the figure", holds.figures)
    known = desk.catalogue.indicator(measure) if measure else None
    if known is None or value is None or not rows:
        st.html('<p class="quiet">Choose a measure, its rows, and the column of its figure.</p>')
        return None
    entry = {"measure": measure, "rows": rows, "value": value, **_counts(desk, holds), **_likeness(desk, known)}
    if holds.reporting:
        entry["reporting_year"] = _pick(desk, "year", "The file’s reporting year is a", get_args(Reporting), first=True)
    if entry["comparable"] != "yes" and not entry["why"]:
        st.html('<p class="quiet">Say why it is not like for like.</p>')
        return None
    return RowsOf.model_validate({name: one for name, one in entry.items() if one})


def _counts(desk: EditSession, holds: Profile) -> dict[str, object]:
    """The column of counts, and where what they are out of stands: in another column, in other rows, or both."""
    others = {f"{column}: {value}": {column: value} for column, values in holds.filters.items() for value in values}
    with st.container(horizontal=True):
        column = _pick(desk, "count", "Column of counts, where there is one", holds.figures)
        if column is None:
            return {}
        whole = _pick(desk, "whole", "Out of: the column", [one for one in holds.figures if one != column])
        total = _pick(desk, "total", "Out of: the rows with", list(others))
        unknown = _pick(desk, "unknown", "Not known: the rows with, where there are such", list(others))
        to = _pick(desk, "rounded", "Counts of England and regions are rounded", ROUNDED, first=True)
    if whole is None and total is None:
        return {}
    found: dict[str, object] = {
        "numerator": {"column": column},
        "denominator": {"column": whole or column, **({"rows": others[total]} if total else {})},
        "counts_rounded_to": {"national": to, "regional": to},
    }
    return found | ({"unknown": {"column": column, "rows": others[unknown]}} if unknown else {})


def _likeness(desk: EditSession, known: Indicator) -> dict[str, object]:
    with st.container(horizontal=True):
        group = st.text_input(
            "Of whom",
            known.group or "",
            key=desk.key("group", known.id),
            help="The measure’s own words only where it is like for like; another definition has another group.",
            width=380,
        )
        comparable = _pick(desk, "comparable", "Is it like for like?", get_args(Comparable), first=True)
        why = "" if comparable == "yes" else st.text_input("Why not", key=desk.key("why not"), width=480)
    return {"group": group.strip() or known.group or "not stated", "comparable": comparable, "why": why.strip() or None}


def _pick(
    desk: EditSession, name: str, words: str, options: Sequence[Any] | Mapping[Any, str], *, first: bool = False
) -> Any | None:
    """What is chosen of some values, or of some with their words; the first from the start, or None."""
    shown: dict[Any, str] = dict(options) if isinstance(options, Mapping) else {one: str(one) for one in options}
    return st.selectbox(
        label(words),
        list(shown),
        0 if first else None,
        format_func=shown.__getitem__,
        key=desk.key("rows", name),
        placeholder="choose",
        width=320,
    )


def choose_release(desk: EditSession) -> request.ReleaseRequest:
    """The release that the file is of: one that stands in the data file, or a new one."""
    known = {id: one.title for id, one in desk.catalogue.sources.items() if one.publisher == request.PUBLISHER}
    with st.container(horizontal=True):
        id = st.selectbox(
            "Release", [NEW, *known], format_func=lambda one: known.get(one, one), key=desk.key("release"), width=480
        )
        if id != NEW:
            return request.ReleaseRequest(str(id))
        title = st.text_input("Its title", key=desk.key("title"), width=480)
        day = st.text_input("Published on", key=desk.key("day"), placeholder="20 November 2025", width=200)
        url = st.text_input("Its address, if you like", key=desk.key("url"), width=380)
    return request.ReleaseRequest("", title.strip(), day.strip(), url.strip())


def choose_neighbours(desk: EditSession, kept: SiblingFiles) -> tuple[str, str]:
    """Which statistical neighbours, newest first, and whether their mean or their median."""
    names = {one.id: one.name for one in reversed(kept.models)} | {request.NONE: "No neighbours"}
    with st.container(horizontal=True):
        model = st.selectbox(
            "Statistical neighbours", list(names), format_func=names.__getitem__, key=desk.key("model"), width=260
        )
        statistic = st.selectbox("Their", ["mean", "median"], key=desk.key("statistic"), width=160)
    return str(model), str(statistic)


def review(
    desk: EditSession,
    given: UploadedFile,
    kept: SiblingFiles,
    rows: tuple[tuple[RowsOf, ...], tuple[RowsOf, ...]],
    release: request.ReleaseRequest,
) -> None:
    """Neighbours, then what the file adds by the rows that serve, looked at and saved as a quarter is."""
    served, new = rows
    asked, statistic = choose_neighbours(desk, kept)
    source, empty, model = "", "", None
    fresh: dict[str, dict[str, object]] = {}
    try:
        source, fresh = request.release_source(release, desk.catalogue)
        model = request.neighbours_model(kept.models, asked, desk.catalogue.organisation.area_code)
    except request.Incomplete as unasked:
        empty = f"{unasked.what[:1].upper()}{unasked.what[1:]}."
    day = request.publication_day(source, fresh, desk.catalogue)
    if not (served or new):
        empty = "Choose rows that serve a measure."
    choice = extract.ImportOptions(source, model, "median" if statistic == "median" else "mean", day)

    def proposed(by: str, why: str) -> Proposal:  # noqa: ARG001 - published figures carry no signature of their own
        taken = _taken(given, (*served, *new), desk, choice)
        return reconcile.reconcile(desk.catalogue, desk.loaded.text, [taken], fresh, desk.path.name)

    told = (hashlib.sha256(given.data).hexdigest(), given.name, kept.mapping_bytes, served, new, release, choice)
    first = (lambda signed, visitor: _keep(desk, kept, new, signed, visitor)) if new else None
    example = "DfE release of November 2025"
    change_review.review(desk, sign_and_save.Submission(told, proposed, empty=empty, example=example, first=first))


def _taken(
    given: UploadedFile, mappings: Sequence[RowsOf], desk: EditSession, choice: extract.ImportOptions
) -> extract.Extract:
    try:
        return extract.extract_figures(EesFile(io.BytesIO(given.data), given.name), mappings, desk.catalogue, choice)
    except UnreadableTable as no:
        return extract.Extract(faults=(Fault(given.name, no.what),))


def _keep(
    desk: EditSession, kept: SiblingFiles, new: Sequence[RowsOf], signed: transactions.Signed, visitor: policy.Visitor
) -> str:
    """Keep the chosen rows for next year; a sentence where that was refused."""
    own = [mapping.sign_mapping(one, signed.by, signed.at.date(), signed.reason) for one in new]
    try:
        written = request.with_mappings(kept, own, desk.catalogue)
        about = request.import_subjects(own, desk.catalogue)
        transactions.save_mappings(desk.path, kept.mapping_bytes, written, about, signed, visitor)
    except Refused as refused:
        found = [str(one) for one in refused.problems] or ["add it by hand; nothing can be put into it safely"]
        return f"The chosen rows can’t be kept in {mapping.FILE}: {'; '.join(found)}."
    except (transactions.Denied, hand_edits.NotSaved) as refused:
        return str(refused)
    return ""
