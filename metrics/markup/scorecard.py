"""The scorecard's HTML: judgements, counts, what to look at first, and one row an indicator; sparklines with alt text.

Pure functions of readings and sparklines; the screen caches what they return once
per data version. Tables are real tables, pictures are images with alt text.
"""

from __future__ import annotations

from collections.abc import Mapping

from metrics.analysis.reading import Reading, look_first
from metrics.analysis.states import STATES, State, tested_beside_england
from metrics.analysis.targets import TargetReading
from metrics.catalogue.models import Comparator
from metrics.markup.elements import (
    big_figure,
    indicator_link,
    notice,
    page_link,
    period_html,
    symbol_html,
    text,
    verdict_tag,
)
from metrics.wording import findings, formatting, published, small_numbers, tallies, targets, verdicts
from metrics.wording.uncertainty import Remark, assurance_words, cause_remark

FILTERS: dict[str, State] = {
    "": State("All indicators", lambda _: True, lambda _: True),
    **{str(name): state for name, state in STATES.items()},
}
"""By their words in the address."""


def first_screen(readings: list[Reading]) -> str:
    """The first screen: judgements in words, the counts, and what to look at first."""
    judgements = [reading for reading in readings if reading.theme.role == "judgements"]
    tiles = "".join(_judgement(reading) for reading in judgements)
    first = "".join(_look(reading) for reading in look_first(readings))
    judged = (
        f'<section aria-labelledby="judgements"><h2 id="judgements">What the inspectors judged</h2>'
        f'<ul class="tiles">{tiles}</ul></section>'
    )
    look = (
        f'<section class="first" aria-labelledby="look-first"><h2 id="look-first">Look here first</h2>'
        f"<ol>{first}</ol></section>"
    )
    counts = f'<p class="counts">{text(tallies.counts_sentence(readings))}</p>'
    return (judged if tiles else "") + counts + _beside_england(readings) + (look if first else "")


def _beside_england(readings: list[Reading]) -> str:
    """One line with a link: where published figures are tested worse or better than England's; nothing without any."""
    words = published.beside_england(readings)
    if not words:
        return ""
    worse = bool(tested_beside_england(readings, "worse"))
    link = page_link("trends?find=published-worse" if worse else "trends?find=published", "See them on Trends")
    return f'<p class="counts beside-england">{text(words)}. {link}</p>'


def _judgement(reading: Reading) -> str:
    latest = reading.latest
    if latest is None or latest.value is None:
        return ""
    earlier = [outcome for outcome in reading.outcomes[:-1] if outcome.value is not None]
    was = ""
    if earlier and earlier[-1].value is not None:
        before = formatting.value_words(earlier[-1].value, reading.indicator)
        same = " (earlier framework)" if reading.missing == "break" else ""
        was = f'<span class="quiet">{text(earlier[-1].period.words)}: {text(before)}{same}</span>'
    grade = formatting.value_words(latest.value, reading.indicator)
    return (
        f'<li class="grade{int(latest.value)}"><span class="tile-name">{indicator_link(reading.indicator)}</span>'
        f'<strong>{text(formatting.capital(grade))}</strong><span class="quiet">Grade {int(latest.value)} of 4, '
        f"{text(latest.period.words)}</span>{was}</li>"
    )


def _look(reading: Reading) -> str:
    reasons = "".join(f"<p>{text(findings.reason_words(reading, reason))}.</p>" for reason in reading.reasons[:2])
    latest = reading.latest
    assert latest is not None  # only indicators with a figure are counted
    return (
        f'<li><div class="look-name">{indicator_link(reading.indicator)}</div>'
        f'<div class="look-figure">{big_figure(latest, reading.indicator)} {period_html(latest)}</div>'
        f'<div class="look-why">{_why(reading)}{reasons}</div></li>'
    )


def _why(reading: Reading) -> str:
    tag = findings.reason_tag(reading)
    return verdict_tag(tag) if tag is not None else '<span class="tag plain">the report’s words</span>'


