"""Verdicts in words: better or worse and how sure that is, in a tag and at the end of a clause.

What decides is in ``significance``; these are the words of the rules (reporting: How sure a verdict is).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.analysis.reading import Reading
from metrics.analysis.significance import Verdict
from metrics.catalogue.models import Comparator, Indicator, Observation
from metrics.catalogue.period import Period, following
from metrics.wording.formatting import area_words, figure_words, neighbours_words, reader_period, size_words, the_period
from metrics.wording.nouns import counted_noun, one_of

TOO_FEW = "too few to tell"
RIGHT_WAY = {"better": "moved the right way", "worse": "moved the wrong way"}
RUNNING = {"better": "improving", "worse": "getting worse"}

VerdictLook = Literal[
    "better tested", "worse tested", "better untested", "worse untested", "few", "stated", "worse stated"
]
Look = VerdictLook | Literal["plain", "overdue"]
"""How a tag looks: filled where tested, an outline where not, grey where too few were counted or a source says so;
plain or overdue where it tells of the panel's record."""


@dataclass(frozen=True)
class Tag:
    """A verdict in a few words, and how sure it looks."""

    words: str
    look: Look


def change_tag(reading: Reading) -> Tag | None:
    """The one verdict of change; None where nothing is judged."""
    verdict = reading.verdict
    if verdict is None:
        return None
    return tag_of(verdict, change_verdict_words(verdict, _before(reading), reading.latest))


def comparison_tag(reading: Reading) -> Tag | None:
    """The one verdict of comparison; None where nothing is judged."""
    verdict, headline = reading.comparison, reading.headline
    if verdict is None or headline is None:
        return None
    return tag_of(verdict, comparison_verdict_words(verdict, area_words(headline)))


def tag_of(verdict: Verdict, words: str) -> Tag | None:
    """A verdict's words in the look of its strength; None where nothing is judged."""
    if verdict.strength == "too few to tell":
        return Tag(words, "few")
    if verdict.side not in ("better", "worse"):
        return None
    if verdict.strength == "tested":
        return Tag(words, "better tested" if verdict.side == "better" else "worse tested")
    return Tag(words, "better untested" if verdict.side == "better" else "worse untested")


def change_verdict_words(verdict: Verdict, before: str, latest: Observation | None = None) -> str:
    """A change's verdict with its strength; empty where nothing is judged. ``before`` names the earlier figure.

    Improving and getting worse are said of a special cause only, and since when unless that is the ``latest`` period.
    """
    if verdict.strength == "too few to tell":
        return TOO_FEW
    if verdict.side not in ("better", "worse"):
        return ""
    if verdict.by_limits:
        begun = verdict.since is not None and not (latest is not None and latest.period == verdict.since)
        since = f" since {reader_period(verdict.since)}" if verdict.since is not None and begun else ""
        return f"{RUNNING[verdict.side]}{since}"
    if verdict.strength == "tested":
        return f"{verdict.side} than {before}, more than chance"
    if verdict.strength == "not tested":
        return f"{RIGHT_WAY[verdict.side]}, not tested"
    return verdict.side


def _before(reading: Reading) -> str:
    """the quarter before, the year before; the figure before where it is of another time than the one just before."""
    previous, latest = reading.previous, reading.latest
    if previous is None or latest is None or latest.period.kind == "as at":
        return "the figure before"
    if following(previous.period) != latest.period:
        return "the figure before"
    return f"the {latest.period.kind if latest.period.kind in ('quarter', 'month') else 'year'} before"


def step_ending(reading: Reading) -> str:
    """The verdict at the end of a clause of change: (moved the right way, not tested).

    Empty beside limits, where the step from the figure before is told plainly.
    """
    if reading.step is None or reading.variation.enough:
        return ""
    words = change_verdict_words(reading.step, _before(reading))
    return f" ({words})" if words else ""


def running_words(reading: Reading) -> str:
    """What the limits say of the latest figure: improving since May 2015; empty where they don't decide."""
    verdict = reading.verdict
    return change_verdict_words(verdict, "", reading.latest) if verdict is not None and verdict.by_limits else ""


def strength_words(reading: Reading) -> str:
    """How sure the verdicts are, in a line of its own: the change is not tested; empty where nothing is judged."""
    found = (("change", reading.verdict), ("comparison", reading.comparison))
    words = {"tested": "more than chance", "too few to tell": TOO_FEW, "not tested": "not tested"}
    return "; ".join(
        f"{RUNNING[one.side]}, {words[one.strength]}"
        if one.by_limits and one.strength == "tested" and one.side in RUNNING
        else f"the {what} is {words[one.strength]}"
        for what, one in found
        if one is not None and one.strength
    )


def limits_words(reading: Reading) -> str:
    """The same as a clause of the finding: within its usual range, too few to tell."""
    words = running_words(reading)
    within = words == TOO_FEW and not reading.variation.shifted
    return f"within its usual range, {words}" if within else words


