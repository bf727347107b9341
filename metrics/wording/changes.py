"""What a change of the data changed, figure by figure, with the values before and after it as readers may see them.

Both states are suppressed by themselves and by what is hidden today (contract: Suppression), so that a number that
was small once, or is today, stands in neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from metrics.analysis.suppression import suppress
from metrics.catalogue.models import Catalogue, Comparator, Indicator, Observation, OwnFigure, Target
from metrics.catalogue.period import day_words
from metrics.wording.formatting import (
    area_words,
    capital,
    listed,
    plural,
    reader_period,
    size_words,
    value_words,
    with_counts,
)
from metrics.wording.polarity import WAYS

FEW = 4
"""Published figures of one indicator that are told one by one; more are counted."""

Part = Observation | OwnFigure | Comparator | Target
TEXTS = {
    "number": "number",
    "name": "name",
    "short_name": "short name",
    "ask": "question to ask",
    "why_it_matters": "why it matters",
    "owner": "who answers for it",
    "caution": "caution",
    "definition": "definition",
    "group": "of whom it is counted",
    "of": "what is counted",
    "unit": "unit",
    "polarity": "which way is better",
    "frequency": "how often it is reported",
    "theme": "theme",
    "standard": "standard",
    "said": "what reports say of it",
    "why_missing": "why there is no figure",
    "expected_from": "from when it is due",
    "retired": "retirement",
    "note": "note",
}
"""What an indicator holds beside its figures, as readers call it."""

SAID = ("name", "short_name", "owner", "polarity", "frequency", "theme", "expected_from", "retired")
"""Of these the words before and after are told: they tell no number, and stood on every page."""

_NOTES = "notes on its figures"

FIGURES = ("value", "code", "words", "numerator", "denominator", "unknown", "status", "until", "tolerance")
"""What makes another figure of one; the rest is words about it."""


@dataclass(frozen=True)
class Changed:
    """One thing of an indicator that changed, and what it was and is; an empty text where there was or is nothing.

    ``told`` otherwise than by values, ``after`` says what became of it: of words about the indicator, whose own words
    aren't repeated here, or of a whole (the indicator itself, many published figures).
    """

    id: str
    title: str
    what: str
    before: str
    after: str
    told: Literal["values", "texts", "whole"] = "values"


@dataclass(frozen=True)
class _Pair:
    """A part of an indicator before and after a change, as it is and as readers may see it."""

    name: str
    old: Part | None
    new: Part | None
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return any(getattr(self.old, field, None) != getattr(self.new, field, None) for field in FIGURES)

    @property
    def became(self) -> str:
        return "added" if self.old is None else "taken out" if self.new is None else "changed"


def changes(before: Catalogue, after: Catalogue, today: Catalogue) -> list[Changed]:
    """What differs between two states of the data; ``today`` is the catalogue as readers may see it now."""
    states = (before, suppress(before, today), after, suppress(after, today))
    indicators = [{one.id: one for one in state.indicators} for state in states]
    themes = {theme.id: theme.name for state in (before, after) for theme in state.themes}
    found: list[Changed] = []
    for name in dict.fromkeys((*indicators[2], *indicators[0])):
        old, seen_old, new, seen_new = (state.get(name) for state in indicators)
        if old != new:
            found += _of_indicator(themes, old, seen_old, new, seen_new)
    return found


def _of_indicator(
    names: Mapping[str, str],
    old: Indicator | None,
    seen_old: Indicator | None,
    new: Indicator | None,
    seen_new: Indicator | None,
) -> Iterator[Changed]:
    shown = new or old
    assert shown is not None

    def changed(what: str, before: str, after: str) -> Changed:
        return Changed(shown.id, shown.title, what, before, after)

    def became(what: str, after: str, told: Literal["texts", "whole"]) -> Changed:
        return Changed(shown.id, shown.title, what, "", after, told)

    if old is None or new is None:
        yield became("The indicator itself", "added" if old is None else "taken out", "whole")
    own = _pairs("observations", old, seen_old, new, seen_new)
    targets = _pairs("targets", old, seen_old, new, seen_new)
    others = [pair for kind in ("own_series", "comparators") for pair in _pairs(kind, old, seen_old, new, seen_new)]
    told = [*own, *(others if len(others) <= FEW else ()), *targets]
    yield from (changed(pair.name, pair.before or _figure_before(pair.new, seen_old), pair.after) for pair in told)
    if len(others) > FEW:
        yield from (became(what, after, "whole") for what, after in _counted(others))
    if old is not None and new is not None:
        pairs = [(capital(TEXTS[one]), _said(old, one, names), _said(new, one, names)) for one in SAID]
        said = [pair for pair in pairs if pair[1] != pair[2]]
        yield from (changed(*pair) for pair in said)
        texts = _texts(old, new) or ([] if told or others or said else [(_NOTES, "changed")])
        yield from (became(capital(what), after, "texts") for what, after in texts)


def _texts(old: Indicator, new: Indicator) -> list[tuple[str, str]]:
    """Which words about an indicator were added, changed or taken out; their own words may tell what is hidden."""
    found: dict[str, list[str]] = {"added": [], "changed": [], "taken out": []}
    for field, name in TEXTS.items():
        if field in SAID:
            continue
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            found["changed" if was and now else "added" if now else "taken out"].append(name)
    if old.retired and new.retired and old.retired.reason != new.retired.reason:
        found["changed"].append("why it is retired")
    if any(_noted(kind, old, new) for kind in NAMES):
        found["changed"].append(_NOTES)
    return [(listed(names), became) for became, names in found.items() if names]


def _said(indicator: Indicator, field: str, themes: Mapping[str, str]) -> str:
    """What a field says, in words; empty where it says nothing. Of a retirement the day, since its reason is free."""
    value = getattr(indicator, field)
    if value is None:
        return ""
    if field == "retired":
        return f"On {day_words(indicator.retired.on)}" if indicator.retired else ""
    if field == "polarity":
        return WAYS[value]
    if field == "theme":
        return themes.get(value, value)
    return day_words(value) if isinstance(value, date) else str(value)


def _noted(kind: str, old: Indicator, new: Indicator) -> bool:
    """Whether words beside a figure that stayed are others than before."""
    befores, afters = _latest(kind, old, old), _latest(kind, new, new)
    pairs = ((was, afters[key][0]) for key, (was, _) in befores.items() if key in afters)
    return any(was != now and not _Pair("", was, now, "", "").differs for was, now in pairs)


def _figure_before(new: Part | None, seen: Indicator | None) -> str:
    """What a new figure of the council follows on: the newest of an earlier period of its kind, with that period."""
    if not isinstance(new, Observation) or new.status == "predicted" or new.period.end is None or seen is None:
        return ""
    earlier = [
        (figure.period.end, number, figure)
        for number, figure in enumerate(seen.observations)
        if figure.status != "predicted" and figure.period.kind == new.period.kind and figure.period.end is not None
    ]
    *_, last = max((one for one in earlier if one[0] < new.period.end), default=(None,))
    return "" if last is None else f"{_words(last, seen)}, {reader_period(last.period)}"


def summary(found: Sequence[Changed]) -> str:
    """How much changed, and of when most of it is: 45 changes to 43 indicators, mostly July to September 2016."""
    count, indicators = len(found), len({one.id for one in found})
    (what, told), often = Counter((one.what, one.told) for one in found).most_common(1)[0]
    what = f"in words: {what[0].lower()}{what[1:]}" if told == "texts" else what
    mostly = "" if 2 * often <= count else f", {'mostly' if often < count else 'all'} {what}"
    return f"{count} {plural(count, 'change')} to {indicators} {plural(indicators, 'indicator')}{mostly}"


def _counted(pairs: Sequence[_Pair]) -> Iterator[tuple[str, str]]:
    """Many published figures of one indicator: how many of whom, and what became of them."""
    for became in ("added", "changed", "taken out"):
        group = [pair.new or pair.old for pair in pairs if pair.became == became]
        areas = dict.fromkeys(one.area if isinstance(one, Comparator) else "the council" for one in group)
        if group:
            yield f"{len(group)} published {plural(len(group), 'figure')} of {listed(list(areas))}", became


def _pairs(
    kind: str, old: Indicator | None, seen_old: Indicator | None, new: Indicator | None, seen_new: Indicator | None
) -> list[_Pair]:
    """Of one kind of parts those that changed; of several lines with one name the last counts, as on every page."""
    befores, afters = _latest(kind, old, seen_old), _latest(kind, new, seen_new)
    found = []
    for key in dict.fromkeys((*afters, *befores)):
        (was, before), (now, after) = befores.get(key, (None, "")), afters.get(key, (None, ""))
        one = _Pair(capital(NAMES[kind](now or was)), was, now, before, after)
        found += [one] if one.differs else []
    return found


def _latest(kind: str, true: Indicator | None, seen: Indicator | None) -> dict[str, tuple[Part, str]]:
    """Each part by its name, with its words as readers may see them."""
    if true is None or seen is None:
        return {}
    twins = zip(getattr(true, kind), getattr(seen, kind), strict=True)
    return {NAMES[kind](part): (part, _words(twin, seen)) for part, twin in twins}


def _words(part: Part, indicator: Indicator) -> str:
    if isinstance(part, Target):
        value = f"“{part.words}”" if part.value is None else value_words(part.value, indicator)
        band = part.tolerance
        value += f", close within {size_words(band.value, indicator)}" if band else ""
        return f"{value}, until {day_words(part.until)}" if part.until else value
    if isinstance(part, Comparator) and part.value is None and part.words:
        return f"“{part.words}”"
    settled = f", {part.status}" if part.status in ("provisional", "revised") and part.value is not None else ""
    return with_counts(part, indicator) + settled


def _observation(figure: Observation) -> str:
    return f"{reader_period(figure.period)}{', predicted' if figure.status == 'predicted' else ''}"


def _own(figure: OwnFigure) -> str:
    return f"published for the council{f' ({figure.group})' if figure.group else ''}, {reader_period(figure.period)}"


def _comparator(figure: Comparator) -> str:
    return f"{area_words(figure)}, {figure.group}, {reader_period(figure.period)}"


def _target(target: Target) -> str:
    since = f" from {day_words(target.from_)}" if target.from_ else ""
    return f"{target.kind or 'target in words'}{since}"


NAMES: dict[str, Callable[[Any], str]] = {
    "observations": _observation,
    "own_series": _own,
    "comparators": _comparator,
    "targets": _target,
}
"""What a part of each kind is called, which also tells it from others of its indicator."""
