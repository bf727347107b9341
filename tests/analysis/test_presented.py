"""Which indicators are shown one by one."""

from __future__ import annotations

from datetime import date

from metrics.analysis import agenda
from metrics.analysis.presented import Selection, select
from metrics.analysis.reading import read_all
from metrics.catalogue.panel_record import NONE
from tests.support.panel import JULY, MAIN, OCTOBER, line, meeting, record

LATE = date(2015, 1, 1)
NEET, REVIEWS = READINGS = read_all(MAIN, LATE)
OFFERS = agenda.offered(MAIN, READINGS, LATE)
MADE = record(
    meetings=[meeting(JULY), meeting(OCTOBER)], agendas=[line(meeting=OCTOBER, indicators=["reviews", "neet"])]
)


def test_agenda_of_the_meeting_is_shown_in_its_order_without_reasons() -> None:
    assert select(MADE, READINGS, OFFERS, MADE.meetings[1]) == Selection((REVIEWS, NEET))


def test_what_is_offered_is_shown_without_a_meeting_and_for_one_without_an_agenda() -> None:
    assert select(NONE, READINGS, OFFERS, None) == Selection((NEET, REVIEWS), OFFERS)
    assert select(MADE, READINGS, OFFERS, MADE.meetings[0]) == Selection((NEET, REVIEWS), OFFERS, no_agenda=True)


def test_ids_come_before_the_agenda_each_once_and_unknown_ones_are_told() -> None:
    chosen = select(MADE, READINGS, OFFERS, MADE.meetings[1], ["neet", "gone", "neet"])
    assert chosen == Selection((NEET,), unknown=("gone",))
    assert select(MADE, READINGS, OFFERS, None, ["gone"]) == Selection((), unknown=("gone",))
