"""Whether readers may see the reason of a change is decided by its mark, together with the data of today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from metrics.analysis.reason_mark import Mark, mark_beside, mark_of, reason_may_tell
from metrics.analysis.suppression import suppress
from metrics.catalogue.models import Catalogue
from tests.support.make import ORGANISATION, catalogue, figure, hub, indicator, revised

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"
LARGE, SMALL = hub(Q1, 30, numerator=30, denominator=100), hub(Q1, 30, numerator=3, denominator=10)
REVISED = revised(Q1, 30, numerator=3, denominator=10, source="hub")


def two(*alder: dict[str, Any], beech: dict[str, Any] | None = None, **organisation: Any) -> Catalogue:
    """Two indicators: alder has these figures, beech one that is large unless another is given."""
    return catalogue(
        indicator(*alder, id="alder", name="Alder"),
        indicator(beech or hub(Q4, 40), id="beech", name="Beech: Alder"),
        organisation={**ORGANISATION, **organisation},
    )


BEFORE = two(hub(Q4, 40))


def test_mark_tells_what_was_touched_and_the_limit_of_that_day() -> None:
    assert mark_of(BEFORE, two(hub(Q4, 40), LARGE)) == Mark(("alder",), small=False, below=6)
    assert mark_of(BEFORE, BEFORE) == Mark((), small=False, below=6)
    assert mark_of(BEFORE, two(hub(Q4, 40), suppress_below=0)).below == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (two(hub(Q4, 40)), two(hub(Q4, 40), SMALL)),
        (two(hub(Q4, 40), SMALL), two(hub(Q4, 40))),
        (two(hub(Q4, 40), SMALL), two(hub(Q4, 40), LARGE)),
        (two(hub(Q4, 40)), two(hub(Q4, 40), hub(Q1, code="c"))),
    ],
    ids=["brought", "taken away", "mended", "as a code"],
)
def test_small_number_that_a_change_brought_or_took_withholds_its_reason_for_good(
    before: Catalogue, after: Catalogue
) -> None:
    mark = mark_of(before, after)
    assert mark.small
    assert reason_may_tell(mark, suppress(BEFORE)), "also when nothing is hidden any more"


def test_small_number_of_an_indicator_that_was_not_touched_does_not_mark_a_change() -> None:
    small = hub(Q1, 30, numerator=3, denominator=10)
    mark = mark_of(two(hub(Q4, 40), beech=small), two(hub(Q4, 40), LARGE, beech=small))
    assert not mark.small
    assert not reason_may_tell(mark, suppress(two(hub(Q4, 40), LARGE, beech=small)))


def test_figure_of_a_publisher_is_not_small() -> None:
    assert not mark_of(BEFORE, two(hub(Q4, 40), figure(Q1, 30, numerator=3, denominator=10))).small


def test_what_is_hidden_later_withholds_the_reason_of_an_earlier_change() -> None:
    mark = mark_of(BEFORE, two(hub(Q4, 40), LARGE))
    assert not reason_may_tell(mark, suppress(two(hub(Q4, 40), LARGE)))
    assert reason_may_tell(mark, suppress(two(hub(Q4, 40), LARGE, REVISED))), "revised to a small number"
    assert reason_may_tell(mark, suppress(two(hub(Q4, 40), LARGE, suppress_below=11))), "the limit was raised"
    assert not reason_may_tell(mark, suppress(two(hub(Q4, 40), LARGE, suppress_below=3)))


@pytest.mark.parametrize("touches", [(), ("gone",), ("beech", "gone")])
def test_change_of_nothing_that_is_known_is_withheld_where_anything_is_hidden(touches: tuple[str, ...]) -> None:
    mark = Mark(touches, small=False, below=6)
    assert reason_may_tell(mark, suppress(two(SMALL)))
    assert not reason_may_tell(mark, suppress(BEFORE))


def test_change_without_a_mark_is_withheld_whatever_is_hidden() -> None:
    assert reason_may_tell(None, suppress(BEFORE))


def test_rows_of_another_file_are_marked_by_the_indicators_that_they_serve() -> None:
    assert mark_beside(["beech", "beech"], two(SMALL)) == Mark(("beech",), small=False, below=6)
    assert mark_beside(["alder"], two(SMALL)) == Mark(("alder",), small=True, below=6)
    assert reason_may_tell(replace(mark_beside(["alder"], two(SMALL)), small=False), suppress(two(SMALL)))
