"""What one row of a quarter may hold, typed or in a file: its kinds, its columns, and where each cell stood.

The form, the template, an upload and the command line all speak of rows in these
words; ``proposal`` turns rows into a change of the data file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from metrics.entry.faults import Fault

Kind = Literal["figure", "comparator", "target", "indicator", "source", "change"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_FIGURES: tuple[Kind, ...] = ("figure", "comparator")
_CITED: tuple[Kind, ...] = ("figure", "comparator", "target", "indicator", "change")
_NAMING: tuple[Kind, ...] = ("figure", "comparator", "target", "change")


@dataclass(frozen=True)
class Column:
    """One column: its field, its heading in the template, its aliases in other files, and its kinds of row.

    ``reference`` columns give no cells of a figure: they are held against it, or read by ``target_columns``.
    """

    field: str
    heading: str
    aliases: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ("figure",)
    reference: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("what", "What", ("type", "kind of row", "row type", "record"), KINDS),
    Column(
        "indicator",
        "Indicator",
        (
            *("measure", "measure id", "indicator id", "performance indicator", "performance measure", "pi", "kpi"),
            *("key performance indicator", "indicator description", "measure description", "description of indicator"),
        ),
        _NAMING,
    ),
    Column(
        "ref",
        "Reference number",
        ("ref", "reference", "ref no", "ref number", "pi ref", "pi no", "pi number", "indicator ref", "measure ref"),
        reference=True,
    ),
    Column("id", "Id", ("identifier", "new id"), ("indicator", "source")),
    Column("name", "Name", ("measure name", "indicator name", "full name"), ("indicator",)),
    Column("short_name", "Short name", ("title short",), ("indicator",)),
    Column("theme", "Theme", ("heading", "section"), ("indicator",)),
    Column("unit", "Unit", ("units", "measured in"), ("indicator",)),
    Column("of", "Of", ("count of", "what is counted"), ("indicator",)),
    Column("polarity", "Which way is better", ("polarity", "good is", "direction"), ("indicator",)),
    Column("frequency", "Frequency", ("how often", "reported"), ("indicator",)),
    Column("definition", "Definition", ("what it is", "description"), ("indicator",)),
    Column("caution", "Caution", ("caveat", "limitation"), ("indicator",)),
    Column("owner", "Owner", ("who answers for it", "responsible"), ("indicator",)),
    Column("why_missing", "Why there is no figure yet", ("why missing",), ("indicator",)),
    Column("last_period", "Last period", ("previous period",), ("figure",), reference=True),
    Column(
        "last_value", "Last figure", ("last value", "previous figure", "previous value"), ("figure",), reference=True
    ),
    Column("target", "Target", ("target value", "target figure", "goal"), ("figure",), reference=True),
    Column("area", "Area", ("whose", "comparator area", "geography"), ("comparator",)),
    Column("group", "Group", ("of whom", "cohort"), ("comparator", "indicator")),
    Column("period", "Period", ("quarter", "time period", "year", "date"), (*_FIGURES, "change")),
    Column(
        "value",
        "Value",
        (
            *("val", "figure", "result", "actual", "new figure", "new value", "current", "current value", "outturn"),
            *("current figure", "current performance", "performance", "percentage", "per cent", "achieved", "latest"),
            *("this quarter", "current quarter", "this period", "actual performance", "actual value", "rate"),
        ),
        ("figure", "comparator", "target"),
    ),
    Column("numerator", "Numerator", ("num", "top", "count", "number"), _FIGURES),
    Column("denominator", "Denominator", ("den", "denom", "out of", "bottom", "cohort size", "base"), _FIGURES),
    Column("code", "Code", ("symbol", "reason code", "no figure code"), _FIGURES),
    Column("status", "Status", ("provisional or final",), _FIGURES),
    Column("predicted_by", "Predicted by", ("forecast by",), ("figure",)),
    Column("reason", "Reason", ("reason for revision", "why revised"), ("figure", "change")),
    Column("words", "Words", ("phrase", "in words"), ("comparator", "target")),
    Column("relation", "Relation", ("position",), ("comparator",)),
    Column("comparable", "Comparable", ("like for like",), ("comparator",)),
    Column("why", "Why not like for like", ("why", "why partly"), ("comparator",)),
    Column("model", "Neighbour model", ("model",), ("comparator",)),
    Column("statistic", "Mean or median", ("statistic", "average"), ("comparator",)),
    Column("kind", "Kind of target", ("target kind", "target type"), ("target",)),
    Column("label", "Label", ("target name",), ("target",)),
    Column("from", "From", ("start", "in force from", "first day"), ("target",)),
    Column("until", "Until", ("end", "in force until", "last day", "to"), ("target",)),
    Column("tolerance", "Tolerance", ("tolerance band", "amber band", "margin allowed"), ("target",)),
    Column("changes", "Field to change", ("changed field",), ("change",)),
    Column("which", "Which target", ("target that changes",), ("change",)),
    Column("new", "New words", ("new wording", "change to"), ("change",)),
    Column("title", "Title", ("source title",), ("source",)),
    Column("publisher", "Publisher", ("published by",), ("source",)),
    Column("published", "Published", ("publication date", "date published"), ("source",)),
    Column("source_kind", "Kind of source", ("source type",), ("source",)),
    Column("source", "Source", ("data source", "source id"), _CITED),
    Column("at", "Place in the source", ("at", "place", "where", "page", "table", "paragraph"), _CITED),
    Column("commentary", "Commentary", ("comment", "comments", "what happened and what will be done"), ("figure",)),
    Column("note", "Note", ("notes", "footnote"), ("figure", "comparator", "target", "indicator", "source")),
)
"""In the order of the template. A heading means the same in every kind of row."""

FIELDS: dict[str, Column] = {column.field: column for column in COLUMNS}


class SheetPart(NamedTuple):
    """One kind of row in the template: the name of its sheet, and its columns in order."""

    sheet: str
    kind: Kind
    columns: tuple[str, ...]


def _part(sheet: str, kind: Kind, columns: str) -> SheetPart:
    return SheetPart(sheet, kind, tuple(columns.split()))


_REFERENCE = "indicator name theme unit last_period last_value"
_COUNTED = "period value numerator denominator code status"
_COMPARABILITY = "words relation comparable why model statistic"
_DEFINITION = "id name short_name theme unit of polarity frequency group definition caution owner why_missing"
PARTS = (
    _part("Figures", "figure", f"{_REFERENCE} {_COUNTED} predicted_by reason commentary note source at"),
    _part("Comparators", "comparator", f"{_REFERENCE} area group {_COUNTED} {_COMPARABILITY} note source at"),
    _part("Targets", "target", "indicator value words kind label from until tolerance note source at"),
    _part("New indicators", "indicator", f"{_DEFINITION} note source at"),
    _part("Changes", "change", "indicator changes which period new reason source at"),
    _part("Sources", "source", "id title publisher published source_kind note"),
)
EVERY = tuple(dict.fromkeys(("what", *(name for part in PARTS for name in part.columns))))
"""The columns of all kinds of row in one table."""


@dataclass(frozen=True)
class Row:
    """One filled-in row: texts as typed, by field; blank cells are left out.

    ``where`` names the row ("row 5"), ``places`` each cell ("row 5, column D"); the form
    names a row by its indicator and leaves ``places`` empty. ``beside`` holds what a file says of the
    indicator next to it: its other names, unit and theme, and its last figure; ``headings`` are those of its
    numbers, by field, that have brackets or are a unit. ``by_heading``: its period stands in the heading of its column
    or in the name of its sheet, which is asked about by itself. ``table`` and ``number`` are those of ``faults.Fault``.
    """

    kind: Kind
    cells: Mapping[str, str]
    where: str
    places: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    by_heading: bool = False
    table: str = field(default="", compare=False)
    number: int = field(default=0, compare=False)

    def fault(self, name: str, what: str) -> Fault:
        """What is wrong with the row, or with the cell of one of its fields."""
        return Fault(self.place(name) if name else self.where, what, name, self.where, self.table, self.number)

    def place(self, name: str) -> str:
        """Where a field stands, for a reader: its cell and the heading, or the heading in its row."""
        heading = FIELDS[name].heading if name in FIELDS else ""
        if cell := self.places.get(name):
            return f"{cell} ({heading})" if heading else cell
        return f"{self.where}, {heading}" if heading else self.where
