"""The command line: python -m metrics COMMAND [--data FILE]. JSON goes to standard output alone."""

from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime

from metrics.catalogue.problems import Refused
from metrics.cli.arguments import parser
from metrics.cli.run import Run, print_refusal
from metrics.store import atomic_files, data_file

CLOSED_PIPE = 141
"""The exit code of a command whose reader is gone, as in ``history | head -1``: 128 and the signal's number."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it should, 1 with problems on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a Windows console's own encoding has no minus sign
    options = parser(__doc__ or "", date.today()).parse_args(arguments)
    try:
        return int(options.run(Run(data_file.locate(options.data), options, datetime.now(UTC))))
    except Refused as refused:
        return print_refusal(map(str, refused.problems))


def run(arguments: list[str] | None = None) -> int:
    """``main`` with all that it prints handed over, or ended quietly where nobody reads any more."""
    if sys.stdout is None:  # closed from the start
        sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    try:
        try:
            return main(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        code = CLOSED_PIPE
    except OSError as error:
        if error.filename is not None:  # a file's, and not the output's
            raise
        print_refusal([f"what was asked for can't be printed: {error.strerror or 'the output is closed'}"])
        code = 1
    atomic_files.discard_output(sys.stdout.fileno())  # else the interpreter says at its end that it can't be written
    return code


if __name__ == "__main__":
    sys.exit(run())
