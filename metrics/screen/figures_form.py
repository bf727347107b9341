"""The form of "Add a quarter": a line for each indicator, and blocks for what is added beside figures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metrics.analysis import reporting_periods
from metrics.catalogue.ids import slug
from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.period import Period
from metrics.catalogue.rates import value_from_counts
from metrics.entry import cell_values, summary
from metrics.entry.rows import FIELDS, Kind, Row
from metrics.markup.elements import form_line, label, level_heading, paragraph
from metrics.screen.edit_session import EditSession
from metrics.screen.widgets import LIVE, TEXTS, kept_value, key, memory_key, widget
from metrics.wording import formatting

BLOCKS: dict[Kind, tuple[str, tuple[str, ...]]] = {
    "figure": (
        "A revision, or a figure for another period",
        ("indicator", "period", "value", "numerator", "denominator", "code", "status", "reason", "commentary", "note"),
    ),
    "comparator": (
        "Comparators: what others’ figures are",
        (
            *("indicator", "area", "group", "period", "value", "numerator", "denominator", "code", "words", "relation"),
            *("comparable", "why", "status", "model", "statistic", "source", "at", "note"),
        ),
    ),
    "target": (
        "A new target, dated",
        ("indicator", "value", "kind", "label", "from", "until", "words", "source", "at"),
    ),
    "indicator": (
        "A new indicator, with its definition",
        (
            *("name", "short_name", "id", "theme", "unit", "of", "polarity", "frequency", "definition", "group"),
            *("caution", "owner", "value", "numerator", "denominator", "why_missing"),
        ),
    ),
    "source": (
        "Another new source, such as a publication with comparators",
        ("title", "publisher", "published", "source_kind", "note"),
    ),
}
"""What can be added beside figures: the heading of its block, and its fields in their order."""


WIDTHS = (6, 2, 2, 2, 1.3)
"""Columns of a line: the indicator, its three fields, and more on demand."""


def typed_rows(session: EditSession, period: Period) -> list[Row]:
    """The form: one line an indicator, those that are due first; whatever was filled in comes back as rows."""
    catalogue = session.catalogue
    listed, rest = (
        reporting_periods.indicators_due(catalogue, period),
        reporting_periods.indicators_not_due(catalogue, period),
    )
    names = {indicator.id: _option(catalogue, indicator) for indicator in rest}
    added = st.multiselect(
        "Find any other indicator by name",
        list(names),
        format_func=names.__getitem__,
        key=key("added"),
        persist_state="session",
        placeholder="Type a part of its name; those that await their first figure are here too",
    )
    rows: list[Row] = []
    with st.container(key="typed"):
        theme = ""
        if listed or added:
            _heads()
        for indicator in [*listed, *(indicator for indicator in rest if indicator.id in added or _begun(indicator))]:
            if indicator.theme != theme:
                st.html(level_heading(catalogue.theme(indicator.theme).name, 3))
                theme = indicator.theme
            rows += _line(indicator, period)
        if not listed and not added:
            st.html(paragraph("No indicator is due for this period. Find one by its name above."))
    for kind in BLOCKS:
        rows += _blocks(session, kind)
    return rows


def _begun(indicator: Indicator) -> bool:
    """Whether something is typed in already, which stays though the indicator is no longer due."""
    figures = (
        st.session_state.get(key(indicator.id, field)) for field in ("value", "numerator", "denominator", "more")
    )
    return any(figures) or bool(_put_away(indicator))


def _put_away(indicator: Indicator) -> dict[str, str]:
    """What is filled in of an indicator's fields on demand, on screen or not."""
    fields = _with_prediction(ON_DEMAND, kept_value("status", indicator.id))
    return {field: words for field in fields if (words := kept_value(field, indicator.id))}


def _with_prediction(fields: Sequence[str], status: str) -> tuple[str, ...]:
    """Fields of a figure, with who predicted it behind its status where it is predicted."""
    after = list(fields).index("status") + 1 if status == "predicted" and "status" in fields else 0
    return (*fields[:after], "predicted_by", *fields[after:]) if after else tuple(fields)


def _option(catalogue: Catalogue, indicator: Indicator) -> str:
    waiting = "" if indicator.observations else " (awaits its first figure)"
    return f"{catalogue.theme(indicator.theme).name}: {indicator.title}{waiting}"


def _heads() -> None:
    with st.container(key="heads"):
        _, *places = st.columns(WIDTHS)
        for place, field in zip(places, ("value", "numerator", "denominator"), strict=False):
            place.html(f'<p class="quiet" aria-hidden="true"><b>{FIELDS[field].heading}</b></p>')


ON_DEMAND = ("code", "status", "reason", "commentary", "note")
"""Fields of an indicator's line that are shown when they are asked for."""

RATES = ("percent", "per 10,000")
"""Units of indicators that are a count out of a count; others have a value only."""


def _line(indicator: Indicator, period: Period) -> list[Row]:
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
    return [Row("figure", {"indicator": indicator.id, **filled}, indicator.title)] if filled else []


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
        for field in _with_prediction(ON_DEMAND[:3], kept_value("status", indicator.id)):
            typed[field] = widget(field, indicator.id, label(indicator.title), 230)
    with st.container(horizontal=True):
        for field in ON_DEMAND[3:]:
            typed[field] = widget(field, indicator.id, label(indicator.title), 480)
    return typed


def _blocks(session: EditSession, kind: Kind) -> list[Row]:
    """What can be added beside figures: as many blocks of fields as are asked for."""
    heading, fields = BLOCKS[kind]
    rows: list[Row] = []
    with st.expander(heading, key=key(kind, "open")):
        count = st.session_state.setdefault(key(kind, "count"), 1)
        for number in range(1, count + 1):
            rows += _block(session, kind, number, fields)
        st.button("Add another", key=memory_key(kind, "another"), on_click=_count_up, args=(key(kind, "count"),))
    return rows


def _count_up(name: str) -> None:
    st.session_state[name] += 1


def _block(session: EditSession, kind: Kind, number: int, fields: tuple[str, ...]) -> list[Row]:
    typed: dict[str, str] = {}
    if number > 1:
        st.divider()
    with st.container(horizontal=True):
        visible = fields if kind != "figure" else _with_prediction(fields, kept_value("status", f"{kind} {number}"))
        for field in visible:
            typed[field] = widget(field, f"{kind} {number}", "", 480 if field in TEXTS else 230, session.catalogue)
    filled = {field: words.strip() for field, words in typed.items() if words and words.strip()}
    if not filled:
        return []
    where = f"{formatting.capital(kind)} {number}"
    if kind != "indicator":
        return [Row(kind, filled, where)]
    own = {field: words for field, words in filled.items() if field not in ("value", "numerator", "denominator")}
    first = {field: words for field, words in filled.items() if field in ("value", "numerator", "denominator")}
    indicator_id = own.get("id") or slug(own.get("short_name") or own.get("name", ""))
    return [
        Row("indicator", own, where),
        *([Row("figure", {"indicator": indicator_id, **first}, where)] if first else []),
    ]
