"""The council's values at their marks: as many as stand clear of each other, of every mark and of every line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from metrics.charts.axes import MARGIN, Extent
from metrics.charts.chart_series import Mark, Series
from metrics.charts.geometry import Box, box_around, boxes_along, offsets, overlaps

MANY = 12
"""With more figures than this only the first and the last have their value at the mark."""


REACH = 150
"""Pixels from a value's mark beyond which no dot and no line of a long series can touch it."""


def sideways_moves(all_series: Sequence[Series], extent: Extent) -> list[float]:
    """Where a mark would lie under another's it moves to the right, never half way to the next place.

    In long series, where all is dense, none moves.
    """
    narrow = extent.sizes[0]
    shares = sorted({extent.period_axis.share(mark.period) for series in all_series for mark in series.marks})
    closest = min((after - before for before, after in pairwise(shares)), default=1) * narrow[0]
    if closest < 12:
        return [0.0] * len(all_series)
    spots = [[extent.spot(mark, *narrow) for mark in series.marks] for series in all_series]
    step = min(15, closest * 0.45)
    return offsets(spots, step, min(3, int(closest * 0.49 / step)))


def labelled_marks(all_series: Sequence[Series], extent: Extent) -> list[Mark]:
    """The council's marks that may have their value beside them, the latest first."""
    own = [mark for series in all_series if series.role in ("council", "predicted") for mark in series.marks]
    own = [] if extent.axis.unit == "grade" else own
    own.sort(key=lambda mark: extent.period_axis.share(mark.period), reverse=True)
    return [own[0], own[-1]] if len(own) > MANY else own


def value_lines(mark: Mark) -> list[str]:
    """The value, and under it that it was only predicted."""
    return [mark.value_label, "predicted"] if mark.status == "predicted" else [mark.value_label]


def room_for_values(
    own: Sequence[Mark],
    all_series: Sequence[Series],
    moves: Sequence[float],
    extent: Extent,
    size: tuple[float, float],
    *,
    across: Iterable[float] = (),
    upright: Iterable[float] = (),
) -> dict[int, int]:
    """For each value that finds room: how far above (-) or below (+) its mark it stands.

    ``across``: values at which a rule crosses the plot; ``upright``: shares of its
    width at which one stands.
    """
    inner, tall = size
    places = [extent.period_axis.share(mark.period) * inner for mark in own]

    def near(mark: Mark) -> bool:
        x = extent.period_axis.share(mark.period) * inner
        return any(abs(x - place) < REACH for place in places)

    dots: list[Box] = []
    lines: list[Box] = []
    for series, move in zip(all_series, moves, strict=True):
        spots = [extent.spot(mark, *size) for mark in series.marks if near(mark)]
        dots += [box_around(x + move, y) for x, y in spots]
        for run in series.runs:
            for before, after in pairwise(run):
                if len(run) <= MANY or near(before) or near(after):
                    lines += boxes_along(extent.spot(before, *size), extent.spot(after, *size))
    for value in across:
        y = extent.down(value, tall)
        lines.append((-MARGIN, y - 2, inner + MARGIN, y + 2))
    lines += [(share * inner - 2, 0, share * inner + 2, tall) for share in upright]
    return _placed(own, extent, size, dots, lines)


def _placed(
    own: Sequence[Mark], extent: Extent, size: tuple[float, float], dots: list[Box], lines: list[Box]
) -> dict[int, int]:
    taken: list[Box] = []
    placed: dict[int, int] = {}
    for i, mark in enumerate(own):
        choices = _choices(extent.spot(mark, *size), value_lines(mark), size[1])
        best = next((c for c in choices if not overlaps(c[1], [*dots, *taken, *lines])), None)
        best = best or next((c for c in choices if not overlaps(c[1], [*dots, *taken])), None)
        if best:
            placed[i] = best[0]
            taken.append(best[1])
    return placed


def _choices(spot: tuple[float, float], lines: list[str], tall: float) -> list[tuple[int, Box]]:
    """Above the mark, or below it where the plot still has room there."""
    x, y = spot
    half, deep = 4.4 * max(map(len, lines)) + 2, 17 * len(lines)
    above = (-20, (x - half, y - 11 - deep, x + half, y - 11))
    below = (20, (x - half, y + 11, x + half, y + 11 + deep))
    return [above, below] if below[1][3] < tall - 2 else [above]
