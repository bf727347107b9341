"""The form of "Change an indicator": its fields filled with what stands; whatever is changed comes back as rows.

A field counts as changed only where it says something else than when it was first shown: what others saved
meanwhile is shown anew, and never undone by a field that nobody touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import get_args

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.catalogue.field_types import Frequency
from metrics.catalogue.models import Catalogue, Indicator, Observation, Target
from metrics.catalogue.period import day_words
from metrics.entry.changeable import BY_NAME, NEW_THEME, TAKE_OUT
from metrics.entry.rows import Row
from metrics.markup.elements import label, level_heading, paragraph
from metrics.screen.edit_session import EditSession
from metrics.screen.form_places import Form, Place
from metrics.screen.widgets import LIVE, TICK, standing_key, text_area
from metrics.wording import formatting, polarity
from metrics.wording.abbreviations import name_in_list
from metrics.wording.retirement import retired_words
from metrics.wording.targets import named_target

PAGE = "change"
"""What the page's fields are kept under."""

WHAT_FOR = paragraph(
    "Here it gets another name, theme, definition, owner or question, another end of a target, a break in its figures, "
    "or is retired. Nothing is saved before you have seen the old and the new words beside each other. A new "
    "indicator or a new target is added on the page Add a quarter.",
    look="quiet",
)
"""Stands where no indicator is chosen yet."""

ANOTHER_THEME = "A new theme"

LAST = "indicator that is changed"
"""Under which the indicator is kept that was chosen last."""

_HELP = {
    "name": "The id, the number and the address stay, so that links and minutes still lead here.",
    "short_name": "Up to 40 characters, for where room is short.",
    "ask": "For whoever answers for it; it holds no figure, since a figure goes out of date.",
    "expected_from": "The day from which its figures are due, though it has had none yet, such as 1 April 2014.",
    "frequency": "From now on; its figures so far stay as they are.",
}


def choose_indicator(session: EditSession) -> Indicator | None:
    """The indicator that is to be changed: that of the address (change?id=neet), else the last one, or one chosen."""
    catalogue = session.catalogue
    names = {one.id: name_in_list(one, catalogue.theme(one.theme).name) for one in catalogue.indicators}
    asked = st.query_params.get("id") or st.session_state.get(LAST, "")
    current = asked if asked in names else None
    chosen = st.selectbox(
        "Which indicator",
        list(names),
        list(names).index(current) if current else None,
        format_func=names.__getitem__,
        key=f"which indicator {current}",
        filter_mode="contains",
        placeholder="Type a part of its name, or its number",
        width=620,
    )
    st.session_state[LAST] = chosen
    if chosen != current:
        st.query_params.from_dict({"id": chosen} if chosen else {})
        st.rerun()
    return catalogue.indicator(chosen) if chosen else None


def changed_rows(session: EditSession, indicator: Indicator) -> Form:
    """The form; a row for each field that was changed, and where its fields stand."""
    form = _Fields(session, indicator)
    st.header("What it is", anchor="words")
    form.lines(("name", "short_name"))
    with form.beside_each_other():
        form.theme()
        form.choice("polarity", polarity.WAYS)
        form.choice("frequency", {one: one for one in get_args(Frequency)})
        form.day("expected_from", indicator.expected_from)
    form.texts(("definition", "caution"))
    st.header("Who answers, and what to ask", anchor="answers")
    form.lines(("owner", "ask"))
    form.texts(("why_it_matters", "note"))
    st.header("Targets", anchor="targets")
    for number, target in enumerate(indicator.targets, 1):
        form.target(number, target)
    if not indicator.targets:
        st.html(paragraph("It has no target. A new one is added on the page Add a quarter.", look="quiet"))
    st.header("Breaks and new limits", anchor="breaks")
    form.breaks()
    st.header("Retire it" if indicator.retired is None else "Retired", anchor="retire")
    form.retirement()
    return form.form


