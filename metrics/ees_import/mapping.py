"""Mappings, which rows of a published file serve which indicator: data/published.yaml -> objects, and new ones into it.

A mapping is chosen once; next year's file of the same columns then comes in by it. Two
mappings of one indicator with different rows are two definitions, each with its own group:
their figures never share a line (contract: Breaks).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import Field, model_validator

from metrics.catalogue import yaml_insert, yaml_write
from metrics.catalogue.field_types import Comparable, Day, Flag, Id, Text, When, Whole, one_of
from metrics.catalogue.load import read_file
from metrics.catalogue.models import Catalogue, Entry
from metrics.catalogue.names import near
from metrics.catalogue.problems import Refused
from metrics.catalogue.validation import Finding
from metrics.ees_import.ees_file import LEVELS, Level, folded_name
from metrics.ees_import.reporting_year import ReportingYear

FILE = "published.yaml"

FORMERLY = "measure"
"""What files that were written before call the key ``indicator``; it is read for ever."""

BEGINNING = """\
# Which rows of the Department for Education's files serve which indicator (see the page Import published figures).
mappings: []
"""
"""What a new file of mappings begins with."""

ORDER = (
    *("indicator", "column", "rows", "value", "numerator", "denominator", "unknown", "group", "comparable", "why"),
    *("renamed", "reporting_year", "counts_rounded_to", "levels", "since", "until", "by", "on", "reason"),
)


ANOTHER_GROUP = (
    "other rows are another definition, never joined with the first: write another group, such as"
    " 'care leavers aged 19 to 21'; where the publisher only renamed columns or rows, add 'renamed: true'"
)

OTHER_COUNTS = (
    "stands here twice (same indicator, rows and value), with other counts; take one out, or where the publisher only"
    " renamed what is counted beside, add 'renamed: true' to the second"
)


class Count(Entry):
    """Where a count stands: its column, and where it stands in another row, how that row differs."""

    column: Text
    rows: dict[str, Text] = Field(default_factory=dict, description="Filters that differ from the mapping's own rows.")


class Rounding(Entry):
    """To what the file rounds its counts, by level; 1 when exact."""

    national: Whole = 1
    regional: Whole = 1
    local: Whole = 1

    def at(self, level: Level) -> int:
        return {"National": self.national, "Regional": self.regional}.get(level, self.local)


class RowsOf(Entry):
    """One mapping: the rows and columns of a file that are figures of an indicator."""

    indicator: Id = Field(description="Id of the indicator in the data file.")
    rows: dict[str, Text] = Field(description="For each filter column, the value that its rows have; {} for none.")
    value: Text = Field(description="The column that holds the figure, in the indicator's unit.")
    numerator: Count | None = None
    denominator: Count | None = None
    unknown: Count | None = Field(None, description="How many of the denominator the file has no information on.")
    group: Text = Field(description="Of whom: the same words as the indicator's group when like for like.")
    comparable: Annotated[Comparable, one_of("answer", Comparable)] = Field("yes", description="Is it like for like?")
    why: Text | None = Field(None, description="Why it is only partly comparable, or not.")
    renamed: Flag = Field(
        False, description="True where the publisher only renamed columns or rows of others of this group."
    )
    reporting_year: ReportingYear | None = Field(
        None, description="What a 'Reporting year' is: financial year, as at 31 March, year to 30 September ..."
    )
    counts_rounded_to: Rounding = Field(default_factory=Rounding)
    levels: list[Annotated[Level, one_of("level", Level)]] = Field(
        default_factory=lambda: list(LEVELS.values()), description="Which levels are taken."
    )
    since: When | None = Field(None, description="First period of this definition, where another came before.")
    until: When | None = Field(None, description="Last period of this definition, where another came after.")
    by: Text | None = Field(None, description="Who chose the rows.")
    on: Day | None = None
    reason: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_former_key(cls, entry: Any) -> Any:
        if isinstance(entry, dict) and FORMERLY in entry and "indicator" not in entry:
            return {"indicator" if key == FORMERLY else key: value for key, value in entry.items()}
        return entry

    @property
    def filters(self) -> dict[str, str]:
        """Its rows' filters, by the names that a file's columns have here, in whatever capitals they are written."""
        return _folded(self.rows)

    @property
    def column(self) -> str:
        """The column of the figure, by the name that it has here."""
        return folded_name(self.value)

    @property
    def parts(self) -> dict[str, tuple[str, dict[str, str]]]:
        """Every cell that a figure needs: its column, and the filters of its row."""
        cells = {"value": (self.column, self.filters)}
        for name in ("numerator", "denominator", "unknown"):
            count: Count | None = getattr(self, name)
            if count is not None:
                cells[name] = (folded_name(count.column), {**self.filters, **_folded(count.rows)})
        return cells

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it needs."""
        needed = [name for column, rows in self.parts.values() for name in (*rows, column)]
        return tuple(dict.fromkeys(needed))

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The filter columns that tell its counts' rows apart."""
        rows = [filters for _, filters in self.parts.values()]
        named = dict.fromkeys(column for filters in rows for column in filters)
        return tuple(column for column in named if len({filters.get(column) for filters in rows}) > 1)

    @property
    def shared_filters(self) -> dict[str, str]:
        """The filters that its rows share with whatever is counted beside them."""
        return {column: value for column, value in self.filters.items() if column not in self.key_columns}

    @property
    def identity(self) -> tuple[str, ...]:
        """What it is recognised by: its indicator, rows, column and counts; another year of them has the same."""
        counts = [f"{name} {column} {sorted(rows.items())}" for name, (column, rows) in self.parts.items()]
        return (*_identity(self.indicator, self.rows, self.value), *counts)

    def missing_columns(self, columns: Collection[str]) -> list[str]:
        """The columns that it needs and a file with ``columns`` lacks."""
        return [column for column in self.columns if column not in columns]

    def nearly_fits(self, columns: Collection[str]) -> bool:
        """Whether a file has the columns that choose its rows and the figure or its count, but lacks another.

        What it shares with other tables alone, as a filter or a total of pupils, is no sign that it is in this one.
        """
        filters = {name for _, rows in self.parts.values() for name in rows}
        own = {column for name, (column, _) in self.parts.items() if name in ("value", "numerator")}
        return filters <= set(columns) and bool(own & set(columns)) and bool(self.missing_columns(columns))

    def same_definition(self, other: RowsOf) -> bool:
        """Whether another mapping is of the same indicator and group: where one serves, the other isn't missing."""
        return (self.indicator, self.group) == (other.indicator, other.group)


