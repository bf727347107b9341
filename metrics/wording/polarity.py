"""Which way is better, in words."""

from __future__ import annotations

WAYS = {
    "higher_is_better": "Higher is better",
    "lower_is_better": "Lower is better",
    "neutral": "Neither higher nor lower is better",
}
"""By the words of the data file (contract: Required)."""
