"""Charts are drawn here with Altair's own checks of every piece."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from altair.utils import schemapi


@pytest.fixture(autouse=True)
def _every_piece_of_a_chart_is_checked() -> Iterator[None]:
    """The dashboard draws without these checks, which take half of the time; so do the tests of other packages."""
    with schemapi.debug_mode(True):
        yield
