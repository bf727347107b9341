"""The figures as they stood before a day: from the kept versions of both files, by the days in their journals.

(reporting: Meetings)
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from metrics.analysis.reading import Reading, read_all
from metrics.analysis.since_last import FigureNews, figure_news
from metrics.analysis.suppression import suppress
from metrics.catalogue import published_series
from metrics.catalogue.documents import FigureFile
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Refused
from metrics.catalogue.published_series import PublishedSeries
from metrics.store import readings
from metrics.store.archive import NOTHING, archive_of
from metrics.store.journal import Kind


@dataclass(frozen=True)
class Past:
    """What both data files said; ``published_known``: whether the journal tells what was published then."""

    catalogue: Catalogue
    published_known: bool


def standing_before(path: Path, day: date) -> Past | None:
    """The catalogue that stood when ``day`` began; None where no kept version tells, or today's rules can't read it."""
    content = _version_before(path, "indicators", day)
    if not content:
        return None
    try:
        main = readings.parse_cached(content, path.name)
    except Refused:
        return None
    series = _series_before(path, day, content)
    return Past(published_series.joined(main, series or published_series.NONE), series is not None)


def news_since(path: Path, day: date, suppressed: Catalogue, readings: Sequence[Reading]) -> FigureNews | None:
    """What is new in ``readings`` since the day of a meeting; None where nothing tells what stood then.

    They are those of ``suppressed``, the catalogue as readers may see it; its secrets are kept in the past too.
    """
    past = standing_before(path, day)
    if past is None:
        return None
    return figure_news(read_all(suppress(past.catalogue, suppressed), day), readings, past.published_known)


SAVES: tuple[Kind, ...] = ("save", "undo", "restore")
CHANGES: tuple[Kind, ...] = (*SAVES, "by hand")


def last_change(path: Path, kinds: tuple[Kind, ...] = CHANGES) -> date | None:
    """The day of the last change of the figures of these kinds; None where there was none, or nothing tells."""
    with contextlib.suppress(OSError):
        kept = (archive_of(path, which) for which in ("indicators", "published"))
        entries = [entry for archive in kept for entry in archive.read(archive.current_version()).entries]
        return max((one.at.date() for one in entries if one.kind in kinds), default=None)
    return None


def _series_before(path: Path, day: date, main: bytes) -> PublishedSeries | None:
    content = _version_before(path, "published", day)
    with contextlib.suppress(Refused):
        return None if content is None else readings.parse_published(content, main, path.name)
    return None


def _version_before(path: Path, which: FigureFile, day: date) -> bytes | None:
    """The bytes of the last version that was recorded before the day; none where there was no file yet."""
    begins = datetime.combine(day, time(), UTC)
    archive = archive_of(path, which)
    with contextlib.suppress(OSError):
        entries = archive.read(archive.current_version()).entries
        earlier = [entry for entry in entries if entry.at < begins]
        if earlier:
            return archive.read_version(earlier[-1].after)
        began = entries[0].before if entries else archive.current_version()
        return b"" if archive.optional and began == NOTHING else None
    return None
