"""The HTML of what asks for an exception: after a save, and for whoever keeps the record on the page Meeting.

(reporting: Meetings)
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.analysis.agenda import AgendaReason
from metrics.analysis.reading import Reading
from metrics.markup import record_page
from metrics.markup.elements import indicator_link, page_link
from metrics.markup.templating import render
from metrics.wording import panel as words


def section(lacking: Sequence[tuple[Reading, tuple[AgendaReason, ...]]]) -> Markup:
    """Indicators that are off and lack an exception, with why and the way to report one; nothing without any."""
    if not lacking:
        return Markup()
    lines = [
        Markup("{}: {}. {}").format(
            indicator_link(reading.indicator),
            "; ".join(words.reason_words(reason, reading) for reason in why),
            page_link(record_page.address("exception", reading.indicator.id), "Report an exception"),
        )
        for reading, why in lacking
    ]
    return render("exceptions_asked.html", lines=lines, few=record_page.FEW)
