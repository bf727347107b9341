"""The HTML of names that files use: why one is not known, and those that are remembered."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metrics.catalogue.file_names import NameLine
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import day_words
from metrics.catalogue.problems import Problem
from metrics.entry.matched_names import UnknownName, fits
from metrics.markup.templating import part, piece
from metrics.wording.formatting import capital, plural


def how_to_choose(asked: int, count: int) -> Markup:
    """What to do with names that are not known; ``asked`` of ``count`` are asked about."""
    words = "Choose the indicator that each means. The match is saved with the figures, signed, and holds next time."
    if count > asked:
        words += f" The first {asked} of {count} names stand here; mend the others in the file."
    return piece("paragraph", words, "quiet")


def why_unknown(unknown: UnknownName) -> Markup:
    """Why a name is not read, and where it stands."""
    more = f" ({unknown.rows} {plural(unknown.rows, 'row')})" if unknown.rows > 1 else ""
    return piece("paragraph", f"{capital(unknown.where)}{more}: {unknown.why}", "wrong")


def unreadable(problem: Problem) -> Markup:
    """That the file of remembered names can't be read, and so is neither complete nor added to."""
    return part(
        "entry.html",
        "refusal",
        ["Remembered names can’t be read in full, and none can be remembered until this is mended:", str(problem)],
    )


def remembered(lines: Sequence[NameLine], catalogue: Catalogue) -> Markup:
    """Every name that is matched: its indicator, who matched it, when and why, and whether it still fits."""
    rows = [(line.name, _read_as(line, catalogue), line.by, day_words(line.on), line.reason) for line in lines]
    heads = ("Name in files", "Read as", "Matched by", "On", "Why")
    return piece("stacked_table", "Names that files use", heads, rows)


def _read_as(line: NameLine, catalogue: Catalogue) -> str:
    indicator = catalogue.indicator(line.indicator or "")
    title = indicator.title if indicator is not None else str(line.indicator)
    unused = fits(line, catalogue)
    return f"{title} (not used: {unused})" if unused else title
