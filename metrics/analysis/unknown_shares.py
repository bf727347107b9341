"""Unknown shares: of how many a source has no information, how many are known, and the rate among them.

The published rate counts those not known as not having the outcome; the rate among those
known stands beside it and never replaces it (reporting: Small numbers). Nothing here is
worked out from a cell that a publisher suppressed: without an ``unknown`` there is none (contract: Unknown).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metrics.catalogue.models import Figure, Indicator
from metrics.catalogue.rates import TENTH, percent


@dataclass(frozen=True)
class KnownShare:
    """Of ``counted``, ``unknown`` are not known: ``share`` percent of them, to a whole percent.

    ``rate`` is the outcome among those known, in percent to one decimal; None where the
    figure is no percentage with its count, or nobody is known. ``about`` says that the
    counts are rounded by their source.
    """

    unknown: int
    counted: int
    share: Decimal
    rate: Decimal | None
    about: bool

    @property
    def known(self) -> int:
        return self.counted - self.unknown


def known_share(figure: Figure, indicator: Indicator) -> KnownShare | None:
    """What an unknown share comes to; None where the source gives none."""
    if figure.unknown is None or not figure.denominator or figure.unknown > figure.denominator:
        return None
    left = figure.denominator - figure.unknown
    rate = None
    if indicator.unit == "percent" and figure.value is not None and figure.numerator is not None and left:
        rate = min(percent(figure.numerator, left, TENTH), Decimal(100))
    share = percent(figure.unknown, figure.denominator, Decimal(1))
    return KnownShare(figure.unknown, figure.denominator, share, rate, figure.counts_rounded_to > 1)
