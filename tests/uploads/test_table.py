"""What every reader of a table shares: where its cells stand, its name for a reader, and the fault of what is none."""

from __future__ import annotations

import pytest

from metrics.entry.faults import Fault
from metrics.uploads.table import UnreadableTable, displayed_name, letter


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (28, "AB"), (702, "ZZ"), (703, "AAA")]
)
def test_columns_have_the_letters_of_a_spreadsheet(column: int, letters: str) -> None:
    assert letter(column) == letters


def test_an_unreadable_table_is_a_fault_of_its_file_at_its_row() -> None:
    assert UnreadableTable("it is empty").fault_in("a.csv") == Fault("a.csv", "it is empty")
    assert UnreadableTable("it ends", "row 3").fault_in("a.csv") == Fault("a.csv, row 3", "it ends")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("return.csv", "return.csv"),
        ("a" * 90 + ".csv", "a" * 90 + ".csv"),
        ("a" * 300 + ".csv", "a" * 254 + "…"),
        ("/home/jo/return.csv", "return.csv"),
        ("C:\\Users\\Jo\\return.csv", "return.csv"),
        ("return\u00a0Q2.csv", "return Q2.csv"),
        ("a\u202eb\n.csv", "ab.csv"),
        ("", "the file"),
    ],
)
def test_a_name_is_shown_whole_without_its_folder_and_what_can_not_be_seen(name: str, shown: str) -> None:
    assert displayed_name(name) == shown
