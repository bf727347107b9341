"""The palette: contrast of words and marks on the page, twins that can be told apart, and no Altair behind it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from metrics.charts.palette import DARK, LIGHT
from tests.support.contrast import contrast


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_have_four_and_a_half_and_marks_three_to_one(palette):
    words_and_marks = ("ink", "quiet", "council", "target", "comparator", "partly", "neighbours", "published")
    assert {name: contrast(getattr(palette, name), palette.page) >= 4.5 for name in words_and_marks} == dict.fromkeys(
        words_and_marks, True
    )
    assert contrast(palette.track, palette.page) >= 3


def test_contrast_is_wcag_s():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_no_two_colours_of_the_light_palette_are_one():
    """The dark twins are found by the light colour alone."""
    assert len(set(vars(LIGHT).values())) == len(vars(LIGHT))


@pytest.mark.parametrize("room", ["charts.palette", "charts.symbols", "markup.elements", "markup.trends_page"])
def test_rooms_that_need_only_colours_load_no_altair(room):
    program = f"import sys, metrics.{room}; sys.exit('altair' in sys.modules or 'vl_convert' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
