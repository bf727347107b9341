"""Places of a file: the line of the deepest part that is there, and names in place of numbers."""

from __future__ import annotations

import pytest

from metrics.catalogue.places import Places
from metrics.catalogue.problems import Loc
from metrics.catalogue.yaml_reader import read_data

TEXT = """\
indicators:
  - id: neet
    observations:
      - {period: 2013/14 Q1, value: 26}
      - {value: 27}
    comparators:
      - {area: England, period: 2013/14 Q1, value: 34}
"""


@pytest.mark.parametrize(
    ("loc", "line", "where"),
    [
        (("indicators", 0, "id"), 2, "neet > id"),
        (("indicators", 0, "observations", 0, "value"), 4, "neet > observations > 2013/14 Q1 > value"),
        (("indicators", 0, "observations", 0, "period"), 4, "neet > observations > period"),
        (("indicators", 0, "observations", 1, "period"), 5, "neet > observations > entry 2 > period"),
        (("indicators", 0, "comparators", 0), 7, "neet > comparators > England 2013/14 Q1"),
        (("indicators", 0, "unit"), 2, "neet > unit"),
        (("organisation",), 1, "organisation"),
    ],
)
def test_place_has_its_line_and_its_name(loc: Loc, line: int, where: str) -> None:
    data, _ = read_data(TEXT)
    places = Places(TEXT, data)
    assert (places.line(loc), places.where(loc)) == (line, where)
