"""The HTML of entering a quarter: faults, how an upload's headings were read, a preview of the change, and its save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import get_args

from metrics.analysis.reading import Reading
from metrics.catalogue.amend import Addition, Change, Kind
from metrics.catalogue.models import Catalogue, Indicator, Observation
from metrics.catalogue.period import Period, day_words
from metrics.catalogue.period import parse as parse_period
from metrics.entry.faults import Fault
from metrics.entry.proposal import Proposal
from metrics.entry.rows import FIELDS
from metrics.markup.elements import measure_link, page_link, text, verbatim
from metrics.uploads.upload_reader import ColumnMatch
from metrics.wording import findings, formatting

FEW = 12
"""Lines that are shown at once; more are folded."""

FEW_COMPARATORS = 5
"""Comparators of one measure that are told line by line; more are one folded table."""

NAME, WHY = "(your name)", "(why)"
"""Stand for who and why in a revision's lines until they are typed; nothing is saved with them."""


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
    return text(column.heading) + (' <span class="quiet">(for reference only)</span>' if column.reference else "")


def counted_change(proposal: Proposal) -> str:
    """What will be added, in one sentence: 22 figures, 1 revision and 1 comparator."""
    kinds = [addition.kind for addition in proposal.change.additions]
    for entry in proposal.change.indicators:
        for kind in get_args(Kind):
            kinds += [kind] * len(_entries(entry, kind))
    numbers = (
        (kinds.count("observations") - proposal.revised, "figure"),
        (proposal.revised, "revision"),
        (kinds.count("comparators"), "comparator"),
        (kinds.count("own_series"), "published figure of the council"),
        (kinds.count("targets"), "target"),
        (len(proposal.change.indicators), "new measure"),
        (len(proposal.change.sources), "new source"),
    )
    parts = [
        f"{count} {formatting.plural(count, what, what.replace('figure', 'figures') if ' of ' in what else None)}"
        for count, what in numbers
        if count
    ]
    return formatting.listed(parts)


def _entries(entry: Mapping[str, object], name: str) -> list[object]:
    listed = entry.get(name)
    return listed if isinstance(listed, list) else []


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
        f'<pre tabindex="0" role="region" aria-label="Lines added">{verbatim(numbered)}</pre></details>'
    )


