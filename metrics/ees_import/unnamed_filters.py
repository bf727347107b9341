"""Filter columns that a mapping does not name: silent where they say "total", refused where they narrow the group.

A file of girls alone has the very columns of the file of all children and one more, which may hold a code (2) in
place of a word. A column that tells how settled figures are narrows nothing: it gives them their status. A note may
say anything, so it is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from metrics.ees_import import settled
from metrics.ees_import.ees_file import CODES, EesFile, EesRow, folded_text, is_filter_or_indicator, read_cell
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.row_selection import Selection, pattern
from metrics.ees_import.unit_checks import held, is_unit
from metrics.wording import formatting

_TOTAL_BEGINS = {
    *("total", "all", "both", "overall", "persons", "people", "everyone", "everybody", "grand", "any", "headline"),
}
_TOTAL_GOES_ON = _TOTAL_BEGINS | {
    *("sex", "sexes", "gender", "genders", "age", "ages", "group", "groups", "ethnic", "ethnicity", "ethnicities"),
    *("children", "child", "pupils", "pupil", "young", "looked", "after", "care", "leavers", "social", "workers"),
    *("carers", "cases", "characteristic", "characteristics", "type", "types", "category", "categories", "placement"),
    *("placements", "school", "schools", "phase", "phases", "provider", "providers", "reason", "reasons", "needs"),
    *("need", "area", "areas", "combined", "and", "of", "the", "in", "figure", "figures", "years", "breakdowns"),
}
_WHOLE = {"male and female", "female and male", "boys and girls", "girls and boys", "males and females", "m+f"}

_OF_PEOPLE = re.compile(
    r"(^|_)(age|ages|sex|gender|ethnic\w*|race|religion|disab\w*|sen|send|fsm|nationality|year_group|nc_year)(_|$)"
)
"""Names of columns that tell of whom a row counts, and never of its area."""

_AGES = re.compile(r"(^|_)(age|ages|year_group|nc_year)(_|$)")
"""Names of columns whose numbers are groups of people too: ages, years of school."""

_CODED = re.compile(
    r"(sex|gender|ethnic|ethnicity|ethnic_origin|race|religion|nationality)(_?(code|id|key|cat|category|type|group|band))*"
)
"""Names of columns whose numbers are codes of groups of people, and never figures."""

_YES_OR_NO = re.compile(r"(is|has|only)_\w+|\w+_(only|yn|y_n)")
_OF_ALL = re.compile(r"(^|_)(total|all|headline|overall|everyone)(_|$)")
_OF_TABLE = re.compile(
    r"(^|_)(latest|current|newest|published|default|main|suppressed|rounded|england|national|regional|local_authority"
    r"|missing|null|valid|revised|active)(_|$)"
)
"""What a column of yes or no tells of a table, and not of a group."""

_IN_CARE = re.compile(
    r"(^|_)(months?|years?|weeks?|days?|duration|length|time|minimum|min|at_least)_.*(looked_after|care|cla)(_|$)"
)
_OF_TIME = re.compile(
    r"((release|census|academic|financial|collection|publication|data|calendar|reporting)_)?(year|date|time|period)"
    r"|(\w+_)?(version|id|code|key|order|sort|index|row)"
)
"""Names of columns whose one number tells of the table's time or place."""

_NOTE = re.compile(
    r"((data|table|row|publication|release|file|series|value|general|additional)_)?"
    r"(notes?|foot_?notes?|comments?|remarks?|caveats?|warnings?|description|title|name|label|dataset|subject|topic)"
    r"(_?(text|\d+))?"
)
"""Names of columns of a text that may say anything of the figures: it is asked about."""

_REMARK = re.compile(
    r"((data|table|row|publication|release|file)_)?(source|url|link|date|last_updated|updated|publisher|licence|file"
    r"|order|sort|id)"
)
"""Names of columns that tell of the table and not of a group."""

