"""recommendations and coverage: what the inspection asked for and how the figures move, and what isn't measured."""

from __future__ import annotations

import json

from metrics.analysis.challenges import read_challenges, read_exceptions
from metrics.analysis.panel_readers import for_readers
from metrics.analysis.reading import read_all
from metrics.analysis.recommendations import RecommendationReadings, read_recommendations
from metrics.analysis.suppression import suppress
from metrics.catalogue.problems import Problem, Refused
from metrics.catalogue.recommendations import FILE
from metrics.cli.run import Run
from metrics.exports import recommendations_json
from metrics.store import data_file, recommendations_file
from metrics.store.data_file import Loaded
from metrics.wording import recommendations as words


def recommendations(run: Run) -> int:
    """What was asked, by when, which indicators would show it, and how it stands by the figures.

    Raises:
        Refused: a file can't be read, or there is no file of recommendations.
    """
    found, loaded = _read(run)
    if run.options.format == "json":
        record = for_readers(loaded.record.record)
        asked, reported = read_challenges(record, run.today), read_exceptions(record, run.today)
        said = recommendations_json.recommendations_json(found, asked, reported, run.today)
        print(json.dumps(said, indent=1, ensure_ascii=False))
    else:
        print(words.report(found, run.today), end="")
    return 0


def coverage(run: Run) -> int:
    """What isn't measured, has no target or is told only in words, and how many of these gaps are closed.

    Raises:
        Refused: as ``recommendations``.
    """
    found, _ = _read(run)
    if run.options.format == "json":
        print(json.dumps(recommendations_json.coverage_json(found), indent=1, ensure_ascii=False))
    else:
        print(words.coverage_report(found), end="")
    return 0


def _read(run: Run) -> tuple[RecommendationReadings, Loaded]:
    loaded = data_file.load(run.path)
    if loaded.every_problem:
        raise Refused(list(loaded.every_problem))
    assert loaded.catalogue is not None
    catalogue = suppress(loaded.catalogue)
    said = recommendations_file.parsed(recommendations_file.read_file(run.path), catalogue)
    if said is None:
        raise Refused([Problem(1, "", "there is no such file beside the data file, or nothing stands in it", FILE)])
    return read_recommendations(said, catalogue, read_all(catalogue, run.today)), loaded
