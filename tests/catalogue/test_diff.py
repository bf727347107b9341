"""What a file lost is told by name and never by value; words may be edited at will."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from metrics.catalogue.diff import edited, losses
from tests.support.make import catalogue, comparator, figure, indicator, predicted, revised, said, target

TITLE = "Not in education, employment or training: "


def lost(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [str(one).removeprefix(TITLE) for one in losses(catalogue(before), catalogue(after))]


def with_(**keys: Any) -> dict[str, Any]:
    return indicator(figure("2013/14 Q1", 26), **keys)


def test_figure_that_is_gone_is_named():
    before = indicator(figure("2013/14 Q1", 26), figure("2013/14 Q2", 24))
    assert lost(before, indicator(figure("2013/14 Q2", 24))) == ["the figure for 2013/14 Q1 is gone"]


def test_figure_that_was_changed_is_named_without_its_values():
    told = lost(indicator(figure("2013/14 Q1", "12.5")), indicator(figure("2013/14 Q1", 12)))
    assert told == ["the figure for 2013/14 Q1 was changed"]


@pytest.mark.parametrize("after", [figure("2013/14 Q1", code="x"), figure("2013/14 Q1", 26)])
def test_code_in_place_of_a_value_and_lost_counts_are_changes(after):
    before = figure("2013/14 Q1", 26, numerator=13, denominator=50)
    assert lost(indicator(before), indicator(after)) == ["the figure for 2013/14 Q1 was changed"]


def test_counts_that_are_added_are_no_loss():
    assert lost(with_(), indicator(figure("2013/14 Q1", 26, numerator=13, denominator=50))) == []


def test_digits_written_otherwise_are_no_loss():
    assert lost(with_(), indicator(figure("2013/14 Q1", "26.0"))) == []


def test_period_written_otherwise_is_no_loss():
    before = indicator(figure("year to 31 March 2013", 26), frequency="financial year")
    after = indicator(figure("2012/13 financial year", 26), frequency="financial year")
    assert lost(before, after) == []


def test_prediction_and_outcome_of_one_period_are_two():
    before = indicator(predicted("2013/14 Q1", 26), figure("2013/14 Q1", 26))
    assert lost(before, indicator(figure("2013/14 Q1", 26))) == ["the prediction for 2013/14 Q1 is gone"]
    assert lost(before, indicator(predicted("2013/14 Q1", 26))) == ["the figure for 2013/14 Q1 is gone"]


def test_figure_that_was_revised_is_missed_when_only_its_revision_stays():
    before = indicator(figure("2013/14 Q1", 26), revised("2013/14 Q1", 25))
    assert lost(before, indicator(figure("2013/14 Q1", 25))) == ["the figure for 2013/14 Q1 is gone"]


def test_revision_that_is_added_is_no_loss():
    assert lost(with_(), indicator(figure("2013/14 Q1", 26), revised("2013/14 Q1", 25))) == []


def test_comparator_is_named_by_area_group_and_period():
    before = with_(comparators=[comparator("2013/14 Q1", 30), comparator("2013/14 Q1", 31, area="South East")])
    after = with_(comparators=[comparator("2013/14 Q1", 32)])
    assert lost(before, after) == [
        "the figure of England (looked-after children) for 2013/14 Q1 was changed",
        "the figure of South East (looked-after children) for 2013/14 Q1 is gone",
    ]


def test_words_of_a_comparator_are_what_it_says():
    told = [with_(comparators=[comparator("2013/14 Q1", words=one)]) for one in ("well below 30", "below")]
    assert lost(*told) == ["the figure of England (looked-after children) for 2013/14 Q1 was changed"]


def test_one_of_two_equal_comparators_is_missed():
    twice = [comparator("2013/14 Q1", 30), comparator("2013/14 Q1", 30, source="hub")]
    gone = ["the figure of England (looked-after children) for 2013/14 Q1 is gone"]
    assert lost(with_(comparators=twice), with_(comparators=twice[:1])) == gone


def test_own_figure_that_others_published_is_named():
    own = [figure("2012/13 financial year", 30)]
    assert lost(with_(own_series=own), with_()) == [
        "the figure that others published for 2012/13 financial year is gone"
    ]


def test_target_is_named_by_kind_day_and_place():
    before = with_(targets=[target(20), target(words="20 or fewer", at="regulation 2")])
    assert lost(before, with_(targets=[target(21)])) == [
        "the council target from 1 April 2011 was changed",
        "the target in words (law, regulation 2) is gone",
    ]


def test_target_that_ends_is_no_loss():
    ended = target(20, until=date(2013, 3, 31))
    assert lost(with_(targets=[target(20)]), with_(targets=[ended, target(18, since=date(2013, 4, 1))])) == []


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ([figure("2013/14 Q1", 26), figure("2013/14 Q2", 24)], "the indicator 'neet' and its 2 figures are gone"),
        ([figure("2013/14 Q1", 26)], "the indicator 'neet' and its 1 figure are gone"),
        ([], "the indicator 'neet' is gone"),
    ],
)
def test_indicator_that_is_gone_is_named_with_the_number_of_its_figures(figures, told):
    other = indicator(figure("2013/14 Q1", 3), id="other")
    assert [str(one) for one in losses(catalogue(indicator(*figures), other), catalogue(other))] == [told]


def test_words_about_figures_are_edited_at_will():
    before = with_(caution="Few.", said=[said()], note="Old.", comparators=[comparator("2013/14 Q1", 30, note="Old.")])
    after = indicator(
        figure("2013/14 Q1", 26, note="New.", commentary="What was done.", at="paragraph 2", status="provisional"),
        name="Not in education, training or work",
        definition="Another.",
        comparators=[comparator("2013/14 Q1", 30, comparable="partly", why="Other ages.")],
    )
    assert lost(before, after) == []


def test_order_of_indicators_is_no_loss():
    one, two = (indicator(figure("2013/14 Q1", 26), id=id) for id in ("one", "two"))
    assert losses(catalogue(one, two), catalogue(two, one)) == ()


def test_number_that_vanished_changed_or_names_another_indicator_is_told():
    numbered = with_(number=12)
    assert lost(numbered, with_()) == ["its number is gone"]
    assert lost(numbered, with_(number=13)) == ["its number was changed"]
    assert lost(with_(), numbered) == []
    assert lost(numbered, with_(id="other", number=12)) == [
        "the indicator 'neet' and its 1 figure are gone",
        "number 12 of the indicator 'neet' was given to 'other'",
    ]


# What was edited.


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [one.removeprefix(TITLE) for one in edited(catalogue(before), catalogue(after))]


@pytest.mark.parametrize(
    ("after", "names"),
    [
        (with_(), []),
        (with_(owner="Head of Care", why_it_matters="Words."), ["the why it matters", "the owner"]),
        (with_(targets=[target(25)]), ["the council target from 1 April 2011"]),
        (indicator(figure("2013/14 Q1", 26, commentary="Words.")), ["the commentary of the figure for 2013/14 Q1"]),
        (indicator(figure("2013/14 Q1", 27)), ["the value of the figure for 2013/14 Q1"]),
        (indicator(figure("2013/14 Q1", 26), figure("2013/14 Q2", 2)), ["the figure for 2013/14 Q2"]),
        (indicator(figure("2013/14 Q1", 26), revised("2013/14 Q1", 24)), ["the figure for 2013/14 Q1"]),
    ],
)
def test_what_was_edited_is_named_by_field_and_never_by_value(after: dict[str, Any], names: list[str]):
    assert changed(with_(), after) == names


def test_end_of_a_target_and_a_new_indicator_are_named_too():
    before, after = (with_(targets=[target(25, until=day)]) for day in (None, date(2014, 3, 31)))
    assert changed(before, after) == ["the last day of the council target from 1 April 2011"]
    new = indicator(id="fresh", name="Fresh")
    assert edited(catalogue(with_()), catalogue(with_(), new)) == ("Fresh: the new indicator",)
