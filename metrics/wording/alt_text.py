"""Alternative text (alt text) of charts and small pictures, and the title of a picture that is downloaded."""

from __future__ import annotations

from metrics.analysis.reading import Reading
from metrics.wording import findings, published, uncertainty


def alt(reading: Reading) -> str:
    """A chart's alternative text: the indicator's name, its latest figure and change.

    It is short, since Streamlit repeats it in the names of the chart's three buttons; the rest stands beside it.
    """
    if reading.latest:
        sentence = f"{findings.latest_and_change(reading)}."
    elif reading.published:
        sentence = f"{published.figure(reading)}."
    else:
        sentence = findings.finding(reading)
    return f"{reading.indicator.title}: {sentence}"


def picture_alt(reading: Reading) -> str:
    """A small picture's alternative text: what it shows beyond the words of its row."""
    return f"Picture: {findings.latest_and_change(reading)}"


def picture_title(reading: Reading) -> str:
    """What a downloaded picture says over itself: the indicator's name, its finding, and what is marked on it."""
    marked = uncertainty.picture_words(reading)
    return f"{reading.indicator.title}: {findings.finding(reading)}" + (f" {marked}" if marked else "")
