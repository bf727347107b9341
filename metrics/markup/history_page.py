"""The HTML of the page History: every change in the journal (audit trail) of the data, newest first.

Editors, and of the panel's record its recorders, see the lines themselves, which hold true values, and the versions.
Readers, for whom the page is called What changed, see the day, who, and each value before and after as it may be shown;
the reason is shown by the mark that the change carries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from metrics.analysis.reason_mark import reason_may_tell
from metrics.analysis.suppression import WITHHELD, without_address
from metrics.catalogue.diff import Loss
from metrics.catalogue.documents import Which
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import day_words
from metrics.markup.elements import indicator_address
from metrics.markup.page import problems
from metrics.markup.templating import piece, render
from metrics.store.journal import Entry
from metrics.wording import formatting
from metrics.wording.changes import Changed, summary

A_PAGE = 20

FOR_READERS = 3
"""Changes on a page of readers: their values are read from two kept versions each, which takes a moment."""
FEW = 6
"""Changes that are shown at once; more are folded."""

KINDS = {
    "first seen": "The file as it was when the history began",
    "save": "Saved",
    "by hand": "Changed by hand, outside the dashboard",
    "undo": "Undone",
    "restore": "An earlier version restored",
    "confirmed": "Confirmed that what is gone was meant",
    "mapping": "Rows of a published file chosen for an indicator",
}
"""What kind of change it was, for editors."""

READERS_KINDS = {
    "first seen": "The record of changes to {of} begins here",
    "save": "Saved",
    "by hand": "Changed in the data itself, outside the dashboard",
    "undo": "The change before this one was taken back",
    "restore": "The figures of an earlier day were brought back",
    "confirmed": "Confirmed: what had gone was meant to go",
    "mapping": "Chosen from which published rows an indicator is filled",
}
"""The same for readers; who did it follows."""

FILES: dict[Which, str] = {
    "indicators": "the council’s figures",
    "published": "figures that others published",
    "meetings": "the panel’s record",
    "events": "dated events",
    "names": "names that files use",
}
"""What each file holds, as a sentence names it."""


@dataclass(frozen=True)
class Told:
    """A change in one of the two files, and what of it readers may see; None where its versions can't be read.

    ``held`` is how many figures the data held where the record begins with it.
    """

    entry: Entry
    changed: Sequence[Changed] | None = None
    held: int | None = None
    which: Which = "indicators"


def entries(recorded: Sequence[Entry], *, page: int, which: Which = "indicators") -> Markup:
    """One page of the changes of one file as editors see them; ``which`` is the file that they are of."""
    newest = list(reversed(recorded))
    on_page = newest[A_PAGE * (page - 1) : A_PAGE * page]
    of = "" if which == "indicators" else f"&file={which}"
    changes = [_for_editors(entry) for entry in on_page]
    start = on_page[0].number if on_page else 0
    return _list(changes, page, len(newest), of, whole=True, start=start, name=FILES[which])


def what_changed(on_page: Sequence[Told], *, page: int, count: int, today: Catalogue) -> Markup:
    """One page of the ``count`` changes of both files as readers see them, newest first.

    ``today`` is the catalogue as readers may see it today.
    """
    return _list([_for_readers(one, today) for one in on_page], page, count, "", whole=False, start=len(on_page))


def _list(
    changes: Sequence[Mapping[str, object]], page: int, count: int, of: str, *, whole: bool, start: int, name: str = ""
) -> Markup:
    newer = f"history?page={page - 1}{of}" if page > 1 and count else ""
    a_page = A_PAGE if whole else FOR_READERS
    older = f"history?page={page + 1}{of}" if a_page * page < count else ""
    values = {"changes": changes, "few": FEW, "whole": whole, "start": start, "newer": newer, "older": older}
    first = a_page * (page - 1) + 1
    return render("history.html", told=_which_shown(first, len(changes), count, name), **values)


def _which_shown(first: int, shown: int, count: int, name: str) -> str:
    """Which of the changes stand here, and in what (``name``); empty where that goes without saying."""
    if not shown or not (name or shown < count):
        return ""
    every = f"{count} {formatting.plural(count, 'change')}"
    which = f"changes {first} to {first + shown - 1} of {count}" if shown < count else every
    return f"{formatting.capital(f'{name}: {which}' if name else which)}, newest first."


def _for_editors(entry: Entry) -> dict[str, object]:
    return {
        "heading": KINDS[entry.kind],
        "by": entry.by,
        "beneath": moment(entry),
        "why": entry.reason,
        "changed": None,
        "about": [formatting.capital(name) for name in entry.about],
        "lines": entry.lines,
        "gone": entry.gone,
        "version": entry.after,
    }


def _for_readers(told: Told, today: Catalogue) -> dict[str, object]:
    entry, day = told.entry, day_words(told.entry.at.astimezone(formatting.HERE).date())
    known = {indicator.id for indicator in today.indicators}
    rows = [_row(one, known) for one in told.changed or ()]
    many = summary(told.changed) if told.changed else ""
    withheld = bool(entry.by and entry.reason) and reason_may_tell(entry.mark, today)
    return {
        "heading": day,
        "by": "",
        "beneath": _done(told) + (f". The reason is {WITHHELD}." if withheld else ""),
        "why": entry.reason if entry.by and not withheld else "",
        "changed": {"name": f"What changed on {day}", "rows": rows, "many": many} if rows else None,
        "about": [formatting.capital(name) for name in entry.about] if told.changed is None else [],
    }


def _done(told: Told) -> str:
    """What kind of change it was, by whom, and how much the data held where the record begins."""
    who = f" by {without_address(told.entry.by)}" if told.entry.by else ""
    held = "" if told.held is None else f", with {told.held:,} {formatting.plural(told.held, 'figure')}"
    return f"{READERS_KINDS[told.entry.kind].format(of=FILES[told.which])}{who}{held}"


def _row(one: Changed, known: set[str]) -> dict[str, object]:
    address = indicator_address(one.id) if one.id in known else ""
    values = {"before": one.before, "after": one.after, "valued": one.told == "values"}
    return {"address": address, "title": one.title, "what": one.what, **values}


def moment(entry: Entry) -> str:
    """When a change was made, by the clock on the wall: 24 November 2026, 20:38."""
    return formatting.moment(entry.at)


def journal_problems(sentences: Sequence[str], *, whole: bool = True) -> str:
    """What of the history can't be read; readers are told no more than that."""
    if not sentences:
        return ""
    heading = "Part of the history can’t be read"
    if not whole:
        return problems(heading, piece("paragraph", "Some changes may be missing below. Officers see which."))
    return problems(heading, piece("listing", [formatting.capital(sentence) for sentence in sentences]))


def option(entry: Entry) -> str:
    """A version to choose from, by the change that made it."""
    why = f", “{entry.reason}”" if entry.reason else ""
    return f"{moment(entry)}: {KINDS[entry.kind].lower()}{f' by {entry.by}' if entry.by else ''}{why} ({entry.after})"


def effect(gone: Sequence[Loss], back: Sequence[Loss], change: str = "") -> Markup:
    """The change that is taken back, what going back would take out of the file, and what it would bring back."""
    names = {"gone": [formatting.capital(loss.name) for loss in gone]}
    names["back"] = [formatting.capital(loss.name) for loss in back]
    return Markup(render("effect.html", change=change, **names).strip())
