"""What is printed and shown of each data file, taken as text: see tests/snapshot/__main__.py.

The data: what is shipped; 13 quarters more (``quarters/``, made once with tools/add_quarters.py, whose randomness is
fixed, so that the journal's times are fixed too); and three files with problems.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent

DAY = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
BROKEN = ("apostrophe-inside-quotes", "figures-out-of-order", "value-with-unit")
TEMPLATES = ("2013/14 Q2", "2012/13 academic year", "June 2013")
TRENDS: tuple[dict[str, str], ...] = (
    {},
    {"find": "worse", "events": "on"},
    {"m": "neet,reviews-in-timescale,care-proceedings", "chance": "on"},
    {"theme": "health", "as": "large", "axis": "fit"},
    {"m": "neet,three-or-more-placements,vacancies,gone", "hide": "limits,england", "scale": "own", "from": "2014"},
    {"find": "all", "page": "3", "to": "twelve"},
)
COMMANDS: dict[str, list[str]] = {
    "check": [],
    "figures": [],
    "figures json": ["--format", "json"],
    "reading": ["--today", "2026-11-26"],
    "schema": [],
    "history": [],
    "history json": ["--format", "json"],
    "confirm": ["--by", "Jo Bloggs", "--reason", "a trial"],
    **{f"template {period}": [period] for period in TEMPLATES},
    "add": [str(HERE / "return.csv"), "--by", "Jo Bloggs", "--reason", "a trial", "--dry-run", "--checked"],
    "import": [
        str(ROOT / "tests/data/published/la_cla_placement_stability.csv"),
        *("--source", "dfe-2025", "--title", "Children looked after", "--published", "2025-11-20"),
        *("--by", "Jo Bloggs", "--reason", "a trial", "--dry-run", "--checked"),
    ],
}


def data_files(folder: Path) -> dict[str, Path]:
    """Every data file in a folder of its own, with what stands beside the shipped one."""
    found = {}
    for name in ("shipped", "quarters", *BROKEN):
        place = folder / name / "data"
        shutil.copytree(ROOT / "data", place, ignore=shutil.ignore_patterns("*.history", "*.last-good.yaml"))
        (place / "access.toml").write_text('editing = "this computer"\n', encoding="utf-8")
        if name == "quarters":
            shutil.copy(HERE / "quarters" / "indicators.yaml", place)
            (place / "indicators.history").mkdir()
            shutil.copy(HERE / "quarters" / "journal.jsonl", place / "indicators.history")
        if name in BROKEN:
            shutil.copy(ROOT / "tests" / "data" / "broken" / f"{name}.yaml", place / "indicators.yaml")
        for one in place.iterdir():
            os.utime(one, (DAY.timestamp(), DAY.timestamp()))
        found[name] = place / "indicators.yaml"
    return found


def printed(path: Path) -> Iterator[tuple[str, str]]:
    """What each command prints of this file, on both streams."""
    from metrics.__main__ import main

    for name, options in COMMANDS.items():
        out, errors = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            try:
                code: object = main([name.split()[0], *options, "--data", str(path)])
            except SystemExit as stopped:
                code = stopped.code
        out.seek(0)
        yield f"command {name}", f"{out.read()}\n--\n{errors.getvalue()}\n--\n{code}\n"


def elements(app: object) -> str:
    """Every element that the run left on the page, as the text of its message."""
    lines: list[str] = []

    def walk(node: object) -> None:
        proto = getattr(node, "proto", None)
        if proto is not None:
            lines.append(f"{type(node).__name__} {getattr(node, 'type', '')}\n{proto}")
        for child in (getattr(node, "children", None) or {}).values():
            walk(child)

    walk(app._tree)  # type: ignore[attr-defined]
    return "\n".join(lines)


def shown(path: Path, ids: list[str]) -> Iterator[tuple[str, str]]:
    """Every page of this data file, through dashboard.py."""
    from streamlit.testing.v1 import AppTest

    os.environ["INDICATORS_FILE"] = str(path)

    def page(name: str, app: AppTest | None = None, **query: str) -> AppTest:
        app = app or AppTest.from_file(ROOT / "dashboard.py", default_timeout=300)
        for key, value in query.items():
            app.query_params[key] = value
        app.switch_page(f"pages/{name}.py")
        return app.run()

    for show in ("", "worse", "missed", "behind"):
        yield f"scorecard {show}", elements(page("scorecard", **({"show": show} if show else {})))
    for id in ids:
        yield f"indicator {id}", elements(page("indicator", id=id))
    for number, query in enumerate(TRENDS):
        yield f"trends {number}", elements(page("trends", **query))
    for name in ("sources", "add", "import", "history"):
        yield name, elements(page(name))
    app = page("add")
    boxes = [one for one in app.text_input if one.label.startswith("Value: ")]
    if boxes:
        next(one for one in app.text_input if one.label == "Place in the source").set_value("return of October")
        for number, box in enumerate(boxes[:6]):
            box.set_value(str(20 + number))
        yield "add, typed", elements(app.run())
        next(one for one in app.button if one.label == "Check what will be saved").click()
        yield "add, checked", elements(app.run())


def download(_: object, data: Callable[[], bytes | str], *_rest: object, **_more: object) -> str:
    """The fingerprint of what a download button would hand out, in place of its random name."""
    made = data()
    made = made if isinstance(made, bytes) else made.encode()
    if made.startswith(b"PK"):  # a workbook's parts carry the times of temporary files
        with zipfile.ZipFile(io.BytesIO(made)) as book:
            made = b"".join(name.encode() + book.read(name) for name in book.namelist())
    return hashlib.sha256(made).hexdigest()[:16]


def snapshot(name: str, path: Path, folder: Path) -> dict[str, str]:
    """Fingerprints of all that this data file gives."""
    import time_machine
    import yaml
    from streamlit.runtime import context
    from streamlit.runtime.media_file_manager import MediaFileManager

    headers = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}
    os.chdir(ROOT)

    try:
        ids = [one["id"] for one in yaml.safe_load(path.read_text(encoding="utf-8"))["indicators"]]
    except yaml.YAMLError:
        ids = ["neet"]
    found = {}
    with (
        time_machine.travel(DAY, tick=False),
        mock.patch.object(context.ContextProxy, "headers", context.StreamlitHeaders(headers.items())),
        mock.patch.object(context.ContextProxy, "ip_address", "127.0.0.1"),
        mock.patch.object(MediaFileManager, "add_deferred", download),
    ):
        for key, told in (*printed(path), *shown(path, ids)):
            told = told.replace(str(path.parent), "DATA").replace(str(ROOT), "ROOT")
            place = folder / name / f"{key.replace('/', '-').replace(' ', '_')}.txt"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(told, encoding="utf-8")
            found[f"{name}: {key}"] = hashlib.sha256(told.encode()).hexdigest()[:16]
    return found
