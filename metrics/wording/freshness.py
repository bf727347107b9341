"""How fresh the figures are: in one line under the home page's title, and which version of them is shown."""

from __future__ import annotations

from datetime import date

from metrics.analysis.due import round_of
from metrics.analysis.reporting_periods import due_by, newest_return, next_period
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import Period, day_words
from metrics.wording.due import count_words
from metrics.wording.formatting import capital, reader_period


def freshness_words(catalogue: Catalogue, today: date) -> str:
    """July to September 2016: 14 of 22 in, 8 missing; before the council's first return, whose figures there are."""
    newest = newest_return(catalogue, today)
    if newest is None:
        return ". ".join(part for part in (_published(catalogue), capital(_due(catalogue, today))) if part) + "."
    words = f"{reader_period(newest)}: {count_words(round_of(catalogue, newest, today), today)}."
    due = next_period(catalogue, today)
    return words if due == newest else f"{words} {capital(_due(catalogue, today))}."


SHORT = 8
"""Letters of a version that tell it from any other."""


def data_words(version: str, saved: date | None, today: date) -> str:
    """Which figures these are, the same on a screen and on paper: Data as saved on 14 October 2013, version 6930c6df.

    ``version`` names the data file, behind a plus also the published series (``Loaded.key``); ``saved`` is None where
    nothing tells.
    """
    when = f"saved on {day_words(saved)}" if saved else f"read on {day_words(today)}"
    return f"Data as {when}, version {'+'.join(part[:SHORT] for part in version.split('+'))}"


def _published(catalogue: Catalogue) -> str:
    """Whose figures they are that were published last: figures published by Ofsted on 23 August 2013."""
    cited = {line.source for indicator in catalogue.indicators for line in indicator.observations}
    dated = [(source.published, source) for id, source in catalogue.sources.items() if id in cited and source.published]
    if not dated:
        return ""
    day, source = max(dated, key=lambda pair: pair[0])
    return f"Figures published by {source.publisher} on {day_words(day)}"


def _due(catalogue: Catalogue, today: date) -> str:
    """The council's next return, and whether it is late; nothing where no indicator is counted by the quarter."""
    if not any(indicator.frequency == "quarter" and indicator.observations for indicator in catalogue.indicators):
        return ""
    period: Period = next_period(catalogue, today)
    day = due_by(catalogue, period)
    when = "is overdue" if day < today else f"is due by {day_words(day)}"
    return f"the council’s return for {reader_period(period)} {when}"
