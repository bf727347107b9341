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
from metrics.analysis.since_last import FigureNews, record_news
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_record import Meeting, PanelRecord
from metrics.catalogue.period import day_words
from metrics.exports.citations import finding_sources
from metrics.exports.figure_rows import FigureGroup, figure_groups
from metrics.wording import alt_text, formatting, headline, panel, panel_entries, published, tallies, tiles
from metrics.wording import pack as words
from metrics.wording.briefing import Briefing, briefing
from metrics.wording.cards import card_tag
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
class Judgement:
    """An inspector's judgement: what of, its words, whose and when."""

    name: str
    words: str
    when: str


@dataclass(frozen=True)
class Block:
    """One indicator. ``cited`` is "Indicator 12", or empty; ``reasons`` are why it was offered, if it wasn't chosen.

    ``tag`` is the one verdict of its card, ``latest`` the latest figure and ``when`` its period: the council's own,
    else the one that a department publishes.
    ``challenges`` and ``exceptions`` are the open ones of this indicator; ``sources`` those of its finding.
    """

    number: int | None
    cited: str
    reading: Reading
    theme: str
    briefing: Briefing
    latest: str
    when: str
    tag: str
    reasons: tuple[str, ...]
    groups: tuple[FigureGroup, ...]
    challenges: tuple[Told, ...]
    exceptions: tuple[Told, ...]
    sources: tuple[str, ...]
    alt: str


@dataclass(frozen=True)
class Waiting:
    """An indicator of which nobody has a figure, and why not, where that is known."""

    number: int | None
    cited: str
    name: str
    theme: str
    why: str


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
) -> Pack:
    """A pack's whole contents. ``catalogue`` and ``readings`` are with small numbers suppressed.

    ``news`` is what is new of the figures since the meeting of ``last_before``; None where nothing tells.
    ``address`` is where the dashboard stands, where that is known.

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
    names = {one.indicator.id: _name(one) for one in readings}
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
        judgements=_judgements(readings),
        last_time_heading=words.asked_heading(last_time.meeting.date if last_time.meeting else None),
        last_time=tuple(panel_entries.challenge_told(one, today) for one in last_time.asked),
        older=tuple(panel_entries.challenge_told(one, today) for one in last_time.older),
        challenges_counted=panel.waiting_words([one for one in open_challenges(asked) if one.waiting]),
        exceptions=tuple(panel_entries.exception_told(one, today) for one in open_exceptions(reported)),
        since=_since(catalogue, last_before(seen, choice, today), news, asked, reported),
        blocks=tuple(
            _block(catalogue, one, today, reasons.get(one.indicator.id, ()), asked, reported) for one in chosen
        ),
        waiting=tuple(_waiting(one) for one in readings if one.awaiting) if choice.everything else (),
        key=tuple(words.key_lines(catalogue.organisation.suppress_below)),
        names=names,
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


def _block(
    catalogue: Catalogue,
    reading: Reading,
    today: date,
    reasons: tuple[str, ...],
    asked: Sequence[ChallengeReading],
    reported: Sequence[ExceptionReading],
) -> Block:
    indicator, latest = reading.indicator, reading.latest
    newest = latest or (reading.published.latest if reading.published else None)
    tag = card_tag(reading) if reading.counted else None
    return Block(
        number=indicator.number,
        cited=formatting.numbered(indicator),
        reading=reading,
        theme=reading.theme.name,
        briefing=briefing(reading),
        latest=formatting.capital(formatting.figure_words(newest, indicator)) if newest else "",
        when=formatting.capital(formatting.reader_period(newest.period)) if newest else "",
        tag=tag.words if tag else published.ALONE if reading.only_published else "",
        reasons=reasons,
        groups=tuple(figure_groups(catalogue, reading)),
        challenges=tuple(panel_entries.challenge_told(one, today) for one in open_challenges(asked, indicator.id)),
        exceptions=tuple(panel_entries.exception_told(one, today) for one in open_exceptions(reported, indicator.id)),
        sources=tuple(finding_sources(catalogue, reading)),
        alt=alt_text.alt(reading),
    )


def _judgements(readings: Sequence[Reading]) -> tuple[Judgement, ...]:
    """Every judgement that stands, as the home page has them."""
    found = []
    for one in readings:
        if one.theme.role == "judgements" and one.latest is not None and one.latest.value is not None:
            grade = formatting.capital(formatting.value_words(one.latest.value, one.indicator))
            when = f"{one.publisher}, {formatting.reader_period(one.latest.period)}"
            found.append(Judgement(one.indicator.title, grade, when))
    return tuple(found)


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


def _name(reading: Reading) -> str:
    return ", ".join(part for part in (formatting.numbered(reading.indicator), reading.indicator.title) if part)


def _waiting(reading: Reading) -> Waiting:
    why = " ".join((reading.indicator.why_missing or "").split())
    return Waiting(
        reading.indicator.number,
        formatting.numbered(reading.indicator),
        reading.indicator.title,
        reading.theme.name,
        why,
    )
