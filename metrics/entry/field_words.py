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
        if edit.loc[0] != "indicators":
            continue
        number, field = int(edit.loc[1]), _field(edit.loc)
        old, new = before.indicators[number], after.indicators[number]
        name = formatting.capital(edit.told.removeprefix("the "))
        found[new.id, name] = FieldChanged(new.id, name, _words(before, old, field), _words(after, new, field))
    return list(found.values())


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
