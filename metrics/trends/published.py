"""The published series that the page Trends shows as small charts: which, in what order, and the years they share."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from metrics.analysis.published import Beside, PublishedReading, Step
from metrics.analysis.reading import Reading
from metrics.analysis.significance import Verdict, says
from metrics.catalogue.models import Catalogue
from metrics.charts.small_chart import SmallChart, has_each_neighbour, small_chart
from metrics.trends.selection import NOWHERE, Rank, narrow, size_of
from metrics.trends.view_state import ViewState

Against = Literal["England", "neighbours"]


@dataclass(frozen=True)
class PublishedCard:
    """One published series in the years shown: its readings, its chart, and what the view sets it beside."""

    reading: Reading
    published: PublishedReading
    chart: SmallChart
    beside: Beside | None
    over: Step | None


@dataclass(frozen=True)
class Group:
    """Cards under one heading; ``theme`` is its id where it is a theme. Their charts share their years."""

    heading: str
    theme: str
    cards: Sequence[PublishedCard]


@dataclass(frozen=True)
class PublishedView:
    """What one view of published series shows; ``series`` and ``compared``: of how many it chose."""

    groups: Sequence[Group]
    series: int
    compared: int

    @property
    def count(self) -> int:
        return sum(len(group.cards) for group in self.groups)


def lay_out(
    catalogue: Catalogue, readings: Sequence[Reading], state: ViewState, today: date, neighbours: Collection[str] = ()
) -> PublishedView:
    """The cards of a view. ``neighbours``: names of authorities that are drawn as dots where the view asks for each."""
    narrowed = [narrow(catalogue, reading, state, today) for reading in readings]
    series = [(reading, reading.published) for reading in narrowed if reading.published and reading.published.numbers]
    chosen = _chosen(series, state)
    by_theme = {reading.theme.id: reading.theme.name for reading, _ in series} if state.finding == "published" else {}
    parts = [
        (name, theme_id, [one for one in chosen if one[0].theme.id == theme_id]) for theme_id, name in by_theme.items()
    ]
    dots = neighbours if state.neighbours else ()
    groups = [
        Group(name, theme_id, _cards(part, state, dots)) for name, theme_id, part in parts or [("", "", chosen)] if part
    ]
    return PublishedView(groups, len(series), sum(_compared(pair, state) for pair in series))


Pair = tuple[Reading, PublishedReading]


def _chosen(series: Sequence[Pair], state: ViewState) -> list[Pair]:
    """Those that the view asks for, in its order: of a theme the newest first, of a comparison the furthest apart."""
    if state.finding == "published":
        return sorted(series, key=lambda pair: _year(pair[1]), reverse=True)
    if state.finding == "published-changed":
        moved = [pair for pair in series if _moved(pair[1])]
        return sorted(moved, key=lambda pair: _newest_then_largest(pair[1]), reverse=True)
    worse = [pair for pair in series if _worse(pair, state)]
    return sorted(worse, key=lambda pair: _tested_then_furthest(pair[1], state), reverse=True)


def against(state: ViewState) -> Against:
    """Whom a view sets the council beside."""
    return "neighbours" if state.finding.startswith("published-behind") else "England"


def beside(published: PublishedReading, who: Against) -> Beside | None:
    """The other's figure of the same publication, definition and period."""
    kind = "country" if who == "England" else "neighbours"
    return next((found for found in published.beside if found.kind == kind), None)


def over_years(published: PublishedReading) -> Step | None:
    """The change over the years shown: since the first figure, which may be the one before."""
    return published.since_first or published.step


def verdict_beside(reading: Reading, published: PublishedReading, who: Against) -> Verdict | None:
    """The verdict beside the other area; None where neither way is better, and for judgements and service facts.

    They are in no count (reporting: How sure a verdict is).
    """
    found = beside(published, who)
    if found is None or found.verdict is None or reading.theme.role != "indicators":
        return None
    return found.verdict if found.verdict.side is not None else None


def _compared(pair: Pair, state: ViewState) -> bool:
    """Whether a view could choose it at all."""
    if state.finding == "published-changed":
        return over_years(pair[1]) is not None
    return verdict_beside(*pair, against(state)) is not None


def _worse(pair: Pair, state: ViewState) -> bool:
    """Whether it is worse than the other, by more than chance or in any way."""
    verdict = verdict_beside(*pair, against(state))
    if state.finding.endswith("-all"):
        return verdict is not None and verdict.side == "worse"
    return says(verdict, "worse", "tested")


def _moved(published: PublishedReading) -> bool:
    step = over_years(published)
    return step is not None and step.change.direction not in (None, "same")


def _newest_then_largest(published: PublishedReading) -> tuple[int, int, Rank]:
    """The newest year first, then what is more than chance, then the largest change for its size."""
    step = over_years(published)
    size = size_of(step.change.size, step.earlier.value) if step else NOWHERE
    tested = step is not None and step.verdict.strength == "tested"
    return _year(published), int(tested), size


def _year(published: PublishedReading) -> int:
    """The year in which the newest figure's period ends."""
    end = published.latest.period.end
    return end.year if end else 0


def _tested_then_furthest(published: PublishedReading, state: ViewState) -> tuple[int, Rank]:
    found = beside(published, against(state))
    mine, other = published.latest.value, found.comparator.value if found else None
    strength = found.verdict.strength if found and found.verdict else None
    order = {"tested": 2, "not tested": 1}.get(strength or "", 0)
    return order, size_of(mine - other, other) if mine is not None and other is not None else NOWHERE


def _cards(pairs: Sequence[Pair], state: ViewState, dots: Collection[str]) -> list[PublishedCard]:
    days = _shared_days([published for _, published in pairs])
    return [
        PublishedCard(
            reading,
            published,
            small_chart(reading, published, days=days, neighbours=dots, from_zero=state.from_zero),
            beside(published, against(state)) or (published.beside[0] if published.beside else None),
            over_years(published),
        )
        for reading, published in pairs
    ]


def _shared_days(series: Sequence[PublishedReading]) -> tuple[date, date] | None:
    """From the first to the last figure of the series that are more than one figure."""
    ends = [
        figure.period.end
        for published in series
        if len(published.figures) > 1
        for figure in published.figures
        if figure.period.end
    ]
    return (min(ends), max(ends)) if ends else None


def neighbours_brought(readings: Sequence[Reading], names: Collection[str]) -> bool:
    """Whether rows of single neighbours stand beside any published series, so that they can be asked for."""
    return any(
        has_each_neighbour(reading, reading.published, names) for reading in readings if reading.published is not None
    )
