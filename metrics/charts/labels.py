"""The labels of a chart, which are its legend: what each line and mark is called, and where that stands.

In a plot wider than 560 pixels the labels stand in a column at its right, each
near its own mark; in a narrower one they stand above it, as a key. One
specification holds both, since the server does not know the reader's width.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import altair as alt

from metrics.analysis.reading import Reading
from metrics.analysis.spc import Stretch, clipped
from metrics.catalogue.models import Indicator, Target
from metrics.catalogue.period import Period, day_words
from metrics.charts import symbols, vega
from metrics.charts.chart_series import Role, Series
from metrics.charts.geometry import Axis, labels_apart
from metrics.charts.palette import DOT, SMALL, Palette
from metrics.wording.findings import target_name
from metrics.wording.formatting import CODES, capital, short_value
from metrics.wording.uncertainty import CAUSES, bound_words, exact_words, span_of

Row = dict[str, Any]

WIDE = "width > 560"
COLUMN = 260
PLOT_END = f"({WIDE} ? width - {COLUMN} : width)"
LINE_HEIGHT = 18
GAP = 8
CHARACTERS = 31

SYMBOLS = {
    "rule": "M-1.3,0H1.3",
    "break": "M0,-0.8V0.8",
    "rebase": "M0,-1V-.5M0,-.25V.25M0,.5V1",
    "none": "M0,0",
    "ring": "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0M-.45,0A.45,.45,0,1,1,.45,0A.45,.45,0,1,1,-.45,0",
}
KEY_DASH = {"target": [5, 3], "proposed": [2, 3], "predicted": [1, 0], "limit": [3, 2]}


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

    def lines(self, characters: int = CHARACTERS) -> tuple[list[str], list[str]]:
        """Name and detail, each in lines; the detail is not bold, so that more fits."""
        return textwrap.wrap(self.name, characters), textwrap.wrap(self.detail, characters + 3)

    @property
    def height(self) -> int:
        return LINE_HEIGHT * sum(map(len, self.lines())) + GAP


def role_colour(role: Role, palette: Palette) -> str:
    """Each role's own colour; shape, dash and words tell them apart as well."""
    return {
        "council": palette.council,
        "predicted": palette.council,
        "comparator": palette.comparator,
        "partly": palette.partly,
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
    limited = next((stretch for stretch in reversed(every) if stretch.limits), None)
    if limited is None or limited.limits is None:
        return []
    bounds, until = limited.limits, "" if limited is every[-1] else span_of(limited)
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


def note_labels(reading: Reading) -> list[Label]:
    """Why a line breaks, and what its codes mean."""
    labels = [
        Label(f"Line breaks before {outcome.period.label}", outcome.break_before, "note", "break")
        for outcome in reading.outcomes
        if outcome.break_before and outcome.period.dated
    ]
    codes = sorted({outcome.code for outcome in reading.outcomes if outcome.code and outcome.period.dated})
    return labels + [Label(f"[{code}]", CODES[code], "note", "none") for code in codes]


def label_layers(
    labels: Sequence[Label], axis: Axis, palette: Palette, top: int, height: int, left: int
) -> list[alt.Chart]:
    """The labels as three layers: symbols, names, details. ``left``: pixels that the axis takes at the left."""
    plot = height - top
    wishes = [
        top - LINE_HEIGHT + (plot * (1 - axis.share(label.value)) if label.value is not None else plot)
        for label in labels
    ]
    sides = labels_apart(wishes, [float(label.height) for label in labels], high=height)
    names: list[Row] = []
    details: list[Row] = []
    shapes: list[Row] = []
    above = 0.0
    for label, side in zip(labels, sides, strict=True):
        name, detail = label.lines()
        tint = role_colour(label.role, palette)
        row: Row = {"colour": tint, "side": round(side, 1) + 9, "key": above + 9}
        down = LINE_HEIGHT * len(name)
        names.append({**row, "label": "\n".join(name)})
        details.append({**row, "side": row["side"] + down, "key": above + 9 + down, "label": "\n".join(detail)})
        shapes.append(
            {
                **row,
                "symbol": SYMBOLS.get(label.symbol, label.symbol),
                "fill": palette.page if label.hollow else tint,
                "dash": KEY_DASH.get(label.role, [1, 0]),
            }
        )
        above += label.height
    badges = [row for row, label in zip(shapes, labels, strict=True) if label.badge]
    discs = [row | {"symbol": "circle"} if label.badge else row for row, label in zip(shapes, labels, strict=True)]
    return [
        _symbols(discs, left),
        *_badges(badges, palette, left),
        _texts(names, "bold", left),
        _texts(details, "normal", left),
    ]


def _symbols(rows: list[Row], left: int) -> alt.Chart:
    mark = vega.based(rows).mark_point(
        aria=False,
        opacity=1,
        size=DOT,
        strokeWidth=2,
        x=alt.ExprRef(f"{WIDE} ? width - {COLUMN - 14} : {9 - left}"),
        y=alt.ExprRef(f"{WIDE} ? datum.side : datum.key"),
    )
    layer: alt.Chart = mark.encode(
        shape=alt.Shape("symbol:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
        strokeDash=alt.StrokeDash("dash:N", scale=None),
    )
    return layer


def _badges(rows: list[Row], palette: Palette, left: int) -> list[alt.Chart]:
    """The shapes on their discs."""
    if not rows:
        return []
    mark = vega.based(rows).mark_point(
        aria=False,
        opacity=1,
        filled=True,
        fill=palette.page,
        strokeWidth=0,
        size=DOT * 0.55,
        x=alt.ExprRef(f"{WIDE} ? width - {COLUMN - 14} : {9 - left}"),
        y=alt.ExprRef(f"{WIDE} ? datum.side : datum.key"),
    )
    return [mark.encode(shape=alt.Shape("symbol:N", scale=None))]


def _texts(rows: list[Row], weight: Literal["normal", "bold"], left: int) -> alt.Chart:
    mark = vega.based(rows).mark_text(
        aria=False,
        align="left",
        baseline="middle",
        lineBreak="\n",
        lineHeight=LINE_HEIGHT,
        fontSize=SMALL,
        fontWeight=weight,
        x=alt.ExprRef(f"{WIDE} ? width - {COLUMN - 28} : {25 - left}"),
        y=alt.ExprRef(f"{WIDE} ? datum.side : datum.key"),
    )
    layer: alt.Chart = mark.encode(text=alt.Text("label:N"), color=alt.Color("colour:N", scale=None))
    return layer
