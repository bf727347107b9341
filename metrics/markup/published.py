"""The HTML of the second voice: an indicator's section, the home page's line, what stands in its own list."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.analysis.reading import Reading
from metrics.analysis.states import tested_beside_england
from metrics.catalogue.models import Catalogue
from metrics.markup.elements import indicator_link, page_link, paragraph, verdict_tag
from metrics.markup.templating import piece, render
from metrics.wording import published
from metrics.wording.citations import citation


def beside_england(readings: Sequence[Reading]) -> Markup:
    """One line with a link: where published figures are tested worse or better than England's; nothing without any."""
    words = published.beside_england(readings)
    if not words:
        return Markup()
    worse = bool(tested_beside_england(readings, "worse"))
    link = page_link("trends?find=published-worse" if worse else "trends?find=published", "See them on Trends")
    return paragraph(Markup("{}. {}").format(words, link), look="counts beside-england")


def section(catalogue: Catalogue, reading: Reading) -> Markup:
    """What is published about the council: figure, both changes, other areas, source; nothing where nothing is."""
    told, terms = reading.published, set[str]()
    if told is None:
        return Markup()
    return render(
        "published_reading.html",
        heading=published.heading(reading),
        apart=published.APART,
        facts=[
            {"name": fact.name, "words": fact.words, "tag": verdict_tag(fact.tag, seen=terms)}
            for fact in published.facts(reading)
        ],
        source=citation(catalogue.sources[told.latest.source], told.latest.at),
    )


def listed(reading: Reading) -> Markup:
    """What a department publishes and the council doesn't report, in a list: its link and its newest figure."""
    return piece("listed", indicator_link(reading.indicator), published.line(reading))
