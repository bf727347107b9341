"""One field of a form, or of an upload, as the widget that fits it; what it holds stays while it is off the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import streamlit as st

from metrics.catalogue.field_types import Code, Comparable, Frequency, Polarity, Statistic, Status, TargetKind, Unit
from metrics.catalogue.models import Catalogue
from metrics.entry.rows import FIELDS
from metrics.entry.target_label import target_label
from metrics.markup.elements import paragraph
from metrics.uploads.table import displayed_name
from metrics.wording import formatting
from metrics.wording.abbreviations import name_in_list

TEXTS = ("commentary", "note", "definition", "caution")
"""Fields of several lines."""

AS_ABOVE = ("period", "source", "at", "status")
"""Fields that are set once for all rows, where a row has none of its own."""

LIVE = "800ms"
"""After so long a pause in typing a line is taken in; fields of several lines are by page_script.html."""

TICK = "tick"
"""The last word of the key of a field that is ticked, where a draft has to tell it from fields that hold words."""

HELP = {
    "id": "Lower-case words joined by hyphens; made from the name where you leave it empty. It never changes.",
    "of": "For a count: what is counted, such as children.",
    "words": "Only where the source gives no number: its phrase.",
    "why": "Where it is only partly comparable, or not.",
    "group": "Of whom: the same words as the indicator's own group when like for like.",
    "value": "A plain number in the indicator's unit.",
    "label": "What the line on the chart is called; what stands pale in it holds where you leave it empty.",
    "from": "First day in force, such as 1 April 2014.",
    "period": "Where it is not the one chosen above, such as 2012/13 financial year; a figure for a period that has "
    "one already revises it.",
    "until": "Last day in force; leave it empty while it holds.",
    "tolerance": "How far from the target still counts as close to it, where the source allows that: 2.",
    "why_missing": "Only where it has no figure yet.",
    "code": "In place of a value.",
    "reason": "Why the figure changed, or why a code stands in its place.",
    "model": "For statistical neighbours: which list, of which date.",
    "commentary": "What happened, and what will be done. It is shown on the indicator's page.",
}


def key(*parts: object, page: str = "") -> str:
    """The key of a field of a page, until that page's next save."""
    return " ".join(map(str, (page or "quarter", st.session_state.get(f"saves {page}", 0), *parts)))


def memory_key(*parts: object, page: str = "") -> str:
    """The key of what fills nothing in: a button, a part of the signature, what the page remembers."""
    return f"beside {key(*parts, page=page)}"


def standing_key(place: str) -> str:
    """Under which it is kept what a field holds that nobody touched, where that isn't nothing."""
    return f"stood {place.removesuffix(' kept')}"


def filled_in(page: str = "") -> dict[str, object]:
    """All that is filled in on a page for its next save, by its key; empty fields left out."""
    begins = (key("", page=page), *([] if page else ["batch "]))
    return {name: value for name, value in st.session_state.to_dict().items() if name.startswith(begins) and value}


def has_changed(before: Mapping[str, object], page: str = "") -> bool:
    """Whether anything is filled in otherwise than before; fields that were no longer drawn then are none any more."""
    state, now = st.session_state.to_dict(), filled_in(page)
    return any(name not in before for name in now) or any(
        name in state and state[name] != value for name, value in before.items()
    )


def start_afresh(page: str = "") -> None:
    """After a save the page's fields are new ones, and so empty, save the batch's; files that were given are let go."""
    for name in filled_in(page):
        if isinstance(st.session_state.get(name), File):
            del st.session_state[name]
    st.session_state[f"saves {page}"] = st.session_state.get(f"saves {page}", 0) + 1


def widget(field: str, place: str, of: str, width: int, catalogue: Catalogue | None = None, required: str = "") -> str:
    """One field as the widget that fits it; "" where nothing was chosen or typed.

    ``required`` says in its label how far it has to be filled in.
    """
    name = FIELDS[field].heading + (f": {of}" if of else "") + (f" ({required})" if required else "")
    if catalogue is not None and field == "group":
        return _group(name, place, width, catalogue)
    if (options := _options(field, catalogue)) is not None:
        chosen = st.selectbox(
            name,
            list(options),
            None,
            format_func=options.__getitem__,
            key=key(place, field),
            persist_state="session",
            help=HELP.get(field),
            width=width,
            placeholder=_hint(field, place) or "choose",
            filter_mode="contains",
        )
        return chosen or ""
    if field in TEXTS:
        return text_area(name, key(place, field), HELP.get(field), 80, width)
    return (
        st.text_input(
            name,
            key=key(place, field),
            persist_state="session",
            help=HELP.get(field),
            placeholder=_hint(field, place),
            width=width,
            live=LIVE,
        )
        or ""
    )


