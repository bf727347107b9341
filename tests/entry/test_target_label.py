"""What a target is called that was given no label: by its financial year, and never by a year that it outlives."""

from __future__ import annotations

import pytest

from metrics.entry.target_label import target_label


@pytest.mark.parametrize(
    ("begins", "ends", "label"),
    [
        ("1 April 2014", "31 March 2015", "Target 2014/15"),
        ("01/04/2014", "2015-03-31", "Target 2014/15"),
        ("1 April 2014", "", "Target from 2014/15"),
        ("1 April 2014", "31 March 2016", ""),
        ("1 October 2013", "", ""),
        ("soon", "", ""),
        ("", "", ""),
    ],
)
def test_label_names_the_year_that_a_target_keeps_to(begins: str, ends: str, label: str) -> None:
    assert target_label("council target", begins, ends) == label


def test_a_duty_is_called_what_it_is() -> None:
    assert target_label("statutory duty", "1 April 2014") == ""
