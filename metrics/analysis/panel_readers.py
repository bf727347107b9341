"""The panel's record as everybody but its keepers may see it (contract: The panel's record).

What is not for publication is gone with all that follows on it. Of an answer or an update alone only the words
are withheld: that it was given stays, so that nothing is called unanswered or open that isn't.
"""

from __future__ import annotations

from typing import TypeVar

from metrics.analysis.suppression import without_address
from metrics.catalogue.panel_record import PanelRecord, Recorded, Response, Update

Line = TypeVar("Line", bound=Recorded)
Followed = TypeVar("Followed", Response, Update)

WITHHELD = "not for publication"
"""What stands for the words that are withheld."""


def for_readers(record: PanelRecord) -> PanelRecord:
    """The record without what is not for publication, and signatures without addresses."""
    challenges = [one for one in record.challenges if one.publish]
    exceptions = [one for one in record.exceptions if one.publish]
    asked, reported = ({one.number for one in listed} for listed in (challenges, exceptions))
    responses = [_worded(one) for one in record.responses if one.challenge in asked]
    updates = [_worded(one) for one in record.updates if one.exception in reported]
    return PanelRecord(
        meetings=[_named(one) for one in record.meetings],
        agendas=[_named(one) for one in record.agendas],
        challenges=[_named(one) for one in challenges],
        responses=[_named(one) for one in responses],
        exceptions=[_named(one) for one in exceptions],
        updates=[_named(one) for one in updates],
    )


def _worded(line: Followed) -> Followed:
    return line if line.publish or line.words is None else line.model_copy(update={"words": WITHHELD})


def _named(line: Line) -> Line:
    """The line with the name, and not the address, of who recorded it."""
    return line.model_copy(update={"by": without_address(line.by)}) if "@" in line.by else line
