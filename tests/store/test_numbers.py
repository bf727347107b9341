"""Numbers that are given once: what the journals tell of those that were undone, or taken out by hand."""

from pathlib import Path

from metrics.catalogue.amend import Change
from metrics.store import data_file, numbers, transactions
from tests.support.data_files import CONSOLE, begun, observed, signed

NEW = {
    "id": "new",
    "name": "A new one",
    "theme": "education",
    "unit": "percent",
    "polarity": "higher_is_better",
    "frequency": "quarter",
    "definition": "What is counted.",
    "observations": [],
    "why_missing": "It is new.",
    "source": "report",
    "at": "paragraph 2",
}


def test_number_that_was_undone_or_taken_out_by_hand_is_told_by_the_journal(tmp_path: Path) -> None:
    path = begun(tmp_path)
    before = path.read_text(encoding="utf-8")
    assert numbers.ever_given(path, "indicators") == 0
    change = Change(indicators=({**NEW, "number": 8},))
    transactions.save(path, data_file.prepare(observed(path), change, path.name), signed(), CONSOLE)
    transactions.undo(path, signed(), CONSOLE)
    assert path.read_text(encoding="utf-8") == before
    assert numbers.ever_given(path, "indicators") == 8
    path.write_text(before.replace("  - id: neet\n", "  - id: neet\n    number: 11\n"), encoding="utf-8")
    assert observed(path).missing == ()
    path.write_text(before, encoding="utf-8")
    assert observed(path).missing == ("Not in education, employment or training: its number is gone",)
    transactions.confirm(path, signed(), CONSOLE)
    assert numbers.ever_given(path, "indicators") == 11
