"""States that indicators are counted and filtered by: improving, getting worse, target missed, behind, too few to tell.

The scorecard's filters and counts, its addresses and the page Trends go by these. What too few
were counted to tell is in a state of its own and in no other (reporting: How sure a verdict is).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.analysis.reading import Reading
from metrics.analysis.significance import Verdict, says

StateName = Literal["better", "worse", "missed", "behind", "few"]


@dataclass(frozen=True)
class State:
    """A state: its label, whether an indicator is in it, and whether it could be at all.

    ``verdict`` is the one whose strength tells what being in it is worth; None where none does.
    """

    label: str
    found: Callable[[Reading], bool]
    could_be: Callable[[Reading], bool]
    verdict: Callable[[Reading], Verdict | None] | None = None

    def tested(self, readings: Sequence[Reading]) -> int | None:
        """Of those in it, how many are tested; None where nothing is tested."""
        if self.verdict is None:
            return None
        verdicts = [self.verdict(reading) for reading in readings if self.found(reading)]
        return sum(1 for verdict in verdicts if verdict is not None and verdict.strength == "tested")


def _few(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.strength == "too few to tell"


def target_missed(reading: Reading) -> bool:
    """Whether any target or duty that rates the latest figure is not met."""
    return any(target.met is False for target in reading.targets)


def target_rates(reading: Reading) -> bool:
    """Whether any target or duty rates the latest figure."""
    return any(target.met is not None for target in reading.targets)


def changed(reading: Reading) -> bool:
    """Whether a change can be judged at all, by the limits or beside an earlier figure."""
    return reading.change is not None or reading.verdict is not None


STATES: dict[StateName, State] = {
    "better": State(
        "Improving or moved the right way",
        lambda reading: says(reading.verdict, "better"),
        changed,
        lambda reading: reading.verdict,
    ),
    "worse": State(
        "Getting worse or moved the wrong way",
        lambda reading: says(reading.verdict, "worse"),
        changed,
        lambda reading: reading.verdict,
    ),
    "missed": State("Target or duty missed", target_missed, target_rates),
    "behind": State(
        "Worse than comparator",
        lambda reading: says(reading.comparison, "worse"),
        lambda reading: reading.comparison is not None,
        lambda reading: reading.comparison,
    ),
    "few": State(
        "Too few to tell",
        lambda reading: _few(reading.verdict) or _few(reading.comparison),
        lambda reading: changed(reading) or reading.comparison is not None,
    ),
}
"""By their words in addresses: of the scorecard, and of the page Trends."""


UNCLEAR = State(
    "No earlier figure, or too few to tell",
    lambda reading: reading.latest is not None and (_few(reading.verdict) or not changed(reading)),
    lambda _: True,
)
"""Of whose change nothing can be said: no earlier figure to compare with, or too few counted to tell."""


def tested_beside_england(readings: Sequence[Reading], side: Literal["better", "worse"]) -> list[Reading]:
    """Those whose newest published figure is tested better, or worse, than England's in the same publication."""
    return [
        reading
        for reading in readings
        if (england := england_beside(reading)) is not None and says(england, side, "tested")
    ]


def england_beside(reading: Reading) -> Verdict | None:
    """The published figure's verdict beside England's; None where the two can't be compared, or neither way is better.

    Judgements and service facts are in no count (reporting: How sure a verdict is).
    """
    if reading.published is None or reading.published.england is None or reading.theme.role != "indicators":
        return None
    verdict = reading.published.england.verdict
    return verdict if verdict is not None and verdict.side is not None else None
