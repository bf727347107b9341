"""Alternative texts of charts and small pictures: short, and true of what is drawn."""

from metrics.analysis.reading import read_all
from metrics.analysis.suppression import suppress
from metrics.wording import alt_text, findings, targets
from metrics.wording.formatting import capital
from tests.support.make import INSPECTED, comparator, figure, predicted, reading, target, whole

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"


def test_alternative_text_tells_latest_figure_change_with_its_strength_comparator_target_and_prediction():
    one = reading(
        figure(Q4, 30),
        figure(Q1, 26),
        predicted(Q2, 20),
        targets=[target(20)],
        comparators=[comparator(Q1, 20)],
        short_name="Not in work",
    )
    assert alt_text.alt(one) == (
        "Not in work: 26% in April to June 2013, down 4 percentage points from 30% in January to March 2013 "
        f"(moved the right way, not tested). {capital(findings.against_words(one))}. "
        f"{capital(targets.target_words(one, one.targets[0]))}. "
        "20% predicted for July to September 2013; no result yet."
    )
    assert "England" in alt_text.picture_alt(one)
    whole_ = alt_text.picture_title(one)
    assert whole_ == f"Not in work: {findings.finding(one)}"
    assert "England" in whole_


def test_alternative_text_of_a_chart_without_an_outcome_says_what_is_drawn():
    assert "20% predicted for July to September 2013" in alt_text.alt(reading(predicted(Q2, 20)))


def test_alternative_text_stays_short_for_every_indicator():
    for one in read_all(suppress(whole()), INSPECTED):
        words = alt_text.alt(one)
        assert len(words) < 700, words
        assert words.startswith(f"{one.indicator.title}: ")
        assert words.endswith(".")


def test_small_picture_says_what_its_row_says_and_no_name():
    assert alt_text.picture_alt(reading(figure(Q1, 26))) == "Picture: 26% in April to June 2013."
    assert alt_text.picture_alt(reading()) == "Picture: No figure yet."
