"""Our own small shapes for special causes, assurance and its contradiction; each stands beside its words, never alone.

A shape is the corners of a polygon in a square from -1.2 to 1.2, downwards as on a
screen. Charts draw it as a path, pages cut it out of the colour of the text around it.
"""

from __future__ import annotations

from collections.abc import Collection

from metrics.analysis.xmr import Cause
from metrics.wording.uncertainty import Sign

REACH = 1.2

Points = tuple[tuple[float, float], ...]


def _flipped(points: Points) -> Points:
    return tuple((x, -y) for x, y in points)


_ARROW: Points = ((0, -1.15), (1, 0), (0.4, 0), (0.4, 1.1), (-0.4, 1.1), (-0.4, 0), (-1, 0))
_CHEVRON: Points = ((-1, 0.25), (0, -1), (1, 0.25), (1, 1.05), (0, -0.2), (-1, 1.05))
_LID: Points = ((-1, -1), (1, -1), (1, -0.5), (0.3, -0.5), (0.3, 1), (-0.3, 1), (-0.3, -0.5), (-1, -0.5))
_BEAM: Points = (
    *((-1, -0.95), (1, -0.95), (1, -0.25), (0, -0.25), (0, 0.5), (1, 0.5)),
    *((1, 0.8), (-1, 0.8), (-1, 0.5), (0, 0.5), (0, -0.25), (-1, -0.25)),
)
_CROSS: Points = (
    *((-0.95, -0.55), (-0.55, -0.95), (0, -0.4), (0.55, -0.95), (0.95, -0.55), (0.4, 0)),
    *((0.95, 0.55), (0.55, 0.95), (0, 0.4), (-0.55, 0.95), (-0.95, 0.55), (-0.4, 0)),
)
_TICK: Points = ((-1.1, 0.05), (-0.7, -0.35), (-0.25, 0.15), (0.75, -0.9), (1.1, -0.5), (-0.25, 0.95))
_WAVE: Points = (
    *((-1.1, 0.1), (-0.55, -0.75), (0.05, 0.3), (0.6, -0.6), (1.1, 0.15)),
    *((1.1, 0.9), (0.6, 0.15), (0.05, 1.05), (-0.55, 0.05), (-1.1, 0.85)),
)
_APART: Points = (
    *((-1.15, 0), (-0.35, -0.9), (-0.35, -0.2), (0.35, -0.2), (0.35, -0.9)),
    *((1.15, 0), (0.35, 0.9), (0.35, 0.2), (-0.35, 0.2), (-0.35, 0.9)),
)

SHAPES: dict[Sign, Points] = {
    "unusually high": _ARROW,
    "unusually low": _flipped(_ARROW),
    "seven rising": _CHEVRON,
    "seven falling": _flipped(_CHEVRON),
    "two of three near the upper limit": _LID,
    "two of three near the lower limit": _flipped(_LID),
    "seven above the mean": _BEAM,
    "seven below the mean": _flipped(_BEAM),
    "consistently meets": _TICK,
    "consistently misses": _CROSS,
    "sometimes meets": _WAVE,
    "limits and latest figure disagree": _APART,
}
"""Arrows, chevrons, a post under a lid, a beam over a line; a tick, a cross, a wave; an arrow both ways."""


ANY = "M0,-1L1,0L0,1L-1,0Z"
"""The one shape of special causes of several kinds on one chart."""


def shared_path(causes: Collection[Cause]) -> str:
    """The shape of a chart's special causes: their own where all are of one kind."""
    return path(next(iter(causes))) if len(causes) == 1 else ANY


def path(name: Sign) -> str:
    """The shape as a mark of a chart."""
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in SHAPES[name]) + "Z"


def polygon(name: Sign) -> str:
    """The shape as what CSS leaves of a square."""
    corners = ((50 + 50 * x / REACH, 50 + 50 * y / REACH) for x, y in SHAPES[name])
    return f"polygon({','.join(f'{x:.0f}% {y:.0f}%' for x, y in corners)})"
