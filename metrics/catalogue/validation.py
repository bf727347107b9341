"""Validation between fields, entries and lists: the rules that one field alone can't decide.

Each rule reads the raw mappings of the file and tolerates missing or wrong
parts (those have their own problem), so that all problems are found at once.
A finding is a place in the file and a sentence with its way out, which may have a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from metrics.catalogue.field_types import nearest_name
from metrics.catalogue.names import near
from metrics.catalogue.period import Period, PeriodError, parse
from metrics.catalogue.problem_codes import Message, ProblemCode, message
from metrics.catalogue.problems import Loc
from metrics.catalogue.rates import percent, percent_range
from metrics.catalogue.series_identity import SERIES

_NUMBERS = re.compile(r"(?<![\w/.-])(?!(?:19|20)\d\d(?![\d,.]\d))\d[\d,]*(?:\.\d+)?(?![\w/-])")
"""Numbers in a quotation that are no years and no parts of dates such as 2011/12."""

_IN_WORDS = re.compile(r"\b(no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|half)\b", re.I)

_IDENTITY = (*SERIES, "source", "words")
"""What tells a comparator from another (contract: Comparators)."""

Finding = tuple[Loc, str | Message]
Raw = dict[str, Any]
Rules = Callable[[Raw], Iterable[Finding]]


def broken_rules(data: Raw) -> Iterator[Finding]:
    """Every broken rule of the whole file, in no particular order."""
    sources = _mapping(data.get("sources"))
    themes = {str(theme["id"]) for _, theme in entries(data, "themes") if isinstance(theme.get("id"), (str, Decimal))}
    yield from repeated_ids(data, "themes")
    yield from repeated_ids(data, "indicators")
    yield from repeated_numbers(data, ("indicators",))
    for index, number in entries(data, "other_numbers"):
        yield from _known_source(("other_numbers", index), number, sources)
    for index, indicator in entries(data, "indicators"):
        yield from prefixed(("indicators", index), _indicator(indicator, sources, themes))


def _indicator(indicator: Raw, sources: Raw, themes: set[str]) -> Iterator[Finding]:
    theme = indicator.get("theme")
    if themes and theme and isinstance(theme, (str, Decimal)) and str(theme) not in themes:
        yield ("theme",), f"'{theme}' is not in the list of themes; {_from_list(theme, themes)}"
    if indicator.get("unit") == "count" and not indicator.get("of"):
        what = "a count needs what is counted; add for example 'of: children'"
        yield ("unit",), message(ProblemCode.NOT_COUNTED, what)
    yield from _awaiting(indicator, sources)
    if isinstance(indicator.get("standard"), dict):
        yield from _known_source(("standard",), indicator["standard"], sources)
    for index, said in entries(indicator, "said"):
        yield from _known_source(("said", index), said, sources)
    for index, target in entries(indicator, "targets"):
        yield from prefixed(("targets", index), _target(target, indicator, sources))
    for index, observation in entries(indicator, "observations"):
        yield from prefixed(("observations", index), _figure(observation, indicator, sources))
        yield from prefixed(("observations", index), _observation(observation))
    yield from prefixed(("observations",), _sequence(indicator))
    yield from series_rules(indicator, sources)


def series_rules(indicator: Raw, sources: Raw) -> Iterator[Finding]:
    """Of an indicator's comparators and own series, whichever of the two data files they stand in."""
    for name in ("own_series", "comparators"):
        for index, figure in entries(indicator, name):
            yield from prefixed((name, index), _figure(figure, indicator, sources))
    yield from prefixed(("comparators",), _comparators(indicator))
    yield from prefixed(("own_series",), _own_series(indicator))


def _awaiting(indicator: Raw, sources: Raw) -> Iterator[Finding]:
    if indicator.get("observations") == []:
        for key, way in (
            ("why_missing", "say in a sentence why there is no figure yet"),
            ("source", "name the source that says so"),
            ("at", "name the place in the source"),
        ):
            if not indicator.get(key):
                what = f"this key is missing, since there are no observations; {way}"
                yield (key,), message(ProblemCode.WITHOUT_FIGURE, what)
    if indicator.get("source") is not None:
        yield from _known_source((), indicator, sources)


