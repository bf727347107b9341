"""The small picture of a scorecard row: two points or a strip, at a fixed size, in light and dark at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt
import vl_convert

from metrics import style
from metrics.labels import colour
from metrics.layout import Axis, labels_apart, value_axis
from metrics.marks import Mark, Series, council, predicted, shown, spans
from metrics.reading import Reading
from metrics.style import DARK, LIGHT, Palette
from metrics.wording import number

Row = dict[str, Any]

WIDTH, HEIGHT = 250, 56
LEFT, RIGHT = 40, 148
UPPER, LOWER = 10, 46
LABELS = 160
FONT = "Arial, Liberation Sans, sans-serif"
"""An SVG shown as an image cannot use the page's own font."""


def picture(reading: Reading, *, palette: Palette = LIGHT) -> alt.LayerChart | None:
    """Two or more figures as a line, one percentage as a dot from 0 to 100; None where words do better."""
    own = _series(reading)
    marks = [mark for one in own for mark in one.marks]
    places = {mark.period for mark in marks}
    if len(places) > 1:
        return _line(reading, own, palette)
    if reading.indicator.unit == "percent" and len(marks) == 1:
        return _strip(reading, own[0], palette)
    return None


def _series(reading: Reading) -> list[Series]:
    """The figures of the latest's own kind of period, and predictions."""
    latest = reading.latest
    dated = latest is None or latest.period.dated
    own = council(reading, "", {}, dated=dated)
    return own[:1] + (predicted(reading, "", {}) if dated else [])


def _line(reading: Reading, own: Sequence[Series], palette: Palette) -> alt.LayerChart:
    marks = sorted((mark for one in own for mark in one.marks), key=_order(own))
    targets = _targets(reading, marks)
    others = _others(reading, marks)
    axis = value_axis(reading.indicator, [m.value for m in marks] + [v for v, _ in targets] + [v for v, _ in others])
    across = _across(marks)
    layers = [_rules([{"x": LEFT - 8, "x2": RIGHT + 4, "y": LOWER + 4}], palette.track, 1)]
    layers += _beside(targets, others, axis, palette)
    for one in own:
        layers += _drawn(one, axis, across, palette)
    first = marks[0]
    words = "" if reading.indicator.unit == "grade" else _digits(reading, first)
    if words:
        layers.append(_text([{"x": LEFT - 8, "y": _y(axis, first.value), "label": words}], palette.quiet, "right"))
    return _finished(layers)


def _order(own: Sequence[Series]) -> Any:
    listed = {mark: i for i, mark in enumerate(mark for one in own for mark in one.marks)}
    return lambda mark: mark.period.order if mark.period.dated else listed[mark]


def _across(marks: Sequence[Mark]) -> dict[Any, float]:
    """Where each period stands: by its last day, or in order where there are no dates."""
    ends = [mark.period.end for mark in marks]
    if ends[0] is None:
        return {m.period: LEFT + (RIGHT - 8 - LEFT) * i / max(len(marks) - 1, 1) for i, m in enumerate(marks)}
    days = [end.toordinal() for end in ends if end is not None]
    spread = max(days) - min(days) or 1
    return {
        m.period: LEFT + (RIGHT - 8 - LEFT) * (day - min(days)) / spread for m, day in zip(marks, days, strict=True)
    }


def _y(axis: Axis, value: float) -> float:
    return round(LOWER - (LOWER - UPPER) * axis.share(value), 1)


def _digits(reading: Reading, mark: Mark) -> str:
    found = next((o for o in reading.indicator.observations if o.period == mark.period and o.value is not None), None)
    return number(found.value) if found is not None and found.value is not None else ""


def _targets(reading: Reading, marks: Sequence[Mark]) -> list[tuple[float, str]]:
    """The reading's own target, where it applies to the days drawn."""
    target = reading.target.target if reading.target else None
    if target is None or target.value is None:
        return []
    days = [mark.period.end for mark in marks if mark.period.end]
    if days and not spans([target], min(days), max(days)):
        return []
    word = "Proposed" if target.kind == "proposed limit" else "Target"
    return [(float(target.value), f"{word} {number(target.value)}")]


def _others(reading: Reading, marks: Sequence[Mark]) -> list[tuple[float, str]]:
    """The headline comparator, where it covers a period that is drawn."""
    headline = reading.headline
    periods = {mark.period for mark in marks}
    if headline is None or headline.value is None or not periods & {headline.period, headline.beside}:
        return []
    area = headline.area if len(headline.area) <= 10 else _initials(headline.area)
    return [(float(headline.value), f"{area} {shown(headline, reading.indicator).removesuffix('%')}")]


def _initials(area: str) -> str:
    return "Neighbours" if "neighbour" in area.lower() else area.split()[0]


def _beside(
    targets: Sequence[tuple[float, str]], others: Sequence[tuple[float, str]], axis: Axis, palette: Palette
) -> list[alt.Chart]:
    """Target and comparator at the right, each with its value, kept apart."""
    both = [*targets, *others]
    ys = [_y(axis, value) for value, _ in both]
    tops = labels_apart([y - 7 for y in ys], 14, low=0, high=HEIGHT)
    layers = []
    for i, ((_, words), y, top) in enumerate(zip(both, ys, tops, strict=True)):
        is_target = i < len(targets)
        tint = palette.target if is_target else palette.comparator
        start = LEFT - 8 if is_target else RIGHT - 30
        dash = ([2, 3] if words.startswith("Proposed") else [5, 3]) if is_target else [1, 0]
        layers.append(_rules([{"x": start, "x2": RIGHT + 6, "y": y}], tint, 1.75, dash))
        layers.append(_text([{"x": LABELS, "y": top + 7, "label": words}], tint, "left"))
    return layers


