"""The scorecard's HTML below the first screen (``home``): counts, and one row an indicator; sparklines with alt text.

Pure functions of readings and sparklines; the screen caches what they return once
per data version. Tables are real tables, pictures are images with alt text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

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
    remark_html,
    verdict_tag,
    with_terms,
)
from metrics.markup.templating import piece, render
from metrics.wording import findings, formatting, small_numbers, tallies, targets, verdicts
from metrics.wording.published import line
from metrics.wording.retirement import retired_words
from metrics.wording.uncertainty import assurance_words, cause_remark

FILTERS: dict[str, State] = {
    "": State("All indicators", lambda _: True, lambda _: True),
    **{str(name): state for name, state in STATES.items()},
    "unclear": UNCLEAR,
}
"""By their words in the address; those without a tile (``home``) are of addresses that were kept."""


COLUMNS = ("Indicator", "Latest", "Change", "Picture", "Target or duty", "Compared with")


@dataclass(frozen=True)
class _Row:
    """What the cells of a row hold: words, or HTML of pieces; ``targets`` and ``against`` are lines of a cell."""

    link: Markup
    place: str
    owner: str | None
    latest: Markup
    change: Markup
    picture: Markup
    targets: Sequence[Markup]
    against: Sequence[Markup]
    published: str


@dataclass(frozen=True)
class _Theme:
    id: str
    name: str
    tally: str
    rows: Sequence[_Row]


def theme_tables(readings: list[Reading], pictures: Mapping[str, Markup], show: str = "") -> Markup:
    """One section a theme, one row an indicator; then service facts, awaiting and retired ones, folded."""
    keep = FILTERS.get(show, FILTERS[""]).found
    everything = [reading for reading in readings if reading.counted]
    counted = [reading for reading in everything if keep(reading)]
    themes = {reading.theme.id: reading.theme.name for reading in counted}
    return render(
        "scorecard.html",
        whole=not show,
        counts="" if show else with_terms(tallies.counts_sentence(readings)),
        links=themes if len(themes) > 1 else {},
        heads=[f"{column}{_years(everything)}" if column == "Picture" else column for column in COLUMNS],
        themes=[_theme(name, group, pictures, bool(show)) for name, group in by_theme(counted)],
        **({} if show else _folded(readings)),
    )


def _years(readings: list[Reading]) -> str:
    """From when to when the pictures go, since they share one axis of time."""
    span = time_span(readings)
    return f", {span[0].year} to {span[1].year}" if span and span[0].year < span[1].year else ""


def _theme(name: str, group: list[Reading], pictures: Mapping[str, Markup], narrowed: bool) -> _Theme:
    rows = [_row(reading, pictures.get(reading.indicator.id, Markup())) for reading in group]
    return _Theme(f"theme-{group[0].theme.id}", name, "" if narrowed else tallies.theme_tally(group), rows)


def _folded(readings: list[Reading]) -> dict[str, object]:
    """What stands folded below the tables: service facts, what is only published, awaits a figure, or is retired."""
    reported = [reading for reading in readings if not reading.retired]
    facts = [reading for reading in reported if reading.theme.role == "context" and reading.latest is not None]
    only = [reading for reading in reported if reading.only_published]
    waiting = [reading for reading in readings if reading.awaiting]
    return {
        "facts": [_row(reading, Markup()) for reading in facts],
        "only_published": {name: list(map(published.listed, group)) for name, group in by_theme(only)},
        "only_published_heading": f"{formatting.capital(tallies.ONLY_PUBLISHED)} ({len(only)})",
        "awaiting": {name: [indicator_link(one.indicator) for one in group] for name, group in by_theme(waiting)},
        "awaiting_count": len(waiting),
        "retired": [
            (indicator_link(one.indicator), retired_words(one.indicator), findings.own_finding(one))
            for one in readings
            if one.retired
        ],
    }


def _row(reading: Reading, picture: Markup) -> _Row:
    latest = reading.latest
    assert latest is not None
    cited = f"{reading.publisher}, {latest.at}"
    return _Row(
        link=indicator_link(reading.indicator),
        place=" · ".join(part for part in (formatting.numbered(reading.indicator), cited) if part),
        owner=reading.indicator.owner,
        latest=_latest(reading),
        change=_change(reading),
        picture=picture,
        targets=[_target(reading, target) for target in reading.targets],
        against=_compared(reading),
        published=line(reading),
    )


def _latest(reading: Reading) -> Markup:
    """The figure with its counts, and of how many nothing is known (reporting: Small numbers); its predictions."""
    latest = reading.latest
    assert latest is not None
    counts = [small_numbers.counted_words(reading), formatting.unknown_words(latest, reading.indicator)]
    foreseen = [findings.prediction_words(reading, prediction) for prediction in reading.predictions]
    return piece(
        "latest",
        big_figure(latest, reading.indicator),
        counts=[words for words in counts if words],
        period=period_html(latest),
        predictions=[words for words in foreseen if words],
    )


def _change(reading: Reading) -> Markup:
    careful = notice("see its caution") if reading.indicator.caution else Markup()
    return _compare(reading) + careful + remark_html(cause_remark(reading)) + _year_before(reading)


def _year_before(reading: Reading) -> Markup:
    """The change since a year before; where there is none the indicator's page says why."""
    if reading.year_before is None or reading.year_before.change is None:
        return Markup()
    return piece("line", verdicts.year_before_words(reading), "quiet")


