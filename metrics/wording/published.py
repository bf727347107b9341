"""The published reading in words: who publishes it, of when and of whom, both changes, and other areas beside it.

Nothing here sets it beside the council's own figures (reporting: Two voices).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.analysis.published import Beside, PublishedReading, Step
from metrics.analysis.reading import Reading
from metrics.analysis.significance import Verdict
from metrics.analysis.states import england_beside, tested_beside_england
from metrics.catalogue.field_types import Comparable
from metrics.catalogue.models import Indicator, OwnFigure
from metrics.catalogue.period import Period
from metrics.wording import verdicts
from metrics.wording.formatting import (
    area_words,
    authorities_words,
    capital,
    counts_words,
    figure_words,
    in_the_period,
    listed,
    publisher_words,
    reader_period,
    size_words,
    the_period,
    unknown_words,
    with_counts,
)

ALIKE: dict[Comparable, str] = {"yes": "", "partly": "only partly the same indicator", "no": "not the same indicator"}
"""How far a published figure is of the indicator as the council counts it."""

ALONE = "published, not reported by the council"
"""What is said in short of an indicator that only a department has figures of."""

APART = "Read by itself: these figures are neither joined with the council’s own nor compared with them."
"""Stands over the published reading on an indicator's page."""


@dataclass(frozen=True)
class Fact:
    """One line of the published reading: what it is about, its words, and the verdict's words and look if any."""

    name: str
    words: str
    tag: verdicts.Tag | None = None


def heading(reading: Reading) -> str:
    """What DfE publishes about Medway; empty where nothing is."""
    return f"What {_who(reading.published)} publishes about {reading.area}" if reading.published else ""


def _who(published: PublishedReading) -> str:
    return publisher_words(published.publisher)


def line(reading: Reading) -> str:
    """One line for a row: publisher, date, figure and whom it counts; the last change; England. Empty without one.

    Whom it counts tells how far it is the same indicator; where it counts the same, that is said.
    """
    own_group = reading.published is not None and reading.published.group == reading.indicator.group
    return _sentence(reading, alike=own_group)


def finding(reading: Reading) -> str:
    """The same as a sentence without its full stop, and how far it is the same indicator; empty without one."""
    return _sentence(reading, alike=True)


def figure(reading: Reading) -> str:
    """Publisher, date, figure and whom it counts, and nothing more; empty without one."""
    return _named(reading, reading.published, alike=False) if reading.published else ""


def named(reading: Reading) -> str:
    """The same, and how far it is the same indicator; empty without one."""
    return _named(reading, reading.published, alike=True) if reading.published else ""


def step_tag(reading: Reading) -> verdicts.Tag | None:
    """The verdict of the last step in a few words; None where there is none or nothing is judged."""
    published = reading.published
    if published is None or published.step is None:
        return None
    verdict = _judged(published.step.verdict, reading)
    before = _earlier(published.step.earlier.period, published.latest.period)
    return verdicts.tag_of(verdict, verdicts.change_verdict_words(verdict, before))


def _sentence(reading: Reading, *, alike: bool) -> str:
    """Who is not known stands beside the outcome (reporting: Small numbers)."""
    published = reading.published
    if published is None:
        return ""
    unknown = unknown_words(published.latest, reading.indicator)
    clauses = (_named(reading, published, alike=alike), unknown, *_clauses(reading, published))
    return "; ".join(clause for clause in clauses if clause)


def _named(reading: Reading, published: PublishedReading, *, alike: bool) -> str:
    """DfE, year to March 2025: 35% (56 of 160) of care leavers aged 19 to 21, only partly the same indicator."""
    lead = f"{_who(published)}, {reader_period(published.latest.period)}"
    aside = ALIKE[published.latest.comparable] if alike else ""
    return f"{lead}: {_figure(published.latest, reading.indicator)}{f', {aside}' if aside else ''}"


def _figure(figure: OwnFigure, indicator: Indicator) -> str:
    """The figure with its counts, and whom it counts where that is another group than the indicator's."""
    words = with_counts(figure, indicator)
    settled = f" ({figure.status})" if figure.status == "provisional" else ""
    if figure.group is None or figure.group == indicator.group:
        return f"{words}{settled}"
    share = indicator.unit == "percent" and counts_words(figure)
    return f"{words}{settled}{' of' if share else ','} {figure.group}"


def _clauses(reading: Reading, published: PublishedReading) -> list[str]:
    """What follows the figure: the last number behind a code, the last step or else the whole way, and England."""
    if published.latest.value is None:
        return [before_words(reading)]
    step = published.step or published.since_first
    clauses = [_step_words(step, reading)] if step is not None else []
    if (england := published.england) is not None and england.verdict is not None:
        clauses.append(verdicts.beside_clause(england.comparator, _judged(england.verdict, reading), reading.indicator))
    return clauses


def before_words(reading: Reading) -> str:
    """The newest number behind a code: before that 7 children in the year to March 2024; else empty."""
    published = reading.published
    if published is None or published.latest.value is not None or not published.numbers:
        return ""
    last = published.numbers[-1]
    return f"before that {figure_words(last, reading.indicator)} {in_the_period(last.period)}"


