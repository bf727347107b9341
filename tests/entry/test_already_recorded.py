"""What the file says already adds nothing: the same figure, comparator or target, whatever stands beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from metrics.catalogue.load import parse
from metrics.catalogue.models import Indicator
from metrics.entry.already_recorded import is_recorded
from tests.support import make
from tests.support.make import comparator, hub, indicator, predicted, target


def recorded(**keys: Any) -> Indicator:
    figures = (hub("2013/14 Q1", 26, status="provisional"), predicted("2013/14 Q2", 24))
    (made,) = parse(make.text(indicator(*figures, **keys))).indicators
    return made


def entry(value: int, period: str = "2013/14 Q1", status: str | None = None, **more: Any) -> dict[str, Any]:
    return {"period": period, "value": Decimal(value), "status": status, **more}


@pytest.mark.parametrize(
    ("given", "same"),
    [
        (entry(26), True),
        (entry(26, at="elsewhere", source="report", status="provisional"), True),
        (entry(27), False),
        (entry(26, period="2012/13 Q4"), False),
        (entry(26, numerator=5), False),
        (entry(24, period="2013/14 Q2"), False),
        (entry(24, period="2013/14 Q2", status="predicted"), True),
        ({"period": "2013/14 Q1", "status": None}, False),
    ],
)
def test_figure_says_the_same_where_all_that_it_states_stands(given: dict[str, Any], same: bool) -> None:
    assert is_recorded(recorded(), "observations", given, final=False) == same


def test_provisional_figure_that_is_final_now_is_news() -> None:
    assert not is_recorded(recorded(), "observations", entry(26), final=True)


def test_comparator_of_another_source_is_another_one_and_a_target_of_another_is_not() -> None:
    made = recorded(comparators=[comparator("2013/14 Q1", 16, source="hub")], targets=[target(25, source="hub")])
    other = made.comparators[0]
    given = {"area": other.area, "group": other.group, "period": "2013/14 Q1", "value": other.value, "source": "hub"}
    assert is_recorded(made, "comparators", given, final=False)
    assert not is_recorded(made, "comparators", given | {"source": "report"}, final=False)
    aim = made.targets[0]
    stated = {"kind": aim.kind, "from": aim.from_, "value": aim.value, "source": "report"}
    assert is_recorded(made, "targets", stated, final=False)
    assert not is_recorded(made, "targets", {"value": aim.value}, final=False), "kind and days are a part of it"