_NOTHING = frozenset(
    {*CODES, "not applicable", "n/a", "na", "-", ".", "..", "*", "**", "none", "null", "[c]", "[x]", "[z]", "[low]"}
)
"""Cells that say nothing of whom a row counts."""

_YES_AND_NO = frozenset({"yes", "no", "y", "n", "true", "false", "t", "f", "1", "0"})

_PEOPLE_WORDS = re.compile(
    r"\b(girls?|boys?|females?|males?|wom[ae]n|m[ae]n|aged?|years?|only|exclud\w*|except|white|black|asian|mixed|disab\w*)\b",
    re.IGNORECASE,
)
"""Words of a part of the group, in a column that tells by its name how settled figures are."""

Weight = Literal["refused", "asked", "told"]
"""What becomes of a column that no mapping names."""

_MOST = 3
_AREAS_ALIKE = 3
"""Areas that have the very same number in a column: it is no figure of theirs (ours)."""


def is_total(value: str) -> bool:
    """Whether a filter's value means that nobody is left out: Total, All children, Both sexes, Persons."""
    words = re.findall(r"[^\W_]+", value.casefold())
    plain = " ".join(words)
    if plain in _WHOLE or not words:
        return True
    return words[0] in _TOTAL_BEGINS and all(word in _TOTAL_GOES_ON for word in words)


def names_itself(column: str, values: Sequence[str]) -> bool:
    """Whether a filter has one value that new rows name from the start: no total, and no group of people."""
    of_table = settled.is_status(column) or _NOTE.fullmatch(column) or _REMARK.fullmatch(column) or is_unit(column)
    return len(values) == 1 and not of_table and not _OF_PEOPLE.search(column) and not is_total(values[0])


def row_status(file: EesFile, row: EesRow) -> Literal["provisional"] | None:
    """What a row says of its figures in columns of versions, flags or notes; None where they are as settled as any."""
    return settled.row_status(file, row, _NOTE)


@dataclass
class Narrowing:
    """What of the columns that a mapping doesn't name refuses its rows, is only told of them, or is to be asked."""

    refusals: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def narrowing(selection: Selection, mapping: RowsOf) -> Narrowing:
    """What the columns say that a mapping does not name (contract: Mappings: `published.yaml`)."""
    found = Narrowing()
    for column, values, narrows in _unnamed(selection, mapping):
        heading = selection.file.heading(column)
        says = formatting.listed([f"'{value}'" for value in values[:_MOST]]) + (" and others" if values[_MOST:] else "")
        where = "in every row" if len(values) == 1 else "in its rows"
        told = f"The column {heading}, which no mapping names, says {says}"
        if narrows == "told":
            found.remarks.append(told)
        elif narrows == "asked":
            found.questions.append(f"{told}; are these the figures that are wanted all the same?")
        else:
            one = next(value for value in values if not is_total(value))
            found.refusals.append(
                f"{mapping.indicator}: the column {heading} says {says} {where}, and the mapping does not name it, so"
                " the figures would be of a part of the group; give the file of all, or name it in the mapping's rows"
                f" ({heading}: {one}) and say in its group whom they count"
            )
    return found


def _unnamed(selection: Selection, mapping: RowsOf) -> Iterator[tuple[str, list[str], Weight]]:
    """The columns that a mapping doesn't name and that say something, with the values in its rows."""
    named = {name for _, filters in mapping.parts.values() for name in filters}
    rows = list(_rows(selection, mapping))
    areas = {row.number: where for row, where in rows}
    for place, column in enumerate(selection.file.columns):
        if not is_filter_or_indicator(column) or column in named or column in selection.figure_columns:
            continue
        cells = {row.number: row.cells[place].strip() for row, _ in rows}
        values = {number: cell for number, cell in cells.items() if cell.casefold() not in _NOTHING}
        different = list(dict.fromkeys(values.values()))
        if different and not is_unit(column) and (weight := _weight(column, different, values, areas)) is not None:
            yield column, different, weight


