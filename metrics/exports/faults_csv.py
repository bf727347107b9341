"""The list of faults (error messages) as CSV, to mend a file by; without pandas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from metrics.exports.formula_guard import guard_formula


def faults_csv(faults: Iterable[tuple[str, str]]) -> bytes:
    """Place and what to do of each fault, as CSV for a spreadsheet: UTF-8 with a byte-order mark, texts guarded."""
    output = io.StringIO(newline="")
    writer = csv.writer(output, quoting=csv.QUOTE_ALL)
    writer.writerow(["Place", "What to do"])
    writer.writerows([guard_formula(where), guard_formula(what)] for where, what in faults)
    return output.getvalue().encode("utf-8-sig", "replace")
