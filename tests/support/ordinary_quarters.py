"""Thirteen made-up quarters of 45 indicators on the repository's own data, as an officer would bring them one by one.

Steady series with some chance, slow trends, one new level, one spike, one steep fall, one code and one missed figure.
Counts come with some, and the same seed gives the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from metrics.catalogue.documents import Document
from metrics.catalogue.load import parse
from metrics.entry import plausibility
from metrics.entry.batch import Batch, Signature
from metrics.entry.proposal import Proposal, propose
from metrics.entry.rows import Row
from tests.support import make

PERIODS = [f"{year}/{(year + 1) % 100} Q{quarter}" for year in range(2013, 2017) for quarter in (1, 2, 3, 4)][1:14]

Cells = dict[str, str]
Quarter = dict[str, Cells]
"""The cells of each indicator's row, by its id."""

_WHOLE = {
    "care-proceedings": (41, 40, 38, 37, 36, 33, 31, 30, 29, 27, 27, 26, 25),
    "pre-proceedings": (30, 29, 31, 28, 30, 29, 27, 30, 31, 29, 28, 30, 29),
    "caseload": (31, 30, 28, 29, 27, 27, 26, 25, 25, 24, 24, 22, 22),
    "looked-after-children": (388, 392, 401, 405, 409, 414, 418, 421, 426, 428, 430, 433, 437),
    "care-leavers": (214, 212, 209, 215, 218, 221, 219, 217, 222, 224, 226, 225, 229),
    "foster-carers": (131, 130, 128, 127, 127, 126, 124, 125, 122, 121, 120, 118, 117),
    "childrens-homes": (1,) * 13,
    "external-providers": (49, 50, 51, 51, 52, 50, 49, 53, 55, 54, 56, 57, 58),
    "vacancies": (18.2, 17.5, 19.1, 18.0, "c", 16.9, 17.2, 15.5, 15.1, 14.8, 14.2, 13.9, 13.1),
    "three-or-more-placements": (9.8, 10.2, 9.5, 10.1, 10.4, 9.9, 10.0, 10.3, 9.7, 10.1, 14.9, 10.2, 9.9),
    "changes-of-social-worker": (1.8, 1.7, 1.9, 1.6, 1.5, 1.6, 1.4, 1.5, 1.3, 1.2, 1.3, 1.1, 1.2),
    "waiting-for-permanence": (34, 31, 30, 33, 29, 27, 28, 25, 24, 22, 20, 4, 3),
    "informal-resolutions": (7, 9, 8, 6, 10, 12, 9, 8, 7, 11, 9, 10, 8),
    "adoption-timescale": (210, 198, 205, 190, 188, 180, 176, 172, 168, 165, 160, 158, 150),
}
"""Series as a council may well have them, from 2013/14 Q2."""

_MISSING = 6
"""The quarter that one indicator misses."""


def quarters(seed: int) -> list[Quarter]:
    """The rows of each quarter in the order of ``PERIODS``."""
    chance = Random(seed)
    series: dict[str, list[Cells | None]] = {
        "neet": _counted(chance, 209, lambda quarter: 26 - 0.9 * quarter, 0.8),
        "reviews-in-timescale": _counted(chance, 205, lambda _: 90, 1.2),
        "health-assessments-completed": _shares(chance, lambda quarter: 95 if quarter >= 8 else 87, 1.2),
        "reviews-without-updated-care-plan": _shares(chance, lambda _: 24, 1.5),
        "youth-service-participation": _shares(chance, lambda _: 18, 1.2),
        "agency-workers": _shares(chance, lambda _: 22, 2),
        "looked-after-rate": _shares(chance, lambda quarter: 62 + 0.5 * quarter, 0.2),
    }
    for indicator_id, values in _WHOLE.items():
        series[indicator_id] = [
            {"code": value, "reason": "few posts"} if isinstance(value, str) else {"value": str(value)}
            for value in values
        ]
    others = [
        one.id
        for one in make.whole().indicators
        if one.frequency == "quarter" and one.unit == "percent" and one.id not in series
    ]
    for indicator_id in others[:24]:
        level, spread, drift = chance.uniform(40, 95), chance.uniform(0.8, 3), chance.choice([0, 0, 0.5, -0.4, 1])
        series[indicator_id] = _shares(chance, _line(level, drift), spread)
    series[others[0]][_MISSING] = None
    return [
        {indicator_id: cells for indicator_id, values in series.items() if (cells := values[quarter]) is not None}
        for quarter in range(len(PERIODS))
    ]


def _line(level: float, drift: float) -> Callable[[int], float]:
    return lambda quarter: level + drift * quarter


def _shares(chance: Random, level: Callable[[int], float], spread: float) -> list[Cells | None]:
    values = (level(quarter) + chance.gauss(0, spread) for quarter in range(len(PERIODS)))
    return [{"value": f"{min(max(value, 1), 99.6):.1f}"} for value in values]


def _counted(chance: Random, base: int, level: Callable[[int], float], spread: float) -> list[Cells | None]:
    values = (level(quarter) + chance.gauss(0, spread) for quarter in range(len(PERIODS)))
    return [{"numerator": str(round(base * value / 100)), "denominator": str(base)} for value in values]


@dataclass(frozen=True)
class Entered:
    """What a quarter's rows come to, and what is asked about them."""

    proposal: Proposal
    doubts: list[str]


TODAY = date(2016, 10, 20)


def enter(text: str, quarter: Mapping[str, Cells], period: str) -> Entered:
    """The rows of one quarter, sent after the last one's end as a file that names its period."""
    rows = [
        Row("figure", cells, f"row {number}", {name: f"row {number}, {name}" for name in cells})
        for number, cells in enumerate(({"indicator": one, "period": period, **quarter[one]} for one in quarter), 2)
    ]
    known = parse(text)
    batch = Batch(None, "hub", f"Return {period}")
    proposal = propose(Document("indicators.yaml", text, known), rows, batch, Signature("Ann Officer", TODAY, "return"))
    if proposal.amended is None:
        return Entered(proposal, [])
    added = proposal.change.additions
    found = plausibility.doubts(known, proposal.amended.catalogue, added, TODAY, None, proposal.rows)
    return Entered(proposal, [one.words for one in found])


def replayed(seed: int, count: int = len(PERIODS)) -> tuple[str, list[list[str]]]:
    """The data file after the first quarters were entered one by one, and what was asked at each."""
    text, asked = make.DATA.read_text(encoding="utf-8"), []
    for period, quarter in list(zip(PERIODS, quarters(seed), strict=True))[:count]:
        entered = enter(text, quarter, period)
        assert entered.proposal.amended is not None, list(map(str, entered.proposal.faults))
        asked.append(entered.doubts)
        text = entered.proposal.amended.text
    return text, asked
