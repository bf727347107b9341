"""What an inspection asked for, in words: the state of each by the figures, what moved last, and what isn't measured.

No sentence here says that anything is done: a figure can't (reporting: Recommendations).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.analysis.challenges import ChallengeReading, ExceptionReading, open_challenges, open_exceptions
from metrics.analysis.reading import Reading
from metrics.analysis.recommendations import (
    GapReading,
    GapState,
    Moved,
    RecommendationReading,
    RecommendationReadings,
    State,
    has_figure,
)
from metrics.catalogue.models import Cited, Source
from metrics.catalogue.period import day_words
from metrics.catalogue.recommendations import GapKind, Within
from metrics.wording import findings, published, verdicts
from metrics.wording.citations import quote_words
from metrics.wording.formatting import (
    capital,
    listed,
    plural,
    publisher_words,
    reader_period,
    size_words,
    with_counts,
)

TITLE = "What the inspection asked for"

STATES: dict[State, str] = {
    "wrong way": "figures moving the wrong way",
    "right way": "figures moving the right way",
    "awaiting": "awaits its first figure",
    "no indicator": "no indicator",
}
"""The states that need no counts."""

RULE: tuple[tuple[str, str], ...] = (
    (STATES["wrong way"], "at least one of its indicators is tested worse"),
    (STATES["right way"], "every one of its indicators is tested better"),
    ("2 of 3 have figures, none tested", "some have figures: how many, and how many of those are tested better"),
    (STATES["awaiting"], "there are indicators, and nobody has a figure of any"),
    (STATES["no indicator"], "nothing is named that would show it and is still reported"),
)
"""The rule as it stands on the page, worst first: the state, and when it holds."""

RULE_LEAD = "The state follows from the figures alone, by the first line that holds:"
RULE_END = (
    "Tested means more than chance, between the last two figures or by the usual range. The council’s own figures "
    "and those that a department publishes are each read by themselves, and either can decide; one that is not of the "
    "same indicator can’t. A retired indicator counts for nothing. No state says done: a figure can’t."
)

GROUPS: dict[Within, str] = {
    "immediately": "Immediately",
    "three months": "Within three months",
    "six months": "Within six months",
}

COVERAGE = "What isn’t measured yet"

COVERAGE_LEAD = (
    "The report found that the scorecard did not cover all areas where improvement was required. Here is what it says "
    "is not measured, has no target or is told only in words. A gap closes when each indicator proposed for it has a "
    "first figure of the council’s own, and a target where that was lacking."
)

LACKS: dict[GapKind, str] = {
    "no figure": "Not measured",
    "no target": "No target",
    "words only": "Told only in words",
}

START = "Start measuring"

NOTHING = (
    "What the inspection asked for is kept in recommendations.yaml beside the data file, and there is none yet. "
    "The figures are not concerned."
)
FAULTY = "What the inspection asked for can’t be shown"
SEE_PAGE = "The page Recommendations tells what is wrong with their file"
MEND = "Mend these lines and reload the page; the figures are not concerned:"

NOBODY = "No owner is named"
WITHOUT = "no figure yet"
NEVER = "No figure has moved yet"

NOT_MOVING = "Recommendations not moving"
NOT_MOVING_WHY = "Their day is past, and none of their figures has moved for a year."


@dataclass(frozen=True)
class Voice:
    """One voice's latest figure of an indicator, and the verdict of its last change with its strength, if any."""

    words: str
    tag: verdicts.Tag | None


@dataclass(frozen=True)
class Open:
    """An open challenge or exception on one of the indicators: its name, and that it is overdue."""

    name: str
    overdue: bool


def summary(found: RecommendationReadings) -> str:
    """15 areas for improvement: 2 with figures moving the wrong way, 9 not tested, 4 no figure yet."""
    some = found.of("figures")
    tested = [one for one in some if one.better]
    counts = (
        (len(found.of("wrong way")), f"with {STATES['wrong way']}"),
        (len(found.of("right way")), f"with {STATES['right way']}"),
        (len(tested), "tested in part"),
        (len(some) - len(tested), "not tested"),
        (len(found.of("awaiting")), "no figure yet"),
        (len(found.of("no indicator")), "no indicator"),
    )
    total = len(found.recommendations)
    parts = [f"{count} {words}" for count, words in counts if count]
    return f"{total} {plural(total, 'area', 'areas')} for improvement: {', '.join(parts)}" if parts else ""


