"""Alternative text (alt text) of charts and small pictures, and the title of a picture that is downloaded."""

from __future__ import annotations

from metrics.analysis.reading import Reading
from metrics.wording import findings, published, targets, uncertainty, verdicts
from metrics.wording.formatting import capital


def alt(reading: Reading) -> str:
    """A chart's alternative text: the indicator's name, its latest figure and change with their strength, and what is
    drawn beside it: comparator, targets, predictions.
    """
    if reading.latest:
        sentence = _told(reading, findings.latest_and_change(reading))
    elif reading.published:
        sentence = f"{published.figure(reading)}."
    else:
        sentence = findings.finding(reading)
    return f"{reading.indicator.title}: {sentence}"


def picture_alt(reading: Reading) -> str:
    """A small picture's alternative text: what it shows beyond the words of its row."""
    return f"Picture: {_told(reading, findings.latest_and_change(reading))}"


def _told(reading: Reading, latest: str) -> str:
    """The latest figure, how sure its change is, and each thing drawn beside it, a sentence each."""
    beside = findings.against_words(reading)
    if not beside and reading.headline is not None and reading.headline.value is not None:
        beside = findings.comparator_words(reading.headline, reading.indicator)
    rated = [targets.target_words(reading, one) for one in reading.targets if one.target.value is not None]
    foreseen = [findings.prediction_words(reading, one) for one in reading.predictions]
    parts = (
        [latest, verdicts.limits_words(reading), beside, *rated, *foreseen] if reading.latest else [latest, *foreseen]
    )
    return " ".join(f"{capital(part)}." for part in parts if part)


def picture_title(reading: Reading) -> str:
    """What a downloaded picture says over itself: the indicator's name, its finding, and what is marked on it."""
    marked = uncertainty.picture_words(reading)
    return f"{reading.indicator.title}: {findings.finding(reading)}" + (f" {marked}" if marked else "")
