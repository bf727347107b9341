"""The scorecard's HTML below the first screen (``home``): counts, and one row an indicator; sparklines with alt text.

Pure functions of readings and sparklines; the screen caches what they return once
per data version. Tables are real tables, pictures are images with alt text.
"""

from __future__ import annotations

from collections.abc import Mapping

from metrics.analysis.reading import Reading, look_first
from metrics.analysis.states import STATES, UNCLEAR, State
from metrics.analysis.targets import TargetReading
from metrics.catalogue.models import Comparator
from metrics.charts.sparkline import time_span
from metrics.markup import published
from metrics.markup.elements import (
    big_figure,
    by_theme,
    indicator_link,
    notice,
    period_html,
    symbol_html,
    text,
    verdict_tag,
)
from metrics.wording import findings, formatting, small_numbers, tallies, targets, verdicts
from metrics.wording.uncertainty import Remark, assurance_words, cause_remark

FILTERS: dict[str, State] = {
    "": State("All indicators", lambda _: True, lambda _: True),
    **{str(name): state for name, state in STATES.items()},
    "unclear": UNCLEAR,
}
"""By their words in the address; those without a tile (``home``) are of addresses that were kept."""


def theme_tables(readings: list[Reading], pictures: Mapping[str, str], show: str = "") -> str:
    """One section a theme, one row an indicator; then service facts and awaiting indicators, folded."""
    keep = FILTERS.get(show, FILTERS[""]).found
    counted = [reading for reading in readings if reading.counted and keep(reading)]
    years = _years([reading for reading in readings if reading.counted])
    sections = [_theme(name, group, pictures, bool(show), years) for name, group in by_theme(counted)]
    if not counted:
        sections = ['<p class="counts">No indicator is in this state.</p>']
    if not show:
        sections += [_context(readings), published.only_published(readings), _awaiting(readings)]
    return f'<div class="scorecard">{_head(readings, counted, show)}{"".join(sections)}</div>'


def _head(readings: list[Reading], counted: list[Reading], show: str) -> str:
    """Over the tables: the counts, each with what it is worth, and a link to each theme."""
    themes = {reading.theme.id: reading.theme.name for reading in counted}
    links = "".join(f'<li><a href="#theme-{text(id)}">{text(name)}</a></li>' for id, name in themes.items())
    nav = f'<nav class="themes" aria-label="Themes"><ul>{links}</ul></nav>' if len(themes) > 1 else ""
    counts = "" if show else f'<p class="counts">{text(tallies.counts_sentence(readings))}</p>'
    return f'<div class="over">{counts}{nav}</div>' if counts or nav else ""


COLUMNS = ("Indicator", "Latest", "Change", "Picture", "Target or duty", "Compared with")


def _years(readings: list[Reading]) -> str:
    """From when to when the pictures go, since they share one axis of time."""
    span = time_span(readings)
    return f", {span[0].year} to {span[1].year}" if span and span[0].year < span[1].year else ""


def _theme(name: str, group: list[Reading], pictures: Mapping[str, str], narrowed: bool, years: str) -> str:
    heading_id = "theme-" + group[0].theme.id
    columns = [f"{column}{years}" if column == "Picture" else column for column in COLUMNS]
    heads = "".join(f'<th scope="col" role="columnheader" class="h{i}">{head}</th>' for i, head in enumerate(columns))
    rows = "".join(_row(reading, pictures.get(reading.indicator.id, "")) for reading in group)
    tally = "" if narrowed else f"<p>{text(tallies.theme_tally(group))}</p>"
    return (
        f'<section aria-labelledby="{heading_id}"><div class="heading"><h2 id="{heading_id}">{text(name)}</h2>'
        f"{tally}</div>"
        f'<table role="table" aria-labelledby="{heading_id}"><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></section>'
    )


