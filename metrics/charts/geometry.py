"""Where things stand: the value axis, labels kept apart, values clear of marks. Numbers only."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from metrics.catalogue.models import Indicator

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""

STEPS = 5
"""At most so many steps from one end of an axis to the other."""


@dataclass(frozen=True)
class Axis:
    """The value axis: where it starts and ends, its ticks, and in words its unit and which way is good."""

    low: float
    high: float
    ticks: tuple[float, ...]
    title: str
    unit: str

    def share(self, value: float) -> float:
        """How far up the axis a value stands, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


UPRIGHT = {"higher_is_better": "\u2191 higher is better", "lower_is_better": "\u2193 lower is better"}
LEVEL = {"higher_is_better": "higher is better \u2192", "lower_is_better": "\u2190 lower is better"}
"""Which way is good, on an axis that goes up and on one that goes right; nothing where neither way is better."""


def value_axis(
    indicator: Indicator, values: Sequence[float], *, fitted: bool = False, ways: Mapping[str, str] = UPRIGHT
) -> Axis:
    """The axis for these values: from zero, or from below it; grades with the best at the top.

    ``fitted`` lets it begin near the lowest value and end near the highest, and then its title says
    where zero is not on it.
    """
    unit = indicator.unit
    if unit == "grade":
        return Axis(4.3, 0.7, (1, 2, 3, 4), "", unit)
    always = [] if fitted and len(set(values)) > 1 else [0.0]
    high, low = max([*values, *always]), min([*values, *always])
    if high == low:
        high = 100.0 if unit == "percent" else float(STEPS)
    step = _step(high - low, whole=unit == "count" and all(value == int(value) for value in values))
    ticks = [round(step * i, 9) for i in range(math.floor(low / step), math.ceil(high / step) + 1)]
    title = {"percent": "", "count": indicator.of or "number"}.get(unit, unit)
    cut = ""
    if min(ticks) > 0 or max(ticks) < 0:
        cut = f"the axis doesn't {'start at' if min(ticks) > 0 else 'reach'} 0"
    title = "; ".join(part for part in (title, cut, ways.get(indicator.polarity, "")) if part)
    return Axis(min(ticks), max(ticks), tuple(ticks), title[:1].upper() + title[1:], unit)


FITS = 0.25
"""Values that span less than this share of an axis from zero lie close together."""

LEAST = 0.2
"""A fitted axis reaches over at least this share of its highest value, so that chance isn't drawn as a fall."""


def close_axis(indicator: Indicator, values: Sequence[float], *, ways: Mapping[str, str] = UPRIGHT) -> Axis:
    """The axis from zero, or, where the values lie close together, one fitted to them (reporting: Two voices)."""
    axis = value_axis(indicator, values, ways=ways)
    low, high = min(values), max(values)
    if indicator.unit == "grade" or low == high or high - low >= FITS * (axis.high - axis.low):
        return axis
    more = max(LEAST * max(abs(low), abs(high)) - (high - low), 0) / 2
    wide = [low - more, high + more]
    if axis.high <= 100 and indicator.unit == "percent":
        wide[1] = min(wide[1], 100.0)
    return value_axis(indicator, wide, fitted=True, ways=ways)


def _step(span: float, *, whole: bool) -> float:
    """The smallest round step that crosses ``span`` in at most five."""
    power = 10.0 ** math.floor(math.log10(span / STEPS))
    steps = [round(power * factor, 12) for factor in (1, 2, 5, 10)]
    return next((step for step in steps if span / step <= STEPS and (step >= 1 or not whole)), 1.0)


def labels_apart(
    wanted: Sequence[float], heights: Sequence[float] | float = 16, low: float = 0, high: float = math.inf
) -> list[float]:
    """Tops of labels so that none overlaps, their order stays, and each is as near its wish as can be.

    Labels that wish to be too near each other form a block around the mean of
    their wishes (pool adjacent violators). All lie between ``low`` and ``high``
    as long as together they fit there; otherwise they start at ``low``.
    """
    tall = (
        [float(heights)] * len(wanted) if isinstance(heights, (int, float)) else [float(height) for height in heights]
    )
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    before: list[float] = []
    total = 0.0
    for i in order:
        before.append(total)
        total += tall[i]
    blocks: list[tuple[float, int]] = []
    for i, start in zip(order, before, strict=True):
        mean, count = wanted[i] - start, 1
        while blocks and blocks[-1][0] > mean:
            other, number = blocks.pop()
            mean, count = (mean * count + other * number) / (count + number), count + number
        blocks.append((mean, count))
    starts = [max(min(mean, high - total), low) for mean, count in blocks for _ in range(count)]
    placed = {i: start + above for i, start, above in zip(order, starts, before, strict=True)}
    return [placed[i] for i in range(len(wanted))]


def overlaps(box: Box, others: Iterable[Box]) -> bool:
    """Whether a box overlaps any other."""
    return any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in others)


def box_around(x: float, y: float, reach: float = 9) -> Box:
    """The box of a mark."""
    return x - reach, y - reach, x + reach, y + reach


def boxes_along(start: tuple[float, float], end: tuple[float, float]) -> list[Box]:
    """Small boxes along a line between two marks, leaving the marks themselves out."""
    length = math.dist(start, end)
    steps = [at / length for at in range(14, max(int(length) - 13, 14), 5)] if length else []
    return [
        box_around(start[0] + (end[0] - start[0]) * step, start[1] + (end[1] - start[1]) * step, 2) for step in steps
    ]


def offsets(stacks: Sequence[Sequence[tuple[float, float]]], step: float, most: int = 3) -> list[float]:
    """How far right each series moves, in up to ``most`` steps, so that none hides another of its own period."""
    taken: dict[int, list[Box]] = {}
    moves = []
    for spots in stacks:
        move = 0.0
        while move < most * step - 0.1 and any(
            overlaps(box_around(x + move, y, 6), taken.get(round(x), [])) for x, y in spots
        ):
            move += step
        for x, y in spots:
            taken.setdefault(round(x), []).append(box_around(x + move, y, 6))
        moves.append(round(move, 1))
    return moves


def named_ticks(
    places: Sequence[float], widths: Sequence[float], choices: Iterable[Sequence[int]] = (), most: int = 6
) -> list[int]:
    """Which of the places, given in pixels with the latest first, get their name: at most six, none touching.

    The first of the even ``choices`` that fits and names more than one; else as many as could be named at all.
    """

    def free(chosen: Sequence[int]) -> bool:
        return len(chosen) <= most and all(
            places[later] - places[earlier] >= (widths[later] + widths[earlier]) / 2
            for later, earlier in pairwise(chosen)
        )

    greedy: list[int] = []
    for i in range(len(places)):
        if free([*greedy, i]):
            greedy.append(i)
    even = (list(chosen) for chosen in choices if len(chosen) > 1 and free(chosen))
    return next(even, greedy)
