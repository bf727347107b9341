"""Which indicator or source a row names: lookup by id, name, short name or title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from metrics.catalogue.field_types import nearest
from metrics.catalogue.ids import bare
from metrics.catalogue.models import Catalogue


def indicator_names(catalogue: Catalogue, new: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, list[str]]:
    """Every way to name an indicator, in lower case, with the ids it may mean; ``new`` are those to come, by id."""
    ids: dict[str, list[str]] = {}
    recorded = [(indicator.id, indicator.name, indicator.title) for indicator in catalogue.indicators]
    added = [(indicator, entry.get("name", indicator), entry.get("short_name", indicator)) for indicator, entry in new]
    for indicator_id, *names in [*recorded, *added]:
        for name in {bare(str(text)) for text in (indicator_id, *names)}:
            ids.setdefault(name, []).append(indicator_id)
    return ids


def indicator_id(name: str, names: Mapping[str, list[str]]) -> str | None:
    """The id of the indicator that is named without doubt; an id as it is written goes first."""
    matches = names.get(bare(name), [])
    if name in matches:
        return name
    return matches[0] if len(matches) == 1 else None


def no_indicator(name: str, names: Mapping[str, list[str]], catalogue: Catalogue) -> str:
    """Why a name is that of no indicator, or of more than one, and what to write."""
    if not name:
        return "no indicator is named; write its id or its name"
    if matches := names.get(bare(name), []):
        ids = " or ".join(f"'{indicator_id}'" for indicator_id in matches)
        return f"'{name}' is the name of more than one indicator; write the id, {ids}"
    return f"'{name}' is no indicator; {_nearest_indicator(catalogue, name)}"


def _nearest_indicator(catalogue: Catalogue, name: str) -> str:
    """The indicator that may have been meant, by id or by name; never a list of all of them."""
    by_name = " " in name.strip()
    near = nearest(name, [indicator.title if by_name else indicator.id for indicator in catalogue.indicators])
    return near if near.startswith("did") else "write the id or the name that the template gives"


def source_id(name: str, titles: Mapping[str, str]) -> str | None:
    """The source that is named by its id or its title; ``titles`` are those of all sources, by id."""
    if name in titles:
        return name
    matches = [known for known, title in titles.items() if bare(title) == bare(name)]
    return matches[0] if len(matches) == 1 else None


def no_source(name: str, titles: Mapping[str, str]) -> str:
    """That a name is of no source, and what to write."""
    near = nearest(name, list(titles))
    advice = near if near.startswith("did") else "write the id or title of one, or add it as a new source"
    return f"'{name}' is no source; {advice}"
