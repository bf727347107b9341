"""Citations in words: a source and the place in it, its own words quoted, and where our reading differs from them."""

from __future__ import annotations

from datetime import date

from metrics.catalogue.models import Comparator, Indicator, Observation, OwnFigure, Said, Source
from metrics.catalogue.period import MONTHS, day_words
from metrics.wording.formatting import counts_words, figure_words, reader_period


def citation(source: Source, at: str) -> str:
    """Publisher, title, date and place: enough to find the figure again."""
    when = f", {day_words(source.published)}" if source.published else ""
    return f"{source.publisher}, {source.title}{when}, {at}"


def quote_words(words: str, source: Source, at: str) -> str:
    """A phrase in quotation marks with who says it and where."""
    return f"“{words}” ({source.publisher}, {at})"


def said_heading(source: Source) -> str:
    """Whose words and of when: What Ofsted said in August 2013."""
    if source.published is None:
        return f"What {source.publisher} says"
    return f"What {source.publisher} said in {MONTHS[source.published.month - 1]} {source.published.year}"


def quoted(said: Said) -> str:
    """The source's own words, in quotation marks."""
    return f"“{said.words}”"


def period_note(observation: Observation) -> str:
    """How we read the period, where the source writes it otherwise or doesn't state it."""
    parts = []
    if observation.as_written and observation.as_written != observation.period.label:
        parts.append(f"the source writes “{observation.as_written}”")
    if "period" in observation.inferred:
        parts.append("the date is our reading")
    if "value" in observation.inferred and observation.value is not None:
        counts = f": {counts_words(observation)}" if counts_words(observation) else " from the counts in the source"
        parts.append(f"the value is our sum{counts}")
    return "; ".join(parts)


def span_words(start: date | None, end: date | None) -> str:
    """From when to when something holds: from 22 April 2014, 1 July 2013 to 21 April 2014."""
    if start is None:
        return ""
    return f"from {day_words(start)}" if end is None else f"{day_words(start)} to {day_words(end)}"


def own_series_words(figure: OwnFigure, indicator: Indicator, area: str, source: Source) -> str:
    """The council's own figure as somebody else published it."""
    partly = {"partly": "; only partly the same indicator", "no": "; another indicator"}.get(figure.comparable, "")
    counts = f" ({counts_words(figure)})" if counts_words(figure) else ""
    value, name = figure_words(figure, indicator), published_name(figure, indicator, area, source)
    return f"{name}: {value}{counts}, {reader_period(figure.period)}{partly}"


def published_name(figure: OwnFigure, indicator: Indicator, area: str, source: Source) -> str:
    """Whose figure a published one is, who published it, and of whom where that is another group."""
    group = f", {figure.group}" if figure.group and figure.group != indicator.group else ""
    return f"{area}, as published by {source.publisher}{group}"


def replaced_words(figure: Comparator | OwnFigure, used: Comparator | OwnFigure, source: Source) -> str:
    """That another release's figure is ``used``, whose ``source`` this is."""
    release = f"the release of {day_words(source.published)}" if source.published else f"“{source.title}”"
    if figure.published_after and not used.published_after:
        return f"not drawn, since {release} was in force at the inspection"
    return f"replaced by {release}"
