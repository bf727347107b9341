"""Names that spreadsheets use for indicators: file_names.yaml beside the data file -> objects, and new lines into it.

An officer matches a name once, and signs it. The file is append-only: a later line of the same name counts in
place of an earlier one, and one that is taken back stays with who took it back (contract: Names that files use).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field, ValidationError

from metrics.catalogue import yaml_insert, yaml_write
from metrics.catalogue.amend import AmendedText, ByHand
from metrics.catalogue.diff import Loss
from metrics.catalogue.field_types import Day, Flag, Id, Text
from metrics.catalogue.load import read_file
from metrics.catalogue.models import Entry
from metrics.catalogue.names import evened
from metrics.catalogue.problems import Refused
from metrics.catalogue.published_series import is_blank
from metrics.catalogue.validation import Finding
from metrics.catalogue.yaml_reader import decoded

FILE = "file_names.yaml"

BEGINNING = "# Names that spreadsheets use for indicators. Lines are added below, none is changed, the last counts.\n"
"""What a new file begins with."""

ORDER = ("name", "indicator", "taken_back", "by", "on", "reason")


class NameLine(Entry):
    """A name as a file writes it, and the indicator that it is read as; or that this is taken back."""

    name: Text = Field(description="The name as a file writes it; punctuation and capitals make no difference.")
    indicator: Id | None = Field(None, description="Id of the indicator that it is read as.")
    taken_back: Flag = Field(False, description="True where the name is no longer matched.")
    by: Text = Field(description="Who matched it, or took it back.")
    on: Day = Field(description="The day of that.")
    reason: Text = Field(description="Why.")


class FileNames(Entry):
    """The whole file."""

    names: list[NameLine]

    def standing(self) -> dict[str, NameLine]:
        """The line that counts of each name that is matched, by ``name_key``, in the order of the file."""
        found: dict[str, NameLine] = {}
        for line in self.names:
            found.pop(name_key(line.name), None)
            if not line.taken_back:
                found[name_key(line.name)] = line
        return found


NONE = FileNames(names=[])


def name_key(name: str) -> str:
    """What two spellings of one name share (contract: Names)."""
    return evened(name) or name.strip()


def parse(text: str | bytes, file: str = FILE) -> FileNames:
    """Read the whole file, whatever the data file holds: whether a match still fits is seen when it is used.

    A blank file has no names.

    Raises:
        Refused: with every problem at once, in file order.
    """
    written = decoded(text, file)
    return NONE if is_blank(written) else read_file(written, file, FileNames, _broken_rules)


def _broken_rules(data: Mapping[str, Any]) -> Iterator[Finding]:
    lines = data.get("names")
    matched: set[str] = set()
    for number, line in enumerate(lines if isinstance(lines, list) else []):
        if not isinstance(line, dict) or not isinstance(line.get("name"), str):
            continue
        loc, key, back = ("names", number), name_key(line["name"]), line.get("taken_back") is True
        if back and line.get("indicator") is not None:
            yield loc, "names an indicator and is taken back; keep one of the two"
        elif back and key not in matched:
            yield loc, f"takes back '{line['name']}', which no line above matches; take it out"
        elif not back and line.get("indicator") is None:
            yield loc, "names no indicator; add 'indicator: ...', or 'taken_back: true'"
        matched = matched - {key} if back else matched | {key}


def name_losses(before: FileNames, after: FileNames) -> tuple[Loss, ...]:
    """Each line of ``before`` that ``after`` no longer has as it was."""
    left = list(after.names)
    lost: list[Loss] = []
    for line in before.names:
        if line in left:
            left.remove(line)
        else:
            lost.append(Loss(f"the match of the name “{line.name}”", "is gone or was changed"))
    return tuple(lost)


@dataclass(frozen=True)
class NamesDocument:
    """The file as it is to be added to: its text, and what it says."""

    text: str
    names: FileNames
    file: str = FILE

    def amended(self, lines: Sequence[NameLine]) -> AmendedText[FileNames]:
        """The text with these lines below its own; no character that stands there is touched.

        Raises:
            Refused: a line breaks the contract.
            ByHand: the style can't be inserted into safely.
        """
        plain = [yaml_write.plain_value(_keys(line), ORDER) for line in lines]
        mark = "\ufeff" if self.text.startswith("\ufeff") else ""
        bare = self.text.removeprefix(mark)
        if is_blank(bare):
            return self._begun(plain)
        root = yaml_insert.tree(bare, ())
        node = root["names"]
        bodies = [("" if node.brackets else "- ") + yaml_write.flow(line) for line in plain]
        pieces = yaml_insert.insert(bare, node, root, len(node.items) - 1, bodies)
        joined, added = yaml_insert.joined(bare, pieces)
        try:
            after = parse(joined, self.file)
            proved = after.names == [*self.names.names, *lines]
        except (Refused, ValidationError):
            proved = False
        if not proved:
            parse("names:\n" + "".join(f"  - {yaml_write.flow(line)}\n" for line in self._all(plain)), self.file)
            raise ByHand(self.file, yaml_insert.by_hand(bare, pieces))
        return AmendedText(mark + joined, after, added)

    def _all(self, lines: Iterable[Mapping[str, object]]) -> list[Any]:
        return [*(yaml_write.plain_value(_keys(line), ORDER) for line in self.names.names), *lines]

    def _begun(self, lines: Sequence[Mapping[str, object]]) -> AmendedText[FileNames]:
        """The first lines of all, below whatever notes stand there."""
        above = self.text or BEGINNING
        above += "" if above.endswith("\n") else "\n"
        written = ["names:", *(f"  - {yaml_write.flow(line)}" for line in lines)]
        text = above + "".join(f"{line}\n" for line in written)
        return AmendedText(text, parse(text, self.file), tuple(enumerate(written, above.count("\n") + 1)))


def _keys(line: NameLine) -> dict[str, object]:
    """A line as its keys stand in the file: what is as it would be without a word is left out."""
    return line.model_dump(exclude_defaults=True, exclude_none=True)
