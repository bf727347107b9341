"""The recommendations on the disk, beside the data file.

They may be missing, and a fault in them never takes a figure off the screen (contract: Recommendations).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Problem, Refused
from metrics.catalogue.published_series import is_blank
from metrics.catalogue.recommendations import FILE, Recommendations, parse
from metrics.catalogue.yaml_reader import decoded
from metrics.store.archive import Archive
from metrics.store.series_file import read_bytes


@dataclass(frozen=True)
class LoadedRecommendations:
    """What the file says; None where there is no file, or it has problems."""

    said: Recommendations | None = None
    problems: tuple[Problem, ...] = ()


def read_file(path: Path) -> bytes:
    """The bytes of the file beside the data file ``path``; none where there is no file.

    Raises:
        Refused: it is unreadable or too large, or a link that leads nowhere.
    """
    return read_bytes(Archive(path.with_name(FILE)), FILE)


def load(path: Path, catalogue: Catalogue | None) -> LoadedRecommendations:
    """What stands beside the data file ``path``; ``catalogue`` is of both data files, None where they can't be read."""
    if catalogue is None:
        return LoadedRecommendations()
    try:
        return LoadedRecommendations(parsed(read_file(path), catalogue))
    except Refused as refused:
        return LoadedRecommendations(problems=tuple(refused.problems))


def parsed(content: bytes, catalogue: Catalogue) -> Recommendations | None:
    """The bytes of the file as what they say; None of a blank one.

    Raises:
        Refused: with every problem at once.
    """
    return None if is_blank(decoded(content, FILE)) else parse(content, catalogue)
