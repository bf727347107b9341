"""check, figures, reading, schema and template: the commands that read the data file and print."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from metrics.analysis import reporting_periods, suppression
from metrics.analysis.reading import read
from metrics.catalogue import events, file_names, newer_release, panel_record
from metrics.catalogue.events import Events
from metrics.catalogue.models import Catalogue, Entry
from metrics.catalogue.panel_record import PanelRecord
from metrics.catalogue.period import PeriodError, parse
from metrics.catalogue.problems import Refused
from metrics.catalogue.published_series import FILE, NONE, PublishedSeries
from metrics.catalogue.recommendations import Recommendations
from metrics.cli.run import Run, print_refusal, tell
from metrics.entry import naming
from metrics.exports.reading_json import as_json
from metrics.store import data_file, recommendations_file
from metrics.wording.formatting import plural

HOW_TO_TAKE = (
    "Nothing was changed. Copy the lines that you want into your own files and run 'python -m metrics check'; "
    "figures that others published also come in by 'python -m metrics import' (docs/running.md)."
)


def check(run: Run) -> int:
    """A line that all is well, one each of the panel's record and the events there are, or what has gone by hand.

    Of a sound file of recommendations it says nothing.

    Raises:
        Refused: with every problem of all files.
    """
    loaded = data_file.load(run.path)
    asked = recommendations_file.load(run.path, loaded.catalogue)
    beside = (*loaded.events.problems, *loaded.names.problems, *asked.problems)
    if problems := [*loaded.every_problem, *beside]:
        raise Refused(problems)
    assert loaded.catalogue is not None
    print(counted(loaded.catalogue, loaded.published.series))
    if loaded.names.text:
        count = len(loaded.names.names.standing())
        print(f"{file_names.FILE}: {count} {plural(count, 'name')} that files use")
    if loaded.record.text:
        print(counted_record(loaded.record.record))
    if loaded.events.text:
        count = len(loaded.events.events.events)
        print(f"{count} dated {plural(count, 'event')} in {events.FILE}, every one cited")
    lost = [*_lost(run.path.name, loaded.missing), *_lost(FILE, loaded.published.missing, " --file published")]
    lost += _lost(panel_record.FILE, loaded.record.missing, " --file meetings")
    lost += _lost(events.FILE, loaded.events.missing, " --file events")
    lost += _lost(file_names.FILE, loaded.names.missing, " --file names")
    return print_refusal(lost) if lost else 0


def _lost(file: str, missing: Sequence[str], option: str = "") -> list[str]:
    if not missing:
        return []
    ways = f"restore an earlier version (history, restore{option}), or sign that it was meant (confirm{option})"
    return [*(f"{file}: {name}" for name in missing), f"{file} was edited by hand and lost this; {ways}"]


def counted(catalogue: Catalogue, published: PublishedSeries = NONE) -> str:
    """What ``check`` says of sound files."""
    figures = sum(len(indicator.observations) for indicator in catalogue.indicators)
    rows = sum(len(series.comparators) + len(series.own_series) for series in published.indicators)
    series = f" and {rows:,} published {'figure' if rows == 1 else 'figures'} in {FILE}" if rows else ""
    return f"{len(catalogue.indicators)} indicators, {figures} figures{series}, every one cited"


def counted_record(record: PanelRecord) -> str:
    """What ``check`` says of a sound record of the panel."""
    counts = (
        (len({meeting.date for meeting in record.meetings}), "meeting"),
        (len(record.challenges), "challenge"),
        (len(record.exceptions), "exception"),
    )
    return f"{', '.join(f'{count} {plural(count, what)}' for count, what in counts)} in {panel_record.FILE}"


def compare(run: Run) -> int:
    """What a newer release of the data has that these files lack, in words; nothing is changed.

    Raises:
        Refused: a file of either folder can't be read.
    """
    folder = Path(run.options.folder)
    newer = folder / data_file.DEFAULT.name if folder.is_dir() else folder
    own, other = run.catalogue(), data_file.read_catalogue(newer)
    sections = newer_release.differences(
        own,
        other,
        (_events(run.path, own), _events(newer, other)),
        (_recommendations(run.path, own), _recommendations(newer, other)),
    )
    for heading, sentences in sections:
        print(f"{heading} ({len(sentences)})")
        tell(f"  {sentence}" for sentence in sentences)
    print(HOW_TO_TAKE if sections else f"{run.path.name} has all that stands in {newer}")
    return 0


def _events(path: Path, catalogue: Catalogue) -> tuple[events.Event, ...]:
    written = data_file.read_sibling(path, events.FILE)
    return () if written is None else events.parse(written, catalogue)


def _recommendations(path: Path, catalogue: Catalogue) -> Recommendations | None:
    return recommendations_file.parsed(recommendations_file.read_file(path), catalogue)


def figures(run: Run) -> int:
    """The tidy table, with small numbers suppressed."""
    from metrics.exports import tidy  # here, since pandas takes longer to load than every other command to run

    table = tidy.figures(suppression.suppress(run.catalogue()))[list(tidy.COLUMNS)]
    if run.options.format == "csv":
        sys.stdout.buffer.write(tidy.csv_bytes(table))
    else:
        print(table.to_json(orient="records", force_ascii=False, indent=1))
    return 0


def reading(run: Run) -> int:
    """What the screen says of each indicator, as JSON, with small numbers suppressed."""
    catalogue, asked = suppression.suppress(run.catalogue()), run.options.ids
    names = naming.indicator_names(catalogue, ())
    ids = {name: naming.indicator_id(name, names) for name in asked}
    if unknown := [name for name, found in ids.items() if found is None]:
        return print_refusal(naming.no_indicator(name, names) for name in unknown)
    chosen = [indicator for indicator in catalogue.indicators if not ids or indicator.id in ids.values()]
    readings = [as_json(read(catalogue, indicator, run.today), catalogue.sources) for indicator in chosen]
    print(json.dumps(readings, indent=1, ensure_ascii=False))
    return 0


def schema(run: Run) -> int:
    """The JSON schema that editors check a file against."""
    print(schema_text(run.options.file), end="")
    return 0


SCHEMAS: dict[str, type[Entry]] = {
    "indicators": Catalogue,
    "meetings": PanelRecord,
    "events": Events,
    "recommendations": Recommendations,
}
"""The files that people write by hand, by the name without its ending, and what each holds."""


def schema_text(file: str = "indicators") -> str:
    """The JSON schema of one of ``SCHEMAS``, as kept beside the data file."""
    schema = SCHEMAS[file].model_json_schema(by_alias=True)
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def template(run: Run) -> int:
    """The template of a period as CSV, of the next one due unless another is named."""
    from metrics.uploads import template as templates  # here, since it loads openpyxl

    catalogue, words = run.catalogue(), run.options.period
    try:
        period = parse(words) if words else reporting_periods.next_period(catalogue, run.today)
    except PeriodError as error:
        return print_refusal([str(error)])
    ids = [indicator.id for indicator in reporting_periods.indicators_due(catalogue, period)]
    sys.stdout.buffer.write(templates.csv_bytes(catalogue, period, ids))
    return 0
