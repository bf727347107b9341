"""Which indicators are shown to a meeting one by one: those of its agenda, those that are offered, or some by id.

(reporting: Meetings)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.analysis.agenda import Offer
from metrics.analysis.challenges import agenda_of
from metrics.analysis.reading import Reading
from metrics.catalogue.panel_record import Meeting, PanelRecord


@dataclass(frozen=True)
class Selection:
    """The indicators in the order in which they are shown.

    ``offers`` are why, where they were offered and not chosen; ``unknown`` are ids of which there is no indicator.
    ``no_agenda``: they are offered because nothing was chosen for the meeting.
    """

    readings: tuple[Reading, ...]
    offers: tuple[Offer, ...] = ()
    unknown: tuple[str, ...] = ()
    no_agenda: bool = False


def select(
    record: PanelRecord,
    readings: Sequence[Reading],
    offers: Sequence[Offer],
    meeting: Meeting | None,
    ids: Sequence[str] = (),
) -> Selection:
    """Those of ``ids``; else those of the meeting's agenda; else what is offered, as it is without a meeting."""
    wanted = tuple(dict.fromkeys(ids or (agenda_of(record, meeting.date) if meeting else ())))
    if not wanted:
        return Selection(tuple(one.reading for one in offers), tuple(offers), no_agenda=meeting is not None)
    by_id = {one.indicator.id: one for one in readings}
    found = tuple(by_id[one] for one in wanted if one in by_id)
    return Selection(found, unknown=tuple(one for one in wanted if one not in by_id))