def _figure(figure: Raw, indicator: Raw, sources: Raw) -> Iterator[Finding]:
    yield from _known_source((), figure, sources)
    given = [key for key in ("value", "code", "words") if figure.get(key) is not None]
    either = "value or words" if "area" in figure else "value or code"
    if len(given) != 1:
        fault = "has no " + either if not given else "has both " + " and ".join(given)
        yield (), message(ProblemCode.NOT_ONE_VALUE, f"{fault}; write exactly one of {either}")
    if isinstance(figure.get("value"), Decimal):
        yield from _in_range(figure["value"], str(indicator.get("unit")))
        yield from _ratio(figure, str(indicator.get("unit")))
        yield from _quoted(figure)
    yield from _unknown(figure)


def _unknown(figure: Raw) -> Iterator[Finding]:
    """Those not known are some of the denominator, and none of the numerator (contract: Unknown)."""
    unknown, denominator, numerator = (figure.get(key) for key in ("unknown", "denominator", "numerator"))
    if not isinstance(unknown, Decimal):
        return
    loc = ("unknown",)
    if not isinstance(denominator, Decimal):
        yield loc, f"{unknown} not known, but not of how many; write the denominator, or take it out"
        return
    rounded_to = figure.get("counts_rounded_to")
    slack = 3 * rounded_to / 2 if isinstance(rounded_to, Decimal) and rounded_to > 1 else Decimal(0)
    if unknown > denominator + slack:
        yield loc, f"{unknown} not known are more than the {denominator} counted; mend one of them"
    elif isinstance(numerator, Decimal) and numerator <= denominator and numerator + unknown > denominator + slack:
        yield loc, f"{numerator} and {unknown} not known are more than the {denominator} counted; mend one of them"


def _quoted(figure: Raw) -> Iterator[Finding]:
    """A figure stands in its own quotation, where that quotes a number at all (contract: Quote).

    Years and figures in words are left to the reader.
    """
    quote = figure.get("quote")
    if not isinstance(quote, str) or _IN_WORDS.search(quote):
        return
    numbers = {Decimal(number.replace(",", "")) for number in _NUMBERS.findall(quote)}
    counts = [figure[key] for key in ("value", "numerator", "denominator") if isinstance(figure.get(key), Decimal)]
    if numbers and not numbers & set(counts):
        way = "write the figure that is quoted, or mend the quotation"
        yield ("value",), f"{figure['value']} does not stand in its quotation “{quote}”; {way}"


def _in_range(value: Decimal, unit: str) -> Iterator[Finding]:
    loc = ("value",)
    if unit == "percent" and not 0 <= value <= 100:
        what = f"{value} is not between 0 and 100; write a percentage, or use the unit 'percentage points'"
        yield loc, message(ProblemCode.NOT_PERCENT, what, value=value)
    elif unit == "grade" and value not in (1, 2, 3, 4):
        yield loc, f"{value} is not a grade; write 1 (outstanding), 2 (good), 3 (adequate) or 4 (inadequate)"
    elif unit in ("count", "weeks", "days", "per 10,000") and value < 0:
        yield loc, f"{value} is below zero; write a figure of zero or more"


