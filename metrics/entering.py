"""The page "Add a quarter", first half: which period, and the figures as typed, uploaded or pasted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import get_args

import streamlit as st

from metrics import access, cells, due, preview, screen, sheet, signin, sources, store, template, wording
from metrics.columns import FIELDS, Kind, Row
from metrics.draft import Batch
from metrics.fields import TEXTS, File, area, aside, kept, key, upload, widget
from metrics.indicator import Catalogue, Indicator, Status
from metrics.markup import label, text
from metrics.period import Period, PeriodError, parse

NEW_SOURCE = "A new source"
BLOCKS: dict[Kind, tuple[str, tuple[str, ...]]] = {
    "figure": (
        "A revision, or a figure for another period",
        ("measure", "period", "value", "numerator", "denominator", "code", "status", "reason", "commentary", "note"),
    ),
    "comparator": (
        "Comparators: what others’ figures are",
        (
            *("measure", "area", "group", "period", "value", "numerator", "denominator", "code", "words", "relation"),
            *("comparable", "why", "status", "model", "statistic", "source", "at", "note"),
        ),
    ),
    "target": (
        "A new target, dated",
        ("measure", "value", "kind", "label", "from", "until", "words", "source", "at"),
    ),
    "measure": (
        "A new measure, with its definition",
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


@dataclass(frozen=True)
class Desk:
    """What an editor works on: the file as it is now with its true values, who is at work, and on which page.

    ``now`` is when the page was run; ``clock`` tells the time when Save is pressed, long after that.
    """

    path: Path
    loaded: store.Loaded
    catalogue: Catalogue
    settings: access.Settings
    visitor: access.Visitor
    now: datetime
    clock: Callable[[], datetime]
    page: str = ""

    def key(self, *parts: object) -> str:
        """The key of a field of this page."""
        return key(*parts, page=self.page)

    def aside(self, *parts: object) -> str:
        """The key of what fills nothing in."""
        return aside(*parts, page=self.page)


def open_desk(clock: Callable[[], datetime], page: str = "") -> Desk | None:
    """The desk of whoever may edit; anybody else is told why not and how it is opened, and gets None."""
    now = clock()
    path = store.data_file()
    settings, visitor = store.access_settings(path), signin.visitor()
    signin.sign_in_box(settings, visitor, now)
    if why := signin.explanation(settings, visitor, now):
        st.html(why)
        return None
    loaded = screen.loaded(store.stamp(path))
    if loaded.catalogue is None or loaded.problems:
        st.html(preview.refusal(["Nothing can be added while the data file has problems; mend these lines first."]))
        st.html(sources.problems(loaded.problems, stale=loaded.stale, whole=True))
        return None
    return Desk(path, loaded, loaded.catalogue, settings, visitor, now, clock, page)


@dataclass(frozen=True)
class Chosen:
    """What is set once for all figures.

    While the period is none, ``wrong`` says so and nothing may be checked; ``shown`` is the
    last one that was, so that the form stays as it is.
    """

    batch: Batch
    shown: Period
    wrong: str = ""


def choose_batch(desk: Desk) -> Chosen:
    """Period, source, place and status, once for all figures."""
    known = [one.label for one in due.offered(desk.catalogue, desk.now.date())]
    sources = list(desk.catalogue.sources)
    first = next((n for n, id in enumerate(sources) if desk.catalogue.sources[id].kind == "internal"), 0)
    with st.container(horizontal=True, key="batch"):
        asked = st.selectbox(
            "Period",
            known,
            key="batch period",
            persist_state="session",
            accept_new_options=True,
            width=220,
            help="The next one due is offered. Another can be typed: 2013/14 Q2, 2013/14 academic year, 31 March 2014.",
        )
        source = st.selectbox(
            "Source",
            [*sources, NEW_SOURCE],
            first,
            format_func=lambda id: desk.catalogue.sources[id].title if id in sources else id,
            key="batch source",
            persist_state="session",
            width=380,
        )
        at = st.text_input(
            "Place in the source",
            key="batch at",
            persist_state="session",
            placeholder="page, table or return",
            width=260,
        )
        statuses = [one for one in get_args(Status) if one != "revised"]
        status = st.selectbox("Status", statuses, key="batch status", persist_state="session", width=170)
        by = ""
        if status == "predicted":
            by = st.text_input("Predicted by", key="batch by", persist_state="session", width=220)
    period, wrong = _period(asked)
    shown = period or parse(st.session_state.get("batch shown", known[0]))
    st.session_state["batch shown"] = shown.label
    if wrong:
        kept = f"Nothing can be checked until the period is mended. What you filled in for {shown.words} is kept."
        st.html(preview.refusal([wrong, kept]))
    fresh = _new_source() if source == NEW_SOURCE else {}
    id = next(iter(fresh), "") if fresh else str(source)
    return Chosen(Batch(period, id, at.strip(), status, by.strip(), fresh), shown, wrong)


def _period(asked: str | None) -> tuple[Period | None, str]:
    """The period, or why what was typed is none."""
    try:
        return (parse(asked), "") if asked else (None, "Choose a period.")
    except PeriodError as error:
        return None, f"{error}."


def _new_source() -> dict[str, dict[str, object]]:
    with st.container(horizontal=True):
        title = st.text_input("Title of the new source", key="batch source title", persist_state="session", width=380)
        publisher = st.text_input("Its publisher", key="batch source publisher", persist_state="session", width=260)
        kinds = ["internal", "published"]
        kind = st.selectbox("Kind of source", kinds, key="batch source kind", persist_state="session", width=170)
        published = st.text_input(
            "Published on", key="batch source day", persist_state="session", placeholder="23 August 2013", width=200
        )
    if not title.strip():
        return {"new-source": {"publisher": publisher or None, "kind": kind}}
    entry: dict[str, object] = {"title": title.strip(), "publisher": publisher.strip() or None, "kind": kind}
    return {cells.slug(title): entry | ({"published": cells.day(published.strip())} if published.strip() else {})}


WIDTHS = (6, 2, 2, 2, 1.3)
"""Columns of a line: the measure, its three fields, and more on demand."""


def typed(desk: Desk, period: Period) -> list[Row]:
    """The form: one line a measure, those that are due first; whatever was filled in comes back as rows."""
    catalogue = desk.catalogue
    listed, rest = due.due(catalogue, period), due.others(catalogue, period)
    names = {one.id: _option(catalogue, one) for one in rest}
    added = st.multiselect(
        "Find any other measure by name",
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
        for one in [*listed, *(one for one in rest if one.id in added or _begun(one))]:
            if one.theme != theme:
                st.html(f"<h3>{text(catalogue.theme(one.theme).name)}</h3>")
                theme = one.theme
            rows += _line(one, period)
        if not listed and not added:
            st.html("<p>No measure is due for this period. Find one by its name above.</p>")
    for kind in BLOCKS:
        rows += _blocks(desk, kind)
    return rows


def _begun(one: Indicator) -> bool:
    """Whether something is typed in already, which stays though the measure is no longer due."""
    figures = (st.session_state.get(key(one.id, field)) for field in ("value", "numerator", "denominator", "more"))
    return any(figures) or bool(_put_away(one))


def _put_away(one: Indicator) -> dict[str, str]:
    """What is filled in of a measure's fields on demand, on screen or not."""
    fields = _with_prediction(ON_DEMAND, kept("status", one.id))
    return {field: words for field in fields if (words := kept(field, one.id))}


