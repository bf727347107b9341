"""What the tests of the officers' pages share: one running dashboard, whose data each test sets anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from metrics.catalogue import panel_record, recommendations
from tests.support import ordinary_quarters, panel, recommended
from tests.support.office import SMALL, Office, office
from tests.support.servers import serving


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A dashboard that this computer may edit, started once."""
    with office(tmp_path_factory.mktemp("office"), SMALL) as found:
        yield found


@pytest.fixture
def desk(running: Office) -> Office:
    """The same with the small council's data and no history."""
    return running.holds(SMALL)


@pytest.fixture(scope="session")
def thirteen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard that shows thirteen made-up quarters beside the report, a record of the panel, and what was asked."""
    data = tmp_path_factory.mktemp("quarters") / "indicators.yaml"
    data.write_text(ordinary_quarters.replayed(2)[0], encoding="utf-8")
    data.with_name(panel_record.FILE).write_text(panel.a_year(), encoding="utf-8")
    data.with_name(recommendations.FILE).write_bytes(recommended.SHIPPED.read_bytes())
    with serving(data) as address:
        yield address
