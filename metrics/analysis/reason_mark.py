"""The mark that a change carries, which decides whether readers may see its reason (contract: The history folder).

What somebody types as the reason of a change may repeat a small number. So each change is marked when it is
made, by the data before and after it, and the mark is read together with the data of today.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from metrics.analysis import panel_readers
from metrics.analysis.panel_readers import Told
from metrics.analysis.suppression import hidden_periods, suppress
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_record import PanelRecord


@dataclass(frozen=True)
class Mark:
    """What a change touched: the ids of indicators, and whether one of them hid a small number before or after.

    ``below`` is the limit of suppression that was then in force; 0 where nothing was suppressed.
    """

    touches: tuple[str, ...]
    small: bool
    below: int


def mark_of(before: Catalogue, after: Catalogue) -> Mark:
    """The mark of a change that made the catalogue ``after`` of the one ``before``."""
    old, new = ({indicator.id: indicator for indicator in one.indicators} for one in (before, after))
    touches = tuple(name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name))
    return _marked(touches, before, after)


def mark_beside(touches: Iterable[str], catalogue: Catalogue) -> Mark:
    """The mark of a change to another file of the folder, which serves these indicators."""
    return _marked(tuple(dict.fromkeys(touches)), catalogue)


def mark_of_record(before: PanelRecord, after: PanelRecord, catalogue: Catalogue) -> Mark:
    """The mark of a change of the panel's record: the indicators of its lines, and ``small`` too where one is private.

    A line is private that is not for publication, and so is one that follows on a challenge or an exception that isn't.
    """
    old, new = panel_readers.told(before), panel_readers.told(after)
    changed = _beyond(old, new) + _beyond(new, old)
    mark = mark_beside((name for one in changed for name in one.indicators), catalogue)
    return replace(mark, small=mark.small or any(one.private for one in changed))


def _beyond(lines: list[Told], others: list[Told]) -> list[Told]:
    """The lines that the others don't have, or have fewer times."""
    left, beyond = list(others), []
    for one in lines:
        if one in left:
            left.remove(one)
        else:
            beyond.append(one)
    return beyond


def _marked(touches: tuple[str, ...], *states: Catalogue) -> Mark:
    small = any(hidden_periods(suppress(_only(touches, state))) for state in states)
    return Mark(touches, small, min(state.organisation.suppress_below for state in states))


def _only(touches: tuple[str, ...], state: Catalogue) -> Catalogue:
    named = set(touches)
    return state.model_copy(update={"indicators": [one for one in state.indicators if one.id in named]})


def reason_may_tell(mark: Mark | None, suppressed: Catalogue) -> bool:
    """Whether the reason of a change may tell a small number, by its mark and by what readers may see today.

    Without a mark, as in journals written before there were any, it may. So it may where small numbers begin
    higher today than when it was marked. Where anything is hidden today, so may the reason of a change that
    touched no indicator, one that hides a figure, or one that has gone.
    """
    if mark is None or mark.small or suppressed.organisation.suppress_below > mark.below:
        return True
    hiding = hidden_periods(suppressed)
    known = {indicator.id for indicator in suppressed.indicators}
    return bool(hiding) and (not mark.touches or any(name in hiding or name not in known for name in mark.touches))
