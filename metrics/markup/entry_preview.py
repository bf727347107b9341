"""The HTML of entering a quarter: faults, how an upload's headings were read, a preview of the change, and its save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from metrics.analysis.reading import Reading
from metrics.catalogue.amend import Change
from metrics.catalogue.documents import Which
from metrics.catalogue.models import Indicator
from metrics.entry import summary
from metrics.entry.faults import Fault
from metrics.entry.rows import FIELDS
from metrics.markup.elements import indicator_link, page_link, text
from metrics.uploads.upload_reader import ColumnMatch
from metrics.wording import findings, formatting

FEW = 12
"""Lines that are shown at once; more are folded."""

FEW_COMPARATORS = 5
"""Comparators of one indicator that are told line by line; more are one folded table."""


def arriving(press: str) -> str:
    """Marks what a press of a button brought: the page scrolls there and a screen reader begins there.

    ``press`` tells one press from another, so that the same words arrive again; "" for what was there before.
    """
    return f' tabindex="-1" data-arrives="{text(press)}"' if press else ""


def heading(words: str, *, arrives: str) -> str:
    return f"<h2{arriving(arrives)}>{text(words)}</h2>"


def faults(listed: Sequence[Fault], *, arrives: str = "") -> str:
    """Every fault of what was filled in, at its place."""
    count = len(listed)
    items = "".join(f"<li><b>{text(fault.where)}</b>: {text(fault.what)}</li>" for fault in listed)
    return (
        f'<section class="problems" role="alert"{arriving(arrives)}>'
        f"<h2>{count} {formatting.plural(count, 'thing')} to mend</h2>"
        f"<p>Nothing has been saved, and nothing that you filled in is lost.</p><ul>{items}</ul></section>"
    )


def refusal(words: Iterable[str]) -> str:
    """Why something was not done, in a sentence or two."""
    lines = "".join(f"<p>{text(sentence)}</p>" for sentence in words)
    return f'<section class="problems" role="alert">{lines}</section>'


def notice_line(words: str) -> str:
    return f'<p class="notice-line" role="status">{words}</p>'


def matched_headings(matches: Sequence[ColumnMatch]) -> str:
    """How each heading was understood, so that a wrong match is seen before it does harm."""
    if not matches:
        return ""
    rows = "".join(
        f"<tr><td>{text(match.header)}</td><td>{text(match.place)}</td><td>{_read_as(match.field)}</td></tr>"
        for match in matches
    )
    unread = [match for match in matches if match.field is None]
    note = f", {len(unread)} not read" if unread else ""
    return (
        f"<details{' open' if unread else ''}><summary>How the {len(matches)} headings were read{note}</summary>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="How the headings were read">'
        f'<table class="plain-table"><thead><tr><th scope="col">Heading</th><th scope="col">Where</th>'
        f'<th scope="col">Read as</th></tr></thead><tbody>{rows}</tbody></table></div></details>'
    )


def _read_as(name: str | None) -> str:
    if name is None:
        return "<b>not read</b>"
    column = FIELDS[name]
    aside = Markup(' <span class="quiet">(for reference only)</span>') if column.reference else Markup()
    return text(column.heading) + aside


def unchanged(lines: Sequence[str]) -> str:
    """Rows that add nothing, because the file says the same already."""
    if not lines:
        return ""
    items = "".join(f"<li>{text(line)}</li>" for line in lines)
    count = len(lines)
    return (
        f"<details><summary>{count} {formatting.plural(count, 'row adds', 'rows add')} nothing</summary>"
        f"<ul>{items}</ul></details>"
    )


def read_codes(sentences: Sequence[str]) -> str:
    """Which cells were read as codes; never folded, since a code takes the place of what was written."""
    if not sentences:
        return ""
    items = "".join(f"<li>{text(sentence)}.</li>" for sentence in sentences)
    words = "Read as codes, since no number stands there:"
    return f'<section class="notice-line" role="status"><p>{words}</p><ul>{items}</ul></section>'


def coverage_notice(sentences: Sequence[str]) -> str:
    """What was looked for in a file and not found; never folded, since nobody would miss it."""
    if not sentences:
        return ""
    items = "".join(f"<li>{text(sentence)}.</li>" for sentence in sentences)
    return f'<section class="notice-line" role="status"><p>Not everything was found:</p><ul>{items}</ul></section>'


def added_lines(added: Sequence[tuple[int, str]], name: str) -> str:
    """Exactly the lines that are added to the file, with their numbers."""
    numbered = "\n".join(f"{number:>5}  {line}" for number, line in added)
    count = len(added)
    what = (
        f"{count} {formatting.plural(count, 'line')} that {formatting.plural(count, 'is', 'are')} added to {text(name)}"
    )
    return (
        f"<details{' open' if count <= FEW else ''} class='lines'><summary>"
        f"The {what}; nothing else in it changes</summary>"
        f'<pre tabindex="0" role="region" aria-label="Lines added">{escape(numbered)}</pre></details>'
    )


def changes(
    before: Mapping[str, Reading], after: Sequence[Reading], pictures: Mapping[str, str], change: Change
) -> str:
    """Each indicator that changes: its reading before and after, and its picture with the new figure in place."""
    rows = "".join(_change(before.get(reading.indicator.id), reading, pictures, change) for reading in after)
    return (
        '<div class="scorecard preview"><table role="table" aria-label="What changes">'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="p0">Indicator</th>'
        '<th scope="col" role="columnheader" class="p1">Before and after</th>'
        '<th scope="col" role="columnheader" class="p2">Picture with what is new</th></tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _change(before: Reading | None, after: Reading, pictures: Mapping[str, str], change: Change) -> str:
    indicator = after.indicator
    additions = [addition for addition in change.additions if addition.indicator == indicator.id]
    lines = [f'<span class="line">{text(formatting.capital(findings.moved_words(before, after)))}</span>']
    comparators = [addition.entry for addition in additions if addition.kind == "comparators"]
    many = len(comparators) > FEW_COMPARATORS
    rest = [addition for addition in additions if not (many and addition.kind == "comparators")]
    more = [*summary.periods_compared(before, after), *summary.detail_lines(rest, after, before)]
    more += summary.end_lines(change.ends, after)
    lines += [f'<span class="line quiet">{text(line)}</span>' for line in more]
    lines += [_table(comparators, indicator)] if many else []
    mark = "" if before else ' <span class="notice">new indicator</span>'
    return (
        f'<tr role="row"><th scope="row" role="rowheader"><b>{text(indicator.title)}</b>{mark}</th>'
        f'<td role="cell">{"".join(lines)}</td><td role="cell">{pictures.get(indicator.id, "")}</td></tr>'
    )


def _table(comparators: Sequence[Mapping[str, object]], indicator: Indicator) -> str:
    """Many comparators of one indicator, folded."""
    count = len(comparators)
    rows = "".join(
        f"<tr><td>{text(entry.get('area'))}</td><td>{text(summary.of_whom(entry))}</td><td>{text(summary.period_of(entry).words)}</td>"
        f"<td>{text(summary.entry_value_words(entry, indicator))}</td></tr>"
        for entry in comparators
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Area", "Of whom", "Period", "Figure"))
    return (
        f"<details><summary>{count} {formatting.plural(count, 'comparator')}</summary>"
        f'<table class="plain-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details>'
    )


def saved(words: str, indicators: Sequence[Indicator], by: str, which: Which = "indicators") -> str:
    """Said only when it is on the disk: what was saved, by whom, and links to it; ``which`` file holds it."""
    history = "history" if which == "indicators" else f"history?file={which}"
    links = ", ".join(indicator_link(indicator) for indicator in indicators)
    where = f"<p>See {links}.</p>" if links else ""
    return (
        f'<section class="saved" role="status"{arriving("saved")}><h2>Saved</h2>'
        f"<p>{text(formatting.capital(words))}, signed by {text(by)}. It is on the disk. "
        f"{page_link(history, 'History')} holds the change, and can undo it.</p>{where}</section>"
    )
