"""The command line: python -m metrics COMMAND [--data FILE]. JSON goes to standard output alone."""

from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime

from metrics.catalogue.problems import Refused
from metrics.cli.arguments import parser
from metrics.cli.run import Run, print_refusal
from metrics.store import data_file


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


if __name__ == "__main__":
    sys.exit(main())
