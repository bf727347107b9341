"""Suppression of small numbers, and signatures without addresses: what readers may see.

The file holds true values; ``suppress`` gives the catalogue that everyone but
an editor entering data may see. A suppressed figure becomes the code ``c`` and
loses whatever would reveal it (contract: Suppression). Whoever revised a figure or
started limits anew is named; the address that a sign-in gave stays in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from metrics.catalogue.models import Catalogue, Figure, Indicator, Observation, OwnFigure
from metrics.catalogue.period import Period
from metrics.catalogue.rates import OUT_OF, count_behind

F = TypeVar("F", bound=Figure)
Own = TypeVar("Own", Observation, OwnFigure)

THINGS = ("centres", "homes", "providers", "exclusions", "complaints", "cases", "weeks", "days", "reviews", "replies")
"""Counts of these are not counts of people, unless they only say more of people, as in "children in homes"."""

PEOPLE = re.compile(
    r"\b(child(ren)?|people|persons?|boys?|girls?|bab(y|ies)|infants?|teenagers?|pupils?|students?|siblings?|adults?"
    r"|parents?|mothers?|fathers?|carers?|leavers?|adopters?|workers?|staff|famil(y|ies))\b(?!['’])"
)
"""Words for people; a possessive, as in "children's homes", is none."""

GONE = ("value", "numerator", "denominator", "unknown", "quote", "note", "commentary")
"""What a suppressed figure loses altogether."""

WITHHELD = "not shown, since it could tell a small number"
"""What stands where a text was that may repeat a suppressed figure and can't be left out."""


def suppress(catalogue: Catalogue) -> Catalogue:
    """The catalogue with every small number of an internal source suppressed, and signatures without addresses.

    Figures of published sources stay as their publisher gave them.
    """
    internal = {source_id for source_id, source in catalogue.sources.items() if source.kind == "internal"}
    below = catalogue.organisation.suppress_below
    indicators = [_signed(_suppressed(indicator, internal, below)) for indicator in catalogue.indicators]
    return catalogue.model_copy(update={"indicators": indicators})


def without_address(by: str) -> str:
    """Who signed, without the address that a sign-in gave: readers need the name only."""
    return re.sub(r"\s*\(?[^\s()]+@[^\s()]+\)?$", "", by) or "an editor"


def _signed(indicator: Indicator) -> Indicator:
    """The measure with the names, and not the addresses, of those who revised its figures or started limits anew."""
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


def suppressed_titles(suppressed: Catalogue) -> dict[str, bool]:
    """Every measure's title, and whether a figure of it is suppressed in the catalogue that ``suppress`` gave."""
    internal = {source_id for source_id, source in suppressed.sources.items() if source.kind == "internal"}
    titles = dict.fromkeys((indicator.title for indicator in suppressed.indicators), False)
    for indicator in suppressed.indicators:
        figures: list[Figure] = [*indicator.observations, *indicator.own_series, *indicator.comparators]
        titles[indicator.title] |= any(figure.code == "c" and figure.source in internal for figure in figures)
    return titles


def _suppressed(indicator: Indicator, internal: set[str], below: int) -> Indicator:
    def hides(figure: Figure) -> bool:
        return figure.source in internal and (figure.code == "c" or is_small(figure, indicator, below))

    own: list[Observation | OwnFigure] = [*indicator.observations, *indicator.own_series]
    hidden = {figure.period for figure in own if hides(figure)}

    def visible(figure: Own) -> Own:
        tells = any(figure.period == period or _total_over(figure, indicator, period) for period in hidden)
        return suppress_figure(figure) if tells and figure.source in internal else figure

    if not hidden and not any(map(hides, indicator.comparators)):
        return indicator
    return indicator.model_copy(
        update={
            "observations": [visible(observation) for observation in indicator.observations],
            "own_series": [visible(figure) for figure in indicator.own_series],
            "comparators": [suppress_figure(figure) if hides(figure) else figure for figure in indicator.comparators],
            "said": [said for said in indicator.said if said.source not in internal],
        }
    )


