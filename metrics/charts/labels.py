"""The labels of a chart in words: what each line and mark is called, with its value; ``legend`` draws them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from metrics.analysis.reading import Reading
from metrics.analysis.spc import Stretch
from metrics.catalogue.models import Indicator, Observation, OwnFigure, Target
from metrics.catalogue.period import Period, day_words
from metrics.charts import symbols
from metrics.charts.chart_series import SHAPE_TINTS, Role, Series, tolerance_band
from metrics.charts.palette import Palette
from metrics.wording.formatting import CODES, reader_period, short_value, size_words
from metrics.wording.segments import bound_words, span_of
from metrics.wording.targets import short_target_name, target_name
from metrics.wording.uncertainty import CAUSES

Row = dict[str, Any]

LINE_HEIGHT = 18
GAP, TIGHT = 8, 4
"""Pixels between two labels, and in an indicator's own chart, which has the most of them."""
CHARACTERS = 31


@dataclass(frozen=True)
class Label:
    """What one line or mark is called, and the value beside which it stands; a badge is a shape on a disc.

    ``at``: the period of the line's last figure; ``dash``: the line's own; ``end``: name and value in lines of
    their own, for a line's end on a phone.
    """

    name: str
    detail: str
    role: Role
    symbol: str
    hollow: bool = False
    value: float | None = None
    badge: bool = False
    gap: int = GAP
    at: Period | None = None
    dash: tuple[float, ...] = ()
    end: str = ""

    def lines(self, characters: int = CHARACTERS) -> tuple[list[str], list[str]]:
        """Name and detail, each in lines; the detail is not bold, so that more fits."""
        return textwrap.wrap(self.name, characters), textwrap.wrap(self.detail, characters + 3)

    @property
    def height(self) -> int:
        return LINE_HEIGHT * sum(map(len, self.lines())) + self.gap


def role_colour(role: Role, palette: Palette, shape: str = "") -> str:
    """Each role's own colour, for other areas each area's; shape, dash and words tell them apart as well."""
    if role in ("comparator", "quiet"):
        tint: str = getattr(palette, SHAPE_TINTS.get(shape, "partly"))
        return tint
    return {
        "council": palette.council,
        "predicted": palette.quiet,
        "partly": palette.partly,
        "published": palette.published,
        "target": palette.target,
        "proposed": palette.target,
        "limit": palette.quiet,
        "mean": palette.quiet,
        "note": palette.quiet,
    }[role]


def period_label(period: Period) -> str:
    """A period in a label: July to September 2013; latest reported (no date given)."""
    if period.dated:
        return reader_period(period)
    return f"{period.words} (no date given)" if "no date" not in period.words else period.words


def series_label(series: Series) -> Label:
    """A series by its name and last value, and under them its period: Medway 16.3% / July to September 2016.

    A prediction has all of it in regular weight (reporting: Predicted, provisional, approximate).
    """
    mark = series.marks[-1]
    name = f"{series.name} {mark.value_label}"
    detail = ", ".join(part for part in (period_label(mark.covers), mark.remark) if part)
    if series.role == "predicted":
        name, detail = "", f"{name}, {detail}"
    return line_label(series, name, detail)


def line_label(series: Series, name: str, detail: str) -> Label:
    """A series' label, with what stands at its line's end; a prediction's words stand at its mark."""
    mark, hollow = series.marks[-1], series.hollow
    end = "" if series.role == "predicted" else f"{series.short}\n{mark.value_label}"
    return Label(name, detail, series.role, series.shape, hollow, mark.value, at=mark.period, dash=series.dash, end=end)


def target_label(target: Target, indicator: Indicator) -> Label:
    """A target's name, its value, and that it was only proposed where it was."""
    proposed = target.kind == "proposed limit"
    since = f"from {day_words(target.from_)}" if target.from_ else ""
    until = f"until {day_words(target.until)}" if target.until else ""
    value = short_value(target.value or Decimal(0), indicator)
    name = target_name(target)
    only = "proposed, not a rule then" if proposed and "proposed" not in name else ""
    name = name if value in name else f"{name} {value}"
    wide = target.tolerance.value if target.tolerance and tolerance_band(target, indicator) else None
    band = f"band: {size_words(wide, indicator)} of tolerance" if wide is not None else ""
    detail = ", ".join(part for part in (only, " ".join(filter(None, (since, until))), band) if part)
    role: Role = "proposed" if proposed else "target"
    end = f"{short_target_name(target)}\n{value}"
    return Label(name[0].upper() + name[1:], detail, role, "rule", value=float(target.value or 0), end=end)


def limit_labels(reading: Reading) -> list[Label]:
    """The usual range of the last stretch that has one, its mean, and when its figures ended if they did."""
    indicator, every = reading.indicator, reading.variation.every
    limited = next((stretch for stretch in reversed(every) if stretch.shown_limits), None)
    if limited is None or limited.shown_limits is None:
        return []
    bounds, until = limited.shown_limits, "" if limited is every[-1] else span_of(limited)
    mean = f"mean {bound_words(bounds.mean, indicator, limited)}"
    if bounds.upper == bounds.lower:
        return [Label(f"Usual range: {mean}", until, "mean", "rule", value=float(bounds.mean))]
    ends = [bound_words(bound, indicator, limited) for bound in (bounds.lower, bounds.upper)]
    detail = ", ".join(part for part in (mean, until) if part)
    return [Label(f"Usual range {ends[0]} to {ends[1]}", detail, "mean", "band", value=float(bounds.mean))]


def cause_labels(all_series: Sequence[Series]) -> list[Label]:
    """The one mark of figures that are more than chance, and which special causes they are, in the rules' order."""
    found = {cause for series in all_series for cause in series.causes}
    if not found:
        return []
    words = "; ".join(told for cause, told in CAUSES.items() if cause in found)
    words += ", marked at the last" if any(series.causes_at_ends for series in all_series) else ""
    return [Label("More than chance", words, "council", symbols.shared_path(found), badge=True)]


def rebase_labels(stretches: Sequence[Stretch]) -> list[Label]:
    """Who started the limits anew, when and why."""
    return [
        Label(
            f"New range from {reader_period(stretch.figures[0].period)}",
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
        Label(f"Not comparable before {reader_period(outcome.period)}", outcome.break_before, "note", "break")
        for outcome in outcomes
        if outcome.break_before
    ]
    codes = sorted({figure.code for figure in coded if figure.code})
    return labels + [Label("", f"[{code}] {CODES[code]}", "note", "none") for code in codes]
