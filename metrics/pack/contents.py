"""What is in a meeting's pack: one model in words, from which PDF, workbook, CSV and the committee's text are made.

Nothing is rendered and nothing judged here. Whoever makes a pack, it holds what readers may see and no more
(contract: The pack).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.analysis import agenda
from metrics.analysis.challenges import (
    ChallengeReading,
    ExceptionReading,
    agenda_of,
    asked_last_time,
    looked_back_to,
    meetings_held,
    next_meeting,
    open_challenges,
    open_exceptions,
    read_challenges,
    read_exceptions,
)
from metrics.analysis.panel_readers import for_readers
from metrics.analysis.presented import Selection, select
from metrics.analysis.reading import Reading
from metrics.analysis.recommendations import RecommendationReadings
from metrics.analysis.since_last import FigureNews, record_news
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_record import Meeting, PanelRecord
from metrics.catalogue.period import day_words
from metrics.pack.asked_for import AskedFor, asked_for
from metrics.pack.blocks import Block, Judgement, Waiting, block_of, judgements, name_of, waiting_of
from metrics.wording import formatting, headline, panel, panel_entries, published, tallies, tiles
from metrics.wording import pack as words
from metrics.wording.freshness import data_words
from metrics.wording.panel_entries import Told
from metrics.wording.tiles import Tile


class NoSuchMeetingError(ValueError):
    """The record has no meeting of that day; the message says which there are."""


@dataclass(frozen=True)
class Choice:
    """What is asked for: the meeting's day (the next one where it is None), all indicators, a draft or the final."""

    meeting: date | None = None
    everything: bool = False
    final: bool = False


@dataclass(frozen=True)
class DataVersion:
    """Which figures these are: the version's name (``Loaded.key``), and the day of the last save if it is known."""

    name: str
    saved: date | None = None


@dataclass(frozen=True)
class Pack:
    """A whole pack. All are words; ``since`` is a sentence each.

    ``last_time`` was asked at the last meeting and since, ``older`` before that and isn't settled;
    ``exceptions`` are all that are open. ``meeting`` tells what, when and where, ``about`` stands at the head of each
    page. ``waiting`` is filled where everything was asked for.
    """

    title: str
    organisation: str
    contact: str
    meeting: str
    day: str
    made_on: str
    data: str
    standing: str
    address: str
    everything: bool
    chosen: str
    left_out: str
    finding: str
    counts: tuple[Tile, ...]
    counts_sentence: str
    published: str
    judgements: tuple[Judgement, ...]
    last_time_heading: str
    last_time: tuple[Told, ...]
    older: tuple[Told, ...]
    challenges_counted: str
    exceptions: tuple[Told, ...]
    since: tuple[str, ...]
    blocks: tuple[Block, ...]
    waiting: tuple[Waiting, ...]
    key: tuple[tuple[str, str], ...]
    names: dict[str, str]
    """By id, how an indicator is called where a challenge or an exception is about it: Indicator 12, Stability."""
    asked_for: AskedFor | None = None
    """What the inspection asked for; None where there is no file of it."""

    @property
    def about(self) -> str:
        """What stands at the head of each page: the meeting's day, the data and draft or final."""
        return "; ".join(part for part in (self.day, self.data, self.standing) if part)

    @property
    def groups(self) -> tuple[tuple[str, tuple[Block, ...]], ...]:
        """The blocks under the names of their themes, where everything was asked for; else all under none."""
        if not self.everything:
            return (("", self.blocks),) if self.blocks else ()
        named: dict[str, list[Block]] = {}
        for block in self.blocks:
            named.setdefault(block.theme, []).append(block)
        return tuple((name, tuple(blocks)) for name, blocks in named.items())


def meeting_of(record: PanelRecord, choice: Choice, today: date) -> Meeting | None:
    """The meeting that a pack is made for; None where none is asked for and none is planned.

    Raises:
        NoSuchMeetingError: the record has none of that day, or it does not take place.
    """
    if choice.meeting is None:
        return next_meeting(record, today)
    held = meetings_held(record)
    for one in held:
        if one.date == choice.meeting:
            return one
    known = formatting.listed([day_words(one.date) for one in held])
    there = f"the meetings are those of {known}" if held else "no meeting is recorded"
    raise NoSuchMeetingError(f"there is no meeting on {day_words(choice.meeting)}; {there}")


def last_before(record: PanelRecord, choice: Choice, today: date) -> Meeting | None:
    """The meeting since which a pack tells what is new; None where there was none.

    Raises:
        NoSuchMeetingError: as ``meeting_of``.
    """
    meeting = meeting_of(record, choice, today)
    return looked_back_to(record, meeting.date if meeting else today, today)


