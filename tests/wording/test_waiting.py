"""What waits in the panel's record, in few words."""

from datetime import date

from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.analysis.panel_readers import for_readers
from metrics.catalogue.panel_record import NONE, PanelRecord
from metrics.wording.waiting import FAULTY, NOTHING, Waiting, waiting
from tests.support.make import Entry
from tests.support.panel import OCTOBER, challenge, exception, record, response, update

DAY = date(2013, 10, 27)


def told(made: PanelRecord, *, faulty: bool = False) -> Waiting:
    return waiting(read_challenges(made, DAY), read_exceptions(made, DAY), faulty)


def tag(**lists: list[Entry]) -> str:
    found = told(record(**lists)).tag("neet")
    return found.words if found else ""


def test_nothing_is_said_where_nothing_waits() -> None:
    assert told(NONE) == NOTHING
    settled = record(
        challenges=[challenge()], responses=[response()], exceptions=[exception()], updates=[update(kind="closed")]
    )
    assert told(settled) == NOTHING, "answered and closed"


def test_what_waits_is_counted_with_what_is_overdue() -> None:
    one = record(challenges=[challenge(due=OCTOBER)], exceptions=[exception()])
    assert [words for words, _ in told(one).lines] == [
        "1 challenge waits for an answer, overdue",
        "1 exception is open",
    ]
    two = record(challenges=[challenge(due=OCTOBER), challenge(3, indicator=None)])
    assert told(two).lines == (("2 challenges wait for an answer, 1 overdue", "challenges"),)
    assert told(NONE, faulty=True).lines == ((FAULTY, ""),)


def test_card_has_one_tag_and_overdue_goes_first() -> None:
    asked, carried = challenge(), exception()
    assert tag(challenges=[asked]) == "asked, no answer yet"
    assert tag(exceptions=[carried]) == "exception open"
    assert tag(challenges=[asked], exceptions=[carried | {"due": OCTOBER}]) == "exception, overdue 12 days"
    late = [challenge(3, due=date(2013, 10, 26)), challenge(due=OCTOBER)]
    assert tag(challenges=late, exceptions=[carried | {"due": OCTOBER}]) == "asked, overdue 12 days"
    assert tag(challenges=[late[0]]) == "asked, overdue 1 day"
    assert told(record(challenges=[asked])).tag("reviews") is None


def test_readers_see_nothing_of_what_is_not_for_publication() -> None:
    private = record(challenges=[challenge(publish=False)], exceptions=[exception(publish=False)])
    assert told(private) != NOTHING
    assert told(for_readers(private)) == NOTHING
