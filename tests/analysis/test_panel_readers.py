"""The panel's record as everybody but its keepers may see it."""

from datetime import date

from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.analysis.panel_readers import for_readers
from metrics.catalogue import panel_record
from tests.support.panel import (
    MAIN,
    OCTOBER,
    challenge,
    exception,
    line,
    meeting,
    record,
    record_text,
    response,
    update,
)


def test_what_is_not_for_publication_is_gone_with_all_that_follows_on_it():
    read = for_readers(
        record(
            challenges=[challenge(1), challenge(3, publish=False)],
            responses=[response(1), response(3)],
            exceptions=[exception(2), exception(4, publish=False)],
            updates=[update(2), update(4)],
        )
    )
    assert [one.number for one in read.challenges] == [1]
    assert [one.challenge for one in read.responses] == [1]
    assert [one.number for one in read.exceptions] == [2]
    assert [one.exception for one in read.updates] == [2]


def test_answer_or_update_alone_keeps_that_it_was_given_and_loses_its_words():
    whole = record(
        challenges=[challenge(1)],
        responses=[response(1, publish=False), response(1, "accepted", publish=False)],
        exceptions=[exception(2)],
        updates=[update(2, "closed", publish=False)],
    )
    read = for_readers(whole)
    assert [one.words for one in read.responses] == ["not for publication", None]
    assert read.updates[0].words == "not for publication"
    assert read_challenges(read, OCTOBER)[0].state == read_challenges(whole, OCTOBER)[0].state == "accepted"
    assert read_exceptions(read, OCTOBER)[0].state == "closed"


def test_nobodys_address_is_shown():
    written = record_text(
        meetings=[meeting()],
        agendas=[line(meeting=OCTOBER, indicators=["neet"])],
        challenges=[challenge(1)],
        responses=[response(1)],
        exceptions=[exception(2)],
        updates=[update(2)],
    )
    text = written.replace("by: Clerk", "by: Jo Clerk (jo@council.example)")
    assert text.count("@") == 6
    read = for_readers(panel_record.parse(text, MAIN))
    assert "@" not in read.model_dump_json()
    assert read.challenges[0].by == "Jo Clerk"
    assert read.challenges[0].on == date(2013, 10, 15)
