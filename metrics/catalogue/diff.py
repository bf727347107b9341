"""Diff of two catalogues: what a data file has lost since it was last recorded, by name, never by value.

Words about a figure may be edited by hand at will. A figure, comparator, target or
indicator that is gone, or whose value, code, counts or words differ, is named until
somebody confirms that it was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from metrics.catalogue.models import Catalogue, Comparator, Entry, Indicator, Observation, OwnFigure, Target
from metrics.catalogue.published_series import PublishedSeries, SeriesOf

Part = TypeVar("Part", Observation, Comparator, OwnFigure, Target)


@dataclass(frozen=True)
class Loss:
    """A thing that is no longer as it was: its name, and what became of it. As words it is a sentence of both."""

    name: str
    how: str

    def __str__(self) -> str:
        return f"{self.name} {self.how}"


def losses(before: Catalogue, after: Catalogue) -> tuple[Loss, ...]:
    """Each thing of the catalogue ``before`` that the one ``after`` no longer has as it was."""
    indicators = {indicator.id: indicator for indicator in after.indicators}
    found: list[Loss] = []
    for old in before.indicators:
        new = indicators.get(old.id)
        found += [_indicator(old)] if new is None else _in_indicator(old, new)
    return (*found, *_taken_numbers(before, after))


def _taken_numbers(before: Catalogue, after: Catalogue) -> Iterator[Loss]:
    """Numbers that name another indicator than before: minutes of then would be read of the wrong one."""
    names = {indicator.number: indicator for indicator in before.indicators if indicator.number}
    for new in after.indicators:
        old = names.get(new.number or 0)
        if old is not None and old.id != new.id:
            yield Loss(f"number {old.number} of the indicator '{old.id}'", f"was given to '{new.id}'")


def series_losses(before: PublishedSeries, after: PublishedSeries, titles: Mapping[str, str]) -> tuple[Loss, ...]:
    """The same of published series; ``titles`` are those of the indicators by id, as far as they are known."""
    found: list[Loss] = []
    for old in before.indicators:
        new, title = after.indicator(old.id), titles.get(old.id, old.id)
        found += _whole_series(old, title) if new is None else _in_series(old, new, title)
    return tuple(found)


def _whole_series(old: SeriesOf, title: str) -> list[Loss]:
    count = len(old.comparators) + len(old.own_series)
    figures, how = ("1 published figure", "is gone") if count == 1 else (f"{count} published figures", "are gone")
    return [Loss(f"{title}: {figures}", how)] if count else []


def _in_series(old: SeriesOf, new: SeriesOf, title: str) -> Iterator[Loss]:
    for found in (_gone(old.comparators, new.comparators), _gone(old.own_series, new.own_series)):
        yield from (Loss(f"{title}: {loss.name}", loss.how) for loss in found)


def _indicator(old: Indicator) -> Loss:
    count = len(old.observations)
    if not count:
        return Loss(f"the indicator '{old.id}'", "is gone")
    return Loss(f"the indicator '{old.id}' and its {count} {'figure' if count == 1 else 'figures'}", "are gone")


def _in_indicator(old: Indicator, new: Indicator) -> Iterator[Loss]:
    if old.number is not None and new.number != old.number:
        yield Loss(f"{old.title}: its number", "is gone" if new.number is None else "was changed")
    for found in (
        _gone(old.observations, new.observations),
        _gone(old.comparators, new.comparators),
        _gone(old.own_series, new.own_series),
        _gone(old.targets, new.targets),
    ):
        yield from (Loss(f"{old.title}: {loss.name}", loss.how) for loss in found)


_FIELDS = {"from_": "first day", "until": "last day", "at": "place in the source"}
_LISTS = ("observations", "comparators", "own_series", "targets")


def edited(before: Catalogue, after: Catalogue) -> tuple[str, ...]:
    """What differs of each indicator of ``after``, field by field and by name, never by value; what is new too."""
    indicators = {indicator.id: indicator for indicator in before.indicators}
    found: list[str] = []
    for new in after.indicators:
        old = indicators.get(new.id)
        if old is None:
            found.append(f"{new.title}: the new indicator")
        elif old != new:
            fields = [field for field in _differing(old, new) if field not in _LISTS]
            found += [f"{new.title}: the {_in_words(field)}" for field in fields]
            for name in _LISTS:
                found += [f"{new.title}: {what}" for what in _edited_parts(getattr(old, name), getattr(new, name))]
    return tuple(found)


def _edited_parts(old: Sequence[Part], new: Sequence[Part]) -> Iterator[str]:
    """Parts of one name are compared in their order; one more than before is new."""
    left: dict[str, list[Part]] = {}
    for part in old:
        left.setdefault(_name(part), []).append(part)
    for part in new:
        name = _name(part)
        if not left.get(name):
            yield name
        elif (other := left[name].pop(0)) != part:
            yield from (f"the {_in_words(field)} of {name}" for field in _differing(other, part))


def _differing(old: Entry, new: Entry) -> list[str]:
    return [field for field in type(new).model_fields if getattr(old, field) != getattr(new, field)]


def _in_words(field: str) -> str:
    return _FIELDS.get(field, field.replace("_", " "))


def lacking(own: Sequence[Part], other: Sequence[Part]) -> list[Part]:
    """What ``other`` has and ``own`` has not, or has with another number."""
    left = list(own)
    return [part for part in other if not _take_equal(part, left)]


def _gone(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Loss]:
    """What has no equal left; where another of its name is left over, it was changed."""
    left = list(new)
    lost = [part for part in old if not _take_equal(part, left)]
    for part in lost:
        other = next((candidate for candidate in left if _name(candidate) == _name(part)), None)
        if other is not None:
            left.remove(other)
        yield Loss(_name(part), "is gone" if other is None else "was changed")


def _take_equal(part: Part, left: list[Part]) -> bool:
    """Whether one of those left is the same; it is then taken away."""
    for place, other in enumerate(left):
        if _name(other) == _name(part) and _keeps(part, other):
            del left[place]
            return True
    return False


def _keeps(old: Part, new: Part) -> bool:
    """Whether nothing that ``old`` says in numbers, code or words differs in ``new``; counts may be added."""
    fields = [("value", False), ("code", False), ("words", False), ("numerator", True), ("denominator", True)]
    fields.append(("unknown", True))
    pairs = [(getattr(old, name, None), getattr(new, name, None), added) for name, added in fields]
    return all(before == after or (added and before is None) for before, after, added in pairs)


def _name(part: Observation | Comparator | OwnFigure | Target) -> str:
    """What a thing is called within its indicator, which is also what tells it from others."""
    if isinstance(part, Target):
        since = f" from {part.from_.day} {part.from_:%B %Y}" if part.from_ else ""
        return f"the {part.kind}{since}" if part.kind else f"the target in words{since} ({part.source}, {part.at})"
    if isinstance(part, Comparator):
        which = ", ".join(word for word in (part.group, part.statistic, part.model) if word)
        return f"the figure of {part.area} ({which}) for {_period(part)}"
    if isinstance(part, OwnFigure):
        group = f" of {part.group}" if part.group else ""
        return f"the figure{group} that others published for {_period(part)}"
    predicted = "prediction" if part.status == "predicted" else "figure"
    return f"the {predicted} for {_period(part)}"


def _period(part: Observation | Comparator | OwnFigure) -> str:
    return part.period.label
