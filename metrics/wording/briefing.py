"""What a meeting is told of one indicator, part by part: the same on the projector, in the pack and in its tables.

Nothing is said here for the first time: every part is a sentence of another room of this package, so that a slide, a
page of the pack and the screen can't differ (reporting: Meetings).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from metrics.analysis.reading import Reading
from metrics.analysis.targets import DUTIES
from metrics.catalogue.models import Comparator
from metrics.wording import findings, published, questions, targets, uncertainty, verdicts
from metrics.wording.citations import period_note
from metrics.wording.formatting import area_words, capital, unfolded, unknown_words
from metrics.wording.opening import in_one_line
from metrics.wording.retirement import retired_words


@dataclass(frozen=True)
class Part:
    """One thing that is told: what it is about ("A year before", "Legal duty"), and a sentence without a full stop.

    ``kind`` tells those of a target or duty, and that of the comparator, from the others.
    """

    label: str
    words: str
    kind: Literal["target", "comparator", ""] = field(default="", compare=False)


@dataclass(frozen=True)
class Briefing:
    """One indicator for a meeting. All are words; empty where there is nothing to tell.

    ``headline`` is the latest figure and its change, or what a department publishes where the council reports
    nothing; ``parts`` are that it reports nothing, the change over a year, the usual range, every target and duty, the
    comparator, what a department publishes, who is not known, what is to be noted and what was predicted, in this
    order; ``sure`` is the one line on how much may be said; ``ask`` the line of enquiry and ``answers`` the role that
    answers.
    """

    name: str
    headline: str
    parts: tuple[Part, ...]
    sure: str
    caution: str
    commentary: str
    ask: str
    answers: str
    why_it_matters: str


def briefing(reading: Reading) -> Briefing:
    """What a meeting is told of an indicator."""
    indicator, latest = reading.indicator, reading.latest
    line = in_one_line(reading)
    sure = line.words if line is not None else ""
    return Briefing(
        indicator.title,
        f"{published.figure(reading) if reading.only_published else findings.latest_and_change(reading)}.",
        tuple(_parts(reading, told=line is not None)),
        sure,
        unfolded(indicator.caution),
        unfolded(latest.commentary if latest is not None else None),
        questions.asked_of(reading),
        indicator.owner or "",
        unfolded(indicator.why_it_matters),
    )


def _parts(reading: Reading, *, told: bool) -> list[Part]:
    """Every clause and sentence of the finding but its first, under what it is about; one without words is left out.

    ``told``: the line on how sure it is stands beside them, and what that tells isn't told again.
    """
    notable = uncertainty.notable(reading, beside_line=told)
    indicator, latest, headline = reading.indicator, reading.latest, reading.headline
    parts = [
        Part("No longer reported", retired_words(indicator)),
        Part("The council", findings.latest_and_change(reading) if reading.only_published else ""),
        Part("A year before", capital(verdicts.year_before_clause(reading))),
        Part("Usual range", capital(verdicts.limits_words(reading))),
        *_targets(reading),
        Part(
            area_words(headline) if isinstance(headline, Comparator) else "",
            capital(findings.against_words(reading)),
            "comparator",
        ),
        Part("As published", published.finding(reading) if findings.told_as_published(reading) else ""),
        Part("Not known", capital(unknown_words(latest, indicator)) if latest is not None else ""),
        Part("To note", ". ".join(notable)),
        Part("Earlier", findings.apart_words(reading)),
        *(Part("Predicted", capital(findings.prediction_words(reading, one))) for one in reading.predictions),
        Part("Period", capital(period_note(latest)) if latest is not None else ""),
    ]
    return [part for part in parts if part.words]


def _targets(reading: Reading) -> list[Part]:
    """Where the latest figure stands against every target and duty that the finding tells of, by name."""
    if reading.latest is None:
        return []
    told = [one for one in reading.targets if one.target.value is not None or one.target.kind in DUTIES]
    return [
        Part(capital(targets.kind_words(one.target)), capital(targets.target_words(reading, one)), "target")
        for one in told
    ]
