"""What is due as CSV."""

from __future__ import annotations

import csv
import io
from datetime import date

from metrics.analysis.due import by_owner, round_of
from metrics.catalogue.period import parse
from metrics.exports.due_csv import HEADS, due_csv
from tests.support import make
from tests.support.make import hub, indicator

TODAY = date(2013, 11, 20)
Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"


def test_each_figure_has_a_row_and_no_text_is_a_formula() -> None:
    made = make.catalogue(
        indicator(hub(Q4, 26), id="later", name="=Later()", number=7, owner="@Nurse"),
        indicator(hub(Q1, 26), hub(Q2, 25), id="in", name="In, “quoted”"),
        indicator(hub(Q1, 26), hub(Q2, code="x", note="+moved"), id="told", name="Told"),
    )
    rounds = [round_of(made, parse("2013/14 Q2"), TODAY)]
    written = due_csv(by_owner(rounds), TODAY)
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    assert rows == [
        list(HEADS),
        [Q2, "2013-10-30", "'@Nurse", "7", "'=Later()", "later", "missing", Q1, "2013-07-30", "21", ""],
        [Q2, "2013-10-30", "", "", "Told", "told", "not received", "", "", "", "'+moved"],
        [Q2, "2013-10-30", "", "", "In, “quoted”", "in", "in", "", "", "", ""],
    ]
