"""Corrections of a figure that stands: of its words, or of the figure itself soon after it was saved.

Words (commentary, note, the reason of a revision) are corrected in their place, since they make no other figure of
it. A figure that the same person saved within the hour was mistyped, not revised (contract: Corrections).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from metrics.catalogue.models import Indicator, Observation
from metrics.catalogue.yaml_edit import REMOVED, Edit
from metrics.entry.already_recorded import UNSETTLED
from metrics.entry.doubts import Doubt, DoubtKind
from metrics.entry.rows import Row
from metrics.store.recent_saves import FigureKey
from metrics.wording import formatting

WORDS = ("commentary", "note", "reason")
"""The words of a figure that a row may correct."""

FIGURES = ("value", "code", "numerator", "denominator")


@dataclass(frozen=True)
class Standing:
    """The last figure of a period that stands in the file, by its number in the indicator's list."""

    indicator: Indicator
    number: int
    place: int
    figure: Observation

    @property
    def key(self) -> FigureKey:
        return self.indicator.id, self.figure.period.label, self.figure.status == "predicted"

    def edit(self, name: str, value: object, told: str) -> Edit:
        """The edit of one of its fields; ``told`` as for ``Edit``."""
        return Edit(("indicators", self.number, "observations", self.place, name), value, told)

    @property
    def period(self) -> str:
        return formatting.with_article(self.figure.period)


@dataclass(frozen=True)
class Correction:
    """What a row corrects: the edits, a line of the preview for each thing, and what is to be asked.

    ``amends``: it is another figure in the place of one that was just saved, which only who saved it may do.
    """

    standing: Standing
    edits: tuple[Edit, ...]
    lines: tuple[str, ...]
    asked: tuple[Doubt, ...] = ()
    amends: bool = False


def standing(indicator: Indicator, number: int, label: object, *, predicted: bool) -> Standing | None:
    """The figure of a period, an outcome or a prediction; None where none stands. ``number``: the indicator's."""
    alike = [
        (place, figure)
        for place, figure in enumerate(indicator.observations)
        if figure.period.label == label and (figure.status == "predicted") == predicted
    ]
    return Standing(indicator, number, *alike[-1]) if alike else None


def is_words_alone(row: Row) -> bool:
    """Whether a row has words and no figure."""
    given = {name for name, text in row.cells.items() if text}
    return row.kind == "figure" and bool(given & set(WORDS)) and not given & {*FIGURES, "status", "predicted_by"}


def of_words(found: Standing, words: Mapping[str, object]) -> Correction | None:
    """The words of a row in the place of those that stand; None where none differ. No words delete none."""
    edits: list[Edit] = []
    lines: list[str] = []
    asked: list[Doubt] = []
    for name in WORDS:
        new, old = words.get(name), getattr(found.figure, name)
        if new is None or not str(new).strip() or str(new).strip() == (old or "").strip():
            continue
        if name == "reason" and found.figure.status != "revised":
            continue  # it is the reason of a revision, and this is none
        edits.append(found.edit(name, str(new), f"the {name} for {found.period}, corrected"))
        if old:
            lines.append(f"{name.capitalize()} for {found.period}, corrected: “{old}” becomes “{new}”")
            period = found.figure.period
            question = f"{found.indicator.title}, {period.words}: this replaces the {name} “{old}”; is that meant?"
            facts = (name, old, str(new))
            asked.append(Doubt(DoubtKind.REPLACES_WORDS, question, (found.indicator.id,), (period.label,), facts))
        else:
            lines.append(f"{name.capitalize()} for {found.period}: “{new}”, where there was none")
    return Correction(found, tuple(edits), tuple(lines), tuple(asked)) if edits else None


def of_figure(found: Standing, entry: Mapping[str, Any], minutes: int, status: str = "") -> Correction:
    """Another figure in the place of one that was saved ``minutes`` ago, with its citation and words.

    ``status``: how settled it is said to be now, where that is less or otherwise than before (``less_settled``).
    """
    passed = f"{minutes} {formatting.plural(minutes, 'minute')}" if minutes else "less than a minute"
    since = f"amended {passed} after it was saved"
    told = f"the figure for {found.period}, amended within the hour after it was saved"  # it may wait to be signed
    edits = [found.edit(name, value, told) for name, value in _fields(found.figure, entry)]
    now, was = _words(entry, found.indicator), _words(_stated(found.figure), found.indicator)
    lines = [f"{'Prediction' if found.key[2] else 'Figure'} for {found.period}, {since}: {was} to {now}"]
    if status:
        edits.append(found.edit("status", status, told))
        lines.append(f"It is {status} now, where it was {found.figure.status}")
    words = of_words(found, {name: entry.get(name) for name in ("commentary", "note")})
    return Correction(
        found,
        (*edits, *(words.edits if words else ())),
        (*lines, *(words.lines if words else ())),
        words.asked if words else (),
        amends=True,
    )


def may_amend(found: Standing, *, final: bool) -> bool:
    """Whether a figure can be another one in its place: not where the new one settles it, which is news."""
    return not (final and found.figure.status in UNSETTLED)


def less_settled(found: Standing, stated: str) -> str:
    """The status that is stated for a figure, where it is provisional or approximate and the standing one isn't that.

    "" for a revision, whose status says that it is one, and for a prediction.
    """
    status = found.figure.status
    return stated if stated in UNSETTLED and status in ("final", *UNSETTLED) and status != stated else ""


def _fields(figure: Observation, entry: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """The fields of the figure itself that differ; counts and marks of the old figure go with it."""
    for name in ("value", "code", "numerator", "denominator", "unknown", "inferred", "predicted_by", "source", "at"):
        new, old = entry.get(name), getattr(figure, name)
        if new is not None and new != old:
            yield name, new
        elif new is None and old not in (None, []) and name not in ("predicted_by", "source", "at"):
            yield name, REMOVED


def _stated(figure: Observation) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in (*FIGURES, "status")}


def _words(entry: Mapping[str, Any], indicator: Indicator) -> str:
    """The figure with its counts: 24% (48 of 200)."""
    code = str(entry.get("code"))
    value = entry.get("value")
    words = formatting.CODES.get(code, code)
    if value is not None:
        words = formatting.value_words(Decimal(str(value)), indicator)
    if entry.get("numerator") is not None and entry.get("denominator") is not None:
        words += f" ({entry['numerator']:,} of {entry['denominator']:,})"
    return words


def counted(made: Sequence[Correction]) -> list[tuple[int, str]]:
    """How many figures are amended and how many words corrected, each with its noun."""
    edited = [str(edit.loc[-1]) for one in made for edit in one.edits]
    amended = sum(one.amends for one in made)
    return [(amended, "amended figure"), *((edited.count(name), f"corrected {name}") for name in WORDS)]
