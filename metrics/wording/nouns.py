"""What a percentage counts, one and many: young person, young people."""

from __future__ import annotations

import re
from decimal import Decimal

from metrics.catalogue.models import Indicator
from metrics.wording.formatting import counted

NOUNS = {
    "children and care leavers": "child or care leaver",
    "children and young people": "child or young person",
    "children": "child",
    "young people": "young person",
    "care leavers": "care leaver",
    "people": "person",
    "plans": "plan",
    "reviews": "review",
    "visits": "visit",
    "assessments": "assessment",
    "placements": "placement",
    "records": "record",
    "cases": "case",
    "referrals": "referral",
    "posts": "post",
    "workers": "worker",
}
"""What a percentage may count, as names of indicators and groups put it; those of two words come first."""

PEOPLE = (
    "children and care leavers",
    "children and young people",
    "young people",
    "care leavers",
    "people",
    "children",
)
"""Nouns for people, as against what is done for them."""

_NOUN = re.compile(rf"\b({'|'.join(NOUNS)})\b(?!['’]s)")


def counted_noun(indicator: Indicator) -> str:
    """What a percentage counts, in the plural: ``of``, or the first such noun of name or group; empty if none.

    Children of the name whom the group knows better, as young people, are called as it calls them.
    """
    name, group = _NOUN.search(indicator.name.lower()), _NOUN.search((indicator.group or "").lower())
    nearer = group is not None and group[1] in PEOPLE and (name is None or name[1] == "children")
    match = group if nearer else name or group
    return indicator.of or (match[1] if match else "")


def one_of(indicator: Indicator) -> str:
    """The same in the singular; empty if none is known."""
    noun = counted_noun(indicator)
    return NOUNS.get(noun) or counted(Decimal(1), noun)
