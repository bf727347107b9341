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

Finding = Literal[
    "published",
    "published-worse",
    "published-worse-all",
    "published-behind",
    "published-behind-all",
    "published-changed",
    "own",
    "better",
    "worse",
    "missed",
    "behind",
    "few",
    "all",
]
PUBLISHED: dict[Finding, str] = {
    "published": "Published every year, by theme",
    "published-worse": "Worse than England, tested",
    "published-worse-all": "Worse than England, all",
    "published-behind": "Worse than the neighbours, tested",
    "published-behind-all": "Worse than the neighbours, all",
    "published-changed": "Most changed over the years shown",
}
"""Ways to choose among the series that a department publishes; the first is shown where nothing is asked for."""

FINDINGS: dict[Finding, str] = {
    **PUBLISHED,
    "own": "Most changed",
    **{name: state.label for name, state in STATES.items()},
    "all": "All indicators",
}
"""Every way to choose indicators by what is found of them; those that aren't published are of the council's own."""

_OLD: dict[str, Finding] = {"changed": "own"}
"""Words of addresses that were sent before, and what they ask for now."""

PARTS: dict[str, str] = {
    "target": "Targets",
    "published": "The council’s figures as others published them",
    "limits": "Usual range",
}
"""What can be hidden from every chart, beside the comparators' areas."""

EARLIEST, LATEST = 1990, 2100


@dataclass(frozen=True)
class ViewState:
    """One view: which indicators, over which years, and how they are drawn.

    ``indicators`` are ids chosen by name; else ``word`` (a part of a name), ``theme`` (an id) or ``finding``
    chooses. ``first`` and ``last`` are calendar years in which a period must end. ``hidden`` holds
    slugs of areas and names of ``PARTS``. ``neighbours`` (each neighbour as a dot) and ``from_zero`` are
    of the published series; ``first`` and ``last`` are of every view, all else of the large charts.
    """

    indicators: tuple[str, ...] = ()
    word: str = ""
    theme: str = ""
    finding: Finding = "published"
    large: bool = False
    first: int | None = None
    last: int | None = None
    hidden: frozenset[str] = frozenset()
    own_scale: bool = False
    fitted: bool = False
    events: bool = False
    chance: bool = False
    neighbours: bool = False
    from_zero: bool = False
    page: int = 1

    @property
    def by(self) -> Literal["name", "word", "theme", "finding"]:
        return "name" if self.indicators else "word" if self.word else "theme" if self.theme else "finding"

    @property
    def published(self) -> bool:
        """Whether small charts of the published series are asked for."""
        return self.by == "finding" and self.finding in PUBLISHED


DEFAULT = ViewState()
_FLAGS = {
    "large": ("as", "large"),
    "own_scale": ("scale", "own"),
    "fitted": ("axis", "fit"),
    "events": ("events", "on"),
    "chance": ("chance", "on"),
    "neighbours": ("neighbours", "on"),
    "from_zero": ("axis", "zero"),
}
_SMALL = ("neighbours", "from_zero")
_LARGE = ("large", "own_scale", "fitted", "events", "chance", "hidden", "page")
"""Choices that only the small charts of published series know, and those that only the large ones know."""

_CHOOSERS = ("m", "q", "theme", "find")
NAMES = tuple(dict.fromkeys((*_CHOOSERS, "from", "to", "hide", "page", *(name for name, _ in _FLAGS.values()))))
"""The names in the address that are ours; others are left alone."""

LONGEST = 60
"""Letters of a word to look for."""


def address(choice: ViewState) -> dict[str, str]:
    """The choice as names and values of an address; what is as always is left out, so that it can stay so."""
    query: dict[str, str] = {}
    query |= {name: word for field, (name, word) in _FLAGS.items() if getattr(choice, field)}
    query |= {name: str(year) for name, year in (("from", choice.first), ("to", choice.last)) if year is not None}
    if choice.hidden:
        query["hide"] = ",".join(sorted(choice.hidden))
    if choice.page > 1:
        query["page"] = str(choice.page)
    return _chooser(choice, alone=not query) | query


