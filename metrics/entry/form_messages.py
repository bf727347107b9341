"""The messages of a form: what validation refused, in the words of who fills it in, each once, at the cell meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from metrics.catalogue.problem_codes import ProblemCode
from metrics.catalogue.problems import Problem
from metrics.entry.faults import Fault
from metrics.entry.rows import FIELDS, Row

_IN_A_FORM: dict[ProblemCode, tuple[str, str]] = {
    ProblemCode.MISSING: ("", "this is missing; fill in {heading}"),
    ProblemCode.WITHOUT_FIGURE: ("", "fill in {heading}, or give the indicator its first figure"),
    ProblemCode.TARGET_INCOMPLETE: ("", "a target with a value needs this; {way}"),
    ProblemCode.NOT_COUNTED: ("of", "a count needs what is counted; fill in {heading}, for example children"),
    ProblemCode.WITHOUT_WHY: ("why", "is marked '{comparable}' without a reason; fill in {heading}"),
    ProblemCode.WITHOUT_PREDICTOR: ("predicted_by", "is predicted, but not by whom; fill in {heading}"),
    ProblemCode.ZERO_DENOMINATOR: ("", "0 is no denominator; leave out both counts, or write the code z and no value"),
    ProblemCode.NOT_ONE_VALUE: ("value", "{what}"),
    ProblemCode.TWICE: ("value", "the file has another one of this source; give the newer release its own source"),
    ProblemCode.NOT_PERCENT: ("", "{value} is not between 0 and 100; write a percentage, such as 87.5"),
    ProblemCode.NO_SHARE: ("", "{numerator} of {denominator} is no share; check both counts"),
    ProblemCode.EMPTY: ("", "is empty; write something, or clear it"),
}
"""Rules whose sentences speak of lines and keys: the field that is meant, and the words for a form."""


def form_message(row: Row | None, field: str, problem: Problem) -> Fault:
    """A problem of the contract as a fault of its row, in words for who fills in a form."""
    if row is None:
        return Fault(problem.where, problem.what)
    meant, words = _IN_A_FORM.get(problem.code, ("", "{what}"))
    field = meant or field
    heading = FIELDS[field].heading if field in FIELDS else field
    what = words.format_map({**problem.values, "what": problem.what, "heading": heading})
    return row.fault(field, what)


def merge_repeated(read: Sequence[Fault], proposed: Iterable[Fault]) -> list[Fault]:
    """The faults of reading a file and of its rows, row by row, without what an unreadable cell brought on."""
    unread = {(fault.row, fault.field) for fault in read if fault.field}
    faults = [*read, *(fault for fault in proposed if (fault.row, fault.field) not in unread)]
    tables = list(dict.fromkeys(fault.order_of for fault in faults))
    return sorted(faults, key=lambda fault: (tables.index(fault.order_of), fault.number))
