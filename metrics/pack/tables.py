"""The pack's contents as tables, for the workbook and the CSV: the words of ``contents``, the figures of ``exports``.

Values are Decimals in the indicator's own unit (percent 0-100), with their digits as published.

(contract: The pack)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from metrics.analysis.reading import Reading
from metrics.catalogue.models import Catalogue, Indicator, Observation, OwnFigure
from metrics.exports import tidy
from metrics.exports.chart_tables import COMPARABILITY, unit_heading
from metrics.pack.blocks import Block
from metrics.pack.contents import Pack
from metrics.wording import formatting
from metrics.wording import pack as words
from metrics.wording.briefing import Part
from metrics.wording.panel_entries import Told

Cell = str | int | Decimal | None


@dataclass(frozen=True)
class Table:
    """One table of the workbook: ``name`` is the sheet's, ``about`` stands above it, ``empty`` in its place.

    ``columns`` are headings with their widths in characters; every row has as many cells.
    """

    name: str
    title: str
    about: tuple[str, ...]
    empty: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]


BLANK = "A blank cell means that there is nothing to tell."
CODED = "Where there is no number, a code stands in the column Code; the sheet Notes says what each means."


def tables(pack: Pack, catalogue: Catalogue) -> list[Table]:
    """Every table of a pack, in their order; ``catalogue`` is the one it was made of, small numbers suppressed."""
    return [
        _notes(pack),
        _counts(pack),
        _judgements(pack),
        _exceptions(pack),
        _challenges(pack),
        _since(pack),
        *_asked_for(pack),
        _indicators(pack),
        _findings(pack),
        _waiting(pack),
        _figures(pack, catalogue),
    ]


def _notes(pack: Pack) -> Table:
    codes = [(f"[{code}]", formatting.capital(meaning)) for code, meaning in formatting.CODES.items()]
    marks = [(f"[{letter}]", formatting.capital(meaning)) for letter, meaning in formatting.MARKERS.items()]
    known = [(name, formatting.capital(meaning)) for name, meaning in pack.key]
    columns = (("Word, code or mark", 28), ("What it means", 90))
    about = ("The words of this workbook, the codes of its column Code and the marks of its column Mark.",)
    return Table("Notes", words.KEY, about, "", columns, (*known, *codes, *marks))


def _counts(pack: Pack) -> Table:
    rows = tuple((one.count, formatting.capital(one.words), one.worth) for one in pack.counts)
    columns = (("How many", 12), ("Indicators", 50), ("What that is worth", 50))
    return Table("Summary", words.SUMMARY, (), "No indicator has figures to count.", columns, rows)


def _judgements(pack: Pack) -> Table:
    rows = tuple((one.name, one.words, one.when) for one in pack.judgements)
    columns = (("What of", 60), ("Judgement", 20), ("Whose and when", 40))
    return Table("Judgements", "The inspectors’ judgements", (), "No judgement is recorded.", columns, rows)


_WHEN = (("Due", 20), ("How it stands", 34), ("What followed", 60))


def _exceptions(pack: Pack) -> Table:
    rows = tuple(
        (
            one.name,
            pack.names.get(one.indicator, one.indicator),
            formatting.capital(one.period),
            *_texts(one),
            one.role[1],
            *_state(one),
        )
        for one in pack.exceptions
    )
    columns = (("Exception", 14), ("Indicator", 34), ("Period", 22), ("Cause", 50), ("Action", 50), ("Responsible", 28))
    return Table("Exceptions", words.EXCEPTIONS, (BLANK,), words.NO_EXCEPTION, (*columns, *_WHEN), rows)


def _challenges(pack: Pack) -> Table:
    listed = [(pack.last_time_heading, one) for one in pack.last_time] + [(words.OLDER, one) for one in pack.older]
    rows = tuple(
        (
            *(one.name, pack.names.get(one.indicator, one.indicator) or "In general", formatting.capital(one.period)),
            *(*_texts(one), one.role[1], *_state(one), when),
        )
        for when, one in listed
    )
    columns = (("Challenge", 14), ("About", 34), ("Period", 22), ("What was asked", 60), ("Who answers", 28))
    about = tuple(one for one in (pack.challenges_counted, BLANK) if one)
    return Table(
        "Challenges",
        words.LAST_TIME,
        about,
        words.NO_LAST_TIME,
        (*columns, *_WHEN, ("When it was asked", 34)),
        rows,
    )


def _texts(one: Told) -> tuple[str, ...]:
    return tuple(said for _, said in one.texts)


def _state(one: Told) -> tuple[str, str, str]:
    followed = " ".join(f"{step.marked}: {step.words}" if step.words else f"{step.marked}." for step in one.followed)
    return one.due, one.state, followed


def _since(pack: Pack) -> Table:
    rows = tuple((one,) for one in pack.since)
    return Table("Since the last meeting", words.SINCE, (), words.NO_LAST_MEETING, (("What is new", 110),), rows)


def _asked_for(pack: Pack) -> list[Table]:
    """What the inspection asked for, and the gaps in what is measured; no sheets where there is no file of them."""
    found = pack.asked_for
    if found is None:
        return []
    rows = tuple(
        (
            *(one.number, one.words, one.said, one.owners, one.due),
            *("; ".join(f"{name}: {latest}" for name, latest in one.indicators), one.state, one.moved),
        )
        for one in found.asked
    )
    columns = (
        *(("Number", 10), ("What was asked", 50), ("In the report", 40), ("Who answers", 30), ("By when", 20)),
        *(("How we will know", 70), ("State", 34), ("Last moved", 40)),
    )
    about = tuple(one for one in (found.summary, found.due_note) if one)
    lacking = tuple((one.words, one.said, one.lacks, one.indicators, one.state) for one in found.gaps)
    heads = (("What is lacking", 60), ("In the report", 40), ("Kind", 22), ("Proposed to measure it", 60))
    counted = (found.coverage,) if found.coverage else ()
    return [
        Table("Recommendations", words.ASKED_FOR, about, words.NO_ASKED_FOR, columns, rows),
        Table("Coverage", words.GAPS, counted, words.NO_GAP, (*heads, ("State", 40)), lacking),
    ]


def _indicators(pack: Pack) -> Table:
    columns = (
        *(
            ("Number", 10),
            ("Indicator", 40),
            ("Theme", 26),
            ("Latest figure", 14),
            ("Whose figure", 24),
            ("Code", 8),
            ("Mark", 10),
        ),
        *(("Unit", 22), ("Period", 24), ("Finding", 60), ("Change", 14), ("How sure", 18)),
        *(("Target or duty", 50), ("Comparator", 50), ("What may be said", 40), ("Caution", 50), ("Commentary", 50)),
        *(("Why it is here", 40), ("Ask", 50), ("Who answers", 28), ("Why it matters", 50), ("Sources", 60)),
    )
    rows = tuple(_indicator_row(one) for one in pack.blocks)
    return Table("Indicators", words.INDICATORS, (pack.chosen, CODED, BLANK), words.NO_BLOCK, columns, rows)


def _indicator_row(block: Block) -> tuple[Cell, ...]:
    reading, told = block.reading, block.briefing
    indicator = reading.indicator
    return (
        *(block.number, told.name, block.theme, *_value_cells(reading), unit_heading(indicator), block.when),
        *(told.headline, *_verdict_cells(reading)),
        *(_of_kind(told.parts, "target"), _of_kind(told.parts, "comparator"), told.sure, told.caution, told.commentary),
        *("; ".join(block.reasons), told.ask, told.answers, told.why_it_matters, "; ".join(block.sources)),
    )


def _verdict_cells(reading: Reading) -> tuple[str, str]:
    """The verdict of the change, and how sure that is."""
    verdict = reading.verdict
    if verdict is None:
        return "", ""
    return SAID[verdict.said] if verdict.said else "", formatting.capital(verdict.strength or "")


SAID = {"better": "Better", "worse": "Worse", "same": "No change"}


def _value_cells(reading: Reading) -> tuple[Cell, str, str, str]:
    """The latest figure, whose it is, its code and its mark, in cells of their own."""
    newest: Observation | OwnFigure | None = reading.latest
    series = "own"
    if newest is None and reading.published is not None:
        newest, series = reading.published.latest, "own_series"
    if newest is None:
        return None, "", "[x]", ""
    return newest.value, SERIES[series], f"[{newest.code}]" if newest.code else "", formatting.marker(newest)


def _of_kind(parts: Iterable[Part], kind: str) -> str:
    return " ".join(f"{part.label}: {part.words}." for part in parts if part.kind == kind)


def _findings(pack: Pack) -> Table:
    """Every part of what is told of each indicator, a row each."""
    rows = tuple(
        (block.number, block.briefing.name, part.label, part.words)
        for block in pack.blocks
        for part in (Part("Finding", block.briefing.headline), *block.briefing.parts)
    )
    columns = (("Number", 10), ("Indicator", 40), ("What about", 26), ("What is told", 100))
    about = ("Everything that the dashboard tells of an indicator, a row each.",)
    return Table("Findings", "What is told of each indicator", about, words.NO_BLOCK, columns, rows)


def _waiting(pack: Pack) -> Table:
    rows = tuple((one.number, one.name, one.theme, one.why) for one in pack.waiting)
    columns = (("Number", 10), ("Indicator", 50), ("Theme", 26), ("Why there is none", 70))
    empty = "None is listed: only the pack of everything lists them."
    return Table("Without a figure", words.WAITING, (BLANK,), empty, columns, rows)


FIGURES = {
    "series": ("Whose figure", 24),
    "area": ("Area", 20),
    "group": ("Group", 30),
    "period": ("Period", 26),
    "period_start": ("From", 12),
    "period_end": ("Until", 12),
    "value": ("Figure", 12),
    "code": ("Code", 8),
    "mark": ("Mark", 10),
    "unit": ("Unit", 22),
    "status": ("Status", 16),
    "numerator": ("Counted", 12),
    "denominator": ("Out of", 12),
    "unknown": ("Not known", 12),
    "counts_rounded_to": ("Counts rounded to", 18),
    "comparable": ("How it compares", 30),
    "model": ("Neighbours’ model", 18),
    "statistic": ("Neighbours’ statistic", 20),
    "source_title": ("Source", 50),
    "publisher": ("Publisher", 30),
    "at": ("Place in the source", 40),
    "note": ("Note", 50),
    "commentary": ("Commentary", 50),
}
SERIES = {
    "own": "The council’s own",
    "own_series": "Published about the council",
    "comparator": "Another area",
    "target": "Target or duty",
}


def _figures(pack: Pack, catalogue: Catalogue) -> Table:
    rows = tuple(
        (block.number, block.briefing.name, *(_figure_cell(name, row, block.reading.indicator) for name in FIGURES))
        for block in pack.blocks
        for row in tidy.rows(block.reading.indicator, catalogue, block.reading)
    )
    columns = (("Number", 10), ("Indicator", 40), *FIGURES.values())
    return Table("Figures", "Every figure, with its source", (CODED, BLANK), words.NO_BLOCK, columns, rows)


def _figure_cell(name: str, row: dict[str, Any], indicator: Indicator) -> Cell:
    found = row.get(name)
    if name == "series":
        return SERIES[row["series"]]
    if name == "unit":
        return unit_heading(indicator)
    if name == "code":
        return f"[{found}]" if found else ""
    if name == "comparable":
        return formatting.capital(COMPARABILITY[found]) if found else ""
    return found


def csv_rows(pack: Pack, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """The rows of the CSV, a figure each; ``finding`` stands in the first of an indicator, which always has one."""
    for block in pack.blocks:
        listed = list(tidy.rows(block.reading.indicator, catalogue, block.reading))
        indicator = block.reading.indicator
        bare = {name: getattr(indicator, name) for name in ("name", "theme", "unit")}
        bare |= {"indicator": indicator.id, "indicator_number": indicator.number}
        for place, row in enumerate(listed or [bare]):
            yield {**row, "finding": finding(block) if not place else None}


def finding(block: Block) -> str:
    """Everything that is told of an indicator, as running text."""
    told = block.briefing
    return " ".join([told.headline, *(f"{part.label}: {part.words}." for part in told.parts)])
