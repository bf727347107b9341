"""Targets that stand in a column beside figures -> targets of their own, dated by the periods of those figures.

Equal ones over periods that follow each other are one, and what a target in force says already adds nothing
(contract: Targets beside figures).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from metrics.analysis.targets import in_force
from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.period import Period, day_words
from metrics.entry.cell_values import parse_number, read_period
from metrics.entry.naming import indicator_id, indicator_names
from metrics.entry.rows import Row
from metrics.wording.formatting import listed, plural, value_words

KIND = "council target"
"""What a target beside the council's own figures is taken as, which is asked about."""

FEW = 4
"""Targets and cells that are named in a sentence; more are counted."""


@dataclass(frozen=True)
class TargetsRead:
    """The rows of the targets, what stands already, what is not read, and the one question about the rest."""

    rows: tuple[Row, ...] = ()
    unchanged: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Wanted:
    """A target as a cell beside a figure gives it, with its first and last day."""

    indicator: Indicator
    value: Decimal
    first: date
    last: date
    row: Row


def read_targets(rows: Sequence[Row], catalogue: Catalogue, chosen: Period | None) -> TargetsRead:
    """The targets beside the figures among ``rows``; ``chosen`` is the period of those that name none."""
    names = indicator_names(catalogue, ())
    wanted: list[_Wanted] = []
    standing: dict[str, str] = {}
    unread: dict[str, list[str]] = {}
    for row in rows:
        text = row.beside.get("target", "")
        if row.kind != "figure" or not text:
            continue
        indicator = catalogue.indicator(indicator_id(row.cells.get("indicator", ""), names) or "")
        if indicator is None:
            continue
        value = parse_number(text, indicator.unit, indicator.of or "")
        written = row.cells.get("period")
        period = read_period(written, chosen) if written else chosen
        if not isinstance(value, Decimal):
            unread.setdefault(f"“{text}” is no plain number", []).append(row.place("target"))
        elif period is None or period.start is None or period.end is None:
            unread.setdefault("the figure beside it is of no dated period", []).append(row.place("target"))
        elif _stands(indicator, value, period.end):
            standing[indicator.id] = f"{indicator.title}, target of {value_words(value, indicator)}: it stands already"
        else:
            wanted.append(_Wanted(indicator, value, period.start, period.end, row))
    merged = list(_merged(wanted))
    not_read = tuple(f"{_few(places)}: {why}, and is not read as a target" for why, places in unread.items())
    return TargetsRead(tuple(map(_row, merged)), tuple(standing.values()), (*not_read, *_question(merged)))


def _stands(indicator: Indicator, value: Decimal, day: date) -> bool:
    """Whether a target that rates figures says this on a day."""
    return any(
        target.value == value and target.kind != "proposed limit" and in_force(target, day)
        for target in indicator.targets
    )


def _merged(wanted: Sequence[_Wanted]) -> Iterator[_Wanted]:
    """Equal ones of one indicator whose periods follow each other, or lie within, as one."""
    order = {id(one): number for number, one in enumerate(wanted)}
    places = {one.indicator.id: order[id(one)] for one in reversed(wanted)}
    last: _Wanted | None = None
    for one in sorted(wanted, key=lambda one: (places[one.indicator.id], one.first, one.last)):
        if last is not None and _goes_on(last, one):
            last = replace(last, last=max(last.last, one.last))
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _goes_on(before: _Wanted, one: _Wanted) -> bool:
    same = (before.indicator.id, before.value) == (one.indicator.id, one.value)
    return same and one.first <= before.last + timedelta(days=1)


def _row(one: _Wanted) -> Row:
    cells = {
        "indicator": one.indicator.id,
        "value": str(one.value),
        "kind": KIND,
        "from": one.first.isoformat(),
        "until": one.last.isoformat(),
        **{name: one.row.cells[name] for name in ("source", "at") if one.row.cells.get(name)},
    }
    place = one.row.places.get("target", "")
    return Row("target", cells, f"{one.row.where}, target", {"value": place} if place else {})


def _question(merged: Sequence[_Wanted]) -> Iterator[str]:
    if merged:
        said = [
            f"{one.indicator.title} {value_words(one.value, one.indicator)} "
            f"from {day_words(one.first)} to {day_words(one.last)}"
            for one in merged
        ]
        count = len(said)
        yield (
            f"The targets beside the figures are read as {count} {plural(count, KIND)}, in force for the periods of "
            f"those figures: {_few(said)}"
        )


def _few(named: Sequence[str]) -> str:
    more = [f"{len(named) - FEW} more"] if len(named) > FEW else []
    return listed([*named[:FEW], *more])
