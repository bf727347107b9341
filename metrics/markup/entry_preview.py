"""The HTML of entering a quarter: faults, how headings were read, what will be added, and what was saved."""

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
from metrics.entry.proposal import Proposal
from metrics.entry.rows import FIELDS, Fault
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


def faults(found: Sequence[Fault], *, arrives: str = "") -> str:
    """Every fault of what was filled in, at its place."""
    count = len(found)
    items = "".join(f"<li><b>{text(one.where)}</b>: {text(one.what)}</li>" for one in found)
    return (
        f'<section class="problems" role="alert"{arriving(arrives)}>'
        f"<h2>{count} {formatting.plural(count, 'thing')} to mend</h2>"
        f"<p>Nothing has been saved, and nothing that you filled in is lost.</p><ul>{items}</ul></section>"
    )


def refusal(words: Iterable[str]) -> str:
    """Why something was not done, in a sentence or two."""
    lines = "".join(f"<p>{text(one)}</p>" for one in words)
    return f'<section class="problems" role="alert">{lines}</section>'


def notice_line(words: str) -> str:
    return f'<p class="notice-line" role="status">{words}</p>'


def matched_headings(found: Sequence[ColumnMatch]) -> str:
    """How each heading was understood, so that a wrong match is seen before it does harm."""
    if not found:
        return ""
    rows = "".join(
        f"<tr><td>{text(one.header)}</td><td>{text(one.place)}</td><td>{_read_as(one.field)}</td></tr>" for one in found
    )
    odd = [one for one in found if one.field is None]
    told = f", {len(odd)} not read" if odd else ""
    return (
        f"<details{' open' if odd else ''}><summary>How the {len(found)} headings were read{told}</summary>"
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
    kinds = [one.kind for one in proposal.change.additions]
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
    found = entry.get(name)
    return found if isinstance(found, list) else []


def unchanged(lines: Sequence[str]) -> str:
    """Rows that add nothing, because the file says the same already."""
    if not lines:
        return ""
    items = "".join(f"<li>{text(one)}</li>" for one in lines)
    count = len(lines)
    return (
        f"<details><summary>{count} {formatting.plural(count, 'row adds', 'rows add')} nothing</summary>"
        f"<ul>{items}</ul></details>"
    )


def coverage_notice(sentences: Sequence[str]) -> str:
    """What was looked for in a file and not found; never folded, since nobody would miss it."""
    if not sentences:
        return ""
    items = "".join(f"<li>{text(one)}.</li>" for one in sentences)
    return f'<section class="notice-line" role="status"><p>Not everything was found:</p><ul>{items}</ul></section>'


def added_lines(added: Sequence[tuple[int, str]], name: str) -> str:
    """Exactly the lines that are added to the file, with their numbers."""
    shown = "\n".join(f"{number:>5}  {line}" for number, line in added)
    count = len(added)
    what = (
        f"{count} {formatting.plural(count, 'line')} that {formatting.plural(count, 'is', 'are')} added to {text(name)}"
    )
    return (
        f"<details{' open' if count <= FEW else ''} class='lines'><summary>"
        f"The {what}; nothing else in it changes</summary>"
        f'<pre tabindex="0" role="region" aria-label="Lines added">{verbatim(shown)}</pre></details>'
    )


def changes(
    before: Mapping[str, Reading], after: Sequence[Reading], pictures: Mapping[str, str], change: Change
) -> str:
    """Each measure that changes: its reading before and after, and its picture with the new figure in place."""
    rows = "".join(_change(before.get(one.indicator.id), one, pictures, change) for one in after)
    return (
        '<div class="scorecard preview"><table role="table" aria-label="What changes">'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="p0">Measure</th>'
        '<th scope="col" role="columnheader" class="p1">Before and after</th>'
        '<th scope="col" role="columnheader" class="p2">Picture with what is new</th></tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _change(before: Reading | None, after: Reading, pictures: Mapping[str, str], change: Change) -> str:
    indicator = after.indicator
    own = [one for one in change.additions if one.indicator == indicator.id]
    told = [f'<span class="line">{text(formatting.capital(findings.moved_words(before, after)))}</span>']
    comparators = [one.entry for one in own if one.kind == "comparators"]
    many = len(comparators) > FEW_COMPARATORS
    rest = [one for one in own if not (many and one.kind == "comparators")]
    more = [*_when(before, after), *_more(rest, after, before)]
    told += [f'<span class="line quiet">{text(line)}</span>' for line in more]
    told += [_table(comparators, indicator)] if many else []
    fresh = "" if before else ' <span class="notice">new measure</span>'
    return (
        f'<tr role="row"><th scope="row" role="rowheader"><b>{text(indicator.title)}</b>{fresh}</th>'
        f'<td role="cell">{"".join(told)}</td><td role="cell">{pictures.get(indicator.id, "")}</td></tr>'
    )


def _when(before: Reading | None, after: Reading) -> list[str]:
    """The two periods behind the sentence, since they need not be neighbours."""
    was, now = before.latest if before else None, after.latest
    if was is None or now is None or was == now or was.period == now.period:
        return []
    return [f"{formatting.capital(was.period.words)} to {now.period.words}"]


def _more(own: Sequence[Addition], after: Reading, before: Reading | None) -> list[str]:
    """What else is added to a measure: earlier periods, revisions, predictions, comparators, targets, commentary."""
    found = []
    for addition in own:
        entry = addition.entry
        if addition.kind == "observations":
            found += _figure(entry, after, before)
        elif addition.kind == "comparators":
            said = _said(entry, after.indicator)
            found.append(f"Comparator: {entry.get('area')} ({_which(entry)}), {_period(entry).words}: {said}")
        elif addition.kind == "own_series":
            group = f" ({entry['group']})" if entry.get("group") else ""
            said = _said(entry, after.indicator)
            found.append(f"Published for the council{group}, {_period(entry).words}: {said}")
        else:
            found.append(f"{formatting.capital(_target(entry))}: {_said(entry, after.indicator)}")
    return found


def _table(comparators: Sequence[Mapping[str, object]], indicator: Indicator) -> str:
    """Many comparators of one measure, folded."""
    count = len(comparators)
    rows = "".join(
        f"<tr><td>{text(one.get('area'))}</td><td>{text(_which(one))}</td><td>{text(_period(one).words)}</td>"
        f"<td>{text(_said(one, indicator))}</td></tr>"
        for one in comparators
    )
    heads = "".join(f'<th scope="col">{one}</th>' for one in ("Area", "Of whom", "Period", "Figure"))
    return (
        f"<details><summary>{count} {formatting.plural(count, 'comparator')}</summary>"
        f'<table class="plain-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details>'
    )


def _which(entry: Mapping[str, object]) -> str:
    return ", ".join(str(entry[one]) for one in ("group", "statistic", "model") if entry.get(one))


def _target(entry: Mapping[str, object]) -> str:
    """A target by its kind and the days it holds: council target from 1 April 2014."""
    begins, ends = entry.get("from"), entry.get("until")
    since = f" from {day_words(begins)}" if isinstance(begins, date) else ""
    until = f" to {day_words(ends)}" if isinstance(ends, date) else ""
    return f"{entry.get('kind') or 'target in words'}{since}{until}"


def _period(entry: Mapping[str, object]) -> Period:
    return parse_period(str(entry["period"]))


def _figure(entry: Mapping[str, object], after: Reading, before: Reading | None) -> list[str]:
    period, said = _period(entry), _said(entry, after.indicator)
    when = formatting.with_article(period)
    found = []
    was = _outcome(before, period) if before else None
    if entry.get("status") == "revised" and was is not None:
        told = formatting.figure_words(was, after.indicator)
        found.append(f"Revises the figure for {when}, which was {told}, to {said}")
    elif after.latest is None or after.latest.period != period:
        what = "Predicted" if entry.get("status") == "predicted" else "Figure"
        found.append(f"{what} for {when}: {said}")
    if entry.get("numerator") is not None and entry.get("denominator") is not None:
        ours = ", from which the value is worked out" if entry.get("inferred") else ""
        found.append(f"{entry['numerator']:,} of {entry['denominator']:,}{ours}")
    if entry.get("commentary"):
        found.append(f"Commentary: {entry['commentary']}")
    return found


def _outcome(reading: Reading, period: Period) -> Observation | None:
    return next((one for one in reading.outcomes if one.period == period), None)


def _said(entry: Mapping[str, object], indicator: Indicator) -> str:
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
    links = ", ".join(measure_link(one) for one in measures)
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
    ids = {one.indicator for one in change.additions} | {str(one.get("id")) for one in change.indicators}
    return [one for one in catalogue.indicators if one.id in ids]


def changed_names(catalogue: Catalogue, change: Change) -> tuple[str, ...]:
    """What a change adds, by name and without a value, for the history that everyone may read."""
    titles = {one.id: one.title for one in catalogue.indicators}
    found = [f"{titles[one.indicator]}: {_name(one)}" for one in change.additions]
    found += [f"{titles[str(one['id'])]}: the new measure" for one in change.indicators]
    return (*found, *(f"the new source “{one.get('title')}”" for one in change.sources.values()))


def _name(addition: Addition) -> str:
    entry = addition.entry
    if addition.kind == "targets":
        return f"the {_target(entry)}"
    when = formatting.with_article(_period(entry))
    if addition.kind == "comparators":
        which = ", ".join(str(entry[one]) for one in ("statistic", "model") if entry.get(one))
        area = f"{entry.get('area')} ({which})" if which else entry.get("area")
        return f"the figure of {area} for {when}"
    if addition.kind == "own_series":
        return f"the figure published for the council for {when}"
    what = {"predicted": "the prediction", "revised": "the revision"}.get(str(entry.get("status")), "the figure")
    return f"{what} for {when}"