def _row(reading: Reading, picture: str) -> str:
    indicator, latest = reading.indicator, reading.latest
    assert latest is not None
    foreseen = "".join(f'<span class="predicted">{text(words)}</span>' for words in _predictions(reading))
    cells = (
        ("latest", "Latest", f"{big_figure(latest, indicator)}{_counts(reading)}{period_html(latest)}{foreseen}"),
        ("change", "Change", _change(reading)),
        ("picture", "", picture),
        ("target", "Target or duty", _target(reading)),
        ("against", "Compared with", _compared(reading)),
    )
    body = "".join(
        f'<td role="cell" class="{name}">{f"<span class=label>{label}</span> " if label else ""}{content}</td>'
        for name, label, content in cells
    )
    place = f'<span class="quiet">{text(reading.publisher)}, {text(latest.at)}</span>'
    owner = f'<span class="quiet">Answers: {text(indicator.owner)}</span>' if indicator.owner else ""
    head = f'<th scope="row" role="rowheader">{indicator_link(indicator)}{place}{owner}</th>'
    return f'<tr role="row">{head}{body}</tr>{published.row(reading, len(COLUMNS))}'


def _predictions(reading: Reading) -> list[str]:
    sentences = [findings.prediction_words(reading, prediction) for prediction in reading.predictions]
    return [f"○ {words}" for words in sentences if words]


def _counts(reading: Reading) -> str:
    """The counts, and of how many nothing is known: beside the outcome (reporting: Small numbers)."""
    latest = reading.latest
    notes = (
        [small_numbers.counted_words(reading), formatting.unknown_words(latest, reading.indicator)] if latest else []
    )
    return "".join(f' <span class="small">{text(words)}</span>' for words in notes if words)


def _remark(remark: Remark | None) -> str:
    """What is to be said of variation, with its shape; nothing where there is nothing to say."""
    return f'<span class="line">{symbol_html(remark.sign)}{text(remark.words)}</span>' if remark else ""


def _change(reading: Reading) -> str:
    careful = notice("see its caution") if reading.indicator.caution else ""
    return _compare(reading) + careful + _remark(cause_remark(reading)) + _year_before(reading)


def _year_before(reading: Reading) -> str:
    """The change since a year before; where there is none the indicator's page says why."""
    if reading.year_before is None or reading.year_before.change is None:
        return ""
    return f'<span class="line quiet">{text(verdicts.year_before_words(reading))}</span>'


def _compare(reading: Reading) -> str:
    change, previous, tag = reading.change, reading.previous, verdict_tag(verdicts.change_tag(reading))
    if change is None or previous is None:
        missing = f'<span class="quiet">{text(formatting.capital(findings.missing_words(reading)))}</span>'
        return f"{tag} {missing}" if tag else missing
    arrow = {"up": "▲ ", "down": "▼ "}.get(change.direction or "", "")
    words = findings.change_words(reading).removesuffix(verdicts.step_ending(reading))
    step = f'<span aria-hidden="true" class="arrow">{arrow}</span>{text(words)}'
    return f"{step} {tag}"


def _target(reading: Reading) -> str:
    return _standing(reading)


def _standing(reading: Reading) -> str:
    lines = [_against_target(reading, target) + _remark(assurance_words(reading, target)) for target in reading.targets]
    return (
        "".join(f'<span class="line">{line}</span>' for line in lines) or '<span class="quiet">No target known</span>'
    )


def _against_target(reading: Reading, target: TargetReading) -> str:
    words = targets.target_words(reading, target)
    if target.met is None:
        return f'<span class="quiet">{text(formatting.capital(words))}</span>'
    state, _, rest = words.partition(": ")
    return f'<span class="tag {"met" if target.met else "worse tested"}">{text(state)}</span> {text(rest)}'


