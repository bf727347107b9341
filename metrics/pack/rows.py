"""The pack's figures as CSV: a row each with unit, code, marks and source, as the product's other downloads."""

from __future__ import annotations

from metrics.catalogue.models import Catalogue
from metrics.exports import tidy
from metrics.pack.contents import Pack
from metrics.pack.tables import csv_rows

BEFORE = {"finding": "object", "mark": "object"}
"""Columns beside those of every download: everything that is told of an indicator (in its first row), and the mark that
a table shows beside the value."""


def csv(pack: Pack, catalogue: Catalogue) -> bytes:
    """UTF-8 with a byte-order mark, texts guarded against formulas, numbers left numbers (contract: The command line).

    ``catalogue`` is the one that the pack was made of, with small numbers suppressed.
    """
    return tidy.csv_bytes(tidy.frame(csv_rows(pack, catalogue), BEFORE))
