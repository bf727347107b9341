"""The HTML of the page Sources and method: sources, data dictionary, and prose (``content/``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup

from metrics.analysis.reading import PERIODS_OLD
from metrics.analysis.spc import POINTS_FOR_LIMITS, RANGES_FOR_LIMITS
from metrics.analysis.xmr import PER_MOVING_RANGE
from metrics.catalogue import models as contract
from metrics.catalogue.models import Catalogue, Entry
from metrics.catalogue.period import day_words
from metrics.markup.elements import indicator_link, source_link, with_links
from metrics.markup.home import CARDS
from metrics.markup.page import plain_table
from metrics.markup.prose import prose
from metrics.markup.templating import piece
from metrics.wording import formatting
from metrics.wording.headline import number_words

DICTIONARY: tuple[tuple[str, type[Entry]], ...] = (
    ("Indicator", contract.Indicator),
    ("Figure of the council (observations)", contract.Observation),
    ("Comparator", contract.Comparator),
    ("The council's figure as published elsewhere (own_series)", contract.OwnFigure),
    ("Target", contract.Target),
    ("The source's own words (said)", contract.Said),
    ("Source", contract.Source),
    ("Theme", contract.Theme),
    ("Organisation", contract.Organisation),
    ("Other number of the report", contract.OtherNumber),
)


PLURALS = {"own figure as published": "own figures as published"}


def source_list(catalogue: Catalogue) -> Markup:
    """Every source, with what was taken from it."""
    tallies: dict[str, Counter[str]] = {source_id: Counter() for source_id in catalogue.sources}
    for kind, source_id in _cited(catalogue):
        tallies[source_id].update([kind])
    rows = []
    for source_id, source in catalogue.sources.items():
        counts = ", ".join(
            f"{count} {formatting.plural(count, kind, PLURALS.get(kind))}" for kind, count in tallies[source_id].items()
        )
        when = day_words(source.published) if source.published else "not given"
        title = piece("named", source_link(source.title, source.url), source.note or "")
        rows.append((title, source.publisher, when, counts or "nothing yet"))
    return piece("stacked_table", "Sources", ("Source", "Publisher", "Published", "What was taken from it"), rows)


def _cited(catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    for indicator in catalogue.indicators:
        yield from (("figure", entry.source) for entry in indicator.observations)
        yield from (("comparator", entry.source) for entry in indicator.comparators)
        yield from (("own figure as published", entry.source) for entry in indicator.own_series)
        yield from (("target", entry.source) for entry in indicator.targets)
        yield from (("phrase", entry.source) for entry in indicator.said)
    yield from (("other number", entry.source) for entry in catalogue.other_numbers)


def other_numbers(catalogue: Catalogue) -> Markup:
    """The report's other numbers that are not indicators, each with the reason."""
    rows = [(f"“{number.words}”", number.what, number.why, number.at) for number in catalogue.other_numbers]
    return piece(
        "stacked_table",
        "Other numbers of the report",
        ("In the report", "What it is", "Why it is not an indicator", "Where"),
        rows,
    )


def how_much() -> Markup:
    """The table of how much may be said from how many figures."""
    rules = prose("rules", limits_from=POINTS_FOR_LIMITS, ranges=RANGES_FOR_LIMITS)
    return piece("scroll", "How much may be said", rules)


def method(catalogue: Catalogue) -> Markup:
    """The rules in plain words; the rooms of ``analysis`` apply them."""
    numbers = {"limits_from": POINTS_FOR_LIMITS, "ranges": RANGES_FOR_LIMITS, "per_range": float(PER_MOVING_RANGE)}
    return prose("method", below=_below(catalogue), cards=number_words(CARDS), old=number_words(PERIODS_OLD), **numbers)


def glossary(catalogue: Catalogue) -> Markup:
    """What words on other pages mean, each with an id that they link to: ``sources#term-chance``."""
    return prose("glossary", below=_below(catalogue), limits_from=POINTS_FOR_LIMITS)


def _below(catalogue: Catalogue) -> str:
    """The number below which counts are hidden, in words; empty where none are."""
    below = catalogue.organisation.suppress_below
    return number_words(below) if below else ""


def symbols() -> Markup:
    """The codes and markers of every table."""
    meanings = {**formatting.CODES, **formatting.MARKERS}
    return plain_table("Symbols", ("Symbol", "Meaning"), [(f"[{code}]", words) for code, words in meanings.items()])


def cautions(catalogue: Catalogue) -> Markup:
    """What is ambiguous or in conflict in the report, indicator by indicator."""
    rows = [(indicator_link(indicator), indicator.caution) for indicator in catalogue.indicators if indicator.caution]
    return plain_table("What conflicts or is unclear", ("Indicator", "Caution"), rows)


def dictionary() -> Markup:
    """The data dictionary, generated from the contract."""
    return Markup().join(_entry(name, model) for name, model in DICTIONARY)


def _entry(name: str, model: type[Entry]) -> Markup:
    rows = [
        (piece("code", field.alias or key), field.description or "", "yes" if field.is_required() else "no")
        for key, field in model.model_fields.items()
    ]
    about = piece("paragraph", (model.__doc__ or "").splitlines()[0])
    table = plain_table(name, ("Key", "Meaning", "Required"), rows)
    return piece("fold", piece("bold", name), about + table)


def accessibility(catalogue: Catalogue) -> Markup:
    """The accessibility statement, in the form that the regulations of 2018 give to public bodies."""
    organisation = catalogue.organisation
    return prose("accessibility", name=organisation.name, contact=with_links(organisation.contact))
