"""The labels of a chart in words: what each line and mark is called, with its value; ``legend`` draws them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metrics.analysis.reading import Reading
from metrics.analysis.spc import Stretch, clipped
from metrics.catalogue.models import Indicator, Observation, OwnFigure, Target
from metrics.catalogue.period import Period, day_words
from metrics.charts import symbols
from metrics.charts.chart_series import Role, Series
from metrics.charts.palette import Palette
from metrics.wording.formatting import CODES, capital, short_value
from metrics.wording.segments import bound_words, exact_words, span_of
from metrics.wording.targets import target_name
from metrics.wording.uncertainty import CAUSES

Row = dict[str, Any]

LINE_HEIGHT = 18
GAP = 8
CHARACTERS = 31


@dataclass(frozen=True)
class Label:
    """What one line or mark is called, and the value beside which it stands; a badge is a shape on a disc."""

    name: str
    detail: str
    role: Role
    symbol: str
    hollow: bool = False
    value: float | None = None
    badge: bool = False
    gap: int = GAP

    def lines(self, characters: int = CHARACTERS) -> tuple[list[str], list[str]]:
        """Name and detail, each in lines; the detail is not bold, so that more fits."""
        return textwrap.wrap(self.name, characters), textwrap.wrap(self.detail, characters + 3)

    @property
    def height(self) -> int:
        return LINE_HEIGHT * sum(map(len, self.lines())) + self.gap


def role_colour(role: Role, palette: Palette) -> str:
    """Each role's own colour; shape, dash and words tell them apart as well."""
    return {
        "council": palette.council,
        "predicted": palette.council,
        "comparator": palette.comparator,
        "partly": palette.partly,
        "quiet": palette.partly,
        "published": palette.published,
        "target": palette.target,
        "proposed": palette.target,
        "limit": palette.quiet,
        "mean": palette.quiet,
        "note": palette.quiet,
    }[role]


def period_label(period: Period, kinds: set[str]) -> str:
    """A period in a label; its kind is left to the axis where there is only one."""
    if not period.dated:
        return f"{period.words} (no date given)" if "no date" not in period.words else period.words
    return period.label[:7] if len(kinds) == 1 and period.kind in ("academic year", "financial year") else period.label


def series_label(series: Series, kinds: set[str]) -> Label:
    """A series by its last figure: England, looked-after children / 15.3%, 2012/13, published later."""
    mark = series.marks[-1]
    detail = ", ".join(part for part in (mark.value_label, period_label(mark.covers, kinds), mark.remark) if part)
    return Label(series.name, detail, series.role, series.shape, series.hollow, mark.value)


def target_label(target: Target, indicator: Indicator) -> Label:
    """A target's name, its value, and that it was only proposed where it was."""
    proposed = target.kind == "proposed limit"
    since = f"from {day_words(target.from_)}" if target.from_ else ""
    until = f"until {day_words(target.until)}" if target.until else ""
    value = short_value(target.value or Decimal(0), indicator)
    name = target_name(target)
    only = "proposed, not a rule then" if proposed and "proposed" not in name else ""
    value_part = "" if value in name else value
    detail = ", ".join(part for part in (value_part, only, " ".join(filter(None, (since, until)))) if part)
    role: Role = "proposed" if proposed else "target"
    return Label(name[0].upper() + name[1:], detail, role, "rule", value=float(target.value or 0))


def limit_labels(reading: Reading) -> list[Label]:
    """Mean and limits of the last stretch that has them, each at its line, and when its figures ended if they did."""
    indicator, every = reading.indicator, reading.variation.every
    limited = next((stretch for stretch in reversed(every) if stretch.shown_limits), None)
    if limited is None or limited.shown_limits is None:
        return []
    bounds, until = limited.shown_limits, "" if limited is every[-1] else span_of(limited)
    named: list[tuple[str, Fraction, Role]] = [
        ("Upper limit", bounds.upper, "limit"),
        ("Mean", bounds.mean, "mean"),
        ("Lower limit", bounds.lower, "limit"),
    ]
    if bounds.upper == bounds.lower:
        named = [("Mean and limits", bounds.mean, "mean")]
    labels = []
    for name, bound, role in named:
        inside = clipped(bound, indicator.unit)
        outside = "" if inside == bound else f"worked out as {exact_words(bound, indicator, limited)}"
        detail = ", ".join(part for part in (outside, until) if part)
        bound_label = bound_words(bound, indicator, limited)
        labels.append(Label(f"{name} {bound_label}", detail, role, "rule", value=float(inside)))
    return labels


def shift_labels(stretches: Sequence[Stretch]) -> list[Label]:
    """Over which figures no limits are drawn since the level has shifted."""
    return [
        Label(f"No limits, {span_of(stretch)}", "the level has shifted", "note", "none")
        for stretch in stretches
        if stretch.shifted
    ]


def cause_labels(all_series: Sequence[Series]) -> list[Label]:
    """What each shape of a special cause means: those that stand on the chart, in the order of the rules."""
    drawn_causes = {mark.cause for series in all_series for mark in series.marks}
    return [
        Label(capital(words), "", "council", symbols.path(cause), badge=True)
        for cause, words in CAUSES.items()
        if cause in drawn_causes
    ]


def rebase_labels(stretches: Sequence[Stretch]) -> list[Label]:
    """Who started the limits anew, when and why."""
    return [
        Label(
            f"New limits from {stretch.figures[0].period.label}",
            f"{stretch.rebase.reason}; {stretch.rebase.by}, {day_words(stretch.rebase.on)}",
            "note",
            "rebase",
        )
        for stretch in stretches
        if stretch.rebase and stretch.figures
    ]


def note_labels(outcomes: Sequence[Observation], coded: Sequence[Observation | OwnFigure]) -> list[Label]:
    """Why a line breaks, and what the codes that stand on the chart mean."""
    labels = [
        Label(f"Line breaks before {outcome.period.label}", outcome.break_before, "note", "break")
        for outcome in outcomes
        if outcome.break_before
    ]
    codes = sorted({figure.code for figure in coded if figure.code})
    return labels + [Label("", f"[{code}] {CODES[code]}", "note", "none") for code in codes]
