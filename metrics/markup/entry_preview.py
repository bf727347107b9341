"""The HTML of entering a quarter: faults, how an upload's headings were read, a preview of the change, and its save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from markupsafe import Markup

from metrics.analysis.reading import Reading
from metrics.catalogue.amend import Change
from metrics.catalogue.documents import Which
from metrics.catalogue.models import Indicator
from metrics.entry import summary
from metrics.entry.corrections import Correction
from metrics.entry.doubts import Tick
from metrics.entry.faults import Fault
from metrics.entry.field_words import FieldChanged
from metrics.entry.rows import FIELDS
from metrics.markup.elements import indicator_link, level_heading
from metrics.markup.templating import part, piece
from metrics.uploads.column_match import ColumnMatch
from metrics.uploads.periods_read import PeriodRead
from metrics.wording import findings, formatting
from metrics.wording.effects import effects

TEMPLATE = "entry.html"

FEW = 12
"""Lines that are shown at once; more are folded."""

NOT_READ = "not read"

MOST_PICTURED = 12
"""Indicators of a change that are shown with pictures and line by line; of more a row each is enough."""

FEW_COMPARATORS = 5
"""Comparators of one indicator that are told line by line; more are one folded table."""


def arriving(press: str) -> Markup:
    """Marks what a press of a button brought: the page scrolls there and a screen reader begins there.

    ``press`` tells one press from another, so that the same words arrive again; "" for what was there before.
    """
    return Markup(' tabindex="-1" data-arrives="{}"').format(press) if press else Markup()


def heading(words: str, *, arrives: str) -> Markup:
    """A heading that the press ``arrives`` brought, as for ``arriving``."""
    return part(TEMPLATE, "heading", words, arriving(arrives))


class FieldLink(NamedTuple):
    """The way from a fault to its field: the id of the sentence beside it, the class of the field, and that of what
    may hide it, or "".
    """

    id: str
    field: str
    within: str = ""


def faults(listed: Sequence[Fault], links: Sequence[FieldLink | None] = (), *, arrives: str = "") -> Markup:
    """Every fault of what was filled in, linked to its field where it has one; ``arrives`` as for ``arriving``."""
    title = f"{len(listed)} {formatting.plural(len(listed), 'thing')} to mend"
    pairs = list(zip_longest(listed, links))
    return part(TEMPLATE, "faults", title, pairs, arriving(arrives))


def wrong_field(link: FieldLink, heading: str, what: str, *, marked: bool) -> Markup:
    """What is wrong with a field, beside it; ``marked``: it is this very field, which the page marks as invalid."""
    return part(TEMPLATE, "wrong_field", link, heading, what, marked)


def run_of(name: str) -> Markup:
    """Tells the page's script which run of the server drew a form."""
    return part(TEMPLATE, "run_of", name)


def progress(filled: int, of: int, left: tuple[str, str] | None) -> Markup:
    """How many lines are filled in, with a link to the first that is not: its title and the class of its field."""
    return part(TEMPLATE, "progress", f"{filled} of {of} filled in", left)


def focusing(field: str, press: int) -> Markup:
    """Has the page's script put the focus into the field of this class; ``press`` tells one time from another."""
    return part(TEMPLATE, "focusing", field, press)


def refusal(words: Iterable[str]) -> Markup:
    """Why something was not done, in a sentence or two."""
    return part(TEMPLATE, "refusal", list(words))


def drafted(words: str) -> Markup:
    """That what is filled in is kept while it is typed, which the page's script then sees to."""
    return part(TEMPLATE, "drafted", words)


def notice_line(words: str) -> Markup:
    """What was done, in a line."""
    return piece("paragraph", words, "notice-line", "status")


def matched_headings(matches: Sequence[ColumnMatch]) -> Markup:
    """How each heading was understood, so that a wrong match is seen before it does harm."""
    if not matches:
        return Markup()
    rows = [(match.header, match.place, _read_as(match.field)) for match in matches]
    unread = [match for match in matches if match.field is None]
    note = f", {len(unread)} not read" if unread else ""
    return part(TEMPLATE, "headings", f"How the {len(matches)} headings were read{note}", rows, bool(unread))


def _read_as(name: str | None) -> Markup:
    column = None if name is None else FIELDS[name]
    return part(
        TEMPLATE, "read_as", column and column.heading, column is not None and column.reference and name != "target"
    )


def periods_read(columns: Sequence[PeriodRead]) -> Markup:
    """Which column or sheet of a file was read as which period, so that a wrong one is seen.

    (contract: Quarters as columns)
    """
    rows = [(one.heading, one.place, one.read_as or NOT_READ, str(len(one.rows))) for one in columns]
    if not rows:
        return Markup()
    table = piece("table", "Which column is which period", ("Heading", "Where", "Read as", "Figures"), rows)
    return piece("fold", f"Which of the {len(rows)} headings is which period", table, open=len(rows) <= FEW)


def doubts(tick: Tick) -> Markup:
    """Above one tick for many doubts: their heading with how many they are, and each of them, folded; else nothing."""
    if not tick.heading:
        return Markup()
    count = len(tick.doubts)
    lines = piece("listing", [formatting.capital(doubt.words) for doubt in tick.doubts])
    return level_heading(f"{tick.heading} ({count})", 3) + piece("fold", f"Each of the {count}", lines)


def unchanged(lines: Sequence[str]) -> Markup:
    """Rows that add nothing, because the file says the same already."""
    if not lines:
        return Markup()
    count = len(lines)
    title = f"{count} equal to what stands: {formatting.plural(count, 'this row adds', 'these rows add')} nothing"
    return piece("fold", title, piece("listing", lines))


