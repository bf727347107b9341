"""The bar chart: single figures against each other, one row each, its label above its own bar."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import altair as alt

from metrics.analysis.reading import Reading
from metrics.catalogue.period import Period
from metrics.charts import vega
from metrics.charts.chart_series import (
    Mark,
    Series,
    Sources,
    council_series,
    predicted_series,
)
from metrics.charts.geometry import LEVEL, Axis, value_axis
from metrics.charts.intervals import intervals as interval_runs
from metrics.charts.labels import LINE_HEIGHT, Label, Row, period_label, role_colour, target_label
from metrics.charts.options import PLAIN, Drawing
from metrics.charts.palette import DASH, DOT, PROPOSED_DASH, SMALL, Palette
from metrics.wording.formatting import plural, short_value
from metrics.wording.small_numbers import reach_words

CHARACTERS = 38
LEFT = 9


@dataclass(frozen=True)
class Bar:
    """One row: whose figure it is, and the figure."""

    label: Label
    value_label: str = ""
    description: str = ""
    source: str = ""
    status: str = ""
    period: str = ""
    reach: tuple[float, ...] = ()


def strip(
    reading: Reading,
    others: Sequence[Series],
    *,
    palette: Palette,
    area: str,
    sources: Sources,
    drawing: Drawing = PLAIN,
) -> alt.LayerChart:
    """The council first, then target, comparators, and its figures as others published them (``others``).

    The bars begin at zero, and those of percentages stand on 0 to 100 always, so that all share that.
    """
    bars = _bars(reading, others, area, sources, intervals=drawing.intervals)
    values = [bar.label.value for bar in bars if bar.label.value is not None]
    values += [*(bound for bar in bars for bound in bar.reach), *(drawing.values or ())]
    axis = value_axis(reading.indicator, values, ways=LEVEL)
    if axis.unit == "percent" and axis.low >= 0:
        axis = replace(axis, high=100, ticks=(0, 50, 100))
    return _strip(bars, axis, palette)


def _bars(reading: Reading, others: Sequence[Series], area: str, sources: Sources, *, intervals: bool) -> list[Bar]:
    own = [*council_series(reading, area, sources, dated=False), *council_series(reading, area, sources, dated=True)]
    if reading.latest is not None and reading.latest.period.dated:
        own.reverse()
    own = [replace(series, name=area, shape="circle") for series in own] + predicted_series(reading, area, sources)
    bars = [_bar(series, mark) for series in own for mark in reversed(series.marks)]
    if intervals:
        reaches = {mark: bounds for series in own for run in interval_runs(reading, series) for mark, bounds in run}
        marks = [mark for series in own for mark in reversed(series.marks)]
        bars = [_reaching(bar, reaches.get(mark)) for bar, mark in zip(bars, marks, strict=True)]
    if not bars:
        bars = [Bar(Label(area, "no figure yet", "council", "none"))]
    for target in (each.target for each in reading.drawn_targets):
        assert target.value is not None
        label = target_label(target, reading.indicator)
        words = short_value(target.value, reading.indicator)
        bars.append(Bar(label, words, f"{label.name}, {label.detail}: {words}", period=label.detail))
    own_periods = {period for series in own for mark in series.marks for period in (mark.period, mark.covers)}
    return bars + [bar for series in others for bar in _other(series, own_periods)]


def _other(series: Series, own_periods: Collection[Period]) -> Iterator[Bar]:
    """Others' newest figure, and those of the council's own periods; how many earlier ones are left to the table."""
    newest, *earlier = reversed(series.marks)
    kept = [mark for mark in earlier if mark.period in own_periods or mark.covers in own_periods]
    first, left = _bar(series, newest), len(earlier) - len(kept)
    if left:
        words = f"{left} earlier {plural(left, 'figure')} not drawn"
        first = replace(first, label=replace(first.label, detail=f"{first.label.detail}, {words}"))
    yield first
    yield from (_bar(series, mark) for mark in kept)


def _bar(series: Series, mark: Mark) -> Bar:
    detail = ", ".join(part for part in (period_label(mark.covers), mark.remark) if part)
    label = Label(series.name, detail, series.role, series.shape, series.hollow, mark.value)
    return Bar(label, mark.value_label, mark.description, mark.source, mark.state, mark.covers.words)


def _reaching(bar: Bar, bounds: tuple[float, float] | None) -> Bar:
    """How far chance alone reaches around a figure, as a band and in words."""
    if bounds is None:
        return bar
    words = f"chance alone {' to '.join(reach_words(bounds))}"
    label = replace(bar.label, detail=", ".join(part for part in (bar.label.detail, words) if part))
    return replace(bar, label=label, reach=bounds)


def _strip(bars: Sequence[Bar], axis: Axis, palette: Palette) -> alt.LayerChart:
    names: list[Row] = []
    details: list[Row] = []
    tracks: list[Row] = []
    points: list[Row] = []
    reaches: list[Row] = []
    y = 0.0
    for bar in bars:
        for rows, lines in zip((names, details), bar.label.lines(CHARACTERS), strict=True):
            if lines:
                rows.append({"label": "\n".join(lines), "y": y + 9, "colour": role_colour(bar.label.role, palette)})
            y += LINE_HEIGHT * len(lines)
        y += 12
        tracks.append({"y": y, "from": axis.low, "to": axis.high})
        if bar.label.value is not None:
            points.append(_point(bar, axis, y, palette))
        if bar.reach:
            reaches.append({"y": y, "from": round(bar.reach[0], 4), "to": round(bar.reach[1], 4)})
        y += 28
    room = round(max((9.4 * len(str(point["shown"])) for point in points), default=0)) + 24
    track: list[float | alt.ExprRef] = [LEFT, alt.ExprRef(f"width - {room}")]
    scale = alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False, range=track)
    layers = [*_reaches(reaches, axis, scale, palette), _tracks(tracks, axis, scale, palette)]
    layers += _figures(points, axis, scale, room) if points else []
    return vega.finished([*layers, *_texts(names, details)], palette, (round(y), round(y)))


def _point(bar: Bar, axis: Axis, y: float, palette: Palette) -> Row:
    role, tint = bar.label.role, role_colour(bar.label.role, palette)
    return {
        "y": y,
        "value": bar.label.value,
        "zero": axis.low if axis.unit == "grade" else 0,
        "shown": bar.value_label,
        "series": bar.label.name,
        "period": bar.period,
        "status": bar.status,
        "source": bar.source,
        "description": bar.description,
        "colour": tint,
        "symbol": "M0,-1.1V1.1" if bar.label.symbol == "rule" else bar.label.symbol,
        "fill": palette.page if bar.label.hollow else tint,
        "thick": {"council": 9, "target": 2.5, "proposed": 2, "predicted": 3}.get(role, 4),
        "size": DOT * (0.5 if role == "predicted" else 1),
        "weight": "normal" if role == "predicted" else "bold",
        "dash": {"target": DASH, "proposed": PROPOSED_DASH, "predicted": [2, 4]}.get(role, [1, 0]),
    }


def _tracks(rows: list[Row], axis: Axis, scale: alt.Scale, palette: Palette) -> alt.Chart:
    rule = vega.based(rows).mark_rule(aria=False, color=palette.track, strokeWidth=1.5)
    layer: alt.Chart = rule.encode(x=_x("from:Q", axis, scale), x2=alt.X2("to:Q"), y=_y())
    return layer


def _reaches(rows: list[Row], axis: Axis, scale: alt.Scale, palette: Palette) -> list[alt.Chart]:
    """A light band with an upright stroke at either end."""
    if not rows:
        return []
    x = _x("from:Q", axis, scale)
    band = vega.based(rows).mark_rule(aria=False, color=palette.grid, strokeWidth=18)
    ends = [{"y": row["y"], "from": row[end]} for row in rows for end in ("from", "to")]
    stroke = vega.based(ends).mark_point(
        aria=False, shape="M0,-1V1", size=340, stroke=palette.track, strokeWidth=2, opacity=1
    )
    return [band.encode(x=x, x2=alt.X2("to:Q"), y=_y()), stroke.encode(x=x, y=_y())]


def _x(field: str, axis: Axis, scale: alt.Scale) -> alt.X:
    if axis.unit == "grade":
        return alt.X(field, scale=scale, axis=None)
    words = "format(datum.value, ',~f')" + (" + '%'" if axis.unit == "percent" else "")
    x_axis = alt.Axis(
        values=list(axis.ticks),
        labelExpr=words,
        labelOverlap="greedy",
        domain=False,
        offset=-14,
        title=axis.title or None,
        titleAnchor="start",
    )
    return alt.X(field, scale=scale, axis=x_axis)


def _y() -> alt.Y:
    return alt.Y("y:Q", scale=None, axis=None)


def _figures(rows: list[Row], axis: Axis, scale: alt.Scale, room: int) -> list[alt.Chart]:
    base = vega.based(rows)
    tint = alt.Color("colour:N", scale=None)
    x = _x("value:Q", axis, scale)
    bar = base.mark_rule(aria=False).encode(
        x=_x("zero:Q", axis, scale),
        x2=alt.X2("value:Q"),
        y=_y(),
        color=tint,
        strokeWidth=alt.StrokeWidth("thick:Q", scale=None),
        strokeDash=alt.StrokeDash("dash:N", scale=None),
    )
    mark = base.mark_point(opacity=1, size=alt.ExprRef("datum.size"), strokeWidth=2.5).encode(
        x=x,
        y=_y(),
        shape=alt.Shape("symbol:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
        description=alt.Description("description:N"),
        tooltip=vega.tooltip(),
    )
    words = base.mark_text(
        aria=False,
        align="left",
        x=alt.ExprRef(f"width - {room - 16}"),
        fontSize=17,
        fontWeight=alt.ExprRef("datum.weight"),
    )
    return [bar, mark, words.encode(y=_y(), text=alt.Text("shown:N"), color=tint)]


def _texts(names: list[Row], details: list[Row]) -> list[alt.Chart]:
    weights: list[tuple[list[Row], Literal["bold", "normal"]]] = [(names, "bold"), (details, "normal")]
    return [
        vega.based(rows)
        .mark_text(
            aria=False,
            align="left",
            x=0,
            fontSize=SMALL,
            fontWeight=weight,
            lineBreak="\n",
            lineHeight=LINE_HEIGHT,
        )
        .encode(y=_y(), text=alt.Text("label:N"), color=alt.Color("colour:N", scale=None))
        for rows, weight in weights
        if rows
    ]
