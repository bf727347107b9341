"""One run of a command: the data file, its options as argparse read them, its signature, and its end (exit code)."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from metrics.access.policy import Visitor, signature_refusal, signer
from metrics.catalogue.models import Catalogue
from metrics.store import data_file, locked_file
from metrics.store.hand_edits import NotSaved
from metrics.store.journal import Entry

VISITOR = Visitor(console=True)


@dataclass(frozen=True)
class Run:
    """What every command is given; ``now`` is aware."""

    path: Path
    options: argparse.Namespace
    now: datetime

    @property
    def today(self) -> date:
        """The day that a command reads on: the one it was given (--today), else that of ``now``."""
        return getattr(self.options, "today", None) or self.now.date()

    def catalogue(self) -> Catalogue:
        """What both data files say.

        Raises:
            Refused: they can't be read.
        """
        return data_file.read_catalogue(self.path)

    @property
    def signer(self) -> str:
        """Who signs, as far as the command line can tell."""
        return signer(VISITOR, self.options.by)

    def unsigned(self) -> str:
        """What the signature lacks; nothing where it is whole."""
        if lacking := signature_refusal(VISITOR, self.options.by):
            return f"--by: {lacking}"
        return "" if self.options.reason.strip() else "--reason: say why, in a few words"

    def change(self, act: Callable[[locked_file.Signed], Entry], words: str) -> int:
        """Make a signed change and say so in ``words``, or say why it was refused."""
        if unsigned := self.unsigned():
            return print_refusal([unsigned])
        try:
            entry = act(locked_file.Signed(self.signer, self.options.reason, self.now))
        except (locked_file.Denied, NotSaved, locked_file.Overtaken) as refused:
            return print_refusal([str(refused)])
        print(f"{words} (change {entry.number}, signed by {entry.by})")
        return 0


_COMMANDING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def tell(lines: Iterable[str], *, error: bool = False) -> None:
    """Print lines, none where there are none; to standard error what isn't the command's answer.

    Signs that would command the terminal, as a cell of a file may hold, are shown as what they are: none.
    """
    for line in lines:
        print(_COMMANDING.sub("\N{REPLACEMENT CHARACTER}", line), file=sys.stderr if error else sys.stdout)


def print_refusal(sentences: Iterable[str]) -> int:
    """Say why on standard error; the exit code of a command that did nothing."""
    tell(sentences, error=True)
    return 1