def comparison_verdict_words(verdict: Verdict, area: str) -> str:
    """A comparison's verdict with its strength, in a tag: worse than England, not tested."""
    if verdict.strength == "too few to tell":
        return TOO_FEW
    if verdict.side not in ("better", "worse"):
        return ""
    ending = {"tested": ", more than chance", "not tested": ", not tested", None: ""}[verdict.strength]
    return f"{verdict.side} than {area}{ending}"


def comparison_ending(verdict: Verdict, people: str = "") -> str:
    """A comparison's verdict at the end of a clause; ``people`` is the distance in people, where counts are known."""
    if verdict.side is None:
        return ""
    strength = {"tested": "more than chance", "not tested": "not tested", None: ""}
    words = TOO_FEW if verdict.strength == "too few to tell" else str(verdict.side)
    if verdict.strength in ("tested", "not tested"):
        words = f"{words}, {strength[verdict.strength]}"
    return f"{words}: {people}" if people else words


def beside_words(verdict: Verdict, indicator: Indicator) -> str:
    """Where a figure lies beside a comparator: above, below; of grades in words only."""
    if verdict.direction is None:
        return ""
    if indicator.unit == "grade":
        return "as" if verdict.direction == "same" else "beside"
    return {"up": "above", "down": "below", "same": "level with"}[verdict.direction]


def beside_clause(comparator: Comparator, verdict: Verdict, indicator: Indicator, people: str = "") -> str:
    """below England’s 14.6% (worse, not tested): where a figure lies beside another area's, and how sure that is."""
    which, ending = neighbours_words(comparator), "" if comparator.area.endswith("s") else "s"
    name = f"{comparator.area}’{ending} {figure_words(comparator, indicator)}"
    if verdict.direction == "same":
        return f"level with {name}{f' ({which})' if which else ''}, as published"
    asides = [aside for aside in (which, comparison_ending(verdict, people)) if aside]
    return f"{beside_words(verdict, indicator)} {name}" + (f" ({'; '.join(asides)})" if asides else "")


def distance_in_people(reading: Reading) -> str:
    """one more young person would put Medway above England; empty without exact counts."""
    verdict, headline, counts = reading.comparison, reading.headline, reading.counts
    if verdict is None or headline is None or headline.value is None or counts is None or not verdict.people:
        return ""
    moved = counts.numerator + verdict.people
    side = "level with" if moved == counts.needed(headline.value) else "above" if verdict.people > 0 else "below"
    return f"{people_words(verdict.people, reading.indicator)} would put {reading.area} {side} {headline.area}"


def people_words(people: int, indicator: Indicator) -> str:
    """one more young person, 3 fewer reviews."""
    noun = counted_noun(indicator)
    more = "more" if people > 0 else "fewer"
    if abs(people) == 1:
        return f"one {more} {one_of(indicator)}".strip()
    return f"{abs(people):,} {more} {noun}".strip()


def year_before_words(reading: Reading) -> str:
    """The change since the same quarter or month a year before, in the same form, or why there is none; else empty."""
    year, words = reading.year_before, year_before_clause(reading)
    return f"A year before: {words}" if year is not None and year.change is not None and words else words


def year_before_clause(reading: Reading) -> str:
    """The same without the words that it is of a year before, for where they stand as a heading."""
    year, latest, indicator = reading.year_before, reading.latest, reading.indicator
    if year is None or latest is None:
        return ""
    if year.change is None or year.earlier is None:
        reason = {
            "no figure": "there is no figure of the same time a year before",
            "code": "the figure of a year before has no number",
            "break": "the definition changed since then",
        }
        return f"How it changed over the year is not known: {reason[year.missing or 'no figure']}"
    was = f"{figure_words(year.earlier, indicator)} {_in(year.earlier.period)}"
    if year.change.direction == "same":
        return f"{was}, no change as published"
    ending = change_verdict_words(year.verdict, "a year before") if year.verdict else ""
    if year.change.direction is None:
        return f"{was}{f' ({ending})' if ending else ''}"
    moved = f"{year.change.direction} {size_words(year.change.size, indicator)} since then"
    return f"{was}; {moved}{f' ({ending})' if ending else ''}"


def _in(period: Period) -> str:
    return f"in {the_period(period)}"


def comparators_area(readings: Sequence[Reading]) -> str:
    """Whose figures several are compared with: England’s, or their comparators’."""
    areas = {area_words(reading.headline) for reading in readings if isinstance(reading.headline, Comparator)}
    return f"{areas.pop()}’s" if len(areas) == 1 else "their comparators’"


def nearest_words(reading: Reading) -> str:
    """How far one that is too few to tell is from its comparator: less than one young person away, 3 away."""
    verdict, counts = reading.comparison, reading.counts
    if verdict is None or verdict.strength != "too few to tell" or counts is None or not counts.exact:
        return ""
    if verdict.less_than_one:
        return f"less than one {one_of(reading.indicator)}".strip() + " away"
    people = abs(verdict.people or 0)
    return (
        f"{people:,} {one_of(reading.indicator) if people == 1 else counted_noun(reading.indicator)}".strip() + " away"
    )