def state_words(one: RecommendationReading) -> str:
    """How it stands by the rule, without a capital; never that it is done."""
    if one.state != "figures":
        return STATES[one.state]
    total, have = len(one.readings), len(one.own) + len(one.published)
    lead = f"{have} of {total} {'has' if have == 1 else 'have'} figures"
    lead += f" ({len(one.published)} only published)" if one.published else ""
    return f"{lead}, {f'{len(one.better)} tested better' if one.better else 'none tested'}"


def due_note(source: Source) -> str:
    """From when the times are counted, and that the report doesn't say."""
    assert source.published is not None
    return (
        f"Each day counts from the publication of the report on {day_words(source.published)}; the report does not say "
        "from when its times count."
    )


def due_words(one: RecommendationReading) -> str:
    """The day it falls due."""
    return day_words(one.due)


def owner_words(one: RecommendationReading) -> str:
    """The roles that answer for its indicators, as far as the data file names them."""
    return "; ".join(one.owners) or NOBODY


def voices(reading: Reading) -> tuple[Voice, ...]:
    """The latest figure of each voice by its name: the council's, then a department's; none where nobody has one."""
    found = []
    if has_figure(reading) and (latest := reading.latest) is not None:
        told = f"{reading.area}, {reader_period(latest.period)}: {with_counts(latest, reading.indicator)}"
        tag = verdicts.change_tag(reading)
        found.append(Voice(told if tag else f"{told}; {_untested(reading)}", tag))
    if reading.published is not None:
        found.append(Voice(published.named(reading), published.step_tag(reading)))
    return tuple(found)


def _untested(reading: Reading) -> str:
    """Why there is no verdict: no earlier figure, no change, or within the usual range."""
    return verdicts.limits_words(reading) or findings.change_words(reading)


def moved_words(moved: Moved | None) -> str:
    """Year to March 2025: Not in education, employment or training, down 12 percentage points (DfE)."""
    if moved is None:
        return NEVER
    indicator, change = moved.reading.indicator, moved.change
    how = f", {change.direction} {size_words(change.size, indicator)}" if change.direction else ""
    other = moved.reading.published if moved.published else None
    whose = f" ({publisher_words(other.publisher)})" if other is not None else ""
    told = f"{indicator.title}{how}{whose}"
    return f"{capital(reader_period(moved.period))}: {told}" if moved.period.dated else f"{told}; no date given"


def said_words(one: Cited, quote: str | None, source: Source) -> str:
    """The report's own words and where they stand; the place alone where none are quoted."""
    at = one.at.replace("paragraph ", "paragraph\N{NO-BREAK SPACE}")
    return quote_words(quote, source, at) if quote else f"{source.publisher}, {at}"


def open_of(
    readings: Sequence[Reading],
    challenges: Sequence[ChallengeReading],
    exceptions: Sequence[ExceptionReading],
) -> tuple[Open, ...]:
    """The open challenges and exceptions on these indicators, as whoever looks may see them; overdue ones first."""
    ids = {one.indicator.id for one in readings}
    asked = [one for one in open_challenges(challenges) if one.challenge.indicator in ids]
    carried = [one for one in open_exceptions(exceptions) if one.report.indicator in ids]
    found = [Open(f"Challenge {one.challenge.number}", bool(one.overdue)) for one in asked]
    found += [Open(f"Exception {one.report.number}", bool(one.overdue)) for one in carried]
    return tuple(sorted(found, key=lambda one: not one.overdue))


