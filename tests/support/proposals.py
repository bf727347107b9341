"""Rows as somebody fills them in, and what they come to, for tests."""

from __future__ import annotations

from datetime import date

from metrics.catalogue.documents import Document
from metrics.catalogue.period import parse as parse_period
from metrics.entry.batch import Batch, Signature
from metrics.entry.proposal import Proposal, propose
from metrics.entry.rows import Kind, Row
from tests.support.make import Entry

SIGNED = Signature("Ann Officer", date(2013, 10, 31), "return of October 2013")

Filled = tuple[Kind, dict[str, str]]


def figure(an_indicator: str = "neet", **cells: str) -> Filled:
    return "figure", {"indicator": an_indicator, **cells}


def comparator(an_indicator: str = "neet", **cells: str) -> Filled:
    return "comparator", {"indicator": an_indicator, "area": "South East", "group": "looked-after children", **cells}


def target(an_indicator: str = "neet", **cells: str) -> Filled:
    """A target; ``since`` stands for "from"."""
    return "target", {
        "indicator": an_indicator,
        **{"from" if name == "since" else name: text for name, text in cells.items()},
    }


def an_indicator(**cells: str) -> Filled:
    """A whole new indicator, unless cells are emptied: indicator(unit="")."""
    whole = {
        "name": "Health checks",
        "theme": "Health",
        "unit": "percent",
        "polarity": "Higher is better",
        "frequency": "quarterly",
        "definition": "Checks done in time.",
    }
    return "indicator", {name: text for name, text in (whole | cells).items() if text}


def source(**cells: str) -> Filled:
    return "source", {"title": "New return", "publisher": "Medway Council", "source_kind": "internal", **cells}


def rows(*filled: Filled) -> list[Row]:
    """The rows of a table whose headings stand in row 1; each cell is placed by its field's name."""
    return [
        Row(kind, cells, f"row {number}", {name: f"row {number}, {name}" for name in cells if cells[name]})
        for number, (kind, cells) in enumerate(filled, 2)
    ]


def proposed(
    text: str, *filled: Filled, period: str = "2013/14 Q2", source: str = "hub", at: str = "return", **batch: object
) -> Proposal:
    """What these rows come to; ``batch`` sets more of what is set once for all."""
    chosen = Batch(parse_period(period) if period else None, source, at, **batch)  # type: ignore[arg-type]
    return propose(Document.alone(text, "figures.yaml"), rows(*filled), chosen, SIGNED)


def added(text: str, *filled: Filled, **batch: object) -> list[str]:
    """The lines that these rows add, without the blanks and commas around them."""
    found = proposed(text, *filled, **batch)  # type: ignore[arg-type]
    assert found.amended is not None, list(map(str, found.faults))
    return [line.strip(", ") for _, line in found.amended.lines_added]


def faults(text: str, *filled: Filled, **batch: object) -> list[str]:
    """The faults of these rows; there must be some."""
    found = proposed(text, *filled, **batch)  # type: ignore[arg-type]
    assert found.amended is None
    assert found.faults
    return list(map(str, found.faults))


def entries(proposal: Proposal) -> list[Entry]:
    return [dict(one.entry) for one in proposal.change.additions]
