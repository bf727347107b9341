"""The HTML of one indicator a screen, for the projector of a meeting: every screen in one page, of which one is seen.

So stepping needs no server, and all screens are of one version of the data, which is named on each of them. The
first screen is the meeting with what was asked last time and what is new; the last is what was asked today and
what is still open. Which one is seen decides ``present_script.html``; without it, and on paper, all stand below each
other.

(reporting: Meetings)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from metrics.analysis.agenda import Offer
from metrics.analysis.challenges import (
    asked_last_time,
    open_challenges,
    open_exceptions,
    read_challenges,
    read_exceptions,
)
from metrics.analysis.reading import Reading
from metrics.catalogue.panel_record import Meeting, PanelRecord
from metrics.catalogue.period import day_words
from metrics.markup.elements import indicator_address, verdict_tag
from metrics.markup.templating import render
from metrics.wording import formatting, panel, presenting
from metrics.wording.briefing import Part, briefing
from metrics.wording.cards import card_tag


@dataclass(frozen=True)
class Drawn:
    """An indicator's chart as HTML: large for a projector, and in place of it for a phone."""

    large: Markup
    phone: Markup


NOTHING = Drawn(Markup(), Markup())
"""Where no figure can be drawn."""


@dataclass(frozen=True)
class Presented:
    """What a meeting is shown: the record as readers may see it, and indicators in the order of the agenda.

    An indicator without an entry in ``charts`` is still being drawn. ``meeting`` is None where indicators are shown
    without one; ``offers`` say why those that were offered are here; ``news`` are lines of what is new since the last
    meeting, ``data`` names the version of the data, and ``notes`` are what whoever presents must know. ``at`` is the
    screen that is seen first: a number from 1, ``end``, else the start.
    """

    record: PanelRecord
    today: date
    readings: Sequence[Reading]
    charts: Mapping[str, Drawn]
    meeting: Meeting | None = None
    offers: Sequence[Offer] = ()
    news: Sequence[str] = ()
    data: str = ""
    notes: Sequence[str] = ()
    council: str = ""
    at: str = ""

    @property
    def day(self) -> date:
        """The day of the meeting; today where indicators are shown without one."""
        return self.meeting.date if self.meeting else self.today


def page(shown: Presented) -> Markup:
    """All screens, with the bar of buttons beneath them."""
    names = ["start", *map(str, range(1, len(shown.readings) + 1)), "end"]
    at = shown.at if shown.at in names else "start"
    count = len(shown.readings)
    places = [presenting.place_words(number, count) for number in range(1, count + 1)]
    return render(
        "present.html",
        names=names,
        at=at,
        places=dict(zip(names, [presenting.START, *places, presenting.END], strict=True)),
        start=_start(shown),
        screens=[_screen(shown, one) for one in shown.readings],
        end=_end(shown),
        data=shown.data,
        leave="meeting",
    )


def _start(shown: Presented) -> dict[str, object]:
    meeting, why = shown.meeting, {one.reading.indicator.id: one for one in shown.offers}
    last = asked_last_time(shown.record, shown.day, shown.today)
    asked = [*last.asked, *last.older]
    return {
        "title": meeting.title if meeting else "Indicators for the panel",
        "when": ", ".join(part for part in (day_words(meeting.date), meeting.place) if part)
        if meeting
        else f"{shown.council}, {day_words(shown.today)}",
        "notes": shown.notes,
        "asked": [presenting.asked(one, shown.today) for one in asked],
        "news": shown.news,
        "agenda": [Part(one.indicator.title, _why(why.get(one.indicator.id))) for one in shown.readings],
        "heading": f"{len(shown.readings)} {formatting.plural(len(shown.readings), 'indicator')}",
    }


def _why(offer: Offer | None) -> str:
    """Why it was offered; nothing where the panel chose it."""
    return "; ".join(panel.reason_words(reason, offer.reading) for reason in offer.reasons) if offer else ""


def _screen(shown: Presented, reading: Reading) -> dict[str, object]:
    indicator, told = reading.indicator, briefing(reading)
    challenges = open_challenges(read_challenges(shown.record, shown.today), indicator.id)
    exceptions = open_exceptions(read_exceptions(shown.record, shown.today), indicator.id)
    return {
        "told": told,
        "tag": verdict_tag(card_tag(reading) if reading.counted else None),
        "parts": presenting.beside_the_chart(told, challenges, exceptions, shown.today),
        "chart": shown.charts.get(indicator.id),
        "address": indicator_address(indicator.id),
    }


def _end(shown: Presented) -> dict[str, object]:
    challenges = [one for one in read_challenges(shown.record, shown.today) if one.state != "withdrawn"]
    today = [one for one in challenges if one.challenge.asked_on == shown.day]
    still = [one for one in open_challenges(challenges) if one not in today]
    waiting = [one for one in (*today, *still) if one.waiting]
    return {
        "heading": presenting.asked_heading(shown.day, shown.today),
        "none": presenting.none_asked(shown.day, shown.today),
        "waiting": panel.waiting_words(waiting),
        "today": [presenting.asked(one, shown.today) for one in today],
        "open": [presenting.asked(one, shown.today) for one in still],
    }
