"""What is due as a calendar file: read back by the rules of RFC 5545."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from metrics.analysis.due import calendar_rounds, round_of
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import parse
from metrics.exports.due_ics import due_ics
from tests.support import make
from tests.support.make import hub, indicator

NOW = datetime(2013, 10, 2, 9, 30, tzinfo=UTC)
HOSTILE = "Comma, semi; back\\slash “é” 😀 " + "größer " * 30 + "\nEND:VEVENT\r\nBEGIN:VEVENT\x07"


def unfolded(written: bytes) -> list[tuple[str, str]]:
    """Names with their values, each line held to the rules of folding on the way."""
    text = written.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    for line in written.split(b"\r\n"):
        line.decode("utf-8")  # no character is cut in two
    lines = text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    return [(name, value) for name, _, value in (line.partition(":") for line in lines)]


def plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def catalogue(name: str = "Health checks", owner: str = "Nurse") -> Catalogue:
    return make.catalogue(
        indicator(hub("2013/14 Q1", 26), id="a", name=name, owner=owner), indicator(hub("2013/14 Q1", 26), id="b")
    )


def events(written: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for name, value in unfolded(written):
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found and name not in ("BEGIN", "END") and name not in found[-1]:
            found[-1][name] = value
    return found


def test_each_round_that_lacks_figures_is_an_all_day_event_on_its_day() -> None:
    made = catalogue()
    written = due_ics("Medway Council", calendar_rounds(made, NOW.date()), NOW)
    listed = events(written)
    assert [one["DTSTART;VALUE=DATE"] for one in listed] == ["20131030", "20140130", "20140430", "20140730"]
    first = listed[0]
    assert first["DTEND;VALUE=DATE"] == "20131031"
    assert first["DTSTAMP"] == "20131002T093000Z"
    assert first["SUMMARY"] == "Figures for July to September 2013 are due (2 not in)"
    assert plain(first["DESCRIPTION"]).startswith("Nurse: Health checks\nNo owner is named: ")
    balanced = [value for name, value in unfolded(written) if name in ("BEGIN", "END")]
    assert balanced.count("VEVENT") == 2 * len(listed)
    assert balanced.count("VALARM") == 2 * len(listed)
    assert (balanced[0], balanced[-1]) == ("VCALENDAR", "VCALENDAR")


def test_an_event_keeps_its_uid_whatever_comes_in_and_differs_by_period_owner_and_council() -> None:
    made = catalogue()
    before = due_ics("Medway Council", calendar_rounds(made, NOW.date()), NOW)
    after_one = make.catalogue(
        indicator(hub("2013/14 Q1", 26), hub("2013/14 Q2", 20), id="a", owner="Nurse"),
        indicator(hub("2013/14 Q1", 26), id="b"),
    )
    later = NOW + timedelta(days=9)
    after = due_ics("Medway Council", calendar_rounds(after_one, later.date()), later)
    uids = [one["UID"] for one in events(before)]
    assert len(set(uids)) == len(uids)
    assert [one["UID"] for one in events(after)][:4] == uids
    assert "(1 not in)" in events(after)[0]["SUMMARY"]
    rounds = [round_of(made, parse("2013/14 Q2"), NOW.date())]
    whose = {due_ics(council, rounds, NOW, owner) for council in ("Medway", "Kent") for owner in (None, "Nurse", "")}
    assert len({events(one)[0]["UID"] for one in whose}) == 6


@pytest.mark.parametrize("owner", [None, HOSTILE.replace("\x07", "")])
def test_no_text_of_the_data_breaks_the_calendar(owner: str | None) -> None:
    made = catalogue()
    first = made.indicators[0].model_copy(update={"short_name": None, "name": HOSTILE, "owner": owner or "Nurse"})
    made = made.model_copy(update={"indicators": [first, *made.indicators[1:]]})
    (one,) = events(due_ics(HOSTILE, [round_of(made, parse("2013/14 Q2"), NOW.date())], NOW, owner))
    kept = HOSTILE.replace("\x07", "").replace("\r\n", "\n")
    assert kept in plain(one["DESCRIPTION"])
    assert re.fullmatch(r"[a-z0-9-]+@[a-z0-9-]+", one["UID"])


def test_nothing_missing_makes_no_event() -> None:
    made = make.catalogue(indicator(hub("2013/14 Q2", 26)))
    written = due_ics("Medway Council", [round_of(made, parse("2013/14 Q2"), date(2013, 11, 1))], NOW)
    assert events(written) == []
    assert ("END", "VCALENDAR") in unfolded(written)
