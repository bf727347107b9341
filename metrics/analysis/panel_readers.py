"""The panel's record as everybody but its keepers may see it (contract: The panel's record).

What is not for publication is gone with all that follows on it. Of an answer or an update alone only the words
are withheld: that it was given stays, so that nothing is called unanswered or open that isn't.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from metrics.analysis.suppression import without_address
from metrics.catalogue.panel_record import Challenge, ExceptionReport, PanelRecord, Recorded, Response, Update

Line = TypeVar("Line", bound=Recorded)
Followed = TypeVar("Followed", Response, Update)

WITHHELD = "not for publication"
"""What stands for the words that are withheld."""


@dataclass(frozen=True)
class Told:
    """A line of the record, the ids of the indicators that it is about, and whether it is kept from readers.

    What follows on a challenge or an exception is about the same indicator, and private where that is.
    """

    line: Recorded
    indicators: tuple[str, ...] = ()
    private: bool = False


def told(record: PanelRecord) -> list[Told]:
    """Every line of the record."""
    first: list[Challenge | ExceptionReport] = [*record.challenges, *record.exceptions]
    begun = [Told(one, (one.indicator,) if one.indicator else (), not one.publish) for one in first]
    by_number = {line.number: one for line, one in zip(first, begun, strict=True)}
    after = [_follows(one, by_number[one.challenge]) for one in record.responses]
    after += [_follows(one, by_number[one.exception]) for one in record.updates]
    agendas = [Told(one, tuple(one.indicators)) for one in record.agendas]
    return [*map(Told, record.meetings), *agendas, *begun, *after]


def _follows(line: Response | Update, begins: Told) -> Told:
    return Told(line, begins.indicators, begins.private or not line.publish)


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
