"""Figures over time, and undated figures in their order: dots, thin lines, rules."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import altair as alt

from metrics import style
from metrics.indicator import Target
from metrics.labels import COLUMN, PLOT_END, WIDE, Label, Row, colour, draw, note_labels, series_label, target_label
from metrics.layout import Axis, Box, along, around, hits, named_ticks, spread, value_axis
from metrics.marks import Mark, Series, Sources, axis_words, compared, council, predicted, published, spans
from metrics.period import Period
from metrics.reading import Reading
from metrics.style import Palette
from metrics.wording import CODES, GRADES

MARGIN = 38
NARROW, WIDEST, SPACIOUS = 288, 560, 860
"""Widths of page or plot for which names and values are chosen: the narrowest, with a column, with room to spare."""

PADDING = 0.3
"""Steps before the first and after the last place of an axis of words."""

FEW = 24
"""Up to so many figures of a series each has its dot."""

Span = tuple[Target, date, date]


def trend(reading: Reading, *, palette: Palette, area: str, sources: Sources) -> alt.LayerChart:
    """Dated figures over time; a period stands at its end (reporting: Time)."""
    everything = [
        *council(reading, area, sources, dated=True),
        *predicted(reading, area, sources),
        *compared(reading, sources),
        *published(reading, area, sources),
    ]
    days = [mark.period.end for one in everything for mark in one.marks if mark.period.end]
    days += [one.period.end for one in reading.outcomes if one.period.end and one.code]
    first, last = min(days), max(days)
    last = _room_for_target(reading.indicator.targets, first, last)
    if first == last:
        first, last = first - timedelta(days=183), last + timedelta(days=183)
    targets = spans(reading.indicator.targets, first, last)
    return _Plot(reading, everything, targets, _Time(first, last, everything), palette, area).chart()


def _room_for_target(targets: Sequence[Target], first: date, last: date) -> date:
    """The last day to draw: a quarter into the next target where none applies to the days drawn."""
    begins = [one.from_ for one in targets if one.value is not None and one.from_ is not None and one.from_ > last]
    if spans(targets, first, last) or not begins or min(begins) - last > timedelta(days=366):
        return last
    return min(begins) + timedelta(days=91)


def change(reading: Reading, *, palette: Palette, area: str, sources: Sources) -> alt.LayerChart:
    """Undated figures in the file's order, on an axis of words (reporting: Time)."""
    own = council(reading, area, sources, dated=False)
    periods = [mark.period for one in own for mark in one.marks]
    target = reading.target.target if reading.target and reading.target.target.value is not None else None
    always: list[Span] = [(target, date.min, date.max)] if target else []
    everything = [*own, *compared(reading, sources, at=periods)]
    return _Plot(reading, everything, always, _Words(periods), palette, area).chart()


class _Time:
    """Places on an axis of days."""

    def __init__(self, first: date, last: date, everything: Sequence[Series]) -> None:
        self.first, self.last = first, last
        self.periods = [mark.period for one in everything for mark in one.marks]
        self.kinds: set[str] = {period.kind for period in self.periods}

    def at(self, period: Period) -> str:
        assert period.end is not None
        return period.end.isoformat()

    def share(self, period: Period) -> float:
        assert period.end is not None
        return (period.end - self.first) / (self.last - self.first)

    def encoding(self, inner: Sequence[float]) -> alt.X:
        named: dict[int, list[str]] = {}
        for period in self.periods:
            assert period.end is not None
            named.setdefault(_milliseconds(period.end), axis_words(period))
        narrow, wide, spacious = (self._named(named, pixels) for pixels in inner)
        ticks = sorted(narrow | wide | spacious)
        words = f"width > {SPACIOUS} ? {_lookup(spacious)} : {WIDE} ? {_lookup(wide)} : {_lookup(narrow)}"
        axis = alt.Axis(
            values=alt.ExprRef(f"[{','.join(f'toDate({tick})' for tick in ticks)}]"),
            labelExpr=f"({words})['' + toNumber(datum.value)] || ''",
            labelOverlap=False,
            domain=False,
            ticks=False,
            title=self._title(),
            titlePadding=10,
            description="Periods, each at its end",
        )
        days = [_day(self.first), _day(self.last)]
        scale = alt.Scale(type="utc", domain=days, nice=False, range=_range())
        return alt.X("x:T", scale=scale, axis=axis)

    def _named(self, named: dict[int, list[str]], inner: float) -> dict[int, list[str]]:
        """The periods that have room for their names in this width."""
        ticks = sorted(named, reverse=True)
        days = (self.last - self.first).days * 86_400_000
        places = [(tick - _milliseconds(self.first)) / days * inner for tick in ticks]
        widths = [7.6 * max(map(len, named[tick])) + 10 for tick in ticks]
        return {ticks[i]: named[ticks[i]] for i in named_ticks(places, widths)}

    def _title(self) -> str | None:
        return {
            frozenset({"academic year"}): "Academic year, ending 31 August",
            frozenset({"financial year"}): "Financial year, ending 31 March",
            frozenset({"quarter"}): "Quarter of the financial year",
        }.get(frozenset(self.kinds))


