"""Small pieces of HTML that every page shares: links, tags, notices, colours; all text is escaped here."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup, escape

from metrics.analysis.reading import Reading
from metrics.catalogue.models import Figure, Indicator, Observation
from metrics.charts import symbols
from metrics.charts.palette import DARK, LIGHT
from metrics.markup.templating import piece, unbroken
from metrics.wording.citations import period_note
from metrics.wording.formatting import capital, figure_words, reader_period, value_parts
from metrics.wording.terms import parted
from metrics.wording.uncertainty import Remark, Sign
from metrics.wording.verdicts import Tag


def text(words: object) -> Markup:
    """Words as they are, safe in HTML; a quarter never breaks between year and Q1."""
    return escape(unbroken(words))


def label(words: str) -> str:
    """Words as they are where Streamlit would read Markdown: labels and help.

    Only what would really be read as a mark is escaped, since a screen reader reads the rest out. Pictures by
    name (:smile:) and addresses are read after escapes are gone, so a mark that nobody sees breaks them.
    """
    twice = "".join(mark for mark in "*_`$~" if words.count(mark) > 1)
    escaped = re.sub(rf"([\\\[\]{twice}])", r"\\\1", words)
    return re.sub(r"(:(?=[\w/+-]+:)|:(?=//)|www(?=\.)|@)", "\\1\N{WORD JOINER}", escaped, flags=re.IGNORECASE)


def page_link(address: str, words: str) -> Markup:
    """A link to another page of the dashboard, followed without loading everything anew."""
    return piece("link", address, words)


WEB_ADDRESS = r"https?://[^\s\"'<>]+"
LINKABLE = re.compile(rf"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|{WEB_ADDRESS}")


def source_link(words: str, address: str | None, hint: str = "") -> Markup:
    """Words that lead to where a source stands; words alone where its address is unknown or no web address."""
    known = address is not None and re.fullmatch(WEB_ADDRESS, address)
    return piece("outside_link", address, words, hint) if known else text(words)


def with_links(words: str) -> Markup:
    """Words in which each web address and e-mail address is a link: whom to ask."""
    made, end = Markup(), 0
    for found in LINKABLE.finditer(words):
        address = f"mailto:{found[0]}" if found["mail"] else found[0]
        made += text(words[end : found.start()]) + piece("outside_link", address, found[0])
        end = found.end()
    return made + text(words[end:])


def with_terms(words: str, seen: set[str] | None = None) -> Markup:
    """Words in which each term leads to its line of the glossary; ``seen`` holds those that its block had before."""
    pieces = (page_link(one.address, one.words) if one.address else text(one.words) for one in parted(words, seen))
    return Markup().join(pieces)


def soft_link(address: str, inside: Markup | str, *, keeps: str, chosen: bool = False) -> Markup:
    """A link to the same page with another choice, around words or HTML: place and focus stay.

    ``keeps`` is the choice as ``data-shown`` of what is brought names it (``page_script.html``).
    """
    return piece("soft_link", address, inside, keeps, chosen=chosen)


def indicator_address(indicator_id: str) -> str:
    """The address of one indicator's page, relative to any page."""
    return f"indicator?id={quote(indicator_id)}"


def indicator_link(indicator: Indicator, whole: bool = False) -> Markup:
    return page_link(indicator_address(indicator.id), indicator.name if whole else indicator.title)


def verdict_tag(tag: Tag | None, hint: str = "", seen: set[str] | None = None) -> Markup:
    """A verdict in a shape, told more to who points at it; nothing where there is none.

    With ``seen``, the terms that its block had before, one that is new leads to the glossary.
    """
    if tag is None:
        return Markup()
    return piece("tag", tag.words if seen is None else with_terms(tag.words, seen), tag.look, hint)


def remark_html(remark: Remark | None) -> Markup:
    """What is to be said of variation, with its shape, on a line; nothing where there is nothing to say."""
    return piece("line", symbol_html(remark.sign) + remark.words) if remark is not None else Markup()


def symbol_html(name: Sign | None) -> Markup:
    """A small shape in the colour of its text, before the words that say the same; nothing without a name."""
    return piece("sign", symbols.polygon(name)) if name is not None else Markup()


def picture_html(svg: str, words: str) -> Markup:
    """A small picture within the page's own HTML, with its alternative text."""
    return piece("picture", base64.b64encode(svg.encode()).decode(), words)


def level_heading(words: str, level: int) -> Markup:
    """A heading of a level, 1 for the page's own."""
    return piece("heading", words, level)


def paragraph(words: str, *, look: str = "", role: str = "", arrives: str = "") -> Markup:
    """A line of text; ``look`` is its class in page.css, ``role`` makes a screen reader tell it at once.

    ``arrives`` names the press of a button that brought it, so that a screen reader begins there.
    """
    return piece("paragraph", words, look, role, arrives)


def notice(words: str) -> Markup:
    """A small word beside a figure that says how settled it is."""
    return piece("notice", words)


def form_line(title: str, last: str, notices: Sequence[str], tags: Sequence[str]) -> Markup:
    """An indicator beside its fields in a form: its name, its last figure, and what is to be known of what is typed."""
    return piece("form_line", title, last, notices, tags)


def big_figure(figure: Figure, indicator: Indicator) -> Markup:
    """The latest figure large, its unit's words small."""
    if figure.value is None:
        return piece("quiet", capital(figure_words(figure, indicator)))
    number, unit = value_parts(figure.value, indicator)
    return piece("big", capital(number), unit, about=figure.status == "approximate")


def period_html(observation: Observation) -> Markup:
    """The period under a figure, with what is our reading of it marked."""
    period = observation.period
    words = capital(reader_period(period))
    return piece("period", words, capital(period_note(observation)), marks_of(observation))


def marks_of(observation: Observation) -> list[str]:
    """What must be visible at a glance: provisional, revised, and what is our reading."""
    marks: list[str] = [observation.status] if observation.status in ("provisional", "revised") else []
    if "period" in observation.inferred:
        marks.append("date is our reading")
    if "value" in observation.inferred:
        marks.append("our sum")
    if observation.marker == "u":
        marks.append("low reliability")
    return marks


def by_theme(readings: Sequence[Reading]) -> list[tuple[str, list[Reading]]]:
    """The readings under the names of their themes, in file order."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(reading.theme.name, []).append(reading)
    return list(groups.items())


def css_variables() -> str:
    """The palette as CSS variables that follow the page's light or dark scheme."""
    light, dark = LIGHT, DARK
    pairs = {
        "page": (light.page, dark.page),
        "quiet": (light.quiet, dark.quiet),
        "link": (light.council, dark.council),
        "bad": (light.target, dark.target),
        "line": (light.track, dark.track),
        "published": (light.published, dark.published),
        "comparator": (light.comparator, dark.comparator),
    }
    variables = "".join(f"--{name}:light-dark({in_light},{in_dark});" for name, (in_light, in_dark) in pairs.items())
    return f".stApp{{{variables}}}"


def printed_colours() -> str:
    """CSS that prints a large chart drawn for a dark screen in the light twins of its colours."""
    twins = {getattr(DARK, name): light for name, light in vars(LIGHT).items()}
    rules = "".join(
        f'.stVegaLiteChart [{part}="{dark}" i]{{{part}:{light}}}'
        for dark, light in twins.items()
        for part in ("fill", "stroke")
    )
    return f"@media print{{{rules}}}"