def _compared(reading: Reading) -> str:
    indicator, headline = reading.indicator, reading.headline
    lines = [_headline(reading)] if headline is not None else []
    phrases = [comparator for comparator in indicator.comparators if comparator.words and headline is None]
    lines += [
        f'<span class="quiet">{text(findings.comparator_words(comparator, indicator))}</span>'
        for comparator in phrases[:1]
    ]
    listed = {_whose(comparator) for comparator in ([headline] if headline is not None else phrases[:1])}
    more = len({_whose(comparator) for comparator in indicator.comparators} - listed)
    if more:
        apart = all(comparator.comparable == "no" for comparator in indicator.comparators)
        what = "more" if lines else "not comparable," if apart else formatting.plural(more, "comparator")
        lines.append(f'<span class="quiet">{more} {what} on its page</span>')
    return "".join(f'<span class="line">{line}</span>' for line in lines) or '<span class="quiet">No comparison</span>'


def _whose(comparator: Comparator) -> tuple[str | None, ...]:
    """What makes two figures those of one comparator, whatever their periods and releases."""
    return comparator.area, comparator.group, comparator.statistic, comparator.model


def _headline(reading: Reading) -> str:
    headline, indicator = reading.headline, reading.indicator
    assert headline is not None
    which = formatting.neighbours_words(headline)
    value = f"<b>{text(headline.area)} {text(formatting.figure_words(headline, indicator))}</b>"
    value += f' <span class="quiet">({text(which)})</span>' if which else ""
    value += notice("published after the inspection") if headline.published_after else ""
    if reading.comparison is None:
        same = reading.latest is not None and headline.period == reading.latest.period
        when = "same period" if same else formatting.reader_period(headline.period)
        partly = ", only partly comparable" if headline.comparable == "partly" else ""
        return f'{value} <span class="quiet">{text(when)}{partly}</span>'
    people = verdicts.distance_in_people(reading)
    told = f' <span class="small">{text(formatting.capital(people))}</span>' if people else ""
    if reading.comparison.direction == "same":
        return f'{value} <span class="quiet">same period: level</span>'
    side = verdicts.beside_words(reading.comparison, indicator)
    return (
        f'{value} <span class="quiet">same period: {side}</span> {verdict_tag(verdicts.comparison_tag(reading))}{told}'
    )


def _context(readings: list[Reading]) -> str:
    facts = [reading for reading in readings if reading.theme.role == "context" and reading.latest is not None]
    rows = "".join(_fact(reading) for reading in facts)
    heads = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in ("Fact", "Figure", "Compared with"))
    return (
        f"<details><summary><h2>Service facts ({len(facts)})</h2></summary>"
        f"<p>Neither good nor bad in themselves: who is looked after, and with what.</p>"
        f'<table role="table" class="facts" aria-label="Service facts"><thead role="rowgroup">'
        f'<tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></details>'
    )


def _fact(reading: Reading) -> str:
    latest = reading.latest
    assert latest is not None
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{indicator_link(reading.indicator)}'
        f'<span class="quiet">{text(reading.publisher)}, {text(latest.at)}</span></th>'
        f'<td role="cell"><span class="label">Figure</span> '
        f"{big_figure(latest, reading.indicator)} {period_html(latest)}</td>"
        f'<td role="cell"><span class="label">Compared with</span> {_compared(reading)}</td></tr>'
        f"{published.row(reading, 3)}"
    )


def _awaiting(readings: list[Reading]) -> str:
    waiting = [reading for reading in readings if reading.awaiting]
    groups = "".join(
        f"<h3>{text(name)} ({len(group)})</h3><ul>"
        + "".join(f"<li>{indicator_link(reading.indicator)}</li>" for reading in group)
        + "</ul>"
        for name, group in by_theme(waiting)
    )
    return (
        f"<details><summary><h2>Indicators that await their first figure ({len(waiting)})</h2></summary>"
        f"<p>The report speaks of these and gives no figure, or says that nobody counts them.</p>"
        f'<div class="awaiting">{groups}</div></details>'
    )


def first_indicator(readings: list[Reading]) -> str:
    """The id of the indicator to show where none was asked for: the first to look at."""
    return next(iter([*look_first(readings), *readings])).indicator.id
