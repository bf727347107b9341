"""What an import of published files is asked for: release, neighbours and mappings; for the page and the command line.

Every refusal is a sentence; nothing here is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from metrics.catalogue import neighbours
from metrics.catalogue.load import Problem, Refused
from metrics.catalogue.models import Catalogue, Source, nearest
from metrics.catalogue.neighbours import Model
from metrics.ees_import import mapping
from metrics.ees_import.mapping import RowsOf
from metrics.entry.cell_values import day, slug
from metrics.store import data_file

PUBLISHER = "Department for Education"
NONE = "none"
"""In place of a model: no neighbours are wanted."""


@dataclass(frozen=True)
class ReleaseRequest:
    """The release that the files are of, as typed: an id that stands already, or a new one with title and day."""

    id: str = ""
    title: str = ""
    published: str = ""
    url: str = ""


class Incomplete(Exception):  # noqa: N818 - it names what is still to be asked, and its text is a sentence
    """Something is missing or can't be; ``field`` is the option's name."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field, self.what = field, what


def release_source(asked: ReleaseRequest, catalogue: Catalogue) -> tuple[str, dict[str, dict[str, object]]]:
    """The source's id, and the entry of a new one by its id.

    Raises:
        Unasked: it is not named, not dated, or is another than the one that stands under this id.
    """
    id = asked.id.strip() or slug(asked.title)
    if not id:
        raise Incomplete("source", "name the release: an id such as dfe-cla-2025, with its title and its day")
    known = catalogue.sources.get(id)
    if known is not None:
        _as_it_stands(id, known, asked)
        return id, {}
    if id != slug(id):
        raise Incomplete(
            "source", f"'{id}' is not an id; write lower-case words joined by hyphens, such as '{slug(id)}'"
        )
    if not asked.title.strip():
        raise Incomplete("title", f"'{id}' is a new source; give the title of the release")
    published = day(asked.published.strip())
    if not isinstance(published, date):
        raise Incomplete("published", f"'{asked.published}' is not a date; write the day of the release, 2025-11-20")
    entry: dict[str, object] = {
        "title": asked.title.strip(),
        "publisher": PUBLISHER,
        "published": published,
        "kind": "published",
        "url": asked.url.strip() or None,
        "licence": "Open Government Licence",
    }
    return id, {id: entry}


def publication_day(id: str, fresh: Mapping[str, Mapping[str, object]], catalogue: Catalogue) -> date | None:
    """The day of the release, of a new source or of one that stands; None where it is not known."""
    known = catalogue.sources.get(id)
    given = known.published if known else fresh.get(id, {}).get("published")
    return given if isinstance(given, date) else None


def _as_it_stands(id: str, known: Source, asked: ReleaseRequest) -> None:
    if known.kind != "published":
        raise Incomplete("source", f"'{id}' is not a published source; give the release an id of its own")
    other = asked.title.strip() not in ("", known.title) or _day(asked.published) not in (None, known.published)
    if other:
        what = f"'{id}' stands in the file as “{known.title}”; a new release is a source of its own, with its own id"
        raise Incomplete("source", what)


def _day(typed: str) -> date | str | None:
    return day(typed.strip()) if typed.strip() else None


def neighbours_model(models: Sequence[Model], asked: str, code: str | None) -> Model | None:
    """The model that is asked for, else the newest of the council; None where none is wanted.

    Raises:
        Unasked: there is no such model for this council.
    """
    own = [one for one in models if code is None or one.of == code]
    if asked == NONE:
        return None
    if not own:
        raise Incomplete("model", f"{neighbours.FILE} holds no model of this council; add one, or ask for '{NONE}'")
    found = own[-1] if not asked else next((one for one in own if asked in (one.id, one.name)), None)
    if found is None:
        raise Incomplete("model", f"'{asked}' is no model; {nearest(asked, [*(one.id for one in own), NONE])}")
    return found


@dataclass(frozen=True)
class SiblingFiles:
    """What stands beside the data file: mappings with the bytes they were read from, and models."""

    mappings: tuple[RowsOf, ...]
    models: tuple[Model, ...]
    written: bytes | None

    def text(self) -> str:
        return mapping.BEGINNING if self.written is None else self.written.decode("utf-8")


def read_siblings(path: Path, catalogue: Catalogue) -> SiblingFiles:
    """Mappings and models from the data file's folder; a folder without a file has none of its kind.

    Raises:
        Refused: a file with problems; each at its line.
    """
    kept, lists = data_file.read_sibling(path, mapping.FILE), data_file.read_sibling(path, neighbours.FILE)
    problems: list[Problem] = []
    mappings: tuple[RowsOf, ...] = ()
    models: tuple[Model, ...] = ()
    try:
        mappings = mapping.parse(kept, catalogue) if kept is not None else ()
    except Refused as refused:
        problems += refused.problems
    try:
        models = neighbours.parse(lists) if lists is not None else ()
    except Refused as refused:
        problems += refused.problems
    if problems:
        raise Refused(problems)
    return SiblingFiles(mappings, models, kept)


def with_mappings(found: SiblingFiles, new: Sequence[RowsOf], catalogue: Catalogue) -> bytes:
    """The file of mappings with new ones in it.

    Raises:
        Refused: a mapping breaks a rule, or nothing can be put into the file safely.
    """
    return mapping.insert_mappings(found.text(), new, catalogue).encode("utf-8")


def import_subjects(new: Sequence[RowsOf], catalogue: Catalogue) -> tuple[str, ...]:
    """What new mappings are of, for the history."""
    titles: Mapping[str, str] = {one.id: one.title for one in catalogue.indicators}
    return tuple(f"{titles[one.measure]}: rows for {one.group}" for one in new)
