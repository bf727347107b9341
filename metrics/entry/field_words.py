"""Edited fields in words: what each is called, and what it said and says, for the preview, the journal and History."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.catalogue.models import Catalogue, Indicator, Rebase, Retirement, Target, Tolerance
from metrics.catalogue.period import day_words
from metrics.catalogue.problems import Loc
from metrics.catalogue.yaml_edit import Edit
from metrics.entry.changeable import BY_NAME
from metrics.wording import formatting, polarity, retirement
from metrics.wording.targets import target_name

NOTHING = "nothing"
"""Stands where a field had no words, or has none any more."""


@dataclass(frozen=True)
class FieldChanged:
    """One field of an indicator (by id; "" for a theme of its own), and what it said and says in words."""

    indicator: str
    name: str
    before: str
    after: str


def changed_fields(before: Catalogue, after: Catalogue, edits: Iterable[Edit]) -> list[FieldChanged]:
    """Each edited field once, in the order of the edits; a new theme stands with the indicator's own."""
    found: dict[tuple[str, str], FieldChanged] = {}
    for edit in edits:
        field, name = _field(edit.loc), edited_name(after, edit.loc)
        if edit.loc[0] != "indicators":
            continue
        number = int(edit.loc[1])
        old, new = before.indicators[number], after.indicators[number]
        words = _words(before, old, field), _words(after, new, field)
        found[new.id, name] = FieldChanged(new.id, formatting.capital(name.removeprefix("the ")), *words)
    return list(found.values())


def edited_names(after: Catalogue, edits: Iterable[Edit]) -> list[str]:
    """What was edited, by name and without a value, for the history that everyone may read, each once."""
    names = dict.fromkeys(
        f"{_title(after, edit.loc)}{edited_name(after, edit.loc)}" for edit in edits if not _is_new_theme(edit)
    )
    themes = dict.fromkeys(f"the new theme “{_theme(after, edit.loc)}”" for edit in edits if _is_new_theme(edit))
    return [*names, *themes]


def edited_indicators(catalogue: Catalogue, edits: Iterable[Edit]) -> set[str]:
    """The ids of the indicators that were edited."""
    return {catalogue.indicators[int(edit.loc[1])].id for edit in edits if edit.loc[0] == "indicators"}


def edited_name(catalogue: Catalogue, loc: Loc) -> str:
    """What the field of a place is called within a sentence: who answers for it; the last day of the council target."""
    match loc:
        case ("indicators", int(number), "targets", int(place), str(key), *_):
            named = BY_NAME[key].named if key in BY_NAME else f"the {key}"
            return f"{named} of the {_target(catalogue.indicators[number].targets[place])}"
        case ("indicators", int(number), "observations", int(place), str(key), *_):
            period = catalogue.indicators[number].observations[place].period
            when = formatting.reader_period(period)
            return f"{BY_NAME[key].named} {when}" if key in BY_NAME else f"the {key} of {when}"
        case ("indicators", int(), str(key), *_):
            return BY_NAME[key].named if key in BY_NAME else f"the {key}".replace("_", " ")
    return "a field"


def _is_new_theme(edit: Edit) -> bool:
    return edit.loc[0] == "themes"


def _theme(catalogue: Catalogue, loc: Loc) -> str:
    return catalogue.themes[int(loc[1])].name


def _title(catalogue: Catalogue, loc: Loc) -> str:
    return f"{catalogue.indicators[int(loc[1])].title}: " if loc[0] == "indicators" else ""


def _target(target: Target) -> str:
    since = f" from {day_words(target.from_)}" if target.from_ else ""
    return f"{target_name(target)}{since}"


def _field(loc: Loc) -> Sequence[str | int]:
    """The keys below the indicator down to the field itself: one of a group of keys stands for the group."""
    rest = loc[2:]
    return rest[:3] if rest[:1] in (("targets",), ("observations",)) else rest[:1]


def _words(catalogue: Catalogue, indicator: Indicator, field: Sequence[str | int]) -> str:
    value: object = indicator
    for step in field:
        value = value[step] if isinstance(value, list) and isinstance(step, int) else getattr(value, str(step))
    return value_in_words(catalogue, indicator, str(field[-1]), value)


def value_in_words(catalogue: Catalogue, indicator: Indicator, key: str, value: object) -> str:
    """What a field says, as readers are told it."""
    match value:
        case None:
            return NOTHING
        case Retirement():
            return retirement.retired_words(indicator)
        case Tolerance():
            source = catalogue.sources[value.source].title
            return f"{formatting.size_words(value.value, indicator)} ({source}, {value.at})"
        case Rebase():
            return f"{value.reason} ({value.by}, {day_words(value.on)})"
        case date():
            return day_words(value)
    if key == "polarity":
        return polarity.WAYS[str(value)]
    return catalogue.theme(str(value)).name if key == "theme" else str(value)
