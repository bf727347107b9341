"""What waits in the panel's record, in few words: the line on the home page, and the tag of an indicator's card.

(reporting: Meetings)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.analysis.challenges import ChallengeReading, ExceptionReading
from metrics.wording.formatting import plural
from metrics.wording.verdicts import Tag

FAULTY = "The panel’s record has a problem, so this may not be all of it"


@dataclass(frozen=True)
class Waiting:
    """What the home page tells of the record, as one visitor may see it; nothing where nothing waits.

    ``lines`` are sentences without a full stop, each with the part of the page Meeting that it leads to;
    ``tags`` are those of indicators by their ids. It is also the name of what is drawn of it, for caches.
    """

    lines: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, Tag], ...] = ()

    def tag(self, indicator_id: str) -> Tag | None:
        """The tag of an indicator; None where nothing waits of it."""
        return dict(self.tags).get(indicator_id)


NOTHING = Waiting()


def waiting(challenges: Sequence[ChallengeReading], exceptions: Sequence[ExceptionReading], faulty: bool) -> Waiting:
    """All that waits for an answer, and exceptions that are open; ``faulty``: the record's file has problems."""
    asked = [one for one in challenges if one.waiting]
    carried = [one for one in exceptions if one.state == "open"]
    lines = [(_line(asked, "challenge waits for an answer", "challenges wait for an answer"), "challenges")]
    lines += [(_line(carried, "exception is open", "exceptions are open"), "exceptions")]
    lines += [(FAULTY, "")] if faulty else []
    ids = [one.challenge.indicator for one in asked] + [one.report.indicator for one in carried]
    tags = ((id, _tag(_of(asked, id), _of(carried, id))) for id in dict.fromkeys(ids) if id is not None)
    return Waiting(tuple(line for line in lines if line[0]), tuple(tags))


Standing = ChallengeReading | ExceptionReading


def _of(listed: Sequence[Standing], indicator_id: str) -> list[Standing]:
    return [
        one
        for one in listed
        if (one.challenge if isinstance(one, ChallengeReading) else one.report).indicator == indicator_id
    ]


def _line(listed: Sequence[Standing], one: str, many: str) -> str:
    """How many, and how many of them are overdue: 2 challenges wait for an answer, 1 overdue."""
    overdue = sum(1 for each in listed if each.overdue)
    late = f", {overdue} overdue" if overdue and len(listed) > 1 else ", overdue" if overdue else ""
    return f"{len(listed)} {plural(len(listed), one, many)}{late}" if listed else ""


def _tag(asked: Sequence[Standing], carried: Sequence[Standing]) -> Tag:
    """The gravest of it in a few words: what was asked before what is carried, overdue before all else."""
    late_answer, late_action = (max((one.overdue for one in listed), default=0) for listed in (asked, carried))
    if late_answer:
        return Tag(f"asked, overdue {_days(late_answer)}", "overdue")
    if late_action:
        return Tag(f"exception, overdue {_days(late_action)}", "overdue")
    return Tag("asked, no answer yet" if asked else "exception open", "plain")


def _days(count: int) -> str:
    return f"{count} {plural(count, 'day')}"
