"""Rows that name a field of an indicator and its new words -> edits of the data file, or faults at their cells.

Only a field that is named is touched, and only where it says something else than before
(contract: Changes of an indicator). What the new words may be is the contract's to say.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from metrics.catalogue.ids import slug
from metrics.catalogue.models import Catalogue, Indicator, Observation, Target
from metrics.catalogue.names import evened, near
from metrics.catalogue.period import day_words
from metrics.catalogue.problems import Loc
from metrics.catalogue.yaml_edit import REMOVED, Edit
from metrics.entry.batch import Batch, Signature
from metrics.entry.cell_values import CONVERTED, day, read_period
from metrics.entry.changeable import CHANGEABLE, NEW_THEME, TAKE_OUT, Changeable, changeable, takes_out
from metrics.entry.fault_list import FaultList
from metrics.entry.field_words import edited_name
from metrics.entry.naming import IndicatorNames, indicator_names, no_source, source_id
from metrics.entry.rows import Row
from metrics.entry.tolerances import read_tolerance, without_band
from metrics.wording.targets import target_name

_DAY = "is no day; write one such as 1 April 2014"


class FieldChanges:
    """The edits that rows come to, each with its row; what stands already is named in ``unchanged``."""

    def __init__(
        self, catalogue: Catalogue, batch: Batch, signature: Signature, faults: FaultList, unchanged: list[str]
    ) -> None:
        self.catalogue, self.batch, self.signature = catalogue, batch, signature
        self.faults, self.unchanged = faults, unchanged
        self.edits: list[Edit] = []
        self._rows: dict[Loc, Row] = {}
        self._of_figures: list[tuple[Row, str]] = []
        self._themes: dict[str, str] = {}

    def take(self, row: Row, indicator: Indicator) -> None:
        """Take one row of an indicator of the file."""
        field = changeable(row.cells.get("changes", ""))
        if field is None:
            names = ", ".join(one.words for one in CHANGEABLE)
            asked = row.cells.get("changes")
            what = f"'{asked}' can't be changed here" if asked else "it isn't said what changes"
            self.faults.add(row, "changes", f"{what}; write one of: {names}")
            return
        new = row.cells.get("new", "").strip()
        if not new:
            way = "" if field.required else f"; to take it out, write “{TAKE_OUT}”"
            self.faults.add(row, "new", f"no new words are given; write them{way}")
            return
        place = ("indicators", self._numbers[indicator.id])
        if field.of == "target":
            self._of_target(row, indicator, place, field, new)
        elif field.of == "figure":
            self._of_figure(row, indicator, place, field, new)
        elif takes_out(new):
            self._taken_out(row, indicator, (*place, field.name), field)
        elif field.name == "retired":
            self._retired(row, indicator, (*place, "retired"), new)
        elif field.name == "theme":
            self._theme(row, indicator, (*place, "theme"), new)
        else:
            self._text(row, indicator, (*place, field.name), field, new)

    def refuse_beside(self, ids: set[str]) -> None:
        """Breaks and new limits of indicators whose figures are added at once: they wait, since lines would move."""
        for row, indicator_id in self._of_figures:
            if indicator_id in ids:
                what = "figures of this indicator are added with it; save them first, and then this by itself"
                self.faults.add(row, "period", what)

    def row_at(self, loc: Loc) -> Row | None:
        """The row that a place of the data was changed by; None where none was."""
        return next((row for place, row in self._rows.items() if loc[: len(place)] == place), None)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {indicator.id: number for number, indicator in enumerate(self.catalogue.indicators)}

    def _edit(self, row: Row, loc: Loc, value: object, standing: object) -> None:
        """One field's new value, unless it stands so already."""
        if (earlier := self._rows.get(loc)) is not None and earlier is not row:
            self.faults.add(row, "changes", f"this is given twice, first in {earlier.where}; keep one")
            return
        self._rows[loc] = row
        if value == standing or (value is REMOVED and standing is None):
            self.unchanged.append(f"{row.where}: the file says the same already")
        else:
            self.edits.append(Edit(loc, value, edited_name(self.catalogue, loc)))

    def _taken_out(self, row: Row, indicator: Indicator, loc: Loc, field: Changeable) -> None:
        if field.required:
            self.faults.add(row, "new", f"an indicator can't be without {field.named}; write the new words")
        else:
            self._edit(row, loc, REMOVED, getattr(indicator, field.name))

    def _text(self, row: Row, indicator: Indicator, loc: Loc, field: Changeable, new: str) -> None:
        value = CONVERTED.get(field.name, str)(new)
        if field.name == "expected_from":
            value = day(new)
            if not isinstance(value, date):
                self.faults.add(row, "new", f"'{new}' {_DAY}")
                return
        if field.name in ("name", "short_name"):
            others = [one for one in self._names.matches(new) if one != indicator.id]
            if others:
                what = f"'{new}' is the name of the indicator '{others[0]}'; give this one another name"
                self.faults.add(row, "new", what)
                return
        self._edit(row, loc, value, getattr(indicator, field.name))

    @cached_property
    def _names(self) -> IndicatorNames:
        return indicator_names(self.catalogue, ())

    def _theme(self, row: Row, indicator: Indicator, loc: Loc, new: str) -> None:
        known = {evened(name): theme.id for theme in self.catalogue.themes for name in (theme.name, theme.id)}
        if new.lower().startswith(NEW_THEME):
            name = new[len(NEW_THEME) :].strip()
            theme_id = slug(name)
            if not theme_id:
                self.faults.add(row, "new", f"the new theme has no name; write it after “{NEW_THEME}”")
                return
            if evened(name) not in known and theme_id not in known.values():
                self._new_theme(row, theme_id, name)
                self._edit(row, loc, theme_id, indicator.theme)
                return
            new = name
        if (found := known.get(evened(new))) is None:
            meant = near(new, [theme.name for theme in self.catalogue.themes])
            way = f"did you mean '{meant}'?" if meant else f"write one that is there, or “{NEW_THEME} {new}”"
            self.faults.add(row, "new", f"'{new}' is no theme; {way}")
            return
        self._edit(row, loc, found, indicator.theme)

    def _new_theme(self, row: Row, theme_id: str, name: str) -> None:
        if theme_id not in self._themes:
            loc: Loc = ("themes", len(self.catalogue.themes) + len(self._themes))
            self._themes[theme_id] = name
            self._rows[loc] = row
            self.edits.append(Edit(loc, {"id": theme_id, "name": name}, f"the new theme “{name}”"))

    def _retired(self, row: Row, indicator: Indicator, loc: Loc, new: str) -> None:
        """On which day and why; of one that is retired already only what differs."""
        on, reason, standing = day(new), row.cells.get("reason", "").strip(), indicator.retired
        if not isinstance(on, date):
            self.faults.add(row, "new", f"'{new}' {_DAY}, from which no figure is asked for any more")
        elif not reason and standing is None:
            self.faults.add(row, "reason", "it isn't said why it is retired; readers see the reason")
        elif standing is None:
            self._edit(row, loc, {"on": on, "reason": reason}, None)
        elif (on, reason or standing.reason) == (standing.on, standing.reason):
            self._edit(row, loc, None, None)
        else:
            for key, value in (("on", on), ("reason", reason or standing.reason)):
                if value != getattr(standing, key):
                    self._edit(row, (*loc, key), value, getattr(standing, key))

    # ---- targets -------------------------------------------------------------------------------------

    def _of_target(self, row: Row, indicator: Indicator, place: Loc, field: Changeable, new: str) -> None:
        number = self._target(row, indicator)
        if number is None:
            return
        target, loc = indicator.targets[number], (*place, "targets", number, field.name)
        if takes_out(new):
            self._edit(row, loc, REMOVED, getattr(target, field.name))
        elif field.name == "tolerance":
            self._tolerance(row, indicator, target, loc, new)
        elif isinstance(until := day(new), date):
            self._edit(row, loc, until, target.until)
        else:
            self.faults.add(row, "new", f"'{new}' {_DAY}")

    def _target(self, row: Row, indicator: Indicator) -> int | None:
        """Which of the indicator's targets a row names: by its place, label, kind, or first day; the only one else."""
        asked, targets = row.cells.get("which", "").strip(), indicator.targets
        found = list(range(len(targets)))
        if asked:
            found = [number for number in found if evened(asked) in map(evened, _names_of(number, targets[number]))]
        if len(found) == 1:
            return found[0]
        listed = "; ".join(f"{number}: {_described(target)}" for number, target in enumerate(targets, 1))
        way = f"write its number: {listed}" if targets else "the indicator has none"
        what = f"'{asked}' names {'no target' if not found else 'more than one target'}" if asked else "which target?"
        self.faults.add(row, "which", f"{what}; {way}")
        return None

    def _tolerance(self, row: Row, indicator: Indicator, target: Target, loc: Loc, new: str) -> None:
        """How far from it still counts as close, with the source that says so (contract: Targets)."""
        value = read_tolerance(new, indicator.unit, indicator.of or "")
        if none := without_band(target.value, indicator.polarity):
            self.faults.add(row, "which", none)
            return
        if isinstance(value, str):
            self.faults.add(row, "new", value)
            return
        given = self._cited(row)
        if given is None:
            return
        if target.tolerance is None:
            for key, advice in (("source", "name the source that allows it"), ("at", "say where in the source")):
                if not given.get(key):
                    self.faults.add(row, key, f"a tolerance has a source of its own; {advice}")
                    return
            self._edit(row, loc, {"value": value, **given}, None)
            return
        for key, words in {"value": value, **given}.items():
            if words != getattr(target.tolerance, key):
                self._edit(row, (*loc, key), words, getattr(target.tolerance, key))
        if not any(place[: len(loc)] == loc for place in self._rows):
            self._edit(row, loc, None, None)

    def _cited(self, row: Row) -> dict[str, str] | None:
        """Source and place as far as the row or the batch gives them; None where the source is not known."""
        titles = {one: source.title for one, source in self.catalogue.sources.items()}
        source, at = row.cells.get("source") or self.batch.source, row.cells.get("at") or self.batch.at
        found = source_id(source, titles) if source else ""
        if found is None:
            self.faults.add(row, "source", no_source(source, titles))
            return None
        return {key: words for key, words in (("source", found), ("at", at)) if words}

    # ---- figures -------------------------------------------------------------------------------------

    def _of_figure(self, row: Row, indicator: Indicator, place: Loc, field: Changeable, new: str) -> None:
        """A break or new limits before the figure of a period; the words are the reason."""
        written = row.cells.get("period", "").strip()
        period = read_period(written, self.batch.period) if written else None
        lines = [
            (number, one)
            for number, one in enumerate(indicator.observations)
            if period is not None and one.period == period and one.status != "predicted"
        ]
        if not lines:
            self.faults.add(row, "period", _no_figure(written, indicator))
            return
        self._of_figures.append((row, indicator.id))
        holding = [(number, one) for number, one in lines if getattr(one, field.name) is not None]
        places: Loc = (*place, "observations")
        if takes_out(new):
            for number, _ in holding:
                self._edit(row, (*places, number, field.name), REMOVED, "")
            if not holding:
                self._edit(row, (*places, lines[0][0], field.name), REMOVED, None)
        elif not _has_earlier(indicator, lines[0][1]):
            what = "no figure of its kind stands before it, so that nothing ends there; choose a later period"
            self.faults.add(row, "period", what)
        else:
            number, line = (holding or lines[:1])[-1]
            self._put_before(row, (*places, number, field.name), line, field, new)

    def _put_before(self, row: Row, loc: Loc, line: Observation, field: Changeable, new: str) -> None:
        if field.name == "break_before":
            self._edit(row, loc, new, line.break_before)
            return
        signed = {"reason": new, "by": self.signature.by, "on": self.signature.on}
        same = line.rebase_before is not None and line.rebase_before.reason == new
        self._edit(row, loc, signed, signed if same else None)


def _names_of(number: int, target: Target) -> tuple[str, ...]:
    since = f" from {day_words(target.from_)}" if target.from_ else ""
    names = (target.label, target.kind, f"{target.kind or ''}{since}", f"{target_name(target)}{since}", target.words)
    return str(number + 1), *(name for name in names if name), since.strip()


def _described(target: Target) -> str:
    since = f" from {day_words(target.from_)}" if target.from_ else ""
    return f"{target_name(target)}{since}"


def _no_figure(written: str, indicator: Indicator) -> str:
    periods = [one.period.label for one in indicator.observations if one.status != "predicted"]
    last = f", such as {periods[-1]}" if periods else ""
    asked = f"'{written}' is no period of its figures" if written else "it isn't said before which figure"
    return f"{asked}; write the period of one{last}" if periods else f"{asked}; the indicator has no figure"


def _has_earlier(indicator: Indicator, line: Observation) -> bool:
    before = indicator.observations[: indicator.observations.index(line)]
    return any(one.period.kind == line.period.kind and one.status != "predicted" for one in before)
