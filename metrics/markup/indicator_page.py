"""The HTML of one indicator's page: finding, what may be said, sources' words, what it is, every figure's source."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from metrics.analysis.reading import Reading
from metrics.catalogue.models import Catalogue, Indicator
from metrics.charts import symbols
from metrics.exports import chart_tables
from metrics.exports.figure_rows import figure_groups, hidden_words, number_heading
from metrics.exports.source_words import source_words
from metrics.markup.elements import indicator_address, page_link, paragraph, text, with_terms
from metrics.markup.page import copy_fold
from metrics.markup.templating import render
from metrics.wording import formatting, opening, questions, small_numbers, uncertainty, verdicts
from metrics.wording.citations import citation, period_note
from metrics.wording.polarity import WAYS
from metrics.wording.retirement import retired_words
from metrics.wording.uncertainty import Remark

LONG = 8
"""A group of more figures than this is folded, unless it is the first."""

CAUTION_LINE = 130
"""A caution of so many letters stands whole; of a longer one the first sentence, and the rest folds out."""


def head(reading: Reading) -> Markup:
    """The whole name where the heading is a short one, and the finding in two lines at most."""
    indicator = reading.indicator
    name = indicator.name if indicator.name != indicator.title else ""
    why = indicator.why_missing if reading.latest is None else None
    return render(
        "indicator_head.html",
        name=name,
        retired=retired_words(indicator),
        finding=opening.opening(reading).words,
        why_missing=why and unfolded(why),
    )


def unfolded(words: str) -> str:
    """Words of several lines of the data file as one."""
    return " ".join(words.split())


@dataclass(frozen=True)
class _Told:
    """A remark with its small shape as CSS draws it."""

    words: Markup
    shape: str


def _told(remark: Remark, seen: set[str]) -> _Told:
    return _Told(with_terms(remark.words, seen), symbols.polygon(remark.sign) if remark.sign is not None else "")


def said(reading: Reading, *, editor: bool = False) -> Markup:
    """What to ask and who answers; caution; what may be said in one line, and the rest of it folded."""
    indicator, latest = reading.indicator, reading.latest
    line, remarks = opening.in_one_line(reading), _remarks(reading)
    caution, rest = _first_sentence(indicator.caution or "")
    terms: set[str] = set()
    offer = uncertainty.rebase_offer(reading) if editor and reading.counted else ""
    return render(
        "indicator_said.html",
        also=opening.opening(reading).rest,
        ask=questions.asked_of(reading),
        owner=indicator.owner,
        commentary=latest.commentary if latest is not None else None,
        why_it_matters=indicator.why_it_matters,
        caution=caution,
        caution_rest=rest,
        line=_told(line, terms) if line is not None else None,
        remarks=[_told(one, terms) for one in remarks if one != line],
        offer=offer,
    )


def change_link(reading: Reading) -> Markup:
    """Where an officer changes what it is called, counts and asks, its targets, and whether it is retired."""
    address = f"change?id={quote(reading.indicator.id)}"
    return Markup('<p class="quiet">{}</p>').format(page_link(address, "Change this indicator"))


def _first_sentence(words: str) -> tuple[str, str]:
    """Words that are short enough for a line, else their first sentence and the rest."""
    words = unfolded(words)
    first, stop, rest = words.partition(". ")
    return (words, "") if len(words) <= CAUTION_LINE or not stop else (f"{first}.", rest)


def _remarks(reading: Reading) -> list[Remark]:
    """All that is known of how sure the latest figure is: counts, margin, the year before, variation, the period."""
    small, year = small_numbers.small_numbers(reading), verdicts.year_before_words(reading)
    remarks = [Remark(small)] if small else []
    remarks += [Remark(f"{year}.")] if year else []
    remarks += uncertainty.variation_words(reading) if reading.counted else []
    note = period_note(reading.latest) if reading.latest is not None else ""
    return remarks + ([Remark(f"{formatting.capital(note)}.")] if note else [])


def minutes(words: str) -> Markup:
    """The text for the minutes, folded, with a button that copies it."""
    return copy_fold("Copy for the minutes", words)


def about(reading: Reading) -> Markup:
    """What the indicator is, its standard, how often it is reported; and where that is so, that nobody answers."""
    indicator = reading.indicator
    way = "Grade 1 is the best, 4 the worst" if indicator.unit == "grade" else WAYS[indicator.polarity]
    facts = [
        ("Definition", indicator.definition),
        ("Of whom", indicator.group),
        ("Which way is better", way),
        ("Reported", "at inspections" if indicator.frequency == "inspection" else f"every {indicator.frequency}"),
        ("Who answers for it", "" if indicator.owner else "The report names nobody."),
        ("Standard", indicator.standard and f"“{indicator.standard.words}” ({indicator.standard.at})"),
        ("Note", indicator.note),
    ]
    return render("indicator_about.html", facts=[(name, unfolded(words)) for name, words in facts if words])


def words_and_definition(catalogue: Catalogue, reading: Reading) -> Markup:
    """Sources' words and what the indicator is, side by side where there is room."""
    words, definition = comparisons(catalogue, reading.indicator), about(reading)
    if not words.strip():
        return definition
    return Markup('<div class="words-and-definition"><div>{}</div><div>{}</div></div>').format(words, definition)


def comparisons(catalogue: Catalogue, indicator: Indicator) -> Markup:
    """What sources say in words, each under its name and date; and the comparators that are only listed."""
    listed = chart_tables.listed_comparators(catalogue, indicator)
    said_by = source_words(catalogue, indicator)
    return render("indicator_words.html", sources=said_by, listed=listed, linked=linked)


def figures(catalogue: Catalogue, reading: Reading) -> Markup:
    """Every number of the indicator in one table, each with its source, quotation and notes; nothing without any."""
    indicator, groups = reading.indicator, figure_groups(catalogue, reading)
    nowhere = ""
    if indicator.source and indicator.at and not indicator.observations:
        nowhere = citation(catalogue.sources[indicator.source], indicator.at)
    if not groups and not nowhere:
        return Markup()
    return render(
        "indicator_figures.html",
        groups=groups,
        title=indicator.title,
        number=number_heading(indicator),
        hidden=hidden_words(groups),
        nowhere=nowhere,
        linked=linked,
        long=LONG,
    )


def linked(words: str, address: str | None) -> Markup:
    """Words that lead to where a source stands on the web; words alone where that isn't known."""
    if address is None or not address.startswith(("https://", "http://")):
        return text(words)
    return Markup('<a href="{}" rel="noopener">{}</a>').format(address, text(words))


def no_such_indicator(asked: str) -> Markup:
    """That the address names no indicator of the data file."""
    return paragraph(f"There is no indicator “{asked}”. This is another one; choose below.", look="caution")


def previous_and_next(readings: list[Reading], reading: Reading) -> Markup:
    """Links to the previous and next indicator of the same theme."""
    theme = [other.indicator for other in readings if other.theme.id == reading.theme.id]
    place = theme.index(reading.indicator)
    return render(
        "neighbours.html",
        name=reading.theme.name,
        previous=_neighbour(theme[place - 1]) if place > 0 else None,
        next=_neighbour(theme[place + 1]) if place + 1 < len(theme) else None,
        trends=f"trends?m={reading.indicator.id}",
    )


def _neighbour(indicator: Indicator) -> dict[str, str]:
    return {"address": indicator_address(indicator.id), "title": indicator.title}
