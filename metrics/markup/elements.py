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
from metrics.wording.formatting import capital, figure_words, reader_period
from metrics.wording.uncertainty import Sign
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


def verdict_tag(tag: Tag | None, hint: str = "") -> Markup:
    """A verdict in a shape, told more to who points at it; nothing where there is none."""
    return piece("tag", tag.words, tag.look, hint) if tag is not None else Markup()


def symbol_html(name: Sign | None) -> Markup:
    """A small shape in the colour of its text, before the words that say the same; nothing without a name."""
    return piece("sign", symbols.polygon(name)) if name is not None else Markup()


def picture_html(svg: str, words: str) -> Markup:
    """A small picture within the page's own HTML, with its alternative text."""
    data = base64.b64encode(svg.encode()).decode()
    return Markup('<img src="data:image/svg+xml;base64,{}" alt="{}">').format(data, text(words))


def level_heading(words: str, level: int) -> Markup:
    """A heading of a level, 1 for the page's own."""
    return piece("heading", words, level)


def paragraph(words: str, *, look: str = "", role: str = "") -> Markup:
    """A line of text; ``look`` is its class in page.css, ``role`` makes a screen reader tell it at once."""
    return piece("paragraph", words, look, role)


def notice(words: str) -> Markup:
    """A small word beside a figure that says how settled it is."""
    return piece("notice", words)


def form_line(title: str, last: str, notices: Sequence[str], tags: Sequence[str]) -> Markup:
    """An indicator beside its fields in a form: its name, its last figure, and what is to be known of what is typed."""
    return piece("form_line", title, last, notices, tags)


def big_figure(figure: Figure, indicator: Indicator) -> str:
    """The latest figure large, its unit's words small."""
    if figure.value is None:
        return f'<span class="quiet">{text(capital(figure_words(figure, indicator)))}</span>'
    about = '<span class="small">about </span>' if figure.status == "approximate" else ""
    words = figure_words(figure.model_copy(update={"status": "final"}), indicator)
    if indicator.unit in ("percent", "grade"):
        return f'{about}<span class="big">{text(capital(words))}</span>'
    digits, _, unit = words.partition(" ")
    return f'{about}<span class="big">{text(digits)}</span> <span class="small">{text(unit)}</span>'


def period_html(observation: Observation) -> str:
    """The period under a figure, with what is our reading of it marked."""
    period = observation.period
    words = reader_period(period)
    marks = "".join(notice(word) for word in marks_of(observation))
    hint = period_note(observation)
    title = f' title="{text(capital(hint))}"' if hint else ""
    return f'<span class="quiet"{title}>{text(capital(words))}</span>{marks}'


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
