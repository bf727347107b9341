"""The command line's arguments (argparse): every command, its options, and the function that runs it."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from metrics.cli import due, events, history, names, panel, recommendations, reports
from metrics.cli.run import Run
from metrics.store import data_file


def parser(description: str, today: date) -> argparse.ArgumentParser:
    """What parses the arguments; the option ``run`` is the function to call."""
    made = argparse.ArgumentParser(prog="python -m metrics", description=description)
    subparsers = made.add_subparsers(dest="command", required=True)
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument(
        "--data", metavar="FILE", help=f"the data file (default: {data_file.VARIABLE}, or {data_file.DEFAULT})"
    )
    _add_reports(subparsers, data, today)
    signed = argparse.ArgumentParser(add_help=False, parents=[data])
    signed.add_argument("--by", default="", metavar="NAME", help="who makes the change")
    signed.add_argument("--reason", default="", metavar="WORDS", help="why")
    dated = argparse.ArgumentParser(add_help=False)
    dated.add_argument("--today", type=_day, default=today, metavar="DAY", help="the day to work on, 2013-08-23")
    _add_add(subparsers, signed, dated)
    _add_import(subparsers, signed, dated)
    _add_move(subparsers, signed)
    _add_history(subparsers, signed, data)
    _add_panel(subparsers, data, dated)
    _add_pack(subparsers, data, dated)
    _add_due(subparsers, data, dated)
    _add_events(subparsers, data)
    _add_names(subparsers, signed, dated)
    _add_recommendations(subparsers, data, dated)
    template = subparsers.add_parser("template", parents=[data, dated], help="print the template of a period as CSV")
    template.add_argument("period", nargs="?", metavar="PERIOD", help="'2013/14 Q2'; the next one due unless given")
    template.set_defaults(run=reports.template)
    schema = subparsers.add_parser(
        "schema", parents=[data], help="print the JSON schema that editors check a file against"
    )
    schema.add_argument("--file", choices=[*reports.SCHEMAS], default="indicators", help="the data file, or another")
    schema.set_defaults(run=reports.schema)
    return made


def _add_reports(subparsers: Any, data: argparse.ArgumentParser, today: date) -> None:
    check = subparsers.add_parser(
        "check", parents=[data], help="print every problem of the data file, or one line that all is well"
    )
    check.set_defaults(run=reports.check)
    figures = subparsers.add_parser("figures", parents=[data], help="print the tidy table, one row a figure")
    figures.add_argument("--format", choices=["csv", "json"], default="csv")
    figures.set_defaults(run=reports.figures)
    compare = subparsers.add_parser(
        "compare", parents=[data], help="tell what a newer release of the data has that the data file lacks"
    )
    compare.add_argument("folder", metavar="FOLDER", help="the folder data of the newer release")
    compare.set_defaults(run=reports.compare)
    reading = subparsers.add_parser("reading", parents=[data], help="print what the screen says of each indicator")
    reading.add_argument("ids", nargs="*", metavar="ID", help="only these indicators")
    reading.add_argument("--format", choices=["json"], default="json")
    reading.add_argument("--today", type=_day, default=today, help="the day to read on, 2013-08-23")
    reading.set_defaults(run=reports.reading)


def _add_due(subparsers: Any, data: argparse.ArgumentParser, dated: argparse.ArgumentParser) -> None:
    parser = subparsers.add_parser(
        "due", parents=[data, dated], help="print which figures are in, which are missing and since when, who answers"
    )
    parser.add_argument("period", nargs="?", metavar="PERIOD", help="'2013/14 Q2'; all that comes next unless given")
    parser.add_argument("--owner", metavar="ROLE", help="only what this role answers for, as the data file names it")
    parser.add_argument("--format", choices=["text", "csv", "ics"], default="text", help="ics is a calendar file")
    parser.set_defaults(run=due.listed)


def _add_events(subparsers: Any, data: argparse.ArgumentParser) -> None:
    parser = subparsers.add_parser("events", parents=[data], help="print what happened and when, oldest first")
    parser.add_argument("--theme", metavar="ID", help="only the events of this theme; whole for those of none")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.set_defaults(run=events.events)


def _add_recommendations(subparsers: Any, data: argparse.ArgumentParser, dated: argparse.ArgumentParser) -> None:
    for name, words in (
        ("recommendations", "print what the inspection asked for, by when, and how it stands by the figures"),
        ("coverage", "print what the inspection found unmeasured, and how many of these gaps a first figure closed"),
    ):
        parser = subparsers.add_parser(name, parents=[data, dated], help=words)
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.set_defaults(run=getattr(recommendations, name))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{written}' is not a day; write it as 2013-08-23") from None


def _add(run: Run) -> int:
    from metrics.cli import additions  # here, since reading and checking need nothing of how rows become a change

    return additions.add(run)


def _import(run: Run) -> int:
    from metrics.cli import additions  # for the same reason

    return additions.import_(run)


def _move(run: Run) -> int:
    from metrics.cli import additions  # for the same reason

    return additions.move(run)


def _add_add(subparsers: Any, signed: argparse.ArgumentParser, dated: argparse.ArgumentParser) -> None:
    add = subparsers.add_parser("add", parents=[signed, dated], help="add a filled-in template (CSV or XLSX)")
    add.add_argument("file", metavar="FILE", help="the filled-in file")
    add.add_argument("--period", help="the period of rows that name none, such as '2013/14 Q2'")
    add.add_argument("--source", metavar="ID", help="the source of rows that name none")
    add.add_argument("--at", metavar="PLACE", help="the place in the source of rows that name none")
    add.add_argument(
        "--match",
        action="append",
        default=[],
        metavar="NAME=INDICATOR",
        help="read a name of the file as an indicator, and remember it: 'NEET %%=neet'",
    )
    add.add_argument(
        "--leave-out", action="append", default=[], metavar="NAME", help="leave the rows of an unknown name out"
    )
    add.add_argument("--no-targets", action="store_true", help="leave targets in columns beside figures out")
    add.add_argument("--status", help="the status of rows that name none: final, provisional, predicted ...")
    _add_caution(add)
    add.set_defaults(run=_add)


def _add_names(subparsers: Any, signed: argparse.ArgumentParser, dated: argparse.ArgumentParser) -> None:
    parser = subparsers.add_parser(
        "names", parents=[signed, dated], help="print the names that files use for indicators, or take one back"
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--take-back", metavar="NAME", help="no longer read this name as an indicator; signed")
    parser.set_defaults(run=names.names)


def _add_import(subparsers: Any, signed: argparse.ArgumentParser, dated: argparse.ArgumentParser) -> None:
    parser = subparsers.add_parser(
        "import", parents=[signed, dated], help="bring in files of Explore Education Statistics (CSV)"
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a data file as downloaded; all of one release")
    parser.add_argument("--source", metavar="ID", help="the release's id; a new one needs --title and --published")
    parser.add_argument("--title", help="the release's title")
    parser.add_argument("--published", metavar="DAY", help="the day the release was published, 2025-11-20; or unknown")
    parser.add_argument("--url", help="where the release stands")
    parser.add_argument("--model", metavar="ID", help="which statistical neighbours, such as 2025; or none")
    parser.add_argument("--statistic", choices=["mean", "median"], default="mean", help="of the neighbours")
    _add_caution(parser)
    parser.set_defaults(run=_import)


def _add_move(subparsers: Any, signed: argparse.ArgumentParser) -> None:
    parser = subparsers.add_parser(
        "move-published", parents=[signed], help="move what imports brought into the data file to the published series"
    )
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="only the figures of these sources, by id")
    parser.set_defaults(run=_move)


def _add_caution(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--checked", action="store_true", help="what looks wrong has been looked at and is right")
    parser.add_argument("--dry-run", action="store_true", help="print the lines that would be added, and save nothing")


def _add_panel(subparsers: Any, data: argparse.ArgumentParser, dated: argparse.ArgumentParser) -> None:
    for name, words in (
        ("meetings", "print the panel's meetings, what each looks at, and what is offered for the next"),
        ("challenges", "print what the panel asked, how old that is, and what was answered"),
        ("exceptions", "print why figures are off, what is done about it, and what is overdue"),
    ):
        parser = subparsers.add_parser(name, parents=[data, dated], help=words)
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--unpublished", action="store_true", help="also what is not for publication, with full signatures"
        )
        parser.set_defaults(run=getattr(panel, name))


def _pack(run: Run) -> int:
    from metrics.cli import pack  # here, since no other command needs what makes PDF and workbooks

    return pack.pack(run)


def _add_pack(subparsers: Any, data: argparse.ArgumentParser, dated: argparse.ArgumentParser) -> None:
    parser = subparsers.add_parser("pack", parents=[data, dated], help="make the papers for a meeting of the panel")
    parser.add_argument("--meeting", type=_day, metavar="DAY", help="the meeting's day (default: the next one)")
    parser.add_argument("--everything", action="store_true", help="all indicators that have a figure, by theme")
    parser.add_argument("--final", action="store_true", help="the final pack; a draft unless given")
    parser.add_argument("--format", choices=["pdf", "xlsx", "csv", "text"], help="default: by the file's ending")
    parser.add_argument("--out", metavar="FILE", help="the file to write; the text is printed where none is named")
    parser.set_defaults(run=_pack)


def _add_history(subparsers: Any, signed: argparse.ArgumentParser, data: argparse.ArgumentParser) -> None:
    undo = subparsers.add_parser("undo", parents=[signed], help="undo the last save")
    undo.set_defaults(run=history.undo)
    restore = subparsers.add_parser("restore", parents=[signed], help="bring back an earlier version, byte for byte")
    restore.add_argument("version", metavar="VERSION", help="as history names it")
    restore.set_defaults(run=history.restore)
    confirm = subparsers.add_parser(
        "confirm", parents=[signed], help="sign that what is gone from the file was meant to go"
    )
    confirm.set_defaults(run=history.confirm)
    listing = subparsers.add_parser("history", parents=[data], help="print every change, newest first")
    listing.add_argument("--format", choices=["text", "json"], default="text")
    listing.set_defaults(run=history.history)
    for parser in (undo, restore, confirm, listing):
        parser.add_argument(
            "--file",
            choices=history.FILES,
            help="the data file itself, or beside it the published series, the panel's meetings, the events or the "
            "names of files (default: indicators; history shows all)",
        )