def _with_prediction(fields: Sequence[str], status: str) -> tuple[str, ...]:
    """Fields of a figure, with who predicted it behind its status where it is predicted."""
    after = list(fields).index("status") + 1 if status == "predicted" and "status" in fields else 0
    return (*fields[:after], "predicted_by", *fields[after:]) if after else tuple(fields)


def _option(catalogue: Catalogue, one: Indicator) -> str:
    waiting = "" if one.observations else " (awaits its first figure)"
    return f"{catalogue.theme(one.theme).name}: {one.title}{waiting}"


def _heads() -> None:
    with st.container(key="heads"):
        _, *places = st.columns(WIDTHS)
        for place, field in zip(places, ("value", "numerator", "denominator"), strict=False):
            place.html(f'<p class="quiet" aria-hidden="true"><b>{FIELDS[field].heading}</b></p>')


ON_DEMAND = ("code", "status", "reason", "commentary", "note")
"""Fields of a measure's line that are shown when they are asked for."""

RATES = ("percent", "per 10,000")
"""Units of measures that are a count out of a count; others have a value only."""


def _line(one: Indicator, period: Period) -> list[Row]:
    """One measure: its last figure, value, counts, and the rest on demand."""
    given: dict[str, str] = dict.fromkeys(("value", "numerator", "denominator"), "")
    name, *fields, more = st.columns(WIDTHS, vertical_alignment="center")
    hints = {
        "value": (one.of if one.unit == "count" else one.unit) or "",
        "numerator": "count",
        "denominator": "out of",
    }
    for place, field in zip(fields, hints, strict=True):
        if field == "value" or one.unit in RATES:
            given[field] = place.text_input(
                label(f"{FIELDS[field].heading}: {one.title}"),
                key=key(one.id, field),
                persist_state="session",
                placeholder=hints[field],
            )
    if more.checkbox(label(f"More for {one.title}"), key=key(one.id, "more"), persist_state="session", wrap=True):
        given |= _rest(one)
        away = []
    else:
        given |= (rest := _put_away(one))
        away = [FIELDS[field].heading.lower() for field in rest]
    name.html(_about(one, period, given, away))
    filled = {field: words.strip() for field, words in given.items() if words and words.strip()}
    return [Row("figure", {"measure": one.id, **filled}, one.title)] if filled else []


