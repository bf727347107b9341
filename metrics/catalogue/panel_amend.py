"""Add lines to the panel's record: YAML text + lines -> YAML text; no character that stands there is touched.

As ``amend`` does for figures: the result is proved before anybody sees it. It must be read through the one
door, and be the old record plus exactly the new lines, each at the end of its list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from metrics.catalogue import panel_record, yaml_insert, yaml_write
from metrics.catalogue.amend import AmendedText, ByHand
from metrics.catalogue.models import Catalogue
from metrics.catalogue.panel_record import LINES, ListName, PanelRecord
from metrics.catalogue.problems import Refused
from metrics.catalogue.published_series import is_blank
from metrics.catalogue.yaml_insert import Piece
from metrics.catalogue.yaml_reader import read_data

ORDER = (
    *("number", "challenge", "exception", "kind", "date", "title", "indicator", "indicators", "period"),
    *("asked", "cause", "action", "meeting", "place", "cancelled", "words", "role", "due", "expected_back"),
    *("given", "by", "on", "publish"),
)
"""The keys of a line as a new one has them."""


@dataclass(frozen=True)
class NewLine:
    """One line to be added at the end of a list, with the keys of the contract."""

    name: ListName
    line: Mapping[str, object]


@dataclass(frozen=True)
class RecordDocument:
    """The panel's record as it is to be added to: its text, what it says, and the data file's own catalogue."""

    text: str
    record: PanelRecord
    main: Catalogue
    file: str = panel_record.FILE

    def amended(self, lines: Sequence[NewLine]) -> AmendedText[PanelRecord]:
        """The text with these lines below its own.

        Raises:
            Refused: a line breaks the contract, or doesn't go together with those that stand; line numbers are
                those of the new text.
            ByHand: the style can't be inserted into safely.
            TypeError: a value that the file has no form for (``yaml_write.plain_value``).
        """
        plain = [NewLine(one.name, yaml_write.plain_value(one.line, ORDER)) for one in lines]
        if is_blank(self.text):
            return self._begun(plain)
        mark = "\ufeff" if self.text.startswith("\ufeff") else ""
        bare = self.text.removeprefix(mark)
        pieces = _pieces(bare, plain)
        joined, added = yaml_insert.joined(bare, pieces)
        try:
            after = panel_record.parse(joined, self.main, self.file)
            proved = after == self._expected(plain)
        except ValidationError:
            proved = False
        except Refused:
            if _reads_as_meant(bare, joined, plain):
                raise
            proved = False
        if not proved:
            raise ByHand(self.file, yaml_insert.by_hand(bare, pieces))
        return AmendedText(mark + joined, after, added)

    def _begun(self, lines: Sequence[NewLine]) -> AmendedText[PanelRecord]:
        """The first lines of all: the file is written from its beginning, below whatever notes stand there."""
        above = self.text or panel_record.BEGINNING
        above += "" if above.endswith("\n") else "\n"
        written = _new_lists(lines)
        text = above + "".join(f"{line}\n" for line in written)
        after = panel_record.parse(text, self.main, self.file)
        return AmendedText(text, after, tuple(enumerate(written, above.count("\n") + 1)))

    def _expected(self, lines: Sequence[NewLine]) -> PanelRecord:
        lists = {name: [*getattr(self.record, name), *_of(lines, name)] for name in LINES}
        return PanelRecord.model_validate(
            {
                name: [one if not isinstance(one, Mapping) else LINES[name].model_validate(one) for one in listed]
                for name, listed in lists.items()
            }
        )


def _of(lines: Sequence[NewLine], name: ListName) -> list[Mapping[str, object]]:
    return [one.line for one in lines if one.name == name]


def _pieces(text: str, lines: Sequence[NewLine]) -> list[Piece]:
    """Every insertion: at the ends of lists that stand there, then the lists that don't yet."""
    root = yaml_insert.tree(text, ())
    pieces: list[Piece] = []
    missing: list[NewLine] = []
    for name in LINES:
        if name not in root.keys:
            missing += [one for one in lines if one.name == name]
        elif added := _of(lines, name):
            node = root[name]
            bodies = [("" if node.brackets else "- ") + yaml_write.flow(line) for line in added]
            pieces += yaml_insert.insert(text, node, root, len(node.items) - 1, bodies)
    if missing and root.brackets:
        bodies = [f"{name}: {yaml_write.flow(list(_of(missing, name)))}" for name in _names(missing)]
        pieces += yaml_insert.insert(text, root, root, len(root.items) - 1, bodies)
    elif missing:
        pieces += yaml_insert.insert(text, root, root, len(root.items) - 1, ["\n".join(_new_lists(missing))])
    return pieces


def _names(lines: Sequence[NewLine]) -> list[ListName]:
    return [name for name in LINES if _of(lines, name)]


def _new_lists(lines: Sequence[NewLine]) -> list[str]:
    written: list[str] = []
    for name in _names(lines):
        written += [f"{name}:", *(f"  - {yaml_write.flow(line)}" for line in _of(lines, name))]
    return written


def _reads_as_meant(text: str, joined: str, lines: Sequence[NewLine]) -> bool:
    """Whether the new text holds the old data plus the lines, so that the lines themselves are what is refused."""
    try:
        actual, _ = read_data(joined)
    except Refused:
        return False
    expected: dict[str, Any] = read_data(text)[0]
    for one in lines:
        expected.setdefault(one.name, []).append(one.line)
    return actual == expected