def _folded(rows: Mapping[str, str]) -> dict[str, str]:
    return {folded_name(column): value for column, value in rows.items()}


class Mappings(Entry):
    """The whole file."""

    mappings: list[RowsOf]


def parse(text: str | bytes, catalogue: Catalogue, file: str = FILE) -> tuple[RowsOf, ...]:
    """The mappings in the order of the file; their indicators are those of ``catalogue``.

    Raises:
        Refused: with every problem at once, at its line.
    """
    return tuple(read_file(text, file, Mappings, lambda data: _findings(data, catalogue)).mappings)


def _findings(data: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Finding]:
    indicator_ids = [indicator.id for indicator in catalogue.indicators]
    entries = data.get("mappings")
    seen: dict[tuple[str, ...], list[object]] = {}
    groups: dict[tuple[str, str], tuple[str, ...]] = {}
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        if not isinstance(entry, dict):
            continue
        loc = ("mappings", number)
        key = "indicator" if "indicator" in entry else FORMERLY
        indicator = entry.get(key)
        if isinstance(indicator, str) and indicator not in indicator_ids:
            meant = near(indicator, indicator_ids)
            advice = f"did you mean '{meant}'?" if meant else "write the id that the template gives"
            yield (*loc, key), f"'{indicator}' is no indicator of the data file; {advice}"
        if entry.get("comparable") in ("partly", "no") and not entry.get("why"):
            yield loc, f"is marked 'comparable: {entry['comparable']}' without a reason; add 'why: ...'"
        yield from _twice_named(loc, entry)
        if (entry.get("numerator") is None) != (entry.get("denominator") is None):
            yield loc, "has a numerator or a denominator alone; write both, or neither"
        if entry.get("unknown") is not None and entry.get("denominator") is None:
            yield (*loc, "unknown"), "needs a denominator: how many are not known is told of how many"
        years = (str(entry.get("since")), str(entry.get("until")))
        identity = (*_identity(indicator, entry.get("rows"), entry.get("value")), *years)
        counts = [entry.get(name) for name in ("numerator", "denominator", "unknown")]
        if counts in seen.setdefault(identity, []):
            yield loc, "stands here twice (same indicator, rows and value); take one out"
        elif seen[identity] and entry.get("renamed") is not True:
            yield loc, OTHER_COUNTS
        seen[identity].append(counts)
        indicator_group = str(indicator), str(entry.get("group"))
        rows = _identity("", entry.get("rows"), entry.get("value"))
        if groups.setdefault(indicator_group, rows) != rows and entry.get("renamed") is not True:
            yield (
                (*loc, "group"),
                f"'{indicator_group[1]}' is the group of other rows of this indicator already; {ANOTHER_GROUP}",
            )