def contents(
    catalogue: Catalogue,
    readings: Sequence[Reading],
    record: PanelRecord,
    today: date,
    choice: Choice,
    version: DataVersion,
    news: FigureNews | None = None,
    address: str = "",
    recommended: RecommendationReadings | None = None,
) -> Pack:
    """A pack's whole contents. ``catalogue`` and ``readings`` are with small numbers suppressed.

    ``news`` is what is new of the figures since the meeting of ``last_before``; None where nothing tells.
    ``address`` is where the dashboard stands, where that is known. ``recommended`` is what the inspection asked for.

    Raises:
        NoSuchMeetingError: as ``meeting_of``.
    """
    seen = for_readers(record)
    meeting = meeting_of(seen, choice, today)
    asked, reported = read_challenges(seen, today), read_exceptions(seen, today)
    last_time = asked_last_time(seen, meeting.date if meeting else today + timedelta(days=1), today)
    offers = agenda.offered(catalogue, readings, today, news.changed if news else ())
    selected, why = _selected(readings, seen, meeting, choice, offers)
    chosen, reasons = selected.readings, {one.reading.indicator.id: _reasons(one) for one in selected.offers}
    known = {one.indicator.id for one in readings if one.theme.role == "indicators" and not one.awaiting}
    inside = {one.indicator.id for one in chosen}
    count = len(known if choice.everything else inside)
    counted = [one for one in readings if one.counted]
    names = {one.indicator.id: name_of(one) for one in readings}
    return Pack(
        title=headline.title(catalogue.organisation.area),
        organisation=catalogue.organisation.name,
        contact=catalogue.organisation.contact,
        meeting=panel.meeting_words(meeting) if meeting else words.NO_MEETING,
        day=day_words(meeting.date) if meeting else "",
        made_on=day_words(today),
        data=data_words(version.name, version.saved, today),
        standing=words.standing(final=choice.final),
        address=address,
        everything=choice.everything,
        chosen=words.chosen_words(count, len(known | inside), why),
        left_out=words.left_out_words(len(known - inside)),
        finding=headline.headline(readings),
        counts=tuple(tiles.tile(key, counted) for key in tiles.TILES) if counted else (),
        counts_sentence=tallies.counts_sentence(readings) if counted else "",
        published=published.beside_england(readings),
        judgements=judgements(readings),
        last_time_heading=words.asked_heading(last_time.meeting.date if last_time.meeting else None),
        last_time=tuple(panel_entries.challenge_told(one, today) for one in last_time.asked),
        older=tuple(panel_entries.challenge_told(one, today) for one in last_time.older),
        challenges_counted=panel.waiting_words([one for one in open_challenges(asked) if one.waiting]),
        exceptions=tuple(panel_entries.exception_told(one, today) for one in open_exceptions(reported)),
        since=_since(catalogue, last_before(seen, choice, today), news, asked, reported),
        blocks=tuple(
            block_of(catalogue, one, today, reasons.get(one.indicator.id, ()), asked, reported) for one in chosen
        ),
        waiting=tuple(waiting_of(one) for one in readings if one.awaiting) if choice.everything else (),
        key=tuple(words.key_lines(catalogue.organisation.suppress_below)),
        names=names,
        asked_for=asked_for(recommended, catalogue.sources) if recommended is not None else None,
    )


def _selected(
    readings: Sequence[Reading],
    record: PanelRecord,
    meeting: Meeting | None,
    choice: Choice,
    offers: Sequence[agenda.Offer],
) -> tuple[Selection, str]:
    """The indicators in their order, as a meeting is shown them, and by what they were chosen."""
    if choice.everything:
        return Selection(tuple(one for one in readings if not one.awaiting)), "everything"
    listed = meeting is not None and bool(agenda_of(record, meeting.date))
    return select(record, readings, offers, meeting), "agenda" if listed else "exceptions"


def _reasons(offer: agenda.Offer) -> tuple[str, ...]:
    return tuple(panel.reason_words(reason, offer.reading) for reason in offer.reasons)


def _since(
    catalogue: Catalogue,
    last: Meeting | None,
    news: FigureNews | None,
    asked: Sequence[ChallengeReading],
    reported: Sequence[ExceptionReading],
) -> tuple[str, ...]:
    if last is None:
        return ()
    return tuple(panel.since_last_words(news, record_news(asked, reported, last.date), catalogue.sources))
