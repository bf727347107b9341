"""The faults of a file as a list for a spreadsheet."""

from __future__ import annotations

import csv
import io

from metrics.exports.faults_csv import faults_csv


def test_faults_can_be_downloaded_for_a_spreadsheet() -> None:
    written = faults_csv([("row 2, column C", "=1+1 is wrong"), ("", "all of it, \n=wrong")])
    assert written.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert table == [["Place", "What to do"], ["row 2, column C", "'=1+1 is wrong"], ["", "all of it, \n=wrong"]]
