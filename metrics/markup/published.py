"""The HTML of the second voice: a row's second line, an indicator's section, the home page's line, its own list."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.analysis.reading import Reading
from metrics.analysis.states import tested_beside_england
from metrics.catalogue.models import Catalogue
from metrics.markup.elements import by_theme, indicator_link, page_link, text, verdict_tag
from metrics.wording import formatting, published, tallies
from metrics.wording.citations import citation


def beside_england(readings: Sequence[Reading]) -> str:
    """One line with a link: where published figures are tested worse or better than England's; nothing without any."""
    words = published.beside_england(readings)
    if not words:
        return ""
    worse = bool(tested_beside_england(readings, "worse"))
    link = page_link("trends?find=published-worse" if worse else "trends?find=published", "See them on Trends")
    return f'<p class="counts beside-england">{text(words)}. {link}</p>'


def row(reading: Reading, columns: int) -> str:
    """The second line of a row, in the other voice: what is published about the council (reporting: Two voices)."""
    words = published.line(reading)
    return (
        f'<tr role="row" class="published"><td role="cell" colspan="{columns}">{text(words)}</td></tr>' if words else ""
    )


def section(catalogue: Catalogue, reading: Reading) -> str:
    """What is published about the council: figure, both changes, other areas, source; nothing where nothing is."""
    told = reading.published
    if told is None:
        return ""
    items = "".join(
        f"<dt>{text(fact.name)}</dt><dd>{text(fact.words)} {verdict_tag(fact.tag)}</dd>"
        for fact in published.facts(reading)
    )
    source = text(citation(catalogue.sources[told.latest.source], told.latest.at))
    return (
        f'<section class="published-reading"><h2>{text(published.heading(reading))}</h2>'
        f'<p class="quiet">{text(published.APART)}</p>'
        f'<dl class="facts-list">{items}<dt>Source</dt><dd>{source}</dd></dl></section>'
    )


def only_published(readings: Sequence[Reading]) -> str:
    """What a department publishes and the council doesn't report, each with its newest figure; nothing without any."""
    only = [reading for reading in readings if reading.only_published]
    groups = "".join(
        f"<h3>{text(name)} ({len(group)})</h3><ul>"
        + "".join(f"<li>{indicator_link(one.indicator)}<br>{text(published.line(one))}</li>" for one in group)
        + "</ul>"
        for name, group in by_theme(only)
    )
    heading = f"{formatting.capital(tallies.ONLY_PUBLISHED)} ({len(only)})"
    return (
        f'<details class="only-published"><summary><h2>{text(heading)}</h2></summary>{groups}</details>' if only else ""
    )
