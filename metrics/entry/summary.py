"""Summary of a change in words, without HTML: counted, by name, and line by line.

The pages, the command line and the journal say the same of a change; none of it needs markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import get_args

from metrics.analysis.reading import Reading
from metrics.catalogue.amend import Addition, Change, Kind, TargetEnd
from metrics.catalogue.models import Catalogue, Indicator, Observation
from metrics.catalogue.period import Period, day_words
from metrics.catalogue.period import parse as parse_period
from metrics.catalogue.yaml_edit import Edit
from metrics.entry import corrections
from metrics.entry.corrections import Correction
from metrics.entry.proposal import Proposal
from metrics.wording import formatting

_MANY = {
    "published figure of the council": "published figures of the council",
    "end of a target": "ends of a target",
    "corrected commentary": "corrected commentaries",
}
"""The plurals that don't end in an s alone."""


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
        (len(proposal.change.indicators), "new indicator"),
        (len(proposal.change.sources), "new source"),
        (len(proposal.change.ends), "end of a target"),
        *corrections.counted(proposal.corrections),
        (len({(edit.loc[:2], edit.told) for edit in proposal.fields}), "changed field"),
    )
    parts = [f"{count} {formatting.plural(count, what, _MANY.get(what))}" for count, what in numbers if count]
    return formatting.listed(parts)


def _entries(entry: Mapping[str, object], name: str) -> list[object]:
    listed = entry.get(name)
    return listed if isinstance(listed, list) else []


def changed_names(catalogue: Catalogue, change: Change) -> tuple[str, ...]:
    """What a change adds, by name and without a value, for the history that everyone may read."""
    titles = {indicator.id: indicator.title for indicator in catalogue.indicators}
    names = [f"{titles[addition.indicator]}: {_name(addition)}" for addition in change.additions]
    names += edited_names(catalogue, change.edits)
    names += [f"{titles[end.indicator]}: the end of {ended_target(catalogue, end)}" for end in change.ends]
    names += [f"{titles[str(entry['id'])]}: the new indicator" for entry in change.indicators]
    return (*names, *(f"the new source “{source.get('title')}”" for source in change.sources.values()))


def edited_names(catalogue: Catalogue, edits: Sequence[Edit]) -> list[str]:
    """Which fields are edited, each by its indicator's title; ``catalogue`` is the one after the change."""
    names = []
    for edit in edits:
        what = edit.told or f"the {str(edit.loc[-1]).replace('_', ' ')}"
        match edit.loc:
            case ("indicators", int(number), _, *_):
                names.append(f"{catalogue.indicators[number].title}: {what}")
            case _:
                names.append(edit.told or f"{edit.loc[0]}: {what}")
    return list(dict.fromkeys(names))


def _name(addition: Addition) -> str:
    entry = addition.entry
    if addition.kind == "targets":
        return f"the {target_words(entry)}"
    when = formatting.with_article(period_of(entry))
    if addition.kind == "comparators":
        which = ", ".join(str(entry[name]) for name in ("statistic", "model") if entry.get(name))
        area = f"{entry.get('area')} ({which})" if which else entry.get("area")
        return f"the figure of {area} for {when}"
    if addition.kind == "own_series":
        return f"the figure published for the council for {when}"
    what = {"predicted": "the prediction", "revised": "the revision"}.get(str(entry.get("status")), "the figure")
    return f"{what} for {when}"


def touched_indicators(catalogue: Catalogue, change: Change) -> list[Indicator]:
    """The indicators that a change adds to, in file order."""
    ids = {addition.indicator for addition in change.additions} | {str(entry.get("id")) for entry in change.indicators}
    ids |= {end.indicator for end in change.ends}
    ids |= {catalogue.indicators[int(edit.loc[1])].id for edit in change.edits if edit.loc[0] == "indicators"}
    return [indicator for indicator in catalogue.indicators if indicator.id in ids]