def _about(one: Indicator, period: Period, given: dict[str, str], away: Sequence[str]) -> str:
    """What is known of a measure; ``away`` are the fields that are filled in and not on screen."""
    standing = due.standing(one, period)
    last = standing or due.last_before(one, period)
    told = [f"<b>{text(one.title)}</b>", f'<span class="quiet">{text(preview.last_words(one, last))}</span>']
    if standing is not None:
        told.append('<span class="notice">a new value revises it</span>')
    numerator, denominator = (cells.number(given[part].strip()) for part in ("numerator", "denominator"))
    value = None if given["value"].strip() else cells.worked_out(numerator, denominator, one.unit)
    if value is not None:
        told.append(f'<span class="tag plain">= {text(wording.value_words(value, one))}</span>')
    if away:
        told.append(f'<span class="tag plain">with {text(" and ".join(away))}</span>')
    return f'<p class="entry">{" ".join(told)}</p>'


def _rest(one: Indicator) -> dict[str, str]:
    found: dict[str, str] = {}
    with st.container(horizontal=True):
        for field in _with_prediction(ON_DEMAND[:3], kept("status", one.id)):
            found[field] = widget(field, one.id, label(one.title), 230)
    with st.container(horizontal=True):
        for field in ON_DEMAND[3:]:
            found[field] = widget(field, one.id, label(one.title), 480)
    return found


def _blocks(desk: Desk, kind: Kind) -> list[Row]:
    """What can be added beside figures: as many blocks of fields as are asked for."""
    heading, fields = BLOCKS[kind]
    rows: list[Row] = []
    with st.expander(heading, key=key(kind, "open")):
        count = st.session_state.setdefault(key(kind, "count"), 1)
        for number in range(1, count + 1):
            rows += _block(desk, kind, number, fields)
        st.button("Add another", key=aside(kind, "another"), on_click=_count_up, args=(key(kind, "count"),))
    return rows


def _count_up(name: str) -> None:
    st.session_state[name] += 1


def _block(desk: Desk, kind: Kind, number: int, fields: tuple[str, ...]) -> list[Row]:
    given: dict[str, str] = {}
    if number > 1:
        st.divider()
    with st.container(horizontal=True):
        asked = fields if kind != "figure" else _with_prediction(fields, kept("status", f"{kind} {number}"))
        for field in asked:
            given[field] = widget(field, f"{kind} {number}", "", 480 if field in TEXTS else 230, desk.catalogue)
    filled = {field: words.strip() for field, words in given.items() if words and words.strip()}
    if not filled:
        return []
    where = f"{wording.capital(kind)} {number}"
    if kind != "measure":
        return [Row(kind, filled, where)]
    own = {field: words for field, words in filled.items() if field not in ("value", "numerator", "denominator")}
    first = {field: words for field, words in filled.items() if field in ("value", "numerator", "denominator")}
    named = own.get("id") or cells.slug(own.get("short_name") or own.get("name", ""))
    return [Row("measure", own, where), *([Row("figure", {"measure": named, **first}, where)] if first else [])]


def from_file(desk: Desk, period: Period) -> sheet.Sheet:
    """The template to download, and the filled-in file: what it holds, and how its headings were read."""
    ids = [one.id for one in due.due(desk.catalogue, period)]
    name = f"quarter-{cells.slug(period.label)}"
    with st.container(horizontal=True):
        st.download_button(
            "Download the template (XLSX)",
            lambda: template.xlsx_bytes(desk.catalogue, period, ids),
            file_name=f"{name}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
        )
        st.download_button(
            "Download the template (CSV)",
            lambda: template.csv_bytes(desk.catalogue, period, ids),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
        )
    given = upload("The filled-in file: XLSX or CSV, at most 5 MB", key("file"))
    if given is None:
        return sheet.Sheet()
    return _told(_read(given))


def pasted() -> sheet.Sheet:
    """Rows copied from a spreadsheet, headings included."""
    words = "Copy the rows in the spreadsheet, headings included, and paste them here"
    given = area(words, key("paste"), None, 160)
    return _told(sheet.pasted(given)) if given.strip() else sheet.Sheet()


def _told(found: sheet.Sheet) -> sheet.Sheet:
    screen.show(preview.matches(found.matches))
    count = len(found.rows)
    refused = f" {text(found.faults[0])}." if found.faults and not count else ""
    st.html(f'<p role="status">{count} filled-in {wording.plural(count, "row")} read.{refused}</p>')
    return found


def _read(given: File) -> sheet.Sheet:
    """The file as read once; a refusal for time or memory holds for this upload only, until it is asked for again.

    Without that it would be read anew, and waited for, with every field that is typed.
    """
    refusal = aside("refused", given.id)
    found: sheet.Sheet = st.session_state.get(refusal) or _sheet(given.data, given.name)
    if found.passing:
        _sheet.clear(given.data, given.name)
        st.session_state[refusal] = found
        st.button("Read the file again", key=aside("again"), on_click=st.session_state.pop, args=(refusal, None))
    return found


@st.cache_resource(max_entries=4, show_spinner="Reading the file")
def _sheet(data: bytes, name: str) -> sheet.Sheet:
    return sheet.read(data, name)