def _ratio(figure: Raw, unit: str) -> Iterator[Finding]:
    """A percentage must be numerator / denominator x 100, at the digits written.

    Counts rounded to n may each lie n / 2 to either side (contract: Numerator and denominator).
    """
    counts = figure.get("numerator"), figure.get("denominator")
    if counts == (None, None) or unit != "percent":
        return
    numerator, denominator = counts
    if not isinstance(numerator, Decimal) or not isinstance(denominator, Decimal):
        if numerator is None:
            yield (), "has a denominator but no numerator; write both"
        elif denominator is None:
            yield (), "has a numerator but no denominator; write both"
        return
    if any(count < 0 or count != count.to_integral_value() for count in (numerator, denominator)):
        return
    if denominator == 0:
        what = "0 is no denominator; take the counts out, or write 'code: z' in place of the value"
        yield ("denominator",), message(ProblemCode.ZERO_DENOMINATOR, what)
        return
    if numerator > denominator:
        what = f"{numerator} of {denominator} is no share; write the larger count as the denominator"
        yield ("denominator",), message(ProblemCode.NO_SHARE, what, numerator=numerator, denominator=denominator)
        return
    rounded_to = figure.get("counts_rounded_to")
    slack = rounded_to / 2 if isinstance(rounded_to, Decimal) and rounded_to > 1 else Decimal(0)
    value: Decimal = figure["value"]
    digit = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))
    lowest, highest = percent_range(numerator, denominator, slack, digit)
    if not lowest <= value <= highest:
        right = percent(numerator, denominator, digit)
        yield ("value",), f"{value} is not {numerator} of {denominator}; write {right}, or mend the counts"


def _target(target: Raw, indicator: Raw, sources: Raw) -> Iterator[Finding]:
    yield from _known_source((), target, sources)
    if (target.get("value") is None) == (target.get("words") is None):
        yield (), message(ProblemCode.NOT_ONE_VALUE, "write exactly one of value or words")
    if isinstance(target.get("value"), Decimal):
        yield from _in_range(target["value"], str(indicator.get("unit")))
        for key, way in (("kind", "write for example 'statutory limit'"), ("from", "write the first day in force")):
            if target.get(key) is None:
                what = f"this key is missing, since the target has a value; {way}"
                yield (key,), message(ProblemCode.TARGET_INCOMPLETE, what, way=way)
    begins, ends = target.get("from"), target.get("until")
    if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
        yield ("until",), f"{ends} is before {begins}; write the last day in force"
    if isinstance(target.get("tolerance"), dict):
        yield from prefixed(("tolerance",), _known_source((), target["tolerance"], sources))


def _observation(observation: Raw) -> Iterator[Finding]:
    status = observation.get("status")
    if status == "predicted" and not observation.get("predicted_by"):
        what = "is predicted, but not by whom; add 'predicted_by: ...' ('not stated in the report' is an answer)"
        yield (), message(ProblemCode.WITHOUT_PREDICTOR, what)
    if status == "revised":
        missing = [key for key in ("by", "on", "reason") if not observation.get(key)]
        if missing:
            yield (), f"is revised without {', '.join(missing)}; add by (who), on (date) and reason"


def _sequence(indicator: Raw) -> Iterator[Finding]:
    """Figures stand in order of their last day, and a period has one outcome unless revised."""
    last: Period | None = None
    seen: set[tuple[Period, bool]] = set()
    for index, observation in entries(indicator, "observations"):
        period = _period(observation.get("period"))
        if period is None:
            continue
        predicted = observation.get("status") == "predicted"
        if (period, predicted) in seen and (predicted or observation.get("status") != "revised"):
            what = "prediction" if predicted else "figure"
            way = (
                "keep one prediction a period"
                if predicted
                else ("write the newer one below with 'status: revised', by, on and reason")
            )
            yield (index, "period"), f"'{period}' has a {what} already; {way}"
        seen.add((period, predicted))
        if period.dated:
            if last is not None and period.order < last.order:
                yield (index, "period"), f"'{period}' stands after '{last}'; move the line up, oldest first"
            last = period if last is None or period.order >= last.order else last