def coverage(found: RecommendationReadings) -> str:
    """38 gaps: none closed by a first figure, 6 only published, 32 open."""
    counts: tuple[tuple[GapState, str], ...] = (
        ("closed", "closed by a first figure"),
        ("partly", "closed in part"),
        ("published only", "covered by published figures alone"),
        ("open", "open"),
    )
    parts = [
        f"{len(found.gaps_of(state)) or 'none'} {words}"
        for state, words in counts
        if state == "closed" or found.gaps_of(state)
    ]
    return f"{len(found.gaps)} {plural(len(found.gaps), 'gap')}: {', '.join(parts)}"


def gap_words(one: GapReading) -> str:
    """How a gap stands: closed, closed in part, covered by a published series alone, or open."""
    total, have, state = len(one.readings), len(one.own), one.state
    if state == "closed":
        return "closed: it has its first figure" if total == 1 else f"closed: all {total} have their first figure"
    if state == "partly":
        told = [f"{have} of {total} {'has' if have == 1 else 'have'} a first figure"] if have < total else []
        lacking = [target_words(one)] if one.without_target else []
        return "; ".join([*told, *lacking])
    if state == "published only":
        who = {publisher_words(each.published.publisher) for each in one.published if each.published}
        what = "it" if len(one.published) == total else f"{len(one.published)} of {total}"
        return f"only {listed(sorted(who))} publishes {what}; the council has no figure of its own"
    return "no indicator" if not one.readings else "not measured yet"


def target_words(one: GapReading) -> str:
    """That a target is still lacking, though there is a figure."""
    return "has a figure, and no target yet" if len(one.readings) == 1 else "a target is still lacking"


def report(found: RecommendationReadings, today: date) -> str:
    """The recommendations as plain text."""
    lines = [f"{summary(found)}."] if found.recommendations else []
    for place, one in enumerate(found.recommendations, 1):
        late = " (past)" if one.due < today else ""
        lines += [f"{place}. {one.recommendation.words}: {state_words(one)}"]
        lines += [f"   By {due_words(one)}{late}; {owner_words(one)}; last moved: {moved_words(one.moved)}"]
        for each in one.readings:
            heard = [told(voice) for voice in voices(each)]
            lines += [f"   - {each.indicator.title}{'' if heard else f': {WITHOUT}'}"]
            lines += [f"     {line}" for line in heard]
        lines += [f"   - {each.indicator.title}: {retired_note(each)}" for each in one.retired]
    return "\n".join(lines) + "\n"


def coverage_report(found: RecommendationReadings) -> str:
    """The gaps as plain text."""
    lines = [f"{coverage(found)}."]
    for one in found.gaps:
        names = proposed_words(one) or "no indicator"
        lines += [f"- {one.gap.words} ({one.gap.at}): {gap_words(one)}. Proposed: {names}"]
    return "\n".join(lines) + "\n"


def proposed_words(one: GapReading) -> str:
    """The indicators that are proposed for a gap, retired ones with that; empty where there are none."""
    retired = (f"{each.indicator.title} ({retired_note(each)})" for each in one.retired)
    return "; ".join([*(each.indicator.title for each in one.readings), *retired])


def retired_note(reading: Reading) -> str:
    """That an indicator is no longer reported, and so decides nothing here."""
    retired = reading.indicator.retired
    assert retired is not None
    return f"retired on {day_words(retired.on)}, not counted"


def voices_words(reading: Reading) -> str:
    """Both voices in one line of text; that there is no figure yet where nobody has one."""
    return "; ".join(map(told, voices(reading))) or WITHOUT


def told(voice: Voice) -> str:
    """A voice in one line of text, its verdict in brackets."""
    return f"{voice.words} ({voice.tag.words})" if voice.tag else voice.words


def still_words(one: RecommendationReading) -> str:
    """What was asked, and why a meeting may ask about it."""
    return f"{one.recommendation.words}: {still_why(one)}"


def still_why(one: RecommendationReading) -> str:
    """How it stands, its day, and when a figure of it moved last."""
    last = "no figure has moved yet"
    if one.moved is not None:
        dated = one.moved.period.dated
        last = f"last moved {reader_period(one.moved.period)}" if dated else "what moved last has no date"
    return f"{state_words(one)}; due {due_words(one)}, {last}"
