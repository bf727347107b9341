"""The command line's way to enter, undo and restore: the same steps as the page "Add a quarter"."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from metrics.access.policy import Visitor, signature_refusal, signer
from metrics.analysis import reporting_periods
from metrics.catalogue.load import Refused, parse
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import Period, PeriodError
from metrics.catalogue.period import parse as parse_period
from metrics.ees_import import extract, reconcile, request
from metrics.ees_import.ees_file import EesFile
from metrics.ees_import.mapping import RowsOf
from metrics.entry import plausibility
from metrics.entry.change_builder import Batch, Signature
from metrics.entry.form_messages import merge_repeated
from metrics.entry.proposal import Proposal, propose
from metrics.entry.rows import Fault
from metrics.markup import entry_preview
from metrics.store import archive, data_file, hand_edits, journal, transactions
from metrics.uploads import file_types
from metrics.uploads.delimited import UnreadableTable

VISITOR = Visitor(console=True)
REFUSALS = (transactions.Denied, hand_edits.NotSaved, transactions.Overtaken)


def add(path: Path, options: argparse.Namespace, now: datetime) -> int:
    """Add a filled-in file: all faults on standard error, or the lines; saved unless ``--dry-run``."""
    from metrics.uploads import upload_reader  # here, since it loads pandas

    if unsigned := _unsigned(options):
        return _refused([unsigned])
    try:
        filled = data_file.read_bytes(Path(options.file))
    except Refused as refused:
        return _refused([f"{options.file}: {refused.problems[0].what.partition(';')[0]}"])
    try:
        loaded, known = _read(path)
        batch = Batch(_period(options.period), options.source or "", options.at or "", options.status or "")
        given = upload_reader.read(filled, options.file)
    except PeriodError as error:
        return _refused([f"--period: {error}"])
    except Refused as refused:
        return _refused([str(one) for one in refused.problems])
    unread = [
        f"{one.place}: '{one.header}' is not read" for one in given.matches if one.field is None and not one.filled
    ]
    print(*unread, sep="\n", end="\n" if unread else "", file=sys.stderr)
    signature = Signature(signer(VISITOR, options.by), now.date(), options.reason.strip())
    proposal = propose(known, loaded.text, given.rows, batch, signature, path.name)
    if faults := merge_repeated(given.faults, proposal.faults):
        return _refused([str(one) for one in faults])
    print(*proposal.unchanged, sep="\n", end="\n" if proposal.unchanged else "")
    if proposal.amended is None:
        return _refused(["there is nothing to add: the file holds no filled-in row, or says what is there already"])
    return _saved(path, loaded, known, proposal, batch.period, options, now, given.left_out)


def _saved(
    path: Path,
    loaded: data_file.Loaded,
    known: Catalogue,
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
    found = plausibility.doubts(known, after, added, now.date(), chosen, proposal.rows, left_out)
    if found and not options.checked:
        way = "nothing was saved; look again, and if all of this is right, add --checked"
        return _refused([*(one.words for one in found), way])
    told = entry_preview.counted_change(proposal)
    if options.dry_run:
        print(f"{told} would be added; nothing was saved")
        return 0
    prepared = transactions.Prepared(
        loaded.version, proposal.amended, entry_preview.changed_names(proposal.amended.catalogue, proposal.change)
    )
    signed = _signed(options, now)
    return _done(lambda: transactions.save(path, prepared, signed, VISITOR), f"saved: {told}", options)


def import_(path: Path, options: argparse.Namespace, now: datetime) -> int:
    """Bring in published files by their mappings: all faults on standard error, or the lines; then saved as ``add``."""
    if unsigned := _unsigned(options):
        return _refused([unsigned])
    try:
        loaded, known = _read(path)
        kept = request.read_siblings(path, known)
        asked = request.ReleaseRequest(
            options.source or "", options.title or "", options.published or "", options.url or ""
        )
        source, fresh = request.release_source(asked, known)
        model = request.neighbours_model(kept.models, options.model or "", known.organisation.area_code)
        choice = extract.ImportOptions(source, model, options.statistic, request.publication_day(source, fresh, known))
        taken = [_taken(Path(name), kept.mappings, known, choice) for name in options.files]
    except request.Incomplete as unasked:
        return _refused([f"--{unasked.field}: {unasked.what}"])
    except Refused as refused:
        return _refused([str(one) for one in refused.problems])
    proposal = reconcile.reconcile(known, loaded.text, taken, fresh, path.name)
    if proposal.faults:
        return _refused([str(one) for one in proposal.faults])
    print(*(f"{one}." for one in proposal.notices), sep="\n", end="\n" if proposal.notices else "", file=sys.stderr)
    print(*proposal.unchanged, sep="\n", end="\n" if proposal.unchanged else "")
    if proposal.amended is None:
        why = "the data file says all of this already" if proposal.unchanged else "nothing was found"
        return _refused([f"there is nothing to add: {why}"])
    return _saved(path, loaded, known, proposal, None, options, now)


def _taken(file: Path, mappings: Sequence[RowsOf], known: Catalogue, choice: extract.ImportOptions) -> extract.Extract:
    name = file_types.displayed_name(file.name)
    with data_file.open_published(file) as stream:
        try:
            return extract.extract_figures(EesFile(stream, name), mappings, known, choice)
        except UnreadableTable as no:
            return extract.Extract(faults=(Fault(f"{name}, {no.where}" if no.where else name, no.what),))


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
    found = data_file.history(path)
    print(*found.problems, sep="\n", end="\n" if found.problems else "", file=sys.stderr)
    newest = list(reversed(found.entries))
    if options.format == "json":
        print(json.dumps([_as_json(one) for one in newest], indent=1, ensure_ascii=False))
        return 0
    for one in newest:
        who = f", {one.by}" if one.by else ""
        print(f"{one.number}  {one.at:%Y-%m-%d %H:%M} UTC  {one.kind}{who}: {one.reason or '-'}  (version {one.after})")
        for sign, lines in (("+", one.lines), ("-", one.gone)):
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
        return _refused([str(one) for one in refused.problems])
    ids = [one.id for one in reporting_periods.indicators_due(catalogue, period)]
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


def _done(act: Callable[[], journal.Entry], told: str, options: argparse.Namespace) -> int:
    if unsigned := _unsigned(options):
        return _refused([unsigned])
    try:
        entry = act()
    except REFUSALS as refused:
        return _refused([str(refused)])
    print(f"{told} (change {entry.number}, signed by {entry.by})")
    return 0


def _refused(sentences: list[str]) -> int:
    print(*sentences, sep="\n", file=sys.stderr)
    return 1