class _Fields:
    """The fields of one indicator, and the rows of those that were changed, in the order in which they stand."""

    def __init__(self, session: EditSession, indicator: Indicator) -> None:
        self.session, self.indicator = session, indicator
        self.form = Form()
        self.beside = st.container()

    @contextmanager
    def beside_each_other(self) -> Iterator[None]:
        """Fields in a row; what is wrong with them is told beneath it."""
        row, self.beside = st.container(horizontal=True), st.container()
        with row:
            yield

    def _columns(self, count: int) -> list[DeltaGenerator]:
        """The same in columns of one width."""
        columns, self.beside = st.columns(count), st.container()
        return columns

    @property
    def catalogue(self) -> Catalogue:
        return self.session.catalogue

    def lines(self, names: Sequence[str]) -> None:
        """Fields of one line beside each other."""
        for name, column in zip(names, self._columns(len(names)), strict=True):
            with column:
                self._line(name)

    def texts(self, names: Sequence[str]) -> None:
        """Fields of several lines beside each other."""
        for name, column in zip(names, self._columns(len(names)), strict=True):
            standing, place = str(getattr(self.indicator, name) or ""), self._key(name)
            self._follow(place, standing)
            with column:
                typed = text_area(BY_NAME[name].words, place, _HELP.get(name), 120, standing=standing)
            self._changed(name, typed, standing)

    def choice(self, name: str, words: Mapping[str, str]) -> None:
        """One word of a list."""
        standing, place = str(getattr(self.indicator, name)), self._key(name)
        self._follow(place, standing)
        chosen = st.selectbox(
            BY_NAME[name].words,
            list(words),
            list(words).index(standing),
            format_func=words.__getitem__,
            key=place,
            persist_state="session",
            help=_HELP.get(name),
            width=280,
        )
        self._changed(name, chosen or "", standing)

    def theme(self) -> None:
        """One that is there, or a new one with its name."""
        names = {theme.id: theme.name for theme in self.catalogue.themes} | {ANOTHER_THEME: ANOTHER_THEME}
        standing, place = self.indicator.theme, self._key("theme")
        self._follow(place, standing)
        chosen = st.selectbox(
            BY_NAME["theme"].words,
            list(names),
            list(names).index(standing),
            format_func=names.__getitem__,
            key=place,
            persist_state="session",
            width=280,
        )
        if chosen == ANOTHER_THEME:
            named = st.text_input(
                "Name of the new theme", key=self._key("new theme"), persist_state="session", live=LIVE, width=280
            )
            self._changed("theme", f"{NEW_THEME} {named.strip()}", standing, places={"new": "new theme"})
        else:
            self._changed("theme", chosen or "", standing)

    def day(self, name: str, standing: date | None) -> None:
        """A day, in words."""
        self._line(name, day_words(standing) if standing else "", 220)

    def target(self, number: int, target: Target) -> None:
        """Until when a target holds, and how far from it still counts as close."""
        since = f", from {day_words(target.from_)}" if target.from_ else ""
        name = f"{formatting.capital(named_target(target, self.indicator))}{since}"
        st.html(level_heading(name, 3))
        which = {"which": str(number)}
        with self.beside_each_other():
            until = day_words(target.until) if target.until else ""
            typed = self._field(f"until {number}", f"Last day: {name}", until, 240, "Leave it empty while it holds.")
            places = {"new": f"until {number}"}
            self._changed("until", typed, until, which, f"Last day of target {number}", places=places)
            if target.value is None or self.indicator.polarity == "neutral":
                return
            band = target.tolerance
            width = formatting.number(band.value) if band else ""
            help = "How far from the target still counts as close to it, in the indicator’s unit."
            typed = self._field(f"tolerance {number}", f"Tolerance: {name}", width, 200, help)
            if not (typed.strip() or band):
                return
            cited = {**which, **self._cited(number, name, target)}
            told = (width, band.source if band else "", band.at if band else "")
            given = (typed.strip(), cited.get("source", ""), cited.get("at", ""))
            if given != told:
                where, emptied = f"Tolerance of target {number}", not typed.strip()
                fields = {"new": "tolerance", "source": "tolerance source", "at": "tolerance at"}
                places = {cell: f"{field} {number}" for cell, field in fields.items()}
                self._changed("tolerance", typed, "", cited, where, emptied=emptied, places=places)

    def _cited(self, number: int, name: str, target: Target) -> dict[str, str]:
        """The source of a tolerance and the place in it; those of the target are offered."""
        titles = {one: source.title for one, source in self.catalogue.sources.items()}
        band, place = target.tolerance or target, self._key(f"tolerance source {number}")
        self._follow(place, band.source)
        source = st.selectbox(
            label(f"Source of the tolerance: {name}"),
            list(titles),
            list(titles).index(band.source),
            format_func=titles.__getitem__,
            key=place,
            persist_state="session",
            width=300,
        )
        at = self._field(f"tolerance at {number}", f"Place in that source: {name}", band.at, 240)
        return {key: words for key, words in (("source", source or ""), ("at", at.strip())) if words}

    def breaks(self) -> None:
        """What stands before figures, to take back; and a new break, or new limits."""
        self.beside = st.container()
        periods = [line for line in self.indicator.observations if line.status != "predicted" and line.period.dated]
        for line in periods:
            self._standing(line)
        later = [line.period.label for line in periods[1:]]
        if not later:
            st.html(paragraph("It needs two dated figures before one can be set apart from the other.", look="quiet"))
            return
        words = {"": "none", **{one: BY_NAME[one].words for one in ("break_before", "rebase_before")}}
        with self.beside_each_other():
            kind = st.selectbox(
                "What begins",
                list(words),
                format_func=words.__getitem__,
                key=self._key("before"),
                persist_state="session",
                help="A break ends the line: figures on either side count different things. New limits leave the line "
                "whole, where the service itself changed.",
                width=240,
            )
            if not kind:
                return
            period = st.selectbox(
                "Before which figure", later[::-1], key=self._key("before when"), persist_state="session", width=240
            )
            why = self._field("before why", "Why", "", 480)
        where, places = BY_NAME[kind].words, {"changes": "before", "period": "before when", "new": "before why"}
        self._changed(kind, why, "", {"period": period or ""}, where, needed=True, places=places)

    def _standing(self, line: Observation) -> None:
        for name in ("break_before", "rebase_before"):
            said = getattr(line, name)
            if said is None:
                continue
            reason, when = said if name == "break_before" else said.reason, formatting.reader_period(line.period)
            words = f"Take out: {BY_NAME[name].words.lower()} {when} ({reason})"
            taken = self._tick(f"{name} {line.period.label}", words)
            where = f"{BY_NAME[name].words} {when}"
            places = {"new": f"{name} {line.period.label}"}
            self._changed(name, "", "", {"period": line.period.label}, where, emptied=taken, places=places)

    def retirement(self) -> None:
        """From when on it is no longer reported, and why; or that it is reported again."""
        retired = self.indicator.retired
        st.html(
            paragraph(
                f"{retired_words(self.indicator)} It keeps its history and its address."
                if retired
                else "A retired indicator keeps its history, its number and its address. It is due no more, in no "
                "count, and stands in a fold at the end of the scorecard, with the reason. It can be taken back.",
                look="quiet",
            )
        )
        if retired and self._tick("take back", "Take it back: it is reported again"):
            self._changed("retired", "", "", where="Retired", emptied=True, places={"new": "take back"})
            return
        with self.beside_each_other():
            on, reason = (day_words(retired.on), retired.reason) if retired else ("", "")
            day = self._field("retired on", "Retired on", on, 240, "The first day on which no figure is asked for.")
            why = self._field("retired why", "Why it is retired", reason, 620)
        if (day.strip(), why.strip()) != (on, reason):
            places = {"new": "retired on", "reason": "retired why"}
            self._changed("retired", day, "", {"reason": why.strip()}, "Retired", needed=True, places=places)

    # ---- one field -----------------------------------------------------------------------------------

    def _line(self, name: str, standing: str | None = None, width: int | None = None) -> None:
        said = str(getattr(self.indicator, name) or "") if standing is None else standing
        typed = self._field(name, BY_NAME[name].words, said, width, _HELP.get(name))
        self._changed(name, typed, said)

    def _field(self, name: str, words: str, standing: str, width: int | None = None, help: str | None = None) -> str:
        place = self._key(name)
        self._follow(place, standing)
        typed = st.text_input(
            label(words),
            standing,
            key=place,
            persist_state="session",
            help=help,
            live=LIVE,
            width=width or "stretch",
        )
        return typed or ""

    def _tick(self, name: str, words: str) -> bool:
        return st.checkbox(label(words), key=self._key(f"{name} {TICK}"), persist_state="session")

    def _key(self, name: str) -> str:
        return self.session.key(self.indicator.id, name)

    def _follow(self, place: str, standing: str) -> None:
        """Have a field follow what stands where others changed it and nobody touched it here.

        Else the state is left alone, at first too: what is set there goes before what is being typed, and before what
        the browser still shows after a new start of the server.
        """
        state, seen = st.session_state, standing_key(place)
        if place not in state and f"{place} kept" in state:
            state[place] = state[f"{place} kept"]
        if place in state and state.get(seen, standing) == state[place] != standing:
            state[place] = standing
        state[seen] = standing

    def _changed(
        self,
        name: str,
        typed: str,
        standing: str,
        cells: Mapping[str, str] | None = None,
        where: str = "",
        *,
        emptied: bool = False,
        needed: bool = False,
        places: Mapping[str, str] | None = None,
    ) -> None:
        """A row where a field says something else; an emptied one is taken out, unless it is ``needed``.

        ``places`` are the fields of the row's cells; without it the cell ``new`` is that of the field ``name``.
        """
        words = typed.strip()
        same = words in (standing.strip(), " ".join(standing.split()))
        if same and not (emptied or needed):
            return
        new = words or ("" if needed else TAKE_OUT)
        filled = {"indicator": self.indicator.id, "changes": BY_NAME[name].words, "new": new, **(cells or {})}
        where = where or BY_NAME[name].words
        row = Row("change", {key: text for key, text in filled.items() if text}, where)
        keys = {cell: self._key(field) for cell, field in (places or {"new": name}).items()}
        self.form.add([row], Place(self.beside, keys, names={"new": where}))
