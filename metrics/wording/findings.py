"""Findings: every sentence on an indicator's latest figure, its change, targets, comparators and predictions.

Words come only from the rooms of this package, so that a card, a chart, a table and the
command line say the same. Verdicts come from ``reading``; nothing is judged here.
"""

from __future__ import annotations

from datetime import date

from metrics.analysis.outcomes import Missing
from metrics.analysis.published import PublishedReading
from metrics.analysis.reading import Prediction, Reading, Reason
from metrics.analysis.targets import DUTIES
from metrics.catalogue.models import Comparator, Indicator, Observation
from metrics.catalogue.period import day_words
from metrics.wording import citations, published, small_numbers, targets, uncertainty, verdicts
from metrics.wording.formatting import (
    area_words,
    capital,
    counts_words,
    figure_words,
    in_the_period,
    numbered,
    reader_period,
    size_words,
    the_period,
    unknown_words,
    value_words,
)
from metrics.wording.retirement import retired_words

MISSING: dict[Missing, str] = {
    "awaiting": "there is no figure yet",
    "code": "no number is shown for the latest period",
    "one figure": "no earlier figure",
    "other kind": "the earlier figure covers another kind of period",
    "break": "the definition changed",
    "earlier code": "no number is shown for the earlier period",
    "undated apart": "the figures have no dates and come from different places",
    "dated and undated": "one of the two figures has no date",
}


def change_words(reading: Reading) -> str:
    """The change and its verdict with its strength, or why there is none; beside limits the step alone."""
    change, previous, indicator = reading.change, reading.previous, reading.indicator
    if change is None or previous is None or previous.value is None:
        alone = reading.missing in (None, "one figure")
        return missing_words(reading) if alone else f"no comparable earlier figure: {missing_words(reading)}"
    same = change.direction == "same" and indicator.unit != "grade"
    return step_words(reading) + ("" if same else verdicts.step_ending(reading))


def step_words(reading: Reading) -> str:
    """The step from the figure before without its verdict: down 0.6 points since the quarter before."""
    change, previous, indicator = reading.change, reading.previous, reading.indicator
    if change is None or previous is None:
        return ""
    was = figure_words(previous, indicator)
    if indicator.unit == "grade":
        return f"was {was} {in_the_period(previous.period)}"
    since = f"since {the_period(previous.period)}" if previous.period.dated else f"from {was}, no dates given"
    if change.direction == "same":
        return f"no change as published {since}"
    return f"{change.direction} {size_words(change.size, indicator)} {since}"


def verdict_words(reading: Reading) -> str:
    """The change, and what decides on it where that are the limits: down 0.6 points; improving since ..."""
    running = verdicts.running_words(reading)
    return "; ".join(words for words in (change_words(reading), running) if words)


def missing_words(reading: Reading) -> str:
    """Why the latest figure can't be compared with an earlier one."""
    if reading.missing == "break" and reading.latest is not None:
        why = next((outcome.break_before for outcome in reversed(reading.outcomes) if outcome.break_before), None)
        return why or MISSING["break"]
    return MISSING[reading.missing or "one figure"]


def comparator_name(comparator: Comparator, indicator: Indicator) -> str:
    """The area, and the group where it is another than the indicator's own."""
    area = area_words(comparator)
    group = "group not stated" if comparator.group == "not stated" else comparator.group
    return area if comparator.group == indicator.group else f"{area}, {group}"


def comparator_words(comparator: Comparator, indicator: Indicator) -> str:
    """A comparator as a line of text: England 14.6%, school year 2011/12; or the source's phrase."""
    name = comparator_name(comparator, indicator)
    if comparator.words:
        return f"{name}: “{comparator.words}” (no figure given)"
    partly = {"partly": "; only partly comparable", "no": "; not comparable"}.get(comparator.comparable, "")
    later = "; published after the inspection" if comparator.published_after else ""
    return f"{name}: {figure_words(comparator, indicator)}, {reader_period(comparator.period)}{partly}{later}"


def against_words(reading: Reading) -> str:
    """below England’s 14.6% (worse, not tested): only like for like and of the same period."""
    headline, latest, verdict = reading.headline, reading.latest, reading.comparison
    if verdict is None or headline is None or headline.value is None or latest is None or latest.value is None:
        return ""
    return verdicts.beside_clause(headline, verdict, reading.indicator, verdicts.distance_in_people(reading))


