"""The HTML of the page Meeting: the panel's record as whoever reads it may see it (``store/record_file.seen_by``).

First what somebody owes the panel, overdue first; then exceptions, what is answered and settled, and the meetings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from metrics.analysis.agenda import Offer
from metrics.analysis.challenges import (
    ChallengeReading,
    ExceptionReading,
    agenda_of,
    meetings_standing,
    next_meeting,
    open_challenges,
    open_exceptions,
    read_challenges,
    read_exceptions,
)
from metrics.analysis.suppression import problem_for_readers
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_record import Meeting, PanelRecord
from metrics.catalogue.problems import Problem
from metrics.markup import record_page
from metrics.markup.elements import indicator_link, paragraph
from metrics.markup.page import problems
from metrics.markup.templating import piece, render
from metrics.wording import formatting
from metrics.wording import panel as words
from metrics.wording.panel_entries import Told, challenge_told, exception_told

EMPTY = Markup()


@dataclass(frozen=True)
class Shown:
    """A record as this visitor may see it, the day, and the catalogue whose indicators it speaks of.

    ``offers`` are the indicators offered to the next meeting; ``since`` is what is new since the last one, and
    ``asked_for`` which indicators lack an exception, ``not_moving`` which recommendations don't move, as HTML of their
    rooms;
    ``keeps``: the visitor may write the record. ``beside`` is the indicator whose page it stands on: it isn't named.
    """

    record: PanelRecord
    catalogue: Catalogue
    today: date
    offers: Sequence[Offer] = ()
    since: Markup = EMPTY
    asked_for: Markup = EMPTY
    keeps: bool = False
    beside: str = ""
    not_moving: Markup = EMPTY

    def link(self, indicator_id: str) -> Markup | str:
        """The indicator's page; its id alone where the data file no longer has it, nothing on that page itself."""
        if indicator_id == self.beside:
            return ""
        indicator = self.catalogue.indicator(indicator_id)
        return indicator_link(indicator) if indicator else indicator_id


def page(shown: Shown) -> Markup:
    """The whole page; how a record begins where there is none yet."""
    record, today = shown.record, shown.today
    asked, reported = read_challenges(record, today), read_exceptions(record, today)
    listed = open_challenges(asked)
    waiting = [one for one in listed if one.waiting]
    return render(
        "meeting.html",
        nothing=record == PanelRecord(),
        keeps=shown.keeps,
        coming=_coming(shown),
        offered=_offered(shown),
        few=record_page.FEW,
        since=shown.since,
        asked_for=shown.asked_for,
        not_moving=shown.not_moving,
        waiting=[_challenge(shown, one) for one in waiting],
        waiting_words=words.waiting_words(waiting),
        carried=[_exception(shown, one) for one in open_exceptions(reported)],
        answered=[_challenge(shown, one) for one in listed if not one.waiting],
        settled=[_challenge(shown, one) for one in reversed(asked) if one.settled],
        closed=[_exception(shown, one) for one in reversed(reported) if one.state != "open"],
        meetings=[_meeting(shown, one) for one in _others(shown)],
    )


def of_indicator(shown: Shown, indicator_id: str) -> Markup:
    """What the panel asked about an indicator, and exceptions of it, for its own page; nothing where there is none."""
    asked = [one for one in read_challenges(shown.record, shown.today) if one.challenge.indicator == indicator_id]
    reported = [one for one in read_exceptions(shown.record, shown.today) if one.report.indicator == indicator_id]
    if not asked and not reported:
        return Markup()
    alone = replace(shown, beside=indicator_id)
    return render(
        "indicator_record.html",
        open=[_challenge(alone, one) for one in open_challenges(asked)],
        settled=[_challenge(alone, one) for one in reversed(asked) if one.settled],
        carried=[_exception(alone, one) for one in open_exceptions(reported)],
        closed=[_exception(alone, one) for one in reversed(reported) if one.state != "open"],
    )


def record_problems(listed: Sequence[Problem], missing: Sequence[str], *, whole: bool) -> Markup:
    """What is wrong with the record's file, and what vanished from it by hand; ``whole`` for those who keep it."""
    told = Markup()
    if listed:
        lines = [problem if whole else problem_for_readers(problem) for problem in listed]
        below = paragraph("Below is what can still be read of it. The figures are not touched by this.")
        inside = below + piece("listing", lines, numbered=True, code=True)
        count = len(listed)
        told += problems(f"The panel’s record has {count} {formatting.plural(count, 'problem')}", inside)
    if missing:
        names = piece("listing", list(map(formatting.capital, missing)))
        told += problems("Lines of the panel’s record were changed or taken out by hand", names)
    return told


def _offered(shown: Shown) -> list[dict[str, object]]:
    """What is offered and not on the next agenda yet, each with its reasons."""
    coming = next_meeting(shown.record, shown.today)
    chosen = agenda_of(shown.record, coming.date) if coming else ()
    return [
        {
            "link": indicator_link(one.reading.indicator),
            "why": "; ".join(words.reason_words(reason, one.reading) for reason in one.reasons),
        }
        for one in shown.offers
        if one.reading.indicator.id not in chosen
    ]


def _coming(shown: Shown) -> dict[str, object] | None:
    meeting = next_meeting(shown.record, shown.today)
    return None if meeting is None else _meeting(shown, meeting)


def _others(shown: Shown) -> list[Meeting]:
    """Every other meeting, cancelled ones too, the latest first."""
    coming = next_meeting(shown.record, shown.today)
    return [one for one in reversed(meetings_standing(shown.record)) if one != coming]


def _meeting(shown: Shown, meeting: Meeting) -> dict[str, object]:
    return {
        "words": words.meeting_words(meeting),
        "cancelled": meeting.cancelled or "",
        "ways": record_page.meeting_ways(meeting, shown.today) if shown.keeps else [],
        "agenda": [shown.link(one) for one in agenda_of(shown.record, meeting.date)],
    }


def _challenge(shown: Shown, reading: ChallengeReading) -> dict[str, object]:
    ways = record_page.challenge_ways(reading) if shown.keeps else []
    return _entry(shown, challenge_told(reading, shown.today), ways)


def _exception(shown: Shown, reading: ExceptionReading) -> dict[str, object]:
    ways = record_page.exception_ways(reading) if shown.keeps else []
    return _entry(shown, exception_told(reading, shown.today), ways)


def _entry(shown: Shown, told: Told, ways: Sequence[Markup]) -> dict[str, object]:
    about = shown.link(told.indicator) if told.indicator else ""
    return {"told": told, "anchor": record_page.anchor(told.name), "about": about, "ways": ways}
