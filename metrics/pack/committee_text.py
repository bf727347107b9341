"""The text for the committee report, to paste into the council's own template: headings and bullets, no formats.

(contract: The pack)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.pack.blocks import Block
from metrics.pack.contents import Pack
from metrics.wording import pack as words
from metrics.wording.formatting import unfolded
from metrics.wording.pack import PAPER
from metrics.wording.panel_entries import Told

BULLET = "• "


def committee_text(pack: Pack) -> str:
    """Key points, exceptions and actions, challenges, what is new, and each indicator's finding, as plain text."""
    parts = [
        _part(pack.title, [pack.meeting, pack.chosen, pack.left_out, f"{pack.standing}. {pack.data}."], mark=""),
        _part(words.KEY_POINTS, [pack.finding, *_counts(pack), pack.published, *_judgements(pack)]),
        _part(words.EXCEPTIONS, [_told(pack, one) for one in pack.exceptions] or [words.NO_EXCEPTION]),
        "" if pack.last_time or pack.older else _part(words.LAST_TIME, [words.NO_LAST_TIME]),
        _part(pack.last_time_heading, [_told(pack, one) for one in pack.last_time]),
        _part(words.OLDER, [_told(pack, one) for one in pack.older]),
        _part(words.SINCE, pack.since),
        _part(words.ASKED_FOR, _asked_for(pack)),
        "\n\n".join([words.INDICATORS, *(_block(one) for one in pack.blocks)] if pack.blocks else []),
        _part(
            words.WAITING,
            [_line(one.cited, f"{one.name}. {one.why}".strip(), ", ") for one in pack.waiting],
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _part(heading: str, lines: Sequence[str], mark: str = BULLET) -> str:
    """A heading and its lines; nothing where there are none."""
    kept = [f"{mark}{unfolded(line)}" for line in lines if line]
    return "\n".join([unfolded(heading), *kept]) if kept else ""


def _judgements(pack: Pack) -> list[str]:
    return [f"{one.name}: {one.words} ({one.when})" for one in pack.judgements]


def _counts(pack: Pack) -> list[str]:
    return [f"{one.count} {one.words} ({one.worth})" for one in pack.counts if one.count]


def _asked_for(pack: Pack) -> list[str]:
    """The counts of recommendations and gaps, then each recommendation with its day and how it stands."""
    found = pack.asked_for
    if found is None:
        return []
    lines = [f"{one.number}. {one.words}: {one.state} (by {one.due})" for one in found.asked]
    return [found.summary, found.coverage, *lines, found.due_note]


def _told(pack: Pack, one: Told) -> str:
    """A challenge or an exception in one bullet: what about, its words, who, by when, how it stands, what followed."""
    about = [pack.names.get(one.indicator, one.indicator), one.period]
    head = f"{one.name}{''.join(f', {part}' for part in about if part)}"
    said = [f"{label}: {text}" if label else text for label, text in one.texts]
    said += [f"{one.role[0]}: {one.role[1]}", f"{words.DUE}: {one.due}" if one.due else "", one.state]
    said += [f"{step.marked}: {step.words}" if step.words else step.marked for step in one.followed]
    return f"{head}. " + " ".join(words.ended(part) for part in said if part)


def _block(block: Block) -> str:
    told = block.briefing
    lines = [
        told.headline,
        *(_line(part.label, part.words) for part in told.parts),
        told.sure,
        _line(words.CAUTION, told.caution),
        _line(words.COMMENTARY, told.commentary),
        _line(PAPER["ask"], told.ask),
        _line(PAPER["answers"], told.answers),
        _line(words.SOURCES, "; ".join(block.sources)),
    ]
    return _part(_line(block.cited, told.name, ", "), list(_sentences(lines)))


def _sentences(lines: Sequence[str]) -> Iterator[str]:
    yield from (words.ended(line) for line in lines if line)


def _line(label: str, said: str, between: str = ": ") -> str:
    return f"{label}{between}{said}" if label and said else said
