"""The command line: python -m metrics COMMAND [--data FILE]. JSON goes to standard output alone."""

from __future__ import annotations

import argparse
import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from metrics.analysis import suppression
from metrics.analysis.reading import read
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Refused
from metrics.exports.reading_json import as_json
from metrics.store import data_file


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it should, 1 with problems on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a Windows console's own encoding has no minus sign
    options = _parser().parse_args(arguments)
    if options.command == "schema":
        print(schema_text(), end="")
        return 0
    path = data_file.locate(options.data)
    if options.command in _CHANGES:
        from metrics.cli import commands  # here, since it loads more than the commands that only read

        command = "import_" if options.command == "import" else options.command  # import is a word of the language
        return int(getattr(commands, command)(path, options, datetime.now(UTC)))
    try:
        if options.command == "check":
            return _checked(path, data_file.read(path))
        catalogue = parse(data_file.read_bytes(path), path.name)
    except Refused as refused:
        print(*refused.problems, sep="\n", file=sys.stderr)
        return 1
    suppressed = suppression.suppress(catalogue)
    if options.command == "figures":
        _print_figures(suppressed, options.format)
        return 0
    return _print_readings(suppressed, options.ids, options.today)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m metrics", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True)
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument(
        "--data", metavar="FILE", help=f"the data file (default: {data_file.VARIABLE}, or {data_file.DEFAULT})"
    )
    subparsers.add_parser(
        "check", parents=[data], help="print every problem of the data file, or one line that all is well"
    )
    figures = subparsers.add_parser("figures", parents=[data], help="print the tidy table, one row a figure")
    figures.add_argument("--format", choices=["csv", "json"], default="csv")
    reading = subparsers.add_parser("reading", parents=[data], help="print what the screen says of each indicator")
    reading.add_argument("ids", nargs="*", metavar="ID", help="only these indicators")
    reading.add_argument("--format", choices=["json"], default="json")
    reading.add_argument("--today", type=_day, default=date.today(), help="the day to read on, 2013-08-23")
    _add_changes(subparsers, data)
    subparsers.add_parser(
        "schema", parents=[data], help="print the JSON schema that editors check the data file against"
    )
    return parser


_CHANGES = ("add", "import", "undo", "restore", "confirm", "history", "template")


def _add_changes(subparsers: Any, data: argparse.ArgumentParser) -> None:
    signed = argparse.ArgumentParser(add_help=False, parents=[data])
    signed.add_argument("--by", default="", metavar="NAME", help="who makes the change")
    signed.add_argument("--reason", default="", metavar="WORDS", help="why")
    add = subparsers.add_parser("add", parents=[signed], help="add a filled-in template (CSV or XLSX)")
    add.add_argument("file", metavar="FILE", help="the filled-in file")
    add.add_argument("--period", help="the period of rows that name none, such as '2013/14 Q2'")
    add.add_argument("--source", metavar="ID", help="the source of rows that name none")
    add.add_argument("--at", metavar="PLACE", help="the place in the source of rows that name none")
    add.add_argument("--status", help="the status of rows that name none: final, provisional, predicted ...")
    add.add_argument("--checked", action="store_true", help="what looks wrong has been looked at and is right")
    add.add_argument("--dry-run", action="store_true", help="print the lines that would be added, and save nothing")
    _add_import(subparsers, signed)
    subparsers.add_parser("undo", parents=[signed], help="undo the last save")
    restore = subparsers.add_parser("restore", parents=[signed], help="bring back an earlier version, byte for byte")
    restore.add_argument("version", metavar="VERSION", help="as history names it")
    subparsers.add_parser("confirm", parents=[signed], help="sign that what is gone from the file was meant to go")
    history = subparsers.add_parser("history", parents=[data], help="print every change, newest first")
    history.add_argument("--format", choices=["text", "json"], default="text")
    template = subparsers.add_parser("template", parents=[data], help="print the template of a period as CSV")
    template.add_argument("period", nargs="?", metavar="PERIOD", help="'2013/14 Q2'; the next one due unless given")


def _add_import(subparsers: Any, signed: argparse.ArgumentParser) -> None:
    parser = subparsers.add_parser(
        "import", parents=[signed], help="bring in files of Explore Education Statistics (CSV)"
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a data file as downloaded; all of one release")
    parser.add_argument("--source", metavar="ID", help="the release's id; a new one needs --title and --published")
    parser.add_argument("--title", help="the release's title")
    parser.add_argument("--published", metavar="DAY", help="the day the release was published, 2025-11-20")
    parser.add_argument("--url", help="where the release stands")
    parser.add_argument("--model", metavar="ID", help="which statistical neighbours, such as 2025; or none")
    parser.add_argument("--statistic", choices=["mean", "median"], default="mean", help="of the neighbours")
    parser.add_argument("--checked", action="store_true", help="what looks wrong has been looked at and is right")
    parser.add_argument("--dry-run", action="store_true", help="print the lines that would be added, and save nothing")


def _checked(path: Path, loaded: data_file.Loaded) -> int:
    """One line that all is well, or what has gone from the file by hand."""
    assert loaded.catalogue is not None
    print(counted(loaded.catalogue))
    for name in loaded.missing:
        print(f"{path.name}: {name}", file=sys.stderr)
    if loaded.missing:
        ways = "restore an earlier version (history, restore), or sign that it was meant (confirm)"
        print(f"{path.name} was edited by hand and lost this; {ways}", file=sys.stderr)
    return 1 if loaded.missing else 0


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{written}' is not a day; write it as 2013-08-23") from None


def counted(catalogue: Catalogue) -> str:
    """What ``check`` says of a sound file."""
    figures = sum(len(indicator.observations) for indicator in catalogue.indicators)
    return f"{len(catalogue.indicators)} indicators, {figures} figures, every one cited"


def schema_text() -> str:
    """The JSON schema of the data file, as kept beside it."""
    schema = Catalogue.model_json_schema(by_alias=True)
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _print_figures(catalogue: Catalogue, form: str) -> None:
    from metrics.exports import tidy  # here, since pandas takes longer to load than every other command to run

    table = tidy.figures(catalogue)[list(tidy.COLUMNS)]
    if form == "csv":
        sys.stdout.buffer.write(tidy.csv_bytes(table))
    else:
        print(table.to_json(orient="records", force_ascii=False, indent=1))


def _print_readings(catalogue: Catalogue, ids: list[str], today: date) -> int:
    unknown = [indicator_id for indicator_id in ids if catalogue.indicator(indicator_id) is None]
    if unknown:
        names = ", ".join(indicator.id for indicator in catalogue.indicators)
        print(f"no indicator is called {', '.join(unknown)}; write one of: {names}", file=sys.stderr)
        return 1
    chosen = [indicator for indicator in catalogue.indicators if not ids or indicator.id in ids]
    readings = [as_json(read(catalogue, indicator, today), catalogue.sources) for indicator in chosen]
    print(json.dumps(readings, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