class _Words:
    """Places on an axis of undated words."""

    kinds: frozenset[str] = frozenset()

    def __init__(self, periods: Sequence[Period]) -> None:
        self.names = {period: "\n".join(textwrap.wrap(period.words, 14)) for period in periods}

    def at(self, period: Period) -> str:
        return self.names[period]

    def share(self, period: Period) -> float:
        return (list(self.names).index(period) + PADDING) / (len(self.names) - 1 + 2 * PADDING)

    def encoding(self, inner: Sequence[float]) -> alt.X:  # noqa: ARG002 - every word is named at every width
        axis = alt.Axis(
            labelExpr="split(datum.label, '\\n')",
            labelOverlap=False,
            labelLimit=150,
            domain=False,
            ticks=False,
            title="No dates given; the source's order",
            titlePadding=10,
        )
        scale = alt.Scale(type="point", domain=list(self.names.values()), padding=PADDING, range=_range())
        return alt.X("x:O", scale=scale, axis=axis)


def _range() -> list[float | alt.ExprRef]:
    return [MARGIN, alt.ExprRef(f"{PLOT_END} - {MARGIN}")]


def _lookup(named: dict[int, list[str]]) -> str:
    """An expression that holds each tick's words: canonical labels only, never words of the file."""
    return "{" + ",".join(f"'{tick}':{words}" for tick, words in sorted(named.items())) + "}"


