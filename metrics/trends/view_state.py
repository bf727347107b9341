"""The view that the page Trends is asked to show, and the address of a view (URL), which says the same.

The whole choice lives in the address, so that a copied line shows the same view on
another machine; an address that asks for what is gone falls back and says to what.

``screen/trends`` keeps widgets and address alike by hand, and not with Streamlit's
``bind="query-params"``: the name in the address is then the widget's key, one for the whole
app; code can't set or delete it there (``st.query_params``); and what can't be read is taken
out of the address without a word, where ours says what it lost.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from metrics.analysis.states import STATES
from metrics.catalogue.ids import bounded, slug
from metrics.catalogue.models import Catalogue

Finding = Literal["changed", "better", "worse", "missed", "behind", "few", "all"]
FINDINGS: dict[Finding, str] = {
    "changed": "Most changed",
    **{name: state.label for name, state in STATES.items()},
    "all": "All indicators",
}
"""Ways to choose indicators by what is found of them; the first is shown where nothing is asked for."""

PARTS: dict[str, str] = {
    "target": "Targets",
    "published": "The council’s figures as others published them",
    "limits": "Limits of natural variation",
}
"""What can be hidden from every chart, beside the comparators' areas."""

EARLIEST, LATEST = 1990, 2100


@dataclass(frozen=True)
class ViewState:
    """One view: which indicators, over which years, and how they are drawn.

    ``indicators`` are ids chosen by name; else ``theme`` (an id) or ``finding`` chooses.
    ``first`` and ``last`` are calendar years in which a period must end. ``hidden`` holds
    slugs of areas and names of ``PARTS``.
    """

    indicators: tuple[str, ...] = ()
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
        return "name" if self.indicators else "theme" if self.theme else "finding"


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
    query: dict[str, str] = {}
    if choice.indicators:
        query["m"] = ",".join(choice.indicators)
    elif choice.theme:
        query["theme"] = choice.theme
    elif choice.finding != DEFAULT.finding:
        query["find"] = choice.finding
    query |= {name: word for field, (name, word) in _FLAGS.items() if getattr(choice, field)}
    query |= {name: str(year) for name, year in (("from", choice.first), ("to", choice.last)) if year is not None}
    if choice.hidden:
        query["hide"] = ",".join(sorted(choice.hidden))
    if choice.page > 1:
        query["page"] = str(choice.page)
    return query


def read_address(query: Mapping[str, str], catalogue: Catalogue) -> tuple[ViewState, tuple[str, ...]]:
    """The choice that an address asks for, and a sentence for each part of it that is gone or can't be read."""
    messages: list[str] = []
    choice = _indicators(query, catalogue, messages)
    flags: dict[str, Any] = {field: query.get(name) == word for field, (name, word) in _FLAGS.items()}
    unknown = [name for name, word in _FLAGS.values() if name in query and query[name] != word]
    messages += [f"“{name}={query[name]}” is no choice; it is left out." for name in unknown]
    first, last = (_year(query, name, messages) for name in ("from", "to"))
    if first is not None and last is not None and last < first:
        messages.append(f"The years {first} to {last} run backwards; all years are shown.")
        first = last = None
    hidden = frozenset(slug(word) for word in query.get("hide", "").split(",") if word)
    if gone := sorted(hidden - set(areas(catalogue)) - set(PARTS)):
        messages.append(f"There is nothing called {_listed(gone)} to hide any more.")
    page = query.get("page", "1")
    number = bounded(page, 1, 999)
    if number is None:
        messages.append(f"There is no page “{page[:20]}”; this is the first.")
    kept = hidden - set(gone)
    return replace(choice, first=first, last=last, hidden=kept, page=number or 1, **flags), tuple(messages)


def _indicators(query: Mapping[str, str], catalogue: Catalogue, messages: list[str]) -> ViewState:
    ids = list(dict.fromkeys(word.strip() for word in query.get("m", "").split(",") if word.strip()))
    present = tuple(indicator_id for indicator_id in ids if catalogue.indicator(indicator_id) is not None)
    gone = [indicator_id for indicator_id in ids if indicator_id not in present]
    if present:
        messages += [f"There is no indicator {_listed(gone)} any more; the others are shown."] if gone else []
        return ViewState(indicators=present)
    named = next((theme for theme in catalogue.themes if theme.id == query.get("theme")), None)
    theme = named if named and any(indicator.theme == named.id for indicator in catalogue.indicators) else None
    finding = next((name for name in FINDINGS if name == query.get("find")), None)
    instead = f"the theme {theme.name}" if theme else FINDINGS[finding or DEFAULT.finding].lower()
    messages += [f"There is no indicator {_listed(gone)} any more; shown instead: {instead}."] if gone else []
    if query.get("theme") and named is None:
        messages.append(f"There is no theme {_listed([query['theme']])} any more; shown instead: {instead}.")
    elif named is not None and theme is None:
        messages.append(f"The theme {named.name} has no indicators; shown instead: {instead}.")
    if "find" in query and finding is None:
        messages.append(f"“{query['find']}” is nothing to choose by; shown instead: {instead}.")
    return ViewState(theme=theme.id if theme else "", finding=(not theme and finding) or DEFAULT.finding)


def _year(query: Mapping[str, str], name: str, messages: list[str]) -> int | None:
    written = query.get(name)
    if written is None:
        return None
    year = bounded(written, EARLIEST, LATEST)
    if year is None:
        messages.append(f"“{written[:20]}” is no year; all years are shown.")
    return year


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def areas(catalogue: Catalogue) -> dict[str, str]:
    """The areas of all comparators, by the word that hides them; two ways of writing one are hidden together."""
    names = {
        comparator.area
        for indicator in catalogue.indicators
        for comparator in indicator.comparators
        if comparator.words is None
    }
    return {hiding_word(area): area for area in sorted(names)}


@functools.lru_cache(maxsize=1024)
def hiding_word(area: str) -> str:
    """The word that hides an area; never one of ``PARTS``."""
    word = slug(area) or "other"
    return f"area-{word}" if word in PARTS else word
