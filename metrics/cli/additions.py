"""add and import: a filled-in file or a published one into the data file, by the same steps as the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from metrics.catalogue import load
from metrics.catalogue.file_names import name_key
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import PeriodError, parse
from metrics.catalogue.problems import Refused
from metrics.catalogue.published_series import FILE
from metrics.cli.run import VISITOR, Run, print_refusal, tell
from metrics.ees_import import extract, reconcile, request
from metrics.ees_import.extracted_figure import ImportOptions
from metrics.ees_import.mapping import RowsOf
from metrics.entry import doubts, grouping, matched_names, naming, record, summary, target_columns
from metrics.entry.batch import Batch, Signature
from metrics.entry.faults import Fault
from metrics.entry.proposal import propose
from metrics.entry.rows import Row
from metrics.store import data_file, locked_file, moving, numbers, recent_saves
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
        data = data_file.read_given(Path(options.file))
    except Refused as refused:
        return print_refusal([f"{options.file}: {refused.problems[0].what}"])
    loaded = data_file.read(run.path)
    try:
        batch = _batch(run)
    except PeriodError as error:
        return print_refusal([f"--period: {error}"])
    assert loaded.catalogue is not None
    council = loaded.catalogue.organisation.area
    read = upload_reader.read(data, options.file)
    names = _names(run, loaded, read.rows)
    if isinstance(names, str):
        return print_refusal([names])
    upload = replace(read.with_names(names).for_period(batch.period, council), targets=not options.no_targets)
    upload = upload.with_targets(target_columns.read_targets(upload.rows, loaded.catalogue, batch.period))
    tell(_unread(upload), error=True)
    tell(_periods(upload), error=True)
    signature = Signature(run.signer, run.today, options.reason.strip())
    given = partial(numbers.ever_given, run.path, "indicators")
    lately = partial(recent_saves.saved_lately, run.path, run.signer, run.now)
    document = loaded.document(run.path.name)
    submission = record.Submission(
        run.path,
        loaded,
        lambda: propose(document, upload.rows, batch, signature, given, lately),
        upload.faults,
        batch.period,
        upload.left_out,
        matched_names.remember(run.path, loaded.names, upload.new_names, run.today),
        signer=run.signer,
    )
    checked = record.check(submission, run.today)
    if checked.faults:
        return print_refusal(map(str, checked.faults))
    tell(upload.read_as)
    tell(checked.proposal.read_codes)
    tell(checked.proposal.read_values)
    tell(checked.proposal.unchanged)
    if checked.proposal.amended is None:
        return print_refusal(
            ["there is nothing to add: the file holds no filled-in row, or says what is there already"]
        )
    return _save(run, submission, checked)


def _names(run: Run, loaded: data_file.Loaded, rows: Sequence[Row]) -> matched_names.NamesRead | str:
    """The file's names by what was remembered and by --match and --leave-out; or why one of these can't be."""
    assert loaded.catalogue is not None
    known, options = naming.indicator_names(loaded.catalogue, ()), run.options
    chosen = {name_key(name): matched_names.LEFT_OUT for name in options.leave_out}
    for given in options.match:
        name, sign, meant = given.rpartition("=")
        if not sign or not name.strip():
            return f"--match: '{given}' names no indicator; write it as 'NEET %=neet'"
        found = naming.indicator_id(meant.strip(), known)
        if found is None:
            return f"--match: {naming.no_indicator(meant.strip(), known)}"
        chosen[name_key(name)] = found
    if loaded.names.problems:
        tell([f"matched names are not read: {loaded.names.problems[0]}"], error=True)
    read = matched_names.read_names(rows, loaded.catalogue, loaded.names.names.standing(), chosen)
    used = {name_key(one.name) for one in read.unknown} | {name_key(name) for name, _ in read.new}
    for name in (*(one.rpartition("=")[0] for one in options.match), *options.leave_out):
        own = naming.indicator_id(name.strip(), known)
        if own is not None and own != chosen[name_key(name)]:
            return f"--match, --leave-out: '{name.strip()}' is a name of '{own}' itself; take the option out"
        if own is None and name_key(name) not in used:
            return f"--match, --leave-out: no row of this file names '{name.strip()}'; take the option out"
    return read


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


def _save(run: Run, submission: record.Submission, checked: record.Checked) -> int:
    """Print the lines, ask about what looks wrong, and save."""
    proposal, file = checked.proposal, submission.document.file
    tell(f"{made.standing.indicator.title}: {line}" for made in proposal.corrections for line in made.lines)
    if proposal.amended is not None and submission.loaded.catalogue is not None:
        tell(f"{file} line {number} as it was: {line}" for number, line in proposal.amended.lines_gone)
        tell(f"{file} line {number}: {line}" for number, line in proposal.amended.lines_added)
        groups = grouping.grouped(submission.loaded.catalogue, proposal.amended.catalogue, proposal.change)
        tell(map(str, groups.different))
        if groups.different or proposal.unchanged:
            print(f"{len(groups.new)} new, {len(groups.different)} different, {len(proposal.unchanged)} equal")
    if checked.doubts and not run.options.checked:
        advice = "nothing was saved; look again, and if all of this is right, add --checked"
        return print_refusal([*doubts.lines(checked.doubts), advice])
    if run.options.dry_run:
        print(f"{summary.counted_change(proposal)} would be {summary.outlook(proposal.change)}; nothing was saved")
        return 0
    saved = record.save(submission, checked, VISITOR, run.options.by, run.options.reason, run.now)
    if not isinstance(saved, record.Saved):
        return print_refusal(refusal.words for refusal in saved)
    print(f"saved: {saved.words} (change {saved.entry.number}, signed by {saved.by})")
    return 0


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
    document = loaded.document(run.path.name, "published")
    submission = record.Submission(
        run.path,
        loaded,
        lambda: reconcile.reconcile(document, extracts, new_sources, run.today),
        which="published",
    )
    checked = record.check(submission, run.today)
    proposal = checked.proposal
    if checked.faults:
        return print_refusal(map(str, checked.faults))
    tell((f"{sentence}." for sentence in proposal.notices), error=True)
    tell(proposal.unchanged)
    if proposal.amended is None:
        why = "the data file says all of this already" if proposal.unchanged else "nothing was found"
        return print_refusal([f"there is nothing to add: {why}"])
    return _save(run, submission, checked)


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
