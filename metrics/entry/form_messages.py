"""The messages of a form: what validation refused, in the words of who fills it in, each once, at the cell meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from metrics.catalogue.problems import Problem
from metrics.entry.faults import Fault
from metrics.entry.rows import FIELDS, Row

_ROW = re.compile(r"\brow (\d+)$")
NO_FIGURE = "since there are no observations"
_IN_A_FORM = (
    (r"this key is missing; add '.*", "", "this is missing; fill in {heading}"),
    (rf"this key is missing, {NO_FIGURE}.*", "", "fill in {heading}, or give the indicator its first figure"),
    (r"this key is missing, since the target has a value; (.*)", "", r"a target with a value needs this; \1"),
    (
        r"a count needs what is counted.*",
        "of",
        "a count needs what is counted; fill in {heading}, for example children",
    ),
    (r"is marked 'comparable: (\w+)'.*", "why", r"is marked '\1' without a reason; fill in {heading}"),
    (r"is predicted, but not by whom.*", "predicted_by", "is predicted, but not by whom; fill in {heading}"),
    (r"0 is no denominator.*", "", "0 is no denominator; leave out both counts, or write the code z and no value"),
    (r"((?:has (?:no|both) value|write exactly one of).*)", "value", r"\1"),
    (r"stands here twice.*", "value", "the file has another one of this source; give the newer release its own source"),
    (r"(.* is not between 0 and 100;) write a percentage, or .*", "", r"\1 write a percentage, such as 87.5"),
    (r"(.* is no share;) .*", "", r"\1 check both counts"),
    (r"is empty; write something, or take the line out", "", "is empty; write something, or clear it"),
)
"""Sentences of the contract that speak of lines and keys: the field that is meant, and the words for a form."""


def form_message(row: Row | None, field: str, problem: Problem) -> Fault:
    """A problem of the contract as a fault of its row, in words for who fills in a form."""
    if row is None:
        return Fault(problem.where, problem.what)
    what = problem.what
    for pattern, meant, words in _IN_A_FORM:
        if match := re.fullmatch(pattern, problem.what, re.DOTALL):
            field = meant or field
            what = match.expand(words).replace("{heading}", FIELDS[field].heading)
            break
    return Fault(row.place(field) if field else row.where, what, field, row.where)


def merge_repeated(read: Sequence[Fault], proposed: Iterable[Fault]) -> list[Fault]:
    """The faults of reading a file and of its rows, row by row, without what an unreadable cell brought on."""
    unread = {(fault.row, fault.field) for fault in read if fault.field}
    faults = [*read, *(fault for fault in proposed if (fault.row, fault.field) not in unread)]
    tables = list(dict.fromkeys(_table(fault) for fault in faults))
    return sorted(faults, key=lambda fault: (tables.index(_table(fault)), _number(fault)))


def _table(fault: Fault) -> str:
    """What a fault's row is a row of: a sheet's name, or the row itself where it is none of a file."""
    return _ROW.sub("", fault.row)


def _number(fault: Fault) -> int:
    match = _ROW.search(fault.row)
    return int(match[1]) if match else 0
