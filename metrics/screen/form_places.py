"""Where the fields of a form stand: which one gets the focus, and beside each what is wrong with it.

Streamlit gives a widget's key to the page as a class. By that class the page's script (``page_script.html``) puts the
focus into a field, follows a link of the list of faults to it, and marks it as invalid.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.entry.faults import Fault
from metrics.entry.rows import FIELDS, Row
from metrics.markup import entry_preview
from metrics.markup.entry_preview import FieldLink

BATCH = ""
"""The place of what is set once for all rows."""

_FOCUS, _PRESSES = "beside focus", "beside focus presses"


@dataclass(frozen=True)
class Place:
    """The fields of one row: ``fields`` are their keys, and ``beside`` takes what is wrong with them.

    ``within`` is the key of what may hide them: the fold of a block, or the "More" of a line. ``typed`` are the
    fields in which something stands, and ``names`` what fields are called where it isn't by their column's heading.
    """

    beside: DeltaGenerator
    fields: Mapping[str, str]
    within: str = ""
    typed: frozenset[str] = field(default_factory=frozenset)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Form:
    """What is filled in on a page, as rows, and where the fields of each row stand, by the row's ``where``."""

    rows: list[Row] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def add(self, rows: Sequence[Row], place: Place) -> None:
        """The rows of one line or block, of which there are none while nothing is filled in."""
        self.rows.extend(rows)
        self.places |= {row.where: place for row in rows}


def field_class(key: str) -> str:
    """The class by which the page knows the widget, or the container, with this key."""
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())


def focus_on(key: str) -> None:
    """Have the field with this key get the focus once it is drawn."""
    st.session_state[_PRESSES] = st.session_state.get(_PRESSES, 0) + 1
    st.session_state[_FOCUS] = key


def show_focus() -> None:
    """Tell the page's script which field gets the focus, if one does; it is told once."""
    key = st.session_state.pop(_FOCUS, "")
    st.html(entry_preview.focusing(field_class(key) if key else "", st.session_state.get(_PRESSES, 0)))


def show_beside(places: Mapping[str, Place], faults: Sequence[Fault]) -> list[FieldLink | None]:
    """Say each fault beside its field, and give the link to it; None where it has no field on the page."""
    links: list[FieldLink | None] = []
    for number, fault in enumerate(faults):
        place = _place(places, fault)
        if place is None or not place.fields:
            links.append(None)
            continue
        key = place.fields.get(fault.field, "")
        link = FieldLink(f"wrong-{number}", field_class(key or next(iter(place.fields.values()))), _within(place))
        heading = place.names.get(fault.field) or (FIELDS[fault.field].heading if fault.field in FIELDS else "")
        place.beside.html(entry_preview.wrong_field(link, heading, fault.what, marked=bool(key)))
        links.append(link)
    return links


def _within(place: Place) -> str:
    return field_class(place.within) if place.within else ""


def _place(places: Mapping[str, Place], fault: Fault) -> Place | None:
    """Where a fault is mended: in its row, or above where the row leaves it to what is set once for all rows."""
    batch = places.get(BATCH)
    if not fault.row:  # of a whole file, or of what is set once for all rows
        return batch if batch is not None and fault.field in batch.fields else None
    place = places.get(fault.row)
    if place is not None and batch is not None and fault.field in batch.fields and fault.field not in place.typed:
        return batch if fault.field != "period" or "period" not in place.fields else place
    return place