def _group(name: str, place: str, width: int, catalogue: Catalogue) -> str:
    """Of whom: the groups of the data file, the chosen indicator's own first; another one can be typed."""
    indicator = catalogue.indicator(kept_value("indicator", place))
    own = [indicator.group] if indicator is not None and indicator.group else []
    known = sorted({one.group for one in catalogue.indicators if one.group})
    chosen = st.selectbox(
        name,
        list(dict.fromkeys([*own, *known])),
        None,
        key=key(place, "group"),
        persist_state="session",
        help=HELP["group"],
        width=width,
        placeholder="choose or type",
        accept_new_options=True,
        filter_mode="contains",
    )
    return chosen or ""


def _hint(field: str, place: str) -> str | None:
    """What holds where a field is left empty."""
    if field in AS_ABOVE:
        return "as above"
    if field != "label":
        return None
    return target_label(*(kept_value(name, place) for name in ("kind", "from", "until"))) or None


def with_prediction(fields: Sequence[str], status: str) -> tuple[str, ...]:
    """Fields of a figure, with who predicted it behind its status where it is predicted."""
    after = list(fields).index("status") + 1 if status == "predicted" and "status" in fields else 0
    return (*fields[:after], "predicted_by", *fields[after:]) if after else tuple(fields)


@dataclass(frozen=True)
class File:
    """An uploaded file as it was given; each time it is given it has another ``id``."""

    name: str
    data: bytes
    id: str


def upload(words: str, place: str) -> File | None:
    """A field for one file, which stays given while another page is looked at; Streamlit forgets it then."""
    kept_key = f"{place} kept"
    given = st.file_uploader(words, key=place, on_change=_let_go, args=(kept_key,))
    file: File | None = st.session_state.get(kept_key)
    if given is not None and (file is None or file.id != given.file_id):
        file = st.session_state[kept_key] = File(given.name, given.getvalue(), given.file_id)
    elif given is None and file is not None:
        st.html(paragraph(f"{displayed_name(file.name)} is still here from before.", role="status"))
        st.button("Take it out", key=f"beside {place} out", on_click=_let_go, args=(kept_key,))
    return file


def _let_go(kept_key: str) -> None:
    st.session_state[kept_key] = None


def text_area(
    name: str,
    place: str,
    help: str | None,
    height: int,
    width: int | Literal["stretch"] = "stretch",
    standing: str = "",
) -> str:
    """A field of several lines; Streamlit forgets such a one once it is off the screen, so its text is kept beside.

    ``standing`` is what it holds at first.
    """
    st.session_state.setdefault("areas", set()).add(place)
    if place not in st.session_state and (words := st.session_state.get(f"{place} kept")):
        st.session_state[place] = words
    typed = st.text_area(
        name, standing, key=place, on_change=_keep, args=(place,), help=help, height=height, width=width
    )
    return typed or ""


def keep_texts() -> None:
    """Keep what stands in fields of several lines before a page is run that doesn't draw them, and so forgets it.

    Their own callback does so too, unless another page was asked for at that very moment.
    """
    for place in st.session_state.get("areas", ()):
        if words := st.session_state.get(place):
            st.session_state[f"{place} kept"] = words


def _keep(place: str) -> None:
    st.session_state[f"{place} kept"] = st.session_state[place]


def _options(field: str, catalogue: Catalogue | None) -> dict[str, str] | None:
    """What may be chosen, with the words it is shown in; None for a free text."""
    vocabularies = {
        "status": Status,
        "kind": TargetKind,
        "unit": Unit,
        "polarity": Polarity,
        "frequency": Frequency,
        "comparable": Comparable,
        "relation": ("below", "above", "similar"),
        "statistic": Statistic,
        "source_kind": ("internal", "published"),
    }
    if field == "code":
        return {code: f"{code}: {formatting.CODES[code]}" for code in get_args(Code)}
    if field in vocabularies:
        vocabulary = vocabularies[field]
        words = vocabulary if isinstance(vocabulary, tuple) else get_args(vocabulary)
        return {word: str(word).replace("_", " ") for word in words if word != "revised"}
    if catalogue is not None and field == "indicator":
        return {
            indicator.id: name_in_list(indicator, catalogue.theme(indicator.theme).name)
            for indicator in catalogue.indicators
        }
    if catalogue is not None and field == "theme":
        return {theme.id: theme.name for theme in catalogue.themes}
    if catalogue is not None and field == "source":
        return {source_id: source.title for source_id, source in catalogue.sources.items()} | {
            title: title for title in _new_sources()
        }
    return None


def _new_sources() -> list[str]:
    """The titles of the new sources that are filled in on the page."""
    titles = (st.session_state.get(key(f"source {number}", "title")) for number in range(1, 100))
    return [title.strip() for title in titles if title and title.strip()]


def kept_value(field: str, place: str) -> str:
    """What is filled in of a field, whether it is on screen or not."""
    return st.session_state.get(key(place, field) + (" kept" if field in TEXTS else "")) or ""