def _chooser(choice: ViewState, *, alone: bool) -> dict[str, str]:
    """What chooses the indicators; the first view needs no word where nothing else is asked for."""
    if choice.indicators:
        return {"m": ",".join(choice.indicators)}
    if choice.word:
        return {"q": choice.word}
    if choice.theme:
        return {"theme": choice.theme}
    return {} if alone and choice.finding == DEFAULT.finding else {"find": choice.finding}


def read_address(query: Mapping[str, str], catalogue: Catalogue) -> tuple[ViewState, tuple[str, ...]]:
    """The choice that an address asks for, and a sentence for each part of it that is gone or can't be read."""
    messages: list[str] = []
    choice = _indicators(query, catalogue, messages)
    flags: dict[str, Any] = {field: query.get(name) == word for field, (name, word) in _FLAGS.items()}
    known = {(name, word) for name, word in _FLAGS.values()}
    unknown = [name for name in dict(_FLAGS.values()) if name in query and (name, query[name]) not in known]
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
    whole = replace(choice, first=first, last=last, hidden=kept, page=number or 1, **flags)
    return _possible(whole, messages), tuple(messages)


def _possible(choice: ViewState, messages: list[str]) -> ViewState:
    """The choice less what its charts don't know, which is said."""
    fields = _LARGE if choice.published else _SMALL
    beyond = {field: getattr(DEFAULT, field) for field in fields if getattr(choice, field) != getattr(DEFAULT, field)}
    if beyond:
        names = sorted({"hidden": "hide", "page": "page"}.get(field) or _FLAGS[field][0] for field in beyond)
        charts = "the small charts of published figures" if choice.published else "these charts"
        messages.append(
            f"{_listed(names)} can’t be chosen for {charts}; {'it is' if len(names) == 1 else 'they are'} left out."
        )
    return replace(choice, **beyond)


def _first_choice(query: Mapping[str, str]) -> Finding:
    """What is shown where nothing chooses: addresses of before that say how to draw meant the council's own figures."""
    small = {_FLAGS[field] for field in _SMALL}
    drawn = [name for name in query if name in NAMES and name not in _CHOOSERS and (name, query[name]) not in small]
    return "own" if drawn else DEFAULT.finding


def _indicators(query: Mapping[str, str], catalogue: Catalogue, messages: list[str]) -> ViewState:
    ids = list(dict.fromkeys(word.strip() for word in query.get("m", "").split(",") if word.strip()))
    present = tuple(indicator_id for indicator_id in ids if catalogue.indicator(indicator_id) is not None)
    gone = [indicator_id for indicator_id in ids if indicator_id not in present]
    if present:
        messages += [f"There is no indicator {_listed(gone)} any more; the others are shown."] if gone else []
        return ViewState(indicators=present)
    word = asked_word(query.get("q", ""))
    named = next((theme for theme in catalogue.themes if theme.id == query.get("theme")), None)
    theme = named if named and any(indicator.theme == named.id for indicator in catalogue.indicators) else None
    asked = query.get("find", "")
    finding = _OLD.get(asked) or next((name for name in FINDINGS if name == asked), None)
    shown = finding or _first_choice(query)
    instead = f"what has “{word}” in its name" if word else f"the theme {theme.name}" if theme else said_of(shown)
    messages += [f"There is no indicator {_listed(gone)} any more; shown instead: {instead}."] if gone else []
    if word:
        return ViewState(word=word)
    if query.get("theme") and named is None:
        messages.append(f"There is no theme {_listed([query['theme']])} any more; shown instead: {instead}.")
    elif named is not None and theme is None:
        messages.append(f"The theme {named.name} has no indicators; shown instead: {instead}.")
    if "find" in query and finding is None:
        choices = ", ".join(FINDINGS)
        messages.append(f"“{asked[:40]}” is nothing to choose by; shown instead: {instead}. There are: {choices}.")
    return ViewState(theme=theme.id) if theme else ViewState(finding=shown)


def asked_word(written: str) -> str:
    """What is looked for in names, as it was typed, without needless spaces."""
    return " ".join(written.split())[:LONGEST].strip()


def said_of(finding: Finding) -> str:
    """What a finding chooses, in a sentence."""
    words = FINDINGS[finding]
    return words[:1].lower() + words[1:]


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
