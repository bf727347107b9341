"""Filter columns that a mapping does not name: silent where they say "total", refused where they narrow the group.

A file of girls alone has the very columns of the file of all children and one more. A column that tells how settled
figures are narrows nothing: it gives them their status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from metrics.ees_import.ees_file import CODES, EesFile, EesRow, is_filter_or_indicator, read_cell
from metrics.ees_import.mapping import RowsOf
from metrics.ees_import.row_selection import Selection, pattern
from metrics.ees_import.unit_checks import held
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

_STATUS = re.compile(
    r"((data|release|publication|figure|figures|statistics|revision)_)?(version|status|state)|revision|provisional"
)
_PROVISIONAL = re.compile(r"(provisional|preliminary|prov|p)\b.*", re.IGNORECASE)
_SETTLED = re.compile(r"(final|finalised|revised|amended|confirmed|published|official|r|f|no|false)\b.*", re.IGNORECASE)

_OF_PEOPLE = re.compile(
    r"(^|_)(age|ages|sex|gender|ethnic\w*|race|religion|disab\w*|sen|send|fsm|nationality|year_group|nc_year)(_|$)"
)
"""Names of columns that tell of whom a row counts, and never of its area."""

_AGES = re.compile(r"(^|_)(age|ages|year_group|nc_year)(_|$)")
"""Names of columns whose numbers are groups of people too: ages, years of school."""

_REMARK = re.compile(
    r"((data|table|row|publication|release|file)_)?(notes?|footnotes?|comments?|source|url|link|date|last_updated"
    r"|updated|publisher|licence|dataset|file|name|title|units?|order|sort|id|description)"
)
"""Names of columns that tell of the table and not of a group."""

_NOTHING = frozenset(
    {*CODES, "not applicable", "n/a", "na", "-", ".", "..", "*", "**", "none", "null", "[c]", "[x]", "[z]", "[low]"}
)
"""Cells that say nothing of whom a row counts."""

_MOST = 3


def is_total(value: str) -> bool:
    """Whether a filter's value means that nobody is left out: Total, All children, Both sexes, Persons."""
    words = re.findall(r"[^\W_]+", value.casefold())
    plain = " ".join(words)
    if plain in _WHOLE or not words:
        return True
    return words[0] in _TOTAL_BEGINS and all(word in _TOTAL_GOES_ON for word in words)


def names_itself(column: str, values: Sequence[str]) -> bool:
    """Whether a filter has one value that new rows name from the start: no total, and no group of people."""
    of_table = _STATUS.fullmatch(column) or _REMARK.fullmatch(column) or _OF_PEOPLE.search(column)
    return len(values) == 1 and not of_table and not is_total(values[0])


def row_status(file: EesFile, row: EesRow) -> Literal["provisional"] | None:
    """What a row's column of versions says of its figures; None where they are as settled as any."""
    cells = (row.cells[place].strip() for place, column in enumerate(file.columns) if _STATUS.fullmatch(column))
    return "provisional" if any(_PROVISIONAL.fullmatch(cell) for cell in cells) else None


def narrowing(selection: Selection, mapping: RowsOf) -> tuple[list[str], list[str]]:
    """What refuses a mapping's rows, and what is only told of them: columns that say something and aren't named."""
    refusals: list[str] = []
    remarks: list[str] = []
    for column, values in _unnamed(selection, mapping):
        heading = selection.file.heading(column)
        says = formatting.listed([f"'{value}'" for value in values[:_MOST]]) + (" and others" if values[_MOST:] else "")
        if _REMARK.fullmatch(column) or not _narrows(column, values):
            remarks.append(f"The column {heading}, which no mapping names, says {says}")
            continue
        one = next(value for value in values if not is_total(value))
        where = "in every row" if len(values) == 1 else "in its rows"
        refusals.append(
            f"{mapping.indicator}: the column {heading} says {says} {where}, and the mapping does not name it, so the"
            f" figures would be of a part of the group; give the file of all, or name it in the mapping's rows"
            f" ({heading}: {one}) and say in its group whom they count"
        )
    return refusals, remarks


def _unnamed(selection: Selection, mapping: RowsOf) -> Iterator[tuple[str, list[str]]]:
    """The columns of words that a mapping doesn't name, with the values in its rows where one is no total."""
    named = {name for _, filters in mapping.parts.values() for name in filters}
    rows = list(_rows(selection, mapping))
    areas = {row.number: where for row, where in rows}
    for place, column in enumerate(selection.file.columns):
        if not is_filter_or_indicator(column) or column in named or column in selection.figure_columns:
            continue
        cells = {row.number: row.cells[place].strip() for row, _ in rows}
        values = {number: cell for number, cell in cells.items() if cell.casefold() not in _NOTHING}
        different = list(dict.fromkeys(values.values()))
        numbers = [value for value in different if read_cell(value) is not None]
        group = len(different) == 1 and _AGES.search(column) is not None and held(column) is None
        settled = _STATUS.fullmatch(column) and all(map(_says_how_settled, different))
        if (
            (numbers and not group)
            or settled
            or all(map(is_total, different))
            or (_describes_areas(values, areas) and not _OF_PEOPLE.search(column))
        ):
            continue
        yield column, different


def _narrows(column: str, values: Sequence[str]) -> bool:
    """Whether values make the rows a part of their group: one value for all, or a part beside the total."""
    return len(values) == 1 or any(map(is_total, values)) or _OF_PEOPLE.search(column) is not None


def _says_how_settled(value: str) -> bool:
    return bool(_PROVISIONAL.fullmatch(value) or _SETTLED.fullmatch(value))


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
