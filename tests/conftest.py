"""What tests share: the repository as working folder, one server, one browser, and pages that watch themselves."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page

from tests.support import browsing
from tests.support.servers import ROOT, serving
from tests.support.watching import Opener, Watch

settings.register_profile("thorough", deadline=None)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=20)
settings.load_profile("thorough")
"""``--hypothesis-profile=quick`` is what ``make fast`` asks for."""

WORKERS = 2
"""Processes that share the tests; each may hold a server and a browser, so more than two need a larger machine."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Tests of the whole house run side by side; those of one folder or file in one process, which starts at once."""
    whole = {str(ROOT), str(ROOT / "tests"), *config.getini("testpaths")}
    return WORKERS if set(config.args) <= whole else 0


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test starts where a person starts the dashboard, with the repository's own data."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("INDICATORS_FILE", raising=False)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a running dashboard with the repository's data."""
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; without one they are skipped, or fail where REQUIRE_BROWSER is set."""
    program = browsing.find()
    if program is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(browsing.HOW_TO_GET_ONE, pytrace=False)
        pytest.skip(browsing.HOW_TO_GET_ONE)
    with browsing.started(program) as found:
        yield found


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser, and note it in the report, so that .ci/run can tell that each of them ran.

    The files with the most of them begin, so that no process is left with one at the end while the other has none.
    """
    dear: Counter[Path] = Counter()
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            item.user_properties.append(("browser", "yes"))
            dear[item.path] += 1
    items.sort(key=lambda item: -dear[item.path])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for all browser tests that were skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(browsing.HOW_TO_GET_ONE in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.write_line(f"{count} browser tests were skipped: {browsing.HOW_TO_GET_ONE}")


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def new_page(browser: Browser, watch: Watch) -> Iterator[Opener]:
    """Makes pages, each with an empty cache of its own: new_page(width=320, height=640, scheme="dark")."""
    contexts = []

    def make(width: int = 1440, height: int = 900, scheme: str = "light", **more: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            **more,  # type: ignore[arg-type]
        )
        contexts.append(context)
        context.add_init_script(browsing.PRESSES)
        return watch.on(context.new_page())

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def broken_file(tmp_path: Path) -> Path:
    """A data file with two problems, at lines 3 and 9, in a folder of its own."""
    path = tmp_path / "indicators.yaml"
    path.write_text(
        "organisation: {name: Medway Council, area: Medway, area_code: E06000035, contact: hub, "
        "suppress_below: 6, due_days: 30}\n"
        "sources:\n"
        "  hub: {title: Quarterly return, publisher: Medway Council, kind: secret}\n"
        "themes:\n"
        "  - {id: education, name: Education}\n"
        "indicators:\n"
        "  - id: neet\n"
        "    name: Not in education\n"
        "    unit: week\n"
        "    theme: education\n"
        "    polarity: lower_is_better\n"
        "    frequency: quarter\n"
        "    definition: What is counted.\n"
        "    observations:\n"
        "      - {period: 2013/14 Q1, value: 26, source: hub, at: return}\n",
        encoding="utf-8",
    )
    return path
