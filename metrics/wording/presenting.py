"""What the screens shown to a meeting say beside the briefings: what is new in counts, what was asked.

(reporting: Meetings)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from metrics.analysis.challenges import ChallengeReading, ExceptionReading
from metrics.analysis.presented import Selection
from metrics.analysis.since_last import FigureNews, RecordNews
from metrics.catalogue.panel_record import Meeting
from metrics.wording import news, panel
from metrics.wording.briefing import Briefing, Part
from metrics.wording.formatting import capital, listed, plural

START, END = "Start", "End"
"""The first screen and the last one, where others are counted: 4 of 9."""


def place_words(number: int, count: int) -> str:
    """Where the screen of an indicator stands among all of them: 4 of 9."""
    return f"{number} of {count}"


def notes(selection: Selection, meeting: Meeting | None, asked_for: str) -> list[str]:
    """What whoever presents must know of the choice; ``asked_for`` is the meeting that the address names."""
    told = []
    if asked_for and (meeting is None or str(meeting.date) != asked_for):
        told.append(f"The record has no meeting on {asked_for}; this is the next one." if meeting else NO_MEETING)
    if selection.no_agenda:
        told.append("No agenda is recorded for this meeting: these are the indicators that are offered for it.")
    if selection.unknown:
        told.append(f"There is no indicator {listed(selection.unknown)}, so it has no screen.")
    return told


NO_MEETING = "The record has no meeting on that day and none to come."
STALE_FIGURES = "The data file has a problem: these are the figures of its last version without one."
LOST = "A file was edited by hand, and something that it held has gone or changed: the other pages tell what."
STALE_RECORD = "The panel’s record has a problem: what was asked may not be complete here."


def news_counts(figures: FigureNews | None, record: RecordNews) -> list[str]:
    """What is new since the last meeting, counted, a line each; that it can't be told, or that nothing is."""
    lines = [panel.NOT_KEPT] if figures is None else list(_counted(figures))
    recorded = news.record_counts(record)
    return [*lines, *([f"{capital(recorded)}."] if recorded else [])] or [panel.NOTHING_NEW]


def _counted(figures: FigureNews) -> Iterable[str]:
    began, ceased = len(figures.began_to_miss), len(figures.ceased_to_miss)
    counts = (
        (len(figures.figures), f"new {plural(len(figures.figures), 'figure')}"),
        (len(figures.revisions), f"{plural(len(figures.revisions), 'figure')} revised"),
        (len(figures.published), f"newly published {plural(len(figures.published), 'figure')}"),
        (began, f"{plural(began, 'indicator')} now {plural(began, 'misses', 'miss')} a target or duty"),
        (ceased, f"{plural(ceased, 'indicator')} no longer {plural(ceased, 'misses', 'miss')} a target or duty"),
        (len(figures.predictions), f"{plural(len(figures.predictions), 'prediction')} now due"),
    )
    yield from (f"{count} {words}." for count, words in counts if count)
    if not figures.published_known:
        yield news.PUBLISHED_NOT_KEPT


def asked_heading(day: date, today: date) -> str:
    """When the questions were asked with which a meeting of ``day`` ends."""
    return "Asked today" if day == today else "Asked at this meeting"


def none_asked(day: date, today: date) -> str:
    """That there are none."""
    return f"No challenge of {'today' if day == today else 'this meeting'} is recorded yet."


def asked(reading: ChallengeReading, today: date) -> Part:
    """A challenge in two lines: what was asked, and who answers and how it stands."""
    return Part(reading.challenge.asked, f"{reading.challenge.role}: {panel.challenge_state(reading, today)}")


def beside_the_chart(
    told: Briefing, challenges: Iterable[ChallengeReading], exceptions: Iterable[ExceptionReading], today: date
) -> list[Part]:
    """What stands beside an indicator's chart, the weightiest first, since the last of it may have no room.

    After the finding come the panel's own record and the officers' words, then what limits the finding, and last how
    a source wrote its period. ``challenges`` and ``exceptions`` are the indicator's own that are not settled.
    """
    limiting = [part for label in LIMITING for part in told.parts if part.label == label]
    parts = [part for part in told.parts if part not in limiting]
    for exception in exceptions:
        report = exception.report
        why, done = report.cause.rstrip("."), report.action.rstrip(".")
        words = f"{why}. Action: {done}. {report.role}: {panel.exception_state(exception, today)}"
        parts.append(Part(f"Exception {report.number}", words))
    for one in challenges:
        words = f"{one.challenge.asked} {capital(panel.challenge_state(one, today))}"
        parts.append(Part(f"Challenge {one.challenge.number}", words))
    parts += [Part("Commentary", told.commentary), Part("How sure", told.sure)]
    return [part for part in [*parts, *limiting] if part.words]


LIMITING = ("To note", "Not known", "Earlier", "Period")
"""What a briefing tells of how its figures are to be read, in the order of their weight."""
