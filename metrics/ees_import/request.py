"""What an import is asked for, by page or command line: release, neighbours (statistical) and mappings.

Every refusal is a sentence; nothing here is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from metrics.catalogue import neighbours
from metrics.catalogue.field_types import nearest_name
from metrics.catalogue.ids import slug
from metrics.catalogue.models import Catalogue, Source
from metrics.catalogue.neighbours import Model
from metrics.catalogue.problems import Problem, Refused
from metrics.ees_import import mapping
from metrics.ees_import.mapping import RowsOf
from metrics.entry.cell_values import day
from metrics.store import data_file

PUBLISHER = "Department for Education"
NONE = "none"
"""In place of a model: no neighbours are wanted."""
UNKNOWN = "unknown"
"""In place of the day of publication: the files don't say it (contract: Source and place)."""
NO_DAY = "The files of this release do not say on which day it was published."


@dataclass(frozen=True)
class ReleaseRequest:
    """The release that the files are of, as typed: an id that stands already, or a new one with title and day.

    ``published`` is a day, or ``UNKNOWN`` where nobody can tell it.
    """

    id: str = ""
    title: str = ""
    published: str = ""
    url: str = ""


class Incomplete(Exception):  # noqa: N818 - it names what is still to be asked, and its text is a sentence
    """Something is missing or can't be; ``field`` is the option's name."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field, self.what = field, what


def release_source(request: ReleaseRequest, catalogue: Catalogue) -> tuple[str, dict[str, dict[str, object]]]:
    """The source's id, and the entry of a new one by its id.

    Raises:
        Incomplete: it is not named, not dated, or is another than the one that stands under this id.
    """
    source_id = request.id.strip() or slug(request.title)
    if not source_id:
        raise Incomplete("source", "name the release: an id such as dfe-cla-2025, with its title and its day")
    source = catalogue.sources.get(source_id)
    if source is not None:
        _refuse_conflict(source_id, source, request)
        return source_id, {}
    if source_id != slug(source_id):
        raise Incomplete(
            "source",
            f"'{source_id}' is not an id; write lower-case words joined by hyphens, such as '{slug(source_id)}'",
        )
    if not request.title.strip():
        raise Incomplete("title", f"'{source_id}' is a new source; give the title of the release")
    known = request.published.strip().lower() != UNKNOWN
    published = day(request.published.strip()) if known else None
    if known and not isinstance(published, date):
        way = f"write the day of the release, 2025-11-20, or {UNKNOWN}"
        raise Incomplete("published", f"'{request.published}' is not a date; {way}")
    entry: dict[str, object] = {
        "title": request.title.strip(),
        "publisher": PUBLISHER,
        "published": published,
        "kind": "published",
        "url": request.url.strip() or None,
        "licence": "Open Government Licence",
        "note": None if known else NO_DAY,
    }
    return source_id, {source_id: entry}


def publication_day(
    source_id: str, new_sources: Mapping[str, Mapping[str, object]], catalogue: Catalogue
) -> date | None:
    """The day of the release, of a new source or of one that stands; None where it is not known."""
    source = catalogue.sources.get(source_id)
    given = source.published if source else new_sources.get(source_id, {}).get("published")
    return given if isinstance(given, date) else None


def _refuse_conflict(source_id: str, source: Source, request: ReleaseRequest) -> None:
    if source.kind != "published":
        raise Incomplete("source", f"'{source_id}' is not a published source; give the release an id of its own")
    other = request.title.strip() not in ("", source.title) or _day(request.published) not in (None, source.published)
    if other:
        what = f"'{source_id}' stands in the file as “{source.title}”"
        raise Incomplete("source", f"{what}; a new release is a source of its own, with its own id")


def _day(typed: str) -> date | str | None:
    return day(typed.strip()) if typed.strip().lower() not in ("", UNKNOWN) else None


def neighbours_model(models: Sequence[Model], wanted: str, code: str | None) -> Model | None:
    """The model that is asked for, else the newest of the council; None where none is wanted.

    Raises:
        Incomplete: there is no such model for this council.
    """
    own = [model for model in models if code is None or model.of == code]
    if wanted == NONE:
        return None
    if not own:
        raise Incomplete("model", f"{neighbours.FILE} holds no model of this council; add one, or ask for '{NONE}'")
    chosen = own[-1] if not wanted else next((model for model in own if wanted in (model.id, model.name)), None)
    if chosen is None:
        way = nearest_name(wanted, [*(model.id for model in own), NONE])
        raise Incomplete("model", f"'{wanted}' is no model; {way}")
    return chosen


@dataclass(frozen=True)
class SiblingFiles:
    """What stands beside the data file: mappings with the bytes they were read from, and models."""

    mappings: tuple[RowsOf, ...]
    models: tuple[Model, ...]
    mapping_bytes: bytes | None

    def text(self) -> str:
        return mapping.BEGINNING if self.mapping_bytes is None else self.mapping_bytes.decode("utf-8")


def read_siblings(path: Path, catalogue: Catalogue) -> SiblingFiles:
    """Mappings and models from the data file's folder; a folder without a file has none of its kind.

    Raises:
        Refused: a file with problems; each at its line.
    """
    mapping_bytes = data_file.read_sibling(path, mapping.FILE)
    neighbour_bytes = data_file.read_sibling(path, neighbours.FILE)
    problems: list[Problem] = []
    mappings: tuple[RowsOf, ...] = ()
    models: tuple[Model, ...] = ()
    try:
        mappings = mapping.parse(mapping_bytes, catalogue) if mapping_bytes is not None else ()
    except Refused as refused:
        problems += refused.problems
    try:
        models = neighbours.parse(neighbour_bytes) if neighbour_bytes is not None else ()
    except Refused as refused:
        problems += refused.problems
    if problems:
        raise Refused(problems)
    return SiblingFiles(mappings, models, mapping_bytes)


def with_mappings(siblings: SiblingFiles, new: Sequence[RowsOf], catalogue: Catalogue) -> bytes:
    """The file of mappings with new ones in it.

    Raises:
        Refused: a mapping breaks a rule, or nothing can be put into the file safely.
    """
    return mapping.insert_mappings(siblings.text(), new, catalogue).encode("utf-8")


def import_subjects(new: Sequence[RowsOf], catalogue: Catalogue) -> tuple[str, ...]:
    """What new mappings are of, for the history."""
    titles: Mapping[str, str] = {indicator.id: indicator.title for indicator in catalogue.indicators}
    return tuple(f"{titles[rows.indicator]}: rows for {rows.group}" for rows in new)