def ended_target(catalogue: Catalogue, end: TargetEnd) -> str:
    """A target that ends, by its kind and days: the council target from 1 October 2013 to 31 March 2014."""
    indicator = catalogue.indicator(end.indicator)
    assert indicator is not None
    target = indicator.targets[end.number]
    return f"the {target_words({'kind': target.kind, 'from': target.from_, 'until': end.until})}"


def last_words(indicator: Indicator, last: Observation | None) -> str:
    """An indicator's last figure, for reference beside its fields."""
    if last is None:
        return "no figure yet"
    return f"{formatting.figure_words(last, indicator)} {formatting.in_period(last.period)}"


def periods_compared(before: Reading | None, after: Reading) -> list[str]:
    """The two periods behind the sentence, since they need not be neighbours."""
    was, now = before.latest if before else None, after.latest
    if was is None or now is None or was == now or was.period == now.period:
        return []
    return [f"{formatting.capital(was.period.words)} to {now.period.words}"]


def detail_lines(additions: Sequence[Addition], after: Reading, before: Reading | None) -> list[str]:
    """What else is added to an indicator: earlier periods, revisions, predictions, comparators, targets, commentary."""
    lines = []
    for addition in additions:
        entry = addition.entry
        if addition.kind == "observations":
            lines += _figure(entry, after, before)
        elif addition.kind == "comparators":
            value = entry_value_words(entry, after.indicator)
            lines.append(f"Comparator: {entry.get('area')} ({of_whom(entry)}), {period_of(entry).words}: {value}")
        elif addition.kind == "own_series":
            group = f" ({entry['group']})" if entry.get("group") else ""
            value = entry_value_words(entry, after.indicator)
            lines.append(f"Published for the council{group}, {period_of(entry).words}: {value}")
        else:
            lines.append(f"{formatting.capital(target_words(entry))}: {entry_value_words(entry, after.indicator)}")
    return lines


def correction_lines(made: Sequence[Correction], indicator: Indicator) -> list[str]:
    """What is corrected of an indicator's figures, old and new, in a line each."""
    return [line for one in made if one.standing.indicator.id == indicator.id for line in one.lines]


def outlook(change: Change) -> str:
    """What will become of a change: added, or saved where something that stands is changed."""
    return "saved" if change.edits else "added"


def end_lines(ends: Sequence[TargetEnd], after: Reading) -> list[str]:
    """The targets of an indicator that end: Council target from 1 October 2013 to 31 March 2014: 95%."""
    lines = []
    for end in ends:
        if end.indicator == after.indicator.id:
            target = after.indicator.targets[end.number]
            words = target_words({"kind": target.kind, "from": target.from_, "until": end.until})
            value = (
                f"“{target.words}”" if target.value is None else formatting.value_words(target.value, after.indicator)
            )
            lines.append(f"{formatting.capital(words)}: {value}, which ends")
    return lines


def _figure(entry: Mapping[str, object], after: Reading, before: Reading | None) -> list[str]:
    period, value = period_of(entry), entry_value_words(entry, after.indicator)
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


def target_words(entry: Mapping[str, object]) -> str:
    """A target by its kind and the days it holds: council target from 1 April 2014."""
    begins, ends = entry.get("from"), entry.get("until")
    since = f" from {day_words(begins)}" if isinstance(begins, date) else ""
    until = f" to {day_words(ends)}" if isinstance(ends, date) else ""
    return f"{entry.get('kind') or 'target in words'}{since}{until}"


def of_whom(entry: Mapping[str, object]) -> str:
    return ", ".join(str(entry[name]) for name in ("group", "statistic", "model") if entry.get(name))


def period_of(entry: Mapping[str, object]) -> Period:
    return parse_period(str(entry["period"]))


def entry_value_words(entry: Mapping[str, object], indicator: Indicator) -> str:
    """An entry's value with its unit, its phrase, or what its code means."""
    if entry.get("words"):
        return f"“{entry['words']}”"
    if entry.get("value") is not None:
        about = "about " if entry.get("status") == "approximate" else ""
        return about + formatting.value_words(Decimal(str(entry["value"])), indicator)
    code = str(entry.get("code"))
    return formatting.CODES.get(code, code)