def read_codes(sentences: Sequence[str]) -> Markup:
    """Which cells were read as codes; never folded, since a code takes the place of what was written."""
    return _told("Read as codes, since no number stands there:", sentences)


def read_values(sentences: Sequence[str]) -> Markup:
    """Which cells were read otherwise than they are written; many of them are folded."""
    words = "Read as the cells show and say:"
    if len(sentences) <= FEW:
        return _told(words, sentences)
    return piece("fold", f"{words} {len(sentences)} cells", piece("listing", sentences))


def coverage_notice(sentences: Sequence[str]) -> Markup:
    """What was looked for in a file and not found; never folded, since nobody would miss it."""
    return _told("Not everything was found:", sentences)


def _told(words: str, sentences: Sequence[str]) -> Markup:
    return part(TEMPLATE, "told", words, sentences) if sentences else Markup()


def added_lines(added: Sequence[tuple[int, str]], name: str, gone: Sequence[tuple[int, str]] = ()) -> Markup:
    """Exactly the lines that are added to the file, with their numbers; ``gone`` are those whose place they take."""
    count = len(added)
    if gone:
        title = f"The lines of {name} that change; nothing else in it does"
        return part(TEMPLATE, "changed_lines", title, gone, added, len(added) + len(gone) <= FEW)
    what = f"{count} {formatting.plural(count, 'line')} that {formatting.plural(count, 'is', 'are')} added to {name}"
    return part(TEMPLATE, "lines", f"The {what}; nothing else in it changes", added, count <= FEW)


def changes(
    before: Mapping[str, Reading],
    after: Sequence[Reading],
    pictures: Mapping[str, str],
    change: Change,
    corrections: Sequence[Correction] = (),
    fields: Sequence[FieldChanged] = (),
) -> Markup:
    """Each indicator that changes: its reading before and after, and its picture with the new figure in place.

    ``pictures`` are HTML. Of more indicators than ``MOST_PICTURED`` before and after are a folded table.
    ``fields`` are told with their old and their new words, and with what they do to readers.
    """
    told: dict[str, list[FieldChanged]] = {}
    for one in fields:
        told.setdefault(one.indicator, []).append(one)
    if len(after) > MOST_PICTURED and not told:
        moved = [
            (
                reading.indicator.title,
                formatting.capital(findings.moved_words(before.get(reading.indicator.id), reading)),
            )
            for reading in after
        ]
        table = piece("stacked_table", "What changes", ("Indicator", "Before and after"), moved)
        return piece("fold", f"{len(after)} indicators before and after", table)
    rows = [
        _change(before.get(id), reading, pictures, change, corrections) | _fields(before.get(id), reading, told.get(id))
        for id, reading in ((reading.indicator.id, reading) for reading in after)
    ]
    return part(TEMPLATE, "changes", rows)


def _change(
    before: Reading | None,
    after: Reading,
    pictures: Mapping[str, str],
    change: Change,
    corrections: Sequence[Correction],
) -> dict[str, object]:
    indicator = after.indicator
    additions = [addition for addition in change.additions if addition.indicator == indicator.id]
    comparators = [addition.entry for addition in additions if addition.kind == "comparators"]
    many = len(comparators) > FEW_COMPARATORS
    rest = [addition for addition in additions if not (many and addition.kind == "comparators")]
    details = summary.detail_lines(rest, after, before)
    if len(details) > FEW:
        details = [*details[:FEW], f"{len(details) - FEW} more, in the lists above"]
    more = [*summary.periods_compared(before, after), *details]
    return {
        "title": indicator.title,
        "new": before is None,
        "moved": formatting.capital(findings.moved_words(before, after)),
        "more": [
            *more,
            *summary.correction_lines(corrections, indicator),
            *summary.end_lines(change.ends, after),
        ],
        "comparators": _table(comparators, indicator) if many else "",
        "picture": Markup(pictures.get(indicator.id, "")),
    }


def _fields(before: Reading | None, after: Reading, told: Sequence[FieldChanged] | None) -> dict[str, object]:
    """The changed fields of one indicator, so far and from now on, and what readers are told otherwise."""
    if not told or before is None:
        return {"fields": "", "effects": ()}
    heads, rows = ("What", "So far", "From now on"), [(one.name, one.before, one.after) for one in told]
    return {
        "fields": piece("stacked_table", f"What changes of {after.indicator.title}", heads, rows),
        "effects": [f"{words}." for words in effects(before, after)],
    }


def _table(comparators: Sequence[Mapping[str, object]], indicator: Indicator) -> Markup:
    """Many comparators of one indicator, folded."""
    count = len(comparators)
    rows = [
        (
            entry.get("area"),
            summary.of_whom(entry),
            summary.period_of(entry).words,
            summary.entry_value_words(entry, indicator),
        )
        for entry in comparators
    ]
    heads = ("Area", "Of whom", "Period", "Figure")
    title = f"{count} {formatting.plural(count, 'comparator')}"
    return piece("fold", title, piece("table", f"Comparators of {indicator.title}", heads, rows))


def saved(words: str, indicators: Sequence[Indicator], by: str, which: Which = "indicators") -> Markup:
    """Said only when it is on the disk: what was saved, by whom, and links to it; ``which`` file holds it."""
    history = "history" if which == "indicators" else f"history?file={which}"
    return part(
        TEMPLATE,
        "saved",
        formatting.capital(words),
        by,
        history,
        [indicator_link(indicator) for indicator in indicators],
        arriving("saved"),
    )
