"""add and import: a filled-in file or a published one into the data file, by the same steps as the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from metrics.catalogue import load
from metrics.catalogue.documents import FigureFile
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import Period, PeriodError, parse
from metrics.catalogue.problems import Refused
from metrics.catalogue.published_series import FILE
from metrics.cli.run import VISITOR, Run, print_refusal, tell
from metrics.ees_import import extract, reconcile, request
from metrics.ees_import.extracted_figure import ImportOptions
from metrics.ees_import.mapping import RowsOf
from metrics.entry import plausibility, summary
from metrics.entry.batch import Batch, Signature
from metrics.entry.faults import Fault
from metrics.entry.form_messages import merge_repeated
from metrics.entry.proposal import Proposal, propose
from metrics.store import data_file, locked_file, moving, numbers, recent_saves, transactions
from metrics.store.journal import Entry
from metrics.uploads import upload_reader
from metrics.uploads.table import displayed_name
from metrics.wording.formatting import plural


def add(run: Run) -> int:
    """Add a filled-in file: all faults on standard error, or the lines; saved unless ``--dry-run``.

    Raises:
        Refused: the data file can't be read.
    """
    options = run.options
    if unsigned := run.unsigned():
        return print_refusal([unsigned])
    try:
        data = data_file.read_bytes(Path(options.file))
    except Refused as refused:
        return print_refusal([f"{options.file}: {refused.problems[0].what.partition(';')[0]}"])
    loaded = data_file.read(run.path)
    try:
        batch = _batch(run)
    except PeriodError as error:
        return print_refusal([f"--period: {error}"])
    assert loaded.catalogue is not None
    council = loaded.catalogue.organisation.area
    upload = upload_reader.read(data, options.file).for_period(batch.period, council)
    tell(_unread(upload), error=True)
    tell(_periods(upload), error=True)
    signature = Signature(run.signer, run.today, options.reason.strip())
    given = partial(numbers.ever_given, run.path, "indicators")
    lately = partial(recent_saves.saved_lately, run.path, run.signer, run.now)
    proposal = propose(loaded.document(run.path.name), upload.rows, batch, signature, given, lately)
    if faults := merge_repeated(upload.faults, proposal.faults):
        return print_refusal(map(str, faults))
    tell(upload.read_as)
    tell(proposal.read_codes)
    tell(proposal.read_values)
    tell(proposal.unchanged)
    if proposal.amended is None:
        return print_refusal(
            ["there is nothing to add: the file holds no filled-in row, or says what is there already"]
        )
    return _save(run, loaded, proposal, batch.period, upload.left_out)


def _batch(run: Run) -> Batch:
    options = run.options
    period = parse(options.period) if options.period else None
    return Batch(period, options.source or "", options.at or "", options.status or "")


def _unread(upload: upload_reader.Upload) -> Iterator[str]:
    """The headings that aren't read and have nothing under them; what is filled in is asked about before saving."""
    for match in upload.matches:
        if match.field is None and not match.filled:
            yield f"{match.place}: '{match.header}' is not read"


def _periods(upload: upload_reader.Upload) -> Iterator[str]:
    """Which column or sheet was read as which period."""
    for one in upload.periods:
        yield f"{one.place}: '{one.heading}' is {one.read_as or 'not read'}, {len(one.rows)} filled in"


