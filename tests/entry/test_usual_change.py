"""What change of a figure is usual: by its counts or its unit at first, more and more by its own series."""

from __future__ import annotations

import pytest

from metrics.entry.usual_change import is_far, usual_change
from tests.support import make
from tests.support.make import hub, indicator
from tests.support.quarterly import periods


def usual(*values: object, new: object = 0, counts: tuple[int, int] | None = None, **keys: object) -> float:
    given = {"numerator": counts[0], "denominator": counts[1]} if counts else {}
    figures = [
        hub(period.label, value, **(given if value == values[-1] or period == periods(len(values) + 1)[-1] else {}))
        for period, value in zip(periods(len(values) + 1), (*values, new), strict=True)
    ]
    (made,) = make.catalogue(indicator(*figures, **keys)).indicators
    return round(usual_change(made, made.observations[:-1], made.observations[-1]), 1)


def test_percentage_without_counts_is_taken_as_one_of_three_hundred() -> None:
    assert usual(50) == round(2.3 * 100 * (2 * 0.25 / 300) ** 0.5, 1) == 9.4
    assert usual(87) == 6.3
    assert usual(100) == usual(95) == 4.1


@pytest.mark.parametrize(
    ("unit", "of", "value", "expected"),
    [
        ("count", "children", 400, 65.1),
        ("count", "homes", 1, 3.3),
        ("count", "cases per worker", 30, 8.3),
        ("weeks", None, 40, 11.0),
        ("weeks", None, 2, 2.3),
        ("days", None, 10, 9.2),
        ("per 10,000", None, 60, 11.0),
        ("percentage points", None, 30, 9.2),
    ],
)
def test_unit_says_what_is_usual_of_a_second_figure(unit: str, of: str | None, value: int, expected: float) -> None:
    keys = {"of": of} if of else {}
    assert usual(value, new=value, unit=unit, **keys) == expected


def test_counts_say_what_chance_makes_of_a_percentage() -> None:
    few, many = usual(50, new=50, counts=(20, 40)), usual(50, new=50, counts=(1000, 2000))
    assert few > 20
    assert many < 4


def test_series_of_its_own_narrows_or_widens_what_is_usual() -> None:
    calm, restless = [50, 51] * 6, [40, 60] * 6
    assert usual(*calm) < usual(*calm[:4]) < usual(50) < usual(*restless[:4]) < usual(*restless)


def test_one_spike_does_not_widen_it() -> None:
    assert usual(*[50, 51] * 3, 80, *[50, 51] * 3) < usual(50)


def test_two_of_the_last_digit_are_always_usual() -> None:
    assert usual(*[5] * 12, new=5, unit="count", of="changes per child") == 2
    assert usual(*["5.0"] * 12, new="5.1", unit="count", of="changes per child") < 1


def test_figure_near_the_last_or_the_middle_of_the_recent_is_not_far() -> None:
    figures = [hub(period.label, value) for period, value in zip(periods(6), (50, 51, 50, 51, 80, 50), strict=True)]
    (made,) = make.catalogue(indicator(*figures)).indicators
    *known, last = made.observations
    assert not is_far(made, known, last, None)
    (between,) = make.catalogue(indicator(*figures[:-1], hub(periods(6)[-1].label, 65))).indicators
    assert is_far(between, known, between.observations[-1], None)
    assert not is_far(between, known, between.observations[-1], between.observations[-1].value)
