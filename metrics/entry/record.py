"""Recording a change of figures, from rows or a published file to the saved file: check, what still lacks, save.

The form, the command line and the import of published files all go this way, so that none is checked, signed or
refused otherwise than another. A change is proved once when it is checked; once more when it is saved, where it holds
revisions that weren't signed yet, since who and why of these stand in the file itself (contract: Status).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from metrics.access import policy
from metrics.access.policy import Visitor
from metrics.catalogue.documents import Document, FigureFile
from metrics.catalogue.models import Indicator
from metrics.catalogue.period import Period
from metrics.entry import plausibility, summary
from metrics.entry.batch import NAME, WHY
from metrics.entry.doubts import Doubt, Tick, ticks
from metrics.entry.faults import Fault
from metrics.entry.form_messages import merge_repeated
from metrics.entry.proposal import Proposal, signed
from metrics.store import data_file, hand_edits, locked_file, recent_saves, transactions
from metrics.store.journal import Entry
from metrics.store.locked_file import Signed
from metrics.wording import formatting


class Lack(StrEnum):
    """Why something is not saved."""

    CHANGED = "changed"
    """What was checked is no longer what stands there."""
    UNTICKED = "unticked"
    """A doubt was not looked at again."""
    UNSIGNED = "unsigned"
    UNEXPLAINED = "unexplained"
    """It was not said why."""
    FAULTY = "faulty"
    """The contract refuses it."""
    FIRST_STEP = "first step"
    """What is done before the save was refused, or stands though the save was refused."""
    REFUSED = "refused"
    """The visitor may not write, or the disk failed."""
    OVERTAKEN = "overtaken"
    """Somebody else saved meanwhile; it must be looked at again."""


FIRST_STANDS = "The names that were chosen are remembered all the same, and can be taken back."
"""What is told where the first step of a save was done and the second was refused."""


@dataclass(frozen=True)
class Refusal:
    """One reason why nothing was saved, and the same in words."""

    lack: Lack
    words: str


@dataclass(frozen=True)
class Submission:
    """What is to be recorded in one of the files of figures, built on that file as ``loaded``.

    ``propose`` gives the proposal; one whose revisions aren't signed yet bears ``batch.NAME`` and ``batch.WHY``.
    ``faults`` are those of reading it, ``left_out`` says what of a file is not read, ``period`` is the one that was
    chosen for all. ``first`` is done before the figures are saved, and gives a sentence where that was refused.
    ``signer`` is whose figures of the last hour are amended and not revised (``store/recent_saves``).
    """

    path: Path
    loaded: data_file.Loaded
    propose: Callable[[], Proposal]
    faults: tuple[Fault, ...] = ()
    period: Period | None = None
    left_out: tuple[str, ...] = ()
    first: Callable[[Signed, Visitor], str] | None = None
    which: FigureFile = "indicators"
    signer: str = ""

    @property
    def document(self) -> Document:
        """The file that is added to.

        Raises:
            Refused: the files have problems.
        """
        return self.loaded.document(self.path.name, self.which)


@dataclass(frozen=True)
class Checked:
    """What a submission comes to: the proposal, every fault row by row, and what must be looked at again."""

    proposal: Proposal
    faults: tuple[Fault, ...]
    doubts: tuple[Doubt, ...]

    @property
    def may_be_saved(self) -> bool:
        """Whether something is added and nothing is wrong with it."""
        return not self.faults and self.proposal.amended is not None

    @property
    def ticks(self) -> list[Tick]:
        """What is to be ticked before it may be saved."""
        return ticks(self.doubts)


@dataclass(frozen=True)
class Saved:
    """What was saved, in words, by whom, of which indicators, in which file, and the entry of its history."""

    words: str
    by: str
    indicators: tuple[Indicator, ...]
    which: FigureFile
    entry: Entry


def check(submission: Submission, today: date) -> Checked:
    """Propose the change and ask about what looks wrong in it, as on the day ``today``; nothing is written."""
    proposal, before = submission.propose(), submission.loaded.catalogue
    faults = tuple(merge_repeated(submission.faults, proposal.faults))
    if proposal.amended is None or faults or before is None:
        return Checked(proposal, faults, ())
    after, additions = proposal.amended.catalogue, proposal.change.additions
    period, left_out = submission.period, submission.left_out
    unusual = plausibility.doubts(before, after, additions, today, period, proposal.rows, left_out)
    return Checked(proposal, faults, (*proposal.doubts, *unusual))


def not_yet(
    checked: Checked, ticked: Collection[str], visitor: Visitor, by: str, why: str, *, changed: bool = False
) -> list[Refusal]:
    """Why this can't be saved yet; nothing where it can.

    ``ticked`` are the keys of the ticks that were given, ``by`` is the name that was typed, and
    ``changed`` says that something else stands there now than was checked, which goes before all.
    """
    if changed:
        what = "Something changed since you checked it. Look at it above, and press Save again."
        return [Refusal(Lack.CHANGED, what)]
    lacking: list[Refusal] = []
    if left := sum(tick.key not in ticked for tick in checked.ticks):
        lacking.append(Refusal(Lack.UNTICKED, left_words(left)))
    if unsigned := policy.signature_refusal(visitor, by):
        lacking.append(Refusal(Lack.UNSIGNED, unsigned))
    if not why:
        lacking.append(Refusal(Lack.UNEXPLAINED, "Say why: what this is, in a few words for the history."))
    return lacking


def left_words(left: int) -> str:
    """How many ticks are missing."""
    return f"Look again at {left} {formatting.plural(left, 'thing')} above and tick what is right."


def save(
    submission: Submission, checked: Checked, visitor: Visitor, by: str, why: str, at: datetime
) -> Saved | list[Refusal]:
    """Sign it by the typed name ``by`` and save it: what is on the disk, or why that was refused. ``at`` is aware.

    Raises:
        Refused: the files had problems when they were loaded.
    """
    signer = policy.signer(visitor, by)
    if unsigned := _unsigned(signer, why):
        return [unsigned]
    if checked.proposal.amends and not _still_amends(submission, checked.proposal, at):
        what = "Not saved, since the hour is over in which a figure is amended. Check it again: it is then a revision."
        return [Refusal(Lack.CHANGED, what)]
    proposal = signed(checked.proposal, submission.document, signer, why)
    amended = proposal.amended
    if amended is None:
        return [Refusal(Lack.FAULTY, str(fault)) for fault in proposal.faults]
    signature = Signed(signer, why, at)
    if submission.first is not None and (refused := submission.first(signature, visitor)):
        return [Refusal(Lack.FIRST_STEP, refused)]
    before = submission.loaded.of(submission.which).version
    names = summary.changed_names(amended.catalogue, proposal.change)
    only_by = submission.signer if proposal.amends else ""
    prepared = transactions.Prepared(before, amended, names, submission.which, only_by)
    entry = attempt(lambda: transactions.save(submission.path, prepared, signature, visitor))
    if isinstance(entry, Refusal):
        return [entry] if submission.first is None else [entry, Refusal(Lack.FIRST_STEP, FIRST_STANDS)]
    touched = tuple(summary.touched_indicators(amended.catalogue, proposal.change))
    return Saved(summary.counted_change(proposal), entry.by, touched, submission.which, entry)


def _unsigned(signer: str, why: str) -> Refusal | None:
    """Why this is no signature: it is what stands in a revision's lines until somebody signs."""
    if signer == NAME:
        return Refusal(Lack.UNSIGNED, f"“{NAME}” stands for a name that is still to be typed. Type your own.")
    if why.strip() == WHY:
        return Refusal(Lack.UNEXPLAINED, f"“{WHY}” stands for a reason that is still to be typed. Type yours.")
    return None


def _still_amends(submission: Submission, proposal: Proposal, at: datetime) -> bool:
    """Whether at the moment of the save each figure that is amended was saved within the hour."""
    lately = recent_saves.saved_lately(submission.path, submission.signer, at)
    return all(one.standing.key in lately for one in proposal.corrections if one.amends)


def attempt(act: Callable[[], Entry]) -> Entry | Refusal:
    """Make a signed change of any file: its entry in the history, or why the store refused it."""
    try:
        return act()
    except (locked_file.Denied, hand_edits.NotSaved) as refused:
        return Refusal(Lack.REFUSED, str(refused))
    except locked_file.Overtaken as overtaken:
        return Refusal(Lack.OVERTAKEN, str(overtaken))
