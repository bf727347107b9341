"""The list of faults (error messages) as CSV, to mend a file by."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.exports.plain_csv import csv_bytes


def faults_csv(faults: Iterable[tuple[str, str]]) -> bytes:
    """Place and what to do of each fault, as CSV for a spreadsheet."""
    return csv_bytes(("Place", "What to do"), faults)
