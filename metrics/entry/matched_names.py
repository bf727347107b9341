"""Names in a file that are no indicator's, read as what an officer matched them with; never by a guess.

A match holds where it is chosen now or was remembered, and still fits (contract: Names that files use).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from metrics.access.policy import Visitor
from metrics.catalogue.file_names import NameLine, name_key
from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.names import without_unit, words
from metrics.catalogue.period import day_words
from metrics.entry.naming import indicator_id, indicator_names, no_indicator
from metrics.entry.rows import Row
from metrics.store import hand_edits, locked_file, names_file
from metrics.store.locked_file import Signed
from metrics.store.names_file import LoadedNames
from metrics.wording.abbreviations import abbreviation
from metrics.wording.formatting import listed, plural

LEFT_OUT = ""
"""Chosen in place of an indicator: rows of the name are not read."""

FEW = 4
"""Rows that are named; more are counted."""

_SAYS_LITTLE = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "from", "has", "have", "in", "is", "of", "on", "or", "that", "the"),
        *("their", "to", "with", "who", "number", "percent", "percentage", "rate"),
    )
)
"""Words of a name that tell no indicator from another."""


@dataclass(frozen=True)
class UnknownName:
    """A name that is no indicator's and has no match that fits: where it stands first, and why it is not read.

    ``rows`` is how many rows have it. ``choice`` is what is chosen for it now: an id, ``LEFT_OUT``, or None.
    """

    name: str
    where: str
    why: str
    rows: int
    choice: str | None = None


@dataclass(frozen=True)
class NamesRead:
    """Rows with the ids of their matched names, and what is told of it.

    ``told`` says in a sentence each which name is read as which indicator, ``asked`` what is to be looked at again,
    rows that are left out among it. ``unknown`` are the names that want a choice or have one. ``new`` are the matches
    to be remembered, a name with an id each.
    """

    rows: tuple[Row, ...]
    told: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    unknown: tuple[UnknownName, ...] = ()
    new: tuple[tuple[str, str], ...] = ()


def read_names(
    rows: Sequence[Row], catalogue: Catalogue, remembered: Mapping[str, NameLine], chosen: Mapping[str, str]
) -> NamesRead:
    """Read the names of figures, comparators and targets.

    ``remembered`` are the lines that count, and ``chosen`` the ids or ``LEFT_OUT``, both by ``name_key``.
    """
    names = indicator_names(catalogue, _new_indicators(rows))
    places: dict[str, list[Row]] = {}
    for row in rows:
        if row.kind in ("figure", "comparator", "target") and (name := _name(row)):
            places.setdefault(name, []).append(row)
    read_as: dict[str, str] = {}
    told: list[str] = []
    asked: list[str] = []
    unknown: list[UnknownName] = []
    new: dict[str, tuple[str, str]] = {}
    for name, its_rows in places.items():
        key, own = name_key(name), indicator_id(name, names)
        line, choice = remembered.get(key), chosen.get(key)
        if own is not None:
            if line is not None and line.indicator != own:
                told.append(_now_own(line, catalogue, own))
            continue
        unfit = _unfit(catalogue, line.indicator) if line is not None else ""
        match = None if unfit else _indicator(catalogue, line.indicator if line is not None else None)
        why = no_indicator(name, names, to_choose=True) if line is None or match is not None else _gone(line, unfit)
        if choice is not None or match is None:
            unknown.append(UnknownName(name, its_rows[0].place("indicator"), why, len(its_rows), choice))
        if choice == LEFT_OUT:
            read_as[name] = LEFT_OUT
            asked.append(f"{_named(name, its_rows)}, is left out as chosen: {_count(its_rows)} will not be saved")
        elif (indicator := _indicator(catalogue, choice)) is not None:
            read_as[name] = indicator.id
            before = f", in place of '{line.indicator}', as matched by {_signed(line)}" if line is not None else ""
            told.append(
                f"“{name}” ({_count(its_rows)}) is read as {indicator.title}, as chosen now{before}; "
                "this is remembered when the figures are saved"
            )
            asked += _other_unit(name, indicator)
            if line is None or line.indicator != indicator.id:
                new[key] = (name, indicator.id)
        elif line is not None and match is not None:
            read_as[name] = match.id
            told.append(f"“{name}” ({_count(its_rows)}) is read as {match.title}, as matched by {_signed(line)}")
    return NamesRead(_renamed(rows, read_as), tuple(told), tuple(asked), tuple(unknown), tuple(new.values()))


def remembered_lines(new: Iterable[tuple[str, str]], by: str, on: date, reason: str) -> list[NameLine]:
    """New matches as they are signed.

    Raises:
        NotSaved: a name or the signature holds what is no text.
    """
    signed = {"by": by, "on": on, "reason": reason}
    return [_line({"name": name, "indicator": one, **signed}) for name, one in new]


def taken_back(line: NameLine, by: str, on: date, reason: str) -> NameLine:
    """The line that takes a match back.

    Raises:
        NotSaved: as ``remembered_lines``.
    """
    return _line({"name": line.name, "taken_back": True, "by": by, "on": on, "reason": reason})


_FIELDS = {"name": "the name “{}” in the file", "by": "your name", "reason": "the reason"}


def _line(keys: Mapping[str, object]) -> NameLine:
    try:
        return NameLine.model_validate(keys)
    except ValidationError as error:
        wrong = error.errors()[0]
        field = str(wrong["loc"][0])
        named = _FIELDS.get(field, field).format("".join(filter(str.isprintable, str(keys.get(field)))))
        raise hand_edits.NotSaved(f"Not saved, since {named} {wrong['msg']}.") from None


def nearest_first(name: str, catalogue: Catalogue) -> list[Indicator]:
    """All indicators, those whose names, ids or abbreviations share most with a name first; a help to choose only."""
    mine = _telling(name)
    unit = (without_unit(name) or ("", ""))[1]

    def shared(indicator: Indicator) -> float:
        its = _telling(f"{indicator.name} {indicator.title} {indicator.id.replace('-', ' ')} {abbreviation(indicator)}")
        initials = "".join(word[0] for word in words(f"{indicator.name} {indicator.title}"))
        found = sum(1.0 for word in mine if any(_alike(word, other) for other in its) or _is_short(word, initials))
        return found + (0.1 if found and indicator.unit == unit else 0)

    return sorted(catalogue.indicators, key=shared, reverse=True)


def fits(line: NameLine, catalogue: Catalogue) -> str:
    """Why a remembered match is not used any more, in words; "" while it is."""
    if unfit := _unfit(catalogue, line.indicator):
        return f"'{line.indicator}' {unfit}"
    own = indicator_id(line.name, indicator_names(catalogue, ()))
    if own is not None and own != line.indicator:
        return f"the name is now that of '{own}' itself"
    return ""


def _name(row: Row) -> str:
    return row.cells.get("indicator") or row.cells.get("id") or row.cells.get("name") or ""


def _new_indicators(rows: Iterable[Row]) -> list[tuple[str, Mapping[str, str]]]:
    """New indicators of the same file, whose names are known with it."""
    return [(row.cells.get("id") or row.cells.get("name", ""), row.cells) for row in rows if row.kind == "indicator"]


def _indicator(catalogue: Catalogue, one: str | None) -> Indicator | None:
    return catalogue.indicator(one) if one else None


def _unfit(catalogue: Catalogue, one: str | None) -> str:
    """Why nothing is read as an indicator any more; "" where it is reported."""
    indicator = _indicator(catalogue, one)
    if indicator is None:
        return "is no indicator any more"
    return "is no longer reported" if indicator.retired else ""


def _renamed(rows: Iterable[Row], read_as: Mapping[str, str]) -> tuple[Row, ...]:
    found: list[Row] = []
    for row in rows:
        matched = read_as.get(_name(row)) if row.kind in ("figure", "comparator", "target") else None
        if matched is None:
            found.append(row)
        elif matched != LEFT_OUT:
            found.append(replace(row, cells={**row.cells, "indicator": matched}))
    return tuple(found)


def _signed(line: NameLine) -> str:
    return f"{line.by} on {day_words(line.on)} ({line.reason})"


def _gone(line: NameLine, unfit: str) -> str:
    return f"'{line.name}' was matched with '{line.indicator}' by {_signed(line)}, which {unfit}"


def _now_own(line: NameLine, catalogue: Catalogue, own: str) -> str:
    indicator = catalogue.indicator(own)
    title = indicator.title if indicator is not None else own
    return (
        f"“{line.name}” is the name of {title} itself and is read as that; its match with '{line.indicator}' by "
        f"{_signed(line)} is not used, and can be taken back"
    )


def _other_unit(name: str, indicator: Indicator) -> list[str]:
    unit = (without_unit(name) or ("", ""))[1]
    if not unit or unit == indicator.unit:
        return []
    return [f"“{name}” says “{unit}”, and {indicator.title}, as which it is read, is in {indicator.unit}"]


def _named(name: str, rows: Sequence[Row]) -> str:
    places = [row.where for row in rows]
    more = [f"{len(places) - FEW} more"] if len(places) > FEW else []
    return f"“{name}”, in {listed([*places[:FEW], *more])}"


def _count(rows: Sequence[Row]) -> str:
    return f"{len(rows)} {plural(len(rows), 'row')}"


def _telling(text: str) -> set[str]:
    return {word for word in words(text) if word not in _SAYS_LITTLE and any(map(str.isalnum, word))}


def _is_short(word: str, initials: str) -> bool:
    """Whether a word is made of the first letters of words that follow each other: LAC, IHAs."""
    letters = word.removesuffix("s") if len(word) > 3 else word
    return len(letters) > 2 and letters in initials


def _alike(one: str, other: str) -> bool:
    """Whether two words are one, or begin alike: assessment, assessments; IHAs and IHA."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= 3 and longer.startswith(shorter))


def remember(
    path: Path, loaded: LoadedNames, new: Iterable[tuple[str, str]], today: date
) -> Callable[[Signed, Visitor], str] | None:
    """What remembers these matches beside the data file ``path``, before its figures are saved; None where none is new.

    It gives a sentence where that was refused.
    """
    matches = list(dict.fromkeys(new))
    if not matches:
        return None

    def act(signed: Signed, visitor: Visitor) -> str:
        try:
            lines = remembered_lines(matches, signed.by, today, signed.reason)
            names_file.add(path, loaded, lines, signed, visitor)
        except (locked_file.Denied, locked_file.Overtaken, hand_edits.NotSaved) as refused:
            return str(refused)
        return ""

    return act
