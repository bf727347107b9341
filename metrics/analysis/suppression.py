"""Suppression of small numbers, and signatures without addresses: whether this reader may see it.

The file holds true values; ``suppress`` gives the catalogue that everyone but
an editor entering data may see. A suppressed figure becomes the code ``c`` and
loses whatever would reveal it (contract: Suppression). Whoever revised a figure or
started limits anew is named; the address that a sign-in gave stays in the file. A problem
of the file, which could repeat a suppressed figure, is withheld here too; the reason of a
change is by its mark (``reason_mark``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from metrics.analysis.confidence import counts_of
from metrics.analysis.small_numbers import is_small
from metrics.analysis.targets import meets
from metrics.catalogue import panel_record
from metrics.catalogue.models import Catalogue, Comparator, Figure, Indicator, Observation, OwnFigure
from metrics.catalogue.period import Period
from metrics.catalogue.problems import Problem

F = TypeVar("F", bound=Figure)
Own = TypeVar("Own", Observation, OwnFigure)

GONE = ("value", "numerator", "denominator", "unknown", "quote", "note", "commentary")
"""What a suppressed figure loses altogether."""

WITHHELD = "not shown, since it could tell a small number"
"""What stands where a text was that may repeat a suppressed figure and can't be left out."""


def suppress(catalogue: Catalogue, today: Catalogue | None = None) -> Catalogue:
    """The catalogue with every small number of an internal source suppressed, and signatures without addresses.

    Figures of published sources stay as their publisher gave them. For a catalogue of an earlier day ``today`` is
    what this gave of the data as they are now: what is hidden today is hidden in it too, by the higher of both limits.
    """
    states = [catalogue] if today is None else [catalogue, today]
    internal = {name for state in states for name, source in state.sources.items() if source.kind == "internal"}
    below = max(state.organisation.suppress_below for state in states)
    hidden = {} if today is None else hidden_periods(today)
    indicators = [
        _signed(_suppressed(indicator, internal, below, frozenset(hidden.get(indicator.id, ()))))
        for indicator in catalogue.indicators
    ]
    return catalogue.model_copy(update={"indicators": indicators})


def without_address(by: str) -> str:
    """Who signed, without the address that a sign-in gave: readers need the name only."""
    return re.sub(r"\s*\(?[^\s()]+@[^\s()]+\)?$", "", by) or "an editor"


def _signed(indicator: Indicator) -> Indicator:
    """The indicator with the names, and not the addresses, of those who revised its figures or started limits anew."""
    named = [_named(observation) for observation in indicator.observations]
    changed = any(after is not before for after, before in zip(named, indicator.observations, strict=True))
    return indicator.model_copy(update={"observations": named}) if changed else indicator


def _named(figure: Observation) -> Observation:
    changed: dict[str, object] = {}
    if figure.by and "@" in figure.by:
        changed["by"] = without_address(figure.by)
    if (rebase := figure.rebase_before) and "@" in rebase.by:
        changed["rebase_before"] = rebase.model_copy(update={"by": without_address(rebase.by)})
    return figure.model_copy(update=changed) if changed else figure


def hidden_periods(suppressed: Catalogue) -> dict[str, set[Period]]:
    """The periods of which something is suppressed in the catalogue that ``suppress`` gave, by the indicator's id."""
    internal = {source_id for source_id, source in suppressed.sources.items() if source.kind == "internal"}
    found: dict[str, set[Period]] = {}
    for indicator in suppressed.indicators:
        figures: list[Observation | OwnFigure | Comparator] = [
            *indicator.observations,
            *indicator.own_series,
            *indicator.comparators,
        ]
        hidden = {figure.period for figure in figures if figure.code == "c" and figure.source in internal}
        found |= {indicator.id: hidden} if hidden else {}
    return found


def _suppressed(indicator: Indicator, internal: set[str], below: int, today: frozenset[Period]) -> Indicator:
    """The indicator without what is small in it, or lies in a period of which something is hidden ``today``."""

    def hides(figure: Figure) -> bool:
        return figure.source in internal and (figure.code == "c" or is_small(figure, indicator, below))

    own: list[Observation | OwnFigure] = [*indicator.observations, *indicator.own_series]
    hidden = {figure.period for figure in own if hides(figure)} | today

    def theirs(figure: Comparator) -> Comparator:
        return suppress_figure(figure) if hides(figure) or _of(figure, today, internal) else figure

    def visible(figure: Own) -> Own:
        tells = any(figure.period == period or _total_over(figure, indicator, period) for period in hidden)
        if not tells or figure.source not in internal:
            return figure
        return suppress_figure(figure, short_of_all=hides(figure) and _short_of_all(figure, indicator, below))

    if not hidden and not any(map(hides, indicator.comparators)):
        return indicator
    return indicator.model_copy(
        update={
            "observations": [visible(observation) for observation in indicator.observations],
            "own_series": [visible(figure) for figure in indicator.own_series],
            "comparators": [theirs(figure) for figure in indicator.comparators],
            "said": [said for said in indicator.said if said.source not in internal],
        }
    )


def _of(figure: Comparator, periods: frozenset[Period], internal: set[str]) -> bool:
    return figure.source in internal and figure.period in periods


def _short_of_all(figure: Figure, indicator: Indicator, below: int) -> bool:
    """Whether a percentage is not all, or not none where lower is better; by its counts where it has them.

    Of a whole group that is small nothing is told, so that silence tells nothing either.
    """
    if figure.denominator is not None and figure.denominator < below:
        return False
    if indicator.unit != "percent" or figure.value is None or indicator.polarity == "neutral":
        return False
    everything = Decimal(100 if indicator.polarity == "higher_is_better" else 0)
    return not meets(indicator, figure.value, counts_of(indicator, figure), everything)


def _total_over(figure: Observation | OwnFigure, indicator: Indicator, part: Period) -> bool:
    """Whether the figure counts a longer period that holds ``part``, so that the rest of it would tell the part."""
    whole = figure.period
    if whole.start is None or whole.end is None or part.start is None or part.end is None or whole == part:
        return False
    counts = indicator.unit == "count" or figure.numerator is not None or figure.denominator is not None
    return counts and part.kind != "as at" and whole.start <= part.start and part.end <= whole.end


def suppress_figure(figure: F, short_of_all: bool = False) -> F:
    """The figure as code c, without its counts and without texts that could repeat them."""
    gone: dict[str, object] = dict.fromkeys(GONE)
    gone |= {name: WITHHELD for name in ("why", "reason") if getattr(figure, name, None)}
    if isinstance(figure, Observation) and figure.break_before:
        gone["break_before"] = "the definition changed"
    if isinstance(figure, Observation) and figure.rebase_before:
        gone["rebase_before"] = figure.rebase_before.model_copy(update={"reason": WITHHELD})
    fields = type(figure).model_fields
    hidden = figure.model_copy(update={name: value for name, value in gone.items() if name in fields} | {"code": "c"})
    if isinstance(hidden, Observation):
        hidden.mark_short_of_all(short_of_all)
    return hidden


def problem_for_readers(problem: Problem) -> Problem:
    """The problem as everyone may read it: of what isn't for readers and may be repeated in it, only the place."""
    if not problem.unpublished:
        return problem
    of_record = problem.file == panel_record.FILE
    where = problem.where.split(" > ")[0] if of_record else problem.entry  # a line of the record is named by its words
    who = "'python -m metrics check' says" if of_record else "the page Add a quarter and 'python -m metrics check' say"
    return replace(problem, where=where, what=f"this line breaks a rule; {who} which")
