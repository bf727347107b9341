"""The HTML of the page History: every change in the journal (audit trail) of the data file, newest first.

Readers see who, when, why and what by name; the lines themselves hold true values,
small numbers among them, and are for editors only. So is the reason of a change to
an indicator of which a figure is suppressed, as a revision's reason is in the file, or
of one that brought or took a small number itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import escape

from metrics.analysis.reason_mark import reason_may_tell
from metrics.analysis.suppression import WITHHELD, without_address
from metrics.catalogue.diff import Loss
from metrics.catalogue.documents import Which
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import day_words
from metrics.markup.elements import page_link, paragraph, text
from metrics.markup.page import problems
from metrics.store.journal import Entry, Lines
from metrics.wording import formatting

HERE = ZoneInfo("Europe/London")
A_PAGE = 20

KINDS = {
    "first seen": "The file as it was when the history began",
    "save": "Saved",
    "by hand": "Changed by hand, outside the dashboard",
    "undo": "Undone",
    "restore": "An earlier version restored",
    "confirmed": "Confirmed that what is gone was meant",
    "mapping": "Rows of a published file chosen for an indicator",
}


def entries(
    recorded: Sequence[Entry],
    *,
    whole: bool,
    page: int,
    suppressed: Catalogue,
    which: Which = "indicators",
) -> str:
    """One page of changes; ``whole`` for editors, who may see the lines.

    ``suppressed`` is the catalogue as readers may see it today; ``which`` is the file that the changes are of.
    """
    newest = list(reversed(recorded))
    if not newest:
        return "<p>No change has been made since the history began.</p>"
    on_page = newest[A_PAGE * (page - 1) : A_PAGE * page]
    items = "".join(f"<li>{_entry(entry, whole, suppressed)}</li>" for entry in on_page)
    links, of = [], "" if which == "indicators" else f"&file={which}"
    if page > 1:
        links.append(page_link(f"history?page={page - 1}{of}", "← Newer changes"))
    if A_PAGE * page < len(newest):
        links.append(page_link(f"history?page={page + 1}{of}", "Older changes →"))
    turned = f'<nav class="neighbours" aria-label="More changes">{" ".join(links)}</nav>' if links else ""
    return f'<ol class="history" reversed start="{on_page[0].number if on_page else 0}">{items}</ol>{turned}'


def _entry(entry: Entry, whole: bool, suppressed: Catalogue) -> str:
    who = f" by <b>{text(entry.by if whole else without_address(entry.by))}</b>" if entry.by else ""
    withheld = entry.by and not whole and reason_may_tell(entry.mark, suppressed)
    reason = f"The reason is {WITHHELD}." if withheld else entry.reason
    why = f"<p>{text(reason)}</p>" if entry.reason else ""
    items = "".join(f"<li>{text(formatting.capital(name))}</li>" for name in entry.about)
    about = (
        f"<ul>{items}</ul>" if len(entry.about) <= 6 else _folded(f"{len(entry.about)} changes", f"<ul>{items}</ul>")
    )
    changed = _lines("Lines added", entry.lines) + _lines("Lines taken out", entry.gone) if whole else ""
    version = f'<p class="quiet">Version {text(entry.after)}</p>' if whole else ""
    return (
        f'<h2>{text(KINDS[entry.kind])}{who}</h2><p class="quiet">{text(moment(entry))}</p>'
        f"{why}{about if entry.about else ''}{changed}{version}"
    )


def moment(entry: Entry) -> str:
    """When a change was made, by the clock on the wall: 24 November 2026, 20:38."""
    local = entry.at.astimezone(HERE)
    return f"{day_words(local.date())}, {local:%H:%M}"


def _lines(name: str, lines: Lines) -> str:
    if not lines:
        return ""
    numbered = "\n".join(f"{number:>5}  {line}" for number, line in lines)
    return _folded(f"{name} ({len(lines)})", f'<pre class="lines" tabindex="0">{escape(numbered)}</pre>')


def _folded(name: str, inside: str) -> str:
    return f"<details><summary>{text(name)}</summary>{inside}</details>"


def journal_problems(sentences: Sequence[str]) -> str:
    """What of the history can't be read."""
    if not sentences:
        return ""
    items = "".join(f"<li>{text(formatting.capital(sentence))}</li>" for sentence in sentences)
    return problems("Part of the history can’t be read", f"<ul>{items}</ul>")


def option(entry: Entry) -> str:
    """A version to choose from, by the change that made it."""
    why = f", “{entry.reason}”" if entry.reason else ""
    return f"{moment(entry)}: {KINDS[entry.kind].lower()}{f' by {entry.by}' if entry.by else ''}{why} ({entry.after})"


def effect(gone: Sequence[Loss], back: Sequence[Loss], change: str = "") -> str:
    """The change that is taken back, what going back would take out of the file, and what it would bring back."""
    parts = []
    for heading, found in (("This takes out or changes", gone), ("This brings back or changes", back)):
        if found:
            items = "".join(f"<li>{text(formatting.capital(loss.name))}</li>" for loss in found)
            parts.append(f"<p><b>{heading} ({len(found)}):</b></p><ul>{items}</ul>")
    told = paragraph(change) if change else ""
    return f'{told}<div class="caution">{"".join(parts)}</div>' if parts else told
