"""pack: the papers for a meeting, as readers may see them, into a file; the committee's text is printed as well.

(contract: The pack)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from metrics.analysis.panel_readers import for_readers
from metrics.analysis.reading import read_all
from metrics.analysis.recommendations import read_recommendations
from metrics.analysis.suppression import suppress
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Refused
from metrics.cli.run import Run, print_refusal
from metrics.pack import committee_text, pdf, pictures, rows, workbook
from metrics.pack.contents import Choice, DataVersion, NoSuchMeetingError, Pack, contents, last_before
from metrics.store import atomic_files, data_file, past_versions, recommendations_file


@dataclass(frozen=True)
class _Made:
    pack: Pack
    catalogue: Catalogue
    run: Run


def _pdf(made: _Made) -> bytes:
    charts = {block.reading.indicator.id: pictures.picture(made.catalogue, block.reading) for block in made.pack.blocks}
    return pdf.pdf(made.pack, charts, made.run.today)


FORMATS: dict[str, Callable[[_Made], bytes]] = {
    "pdf": _pdf,
    "xlsx": lambda made: workbook.workbook(made.pack, made.catalogue, made.run.today),
    "csv": lambda made: rows.csv(made.pack, made.catalogue),
    "text": lambda made: committee_text.committee_text(made.pack).encode(),
}
"""The forms of a pack by the option's word."""

ENDINGS = {".pdf": "pdf", ".xlsx": "xlsx", ".csv": "csv", ".txt": "text"}
"""The form that a file has by its ending; no other file is written over, least of all one of the data."""

_NAMES = "pack.pdf (or .xlsx, .csv, .txt)"
_SAID = {"pdf": "a PDF", "xlsx": "a workbook", "csv": "a CSV", "text": "a text"}


def pack(run: Run) -> int:
    """One line on what was written; the text for the committee report is printed where no file is named.

    Raises:
        Refused: the data file, the record or the recommendations can't be read.
    """
    out, form = Path(run.options.out) if run.options.out else None, run.options.format
    if out is None and form != "text":
        return print_refusal([f"--out: name the file to write, such as --out {_NAMES}"])
    if out is not None:
        meant = ENDINGS.get(out.suffix.lower())
        if meant is None or form not in (None, meant):
            ending = next((one for one, of in ENDINGS.items() if of == form), "")
            way = f"write a name that ends in {ending}" if ending else f"write a name such as {_NAMES}"
            return print_refusal([f"--out: {out} is no name for {_SAID.get(form, 'a pack')}; {way}"])
        form = meant
    try:
        made = _contents(run)
    except NoSuchMeetingError as refused:
        return print_refusal([f"--meeting: {refused}"])
    try:
        content = FORMATS[form](made)
    except pdf.NotSetError as refused:
        return print_refusal([f"--out: {refused}"])
    if out is None:
        print(content.decode(), end="")
        return 0
    try:
        atomic_files.write_whole(out, content, atomic_files.status(out) or atomic_files.status(run.path))
    except OSError as refused:
        return print_refusal([f"--out: {out} can't be written: {refused.strerror or 'it is no file'}"])
    print(f"{out}: {made.pack.standing.lower()}. {made.pack.chosen}")
    return 0


def _contents(run: Run) -> _Made:
    loaded = data_file.load(run.path)
    if loaded.every_problem:
        raise Refused(list(loaded.every_problem))
    assert loaded.catalogue is not None
    asked = recommendations_file.parsed(recommendations_file.read_file(run.path), loaded.catalogue)
    catalogue, record = suppress(loaded.catalogue), for_readers(loaded.record.record)
    readings = read_all(catalogue, run.today)
    choice = Choice(run.options.meeting, run.options.everything, run.options.final)
    last = last_before(record, choice, run.today)
    news = past_versions.news_since(run.path, last.date, catalogue, readings) if last else None
    version = DataVersion(loaded.key, past_versions.last_change(run.path))
    recommended = read_recommendations(asked, catalogue, readings) if asked is not None else None
    pack = contents(catalogue, readings, record, run.today, choice, version, news, recommended=recommended)
    return _Made(pack, catalogue, run)
