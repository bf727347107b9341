"""The HTML of "Since the last meeting" on the page Meeting: what is new, a text of it to paste, other meetings.

(reporting: Meetings)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from metrics.catalogue.panel_record import Meeting
from metrics.catalogue.period import day_words
from metrics.markup.elements import indicator_link
from metrics.markup.record_page import FEW, anchor
from metrics.markup.templating import render
from metrics.wording import news
from metrics.wording.formatting import capital
from metrics.wording.news import Group, Line


@dataclass(frozen=True)
class Since:
    """What is new since ``meeting``, in groups; ``others`` are those one may look back to instead, latest first.

    ``to_paste`` is of it what everybody may see: nobody knows where a text is pasted (contract: The panel's record).
    ``last``: it is the last one before today; ``wrong`` is what the address asked for in vain.
    """

    meeting: Meeting
    groups: Sequence[Group]
    to_paste: Sequence[Group]
    others: Sequence[Meeting] = ()
    last: bool = True
    wrong: str = ""


def section(since: Since, today: date, address: str) -> Markup:
    """What is new, with links; ``address`` is the page's own, for the text to paste."""
    named = f"the last meeting, {day_words(since.meeting.date)}" if since.last else day_words(since.meeting.date)
    return render(
        "since_last.html",
        heading=f"Since {named}",
        wrong=f"No meeting was held on “{since.wrong}”; this is since the last one." if since.wrong else "",
        groups=[_group(one) for one in since.groups],
        nothing=news.nothing_new(last=since.last),
        message=news.message(since.meeting, today, since.to_paste, address, last=since.last),
        others=[(f"meeting?since={one.date}#since", day_words(one.date)) for one in since.others],
        few=FEW,
    )


def _group(group: Group) -> dict[str, object]:
    records = [(anchor(name), capital(name)) for name in group.records]
    return {"heading": group.heading, "lines": [_line(one) for one in group.lines], "records": records}


def _line(line: Line) -> Markup | str:
    if line.reading is None:
        return f"{capital(line.words)}."
    words = ", ".join(part for part in (line.words, line.more) if part)
    return Markup("{}: {}").format(indicator_link(line.reading.indicator), words)
