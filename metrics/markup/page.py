"""What every page may have: footer, age of the data, problems, cautions, the plain table with its key, text to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median_low

import pandas as pd
from markupsafe import Markup

from metrics.analysis.spc import POINTS_FOR_LIMITS
from metrics.analysis.suppression import problem_for_readers
from metrics.catalogue.models import Catalogue, Indicator, Source
from metrics.catalogue.period import day_words
from metrics.catalogue.problems import Problem
from metrics.markup.elements import page_link, paragraph, source_link, text, with_links
from metrics.markup.templating import piece, render
from metrics.wording import formatting


def title(words: str, *, printed: bool = False, beside: str = "") -> Markup:
    """The page's heading, with a button that copies its address and, where ``printed``, one that prints it.

    ``beside`` stands quietly next to the heading.
    """
    return render("title.html", words=words, printed=printed, beside=beside)


def footer(
    catalogue: Catalogue, updated: date | None, due: str, today: date, indicator: Indicator | None = None
) -> Markup:
    """What stands under every page; of one indicator where it has a page (reporting: Words on every page)."""
    organisation = catalogue.organisation
    return render(
        "footer.html",
        publishers=_publishers(_sources(catalogue, indicator)),
        limits=_limits([indicator] if indicator else catalogue.indicators),
        updated=day_words(updated) if updated else "not known",
        due=due,
        contact=with_links(organisation.contact),
        name=organisation.name,
        today=day_words(today),
    )


def _sources(catalogue: Catalogue, indicator: Indicator | None) -> list[Source]:
    """The sources of a page's figures: those that an indicator cites, or all."""
    if indicator is None:
        return list(catalogue.sources.values())
    figures = (*indicator.observations, *indicator.own_series, *indicator.comparators, *indicator.targets)
    cited = [figure.source for figure in figures]
    cited += [indicator.source] if indicator.source else []
    return [catalogue.sources[source_id] for source_id in dict.fromkeys(cited)]


def _publishers(sources: Sequence[Source]) -> Markup:
    """Each publisher once, as a link to the newest of its publications whose address is known."""
    newest: dict[str, Source | None] = {source.publisher: None for source in sources}
    for source in sorted(sources, key=lambda source: source.published or date.min):
        if source.url:
            newest[source.publisher] = source
    links = [
        source_link(publisher, source.url, source.title) if source else text(publisher)
        for publisher, source in newest.items()
    ]
    if not links:
        return Markup("none yet")
    return Markup(" and ").join([part for part in (Markup(", ").join(links[:-1]), links[-1]) if part])


def _limits(indicators: Sequence[Indicator]) -> str:
    """What the number of figures of most indicators allows to be said."""
    alone = len(indicators) == 1
    counts = [count for count in map(_periods, indicators) if count]
    if not counts:
        return "The council has no figure of its own of this." if alone else "No indicator has a figure yet."
    most = median_low(counts)
    if most >= POINTS_FOR_LIMITS:
        return "Where a usual range is drawn, it tells what chance alone explains."
    few = "one figure only" if most == 1 else f"{most} figures"
    if alone:
        return f"The council has {few} of this: no trend is told."
    few += " or fewer" * (most > 1)
    return f"Half of the indicators or more have {few}: of those no trend is told."


def _periods(indicator: Indicator) -> int:
    """How many periods have a figure of the council's own that is no prediction."""
    return len({one.period for one in indicator.observations if one.value is not None and one.status != "predicted"})


def problems(heading: str, inside: Markup) -> Markup:
    """What is wrong, told at once to whoever can't see it."""
    return piece("panel", heading, inside)


def file_problems(
    listed: Sequence[Problem], *, stale: bool, whole: bool = False, left_out: bool = False, form: bool = False
) -> Markup:
    """The problems of a broken data file, in words, above whatever can still be shown; ``whole`` for editors.

    ``left_out``: published series can't be shown at all, while the data file's own figures are. ``form``: it stands
    in place of a form, and no figures follow.
    """
    lines = [problem if whole else problem_for_readers(problem) for problem in listed]
    below = (
        "Below are the figures of the last version without problems. The file itself has not been altered."
        if stale
        else "There is no earlier version without problems to show."
    )
    if left_out:
        below = "The figures that others published are left out below. The files themselves have not been altered."
    if form:
        below = "Nothing can be added until they are mended. The file itself has not been altered."
    count = len(listed)
    return problems(
        f"The data file has {count} {formatting.plural(count, 'problem')}",
        paragraph(f"{below} Mend these lines and reload the page:") + piece("listing", lines, numbered=True, code=True),
    )


def losses_notice(names: Sequence[str]) -> Markup:
    """What the file held and no longer holds, by name; a number is never repeated, since it could be a small one."""
    count = len(names)
    told = Markup(
        "The file was edited by hand. Until an editor confirms on the page {} that it was meant, or restores an "
        "earlier version there, this list stays."
    ).format(page_link("history", "History"))
    return problems(
        f"{count} {formatting.plural(count, 'thing')} that stood in the data file "
        f"{formatting.plural(count, 'has', 'have')} gone or changed",
        paragraph(told) + piece("listing", list(map(formatting.capital, names))),
    )


def caution(words: str) -> Markup:
    """What a reader must be careful about."""
    return piece("caution", words)


def caution_list(sentences: Iterable[str]) -> Markup:
    """Why something can't be done here, a paragraph each."""
    return piece("cautions", sentences)


def plain_table(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """A table with its heading cells marked, wide ones scrolling by themselves; a cell is words, or ``Markup``."""
    return piece("table", name, heads, rows)


def figures_table(figures: pd.DataFrame, name: str) -> Markup:
    """A table of figures, with the key of its codes and markers above it."""
    rows = [[str(cell) for cell in row] for row in figures.itertuples(index=False)]
    return _key(figures) + plain_table(name, list(figures.columns), rows)


def _key(figures: pd.DataFrame) -> Markup:
    """The meaning of each code and marker that stands in the table; nothing where none does."""
    cells = " ".join(str(cell) for column in figures.columns for cell in figures[column])
    meanings = formatting.CODES | formatting.MARKERS
    used = [f"[{code}] {meaning}" for code, meaning in meanings.items() if f"[{code}]" in cells]
    return piece("paragraph", "; ".join(used), "quiet") if used else Markup()


def copyable(words: str) -> Markup:
    """A text with a button that copies it (``screen/page_frame.py``)."""
    return piece("copyable", words)


def copy_fold(heading: str, words: str) -> Markup:
    """A text to paste elsewhere, folded under its heading, with a button that copies it; above a long text."""
    return piece("fold", heading, piece("copyable", words, words.count("\n") > LONG), "minutes")


LONG = 20
"""Lines of a text under which nobody would look for a button."""
