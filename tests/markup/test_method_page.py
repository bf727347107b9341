"""The page Sources and method tells readers the rules that the code keeps."""

from __future__ import annotations

from metrics.markup import method_page


def test_page_says_which_example_the_twelve_figures_follow() -> None:
    assert (
        "NHS England&#39;s single-chart tool waits for 13 figures, NHSRplotthedots for 12; this dashboard for 12 "
        "with 8 moving ranges."
    ) in method_page.method()
    assert "with 8 moving ranges" in method_page.how_much()


def test_page_says_what_gaps_and_a_shifted_level_do() -> None:
    told = method_page.method()
    assert "A period that is missing or not shown is named and does not end the limits." in told
    assert "draws no limits and no marks that rest on them" in told
    assert "none missing" not in told
