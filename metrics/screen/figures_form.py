"""The form of "Add a quarter": a line for each indicator that is due, and for each that was added by its name."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.analysis import reporting_periods
from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.period import Period
from metrics.catalogue.rates import value_from_counts
from metrics.entry import cell_values, summary
from metrics.entry.rows import FIELDS, Row
from metrics.markup import entry_preview
from metrics.markup.elements import form_line, label, level_heading, paragraph
from metrics.screen.added_blocks import show_blocks
from metrics.screen.edit_session import EditSession
from metrics.screen.form_places import Form, Place, field_class, focus_on, show_focus
from metrics.screen.widgets import LIVE, kept_value, key, memory_key, widget, with_prediction
from metrics.wording import formatting
from metrics.wording.abbreviations import name_in_list

WIDTHS = (6, 2, 2, 2, 1.8)
"""Columns of a line: the indicator, its three fields, and more on demand."""

FIND = "Find any other indicator by name"

KEYS = (
    "Enter or ↓ goes to the next value, ↑ to the one before. A column copied from a spreadsheet fills the values below."
)


def typed_form(session: EditSession, period: Period) -> Form:
    """The form: one line an indicator, of those that are due and those that were added; then what is added beside."""
    form, catalogue = Form(), session.catalogue
    due, rest = (
        reporting_periods.indicators_due(catalogue, period),
        reporting_periods.indicators_not_due(catalogue, period),
    )
    added = [one.id for one in rest if one.id in st.session_state.get(key("added"), []) or _begun(one)]
    _finder(catalogue, [indicator for indicator in rest if indicator.id not in added])
    show_focus()
    shown = {indicator.id for indicator in due} | set(added)
    lines = [
        one for theme in catalogue.themes for one in catalogue.indicators if one.theme == theme.id and one.id in shown
    ]
    with st.container(key="typed"):
        if lines:
            progress = _heads()
            _show_lines(form, catalogue, lines, added, period)
            filled = {one.id for one in lines if _is_filled(one)}
            left = next((one for one in lines if one.id not in filled), None)
            link = (left.title, field_class(key(left.id, "value"))) if left is not None else None
            progress.html(entry_preview.progress(len(filled), len(lines), link))
        else:
            st.html(paragraph("No indicator is due for this period. Find one by its name above."))
    show_blocks(session, form)
    return form


def _show_lines(
    form: Form, catalogue: Catalogue, lines: Sequence[Indicator], added: Sequence[str], period: Period
) -> None:
    theme = ""
    for indicator in lines:
        if indicator.theme != theme:
            st.html(level_heading(catalogue.theme(indicator.theme).name, 3))
            theme = indicator.theme
        with (beside := st.container(key=f"line {indicator.id}")):
            _line(form, beside, indicator, period, added=indicator.id in added)


def _finder(catalogue: Catalogue, rest: Sequence[Indicator]) -> None:
    """Takes one indicator into the form, at once and with the focus in its value."""
    names = {one.id: _option(catalogue, one) for one in rest}
    with st.container(horizontal=True, vertical_alignment="bottom", key="finder"):
        st.selectbox(
            FIND,
            list(names),
            None,
            format_func=lambda id: names.get(id, ""),
            key=memory_key("find"),
            on_change=_add,
            placeholder="Type a word of its name; those that await their first figure are here too",
            filter_mode="contains",
            width=620,
        )
        st.html(paragraph(KEYS, look="quiet keys"))


def _add() -> None:
    found = memory_key("find")
    if chosen := st.session_state.get(found):
        st.session_state[key("added")] = [*st.session_state.get(key("added"), []), chosen]
        st.session_state[found] = None
        focus_on(key(chosen, "value"))


def _take_out(indicator_id: str) -> None:
    """Take an added indicator, in which nothing is filled in, out of the form."""
    st.session_state[key("added")] = [id for id in st.session_state.get(key("added"), []) if id != indicator_id]
    st.session_state[key(indicator_id, "more")] = False
    focus_on(memory_key("find"))


def _is_filled(indicator: Indicator) -> bool:
    """Whether a line holds a figure: a value, a code, or both counts."""
    value, numerator, denominator, code = (
        (st.session_state.get(key(indicator.id, name)) or "").strip()
        for name in ("value", "numerator", "denominator", "code")
    )
    return bool(value or code or (numerator and denominator))


def _begun(indicator: Indicator) -> bool:
    """Whether something is typed in already, which stays though the indicator is no longer due."""
    figures = (
        st.session_state.get(key(indicator.id, field)) for field in ("value", "numerator", "denominator", "more")
    )
    return any(figures) or bool(_put_away(indicator))


def _put_away(indicator: Indicator) -> dict[str, str]:
    """What is filled in of an indicator's fields on demand, on screen or not."""
    fields = with_prediction(ON_DEMAND, kept_value("status", indicator.id))
    return {field: words for field in fields if (words := kept_value(field, indicator.id))}


