"""The words of periods in free text: days, months, quarters and years, as a reader's eye picks them out.

What they come to together, and whether they fit a period, is the subject of ``period_mentions``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from metrics.catalogue.period import MONTHS

_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
_NAMES = _NAMES.replace("Sep(?:tember)?", "Sept?(?:ember)?")
_Y4 = r"(?:19|20)\d\d"
_FY = r"(?<![A-Za-z\d/.-])(?:FY ?'?)?"
_SHORT_YEAR = rf"(?:{_Y4}|'?\d\d)(?![\d/%])"

_TOKENS = re.compile(
    "|".join(
        (
            rf"(?<![\d/-])(?P<iso>{_Y4}-\d\d-\d\d)(?![\d-])",
            rf"(?<![\d/.-])(?P<digits>\d{{1,2}}(?P<mark>[/.-])\d{{1,2}}(?P=mark)(?:{_Y4}|\d\d))(?![\d/])",
            rf"(?<![A-Za-z\d])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]?(?:of )?(?P<day_month>{_NAMES})(?![A-Za-z])\.?"
            rf"(?:[ ,-]{{0,2}}(?P<day_year>{_SHORT_YEAR}))?",
            rf"(?<![A-Za-z])(?P<before_day>{_NAMES})\.? (?P<after>\d{{1,2}})(?:st|nd|rd|th)?,? "
            rf"(?P<after_year>{_Y4})(?!\d)",
            rf"(?<![A-Za-z])(?P<month>{_NAMES})(?![A-Za-z])\.?(?: of)?(?:[ ,-]{{0,2}}(?P<month_year>{_SHORT_YEAR}))?",
            r"(?<![A-Za-z])(?:Q|Qtr|Quarter|Quart)[ .:-]{0,2}(?:no\.? ?)?(?P<quarter>[1-4])(?![\d%]|\.\d)",
            r"(?<![A-Za-z\d])(?P<ordinal>[1-4])(?:st|nd|rd|th)? ?-?(?:Q|Qtr|Quarter)(?![A-Za-z]|\d(?!\d(?!\d)))",
            r"(?<=[1-4]Q)(?P<behind>\d\d)(?!\d)",
            r"(?<![A-Za-z])(?P<counted>first|second|third|fourth)[ -](?:Qtr|Quarter)(?![A-Za-z\d])",
            r"(?<![A-Za-z])(?:Qtr|Quarter)[ -](?P<spelt>one|two|three|four)(?![A-Za-z])",
            r"(?<![A-Za-z])(?:Q|Qtr|Quarter)[ -](?P<roman>IV|I{1,3})(?![A-Za-z])",
            r"(?<![A-Za-z])(?:H|Half)[ -]?(?P<half>[12])(?![\d%]|\.\d)",
            r"(?<![A-Za-z])(?P<counted_half>first|second|1st|2nd)[ -]half(?![A-Za-z])",
            rf"{_FY}(?P<from>{_Y4}) ?(?:[/.-]| |to) ?(?P<to>\d\d(?:\d\d)?)(?!\d|[/.]\d)",
            rf"{_FY}(?P<joined>{_Y4}\d\d)(?![\d%]|[/.-]\d)",
            rf"{_FY}(?P<two_from>\d\d) ?(?P<two_sign>[/-]?) ?(?P<two_to>\d\d)(?!\d|[/.%-]\d|%)",
            rf"(?<![A-Za-z\d/.£-])(?P<year>{_Y4})(?![\d%]|[/.,-]\d)",
            r"(?<![A-Za-z])FY ?'?(?P<ending>\d\d)(?!\d|[/-]\d)",
        )
    ),
    re.IGNORECASE,
)
_COUNTED = ("first", "second", "third", "fourth")
_SPELT = ("one", "two", "three", "four")
_ROMAN = ("i", "ii", "iii", "iv")

_ACT = re.compile(
    r"\b(?:act|regulations?|rules|order|working together(?: to safeguard children)?|regulations? \d+\w? of),? ?$",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(r"\b(?:aged?|ages|years?|yrs?|key stage|ks) ?$", re.IGNORECASE)
_NO_YEAR_AFTER = re.compile(r" ?-?(?:years?|yrs?|yo|y/o)\b", re.IGNORECASE)
_PLAIN = str.maketrans(dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}", "-"))
_PLAIN |= str.maketrans(dict.fromkeys("_\xa0\n\r\t\u202f\u2007", " ")) | {ord("\N{RIGHT SINGLE QUOTATION MARK}"): "'"}


@dataclass(frozen=True)
class Days:
    """A day or a month as written; a year may be missing, and so may the day."""

    begin: int
    end: int
    day: int | None
    number: int
    year: int | None


@dataclass(frozen=True)
class Quarter:
    """A quarter, or half, of a year by its number; ``months`` is how long it is."""

    begin: int
    end: int
    number: int
    months: int = 3


@dataclass(frozen=True)
class Year:
    """A year by its first one; ``single``: one number, of which it may be the first or the second year.

    ``weak``: digits that are a year only beside a quarter.
    """

    begin: int
    end: int
    first: int
    single: bool = False
    weak: bool = False


Token = Days | Quarter | Year


def tokens(plain: str) -> list[Token]:
    """The days, months, quarters and years of a text, in their order; ``plain`` is as ``plain_text`` leaves it."""
    found = (_token(match, plain) for match in _TOKENS.finditer(plain))
    return [token for token in found if token is not None]


def plain_text(text: str) -> str:
    """A text with one kind of dash and of blank, each in its place."""
    return text.translate(_PLAIN)


def _token(match: re.Match[str], plain: str) -> Token | None:
    begin, end, group = match.start(), match.end(), match.groupdict()
    if text := group["iso"]:
        return _day(begin, end, int(text[8:]), int(text[5:7]), int(text[:4]))
    if text := group["digits"]:
        day, number, year = re.split(r"[/.-]", text)
        return _day(begin, end, int(day), int(number), _full(year))
    if name := group["day_month"]:
        year = group["day_year"]
        return _day(begin, end, int(group["day"]), _number(name), _full(year) if year else None)
    if name := group["before_day"]:
        return _day(begin, end, int(group["after"]), _number(name), int(group["after_year"]))
    if name := group["month"]:
        year = group["month_year"]
        return Days(begin, end, None, _number(name), _full(year) if year else None)
    if group["quarter"] or group["ordinal"]:
        return Quarter(begin, end, int(group["quarter"] or group["ordinal"]))
    for words, name in ((_COUNTED, "counted"), (_SPELT, "spelt"), (_ROMAN, "roman")):
        if group[name]:
            return Quarter(begin, end, words.index(group[name].lower()) + 1)
    if half := group["half"] or group["counted_half"]:
        return Quarter(begin, end, 2 if half.lower() in ("2", "2nd", "second") else 1, months=6)
    return _year(match, plain)


def _year(match: re.Match[str], plain: str) -> Token | None:
    begin, end, group = match.start(), match.end(), match.groupdict()
    before, after = plain[:begin], plain[end:]
    if first := group["from"]:
        second = int(group["to"][-2:])
        if (int(first) + 1) % 100 == second:
            return Year(begin, end, int(first))
        if re.fullmatch(rf"{_Y4}-\d\d", match[0]) and 1 <= second <= 12:
            return Days(begin, end, None, second, int(first))
        return Year(begin, begin + len(first), int(first), single=True)
    if first := group["two_from"]:
        if (int(first) + 1) % 100 != int(group["two_to"]):
            alone = re.fullmatch(_Y4, match[0]) and not _ACT.search(before)
            return Year(begin, end, int(match[0]), single=True) if alone else None
        weak = group["two_sign"] != "/" or bool(_NO_YEAR.search(before)) or bool(_NO_YEAR_AFTER.match(after))
        return Year(begin, end, _full(first), weak=weak and not match[0].lower().startswith("fy"))
    if text := group["joined"]:
        first, second = text[:4], int(text[4:])
        if (int(first) + 1) % 100 == second:
            return Year(begin, end, int(first))
        return Days(begin, end, None, second, int(first)) if 1 <= second <= 12 else None
    if ending := group["ending"] or group["behind"]:
        return Year(begin, end, _full(ending), single=True)
    return None if _ACT.search(before) else Year(begin, end, int(group["year"]), single=True)


def _day(begin: int, end: int, day: int, number: int, year: int | None) -> Days | None:
    """A day, where the calendar has it."""
    try:
        date(year or 2012, number, day)
    except ValueError:
        return None
    return Days(begin, end, day, number, year)


def _full(year: str) -> int:
    """A year of two digits in the century that figures are of."""
    digits = int(year.strip("'"))
    return digits if digits > 99 else digits + (2000 if digits < 80 else 1900)


def _number(name: str) -> int:
    return [known[:3].lower() for known in MONTHS].index(name[:3].lower()) + 1
