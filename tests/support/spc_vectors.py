"""Worked cases of XmR charts, and where ours deliberately differ from those who worked them."""

from __future__ import annotations

import json
from decimal import Decimal

from metrics.analysis.xmr import Cause
from metrics.catalogue.field_types import Polarity
from tests.support.make import ROOT

_FILE = ROOT / "tests" / "data" / "vectors" / "xmr.json"
VECTORS = json.loads(_FILE.read_text("utf-8"), parse_float=Decimal)["series"]
"""Worked by NHSRplotthedots 0.2.2 without outlier screening."""

CAUSES: dict[str, Cause | None] = {
    "Common Cause": None,
    "Above UCL": "unusually high",
    "Below LCL": "unusually low",
    "7 Point Trend (Increasing)": "seven rising",
    "7 Point Trend (Decreasing)": "seven falling",
    "2 in 3 Above CL": "two of three near the upper limit",
    "2 in 3 Below CL": "two of three near the lower limit",
    "7 Points Above CL": "seven above the mean",
    "7 Points Below CL": "seven below the mean",
}
"""NHSRplotthedots' names and ours."""

MIRRORED: dict[Cause | None, Cause | None] = {
    None: None,
    "unusually high": "unusually low",
    "seven rising": "seven falling",
    "two of three near the upper limit": "two of three near the lower limit",
    "seven above the mean": "seven below the mean",
}
MIRRORED |= {low: high for high, low in MIRRORED.items()}
"""Each cause's like on the other side."""

ASSURANCE = {
    "consistent_pass": "consistently meets",
    "consistent_fail": "consistently misses",
    "inconsistent": "sometimes meets",
    None: None,
}
POLARITY: dict[str, Polarity] = {"increase": "higher_is_better", "decrease": "lower_is_better"}
COMPARED = {"mean", "lpl", "upl", "relative_to_mean", "outside_limits", "special_cause_type", "assurance"}

DIFFERENCES = {
    "point_type": "Not given: a cause is named high or low; better or worse follows from polarity where it is worded.",
    "latest_variation": "Not given: it is point_type of the last point.",
    "close_to_limits": "Not given by itself: two of three near a limit name it, one alone says nothing.",
    "short series": "Theirs draws limits from two points; ours from 12 (reporting: How much may be said).",
    "missing period": "Theirs takes a moving range and counts rows across it; ours does neither.",
    "plateau between runs": "Theirs names the last of seven rising 'Decreasing' when a tie and seven falling follow; "
    "a tie breaks a run, so ours is rising.",
    "rounding": "Theirs compares binary fractions, which may put a point on a limit beyond it; ours are exact.",
}
"""Every deliberate difference from NHSRplotthedots, and why; each is shown by a test below."""