def _option(catalogue: Catalogue, indicator: Indicator) -> str:
    """By which it is found: its short and its full name, its abbreviation and its theme."""
    named = name_in_list(indicator, catalogue.theme(indicator.theme).name)
    whole = f" · {indicator.name}" if indicator.name != indicator.title else ""
    waiting = "" if indicator.observations or indicator.retired else " (awaits its first figure)"
    return f"{named}{whole}{waiting}"


def _heads() -> DeltaGenerator:
    """The headings, which stay in sight; the place of how much is filled in."""
    with st.container(key="heads"):
        progress, *places = st.columns(WIDTHS, vertical_alignment="center")
        for place, field in zip(places, ("value", "numerator", "denominator"), strict=False):
            place.html(f'<p class="quiet" aria-hidden="true"><b>{FIELDS[field].heading}</b></p>')
    return progress


ON_DEMAND = ("code", "status", "reason", "commentary", "note")
"""Fields of an indicator's line that are shown when they are asked for."""

RATES = ("percent", "per 10,000")
"""Units of indicators that are a count out of a count; others have a value only."""


def _line(form: Form, beside: DeltaGenerator, indicator: Indicator, period: Period, *, added: bool) -> None:
    """One indicator: its last figure, value, counts, and the rest on demand."""
    typed: dict[str, str] = dict.fromkeys(("value", "numerator", "denominator"), "")
    name, *fields, more = st.columns(WIDTHS, vertical_alignment="center")
    hints = {
        "value": (indicator.of if indicator.unit == "count" else indicator.unit) or "",
        "numerator": "count",
        "denominator": "out of",
    }
    for place, field in zip(fields, hints, strict=True):
        if field == "value" or indicator.unit in RATES:
            typed[field] = place.text_input(
                label(f"{FIELDS[field].heading}: {indicator.title}"),
                key=key(indicator.id, field),
                persist_state="session",
                placeholder=hints[field],
                live=LIVE,
            )
    if more.checkbox(
        label(f"More for {indicator.title}"), key=key(indicator.id, "more"), persist_state="session", wrap=True
    ):
        typed |= _rest(indicator)
        away = []
    else:
        typed |= (rest := _put_away(indicator))
        away = [FIELDS[field].heading.lower() for field in rest]
    name.html(_about(indicator, period, typed, away))
    filled = {field: words.strip() for field, words in typed.items() if words and words.strip()}
    if added and not filled:
        words = label(f"Take out {indicator.title}")
        more.button(
            words, key=memory_key(indicator.id, "out"), type="tertiary", on_click=_take_out, args=(indicator.id,)
        )
    rows = [Row("figure", {"indicator": indicator.id, **filled}, indicator.title)] if filled else []
    keys = {field: key(indicator.id, field) for field in typed}
    form.add(rows, Place(beside, keys, key(indicator.id, "more"), frozenset(filled)))


def _about(indicator: Indicator, period: Period, typed: dict[str, str], away: Sequence[str]) -> str:
    """What is known of an indicator; ``away`` are the fields that are filled in and not on screen."""
    standing = reporting_periods.outcome_of_period(indicator, period)
    last = standing or reporting_periods.last_outcome_before(indicator, period)
    notices, tags = ["a new value revises it"] if standing is not None else [], []
    numerator, denominator = (cell_values.parse_number(typed[field].strip()) for field in ("numerator", "denominator"))
    value = None if typed["value"].strip() else value_from_counts(numerator, denominator, indicator.unit)
    if value is not None:
        tags.append(f"= {formatting.value_words(value, indicator)}")
    if away:
        tags.append(f"with {' and '.join(away)}")
    return form_line(indicator.title, summary.last_words(indicator, last), notices, tags)


def _rest(indicator: Indicator) -> dict[str, str]:
    typed: dict[str, str] = {}
    with st.container(horizontal=True):
        for field in with_prediction(ON_DEMAND[:3], kept_value("status", indicator.id)):
            typed[field] = widget(field, indicator.id, label(indicator.title), 230)
    with st.container(horizontal=True):
        for field in ON_DEMAND[3:]:
            typed[field] = widget(field, indicator.id, label(indicator.title), 480)
    return typed