def changes(
    before: Mapping[str, Reading], after: Sequence[Reading], pictures: Mapping[str, str], change: Change
) -> str:
    """Each measure that changes: its reading before and after, and its picture with the new figure in place."""
    rows = "".join(_change(before.get(reading.indicator.id), reading, pictures, change) for reading in after)
    return (
        '<div class="scorecard preview"><table role="table" aria-label="What changes">'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="p0">Measure</th>'
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
    more = [*_when(before, after), *_more(rest, after, before)]
    lines += [f'<span class="line quiet">{text(line)}</span>' for line in more]
    lines += [_table(comparators, indicator)] if many else []
    mark = "" if before else ' <span class="notice">new measure</span>'
    return (
        f'<tr role="row"><th scope="row" role="rowheader"><b>{text(indicator.title)}</b>{mark}</th>'
        f'<td role="cell">{"".join(lines)}</td><td role="cell">{pictures.get(indicator.id, "")}</td></tr>'
    )


def _when(before: Reading | None, after: Reading) -> list[str]:
    """The two periods behind the sentence, since they need not be neighbours."""
    was, now = before.latest if before else None, after.latest
    if was is None or now is None or was == now or was.period == now.period:
        return []
    return [f"{formatting.capital(was.period.words)} to {now.period.words}"]


def _more(additions: Sequence[Addition], after: Reading, before: Reading | None) -> list[str]:
    """What else is added to a measure: earlier periods, revisions, predictions, comparators, targets, commentary."""
    lines = []
    for addition in additions:
        entry = addition.entry
        if addition.kind == "observations":
            lines += _figure(entry, after, before)
        elif addition.kind == "comparators":
            value = _value_words(entry, after.indicator)
            lines.append(f"Comparator: {entry.get('area')} ({_of_whom(entry)}), {_period(entry).words}: {value}")
        elif addition.kind == "own_series":
            group = f" ({entry['group']})" if entry.get("group") else ""
            value = _value_words(entry, after.indicator)
            lines.append(f"Published for the council{group}, {_period(entry).words}: {value}")
        else:
            lines.append(f"{formatting.capital(_target(entry))}: {_value_words(entry, after.indicator)}")
    return lines


def _table(comparators: Sequence[Mapping[str, object]], indicator: Indicator) -> str:
    """Many comparators of one measure, folded."""
    count = len(comparators)
    rows = "".join(
        f"<tr><td>{text(entry.get('area'))}</td><td>{text(_of_whom(entry))}</td><td>{text(_period(entry).words)}</td>"
        f"<td>{text(_value_words(entry, indicator))}</td></tr>"
        for entry in comparators
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Area", "Of whom", "Period", "Figure"))
    return (
        f"<details><summary>{count} {formatting.plural(count, 'comparator')}</summary>"
        f'<table class="plain-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details>'
    )


def _of_whom(entry: Mapping[str, object]) -> str:
    return ", ".join(str(entry[name]) for name in ("group", "statistic", "model") if entry.get(name))


def _target(entry: Mapping[str, object]) -> str:
    """A target by its kind and the days it holds: council target from 1 April 2014."""
    begins, ends = entry.get("from"), entry.get("until")
    since = f" from {day_words(begins)}" if isinstance(begins, date) else ""
    until = f" to {day_words(ends)}" if isinstance(ends, date) else ""
    return f"{entry.get('kind') or 'target in words'}{since}{until}"


def _period(entry: Mapping[str, object]) -> Period:
    return parse_period(str(entry["period"]))


def _figure(entry: Mapping[str, object], after: Reading, before: Reading | None) -> list[str]:
    period, value = _period(entry), _value_words(entry, after.indicator)
    when = formatting.with_article(period)
    lines = []
    was = _outcome(before, period) if before else None
    if entry.get("status") == "revised" and was is not None:
        earlier = formatting.figure_words(was, after.indicator)
        lines.append(f"Revises the figure for {when}, which was {earlier}, to {value}")
    elif after.latest is None or after.latest.period != period:
        what = "Predicted" if entry.get("status") == "predicted" else "Figure"
        lines.append(f"{what} for {when}: {value}")
    if entry.get("numerator") is not None and entry.get("denominator") is not None:
        ours = ", from which the value is worked out" if entry.get("inferred") else ""
        lines.append(f"{entry['numerator']:,} of {entry['denominator']:,}{ours}")
    if entry.get("commentary"):
        lines.append(f"Commentary: {entry['commentary']}")
    return lines


def _outcome(reading: Reading, period: Period) -> Observation | None:
    return next((outcome for outcome in reading.outcomes if outcome.period == period), None)


def _value_words(entry: Mapping[str, object], indicator: Indicator) -> str:
    """An entry's value with its unit, its phrase, or what its code means."""
    if entry.get("words"):
        return f"“{entry['words']}”"
    if entry.get("value") is not None:
        about = "about " if entry.get("status") == "approximate" else ""
        return about + formatting.value_words(Decimal(str(entry["value"])), indicator)
    code = str(entry.get("code"))
    return formatting.CODES.get(code, code)


def saved(words: str, measures: Sequence[Indicator], by: str) -> str:
    """Said only when it is on the disk: what was saved, by whom, and links to it."""
    links = ", ".join(measure_link(indicator) for indicator in measures)
    where = f"<p>See {links}.</p>" if links else ""
    return (
        f'<section class="saved" role="status"{arriving("saved")}><h2>Saved</h2>'
        f"<p>{text(formatting.capital(words))}, signed by {text(by)}. It is on the disk. "
        f"{page_link('history', 'History')} holds the change, and can undo it.</p>{where}</section>"
    )


def last_words(indicator: Indicator, last: Observation | None) -> str:
    """A measure's last figure, for reference beside its fields."""
    if last is None:
        return "no figure yet"
    return f"{formatting.figure_words(last, indicator)} {formatting.in_period(last.period)}"


def touched_indicators(catalogue: Catalogue, change: Change) -> list[Indicator]:
    """The measures that a change adds to, in file order."""
    ids = {addition.indicator for addition in change.additions} | {str(entry.get("id")) for entry in change.indicators}
    return [indicator for indicator in catalogue.indicators if indicator.id in ids]


def changed_names(catalogue: Catalogue, change: Change) -> tuple[str, ...]:
    """What a change adds, by name and without a value, for the history that everyone may read."""
    titles = {indicator.id: indicator.title for indicator in catalogue.indicators}
    names = [f"{titles[addition.indicator]}: {_name(addition)}" for addition in change.additions]
    names += [f"{titles[str(entry['id'])]}: the new measure" for entry in change.indicators]
    return (*names, *(f"the new source “{source.get('title')}”" for source in change.sources.values()))


def _name(addition: Addition) -> str:
    entry = addition.entry
    if addition.kind == "targets":
        return f"the {_target(entry)}"
    when = formatting.with_article(_period(entry))
    if addition.kind == "comparators":
        which = ", ".join(str(entry[name]) for name in ("statistic", "model") if entry.get(name))
        area = f"{entry.get('area')} ({which})" if which else entry.get("area")
        return f"the figure of {area} for {when}"
    if addition.kind == "own_series":
        return f"the figure published for the council for {when}"
    what = {"predicted": "the prediction", "revised": "the revision"}.get(str(entry.get("status")), "the figure")
    return f"{what} for {when}"
