"""What a change of an indicator does to readers: which verdict, target, comparison or list becomes another one."""

from __future__ import annotations

from metrics.analysis.reading import Reading
from metrics.analysis.targets import TargetReading
from metrics.wording import targets, verdicts
from metrics.wording.verdicts import Tag

STAYS = "Its id, its number and its address stay, so that links and minutes still lead to it"


def effects(before: Reading, after: Reading) -> list[str]:
    """In sentences without full stops; none where readers are told the same as before but for the words changed."""
    told: list[str] = []
    if before.retired != after.retired:
        told.append(_retired(after))
    if before.indicator.name != after.indicator.name or before.indicator.title != after.indicator.title:
        told.append(STAYS)
    if before.theme.id != after.theme.id:
        told.append(f"It stands under {after.theme.name}, no longer under {before.theme.name}")
    told += _became("Its verdict", verdicts.change_tag(before), verdicts.change_tag(after))
    told += _became("Its comparison", verdicts.comparison_tag(before), verdicts.comparison_tag(after))
    told += _targets(before, after)
    told += _listed(before, after)
    return told


def _retired(after: Reading) -> str:
    if after.retired:
        return "It is due no more, leaves every count, and stands in the fold “Retired indicators” of the scorecard"
    return "It is reported again: due as before, and back in the counts and its theme’s table"


def _became(what: str, was: Tag | None, now: Tag | None) -> list[str]:
    old, new = (tag.words if tag else "none" for tag in (was, now))
    return [f"{what} changes from “{old}” to “{new}”"] if old != new else []


def _targets(before: Reading, after: Reading) -> list[str]:
    """Of each target that stands at its place before and after: what is said of the latest figure."""
    told = []
    for old, new in zip(before.indicator.targets, after.indicator.targets, strict=False):
        was, now = _standing(before, old), _standing(after, new)
        if was != now:
            told.append(f"Of the {targets.target_name(new)} it says “{now}”, no longer “{was}”")
    return told


def _standing(reading: Reading, target: object) -> str:
    found = next((one for one in reading.targets if one.target is target), None)
    return "nothing" if found is None else _state(reading, found)


def _state(reading: Reading, target: TargetReading) -> str:
    standing = targets.standing(reading, target)
    return ", ".join(words for words in (standing.state, standing.words) if words)


def _listed(before: Reading, after: Reading) -> list[str]:
    """Whether it comes to stand among those to ask about first, or no longer does."""
    if bool(before.reasons) == bool(after.reasons):
        return []
    return ["It may stand among “Ask about these first” now" if after.reasons else "It leaves “Ask about these first”"]
