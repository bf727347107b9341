"""The page What is due: which rounds and whose figures, the list, and its downloads; for those who enter figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import streamlit as st

from metrics.analysis.due import Round, by_owner, calendar_rounds, current_rounds, rounds_to_choose
from metrics.catalogue.ids import slug
from metrics.catalogue.period import PeriodError, parse
from metrics.exports.due_csv import due_csv
from metrics.exports.due_ics import due_ics
from metrics.markup import due_page
from metrics.markup.elements import paragraph
from metrics.screen import page_frame, sign_in
from metrics.screen.page_frame import View
from metrics.store import access_file, data_file
from metrics.wording import due as words
from metrics.wording.formatting import capital, reader_period


def show_due(view: View, clock: Callable[[], datetime]) -> None:
    """The page for whoever may enter figures; anybody else is told why not."""
    settings, visitor = access_file.access_settings(data_file.locate()), sign_in.visitor()
    sign_in.sign_in_box(settings, visitor, clock())
    if why := sign_in.explanation(settings, visitor, clock()):
        st.html(why)
        return
    current = current_rounds(view.catalogue, view.today)
    with st.container(horizontal=True):
        chosen = _choose_period(view, rounds_to_choose(view.catalogue, view.today))
        rounds = current if chosen is None else [chosen]
        owner = _choose_owner(list(by_owner(rounds)))
    page_frame.show(due_page.page(view.catalogue, rounds, view.today, owner))
    if any(one.of("missing") for one in rounds):
        st.html(paragraph(words.HOW_NOT_RECEIVED, look="quiet"))
    if rounds:
        calendar = calendar_rounds(view.catalogue, view.today) if chosen is None else rounds
        _offer_downloads(view, rounds, calendar, owner, clock)


def _choose_period(view: View, rounds: Sequence[Round]) -> Round | None:
    """One round, as the address may name it (due?period=2013/14 Q2); None for all that come next."""
    named = {one.period.label: one for one in rounds}
    labels = ["", *named]
    asked = _label(st.query_params.get("period", ""))
    label = st.selectbox(
        "Period",
        labels,
        labels.index(asked) if asked in named else 0,
        format_func=lambda label: _period_option(view, named[label]) if label else words.EVERYTHING,
        key="due period",
        width=520,
    )
    return named.get(label)


def _label(asked: str) -> str:
    try:
        return parse(asked).label if asked else ""
    except PeriodError:
        return ""


def _period_option(view: View, made: Round) -> str:
    return f"{capital(reader_period(made.period))}: {words.count_words(made, view.today)}"


def _choose_owner(names: Sequence[str]) -> str | None:
    """Who answers; "" for figures without an owner, None for all."""
    options: list[str | None] = [None, *names]
    asked = st.query_params.get("owner")
    return st.selectbox(
        "Who answers",
        options,
        options.index(asked) if asked in names else 0,
        format_func=lambda name: words.EVERYBODY if name is None else name or words.NOBODY,
        key="due owner",
        width=420,
    )


def _offer_downloads(
    view: View, rounds: Sequence[Round], calendar: Sequence[Round], owner: str | None, clock: Callable[[], datetime]
) -> None:
    """The list as CSV, and the days as a calendar file."""
    name = f"due-{slug(owner or words.NOBODY)}" if owner is not None else "due"
    with st.container(horizontal=True):
        st.download_button(
            "Download the list (CSV)",
            lambda: due_csv(by_owner(rounds, owner), view.today),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.download_button(
            "Download the days for a calendar (ICS)",
            lambda: due_ics(view.catalogue.organisation.name, calendar, clock(), owner),
            file_name=f"{name}.ics",
            mime="text/calendar",
            on_click="ignore",
        )
