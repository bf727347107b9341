"""What tests do to a data file, as its editors do: a file begun, a figure saved, a change signed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from metrics.access.policy import Visitor
from metrics.catalogue.amend import Addition, Change
from metrics.store import data_file, locked_file, transactions
from metrics.store.journal import Entry
from tests.support.make import figure

CONSOLE = Visitor(console=True)
HERE = Visitor(host="127.0.0.1:8501", origin="http://127.0.0.1:8501")
AT = datetime(2013, 10, 20, 9, 30, tzinfo=UTC)
OPEN = 'editing = "this computer"\n'
"""access.toml that lets ``HERE`` write."""


HEAD = """\
# Every figure on a line of its own.
organisation: {name: Medway Council, area: Medway, contact: the performance hub}
sources:
  report: {title: Inspection report, publisher: Ofsted, kind: published}
themes:
  - {id: education, name: Education}

indicators:
  - id: neet
    name: Not in education, employment or training
    group: looked-after children
    theme: education
    unit: percent
    polarity: lower_is_better
    frequency: quarter
    definition: What is counted, of whom, and when.
    observations:
"""


def written(*periods: str) -> str:
    """A data file as people write it: one indicator, its values 26, 25 ..."""
    lines = [
        f"      - {{period: {one}, value: {26 - n}, source: report, at: paragraph 1}}\n"
        for n, one in enumerate(periods)
    ]
    return HEAD + "".join(lines)


def begun(folder: Path, *periods: str, access: str | None = None) -> Path:
    """Such a file, read once, so that its history has begun."""
    path = folder / "indicators.yaml"
    path.write_bytes(written(*periods or ("2013/14 Q1",)).encode())
    if access is not None:
        path.with_name("access.toml").write_text(access, encoding="utf-8")
    observed(path)
    return path


def observed(path: Path) -> data_file.Loaded:
    """The file as a page loads it: read, and taken note of."""
    loaded = data_file.load(path)
    data_file.observe(path, loaded)
    return loaded


def signed(by: str = "Ann", reason: str = "return of October 2013", at: datetime = AT) -> locked_file.Signed:
    return locked_file.Signed(by, reason, at)


def prepared(path: Path, period: str, value: object = 24, an_indicator: str = "neet") -> transactions.Prepared:
    """One more figure, built on the file as it stands."""
    change = Change((Addition(an_indicator, "observations", figure(period, value)),))
    return data_file.prepare(observed(path), change, path.name)


def add(path: Path, period: str = "2013/14 Q2", value: object = 24, by: str = "Ann") -> Entry:
    """Save one more figure from the command line."""
    return transactions.save(path, prepared(path, period, value), signed(by), CONSOLE)


def periods(path: Path) -> list[str]:
    """The figures of a sound file that lost nothing, by their periods."""
    loaded = observed(path)
    assert (loaded.problems, loaded.missing) == ((), ()), (loaded.problems, loaded.missing)
    assert loaded.catalogue is not None
    return [one.period.label for one in loaded.catalogue.indicators[0].observations]


def unfinished(path: Path) -> list[str]:
    """What a save left lying about, by name."""
    return sorted(one.name for one in path.parent.rglob("*") if one.suffix in (".saving", ".new"))


def journal(path: Path) -> Path:
    return path.with_name(f"{path.stem}.history") / "journal.jsonl"
