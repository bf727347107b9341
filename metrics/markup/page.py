"""What every page may have: footer, age of the data, problems, cautions, the plain table with its key, text to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median_low

import pandas as pd

from metrics.analysis.spc import POINTS_FOR_LIMITS
from metrics.analysis.suppression import problem_for_readers
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import day_words
from metrics.catalogue.problems import Problem
from metrics.markup.elements import page_link, paragraph, text, verbatim
from metrics.wording import formatting


def footer(catalogue: Catalogue, updated: date | None, due: str) -> str:
    """What stands under every page (reporting: Words on every page)."""
    organisation = catalogue.organisation
    when = day_words(updated) if updated else "not known"
    publishers = formatting.listed(list(dict.fromkeys(source.publisher for source in catalogue.sources.values())))
    return (
        f"<footer><p><b>Source:</b> {text(publishers)}; every figure names its place in its source. "
        f"<b>Status:</b> as published; predictions, approximate figures and our own readings are marked. "
        f"<b>Strengths and limits:</b> every figure can be checked in its source, {text(_few(catalogue))}.</p>"
        f"<p><b>Last updated:</b> {when}. <b>Next due:</b> {text(due)}. "
        f"<b>Contact:</b> {text(organisation.contact)}, {text(organisation.name)}. "
        f"<b>Data:</b> {page_link('sources', 'Sources, method and all figures')}.</p></footer>"
    )


def _few(catalogue: Catalogue) -> str:
    """What the number of figures of most indicators allows to be said."""
    periods = [
        {
            figure.period
            for figure in indicator.observations
            if figure.value is not None and figure.status != "predicted"
        }
        for indicator in catalogue.indicators
    ]
    counts = [len(each) for each in periods if each]
    if not counts:
        return "and no indicator has a figure yet"
    most = median_low(counts)
    if most >= POINTS_FOR_LIMITS:
        return "and where limits are drawn they tell what chance alone explains"
    only = "a single figure" if most == 1 else f"{most} figures or fewer"
    return f"but half of the indicators or more have only {only}, so a difference can be chance and no trend is claimed"


def problems(heading: str, inside: str) -> str:
    """What is wrong, told at once to whoever can't see it; ``inside`` is HTML already."""
    return f'<section class="problems" role="alert"><h2>{text(heading)}</h2>{inside}</section>'


def file_problems(listed: Sequence[Problem], *, stale: bool, whole: bool = False, left_out: bool = False) -> str:
    """The problems of a broken data file, in words, above whatever can still be shown; ``whole`` for editors.

    ``left_out``: published series can't be shown at all, while the data file's own figures are.
    """
    items = "".join(
        f"<li><code>{text(problem if whole else problem_for_readers(problem))}</code></li>" for problem in listed
    )
    below = (
        "Below are the figures of the last version without problems. The file itself has not been altered."
        if stale
        else "There is no earlier version without problems to show."
    )
    if left_out:
        below = "The figures that others published are left out below. The files themselves have not been altered."
    count = len(listed)
    return problems(
        f"The data file has {count} {formatting.plural(count, 'problem')}",
        f"<p>{below} Mend these lines and reload the page:</p><ol>{items}</ol>",
    )


def losses_notice(names: Sequence[str]) -> str:
    """What the file held and no longer holds, by name; a number is never repeated, since it could be a small one."""
    items = "".join(f"<li>{text(formatting.capital(name))}</li>" for name in names)
    count = len(names)
    return problems(
        f"{count} {formatting.plural(count, 'thing')} that stood in the data file "
        f"{formatting.plural(count, 'has', 'have')} gone or changed",
        f"<p>The file was edited by hand. Until an editor confirms on the page {page_link('history', 'History')} that "
        f"it was meant, or restores an earlier version there, this list stays.</p><ul>{items}</ul>",
    )


def caution(words: str) -> str:
    """What a reader must be careful about."""
    return f'<p class="caution"><b>Caution.</b> {text(words)}</p>'


def caution_list(sentences: Iterable[str]) -> str:
    """Why something can't be done here, a paragraph each."""
    return f'<div class="caution">{"".join(paragraph(sentence) for sentence in sentences)}</div>'


def plain_table(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A plain table with its heading cells marked, wide ones scrolling by themselves; the cells are HTML already."""
    head = "".join(f'<th scope="col">{text(heading)}</th>' for heading in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text(name)}"><table class="plain-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def figures_table(figures: pd.DataFrame, name: str) -> str:
    """A table of figures, with the key of its codes and markers above it."""
    rows = [tuple(text(cell) for cell in row) for row in figures.itertuples(index=False)]
    return _key(figures) + plain_table(name, list(figures.columns), rows)


def _key(figures: pd.DataFrame) -> str:
    """The meaning of each code and marker that stands in the table; nothing where none does."""
    cells = " ".join(str(cell) for column in figures.columns for cell in figures[column])
    meanings = formatting.CODES | formatting.MARKERS
    used = [f"[{code}] {meaning}" for code, meaning in meanings.items() if f"[{code}]" in cells]
    return f'<p class="quiet">{text("; ".join(used))}</p>' if used else ""


def copyable(words: str) -> str:
    """A text with a button that copies it (``screen/page_frame.py``)."""
    return (
        f'<pre>{verbatim(words)}</pre><button type="button" data-copy="yes">Copy</button> '
        f'<span role="status" class="quiet"></span>'
    )
