"""Published figures whose days can't all be right: a period that ends after its release, a release still to come.

A whole file may be of such periods, so each release and each indicator is asked about once (ours).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from metrics.catalogue.amend import Addition
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import day_words
from metrics.catalogue.period import parse as parse_period
from metrics.entry.doubts import Doubt, DoubtKind


def release_doubts(after: Catalogue, additions: Iterable[Addition], today: date) -> Iterator[Doubt]:
    """What is to be asked of a release and of the figures that it adds, which ``after`` holds.

    Where the release's day is not known, a period is held against ``today``.
    """
    added = list(additions)
    sources = {str(addition.entry.get("source")): None for addition in added}
    for source_id in sources:
        source = after.sources.get(source_id)
        if source is not None and source.published is not None and source.published > today:
            when = f"is dated {day_words(source.published)}, which is still to come"
            words = f"the release “{source.title}” {when}; is the day right?"
            yield Doubt(DoubtKind.RELEASE, words, facts=(source_id, source.published.isoformat()))
    for indicator_id in dict.fromkeys(addition.indicator for addition in added):
        late = [
            words
            for addition in added
            if addition.indicator == indicator_id and (words := _late(after, addition, today))
        ]
        indicator = after.indicator(indicator_id)
        if late and indicator is not None:
            more = f" (and {len(late) - 1} more like it)" if len(late) > 1 else ""
            words = f"{indicator.title}, {late[0]}; is the period right?{more}"
            yield Doubt(DoubtKind.AFTER_RELEASE, words, (indicator_id,), facts=tuple(late))


def _late(after: Catalogue, addition: Addition, today: date) -> str:
    """That a figure's period ends after its release's day; nothing where it doesn't."""
    entry = addition.entry
    period, source = parse_period(str(entry["period"])), after.sources.get(str(entry.get("source")))
    released = source.published if source is not None else None
    if period.end is None or period.end <= (released or today) or entry.get("value") is None:
        return ""
    than = f"after its release of {day_words(released)}" if released else "which is still to come"
    return f"{entry.get('area') or after.organisation.area}, {period.words}: it ends on {day_words(period.end)}, {than}"
