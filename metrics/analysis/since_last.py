"""What is new since a meeting: figures, revisions, targets begun or ceased to be missed, predictions, challenges.

It is read off two catalogues, the one that stood before the day of that meeting and the one that stands, each by
its own readings, so that nothing is judged a second time. What was saved on the day itself counts as new
(reporting: Meetings).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.analysis.challenges import ChallengeReading, ExceptionReading
from metrics.analysis.reading import Prediction, Reading
from metrics.analysis.states import target_missed, target_rates
from metrics.catalogue.models import Figure, Observation, OwnFigure


@dataclass(frozen=True)
class NewFigure:
    """A figure of a period that had none."""

    reading: Reading
    figure: Observation


@dataclass(frozen=True)
class Revision:
    """A figure that had another number, or another code."""

    reading: Reading
    before: Observation
    after: Observation


@dataclass(frozen=True)
class NewPublished:
    """The newest figure that a department publishes, where it was another one."""

    reading: Reading
    figure: OwnFigure


@dataclass(frozen=True)
class DuePrediction:
    """A prediction whose period is over and which has no outcome yet."""

    reading: Reading
    prediction: Prediction


@dataclass(frozen=True)
class FigureNews:
    """What is new of the figures; ``published_known``: whether it can be told what was published then."""

    figures: tuple[NewFigure, ...]
    revisions: tuple[Revision, ...]
    published: tuple[NewPublished, ...]
    began_to_miss: tuple[Reading, ...]
    ceased_to_miss: tuple[Reading, ...]
    predictions: tuple[DuePrediction, ...]
    published_known: bool = True

    @property
    def changed(self) -> frozenset[str]:
        """Ids of the indicators that have a new or a revised figure."""
        lines: list[NewFigure | Revision | NewPublished] = [*self.figures, *self.revisions, *self.published]
        return frozenset(one.reading.indicator.id for one in lines)

    @property
    def nothing(self) -> bool:
        return not (self.changed or self.began_to_miss or self.ceased_to_miss or self.predictions)


@dataclass(frozen=True)
class RecordNews:
    """What is new in the panel's record: asked, answered, reported, closed after the day of the last meeting."""

    asked: tuple[ChallengeReading, ...]
    answered: tuple[ChallengeReading, ...]
    reported: tuple[ExceptionReading, ...]
    closed: tuple[ExceptionReading, ...]

    @property
    def nothing(self) -> bool:
        return not (self.asked or self.answered or self.reported or self.closed)


def figure_news(before: Sequence[Reading], after: Sequence[Reading], published_known: bool = True) -> FigureNews:
    """What ``after`` has and ``before`` had not, both with small numbers suppressed and read on their own days."""
    past = {reading.indicator.id: reading for reading in before}
    pairs = [(past.get(reading.indicator.id), reading) for reading in after]
    return FigureNews(
        tuple(one for old, new in pairs for one in _new_figures(old, new)),
        tuple(one for old, new in pairs for one in _revisions(old, new)),
        tuple(one for old, new in pairs for one in _published(old, new)) if published_known else (),
        tuple(new for old, new in pairs if target_missed(new) and not (old and target_missed(old))),
        tuple(new for old, new in pairs if old and target_missed(old) and target_rates(new) and not target_missed(new)),
        tuple(one for old, new in pairs for one in _predictions(old, new)),
        published_known,
    )


def _new_figures(old: Reading | None, new: Reading) -> Iterator[NewFigure]:
    periods = {figure.period for figure in old.outcomes} if old else set()
    yield from (NewFigure(new, figure) for figure in new.outcomes if figure.period not in periods)


def _revisions(old: Reading | None, new: Reading) -> Iterator[Revision]:
    standing = {figure.period: figure for figure in old.outcomes} if old else {}
    for figure in new.outcomes:
        earlier = standing.get(figure.period)
        if earlier is not None and _says(earlier) != _says(figure):
            yield Revision(new, earlier, figure)


def _published(old: Reading | None, new: Reading) -> Iterator[NewPublished]:
    latest = new.published.latest if new.published else None
    earlier = old.published.latest if old and old.published else None
    if latest is None:
        return
    if earlier is None or (earlier.period, _says(earlier)) != (latest.period, _says(latest)):
        yield NewPublished(new, latest)


def _predictions(old: Reading | None, new: Reading) -> Iterator[DuePrediction]:
    due = {one.observation.period for one in old.predictions if one.overdue} if old else set()
    for prediction in new.predictions:
        if prediction.overdue and prediction.observation.period not in due:
            yield DuePrediction(new, prediction)


def _says(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.code, figure.numerator, figure.denominator


def record_news(
    challenges: Sequence[ChallengeReading], exceptions: Sequence[ExceptionReading], day: date
) -> RecordNews:
    """What was asked, answered, reported and closed after ``day``; what was withdrawn is left out."""
    asked = [one for one in challenges if one.state != "withdrawn"]
    reported = [one for one in exceptions if one.state != "withdrawn"]
    return RecordNews(
        tuple(one for one in asked if one.challenge.asked_on > day),
        tuple(one for one in asked if one.answer is not None and one.answer.day > day),
        tuple(one for one in reported if one.report.on > day),
        tuple(one for one in reported if one.state == "closed" and one.updates[-1].day > day),
    )
