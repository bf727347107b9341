"""A clock that a test puts forward while a dashboard runs: its pages, which alone have one, take it from here.

``dashboard_in`` copies the dashboard's own files, with this module in the place of Python's ``datetime``.
"""

from __future__ import annotations

import datetime as real
import os
import shutil
from datetime import UTC
from pathlib import Path

from tests.support.servers import ROOT

VARIABLE = "DAYS_LATER"
"""The environment variable that names the file with the number of days by which the clock is ahead."""

__all__ = ["UTC", "VARIABLE", "dashboard_in", "date", "datetime"]


def _ahead() -> real.timedelta:
    return real.timedelta(days=int(Path(os.environ[VARIABLE]).read_text(encoding="utf-8")))


class datetime(real.datetime):  # noqa: N801 - stands for the one of Python
    @classmethod
    def now(cls, tz: real.tzinfo | None = None) -> real.datetime:  # type: ignore[override]
        return real.datetime.now(tz) + _ahead()


class date(real.date):  # noqa: N801 - stands for the one of Python
    @classmethod
    def today(cls) -> real.date:  # type: ignore[override]
        return (real.datetime.now() + _ahead()).date()


def dashboard_in(folder: Path) -> Path:
    """The dashboard's files in this folder, with this clock."""
    for path in (ROOT / "dashboard.py", ROOT / "serve.py", *sorted((ROOT / "pages").glob("*.py"))):
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        copy.write_text(text.replace("from datetime import", f"from {__name__} import"), encoding="utf-8")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit", ignore=shutil.ignore_patterns("secrets.toml"))
    return folder
