"""What is due, in words: how far a round has come, since when a figure is missing, and the text of an e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from metrics.analysis.due import DueFigure, Round
from metrics.catalogue.models import Catalogue, Organisation
from metrics.catalogue.period import day_words
from metrics.wording.formatting import capital, due_words, plural, reader_period

NOBODY = "No owner is named"
"""Over the figures for which the data file names nobody."""

NOTHING = "Nothing is due."

EVERYTHING = "Everything that comes next"
"""The choice of all current rounds, the quarter's and the years'."""

EVERYBODY = "Everybody"

COPY = "Copy an e-mail for {owner}"

ACT = "Enter it"
"""Leads from a figure that is missing to the form of its period."""

ACT_NOT_RECEIVED = "Say why it can’t be had"
"""Leads there too, where the code x is chosen already and the reason is asked for."""

KEPT_PERIOD = (
    "What you have filled in is for {begun}, so the period stays that one. Save it first, then choose {asked} for the "
    "figure that you came for."
)
"""Above a form that was begun for another period than the one that a link asks for."""

HOW_NOT_RECEIVED = (
    "A figure that can’t be had is recorded too: the link beside it opens the page Add a quarter with the code x (not "
    "available) chosen, and asks for the reason. Saved, it counts as not received, and is missing no more."
)


def count_words(made: Round, today: date) -> str:
    """How far a round has come: 20 of 42 in, 22 missing; to come, as long as their day isn't past; all 42 in."""
    entered, missing = len(made.of("in")), len(made.of("missing"))
    parts = [f"{entered} of {len(made.figures)} in" if entered < len(made.figures) else f"all {entered} in"]
    parts += [f"{missing} {'missing' if made.late(today) else 'to come'}"] if missing else []
    parts += [f"{refused} not received"] if (refused := len(made.of("not received"))) else []
    parts += [f"{passed} passed over"] if (passed := len(made.of("passed over"))) else []
    return ", ".join(parts)


def round_words(made: Round, today: date) -> str:
    """A round, its day and how far it has come."""
    return f"{due_words((made.period, made.day), today)}: {count_words(made, today)}"


def next_words(made: Round | None, today: date) -> str:
    """The same of what comes next, at the foot of a page; where nothing can be told, that no date is set."""
    return round_words(made, today) if made is not None and made.figures else due_words(None, today)


def state_words(one: DueFigure, today: date) -> str:
    """How a figure stands: missing, or to come as long as its day isn't past; not received; passed over; in."""
    if one.state == "passed over":
        return "no figure; a later one is in"
    return "to come" if one.state == "missing" and one.day >= today else one.state


def since_words(one: DueFigure) -> str:
    """From which period on there is none, where more than one are: none since April to June 2013 (due 30 July 2013)."""
    if one.since == one.period:
        return ""
    return f"none since {reader_period(one.since)} (due {day_words(one.since_day)})"


def owner_words(owner: str, figures: Sequence[DueFigure], today: date) -> str:
    """Who answers, and how many of theirs are missing: Head of the virtual school: 4 of 9 missing."""
    missing = sum(1 for one in figures if one.state == "missing")
    late = any(one.state == "missing" and one.day < today for one in figures)
    words = f"{missing} of {len(figures)} {'missing' if late else 'to come'}" if missing else "nothing missing"
    return f"{owner or NOBODY}: {words}"


def subject(rounds: Sequence[Round], figures: Sequence[DueFigure], today: date) -> str:
    """The line over an e-mail: Figures for July to September 2013: 4 missing."""
    of = [reader_period(one.period) for one in rounds if any(each.period == one.period for each in figures)]
    missing = [one for one in figures if one.state == "missing"]
    words = "missing" if any(one.day < today for one in missing) else "to come"
    return f"Figures for {'; '.join(of)}: {f'{len(missing)} {words}' if missing else 'nothing missing'}"


def message(
    organisation: Organisation, owner: str, rounds: Sequence[Round], figures: Sequence[DueFigure], today: date
) -> str:
    """A text to paste into an e-mail to who answers for these figures; it holds no value of any."""
    lines = [f"To: {owner or 'whoever answers for these figures'}", f"Subject: {subject(rounds, figures, today)}", ""]
    lines += [f"This is how the figures for children in care stand on {day_words(today)}.", ""]
    for made in rounds:
        lines += _of_round(made, [one for one in figures if one.period == made.period], today)
    if any(one.state == "missing" for one in figures):
        lines += [
            f"Please send what is missing to: {organisation.contact}, {organisation.name}.",
            "If a figure can’t be had, say why: it is then recorded as not received, with your reason.",
        ]
    return "\n".join(lines).rstrip() + "\n"


def report(catalogue: Catalogue, owners: dict[str, list[DueFigure]], rounds: Sequence[Round], today: date) -> str:
    """All of it as plain text: the rounds, then each owner with what is missing and what is in."""
    if not owners:
        return f"{NOTHING}\n"
    lines = [capital(round_words(one, today)) for one in rounds]
    for owner, figures in owners.items():
        lines += ["", owner_words(owner, figures, today)]
        for made in rounds:
            of_round = [one for one in figures if one.period == made.period]
            lines += [f"  {capital(reader_period(made.period))}"] if of_round else []
            lines += [f"  {line}" for line in _listed(of_round, today)]
    return "\n".join([*lines, "", f"Contact: {catalogue.organisation.contact}, {catalogue.organisation.name}"]) + "\n"


def event_title(made: Round, figures: Sequence[DueFigure]) -> str:
    """What a calendar calls the day: Figures for July to September 2013 are due (22 not in)."""
    missing = sum(1 for one in figures if one.state == "missing")
    return f"Figures for {reader_period(made.period)} are due ({missing} not in)"


def event_text(figures: Sequence[DueFigure]) -> str:
    """What a calendar says of the day: under who answers, the indicators whose figures are not in."""
    owners = dict.fromkeys(one.owner for one in figures)
    listed = ((owner, [_named(one) for one in figures if one.owner == owner]) for owner in owners)
    return "\n".join(f"{owner or NOBODY}: {'; '.join(names)}" for owner, names in listed)


def _of_round(made: Round, figures: Sequence[DueFigure], today: date) -> list[str]:
    if not figures:
        return []
    return [capital(due_words((made.period, made.day), today)), *_listed(figures, today), ""]


def _listed(figures: Sequence[DueFigure], today: date) -> list[str]:
    """A line a figure that is not in, and how many are."""
    lines = [f"- {_named(one)}: {told(one, today)}" for one in figures if one.state != "in"]
    entered = len(figures) - len(lines)
    return [*lines, f"- in: {entered} {plural(entered, 'figure')}"] if entered else lines


def told(one: DueFigure, today: date) -> str:
    """How a figure stands, since when, and why it was not received."""
    return "; ".join(part for part in (state_words(one, today), since_words(one), one.reason) if part)


def _named(one: DueFigure) -> str:
    number = f" (indicator {one.indicator.number})" if one.indicator.number else ""
    return f"{one.indicator.title}{number}"
