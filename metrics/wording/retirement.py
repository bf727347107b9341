"""What is said of an indicator that is no longer reported (contract: Retired indicators)."""

from __future__ import annotations

from metrics.catalogue.models import Indicator
from metrics.catalogue.period import day_words

NONE_DUE = "none, since this indicator is retired"
"""What stands at the foot of its page in place of the next figure's day."""


def retired_words(indicator: Indicator) -> str:
    """Retired on 1 April 2014: counted in another return now. Empty where it is reported."""
    retired = indicator.retired
    if retired is None:
        return ""
    reason = " ".join(retired.reason.split()).rstrip(".")
    return f"Retired on {day_words(retired.on)}: {reason}."
