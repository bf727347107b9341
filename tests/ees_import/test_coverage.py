"""How areas are named in a sentence about what a published file lacks."""

import pytest

from metrics.ees_import.coverage import area_with_article


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("South East", "the South East"),
        ("North West", "the North West"),
        ("East of England", "the East of England"),
        ("West Midlands", "the West Midlands"),
        ("Yorkshire and The Humber", "Yorkshire and The Humber"),
        ("London", "London"),
        ("England", "England"),
        ("Southampton", "Southampton"),
        ("Eastbourne", "Eastbourne"),
    ],
)
def test_only_a_region_named_after_the_compass_takes_the(name: str, told: str) -> None:
    assert area_with_article(name) == told
