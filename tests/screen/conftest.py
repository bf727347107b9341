"""What the tests of the officers' pages share: one running dashboard, whose data each test sets anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.office import SMALL, Office, office


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A dashboard that this computer may edit, started once."""
    with office(tmp_path_factory.mktemp("office"), SMALL) as found:
        yield found


@pytest.fixture
def desk(running: Office) -> Office:
    """The same with the small council's data and no history."""
    return running.holds(SMALL)
