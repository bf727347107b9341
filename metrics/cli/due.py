"""due: which figures are in, which are missing and since when, and who answers; as text, CSV or a calendar file."""

from __future__ import annotations

import sys

from metrics.analysis import due, suppression
from metrics.analysis.reporting_periods import CONSECUTIVE
from metrics.catalogue.period import PeriodError, parse
from metrics.cli.run import Run, print_refusal
from metrics.wording import due as words


def listed(run: Run) -> int:
    """Of what comes next, or of one period; of all who answer, or of one. It holds no value of any figure.

    Raises:
        Refused: the data file can't be read.
    """
    catalogue, options = suppression.suppress(run.catalogue()), run.options
    try:
        period = parse(options.period) if options.period else None
    except PeriodError as error:
        return print_refusal([str(error)])
    if period is not None and period.kind not in CONSECUTIVE:
        return print_refusal(
            [f"'{options.period}': figures are due for a month, a quarter or a year, such as '2013/14 Q2'"]
        )
    chosen = None if period is None else [due.round_of(catalogue, period, run.today)]
    rounds = due.current_rounds(catalogue, run.today) if chosen is None else chosen
    calendar = due.calendar_rounds(catalogue, run.today) if chosen is None else chosen
    known = [name for name in due.by_owner([*rounds, *calendar]) if name]
    if options.owner and options.owner not in known:
        answer = f"those with figures due are: {'; '.join(known)}" if known else "nobody is named for what is due"
        return print_refusal([f"'{options.owner}' answers for nothing that is due; {answer}"])
    owners = due.by_owner(rounds, options.owner)
    if options.format == "ics":
        from metrics.exports.due_ics import due_ics

        sys.stdout.buffer.write(due_ics(catalogue.organisation.name, calendar, run.now, options.owner))
    elif options.format == "csv":
        from metrics.exports.due_csv import due_csv

        sys.stdout.buffer.write(due_csv(owners, run.today))
    else:
        print(words.report(catalogue, owners, rounds, run.today), end="")
    return 0
