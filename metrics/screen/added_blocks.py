"""What is added beside the figures of a quarter: revisions, comparators, targets, new indicators and sources."""

from __future__ import annotations

import streamlit as st

from metrics.catalogue.ids import slug
from metrics.catalogue.models import Catalogue
from metrics.entry.required_fields import required_fields
from metrics.entry.rows import Kind, Row
from metrics.entry.target_label import target_label
from metrics.screen.edit_session import EditSession
from metrics.screen.form_places import Form, Place, focus_on
from metrics.screen.widgets import TEXTS, kept_value, key, memory_key, widget, with_prediction
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
        ("indicator", "value", "kind", "label", "from", "until", "tolerance", "words", "source", "at"),
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


def show_blocks(session: EditSession, form: Form) -> None:
    """What can be added beside figures: as many blocks of fields of each kind as are asked for."""
    for kind, (heading, fields) in BLOCKS.items():
        filled_in = st.session_state.get(_unfolded(kind), False)
        fold = key(kind, "unfolded" if filled_in else "open")  # another fold: one that stands heeds no later word
        with st.expander(heading, key=fold, expanded=filled_in):
            count = st.session_state.setdefault(key(kind, "count"), 1)
            for number in range(1, count + 1):
                _block(session.catalogue, form, kind, number, fields, fold)
            st.button("Add another", key=memory_key(kind, "another"), on_click=_add_block, args=(kind, fields[0]))


def unfolded(kind: str) -> None:
    """Have the blocks of a kind open when they are drawn, until the next save."""
    st.session_state[_unfolded(kind)] = True


def folded_again() -> None:
    """Have every fold closed that was opened for what was filled in, since it is empty again."""
    for kind in BLOCKS:
        st.session_state.pop(_unfolded(kind), None)


def _unfolded(kind: str) -> str:
    return memory_key(kind, "unfolded")


def _add_block(kind: Kind, first: str) -> None:
    """One more block, whose first field gets the focus."""
    st.session_state[key(kind, "count")] += 1
    focus_on(key(f"{kind} {st.session_state[key(kind, 'count')]}", first))


def _block(catalogue: Catalogue, form: Form, kind: Kind, number: int, fields: tuple[str, ...], fold: str) -> None:
    typed: dict[str, str] = {}
    place, required = f"{kind} {number}", required_fields(kind)
    if number > 1:
        st.divider()
    beside = st.container()
    with beside, st.container(horizontal=True):
        visible = fields if kind != "figure" else with_prediction(fields, kept_value("status", place))
        for field in visible:
            width = 480 if field in TEXTS else 230
            typed[field] = widget(field, place, "", width, catalogue, required.get(field, ""))
    filled = {field: words.strip() for field, words in typed.items() if words and words.strip()}
    rows = _rows(kind, filled, f"{formatting.capital(kind)} {number}")
    keys = {field: key(place, field) for field in visible}
    form.add(rows, Place(beside, keys, fold, frozenset(filled)))


def _rows(kind: Kind, filled: dict[str, str], where: str) -> list[Row]:
    """What one block comes to; the counts and the value of a new indicator are its first figure."""
    if not filled:
        return []
    if kind == "target" and (label := target_label(*(filled.get(name, "") for name in ("kind", "from", "until")))):
        filled = {"label": label} | filled
    if kind != "indicator":
        return [Row(kind, filled, where)]
    own = {field: words for field, words in filled.items() if field not in ("value", "numerator", "denominator")}
    first = {field: words for field, words in filled.items() if field in ("value", "numerator", "denominator")}
    indicator_id = own.get("id") or slug(own.get("short_name") or own.get("name", ""))
    return [
        Row("indicator", own, where),
        *([Row("figure", {"indicator": indicator_id, **first}, where)] if first else []),
    ]
