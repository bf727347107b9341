"""Where rows of headings stand in a table."""

import pytest

from metrics.uploads.sections import heading_rows
from metrics.uploads.table import Table

HEAD = ("Indicator", "Period", "Value")


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ((), []),
        ((("Neet", "2013/14 Q2", "26"),), []),
        ((("Indicator", "26"),), []),
        ((("Indicator", "Value"), ("Neet", "26")), [0]),
        ((HEAD, ("Neet", "2013/14 Q2", "26")), [0]),
        ((("Return of the hub", "", ""), HEAD, ("Neet", "2013/14 Q2", "26"), HEAD), [1, 3]),
    ],
)
def test_headings_are_the_rows_with_two_known_headings_or_more(rows: tuple[tuple[str, ...], ...], places: list) -> None:
    """A table without rows has none, and no row is read as if it were one."""
    assert heading_rows(Table("made up", [*enumerate(rows, 1)])) == places
