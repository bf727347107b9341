"""Add lines at the ends of the lists of a file: YAML text + lines -> YAML text; no character that stands is touched.

As ``amend`` does for figures: the result is proved before anybody sees it. It must be read through the one
door, and be the old file plus exactly the new lines. The panel's record and the dated events are such files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import ValidationError

from metrics.catalogue import yaml_insert, yaml_write
from metrics.catalogue.amend import AmendedText, ByHand
from metrics.catalogue.models import Catalogue, Entry
from metrics.catalogue.problems import Refused
from metrics.catalogue.published_series import is_blank
from metrics.catalogue.yaml_insert import Piece
from metrics.catalogue.yaml_reader import read_data

Said = TypeVar("Said", bound=Entry)


@dataclass(frozen=True)
class NewLine:
    """One line to be added at the end of the list ``name``, with the keys of the contract."""

    name: str
    line: Mapping[str, object]


@dataclass(frozen=True)
class LineFile(Generic[Said]):
    """What a file of such lists is: its model, what a line of each list is, the order of their keys, and how it begins.

    ``parse`` reads the whole file beside a data file that says the catalogue, under the file's name.
    """

    name: str
    model: type[Said]
    lines: Mapping[str, type[Any]]
    order: Sequence[str]
    beginning: str
    parse: Callable[[str, Catalogue, str], Said]


@dataclass(frozen=True)
class LineDocument(Generic[Said]):
    """Such a file as it is to be added to: its text, what it says, and the data file's own catalogue."""

    form: ClassVar[LineFile[Any]]

    text: str
    record: Said
    main: Catalogue

    @property
    def file(self) -> str:
        """The file's name."""
        return self.form.name

    @property
    def last_number(self) -> int:
        """The highest number of a line; 0 in a file whose lines have none."""
        return 0

    def amended(self, lines: Sequence[NewLine]) -> AmendedText[Said]:
        """The text with these lines below its own.

        Raises:
            Refused: a line breaks the contract, or doesn't go together with those that stand; line numbers are
                those of the new text.
            ByHand: the style can't be inserted into safely.
            TypeError: a value that the file has no form for (``yaml_write.plain_value``).
        """
        plain = [NewLine(one.name, yaml_write.plain_value(one.line, self.form.order)) for one in lines]
        if is_blank(self.text):
            return self._begun(plain)
        mark = "\ufeff" if self.text.startswith("\ufeff") else ""
        bare = self.text.removeprefix(mark)
        pieces = self._pieces(bare, plain)
        joined, added = yaml_insert.joined(bare, pieces)
        try:
            after = self.form.parse(joined, self.main, self.file)
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

    def _begun(self, lines: Sequence[NewLine]) -> AmendedText[Said]:
        """The first lines of all: the file is written from its beginning, below whatever notes stand there."""
        above = self.text or self.form.beginning
        above += "" if above.endswith("\n") else "\n"
        written = self._new_lists(lines)
        text = above + "".join(f"{line}\n" for line in written)
        after = self.form.parse(text, self.main, self.file)
        return AmendedText(text, after, tuple(enumerate(written, above.count("\n") + 1)))

    def _expected(self, lines: Sequence[NewLine]) -> Said:
        expected: Said = self.form.model.model_validate(
            {
                name: [*getattr(self.record, name), *(line.model_validate(one) for one in _of(lines, name))]
                for name, line in self.form.lines.items()
            }
        )
        return expected

    def _pieces(self, text: str, lines: Sequence[NewLine]) -> list[Piece]:
        """Every insertion: at the ends of lists that stand there, then the lists that don't yet."""
        root = yaml_insert.tree(text, ())
        pieces: list[Piece] = []
        missing: list[NewLine] = []
        for name in self.form.lines:
            if name not in root.keys:
                missing += [one for one in lines if one.name == name]
            elif added := _of(lines, name):
                node = root[name]
                bodies = [("" if node.brackets else "- ") + yaml_write.flow(line) for line in added]
                pieces += yaml_insert.insert(text, node, root, len(node.items) - 1, bodies)
        if missing and root.brackets:
            bodies = [f"{name}: {yaml_write.flow(list(_of(missing, name)))}" for name in self._names(missing)]
            pieces += yaml_insert.insert(text, root, root, len(root.items) - 1, bodies)
        elif missing:
            pieces += yaml_insert.insert(text, root, root, len(root.items) - 1, ["\n".join(self._new_lists(missing))])
        return pieces

    def _names(self, lines: Sequence[NewLine]) -> list[str]:
        return [name for name in self.form.lines if _of(lines, name)]

    def _new_lists(self, lines: Sequence[NewLine]) -> list[str]:
        written: list[str] = []
        for name in self._names(lines):
            written += [f"{name}:", *(f"  - {yaml_write.flow(line)}" for line in _of(lines, name))]
        return written


def _of(lines: Sequence[NewLine], name: str) -> list[Mapping[str, object]]:
    return [one.line for one in lines if one.name == name]


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