def _drawn(one: Series, axis: Axis, across: dict[Any, float], palette: Palette) -> list[alt.Chart]:
    tint = colour(one.role, palette)
    rows = [
        {"x": round(across[mark.period], 1), "y": _y(axis, mark.value), "run": number_}
        for number_, run in enumerate(one.runs)
        for mark in run
        if len(run) > 1 and mark.period in across
    ]
    layers = []
    if rows:
        line = _base(rows).mark_line(
            aria=False,
            color=tint,
            strokeWidth=2,
            strokeDash=[1.5, 3.5] if one.role == "predicted" else [1, 0],
            strokeCap="round" if one.role == "predicted" else "butt",
        )
        layers.append(line.encode(x=_px(), y=_py(), detail="run:N", order="x:Q"))
    alone = {run[0] for run in one.runs if len(run) == 1}
    seen = [m for m in one.marks if len(one.marks) <= 8 or m in alone or m == one.marks[-1]]
    dots = [{"x": round(across[mark.period], 1), "y": _y(axis, mark.value)} for mark in seen]
    return [*layers, _dot(dots, tint, palette.page if one.hollow else tint)]


def _strip(reading: Reading, one: Series, palette: Palette) -> alt.LayerChart:
    """A dot on a line from 0 to 100."""
    mark = one.marks[0]
    targets = _targets(reading, [mark]) if mark.period.dated else []
    others = _others(reading, [mark])
    start, end, y = 12, RIGHT, 24

    def at(value: float) -> float:
        return round(start + (end - start) * value / 100, 1)

    tint = palette.council
    layers = [
        _rules([{"x": start, "x2": end, "y": y}], palette.track, 2),
        _rules([{"x": start, "x2": at(mark.value), "y": y}], tint, 4, [2, 4] if one.hollow else [1, 0]),
        _text([{"x": start, "y": y + 17, "label": "0"}], palette.quiet, "center"),
        _text([{"x": end, "y": y + 17, "label": "100"}], palette.quiet, "center"),
    ]
    for i, (value, _) in enumerate([*targets, *others]):
        side = palette.target if i < len(targets) else palette.comparator
        upright = _base([{"x": at(value), "y": y - 9, "y2": y + 9}])
        dash = [3, 2] if i < len(targets) else [1, 0]
        layers.append(
            upright.mark_rule(aria=False, color=side, strokeWidth=2, strokeDash=dash).encode(
                x=_px(), y=_py(), y2="y2:Q"
            )
        )
    layers.append(_dot([{"x": at(mark.value), "y": y}], tint, palette.page if one.hollow else tint))
    words = [(text, palette.target) for _, text in targets] + [(text, palette.comparator) for _, text in others]
    for i, (text, side) in enumerate(words):
        top = y + (i - (len(words) - 1) / 2) * 16
        layers.append(_text([{"x": LABELS, "y": top, "label": text}], side, "left"))
    return _finished(layers)


def _base(rows: Sequence[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(rows)))


def _px(field: str = "x:Q") -> alt.X:
    return alt.X(field, scale=None, axis=None)


def _py(field: str = "y:Q") -> alt.Y:
    return alt.Y(field, scale=None, axis=None)


def _rules(rows: Sequence[Row], tint: str, thick: float, dash: Sequence[float] = (1, 0)) -> alt.Chart:
    mark = _base(rows).mark_rule(aria=False, color=tint, strokeWidth=thick, strokeDash=list(dash))
    drawn: alt.Chart = mark.encode(x=_px(), x2="x2:Q", y=_py())
    return drawn


def _text(rows: Sequence[Row], tint: str, align: Literal["left", "center", "right"]) -> alt.Chart:
    mark = _base(rows).mark_text(aria=False, color=tint, fontSize=12, align=align, baseline="middle", font=FONT)
    drawn: alt.Chart = mark.encode(x=_px(), y=_py(), text="label:N")
    return drawn


def _dot(rows: Sequence[Row], tint: str, fill: str) -> alt.Chart:
    mark = _base(rows).mark_point(aria=False, opacity=1, shape="circle", size=50, stroke=tint, fill=fill, strokeWidth=2)
    drawn: alt.Chart = mark.encode(x=_px(), y=_py())
    return drawn


def _finished(layers: Sequence[alt.Chart]) -> alt.LayerChart:
    chart = alt.LayerChart(layer=list(layers)).properties(width=WIDTH, height=HEIGHT, padding=0)
    fixed = chart.properties(autosize=alt.AutoSizeParams(type="none"))
    drawn: alt.LayerChart = fixed.configure(background="transparent", view={"stroke": None}, font=FONT)
    return drawn


def _twins() -> str:
    """The dark palette's colours for the light one's, in a style block inside the picture."""
    pairs = {light: getattr(DARK, name) for name, light in vars(LIGHT).items()}
    rules = "".join(f'[stroke="{a}" i]{{stroke:{b}}}[fill="{a}" i]{{fill:{b}}}' for a, b in pairs.items())
    return f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"


def picture_svg(reading: Reading) -> str | None:
    """The picture as one SVG that follows light and dark by itself; None where there is no picture."""
    chart = picture(reading)
    if chart is None:
        return None
    drawn = vl_convert.vegalite_to_svg(style.inlined(chart))
    return re.sub(r"(<svg[^>]*>)", lambda found: found[1] + _twins(), drawn, count=1)
