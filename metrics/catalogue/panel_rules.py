"""The rules between lines of the panel's record, as ``validation`` has them for the data file.

Each reads the raw lines and tolerates missing or wrong parts, which have their own problem. What became of a
challenge or an exception is told in the order of the file (contract: The panel's record).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

from metrics.catalogue.field_types import nearest_name
from metrics.catalogue.period import PeriodError, parse
from metrics.catalogue.problem_codes import ProblemCode, message
from metrics.catalogue.validation import Finding, Raw, entries, repeated_numbers

NEXT: dict[str, dict[str, tuple[str, ...]]] = {
    "challenge": {
        "open": ("answer", "withdrawn"),
        "answer": ("answer", "accepted", "reopened", "withdrawn"),
        "accepted": ("reopened", "withdrawn"),
        "reopened": ("answer", "withdrawn"),
        "withdrawn": (),
    },
    "exception": {
        "open": ("update", "closed", "withdrawn"),
        "update": ("update", "closed", "withdrawn"),
        "closed": (),
        "withdrawn": (),
    },
}
"""What may follow on what, by the last line of a challenge or an exception."""

_SAID = {
    "open": "has no answer yet",
    "answer": "is answered and not yet judged",
    "accepted": "has an accepted answer",
    "reopened": "is reopened and waits for an answer",
    "update": "is open",
    "closed": "is closed already",
    "withdrawn": "was withdrawn",
}
_DOES = {
    "answer": "be answered",
    "accepted": "be accepted",
    "reopened": "be reopened",
    "withdrawn": "be withdrawn",
    "update": "be updated",
    "closed": "be closed",
}
_WAYS = {
    "challenge": "write what follows on it ({}), or ask again under a number of its own",
    "exception": "write what follows on it ({}), or record a new exception",
}


def broken_rules(data: Raw, indicators: Collection[str] | None) -> Iterator[Finding]:
    """Every broken rule of the whole file; ``indicators`` are the data file's ids, or None where they aren't known."""
    yield from repeated_numbers(data, ("challenges", "exceptions"))
    yield from _agendas(data)
    yield from _asked(data)
    yield from _expected(data)
    yield from _far_days(data)
    yield from _followed(data, "challenges", "responses", "challenge")
    yield from _followed(data, "exceptions", "updates", "exception")
    if indicators is not None:
        yield from _indicators(data, indicators)


def _meetings(data: Raw) -> dict[date, bool]:
    """The days of meetings, and whether each takes place: the last line of a day counts."""
    return {
        line["date"]: line.get("cancelled") is None
        for _, line in entries(data, "meetings")
        if isinstance(line.get("date"), date)
    }


def _no_meeting(day: object, meetings: Mapping[date, bool]) -> str:
    """Why there is no meeting of this day; empty where there is one."""
    if not isinstance(day, date) or meetings.get(day):
        return ""
    days = ", ".join(str(one) for one, held in sorted(meetings.items(), reverse=True)[:5] if held)
    way = f"write one of: {days}" if days else "there is none yet"
    if day in meetings:
        return f"the meeting of {day} is cancelled; {way}"
    return f"there is no meeting of {day} in the list of meetings; add it there, or {way}"


def _agendas(data: Raw) -> Iterator[Finding]:
    meetings = _meetings(data)
    last = {line.get("meeting"): index for index, line in entries(data, "agendas") if _is_day(line.get("meeting"))}
    for index, line in entries(data, "agendas"):
        day, listed = line.get("meeting"), line.get("indicators")
        if isinstance(day, date) and (day not in meetings or (last[day] == index and not meetings[day] and listed)):
            yield ("agendas", index, "meeting"), _no_meeting(day, meetings)
        names = [str(one) for one in listed] if isinstance(listed, list) else []
        for place, name in enumerate(names):
            if name in names[:place]:
                yield ("agendas", index, "indicators", place), f"'{name}' is on this agenda twice; take one out"


def _is_day(written: object) -> bool:
    return isinstance(written, date)


def _asked(data: Raw) -> Iterator[Finding]:
    meetings = _meetings(data)
    withdrawn = [line.get("challenge") for _, line in entries(data, "responses") if line.get("kind") == "withdrawn"]
    for index, line in entries(data, "challenges"):
        if line.get("number") in withdrawn:
            continue
        if what := _no_meeting(line.get("meeting"), meetings):
            yield ("challenges", index, "meeting"), what
        asked, due = _day_asked(line), line.get("due")
        if isinstance(asked, date) and isinstance(due, date) and due < asked:
            yield ("challenges", index, "due"), f"{due} is before it was asked, on {asked}; write a later day"


def _day_asked(line: Raw) -> object:
    return line.get("meeting") or line.get("on")


def _expected(data: Raw) -> Iterator[Finding]:
    """Only a day or a period that ends can pass."""
    for name in ("exceptions", "updates"):
        for index, line in entries(data, name):
            written = line.get("expected_back")
            try:
                undated = written is not None and not parse(str(written)).dated
            except PeriodError:
                undated = False
            if undated:
                what = f"'{written}' is no date; write a day or a period such as 2013/14 Q4, or take the line out"
                yield (name, index, "expected_back"), what


FAR = 5
"""A day that is more years than this after the day on which it was written down is a slip of the year (ours)."""

LONG_AGO = 50
"""So is a day that is more years than this before it (ours)."""


def _far_days(data: Raw) -> Iterator[Finding]:
    """A meeting of the year 2103 would be the next one for ninety years, and nothing due then is ever overdue."""
    for name, key in (
        ("meetings", "date"),
        *((name, "due") for name in ("challenges", "exceptions", "responses", "updates")),
    ):
        for index, line in entries(data, name):
            day, on = line.get(key), line.get("on")
            if isinstance(day, date) and isinstance(on, date) and day.year > on.year + FAR:
                what = f"{day} is more than {FAR} years after it was recorded, on {on}; write the year that was meant"
                yield (name, index, key), what
    for name, key in (("meetings", "date"), ("responses", "given"), ("updates", "given")):
        for index, line in entries(data, name):
            day, on = line.get(key), line.get("on")
            if isinstance(day, date) and isinstance(on, date) and day.year < on.year - LONG_AGO:
                what = f"{day} is more than {LONG_AGO} years before it was recorded, on {on}"
                yield (name, index, key), f"{what}; write the year that was meant"


def _followed(data: Raw, first: str, name: str, of: str) -> Iterator[Finding]:
    """What became of each challenge, or exception, in the order of the file."""
    asked = {line["number"]: line for _, line in entries(data, first) if isinstance(line.get("number"), Decimal)}
    state = dict.fromkeys(asked, "open")
    for index, line in entries(data, name):
        number, kind = line.get(of), line.get("kind")
        yield from _kept_words((name, index), line)
        if number is None or not isinstance(number, Decimal):
            continue
        if number not in asked:
            way = f"write one of: {', '.join(map(str, sorted(asked)))}" if asked else f"there are no {first} yet"
            yield (name, index, of), f"there is no {of} {number}; {way}"
            continue
        yield from _days((name, index), line, _day_asked(asked[number]) if of == "challenge" else None)
        if not any(kind in after for after in NEXT[of].values()):
            continue
        if kind in NEXT[of][state[number]]:
            state[number] = str(kind)
            continue
        words = "is open" if (of, state[number]) == ("exception", "open") else _SAID[state[number]]
        ways = " or ".join(NEXT[of][state[number]]) or "nothing can"
        yield (name, index, "kind"), f"{of} {number} {words}, so it can't {_DOES[str(kind)]}; {_WAYS[of].format(ways)}"


def _kept_words(loc: tuple[str, int], line: Raw) -> Iterator[Finding]:
    """All but accepting an answer needs words; only what is reopened or updated has another day."""
    kind = line.get("kind")
    if loc[0] == "responses" and kind in ("answer", "reopened", "withdrawn") and line.get("words") is None:
        way = "write the answer" if kind == "answer" else "say why, in a few words"
        yield (*loc, "words"), message(ProblemCode.WORDS_MISSING, f"this key is missing; {way}", way=way)
    if line.get("due") is not None and kind in ("answer", "accepted", "withdrawn", "closed"):
        yield (*loc, "due"), f"nothing falls due after '{kind}'; take it out"


def _days(loc: tuple[str, int], line: Raw, asked: object) -> Iterator[Finding]:
    given, on = line.get("given"), line.get("on")
    if isinstance(given, date) and isinstance(on, date) and given > on:
        yield (*loc, "given"), f"{given} is after it was recorded, on {on}; write the day it was given"
    day = given or on
    if isinstance(day, date) and isinstance(asked, date) and day < asked:
        yield (*loc, "given" if given else "on"), f"{day} is before it was asked, on {asked}; write a later day"
    due = line.get("due")
    if isinstance(due, date) and isinstance(day, date) and due < day:
        yield (*loc, "due"), f"{due} is before {day}, when this was said; write a later day"


def _indicators(data: Raw, known: Collection[str]) -> Iterator[Finding]:
    for name in ("challenges", "exceptions"):
        for index, line in entries(data, name):
            if line.get("indicator") is not None and str(line["indicator"]) not in known:
                yield (name, index, "indicator"), _unknown(line["indicator"], known)
    for index, line in entries(data, "agendas"):
        listed = line.get("indicators")
        for place, one in enumerate(listed if isinstance(listed, list) else []):
            if str(one) not in known:
                yield ("agendas", index, "indicators", place), _unknown(one, known)


def _unknown(written: object, known: Collection[str]) -> str:
    return f"'{written}' is no indicator of the data file; {nearest_name(str(written), sorted(known))}"
