"""events: what happened and when, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping

from metrics.analysis.suppression import without_address
from metrics.analysis.timeline import WHOLE, of_theme
from metrics.catalogue.events import Event
from metrics.catalogue.problems import Refused
from metrics.cli.run import Run, print_refusal
from metrics.store import data_file
from metrics.wording import timeline as words


def events(run: Run) -> int:
    """Every event, or those of one theme, oldest first and undated ones last.

    Raises:
        Refused: the data file or that of the events can't be read.
    """
    loaded = data_file.load(run.path)
    if problems := [*loaded.problems, *loaded.events.problems]:
        raise Refused(problems)
    assert loaded.main is not None
    themes = [WHOLE, *(theme.id for theme in loaded.main.themes)]
    if run.options.theme and run.options.theme not in themes:
        return print_refusal([f"'{run.options.theme}' is no theme; write one of: {', '.join(themes)}"])
    listed = of_theme(loaded.events.in_order, run.options.theme or "")
    if run.options.format == "json":
        print(json.dumps([_as_json(event) for event in listed], indent=1, ensure_ascii=False))
    else:
        print(words.report(loaded.main, listed), end="")
    return 0


def _as_json(event: Event) -> Mapping[str, object]:
    """The keys of the contract, null where there is none, the first and last day of its date; no address of anybody."""
    return {
        "date": event.date.label,
        "start": event.date.start.isoformat() if event.date.start else None,
        "end": event.date.end.isoformat() if event.date.end else None,
        "until": event.until.label if event.until else None,
        "as_written": event.as_written,
        "words": event.words,
        "theme": event.theme,
        "source": event.source,
        "at": event.at,
        "by": without_address(event.by) if event.by else None,
        "on": event.on.isoformat() if event.on else None,
    }