def _twice_named(loc: tuple[str | int, ...], entry: Mapping[str, Any]) -> Iterator[Finding]:
    """A column that stands twice among the filters of some rows, in other capitals."""
    parts = {"": entry, **{name: entry.get(name) for name in ("numerator", "denominator", "unknown")}}
    for name, part in parts.items():
        rows = part.get("rows") if isinstance(part, dict) else None
        written = [str(column) for column in rows] if isinstance(rows, dict) else []
        names = [folded_name(column) for column in written]
        for column in dict.fromkeys(column for column in names if names.count(column) > 1):
            place = (*loc, name, "rows") if name else (*loc, "rows")
            spelt = [other for other in written if folded_name(other) == column]
            yield place, f"{' and '.join(spelt)} are one column in other capitals; keep one"


def _identity(indicator: object, rows: object, value: object) -> tuple[str, ...]:
    """The same for a mapping as for its keys in the file, in whatever order and capitals its filters stand."""
    if isinstance(rows, Mapping):
        filters = sorted(str((folded_name(str(column)), part)) for column, part in rows.items())
    else:
        filters = [str(rows)]
    return str(indicator), folded_name(str(value)), *filters


def conflicting_mapping(new: RowsOf, kept: Sequence[RowsOf]) -> RowsOf | None:
    """The first of ``kept`` that gives other rows of the indicator the group of ``new``, unless those are renamed."""
    alike = [mapping for mapping in kept if (mapping.indicator, mapping.group) == (new.indicator, new.group)]
    others = (mapping for mapping in alike if mapping.identity != new.identity)
    return None if new.renamed else next(others, None)


def sign_mapping(mapping: RowsOf, by: str, on: date, reason: str) -> RowsOf:
    """The mapping with who chose its rows, when, and why."""
    return mapping.model_copy(update={"by": by, "on": on, "reason": reason})


def insert_mappings(text: str, mappings: Sequence[RowsOf], catalogue: Catalogue, file: str = FILE) -> str:
    """The text with mappings put in at the end of its list; no byte that stands in it is touched.

    Raises:
        Refused: the text or a mapping breaks a rule, or nothing can be put into it safely.
    """
    before = parse(text, catalogue, file)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    bare = text.removeprefix(mark)
    root = yaml_insert.tree(bare, ())
    node = root["mappings"]
    entries = [yaml_write.plain_value(_file_keys(mapping), ORDER) for mapping in mappings]
    if node.brackets and not node.items and not root.brackets:
        start = bare[: node.start].rstrip(" ")
        lines = "".join(f"\n  {line}" for entry in entries for line in _block(entry))
        joined = start + lines + bare[node.end :]
    else:
        bodies = [yaml_write.flow(entry) if node.brackets else "\n".join(_block(entry)) for entry in entries]
        joined, _ = yaml_insert.joined(bare, yaml_insert.insert(bare, node, root, len(node.items) - 1, bodies))
    if parse(joined, catalogue, file) != (*before, *mappings):
        raise Refused([])
    return mark + joined


def _file_keys(mapping: RowsOf) -> dict[str, object]:
    """A mapping as its keys stand in the file: what is as it would be without a word is left out."""
    given = mapping.model_dump(exclude_defaults=True, exclude_none=True)
    return {name: getattr(mapping, name) if name in ("since", "until") else value for name, value in given.items()}


def _block(entry: dict[str, Any]) -> list[str]:
    first, *others = yaml_write.block(entry)
    return ["- " + first, *("  " + line for line in others)]
