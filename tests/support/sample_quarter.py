"""One officer's quarter as a return brings it: 25 figures, a revision, a comparator and a target, on the real data."""

from __future__ import annotations

from datetime import UTC, datetime

import yaml

from metrics.catalogue.documents import Document
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import parse as period
from metrics.entry.batch import Batch, Signature
from metrics.entry.proposal import propose
from metrics.entry.rows import Row
from tests.support import make

PERIOD, AT = "2013/14 Q2", "return of October 2013"
NAME, WHY = "Jo Bloggs", "Return for July to September 2013"
COMMENTARY = "Three late returns from other councils came in; all are now known."
COMMENTARY_TOO = "The clinic lost a nurse in August: 2 extra sessions follow in November."

FIGURES: dict[str, dict[str, str]] = {
    "neet": {"numerator": "45", "denominator": "188", "commentary": COMMENTARY},
    "health-assessments-completed": {"value": "88.1"},
    "reviews-in-timescale": {"numerator": "371", "denominator": "398"},
    "reviews-without-updated-care-plan": {"value": "19"},
    "care-proceedings": {"value": "41.5"},
    "pre-proceedings": {"value": "29"},
    "youth-service-participation": {"numerator": "71", "denominator": "389"},
    "caseload": {"value": "31"},
    "looked-after-children": {"value": "398"},
    "care-leavers": {"value": "212"},
    "foster-carers": {"value": "131"},
    "childrens-homes": {"value": "2"},
    "external-providers": {"value": "49"},
    "pep-completion": {"numerator": "301", "denominator": "356"},
    "pep-quality": {"value": "62"},
    "care-leavers-eet": {"numerator": "97", "denominator": "180"},
    "pathway-plans-completed": {"numerator": "150", "denominator": "209"},
    "pathway-plan-reviews": {"numerator": "3", "denominator": "89"},
    "initial-health-assessments-in-time": {"numerator": "21", "denominator": "37", "commentary": COMMENTARY_TOO},
    "review-health-assessments-in-time": {"value": "71.4"},
    "placement-two-years": {"value": "66.7"},
    "three-or-more-placements": {"numerator": "41", "denominator": "398"},
    "visits-in-time": {"value": "83"},
    "waiting-for-permanence": {"value": "58"},
    "adoption-timescale": {"value": "641"},
}
SUPPRESSED = "pathway-plan-reviews"
"""3 of 89 young people, in the council's own return."""

LISTED = list(FIGURES)[:13]
"""What the form lists; the others await their first figure and are found by name."""

REVISION = {"indicator": "neet", "period": "2013/14 Q1", "value": "25.1", "reason": "three late returns"}
COMPARATOR = {
    "indicator": "reviews-in-timescale",
    "area": "South East",
    "group": "looked-after children",
    "value": "91.7",
}
TARGET = {
    "indicator": "reviews-in-timescale",
    "value": "97",
    "kind": "council target",
    "label": "Target 2014/15",
    "from": "1 April 2014",
}
ADDED = "25 figures, 1 revision, 1 comparator and 1 target will be added"


def rows() -> list[Row]:
    return [
        *(Row("figure", {"indicator": id, **cells}, id) for id, cells in FIGURES.items()),
        Row("figure", REVISION, "the revision"),
        Row("comparator", COMPARATOR, "the comparator"),
        Row("target", TARGET, "the target"),
    ]


def expected() -> Catalogue:
    """The repository's data with this quarter in it, entered today."""
    batch = Batch(period(PERIOD), "hub", AT)
    signature = Signature(NAME, datetime.now(UTC).date(), WHY)
    text = make.DATA.read_text(encoding="utf-8")
    proposal = propose(Document.alone(text), rows(), batch, signature)
    assert proposal.amended is not None, proposal.faults
    return proposal.amended.catalogue


def as_typed(data: bytes) -> dict[str, dict[str, str]]:
    """What a data file holds for the quarter of each indicator, read as plain YAML: the cells that were typed."""
    entries = {one["id"]: one["observations"] for one in yaml.safe_load(data)["indicators"]}
    held = {id: next(one for one in entries[id] if one["period"] == PERIOD) for id in FIGURES}
    return {id: {name: str(held[id].get(name)) for name in cells} for id, cells in FIGURES.items()}
