"""What the page Trends is asked to show, and the address that says the same.

The whole choice lives in the address, so that a copied line shows the same view on
another machine; an address that asks for what is gone falls back and says to what.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from metrics.catalogue.models import Catalogue
from metrics.entry.cell_values import slug

Finding = Literal["changed", "worse", "missed", "behind", "all"]
FINDINGS: dict[Finding, str] = {
    "changed": "Most changed",
    "worse": "Worse than before",
    "missed": "Target or duty missed",
    "behind": "Worse than comparator",
    "all": "All measures",
}
"""Ways to choose measures by what is found of them; the first is shown where nothing is asked for."""

PARTS: dict[str, str] = {
    "target": "Targets",
    "published": "The council’s figures as others published them",
    "limits": "Limits of natural variation",
}
"""What can be hidden from every chart, beside the comparators' areas."""

EARLIEST, LATEST = 1990, 2100


@dataclass(frozen=True)
class ViewState:
    """One view: which measures, over which years, and how they are drawn.

    ``measures`` are ids chosen by name; else ``theme`` (an id) or ``finding`` chooses.
    ``first`` and ``last`` are calendar years in which a period must end. ``hidden`` holds
    slugs of areas and names of ``PARTS``.
    """

    measures: tuple[str, ...] = ()
    theme: str = ""
    finding: Finding = "changed"
    large: bool = False
    first: int | None = None
    last: int | None = None
    hidden: frozenset[str] = frozenset()
    own_scale: bool = False
    fitted: bool = False
    events: bool = False
    chance: bool = False
    page: int = 1

    @property
    def by(self) -> Literal["name", "theme", "finding"]:
        return "name" if self.measures else "theme" if self.theme else "finding"


DEFAULT = ViewState()
_FLAGS = {
    "large": ("as", "large"),
    "own_scale": ("scale", "own"),
    "fitted": ("axis", "fit"),
    "events": ("events", "on"),
    "chance": ("chance", "on"),
}
NAMES = ("m", "theme", "find", "from", "to", "hide", "page", *(name for name, _ in _FLAGS.values()))
"""The names in the address that are ours; others are left alone."""


def address(choice: ViewState) -> dict[str, str]:
    """The choice as names and values of an address; what is as always is left out, so that it can stay so."""
    found: dict[str, str] = {}
    if choice.measures:
        found["m"] = ",".join(choice.measures)
    elif choice.theme:
        found["theme"] = choice.theme
    elif choice.finding != DEFAULT.finding:
        found["find"] = choice.finding
    found |= {name: word for field, (name, word) in _FLAGS.items() if getattr(choice, field)}
    found |= {name: str(year) for name, year in (("from", choice.first), ("to", choice.last)) if year is not None}
    if choice.hidden:
        found["hide"] = ",".join(sorted(choice.hidden))
    if choice.page > 1:
        found["page"] = str(choice.page)
    return found


def read_address(asked: Mapping[str, str], catalogue: Catalogue) -> tuple[ViewState, tuple[str, ...]]:
    """The choice that an address asks for, and a sentence for each part of it that is gone or can't be read."""
    told: list[str] = []
    choice = _measures(asked, catalogue, told)
    flags: dict[str, Any] = {field: asked.get(name) == word for field, (name, word) in _FLAGS.items()}
    odd = [name for name, word in _FLAGS.values() if name in asked and asked[name] != word]
    told += [f"“{name}={asked[name]}” is no choice; it is left out." for name in odd]
    first, last = (_year(asked, name, told) for name in ("from", "to"))
    if first is not None and last is not None and last < first:
        told.append(f"The years {first} to {last} run backwards; all years are shown.")
        first = last = None
    hidden = frozenset(slug(one) for one in asked.get("hide", "").split(",") if one)
    if gone := sorted(hidden - set(areas(catalogue)) - set(PARTS)):
        told.append(f"There is nothing called {_listed(gone)} to hide any more.")
    page = asked.get("page", "1")
    number = bounded(page, 1, 999)
    if number is None:
        told.append(f"There is no page “{page[:20]}”; this is the first.")
    kept = hidden - set(gone)
    return replace(choice, first=first, last=last, hidden=kept, page=number or 1, **flags), tuple(told)


def _measures(asked: Mapping[str, str], catalogue: Catalogue, told: list[str]) -> ViewState:
    ids = list(dict.fromkeys(one.strip() for one in asked.get("m", "").split(",") if one.strip()))
    known = tuple(one for one in ids if catalogue.indicator(one) is not None)
    gone = [one for one in ids if one not in known]
    if known:
        told += [f"There is no measure {_listed(gone)} any more; the others are shown."] if gone else []
        return ViewState(measures=known)
    named = next((one for one in catalogue.themes if one.id == asked.get("theme")), None)
    theme = named if named and any(one.theme == named.id for one in catalogue.indicators) else None
    finding = next((one for one in FINDINGS if one == asked.get("find")), None)
    instead = f"the theme {theme.name}" if theme else FINDINGS[finding or DEFAULT.finding].lower()
    told += [f"There is no measure {_listed(gone)} any more; shown instead: {instead}."] if gone else []
    if asked.get("theme") and named is None:
        told.append(f"There is no theme {_listed([asked['theme']])} any more; shown instead: {instead}.")
    elif named is not None and theme is None:
        told.append(f"The theme {named.name} has no measures; shown instead: {instead}.")
    if "find" in asked and finding is None:
        told.append(f"“{asked['find']}” is nothing to choose by; shown instead: {instead}.")
    return ViewState(theme=theme.id if theme else "", finding=(not theme and finding) or DEFAULT.finding)


def _year(asked: Mapping[str, str], name: str, told: list[str]) -> int | None:
    written = asked.get(name)
    if written is None:
        return None
    year = bounded(written, EARLIEST, LATEST)
    if year is None:
        told.append(f"“{written[:20]}” is no year; all years are shown.")
    return year


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{one}”" for one in names)


def areas(catalogue: Catalogue) -> dict[str, str]:
    """The areas of all comparators, by the word that hides them; two ways of writing one are hidden together."""
    found = {one.area for indicator in catalogue.indicators for one in indicator.comparators if one.words is None}
    return {hiding_word(one): one for one in sorted(found)}


@functools.lru_cache(maxsize=1024)
def hiding_word(area: str) -> str:
    """The word that hides an area; never one of ``PARTS``."""
    word = slug(area) or "other"
    return f"area-{word}" if word in PARTS else word


def bounded(written: str, least: int, most: int) -> int | None:
    """A whole number between two others, however many digits somebody typed; None where it is none."""
    plain = written.isascii() and written.isdecimal() and len(written) <= len(str(most))
    return int(written) if plain and least <= int(written) <= most else None