def _milliseconds(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400_000


def _day(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)


def _room(axis: Axis) -> int:
    """Pixels that the value axis takes at the left."""
    longest = max(map(len, GRADES.values())) if axis.unit == "grade" else max(len(f"{tick:,g}") for tick in axis.ticks)
    return 14 + round(7.4 * (longest + (axis.unit == "percent")))


def _base(rows: Sequence[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(rows)))


class _Plot:
    """One chart while it is put together: sizes first, then layer upon layer."""

    def __init__(
        self,
        reading: Reading,
        everything: Sequence[Series],
        targets: Sequence[Span],
        place: _Time | _Words,
        palette: Palette,
        area: str,
    ) -> None:
        self.reading, self.everything, self.targets = reading, everything, targets
        self.place, self.palette = place, palette
        values = [mark.value for one in everything for mark in one.marks]
        values += [float(one.value or 0) for one, _, _ in targets]
        self.axis = value_axis(reading.indicator, values)
        self.left = _room(self.axis)
        self.labels = self._labels(area)
        self.key = sum(label.height for label in self.labels)
        self.top = 62 if self.axis.title else 42
        self.height = max(300 if self.axis.unit == "grade" else 380, self.key + self.top + 210)
        self.start = f"({WIDE} ? {self.top} : {self.key + self.top})"
        self.inner = (NARROW - 6 - self.left, WIDEST - COLUMN, SPACIOUS - COLUMN)
        self.x, self.y = place.encoding([one - 2 * MARGIN for one in self.inner]), self._y()
        self.moves = self._moves()

    def chart(self) -> alt.LayerChart:
        layers = [
            self._gridlines(),
            *self._target_rules(),
            *self._breaks(),
            *self._joins(),
            *(self._dots(one, move) for one, move in reversed(list(zip(self.everything, self.moves, strict=True)))),
            *self._rings(),
            *self._values(),
            *self._codes(),
            *draw(self.labels, self.axis, self.palette, self.top, self.height, self.left),
        ]
        return style.finished(layers, self.palette, self.height)

    def _labels(self, area: str) -> list[Label]:
        kinds = set(self.place.kinds)
        found = [series_label(one, kinds) for one in self.everything]
        if not any(one.role in ("council", "predicted") for one in self.everything):
            found.insert(0, Label(area, "no figure yet", "council", "none"))
        found[2:2] = [target_label(target, self.reading.indicator) for target, _, _ in self.targets]
        settled = {mark.status for mark in self._ringed()}
        found += [Label("Ringed", " or ".join(sorted(settled)), "council", "ring", hollow=True)] if settled else []
        return found + (note_labels(self.reading) if isinstance(self.place, _Time) else [])

    def _y(self) -> alt.Y:
        axis = self.axis
        scale = alt.Scale(
            domain=[axis.low, axis.high], nice=False, zero=False, range=[self.height, alt.ExprRef(self.start)]
        )
        percent = "format(datum.value, ',~f') + '%'"
        words = {"percent": percent, "grade": f"{['', *GRADES.values()]}[datum.value]"}
        labels = alt.Axis(
            values=list(axis.ticks),
            labelExpr=words.get(axis.unit, "replace(format(datum.value, ',~f'), '-', '\u2212')"),
            labelOverlap=False,
            ticks=False,
            domain=False,
            title=axis.title or None,
            description=f"Values: {axis.title.lower() or axis.unit}",
            titleAngle=0,
            titleAlign="left",
            titleAnchor="start",
            titleBaseline="top",
            titleX=4 - self.left,
            minExtent=self.left,
            maxExtent=self.left,
            titleY=alt.ExprRef(f"{self.start} - 58"),
        )
        return alt.Y("value:Q", scale=scale, axis=labels)

    def _gridlines(self) -> alt.Chart:
        rows = [{"value": t, "colour": self.palette.track if t == 0 else self.palette.grid} for t in self.axis.ticks]
        rule = _base(rows).mark_rule(aria=False, strokeWidth=1, x=0, x2=alt.ExprRef(PLOT_END))
        drawn: alt.Chart = rule.encode(y=self.y, color=alt.Color("colour:N", scale=None))
        return drawn

    def _target_rules(self) -> list[alt.Chart]:
        layers = []
        for target, begins, ends in self.targets:
            proposed = target.kind == "proposed limit"
            look: Row = {
                "aria": False,
                "color": self.palette.target,
                "strokeWidth": 2 if proposed else 2.5,
                "strokeDash": style.PROPOSED_DASH if proposed else style.DASH,
            }
            value = float(target.value or 0)
            if isinstance(self.place, _Time):
                rows = [{"value": value, "x": day.isoformat()} for day in (begins, ends)]
                layers.append(_base(rows).mark_line(**look).encode(x=self.x, y=self.y))
            else:
                rule = _base([{"value": value}]).mark_rule(**look, x=0, x2=alt.ExprRef(PLOT_END))
                layers.append(rule.encode(y=self.y))
        return layers

    def _breaks(self) -> list[alt.Chart]:
        """A light upright rule between the last figure before a break and the first after it."""
        rows = [{"x": day.isoformat(), "label": "break"} for day in self._break_days()]
        if not rows:
            return []
        quiet = self.palette.quiet
        rule = _base(rows).mark_rule(
            aria=False, color=self.palette.track, strokeWidth=1.5, y=alt.ExprRef(f"{self.start} - 12"), y2=self.height
        )
        text = _base(rows).mark_text(aria=False, color=quiet, fontSize=style.SMALL, y=alt.ExprRef(f"{self.start} - 21"))
        return [rule.encode(x=self.x), text.encode(x=self.x, text="label:N")]

    def _break_days(self) -> list[date]:
        """Half way between the last figure before a break and the first after it."""
        dated = [one for one in self.reading.outcomes if one.period.end] if isinstance(self.place, _Time) else []
        return [
            before.period.end + (after.period.end - before.period.end) / 2
            for before, after in pairwise(dated)
            if after.break_before and before.period.end and after.period.end
        ]

    def _broken(self) -> list[float]:
        place = self.place
        if not isinstance(place, _Time):
            return []
        return [(day - place.first) / (place.last - place.first) for day in self._break_days()]

    def _joins(self) -> list[alt.Chart]:
        layers = []
        dashes: dict[str, list[float]] = {"predicted": style.DOTTED, "published": [6, 3]}
        for one, move in zip(self.everything, self.moves, strict=True):
            rows = [
                {"x": self.place.at(mark.period), "value": mark.value, "run": number, "series": one.name}
                for number, run in enumerate(one.runs)
                for mark in run
                if len(run) > 1
            ]
            if rows:
                line = _base(rows).mark_line(
                    aria=False,
                    color=colour(one.role, self.palette),
                    strokeWidth=style.LINE if one.role in ("council", "predicted") else style.THIN,
                    strokeDash=dashes.get(one.role, [1, 0]),
                    strokeCap="round" if one.role == "predicted" else "butt",
                    xOffset=move,
                )
                layers.append(line.encode(x=self.x, y=self.y, detail="run:N"))
        return layers

    def _dots(self, one: Series, move: float) -> alt.Chart:
        tint = colour(one.role, self.palette)
        own = one.role in ("council", "predicted")
        alone = {run[0] for run in one.runs if len(run) == 1}
        rows = []
        for mark in one.marks:
            seen = len(one.marks) <= FEW or mark in alone or mark == one.marks[-1]
            rows.append(
                {
                    "x": self.place.at(mark.period),
                    "value": mark.value,
                    "series": one.name,
                    "period": mark.covers.words,
                    "shown": mark.shown,
                    "status": ", ".join(part for part in (mark.status, mark.remark) if part),
                    "source": mark.source,
                    "description": mark.described,
                    "opacity": 1 if seen else 0,
                    "fill": self.palette.page if one.hollow else tint,
                }
            )
        point = _base(rows).mark_point(
            shape=one.shape,
            size=style.DOT if own else style.DOT * 0.8,
            stroke=tint,
            strokeWidth=2.5 if own else 2,
            xOffset=move,
        )
        drawn: alt.Chart = point.encode(
            x=self.x,
            y=self.y,
            fill=alt.Fill("fill:N", scale=None),
            opacity=alt.Opacity("opacity:Q", scale=None),
            description="description:N",
            tooltip=style.tooltip(),
        )
        return drawn

    def _ringed(self) -> list[Mark]:
        return [
            mark
            for one in self.everything
            if one.role == "council"
            for mark in one.marks
            if mark.status in ("provisional", "approximate")
        ]

    def _rings(self) -> list[alt.Chart]:
        """A ring around a figure of the council's that is not settled."""
        rows = [{"x": self.place.at(mark.period), "value": mark.value} for mark in self._ringed()]
        if not rows:
            return []
        ring = _base(rows).mark_point(
            aria=False, opacity=1, shape="circle", size=330, stroke=self.palette.council, strokeWidth=1.5
        )
        return [ring.encode(x=self.x, y=self.y)]

    def _layouts(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Width between first and last mark, and height of the plot: narrow, and with a column."""
        narrow, wide, _ = (one - 2 * MARGIN for one in self.inner)
        return (narrow, self.height - self.key - self.top), (wide, self.height - self.top)

    def _spot(self, mark: Mark, inner: float, tall: float) -> tuple[float, float]:
        return self.place.share(mark.period) * inner, (1 - self.axis.share(mark.value)) * tall

    def _moves(self) -> list[float]:
        """Where a mark would lie under another's it moves to the right; not in long series, where all is dense."""
        shares = sorted({self.place.share(mark.period) for one in self.everything for mark in one.marks})
        closest = min((after - before for before, after in pairwise(shares)), default=1) * self._layouts()[0][0]
        if closest < 12:
            return [0.0] * len(self.everything)
        narrow = self._layouts()[0]
        spots = [[self._spot(mark, *narrow) for mark in one.marks] for one in self.everything]
        return spread(spots, min(15, closest * 0.6))

    def _values(self) -> list[alt.Chart]:
        """The council's values at their marks: as many as stand clear of each other and of every mark."""
        own = [mark for one in self.everything if one.role in ("council", "predicted") for mark in one.marks]
        own = [] if self.axis.unit == "grade" else own
        own.sort(key=lambda mark: self.place.share(mark.period), reverse=True)
        if len(own) > 12:
            own = [own[0], own[-1]]
        narrow, wide = (self._clear(own, *layout) for layout in self._layouts())
        rows = [
            {
                "x": self.place.at(mark.period),
                "value": mark.value,
                "shown": "\n".join(_value_lines(mark)),
                "narrow": narrow.get(i, 0),
                "wide": wide.get(i, 0),
            }
            for i, mark in enumerate(own)
            if i in narrow or i in wide
        ]
        if not rows:
            return []
        side = f"({WIDE} ? datum.wide : datum.narrow)"
        look: Row = {
            "aria": False,
            "fontSize": style.TEXT,
            "fontWeight": "bold",
            "lineBreak": "\n",
            "lineHeight": 17,
            "baseline": "middle",
            "yOffset": alt.ExprRef(f"{side} - ({side} < 0 && indexof(datum.shown, '\\n') > 0 ? 17 : 0)"),
            "opacity": alt.ExprRef(f"{side} == 0 ? 0 : 1"),
        }
        page, own_colour = self.palette.page, self.palette.council
        halo = _base(rows).mark_text(**look, stroke=page, strokeWidth=5, strokeJoin="round", color=page)
        text = _base(rows).mark_text(**look, color=own_colour)
        return [layer.encode(x=self.x, y=self.y, text="shown:N") for layer in (halo, text)]

    def _clear(self, own: Sequence[Mark], inner: float, tall: float) -> dict[int, int]:
        """For each value that finds room: how far above (-) or below (+) its mark it stands."""
        pairs = list(zip(self.everything, self.moves, strict=True))
        spots = [(self._spot(mark, inner, tall), move) for one, move in pairs for mark in one.marks]
        dots = [around(x + move, y) for (x, y), move in spots]
        lines: list[Box] = []
        for one in self.everything:
            for run in one.runs:
                for before, after in pairwise(run):
                    lines += along(self._spot(before, inner, tall), self._spot(after, inner, tall))
        for target, _, _ in self.targets:
            y = (1 - self.axis.share(float(target.value or 0))) * tall
            lines.append((-MARGIN, y - 2, inner + MARGIN, y + 2))
        for share in self._broken():
            lines.append((share * inner - 2, 0, share * inner + 2, tall))
        taken: list[Box] = []
        found: dict[int, int] = {}
        for i, mark in enumerate(own):
            choices = _choices(self._spot(mark, inner, tall), _value_lines(mark), tall)
            best = next((c for c in choices if not hits(c[1], [*dots, *taken, *lines])), None)
            best = best or next((c for c in choices if not hits(c[1], [*dots, *taken])), None)
            if best:
                found[i] = best[0]
                taken.append(best[1])
        return found

    def _codes(self) -> list[alt.Chart]:
        """A code stands at the foot of the plot, in the gap that it leaves."""
        rows = [
            {"x": self.place.at(one.period), "label": f"[{one.code}]", "said": f"{one.period}: {CODES[one.code]}"}
            for one in self.reading.outcomes
            if one.code and one.period.dated and isinstance(self.place, _Time)
        ]
        if not rows:
            return []
        text = _base(rows).mark_text(color=self.palette.quiet, fontSize=style.SMALL, y=self.height - 12)
        return [text.encode(x=self.x, text="label:N", description="said:N")]


def _value_lines(mark: Mark) -> list[str]:
    return [mark.shown, "predicted"] if mark.status == "predicted" else [mark.shown]


def _choices(spot: tuple[float, float], lines: list[str], tall: float) -> list[tuple[int, Box]]:
    """Above the mark, or below it where the plot still has room there."""
    x, y = spot
    half, deep = 4.4 * max(map(len, lines)) + 2, 17 * len(lines)
    above = (-20, (x - half, y - 11 - deep, x + half, y - 11))
    below = (20, (x - half, y + 11, x + half, y + 11 + deep))
    return [above, below] if below[1][3] < tall - 2 else [above]