def _compare(reading: Reading) -> Markup:
    change, previous, tag = reading.change, reading.previous, verdict_tag(verdicts.change_tag(reading))
    if change is None or previous is None:
        words = formatting.capital(findings.missing_words(reading))
        missing = piece("quiet", words, nothing=reading.missing == "one figure")
        return tag + " " + missing if tag else missing
    step = findings.step_words(reading)
    return piece("step", {"up": "▲ ", "down": "▼ "}.get(change.direction or "", ""), step, tag)


def _target(reading: Reading, target: TargetReading) -> Markup:
    standing, assured = targets.standing(reading, target), remark_html(assurance_words(reading, target))
    if target.met is None:
        return piece("quiet", formatting.capital(standing.words)) + assured
    return piece("tag", standing.state, "met" if target.met else "worse tested") + " " + standing.words + assured


def _compared(reading: Reading) -> list[Markup]:
    """The first comparison in its line, else one in words; and how many more there are."""
    indicator, headline = reading.indicator, reading.headline
    phrases = [comparator for comparator in indicator.comparators if comparator.words and headline is None]
    shown = [headline] if headline is not None else phrases[:1]
    lines = [_headline(reading)] if headline is not None else []
    lines += [piece("quiet", findings.comparator_words(comparator, indicator)) for comparator in phrases[:1]]
    more = len({_whose(comparator) for comparator in indicator.comparators} - {_whose(one) for one in shown})
    if more:
        apart = all(comparator.comparable == "no" for comparator in indicator.comparators)
        what = "more" if lines else "not comparable," if apart else formatting.plural(more, "comparator")
        lines.append(piece("quiet", f"{more} {what} on its page"))
    return lines


def _whose(comparator: Comparator) -> tuple[str | None, ...]:
    """What makes two figures those of one comparator, whatever their periods and releases."""
    return comparator.area, comparator.group, comparator.statistic, comparator.model


def _headline(reading: Reading) -> Markup:
    headline, indicator = reading.headline, reading.indicator
    assert headline is not None
    which = formatting.neighbours_words(headline)
    apart = reading.comparison is not None and reading.comparison.direction != "same"
    return piece(
        "compared",
        f"{headline.area} {formatting.figure_words(headline, indicator)}",
        which=f"({which})" if which else "",
        notices=["published after the inspection"] if headline.published_after else [],
        beside=_beside(reading, headline),
        tag=verdict_tag(verdicts.comparison_tag(reading)) if apart else Markup(),
        people=formatting.capital(verdicts.distance_in_people(reading)) if apart else "",
    )


def _beside(reading: Reading, headline: Comparator) -> str:
    """Of which period the comparator is, and on which side of it the figure lies where the two may be compared."""
    if reading.comparison is not None:
        side = verdicts.beside_words(reading.comparison, reading.indicator)
        return f"same period: {'level' if reading.comparison.direction == 'same' else side}"
    same = reading.latest is not None and headline.period == reading.latest.period
    when = "same period" if same else formatting.reader_period(headline.period)
    return f"{when}{', only partly comparable' if headline.comparable == 'partly' else ''}"


def first_indicator(readings: list[Reading]) -> str:
    """The id of the indicator to show where none was asked for: the first to look at."""
    return next(iter([*look_first(readings), *readings])).indicator.id