def prediction_words(reading: Reading, prediction: Prediction) -> str:
    """What was predicted, and what came of it."""
    indicator, foreseen = reading.indicator, prediction.observation
    if foreseen.value is None:
        return ""
    sentence = f"{value_words(foreseen.value, indicator)} predicted for {the_period(foreseen.period)}"
    if prediction.outcome is not None and prediction.outcome.value is not None:
        miss = prediction.outcome.value - foreseen.value
        missed = f"missed by {size_words(miss, indicator)}" if miss else "as predicted"
        return f"{sentence}; the result was {figure_words(prediction.outcome, indicator)}, {missed}"
    if prediction.outcome is not None:
        return f"{sentence}; its result is {figure_words(prediction.outcome, indicator)}"
    return f"{sentence}; its result is overdue" if prediction.overdue else f"{sentence}; no result yet"


def finding(reading: Reading) -> str:
    """The whole finding of one indicator: the council's own, then what is published about it, each by itself.

    Before all else stands that it is retired.
    """
    told = retired_words(reading.indicator), own_finding(reading), published_finding(reading)
    return " ".join(words for words in told if words)


def published_finding(reading: Reading) -> str:
    """The second voice's sentence where the finding tells of it; else empty."""
    return f"{published.finding(reading)}." if told_as_published(reading) else ""


def own_finding(reading: Reading) -> str:
    """The council's own: latest, verdicts, every target; who is not known; variation; predictions."""
    standing = "; ".join(own_clauses(reading))
    return " ".join(f"{sentence}." for sentence in [standing, *own_sentences(reading)] if sentence)


def own_clauses(reading: Reading) -> list[str]:
    """What the first sentence is made of: the latest figure and its change, its limits, comparator, every target."""
    clauses = [latest_and_change(reading), verdicts.limits_words(reading), against_words(reading)]
    if reading.latest is not None:
        clauses += [
            targets.target_words(reading, target)
            for target in reading.targets
            if target.target.value is not None or target.target.kind in DUTIES
        ]
    return [clause for clause in clauses if clause]


def own_sentences(reading: Reading) -> list[str]:
    """What follows it, without full stops: who is not known, variation, what can't be compared, predictions."""
    unknown = unknown_words(reading.latest, reading.indicator) if reading.latest else ""
    sentences = [capital(unknown), *uncertainty.notable(reading), apart_words(reading)]
    sentences += [capital(prediction_words(reading, prediction)) for prediction in reading.predictions]
    return [sentence for sentence in sentences if sentence]


def told_as_published(reading: Reading) -> PublishedReading | None:
    """The published reading where the finding tells of it: of another period than the council's latest figure.

    One that counts another thing has its place on the indicator's page, unless the council reports nothing.
    """
    told = reading.published
    if told is None or reading.latest is None:
        return told
    return told if told.latest.comparable != "no" and told.latest.period != reading.latest.period else None


def apart_words(reading: Reading) -> str:
    """The earlier figure that the latest can't be compared with, and why: nothing is lost."""
    if reading.missing in (None, "awaiting", "one figure") or len(reading.outcomes) == 1:
        return ""
    kind = reading.outcomes[-1].period.kind
    alike = [outcome for outcome in reading.outcomes[:-1] if outcome.period.kind == kind]
    earlier = (alike or reading.outcomes[:-1])[-1]
    if reading.missing == "code":
        shown = [outcome for outcome in alike if outcome.value is not None]
        earlier = shown[-1] if shown else earlier
        return f"Before that: {figure_words(earlier, reading.indicator)} {in_the_period(earlier.period)}"
    return (
        f"The earlier figure, {figure_words(earlier, reading.indicator)} {in_the_period(earlier.period)}, "
        f"can't be compared: {missing_words(reading)}"
    )


def latest_and_change(reading: Reading) -> str:
    """The latest figure and its change, without a full stop: 26% in April to June 2013, down 4 percentage points."""
    latest, previous, change, indicator = reading.latest, reading.previous, reading.change, reading.indicator
    if latest is None and reading.only_published:
        return "The council reports no figure"
    if latest is None:
        return "No result yet" if reading.predictions else "No figure" if reading.retired else "No figure yet"
    if latest.value is None:
        return f"{capital(reader_period(latest.period))}: {figure_words(latest, indicator)}"
    settled = f" ({latest.status})" if latest.status == "provisional" else ""
    now = f"{capital(figure_words(latest, indicator))}{settled} {in_the_period(latest.period)}"
    if change is None or previous is None or previous.value is None:
        return now
    if indicator.unit == "grade":
        return f"{now}, {change_words(reading)}"
    if not latest.period.dated:
        was, size = figure_words(previous, indicator), size_words(change.size, indicator)
        moved = (
            "no change" if change.direction == "same" else f"{change.direction} {size}{verdicts.step_ending(reading)}"
        )
        return f"{capital(was)} to {figure_words(latest, indicator)}, {moved}; no dates given"
    if change.direction == "same":
        return f"{now}, {change_words(reading)}"
    was = f"from {figure_words(previous, indicator)} {in_the_period(previous.period)}"
    return f"{now}, {change.direction} {size_words(change.size, indicator)} {was}{verdicts.step_ending(reading)}"