def _judged(verdict: Verdict, reading: Reading) -> Verdict:
    """The verdict as it is said: of service facts only above and below (reporting: How sure a verdict is)."""
    return verdict if reading.theme.role == "indicators" else Verdict(None, None, direction=verdict.direction)


def _step_words(step: Step, reading: Reading) -> str:
    """up 3.9 percentage points since the year before (moved the wrong way, not tested)."""
    assert reading.published is not None
    since = f"since {_earlier(step.earlier.period, reading.published.latest.period)}"
    ending = _step_ending(_judged(step.verdict, reading))
    return f"{_moved(step, reading.indicator)} {since}{f' ({ending})' if ending else ''}"


def _moved(step: Step, indicator: Indicator) -> str:
    """down 12 percentage points; of grades what it was."""
    if step.change.direction == "same":
        return "no change as published"
    if step.change.direction is None:
        return f"was {figure_words(step.earlier, indicator)}"
    return f"{step.change.direction} {size_words(step.change.size, indicator)}"


def _step_ending(verdict: Verdict) -> str:
    """The verdict of a change whose clause has named the earlier figure: better, more than chance."""
    if verdict.strength == "tested":
        return verdicts.comparison_ending(verdict)
    return verdicts.change_verdict_words(verdict, "")


def _earlier(earlier: Period, latest: Period) -> str:
    """the year before; or the period itself, where it is another than that of twelve months before."""
    ends = earlier.end, latest.end
    if ends[0] and ends[1] and (ends[1].year - ends[0].year, ends[1].month) == (1, ends[0].month):
        return "the year before"
    return the_period(earlier)


def facts(reading: Reading) -> list[Fact]:
    """The published reading line by line: figure, who is not known, both changes, each area; empty without one."""
    published = reading.published
    if published is None:
        return []
    latest, indicator = published.latest, reading.indicator
    alike = ALIKE[latest.comparable]
    why = f": {latest.why}" if latest.why else ""
    figure = f"{capital(_figure(latest, indicator))}{f'; {alike}{why}' if alike else ''}"
    found = [Fact(capital(reader_period(latest.period)), figure)]
    if words := capital(unknown_words(latest, indicator)):
        found.append(Fact("Not known", words))
    found += _changes(reading, published)
    return found + [_beside(beside, reading) for beside in published.beside]


def _changes(reading: Reading, published: PublishedReading) -> list[Fact]:
    """The last step, or why there is none; and the change over the whole series."""
    found = [_change(step, reading) for step in (published.step, published.since_first) if step is not None]
    if published.step is None:
        found.insert(0, Fact("Change", _no_step(reading, published)))
    return found


def _no_step(reading: Reading, published: PublishedReading) -> str:
    if before := before_words(reading):
        return f"No number is shown for the newest period; {before}"
    if published.latest.value is None:
        return "No number is shown for the newest period"
    return "No number is shown for the period before" if published.previous else "No earlier figure of its kind"


def _change(step: Step, reading: Reading) -> Fact:
    assert reading.published is not None
    since = _earlier(step.earlier.period, reading.published.latest.period)
    was = figure_words(step.earlier, reading.indicator)
    ending = {"same": f"; it was {was}", None: ""}.get(step.change.direction, f" from {was}")
    verdict, words = _judged(step.verdict, reading), f"{capital(_moved(step, reading.indicator))}{ending}"
    return Fact(f"Since {since}", words, verdicts.tag_of(verdict, _step_ending(verdict)))


def _beside(beside: Beside, reading: Reading) -> Fact:
    """England, 40% (15,290 of 38,440): Medway is below; of neighbours from how many authorities' figures it is."""
    other, indicator = beside.comparator, reading.indicator
    authorities = authorities_words(other)
    words = f"{with_counts(other, indicator)}{f' (from {authorities})' if authorities else ''}"
    if beside.verdict is None:
        return Fact(area_words(other), words)
    verdict = _judged(beside.verdict, reading)
    side = verdicts.beside_words(verdict, indicator)
    place = f"{words}; {reading.area} is {side if verdict.direction != 'same' else 'level'}"
    return Fact(area_words(other), place, verdicts.tag_of(verdict, verdicts.comparison_ending(verdict)))


def beside_england(readings: Sequence[Reading]) -> str:
    """Where published figures are tested worse or better than England's; empty where none can be compared."""
    compared = [reading for reading in readings if not reading.retired and england_beside(reading) is not None]
    if not compared:
        return ""
    publishers = {_who(reading.published) for reading in compared if reading.published}
    worse, better = (len(tested_beside_england(compared, side)) for side in ("worse", "better"))
    of = f"{len(compared)} {'indicator' if len(compared) == 1 else 'indicators'}"
    return (
        f"Published by {listed(sorted(publishers))}: {compared[0].area} is worse than England, by more than chance, "
        f"on {worse or 'none'} of {of}, and better on {better or 'none'}"
    )