def filters(readings: list[Reading], show: str) -> str:
    """Links that narrow the scorecard; the choice is in the address."""
    counted = [reading for reading in readings if reading.counted]
    links = []
    for key, way in FILTERS.items():
        worth = tallies.tested_words(way, counted)
        name = f"{way.label} ({sum(map(way.found, counted))}{f', {worth}' if worth else ''})"
        address = f"./?show={key}" if key else "./"
        current = ' aria-current="true"' if key == show else ""
        links.append(f"<li{current}>{page_link(address, name) if key != show else f'<b>{text(name)}</b>'}</li>")
    return f'<nav class="filters" aria-label="Which indicators"><ul>{"".join(links)}</ul></nav>'


def theme_tables(readings: list[Reading], pictures: Mapping[str, str], show: str = "") -> str:
    """One section a theme, one row an indicator; then service facts and awaiting indicators, folded."""
    keep = FILTERS.get(show, FILTERS[""]).found
    counted = [reading for reading in readings if reading.counted and keep(reading)]
    sections = [_theme(name, group, pictures, bool(show)) for name, group in _by_theme(counted)]
    if not counted:
        sections = ['<p class="counts">No indicator is in this state.</p>']
    if not show:
        sections += [_context(readings), _only_published(readings), _awaiting(readings)]
    return f'<div class="scorecard">{"".join(sections)}</div>'


def _by_theme(readings: list[Reading]) -> list[tuple[str, list[Reading]]]:
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(reading.theme.name, []).append(reading)
    return list(groups.items())


COLUMNS = ("Indicator", "Latest", "Change", "Picture", "Target or duty", "Compared with")


def _theme(name: str, group: list[Reading], pictures: Mapping[str, str], narrowed: bool) -> str:
    heading_id = "theme-" + group[0].theme.id
    heads = "".join(f'<th scope="col" role="columnheader" class="h{i}">{head}</th>' for i, head in enumerate(COLUMNS))
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
    return f'<tr role="row"><th scope="row" role="rowheader">{indicator_link(indicator)}{place}</th>{body}</tr>' + (
        _published_row(reading, len(COLUMNS))
    )


def _published_row(reading: Reading, columns: int) -> str:
    """The second line of a row, in the other voice: what is published about the council (reporting: Two voices)."""
    words = published.line(reading)
    return (
        f'<tr role="row" class="published"><td role="cell" colspan="{columns}">{text(words)}</td></tr>' if words else ""
    )


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
        when = "same period" if same else f"{headline.period.words}, another period"
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
        f"{_published_row(reading, 3)}"
    )


def _only_published(readings: list[Reading]) -> str:
    """What a department publishes and the council doesn't report, each with its newest figure; nothing without any."""
    only = [reading for reading in readings if reading.only_published]
    groups = "".join(
        f"<h3>{text(name)} ({len(group)})</h3><ul>"
        + "".join(f"<li>{indicator_link(one.indicator)}<br>{text(published.line(one))}</li>" for one in group)
        + "</ul>"
        for name, group in _by_theme(only)
    )
    heading = f"{formatting.capital(tallies.ONLY_PUBLISHED)} ({len(only)})"
    return (
        f'<details class="only-published"><summary><h2>{text(heading)}</h2></summary>{groups}</details>' if only else ""
    )


def _awaiting(readings: list[Reading]) -> str:
    waiting = [reading for reading in readings if reading.awaiting]
    groups = "".join(
        f"<h3>{text(name)} ({len(group)})</h3><ul>"
        + "".join(f"<li>{indicator_link(reading.indicator)}</li>" for reading in group)
        + "</ul>"
        for name, group in _by_theme(waiting)
    )
    return (
        f"<details><summary><h2>Indicators that await their first figure ({len(waiting)})</h2></summary>"
        f"<p>The report speaks of these and gives no figure, or says that nobody counts them.</p>"
        f'<div class="awaiting">{groups}</div></details>'
    )


def first_indicator(readings: list[Reading]) -> str:
    """The id of the indicator to show where none was asked for: the first to look at."""
    return next(iter([*look_first(readings), *readings])).indicator.id