def _total_over(figure: Observation | OwnFigure, indicator: Indicator, part: Period) -> bool:
    """Whether the figure counts a longer period that holds ``part``, so that the rest of it would tell the part."""
    whole = figure.period
    if whole.start is None or whole.end is None or part.start is None or part.end is None or whole == part:
        return False
    counts = indicator.unit == "count" or figure.numerator is not None or figure.denominator is not None
    return counts and part.kind != "as at" and whole.start <= part.start and part.end <= whole.end


def is_small(figure: Figure, indicator: Indicator, below: int) -> bool:
    """Whether a count of people, or its complement, is below ``below`` and not zero."""
    value, denominator = figure.value, figure.denominator
    numerator: Decimal | int | None = figure.numerator
    of = (indicator.of or "").lower()
    if indicator.unit == "count":
        if " per " in of:
            return _small_average(figure, of, below)
        if _things(of):
            return False
        numerator = numerator if value is None else value
    elif numerator is None and value is not None and denominator is not None and indicator.unit in OUT_OF:
        numerator = count_behind(value, denominator, OUT_OF[indicator.unit])
    return any(0 < count < below for count in counts_of_people(numerator, denominator, figure.unknown))


def _things(of: str) -> bool:
    """Whether what is counted is without doubt not people."""
    return not PEOPLE.search(of) and any(word in THINGS for word in re.findall(r"[a-z]+", of))


def _small_average(figure: Figure, of: str, below: int) -> bool:
    """Whether an average's counts tell of few people: its value is no count, "changes per child" are of children."""
    above, _, under = of.partition(" per ")
    pairs = ((figure.numerator, above), (figure.denominator, under))
    return any(count is not None and 0 < count < below and not _things(words) for count, words in pairs)


def counts_of_people(
    numerator: Decimal | int | None, denominator: Decimal | int | None, unknown: Decimal | int | None
) -> list[Decimal | int]:
    """How many people a figure's counts tell of: each, the remainder, and with ``unknown`` those who are known."""
    rest = None if numerator is None or denominator is None else denominator - numerator
    counts = [numerator, denominator, rest, unknown]
    if unknown is not None:  # who is known, and who is known to be without the outcome
        counts += [None if count is None else count - unknown for count in (denominator, rest)]
    return [count for count in counts if count is not None]


_ENTRY = re.compile(r"\{[^{}]*\}|^\s*- ", re.MULTILINE)
_COUNT = re.compile(r"""\b(value|numerator|denominator|unknown)["']?\s*:\s*["']?(\d+(?:\.\d+)?)""")
_CODE = re.compile(r"""\bcode["']?\s*:\s*["']?c\b""")


def small_in_lines(lines: Iterable[str], below: int) -> bool:
    """Whether lines of the data file may hold a small count, whatever their style; of which unit they don't say."""
    if not below:
        return False
    text = "\n".join(lines)
    entries = [entry for entry in _ENTRY.findall(text) if entry.startswith("{")] + _ENTRY.split(text)
    return any(_CODE.search(entry) is not None or _small_in(entry, below) for entry in entries)


def _small_in(entry: str, below: int) -> bool:
    given = {name: Decimal(number) for name, number in _COUNT.findall(entry)}
    value, denominator = given.get("value"), given.get("denominator")
    numerators: list[Decimal | int | None] = [
        given.get("numerator"),
        value if value is not None and value == int(value) else None,
    ]
    if value is not None and denominator is not None and "numerator" not in given:
        numerators += [count_behind(value, denominator, base) for base in OUT_OF.values()]
    counts = [count for part in numerators for count in counts_of_people(part, denominator, given.get("unknown"))]
    return any(0 < count < below for count in counts)


def suppress_figure(figure: F) -> F:
    """The figure as code c, without its counts and without texts that could repeat them."""
    gone: dict[str, object] = dict.fromkeys(GONE)
    gone |= {name: WITHHELD for name in ("why", "reason") if getattr(figure, name, None)}
    if isinstance(figure, Observation) and figure.break_before:
        gone["break_before"] = "the definition changed"
    if isinstance(figure, Observation) and figure.rebase_before:
        gone["rebase_before"] = figure.rebase_before.model_copy(update={"reason": WITHHELD})
    fields = type(figure).model_fields
    return figure.model_copy(update={name: value for name, value in gone.items() if name in fields} | {"code": "c"})