def _weight(
    column: str, different: Sequence[str], values: Mapping[int, str], areas: Mapping[int, object]
) -> Weight | None:
    """What becomes of a column with these values in the mapping's rows; None where it may pass without a word."""
    says = [settled.said(column, value) for value in different]
    if settled.is_status(column) or all(says):
        return _status_weight(column, different, says)
    if _REMARK.fullmatch(column):
        return "told" if any(read_cell(value) is None for value in different) else None
    if _NOTE.fullmatch(column):
        return "asked" if any(read_cell(value) is None and not is_total(value) for value in different) else None
    if _YES_OR_NO.fullmatch(column) and all(folded_text(value) in _YES_AND_NO for value in different):
        return _flag_weight(column, different, values, areas)
    if any(read_cell(value) is not None for value in different):
        return _number_weight(column, different, {areas[number] for number in values})
    if all(map(is_total, different)) or (_describes_areas(values, areas) and not _OF_PEOPLE.search(column)):
        return None
    return "refused" if _narrows(column, different) else "told"


def _status_weight(column: str, different: Sequence[str], says: Sequence[settled.Settled | None]) -> Weight | None:
    """Of a column that tells how settled figures are: what it says is asked about where no status here says it."""
    unknown = [value for value, one in zip(different, says, strict=True) if one is None and not is_total(value)]
    words = [value for value in unknown if not re.search(r"\d", value)]
    if words and (settled.may_be_another(column) or any(map(_PEOPLE_WORDS.search, words))):
        return "refused"
    return "asked" if "open" in says else "told" if unknown else None


def _flag_weight(
    column: str, different: Sequence[str], values: Mapping[int, str], areas: Mapping[int, object]
) -> Weight | None:
    """Of a column of yes and no: what is true of all rows, or of some years only, makes them a part."""
    truths = {folded_text(value) in ("1", "yes", "y", "true", "t") for value in different}
    if _OF_ALL.search(column):
        return None if truths == {True} else "refused"
    return None if _OF_TABLE.search(column) or _describes_areas(values, areas) else "refused"


def _number_weight(column: str, different: Sequence[str], areas: Collection[object]) -> Weight | None:
    """Of a column of numbers: codes and ages of people are a part; one number for all areas is no figure."""
    if _CODED.fullmatch(column):
        return "refused"
    if len(different) > 1:
        return None
    holds = held(column)
    if _AGES.search(column) and holds is None:
        return "refused"
    if len(areas) < _AREAS_ALIKE or holds not in (None, "durations") or different[0] in ("0", "100"):
        return None
    if (_OF_PEOPLE.search(column) and holds is None) or _IN_CARE.search(column):
        return "refused"
    return None if _OF_TIME.fullmatch(column) else "asked"


def _narrows(column: str, values: Sequence[str]) -> bool:
    """Whether values make the rows a part of their group: one value for all, or a part beside the total."""
    return len(values) == 1 or any(map(is_total, values)) or _OF_PEOPLE.search(column) is not None


def _rows(selection: Selection, mapping: RowsOf) -> Iterator[tuple[EesRow, object]]:
    for rows in dict.fromkeys(pattern(filters) for _, filters in mapping.parts.values()):
        for (where, _), alike in selection.by_pattern[rows].items():
            yield from ((row, where) for row in alike)


def _describes_areas(values: Mapping[int, str], areas: Mapping[int, object]) -> bool:
    """Whether a column says another thing of each area and the same thing always, as a kind of authority does."""
    by_area: dict[object, set[str]] = {}
    for number, value in values.items():
        by_area.setdefault(areas[number], set()).add(value)
    kinds = set().union(*by_area.values())
    always = all(len(said) == 1 for said in by_area.values())
    return always and len(kinds) > 1 and not any(map(is_total, kinds))
