"""Which rows of a published file serve which indicator: those that were chosen before, and newly chosen ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

import streamlit as st

from metrics.catalogue.field_types import Comparable
from metrics.catalogue.models import Indicator
from metrics.ees_import import mapping, reporting_year, series_kind
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.mapping_choice import CountChoice, MappingChoice, chosen_mapping
from metrics.ees_import.profile import Profile
from metrics.ees_import.request import SiblingFiles
from metrics.ees_import.unnamed_filters import names_itself
from metrics.markup import entry_preview
from metrics.markup.elements import label, paragraph
from metrics.screen.edit_session import EditSession

ROUNDED = {1: "not rounded", 5: "to 5", 10: "to 10", 100: "to 100"}


def choose_rows(
    session: EditSession, profile: Profile, siblings: SiblingFiles
) -> tuple[tuple[RowsOf, ...], tuple[RowsOf, ...]]:
    """Which of the rows that were chosen before serve this time, and newly chosen ones.

    Where none fits the file all are to serve, so that it is told what each lacks.
    """
    columns = profile.columns
    fit = [rows_of for rows_of in siblings.mappings if not rows_of.missing_columns(columns)]
    way = "Chosen once and kept; untick what this import is not to bring in:"
    st.html(paragraph(way if fit else "No rows of such a file are chosen yet."))
    served = tuple(rows_of for rows_of in fit if _serves(session, rows_of)) if fit else siblings.mappings
    for near in [rows_of for rows_of in siblings.mappings if fit and rows_of.nearly_fits(columns)]:
        if not any(near.same_definition(other) for other in fit):
            st.html(entry_preview.notice_line(_lacks(session, near, columns)))
    with st.expander("Choose rows for another indicator", expanded=not fit, key=session.key("rows")):
        new = _chosen(session, profile)
        if new is not None and any(_again(new, kept) for kept in siblings.mappings):
            words = "These rows are chosen for this indicator already; they are listed above."
            st.html(paragraph(words, role="alert"))
            new = None
        other = mapping.conflicting_mapping(new, siblings.mappings) if new is not None else None
        if new is not None and other is not None:
            new = _renamed(session, new, other)
    return served, (new,) if new is not None else ()


def _again(new: RowsOf, kept: RowsOf) -> bool:
    """Whether newly chosen rows are kept already: with the same counts, or chosen without any."""
    alike = (new.indicator, new.filters, new.column) == (kept.indicator, kept.filters, kept.column)
    return alike and (new.identity == kept.identity or new.numerator is None)


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
    rows = [f"{column} “{value}”" for column, value in rows_of.rows.items()]
    where = ", ".join([*rows, f"column {rows_of.value}"])
    return f"{indicator.title if indicator else rows_of.indicator} ({rows_of.group}): {where}"


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
    return f"{title} ({rows_of.group}): nothing is taken, since the file lacks the column {lacking}."


def _chosen(session: EditSession, profile: Profile) -> RowsOf | None:
    """A new mapping as far as it is filled in; None while something is still to be chosen."""
    indicators = {
        indicator.id: f"{session.catalogue.theme(indicator.theme).name}: {indicator.title}"
        for indicator in session.catalogue.indicators
    }
    with st.container(horizontal=True):
        indicator_id = _pick(session, "indicator", "Indicator", indicators)
        picked = {
            column: chosen
            for column, values in profile.filters.items()
            if (chosen := _pick(session, f"is {column}", f"Rows whose {column} is", values))
        }
        value = _pick(session, "value", "Column of the figure", profile.figures)
    indicator = session.catalogue.indicator(indicator_id) if indicator_id else None
    alone = {name: values[0] for name, values in profile.filters.items() if names_itself(name, values)}
    rows = alone | picked
    if indicator is None or value is None or (profile.filters and not rows):
        what = "an indicator, its rows, and" if profile.filters else "an indicator and"
        st.html(paragraph(f"Choose {what} the column of its figure.", look="quiet"))
        return None
    if named := [f"{name} “{only}”" for name, only in alone.items() if name not in picked]:
        st.html(paragraph(f"Named in the rows too, since every row says it: {', '.join(named)}.", look="quiet"))
    counts, likeness, year = _counts(session, profile), _likeness(session, indicator), None
    if profile.reporting:
        year = _reporting_year(session, indicator)
        if year is None:
            return None
    new = chosen_mapping(MappingChoice(indicator, rows, value, counts, *likeness, year))
    if new is None:
        st.html(paragraph("Say why it is not like for like.", look="quiet"))
    return new


def _reporting_year(session: EditSession, indicator: Indicator) -> str | None:
    """What the file's reporting year is: as the series that stands began, of those offered, or as typed; else None."""
    begun = series_kind.begun_kinds(indicator)
    written = st.selectbox(
        "The file’s reporting year is a",
        list(dict.fromkeys((*begun, *reporting_year.OFFERED))),
        key=session.key("rows", "year", indicator.id if begun else ""),
        accept_new_options=True,
        help="“As at” a day where it counts who is there on that day, “year to” a day where it counts what happened"
        " in the year up to it. Type any other day: as at 31 October.",
        width=320,
    )
    year = reporting_year.canonical(str(written))
    if year is None:
        st.html(entry_preview.refusal([f"“{written}” is no kind of year; {reporting_year.WAYS}."]))
    return year


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
