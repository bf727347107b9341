"""Which period each column or sheet of a file was read as: the table that is shown, and the question asked once.

(contract: Quarters as columns)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from metrics.catalogue.period import Period
from metrics.catalogue.period_headings import first_of, is_open, periods_of, without_kind_of_year
from metrics.catalogue.period_text import our_spelling, without_periods
from metrics.entry.faults import Fault
from metrics.entry.rows import FIELDS, Row
from metrics.uploads.stated_periods import Statement
from metrics.wording.formatting import listed, plural

FEW = 4
"""Columns that the question names one by one; of more it says the first period and the last."""


@dataclass(frozen=True)
class PeriodRead:
    """Numbers that stand below a heading with a period, or on a sheet that is named for one.

    ``table`` names the sheet or the file, ``place`` the column, ``field`` what it holds; ``rows`` are their
    rows. Of several ``periods`` the one in the financial year from ``year`` is meant, which stands above the
    headings; where None does, that of the period that is chosen for the file. ``quarter_end``: a day or month was
    written, and the quarter that ends with it is read.
    """

    table: str
    place: str
    heading: str
    field: str
    rows: tuple[Row, ...]
    periods: tuple[Period, ...]
    year: int | None = None
    quarter_end: bool = False
    period: Period | None = None

    def resolved(self, chosen: Period | None) -> PeriodRead:
        """The same with its one period, where it is certain or is the one in the year above it or chosen."""
        if len(self.periods) == 1:
            return replace(self, period=self.periods[0])
        first = self.year if self.year is not None or chosen is None else first_of(chosen)
        of_year = [period for period in self.periods if is_open(self.periods) and first_of(period) == first]
        return replace(self, period=of_year[0]) if len(of_year) == 1 else self

    @property
    def from_chosen(self) -> bool:
        """Whether the year is that of the period that is chosen for the file."""
        return is_open(self.periods) and self.year is None

    @property
    def read_as(self) -> str:
        """What the column holds and of which period, for a reader; nothing where the period is not known."""
        if self.period is None:
            return ""
        end = ", the quarter that ends then" if self.quarter_end else ""
        return f"{FIELDS[self.field].heading} of {self.period.words}{end}"


def of_sheets(statements: Sequence[Statement], chosen: Period | None) -> list[PeriodRead]:
    """The sheets of a file with one for each period, where the name of each is a period and no two have the same."""
    found: list[PeriodRead] = []
    for one in statements:
        rows = tuple(row for row in one.rows if row.kind == "figure" and not row.cells.get("period"))
        whole = one.sheet and not without_kind_of_year(without_periods(one.text))
        if rows and whole:
            place = f"sheet {one.sheet}"
            read = PeriodRead(place, place, one.sheet, "value", rows, periods_of(one.text))
            found.append(read.resolved(chosen))
    periods = {one.period for one in found}
    return found if len(found) > 1 and None not in periods and len(periods) == len(found) else []


def with_periods(rows: Iterable[Row], read: Sequence[PeriodRead]) -> Iterator[Row]:
    """The rows, each with the period of its column or sheet; those whose period is not known are left out."""
    of_row: Mapping[str, PeriodRead] = {row.where: one for one in reversed(read) for row in one.rows}
    for row in rows:
        one = of_row.get(row.where)
        if one is None:
            yield row
        elif one.period is not None:
            cells, places = {**row.cells, "period": one.period.label}, {"period": one.place, **row.places}
            yield replace(row, cells=cells, places=places, by_heading=True)


def unresolved(read: Sequence[PeriodRead]) -> tuple[list[Fault], list[str]]:
    """What is wrong with headings whose period is open: faults, or where others are certain, what is not read."""
    certain = any(one.period is not None for one in read)
    faults: list[Fault] = []
    told: list[str] = []
    for one in read:
        if one.period is not None or not one.rows:
            continue
        ways = our_spelling(_bare(one.heading))
        if is_open(one.periods):
            ways = "write its year in the heading, or choose a period of that year for the file"
        elif not ways:
            ways = f"write {' or '.join(repr(period.label) for period in one.periods[:3])}"
        what = f"“{one.heading}” may be more than one period; {ways}"
        if certain and not is_open(one.periods):
            cells = f"{len(one.rows)} {plural(len(one.rows), 'row')} below it {plural(len(one.rows), 'is', 'are')}"
            told.append(f"{one.place[:1].upper()}{one.place[1:]}: {what}; {cells} not read")
        else:
            faults.append(replace(one.rows[0].fault("period", what), where=one.place))
    return faults, told


def questions(read: Sequence[PeriodRead], chosen: Period | None) -> Iterator[str]:
    """One question for each sheet: which column was read as which period."""
    of_table: dict[str, list[PeriodRead]] = {}
    for one in read:
        if one.period is not None and one.rows:
            of_table.setdefault("" if one.table == one.place else one.table, []).append(one)
    for table, columns in of_table.items():
        periods = sorted({one.period for one in columns if one.period}, key=lambda period: period.order)
        if periods == [chosen]:
            continue
        heads = list(dict.fromkeys((one.heading, one.place, one.read_as) for one in columns))
        if len(heads) <= FEW:
            named = [f"“{heading}” ({place.rpartition(', ')[2]}) as {words}" for heading, place, words in heads]
        else:
            between = f"{periods[0].words} to {periods[-1].words}" if len(periods) > 1 else periods[0].words
            named = [f"{len(heads)} of them as {between} (see which is which in the table)"]
        what = f"The headings of {table}" if table else "The names of the sheets"
        year = "; the year is that of the chosen period" if any(one.from_chosen for one in columns) else ""
        yield f"{what} name periods, and are read so: {listed(named)}{year}"


def _bare(heading: str) -> str:
    """A heading without the words that say what stands below it."""
    rest = without_periods(heading)
    return " ".join(heading.replace(rest, " ").split()) if rest else heading
