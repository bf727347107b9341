"""A table of texts as CSV for a spreadsheet, without pandas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from metrics.exports.formula_guard import guard_formula


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The rows below their heads: UTF-8 with a byte-order mark, texts guarded; None is empty."""
    output = io.StringIO(newline="")
    writer = csv.writer(output, quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([guard_formula(cell) for cell in row] for row in rows)
    return output.getvalue().encode("utf-8-sig", "replace")