def moved_words(before: Reading | None, after: Reading) -> str:
    """What a saved quarter does to the latest figure: 26% to 24%, down 2 percentage points (better)."""
    latest, indicator = after.latest, after.indicator
    was = before.latest if before else None
    if latest is None or (was is not None and _same_figure(latest, was)):
        return f"latest stays: {latest_and_change(after)}" if latest else latest_and_change(after)
    now = figure_words(latest, indicator)
    if was is not None and after.previous is not None and after.previous.period == was.period:
        was = after.previous  # As it stands now: it may be revised together with the new figure.
    if was is None:
        return f"first figure: {now} {in_the_period(latest.period)}"
    step = f"{figure_words(was, indicator)} to {now}"
    if was.period == latest.period:
        if latest.status != "revised":
            return f"{step} {in_the_period(latest.period)}, amended"
        return f"{step}, revised {in_the_period(latest.period)}"
    return f"{step}, {_moved(after)}"


def _same_figure(figure: Observation, other: Observation) -> bool:
    """Whether two figures are one, whatever words stand beside them."""
    words = {"commentary": other.commentary, "note": other.note, "reason": other.reason}
    return figure.model_copy(update=words) == other


def _moved(reading: Reading) -> str:
    change = reading.change
    if change is None:
        return f"not comparable: {missing_words(reading)}"
    if change.direction == "same":
        return "no change as published"
    ending = verdicts.step_ending(reading)
    moved = f"{change.direction} {size_words(change.size, reading.indicator)}" if change.direction else ""
    return f"{moved}{ending}".strip()


def reason_words(reading: Reading, reason: Reason) -> str:
    """Why an indicator should be looked at first."""
    if reason in ("duty", "target"):
        missed = [target for target in reading.targets if target.met is False]
        return ". ".join(capital(targets.target_words(reading, target)) for target in missed)
    if reason in ("worse than comparator", "behind, not tested"):
        return capital(against_words(reading))
    if reason == "getting worse" and (running := verdicts.running_words(reading)):
        cause = reading.variation.latest_cause
        return capital(running) + (f": {uncertainty.cause_words(cause, reading.indicator)}" if cause else "")
    if reason in ("getting worse", "moved the wrong way"):
        return capital(change_words(reading))
    return f"The report: {citations.quoted(reading.adverse[0])}"


def minutes(reading: Reading, cited: str, address: str, read_on: date) -> str:
    """The text to paste into minutes, a line each: indicator, finding, the change since a year before, whether it is
    provisional, how sure, counts and what chance allows to be said, commentary, caution, who answers, the sources of
    the finding, the day on which it was read, address."""
    indicator, latest, sure = reading.indicator, reading.latest, verdicts.strength_words(reading)
    year = verdicts.year_before_words(reading) if reading.year_before and reading.year_before.change else ""
    name = ": ".join(part for part in (numbered(indicator), indicator.name) if part)
    lines = [f"{name}.", finding(reading), f"{year}." if year else ""]
    lines += [f"{PROVISIONAL}." if latest is not None and latest.status == "provisional" else ""]
    lines += [f"How sure: {sure}." if sure else "", small_numbers.small_numbers(reading) or _counts(latest)]
    named = {"Commentary": latest and latest.commentary, "Caution": indicator.caution, "Who answers": indicator.owner}
    lines += [f"{name}: {_line(words)}" for name, words in named.items() if words]
    lines += [f"Source: {cited}." if cited else "", f"Read on {day_words(read_on)}.", address]
    return "\n".join(line for line in lines if line)


PROVISIONAL = "The latest figure is provisional and may change"


def _counts(latest: Observation | None) -> str:
    """The counts of a figure of which chance says nothing: 12 of 40 counted."""
    counts = counts_words(latest) if latest is not None else ""
    return f"{counts} counted." if counts else ""


def _line(words: str) -> str:
    """Words of several lines of the data file as one."""
    return " ".join(words.split())
