"""The mark of a change, from the version before it and the bytes that it made (contract: The history folder)."""

from __future__ import annotations

from metrics.analysis.reason_mark import Mark, mark_beside, mark_of, mark_of_record
from metrics.catalogue import published_series
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Refused
from metrics.store.archive import Archive
from metrics.store.readings import parse_alone, parse_cached, parse_record_alone


def mark(archive: Archive, before: str, content: bytes) -> Mark | None:
    """The mark of a change from the version ``before``; None where one of the two can't be read or isn't kept."""
    kept = archive.read_version(before)
    if kept is None:
        return None
    if archive.which == "names":
        return None  # no reader is told of them
    if archive.which == "meetings":
        return _mark_of_record(archive, kept, content)
    if archive.which == "events":
        now = _main(archive)
        return None if now is None else mark_beside((), now)
    old, new = as_catalogue(archive, kept), as_catalogue(archive, content)
    return None if old is None or new is None else mark_of(old, new)


def _mark_of_record(archive: Archive, kept: bytes, content: bytes) -> Mark | None:
    now = _main(archive)
    try:
        return None if now is None else mark_of_record(parse_record_alone(kept), parse_record_alone(content), now)
    except Refused:
        return None


def _main(archive: Archive) -> Catalogue | None:
    """What the data file beside this one says now; None where it can't be read."""
    main = None if archive.like is None else Archive(archive.like)
    return None if main is None else as_catalogue(main, main.current() or b"")


def as_catalogue(archive: Archive, content: bytes) -> Catalogue | None:
    """What bytes of the file say, published series as rows of the data file's indicators; None where they can't."""
    try:
        if not archive.optional:
            return parse_cached(content, archive.path.name)
        if archive.like is None:
            return None
        main = Archive(archive.like)
        return published_series.joined(parse_cached(main.current() or b"", main.path.name), parse_alone(content))
    except (Refused, OSError):
        return None
