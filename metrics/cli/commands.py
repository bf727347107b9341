"""The command line's add, import, undo, restore, confirm, history and template: the same steps as the pages."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from metrics.access.policy import Visitor, signature_refusal, signer
from metrics.analysis import reporting_periods
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import Period, PeriodError
from metrics.catalogue.period import parse as parse_period
from metrics.catalogue.problems import Refused
from metrics.ees_import import extract, reconcile, request
from metrics.ees_import.extracted_figure import ImportOptions
from metrics.ees_import.mapping import RowsOf
from metrics.entry import plausibility, summary
from metrics.entry.change_builder import Batch, Signature
from metrics.entry.form_messages import merge_repeated
from metrics.entry.proposal import Proposal, propose
from metrics.store import archive, data_file, hand_edits, journal, transactions
from metrics.uploads import upload_reader
from metrics.uploads.table import displayed_name

VISITOR = Visitor(console=True)
REFUSALS = (transactions.Denied, hand_edits.NotSaved, transactions.Overtaken)


def add(path: Path, options: argparse.Namespace, now: datetime) -> int:
    """Add a filled-in file: all faults on standard error, or the lines; saved unless ``--dry-run``."""
    if unsigned := _unsigned(options):
        return _refused([unsigned])
    try:
        data = data_file.read_bytes(Path(options.file))
    except Refused as refused:
        return _refused([f"{options.file}: {refused.problems[0].what.partition(';')[0]}"])
    try:
        loaded, catalogue = _read(path)
        batch = Batch(_period(options.period), options.source or "", options.at or "", options.status or "")
        upload = upload_reader.read(data, options.file)
    except PeriodError as error:
        return _refused([f"--period: {error}"])
    except Refused as refused:
        return _refused([str(problem) for problem in refused.problems])
    unread = [
        f"{match.place}: '{match.header}' is not read"
        for match in upload.matches
        if match.field is None and not match.filled
    ]
    print(*unread, sep="\n", end="\n" if unread else "", file=sys.stderr)
    signature = Signature(signer(VISITOR, options.by), now.date(), options.reason.strip())
    proposal = propose(catalogue, loaded.text, upload.rows, batch, signature, path.name)
    if faults := merge_repeated(upload.faults, proposal.faults):
        return _refused([str(fault) for fault in faults])
    print(*proposal.unchanged, sep="\n", end="\n" if proposal.unchanged else "")
    if proposal.amended is None:
        return _refused(["there is nothing to add: the file holds no filled-in row, or says what is there already"])
    return _saved(path, loaded, catalogue, proposal, batch.period, options, now, upload.left_out)


def _saved(
    path: Path,
    loaded: data_file.Loaded,
    before: Catalogue,
    proposal: Proposal,
    chosen: Period | None,
    options: argparse.Namespace,
    now: datetime,
    left_out: Sequence[str] = (),
) -> int:
    assert proposal.amended is not None
    for number, line in proposal.amended.lines_added:
        print(f"{path.name} line {number}: {line}")
    after, added = proposal.amended.catalogue, proposal.change.additions
    doubts = plausibility.doubts(before, after, added, now.date(), chosen, proposal.rows, left_out)
    if doubts and not options.checked:
        advice = "nothing was saved; look again, and if all of this is right, add --checked"
        return _refused([*(doubt.words for doubt in doubts), advice])
    counted = summary.counted_change(proposal)
    if options.dry_run:
        print(f"{counted} would be added; nothing was saved")
        return 0
    prepared = transactions.Prepared(
        loaded.version, proposal.amended, summary.changed_names(proposal.amended.catalogue, proposal.change)
    )
    signed = _signed(options, now)
    return _done(lambda: transactions.save(path, prepared, signed, VISITOR), f"saved: {counted}", options)


def import_(path: Path, options: argparse.Namespace, now: datetime) -> int:
    """Bring in published files by their mappings: all faults on standard error, or the lines; then saved as ``add``."""
    if unsigned := _unsigned(options):
        return _refused([unsigned])
    try:
        loaded, catalogue = _read(path)
        siblings = request.read_siblings(path, catalogue)
        release = request.ReleaseRequest(
            options.source or "", options.title or "", options.published or "", options.url or ""
        )
        source, new_sources = request.release_source(release, catalogue)
        model = request.neighbours_model(siblings.models, options.model or "", catalogue.organisation.area_code)
        import_options = ImportOptions(
            source, model, options.statistic, request.publication_day(source, new_sources, catalogue)
        )
        extracts = [_extracted(Path(name), siblings.mappings, catalogue, import_options) for name in options.files]
    except request.Incomplete as incomplete:
        return _refused([f"--{incomplete.field}: {incomplete.what}"])
    except Refused as refused:
        return _refused([str(problem) for problem in refused.problems])
    proposal = reconcile.reconcile(catalogue, loaded.text, extracts, new_sources, path.name)
    if proposal.faults:
        return _refused([str(fault) for fault in proposal.faults])
    print(
        *(f"{sentence}." for sentence in proposal.notices),
        sep="\n",
        end="\n" if proposal.notices else "",
        file=sys.stderr,
    )
    print(*proposal.unchanged, sep="\n", end="\n" if proposal.unchanged else "")
    if proposal.amended is None:
        why = "the data file says all of this already" if proposal.unchanged else "nothing was found"
        return _refused([f"there is nothing to add: {why}"])
    return _saved(path, loaded, catalogue, proposal, None, options, now)


def _extracted(
    file: Path, mappings: Sequence[RowsOf], catalogue: Catalogue, import_options: ImportOptions
) -> extract.Extract:
    with data_file.open_published(file) as stream:
        return extract.extract_figures(stream, displayed_name(file.name), mappings, catalogue, import_options)


def undo(path: Path, options: argparse.Namespace, now: datetime) -> int:
    """Undo the last save."""
    return _done(lambda: transactions.undo(path, _signed(options, now), VISITOR), "undone", options)


def restore(path: Path, options: argparse.Namespace, now: datetime) -> int:
    """Bring back an earlier version, byte for byte."""
    version = options.version
    return _done(
        lambda: transactions.restore(path, version, _signed(options, now), VISITOR),
        f"restored: version {version}",
        options,
    )


def confirm(path: Path, options: argparse.Namespace, now: datetime) -> int:
    """Sign that what is gone from the file was meant to go."""
    return _done(lambda: transactions.confirm(path, _signed(options, now), VISITOR), "confirmed", options)


def history(path: Path, options: argparse.Namespace, _: datetime) -> int:
    """Every change, newest first: who, when, why, and the lines."""
    recorded = data_file.history(path)
    print(*recorded.problems, sep="\n", end="\n" if recorded.problems else "", file=sys.stderr)
    newest = list(reversed(recorded.entries))
    if options.format == "json":
        print(json.dumps([_as_json(entry) for entry in newest], indent=1, ensure_ascii=False))
        return 0
    for entry in newest:
        who = f", {entry.by}" if entry.by else ""
        print(
            f"{entry.number}  {entry.at:%Y-%m-%d %H:%M} UTC  {entry.kind}{who}: {entry.reason or '-'}"
            f"  (version {entry.after})"
        )
        for sign, lines in (("+", entry.lines), ("-", entry.gone)):
            print(*(f"  {sign} {number:>5}  {line}" for number, line in lines), sep="\n", end="\n" if lines else "")
    if not newest:
        print("no change has been journalled yet")
    return 0


def _as_json(entry: journal.Entry) -> dict[str, object]:
    return {
        "number": entry.number,
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "reason": entry.reason,
        "before": entry.before,
        "after": entry.after,
        "lines": [{"line": number, "text": text} for number, text in entry.lines],
        "gone": [{"line": number, "text": text} for number, text in entry.gone],
        "about": list(entry.about),
        "undoes": entry.undoes,
        "beside": entry.beside or None,
    }


def template(path: Path, options: argparse.Namespace, now: datetime) -> int:
    """Print the template of a period as CSV."""
    from metrics.uploads import template as templates  # here, since it loads openpyxl

    try:
        _, catalogue = _read(path)
        period = _period(options.period) or reporting_periods.next_period(catalogue, now.date())
    except PeriodError as error:
        return _refused([str(error)])
    except Refused as refused:
        return _refused([str(problem) for problem in refused.problems])
    ids = [indicator.id for indicator in reporting_periods.indicators_due(catalogue, period)]
    sys.stdout.buffer.write(templates.csv_bytes(catalogue, period, ids))
    return 0


def _read(path: Path) -> tuple[data_file.Loaded, Catalogue]:
    """The file as it is; reading it writes nothing, so that a dry run leaves the disk as it was.

    Raises:
        Refused: it can't be read; the last good version is nothing to add to.
    """
    written = data_file.read_bytes(path)
    catalogue = parse(written, path.name)
    return data_file.Loaded(catalogue, (), archive.version(written), False, written.decode("utf-8")), catalogue


def _period(words: str | None) -> Period | None:
    return parse_period(words) if words else None


def _signed(options: argparse.Namespace, now: datetime) -> transactions.Signed:
    return transactions.Signed(signer(VISITOR, options.by), options.reason, now)


def _unsigned(options: argparse.Namespace) -> str:
    """What the signature lacks."""
    lacking = signature_refusal(VISITOR, options.by)
    if lacking:
        return f"--by: {lacking}"
    return "" if options.reason.strip() else "--reason: say why, in a few words"


def _done(act: Callable[[], journal.Entry], words: str, options: argparse.Namespace) -> int:
    if unsigned := _unsigned(options):
        return _refused([unsigned])
    try:
        entry = act()
    except REFUSALS as refused:
        return _refused([str(refused)])
    print(f"{words} (change {entry.number}, signed by {entry.by})")
    return 0


def _refused(sentences: list[str]) -> int:
    print(*sentences, sep="\n", file=sys.stderr)
    return 1
