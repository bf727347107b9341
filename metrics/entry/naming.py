"""Which indicator or source a row names: lookup by id, name, short name or title, however it is punctuated.

What is written is found where it says the same as one name alone, and is never taken for another (contract: Names).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from metrics.catalogue.ids import bare
from metrics.catalogue.models import Catalogue
from metrics.catalogue.names import evened, near, near_one, without_unit

WHERE_NAMES_ARE = "write the id or the name that the template gives"
"""What helps where no other name is near."""

_TIMES = ("weeks", "days", "months", "years")


@dataclass(frozen=True)
class IndicatorNames:
    """Every way to name an indicator: as it is written (``bare``) and evened out, with the ids that it may mean."""

    as_written: dict[str, list[str]] = field(default_factory=dict)
    evened: dict[str, list[str]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    each: list[tuple[str, str]] = field(default_factory=list)
    """Ids, short names and full names as they stand, each with its id."""

    def add(self, indicator_id: str, name: str, short_name: str, unit: str) -> None:
        self.units[indicator_id] = unit
        for text in dict.fromkeys((indicator_id, short_name, name)):
            self.each.append((text, indicator_id))
            for known, key in ((self.as_written, bare(text)), (self.evened, evened(text))):
                ids = known.setdefault(key, [])
                if indicator_id not in ids:
                    ids.append(indicator_id)

    def matches(self, name: str) -> list[str]:
        """The ids of those that a name may mean: as it is written, else evened out, else without its unit."""
        found = self.as_written.get(bare(name)) or self._evened(name)
        bared = None if found else without_unit(name)
        if bared is not None:
            rest, unit = bared
            found = [one for one in self._evened(rest) if self.units[one] == unit]
        return found

    def other_unit(self, name: str) -> str:
        """That a name is one indicator's with another unit of time written beside it, in words; else nothing."""
        rest, unit = without_unit(name) or ("", "")
        for one in self._evened(rest):
            if unit in _TIMES and self.units[one] in _TIMES:
                its = self.units[one]
                return f"'{one}' is in {its} and this says {unit}; write the id, and the figure in {its}"
        return ""

    def near(self, name: str) -> str | None:
        """The one name that was meant, where its letters slipped; an id is offered for what looks like one."""
        rest, unit = without_unit(name) or (name, "")
        by_name = " " in rest.strip()
        each = [pair for pair in self.each if not unit or self.units[pair[1]] == unit]
        return near_one(rest, sorted(each, key=lambda pair: (pair[0] == pair[1]) == by_name))

    def _evened(self, name: str) -> list[str]:
        return self.evened.get(evened(name) or name, [])


def indicator_names(catalogue: Catalogue, new: Iterable[tuple[str, Mapping[str, Any]]]) -> IndicatorNames:
    """The names of all indicators; ``new`` are those to come, by id."""
    names = IndicatorNames()
    for indicator in catalogue.indicators:
        names.add(indicator.id, indicator.name, indicator.title, indicator.unit)
    for new_id, entry in new:
        name = str(entry.get("name", new_id))
        names.add(new_id, name, str(entry.get("short_name", name)), str(entry.get("unit", "")))
    return names


def indicator_id(name: str, names: IndicatorNames) -> str | None:
    """The id of the indicator that is named without doubt; an id as it is written goes first."""
    matches = names.matches(name)
    if name in matches:
        return name
    return matches[0] if len(matches) == 1 else None


def no_indicator(name: str, names: IndicatorNames, *, to_choose: bool = False) -> str:
    """Why a name is that of no indicator, or of more than one, and what to write.

    Another name is offered only where it is near, and no other is as near. Where all are offered beside it,
    ``to_choose``, nothing more is said of what to write.
    """
    if not name:
        return "no indicator is named; write its id or its name"
    if matches := names.matches(name):
        ids = " or ".join(f"'{one}'" for one in matches)
        return f"'{name}' is the name of more than one indicator; write the id, {ids}"
    if other_unit := names.other_unit(name):
        return f"'{name}' is no indicator; {other_unit}"
    meant = names.near(name)
    if meant is None and to_choose:
        return f"'{name}' is no indicator"
    advice = f"did you mean '{meant}'?" if meant else WHERE_NAMES_ARE
    return f"'{name}' is no indicator; {advice}"


def source_id(name: str, titles: Mapping[str, str]) -> str | None:
    """The source that is named by its id or its title; ``titles`` are those of all sources, by id."""
    if name in titles:
        return name
    for key in (bare, evened):
        if matches := [known for known, title in titles.items() if name and key(name) in (key(title), key(known))]:
            return matches[0] if len(matches) == 1 else None
    return None


def no_source(name: str, titles: Mapping[str, str]) -> str:
    """That a name is of no source, and what to write."""
    meant = near(name, titles) or near_one(name, ((title, known) for known, title in titles.items()))
    advice = f"did you mean '{meant}'?" if meant else "write the id or title of one, or add it as a new source"
    return f"'{name}' is no source; {advice}"
