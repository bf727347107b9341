"""What is new since a meeting, in groups: one wording for the page Meeting, a message, the pack and a terminal.

(reporting: Meetings)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.analysis.reading import Reading
from metrics.analysis.since_last import FigureNews, NewFigure, NewPublished, RecordNews
from metrics.analysis.targets import DUTIES
from metrics.catalogue.models import Observation, OwnFigure, Source
from metrics.catalogue.panel_record import Meeting
from metrics.catalogue.period import day_words
from metrics.wording.formatting import (
    capital,
    figure_words,
    in_the_period,
    listed,
    plural,
    publisher_words,
    reader_period,
)

NOT_KEPT = "The figures that stood then aren’t kept, so nobody can tell what is new of them."
PUBLISHED_NOT_KEPT = "What departments had published by then isn’t kept, so nobody can tell what is new of it."


@dataclass(frozen=True)
class Line:
    """One thing that is new: of an indicator, or of none; ``words`` without its name and without a full stop.

    ``kind`` says in which way it is new, where no heading does; ``more`` is what is new with it.
    """

    words: str
    reading: Reading | None = None
    kind: str = ""
    more: str = ""

    @property
    def sentence(self) -> str:
        named = f"{self.reading.indicator.title}: {self.words}" if self.reading else self.words
        return f"{capital(', '.join(part for part in (named, self.kind, self.more) if part))}."


@dataclass(frozen=True)
class Group:
    """Things that are new in one way, under a heading.

    ``records`` name the challenges and exceptions meant; ``release``: the heading is the name of what was published.
    """

    heading: str
    lines: tuple[Line, ...]
    records: tuple[str, ...] = ()
    release: bool = False

    @property
    def sentences(self) -> list[str]:
        """What stands where there are no headings: a release is named before its figures."""
        count = len(self.lines)
        named = [f"{self.heading}: {count} {plural(count, 'indicator')}."] if self.release else []
        return named + [one.sentence for one in self.lines]


def groups(figures: FigureNews | None, record: RecordNews, sources: Mapping[str, Source]) -> list[Group]:
    """All that is new, each group with a line at least; ``figures`` are None where nothing tells what stood then.

    ``sources`` name the releases that figures were published in.
    """
    figure_groups = [] if figures is None else [*_figures(figures), *_published(figures, sources)]
    unknown = [Group("The figures", (Line(NOT_KEPT.removesuffix(".")),))] if figures is None else []
    found = [*_standings(figures), *_record(record), *figure_groups, *unknown]
    return [group for group in found if group.lines]


def _standings(news: FigureNews | None) -> Iterator[Group]:
    """What began or ceased to miss, and what was predicted for a period that is over."""
    if news is None:
        return
    yield Group("Now missed", tuple(Line(f"now misses {_missed(one)}", one) for one in news.began_to_miss))
    ceased = (Line("no longer misses a target or duty", one) for one in news.ceased_to_miss)
    yield Group("No longer missed", tuple(ceased))
    due = (
        Line(f"the prediction for {reader_period(one.prediction.observation.period)} is now due", one.reading)
        for one in news.predictions
    )
    yield Group("Predictions now due", tuple(due))


def _figures(news: FigureNews) -> Iterator[Group]:
    yield Group("New figures", tuple(_new(news)))
    revised = (
        Line(
            f"{_figure(one.reading, one.after)}, revised; it was {figure_words(one.before, one.reading.indicator)}",
            one.reading,
        )
        for one in news.revisions
    )
    yield Group("Revised figures", tuple(revised))


def _new(news: FigureNews) -> Iterator[Line]:
    """The newest of an indicator's new figures, and how many earlier ones are new with it."""
    of: dict[str, list[NewFigure]] = {}
    for one in news.figures:
        of.setdefault(one.reading.indicator.id, []).append(one)
    for figures in of.values():
        last, earlier = figures[-1], len(figures) - 1
        more = f"and {earlier} earlier {plural(earlier, 'figure')}" if earlier else ""
        yield Line(_figure(last.reading, last.figure), last.reading, "new", more)


def record_counts(news: RecordNews) -> str:
    """What is new in the panel's record, counted: 2 challenges asked and 1 exception closed; empty where nothing is."""
    counts = (
        (len(news.asked), "challenge", "asked"),
        (len(news.answered), "challenge", "answered"),
        (len(news.reported), "exception", "reported"),
        (len(news.closed), "exception", "closed"),
    )
    return listed([f"{count} {plural(count, what)} {done}" for count, what, done in counts if count])


def _record(news: RecordNews) -> Iterator[Group]:
    counted = record_counts(news)
    challenges = dict.fromkeys(one.challenge.number for one in (*news.asked, *news.answered))
    exceptions = dict.fromkeys(one.report.number for one in (*news.reported, *news.closed))
    records = (*(f"challenge {number}" for number in challenges), *(f"exception {number}" for number in exceptions))
    yield Group("Challenges and exceptions", (Line(counted),) if counted else (), records)


def _published(news: FigureNews, sources: Mapping[str, Source]) -> Iterator[Group]:
    """Newly published figures, release by release."""
    releases: dict[str, list[NewPublished]] = {}
    for one in news.published:
        releases.setdefault(one.figure.source, []).append(one)
    for id, figures in releases.items():
        publishers = ((one, one.reading.published.publisher) for one in figures if one.reading.published)
        lines = (
            Line(_figure(one.reading, one.figure), one.reading, f"newly published by {publisher_words(by)}")
            for one, by in publishers
        )
        yield _release(sources.get(id), tuple(lines))
    if not news.published_known:
        yield Group("Published figures", (Line(PUBLISHED_NOT_KEPT.removesuffix(".")),))


def _release(source: Source | None, lines: tuple[Line, ...]) -> Group:
    """A release by its title, publisher and day, where it is known, with the figures that are new by it."""
    if source is None:
        return Group("Newly published", lines)
    when = f", {day_words(source.published)}" if source.published else ""
    heading = f"Newly published by {publisher_words(source.publisher)}: {source.title}{when}"
    return Group(heading, lines, release=True)


def _figure(reading: Reading, figure: Observation | OwnFigure) -> str:
    return f"{figure_words(figure, reading.indicator)} {in_the_period(figure.period)}"


def _missed(reading: Reading) -> str:
    kinds = [target.target.kind in DUTIES for target in reading.targets if target.met is False]
    return "a legal duty" if any(kinds) else "its target" if len(kinds) == 1 else "its targets"


def nothing_new(*, last: bool) -> str:
    """That nothing is new since the last meeting, or since another that was asked for."""
    return f"Nothing new since {'the last' if last else 'that'} meeting."


def message(meeting: Meeting, today: date, found: Sequence[Group], address: str, *, last: bool) -> str:
    """The text to paste into a message: since when, each group with its lines, the day, and the address."""
    told = [f"New since the meeting of {day_words(meeting.date)}, as on {day_words(today)}"]
    for group in found:
        told += ["", group.heading, *(f"- {one.sentence}" for one in group.lines)]
    told += ["", *([] if found else [nothing_new(last=last), ""]), address]
    return "\n".join(told)