def _comparators(indicator: Raw) -> Iterator[Finding]:
    periods = {_period(observation.get("period")) for _, observation in entries(indicator, "observations")}
    seen: set[tuple[Any, ...]] = set()
    for index, comparator in entries(indicator, "comparators"):
        yield from prefixed((index,), _comparable(comparator))
        identity = comparator_identity(comparator)
        if identity in seen:
            neighbours = comparator.get("model") or comparator.get("statistic")
            same = (
                "area, group, period, source, model and statistic" if neighbours else "area, group, period and source"
            )
            yield (index,), message(ProblemCode.TWICE, f"stands here twice (same {same}); take one out")
        seen.add(identity)
        beside = _period(comparator.get("beside"))
        if beside is not None and beside not in periods:
            yield (index, "beside"), f"'{beside}' is no period of this indicator's figures; write one that is"


def _own_series(indicator: Raw) -> Iterator[Finding]:
    seen: set[tuple[Any, ...]] = set()
    for index, figure in entries(indicator, "own_series"):
        yield from prefixed((index,), _comparable(figure))
        identity = own_series_identity(figure)
        if identity in seen:
            what = "stands here twice (same group, period and source); take one out"
            yield (index,), message(ProblemCode.TWICE, what)
        seen.add(identity)


def comparator_identity(comparator: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells a comparator from every other of its indicator (contract: Comparators)."""
    return (*(str(comparator.get(key)) for key in _IDENTITY), _same_period(comparator))


def own_series_identity(figure: Mapping[str, Any]) -> tuple[str, ...]:
    """The same of a figure of the own series."""
    return (str(figure.get("group")), str(figure.get("source")), _same_period(figure))


def _same_period(figure: Mapping[str, Any]) -> str:
    return str(_period(figure.get("period")) or figure.get("period"))


def _comparable(figure: Raw) -> Iterator[Finding]:
    if figure.get("comparable") in ("partly", "no") and not figure.get("why"):
        what = f"is marked 'comparable: {figure['comparable']}' without a reason; add 'why: ...'"
        yield (), message(ProblemCode.WITHOUT_WHY, what, comparable=figure["comparable"])


def _known_source(loc: Loc, entry: Raw, sources: Raw) -> Iterator[Finding]:
    source = entry.get("source")
    if sources and source and isinstance(source, (str, Decimal)) and str(source) not in sources:
        yield (*loc, "source"), f"'{source}' is not in the list of sources; {_from_list(source, sources)}"


def _from_list(written: object, names: Iterable[str]) -> str:
    choices = sorted(names)
    way = nearest_name(written, choices)
    return way if near(str(written), choices) else f"add it there, or {way}"


def repeated_ids(data: Raw, name: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, entry in entries(data, name):
        entry_id = entry.get("id")
        if not isinstance(entry_id, (str, Decimal)):
            continue
        if str(entry_id) in seen:
            yield (name, index, "id"), f"'{entry_id}' stands twice among the {name}; give each its own id"
        seen.add(str(entry_id))


def repeated_numbers(data: Raw, lists: tuple[str, ...]) -> Iterator[Finding]:
    """Numbers that are 0, or that two lines of these lists have: a number names one thing in all of them."""
    given = [((name, index, "number"), line.get("number")) for name in lists for index, line in entries(data, name)]
    numbers = [(loc, number) for loc, number in given if isinstance(number, Decimal)]
    free = max((number for _, number in numbers), default=Decimal(0)) + 1
    seen: set[Decimal] = set()
    for loc, number in numbers:
        if number in seen:
            yield loc, f"number {number} is given already; write {free}"
        elif number == 0:
            yield loc, f"numbers begin with 1; write {free}"
        seen.add(number)


def prefixed(prefix: Loc, findings: Iterator[Finding]) -> Iterator[Finding]:
    for loc, what in findings:
        yield (*prefix, *loc), what


def entries(holder: Raw, name: str) -> Iterator[tuple[int, Raw]]:
    entries = holder.get(name)
    if isinstance(entries, list):
        yield from ((index, entry) for index, entry in enumerate(entries) if isinstance(entry, dict))


def _mapping(value: Any) -> Raw:
    return value if isinstance(value, dict) else {}


def _period(written: Any) -> Period | None:
    try:
        return None if written is None else parse(str(written))
    except PeriodError:
        return None
