"""names: the names that files use for indicators, printed, or one of them taken back."""

from __future__ import annotations

import json

from metrics.catalogue.file_names import NameLine, name_key
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Refused
from metrics.cli.run import VISITOR, Run, print_refusal
from metrics.entry import matched_names
from metrics.store import data_file, locked_file, names_file
from metrics.store.journal import Entry


def names(run: Run) -> int:
    """Every name that is matched, with its indicator, who matched it, when and why.

    Raises:
        Refused: the data file or the file of names can't be read.
    """
    loaded = data_file.read(run.path)
    assert loaded.catalogue is not None
    if loaded.names.problems:
        raise Refused(list(loaded.names.problems))
    if run.options.take_back:
        return _take_back(run, loaded)
    standing = loaded.names.names.standing()
    if run.options.format == "json":
        print(
            json.dumps([_as_json(line, loaded.catalogue) for line in standing.values()], indent=1, ensure_ascii=False)
        )
        return 0
    for line in standing.values():
        unused = matched_names.fits(line, loaded.catalogue)
        note = f"; not used, since {unused}" if unused else ""
        print(f"{line.name} = {line.indicator}  ({line.by}, {line.on}: {line.reason}{note})")
    if not standing:
        print("no name of a file has been matched yet")
    return 0


def _as_json(line: NameLine, catalogue: Catalogue) -> dict[str, object]:
    return {
        "name": line.name,
        "indicator": line.indicator,
        "by": line.by,
        "on": line.on.isoformat(),
        "reason": line.reason,
        "not_used": matched_names.fits(line, catalogue) or None,
    }


def _take_back(run: Run, loaded: data_file.Loaded) -> int:
    standing = loaded.names.names.standing().get(name_key(run.options.take_back))
    if standing is None:
        return print_refusal([f"--take-back: '{run.options.take_back}' is no name that is matched; see 'names'"])
    if unsigned := run.unsigned():
        return print_refusal([unsigned])

    def act(signed: locked_file.Signed) -> Entry:
        line = matched_names.taken_back(standing, signed.by, run.today, signed.reason)
        return names_file.add(run.path, loaded.names, [line], signed, VISITOR)

    return run.change(act, f"taken back: {standing.name}")