def _save(
    run: Run,
    loaded: data_file.Loaded,
    proposal: Proposal,
    chosen: Period | None = None,
    left_out: Sequence[str] = (),
    which: FigureFile = "indicators",
) -> int:
    """Print the lines, ask about what looks wrong, and save; ``chosen`` and ``left_out`` as for ``plausibility``."""
    amended, change = proposal.amended, proposal.change
    assert amended is not None
    assert loaded.catalogue is not None
    file = loaded.document(run.path.name, which).file
    tell(f"{made.standing.indicator.title}: {line}" for made in proposal.corrections for line in made.lines)
    tell(f"{file} line {number} as it was: {line}" for number, line in amended.lines_gone)
    tell(f"{file} line {number}: {line}" for number, line in amended.lines_added)
    unusual = plausibility.doubts(
        loaded.catalogue, amended.catalogue, change.additions, run.today, chosen, proposal.rows, left_out
    )
    doubts = (*proposal.doubts, *unusual)
    if doubts and not run.options.checked:
        advice = "nothing was saved; look again, and if all of this is right, add --checked"
        return print_refusal([*(doubt.words for doubt in doubts), advice])
    counted = summary.counted_change(proposal)
    if run.options.dry_run:
        print(f"{counted} would be {summary.outlook(change)}; nothing was saved")
        return 0
    names = summary.changed_names(amended.catalogue, change)
    only_by = run.signer if proposal.amends else ""
    prepared = transactions.Prepared(loaded.of(which).version, amended, names, which, only_by)
    return run.change(lambda signed: transactions.save(run.path, prepared, signed, VISITOR), f"saved: {counted}")


def import_(run: Run) -> int:
    """Bring in published files by their mappings: all faults on standard error, or the lines; then saved as ``add``.

    Raises:
        Refused: the data file, or one of those that are read with it, can't be read.
    """
    if unsigned := run.unsigned():
        return print_refusal([unsigned])
    loaded = data_file.read(run.path)
    assert loaded.catalogue is not None
    try:
        extracts, new_sources = _extracts(run, loaded.catalogue)
    except request.Incomplete as incomplete:
        return print_refusal([f"--{incomplete.field}: {incomplete.what}"])
    proposal = reconcile.reconcile(loaded.document(run.path.name, "published"), extracts, new_sources, run.today)
    if proposal.faults:
        return print_refusal(map(str, proposal.faults))
    tell((f"{sentence}." for sentence in proposal.notices), error=True)
    tell(proposal.unchanged)
    if proposal.amended is None:
        why = "the data file says all of this already" if proposal.unchanged else "nothing was found"
        return print_refusal([f"there is nothing to add: {why}"])
    return _save(run, loaded, proposal, which="published")


def _extracts(run: Run, catalogue: Catalogue) -> tuple[list[extract.Extract], Mapping[str, Mapping[str, object]]]:
    """What the files hold, and the source that they make new."""
    options = run.options
    siblings = request.read_siblings(run.path, catalogue)
    release = request.ReleaseRequest(
        options.source or "", options.title or "", options.published or "", options.url or ""
    )
    source, new_sources = request.release_source(release, catalogue)
    model = request.neighbours_model(siblings.models, options.model or "", catalogue.organisation.area_code)
    day = request.publication_day(source, new_sources, catalogue)
    import_options = ImportOptions(source, model, options.statistic, day)
    return [_extracted(name, siblings.mappings, catalogue, import_options) for name in options.files], new_sources


def _extracted(
    name: str, mappings: Sequence[RowsOf], catalogue: Catalogue, import_options: ImportOptions
) -> extract.Extract:
    """What a file holds; a fault in its place where it can't be opened."""
    path = Path(name)
    try:
        with data_file.open_published(path) as stream:
            return extract.extract_figures(stream, displayed_name(path.name), mappings, catalogue, import_options)
    except Refused as refused:
        return extract.Extract(faults=tuple(Fault(name, problem.what) for problem in refused.problems))


def move(run: Run) -> int:
    """Move imported rows that stand in the data file to the published series, signed in the history of both."""
    if unknown := [source for source in run.options.sources if source not in _sources(run)]:
        return print_refusal(f"'{source}' is no source of {run.path.name}; write its id" for source in unknown)

    def act(signed: locked_file.Signed) -> Entry:
        entry, moved = moving.move(run.path, tuple(run.options.sources), signed, VISITOR)
        rows, sources = moved.rows, len(moved.sources)
        print(f"{rows} published {plural(rows, 'figure')} and {sources} {plural(sources, 'source')} moved to {FILE}")
        return entry

    return run.change(act, f"{run.path.name} saved without them")


def _sources(run: Run) -> Mapping[str, object]:
    return load.parse(data_file.read_bytes(run.path), run.path.name).sources
