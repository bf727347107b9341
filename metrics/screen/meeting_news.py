"""What the page Meeting tells of a meeting gone by: what is new since, and what asks for an exception."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st
from markupsafe import Markup

from metrics.analysis import agenda
from metrics.analysis.challenges import meetings_held, read_challenges, read_exceptions
from metrics.analysis.panel_readers import for_readers
from metrics.analysis.since_last import FigureNews, record_news
from metrics.catalogue.panel_record import PanelRecord
from metrics.markup import exceptions_asked, since_last
from metrics.markup.since_last import Since
from metrics.screen.page_frame import View
from metrics.wording import news
from metrics.wording.news import Group


def since(view: View, record: PanelRecord, news_since: Callable[[date], FigureNews | None]) -> Markup:
    """What is new since the last meeting, or since the one that the address asks for; nothing before the first one."""
    held = [one for one in reversed(meetings_held(record)) if one.date < view.today]
    if not held:
        return Markup()
    asked = st.query_params.get("since", "")
    meeting = next((one for one in held if one.date.isoformat() == asked), held[0])
    figures = news_since(meeting.date)
    found, to_paste = (_groups(view, one, meeting.date, figures) for one in (record, for_readers(record)))
    wrong = asked if asked != meeting.date.isoformat() else ""
    others = [one for one in held if one != meeting]
    address = f"{(st.context.url or '').split('?')[0]}?since={meeting.date}"
    told = Since(meeting, found, to_paste, others, last=meeting == held[0], wrong=wrong)
    return since_last.section(told, view.today, address)


def _groups(view: View, record: PanelRecord, day: date, figures: FigureNews | None) -> list[Group]:
    challenged = read_challenges(record, view.today), read_exceptions(record, view.today)
    return news.groups(figures, record_news(*challenged, day), view.catalogue.sources)


def asked_for(view: View, record: PanelRecord) -> Markup:
    """Every indicator that is off and lacks an exception; for whoever keeps the record."""
    return exceptions_asked.section(agenda.without_exception(view.readings, read_exceptions(record, view.today)))
