"""The pack on the page Meeting: what goes into it, and its downloads; charts that a page drew are used again.

(contract: The pack)
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date

import streamlit as st

from metrics.analysis.challenges import agenda_of, meetings_held, next_meeting
from metrics.analysis.panel_readers import for_readers
from metrics.analysis.recommendations import RecommendationReadings
from metrics.analysis.since_last import FigureNews
from metrics.catalogue.panel_record import PanelRecord
from metrics.catalogue.period import day_words
from metrics.exports import xlsx
from metrics.markup import page
from metrics.markup.elements import paragraph
from metrics.pack import pdf, rows, workbook
from metrics.pack.committee_text import committee_text
from metrics.pack.contents import Choice, DataVersion, Pack, contents, last_before
from metrics.screen import cached, page_frame
from metrics.screen.page_frame import View
from metrics.wording import pack as pack_words
from metrics.wording.formatting import capital

MADE = "pack made"
"""Where the session keeps which PDF it asked for, and its bytes."""


def offer(
    view: View,
    record: PanelRecord,
    news_since: Callable[[date], FigureNews | None],
    recommended: RecommendationReadings | None,
) -> None:
    """The pack of a meeting, folded, and its text for the committee report.

    ``record`` may hold more than readers may see, and the pack does not; ``news_since`` tells what is new of the
    figures since the day of a meeting.
    """
    seen = for_readers(record)
    with st.expander("The papers for a meeting (PDF and workbook)", key="papers for a meeting"):
        choice = _choice(view, seen)
        last = last_before(seen, choice, view.today)
        news = news_since(last.date) if last else None
        version = DataVersion(view.version, page_frame.last_change())
        figures = view.catalogue, view.readings
        pack = contents(*figures, seen, view.today, choice, version, news, _address(), recommended)
        page_frame.show(paragraph(f"{pack.chosen}. {pack.left_out}".strip()))
        with st.container(horizontal=True):
            _pdf_button(view, pack, repr((view.version, view.today, choice, seen, pack.since, pack.asked_for)))
            _tables(view, pack)
    page_frame.show(page.copy_fold(pack_words.COPY_COMMITTEE_TEXT, committee_text(pack)))


def _choice(view: View, record: PanelRecord) -> Choice:
    """Which meeting, which indicators, draft or final."""
    held = [one.date for one in meetings_held(record)]
    coming = next_meeting(record, view.today)
    meeting = coming.date if coming else None
    if len(held) > 1:
        days = [*([] if meeting else [None]), *reversed(held)]
        at = days.index(meeting)
        meeting = st.selectbox("Meeting", days, at, lambda day: day_words(day) if day else "None in particular")
    first = "The meeting’s agenda" if meeting and agenda_of(record, meeting) else "Exceptions first"
    which = st.radio("What goes in", (first, "Everything"), horizontal=True)
    standing = st.radio("Draft or final", ("Draft", "Final"), horizontal=True)
    return Choice(meeting, which == "Everything", standing == "Final")


def _pdf_button(view: View, pack: Pack, wanted: str) -> None:
    """A button that draws and sets the PDF with progress; then, until anything else is chosen, its download."""
    made = st.session_state.get(MADE)
    if made is None or made[0] != wanted:
        if st.button("Make the PDF", type="primary"):
            charts = _charts(view, pack)
            try:
                st.session_state[MADE] = (wanted, pdf.pdf(pack, charts, view.today))
            except pdf.NotSetError as refused:
                page_frame.show(paragraph(f"{capital(str(refused))}.", look="notice-line", role="alert"))
                return
            st.rerun()
        return
    page_frame.show(paragraph("The PDF is made.", look="notice-line", role="status", arrives=str(hash(wanted))))
    st.download_button(
        f"Download the pack (PDF, {max(len(made[1]) // 1000, 1):,} KB)",
        made[1],
        file_name=_name(pack, "pdf"),
        mime="application/pdf",
        type="primary",
        on_click="ignore",
    )


def _charts(view: View, pack: Pack) -> dict[str, str]:
    """The chart of every block; those that no page has drawn yet are drawn now, and how far that is is shown."""
    shown, drawn = st.progress(0.0, "Drawing the charts"), {}
    for number, block in enumerate(pack.blocks, 1):
        drawn[block.reading.indicator.id] = cached.paper_chart(view.catalogue, block.reading)
        shown.progress(number / len(pack.blocks), f"Drawing the charts: {number} of {len(pack.blocks)}")
    shown.empty()
    return drawn


def _tables(view: View, pack: Pack) -> None:
    st.download_button(
        "Download the workbook (XLSX)",
        functools.partial(workbook.workbook, pack, view.catalogue, view.today),
        file_name=_name(pack, "xlsx"),
        mime=xlsx.MIME,
        on_click="ignore",
    )
    st.download_button(
        "Download the figures (CSV)",
        functools.partial(rows.csv, pack, view.catalogue),
        file_name=_name(pack, "csv"),
        mime="text/csv",
        on_click="ignore",
    )


def _name(pack: Pack, ending: str) -> str:
    day = (pack.day or pack.made_on).replace(" ", "-").lower()
    return f"corporate-parenting-{day}-{pack.standing.lower()}.{ending}"


def _address() -> str:
    """Where the dashboard stands, as this visitor reaches it."""
    return (st.context.url or "").split("?")[0].rpartition("/")[0]
